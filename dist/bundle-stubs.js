function notBundled(name) {
    throw new Error(`${name} is not part of this bundle: see src/bundle-stubs.ts`);
}
export const exec = () => notBundled('@actions/exec');
export const getExecOutput = exec;
export class HttpClient {
    getAgent() { }
    getAgentDispatcher() { }
    getJson() {
        notBundled('@actions/http-client');
    }
}
export class BearerCredentialHandler {
}
export const fetch = () => notBundled('undici');
export const restEndpointMethods = () => ({});
export const paginateRest = restEndpointMethods;
