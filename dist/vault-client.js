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
;// CONCATENATED MODULE: ./build/vault/errors.js

function toActionError({ status, errors }, server, doing, needs) {
    const says = errors.map(error => error.replace(/^1 error occurred:\s*\*\s*/, '').trim()).filter(Boolean);
    const said = says.length === 0 ? '' : `: ${(0,external_common_js_namespaceObject.quote)(says.join('; '))}`;
    if (status === 403) {
        return new external_common_js_namespaceObject.ActionError('vault-forbidden', `${server.displayName} refused to ${doing} (status 403${said}).`, `The token is invalid or expired, or its policies lack ${needs}. Check the role or the token, and compare its policies with those in examples/policies.`);
    }
    if (status === 404 && says.some(error => /no handler for route|namespace not found/.test(error))) {
        return mountMissing(server, says.join('; '));
    }
    return new external_common_js_namespaceObject.ActionError('vault-refused', `${server.displayName} refused to ${doing} (status ${status}${said}).`, 'Check the path in `key-store` and the configuration of the mount. Then run this again.');
}
function sealed(displayName) {
    return new external_common_js_namespaceObject.ActionError('vault-sealed', `${displayName} is sealed: it cannot read its storage, and does nothing until it is unsealed.`, 'Ask whoever runs the server to unseal it (`vault operator unseal`), then run this again.');
}
function redirected(displayName, prefix, status, origin) {
    return new external_common_js_namespaceObject.ActionError('vault-invalid-response', `${displayName} redirects to another address (status ${status}${origin === undefined ? '' : `: ${origin}`}).`, `If that is the active node of the same cluster, set ${prefix}_ADDR to an address that reaches it, or let the others forward requests. ` +
        'Otherwise check what is between the runner and the server: a proxy or a sign-in page.');
}
function mountMissing(server, said) {
    return new external_common_js_namespaceObject.ActionError('vault-mount-missing', `${server.displayName} has no secrets engine at the mount that \`key-store\` names, or none that the token may use${said === '' ? '' : `: ${(0,external_common_js_namespaceObject.quote)(said)}`}.`, `Check the mount in \`key-store\`, ${chosenNamespace(server)}, and the policies of the role or token.`);
}
function chosenServer(server) {
    const { prefix, address } = server.settings;
    return `the address (${prefix}_ADDR is ${address}) and ${chosenNamespace(server)}`;
}
function chosenNamespace({ settings: { prefix, namespace } }) {
    return `the namespace (${prefix}_NAMESPACE ${namespace === undefined ? 'is not set' : `is "${namespace}"`})`;
}
function invalidResponse(displayName, what) {
    return new external_common_js_namespaceObject.ActionError('vault-invalid-response', `${displayName} gave a response that is not Vault's API: ${what}.`, 'Check the address of the server, and what is between the runner and it (a proxy, a load balancer): it may change responses. Then run this again.');
}
function tokenMissing({ product, prefix }) {
    return new external_common_js_namespaceObject.ActionError('vault-token-missing', `Neither the input \`vault-role\` nor the environment variable ${prefix}_TOKEN is set, so this run cannot log in to ${product}.`, `Set \`vault-role\` to log in with the job's OIDC token (and grant \`id-token: write\`), or ${prefix}_TOKEN in the \`env\` of this step.`);
}

;// CONCATENATED MODULE: ./build/vault/path.js
function encodePath(path) {
    return path.split('/').map(encodeURIComponent).join('/');
}

;// CONCATENATED MODULE: ./build/vault/login.js



async function logIn({ role, authPath, audience }, displayName, post, context) {
    const jwt = await (0,external_common_js_namespaceObject.requestIdToken)(context, audience, 'vault-role');
    const path = `auth/${encodePath(authPath)}/login`;
    const reply = await post(path, { role, jwt });
    const token = reply.auth.client_token;
    if (reply.status === 200 && typeof token === 'string' && token !== '') {
        context.mask(token);
        return token;
    }
    const said = reply.errors.length === 0 ? '' : `: ${(0,external_common_js_namespaceObject.quote)(reply.errors.join('; '))}`;
    throw new external_common_js_namespaceObject.ActionError('vault-login-refused', `${displayName} refused the login of the role ${(0,external_common_js_namespaceObject.quote)(role)} at \`auth/${authPath}\` (status ${reply.status}${said}).`, 'Check that the JWT auth method is enabled at `vault-auth-path`, that the role exists, and that its bound claims and audiences fit this job: ' +
        'repository_id, environment, job_workflow_ref, and `vault-audience`. The log of the server says which claim did not.');
}

;// CONCATENATED MODULE: ./build/vault/client.js









const DEFAULT_RATE_LIMIT_MS = 2_000;
const SETTLE_LIMIT_MS = 10_000;
const NEW_TOKEN_LIMIT_MS = 3_000;
class VaultClient {
    settings;
    #context;
    #auth;
    #token;
    constructor(settings, auth, context) {
        if (settings.token !== undefined)
            context.mask(settings.token);
        this.settings = settings;
        this.#auth = auth;
        this.#context = context;
    }
    get displayName() {
        const { product, address, namespace } = this.settings;
        return `${product} at ${address}${namespace === undefined ? '' : ` (namespace "${namespace}")`}`;
    }
    async request(method, path, body) {
        const attempts = this.attempts(method, path);
        return (0,external_common_js_namespaceObject.retrying)(attempts, () => this.#sendOnce(method, path, body, attempts));
    }
    attempts(method, path) {
        return this.#context.retry.attempts('Vault', `${method} /v1/${path}`);
    }
    async write(method, path, body, attempts) {
        return (0,external_common_js_namespaceObject.toWriteResult)(this.#sendOnce(method, path, body, attempts), ({ status }) => status < 300);
    }
    async #sendOnce(method, path, body, attempts) {
        this.#token ??= this.#logIn();
        const token = await this.#token;
        return this.#sendAs(token, this.#context, { method, path, body }, attempts);
    }
    #sendAs({ text, knownByMs }, network, request, attempts) {
        const sending = () => send(network, this.settings, { ...request, token: text }, attempts);
        return (0,external_common_js_namespaceObject.settle)(network, knownByMs, sending, reply => !isTokenUnknown(reply));
    }
    async #logIn() {
        const auth = this.#auth;
        if (typeof auth === 'string')
            return { text: auth, knownByMs: 0 };
        const context = this.#context;
        const post = (path, body) => {
            const attempts = this.attempts('POST', path);
            return (0,external_common_js_namespaceObject.retrying)(attempts, () => send(context, this.settings, { method: 'POST', path, body }, attempts));
        };
        const loggingIn = logIn(auth, this.displayName, post, context).then(text => ({
            text,
            knownByMs: context.clock.elapsedMs() + NEW_TOKEN_LIMIT_MS,
        }));
        context.atEnd(network => loggingIn.then(token => this.#revoke(token, network), () => { }));
        return loggingIn;
    }
    async #revoke(token, network) {
        const path = 'auth/token/revoke-self';
        const attempts = network.retry.attempts('Vault', `POST /v1/${path}`);
        let reason;
        try {
            const { status } = await this.#sendAs(token, network, { method: 'POST', path }, attempts);
            if (status < 300)
                return;
            reason = `status ${status}`;
        }
        catch (error) {
            reason = (0,external_common_js_namespaceObject.messageOf)(error);
        }
        throw new Error(`The token of this run's login to ${this.displayName} could not be revoked (${reason}). It expires by itself.`);
    }
}
function isTokenUnknown({ status, errors }) {
    return status === 403 && errors.some(error => error === 'permission denied' || /invalid token/.test(error));
}
async function send(network, { address, namespace, ca, product, prefix }, { method, path, body, token }, attempts) {
    const headers = { accept: 'application/json', 'x-vault-request': 'true' };
    if (token !== undefined)
        headers['x-vault-token'] = token;
    if (namespace !== undefined)
        headers['x-vault-namespace'] = namespace;
    if (body)
        headers['content-type'] = 'application/json';
    const init = { method, headers, ca, ...(body && { body: JSON.stringify(body) }) };
    const response = await (0,external_common_js_namespaceObject.sendOnce)(network, attempts, signal => network.fetch(`${address}/v1/${path}`, { ...init, signal }));
    const { status } = response;
    const text = await response.text();
    const responseHeaders = Object.fromEntries(response.headers);
    const displayName = `${product} at ${address}`;
    if (status >= 300 && status < 400) {
        const { location = '' } = responseHeaders;
        const origin = URL.canParse(location, address) ? new URL(location, address).origin : undefined;
        throw external_common_js_namespaceObject.RetryableError.withoutEffect(redirected(displayName, prefix, status, origin));
    }
    const json = (0,external_common_js_namespaceObject.parseJson)(text);
    const { data, auth, errors } = (0,external_common_js_namespaceObject.membersOf)(json);
    const reply = {
        status,
        data: (0,external_common_js_namespaceObject.membersOf)(data),
        auth: (0,external_common_js_namespaceObject.membersOf)(auth),
        errors: Array.isArray(errors) ? errors.filter(error => typeof error === 'string') : [],
    };
    if (status === 503 && reply.errors.some(error => /is sealed/.test(error))) {
        throw external_common_js_namespaceObject.RetryableError.withoutEffect(sealed(displayName));
    }
    if (status === 429)
        throw (0,external_common_js_namespaceObject.rateLimited)(network.clock, 'Vault', status, responseHeaders, DEFAULT_RATE_LIMIT_MS);
    if (status >= 500 || status === 412) {
        throw new external_common_js_namespaceObject.RetryableError('unavailable', `${displayName} failed with status ${status}`, {
            indeterminate: status !== 412,
        });
    }
    if (status < 300 && text !== '' && !(0,external_common_js_namespaceObject.isObject)(json)) {
        throw invalidResponse(displayName, 'its response is not a JSON object');
    }
    return reply;
}

;// CONCATENATED MODULE: ./build/vault/mount.js




async function requireEngine(client, mount, expected, path) {
    const describe = (path) => client.request('GET', `sys/internal/ui/mounts/${encodePath(path)}`);
    const isUnknown = ({ status, errors }) => status === 403 && errors.some(error => /preflight/.test(error));
    let reply = await describe(path === undefined ? mount : `${mount}/${path}`);
    if (path !== undefined && isUnknown(reply))
        reply = await describe(mount);
    if (reply.status !== 200) {
        if (reply.status === 403 && !isUnknown(reply)) {
            throw toActionError(reply, client, `describe the mount ${(0,external_common_js_namespaceObject.quote)(mount)}`, 'anything on that mount');
        }
        throw mountMissing(client, reply.errors.join('; '));
    }
    const { type, options, path: found } = reply.data;
    const name = typeof found === 'string' ? found.replace(/\/$/, '') : mount;
    const version = (0,external_common_js_namespaceObject.membersOf)(options).version;
    const actual = type === 'kv' ? `KV version ${version ?? 1}` : type === 'transit' ? 'Transit' : String(type);
    if (actual === expected)
        return name;
    const remedy = actual === 'KV version 1'
        ? 'Version 1 has no check-and-set, so two runs could overwrite each other. Upgrade the mount (`vault kv enable-versioning`), or name another one.'
        : `Name a mount of ${expected} in \`key-store\`.`;
    throw new external_common_js_namespaceObject.ActionError('vault-wrong-engine', `The mount ${(0,external_common_js_namespaceObject.quote)(name)} of ${client.displayName} is ${(0,external_common_js_namespaceObject.quote)(actual)}, and this key store needs ${expected}.`, remedy);
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = process.getBuiltinModule("node:fs");
;// CONCATENATED MODULE: ./build/vault/settings.js



function readVaultSettings(env, first) {
    const products = first === 'OpenBao' ? ['OpenBao', 'Vault'] : ['Vault', 'OpenBao'];
    const [found] = products.flatMap(product => {
        const address = env[`${prefixOf(product)}_ADDR`];
        return address ? [{ product, address }] : [];
    });
    if (!found) {
        throw new external_common_js_namespaceObject.ActionError('vault-address-missing', `Neither ${prefixOf(products[0])}_ADDR nor ${prefixOf(products[1])}_ADDR is set, so the address of the server is unknown.`, `Set \`${prefixOf(products[0])}_ADDR\` in the \`env\` of the job, to an address such as \`https://vault.example.com:8200\`.`);
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
        address: (0,external_common_js_namespaceObject.parseBaseUrl)(address, '`https://vault.example.com:8200`', clause => invalidSetting(`${prefix}_ADDR`, clause)).replace(/\/v1$/, ''),
        namespace,
        ca: readAuthority(env[`${prefix}_CACERT`], `${prefix}_CACERT`),
        token,
    };
}
function prefixOf(product) {
    return product === 'OpenBao' ? 'BAO' : 'VAULT';
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
    return new external_common_js_namespaceObject.ActionError('vault-settings-invalid', `The environment variable ${variable} ${what}.`, 'Correct it in the `env` of the job, and run this again.', cause);
}

;// CONCATENATED MODULE: ./build/vault/open.js







function openVault(context, first) {
    const settings = readVaultSettings(context.env, first);
    const login = readLogin(context);
    if (login?.audience !== undefined)
        requireSameOrigin(login.audience, settings);
    const auth = login ?? settings.token;
    if (auth === undefined)
        throw tokenMissing(settings);
    return new VaultClient(settings, auth, context);
}
function requireSameOrigin(audience, { address, prefix }) {
    const url = URL.canParse(audience) ? new URL(audience) : undefined;
    if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
        return;
    if (url.origin === new URL(address).origin)
        return;
    throw new external_common_js_namespaceObject.ActionError('vault-audience-mismatch', `${prefix}_ADDR is ${(0,external_common_js_namespaceObject.quote)(address)}, and \`vault-audience\` is ${(0,external_common_js_namespaceObject.quote)(audience)}, another server. The OIDC token of the job was not requested, because the first server could log in at the second with it.`, `Find out who set ${prefix}_ADDR, and do not set it from a variable of GitHub. ` +
        `Write the address of your server into the workflow file, as ${prefix}_ADDR and as \`vault-audience\`, and let the role bind it as audience.`);
}
function readLogin({ env }) {
    const getInput = (0,external_common_js_namespaceObject.inputsOf)(env);
    const role = (0,external_common_js_namespaceObject.readTrimmed)(getInput, 'vault-role');
    const audience = (0,external_common_js_namespaceObject.readTrimmed)(getInput, 'vault-audience') || undefined;
    if (!role) {
        if (audience === undefined)
            return undefined;
        throw (0,external_common_js_namespaceObject.invalid)('vault-audience', audience, 'It is for a login with the OIDC token of the job, and `vault-role` is not set');
    }
    const authPath = ((0,external_common_js_namespaceObject.readTrimmed)(getInput, 'vault-auth-path') || 'jwt').replace(/^\/+|\/+$/g, '').replace(/^auth\//, '');
    if (!/^[\w.-]+(?:\/[\w.-]+)*$/.test(authPath) || /(?:^|\/)\.\.?(?:\/|$)/.test(authPath)) {
        throw (0,external_common_js_namespaceObject.invalid)('vault-auth-path', authPath, 'It must be the path at which the JWT auth method is mounted, such as `jwt`');
    }
    return { role, authPath, audience };
}

;// CONCATENATED MODULE: ./build/vault-client.js









export { SETTLE_LIMIT_MS as SETTLE_LIMIT_MS, VaultClient as VaultClient, chosenServer as chosenServer, encodePath as encodePath, invalidResponse as invalidResponse, logIn as logIn, mountMissing as mountMissing, openVault as openVault, readVaultSettings as readVaultSettings, redirected as redirected, requireEngine as requireEngine, sealed as sealed, toActionError as toActionError, tokenMissing as tokenMissing };
