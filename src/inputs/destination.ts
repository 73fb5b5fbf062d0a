import { invalid } from './invalid-input.ts'
import { readEnvironmentName, readOrganization, readRepository } from './names.ts'
import type { GetInput } from './raw-input.ts'
import { readChoice, readList, readOptional } from './read-input.ts'

export const VISIBILITIES = ['all', 'private', 'selected'] as const
/** Which repositories of an organization may use its secret. */
export type Visibility = (typeof VISIBILITIES)[number]

/** One of the three levels at which GitHub has secrets and variables. */
export type Destination =
  | { level: 'repository'; owner: string; repo: string }
  | { level: 'environment'; owner: string; repo: string; environment: string }
  | {
      level: 'organization'
      organization: string
      /** Undefined if the workflow does not set it: an existing secret then keeps its audience. */
      visibility: Visibility | undefined
      /** Empty unless the visibility is `selected`. */
      selectedRepositoryIds: number[]
    }

export type EnvironmentDestination = Extract<Destination, { level: 'environment' }>

/**
 * Reads the place of a secret: `repository`, `environment`, `organization`, `visibility` and `selected-repository-ids`.
 * @throws ActionError `input-invalid` if one of them is invalid, or if they exclude each other
 */
export function readDestination(getInput: GetInput): Destination {
  const organization = readOptional(getInput, 'organization', readOrganization)
  const environment = readOptional(getInput, 'environment', readEnvironmentName)
  const visibility = readOptional(getInput, 'visibility', (getInput, name) => readChoice(getInput, name, VISIBILITIES))
  const ids = readRepositoryIds(getInput, 'selected-repository-ids')
  if (organization === undefined) {
    const rule = 'It is for organization secrets, and `organization` is not set'
    if (visibility !== undefined) throw invalid('visibility', visibility, rule)
    if (ids.length > 0) throw invalid('selected-repository-ids', ids.join(','), rule)
    const { owner, repo } = readRepository(getInput, 'repository')
    return environment === undefined
      ? { level: 'repository', owner, repo }
      : { level: 'environment', owner, repo, environment }
  }
  if (environment !== undefined) {
    throw invalid('environment', environment, 'It must not be set together with `organization`: a key has one place')
  }
  if (visibility === 'selected' && ids.length === 0) {
    throw invalid('selected-repository-ids', '', 'With `visibility: selected`, it must list at least one repository id')
  }
  if (visibility !== 'selected' && ids.length > 0) {
    throw invalid('selected-repository-ids', ids.join(','), 'It must be set only with `visibility: selected`')
  }
  return { level: 'organization', organization, visibility, selectedRepositoryIds: ids }
}

/** Reads ids of repositories, separated by commas or line ends; each once. */
export function readRepositoryIds(getInput: GetInput, name: string): number[] {
  const ids = readList(getInput, name).map(text => {
    const id = Number(text)
    if (/^[0-9]+$/.test(text) && id > 0 && Number.isSafeInteger(id)) return id
    const rule = 'A repository id is a number, such as 1296269; `gh api repos/OWNER/NAME --jq .id` prints it'
    throw invalid(name, text, rule)
  })
  return [...new Set(ids)]
}
