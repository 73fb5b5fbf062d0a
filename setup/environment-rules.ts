// Reading and writing the rules of an environment by GitHub's API.
import { posix } from 'node:path'
import type { GitHubClient, Reply } from '../src/github/client.ts'
import { isNotFound } from '../src/github/errors.ts'
import { membersOf } from '../src/http/json.ts'
import type { EnvironmentDestination } from '../src/inputs/destination.ts'
import { escapeInvisible } from '../src/text.ts'
import { refusal, SetupError } from './errors.ts'
import type { Repository } from './github.ts'
import type { Reviewer } from './reviewers.ts'

const ENVIRONMENT = '/repos/{owner}/{repo}/environments/{environment_name}'
const POLICIES = `${ENVIRONMENT}/deployment-branch-policies`
const ADMINISTRATION = '"Administration" (repository permission): write'

/** The rules of an environment that a PUT sets, beside that it has a branch rule. What it does not give, it removes. */
export interface Rules {
  /** Minutes. */
  waitTimer: number
  preventSelfReview: boolean
  reviewers: Reviewer[]
}

export interface BranchPattern {
  id: number
  name: string
  type: 'branch' | 'tag'
}

export interface Environment extends Rules {
  id: number
  /** The names that its branch rule has; undefined if it has none: it is for all branches, or for protected ones. */
  patterns: BranchPattern[] | undefined
  /** Its branch rule is "Protected branches only", which names no branch. */
  protectedOnly: boolean
  adminsMayBypass: boolean
}

/** Whether a pattern names the default branch, and nothing else. A tag of that name is another thing. */
export function isDefaultBranch({ name, type }: BranchPattern, { defaultBranch }: Repository): boolean {
  return type === 'branch' && name === defaultBranch
}

/** Whether a pattern lets the default branch in. */
export function admitsDefaultBranch({ name, type }: BranchPattern, { defaultBranch }: Repository): boolean {
  return type === 'branch' && posix.matchesGlob(defaultBranch, name)
}

/** Names of reviewers or patterns in a list, each with its kind unless that is the usual one. */
export function listNames(names: { name: string; type?: string }[]): string {
  const prefix = (type = '') => (type === 'Team' ? 'team:' : type === 'tag' ? 'the tag ' : '')
  return names.map(({ name, type }) => `${prefix(type)}${escapeInvisible(name)}`).join(', ')
}

/** @returns undefined if there is no such environment */
export async function readEnvironment(
  client: GitHubClient,
  { owner, repo }: Repository,
  name: string,
): Promise<Environment | undefined> {
  const place = { level: 'environment', owner, repo, environment: name } as const
  const parameters = { owner, repo, environment_name: name }
  const reply = await client.request(`GET ${ENVIRONMENT}`, parameters)
  if (isNotFound(reply)) return undefined
  if (reply.status !== 200) throw refusal(reply, `show the environment ${name}`, place, '"Actions": read')
  const { id, protection_rules, deployment_branch_policy: policy, can_admins_bypass } = membersOf(reply.data)
  const rules = Array.isArray(protection_rules) ? protection_rules.map(membersOf) : []
  const required = rules.filter(rule => rule.type === 'required_reviewers')
  const { custom_branch_policies: hasPatterns, protected_branches } = membersOf(policy)
  return {
    id: Number(id),
    waitTimer: Number(rules.find(rule => rule.type === 'wait_timer')?.wait_timer ?? 0),
    preventSelfReview: required.some(rule => rule.prevent_self_review === true),
    reviewers: required.flatMap(({ reviewers }) => (Array.isArray(reviewers) ? reviewers : [])).map(readReviewer),
    patterns: hasPatterns === true ? await readPatterns(client, place) : undefined,
    protectedOnly: protected_branches === true,
    adminsMayBypass: can_admins_bypass !== false,
  }
}

function readReviewer(entry: unknown): Reviewer {
  const { type, reviewer } = membersOf(entry)
  const { id, login, slug } = membersOf(reviewer)
  return { type: type === 'Team' ? 'Team' : 'User', id: Number(id), name: String(login ?? slug) }
}

/**
 * The patterns of a branch rule.
 * @throws SetupError if GitHub does not show them
 */
export async function readPatterns(client: GitHubClient, place: EnvironmentDestination): Promise<BranchPattern[]> {
  const { owner, repo, environment } = place
  const reply = await client.request(`GET ${POLICIES}`, { owner, repo, environment_name: environment, per_page: 100 })
  const { branch_policies: policies } = membersOf(reply.data)
  if (reply.status !== 200 || !Array.isArray(policies)) {
    throw refusal(reply, `show the branch rule of the environment ${environment}`, place, '"Actions": read')
  }
  return policies
    .map(membersOf)
    .map(({ id, name, type }) => ({ id: Number(id), name: String(name), type: type === 'tag' ? 'tag' : 'branch' }))
}

/** @throws SetupError if GitHub refuses */
export async function putRules(
  client: GitHubClient,
  repository: Repository,
  name: string,
  rules: Rules,
): Promise<void> {
  const { owner, repo } = repository
  const reply = await client.request(`PUT ${ENVIRONMENT}`, {
    owner,
    repo,
    environment_name: name,
    wait_timer: rules.waitTimer,
    prevent_self_review: rules.preventSelfReview,
    reviewers: rules.reviewers.map(({ type, id }) => ({ type, id })),
    deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
  })
  if (reply.status === 200) return
  throw (
    planProblem(reply, repository, name) ??
    writeRefusal(reply, `set the rules of the environment ${name}`, repository, name)
  )
}

/** GitHub's refusal of rules that the plan of the repository's owner does not have. */
function planProblem(
  { status, data }: Reply,
  { owner, repo, isPrivate }: Repository,
  name: string,
): SetupError | undefined {
  const { message } = membersOf(data)
  // On GitHub Free, private repositories have no environments at all.
  const isPlan = status === 404 ? isPrivate : status === 422 && /billing plan/i.test(String(message))
  if (!isPlan) return undefined
  return new SetupError(
    `GitHub refused the rules of the environment ${name} (status ${status}): ${owner}/${repo} is private, and the plan of ${owner} seems to have no such rules for private repositories.`,
    'Required reviewers of private repositories need GitHub Enterprise. Without it, use a public repository, or let people approve elsewhere: examples/without-required-reviewers.yml shows how.',
  )
}

/** Adds the default branch to a branch rule. @throws SetupError if GitHub refuses */
export async function addDefaultBranch(client: GitHubClient, repository: Repository, name: string): Promise<void> {
  const { owner, repo, defaultBranch } = repository
  const parameters = { owner, repo, environment_name: name, name: defaultBranch, type: 'branch' }
  const reply = await client.request(`POST ${POLICIES}`, parameters)
  // 303: it exists, perhaps because an earlier response was lost.
  if (reply.status === 200 || reply.status === 303) return
  throw writeRefusal(reply, `add ${defaultBranch} to the branch rule of the environment ${name}`, repository, name)
}

/** @throws SetupError if GitHub refuses */
export async function removePattern(
  client: GitHubClient,
  repository: Repository,
  name: string,
  { id, name: pattern }: BranchPattern,
): Promise<void> {
  const { owner, repo } = repository
  const parameters = { owner, repo, environment_name: name, branch_policy_id: id }
  const reply = await client.request(`DELETE ${POLICIES}/{branch_policy_id}`, parameters)
  if (reply.status === 204 || isNotFound(reply)) return
  throw writeRefusal(reply, `remove ${pattern} from the branch rule of the environment ${name}`, repository, name)
}

function writeRefusal(reply: Reply, doing: string, { owner, repo }: Repository, environment: string): SetupError {
  return refusal(reply, doing, { level: 'environment', owner, repo, environment }, ADMINISTRATION)
}
