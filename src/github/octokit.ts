import { getOctokit } from '@actions/github'
import { httpFetch } from '../http/fetch.ts'
import type { OctokitRequest } from './client.ts'

/**
 * Connects to GitHub by the toolkit's Octokit; nothing is sent yet. A bundle of its own beside verify's, which does without
 * where it asks nobody; part of all the others.
 * @param baseUrl of the REST API, without a slash at its end
 */
export function connect(token: string, baseUrl: string): OctokitRequest {
  return getOctokit(token, { baseUrl, request: { fetch: httpFetch } }).request
}
