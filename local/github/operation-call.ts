import type { Grant } from './authorization.ts'
import type { Match } from './description.ts'
import { type ApiResponse, respond } from './response.ts'
import type { GitHubState } from './state.ts'

/** A request that is matched to an operation, authorized, and has a valid body. */
export interface OperationCall {
  match: Match
  query: URLSearchParams
  body: Record<string, unknown>
  /** Of the token. */
  grant: Grant
  state: GitHubState
  /** Base URL, for links in responses. */
  url: string
  /** Milliseconds until a stored secret shows up in reads. */
  late: number
}

/** Responds with one page of a list, and a link to the next page. */
export function listPage<Item>(
  { match, query, url }: OperationCall,
  all: Item[],
  describePage: (shown: Item[]) => unknown,
): ApiResponse {
  const perPage = Math.min(Number(query.get('per_page') ?? 30), 100)
  const page = Number(query.get('page') ?? 1)
  const listed = respond(200, describePage(all.slice((page - 1) * perPage, page * perPage)))
  if (page * perPage < all.length) {
    const path = match.operation.path.replace(/\{(\w+)\}/g, (_, name) =>
      encodeURIComponent(match.parameters[name] ?? ''),
    )
    const next = new URLSearchParams([...query].filter(([name]) => name !== 'page' && name !== 'per_page'))
    next.append('per_page', String(perPage))
    next.append('page', String(page + 1))
    listed.headers.link = `<${url}${path}?${next}>; rel="next"`
  }
  return listed
}
