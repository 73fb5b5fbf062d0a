import { ActionError } from '../errors.ts'
import { isObject, membersOf } from '../http/json.ts'
import type { EnvironmentDestination } from '../inputs/destination.ts'
import { displayName } from '../text.ts'
import type { GitHubClient } from './client.ts'
import { toActionError } from './errors.ts'
import { malformed, refused, type Unreadable } from './unreadable.ts'

/** How GitHub protects an environment, as far as it bears on the key in it. */
export interface Protection {
  /** GitHub's id of the environment; leads to its settings page. */
  id: number
  /** Logins of users and slugs of teams, one of whom must approve each job. */
  reviewers: string[]
  /** Whoever started a run may not approve it. */
  preventsSelfReview: boolean
  branchRule: BranchRule
  adminsMayBypass: boolean
}

/** Which branches and tags may use an environment. */
export type BranchRule =
  | { kind: 'none' }
  /** Branches with a branch protection rule; all branches if none has one. GitHub's API does not show which do: it counts rulesets, too. */
  | { kind: 'protected' }
  /** Branches and tags whose names match one of the patterns. undefined: not checked. */
  | { kind: 'patterns'; patterns: string[] | undefined }

const MAX_PATTERNS = 100
const PERMISSION_HINT = 'Grant the token "Actions" (repository permission): read.'

/**
 * Reads how an environment is protected.
 * @throws ActionError if the environment does not exist, or GitHub does not answer or does not accept the token
 */
export async function readProtection(
  client: GitHubClient,
  environment: EnvironmentDestination,
): Promise<Protection | Unreadable> {
  const doing = `read the protection of the environment ${displayName(environment.environment)}`
  const reading = client.request('GET /repos/{owner}/{repo}/environments/{environment_name}', parametersOf(environment))
  // Most environments have patterns, so they are read at the same time. An environment without any does not wait for them.
  const patterns = readPatterns(client, environment)
  patterns.catch(() => {})
  const reply = await reading
  if (reply.status === 403) return refused(reply, doing, environment, PERMISSION_HINT)
  if (reply.status !== 200) throw toActionError(reply, doing, environment)
  const { id, protection_rules, deployment_branch_policy, can_admins_bypass } = membersOf(reply.data)
  if (typeof id !== 'number') return malformed("GitHub's response is not the description of an environment.")
  const rules = Array.isArray(protection_rules) ? protection_rules.map(membersOf) : []
  const required = rules.filter(rule => rule.type === 'required_reviewers')
  const branchRule = await branchRuleOf(deployment_branch_policy, patterns)
  if ('unreadable' in branchRule) return branchRule
  return {
    id,
    reviewers: required.flatMap(rule => (Array.isArray(rule.reviewers) ? rule.reviewers : [])).map(reviewerName),
    preventsSelfReview: required.some(rule => rule.prevent_self_review === true),
    branchRule,
    // A response without this member must not look safer than the environment is.
    adminsMayBypass: can_admins_bypass !== false,
  }
}

/**
 * Stops a run whose environment is not a gate.
 * @throws ActionError `environment-unprotected`; `protection-unreadable` if that is not known
 */
export function requireGate(protection: Protection | Unreadable, environment: string): void {
  if ('unreadable' in protection) throw protectionUnreadable(protection, environment)
  if (protection.reviewers.length === 0) {
    throw new ActionError(
      'environment-unprotected',
      `The environment ${displayName(environment)} has no required reviewers, so nobody has to approve the key in it.`,
      "Add required reviewers in the environment's settings. If your GitHub plan has none for private repositories, use " +
        '`examples/without-required-reviewers.yml`.',
    )
  }
  requireBranchRule(protection, environment)
}

/**
 * Stops a run whose environment is open to the workflows of every branch.
 * @throws ActionError `environment-unprotected`; `protection-unreadable` if that is not known
 */
export function requireBranchRule(protection: Protection | Unreadable, environment: string): void {
  if ('unreadable' in protection) throw protectionUnreadable(protection, environment)
  const weakness = branchWeakness(protection.branchRule)
  if (weakness === undefined) return
  throw new ActionError(
    'environment-unprotected',
    `The branch rule of the environment ${displayName(environment)} is too weak. ${weakness}`,
    "Name the branches that may use it in the environment's settings (Deployment branches and tags), usually `main` alone.",
  )
}

function protectionUnreadable({ unreadable, hint }: Unreadable, environment: string): ActionError {
  const what = `It is unknown whether the environment ${displayName(environment)} is protected. ${unreadable}`
  return new ActionError('protection-unreadable', what, hint)
}

/** What the log should warn of: each weakness, or that the protection is unknown; undefined if there is nothing. */
export function protectionWarning(protection: Protection | Unreadable, environment: string): string | undefined {
  if ('unreadable' in protection) {
    return `It is unknown whether the environment ${displayName(environment)} is protected. ${protection.unreadable} ${protection.hint}`
  }
  const weaknesses = weaknessesOf(protection)
  return weaknesses.length === 0
    ? undefined
    : `The environment ${displayName(environment)} is weakly protected. ${weaknesses.join(' ')}`
}

/** The weaknesses of an environment's protection, each a whole sentence. */
export function weaknessesOf(protection: Protection): string[] {
  const weaknesses: string[] = []
  if (protection.reviewers.length === 0) {
    weaknesses.push('It has no required reviewers: any job that names it can read the key, and nobody is asked.')
  } else if (!protection.preventsSelfReview) {
    weaknesses.push('Self-review is not prevented: whoever starts a run may approve it.')
  }
  const open = branchWeakness(protection.branchRule)
  if (open !== undefined) weaknesses.push(open)
  if (protection.adminsMayBypass) weaknesses.push('Repository admins may bypass its protection rules.')
  return weaknesses
}

/** How an environment is open to the workflows of every branch, in a whole sentence; undefined if it is not. */
export function branchWeakness(rule: BranchRule): string | undefined {
  switch (rule.kind) {
    case 'none':
      return 'It has no branch rule: workflows of every branch may use it.'
    case 'protected':
      return 'It is for protected branches, and names none: if no branch has a branch protection rule (a ruleset is not one), workflows of every branch may use it.'
    case 'patterns':
      return rule.patterns?.some(isCatchAll)
        ? 'Its branch rule has a pattern that every name matches: anyone can push a branch or tag whose workflows may use it.'
        : undefined
  }
}

/** Whether a pattern has a wildcard and no letter or digit that a name must have: `*`, `**`, `?*`, `[a-z]*`. */
function isCatchAll(pattern: string): boolean {
  const withoutSets = pattern.replace(/\[[^\]]*\]/g, '?')
  return /[*?]/.test(withoutSets) && !/[\p{L}\p{N}]/u.test(withoutSets)
}

async function branchRuleOf(
  policy: unknown,
  patterns: Promise<BranchRule | Unreadable>,
): Promise<BranchRule | Unreadable> {
  if (!isObject(policy)) return { kind: 'none' }
  return policy.protected_branches === true ? { kind: 'protected' } : patterns
}

/** The patterns, as far as GitHub shows them: it refuses some tokens, and some servers do not list them. */
async function readPatterns(
  client: GitHubClient,
  environment: EnvironmentDestination,
): Promise<BranchRule | Unreadable> {
  const route = 'GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies'
  const parameters = { ...parametersOf(environment), per_page: MAX_PATTERNS }
  const reply = await client.request(route, parameters)
  if (reply.status !== 200) {
    const doing = `read the branch rule of the environment ${displayName(environment.environment)}`
    const error = toActionError(reply, doing, environment)
    if (error.code !== 'permission-missing' && error.code !== 'destination-not-found') throw error
    return { kind: 'patterns', patterns: undefined }
  }
  const { branch_policies: policies, total_count: total } = membersOf(reply.data)
  if (!Array.isArray(policies)) return malformed("GitHub's response is not a list of branch patterns.")
  const names = policies.map(each => membersOf(each).name).filter(name => typeof name === 'string')
  return { kind: 'patterns', patterns: Number(total) > policies.length ? undefined : names }
}

function parametersOf({ owner, repo, environment }: EnvironmentDestination) {
  return { owner, repo, environment_name: environment }
}

function reviewerName(reviewer: unknown): string {
  const { login, slug } = membersOf(membersOf(reviewer).reviewer)
  return String(login ?? slug ?? 'unknown')
}
