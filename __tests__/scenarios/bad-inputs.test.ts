import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readAction } from '../../local/runner/index.ts'
import { withoutMasks } from '../support/leaks.ts'
import { expectNothingChanged, generate, type Inputs } from '../support/run-action.ts'
import { JOB_TOKEN, REPOSITORY, ROOT, startTestGitHub } from '../support/servers.ts'
import { sideBySide } from '../support/side-by-side.ts'
import { ACTIONS, expectReported, PRIVATE_INPUTS, stageKey } from '../support/staged-key.ts'

/** An invalid value for each input; input-errors.test.ts has the messages. */
const INVALID: Inputs = {
  'allowed-events': '*',
  'api-key-id-name': '1ST',
  'api-key-secret-name': 'A-B',
  approval: 'required',
  'dry-run': 'yes',
  environment: 'prod\u{a0}',
  'environment-protection': 'required',
  'github-api-url': 'http://ghe.example',
  'if-exists': 'overwite',
  'ledger-api-url': 'https://user:p4ss@ledger.example',
  'ledger-api-version': 'v3',
  'operator-name': '0123456789abcdef0123456789abcdef',
  organization: 'octo/keys',
  'private-key-encoding': 'HEX',
  'proof-challenge': 'x'.repeat(257),
  'public-key-hex': '04',
  'public-key-variable': 'MY_VARIABLE ',
  repository: ' octo/keys',
  'require-registered': 'yes',
  'secret-name': 'GITHUB_KEY',
  'secret-updated-at': 'noon',
  'selected-repository-ids': 'keys',
  'staged-environment': '\u{feff}prod',
  'staged-secret-name': 'STAGED\n',
  visibility: 'public',
  workspace: 'mini  vault',
}

const inputsOf = (action: string) =>
  Object.keys(readAction(join(ROOT, action)).inputs).filter(name => !PRIVATE_INPUTS.includes(name))

/** An error by the input's name, before any request. */
function expectRefused(error: { message: string; code: string }, input: string, requests: unknown[]): void {
  if (input === 'proof') {
    expect(error.code).toBe('proof-invalid')
  } else {
    expect(error.code).toBe('input-invalid')
    expect(error.message).toMatch(new RegExp(`^The input \`${input}\` is |^The inputs .*\`${input}\``))
  }
  expect(error.message).not.toContain('p4ss')
  expect(requests).toEqual([])
}

describe('an invalid input', () => {
  it('stops generate before a request is sent or a key exists', async () => {
    await sideBySide(
      inputsOf('.'),
      input => input,
      async input => {
        const github = await startTestGitHub()
        const result = await generate(github, { [input]: INVALID[input] ?? 'no invalid value in this table' })
        expectRefused(expectNothingChanged(result, github), input, github.exchanges)
      },
    )
  })

  it.each(ACTIONS)('stops %s before a request is sent', async action => {
    await sideBySide(
      inputsOf(action),
      input => input,
      async input => {
        const stage = await stageKey()
        const result = await stage.run(action, { [input]: INVALID[input] ?? 'no invalid value in this table' })
        expectRefused(expectReported(action, result, stage), input, stage.github.exchanges)
      },
    )
  })

  it.each<[what: string, inputs: Inputs, input: string]>([
    [
      'a required protection without an environment',
      { repository: REPOSITORY, 'environment-protection': 'require' },
      'environment-protection',
    ],
    ['an environment beside an organization', { organization: 'octo', environment: 'prod' }, 'environment'],
    ['a visibility without an organization', { repository: REPOSITORY, visibility: 'private' }, 'visibility'],
  ])('can be valid by itself: generate refuses %s', async (_, inputs, input) => {
    const github = await startTestGitHub()
    expectRefused(expectNothingChanged(await generate(github, inputs), github), input, github.exchanges)
  })
})

describe('the token of generate', () => {
  it('must be set', async () => {
    const github = await startTestGitHub()
    const { code } = expectNothingChanged(await generate(github, { 'github-token': '' }), github)
    expect(code).toBe('token-missing')
    expect(github.exchanges).toEqual([])
  })

  it('is not shown if it is malformed', async () => {
    const github = await startTestGitHub()
    const result = await generate(github, { 'github-token': 'ghp_secretsecret secretsecret' })
    expectNothingChanged(result, github)
    expect(withoutMasks(result.stdout)).not.toContain('secretsecret')
    expect(github.exchanges).toEqual([])
  })
})

it.each([
  ['workflow_dispatch, brand_new_event', 'brand_new_event', 0],
  ['workflow-dispatch', 'did you mean "workflow_dispatch"?', 1],
])('generate warns of an unknown event in allowed-events: %s', async (events, warning, exitCode) => {
  const github = await startTestGitHub()
  const result = await generate(github, { 'allowed-events': events })
  expect(result.exitCode, result.log).toBe(exitCode)
  expect(result.annotations[0]).toMatchObject({ level: 'warning', message: expect.stringContaining(warning) })
})

describe('what GitHub refuses', () => {
  const token = (
    github: Awaited<ReturnType<typeof startTestGitHub>>,
    name: string,
    permissions: object,
    kind = 'fine-grained',
  ) => {
    github.addToken(name, { kind: kind as 'fine-grained', repositories: [REPOSITORY], permissions })
    return { 'github-token': name }
  }

  it('is told: a token that it does not know', async () => {
    const github = await startTestGitHub()
    const { code, message } = expectNothingChanged(await generate(github, { 'github-token': 'ghp_revoked' }), github)
    expect(code).toBe('token-rejected')
    expect(message).toContain('status 401: "Bad credentials"')
  })

  it.each([
    ['an environment', {}, 'environments=read', { secrets: 'write' }],
    ['a repository', { repository: REPOSITORY }, 'secrets=read', { environments: 'write' }],
    ['an organization', { organization: 'octo' }, 'organization_secrets=read', { secrets: 'write' }],
  ])('is told with the permission that GitHub names: %s', async (_, inputs, accepted, permissions) => {
    const github = await startTestGitHub()
    const result = await generate(github, { ...inputs, ...token(github, 'github_pat_weak', permissions) })
    const { code, message } = expectNothingChanged(result, github)
    expect(code).toBe('permission-missing')
    expect(message).toContain(accepted)
    expect(message).toContain('Resource not accessible by personal access token')
  })

  it('is told without the header too, by the permission that the destination needs', async () => {
    const github = await startTestGitHub()
    const body = { message: 'Resource not accessible by personal access token' }
    github.faults.add({ when: 'before', times: Number.POSITIVE_INFINITY, do: { kind: 'status', status: 403, body } })
    const { message } = expectNothingChanged(await generate(github, { repository: REPOSITORY }), github)
    expect(message).toContain('"Secrets" (repository permission): write')
  })

  it('is told as what it is where the token may read but not write: a key pair that is gone', async () => {
    const github = await startTestGitHub()
    const inputs = token(github, 'github_pat_reader', { environments: 'read', actions: 'read' })
    const { code, message } = expectNothingChanged(await generate(github, inputs), github)
    expect(code).toBe('permission-missing')
    expect(message).toContain('environments=write')
    expect(message).toContain('existed only in this run and is gone')
  })

  it("is told of a job's own token, which can never write secrets", async () => {
    const github = await startTestGitHub()
    const { code, message } = expectNothingChanged(await generate(github, { 'github-token': JOB_TOKEN }), github)
    expect(code).toBe('permission-missing')
    expect(message).toMatch(/own GITHUB_TOKEN .+: it can never write secrets/)
  })

  it.each([
    ['a repository that does not exist', { repository: 'octo/none' }, 'the repository octo/none'],
    ['an environment that does not exist', { environment: 'none' }, 'the environment "none" of octo/keys'],
    ['an organization that does not exist', { organization: 'none' }, 'the organization none'],
  ])('is told as not found or not visible: %s', async (_, inputs, place) => {
    const github = await startTestGitHub()
    const { code, message } = expectNothingChanged(await generate(github, inputs), github)
    expect(code).toBe('destination-not-found')
    expect(message).toContain(place)
    expect(message).toMatch(/token has no access to (it|them)/)
  })

  it('is told: a private repository that the token does not cover', async () => {
    const github = await startTestGitHub()
    github.addToken('github_pat_elsewhere', {
      kind: 'fine-grained',
      repositories: ['octo/other'],
      permissions: { secrets: 'write' },
    })
    const result = await generate(github, { repository: REPOSITORY, 'github-token': 'github_pat_elsewhere' })
    expect(expectNothingChanged(result, github).code).toBe('destination-not-found')
  })

  it('is told: a repository that was renamed; it is not followed', async () => {
    const github = await startTestGitHub()
    github.renameRepository('octo/other', 'octo/new-name')
    const { code } = expectNothingChanged(await generate(github, { repository: 'octo/other' }), github)
    expect(code).toBe('destination-moved')
  })

  it.each([409, 410, 418])('is told as it is: status %s', async status => {
    const github = await startTestGitHub()
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
