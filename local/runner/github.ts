import type { Grant, LocalGitHub } from '../github/index.ts'
import type { Permissions } from './permissions.ts'

// What GitHub itself knows and does when it runs a workflow, beside its REST API.

/** The decision of somebody who stands at a gate. */
export interface Review {
  decision: 'approved' | 'rejected'
  by: string
  comment?: string
}

/** Texts by name, names in upper case. */
export type Texts = Record<string, string>

/** The repository's own secrets and variables, or those of one of its environments. */
export function readVault(
  github: LocalGitHub,
  repository: string,
  environment?: string,
): { secrets: Texts; variables: Texts } {
  const { secrets, variables } = github.world.vault(
    environment === undefined ? { repository } : { repository, environment },
  )
  return {
    secrets: texts([...secrets.values()].map(({ name, value }) => ({ name, value: value.toString() }))),
    variables: texts([...variables.values()]),
  }
}

/** The secrets and variables of the repository's organization that this repository may use. */
export function readOrganization(github: LocalGitHub, repository: string): { secrets: Texts; variables: Texts } {
  const { id, owner, private: isPrivate } = github.world.repository(repository)
  if (!github.world.organizations.has(owner.toLowerCase())) return { secrets: {}, variables: {} }
  const { secrets, variables } = github.world.vault({ organization: owner })
  const mayUse = ({
    visibility,
    selected_repository_ids: ids,
  }: {
    visibility?: string
    selected_repository_ids?: number[]
  }) => (visibility === 'selected' ? ids?.includes(id) === true : visibility === 'all' || isPrivate)
  const usable = [...secrets.values()].filter(mayUse)
  return {
    secrets: texts(usable.map(({ name, value }) => ({ name, value: value.toString() }))),
    variables: texts([...variables.values()].filter(mayUse)),
  }
}

function texts(entries: { name: string; value: string }[]): Texts {
  return Object.fromEntries(entries.map(({ name, value }) => [name, value]))
}

/** Writes a review into the run's record, which `GET …/actions/runs/{run_id}/approvals` shows. */
export function recordReview(
  github: LocalGitHub,
  run: { repository: string; runId: number },
  environment: string,
  { decision, by, comment = '' }: Review,
): void {
  github.world.addReview(run.repository, run.runId, { state: decision, user: by, comment, environment })
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
