import { describe, expect, it } from 'vitest'
import type { LocalGitHub, LocalGitHubOptions } from '../../local/github/index.ts'
import type { LocalLedger } from '../../local/ledger/index.ts'
import type { ActionResult } from '../../local/runner/index.ts'
import { encodePrivateKey, generateOperatorKey } from '../../src/key/operator-key.ts'
import { formsOf, leaksIn, tracesOf } from '../support/leaks.ts'
import { expectNothingChanged, failureOf, type Inputs, run } from '../support/run-action.ts'
import {
  GATE,
  JOB_TOKEN,
  REPOSITORY,
  RUN_ID,
  requests,
  SECRET,
  startTestGitHub,
  startTestLedger,
  storedText,
  TOKEN,
} from '../support/servers.ts'
import { readProof, WORKSPACE } from '../support/workflows.ts'

const LIVE = { repository: REPOSITORY, environment: 'open' }
const ID = 'LEDGER_API_KEY_ID'
const API_SECRET = 'LEDGER_API_KEY_SECRET'
const key = generateOperatorKey()
const stored = encodePrivateKey(key.privateKeyPem, 'hex')
const other = generateOperatorKey()

function inputs(more: Inputs = {}): Inputs {
  return {
    'github-token': TOKEN,
    environment: LIVE.environment,
    'private-key': stored,
    'public-key-hex': key.publicKey.hex,
    'public-key-variable': 'PUBLIC_KEY',
    'staged-secret-name': SECRET,
    'staged-environment': GATE.environment,
    ...more,
  }
}

/** A world in which the key is staged at the gate, and approved. */
async function approved(options?: LocalGitHubOptions) {
  const github = await startTestGitHub(options)
  github.putSecret(GATE, SECRET, stored)
  github.state.addReview(REPOSITORY, RUN_ID, {
    user: 'alice',
    state: 'approved',
    comment: '',
    environment: GATE.environment,
  })
  return github
}

/** The same, and an old operator is in service. */
async function staged() {
  const github = await approved()
  github.putSecret(LIVE, SECRET, 'old key')
  github.putSecret(LIVE, ID, 'old id')
  github.putSecret(LIVE, API_SECRET, 'old secret')
  const ledger = await startTestLedger(github)
  return { github, ledger }
}

function withAccess(ledger: LocalLedger, publicKeyHex: string | undefined = key.publicKey.hex): Inputs {
  const access = ledger.addAccess('minivault', publicKeyHex)
  return {
    'if-exists': 'overwrite',
    workspace: 'minivault',
    'api-key-id': access.apiKeyId,
    'api-key-secret': access.apiKeySecret,
    'ledger-api-url': ledger.baseUrl('v2'),
  }
}

const live = (github: LocalGitHub) => [SECRET, ID, API_SECRET].map(name => storedText(github, LIVE, name))
const OLD = ['old key', 'old id', 'old secret']

describe('promote', () => {
  it('moves key and API access together, the key last, and takes the staged secret away when all is confirmed', async () => {
    const { github, ledger } = await staged()
    const access = withAccess(ledger)
    const result = await run('promote', github, inputs(access))
    expect(result.exitCode, result.log).toBe(0)
    expect(live(github)).toEqual([stored, access['api-key-id'], access['api-key-secret']])
    expect(github.variable(LIVE, 'PUBLIC_KEY')?.value).toBe(key.publicKey.hex)
    expect(github.secret(GATE, SECRET)).toBeUndefined()
    const changes = requests(github)
      .filter(request => !request.startsWith('GET'))
      .map(request => `${request.split(' ')[0]} ${request.split('/').at(-1)}`)
    expect(changes).toEqual([`PUT ${ID}`, `PUT ${API_SECRET}`, `PUT ${SECRET}`, 'POST variables', `DELETE ${SECRET}`])
    expect(result.outputs).toMatchObject({
      'public-key-hex': key.publicKey.hex,
      'secret-name': SECRET,
      'secret-updated-at': github.secret(LIVE, SECRET)?.updated_at,
      created: 'true',
      registered: 'true',
    })
    expect(result.summary).toContain('The operator key is in service')
    expect(result.summaryRaw).toContain('| Workspace | "minivault" |')
    expect(await readProof(result.outputs.proof, key.publicKey.hex, github.clock.now())).toMatchObject({
      workspace: 'minivault',
    })
  })

  it('asks Ledger before it writes anything: another registered key changes nothing', async () => {
    const { github, ledger } = await staged()
    const result = await run('promote', github, inputs(withAccess(ledger, other.publicKey.hex)))
    expect(failureOf(result)).toMatchObject({ title: 'Nothing was changed', code: 'another-key-registered' })
    expect(live(github)).toEqual(OLD)
    expect(storedText(github, GATE)).toBe(stored)
    expect(requests(github).every(request => request.startsWith('GET'))).toBe(true)
  })

  it('stops where Ledger does not say, unless the workflow takes the risk', async () => {
    const { github, ledger } = await staged()
    const silent = withAccess(ledger)
    ledger.addFault({ status: 200, body: '{"accessToken":"an-opaque-access-token"}', times: 2 })
    expect(failureOf(await run('promote', github, inputs(silent))).code).toBe('registration-unknown')
    expect(live(github)).toEqual(OLD)
    const result = await run('promote', github, inputs({ ...silent, 'require-registered': 'false' }))
    expect([result.exitCode, result.outputs.registered]).toEqual([0, 'unknown'])
    expect(storedText(github, LIVE)).toBe(stored)
  })

  it('stores nothing unless the private key is the approved one', async () => {
    const { github } = await staged()
    const result = await run(
      'promote',
      github,
      inputs({ 'public-key-hex': other.publicKey.hex, 'if-exists': 'overwrite' }),
    )
    expect(failureOf(result)).toMatchObject({ title: 'Nothing was changed', code: 'key-mismatch' })
    expect(github.exchanges).toEqual([])
  })

  it.each(['', 'none'])('needs an approved key: "%s" is none', async hex => {
    const { github } = await staged()
    expect(failureOf(await run('promote', github, inputs({ 'public-key-hex': hex }))).code).toBe('input-invalid')
  })

  it.each([SECRET, ID, API_SECRET])(
    'with if-exists: fail stops where %s is there, and changes none of the three',
    async name => {
      const github = await approved()
      const ledger = await startTestLedger(github)
      github.putSecret(LIVE, name, 'in use')
      const result = await run('promote', github, inputs({ ...withAccess(ledger), 'if-exists': 'fail' }))
      const { code, message } = failureOf(result)
      expect(code).toBe('secret-exists')
      expect(message).toContain(name)
      expect(requests(github).every(request => request.startsWith('GET'))).toBe(true)
    },
  )

  it('with if-exists: keep changes none of the three, and leaves what is staged', async () => {
    const { github, ledger } = await staged()
    const before = live(github)
    const result = await run('promote', github, inputs({ ...withAccess(ledger), 'if-exists': 'keep' }))
    expect([result.exitCode, result.outputs.created]).toEqual([0, 'false'])
    expect(live(github)).toEqual(before)
    expect(storedText(github, GATE)).toBe(stored)
  })

  it.each([SECRET, ID, API_SECRET])(
    'with if-exists: keep fails where %s is missing: a part is nothing to keep',
    async name => {
      const { github, ledger } = await staged()
      github.putVariable(LIVE, 'PUBLIC_KEY', other.publicKey.hex)
      github.deleteSecret(LIVE, name)
      const before = live(github)
      const result = await run('promote', github, inputs({ ...withAccess(ledger), 'if-exists': 'keep' }))
      const { title, code, message } = failureOf(result)
      expect([title, code, result.outputs]).toEqual(['Nothing was changed', 'secret-exists', {}])
      const there = [ID, API_SECRET, SECRET].filter(other => other !== name)
      const places = there.map(name => `the secret ${name} of the environment "open" of octo/keys`).join('; ')
      expect(message).toContain(
        '`if-exists: keep` keeps a key that is in service, but only a part of one exists. ' +
          `These exist: ${places}. These do not: the secret ${name} of the environment "open" of octo/keys.\n`,
      )
      expect(message).toContain(
        '\nSet `if-exists: overwrite` to put this key into service; or delete what is left of another one, or correct the names.\n',
      )
      expect(live(github)).toEqual(before)
      expect(storedText(github, GATE)).toBe(stored)
    },
  )

  it('with if-exists: keep names all that is missing', async () => {
    const { github, ledger } = await staged()
    for (const name of [ID, API_SECRET]) github.deleteSecret(LIVE, name)
    const result = await run('promote', github, inputs({ ...withAccess(ledger), 'if-exists': 'keep' }))
    const places = [ID, API_SECRET].map(name => `the secret ${name} of the environment "open" of octo/keys`).join('; ')
    expect(failureOf(result).message).toContain(`These do not: ${places}.\n`)
  })

  it('with if-exists: keep tells the key that is kept, as the variable beside it names it, and never the other', async () => {
    const { github, ledger } = await staged()
    const more = { ...withAccess(ledger), 'if-exists': 'keep' }
    const unknown = await run('promote', github, inputs(more))
    expect(unknown.outputs).toEqual({ 'secret-name': SECRET, created: 'false' })
    github.putVariable(LIVE, 'PUBLIC_KEY', other.publicKey.hex)
    const known = await run('promote', github, inputs(more))
    expect(known.outputs['public-key-hex']).toBe(other.publicKey.hex)
    expect(known.outputs.registered).toBeUndefined()
    for (const { summary } of [unknown, known]) {
      expect(summary).toContain('## Nothing was promoted')
      expect(summary).not.toContain(key.publicKey.hex)
    }
  })

  it.each([
    ['api-key-id-name', { 'api-key-id-name': SECRET.toLowerCase() }, '`secret-name`'],
    ['api-key-secret-name', { 'api-key-secret-name': SECRET }, '`secret-name`'],
    ['api-key-secret-name', { 'api-key-secret-name': ID }, '`api-key-id-name`'],
    ['staged-environment', { 'staged-environment': '..' }, 'must not be `.` or `..`'],
    ['staged-environment', { 'staged-secret-name': '' }, '`staged-secret-name`'],
    ['workspace', { workspace: 'Kyōto', 'ledger-api-version': 'v1' }, 'ASCII'],
  ] as [string, Inputs, string][])('refuses by its name: %s (%j)', async (name, more, said) => {
    const { github } = await staged()
    const { code, message } = expectNothingChanged(await run('promote', github, inputs(more)), github)
    expect(code).toBe('input-invalid')
    expect(message).toContain(`The input \`${name}\` is`)
    expect(message).toContain(said)
    expect(github.exchanges).toEqual([])
  })

  it('without API access stores the key alone', async () => {
    const github = await approved()
    const result = await run('promote', github, inputs({ 'private-key-encoding': 'pem' }))
    expect([result.exitCode, result.outputs.registered]).toEqual([0, 'unknown'])
    expect(storedText(github, LIVE)).toBe(key.privateKeyPem)
    expect(github.secret(LIVE, ID)).toBeUndefined()
  })

  it.each([1, 2])(
    'that fails before write %s + 1 tells which of the three it has written; the old key is still in service',
    async written => {
      const { github, ledger } = await staged()
      github.faults.add({
        method: 'PUT',
        skip: written,
        when: 'before',
        do: { kind: 'status', status: 403, body: { message: 'no' } },
      })
      const result = await run('promote', github, inputs(withAccess(ledger)))
      const { title, message } = failureOf(result)
      expect(title).toBe('Some secrets were changed')
      const [, done = '', left = ''] =
        /This run stored: (.+?)\. Not stored, and as before: (.+?)\. /.exec(message) ?? []
      for (const [i, name] of [ID, API_SECRET, SECRET].entries()) {
        expect([done.includes(`secret ${name} of`), left.includes(`secret ${name} of`)]).toEqual([
          i < written,
          i >= written,
        ])
      }
      expect(message).toContain('may not belong together')
      expect(message).toContain('Run this again with `if-exists: overwrite`')
      expect(message).not.toContain('Nothing was changed')
      expect(storedText(github, LIVE)).toBe('old key')
      expect(storedText(github, GATE)).toBe(stored)
      expect(result.outputs).toEqual({})
    },
  )

  it.each([
    ['in the same environment', { environment: GATE.environment }],
    ['in the same environment in other letters', { environment: GATE.environment.toUpperCase() }],
    ['in the same repository', { environment: '', repository: 'OCTO/keys', 'staged-environment': '' }],
  ])('refuses to move a key to where it is: %s', async (_, more) => {
    const { github } = await staged()
    const result = await run('promote', github, inputs({ 'if-exists': 'overwrite', ...more }))
    expect(failureOf(result)).toMatchObject({ title: 'Nothing was changed', code: 'staged-is-destination' })
    expect(github.exchanges).toEqual([])
  })

  it('refuses one name for two secrets, and an environment of a staged secret without its name', async () => {
    const { github } = await staged()
    expect(failureOf(await run('promote', github, inputs({ 'api-key-id-name': SECRET }))).code).toBe('input-invalid')
    expect(failureOf(await run('promote', github, inputs({ 'staged-secret-name': '' }))).message).toContain(
      '`staged-environment`',
    )
  })

  it('takes one key to three places by three steps, the staged one away with the last', async () => {
    const github = await approved()
    github.putSecret(GATE, SECRET, stored)
    const places: Inputs[] = [
      { environment: '', repository: REPOSITORY },
      { environment: '', repository: 'octo/other' },
      { environment: '', organization: 'octo' },
    ]
    for (const [i, place] of places.entries()) {
      const last = i === places.length - 1
      const staging = last ? {} : { 'staged-secret-name': '', 'staged-environment': '' }
      const result = await run('promote', github, inputs({ ...place, ...staging }))
      expect(result.exitCode, result.log).toBe(0)
      expect(github.secret(GATE, SECRET) === undefined).toBe(last)
    }
    for (const place of [{ repository: REPOSITORY }, { repository: 'octo/other' }, { organization: 'octo' }]) {
      expect(storedText(github, place)).toBe(stored)
    }
  })
})

describe('what promote checks before it writes', () => {
  const RAW: [what: string, more: (ledger: LocalLedger) => Inputs, code: string][] = [
    ['a workspace without API access', () => ({ workspace: WORKSPACE }), 'api-access-incomplete'],
    ['half of the API access', ledger => ({ ...withAccess(ledger), 'api-key-secret': '' }), 'api-access-incomplete'],
    ['API access without a workspace', ledger => ({ ...withAccess(ledger), workspace: '' }), 'api-access-incomplete'],
    [
      'wrong credentials',
      ledger => ({ ...withAccess(ledger), 'api-key-secret': 'x'.repeat(43) }),
      'ledger-credentials-rejected',
    ],
    ['a wrong workspace', ledger => ({ ...withAccess(ledger), workspace: 'maxivault' }), 'ledger-credentials-rejected'],
    ['no key', () => ({ 'private-key': '' }), 'key-empty'],
    ['a damaged key', () => ({ 'private-key': stored.slice(0, -2).slice(0, 200) }), 'key-malformed'],
    ['a public key for a private one', () => ({ 'private-key': key.publicKey.hex }), 'key-public'],
    ['a name that GitHub does not take', () => ({ 'api-key-id-name': 'GITHUB_ID' }), 'input-invalid'],
    ['a destination of two kinds', () => ({ organization: 'octo' }), 'input-invalid'],
    ['no token', () => ({ 'github-token': '' }), 'token-missing'],
    ['a token that GitHub does not know', () => ({ 'github-token': 'github_pat_gone' }), 'token-rejected'],
    ["the job's own token", () => ({ 'github-token': JOB_TOKEN }), 'permission-missing'],
    ['a place that is not there', () => ({ environment: 'nowhere' }), 'destination-not-found'],
  ]
  it.each(RAW)('stops where it gets %s, and shows no key', async (_, more, code) => {
    const { github, ledger } = await staged()
    const given = inputs({ 'if-exists': 'overwrite', ...more(ledger) })
    const secrets = { KEY: given['private-key'] ?? '', API: given['api-key-secret'] ?? '' }
    const result = await run('promote', github, given, { secrets, runner: { debug: true } })
    expect(expectNothingChanged(result, github).code).toBe(code)
    expect(live(github)).toEqual(OLD)
    expect(storedText(github, GATE)).toBe(stored)
    expect(leaksIn(tracesOf(result, github), formsOf(key.privateKeyPem))).toEqual([])
    // The masks come before anything else is said.
    if (given['private-key']) expect(result.stdout).toMatch(/^::add-mask::/)
  })

  it('takes the risk of a workspace without API access only where it is told to', async () => {
    const { github } = await staged()
    const more = { workspace: WORKSPACE, 'require-registered': 'false', 'if-exists': 'overwrite' }
    const result = await run('promote', github, inputs(more))
    expect([result.exitCode, result.outputs.registered]).toEqual([0, 'unknown'])
    expect(live(github)).toEqual([stored, 'old id', 'old secret'])
  })

  it.each([ID, API_SECRET])('refuses to delete what it stores: a staged secret of the name %s', async name => {
    const { github, ledger } = await staged()
    const more = { 'staged-secret-name': name.toLowerCase(), 'staged-environment': LIVE.environment }
    const result = await run('promote', github, inputs({ ...withAccess(ledger), ...more }))
    expect(expectNothingChanged(result, github).code).toBe('staged-is-destination')
    expect(github.exchanges).toEqual([])
  })

  it('looks at all that it will write before it writes anything', async () => {
    const { github, ledger } = await staged()
    await run('promote', github, inputs(withAccess(ledger)))
    const methods = github.exchanges.map(({ method }) => method)
    const looks = methods.indexOf('PUT')
    expect(methods.slice(0, looks).every(method => method === 'GET')).toBe(true)
    // The sealing key, three secrets, the variable, the staged secret and the approvals are read; each secret is confirmed
    // before the next is stored, and the staged one is read again before it is deleted.
    expect(looks).toBe(7)
    expect(methods.slice(looks)).toEqual(['PUT', 'GET', 'PUT', 'GET', 'PUT', 'GET', 'POST', 'GET', 'DELETE'])
    expect(ledger.exchanges).toHaveLength(1)
  })
})

describe('what promote tells on its way', () => {
  const logOf = ({ log }: ActionResult) => log.split('\n').map(line => line.replace(/\d{4}-\S+Z/, 'TIME'))
  const at = (name: string) => `secret ${name} of the environment "open" of octo/keys`
  const isStored = (name: string) => `The ${at(name)} is stored, confirmed by GitHub (TIME).`

  it('is each secret that it stored or deleted, and masks what must not be seen before it asks anybody', async () => {
    const { github, ledger } = await staged()
    const access = withAccess(ledger)
    const result = await run('promote', github, inputs(access))
    expect(logOf(result)).toEqual(
      expect.arrayContaining([
        isStored(ID),
        isStored(API_SECRET),
        isStored(SECRET),
        `The secret ${SECRET} of the environment "ledger admins/prod" of octo/keys was staged and is deleted.`,
      ]),
    )
    expect(result.masks).toEqual(
      expect.arrayContaining([stored, access['api-key-id'], access['api-key-secret'], TOKEN]),
    )
    // The input itself, whatever its form, and the forms of the key that is read from it.
    const pem = await run('promote', github, inputs({ 'private-key': key.privateKeyPem, 'if-exists': 'overwrite' }))
    expect(pem.masks).toEqual(expect.arrayContaining([stored, key.privateKeyPem.split('\n')[1]]))
  })

  it('is what it kept, with nothing changed', async () => {
    const { github, ledger } = await staged()
    const all = await run('promote', github, inputs({ ...withAccess(ledger), 'if-exists': 'keep' }))
    expect(logOf(all)).toContain(
      `Kept, and nothing was changed: the ${at(ID)}; the ${at(API_SECRET)}; the ${at(SECRET)}.`,
    )
    const result = await run('promote', github, inputs({ 'if-exists': 'keep' }))
    expect(logOf(result)).toContain(`Kept, and nothing was changed: the ${at(SECRET)}.`)
    github.deleteSecret(LIVE, SECRET)
    const nothingKept = await run('promote', github, inputs({ 'if-exists': 'keep' }))
    expect(nothingKept.outputs.created).toBe('true')
  })

  it('is what exists, all of it', async () => {
    const { github, ledger } = await staged()
    const result = await run('promote', github, inputs({ ...withAccess(ledger), 'if-exists': 'fail' }))
    const { code, message } = expectNothingChanged(result, github)
    expect(code).toBe('secret-exists')
    expect(message).toBe(
      `These already exist and may be in use: the ${at(ID)}; the ${at(API_SECRET)}; the ${at(SECRET)}.\n` +
        'Nothing was changed: the staged key and the key in service are as they were.\n' +
        'Choose other names or another place. Set `if-exists: keep` to change nothing, or `if-exists: overwrite` to put this key into service instead.\n' +
        '(secret-exists, see docs/troubleshooting.md)',
    )
  })

  it('is a doubt about the registration only where one was asked for', async () => {
    const doubt = 'Ledger does not say whether this key is registered.'
    const { github, ledger } = await staged()
    const warnings = (result: ActionResult) =>
      result.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)
    const overwrite = inputs({ 'if-exists': 'overwrite', 'require-registered': 'false' })
    expect(warnings(await run('promote', github, inputs(withAccess(ledger))))).toEqual([])
    expect(warnings(await run('promote', github, overwrite))).toEqual([])
    ledger.addFault({ status: 200, body: '{"accessToken":"an-opaque-access-token"}', times: 1 })
    expect(warnings(await run('promote', github, { ...overwrite, ...withAccess(ledger) }))).toEqual([doubt])
  })

  it('is, where the staged secret is the destination, what to do about it', async () => {
    const { github } = await staged()
    const result = await run('promote', github, inputs({ environment: GATE.environment.toUpperCase() }))
    const { code, message } = expectNothingChanged(result, github)
    expect(code).toBe('staged-is-destination')
    expect(message).toContain(
      `The staged secret and the destination are the same: ${SECRET} of the environment "LEDGER ADMINS/PROD" of octo/keys.`,
    )
    expect(message).toContain('Give another destination, or leave `staged-secret-name` out.')
  })

  it('is nothing of a staged secret that is gone already, and of a variable that nobody wants', async () => {
    const { github } = await staged()
    const more = { 'if-exists': 'overwrite', 'public-key-variable': '', 'staged-environment': '' }
    const result = await run('promote', github, inputs(more))
    expect(result.exitCode, result.log).toBe(0)
    expect(result.log).not.toContain('was staged')
    expect(requests(github).filter(request => !request.startsWith('GET'))).toHaveLength(1)
  })

  it('updates the variable that is there', async () => {
    const { github } = await staged()
    await run('promote', github, inputs({ 'if-exists': 'overwrite' }))
    github.putSecret(GATE, SECRET, stored)
    await run('promote', github, inputs({ 'if-exists': 'overwrite' }))
    const writes = requests(github).filter(request => request.includes('/variables') && !request.startsWith('GET'))
    expect(writes.map(request => request.split(' ')[0])).toEqual(['POST', 'PATCH'])
  })

  it('needs the runner’s files before it writes anything', async () => {
    const { github } = await staged()
    const result = await run('promote', github, inputs({ 'if-exists': 'overwrite' }), {
      prepare: environment => {
        environment.GITHUB_STEP_SUMMARY = '/nowhere/summary'
      },
    })
    expect(expectNothingChanged(result, github).code).toBe('command-file-unwritable')
  })
})

describe('what promote says when it is done', () => {
  it.each([
    ['a repository', { environment: '', repository: 'octo/other' }, { repository: 'octo/other' }],
    ['an environment', {}, LIVE],
    ['an organization', { environment: '', organization: 'octo', visibility: 'all' }, { organization: 'octo' }],
  ] as const)('is a proof of where the key is, which jose verifies: %s', async (_, more, place) => {
    const github = await approved()
    const result = await run('promote', github, inputs({ ...more, 'operator-name': 'demo api user' }))
    const claims = await readProof(result.outputs.proof, key.publicKey.hex, github.clock.now())
    expect(claims.secret).toEqual({ ...place, name: SECRET })
    expect(claims.operator).toBe('demo api user')
    expect(github.variable(place, 'PUBLIC_KEY')?.value).toBe(key.publicKey.hex)
    expect(storedText(github, place)).toBe(stored)
    expect(leaksIn(tracesOf(result, github), new Map([['the key', key.privateKeyPem.split('\n')[1] ?? '']]))).toEqual(
      [],
    )
  })

  it('is a warning if more repositories may use the organization secret than before', async () => {
    const github = await approved()
    github.putSecret({ organization: 'octo' }, SECRET, 'old key')
    const more = { environment: '', organization: 'octo', visibility: 'all', 'if-exists': 'overwrite' }
    const { annotations } = await run('promote', github, inputs(more))
    expect(annotations).toEqual([
      expect.objectContaining({ level: 'warning', message: expect.stringContaining('gets a wider audience') }),
    ])
  })

  it('is for an organization whose repositories it names', async () => {
    const github = await approved()
    const more = {
      environment: '',
      organization: 'octo',
      visibility: 'selected',
      'selected-repository-ids': '1296269,1296270',
    }
    const result = await run('promote', github, inputs(more))
    expect(result.exitCode, result.log).toBe(0)
    for (const found of [
      github.secret({ organization: 'octo' }, SECRET),
      github.variable({ organization: 'octo' }, 'PUBLIC_KEY'),
    ]) {
      expect(found).toMatchObject({ visibility: 'selected', selected_repository_ids: [1296269, 1296270] })
    }
  })

  it.each([
    ['the variable', { method: 'POST', path: /variables$/ }, 'Run this again with `if-exists: overwrite`'],
    [
      'the staged secret',
      { method: 'DELETE' },
      `The staged key is in service, but the secret ${SECRET} of the environment "${GATE.environment}" of octo/keys may still exist: delete it, unless it holds a newer key.`,
    ],
  ])('is, where %s cannot be changed, that the key is stored, with its public half', async (what, request, next) => {
    const { github, ledger } = await staged()
    github.faults.add({ ...request, when: 'before', do: { kind: 'status', status: 403, body: {} } })
    const result = await run('promote', github, inputs(withAccess(ledger)))
    const { title, code, message } = failureOf(result)
    expect([title, code]).toEqual(['The key is stored, the run is not complete', 'github-refused'])
    expect(message).toContain(key.publicKey.hex)
    expect(message).toContain(next)
    // The key itself is told by its public half.
    const at = (name: string) => `the secret ${name} of the environment "open" of octo/keys`
    expect(message).toContain(`This run stored: ${at(ID)}; ${at(API_SECRET)}. `)
    expect(storedText(github, LIVE)).toBe(stored)
    // The staged one goes last, so it is there in either case.
    expect(storedText(github, GATE)).toBe(stored)
    expect(github.variable(LIVE, 'PUBLIC_KEY') === undefined).toBe(what === 'the variable')
  })

  it('is, where another run replaces the key before it is confirmed, that it was changed later', async () => {
    const github = await approved()
    github.putSecret(GATE, SECRET, stored)
    github.faults.add({
      method: 'PUT',
      when: 'after',
      do: {
        kind: 'run',
        effect: () => {
          github.clock.advance(5_000)
          github.putSecret(LIVE, SECRET, 'theirs')
        },
      },
    })
    const result = await run('promote', github, inputs())
    expect(failureOf(result).code).toBe('not-confirmed')
    expect(storedText(github, GATE)).toBe(stored)
  })
})

it('promote brings one key with its API access to three repositories, and takes the staged one away with the last', async () => {
  const { github, ledger } = await staged()
  github.addRepository('octo/third')
  github.addToken(TOKEN, {
    kind: 'fine-grained',
    repositories: 'all',
    permissions: { actions: 'read', environments: 'write', secrets: 'write', actions_variables: 'write' },
  })
  const access = withAccess(ledger)
  const repositories = ['octo/other', 'octo/third', REPOSITORY]
  for (const repository of repositories) {
    expect(storedText(github, GATE)).toBe(stored)
    const staging = repository === REPOSITORY ? {} : { 'staged-secret-name': '', 'staged-environment': '' }
    const result = await run('promote', github, inputs({ ...access, repository, environment: '', ...staging }))
    expect(result.exitCode, result.log).toBe(0)
    expect(result.outputs.registered).toBe('true')
  }
  for (const repository of repositories) {
    expect([SECRET, ID, API_SECRET].map(name => storedText(github, { repository }, name))).toEqual([
      stored,
      access['api-key-id'],
      access['api-key-secret'],
    ])
  }
  expect(github.secret(GATE, SECRET)).toBeUndefined()
  // Another of the same name in service elsewhere is not concerned.
  expect(live(github)).toEqual(OLD)
})
