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

/** A GitHub in which the key is staged at the gate and approved. */
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

/** The same, with an old operator in service. */
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
  it.each([
    ['creates', 'POST variables', undefined],
    ['updates', 'PATCH PUBLIC_KEY', other.publicKey.hex],
  ])(
    'promote stores the API access, then the key, %s the variable, and deletes the staged secret last',
    async (_, write, before) => {
      const { github, ledger } = await staged()
      if (before !== undefined) github.putVariable(LIVE, 'PUBLIC_KEY', before)
      const access = withAccess(ledger)
      const result = await run('promote', github, inputs(access))
      expect(result.exitCode, result.log).toBe(0)
      expect(live(github)).toEqual([stored, access['api-key-id'], access['api-key-secret']])
      expect(github.variable(LIVE, 'PUBLIC_KEY')?.value).toBe(key.publicKey.hex)
      expect(github.secret(GATE, SECRET)).toBeUndefined()
      const changes = requests(github)
        .filter(request => !request.startsWith('GET'))
        .map(request => `${request.split(' ')[0]} ${request.split('/').at(-1)}`)
      expect(changes).toEqual([`PUT ${ID}`, `PUT ${API_SECRET}`, `PUT ${SECRET}`, write, `DELETE ${SECRET}`])
      expect(result.outputs).toMatchObject({
        'public-key-hex': key.publicKey.hex,
        'secret-name': SECRET,
        'secret-updated-at': github.secret(LIVE, SECRET)?.updated_at,
        created: 'true',
        registered: 'true',
      })
      expect(result.summary).toContain('The operator key is in service')
      expect(result.summary).toContain(`\n\`${result.outputs.proof}\`\n`)
      expect(result.outputs.page).toBe(result.summary.trimEnd())
      expect(result.summaryRaw).toContain('| Workspace | "minivault" |')
      expect(await readProof(result.outputs.proof, key.publicKey.hex, github.clock.now())).toMatchObject({
        workspace: 'minivault',
      })
    },
  )

  it('promote changes nothing if Ledger has another key registered', async () => {
    const { github, ledger } = await staged()
    const result = await run('promote', github, inputs(withAccess(ledger, other.publicKey.hex)))
    expect(failureOf(result)).toMatchObject({ title: 'Nothing was changed', code: 'another-key-registered' })
    expect(live(github)).toEqual(OLD)
    expect(storedText(github, GATE)).toBe(stored)
    expect(requests(github).every(request => request.startsWith('GET'))).toBe(true)
  })

  it('promote fails if Ledger does not say which key is registered, unless require-registered is false', async () => {
    const { github, ledger } = await staged()
    const silent = withAccess(ledger)
    ledger.addFault({ status: 200, body: '{"accessToken":"an-opaque-access-token"}', times: 2 })
    expect(failureOf(await run('promote', github, inputs(silent))).code).toBe('registration-unknown')
    expect(live(github)).toEqual(OLD)
    const result = await run('promote', github, inputs({ ...silent, 'require-registered': 'false' }))
    expect([result.exitCode, result.outputs.registered]).toEqual([0, 'unknown'])
    expect(storedText(github, LIVE)).toBe(stored)
  })

  it('promote changes nothing if the private key is not the approved one', async () => {
    const { github } = await staged()
    const result = await run(
      'promote',
      github,
      inputs({ 'public-key-hex': other.publicKey.hex, 'if-exists': 'overwrite' }),
    )
    expect(failureOf(result)).toMatchObject({ title: 'Nothing was changed', code: 'key-mismatch' })
    expect(github.exchanges).toEqual([])
  })

  it.each(['', 'none'])('promote refuses "%s" as public-key-hex', async hex => {
    const { github } = await staged()
    expect(failureOf(await run('promote', github, inputs({ 'public-key-hex': hex }))).code).toBe('input-invalid')
  })

  it.each([SECRET, ID, API_SECRET])(
    'promote changes nothing with if-exists: fail if the secret %s exists',
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

  it('promote changes nothing with if-exists: keep if all three secrets exist', async () => {
    const { github, ledger } = await staged()
    const before = live(github)
    const result = await run('promote', github, inputs({ ...withAccess(ledger), 'if-exists': 'keep' }))
    expect([result.exitCode, result.outputs.created]).toEqual([0, 'false'])
    expect(live(github)).toEqual(before)
    expect(storedText(github, GATE)).toBe(stored)
  })

  it.each([SECRET, ID, API_SECRET])(
    'promote fails with if-exists: keep if only the secret %s is missing',
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

  it('promote returns with if-exists: keep the public key of the variable, never that of the staged key', async () => {
    const { github, ledger } = await staged()
    const more = { ...withAccess(ledger), 'if-exists': 'keep' }
    const unknown = await run('promote', github, inputs(more))
    expect(unknown.outputs).toEqual({ 'secret-name': SECRET, created: 'false', page: unknown.summary.trimEnd() })
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
  ] as [string, Inputs, string][])('promote refuses the input %s and names it: %j', async (name, more, says) => {
    const { github } = await staged()
    const { code, message } = expectNothingChanged(await run('promote', github, inputs(more)), github)
    expect(code).toBe('input-invalid')
    expect(message).toContain(`The input \`${name}\` is`)
    expect(message).toContain(says)
    expect(github.exchanges).toEqual([])
  })

  it('promote stores only the key if no API access is given', async () => {
    const github = await approved()
    const result = await run('promote', github, inputs({ 'private-key-encoding': 'pem' }))
    expect([result.exitCode, result.outputs.registered]).toEqual([0, 'unknown'])
    expect(storedText(github, LIVE)).toBe(key.privateKeyPem)
    expect(github.secret(LIVE, ID)).toBeUndefined()
  })

  it.each([1, 2])(
    'promote lists what it stored if a store fails after %s of three, and the old key stays in service',
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
      expect(message).toContain('Start a new run (a re-run keeps its inputs) with `if-exists: overwrite`')
      expect(message).not.toContain('Nothing was changed')
      expect(storedText(github, LIVE)).toBe('old key')
      expect(storedText(github, GATE)).toBe(stored)
      expect(result.outputs).toEqual({})
    },
  )

  it.each([
    ['in the same environment', { environment: GATE.environment }],
    ['in capitals', { environment: GATE.environment.toUpperCase() }],
    ['in the same repository', { environment: '', repository: 'OCTO/keys', 'staged-environment': '' }],
  ])('promote refuses a destination that is the staged secret itself, %s', async (_, more) => {
    const { github } = await staged()
    const result = await run('promote', github, inputs({ 'if-exists': 'overwrite', ...more }))
    expect(failureOf(result)).toMatchObject({ title: 'Nothing was changed', code: 'staged-is-destination' })
    expect(github.exchanges).toEqual([])
  })
})

describe('checks before a write', () => {
  const RAW: [what: string, more: (ledger: LocalLedger) => Inputs, code: string][] = [
    ['a workspace without API access', () => ({ workspace: WORKSPACE }), 'api-access-incomplete'],
    [
      'API access that Ledger rejects',
      ledger => ({ ...withAccess(ledger), 'api-key-secret': 'x'.repeat(43) }),
      'ledger-credentials-rejected',
    ],
    ['another workspace', ledger => ({ ...withAccess(ledger), workspace: 'maxivault' }), 'ledger-credentials-rejected'],
    ['a public key in place of the private key', () => ({ 'private-key': key.publicKey.hex }), 'key-public'],
    ['a name that GitHub does not accept', () => ({ 'api-key-id-name': 'GITHUB_ID' }), 'input-invalid'],
    ['a destination of two kinds', () => ({ organization: 'octo' }), 'input-invalid'],
    ['no token', () => ({ 'github-token': '' }), 'token-missing'],
    ['a token that GitHub does not know', () => ({ 'github-token': 'github_pat_gone' }), 'token-rejected'],
    ["the job's own token", () => ({ 'github-token': JOB_TOKEN }), 'permission-missing'],
    ['an environment that does not exist', () => ({ environment: 'nowhere' }), 'destination-not-found'],
  ]
  it.each(RAW)('promote changes nothing and shows no key if it gets %s', async (_, more, code) => {
    const { github, ledger } = await staged()
    const given = inputs({ 'if-exists': 'overwrite', ...more(ledger) })
    const secrets = { KEY: given['private-key'] ?? '', API: given['api-key-secret'] ?? '' }
    const result = await run('promote', github, given, { secrets, runner: { debug: true } })
    expect(expectNothingChanged(result, github).code).toBe(code)
    expect(live(github)).toEqual(OLD)
    expect(storedText(github, GATE)).toBe(stored)
    expect(leaksIn(tracesOf(result, github), formsOf(key.privateKeyPem))).toEqual([])
    // The masks precede every other line.
    if (given['private-key']) expect(result.stdout).toMatch(/^::add-mask::/)
  })

  it('promote stores the key for a workspace without API access only with require-registered: false', async () => {
    const { github } = await staged()
    const more = { workspace: WORKSPACE, 'require-registered': 'false', 'if-exists': 'overwrite' }
    const result = await run('promote', github, inputs(more))
    expect([result.exitCode, result.outputs.registered]).toEqual([0, 'unknown'])
    expect(live(github)).toEqual([stored, 'old id', 'old secret'])
  })

  it.each([ID, API_SECRET])(
    'promote refuses the staged secret %s if it is in the destination, because it would delete what it stores',
    async name => {
      const { github, ledger } = await staged()
      const more = { 'staged-secret-name': name.toLowerCase(), 'staged-environment': LIVE.environment }
      const result = await run('promote', github, inputs({ ...withAccess(ledger), ...more }))
      expect(expectNothingChanged(result, github).code).toBe('staged-is-destination')
      expect(github.exchanges).toEqual([])
    },
  )

  it('promote reads everything that it will write before the first write', async () => {
    const { github, ledger } = await staged()
    await run('promote', github, inputs(withAccess(ledger)))
    const methods = github.exchanges.map(({ method }) => method)
    const reads = methods.indexOf('PUT')
    expect(methods.slice(0, reads).every(method => method === 'GET')).toBe(true)
    // The sealing key, three secrets, the variable, the staged secret and the approvals are read; each secret is confirmed
    // before the next is stored, and the staged one is read again before it is deleted.
    expect(reads).toBe(7)
    expect(methods.slice(reads)).toEqual(['PUT', 'GET', 'PUT', 'GET', 'PUT', 'GET', 'POST', 'GET', 'DELETE'])
    expect(ledger.exchanges).toHaveLength(1)
  })
})

describe('the log of promote', () => {
  const logOf = ({ log }: ActionResult) => log.split('\n').map(line => line.replace(/\d{4}-\S+Z/, 'TIME'))
  const at = (name: string) => `secret ${name} of the environment "open" of octo/keys`
  const isStored = (name: string) => `The ${at(name)} is stored, confirmed by GitHub (TIME).`

  it('the log lists each secret that promote stored or deleted, and promote masks the key and API access', async () => {
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
    // Masked are the input in its own form and the forms in which the key may be stored.
    const pem = await run('promote', github, inputs({ 'private-key': key.privateKeyPem, 'if-exists': 'overwrite' }))
    expect(pem.masks).toEqual(expect.arrayContaining([stored, key.privateKeyPem.split('\n')[1]]))
  })

  it('the log lists the secrets that promote kept', async () => {
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

  it('the error of promote lists all secrets that exist', async () => {
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

  it('promote warns of an unknown registration only if API access is given', async () => {
    const unknown = 'Ledger does not say whether this key is registered.'
    const { github, ledger } = await staged()
    const warnings = (result: ActionResult) =>
      result.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)
    const overwrite = inputs({ 'if-exists': 'overwrite', 'require-registered': 'false' })
    expect(warnings(await run('promote', github, inputs(withAccess(ledger))))).toEqual([])
    expect(warnings(await run('promote', github, overwrite))).toEqual([])
    ledger.addFault({ status: 200, body: '{"accessToken":"an-opaque-access-token"}', times: 1 })
    expect(warnings(await run('promote', github, { ...overwrite, ...withAccess(ledger) }))).toEqual([unknown])
  })

  it('the error of promote says what to do if the staged secret is the destination', async () => {
    const { github } = await staged()
    const result = await run('promote', github, inputs({ environment: GATE.environment.toUpperCase() }))
    const { code, message } = expectNothingChanged(result, github)
    expect(code).toBe('staged-is-destination')
    expect(message).toContain(
      `The staged secret and the destination are the same: ${SECRET} of the environment "LEDGER ADMINS/PROD" of octo/keys.`,
    )
    expect(message).toContain('Give another destination, or leave `staged-secret-name` out.')
  })

  it('promote sends one write if neither a variable nor a staged secret is given', async () => {
    const { github } = await staged()
    const more = { 'if-exists': 'overwrite', 'public-key-variable': '', 'staged-environment': '' }
    const result = await run('promote', github, inputs(more))
    expect(result.exitCode, result.log).toBe(0)
    expect(result.log).not.toContain('was staged')
    expect(requests(github).filter(request => !request.startsWith('GET'))).toHaveLength(1)
  })
})

describe('a promoted key', () => {
  it.each([
    ['a repository', { environment: '', repository: 'octo/other' }, { repository: 'octo/other' }],
    ['an environment', {}, LIVE],
    ['an organization', { environment: '', organization: 'octo', visibility: 'all' }, { organization: 'octo' }],
  ] as const)('the proof of promote names the place of the key: %s', async (_, more, place) => {
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

  it('promote warns if more repositories can read the organization secret than before', async () => {
    const github = await approved()
    github.putSecret({ organization: 'octo' }, SECRET, 'old key')
    const more = { environment: '', organization: 'octo', visibility: 'all', 'if-exists': 'overwrite' }
    const { annotations } = await run('promote', github, inputs(more))
    expect(annotations).toEqual([
      expect.objectContaining({ level: 'warning', message: expect.stringContaining('gets a wider audience') }),
    ])
  })

  it('promote gives the secret and the variable of an organization the selected repositories', async () => {
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
    [
      'the variable',
      { method: 'POST', path: /variables$/ },
      'Start a new run (a re-run keeps its inputs) with `if-exists: overwrite`',
    ],
    [
      'the staged secret',
      { method: 'DELETE' },
      `The staged key is in service, but the secret ${SECRET} of the environment "${GATE.environment}" of octo/keys may still exist: delete it, unless it holds a newer key.`,
    ],
  ])('promote reports the key as stored, with its public key, if it cannot change %s', async (what, request, next) => {
    const { github, ledger } = await staged()
    github.faults.add({ ...request, when: 'before', do: { kind: 'status', status: 403, body: {} } })
    const result = await run('promote', github, inputs(withAccess(ledger)))
    const { title, code, message } = failureOf(result)
    expect([title, code]).toEqual(['The key is stored, the run is not complete', 'github-refused'])
    expect(message).toContain(key.publicKey.hex)
    expect(message).toContain(next)
    // The message names the key by its public key.
    const at = (name: string) => `the secret ${name} of the environment "open" of octo/keys`
    expect(message).toContain(`This run stored: ${at(ID)}; ${at(API_SECRET)}. `)
    expect(storedText(github, LIVE)).toBe(stored)
    // The staged secret is deleted last, so it exists in either case.
    expect(storedText(github, GATE)).toBe(stored)
    expect(github.variable(LIVE, 'PUBLIC_KEY') === undefined).toBe(what === 'the variable')
  })
})

it('three runs of promote store one key in three repositories, and the last one deletes the staged secret', async () => {
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
  // Secrets of the same names in other places do not change.
  expect(live(github)).toEqual(OLD)
})
