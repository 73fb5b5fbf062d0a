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

;// CONCATENATED MODULE: ./build/text.js
/**
 * A text with every character spelt out (`\u{202e}`) that a reader could not see, that a terminal would obey, or that changes
 * the direction of reading.
 */
function escapeInvisible(text) {
    // Most texts hold printable ASCII alone, and Unicode's classes take a millisecond to load.
    if (/^[\x20-\x7e]*$/.test(text))
        return text;
    return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, c => `\\u{${c.codePointAt(0)?.toString(16)}}`);
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
    'key-mismatch',
    'approvals-unreadable',
    'not-approved',
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
    'registration-unknown',
    // Moving and removing
    'staged-is-destination',
    'secret-newer',
    'secret-older',
]));
/**
 * An expected end of a run: something that a person can do something about. It becomes one error annotation without a stack
 * trace, with what it means for the key.
 */
class errors_ActionError extends Error {
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
/** More than a message of GitHub's has, and little enough that an error says what it means for the key, too. */
const MAX_QUOTED_CHARACTERS = 200;
/** The text of others for an error: quoted, cut to a readable length, its control and direction characters made visible. */
function errors_quote(text) {
    const cut = text.length > MAX_QUOTED_CHARACTERS ? `${text.slice(0, MAX_QUOTED_CHARACTERS)}\u2026` : text;
    return escapeInvisible(JSON.stringify(cut));
}
/** The message of anything that was thrown. */
function errors_messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}

;// CONCATENATED MODULE: ./build/http/retry.js

/** How long one request may take. */
const REQUEST_LIMIT_MS = 10_000;
/** How long all requests of a run may take together, waits included. */
const RUN_LIMIT_MS = 110_000;
/** How often a request is sent to a service that fails or does not answer. */
const MAX_FAULTS = 5;
/** How often a rate limit is waited for. */
const MAX_RATE_LIMITS = 8;
const FIRST_BACKOFF_MS = 500;
/** A wait that is worth a line in the log. */
const LONG_WAIT_MS = 3_000;
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
        unavailable: `See ${service}'s status page, and run this again when it has recovered.`,
        unreachable: `Check \`${name}-api-url\`, the network of the runner, its proxy (HTTPS_PROXY, NO_PROXY) and its certificate authority (NODE_EXTRA_CA_CERTS).`,
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
 * @param headers of the response, which may say when the limit ends
 * @param defaultWaitMs how long to wait if they do not
 */
function rateLimited(service, status, headers, defaultWaitMs) {
    // The service's own clock, if it shows it: that of the runner may be years off.
    const now = Date.parse(String(headers.date)) || Date.now();
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
    return headers['x-ratelimit-remaining'] === '0' && reset > 0 ? Math.max(reset * 1000 - now, 0) : undefined;
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
            ? new RetryableError('unavailable', `${service} did not answer within ${Math.round(timeoutMs / 1000)} s`, {
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
 * @throws the error itself, if it is a defect of this program
 */
function connectionError(service, error) {
    // Octokit wraps what the connection threw.
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
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
        if (outcome instanceof RetryableError)
            return { kind: outcome.indeterminate ? 'indeterminate' : 'rejected', cause: outcome };
        return outcome.status < 300 ? { kind: 'applied', reply: outcome } : { kind: 'rejected', cause: outcome };
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
            return transientError(reply) ?? reply;
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
function transientError({ status, headers, data }) {
    if (status >= 500)
        return new RetryableError('unavailable', `GitHub failed with status ${status}`, { indeterminate: true });
    const isLimit = status === 429 ||
        (status === 403 &&
            (headers['retry-after'] !== undefined ||
                headers['x-ratelimit-remaining'] === '0' ||
                /rate limit/i.test(client_githubMessage(data))));
    return isLimit ? rateLimited('GitHub', status, headers, DEFAULT_RATE_LIMIT_MS) : undefined;
}
/** What GitHub says in an error's JSON body; empty if it says nothing. */
function client_githubMessage(data) {
    const { message } = json_membersOf(data);
    return typeof message === 'string' ? message : '';
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

const POINT_BYTES = 65;
/**
 * Generates a P-256 (SECP256R1, prime256v1) key pair with OpenSSL's random generator.
 * The PEM is read back and must give the same public key, so that what is stored can never be another key than the one
 * that is shown.
 */
function generateOperatorKey() {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const privateKeyPem = privateKey.export({ type: 'sec1', format: 'pem' });
    const publicKey = publicKeyOf(privateKey);
    if (publicKeyOf(createPrivateKey(privateKeyPem)).hex !== publicKey.hex) {
        throw new Error('the PEM of the generated key does not hold the generated key');
    }
    return { privateKey, privateKeyPem, publicKey };
}
/** The public half of a P-256 private key. */
function publicKeyOf(privateKey) {
    // In an SPKI of an EC key the point is the tail (RFC 5480 section 2).
    const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
    return publicKeyFromPoint(spki.subarray(-POINT_BYTES));
}
/**
 * Reads a public key as Ledger and this action write it.
 * @param hex 130 hex characters in either case: an X9.62 uncompressed point
 * @throws Error (a sentence without a full stop, to be put after a subject) where it is no point of P-256
 */
function operator_key_parsePublicKeyHex(hex) {
    if (!/^[0-9a-f]*$/i.test(hex))
        throw new Error('holds characters that are not hexadecimal');
    if (hex.length !== 2 * POINT_BYTES) {
        throw new Error(`has ${hex.length} characters, an uncompressed P-256 point has ${2 * POINT_BYTES}`);
    }
    if (!hex.startsWith('04'))
        throw new Error(`starts with ${hex.slice(0, 2)}, an uncompressed point starts with 04`);
    const publicKey = publicKeyFromPoint(Buffer.from(hex, 'hex'));
    try {
        (0,external_node_crypto_namespaceObject.createPublicKey)({ key: { ...publicKey.jwk }, format: 'jwk' });
    }
    catch {
        throw new Error('is not a point of the curve P-256');
    }
    return publicKey;
}
/** Writes a private key's PEM as the secret holds it: hex of the text's bytes in lower case, or the text itself. */
function encodePrivateKey(pem, encoding) {
    return encoding === 'hex' ? Buffer.from(pem).toString('hex') : pem;
}
function publicKeyFromPoint(point) {
    const x = point.subarray(1, 33).toString('base64url');
    const y = point.subarray(33).toString('base64url');
    // RFC 7638 section 3: the required members only, in lexicographic order, without white space.
    const kid = sha256(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y })).toString('base64url');
    return {
        hex: point.toString('hex'),
        fingerprint: sha256(point).toString('hex'),
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
        let before = state;
        for (const event of this.#events) {
            switch (event.type) {
                case 'write-started':
                    before = state;
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
                    const { place, updatedAt } = event;
                    // What becomes of a staged secret afterwards does not change what is known of the key in service.
                    if (plan && place === places.at(-1)) {
                        return { state: 'confirmed', place, stored, updatedAt, publicKey: plan.publicKey };
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
    switch (state) {
        case 'unchanged':
            return texts.unchangedTitle ?? 'Nothing was changed';
        case 'partial':
            return 'Some secrets were changed';
        case 'indeterminate':
            return 'The secret may have been changed';
        case 'conflict':
        case 'unconfirmed':
            return 'The secret was changed, no key may be registered';
        case 'confirmed':
            return 'The key is stored, the run is not complete';
        case 'deleting':
            return 'The secret may have been deleted';
        case 'deleted':
            return 'The secret is deleted, the run is not complete';
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
            return `GitHub accepted ${lowerFirst(state.place)}, but did not confirm that it still holds this run's value. ${recovery}`;
        case 'confirmed':
            return (`${state.place} holds this run's key (updated at ${state.updatedAt}). ` +
                `Its public key is ${state.publicKey.hex} (SHA-256 fingerprint ${state.publicKey.fingerprint}).`);
        case 'deleting':
            return `${state.place} may be deleted or may still exist. Run this again: it deletes only that same secret.`;
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
/** What the body that writes a secret or variable says beside it: who may use it, where the level asks for that. */
function audienceOf(destination) {
    if (destination.level !== 'organization')
        return {};
    const { visibility, selectedRepositoryIds } = destination;
    return visibility === 'selected' ? { visibility, selected_repository_ids: selectedRepositoryIds } : { visibility };
}
/** The destination in words, to stand after "of": `the environment "prod" of octo/keys`. */
function destination_describeDestination(destination) {
    switch (destination.level) {
        case 'repository':
            return `the repository ${destination.owner}/${destination.repo}`;
        case 'environment':
            return `the environment ${errors_quote(destination.environment)} of ${destination.owner}/${destination.repo}`;
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



/** What each level's permission is called where a person grants it. */
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
/**
 * Turns an answer that refuses into a failure that says what to do.
 * @param doing what was refused, to stand after "GitHub refused to": `hand out the sealing key of \u2026`
 * @param thing whose permission the token needs where GitHub does not name it
 */
function errors_toActionError(reply, doing, destination, thing = 'secret') {
    return new errors_ActionError(...explain(reply, doing, destination, PERMISSION[thing][destination.level]));
}
function explain(reply, doing, destination, permission) {
    const said = client_githubMessage(reply.data);
    const word = said ? `: ${errors_quote(said)}` : '';
    if (reply.status < 300) {
        return [
            'github-refused',
            `GitHub was asked to ${doing}, and answered with a success that it does not document (status ${reply.status}).`,
            'Something between the runner and GitHub may change answers (a proxy, a wrong `github-api-url`): look there first.',
        ];
    }
    switch (reply.status) {
        case 401:
            return [
                'token-rejected',
                `GitHub refused to ${doing}, because it does not accept the token (status 401${word}).`,
                'Check the secret that `github-token` is set from: the token may have expired, been revoked, or been copied incompletely. ' +
                    'A GitHub App installation token lives one hour: mint it in the same job.',
            ];
        case 403:
            return forbidden(reply, doing, destination, permission);
        case 404:
            return notFound(doing, destination);
        case 301:
        case 302:
        case 307:
        case 308:
            return redirected(reply, doing, destination);
        default:
            return [
                'github-refused',
                `GitHub refused to ${doing} (status ${reply.status}${word}).`,
                "Do what GitHub's message says; where it says nothing, run this again later.",
            ];
    }
}
/** GitHub sends requests for a renamed repository on to the repository by its id; any other redirect is not GitHub's. */
function redirected(reply, doing, destination) {
    const id = /\/repositories\/(\d+)\//.exec(String(reply.headers.location))?.[1];
    if (id === undefined) {
        return [
            'github-invalid-response',
            `GitHub was asked to ${doing}, and the answer leads elsewhere (status ${reply.status}).`,
            'Check `github-api-url` (on GitHub Enterprise Server it ends in `/api/v3`), and whether a proxy or a login page is in between.',
        ];
    }
    return [
        'destination-moved',
        `GitHub refused to ${doing}: ${destination_describeDestination(destination)} has moved (status ${reply.status}).`,
        `It was renamed or transferred, and is the repository with the id ${id} now: give its new name, which ` +
            `\`gh api repositories/${id} --jq .full_name\` tells. This action does not follow, because a key belongs only where a person said.`,
    ];
}
function forbidden(reply, doing, destination, permission) {
    const said = client_githubMessage(reply.data);
    const accepted = reply.headers['x-accepted-github-permissions'];
    // For a look GitHub names the permission to read; who grants only that is refused again when it comes to writing.
    const missing = `The token needs ${permission}: write${accepted ? ` (GitHub asks for ${accepted} here)` : ''}.`;
    const what = `GitHub refused to ${doing} (status 403${said ? `: ${errors_quote(said)}` : ''}). ${missing}`;
    if (/by integration/.test(said)) {
        return [
            'permission-missing',
            what,
            "If the token is the job's own GITHUB_TOKEN (`github.token`, `secrets.GITHUB_TOKEN`): it can never write secrets, whatever " +
                '`permissions` says; give the installation token of a GitHub App or a fine-grained personal access token. ' +
                "If it is a GitHub App's: grant the App that permission, accept the change where the App is installed, and mint a new token.",
        ];
    }
    return [
        'permission-missing',
        what,
        'Grant the token that permission (an organization may have to approve the change), and make sure that it covers ' +
            `${destination_describeDestination(destination)}.`,
    ];
}
function notFound(doing, destination) {
    const place = destination_describeDestination(destination);
    const exists = destination.level === 'environment'
        ? `The environment or its repository does not exist, or the token may not see them`
        : `It does not exist, or the token may not see it`;
    const elsewhere = ' A `github-api-url` that is not the base of the REST API (on GitHub Enterprise Server it ends in `/api/v3`) gives 404 too.';
    const next = destination.level === 'environment'
        ? `Check the names. Create the environment first (Settings, Environments of ${destination.owner}/${destination.repo}): ` +
            'this action never does, because one made without required reviewers would be no gate. '
        : 'Check the name. ';
    return [
        'destination-not-found',
        `GitHub refused to ${doing} (status 404). ${exists}: ${place}.`,
        `${next}GitHub answers 404 also where a token has no access: a GitHub App must be installed there, a fine-grained token must name that ` +
            `${destination.level === 'organization' ? 'organization as its resource owner' : 'repository'}.${elsewhere}`,
    ];
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
        this.displayName = `The variable ${name} of ${destination_describeDestination(destination)}`;
    }
    /**
     * @returns the variable's value; undefined if it does not exist
     * @throws ActionError if GitHub refuses or does not answer
     */
    async read() {
        const reply = await this.#send('GET');
        if (reply.status === 404)
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
     * @throws ActionError if GitHub refuses or does not answer
     */
    async write({ hex }, exists) {
        const first = await this.#send(exists ? 'PATCH' : 'POST', hex);
        const hasChanged = first.status === (exists ? 404 : 409);
        const second = hasChanged ? await this.#send(exists ? 'POST' : 'PATCH', hex) : first;
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
        if (reply.status !== 204 && reply.status !== 404)
            throw this.#error(reply, 'delete');
    }
    #send(method, value) {
        const { base, parameters } = routeOf(this.#destination);
        const route = method === 'POST' ? `POST ${base}/variables` : `${method} ${base}/variables/{name}`;
        // Octokit fills `{name}` from `name`, so that the body of PATCH does not repeat it; GitHub needs it only to rename.
        const body = value === undefined ? {} : { value, ...audienceOf(this.#destination) };
        return this.#client.request(route, { ...parameters, name: this.#name, ...body });
    }
    #error(reply, verb) {
        return errors_toActionError(reply, `${verb} ${lowerFirst(this.displayName)}`, this.#destination, 'variable');
    }
}

;// CONCATENATED MODULE: ./build/time.js
/**
 * Reads an RFC 3339 time as GitHub writes it, such as `2026-01-31T12:00:00Z`. `Date.parse` alone takes nearly any text, takes
 * a time without a zone for one of this machine's, and makes the 3rd of March out of the 31st of February.
 * @returns undefined where the text is anything else
 */
function parseTime(text) {
    const [, day] = /^\d{4}-\d\d-(\d\d)T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.exec(text) ?? [];
    if (day === undefined)
        return undefined;
    const time = new Date(text);
    const written = new Date(`${text.slice(0, 10)}T00:00:00Z`);
    return !Number.isNaN(time.getTime()) && written.getUTCDate() === Number(day) ? time : undefined;
}

;// CONCATENATED MODULE: ./build/inputs/allowed-events.js

/** The events that start a workflow run, as `github.event_name` names them (GitHub's documentation, "Events that trigger workflows"). */
const allowed_events_EVENTS = (/* unused pure expression or super */ null && ([
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
/**
 * Stops a run whose event may not generate keys.
 * @param event as `github.event_name` names it
 * @throws ActionError where it is none of the allowed ones
 */
function requireAllowedEvent(event, allowed) {
    if (allowed.includes(event))
        return;
    throw new ActionError('event-not-allowed', `This run was started by the event "${event}", and \`allowed-events\` lets only ${allowed.join(', ')} generate a key.`, 'Start the workflow by an allowed event, or add this one to `allowed-events` if whoever can cause it may make keys.');
}

;// CONCATENATED MODULE: ./build/inputs/did-you-mean.js
/** Nobody means a word by so long a text, and comparing takes time by its length. */
const MAX_CHARACTERS = 80;
/** The choice that differs least from a text, where it is near enough to be a slip; undefined where none is. */
function did_you_mean_didYouMean(text, choices) {
    if (text === '' || text.length > MAX_CHARACTERS)
        return undefined;
    const normal = text.toLowerCase().replace(/[\s-]+/g, '_');
    let best;
    let least = Math.max(2, Math.floor(text.length / 3)) + 1;
    for (const choice of choices) {
        const distance = editDistance(normal, choice);
        if (distance < least)
            [best, least] = [choice, distance];
    }
    return best;
}
/** Levenshtein's distance. */
function editDistance(a, b) {
    // How far the beginning of a is from each beginning of b.
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

;// CONCATENATED MODULE: ./build/inputs/inputs.js





/** More than any name needs, and little enough for every page that shows it. */
const MAX_TEXT_CHARACTERS = 256;
const MAX_SHOWN_CHARACTERS = 80;
/** No secret that is worth one is as short. */
const MAX_WORD_CHARACTERS = 20;
/** GitHub's rules for the names of people and organizations; those of managed users end in `_shortcode`. */
const OWNER = /^[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){0,38}(?:_[a-z0-9]+)?$/i;
const REPOSITORY = /^[\w.-]{1,100}$/i;
/** @throws ActionError where the input is empty or cannot be sent as an HTTP header */
function readToken(getInput, name) {
    const token = getInput(name);
    if (!token) {
        throw new errors_ActionError('token-missing', `The input \`${name}\` is empty.`, 'Set it to a GitHub App installation token or a fine-grained personal access token. Where it is set from a secret: the secret does ' +
            'not exist, has another name, or belongs to an environment that this job does not name.');
    }
    // Nothing of the token is shown, not even where it is malformed.
    if (!/^[\x21-\x7e]+$/.test(token)) {
        throw new errors_ActionError('input-invalid', `The input \`${name}\` holds a character that no token has (a space, a line end or one beyond ASCII).`, 'Store the token anew, without anything before, after or in it.');
    }
    return token;
}
/** @throws ActionError where the input is none of the choices */
function readChoice(getInput, name, choices) {
    const value = getInput(name);
    const choice = choices.find(choice => choice === value);
    if (choice !== undefined)
        return choice;
    throw invalid(name, value, `Allowed are ${inputs_list(choices)}`, did_you_mean_didYouMean(value, choices));
}
/** Reads `true` or `false` as YAML 1.2's core schema writes them. */
function readBoolean(getInput, name) {
    const value = getInput(name);
    if (/^(?:true|True|TRUE)$/.test(value))
        return true;
    if (/^(?:false|False|FALSE)$/.test(value))
        return false;
    throw invalid(name, value, `Allowed are ${inputs_list(['true', 'false'])}`, didYouMean(value, ['true', 'false']));
}
/** Reads free text, undefined where it is empty; it may hold anything but must end somewhere. */
function readText(getInput, name) {
    const value = getInput(name);
    // It would go into the log, the page and the proof.
    if (value.includes('PRIVATE KEY-----'))
        throw invalid(name, value, 'It holds a private key');
    if (value.length > MAX_TEXT_CHARACTERS) {
        throw invalid(name, value, `It has ${value.length} characters, allowed are ${MAX_TEXT_CHARACTERS}`);
    }
    return value || undefined;
}
/** Reads an input by `reader` where the workflow sets it. */
function readOptional(getInput, name, reader) {
    return getInput(name) ? reader(getInput, name) : undefined;
}
/**
 * Reads the name of a secret or a variable by GitHub's rules.
 * @returns the name in upper case, as GitHub keeps it
 */
function readName(getInput, name) {
    const value = getInput(name);
    const valid = /^[a-z_][a-z0-9_]{0,254}$/i.test(value) && !/^github_/i.test(value);
    if (valid)
        return value.toUpperCase();
    const likely = value
        .toUpperCase()
        .replace(/[^A-Z0-9_]+/g, '_')
        .replace(/^(?:GITHUB_)+/, '')
        .replace(/^(?=[0-9])/, '_');
    const rule = 'A name has letters, digits and underscores (at most 255), starts with no digit and not with `GITHUB_`';
    throw invalid(name, value, rule, guess(value, /[A-Z]/.test(likely) ? likely : undefined));
}
/** Reads a public key hex: 130 characters in either case, a point of P-256. */
function readPublicKey(getInput, name) {
    const value = getInput(name);
    try {
        return parsePublicKeyHex(value);
    }
    catch (error) {
        throw invalid(name, value, `It ${messageOf(error)}`);
    }
}
/** Reads a time as GitHub writes it, such as `2026-01-31T12:00:00Z`. */
function readTime(getInput, name) {
    const value = getInput(name);
    const time = parseTime(value);
    if (time)
        return time;
    throw invalid(name, value, 'It must be the output `secret-updated-at` of the run that stored the key, such as `2026-01-31T12:00:00Z`');
}
/** Reads a list that is separated by commas or line ends; empty entries are passed over. */
function readList(getInput, name) {
    return getInput(name)
        .split(/[,\r\n]/)
        .map(entry => entry.trim())
        .filter(entry => entry !== '');
}
/** Reads names of events that start workflows. */
function readEvents(getInput, name) {
    const events = readList(getInput, name);
    if (events.length === 0)
        throw invalid(name, '', 'It must name at least one event, such as `workflow_dispatch`');
    for (const event of events) {
        if (event === 'workflow_call') {
            throw invalid(name, event, "In a called workflow the event is its caller's, so name that", 'workflow_dispatch');
        }
        if (!EVENTS.includes(event)) {
            throw invalid(name, event, 'No event has that name (commas or line ends separate names)', didYouMean(event, EVENTS));
        }
    }
    return events;
}
/** Reads a base URL of GitHub's REST API, without the slash at its end. */
function readApiUrl(getInput, name) {
    const url = readBaseUrl(getInput, name, '`https://api.github.com` or `https://HOST/api/v3`');
    if (/^https:\/\/(?:www\.)?github\.com$/.test(url)) {
        throw invalid(name, url, 'That is the web site, not the REST API', 'https://api.github.com');
    }
    return url;
}
/**
 * Reads a base URL, without the slash at its end. Plain http is for this machine alone: it would show credentials to the
 * network, and let the network choose for whom the private key is sealed.
 * @param example what a right one looks like, in Markdown
 */
function readBaseUrl(getInput, name, example) {
    const value = getInput(name);
    const rule = `It must be an https URL such as ${example}`;
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
    if (url.username || url.password || url.search || url.hash) {
        throw invalid(name, `${url.origin}${url.pathname}`, `${rule}, without user, query or fragment`);
    }
    if (url.protocol === 'http:' && !/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname)) {
        throw invalid(name, value, 'Plain http is allowed for this machine only (localhost)', url.href.replace('http:', 'https:'));
    }
    return `${url.origin}${url.pathname}`.replace(/(?<!\/)\/+$/, '');
}
/** The text of a URL, or of something like it, without what may be a password: its user, its query, its fragment. */
function withoutSecrets(text) {
    return text.replace(/^.*@/s, '\u2026@').replace(/[?#].*/s, '\u2026');
}
/** Reads where a secret goes: `repository`, `environment`, `organization`, `visibility`, `selected-repository-ids`. */
function readDestination(getInput) {
    const organization = getInput('organization');
    const environment = getInput('environment');
    const visibility = readChoice(getInput, 'visibility', ['all', 'private', 'selected']);
    const ids = readList(getInput, 'selected-repository-ids');
    if (!organization) {
        if (visibility !== 'private')
            throw invalid('visibility', visibility, 'It is for organization secrets, and `organization` is not set');
        if (ids.length > 0) {
            throw invalid('selected-repository-ids', ids.join(','), 'It is for organization secrets, and `organization` is not set');
        }
        const [owner, repo] = readRepository(getInput);
        return environment
            ? { level: 'environment', owner, repo, environment: readEnvironmentName(getInput, 'environment') }
            : { level: 'repository', owner, repo };
    }
    if (environment) {
        throw invalid('environment', environment, 'A key goes to one place, and `organization` is set too: give one of the two');
    }
    if (!OWNER.test(organization)) {
        throw invalid('organization', organization, 'It must be the name of an organization', guess(organization, organization.split('/').find(part => OWNER.test(part))));
    }
    if (visibility === 'selected' && ids.length === 0) {
        throw invalid('selected-repository-ids', '', 'With `visibility: selected` it must name at least one repository id');
    }
    if (visibility !== 'selected' && ids.length > 0) {
        throw invalid('selected-repository-ids', ids.join(','), `It goes with \`visibility: selected\`, and visibility is "${visibility}"`);
    }
    return {
        level: 'organization',
        organization,
        visibility,
        selectedRepositoryIds: [...new Set(ids.map(checkRepositoryId))],
    };
}
function readRepository(getInput) {
    const value = getInput('repository');
    const [owner = '', repo = '', ...rest] = value.split('/');
    if (rest.length === 0 && OWNER.test(owner) && isRepositoryName(repo))
        return [owner, repo];
    const [, likelyOwner = '', likelyRepo = ''] = 
    // No match may begin within a name, or a long one would be looked at from each of its characters.
    /(?<![^/:@\s])([^/:@\s]+)\/([^/\s]+?)(?:\.git)?\/*$/.exec(value) ?? [];
    const likely = OWNER.test(likelyOwner) && isRepositoryName(likelyRepo) ? `${likelyOwner}/${likelyRepo}` : undefined;
    throw invalid('repository', value, 'It must be `owner/name`', /^(?:https?:\/\/|git@)/.test(value) ? likely : guess(value, likely));
}
function isRepositoryName(name) {
    // A dot or two would walk up the path of the request.
    return REPOSITORY.test(name) && name !== '.' && name !== '..' && !/\.git$/i.test(name);
}
/** Reads the name of an environment. */
function readEnvironmentName(getInput, name) {
    const value = getInput(name);
    const rule = 'The name of an environment has at most 255 characters, no control characters, and is neither `.` nor `..`';
    // A dot or two would walk up the path of the request: percent-encoding does not change them.
    if (value.length > 255 || /^\.{1,2}$/.test(value) || /[\p{Cc}\p{Cs}]/u.test(value))
        throw invalid(name, value, rule);
    return value;
}
function checkRepositoryId(text) {
    const id = Number(text);
    if (/^[0-9]+$/.test(text) && id > 0 && Number.isSafeInteger(id))
        return id;
    throw invalid('selected-repository-ids', text, 'A repository id is a number, such as 1296269 (`gh api repos/OWNER/NAME --jq .id` shows it)');
}
/**
 * The failure for an input that cannot be what the workflow's author meant. The value may be a secret, set there by mistake. The
 * runner masks one only where it is whole: so the value is shown whole or not at all.
 */
function invalid(input, value, rule, meant) {
    const isShown = value.length <= MAX_SHOWN_CHARACTERS;
    const text = isShown ? errors_quote(value) : `too long to be shown (${value.length} characters)`;
    const given = value === '' ? 'is empty' : `is ${text}`;
    const likely = meant === undefined || !isShown ? '' : ` Did you mean ${errors_quote(meant)}?`;
    return new errors_ActionError('input-invalid', `The input \`${input}\` ${given}. ${rule}.${likely}`, 'Correct the workflow and run it again.');
}
/** A guess made of a value's parts, which no mask covers: none where the value is as long as secrets are and has digits, as they have. */
function guess(value, meant) {
    return value.length > MAX_WORD_CHARACTERS && /\d/.test(value) ? undefined : meant;
}
function inputs_list(choices) {
    return choices.map(choice => `\`${choice}\``).join(', ');
}

;// CONCATENATED MODULE: ./build/inputs/raw-input.js
/** Reads inputs as the runner hands them over: `INPUT_<NAME>`, upper-case, spaces replaced by underscores. */
function inputsOf(env) {
    return name => (env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim();
}

;// CONCATENATED MODULE: ./build/runner/redaction.js
/** Too short to be a secret: replacing it would only make texts unreadable. */
const MIN_CHARACTERS = 8;
/** The secrets that a run knows. Whatever a service answers is redacted before any of it is cut, quoted or logged. */
class Redaction {
    #forms = new Set();
    /** Remembers a secret and each of its lines, also as JSON and URLs write them, and in base64. */
    add(secret) {
        for (const text of [secret, ...secret.split(/\r?\n/)].map(text => text.trim())) {
            if (text.length < MIN_CHARACTERS)
                continue;
            const base64 = Buffer.from(text).toString('base64').replace(/=+$/, '');
            for (const form of [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text), base64]) {
                this.#forms.add(form);
            }
        }
    }
    /** The text with `***` in place of every known secret. */
    apply(text) {
        let redacted = text;
        for (const form of [...this.#forms].sort((a, b) => b.length - a.length)) {
            redacted = redacted.replaceAll(form, '***');
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
        try {
            signal.throwIfAborted();
            const fetch = redactingFetch(context.fetch, redaction);
            const debug = (line) => output.debug(redaction.apply(line));
            const retry = new Retry(context, output.info);
            const work = body({ ...context, fetch, debug, retry, journal, mask });
            await Promise.race([work, interrupted]);
            return 0;
        }
        catch (error) {
            const failure = error instanceof errors_ActionError ? error : unexpected(error);
            const stack = error instanceof Error ? [error.stack, causesOf(error)].join('\n') : String(error);
            output.debug(redaction.apply(stack));
            const hint = journal.followUp ?? failure.hint;
            const reference = `(${failure.code}, see ${troubleshootingPage(failure.code, context.env)})`;
            const parts = [failure.message, meaningOf(journal, texts), hint, reference];
            output.error(parts.join('\n'), titleOf(journal.state, texts));
            return 1;
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
 * @throws Error (a sentence without a full stop, to be put after a subject) where it is anything else
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
 * @throws Error where libsodium refuses the key, as it does for points of low order
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
            throw errors_toActionError(reply, `return the sealing key of ${destination_describeDestination(this.#destination)}`, this.#destination);
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
        return new errors_ActionError('sealing-key-unusable', `The sealing key that GitHub returned for ${destination_describeDestination(this.#destination)} is unusable: ${why}.`, 'Check what is between the runner and GitHub (a proxy, a wrong `github-api-url`): it may change responses. Then run this again.', cause);
    }
}

;// CONCATENATED MODULE: ./build/http/await-in-order.js
/**
 * Waits for promises that run side by side. Where several fail, the first of them as listed is thrown, whichever failed
 * first in time, so that the same mistake always gets the same error.
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
        this.displayName = `The secret ${name} of ${destination_describeDestination(destination)}`;
    }
    async read() {
        // libsodium compiles while the requests are on the wire; any earlier it would only delay them.
        const sodium = requestsAreWritten().then(loadSodium);
        const [, metadata] = await awaitInOrder(this.#sealingKey.key(), this.#metadata(), sodium);
        return { updatedAt: metadata?.updatedAt, readAt: this.#context.clock.elapsedMs() };
    }
    async store(text, snapshot) {
        // The stores before this one may have had to wait.
        if (this.#context.clock.elapsedMs() - snapshot.readAt > FRESH_SNAPSHOT_MS)
            await this.#requireStillAbsent(snapshot);
        const status = await this.#put(text, snapshot);
        return this.#confirm(text, status, snapshot);
    }
    async updatedAt() {
        const metadata = await this.#metadata();
        // GitHub also answers 404 for a place that the token may not see; the secret may well exist there.
        if (!metadata)
            await this.#sealingKey.refresh();
        return metadata?.updatedAt;
    }
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
        let isLost = false;
        for (;;) {
            journal.append({ type: 'delete-started', place });
            const { kind, ...result } = await this.#client.write(route, name, attempts);
            if (kind === 'indeterminate')
                isLost = true;
            else if (kind === 'rejected' && !isLost)
                journal.append({ type: 'delete-rejected' });
            if ('reply' in result) {
                if (result.reply.status === 204)
                    break;
                throw this.#error(result.reply, 'delete');
            }
            if (!(result.cause instanceof RetryableError)) {
                // 404: deleted meanwhile, unless it is still there or the token may not see the place.
                if (result.cause.status === 404 && !(await this.#isUnchanged(storedAt)))
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
            throw new errors_ActionError('secret-older', what, 'Check the place, the name and the time that this run was given: the key to delete may still be where it was stored.');
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
            ...audienceOf(this.#destination),
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
            else if (!isLost)
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
    async #confirm(text, status, snapshot) {
        const { clock, sleep, journal, retry } = this.#context;
        const deadline = clock.elapsedMs() + Math.min(CONFIRM_LIMIT_MS, retry.remainingMs());
        let isRepeated = false;
        for (let pause = FIRST_CONFIRM_PAUSE_MS;; pause = Math.min(pause * 2, MAX_CONFIRM_PAUSE_MS)) {
            const metadata = await this.#metadata();
            // Only times of GitHub's own are compared: any other clock, or that of a proxy, may be off.
            if (metadata && metadata.updatedAt !== snapshot.updatedAt) {
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
                await this.#put(text, snapshot);
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
        if (reply.status === 404)
            return undefined;
        if (reply.status !== 200)
            throw this.#error(reply, 'read the metadata of');
        const { name, updated_at: updatedAt, created_at: createdAt } = json_membersOf(reply.data);
        if (name !== this.#name || !isTime(updatedAt) || !isTime(createdAt)) {
            throw new errors_ActionError('github-invalid-response', `GitHub's response about ${lowerFirst(this.displayName)} is not a JSON object with its \`name\`, \`created_at\` and \`updated_at\`.`, 'Check what is between the runner and GitHub (a proxy, a wrong `github-api-url`): it may change responses. Then run this again.');
        }
        return { name, updatedAt, createdAt };
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
/** Whether a member of GitHub's response is a time. It goes into the log and the page as it is. */
function isTime(value) {
    return typeof value === 'string' && parseTime(value) !== undefined;
}

;// CONCATENATED MODULE: ./build/github/environment-protection.js




/**
 * Reads how an environment is guarded.
 * @throws ActionError where the environment does not exist or GitHub does not accept the token
 */
async function lookAtProtection(client, destination) {
    const reply = await client.request('GET /repos/{owner}/{repo}/environments/{environment_name}', {
        owner: destination.owner,
        repo: destination.repo,
        environment_name: destination.environment,
    });
    if (reply.status === 200) {
        return parseProtection(reply.data) ?? { unreadable: "GitHub's answer is not the description of an environment" };
    }
    if (reply.status === 403) {
        const accepted = reply.headers['x-accepted-github-permissions'] ?? 'actions=read';
        return {
            unreadable: `the token may not read it (GitHub asks for ${accepted}; it says ${quote(githubMessage(reply.data))})`,
        };
    }
    throw toActionError(reply, `describe the environment ${quote(destination.environment)}`, destination);
}
/**
 * Stops where nobody would have to approve a job that uses the environment.
 * @throws ActionError
 */
function requireReviewers(look, environment) {
    if ('unreadable' in look) {
        throw new ActionError('protection-unreadable', `Whether the environment ${quote(environment)} has required reviewers cannot be told, because ${look.unreadable}.`, 'Grant the token "Actions" (repository permission): read, or say `environment-protection: warn`.');
    }
    if (look.reviewers.length === 0) {
        throw new ActionError('environment-unprotected', `The environment ${quote(environment)} has no required reviewers, so nobody would have to approve the public key.`, "Add required reviewers in the environment's settings (private repositories need GitHub Enterprise for that), or say " +
            '`environment-protection: warn` where people approve elsewhere.');
    }
}
/** What the log should warn of: that nothing is known, or all that is weak; undefined where neither is so. */
function protectionWarning(look, environment) {
    if ('unreadable' in look) {
        return `Whether the environment ${quote(environment)} is protected is not known, because ${look.unreadable}.`;
    }
    const weaknesses = environment_protection_weaknessesOf(look);
    return weaknesses.length === 0
        ? undefined
        : `The environment ${quote(environment)} is weakly protected. ${weaknesses.join(' ')}`;
}
/** What is weak in the protection of an environment, each as a whole sentence; none where nothing is. */
function environment_protection_weaknessesOf(protection) {
    const weaknesses = [];
    if (protection.reviewers.length === 0) {
        weaknesses.push('It has no required reviewers: any job that names it reads the key, and nobody is asked.');
    }
    else if (!protection.preventsSelfReview) {
        weaknesses.push('The one who starts a run may approve it: self-review is not prevented.');
    }
    if (protection.branches === 'any') {
        weaknesses.push('Workflows of any branch may use it: no branch rule is set.');
    }
    if (protection.adminsMayBypass) {
        weaknesses.push('Repository admins may bypass its protection rules.');
    }
    return weaknesses;
}
function parseProtection(data) {
    const { id, protection_rules, deployment_branch_policy, can_admins_bypass } = membersOf(data);
    if (typeof id !== 'number')
        return undefined;
    const rules = Array.isArray(protection_rules) ? protection_rules.map(membersOf) : [];
    const required = rules.filter(rule => rule.type === 'required_reviewers');
    const branches = isObject(deployment_branch_policy)
        ? deployment_branch_policy.protected_branches === true
            ? 'protected'
            : 'selected'
        : 'any';
    return {
        id,
        reviewers: required.flatMap(rule => (Array.isArray(rule.reviewers) ? rule.reviewers : [])).map(reviewerName),
        preventsSelfReview: required.some(rule => rule.prevent_self_review === true),
        branches,
        // An answer that does not say must not look safer than it is.
        adminsMayBypass: can_admins_bypass !== false,
    };
}
function reviewerName(reviewer) {
    const who = membersOf(membersOf(reviewer).reviewer);
    return String(who.login ?? who.slug ?? 'somebody');
}

;// CONCATENATED MODULE: ./build/summary/markdown.js
// Markdown as GitHub renders it, made so that no text from outside can become markup.

/** Sections one below the other; those that do not apply are left out. */
function markdown_page(...sections) {
    return sections.filter(Boolean).join('\n\n');
}
/** A table of two columns with a header; its cells are Markdown. */
function markdown_table(left, right, rows) {
    return [`| ${left} | ${right} |`, '| --- | --- |', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n');
}
/** A block whose text GitHub offers to copy. For text of our own making only: it is not escaped. */
function markdown_codeBlock(text) {
    return `\`\`\`text\n${text}\n\`\`\``;
}
/** A link whose text is literal. */
function markdown_link(text, url) {
    return `[${markdown_literal(text)}](${encodeURI(url).replace(/[()]/g, c => `%${c.charCodeAt(0).toString(16)}`)})`;
}
/**
 * Text as text, within a line: every character that GitHub's Markdown might read there becomes a character reference,
 * and every one that a reader could not see, or that changes the direction of reading, is spelt out. Other characters
 * stay as they are, so that the runner still finds what it has to mask.
 */
function markdown_literal(text) {
    return escapeInvisible(text).replace(/[\\`*_[\]()<>&|~:@$#!]|(?<=www)\./gi, c => `&#${c.charCodeAt(0)};`);
}
/** Groups of 4 characters, 4 to a numbered line: short enough for a phone, and for a voice. */
function markdown_inGroups(hex) {
    const lines = hex.replace(/.{16}(?=.)/g, '$&\n').split('\n');
    return lines.map((line, i) => `${i + 1}  ${line.replace(/.{4}(?=.)/g, '$& ')}`).join('\n');
}

;// CONCATENATED MODULE: ./build/summary/pages.js




const UNAPPROVED_NOTE = (/* unused pure expression or super */ null && ('No approval of this run by somebody else was found or looked for, so this page tells nobody to register the key. Where people ' +
    'approve elsewhere, they compare all of this public key there first.'));
const KEPT_KEY_NOTE = 'This public key is what the variable says. Whether the secret holds the key to it, the verify action tells, which reads the secret.';
/** The page at the gate: what was made, and what an admin does with it. */
function generatedPage(subject, key) {
    return page(isGated(subject) ? '## A new operator key waits for approval' : '## A new operator key was made', subjectTable(subject, [
        ['Stored', `${key.updatedAt}, ${key.replaced ? 'in place of an earlier key' : 'as a new secret'}`],
    ]), publicKeySection(key.publicKey), protectionSection(subject), originSection(subject.run), '### What to do now', nextSteps(subject));
}
/** The page after the gate: which key is stored, who approved it, and what is still to do at Ledger. */
function verifiedPage(subject) {
    const { operator, workspace, environment, publicKey, compared, approvals, registered } = subject;
    const isRegistered = registered === 'true';
    // Only what the gate let through may look like something to register: others can have this page made, too.
    const isApproved = compared && approvals !== undefined && 'byAnother' in approvals && approvals.byAnother;
    return page(verifiedHeading(subject, isApproved), table('What', 'Value', [
        ['Operator', operator === undefined ? 'not given' : literal(operator)],
        ['Workspace', workspace === undefined ? 'not given' : literal(workspace)],
        [
            'Stored key',
            compared
                ? `is the ${isApproved ? 'approved' : 'expected'} one: the private key was read and gives this public key`
                : 'was compared with no approved key',
        ],
        ['Approved by', approvers(approvals, environment)],
        [
            'Registered at Ledger',
            isRegistered ? "yes: Ledger's own token names this key" : 'not known: Ledger was not asked, or did not say',
        ],
    ]), publicKeySection(publicKey), originSection(subject.run, 'Who and what verified it'), isApproved && !isRegistered && '### What to do at Ledger', isApproved && !isRegistered && registrationSteps(operator), compared && !isApproved && !isRegistered && UNAPPROVED_NOTE);
}
function verifiedHeading({ compared, approvals, registered }, isApproved) {
    if (registered === 'true')
        return '## This operator key is registered';
    if (isApproved)
        return '## Verified: register this key';
    if (!compared)
        return '## The stored operator key';
    return approvals
        ? '## The stored key is the expected one, its approval is not on record'
        : '## The stored key is the expected one';
}
function approvers(approvals, environment) {
    if (!approvals)
        return "GitHub's record was not looked at (`approval: ignore`)";
    if ('unreadable' in approvals)
        return `**Not known**, because ${literal(approvals.unreadable)}`;
    const { approvedBy, byAnother } = approvals;
    const where = environment === undefined ? '' : `, for the environment ${literal(environment)}`;
    if (approvedBy.length === 0)
        return `**Nobody**${where}: GitHub has no approval on record`;
    return `${approvedBy.map(literal).join(', ')}${where}${byAnother ? '' : '. **Weak:** nobody but who started the run or ran it again'}`;
}
/** The guide's own steps, its buttons and pages by the names on Ledger's screens. */
function registrationSteps(operator) {
    const username = operator === undefined ? 'the API username' : `the API username ${literal(operator)}`;
    return steps('Log in as an Admin to your Ledger Enterprise workspace.', 'Navigate to the **Users** section and click **Invite User**.', 'Select **Operator - Via Self Managed Key Pair**.', `Enter ${username} and the public key above. Compare all of it, not only its ends.`, 'Confirm, and seek approval from other Admins. They compare with this page too.', 'Visit the **Users** page and click **Generate API Access** next to the user (a one-time action). Copy the **API Key ID** and the ' +
        "**API Secret** into the environment's secrets `LEDGER_API_KEY_ID` and `LEDGER_API_KEY_SECRET`.", 'Include the new API user in the groups and account rules that it needs.');
}
/** The page of a key that was put into service. */
function promotedPage(subject, key) {
    return page('## The operator key is in service', subjectTable(subject, [
        ['Stored', key.updatedAt],
        ['Registered at Ledger', key.registered === 'true' ? "yes: Ledger's own token names this key" : 'not known'],
    ]), publicKeySection(key.publicKey), originSection(subject.run, 'Who and what promoted it'));
}
/**
 * The page of a run that kept what it found at the destination.
 * @param publicKey of the key that was kept, as the variable beside it names it
 */
function notPromotedPage(subject, publicKey) {
    return page('## Nothing was promoted', 'There are secrets at the destination, and `if-exists: keep` says to leave them.', subjectTable(subject, []), publicKey && publicKeySection(publicKey), publicKey && KEPT_KEY_NOTE, originSection(subject.run, 'Who and what kept it'));
}
/** The page of a key that was taken away. */
function discardedPage(subject) {
    return markdown_page(subject.discarded ? '## The operator key was discarded' : '## The operator key was gone already', `The secret ${markdown_literal(subject.secretName)} of ${markdown_literal(destination_describeDestination(subject.destination))} does not exist any more. ` +
        'Its public key must not be registered; where it is registered already, suspend the operator.', originSection(subject.run, 'Who and what discarded it'));
}
/** The page of a run that kept the key it found, or would have. */
function keptPage(subject, key) {
    return page(key.dryRun ? '## Dry run: the operator key would be kept' : '## The operator key was kept', 'The secret exists, and `if-exists: keep` says to generate nothing.', subjectTable(subject, [['Stored', key.updatedAt]]), key.publicKey && publicKeySection(key.publicKey), key.publicKey && KEPT_KEY_NOTE, protectionSection(subject), originSection(subject.run));
}
/** The page of a dry run. */
function dryRunPage(subject, outlook) {
    return page('## Dry run: no key was made', literal(outlook), subjectTable(subject, []), protectionSection(subject), originSection(subject.run));
}
function subjectTable({ operator, workspace, destination, secretName, run, protection, }, more) {
    const id = protection && 'id' in protection ? protection.id : undefined;
    const settings = link('settings', settingsUrl(destination, run.serverUrl, id));
    return table('What', 'Value', [
        ['Operator', operator === undefined ? 'not given' : literal(operator)],
        ['Workspace', workspace === undefined ? 'not given' : literal(workspace)],
        ['Secret', `${literal(secretName)} of ${literal(describeDestination(destination))} (${settings})`],
        ...more,
    ]);
}
function publicKeySection({ hex, fingerprint }) {
    return page('### Public key', 'X9.62 uncompressed point in hexadecimal, as Ledger registers it:', codeBlock(hex), 'The same key for reading aloud:', codeBlock(inGroups(hex)), 'SHA-256 fingerprint of its 65 bytes:', codeBlock(fingerprint));
}
function protectionSection({ destination, protection }) {
    if (destination.level !== 'environment') {
        return page('### Protection', '**Weak:** it is there for every workflow that anybody with write access pushes to any branch. ' +
            'A secret of an environment with required reviewers and a branch rule is not.');
    }
    if (!protection)
        return page('### Protection of the environment', 'Not looked at (`environment-protection: ignore`).');
    if ('unreadable' in protection) {
        return page('### Protection of the environment', `**Not known**, because ${literal(protection.unreadable)}.`);
    }
    const { reviewers } = protection;
    const weaknesses = weaknessesOf(protection);
    return page('### Protection of the environment', reviewers.length > 0 && `One of these must approve each job that uses it: ${reviewers.map(literal).join(', ')}.`, weaknesses.map(weakness => `- **Weak:** ${weakness}`).join('\n'));
}
function originSection(run, title = 'Who and what made it') {
    return markdown_page(`### ${title}`, markdown_table('What', 'Value', [
        [
            'Run',
            `${markdown_link(run.runId, runUrl(run))}, attempt ${markdown_literal(run.runAttempt)}, started by ${markdown_literal(run.eventName)}`,
        ],
        ['Started by', startedBy(run)],
        ['Workflow', markdown_literal(run.workflowRef)],
        ['Commit', markdown_link(run.sha.slice(0, 12), `${run.serverUrl}/${run.repository}/commit/${run.sha}`)],
        ['Runner', markdown_literal(run.runnerEnvironment)],
    ]));
}
function startedBy({ actor, actorId, triggeringActor }) {
    const actorText = `${markdown_literal(actor)} (id ${markdown_literal(actorId)})`;
    const again = triggeringActor && triggeringActor !== actor;
    return again ? `${actorText}, run again by ${markdown_literal(triggeringActor)}` : actorText;
}
/** Whether somebody has to approve a job that uses the key. Where nobody looked, that is not known. */
function isGated({ protection }) {
    return protection !== undefined && 'reviewers' in protection && protection.reviewers.length > 0;
}
function nextSteps(subject) {
    const { destination } = subject;
    const check = 'Check that this operator, this place and the one who started the run are what you expect.';
    const register = 'After that, register only the public key that the verified page shows. Do not register the key from this page: it says what was made, not yet what is stored.';
    const reject = 'A key that is not registered can do no harm.';
    if (destination.level !== 'environment') {
        return steps(check, 'Start a new run that verifies the stored key: only the secrets of environments are read when a job starts, all others when a run is queued.', register);
    }
    if (isGated(subject)) {
        return steps(check, 'Approve the job that waits for the environment. It reads the stored key and shows a verified page.', register, `If anything is not what you expect: reject the job. ${reject}`);
    }
    return steps(check, 'GitHub may ask nobody before it lets a job read this key, so approve the public key elsewhere: compare all of it with the page of the job that verifies the stored key.', register, `If anything is not what you expect: do not register the key. ${reject}`);
}
/** A numbered list. */
function steps(...texts) {
    return texts.map((text, i) => `${i + 1}. ${text}`).join('\n');
}

;// CONCATENATED MODULE: ./build/actions/discard.js









function readInputs(getInput) {
    return {
        token: readToken(getInput, 'github-token'),
        // Deleting needs no audience: an organization has one secret of a name, whoever may use it.
        destination: readDestination(name => (name === 'visibility' ? 'private' : getInput(name))),
        secretName: readName(getInput, 'secret-name'),
        storedAt: readTime(getInput, 'secret-updated-at'),
        variableName: readOptional(getInput, 'public-key-variable', readName),
        apiUrl: readApiUrl(getInput, 'github-api-url'),
    };
}
async function discard(context) {
    const { env, journal, output } = context;
    const getInput = inputsOf(env);
    context.mask(getInput('github-token'));
    const inputs = readInputs(getInput);
    output.requireWritable();
    const client = new GitHubClient(connect(inputs.token, inputs.apiUrl, context.fetch), context);
    const secret = new GitHubSecret(client, context, inputs.destination, inputs.secretName);
    const isDiscarded = await secret.delete(inputs.storedAt);
    output.info(`${secret.displayName} ${isDiscarded ? 'is deleted' : 'was already deleted'}.`);
    output.setOutputs({ discarded: String(isDiscarded) });
    if (inputs.variableName) {
        const variable = new PublicKeyVariable(client, inputs.destination, inputs.variableName);
        journal.append({ type: 'follow-up', text: `${variable.displayName} may still exist: run this again.` });
        await variable.delete();
        journal.append({ type: 'follow-up', text: undefined });
        output.info(`${variable.displayName} is deleted.`);
    }
    const { destination, secretName } = inputs;
    output.appendSummary(discardedPage({ destination, secretName, discarded: isDiscarded, run: readWorkflowRun(env) }));
}
const run = defineAction({ unchangedTitle: 'Nothing was deleted', unchanged: 'Nothing was deleted.', recovery: '' }, discard);

;// CONCATENATED MODULE: ./build/http/fetch.js
/** More than any answer of the operations used; a larger one is not GitHub's. */
const MAX_ANSWER_BYTES = 1024 * 1024;
/** One for each protocol, so that connections serve more than one request. */
const agents = {};
/**
 * The part of the fetch standard that Octokit uses, over node:http. Loading fetch or undici costs more time than making
 * and storing a key. Proxies are Node's own (since Node 24.5), for https only: plain http does not leave this machine.
 * Private certificate authorities are those of NODE_EXTRA_CA_CERTS. Redirects are not followed.
 * @throws Error with a `code` (what node:http throws, or one of the codes below), or the signal's reason
 */
const httpFetch = async (url, init) => {
    const { body, ...options } = init;
    // An `import` of node:http would run all its getters, and one of them loads undici.
    const protocol = url.startsWith('https:') ? 'https' : 'http';
    const { Agent, request } = process.getBuiltinModule(`node:${protocol}`);
    if (protocol === 'https')
        requireVerification();
    agents[protocol] ??= new Agent({ keepAlive: true, ...(protocol === 'https' && { proxyEnv: proxyOf(process.env) }) });
    const agent = agents[protocol];
    const { message, bytes } = await new Promise((resolve, reject) => {
        // Node listens to the signal once the request has a connection, which a proxy may never give it.
        const { signal } = options;
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
        let answered = false;
        request(url, { ...options, agent }, message => {
            answered = true;
            const chunks = [];
            let size = 0;
            message
                .on('data', chunk => {
                size += chunk.length;
                if (size > MAX_ANSWER_BYTES)
                    message.destroy(coded('ERR_ANSWER_TOO_LARGE', `the answer is larger than ${MAX_ANSWER_BYTES} bytes`));
                chunks.push(chunk);
            })
                .once('end', () => resolve({ message, bytes: Buffer.concat(chunks) }))
                .once('error', reject);
        })
            .once('error', reject)
            // An answer that switches protocols is none, and Node says so in no other way.
            .once('close', () => answered || reject(coded('ECONNRESET', 'the connection ended without an answer')))
            .end(body);
    });
    const answerHeaders = new Map();
    for (const [name, value] of Object.entries(message.headers)) {
        answerHeaders.set(name, [value].flat().join(', '));
    }
    return {
        url,
        status: Number(message.statusCode),
        statusText: String(message.statusMessage),
        headers: answerHeaders,
        text: async () => bytes.toString('utf8'),
        arrayBuffer: async () => new Uint8Array(bytes).buffer,
    };
};
/** Node would take any certificate, and whoever is in between could choose for whom the private key is sealed. */
function requireVerification() {
    if (process.env.NODE_TLS_REJECT_UNAUTHORIZED !== '0')
        return;
    throw coded('ERR_TLS_UNVERIFIED', 'NODE_TLS_REJECT_UNAUTHORIZED=0 switches the check of certificates off; unset it');
}
/**
 * The proxy that the environment names, as Node's agent takes it. As the toolkit has it, a proxy may be written without
 * `http://`, and an entry of NO_PROXY is for the host's subdomains too.
 * @throws Error with `ERR_INVALID_PROXY`, which shows nothing of the URL, since a password may be in it
 */
function proxyOf(env) {
    const proxy = (env.https_proxy || env.HTTPS_PROXY || '').trim();
    if (!proxy)
        return {};
    const hosts = (env.no_proxy || env.NO_PROXY || '').split(',').map(host => host.trim());
    try {
        const url = new URL(/^\w+:\/\//.test(proxy) ? proxy : `http://${proxy}`);
        decodeURIComponent(url.username + url.password);
        if (!/^https?:$/.test(url.protocol))
            throw new Error('not the protocol of a proxy');
        return {
            HTTPS_PROXY: url.href,
            NO_PROXY: hosts.flatMap(host => (/^[\w-]/.test(host) ? [host, `.${host}`] : [host])).join(','),
        };
    }
    catch {
        throw coded('ERR_INVALID_PROXY', 'HTTPS_PROXY is not the URL of an HTTP proxy, such as http://proxy.example:3128 (a password in it has to be percent-encoded)');
    }
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
        process.once(signal, () => {
            const hint = 'Run this again if you did not mean to cancel it.';
            interruption.abort(new errors_ActionError('cancelled', `The run was cancelled (${signal}).`, hint));
        });
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
/** `setTimeout` as a promise; `node:timers/promises` takes longer to load. */
const sleep = (ms, signal) => new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(signal.reason);
    });
});

;// CONCATENATED MODULE: ./build/entry/discard.js


start(run);

