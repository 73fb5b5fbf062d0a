import type { GitHubClient } from '../src/github/client.ts'
import { isNotFound } from '../src/github/errors.ts'
import { membersOf } from '../src/http/json.ts'
import type { Repository } from './github.ts'
import { type Row, unseen } from './row.ts'

const ROUTES = {
  rules: 'GET /repos/{owner}/{repo}/rules/branches/{branch}',
  protection: 'GET /repos/{owner}/{repo}/branches/{branch}/protection',
  workflow: 'GET /repos/{owner}/{repo}/actions/permissions/workflow',
}

const ADMINISTRATION = 'The token needs "Administration": read, of an admin.'

/** What all rules together ask of a pull request. GitHub adds them up: of each setting, the strictest counts. */
interface ReviewRule {
  approvals: number
  /** Whether somebody else than who pushed last must approve after that. */
  lastPush: boolean
  /** Whether a push dismisses the approvals before it. */
  dismissesStale: boolean
}

/**
 * Whether a change reaches the default branch only with somebody else's review. If not, that an environment is for this branch
 * only keeps nobody out: anyone with write access can push a workflow that reads its secrets.
 */
export async function reviewRows(client: GitHubClient, repository: Repository): Promise<Row[]> {
  return [await branchRow(client, repository), await approvalRow(client, repository)]
}

/** Whether a workflow can give the approval, for whoever pushes it. */
async function approvalRow(client: GitHubClient, { owner, repo, defaultBranch }: Repository): Promise<Row> {
  const subject = 'pull requests'
  const { status, data } = await client.request(ROUTES.workflow, { owner, repo })
  const { can_approve_pull_request_reviews: canApprove } = membersOf(data)
  if (status !== 200 || typeof canApprove !== 'boolean') {
    const text = 'not checked whether GitHub Actions may approve them, because this token is not shown that'
    return unseen(subject, text, ADMINISTRATION)
  }
  if (!canApprove) return { state: 'ok', subject, text: 'GitHub Actions may not approve them' }
  return {
    state: 'weak',
    subject,
    text: `GitHub Actions may approve them, so anyone with write access can let a workflow approve a change of ${defaultBranch}`,
    remedy: 'Switch off "Allow GitHub Actions to create and approve pull requests" (Settings, Actions, General).',
  }
}

async function branchRow(client: GitHubClient, repository: Repository): Promise<Row> {
  const { owner, repo, defaultBranch: branch, isAdmin } = repository
  const subject = `branch ${branch}`
  // GitHub shows the rules of rulesets to all who may read the repository, and a branch protection rule to its admins.
  const rules = await client.request(ROUTES.rules, { owner, repo, branch, per_page: 100 })
  const required = (Array.isArray(rules.data) ? rules.data : [])
    .map(membersOf)
    .filter(({ type }) => type === 'pull_request')
    .map(({ parameters }) => readRule(membersOf(parameters)))
  let exempt: string[] = []
  if (!requiresReview(required)) {
    const protection = await client.request(ROUTES.protection, { owner, repo, branch })
    const isUnprotected = isNotFound(protection) && isAdmin !== false
    // An old server knows no rulesets.
    const showsRules = rules.status === 200 || isNotFound(rules)
    const { required_pull_request_reviews: reviews } = membersOf(protection.data)
    if (protection.status === 200 && reviews !== undefined) {
      required.push(readRule(membersOf(reviews)))
      exempt = exemptOf(membersOf(reviews))
    } else if (protection.status !== 200 && !(isUnprotected && showsRules)) {
      const text = 'not checked whether it needs reviewed pull requests, because this token is not shown that'
      return unseen(subject, text, ADMINISTRATION)
    }
  }
  if (requiresReview(required) && exempt.length === 0) {
    const text = 'changes need the approval of another person; not checked whether a ruleset exempts anybody'
    return { state: 'ok', subject, text }
  }
  const who = exempt.length > 0 && requiresReview(required) ? exempt.join(', ') : 'anyone with write access'
  return {
    state: 'weak',
    subject,
    text: `${weakness(required)}, so ${who} can bring a workflow there that reads the secrets of every environment without reviewers`,
    remedy:
      'Protect it (Settings, Rules): require a pull request with an approval, also of the most recent push, dismiss stale approvals, exempt nobody, and block force pushes.',
  }
}

/** Reads a rule of a ruleset or of a branch protection; only a ruleset writes `_on_push`. */
function readRule(rule: Record<string, unknown>): ReviewRule {
  return {
    approvals: Number(rule.required_approving_review_count ?? 0),
    lastPush: rule.require_last_push_approval === true,
    dismissesStale: rule.dismiss_stale_reviews_on_push === true || rule.dismiss_stale_reviews === true,
  }
}

/**
 * Whether one person with write access cannot merge what nobody else approved. An approval from before a push says nothing of it.
 * With one approval, dismissing the old ones is not enough: whoever pushes to a colleague's pull request may approve it.
 * A code owner is asked only for files that CODEOWNERS lists.
 */
function requiresReview(rules: ReviewRule[]): boolean {
  const approvals = Math.max(0, ...rules.map(rule => rule.approvals))
  const dismissesStale = rules.some(rule => rule.dismissesStale)
  return (approvals > 0 && rules.some(rule => rule.lastPush)) || (approvals > 1 && dismissesStale)
}

function weakness(rules: ReviewRule[]): string {
  if (rules.length === 0) return 'it needs no pull request'
  if (requiresReview(rules)) return 'it exempts some from pull requests'
  return rules.some(({ approvals }) => approvals > 0)
    ? 'its pull requests need no approval by another person of what was pushed last'
    : 'its pull requests need no approval, or only that of code owners'
}

/** The people, teams and Apps that a branch protection lets push without a pull request. */
function exemptOf({ bypass_pull_request_allowances: allowances }: Record<string, unknown>): string[] {
  const { users, teams, apps } = membersOf(allowances)
  return [users, teams, apps]
    .flatMap(list => (Array.isArray(list) ? list : []))
    .map(membersOf)
    .map(({ login, slug }) => String(login ?? slug))
}
