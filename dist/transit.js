import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
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
__nccwpck_require__.d(__webpack_exports__, {
  d: () => (/* binding */ TransitStore),
  h: () => (/* binding */ transit_open)
});

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
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
function displayName(name) {
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
function errors_messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}

;// CONCATENATED MODULE: ./build/http/json.js
// Reading answers that are not ours: whatever is taken out of them is checked member by member.
/** Whether a value is a JSON object, not a list and not null. */
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** The members of a JSON object; of anything else none. */
function membersOf(value) {
    return isObject(value) ? value : {};
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
    const given = value === '' ? 'is empty' : hidden ? `is not shown, because it ${hidden}` : `is ${displayName(value)}`;
    const suggestion = meant === undefined || hidden ? '' : ` Did you mean ${displayName(meant)}?`;
    return new errors_ActionError('input-invalid', `The input \`${input}\` ${given}. ${rule}.${suggestion}`, 'Correct the input and run the workflow again.');
}
/**
 * A suggestion that is made of parts of a value, which no mask covers.
 * @returns undefined if the value could be a secret: it is long and has digits
 */
function suggestion(value, meant) {
    return value.length > MAX_WORD_CHARACTERS && /\d/.test(value) ? undefined : meant;
}
/** Why a value is not shown, to stand after "because it"; undefined if it can be shown. */
function reasonToHide(value) {
    if (value.length > MAX_SHOWN_CHARACTERS)
        return `has ${value.length} characters`;
    // The runner knows a secret in its JSON form, too, but not with other characters escaped.
    const escaped = [...value].find(character => displayName(character) !== JSON.stringify(character));
    return escaped && `contains ${codePointOf(escaped)}`;
}

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
    if (publicKeyOf(createPrivateKey(privateKeyPem)).hex !== publicKey.hex) {
        throw new Error('the PEM of the generated key does not hold the generated key');
    }
    return { privateKey, privateKeyPem, publicKey };
}
/** The public half of a P-256 private key. */
function publicKeyOf(privateKey) {
    // In an SPKI of an EC key the point is the tail (RFC 5480 section 2).
    const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
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

;// CONCATENATED MODULE: ./build/github/id-token.js




const REQUEST = 'GET the OIDC token of the job';
/**
 * Asks GitHub for the job's OIDC token. The token is masked.
 * @param audience the token's claim `aud`; GitHub's default, the URL of the repository's owner, if it is undefined
 * @param input the input that makes the token necessary, for errors
 * @returns a compact JWS (RFC 7519)
 * @throws ActionError `id-token-permission-missing` if the job may not have one, `id-token-refused`, or as `Retry` does
 */
async function requestIdToken(context, audience, input) {
    const { env, mask, retry } = context;
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = env;
    if (!url || !bearer) {
        throw new errors_ActionError('id-token-permission-missing', `The input \`${input}\` is set, and GitHub gives this job no OIDC token to log in with.`, 'Add `id-token: write` to the `permissions` of the job, and of the job that calls its workflow if there is one. GitHub gives no such token to pull requests from forks.');
    }
    mask(bearer);
    const target = new URL(url);
    if (audience !== undefined)
        target.searchParams.set('audience', audience);
    const attempts = retry.attempts('GitHub', REQUEST);
    for (;;) {
        try {
            const { status, text } = await sendOnce(context, 'GitHub', REQUEST, attempts, async (signal) => {
                const headers = { accept: 'application/json', authorization: `Bearer ${bearer}` };
                const response = await context.fetch(target.href, { headers, signal });
                return { status: response.status, text: await response.text() };
            });
            if (status >= 500 || status === 429)
                throw new RetryableError('unavailable', `GitHub failed with status ${status}`);
            const token = status === 200 ? tokenIn(text) : undefined;
            if (token !== undefined) {
                mask(token);
                return token;
            }
            throw new errors_ActionError('id-token-refused', `GitHub gave no OIDC token for this job (status ${status}).`, 'Run this again. If it fails again, see the status page of GitHub, and what is between the runner and GitHub (a proxy).');
        }
        catch (error) {
            if (!(error instanceof RetryableError))
                throw error;
            await attempts.wait(error);
        }
    }
}
function tokenIn(text) {
    try {
        const { value } = membersOf(JSON.parse(text));
        return typeof value === 'string' && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(value) ? value : undefined;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/vault/login.js


/**
 * Logs in with the job's OIDC token (`auth/PATH/login`). That token and the one of the login are masked.
 * @param displayName of the server
 * @param post sends a request without a token
 * @returns the token of the login
 * @throws ActionError `id-token-permission-missing`, `id-token-refused`, `vault-login-refused`
 */
async function logIn({ role, authPath, audience }, displayName, post, context) {
    const jwt = await requestIdToken(context, audience, 'vault-role');
    const path = `auth/${authPath.split('/').map(encodeURIComponent).join('/')}/login`;
    const reply = await post(path, { role, jwt });
    const token = reply.auth.client_token;
    if (reply.status === 200 && typeof token === 'string' && token !== '') {
        context.mask(token);
        return token;
    }
    const said = reply.errors.length === 0 ? '' : `: ${quote(reply.errors.join('; '))}`;
    throw new errors_ActionError('vault-login-refused', `${displayName} refused the login of the role ${quote(role)} at \`auth/${authPath}\` (status ${reply.status}${said}).`, 'Check that the JWT auth method is enabled at `vault-auth-path`, that the role exists, and that its bound claims and audiences fit this job: ' +
        'repository_id, environment, job_workflow_ref, and `vault-audience`. The log of the server says which claim did not.');
}

;// CONCATENATED MODULE: ./build/vault/client.js







const DEFAULT_RATE_LIMIT_MS = 2_000;
/** The HTTP API of Vault and OpenBao, as one identity. It logs in with its first request, and out when the run ends. */
class VaultClient {
    settings;
    #context;
    #login;
    #token;
    /** @param login how to log in with the job's OIDC token; undefined to use the token of the environment */
    constructor(settings, login, context) {
        if (!login && settings.token === undefined)
            throw tokenMissing(settings);
        if (settings.token !== undefined)
            context.mask(settings.token);
        this.settings = settings;
        this.#login = login;
        this.#context = context;
    }
    /** `Vault at https://vault.example.com (namespace "team")` */
    get displayName() {
        const { product, address, namespace } = this.settings;
        return `${product} at ${address}${namespace === undefined ? '' : ` (namespace "${namespace}")`}`;
    }
    /**
     * Sends a request that has the same effect however often it arrives, and retries it.
     * @param path below `/v1/`, percent-encoded
     * @returns any response that another attempt would not change, refusals included
     * @throws ActionError if the server does not answer, keeps failing, is sealed, or refuses the login
     */
    async request(method, path, body) {
        const attempts = this.attempts(method, path);
        for (;;) {
            const outcome = await this.#sendOnce(method, path, body, attempts);
            if (!(outcome instanceof RetryableError))
                return outcome;
            await attempts.wait(outcome);
        }
    }
    /** The attempts at a request that the caller sends by `write`. */
    attempts(method, path) {
        return this.#context.retry.attempts('Vault', `${method} /v1/${path}`);
    }
    /** Sends a request that changes something, once. */
    async write(method, path, body, attempts) {
        const outcome = await this.#sendOnce(method, path, body, attempts);
        return toWriteResult(outcome, ({ status }) => status < 300);
    }
    async #sendOnce(method, path, body, attempts) {
        this.#token ??= this.#logIn();
        const token = await this.#token;
        try {
            return await send(this.#context, this.settings, { method, path, body, token }, attempts);
        }
        catch (error) {
            if (error instanceof RetryableError)
                return error;
            throw error;
        }
    }
    async #logIn() {
        const login = this.#login;
        if (!login)
            return String(this.settings.token);
        const context = this.#context;
        const post = async (path, body) => {
            const attempts = this.attempts('POST', path);
            for (;;) {
                try {
                    return await send(context, this.settings, { method: 'POST', path, body }, attempts);
                }
                catch (error) {
                    if (!(error instanceof RetryableError))
                        throw error;
                    await attempts.wait(error);
                }
            }
        };
        const token = await logIn(login, this.displayName, post, context);
        context.atEnd(() => this.#revoke(token));
        return token;
    }
    /** Revokes the token of a login, with time of its own: the deadline of the run may have passed. */
    async #revoke(token) {
        const path = 'auth/token/revoke-self';
        const attempts = new Retry(this.#context, () => { }).attempts('Vault', `POST /v1/${path}`);
        let reason;
        try {
            const { status } = await send(this.#context, this.settings, { method: 'POST', path, token }, attempts);
            if (status < 300)
                return;
            reason = `status ${status}`;
        }
        catch (error) {
            reason = errors_messageOf(error);
        }
        throw new Error(`The token of this run's login to ${this.displayName} could not be revoked (${reason}). It expires by itself.`);
    }
}
/** @throws RetryableError, or ActionError `vault-sealed` */
async function send(context, { address, namespace, ca, product }, { method, path, body, token }, attempts) {
    const headers = { accept: 'application/json', 'x-vault-request': 'true' };
    if (token !== undefined)
        headers['x-vault-token'] = token;
    if (namespace !== undefined)
        headers['x-vault-namespace'] = namespace;
    if (body)
        headers['content-type'] = 'application/json';
    const { status, text, responseHeaders } = await sendOnce(context, 'Vault', `${method} /v1/${path}`, attempts, async (signal) => {
        const options = { method, headers, signal, ca, ...(body && { body: JSON.stringify(body) }) };
        const response = await context.fetch(`${address}/v1/${path}`, options);
        return {
            status: response.status,
            text: await response.text(),
            responseHeaders: Object.fromEntries(response.headers),
        };
    });
    const { data, auth, errors } = membersOf(parse(text));
    const reply = {
        status,
        data: membersOf(data),
        auth: membersOf(auth),
        errors: Array.isArray(errors) ? errors.filter(error => typeof error === 'string') : [],
    };
    if (status === 503 && reply.errors.some(error => /is sealed/.test(error))) {
        throw new errors_ActionError('vault-sealed', `${product} at ${address} is sealed: it cannot read its storage, and does nothing until it is unsealed.`, 'Ask whoever runs the server to unseal it (`vault operator unseal`), then run this again.');
    }
    if (status === 429)
        throw rateLimited(context.clock, 'Vault', status, responseHeaders, DEFAULT_RATE_LIMIT_MS);
    // 412: a server of the cluster that is behind the one that gave the token.
    if (status >= 500 || status === 412) {
        throw new RetryableError('unavailable', `${product} at ${address} failed with status ${status}`, {
            indeterminate: status !== 412,
        });
    }
    if (status < 300 && text !== '' && !isObject(parse(text))) {
        throw invalidResponse(`${product} at ${address}`, 'its response is not a JSON object');
    }
    return reply;
}
function parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** A path for a request: each segment percent-encoded. */
function encodePath(path) {
    return path.split('/').map(encodeURIComponent).join('/');
}
/**
 * The error for a response that refuses.
 * @param action what was refused, to stand after "refused to"
 * @param needs what the policy must grant, in Markdown: `` `read` on `secret/metadata/ledger` ``
 */
function refusal({ status, errors }, client, action, needs) {
    const says = errors.map(error => error.replace(/^1 error occurred:\s*\*\s*/, '').trim()).filter(Boolean);
    const said = says.length === 0 ? '' : `: ${quote(says.join('; '))}`;
    if (status === 403) {
        return new errors_ActionError('vault-forbidden', `${client.displayName} refused to ${action} (status 403${said}).`, `The token is invalid or expired, or its policies lack ${needs}. Check the role or the token, and compare its policies with those in examples/policies.`);
    }
    if (status === 404 && says.some(error => /no handler for route|namespace not found/.test(error))) {
        return mountMissing(client, says.join('; '));
    }
    return new errors_ActionError('vault-refused', `${client.displayName} refused to ${action} (status ${status}${said}).`, 'Check the path in `key-store` and the configuration of the mount. Then run this again.');
}
/** The error if there is no mount, or none that the token may know of. */
function mountMissing(client, said) {
    const { prefix, namespace } = client.settings;
    return new errors_ActionError('vault-mount-missing', `${client.displayName} has no secrets engine at the mount that \`key-store\` names, or none that the token may use: ${quote(said)}.`, `Check the mount in \`key-store\`, the namespace (${prefix}_NAMESPACE ${namespace === undefined ? 'is not set' : `is "${namespace}"`}), and the policies of the role or token.`);
}
/** @param what is wrong, as a sentence without its full stop */
function invalidResponse(displayName, what, cause) {
    return new errors_ActionError('vault-invalid-response', `${displayName} gave a response that is not Vault's API: ${what}.`, 'Check the address of the server, and what is between the runner and it (a proxy, a load balancer): it may change responses. Then run this again.', cause);
}
function tokenMissing({ product, prefix }) {
    return new errors_ActionError('vault-token-missing', `Neither the input \`vault-role\` nor the environment variable ${prefix}_TOKEN is set, so this run cannot log in to ${product}.`, `Set \`vault-role\` to log in with the job's OIDC token (and grant \`id-token: write\`), or ${prefix}_TOKEN in the \`env\` of this step.`);
}
/**
 * Makes sure that a mount has the secrets engine that it must have. Any token that may use something of the mount may ask.
 * @param expected such as `KV version 2`
 * @throws ActionError `vault-mount-missing`, `vault-wrong-engine`
 */
async function requireEngine(client, mount, expected) {
    const reply = await client.request('GET', `sys/internal/ui/mounts/${encodePath(mount)}`);
    if (reply.status !== 200) {
        if (reply.status === 403 && !reply.errors.some(error => /preflight/.test(error))) {
            throw refusal(reply, client, `describe the mount ${quote(mount)}`, 'anything on that mount');
        }
        throw mountMissing(client, reply.errors.join('; '));
    }
    const { type, options } = reply.data;
    const version = membersOf(options).version;
    const actual = type === 'kv' ? `KV version ${version ?? 1}` : type === 'transit' ? 'Transit' : String(type);
    if (actual === expected)
        return;
    const remedy = actual === 'KV version 1'
        ? 'Version 1 has no check-and-set, so two runs could overwrite each other. Upgrade the mount (`vault kv enable-versioning`), or name another one.'
        : `Name a mount of ${expected} in \`key-store\`.`;
    throw new errors_ActionError('vault-wrong-engine', `The mount ${quote(mount)} of ${client.displayName} is ${quote(actual)}, and this key store needs ${expected}.`, remedy);
}

;// CONCATENATED MODULE: ./build/inputs/raw-input.js
/**
 * The inputs of an action, from the runner's `INPUT_*` variables. Unlike the toolkit's `getInput`, it removes no white space: the
 * readers decide about that.
 */
function inputsOf(env) {
    return name => env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '';
}

;// CONCATENATED MODULE: ./build/inputs/read-input.js





const MAX_TEXT_CHARACTERS = 256;
/** Reads an input without the ASCII white space at its ends. Only names are read as they are. */
function read_input_readTrimmed(getInput, name) {
    return trimAscii(getInput(name));
}
/**
 * Reads an input with `reader` if the workflow sets it. White space alone is a value: it must not pass for an input that is not set.
 * @returns undefined if the input is empty
 */
function readOptional(getInput, name, reader) {
    return getInput(name) === '' ? undefined : reader(getInput, name);
}
/** @throws ActionError `token-missing` if the input is empty, `input-invalid` if no HTTP header can carry it */
function readToken(getInput, name) {
    const token = read_input_readTrimmed(getInput, name);
    if (!token) {
        throw new ActionError('token-missing', `The input \`${name}\` is empty.`, 'Set it to a GitHub App installation token or a fine-grained personal access token. If it comes from a secret, check the name of the ' +
            'secret, and that the job names the environment that has it.');
    }
    // The error shows no part of the token.
    if (!/^[\x21-\x7e]+$/.test(token)) {
        throw new ActionError('input-invalid', `The input \`${name}\` contains white space or a character outside ASCII, which no token has.`, 'Store the token again, without anything before, after or inside it.');
    }
    return token;
}
/** @throws ActionError `input-invalid` unless the input is one of the choices */
function readChoice(getInput, name, choices) {
    const value = read_input_readTrimmed(getInput, name);
    const choice = choices.find(choice => choice === value);
    if (choice !== undefined)
        return choice;
    throw notAllowed(name, value, choices);
}
/** Reads `true` or `false`, as YAML 1.2's core schema writes them. */
function readBoolean(getInput, name) {
    const value = read_input_readTrimmed(getInput, name);
    if (/^(?:true|True|TRUE)$/.test(value))
        return true;
    if (/^(?:false|False|FALSE)$/.test(value))
        return false;
    throw notAllowed(name, value, ['true', 'false']);
}
/** Reads free text of at most 256 characters; undefined if it is empty. */
function readText(getInput, name) {
    const value = read_input_readTrimmed(getInput, name);
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
    const value = read_input_readTrimmed(getInput, name);
    try {
        return parsePublicKeyHex(value);
    }
    catch (error) {
        throw invalid(name, value, `It ${messageOf(error)}`);
    }
}
/** Reads a time in GitHub's format, such as `2026-01-31T12:00:00Z`. */
function readTime(getInput, name) {
    const value = read_input_readTrimmed(getInput, name);
    const time = parseTime(value);
    if (time)
        return time;
    throw invalid(name, value, 'It must be the output `secret-updated-at` of the run that stored the key, such as `2026-01-31T12:00:00Z`');
}
/** Reads a list that is separated by commas or line ends; empty entries are left out. */
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
/** Other white space is left in place, so that it is refused instead of being removed here and kept elsewhere. */
function trimAscii(text) {
    return text.replace(/^[\t-\r ]+/, '').replace(/(?<![\t-\r ])[\t-\r ]+$/, '');
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: ./build/inputs/url.js


/** Reads a base URL of GitHub's REST API, without the slash at its end. */
function readApiUrl(getInput, name) {
    const url = readBaseUrl(getInput, name, '`https://api.github.com` or `https://HOST/api/v3`');
    if (/^https:\/\/(?:www\.)?github\.com$/.test(url)) {
        throw invalid(name, url, 'That is the web site, not the REST API', 'https://api.github.com');
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
        throw invalid(name, withoutSecrets(value), rule, isMeant ? meant : undefined);
    }
    if (url.protocol !== 'https:' && url.protocol !== 'http:')
        throw invalid(name, withoutSecrets(value), rule);
    if (url.username || url.password || url.search || url.hash) {
        throw invalid(name, `${url.origin}${url.pathname}`, `${rule}, without user, query or fragment`);
    }
    if (url.protocol === 'http:' && !isThisMachine(url)) {
        throw invalid(name, value, 'Plain http is allowed only for this machine (localhost)', url.href.replace('http:', 'https:'));
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

;// CONCATENATED MODULE: ./build/vault/settings.js



/**
 * Reads the variables that Vault's and OpenBao's own clients read. All come from one family, the one that has the address: a
 * token of one server must not be sent to the other.
 * @param first the product whose variables win if both are set
 * @throws ActionError `vault-address-missing`, `vault-settings-invalid`
 */
function readVaultSettings(env, first) {
    const products = first === 'OpenBao' ? ['OpenBao', 'Vault'] : ['Vault', 'OpenBao'];
    const [found] = products.flatMap(product => {
        const address = env[`${prefixOf(product)}_ADDR`];
        return address ? [{ product, address }] : [];
    });
    if (!found) {
        throw new errors_ActionError('vault-address-missing', `Neither ${prefixOf(products[0])}_ADDR nor ${prefixOf(products[1])}_ADDR is set, so the address of the server is unknown.`, `Set \`${prefixOf(products[0])}_ADDR\` in the \`env\` of the job, to an address such as \`https://vault.example.com:8200\`.`);
    }
    const { product, address } = found;
    const prefix = prefixOf(product);
    const token = env[`${prefix}_TOKEN`]?.trim() || undefined;
    if (token !== undefined && !/^[\x21-\x7e]+$/.test(token)) {
        throw invalidSetting(`${prefix}_TOKEN`, 'contains white space or a character outside ASCII, which no token has');
    }
    const namespace = env[`${prefix}_NAMESPACE`]?.replace(/^\/+|\/+$/g, '') || undefined;
    if (namespace !== undefined && !/^[\w.-]+(?:\/[\w.-]+)*$/.test(namespace)) {
        throw invalidSetting(`${prefix}_NAMESPACE`, 'is not a path of letters, digits, `_`, `-` and `.`');
    }
    return {
        product,
        prefix,
        address: readAddress(address, `${prefix}_ADDR`),
        namespace,
        ca: readAuthority(env[`${prefix}_CACERT`], `${prefix}_CACERT`),
        token,
    };
}
function prefixOf(product) {
    return product === 'OpenBao' ? 'BAO' : 'VAULT';
}
/** The value is never shown: a URL may hold a password. */
function readAddress(value, variable) {
    const trimmed = value.trim();
    const url = URL.canParse(trimmed) ? new URL(trimmed) : undefined;
    if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
        throw invalidSetting(variable, 'is not an https URL, such as `https://vault.example.com:8200`');
    }
    if (url.username || url.password || url.search || url.hash) {
        throw invalidSetting(variable, 'must be a URL without user, query or fragment');
    }
    if (url.protocol === 'http:' && !isThisMachine(url)) {
        throw invalidSetting(variable, 'is a plain http URL, which is allowed only for this machine (localhost)');
    }
    return `${url.origin}${url.pathname}`.replace(/\/+$/, '').replace(/\/v1$/, '');
}
function readAuthority(path, variable) {
    if (!path)
        return undefined;
    let text;
    try {
        text = (0,external_node_fs_namespaceObject.readFileSync)(path, 'utf8');
    }
    catch (error) {
        throw invalidSetting(variable, `names a file that cannot be read (${error.code})`, error);
    }
    if (!text.includes('-----BEGIN CERTIFICATE-----')) {
        throw invalidSetting(variable, 'names a file without a certificate in PEM');
    }
    return text;
}
function invalidSetting(variable, what, cause) {
    return new errors_ActionError('vault-settings-invalid', `The environment variable ${variable} ${what}.`, 'Correct it in the `env` of the job, and run this again.', cause);
}

;// CONCATENATED MODULE: ./build/vault/open.js





/**
 * A client for the server that the environment names, as the role of the input `vault-role` or with the token of the environment.
 * @param first the product whose variables win if those of both are set
 * @throws ActionError before any request
 */
function openVault(context, first) {
    return new VaultClient(readVaultSettings(context.env, first), readLogin(context), context);
}
function readLogin({ env }) {
    const getInput = inputsOf(env);
    const role = read_input_readTrimmed(getInput, 'vault-role');
    const audience = read_input_readTrimmed(getInput, 'vault-audience') || undefined;
    if (!role) {
        if (audience === undefined)
            return undefined;
        throw invalid_input_invalid('vault-audience', audience, 'It is for a login with the OIDC token of the job, and `vault-role` is not set');
    }
    const authPath = (read_input_readTrimmed(getInput, 'vault-auth-path') || 'jwt').replace(/^\/+|\/+$/g, '').replace(/^auth\//, '');
    if (!/^[\w.-]+(?:\/[\w.-]+)*$/.test(authPath) || /(?:^|\/)\.\.?(?:\/|$)/.test(authPath)) {
        throw invalid_input_invalid('vault-auth-path', authPath, 'It must be the path at which the JWT auth method is mounted, such as `jwt`');
    }
    return { role, authPath, audience };
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
        throw invalid(input, shown, 'It must not contain a user or a password: pass credentials as the documentation says');
    }
    if (scheme === undefined) {
        const rule = `It must begin with one of ${known.map(known => `\`${EXAMPLES[known]}\``).join(', ')}`;
        throw invalid(input, shown, rule, likelyUri(value, name, known));
    }
    const unwanted = /[^\x21-\x7e]|["<>\\^`{|}]/u.exec(value)?.[0];
    if (unwanted !== undefined) {
        const rule = 'It must be percent-encoded: it contains a character that a URI cannot have, such as a space (`%20`)';
        throw invalid(input, shown, rule);
    }
    try {
        return PARSERS[scheme]({ shown, body, query: parseQuery(query), fragment });
    }
    catch (error) {
        if (error instanceof UriError)
            throw invalid(input, shown, error.message, error.meant);
        throw error;
    }
}
/** The URI in its canonical form; equal URIs have equal texts. */
function formatKeyStoreUri(uri) {
    switch (uri.scheme) {
        case 'file':
            return `file://${uri_encodePath(uri.path)}${formatQuery({ 'public-key': uri.pin })}`;
        case 'vault':
            return `vault://${encodeSegment(uri.mount)}/${uri_encodePath(uri.path)}${formatQuery({ version: uri.pin })}#${uri.field}`;
        case 'hashivault':
        case 'openbao': {
            const mount = uri.mount === DEFAULT_TRANSIT_MOUNT ? undefined : uri.mount;
            return `${uri.scheme}://${uri.key}${formatQuery({ mount, version: uri.pin })}`;
        }
        case 'awskms':
            return `awskms:///${uri.pin ?? uri.alias}`;
        case 'awssecrets':
            return `awssecrets:///${uri_encodePath(uri.name)}${formatQuery({ version: uri.pin })}#${uri.field}`;
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
function uri_encodePath(path) {
    return path.split('/').map(encodeSegment).join('/');
}
/** Percent-encodes what a segment of a path cannot hold (RFC 3986 section 3.3). */
function encodeSegment(segment) {
    return encodeURIComponent(segment).replace(/%(?:40|3A|3D|2B|2C)/g, decodeURIComponent);
}
function formatQuery(parameters) {
    const set = Object.entries(parameters).filter(([, value]) => value !== undefined);
    return set.length === 0 ? '' : `?${set.map(([name, value]) => `${name}=${uri_encodePath(String(value))}`).join('&')}`;
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

;// CONCATENATED MODULE: ./build/stores/transit.js











const KEY_TYPE = 'ecdsa-p256';
/** r and s, 32 bytes each. */
const SIGNATURE_BYTES = 64;
const NONCE_BYTES = 16;
/** The end of the name of a key that a run made: the run's id and a nonce. */
const RUN_AND_NONCE = new RegExp(`-(\\d+)-[0-9a-f]{${2 * NONCE_BYTES}}$`);
/** With the run's id and the nonce, the name is still one that a URI can have. */
const MAX_NAME_CHARACTERS = 64;
/** @throws ActionError if the address or the credentials of the server are missing or invalid */
function transit_open(uri, context) {
    return new TransitStore(uri, openVault(context, uri.scheme === 'openbao' ? 'OpenBao' : 'Vault'), context);
}
/**
 * A key of the Transit secrets engine of Vault or OpenBao: made there, and never to be read. The engine does not say who made a
 * key, and accepts the creation of one that exists. So a new key gets a name that nothing else can have: that of the URI, the id of
 * the run, and a nonce.
 */
class TransitStore {
    kind = 'signing';
    #client;
    #context;
    #uri;
    constructor(uri, client, context) {
        this.#uri = uri;
        this.#client = client;
        this.#context = context;
    }
    /** Once a key is created, with its whole name. */
    get displayName() {
        const { mount, key } = this.#uri;
        return `The key ${displayName(`${mount}/${key}`)} of ${this.#client.displayName}`;
    }
    get claims() {
        const { address, namespace } = this.#client.settings;
        const uri = formatKeyStoreUri(withoutPin(this.#uri));
        return { uri, address, ...(namespace !== undefined && { namespace }) };
    }
    async read() {
        const key = await this.#key();
        if (!key)
            return { updatedAt: undefined };
        const { number, publicKey, createdAt } = this.#versionOf(key);
        return { updatedAt: createdAt, publicKey, reference: this.#referenceTo(number) };
    }
    async create(snapshot) {
        const { journal } = this.#context;
        if (snapshot.updatedAt !== undefined) {
            throw invalid_input_invalid('if-exists', 'overwrite', 'Transit cannot replace a key: use another name in `key-store`');
        }
        this.#uri = withoutPin({ ...this.#uri, key: this.#newName() });
        const place = this.displayName;
        // From now on the key has its whole name.
        journal.append({ type: 'planned', places: [place] });
        await this.#post();
        const key = await this.#key();
        const version = key?.versions.get(1);
        if (!key || !version || key.latestVersion !== 1 || key.isImported) {
            throw new errors_ActionError('not-confirmed', `${this.#client.displayName} accepted the creation of ${lowerFirst(place)}, but then ${key ? 'showed another key under this name' : 'had no such key'}.`, 'Find out in the audit log of the server what else changes keys of this mount. Then run this again: it makes another key.');
        }
        if (key.isExportable)
            throw this.#exportable();
        const { publicKey, createdAt } = version;
        journal.append({ type: 'confirmed', place, updatedAt: createdAt, publicKey });
        return { stored: { name: this.#uri.key, updatedAt: createdAt, reference: this.#referenceTo(1) }, publicKey };
    }
    async describe() {
        const key = await this.#key();
        if (!key)
            throw this.#notFound();
        const { number, publicKey } = this.#versionOf(key);
        // What a run makes is version 1, and nobody else has ever had its private key.
        const isOfRun = number === 1 && !key.isImported && !key.isExportable;
        return {
            type: KEY_TYPE,
            usage: 'sign',
            origin: key.isImported ? 'imported' : 'made in Transit',
            isExportable: key.isExportable,
            deletion: key.isDeletable
                ? 'allowed (`deletion_allowed`) to identities with `delete` on the key'
                : 'not allowed until an admin sets `deletion_allowed`',
            runId: isOfRun ? RUN_AND_NONCE.exec(this.#uri.key)?.[1] : undefined,
            publicKey,
        };
    }
    async sign(bytes) {
        const { mount, key, pin } = this.#uri;
        const reply = await this.#client.request('POST', this.#path('sign'), {
            input: (0,external_node_crypto_namespaceObject.createHash)('sha256').update(bytes).digest('base64'),
            prehashed: true,
            hash_algorithm: 'sha2-256',
            // r and s as a JWS has them (RFC 7518 section 3.4), in base64url.
            marshaling_algorithm: 'jws',
            ...(pin !== undefined && { key_version: pin }),
        });
        if (reply.status !== 200) {
            if (reply.errors.some(error => /key not found/.test(error)))
                throw this.#notFound();
            throw this.#refusal(reply, 'sign with', `\`update\` on \`${mount}/sign/${key}\``);
        }
        const [, version, text = ''] = /^vault:v(\d+):([\w-]+)$/.exec(String(reply.data.signature)) ?? [];
        const signature = Buffer.from(text, 'base64url');
        if (signature.length !== SIGNATURE_BYTES || (pin !== undefined && Number(version) !== pin)) {
            throw invalidResponse(this.#client.displayName, 'it has no signature of 64 bytes by the version of the key that was asked for');
        }
        return signature;
    }
    async delete() {
        const { journal } = this.#context;
        const place = this.displayName;
        const { mount, key: name, pin } = this.#uri;
        const key = await this.#key();
        if (key && key.latestVersion !== pin) {
            throw new errors_ActionError('key-replaced', `${place} has version ${key.latestVersion} now, and \`key-store\` names version ${pin}: the key was rotated since. Transit deletes all versions together, so nothing was deleted.`, 'Find out who rotated the key. Delete it by hand if nothing uses it.');
        }
        if (key && !key.isDeletable) {
            throw new errors_ActionError('deletion-not-allowed', `${place} does not allow its deletion, which is the default of Transit. The key still exists.`, `Do not register its public key: nothing can come of the key then. To delete it, an admin sets \`vault write ${mount}/keys/${name}/config deletion_allowed=true\`; then run this again.`);
        }
        if (key)
            await this.#deleteKey();
        journal.append({ type: 'deleted', place });
        return key !== undefined;
    }
    /** Sends the creation until the engine has the key. Repeating is safe: no other key can have its name. */
    async #post() {
        const { journal } = this.#context;
        const place = this.displayName;
        const path = this.#path('keys');
        const attempts = this.#client.attempts('POST', path);
        let isLost = false;
        for (;;) {
            journal.append({ type: 'write-started', place, replaces: false });
            const result = await this.#client.write('POST', path, { type: KEY_TYPE }, attempts);
            if (result.kind === 'applied')
                break;
            if (result.kind === 'indeterminate')
                isLost = true;
            else
                journal.append({ type: 'write-rejected' });
            if (isLost && (await this.#key()))
                break;
            if (!(result.cause instanceof RetryableError)) {
                throw this.#refusal(result.cause, 'create', `\`update\` on \`${this.#uri.mount}/keys/${this.#uri.key}\``);
            }
            await attempts.wait(result.cause);
        }
        journal.append({ type: 'applied', place });
    }
    async #deleteKey() {
        const { journal } = this.#context;
        const path = this.#path('keys');
        const attempts = this.#client.attempts('DELETE', path);
        for (;;) {
            journal.append({ type: 'delete-started', place: this.displayName });
            const result = await this.#client.write('DELETE', path, undefined, attempts);
            if (result.kind === 'applied')
                return;
            if (result.kind === 'rejected')
                journal.append({ type: 'delete-rejected' });
            if (!(result.cause instanceof RetryableError)) {
                // Deleted by the request whose response was lost, or by another run.
                if (result.cause.status === 400 && !(await this.#key()))
                    return;
                throw this.#refusal(result.cause, 'delete', `\`delete\` on \`${this.#uri.mount}/keys/${this.#uri.key}\``);
            }
            await attempts.wait(result.cause);
        }
    }
    /** @returns undefined if there is no such key */
    async #key() {
        const reply = await this.#client.request('GET', this.#path('keys'));
        if (reply.status !== 200) {
            await requireEngine(this.#client, this.#uri.mount, 'Transit');
            if (reply.status === 404 && reply.errors.length === 0)
                return undefined;
            throw this.#refusal(reply, 'describe', `\`read\` on \`${this.#uri.mount}/keys/${this.#uri.key}\``);
        }
        return this.#keyIn(reply.data);
    }
    #keyIn(data) {
        if (data.type !== KEY_TYPE) {
            throw new errors_ActionError('key-unsupported', `${this.displayName} is of the type ${quote(String(data.type))}, and Ledger takes \`${KEY_TYPE}\` only.`, 'Name another key in `key-store`.');
        }
        const versions = new Map();
        for (const [number, version] of Object.entries(membersOf(data.keys))) {
            const { public_key: pem, creation_time: createdAt } = membersOf(version);
            versions.set(Number(number), { publicKey: this.#publicKeyIn(String(pem)), createdAt: String(createdAt) });
        }
        return {
            // A backup holds the private key, too.
            isExportable: data.exportable !== false || data.allow_plaintext_backup !== false,
            isImported: data.imported_key === true,
            isDeletable: data.deletion_allowed === true,
            latestVersion: Number(data.latest_version),
            versions,
        };
    }
    #publicKeyIn(pem) {
        try {
            const { x, y } = (0,external_node_crypto_namespaceObject.createPublicKey)(pem).export({ format: 'jwk' });
            const hex = [x, y].map(part => Buffer.from(String(part), 'base64url').toString('hex')).join('');
            return operator_key_parsePublicKeyHex(`04${hex}`);
        }
        catch (error) {
            throw invalidResponse(this.#client.displayName, `the public key of ${lowerFirst(this.displayName)} is not a P-256 key`, error);
        }
    }
    /** The version that the URI pins or, if it pins none, the latest. */
    #versionOf({ latestVersion, versions }) {
        const number = this.#uri.pin ?? latestVersion;
        const version = versions.get(number);
        if (!version)
            throw this.#notFound();
        return { number, ...version };
    }
    #newName() {
        const { key } = this.#uri;
        if (key.length > MAX_NAME_CHARACTERS) {
            const rule = `The name of a key to create must have at most ${MAX_NAME_CHARACTERS} characters: the run's id and a nonce are added to it`;
            throw invalid_input_invalid('key-store', formatKeyStoreUri(this.#uri), rule);
        }
        return `${key}-${this.#context.env.GITHUB_RUN_ID}-${(0,external_node_crypto_namespaceObject.randomBytes)(NONCE_BYTES).toString('hex')}`;
    }
    #notFound() {
        const { pin } = this.#uri;
        return new errors_ActionError('key-not-found', `${this.displayName} does not exist${pin === undefined ? '' : `, or has no version ${pin} anymore`}.`, 'Check the name, the mount and the version in `key-store`: use the output `key-reference` of the run that made the key.');
    }
    #exportable() {
        return new errors_ActionError('key-exportable', `${this.displayName} can be exported, although this run did not ask for that.`, 'Do not register its public key. Find out what changes keys of this mount.');
    }
    #refusal(reply, action, needs) {
        return refusal(reply, this.#client, `${action} ${lowerFirst(this.displayName)}`, needs);
    }
    #path(kind) {
        return `${encodePath(this.#uri.mount)}/${kind}/${encodePath(this.#uri.key)}`;
    }
    #referenceTo(version) {
        return formatKeyStoreUri({ ...this.#uri, pin: version });
    }
}

var __webpack_exports__TransitStore = __webpack_exports__.d;
var __webpack_exports__open = __webpack_exports__.h;
export { __webpack_exports__TransitStore as TransitStore, __webpack_exports__open as open };
