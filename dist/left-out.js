// Stands in the bundles for packages that the toolkit imports for what no action here does: running other programs
// (@actions/exec), asking for OIDC tokens (@actions/http-client in @actions/core), fetching by undici where no fetch is given.
// Evaluating them costs more than making and storing a key, and a bundle that holds keys should hold no more than it needs.
function leftOut(name) {
    throw new Error(`${name} is not part of this bundle: see src/left-out.ts`);
}
/** @actions/exec, for `core.platform`. */
export const exec = () => leftOut('@actions/exec');
export const getExecOutput = exec;
/** @actions/http-client, for `core.getIDToken`. */
export class HttpClient {
    constructor() {
        leftOut('@actions/http-client');
    }
}
export class BearerCredentialHandler extends HttpClient {
}
/** undici's, for Octokit without a fetch of its own. Where a proxy is set, the toolkit makes a ProxyAgent in any case. */
export const fetch = () => leftOut('undici');
export class ProxyAgent {
}
