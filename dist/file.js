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
  y: () => (/* binding */ FileStore),
  h: () => (/* binding */ file_open)
});

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
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
function text_escapeInvisible(text) {
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
function malformed(why) {
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
        throw malformed('its DER is incomplete or altered');
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
        throw malformed('`d` of its JWK is not 32 bytes in base64url');
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
        throw malformed('the key within its PKCS #8 cannot be read');
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
        throw malformed('its DER holds what no private key has');
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
            throw malformed('its curve cannot be read');
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
        : malformed('its DER is not that of a private key');
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
            throw hex.length > 100 ? malformed('its hex has an odd number of digits') : unknownForm();
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
        throw malformed('it lacks the line that begins or ends the key');
    const der = decodeBase64(base64Of(block));
    if (!der)
        throw malformed('it holds characters that no PEM has');
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
        if (isObject(value) && 'kty' in value)
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
    return new ActionError('key-mismatch', `The stored private key is not the approved one: its public key has the fingerprint ${stored.fingerprint}, ` +
        `the approved one ${approved.fingerprint}.`, 'Do not register or use either. Another person or run has replaced the secret: find out who (the audit log names them), and generate a new key.');
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
    const shown = withoutSecrets(value);
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
function withoutSecrets(text) {
    return text.replace(/(?<=^[^/]*:\/\/)[^/]*@/s, '...@').replace(/\?[^#]*/s, '?...');
}

;// CONCATENATED MODULE: ./build/stores/file.js









/** Larger than any private key in any form. */
const MAX_KEY_BYTES = 64 * 1024;
/** Write permission of the group and of others. */
const OTHERS_MAY_WRITE = 0o022;
/** Any permission of the group and of others. */
const OTHERS_MAY = 0o077;
const STICKY = 0o1000;
/** No run takes this long: a temporary file that is older was left by one that was killed. */
const LEFTOVER_MS = 10 * 60_000;
const LOCK_ATTEMPTS = 20;
const LOCK_PAUSE_MS = 100;
/** @throws ActionError `input-invalid` if the runner keeps no files, or is not known to protect them */
function file_open(uri, context) {
    const { RUNNER_ENVIRONMENT: environment } = context.env;
    const text = formatKeyStoreUri(uri);
    if (environment !== 'self-hosted') {
        const rule = 'A file needs a self-hosted runner: one of GitHub is deleted after the job, and the key with it';
        throw invalid_input_invalid('key-store', text, rule);
    }
    if (process.platform === 'win32') {
        throw invalid_input_invalid('key-store', text, 'A file needs a runner on Linux or macOS: on Windows its permissions are not checked');
    }
    return new FileStore(uri, context);
}
/**
 * A file of a self-hosted runner. It is never partial: the key is written to a temporary file in the same folder, which then gets
 * the final name in one step. All file operations of such a change run without a pause, so that only the death of the process or of
 * the machine can come between them.
 */
class FileStore {
    kind = 'secret';
    holdsApiAccess = false;
    displayName;
    claims;
    #uri;
    #context;
    constructor(uri, context) {
        this.#uri = uri;
        this.#context = context;
        this.displayName = `The file ${displayName(uri.path)}`;
        this.claims = { uri: formatKeyStoreUri(withoutPin(uri)), runner: context.env.RUNNER_NAME ?? '' };
    }
    async read() {
        this.#requireSafeFolder();
        this.#attempt('stored', () => external_node_fs_namespaceObject.accessSync(this.#folder, external_node_fs_namespaceObject.constants.W_OK | external_node_fs_namespaceObject.constants.X_OK));
        const file = this.#readFile();
        if (!file)
            return { updatedAt: undefined, identity: undefined };
        const publicKey = this.#publicKeyOf(file.text);
        if (!publicKey) {
            throw this.#unsafe(`${this.displayName} holds something other than an operator's private key, which must not be lost.`);
        }
        this.#requirePrivate(file.stats);
        const { stats } = file;
        return { updatedAt: timeOf(stats), identity: identityOf(stats), publicKey, reference: this.#referenceTo(publicKey) };
    }
    async store(secret, { identity }) {
        const { journal } = this.#context;
        const place = this.displayName;
        const bytes = Buffer.from(secret.privateKey);
        if (identity)
            await this.#locked(() => this.#write(bytes, identity));
        else
            this.#write(bytes, undefined);
        const file = this.#readFile();
        if (file?.text !== secret.privateKey) {
            throw new errors_ActionError('not-confirmed', `${place} does not hold the key that this run stored in it a moment ago: something else on this machine changed it.`, 'Find out what writes to this file, choose another file or stop that. Then run this again with `if-exists: overwrite`.');
        }
        const updatedAt = timeOf(file.stats);
        journal.append({ type: 'confirmed', place, updatedAt });
        return { name: this.#uri.path, updatedAt, reference: this.#referenceTo(secret.publicKey) };
    }
    async readPrivateKey() {
        this.#requireSafeFolder();
        const file = this.#readFile();
        if (!file) {
            throw new errors_ActionError('key-not-found', `${this.displayName} does not exist.`, 'Check the path, and that this job runs on the machine on which the key was stored (`runs-on`), with the same user, and in no container.');
        }
        this.#requirePrivate(file.stats);
        const { pin } = this.#uri;
        if (pin !== undefined && this.#publicKeyOf(file.text)?.digest !== pin)
            throw this.#keyReplaced();
        return file.text;
    }
    async delete() {
        this.#requireSafeFolder();
        return this.#locked(() => this.#unlink());
    }
    get #folder() {
        return (0,external_node_path_namespaceObject.dirname)(this.#uri.path);
    }
    #referenceTo({ digest }) {
        return formatKeyStoreUri({ ...this.#uri, pin: digest });
    }
    /** Writes the key: to a name that does not exist, or in place of the file that the snapshot has. */
    #write(bytes, replaced) {
        const { journal, signal } = this.#context;
        signal.throwIfAborted();
        const { path } = this.#uri;
        const place = this.displayName;
        this.#removeLeftovers();
        const temporary = this.#hidden(`${(0,external_node_crypto_namespaceObject.randomBytes)(16).toString('hex')}.tmp`);
        journal.append({ type: 'write-started', place, replaces: replaced !== undefined });
        try {
            this.#attempt('stored', () => {
                writeNew(temporary, bytes);
                if (replaced) {
                    this.#requireUnchanged(replaced);
                    external_node_fs_namespaceObject.renameSync(temporary, path);
                }
                else {
                    // Unlike rename, it never replaces a file.
                    external_node_fs_namespaceObject.linkSync(temporary, path);
                }
            });
        }
        catch (error) {
            external_node_fs_namespaceObject.rmSync(temporary, { force: true });
            journal.append({ type: 'write-rejected' });
            throw error;
        }
        journal.append({ type: 'applied', place });
        this.#attempt('stored', () => {
            external_node_fs_namespaceObject.rmSync(temporary, { force: true });
            syncFolder(this.#folder);
        });
    }
    #unlink() {
        const { journal, signal } = this.#context;
        signal.throwIfAborted();
        const place = this.displayName;
        const file = this.#readFile();
        if (file) {
            if (this.#publicKeyOf(file.text)?.digest !== this.#uri.pin)
                throw this.#keyReplaced();
            journal.append({ type: 'delete-started', place });
            try {
                this.#attempt('deleted', () => {
                    // A run that was killed may have left the same file under its temporary name, too.
                    this.#removeLeftovers();
                    external_node_fs_namespaceObject.unlinkSync(this.#uri.path);
                });
            }
            catch (error) {
                journal.append({ type: 'delete-rejected' });
                throw error;
            }
        }
        journal.append({ type: 'deleted', place });
        this.#attempt('deleted', () => syncFolder(this.#folder));
        return file !== undefined;
    }
    /**
     * Lets one process at a time replace or delete the file. There is no waiting while it is locked, so a lock lasts for
     * milliseconds.
     */
    async #locked(change) {
        const lock = this.#hidden('lock');
        for (let attempt = 1; !this.#attempt('locked', () => createLock(lock)); attempt++) {
            if (attempt === LOCK_ATTEMPTS) {
                throw new errors_ActionError('file-locked', `${this.displayName} is locked by ${displayName(lock)}, so nothing was changed: another run is changing the file, or was killed while it did.`, 'If no other run uses this file, delete the lock. Then run this again.');
            }
            await this.#context.sleep(LOCK_PAUSE_MS);
        }
        try {
            return change();
        }
        finally {
            external_node_fs_namespaceObject.rmSync(lock, { force: true });
        }
    }
    /** @throws ActionError if the file is not the one that the snapshot has */
    #requireUnchanged(identity) {
        const stats = this.#lstat();
        const now = stats && identityOf(stats);
        if (now?.device === identity.device && now.inode === identity.inode && now.modifiedNs === identity.modifiedNs)
            return;
        throw new errors_ActionError('key-changed', `${this.displayName} has changed since this run read it: another run stored or deleted a key at the same time.`, 'Make sure that only one run stores this key at a time (a `concurrency` group does that). Then run this again.');
    }
    /** The file and its text, which is masked; undefined if it does not exist. */
    #readFile() {
        return this.#attempt('read', () => {
            let descriptor;
            try {
                descriptor = external_node_fs_namespaceObject.openSync(this.#uri.path, external_node_fs_namespaceObject.constants.O_RDONLY | external_node_fs_namespaceObject.constants.O_NOFOLLOW | external_node_fs_namespaceObject.constants.O_NONBLOCK);
            }
            catch (error) {
                if (codeOf(error) === 'ENOENT')
                    return undefined;
                throw error;
            }
            try {
                const stats = external_node_fs_namespaceObject.fstatSync(descriptor, { bigint: true });
                this.#requireOwnFile(stats);
                if (stats.size > MAX_KEY_BYTES)
                    throw this.#unsafe(`${this.displayName} is too large for a private key.`);
                const text = external_node_fs_namespaceObject.readFileSync(descriptor, 'utf8');
                this.#context.mask(text);
                return { text, stats };
            }
            finally {
                external_node_fs_namespaceObject.closeSync(descriptor);
            }
        });
    }
    #publicKeyOf(text) {
        try {
            return parsePrivateKey(text).publicKey;
        }
        catch (error) {
            // Anything else is a defect.
            if (!isActionError(error))
                throw error;
            return undefined;
        }
    }
    /** Whoever may write to a folder on the way to the file could put another file in its place. */
    #requireSafeFolder() {
        const folder = this.#folder;
        const real = this.#attempt('read', () => external_node_fs_namespaceObject.realpathSync(folder));
        const { RUNNER_TEMP, RUNNER_WORKSPACE, GITHUB_WORKSPACE } = this.#context.env;
        for (const temporary of [RUNNER_TEMP, RUNNER_WORKSPACE, GITHUB_WORKSPACE]) {
            if (temporary && isWithin(real, temporary)) {
                const rule = 'The runner deletes files in this folder between jobs. Use one outside its work folder';
                throw invalid_input_invalid('key-store', formatKeyStoreUri(this.#uri), rule);
            }
        }
        for (const ancestor of new Set([...ancestorsOf(folder), ...ancestorsOf(real)])) {
            const { uid, mode } = this.#attempt('read', () => external_node_fs_namespaceObject.statSync(ancestor));
            const place = `The folder ${displayName(ancestor)}`;
            if (uid !== process.getuid?.() && uid !== 0) {
                throw this.#unsafe(`${place} belongs to another user (uid ${uid}), who could replace ${lowerFirst(this.displayName)}.`, 'Use a folder that belongs to the user of the runner, or to root.');
            }
            // In a folder like /tmp nobody can replace what belongs to others.
            const isShared = (mode & STICKY) !== 0 && ancestor !== folder && ancestor !== real;
            if (mode & OTHERS_MAY_WRITE && !isShared) {
                throw this.#unsafe(`Other users may write to ${lowerFirst(place)} (mode ${octal(mode)}), and so replace ${lowerFirst(this.displayName)}.`, 'Take that permission away (`chmod go-w`), or use another folder.');
            }
        }
    }
    #requireOwnFile(stats) {
        if (!stats.isFile())
            throw this.#unsafe(`${this.displayName} is not a regular file, but a link or a folder, for example.`);
        if (Number(stats.uid) !== process.getuid?.()) {
            throw this.#unsafe(`${this.displayName} belongs to another user (uid ${stats.uid}).`);
        }
    }
    #requirePrivate({ mode }) {
        if ((Number(mode) & OTHERS_MAY) === 0)
            return;
        throw this.#unsafe(`Other users than its owner may use ${lowerFirst(this.displayName)} (mode ${octal(mode)}).`, 'If anyone else could have read the key, treat it as leaked: discard it, and generate a new one. Otherwise set its mode to 0600.');
    }
    #lstat() {
        return this.#attempt('read', () => external_node_fs_namespaceObject.lstatSync(this.#uri.path, { bigint: true, throwIfNoEntry: false }));
    }
    /** A name beside the file that belongs to this program. */
    #hidden(end) {
        return (0,external_node_path_namespaceObject.join)(this.#folder, `.${(0,external_node_path_namespaceObject.basename)(this.#uri.path)}.${end}`);
    }
    /** Removes temporary files of runs that were killed; each may hold a private key that no run has shown. */
    #removeLeftovers() {
        const start = `.${(0,external_node_path_namespaceObject.basename)(this.#uri.path)}.`;
        const current = this.#lstat();
        for (const name of this.#attempt('stored', () => external_node_fs_namespaceObject.readdirSync(this.#folder))) {
            if (!name.startsWith(start) || !/^[0-9a-f]{32}\.tmp$/.test(name.slice(start.length)))
                continue;
            const path = (0,external_node_path_namespaceObject.join)(this.#folder, name);
            const stats = external_node_fs_namespaceObject.lstatSync(path, { bigint: true, throwIfNoEntry: false });
            const isOld = stats && Date.now() - Number(stats.mtimeMs) > LEFTOVER_MS;
            if (isOld || (stats && stats.ino === current?.ino))
                external_node_fs_namespaceObject.rmSync(path, { force: true });
        }
    }
    #keyReplaced() {
        return new errors_ActionError('key-replaced', `${this.displayName} does not hold the key that \`key-store\` names, but another one, or none.`, 'Do not register the key that `key-store` names. If no run of yours has replaced it, find out who did.');
    }
    #unsafe(message, hint = OTHER_PATH) {
        return new errors_ActionError('file-unsafe', message, hint);
    }
    /** Runs file operations. @throws ActionError `file-refused` for what the operating system refuses */
    #attempt(done, operation) {
        try {
            return operation();
        }
        catch (error) {
            const code = codeOf(error);
            if (code === undefined)
                throw error;
            throw this.#refused(done, code, error);
        }
    }
    #refused(done, code, cause) {
        if (code === 'EEXIST') {
            return new errors_ActionError('key-exists', `${this.displayName} did not exist when this run started and does now: another run stored a key at the same time.`, 'Leave it to that run. If you are sure that nothing uses its key, run this again with `if-exists: overwrite`.', cause);
        }
        if (code === 'ELOOP')
            return this.#unsafe(`${this.displayName} is a symbolic link.`);
        const folder = displayName(this.#folder);
        const hints = {
            ENOENT: `Create the folder ${folder} for the user of the runner, with mode 0700.`,
            ENOTDIR: `Check the path: a part of ${folder} is a file.`,
            EACCES: `Let the user of the runner (uid ${process.getuid?.()}) read and write in ${folder}, or use another folder.`,
            EROFS: 'Use a folder on a file system that can be written.',
            ENOSPC: 'Free space on the disk, and run this again.',
            EDQUOT: 'Free space within the quota of the user of the runner, and run this again.',
            EPERM: 'Use a folder on a file system with hard links and POSIX permissions.',
            ENOTSUP: 'Use a folder on a file system with hard links and POSIX permissions.',
        };
        const hint = hints[code] ?? 'Check the disk and the file system of the runner.';
        return new errors_ActionError('file-refused', `${this.displayName} could not be ${done} (${code}).`, hint, cause);
    }
}
const OTHER_PATH = 'Check the path. If it is right, find out who made this file, or use another path.';
/** Creates a file that only its owner can use, and waits until the disk has it. */
function writeNew(path, bytes) {
    const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = external_node_fs_namespaceObject.constants;
    const descriptor = external_node_fs_namespaceObject.openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
    try {
        // The umask may have taken the owner's own permissions.
        external_node_fs_namespaceObject.fchmodSync(descriptor, 0o600);
        external_node_fs_namespaceObject.writeFileSync(descriptor, bytes);
        external_node_fs_namespaceObject.fsyncSync(descriptor);
    }
    finally {
        external_node_fs_namespaceObject.closeSync(descriptor);
    }
}
/** Waits until the disk has the names in a folder. */
function syncFolder(folder) {
    const descriptor = external_node_fs_namespaceObject.openSync(folder, external_node_fs_namespaceObject.constants.O_RDONLY | external_node_fs_namespaceObject.constants.O_DIRECTORY);
    try {
        external_node_fs_namespaceObject.fsyncSync(descriptor);
    }
    finally {
        external_node_fs_namespaceObject.closeSync(descriptor);
    }
}
/** @returns whether the lock was free */
function createLock(path) {
    try {
        external_node_fs_namespaceObject.closeSync(external_node_fs_namespaceObject.openSync(path, 'wx', 0o600));
        return true;
    }
    catch (error) {
        if (codeOf(error) === 'EEXIST')
            return false;
        throw error;
    }
}
/** A folder and all above it, from the root. */
function ancestorsOf(folder) {
    const parent = (0,external_node_path_namespaceObject.dirname)(folder);
    return parent === folder ? [folder] : [...ancestorsOf(parent), folder];
}
function isWithin(folder, other) {
    return external_node_fs_namespaceObject.existsSync(other) && `${folder}/`.startsWith(`${external_node_fs_namespaceObject.realpathSync(other)}/`);
}
function identityOf({ dev, ino, mtimeNs }) {
    return { device: dev, inode: ino, modifiedNs: mtimeNs };
}
function timeOf({ mtime }) {
    return mtime.toISOString();
}
function octal(mode) {
    return (Number(mode) & 0o7777).toString(8).padStart(4, '0');
}
/** The code of an error of the operating system; undefined for anything else. */
function codeOf(error) {
    if (isActionError(error) || !(error instanceof Error) || !('syscall' in error))
        return undefined;
    return error.code;
}

var __webpack_exports__FileStore = __webpack_exports__.y;
var __webpack_exports__open = __webpack_exports__.h;
export { __webpack_exports__FileStore as FileStore, __webpack_exports__open as open };
