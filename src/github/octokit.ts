import { getOctokit } from '@actions/github'
import type { HttpFetch } from '../http/fetch.ts'
import type { OctokitRequest } from './client.ts'

/**
 * Connects to GitHub by the toolkit's Octokit; nothing is sent yet.
 * @param baseUrl of the REST API, without a slash at its end
 */
export function connect(token: string, baseUrl: string, fetch: HttpFetch): OctokitRequest {
  return getOctokit(token, { baseUrl, request: { fetch } }).request
}
