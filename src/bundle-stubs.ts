// Stands in the bundles for packages that the toolkit imports for what no action here does: running other programs
// (@actions/exec), sending requests by its own means (@actions/http-client, undici), since Octokit is given http/fetch.ts,
// and a method for every operation of GitHub's (two plugins of Octokit's), since requests are made by their routes.
// Evaluating them costs more than making and storing a key, and a bundle that holds keys should hold no more than it needs.

function notBundled(name: string): never {
  throw new Error(`${name} is not part of this bundle: see src/bundle-stubs.ts`)
}

/** @actions/exec, for `core.platform`. */
export const exec = () => notBundled('@actions/exec')
export const getExecOutput = exec

/**
 * @actions/http-client. When it is imported, @actions/github asks it for a proxy's agent, for requests that it never
 * sends; `core.getIDToken` would send one.
 */
export class HttpClient {
  getAgent() {}
  getAgentDispatcher() {}
  getJson() {
    notBundled('@actions/http-client')
  }
}
export class BearerCredentialHandler {}

/** undici, for requests of Octokit's without a fetch of its own. */
export const fetch = () => notBundled('undici')

/** @octokit/plugin-rest-endpoint-methods, for `octokit.rest`: a plugin that adds nothing. */
export const restEndpointMethods = () => ({})

/** @octokit/plugin-paginate-rest, for `octokit.paginate`: the same. */
export const paginateRest = restEndpointMethods
