// Replaces, in the bundles, what the toolkit imports and no action here uses. They run other programs (@actions/exec), send
// requests (@actions/http-client, undici; Octokit gets http/fetch.ts), have a method for each operation of GitHub (two plugins of
// Octokit; requests here name their routes), and serve other interfaces (@octokit/graphql). Loading them takes longer than making and
// storing a key, and a bundle that holds keys should hold no more than it needs.

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

/** @octokit/graphql, for `octokit.graphql`. */
export const withCustomRequest = () => ({ defaults() {} })

/** json-with-bigint, for integers from 2 to the power of 53. No response that is read here has one. */
export const JSONParse = JSON.parse
export const JSONStringify = JSON.stringify

/** The summary of @actions/core, which loads `node:fs/promises`. The actions write theirs by themselves. */
export const summary = undefined
export const markdownSummary = summary

/** `node:crypto` for @actions/core, which needs one function of it, at the end of a run. It is loaded when the function is called. */
export const randomUUID = () => process.getBuiltinModule('node:crypto').randomUUID()
