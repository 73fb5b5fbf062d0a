import { describe, expect, it } from 'vitest'
import { type App, knownFaults } from '../../local/github/index.ts'
import type { TestGitHub } from '../support/servers.ts'
import { COMPANY, emptyCheckout, FIRST, fileWith, installApp, runSetup, startCompany } from '../support/setup.ts'

const HERE = { repository: COMPANY }
const TOKENS = { ...HERE, environment: 'ledger-tokens' }
const GATE = { ...HERE, environment: 'ledger-admins' }
const CLIENT_ID = 'LEDGER_KEYS_APP_CLIENT_ID'
const APP_KEY = 'LEDGER_KEYS_APP_PRIVATE_KEY'
const TOKEN = 'LEDGER_KEYS_TOKEN'
const ACTIVATE = '.github/workflows/ledger-activate.yml'
const YES = [...FIRST, '--yes']
const allowApprovals = (github: TestGitHub, allowed: boolean) => {
  github.state.repository(COMPANY).actionsApprove = allowed
}
const IN_SERVICE = ['--in-service', 'ledger-production', '--workspace', 'minivault']

describe('the link of a new App', () => {
  const linkIn = (output: string) => new URL(/http\S+apps\/new\S+/.exec(output)?.[0] ?? '')

  it('the link of a new App fills in exactly the permissions that the workflows ask for, for an organization', async () => {
    const github = await startCompany()
    const { output } = await runSetup(github, [...FIRST, '--dry-run'])
    const { pathname, searchParams } = linkIn(output)
    expect(pathname).toBe('/organizations/octo/settings/apps/new')
    expect(Object.fromEntries(searchParams)).toEqual({
      name: 'octo-ledger-keys',
      url: `${github.url}/${COMPANY}`,
      public: 'false',
      webhook_active: 'false',
      actions: 'read',
      environments: 'write',
    })
  })

  it('the link of a new App is the page of a user, if the repository belongs to one', async () => {
    const github = await startCompany()
    github.addRepository('alice/keys', { private: false })
    const { output } = await runSetup(github, ['--repository', 'alice/keys', '--admins', 'bob', '--dry-run'])
    expect(linkIn(output).pathname).toBe('/settings/apps/new')
  })
})

describe("an App's private key", () => {
  it("an App's private key is checked, sealed into the environment of the token, and its file is to be deleted", async () => {
    const github = await startCompany()
    const { clientId, file, pem } = installApp(github)
    const { code, output } = await runSetup(github, [...YES, '--app-client-id', clientId, '--app-private-key', file])
    expect(code, output).toBe(0)
    expect(github.secret(TOKENS, APP_KEY)?.value.toString()).toBe(pem)
    expect(github.secret(GATE, APP_KEY)).toBeUndefined()
    expect(github.variable(HERE, CLIENT_ID)?.value).toBe(clientId)
    expect(output).toContain(`now delete ${file}`)
  })

  it("an App's private key is stored at the gate, too, if activation is set up", async () => {
    const github = await startCompany()
    const { clientId, file, pem } = installApp(github)
    const app = ['--app-client-id', clientId, '--app-private-key', file]
    const { output } = await runSetup(github, [...YES, ...IN_SERVICE, ...app])
    expect(github.secret(GATE, APP_KEY)?.value.toString()).toBe(pem)
    expect(output.split('\n').filter(line => line.startsWith('done: secret'))).toEqual([
      `done: secret ${APP_KEY} of ledger-tokens`,
      `done: secret ${APP_KEY} of ledger-admins (now delete ${file})`,
    ])
  })

  it.each(['is in the checkout', 'is on the default branch'])(
    "an App's private key is stored at the gate, too, without --in-service if the workflow that activates %s",
    async where => {
      const github = await startCompany()
      const { clientId, file, pem } = installApp(github)
      const checkout = emptyCheckout()
      await runSetup(github, [...YES, '--in-service', 'ledger-live', '--workspace', 'my vault'], checkout)
      const isMerged = where === 'is on the default branch'
      const written = checkout.read(ACTIVATE)
      const merged = written.replaceAll("'my vault'", 'my vault   # ours')
      if (isMerged) github.state.repository(COMPANY).files.set(ACTIVATE, merged)
      const app = ['--app-client-id', clientId, '--app-private-key', file]
      const place = isMerged ? emptyCheckout() : checkout
      const { text } = await runSetup(github, [...YES, ...app], place)
      expect(place.read(ACTIVATE)).toBe(written)
      expect(github.secret(GATE, APP_KEY)?.value.toString()).toBe(pem)
      expect(text).toContain(isMerged ? `create file ${ACTIVATE} ` : `keep file ${ACTIVATE} is as it should be`)
      expect(text).toContain(`--check --repository ${COMPANY} --in-service ledger-live`)
    },
  )

  it("an App's private key is stored once: a second run has nothing to do, with and without the file", async () => {
    const github = await startCompany()
    const { clientId, file } = installApp(github)
    await runSetup(github, [...YES, '--app-client-id', clientId, '--app-private-key', file])
    const again = await runSetup(github, [...YES, '--app-client-id', clientId, '--app-private-key', file])
    expect(again).toMatchObject({ code: 0, writes: [] })
    const without = await runSetup(github, YES)
    expect(without).toMatchObject({ code: 0, writes: [] })
    expect(without.output).not.toContain('apps/new')
  })

  it("an App's private key of another App replaces key and client id together, and needs the file", async () => {
    const github = await startCompany()
    const old = installApp(github)
    await runSetup(github, [...YES, '--app-client-id', old.clientId, '--app-private-key', old.file])
    const other = installApp(github, { clientId: 'Iv23liOTHER' })
    const refused = await runSetup(github, [...YES, '--app-client-id', other.clientId])
    expect(refused).toMatchObject({ code: 1, writes: [] })
    expect(refused.output).toContain(`names another App, "${old.clientId}"`)
    await runSetup(github, [...YES, '--app-client-id', other.clientId, '--app-private-key', other.file])
    expect(github.secret(TOKENS, APP_KEY)?.value.toString()).toBe(other.pem)
    expect(github.variable(HERE, CLIENT_ID)?.value).toBe(other.clientId)
  })

  it("an App's private key stays as it is if somebody has set the client id to something else, which is to do", async () => {
    const github = await startCompany()
    github.putVariable(HERE, CLIENT_ID, 'x\nkeep    secret\x1b[2K')
    const result = await runSetup(github, YES)
    expect(result.text).toContain(
      `to do variable ${CLIENT_ID} is "x\\nkeep secret\\u001b[2K", which is not a client id.`,
    )
    expect(github.variable(HERE, CLIENT_ID)?.value).toMatch(/^x/)
    const { clientId, file } = installApp(github)
    const refused = await runSetup(github, [...YES, '--app-client-id', clientId])
    expect(refused.text).toContain('names another App, "x\\nkeep secret\\u001b[2K".')
    expect(await runSetup(github, [...YES, '--app-client-id', clientId, '--app-private-key', file])).toMatchObject({
      code: 0,
    })
    expect(github.variable(HERE, CLIENT_ID)?.value).toBe(clientId)
  })

  it.each<[what: string, environment: string, branches: string[]]>([
    ['another branch', 'ledger-tokens', ['main', 'feature/*']],
    ['a tag', 'ledger-tokens', ['main', 'tag:v*']],
    ['a pattern that the default branch matches', 'ledger-tokens', ['ma*']],
    ['another branch at the gate', 'ledger-admins', ['main', 'release/1']],
  ])(
    "an App's private key is not stored, nor its client id, while its environment lets in %s",
    async (_, environment, branches) => {
      const github = await startCompany()
      github.addEnvironment(COMPANY, environment, { branchPolicy: 'custom', branches })
      const { clientId, file } = installApp(github)
      const args = [...YES, ...IN_SERVICE, '--app-client-id', clientId, '--app-private-key', file]
      const { code, text } = await runSetup(github, args)
      expect(code, text).toBe(0)
      expect(text).toContain(`not stored, because ${environment} also lets in `)
      expect([github.secret(TOKENS, APP_KEY), github.secret(GATE, APP_KEY)]).toEqual([undefined, undefined])
      expect(github.variable(HERE, CLIENT_ID)).toBeUndefined()
      const found = github.state.environment(COMPANY, environment)
      if (found) found.rules = { ...found.rules, branches: ['main'] }
      await runSetup(github, args)
      expect(github.secret(TOKENS, APP_KEY)).toBeDefined()
    },
  )

  it.each<[what: string, weaken: (github: TestGitHub) => void, about: string]>([
    [
      'anyone with write access can change main',
      g => g.setBranch(COMPANY, 'main', { protected: false }),
      'branch main',
    ],
    ['GitHub Actions may approve a change of main', g => allowApprovals(g, true), 'pull requests'],
    [
      'this token is not shown how main is protected',
      g => {
        const body = { message: 'Resource not accessible by personal access token' }
        g.setBranch(COMPANY, 'main', { protected: false })
        g.faults.add({ path: /\/rules\//, when: 'before', do: { kind: 'status', status: 403, body } })
      },
      'branch main',
    ],
  ])("an App's private key is not stored, nor its client id, while %s", async (_, weaken, about) => {
    const github = await startCompany()
    weaken(github)
    const { clientId, file } = installApp(github)
    const args = [...YES, ...IN_SERVICE, '--app-client-id', clientId, '--app-private-key', file]
    const { code, text } = await runSetup(github, args)
    expect(code, text).toBe(0)
    expect(text).toContain(`to do ${about} `)
    expect(text).toContain(
      `to do secret ${APP_KEY} of ledger-tokens and ledger-admins not stored, because whoever can change main without a review could read it. First do what is listed above for "${about}", and then run this again`,
    )
    expect([github.secret(TOKENS, APP_KEY), github.secret(GATE, APP_KEY)]).toEqual([undefined, undefined])
    expect(github.variable(HERE, CLIENT_ID)).toBeUndefined()
    allowApprovals(github, false)
    github.setBranch(COMPANY, 'main', {
      protected: true,
      pullRequests: { by: 'ruleset', approvals: 1, lastPush: true },
    })
    await runSetup(github, args)
    expect(github.secret(GATE, APP_KEY)).toBeDefined()
  })

  it("an App's private key that is stored already stays a matter of its own while main is unprotected", async () => {
    const github = await startCompany()
    const { clientId, file } = installApp(github)
    const args = [...YES, '--app-client-id', clientId, '--app-private-key', file]
    await runSetup(github, args)
    github.setBranch(COMPANY, 'main', { protected: false })
    const { text, writes } = await runSetup(github, args)
    expect(text).toContain('to do branch main it needs no pull request')
    expect(text).not.toContain('not stored')
    expect(writes).toEqual([])
  })

  it("an App's private key is never printed, and leaves only in the sealed box", async () => {
    const github = await startCompany()
    const { clientId, file, pem } = installApp(github)
    const { output } = await runSetup(github, [...YES, '--app-client-id', clientId, '--app-private-key', file])
    const sent = github.exchanges.map(({ requestLine, requestHeaders, requestBody }) =>
      [requestLine, JSON.stringify(requestHeaders), requestBody].join('\n'),
    )
    for (const line of pem.trim().split('\n').slice(1, -1))
      for (const text of [output, ...sent]) expect(text).not.toContain(line)
    expect(output).not.toContain('gho_')
  })

  it.each<[problem: string, app: Partial<App>, message: string]>([
    ['is not installed on the repository', { repositories: ['octo/other'] }, 'is not installed on octo/treasury'],
    ['may not write environments', { permissions: { actions: 'read' } }, 'The App lacks Environments: write.'],
    ['has no permission', { permissions: {} }, 'The App lacks Actions: read and Environments: write.'],
    ['is suspended', { suspended: true }, 'The installation of the App is suspended.'],
  ])("an App's private key is refused if the App %s", async (_, app, message) => {
    const github = await startCompany()
    const { clientId, file } = installApp(github, app)
    const { code, output, writes } = await runSetup(github, [
      ...YES,
      '--app-client-id',
      clientId,
      '--app-private-key',
      file,
    ])
    expect({ code, writes }).toEqual({ code: 1, writes: [] })
    expect(output).toContain(message)
  })

  it("an App's private key is refused if it is another App's", async () => {
    const github = await startCompany()
    const { clientId } = installApp(github)
    const { file } = installApp(github, { clientId: 'Iv23liOTHER' })
    const { code, output, writes } = await runSetup(github, [
      ...YES,
      '--app-client-id',
      clientId,
      '--app-private-key',
      file,
    ])
    expect({ code, writes }).toEqual({ code: 1, writes: [] })
    expect(output).toContain(`GitHub does not accept ${file} as the private key of the App ${clientId}.`)
  })

  it("an App's private key is refused if GitHub does not show the installation", async () => {
    const github = await startCompany()
    const { clientId, file } = installApp(github)
    github.faults.add({ path: /installation$/, when: 'before', do: knownFaults.suspended })
    const { code, output } = await runSetup(github, [...YES, '--app-client-id', clientId, '--app-private-key', file])
    expect(code).toBe(1)
    expect(output).toContain('GitHub refused to show the installation of the App')
  })

  it.each([
    ['holds something else', () => fileWith('not a key'), 'does not hold the private key of a GitHub App'],
    ['does not exist', () => '/nowhere/app.pem', 'The file /nowhere/app.pem cannot be read (ENOENT).'],
  ])("an App's private key is refused if its file %s", async (_, file, message) => {
    const github = await startCompany()
    const result = await runSetup(github, [...YES, '--app-client-id', 'Iv23liX', '--app-private-key', file()])
    expect(result).toMatchObject({ code: 1, writes: [] })
    expect(result.output).toContain(message)
  })
})

describe('a fine-grained token', () => {
  it('a fine-grained token is stored from a file, without its line break', async () => {
    const github = await startCompany()
    const token = 'github_pat_11AAAAAAA0abcdefghijklmn'
    const { code, output } = await runSetup(github, [...YES, '--token-file', fileWith(`${token}\n`)])
    expect(code, output).toBe(0)
    expect(github.secret(TOKENS, TOKEN)?.value.toString()).toBe(token)
    expect(output).not.toContain(token)
  })

  it('a fine-grained token is refused if the file holds something else', async () => {
    const github = await startCompany()
    const result = await runSetup(github, [...YES, '--token-file', fileWith('two words')])
    expect(result).toMatchObject({ code: 1, writes: [] })
  })
})

describe("the user's own token", () => {
  it("the user's own token is the one of gh, if GITHUB_TOKEN is not set", async () => {
    const github = await startCompany()
    const gh = { 'gh auth token --hostname 127.0.0.1': 'gho_adminadminadminadminadminadminadmin' }
    const options = { env: { GITHUB_TOKEN: '' }, programs: gh }
    expect((await runSetup(github, [...FIRST, '--dry-run'], options)).code).toBe(0)
  })

  it.each([
    ['is missing', { GITHUB_TOKEN: '' }, 'There is no token'],
    ['is not valid', { GITHUB_TOKEN: 'gho_expired' }, 'The token is not valid.\nCheck GITHUB_TOKEN'],
    [
      'would go to a server without TLS',
      { GITHUB_API_URL: 'http://github.example.com' },
      'GITHUB_API_URL is a plain http URL, which is allowed only for this machine (localhost).',
    ],
    ['would go to no URL', { GITHUB_API_URL: 'github.example.com' }, 'GITHUB_API_URL is not an https URL'],
    [
      'would go with other credentials',
      { GITHUB_API_URL: 'https://user:pass@github.example.com/api/v3' },
      'GITHUB_API_URL must be a URL without user, query or fragment.',
    ],
    [
      'would become part of a query',
      { GITHUB_API_URL: 'https://github.example.com/?to=/api/v3' },
      'GITHUB_API_URL must be a URL without user, query or fragment.',
    ],
  ])("the user's own token stops the set-up if it %s", async (_, env, message) => {
    const github = await startCompany()
    const result = await runSetup(github, YES, { env })
    expect(result).toMatchObject({ code: 1, writes: [] })
    expect(result.output).toContain(message)
    expect(result.output).not.toContain('user:pass')
  })
})
