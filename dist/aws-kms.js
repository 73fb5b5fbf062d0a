import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 832:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

var aws4 = exports,
    url = __nccwpck_require__(16),
    querystring = __nccwpck_require__(480),
    crypto = __nccwpck_require__(982),
    lru = __nccwpck_require__(638),
    credentialsCache = lru(1000)

// http://docs.amazonwebservices.com/general/latest/gr/signature-version-4.html

function hmac(key, string, encoding) {
  return crypto.createHmac('sha256', key).update(string, 'utf8').digest(encoding)
}

function hash(string, encoding) {
  return crypto.createHash('sha256').update(string, 'utf8').digest(encoding)
}

// This function assumes the string has already been percent encoded
function encodeRfc3986(urlEncodedString) {
  return urlEncodedString.replace(/[!'()*]/g, function(c) {
    return '%' + c.charCodeAt(0).toString(16).toUpperCase()
  })
}

function encodeRfc3986Full(str) {
  return encodeRfc3986(encodeURIComponent(str))
}

// A bit of a combination of:
// https://github.com/aws/aws-sdk-java-v2/blob/dc695de6ab49ad03934e1b02e7263abbd2354be0/core/auth/src/main/java/software/amazon/awssdk/auth/signer/internal/AbstractAws4Signer.java#L59
// https://github.com/aws/aws-sdk-js/blob/18cb7e5b463b46239f9fdd4a65e2ff8c81831e8f/lib/signers/v4.js#L191-L199
// https://github.com/mhart/aws4fetch/blob/b3aed16b6f17384cf36ea33bcba3c1e9f3bdfefd/src/main.js#L25-L34
var HEADERS_TO_IGNORE = {
  'authorization': true,
  'connection': true,
  'x-amzn-trace-id': true,
  'user-agent': true,
  'expect': true,
  'presigned-expires': true,
  'range': true,
}

// request: { path | body, [host], [method], [headers], [service], [region] }
// credentials: { accessKeyId, secretAccessKey, [sessionToken] }
function RequestSigner(request, credentials) {

  if (typeof request === 'string') request = url.parse(request)

  var headers = request.headers = Object.assign({}, (request.headers || {})),
      hostParts = (!this.service || !this.region) && this.matchHost(request.hostname || request.host || headers.Host || headers.host)

  this.request = request
  this.credentials = credentials || this.defaultCredentials()

  this.service = request.service || hostParts[0] || ''
  this.region = request.region || hostParts[1] || 'us-east-1'

  // SES uses a different domain from the service name
  if (this.service === 'email') this.service = 'ses'

  if (!request.method && request.body)
    request.method = 'POST'

  if (!headers.Host && !headers.host) {
    headers.Host = request.hostname || request.host || this.createHost()

    // If a port is specified explicitly, use it as is
    if (request.port)
      headers.Host += ':' + request.port
  }
  if (!request.hostname && !request.host)
    request.hostname = headers.Host || headers.host

  this.isCodeCommitGit = this.service === 'codecommit' && request.method === 'GIT'

  this.extraHeadersToIgnore = request.extraHeadersToIgnore || Object.create(null)
  this.extraHeadersToInclude = request.extraHeadersToInclude || Object.create(null)
}

RequestSigner.prototype.matchHost = function(host) {
  var match = (host || '').match(/([^\.]{1,63})\.(?:([^\.]{0,63})\.)?amazonaws\.com(\.cn)?$/)
  var hostParts = (match || []).slice(1, 3)

  // ES's hostParts are sometimes the other way round, if the value that is expected
  // to be region equals \u2018es\u2019 switch them back
  // e.g. search-cluster-name-aaaa00aaaa0aaa0aaaaaaa0aaa.us-east-1.es.amazonaws.com
  if (hostParts[1] === 'es' || hostParts[1] === 'aoss')
    hostParts = hostParts.reverse()

  if (hostParts[1] == 's3') {
    hostParts[0] = 's3'
    hostParts[1] = 'us-east-1'
  } else {
    for (var i = 0; i < 2; i++) {
      if (/^s3-/.test(hostParts[i])) {
        hostParts[1] = hostParts[i].slice(3)
        hostParts[0] = 's3'
        break
      }
    }
  }

  return hostParts
}

// http://docs.aws.amazon.com/general/latest/gr/rande.html
RequestSigner.prototype.isSingleRegion = function() {
  // Special case for S3 and SimpleDB in us-east-1
  if (['s3', 'sdb'].indexOf(this.service) >= 0 && this.region === 'us-east-1') return true

  return ['cloudfront', 'ls', 'route53', 'iam', 'importexport', 'sts']
    .indexOf(this.service) >= 0
}

RequestSigner.prototype.createHost = function() {
  var region = this.isSingleRegion() ? '' : '.' + this.region,
      subdomain = this.service === 'ses' ? 'email' : this.service
  return subdomain + region + '.amazonaws.com'
}

RequestSigner.prototype.prepareRequest = function() {
  this.parsePath()

  var request = this.request, headers = request.headers, query

  if (request.signQuery) {

    this.parsedPath.query = query = this.parsedPath.query || {}

    if (this.credentials.sessionToken)
      query['X-Amz-Security-Token'] = this.credentials.sessionToken

    if (this.service === 's3' && !query['X-Amz-Expires'])
      query['X-Amz-Expires'] = 86400

    if (query['X-Amz-Date'])
      this.datetime = query['X-Amz-Date']
    else
      query['X-Amz-Date'] = this.getDateTime()

    query['X-Amz-Algorithm'] = 'AWS4-HMAC-SHA256'
    query['X-Amz-Credential'] = this.credentials.accessKeyId + '/' + this.credentialString()
    query['X-Amz-SignedHeaders'] = this.signedHeaders()

  } else {

    if (!request.doNotModifyHeaders && !this.isCodeCommitGit) {
      if (request.body && !headers['Content-Type'] && !headers['content-type'])
        headers['Content-Type'] = 'application/x-www-form-urlencoded; charset=utf-8'

      if (request.body && !headers['Content-Length'] && !headers['content-length'])
        headers['Content-Length'] = Buffer.byteLength(request.body)

      if (this.credentials.sessionToken && !headers['X-Amz-Security-Token'] && !headers['x-amz-security-token'])
        headers['X-Amz-Security-Token'] = this.credentials.sessionToken

      if (this.service === 's3' && !headers['X-Amz-Content-Sha256'] && !headers['x-amz-content-sha256'])
        headers['X-Amz-Content-Sha256'] = hash(this.request.body || '', 'hex')

      if (headers['X-Amz-Date'] || headers['x-amz-date'])
        this.datetime = headers['X-Amz-Date'] || headers['x-amz-date']
      else
        headers['X-Amz-Date'] = this.getDateTime()
    }

    delete headers.Authorization
    delete headers.authorization
  }
}

RequestSigner.prototype.sign = function() {
  if (!this.parsedPath) this.prepareRequest()

  if (this.request.signQuery) {
    this.parsedPath.query['X-Amz-Signature'] = this.signature()
  } else {
    this.request.headers.Authorization = this.authHeader()
  }

  this.request.path = this.formatPath()

  return this.request
}

RequestSigner.prototype.getDateTime = function() {
  if (!this.datetime) {
    var headers = this.request.headers,
      date = new Date(headers.Date || headers.date || new Date)

    this.datetime = date.toISOString().replace(/[:\-]|\.\d{3}/g, '')

    // Remove the trailing 'Z' on the timestamp string for CodeCommit git access
    if (this.isCodeCommitGit) this.datetime = this.datetime.slice(0, -1)
  }
  return this.datetime
}

RequestSigner.prototype.getDate = function() {
  return this.getDateTime().substr(0, 8)
}

RequestSigner.prototype.authHeader = function() {
  return [
    'AWS4-HMAC-SHA256 Credential=' + this.credentials.accessKeyId + '/' + this.credentialString(),
    'SignedHeaders=' + this.signedHeaders(),
    'Signature=' + this.signature(),
  ].join(', ')
}

RequestSigner.prototype.signature = function() {
  var date = this.getDate(),
      cacheKey = [this.credentials.secretAccessKey, date, this.region, this.service].join(),
      kDate, kRegion, kService, kCredentials = credentialsCache.get(cacheKey)
  if (!kCredentials) {
    kDate = hmac('AWS4' + this.credentials.secretAccessKey, date)
    kRegion = hmac(kDate, this.region)
    kService = hmac(kRegion, this.service)
    kCredentials = hmac(kService, 'aws4_request')
    credentialsCache.set(cacheKey, kCredentials)
  }
  return hmac(kCredentials, this.stringToSign(), 'hex')
}

RequestSigner.prototype.stringToSign = function() {
  return [
    'AWS4-HMAC-SHA256',
    this.getDateTime(),
    this.credentialString(),
    hash(this.canonicalString(), 'hex'),
  ].join('\n')
}

RequestSigner.prototype.canonicalString = function() {
  if (!this.parsedPath) this.prepareRequest()

  var pathStr = this.parsedPath.path,
      query = this.parsedPath.query,
      headers = this.request.headers,
      queryStr = '',
      normalizePath = this.service !== 's3',
      decodePath = this.service === 's3' || this.request.doNotEncodePath,
      decodeSlashesInPath = this.service === 's3',
      firstValOnly = this.service === 's3',
      bodyHash

  if (this.service === 's3' && this.request.signQuery) {
    bodyHash = 'UNSIGNED-PAYLOAD'
  } else if (this.isCodeCommitGit) {
    bodyHash = ''
  } else {
    bodyHash = headers['X-Amz-Content-Sha256'] || headers['x-amz-content-sha256'] ||
      hash(this.request.body || '', 'hex')
  }

  if (query) {
    var reducedQuery = Object.keys(query).reduce(function(obj, key) {
      if (!key) return obj
      obj[encodeRfc3986Full(key)] = !Array.isArray(query[key]) ? query[key] :
        (firstValOnly ? query[key][0] : query[key])
      return obj
    }, {})
    var encodedQueryPieces = []
    Object.keys(reducedQuery).sort().forEach(function(key) {
      if (!Array.isArray(reducedQuery[key])) {
        encodedQueryPieces.push(key + '=' + encodeRfc3986Full(reducedQuery[key]))
      } else {
        reducedQuery[key].map(encodeRfc3986Full).sort()
          .forEach(function(val) { encodedQueryPieces.push(key + '=' + val) })
      }
    })
    queryStr = encodedQueryPieces.join('&')
  }
  if (pathStr !== '/') {
    if (normalizePath) pathStr = pathStr.replace(/\/{2,}/g, '/')
    pathStr = pathStr.split('/').reduce(function(path, piece) {
      if (normalizePath && piece === '..') {
        path.pop()
      } else if (!normalizePath || piece !== '.') {
        if (decodePath) piece = decodeURIComponent(piece.replace(/\+/g, ' '))
        path.push(encodeRfc3986Full(piece))
      }
      return path
    }, []).join('/')
    if (pathStr[0] !== '/') pathStr = '/' + pathStr
    if (decodeSlashesInPath) pathStr = pathStr.replace(/%2F/g, '/')
  }

  return [
    this.request.method || 'GET',
    pathStr,
    queryStr,
    this.canonicalHeaders() + '\n',
    this.signedHeaders(),
    bodyHash,
  ].join('\n')
}

RequestSigner.prototype.filterHeaders = function() {
  var headers = this.request.headers,
      extraHeadersToInclude = this.extraHeadersToInclude,
      extraHeadersToIgnore = this.extraHeadersToIgnore
  this.filteredHeaders = Object.keys(headers)
    .map(function(key) { return [key.toLowerCase(), headers[key]] })
    .filter(function(entry) {
      return extraHeadersToInclude[entry[0]] ||
        (HEADERS_TO_IGNORE[entry[0]] == null && !extraHeadersToIgnore[entry[0]])
    })
    .sort(function(a, b) { return a[0] < b[0] ? -1 : 1 })
}

RequestSigner.prototype.canonicalHeaders = function() {
  if (!this.filteredHeaders) this.filterHeaders()

  return this.filteredHeaders.map(function(entry) {
    return entry[0] + ':' + entry[1].toString().trim().replace(/\s+/g, ' ')
  }).join('\n')
}

RequestSigner.prototype.signedHeaders = function() {
  if (!this.filteredHeaders) this.filterHeaders()

  return this.filteredHeaders.map(function(entry) { return entry[0] }).join(';')
}

RequestSigner.prototype.credentialString = function() {
  return [
    this.getDate(),
    this.region,
    this.service,
    'aws4_request',
  ].join('/')
}

RequestSigner.prototype.defaultCredentials = function() {
  var env = process.env
  return {
    accessKeyId: env.AWS_ACCESS_KEY_ID || env.AWS_ACCESS_KEY,
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY || env.AWS_SECRET_KEY,
    sessionToken: env.AWS_SESSION_TOKEN,
  }
}

RequestSigner.prototype.parsePath = function() {
  var path = this.request.path || '/'

  // S3 doesn't always encode characters > 127 correctly and
  // all services don't encode characters > 255 correctly
  // So if there are non-reserved chars (and it's not already all % encoded), just encode them all
  if (/[^0-9A-Za-z;,/?:@&=+$\-_.!~*'()#%]/.test(path)) {
    path = encodeURI(decodeURI(path))
  }

  var queryIx = path.indexOf('?'),
      query = null

  if (queryIx >= 0) {
    query = querystring.parse(path.slice(queryIx + 1))
    path = path.slice(0, queryIx)
  }

  this.parsedPath = {
    path: path,
    query: query,
  }
}

RequestSigner.prototype.formatPath = function() {
  var path = this.parsedPath.path,
      query = this.parsedPath.query

  if (!query) return path

  // Services don't support empty query string keys
  if (query[''] != null) delete query['']

  return path + '?' + encodeRfc3986(querystring.stringify(query))
}

aws4.RequestSigner = RequestSigner

aws4.sign = function(request, credentials) {
  return new RequestSigner(request, credentials).sign()
}


/***/ }),

/***/ 638:
/***/ ((module) => {

module.exports = function(size) {
  return new LruCache(size)
}

function LruCache(size) {
  this.capacity = size | 0
  this.map = Object.create(null)
  this.list = new DoublyLinkedList()
}

LruCache.prototype.get = function(key) {
  var node = this.map[key]
  if (node == null) return undefined
  this.used(node)
  return node.val
}

LruCache.prototype.set = function(key, val) {
  var node = this.map[key]
  if (node != null) {
    node.val = val
  } else {
    if (!this.capacity) this.prune()
    if (!this.capacity) return false
    node = new DoublyLinkedNode(key, val)
    this.map[key] = node
    this.capacity--
  }
  this.used(node)
  return true
}

LruCache.prototype.used = function(node) {
  this.list.moveToFront(node)
}

LruCache.prototype.prune = function() {
  var node = this.list.pop()
  if (node != null) {
    delete this.map[node.key]
    this.capacity++
  }
}


function DoublyLinkedList() {
  this.firstNode = null
  this.lastNode = null
}

DoublyLinkedList.prototype.moveToFront = function(node) {
  if (this.firstNode == node) return

  this.remove(node)

  if (this.firstNode == null) {
    this.firstNode = node
    this.lastNode = node
    node.prev = null
    node.next = null
  } else {
    node.prev = null
    node.next = this.firstNode
    node.next.prev = node
    this.firstNode = node
  }
}

DoublyLinkedList.prototype.pop = function() {
  var lastNode = this.lastNode
  if (lastNode != null) {
    this.remove(lastNode)
  }
  return lastNode
}

DoublyLinkedList.prototype.remove = function(node) {
  if (this.firstNode == node) {
    this.firstNode = node.next
  } else if (node.prev != null) {
    node.prev.next = node.next
  }
  if (this.lastNode == node) {
    this.lastNode = node.prev
  } else if (node.next != null) {
    node.next.prev = node.prev
  }
}


function DoublyLinkedNode(key, val) {
  this.key = key
  this.val = val
  this.prev = null
  this.next = null
}


/***/ }),

/***/ 982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 480:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("querystring");

/***/ }),

/***/ 16:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("url");

/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
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
  h: () => (/* binding */ KmsStore),
  A: () => (/* binding */ aws_kms_open)
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
    return new ActionError(`${lowerCase(service)}-unavailable`, `Deadline of ${RUN_LIMIT_MS / 1000} s exceeded; request skipped: ${request}.`, 'Other requests took too long; the log names them. Run this again.');
}
function noResponse(service, request, error, attempts) {
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

;// CONCATENATED MODULE: ./build/aws/errors.js



const DEFAULT_RATE_LIMIT_MS = 1_000;
/** @throws RetryableError if another attempt could change the response */
function requireNoFault({ clock }, status, error, headers) {
    if (status === 429 || /^(?:Throttl|RequestLimitExceeded|TooManyRequests)/.test(error)) {
        throw rateLimited(clock, 'AWS', status, headers, DEFAULT_RATE_LIMIT_MS);
    }
    // KMS: a dependency did not answer in time; the request may have been applied.
    if (status >= 500 || error === 'DependencyTimeoutException') {
        throw new RetryableError('unavailable', `AWS failed with status ${status}${error && ` (${error})`}`, {
            indeterminate: true,
        });
    }
}
/** The error if AWS does not accept the credentials, whatever was asked. */
function credentialsRefused({ error, message }, { displayName, region }, role) {
    const said = message === '' ? error : `${error}: ${quote(message)}`;
    if (/^Expired(?:Token|TokenException)$/.test(error)) {
        return new errors_ActionError('aws-credentials-expired', `${displayName} refused the credentials, because they have expired (${said}).`, role === undefined
            ? 'Run aws-actions/configure-aws-credentials shortly before this step, in the same job, or set `aws-role` instead.'
            : 'Check the clock of the runner. Then run this again.');
    }
    if (/^InvalidSignature|^SignatureDoesNotMatch|^IncompleteSignature/.test(error)) {
        if (/valid region|region/i.test(message)) {
            return new errors_ActionError('aws-wrong-region', `${displayName} refused the request, because it is for another region (${said}).`, `Check \`aws-region\` (now \`${region}\`), and the endpoint if AWS_ENDPOINT_URL is set.`);
        }
        if (/expired|not yet current/i.test(message)) {
            return new errors_ActionError('aws-credentials-rejected', `${displayName} refused the signature, because its time is more than five minutes off (${said}).`, 'Set the clock of the runner. Then run this again.');
        }
    }
    if (!/^(?:InvalidSignature|SignatureDoesNotMatch|IncompleteSignature|UnrecognizedClient|InvalidClientTokenId|MissingAuthenticationToken)/.test(error)) {
        return undefined;
    }
    return new errors_ActionError('aws-credentials-rejected', `${displayName} does not accept the credentials (${said}).`, 'Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN: they must come from one login, for this partition of AWS, and a region that the account has enabled.');
}
/**
 * The error for a response that refuses.
 * @param action what was refused, to stand after "refused to"
 * @param needs what the policy must allow, in Markdown: `` `kms:Sign` on the key ``
 */
function refusal({ error, message }, { displayName }, action, needs) {
    const said = message === '' ? error : `${error}: ${quote(message)}`;
    if (/^AccessDenied/.test(error)) {
        return new errors_ActionError('aws-access-denied', `${displayName} refused to ${action} (${said}).`, `No policy of this identity allows ${needs}, or one denies it. Compare its policies with those in examples/policies/aws.`);
    }
    return new errors_ActionError('aws-refused', `${displayName} refused to ${action} (${said}).`, 'Check `key-store` and `aws-region`, and the quotas of the account. Then run this again.');
}
/** @param what is wrong, as a sentence without its full stop */
function invalidResponse(displayName, what, cause) {
    return new errors_ActionError('aws-invalid-response', `${displayName} gave a response that is not AWS's API: ${what}.`, 'Check what is between the runner and AWS (a proxy, AWS_ENDPOINT_URL): it may change responses. Then run this again.', cause);
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

;// CONCATENATED MODULE: ./build/aws/login.js





/** The claim `aud` that GitHub's identity provider has in IAM. */
const AUDIENCE = 'sts.amazonaws.com';
/** The shortest that AWS allows. A run takes two minutes at most. */
const LIFETIME_S = 900;
const login_REQUEST = 'POST AssumeRoleWithWebIdentity';
/**
 * Assumes a role with the job's OIDC token. That token and the credentials are masked. AWS cannot revoke them; they expire after 15
 * minutes.
 * @param endpoint of AWS STS
 * @throws ActionError `id-token-permission-missing`, `id-token-refused`, `aws-role-refused`
 */
async function assumeRole(role, endpoint, context) {
    const token = await requestIdToken(context, AUDIENCE, 'aws-role');
    const body = new URLSearchParams({
        Action: 'AssumeRoleWithWebIdentity',
        Version: '2011-06-15',
        RoleArn: role,
        // It is in every event of CloudTrail.
        RoleSessionName: `ledger-operator-keys-${context.env.GITHUB_RUN_ID}`,
        WebIdentityToken: token,
        DurationSeconds: String(LIFETIME_S),
    }).toString();
    const attempts = context.retry.attempts('AWS', login_REQUEST);
    for (;;) {
        try {
            const { status, text } = await sendOnce(context, 'AWS', login_REQUEST, attempts, async (signal) => {
                const headers = { 'content-type': 'application/x-www-form-urlencoded' };
                const response = await context.fetch(`${endpoint}/`, { method: 'POST', headers, body, signal });
                return { status: response.status, text: await response.text() };
            });
            const code = memberOf(text, 'Code') ?? '';
            requireNoFault(context, status, code, {});
            if (status !== 200)
                throw refused(role, status, code, memberOf(text, 'Message'));
            return credentialsIn(text, context);
        }
        catch (error) {
            if (!(error instanceof RetryableError))
                throw error;
            await attempts.wait(error);
        }
    }
}
function credentialsIn(text, { mask }) {
    const [accessKeyId, secretAccessKey, sessionToken] = ['AccessKeyId', 'SecretAccessKey', 'SessionToken'].map(name => memberOf(text, name));
    mask(...[accessKeyId, secretAccessKey, sessionToken].filter(value => value !== undefined));
    if (!accessKeyId || !secretAccessKey || !sessionToken)
        throw invalidResponse('AWS STS', 'it has no credentials');
    return { accessKeyId, secretAccessKey, sessionToken };
}
/** The text of an element of the XML that AWS STS answers with. Those that are read have no attributes and appear once. */
function memberOf(xml, name) {
    return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
}
function refused(role, status, code, said) {
    if (code === '')
        return invalidResponse('AWS STS', `it has the status ${status} and no error of AWS`);
    return new errors_ActionError('aws-role-refused', `AWS STS refused to let this job assume the role ${quote(role)} (${code}${said ? `: ${quote(said)}` : ''}).`, 'Check that the account has the identity provider `token.actions.githubusercontent.com` with the audience `sts.amazonaws.com`, and that the trust policy of the role ' +
        'fits this job: repository_id, environment, job_workflow_ref. Compare it with those in examples/policies/aws.');
}

// EXTERNAL MODULE: ./node_modules/aws4/aws4.js
var aws4 = __nccwpck_require__(832);
;// CONCATENATED MODULE: ./build/aws/sign.js

/**
 * Signs a POST request by Signature Version 4.
 * @param headers names in lower case
 * @param now by the clock of this machine; AWS accepts five minutes of difference
 * @returns the headers, with those of the signature
 */
function signRequest({ url, service, region, headers, body, }, { sessionToken, ...credentials }, now) {
    const { host, pathname } = new URL(url);
    const date = now.toISOString().replace(/[:-]|\.\d{3}/g, '');
    const signed = aws4.sign({ method: 'POST', host, path: pathname, service, region, body, headers: { ...headers, 'x-amz-date': date } }, { ...credentials, ...(sessionToken !== undefined && { sessionToken }) });
    return Object.fromEntries(Object.entries({ ...signed.headers }).map(([name, value]) => [name, String(value)]));
}

;// CONCATENATED MODULE: ./build/aws/client.js







/** The services with the JSON protocol: how a person and a request call them. */
const SERVICES = {
    kms: { name: 'AWS KMS', target: 'TrentService' },
    secretsmanager: { name: 'AWS Secrets Manager', target: 'secretsmanager' },
};
/** A service of AWS in one region, as one identity. It assumes the role with its first request. */
class AwsClient {
    region;
    #service;
    #settings;
    #context;
    #credentials;
    constructor(service, settings, context) {
        const { accessKeyId, secretAccessKey, sessionToken } = settings.credentials ?? {};
        context.mask(...[accessKeyId, secretAccessKey, sessionToken].filter(value => value !== undefined));
        this.region = settings.region;
        this.#service = service;
        this.#settings = settings;
        this.#context = context;
    }
    /** `AWS KMS in eu-west-1` */
    get displayName() {
        return `${SERVICES[this.#service].name} in ${this.region}`;
    }
    /**
     * Sends a request that has the same effect however often it arrives, and retries it.
     * @param operation as the API reference of the service calls it: `DescribeKey`
     * @returns any response that another attempt would not change, refusals included
     * @throws ActionError if AWS does not answer, keeps failing, refuses the credentials, or the login fails
     */
    async request(operation, body) {
        const attempts = this.attempts(operation);
        for (;;) {
            const outcome = await this.#sendOnce(operation, body, attempts);
            if (!(outcome instanceof RetryableError))
                return outcome;
            await attempts.wait(outcome);
        }
    }
    /** The attempts at a request that the caller sends by `write`. */
    attempts(operation) {
        return this.#context.retry.attempts('AWS', `POST ${operation}`);
    }
    /** Sends a request that changes something, once. */
    async write(operation, body, attempts) {
        const outcome = await this.#sendOnce(operation, body, attempts);
        return toWriteResult(outcome, ({ error }) => error === '');
    }
    async #sendOnce(operation, body, attempts) {
        const { role, endpoints, credentials } = this.#settings;
        this.#credentials ??=
            role === undefined
                ? Promise.resolve(credentials)
                : assumeRole(role, endpoints.sts, this.#context);
        const signer = await this.#credentials;
        try {
            return await this.#send(operation, JSON.stringify(body), signer, attempts);
        }
        catch (error) {
            if (error instanceof RetryableError)
                return error;
            throw error;
        }
    }
    /** @throws RetryableError, or ActionError if AWS refuses the credentials */
    async #send(operation, body, credentials, attempts) {
        const context = this.#context;
        const url = `${this.#settings.endpoints[this.#service]}/`;
        const { status, text, responseHeaders } = await sendOnce(context, 'AWS', `POST ${operation}`, attempts, async (signal) => {
            const headers = signRequest({
                url,
                service: this.#service,
                region: this.region,
                headers: {
                    'content-type': 'application/x-amz-json-1.1',
                    'x-amz-target': `${SERVICES[this.#service].target}.${operation}`,
                },
                body,
            }, credentials, context.clock.now());
            const response = await context.fetch(url, { method: 'POST', headers, body, signal });
            return {
                status: response.status,
                text: await response.text(),
                responseHeaders: Object.fromEntries(response.headers),
            };
        });
        const json = parse(text);
        const { __type: type, message, Message } = membersOf(json);
        // Some services put a namespace before the name, some an address after it.
        const error = String(type ?? responseHeaders['x-amzn-errortype'] ?? '').replace(/^.*#|:.*$/g, '');
        requireNoFault(context, status, error, responseHeaders);
        if (status === 200 ? !isObject(json) : error === '') {
            throw invalidResponse(this.displayName, status === 200 ? 'it is not a JSON object' : `it has the status ${status} and no error of AWS`);
        }
        const reply = {
            status,
            data: membersOf(json),
            error: status === 200 ? '' : error,
            message: String(message ?? Message ?? ''),
        };
        const refused = credentialsRefused(reply, this, this.#settings.role);
        if (refused)
            throw refused;
        return reply;
    }
}
function parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
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

;// CONCATENATED MODULE: ./build/inputs/raw-input.js
/**
 * The inputs of an action, from the runner's `INPUT_*` variables. Unlike the toolkit's `getInput`, it removes no white space: the
 * readers decide about that.
 */
function inputsOf(env) {
    return name => env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '';
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

;// CONCATENATED MODULE: ./build/aws/settings.js





const ENDPOINT_VARIABLES = {
    kms: 'AWS_ENDPOINT_URL_KMS',
    secretsmanager: 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
    sts: 'AWS_ENDPOINT_URL_STS',
};
/**
 * Reads the inputs `aws-region` and `aws-role`, and the variables that AWS's own clients read.
 * @param region the one that `key-store` names, if it does
 * @throws ActionError `aws-region-missing`, `aws-credentials-missing`, `aws-settings-invalid`, `input-invalid`
 */
function readAwsSettings(env, region) {
    const getInput = inputsOf(env);
    const settings = {
        region: readRegion(getInput, env, region),
        role: readRole(getInput),
        credentials: readCredentials(env),
    };
    if (settings.role === undefined && settings.credentials === undefined) {
        throw new errors_ActionError('aws-credentials-missing', 'Neither the input `aws-role` nor the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are set, so this run cannot use AWS.', "Set `aws-role` to assume a role with the job's OIDC token (and grant `id-token: write`), or run aws-actions/configure-aws-credentials before this step.");
    }
    const endpoint = (service) => readEndpoint(env, service, settings.region);
    return {
        ...settings,
        endpoints: { kms: endpoint('kms'), secretsmanager: endpoint('secretsmanager'), sts: endpoint('sts') },
    };
}
function readRegion(getInput, env, named) {
    const input = read_input_readTrimmed(getInput, 'aws-region');
    if (input !== '' && !isRegion(input))
        throw invalid_input_invalid('aws-region', input, 'It must be a region such as `eu-west-1`');
    if (named !== undefined) {
        if (input === '' || input === named)
            return named;
        throw invalid_input_invalid('aws-region', input, `The ARN in \`key-store\` is of the region \`${named}\``);
    }
    if (input !== '')
        return input;
    const variable = env.AWS_REGION ? 'AWS_REGION' : 'AWS_DEFAULT_REGION';
    const region = env[variable]?.trim();
    if (!region) {
        throw new errors_ActionError('aws-region-missing', 'Neither the input `aws-region` nor the environment variable AWS_REGION is set, so the region is unknown.', 'Set `aws-region` to the region of the key, such as `eu-west-1`.');
    }
    if (!isRegion(region))
        throw invalidSetting(variable, 'is not a region such as `eu-west-1`');
    return region;
}
function isRegion(text) {
    return /^[a-z]{2}(?:-[a-z]+){1,3}-\d{1,2}$/.test(text);
}
function readRole(getInput) {
    const role = read_input_readTrimmed(getInput, 'aws-role');
    if (role === '')
        return undefined;
    if (/^arn:aws(?:-cn|-us-gov)?:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(role))
        return role;
    throw invalid_input_invalid('aws-role', role, 'It must be the ARN of a role, such as `arn:aws:iam::111122223333:role/ledger-generate`');
}
function readCredentials(env) {
    const read = (variable, pattern) => {
        const value = env[variable]?.trim() || undefined;
        if (value === undefined || pattern.test(value))
            return value;
        throw invalidSetting(variable, 'contains a character that no such credential has');
    };
    const accessKeyId = read('AWS_ACCESS_KEY_ID', /^\w+$/);
    const secretAccessKey = read('AWS_SECRET_ACCESS_KEY', /^[\x21-\x7e]+$/);
    const sessionToken = read('AWS_SESSION_TOKEN', /^[\x21-\x7e]+$/);
    if (accessKeyId === undefined || secretAccessKey === undefined)
        return undefined;
    return { accessKeyId, secretAccessKey, sessionToken };
}
/** The base URL of a service, without a slash at its end. */
function readEndpoint(env, service, region) {
    const variable = [ENDPOINT_VARIABLES[service], 'AWS_ENDPOINT_URL'].find(variable => env[variable]);
    if (variable === undefined)
        return `https://${service}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
    // The value is never shown: a URL may hold a password.
    const value = String(env[variable]).trim();
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
        throw invalidSetting(variable, 'is not an https URL, such as `https://kms.eu-west-1.amazonaws.com`');
    }
    if (url.username || url.password || url.search || url.hash) {
        throw invalidSetting(variable, 'must be a URL without user, query or fragment');
    }
    if (url.protocol === 'http:' && !isThisMachine(url)) {
        throw invalidSetting(variable, 'is a plain http URL, which is allowed only for this machine (localhost)');
    }
    return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
function invalidSetting(variable, what) {
    return new errors_ActionError('aws-settings-invalid', `The environment variable ${variable} ${what}.`, 'Correct it in the `env` of the job, and run this again.');
}

;// CONCATENATED MODULE: ./build/aws/open.js


/**
 * A client for a service, as the role of the input `aws-role` or with the credentials of the environment.
 * @param region the one that `key-store` names, if it does
 * @throws ActionError before any request
 */
function openAws(service, context, region) {
    return new AwsClient(service, readAwsSettings(context.env, region), context);
}

;// CONCATENATED MODULE: ./build/aws/reply.js

/** The response by which AWS refused a request that changes something; undefined if it did not. */
function refusedBy(result) {
    return result.kind === 'rejected' && !(result.cause instanceof RetryableError) ? result.cause : undefined;
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

;// CONCATENATED MODULE: ./build/key/der-signature.js

/** The bytes of r, and of s, for P-256. */
const HALF_BYTES = 32;
/**
 * Converts an ECDSA signature in DER (RFC 3279 section 2.2.3) to the form of a JWS (RFC 7518 section 3.4).
 * @returns r and s, 64 bytes; undefined if it is not a signature of P-256
 */
function rawSignatureOf(der) {
    const halves = der_membersOf(readOneDer(der)) ?? [];
    const numbers = halves.map(({ tag, content }) => (tag === TAG.integer ? content : undefined));
    const [r, s] = numbers.map(number => number && paddedNumber(number));
    return halves.length === 2 && r && s ? Buffer.concat([r, s]) : undefined;
}
/** A positive INTEGER in 32 bytes. */
function paddedNumber(content) {
    const [first] = content;
    if (first === undefined || first >= 0x80)
        return undefined;
    const number = first === 0 ? content.subarray(1) : content;
    return number.length > HALF_BYTES ? undefined : Buffer.concat([Buffer.alloc(HALF_BYTES - number.length), number]);
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

;// CONCATENATED MODULE: ./build/stores/aws-kms.js












const KEY_SPEC = 'ECC_NIST_P256';
const KEY_USAGE = 'SIGN_VERIFY';
/** The tag of a key that a run made: the run's id, a slash, and a nonce. The policies in examples/policies/aws name it. */
const RUN_TAG = 'ledger-operator-keys-run';
const NONCE_BYTES = 16;
/** The longest that KMS allows: the time in which an admin can cancel a deletion. */
const DELETION_DAYS = 30;
/** How long a change may take to reach all servers of KMS. */
const SETTLE_LIMIT_MS = 15_000;
const SETTLE_PAUSE_MS = 500;
/** How many keys are searched for one whose creation was not answered. */
const MAX_SEARCHED_KEYS = 1_000;
/** @throws ActionError if the region or the credentials are missing or invalid */
function aws_kms_open(uri, context) {
    return new KmsStore(uri, openAws('kms', context, uri.pin && regionOfArn(uri.pin)), context);
}
/**
 * A key of AWS KMS: made there, and never to be read. An alias names it; the creation of an alias is atomic, so that of two runs only
 * one can give its key that name.
 */
class KmsStore {
    kind = 'signing';
    displayName;
    claims;
    #uri;
    #client;
    #context;
    /** Once it is known: an alias could point to another key from one request to the next. */
    #described;
    constructor(uri, client, context) {
        this.#uri = uri;
        this.#client = client;
        this.#context = context;
        this.displayName = `The key ${displayName(this.#keyId)} of ${client.displayName}`;
        this.claims = { uri: formatKeyStoreUri(uri), region: client.region };
    }
    async read() {
        const key = await this.#describeKey(this.#keyId);
        if (!key)
            return { updatedAt: undefined };
        const publicKey = await this.#publicKeyOf(key.arn);
        return { updatedAt: key.createdAt, publicKey, reference: referenceTo(key.arn), arn: key.arn };
    }
    async create({ arn: replaced }) {
        const { journal } = this.#context;
        const place = this.displayName;
        const alias = String(this.#uri.alias);
        const arn = await this.#createKey();
        journal.append({
            type: 'follow-up',
            text: `This run also made the key ${arn}, which has no alias. If it is not used, schedule its deletion.`,
        });
        const { key, publicKey } = await this.#newKey(arn);
        if (replaced === undefined)
            await this.#createAlias(alias, arn);
        else
            await this.#moveAlias(alias, replaced, arn);
        journal.append({ type: 'applied', place });
        journal.append({ type: 'follow-up', text: undefined });
        await this.#settle(() => this.#describeKey(alias), current => current?.arn === arn, current => this.#notConfirmed(current && current.arn !== replaced
            ? `the alias points to another key, \`${current.arn}\``
            : 'the alias does not point to the key of this run'));
        journal.append({ type: 'confirmed', place, updatedAt: key.createdAt, publicKey });
        return { stored: { name: alias, updatedAt: key.createdAt, reference: referenceTo(arn) }, publicKey };
    }
    async describe() {
        const { key, publicKey } = await this.#resolve();
        const { origin, isMultiRegion, deletedAt } = key;
        // A key from elsewhere may still be there, and a multi-Region key can be replicated.
        const isExportable = origin !== 'AWS_KMS' || isMultiRegion;
        return {
            type: KEY_SPEC,
            usage: KEY_USAGE,
            origin: isMultiRegion ? `${origin}, multi-Region` : origin,
            isExportable,
            deletion: deletedAt === undefined
                ? 'not scheduled; at least 7 days of waiting, in which it can be cancelled'
                : `scheduled for ${deletedAt}`,
            runId: isExportable ? undefined : await this.#runIdOf(key.arn),
            publicKey,
        };
    }
    async sign(bytes) {
        const { key } = await this.#resolve();
        const reply = await this.#client.request('Sign', {
            KeyId: key.arn,
            Message: (0,external_node_crypto_namespaceObject.createHash)('sha256').update(bytes).digest('base64'),
            MessageType: 'DIGEST',
            SigningAlgorithm: 'ECDSA_SHA_256',
        });
        if (reply.error !== '') {
            if (reply.error === 'NotFoundException')
                throw this.#notFound();
            if (/^(?:KMSInvalidState|Disabled|KeyUnavailable)/.test(reply.error))
                throw this.#unusable(reply);
            throw this.#refusal(reply, 'sign with', '`kms:Sign` on the key');
        }
        const signature = rawSignatureOf(Buffer.from(String(reply.data.Signature), 'base64'));
        if (!signature)
            throw invalidResponse(this.#client.displayName, 'it has no ECDSA signature of P-256');
        return signature;
    }
    /** Schedules the deletion of the key, and deletes the aliases that point to it. */
    async delete() {
        const { journal } = this.#context;
        const place = this.displayName;
        const arn = this.#keyId;
        const key = await this.#describeKey(arn);
        if (key) {
            const aliases = await this.#aliasesOf(arn);
            if (key.deletedAt === undefined)
                await this.#scheduleDeletion(arn, place);
            for (const alias of aliases)
                await this.#deleteAlias(alias, arn);
        }
        journal.append({ type: 'deleted', place });
        return key !== undefined && key.deletedAt === undefined;
    }
    /** What requests call the key: its alias or, if the URI pins one, its ARN. */
    get #keyId() {
        return this.#uri.pin ?? String(this.#uri.alias);
    }
    /** Creates a key without an alias. @returns its ARN */
    async #createKey() {
        const tag = `${this.#context.env.GITHUB_RUN_ID}/${(0,external_node_crypto_namespaceObject.randomBytes)(NONCE_BYTES).toString('hex')}`;
        const body = { KeySpec: KEY_SPEC, KeyUsage: KEY_USAGE, Tags: [{ TagKey: RUN_TAG, TagValue: tag }] };
        const attempts = this.#client.attempts('CreateKey');
        for (;;) {
            const result = await this.#client.write('CreateKey', body, attempts);
            if (result.kind === 'applied')
                return this.#keyIn(result.reply).arn;
            if (result.kind === 'indeterminate') {
                this.#context.journal.append({
                    type: 'follow-up',
                    text: `The response to a request that creates a key was lost. If there is a key with the tag \`${RUN_TAG}\` = \`${tag}\` and without an alias, schedule its deletion.`,
                });
                const arn = await this.#findKey(tag);
                if (arn !== undefined)
                    return arn;
            }
            if (!(result.cause instanceof RetryableError)) {
                throw this.#refusal(result.cause, 'create', `\`kms:CreateKey\` and \`kms:TagResource\` with the tag \`${RUN_TAG}\``);
            }
            await attempts.wait(result.cause);
        }
    }
    /**
     * Searches for the key whose creation was not answered.
     * @returns undefined if it does not exist, or this identity may not search
     */
    async #findKey(tag) {
        const { data } = await this.#client.request('ListKeys', { Limit: MAX_SEARCHED_KEYS });
        for (const entry of Array.isArray(data.Keys) ? data.Keys : []) {
            const arn = String(membersOf(entry).KeyArn);
            // This identity may not read the keys of others: a refusal means another key.
            const reply = await this.#client.request('ListResourceTags', { KeyId: arn });
            if (tagIn(reply) === tag)
                return arn;
        }
        return undefined;
    }
    /** The key that this run has created, once KMS shows it everywhere. */
    async #newKey(arn) {
        const key = await this.#settle(() => this.#describeKey(arn), key => key !== undefined, () => this.#notConfirmed('it has no such key'));
        if (key?.state !== 'Enabled' || key.origin !== 'AWS_KMS' || key.isMultiRegion) {
            throw this.#notConfirmed('its key is not an enabled one that was made in KMS for this region alone');
        }
        return { key, publicKey: await this.#publicKeyOf(arn) };
    }
    /** Gives the new key its name, unless another run was faster: then it schedules the deletion of the new key. */
    async #createAlias(alias, arn) {
        const { journal } = this.#context;
        const body = { AliasName: alias, TargetKeyId: arn };
        const attempts = this.#client.attempts('CreateAlias');
        let isLost = false;
        for (;;) {
            journal.append({ type: 'write-started', place: this.displayName, replaces: false });
            const result = await this.#client.write('CreateAlias', body, attempts);
            if (result.kind === 'applied')
                return;
            if (result.kind === 'indeterminate')
                isLost = true;
            else
                journal.append({ type: 'write-rejected' });
            const refused = refusedBy(result);
            if (refused?.error === 'AlreadyExistsException') {
                const current = await this.#settle(() => this.#describeKey(alias), current => current !== undefined, () => this.#notConfirmed('the alias exists, but points to no key'));
                if (current?.arn === arn)
                    return;
                // An alias is created once: this run's request cannot be applied after another's.
                journal.append({ type: 'not-applied' });
                throw await this.#abandon(arn, this.#lostRace());
            }
            // A fresh key may not be known everywhere yet.
            const isUnsettled = refused?.error === 'NotFoundException' && attempts.number < 4;
            if (refused && !isUnsettled) {
                const needs = `\`kms:CreateAlias\` on the alias and on keys with the tag \`${RUN_TAG}\``;
                const refusal = this.#refusal(refused, 'create the alias of', needs);
                throw isLost ? refusal : await this.#abandon(arn, refusal);
            }
            await attempts.wait(retryableOf(result.cause));
        }
    }
    /** Lets the alias name the new key instead of the one that the snapshot has. KMS has no check-and-set for this. */
    async #moveAlias(alias, replaced, arn) {
        const { journal } = this.#context;
        const current = await this.#describeKey(alias);
        if (current?.arn !== replaced) {
            throw await this.#abandon(arn, new errors_ActionError('key-changed', `${this.displayName} has changed since this run read it: another run stored or deleted a key at the same time.`, 'Make sure that only one run stores this key at a time (a `concurrency` group does that). Then run this again.'));
        }
        const attempts = this.#client.attempts('UpdateAlias');
        let isLost = false;
        for (;;) {
            journal.append({ type: 'write-started', place: this.displayName, replaces: true });
            const result = await this.#client.write('UpdateAlias', { AliasName: alias, TargetKeyId: arn }, attempts);
            if (result.kind === 'applied')
                return;
            if (result.kind === 'indeterminate')
                isLost = true;
            else
                journal.append({ type: 'write-rejected' });
            const refused = refusedBy(result);
            const isUnsettled = refused?.error === 'NotFoundException' && attempts.number < 4;
            if (refused && !isUnsettled) {
                const refusal = this.#refusal(refused, 'move the alias of', '`kms:UpdateAlias` on the alias and on both keys');
                throw isLost ? refusal : await this.#abandon(arn, refusal);
            }
            await attempts.wait(retryableOf(result.cause));
        }
    }
    /** Schedules the deletion of the new key, which did not get its name. @returns the error that says why it did not */
    async #abandon(arn, reason) {
        const { journal } = this.#context;
        const reply = await this.#client.request('ScheduleKeyDeletion', { KeyId: arn, PendingWindowInDays: 7 });
        const isScheduled = reply.error === '' || (await this.#describeKey(arn))?.deletedAt !== undefined;
        journal.append({
            type: 'follow-up',
            text: isScheduled
                ? undefined
                : `The key ${arn} of this run has no alias, and its deletion could not be scheduled (${reply.error}). Schedule it.`,
        });
        return reason;
    }
    async #scheduleDeletion(arn, place) {
        const { journal } = this.#context;
        const attempts = this.#client.attempts('ScheduleKeyDeletion');
        for (;;) {
            journal.append({ type: 'delete-started', place });
            const body = { KeyId: arn, PendingWindowInDays: DELETION_DAYS };
            const result = await this.#client.write('ScheduleKeyDeletion', body, attempts);
            if (result.kind === 'applied')
                return;
            if (result.kind === 'rejected')
                journal.append({ type: 'delete-rejected' });
            const refused = refusedBy(result);
            if (refused) {
                // Scheduled by the request whose response was lost, or by another run.
                if (/^KMSInvalidState/.test(refused.error) && (await this.#describeKey(arn))?.deletedAt !== undefined)
                    return;
                throw this.#refusal(refused, 'schedule the deletion of', '`kms:ScheduleKeyDeletion` on the key');
            }
            await attempts.wait(retryableOf(result.cause));
        }
    }
    async #aliasesOf(arn) {
        const reply = await this.#client.request('ListAliases', { KeyId: arn, Limit: 100 });
        if (reply.error !== '')
            throw this.#refusal(reply, 'list the aliases of', '`kms:ListAliases`');
        const { Aliases: aliases } = reply.data;
        return (Array.isArray(aliases) ? aliases : []).map(alias => String(membersOf(alias).AliasName));
    }
    /** Deletes an alias if it still points to the key. */
    async #deleteAlias(alias, arn) {
        if ((await this.#describeKey(alias))?.arn !== arn)
            return;
        const reply = await this.#client.request('DeleteAlias', { AliasName: alias });
        if (reply.error === '' || reply.error === 'NotFoundException')
            return;
        throw this.#refusal(reply, `delete the alias ${displayName(alias)} of`, '`kms:DeleteAlias` on the alias and on the key');
    }
    /** The key that the URI names, from now on by its ARN. */
    async #resolve() {
        if (!this.#described) {
            const key = await this.#describeKey(this.#keyId);
            if (!key)
                throw this.#notFound();
            this.#described = { key, publicKey: await this.#publicKeyOf(key.arn) };
        }
        return this.#described;
    }
    /** @returns undefined if there is no such key or alias */
    async #describeKey(keyId) {
        const reply = await this.#client.request('DescribeKey', { KeyId: keyId });
        if (reply.error === 'NotFoundException')
            return undefined;
        if (reply.error !== '')
            throw this.#refusal(reply, 'describe', '`kms:DescribeKey` on the key');
        return this.#keyIn(reply);
    }
    #keyIn({ data }) {
        const { Arn: arn, KeySpec: spec, KeyUsage: usage, CreationDate: created, KeyState: state, Origin: origin, MultiRegion: isMultiRegion, DeletionDate: deleted, } = membersOf(data.KeyMetadata);
        if (typeof arn !== 'string' || regionOfArn(arn) !== this.#client.region) {
            throw invalidResponse(this.#client.displayName, 'it has no ARN of a key in this region');
        }
        if (spec !== KEY_SPEC || usage !== KEY_USAGE) {
            throw new errors_ActionError('key-unsupported', `${this.displayName} is of the spec ${quote(String(spec))} and the usage ${quote(String(usage))}, and Ledger takes \`${KEY_SPEC}\` for \`${KEY_USAGE}\` only.`, 'Name another key in `key-store`.');
        }
        return {
            arn,
            createdAt: timeOf(created) ?? '',
            state: String(state),
            origin: String(origin),
            isMultiRegion: isMultiRegion !== false,
            deletedAt: timeOf(deleted) ??
                (/^Pending(?:Replica)?Deletion$/.test(String(state)) ? 'a date that KMS does not show' : undefined),
        };
    }
    async #publicKeyOf(arn) {
        const reply = await this.#client.request('GetPublicKey', { KeyId: arn });
        if (/^KMSInvalidState/.test(reply.error))
            throw this.#unusable(reply);
        if (reply.error !== '')
            throw this.#refusal(reply, 'show the public key of', '`kms:GetPublicKey` on the key');
        const { PublicKey: spki, KeyId: keyId } = reply.data;
        const publicKey = typeof spki === 'string' ? parsePublicKey(spki) : undefined;
        if (keyId !== arn || !publicKey) {
            throw invalidResponse(this.#client.displayName, `it has no P-256 public key of ${lowerFirst(this.displayName)}`);
        }
        return publicKey;
    }
    async #runIdOf(arn) {
        const reply = await this.#client.request('ListResourceTags', { KeyId: arn });
        if (reply.error !== '')
            throw this.#refusal(reply, 'list the tags of', '`kms:ListResourceTags` on the key');
        return /^(\d+)\//.exec(tagIn(reply) ?? '')?.[1];
    }
    /** Reads until the result is the expected one: a change takes a moment to reach all servers. */
    async #settle(read, isExpected, error) {
        const { clock, sleep } = this.#context;
        const deadline = clock.elapsedMs() + SETTLE_LIMIT_MS;
        for (;;) {
            const result = await read();
            if (isExpected(result))
                return result;
            if (clock.elapsedMs() + SETTLE_PAUSE_MS > deadline)
                throw error(result);
            await sleep(SETTLE_PAUSE_MS);
        }
    }
    #lostRace() {
        return new errors_ActionError('key-exists', `${this.displayName} did not exist when this run started and does now: another run created a key at the same time. The key that this run had created has no alias, and is not used.`, 'Leave it to that run. If you are sure that nothing uses its key, run this again with `if-exists: overwrite`.');
    }
    #notFound() {
        return new errors_ActionError('key-not-found', `${this.displayName} does not exist.`, `Check \`key-store\`, the account of the credentials, and the region (now \`${this.#client.region}\`): each account and region has keys and aliases of its own. An alias may be missing for a moment after it was created.`);
    }
    #unusable({ error, message }) {
        return new errors_ActionError('key-unusable', `${this.displayName} cannot be used: it is disabled, or its deletion is scheduled (${error}: ${quote(message)}).`, 'Do not register its public key. An admin can enable it, or cancel its deletion; otherwise generate a new key.');
    }
    #notConfirmed(shown) {
        return new errors_ActionError('not-confirmed', `${this.#client.displayName} accepted the creation of ${lowerFirst(this.displayName)}, but then ${shown}.`, 'Find out in CloudTrail what else changes this key or its alias. Then run this again.');
    }
    #refusal(reply, action, needs) {
        return refusal(reply, this.#client, `${action} ${lowerFirst(this.displayName)}`, needs);
    }
}
/** The error to wait for before the next attempt. */
function retryableOf(cause) {
    if (cause instanceof RetryableError)
        return cause;
    return new RetryableError('unavailable', `AWS does not know the new key yet (${cause.error})`);
}
function tagIn({ data }) {
    const tags = (Array.isArray(data.Tags) ? data.Tags : []).map(membersOf);
    const tag = tags.find(({ TagKey: key }) => key === RUN_TAG)?.TagValue;
    return typeof tag === 'string' ? tag : undefined;
}
/** AWS writes times as seconds since 1970. */
function timeOf(seconds) {
    return typeof seconds === 'number' ? new Date(seconds * 1000).toISOString().replace(/\.\d+Z/, 'Z') : undefined;
}
function referenceTo(arn) {
    return formatKeyStoreUri({ scheme: 'awskms', alias: undefined, pin: arn });
}

var __webpack_exports__KmsStore = __webpack_exports__.h;
var __webpack_exports__open = __webpack_exports__.A;
export { __webpack_exports__KmsStore as KmsStore, __webpack_exports__open as open };
