import type { Platform } from './platform.ts'
import { secretNames } from './secret-names.ts'

/**
 * The secrets that the jobs of a workflow may see: of the workflow that was started, and by `secrets: inherit`, all that
 * were there when the run was queued; otherwise only those that the caller named.
 */
export interface SecretScope {
  values: Record<string, string>
  named: boolean
}

/** Repository and organization secrets as they are now: what GitHub does once, when a run is queued. */
export function snapshotSecrets(platform: Platform, repository: string): SecretScope {
  const organization = platform.secrets({ organizationOf: repository })
  return { values: { ...organization, ...platform.secrets({ repository }) }, named: false }
}

/** Variables as they are now, the repository's before the organization's. */
export function snapshotVariables(platform: Platform, repository: string): Record<string, string> {
  return { ...platform.variables({ organizationOf: repository }), ...platform.variables({ repository }) }
}

/** What a job sees that names an environment: the environment's secrets first; named secrets keep their names only. */
export function withEnvironment(scope: SecretScope, environment: Record<string, string>): Record<string, string> {
  if (!scope.named) return { ...scope.values, ...environment }
  const seen = Object.entries(environment).filter(([name]) =>
    Object.keys(scope.values).some(key => key.toUpperCase() === name.toUpperCase()),
  )
  const others = Object.entries(scope.values).filter(
    ([name]) => !seen.some(([key]) => key.toUpperCase() === name.toUpperCase()),
  )
  return Object.fromEntries([...others, ...seen])
}

/**
 * The secrets that a runner is handed: those that the job's expressions name, or all where one computes a name or uses the
 * whole context.
 */
export function handedSecrets(secrets: Record<string, string>, expressions: string[]): Record<string, string> {
  const asked = expressions.map(secretNames)
  if (asked.includes('all')) return secrets
  const names = new Set(asked.flat())
  return Object.fromEntries(Object.entries(secrets).filter(([name]) => names.has(name.toUpperCase())))
}
