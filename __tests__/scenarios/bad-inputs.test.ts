import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readAction } from '../../local/runner/index.ts'
import { withoutMasks } from '../support/leaks.ts'
import { expectNothingChanged, generate, type Inputs } from '../support/run-action.ts'
import { JOB_TOKEN, REPOSITORY, ROOT, startTestGitHub } from '../support/servers.ts'
import { sideBySide } from '../support/side-by-side.ts'
import { ACTIONS, expectReported, PRIVATE_INPUTS, stageKey } from '../support/staged-key.ts'

/** An invalid value for each input. unit/inputs/input-errors.test.ts has the messages. */
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

/** An error that names the input, before any request. */
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
  it('generate refuses an invalid value of each input before it sends a request', async () => {
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

  it.each(ACTIONS)('%s refuses an invalid value of each input before it sends a request', async action => {
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
  ])('generate refuses inputs that are valid only by themselves: %s', async (_, inputs, input) => {
    const github = await startTestGitHub()
    expectRefused(expectNothingChanged(await generate(github, inputs), github), input, github.exchanges)
  })
})

describe('the token of generate', () => {
  it('generate fails before it sends a request if github-token is empty', async () => {
    const github = await startTestGitHub()
    const { code } = expectNothingChanged(await generate(github, { 'github-token': '' }), github)
    expect(code).toBe('token-missing')
    expect(github.exchanges).toEqual([])
  })

  it('generate does not show a malformed token', async () => {
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

describe('a request that GitHub refuses', () => {
  it('generate shows the message of GitHub if the token is unknown', async () => {
    const github = await startTestGitHub()
    const { code, message } = expectNothingChanged(await generate(github, { 'github-token': 'ghp_revoked' }), github)
    expect(code).toBe('token-rejected')
    expect(message).toContain('status 401: "Bad credentials"')
  })

  it.each<[what: string, inputs: Inputs, missing: string, permissions: object]>([
    ['an environment', {}, 'environments=read', { secrets: 'write' }],
    ['a repository', { repository: REPOSITORY }, 'secrets=read', { environments: 'write' }],
    ['an organization', { organization: 'octo' }, 'organization_secrets=read', { secrets: 'write' }],
    ['an environment, after a read', {}, 'environments=write', { environments: 'read', actions: 'read' }],
  ])('generate names the missing permission of the token for %s', async (_, inputs, missing, permissions) => {
    const github = await startTestGitHub()
    github.addToken('github_pat_weak', { kind: 'fine-grained', repositories: [REPOSITORY], permissions })
    const result = await generate(github, { ...inputs, 'github-token': 'github_pat_weak' })
    const { code, message } = expectNothingChanged(result, github)
    expect(code).toBe('permission-missing')
    expect(message).toContain(missing)
    expect(message).toContain('Resource not accessible by personal access token')
    expect(message.includes('existed only in this run and is gone')).toBe(missing.endsWith('write'))
  })

  it("generate explains that the job's own token can never write secrets", async () => {
    const github = await startTestGitHub()
    const { code, message } = expectNothingChanged(await generate(github, { 'github-token': JOB_TOKEN }), github)
    expect(code).toBe('permission-missing')
    expect(message).toMatch(/own GITHUB_TOKEN .+: it can never write secrets/)
  })

  it.each([
    ['a repository', { repository: 'octo/none' }, 'the repository octo/none'],
    ['an environment', { environment: 'none' }, 'the environment "none" of octo/keys'],
    ['an organization', { organization: 'none' }, 'the organization none'],
  ])('generate reports %s that does not exist as missing or hidden from the token', async (_, inputs, place) => {
    const github = await startTestGitHub()
    const { code, message } = expectNothingChanged(await generate(github, inputs), github)
    expect(code).toBe('destination-not-found')
    expect(message).toContain(place)
    expect(message).toMatch(/token has no access to (it|them)/)
  })

  it('generate reports a private repository without access as missing', async () => {
    const github = await startTestGitHub()
    github.addToken('github_pat_elsewhere', {
      kind: 'fine-grained',
      repositories: ['octo/other'],
      permissions: { secrets: 'write' },
    })
    const result = await generate(github, { repository: REPOSITORY, 'github-token': 'github_pat_elsewhere' })
    expect(expectNothingChanged(result, github).code).toBe('destination-not-found')
  })
})
