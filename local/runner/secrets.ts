import type { LocalGitHub } from '../github/index.ts'
import type { Texts } from './github.ts'
import { readOrganization, readVault } from './github.ts'
import { secretNames } from './secret-names.ts'

/**
 * The secrets that the jobs of a workflow may see: of the workflow that was started, and by `secrets: inherit`, all that
 * were there when the run was queued; otherwise only those that the caller named.
 */
export interface SecretScope {
  values: Texts
  named: boolean
}

/**
 * Secrets and variables of the repository and its organization as they are now, the repository's first: GitHub reads them
 * once, when a run is queued.
 */
export function readAtQueue(github: LocalGitHub, repository: string): { secrets: SecretScope; variables: Texts } {
  const outer = readOrganization(github, repository)
  const inner = readVault(github, repository)
  return {
    secrets: { values: { ...outer.secrets, ...inner.secrets }, named: false },
    variables: { ...outer.variables, ...inner.variables },
  }
}

/** What a job sees that names an environment: the environment's secrets first; named secrets keep their names only. */
export function withEnvironment(scope: SecretScope, environment: Texts): Texts {
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
export function handedSecrets(secrets: Texts, expressions: string[]): Texts {
  const asked = expressions.map(secretNames)
  if (asked.includes('all')) return secrets
  const names = new Set(asked.flat())
  return Object.fromEntries(Object.entries(secrets).filter(([name]) => names.has(name.toUpperCase())))
}
