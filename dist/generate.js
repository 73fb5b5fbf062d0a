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
function text_isSameName(a, b) {
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
function errors_messageOf(error) {
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

;// CONCATENATED MODULE: ./build/github/audience.js

/** From the narrowest to the widest. */
const WIDTHS = ['selected', 'private', 'all'];
/** The largest page that GitHub returns. */
const PAGE_SIZE = 100;
/**
 * The audience that a write gives to a secret or variable: what the workflow says; otherwise that of the existing one;
 * otherwise the organization's private repositories.
 * @returns undefined if the destination is not an organization
 */
function audienceAfter(destination, existing) {
    if (destination.level !== 'organization')
        return undefined;
    const { visibility, selectedRepositoryIds } = destination;
    if (visibility !== undefined) {
        return { visibility, selectedRepositoryIds: visibility === 'selected' ? selectedRepositoryIds : undefined };
    }
    return existing ?? { visibility: 'private', selectedRepositoryIds: undefined };
}
/** The members of a request body that set an audience. */
function audienceBody(audience) {
    if (!audience)
        return {};
    const { visibility, selectedRepositoryIds: ids } = audience;
    // Without ids GitHub leaves the selection as it is.
    return { visibility, ...(visibility === 'selected' && ids && { selected_repository_ids: ids }) };
}
/** An audience in words: `its 2 selected repositories`. */
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
/** A warning if a write lets more repositories use a secret than before; undefined if it does not. */
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
/**
 * Reads which repositories may use a secret of an organization with `visibility: selected`.
 * @returns their ids; undefined if GitHub does not say
 * @throws ActionError if GitHub does not answer
 */
async function readSelectedRepositoryIds(client, organization, secretName) {
    const ids = [];
    for (let page = 1;; page++) {
        const reply = await client.request('GET /orgs/{org}/actions/secrets/{secret_name}/repositories', {
            org: organization,
            secret_name: secretName,
            per_page: PAGE_SIZE,
            page,
        });
        const { repositories } = json_membersOf(reply.data);
        if (reply.status !== 200 || !Array.isArray(repositories))
            return undefined;
        for (const repository of repositories) {
            const { id } = json_membersOf(repository);
            if (typeof id !== 'number')
                return undefined;
            ids.push(id);
        }
        if (repositories.length < PAGE_SIZE)
            return ids;
    }
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

;// CONCATENATED MODULE: ./build/github/environment-protection.js





const MAX_PATTERNS = 100;
const PERMISSION_HINT = 'Grant the token "Actions" (repository permission): read.';
/**
 * Reads how an environment is protected.
 * @throws ActionError if the environment does not exist or GitHub does not accept the token
 */
async function readProtection(client, environment) {
    const doing = `read the protection of the environment ${text_displayName(environment.environment)}`;
    const reply = await client.request('GET /repos/{owner}/{repo}/environments/{environment_name}', parametersOf(environment));
    if (reply.status === 403)
        return unreadable_refused(reply, doing, environment, PERMISSION_HINT);
    if (reply.status !== 200)
        throw errors_toActionError(reply, doing, environment);
    const { id, protection_rules, deployment_branch_policy, can_admins_bypass } = json_membersOf(reply.data);
    if (typeof id !== 'number')
        return unreadable_malformed("GitHub's response is not the description of an environment.");
    const rules = Array.isArray(protection_rules) ? protection_rules.map(json_membersOf) : [];
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
        throw new errors_ActionError('environment-unprotected', `The environment ${text_displayName(environment)} has no required reviewers, so nobody has to approve the key in it.`, "Add required reviewers in the environment's settings. If your GitHub plan has none for private repositories, use " +
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
    throw new errors_ActionError('environment-unprotected', `The environment ${text_displayName(environment)} is open to the workflows of every branch. ${weakness}`, "Name the branches that may use it in the environment's settings (Deployment branches and tags), usually `main` alone.");
}
function protectionUnreadable({ unreadable, hint }, environment) {
    const what = `It is unknown whether the environment ${text_displayName(environment)} is protected. ${unreadable}`;
    return new errors_ActionError('protection-unreadable', what, hint);
}
/** What the log should warn of: each weakness, or that the protection is unknown; undefined if there is nothing. */
function protectionWarning(protection, environment) {
    if ('unreadable' in protection) {
        return `It is unknown whether the environment ${text_displayName(environment)} is protected. ${protection.unreadable} ${protection.hint}`;
    }
    const weaknesses = weaknessesOf(protection);
    return weaknesses.length === 0
        ? undefined
        : `The environment ${text_displayName(environment)} is weakly protected. ${weaknesses.join(' ')}`;
}
/** The weaknesses of an environment's protection, each a whole sentence. */
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
    if (!json_isObject(policy))
        return { kind: 'none' };
    if (policy.protected_branches === true) {
        const { owner, repo } = environment;
        const branches = await readOptional(client, 'GET /repos/{owner}/{repo}/branches', {
            owner,
            repo,
            protected: true,
            per_page: 1,
        });
        return { kind: 'protected', hasProtectedBranch: Array.isArray(branches) ? branches.length > 0 : undefined };
    }
    const route = 'GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies';
    const list = await readOptional(client, route, { ...parametersOf(environment), per_page: MAX_PATTERNS });
    const { branch_policies: policies } = json_membersOf(list);
    const names = Array.isArray(policies) ? policies.map(each => json_membersOf(each).name) : undefined;
    return { kind: 'patterns', patterns: names?.filter(name => typeof name === 'string') };
}
/** The JSON that GitHub answers; undefined if it does not, since not every token and server can read it. */
async function readOptional(client, route, parameters) {
    try {
        const { status, data } = await client.request(route, parameters);
        return status === 200 ? data : undefined;
    }
    catch (error) {
        if (error instanceof errors_ActionError)
            return undefined;
        throw error;
    }
}
function parametersOf({ owner, repo, environment }) {
    return { owner, repo, environment_name: environment };
}
function reviewerName(reviewer) {
    const { login, slug } = json_membersOf(json_membersOf(reviewer).reviewer);
    return String(login ?? slug ?? 'unknown');
}

;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");
;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");
;// CONCATENATED MODULE: ./node_modules/@actions/github/lib/context.js


class Context {
    /**
     * Hydrate the context from the environment
     */
    constructor() {
        var _a, _b, _c;
        this.payload = {};
        if (process.env.GITHUB_EVENT_PATH) {
            if ((0,external_fs_namespaceObject.existsSync)(process.env.GITHUB_EVENT_PATH)) {
                this.payload = JSON.parse((0,external_fs_namespaceObject.readFileSync)(process.env.GITHUB_EVENT_PATH, { encoding: 'utf8' }));
            }
            else {
                const path = process.env.GITHUB_EVENT_PATH;
                process.stdout.write(`GITHUB_EVENT_PATH ${path} does not exist${external_os_namespaceObject.EOL}`);
            }
        }
        this.eventName = process.env.GITHUB_EVENT_NAME;
        this.sha = process.env.GITHUB_SHA;
        this.ref = process.env.GITHUB_REF;
        this.workflow = process.env.GITHUB_WORKFLOW;
        this.action = process.env.GITHUB_ACTION;
        this.actor = process.env.GITHUB_ACTOR;
        this.job = process.env.GITHUB_JOB;
        this.runAttempt = parseInt(process.env.GITHUB_RUN_ATTEMPT, 10);
        this.runNumber = parseInt(process.env.GITHUB_RUN_NUMBER, 10);
        this.runId = parseInt(process.env.GITHUB_RUN_ID, 10);
        this.apiUrl = (_a = process.env.GITHUB_API_URL) !== null && _a !== void 0 ? _a : `https://api.github.com`;
        this.serverUrl = (_b = process.env.GITHUB_SERVER_URL) !== null && _b !== void 0 ? _b : `https://github.com`;
        this.graphqlUrl =
            (_c = process.env.GITHUB_GRAPHQL_URL) !== null && _c !== void 0 ? _c : `https://api.github.com/graphql`;
    }
    get issue() {
        const payload = this.payload;
        return Object.assign(Object.assign({}, this.repo), { number: (payload.issue || payload.pull_request || payload).number });
    }
    get repo() {
        if (process.env.GITHUB_REPOSITORY) {
            const [owner, repo] = process.env.GITHUB_REPOSITORY.split('/');
            return { owner, repo };
        }
        if (this.payload.repository) {
            return {
                owner: this.payload.repository.owner.login,
                repo: this.payload.repository.name
            };
        }
        throw new Error("context.repo requires a GITHUB_REPOSITORY environment variable like 'owner/repo'");
    }
}
//# sourceMappingURL=context.js.map
;// CONCATENATED MODULE: external "./bundle-stubs.js"
var x = (y) => {
	var x = {}; __nccwpck_require__.d(x, y); return x
} 
var y = (x) => (() => (x))
const external_bundle_stubs_js_namespaceObject = x({ ["HttpClient"]: () => (__WEBPACK_EXTERNAL_MODULE__bundle_stubs_js_7018981d__.HttpClient), ["fetch"]: () => (__WEBPACK_EXTERNAL_MODULE__bundle_stubs_js_7018981d__.fetch), ["paginateRest"]: () => (__WEBPACK_EXTERNAL_MODULE__bundle_stubs_js_7018981d__.paginateRest), ["restEndpointMethods"]: () => (__WEBPACK_EXTERNAL_MODULE__bundle_stubs_js_7018981d__.restEndpointMethods) });
;// CONCATENATED MODULE: ./node_modules/@actions/github/lib/internal/utils.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


function getAuthString(token, options) {
    if (!token && !options.auth) {
        throw new Error('Parameter token or opts.auth is required');
    }
    else if (token && options.auth) {
        throw new Error('Parameters token and opts.auth may not both be specified');
    }
    return typeof options.auth === 'string' ? options.auth : `token ${token}`;
}
function getProxyAgent(destinationUrl) {
    const hc = new external_bundle_stubs_js_namespaceObject.HttpClient();
    return hc.getAgent(destinationUrl);
}
function getProxyAgentDispatcher(destinationUrl) {
    const hc = new external_bundle_stubs_js_namespaceObject.HttpClient();
    return hc.getAgentDispatcher(destinationUrl);
}
function getProxyFetch(destinationUrl) {
    const httpDispatcher = getProxyAgentDispatcher(destinationUrl);
    const proxyFetch = (url, opts) => __awaiter(this, void 0, void 0, function* () {
        return (0,external_bundle_stubs_js_namespaceObject.fetch)(url, Object.assign(Object.assign({}, opts), { dispatcher: httpDispatcher }));
    });
    return proxyFetch;
}
function getApiBaseUrl() {
    return process.env['GITHUB_API_URL'] || 'https://api.github.com';
}
function getUserAgentWithOrchestrationId(baseUserAgent) {
    var _a;
    const orchId = (_a = process.env['ACTIONS_ORCHESTRATION_ID']) === null || _a === void 0 ? void 0 : _a.trim();
    if (orchId) {
        const sanitizedId = orchId.replace(/[^a-z0-9_.-]/gi, '_');
        const tag = `actions_orchestration_id/${sanitizedId}`;
        if (baseUserAgent === null || baseUserAgent === void 0 ? void 0 : baseUserAgent.includes(tag))
            return baseUserAgent;
        const ua = baseUserAgent ? `${baseUserAgent} ` : '';
        return `${ua}${tag}`;
    }
    return baseUserAgent;
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/universal-user-agent/index.js
function getUserAgent() {
  if (typeof navigator === "object" && "userAgent" in navigator) {
    return navigator.userAgent;
  }

  if (typeof process === "object" && process.version !== undefined) {
    return `Node.js/${process.version.substr(1)} (${process.platform}; ${
      process.arch
    })`;
  }

  return "<environment undetectable>";
}

;// CONCATENATED MODULE: ./node_modules/before-after-hook/lib/register.js
// @ts-check

function register(state, name, method, options) {
  if (typeof method !== "function") {
    throw new Error("method for before hook must be a function");
  }

  if (!options) {
    options = {};
  }

  if (Array.isArray(name)) {
    return name.reverse().reduce((callback, name) => {
      return register.bind(null, state, name, callback, options);
    }, method)();
  }

  return Promise.resolve().then(() => {
    if (!state.registry[name]) {
      return method(options);
    }

    return state.registry[name].reduce((method, registered) => {
      return registered.hook.bind(null, method, options);
    }, method)();
  });
}

;// CONCATENATED MODULE: ./node_modules/before-after-hook/lib/add.js
// @ts-check

function addHook(state, kind, name, hook) {
  const orig = hook;
  if (!state.registry[name]) {
    state.registry[name] = [];
  }

  if (kind === "before") {
    hook = (method, options) => {
      return Promise.resolve()
        .then(orig.bind(null, options))
        .then(method.bind(null, options));
    };
  }

  if (kind === "after") {
    hook = (method, options) => {
      let result;
      return Promise.resolve()
        .then(method.bind(null, options))
        .then((result_) => {
          result = result_;
          return orig(result, options);
        })
        .then(() => {
          return result;
        });
    };
  }

  if (kind === "error") {
    hook = (method, options) => {
      return Promise.resolve()
        .then(method.bind(null, options))
        .catch((error) => {
          return orig(error, options);
        });
    };
  }

  state.registry[name].push({
    hook: hook,
    orig: orig,
  });
}

;// CONCATENATED MODULE: ./node_modules/before-after-hook/lib/remove.js
// @ts-check

function removeHook(state, name, method) {
  if (!state.registry[name]) {
    return;
  }

  const index = state.registry[name]
    .map((registered) => {
      return registered.orig;
    })
    .indexOf(method);

  if (index === -1) {
    return;
  }

  state.registry[name].splice(index, 1);
}

;// CONCATENATED MODULE: ./node_modules/before-after-hook/index.js
// @ts-check





// bind with array of arguments: https://stackoverflow.com/a/21792913
const bind = Function.bind;
const bindable = bind.bind(bind);

function bindApi(hook, state, name) {
  const removeHookRef = bindable(removeHook, null).apply(
    null,
    name ? [state, name] : [state]
  );
  hook.api = { remove: removeHookRef };
  hook.remove = removeHookRef;
  ["before", "error", "after", "wrap"].forEach((kind) => {
    const args = name ? [state, kind, name] : [state, kind];
    hook[kind] = hook.api[kind] = bindable(addHook, null).apply(null, args);
  });
}

function Singular() {
  const singularHookName = Symbol("Singular");
  const singularHookState = {
    registry: {},
  };
  const singularHook = register.bind(null, singularHookState, singularHookName);
  bindApi(singularHook, singularHookState, singularHookName);
  return singularHook;
}

function Collection() {
  const state = {
    registry: {},
  };

  const hook = register.bind(null, state);
  bindApi(hook, state);

  return hook;
}

/* harmony default export */ const before_after_hook = ({ Singular, Collection });

;// CONCATENATED MODULE: ./node_modules/@octokit/endpoint/dist-bundle/index.js
// pkg/dist-src/defaults.js


// pkg/dist-src/version.js
var VERSION = "0.0.0-development";

// pkg/dist-src/defaults.js
var userAgent = `octokit-endpoint.js/${VERSION} ${getUserAgent()}`;
var DEFAULTS = {
  method: "GET",
  baseUrl: "https://api.github.com",
  headers: {
    accept: "application/vnd.github.v3+json",
    "user-agent": userAgent
  },
  mediaType: {
    format: ""
  }
};

// pkg/dist-src/util/lowercase-keys.js
function lowercaseKeys(object) {
  if (!object) {
    return {};
  }
  return Object.keys(object).reduce((newObj, key) => {
    newObj[key.toLowerCase()] = object[key];
    return newObj;
  }, {});
}

// pkg/dist-src/util/is-plain-object.js
function isPlainObject(value) {
  if (typeof value !== "object" || value === null) return false;
  if (Object.prototype.toString.call(value) !== "[object Object]") return false;
  const proto = Object.getPrototypeOf(value);
  if (proto === null) return true;
  const Ctor = Object.prototype.hasOwnProperty.call(proto, "constructor") && proto.constructor;
  return typeof Ctor === "function" && Ctor instanceof Ctor && Function.prototype.call(Ctor) === Function.prototype.call(value);
}

// pkg/dist-src/util/merge-deep.js
function mergeDeep(defaults, options) {
  const result = Object.assign({}, defaults);
  Object.keys(options).forEach((key) => {
    if (isPlainObject(options[key])) {
      if (!(key in defaults)) Object.assign(result, { [key]: options[key] });
      else result[key] = mergeDeep(defaults[key], options[key]);
    } else {
      Object.assign(result, { [key]: options[key] });
    }
  });
  return result;
}

// pkg/dist-src/util/remove-undefined-properties.js
function removeUndefinedProperties(obj) {
  for (const key in obj) {
    if (obj[key] === void 0) {
      delete obj[key];
    }
  }
  return obj;
}

// pkg/dist-src/merge.js
function merge(defaults, route, options) {
  if (typeof route === "string") {
    let [method, url] = route.split(" ");
    options = Object.assign(url ? { method, url } : { url: method }, options);
  } else {
    options = Object.assign({}, route);
  }
  options.headers = lowercaseKeys(options.headers);
  removeUndefinedProperties(options);
  removeUndefinedProperties(options.headers);
  const mergedOptions = mergeDeep(defaults || {}, options);
  if (options.url === "/graphql") {
    if (defaults && defaults.mediaType.previews?.length) {
      mergedOptions.mediaType.previews = defaults.mediaType.previews.filter(
        (preview) => !mergedOptions.mediaType.previews.includes(preview)
      ).concat(mergedOptions.mediaType.previews);
    }
    mergedOptions.mediaType.previews = (mergedOptions.mediaType.previews || []).map((preview) => preview.replace(/-preview/, ""));
  }
  return mergedOptions;
}

// pkg/dist-src/util/add-query-parameters.js
function addQueryParameters(url, parameters) {
  const separator = /\?/.test(url) ? "&" : "?";
  const names = Object.keys(parameters);
  if (names.length === 0) {
    return url;
  }
  return url + separator + names.map((name) => {
    if (name === "q") {
      return "q=" + parameters.q.split("+").map(encodeURIComponent).join("+");
    }
    return `${name}=${encodeURIComponent(parameters[name])}`;
  }).join("&");
}

// pkg/dist-src/util/extract-url-variable-names.js
var urlVariableRegex = /\{[^{}}]+\}/g;
function removeNonChars(variableName) {
  return variableName.replace(/(?:^\W+)|(?:(?<!\W)\W+$)/g, "").split(/,/);
}
function extractUrlVariableNames(url) {
  const matches = url.match(urlVariableRegex);
  if (!matches) {
    return [];
  }
  return matches.map(removeNonChars).reduce((a, b) => a.concat(b), []);
}

// pkg/dist-src/util/omit.js
function omit(object, keysToOmit) {
  const result = { __proto__: null };
  for (const key of Object.keys(object)) {
    if (keysToOmit.indexOf(key) === -1) {
      result[key] = object[key];
    }
  }
  return result;
}

// pkg/dist-src/util/url-template.js
function encodeReserved(str) {
  return str.split(/(%[0-9A-Fa-f]{2})/g).map(function(part) {
    if (!/%[0-9A-Fa-f]/.test(part)) {
      part = encodeURI(part).replace(/%5B/g, "[").replace(/%5D/g, "]");
    }
    return part;
  }).join("");
}
function encodeUnreserved(str) {
  return encodeURIComponent(str).replace(/[!'()*]/g, function(c) {
    return "%" + c.charCodeAt(0).toString(16).toUpperCase();
  });
}
function encodeValue(operator, value, key) {
  value = operator === "+" || operator === "#" ? encodeReserved(value) : encodeUnreserved(value);
  if (key) {
    return encodeUnreserved(key) + "=" + value;
  } else {
    return value;
  }
}
function isDefined(value) {
  return value !== void 0 && value !== null;
}
function isKeyOperator(operator) {
  return operator === ";" || operator === "&" || operator === "?";
}
function getValues(context, operator, key, modifier) {
  var value = context[key], result = [];
  if (isDefined(value) && value !== "") {
    if (typeof value === "string" || typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") {
      value = value.toString();
      if (modifier && modifier !== "*") {
        value = value.substring(0, parseInt(modifier, 10));
      }
      result.push(
        encodeValue(operator, value, isKeyOperator(operator) ? key : "")
      );
    } else {
      if (modifier === "*") {
        if (Array.isArray(value)) {
          value.filter(isDefined).forEach(function(value2) {
            result.push(
              encodeValue(operator, value2, isKeyOperator(operator) ? key : "")
            );
          });
        } else {
          Object.keys(value).forEach(function(k) {
            if (isDefined(value[k])) {
              result.push(encodeValue(operator, value[k], k));
            }
          });
        }
      } else {
        const tmp = [];
        if (Array.isArray(value)) {
          value.filter(isDefined).forEach(function(value2) {
            tmp.push(encodeValue(operator, value2));
          });
        } else {
          Object.keys(value).forEach(function(k) {
            if (isDefined(value[k])) {
              tmp.push(encodeUnreserved(k));
              tmp.push(encodeValue(operator, value[k].toString()));
            }
          });
        }
        if (isKeyOperator(operator)) {
          result.push(encodeUnreserved(key) + "=" + tmp.join(","));
        } else if (tmp.length !== 0) {
          result.push(tmp.join(","));
        }
      }
    }
  } else {
    if (operator === ";") {
      if (isDefined(value)) {
        result.push(encodeUnreserved(key));
      }
    } else if (value === "" && (operator === "&" || operator === "?")) {
      result.push(encodeUnreserved(key) + "=");
    } else if (value === "") {
      result.push("");
    }
  }
  return result;
}
function parseUrl(template) {
  return {
    expand: expand.bind(null, template)
  };
}
function expand(template, context) {
  var operators = ["+", "#", ".", "/", ";", "?", "&"];
  template = template.replace(
    /\{([^\{\}]+)\}|([^\{\}]+)/g,
    function(_, expression, literal) {
      if (expression) {
        let operator = "";
        const values = [];
        if (operators.indexOf(expression.charAt(0)) !== -1) {
          operator = expression.charAt(0);
          expression = expression.substr(1);
        }
        expression.split(/,/g).forEach(function(variable) {
          var tmp = /([^:\*]*)(?::(\d+)|(\*))?/.exec(variable);
          values.push(getValues(context, operator, tmp[1], tmp[2] || tmp[3]));
        });
        if (operator && operator !== "+") {
          var separator = ",";
          if (operator === "?") {
            separator = "&";
          } else if (operator !== "#") {
            separator = operator;
          }
          return (values.length !== 0 ? operator : "") + values.join(separator);
        } else {
          return values.join(",");
        }
      } else {
        return encodeReserved(literal);
      }
    }
  );
  if (template === "/") {
    return template;
  } else {
    return template.replace(/\/$/, "");
  }
}

// pkg/dist-src/parse.js
function parse(options) {
  let method = options.method.toUpperCase();
  let url = (options.url || "/").replace(/:([a-z]\w+)/g, "{$1}");
  let headers = Object.assign({}, options.headers);
  let body;
  let parameters = omit(options, [
    "method",
    "baseUrl",
    "url",
    "headers",
    "request",
    "mediaType"
  ]);
  const urlVariableNames = extractUrlVariableNames(url);
  url = parseUrl(url).expand(parameters);
  if (!/^http/.test(url)) {
    url = options.baseUrl + url;
  }
  const omittedParameters = Object.keys(options).filter((option) => urlVariableNames.includes(option)).concat("baseUrl");
  const remainingParameters = omit(parameters, omittedParameters);
  const isBinaryRequest = /application\/octet-stream/i.test(headers.accept);
  if (!isBinaryRequest) {
    if (options.mediaType.format) {
      headers.accept = headers.accept.split(/,/).map(
        (format) => format.replace(
          /application\/vnd(\.\w+)(\.v3)?(\.\w+)?(\+json)?$/,
          `application/vnd$1$2.${options.mediaType.format}`
        )
      ).join(",");
    }
    if (url.endsWith("/graphql")) {
      if (options.mediaType.previews?.length) {
        const previewsFromAcceptHeader = headers.accept.match(/(?<![\w-])[\w-]+(?=-preview)/g) || [];
        headers.accept = previewsFromAcceptHeader.concat(options.mediaType.previews).map((preview) => {
          const format = options.mediaType.format ? `.${options.mediaType.format}` : "+json";
          return `application/vnd.github.${preview}-preview${format}`;
        }).join(",");
      }
    }
  }
  if (["GET", "HEAD"].includes(method)) {
    url = addQueryParameters(url, remainingParameters);
  } else {
    if ("data" in remainingParameters) {
      body = remainingParameters.data;
    } else {
      if (Object.keys(remainingParameters).length) {
        body = remainingParameters;
      }
    }
  }
  if (!headers["content-type"] && typeof body !== "undefined") {
    headers["content-type"] = "application/json; charset=utf-8";
  }
  if (["PATCH", "PUT"].includes(method) && typeof body === "undefined") {
    body = "";
  }
  return Object.assign(
    { method, url, headers },
    typeof body !== "undefined" ? { body } : null,
    options.request ? { request: options.request } : null
  );
}

// pkg/dist-src/endpoint-with-defaults.js
function endpointWithDefaults(defaults, route, options) {
  return parse(merge(defaults, route, options));
}

// pkg/dist-src/with-defaults.js
function withDefaults(oldDefaults, newDefaults) {
  const DEFAULTS2 = merge(oldDefaults, newDefaults);
  const endpoint2 = endpointWithDefaults.bind(null, DEFAULTS2);
  return Object.assign(endpoint2, {
    DEFAULTS: DEFAULTS2,
    defaults: withDefaults.bind(null, DEFAULTS2),
    merge: merge.bind(null, DEFAULTS2),
    parse
  });
}

// pkg/dist-src/index.js
var endpoint = withDefaults(null, DEFAULTS);


;// CONCATENATED MODULE: ./node_modules/content-type/dist/index.js
/*!
 * content-type
 * Copyright(c) 2015 Douglas Christopher Wilson
 * MIT Licensed
 */
const SP = 32; // " "
const HTAB = 9; // "\t"
const SEMI = 59; // ";"
const EQ = 61; // "="
const DQUOTE = 34; // '"'
const BSLASH = 92; // "\\"
const COMMA = 44; // ","
const LOWER_CASE = 1;
const OWS = 2;
const SEMI_FLAG = 4;
const COMMA_FLAG = 8;
const TOKEN_FLAG = 16;
const NON_ASCII = 0xff00;
const CASE_FLAGS = LOWER_CASE | NON_ASCII;
/**
 * Character flags used to normalize HTTP field values while scanning.
 * Out-of-range reads intentionally coerce to zero in bitwise expressions.
 */
const CHAR_MAP = new Uint8Array(0x100);
CHAR_MAP[HTAB] |= OWS;
CHAR_MAP[SP] |= OWS;
CHAR_MAP[SEMI] |= SEMI_FLAG;
CHAR_MAP[COMMA] |= COMMA_FLAG;
for (let code = 0x80 /* non-ASCII */; code <= 0xff; code++) {
    CHAR_MAP[code] |= LOWER_CASE;
}
for (const char of "!#$%&'*+-.^_`|~") {
    CHAR_MAP[char.charCodeAt(0)] |= TOKEN_FLAG;
}
for (let code = 0x30 /* 0 */; code <= 0x39 /* 9 */; code++) {
    CHAR_MAP[code] |= TOKEN_FLAG;
}
for (let code = 0x41 /* A */; code <= 0x5a /* Z */; code++) {
    CHAR_MAP[code] |= LOWER_CASE | TOKEN_FLAG;
}
for (let code = 0x61 /* a */; code <= 0x7a /* z */; code++) {
    CHAR_MAP[code] |= TOKEN_FLAG;
}
/**
 * Null object perf optimization. Faster than `Object.create(null)` and `{ __proto__: null }`.
 */
const NullObject = /* @__PURE__ */ (() => {
    const C = function () { };
    C.prototype = Object.create(null);
    return C;
})();
/**
 * Validate a type string against RFC 9110.
 */
function isTypeValid(type, start = 0, end = type.length) {
    let hasSlash = false;
    for (let index = start; index < end; index++) {
        const code = type.charCodeAt(index);
        if (code === 47 /* / */) {
            if (hasSlash || index === start || index >= end - 1)
                return false;
            hasSlash = true;
        }
        else if (!isTokenCode(code)) {
            return false;
        }
    }
    return hasSlash;
}
/**
 * Validate a token against RFC 9110.
 */
function isTokenValid(token, start = 0, end = token.length) {
    if (start >= end)
        return false;
    for (let index = start; index < end; index++) {
        if (!isTokenCode(token.charCodeAt(index)))
            return false;
    }
    return true;
}
/**
 * Check whether a character code belongs to the token production in RFC 9110.
 */
function isTokenCode(code) {
    return (CHAR_MAP[code] & TOKEN_FLAG) !== 0;
}
/**
 * Serialize a parameter value.
 */
function parameterValue(str) {
    const len = str.length;
    if (len === 0)
        return '""';
    let index = 0;
    while (index < len && isTokenCode(str.charCodeAt(index)))
        index++;
    if (index === len)
        return str;
    let result = '"';
    let start = 0;
    while (index < len) {
        const code = str.charCodeAt(index);
        if (code !== HTAB && (code < SP || code === 127 || code > 255)) {
            throw new TypeError(`Invalid parameter value: ${str}`);
        }
        if (code === 34 /* " */ || code === 92 /* \\ */) {
            result += `${str.slice(start, index)}\\`;
            start = index;
        }
        index++;
    }
    return `${result}${str.slice(start)}"`;
}
/**
 * Format an object into a `Content-Type` header.
 */
function format(obj) {
    const { type, parameters } = obj;
    if (!type || !isTypeValid(type)) {
        throw new TypeError(`Invalid type: ${type}`);
    }
    let result = type;
    if (parameters) {
        for (const param of Object.keys(parameters)) {
            if (!isTokenValid(param)) {
                throw new TypeError(`Invalid parameter name: ${param}`);
            }
            result += `; ${param}=${parameterValue(parameters[param])}`;
        }
    }
    return result;
}
/**
 * Parse a `Content-Type` header.
 */
function dist_parse(header, options) {
    const stopFlags = SEMI_FLAG | (options?.comma === true ? COMMA_FLAG : 0);
    const len = header.length;
    let valueStart = options?.start ?? 0;
    while ((CHAR_MAP[header.charCodeAt(valueStart)] & OWS) !== 0) {
        valueStart++;
    }
    let index = valueStart;
    let typeFlags = 0;
    let whitespace = -1;
    let stop = options?.parameters === false ? COMMA_FLAG : 0;
    while (index < len) {
        const code = header.charCodeAt(index);
        const flags = CHAR_MAP[code];
        if ((flags & stopFlags) !== 0) {
            stop |= flags & COMMA_FLAG;
            break;
        }
        if ((flags & OWS) !== 0) {
            if (whitespace === -1)
                whitespace = index;
        }
        else {
            whitespace = -1;
        }
        typeFlags |= (code & NON_ASCII) | flags;
        index++;
    }
    const valueEnd = whitespace === -1 ? index : whitespace;
    const value = header.slice(valueStart, valueEnd);
    const type = (typeFlags & CASE_FLAGS) === 0 ? value : value.toLowerCase();
    if (index === len || stop !== 0) {
        return { type, index, parameters: new NullObject() };
    }
    return parseParameters(header, type, index, len, stopFlags);
}
/**
 * Parses the parameters of a `Content-Type` header starting at the given index.
 */
function parseParameters(header, type, index, len, stopFlags) {
    const parameters = new NullObject();
    parameter: while (index < len) {
        index++; // Skip over ;
        while ((CHAR_MAP[header.charCodeAt(index)] & OWS) !== 0) {
            index++;
        }
        const keyStart = index;
        let keyFlags = 0;
        let keyWhitespace = -1;
        while (index < len) {
            const code = header.charCodeAt(index);
            const flags = CHAR_MAP[code];
            if ((flags & stopFlags) !== 0) {
                if ((flags & COMMA_FLAG) !== 0)
                    break parameter;
                continue parameter;
            }
            if (code === EQ) {
                const keyEnd = keyWhitespace === -1 ? index : keyWhitespace;
                const value = header.slice(keyStart, keyEnd);
                const key = (keyFlags & CASE_FLAGS) === 0 ? value : value.toLowerCase();
                index++;
                while ((CHAR_MAP[header.charCodeAt(index)] & OWS) !== 0) {
                    index++;
                }
                if (index < len && header.charCodeAt(index) === DQUOTE) {
                    const quotedStart = ++index;
                    let escaped = false;
                    while (index < len) {
                        const code = header.charCodeAt(index);
                        if (code === DQUOTE) {
                            if (parameters[key] === undefined) {
                                parameters[key] = escaped
                                    ? unescapeQuotedPairs(header, quotedStart, index)
                                    : header.slice(quotedStart, index);
                            }
                            index++;
                            let stop = 0;
                            // Discard characters between quote and delimiter.
                            while (index < len) {
                                const code = header.charCodeAt(index);
                                const flags = CHAR_MAP[code];
                                if ((flags & stopFlags) !== 0) {
                                    stop = flags & COMMA_FLAG;
                                    break;
                                }
                                index++;
                            }
                            if (stop !== 0)
                                break parameter;
                            continue parameter;
                        }
                        if (code === BSLASH && index + 1 < len) {
                            escaped = true;
                            index += 2;
                            continue;
                        }
                        index++;
                    }
                    continue parameter;
                }
                const valueStart = index;
                let stop = 0;
                let valueWhitespace = -1;
                while (index < len) {
                    const code = header.charCodeAt(index);
                    const flags = CHAR_MAP[code];
                    if ((flags & stopFlags) !== 0) {
                        stop = flags & COMMA_FLAG;
                        break;
                    }
                    if ((flags & OWS) !== 0) {
                        if (valueWhitespace === -1)
                            valueWhitespace = index;
                    }
                    else {
                        valueWhitespace = -1;
                    }
                    index++;
                }
                if (parameters[key] === undefined) {
                    const valueEnd = valueWhitespace === -1 ? index : valueWhitespace;
                    parameters[key] = header.slice(valueStart, valueEnd);
                }
                if (stop !== 0)
                    break parameter;
                continue parameter;
            }
            if ((flags & OWS) !== 0) {
                if (keyWhitespace === -1)
                    keyWhitespace = index;
            }
            else {
                keyWhitespace = -1;
            }
            keyFlags |= (code & NON_ASCII) | flags;
            index++;
        }
    }
    return { type, index, parameters };
}
/**
 * Remove backslashes from quoted pairs in a known-terminated quoted string body.
 */
function unescapeQuotedPairs(str, start, end) {
    let result = "";
    for (let index = start; index < end; index++) {
        if (str.charCodeAt(index) === BSLASH) {
            result += str.slice(start, index);
            start = ++index;
        }
    }
    return result + str.slice(start, end);
}
//# sourceMappingURL=index.js.map
;// CONCATENATED MODULE: ./node_modules/json-with-bigint/json-with-bigint.js
const intRegex = /^-?\d+$/;
const noiseValue = /^-?\d+n+$/; // Noise - strings that match the custom format before being converted to it
const originalStringify = JSON.stringify;
const originalParse = JSON.parse;
const customFormat = /^-?\d+n$/;

const bigIntsStringify = /([\[:])?"(-?\d+)n"($|\s*[,\}\]])/g;
const noiseStringify = /([\[:])?("-?\d+n+)n("$|"\s*[,\}\]])/g;

/**
 * @typedef {(this: any, key: string | number | undefined, value: any) => any} Replacer
 * @typedef {(key: string | number | undefined, value: any, context?: { source: string }) => any} Reviver
 */

/**
 * Checks if a value is unstringifiable according to native JSON.stringify rules.
 *
 * @param {any} val The value to check.
 * @returns {boolean} True if the value is undefined, a function, or a symbol.
 */
const isUnstringifiable = (val) =>
  val === undefined || typeof val === "function" || typeof val === "symbol";

/**
 * Checks if a value is a native JSON.rawJSON object (Node.js 22+).
 *
 * @param {any} val The value to check.
 * @returns {boolean} True if the value is a RawJSON instance.
 */
const isRawJSON = (val) =>
  val !== null &&
  typeof val === "object" &&
  val.constructor &&
  val.constructor.name === "RawJSON";

/**
 * Iteratively converts a JS value to a JSON string.
 * Used as a fallback when the native JSON.stringify hits the Maximum Call Stack size.
 * Fully compliant with JSON formatting (space), replacers, and toJSON behaviors.
 *
 * @param {any} rootValue The value to stringify.
 * @param {Replacer | Array<string | number> | null} [replacer] User's custom replacer function.
 * @param {string | number} [spaceParam] Indentation for pretty-printing.
 * @returns {string | undefined} The generated JSON string.
 */
const stringifyIteratively = (rootValue, replacer, spaceParam) => {
  let space = "";

  if (typeof spaceParam === "number") {
    space = " ".repeat(Math.min(10, Math.max(0, Math.floor(spaceParam))));
  } else if (typeof spaceParam === "string") {
    space = spaceParam.slice(0, 10);
  }

  const isFunctionReplacer = typeof replacer === "function";
  const propertyList = Array.isArray(replacer)
    ? new Set(replacer.map(String))
    : null;

  /**
   * Prepares a value for stringification by resolving toJSON, handling BigInts,
   * applying custom replacers, and unwrapping primitive objects.
   *
   * @param {object|Array} parent The parent object or array holding the value.
   * @param {string} key The key associated with the value.
   * @param {any} val The raw value to process.
   * @returns {any} The processed value ready for stringification.
   */
  const prepareVal = (parent, key, val) => {
    const isObject = val !== null && typeof val === "object";
    const hasToJSON = isObject && typeof val.toJSON === "function";

    if (hasToJSON) {
      val = val.toJSON(key);
    }

    const isNoise = typeof val === "string" && noiseValue.test(val);

    if (isNoise) return val + "n";

    const isBigInt = typeof val === "bigint";

    if (isBigInt) {
      const supportsRawJSON = "rawJSON" in JSON;

      if (supportsRawJSON) return JSON.rawJSON(val.toString());

      return val.toString() + "n";
    }

    if (isFunctionReplacer) {
      val = replacer.call(parent, key, val);
    }

    const isPostReplacerObject = val !== null && typeof val === "object";

    if (isPostReplacerObject) {
      const isPrimitiveWrapper =
        val instanceof Number ||
        val instanceof String ||
        val instanceof Boolean;

      if (isPrimitiveWrapper) {
        val = val.valueOf();
      }
    }

    return val;
  };

  const rootProcessed = prepareVal({ "": rootValue }, "", rootValue);

  if (isUnstringifiable(rootProcessed)) {
    return undefined;
  }

  const isRootPrimitive =
    rootProcessed === null || typeof rootProcessed !== "object";
  const isRootNativeRawJSON = isRawJSON(rootProcessed);

  if (isRootPrimitive || isRootNativeRawJSON) {
    return originalStringify(rootProcessed);
  }

  const chunks = [];
  let level = 0;

  const stack = [
    {
      parent: { "": rootProcessed },
      key: "",
      val: rootProcessed,
      isArray: Array.isArray(rootProcessed),
      keys: Array.isArray(rootProcessed) ? null : Object.keys(rootProcessed),
      index: 0,
      first: true,
    },
  ];

  const visited = new WeakSet([rootProcessed]);

  while (stack.length > 0) {
    const node = stack[stack.length - 1];

    if (node.index === 0) {
      chunks.push(node.isArray ? "[" : "{");
      level++;
    }

    let isDone = false;

    if (node.isArray) {
      if (node.index < node.val.length) {
        if (!node.first) chunks.push(",");

        if (space) chunks.push("\n" + space.repeat(level));

        const childRaw = node.val[node.index];
        const childVal = prepareVal(node.val, String(node.index), childRaw);

        if (isUnstringifiable(childVal)) {
          chunks.push("null");
          node.first = false;
          node.index++;
        } else {
          const isComplexObject =
            childVal !== null && typeof childVal === "object";
          const isNativeRaw = isRawJSON(childVal);

          if (isComplexObject && !isNativeRaw) {
            if (visited.has(childVal)) {
              throw new TypeError("Converting circular structure to JSON");
            }

            visited.add(childVal);

            stack.push({
              parent: node.val,
              key: String(node.index),
              val: childVal,
              isArray: Array.isArray(childVal),
              keys: Array.isArray(childVal) ? null : Object.keys(childVal),
              index: 0,
              first: true,
            });

            node.first = false;
            node.index++;
          } else {
            chunks.push(originalStringify(childVal));
            node.first = false;
            node.index++;
          }
        }
      } else {
        isDone = true;
      }
    } else {
      while (node.index < node.keys.length) {
        const k = node.keys[node.index++];

        const isFilteredOutByArray = propertyList && !propertyList.has(k);

        if (isFilteredOutByArray) continue;

        const childRaw = node.val[k];
        const childVal = prepareVal(node.val, k, childRaw);

        if (isUnstringifiable(childVal)) continue;

        if (!node.first) chunks.push(",");

        if (space) {
          chunks.push("\n" + space.repeat(level) + originalStringify(k) + ": ");
        } else {
          chunks.push(originalStringify(k) + ":");
        }

        const isComplexObject =
          childVal !== null && typeof childVal === "object";
        const isNativeRaw = isRawJSON(childVal);

        if (isComplexObject && !isNativeRaw) {
          if (visited.has(childVal)) {
            throw new TypeError("Converting circular structure to JSON");
          }

          visited.add(childVal);

          stack.push({
            parent: node.val,
            key: k,
            val: childVal,
            isArray: Array.isArray(childVal),
            keys: Array.isArray(childVal) ? null : Object.keys(childVal),
            index: 0,
            first: true,
          });

          node.first = false;

          break; // Stop current loop level to process the newly pushed stack node
        } else {
          chunks.push(originalStringify(childVal));
          node.first = false;
        }
      }

      const isNodeFullyProcessed =
        node.index >= node.keys.length && stack[stack.length - 1] === node;

      if (isNodeFullyProcessed) {
        isDone = true;
      }
    }

    if (isDone) {
      level--;

      if (!node.first && space) chunks.push("\n" + space.repeat(level));

      chunks.push(node.isArray ? "]" : "}");
      visited.delete(node.val);
      stack.pop();
    }
  }

  return chunks.join("");
};

/**
 * Converts a JavaScript value to a JSON string.
 *
 * Supports serialization of BigInt values using two strategies:
 * 1. Custom format "123n" \u2192 "123" (universal fallback)
 * 2. Native JSON.rawJSON() (Node.js 22+, fastest) when available
 *
 * All other values are serialized exactly like native JSON.stringify().
 *
 * @param {*} value The value to convert to a JSON string.
 * @param {Replacer | Array<string | number> | null} [replacer]
 * A function that alters the behavior of the stringification process,
 * or an array of strings/numbers to indicate properties to exclude.
 * @param {string | number} [space]
 * A string or number to specify indentation or pretty-printing.
 * @returns {string} The JSON string representation.
 */
const JSONStringify = (value, replacer, space) => {
  try {
    const supportsRawJSON = "rawJSON" in JSON;

    if (supportsRawJSON) {
      return originalStringify(
        value,
        (key, val) => {
          if (typeof val === "bigint") return JSON.rawJSON(val.toString());

          const hasFunctionReplacer = typeof replacer === "function";

          if (hasFunctionReplacer) return replacer(key, val);

          const isKeyInArrayReplacer =
            Array.isArray(replacer) && replacer.includes(key);

          if (isKeyInArrayReplacer) return val;

          return val;
        },
        space,
      );
    }

    if (!value) return originalStringify(value, replacer, space);

    const convertedToCustomJSON = originalStringify(
      value,
      (key, val) => {
        const isNoise = typeof val === "string" && noiseValue.test(val);

        if (isNoise) return val.toString() + "n"; // Mark noise values with additional "n" to offset the deletion of one "n" during the processing

        if (typeof val === "bigint") return val.toString() + "n";

        const hasFunctionReplacer = typeof replacer === "function";

        if (hasFunctionReplacer) return replacer(key, val);

        const isKeyInArrayReplacer =
          Array.isArray(replacer) && replacer.includes(key);

        if (isKeyInArrayReplacer) return val;

        return val;
      },
      space,
    );

    const processedJSON = convertedToCustomJSON.replace(
      bigIntsStringify,
      "$1$2$3",
    ); // Delete one "n" off the end of every BigInt value

    const denoisedJSON = processedJSON.replace(noiseStringify, "$1$2$3"); // Remove one "n" off the end of every noisy string

    return denoisedJSON;
  } catch (error) {
    if (error instanceof RangeError) {
      const convertedJSON = stringifyIteratively(value, replacer, space);

      if (convertedJSON === undefined) return undefined;

      const supportsRawJSON = "rawJSON" in JSON;

      if (supportsRawJSON) return convertedJSON;

      const processedJSON = convertedJSON.replace(bigIntsStringify, "$1$2$3");

      return processedJSON.replace(noiseStringify, "$1$2$3");
    }

    throw error;
  }
};

const featureCache = new Map();

/**
 * Detects if the current JSON.parse implementation supports the context.source feature.
 *
 * Uses toString() fingerprinting to cache results and automatically detect runtime
 * replacements of JSON.parse (polyfills, mocks, etc.).
 *
 * @returns {boolean} true if context.source is supported, false otherwise.
 */
const isContextSourceSupported = () => {
  const parseFingerprint = JSON.parse.toString();

  if (featureCache.has(parseFingerprint)) {
    return featureCache.get(parseFingerprint);
  }

  try {
    const result = JSON.parse(
      "1",
      (_, __, context) => !!context?.source && context.source === "1",
    );
    featureCache.set(parseFingerprint, result);

    return result;
  } catch {
    featureCache.set(parseFingerprint, false);

    return false;
  }
};

/**
 * Reviver function that converts custom-format BigInt strings back to BigInt values.
 * Also handles "noise" strings that accidentally match the BigInt format.
 *
 * @param {string | number | undefined} key The object key.
 * @param {*} value The value being parsed.
 * @param {object} [context] Parse context (if supported by JSON.parse).
 * @param {Reviver} [userReviver] User's custom reviver function.
 * @returns {any} The transformed value.
 */
const convertMarkedBigIntsReviver = (key, value, context, userReviver) => {
  const isCustomFormatBigInt =
    typeof value === "string" && customFormat.test(value);

  if (isCustomFormatBigInt) return BigInt(value.slice(0, -1));

  const isNoiseValue = typeof value === "string" && noiseValue.test(value);
  if (isNoiseValue) return value.slice(0, -1);

  const hasUserReviver = typeof userReviver === "function";

  if (!hasUserReviver) return value;

  return userReviver(key, value, context);
};

/**
 * Fast JSON.parse implementation (~2x faster than classic fallback).
 * Uses JSON.parse's context.source feature to detect integers and convert
 * large numbers directly to BigInt without string manipulation.
 *
 * Does not support legacy custom format from v1 of this library.
 *
 * @param {string} text JSON string to parse.
 * @param {Reviver} [reviver] Transform function to apply to each value.
 * @returns {any} Parsed JavaScript value.
 */
const JSONParseV2 = (text, reviver) => {
  return JSON.parse(text, (key, value, context) => {
    const isNumber = typeof value === "number";
    const isOutOfBounds =
      value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER;
    const isBigNumber = isNumber && isOutOfBounds;
    const isInt = context && intRegex.test(context.source);
    const isBigInt = isBigNumber && isInt;

    if (isBigInt) return BigInt(context.source);

    const hasCustomReviver = typeof reviver === "function";

    if (!hasCustomReviver) return value;

    return reviver(key, value, context);
  });
};

const MAX_INT = Number.MAX_SAFE_INTEGER.toString();
const MAX_DIGITS = MAX_INT.length;
const stringsOrLargeNumbers =
  /"(?:[^"\\]|\\.)*"|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/g;
const noiseValueWithQuotes = /^"-?\d+n+"$/; // Noise - strings that match the custom format before being converted to it

/**
 * Iteratively traverses the parsed object bottom-up (post-order),
 * emulating the native JSON.parse reviver behavior.
 * This avoids Call Stack overflows (RangeError) on deeply nested structures.
 *
 * @param {any} parsed The natively parsed JSON object.
 * @param {Reviver} [userReviver] User's custom reviver function.
 * @returns {any} The fully processed object.
 */
const applyReviverIteratively = (parsed, userReviver) => {
  const rootHolder = { "": parsed };
  const stack = [{ parent: rootHolder, key: "", visited: false }];

  while (stack.length > 0) {
    const node = stack[stack.length - 1];

    if (!node.visited) {
      node.visited = true;

      const value = node.parent[node.key];
      const isComplexObject = value !== null && typeof value === "object";

      if (isComplexObject) {
        const keys = Object.keys(value);

        for (let i = keys.length - 1; i >= 0; i--) {
          stack.push({ parent: value, key: keys[i], visited: false });
        }
      }
    } else {
      const { parent, key } = node;
      let value = parent[key];

      if (typeof value === "string") {
        const isCustomFormatBigInt = customFormat.test(value);

        if (isCustomFormatBigInt) {
          value = BigInt(value.slice(0, -1));
        } else {
          const isNoise = noiseValue.test(value);

          if (isNoise) value = value.slice(0, -1);
        }
      }

      const hasUserReviver = typeof userReviver === "function";

      if (hasUserReviver) {
        value = userReviver.call(parent, key, value);
      }

      const isDeleted = value === undefined;

      if (isDeleted) {
        delete parent[key];
      } else {
        parent[key] = value;
      }

      stack.pop();
    }
  }

  return rootHolder[""];
};

/**
 * Pre-processes the JSON string to mark large numbers with an 'n' suffix.
 *
 * @param {string} text The raw JSON string.
 * @returns {string} The serialized string with marked BigInts.
 */
const serializeBigInts = (text) => {
  return text.replace(
    stringsOrLargeNumbers,
    (match, digits, fractional, exponential) => {
      const isString = match[0] === '"';
      const isNoise = isString && noiseValueWithQuotes.test(match);

      if (isNoise) return match.substring(0, match.length - 1) + 'n"'; // Mark noise values with additional "n" to offset the deletion of one "n" during the processing

      const hasFractionalOrExponential = fractional || exponential;

      // With a fixed number of digits, we can correctly use lexicographical comparison to do a numeric comparison
      const isLessThanMaxSafeInt =
        digits &&
        (digits.length < MAX_DIGITS ||
          (digits.length === MAX_DIGITS && digits <= MAX_INT));

      const isStandardValue =
        isString || hasFractionalOrExponential || isLessThanMaxSafeInt;

      if (isStandardValue) return match;

      return '"' + match + 'n"';
    },
  );
};

/**
 * Converts a JSON string into a JavaScript value.
 *
 * Supports parsing of large integers using two strategies:
 * 1. Classic fallback: Marks large numbers with "123n" format, then converts to BigInt
 * 2. Fast path (JSONParseV2): Uses context.source feature (~2x faster) when available
 *
 * All other JSON values are parsed exactly like native JSON.parse().
 *
 * @param {string} text A valid JSON string.
 * @param {Reviver} [reviver]
 * A function that transforms the results. This function is called for each member
 * of the object. If a member contains nested objects, the nested objects are
 * transformed before the parent object is.
 * @returns {any} The parsed JavaScript value.
 * @throws {SyntaxError} If text is not valid JSON.
 */
const JSONParse = (text, reviver) => {
  if (!text) return originalParse(text, reviver);

  try {
    if (isContextSourceSupported()) return JSONParseV2(text, reviver); // Shortcut to a faster (2x) and simpler version

    // Find and mark big numbers with "n"
    const serializedData = serializeBigInts(text);

    return originalParse(serializedData, (key, value, context) =>
      convertMarkedBigIntsReviver(key, value, context, reviver),
    );
  } catch (error) {
    if (error instanceof RangeError) {
      const serializedData = serializeBigInts(text);
      const parsed = originalParse(serializedData);

      return applyReviverIteratively(parsed, reviver);
    }

    throw error;
  }
};



;// CONCATENATED MODULE: ./node_modules/@octokit/request-error/dist-src/index.js
class RequestError extends Error {
  name;
  /**
   * http status code
   */
  status;
  /**
   * Request options that lead to the error.
   */
  request;
  /**
   * Response object if a response was received
   */
  response;
  constructor(message, statusCode, options) {
    super(message, { cause: options.cause });
    this.name = "HttpError";
    this.status = Number.parseInt(statusCode);
    if (Number.isNaN(this.status)) {
      this.status = 0;
    }
    /* v8 ignore else -- @preserve -- Bug with vitest coverage where it sees an else branch that doesn't exist */
    if ("response" in options) {
      this.response = options.response;
    }
    const requestCopy = Object.assign({}, options.request);
    if (options.request.headers.authorization) {
      requestCopy.headers = Object.assign({}, options.request.headers, {
        authorization: options.request.headers.authorization.replace(
          /(?<! ) .*$/,
          " [REDACTED]"
        )
      });
    }
    requestCopy.url = requestCopy.url.replace(/\bclient_secret=\w+/g, "client_secret=[REDACTED]").replace(/\baccess_token=\w+/g, "access_token=[REDACTED]");
    this.request = requestCopy;
  }
}


;// CONCATENATED MODULE: ./node_modules/@octokit/request/dist-bundle/index.js
// pkg/dist-src/index.js


// pkg/dist-src/defaults.js


// pkg/dist-src/version.js
var dist_bundle_VERSION = "10.0.16";

// pkg/dist-src/defaults.js
var defaults_default = {
  headers: {
    "user-agent": `octokit-request.js/${dist_bundle_VERSION} ${getUserAgent()}`
  }
};

// pkg/dist-src/fetch-wrapper.js



// pkg/dist-src/is-plain-object.js
function dist_bundle_isPlainObject(value) {
  if (typeof value !== "object" || value === null) return false;
  if (Object.prototype.toString.call(value) !== "[object Object]") return false;
  const proto = Object.getPrototypeOf(value);
  if (proto === null) return true;
  const Ctor = Object.prototype.hasOwnProperty.call(proto, "constructor") && proto.constructor;
  return typeof Ctor === "function" && Ctor instanceof Ctor && Function.prototype.call(Ctor) === Function.prototype.call(value);
}

// pkg/dist-src/fetch-wrapper.js

var noop = () => "";
async function fetchWrapper(requestOptions) {
  const fetch = requestOptions.request?.fetch || globalThis.fetch;
  if (!fetch) {
    throw new Error(
      "fetch is not set. Please pass a fetch implementation as new Octokit({ request: { fetch }}). Learn more at https://github.com/octokit/octokit.js/#fetch-missing"
    );
  }
  const log = requestOptions.request?.log || console;
  const parseSuccessResponseBody = requestOptions.request?.parseSuccessResponseBody !== false;
  const body = dist_bundle_isPlainObject(requestOptions.body) || Array.isArray(requestOptions.body) ? JSONStringify(requestOptions.body) : requestOptions.body;
  const requestHeaders = Object.fromEntries(
    Object.entries(requestOptions.headers).map(([name, value]) => [
      name,
      String(value)
    ])
  );
  let fetchResponse;
  try {
    fetchResponse = await fetch(requestOptions.url, {
      method: requestOptions.method,
      body,
      redirect: requestOptions.request?.redirect,
      headers: requestHeaders,
      signal: requestOptions.request?.signal,
      // duplex must be set if request.body is ReadableStream or Async Iterables.
      // See https://fetch.spec.whatwg.org/#dom-requestinit-duplex.
      ...requestOptions.body && { duplex: "half" }
    });
  } catch (error) {
    let message = "Unknown Error";
    if (error instanceof Error) {
      if (error.name === "AbortError") {
        error.status = 500;
        throw error;
      }
      message = error.message;
      if (error.name === "TypeError" && "cause" in error) {
        if (error.cause instanceof Error) {
          message = error.cause.message;
        } else if (typeof error.cause === "string") {
          message = error.cause;
        }
      }
    }
    const requestError = new RequestError(message, 500, {
      request: requestOptions
    });
    requestError.cause = error;
    throw requestError;
  }
  const status = fetchResponse.status;
  const url = fetchResponse.url;
  const responseHeaders = {};
  for (const [key, value] of fetchResponse.headers) {
    responseHeaders[key] = value;
  }
  const octokitResponse = {
    url,
    status,
    headers: responseHeaders,
    data: ""
  };
  if ("deprecation" in responseHeaders) {
    const matches = responseHeaders.link && responseHeaders.link.match(/<([^<>]+)>; rel="deprecation"/);
    const deprecationLink = matches && matches.pop();
    log.warn(
      `[@octokit/request] "${requestOptions.method} ${requestOptions.url}" is deprecated. It is scheduled to be removed on ${responseHeaders.sunset}${deprecationLink ? `. See ${deprecationLink}` : ""}`
    );
  }
  if (status === 204 || status === 205) {
    return octokitResponse;
  }
  if (requestOptions.method === "HEAD") {
    if (status < 400) {
      return octokitResponse;
    }
    throw new RequestError(fetchResponse.statusText, status, {
      response: octokitResponse,
      request: requestOptions
    });
  }
  if (status === 304) {
    octokitResponse.data = await getResponseData(fetchResponse);
    throw new RequestError("Not modified", status, {
      response: octokitResponse,
      request: requestOptions
    });
  }
  if (status >= 400) {
    octokitResponse.data = await getResponseData(fetchResponse);
    throw new RequestError(toErrorMessage(octokitResponse.data), status, {
      response: octokitResponse,
      request: requestOptions
    });
  }
  octokitResponse.data = parseSuccessResponseBody ? await getResponseData(fetchResponse) : fetchResponse.body;
  return octokitResponse;
}
async function getResponseData(response) {
  const contentType = response.headers.get("content-type");
  if (!contentType) {
    return response.text().catch(noop);
  }
  const mimetype = dist_parse(contentType);
  if (isJSONResponse(mimetype)) {
    let text = "";
    try {
      text = await response.text();
      return JSONParse(text);
    } catch (err) {
      return text;
    }
  } else if (mimetype.type.startsWith("text/") || // `application/octet-stream` is the canonical "arbitrary binary" type
  // (RFC 2046) and must never be decoded as text, even when the response
  // carries a (misleading) `charset=utf-8` parameter \u2014 see #751.
  mimetype.parameters.charset?.toLowerCase() === "utf-8" && mimetype.type !== "application/octet-stream") {
    return response.text().catch(noop);
  } else {
    return response.arrayBuffer().catch(
      /* v8 ignore next -- @preserve */
      () => new ArrayBuffer(0)
    );
  }
}
function isJSONResponse(mimetype) {
  return mimetype.type === "application/json" || mimetype.type === "application/scim+json";
}
function toErrorMessage(data) {
  if (typeof data === "string") {
    return data;
  }
  if (data instanceof ArrayBuffer) {
    return "Unknown error";
  }
  if (typeof data === "object" && data !== null && "message" in data) {
    const objectData = data;
    const suffix = "documentation_url" in objectData ? ` - ${objectData.documentation_url}` : "";
    return Array.isArray(objectData.errors) ? `${objectData.message}: ${objectData.errors.map((v) => JSON.stringify(v)).join(", ")}${suffix}` : `${objectData.message}${suffix}`;
  }
  return `Unknown error: ${JSON.stringify(data)}`;
}

// pkg/dist-src/with-defaults.js
function dist_bundle_withDefaults(oldEndpoint, newDefaults) {
  const endpoint2 = oldEndpoint.defaults(newDefaults);
  const newApi = function(route, parameters) {
    const endpointOptions = endpoint2.merge(route, parameters);
    if (!endpointOptions.request || !endpointOptions.request.hook) {
      return fetchWrapper(endpoint2.parse(endpointOptions));
    }
    const request2 = (route2, parameters2) => {
      return fetchWrapper(
        endpoint2.parse(endpoint2.merge(route2, parameters2))
      );
    };
    Object.assign(request2, {
      endpoint: endpoint2,
      defaults: dist_bundle_withDefaults.bind(null, endpoint2)
    });
    return endpointOptions.request.hook(request2, endpointOptions);
  };
  return Object.assign(newApi, {
    endpoint: endpoint2,
    defaults: dist_bundle_withDefaults.bind(null, endpoint2)
  });
}

// pkg/dist-src/index.js
var request = dist_bundle_withDefaults(endpoint, defaults_default);

/* v8 ignore next -- @preserve */
/* v8 ignore else -- @preserve */

;// CONCATENATED MODULE: ./node_modules/@octokit/graphql/dist-bundle/index.js
// pkg/dist-src/index.js



// pkg/dist-src/version.js
var graphql_dist_bundle_VERSION = "0.0.0-development";

// pkg/dist-src/with-defaults.js


// pkg/dist-src/graphql.js


// pkg/dist-src/error.js
function _buildMessageForResponseErrors(data) {
  return `Request failed due to following response errors:
` + data.errors.map((e) => ` - ${e.message}`).join("\n");
}
var GraphqlResponseError = class extends Error {
  constructor(request2, headers, response) {
    super(_buildMessageForResponseErrors(response));
    this.request = request2;
    this.headers = headers;
    this.response = response;
    this.errors = response.errors;
    this.data = response.data;
    if (Error.captureStackTrace) {
      Error.captureStackTrace(this, this.constructor);
    }
  }
  request;
  headers;
  response;
  name = "GraphqlResponseError";
  errors;
  data;
};

// pkg/dist-src/graphql.js
var NON_VARIABLE_OPTIONS = [
  "method",
  "baseUrl",
  "url",
  "headers",
  "request",
  "query",
  "mediaType",
  "operationName"
];
var FORBIDDEN_VARIABLE_OPTIONS = ["query", "method", "url"];
var GHES_V3_SUFFIX_REGEX = /\/api\/v3\/?$/;
function graphql(request2, query, options) {
  if (options) {
    if (typeof query === "string" && "query" in options) {
      return Promise.reject(
        new Error(`[@octokit/graphql] "query" cannot be used as variable name`)
      );
    }
    for (const key in options) {
      if (!FORBIDDEN_VARIABLE_OPTIONS.includes(key)) continue;
      return Promise.reject(
        new Error(
          `[@octokit/graphql] "${key}" cannot be used as variable name`
        )
      );
    }
  }
  const parsedOptions = typeof query === "string" ? Object.assign({ query }, options) : query;
  const requestOptions = Object.keys(
    parsedOptions
  ).reduce((result, key) => {
    if (NON_VARIABLE_OPTIONS.includes(key)) {
      result[key] = parsedOptions[key];
      return result;
    }
    if (!result.variables) {
      result.variables = {};
    }
    result.variables[key] = parsedOptions[key];
    return result;
  }, {});
  const baseUrl = parsedOptions.baseUrl || request2.endpoint.DEFAULTS.baseUrl;
  if (GHES_V3_SUFFIX_REGEX.test(baseUrl)) {
    requestOptions.url = baseUrl.replace(GHES_V3_SUFFIX_REGEX, "/api/graphql");
  }
  return request2(requestOptions).then((response) => {
    if (response.data.errors) {
      const headers = {};
      for (const key of Object.keys(response.headers)) {
        headers[key] = response.headers[key];
      }
      throw new GraphqlResponseError(
        requestOptions,
        headers,
        response.data
      );
    }
    return response.data.data;
  });
}

// pkg/dist-src/with-defaults.js
function graphql_dist_bundle_withDefaults(request2, newDefaults) {
  const newRequest = request2.defaults(newDefaults);
  const newApi = (query, options) => {
    return graphql(newRequest, query, options);
  };
  return Object.assign(newApi, {
    defaults: graphql_dist_bundle_withDefaults.bind(null, newRequest),
    endpoint: newRequest.endpoint
  });
}

// pkg/dist-src/index.js
var graphql2 = graphql_dist_bundle_withDefaults(request, {
  headers: {
    "user-agent": `octokit-graphql.js/${graphql_dist_bundle_VERSION} ${getUserAgent()}`
  },
  method: "POST",
  url: "/graphql"
});
function withCustomRequest(customRequest) {
  return graphql_dist_bundle_withDefaults(customRequest, {
    method: "POST",
    url: "/graphql"
  });
}

/* v8 ignore if -- @preserve */

;// CONCATENATED MODULE: ./node_modules/@octokit/auth-token/dist-bundle/index.js
// pkg/dist-src/is-jwt.js
var b64url = "(?:[a-zA-Z0-9_-]+)";
var sep = "\\.";
var jwtRE = new RegExp(`^${b64url}${sep}${b64url}${sep}${b64url}$`);
var isJWT = jwtRE.test.bind(jwtRE);

// pkg/dist-src/auth.js
async function auth(token) {
  const isApp = isJWT(token);
  const isInstallation = token.startsWith("v1.") || token.startsWith("ghs_");
  const isUserToServer = token.startsWith("ghu_");
  const tokenType = isApp ? "app" : isInstallation ? "installation" : isUserToServer ? "user-to-server" : "oauth";
  return {
    type: "token",
    token,
    tokenType
  };
}

// pkg/dist-src/with-authorization-prefix.js
function withAuthorizationPrefix(token) {
  if (token.split(/\./).length === 3) {
    return `bearer ${token}`;
  }
  return `token ${token}`;
}

// pkg/dist-src/hook.js
async function hook(token, request, route, parameters) {
  const endpoint = request.endpoint.merge(
    route,
    parameters
  );
  endpoint.headers.authorization = withAuthorizationPrefix(token);
  return request(endpoint);
}

// pkg/dist-src/index.js
var createTokenAuth = function createTokenAuth2(token) {
  if (!token) {
    throw new Error("[@octokit/auth-token] No token passed to createTokenAuth");
  }
  if (typeof token !== "string") {
    throw new Error(
      "[@octokit/auth-token] Token passed to createTokenAuth is not a string"
    );
  }
  token = token.replace(/^(token|bearer) +/i, "");
  return Object.assign(auth.bind(null, token), {
    hook: hook.bind(null, token)
  });
};


;// CONCATENATED MODULE: ./node_modules/@octokit/core/dist-src/version.js
const version_VERSION = "7.0.8";


;// CONCATENATED MODULE: ./node_modules/@octokit/core/dist-src/index.js






const dist_src_noop = () => {
};
const consoleWarn = console.warn.bind(console);
const consoleError = console.error.bind(console);
function createLogger(logger = {}) {
  if (typeof logger.debug !== "function") {
    logger.debug = dist_src_noop;
  }
  if (typeof logger.info !== "function") {
    logger.info = dist_src_noop;
  }
  if (typeof logger.warn !== "function") {
    logger.warn = consoleWarn;
  }
  if (typeof logger.error !== "function") {
    logger.error = consoleError;
  }
  return logger;
}
const userAgentTrail = `octokit-core.js/${version_VERSION} ${getUserAgent()}`;
class Octokit {
  static VERSION = version_VERSION;
  static defaults(defaults) {
    const OctokitWithDefaults = class extends this {
      constructor(...args) {
        const options = args[0] || {};
        if (typeof defaults === "function") {
          super(defaults(options));
          return;
        }
        super(
          Object.assign(
            {},
            defaults,
            options,
            options.userAgent && defaults.userAgent ? {
              userAgent: `${options.userAgent} ${defaults.userAgent}`
            } : null
          )
        );
      }
    };
    return OctokitWithDefaults;
  }
  static plugins = [];
  /**
   * Attach a plugin (or many) to your Octokit instance.
   *
   * @example
   * const API = Octokit.plugin(plugin1, plugin2, plugin3, ...)
   */
  static plugin(...newPlugins) {
    const currentPlugins = this.plugins;
    const NewOctokit = class extends this {
      static plugins = currentPlugins.concat(
        newPlugins.filter((plugin) => !currentPlugins.includes(plugin))
      );
    };
    return NewOctokit;
  }
  constructor(options = {}) {
    const hook = new before_after_hook.Collection();
    const requestDefaults = {
      baseUrl: request.endpoint.DEFAULTS.baseUrl,
      headers: {},
      request: Object.assign({}, options.request, {
        // @ts-ignore internal usage only, no need to type
        hook: hook.bind(null, "request")
      }),
      mediaType: {
        previews: [],
        format: ""
      }
    };
    requestDefaults.headers["user-agent"] = options.userAgent ? `${options.userAgent} ${userAgentTrail}` : userAgentTrail;
    if (options.baseUrl) {
      requestDefaults.baseUrl = options.baseUrl;
    }
    if (options.previews) {
      requestDefaults.mediaType.previews = options.previews;
    }
    if (options.timeZone) {
      requestDefaults.headers["time-zone"] = options.timeZone;
    }
    this.request = request.defaults(requestDefaults);
    this.graphql = withCustomRequest(this.request).defaults(requestDefaults);
    this.log = createLogger(options.log);
    this.hook = hook;
    if (!options.authStrategy) {
      if (!options.auth) {
        this.auth = async () => ({
          type: "unauthenticated"
        });
      } else {
        const auth = createTokenAuth(options.auth);
        hook.wrap("request", auth.hook);
        this.auth = auth;
      }
    } else {
      const { authStrategy, ...otherOptions } = options;
      const auth = authStrategy(
        Object.assign(
          {
            request: this.request,
            log: this.log,
            // we pass the current octokit instance as well as its constructor options
            // to allow for authentication strategies that return a new octokit instance
            // that shares the same internal state as the current one. The original
            // requirement for this was the "event-octokit" authentication strategy
            // of https://github.com/probot/octokit-auth-probot.
            octokit: this,
            octokitOptions: otherOptions
          },
          options.auth
        )
      );
      hook.wrap("request", auth.hook);
      this.auth = auth;
    }
    const classConstructor = this.constructor;
    for (let i = 0; i < classConstructor.plugins.length; ++i) {
      Object.assign(this, classConstructor.plugins[i](this, options));
    }
  }
  // assigned during constructor
  request;
  graphql;
  log;
  hook;
  // TODO: type `octokit.auth` based on passed options.authStrategy
  auth;
}


;// CONCATENATED MODULE: ./node_modules/@actions/github/lib/utils.js


// octokit + plugins



const context = new Context();
const baseUrl = getApiBaseUrl();
const defaults = {
    baseUrl,
    request: {
        agent: getProxyAgent(baseUrl),
        fetch: getProxyFetch(baseUrl)
    }
};
const GitHub = Octokit.plugin(external_bundle_stubs_js_namespaceObject.restEndpointMethods, external_bundle_stubs_js_namespaceObject.paginateRest).defaults(defaults);

/**
 * Convience function to correctly format Octokit Options to pass into the constructor.
 *
 * @param     token    the repo PAT or GITHUB_TOKEN
 * @param     options  other options to set
 */
function getOctokitOptions(token, options) {
    const opts = Object.assign({}, options || {}); // Shallow clone - don't mutate the object provided by the caller
    // Auth
    const auth = getAuthString(token, opts);
    if (auth) {
        opts.auth = auth;
    }
    // Orchestration ID
    const userAgent = getUserAgentWithOrchestrationId(opts.userAgent);
    if (userAgent) {
        opts.userAgent = userAgent;
    }
    return opts;
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/github/lib/github.js


const github_context = new Context();
/**
 * Returns a hydrated octokit ready to use for GitHub Actions
 *
 * @param     token    the repo PAT or GITHUB_TOKEN
 * @param     options  other options to set
 */
function getOctokit(token, options, ...additionalPlugins) {
    const GitHubWithPlugins = GitHub.plugin(...additionalPlugins);
    return new GitHubWithPlugins(getOctokitOptions(token, options));
}
//# sourceMappingURL=github.js.map
;// CONCATENATED MODULE: ./build/github/octokit.js

/**
 * Connects to GitHub by the toolkit's Octokit; nothing is sent yet.
 * @param baseUrl of the REST API, without a slash at its end
 */
function connect(token, baseUrl, fetch) {
    return getOctokit(token, { baseUrl, request: { fetch } }).request;
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
    return toOperatorKey((0,external_node_crypto_namespaceObject.generateKeyPairSync)('ec', { namedCurve: 'P-256' }).privateKey);
}
/**
 * The key pair of a private scalar.
 * @param scalar a big-endian number of any length
 * @returns undefined if the number is not between 1 and the order of P-256 minus 1
 */
function operatorKeyOfScalar(scalar) {
    const ecdh = createECDH(CURVE);
    try {
        ecdh.setPrivateKey(scalar);
    }
    catch {
        return undefined;
    }
    const { kty, crv, x, y } = describePoint(ecdh.getPublicKey()).jwk;
    const d = ecdh.getPrivateKey('base64url');
    return toOperatorKey(createPrivateKey({ key: { kty, crv, x, y, d }, format: 'jwk' }));
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
function operator_key_parsePublicKeyHex(hex) {
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

;// CONCATENATED MODULE: ./build/github/public-key-variable.js







/** An Actions variable that holds the public key hex, at the level of the secret that holds the private key. */
class PublicKeyVariable {
    /** Begins a sentence: `The variable X of the environment "prod" of octo/keys`. */
    displayName;
    #client;
    #destination;
    #name;
    /** @param name the variable's name, in upper case */
    constructor(client, destination, name) {
        this.#client = client;
        this.#destination = destination;
        this.#name = name;
        this.displayName = `The variable ${name} of ${describeDestination(destination)}`;
    }
    /**
     * @returns the variable's value; undefined if it does not exist
     * @throws ActionError if GitHub refuses or does not answer
     */
    async read() {
        const reply = await this.#send('GET');
        if (isNotFound(reply))
            return undefined;
        if (reply.status !== 200)
            throw this.#error(reply, 'read');
        const { value } = json_membersOf(reply.data);
        return typeof value === 'string' ? value : '';
    }
    /**
     * Parses the public key of an existing secret from the variable's value.
     * @throws ActionError `variable-malformed` if it is not a public key
     */
    parse(value) {
        try {
            return operator_key_parsePublicKeyHex(value);
        }
        catch (error) {
            throw new errors_ActionError('variable-malformed', `The existing secret is kept, but ${lowerFirst(this.displayName)} does not hold its public key: the value ${errors_messageOf(error)}.`, 'Run `verify` to read the public key of the stored key, and set the variable to it.', error);
        }
    }
    /**
     * Creates the variable or updates it.
     * @param exists whether `read` found it; if that has changed since, the other request is sent
     * @param audience of an organization's variable; an existing one keeps its own unless the workflow sets `visibility`
     * @throws ActionError if GitHub refuses or does not answer
     */
    async write({ hex }, exists, audience) {
        const keepsAudience = this.#destination.level === 'organization' && this.#destination.visibility === undefined;
        const send = (method) => this.#send(method, { value: hex, ...(method === 'POST' || !keepsAudience ? audienceBody(audience) : {}) });
        const first = await send(exists ? 'PATCH' : 'POST');
        const hasChanged = first.status === (exists ? 404 : 409);
        const second = hasChanged ? await send(exists ? 'POST' : 'PATCH') : first;
        // If GitHub says now that it exists and now that it does not, it refused the first request for another reason.
        const reply = second.status === (exists ? 409 : 404) ? first : second;
        if (reply.status !== 201 && reply.status !== 204)
            throw this.#error(reply, 'write');
    }
    /**
     * Deletes the variable; succeeds if it does not exist.
     * @throws ActionError if GitHub refuses or does not answer
     */
    async delete() {
        const reply = await this.#send('DELETE');
        if (reply.status !== 204 && !isNotFound(reply))
            throw this.#error(reply, 'delete');
    }
    #send(method, body = {}) {
        const { base, parameters } = routeOf(this.#destination);
        const route = method === 'POST' ? `POST ${base}/variables` : `${method} ${base}/variables/{name}`;
        // Octokit fills `{name}` from `name`, so that the body of PATCH does not repeat it; GitHub needs it only to rename.
        return this.#client.request(route, { ...parameters, name: this.#name, ...body });
    }
    #error(reply, verb) {
        return errors_toActionError(reply, `${verb} ${lowerFirst(this.displayName)}`, this.#destination, 'variable');
    }
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

;// CONCATENATED MODULE: ./build/inputs/did-you-mean.js

/** A longer text is not a misspelt choice, and the time to compare it grows with its length. */
const MAX_CHARACTERS = 80;
/** The choice that is nearest to a misspelt one; undefined if none is near. Choices are lower-case words joined by `_`. */
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
function readChoice(getInput, name, choices) {
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
        throw invalid(name, value, 'It must not be a private key');
    if (value.length > MAX_TEXT_CHARACTERS) {
        throw invalid(name, value, `It must have at most ${MAX_TEXT_CHARACTERS} characters`);
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
        throw invalid(name, value, `It ${messageOf(error)}`);
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
    return invalid_input_invalid(name, value, rule, didYouMean(value, choices));
}
/** Other white space is left in place, so that it is refused instead of being removed here and kept elsewhere. */
function trimAscii(text) {
    return text.replace(/^[\t-\r ]+/, '').replace(/(?<![\t-\r ])[\t-\r ]+$/, '');
}

;// CONCATENATED MODULE: ./build/inputs/allowed-events.js





/** The known values of `github.event_name`, from GitHub's documentation, "Events that trigger workflows". */
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
/** Words of letters, digits and separators; anything else is a mistake, and may be a secret. */
const NAME = /^[a-z][a-z0-9_-]{0,49}$/i;
/**
 * Reads the names of events, separated by commas or line ends. GitHub may add events, so an unknown name is not an error:
 * `unknownEventWarning` reports it.
 * @returns at least one name
 * @throws ActionError `input-invalid` if the list is empty or has an entry that cannot be the name of an event
 */
function readAllowedEvents(getInput, name) {
    const events = read_input_readList(getInput, name);
    if (events.length === 0)
        throw invalid_input_invalid(name, '', 'It must name at least one event, such as `workflow_dispatch`');
    for (const event of events) {
        if (!NAME.test(event)) {
            const rule = 'It must list names of events, separated by commas or line ends';
            throw invalid_input_invalid(name, event, rule, invalid_input_suggestion(event, didYouMean(event, EVENTS)));
        }
        if (event === 'workflow_call') {
            const rule = 'A called workflow has the event of its caller, so allow that one';
            throw invalid_input_invalid(name, event, rule, 'workflow_dispatch');
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
    throw new errors_ActionError('event-not-allowed', `The event ${text_displayName(event)} started this run, and \`allowed-events\` allows only ${allowed.join(', ')}.`, 'Start the workflow by an allowed event. Add this event to `allowed-events` only if everyone who can trigger it may create keys.');
}

;// CONCATENATED MODULE: ./build/inputs/allowed-bots.js


const BOT = /^[A-Za-z0-9_-]{1,100}\[bot\]$/;
/**
 * Reads the logins of bots, such as `dependabot[bot]`, separated by commas or line ends.
 * @returns the logins as written, to be compared by `equalsIgnoreAsciiCase`; none if the input is empty
 * @throws ActionError `input-invalid` if an entry is not the login of a bot
 */
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
function readEnvironmentName(getInput, input) {
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
    const meant = invalid_input_suggestion(value, /[A-Z]/.test(likely) ? likely : undefined);
    const rule = 'Allowed are at most 255 letters, digits and underscores, not starting with a digit or `GITHUB_`';
    refuseOtherCharacters(input, value, /\w/, rule, meant);
    throw invalid_input_invalid(input, value, rule, meant);
}
/** Reads the name of a variable, by the rule of secrets. */
const readVariableName = readSecretName;
/**
 * Reads a repository's name with its owner.
 * @throws ActionError `input-invalid`
 */
function readRepository(getInput, input) {
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
    throw invalid_input_invalid(input, value, rule, /^(?:https?:\/\/|git@)/.test(value) ? likely : invalid_input_suggestion(value, likely));
}
/**
 * Reads the name of an organization.
 * @throws ActionError `input-invalid`
 */
function readOrganization(getInput, input) {
    const value = readUntrimmed(getInput, input);
    if (OWNER.test(value))
        return value;
    const rule = 'It must be the name of an organization: letters, digits, `-` and `_`, at most 100';
    const likely = value.split('/').find(part => OWNER.test(part));
    if (value.length <= 100 && !value.includes('/'))
        refuseOtherCharacters(input, value, /[\w-]/, rule);
    throw invalid_input_invalid(input, value, rule, invalid_input_suggestion(value, likely));
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



const VISIBILITIES = ['all', 'private', 'selected'];
/**
 * Reads the place of a secret: `repository`, `environment`, `organization`, `visibility` and `selected-repository-ids`.
 * @throws ActionError `input-invalid` if one of them is invalid, or if they exclude each other
 */
function readDestination(getInput) {
    const organization = read_input_readOptional(getInput, 'organization', readOrganization);
    const environment = read_input_readOptional(getInput, 'environment', readEnvironmentName);
    const visibility = read_input_readOptional(getInput, 'visibility', (getInput, name) => readChoice(getInput, name, VISIBILITIES));
    const ids = readRepositoryIds(getInput, 'selected-repository-ids');
    if (organization === undefined) {
        const rule = 'It is for organization secrets, and `organization` is not set';
        if (visibility !== undefined)
            throw invalid_input_invalid('visibility', visibility, rule);
        if (ids.length > 0)
            throw invalid_input_invalid('selected-repository-ids', ids.join(','), rule);
        const { owner, repo } = readRepository(getInput, 'repository');
        return environment === undefined
            ? { level: 'repository', owner, repo }
            : { level: 'environment', owner, repo, environment };
    }
    if (environment !== undefined) {
        throw invalid_input_invalid('environment', environment, 'It must not be set together with `organization`: a key has one place');
    }
    if (visibility === 'selected' && ids.length === 0) {
        throw invalid_input_invalid('selected-repository-ids', '', 'With `visibility: selected`, it must list at least one repository id');
    }
    if (visibility !== 'selected' && ids.length > 0) {
        throw invalid_input_invalid('selected-repository-ids', ids.join(','), 'It must be set only with `visibility: selected`');
    }
    return { level: 'organization', organization, visibility, selectedRepositoryIds: ids };
}
/** Reads ids of repositories, separated by commas or line ends; each once. */
function readRepositoryIds(getInput, name) {
    const ids = read_input_readList(getInput, name).map(text => {
        const id = Number(text);
        if (/^[0-9]+$/.test(text) && id > 0 && Number.isSafeInteger(id))
            return id;
        const rule = 'A repository id is a number, such as 1296269; `gh api repos/OWNER/NAME --jq .id` prints it';
        throw invalid_input_invalid(name, text, rule);
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
        throw new ActionError('signature-invalid', 'The signature of the key store does not verify with the public key that it shows: it signed other bytes, or with another key.', 'Do not register this key. Check what is between the runner and the key store, and report this to those who run it.');
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
    const secret = membersOf(claims.secret);
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
    if (keyStore !== undefined && membersOf(claims.key_store).uri !== keyStore)
        return 'It names a key that is not stored in the place that `key-store` names.';
    if (operator !== undefined && claims.operator !== operator)
        return 'It is for another operator than `operator-name`.';
    if (workspace !== undefined && claims.workspace !== workspace)
        return 'It is for another workspace than `workspace`.';
    return undefined;
}
function invalidProof(reason) {
    return new ActionError('proof-invalid', `\`proof\` does not prove that this run made the stored key. ${reason}`, 'Do not register this key. Pass the output `proof` of the generate step of the same run, with the same operator, workspace and ' +
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
        return isObject(claims) ? claims : undefined;
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
                await cleanUp().catch(error => output.warning(redaction.apply(errors_messageOf(error))));
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
    return new errors_ActionError('internal-error', `An unexpected error occurred: ${errors_messageOf(error)}.`, 'Report it as a bug, with this message and without any secret.', error);
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

;// CONCATENATED MODULE: ./build/github/sealed-box.js
const SEALING_KEY_BYTES = 32;
/**
 * Reads the key that GitHub hands out for sealing.
 * @param base64 the standard base64 of 32 bytes
 * @throws Error (a sentence without a full stop, to follow a subject) if it is anything else
 */
function parseSealingKey(id, base64) {
    const bytes = Buffer.from(base64, 'base64');
    if (bytes.toString('base64') !== base64)
        throw new Error('is not base64');
    if (bytes.length !== SEALING_KEY_BYTES) {
        throw new Error(`has ${bytes.length} bytes, an X25519 public key has ${SEALING_KEY_BYTES}`);
    }
    return { id, bytes };
}
/** Loads libsodium and compiles its WebAssembly, once; worth starting while requests are on the wire. */
async function loadSodium() {
    const { default: sodium } = await import(/* webpackIgnore: true */ './libsodium.js');
    await sodium.ready;
    return sodium;
}
/**
 * Seals a text into a libsodium sealed box (`crypto_box_seal`): only the holder of the private half of `key` can open it.
 * @returns standard base64 of the box, 48 bytes longer than the text's UTF-8
 * @throws Error if libsodium refuses the key, as it does for points of low order
 */
async function seal(text, key) {
    const sodium = await loadSodium();
    return Buffer.from(sodium.crypto_box_seal(text, key.bytes)).toString('base64');
}

;// CONCATENATED MODULE: ./build/github/sealing-key.js





/** The public key to which GitHub's sealed boxes of one destination are sealed: the same for all secrets there. */
class DestinationSealingKey {
    #client;
    #destination;
    #key;
    constructor(client, destination) {
        this.#client = client;
        this.#destination = destination;
    }
    /**
     * The sealing key; requested once.
     * @throws ActionError if GitHub refuses, does not answer, or gives no valid key
     */
    key() {
        this.#key ??= this.#request();
        return this.#key;
    }
    /** Requests the sealing key again; `key` returns the new one from now on. */
    refresh() {
        this.#key = undefined;
        return this.key();
    }
    /**
     * Seals a text.
     * @param key a key that `key` or `refresh` returned
     * @returns `encrypted_value`: standard base64 of the sealed box
     * @throws ActionError if libsodium refuses the key
     */
    async seal(text, key) {
        try {
            return await seal(text, key);
        }
        catch (error) {
            throw this.#unusable(`libsodium refuses it (${errors_messageOf(error)}), as it does for points of low order`, error);
        }
    }
    async #request() {
        const { base, parameters } = routeOf(this.#destination);
        const reply = await this.#client.request(`GET ${base}/secrets/public-key`, parameters);
        if (reply.status !== 200) {
            throw errors_toActionError(reply, `return the sealing key of ${describeDestination(this.#destination)}`, this.#destination);
        }
        const { key_id: id, key } = json_membersOf(reply.data);
        if (typeof id !== 'string' || !id || typeof key !== 'string') {
            throw this.#unusable('the response is not a JSON object with `key_id` and `key`');
        }
        try {
            return parseSealingKey(id, key);
        }
        catch (error) {
            throw this.#unusable(`it ${errors_messageOf(error)}`, error);
        }
    }
    #unusable(why, cause) {
        return new errors_ActionError('sealing-key-unusable', `The sealing key that GitHub returned for ${describeDestination(this.#destination)} is unusable: ${why}.`, 'Check what is between the runner and GitHub (a proxy, a wrong `github-api-url`): it may change responses. Then run this again.', cause);
    }
}

;// CONCATENATED MODULE: ./build/time.js
/**
 * Reads an RFC 3339 time as GitHub writes it, such as `2026-01-31T12:00:00Z`. `Date.parse` alone takes nearly any text, takes
 * a time without a zone for one of this machine's, and makes the 3rd of March out of the 31st of February.
 * @returns undefined if the text is anything else
 */
function time_parseTime(text) {
    const [, day] = /^\d{4}-\d\d-(\d\d)T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.exec(text) ?? [];
    if (day === undefined)
        return undefined;
    const time = new Date(text);
    const written = new Date(`${text.slice(0, 10)}T00:00:00Z`);
    return !Number.isNaN(time.getTime()) && written.getUTCDate() === Number(day) ? time : undefined;
}

;// CONCATENATED MODULE: ./build/stores/github-secret.js











/** How long a confirmation may take: GitHub may show a change only after seconds. */
const CONFIRM_LIMIT_MS = 30_000;
const FIRST_CONFIRM_PAUSE_MS = 500;
const MAX_CONFIRM_PAUSE_MS = 4_000;
/** GitHub's times are whole seconds: a store within the second of the previous change does not change the time. */
const NEXT_SECOND_MS = 1_100;
/** How long a snapshot counts before a store that must not replace anything. */
const FRESH_SNAPSHOT_MS = 2_000;
/** A secret that was created and not changed since has one time, or two on either side of a second's end. */
const CREATION_MS = 1_000;
/** A GitHub Actions secret of a repository, an environment or an organization. */
class GitHubSecret {
    displayName;
    #client;
    #context;
    #destination;
    #name;
    #sealingKey;
    /**
     * @param name the secret's name, in upper case
     * @param sealingKey of the destination, to share it among several secrets
     */
    constructor(client, context, destination, name, sealingKey = new DestinationSealingKey(client, destination)) {
        this.#client = client;
        this.#context = context;
        this.#destination = destination;
        this.#name = name;
        this.#sealingKey = sealingKey;
        this.displayName = `The secret ${name} of ${describeDestination(destination)}`;
    }
    /**
     * Checks that the secret could be stored, and whether it exists; changes nothing.
     * @throws ActionError if it could not be stored
     */
    async read() {
        // The sealing key may come long after the metadata, by which time that is old.
        const readAt = this.#context.clock.elapsedMs();
        // libsodium compiles while the requests are on the wire; any earlier it would only delay them.
        const sodium = requestsAreWritten().then(loadSodium);
        const [, metadata] = await awaitInOrder(this.#sealingKey.key(), this.#metadata(), sodium);
        const audience = await this.#audienceOf(metadata);
        return { updatedAt: metadata?.updatedAt, audience, readAt };
    }
    /** Which repositories may use the secret once it is stored; undefined if it is not an organization's. */
    audienceAfter({ audience }) {
        return audienceAfter(this.#destination, audience);
    }
    /**
     * Stores a text and confirms it.
     * @param snapshot what `read` returned
     * @throws ActionError; the journal then says what the secret may hold
     */
    async store(text, snapshot) {
        // The stores before this one may have had to wait.
        if (this.#context.clock.elapsedMs() - snapshot.readAt > FRESH_SNAPSHOT_MS)
            await this.#requireStillAbsent(snapshot);
        const status = await this.#put(text, snapshot);
        return this.#confirm(text, status, snapshot);
    }
    /**
     * @returns when the secret was updated, by GitHub's own clock; undefined if it does not exist
     * @throws ActionError if GitHub does not say
     */
    async updatedAt() {
        const metadata = await this.#metadata();
        // GitHub also answers 404 for a place that the token may not see; the secret may well exist there.
        if (!metadata)
            await this.#sealingKey.refresh();
        return metadata?.updatedAt;
    }
    /**
     * Deletes the secret that was stored at that time, and no other.
     * @param storedAt the time that GitHub gave when it confirmed that secret
     * @returns whether there was a secret to delete
     * @throws ActionError if another one exists now, or GitHub refuses or does not answer
     */
    async delete(storedAt) {
        const { journal } = this.#context;
        const place = this.displayName;
        const isDeleted = () => {
            journal.append({ type: 'deleted', place });
        };
        if (!(await this.#isUnchanged(storedAt))) {
            isDeleted();
            return false;
        }
        const { base, parameters } = routeOf(this.#destination);
        const route = `DELETE ${base}/secrets/{secret_name}`;
        const name = { ...parameters, secret_name: this.#name };
        const attempts = this.#client.attempts(route, name);
        for (;;) {
            journal.append({ type: 'delete-started', place });
            const { kind, ...result } = await this.#client.write(route, name, attempts);
            if (kind === 'rejected')
                journal.append({ type: 'delete-rejected' });
            if ('reply' in result) {
                if (result.reply.status === 204)
                    break;
                throw this.#error(result.reply, 'delete');
            }
            if (!(result.cause instanceof RetryableError)) {
                // 404: deleted meanwhile, unless it is still there or the token may not see the place.
                if (isNotFound(result.cause) && !(await this.#isUnchanged(storedAt)))
                    break;
                throw this.#error(result.cause, 'delete');
            }
            await attempts.wait(result.cause);
            // Another run may have stored a newer key meanwhile.
            if (!(await this.#isUnchanged(storedAt)))
                break;
        }
        isDeleted();
        return true;
    }
    /** @throws ActionError if the secret did not exist, and does now: another run has stored it */
    async #requireStillAbsent(snapshot) {
        const updatedAt = snapshot.updatedAt === undefined ? (await this.#metadata())?.updatedAt : undefined;
        if (updatedAt === undefined)
            return;
        throw new errors_ActionError('secret-exists', `${this.displayName} did not exist when this run started and does now (updated at ${updatedAt}): another run stored a key at the same time.`, 'Leave it to that run. If you are sure that nothing uses its key, run this again with `if-exists: overwrite`.');
    }
    /**
     * Whether the secret is still the one that was stored at a time; not if it does not exist.
     * @throws ActionError if it is another one
     */
    async #isUnchanged(storedAt) {
        const updatedAt = await this.updatedAt();
        if (updatedAt === undefined)
            return false;
        const newerByMs = Date.parse(updatedAt) - storedAt.getTime();
        if (newerByMs === 0)
            return true;
        const what = `${this.displayName} is not the one to delete: it was updated at ${updatedAt}, and the key to delete was stored at ${storedAt.toISOString()}.`;
        if (newerByMs < 0) {
            throw new errors_ActionError('secret-older', what, 'Check the place, the name and the time that this run was given: the key to delete may still exist in another place.');
        }
        throw new errors_ActionError('secret-newer', what, 'If another run stored its key there, the key to delete is already gone. Otherwise run `verify` to find out which key it is, and delete it by hand if nobody may use it.');
    }
    /** Sends the sealed box until GitHub has answered. Returns the status of its success. */
    async #put(text, snapshot) {
        const sealingKey = await this.#sealingKey.key();
        let { reply, isLost } = await this.#putSealed(text, sealingKey, snapshot, false);
        if (reply.status === 422) {
            // GitHub may have replaced its sealing key since the snapshot: try the new one, once.
            const newKey = await this.#sealingKey.refresh();
            if (newKey.id !== sealingKey.id)
                ({ reply, isLost } = await this.#putSealed(text, newKey, snapshot, isLost));
        }
        const { status } = reply;
        if (status !== 201 && status !== 204)
            throw this.#error(reply, 'store');
        if (status === 204 && snapshot.updatedAt === undefined && !isLost) {
            this.#context.journal.append({ type: 'conflict', place: this.displayName });
            throw new errors_ActionError('concurrent-write', `${this.displayName} did not exist when this run read it, and did when it stored: another run stored a key in between, and this run has overwritten it.`, 'Make sure that only one run stores this secret at a time (a `concurrency` group does that). Then run this again with `if-exists: overwrite`.');
        }
        this.#context.journal.append({ type: 'applied', place: this.displayName });
        return status;
    }
    /** @param isLost whether an earlier request, whose response was lost, may have been applied */
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
            if (!(result.cause instanceof RetryableError))
                return { reply: result.cause, isLost };
            await attempts.wait(result.cause);
            // After a lost request, what exists may be this run's own.
            if (!isLost)
                await this.#requireStillAbsent(snapshot);
        }
    }
    /** Reads the metadata until it shows the store. */
    async #confirm(text, firstStatus, snapshot) {
        const { clock, sleep, journal, retry } = this.#context;
        const deadline = clock.elapsedMs() + Math.min(CONFIRM_LIMIT_MS, retry.remainingMs());
        let status = firstStatus;
        let isRepeated = false;
        for (let pause = FIRST_CONFIRM_PAUSE_MS;; pause = Math.min(pause * 2, MAX_CONFIRM_PAUSE_MS)) {
            const metadata = await this.#metadata();
            // Only times of GitHub's own are compared: any other clock, or that of a proxy, may be off.
            if (metadata && isLater(metadata.updatedAt, snapshot.updatedAt)) {
                const { name, createdAt, updatedAt } = metadata;
                if (status === 201 && Date.parse(updatedAt) > Date.parse(createdAt) + CREATION_MS) {
                    throw this.#notConfirmed(status, `it was changed again at ${updatedAt}`);
                }
                journal.append({ type: 'confirmed', place: this.displayName, updatedAt });
                return { name, updatedAt };
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
        return new errors_ActionError('not-confirmed', `GitHub answered ${status} when this run stored ${lowerFirst(this.displayName)}, but then said that ${shown}.`, 'GitHub may be slow (see its status page), something between the runner and GitHub may answer in its place, or another run may ' +
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
        const { name, updated_at: updatedAt, created_at: createdAt, visibility } = json_membersOf(reply.data);
        // Without its visibility, a store could give an organization's secret to more repositories than before.
        const hasAudience = this.#destination.level !== 'organization' || isVisibility(visibility);
        if (name !== this.#name || !isTime(updatedAt) || !isTime(createdAt) || !hasAudience) {
            throw new errors_ActionError('github-invalid-response', `GitHub's response about ${lowerFirst(this.displayName)} is not a JSON object with its \`name\`, \`created_at\`, \`updated_at\` and, in an organization, \`visibility\`.`, 'Check what is between the runner and GitHub (a proxy, a wrong `github-api-url`): it may change responses. Then run this again.');
        }
        const audience = isVisibility(visibility) ? { visibility, selectedRepositoryIds: undefined } : undefined;
        return { name, updatedAt, createdAt, audience };
    }
    /** The audience of an existing secret. Its repositories are read only if a store has to keep them. */
    async #audienceOf(metadata) {
        const destination = this.#destination;
        if (destination.level !== 'organization' || metadata?.audience?.visibility !== 'selected')
            return metadata?.audience;
        const selectedRepositoryIds = await readSelectedRepositoryIds(this.#client, destination.organization, this.#name);
        return { visibility: 'selected', selectedRepositoryIds };
    }
    #error(reply, verb) {
        return errors_toActionError(reply, `${verb} ${lowerFirst(this.displayName)}`, this.#destination);
    }
}
/** Two turns of the event loop: in the first connections are made, in the second requests are written. */
async function requestsAreWritten() {
    for (let turn = 0; turn < 2; turn++)
        await new Promise(resolve => setImmediate(resolve));
}
function isVisibility(value) {
    return value === 'all' || value === 'private' || value === 'selected';
}
/** Whether a secret was updated after a snapshot of it. A replica that lags behind may show an even older time. */
function isLater(updatedAt, before) {
    return before === undefined || Date.parse(updatedAt) > Date.parse(before);
}
/** Whether a member of GitHub's response is a time. It goes into the log and the page as it is. */
function isTime(value) {
    return typeof value === 'string' && time_parseTime(value) !== undefined;
}

;// CONCATENATED MODULE: ./build/summary/markdown.js
// Markdown for GitHub. No text from outside can become markup.

/** Joins sections; those that do not apply are left out. */
function page(...sections) {
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

;// CONCATENATED MODULE: ./build/github/approvals.js





const approvals_PERMISSION_HINT = (/* unused pure expression or super */ null && ('Give the job `permissions: actions: read`, which the caller of a reusable workflow must grant too. ' +
    'A token of your own needs "Actions" (repository permission): read.'));
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
        return malformed("GitHub's response is not a list of reviews.");
    const approvals = reviews.data
        .map(membersOf)
        .filter(review => review.state === 'approved' && isOf(review, environment));
    const users = new Map(approvals.map(({ user }) => membersOf(user)).flatMap(user => (isUser(user) ? [[user.id, user]] : [])));
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
        : `This run was approved${scope} only by whoever started or re-ran it, or by bots: ${approvedBy.map(approvals_describeApprover).join(', ')}.`, 'Make sure that the environment has required reviewers and prevents self-review. Find out who changed that, then start a new run.');
}
/** The bot that started or re-ran a run without being allowed to; undefined if there is none. */
function unexpectedBot(run, allowedBots) {
    const isAllowed = (login) => allowedBots.some(allowed => isSameName(allowed, login));
    return [run.actor, run.triggeringActor].find(login => isBot(login) && !isAllowed(login));
}
/** The error of a run that a bot started: its approval does not count. */
function startedByBot(bot) {
    return new ActionError('not-approved', `This run was started by the bot ${displayName(bot)}, so whoever approves it may also be the person who made the bot start it.`, 'Start the workflow as a person. `allowed-bots` is for a bot that no reviewer can make start it.');
}
/** A user as logs and pages show one: `"alice" (id 7)`. */
function approvals_describeApprover({ login, id }) {
    return `${displayName(login)} (id ${id})`;
}
/**
 * The ids of who started the run and of who re-ran it. The runner names the latter only by login, and a login may have been
 * taken over since, so every attempt but the first asks GitHub.
 */
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
    const [owner = '', repo = ''] = run.repository.split('/');
    const reply = await client.request(route, { owner, repo, run_id: run.runId });
    if (reply.status === 200)
        return reply;
    const repository = { level: 'repository', owner, repo };
    if (reply.status !== 403 && reply.status !== 404)
        throw toActionError(reply, doing, repository);
    return refused(reply, doing, repository, approvals_PERMISSION_HINT);
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
/** GitHub gives every App's login this ending, which no person's can have. */
function isBot(login) {
    return login.endsWith('[bot]');
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
        ? [['Settings', markdown_link('open', settingsUrl(place, subject.run.serverUrl, environmentId))]]
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
        return `**Unknown:** ${literal(approvals.unreadable)}`;
    const { approvedBy, byAnother, bot } = approvals;
    if (approvedBy.length === 0)
        return '**Nobody:** GitHub has no approval on record';
    const names = approvedBy.map(approver => literal(describeApprover(approver))).join(', ');
    if (byAnother)
        return names;
    return bot === undefined
        ? `${names}. **Weak:** they started or re-ran the run, or are bots`
        : `${names}. **Weak:** the bot ${nameCell(bot)} started the run`;
}
function publicKeySection({ hex, fingerprint }, title = 'Public key') {
    return page(`### ${title}`, 'All 130 characters, as Ledger registers them (X9.62 uncompressed point):', code(hex), 'The same characters in groups, to compare or to read aloud:', codeBlock(inGroups(hex)), 'Fingerprint and picture of the same key, as `ssh-keygen -lv` prints them. If two pictures differ, so do the keys. If they look alike, still compare ' +
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
        return page(title, `**Unknown:** ${markdown_literal(protection.unreadable)}`);
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
    return page(`### ${title}`, valueTable([
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
    return page('### Is this page genuine?', "Anyone with write access can push a workflow that prints a page like this one. They cannot change GitHub's own parts of the run's page, so check these:", steps(openedFrom, 'GitHub shows the branch beside the name of whoever started the run. It must be the branch in the table above, and the one that the environment is for, usually `main`.', 'GitHub shows the workflow file above the diagram of the jobs. It must be the file in the table above, and the one that you know.'));
}
/** A numbered list. */
function steps(...texts) {
    return texts.map((text, i) => `${i + 1}. ${text}`).join('\n');
}

;// CONCATENATED MODULE: ./build/summary/dry-run-page.js


/**
 * The page of a dry run.
 * @param outlook what the run would have done, in whole sentences
 */
function dryRunPage(subject, protection, outlook) {
    return page('## Dry run: no key was made', markdown_literal(outlook), subjectTable(subject, protection, []), protectionSection(subject, protection), runSection(subject.run, 'The dry run'));
}

;// CONCATENATED MODULE: ./build/summary/generated-page.js


/** The page at the gate: what was made, and what an admin does with it. */
function generatedPage(subject, protection, key) {
    const waits = protection !== undefined && 'reviewers' in protection && protection.reviewers.length > 0;
    const isNew = 'keyStore' in subject ? 'as a new key' : 'as a new secret';
    return page(waits ? '## A new operator key waits for approval' : '## A new operator key was made', subjectTable(subject, protection, [
        ['Stored', `${key.updatedAt}, ${key.replaced ? 'in place of an earlier key' : isNew}`],
    ]), publicKeySection(key.publicKey), protectionSection(subject, protection), runSection(subject.run, 'Who and what made it'), authenticitySection(waits
        ? "Open the run from GitHub's review request, its notification or the list of runs, not from a link in a message."
        : "Open the run from the repository's list of runs, not from a link in a message."), '### What to do now', nextSteps(subject, waits));
}
function nextSteps(subject, waits) {
    const check = 'Check that the operator, the place and whoever started the run are what you expect.';
    const notYet = 'Do not register the key from this page: it shows what was made, not what is stored.';
    const reject = 'If anything is not what you expect, do not register the key. A key that is not registered can do no harm.';
    if ('keyStore' in subject && !waits) {
        return steps(check, 'Nobody may have to approve the job that verifies the stored key, so approve the public key elsewhere: compare all of it with the page of that job.', notYet, reject);
    }
    if (!gateOf(subject)) {
        return steps(check, 'Start a new run that verifies the stored key: GitHub reads secrets other than those of environments when a run is queued, so this run cannot.', `${notYet} The page of that run cannot show who made the key: compare the whole public key with the one above.`, reject);
    }
    if (waits) {
        return steps(check, 'Approve the job that waits for the environment. It reads the stored key and shows a verified page.', `Register only the public key of the page **Verified: register this key**. ${notYet}`, 'If anything is not what you expect, reject the job. A key that is not registered can do no harm.');
    }
    return steps(check, 'GitHub may let jobs read this key without asking anyone, so approve the public key elsewhere: compare all of it with the page of the job that verifies the stored key.', notYet, reject);
}

;// CONCATENATED MODULE: ./build/summary/kept-page.js


/**
 * The page of a run that kept the key it found, or would have.
 * @param key the public key of a secret is what the variable says, if it says anything; that of another key store is its own
 */
function keptPage(subject, protection, key) {
    return page(key.dryRun ? '## Dry run: the operator key would be kept' : '## The operator key was kept', `${'keyStore' in subject ? 'The key' : 'The secret'} exists, and \`if-exists: keep\` leaves it as it is. This run made no key, and it does not know who made this one.`, subjectTable(subject, protection, [['Stored', key.updatedAt]]), key.publicKey && ('keyStore' in subject ? publicKeySection(key.publicKey) : keptPublicKeySection(key.publicKey)), protectionSection(subject, protection), runSection(subject.run, 'The run that kept it'));
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

;// CONCATENATED MODULE: ./build/actions/generation-policy.js

/**
 * Reads what happens to an existing key, and what protection the environment must have.
 * @param hasEnvironment whether the key, or its gate, is in an environment
 */
function readPolicy(getInput, hasEnvironment) {
    const ifExists = readChoice(getInput, 'if-exists', ['fail', 'keep', 'overwrite']);
    const requiredProtection = readChoice(getInput, 'environment-protection', ['require', 'warn', 'ignore']);
    // Without an environment, a required protection would silently not be checked.
    if (requiredProtection === 'require' && !hasEnvironment) {
        throw invalid_input_invalid('environment-protection', requiredProtection, 'It is for environments, and `environment` is not set');
    }
    // Otherwise whoever may start the workflow could destroy a key in service, and nobody would be asked.
    if (ifExists === 'overwrite' && requiredProtection !== 'require' && hasEnvironment) {
        const rule = 'With `if-exists: overwrite` and an `environment` it must be `require`';
        throw invalid_input_invalid('environment-protection', requiredProtection, rule);
    }
    return { ifExists, requiredProtection };
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
    const meant = didYouMean(name, known);
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
    throw invalid_input_invalid('key-store', getInput('key-store'), 'It must name a place, not a key that is stored (`key-reference`)');
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

;// CONCATENATED MODULE: ./build/actions/generate-in-key-store.js
// generate, if `key-store` is set.



















const FOR_SECRETS = ['organization', 'visibility', 'selected-repository-ids', 'public-key-variable'];
function readInputs(getInput, run) {
    const uri = readKeyStore(getInput, FOR_SECRETS);
    requireOwnRepository(getInput, run);
    refusePin(getInput, uri);
    const environment = read_input_readOptional(getInput, 'environment', readEnvironmentName);
    const policy = readPolicy(getInput, environment !== undefined);
    const readsProtection = environment !== undefined && policy.requiredProtection !== 'ignore';
    return {
        uri,
        gate: environment === undefined ? undefined : gateIn(run, environment),
        ...policy,
        token: readsProtection ? readGateToken(getInput) : undefined,
        encoding: readChoice(getInput, 'private-key-encoding', ['hex', 'pem']),
        operator: read_input_readOptional(getInput, 'operator-name', readLedgerName),
        workspace: read_input_readOptional(getInput, 'workspace', readLedgerName),
        allowedEvents: readAllowedEvents(getInput, 'allowed-events'),
        dryRun: readBoolean(getInput, 'dry-run'),
        apiUrl: readApiUrl(getInput, 'github-api-url'),
    };
}
/** Reads the token that only has to read how the gate is protected. */
function readGateToken(getInput) {
    if (readTrimmed(getInput, 'github-token') !== '')
        return readToken(getInput, 'github-token');
    throw new errors_ActionError('token-missing', 'The input `github-token` is empty, and the protection of `environment` cannot be read without it.', "Set it to the job's own token (`github.token`), and give the job `permissions: actions: read`.");
}
async function generate(context) {
    const { env, journal, mask, output } = context;
    const getInput = inputsOf(env);
    mask(readTrimmed(getInput, 'github-token'));
    const run = readWorkflowRun(env);
    const inputs = readInputs(getInput, run);
    const eventWarning = unknownEventWarning('allowed-events', inputs.allowedEvents);
    if (eventWarning)
        output.warning(eventWarning);
    requireAllowedEvent(run.eventName, inputs.allowedEvents);
    output.requireWritable();
    // Read the place and its gate at once.
    const { uri, gate, token, ifExists, requiredProtection, operator, workspace } = inputs;
    const store = await openKeyStore(uri, context);
    const [snapshot, protection] = await awaitInOrder(store.read(), gate && token !== undefined ? protectionOf(gate, token, inputs.apiUrl, context) : Promise.resolve(undefined));
    // Decide.
    if (gate && protection) {
        if (requiredProtection === 'require')
            requireGate(protection, gate.environment);
        const warning = protectionWarning(protection, gate.environment);
        if (warning)
            output.warning(warning);
    }
    const subject = { operator, workspace, run, keyStore: store.claims, access: accessTo(uri), gate };
    const { updatedAt: existing } = snapshot;
    if (existing !== undefined && ifExists === 'fail')
        throw keyExists(store.displayName, existing);
    if (existing !== undefined && ifExists === 'keep') {
        const { publicKey, reference } = snapshot;
        const { dryRun } = inputs;
        const kept = dryRun ? 'would be kept' : 'is kept';
        output.info(`${store.displayName} has a key (updated at ${existing}), which ${kept}. No key was made.`);
        if (!publicKey)
            output.warning('The public key of the existing key is unknown. Run `verify` to read it.');
        const page = keptPage(subject, protection, { publicKey, updatedAt: existing, dryRun });
        output.setOutputs({
            ...(publicKey && publicKeyOutputs(publicKey)),
            ...(reference && { 'key-reference': reference }),
            created: 'false',
            page,
        });
        output.appendSummary(page);
        return;
    }
    if (inputs.dryRun) {
        const change = existing === undefined ? 'stored here' : `stored in place of the key of ${existing}`;
        const outlook = `Without \`dry-run\` a key would be generated and ${change}.`;
        output.info(`${store.displayName}: ${outlook}`);
        const page = dryRunPage(subject, protection, outlook);
        output.setOutputs({ created: 'false', page });
        output.appendSummary(page);
        return;
    }
    // Generate, mask, store, confirm.
    const { publicKey, stored, proof } = await createKey(store, snapshot, inputs, run, context);
    journal.append({
        type: 'follow-up',
        text: 'Take the public key from this message and check it with `verify`; a new run would stop because the key exists. ' +
            'If a later job discards the key, nothing is left to do.',
    });
    // Report.
    output.info(`${store.displayName} holds the new key, confirmed by reading it back (${stored.updatedAt}).`);
    output.info(`Public key:  ${publicKey.hex}`);
    output.info(`Fingerprint: ${publicKey.fingerprint}`);
    const { updatedAt, reference } = stored;
    // The name of a key that is born in its store is known only now.
    const page = generatedPage({ ...subject, keyStore: store.claims }, protection, {
        publicKey,
        updatedAt,
        replaced: existing !== undefined,
    });
    output.setOutputs({
        ...publicKeyOutputs(publicKey),
        ...(proof && { proof }),
        'key-reference': reference,
        created: 'true',
        page,
    });
    output.appendSummary(page);
}
/** Makes a key and stores it, or lets the store make it. Only a key that was made here can sign a proof: a signing store signs behind the gate. */
async function createKey(store, snapshot, { encoding, operator, workspace }, run, { journal, mask, clock }) {
    const places = [store.displayName];
    if (store.kind === 'signing') {
        journal.append({ type: 'planned', places });
        return store.create(snapshot);
    }
    const key = generateOperatorKey();
    const { publicKey, privateKeyPem } = key;
    mask(privateKeyPem, encodePrivateKey(privateKeyPem, 'hex'));
    journal.append({ type: 'planned', places, publicKey });
    const privateKey = encodePrivateKey(privateKeyPem, encoding);
    const stored = await store.store({ privateKey, publicKey, operator, workspace }, snapshot);
    const claims = { operator, workspace, keyStore: store.claims, run: runClaims(run) };
    return { publicKey, stored, proof: signProof(key, claims, clock.now()) };
}
async function protectionOf(gate, token, apiUrl, context) {
    const client = new GitHubClient(await connectOnDemand(token, apiUrl, context.fetch), context);
    return readProtection(client, gate);
}
function keyExists(displayName, updatedAt) {
    return new errors_ActionError('key-exists', `${displayName} already has a key (updated at ${updatedAt}), which may be in use.`, 'Choose another place. Set `if-exists: keep` to keep the key, or `if-exists: overwrite` if you are sure that nothing uses it.');
}
const run = defineAction({
    noun: 'stored key',
    unchanged: 'No key was made, and nothing was changed.',
    unchangedWithKey: 'The new key pair was not stored: it existed only in this run and is gone. Nothing was changed.',
    recovery: 'Do not register a public key for this place. Run `verify` to find out which key it holds, or start over with `if-exists: overwrite`.',
}, generate);

;// CONCATENATED MODULE: ./build/actions/generate.js























function generate_readInputs(getInput) {
    refuseOtherStores(getInput, undefined);
    const token = readToken(getInput, 'github-token');
    const destination = readDestination(getInput);
    return {
        token,
        destination,
        secretName: readSecretName(getInput, 'secret-name'),
        encoding: readChoice(getInput, 'private-key-encoding', ['hex', 'pem']),
        ...readPolicy(getInput, destination.level === 'environment'),
        variableName: read_input_readOptional(getInput, 'public-key-variable', readVariableName),
        operator: read_input_readOptional(getInput, 'operator-name', readLedgerName),
        workspace: read_input_readOptional(getInput, 'workspace', readLedgerName),
        allowedEvents: readAllowedEvents(getInput, 'allowed-events'),
        dryRun: readBoolean(getInput, 'dry-run'),
        apiUrl: readApiUrl(getInput, 'github-api-url'),
    };
}
async function generate_generate(context) {
    const { env, journal, mask, output } = context;
    const getInput = inputsOf(env);
    mask(readTrimmed(getInput, 'github-token'));
    const inputs = generate_readInputs(getInput);
    const run = readWorkflowRun(env);
    // First: a misspelt name may be why the run's event is not allowed.
    const eventWarning = unknownEventWarning('allowed-events', inputs.allowedEvents);
    if (eventWarning)
        output.warning(eventWarning);
    requireAllowedEvent(run.eventName, inputs.allowedEvents);
    output.requireWritable();
    // Read everything at once: the sealing key, the secret, the environment, the variable.
    const { destination, ifExists, requiredProtection } = inputs;
    output.info(`Reading ${describeDestination(destination)}.`);
    const client = new GitHubClient(connect(inputs.token, inputs.apiUrl, context.fetch), context);
    const store = new GitHubSecret(client, context, destination, inputs.secretName);
    const variable = inputs.variableName ? new PublicKeyVariable(client, destination, inputs.variableName) : undefined;
    const readsProtection = destination.level === 'environment' && requiredProtection !== 'ignore';
    const [snapshot, protection, variableValue] = await awaitInOrder(store.read(), readsProtection ? readProtection(client, destination) : Promise.resolve(undefined), variable ? variable.read() : Promise.resolve(undefined));
    // Decide.
    if (readsProtection && protection) {
        if (requiredProtection === 'require')
            requireGate(protection, destination.environment);
        const warning = protectionWarning(protection, destination.environment);
        if (warning)
            output.warning(warning);
    }
    const { operator, workspace, secretName } = inputs;
    const subject = { operator, workspace, destination, secretName, run };
    const { updatedAt: existing } = snapshot;
    if (existing !== undefined && ifExists === 'fail')
        throw secretExists(store.displayName, existing);
    if (existing !== undefined && ifExists === 'keep') {
        const publicKey = variable && variableValue !== undefined ? variable.parse(variableValue) : undefined;
        reportKept(output, { ...subject, audience: snapshot.audience }, protection, store.displayName, {
            publicKey,
            updatedAt: existing,
            dryRun: inputs.dryRun,
        });
        return;
    }
    const audience = store.audienceAfter(snapshot);
    const widening = wideningWarning(store.displayName, snapshot.audience, audience);
    if (widening)
        output.warning(widening);
    if (inputs.dryRun) {
        reportDryRun(output, { ...subject, audience }, protection, store.displayName, existing);
        return;
    }
    // Generate, mask, seal, store, confirm.
    const key = generateOperatorKey();
    const { publicKey } = key;
    mask(key.privateKeyPem, encodePrivateKey(key.privateKeyPem, 'hex'));
    journal.append({ type: 'planned', places: [store.displayName], publicKey });
    const stored = await store.store(encodePrivateKey(key.privateKeyPem, inputs.encoding), snapshot);
    const setVariable = variable ? ` ${variable.displayName} may not hold the public key yet: set it.` : '';
    journal.append({
        type: 'follow-up',
        text: `Take the public key from this message and check it with \`verify\`. A new run would stop because the secret exists.${setVariable} ` +
            'If a later job discards the key, as in provision.yml, nothing is left to do.',
    });
    // Report.
    output.info(`${store.displayName} holds the new key, confirmed by GitHub (${stored.updatedAt}).`);
    output.info(`Public key:  ${publicKey.hex}`);
    output.info(`Fingerprint: ${publicKey.fingerprint}`);
    if (destination.level !== 'environment') {
        output.info('Verify it in a new run: GitHub reads repository and organization secrets when a run is queued.');
    }
    const secret = { ...destinationClaims(destination), name: stored.name };
    const proof = signProof(key, { operator, workspace, secret, run: runClaims(run) }, context.clock.now());
    const { updatedAt } = stored;
    const replaced = existing !== undefined;
    const page = generatedPage({ ...subject, audience }, protection, { publicKey, updatedAt, replaced });
    output.setOutputs({ ...storedKeyOutputs(publicKey, stored, proof), page });
    await variable?.write(publicKey, variableValue !== undefined, audience);
    output.appendSummary(page);
}
function reportKept(output, subject, protection, displayName, kept) {
    const { publicKey, updatedAt, dryRun } = kept;
    output.info(`${displayName} exists (updated at ${updatedAt}) and ${dryRun ? 'would be' : 'is'} kept. No key was made.`);
    if (!publicKey)
        output.warning('The public key of the existing secret is unknown. Run `verify` to read it.');
    const page = keptPage(subject, protection, kept);
    output.setOutputs({
        ...(publicKey && publicKeyOutputs(publicKey)),
        'secret-name': subject.secretName,
        'secret-updated-at': updatedAt,
        created: 'false',
        page,
    });
    output.appendSummary(page);
}
function reportDryRun(output, subject, protection, displayName, existing) {
    const change = existing === undefined ? 'created' : `overwritten (updated at ${existing})`;
    const outlook = `Without \`dry-run\` a key would be generated and this secret ${change}. Whether the token may write it is known only when GitHub is asked to.`;
    output.info(`${displayName}: ${outlook}`);
    const page = dryRunPage(subject, protection, outlook);
    output.setOutputs({ created: 'false', page });
    output.appendSummary(page);
}
function secretExists(displayName, updatedAt) {
    return new errors_ActionError('secret-exists', `${displayName} already exists (updated at ${updatedAt}), and its key may be in use.`, 'Choose another `secret-name` or place. Set `if-exists: keep` to keep the secret, or `if-exists: overwrite` if you are sure that nothing uses it.');
}
const generateSecret = defineAction({
    unchanged: 'No key was made, and nothing was changed.',
    unchangedWithKey: 'The new key pair was not stored: it existed only in this run and is gone. Nothing was changed.',
    recovery: 'Do not register a public key for this secret. Run `verify` in a new run to find out which key it holds, or start over with `if-exists: overwrite`.',
}, generate_generate);
const generate_run = context => hasKeyStore(inputsOf(context.env)) ? run(context) : generateSecret(context);

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
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/oidc-utils.js
var oidc_utils_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
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
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
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
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
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
            throw new errors_ActionError('outputs-unwritable', `The outputs could not be written (${errors_messageOf(error)}).`, UNWRITABLE_HINT, error);
        }
    },
    appendSummary(markdown) {
        try {
            (0,external_node_fs_namespaceObject.appendFileSync)(process.env.GITHUB_STEP_SUMMARY ?? '', `${markdown}\n`);
        }
        catch (error) {
            throw new errors_ActionError('summary-unwritable', `The job summary could not be written (${errors_messageOf(error)}).`, UNWRITABLE_HINT, error);
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

;// CONCATENATED MODULE: ./build/entry/generate.js


start(generate_run);

