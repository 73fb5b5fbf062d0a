import type { Network } from '../http/send.ts'
import { GitHubClient } from './client.ts'

/**
 * Connects to GitHub; nothing is sent yet. Octokit is loaded only now, from a bundle of its own: not every run needs GitHub.
 * @param baseUrl of the REST API, without a slash at its end
 */
export async function connectGitHub(token: string, baseUrl: string, network: Network): Promise<GitHubClient> {
  const { connect } = await import('./octokit.ts')
  return new GitHubClient(connect(token, baseUrl, network.fetch), network)
}
