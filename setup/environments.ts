import type { GitHubClient } from '../src/github/client.ts'
import { settingsUrl } from '../src/github/destination.ts'
import { branchWeakness } from '../src/github/environment-protection.ts'
import { MAX_REVIEWERS } from './command-line.ts'
import {
  addDefaultBranch,
  admitsDefaultBranch,
  type BranchPattern,
  type Environment,
  isDefaultBranch,
  listNames,
  putRules,
  type Rules,
  readEnvironment,
  removePattern,
} from './environment-rules.ts'
import { SetupError } from './errors.ts'
import type { Repository, Server } from './github.ts'
import type { Step } from './plan.ts'
import { isSameReviewer, type Reviewer } from './reviewers.ts'

/** The environments' names in the examples. */
export const GATE = 'ledger-admins'
export const TOKEN_ENVIRONMENT = 'ledger-tokens'
export const DISCARD_ENVIRONMENT = 'ledger-discard'
/** Only the workflows on the default branch use these. */
const OWN = [GATE, TOKEN_ENVIRONMENT, DISCARD_ENVIRONMENT]

/** What an environment is to become. */
export interface Wanted {
  name: string
  /** The admins of a gate; undefined for an environment without reviewers. */
  reviewers: Reviewer[] | undefined
}

export interface EnvironmentPlan {
  name: string
  steps: Step[]
  /** Whom its branch rule lets in beside the default branch, and stays so. */
  others: BranchPattern[]
}

/**
 * Plans what an environment needs. An existing rule is never weakened.
 * @throws SetupError if that is impossible, or GitHub refuses to show the environment
 */
export async function planEnvironment(
  server: Server,
  repository: Repository,
  wanted: Wanted,
): Promise<EnvironmentPlan> {
  const client = server.client()
  const present = await readEnvironment(client, repository, wanted.name)
  const rules = rulesFor(present, wanted)
  const branches = branchChanges(present, repository)
  const steps = [
    changeStep(server, repository, wanted, { present, rules, branches }),
    ...remarks(server, repository, wanted, { present, rules, branches }),
  ]
  return { name: wanted.name, steps, others: branches.kept }
}

/** What becomes of the patterns of a branch rule. */
interface BranchChanges {
  addsDefault: boolean
  /** Every branch matches them. */
  removed: BranchPattern[]
  /** The others, beside the default branch. */
  kept: BranchPattern[]
  admitsDefault: boolean
}

function branchChanges(present: Environment | undefined, repository: Repository): BranchChanges {
  const others = present?.patterns?.filter(pattern => !isDefaultBranch(pattern, repository)) ?? []
  const isOpen = ({ name }: BranchPattern) => branchWeakness({ kind: 'patterns', patterns: [name] }) !== undefined
  const kept = others.filter(pattern => !isOpen(pattern))
  const admitsDefault =
    present?.patterns?.some(pattern => isDefaultBranch(pattern, repository)) ||
    kept.some(pattern => admitsDefaultBranch(pattern, repository))
  return {
    // A rule that names other branches only was made by somebody, and stays as strict as it is.
    addsDefault: !admitsDefault && kept.length === 0,
    removed: others.filter(isOpen),
    kept,
    admitsDefault: admitsDefault === true,
  }
}

interface Change {
  present: Environment | undefined
  rules: Rules
  branches: BranchChanges
}

/** The step that creates or changes an environment, or says that it stays. */
function changeStep(
  server: Server,
  repository: Repository,
  wanted: Wanted,
  { present, rules, branches: { addsDefault, removed } }: Change,
): Step {
  const { name } = wanted
  const { defaultBranch } = repository
  const subject = `environment ${name}`
  const apply = async () => {
    const client = server.client()
    // A PUT removes what it does not give, also what others have added since the plan was made.
    const before = await readEnvironment(client, repository, name)
    const rules = rulesFor(before, wanted)
    if (!before || differ(before, rules)) await putRules(client, repository, name, rules)
    if (addsDefault) await addDefaultBranch(client, repository, name)
    // The default branch comes first: an environment without a pattern lets nobody in, not everybody.
    for (const pattern of removed) await removePattern(client, repository, name, pattern)
    return confirmEnvironment(client, repository, name, rules, addsDefault, before)
  }
  const onlyDefault = `for the branch ${defaultBranch} only`
  if (!present) {
    return { kind: 'create', subject, text: `${describeRules(rules) || 'no reviewers'}, ${onlyDefault}`, apply }
  }
  const changes = [
    describeRules(rules, present),
    addsDefault && onlyDefault,
    present.protectedOnly && 'in place of "Protected branches only"',
    removed.length > 0 && `without the patterns ${listNames(removed)}, which every branch matches`,
  ].filter(Boolean)
  return changes.length > 0
    ? { kind: 'change', subject, text: changes.join(', '), apply }
    : { kind: 'keep', subject, text: `is as it should be${describeStricter(present, wanted)}` }
}

/** What it means that an environment lets in more than the default branch. */
export const OTHERS_PROBLEM = 'Whoever may push such a branch or tag can use its secrets.'

/** What stays and may surprise, and what only a person can do. */
function remarks(
  { webUrl }: Server,
  repository: Repository,
  { name, reviewers: admins }: Wanted,
  { present, rules, branches: { kept, admitsDefault } }: Change,
): Step[] {
  const { defaultBranch } = repository
  const page = settingsUrl({ level: 'environment', ...repository, environment: name }, webUrl, present?.id)
  const steps: Step[] = []
  const add = (kind: 'todo' | 'note', text: string) => steps.push({ kind, subject: `environment ${name}`, text })
  if (kept.length > 0 && !admitsDefault) {
    add(
      'todo',
      `its branch rule (${listNames(kept)}) does not let ${defaultBranch} in, and stays. A workflow on ${defaultBranch} cannot use it: add ${defaultBranch} yourself if it should`,
    )
  } else if (kept.length > 0) {
    add('todo', `its branch rule also lets in ${listNames(kept)}. ${OTHERS_PROBLEM} Remove that: ${page}`)
  }
  if (present?.protectedOnly && !OWN.includes(name)) {
    add(
      'todo',
      `after that, only ${defaultBranch} can use it. If software is deployed from other branches, name them in its settings, too: ${page}`,
    )
  }
  const own = present?.reviewers ?? []
  if (admins === undefined) {
    if (own.length > 0) add('note', `every job that uses it waits for ${listNames(own)}. That stays`)
    return steps
  }
  const extra = own.filter(each => !admins.some(one => isSameReviewer(one, each)))
  if (admins.length > 0 && extra.length > 0) {
    add('note', `${listNames(extra)} may approve too, and stay${extra.length === 1 ? 's' : ''}`)
  }
  const [only, ...more] = rules.reviewers
  if (only?.type === 'User' && more.length === 0) {
    add(
      'todo',
      `${only.name} is the only one who may approve, and cannot approve a run that ${only.name} started. Name a second person`,
    )
  }
  if (present?.adminsMayBypass !== false) {
    add(
      'todo',
      `admins of the repository may bypass its rules, and GitHub's API cannot change that. Switch off "Allow administrators to bypass configured protection rules": ${page}`,
    )
  }
  return steps
}

/** The rules that an environment gets: its own, and what is missing. */
function rulesFor(present: Environment | undefined, { name, reviewers: wanted }: Wanted): Rules {
  const own = present?.reviewers ?? []
  const missing = (wanted ?? []).filter(each => !own.some(one => isSameReviewer(one, each)))
  const reviewers = [...own, ...missing]
  if (reviewers.length > MAX_REVIEWERS) {
    throw new SetupError(
      `The environment ${name} has ${own.length} required reviewers already (${listNames(own)}). With ${listNames(missing)} there would be ${reviewers.length}, and GitHub allows ${MAX_REVIEWERS}.`,
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
  }
}

function differ(present: Environment, rules: Rules): boolean {
  return (
    present.preventSelfReview !== rules.preventSelfReview ||
    present.patterns === undefined ||
    rules.reviewers.some(each => !present.reviewers.some(one => isSameReviewer(one, each)))
  )
}

/** What of the rules is new; empty if nothing is. */
function describeRules(rules: Rules, present?: Environment): string {
  const added = rules.reviewers.filter(each => !present?.reviewers.some(one => isSameReviewer(one, each)))
  return [
    added.length > 0 && `required reviewers ${listNames(added)}`,
    rules.preventSelfReview && !present?.preventSelfReview && rules.reviewers.length > 0 && 'no self-review',
  ]
    .filter(Boolean)
    .join(', ')
}

/** What is stricter than asked for. */
function describeStricter(present: Environment, { reviewers }: Wanted): string {
  const stricter = [
    present.waitTimer > 0 && `waits ${present.waitTimer} minutes`,
    reviewers && !present.adminsMayBypass && 'admins may not bypass it',
  ].filter(Boolean)
  return stricter.length > 0 ? ` (${stricter.join(', ')})` : ''
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
  const lost = after
    ? rules.reviewers.filter(each => !after.reviewers.some(one => isSameReviewer(one, each)))
    : rules.reviewers
  const hasDefault = after?.patterns?.some(pattern => isDefaultBranch(pattern, repository))
  if (!after || differ(after, rules) || after.waitTimer !== rules.waitTimer || (needsDefault && !hasDefault)) {
    throw new SetupError(
      `GitHub did not take all rules of the environment ${name}${lost.length > 0 ? `: ${listNames(lost)} did not become required reviewers` : ''}.`,
      'Required reviewers need read access to the repository. Correct that, and run this again.',
    )
  }
  const opened = before && !before.adminsMayBypass && after.adminsMayBypass
  return opened ? 'now admins may bypass its rules: switch that off again in its settings' : undefined
}
