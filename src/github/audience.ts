import { membersOf } from '../http/json.ts'
import type { Destination, Visibility } from '../inputs/destination.ts'
import type { GitHubClient } from './client.ts'

/** Which repositories may use a secret or variable of an organization. */
export interface Audience {
  visibility: Visibility
  /** With `selected`: the ids of the repositories; undefined if they are not known. */
  selectedRepositoryIds: number[] | undefined
}

/** From the narrowest to the widest. */
const WIDTHS: readonly Visibility[] = ['selected', 'private', 'all']

/** The largest page that GitHub returns. */
const PAGE_SIZE = 100

/**
 * The audience that a write gives to a secret or variable: what the workflow says; otherwise that of the existing one;
 * otherwise the organization's private repositories.
 * @returns undefined if the destination is not an organization
 */
export function audienceAfter(destination: Destination, existing: Audience | undefined): Audience | undefined {
  if (destination.level !== 'organization') return undefined
  const { visibility, selectedRepositoryIds } = destination
  if (visibility !== undefined) {
    return { visibility, selectedRepositoryIds: visibility === 'selected' ? selectedRepositoryIds : undefined }
  }
  return existing ?? { visibility: 'private', selectedRepositoryIds: undefined }
}

/** The members of a request body that set an audience. */
export function audienceBody(audience: Audience | undefined): Record<string, unknown> {
  if (!audience) return {}
  const { visibility, selectedRepositoryIds: ids } = audience
  // Without ids GitHub leaves the selection as it is.
  return { visibility, ...(visibility === 'selected' && ids && { selected_repository_ids: ids }) }
}

/** An audience in words: `2 selected repositories`. */
export function describeAudience({ visibility, selectedRepositoryIds: ids }: Audience): string {
  switch (visibility) {
    case 'all':
      return 'all repositories of the organization'
    case 'private':
      return 'all private repositories of the organization'
    case 'selected':
      if (!ids) return 'selected repositories'
      return ids.length === 1 ? '1 selected repository' : `${ids.length} selected repositories`
  }
}

/** A warning if a write lets more repositories use a secret than before; undefined if it does not. */
export function wideningWarning(
  displayName: string,
  before: Audience | undefined,
  after: Audience | undefined,
): string | undefined {
  if (!before || !after) return undefined
  const isWider = WIDTHS.indexOf(after.visibility) > WIDTHS.indexOf(before.visibility)
  const added = (after.selectedRepositoryIds ?? []).filter(id => !before.selectedRepositoryIds?.includes(id))
  const isLarger = after.visibility === 'selected' && before.selectedRepositoryIds !== undefined && added.length > 0
  if (!isWider && !isLarger) return undefined
  return (
    `${displayName} gets a wider audience: ${describeAudience(after)} may use it, before ${describeAudience(before)}. ` +
    'Leave `visibility` out to keep its audience.'
  )
}

/**
 * Reads which repositories may use a secret of an organization with `visibility: selected`.
 * @returns their ids; undefined if GitHub does not say
 * @throws ActionError if GitHub does not answer
 */
export async function readSelectedRepositoryIds(
  client: GitHubClient,
  organization: string,
  secretName: string,
): Promise<number[] | undefined> {
  const ids: number[] = []
  for (let page = 1; ; page++) {
    const reply = await client.request('GET /orgs/{org}/actions/secrets/{secret_name}/repositories', {
      org: organization,
      secret_name: secretName,
      per_page: PAGE_SIZE,
      page,
    })
    const { repositories } = membersOf(reply.data)
    if (reply.status !== 200 || !Array.isArray(repositories)) return undefined
    for (const repository of repositories) {
      const { id } = membersOf(repository)
      if (typeof id !== 'number') return undefined
      ids.push(id)
    }
    if (repositories.length < PAGE_SIZE) return ids
  }
}
