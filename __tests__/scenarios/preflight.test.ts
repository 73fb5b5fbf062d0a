// preflight is the first step of each ready-made workflow: what it refuses, and the page of an activation.
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { describe, expect, it } from 'vitest'
import type { EnvironmentRules } from '../../local/github/index.ts'
import { expectNothingChanged, failureOf, type Inputs, run } from '../support/run-action.ts'
import { GATE, JOB_TOKEN, REPOSITORY, requests, startTestGitHub, type TestGitHub } from '../support/servers.ts'
import { foreignKey } from '../support/workflows.ts'

const LIVE = 'production'
const TOKENS = 'ledger-tokens'
const PROVISION: Inputs = { purpose: 'provision', environment: GATE.environment, 'operator-name': 'demo api user' }
const ACTIVATE: Inputs = {
  purpose: 'activate',
  environment: GATE.environment,
  workspace: 'minivault',
  'destination-environment': LIVE,
  'if-exists': 'overwrite',
}
const { publicKeyHex: APPROVED } = foreignKey()
const KV = 'vault://secret/payments?version=1#private_key'
const TRANSIT = 'hashivault://payments?version=1'
const IN_KV: Inputs = { ...ACTIVATE, 'destination-environment': '', 'key-store': KV, 'public-key-hex': APPROVED }
const CHECK: Inputs = {
  purpose: 'check-access',
  environment: LIVE,
  'environment-protection': 'branches',
  workspace: 'minivault',
}

async function startPlaces(): Promise<TestGitHub> {
  const github = await startTestGitHub()
  for (const name of [LIVE, TOKENS])
    github.addEnvironment(REPOSITORY, name, { branchPolicy: 'custom', branches: ['main'] })
  github.addToken(JOB_TOKEN, {
    kind: 'job',
    repositories: [REPOSITORY],
    permissions: { actions: 'read', contents: 'read' },
  })
  return github
}

function preflight(github: TestGitHub, inputs: Inputs) {
  return run('preflight', github, inputs)
}

describe('valid inputs', () => {
  it.each([
    ['a new key behind a gate', PROVISION],
    ['a new key with a token environment', { ...PROVISION, 'token-environment': TOKENS }],
    ['a replaced key behind a gate', { ...PROVISION, 'if-exists': 'overwrite' }],
    ['a check of an environment with a branch rule', CHECK],
    ['a check with an approved key', { ...CHECK, 'public-key-hex': foreignKey().publicKeyHex }],
  ])('preflight accepts %s and writes no page', async (_, inputs) => {
    const github = await startPlaces()
    const result = await preflight(github, inputs)
    expect(result.exitCode, result.log).toBe(0)
    expect([result.outputs, result.summary, result.annotations]).toEqual([{}, '', []])
    expect(result.stdout.trimEnd().split('\n')).toEqual([
      `::add-mask::${JOB_TOKEN}`,
      `The environment ${JSON.stringify(inputs.environment)} exists, and the request is valid.`,
    ])
    expect(requests(github).every(request => request.startsWith('GET '))).toBe(true)
  })
})

const KEY = '04'.padEnd(130, 'ab')
describe('invalid inputs', () => {
  const REFUSED: [what: string, inputs: Inputs, input: string][] = [
    ['an unknown purpose', { ...PROVISION, purpose: 'rotate' }, 'purpose'],
    ['no environment', { ...PROVISION, environment: '' }, 'environment'],
    ['a new key without an operator', { ...PROVISION, 'operator-name': '' }, 'operator-name'],
    [
      'a gate that is protected by branches alone',
      { ...PROVISION, 'environment-protection': 'branches' },
      'environment-protection',
    ],
    [
      'an activation that is protected by branches alone',
      { ...ACTIVATE, 'environment-protection': 'branches' },
      'environment-protection',
    ],
    ['a person as a bot', { ...PROVISION, 'allowed-bots': 'alice' }, 'allowed-bots'],
    ['an unknown protection', { ...PROVISION, 'environment-protection': 'none' }, 'environment-protection'],
    [
      'a protection with a space after it',
      { ...PROVISION, 'environment-protection': 'require ' },
      'environment-protection',
    ],
    ['an if-exists with a line end after it', { ...PROVISION, 'if-exists': 'keep\n' }, 'if-exists'],
    ['an unknown if-exists', { ...PROVISION, 'if-exists': 'burn' }, 'if-exists'],
    ...['warn', 'ignore'].map(
      protection =>
        [
          `overwrite with environment-protection: ${protection}`,
          { ...PROVISION, 'if-exists': 'overwrite', 'environment-protection': protection },
          'if-exists',
        ] as [string, Inputs, string],
    ),
    ['the gate as token environment', { ...PROVISION, 'token-environment': GATE.environment }, 'token-environment'],
    [
      'the gate in capitals as token environment',
      { ...PROVISION, 'token-environment': GATE.environment.toUpperCase() },
      'token-environment',
    ],
    ['an activation without a destination', { ...ACTIVATE, 'destination-environment': '' }, 'destination-environment'],
    ['an activation without a workspace', { ...ACTIVATE, workspace: '' }, 'workspace'],
    [
      'an organization together with an environment',
      { ...ACTIVATE, 'destination-organization': 'octo' },
      'destination-organization',
    ],
    [
      'an organization together with a repository',
      {
        ...ACTIVATE,
        'destination-environment': '',
        'destination-repository': REPOSITORY,
        'destination-organization': 'octo',
      },
      'destination-organization',
    ],
    [
      'the organization of another owner',
      { ...ACTIVATE, 'destination-environment': '', 'destination-organization': 'evil' },
      'destination-organization',
    ],
    [
      'the repository of another owner',
      { ...ACTIVATE, 'destination-repository': 'evil/keys' },
      'destination-repository',
    ],
    ['a repository without its owner', { ...ACTIVATE, 'destination-repository': 'keys' }, 'destination-repository'],
    [
      'a repository with a third part',
      { ...ACTIVATE, 'destination-repository': 'octo/keys/x' },
      'destination-repository',
    ],
    [
      'the gate as destination',
      { ...ACTIVATE, 'destination-environment': GATE.environment },
      'destination-environment',
    ],
    [
      'the gate in capitals as destination',
      { ...ACTIVATE, 'destination-environment': GATE.environment.toUpperCase(), 'destination-repository': 'OCTO/Keys' },
      'destination-environment',
    ],
    ['visibility without an organization', { ...ACTIVATE, visibility: 'all' }, 'visibility'],
    [
      'repository ids without an organization',
      { ...ACTIVATE, 'selected-repository-ids': '1, 2' },
      'selected-repository-ids',
    ],
    [
      'visibility: selected without repository ids',
      { ...ACTIVATE, 'destination-environment': '', 'destination-organization': 'octo', visibility: 'selected' },
      'selected-repository-ids',
    ],
    [
      'repository ids without visibility: selected',
      {
        ...ACTIVATE,
        'destination-environment': '',
        'destination-organization': 'octo',
        'selected-repository-ids': '1, 2',
      },
      'selected-repository-ids',
    ],
    ['a key in a key store without its public key', { ...IN_KV, 'public-key-hex': '' }, 'public-key-hex'],
    ['a place in a key store instead of a key', { ...IN_KV, 'key-store': 'vault://secret/payments' }, 'key-store'],
    ['an unknown key store', { ...IN_KV, 'key-store': 'gopher://a' }, 'key-store'],
    ['a key store for a new key', { ...PROVISION, 'key-store': KV }, 'key-store'],
    ...Object.entries({
      'destination-environment': LIVE,
      'destination-repository': REPOSITORY,
      'destination-organization': 'octo',
      visibility: 'all',
      'selected-repository-ids': '1',
    }).map(
      ([name, value]) =>
        [`${name} beside a key store that holds the API access`, { ...IN_KV, [name]: value }, name] as [
          string,
          Inputs,
          string,
        ],
    ),
    ['a key in Transit without a destination', { ...IN_KV, 'key-store': TRANSIT }, 'destination-environment'],
    ['an unknown version of the Ledger API', { ...ACTIVATE, 'ledger-api-version': 'v3' }, 'ledger-api-version'],
    [
      'another protocol than https to Ledger',
      { ...ACTIVATE, 'ledger-api-url': 'ftp://ledger.example' },
      'ledger-api-url',
    ],
    ['plain http to Ledger', { ...ACTIVATE, 'ledger-api-url': 'http://ledger.example' }, 'ledger-api-url'],
    ['a check without a workspace', { ...CHECK, workspace: '' }, 'workspace'],
    ['an approved key that is no point', { ...CHECK, 'public-key-hex': KEY }, 'public-key-hex'],
    ['an approved key of spaces', { ...CHECK, 'public-key-hex': ' ' }, 'public-key-hex'],
  ]

  it.each(REFUSED)('preflight refuses %s before any request', async (_, inputs, input) => {
    const github = await startPlaces()
    const { message, code } = expectNothingChanged(await preflight(github, inputs), github)
    expect(code).toBe('input-invalid')
    const [refusal, meaning] = message.split('\n')
    expect(refusal).toContain(`The input \`${input}\``)
    expect(meaning).toBe('Nothing was changed, and nobody was asked.')
    expect(github.exchanges).toEqual([])
  })

  it('each refusal of preflight says what to set', async () => {
    const github = await startPlaces()
    const refusals: string[] = []
    for (const [what, inputs] of REFUSED) {
      const [refusal] = failureOf(await preflight(github, inputs)).message.split('\n')
      refusals.push(`${what}: ${refusal}`)
    }
    expect(refusals.join('\n')).toMatchSnapshot()
  })

  const NAMES = [
    'environment',
    'token-environment',
    'operator-name',
    'workspace',
    'destination-environment',
    'destination-repository',
  ]
  const AROUND: [what: string, around: (name: string) => string][] = [
    ['a space before', name => ` ${name}`],
    ['a line end after', name => `${name}\n`],
    ['a zero width space within', name => `${name.slice(0, 2)}\u200b${name.slice(2)}`],
    ['a Hangul filler after', name => `${name}\u3164`],
  ]
  const base: Inputs = {
    ...ACTIVATE,
    'token-environment': TOKENS,
    'operator-name': 'demo',
    'destination-repository': REPOSITORY,
  }
  it.each<[what: string, name: string, value: string]>([
    ...AROUND.map(([what, around]) => [what, 'destination-environment', around(LIVE)] as [string, string, string]),
    ...NAMES.map(name => ['an em space before', name, `\u2003${base[name]}`] as [string, string, string]),
    ...[...NAMES, 'destination-organization'].map(
      name => ['nothing but a no-break space', name, '\u00a0'] as [string, string, string],
    ),
  ])('preflight refuses a name with %s: %s', async (_, name, value) => {
    const github = await startPlaces()
    const { message, code } = expectNothingChanged(await preflight(github, { ...base, [name]: value }), github)
    expect(code).toBe('input-invalid')
    expect(message).toContain(`The input \`${name}\``)
    expect(github.exchanges).toEqual([])
  })
})

describe('the environments', () => {
  const SAFE: EnvironmentRules = {
    reviewers: ['alice'],
    preventSelfReview: true,
    branchPolicy: 'custom',
    branches: ['main'],
    adminsBypass: false,
  }

  it.each<[what: string, inputs: Inputs, rules: EnvironmentRules, code: string | undefined]>([
    ['refuses an environment without reviewers', PROVISION, { ...SAFE, reviewers: [] }, 'environment-unprotected'],
    ['refuses an environment for all branches', PROVISION, { ...SAFE, branchPolicy: 'all' }, 'environment-unprotected'],
    ['refuses an activation without reviewers', ACTIVATE, { ...SAFE, reviewers: [] }, 'environment-unprotected'],
    ['refuses an activation for all branches', ACTIVATE, { ...SAFE, branchPolicy: 'all' }, 'environment-unprotected'],
    ['refuses a check for all branches', { ...CHECK, environment: GATE.environment }, {}, 'environment-unprotected'],
    [
      'accepts a check without reviewers',
      { ...CHECK, environment: GATE.environment },
      { branchPolicy: 'custom', branches: ['main'] },
      undefined,
    ],
    ...['warn', 'ignore'].map(
      protection =>
        [
          `accepts every environment with environment-protection: ${protection}`,
          { ...PROVISION, 'environment-protection': protection },
          {},
          undefined,
        ] as [string, Inputs, EnvironmentRules, undefined],
    ),
    [
      'accepts an activation that overwrites with environment-protection: warn',
      { ...ACTIVATE, 'environment-protection': 'warn' },
      {},
      undefined,
    ],
  ])('preflight %s', async (_, inputs, rules, code) => {
    const github = await startPlaces()
    const environment = github.state.environment(REPOSITORY, GATE.environment)
    if (environment) environment.rules = rules
    const result = await preflight(github, inputs)
    if (code === undefined) expect(result.exitCode, result.log).toBe(0)
    else expect(expectNothingChanged(result, github).code).toBe(code)
  })

  it.each([
    ['a gate', { ...PROVISION, environment: 'ledger-admin' }, 'ledger-admin'],
    [
      'a gate with environment-protection: ignore',
      { ...PROVISION, environment: 'ledger-admin', 'environment-protection': 'ignore' },
      'ledger-admin',
    ],
    ['an environment to check', { ...CHECK, environment: 'prodction' }, 'prodction'],
    ['a token environment', { ...PROVISION, 'token-environment': 'ledger-token' }, 'ledger-token'],
    ['a destination', { ...ACTIVATE, 'destination-environment': 'prodction' }, 'prodction'],
  ])('preflight refuses %s that does not exist, and does not create it', async (_, inputs, name) => {
    const github = await startPlaces()
    const { code, message } = expectNothingChanged(await preflight(github, inputs), github)
    expect(code).toBe('destination-not-found')
    expect(message).toContain(`"${name}"`)
    expect(github.state.environment(REPOSITORY, name)).toBeUndefined()
  })

  it.each<[does: string, protection: string, code: string | undefined]>([
    ['refuses', 'require', 'protection-unreadable'],
    ['refuses', 'branches', 'protection-unreadable'],
    ['warns of', 'warn', undefined],
    ['accepts', 'ignore', undefined],
  ])('preflight %s an unreadable protection with environment-protection: %s', async (_, protection, code) => {
    const github = await startPlaces()
    github.addToken(JOB_TOKEN, { kind: 'job', repositories: [REPOSITORY], permissions: {} })
    const inputs = protection === 'branches' ? CHECK : { ...PROVISION, 'token-environment': TOKENS }
    const result = await preflight(github, { ...inputs, 'environment-protection': protection })
    if (code === undefined) expect(result.exitCode, result.log).toBe(0)
    else expect(failureOf(result).code).toBe(code)
    const warnings = result.annotations.filter(({ level }) => level === 'warning')
    expect(warnings).toHaveLength(protection === 'warn' ? 1 : 0)
  })

  it.each<[what: string, inputs: Inputs]>([
    ['the token environment', { ...PROVISION, 'token-environment': 'Ledger Ädmins' }],
    ['the destination', { ...ACTIVATE, 'destination-environment': 'Ledger Ädmins' }],
  ])('preflight refuses %s if GitHub returns the gate under that name', async (_, inputs) => {
    const github = await startPlaces()
    // GitHub treats both names as one environment, whatever its rule is.
    const { environments } = github.state.repository(REPOSITORY)
    const gate = github.state.environment(REPOSITORY, GATE.environment)
    if (gate) environments.set('ledger Ädmins', gate)
    const { code } = expectNothingChanged(await preflight(github, inputs), github)
    expect(code).toBe('input-invalid')
  })

  it('preflight refuses a run that a bot started, unless the bot is allowed or no reviewers are required', async () => {
    const github = await startPlaces()
    const start = (inputs: Inputs, actor: string, triggering_actor = actor) =>
      run('preflight', github, inputs, { github: { actor, triggering_actor } })
    const inputs = { ...PROVISION, 'allowed-bots': 'release-app[bot]' }
    for (const refused of [
      await start(PROVISION, 'release-app[bot]'),
      await start(PROVISION, 'alice', 'release-app[bot]'),
      await start(inputs, 'other-app[bot]'),
    ]) {
      expect(expectNothingChanged(refused, github).code).toBe('not-approved')
    }
    for (const accepted of [
      await start(inputs, 'Release-App[bot]'),
      await start({ ...PROVISION, 'environment-protection': 'warn' }, 'release-app[bot]'),
      await start(CHECK, 'release-app[bot]'),
    ]) {
      expect(accepted.exitCode, accepted.log).toBe(0)
    }
  })

  it('preflight warns if every branch may use the token environment', async () => {
    const github = await startPlaces()
    const { exitCode, annotations } = await preflight(github, { ...PROVISION, 'token-environment': 'open' })
    expect(exitCode).toBe(0)
    expect(annotations).toMatchObject([{ level: 'warning' }])
    expect(annotations[0]?.message).toContain('which has the token for writing secrets, is open to every branch')
  })
})

describe('the page of an activation', () => {
  const pageOf = async (inputs: Inputs) => {
    const github = await startPlaces()
    const result = await preflight(github, { ...ACTIVATE, 'destination-environment': '', ...inputs })
    expect(result.exitCode, result.log).toBe(0)
    expect(result.summary).toBe(`${result.outputs.page}\n`)
    return result.summary
  }

  it.each<[what: string, inputs: Inputs, rows: string[]]>([
    [
      'an environment of this repository',
      { 'destination-environment': LIVE },
      [
        '| To the environment | "production" |',
        '| To the repository | "octo/keys" |',
        '| A key that is in service there | **is replaced** |',
      ],
    ],
    [
      'an environment of another repository',
      { 'destination-environment': 'a b', 'destination-repository': 'octo/other', 'if-exists': 'fail' },
      [
        '| To the environment | "a b" |',
        '| To **another** repository | "octo/other" |',
        'stops the run: nothing is changed',
      ],
    ],
    [
      'a repository',
      { 'destination-repository': 'Octo/other', 'if-exists': 'keep' },
      ['| To **every workflow** of **another** repository | "Octo/other" |', 'is kept: nothing is changed'],
    ],
    [
      'an organization',
      { 'destination-organization': 'OCTO' },
      ['| To the organization | "OCTO" |', '**all private repositories** if'],
    ],
    [
      'all repositories',
      { 'destination-organization': 'octo', visibility: 'all' },
      ['| For | **all repositories**, public ones too |'],
    ],
    [
      'private repositories',
      { 'destination-organization': 'octo', visibility: 'private' },
      ['| For | **all private repositories** |'],
    ],
    [
      'selected repositories',
      { 'destination-organization': 'octo', visibility: 'selected', 'selected-repository-ids': '7, 9' },
      ['| For | the repositories with these ids: 7, 9 |'],
    ],
    [
      'the address of the Ledger API',
      { 'destination-environment': LIVE, 'ledger-api-url': 'https://ledger.example/x' },
      ['| Address of the Ledger API | "https&#58;//ledger.example/x" |'],
    ],
    [
      'a key in KV version 2',
      IN_KV,
      [
        '| Key reference | "vault&#58;//secret/payments?version=1&#35;private&#95;key" |',
        '| API access to | a new version of the secret that has the key |',
        `\`${APPROVED}\``,
      ],
    ],
    [
      'a key in Secrets Manager',
      { ...IN_KV, 'key-store': `awssecrets:///payments?version=${'a'.repeat(32)}` },
      ['| API access to | a new version of the secret that has the key |'],
    ],
    [
      'a key in Transit',
      { ...IN_KV, 'key-store': TRANSIT, 'destination-environment': LIVE },
      [
        '| Key reference | "hashivault&#58;//payments?version=1" |',
        '| API access from the environment | "ledger admins/prod" |',
        '| To the environment | "production" |',
      ],
    ],
    [
      'a destination that every branch may use',
      { 'destination-environment': 'open' },
      ['### Protection of the environment that gets the key'],
    ],
  ])('the page shows %s', async (_, inputs, rows) => {
    const page = await pageOf(inputs)
    for (const row of rows) expect(page).toContain(row)
  })

  it('the page shows the operator and the whole public key', async () => {
    const { publicKeyHex } = foreignKey()
    const inputs = { 'operator-name': 'demo api user', 'public-key-hex': publicKeyHex.toUpperCase() }
    const page = await pageOf({ 'destination-environment': LIVE, ...inputs })
    expect(page).toContain('| Operator | "demo api user" |')
    expect(page).toContain(`\`${publicKeyHex}\``)
    expect(page).toContain('--[SHA256]--')
  })

  it('the page of an activation matches its snapshot', async () => {
    expect((await pageOf({ 'destination-environment': LIVE })).replaceAll(/\b\d{6,}\b/g, 'N')).toMatchSnapshot()
  })

  it.each([
    '<img src=x onerror=alert(1)> **bold** [a](https://evil.example) `code` @octocat',
    'x | y || "quoted" \\',
    '$(exit 3) `exit 3` %s %n \\n',
  ])('the page shows a name as text: %j', async hostile => {
    const github = await startPlaces()
    github.addEnvironment(REPOSITORY, hostile)
    const { summary, exitCode, log } = await preflight(github, { ...ACTIVATE, 'destination-environment': hostile })
    expect(exitCode, log).toBe(0)
    const html = micromark(summary, { extensions: [gfm()], htmlExtensions: [gfmHtml()] })
    const [, cell = ''] = /<td>To the environment<\/td>\n<td>(.*)<\/td>/.exec(html) ?? []
    const text = cell.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
    expect(text).toBe(JSON.stringify(hostile))
  })

  it('the page escapes a letter that looks like another one', async () => {
    const github = await startPlaces()
    github.addEnvironment(REPOSITORY, 'pr\u043eduction')
    const { summary } = await preflight(github, { ...ACTIVATE, 'destination-environment': 'pr\u043eduction' })
    expect(summary).toContain('u{43e}')
  })
})
