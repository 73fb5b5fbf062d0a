// What the first step of each ready-made workflow refuses, and the page that it writes.
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
const CHECK: Inputs = {
  purpose: 'check-access',
  environment: LIVE,
  'environment-protection': 'branches',
  workspace: 'minivault',
}

async function startPlaces(): Promise<TestGitHub> {
  const github = await startTestGitHub()
  for (const name of [LIVE, TOKENS]) github.addEnvironment(REPOSITORY, name, { branchPolicy: 'protected' })
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

describe('preflight accepts', () => {
  it.each([
    ['a new key behind a gate', PROVISION],
    ['a new key with a token environment', { ...PROVISION, 'token-environment': TOKENS }],
    ['a replaced key behind a gate', { ...PROVISION, 'if-exists': 'overwrite' }],
    ['a check of an environment with a branch rule', CHECK],
    ['a check with an approved key', { ...CHECK, 'public-key-hex': foreignKey().publicKeyHex }],
  ])('%s, without a page', async (_, inputs) => {
    const github = await startPlaces()
    const result = await preflight(github, inputs)
    expect(result.exitCode, result.log).toBe(0)
    expect([result.outputs, result.summary, result.annotations]).toEqual([{}, '', []])
    expect(requests(github).every(request => request.startsWith('GET '))).toBe(true)
  })
})

const KEY = '04'.padEnd(130, 'ab')
describe('preflight refuses before any request', () => {
  it.each<[what: string, inputs: Inputs, input: string]>([
    ['an unknown purpose', { ...PROVISION, purpose: 'rotate' }, 'purpose'],
    ['no environment', { ...PROVISION, environment: '' }, 'environment'],
    ['a new key without an operator', { ...PROVISION, 'operator-name': '' }, 'operator-name'],
    ['a gate for branches alone', { ...PROVISION, 'environment-protection': 'branches' }, 'environment-protection'],
    [
      'an activation for branches alone',
      { ...ACTIVATE, 'environment-protection': 'branches' },
      'environment-protection',
    ],
    ['a bot that is none', { ...PROVISION, 'allowed-bots': 'alice' }, 'allowed-bots'],
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
    ['more than a repository', { ...ACTIVATE, 'destination-repository': 'octo/keys/x' }, 'destination-repository'],
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
      { ...ACTIVATE, 'selected-repository-ids': '1' },
      'selected-repository-ids',
    ],
    [
      'selected repositories that are not named',
      { ...ACTIVATE, 'destination-environment': '', 'destination-organization': 'octo', visibility: 'selected' },
      'selected-repository-ids',
    ],
    [
      'repository ids without visibility: selected',
      {
        ...ACTIVATE,
        'destination-environment': '',
        'destination-organization': 'octo',
        'selected-repository-ids': '1',
      },
      'selected-repository-ids',
    ],
    ['an unknown version of the Ledger API', { ...ACTIVATE, 'ledger-api-version': 'v3' }, 'ledger-api-version'],
    ['plain http to Ledger', { ...ACTIVATE, 'ledger-api-url': 'http://ledger.example' }, 'ledger-api-url'],
    ['a check without a workspace', { ...CHECK, workspace: '' }, 'workspace'],
    ['an approved key that is no point', { ...CHECK, 'public-key-hex': KEY }, 'public-key-hex'],
    ['an approved key of spaces', { ...CHECK, 'public-key-hex': ' ' }, 'public-key-hex'],
  ])('%s', async (_, inputs, input) => {
    const github = await startPlaces()
    const { message, code } = expectNothingChanged(await preflight(github, inputs), github)
    expect(code).toBe('input-invalid')
    expect(message).toContain(`The input \`${input}\``)
    expect(github.exchanges).toEqual([])
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
    ['a space after', name => `${name} `],
    ['a line end after', name => `${name}\n`],
    ['a no-break space before', name => `\u00a0${name}`],
    ['an em space after', name => `${name}\u2003`],
    ['a byte order mark before', name => `\ufeff${name}`],
    ['a zero width space within', name => `${name.slice(0, 2)}\u200b${name.slice(2)}`],
    ['a Hangul filler after', name => `${name}\u3164`],
    ['a blank Braille pattern before', name => `\u2800${name}`],
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
  ])('a name with %s: %s', async (_, name, value) => {
    const github = await startPlaces()
    const { message, code } = expectNothingChanged(await preflight(github, { ...base, [name]: value }), github)
    expect(code).toBe('input-invalid')
    expect(message).toContain(`The input \`${name}\``)
    expect(github.exchanges).toEqual([])
  })

  it.each([
    'environment',
    'token-environment',
    'operator-name',
    'workspace',
    'destination-environment',
    'destination-repository',
    'destination-organization',
  ])('white space alone as %s', async name => {
    const github = await startPlaces()
    const { code } = expectNothingChanged(await preflight(github, { ...ACTIVATE, [name]: '\u00a0' }), github)
    expect(code).toBe('input-invalid')
  })
})

describe('preflight requires of the environment', () => {
  const SAFE: EnvironmentRules = {
    reviewers: ['alice'],
    preventSelfReview: true,
    branchPolicy: 'protected',
    adminsBypass: false,
  }

  it.each<[what: string, inputs: Inputs, rules: EnvironmentRules, code: string | undefined]>([
    ['reviewers', PROVISION, { ...SAFE, reviewers: [] }, 'environment-unprotected'],
    ['a branch rule', PROVISION, { ...SAFE, branchPolicy: 'all' }, 'environment-unprotected'],
    ['reviewers, to activate', ACTIVATE, { ...SAFE, reviewers: [] }, 'environment-unprotected'],
    ['a branch rule, to activate', ACTIVATE, { ...SAFE, branchPolicy: 'all' }, 'environment-unprotected'],
    ['a branch rule, to check access', { ...CHECK, environment: GATE.environment }, {}, 'environment-unprotected'],
    [
      'no reviewers, to check access',
      { ...CHECK, environment: GATE.environment },
      { branchPolicy: 'protected' },
      undefined,
    ],
    ['nothing with warn', { ...PROVISION, 'environment-protection': 'warn' }, {}, undefined],
    ['nothing with ignore', { ...PROVISION, 'environment-protection': 'ignore' }, {}, undefined],
  ])('%s', async (_, inputs, rules, code) => {
    const github = await startPlaces()
    const environment = github.state.environment(REPOSITORY, GATE.environment)
    if (environment) environment.rules = rules
    const result = await preflight(github, inputs)
    if (code === undefined) expect(result.exitCode, result.log).toBe(0)
    else expect(expectNothingChanged(result, github).code).toBe(code)
  })

  it.each([
    ['the gate', { ...PROVISION, environment: 'ledger-admin' }, 'ledger-admin'],
    [
      'the gate, whatever the protection',
      { ...PROVISION, environment: 'ledger-admin', 'environment-protection': 'ignore' },
      'ledger-admin',
    ],
    ['the environment to check', { ...CHECK, environment: 'prodction' }, 'prodction'],
    ['the token environment', { ...PROVISION, 'token-environment': 'ledger-token' }, 'ledger-token'],
    ['the destination', { ...ACTIVATE, 'destination-environment': 'prodction' }, 'prodction'],
  ])('that it exists: %s', async (_, inputs, name) => {
    const github = await startPlaces()
    const { code, message } = expectNothingChanged(await preflight(github, inputs), github)
    expect(code).toBe('destination-not-found')
    expect(message).toContain(`"${name}"`)
    expect(github.state.environment(REPOSITORY, name)).toBeUndefined()
  })

  it.each<[protection: string, code: string | undefined]>([
    ['require', 'protection-unreadable'],
    ['branches', 'protection-unreadable'],
    ['warn', undefined],
    ['ignore', undefined],
  ])('that its protection can be read, with %s', async (protection, code) => {
    const github = await startPlaces()
    github.addToken(JOB_TOKEN, { kind: 'job', repositories: [REPOSITORY], permissions: {} })
    const inputs = protection === 'branches' ? CHECK : PROVISION
    const result = await preflight(github, { ...inputs, 'environment-protection': protection })
    if (code === undefined) expect(result.exitCode, result.log).toBe(0)
    else expect(failureOf(result).code).toBe(code)
    const warnings = result.annotations.filter(({ level }) => level === 'warning')
    expect(warnings).toHaveLength(protection === 'warn' ? 1 : 0)
  })

  it.each<[what: string, inputs: Inputs]>([
    ['as token environment', { ...PROVISION, 'token-environment': 'Ledger Ädmins' }],
    ['as destination', { ...ACTIVATE, 'destination-environment': 'Ledger Ädmins' }],
  ])('that no other name of the gate comes back %s', async (_, inputs) => {
    const github = await startPlaces()
    // GitHub takes two names for one environment, whatever its rule is.
    const { environments } = github.state.repository(REPOSITORY)
    const gate = github.state.environment(REPOSITORY, GATE.environment)
    if (gate) environments.set('ledger Ädmins', gate)
    const { code } = expectNothingChanged(await preflight(github, inputs), github)
    expect(code).toBe('input-invalid')
  })

  it('that a person started the run, or a bot that is allowed', async () => {
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

  it('warns of a token environment that every branch may use', async () => {
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
      'a destination that every branch may use',
      { 'destination-environment': 'open' },
      ['### Protection of the environment that gets the key'],
    ],
  ])('shows %s', async (_, inputs, rows) => {
    const page = await pageOf(inputs)
    for (const row of rows) expect(page).toContain(row)
  })

  it('is this, word for word', async () => {
    expect((await pageOf({ 'destination-environment': LIVE })).replaceAll(/\b\d{6,}\b/g, 'N')).toMatchSnapshot()
  })

  it.each([
    '<img src=x onerror=alert(1)> **bold** [a](https://evil.example) `code` @octocat',
    'x | y || "quoted" \\',
    '$(exit 3) `exit 3` %s %n \\n',
  ])('shows a name as nothing but itself: %j', async hostile => {
    const github = await startPlaces()
    github.addEnvironment(REPOSITORY, hostile)
    const { summary, exitCode, log } = await preflight(github, { ...ACTIVATE, 'destination-environment': hostile })
    expect(exitCode, log).toBe(0)
    const html = micromark(summary, { extensions: [gfm()], htmlExtensions: [gfmHtml()] })
    const [, cell = ''] = /<td>To the environment<\/td>\n<td>(.*)<\/td>/.exec(html) ?? []
    const text = cell.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
    expect(text).toBe(JSON.stringify(hostile))
  })

  it('spells out what looks like another letter', async () => {
    const github = await startPlaces()
    github.addEnvironment(REPOSITORY, 'pr\u043eduction')
    const { summary } = await preflight(github, { ...ACTIVATE, 'destination-environment': 'pr\u043eduction' })
    expect(summary).toContain('u{43e}')
  })
})
