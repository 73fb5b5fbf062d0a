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


;// CONCATENATED MODULE: external "./common.js"
var x = (y) => {
	var x = {}; __nccwpck_require__.d(x, y); return x
} 
var y = (x) => (() => (x))
const external_common_js_namespaceObject = __WEBPACK_EXTERNAL_MODULE__common_js_35b0a048__;
;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = process.getBuiltinModule("node:crypto");
;// CONCATENATED MODULE: ./build/key/operator-key.js

const CURVE = 'prime256v1';
const POINT_BYTES = 65;
const OPENSSH_PREFIX = Buffer.from('AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABB', 'base64');
function generateOperatorKey() {
    return toOperatorKey((0,external_node_crypto_namespaceObject.generateKeyPairSync)('ec', { namedCurve: 'P-256' }).privateKey);
}
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
function toOperatorKey(privateKey) {
    const privateKeyPem = privateKey.export({ type: 'sec1', format: 'pem' });
    const publicKey = publicKeyOf(privateKey);
    if (publicKeyOf((0,external_node_crypto_namespaceObject.createPrivateKey)(privateKeyPem)).hex !== publicKey.hex) {
        throw new Error('the PEM of the generated key does not hold the generated key');
    }
    return { privateKey, privateKeyPem, publicKey };
}
function publicKeyOf(privateKey) {
    const spki = (0,external_node_crypto_namespaceObject.createPublicKey)(privateKey).export({ type: 'spki', format: 'der' });
    return describePoint(spki.subarray(-POINT_BYTES));
}
function publicKeyOfPoint(point) {
    let uncompressed;
    try {
        uncompressed = external_node_crypto_namespaceObject.ECDH.convertKey(point, CURVE, undefined, undefined, 'uncompressed');
    }
    catch {
        return undefined;
    }
    return uncompressed.length === POINT_BYTES ? describePoint(uncompressed) : undefined;
}
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
function encodePrivateKey(pem, encoding) {
    return encoding === 'hex' ? Buffer.from(pem).toString('hex') : pem;
}
function describePoint(point) {
    const x = point.subarray(1, 33).toString('base64url');
    const y = point.subarray(33).toString('base64url');
    const kid = sha256(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y })).toString('base64url');
    return {
        hex: point.toString('hex'),
        digest: sha256(point).toString('hex'),
        fingerprint: `SHA256:${sha256(Buffer.concat([OPENSSH_PREFIX, point]))
            .toString('base64')
            .replace('=', '')}`,
        jwk: { kty: 'EC', crv: 'P-256', x, y, kid },
    };
}
function sha256(data) {
    return (0,external_node_crypto_namespaceObject.createHash)('sha256').update(data).digest();
}

;// CONCATENATED MODULE: ./build/actions/kept-public-key.js



function parseKeptPublicKey({ displayName }, value) {
    try {
        return parsePublicKeyHex(value);
    }
    catch (error) {
        throw new external_common_js_namespaceObject.ActionError('variable-malformed', `The existing secret is kept, but ${(0,external_common_js_namespaceObject.lowerFirst)(displayName)} does not hold its public key: the value ${(0,external_common_js_namespaceObject.messageOf)(error)}.`, 'Run `verify` to read the public key of the stored key, and set the variable to it.', error);
    }
}

;// CONCATENATED MODULE: ./build/key/base64.js
function decodeBase64(text) {
    if (!/^[\w+/-]+={0,2}$/.test(text))
        return undefined;
    const bytes = Buffer.from(text, 'base64');
    const canonical = text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_');
    return bytes.toString('base64url') === canonical ? bytes : undefined;
}

;// CONCATENATED MODULE: ./build/key/der.js
const TAG = {
    integer: 0x02,
    bitString: 0x03,
    octetString: 0x04,
    null: 0x05,
    oid: 0x06,
    sequence: 0x30,
    context0: 0xa0,
    context1: 0xa1,
    primitive1: 0x81,
};
function readDer(bytes) {
    const values = [];
    for (let rest = bytes; rest.length > 0;) {
        const [tag = 0, first] = rest;
        if ((tag & 0x1f) === 0x1f || first === undefined)
            return undefined;
        const longForm = first - 0x80;
        const start = longForm > 0 ? 2 + longForm : 2;
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
function readOneDer(bytes) {
    const values = readDer(bytes);
    return values?.length === 1 ? values[0] : undefined;
}
function sequenceOf(value) {
    return value?.tag === TAG.sequence ? readDer(value.content) : undefined;
}
function bitsOf(value) {
    return value?.content[0] === 0 ? value.content.subarray(1) : undefined;
}

;// CONCATENATED MODULE: ./build/key/der-signature.js

const HALF_BYTES = 32;
function rawSignatureOf(der) {
    const halves = sequenceOf(readOneDer(der)) ?? [];
    const numbers = halves.map(({ tag, content }) => (tag === TAG.integer ? content : undefined));
    const [r, s] = numbers.map(number => number && paddedNumber(number));
    return halves.length === 2 && r && s ? Buffer.concat([r, s]) : undefined;
}
function paddedNumber(content) {
    const [first] = content;
    if (first === undefined || first >= 0x80)
        return undefined;
    const number = first === 0 ? content.subarray(1) : content;
    return number.length > HALF_BYTES ? undefined : Buffer.concat([Buffer.alloc(HALF_BYTES - number.length), number]);
}

;// CONCATENATED MODULE: ./build/key/private-key-errors.js

const STORE_AS = 'Store the key as `generate` does: as hex of the SEC1 PEM text, or as the PEM itself.';
function notAKey(code, is, hint = STORE_AS) {
    return new external_common_js_namespaceObject.ActionError(code, `The input \`private-key\` cannot be used: it is ${is}.`, hint);
}
function otherKind(is) {
    return notAKey('key-unsupported', `${is}, and Ledger takes P-256 only`, 'If another secret holds the operator key, use that one. If not, make a key with `generate`.');
}
function encrypted() {
    return notAKey('key-unsupported', 'an encrypted private key', 'Decrypt it, for example with `openssl pkey -traditional`, and store the result.');
}
function malformed(why) {
    return new external_common_js_namespaceObject.ActionError('key-malformed', `The input \`private-key\` looks like a private key that is incomplete or altered: ${why}.`, `If the key is whole in another place, store it again from there. ${STORE_AS}`);
}
function inconsistent(what) {
    return new external_common_js_namespaceObject.ActionError('key-inconsistent', `The input \`private-key\` holds a key ${what}.`, 'Somebody or something has changed the secret. Do not use it; generate a new operator key.');
}

;// CONCATENATED MODULE: ./build/key/ec-private-key.js




const P256 = 'the curve P-256';
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
const PRIME_FIELD = '2a8648ce3d0101';
const P = '00ffffffff00000001000000000000000000000000ffffffffffffffffffffffff';
const A = 'ffffffff00000001000000000000000000000000fffffffffffffffffffffffc';
const B = '5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b';
const GENERATOR = '046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5';
const ORDER = '00ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551';
function decodeDer(der, label) {
    const members = sequenceOf(readOneDer(der));
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
function bytesOf(member) {
    return typeof member === 'string' ? decodeBase64(member) : undefined;
}
function numberOf(member) {
    const bytes = bytesOf(member);
    return bytes && BigInt(`0x0${bytes.toString('hex')}`);
}
function decodePkcs8([version, algorithm, privateKey, ...optional]) {
    const [identifier, parameters] = sequenceOf(algorithm) ?? [];
    const oid = hexOf(identifier, TAG.oid) ?? '';
    if (oid !== EC_PUBLIC_KEY)
        throw otherKind(ALGORITHMS[oid] ?? 'a key of another algorithm');
    const inner = privateKey && sequenceOf(readOneDer(privateKey.content));
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
function isP256(parameters) {
    const [, field, curve, generator, order, cofactor] = sequenceOf(parameters) ?? [];
    const [fieldType, p] = sequenceOf(field) ?? [];
    const [a, b] = sequenceOf(curve) ?? [];
    return (hexOf(fieldType, TAG.oid) === PRIME_FIELD &&
        hexOf(p, TAG.integer) === P &&
        hexOf(a, TAG.octetString) === A &&
        hexOf(b, TAG.octetString) === B &&
        generator?.tag === TAG.octetString &&
        publicKeyOfPoint(generator.content)?.hex === GENERATOR &&
        hexOf(order, TAG.integer) === ORDER &&
        (cofactor === undefined || isNumber(cofactor, 1)));
}
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
function pick(values, ...tags) {
    const left = [...values];
    const picked = tags.map(tag => (left[0]?.tag === tag ? left.shift() : undefined));
    return left.length === 0 ? picked : undefined;
}
function publicHalfOf(value, tag = TAG.bitString) {
    const point = value?.tag === tag ? bitsOf(value) : undefined;
    return point && publicKeyOfPoint(point);
}
const hexOf = (value, tag) => value?.tag === tag ? value.content.toString('hex') : undefined;
const isNumber = (value, number) => hexOf(value, TAG.integer) === `0${number}`;
const startsWith = (values, ...tags) => tags.every((tag, i) => values[i]?.tag === tag);

;// CONCATENATED MODULE: ./build/key/parse-private-key.js







const BOUNDARY = /[-\u2010-\u2015\u2212] ?(BEGIN|END) ([A-Z0-9 ]{0,63}[A-Z0-9]) ?[-\u2010-\u2015\u2212]/g;
const DASHES_AND_SPACE = /[-\u2010-\u2015\u2212\s]/g;
const STRICT_BLOCK = /(?<=^|\n)-----BEGIN ([A-Z0-9 ]+)-----[ \t]*\r?\n(?:[A-Za-z0-9+/]+={0,2}[ \t]*\r?\n)+-----END \1-----[ \t]*(?=\r?\n|$)/g;
const STRICT_HEX = /^(?:[ \t\n\v\f\r]*[0-9a-f]{2})+[ \t\n\v\f\r]*$/i;
const OTHER_BLOCKS = {
    'ENCRYPTED PRIVATE KEY': encrypted,
    'RSA PRIVATE KEY': () => otherKind('an RSA key'),
    'DSA PRIVATE KEY': () => otherKind('a DSA key'),
    'PGP PRIVATE KEY BLOCK': () => otherKind('a PGP key'),
    'OPENSSH PRIVATE KEY': () => notAKey('key-unsupported', "a private key in OpenSSH's format", 'If it is the operator key, convert a copy of it with `ssh-keygen -p -m PEM`, and store the result.'),
    CERTIFICATE: () => notAKey('key-unsupported', 'a certificate'),
};
function parsePrivateKey(text) {
    if (!text.trim())
        throw emptySecret();
    const { key, deviations } = parseText(text);
    return { ...key, deviations };
}
function parseText(text, isInner = false) {
    if (text.search(BOUNDARY) >= 0)
        return parsePem(text);
    if (text.includes('PuTTY-User-Key-File'))
        throw notAKey('key-unsupported', "a private key in PuTTY's format");
    const bare = unwrap(text);
    if (bare.startsWith('{'))
        return decodeJwk(parseJwk(unescapeLines(bare).replace(/\\{1,4}"/g, '"')));
    const compact = unescapeLines(bare).replace(/\s/g, '');
    const hex = compact.replace(/^(?:0x|\\x)/i, '');
    if (/^[0-9a-f]+$/i.test(hex)) {
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
    const isDer = bytes[0] === 0x30 && (readDer(bytes) || /^30(?:..|81..|82.{4})02010[01]/.test(bytes.toString('hex', 0, 7)));
    if (isDer)
        return deviating(decodeDer(bytes), 'it is DER');
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
    const isStrict = text.match(STRICT_BLOCK)?.length === blocks.length &&
        !text.replace(STRICT_BLOCK, '').includes('---') &&
        blocks.every(isCanonical);
    if (!isStrict)
        deviating(decoded, 'its lines are not those of a PEM file');
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
    if (/Proc-Type: *4,ENCRYPTED/.test(body))
        throw encrypted();
    if (!isWhole)
        throw malformed('it lacks the line that begins or ends the key');
    const der = decodeBase64(base64Of(block));
    if (!der)
        throw malformed('it holds characters that no PEM has');
    return decodeDer(der, label);
}
function base64Of({ body }) {
    return body.replace(/^[\w-]{1,64}:.*/gm, '').replace(DASHES_AND_SPACE, '');
}
function isCanonical(block) {
    const base64 = base64Of(block);
    return base64.length % 4 === 0 && decodeBase64(base64) !== undefined;
}
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
    throw new external_common_js_namespaceObject.ActionError('key-ambiguous', `The input \`private-key\` holds ${blocks.length} private keys, and they are not all the same P-256 key.`, 'Store only the operator key.');
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
function unwrap(text) {
    const unquote = (value) => value.trim().replace(/^b?["'`\u2018-\u201d]{1,4}|["'`\u2018-\u201d]{1,4}[,;]?$/g, '');
    return unquote(unquote(text).replace(/^(?:export |set |\$env:)?[A-Za-z_][\w.-]*\s*[:=]\s*(?=[^\s=])/, ''));
}
function unescapeLines(text) {
    return text.replace(/\\{1,4}[nr]/g, '\n').replace(/\\{1,4}\//g, '/');
}
function parseJwk(text) {
    try {
        const value = JSON.parse(text);
        if ((0,external_common_js_namespaceObject.isObject)(value) && 'kty' in value)
            return value;
    }
    catch {
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
    return new external_common_js_namespaceObject.ActionError('key-empty', 'The input `private-key` is empty.', 'Likely reasons: the job does not name the environment whose secret it reads, or misspells it; or there is no secret of that name. ' +
        'If this very run has stored it as a repository or organization secret, verify it in a new run: those are read when a run is queued.');
}

;// CONCATENATED MODULE: ./build/key/parse-public-key.js



const EC_P256 = '06072a8648ce3d020106082a8648ce3d030107';
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
function publicKeyOfSpki(der) {
    const [algorithm, key, ...more] = sequenceOf(readOneDer(der)) ?? [];
    const point = more.length === 0 ? bitsOf(key) : undefined;
    if (algorithm?.tag !== TAG.sequence || algorithm.content.toString('hex') !== EC_P256)
        return undefined;
    return point && publicKeyOfPoint(point);
}

;// CONCATENATED MODULE: ./build/key/proof.js




const PROOF_TYPE = 'ledger-operator-key+jws';
function signProof(key, claims, now = new Date()) {
    const signingInput = signingInputOf(key.publicKey, claims, now);
    const signature = (0,external_node_crypto_namespaceObject.sign)('sha256', Buffer.from(signingInput), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
    if (!isSignedBy(key.publicKey, signingInput, signature)) {
        throw new Error('the proof of possession does not verify with its own public key');
    }
    return `${signingInput}.${signature.toString('base64url')}`;
}
async function signProofWith({ publicKey, sign }, claims, now) {
    const signingInput = signingInputOf(publicKey, claims, now);
    const signature = await sign(Buffer.from(signingInput));
    if (!isSignedBy(publicKey, signingInput, signature)) {
        throw new external_common_js_namespaceObject.ActionError('signature-invalid', 'The signature of the key store does not verify with the public key that it shows: it signed other bytes, or with another key.', 'Do not register this key. Check what is between the runner and the key store, and report this to those who run it.');
    }
    return `${signingInput}.${signature.toString('base64url')}`;
}
function verifyProof(proof, expected) {
    const parts = proof.split('.');
    const [header = '', payload = ''] = parts;
    const [headerBytes, claimBytes, signature] = parts.map(decodeBase64url);
    if (parts.length !== 3 || !headerBytes || !claimBytes || !signature) {
        throw invalidProof('It is not a compact JWS: three parts of base64url without padding, separated by dots.');
    }
    if (header !== encodeHeader(expected.publicKey)) {
        throw invalidProof('Its header does not name the stored key: it is the proof of another key, or no proof of this action.');
    }
    if (!isSignedBy(expected.publicKey, `${header}.${payload}`, signature)) {
        throw invalidProof('The stored key did not sign it.');
    }
    const claims = parseClaims(claimBytes);
    if (!claims)
        throw invalidProof('Its payload is not a JSON object.');
    const difference = findDifference(claims, expected);
    if (difference !== undefined)
        throw invalidProof(difference);
    return { proof, runAttempt: String(claims.run_attempt) };
}
function signedAt(proof) {
    const payload = proof.slice(proof.indexOf('.') + 1, proof.lastIndexOf('.'));
    return timeOf(JSON.parse(Buffer.from(payload, 'base64url').toString()));
}
function timeOf({ iat }) {
    return new Date(typeof iat === 'number' ? iat * 1000 : Number.NaN);
}
function findDifference(claims, expected) {
    const { run, operator, workspace, keyStore } = expected;
    const environment = keyStore === undefined ? expected.environment : undefined;
    const secret = (0,external_common_js_namespaceObject.membersOf)(claims.secret);
    if (Number.isNaN(timeOf(claims).getTime()))
        return 'It does not say when it was signed.';
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
    if (keyStore !== undefined && (0,external_common_js_namespaceObject.membersOf)(claims.key_store).uri !== keyStore)
        return 'It names a key that is not stored in the place that `key-store` names.';
    if (operator !== undefined && claims.operator !== operator)
        return 'It is for another operator than `operator-name`.';
    if (workspace !== undefined && claims.workspace !== workspace)
        return 'It is for another workspace than `workspace`.';
    return undefined;
}
function invalidProof(reason) {
    return new external_common_js_namespaceObject.ActionError('proof-invalid', `\`proof\` does not prove that this run made the stored key. ${reason}`, 'Do not register this key. Pass the output `proof` of the generate step of the same run, with the same operator, workspace and ' +
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
        return (0,external_common_js_namespaceObject.isObject)(claims) ? claims : undefined;
    }
    catch {
        return undefined;
    }
}
function isSame(claim, name) {
    return typeof claim === 'string' && (0,external_common_js_namespaceObject.isSameName)(claim, name);
}
function base64url(value) {
    return Buffer.from(JSON.stringify(value)).toString('base64url');
}
function decodeBase64url(text) {
    const bytes = Buffer.from(text, 'base64url');
    return bytes.toString('base64url') === text && text !== '' ? bytes : undefined;
}

;// CONCATENATED MODULE: ./build/ledger/client.js






const LEDGER_API_VERSIONS = ['v1', 'v2'];
const LEDGER_API_URLS = {
    v1: 'https://api.vault.ledger.com',
    v2: 'https://re.vault.ledger.com/v1/rest',
};
const DEFAULT_RATE_LIMIT_MS = 10_000;
const TOKEN = /^[\x21-\x7e]{16,}$/;
async function exchangeToken(access, network, mask) {
    const response = await requestToken(access, network);
    if (response.status !== 200)
        throw refused(response.status, response.text, access);
    const body = (0,external_common_js_namespaceObject.parseJson)(response.text);
    if (!(0,external_common_js_namespaceObject.isObject)(body))
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
function readIdentity(token, access) {
    const claims = (0,external_common_js_namespaceObject.parseJson)(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const { pub_key: key, workspace } = (0,external_common_js_namespaceObject.membersOf)(claims);
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
function compareIdentity(identity, publicKey, access) {
    if (identity.workspace !== undefined && identity.workspace !== access.workspace) {
        throw new external_common_js_namespaceObject.ActionError('wrong-workspace', `The API access belongs to another workspace: Ledger says ${quoteRedacted(identity.workspace, access)}, expected was ${(0,external_common_js_namespaceObject.quote)(access.workspace)}.`, 'Check the input `workspace`, and which API Key ID and API Secret are stored.');
    }
    if (identity.publicKey === undefined)
        return 'unknown';
    if (identity.publicKey.hex === publicKey.hex)
        return 'registered';
    throw new external_common_js_namespaceObject.ActionError('another-key-registered', `Ledger has another public key on file for this API access: its fingerprint is ${identity.publicKey.fingerprint}, ours is ${publicKey.fingerprint}.`, 'This operator must not be used. If the API access belongs to another operator, store the right one. If not, suspend the operator in the ' +
        'workspace, find out who registered that key, and start over with a new operator.');
}
async function requestToken(access, network) {
    const { version, url, workspace, apiKeyId, apiKeySecret } = access;
    const init = {
        method: 'POST',
        headers: {
            'content-type': 'application/json',
            accept: 'application/json',
            ...(version === 'v1' && { 'x-ledger-workspace': workspace }),
        },
        body: JSON.stringify(version === 'v1' ? { api_key_id: apiKeyId, api_key_secret: apiKeySecret } : { workspace, apiKeyId, apiKeySecret }),
    };
    const attempts = network.retry.attempts('Ledger', 'POST /auth/token');
    return (0,external_common_js_namespaceObject.retrying)(attempts, async () => {
        const response = await (0,external_common_js_namespaceObject.sendOnce)(network, attempts, signal => network.fetch(`${url}/auth/token`, { ...init, signal }));
        const { status, headers } = response;
        if (status === 420 || status === 429) {
            throw (0,external_common_js_namespaceObject.rateLimited)(network.clock, 'Ledger', status, Object.fromEntries(headers), DEFAULT_RATE_LIMIT_MS);
        }
        if (status >= 500)
            throw new external_common_js_namespaceObject.RetryableError('unavailable', `Ledger failed with status ${status}`);
        return { status, text: await response.text() };
    });
}
function refused(status, text, { workspace }) {
    const body = (0,external_common_js_namespaceObject.parseJson)(text);
    const { message } = (0,external_common_js_namespaceObject.membersOf)(body);
    const said = typeof message === 'string' ? `: ${(0,external_common_js_namespaceObject.quote)(message)}` : '';
    if (status !== 401 && status !== 403) {
        return new external_common_js_namespaceObject.ActionError('ledger-refused', `Ledger refused to exchange the API access for a token (status ${status}${said}).`, 'Check `workspace`, `ledger-api-version` and `ledger-api-url`.');
    }
    if (!(0,external_common_js_namespaceObject.isObject)(body)) {
        return new external_common_js_namespaceObject.ActionError('access-blocked', `\`POST /auth/token\` was refused with a body that is not JSON (status ${status}). ` +
            'A proxy, firewall or login page between the runner and Ledger refused it, not Ledger.', "Let the runner reach Ledger's API: check its network, the proxy (HTTPS_PROXY, NO_PROXY), the firewall and `ledger-api-url`.");
    }
    return new external_common_js_namespaceObject.ActionError('ledger-credentials-rejected', `Ledger does not accept the API Key ID and API Secret for the workspace ${(0,external_common_js_namespaceObject.quote)(workspace)} (status ${status}${said}).`, 'Check that both were copied whole and belong to this workspace, and that the operator is neither suspended nor revoked. ' +
        'An admin can regenerate the API Secret (user permission settings).');
}
function invalidResponse(what) {
    return new external_common_js_namespaceObject.ActionError('ledger-invalid-response', `\`POST /auth/token\` did not get a valid response from Ledger's API. ${what}.`, 'Check `ledger-api-url` and `ledger-api-version`, and whether a proxy, a firewall or a login page answers in place of Ledger.');
}
function unreadableKey(claim, access) {
    return new external_common_js_namespaceObject.ActionError('ledger-key-unreadable', `Ledger's token names the registered public key in a form that this action does not know: ${quoteRedacted(typeof claim === 'string' ? claim : JSON.stringify(claim), access)}.`, 'This does not mean that it is another key. Compare the key in the workspace (Users page) with this one, and report the form as a bug.');
}
function quoteRedacted(text, { apiKeyId, apiKeySecret }) {
    return (0,external_common_js_namespaceObject.quote)(text.replaceAll(apiKeySecret, '***').replaceAll(apiKeyId, '***'));
}

;// CONCATENATED MODULE: ./build/ledger/registration.js






function readRegistration(getInput, needsAccess) {
    const version = (0,external_common_js_namespaceObject.readChoice)(getInput, 'ledger-api-version', LEDGER_API_VERSIONS);
    const required = (0,external_common_js_namespaceObject.readBoolean)(getInput, 'require-registered');
    const workspace = (0,external_common_js_namespaceObject.readOptional)(getInput, 'workspace', external_common_js_namespaceObject.readLedgerName);
    const apiKeyId = (0,external_common_js_namespaceObject.readTrimmed)(getInput, 'api-key-id');
    const apiKeySecret = (0,external_common_js_namespaceObject.readTrimmed)(getInput, 'api-key-secret');
    const url = getInput('ledger-api-url')
        ? (0,external_common_js_namespaceObject.readBaseUrl)(getInput, 'ledger-api-url', `\`${LEDGER_API_URLS[version]}\``)
        : LEDGER_API_URLS[version];
    if (version === 'v1' && workspace && !/^[\x20-\x7e]+$/.test(workspace)) {
        throw (0,external_common_js_namespaceObject.invalid)('workspace', workspace, 'With `ledger-api-version: v1`, it must be ASCII, because an HTTP header carries it');
    }
    const missing = [
        !workspace && '`workspace`',
        !apiKeyId && '`api-key-id`',
        !apiKeySecret && '`api-key-secret`',
    ].filter(name => name !== false);
    if (workspace && apiKeyId && apiKeySecret) {
        return { access: { version, url, workspace, apiKeyId, apiKeySecret }, required };
    }
    if (!apiKeyId && !apiKeySecret && !(required && needsAccess))
        return undefined;
    throw new external_common_js_namespaceObject.ActionError('api-access-incomplete', `The registration at Ledger cannot be checked: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} empty.`, 'Set all three. If they come from secrets, the job must name the environment that has them. To skip the check, leave `api-key-id` and ' +
        '`api-key-secret` out and set `require-registered: false`.');
}
async function checkRegistration(check, publicKey, network, mask) {
    if (!check)
        return 'unknown';
    const { access, required } = check;
    const identity = readIdentity(await exchangeToken(access, network, mask), access);
    const registration = compareIdentity(identity, publicKey, access);
    if (registration === 'unknown' && required) {
        throw new external_common_js_namespaceObject.ActionError('registration-unknown', 'Ledger accepts the API access, but its token does not say which public key is registered.', 'Compare the key in the workspace (Users page) by eye, then set `require-registered: false`.');
    }
    return registration;
}
function registeredOutput(registration) {
    return registration === 'registered' ? 'true' : registration;
}

;// CONCATENATED MODULE: ./build/summary/markdown.js

function page(...sections) {
    return sections.filter(Boolean).join('\n\n');
}
function table(left, right, rows) {
    return [`| ${left} | ${right} |`, '| --- | --- |', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n');
}
function code(text) {
    return `\`${text}\``;
}
function codeBlock(text) {
    return `\`\`\`text\n${text}\n\`\`\``;
}
function details(summary, ...content) {
    return page(`<details>\n<summary>${summary}</summary>`, ...content, '</details>');
}
function markdown_link(text, url) {
    return `[${literal(text)}](${encodeURI(url).replace(/[()]/g, c => `%${c.charCodeAt(0).toString(16)}`)})`;
}
function literal(text) {
    return (0,external_common_js_namespaceObject.escapeInvisible)(text).replace(/[\\`*_[\]()<>&|~:@$#!]|(?<=www)\./gi, c => `&#${c.charCodeAt(0)};`);
}
function literalName(name) {
    return literal((0,external_common_js_namespaceObject.displayName)(name));
}
function inGroups(hex) {
    const lines = hex.replace(/.{16}(?=.)/g, '$&\n').split('\n');
    return lines.map((line, i) => `${i + 1}  ${line.replace(/.{4}(?=.)/g, '$& ')}`).join('\n');
}

;// CONCATENATED MODULE: ./build/summary/randomart.js
const WIDTH = 17;
const HEIGHT = 9;
const VISITS = ' .o+=*BOX@%&#/^';
function randomart(fingerprint) {
    const board = Array.from({ length: HEIGHT }, () => new Array(WIDTH).fill(0));
    const start = { x: (WIDTH - 1) / 2, y: (HEIGHT - 1) / 2 };
    let { x, y } = start;
    for (const step of stepsOf(Buffer.from(fingerprint.replace(/^SHA256:/, ''), 'base64'))) {
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
function stepsOf(digest) {
    return [...digest].flatMap(byte => [0, 2, 4, 6].map(shift => (byte >> shift) & 3));
}
function clamp(position, length) {
    return Math.max(0, Math.min(length - 1, position));
}

;// CONCATENATED MODULE: ./build/summary/key-sections.js



function publicKeySection({ hex, fingerprint }, title = 'Public key') {
    return page(`### ${title}`, 'All 130 characters, as Ledger registers them (X9.62 uncompressed point):', code(hex), 'The same characters in groups, to compare or to read aloud:', codeBlock(inGroups(hex)), 'Fingerprint and picture of the same key, as `ssh-keygen -lv` prints them. If two pictures differ, so do the keys. If they look alike, still compare ' +
        'all 130 characters.', code(fingerprint), codeBlock(randomart(fingerprint)));
}
function proofSection(proofs) {
    return details('For auditors: the proof of possession', 'Save it: GitHub deletes this page with the logs of the run, by default after 90 days.', ...proofs.flatMap(({ occasion, proof }) => [
        `The key signed this ${occasion}, at ${signingTime(proof)}:`,
        code(proof),
    ]));
}
function signingTime(proof) {
    return signedAt(proof).toISOString().replace('.000Z', 'Z');
}
function keptPublicKeySection(publicKey) {
    return page(publicKeySection(publicKey, 'Public key according to the variable'), 'The variable says so; the secret may hold another key. Run `verify`, which reads the secret, to find out.');
}

;// CONCATENATED MODULE: ./build/summary/sections.js






function gateOf(subject) {
    if ('keyStore' in subject)
        return subject.gate;
    return subject.destination.level === 'environment' ? subject.destination : undefined;
}
function nameCell(name) {
    return name === undefined ? 'not given' : literalName(name);
}
function namesCell(names) {
    return names.map(nameCell).join(', ');
}
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
        ? [['Settings', markdown_link('see on GitHub', (0,external_common_js_namespaceObject.settingsUrl)(place, subject.run.serverUrl, environmentId))]]
        : [];
    if ('keyStore' in subject) {
        return [...keyStoreRows(subject.keyStore), ...(subject.gate ? placeRows(subject.gate) : []), ...settings];
    }
    const { audience } = subject;
    return [
        ['Secret', nameCell(subject.secretName)],
        ...placeRows(subject.destination),
        ...(audience ? [['Available to', (0,external_common_js_namespaceObject.describeAudience)(audience)]] : []),
        ...settings,
    ];
}
function keyStoreRows({ uri, ...more }) {
    const rows = Object.entries(more).map(([name, value]) => [`Key store: ${literal(name)}`, nameCell(value)]);
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
        return "**Unknown:** GitHub's record was not read";
    if ('unreadable' in approvals)
        return `**Unknown:** ${literal(approvals.unreadable)}`;
    const { approvedBy, byAnother, bot } = approvals;
    if (approvedBy.length === 0)
        return '**Nobody:** GitHub has no approval on record';
    const names = approvedBy.map(approver => literal((0,external_common_js_namespaceObject.describeApprover)(approver))).join(', ');
    if (byAnother)
        return names;
    return bot === undefined
        ? `${names}. **Weak:** they started or re-ran the run, or are bots`
        : `${names}. **Weak:** the bot ${nameCell(bot)} started the run`;
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
    ]), (0,external_common_js_namespaceObject.weaknessesOf)(protection)
        .map(weakness => `- **Weak:** ${weakness}`)
        .join('\n'));
}
function branchCell(rule) {
    switch (rule.kind) {
        case 'none':
            return 'all';
        case 'protected':
            return 'protected branches only';
        case 'patterns':
            return rule.patterns ? namesCell(rule.patterns) : 'those that match its patterns (not checked)';
    }
}
function runSection(run, title) {
    const isRerun = run.triggeringActor !== '' && run.triggeringActor !== run.actor;
    return page(`### ${title}`, valueTable([
        ['Run', markdown_link(run.runId, (0,external_common_js_namespaceObject.runUrl)(run))],
        ['Attempt', literal(run.runAttempt)],
        ['Event', literal(run.eventName)],
        ['Started by', `${nameCell(run.actor)} (id ${literal(run.actorId)})`],
        ...(isRerun ? [['Run again by', nameCell(run.triggeringActor)]] : []),
        ...sourceRows(run),
        ['Commit', markdown_link(run.sha.slice(0, 12), `${run.serverUrl}/${run.repository}/commit/${run.sha}`)],
        ['Runner', literal(run.runnerEnvironment)],
    ]));
}
function sourceRows({ workflowRef }) {
    const at = workflowRef.indexOf('@');
    const file = at < 0 ? workflowRef : workflowRef.slice(0, at);
    const ref = at < 0 ? '' : workflowRef.slice(at + 1);
    const [, repository, name] = /^(.+)\/\.github\/workflows\/([^/]+)$/.exec(file) ?? [];
    const source = name === undefined
        ? [['Workflow file', nameCell(file)]]
        : [
            ['Workflow file', nameCell(name)],
            ['Workflow repository', nameCell(repository)],
        ];
    return [
        ...source,
        ref.startsWith('refs/tags/')
            ? ['Tag', nameCell(ref.slice('refs/tags/'.length))]
            : ['Branch', nameCell(ref.replace(/^refs\/heads\//, ''))],
    ];
}
function authenticitySection(openedFrom) {
    return page('### Is this page genuine?', "Anyone with write access can push a workflow that prints a page like this one. They cannot change GitHub's own parts of the run's page, so check these:", steps(openedFrom, 'GitHub shows the branch beside the name of whoever started the run. It must be the branch in the table above, and the one that the environment is for, usually `main`.', 'GitHub shows the workflow file above the diagram of the jobs. It must be the file in the table above, and the one that you know.'));
}
function steps(...texts) {
    return texts.map((text, i) => `${i + 1}. ${text}`).join('\n');
}

;// CONCATENATED MODULE: ./build/summary/activation-page.js





const EXISTING = {
    fail: 'stops the run: nothing is changed',
    keep: 'is kept: nothing is changed',
    overwrite: '**is replaced**',
};
const KEY_NOT_GIVEN = [
    'Public key',
    '**not given**: compare the key at Ledger with the verified page of the run that made it',
];
function activationPage(activation) {
    const { gate, gateProtection, operator, publicKey, placeProtection, workspace, ledgerApi, run } = activation;
    return page('## An operator key waits to be put into service', 'Approve only if each value is what you know from another channel. By approving you confirm that this operator is registered at ' +
        'Ledger with the key of its verified page. The run then asks Ledger for that key, and changes nothing if it finds another one. ' +
        'If you reject, nothing is changed.', 'To decide: **Review deployments** on the page of the run, tick the environment, **Approve and deploy** or **Reject**.', valueTable([
        ['Operator', nameCell(operator)],
        ...(publicKey ? [] : [KEY_NOT_GIVEN]),
        ...activation_page_sourceRows(activation),
        ...destinationRows(activation),
        ['Ledger workspace', nameCell(workspace)],
        ['Version of the Ledger API', ledgerApi.version],
        ['Address of the Ledger API', ledgerApi.url === undefined ? "Ledger's own" : nameCell(ledgerApi.url)],
    ]), publicKey && publicKeySection(publicKey), protectionSection({ destination: gate }, gateProtection), placeWeakness(placeProtection), runSection(run, 'Who and what asks'), authenticitySection("Open the run from GitHub's review request, its notification or the list of runs, not from a link in a message."));
}
function activation_page_sourceRows({ keyReference, gate }) {
    const repository = nameCell(`${gate.owner}/${gate.repo}`);
    if (keyReference === undefined) {
        return [
            ['From the environment', nameCell(gate.environment)],
            ['From the repository', repository],
        ];
    }
    return [
        ['Key reference', nameCell(keyReference)],
        ['API access from the environment', nameCell(gate.environment)],
        ['API access from the repository', repository],
    ];
}
function destinationRows({ place, ifExists, run }) {
    if (!place)
        return [['API access to', 'a new version of the secret that has the key']];
    return [...activation_page_placeRows(place, run), ['A key that is in service there', EXISTING[ifExists]]];
}
function activation_page_placeRows(place, run) {
    if (place.level === 'organization') {
        return [
            ['To the organization', nameCell(place.organization)],
            ['For', audience(place)],
        ];
    }
    const fullName = `${place.owner}/${place.repo}`;
    const repository = nameCell(fullName);
    const which = (0,external_common_js_namespaceObject.isSameName)(fullName, run.repository) ? 'the' : '**another**';
    if (place.level === 'repository')
        return [[`To **every workflow** of ${which} repository`, repository]];
    return [
        ['To the environment', nameCell(place.environment)],
        [`To ${which} repository`, repository],
    ];
}
function audience({ visibility, selectedRepositoryIds }) {
    switch (visibility) {
        case 'all':
            return '**all repositories**, public ones too';
        case 'private':
            return '**all private repositories**';
        case 'selected':
            return `the repositories with these ids: ${selectedRepositoryIds.join(', ')}`;
        case undefined:
            return 'the repositories that may use the secret now; **all private repositories** if it does not exist';
    }
}
function placeWeakness(protection) {
    const weakness = protection && 'branchRule' in protection && (0,external_common_js_namespaceObject.branchWeakness)(protection.branchRule);
    return weakness ? page('### Protection of the environment that gets the key', `- **Weak:** ${weakness}`) : undefined;
}

;// CONCATENATED MODULE: ./build/summary/discarded-page.js


function discardedPage(subject, fate) {
    const { otherVersions = [] } = fate;
    const rows = 'keyStore' in subject ? storeRows(subject) : secretRows(subject);
    if (otherVersions.length > 0)
        rows.push(['Other versions', namesCell(otherVersions)]);
    return page(`## ${headingOf(fate)}`, 'keyStore' in subject
        ? fateOf(fate, 'The key', 'the place')
        : fateOf(fate, 'The secret', 'the secret and its place'), valueTable(rows), runSection(subject.run, fate.elsewhere === undefined ? 'Who and what discarded it' : 'The run that searched for it'));
}
const VERSIONS_REMEDY = 'Use each as `key-store` of `verify` to see which key it holds. If this key was rejected, discard each version that holds it.';
const UNREGISTERED = 'Do not register its public key; if it is registered already, suspend the operator.';
function headingOf({ existed, scheduledFor, elsewhere, otherVersions = [] }) {
    if (elsewhere !== undefined)
        return 'There is no such operator key here';
    const subject = otherVersions.length > 0 ? 'One version of the secret' : 'The operator key';
    if (existed)
        return `${subject} was discarded`;
    return `${subject} was already ${scheduledFor === undefined ? 'deleted' : 'scheduled for deletion'}`;
}
function fateOf({ scheduledFor, elsewhere, otherVersions = [] }, place, compared) {
    if (elsewhere !== undefined) {
        return ('This run deleted no key. An earlier run may have deleted the key, or it may exist elsewhere: ' +
            `compare ${compared} below with the page of the run that stored the key. ${UNREGISTERED}`);
    }
    if (otherVersions.length > 0) {
        return ('The version below cannot be read anymore. The secret has other versions, and each may hold the same private key: `promote` stores it again with its API access. ' +
            `${VERSIONS_REMEDY} Do not register its public key then; if it is registered already, suspend the operator.`);
    }
    return scheduledFor === undefined
        ? `${place} does not exist anymore. ${UNREGISTERED}`
        : `${place} cannot be used anymore, and will be deleted on ${scheduledFor}. Until then, an admin can cancel its deletion. ${UNREGISTERED}`;
}
function storeRows({ keyStore, keyReference }) {
    return [...keyStoreRows(keyStore), ['Key reference', nameCell(keyReference)]];
}
function secretRows({ secretName, destination }) {
    return [['Secret', nameCell(secretName)], ...placeRows(destination)];
}

;// CONCATENATED MODULE: ./build/summary/dry-run-page.js


function dryRunPage(subject, protection, outlook) {
    return page('## Dry run: no key was made', literal(outlook), subjectTable(subject, protection, []), protectionSection(subject, protection), runSection(subject.run, 'The dry run'));
}

;// CONCATENATED MODULE: ./build/summary/expiry.js

function expiryOf(expiresAt) {
    return `The vault deletes this version of the secret by itself on ${expiresAt} (\`delete_version_after\`), and no software can read the key from then on.`;
}
const EXPIRY_REMEDY = 'Let an admin of the vault turn that off for the mount (`vault write MOUNT/config delete_version_after=0s`) and for the secret ' +
    '(`vault kv metadata put -mount=MOUNT -delete-version-after=0s PATH`). Both count for new versions. To keep this one, too, let them run `vault kv undelete -mount=MOUNT -versions=VERSION PATH`.';
function expirySection(expiresAt) {
    return expiresAt === undefined
        ? undefined
        : page('### The vault will delete this key', expiryOf(expiresAt), EXPIRY_REMEDY);
}

;// CONCATENATED MODULE: ./build/summary/generated-page.js




function generatedPage(subject, protection, key) {
    const waits = protection !== undefined && 'reviewers' in protection && protection.reviewers.length > 0;
    const isNew = 'keyStore' in subject ? 'as a new key' : 'as a new secret';
    return page(waits ? '## A new operator key waits for approval' : '## A new operator key was made', waits &&
        `${'keyStore' in subject ? '' : 'Nobody can use this key yet. '}Decide whether it may act in your Ledger Enterprise workspace: check this page, then follow the steps at its end.`, subjectTable(subject, protection, [
        ['Stored', `${key.updatedAt}, ${key.replaced ? 'in place of an earlier key' : isNew}`],
    ]), expirySection(key.expiresAt), publicKeySection(key.publicKey), protectionSection(subject, protection), runSection(subject.run, 'Who and what made it'), authenticitySection(waits
        ? "Open the run from GitHub's review request, its notification or the list of runs, not from a link in a message."
        : "Open the run from the repository's list of runs, not from a link in a message."), '### What to do now', nextSteps(subject, waits), key.proof !== undefined && proofSection([{ occasion: 'when this run made it', proof: key.proof }]));
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
        return steps(check, 'Approve the job that waits: **Review deployments**, tick the environment, **Approve and deploy**. The job reads the stored key and shows a verified page.', `Register only the public key of the page **Verified: register this key**. ${notYet}`, 'If anything is not what you expect, reject the job. A key that is not registered can do no harm.');
    }
    return steps(check, 'GitHub may let jobs read this key without asking anyone, so approve the public key elsewhere: compare all of it with the page of the job that verifies the stored key.', notYet, reject);
}

;// CONCATENATED MODULE: ./build/summary/kept-page.js




function keptPage(subject, protection, key) {
    return page(key.dryRun ? '## Dry run: the operator key would be kept' : '## The operator key was kept', `${'keyStore' in subject ? 'The key' : 'The secret'} exists, and \`if-exists: keep\` leaves it as it is. This run made no key, and it does not know who made this one.`, subjectTable(subject, protection, [['Stored', key.updatedAt]]), expirySection(key.expiresAt), key.publicKey && ('keyStore' in subject ? publicKeySection(key.publicKey) : keptPublicKeySection(key.publicKey)), protectionSection(subject, protection), runSection(subject.run, 'The run that kept it'));
}

;// CONCATENATED MODULE: ./build/summary/promoted-page.js




function promotedPage(subject, key) {
    return page('## The operator key is in service', 'Software now gets this key from the place below. If it replaced another operator there, suspend that one at Ledger once nothing uses it.', subjectTable(subject, undefined, [
        ...(key.reference === undefined ? [] : [['Key reference', nameCell(key.reference)]]),
        ['Stored', key.updatedAt ?? 'earlier, in this place'],
        ['Approved by', approvalCell(key.approvals)],
        ['Registered at Ledger', registrationCell(key.registered)],
    ]), expirySection(key.expiresAt), publicKeySection(key.publicKey), runSection(subject.run, 'Who and what promoted it'), proofSection([{ occasion: 'when this run put it into service', proof: key.proof }]));
}
function notPromotedPage(subject, publicKey, expiresAt) {
    return page('## Nothing was promoted', `${'keyStore' in subject ? 'A key or API access is' : 'Secrets are'} at the destination already, and \`if-exists: keep\` changes nothing.`, subjectTable(subject, undefined, []), expirySection(expiresAt), publicKey && ('keyStore' in subject ? publicKeySection(publicKey) : keptPublicKeySection(publicKey)), runSection(subject.run, 'The run that kept them'));
}

;// CONCATENATED MODULE: ./build/summary/verified-page.js




function verifiedPage(key) {
    const isRegistered = key.registered === 'registered';
    const reasons = reasonsNotToRegister(key);
    const mayRegister = reasons.length === 0 && !isRegistered;
    return page(heading(key, mayRegister), mayRegister &&
        'This run made and stored this key, and someone other than its starter approved it. Two roles have work left, with their steps below: an Admin of the ' +
            'workspace registers the key at Ledger, and an admin of the repository stores its API access at GitHub.', valueTable([
        ['Operator', nameCell(key.operator)],
        ['Workspace', nameCell(key.workspace)],
        ...(key.keyStore ? keyStoreRows(key.keyStore) : []),
        ...(key.keyReference === undefined ? [] : [['Key reference', nameCell(key.keyReference)]]),
        ['Environment', nameCell(key.environment)],
        [
            'Stored key',
            key.compared ? 'has the expected public key' : '**Unknown:** it was compared with no expected public key',
        ],
        [
            'Made by',
            key.origin ? originCell(key.origin) : '**Unknown:** neither a proof nor the key store names this run',
        ],
        ['Approved by', approvalCell(key.approvals)],
        ['Registered at Ledger', mayRegister ? 'still to do, by the steps below' : registrationCell(key.registered)],
    ]), publicKeySection(key.publicKey), runSection(key.run, 'Who and what verified it'), mayRegister &&
        authenticitySection("This must be the run that you approved: compare its number in the browser's address bar with the one above."), mayRegister && page('### At Ledger: what an Admin of the workspace does', registrationSteps(key.operator)), mayRegister && page('### At GitHub: what an admin of the repository does', accessSteps(key)), isRegistered &&
        key.exposures.length > 0 &&
        page('### Others may sign with this key', 'The reasons:', list(key.exposures), SUSPEND), isRegistered && expirySection(key.expiresAt), !isRegistered &&
        reasons.length > 0 &&
        page('### Do not register the key from this page', 'The reasons:', list(reasons), key.expiresAt !== undefined && EXPIRY_REMEDY, key.exposures.length > 0 ? EXPOSED : key.expiresAt === undefined && ELSEWHERE), proofSection(proofsOf(key)));
}
const EXPOSED = 'Generate another key: with this one, others may approve requests at Ledger.';
const SUSPEND = 'Suspend the operator at Ledger until you know who used the key. Then generate another key, for a new operator.';
const ELSEWHERE = 'If your company approves keys elsewhere, compare the whole public key there before you register it.';
function heading({ registered, compared, exposures, expiresAt }, mayRegister) {
    if (registered === 'registered') {
        const but = exposures.length > 0 ? ', but others may use it' : expiresAt === undefined ? '' : ', but the vault will delete it';
        return `## This operator key is registered${but}`;
    }
    if (mayRegister)
        return '## Verified: register this key';
    return compared ? '## The stored key is the expected one' : '## The stored operator key';
}
function reasonsNotToRegister(key) {
    const { compared, origin, exposures, expiresAt, environment, approvals } = key;
    const reasons = [...exposures];
    if (expiresAt !== undefined)
        reasons.push(expiryOf(expiresAt));
    if (!compared)
        reasons.push('The stored key was compared with no expected public key (`public-key-hex`).');
    if (!origin)
        reasons.push('Nothing shows that this run made the key: neither `proof` nor the key store.');
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
        : `this run, in its attempt ${literal(origin.runAttempt)}, at ${signingTime(origin.proof)}: the key itself signed the proof`;
}
function proofsOf({ origin, proof }) {
    const made = origin && origin !== 'key-store' ? [{ occasion: 'when this run made it', proof: origin.proof }] : [];
    return [...made, { occasion: 'when this job verified it', proof }];
}
function registrationSteps(operator) {
    const username = operator === undefined ? 'the API username' : 'the operator from the table above as the API username';
    return steps('Log in as an Admin to your Ledger Enterprise workspace.', 'Navigate to the **Users** section and click **Invite User**.', 'Select **Operator - Via Self Managed Key Pair**.', `Enter ${username}, and the public key above. Compare all of the key, not only its ends.`, 'Confirm, and seek approval from other Admins. They compare the key with this page, too.', 'Visit the **Users** page and click **Generate API Access** next to the user (a one-time action). It gives the **API Key ID** and the **API Secret** ' +
        'for the steps at GitHub. If someone else takes those, share both in a password manager, not in a message.', 'Include the new API user in the groups and account rules that it needs.');
}
const ACTIVATIONS = {
    vault: 'vault-activate.yml',
    hashivault: 'vault-transit-activate.yml',
    openbao: 'vault-transit-activate.yml',
    awskms: 'aws-kms-activate.yml',
    awssecrets: 'aws-secrets-manager-activate.yml',
};
function accessSteps({ keyStore, run: { serverUrl, repository } }) {
    const scheme = keyStore?.uri?.replace(/:.*/s, '');
    const settings = markdown_link('the environments in the settings', `${serverUrl}/${repository}/settings/environments`);
    const storing = 'Under **Environment secrets**, store the API Key ID as `LEDGER_API_KEY_ID` and the API Secret as `LEDGER_API_KEY_SECRET`.';
    if (scheme === 'file') {
        return steps(`Open ${settings} of the repository, and there that of the daily check, which is \`ledger-monitor\` in \`file-monitor.yml\`.`, storing, 'Give both to the software that reads the file, too: no workflow puts such a key into service.');
    }
    const activation = scheme === undefined
        ? '*Activate a Ledger operator key* (`ledger-activate.yml` if `npm run setup` wrote it), or your own that calls `activate.yml`'
        : `\`${ACTIVATIONS[scheme]}\` (if the repository has none, \`npm run setup\` with \`--workspace\` writes it)`;
    return steps(`Open ${settings} of the repository, and there the environment from the table above.`, storing, `Start the workflow that puts the key into service: ${activation}. It asks Ledger whether this key is registered.`);
}
function list(texts) {
    return texts.map(text => `- ${text}`).join('\n');
}

;// CONCATENATED MODULE: ./build/actions/deferred.js

























export { EXPIRY_REMEDY as EXPIRY_REMEDY, LEDGER_API_URLS as LEDGER_API_URLS, LEDGER_API_VERSIONS as LEDGER_API_VERSIONS, PROOF_TYPE as PROOF_TYPE, TAG as TAG, VERSIONS_REMEDY as VERSIONS_REMEDY, activationPage as activationPage, approvalCell as approvalCell, authenticitySection as authenticitySection, bitsOf as bitsOf, checkRegistration as checkRegistration, code as code, codeBlock as codeBlock, compareIdentity as compareIdentity, decodeBase64 as decodeBase64, decodeDer as decodeDer, decodeJwk as decodeJwk, details as details, discardedPage as discardedPage, dryRunPage as dryRunPage, encodePrivateKey as encodePrivateKey, encrypted as encrypted, exchangeToken as exchangeToken, expiryOf as expiryOf, expirySection as expirySection, gateOf as gateOf, generateOperatorKey as generateOperatorKey, generatedPage as generatedPage, inGroups as inGroups, inconsistent as inconsistent, keptPage as keptPage, keptPublicKeySection as keptPublicKeySection, keyStoreRows as keyStoreRows, markdown_link as link, literal as literal, literalName as literalName, malformed as malformed, nameCell as nameCell, namesCell as namesCell, notAKey as notAKey, notPromotedPage as notPromotedPage, operatorKeyOfScalar as operatorKeyOfScalar, otherKind as otherKind, page as page, parseKeptPublicKey as parseKeptPublicKey, parsePrivateKey as parsePrivateKey, parsePublicKey as parsePublicKey, parsePublicKeyHex as parsePublicKeyHex, placeRows as placeRows, promotedPage as promotedPage, proofSection as proofSection, protectionSection as protectionSection, publicKeyOf as publicKeyOf, publicKeyOfPoint as publicKeyOfPoint, publicKeySection as publicKeySection, randomart as randomart, rawSignatureOf as rawSignatureOf, readDer as readDer, readIdentity as readIdentity, readOneDer as readOneDer, readRegistration as readRegistration, registeredOutput as registeredOutput, registrationCell as registrationCell, runSection as runSection, sequenceOf as sequenceOf, signProof as signProof, signProofWith as signProofWith, signedAt as signedAt, signingTime as signingTime, steps as steps, subjectTable as subjectTable, table as table, valueTable as valueTable, verifiedPage as verifiedPage, verifyProof as verifyProof };
