import { describe, expect, it, vi } from 'vitest'
import {
  type BranchRule,
  branchWeakness,
  type Protection,
  protectionWarning,
  readProtection,
  requireGate,
  weaknessesOf,
} from '../../../src/github/environment-protection.ts'
import { actionErrorOf } from '../../support/errors.ts'
import { type ScriptedReply, scriptedGitHub } from '../../support/scripted-github.ts'

const ENVIRONMENT = { level: 'environment', owner: 'octo', repo: 'keys', environment: 'ledger/prod' } as const
const PATH = 'GET /repos/octo/keys/environments/ledger%2Fprod'
const POLICIES_PATH = `${PATH}/deployment-branch-policies?per_page=100`

const STRONG: Protection = {
  id: 7,
  reviewers: ['alice'],
  preventsSelfReview: true,
  branchRule: { kind: 'patterns', patterns: ['main'] },
  adminsMayBypass: false,
}
const PATTERNS = { protected_branches: false, custom_branch_policies: true }
const PROTECTED = { protected_branches: true, custom_branch_policies: false }

const FORBIDDEN = { status: 403, data: { message: 'Resource not accessible by integration' } }

const required = (...reviewers: unknown[]) => ({ type: 'required_reviewers', prevent_self_review: true, reviewers })
const user = (login: string) => ({ type: 'User', reviewer: { login } })
const described = (more: object, ...rules: unknown[]) => ({
  id: 7,
  protection_rules: rules,
  deployment_branch_policy: null,
  can_admins_bypass: false,
  ...more,
})

interface Answers {
  environment: unknown
  policies?: ScriptedReply
}

async function read({ environment, policies }: Answers) {
  const { client, routes } = scriptedGitHub({
    [PATH]: [{ status: 200, data: environment }],
    [POLICIES_PATH]: [policies ?? { status: 200, data: { total_count: 1, branch_policies: [{ name: 'main' }] } }],
  })
  return { protection: await readProtection(client, ENVIRONMENT), routes: routes() }
}

describe('readProtection', () => {
  it('asks for the environment and its branch rule', async () => {
    const { routes } = await read({ environment: described({ deployment_branch_policy: PATTERNS }) })
    expect(routes).toEqual([PATH, POLICIES_PATH])
  })

  it('does not wait for patterns that an environment does not have', async () => {
    const environment = described({}, required(user('alice')))
    const { protection } = await read({ environment, policies: 'silence' })
    expect(protection).toEqual({ ...STRONG, branchRule: { kind: 'none' } })
  })

  it.each<[what: string, environment: unknown, differs: Partial<Protection>]>([
    [
      'a user and a team',
      described({}, required(user('alice'), { type: 'Team', reviewer: { slug: 'admins' } })),
      { reviewers: ['alice', 'admins'] },
    ],
    ['reviewers without a name', described({}, required({}, null)), { reviewers: ['unknown', 'unknown'] }],
    [
      'rules of other kinds',
      described({}, required(user('alice')), { type: 'wait_timer' }, { type: 'custom', reviewers: [user('eve')] }),
      {},
    ],
    ['no reviewers', described({}, { type: 'wait_timer' }), { reviewers: [], preventsSelfReview: false }],
    [
      'a rule without a list',
      described({}, { type: 'required_reviewers' }),
      { reviewers: [], preventsSelfReview: false },
    ],
    ['rules that are no list', described({ protection_rules: 'all' }), { reviewers: [], preventsSelfReview: false }],
    [
      'self-review',
      described({}, { ...required(user('alice')), prevent_self_review: 'no' }),
      { preventsSelfReview: false },
    ],
    [
      'admins who may bypass it',
      described({ can_admins_bypass: true }, required(user('alice'))),
      { adminsMayBypass: true },
    ],
    [
      'no word about admins',
      described({ can_admins_bypass: undefined }, required(user('alice'))),
      { adminsMayBypass: true },
    ],
  ])('reads %s', async (_, environment, differs) => {
    const { protection } = await read({ environment })
    expect(protection).toEqual({ ...STRONG, branchRule: { kind: 'none' }, ...differs })
  })

  it.each<[what: string, policy: unknown, answers: Partial<Answers>, rule: BranchRule]>([
    ['none', null, {}, { kind: 'none' }],
    ['malformed', 'main', {}, { kind: 'none' }],
    ['protected branches', PROTECTED, {}, { kind: 'protected' }],
    ['patterns', PATTERNS, {}, { kind: 'patterns', patterns: ['main'] }],
    [
      'patterns without names',
      PATTERNS,
      { policies: { status: 200, data: { branch_policies: [null, {}, { name: 7 }] } } },
      { kind: 'patterns', patterns: [] },
    ],
    ['patterns, refused', PATTERNS, { policies: FORBIDDEN }, { kind: 'patterns', patterns: undefined }],
    [
      'more patterns than one page has',
      PATTERNS,
      { policies: { status: 200, data: { total_count: 101, branch_policies: Array(100).fill({ name: 'main' }) } } },
      { kind: 'patterns', patterns: undefined },
    ],
    ['patterns, not found', PATTERNS, { policies: { status: 404 } }, { kind: 'patterns', patterns: undefined }],
  ])('reads the branch rule, and goes on if it may not: %s', async (_, policy, answers, branchRule) => {
    const environment = described({ deployment_branch_policy: policy }, required(user('alice')))
    const { protection } = await read({ environment, ...answers })
    expect(protection).toEqual({ ...STRONG, branchRule })
  })

  it('ends if the run is cancelled while the branch rule is read', async () => {
    const cancelled = new Error('cancelled')
    const { client } = scriptedGitHub({})
    vi.spyOn(client, 'request').mockImplementation(async route => {
      if (route.endsWith('/deployment-branch-policies')) throw cancelled
      return { status: 200, headers: {}, data: described({ deployment_branch_policy: PATTERNS }) }
    })
    await expect(readProtection(client, ENVIRONMENT)).rejects.toBe(cancelled)
  })

  it.each<[code: string, answer: ScriptedReply]>([
    ['github-unavailable', { status: 502 }],
    ['github-unreachable', { fails: 'ECONNREFUSED' }],
    ['github-invalid-response', { status: 302 }],
    ['token-rejected', { status: 401, data: { message: 'Bad credentials' } }],
    ['access-blocked', { status: 403, data: '<html>Sign in</html>' }],
    ['github-invalid-response', { status: 404, data: '<html>Not found</html>' }],
  ])('fails with %s if the branch rule is not known for another reason', async (code, answer) => {
    const environment = described({ deployment_branch_policy: PATTERNS }, required(user('alice')))
    expect((await actionErrorOf(read({ environment, policies: answer }))).code).toBe(code)
  })

  it('does not know the protection if the response is not a list of patterns', async () => {
    const environment = described({ deployment_branch_policy: PATTERNS })
    const { protection } = await read({ environment, policies: { status: 200, data: [] } })
    expect(protection).toMatchObject({ unreadable: "GitHub's response is not a list of branch patterns." })
  })

  it('does not mind if patterns that an environment does not have cannot be read', async () => {
    const { protection } = await read({ environment: described({}), policies: { status: 502 } })
    expect(protection).toMatchObject({ branchRule: { kind: 'none' } })
  })

  it.each<[what: string, answer: { status: number; data?: unknown }, reason: RegExp, hint: RegExp]>([
    ['the response is no object', { status: 200, data: [] }, /not the description/, /proxy/],
    ['the id is no number', { status: 200, data: described({ id: '7' }) }, /not the description/, /proxy/],
    [
      'an IP allow list keeps the runner out',
      { status: 403, data: { message: 'the IP allow list is enabled' } },
      /status 403: "the IP allow list/,
      /address/,
    ],
    [
      'the token may not',
      { status: 403, data: { message: 'Resource not accessible by integration' } },
      /status 403: "Resource not/,
      /"Actions".*read/,
    ],
  ])('cannot tell the protection if %s', async (_, answer, reason, hint) => {
    const protection = await readProtection(scriptedGitHub({ [PATH]: [answer] }).client, ENVIRONMENT)
    expect(protection).toEqual({ unreadable: expect.stringMatching(reason), hint: expect.stringMatching(hint) })
  })

  it('stops if the environment does not exist', async () => {
    const { code } = await actionErrorOf(
      readProtection(scriptedGitHub({ [PATH]: [{ status: 404 }] }).client, ENVIRONMENT),
    )
    expect(code).toBe('destination-not-found')
  })
})

describe('a branch rule', () => {
  const isOpen = (branchRule: BranchRule) => branchWeakness(branchRule) !== undefined

  it.each(['*', '**', '**/*', '*/*', '*/**', '***', '?*', '[a-z]*', '[!x]*', '{*,*/*}', '*-*'])(
    'a branch rule with the pattern %s, alone or beside another, is open to every branch',
    pattern => {
      expect(isOpen({ kind: 'patterns', patterns: [pattern] })).toBe(true)
      expect(isOpen({ kind: 'patterns', patterns: ['main', pattern] })).toBe(true)
    },
  )

  it.each([['main'], ['release/*'], ['v*'], ['main', 'release/**'], ['v[0-9]*'], ['é*'], []])(
    'a branch rule with the patterns %j is not open to every branch',
    (...patterns) => expect(isOpen({ kind: 'patterns', patterns })).toBe(false),
  )

  it('is as strong as it says if it was not checked', () => {
    expect(isOpen({ kind: 'patterns', patterns: undefined })).toBe(false)
  })

  it('is weak if there is none, or if it names no branch', () => {
    expect(isOpen({ kind: 'none' })).toBe(true)
    expect(isOpen({ kind: 'protected' })).toBe(true)
  })
})

describe('the protection of an environment', () => {
  const WEAK: [what: string, weak: Partial<Protection>, weaknesses: number, gate: boolean][] = [
    ['no reviewers', { reviewers: [], preventsSelfReview: false }, 1, false],
    ['self-review', { preventsSelfReview: false }, 1, true],
    ['no branch rule', { branchRule: { kind: 'none' } }, 1, false],
    ['a rule for protected branches', { branchRule: { kind: 'protected' } }, 1, false],
    ['a catch-all pattern', { branchRule: { kind: 'patterns', patterns: ['*'] } }, 1, false],
    ['admins who may bypass it', { adminsMayBypass: true }, 1, true],
    ['everything', { reviewers: [], branchRule: { kind: 'none' }, adminsMayBypass: true }, 3, false],
  ]

  it.each(WEAK)('is weak with %s', async (_, weak, weaknesses, gate) => {
    const protection = { ...STRONG, ...weak }
    expect(weaknessesOf(protection)).toHaveLength(weaknesses)
    expect(protectionWarning(protection, 'prod')).toMatchSnapshot()
    if (gate) requireGate(protection, 'prod')
    else expect((await actionErrorOf(() => requireGate(protection, 'prod'))).code).toBe('environment-unprotected')
  })

  it('an environment with reviewers and a branch rule has no weakness, and is a gate', () => {
    expect(weaknessesOf(STRONG)).toEqual([])
    expect(protectionWarning(STRONG, 'prod')).toBeUndefined()
    requireGate(STRONG, 'prod')
  })

  it('an environment whose protection cannot be read is no gate', async () => {
    const unreadable = { unreadable: 'GitHub refused.', hint: 'Grant it.' }
    expect(protectionWarning(unreadable, 'prod')).toContain('GitHub refused. Grant it.')
    expect((await actionErrorOf(() => requireGate(unreadable, 'prod'))).code).toBe('protection-unreadable')
  })

  it.each([
    ['no reviewers', { ...STRONG, reviewers: [] }],
    ['an open branch rule', { ...STRONG, branchRule: { kind: 'none' } as const }],
    ['an unknown protection', { unreadable: 'GitHub refused.', hint: 'Grant it.' }],
  ])('stops a run with advice that does not weaken the gate: %s', async (_, protection) => {
    const { message, hint } = await actionErrorOf(() => requireGate(protection, 'prod'))
    expect({ message, hint }).toMatchSnapshot()
    expect(`${message} ${hint}`).not.toMatch(/environment-protection: (?:warn|ignore)/)
  })
})
