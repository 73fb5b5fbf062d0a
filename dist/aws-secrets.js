import * as __WEBPACK_EXTERNAL_MODULE__aws_client_js_6744c873__ from "./aws-client.js";
import * as __WEBPACK_EXTERNAL_MODULE__common_js_35b0a048__ from "./common.js";
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
;// CONCATENATED MODULE: external "./aws-client.js"
var x = (y) => {
	var x = {}; __nccwpck_require__.d(x, y); return x
} 
var y = (x) => (() => (x))
const external_aws_client_js_namespaceObject = __WEBPACK_EXTERNAL_MODULE__aws_client_js_6744c873__;
;// CONCATENATED MODULE: external "./common.js"
var external_common_js_x = (y) => {
	var x = {}; __nccwpck_require__.d(x, y); return x
} 
var external_common_js_y = (x) => (() => (x))
const external_common_js_namespaceObject = __WEBPACK_EXTERNAL_MODULE__common_js_35b0a048__;
;// CONCATENATED MODULE: external "./key-store-actions.js"
var external_key_store_actions_js_x = (y) => {
	var x = {}; __nccwpck_require__.d(x, y); return x
} 
var external_key_store_actions_js_y = (x) => (() => (x))
const external_key_store_actions_js_namespaceObject = __WEBPACK_EXTERNAL_MODULE__key_store_actions_js_b7aa461d__;
;// CONCATENATED MODULE: ./build/stores/aws-secrets.js










const CURRENT = 'AWSCURRENT';
const PREVIOUS = 'AWSPREVIOUS';
const DELETION_DAYS = 30;
const UNKNOWN_DATE = 'a date that AWS does not show';
const CONFIRM_LIMIT_MS = 10_000;
function aws_secrets_open(uri, context) {
    return new AwsSecretStore(uri, (0,external_aws_client_js_namespaceObject.openAws)('secretsmanager', context), context);
}
class AwsSecretStore {
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
        this.displayName = `${version} secret ${(0,external_common_js_namespaceObject.displayName)(uri.name)} of ${client.displayName}`;
        this.claims = { uri: (0,external_key_store_actions_js_namespaceObject.formatKeyStoreUri)((0,external_key_store_actions_js_namespaceObject.withoutPin)(uri)), region: client.region };
    }
    async read() {
        const metadata = await this.#metadata();
        if (!metadata)
            return { updatedAt: undefined, exists: false, current: undefined };
        const { current, changedAt, deletionDate } = metadata;
        if (deletionDate !== undefined)
            throw this.#pendingDeletion(deletionDate);
        if (current === undefined)
            return { updatedAt: undefined, exists: true, current };
        return { updatedAt: changedAt, reference: this.#referenceTo(current), exists: true, current };
    }
    async store(secret, snapshot) {
        const id = (0,external_node_crypto_namespaceObject.randomUUID)();
        const text = JSON.stringify((0,external_key_store_actions_js_namespaceObject.dataOf)(secret, this.#uri.field));
        const version = snapshot.exists
            ? await this.#replace(id, text, snapshot, secret.apiAccess !== undefined)
            : await this.#create(id, text);
        const updatedAt = await this.#confirm(version);
        return { updatedAt, reference: this.#referenceTo(version) };
    }
    async readPrivateKey() {
        const { name, field, pin } = this.#uri;
        const body = { SecretId: name, ...(pin === undefined ? { VersionStage: CURRENT } : { VersionId: pin }) };
        const reply = await this.#client.request('GetSecretValue', body);
        const isDeleted = reply.error === 'InvalidRequestException' && /deletion|deleted/i.test(reply.message);
        if (isDeleted || reply.error === 'ResourceNotFoundException') {
            throw new external_common_js_namespaceObject.ActionError('key-not-found', `${this.displayName} ${isDeleted ? 'is to be deleted' : 'does not exist'}.`, `Check the name and the version in \`key-store\`, the account of the credentials, and the region (now \`${this.#client.region}\`). A deletion can be cancelled (\`aws secretsmanager restore-secret\`).`);
        }
        if (reply.error !== '') {
            const needs = '`secretsmanager:GetSecretValue`, or the key that encrypts the secret does not allow `kms:Decrypt`';
            throw this.#toActionError(reply, 'read', needs);
        }
        if (pin !== undefined && reply.data.VersionId !== pin) {
            throw (0,external_aws_client_js_namespaceObject.invalidResponse)(this.#client.displayName, 'it is of another version than the one that was asked for');
        }
        const privateKey = (0,external_common_js_namespaceObject.membersOf)((0,external_common_js_namespaceObject.parseJson)(reply.data.SecretString))[field];
        if (typeof privateKey !== 'string' || privateKey === '') {
            throw new external_common_js_namespaceObject.ActionError('key-not-found', `${this.displayName} is not a JSON object with a text in the field \`${field}\`.`, 'Name the field with the private key after `#` in `key-store`.');
        }
        this.#context.mask(privateKey);
        return { text: privateKey };
    }
    async delete() {
        const { journal } = this.#context;
        const place = this.displayName;
        const metadata = await this.#metadata();
        if (!metadata)
            throw (0,external_aws_client_js_namespaceObject.missingToDelete)(this.displayName, this.#client, DELETION_DAYS);
        const existed = metadata.deletionDate === undefined;
        let scheduledFor = metadata.deletionDate;
        if (existed) {
            if (metadata.current !== this.#uri.pin)
                throw this.#replaced(metadata, 'Nothing was deleted.');
            this.#requireAlone(metadata);
            scheduledFor = await this.#scheduleDeletion();
            const after = await this.#metadata();
            if (after && after.current !== this.#uri.pin) {
                const { name } = this.#uri;
                throw this.#replaced(after, `It was stored while this run scheduled the deletion of the secret. Cancel that: \`aws secretsmanager restore-secret --secret-id ${name}\`.`);
            }
        }
        journal.append({ type: 'deleted', place, scheduledFor });
        return { existed, scheduledFor };
    }
    #requireAlone({ versions, current }) {
        const { name } = this.#uri;
        const others = [...versions].filter(([id, labels]) => id !== current && labels.some(label => label !== ownLabel(id)));
        const [earlier] = others.find(([, labels]) => labels.includes(PREVIOUS)) ?? others[0] ?? [];
        if (earlier === undefined)
            return;
        const shown = others.map(([id, labels]) => `version ${id} (${labels.join(', ')})`).join(' and ');
        const update = `aws secretsmanager update-secret-version-stage --secret-id ${name} --version-stage`;
        throw new external_common_js_namespaceObject.ActionError('earlier-key-remains', `${this.displayName} is the current one, but software may use the key of ${shown}. AWS deletes all versions of a secret together.`, `Find out which key is in service. Version ${earlier} may hold the key to discard, too, because \`promote\` stores a key again with its API access. ` +
            `Use \`${this.#referenceTo(earlier)}\` as \`key-store\` of \`verify\` to see which key it holds. ` +
            `If it holds another key, and that is in service, let an admin make it the current version again: \`${update} ${CURRENT} --move-to-version-id ${earlier} --remove-from-version-id ${current}\`. ` +
            `Then remove the label that this moves to the other one: \`${update} ${PREVIOUS} --remove-from-version-id ${current}\`. ` +
            'Until then, software that reads the current version gets the key to discard. ' +
            `If nothing uses another key of this secret, let an admin delete the secret: \`aws secretsmanager delete-secret --secret-id ${name} --recovery-window-in-days ${DELETION_DAYS}\`.`);
    }
    async #create(id, text) {
        const body = { Name: this.#uri.name, ClientRequestToken: id, SecretString: text };
        const reply = await this.#write('CreateSecret', body, false, async ({ error }) => {
            if (error !== 'ResourceExistsException')
                return undefined;
            const metadata = await this.#metadata();
            if (metadata?.versions.has(id))
                return id;
            this.#context.journal.append({ type: 'not-applied' });
            throw this.#concurrentWrite('did not exist when this run started and does now');
        });
        return typeof reply === 'string' ? reply : this.#versionIn(reply);
    }
    async #replace(id, text, snapshot, hasApiAccess) {
        const { journal } = this.#context;
        const label = ownLabel(id);
        const unused = this.#unusedVersion(id, hasApiAccess);
        await this.#addVersion(id, text, label, unused, snapshot.current === undefined);
        try {
            await this.#makeCurrent(id, snapshot.current);
        }
        catch (error) {
            if (await this.#removeLabel(id, label))
                journal.append({ type: 'may-remain', key: id, text: unused });
            throw error;
        }
        const labelled = `Version ${id} of the secret ${(0,external_common_js_namespaceObject.displayName)(this.#uri.name)} is stored and may still have the label ${label}. With it, AWS keeps the version even after the key is replaced.`;
        journal.append({ type: 'may-remain', key: id, text: `${labelled} ${this.#labelRemoval(id, label)}` });
        if (await this.#removeLabel(id, label))
            journal.append({ type: 'not-remaining', key: id });
        return id;
    }
    #unusedVersion(id, hasApiAccess) {
        const [content, renewal] = hasApiAccess
            ? ['private key and the API access', ', and renew the API access at Ledger']
            : ['private key', ''];
        return (`Version ${id} of the secret ${(0,external_common_js_namespaceObject.displayName)(this.#uri.name)} may hold the ${content} of this run. ` +
            'Those who may read the secret can read it by its ID: AWS may keep it until the secret has more than 100 versions, or is deleted. ' +
            `Unless the current version holds the same key, never register the key of this version${renewal}.`);
    }
    #labelRemoval(id, label) {
        return `Remove the label: \`aws secretsmanager update-secret-version-stage --secret-id ${this.#uri.name} --version-stage ${label} --remove-from-version-id ${id}\`.`;
    }
    async #removeLabel(id, label) {
        const unlabel = { SecretId: this.#uri.name, VersionStage: label, RemoveFromVersionId: id };
        try {
            const { error } = await this.#client.request('UpdateSecretVersionStage', unlabel);
            if (!isInvalid(error))
                return error === '';
            const metadata = await this.#metadata();
            return metadata !== undefined && !metadata.versions.get(id)?.includes(label);
        }
        catch {
            return false;
        }
    }
    async #addVersion(id, text, label, unused, isFirst) {
        const { journal } = this.#context;
        const body = { SecretId: this.#uri.name, ClientRequestToken: id, SecretString: text, VersionStages: [label] };
        const attempts = this.#client.attempts('PutSecretValue');
        const followUp = `${unused} AWS deletes no version that has a label. ${this.#labelRemoval(id, label)}`;
        let isLost = false;
        for (;;) {
            journal.append({ type: 'may-remain', key: id, text: followUp });
            if (isFirst)
                journal.append({ type: 'write-started', place: this.displayName, replaces: false });
            const result = await this.#client.write('PutSecretValue', body, attempts);
            if (result.kind === 'applied')
                return;
            if (result.kind === 'indeterminate') {
                isLost = true;
            }
            else {
                if (isFirst)
                    journal.append({ type: 'write-rejected' });
                if (!isLost)
                    journal.append({ type: 'not-remaining', key: id });
            }
            if (result.kind === 'refused')
                throw this.#writeRefused(result.reply, 'PutSecretValue');
            await attempts.wait(result.cause);
        }
    }
    async #makeCurrent(id, current) {
        const body = { SecretId: this.#uri.name, VersionStage: CURRENT, MoveToVersionId: id, RemoveFromVersionId: current };
        await this.#write('UpdateSecretVersionStage', body, current !== undefined, async ({ error }) => {
            if (!isInvalid(error))
                return undefined;
            const now = (await this.#metadata())?.current;
            if (now === id)
                return id;
            if (now === current)
                return undefined;
            this.#context.journal.append({ type: 'not-applied' });
            const [before, after] = [current, now].map(version => version === undefined ? 'no version' : `version ${version}`);
            throw this.#concurrentWrite(`had ${before} when this run started and has ${after} now`);
        });
    }
    async #write(operation, body, replaces, resolve) {
        const { journal } = this.#context;
        const place = this.displayName;
        const attempts = this.#client.attempts(operation);
        for (;;) {
            journal.append({ type: 'write-started', place, replaces });
            const result = await this.#client.write(operation, body, attempts);
            if (result.kind === 'applied') {
                journal.append({ type: 'applied', place });
                return result.reply;
            }
            if (result.kind !== 'indeterminate')
                journal.append({ type: 'write-rejected' });
            if (result.kind === 'refused') {
                const id = await resolve(result.reply);
                if (id === undefined)
                    throw this.#writeRefused(result.reply, operation);
                journal.append({ type: 'applied', place });
                return id;
            }
            await attempts.wait(result.cause);
        }
    }
    async #confirm(id) {
        const { journal } = this.#context;
        const isShown = (now) => now?.current === id || now?.deletionDate !== undefined;
        const metadata = await (0,external_common_js_namespaceObject.settleWithin)(this.#context, CONFIRM_LIMIT_MS, () => this.#metadata(), isShown);
        if (metadata?.deletionDate !== undefined)
            throw this.#notConfirmed(`its deletion was scheduled for ${metadata.deletionDate}`);
        if (metadata?.current !== id) {
            throw this.#notConfirmed(`its current version is ${metadata?.current ?? 'missing'}, and not ${id} of this run`);
        }
        journal.append({ type: 'confirmed', place: this.displayName, updatedAt: metadata.changedAt });
        return metadata.changedAt;
    }
    async #scheduleDeletion() {
        const { journal } = this.#context;
        const attempts = this.#client.attempts('DeleteSecret');
        for (;;) {
            journal.append({ type: 'delete-started', place: this.displayName });
            const body = { SecretId: this.#uri.name, RecoveryWindowInDays: DELETION_DAYS };
            const result = await this.#client.write('DeleteSecret', body, attempts);
            if (result.kind === 'applied')
                return (0,external_aws_client_js_namespaceObject.toRfc3339)(result.reply.data.DeletionDate) ?? UNKNOWN_DATE;
            if (result.kind !== 'indeterminate')
                journal.append({ type: 'delete-rejected' });
            if (result.kind === 'refused') {
                const { reply } = result;
                const now = reply.error === 'InvalidRequestException' ? await this.#metadata() : undefined;
                if (now?.deletionDate !== undefined)
                    return now.deletionDate;
                throw this.#toActionError(reply, 'schedule the deletion of', '`secretsmanager:DeleteSecret`');
            }
            await attempts.wait(result.cause);
        }
    }
    async #metadata() {
        const reply = await this.#client.request('DescribeSecret', { SecretId: this.#uri.name });
        if (reply.error === 'ResourceNotFoundException')
            return undefined;
        if (reply.error !== '')
            throw this.#toActionError(reply, 'describe', '`secretsmanager:DescribeSecret`');
        const { VersionIdsToStages: stages, LastChangedDate: changed, CreatedDate: created, DeletedDate: deleted, } = reply.data;
        const labelled = Object.entries((0,external_common_js_namespaceObject.membersOf)(stages));
        const versions = new Map(labelled.map(([id, labels]) => [id, Array.isArray(labels) ? labels : []]));
        return {
            current: [...versions].find(([, labels]) => labels.includes(CURRENT))?.[0],
            versions,
            changedAt: (0,external_aws_client_js_namespaceObject.toRfc3339)(changed) ?? (0,external_aws_client_js_namespaceObject.toRfc3339)(created) ?? '',
            deletionDate: (0,external_aws_client_js_namespaceObject.toRfc3339)(deleted),
        };
    }
    #versionIn({ data }) {
        const { VersionId: id } = data;
        if (typeof id !== 'string')
            throw (0,external_aws_client_js_namespaceObject.invalidResponse)(this.#client.displayName, 'it has no id of the version that it stored');
        return id;
    }
    #writeRefused(reply, operation) {
        return this.#toActionError(reply, 'store', `\`secretsmanager:${operation}\``);
    }
    #concurrentWrite(what) {
        return new external_common_js_namespaceObject.ActionError('key-exists', `${this.displayName} ${what}: another run stored a key at the same time. Nothing was overwritten.`, 'Leave it to that run. If you are sure that nothing uses its key, run this again with `if-exists: overwrite`.');
    }
    #replaced({ current }, meaning) {
        return new external_common_js_namespaceObject.ActionError('key-replaced', `${this.displayName} is not the current one, which is ${current ?? 'missing'}: another run stored a key since, or someone moved the label ${CURRENT}. AWS deletes all versions of a secret together. ${meaning}`, 'If an admin made an earlier version the current one, remove the labels of this one, and never register its key. Otherwise find out who stored the newer key.');
    }
    #pendingDeletion(deletionDate) {
        return new external_common_js_namespaceObject.ActionError('key-unusable', `${this.displayName} is to be deleted on ${deletionDate}. Until then no other secret can have its name.`, `Choose another name, or cancel the deletion (\`aws secretsmanager restore-secret --secret-id ${this.#uri.name}\`) and set \`if-exists: overwrite\`.`);
    }
    #notConfirmed(shown) {
        return new external_common_js_namespaceObject.ActionError('not-confirmed', `${this.#client.displayName} accepted a change of ${(0,external_common_js_namespaceObject.lowerFirst)(this.displayName)}, but then ${shown}.`, 'Find out in CloudTrail what else changes this secret. Then run this again.');
    }
    #toActionError(reply, verb, needs) {
        return (0,external_aws_client_js_namespaceObject.toActionError)(reply, this.#client, `${verb} ${(0,external_common_js_namespaceObject.lowerFirst)(this.displayName)}`, `${needs} on the secret`);
    }
    #referenceTo(version) {
        return (0,external_key_store_actions_js_namespaceObject.formatKeyStoreUri)({ ...this.#uri, pin: version });
    }
}
function ownLabel(id) {
    return `ledger-operator-keys-${id}`;
}
function isInvalid(error) {
    return error === 'InvalidParameterException' || error === 'InvalidRequestException';
}

export { AwsSecretStore as AwsSecretStore, aws_secrets_open as open };
