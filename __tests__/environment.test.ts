import { describe, expect, it } from 'vitest'
import {
  lookAtProtection,
  type Protection,
  protectionWarning,
  requireReviewers,
  weaknessesOf,
} from '../src/github/environment-protection.ts'
import { answering, ENVIRONMENT, failing, failingAsync } from './told.ts'

describe('the protection of an environment', () => {
  const SAFE: Protection = {
    id: 7,
    reviewers: ['alice'],
    preventsSelfReview: true,
    branches: 'protected',
    adminsMayBypass: false,
  }
  const rules = (...rules: unknown[]) => ({ id: 7, protection_rules: rules, can_admins_bypass: false })
  const required = (...reviewers: unknown[]) => ({ type: 'required_reviewers', prevent_self_review: true, reviewers })
  const user = (login: string) => ({ type: 'User', reviewer: { login } })

  it('is asked for by the names of repository and environment', async () => {
    const { api, asked } = answering({ status: 200, data: rules() })
    await lookAtProtection(api, ENVIRONMENT)
    expect(asked).toEqual([
      [
        'GET /repos/{owner}/{repo}/environments/{environment_name}',
        { owner: 'octo', repo: 'keys', environment_name: 'ledger/prod' },
      ],
    ])
  })

  it.each([
    ['reviewers', rules(required(user('alice'), { type: 'Team', reviewer: { slug: 'admins' } })), {}],
    ['reviewers that GitHub does not name', rules(required({}, null)), { reviewers: ['somebody', 'somebody'] }],
    [
      'reviewers, and rules of other kinds',
      rules(
        required(user('alice')),
        { type: 'wait_timer', wait_timer: 30 },
        { type: 'custom', reviewers: [user('eve')] },
      ),
      { reviewers: ['alice'] },
    ],
    ['no reviewers', rules({ type: 'wait_timer' }), { reviewers: [], preventsSelfReview: false }],
    ['a rule without a list', rules({ type: 'required_reviewers' }), { reviewers: [], preventsSelfReview: false }],
    ['rules that are none', { ...rules(), protection_rules: 'all' }, { reviewers: [], preventsSelfReview: false }],
    [
      'two rules, one of which lets people review themselves',
      rules(required(user('alice')), { ...required(user('bob')), prevent_self_review: false }),
      { reviewers: ['alice', 'bob'] },
    ],
    [
      'a rule that lets people review themselves',
      rules({ ...required(user('alice')), prevent_self_review: 'no' }),
      { reviewers: ['alice'], preventsSelfReview: false },
    ],
    [
      'protected branches',
      { ...rules(required(user('a'))), deployment_branch_policy: { protected_branches: true } },
      { reviewers: ['a'], branches: 'protected' },
    ],
    [
      'selected branches',
      { ...rules(required(user('a'))), deployment_branch_policy: { protected_branches: false } },
      { reviewers: ['a'], branches: 'selected' },
    ],
    [
      'admins who may bypass it',
      { ...rules(required(user('a'))), can_admins_bypass: true },
      { reviewers: ['a'], adminsMayBypass: true },
    ],
  ])('is read: %s', async (_, data, differs) => {
    const look = await lookAtProtection(answering({ status: 200, data }).api, ENVIRONMENT)
    const common = { id: 7, reviewers: ['alice', 'admins'], preventsSelfReview: true, branches: 'any' }
    expect(look).toEqual({ ...common, adminsMayBypass: false, ...differs })
  })

  it('is not known where the answer is none, or may not be read', async () => {
    const looks = await Promise.all(
      [
        { status: 200, data: [] },
        { status: 200, data: { ...rules(), id: '7' } },
        { status: 403, data: { message: 'no' } },
        { status: 403, data: { message: 'no' }, headers: { 'x-accepted-github-permissions': 'environments=read' } },
      ].map(answer => lookAtProtection(answering(answer).api, ENVIRONMENT)),
    )
    expect(looks).toMatchSnapshot()
    for (const look of looks) {
      expect(protectionWarning(look, 'prod')).toMatchSnapshot()
      expect(failing(() => requireReviewers(look, 'prod'))).toMatchSnapshot()
    }
    expect(await failingAsync(lookAtProtection(answering({ status: 404 }).api, ENVIRONMENT))).toMatchSnapshot()
  })

  it('is weak in each of its parts', () => {
    expect(weaknessesOf(SAFE)).toEqual([])
    expect(weaknessesOf({ ...SAFE, branches: 'selected' })).toEqual([])
    expect(protectionWarning(SAFE, 'prod')).toBeUndefined()
    requireReviewers(SAFE, 'prod')
    for (const weak of [
      { reviewers: [] },
      { reviewers: [], preventsSelfReview: false },
      { preventsSelfReview: false },
      { branches: 'any' as const },
      { adminsMayBypass: true },
      { preventsSelfReview: false, branches: 'any' as const, adminsMayBypass: true },
    ]) {
      expect(protectionWarning({ ...SAFE, ...weak }, 'prod')).toMatchSnapshot(JSON.stringify(weak))
    }
    expect(failing(() => requireReviewers({ ...SAFE, reviewers: [] }, 'prod'))).toMatchSnapshot()
  })
})
