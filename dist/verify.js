import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
import * as __WEBPACK_EXTERNAL_MODULE__bundle_stubs_js_7018981d__ from "./bundle-stubs.js";
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

;// CONCATENATED MODULE: ./build/text.js
/**
 * Latin letters from \u00c0 to \u017e, for a class in a regular expression. Left out: the signs \u00d7 and \u00f7, and letters that look like other
 * text (\u0131, \u0138, the digraphs \u0133, \u0140 and \u0149).
 */
const ACCENTED_LETTERS = '\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0130\u0134-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u017e';
/**
 * Escapes every character that a reader cannot see, that a terminal obeys, or that changes the direction of reading.
 * @returns the text with each such character written as `\u{202e}`
 */
function escapeInvisible(text) {
    // Most texts are printable ASCII, and the tables of Unicode properties take a millisecond to load.
    return isPrintableAscii(text) ? text : text.replace(invisible(), escapeCharacter);
}
/** The first character of a text that `escapeInvisible` would escape; undefined if there is none. */
function findInvisible(text) {
    return isPrintableAscii(text) ? undefined : text.match(invisible())?.[0];
}
/**
 * A name as pages, errors and the log show it: quoted, so that its ends can be seen. Characters outside printable ASCII and the
 * accented Latin letters become `\u{430}`, so that two names that look the same are the same.
 */
function text_displayName(name) {
    const quoted = JSON.stringify(name);
    return isPrintableAscii(quoted)
        ? quoted
        : quoted.replace(new RegExp(`[^\\x20-\\x7e${ACCENTED_LETTERS}]`, 'gu'), escapeCharacter);
}
/** A character's code point in Unicode's notation, such as `U+00A0`. */
function codePointOf(character) {
    return `U+${hexOf(character).toUpperCase().padStart(4, '0')}`;
}
/** A text with the letters A to Z in lower case, and no others: `toLowerCase` would make a k of the Kelvin sign. */
function foldAsciiCase(text) {
    return text.replace(/[A-Z]/g, letter => letter.toLowerCase());
}
/** Whether two names are the same to GitHub, which ignores the case of ASCII letters only. */
function isSameName(a, b) {
    return foldAsciiCase(a) === foldAsciiCase(b);
}
function isPrintableAscii(text) {
    return /^[\x20-\x7e]*$/.test(text);
}
/**
 * Matches control, format, unassigned and private-use characters, white space other than U+0020, what Unicode lets a program
 * ignore (fillers, variation selectors, tags), and the characters whose glyphs are blank.
 */
function invisible() {
    return /(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u{2800}\u{2d7f}\u{1107f}\u{13441}\u{13442}\u{16fe4}\u{1d159}]/gu;
}
function escapeCharacter(character) {
    return `\\u{${hexOf(character)}}`;
}
function hexOf(character) {
    return Number(character.codePointAt(0)).toString(16);
}

;// CONCATENATED MODULE: ./build/errors.js

/** The names of all failures. Each has an entry in docs/troubleshooting.md. */
const ERROR_CODES = (/* unused pure expression or super */ null && ([
    // Inputs, the runner, GitHub
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
    // The stored key and its approval
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
    // Key stores
    'key-exists',
    'key-changed',
    'key-not-found',
    'key-replaced',
    'key-exportable',
    'deletion-not-allowed',
    'signature-invalid',
    'key-unusable',
    'file-unsafe',
    'file-locked',
    'file-refused',
    // Ledger
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
    // Vault and OpenBao
    'vault-address-missing',
    'vault-settings-invalid',
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
    // AWS
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
    // Moving and removing
    'staged-is-destination',
    'staged-secret-missing',
    'key-approved',
    'secret-newer',
    'secret-older',
]));
/** Shared by all bundles of a process, each of which has a class ActionError of its own. */
const BRAND = Symbol.for('ledger-operator-keys.ActionError');
/**
 * An expected end of a run: something that a person can do something about. It becomes one error annotation without a stack
 * trace, with what it means for the key.
 */
class errors_ActionError extends Error {
    [BRAND] = true;
    /** A stable name; docs/troubleshooting.md has an entry of this name. */
    code;
    /** What to do, in one or more whole sentences. */
    hint;
    /**
     * @param message what happened, and where, in whole sentences
     * @param hint what to do, in whole sentences
     * @param cause the error behind it, printed if step debug logging is on
     */
    constructor(code, message, hint, cause) {
        super(message, { cause });
        this.code = code;
        this.hint = hint;
    }
}
/** Whether an error is an ActionError, of whichever bundle. */
function isActionError(error) {
    return error instanceof Error && BRAND in error;
}
/** More than a message of GitHub's has, and little enough that an error says what it means for the key, too. */
const MAX_QUOTED_CHARACTERS = 200;
/** The text of others for an error: quoted, cut to a readable length, its control and direction characters made visible. */
function quote(text) {
    const cut = text.length > MAX_QUOTED_CHARACTERS ? `${text.slice(0, MAX_QUOTED_CHARACTERS)}\u2026` : text;
    return escapeInvisible(JSON.stringify(cut));
}
/** The message of anything that was thrown. */
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}

;// CONCATENATED MODULE: ./build/http/json.js
// Reading answers that are not ours: whatever is taken out of them is checked member by member.
/** Whether a value is a JSON object, not a list and not null. */
function json_isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** The members of a JSON object; of anything else none. */
function json_membersOf(value) {
    return json_isObject(value) ? value : {};
}

;// CONCATENATED MODULE: ./build/http/retry.js

/** How long one request may take. */
const REQUEST_LIMIT_MS = 10_000;
/** How long all requests of a run may take together, waits included. */
const RUN_LIMIT_MS = 110_000;
/** How often a request is sent to a service that fails or does not answer. */
const MAX_FAULTS = 5;
/** How often a request is sent to a service that limits requests. */
const MAX_RATE_LIMITS = 8;
const FIRST_BACKOFF_MS = 500;
/** A wait that is worth a line in the log. */
const LONG_WAIT_MS = 3_000;
/** What says where a service is, in Markdown. */
const ADDRESSES = {
    GitHub: '`github-api-url`',
    Ledger: '`ledger-api-url`',
    Vault: '`VAULT_ADDR`',
    AWS: '`aws-region` and AWS_ENDPOINT_URL',
};
/** Why one attempt brought no response that another attempt could not change. */
class RetryableError extends Error {
    kind;
    /** Whether the request may have been applied all the same. */
    indeterminate;
    /** How long the service asks to wait; undefined if it does not say. */
    waitMs;
    /** Whether another attempt cannot help. */
    isFinal;
    /** @param message what happened, to begin a sentence */
    constructor(kind, message, { indeterminate = false, isFinal = false, waitMs, cause, } = {}) {
        super(message, { cause });
        this.kind = kind;
        this.indeterminate = indeterminate;
        this.isFinal = isFinal;
        this.waitMs = waitMs;
    }
}
/** Retrying within the deadline that all requests of a run share. */
class Retry {
    #clock;
    #sleep;
    #info;
    #deadline;
    /** @param info gets one line for each long wait */
    constructor({ clock, sleep }, info) {
        this.#clock = clock;
        this.#sleep = sleep;
        this.#info = info;
        this.#deadline = clock.elapsedMs() + RUN_LIMIT_MS;
    }
    /** How long the run may still send requests. */
    remainingMs() {
        return this.#deadline - this.#clock.elapsedMs();
    }
    /** @param request the request in words, for errors: `GET /orgs/octo/actions/secrets/public-key` */
    attempts(service, request) {
        let number = 1;
        let faults = 0;
        let rateLimits = 0;
        return {
            get number() {
                return number;
            },
            timeoutMs: () => {
                const remaining = this.remainingMs();
                if (remaining <= 0)
                    throw deadlineExceeded(service, request);
                return Math.min(REQUEST_LIMIT_MS, remaining);
            },
            wait: async (error) => {
                // Jitter keeps many runs, refused together, from coming back together.
                const ms = error.waitMs === undefined
                    ? FIRST_BACKOFF_MS * 2 ** faults++ * (0.5 + Math.random())
                    : error.waitMs + Math.random() * Math.min(1000 * 2 ** rateLimits++, 10_000);
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
function deadlineExceeded(service, request) {
    return new errors_ActionError(`${lowerCase(service)}-unavailable`, `Deadline of ${RUN_LIMIT_MS / 1000} s exceeded; request skipped: ${request}.`, 'Other requests took too long; the log names them. Run this again.');
}
function noResponse(service, request, error, attempts) {
    const name = lowerCase(service);
    const hint = {
        'rate-limited': 'Run this again when the rate limit has ended.',
        unavailable: `See ${service === 'Vault' ? 'the log of the server' : `${service}'s status page`}, and run this again when it has recovered.`,
        unreachable: `Check ${ADDRESSES[service]}, the network of the runner, its proxy (HTTPS_PROXY, NO_PROXY) and its certificate authority (${service === 'Vault' ? 'VAULT_CACERT, ' : ''}NODE_EXTRA_CA_CERTS).`,
    };
    const count = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
    return new errors_ActionError(`${name}-${error.kind}`, `${error.message} (${count}): ${request}.`, hint[error.kind], error);
}
function lowerCase(service) {
    return service.toLowerCase();
}

;// CONCATENATED MODULE: ./build/http/rate-limit.js

/** The last time that a Date can hold. */
const LAST_TIME_MS = 8.64e15;
/** The shortest wait: a limit that has just ended may not have reached every server. */
const MIN_WAIT_MS = 1_000;
/**
 * The error of a rate limit.
 * @param clock of the run, for a service that does not show its own
 * @param headers of the response, which may say when the limit ends
 * @param defaultWaitMs how long to wait if they do not
 */
function rateLimited(clock, service, status, headers, defaultWaitMs) {
    // The service's own clock, if it shows it: that of the runner may be years off.
    const now = Date.parse(String(headers.date)) || clock.now().getTime();
    const askedMs = askedWaitMs(headers, now);
    const waitMs = Math.max(askedMs ?? defaultWaitMs, MIN_WAIT_MS);
    const end = new Date(Math.min(now + waitMs, LAST_TIME_MS)).toISOString().replace(/\.\d+Z/, 'Z');
    const duration = askedMs === undefined ? 'does not say for how long' : `asks to wait ${Math.ceil(waitMs / 1000)} s, until ${end}`;
    return new RetryableError('rate-limited', `${service} limits requests (status ${status}) and ${duration}`, { waitMs });
}
/** How long a rate limit lasts by the response's own headers; undefined if they do not say. */
function askedWaitMs(headers, now) {
    const retryAfter = headers['retry-after'];
    if (retryAfter !== undefined) {
        // RFC 9110 section 10.2.3: seconds, or a date.
        const seconds = Number(retryAfter);
        const ms = Number.isNaN(seconds) ? Date.parse(String(retryAfter)) - now : seconds * 1000;
        if (ms >= 0)
            return ms;
    }
    const reset = Number(headers['x-ratelimit-reset']);
    return String(headers['x-ratelimit-remaining']) === '0' && reset > 0 ? Math.max(reset * 1000 - now, 0) : undefined;
}

;// CONCATENATED MODULE: ./build/http/send.js


/**
 * Sends a request once, within the time that the attempt has.
 * @param request method and path, for the timeline of requests
 * @param send sends it; the signal ends it when its time is up
 * @throws RetryableError if no response came
 */
async function sendOnce({ clock, sleep, debug }, service, request, attempts, send) {
    const timeoutMs = attempts.timeoutMs();
    const startedAt = clock.elapsedMs();
    const trace = (outcome) => {
        const ms = Math.round(clock.elapsedMs() - startedAt);
        debug(`${service}: ${request}: ${outcome} in ${ms} ms (attempt ${attempts.number})`);
    };
    const timeout = new AbortController();
    const timer = new AbortController();
    // The timer is stopped once a response has come.
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
        timer.abort();
    }
}
/**
 * Classifies what a connection threw.
 * @throws the error itself, if it is the end of the run or a defect of this program
 */
function connectionError(service, error) {
    // Octokit wraps what the connection threw.
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    if (isActionError(cause))
        throw cause;
    const { message, code } = cause instanceof Error ? cause : new Error(String(cause));
    // What a connection throws has a code. Anything else is a defect, which another attempt would hide.
    if (code === undefined)
        throw error;
    const text = message.includes(code) ? message : `${message} (${code})`;
    const what = `The connection to ${service} failed: ${text}`;
    // A proxy that refused the tunnel: nothing went through it. One that failed may recover in a moment.
    if (code === 'ERR_PROXY_TUNNEL') {
        return new RetryableError('unreachable', what, { isFinal: /HTTP\/1\.\d [34]\d\d/.test(message), cause });
    }
    // The request was understood, and the response will not get smaller.
    if (code === 'ERR_ANSWER_TOO_LARGE') {
        return new RetryableError('unavailable', `${service}: ${message}`, { indeterminate: true, isFinal: true, cause });
    }
    // What fails before a request can be sent, and would again. An ERR_SSL may come after it was sent.
    if (/^(?:ENOTFOUND|ERR_TLS|ERR_INVALID|ERR_PROXY|CERT_|UNABLE_|DEPTH_|SELF_SIGNED_|HOSTNAME_)/.test(code)) {
        return new RetryableError('unreachable', what, { isFinal: true, cause });
    }
    return new RetryableError('unreachable', what, {
        indeterminate: code !== 'ECONNREFUSED' && code !== 'EAI_AGAIN',
        cause,
    });
}

;// CONCATENATED MODULE: ./build/http/write-result.js

/**
 * Sorts what one attempt brought.
 * @param outcome a response that another attempt would not change, or the reason why there is none
 * @param isSuccess whether the service did what it was asked to
 */
function toWriteResult(outcome, isSuccess) {
    if (outcome instanceof RetryableError) {
        return { kind: outcome.indeterminate ? 'indeterminate' : 'rejected', cause: outcome };
    }
    return isSuccess(outcome) ? { kind: 'applied', reply: outcome } : { kind: 'rejected', cause: outcome };
}

;// CONCATENATED MODULE: ./build/github/rate-limit.js

/** What GitHub says in a 403 without headers: `You have exceeded a secondary rate limit`, `\u2026 an abuse detection mechanism`, \u2026 */
const MESSAGE = /rate limit|abuse detection mechanism|blocked from content creation/i;
/**
 * Whether a response means a rate limit, primary or secondary.
 * @param headers with lower-case names
 * @param data the parsed body
 */
function isRateLimit(status, headers, data) {
    if (status === 429)
        return true;
    return (status === 403 &&
        (headers['retry-after'] !== undefined ||
            String(headers['x-ratelimit-remaining']) === '0' ||
            MESSAGE.test(String(json_membersOf(data).message))));
}

;// CONCATENATED MODULE: ./build/github/client.js






/** REST API version that github.com and every supported GitHub Enterprise Server know. */
const API_VERSION = '2022-11-28';
/** What GitHub's documentation asks for if a secondary rate limit names no time. */
const DEFAULT_RATE_LIMIT_MS = 60_000;
/** GitHub's REST API. */
class GitHubClient {
    #request;
    #network;
    /** @param request as octokit.ts gives it */
    constructor(request, network) {
        this.#request = request;
        this.#network = network;
    }
    /**
     * Sends a request that has the same effect however often it arrives, and retries it.
     * @param route such as `GET /orgs/{org}/actions/secrets/public-key`
     * @returns any response that another attempt would not change, refusals included
     * @throws ActionError if GitHub does not answer, keeps failing, or limits requests for too long
     */
    async request(route, parameters) {
        const attempts = this.attempts(route, parameters);
        for (;;) {
            const outcome = await this.#sendOnce(route, parameters, attempts);
            if (!(outcome instanceof RetryableError))
                return outcome;
            await attempts.wait(outcome);
        }
    }
    /** The attempts at a request that the caller sends by `write`. */
    attempts(route, parameters) {
        return this.#network.retry.attempts('GitHub', fill(route, parameters));
    }
    /** Sends a request that changes something, once. */
    async write(route, parameters, attempts) {
        const outcome = await this.#sendOnce(route, parameters, attempts);
        return toWriteResult(outcome, ({ status }) => status < 300);
    }
    async #sendOnce(route, parameters, attempts) {
        const headers = { 'x-github-api-version': API_VERSION };
        const request = fill(route, parameters);
        try {
            const reply = await sendOnce(this.#network, 'GitHub', request, attempts, async (signal) => {
                const options = { ...parameters, headers, request: { signal, log: { warn() { } } } };
                try {
                    return await this.#request(route, options);
                }
                catch (error) {
                    // Octokit throws responses from status 400 on, with the response inside; without one, the connection failed.
                    const reply = replyIn(error);
                    if (reply)
                        return reply;
                    throw error;
                }
            });
            return transientError(reply, this.#network.clock) ?? reply;
        }
        catch (error) {
            if (error instanceof RetryableError)
                return error;
            throw error;
        }
    }
}
/** A route with its parameters filled in. */
function fill(route, parameters) {
    return route.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(parameters[name])));
}
function replyIn(error) {
    if (!(error instanceof Error) || !('response' in error) || !error.response)
        return undefined;
    const { status, headers, data } = error.response;
    return { status, headers, data };
}
/** The error that a reply stands for, if another attempt may change it. */
function transientError({ status, headers, data }, clock) {
    if (status >= 500)
        return new RetryableError('unavailable', `GitHub failed with status ${status}`, { indeterminate: true });
    return isRateLimit(status, headers, data)
        ? rateLimited(clock, 'GitHub', status, headers, DEFAULT_RATE_LIMIT_MS)
        : undefined;
}
/** What GitHub says in an error's JSON body; empty if it says nothing. */
function githubMessage(data) {
    const { message } = json_membersOf(data);
    return typeof message === 'string' ? message : '';
}

;// CONCATENATED MODULE: ./build/github/destination.js

/**
 * The beginning of the destination's REST routes, and the parameters that fill it. Octokit percent-encodes each
 * parameter, so that an environment's name may hold slashes and spaces.
 */
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
/** The destination in words, to stand after "of": `the environment "prod" of octo/keys`. */
function describeDestination(destination) {
    switch (destination.level) {
        case 'repository':
            return `the repository ${destination.owner}/${destination.repo}`;
        case 'environment':
            return `the environment ${text_displayName(destination.environment)} of ${destination.owner}/${destination.repo}`;
        case 'organization':
            return `the organization ${destination.organization}`;
    }
}
/** The destination as the proof states it. */
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
/** The page in GitHub's settings on which the destination's secrets stand. */
function destination_settingsUrl(destination, serverUrl, environmentId) {
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





/**
 * Explains why GitHub refused.
 * @param doing what was refused, to follow "GitHub refused to": `read the sealing key of \u2026`
 * @param thing whose permission the token needs if GitHub does not name it
 */
function errors_toActionError(reply, doing, destination, thing = 'secret') {
    const { code, what, hint } = explain(reply, doing, destination, thing);
    return new errors_ActionError(code, what, hint);
}
/** Whether GitHub refused because the token lacks a permission, and for no other reason. */
function isPermissionProblem(reply) {
    return reply.status === 403 && !isForeign(reply) && causeOf(reply) === undefined && namesPermission(reply);
}
function explain(reply, doing, destination, thing) {
    const { status } = reply;
    if (status < 300) {
        return {
            code: 'github-refused',
            what: `GitHub was asked to ${doing}, and answered with an undocumented success (status ${status}).`,
            hint: 'Something between the runner and GitHub may change responses: check the proxy and `github-api-url`.',
        };
    }
    if (status < 400)
        return redirected(reply, doing, destination);
    if (status === 406 || isForeign(reply))
        return notGitHub(reply, doing);
    const message = githubMessage(reply.data);
    const refused = `GitHub refused to ${doing} (status ${status}${message ? `: ${quoteWhole(message)}` : ''}).`;
    const cause = causeOf(reply);
    if (cause) {
        const { code, means, hint } = cause;
        return { code, what: `${refused} ${means}`, hint: typeof hint === 'string' ? hint : hint(reply) };
    }
    if (status === 401) {
        return {
            code: 'token-rejected',
            what: `${refused} The token is not valid.`,
            hint: 'Check the secret that `github-token` is set from: the token may be expired, revoked, or incompletely copied. ' +
                'The installation token of a GitHub App is valid for one hour: create it in the same job.',
        };
    }
    if (status === 404)
        return notFound(refused, destination);
    if (status === 403 && namesPermission(reply))
        return permissionMissing(reply, refused, destination, thing);
    return {
        code: 'github-refused',
        what: refused,
        hint: message
            ? "Follow GitHub's message."
            : `GitHub gives no reason. Run this again later; if it fails again, ask GitHub Support${requestId(reply)}.`,
    };
}
/** Whether GitHub says that something does not exist, or that the token may not see it. A proxy's page says nothing. */
function isNotFound(reply) {
    return reply.status === 404 && !isForeign(reply);
}
// Responses that are not GitHub's
/** Whether a refusal has a body that is not JSON. GitHub's API refuses in JSON, so a proxy, firewall or web page answered. */
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
        return {
            code: 'access-blocked',
            what: `${what} A proxy, firewall or login page between the runner and GitHub refused it, not GitHub.`,
            hint: "Let the runner reach GitHub's API: check its network, the proxy (HTTPS_PROXY, NO_PROXY) and the firewall. " +
                'Check `github-api-url` too: on GitHub Enterprise Server it ends in `/api/v3`.',
        };
    }
    return {
        code: 'github-invalid-response',
        what: `${what} GitHub's API does not answer like this.`,
        hint: 'Check `github-api-url` (on GitHub Enterprise Server it ends in `/api/v3`), and whether a proxy or a login page ' +
            'answers in place of GitHub.',
    };
}
/** GitHub redirects requests for a renamed repository to the repository's id; any other redirect is not GitHub's. */
function redirected(reply, doing, destination) {
    const id = /\/repositories\/(\d+)\//.exec(String(reply.headers.location))?.[1];
    if (id === undefined) {
        return {
            code: 'github-invalid-response',
            what: `GitHub was asked to ${doing}, and the response redirects elsewhere (status ${reply.status}).`,
            hint: 'Check `github-api-url` (on GitHub Enterprise Server it ends in `/api/v3`), and whether a proxy or a login page ' +
                'answers in place of GitHub.',
        };
    }
    return {
        code: 'destination-moved',
        what: `GitHub refused to ${doing}: ${describeDestination(destination)} has moved (status ${reply.status}).`,
        hint: `It was renamed or transferred; its id is ${id}. Use its new name, which \`gh api repositories/${id} --jq .full_name\` ` +
            'prints. This action does not follow redirects, because a key belongs only in the place that a person chose.',
    };
}
const GITHUB_APP = 'the installation token of a GitHub App';
/** In this order: the first that matches is the cause. */
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
            const { html_url } = json_membersOf(json_membersOf(reply.data).block);
            const notice = typeof html_url === 'string' ? webUrl(html_url) : undefined;
            return `Only GitHub can lift the block: contact GitHub Support, or use another repository.${notice ? ` The notice: ${notice}` : ''}`;
        },
    },
];
function causeOf(reply) {
    const message = githubMessage(reply.data);
    return CAUSES.find(({ matches }) => matches(reply, message));
}
/** `X-GitHub-SSO: required; url=URL`; `partial-results` does not refuse anything. */
function isSsoRequired({ headers }) {
    return /^\s*required\b/i.test(String(headers['x-github-sso']));
}
function ssoUrl({ headers }) {
    return webUrl(/\burl=(\S+)/i.exec(String(headers['x-github-sso']))?.[1]);
}
// Missing permissions
/** The name of each level's permission in GitHub's settings. */
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
/** Whether GitHub speaks of permissions, in its message or by naming those that the request needs. */
function namesPermission({ headers, data }) {
    return (/not accessible by|must have admin (?:rights|access)/i.test(githubMessage(data)) ||
        Boolean(headers['x-accepted-github-permissions']));
}
function permissionMissing(reply, refused, destination, thing) {
    const accepted = reply.headers['x-accepted-github-permissions'];
    // For a read, GitHub names the permission to read. Whoever grants only that fails again at the write.
    const asked = accepted ? ` (GitHub asks for ${escapeInvisible(String(accepted))} here)` : '';
    const what = `${refused} The token needs ${PERMISSION[thing][destination.level]}: write${asked}.`;
    const hint = /by integration/.test(githubMessage(reply.data))
        ? "If the token is the job's own GITHUB_TOKEN (`github.token`, `secrets.GITHUB_TOKEN`): it can never write secrets, whatever " +
            `\`permissions\` says. Use ${GITHUB_APP} or a fine-grained personal access token. If it is a GitHub App's: grant the App ` +
            'that permission, accept the change where the App is installed, and create a new token.'
        : 'Grant the token that permission (an organization may have to approve the change), and make sure that it covers ' +
            `${describeDestination(destination)}.`;
    return { code: 'permission-missing', what, hint };
}
function notFound(refused, destination) {
    const place = describeDestination(destination);
    const isEnvironment = destination.level === 'environment';
    const check = isEnvironment
        ? `Check the names. Create the environment first (Settings, Environments of ${destination.owner}/${destination.repo}): ` +
            'this action never does, because an environment without required reviewers would not be a gate.'
        : 'Check the name.';
    const covered = destination.level === 'organization' ? 'organization as its resource owner' : 'repository';
    return {
        code: 'destination-not-found',
        what: isEnvironment
            ? `${refused} The environment or its repository does not exist, or the token has no access to them: ${place}.`
            : `${refused} It does not exist, or the token has no access to it: ${place}.`,
        hint: `${check} GitHub also answers 404 if the token has no access: a GitHub App must be installed there, a fine-grained token must ` +
            `name that ${covered}. A wrong \`github-api-url\` gives 404 too: on GitHub Enterprise Server it ends in \`/api/v3\`.`,
    };
}
// Text of others
/** More than any message of GitHub's. */
const MAX_MESSAGE_CHARACTERS = 1000;
const MAX_URL_CHARACTERS = 2000;
/** How many URLs of the part that was cut off are kept. */
const MAX_URLS = 3;
/**
 * GitHub's message, quoted. A long one is cut, but no URL in it, because the URL is often what helps: it is shown whole, even if it
 * is in the part that was cut off.
 */
function quoteWhole(message) {
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
/** The URL as it is, if it is one of the web and everything in it can be seen. */
function webUrl(text) {
    return text && text.length <= MAX_URL_CHARACTERS && /^https?:\/\/[\x21-\x7e]+$/.test(text) ? text : undefined;
}
function requestId({ headers }) {
    const id = headers['x-github-request-id'];
    return id ? ` and name the request ${quote(String(id))}` : '';
}

;// CONCATENATED MODULE: ./build/github/unreadable.js



/**
 * The reason why GitHub refuses to show something (403, 404), with advice about permissions only if they are the reason.
 * @param doing what was refused, to stand after "GitHub refused to"
 * @param permissionHint how to grant what reading takes, in whole sentences
 */
function unreadable_refused(reply, doing, destination, permissionHint) {
    const error = errors_toActionError(reply, doing, destination);
    // GitHub answers 404, too, if a token may not see the repository.
    if (error.code !== 'permission-missing' && error.code !== 'destination-not-found') {
        return { unreadable: error.message, hint: error.hint };
    }
    const message = githubMessage(reply.data);
    const status = `status ${reply.status}${message && `: ${quote(message)}`}`;
    return { unreadable: `GitHub refused to ${doing} (${status}).`, hint: permissionHint };
}
/** A response, or a variable of the runner, that is not what it is documented to be. */
function unreadable_malformed(unreadable) {
    return {
        unreadable,
        hint: 'Check whether a proxy or a wrong `github-api-url` is between the runner and GitHub, then run this again.',
    };
}

;// CONCATENATED MODULE: ./build/github/approvals.js





const PERMISSION_HINT = 'Give the job `permissions: actions: read`, which the caller of a reusable workflow must grant too. ' +
    'A token of your own needs "Actions" (repository permission): read.';
/**
 * Reads who approved jobs of this run (`GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals`).
 * @throws ActionError if GitHub refuses for another reason than access (403, 404), or does not answer
 */
async function readApprovals(client, run, { environment, allowedBots }) {
    const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals';
    const reviews = await readRun(client, run, route, "read this run's reviews");
    if ('unreadable' in reviews)
        return reviews;
    if (!Array.isArray(reviews.data))
        return unreadable_malformed("GitHub's response is not a list of reviews.");
    const approvals = reviews.data
        .map(json_membersOf)
        .filter(review => review.state === 'approved' && isOf(review, environment));
    const users = new Map(approvals.map(({ user }) => json_membersOf(user)).flatMap(user => (isUser(user) ? [[user.id, user]] : [])));
    const approvedBy = [...users.values()].map(({ login, id }) => ({ login, id }));
    const bot = allowedBots === 'any' ? undefined : unexpectedBot(run, allowedBots);
    if (bot !== undefined)
        return { approvedBy, byAnother: false, bot };
    const people = [...users.values()].filter(({ type }) => type === 'User');
    if (people.length === 0)
        return { approvedBy, byAnother: false };
    const starters = await readStarters(client, run);
    if ('unreadable' in starters)
        return starters;
    return { approvedBy, byAnother: people.some(({ id }) => !starters.ids.includes(String(id))) };
}
/**
 * Why a run does not count as approved by another person; undefined if it does.
 * @param environment the one that `readApprovals` was asked for
 * @returns an error to throw, or to warn of by its message
 */
function approvalError(approvals, environment) {
    const scope = environment === undefined ? '' : ` for the environment ${text_displayName(environment)}`;
    if ('unreadable' in approvals) {
        return new errors_ActionError('approvals-unreadable', `It is unknown whether this run was approved${scope}. ${approvals.unreadable}`, approvals.hint);
    }
    const { approvedBy, byAnother, bot } = approvals;
    if (byAnother)
        return undefined;
    if (bot !== undefined)
        return startedByBot(bot);
    return new errors_ActionError('not-approved', approvedBy.length === 0
        ? `Nobody has approved this run${scope}: GitHub has no approval on record.`
        : `This run was approved${scope} only by whoever started or re-ran it, or by bots: ${approvedBy.map(describeApprover).join(', ')}.`, 'Make sure that the environment has required reviewers and prevents self-review. Find out who changed that, then start a new run.');
}
/** The bot that started or re-ran a run without being allowed to; undefined if there is none. */
function unexpectedBot(run, allowedBots) {
    const isAllowed = (login) => allowedBots.some(allowed => isSameName(allowed, login));
    return [run.actor, run.triggeringActor].find(login => isBot(login) && !isAllowed(login));
}
/** The error of a run that a bot started: its approval does not count. */
function startedByBot(bot) {
    return new errors_ActionError('not-approved', `This run was started by the bot ${text_displayName(bot)}, so whoever approves it may also be the person who made the bot start it.`, 'Start the workflow as a person. `allowed-bots` is for a bot that no reviewer can make start it.');
}
/** A user as logs and pages show one: `"alice" (id 7)`. */
function describeApprover({ login, id }) {
    return `${text_displayName(login)} (id ${id})`;
}
/**
 * The ids of who started the run and of who re-ran it. The runner names the latter only by login, and a login may have been
 * taken over since, so every attempt but the first asks GitHub.
 */
async function readStarters(client, run) {
    if (!/^\d+$/.test(run.actorId))
        return unreadable_malformed('The runner does not say who started this run (GITHUB_ACTOR_ID).');
    if (run.runAttempt === '1' && isSameName(run.triggeringActor, run.actor))
        return { ids: [run.actorId] };
    const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}';
    const latest = await readRun(client, run, route, 'say who re-ran this run');
    if ('unreadable' in latest)
        return latest;
    const triggeringActor = json_membersOf(json_membersOf(latest.data).triggering_actor);
    if (!isUser(triggeringActor))
        return unreadable_malformed("GitHub's response does not say who re-ran this run.");
    return { ids: [run.actorId, String(triggeringActor.id)] };
}
async function readRun(client, run, route, doing) {
    const [owner = '', repo = ''] = run.repository.split('/');
    const reply = await client.request(route, { owner, repo, run_id: run.runId });
    if (reply.status === 200)
        return reply;
    const repository = { level: 'repository', owner, repo };
    if (reply.status !== 403 && reply.status !== 404)
        throw errors_toActionError(reply, doing, repository);
    return unreadable_refused(reply, doing, repository, PERMISSION_HINT);
}
function isOf({ environments }, environment) {
    if (environment === undefined)
        return true;
    const names = Array.isArray(environments) ? environments.map(each => json_membersOf(each).name) : [];
    return names.some(name => typeof name === 'string' && isSameName(name, environment));
}
function isUser(user) {
    return typeof user.login === 'string' && Number.isSafeInteger(user.id);
}
/** GitHub gives every App's login this ending, which no person's can have. */
function isBot(login) {
    return login.endsWith('[bot]');
}

;// CONCATENATED MODULE: ./build/github/octokit-on-demand.js
/**
 * Connects to GitHub as `connect` of octokit.ts does, but loads Octokit only now, from a bundle of its own: for an action that
 * often sends no request to GitHub.
 * @param baseUrl of the REST API, without a slash at its end
 */
async function connectOnDemand(token, baseUrl, fetch) {
    const { connect } = await import(/* webpackIgnore: true */ './octokit.js');
    return connect(token, baseUrl, fetch);
}

;// CONCATENATED MODULE: ./build/http/await-in-order.js
/**
 * Waits for promises that run side by side. If several fail, it throws the error of the first in the list, not of the first in
 * time, so that the same mistake always gets the same error.
 */
async function awaitInOrder(...promises) {
    // Those that fail while an earlier one is awaited are handled, not lost.
    for (const promise of promises)
        promise.catch(() => { });
    const values = [];
    for (const promise of promises)
        values.push(await promise);
    return values;
}

;// CONCATENATED MODULE: ./build/inputs/invalid-input.js


/** Longer values are not shown. */
const MAX_SHOWN_CHARACTERS = 80;
/** Shorter than any secret that is worth the name. */
const MAX_WORD_CHARACTERS = 20;
/**
 * The error for an input with an invalid value. The value may be a secret that was set at the wrong input, and the runner masks a
 * secret only if it appears whole and unchanged. So a value is shown whole or not at all.
 * @param rule what a valid value is, as a sentence without its full stop
 * @param meant the value that was probably meant
 */
function invalid_input_invalid(input, value, rule, meant) {
    const hidden = reasonToHide(value);
    const given = value === '' ? 'is empty' : hidden ? `is not shown, because it ${hidden}` : `is ${text_displayName(value)}`;
    const suggestion = meant === undefined || hidden ? '' : ` Did you mean ${text_displayName(meant)}?`;
    return new errors_ActionError('input-invalid', `The input \`${input}\` ${given}. ${rule}.${suggestion}`, 'Correct the input and run the workflow again.');
}
/**
 * A suggestion that is made of parts of a value, which no mask covers.
 * @returns undefined if the value could be a secret: it is long and has digits
 */
function invalid_input_suggestion(value, meant) {
    return value.length > MAX_WORD_CHARACTERS && /\d/.test(value) ? undefined : meant;
}
/** Why a value is not shown, to stand after "because it"; undefined if it can be shown. */
function reasonToHide(value) {
    if (value.length > MAX_SHOWN_CHARACTERS)
        return `has ${value.length} characters`;
    // The runner knows a secret in its JSON form, too, but not with other characters escaped.
    const escaped = [...value].find(character => text_displayName(character) !== JSON.stringify(character));
    return escaped && `contains ${codePointOf(escaped)}`;
}

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
;// CONCATENATED MODULE: ./build/key/operator-key.js

/** OpenSSL's name of P-256 (SECP256R1). */
const CURVE = 'prime256v1';
const POINT_BYTES = 65;
/** How every P-256 key begins in OpenSSH's form; its point follows. */
const OPENSSH_PREFIX = Buffer.from('AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABB', 'base64');
/** Generates a P-256 key pair with OpenSSL's random generator. */
function generateOperatorKey() {
    return toOperatorKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
}
/**
 * The key pair of a private scalar.
 * @param scalar a big-endian number of any length
 * @returns undefined if the number is not between 1 and the order of P-256 minus 1
 */
function operatorKeyOfScalar(scalar) {
    const ecdh = (0,external_node_crypto_namespaceObject.createECDH)(CURVE);
    try {
        ecdh.setPrivateKey(scalar);
    }
    catch {
        return undefined;
    }
    const { kty, crv, x, y } = describePoint(ecdh.getPublicKey()).jwk;
    const d = ecdh.getPrivateKey('base64url');
    return toOperatorKey((0,external_node_crypto_namespaceObject.createPrivateKey)({ key: { kty, crv, x, y, d }, format: 'jwk' }));
}
/**
 * Adds the forms of a private key that are stored and shown. The PEM is read back and must give the same public key, so
 * that the stored key is always the one that is shown.
 */
function toOperatorKey(privateKey) {
    const privateKeyPem = privateKey.export({ type: 'sec1', format: 'pem' });
    const publicKey = publicKeyOf(privateKey);
    if (publicKeyOf((0,external_node_crypto_namespaceObject.createPrivateKey)(privateKeyPem)).hex !== publicKey.hex) {
        throw new Error('the PEM of the generated key does not hold the generated key');
    }
    return { privateKey, privateKeyPem, publicKey };
}
/** The public half of a P-256 private key. */
function publicKeyOf(privateKey) {
    // In an SPKI of an EC key the point is the tail (RFC 5480 section 2).
    const spki = (0,external_node_crypto_namespaceObject.createPublicKey)(privateKey).export({ type: 'spki', format: 'der' });
    return describePoint(spki.subarray(-POINT_BYTES));
}
/**
 * Reads a point of P-256 in any encoding of X9.62: uncompressed (04), compressed (02, 03) or hybrid (06, 07).
 * @returns undefined if it is not a point of the curve
 */
function publicKeyOfPoint(point) {
    let uncompressed;
    try {
        uncompressed = external_node_crypto_namespaceObject.ECDH.convertKey(point, CURVE, undefined, undefined, 'uncompressed');
    }
    catch {
        return undefined;
    }
    // The point at infinity is a single byte, and not a public key.
    return uncompressed.length === POINT_BYTES ? describePoint(uncompressed) : undefined;
}
/**
 * Reads a public key as Ledger and this action write it.
 * @param hex 130 hex characters in either case: an X9.62 uncompressed point
 * @throws Error (a sentence without a full stop, to be put after a subject) if it is not a point of P-256
 */
function parsePublicKeyHex(hex) {
    if (!/^[0-9a-f]*$/i.test(hex))
        throw new Error('holds characters that are not hexadecimal');
    if (hex.length !== 2 * POINT_BYTES) {
        throw new Error(`has ${hex.length} characters, an uncompressed P-256 point has ${2 * POINT_BYTES}`);
    }
    if (!hex.startsWith('04'))
        throw new Error(`starts with ${hex.slice(0, 2)}, an uncompressed point starts with 04`);
    const publicKey = publicKeyOfPoint(Buffer.from(hex, 'hex'));
    if (!publicKey)
        throw new Error('is not a point of the curve P-256');
    return publicKey;
}
/** Writes a private key's PEM as the secret holds it: hex of the text's bytes in lower case, or the text itself. */
function encodePrivateKey(pem, encoding) {
    return encoding === 'hex' ? Buffer.from(pem).toString('hex') : pem;
}
/** @param point an uncompressed point of the curve */
function describePoint(point) {
    const x = point.subarray(1, 33).toString('base64url');
    const y = point.subarray(33).toString('base64url');
    // RFC 7638 section 3: the required members only, in lexicographic order, without white space.
    const kid = sha256(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y })).toString('base64url');
    return {
        hex: point.toString('hex'),
        digest: sha256(point).toString('hex'),
        fingerprint: `SHA256:${sha256(Buffer.concat([OPENSSH_PREFIX, point]))
            .toString('base64')
            .replace(/=+$/, '')}`,
        jwk: { kty: 'EC', crv: 'P-256', x, y, kid },
    };
}
function sha256(data) {
    return (0,external_node_crypto_namespaceObject.createHash)('sha256').update(data).digest();
}

;// CONCATENATED MODULE: ./build/inputs/did-you-mean.js

/** A longer text is not a misspelt choice, and the time to compare it grows with its length. */
const MAX_CHARACTERS = 80;
/** The choice that is nearest to a misspelt one; undefined if none is near. Choices are lower-case words joined by `_`. */
function did_you_mean_didYouMean(text, choices) {
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
/** The Levenshtein distance of two texts. */
function editDistance(a, b) {
    // row[j] is the distance from the part of a that was read to the first j + 1 characters of b.
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
/** Reads an input without the ASCII white space at its ends. Only names are read as they are. */
function readTrimmed(getInput, name) {
    return trimAscii(getInput(name));
}
/**
 * Reads an input with `reader` if the workflow sets it. White space alone is a value: it must not pass for an input that is not set.
 * @returns undefined if the input is empty
 */
function read_input_readOptional(getInput, name, reader) {
    return getInput(name) === '' ? undefined : reader(getInput, name);
}
/** @throws ActionError `token-missing` if the input is empty, `input-invalid` if no HTTP header can carry it */
function readToken(getInput, name) {
    const token = readTrimmed(getInput, name);
    if (!token) {
        throw new errors_ActionError('token-missing', `The input \`${name}\` is empty.`, 'Set it to a GitHub App installation token or a fine-grained personal access token. If it comes from a secret, check the name of the ' +
            'secret, and that the job names the environment that has it.');
    }
    // The error shows no part of the token.
    if (!/^[\x21-\x7e]+$/.test(token)) {
        throw new errors_ActionError('input-invalid', `The input \`${name}\` contains white space or a character outside ASCII, which no token has.`, 'Store the token again, without anything before, after or inside it.');
    }
    return token;
}
/** @throws ActionError `input-invalid` unless the input is one of the choices */
function read_input_readChoice(getInput, name, choices) {
    const value = readTrimmed(getInput, name);
    const choice = choices.find(choice => choice === value);
    if (choice !== undefined)
        return choice;
    throw notAllowed(name, value, choices);
}
/** Reads `true` or `false`, as YAML 1.2's core schema writes them. */
function readBoolean(getInput, name) {
    const value = readTrimmed(getInput, name);
    if (/^(?:true|True|TRUE)$/.test(value))
        return true;
    if (/^(?:false|False|FALSE)$/.test(value))
        return false;
    throw notAllowed(name, value, ['true', 'false']);
}
/** Reads free text of at most 256 characters; undefined if it is empty. */
function readText(getInput, name) {
    const value = readTrimmed(getInput, name);
    // The proof would publish it.
    if (value.includes('PRIVATE KEY-----'))
        throw invalid_input_invalid(name, value, 'It must not be a private key');
    if (value.length > MAX_TEXT_CHARACTERS) {
        throw invalid_input_invalid(name, value, `It must have at most ${MAX_TEXT_CHARACTERS} characters`);
    }
    return value || undefined;
}
/** Reads a public key: an uncompressed point of P-256 as 130 hex characters, in either case. */
function readPublicKey(getInput, name) {
    const value = readTrimmed(getInput, name);
    try {
        return parsePublicKeyHex(value);
    }
    catch (error) {
        throw invalid_input_invalid(name, value, `It ${messageOf(error)}`);
    }
}
/** Reads a time in GitHub's format, such as `2026-01-31T12:00:00Z`. */
function readTime(getInput, name) {
    const value = readTrimmed(getInput, name);
    const time = parseTime(value);
    if (time)
        return time;
    throw invalid(name, value, 'It must be the output `secret-updated-at` of the run that stored the key, such as `2026-01-31T12:00:00Z`');
}
/** Reads a list that is separated by commas or line ends; empty entries are left out. */
function read_input_readList(getInput, name) {
    return getInput(name)
        .split(/[,\r\n]/)
        .map(trimAscii)
        .filter(entry => entry !== '');
}
function notAllowed(name, value, choices) {
    const rule = `Allowed values: ${choices.map(choice => `\`${choice}\``).join(', ')}`;
    return invalid_input_invalid(name, value, rule, did_you_mean_didYouMean(value, choices));
}
/** Other white space is left in place, so that it is refused instead of being removed here and kept elsewhere. */
function trimAscii(text) {
    return text.replace(/^[\t-\r ]+/, '').replace(/(?<![\t-\r ])[\t-\r ]+$/, '');
}

;// CONCATENATED MODULE: ./build/inputs/allowed-bots.js


const BOT = /^[A-Za-z0-9_-]{1,100}\[bot\]$/;
/**
 * Reads the logins of bots, such as `dependabot[bot]`, separated by commas or line ends.
 * @returns the logins as written, to be compared by `equalsIgnoreAsciiCase`; none if the input is empty
 * @throws ActionError `input-invalid` if an entry is not the login of a bot
 */
function readAllowedBots(getInput, name) {
    const logins = read_input_readList(getInput, name);
    for (const login of logins) {
        if (BOT.test(login))
            continue;
        const meant = `${login}[bot]`;
        throw invalid_input_invalid(name, login, 'The login of a bot consists of letters, digits, `-` and `_`, and ends in `[bot]`', invalid_input_suggestion(login, BOT.test(meant) ? meant : undefined));
    }
    return logins;
}

;// CONCATENATED MODULE: ./build/inputs/allowed-events.js





/** The known values of `github.event_name`, from GitHub's documentation, "Events that trigger workflows". */
const EVENTS = (/* unused pure expression or super */ null && ([
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
]));
/** Words of letters, digits and separators; anything else is a mistake, and may be a secret. */
const NAME = /^[a-z][a-z0-9_-]{0,49}$/i;
/**
 * Reads the names of events, separated by commas or line ends. GitHub may add events, so an unknown name is not an error:
 * `unknownEventWarning` reports it.
 * @returns at least one name
 * @throws ActionError `input-invalid` if the list is empty or has an entry that cannot be the name of an event
 */
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
/**
 * A warning about the names that are not those of known events, which may be misspelt.
 * @returns undefined if all names are known
 */
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
/**
 * Stops a run whose event may not generate keys.
 * @param event the run's `github.event_name`
 * @throws ActionError `event-not-allowed` unless the event is one of the allowed ones
 */
function requireAllowedEvent(event, allowed) {
    if (allowed.includes(event))
        return;
    throw new ActionError('event-not-allowed', `The event ${displayName(event)} started this run, and \`allowed-events\` allows only ${allowed.join(', ')}.`, 'Start the workflow by an allowed event. Add this event to `allowed-events` only if everyone who can trigger it may create keys.');
}

;// CONCATENATED MODULE: ./build/inputs/names.js
// The rules for names. Names are read untrimmed, and refused if they have white space at their ends: a shell, GitHub and JavaScript
// trim differently, so a trimmed name could be checked as one place and used as another.


/** The characters of owners' names. Today's rules for new names are stricter, but older names such as `-octo-` still exist. */
const OWNER = /^[A-Za-z0-9_-]{1,100}$/;
const REPOSITORY = /^[A-Za-z0-9_.-]{1,100}$/;
const MAX_ENVIRONMENT_CHARACTERS = 255;
const MAX_LEDGER_CHARACTERS = 64;
/**
 * Reads the name of an environment.
 * @returns 1 to 255 visible characters and spaces (U+0020), with no space at the ends
 * @throws ActionError `input-invalid`
 */
function names_readEnvironmentName(getInput, input) {
    const value = readUntrimmed(getInput, input);
    if (value.length > MAX_ENVIRONMENT_CHARACTERS) {
        throw invalid_input_invalid(input, value, `It must have at most ${MAX_ENVIRONMENT_CHARACTERS} characters`);
    }
    // They would walk up the path of the request: percent-encoding does not change them.
    if (value === '.' || value === '..')
        throw invalid_input_invalid(input, value, 'It must not be `.` or `..`');
    const invisible = findInvisible(value);
    if (invisible !== undefined) {
        const rule = 'Allowed are visible characters and spaces (U+0020)';
        throw invalid_input_invalid(input, value, `It must not contain ${locate(invisible, value)}. ${rule}`);
    }
    return value;
}
/**
 * Reads the name of an operator or a workspace at Ledger. The form of a workflow fills it in, and a page that admins trust shows it, so
 * it has no room for a sentence or a key.
 * @returns 1 to 64 characters: letters A to Z and \u00c0 to \u017e, digits, single spaces and `. _ - @ +`; fewer than 32 hex digits in a row
 * @throws ActionError `input-invalid`
 */
function readLedgerName(getInput, input) {
    const value = readUntrimmed(getInput, input);
    if (value.length > MAX_LEDGER_CHARACTERS) {
        throw invalid_input_invalid(input, value, `It must have at most ${MAX_LEDGER_CHARACTERS} characters`);
    }
    const allowed = new RegExp(`[A-Za-z0-9${ACCENTED_LETTERS} ._@+-]`);
    const allowedText = 'Allowed are Latin letters (A to Z, \u00c0 to \u017e), digits, spaces and `. _ - @ +`';
    refuseOtherCharacters(input, value, allowed, allowedText);
    if (value.includes('  '))
        throw invalid_input_invalid(input, value, 'It must not contain two spaces in a row');
    if (/[0-9a-f]{32}/i.test(value)) {
        throw invalid_input_invalid(input, value, 'It must not contain 32 or more hexadecimal digits in a row: a name is not a key');
    }
    return value;
}
/**
 * Reads the name of a secret or a variable; GitHub has one rule for both.
 * @returns the name in upper case, as GitHub stores it
 * @throws ActionError `input-invalid`
 */
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
/** Reads the name of a variable, by the rule of secrets. */
const readVariableName = (/* unused pure expression or super */ null && (readSecretName));
/**
 * Reads a repository's name with its owner.
 * @throws ActionError `input-invalid`
 */
function names_readRepository(getInput, input) {
    const value = readUntrimmed(getInput, input);
    const [owner = '', repo = '', ...rest] = value.split('/');
    if (rest.length === 0 && OWNER.test(owner) && isRepositoryName(repo))
        return { owner, repo };
    const rule = 'It must be `owner/name`';
    if (rest.length === 0 && owner && repo && owner.length <= 100 && repo.length <= 100 && !value.includes(':')) {
        refuseOtherCharacters(input, value, /[\w./-]/, rule);
    }
    const [, likelyOwner = '', likelyRepo = ''] = 
    // A match starts only at the start of a name: otherwise a long name would be searched from each of its characters.
    /(?<![^/:@\s])([^/:@\s]+)\/([^/\s]+?)(?:\.git)?\/*$/.exec(value) ?? [];
    const likely = OWNER.test(likelyOwner) && isRepositoryName(likelyRepo) ? `${likelyOwner}/${likelyRepo}` : undefined;
    throw invalid(input, value, rule, /^(?:https?:\/\/|git@)/.test(value) ? likely : suggestion(value, likely));
}
/**
 * Reads the name of an organization.
 * @throws ActionError `input-invalid`
 */
function names_readOrganization(getInput, input) {
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
    // A dot or two would walk up the path of the request.
    return REPOSITORY.test(name) && name !== '.' && name !== '..' && !/\.git$/i.test(name);
}
function readUntrimmed(getInput, input) {
    const value = getInput(input);
    if (value === '')
        throw invalid_input_invalid(input, value, 'It must be set');
    for (const [where, space] of [
        ['start', /^\s/.exec(value)?.[0]],
        ['end', /\s$/.exec(value)?.[0]],
    ]) {
        if (space)
            throw invalid_input_invalid(input, value, `It must not ${where} with white space (${codePointOf(space)})`);
    }
    return value;
}
/**
 * @param allowed matches one character that the name may have
 * @param rule says which those are
 */
function refuseOtherCharacters(input, value, allowed, rule, meant) {
    const other = [...value].find(character => !allowed.test(character));
    if (other !== undefined)
        throw invalid_input_invalid(input, value, `It must not contain ${locate(other, value)}. ${rule}`, meant);
}
/** A character by its code point and its position, counted from 1: `"!" (U+0021, position 3)`. */
function locate(character, value) {
    const codePoint = codePointOf(character);
    const position = `position ${[...value].indexOf(character) + 1}`;
    return /^[\x21-\x7e]$/.test(character)
        ? `${text_displayName(character)} (${codePoint}, ${position})`
        : `${codePoint} (${position})`;
}

;// CONCATENATED MODULE: ./build/inputs/destination.js



const VISIBILITIES = (/* unused pure expression or super */ null && (['all', 'private', 'selected']));
/**
 * Reads the place of a secret: `repository`, `environment`, `organization`, `visibility` and `selected-repository-ids`.
 * @throws ActionError `input-invalid` if one of them is invalid, or if they exclude each other
 */
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
/** Reads ids of repositories, separated by commas or line ends; each once. */
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

;// CONCATENATED MODULE: ./build/inputs/url.js


/** Reads a base URL of GitHub's REST API, without the slash at its end. */
function readApiUrl(getInput, name) {
    const url = readBaseUrl(getInput, name, '`https://api.github.com` or `https://HOST/api/v3`');
    if (/^https:\/\/(?:www\.)?github\.com$/.test(url)) {
        throw invalid_input_invalid(name, url, 'That is the web site, not the REST API', 'https://api.github.com');
    }
    return url;
}
/**
 * Reads a base URL, without the slash at its end. Plain http is allowed only for this machine: it would show credentials to the
 * network, and let the network choose for whom the private key is sealed.
 * @param example a valid URL, in Markdown
 */
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
        throw invalid_input_invalid(name, withoutSecrets(value), rule, isMeant ? meant : undefined);
    }
    if (url.protocol !== 'https:' && url.protocol !== 'http:')
        throw invalid_input_invalid(name, withoutSecrets(value), rule);
    if (url.username || url.password || url.search || url.hash) {
        throw invalid_input_invalid(name, `${url.origin}${url.pathname}`, `${rule}, without user, query or fragment`);
    }
    if (url.protocol === 'http:' && !isThisMachine(url)) {
        throw invalid_input_invalid(name, value, 'Plain http is allowed only for this machine (localhost)', url.href.replace('http:', 'https:'));
    }
    return `${url.origin}${url.pathname}`.replace(/(?<!\/)\/+$/, '');
}
/** Whether a URL leads to this machine, the only one to which plain http is allowed. */
function isThisMachine({ hostname }) {
    return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}
/** The text of a URL, or of something like it, without what may be a password: its user, its query, its fragment. */
function withoutSecrets(text) {
    return text.replace(/^.*@/s, '...@').replace(/[?#].*/s, '...');
}

;// CONCATENATED MODULE: ./build/inputs/inputs.js
// All readers of inputs, for the actions.









;// CONCATENATED MODULE: ./build/inputs/raw-input.js
/**
 * The inputs of an action, from the runner's `INPUT_*` variables. Unlike the toolkit's `getInput`, it removes no white space: the
 * readers decide about that.
 */
function inputsOf(env) {
    return name => env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '';
}

;// CONCATENATED MODULE: ./build/key/base64.js
/**
 * Reads base64 or base64url, with or without padding. Bits that encode nothing must be zero, as encoders write them
 * (RFC 4648 section 3.5).
 * @returns undefined if the text is neither
 */
function decodeBase64(text) {
    if (!/^[\w+/-]+={0,2}$/.test(text))
        return undefined;
    const bytes = Buffer.from(text, 'base64');
    const canonical = text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_');
    return bytes.toString('base64url') === canonical ? bytes : undefined;
}

;// CONCATENATED MODULE: ./build/key/der.js
/** The tags of RFC 5280's, RFC 5915's and RFC 5958's structures that this project reads. */
const TAG = {
    integer: 0x02,
    bitString: 0x03,
    octetString: 0x04,
    null: 0x05,
    oid: 0x06,
    sequence: 0x30,
    /** `[0]` and `[1]`, constructed. */
    context0: 0xa0,
    context1: 0xa1,
    /** `[1]`, primitive. */
    primitive1: 0x81,
};
/**
 * Reads the values that stand one after the other in `bytes`. As DER has it (X.690 sections 8.1.3 and 10.1), a length is
 * definite and in its shortest form; tags of more than one byte are not read.
 * @returns undefined if `bytes` is anything but a series of whole values
 */
function readDer(bytes) {
    const values = [];
    for (let rest = bytes; rest.length > 0;) {
        const [tag = 0, first] = rest;
        if ((tag & 0x1f) === 0x1f || first === undefined)
            return undefined;
        const longForm = first - 0x80;
        const start = longForm > 0 ? 2 + longForm : 2;
        // No key has 16 MiB, so three bytes of length are enough; 0x80 would be an indefinite length.
        if (first === 0x80 || longForm > 3 || rest.length < start)
            return undefined;
        const length = longForm > 0 ? rest.readUIntBE(2, longForm) : first;
        const isShortest = longForm <= 0 || length >= Math.max(0x80, 0x100 ** (longForm - 1));
        if (!isShortest || rest.length < start + length)
            return undefined;
        values.push({ tag, content: rest.subarray(start, start + length) });
        rest = rest.subarray(start + length);
    }
    return values;
}
/** Reads `bytes` that are exactly one value; undefined if they are not. */
function readOneDer(bytes) {
    const values = readDer(bytes);
    return values?.length === 1 ? values[0] : undefined;
}
/** The values within a SEQUENCE; undefined if it is anything else. */
function der_membersOf(value) {
    return value?.tag === TAG.sequence ? readDer(value.content) : undefined;
}
/** The whole bytes of a BIT STRING, also of an implicitly tagged one; undefined if it has unused bits. */
function bitsOf(value) {
    return value?.content[0] === 0 ? value.content.subarray(1) : undefined;
}

;// CONCATENATED MODULE: ./build/key/private-key-errors.js

const STORE_AS = 'Store the key as `generate` does: as hex of the SEC1 PEM text, or as the PEM itself.';
/** The input holds something other than a key that Ledger takes. None of its text is shown. */
function notAKey(code, is, hint = STORE_AS) {
    return new errors_ActionError(code, `The input \`private-key\` cannot be used: it is ${is}.`, hint);
}
/** The input holds a key of another kind. */
function otherKind(is) {
    return notAKey('key-unsupported', `${is}, and Ledger takes P-256 only`, 'If another secret holds the operator key, use that one. If not, make a key with `generate`.');
}
/** The input holds an encrypted key, which may well be the right one. */
function encrypted() {
    return notAKey('key-unsupported', 'an encrypted private key', 'Decrypt it, for example with `openssl pkey -traditional`, and store the result.');
}
/** The input looks like a private key but cannot be read. */
function private_key_errors_malformed(why) {
    return new errors_ActionError('key-malformed', `The input \`private-key\` looks like a private key that is incomplete or altered: ${why}.`, `If the key is whole in another place, store it again from there. ${STORE_AS}`);
}
/** The parts of the key contradict each other. */
function inconsistent(what) {
    return new errors_ActionError('key-inconsistent', `The input \`private-key\` holds a key ${what}.`, 'Somebody or something has changed the secret. Do not use it; generate a new operator key.');
}

;// CONCATENATED MODULE: ./build/key/ec-private-key.js




const P256 = 'the curve P-256';
/** Algorithms of PKCS #8 by the content of their object identifier, in hex. */
const ALGORITHMS = {
    '2a864886f70d010101': 'an RSA key',
    '2a864886f70d01010a': 'an RSA key (PSS)',
    '2a8648ce380401': 'a DSA key',
    '2b656e': 'an X25519 key',
    '2b656f': 'an X448 key',
    '2b6570': 'an Ed25519 key',
    '2b6571': 'an Ed448 key',
};
const EC_PUBLIC_KEY = '2a8648ce3d0201';
const CURVES = {
    '2a8648ce3d030107': P256,
    '2a8648ce3d030101': 'the curve prime192v1',
    '2b8104000a': 'the curve secp256k1',
    '2b81040021': 'the curve secp224r1',
    '2b81040022': 'the curve secp384r1',
    '2b81040023': 'the curve secp521r1',
    '2b2403030208010107': 'the curve brainpoolP256r1',
};
/** The domain parameters of P-256 (SEC 2 section 2.4.2) in hex, as DER writes them. */
const PRIME_FIELD = '2a8648ce3d0101';
const P = '00ffffffff00000001000000000000000000000000ffffffffffffffffffffffff';
const A = 'ffffffff00000001000000000000000000000000fffffffffffffffffffffffc';
const B = '5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b';
const GENERATOR = '046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5';
const ORDER = '00ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551';
/**
 * Reads a private key in DER: SEC1 (`ECPrivateKey`, RFC 5915) or PKCS #8 (`OneAsymmetricKey`, RFC 5958).
 * @param label of the PEM block that holds it, if one does
 * @throws ActionError that says what it is instead, or what is wrong with it
 */
function decodeDer(der, label) {
    const members = der_membersOf(readOneDer(der));
    if (!members)
        throw private_key_errors_malformed('its DER is incomplete or altered');
    const isSec1 = startsWith(members, TAG.integer, TAG.octetString);
    if (!isSec1 && !startsWith(members, TAG.integer, TAG.sequence, TAG.octetString))
        throw otherStructure(members, label);
    const decoded = isSec1 ? decodeSec1(members) : decodePkcs8(members);
    if (label !== undefined && label !== (isSec1 ? 'EC PRIVATE KEY' : 'PRIVATE KEY')) {
        decoded.deviations.push('the label of its PEM is that of another format');
    }
    return decoded;
}
/**
 * Reads a private key as a JWK (RFC 7517, RFC 7518 section 6.2).
 * @throws ActionError that says what it is instead, or what is wrong with it
 */
function decodeJwk(jwk) {
    if (jwk.kty !== 'EC')
        throw otherKind('a JWK of another key type');
    if (jwk.crv !== 'P-256')
        throw otherKind('a JWK of another curve');
    if (jwk.d === undefined)
        throw notAKey('key-public', 'a public key');
    const d = bytesOf(jwk.d);
    if (d?.length !== 32)
        throw private_key_errors_malformed('`d` of its JWK is not 32 bytes in base64url');
    const key = operatorKeyOfScalar(d);
    if (!key)
        throw outOfRange();
    for (const name of ['x', 'y']) {
        const claimed = jwk[name];
        if (claimed !== undefined && numberOf(claimed) !== numberOf(key.publicKey.jwk[name]))
            throw halvesDiffer();
    }
    return { key, deviations: ['it is a JWK'] };
}
/** What a member of a JWK holds in base64url; undefined if it is anything else. */
function bytesOf(member) {
    return typeof member === 'string' ? decodeBase64(member) : undefined;
}
/** A coordinate, which some programs write without the zeros that it begins with. */
function numberOf(member) {
    const bytes = bytesOf(member);
    return bytes && BigInt(`0x0${bytes.toString('hex')}`);
}
function decodePkcs8([version, algorithm, privateKey, ...optional]) {
    const [identifier, parameters] = der_membersOf(algorithm) ?? [];
    const oid = ec_private_key_hexOf(identifier, TAG.oid) ?? '';
    if (oid !== EC_PUBLIC_KEY)
        throw otherKind(ALGORITHMS[oid] ?? 'a key of another algorithm');
    const inner = privateKey && der_membersOf(readOneDer(privateKey.content));
    const known = inner && pick(optional, TAG.context0, TAG.primitive1);
    if (!known || !startsWith(inner, TAG.integer, TAG.octetString)) {
        throw private_key_errors_malformed('the key within its PKCS #8 cannot be read');
    }
    const [, publicHalf] = known;
    const outer = parameters && curveOf(parameters);
    const { key, deviations } = decodeSec1(inner, outer);
    if (publicHalf && publicHalfOf(publicHalf, TAG.primitive1)?.hex !== key.publicKey.hex)
        throw halvesDiffer();
    if (!isNumber(version, 0) || publicHalf)
        deviations.push('it is not of version 1 of PKCS #8');
    if (!outer)
        deviations.push('its PKCS #8 names no curve');
    return { key, deviations };
}
/** @param outer the curve that the PKCS #8 around it names */
function decodeSec1([version, scalar, ...optional], outer) {
    const known = pick(optional, TAG.context0, TAG.context1);
    if (!known || !scalar)
        throw private_key_errors_malformed('its DER holds what no private key has');
    const [parameters, publicHalf] = known;
    const inner = parameters && curveOf(readOneDer(parameters.content));
    if (outer && inner && outer.name !== inner.name)
        throw inconsistent('that names two different curves');
    const curve = outer ?? inner;
    if (curve && curve.name !== P256)
        throw otherKind(`a key of ${curve.name}`);
    const key = operatorKeyOfScalar(scalar.content);
    const isOwnHalf = publicHalf && key && publicHalfOf(readOneDer(publicHalf.content))?.hex === key.publicKey.hex;
    if (!curve && !isOwnHalf)
        throw otherKind('a key that names no curve');
    if (!key)
        throw outOfRange();
    if (publicHalf && !isOwnHalf)
        throw halvesDiffer();
    const deviations = [
        !isNumber(version, 1) && 'its version number is not 1',
        scalar.content.length !== 32 && 'its private number is not written in 32 bytes',
        !curve && 'it names no curve',
        (outer?.isExplicit || inner?.isExplicit) && 'its curve is given by explicit parameters',
    ];
    return { key, deviations: deviations.filter(text => typeof text === 'string') };
}
/** Reads what a key says of its curve; undefined if it leaves the curve to whoever reads it (`implicitCurve`). */
function curveOf(parameters) {
    switch (parameters?.tag) {
        case TAG.oid:
            return { name: CURVES[parameters.content.toString('hex')] ?? 'another curve', isExplicit: false };
        case TAG.sequence:
            return { name: isP256(parameters) ? P256 : 'a curve with other parameters than P-256', isExplicit: true };
        case TAG.null:
            return undefined;
        default:
            throw private_key_errors_malformed('its curve cannot be read');
    }
}
/**
 * Whether explicit parameters (`ECParameters`, RFC 3279 section 2.3.5) are exactly those of P-256. The generator counts:
 * with another one the same private key has another public key.
 */
function isP256(parameters) {
    const [, field, curve, generator, order, cofactor] = der_membersOf(parameters) ?? [];
    const [fieldType, p] = der_membersOf(field) ?? [];
    const [a, b] = der_membersOf(curve) ?? [];
    return (ec_private_key_hexOf(fieldType, TAG.oid) === PRIME_FIELD &&
        ec_private_key_hexOf(p, TAG.integer) === P &&
        ec_private_key_hexOf(a, TAG.octetString) === A &&
        ec_private_key_hexOf(b, TAG.octetString) === B &&
        generator?.tag === TAG.octetString &&
        publicKeyOfPoint(generator.content)?.hex === GENERATOR &&
        ec_private_key_hexOf(order, TAG.integer) === ORDER &&
        (cofactor === undefined || isNumber(cofactor, 1)));
}
/** The error of DER that is not a private key, by its structure. */
function otherStructure(members, label) {
    const [first, second] = members;
    const is = (...tags) => members.length === tags.length && startsWith(members, ...tags);
    if (is(TAG.sequence, TAG.octetString))
        return encrypted();
    if (is(TAG.sequence, TAG.bitString))
        return notAKey('key-public', 'a public key');
    if (is(TAG.sequence, TAG.sequence, TAG.bitString))
        return notAKey('key-unsupported', 'a certificate');
    if (isNumber(first, 3) && second?.tag === TAG.sequence) {
        return notAKey('key-unsupported', 'a PKCS #12 file', 'Take the key out with `openssl pkcs12 -nodes`, and store its PEM.');
    }
    // PKCS #1: a version and eight numbers. OpenSSL's form of DSA keys has five after the version.
    if (is(...Array(9).fill(TAG.integer)))
        return otherKind('an RSA key');
    if (is(...Array(6).fill(TAG.integer)))
        return otherKind('a DSA key');
    return label === undefined
        ? notAKey('key-format', 'DER of something other than a private key')
        : private_key_errors_malformed('its DER is not that of a private key');
}
function outOfRange() {
    return notAKey('key-out-of-range', 'a key whose private number is not between 1 and the order of P-256', 'No program can use such a key. Make a key with `generate`.');
}
function halvesDiffer() {
    return inconsistent('whose public half does not belong to its private half');
}
/** The optional values with these tags, which stand in this order; undefined if there is anything else. */
function pick(values, ...tags) {
    const left = [...values];
    const picked = tags.map(tag => (left[0]?.tag === tag ? left.shift() : undefined));
    return left.length === 0 ? picked : undefined;
}
/** The public key in a BIT STRING, which may have the tag of a member of PKCS #8. */
function publicHalfOf(value, tag = TAG.bitString) {
    const point = value?.tag === tag ? bitsOf(value) : undefined;
    return point && publicKeyOfPoint(point);
}
/** The content of a value that has this tag. */
const ec_private_key_hexOf = (value, tag) => value?.tag === tag ? value.content.toString('hex') : undefined;
const isNumber = (value, number) => ec_private_key_hexOf(value, TAG.integer) === `0${number}`;
const startsWith = (values, ...tags) => tags.every((tag, i) => values[i]?.tag === tag);

;// CONCATENATED MODULE: ./build/key/parse-private-key.js







/** The lines around a PEM block, however many dashes they have, and whichever dash an editor made of them. */
const BOUNDARY = /[-\u2010-\u2015\u2212] ?(BEGIN|END) ([A-Z0-9 ]{0,63}[A-Z0-9]) ?[-\u2010-\u2015\u2212]/g;
const DASHES_AND_SPACE = /[-\u2010-\u2015\u2212\s]+/g;
/** A PEM block as every program reads it: each line on its own, and nothing else on it. */
const STRICT_BLOCK = /(?<=^|\n)-----BEGIN ([A-Z0-9 ]+)-----[ \t]*\r?\n(?:[A-Za-z0-9+/]+={0,2}[ \t]*\r?\n)+-----END \1-----[ \t]*(?=\r?\n|$)/g;
/** Hex as Python's `bytes.fromhex` takes it: ASCII white space only, and none within a byte. */
const STRICT_HEX = /^(?:[ \t\n\v\f\r]*[0-9a-f]{2})+[ \t\n\v\f\r]*$/i;
/** What blocks are called that hold no P-256 key that can be read, by their label. */
const OTHER_BLOCKS = {
    'ENCRYPTED PRIVATE KEY': encrypted,
    'RSA PRIVATE KEY': () => otherKind('an RSA key'),
    'DSA PRIVATE KEY': () => otherKind('a DSA key'),
    'PGP PRIVATE KEY BLOCK': () => otherKind('a PGP key'),
    'OPENSSH PRIVATE KEY': () => notAKey('key-unsupported', "a private key in OpenSSH's format", 'If it is the operator key, convert a copy of it with `ssh-keygen -p -m PEM`, and store the result.'),
    CERTIFICATE: () => notAKey('key-unsupported', 'a certificate'),
};
/**
 * Reads an operator's private key in any form that is unambiguous: PEM (SEC1 or PKCS #8, among other blocks and text), DER or
 * JWK. Each may be in hex or base64, with quotes, a name or white space around it. No error shows any part of the text.
 * @returns the key, with the canonical PEM that generate and promote store
 * @throws ActionError that says what the text is instead, or what is wrong with the key
 */
function parsePrivateKey(text) {
    if (!text.trim())
        throw emptySecret();
    const { key, deviations } = parseText(text);
    return { ...key, deviations };
}
/** @param isInner whether the text was encoded in another one */
function parseText(text, isInner = false) {
    if (text.search(BOUNDARY) >= 0)
        return parsePem(text);
    if (text.includes('PuTTY-User-Key-File'))
        throw notAKey('key-unsupported', "a private key in PuTTY's format");
    const bare = unwrap(text);
    if (bare.startsWith('{'))
        return decodeJwk(parseJson(unescapeLines(bare).replace(/\\{1,4}"/g, '"')));
    const compact = unescapeLines(bare).replace(/\s+/g, '');
    const hex = compact.replace(/^(?:0x|\\x)/i, '');
    if (/^[0-9a-f]+$/i.test(hex)) {
        // 100 digits are less than any key has, and more than what is rather something else.
        if (hex.length % 2 === 1)
            throw hex.length > 100 ? private_key_errors_malformed('its hex has an odd number of digits') : unknownForm();
        const decoded = parseBytes(Buffer.from(hex, 'hex'));
        if (isInner)
            return deviating(decoded, 'it is encoded twice');
        return STRICT_HEX.test(text) ? decoded : deviating(decoded, 'there is more than hex digits in it');
    }
    const bytes = decodeBase64(compact);
    if (!bytes)
        throw unknownForm();
    return deviating(parseBytes(bytes), 'it is in base64');
}
function parseBytes(bytes) {
    if (bytes.length === 32) {
        throw notAKey('key-format', 'a number of 32 bytes, perhaps a bare private scalar, or an API Secret');
    }
    if (publicKeyOfPoint(bytes))
        throw notAKey('key-public', 'a public key');
    // A SEQUENCE that is whole, or that begins as a private key does.
    const isDer = bytes[0] === 0x30 && (readDer(bytes) || /^30(?:..|81..|82.{4})02010[01]/.test(bytes.toString('hex', 0, 7)));
    if (isDer)
        return deviating(decodeDer(bytes), 'it is DER');
    // Windows PowerShell writes files in UTF-16.
    return parseText(bytes.toString(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'utf8'), true);
}
function parsePem(text) {
    const lines = unescapeLines(text);
    const blocks = readBlocks(lines);
    const privateBlocks = blocks.filter(({ label }) => /PRIVATE KEY(?: BLOCK)?$/.test(label));
    const [first, ...more] = privateBlocks;
    if (!first)
        throw noPrivateBlock(blocks);
    const decoded = more.length === 0 ? decodeBlock(first) : decodeEqual(privateBlocks);
    // A damaged block stops some programs, even if the key is in another one.
    const isStrict = text.match(STRICT_BLOCK)?.length === blocks.length &&
        !text.replace(STRICT_BLOCK, '').includes('---') &&
        blocks.every(isCanonical);
    if (!isStrict)
        deviating(decoded, 'its lines are not those of a PEM file');
    // PyJWT would take the public key.
    if (blocks.some(({ label }) => label.endsWith('PUBLIC KEY')))
        deviating(decoded, 'a public key stands beside it');
    return decoded;
}
function readBlocks(lines) {
    const boundaries = [...lines.matchAll(BOUNDARY)];
    return boundaries.flatMap(({ 0: text, 1: word, 2: label = '', index }, i) => {
        if (word === 'BEGIN') {
            const next = boundaries[i + 1];
            const body = lines.slice(index + text.length, next?.index);
            return [{ label, body, isWhole: next?.[1] === 'END' && next[2] === label }];
        }
        return boundaries[i - 1]?.[1] === 'BEGIN' ? [] : [{ label, body: '', isWhole: false }];
    });
}
function decodeBlock(block) {
    const { label, body, isWhole } = block;
    const other = OTHER_BLOCKS[label];
    if (other)
        throw other();
    // As OpenSSL encrypts SEC1.
    if (/Proc-Type: *4,ENCRYPTED/.test(body))
        throw encrypted();
    if (!isWhole)
        throw private_key_errors_malformed('it lacks the line that begins or ends the key');
    const der = decodeBase64(base64Of(block));
    if (!der)
        throw private_key_errors_malformed('it holds characters that no PEM has');
    return decodeDer(der, label);
}
/** What a block holds in base64, without its headers (RFC 1421). */
function base64Of({ body }) {
    return body.replace(/^[\w-]{1,64}:.*$/gm, '').replace(DASHES_AND_SPACE, '');
}
function isCanonical(block) {
    const base64 = base64Of(block);
    return base64.length % 4 === 0 && decodeBase64(base64) !== undefined;
}
/** Several private keys are one key if all of them can be read and are the same. */
function decodeEqual(blocks) {
    const [first, ...others] = blocks.map(block => {
        try {
            return decodeBlock(block);
        }
        catch {
            return undefined;
        }
    });
    if (first && others.every(other => other?.key.publicKey.hex === first.key.publicKey.hex))
        return first;
    throw new errors_ActionError('key-ambiguous', `The input \`private-key\` holds ${blocks.length} private keys, and they are not all the same P-256 key.`, 'Store only the operator key.');
}
function noPrivateBlock(blocks) {
    const labels = blocks.map(({ label }) => label);
    if (labels.some(label => label.endsWith('PUBLIC KEY')))
        return notAKey('key-public', 'a public key');
    const other = labels.map(label => OTHER_BLOCKS[label]).find(error => error !== undefined);
    if (other)
        return other();
    return notAKey('key-unsupported', 'a PEM text, but not of a private key');
}
/** The text without what programs and people put around a value: quotes, and the name of a variable. */
function unwrap(text) {
    const unquote = (value) => value.trim().replace(/^b?["'`\u2018-\u201d]{1,4}|["'`\u2018-\u201d]{1,4}[,;]?$/g, '');
    return unquote(unquote(text).replace(/^(?:export |set |\$env:)?[A-Za-z_][\w.-]*\s*[:=]\s*(?=[^\s=])/, ''));
}
/** The text with line ends that are written as `\n`, `\r\n` or, escaped twice, `\\n`; and JSON's `\/`. */
function unescapeLines(text) {
    return text.replace(/\\{1,4}[nr]/g, '\n').replace(/\\{1,4}\//g, '/');
}
function parseJson(text) {
    try {
        const value = JSON.parse(text);
        if (json_isObject(value) && 'kty' in value)
            return value;
    }
    catch {
        // No JSON either.
    }
    throw unknownForm();
}
function deviating(decoded, deviation) {
    decoded.deviations.push(deviation);
    return decoded;
}
function unknownForm() {
    return notAKey('key-format', 'in none of the known forms (PEM, DER or JWK; as they are, in hex or in base64)');
}
function emptySecret() {
    return new errors_ActionError('key-empty', 'The input `private-key` is empty.', 'Likely reasons: the job does not name the environment whose secret it reads, or misspells it; or there is no secret of that name. ' +
        'If this very run has stored it as a repository or organization secret, verify it in a new run: those are read when a run is queued.');
}
/** The error of a stored key that is not the approved one. */
function keyMismatch(stored, approved) {
    return new errors_ActionError('key-mismatch', `The stored private key is not the approved one: its public key has the fingerprint ${stored.fingerprint}, ` +
        `the approved one ${approved.fingerprint}.`, 'Do not register or use either. Another person or run has replaced the secret: find out who (the audit log names them), and generate a new key.');
}

;// CONCATENATED MODULE: ./build/key/proof.js




/** Sets a proof apart from every other JWS that the key may ever sign, Ledger's approvals among them. */
const PROOF_TYPE = 'ledger-operator-key+jws';
/**
 * Signs a proof of possession: a compact JWS (RFC 7515), ES256 (RFC 7518 section 3.4), its public key in the header.
 * The key signs only this fixed JSON under this `typ`, never bytes that a caller supplies as they are.
 * @returns `header.payload.signature`, each base64url
 */
function signProof(key, claims, now = new Date()) {
    const signingInput = signingInputOf(key.publicKey, claims, now);
    const signature = (0,external_node_crypto_namespaceObject.sign)('sha256', Buffer.from(signingInput), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
    // A fault in signing can give the private key away, and a key that does not match would prove nothing: check first.
    if (!isSignedBy(key.publicKey, signingInput, signature)) {
        throw new Error('the proof of possession does not verify with its own public key');
    }
    return `${signingInput}.${signature.toString('base64url')}`;
}
/**
 * Signs a proof of possession, as `signProof` does, with a key that a service holds.
 * @throws ActionError `signature-invalid` if the service signs something else, or with another key
 */
async function signProofWith({ publicKey, sign }, claims, now) {
    const signingInput = signingInputOf(publicKey, claims, now);
    const signature = await sign(Buffer.from(signingInput));
    if (signature.length !== 64 || !isSignedBy(publicKey, signingInput, signature)) {
        throw new errors_ActionError('signature-invalid', 'The signature of the key store does not verify with the public key that it shows: it signed other bytes, or with another key.', 'Do not register this key. Check what is between the runner and the key store, and report this to those who run it.');
    }
    return `${signingInput}.${signature.toString('base64url')}`;
}
/**
 * Verifies a proof of possession: the form that `signProof` writes and no other, signed by the expected key, about the
 * expected run and place.
 * @param proof a compact JWS
 * @throws ActionError `proof-invalid`
 */
function verifyProof(proof, expected) {
    const parts = proof.split('.');
    const [header = '', payload = ''] = parts;
    const bytes = parts.map(decodeBase64url);
    if (parts.length !== 3 || bytes.some(part => part === undefined)) {
        throw invalidProof('It is not a compact JWS: three parts of base64url without padding, separated by dots.');
    }
    // Comparing the whole header leaves nothing to interpret: no other algorithm, type, key or member, and none twice.
    if (header !== encodeHeader(expected.publicKey)) {
        throw invalidProof('Its header does not name the stored key: it is the proof of another key, or no proof of this action.');
    }
    const signatureBytes = bytes[2];
    if (signatureBytes?.length !== 64 || !isSignedBy(expected.publicKey, `${header}.${payload}`, signatureBytes)) {
        throw invalidProof('The stored key did not sign it.');
    }
    const claims = parseClaims(bytes[1]);
    if (!claims)
        throw invalidProof('Its payload is not a JSON object.');
    const difference = findDifference(claims, expected);
    if (difference !== undefined)
        throw invalidProof(difference);
    return { runAttempt: String(claims.run_attempt) };
}
/** The first claim that is not as expected, in a whole sentence; undefined if all are. */
function findDifference(claims, expected) {
    const { run, operator, workspace, keyStore } = expected;
    const environment = keyStore === undefined ? expected.environment : undefined;
    const secret = json_membersOf(claims.secret);
    if (claims.public_key_hex !== expected.publicKey.hex)
        return 'It names another public key than the stored one.';
    if (claims.repository_id !== run.repositoryId)
        return 'It is from a run of another repository.';
    if (claims.run_id !== run.runId)
        return 'It is from another run.';
    if (environment !== undefined && !isSame(secret.repository, run.repository))
        return 'It names a key that is stored in another repository.';
    if (environment !== undefined && !isSame(secret.environment, environment))
        return 'It names a key that is not stored in the environment that `environment` names.';
    if (keyStore !== undefined && json_membersOf(claims.key_store).uri !== keyStore)
        return 'It names a key that is not stored in the place that `key-store` names.';
    if (operator !== undefined && claims.operator !== operator)
        return 'It is for another operator than `operator-name`.';
    if (workspace !== undefined && claims.workspace !== workspace)
        return 'It is for another workspace than `workspace`.';
    return undefined;
}
function invalidProof(reason) {
    return new errors_ActionError('proof-invalid', `\`proof\` does not prove that this run made the stored key. ${reason}`, 'Do not register this key. Pass the output `proof` of the generate step of the same run, with the same operator, workspace and ' +
        'environment. If the workflow does that already, find out who changed the secret, then start a new run.');
}
function signingInputOf(publicKey, claims, now) {
    const payload = {
        iat: Math.floor(now.getTime() / 1000),
        public_key_hex: publicKey.hex,
        operator: claims.operator,
        workspace: claims.workspace,
        secret: claims.secret,
        key_store: claims.keyStore,
        ...claims.run,
        nonce: claims.nonce,
    };
    return `${encodeHeader(publicKey)}.${base64url(payload)}`;
}
function encodeHeader({ jwk: { kid: _, ...jwk } }) {
    return base64url({ alg: 'ES256', typ: PROOF_TYPE, jwk });
}
function isSignedBy({ jwk }, signingInput, signature) {
    const key = (0,external_node_crypto_namespaceObject.createPublicKey)({ key: { ...jwk }, format: 'jwk' });
    return (0,external_node_crypto_namespaceObject.verify)('sha256', Buffer.from(signingInput), { key, dsaEncoding: 'ieee-p1363' }, signature);
}
function parseClaims(payload) {
    try {
        const claims = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload));
        return json_isObject(claims) ? claims : undefined;
    }
    catch {
        return undefined;
    }
}
function isSame(claim, name) {
    return typeof claim === 'string' && isSameName(claim, name);
}
function base64url(value) {
    return Buffer.from(JSON.stringify(value)).toString('base64url');
}
/** undefined unless the text is exactly what base64url without padding makes of the bytes (RFC 7515 section 2). */
function decodeBase64url(text) {
    const bytes = Buffer.from(text, 'base64url');
    return bytes.toString('base64url') === text && text !== '' ? bytes : undefined;
}

;// CONCATENATED MODULE: ./build/key/parse-public-key.js



/** The content of an SPKI's algorithm: ecPublicKey, and the name of P-256 (RFC 5480 section 2.1.1). */
const EC_P256 = '06072a8648ce3d020106082a8648ce3d030107';
/**
 * Reads a P-256 public key as other programs write it: a point (uncompressed, compressed, hybrid, or x and y alone) or an
 * SPKI. Either may be in hex in either case, with or without `0x`, or in base64; the SPKI also in PEM. White space is ignored.
 * @returns undefined if the text is anything else
 */
function parsePublicKey(text) {
    const body = /-----BEGIN PUBLIC KEY-----([^-]*)-----END PUBLIC KEY-----/.exec(text)?.[1] ?? text;
    const compact = body.replace(/\\n|\s/g, '');
    const hex = compact.replace(/^0x/i, '');
    const bytes = /^(?:[0-9a-f]{2})+$/i.test(hex) ? Buffer.from(hex, 'hex') : decodeBase64(compact);
    if (!bytes)
        return undefined;
    if (bytes.length === 64)
        return publicKeyOfPoint(Buffer.concat([Buffer.of(4), bytes]));
    return publicKeyOfPoint(bytes) ?? publicKeyOfSpki(bytes);
}
/** Reads a SubjectPublicKeyInfo in DER (RFC 5480). */
function publicKeyOfSpki(der) {
    const [algorithm, key, ...more] = der_membersOf(readOneDer(der)) ?? [];
    const point = more.length === 0 ? bitsOf(key) : undefined;
    if (algorithm?.tag !== TAG.sequence || algorithm.content.toString('hex') !== EC_P256)
        return undefined;
    return point && publicKeyOfPoint(point);
}

;// CONCATENATED MODULE: ./build/ledger/client.js






const LEDGER_API_URLS = {
    v1: 'https://api.vault.ledger.com',
    v2: 'https://re.vault.ledger.com/v1/rest',
};
/** How long to wait after a rate limit that does not say when it ends. */
const client_DEFAULT_RATE_LIMIT_MS = 10_000;
/** One line that the runner can mask, and long enough to occur in nothing else. */
const TOKEN = /^[\x21-\x7e]{16,}$/;
/**
 * Exchanges API access for an access token (`POST /auth/token`).
 * @param mask receives each token as soon as it has arrived
 * @returns the access token, at least 16 printable ASCII characters
 * @throws ActionError if Ledger refuses, cannot be reached, or responds with anything but tokens
 */
async function exchangeToken(access, network, mask) {
    const response = await requestToken(access, network);
    if (response.status !== 200)
        throw client_refused(response.status, response.text, access);
    const body = parseObject(response.text);
    if (!body)
        throw invalidResponse('The response is not a JSON object');
    const [token, refreshToken] = access.version === 'v1' ? [body.access_token, body.refresh_token] : [body.accessToken, body.refreshToken];
    if (typeof refreshToken === 'string') {
        if (!TOKEN.test(refreshToken))
            throw invalidResponse('The refresh token in the response is not one');
        mask(refreshToken);
    }
    if (typeof token !== 'string' || !TOKEN.test(token))
        throw invalidResponse('The response has no access token');
    mask(token);
    return token;
}
/**
 * Reads the claims of an access token. Its signature is not checked: the token comes from Ledger over TLS, and that
 * connection is what is trusted.
 * @param token a JWT; any other token says nothing
 * @param access what got the token; no error repeats its secret parts
 * @throws ActionError if a claim is not what Ledger writes there
 */
function readIdentity(token, access) {
    // RFC 7519: header, claims and signature, each base64url.
    const claims = parseObject(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) ?? {};
    const { pub_key: key, workspace } = claims;
    if (workspace !== undefined && typeof workspace !== 'string') {
        throw invalidResponse('The claim `workspace` of its access token is not text');
    }
    if (key === undefined)
        return { publicKey: undefined, workspace };
    const publicKey = typeof key === 'string' ? parsePublicKey(key) : undefined;
    if (!publicKey)
        throw unreadableKey(key, access);
    return { publicKey, workspace };
}
/**
 * Compares what Ledger has on file with our key and workspace.
 * @throws ActionError if Ledger has another key or another workspace on file
 */
function compareIdentity(identity, publicKey, access) {
    if (identity.workspace !== undefined && identity.workspace !== access.workspace) {
        throw new errors_ActionError('wrong-workspace', `The API access belongs to another workspace: Ledger says ${quoteRedacted(identity.workspace, access)}, expected was ${quote(access.workspace)}.`, 'Check the input `workspace`, and which API Key ID and API Secret are stored.');
    }
    if (identity.publicKey === undefined)
        return 'unknown';
    if (identity.publicKey.hex === publicKey.hex)
        return 'registered';
    throw new errors_ActionError('another-key-registered', `Ledger has another public key on file for this API access: its fingerprint is ${identity.publicKey.fingerprint}, ours is ${publicKey.fingerprint}.`, 'This operator must not be used. If the API access belongs to another operator, store the right one. If not, suspend the operator in the ' +
        'workspace, find out who registered that key, and start over with a new operator.');
}
/** Sends the request until a response comes that another attempt would not change. */
async function requestToken(access, network) {
    const { version, url, workspace, apiKeyId, apiKeySecret } = access;
    const request = 'POST /auth/token';
    const init = {
        method: 'POST',
        headers: {
            'content-type': 'application/json',
            accept: 'application/json',
            ...(version === 'v1' && { 'x-ledger-workspace': workspace }),
        },
        body: JSON.stringify(version === 'v1' ? { api_key_id: apiKeyId, api_key_secret: apiKeySecret } : { workspace, apiKeyId, apiKeySecret }),
    };
    const attempts = network.retry.attempts('Ledger', request);
    for (;;) {
        try {
            const response = await sendOnce(network, 'Ledger', request, attempts, signal => network.fetch(`${url}/auth/token`, { ...init, signal }));
            const { status, headers } = response;
            // Ledger's own status for its rate limit is 420.
            if (status === 420 || status === 429) {
                throw rateLimited(network.clock, 'Ledger', status, Object.fromEntries(headers), client_DEFAULT_RATE_LIMIT_MS);
            }
            if (status >= 500)
                throw new RetryableError('unavailable', `Ledger failed with status ${status}`);
            return { status, text: await response.text() };
        }
        catch (error) {
            if (!(error instanceof RetryableError))
                throw error;
            await attempts.wait(error);
        }
    }
}
function client_refused(status, text, { workspace }) {
    const body = parseObject(text);
    const said = typeof body?.message === 'string' ? `: ${quote(body.message)}` : '';
    if (status !== 401 && status !== 403) {
        return new errors_ActionError('ledger-refused', `Ledger refused to exchange the API access for a token (status ${status}${said}).`, 'Check `workspace`, `ledger-api-version` and `ledger-api-url`.');
    }
    // Ledger itself answers in JSON. Anything else says nothing about the API access.
    if (!body) {
        return new errors_ActionError('access-blocked', `\`POST /auth/token\` was refused with a body that is not JSON (status ${status}). ` +
            'A proxy, firewall or login page between the runner and Ledger refused it, not Ledger.', "Let the runner reach Ledger's API: check its network, the proxy (HTTPS_PROXY, NO_PROXY), the firewall and `ledger-api-url`.");
    }
    return new errors_ActionError('ledger-credentials-rejected', `Ledger does not accept the API Key ID and API Secret for the workspace ${quote(workspace)} (status ${status}${said}).`, 'Check that both were copied whole and belong to this workspace, and that the operator is neither suspended nor revoked. ' +
        'An admin can regenerate the API Secret (user permission settings).');
}
function invalidResponse(what) {
    return new errors_ActionError('ledger-invalid-response', `\`POST /auth/token\` did not get a valid response from Ledger's API. ${what}.`, 'Check `ledger-api-url` and `ledger-api-version`, and whether a proxy, a firewall or a login page answers in place of Ledger.');
}
function unreadableKey(claim, access) {
    return new errors_ActionError('ledger-key-unreadable', `Ledger's token names the registered public key in a form that this action does not know: ${quoteRedacted(typeof claim === 'string' ? claim : JSON.stringify(claim), access)}.`, 'This does not mean that it is another key. Compare the key in the workspace (Users page) with this one, and report the form as a bug.');
}
/** Quotes a claim, without any API access in it: in the response it is base64, which redaction does not look into. */
function quoteRedacted(text, { apiKeyId, apiKeySecret }) {
    return quote(text.replaceAll(apiKeySecret, '***').replaceAll(apiKeyId, '***'));
}
/** The JSON object that a text is; undefined if it is anything else. */
function parseObject(text) {
    try {
        const value = JSON.parse(text);
        return json_isObject(value) ? value : undefined;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/ledger/registration.js






/**
 * Reads `workspace`, `api-key-id`, `api-key-secret`, `ledger-api-version`, `ledger-api-url` and `require-registered`.
 * @param needsAccess whether `require-registered` without API access is an error
 * @returns undefined without API access: Ledger is not asked
 * @throws ActionError if only a part of it is given
 */
function readRegistration(getInput, needsAccess) {
    const version = read_input_readChoice(getInput, 'ledger-api-version', ['v1', 'v2']);
    const required = readBoolean(getInput, 'require-registered');
    const workspace = read_input_readOptional(getInput, 'workspace', readLedgerName);
    const apiKeyId = readTrimmed(getInput, 'api-key-id');
    const apiKeySecret = readTrimmed(getInput, 'api-key-secret');
    const url = getInput('ledger-api-url')
        ? readBaseUrl(getInput, 'ledger-api-url', `\`${LEDGER_API_URLS[version]}\``)
        : LEDGER_API_URLS[version];
    if (version === 'v1' && workspace && !/^[\x20-\x7e]+$/.test(workspace)) {
        throw invalid_input_invalid('workspace', workspace, 'With `ledger-api-version: v1`, it must be ASCII, because an HTTP header carries it');
    }
    const missing = [
        !workspace && '`workspace`',
        !apiKeyId && '`api-key-id`',
        !apiKeySecret && '`api-key-secret`',
    ].filter(name => name !== false);
    if (workspace && apiKeyId && apiKeySecret) {
        return { access: { version, url, workspace, apiKeyId, apiKeySecret }, required };
    }
    // A workspace alone is for the summary.
    if (!apiKeyId && !apiKeySecret && !(required && needsAccess))
        return undefined;
    throw new errors_ActionError('api-access-incomplete', `The registration at Ledger cannot be checked: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} empty.`, 'Set all three. If they come from secrets, the job must name the environment that has them. To skip the check, leave `api-key-id` and ' +
        '`api-key-secret` out and set `require-registered: false`.');
}
/**
 * Asks Ledger which public key is registered for the API access, and compares it with ours.
 * @param check undefined to skip the check
 * @param mask receives each token as soon as it has arrived
 * @throws ActionError if it is another key, if Ledger does not say and must, or if Ledger cannot be asked
 */
async function checkRegistration(check, publicKey, network, mask) {
    if (!check)
        return 'unknown';
    const { access, required } = check;
    const identity = readIdentity(await exchangeToken(access, network, mask), access);
    const registration = compareIdentity(identity, publicKey, access);
    if (registration === 'unknown' && required) {
        throw new errors_ActionError('registration-unknown', 'Ledger accepts the API access, but its token does not say which public key is registered.', 'Compare the key in the workspace (Users page) by eye, then set `require-registered: false`.');
    }
    return registration;
}
/** The output `registered`: `true` or `unknown`. */
function registeredOutput(registration) {
    return registration === 'registered' ? 'true' : registration;
}

;// CONCATENATED MODULE: ./build/runner/journal.js
/**
 * An append-only list of what a run has done to stored keys. Only the error message and the signal handler read it: nothing
 * decides by it what to do next.
 */
class Journal {
    #events = [];
    append(event) {
        this.#events.push(event);
    }
    /** Whether the run had a key to store. */
    get hasPlan() {
        return this.#plan !== undefined;
    }
    /** What is left to do if the run ends now. */
    get followUp() {
        return this.#events.findLast(event => event.type === 'follow-up')?.text;
    }
    /** What the run knows about the key now. */
    get state() {
        const plan = this.#plan;
        const places = plan?.places ?? [];
        const stored = [];
        let state = { state: 'unchanged' };
        /** Before the latest request, which an earlier one with a lost response makes indeterminate. */
        let before = state;
        /** Before all requests whose outcome is open. */
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
                    state = { state: 'deleted', place: event.place };
                    break;
                case 'confirmed': {
                    const { place, updatedAt, publicKey = plan?.publicKey } = event;
                    // What becomes of a staged secret afterwards does not change what is known of the key in service.
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
/** The title of the error annotation. */
function titleOf({ state }, texts) {
    const { noun = 'secret' } = texts;
    switch (state) {
        case 'unchanged':
            return texts.unchangedTitle ?? 'Nothing was changed';
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
            return `The ${noun} is deleted, the run is not complete`;
    }
}
/** What the end of the run means for the key, in whole sentences. */
function meaningOf(journal, texts) {
    const { state } = journal;
    const stored = 'stored' in state && state.stored.length > 0 ? `This run stored: ${list(state.stored)}. ` : '';
    return stored + meaningOfState(state, journal.hasPlan, texts);
}
function meaningOfState(state, hasPlan, texts) {
    const { recovery } = texts;
    switch (state.state) {
        case 'unchanged':
            return (hasPlan ? texts.unchangedWithKey : undefined) ?? texts.unchanged;
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
            return `${state.place} is deleted.`;
    }
}
function list(places) {
    return places.map(lowerFirst).join('; ');
}
/** A display name, which begins a sentence, within one. */
function lowerFirst(place) {
    return place.charAt(0).toLowerCase() + place.slice(1);
}

;// CONCATENATED MODULE: ./build/runner/redaction.js
/** Too short to be a secret: replacing it would only make texts unreadable. */
const MIN_CHARACTERS = 8;
/** The secrets that a run knows. Whatever a service answers is redacted before any of it is cut, quoted or logged. */
class Redaction {
    /** Every form of a secret, and what is part of it in any notation. */
    #forms = new Map();
    /** Remembers a secret and each of its lines, also as JSON and URLs may write them, and in base64. */
    add(secret) {
        for (const text of [secret, ...secret.split(/\r?\n/)].map(text => text.trim())) {
            if (text.length < MIN_CHARACTERS)
                continue;
            for (const form of [text, ...base64FormsOf(text)])
                this.#forms.set(form, longestWordOf(form).toLowerCase());
        }
    }
    /** The text with `***` in place of every known secret. */
    apply(text) {
        const lowerCase = text.toLowerCase();
        let redacted = text;
        for (const [form, word] of [...this.#forms].sort(([a], [b]) => b.length - a.length)) {
            // Compiling all patterns would take longer than a request.
            if (lowerCase.includes(word))
                redacted = redacted.replace(patternOf(form), '***');
        }
        return redacted;
    }
}
/** A fetch whose response texts are redacted. */
function redactingFetch(fetch, redaction) {
    return async (url, init) => {
        const response = await fetch(url, init);
        return { ...response, text: async () => redaction.apply(await response.text()) };
    };
}
/** The part of a base64 text that is the same whatever stands before and after; it depends on where the text begins. */
function base64FormsOf(text) {
    return [0, 1, 2].map(offset => {
        const bytes = Buffer.from(' '.repeat(offset) + text);
        return bytes.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
    });
}
/** The longest part of a text that no notation escapes. */
function longestWordOf(text) {
    return text.split(/[^a-z0-9]+/i).reduce((longest, word) => (word.length > longest.length ? word : longest));
}
/** Finds a text, whichever of its characters JSON (also within JSON) or a URL escapes; hex in either case. */
function patternOf(text) {
    return new RegExp(text.replace(/[^a-z0-9]/gi, escapablePattern), 'gi');
}
const JSON_LETTERS = { '\b': '|b', '\t': '|t', '\n': '|n', '\f': '|f', '\r': '|r' };
/** A UTF-16 code unit as it is, after backslashes, as `\u002b`, `%2B`, or, if a space, `+`. */
function escapablePattern(unit) {
    const code = unit.charCodeAt(0).toString(16).padStart(4, '0');
    const letter = JSON_LETTERS[unit] ?? '';
    const percent = [...Buffer.from(unit)].map(byte => `%(?:25){0,2}${byte.toString(16).padStart(2, '0')}`).join('');
    // Repetitions have bounds, so that no text takes long to search.
    return `(?:\\\\{0,7}(?:\\u${code}|u${code}${letter})|${percent}${unit === ' ' ? '|\\+' : ''})`;
}

;// CONCATENATED MODULE: ./build/runner/run-action.js




/**
 * Makes `run` out of an action's body. A failed run ends with one error annotation: what happened, what that means for the
 * key, and what to do.
 * @returns a function that resolves to the exit code, 0 or 1, and never rejects
 */
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
        const interrupted = new Promise((_, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        });
        const cleanUps = [];
        const atEnd = (cleanUp) => void cleanUps.push(cleanUp);
        try {
            signal.throwIfAborted();
            const fetch = redactingFetch(async (url, init) => {
                // The error says what has happened until then: nothing may happen afterwards.
                signal.throwIfAborted();
                return context.fetch(url, init);
            }, redaction);
            const debug = (line) => output.debug(redaction.apply(line));
            const retry = new Retry(context, output.info);
            const work = body({ ...context, fetch, debug, retry, journal, mask, atEnd });
            await Promise.race([work, interrupted]);
            return 0;
        }
        catch (error) {
            const failure = isActionError(error) ? error : unexpected(error);
            const stack = error instanceof Error ? [error.stack, causesOf(error)].join('\n') : String(error);
            output.debug(redaction.apply(stack));
            const hint = journal.followUp ?? failure.hint;
            const reference = `(${failure.code}, see ${troubleshootingPage(failure.code, context.env)})`;
            const parts = [failure.message, meaningOf(journal, texts), hint, reference];
            output.error(parts.join('\n'), titleOf(journal.state, texts));
            return 1;
        }
        finally {
            for (const cleanUp of cleanUps.toReversed()) {
                await cleanUp().catch(error => output.warning(redaction.apply(messageOf(error))));
            }
        }
    };
}
/** The stacks of an error's causes, outermost first. */
function causesOf({ cause }) {
    if (!(cause instanceof Error))
        return '';
    return `Caused by: ${cause.stack}\n${causesOf(cause)}`;
}
/** The entry of an error: in the repository and at the commit of the running action, if the runner names them. */
function troubleshootingPage(code, env) {
    const { GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref } = env;
    const page = 'docs/troubleshooting.md';
    return server && repository && ref ? `${server}/${repository}/blob/${ref}/${page}#${code}` : page;
}
function unexpected(error) {
    return new errors_ActionError('internal-error', `An unexpected error occurred: ${messageOf(error)}.`, 'Report it as a bug, with this message and without any secret.', error);
}

;// CONCATENATED MODULE: ./build/runner/workflow-run.js
/** Reads the run from the runner's variables; unset ones are empty, and the server is github.com. */
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
        ref: read('GITHUB_REF'),
        eventName: read('GITHUB_EVENT_NAME'),
        workflowRef: read('GITHUB_WORKFLOW_REF'),
        workflowSha: read('GITHUB_WORKFLOW_SHA'),
        actor: read('GITHUB_ACTOR'),
        actorId: read('GITHUB_ACTOR_ID'),
        triggeringActor: read('GITHUB_TRIGGERING_ACTOR'),
        runnerEnvironment: read('RUNNER_ENVIRONMENT'),
    };
}
/** The run as the proof states it; the ids outlive the names. */
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
/** The run's page on GitHub. */
function runUrl(run) {
    return `${run.serverUrl}/${run.repository}/actions/runs/${run.runId}`;
}

;// CONCATENATED MODULE: ./build/stores/open.js
/**
 * Opens the key store that a URI names, from a bundle of its own that is loaded only now. Sends no request yet.
 * @throws ActionError if this runner or these inputs cannot use the store
 */
async function openKeyStore(uri, context) {
    switch (uri.scheme) {
        case 'file': {
            const { open } = await import(/* webpackIgnore: true */ './file.js');
            return open(uri, context);
        }
        case 'vault': {
            const { open } = await import(/* webpackIgnore: true */ './vault.js');
            return open(uri, context);
        }
        case 'hashivault':
        case 'openbao': {
            const { open } = await import(/* webpackIgnore: true */ './transit.js');
            return open(uri, context);
        }
        case 'awskms': {
            const { open } = await import(/* webpackIgnore: true */ './aws-kms.js');
            return open(uri, context);
        }
        case 'awssecrets': {
            const { open } = await import(/* webpackIgnore: true */ './aws-secrets.js');
            return open(uri, context);
        }
    }
}

;// CONCATENATED MODULE: ./build/summary/markdown.js
// Markdown for GitHub. No text from outside can become markup.

/** Joins sections; those that do not apply are left out. */
function markdown_page(...sections) {
    return sections.filter(Boolean).join('\n\n');
}
/** A table of two columns with a header; its cells are Markdown. */
function table(left, right, rows) {
    return [`| ${left} | ${right} |`, '| --- | --- |', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n');
}
/** A long value in a paragraph: it wraps, while a block would cut it at the edge of the page. The text is not escaped, so it must be our own. */
function code(text) {
    return `\`${text}\``;
}
/** A block whose lines stay as they are. The text is not escaped, so it must be our own. */
function codeBlock(text) {
    return `\`\`\`text\n${text}\n\`\`\``;
}
/** A link whose text is literal. */
function markdown_link(text, url) {
    return `[${markdown_literal(text)}](${encodeURI(url).replace(/[()]/g, c => `%${c.charCodeAt(0).toString(16)}`)})`;
}
/**
 * Text that is shown literally, within a line. Each character that GitHub's Markdown might interpret becomes a character reference,
 * and each one that is invisible or changes the direction of reading is escaped. All others stay as they are, so that the
 * runner still finds what it has to mask.
 */
function markdown_literal(text) {
    return escapeInvisible(text).replace(/[\\`*_[\]()<>&|~:@$#!]|(?<=www)\./gi, c => `&#${c.charCodeAt(0)};`);
}
/**
 * A name that somebody chose, for a table cell of its own: quoted, and with every character escaped that may look like another. Never
 * put one into a sentence, which it could continue.
 */
function literalName(name) {
    return markdown_literal(text_displayName(name));
}
/** Groups of 4 characters, 4 groups to a numbered line: short enough for a phone, and to be read aloud. */
function inGroups(hex) {
    const lines = hex.replace(/.{16}(?=.)/g, '$&\n').split('\n');
    return lines.map((line, i) => `${i + 1}  ${line.replace(/.{4}(?=.)/g, '$& ')}`).join('\n');
}

;// CONCATENATED MODULE: ./build/github/environment-protection.js





const MAX_PATTERNS = 100;
const environment_protection_PERMISSION_HINT = 'Grant the token "Actions" (repository permission): read.';
/**
 * Reads how an environment is protected.
 * @throws ActionError if the environment does not exist or GitHub does not accept the token
 */
async function readProtection(client, environment) {
    const doing = `read the protection of the environment ${displayName(environment.environment)}`;
    const reply = await client.request('GET /repos/{owner}/{repo}/environments/{environment_name}', parametersOf(environment));
    if (reply.status === 403)
        return refused(reply, doing, environment, environment_protection_PERMISSION_HINT);
    if (reply.status !== 200)
        throw toActionError(reply, doing, environment);
    const { id, protection_rules, deployment_branch_policy, can_admins_bypass } = membersOf(reply.data);
    if (typeof id !== 'number')
        return malformed("GitHub's response is not the description of an environment.");
    const rules = Array.isArray(protection_rules) ? protection_rules.map(membersOf) : [];
    const required = rules.filter(rule => rule.type === 'required_reviewers');
    return {
        id,
        reviewers: required.flatMap(rule => (Array.isArray(rule.reviewers) ? rule.reviewers : [])).map(reviewerName),
        preventsSelfReview: required.some(rule => rule.prevent_self_review === true),
        branchRule: await readBranchRule(client, environment, deployment_branch_policy),
        // A response without this member must not look safer than the environment is.
        adminsMayBypass: can_admins_bypass !== false,
    };
}
/** Whether an environment is a gate: people must approve its jobs, and not every branch's workflows can ask them to. */
function isGate(protection) {
    return 'reviewers' in protection && protection.reviewers.length > 0 && !isOpenToAllBranches(protection.branchRule);
}
/**
 * Stops a run whose environment is not a gate.
 * @throws ActionError `environment-unprotected`; `protection-unreadable` if that is not known
 */
function requireGate(protection, environment) {
    if ('unreadable' in protection)
        throw protectionUnreadable(protection, environment);
    if (protection.reviewers.length === 0) {
        throw new ActionError('environment-unprotected', `The environment ${displayName(environment)} has no required reviewers, so nobody has to approve the key in it.`, "Add required reviewers in the environment's settings. If your GitHub plan has none for private repositories, use " +
            '`examples/without-required-reviewers.yml`.');
    }
    requireBranchRule(protection, environment);
}
/**
 * Stops a run whose environment is open to the workflows of every branch.
 * @throws ActionError `environment-unprotected`; `protection-unreadable` if that is not known
 */
function requireBranchRule(protection, environment) {
    if ('unreadable' in protection)
        throw protectionUnreadable(protection, environment);
    const weakness = branchWeakness(protection.branchRule);
    if (weakness === undefined)
        return;
    throw new ActionError('environment-unprotected', `The environment ${displayName(environment)} is open to the workflows of every branch. ${weakness}`, "Name the branches that may use it in the environment's settings (Deployment branches and tags), usually `main` alone.");
}
function protectionUnreadable({ unreadable, hint }, environment) {
    const what = `It is unknown whether the environment ${displayName(environment)} is protected. ${unreadable}`;
    return new ActionError('protection-unreadable', what, hint);
}
/** What the log should warn of: each weakness, or that the protection is unknown; undefined if there is nothing. */
function protectionWarning(protection, environment) {
    if ('unreadable' in protection) {
        return `It is unknown whether the environment ${displayName(environment)} is protected. ${protection.unreadable} ${protection.hint}`;
    }
    const weaknesses = environment_protection_weaknessesOf(protection);
    return weaknesses.length === 0
        ? undefined
        : `The environment ${displayName(environment)} is weakly protected. ${weaknesses.join(' ')}`;
}
/** The weaknesses of an environment's protection, each a whole sentence. */
function environment_protection_weaknessesOf(protection) {
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
/** Whether anyone who may push a branch or a tag can run a workflow in the environment. */
function isOpenToAllBranches(rule) {
    return branchWeakness(rule) !== undefined;
}
/** How an environment is open to the workflows of every branch, in a whole sentence; undefined if it is not. */
function branchWeakness(rule) {
    switch (rule.kind) {
        case 'none':
            return 'It has no branch rule: workflows of every branch may use it.';
        case 'protected':
            return rule.hasProtectedBranch === false
                ? 'It is for protected branches, but the repository has none: workflows of every branch may use it.'
                : undefined;
        case 'patterns':
            return rule.patterns?.some(isCatchAll)
                ? 'Its branch rule has a pattern that every name matches: anyone can push a branch or tag whose workflows may use it.'
                : undefined;
    }
}
/** Whether a pattern has a wildcard and no letter or digit that a name must have: `*`, `**`, `?*`, `[a-z]*`. */
function isCatchAll(pattern) {
    const withoutSets = pattern.replace(/\[[^\]]*\]/g, '?');
    return /[*?]/.test(withoutSets) && !/[\p{L}\p{N}]/u.test(withoutSets);
}
/** Reads the branch rule; what GitHub refuses to list, as some tokens and servers make it do, is not checked. */
async function readBranchRule(client, environment, policy) {
    if (!isObject(policy))
        return { kind: 'none' };
    if (policy.protected_branches === true) {
        const { owner, repo } = environment;
        const branches = await environment_protection_readOptional(client, 'GET /repos/{owner}/{repo}/branches', {
            owner,
            repo,
            protected: true,
            per_page: 1,
        });
        return { kind: 'protected', hasProtectedBranch: Array.isArray(branches) ? branches.length > 0 : undefined };
    }
    const route = 'GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies';
    const list = await environment_protection_readOptional(client, route, { ...parametersOf(environment), per_page: MAX_PATTERNS });
    const { branch_policies: policies } = membersOf(list);
    const names = Array.isArray(policies) ? policies.map(each => membersOf(each).name) : undefined;
    return { kind: 'patterns', patterns: names?.filter(name => typeof name === 'string') };
}
/** The JSON that GitHub answers; undefined if it does not, since not every token and server can read it. */
async function environment_protection_readOptional(client, route, parameters) {
    try {
        const { status, data } = await client.request(route, parameters);
        return status === 200 ? data : undefined;
    }
    catch (error) {
        if (error instanceof ActionError)
            return undefined;
        throw error;
    }
}
function parametersOf({ owner, repo, environment }) {
    return { owner, repo, environment_name: environment };
}
function reviewerName(reviewer) {
    const { login, slug } = membersOf(membersOf(reviewer).reviewer);
    return String(login ?? slug ?? 'unknown');
}

;// CONCATENATED MODULE: ./build/summary/randomart.js
// OpenSSH's picture of a key ("randomart"), as `ssh-keygen -lv` prints it. Two different keys hardly ever have pictures that look alike, so
// it shows a difference at a glance. D. Loss, T. Limmer, A. von Gernler, "The drunken bishop" (2009) analyses the algorithm.
const WIDTH = 17;
const HEIGHT = 9;
/** How often a square was visited, from never to 14 times or more. */
const VISITS = ' .o+=*BOX@%&#/^';
/**
 * Draws the picture of a P-256 key: a bishop walks on a board from its centre, and each two bits of the digest are a step.
 * @param fingerprint `SHA256:` and 32 bytes in base64, of the key in OpenSSH's form
 * @returns 11 lines of 19 ASCII characters
 */
function randomart(fingerprint) {
    const board = Array.from({ length: HEIGHT }, () => new Array(WIDTH).fill(0));
    const start = { x: (WIDTH - 1) / 2, y: (HEIGHT - 1) / 2 };
    let { x, y } = start;
    for (const step of stepsOf(Buffer.from(fingerprint.replace(/^SHA256:/, ''), 'base64'))) {
        // At a wall it slides along, in a corner it stays.
        x = clamp(x + (step & 1 ? 1 : -1), WIDTH);
        y = clamp(y + (step & 2 ? 1 : -1), HEIGHT);
        const row = board[y];
        row[x] = row[x] + 1;
    }
    const rows = board.map((row, atY) => row.map((visits, atX) => {
        if (atX === x && atY === y)
            return 'E';
        if (atX === start.x && atY === start.y)
            return 'S';
        return VISITS[visits] ?? VISITS.at(-1);
    }));
    return ['+---[ECDSA 256]---+', ...rows.map(row => `|${row.join('')}|`), '+----[SHA256]-----+'].join('\n');
}
/** Two bits each: bit 0 is right instead of left, bit 1 down instead of up. A byte begins with its lowest bits. */
function stepsOf(digest) {
    return [...digest].flatMap(byte => [0, 2, 4, 6].map(shift => (byte >> shift) & 3));
}
function clamp(position, length) {
    return Math.max(0, Math.min(length - 1, position));
}

;// CONCATENATED MODULE: ./build/summary/sections.js
// What several pages have in common.







/** The environment whose reviewers approve; undefined if the key has none. */
function gateOf(subject) {
    if ('keyStore' in subject)
        return subject.gate;
    return subject.destination.level === 'environment' ? subject.destination : undefined;
}
/** A name, or that none was given. */
function nameCell(name) {
    return name === undefined ? 'not given' : literalName(name);
}
function namesCell(names) {
    return names.map(nameCell).join(', ');
}
/** The table at the top of a page. */
function subjectTable(subject, protection, more) {
    const { operator, workspace } = subject;
    return valueTable([
        ['Operator', nameCell(operator)],
        ['Workspace', nameCell(workspace)],
        ...subjectRows(subject, protection),
        ...more,
    ]);
}
function subjectRows(subject, protection) {
    const environmentId = protection && 'id' in protection ? protection.id : undefined;
    const place = 'keyStore' in subject ? subject.gate : subject.destination;
    const settings = place
        ? [['Settings', link('open', settingsUrl(place, subject.run.serverUrl, environmentId))]]
        : [];
    if ('keyStore' in subject) {
        return [...keyStoreRows(subject.keyStore), ...(subject.gate ? placeRows(subject.gate) : []), ...settings];
    }
    const { audience } = subject;
    return [
        ['Secret', nameCell(subject.secretName)],
        ...placeRows(subject.destination),
        ...(audience ? [['Available to', describeAudience(audience)]] : []),
        ...settings,
    ];
}
/** The place of a key in a key store: its URI, and what else identifies it. */
function keyStoreRows({ uri, ...more }) {
    const rows = Object.entries(more).map(([name, value]) => [`Key store: ${markdown_literal(name)}`, nameCell(value)]);
    return [['Key store', nameCell(uri)], ...rows];
}
function valueTable(rows) {
    return table('What', 'Value', rows);
}
function placeRows(destination) {
    switch (destination.level) {
        case 'repository':
            return [['Repository', nameCell(`${destination.owner}/${destination.repo}`)]];
        case 'environment':
            return [
                ['Environment', nameCell(destination.environment)],
                ['Repository', nameCell(`${destination.owner}/${destination.repo}`)],
            ];
        case 'organization':
            return [['Organization', nameCell(destination.organization)]];
    }
}
function registrationCell(registered) {
    return registered === 'registered'
        ? "yes: Ledger's own token names this key"
        : '**Unknown:** Ledger was not asked, or did not say';
}
function approvalCell(approvals) {
    if (!approvals)
        return "**Unknown:** GitHub's record was not read (`approval: ignore`)";
    if ('unreadable' in approvals)
        return `**Unknown:** ${markdown_literal(approvals.unreadable)}`;
    const { approvedBy, byAnother, bot } = approvals;
    if (approvedBy.length === 0)
        return '**Nobody:** GitHub has no approval on record';
    const names = approvedBy.map(approver => markdown_literal(describeApprover(approver))).join(', ');
    if (byAnother)
        return names;
    return bot === undefined
        ? `${names}. **Weak:** they started or re-ran the run, or are bots`
        : `${names}. **Weak:** the bot ${nameCell(bot)} started the run`;
}
function publicKeySection({ hex, fingerprint }, title = 'Public key') {
    return markdown_page(`### ${title}`, 'All 130 characters, as Ledger registers them (X9.62 uncompressed point):', code(hex), 'The same characters in groups, to compare or to read aloud:', codeBlock(inGroups(hex)), 'Fingerprint and picture of the same key, as `ssh-keygen -lv` prints them. If two pictures differ, so do the keys. If they look alike, still compare ' +
        'all 130 characters.', codeBlock(`${fingerprint}\n${randomart(fingerprint)}`));
}
/** The public key of a kept secret, which this run cannot read. */
function keptPublicKeySection(publicKey) {
    return page(publicKeySection(publicKey, 'Public key according to the variable'), 'The variable says so; the secret may hold another key. Run `verify`, which reads the secret, to find out.');
}
function protectionSection(subject, protection) {
    if ('keyStore' in subject) {
        return page('### Access to the key', subject.access, subject.gate && environmentSection(protection));
    }
    if (subject.destination.level !== 'environment') {
        return page('### Protection', '**Weak:** every workflow that anyone with write access pushes to any branch can read this secret. ' +
            'Only an environment with required reviewers and a branch rule prevents that.');
    }
    return environmentSection(protection);
}
function environmentSection(protection) {
    const title = '### Protection of the environment';
    if (!protection)
        return page(title, '**Unknown:** it was not read (`environment-protection: ignore`).');
    if ('unreadable' in protection)
        return page(title, `**Unknown:** ${literal(protection.unreadable)}`);
    const { reviewers, preventsSelfReview, branchRule, adminsMayBypass } = protection;
    return page(title, valueTable([
        ['Required reviewers (one must approve each job)', reviewers.length > 0 ? namesCell(reviewers) : 'none'],
        ['Self-review', preventsSelfReview ? 'prevented' : 'allowed'],
        ['Branches and tags', branchCell(branchRule)],
        ['Admins may bypass the rules', adminsMayBypass ? 'yes' : 'no'],
    ]), weaknessesOf(protection)
        .map(weakness => `- **Weak:** ${weakness}`)
        .join('\n'));
}
function branchCell(rule) {
    switch (rule.kind) {
        case 'none':
            return 'all';
        case 'protected':
            return rule.hasProtectedBranch === undefined
                ? 'protected branches only (whether there are any was not checked)'
                : 'protected branches only';
        case 'patterns':
            return rule.patterns ? namesCell(rule.patterns) : 'those that match its patterns (not checked)';
    }
}
/** Which run wrote the page. */
function runSection(run, title) {
    const isRerun = run.triggeringActor !== '' && run.triggeringActor !== run.actor;
    return markdown_page(`### ${title}`, valueTable([
        ['Run', markdown_link(run.runId, runUrl(run))],
        ['Attempt', markdown_literal(run.runAttempt)],
        ['Event', markdown_literal(run.eventName)],
        ['Started by', `${nameCell(run.actor)} (id ${markdown_literal(run.actorId)})`],
        ...(isRerun ? [['Run again by', nameCell(run.triggeringActor)]] : []),
        ...sourceRows(run),
        ['Commit', markdown_link(run.sha.slice(0, 12), `${run.serverUrl}/${run.repository}/commit/${run.sha}`)],
        ['Runner', markdown_literal(run.runnerEnvironment)],
    ]));
}
/** `octo/keys/.github/workflows/provision.yml@refs/heads/main` in two rows. */
function sourceRows({ workflowRef }) {
    const at = workflowRef.indexOf('@');
    const file = at < 0 ? workflowRef : workflowRef.slice(0, at);
    const ref = at < 0 ? '' : workflowRef.slice(at + 1);
    return [
        ['Workflow file', nameCell(file)],
        ref.startsWith('refs/tags/')
            ? ['Tag', nameCell(ref.slice('refs/tags/'.length))]
            : ['Branch', nameCell(ref.replace(/^refs\/heads\//, ''))],
    ];
}
/**
 * How a reader recognizes an imitation of this page.
 * @param openedFrom how to get to the right run, a whole sentence
 */
function authenticitySection(openedFrom) {
    return markdown_page('### Is this page genuine?', "Anyone with write access can push a workflow that prints a page like this one. They cannot change GitHub's own parts of the run's page, so check these:", steps(openedFrom, 'GitHub shows the branch beside the name of whoever started the run. It must be the branch in the table above, and the one that the environment is for, usually `main`.', 'GitHub shows the workflow file above the diagram of the jobs. It must be the file in the table above, and the one that you know.'));
}
/** A numbered list. */
function steps(...texts) {
    return texts.map((text, i) => `${i + 1}. ${text}`).join('\n');
}

;// CONCATENATED MODULE: ./build/summary/verified-page.js


/**
 * The page after the gate: which key is stored, who approved it, and what is left to do at Ledger. Only a key that this run made
 * and another person approved in this run may look like a key to register: anyone with write access can get the rest of the page.
 */
function verifiedPage(key) {
    const isRegistered = key.registered === 'registered';
    const reasons = reasonsNotToRegister(key);
    const mayRegister = reasons.length === 0 && !isRegistered;
    return markdown_page(heading(key, mayRegister), valueTable([
        ['Operator', nameCell(key.operator)],
        ['Workspace', nameCell(key.workspace)],
        ...(key.keyStore ? keyStoreRows(key.keyStore) : []),
        ['Environment', nameCell(key.environment)],
        [
            'Stored key',
            key.compared ? 'has the expected public key' : '**Unknown:** it was compared with no expected public key',
        ],
        ['Made by', key.origin ? originCell(key.origin) : '**Unknown:** no proof of the run that made it was given'],
        ['Approved by', approvalCell(key.approvals)],
        ['Registered at Ledger', registrationCell(key.registered)],
    ]), publicKeySection(key.publicKey), runSection(key.run, 'Who and what verified it'), mayRegister &&
        authenticitySection("This must be the run that you approved: compare its number in the browser's address bar with the one above."), mayRegister && markdown_page('### What to do at Ledger', registrationSteps(key.operator)), !isRegistered &&
        reasons.length > 0 &&
        markdown_page('### Do not register the key from this page', 'It does not show all that it takes:', verified_page_list(reasons), ELSEWHERE));
}
const ELSEWHERE = 'If your company approves keys elsewhere, compare the whole public key there before you register it.';
function heading({ registered, compared }, mayRegister) {
    if (registered === 'registered')
        return '## This operator key is registered';
    if (mayRegister)
        return '## Verified: register this key';
    return compared ? '## The stored key is the expected one' : '## The stored operator key';
}
/** What is missing before a page may say that the key is to be registered; each a whole sentence. */
function reasonsNotToRegister({ compared, origin, environment, approvals }) {
    const reasons = [];
    if (!compared)
        reasons.push('The stored key was compared with no expected public key (`public-key-hex`).');
    if (!origin)
        reasons.push('Nothing shows that this run made the key (`proof`).');
    if (environment === undefined)
        reasons.push('No environment is named whose approval counts (`environment`).');
    if (!approvals)
        reasons.push("GitHub's record of approvals was not read (`approval: ignore`).");
    else if ('unreadable' in approvals)
        reasons.push("GitHub's record of approvals could not be read.");
    else if (!approvals.byAnother)
        reasons.push('GitHub has no approval of this run by another person on record.');
    return reasons;
}
function originCell(origin) {
    return origin === 'key-store'
        ? 'this run: the key store has its number on record'
        : `this run, in its attempt ${markdown_literal(origin.runAttempt)}: the key itself signed the proof`;
}
/** The steps of Ledger's guide; buttons and pages have the names on Ledger's screens. */
function registrationSteps(operator) {
    const username = operator === undefined ? 'the API username' : 'the operator from the table above as the API username';
    return steps('Log in as an Admin to your Ledger Enterprise workspace.', 'Navigate to the **Users** section and click **Invite User**.', 'Select **Operator - Via Self Managed Key Pair**.', `Enter ${username}, and the public key above. Compare all of the key, not only its ends.`, 'Confirm, and seek approval from other Admins. They compare the key with this page, too.', 'Visit the **Users** page and click **Generate API Access** next to the user (a one-time action). Copy the **API Key ID** and the ' +
        "**API Secret** into the environment's secrets `LEDGER_API_KEY_ID` and `LEDGER_API_KEY_SECRET`.", 'Include the new API user in the groups and account rules that it needs.');
}
function verified_page_list(texts) {
    return texts.map(text => `- ${text}`).join('\n');
}

;// CONCATENATED MODULE: ./build/stores/uri.js
// The URIs of the input `key-store`. They are parsed here without any input or output, so that every mistake is reported before a
// request is sent and before a key exists.



const EXAMPLES = {
    file: 'file:///PATH',
    vault: 'vault://MOUNT/PATH#FIELD',
    hashivault: 'hashivault://KEY',
    openbao: 'openbao://KEY',
    awskms: 'awskms:///alias/NAME',
    awssecrets: 'awssecrets:///NAME#FIELD',
};
const PARSERS = {
    file: parseFile,
    vault: parseKv,
    hashivault: parts => ({ scheme: 'hashivault', ...parseTransit(parts) }),
    openbao: parts => ({ scheme: 'openbao', ...parseTransit(parts) }),
    awskms: parseKms,
    awssecrets: parseAwsSecret,
};
const DEFAULT_FIELD = 'private_key';
const DEFAULT_TRANSIT_MOUNT = 'transit';
/** The fields that a version holds beside the private key. */
const OTHER_FIELDS = ['public_key_hex', 'operator', 'workspace', 'api_key_id', 'api_key_secret'];
/**
 * Reads the URI of a key store.
 * @throws ActionError `input-invalid`; it shows no part of the value that may be a secret
 */
function readKeyStoreUri(getInput, input) {
    const value = getInput(input);
    const [, name = '', body = '', query, fragment] = /^([a-z][a-z0-9+.-]*):\/\/([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is.exec(value) ?? [];
    const known = Object.keys(PARSERS);
    const scheme = known.find(known => known === name);
    const authority = body.replace(/\/.*/s, '');
    const shown = uri_withoutSecrets(value);
    if (authority.includes('@')) {
        throw invalid_input_invalid(input, shown, 'It must not contain a user or a password: pass credentials as the documentation says');
    }
    if (scheme === undefined) {
        const rule = `It must begin with one of ${known.map(known => `\`${EXAMPLES[known]}\``).join(', ')}`;
        throw invalid_input_invalid(input, shown, rule, likelyUri(value, name, known));
    }
    const unwanted = /[^\x21-\x7e]|["<>\\^`{|}]/u.exec(value)?.[0];
    if (unwanted !== undefined) {
        const rule = 'It must be percent-encoded: it contains a character that a URI cannot have, such as a space (`%20`)';
        throw invalid_input_invalid(input, shown, rule);
    }
    try {
        return PARSERS[scheme]({ shown, body, query: parseQuery(query), fragment });
    }
    catch (error) {
        if (error instanceof UriError)
            throw invalid_input_invalid(input, shown, error.message, error.meant);
        throw error;
    }
}
/** The URI in its canonical form; equal URIs have equal texts. */
function formatKeyStoreUri(uri) {
    switch (uri.scheme) {
        case 'file':
            return `file://${encodePath(uri.path)}${formatQuery({ 'public-key': uri.pin })}`;
        case 'vault':
            return `vault://${encodeSegment(uri.mount)}/${encodePath(uri.path)}${formatQuery({ version: uri.pin })}#${uri.field}`;
        case 'hashivault':
        case 'openbao': {
            const mount = uri.mount === DEFAULT_TRANSIT_MOUNT ? undefined : uri.mount;
            return `${uri.scheme}://${uri.key}${formatQuery({ mount, version: uri.pin })}`;
        }
        case 'awskms':
            return `awskms:///${uri.pin ?? uri.alias}`;
        case 'awssecrets':
            return `awssecrets:///${encodePath(uri.name)}${formatQuery({ version: uri.pin })}#${uri.field}`;
    }
}
/** The region of an ARN. */
function regionOfArn(arn) {
    return arn.replace(/^(?:[^:]*:){3}([^:]*).*$/, '$1');
}
/** The same place, without the version or the key that a URI pins. */
function withoutPin(uri) {
    // The ARN of a key is its place, too.
    return uri.scheme === 'awskms' ? uri : { ...uri, pin: undefined };
}
/** A rule that the URI breaks, as a sentence without its full stop. */
class UriError extends Error {
    meant;
    constructor(rule, meant) {
        super(rule);
        this.meant = meant;
    }
}
function parseFile({ body, query, fragment }) {
    if (!body.startsWith('/')) {
        throw new UriError('It must be `file:///PATH`: three slashes and an absolute path on the runner', `file:///${body}`);
    }
    if (fragment !== undefined)
        throw new UriError('A file has no fields: it must not contain `#` (a `#` in a name is `%23`)');
    allowParameters(query, ['public-key']);
    const pin = query.get('public-key');
    if (pin !== undefined && !/^[0-9a-f]{64}$/.test(pin)) {
        throw new UriError('`public-key` must be the SHA-256 of the 65 bytes of the public key: 64 hexadecimal digits in lower case');
    }
    return { scheme: 'file', path: `/${decodePath(body.slice(1))}`, pin };
}
function parseKv({ body, query, fragment }) {
    const [mount = '', ...rest] = body.split('/');
    if (mount === '' || rest.join('') === '')
        throw new UriError(`It must be \`${EXAMPLES.vault}\``);
    allowParameters(query, ['version']);
    const [path, field] = [decodePath(rest.join('/')), readField(fragment)];
    return { scheme: 'vault', mount: decodePath(mount), path, field, pin: readVersion(query) };
}
function readField(fragment) {
    // helmfile's vals writes `#/FIELD`.
    const field = fragment?.replace(/^\//, '') || DEFAULT_FIELD;
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(field)) {
        throw new UriError('The field after `#` must have 1 to 64 letters, digits, `_` and `-`');
    }
    if (OTHER_FIELDS.includes(field))
        throw new UriError(`The field must not be \`${field}\`, which holds another value`);
    return field;
}
function parseTransit({ body, query, fragment }) {
    allowParameters(query, ['mount', 'version']);
    if (fragment !== undefined)
        throw new UriError('A key has no fields: it must not contain `#`');
    if (!/^\w(?:[\w.-]{0,126}\w)?$/.test(body)) {
        throw new UriError('The key must have 1 to 128 letters, digits, `_`, `-` and `.`; its mount is set by `?mount=`');
    }
    const mount = query.get('mount') ?? DEFAULT_TRANSIT_MOUNT;
    return { mount: decodePath(mount), key: body, pin: readVersion(query) };
}
function parseKms({ body, query, fragment }) {
    if (!body.startsWith('/')) {
        throw new UriError('It must be `awskms:///alias/NAME` or `awskms:///ARN`: three slashes', `awskms:///${body}`);
    }
    allowParameters(query, []);
    if (fragment !== undefined)
        throw new UriError('A key has no fields: it must not contain `#`');
    const id = body.slice(1);
    if (/^arn:aws(?:-cn|-us-gov)?:kms:[a-z0-9-]+:\d{12}:key\/(?:mrk-)?[0-9a-f-]{32,36}$/.test(id)) {
        return { scheme: 'awskms', alias: undefined, pin: id };
    }
    if (id.startsWith('arn:')) {
        throw new UriError('The ARN must be that of a key: `arn:aws:kms:REGION:ACCOUNT:key/ID`');
    }
    if (/^alias\/aws\//.test(id))
        throw new UriError('An alias must not begin with `alias/aws/`, which AWS keeps for itself');
    if (!/^alias\/[\w/-]{1,250}$/.test(id)) {
        throw new UriError('It must have `alias/` and a name of 1 to 250 letters, digits, `/`, `_` and `-`, or the ARN of a key');
    }
    return { scheme: 'awskms', alias: id, pin: undefined };
}
function parseAwsSecret({ body, query, fragment }) {
    if (!body.startsWith('/')) {
        throw new UriError('It must be `awssecrets:///NAME#FIELD`: three slashes and the name', `awssecrets:///${body}`);
    }
    allowParameters(query, ['version']);
    const name = decodePath(body.slice(1));
    if (!/^[\w/+=.@-]{1,512}$/.test(name)) {
        throw new UriError('The name must have 1 to 512 letters, digits and characters of `/_+=.@-`');
    }
    const pin = query.get('version');
    if (pin !== undefined && !/^[\w-]{32,64}$/.test(pin)) {
        throw new UriError('`version` must be the id of a version: 32 to 64 letters, digits, `-` and `_`');
    }
    return { scheme: 'awssecrets', name, field: readField(fragment), pin };
}
function readVersion(query) {
    const version = query.get('version');
    if (version === undefined)
        return undefined;
    if (!/^[1-9][0-9]{0,8}$/.test(version))
        throw new UriError('`version` must be a number from 1');
    return Number(version);
}
function parseQuery(query) {
    const parameters = new Map();
    if (query === undefined)
        return parameters;
    for (const parameter of query.split('&')) {
        const [, name, value] = /^([^=]+)=(.+)$/.exec(parameter) ?? [];
        if (name === undefined || value === undefined)
            throw new UriError('After `?` it must have `NAME=VALUE`');
        if (parameters.has(name))
            throw new UriError('It must not set a parameter twice');
        parameters.set(name, value);
    }
    return parameters;
}
function allowParameters(query, allowed) {
    // The name is not shown: it may be part of a secret.
    if ([...query.keys()].every(name => allowed.includes(name)))
        return;
    if (allowed.length === 0)
        throw new UriError('It must not contain `?`');
    throw new UriError(`After \`?\` it may have only ${allowed.map(name => `\`${name}\``).join(' and ')}`);
}
/** Decodes each segment of a path. Nothing in it can lead to another place than the one that is shown. */
function decodePath(encoded) {
    const segments = encoded.split('/').map(segment => {
        let text;
        try {
            text = decodeURIComponent(segment);
        }
        catch {
            throw new UriError('Its percent-encoding is not valid');
        }
        if (text === '')
            throw new UriError('It must not contain an empty part (`//`, or `/` at its end)');
        if (text === '.' || text === '..')
            throw new UriError('It must not contain `.` or `..` as a part of the path');
        if (text.includes('/'))
            throw new UriError('It must not contain a slash in percent-encoding (`%2F`)');
        if (findInvisible(text) !== undefined)
            throw new UriError('It must not contain an invisible character');
        if (text !== text.trim())
            throw new UriError('No part of the path may begin or end with white space');
        return text;
    });
    return segments.join('/');
}
function encodePath(path) {
    return path.split('/').map(encodeSegment).join('/');
}
/** Percent-encodes what a segment of a path cannot hold (RFC 3986 section 3.3). */
function encodeSegment(segment) {
    return encodeURIComponent(segment).replace(/%(?:40|3A|3D|2B|2C)/g, decodeURIComponent);
}
function formatQuery(parameters) {
    const set = Object.entries(parameters).filter(([, value]) => value !== undefined);
    return set.length === 0 ? '' : `?${set.map(([name, value]) => `${name}=${encodePath(String(value))}`).join('&')}`;
}
function likelyUri(value, name, known) {
    if (value.startsWith('/'))
        return `file://${value}`;
    if (/^file:\/[^/]/.test(value))
        return value.replace('file:', 'file://');
    const meant = did_you_mean_didYouMean(name, known);
    return meant && `${meant}${value.slice(name.length)}`;
}
/** The text of a URI, or of something like it, without what may be a password: its user, and the values of its query. */
function uri_withoutSecrets(text) {
    return text.replace(/(?<=^[^/]*:\/\/)[^/]*@/s, '...@').replace(/\?[^#]*/s, '?...');
}

;// CONCATENATED MODULE: ./build/actions/key-store-inputs.js
// What the actions have in common if `key-store` is set.


/** What the action files set unless the workflow does. */
const DEFAULT_SECRET_NAME = 'LEDGER_OPERATOR_PRIVATE_KEY';
/** The inputs that only some key stores use, and their default in the action files. */
const STORE_INPUTS = [
    { name: 'vault-role', schemes: ['vault', 'hashivault', 'openbao'] },
    { name: 'vault-auth-path', schemes: ['vault', 'hashivault', 'openbao'], default: 'jwt' },
    { name: 'vault-audience', schemes: ['vault', 'hashivault', 'openbao'] },
    { name: 'aws-role', schemes: ['awskms', 'awssecrets'] },
    { name: 'aws-region', schemes: ['awskms', 'awssecrets'] },
];
/** Whether the key is, or will be, in another place than a GitHub secret. */
function hasKeyStore(getInput) {
    return getInput('key-store') !== '';
}
/**
 * Reads `key-store`, and refuses inputs that are about a GitHub secret.
 * @param forSecrets the inputs that an action has for GitHub secrets only, beside `secret-name`
 */
function readKeyStore(getInput, forSecrets) {
    const uri = readKeyStoreUri(getInput, 'key-store');
    refuseOtherStores(getInput, uri.scheme);
    const secretName = getInput('secret-name');
    const given = secretName !== '' && secretName !== DEFAULT_SECRET_NAME ? ['secret-name'] : [];
    refuseForSecrets(getInput, [...given, ...forSecrets]);
    return uri;
}
/**
 * Refuses inputs of key stores other than the one in use: a run that ignores them could put the key in another place than meant.
 * @param scheme of `key-store`; undefined for a GitHub secret
 */
function refuseOtherStores(getInput, scheme) {
    for (const { name, schemes, default: unset = '' } of STORE_INPUTS) {
        const value = getInput(name);
        if (value === '' || value === unset || (scheme !== undefined && schemes.includes(scheme)))
            continue;
        const examples = schemes.map(each => `\`${each}://\``).join(', ');
        throw invalid_input_invalid(name, value, `It must be set only if \`key-store\` begins with one of ${examples}`);
    }
}
/** Refuses inputs that are about GitHub secrets. */
function refuseForSecrets(getInput, names) {
    for (const name of names) {
        if (getInput(name) !== '')
            throw notBeside(name, getInput(name));
    }
}
/** Refuses a repository other than the one of the run: without a secret, only the gate is in a repository. */
function requireOwnRepository(getInput, run) {
    const repository = getInput('repository');
    if (repository !== '' && repository !== run.repository)
        throw notBeside('repository', repository);
}
/** Refuses a URI that names one exact key, for an action that stores another. */
function refusePin(getInput, { pin }) {
    if (pin === undefined)
        return;
    throw read.invalid('key-store', getInput('key-store'), 'It must name a place, not a key that is stored (`key-reference`)');
}
/** The environment of the run's repository that is the gate. */
function gateIn({ repository }, environment) {
    const [owner = '', repo = ''] = repository.split('/');
    return { level: 'environment', owner, repo, environment };
}
/** Who may use a key, whatever the gate: Markdown in whole sentences. */
function accessTo({ scheme }) {
    return scheme === 'file'
        ? '**Weak:** every job on this runner can read this file, whether or not anyone approves. Restrict the runner to this workflow (a runner group).'
        : 'The policies of the key store decide who may read or use the key. This run did not check them.';
}
function notBeside(name, value) {
    return invalid_input_invalid(name, value, 'It is for GitHub secrets, and must not be set together with `key-store`');
}

;// CONCATENATED MODULE: ./build/actions/outputs.js
/** The outputs that show a public key, the same for every action. */
function publicKeyOutputs({ hex, digest, jwk }) {
    return { 'public-key-hex': hex, 'public-key-fingerprint': digest, 'public-key-jwk': JSON.stringify(jwk) };
}
/** The outputs of a key that this run has stored in a GitHub secret. */
function storedKeyOutputs(publicKey, { name, updatedAt }, proof) {
    return {
        ...publicKeyOutputs(publicKey),
        proof,
        'secret-name': name,
        'secret-updated-at': updatedAt,
        created: 'true',
    };
}

;// CONCATENATED MODULE: ./build/actions/stored-key.js





/** The key that the input `private-key` holds. */
function keyInput(text, context) {
    const key = parsePrivateKey(text);
    context.mask(key.privateKeyPem, encodePrivateKey(key.privateKeyPem, 'hex'));
    const { publicKey, privateKeyPem, deviations } = key;
    return {
        publicKey,
        privateKeyPem,
        deviations,
        signProof: async (claims) => signProof(key, claims, context.clock.now()),
    };
}
/**
 * The key in a key store.
 * @throws ActionError if it does not exist, or is another one than the URI pins
 */
async function keyInStore(store, context) {
    const { mask, clock } = context;
    const { claims: place } = store;
    if (store.kind === 'signing') {
        const { publicKey, ...description } = await store.describe();
        const signer = { publicKey, sign: (bytes) => store.sign(bytes) };
        return {
            publicKey,
            deviations: [],
            place,
            description,
            signProof: claims => signProofWith(signer, claims, clock.now()),
        };
    }
    const key = parseStored(await store.readPrivateKey(), store.displayName);
    mask(key.privateKeyPem, encodePrivateKey(key.privateKeyPem, 'hex'));
    const { publicKey, privateKeyPem, deviations } = key;
    return { publicKey, privateKeyPem, deviations, place, signProof: async (claims) => signProof(key, claims, clock.now()) };
}
/** Reads a private key; the errors are about its place instead of the input `private-key`. */
function parseStored(text, displayName) {
    try {
        return parsePrivateKey(text);
    }
    catch (error) {
        if (!isActionError(error))
            throw error;
        const { code, message, hint } = error;
        if (code === 'key-empty') {
            throw new errors_ActionError(code, `${displayName} is empty.`, 'Check `key-store`. If nothing else uses this place, generate a new key into it.');
        }
        throw new errors_ActionError(code, message.replace(/^The input `private-key`/, `The content of ${lowerFirst(displayName)}`), hint);
    }
}

;// CONCATENATED MODULE: ./build/actions/verify.js

















function readInputs(getInput) {
    const approval = read_input_readChoice(getInput, 'approval', ['require', 'warn', 'ignore']);
    return {
        approval,
        keyStore: readPlace(getInput),
        approved: read_input_readOptional(getInput, 'public-key-hex', readPublicKey),
        proof: readTrimmed(getInput, 'proof') || undefined,
        challenge: readText(getInput, 'proof-challenge'),
        operator: read_input_readOptional(getInput, 'operator-name', readLedgerName),
        workspace: read_input_readOptional(getInput, 'workspace', readLedgerName),
        environment: read_input_readOptional(getInput, 'environment', names_readEnvironmentName),
        allowedBots: readAllowedBots(getInput, 'allowed-bots'),
        token: approval === 'ignore' ? undefined : readToken(getInput, 'github-token'),
        apiUrl: readApiUrl(getInput, 'github-api-url'),
        registration: readRegistration(getInput, true),
    };
}
/** Reads where the stored key is: `private-key` holds it unless `key-store` is set. */
function readPlace(getInput) {
    if (!hasKeyStore(getInput)) {
        refuseOtherStores(getInput, undefined);
        return undefined;
    }
    if (getInput('private-key') !== '') {
        throw new errors_ActionError('input-invalid', 'The inputs `private-key` and `key-store` are both set, and the stored key can be in one place only.', 'Leave `private-key` out: the action reads the key from `key-store`.');
    }
    return readKeyStore(getInput, []);
}
async function verify(context) {
    const { env, mask, output } = context;
    const getInput = inputsOf(env);
    mask(...['private-key', 'api-key-id', 'api-key-secret', 'github-token'].map(name => readTrimmed(getInput, name)));
    const inputs = readInputs(getInput);
    const run = readWorkflowRun(env);
    output.requireWritable();
    const { keyStore } = inputs;
    const stored = keyStore
        ? await keyInStore(await openKeyStore(keyStore, context), context)
        : keyInput(readTrimmed(getInput, 'private-key'), context);
    const { publicKey, place } = stored;
    const { approved, approval, environment, operator, workspace, challenge } = inputs;
    if (approved && approved.hex !== publicKey.hex)
        throw keyMismatch(publicKey, approved);
    if (approved) {
        output.info('The stored key is the expected one.');
    }
    else {
        output.warning('`public-key-hex` is not set, so the stored key was compared with no expected public key.');
    }
    const origin = originOf(stored, inputs, run);
    if (origin)
        output.info(`${origin === 'key-store' ? 'The key store' : 'The proof'} shows that this run made the key.`);
    if (stored.description?.isExportable)
        output.warning('The key can be exported from its key store.');
    if (stored.deviations.length > 0) {
        const why = stored.deviations.join('; ');
        output.warning(`Ledger's sample code cannot read the stored text: ${why}. The key is whole; \`promote\` stores it as that code reads it.`);
    }
    const [approvals, registered] = await awaitInOrder(inputs.token === undefined ? Promise.resolve(undefined) : approvalsOf(run, inputs.token, inputs, context), checkRegistration(inputs.registration, publicKey, context, mask));
    const notApproved = approvals && approvalError(approvals, environment);
    if (notApproved) {
        if (approval === 'require')
            throw notApproved;
        output.warning(notApproved.message);
    }
    if (registered === 'unknown' && inputs.registration) {
        output.warning('Ledger accepts the API access, but its token does not say which public key is registered.');
    }
    output.info(`Public key:  ${publicKey.hex}`);
    output.info(`Fingerprint: ${publicKey.fingerprint}`);
    const approvedBy = approvals && 'approvedBy' in approvals ? approvals.approvedBy : [];
    output.setOutputs({
        ...publicKeyOutputs(publicKey),
        proof: await stored.signProof({ operator, workspace, keyStore: place, run: runClaims(run), nonce: challenge }),
        'approved-by': approvedBy.map(({ login }) => login).join(','),
        registered: registeredOutput(registered),
    });
    const compared = approved !== undefined;
    output.appendSummary(verifiedPage({
        operator,
        workspace,
        keyStore: place && { ...place, ...propertiesOf(stored) },
        environment,
        run,
        publicKey,
        compared,
        origin,
        approvals,
        registered,
    }));
}
/**
 * What shows that this run made the key: its proof or, for a key that is born in its store, the run that the store has on record.
 * @throws ActionError `proof-invalid`
 */
function originOf({ publicKey, place, description }, inputs, run) {
    const { proof, environment, operator, workspace } = inputs;
    if (proof !== undefined) {
        return verifyProof(proof, { publicKey, run, environment, keyStore: place?.uri, operator, workspace });
    }
    return description?.runId !== undefined && description.runId === run.runId ? 'key-store' : undefined;
}
/** What a signing store says of the key, for the page. */
function propertiesOf({ description }) {
    if (!description)
        return {};
    const { type, usage, origin, isExportable, deletion } = description;
    return { type, usage, origin, exportable: isExportable ? 'yes' : 'no', deletion };
}
async function approvalsOf(run, token, { apiUrl, environment, allowedBots }, context) {
    const client = new GitHubClient(await connectOnDemand(token, apiUrl, context.fetch), context);
    return readApprovals(client, run, { environment, allowedBots });
}
const run = defineAction({
    unchangedTitle: 'The key is not verified',
    unchanged: 'Nothing was changed. Do not register this key, and let nothing use it, until this is resolved.',
    recovery: '',
}, verify);

;// CONCATENATED MODULE: ./build/http/proxy.js
/** The first runner whose Node.js (24.5) can send requests through a proxy. */
const MINIMUM_RUNNER = '2.328.0';
const MINIMUM_NODE = [24, 5];
/**
 * The proxy to use for a URL, as `HTTPS_PROXY` and `NO_PROXY` (or their lower-case names, which come first) say.
 * The proxy may be written without `http://`, and both variables may be in quotes. `NO_PROXY` is a list of hosts,
 * separated by commas or white space; `HOST` and `.HOST` include the subdomains, `*.HOST` means them alone, `HOST:PORT`
 * means one port, and `*` means all. Ranges of addresses (CIDR) are not supported and match nothing.
 * @param url an https URL
 * @returns the URL of the proxy; undefined for a direct connection
 * @throws Error with `ERR_INVALID_PROXY`, whose message shows nothing of the proxy's URL, since it may hold a password, or
 * `ERR_INVALID_NODE_VERSION` if this Node.js cannot use a proxy
 */
function proxyFor(url, env, nodeVersion = process.versions.node) {
    const proxy = unquote(env.https_proxy) || unquote(env.HTTPS_PROXY);
    const exceptions = unquote(env.no_proxy) || unquote(env.NO_PROXY);
    const target = new URL(url);
    if (!proxy || exceptions.split(/[\s,]+/).some(entry => matches(entry, target)))
        return undefined;
    const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
    if (major < MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor < MINIMUM_NODE[1])) {
        // Node would ignore the option, and send the request past the proxy.
        throw Object.assign(new Error(`HTTPS_PROXY is set, and Node.js ${nodeVersion} cannot use a proxy: update the runner to version ${MINIMUM_RUNNER} or newer`), { code: 'ERR_INVALID_NODE_VERSION' });
    }
    return parseProxy(proxy);
}
/** Without white space around it, and without the quotes that an `.env` file keeps. */
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
/** Whether an entry of `NO_PROXY` names the host (and port) of a URL. */
function matches(entry, { hostname, port }) {
    if (entry === '*')
        return true;
    // An IPv6 address may be written with or without the brackets that it has in a URL.
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

/** More than any response of the operations used; a larger one is not GitHub's or Ledger's. */
const MAX_RESPONSE_BYTES = 1024 * 1024;
/** By protocol, proxy and authorities. Agents are kept, so that connections serve more than one request. */
const agents = new Map();
/**
 * Fetches over node:http, because loading fetch or undici takes longer than creating and storing a key. Requests over https use the
 * proxy that the environment names; requests over http never use one, because they do not leave this machine. Certificates are
 * verified; NODE_EXTRA_CA_CERTS adds private authorities. Redirects are not followed.
 * @throws Error with a `code` (of node:http, of `proxyFor`, or one of this file), or the signal's reason
 */
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
function send(url, { ca, ...options }, body) {
    const protocol = url.startsWith('https:') ? 'https' : 'http';
    if (protocol === 'https')
        requireVerification();
    const agent = agentFor(protocol, protocol === 'https' ? proxyFor(url, process.env) : undefined, ca);
    return new Promise((resolve, reject) => {
        // Node listens to the signal only once the request has a connection, which a proxy may never give it.
        const { signal } = options;
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
        let responded = false;
        builtin(protocol)
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
            // If the server switches protocols, Node closes the request without a response and without an error.
            .once('close', () => responded || reject(coded('ECONNRESET', 'the connection ended without a response')))
            .end(body);
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
/** An `import` of node:http would run all its getters, and one of them loads undici. */
function builtin(protocol) {
    return process.getBuiltinModule(`node:${protocol}`);
}
/** Without verification, whoever is between the runner and GitHub could choose for whom the private key is sealed. */
function requireVerification() {
    if (process.env.NODE_TLS_REJECT_UNAUTHORIZED !== '0')
        return;
    throw coded('ERR_TLS_UNVERIFIED', 'NODE_TLS_REJECT_UNAUTHORIZED=0 turns off the verification of certificates; unset it');
}
function coded(code, message) {
    return Object.assign(new Error(message), { code });
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");
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
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");
;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");
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
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
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
const external_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");
;// CONCATENATED MODULE: external "./bundle-stubs.js"
var x = (y) => {
	var x = {}; __nccwpck_require__.d(x, y); return x
} 
var y = (x) => (() => (x))
const external_bundle_stubs_js_namespaceObject = x({  });
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
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/summary.js
var summary_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_namespaceObject.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return summary_awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_namespaceObject.constants.R_OK | external_fs_namespaceObject.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return summary_awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return summary_awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_namespaceObject.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = (/* unused pure expression or super */ null && (_summary));
const summary = (/* unused pure expression or super */ null && (_summary));
//# sourceMappingURL=summary.js.map
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
/**
 * The output of a step of GitHub Actions: workflow commands on standard output, and the files that the runner names in
 * `GITHUB_OUTPUT` and `GITHUB_STEP_SUMMARY`.
 */
const toolkitOutput = {
    info: line => info(withoutCommands(line)),
    debug: line => core_debug(line),
    warning: message => warning(message),
    error: (message, title) => error(message, { title }),
    mask: value => core_setSecret(value),
    requireWritable() {
        for (const name of ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY']) {
            try {
                // Opening finds what a permission check does not: a folder, or a read-only file system.
                (0,external_node_fs_namespaceObject.closeSync)((0,external_node_fs_namespaceObject.openSync)(process.env[name] ?? '', external_node_fs_namespaceObject.constants.O_WRONLY | external_node_fs_namespaceObject.constants.O_APPEND));
            }
            catch {
                throw new errors_ActionError('command-file-unwritable', `The file that the runner names in ${name} is missing or cannot be written, so the public key could not be reported.`, 'Run this as a step of a GitHub Actions job, on a runner whose temporary folder the job may write.');
            }
        }
    },
    setOutputs(outputs) {
        try {
            for (const [name, value] of Object.entries(outputs))
                setOutput(name, value);
        }
        catch (error) {
            throw new errors_ActionError('outputs-unwritable', `The outputs could not be written (${messageOf(error)}).`, UNWRITABLE_HINT, error);
        }
    },
    appendSummary(markdown) {
        try {
            (0,external_node_fs_namespaceObject.appendFileSync)(process.env.GITHUB_STEP_SUMMARY ?? '', `${markdown}\n`);
        }
        catch (error) {
            throw new errors_ActionError('summary-unwritable', `The job summary could not be written (${messageOf(error)}).`, UNWRITABLE_HINT, error);
        }
    },
};
/** The runner obeys a command at the beginning of a line, and one of its older form (`##[name]`) anywhere in it. */
function withoutCommands(line) {
    return line.replace(/[\r\n]+/g, ' ').replaceAll('##[', '## [');
}

;// CONCATENATED MODULE: ./build/runner/start.js



/** Longer than all requests of a run may take together. */
const start_RUN_LIMIT_MS = 118_000;
/** Runs an action as this process, and ends the process with its exit code. */
function start(run) {
    const interruption = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM']) {
        process.once(signal, () => interruption.abort(cancelled(signal)));
    }
    const stuck = () => interruption.abort(new Error('the action stopped making progress'));
    process.once('beforeExit', stuck);
    setTimeout(stuck, start_RUN_LIMIT_MS).unref();
    // The exit code still counts if nobody reads the log anymore.
    process.stdout.on('error', () => { });
    const { env } = process;
    const clock = { now: () => new Date(), elapsedMs: () => process.uptime() * 1000 };
    void run({ env, clock, sleep, fetch: httpFetch, output: toolkitOutput, signal: interruption.signal }).then(code => {
        // Ends the process once its output is written; no connection that is kept alive is waited for.
        process.stdout.write('', () => process.exit(code));
    });
}
/** Why a run ends that the runner cancels by a signal. */
function cancelled(signal) {
    const hint = 'Run this again if you did not mean to cancel it.';
    return new errors_ActionError('cancelled', `The run was cancelled (${signal}).`, hint);
}
/** `setTimeout` as a promise; `node:timers/promises` takes longer to load. */
const sleep = (ms, signal) => new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(signal.reason);
    });
});

;// CONCATENATED MODULE: ./build/entry/verify.js


start(run);

