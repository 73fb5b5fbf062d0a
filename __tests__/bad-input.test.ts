import { describe, expect, it } from 'vitest'
import { expectNothingChanged, generate, type Inputs, JOB_TOKEN, REPOSITORY, startWorld } from './world.ts'

/** What a workflow may give, what the error must say, and what it must offer. */
const ROWS: [what: string, inputs: Inputs, said: (string | RegExp)[]][] = [
  ['an empty token', { 'github-token': '' }, ['`github-token` is empty', 'secret does not exist']],
  ['a token with a space in it', { 'github-token': 'ghp_x y' }, ['`github-token` holds a character']],
  ['a token with a line end in it', { 'github-token': 'ghp_first\nsecond-line' }, ['`github-token` holds a character']],
  ['a repository without owner', { repository: 'keys' }, ['`repository` is "keys"', '`owner/name`']],
  ['a repository with two slashes', { repository: 'a/b/c' }, ['"a/b/c"', '`owner/name`']],
  ['a repository by its URL', { repository: 'https://github.com/octo/keys.git' }, ['Did you mean "octo/keys"?']],
  ['a repository by its ssh address', { repository: 'git@github.com:octo/keys.git' }, ['Did you mean "octo/keys"?']],
  ['the parent folder as repository', { repository: 'octo/..' }, ['"octo/.."']],
  ['a dot as repository', { repository: 'octo/.' }, ['"octo/."']],
  ['dots as owner', { repository: '../keys' }, ['"../keys"']],
  ['an owner with a dash at its end', { repository: 'octo-/keys' }, ['"octo-/keys"']],
  [
    'a secret name with dashes',
    { 'secret-name': 'ledger-key' },
    ['`secret-name` is "ledger-key"', 'Did you mean "LEDGER_KEY"?'],
  ],
  ['a secret name of GitHub', { 'secret-name': 'github_key' }, ['`GITHUB_`', 'Did you mean "KEY"?']],
  ['a secret name with a digit first', { 'secret-name': '2nd' }, ['Did you mean "_2ND"?']],
  ['a secret name with a line end', { 'secret-name': 'A\nB' }, ['"A\\nB"', 'Did you mean "A_B"?']],
  ['a secret name with a space', { 'secret-name': 'MY KEY' }, ['Did you mean "MY_KEY"?']],
  ['a secret name that is too long', { 'secret-name': 'K'.repeat(256) }, ['at most 255']],
  ['an empty secret name', { 'secret-name': '' }, ['`secret-name` is empty']],
  [
    'a variable name with dashes',
    { 'public-key-variable': 'my-var' },
    ['`public-key-variable` is "my-var"', 'Did you mean "MY_VAR"?'],
  ],
  ['an unknown encoding', { 'private-key-encoding': 'HEX' }, ['`hex`, `pem`', 'Did you mean "hex"?']],
  ['an unknown if-exists', { 'if-exists': 'overwite' }, ['`fail`, `keep`, `overwrite`', 'Did you mean "overwrite"?']],
  ['an unknown protection', { 'environment-protection': 'required' }, ['Did you mean "require"?']],
  [
    'a protection that is nothing alike',
    { 'environment-protection': 'please' },
    [/Allowed are `require`, `warn`, `ignore`\.\n/],
  ],
  [
    'a protection to be required of no environment',
    { repository: REPOSITORY, 'environment-protection': 'require' },
    ['`environment-protection` is "require"', '`environment` is empty'],
  ],
  [
    'the web site of GitHub for its API',
    { 'github-api-url': 'https://github.com/' },
    ['`github-api-url` is "https://github.com"', 'Did you mean "https://api.github.com"?'],
  ],
  [
    'events that spaces separate',
    { 'allowed-events': 'workflow_dispatch push' },
    ['commas or line ends separate names'],
  ],
  ['an unknown visibility', { organization: 'octo', visibility: 'privat' }, ['Did you mean "private"?']],
  ['an answer that is no boolean', { 'dry-run': 'yes' }, ['`dry-run` is "yes"', '`true`, `false`']],
  [
    'an organization with an environment',
    { organization: 'octo', environment: 'prod' },
    ['`environment` is "prod"', '`organization` is set too'],
  ],
  ['an organization with a slash', { organization: 'octo/keys' }, ['Did you mean "octo"?']],
  ['selected without ids', { organization: 'octo', visibility: 'selected' }, ['`selected-repository-ids` is empty']],
  [
    'ids without selected',
    { organization: 'octo', 'selected-repository-ids': '1' },
    ['goes with `visibility: selected`'],
  ],
  [
    'ids without organization',
    { repository: REPOSITORY, 'selected-repository-ids': '1' },
    ['`organization` is not set'],
  ],
  [
    'visibility without organization',
    { repository: REPOSITORY, visibility: 'all' },
    ['`visibility` is "all"', '`organization` is not set'],
  ],
  [
    'an id that is no number',
    { organization: 'octo', visibility: 'selected', 'selected-repository-ids': '1,keys' },
    ['is "keys"', 'is a number'],
  ],
  ['an id that is zero', { organization: 'octo', visibility: 'selected', 'selected-repository-ids': '0' }, ['is "0"']],
  [
    'an id beyond exact numbers',
    { organization: 'octo', visibility: 'selected', 'selected-repository-ids': '99999999999999999999' },
    ['is a number'],
  ],
  ['an environment that walks up', { environment: '..' }, ['`environment` is ".."']],
  ['an environment that stays', { environment: '.' }, ['`environment` is "."']],
  ['an environment with a control character', { environment: 'a\u0007b' }, ['"a\\u0007b"']],
  ['an environment that is too long', { environment: 'e'.repeat(256) }, ['at most 255 characters']],
  ['a base URL that is none', { 'github-api-url': 'github api' }, ['`github-api-url` is "github api"', 'https URL']],
  [
    'a base URL without scheme',
    { 'github-api-url': 'ghe.example.com/api/v3' },
    ['Did you mean "https://ghe.example.com/api/v3"?'],
  ],
  ['a base URL of another scheme', { 'github-api-url': 'ftp://example.com' }, ['https URL']],
  [
    'a base URL with a password',
    { 'github-api-url': 'https://u:p4ss@example.com' },
    ['without user, query or fragment'],
  ],
  ['a base URL with a query', { 'github-api-url': 'https://example.com/?a=1' }, ['without user, query or fragment']],
  [
    'a base URL that is not encrypted',
    { 'github-api-url': 'http://ghe.example.com/api/v3' },
    ['this machine only', 'Did you mean "https://ghe.example.com/api/v3"?'],
  ],
  [
    'an event that does not exist',
    { 'allowed-events': 'workflow-dispatch' },
    ['`allowed-events` is "workflow-dispatch"', 'Did you mean "workflow_dispatch"?'],
  ],
  ['an event that nobody can guess', { 'allowed-events': 'whenever I like it' }, ['No event has that name']],
  [
    'workflow_call as event',
    { 'allowed-events': 'workflow_call' },
    ["its caller's", 'Did you mean "workflow_dispatch"?'],
  ],
  ['no event at all', { 'allowed-events': ' , \n' }, ['at least one event']],
  ['an operator name without end', { 'operator-name': 'n'.repeat(257) }, ['has 257 characters, allowed are 256']],
  ['a workspace without end', { workspace: 'w'.repeat(100_000) }, ['has 100000 characters']],
]

describe('bad input', () => {
  it.each(ROWS)('%s gets an error by name, before a request is sent or a key exists', async (_, inputs, said) => {
    const github = await startWorld()
    const result = await generate(github, inputs)
    const { message, code } = expectNothingChanged(result, github)
    expect(code).toBe(inputs['github-token'] === '' ? 'token-missing' : 'input-invalid')
    for (const text of said) {
      if (typeof text === 'string') expect(message).toContain(text)
      else expect(message).toMatch(text)
    }
    expect(message).toContain('No key was made, nothing was changed.')
    expect(message).toMatch(/^The input `[a-z-]+` /)
    expect(message.length).toBeLessThan(1000)
    expect(github.exchanges).toEqual([])
    expect(result.stdout).not.toContain('BEGIN EC PRIVATE KEY')
    expect(result.stdout).not.toContain('p4ss')
  })

  it('never shows what a malformed token is', async () => {
    const github = await startWorld()
    const result = await generate(github, { 'github-token': 'ghp_secretsecret secretsecret' })
    expectNothingChanged(result, github)
    expect(result.stdout.replace(/^::add-mask::.*$/gm, '')).not.toContain('secretsecret')
  })
})

describe('what GitHub refuses', () => {
  const token = (
    github: Awaited<ReturnType<typeof startWorld>>,
    name: string,
    permissions: object,
    kind = 'fine-grained',
  ) => {
    github.addToken(name, { kind: kind as 'fine-grained', repositories: [REPOSITORY], permissions })
    return { 'github-token': name }
  }

  it('is told: a token that it does not know', async () => {
    const github = await startWorld()
    const { code, message } = expectNothingChanged(await generate(github, { 'github-token': 'ghp_revoked' }), github)
    expect(code).toBe('token-rejected')
    expect(message).toContain('status 401: "Bad credentials"')
  })

  it.each([
    ['an environment', {}, 'environments=read', { secrets: 'write' }],
    ['a repository', { repository: REPOSITORY }, 'secrets=read', { environments: 'write' }],
    ['an organization', { organization: 'octo' }, 'organization_secrets=read', { secrets: 'write' }],
  ])('is told with the permission that GitHub names: %s', async (_, inputs, accepted, permissions) => {
    const github = await startWorld()
    const result = await generate(github, { ...inputs, ...token(github, 'github_pat_weak', permissions) })
    const { code, message } = expectNothingChanged(result, github)
    expect(code).toBe('permission-missing')
    expect(message).toContain(accepted)
    expect(message).toContain('Resource not accessible by personal access token')
  })

  it('is told without the header too, by the permission that the destination needs', async () => {
    const github = await startWorld()
    const body = { message: 'Resource not accessible by personal access token' }
    github.faults.add({ when: 'before', times: Number.POSITIVE_INFINITY, do: { kind: 'status', status: 403, body } })
    const { message } = expectNothingChanged(await generate(github, { repository: REPOSITORY }), github)
    expect(message).toContain('"Secrets" (repository permission): write')
  })

  it('is told as what it is where the token may read but not write: a key pair that is gone', async () => {
    const github = await startWorld()
    const inputs = token(github, 'github_pat_reader', { environments: 'read', actions: 'read' })
    const { code, message } = expectNothingChanged(await generate(github, inputs), github)
    expect(code).toBe('permission-missing')
    expect(message).toContain('environments=write')
    expect(message).toContain('existed only in this run and is gone')
  })

  it("is told of a job's own token, which can never write secrets", async () => {
    const github = await startWorld()
    const { code, message } = expectNothingChanged(await generate(github, { 'github-token': JOB_TOKEN }), github)
    expect(code).toBe('permission-missing')
    expect(message).toMatch(/own GITHUB_TOKEN .+: it can never write secrets/)
  })

  it.each([
    ['a repository that does not exist', { repository: 'octo/none' }, 'the repository octo/none'],
    ['an environment that does not exist', { environment: 'none' }, 'the environment "none" of octo/keys'],
    ['an organization that does not exist', { organization: 'none' }, 'the organization none'],
  ])('is told as not found or not visible: %s', async (_, inputs, place) => {
    const github = await startWorld()
    const { code, message } = expectNothingChanged(await generate(github, inputs), github)
    expect(code).toBe('destination-not-found')
    expect(message).toContain(place)
    expect(message).toMatch(/token has no access to (it|them)/)
  })

  it('is told: a private repository that the token does not cover', async () => {
    const github = await startWorld()
    github.addToken('github_pat_elsewhere', {
      kind: 'fine-grained',
      repositories: ['octo/other'],
      permissions: { secrets: 'write' },
    })
    const result = await generate(github, { repository: REPOSITORY, 'github-token': 'github_pat_elsewhere' })
    expect(expectNothingChanged(result, github).code).toBe('destination-not-found')
  })

  it('is told: a repository that was renamed; it is not followed', async () => {
    const github = await startWorld()
    github.renameRepository('octo/other', 'octo/new-name')
    const { code } = expectNothingChanged(await generate(github, { repository: 'octo/other' }), github)
    expect(code).toBe('destination-moved')
  })

  it.each([409, 410, 418])('is told as it is: status %s', async status => {
    const github = await startWorld()
    github.faults.add({
      method: 'PUT',
      when: 'before',
      do: { kind: 'status', status, body: { message: 'no such luck' } },
    })
    const { code, message } = expectNothingChanged(await generate(github), github)
    expect(code).toBe('github-refused')
    expect(message).toContain(`status ${status}: "no such luck"`)
  })
})
