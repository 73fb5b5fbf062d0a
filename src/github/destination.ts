import type { Destination } from '../inputs/destination.ts'
import { displayName } from '../text.ts'

/**
 * The beginning of the destination's REST routes, and the parameters that fill it. Octokit percent-encodes each
 * parameter, so that an environment's name may hold slashes and spaces.
 */
export function routeOf(destination: Destination): { base: string; parameters: Record<string, string> } {
  switch (destination.level) {
    case 'repository':
      return {
        base: '/repos/{owner}/{repo}/actions',
        parameters: { owner: destination.owner, repo: destination.repo },
      }
    case 'environment':
      return {
        base: '/repos/{owner}/{repo}/environments/{environment_name}',
        parameters: {
          owner: destination.owner,
          repo: destination.repo,
          environment_name: destination.environment,
        },
      }
    case 'organization':
      return { base: '/orgs/{org}/actions', parameters: { org: destination.organization } }
  }
}

/** The destination in words, to stand after "of": `the environment "prod" of octo/keys`. */
export function describeDestination(destination: Destination): string {
  switch (destination.level) {
    case 'repository':
      return `the repository ${destination.owner}/${destination.repo}`
    case 'environment':
      return `the environment ${displayName(destination.environment)} of ${destination.owner}/${destination.repo}`
    case 'organization':
      return `the organization ${destination.organization}`
  }
}

/** The destination as the proof states it. */
export function destinationClaims(destination: Destination): Record<string, string> {
  switch (destination.level) {
    case 'repository':
      return { repository: `${destination.owner}/${destination.repo}` }
    case 'environment':
      return { repository: `${destination.owner}/${destination.repo}`, environment: destination.environment }
    case 'organization':
      return { organization: destination.organization }
  }
}

/** The page in GitHub's settings on which the destination's secrets stand. */
export function settingsUrl(destination: Destination, serverUrl: string, environmentId?: number): string {
  switch (destination.level) {
    case 'repository':
      return `${serverUrl}/${destination.owner}/${destination.repo}/settings/secrets/actions`
    case 'environment': {
      const page = `${serverUrl}/${destination.owner}/${destination.repo}/settings/environments`
      return environmentId === undefined ? page : `${page}/${environmentId}/edit`
    }
    case 'organization':
      return `${serverUrl}/organizations/${destination.organization}/settings/secrets/actions`
  }
}
