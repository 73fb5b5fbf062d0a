import * as __WEBPACK_EXTERNAL_MODULE__common_js_35b0a048__ from "./common.js";
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

module.exports = process.getBuiltinModule("crypto");

/***/ }),

/***/ 480:
/***/ ((module) => {

module.exports = process.getBuiltinModule("querystring");

/***/ }),

/***/ 16:
/***/ ((module) => {

module.exports = process.getBuiltinModule("url");

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


;// CONCATENATED MODULE: external "./common.js"
var x = (y) => {
	var x = {}; __nccwpck_require__.d(x, y); return x
} 
var y = (x) => (() => (x))
const external_common_js_namespaceObject = __WEBPACK_EXTERNAL_MODULE__common_js_35b0a048__;
;// CONCATENATED MODULE: ./build/aws/errors.js



const DEFAULT_RATE_LIMIT_MS = 1_000;
function requireNoFault({ clock }, status, error, headers) {
    if (status === 429 || /^(?:Throttl|RequestLimitExceeded|TooManyRequests)/.test(error)) {
        throw (0,external_common_js_namespaceObject.rateLimited)(clock, 'AWS', status, headers, DEFAULT_RATE_LIMIT_MS);
    }
    if (status >= 500 || error === 'DependencyTimeoutException') {
        throw new external_common_js_namespaceObject.RetryableError('unavailable', `AWS failed with status ${status}${error && ` (${error})`}`, {
            indeterminate: true,
        });
    }
}
function credentialsRefused({ error, message }, { displayName, region }, role) {
    const said = message === '' ? error : `${error}: ${(0,external_common_js_namespaceObject.quote)(message)}`;
    if (/^Expired(?:Token|TokenException)$/.test(error)) {
        return new external_common_js_namespaceObject.ActionError('aws-credentials-expired', `${displayName} refused the credentials, because they have expired (${said}).`, role === undefined
            ? 'Run aws-actions/configure-aws-credentials shortly before this step, in the same job, or set `aws-role` instead.'
            : 'Check the clock of the runner. Then run this again.');
    }
    if (/^InvalidSignature|^SignatureDoesNotMatch|^IncompleteSignature/.test(error)) {
        if (/valid region|region/i.test(message)) {
            return new external_common_js_namespaceObject.ActionError('aws-wrong-region', `${displayName} refused the request, because it is for another region (${said}).`, `Check \`aws-region\` (now \`${region}\`), and the endpoint if AWS_ENDPOINT_URL is set.`);
        }
        if (/expired|not yet current/i.test(message)) {
            return new external_common_js_namespaceObject.ActionError('aws-credentials-rejected', `${displayName} refused the signature, because its time is more than five minutes off (${said}).`, 'Set the clock of the runner. Then run this again.');
        }
    }
    if (!/^(?:InvalidSignature|SignatureDoesNotMatch|IncompleteSignature|UnrecognizedClient|InvalidClientTokenId|MissingAuthenticationToken)/.test(error)) {
        return undefined;
    }
    return new external_common_js_namespaceObject.ActionError('aws-credentials-rejected', `${displayName} does not accept the credentials (${said}).`, 'Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN: they must come from one login, for this partition of AWS, and a region that the account has enabled.');
}
function toActionError({ error, message }, { displayName }, doing, needs) {
    const said = message === '' ? error : `${error}: ${(0,external_common_js_namespaceObject.quote)(message)}`;
    if (/^AccessDenied/.test(error)) {
        return new external_common_js_namespaceObject.ActionError('aws-access-denied', `${displayName} refused to ${doing} (${said}).`, `No policy of this identity allows ${needs}, or one denies it. Compare its policies with those in examples/policies/aws.`);
    }
    return new external_common_js_namespaceObject.ActionError('aws-refused', `${displayName} refused to ${doing} (${said}).`, 'Check `key-store` and `aws-region`, and the quotas of the account. Then run this again.');
}
function missingToDelete(place, { region }, days) {
    return new external_common_js_namespaceObject.ActionError('key-not-found', `${place} does not exist in this account, or was deleted. AWS still shows a key for ${days} days after discard.`, `Check \`key-store\`, the account of the credentials, and the region (now \`${region}\`): the key may still exist elsewhere. If an admin deleted it, or ${days} days have passed, nothing is left to do.`);
}
function invalidResponse(displayName, what) {
    return new external_common_js_namespaceObject.ActionError('aws-invalid-response', `${displayName} gave a response that is not AWS's API: ${what}.`, 'Check what is between the runner and AWS (a proxy, AWS_ENDPOINT_URL): it may change responses. Then run this again.');
}

;// CONCATENATED MODULE: ./build/aws/login.js





const AUDIENCE = 'sts.amazonaws.com';
const LIFETIME_S = 900;
async function assumeRole(role, endpoint, context) {
    const token = await (0,external_common_js_namespaceObject.requestIdToken)(context, AUDIENCE, 'aws-role');
    const body = new URLSearchParams({
        Action: 'AssumeRoleWithWebIdentity',
        Version: '2011-06-15',
        RoleArn: role,
        RoleSessionName: `ledger-operator-keys-${context.env.GITHUB_RUN_ID}`,
        WebIdentityToken: token,
        DurationSeconds: String(LIFETIME_S),
    }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const attempts = context.retry.attempts('AWS', 'POST AssumeRoleWithWebIdentity');
    return (0,external_common_js_namespaceObject.retrying)(attempts, async () => {
        const response = await (0,external_common_js_namespaceObject.sendOnce)(context, attempts, signal => context.fetch(`${endpoint}/`, { method: 'POST', headers, body, signal }));
        const { status } = response;
        const text = await response.text();
        const code = memberOf(text, 'Code') ?? '';
        requireNoFault(context, status, code, {});
        if (code === 'IDPCommunicationError') {
            throw new external_common_js_namespaceObject.RetryableError('unavailable', `AWS STS could not reach GitHub's identity provider (${code})`);
        }
        if (status !== 200)
            throw login_toActionError(role, status, code, memberOf(text, 'Message'));
        return credentialsIn(text, context);
    });
}
function credentialsIn(text, { mask }) {
    const [accessKeyId, secretAccessKey, sessionToken] = ['AccessKeyId', 'SecretAccessKey', 'SessionToken'].map(name => memberOf(text, name));
    mask(...[accessKeyId, secretAccessKey, sessionToken].filter(value => value !== undefined));
    if (!accessKeyId || !secretAccessKey || !sessionToken)
        throw invalidResponse('AWS STS', 'it has no credentials');
    return { accessKeyId, secretAccessKey, sessionToken };
}
function memberOf(xml, name) {
    return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
}
function login_toActionError(role, status, code, said) {
    if (code === '')
        return invalidResponse('AWS STS', `it has the status ${status} and no error of AWS`);
    return new external_common_js_namespaceObject.ActionError('aws-role-refused', `AWS STS refused to let this job assume the role ${(0,external_common_js_namespaceObject.quote)(role)} (${code}${said ? `: ${(0,external_common_js_namespaceObject.quote)(said)}` : ''}).`, 'Check that the account has the identity provider `token.actions.githubusercontent.com` with the audience `sts.amazonaws.com`, and that the trust policy of the role ' +
        'fits this job: repository_id, environment, job_workflow_ref. Compare it with those in examples/policies/aws, whose README says ' +
        'what to do if it fits and AWS still refuses.');
}

// EXTERNAL MODULE: ./node_modules/aws4/aws4.js
var aws4 = __nccwpck_require__(832);
;// CONCATENATED MODULE: ./build/aws/sign.js

function signRequest({ url, service, region, headers, body, }, { sessionToken, ...credentials }, now) {
    const { host, pathname } = new URL(url);
    const date = now.toISOString().replace(/[:-]|\.\d{3}/g, '');
    const signed = aws4.sign({ method: 'POST', host, path: pathname, service, region, body, headers: { ...headers, 'x-amz-date': date } }, { ...credentials, ...(sessionToken !== undefined && { sessionToken }) });
    return Object.fromEntries(Object.entries({ ...signed.headers }).map(([name, value]) => [name, String(value)]));
}

;// CONCATENATED MODULE: ./build/aws/client.js







const SERVICES = {
    kms: { name: 'AWS KMS', target: 'TrentService' },
    secretsmanager: { name: 'AWS Secrets Manager', target: 'secretsmanager' },
};
const WITHOUT_OUTPUT = ['CreateAlias', 'UpdateAlias', 'DeleteAlias'];
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
    get displayName() {
        return `${SERVICES[this.#service].name} in ${this.region}`;
    }
    async request(operation, body) {
        const attempts = this.attempts(operation);
        return (0,external_common_js_namespaceObject.retrying)(attempts, () => this.#sendOnce(operation, body, attempts));
    }
    attempts(operation) {
        return this.#context.retry.attempts('AWS', `POST ${operation}`);
    }
    async write(operation, body, attempts) {
        return (0,external_common_js_namespaceObject.toWriteResult)(this.#sendOnce(operation, body, attempts), ({ error }) => error === '');
    }
    async #sendOnce(operation, body, attempts) {
        const { role, endpoints, credentials } = this.#settings;
        this.#credentials ??=
            role === undefined
                ? Promise.resolve(credentials)
                : assumeRole(role, endpoints.sts, this.#context);
        return this.#send(operation, JSON.stringify(body), await this.#credentials, attempts);
    }
    async #send(operation, body, credentials, attempts) {
        const context = this.#context;
        const url = `${this.#settings.endpoints[this.#service]}/`;
        const headers = {
            'content-type': 'application/x-amz-json-1.1',
            'x-amz-target': `${SERVICES[this.#service].target}.${operation}`,
        };
        const request = { url, service: this.#service, region: this.region, headers, body };
        const signed = signRequest(request, credentials, context.clock.now());
        const response = await (0,external_common_js_namespaceObject.sendOnce)(context, attempts, signal => context.fetch(url, { method: 'POST', headers: signed, body, signal }));
        const { status } = response;
        const text = await response.text();
        const responseHeaders = Object.fromEntries(response.headers);
        const json = (0,external_common_js_namespaceObject.parseJson)(text);
        const { __type: type, message, Message } = (0,external_common_js_namespaceObject.membersOf)(json);
        const error = String(type ?? responseHeaders['x-amzn-errortype'] ?? '').replace(/^.*#|:.*$/g, '');
        requireNoFault(context, status, error, responseHeaders);
        const isEmpty = text === '' && WITHOUT_OUTPUT.includes(operation);
        if (status === 200 ? !(0,external_common_js_namespaceObject.isObject)(json) && !isEmpty : error === '') {
            throw invalidResponse(this.displayName, status === 200 ? 'it is not a JSON object' : `it has the status ${status} and no error of AWS`);
        }
        const reply = {
            status,
            data: (0,external_common_js_namespaceObject.membersOf)(json),
            error: status === 200 ? '' : error,
            message: String(message ?? Message ?? ''),
        };
        const refused = credentialsRefused(reply, this, this.#settings.role);
        if (refused)
            throw external_common_js_namespaceObject.RetryableError.withoutEffect(refused);
        return reply;
    }
}

;// CONCATENATED MODULE: ./build/aws/partitions.js
const PARTITIONS = [
    { id: 'aws-cn', regions: /^cn-[a-z]+-\d{1,2}$/, dnsSuffix: 'amazonaws.com.cn' },
    { id: 'aws-us-gov', regions: /^us-gov-[a-z]+-\d{1,2}$/, dnsSuffix: 'amazonaws.com' },
    { id: 'aws-eusc', regions: /^eusc-[a-z]{2}-[a-z]+-\d{1,2}$/, dnsSuffix: 'amazonaws.eu' },
    { id: 'aws-iso', regions: /^us-iso-[a-z]+-\d{1,2}$/, dnsSuffix: 'c2s.ic.gov' },
    { id: 'aws-iso-b', regions: /^us-isob-[a-z]+-\d{1,2}$/, dnsSuffix: 'sc2s.sgov.gov' },
    { id: 'aws-iso-e', regions: /^eu-isoe-[a-z]+-\d{1,2}$/, dnsSuffix: 'cloud.adc-e.uk' },
    { id: 'aws-iso-f', regions: /^us-isof-[a-z]+-\d{1,2}$/, dnsSuffix: 'csp.hci.ic.gov' },
    { id: 'aws', regions: /^[a-z]{2}-[a-z]+-\d{1,2}$/, dnsSuffix: 'amazonaws.com' },
];
function partitionOf(region) {
    return PARTITIONS.find(({ regions }) => regions.test(region));
}
function isPartition(id) {
    return PARTITIONS.some(partition => partition.id === id);
}

;// CONCATENATED MODULE: ./build/aws/settings.js






const ENDPOINT_VARIABLES = {
    kms: 'AWS_ENDPOINT_URL_KMS',
    secretsmanager: 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
    sts: 'AWS_ENDPOINT_URL_STS',
};
function readAwsSettings(env, region) {
    const getInput = (0,external_common_js_namespaceObject.inputsOf)(env);
    const settings = {
        region: readRegion(getInput, env, region),
        role: readRole(getInput),
        credentials: readCredentials(env),
    };
    if (settings.role === undefined && settings.credentials === undefined) {
        throw new external_common_js_namespaceObject.ActionError('aws-credentials-missing', 'Neither the input `aws-role` nor the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are set, so this run cannot use AWS.', "Set `aws-role` to assume a role with the job's OIDC token (and grant `id-token: write`), or run aws-actions/configure-aws-credentials before this step.");
    }
    const endpoint = (service) => readEndpoint(env, service, settings.region);
    return {
        ...settings,
        endpoints: { kms: endpoint('kms'), secretsmanager: endpoint('secretsmanager'), sts: endpoint('sts') },
    };
}
function readRegion(getInput, env, named) {
    const input = (0,external_common_js_namespaceObject.readTrimmed)(getInput, 'aws-region');
    if (input !== '' && !partitionOf(input))
        throw (0,external_common_js_namespaceObject.invalid)('aws-region', input, 'It must be a region such as `eu-west-1`');
    if (named !== undefined) {
        if (input === '' || input === named)
            return named;
        throw (0,external_common_js_namespaceObject.invalid)('aws-region', input, `The ARN in \`key-store\` is of the region \`${named}\``);
    }
    if (input !== '')
        return input;
    const variable = env.AWS_REGION ? 'AWS_REGION' : 'AWS_DEFAULT_REGION';
    const region = env[variable]?.trim();
    if (!region) {
        throw new external_common_js_namespaceObject.ActionError('aws-region-missing', 'Neither the input `aws-region` nor the environment variable AWS_REGION is set, so the region is unknown.', 'Set `aws-region` to the region of the key, such as `eu-west-1`.');
    }
    if (!partitionOf(region))
        throw invalidSetting(variable, 'is not a region such as `eu-west-1`');
    return region;
}
function readRole(getInput) {
    const role = (0,external_common_js_namespaceObject.readTrimmed)(getInput, 'aws-role');
    if (role === '')
        return undefined;
    const [, partition = ''] = /^arn:([a-z-]+):iam::\d{12}:role\/[\w+=,.@/-]+$/.exec(role) ?? [];
    if (isPartition(partition))
        return role;
    throw (0,external_common_js_namespaceObject.invalid)('aws-role', role, 'It must be the ARN of a role, such as `arn:aws:iam::111122223333:role/ledger-generate`');
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
function readEndpoint(env, service, region) {
    const variable = [ENDPOINT_VARIABLES[service], 'AWS_ENDPOINT_URL'].find(variable => env[variable]);
    if (variable === undefined)
        return `https://${service}.${region}.${partitionOf(region).dnsSuffix}`;
    const example = '`https://kms.eu-west-1.amazonaws.com`';
    return (0,external_common_js_namespaceObject.parseBaseUrl)(String(env[variable]), example, clause => invalidSetting(variable, clause));
}
function invalidSetting(variable, what) {
    return new external_common_js_namespaceObject.ActionError('aws-settings-invalid', `The environment variable ${variable} ${what}.`, 'Correct it in the `env` of the job, and run this again.');
}

;// CONCATENATED MODULE: ./build/aws/open.js


function openAws(service, context, region) {
    return new AwsClient(service, readAwsSettings(context.env, region), context);
}

;// CONCATENATED MODULE: ./build/aws/time.js
function toRfc3339(seconds) {
    return typeof seconds === 'number' ? new Date(seconds * 1000).toISOString().replace(/\.\d+Z/, 'Z') : undefined;
}

;// CONCATENATED MODULE: ./build/aws-client.js










export { AwsClient as AwsClient, assumeRole as assumeRole, credentialsRefused as credentialsRefused, invalidResponse as invalidResponse, isPartition as isPartition, missingToDelete as missingToDelete, openAws as openAws, partitionOf as partitionOf, readAwsSettings as readAwsSettings, requireNoFault as requireNoFault, signRequest as signRequest, toActionError as toActionError, toRfc3339 as toRfc3339 };
