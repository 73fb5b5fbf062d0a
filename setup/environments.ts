import type { GitHubClient, Reply } from '../src/github/client.ts'
import { type Destination, settingsUrl } from '../src/github/destination.ts'
import { branchWeakness } from '../src/github/environment-protection.ts'
import { isNotFound } from '../src/github/errors.ts'
import { isObject, membersOf } from '../src/http/json.ts'
import { isSameName } from '../src/text.ts'
import { type AdminName, MAX_REVIEWERS } from './command-line.ts'
import { refusal, SetupError } from './errors.ts'
import type { Repository, Server } from './github.ts'
import type { Step } from './plan.ts'

/** The environments' names in the examples. */
export const GATE = 'ledger-admins'
export const TOKEN_ENVIRONMENT = 'ledger-tokens'
export const DISCARD_ENVIRONMENT = 'ledger-discard'

const ENVIRONMENT = '/repos/{owner}/{repo}/environments/{environment_name}'
const POLICIES = `${ENVIRONMENT}/deployment-branch-policies`
const ADMINISTRATION = '"Administration" (repository permission): write'

/** A person or a team that may approve. */
export interface Reviewer {
  type: 'User' | 'Team'
  id: number
  /** Login or slug. */
  name: string
}

/** The rules of an environment as the API has them: what a PUT does not give, it removes. */
interface Rules {
  waitTimer: number
  preventSelfReview: boolean
  reviewers: Reviewer[]
  branchPolicy: 'all' | 'protected' | 'patterns'
}

interface BranchPattern {
  id: number
  name: string
}

interface Environment extends Rules {
  id: number
  patterns: BranchPattern[]
  adminsMayBypass: boolean
}

/** What an environment is to become. */
export interface Wanted {
  name: string
  /** The admins of a gate; undefined for an environment without reviewers. */
  reviewers: Reviewer[] | undefined
}

/**
 * Finds the ids of people and teams.
 * @throws SetupError if one does not exist, or the token may not see a team
 */
export async function findReviewers(
  client: GitHubClient,
  { owner, repo, ownerIsOrganization }: Repository,
  admins: AdminName[],
): Promise<Reviewer[]> {
  const place = { level: 'repository', owner, repo } as const
  const find = async ({ kind, name }: AdminName): Promise<Reviewer> => {
    const isTeam = kind === 'Team'
    if (isTeam && !ownerIsOrganization) {
      throw new SetupError(`${owner} is a user, and only organizations have teams: team:${name}.`)
    }
    const reply = isTeam
      ? await client.request('GET /orgs/{org}/teams/{team_slug}', { org: owner, team_slug: name })
      : await client.request('GET /users/{username}', { username: name })
    if (isNotFound(reply)) {
      throw isTeam
        ? new SetupError(
            `The organization ${owner} has no team ${JSON.stringify(name)} that this token can see.`,
            'Give the slug of the team, the last part of its URL. The token needs the scope read:org, or "Members" (organization permission): read.',
          )
        : new SetupError(`There is no user ${JSON.stringify(name)}.`, 'Give logins as in the URL of a profile.')
    }
    const { id, login, slug } = membersOf(reply.data)
    if (reply.status !== 200 || typeof id !== 'number') {
      throw refusal(
        reply,
        `show ${isTeam ? `the team ${name}` : name}`,
        place,
        '"Members" (organization permission): read',
      )
    }
    return { type: kind, id, name: String(login ?? slug ?? name) }
  }
  const found: Reviewer[] = []
  for (const admin of admins) {
    const reviewer = await find(admin)
    if (!found.some(each => isSame(each, reviewer))) found.push(reviewer)
  }
  return found
}

/**
 * Plans what an environment needs. An existing rule is never weakened.
 * @throws SetupError if that is impossible, or GitHub refuses to show the environment
 */
export async function planEnvironment(server: Server, repository: Repository, wanted: Wanted): Promise<Step[]> {
  const client = server.client()
  const { name } = wanted
  const { defaultBranch } = repository
  const subject = `environment ${name}`
  const present = await readEnvironment(client, repository, name)
  const others = present?.patterns.filter(pattern => pattern.name !== defaultBranch) ?? []
  const catchAll = others.filter(
    pattern => branchWeakness({ kind: 'patterns', patterns: [pattern.name] }) !== undefined,
  )
  // GitHub lets every branch in if the repository has no protected one.
  const isOpen = present?.branchPolicy === 'protected' && !(await hasProtectedBranch(client, repository))
  const rules = rulesFor(present, wanted, isOpen)
  const usesPatterns = rules.branchPolicy === 'patterns'
  const kept = present?.branchPolicy === 'patterns' ? others.filter(each => !catchAll.includes(each)) : []
  const hasDefault = present?.patterns.some(pattern => pattern.name === defaultBranch) ?? false
  const addsDefault = usesPatterns && !hasDefault && kept.length === 0
  const changes = [
    present && differ(present, rules) ? describeRules(rules, present) : '',
    addsDefault ? `for the branch ${defaultBranch} only` : '',
    usesPatterns && catchAll.length > 0 ? `without the patterns ${list(catchAll)}, which every branch matches` : '',
  ].filter(Boolean)

  const steps: Step[] = []
  const apply = async () => {
    const client = server.client()
    // A PUT removes what it does not give, also what others have added since the plan was made.
    const before = await readEnvironment(client, repository, name)
    const rules = rulesFor(before, wanted, isOpen)
    if (!before || differ(before, rules)) await putRules(client, repository, name, rules)
    if (addsDefault) await addPattern(client, repository, name)
    // The default branch comes first: an environment without a pattern lets nobody in, not everybody.
    if (usesPatterns) for (const pattern of catchAll) await removePattern(client, repository, name, pattern)
    return confirmEnvironment(client, repository, name, rules, addsDefault, before)
  }
  if (!present) {
    steps.push({
      kind: 'create',
      subject,
      text: `${describeRules(rules)}, for the branch ${defaultBranch} only`,
      apply,
    })
  } else if (changes.length > 0) {
    steps.push({ kind: 'change', subject, text: changes.join(', '), apply })
  } else {
    steps.push({ kind: 'keep', subject, text: `is as it should be${describeStricter(present, wanted)}` })
  }
  if (usesPatterns && !hasDefault && kept.length > 0) {
    const text = `its branch rule (${list(kept)}) does not let ${defaultBranch} in, and stays. A workflow on ${defaultBranch} cannot use it: add ${defaultBranch} yourself if it should`
    steps.push({ kind: 'todo', subject, text })
  } else if (kept.length > 0) {
    steps.push({ kind: 'note', subject, text: `its branch rule also lets in ${list(kept)}, which stays` })
  }
  const extra =
    present?.reviewers.filter(each => wanted.reviewers && !wanted.reviewers.some(one => isSame(one, each))) ?? []
  if (wanted.reviewers && wanted.reviewers.length > 0 && extra.length > 0) {
    steps.push({
      kind: 'note',
      subject,
      text: `${list(extra)} may approve too, and stay${extra.length === 1 ? 's' : ''}`,
    })
  }
  const [only, ...more] = rules.reviewers
  if (wanted.reviewers && only?.type === 'User' && more.length === 0) {
    const text = `${only.name} is the only one who may approve, and cannot approve a run that ${only.name} started. Name a second person`
    steps.push({ kind: 'todo', subject, text })
  }
  if (wanted.reviewers && present?.adminsMayBypass !== false) {
    const page = settingsUrl({ level: 'environment', ...repository, environment: name }, server.webUrl, present?.id)
    const text = `admins of the repository may bypass its rules, and GitHub's API cannot change that. Switch off "Allow administrators to bypass configured protection rules": ${page}`
    steps.push({ kind: 'todo', subject, text })
  }
  if (!wanted.reviewers && present && present.reviewers.length > 0) {
    steps.push({
      kind: 'note',
      subject,
      text: `every job that uses it waits for ${list(present.reviewers)}. That stays`,
    })
  }
  return steps
}

/** The rules that an environment gets: its own, and what is missing. */
function rulesFor(present: Environment | undefined, { name, reviewers: wanted }: Wanted, isOpen: boolean): Rules {
  const own = present?.reviewers ?? []
  const missing = (wanted ?? []).filter(each => !own.some(one => isSame(one, each)))
  const reviewers = [...own, ...missing]
  if (reviewers.length > MAX_REVIEWERS) {
    throw new SetupError(
      `The environment ${name} has ${own.length} required reviewers already (${list(own)}). With ${list(missing)} there would be ${reviewers.length}, and GitHub allows ${MAX_REVIEWERS}.`,
      'Remove some in its settings, or name a team: team:SLUG.',
    )
  }
  if (wanted && reviewers.length === 0) {
    throw new SetupError(
      `The gate ${name} has no required reviewers yet.`,
      'Name the people who approve: --admins alice,bob,team:SLUG.',
    )
  }
  return {
    waitTimer: present?.waitTimer ?? 0,
    preventSelfReview: present?.preventSelfReview === true || wanted !== undefined,
    reviewers,
    branchPolicy: present?.branchPolicy === 'protected' && !isOpen ? 'protected' : 'patterns',
  }
}

function differ(present: Rules, rules: Rules): boolean {
  return (
    present.preventSelfReview !== rules.preventSelfReview ||
    present.branchPolicy !== rules.branchPolicy ||
    rules.reviewers.some(each => !present.reviewers.some(one => isSame(one, each)))
  )
}

function isSame(a: Reviewer, b: Reviewer): boolean {
  return a.type === b.type && a.id === b.id
}

function describeRules(rules: Rules, present?: Rules): string {
  const added = rules.reviewers.filter(each => !present?.reviewers.some(one => isSame(one, each)))
  return (
    [
      added.length > 0 && `required reviewers ${list(added)}`,
      rules.preventSelfReview && !present?.preventSelfReview && rules.reviewers.length > 0 && 'no self-review',
      present && present.branchPolicy !== rules.branchPolicy && 'a branch rule',
    ]
      .filter(Boolean)
      .join(', ') || 'no reviewers'
  )
}

/** What is stricter than asked for. */
function describeStricter(present: Environment, { reviewers }: Wanted): string {
  const stricter = [
    present.waitTimer > 0 && `waits ${present.waitTimer} minutes`,
    reviewers && !present.adminsMayBypass && 'admins may not bypass it',
    present.branchPolicy === 'protected' && 'for protected branches only',
  ].filter(Boolean)
  return stricter.length > 0 ? ` (${stricter.join(', ')})` : ''
}

function list(names: { name: string; type?: string }[]): string {
  return names.map(({ name, type }) => (type === 'Team' ? `team:${name}` : name)).join(', ')
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
  const branchPolicy = !isObject(policy) ? 'all' : policy.protected_branches === true ? 'protected' : 'patterns'
  return {
    id: Number(id),
    waitTimer: Number(rules.find(rule => rule.type === 'wait_timer')?.wait_timer ?? 0),
    preventSelfReview: required.some(rule => rule.prevent_self_review === true),
    reviewers: required.flatMap(({ reviewers }) => (Array.isArray(reviewers) ? reviewers : [])).map(readReviewer),
    branchPolicy,
    patterns: branchPolicy === 'patterns' ? await readPatterns(client, place) : [],
    adminsMayBypass: can_admins_bypass !== false,
  }
}

function readReviewer(entry: unknown): Reviewer {
  const { type, reviewer } = membersOf(entry)
  const { id, login, slug } = membersOf(reviewer)
  return { type: type === 'Team' ? 'Team' : 'User', id: Number(id), name: String(login ?? slug) }
}

async function readPatterns(
  client: GitHubClient,
  place: Destination & { level: 'environment' },
): Promise<BranchPattern[]> {
  const { owner, repo, environment } = place
  const reply = await client.request(`GET ${POLICIES}`, { owner, repo, environment_name: environment, per_page: 100 })
  const { branch_policies: policies } = membersOf(reply.data)
  if (reply.status !== 200 || !Array.isArray(policies)) {
    throw refusal(reply, `show the branch rule of the environment ${environment}`, place, '"Actions": read')
  }
  return policies.map(membersOf).map(({ id, name }) => ({ id: Number(id), name: String(name) }))
}

async function hasProtectedBranch(client: GitHubClient, { owner, repo }: Repository): Promise<boolean> {
  const reply = await client.request('GET /repos/{owner}/{repo}/branches', {
    owner,
    repo,
    protected: true,
    per_page: 1,
  })
  if (reply.status !== 200 || !Array.isArray(reply.data)) {
    throw refusal(reply, 'list the protected branches', { level: 'repository', owner, repo }, '"Contents": read')
  }
  return reply.data.length > 0
}

async function putRules(client: GitHubClient, repository: Repository, name: string, rules: Rules): Promise<void> {
  const { owner, repo } = repository
  const reply = await client.request(`PUT ${ENVIRONMENT}`, {
    owner,
    repo,
    environment_name: name,
    wait_timer: rules.waitTimer,
    prevent_self_review: rules.preventSelfReview,
    reviewers: rules.reviewers.map(({ type, id }) => ({ type, id })),
    deployment_branch_policy: {
      protected_branches: rules.branchPolicy === 'protected',
      custom_branch_policies: rules.branchPolicy === 'patterns',
    },
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

async function addPattern(client: GitHubClient, repository: Repository, name: string): Promise<void> {
  const { owner, repo, defaultBranch } = repository
  const parameters = { owner, repo, environment_name: name, name: defaultBranch, type: 'branch' }
  const reply = await client.request(`POST ${POLICIES}`, parameters)
  // 303: it exists, perhaps because an earlier response was lost.
  if (reply.status === 200 || reply.status === 303) return
  throw writeRefusal(reply, `add ${defaultBranch} to the branch rule of the environment ${name}`, repository, name)
}

async function removePattern(
  client: GitHubClient,
  repository: Repository,
  name: string,
  { id, name: pattern }: BranchPattern,
) {
  const { owner, repo } = repository
  const parameters = { owner, repo, environment_name: name, branch_policy_id: id }
  const reply = await client.request(`DELETE ${POLICIES}/{branch_policy_id}`, parameters)
  if (reply.status === 204 || isNotFound(reply)) return
  throw writeRefusal(reply, `remove ${pattern} from the branch rule of the environment ${name}`, repository, name)
}

function writeRefusal(reply: Reply, doing: string, { owner, repo }: Repository, environment: string): SetupError {
  return refusal(reply, doing, { level: 'environment', owner, repo, environment }, ADMINISTRATION)
}

/** Reads what was written. @throws SetupError if it is not there */
async function confirmEnvironment(
  client: GitHubClient,
  repository: Repository,
  name: string,
  rules: Rules,
  needsDefault: boolean,
  before: Environment | undefined,
): Promise<string | undefined> {
  const after = await readEnvironment(client, repository, name)
  const lost = after ? rules.reviewers.filter(each => !after.reviewers.some(one => isSame(one, each))) : rules.reviewers
  const hasDefault = after?.patterns.some(pattern => isSameName(pattern.name, repository.defaultBranch))
  if (!after || differ(after, rules) || after.waitTimer !== rules.waitTimer || (needsDefault && !hasDefault)) {
    throw new SetupError(
      `GitHub did not take all rules of the environment ${name}${lost.length > 0 ? `: ${list(lost)} did not become required reviewers` : ''}.`,
      'Required reviewers need read access to the repository. Correct that, and run this again.',
    )
  }
  const opened = before && !before.adminsMayBypass && after.adminsMayBypass
  return opened ? 'now admins may bypass its rules: switch that off again in its settings' : undefined
}
