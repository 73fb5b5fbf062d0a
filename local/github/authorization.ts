import type { Match } from './description.ts'
import { type Answer, refuse } from './response.ts'
import type { World } from './state.ts'

export type TokenKind = 'installation' | 'fine-grained' | 'classic' | 'job'

/** Permissions by the names in `X-Accepted-GitHub-Permissions`. */
export type Permission =
  | 'actions'
  | 'actions_variables'
  | 'contents'
  | 'environments'
  | 'metadata'
  | 'organization_actions_variables'
  | 'organization_secrets'
  | 'secrets'

export interface Grant {
  /** `classic` may do everything; `job` is a workflow's own token. */
  kind: TokenKind
  /** Full names; `all` for every repository. */
  repositories?: string[] | 'all'
  permissions?: Partial<Record<Permission, 'read' | 'write'>>
}

/** What an operation asks of a token: GitHub's documentation, "Permissions required for fine-grained personal access tokens". */
function requiredPermission({ operation }: Match): [Permission, 'read' | 'write'] | undefined {
  const { path, method } = operation
  const level = method === 'GET' ? 'read' : 'write'
  if (path === '/rate_limit') return undefined
  if (path.startsWith('/orgs/')) {
    return [path.includes('/variables') ? 'organization_actions_variables' : 'organization_secrets', level]
  }
  if (/\/environments\/\{environment_name\}\/(?:secrets|variables)/.test(path)) return ['environments', level]
  if (path.includes('/actions/secrets')) return ['secrets', level]
  if (path.includes('/actions/variables')) return ['actions_variables', level]
  if (path.includes('/environments/') || path.includes('/actions/runs/')) return ['actions', level]
  if (path.endsWith('/branches')) return ['contents', level]
  return ['metadata', level]
}

/**
 * Decides whether a token may do what it asks.
 * @returns GitHub's refusal; undefined where the token may
 */
export function authorize(world: World, match: Match, grant: Grant): Answer | undefined {
  const { owner, repo, org } = match.parameters
  if (repo !== undefined) {
    const fullName = `${owner}/${repo}`.toLowerCase()
    const repository = world.repositories.get(fullName)
    if (!repository) return refuse(404, 'Not Found')
    const covered = grant.repositories === 'all' || grant.repositories?.some(name => name.toLowerCase() === fullName)
    // What a token may not even see does not exist for it.
    if (!covered) return repository.private ? refuse(404, 'Not Found') : forbidden(match, grant)
  }
  if (org !== undefined && !world.organizations.has(org.toLowerCase())) return refuse(404, 'Not Found')
  const required = requiredPermission(match)
  if (!required || grant.kind === 'classic') return undefined
  const [permission, level] = required
  // Whatever a workflow's `permissions` say, a job's own token never has these.
  const never = grant.kind === 'job' && /secrets|environments|variables/.test(permission)
  const granted = never ? undefined : permission === 'metadata' ? 'read' : grant.permissions?.[permission]
  return granted === 'write' || granted === level ? undefined : forbidden(match, grant)
}

/** What GitHub tells a token of what an operation asks for: Apps and fine-grained tokens permissions, classic ones scopes. */
export function permissionHeaders(match: Match, grant: Grant): Record<string, string> {
  if (grant.kind === 'classic') return { 'x-oauth-scopes': 'admin:org, repo' }
  const required = requiredPermission(match)
  return required ? { 'x-accepted-github-permissions': required.join('=') } : {}
}

function forbidden(match: Match, grant: Grant): Answer {
  const by = grant.kind === 'fine-grained' ? 'personal access token' : 'integration'
  return refuse(403, `Resource not accessible by ${by}`, permissionHeaders(match, grant))
}
