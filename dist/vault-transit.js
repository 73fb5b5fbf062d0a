import * as __WEBPACK_EXTERNAL_MODULE__common_js_35b0a048__ from "./common.js";
import * as __WEBPACK_EXTERNAL_MODULE__deferred_js_356130b9__ from "./deferred.js";
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


;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = process.getBuiltinModule("node:crypto");
;// CONCATENATED MODULE: external "./common.js"
var x = (y) => {
	var x = {}; __nccwpck_require__.d(x, y); return x
} 
var y = (x) => (() => (x))
const external_common_js_namespaceObject = __WEBPACK_EXTERNAL_MODULE__common_js_35b0a048__;
;// CONCATENATED MODULE: external "./deferred.js"
var external_deferred_js_x = (y) => {
	var x = {}; __nccwpck_require__.d(x, y); return x
} 
var external_deferred_js_y = (x) => (() => (x))
const external_deferred_js_namespaceObject = __WEBPACK_EXTERNAL_MODULE__deferred_js_356130b9__;
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
;// CONCATENATED MODULE: ./build/stores/vault-transit.js













const KEY_TYPE = 'ecdsa-p256';
const SIGNATURE_BYTES = 64;
const NONCE_BYTES = 16;
const RUN_AND_NONCE = new RegExp(`-(\\d+)-[0-9a-f]{${2 * NONCE_BYTES}}$`);
const MAX_NAME_CHARACTERS = 64;
function vault_transit_open(uri, context) {
    return new TransitStore(uri, (0,external_vault_client_js_namespaceObject.openVault)(context, uri.scheme === 'openbao' ? 'OpenBao' : 'Vault'), context);
}
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
    get displayName() {
        const { mount, key } = this.#uri;
        return `The key ${(0,external_common_js_namespaceObject.displayName)(`${mount}/${key}`)} of ${this.#client.displayName}`;
    }
    get claims() {
        const { address, namespace } = this.#client.settings;
        const uri = (0,external_key_store_actions_js_namespaceObject.formatKeyStoreUri)((0,external_key_store_actions_js_namespaceObject.withoutPin)(this.#uri));
        return { uri, address, ...(namespace !== undefined && { namespace }) };
    }
    async read() {
        const key = await this.#key();
        if (!key)
            return { updatedAt: undefined };
        const { number, publicKey, createdAt } = this.#versionOf(key);
        const rule = `${this.displayName} exists, and Transit cannot replace a key: use another name in \`key-store\``;
        return {
            updatedAt: createdAt,
            publicKey,
            reference: this.#referenceTo(number),
            irreplaceable: (0,external_common_js_namespaceObject.invalid)('if-exists', 'overwrite', rule),
        };
    }
    async create() {
        const { journal } = this.#context;
        this.#uri = (0,external_key_store_actions_js_namespaceObject.withoutPin)({ ...this.#uri, key: this.#newName() });
        const place = this.displayName;
        journal.append({ type: 'planned', places: [place] });
        await this.#post();
        const key = await this.#keyOnce(key => key !== undefined);
        const version = key?.versions.get(1);
        if (!key || !version || key.latestVersion !== 1 || key.isImported) {
            throw new external_common_js_namespaceObject.ActionError('not-confirmed', `${this.#client.displayName} accepted the creation of ${(0,external_common_js_namespaceObject.lowerFirst)(place)}, but then ${key ? 'showed another key under this name' : 'had no such key'}.`, 'Find out in the audit log of the server what else changes keys of this mount. Then run this again: it makes another key.');
        }
        if (key.isExportable)
            throw this.#exportable();
        const { publicKey, createdAt } = version;
        journal.append({ type: 'confirmed', place, updatedAt: createdAt, publicKey });
        return { stored: { updatedAt: createdAt, reference: this.#referenceTo(1) }, publicKey };
    }
    async describe() {
        const key = await this.#key();
        if (!key)
            throw this.#notFound();
        const { number, publicKey } = this.#versionOf(key);
        return {
            type: KEY_TYPE,
            usage: 'sign',
            origin: key.isImported ? 'imported' : 'made in Transit',
            isExportable: key.isExportable || key.isImported,
            isShared: false,
            deletion: key.isDeletable
                ? 'allowed (`deletion_allowed`) to identities with `delete` on the key'
                : 'not allowed until an admin sets `deletion_allowed`',
            runId: number === 1 ? RUN_AND_NONCE.exec(this.#uri.key)?.[1] : undefined,
            publicKey,
        };
    }
    async sign(bytes) {
        const { mount, key, pin } = this.#uri;
        const reply = await this.#client.request('POST', this.#path('sign'), {
            input: (0,external_node_crypto_namespaceObject.createHash)('sha256').update(bytes).digest('base64'),
            prehashed: true,
            hash_algorithm: 'sha2-256',
            marshaling_algorithm: 'jws',
            key_version: pin,
        });
        if (reply.status !== 200) {
            if (reply.errors.some(error => /key not found/.test(error)))
                throw this.#notFound();
            throw this.#toActionError(reply, 'sign with', `\`update\` on \`${mount}/sign/${key}\``);
        }
        const [, version, text = ''] = /^vault:v(\d+):([\w-]+)$/.exec(String(reply.data.signature)) ?? [];
        const signature = Buffer.from(text, 'base64url');
        if (signature.length !== SIGNATURE_BYTES || (pin !== undefined && Number(version) !== pin)) {
            throw (0,external_vault_client_js_namespaceObject.invalidResponse)(this.#client.displayName, 'it has no signature of 64 bytes by the version of the key that was asked for');
        }
        return signature;
    }
    async delete() {
        const { journal } = this.#context;
        const place = this.displayName;
        const { mount, key: name, pin } = this.#uri;
        const key = await this.#key();
        if (!key) {
            return {
                existed: false,
                elsewhere: `Check the mount and the name in \`key-store\`, and ${(0,external_vault_client_js_namespaceObject.chosenServer)(this.#client)}.`,
            };
        }
        if (key.latestVersion !== pin) {
            throw new external_common_js_namespaceObject.ActionError('key-replaced', `${place} has version ${key.latestVersion} now, and \`key-store\` names version ${pin}: the key was rotated since. Transit deletes all versions together, so nothing was deleted.`, 'Find out who rotated the key. Delete it by hand if nothing uses it.');
        }
        if (!key.isDeletable) {
            throw new external_common_js_namespaceObject.ActionError('deletion-not-allowed', `${place} does not allow its deletion, which is the default of Transit. The key still exists.`, `Do not register its public key: nothing can come of the key then. To delete it, an admin sets \`vault write ${mount}/keys/${name}/config deletion_allowed=true\`; then run this again.`);
        }
        await this.#deleteKey();
        journal.append({ type: 'deleted', place });
        return { existed: true };
    }
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
            if (result.kind === 'refused') {
                throw this.#toActionError(result.reply, 'create', `\`update\` on \`${this.#uri.mount}/keys/${this.#uri.key}\``);
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
            if (result.kind !== 'indeterminate')
                journal.append({ type: 'delete-rejected' });
            if (result.kind === 'refused') {
                if (result.reply.status === 400 && !(await this.#keyOnce(key => !key)))
                    return;
                throw this.#toActionError(result.reply, 'delete', `\`delete\` on \`${this.#uri.mount}/keys/${this.#uri.key}\``);
            }
            await attempts.wait(result.cause);
        }
    }
    #keyOnce(isExpected) {
        return (0,external_common_js_namespaceObject.settleWithin)(this.#context, external_vault_client_js_namespaceObject.SETTLE_LIMIT_MS, () => this.#key(), isExpected);
    }
    async #key() {
        const reply = await this.#client.request('GET', this.#path('keys'));
        if (reply.status !== 200) {
            await (0,external_vault_client_js_namespaceObject.requireEngine)(this.#client, this.#uri.mount, 'Transit');
            if (reply.status === 404 && reply.errors.length === 0)
                return undefined;
            throw this.#toActionError(reply, 'describe', `\`read\` on \`${this.#uri.mount}/keys/${this.#uri.key}\``);
        }
        return this.#keyIn(reply.data);
    }
    #keyIn(data) {
        if (data.type !== KEY_TYPE) {
            throw new external_common_js_namespaceObject.ActionError('key-unsupported', `${this.displayName} is of the type ${(0,external_common_js_namespaceObject.quote)(String(data.type))}, and Ledger takes \`${KEY_TYPE}\` only.`, 'Name another key in `key-store`.');
        }
        const versions = new Map();
        for (const [number, version] of Object.entries((0,external_common_js_namespaceObject.membersOf)(data.keys))) {
            const { public_key: pem, creation_time: createdAt } = (0,external_common_js_namespaceObject.membersOf)(version);
            versions.set(Number(number), { publicKey: this.#publicKeyIn(pem), createdAt: String(createdAt) });
        }
        return {
            isExportable: data.exportable !== false || data.allow_plaintext_backup !== false,
            isImported: data.imported_key === true,
            isDeletable: data.deletion_allowed === true,
            latestVersion: Number(data.latest_version),
            versions,
        };
    }
    #publicKeyIn(pem) {
        const publicKey = (0,external_deferred_js_namespaceObject.parsePublicKey)(String(pem));
        if (publicKey)
            return publicKey;
        const what = `the public key of ${(0,external_common_js_namespaceObject.lowerFirst)(this.displayName)} is not a P-256 key`;
        throw (0,external_vault_client_js_namespaceObject.invalidResponse)(this.#client.displayName, what);
    }
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
            throw (0,external_common_js_namespaceObject.invalid)('key-store', (0,external_key_store_actions_js_namespaceObject.formatKeyStoreUri)(this.#uri), rule);
        }
        return `${key}-${this.#context.env.GITHUB_RUN_ID}-${(0,external_node_crypto_namespaceObject.randomBytes)(NONCE_BYTES).toString('hex')}`;
    }
    #notFound() {
        const { pin } = this.#uri;
        return new external_common_js_namespaceObject.ActionError('key-not-found', `${this.displayName} does not exist${pin === undefined ? '' : `, or has no version ${pin} anymore`}.`, 'Check the name, the mount and the version in `key-store`: use the output `key-reference` of the run that made the key.');
    }
    #exportable() {
        return new external_common_js_namespaceObject.ActionError('key-exportable', `${this.displayName} can be exported, although this run did not ask for that.`, 'Do not register its public key. Find out what changes keys of this mount.');
    }
    #toActionError(reply, verb, needs) {
        return (0,external_vault_client_js_namespaceObject.toActionError)(reply, this.#client, `${verb} ${(0,external_common_js_namespaceObject.lowerFirst)(this.displayName)}`, needs);
    }
    #path(kind) {
        return `${(0,external_vault_client_js_namespaceObject.encodePath)(this.#uri.mount)}/${kind}/${(0,external_vault_client_js_namespaceObject.encodePath)(this.#uri.key)}`;
    }
    #referenceTo(version) {
        return (0,external_key_store_actions_js_namespaceObject.formatKeyStoreUri)({ ...this.#uri, pin: version });
    }
}

export { TransitStore as TransitStore, vault_transit_open as open };
