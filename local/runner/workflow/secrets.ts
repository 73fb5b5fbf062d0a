import type { LocalGitHub } from '../../github/index.ts'
import { secretNames } from '../expression/secret-names.ts'

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

/** Texts by name, names in upper case. */
export type Texts = Record<string, string>

/** The repository's own secrets and variables, or those of one of its environments. */
export function readVault(
  github: LocalGitHub,
  repository: string,
  environment?: string,
): { secrets: Texts; variables: Texts } {
  const { secrets, variables } = github.state.vault(
    environment === undefined ? { repository } : { repository, environment },
  )
  return {
    secrets: texts([...secrets.values()].map(({ name, value }) => ({ name, value: value.toString() }))),
    variables: texts([...variables.values()]),
  }
}

/** The secrets and variables of the repository's organization that this repository may use. */
export function readOrganization(github: LocalGitHub, repository: string): { secrets: Texts; variables: Texts } {
  const { id, owner, private: isPrivate } = github.state.repository(repository)
  if (!github.state.organizations.has(owner.toLowerCase())) return { secrets: {}, variables: {} }
  const { secrets, variables } = github.state.vault({ organization: owner })
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
