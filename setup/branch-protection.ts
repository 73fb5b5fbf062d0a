import type { GitHubClient } from '../src/github/client.ts'
import { isNotFound } from '../src/github/errors.ts'
import { membersOf } from '../src/http/json.ts'
import type { Repository } from './github.ts'
import { type Row, unseen } from './row.ts'

const ROUTES = {
  rules: 'GET /repos/{owner}/{repo}/rules/branches/{branch}',
  protection: 'GET /repos/{owner}/{repo}/branches/{branch}/protection',
}

/**
 * Whether a change reaches the default branch only with somebody's review. If not, that an environment is for this branch
 * only keeps nobody out: anyone with write access can push a workflow that reads its secrets.
 */
export async function branchRow(client: GitHubClient, repository: Repository): Promise<Row> {
  const { owner, repo, defaultBranch: branch, isAdmin } = repository
  const subject = `branch ${branch}`
  // GitHub shows the rules of rulesets to all who may read the repository, and a branch protection rule to its admins.
  const rules = await client.request(ROUTES.rules, { owner, repo, branch, per_page: 100 })
  const required = (Array.isArray(rules.data) ? rules.data : [])
    .map(membersOf)
    .filter(({ type }) => type === 'pull_request')
    .map(({ parameters }) => membersOf(parameters))
  if (!required.some(requiresReview)) {
    const protection = await client.request(ROUTES.protection, { owner, repo, branch })
    const isUnprotected = isNotFound(protection) && isAdmin !== false
    // An old server knows no rulesets.
    const showsRules = rules.status === 200 || isNotFound(rules)
    const { required_pull_request_reviews: reviews } = membersOf(protection.data)
    if (protection.status === 200 && reviews !== undefined) required.push(membersOf(reviews))
    else if (protection.status !== 200 && !(isUnprotected && showsRules)) {
      const text = 'not checked whether it needs reviewed pull requests, because this token is not shown that'
      return unseen(subject, text, 'The token needs "Administration": read, of an admin.')
    }
  }
  if (required.some(requiresReview)) return { state: 'ok', subject, text: 'changes need a reviewed pull request' }
  const what = required.length > 0 ? 'its pull requests need no approval' : 'it needs no pull request'
  return {
    state: 'weak',
    subject,
    text: `${what}, so anyone with write access can bring a workflow there that reads the secrets of every environment without reviewers`,
    remedy: 'Protect it (Settings, Rules): require a pull request with an approval, and block force pushes.',
  }
}

/** Of a rule for pull requests, whether somebody must approve them; a code owner counts, too. */
function requiresReview(rule: Record<string, unknown>): boolean {
  return (
    Number(rule.required_approving_review_count) > 0 ||
    rule.require_code_owner_review === true ||
    rule.require_code_owner_reviews === true
  )
}
