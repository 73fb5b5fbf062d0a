import { createPrivateKey } from 'node:crypto'
import { p256 } from '@noble/curves/nist.js'
import { CompactSign, calculateJwkThumbprint, compactVerify, importJWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { fingerprintOf } from '../support/keys.ts'
import { expectNothingChanged, failureOf, generate, OVERWRITE, run } from '../support/run-action.ts'
import {
  answerTogether,
  GATE,
  REPOSITORY,
  requests,
  SECRET,
  startTestGitHub,
  storedPublicKey,
  storedText,
  TOKEN,
} from '../support/servers.ts'

describe('generate stores a key', () => {
  const places = [
    { what: 'an environment whose name has a space and a slash', inputs: {}, destination: GATE },
    { what: 'the repository', inputs: { repository: REPOSITORY }, destination: { repository: REPOSITORY } },
    { what: 'another repository', inputs: { repository: 'octo/other' }, destination: { repository: 'octo/other' } },
    { what: 'the organization', inputs: { organization: 'octo' }, destination: { organization: 'octo' } },
  ]
  it.each(places)(
    'in $what, and shows the public key that belongs to what is stored',
    async ({ inputs, destination }) => {
      const github = await startTestGitHub()
      const result = await generate(github, inputs)
      expect(result.exitCode).toBe(0)
      expect(result.outputs['public-key-hex']).toBe(storedPublicKey(github, destination))
      expect(result.outputs.created).toBe('true')
      expect(result.outputs['secret-name']).toBe(SECRET)
      expect(result.outputs['secret-updated-at']).toBe(github.secret(destination, SECRET)?.updated_at)
    },
  )

  it.each(['Prod', 'a b', 'a/b', '100%', 'früh/spät 🔑', "o'clock", '..a', 'a?b#c', '%2e%2e'])(
    'in an environment with the name %s',
    async name => {
      const github = await startTestGitHub()
      github.addEnvironment(REPOSITORY, name, { reviewers: ['alice'] })
      const result = await generate(github, { environment: name })
      expect(result.exitCode, result.log).toBe(0)
      expect(result.outputs['public-key-hex']).toBe(
        storedPublicKey(github, { repository: REPOSITORY, environment: name }),
      )
    },
  )

  it('as an organization secret for all repositories, or for those that are named', async () => {
    const github = await startTestGitHub()
    await generate(github, { organization: 'octo', visibility: 'all', 'secret-name': 'FOR_ALL' })
    const ids = '1296269,\n 1296270\r\n,1296269'
    await generate(github, {
      organization: 'octo',
      visibility: 'selected',
      'selected-repository-ids': ids,
      'secret-name': 'FOR_TWO',
    })
    expect(github.secret({ organization: 'octo' }, 'FOR_ALL')).toMatchObject({ visibility: 'all' })
    expect(github.secret({ organization: 'octo' }, 'FOR_TWO')).toMatchObject({
      visibility: 'selected',
      selected_repository_ids: [1296269, 1296270],
    })
  })

  it('and warns if more repositories may use the organization secret than before', async () => {
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

  it('by default as lower-case hex of the SEC1 PEM, which the sample that Ledger publishes can sign with', async () => {
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

  it('as the PEM itself where the workflow says so', async () => {
    const github = await startTestGitHub()
    const { outputs } = await generate(github, { 'private-key-encoding': 'pem' })
    expect(storedText(github, GATE)).toMatch(/^-----BEGIN EC PRIVATE KEY-----\n/)
    expect(storedPublicKey(github, GATE)).toBe(outputs['public-key-hex'])
  })

  it('as generate/ just as the root action does', async () => {
    const github = await startTestGitHub()
    const result = await run('generate', github, { 'github-token': TOKEN, environment: GATE.environment })
    expect(result.outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
  })

  it('under another name, in upper case as GitHub keeps it', async () => {
    const github = await startTestGitHub()
    const { outputs } = await generate(github, { 'secret-name': 'my_Key' })
    expect(outputs['secret-name']).toBe('MY_KEY')
    expect(storedPublicKey(github, GATE, 'MY_KEY')).toBe(outputs['public-key-hex'])
  })

  it('on a GitHub Enterprise Server, whose API has a base path', async () => {
    const github = await startTestGitHub({ basePath: '/api/v3' })
    const { outputs } = await generate(github)
    expect(outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
    expect(github.exchanges.every(({ requestLine }) => requestLine.split(' ')[1]?.startsWith('/api/v3/'))).toBe(true)
  })

  it.each([
    ['with five requests, three round trips deep', 'open', 5, 3],
    ['with one more of each if the environment is for protected branches', GATE.environment, 6, 4],
  ])('%s', async (_, environment, count, depth) => {
    const github = await startTestGitHub()
    answerTogether(github, 3)
    expect((await generate(github, { environment })).exitCode).toBe(0)
    expect(github.exchanges).toHaveLength(count)
    // A request belongs to a deeper trip where it began after another one had ended.
    const depths: number[] = []
    for (const { startedAt } of github.exchanges) {
      const before = github.exchanges.map(({ endedAt }, i) => (endedAt <= startedAt ? (depths[i] ?? 0) : 0))
      depths.push(Math.max(0, ...before) + 1)
    }
    expect(Math.max(...depths)).toBe(depth)
  })
})

describe('the log of generate', () => {
  const elsewhere = 'Verify it in a new run: GitHub reads repository and organization secrets when a run is queued.'

  it.each([
    ['environment', {}, 'the environment "ledger admins/prod" of octo/keys', []],
    ['repository', { repository: REPOSITORY }, 'the repository octo/keys', [elsewhere]],
    ['organization', { organization: 'octo' }, 'the organization octo', [elsewhere]],
  ])('says where it looks, what GitHub confirms, and which key that is (%s)', async (level, inputs, place, more) => {
    const github = await startTestGitHub()
    const { log, outputs, masks } = await generate(github, inputs)
    const said = log.slice(log.indexOf('Reading the')).split('\n')
    expect(said.filter(line => line && !line.startsWith('##['))).toEqual([
      `Reading ${place}.`,
      `The secret ${SECRET} of ${place} holds the new key, confirmed by GitHub (${outputs['secret-updated-at']}).`,
      `Public key:  ${outputs['public-key-hex']}`,
      `Fingerprint: ${fingerprintOf(outputs['public-key-hex'] ?? '')}`,
      ...more,
    ])
    const stored = storedText(github, level === 'environment' ? GATE : (inputs as { repository: string }))
    expect(masks).toEqual(expect.arrayContaining([TOKEN, stored, Buffer.from(stored, 'hex').toString().split('\n')[1]]))
  })
})

describe('the outputs of generate', () => {
  it('are one key in all their forms', async () => {
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

  it('have a proof that says who made the key, in which run, and where it is', async () => {
    const github = await startTestGitHub()
    const { outputs } = await generate(
      github,
      { 'operator-name': 'demo api user', workspace: 'minivault' },
      { github: { run_id: '4711', run_attempt: '2', actor: 'carol', actor_id: '99', sha: 'f'.repeat(40) } },
    )
    const key = await importJWK(JSON.parse(outputs['public-key-jwk'] ?? ''), 'ES256')
    const { payload, protectedHeader } = await compactVerify(outputs.proof ?? '', key)
    expect(protectedHeader.typ).toBe('ledger-operator-key+jws')
    const claims = JSON.parse(new TextDecoder().decode(payload))
    expect(claims.iat).toBe(Math.floor(github.clock.now().getTime() / 1000))
    expect(claims).toMatchObject({
      public_key_hex: outputs['public-key-hex'],
      operator: 'demo api user',
      workspace: 'minivault',
      secret: { repository: REPOSITORY, environment: GATE.environment, name: SECRET },
      repository: REPOSITORY,
      repository_id: '1296269',
      repository_owner_id: '9919',
      run_id: '4711',
      run_attempt: '2',
      sha: 'f'.repeat(40),
      actor: 'carol',
      actor_id: '99',
      runner_environment: 'github-hosted',
    })
    expect(claims).not.toHaveProperty('nonce')
  })
})

describe('where the secret exists, generate', () => {
  it('stops, by default, before a key exists', async () => {
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

  it('keeps it and takes the public key from the variable, with if-exists: keep', async () => {
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

  it('keeps it without knowing its public key where there is no variable, and warns', async () => {
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

  it.each(['', 'a key', `04${'0'.repeat(128)}`])('keeps it, but stops where the variable holds "%s"', async value => {
    const github = await startTestGitHub()
    github.putSecret(GATE, SECRET)
    github.putVariable(GATE, 'PUBLIC_KEY', value)
    const result = await generate(github, { 'if-exists': 'keep', 'public-key-variable': 'PUBLIC_KEY' })
    expect(expectNothingChanged(result, github).code).toBe('variable-malformed')
  })

  it('generates where if-exists: keep finds nothing to keep', async () => {
    const github = await startTestGitHub()
    const { outputs } = await generate(github, { 'if-exists': 'keep' })
    expect(outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
    expect(outputs.created).toBe('true')
  })

  it('overwrites it with if-exists: overwrite', async () => {
    const github = await startTestGitHub()
    const first = await generate(github)
    const second = await generate(github, OVERWRITE)
    expect(second.outputs['public-key-hex']).not.toBe(first.outputs['public-key-hex'])
    expect(second.outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
    expect(second.summary).toContain('in place of an earlier key')
    expect(first.summary).toContain('as a new secret')
  })
})

describe('an environment without required reviewers', () => {
  it('stops the run with environment-protection: require', async () => {
    const github = await startTestGitHub()
    const { code, message } = expectNothingChanged(
      await generate(github, { environment: 'open', 'environment-protection': 'require' }),
      github,
    )
    expect(code).toBe('environment-unprotected')
    expect(message).toContain('"open" has no required reviewers')
  })

  it('is warned of by default, with all that is weak, in log and page', async () => {
    const github = await startTestGitHub()
    const { annotations, summary, exitCode } = await generate(github, { environment: 'open' })
    expect(exitCode).toBe(0)
    expect(annotations).toHaveLength(1)
    for (const weak of ['no required reviewers', 'every branch', 'admins may bypass']) {
      expect(annotations[0]?.message).toContain(weak)
      expect(summary).toContain(weak)
    }
  })

  it('is not even asked for with environment-protection: ignore', async () => {
    const github = await startTestGitHub()
    const { annotations, summary } = await generate(github, { environment: 'open', 'environment-protection': 'ignore' })
    expect(annotations).toEqual([])
    expect(summary).toContain('**Unknown:** it was not read (`environment-protection: ignore`).')
    expect(requests(github)).not.toContain('GET /repos/octo/keys/environments/open')
  })

  it('cannot be told from a protected one by a token that may not read it: a stop, or a warning', async () => {
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

  it('is not confused with one that is protected well: no warning, and its reviewers on the page', async () => {
    const github = await startTestGitHub()
    const { annotations, summary } = await generate(github, { 'environment-protection': 'require' })
    expect(annotations).toEqual([])
    expect(summary).toContain('| "alice", "bob" |')
    expect(summary).not.toContain('Weak')
  })
})

describe('the public key variable', () => {
  const places = [
    { level: 'environment', inputs: {}, destination: GATE, overwrite: OVERWRITE },
    {
      level: 'repository',
      inputs: { repository: REPOSITORY },
      destination: { repository: REPOSITORY },
      overwrite: { 'if-exists': 'overwrite' },
    },
    {
      overwrite: { 'if-exists': 'overwrite' },
      level: 'organization',
      inputs: { organization: 'octo', visibility: 'all' },
      destination: { organization: 'octo' },
    },
  ]
  it.each(places)('is created, and updated, at the level of the $level', async ({ inputs, destination, overwrite }) => {
    const github = await startTestGitHub()
    const first = await generate(github, { ...inputs, 'public-key-variable': 'PUBLIC_KEY' })
    expect(github.variable(destination, 'PUBLIC_KEY')?.value).toBe(first.outputs['public-key-hex'])
    const second = await generate(github, { ...inputs, 'public-key-variable': 'PUBLIC_KEY', ...overwrite })
    expect(github.variable(destination, 'PUBLIC_KEY')?.value).toBe(second.outputs['public-key-hex'])
    expect(requests(github).filter(request => /^(POST|PATCH)/.test(request))).toHaveLength(2)
  })

  it('is written all the same where another run creates or deletes it between look and write', async () => {
    const github = await startTestGitHub()
    github.faults.add({
      method: 'POST',
      when: 'before',
      do: { kind: 'run', effect: () => github.putVariable(GATE, 'PUBLIC_KEY', 'old') },
    })
    const created = await generate(github, { 'public-key-variable': 'PUBLIC_KEY' })
    expect(github.variable(GATE, 'PUBLIC_KEY')?.value).toBe(created.outputs['public-key-hex'])
    const vault = github.state.vault(GATE)
    github.faults.add({
      method: 'PATCH',
      when: 'before',
      do: { kind: 'run', effect: () => void vault.variables.clear() },
    })
    const updated = await generate(github, { 'public-key-variable': 'PUBLIC_KEY', ...OVERWRITE })
    expect(github.variable(GATE, 'PUBLIC_KEY')?.value).toBe(updated.outputs['public-key-hex'])
  })

  it('that may be read but not written leaves a stored key, which the error tells with its public key', async () => {
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

describe('the events that may generate a key', () => {
  it('are workflow_dispatch alone by default: any other stops the run before a request is sent', async () => {
    const github = await startTestGitHub()
    const result = await generate(github, {}, { github: { event_name: 'push' } })
    const { code, message } = expectNothingChanged(result, github)
    expect(code).toBe('event-not-allowed')
    expect(message).toContain('"push"')
    expect(github.exchanges).toEqual([])
  })

  it('are those that allowed-events names, by commas or lines', async () => {
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
  it('looks, says what would happen, and makes and writes nothing', async () => {
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

  it('says that a key would be overwritten, and stops where the run would stop', async () => {
    const github = await startTestGitHub()
    github.putSecret(GATE, SECRET, 'a key in use')
    const overwrites = await generate(github, { 'dry-run': 'true', ...OVERWRITE })
    expect(overwrites.log).toContain('this secret overwritten (updated at ')
    const keeps = await generate(github, { 'dry-run': 'true', 'if-exists': 'keep' })
    expect(keeps.log).toContain('would be kept')
    expect(keeps.summary).toContain('## Dry run: the operator key would be kept')
    expect(storedText(github, GATE)).toBe('a key in use')
    expect(expectNothingChanged(await generate(github, { 'dry-run': 'true' }), github).code).toBe('secret-exists')
  })
})

describe('the files of the runner', () => {
  it.each(['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'])(
    'stop the run before a key exists where %s is a folder',
    async name => {
      const github = await startTestGitHub()
      const prepare = (environment: Record<string, string>) => {
        environment[name] = environment.RUNNER_TEMP ?? ''
      }
      const result = await generate(github, {}, { prepare })
      expect(expectNothingChanged(result, github).code).toBe('command-file-unwritable')
      expect(github.exchanges).toEqual([])
    },
  )
})

describe('a store that may have arrived', () => {
  it('is told with what not to do, and how to find out', async () => {
    const github = await startTestGitHub()
    github.faults.add({ method: 'PUT', when: 'after', do: { kind: 'status', status: 202 } })
    const { message } = failureOf(await generate(github))
    expect(message).toContain(
      'may hold what this run sent, or nothing. Do not register a public key for this secret. ' +
        'Run `verify` in a new run to find out which key it holds, or start over with `if-exists: overwrite`.',
    )
  })
})
