import type { Match } from './description.ts'
import { foldCase } from './names.ts'
import { type ApiResponse, refuse } from './response.ts'
import type { GitHubState } from './state.ts'

export type TokenKind = 'installation' | 'fine-grained' | 'classic' | 'job'

/** Permissions by the names in `X-Accepted-GitHub-Permissions`. */
export type Permission =
  | 'actions'
  | 'actions_variables'
  | 'checks'
  | 'contents'
  | 'environments'
  | 'metadata'
  | 'organization_actions_variables'
  | 'organization_administration'
  | 'organization_secrets'
  | 'secrets'

export interface Grant {
  /** A `classic` token may do everything. `job` is the token of a workflow's job. */
  kind: TokenKind
  /** Full names, or `all`. */
  repositories?: string[] | 'all'
  permissions?: Partial<Record<Permission, 'read' | 'write'>>
}

/** From GitHub's documentation, "Permissions required for fine-grained personal access tokens". */
function requiredPermission({ operation }: Match): [Permission, 'read' | 'write'] | undefined {
  const { path, method } = operation
  const level = method === 'GET' ? 'read' : 'write'
  if (path === '/rate_limit') return undefined
  if (path.endsWith('/audit-log')) return ['organization_administration', level]
  if (path.includes('/check-runs/')) return ['checks', level]
  if (path.startsWith('/orgs/')) {
    return [path.includes('/variables') ? 'organization_actions_variables' : 'organization_secrets', level]
  }
  if (/\/environments\/\{environment_name\}\/(?:secrets|variables)/.test(path)) return ['environments', level]
  if (path.includes('/actions/secrets')) return ['secrets', level]
  if (path.includes('/actions/variables')) return ['actions_variables', level]
  if (/\/(?:environments|actions\/runs|actions\/workflows)\//.test(path)) return ['actions', level]
  if (path.endsWith('/branches')) return ['contents', level]
  return ['metadata', level]
}

/** @returns GitHub's refusal, or undefined if the token may use the operation */
export function authorize(state: GitHubState, match: Match, grant: Grant): ApiResponse | undefined {
  const { owner, repo, org } = match.parameters
  if (repo !== undefined) {
    const fullName = foldCase(`${owner}/${repo}`)
    const repository = state.repositories.get(fullName)
    if (!repository) return refuse(404, 'Not Found')
    const covered = grant.repositories === 'all' || grant.repositories?.some(name => foldCase(name) === fullName)
    // A private repository without access looks as if it did not exist.
    if (!covered) return repository.private ? refuse(404, 'Not Found') : forbidden(match, grant)
  }
  if (org !== undefined && !state.organizations.has(foldCase(org))) return refuse(404, 'Not Found')
  const required = requiredPermission(match)
  if (!required || grant.kind === 'classic') return undefined
  const [permission, level] = required
  // A job's own token never has these, whatever the workflow's `permissions` say.
  const never = grant.kind === 'job' && /secrets|environments|variables|organization/.test(permission)
  const granted = never ? undefined : permission === 'metadata' ? 'read' : grant.permissions?.[permission]
  return granted === 'write' || granted === level ? undefined : forbidden(match, grant)
}

/** The headers that name what an operation needs: permissions for Apps and fine-grained tokens, scopes for classic ones. */
export function permissionHeaders(match: Match, grant: Grant): Record<string, string> {
  if (grant.kind === 'classic') return { 'x-oauth-scopes': 'admin:org, repo' }
  const required = requiredPermission(match)
  return required ? { 'x-accepted-github-permissions': required.join('=') } : {}
}

function forbidden(match: Match, grant: Grant): ApiResponse {
  const by = grant.kind === 'fine-grained' ? 'personal access token' : 'integration'
  return refuse(403, `Resource not accessible by ${by}`, permissionHeaders(match, grant))
}
