import type { Grant } from '../../github/index.ts'
import type { Template } from '../expression/template.ts'
import { isMapping } from '../expression/template.ts'

export type Access = 'none' | 'read' | 'write'

/** What a job's token may do: permissions that are not named are `none`. */
export type Permissions = Record<string, Access>

/** What a job's token may do where nobody said anything: GitHub's restricted default. */
export const defaultPermissions: Permissions = { contents: 'read', packages: 'read' }

/** Every permission that `read-all` and `write-all` stand for. */
const all = [
  'actions',
  'attestations',
  'checks',
  'contents',
  'deployments',
  'discussions',
  'id-token',
  'issues',
  'models',
  'packages',
  'pages',
  'pull-requests',
  'security-events',
  'statuses',
]

/** Reads a `permissions` key. @returns undefined where it is absent. */
export function readPermissions(template: Template | undefined): Permissions | undefined {
  if (template === undefined) return undefined
  if (template === 'read-all' || template === 'write-all') {
    const access = template === 'read-all' ? 'read' : 'write'
    return Object.fromEntries(all.map(name => [name, name === 'id-token' && access === 'read' ? 'none' : access]))
  }
  if (!isMapping(template)) return {}
  return Object.fromEntries(
    Object.entries(template).map(([name, access]) => {
      if (access === 'none' || access === 'read' || access === 'write') return [name, access]
      throw new Error(`permissions.${name}: '${String(access)}' is not one of none, read, write`)
    }),
  )
}

const ranks: Record<Access, number> = { none: 0, read: 1, write: 2 }

/** @returns the first permission that `asked` has and `granted` has not, as text, or undefined. */
export function findExcess(asked: Permissions, granted: Permissions): string | undefined {
  for (const [name, access] of Object.entries(asked)) {
    const allowed = granted[name] ?? 'none'
    if (ranks[access] > ranks[allowed]) return `'${name}: ${access}', but is only allowed '${name}: ${allowed}'`
  }
  return undefined
}

const grantable = [
  'actions',
  'actions_variables',
  'contents',
  'environments',
  'organization_actions_variables',
  'organization_secrets',
  'secrets',
] as const

/** What a token may do, as far as this GitHub has operations for it. */
export function toGrant(permissions: Permissions): NonNullable<Grant['permissions']> {
  const granted: NonNullable<Grant['permissions']> = {}
  for (const name of grantable) {
    const access = permissions[name]
    if (access === 'read' || access === 'write') granted[name] = access
  }
  return granted
}
