import type { LocalGitHub } from '../../github/index.ts'
import { secretNames } from '../expression/secret-names.ts'

/**
 * The secrets that the jobs of a workflow can use. With `secrets: inherit`, and in the workflow that was started, these are
 * all that existed when the run was queued. Otherwise they are those that the caller named.
 */
export interface SecretScope {
  values: Texts
  named: boolean
}

/**
 * Reads the secrets and variables of the repository and its organization. The repository's take precedence. GitHub reads
 * them once, when a run is queued.
 */
export function readAtQueue(github: LocalGitHub, repository: string): { secrets: SecretScope; variables: Texts } {
  const outer = readOrganization(github, repository)
  const inner = readVault(github, repository)
  return {
    secrets: { values: { ...outer.secrets, ...inner.secrets }, named: false },
    variables: { ...outer.variables, ...inner.variables },
  }
}

/** Adds the secrets of a job's environment, which take precedence. Named secrets are only replaced by these. */
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
 * Returns the secrets that a runner gets: those in the job's expressions, or all if an expression computes a name or uses the
 * whole context.
 */
export function handedSecrets(secrets: Texts, expressions: string[]): Texts {
  const asked = expressions.map(secretNames)
  if (asked.includes('all')) return secrets
  const names = new Set(asked.flat())
  return Object.fromEntries(Object.entries(secrets).filter(([name]) => names.has(name.toUpperCase())))
}

/** Values by upper-case name. */
export type Texts = Record<string, string>

/** Reads the secrets and variables of a repository, or of one of its environments. */
export function readVault(
  github: LocalGitHub,
  repository: string,
  environment?: string,
): { secrets: Texts; variables: Texts } {
  const { secrets, variables } = github.state.values(
    environment === undefined ? { repository } : { repository, environment },
  )
  return {
    secrets: texts([...secrets.values()].map(({ name, value }) => ({ name, value: value.toString() }))),
    variables: texts([...variables.values()]),
  }
}

/** Reads the secrets and variables of the organization that this repository can use. */
export function readOrganization(github: LocalGitHub, repository: string): { secrets: Texts; variables: Texts } {
  const { id, owner, private: isPrivate } = github.state.repository(repository)
  if (!github.state.organizations.has(owner.toLowerCase())) return { secrets: {}, variables: {} }
  const { secrets, variables } = github.state.values({ organization: owner })
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
