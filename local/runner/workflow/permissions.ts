import type { Grant } from '../../github/index.ts'
import type { Template } from '../expression/template.ts'
import { isMapping } from '../expression/template.ts'

export type Access = 'none' | 'read' | 'write'

/** The permissions of a job's token. Those that are not named are `none`. */
export type Permissions = Record<string, Access>

/** GitHub's restricted default. */
export const defaultPermissions: Permissions = { contents: 'read', packages: 'read' }

/** Reads a `permissions` key. @returns undefined if it is absent */
export function readPermissions(template: Template | undefined): Permissions | undefined {
  if (template === undefined) return undefined
  if (!isMapping(template)) throw new Error(`permissions: not supported by this local runner: ${String(template)}`)
  return Object.fromEntries(
    Object.entries(template).map(([name, access]) => {
      if (access === 'none' || access === 'read' || access === 'write') return [name, access]
      throw new Error(`permissions.${name}: '${String(access)}' is not one of none, read, write`)
    }),
  )
}

const ranks: Record<Access, number> = { none: 0, read: 1, write: 2 }

/** @returns the first permission in `asked` that `granted` lacks, as text, or undefined */
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
  'checks',
  'contents',
  'environments',
  'organization_actions_variables',
  'organization_administration',
  'organization_secrets',
  'secrets',
] as const

/** The permissions that the local GitHub has operations for. */
export function toGrant(permissions: Permissions): NonNullable<Grant['permissions']> {
  const granted: NonNullable<Grant['permissions']> = {}
  for (const name of grantable) {
    const access = permissions[name]
    if (access === 'read' || access === 'write') granted[name] = access
  }
  return granted
}
