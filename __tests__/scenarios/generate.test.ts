import { createPrivateKey } from 'node:crypto'
import { p256 } from '@noble/curves/nist.js'
import { CompactSign, calculateJwkThumbprint, compactVerify, importJWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { fingerprintOf } from '../support/keys.ts'
import { expectNothingChanged, failureOf, generate, type Inputs, OVERWRITE, run } from '../support/run-action.ts'
import {
  GATE,
  JOB_TOKEN,
  REPOSITORY,
  requests,
  SECRET,
  startTestGitHub,
  storedPublicKey,
  storedText,
  type TestGitHub,
  TOKEN,
} from '../support/servers.ts'

const methods = (github: TestGitHub) => github.exchanges.map(({ method }) => method)

describe('the stored key', () => {
  it.each([
    ['an environment whose name has a space and a slash', {}, GATE],
    ['the repository', { repository: REPOSITORY }, { repository: REPOSITORY }],
    ['another repository', { repository: 'octo/other' }, { repository: 'octo/other' }],
    ['the organization', { organization: 'octo' }, { organization: 'octo' }],
  ])('generate stores a key in %s and returns its public key', async (_, inputs, destination) => {
    const github = await startTestGitHub()
    const result = await generate(github, inputs)
    expect(result.exitCode).toBe(0)
    expect(result.outputs['public-key-hex']).toBe(storedPublicKey(github, destination))
    expect(result.outputs.created).toBe('true')
    expect(result.outputs['secret-name']).toBe(SECRET)
    expect(result.outputs['secret-updated-at']).toBe(github.secret(destination, SECRET)?.updated_at)
  })

  it('generate stores each key in the environment of exactly that name, whatever its characters', async () => {
    const github = await startTestGitHub()
    // Among them the same letter in two forms of Unicode, and names that decode to each other in a path.
    const names = [
      ...['Prod', 'a b', 'a%20b', 'a+b', 'a/b', 'a%2Fb', 'a%252Fb', 'a\\b', 'a;b', 'a?b#c', "o'clock"],
      ...['100%', '..a', '...', '%2e%2e', 'caf\u00e9', 'cafe\u0301', 'fr\u00fch/sp\u00e4t \u{1f511}'],
    ]
    for (const name of names) github.addEnvironment(REPOSITORY, name, { reviewers: ['alice'] })
    const results = await Promise.all(names.map(environment => generate(github, { environment })))
    for (const [i, environment] of names.entries()) {
      const destination = { repository: REPOSITORY, environment }
      expect(results[i]?.outputs['public-key-hex'], environment).toBe(storedPublicKey(github, destination))
    }
  })

  it('generate gives the secret and the variable of an organization the audience of its inputs', async () => {
    const github = await startTestGitHub()
    const organization = { organization: 'octo' }
    await generate(github, { ...organization, visibility: 'all' })
    expect(github.secret(organization, SECRET)).toMatchObject({ visibility: 'all' })
    const { outputs } = await generate(github, {
      ...organization,
      visibility: 'selected',
      'selected-repository-ids': '1296269,\n 1296270\r\n,1296269',
      'if-exists': 'overwrite',
      'public-key-variable': 'PK',
    })
    const audience = { visibility: 'selected', selected_repository_ids: [1296269, 1296270] }
    expect(github.secret(organization, SECRET)).toMatchObject(audience)
    expect(github.variable(organization, 'PK')).toMatchObject({ ...audience, value: outputs['public-key-hex'] })
  })

  it('generate warns if more repositories can read the organization secret than before', async () => {
    const github = await startTestGitHub()
    await generate(github, { organization: 'octo', visibility: 'private' })
    const more = { organization: 'octo', 'if-exists': 'overwrite' }
    const warningsOf = async (visibility: string) => {
      const { annotations } = await generate(github, { ...more, visibility })
      return annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)
    }
    expect(await warningsOf('private')).toEqual([])
    expect(await warningsOf('all')).toEqual([expect.stringContaining('gets a wider audience')])
  })

  it('generate stores lower-case hex of the SEC1 PEM by default, and Ledger’s published sample signs with it', async () => {
    const github = await startTestGitHub()
    const { outputs } = await generate(github)
    const stored = storedText(github, GATE)
    expect(stored).toMatch(/^[0-9a-f]{454}$/)
    // bytes.fromhex(private_key_hex); base64url_decode(challenge); PyJWS().encode(data, private_key_bytes, algorithm="ES256")
    const pem = Buffer.from(stored, 'hex').toString()
    expect(pem).toMatch(/^-----BEGIN EC PRIVATE KEY-----\n[\s\S]+\n-----END EC PRIVATE KEY-----\n$/)
    const challenge = Buffer.from(JSON.stringify({ request: 'approve', amount: 1 })).toString('base64url')
    const jws = await new CompactSign(Buffer.from(challenge, 'base64url'))
      .setProtectedHeader({ alg: 'ES256' })
      .sign(createPrivateKey(pem))
    const verified = await compactVerify(jws, await importJWK(JSON.parse(outputs['public-key-jwk'] ?? ''), 'ES256'))
    expect(new TextDecoder().decode(verified.payload)).toBe('{"request":"approve","amount":1}')
  })

  it('generate stores the PEM itself with private-key-encoding: pem', async () => {
    const github = await startTestGitHub()
    const { outputs } = await generate(github, { 'private-key-encoding': 'pem' })
    expect(storedText(github, GATE)).toMatch(/^-----BEGIN EC PRIVATE KEY-----\n/)
    expect(storedPublicKey(github, GATE)).toBe(outputs['public-key-hex'])
  })

  it('the action generate/ stores a key as the root action does', async () => {
    const github = await startTestGitHub()
    const result = await run('generate', github, { 'github-token': TOKEN, environment: GATE.environment })
    expect(result.outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
  })

  it('generate stores the key under the name of secret-name, in upper case as GitHub does', async () => {
    const github = await startTestGitHub()
    const { outputs } = await generate(github, { 'secret-name': 'my_Key' })
    expect(outputs['secret-name']).toBe('MY_KEY')
    expect(storedPublicKey(github, GATE, 'MY_KEY')).toBe(outputs['public-key-hex'])
  })

  it('generate stores a key on a GitHub Enterprise Server, and its page links there', async () => {
    const github = await startTestGitHub({ basePath: '/api/v3' })
    const { outputs, summary } = await generate(github, {}, { github: { server_url: 'https://ghe.example' } })
    expect(outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
    expect(github.exchanges.every(({ requestLine }) => requestLine.split(' ')[1]?.startsWith('/api/v3/'))).toBe(true)
    expect(summary).toMatch(/\]\(https:\/\/ghe\.example\/octo\/keys\/settings\/environments\/\d+\/edit\)/)
    expect(summary).not.toContain('github.com')
  })
})

describe('the log of generate', () => {
  const elsewhere = 'Verify it in a new run: GitHub reads repository and organization secrets when a run is queued.'

  it.each([
    ['an environment', {}, 'the environment "ledger admins/prod" of octo/keys', []],
    ['a repository', { repository: REPOSITORY }, 'the repository octo/keys', [elsewhere]],
    ['an organization', { organization: 'octo' }, 'the organization octo', [elsewhere]],
  ])(
    'the log of a key for %s names the place, the confirmation and the public key',
    async (level, inputs, place, more) => {
      const github = await startTestGitHub()
      const { log, outputs, masks } = await generate(github, inputs)
      const lines = log.slice(log.indexOf('Reading the')).split('\n')
      expect(lines.filter(line => line && !line.startsWith('##['))).toEqual([
        `Reading ${place}.`,
        `The secret ${SECRET} of ${place} holds the new key, confirmed by GitHub (${outputs['secret-updated-at']}).`,
        `Public key:  ${outputs['public-key-hex']}`,
        `Fingerprint: ${fingerprintOf(outputs['public-key-hex'] ?? '')}`,
        ...more,
      ])
      const stored = storedText(github, level === 'an environment' ? GATE : (inputs as { repository: string }))
      expect(masks).toEqual(
        expect.arrayContaining([TOKEN, stored, Buffer.from(stored, 'hex').toString().split('\n')[1]]),
      )
    },
  )
})

describe('the outputs of generate', () => {
  it('the outputs hold one public key in all its forms', async () => {
    const github = await startTestGitHub()
    const { outputs } = await generate(github)
    const { d = '' } = createPrivateKey(Buffer.from(storedText(github, GATE), 'hex').toString()).export({
      format: 'jwk',
    })
    const point = Buffer.from(p256.getPublicKey(Buffer.from(d, 'base64url'), false))
    expect(outputs['public-key-hex']).toBe(point.toString('hex'))
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', point)).toString('hex')
    expect(outputs['public-key-fingerprint']).toBe(digest)
    const jwk = JSON.parse(outputs['public-key-jwk'] ?? '')
    expect(Object.keys(jwk).sort()).toEqual(['crv', 'kid', 'kty', 'x', 'y'])
    expect(Buffer.from(`${jwk.x}`, 'base64url')).toEqual(point.subarray(1, 33))
    expect(jwk.kid).toBe(await calculateJwkThumbprint(jwk))
  })

  it('the outputs are those of action.yml, and a job keeps all of them', async () => {
    const github = await startTestGitHub()
    const { outputs, jobOutputs } = await generate(github)
    const names = ['created', 'page', 'proof', 'public-key-fingerprint', 'public-key-hex', 'public-key-jwk']
    expect(Object.keys(outputs).sort()).toEqual([...names, 'secret-name', 'secret-updated-at'])
    expect(Object.keys(jobOutputs.kept).sort()).toEqual(Object.keys(outputs).sort())
  })

  const RUN = {
    run_id: '4711',
    run_attempt: '2',
    actor: 'carol',
    actor_id: '99',
    sha: 'f'.repeat(40),
    workflow_ref: 'octo/keys/.github/workflows/w.yml@refs/heads/x',
    workflow_sha: 'e'.repeat(40),
  }
  const NAMED = { 'operator-name': 'demo api user', workspace: 'minivault' }
  it.each<[what: string, inputs: Inputs, claims: object]>([
    [
      'an environment secret',
      NAMED,
      {
        operator: 'demo api user',
        workspace: 'minivault',
        secret: { repository: REPOSITORY, environment: GATE.environment, name: SECRET },
      },
    ],
    [
      'an organization secret without operator and workspace',
      { organization: 'octo' },
      { secret: { organization: 'octo', name: SECRET } },
    ],
  ])('the proof for %s names the run, the key and its place, and nothing else', async (_, inputs, claims) => {
    const github = await startTestGitHub()
    const { outputs } = await generate(github, inputs, { github: RUN })
    const key = await importJWK(JSON.parse(outputs['public-key-jwk'] ?? ''), 'ES256')
    const { payload, protectedHeader } = await compactVerify(outputs.proof ?? '', key)
    expect(protectedHeader.typ).toBe('ledger-operator-key+jws')
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({
      iat: Math.floor(github.clock.now().getTime() / 1000),
      public_key_hex: outputs['public-key-hex'],
      repository: REPOSITORY,
      repository_id: '1296269',
      repository_owner_id: '9919',
      runner_environment: 'github-hosted',
      ...RUN,
      ...claims,
    })
  })
})

describe('an existing secret', () => {
  it('generate fails by default if the secret exists, before it makes a key', async () => {
    const github = await startTestGitHub()
    github.putSecret(GATE, SECRET, 'a key in use')
    const { message, code } = expectNothingChanged(await generate(github), github)
    expect(code).toBe('secret-exists')
    const time = github.secret(GATE, SECRET)?.updated_at
    expect(message.split('\n')).toEqual([
      `The secret ${SECRET} of the environment "ledger admins/prod" of octo/keys already exists (updated at ${time}), and its key may be in use.`,
      'No key was made, and nothing was changed.',
      'Choose another `secret-name` or place. Set `if-exists: keep` to keep the secret, or `if-exists: overwrite` if you are sure that nothing uses it.',
      '(secret-exists, see docs/troubleshooting.md)',
    ])
    expect(storedText(github, GATE)).toBe('a key in use')
  })

  it('generate keeps the secret with if-exists: keep and reads its public key from the variable', async () => {
    const github = await startTestGitHub()
    const first = await generate(github, { 'public-key-variable': 'PUBLIC_KEY' })
    const stored = storedText(github, GATE)
    const { outputs, exitCode, log, annotations, summary } = await generate(github, {
      'if-exists': 'keep',
      'public-key-variable': 'public_key',
    })
    expect(exitCode).toBe(0)
    expect(log).toContain(`exists (updated at ${first.outputs['secret-updated-at']}) and is kept. No key was made.`)
    expect(annotations).toEqual([])
    const { proof: _, ...kept } = first.outputs
    expect(outputs).toEqual({ ...kept, created: 'false', page: summary.trimEnd() })
    expect(storedText(github, GATE)).toBe(stored)
  })

  it('generate keeps the secret with if-exists: keep and warns if no variable holds its public key', async () => {
    const github = await startTestGitHub()
    github.putSecret(GATE, SECRET)
    const { outputs, annotations, summary } = await generate(github, {
      'if-exists': 'keep',
      'public-key-variable': 'PUBLIC_KEY',
    })
    expect(outputs).toEqual({
      'secret-name': SECRET,
      'secret-updated-at': github.secret(GATE, SECRET)?.updated_at,
      created: 'false',
      page: summary.trimEnd(),
    })
    expect(annotations).toMatchObject([{ level: 'warning', message: expect.stringContaining('verify') }])
  })

  it.each(['', 'a key', `04${'0'.repeat(128)}`])(
    'generate fails with if-exists: keep if the variable holds "%s"',
    async value => {
      const github = await startTestGitHub()
      github.putSecret(GATE, SECRET)
      github.putVariable(GATE, 'PUBLIC_KEY', value)
      const result = await generate(github, { 'if-exists': 'keep', 'public-key-variable': 'PUBLIC_KEY' })
      expect(expectNothingChanged(result, github).code).toBe('variable-malformed')
    },
  )

  it('generate makes a key with if-exists: keep if no secret exists', async () => {
    const github = await startTestGitHub()
    const { outputs } = await generate(github, { 'if-exists': 'keep' })
    expect(outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
    expect(outputs.created).toBe('true')
  })

  it('generate overwrites the secret with if-exists: overwrite', async () => {
    const github = await startTestGitHub()
    const first = await generate(github)
    const second = await generate(github, OVERWRITE)
    expect(second.outputs['public-key-hex']).not.toBe(first.outputs['public-key-hex'])
    expect(second.outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
    expect(second.summary).toContain('in place of an earlier key')
    expect(first.summary).toContain('as a new secret')
  })
})

describe('the protection of the environment', () => {
  it('generate fails with environment-protection: require if the environment has no required reviewers', async () => {
    const github = await startTestGitHub()
    const { code, message } = expectNothingChanged(
      await generate(github, { environment: 'open', 'environment-protection': 'require' }),
      github,
    )
    expect(code).toBe('environment-unprotected')
    expect(message).toContain('"open" has no required reviewers')
  })

  it('generate warns by default of every weakness of the environment, in the log and on the page', async () => {
    const github = await startTestGitHub()
    const { annotations, summary, exitCode } = await generate(github, { environment: 'open' })
    expect(exitCode).toBe(0)
    expect(annotations).toHaveLength(1)
    for (const weak of ['no required reviewers', 'every branch', 'admins may bypass']) {
      expect(annotations[0]?.message).toContain(weak)
      expect(summary).toContain(weak)
    }
  })

  it('generate does not read the protection with environment-protection: ignore', async () => {
    const github = await startTestGitHub()
    const { annotations, summary } = await generate(github, { environment: 'open', 'environment-protection': 'ignore' })
    expect(annotations).toEqual([])
    expect(summary).toContain('**Unknown:** it was not read (`environment-protection: ignore`).')
    expect(requests(github)).not.toContain('GET /repos/octo/keys/environments/open')
  })

  it('generate fails with require, and warns otherwise, if the token may not read the protection', async () => {
    const github = await startTestGitHub()
    github.addToken('github_pat_blind', {
      kind: 'fine-grained',
      repositories: [REPOSITORY],
      permissions: { environments: 'write' },
    })
    const required = await generate(github, { 'github-token': 'github_pat_blind', 'environment-protection': 'require' })
    const { code, message } = expectNothingChanged(required, github)
    expect(code).toBe('protection-unreadable')
    expect(message).toContain('"Actions" (repository permission): read')
    const warned = await generate(github, { 'github-token': 'github_pat_blind' })
    expect(warned.exitCode).toBe(0)
    expect(warned.annotations).toMatchObject([
      { level: 'warning', message: expect.stringContaining('"Actions" (repository permission): read') },
    ])
    expect(warned.summary).toContain('**Unknown:** GitHub refused to read the protection')
  })

  it('generate shows the reviewers of a well protected environment without a warning', async () => {
    const github = await startTestGitHub()
    const { annotations, summary } = await generate(github, { 'environment-protection': 'require' })
    expect(annotations).toEqual([])
    expect(summary).toContain('| "alice", "bob" |')
    expect(summary).not.toContain('Weak')
  })
})

describe('the public key variable', () => {
  it.each([
    ['environment', {}, GATE, OVERWRITE],
    ['repository', { repository: REPOSITORY }, { repository: REPOSITORY }, { 'if-exists': 'overwrite' }],
    [
      'organization',
      { organization: 'octo', visibility: 'all' },
      { organization: 'octo' },
      { 'if-exists': 'overwrite' },
    ],
  ])('generate creates and updates the variable at the level of the %s', async (_, inputs, destination, overwrite) => {
    const github = await startTestGitHub()
    const first = await generate(github, { ...inputs, 'public-key-variable': 'PUBLIC_KEY' })
    expect(github.variable(destination, 'PUBLIC_KEY')?.value).toBe(first.outputs['public-key-hex'])
    const second = await generate(github, { ...inputs, 'public-key-variable': 'PUBLIC_KEY', ...overwrite })
    expect(github.variable(destination, 'PUBLIC_KEY')?.value).toBe(second.outputs['public-key-hex'])
    expect(requests(github).filter(request => /^(POST|PATCH)/.test(request))).toHaveLength(2)
  })

  it('generate shows the stored public key in its error if the token may not write the variable', async () => {
    const github = await startTestGitHub()
    github.addToken('github_pat_novar', {
      kind: 'fine-grained',
      repositories: [REPOSITORY],
      permissions: { secrets: 'write', actions_variables: 'read' },
    })
    const result = await generate(github, {
      repository: REPOSITORY,
      'github-token': 'github_pat_novar',
      'public-key-variable': 'PK',
    })
    const { title, code, message } = failureOf(result)
    expect(title).toBe('The key is stored, the run is not complete')
    expect(code).toBe('permission-missing')
    expect(message).toContain('actions_variables=write')
    expect(message).toContain(storedPublicKey(github, { repository: REPOSITORY }))
    expect(message).toContain(
      '\nTake the public key from this message and check it with `verify`. A new run would stop because the secret exists. ' +
        'The variable PK of the repository octo/keys may not hold the public key yet: set it. ' +
        'If a later job discards the key, as in provision.yml, nothing is left to do.\n',
    )
  })
})

describe('the allowed events', () => {
  it('generate refuses by default every event but workflow_dispatch, before it sends a request', async () => {
    const github = await startTestGitHub()
    const result = await generate(github, {}, { github: { event_name: 'push' } })
    const { code, message } = expectNothingChanged(result, github)
    expect(code).toBe('event-not-allowed')
    expect(message).toContain('"push"')
    expect(github.exchanges).toEqual([])
  })

  it('generate accepts the events of allowed-events, separated by commas or lines', async () => {
    const github = await startTestGitHub()
    const result = await generate(
      github,
      { 'allowed-events': 'workflow_dispatch, schedule\nrelease' },
      { github: { event_name: 'release' } },
    )
    expect(result.exitCode).toBe(0)
  })
})

describe('a dry run', () => {
  it('a dry run reads, reports what would happen, and writes nothing', async () => {
    const github = await startTestGitHub()
    const { exitCode, outputs, summary, log } = await generate(github, {
      'dry-run': 'true',
      'public-key-variable': 'PK',
    })
    expect(exitCode).toBe(0)
    expect(outputs).toEqual({ created: 'false', page: summary.trimEnd() })
    expect(log).toContain('a key would be generated and this secret created')
    expect(summary).toContain('Dry run: no key was made')
    expect(requests(github).every(request => request.startsWith('GET'))).toBe(true)
  })

  it('a dry run reports whether the existing secret would be overwritten or kept', async () => {
    const github = await startTestGitHub()
    github.putSecret(GATE, SECRET, 'a key in use')
    const overwrites = await generate(github, { 'dry-run': 'true', ...OVERWRITE })
    expect(overwrites.log).toContain('this secret overwritten (updated at ')
    const keeps = await generate(github, { 'dry-run': 'true', 'if-exists': 'keep' })
    expect(keeps.log).toContain('would be kept')
    expect(keeps.summary).toContain('## Dry run: the operator key would be kept')
    expect(storedText(github, GATE)).toBe('a key in use')
  })

  it('a dry run returns the public key of a secret that would be kept', async () => {
    const github = await startTestGitHub()
    const { outputs: made } = await generate(github, { 'public-key-variable': 'PK' })
    const before = github.exchanges.length
    const inputs = { 'public-key-variable': 'PK', 'if-exists': 'keep', 'dry-run': 'true' }
    const { outputs } = await generate(github, inputs)
    expect(outputs).toMatchObject({ created: 'false', 'public-key-hex': made['public-key-hex'] })
    expect(new Set(methods(github).slice(before))).toEqual(new Set(['GET']))
  })

  it.each<[what: string, inputs: Inputs, code: string]>([
    [
      'an environment has no reviewers',
      { environment: 'open', 'environment-protection': 'require' },
      'environment-unprotected',
    ],
    ['an environment does not exist', { environment: 'none' }, 'destination-not-found'],
    ["the token is the job's own", { 'github-token': JOB_TOKEN }, 'permission-missing'],
    ['GitHub does not know the token', { 'github-token': 'ghp_unknown' }, 'token-rejected'],
    ['the secret exists', { repository: REPOSITORY }, 'secret-exists'],
  ])('a dry run fails as the run would if %s', async (_, inputs, code) => {
    const github = await startTestGitHub()
    github.putSecret({ repository: REPOSITORY }, SECRET)
    const result = await generate(github, { 'dry-run': 'true', ...inputs })
    expect(expectNothingChanged(result, github).code).toBe(code)
    expect(new Set(methods(github))).toEqual(new Set(['GET']))
  })

  it.each<[level: string, inputs: Inputs]>([
    ['a repository', { repository: REPOSITORY }],
    ['an organization', { organization: 'octo' }],
  ])('a dry run for %s sends two requests', async (_, inputs) => {
    const github = await startTestGitHub()
    const { exitCode, log } = await generate(github, { ...inputs, 'dry-run': 'true' })
    expect(exitCode).toBe(0)
    expect(log).toContain('a key would be generated and this secret created')
    expect(methods(github)).toEqual(['GET', 'GET'])
  })
})
