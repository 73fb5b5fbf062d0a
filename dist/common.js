import * as __WEBPACK_EXTERNAL_MODULE__common_js_35b0a048__ from "./common.js";
/******/ // The require scope
/******/ var __nccwpck_require__ = {};
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/************************************************************************/
var __webpack_exports__ = {};

// EXPORTS


;// CONCATENATED MODULE: ./build/bundle-stubs.js
function notBundled(name) {
    throw new Error(`${name} is not part of this bundle: see src/bundle-stubs.ts`);
}
const bundle_stubs_exec = () => notBundled('@actions/exec');
const getExecOutput = bundle_stubs_exec;
class bundle_stubs_HttpClient {
    getAgent() { }
    getAgentDispatcher() { }
    getJson() {
        notBundled('@actions/http-client');
    }
}
class bundle_stubs_BearerCredentialHandler {
}
const fetch = () => notBundled('undici');
const restEndpointMethods = () => ({});
const paginateRest = restEndpointMethods;
const withCustomRequest = () => ({ defaults() { } });
const JSONParse = JSON.parse;
const JSONStringify = JSON.stringify;
const summary = undefined;
const markdownSummary = summary;
const randomUUID = () => process.getBuiltinModule('node:crypto').randomUUID();

;// CONCATENATED MODULE: ./build/text.js
const ACCENTED_LETTERS = '\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0130\u0134-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u017e';
function escapeInvisible(text) {
    return isPrintableAscii(text) ? text : text.replace(invisible(), escapeCharacter);
}
function findInvisible(text) {
    return isPrintableAscii(text) ? undefined : text.match(invisible())?.[0];
}
function displayName(name) {
    const quoted = JSON.stringify(name);
    return isPrintableAscii(quoted)
        ? quoted
        : quoted.replace(new RegExp(`[^\\x20-\\x7e${ACCENTED_LETTERS}]`, 'gu'), escapeCharacter);
}
function lowerFirst(place) {
    return place.charAt(0).toLowerCase() + place.slice(1);
}
function codePointOf(character) {
    return `U+${hexOf(character).toUpperCase().padStart(4, '0')}`;
}
function foldAsciiCase(text) {
    return text.replace(/[A-Z]/g, letter => letter.toLowerCase());
}
function isSameName(a, b) {
    return foldAsciiCase(a) === foldAsciiCase(b);
}
function isPrintableAscii(text) {
    return /^[\x20-\x7e]*$/.test(text);
}
function invisible() {
    const set = String.raw `\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u{2800}\u{2d7f}\u{1107f}\u{13441}\u{13442}\u{16fe4}\u{1d159}`;
    return new RegExp(`(?! )[${set}]`, 'gu');
}
function escapeCharacter(character) {
    return `\\u{${hexOf(character)}}`;
}
function hexOf(character) {
    return Number(character.codePointAt(0)).toString(16);
}

;// CONCATENATED MODULE: ./build/errors.js

const ERROR_CODES = [
    'token-missing',
    'input-invalid',
    'event-not-allowed',
    'command-file-unwritable',
    'token-rejected',
    'permission-missing',
    'token-not-authorized',
    'access-blocked',
    'repository-read-only',
    'destination-not-found',
    'destination-moved',
    'github-refused',
    'github-rate-limited',
    'github-unavailable',
    'github-unreachable',
    'github-invalid-response',
    'sealing-key-unusable',
    'protection-unreadable',
    'environment-unprotected',
    'secret-exists',
    'concurrent-write',
    'not-confirmed',
    'variable-malformed',
    'outputs-unwritable',
    'summary-unwritable',
    'cancelled',
    'internal-error',
    'key-empty',
    'key-format',
    'key-public',
    'key-unsupported',
    'key-malformed',
    'key-inconsistent',
    'key-out-of-range',
    'key-ambiguous',
    'key-mismatch',
    'proof-invalid',
    'approvals-unreadable',
    'not-approved',
    'key-exists',
    'key-changed',
    'key-not-found',
    'key-replaced',
    'key-exportable',
    'key-exposed',
    'deletion-not-allowed',
    'earlier-key-remains',
    'signature-invalid',
    'key-unusable',
    'file-unsafe',
    'file-locked',
    'file-refused',
    'api-access-incomplete',
    'ledger-credentials-rejected',
    'ledger-refused',
    'ledger-invalid-response',
    'ledger-rate-limited',
    'ledger-unavailable',
    'ledger-unreachable',
    'wrong-workspace',
    'another-key-registered',
    'ledger-key-unreadable',
    'registration-unknown',
    'vault-address-missing',
    'vault-settings-invalid',
    'vault-audience-mismatch',
    'vault-token-missing',
    'id-token-permission-missing',
    'id-token-refused',
    'vault-login-refused',
    'vault-unavailable',
    'vault-unreachable',
    'vault-rate-limited',
    'vault-sealed',
    'vault-forbidden',
    'vault-mount-missing',
    'vault-wrong-engine',
    'vault-refused',
    'vault-invalid-response',
    'aws-region-missing',
    'aws-settings-invalid',
    'aws-credentials-missing',
    'aws-credentials-expired',
    'aws-credentials-rejected',
    'aws-wrong-region',
    'aws-role-refused',
    'aws-unavailable',
    'aws-unreachable',
    'aws-rate-limited',
    'aws-access-denied',
    'aws-refused',
    'aws-invalid-response',
    'staged-is-destination',
    'staged-secret-missing',
    'key-approved',
    'secret-newer',
    'secret-older',
];
class ActionError extends Error {
    code;
    hint;
    constructor(code, message, hint, cause) {
        super(message, { cause });
        this.code = code;
        this.hint = hint;
    }
}
const MAX_QUOTED_CHARACTERS = 200;
function quote(text) {
    const cut = text.length > MAX_QUOTED_CHARACTERS ? `${text.slice(0, MAX_QUOTED_CHARACTERS)}\u2026` : text;
    return escapeInvisible(JSON.stringify(cut));
}
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}

;// CONCATENATED MODULE: ./build/http/json.js
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function membersOf(value) {
    return isObject(value) ? value : {};
}
function parseJson(text) {
    try {
        return JSON.parse(String(text));
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/runner/workflow-run.js
function readWorkflowRun(env) {
    const read = (name) => env[name] ?? '';
    return {
        serverUrl: read('GITHUB_SERVER_URL') || 'https://github.com',
        repository: read('GITHUB_REPOSITORY'),
        repositoryId: read('GITHUB_REPOSITORY_ID'),
        repositoryOwnerId: read('GITHUB_REPOSITORY_OWNER_ID'),
        runId: read('GITHUB_RUN_ID'),
        runAttempt: read('GITHUB_RUN_ATTEMPT'),
        sha: read('GITHUB_SHA'),
        eventName: read('GITHUB_EVENT_NAME'),
        workflowRef: read('GITHUB_WORKFLOW_REF'),
        workflowSha: read('GITHUB_WORKFLOW_SHA'),
        actor: read('GITHUB_ACTOR'),
        actorId: read('GITHUB_ACTOR_ID'),
        triggeringActor: read('GITHUB_TRIGGERING_ACTOR'),
        runnerEnvironment: read('RUNNER_ENVIRONMENT'),
    };
}
function runClaims(run) {
    return {
        repository: run.repository,
        repository_id: run.repositoryId,
        repository_owner_id: run.repositoryOwnerId,
        run_id: run.runId,
        run_attempt: run.runAttempt,
        sha: run.sha,
        workflow_ref: run.workflowRef,
        workflow_sha: run.workflowSha,
        actor: run.actor,
        actor_id: run.actorId,
        runner_environment: run.runnerEnvironment,
    };
}
function repositoryOf({ repository }) {
    const slash = repository.indexOf('/');
    return { owner: repository.slice(0, slash), repo: repository.slice(slash + 1) };
}
function environmentOf(run, environment) {
    return { level: 'environment', ...repositoryOf(run), environment };
}
function runUrl(run) {
    return `${run.serverUrl}/${run.repository}/actions/runs/${run.runId}`;
}

;// CONCATENATED MODULE: ./build/http/retry.js

const REQUEST_LIMIT_MS = 10_000;
const RUN_LIMIT_MS = 110_000;
const MAX_FAULTS = 5;
const MAX_RATE_LIMITS = 8;
const FIRST_BACKOFF_MS = 500;
const LONG_WAIT_MS = 3_000;
const ADDRESSES = {
    GitHub: '`github-api-url`',
    Ledger: '`ledger-api-url`',
    Vault: '`VAULT_ADDR`',
    AWS: '`aws-region` and AWS_ENDPOINT_URL',
};
class RetryableError extends Error {
    kind;
    indeterminate;
    waitMs;
    isFinal;
    constructor(kind, message, { indeterminate = false, isFinal = false, waitMs, cause, } = {}) {
        super(message, { cause });
        this.kind = kind;
        this.indeterminate = indeterminate;
        this.isFinal = isFinal;
        this.waitMs = waitMs;
    }
    static withoutEffect(error) {
        return new RetryableError('unavailable', error.message, { isFinal: true, cause: error });
    }
}
class Retry {
    #clock;
    #sleep;
    #info;
    #deadline;
    constructor({ clock, sleep }, info) {
        this.#clock = clock;
        this.#sleep = sleep;
        this.#info = info;
        this.#deadline = clock.elapsedMs() + RUN_LIMIT_MS;
    }
    remainingMs() {
        return this.#deadline - this.#clock.elapsedMs();
    }
    attempts(service, request) {
        let number = 1;
        let faults = 0;
        let rateLimits = 0;
        return {
            service,
            request,
            get number() {
                return number;
            },
            timeoutMs: () => {
                const remaining = this.remainingMs();
                if (remaining <= 0)
                    throw RetryableError.withoutEffect(deadlineExceeded(service, request));
                return Math.min(REQUEST_LIMIT_MS, remaining);
            },
            wait: async (error) => {
                let ms;
                if (error.waitMs === undefined) {
                    ms = FIRST_BACKOFF_MS * 2 ** faults * (0.5 + Math.random());
                    faults++;
                }
                else {
                    ms = error.waitMs + Math.random() * Math.min(1000 * 2 ** rateLimits, 10_000);
                    rateLimits++;
                }
                const isLast = error.isFinal || faults >= MAX_FAULTS || rateLimits >= MAX_RATE_LIMITS;
                if (isLast || ms > this.remainingMs())
                    throw noResponse(service, request, error, number);
                if (ms >= LONG_WAIT_MS)
                    this.#info(`${error.message}. Retrying in ${Math.ceil(ms / 1000)} s.`);
                await this.#sleep(ms);
                number++;
            },
        };
    }
}
async function retrying(attempts, send) {
    for (;;) {
        try {
            return await send();
        }
        catch (error) {
            if (!(error instanceof RetryableError))
                throw error;
            await attempts.wait(error);
        }
    }
}
function deadlineExceeded(service, request) {
    return new ActionError(`${lowerCase(service)}-unavailable`, `Deadline of ${RUN_LIMIT_MS / 1000} s exceeded; request skipped: ${request}.`, 'Other requests took too long; the log names them. Run this again.');
}
function noResponse(service, request, error, attempts) {
    if (error.cause instanceof ActionError)
        return error.cause;
    const name = lowerCase(service);
    const hint = {
        'rate-limited': 'Run this again when the rate limit has ended.',
        unavailable: `See ${service === 'Vault' ? 'the log of the server' : `${service}'s status page`}, and run this again when it has recovered.`,
        unreachable: `Check ${ADDRESSES[service]}, the network of the runner, its proxy (HTTPS_PROXY, NO_PROXY) and its certificate authority (${service === 'Vault' ? 'VAULT_CACERT, ' : ''}NODE_EXTRA_CA_CERTS).`,
    };
    const count = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
    return new ActionError(`${name}-${error.kind}`, `${error.message} (${count}): ${request}.`, hint[error.kind], error);
}
function lowerCase(service) {
    return service.toLowerCase();
}

;// CONCATENATED MODULE: ./build/http/rate-limit-error.js

const LAST_TIME_MS = 8.64e15;
const MIN_WAIT_MS = 1_000;
function rateLimited(clock, service, status, headers, defaultWaitMs) {
    const now = Date.parse(String(headers.date)) || clock.now().getTime();
    const askedMs = askedWaitMs(headers, now);
    const waitMs = Math.max(askedMs ?? defaultWaitMs, MIN_WAIT_MS);
    const end = new Date(Math.min(now + waitMs, LAST_TIME_MS)).toISOString().replace(/\.\d+Z/, 'Z');
    const duration = askedMs === undefined ? 'does not say for how long' : `asks to wait ${Math.ceil(waitMs / 1000)} s, until ${end}`;
    return new RetryableError('rate-limited', `${service} limits requests (status ${status}) and ${duration}`, { waitMs });
}
function askedWaitMs(headers, now) {
    const retryAfter = headers['retry-after'];
    if (retryAfter !== undefined) {
        const seconds = Number(retryAfter);
        const ms = Number.isNaN(seconds) ? Date.parse(String(retryAfter)) - now : seconds * 1000;
        if (ms >= 0)
            return ms;
    }
    const reset = Number(headers['x-ratelimit-reset']);
    return String(headers['x-ratelimit-remaining']) === '0' && reset > 0 ? Math.max(reset * 1000 - now, 0) : undefined;
}

;// CONCATENATED MODULE: ./build/http/send.js


async function sendOnce({ clock, sleep, debug }, attempts, send) {
    const { service, request } = attempts;
    const timeoutMs = attempts.timeoutMs();
    const startedAt = clock.elapsedMs();
    const trace = (outcome) => {
        const ms = Math.round(clock.elapsedMs() - startedAt);
        debug(`${service}: ${request}: ${outcome} in ${ms} ms (attempt ${attempts.number})`);
    };
    const timeout = new AbortController();
    const timer = new AbortController();
    sleep(timeoutMs, timer.signal).then(() => timeout.abort(new DOMException('timed out', 'TimeoutError')), () => { });
    try {
        const response = await send(timeout.signal);
        trace(response.status);
        return response;
    }
    catch (error) {
        const failure = timeout.signal.aborted
            ? new RetryableError('unavailable', `${service} did not answer within ${Math.ceil(timeoutMs / 1000)} s`, {
                indeterminate: true,
                cause: error,
            })
            : connectionError(service, error);
        trace(failure.message);
        throw failure;
    }
    finally {
        timer.abort('stopped');
    }
}
function connectionError(service, error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    if (cause instanceof ActionError)
        throw cause;
    const { message, code } = cause instanceof Error ? cause : new Error(String(cause));
    if (code === undefined)
        throw error;
    const text = message.includes(code) ? message : `${message} (${code})`;
    const what = `The connection to ${service} failed: ${text}`;
    if (code === 'ERR_PROXY_TUNNEL') {
        return new RetryableError('unreachable', what, { isFinal: /HTTP\/1\.\d [34]\d\d/.test(message), cause });
    }
    if (code === 'ERR_ANSWER_TOO_LARGE') {
        return new RetryableError('unavailable', `${service}: ${message}`, { indeterminate: true, isFinal: true, cause });
    }
    if (/^(?:ENOTFOUND|ERR_TLS|ERR_INVALID|ERR_PROXY|CERT_|UNABLE_|DEPTH_|SELF_SIGNED_|HOSTNAME_)/.test(code)) {
        return new RetryableError('unreachable', what, { isFinal: true, cause });
    }
    return new RetryableError('unreachable', what, {
        indeterminate: code !== 'ECONNREFUSED' && code !== 'EAI_AGAIN',
        cause,
    });
}

;// CONCATENATED MODULE: ./build/http/write-result.js

async function toWriteResult(sending, isSuccess) {
    try {
        const reply = await sending;
        return isSuccess(reply) ? { kind: 'applied', reply } : { kind: 'refused', reply };
    }
    catch (cause) {
        if (!(cause instanceof RetryableError))
            throw cause;
        return { kind: cause.indeterminate ? 'indeterminate' : 'failed', cause };
    }
}

;// CONCATENATED MODULE: ./build/github/is-rate-limit.js

const MESSAGE = /rate limit|abuse detection mechanism|blocked from content creation/i;
function isRateLimit(status, headers, data) {
    if (status === 429)
        return true;
    return (status === 403 &&
        (headers['retry-after'] !== undefined ||
            String(headers['x-ratelimit-remaining']) === '0' ||
            MESSAGE.test(String(membersOf(data).message))));
}

;// CONCATENATED MODULE: ./build/github/client.js






const API_VERSION = '2022-11-28';
const DEFAULT_RATE_LIMIT_MS = 60_000;
class GitHubClient {
    #request;
    #network;
    constructor(request, network) {
        this.#request = request;
        this.#network = network;
    }
    async request(route, parameters) {
        const attempts = this.attempts(route, parameters);
        return retrying(attempts, () => this.#sendOnce(route, parameters, attempts));
    }
    attempts(route, parameters) {
        return this.#network.retry.attempts('GitHub', fill(route, parameters));
    }
    async write(route, parameters, attempts) {
        return toWriteResult(this.#sendOnce(route, parameters, attempts), ({ status }) => status < 300);
    }
    async #sendOnce(route, parameters, attempts) {
        const headers = { 'x-github-api-version': API_VERSION };
        const reply = await sendOnce(this.#network, attempts, async (signal) => {
            const options = { ...parameters, headers, request: { signal, log: { warn() { } } } };
            try {
                return await this.#request(route, options);
            }
            catch (error) {
                const reply = replyIn(error);
                if (reply)
                    return reply;
                throw error;
            }
        });
        const error = transientError(reply, this.#network.clock);
        if (error)
            throw error;
        return reply;
    }
}
function fill(route, parameters) {
    return route.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(parameters[name])));
}
function replyIn(error) {
    if (!(error instanceof Error) || !('response' in error) || !error.response)
        return undefined;
    const { status, headers, data } = error.response;
    return { status, headers, data };
}
function transientError({ status, headers, data }, clock) {
    if (status >= 500)
        return new RetryableError('unavailable', `GitHub failed with status ${status}`, { indeterminate: true });
    return isRateLimit(status, headers, data)
        ? rateLimited(clock, 'GitHub', status, headers, DEFAULT_RATE_LIMIT_MS)
        : undefined;
}
function githubMessage(data) {
    const { message } = membersOf(data);
    return typeof message === 'string' ? message : '';
}

;// CONCATENATED MODULE: ./build/github/destination.js

function routeOf(destination) {
    switch (destination.level) {
        case 'repository':
            return {
                base: '/repos/{owner}/{repo}/actions',
                parameters: { owner: destination.owner, repo: destination.repo },
            };
        case 'environment':
            return {
                base: '/repos/{owner}/{repo}/environments/{environment_name}',
                parameters: {
                    owner: destination.owner,
                    repo: destination.repo,
                    environment_name: destination.environment,
                },
            };
        case 'organization':
            return { base: '/orgs/{org}/actions', parameters: { org: destination.organization } };
    }
}
function describeDestination(destination) {
    switch (destination.level) {
        case 'repository':
            return `the repository ${destination.owner}/${destination.repo}`;
        case 'environment':
            return `the environment ${displayName(destination.environment)} of ${destination.owner}/${destination.repo}`;
        case 'organization':
            return `the organization ${destination.organization}`;
    }
}
function destinationClaims(destination) {
    switch (destination.level) {
        case 'repository':
            return { repository: `${destination.owner}/${destination.repo}` };
        case 'environment':
            return { repository: `${destination.owner}/${destination.repo}`, environment: destination.environment };
        case 'organization':
            return { organization: destination.organization };
    }
}
function settingsUrl(destination, serverUrl, environmentId) {
    switch (destination.level) {
        case 'repository':
            return `${serverUrl}/${destination.owner}/${destination.repo}/settings/secrets/actions`;
        case 'environment': {
            const page = `${serverUrl}/${destination.owner}/${destination.repo}/settings/environments`;
            return environmentId === undefined ? page : `${page}/${environmentId}/edit`;
        }
        case 'organization':
            return `${serverUrl}/organizations/${destination.organization}/settings/secrets/actions`;
    }
}

;// CONCATENATED MODULE: ./build/github/errors.js





function toActionError(reply, doing, destination, thing = 'secret') {
    const { status } = reply;
    if (status < 300) {
        return new ActionError('github-refused', `GitHub was asked to ${doing}, and answered with an undocumented success (status ${status}).`, 'Something between the runner and GitHub may change responses: check the proxy and `github-api-url`.');
    }
    if (status < 400)
        return redirected(reply, doing, destination);
    if (status === 406 || isForeign(reply))
        return notGitHub(reply, doing);
    const message = githubMessage(reply.data);
    const refused = `GitHub refused to ${doing} (status ${status}${message ? `: ${quoteMessage(message)}` : ''}).`;
    const cause = causeOf(reply);
    if (cause) {
        const { code, means, hint } = cause;
        return new ActionError(code, `${refused} ${means}`, typeof hint === 'string' ? hint : hint(reply));
    }
    if (status === 401) {
        return new ActionError('token-rejected', `${refused} The token is not valid.`, 'Check the secret that `github-token` is set from: the token may be expired, revoked, or incompletely copied. ' +
            'The installation token of a GitHub App is valid for one hour: create it in the same job.');
    }
    if (status === 404)
        return notFound(refused, destination);
    if (status === 403 && namesPermission(reply))
        return permissionMissing(reply, refused, destination, thing);
    return new ActionError('github-refused', refused, message
        ? "Follow GitHub's message."
        : `GitHub gives no reason. Run this again later; if it fails again, ask GitHub Support${requestId(reply)}.`);
}
function isNotFound(reply) {
    return reply.status === 404 && !isForeign(reply);
}
function isForeign({ data }) {
    if (typeof data === 'string')
        return data.trim() !== '';
    return data instanceof ArrayBuffer ? data.byteLength > 0 : Array.isArray(data);
}
function notGitHub(reply, doing) {
    const { status, data } = reply;
    const text = typeof data === 'string' ? data.trim() : githubMessage(data);
    const excerpt = text.startsWith('<') ? /<title[^>]*>([^<]+)<\/title>/i.exec(text)?.[1]?.trim() : text;
    const body = isForeign(reply) ? ' with a body that is not JSON' : '';
    const what = `The request to ${doing} was refused${body} (status ${status}${excerpt ? `: ${quote(excerpt)}` : ''}).`;
    if (status === 403 || status === 451) {
        return new ActionError('access-blocked', `${what} A proxy, firewall or login page between the runner and GitHub refused it, not GitHub.`, "Let the runner reach GitHub's API: check its network, the proxy (HTTPS_PROXY, NO_PROXY) and the firewall. " +
            'Check `github-api-url` too: on GitHub Enterprise Server it ends in `/api/v3`.');
    }
    return new ActionError('github-invalid-response', `${what} GitHub's API does not answer like this.`, 'Check `github-api-url` (on GitHub Enterprise Server it ends in `/api/v3`), and whether a proxy or a login page ' +
        'answers in place of GitHub.');
}
function redirected(reply, doing, destination) {
    const id = /\/repositories\/(\d+)\//.exec(String(reply.headers.location))?.[1];
    if (id === undefined) {
        return new ActionError('github-invalid-response', `GitHub was asked to ${doing}, and the response redirects elsewhere (status ${reply.status}).`, 'Check `github-api-url` (on GitHub Enterprise Server it ends in `/api/v3`), and whether a proxy or a login page ' +
            'answers in place of GitHub.');
    }
    return new ActionError('destination-moved', `GitHub refused to ${doing}: ${describeDestination(destination)} has moved (status ${reply.status}).`, `It was renamed or transferred; its id is ${id}. Use its new name, which \`gh api repositories/${id} --jq .full_name\` ` +
        'prints. This action does not follow redirects, because a key belongs only in the place that a person chose.');
}
const GITHUB_APP = 'the installation token of a GitHub App';
const CAUSES = [
    {
        code: 'token-not-authorized',
        matches: (reply, message) => isSsoRequired(reply) || /SAML enforcement|SAML SSO|single sign-on/i.test(message),
        means: 'The organization requires SAML single sign-on, and the token is not authorized for it.',
        hint: reply => {
            const url = ssoUrl(reply);
            return url
                ? `Authorize the token at ${url} (the URL expires after one hour), or use ${GITHUB_APP}.`
                : `Authorize the token for the organization (Settings, Developer settings, Personal access tokens, Configure SSO), or use ${GITHUB_APP}.`;
        },
    },
    {
        code: 'access-blocked',
        matches: (_, message) => /IP allow list|IP address is not permitted/i.test(message),
        means: "The organization has an IP allow list, and the runner's address is not on it.",
        hint: "Ask an owner of the organization to add the runner's address to the list, or use a runner whose address is on it. " +
            'Standard GitHub-hosted runners have no fixed addresses.',
    },
    {
        code: 'token-not-authorized',
        matches: (_, message) => /token['\u2019]?s['\u2019]? lifetime|lifetime is greater/i.test(message),
        means: 'The organization or enterprise limits the lifetime of tokens, and this one is valid for longer.',
        hint: `Shorten the token's lifetime at the URL in GitHub's message, or use ${GITHUB_APP}.`,
    },
    {
        code: 'token-not-authorized',
        matches: (_, message) => /forbids access via a .*personal access token/i.test(message),
        means: 'The organization or enterprise does not accept this kind of token.',
        hint: `Use ${GITHUB_APP}, or another kind of token that GitHub's message names.`,
    },
    {
        code: 'token-not-authorized',
        matches: (_, message) => /OAuth App access restrictions|third-party application restrictions/i.test(message),
        means: 'The organization restricts OAuth Apps, and the token is from one that it has not approved.',
        hint: `Use ${GITHUB_APP} or a fine-grained personal access token, or ask an owner of the organization to approve the OAuth App.`,
    },
    {
        code: 'token-not-authorized',
        matches: (_, message) => /managed user/i.test(message),
        means: 'The token belongs to a managed user, who has no access outside of its enterprise.',
        hint: `Use ${GITHUB_APP} that is installed there, or the token of an account with access.`,
    },
    {
        code: 'token-not-authorized',
        matches: (_, message) => /two[- ]factor|\b2FA\b/i.test(message),
        means: "The organization requires two-factor authentication, and the token's owner has not enabled it.",
        hint: `Let the token's owner enable two-factor authentication (Settings, Password and authentication), or use ${GITHUB_APP}.`,
    },
    {
        code: 'token-not-authorized',
        matches: (_, message) => /installation (?:has been|was|is) suspended|suspended your access/i.test(message),
        means: 'The installation of the GitHub App is suspended.',
        hint: 'Ask whoever suspended it, an owner of the organization or of the App, to unsuspend the installation.',
    },
    {
        code: 'token-not-authorized',
        matches: (_, message) => /account (?:has been |was |is )?suspended/i.test(message),
        means: "The account of the token's owner is suspended.",
        hint: `Use the token of another account, or ${GITHUB_APP}.`,
    },
    {
        code: 'token-rejected',
        matches: (_, message) => /login attempts exceeded/i.test(message),
        means: 'Too many requests with invalid credentials came before, so GitHub rejects even valid ones for some time.',
        hint: 'Find out what uses an invalid token of the same owner and stop it. Then wait some minutes, and run this again.',
    },
    {
        code: 'repository-read-only',
        matches: (_, message) => /\b(?:is|was|has been) archived\b/i.test(message),
        means: 'The repository is archived, so nothing in it can be changed.',
        hint: 'Unarchive the repository (Settings, General, Danger Zone), or use another one.',
    },
    {
        code: 'repository-read-only',
        matches: (_, message) => /repository\b.{0,40}\blocked\b/i.test(message),
        means: 'The repository is locked, usually because it is being migrated.',
        hint: 'Wait until the migration has ended, then use the repository in its new place; or ask whoever migrates it to unlock it.',
    },
    {
        code: 'access-blocked',
        matches: ({ status }, message) => status === 451 || /access blocked|trade controls/i.test(message),
        means: 'GitHub has blocked access to the repository, its owner, or the account of the token.',
        hint: reply => {
            const { html_url } = membersOf(membersOf(reply.data).block);
            const notice = typeof html_url === 'string' ? webUrl(html_url) : undefined;
            return `Only GitHub can lift the block: contact GitHub Support, or use another repository.${notice ? ` The notice: ${notice}` : ''}`;
        },
    },
];
function causeOf(reply) {
    const message = githubMessage(reply.data);
    return CAUSES.find(({ matches }) => matches(reply, message));
}
function isSsoRequired({ headers }) {
    return /^\s*required\b/i.test(String(headers['x-github-sso']));
}
function ssoUrl({ headers }) {
    return webUrl(/\burl=(\S+)/i.exec(String(headers['x-github-sso']))?.[1]);
}
const PERMISSION = {
    secret: {
        repository: '"Secrets" (repository permission)',
        environment: '"Environments" (repository permission)',
        organization: '"Secrets" (organization permission)',
    },
    variable: {
        repository: '"Variables" (repository permission)',
        environment: '"Environments" (repository permission)',
        organization: '"Variables" (organization permission)',
    },
};
function namesPermission({ headers, data }) {
    return (/not accessible by|must have admin (?:rights|access)/i.test(githubMessage(data)) ||
        Boolean(headers['x-accepted-github-permissions']));
}
function permissionMissing(reply, refused, destination, thing) {
    const accepted = reply.headers['x-accepted-github-permissions'];
    const asked = accepted ? ` (GitHub asks for ${escapeInvisible(String(accepted))} here)` : '';
    const what = `${refused} The token needs ${PERMISSION[thing][destination.level]}: write${asked}.`;
    const hint = /by integration/.test(githubMessage(reply.data))
        ? "If the token is the job's own GITHUB_TOKEN (`github.token`, `secrets.GITHUB_TOKEN`): it can never write secrets, whatever " +
            `\`permissions\` says. Use ${GITHUB_APP} or a fine-grained personal access token. If it is a GitHub App's: grant the App ` +
            'that permission, accept the change where the App is installed, and create a new token.'
        : 'Grant the token that permission (an organization may have to approve the change), and make sure that it covers ' +
            `${describeDestination(destination)}.`;
    return new ActionError('permission-missing', what, hint);
}
function notFound(refused, destination) {
    const place = describeDestination(destination);
    const isEnvironment = destination.level === 'environment';
    const check = isEnvironment
        ? `Check the names. Create the environment first (Settings, Environments of ${destination.owner}/${destination.repo}): ` +
            'this action never does, because an environment without required reviewers would not be a gate.'
        : 'Check the name.';
    const covered = destination.level === 'organization' ? 'organization as its resource owner' : 'repository';
    return new ActionError('destination-not-found', isEnvironment
        ? `${refused} The environment or its repository does not exist, or the token has no access to them: ${place}.`
        : `${refused} It does not exist, or the token has no access to it: ${place}.`, `${check} GitHub also answers 404 if the token has no access: a GitHub App must be installed there, a fine-grained token must ` +
        `name that ${covered}. A wrong \`github-api-url\` gives 404 too: on GitHub Enterprise Server it ends in \`/api/v3\`.`);
}
const MAX_MESSAGE_CHARACTERS = 1000;
const MAX_URL_CHARACTERS = 2000;
const MAX_URLS = 3;
function quoteMessage(message) {
    let end = MAX_MESSAGE_CHARACTERS;
    const urls = [];
    for (const { 0: url, index } of message.matchAll(/https?:\/\/\S+/g)) {
        if (index + url.length <= MAX_MESSAGE_CHARACTERS)
            continue;
        end = Math.min(end, index);
        if (url.length <= MAX_URL_CHARACTERS && urls.length < MAX_URLS)
            urls.push(url);
    }
    const text = message.length > end ? [`${message.slice(0, end).trimEnd()}\u2026`, ...urls].join(' ') : message;
    return escapeInvisible(JSON.stringify(text));
}
function webUrl(text) {
    return text && text.length <= MAX_URL_CHARACTERS && /^https?:\/\/[\x21-\x7e]+$/.test(text) ? text : undefined;
}
function requestId({ headers }) {
    const id = headers['x-github-request-id'];
    return id ? ` and name the request ${quote(String(id))}` : '';
}

;// CONCATENATED MODULE: ./build/github/unreadable.js



function refused(reply, doing, destination, permissionHint) {
    const error = toActionError(reply, doing, destination);
    if (error.code !== 'permission-missing' && error.code !== 'destination-not-found') {
        return { unreadable: error.message, hint: error.hint };
    }
    const message = githubMessage(reply.data);
    const status = `status ${reply.status}${message && `: ${quote(message)}`}`;
    return { unreadable: `GitHub refused to ${doing} (${status}).`, hint: permissionHint };
}
function malformed(unreadable) {
    return {
        unreadable,
        hint: 'Check whether a proxy or a wrong `github-api-url` is between the runner and GitHub, then run this again.',
    };
}

;// CONCATENATED MODULE: ./build/github/approvals.js






const PERMISSION_HINT = 'Give the job `permissions: actions: read`, which the caller of a reusable workflow must grant too. ' +
    'A token of your own needs "Actions" (repository permission): read.';
async function readApprovals(client, run, { environment, allowedBots }) {
    const approvers = await readApprovers(client, run, environment);
    if ('unreadable' in approvers)
        return approvers;
    const { users } = approvers;
    const approvedBy = users.map(({ login, id }) => ({ login, id }));
    const bot = allowedBots === 'any' ? undefined : unexpectedBot(run, allowedBots);
    if (bot !== undefined)
        return { approvedBy, byAnother: false, bot };
    const people = users.filter(({ type }) => type === 'User');
    if (people.length === 0)
        return { approvedBy, byAnother: false };
    const starters = await readStarters(client, run);
    if ('unreadable' in starters)
        return starters;
    return { approvedBy, byAnother: people.some(({ id }) => !starters.ids.includes(String(id))) };
}
async function readApprovers(client, run, environment) {
    const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals';
    const reviews = await readRun(client, run, route, "read this run's reviews");
    if ('unreadable' in reviews)
        return reviews;
    if (!Array.isArray(reviews.data))
        return malformed("GitHub's response is not a list of reviews.");
    const approvals = reviews.data
        .map(membersOf)
        .filter(review => review.state === 'approved' && isOf(review, environment));
    const users = new Map(approvals.map(({ user }) => membersOf(user)).flatMap(user => (isUser(user) ? [[user.id, user]] : [])));
    return { users: [...users.values()] };
}
function approvalError(approvals, environment) {
    const scope = environment === undefined ? '' : ` for the environment ${displayName(environment)}`;
    if ('unreadable' in approvals) {
        return new ActionError('approvals-unreadable', `It is unknown whether this run was approved${scope}. ${approvals.unreadable}`, approvals.hint);
    }
    const { approvedBy, byAnother, bot } = approvals;
    if (byAnother)
        return undefined;
    if (bot !== undefined)
        return startedByBot(bot);
    return new ActionError('not-approved', approvedBy.length === 0
        ? `Nobody has approved this run${scope}: GitHub has no approval on record.`
        : `This run was approved${scope} only by whoever started or re-ran it, or by bots: ${approvedBy.map(describeApprover).join(', ')}.`, 'Make sure that the environment has required reviewers and prevents self-review. Find out who changed that, then start a new run.');
}
function unexpectedBot(run, allowedBots) {
    const isAllowed = (login) => allowedBots.some(allowed => isSameName(allowed, login));
    return [run.actor, run.triggeringActor].find(login => isBot(login) && !isAllowed(login));
}
function startedByBot(bot) {
    return new ActionError('not-approved', `This run was started by the bot ${displayName(bot)}, so whoever approves it may also be the person who made the bot start it.`, 'Start the workflow as a person. `allowed-bots` is for a bot that no reviewer can make start it.');
}
function describeApprover({ login, id }) {
    return `${displayName(login)} (id ${id})`;
}
async function readStarters(client, run) {
    if (!/^\d+$/.test(run.actorId))
        return malformed('The runner does not say who started this run (GITHUB_ACTOR_ID).');
    if (run.runAttempt === '1' && isSameName(run.triggeringActor, run.actor))
        return { ids: [run.actorId] };
    const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}';
    const latest = await readRun(client, run, route, 'say who re-ran this run');
    if ('unreadable' in latest)
        return latest;
    const triggeringActor = membersOf(membersOf(latest.data).triggering_actor);
    if (!isUser(triggeringActor))
        return malformed("GitHub's response does not say who re-ran this run.");
    return { ids: [run.actorId, String(triggeringActor.id)] };
}
async function readRun(client, run, route, doing) {
    const place = repositoryOf(run);
    const reply = await client.request(route, { ...place, run_id: run.runId });
    if (reply.status === 200)
        return reply;
    const repository = { level: 'repository', ...place };
    if (reply.status !== 403 && reply.status !== 404)
        throw toActionError(reply, doing, repository);
    return refused(reply, doing, repository, PERMISSION_HINT);
}
function isOf({ environments }, environment) {
    if (environment === undefined)
        return true;
    const names = Array.isArray(environments) ? environments.map(each => membersOf(each).name) : [];
    return names.some(name => typeof name === 'string' && isSameName(name, environment));
}
function isUser(user) {
    return typeof user.login === 'string' && Number.isSafeInteger(user.id);
}
function isBot(login) {
    return login.endsWith('[bot]') || isSameName(login, 'Copilot');
}

;// CONCATENATED MODULE: ./build/github/audience.js

const WIDTHS = ['selected', 'private', 'all'];
const PAGE_SIZE = 100;
function audienceAfter(destination, existing) {
    if (destination.level !== 'organization')
        return undefined;
    const { visibility, selectedRepositoryIds } = destination;
    if (visibility !== undefined) {
        return { visibility, selectedRepositoryIds: visibility === 'selected' ? selectedRepositoryIds : undefined };
    }
    return existing ?? { visibility: 'private', selectedRepositoryIds: undefined };
}
function audienceBody(audience) {
    if (!audience)
        return {};
    const { visibility, selectedRepositoryIds: ids } = audience;
    return { visibility, ...(visibility === 'selected' && ids && { selected_repository_ids: ids }) };
}
function describeAudience({ visibility, selectedRepositoryIds: ids }) {
    switch (visibility) {
        case 'all':
            return 'all repositories of the organization';
        case 'private':
            return 'all private repositories of the organization';
        case 'selected':
            if (!ids)
                return 'selected repositories';
            return ids.length === 1 ? '1 selected repository' : `${ids.length} selected repositories`;
    }
}
function wideningWarning(displayName, before, after) {
    if (!before || !after)
        return undefined;
    const isWider = WIDTHS.indexOf(after.visibility) > WIDTHS.indexOf(before.visibility);
    const added = (after.selectedRepositoryIds ?? []).filter(id => !before.selectedRepositoryIds?.includes(id));
    const isLarger = after.visibility === 'selected' && before.selectedRepositoryIds !== undefined && added.length > 0;
    if (!isWider && !isLarger)
        return undefined;
    return (`${displayName} gets a wider audience: ${describeAudience(after)} may use it, before ${describeAudience(before)}. ` +
        'Leave `visibility` out to keep its audience.');
}
async function readSelectedRepositoryIds(client, organization, secretName) {
    const ids = [];
    for (let page = 1;; page++) {
        const reply = await client.request('GET /orgs/{org}/actions/secrets/{secret_name}/repositories', {
            org: organization,
            secret_name: secretName,
            per_page: PAGE_SIZE,
            page,
        });
        const { repositories } = membersOf(reply.data);
        if (reply.status !== 200 || !Array.isArray(repositories))
            return undefined;
        for (const repository of repositories) {
            const { id } = membersOf(repository);
            if (typeof id !== 'number')
                return undefined;
            ids.push(id);
        }
        if (repositories.length < PAGE_SIZE)
            return ids;
    }
}

;// CONCATENATED MODULE: ./build/github/connect.js

async function connectGitHub(token, baseUrl, network) {
    const { connect } = await import(/* webpackIgnore: true */ './octokit.js');
    return new GitHubClient(connect(token, baseUrl, network.fetch), network);
}

;// CONCATENATED MODULE: ./build/github/environment-protection.js





const MAX_PATTERNS = 100;
const environment_protection_PERMISSION_HINT = 'Grant the token "Actions" (repository permission): read.';
async function readProtection(client, environment) {
    const doing = `read the protection of the environment ${displayName(environment.environment)}`;
    const reading = client.request('GET /repos/{owner}/{repo}/environments/{environment_name}', parametersOf(environment));
    const patterns = readPatterns(client, environment);
    patterns.catch(() => { });
    const reply = await reading;
    if (reply.status === 403)
        return refused(reply, doing, environment, environment_protection_PERMISSION_HINT);
    if (reply.status !== 200)
        throw toActionError(reply, doing, environment);
    const { id, protection_rules, deployment_branch_policy, can_admins_bypass } = membersOf(reply.data);
    if (typeof id !== 'number')
        return malformed("GitHub's response is not the description of an environment.");
    const rules = Array.isArray(protection_rules) ? protection_rules.map(membersOf) : [];
    const required = rules.filter(rule => rule.type === 'required_reviewers');
    const branchRule = await branchRuleOf(deployment_branch_policy, patterns);
    if ('unreadable' in branchRule)
        return branchRule;
    return {
        id,
        reviewers: required.flatMap(rule => (Array.isArray(rule.reviewers) ? rule.reviewers : [])).map(reviewerName),
        preventsSelfReview: required.some(rule => rule.prevent_self_review === true),
        branchRule,
        adminsMayBypass: can_admins_bypass !== false,
    };
}
function requireGate(protection, environment) {
    if ('unreadable' in protection)
        throw protectionUnreadable(protection, environment);
    if (protection.reviewers.length === 0) {
        throw new ActionError('environment-unprotected', `The environment ${displayName(environment)} has no required reviewers, so nobody has to approve the key in it.`, "Add required reviewers in the environment's settings. If your GitHub plan has none for private repositories, use " +
            '`examples/without-required-reviewers.yml`.');
    }
    requireBranchRule(protection, environment);
}
function requireBranchRule(protection, environment) {
    if ('unreadable' in protection)
        throw protectionUnreadable(protection, environment);
    const weakness = branchWeakness(protection.branchRule);
    if (weakness === undefined)
        return;
    throw new ActionError('environment-unprotected', `The branch rule of the environment ${displayName(environment)} is too weak. ${weakness}`, "Name the branches that may use it in the environment's settings (Deployment branches and tags), usually `main` alone.");
}
function protectionUnreadable({ unreadable, hint }, environment) {
    const what = `It is unknown whether the environment ${displayName(environment)} is protected. ${unreadable}`;
    return new ActionError('protection-unreadable', what, hint);
}
function protectionWarning(protection, environment) {
    if ('unreadable' in protection) {
        return `It is unknown whether the environment ${displayName(environment)} is protected. ${protection.unreadable} ${protection.hint}`;
    }
    const weaknesses = weaknessesOf(protection);
    return weaknesses.length === 0
        ? undefined
        : `The environment ${displayName(environment)} is weakly protected. ${weaknesses.join(' ')}`;
}
function weaknessesOf(protection) {
    const weaknesses = [];
    if (protection.reviewers.length === 0) {
        weaknesses.push('It has no required reviewers: any job that names it can read the key, and nobody is asked.');
    }
    else if (!protection.preventsSelfReview) {
        weaknesses.push('Self-review is not prevented: whoever starts a run may approve it.');
    }
    const open = branchWeakness(protection.branchRule);
    if (open !== undefined)
        weaknesses.push(open);
    if (protection.adminsMayBypass)
        weaknesses.push('Repository admins may bypass its protection rules.');
    return weaknesses;
}
function branchWeakness(rule) {
    switch (rule.kind) {
        case 'none':
            return 'It has no branch rule: workflows of every branch may use it.';
        case 'protected':
            return 'It is for protected branches, and names none: if no branch has a branch protection rule (a ruleset is not one), workflows of every branch may use it.';
        case 'patterns':
            return rule.patterns?.some(isCatchAll)
                ? 'Its branch rule has a pattern that every name matches: anyone can push a branch or tag whose workflows may use it.'
                : undefined;
    }
}
function isCatchAll(pattern) {
    const withoutSets = pattern.replace(/\[[^\]]*\]/g, '?');
    return /[*?]/.test(withoutSets) && !/[\p{L}\p{N}]/u.test(withoutSets);
}
async function branchRuleOf(policy, patterns) {
    if (!isObject(policy))
        return { kind: 'none' };
    return policy.protected_branches === true ? { kind: 'protected' } : patterns;
}
async function readPatterns(client, environment) {
    const route = 'GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies';
    const parameters = { ...parametersOf(environment), per_page: MAX_PATTERNS };
    const reply = await client.request(route, parameters);
    if (reply.status !== 200) {
        const doing = `read the branch rule of the environment ${displayName(environment.environment)}`;
        const error = toActionError(reply, doing, environment);
        if (error.code !== 'permission-missing' && error.code !== 'destination-not-found')
            throw error;
        return { kind: 'patterns', patterns: undefined };
    }
    const { branch_policies: policies, total_count: total } = membersOf(reply.data);
    if (!Array.isArray(policies))
        return malformed("GitHub's response is not a list of branch patterns.");
    const names = policies.map(each => membersOf(each).name).filter(name => typeof name === 'string');
    return { kind: 'patterns', patterns: Number(total) > policies.length ? undefined : names };
}
function parametersOf({ owner, repo, environment }) {
    return { owner, repo, environment_name: environment };
}
function reviewerName(reviewer) {
    const { login, slug } = membersOf(membersOf(reviewer).reviewer);
    return String(login ?? slug ?? 'unknown');
}

;// CONCATENATED MODULE: ./build/github/id-token.js




async function requestIdToken(context, audience, input) {
    const { env, mask, retry } = context;
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = env;
    if (!url || !bearer) {
        throw new ActionError('id-token-permission-missing', `The input \`${input}\` is set, and GitHub gives this job no OIDC token to log in with.`, 'Add `id-token: write` to the `permissions` of the job, and of the job that calls its workflow if there is one. GitHub gives no such token to pull requests from forks.');
    }
    mask(bearer);
    const target = new URL(url);
    if (audience !== undefined)
        target.searchParams.set('audience', audience);
    const headers = { accept: 'application/json', authorization: `Bearer ${bearer}` };
    const attempts = retry.attempts('GitHub', 'GET the OIDC token of the job');
    return retrying(attempts, async () => {
        const response = await sendOnce(context, attempts, signal => context.fetch(target.href, { headers, signal }));
        const { status } = response;
        if (status >= 500 || status === 429)
            throw new RetryableError('unavailable', `GitHub failed with status ${status}`);
        const token = status === 200 ? tokenIn(await response.text()) : undefined;
        if (token !== undefined) {
            mask(token);
            return token;
        }
        throw new ActionError('id-token-refused', `GitHub gave no OIDC token for this job (status ${status}).`, 'Run this again. If it fails again, see the status page of GitHub, and what is between the runner and GitHub (a proxy).');
    });
}
function tokenIn(text) {
    const { value } = membersOf(parseJson(text));
    return typeof value === 'string' && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(value) ? value : undefined;
}

;// CONCATENATED MODULE: ./build/github/sealed-box.js
const SEALING_KEY_BYTES = 32;
function parseSealingKey(id, base64) {
    const bytes = Buffer.from(base64, 'base64');
    if (bytes.toString('base64') !== base64)
        throw new Error('is not base64');
    if (bytes.length !== SEALING_KEY_BYTES) {
        throw new Error(`has ${bytes.length} bytes, an X25519 public key has ${SEALING_KEY_BYTES}`);
    }
    return { id, bytes };
}
async function loadSodium() {
    const { default: sodium } = await import(/* webpackIgnore: true */ './libsodium.js');
    await sodium.ready;
    return sodium;
}
async function seal(text, key) {
    const sodium = await loadSodium();
    return Buffer.from(sodium.crypto_box_seal(text, key.bytes)).toString('base64');
}

;// CONCATENATED MODULE: ./build/github/sealing-key.js





class DestinationSealingKey {
    #client;
    #destination;
    #key;
    constructor(client, destination) {
        this.#client = client;
        this.#destination = destination;
    }
    key() {
        this.#key ??= this.#request();
        return this.#key;
    }
    refresh() {
        this.#key = undefined;
        return this.key();
    }
    async seal(text, key) {
        try {
            return await seal(text, key);
        }
        catch (error) {
            throw this.#unusable(`libsodium refuses it (${messageOf(error)}), as it does for points of low order`, error);
        }
    }
    async #request() {
        const { base, parameters } = routeOf(this.#destination);
        const reply = await this.#client.request(`GET ${base}/secrets/public-key`, parameters);
        if (reply.status !== 200) {
            throw toActionError(reply, `return the sealing key of ${describeDestination(this.#destination)}`, this.#destination);
        }
        const { key_id: id, key } = membersOf(reply.data);
        if (typeof id !== 'string' || !id || typeof key !== 'string') {
            throw this.#unusable('the response is not a JSON object with `key_id` and `key`');
        }
        try {
            return parseSealingKey(id, key);
        }
        catch (error) {
            throw this.#unusable(`it ${messageOf(error)}`, error);
        }
    }
    #unusable(why, cause) {
        return new ActionError('sealing-key-unusable', `The sealing key that GitHub returned for ${describeDestination(this.#destination)} is unusable: ${why}.`, 'Check what is between the runner and GitHub (a proxy, a wrong `github-api-url`): it may change responses. Then run this again.', cause);
    }
}

;// CONCATENATED MODULE: ./build/github/variable.js





class Variable {
    displayName;
    #client;
    #destination;
    #name;
    constructor(client, destination, name) {
        this.#client = client;
        this.#destination = destination;
        this.#name = name;
        this.displayName = `The variable ${name} of ${describeDestination(destination)}`;
    }
    async read() {
        return (await this.readWithTime())?.value;
    }
    async readWithTime() {
        const reply = await this.#send('GET');
        if (isNotFound(reply))
            return undefined;
        if (reply.status !== 200)
            throw this.#error(reply, 'read');
        const { value, updated_at: updatedAt } = membersOf(reply.data);
        return { value: typeof value === 'string' ? value : '', updatedAt: typeof updatedAt === 'string' ? updatedAt : '' };
    }
    async write(value, exists, audience) {
        const keepsAudience = this.#destination.level === 'organization' && this.#destination.visibility === undefined;
        const send = (method) => this.#send(method, { value, ...(method === 'POST' || !keepsAudience ? audienceBody(audience) : {}) });
        const first = await send(exists ? 'PATCH' : 'POST');
        const hasChanged = first.status === (exists ? 404 : 409);
        const second = hasChanged ? await send(exists ? 'POST' : 'PATCH') : first;
        const reply = second.status === (exists ? 409 : 404) ? first : second;
        if (reply.status !== 201 && reply.status !== 204)
            throw this.#error(reply, 'write');
    }
    async delete() {
        const reply = await this.#send('DELETE');
        if (reply.status !== 204 && !isNotFound(reply))
            throw this.#error(reply, 'delete');
    }
    #send(method, body = {}) {
        const { base, parameters } = routeOf(this.#destination);
        const route = method === 'POST' ? `POST ${base}/variables` : `${method} ${base}/variables/{name}`;
        return this.#client.request(route, { ...parameters, name: this.#name, ...body });
    }
    #error(reply, verb) {
        return toActionError(reply, `${verb} ${lowerFirst(this.displayName)}`, this.#destination, 'variable');
    }
}

;// CONCATENATED MODULE: ./build/http/await-in-order.js
async function awaitInOrder(...promises) {
    for (const promise of promises)
        promise.catch(() => { });
    const values = [];
    for (const promise of promises)
        values.push(await promise);
    return values;
}

;// CONCATENATED MODULE: ./build/http/proxy.js
const MINIMUM_RUNNER = '2.328.0';
const MINIMUM_NODE = [24, 5];
function proxyFor(url, env, nodeVersion = process.versions.node) {
    const proxy = unquote(env.https_proxy) || unquote(env.HTTPS_PROXY);
    const exceptions = unquote(env.no_proxy) || unquote(env.NO_PROXY);
    const target = new URL(url);
    if (!proxy || exceptions.split(/[\s,]+/).some(entry => matches(entry, target)))
        return undefined;
    const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
    if (major < MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor < MINIMUM_NODE[1])) {
        throw Object.assign(new Error(`HTTPS_PROXY is set, and Node.js ${nodeVersion} cannot use a proxy: update the runner to version ${MINIMUM_RUNNER} or newer`), { code: 'ERR_INVALID_NODE_VERSION' });
    }
    return parseProxy(proxy);
}
function unquote(value = '') {
    return value
        .trim()
        .replace(/^(["'])(.*)\1$/s, '$2')
        .trim();
}
function parseProxy(proxy) {
    try {
        const url = new URL(/^\w+:\/\//.test(proxy) ? proxy : `http://${proxy}`);
        decodeURIComponent(url.username + url.password);
        if (!/^https?:$/.test(url.protocol))
            throw new Error('not the protocol of a proxy');
        return url.href;
    }
    catch {
        throw Object.assign(new Error('HTTPS_PROXY is not the URL of an HTTP proxy, such as http://proxy.example:3128 (a password in it has to be percent-encoded)'), { code: 'ERR_INVALID_PROXY' });
    }
}
function matches(entry, { hostname, port }) {
    if (entry === '*')
        return true;
    const host = /^[\da-f.]*:[\da-f.]*:[\da-f:.]*$/i.test(entry) ? `[${entry}]` : entry;
    const [, prefix, name, onlyPort] = /^(\*?\.)?(\[[^\]]+\]|[^:/[\]]+)(?::(\d+))?$/.exec(host) ?? [];
    if (name === undefined || (onlyPort !== undefined && onlyPort !== (port || '443')))
        return false;
    const canonical = URL.parse(`http://${name}`)?.hostname;
    if (canonical === undefined)
        return false;
    return (prefix !== '*.' && hostname === canonical) || hostname.endsWith(`.${canonical}`);
}

;// CONCATENATED MODULE: ./build/http/fetch.js

const MAX_RESPONSE_BYTES = 1024 * 1024;
const agents = new Map();
const httpFetch = async (url, { body, ...options }) => {
    const { message, bytes } = await send(url, options, body);
    const headers = new Map();
    for (const [name, value] of Object.entries(message.headers))
        headers.set(name, [value].flat().join(', '));
    return {
        url,
        status: Number(message.statusCode),
        statusText: String(message.statusMessage),
        headers,
        text: async () => bytes.toString('utf8'),
        arrayBuffer: async () => new Uint8Array(bytes).buffer,
    };
};
async function send(url, { ca, signal, ...options }, body) {
    signal?.throwIfAborted();
    const protocol = url.startsWith('https:') ? 'https' : 'http';
    if (protocol === 'https')
        requireVerification();
    const agent = agentFor(protocol, protocol === 'https' ? proxyFor(url, process.env) : undefined, ca);
    return new Promise((resolve, reject) => {
        let responded = false;
        const request = builtin(protocol)
            .request(url, { ...options, agent }, message => {
            responded = true;
            const chunks = [];
            let size = 0;
            message
                .on('data', chunk => {
                size += chunk.length;
                if (size > MAX_RESPONSE_BYTES) {
                    message.destroy(coded('ERR_ANSWER_TOO_LARGE', `the response is larger than ${MAX_RESPONSE_BYTES} bytes`));
                }
                chunks.push(chunk);
            })
                .once('end', () => resolve({ message, bytes: Buffer.concat(chunks) }))
                .once('error', reject);
        })
            .once('error', reject)
            .once('close', () => responded || reject(coded('ECONNRESET', 'the connection ended without a response')))
            .end(body);
        const abort = () => {
            reject(signal?.reason);
            request.destroy();
        };
        signal?.addEventListener('abort', abort, { once: true });
    });
}
function agentFor(protocol, proxy = '', ca = '') {
    const name = `${protocol} ${proxy} ${ca}`;
    const agent = agents.get(name) ??
        new (builtin(protocol).Agent)({
            keepAlive: true,
            ...(ca && { ca }),
            ...(proxy && { proxyEnv: { HTTPS_PROXY: proxy } }),
        });
    agents.set(name, agent);
    return agent;
}
function builtin(protocol) {
    return process.getBuiltinModule(`node:${protocol}`);
}
function requireVerification() {
    if (process.env.NODE_TLS_REJECT_UNAUTHORIZED !== '0')
        return;
    throw coded('ERR_TLS_UNVERIFIED', 'NODE_TLS_REJECT_UNAUTHORIZED=0 turns off the verification of certificates; unset it');
}
function coded(code, message) {
    return Object.assign(new Error(message), { code });
}

;// CONCATENATED MODULE: ./build/http/requests-written.js
async function requestsAreWritten() {
    for (let turn = 0; turn < 2; turn++)
        await new Promise(resolve => setImmediate(resolve));
}

;// CONCATENATED MODULE: ./build/http/settle.js
const PAUSE_MS = 500;
async function waitToSettle({ clock, sleep }, deadlineMs) {
    if (clock.elapsedMs() + PAUSE_MS > deadlineMs)
        return false;
    await sleep(PAUSE_MS);
    return true;
}
function settleWithin(time, limitMs, send, isExpected) {
    return settle(time, time.clock.elapsedMs() + limitMs, send, isExpected);
}
async function settle(time, deadlineMs, send, isExpected) {
    for (;;) {
        const result = await send();
        if (isExpected(result) || !(await waitToSettle(time, deadlineMs)))
            return result;
    }
}

;// CONCATENATED MODULE: ./build/inputs/invalid-input.js


const MAX_SHOWN_CHARACTERS = 80;
const MAX_WORD_CHARACTERS = 20;
function invalid(input, value, rule, meant) {
    const hidden = reasonToHide(value);
    const given = value === '' ? 'is empty' : hidden ? `is not shown, because it ${hidden}` : `is ${displayName(value)}`;
    const suggestion = meant === undefined || hidden ? '' : ` Did you mean ${displayName(meant)}?`;
    return new ActionError('input-invalid', `The input \`${input}\` ${given}. ${rule}.${suggestion}`, 'Correct the input and run the workflow again.');
}
function suggestion(value, meant) {
    return value.length > MAX_WORD_CHARACTERS && /\d/.test(value) ? undefined : meant;
}
function reasonToHide(value) {
    if (value.length > MAX_SHOWN_CHARACTERS)
        return `has ${value.length} characters`;
    const escaped = [...value].find(character => displayName(character) !== JSON.stringify(character));
    return escaped && `contains ${codePointOf(escaped)}`;
}

;// CONCATENATED MODULE: ./build/time.js
function parseTime(text) {
    const [, day] = /^\d{4}-\d\d-(\d\d)T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.exec(text) ?? [];
    if (day === undefined)
        return undefined;
    const time = new Date(text);
    const written = new Date(`${text.slice(0, 10)}T00:00:00Z`);
    return !Number.isNaN(time.getTime()) && written.getUTCDate() === Number(day) ? time : undefined;
}

;// CONCATENATED MODULE: ./build/inputs/did-you-mean.js

const MAX_CHARACTERS = 80;
function didYouMean(text, choices) {
    if (text === '' || text.length > MAX_CHARACTERS)
        return undefined;
    const normal = foldAsciiCase(text).replace(/[\s-]+/g, '_');
    let best;
    let least = Math.max(2, Math.floor(text.length / 3)) + 1;
    for (const choice of choices) {
        const distance = editDistance(normal, choice);
        if (distance < least)
            [best, least] = [choice, distance];
    }
    return best;
}
function editDistance(a, b) {
    let row = Array.from(b, (_, j) => j + 1);
    let distance = b.length;
    for (let i = 0; i < a.length; i++) {
        let corner = i;
        distance = i + 1;
        row = row.map((above, j) => {
            distance = Math.min(above + 1, distance + 1, corner + (a[i] === b[j] ? 0 : 1));
            corner = above;
            return distance;
        });
    }
    return distance;
}

;// CONCATENATED MODULE: ./build/inputs/read-input.js




const MAX_TEXT_CHARACTERS = 256;
function readTrimmed(getInput, name) {
    return trimAscii(getInput(name));
}
function readOptional(getInput, name, reader) {
    return getInput(name) === '' ? undefined : reader(getInput, name);
}
function readToken(getInput, name) {
    const token = readTrimmed(getInput, name);
    if (!token) {
        throw new ActionError('token-missing', `The input \`${name}\` is empty.`, 'Set it to a GitHub App installation token or a fine-grained personal access token. If it comes from a secret, check the name of the ' +
            'secret, and that the job names the environment that has it.');
    }
    if (!/^[\x21-\x7e]+$/.test(token)) {
        throw new ActionError('input-invalid', `The input \`${name}\` contains white space or a character outside ASCII, which no token has.`, 'Store the token again, without anything before, after or inside it.');
    }
    return token;
}
function readChoice(getInput, name, choices) {
    const value = readTrimmed(getInput, name);
    const choice = choices.find(choice => choice === value);
    if (choice !== undefined)
        return choice;
    throw notAllowed(name, value, choices);
}
function readBoolean(getInput, name) {
    const value = readTrimmed(getInput, name);
    if (/^(?:true|True|TRUE)$/.test(value))
        return true;
    if (/^(?:false|False|FALSE)$/.test(value))
        return false;
    throw notAllowed(name, value, ['true', 'false']);
}
function readText(getInput, name) {
    const value = readTrimmed(getInput, name);
    if (value.includes('PRIVATE KEY-----'))
        throw invalid(name, value, 'It must not be a private key');
    if (value.length > MAX_TEXT_CHARACTERS) {
        throw invalid(name, value, `It must have at most ${MAX_TEXT_CHARACTERS} characters`);
    }
    return value || undefined;
}
function readTime(getInput, name) {
    const value = readTrimmed(getInput, name);
    const time = parseTime(value);
    if (time)
        return time;
    throw invalid(name, value, 'It must be the output `secret-updated-at` of the run that stored the key, such as `2026-01-31T12:00:00Z`');
}
function readList(getInput, name) {
    return getInput(name)
        .split(/[,\r\n]/)
        .map(trimAscii)
        .filter(entry => entry !== '');
}
function notAllowed(name, value, choices) {
    const rule = `Allowed values: ${choices.map(choice => `\`${choice}\``).join(', ')}`;
    return invalid(name, value, rule, didYouMean(value, choices));
}
function trimAscii(text) {
    return text.replace(/^[\t-\r ]+/, '').replace(/(?<![\t-\r ])[\t-\r ]+$/, '');
}

;// CONCATENATED MODULE: ./build/inputs/allowed-bots.js


const BOT = /^[A-Za-z0-9_-]{1,100}\[bot\]$/;
function readAllowedBots(getInput, name) {
    const logins = readList(getInput, name);
    for (const login of logins) {
        if (BOT.test(login))
            continue;
        const meant = `${login}[bot]`;
        throw invalid(name, login, 'The login of a bot consists of letters, digits, `-` and `_`, and ends in `[bot]`', suggestion(login, BOT.test(meant) ? meant : undefined));
    }
    return logins;
}

;// CONCATENATED MODULE: ./build/inputs/allowed-events.js





const EVENTS = [
    'branch_protection_rule',
    'check_run',
    'check_suite',
    'create',
    'delete',
    'deployment',
    'deployment_status',
    'discussion',
    'discussion_comment',
    'dynamic',
    'fork',
    'gollum',
    'image_version',
    'issue_comment',
    'issues',
    'label',
    'merge_group',
    'milestone',
    'page_build',
    'public',
    'pull_request',
    'pull_request_review',
    'pull_request_review_comment',
    'pull_request_target',
    'push',
    'registry_package',
    'release',
    'repository_dispatch',
    'schedule',
    'status',
    'watch',
    'workflow_dispatch',
    'workflow_run',
];
const NAME = /^[a-z][a-z0-9_-]{0,49}$/i;
function readAllowedEvents(getInput, name) {
    const events = readList(getInput, name);
    if (events.length === 0)
        throw invalid(name, '', 'It must name at least one event, such as `workflow_dispatch`');
    for (const event of events) {
        if (!NAME.test(event)) {
            const rule = 'It must list names of events, separated by commas or line ends';
            throw invalid(name, event, rule, suggestion(event, didYouMean(event, EVENTS)));
        }
        if (event === 'workflow_call') {
            const rule = 'A called workflow has the event of its caller, so allow that one';
            throw invalid(name, event, rule, 'workflow_dispatch');
        }
    }
    return events;
}
function unknownEventWarning(input, events) {
    const unknown = events.filter(event => !EVENTS.includes(event));
    if (unknown.length === 0)
        return undefined;
    const names = unknown.map(event => {
        const meant = didYouMean(event, EVENTS);
        return meant === undefined ? `"${event}"` : `"${event}" (did you mean "${meant}"?)`;
    });
    return `The input \`${input}\` names ${names.length === 1 ? 'an unknown event' : 'unknown events'}: ${names.join(', ')}.`;
}
function requireAllowedEvent(event, allowed) {
    if (allowed.includes(event))
        return;
    throw new ActionError('event-not-allowed', `The event ${displayName(event)} started this run, and \`allowed-events\` allows only ${allowed.join(', ')}.`, 'Start the workflow by an allowed event. Add this event to `allowed-events` only if everyone who can trigger it may create keys.');
}

;// CONCATENATED MODULE: ./build/inputs/choices.js
const IF_EXISTS = ['fail', 'keep', 'overwrite'];
const REQUIREMENTS = ['require', 'warn', 'ignore'];
const IF_APPROVED = ['keep', 'discard'];
const PRIVATE_KEY_ENCODINGS = ['hex', 'pem'];

;// CONCATENATED MODULE: ./build/inputs/names.js


const OWNER = /^[A-Za-z0-9_-]{1,100}$/;
const REPOSITORY = /^[A-Za-z0-9_.-]{1,100}$/;
const MAX_ENVIRONMENT_CHARACTERS = 255;
const MAX_LEDGER_CHARACTERS = 64;
function readEnvironmentName(getInput, input) {
    const value = readUntrimmed(getInput, input);
    if (value.length > MAX_ENVIRONMENT_CHARACTERS) {
        throw invalid(input, value, `It must have at most ${MAX_ENVIRONMENT_CHARACTERS} characters`);
    }
    if (value === '.' || value === '..')
        throw invalid(input, value, 'It must not be `.` or `..`');
    const invisible = findInvisible(value);
    if (invisible !== undefined) {
        const rule = 'Allowed are visible characters and spaces (U+0020)';
        throw invalid(input, value, `It must not contain ${locate(invisible, value)}. ${rule}`);
    }
    return value;
}
function readLedgerName(getInput, input) {
    const value = readUntrimmed(getInput, input);
    if (value.length > MAX_LEDGER_CHARACTERS) {
        throw invalid(input, value, `It must have at most ${MAX_LEDGER_CHARACTERS} characters`);
    }
    const allowed = new RegExp(`[A-Za-z0-9${ACCENTED_LETTERS} ._@+-]`);
    const allowedText = 'Allowed are Latin letters (A to Z, \u00c0 to \u017e), digits, spaces and `. _ - @ +`';
    refuseOtherCharacters(input, value, allowed, allowedText);
    if (value.includes('  '))
        throw invalid(input, value, 'It must not contain two spaces in a row');
    if (/[0-9a-f]{32}/i.test(value)) {
        throw invalid(input, value, 'It must not contain 32 or more hexadecimal digits in a row: a name is not a key');
    }
    return value;
}
function readSecretName(getInput, input) {
    const value = readUntrimmed(getInput, input);
    if (/^[A-Za-z_][A-Za-z0-9_]{0,254}$/.test(value) && !/^GITHUB_/i.test(value))
        return value.toUpperCase();
    const likely = value
        .toUpperCase()
        .replace(/[^A-Z0-9_]+/g, '_')
        .replace(/^(?:GITHUB_)+/, '')
        .replace(/^(?=[0-9])/, '_');
    const meant = suggestion(value, /[A-Z]/.test(likely) ? likely : undefined);
    const rule = 'Allowed are at most 255 letters, digits and underscores, not starting with a digit or `GITHUB_`';
    refuseOtherCharacters(input, value, /\w/, rule, meant);
    throw invalid(input, value, rule, meant);
}
const readVariableName = readSecretName;
function readRepository(getInput, input) {
    const value = readUntrimmed(getInput, input);
    const [owner = '', repo = '', ...rest] = value.split('/');
    if (rest.length === 0 && OWNER.test(owner) && isRepositoryName(repo))
        return { owner, repo };
    const rule = 'It must be `owner/name`';
    if (rest.length === 0 && owner && repo && owner.length <= 100 && repo.length <= 100 && !value.includes(':')) {
        refuseOtherCharacters(input, value, /[\w./-]/, rule);
    }
    const [, likelyOwner = '', likelyRepo = ''] = /(?<![^/:@\s])([^/:@\s]+)\/([^/\s]+?)(?:\.git)?\/*$/.exec(value) ?? [];
    const likely = OWNER.test(likelyOwner) && isRepositoryName(likelyRepo) ? `${likelyOwner}/${likelyRepo}` : undefined;
    throw invalid(input, value, rule, /^(?:https?:\/\/|git@)/.test(value) ? likely : suggestion(value, likely));
}
function readOrganization(getInput, input) {
    const value = readUntrimmed(getInput, input);
    if (OWNER.test(value))
        return value;
    const rule = 'It must be the name of an organization: letters, digits, `-` and `_`, at most 100';
    const likely = value.split('/').find(part => OWNER.test(part));
    if (value.length <= 100 && !value.includes('/'))
        refuseOtherCharacters(input, value, /[\w-]/, rule);
    throw invalid(input, value, rule, suggestion(value, likely));
}
function isRepositoryName(name) {
    return REPOSITORY.test(name) && name !== '.' && name !== '..' && !/\.git$/i.test(name);
}
function readUntrimmed(getInput, input) {
    const value = getInput(input);
    if (value === '')
        throw invalid(input, value, 'It must be set');
    for (const [where, space] of [
        ['start', /^\s/.exec(value)?.[0]],
        ['end', /\s$/.exec(value)?.[0]],
    ]) {
        if (space)
            throw invalid(input, value, `It must not ${where} with white space (${codePointOf(space)})`);
    }
    return value;
}
function refuseOtherCharacters(input, value, allowed, rule, meant) {
    const other = [...value].find(character => !allowed.test(character));
    if (other !== undefined)
        throw invalid(input, value, `It must not contain ${locate(other, value)}. ${rule}`, meant);
}
function locate(character, value) {
    const codePoint = codePointOf(character);
    const position = `position ${[...value].indexOf(character) + 1}`;
    return /^[\x21-\x7e]$/.test(character)
        ? `${displayName(character)} (${codePoint}, ${position})`
        : `${codePoint} (${position})`;
}

;// CONCATENATED MODULE: ./build/inputs/destination.js



const VISIBILITIES = ['all', 'private', 'selected'];
function readDestination(getInput) {
    const organization = readOptional(getInput, 'organization', readOrganization);
    const environment = readOptional(getInput, 'environment', readEnvironmentName);
    const visibility = readOptional(getInput, 'visibility', (getInput, name) => readChoice(getInput, name, VISIBILITIES));
    const ids = readRepositoryIds(getInput, 'selected-repository-ids');
    if (organization === undefined) {
        const rule = 'It is for organization secrets, and `organization` is not set';
        if (visibility !== undefined)
            throw invalid('visibility', visibility, rule);
        if (ids.length > 0)
            throw invalid('selected-repository-ids', ids.join(','), rule);
        const { owner, repo } = readRepository(getInput, 'repository');
        return environment === undefined
            ? { level: 'repository', owner, repo }
            : { level: 'environment', owner, repo, environment };
    }
    if (environment !== undefined) {
        throw invalid('environment', environment, 'It must not be set together with `organization`: a key has one place');
    }
    if (visibility === 'selected' && ids.length === 0) {
        throw invalid('selected-repository-ids', '', 'With `visibility: selected`, it must list at least one repository id');
    }
    if (visibility !== 'selected' && ids.length > 0) {
        throw invalid('selected-repository-ids', ids.join(','), 'It must be set only with `visibility: selected`');
    }
    return { level: 'organization', organization, visibility, selectedRepositoryIds: ids };
}
function readRepositoryIds(getInput, name) {
    const ids = readList(getInput, name).map(text => {
        const id = Number(text);
        if (/^[0-9]+$/.test(text) && id > 0 && Number.isSafeInteger(id))
            return id;
        const rule = 'A repository id is a number, such as 1296269; `gh api repos/OWNER/NAME --jq .id` prints it';
        throw invalid(name, text, rule);
    });
    return [...new Set(ids)];
}

;// CONCATENATED MODULE: ./build/inputs/raw-input.js
function inputsOf(env) {
    return name => env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '';
}

;// CONCATENATED MODULE: ./build/inputs/url.js


function readApiUrl(getInput, name) {
    const url = readBaseUrl(getInput, name, '`https://api.github.com` or `https://HOST/api/v3`');
    if (/^https:\/\/(?:www\.)?github\.com$/.test(url)) {
        throw invalid(name, url, 'That is the web site, not the REST API', 'https://api.github.com');
    }
    return url;
}
function readBaseUrl(getInput, name, example) {
    const value = readTrimmed(getInput, name);
    const rule = `It must be an https URL, such as ${example}`;
    let url;
    try {
        url = new URL(value);
    }
    catch {
        const meant = `https://${value}`;
        const isMeant = /^[\w.-]+(?:\/[^?#@]*)?$/.test(value) && URL.canParse(meant);
        throw invalid(name, withoutSecrets(value), rule, isMeant ? meant : undefined);
    }
    if (url.protocol !== 'https:' && url.protocol !== 'http:')
        throw invalid(name, withoutSecrets(value), rule);
    if (hasExtras(url)) {
        throw invalid(name, `${url.origin}${url.pathname}`, `${rule}, without user, query or fragment`);
    }
    if (isUnsafe(url)) {
        throw invalid(name, value, 'Plain http is allowed only for this machine (localhost)', url.href.replace('http:', 'https:'));
    }
    return baseOf(url);
}
function parseBaseUrl(value, example, invalid) {
    const url = URL.parse(value.trim());
    if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
        throw invalid(`is not an https URL, such as ${example}`);
    if (hasExtras(url))
        throw invalid('must be a URL without user, query or fragment');
    if (isUnsafe(url))
        throw invalid('is a plain http URL, which is allowed only for this machine (localhost)');
    return baseOf(url);
}
function hasExtras({ username, password, search, hash }) {
    return [username, password, search, hash].some(part => part !== '');
}
function isUnsafe({ protocol, hostname }) {
    return protocol === 'http:' && !/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}
function baseOf({ origin, pathname }) {
    return `${origin}${pathname}`.replace(/(?<!\/)\/+$/, '');
}
function withoutSecrets(text) {
    return text.replace(/^.*@/s, '...@').replace(/[?#].*/s, '...');
}

;// CONCATENATED MODULE: ./build/inputs/inputs.js










;// CONCATENATED MODULE: ./build/runner/journal.js

class Journal {
    #events = [];
    append(event) {
        this.#events.push(event);
    }
    get hasKey() {
        return this.#plan?.publicKey !== undefined;
    }
    get followUp() {
        return this.#events.findLast(event => event.type === 'follow-up')?.text;
    }
    get remains() {
        const remains = new Map();
        for (const event of this.#events) {
            if (event.type === 'may-remain')
                remains.set(event.key, event.text);
            else if (event.type === 'not-remaining')
                remains.delete(event.key);
        }
        return [...remains.values()];
    }
    get state() {
        const state = this.#stateOfPlaces;
        return state.state === 'unchanged' && this.remains.length > 0 ? { state: 'may-remain' } : state;
    }
    get #stateOfPlaces() {
        const plan = this.#plan;
        const places = plan?.places ?? [];
        const stored = [];
        let state = { state: 'unchanged' };
        let before = state;
        let settled = state;
        for (const event of this.#events) {
            switch (event.type) {
                case 'write-started':
                    before = state;
                    if (state.state !== 'indeterminate')
                        settled = state;
                    state = { state: 'indeterminate', place: event.place, replaces: event.replaces, stored };
                    break;
                case 'delete-started':
                    before = state;
                    state = { state: 'deleting', place: event.place };
                    break;
                case 'write-rejected':
                case 'delete-rejected':
                    state = before;
                    break;
                case 'not-applied':
                    state = settled;
                    break;
                case 'conflict':
                    state = { state: 'conflict', place: event.place, stored };
                    break;
                case 'applied':
                    state = { state: 'unconfirmed', place: event.place, stored };
                    break;
                case 'deleted':
                    state = { state: 'deleted', place: event.place, scheduledFor: event.scheduledFor };
                    break;
                case 'confirmed': {
                    const { place, updatedAt, publicKey = plan?.publicKey } = event;
                    if (plan && place === places.at(-1)) {
                        return { state: 'confirmed', place, stored, updatedAt, publicKey };
                    }
                    stored.push(place);
                    state = { state: 'partial', stored, missing: places.filter(place => !stored.includes(place)) };
                }
            }
        }
        return state;
    }
    get #plan() {
        return this.#events.findLast(event => event.type === 'planned');
    }
}
function titleOf(state, texts) {
    const { noun = 'secret' } = texts;
    switch (state.state) {
        case 'unchanged':
            return texts.unchangedTitle ?? 'Nothing was changed';
        case 'may-remain':
            return 'The key is not in place, but it may exist';
        case 'partial':
            return 'Some secrets were changed';
        case 'indeterminate':
            return `The ${noun} may have been changed`;
        case 'conflict':
        case 'unconfirmed':
            return `The ${noun} was changed, no key may be registered`;
        case 'confirmed':
            return 'The key is stored, the run is not complete';
        case 'deleting':
            return `The ${noun} may have been deleted`;
        case 'deleted':
            return `The ${noun} is ${state.scheduledFor === undefined ? 'deleted' : 'scheduled for deletion'}, the run is not complete`;
    }
}
function meaningOf(journal, texts) {
    const { state } = journal;
    const stored = 'stored' in state && state.stored.length > 0 ? `This run stored: ${list(state.stored)}. ` : '';
    return stored + meaningOfState(state, journal.hasKey, texts);
}
function meaningOfState(state, hasKey, texts) {
    const { recovery } = texts;
    switch (state.state) {
        case 'unchanged':
            return (hasKey ? texts.unchangedWithKey : undefined) ?? texts.unchanged;
        case 'may-remain':
            return 'Software that uses this place finds there what it found before. But this run may have left a key behind.';
        case 'partial':
            return (`Not stored, and as before: ${list(state.missing)}. The secrets may not belong together, ` +
                `and software that uses them may fail. ${recovery}`);
        case 'indeterminate': {
            const otherwise = state.replaces ? 'its previous value' : 'nothing';
            return `${state.place} may hold what this run sent, or ${otherwise}. ${recovery}`;
        }
        case 'conflict':
            return `${state.place} holds what this run sent. What the other run stored there is lost. ${recovery}`;
        case 'unconfirmed':
            return `${state.place} was stored, but it is not confirmed that it still holds this run's value. ${recovery}`;
        case 'confirmed': {
            const { place, updatedAt, publicKey } = state;
            if (!publicKey)
                return `${place} holds what this run stored (updated at ${updatedAt}).`;
            const key = `Its public key is ${publicKey.hex} (fingerprint ${publicKey.fingerprint}).`;
            return `${place} holds this run's key (updated at ${updatedAt}). ${key}`;
        }
        case 'deleting':
            return `${state.place} may be deleted or may still exist. Run this again: it deletes only the same ${texts.noun ?? 'secret'}.`;
        case 'deleted':
            return state.scheduledFor === undefined
                ? `${state.place} is deleted.`
                : `${state.place} is scheduled for deletion on ${state.scheduledFor}.`;
    }
}
function list(places) {
    return places.map(lowerFirst).join('; ');
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = process.getBuiltinModule("node:fs");
;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = process.getBuiltinModule("os");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function utils_toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function utils_toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "./common.js"
var x = (y) => {
	var x = {}; __nccwpck_require__.d(x, y); return x
} 
var y = (x) => (() => (x))
const external_common_js_namespaceObject = __WEBPACK_EXTERNAL_MODULE__common_js_35b0a048__;
;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = process.getBuiltinModule("fs");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_namespaceObject.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_namespaceObject.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_namespaceObject.EOL}`, {
        encoding: 'utf8'
    });
}
function file_command_prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_common_js_namespaceObject.randomUUID()}`;
    const convertedValue = utils_toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_namespaceObject.EOL}${convertedValue}${external_os_namespaceObject.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = process.getBuiltinModule("path");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/oidc-utils.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



class oidc_utils_OidcClient {
    static createHttpClient(allowRetry = true, maxRetry = 10) {
        const requestOptions = {
            allowRetries: allowRetry,
            maxRetries: maxRetry
        };
        return new HttpClient('actions/oidc-client', [new BearerCredentialHandler(oidc_utils_OidcClient.getRequestToken())], requestOptions);
    }
    static getRequestToken() {
        const token = process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
        if (!token) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_TOKEN env variable');
        }
        return token;
    }
    static getIDTokenUrl() {
        const runtimeUrl = process.env['ACTIONS_ID_TOKEN_REQUEST_URL'];
        if (!runtimeUrl) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable');
        }
        return runtimeUrl;
    }
    static getCall(id_token_url) {
        return __awaiter(this, void 0, void 0, function* () {
            var _a;
            const httpclient = oidc_utils_OidcClient.createHttpClient();
            const res = yield httpclient
                .getJson(id_token_url)
                .catch(error => {
                throw new Error(`Failed to get ID Token. \n 
        Error Code : ${error.statusCode}\n 
        Error Message: ${error.message}`);
            });
            const id_token = (_a = res.result) === null || _a === void 0 ? void 0 : _a.value;
            if (!id_token) {
                throw new Error('Response json body do not have ID Token field');
            }
            return id_token;
        });
    }
    static getIDToken(audience) {
        return __awaiter(this, void 0, void 0, function* () {
            try {
                // New ID Token is requested from action service
                let id_token_url = oidc_utils_OidcClient.getIDTokenUrl();
                if (audience) {
                    const encodedAudience = encodeURIComponent(audience);
                    id_token_url = `${id_token_url}&audience=${encodedAudience}`;
                }
                debug(`ID token url is ${id_token_url}`);
                const id_token = yield oidc_utils_OidcClient.getCall(id_token_url);
                setSecret(id_token);
                return id_token;
            }
            catch (error) {
                throw new Error(`Error message: ${error.message}`);
            }
        });
    }
}
//# sourceMappingURL=oidc-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/path-utils.js

/**
 * toPosixPath converts the given path to the posix form. On Windows, \\ will be
 * replaced with /.
 *
 * @param pth. Path to transform.
 * @return string Posix path.
 */
function toPosixPath(pth) {
    return pth.replace(/[\\]/g, '/');
}
/**
 * toWin32Path converts the given path to the win32 form. On Linux, / will be
 * replaced with \\.
 *
 * @param pth. Path to transform.
 * @return string Win32 path.
 */
function toWin32Path(pth) {
    return pth.replace(/[/]/g, '\\');
}
/**
 * toPlatformPath converts the given path to a platform-specific path. It does
 * this by replacing instances of / and \ with the platform-specific path
 * separator.
 *
 * @param pth The path to platformize.
 * @return string The platform-specific path.
 */
function toPlatformPath(pth) {
    return pth.replace(/[/\\]/g, path.sep);
}
//# sourceMappingURL=path-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/platform.js
var platform_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const getWindowsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout: version } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Version"', undefined, {
        silent: true
    });
    const { stdout: name } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Caption"', undefined, {
        silent: true
    });
    return {
        name: name.trim(),
        version: version.trim()
    };
});
const getMacOsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    var _a, _b, _c, _d;
    const { stdout } = yield exec.getExecOutput('sw_vers', undefined, {
        silent: true
    });
    const version = (_b = (_a = stdout.match(/ProductVersion:\s*(.+)/)) === null || _a === void 0 ? void 0 : _a[1]) !== null && _b !== void 0 ? _b : '';
    const name = (_d = (_c = stdout.match(/ProductName:\s*(.+)/)) === null || _c === void 0 ? void 0 : _c[1]) !== null && _d !== void 0 ? _d : '';
    return {
        name,
        version
    };
});
const getLinuxInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout } = yield exec.getExecOutput('lsb_release', ['-i', '-r', '-s'], {
        silent: true
    });
    const [name, version] = stdout.trim().split('\n');
    return {
        name,
        version
    };
});
const platform = external_os_namespaceObject.platform();
const arch = external_os_namespaceObject.arch();
const isWindows = platform === 'win32';
const isMacOS = platform === 'darwin';
const isLinux = platform === 'linux';
function getDetails() {
    return platform_awaiter(this, void 0, void 0, function* () {
        return Object.assign(Object.assign({}, (yield (isWindows
            ? getWindowsInfo()
            : isMacOS
                ? getMacOsInfo()
                : getLinuxInfo()))), { platform,
            arch,
            isWindows,
            isMacOS,
            isLinux });
    });
}
//# sourceMappingURL=platform.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
var core_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function core_setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return file_command_issueFileCommand('OUTPUT', file_command_prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_namespaceObject.EOL);
    command_issueCommand('set-output', { name }, utils_toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function core_debug(message) {
    command_issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    command_issueCommand('error', utils_toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', utils_toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_namespaceObject.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return core_awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return core_awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map
;// CONCATENATED MODULE: ./build/runner/output.js



const UNWRITABLE_HINT = 'Check the runner: a full disk, or a file that only another user may write.';
const toolkitOutput = {
    info: line => info(withoutCommands(line)),
    debug: line => core_debug(line),
    warning: message => warning(message),
    error: (message, title) => error(message, { title }),
    mask: value => core_setSecret(value),
    requireWritable() {
        for (const name of ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY']) {
            try {
                (0,external_node_fs_namespaceObject.closeSync)((0,external_node_fs_namespaceObject.openSync)(process.env[name] ?? '', external_node_fs_namespaceObject.constants.O_WRONLY | external_node_fs_namespaceObject.constants.O_APPEND));
            }
            catch {
                throw new ActionError('command-file-unwritable', `The file that the runner names in ${name} is missing or cannot be written, so the public key could not be reported.`, 'Run this as a step of a GitHub Actions job, on a runner whose temporary folder the job may write.');
            }
        }
    },
    setOutputs(outputs) {
        try {
            for (const [name, value] of Object.entries(outputs))
                setOutput(name, value);
        }
        catch (error) {
            throw new ActionError('outputs-unwritable', `The outputs could not be written (${messageOf(error)}).`, UNWRITABLE_HINT, error);
        }
    },
    appendSummary(markdown) {
        try {
            (0,external_node_fs_namespaceObject.appendFileSync)(process.env.GITHUB_STEP_SUMMARY ?? '', `${markdown}\n`);
        }
        catch (error) {
            throw new ActionError('summary-unwritable', `The job summary could not be written (${messageOf(error)}).`, UNWRITABLE_HINT, error);
        }
    },
};
function withoutCommands(line) {
    return line.replace(/[\r\n]+/g, ' ').replaceAll('##[', '## [');
}

;// CONCATENATED MODULE: ./build/runner/redaction.js
const MIN_CHARACTERS = 8;
class Redaction {
    #secrets = new Set();
    #forms = new Map();
    add(secret) {
        this.#secrets.add(secret);
    }
    apply(text) {
        for (const secret of this.#secrets)
            this.#addForms(secret);
        this.#secrets.clear();
        const lowerCase = text.toLowerCase();
        let redacted = text;
        for (const [form, word] of [...this.#forms].sort(([a], [b]) => b.length - a.length)) {
            if (lowerCase.includes(word))
                redacted = redacted.replace(patternOf(form), '***');
        }
        return redacted;
    }
    #addForms(secret) {
        for (const text of [secret, ...secret.split(/\r?\n/)].map(text => text.trim())) {
            if (text.length < MIN_CHARACTERS)
                continue;
            for (const form of [text, ...base64FormsOf(text)])
                this.#forms.set(form, longestWordOf(form).toLowerCase());
        }
    }
}
function redactingFetch(fetch, redaction) {
    return async (url, init) => {
        const response = await fetch(url, init);
        return { ...response, text: async () => redaction.apply(await response.text()) };
    };
}
function base64FormsOf(text) {
    return [0, 1, 2].map(offset => {
        const bytes = Buffer.from(' '.repeat(offset) + text);
        return bytes.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
    });
}
function longestWordOf(text) {
    return text.split(/[^a-z0-9]+/i).reduce((longest, word) => (word.length > longest.length ? word : longest));
}
function patternOf(text) {
    return new RegExp(text.replace(/[^a-z0-9]/gi, escapablePattern), 'gi');
}
const JSON_LETTERS = { '\b': '|b', '\t': '|t', '\n': '|n', '\f': '|f', '\r': '|r' };
function escapablePattern(unit) {
    const code = unit.charCodeAt(0).toString(16).padStart(4, '0');
    const letter = JSON_LETTERS[unit] ?? '';
    const percent = [...Buffer.from(unit)].map(byte => `%(?:25){0,2}${byte.toString(16).padStart(2, '0')}`).join('');
    return `(?:\\\\{0,7}(?:\\u${code}|u${code}${letter})|${percent}${unit === ' ' ? '|\\+' : ''})`;
}

;// CONCATENATED MODULE: ./build/runner/run-action.js




function defineAction(texts, body) {
    return async (context) => {
        const journal = new Journal();
        const redaction = new Redaction();
        const { output, signal } = context;
        const mask = (...values) => {
            for (const value of values.filter(Boolean)) {
                output.mask(value);
                redaction.add(value);
            }
        };
        const isDebugging = context.env.RUNNER_DEBUG === '1';
        const debug = (line) => {
            if (isDebugging)
                output.debug(redaction.apply(line));
        };
        const interrupted = new Promise((_, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        });
        const cleanUps = [];
        const atEnd = cleanUp => void cleanUps.push(cleanUp);
        try {
            signal.throwIfAborted();
            const fetch = redactingFetch(async (url, init) => {
                signal.throwIfAborted();
                return context.fetch(url, init);
            }, redaction);
            const retry = new Retry(context, output.info);
            const work = body({ ...context, fetch, debug, retry, journal, mask, atEnd });
            await Promise.race([work, interrupted]);
            for (const text of journal.remains)
                output.warning(text);
            return 0;
        }
        catch (error) {
            const failure = error instanceof ActionError ? error : unexpected(error);
            const stack = error instanceof Error ? [error.stack, causesOf(error)].join('\n') : String(error);
            debug(stack);
            const hint = journal.followUp ?? failure.hint;
            const reference = `(${failure.code}, see ${troubleshootingPage(failure.code, context.env)})`;
            const parts = [failure.message, meaningOf(journal, texts), ...journal.remains, hint, reference];
            output.error(parts.join('\n'), titleOf(journal.state, texts));
            return 1;
        }
        finally {
            const { clock, sleep } = context;
            const fetch = redactingFetch(context.fetch, redaction);
            const network = { clock, sleep, fetch, debug, retry: new Retry(context, output.info) };
            for (const cleanUp of cleanUps.toReversed()) {
                await cleanUp(network).catch(error => output.warning(redaction.apply(messageOf(error))));
            }
        }
    };
}
function causesOf({ cause }) {
    if (!(cause instanceof Error))
        return '';
    return `Caused by: ${cause.stack}\n${causesOf(cause)}`;
}
function troubleshootingPage(code, env) {
    const { GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref } = env;
    const page = 'docs/troubleshooting.md';
    return server && repository && ref ? `${server}/${repository}/blob/${ref}/${page}#${code}` : page;
}
function unexpected(error) {
    return new ActionError('internal-error', `An unexpected error occurred: ${messageOf(error)}.`, 'Report it as a bug, with this message and without any secret.', error);
}

;// CONCATENATED MODULE: ./build/runner/start.js



const start_RUN_LIMIT_MS = 118_000;
function start(run) {
    const interruption = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM']) {
        process.once(signal, () => interruption.abort(cancelled(signal)));
    }
    const stuck = () => interruption.abort(new Error('the action stopped making progress'));
    process.once('beforeExit', stuck);
    setTimeout(stuck, start_RUN_LIMIT_MS).unref();
    process.stdout.on('error', () => { });
    const { env } = process;
    const clock = { now: () => new Date(), elapsedMs: () => process.uptime() * 1000 };
    void run({ env, clock, sleep, fetch: httpFetch, output: toolkitOutput, signal: interruption.signal }).then(code => {
        process.stdout.write('', () => process.exit(code));
    });
}
function cancelled(signal) {
    const hint = 'Run this again if you did not mean to cancel it.';
    return new ActionError('cancelled', `The run was cancelled (${signal}).`, hint);
}
const sleep = (ms, signal) => new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(signal.reason);
    });
});

;// CONCATENATED MODULE: ./build/stores/github-secret.js












const CONFIRM_LIMIT_MS = 30_000;
const FIRST_CONFIRM_PAUSE_MS = 500;
const MAX_CONFIRM_PAUSE_MS = 4_000;
const NEXT_SECOND_MS = 1_100;
const FRESH_SNAPSHOT_MS = 2_000;
const CREATION_MS = 1_000;
class GitHubSecret {
    displayName;
    #client;
    #context;
    #destination;
    #name;
    #sealingKey;
    constructor(client, context, destination, name, sealingKey = new DestinationSealingKey(client, destination)) {
        this.#client = client;
        this.#context = context;
        this.#destination = destination;
        this.#name = name;
        this.#sealingKey = sealingKey;
        this.displayName = `The secret ${name} of ${describeDestination(destination)}`;
    }
    async read() {
        const readAt = this.#context.clock.elapsedMs();
        const sodium = requestsAreWritten().then(loadSodium);
        const [, metadata] = await awaitInOrder(this.#sealingKey.key(), this.#metadata(), sodium);
        const audience = await this.#audienceOf(metadata);
        return { updatedAt: metadata?.updatedAt, audience, readAt };
    }
    audienceAfter({ audience }) {
        return audienceAfter(this.#destination, audience);
    }
    async store(text, snapshot) {
        if (this.#context.clock.elapsedMs() - snapshot.readAt > FRESH_SNAPSHOT_MS)
            await this.#requireStillAbsent(snapshot);
        const status = await this.#put(text, snapshot);
        return this.#confirm(text, status, snapshot);
    }
    async updatedAt() {
        const metadata = await this.#metadata();
        if (!metadata)
            await this.#sealingKey.refresh();
        return metadata?.updatedAt;
    }
    async delete(storedAt) {
        const { journal } = this.#context;
        const place = this.displayName;
        if (!(await this.#isUnchanged(storedAt)))
            return false;
        const { base, parameters } = routeOf(this.#destination);
        const route = `DELETE ${base}/secrets/{secret_name}`;
        const name = { ...parameters, secret_name: this.#name };
        const attempts = this.#client.attempts(route, name);
        for (;;) {
            journal.append({ type: 'delete-started', place });
            const result = await this.#client.write(route, name, attempts);
            if (result.kind === 'refused' || result.kind === 'failed')
                journal.append({ type: 'delete-rejected' });
            if ('reply' in result) {
                if (result.reply.status === 204)
                    break;
                if (isNotFound(result.reply) && !(await this.#isUnchanged(storedAt)))
                    break;
                throw this.#error(result.reply, 'delete');
            }
            await attempts.wait(result.cause);
            if (!(await this.#isUnchanged(storedAt)))
                break;
        }
        journal.append({ type: 'deleted', place });
        return true;
    }
    async #requireStillAbsent(snapshot) {
        const updatedAt = snapshot.updatedAt === undefined ? (await this.#metadata())?.updatedAt : undefined;
        if (updatedAt === undefined)
            return;
        throw new ActionError('secret-exists', `${this.displayName} did not exist when this run started and does now (updated at ${updatedAt}): another run stored a key at the same time.`, 'Leave it to that run. If you are sure that nothing uses its key, run this again with `if-exists: overwrite`.');
    }
    async #isUnchanged(storedAt) {
        const updatedAt = await this.updatedAt();
        if (updatedAt === undefined)
            return false;
        const newerByMs = Date.parse(updatedAt) - storedAt.getTime();
        if (newerByMs === 0)
            return true;
        const what = `${this.displayName} is not the one to delete: it was updated at ${updatedAt}, and the key to delete was stored at ${storedAt.toISOString()}.`;
        if (newerByMs < 0) {
            throw new ActionError('secret-older', what, 'Check the place, the name and the time that this run was given: the key to delete may still exist in another place.');
        }
        throw new ActionError('secret-newer', what, 'If another run stored its key there, the key to delete is already gone. Otherwise run `verify` to find out which key it is, and delete it by hand if nobody may use it.');
    }
    async #put(text, snapshot) {
        const sealingKey = await this.#sealingKey.key();
        let { reply, isLost } = await this.#putSealed(text, sealingKey, snapshot, false);
        if (reply.status === 422) {
            const newKey = await this.#sealingKey.refresh();
            if (newKey.id !== sealingKey.id)
                ({ reply, isLost } = await this.#putSealed(text, newKey, snapshot, isLost));
        }
        const { status } = reply;
        if (status !== 201 && status !== 204)
            throw this.#error(reply, 'store');
        if (status === 204 && snapshot.updatedAt === undefined && !isLost) {
            this.#context.journal.append({ type: 'conflict', place: this.displayName });
            throw new ActionError('concurrent-write', `${this.displayName} did not exist when this run read it, and did when it stored: another run stored a key in between, and this run has overwritten it.`, 'Make sure that only one run stores this secret at a time (a `concurrency` group does that). Then run this again with `if-exists: overwrite`.');
        }
        this.#context.journal.append({ type: 'applied', place: this.displayName });
        return status;
    }
    async #putSealed(text, sealingKey, snapshot, isLost) {
        const { base, parameters } = routeOf(this.#destination);
        const route = `PUT ${base}/secrets/{secret_name}`;
        const body = {
            ...parameters,
            secret_name: this.#name,
            encrypted_value: await this.#sealingKey.seal(text, sealingKey),
            key_id: sealingKey.id,
            ...audienceBody(this.audienceAfter(snapshot)),
        };
        const { journal } = this.#context;
        const attempts = this.#client.attempts(route, body);
        for (;;) {
            journal.append({ type: 'write-started', place: this.displayName, replaces: snapshot.updatedAt !== undefined });
            const result = await this.#client.write(route, body, attempts);
            if (result.kind === 'applied')
                return { reply: result.reply, isLost };
            if (result.kind === 'indeterminate')
                isLost = true;
            else
                journal.append({ type: 'write-rejected' });
            if (result.kind === 'refused')
                return { reply: result.reply, isLost };
            await attempts.wait(result.cause);
            if (!isLost)
                await this.#requireStillAbsent(snapshot);
        }
    }
    async #confirm(text, firstStatus, snapshot) {
        const { clock, sleep, journal, retry } = this.#context;
        const deadline = clock.elapsedMs() + Math.min(CONFIRM_LIMIT_MS, retry.remainingMs());
        let status = firstStatus;
        let isRepeated = false;
        for (let pause = FIRST_CONFIRM_PAUSE_MS;; pause = Math.min(pause * 2, MAX_CONFIRM_PAUSE_MS)) {
            const metadata = await this.#metadata();
            if (metadata && isLater(metadata.updatedAt, snapshot.updatedAt)) {
                const { createdAt, updatedAt } = metadata;
                if (status === 201 && Date.parse(updatedAt) > Date.parse(createdAt) + CREATION_MS) {
                    throw this.#notConfirmed(status, `it was changed again at ${updatedAt}`);
                }
                journal.append({ type: 'confirmed', place: this.displayName, updatedAt });
                return updatedAt;
            }
            const shown = metadata
                ? `it was last updated at ${metadata.updatedAt}, before this run stored`
                : 'it does not exist';
            if (clock.elapsedMs() + pause > deadline)
                throw this.#notConfirmed(status, shown);
            if (metadata && !isRepeated) {
                isRepeated = true;
                await sleep(NEXT_SECOND_MS);
                status = await this.#put(text, snapshot);
            }
            else {
                await sleep(pause);
            }
        }
    }
    #notConfirmed(status, shown) {
        return new ActionError('not-confirmed', `GitHub answered ${status} when this run stored ${lowerFirst(this.displayName)}, but then said that ${shown}.`, 'GitHub may be slow (see its status page), something between the runner and GitHub may answer in its place, or another run may ' +
            'store the same secret (the audit log shows it). Then run this again with `if-exists: overwrite`.');
    }
    async #metadata() {
        const { base, parameters } = routeOf(this.#destination);
        const reply = await this.#client.request(`GET ${base}/secrets/{secret_name}`, {
            ...parameters,
            secret_name: this.#name,
        });
        if (isNotFound(reply))
            return undefined;
        if (reply.status !== 200)
            throw this.#error(reply, 'read the metadata of');
        const { name, updated_at: updatedAt, created_at: createdAt, visibility } = membersOf(reply.data);
        const hasAudience = this.#destination.level !== 'organization' || isVisibility(visibility);
        if (name !== this.#name || !isTime(updatedAt) || !isTime(createdAt) || !hasAudience) {
            throw new ActionError('github-invalid-response', `GitHub's response about ${lowerFirst(this.displayName)} is not a JSON object with its \`name\`, \`created_at\`, \`updated_at\` and, in an organization, \`visibility\`.`, 'Check what is between the runner and GitHub (a proxy, a wrong `github-api-url`): it may change responses. Then run this again.');
        }
        const audience = isVisibility(visibility) ? { visibility, selectedRepositoryIds: undefined } : undefined;
        return { updatedAt, createdAt, audience };
    }
    async #audienceOf(metadata) {
        const destination = this.#destination;
        if (destination.level !== 'organization' || metadata?.audience?.visibility !== 'selected')
            return metadata?.audience;
        const selectedRepositoryIds = await readSelectedRepositoryIds(this.#client, destination.organization, this.#name);
        return { visibility: 'selected', selectedRepositoryIds };
    }
    #error(reply, verb) {
        return toActionError(reply, `${verb} ${lowerFirst(this.displayName)}`, this.#destination);
    }
}
function isVisibility(value) {
    return VISIBILITIES.some(visibility => visibility === value);
}
function isLater(updatedAt, before) {
    return before === undefined || Date.parse(updatedAt) > Date.parse(before);
}
function isTime(value) {
    return typeof value === 'string' && parseTime(value) !== undefined;
}

;// CONCATENATED MODULE: ./build/common.js















































export { ACCENTED_LETTERS as ACCENTED_LETTERS, ActionError as ActionError, bundle_stubs_BearerCredentialHandler as BearerCredentialHandler, DestinationSealingKey as DestinationSealingKey, ERROR_CODES as ERROR_CODES, EVENTS as EVENTS, GitHubClient as GitHubClient, GitHubSecret as GitHubSecret, bundle_stubs_HttpClient as HttpClient, IF_APPROVED as IF_APPROVED, IF_EXISTS as IF_EXISTS, JSONParse as JSONParse, JSONStringify as JSONStringify, Journal as Journal, MINIMUM_RUNNER as MINIMUM_RUNNER, PRIVATE_KEY_ENCODINGS as PRIVATE_KEY_ENCODINGS, REQUIREMENTS as REQUIREMENTS, Redaction as Redaction, Retry as Retry, RetryableError as RetryableError, VISIBILITIES as VISIBILITIES, Variable as Variable, approvalError as approvalError, audienceAfter as audienceAfter, audienceBody as audienceBody, awaitInOrder as awaitInOrder, branchWeakness as branchWeakness, cancelled as cancelled, codePointOf as codePointOf, connectGitHub as connectGitHub, defineAction as defineAction, describeApprover as describeApprover, describeAudience as describeAudience, describeDestination as describeDestination, destinationClaims as destinationClaims, didYouMean as didYouMean, displayName as displayName, environmentOf as environmentOf, escapeInvisible as escapeInvisible, bundle_stubs_exec as exec, fetch as fetch, findInvisible as findInvisible, foldAsciiCase as foldAsciiCase, getExecOutput as getExecOutput, githubMessage as githubMessage, httpFetch as httpFetch, inputsOf as inputsOf, invalid as invalid, isNotFound as isNotFound, isObject as isObject, isRateLimit as isRateLimit, isSameName as isSameName, loadSodium as loadSodium, lowerFirst as lowerFirst, malformed as malformed, markdownSummary as markdownSummary, meaningOf as meaningOf, membersOf as membersOf, messageOf as messageOf, paginateRest as paginateRest, parseBaseUrl as parseBaseUrl, parseJson as parseJson, parseSealingKey as parseSealingKey, parseTime as parseTime, protectionWarning as protectionWarning, proxyFor as proxyFor, quote as quote, randomUUID as randomUUID, rateLimited as rateLimited, readAllowedBots as readAllowedBots, readAllowedEvents as readAllowedEvents, readApiUrl as readApiUrl, readApprovals as readApprovals, readApprovers as readApprovers, readBaseUrl as readBaseUrl, readBoolean as readBoolean, readChoice as readChoice, readDestination as readDestination, readEnvironmentName as readEnvironmentName, readLedgerName as readLedgerName, readList as readList, readOptional as readOptional, readOrganization as readOrganization, readProtection as readProtection, readRepository as readRepository, readRepositoryIds as readRepositoryIds, readSecretName as readSecretName, readSelectedRepositoryIds as readSelectedRepositoryIds, readText as readText, readTime as readTime, readToken as readToken, readTrimmed as readTrimmed, readVariableName as readVariableName, readWorkflowRun as readWorkflowRun, redactingFetch as redactingFetch, refused as refused, repositoryOf as repositoryOf, requestIdToken as requestIdToken, requestsAreWritten as requestsAreWritten, requireAllowedEvent as requireAllowedEvent, requireBranchRule as requireBranchRule, requireGate as requireGate, restEndpointMethods as restEndpointMethods, retrying as retrying, routeOf as routeOf, runClaims as runClaims, runUrl as runUrl, seal as seal, sendOnce as sendOnce, settingsUrl as settingsUrl, settle as settle, settleWithin as settleWithin, start as start, startedByBot as startedByBot, suggestion as suggestion, summary as summary, titleOf as titleOf, toActionError as toActionError, toWriteResult as toWriteResult, toolkitOutput as toolkitOutput, unexpectedBot as unexpectedBot, unknownEventWarning as unknownEventWarning, waitToSettle as waitToSettle, weaknessesOf as weaknessesOf, wideningWarning as wideningWarning, withCustomRequest as withCustomRequest };
