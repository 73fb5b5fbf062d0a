import type { HttpFetch } from '../http/fetch.ts'
import type { OctokitRequest } from './client.ts'

/**
 * Connects to GitHub as `connect` of octokit.ts does, but loads Octokit only now, from a bundle of its own: for an action that
 * often sends no request to GitHub.
 * @param baseUrl of the REST API, without a slash at its end
 */
export async function connectOnDemand(token: string, baseUrl: string, fetch: HttpFetch): Promise<OctokitRequest> {
  const { connect } = await import('./octokit.ts')
  return connect(token, baseUrl, fetch)
}
