import type { Match } from './description.ts'
import { foldCase } from './names.ts'
import { type ApiResponse, refuse } from './response.ts'
import type { GitHubState } from './state.ts'

export type TokenKind = 'installation' | 'fine-grained' | 'classic' | 'job' | 'app'

/** Permissions by the names in `X-Accepted-GitHub-Permissions`. */
export type Permission =
  | 'actions'
  | 'actions_variables'
  | 'administration'
  | 'checks'
  | 'contents'
  | 'environments'
  | 'members'
  | 'metadata'
  | 'organization_actions_variables'
  | 'organization_administration'
  | 'organization_secrets'
  | 'secrets'

export interface Grant {
  /** `classic` tokens have scopes. `job` is the token of a workflow's job, `app` that of a GitHub App itself. */
  kind: TokenKind
  /** Of a `classic` token; `admin:org` and `repo` unless given. */
  scopes?: string[]
  /** The role of the token's owner in its repositories, `admin` unless given. */
  role?: 'admin' | 'write'
  /** The client id of an `app`. */
  clientId?: string
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
  if (path.startsWith('/users/') || path === '/orgs/{org}') return undefined
  if (path.startsWith('/orgs/{org}/teams/')) return ['members', level]
  if (/^\/orgs\/\{org\}\/(?:installations|actions\/permissions)/.test(path)) {
    return ['organization_administration', level]
  }
  if (path.startsWith('/orgs/')) {
    return [path.includes('/variables') ? 'organization_actions_variables' : 'organization_secrets', level]
  }
  if (/\/environments\/\{environment_name\}\/(?:secrets|variables)/.test(path)) return ['environments', level]
  if (path.includes('/actions/secrets')) return ['secrets', level]
  if (path.includes('/actions/variables')) return ['actions_variables', level]
  if (path.includes('/actions/permissions') || path.endsWith('/protection')) return ['administration', level]
  if (path.includes('/environments/') && level === 'write') return ['administration', level]
  if (/\/(?:environments|actions\/runs|actions\/workflows)\//.test(path)) return ['actions', level]
  if (/\/(?:compare\/\{basehead\}|contents\/\{path\})$/.test(path)) return ['contents', level]
  return ['metadata', level]
}

/** @returns GitHub's refusal, or undefined if the token may use the operation */
export function authorize(state: GitHubState, match: Match, grant: Grant): ApiResponse | undefined {
  const { owner, repo, org } = match.parameters
  const isApps = match.operation.id === 'apps/get-repo-installation'
  if (isApps !== (grant.kind === 'app')) return refuse(401, 'A JSON web token could not be decoded')
  if (isApps) return undefined
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
  if (!required) return undefined
  const [permission, level] = required
  const needsAdmin = permission === 'administration' || (permission === 'environments' && level === 'write')
  if (needsAdmin && !isAdmin(grant)) return refuse(403, 'Must have admin rights to Repository.')
  if (grant.kind === 'classic') {
    const scope = SCOPES[permission] ?? 'repo'
    return scopesOf(grant).some(each => each === scope || implies(each, scope))
      ? undefined
      : refuse(org === undefined ? 404 : 403, org === undefined ? 'Not Found' : `You need the scope ${scope}.`)
  }
  // A job's own token never has these, whatever the workflow's `permissions` say.
  const never = grant.kind === 'job' && /secrets|environments|variables|organization/.test(permission)
  const granted = never ? undefined : permission === 'metadata' ? 'read' : grant.permissions?.[permission]
  return granted === 'write' || granted === level ? undefined : forbidden(match, grant)
}

/** Whether the token's owner is an admin of the repositories that it covers. */
export function isAdmin({ role = 'admin' }: Grant): boolean {
  return role === 'admin'
}

/** The scopes that stand for permissions of organizations; all others are `repo`. */
const SCOPES: Partial<Record<Permission, string>> = {
  members: 'read:org',
  organization_actions_variables: 'admin:org',
  organization_administration: 'admin:org',
  organization_secrets: 'admin:org',
}

function scopesOf({ scopes = ['admin:org', 'repo'] }: Grant): string[] {
  return scopes
}

function implies(scope: string, other: string): boolean {
  return scope === 'admin:org' && other === 'read:org'
}

/** The headers that name what an operation needs: permissions for Apps and fine-grained tokens, scopes for classic ones. */
export function permissionHeaders(match: Match, grant: Grant): Record<string, string> {
  if (grant.kind === 'classic') return { 'x-oauth-scopes': scopesOf(grant).join(', ') }
  const required = requiredPermission(match)
  return required ? { 'x-accepted-github-permissions': required.join('=') } : {}
}

function forbidden(match: Match, grant: Grant): ApiResponse {
  const by = grant.kind === 'fine-grained' ? 'personal access token' : 'integration'
  return refuse(403, `Resource not accessible by ${by}`, permissionHeaders(match, grant))
}
