import * as __WEBPACK_EXTERNAL_MODULE__common_js_35b0a048__ from "./common.js";
import * as __WEBPACK_EXTERNAL_MODULE__vault_client_js_7922f5f9__ from "./vault-client.js";
import * as __WEBPACK_EXTERNAL_MODULE__key_store_actions_js_b7aa461d__ from "./key-store-actions.js";
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
;// CONCATENATED MODULE: external "./vault-client.js"
var external_vault_client_js_x = (y) => {
	var x = {}; __nccwpck_require__.d(x, y); return x
} 
var external_vault_client_js_y = (x) => (() => (x))
const external_vault_client_js_namespaceObject = __WEBPACK_EXTERNAL_MODULE__vault_client_js_7922f5f9__;
;// CONCATENATED MODULE: external "./key-store-actions.js"
var external_key_store_actions_js_x = (y) => {
	var x = {}; __nccwpck_require__.d(x, y); return x
} 
var external_key_store_actions_js_y = (x) => (() => (x))
const external_key_store_actions_js_namespaceObject = __WEBPACK_EXTERNAL_MODULE__key_store_actions_js_b7aa461d__;
;// CONCATENATED MODULE: ./build/stores/vault-kv.js











const REFUSAL_LIMIT_MS = 2_000;
const CLOCK_DIFFERENCE_MS = 300_000;
function vault_kv_open(uri, context) {
    return new KvStore(uri, (0,external_vault_client_js_namespaceObject.openVault)(context, 'Vault'), context);
}
class KvStore {
    kind = 'secret';
    holdsApiAccess = true;
    displayName;
    claims;
    #uri;
    #client;
    #context;
    constructor(uri, client, context) {
        this.#uri = uri;
        this.#client = client;
        this.#context = context;
        const version = uri.pin === undefined ? 'The' : `Version ${uri.pin} of the`;
        this.displayName = `${version} secret ${(0,external_common_js_namespaceObject.displayName)(`${uri.mount}/${uri.path}`)} of ${client.displayName}`;
        const { address, namespace } = client.settings;
        this.claims = { uri: (0,external_key_store_actions_js_namespaceObject.formatKeyStoreUri)((0,external_key_store_actions_js_namespaceObject.withoutPin)(uri)), address, ...(namespace !== undefined && { namespace }) };
    }
    async read() {
        const { current, versions } = await this.#metadata();
        const pinned = this.#uri.pin ?? current;
        const version = versions.find(({ number, isReadable }) => number === pinned && isReadable);
        if (!version)
            return { updatedAt: undefined, current };
        const { number, createdAt, expiresAt } = version;
        return { updatedAt: createdAt, reference: this.#referenceTo(number), current, expiresAt };
    }
    async store(secret, snapshot) {
        const { number, createdAt } = await this.#write(secret, snapshot);
        const { expiresAt } = await this.#confirm(number, createdAt);
        return { updatedAt: createdAt, reference: this.#referenceTo(number), expiresAt };
    }
    async readPrivateKey() {
        const { field, pin } = this.#uri;
        const reply = await this.#readData(pin);
        const data = (0,external_common_js_namespaceObject.membersOf)(reply.data.data);
        if (reply.status !== 200 && (await this.#findMount()))
            return this.readPrivateKey();
        if (reply.status === 404) {
            const isGone = Object.keys((0,external_common_js_namespaceObject.membersOf)(reply.data.metadata)).length > 0;
            throw new external_common_js_namespaceObject.ActionError('key-not-found', `${this.displayName} ${isGone ? 'was deleted' : 'does not exist'}.`, 'Check mount, path and version in `key-store`. An admin can restore a version that was deleted (`vault kv undelete`), but none that was destroyed: then generate a new key.');
        }
        if (reply.status !== 200)
            throw this.#toActionError(reply, 'read', this.#needs('read', 'data'));
        const privateKey = data[field];
        if (typeof privateKey !== 'string' || privateKey === '') {
            throw new external_common_js_namespaceObject.ActionError('key-not-found', `${this.displayName} has no text in the field \`${field}\`.`, 'Name the field with the private key after `#` in `key-store`.');
        }
        this.#context.mask(privateKey);
        return { text: privateKey, expiresAt: timeOfDeletion((0,external_common_js_namespaceObject.membersOf)(reply.data.metadata)) };
    }
    async delete() {
        const { journal } = this.#context;
        const place = this.displayName;
        const pin = Number(this.#uri.pin);
        let metadata = await this.#metadata();
        const version = metadata.versions.find(({ number }) => number === pin);
        if (!version)
            throw this.#missingToDelete();
        const existed = !version.isDestroyed;
        if (existed)
            metadata = await this.#destroy(pin);
        journal.append({ type: 'deleted', place });
        const others = metadata.versions.filter(({ isReadable }) => isReadable);
        return { existed, otherVersions: others.map(({ number }) => this.#referenceTo(number)) };
    }
    async #write(secret, { current, updatedAt }) {
        const { journal } = this.#context;
        const place = this.displayName;
        const path = this.#path('data');
        const body = { options: { cas: current }, data: (0,external_key_store_actions_js_namespaceObject.dataOf)(secret, this.#uri.field) };
        const attempts = this.#client.attempts('POST', path);
        let isLost = false;
        for (;;) {
            journal.append({ type: 'write-started', place, replaces: updatedAt !== undefined });
            const result = await this.#client.write('POST', path, body, attempts);
            if (result.kind === 'applied') {
                journal.append({ type: 'applied', place });
                return this.#versionIn(result.reply);
            }
            if (result.kind === 'indeterminate')
                isLost = true;
            else
                journal.append({ type: 'write-rejected' });
            if (isLost || result.kind === 'refused') {
                const limitMs = result.kind === 'refused' ? limitAfterRefusal(result.reply, isLost, current) : 0;
                const metadata = await this.#metadataOnce(now => now.current > current, limitMs);
                if (metadata.current > current) {
                    const own = isLost ? await this.#findOwn(current + 1, metadata, secret) : undefined;
                    if (!own)
                        throw this.#concurrentWrite(current, metadata);
                    journal.append({ type: 'applied', place });
                    return own;
                }
            }
            if (result.kind === 'refused')
                throw this.#writeRefused(result.reply, current, updatedAt !== undefined);
            await attempts.wait(result.cause);
        }
    }
    async #findOwn(number, { versions }, { publicKey }) {
        const read = () => this.#readData(number);
        const reply = await (0,external_common_js_namespaceObject.settleWithin)(this.#context, external_vault_client_js_namespaceObject.SETTLE_LIMIT_MS, read, ({ status }) => status !== 404);
        if (reply.status !== 200) {
            throw new external_common_js_namespaceObject.ActionError('not-confirmed', `The response to the request that stores ${(0,external_common_js_namespaceObject.lowerFirst)(this.displayName)} was lost. Its version ${number} exists since then, and only ` +
                'its content shows whether this run or another one stored it. This identity may not read that.', `Discard that version (\`key-store: ${this.#referenceTo(number)}\`) if no other run stored a key at that time, and run this again.`);
        }
        const version = versions.find(version => version.number === number);
        if (version && (0,external_common_js_namespaceObject.membersOf)(reply.data.data).public_key_hex === publicKey.hex)
            return version;
        this.#context.journal.append({ type: 'not-applied' });
        return undefined;
    }
    async #confirm(number, createdAt) {
        const { journal } = this.#context;
        const versionIn = ({ versions }) => versions.find(version => version.number === number);
        const metadata = await this.#metadataOnce(now => now.current > number || versionIn(now) !== undefined);
        if (metadata.current > number) {
            throw this.#notConfirmed(`another run stored version ${metadata.current} after version ${number} of this run`);
        }
        const version = versionIn(metadata);
        if (!version)
            throw this.#notConfirmed(`its metadata does not show version ${number}`);
        if (version.createdAt !== createdAt || !version.isReadable) {
            throw this.#notConfirmed(`its version ${number} is another one, or was deleted`);
        }
        journal.append({ type: 'confirmed', place: this.displayName, updatedAt: createdAt });
        return version;
    }
    async #destroy(number) {
        const { journal } = this.#context;
        const place = this.displayName;
        const path = this.#path('destroy');
        const attempts = this.#client.attempts('PUT', path);
        for (;;) {
            journal.append({ type: 'delete-started', place });
            const result = await this.#client.write('PUT', path, { versions: [number] }, attempts);
            if (result.kind === 'applied')
                break;
            if (result.kind !== 'indeterminate')
                journal.append({ type: 'delete-rejected' });
            if (result.kind === 'refused') {
                throw this.#toActionError(result.reply, 'destroy', this.#needs('update', 'destroy'));
            }
            await attempts.wait(result.cause);
        }
        const isLeft = ({ versions }) => versions.some(version => version.number === number && !version.isDestroyed);
        const metadata = await this.#metadataOnce(now => !isLeft(now));
        if (isLeft(metadata)) {
            throw this.#notConfirmed(`its version ${number} is still there after the server said that it is destroyed`);
        }
        return metadata;
    }
    #metadataOnce(isExpected, limitMs = external_vault_client_js_namespaceObject.SETTLE_LIMIT_MS) {
        return (0,external_common_js_namespaceObject.settleWithin)(this.#context, limitMs, () => this.#metadata(), isExpected);
    }
    async #metadata() {
        const reply = await this.#client.request('GET', this.#path('metadata'));
        if (reply.status !== 200) {
            if (await this.#findMount())
                return this.#metadata();
            if (reply.status === 404 && reply.errors.length === 0)
                return { current: 0, versions: [] };
            throw this.#toActionError(reply, 'read the metadata of', this.#needs('read', 'metadata'));
        }
        const { current_version: current, versions } = reply.data;
        if (!isVersionNumber(current)) {
            throw (0,external_vault_client_js_namespaceObject.invalidResponse)(this.#client.displayName, `the metadata of ${(0,external_common_js_namespaceObject.lowerFirst)(this.displayName)} has no \`current_version\``);
        }
        return {
            current,
            versions: Object.entries((0,external_common_js_namespaceObject.membersOf)(versions)).map(([number, version]) => {
                const members = (0,external_common_js_namespaceObject.membersOf)(version);
                const { created_time: createdAt, destroyed } = members;
                const isDestroyed = destroyed === true;
                const now = this.#context.clock.now().getTime() + CLOCK_DIFFERENCE_MS;
                const expiresAt = timeOfDeletion(members);
                const isDeleted = expiresAt !== undefined && Date.parse(expiresAt) <= now;
                return {
                    number: Number(number),
                    createdAt: String(createdAt),
                    isDestroyed,
                    isReadable: !isDestroyed && !isDeleted,
                    expiresAt,
                };
            }),
        };
    }
    async #findMount() {
        const { mount, path } = this.#uri;
        const found = await (0,external_vault_client_js_namespaceObject.requireEngine)(this.#client, mount, 'KV version 2', path);
        const whole = `${mount}/${path}`;
        if (found === mount || !whole.startsWith(`${found}/`))
            return false;
        this.#uri = { ...this.#uri, mount: found, path: whole.slice(found.length + 1) };
        return true;
    }
    #readData(version) {
        return this.#client.request('GET', `${this.#path('data')}${version === undefined ? '' : `?version=${version}`}`);
    }
    #versionIn({ data }) {
        const { version: number, created_time: createdAt } = data;
        if (!isVersionNumber(number) || typeof createdAt !== 'string') {
            throw (0,external_vault_client_js_namespaceObject.invalidResponse)(this.#client.displayName, 'it has no `version` and `created_time` of the version that it stored');
        }
        return { number, createdAt };
    }
    #concurrentWrite(before, { current, versions }) {
        const createdAt = versions.find(({ number }) => number === current)?.createdAt;
        return new external_common_js_namespaceObject.ActionError('key-exists', `${this.displayName} had ${before === 0 ? 'no version' : `version ${before}`} when this run started and has version ${current} now ` +
            `(stored at ${createdAt}): another run stored a key at the same time. Nothing was overwritten.`, 'Leave it to that run. If you are sure that nothing uses its key, run this again with `if-exists: overwrite`.');
    }
    #writeRefused(reply, current, replaces) {
        if (reply.status === 403 && current > 0 && !replaces) {
            return new external_common_js_namespaceObject.ActionError('vault-forbidden', `${this.#client.displayName} refused to store ${(0,external_common_js_namespaceObject.lowerFirst)(this.displayName)} (status 403): all of its ${current} versions are deleted, ` +
                'and the server counts a new one as an update, which this identity may not make.', 'Choose another path, or have an admin remove the deleted versions (`vault kv metadata delete`). Then run this again.');
        }
        return this.#toActionError(reply, 'store', this.#needs(current === 0 ? 'create' : 'update', 'data'));
    }
    #missingToDelete() {
        return new external_common_js_namespaceObject.ActionError('key-not-found', `${this.displayName} does not exist: its metadata does not show it, and would show a version that \`discard\` destroyed.`, `Check mount, path and version in \`key-store\`, and ${(0,external_vault_client_js_namespaceObject.chosenServer)(this.#client)}: the key may still exist elsewhere. ` +
            'If an admin deleted the metadata, or the vault removed the version because there are newer ones (`max_versions`), nothing is left to do.');
    }
    #notConfirmed(shown) {
        return new external_common_js_namespaceObject.ActionError('not-confirmed', `${this.#client.displayName} accepted a change of ${(0,external_common_js_namespaceObject.lowerFirst)(this.displayName)}, but then ${shown}.`, 'Find out in the audit log of the server what else changes this secret. Then run this again.');
    }
    #toActionError(reply, verb, needs) {
        return (0,external_vault_client_js_namespaceObject.toActionError)(reply, this.#client, `${verb} ${(0,external_common_js_namespaceObject.lowerFirst)(this.displayName)}`, needs);
    }
    #needs(capability, kind) {
        return `\`${capability}\` on \`${this.#uri.mount}/${kind}/${this.#uri.path}\``;
    }
    #path(kind) {
        return `${(0,external_vault_client_js_namespaceObject.encodePath)(this.#uri.mount)}/${kind}/${(0,external_vault_client_js_namespaceObject.encodePath)(this.#uri.path)}`;
    }
    #referenceTo(version) {
        return (0,external_key_store_actions_js_namespaceObject.formatKeyStoreUri)({ ...this.#uri, pin: version });
    }
}
function limitAfterRefusal({ status, errors }, isLost, current) {
    if (isLost || errors.some(error => /check-and-set/.test(error)))
        return external_vault_client_js_namespaceObject.SETTLE_LIMIT_MS;
    return status === 403 && current === 0 ? REFUSAL_LIMIT_MS : 0;
}
function timeOfDeletion({ deletion_time: text }) {
    const ms = typeof text === 'string' ? Date.parse(text) : Number.NaN;
    return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
function isVersionNumber(value) {
    return Number.isSafeInteger(value) && Number(value) >= 0;
}

export { KvStore as KvStore, vault_kv_open as open };
