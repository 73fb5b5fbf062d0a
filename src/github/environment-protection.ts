import { ActionError, quote } from '../errors.ts'
import { isObject, membersOf } from '../http/json.ts'
import { type GitHubClient, githubMessage } from './client.ts'
import type { Destination } from './destination.ts'
import { toActionError } from './errors.ts'

/** How GitHub guards an environment, as far as it bears on the key in it. */
export interface Protection {
  /** GitHub's id of the environment; leads to its settings page. */
  id: number
  /** Logins of people and slugs of teams, one of whom must approve each job. */
  reviewers: string[]
  /** The one who started a run may not approve it. */
  preventsSelfReview: boolean
  /** Which branches' and tags' workflows may use the environment. */
  branches: 'any' | 'protected' | 'selected'
  adminsMayBypass: boolean
}

/** What a look at an environment came to; `unreadable` says why, to stand after "because". */
export type ProtectionLook = Protection | { unreadable: string }

/**
 * Reads how an environment is guarded.
 * @throws ActionError where the environment does not exist or GitHub does not accept the token
 */
export async function lookAtProtection(
  client: GitHubClient,
  destination: Destination & { level: 'environment' },
): Promise<ProtectionLook> {
  const reply = await client.request('GET /repos/{owner}/{repo}/environments/{environment_name}', {
    owner: destination.owner,
    repo: destination.repo,
    environment_name: destination.environment,
  })
  if (reply.status === 200) {
    return parseProtection(reply.data) ?? { unreadable: "GitHub's answer is not the description of an environment" }
  }
  if (reply.status === 403) {
    const accepted = reply.headers['x-accepted-github-permissions'] ?? 'actions=read'
    return {
      unreadable: `the token may not read it (GitHub asks for ${accepted}; it says ${quote(githubMessage(reply.data))})`,
    }
  }
  throw toActionError(reply, `describe the environment ${quote(destination.environment)}`, destination)
}

/**
 * Stops where nobody would have to approve a job that uses the environment.
 * @throws ActionError
 */
export function requireReviewers(look: ProtectionLook, environment: string): void {
  if ('unreadable' in look) {
    throw new ActionError(
      'protection-unreadable',
      `Whether the environment ${quote(environment)} has required reviewers cannot be told, because ${look.unreadable}.`,
      'Grant the token "Actions" (repository permission): read, or say `environment-protection: warn`.',
    )
  }
  if (look.reviewers.length === 0) {
    throw new ActionError(
      'environment-unprotected',
      `The environment ${quote(environment)} has no required reviewers, so nobody would have to approve the public key.`,
      "Add required reviewers in the environment's settings (private repositories need GitHub Enterprise for that), or say " +
        '`environment-protection: warn` where people approve elsewhere.',
    )
  }
}

/** What the log should warn of: that nothing is known, or all that is weak; undefined where neither is so. */
export function protectionWarning(look: ProtectionLook, environment: string): string | undefined {
  if ('unreadable' in look) {
    return `Whether the environment ${quote(environment)} is protected is not known, because ${look.unreadable}.`
  }
  const weaknesses = weaknessesOf(look)
  return weaknesses.length === 0
    ? undefined
    : `The environment ${quote(environment)} is weakly protected. ${weaknesses.join(' ')}`
}

/** What is weak in the protection of an environment, each as a whole sentence; none where nothing is. */
export function weaknessesOf(protection: Protection): string[] {
  const weaknesses: string[] = []
  if (protection.reviewers.length === 0) {
    weaknesses.push('It has no required reviewers: any job that names it reads the key, and nobody is asked.')
  } else if (!protection.preventsSelfReview) {
    weaknesses.push('The one who starts a run may approve it: self-review is not prevented.')
  }
  if (protection.branches === 'any') {
    weaknesses.push('Workflows of any branch may use it: no branch rule is set.')
  }
  if (protection.adminsMayBypass) {
    weaknesses.push('Repository admins may bypass its protection rules.')
  }
  return weaknesses
}

function parseProtection(data: unknown): Protection | undefined {
  const { id, protection_rules, deployment_branch_policy, can_admins_bypass } = membersOf(data)
  if (typeof id !== 'number') return undefined
  const rules = Array.isArray(protection_rules) ? protection_rules.map(membersOf) : []
  const required = rules.filter(rule => rule.type === 'required_reviewers')
  const branches = isObject(deployment_branch_policy)
    ? deployment_branch_policy.protected_branches === true
      ? 'protected'
      : 'selected'
    : 'any'
  return {
    id,
    reviewers: required.flatMap(rule => (Array.isArray(rule.reviewers) ? rule.reviewers : [])).map(reviewerName),
    preventsSelfReview: required.some(rule => rule.prevent_self_review === true),
    branches,
    // An answer that does not say must not look safer than it is.
    adminsMayBypass: can_admins_bypass !== false,
  }
}

function reviewerName(reviewer: unknown): string {
  const who = membersOf(membersOf(reviewer).reviewer)
  return String(who.login ?? who.slug ?? 'somebody')
}
