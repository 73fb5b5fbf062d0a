import * as __WEBPACK_EXTERNAL_MODULE__aws_client_js_6744c873__ from "./aws-client.js";
import * as __WEBPACK_EXTERNAL_MODULE__common_js_35b0a048__ from "./common.js";
import * as __WEBPACK_EXTERNAL_MODULE__deferred_js_356130b9__ from "./deferred.js";
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
;// CONCATENATED MODULE: external "./deferred.js"
var external_deferred_js_x = (y) => {
	var x = {}; __nccwpck_require__.d(x, y); return x
} 
var external_deferred_js_y = (x) => (() => (x))
const external_deferred_js_namespaceObject = __WEBPACK_EXTERNAL_MODULE__deferred_js_356130b9__;
;// CONCATENATED MODULE: external "./key-store-actions.js"
var external_key_store_actions_js_x = (y) => {
	var x = {}; __nccwpck_require__.d(x, y); return x
} 
var external_key_store_actions_js_y = (x) => (() => (x))
const external_key_store_actions_js_namespaceObject = __WEBPACK_EXTERNAL_MODULE__key_store_actions_js_b7aa461d__;
;// CONCATENATED MODULE: ./build/stores/aws-kms.js












const KEY_SPEC = 'ECC_NIST_P256';
const KEY_USAGE = 'SIGN_VERIFY';
const RUN_TAG = 'ledger-operator-keys-run';
const NONCE_BYTES = 16;
const DELETION_DAYS = 30;
const UNKNOWN_DATE = 'a date that KMS does not show';
const ALIAS_LIMIT_MS = 15_000;
const NEW_KEY_LIMIT_MS = 90_000;
const UNSETTLED = /^(?:NotFound|AccessDenied)/;
const MAX_SEARCHED_KEYS = 1_000;
const MAX_GRANTS = 1;
const UNUSABLE = /^(?:KMSInvalidState|Disabled|KeyUnavailable)/;
const UNUSABLE_STATE = /^(?:Disabled|Pending|Unavailable)/;
function aws_kms_open(uri, context) {
    return new KmsStore(uri, (0,external_aws_client_js_namespaceObject.openAws)('kms', context, uri.pin && (0,external_key_store_actions_js_namespaceObject.regionOfArn)(uri.pin)), context);
}
class KmsStore {
    kind = 'signing';
    displayName;
    claims;
    #uri;
    #client;
    #context;
    #hasAnnouncedWait = false;
    #described;
    constructor(uri, client, context) {
        this.#uri = uri;
        this.#client = client;
        this.#context = context;
        this.displayName = `The key ${(0,external_common_js_namespaceObject.displayName)(this.#uri.key)} of ${client.displayName}`;
        this.claims = { uri: (0,external_key_store_actions_js_namespaceObject.formatKeyStoreUri)(uri), region: client.region };
    }
    async read() {
        const key = await this.#describeKey(this.#uri.key);
        if (!key)
            return { updatedAt: undefined };
        const snapshot = { updatedAt: key.createdAt, reference: referenceTo(key.arn), arn: key.arn };
        const { state, deletionDate } = key;
        if (UNUSABLE_STATE.test(state)) {
            const shown = deletionDate === undefined ? `its state is ${(0,external_common_js_namespaceObject.quote)(state)}` : `it is to be deleted on ${deletionDate}`;
            return { ...snapshot, unusable: this.#unusable(shown) };
        }
        const reply = await this.#client.request('GetPublicKey', { KeyId: key.arn });
        if (UNUSABLE.test(reply.error))
            return { ...snapshot, unusable: this.#refusedAsUnusable(reply) };
        return { ...snapshot, publicKey: this.#publicKeyIn(reply, key.arn) };
    }
    async create({ arn: replaced }) {
        const { journal } = this.#context;
        const place = this.displayName;
        const alias = this.#uri.key;
        const arn = await this.#createKey();
        this.#mayRemain(arn, `This run made the key ${arn}. If no alias points to it, schedule its deletion.`);
        const newKey = { arn, settledByMs: this.#context.clock.elapsedMs() + NEW_KEY_LIMIT_MS };
        const { key, publicKey } = await this.#describeNewKey(newKey);
        if (replaced === undefined)
            await this.#createAlias(alias, newKey);
        else
            await this.#moveAlias(alias, replaced, newKey);
        journal.append({ type: 'applied', place });
        const current = await this.#describeAlias(alias, current => current?.arn === arn);
        if (current?.arn !== arn) {
            throw this.#notConfirmed(current && current.arn !== replaced
                ? `the alias points to another key, \`${current.arn}\``
                : 'the alias does not point to the key of this run');
        }
        journal.append({ type: 'confirmed', place, updatedAt: key.createdAt, publicKey });
        journal.append({ type: 'not-remaining', key: arn });
        return { stored: { updatedAt: key.createdAt, reference: referenceTo(arn) }, publicKey };
    }
    async describe() {
        const { key, publicKey } = await this.#resolve();
        const { origin, isMultiRegion, deletionDate } = key;
        const [runId, sharing] = await (0,external_common_js_namespaceObject.awaitInOrder)(this.#runIdOf(key.arn), this.#sharingOf(key.arn));
        return {
            type: KEY_SPEC,
            usage: KEY_USAGE,
            origin: isMultiRegion ? `${origin}, multi-Region` : origin,
            isExportable: origin !== 'AWS_KMS' || isMultiRegion,
            deletion: deletionDate === undefined
                ? 'not scheduled; at least 7 days of waiting, in which it can be cancelled'
                : `scheduled for ${deletionDate}`,
            ...sharing,
            runId,
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
            if (UNUSABLE.test(reply.error))
                throw this.#refusedAsUnusable(reply);
            throw this.#toActionError(reply, 'sign with', '`kms:Sign` on the key');
        }
        const signature = (0,external_deferred_js_namespaceObject.rawSignatureOf)(Buffer.from(String(reply.data.Signature), 'base64'));
        if (!signature)
            throw (0,external_aws_client_js_namespaceObject.invalidResponse)(this.#client.displayName, 'it has no ECDSA signature of P-256');
        return signature;
    }
    async delete() {
        const { journal } = this.#context;
        const place = this.displayName;
        const arn = this.#uri.key;
        const key = await this.#describeKey(arn);
        if (!key)
            throw (0,external_aws_client_js_namespaceObject.missingToDelete)(this.displayName, this.#client, DELETION_DAYS);
        const aliases = await this.#aliasesOf(arn);
        const scheduledFor = key.deletionDate ?? (await this.#scheduleDeletion(arn, place));
        journal.append({ type: 'deleted', place, scheduledFor });
        for (const [done, alias] of aliases.entries()) {
            const left = aliases.slice(done).map(external_common_js_namespaceObject.displayName).join(', ');
            const text = `Aliases that may still point to the key: ${left}. Run this again: it deletes them, if this identity may ` +
                '(`kms:DeleteAlias` on the alias and on the key). Or let an admin delete them (`aws kms delete-alias`).';
            journal.append({ type: 'follow-up', text });
            await this.#deleteAlias(alias, arn);
        }
        journal.append({ type: 'follow-up', text: undefined });
        return { existed: key.deletionDate === undefined, scheduledFor };
    }
    async #createKey() {
        const tag = `${this.#context.env.GITHUB_RUN_ID}/${(0,external_node_crypto_namespaceObject.randomBytes)(NONCE_BYTES).toString('hex')}`;
        const body = { KeySpec: KEY_SPEC, KeyUsage: KEY_USAGE, Tags: [{ TagKey: RUN_TAG, TagValue: tag }] };
        const attempts = this.#client.attempts('CreateKey');
        const { journal } = this.#context;
        let isLost = false;
        const clear = () => {
            if (!isLost)
                journal.append({ type: 'not-remaining', key: tag });
        };
        for (;;) {
            const text = `The response to a request that creates a key was lost. If there is a key with the tag \`${RUN_TAG}\` = \`${tag}\` and without an alias, schedule its deletion.`;
            this.#mayRemain(tag, text);
            const result = await this.#client.write('CreateKey', body, attempts);
            if (result.kind === 'applied') {
                const { arn } = this.#keyIn(result.reply);
                clear();
                return arn;
            }
            if (result.kind === 'indeterminate') {
                const arn = await this.#findKey(tag);
                if (arn !== undefined) {
                    clear();
                    return arn;
                }
                isLost = true;
            }
            else {
                clear();
            }
            if (result.kind === 'refused') {
                throw this.#toActionError(result.reply, 'create', `\`kms:CreateKey\` and \`kms:TagResource\` with the tag \`${RUN_TAG}\``);
            }
            await attempts.wait(result.cause);
        }
    }
    async #findKey(tag) {
        const { data } = await this.#client.request('ListKeys', { Limit: MAX_SEARCHED_KEYS });
        for (const entry of Array.isArray(data.Keys) ? data.Keys : []) {
            const arn = String((0,external_common_js_namespaceObject.membersOf)(entry).KeyArn);
            const reply = await this.#client.request('ListResourceTags', { KeyId: arn });
            if (tagIn(reply) === tag)
                return arn;
        }
        return undefined;
    }
    async #describeNewKey(newKey) {
        const key = this.#keyOrUndefinedIn(await this.#requestForNewKey('DescribeKey', newKey));
        if (!key)
            throw this.#notConfirmed('it has no such key');
        if (key.state !== 'Enabled' || key.origin !== 'AWS_KMS' || key.isMultiRegion) {
            throw this.#notConfirmed('its key is not an enabled one that was made in KMS for this region alone');
        }
        return { key, publicKey: this.#publicKeyIn(await this.#requestForNewKey('GetPublicKey', newKey), newKey.arn) };
    }
    #requestForNewKey(operation, { arn, settledByMs }, more = {}) {
        return (0,external_common_js_namespaceObject.settle)(this.#context, settledByMs, () => this.#client.request(operation, { KeyId: arn, ...more }), reply => !this.#isUnsettled(reply));
    }
    #isUnsettled({ error }) {
        if (!UNSETTLED.test(error))
            return false;
        if (!this.#hasAnnouncedWait) {
            const seconds = NEW_KEY_LIMIT_MS / 1000;
            this.#context.output.info(`${this.#client.displayName} does not know the new key or its tag yet (${error}). Waiting for up to ${seconds} s.`);
        }
        this.#hasAnnouncedWait = true;
        return true;
    }
    async #createAlias(alias, newKey) {
        const refused = await this.#pointAlias('CreateAlias', alias, newKey);
        if (!refused)
            return;
        const { reply, isLost } = refused;
        if (reply.error === 'AlreadyExistsException') {
            if (isLost) {
                const current = await this.#describeAlias(alias, current => current !== undefined);
                if (!current)
                    throw this.#notConfirmed('the alias exists, but points to no key');
                if (current.arn === newKey.arn)
                    return;
            }
            this.#context.journal.append({ type: 'not-applied' });
            throw await this.#abandon(newKey, this.#lostRace());
        }
        const needs = `\`kms:CreateAlias\` on the alias and on keys with the tag \`${RUN_TAG}\` (AWS may take five minutes to count a new tag)`;
        const refusal = this.#toActionError(reply, 'create the alias of', needs);
        throw isLost ? refusal : await this.#abandon(newKey, refusal);
    }
    async #moveAlias(alias, replaced, newKey) {
        const current = await this.#describeAlias(alias, () => true);
        if (current?.arn !== replaced) {
            throw await this.#abandon(newKey, new external_common_js_namespaceObject.ActionError('key-changed', `${this.displayName} has changed since this run read it: another run stored or deleted a key at the same time.`, 'Make sure that only one run stores this key at a time (a `concurrency` group does that). Then run this again.'));
        }
        const refused = await this.#pointAlias('UpdateAlias', alias, newKey);
        if (!refused)
            return;
        const { reply, isLost } = refused;
        const refusal = this.#toActionError(reply, 'move the alias of', '`kms:UpdateAlias` on the alias and on both keys');
        throw isLost ? refusal : await this.#abandon(newKey, refusal);
    }
    async #pointAlias(operation, alias, newKey) {
        const { journal } = this.#context;
        const body = { AliasName: alias, TargetKeyId: newKey.arn };
        const attempts = this.#client.attempts(operation);
        let isLost = false;
        for (;;) {
            journal.append({ type: 'write-started', place: this.displayName, replaces: operation === 'UpdateAlias' });
            const result = await this.#client.write(operation, body, attempts);
            if (result.kind === 'applied')
                return undefined;
            if (result.kind === 'indeterminate')
                isLost = true;
            else
                journal.append({ type: 'write-rejected' });
            if (result.kind !== 'refused') {
                await attempts.wait(result.cause);
            }
            else if (!this.#isUnsettled(result.reply) || !(await (0,external_common_js_namespaceObject.waitToSettle)(this.#context, newKey.settledByMs))) {
                return { reply: result.reply, isLost };
            }
        }
    }
    async #abandon(newKey, reason) {
        const { journal } = this.#context;
        const { arn } = newKey;
        const reply = await this.#requestForNewKey('ScheduleKeyDeletion', newKey, { PendingWindowInDays: 7 });
        const isScheduled = reply.error === '' || (await this.#describeKey(arn))?.deletionDate !== undefined;
        if (isScheduled) {
            journal.append({ type: 'not-remaining', key: arn });
        }
        else {
            const text = `The key ${arn} of this run has no alias, and its deletion could not be scheduled (${reply.error}). Schedule it.`;
            this.#mayRemain(arn, text);
        }
        return reason;
    }
    #mayRemain(key, text) {
        this.#context.journal.append({ type: 'may-remain', key, text });
    }
    async #scheduleDeletion(arn, place) {
        const { journal } = this.#context;
        const attempts = this.#client.attempts('ScheduleKeyDeletion');
        for (;;) {
            journal.append({ type: 'delete-started', place });
            const body = { KeyId: arn, PendingWindowInDays: DELETION_DAYS };
            const result = await this.#client.write('ScheduleKeyDeletion', body, attempts);
            if (result.kind === 'applied')
                return (0,external_aws_client_js_namespaceObject.toRfc3339)(result.reply.data.DeletionDate) ?? UNKNOWN_DATE;
            if (result.kind !== 'indeterminate')
                journal.append({ type: 'delete-rejected' });
            if (result.kind === 'refused') {
                const { reply } = result;
                const now = /^KMSInvalidState/.test(reply.error) ? await this.#describeKey(arn) : undefined;
                if (now?.deletionDate !== undefined)
                    return now.deletionDate;
                throw this.#toActionError(reply, 'schedule the deletion of', '`kms:ScheduleKeyDeletion` on the key');
            }
            await attempts.wait(result.cause);
        }
    }
    async #aliasesOf(arn) {
        const reply = await this.#client.request('ListAliases', { KeyId: arn, Limit: 100 });
        if (reply.error !== '')
            throw this.#toActionError(reply, 'list the aliases of', '`kms:ListAliases`');
        const { Aliases: aliases } = reply.data;
        return (Array.isArray(aliases) ? aliases : []).map(alias => String((0,external_common_js_namespaceObject.membersOf)(alias).AliasName));
    }
    async #deleteAlias(alias, arn) {
        if ((await this.#describeKey(alias))?.arn !== arn)
            return;
        const reply = await this.#client.request('DeleteAlias', { AliasName: alias });
        if (reply.error === '' || reply.error === 'NotFoundException')
            return;
        throw this.#toActionError(reply, `delete the alias ${(0,external_common_js_namespaceObject.displayName)(alias)} of`, '`kms:DeleteAlias` on the alias and on the key');
    }
    async #resolve() {
        if (!this.#described) {
            const key = await this.#describeKey(this.#uri.key);
            if (!key)
                throw this.#notFound();
            this.#described = { key, publicKey: await this.#publicKeyOf(key.arn) };
        }
        return this.#described;
    }
    async #describeKey(keyId) {
        return this.#keyOrUndefinedIn(await this.#client.request('DescribeKey', { KeyId: keyId }));
    }
    async #describeAlias(alias, isExpected) {
        const send = () => this.#client.request('DescribeKey', { KeyId: alias });
        const isSettled = (reply) => !isDenied(reply) && isExpected(this.#keyOrUndefinedIn(reply));
        return this.#keyOrUndefinedIn(await (0,external_common_js_namespaceObject.settleWithin)(this.#context, ALIAS_LIMIT_MS, send, isSettled));
    }
    #keyOrUndefinedIn(reply) {
        if (reply.error === 'NotFoundException')
            return undefined;
        if (reply.error !== '')
            throw this.#toActionError(reply, 'describe', '`kms:DescribeKey` on the key');
        return this.#keyIn(reply);
    }
    #keyIn({ data }) {
        const { Arn: arn, KeySpec: spec, KeyUsage: usage, CreationDate: created, KeyState: state, Origin: origin, MultiRegion: isMultiRegion, DeletionDate: deleted, } = (0,external_common_js_namespaceObject.membersOf)(data.KeyMetadata);
        if (typeof arn !== 'string' || (0,external_key_store_actions_js_namespaceObject.regionOfArn)(arn) !== this.#client.region) {
            throw (0,external_aws_client_js_namespaceObject.invalidResponse)(this.#client.displayName, 'it has no ARN of a key in this region');
        }
        if (spec !== KEY_SPEC || usage !== KEY_USAGE) {
            throw new external_common_js_namespaceObject.ActionError('key-unsupported', `${this.displayName} is of the spec ${(0,external_common_js_namespaceObject.quote)(String(spec))} and the usage ${(0,external_common_js_namespaceObject.quote)(String(usage))}, and Ledger takes \`${KEY_SPEC}\` for \`${KEY_USAGE}\` only.`, 'Name another key in `key-store`.');
        }
        return {
            arn,
            createdAt: (0,external_aws_client_js_namespaceObject.toRfc3339)(created) ?? '',
            state: String(state),
            origin: String(origin),
            isMultiRegion: isMultiRegion !== false,
            deletionDate: (0,external_aws_client_js_namespaceObject.toRfc3339)(deleted) ?? (/^Pending(?:Replica)?Deletion$/.test(String(state)) ? UNKNOWN_DATE : undefined),
        };
    }
    async #publicKeyOf(arn) {
        const reply = await this.#client.request('GetPublicKey', { KeyId: arn });
        if (UNUSABLE.test(reply.error))
            throw this.#refusedAsUnusable(reply);
        return this.#publicKeyIn(reply, arn);
    }
    #publicKeyIn(reply, arn) {
        if (reply.error !== '')
            throw this.#toActionError(reply, 'show the public key of', '`kms:GetPublicKey` on the key');
        const { PublicKey: spki, KeyId: keyId } = reply.data;
        const publicKey = typeof spki === 'string' ? (0,external_deferred_js_namespaceObject.parsePublicKey)(spki) : undefined;
        if (keyId !== arn || !publicKey) {
            throw (0,external_aws_client_js_namespaceObject.invalidResponse)(this.#client.displayName, `it has no P-256 public key of ${(0,external_common_js_namespaceObject.lowerFirst)(this.displayName)}`);
        }
        return publicKey;
    }
    async #runIdOf(arn) {
        const reply = await this.#client.request('ListResourceTags', { KeyId: arn });
        if (reply.error !== '')
            throw this.#toActionError(reply, 'list the tags of', '`kms:ListResourceTags` on the key');
        return /^(\d+)\//.exec(tagIn(reply) ?? '')?.[1];
    }
    async #sharingOf(arn) {
        const policy = await this.#client.request('GetKeyPolicy', { KeyId: arn, PolicyName: 'default' });
        if (policy.error !== '')
            throw this.#toActionError(policy, 'show the key policy of', '`kms:GetKeyPolicy` on the key');
        if (!leavesAccessToAccount(policy.data.Policy, arn)) {
            return { access: 'others, too (the key policy names them)', isShared: true };
        }
        const grants = await this.#client.request('ListGrants', { KeyId: arn, Limit: MAX_GRANTS });
        if (grants.error !== '')
            throw this.#toActionError(grants, 'list the grants of', '`kms:ListGrants` on the key');
        const { Grants: list, Truncated: hasMore } = grants.data;
        if (!Array.isArray(list) || list.length > 0 || hasMore !== false) {
            return { access: 'others, too (there are grants)', isShared: true };
        }
        return { access: 'as the policies of the account say (default key policy, no grants)', isShared: false };
    }
    #lostRace() {
        return new external_common_js_namespaceObject.ActionError('key-exists', `${this.displayName} did not exist when this run started and does now: another run created a key at the same time. The key that this run had created has no alias, and is not used.`, 'Leave it to that run. If you are sure that nothing uses its key, run this again with `if-exists: overwrite`.');
    }
    #notFound() {
        return new external_common_js_namespaceObject.ActionError('key-not-found', `${this.displayName} does not exist.`, `Check \`key-store\`, the account of the credentials, and the region (now \`${this.#client.region}\`): each account and region has keys and aliases of its own. An alias may be missing for a moment after it was created.`);
    }
    #refusedAsUnusable({ error, message }) {
        return this.#unusable(`it is disabled, or its deletion is scheduled (${error}: ${(0,external_common_js_namespaceObject.quote)(message)})`);
    }
    #unusable(shown) {
        return new external_common_js_namespaceObject.ActionError('key-unusable', `${this.displayName} cannot be used: ${shown}.`, 'Do not register its public key. An admin can enable it, or cancel its deletion. Otherwise generate a new key: `if-exists: overwrite` moves the alias to it.');
    }
    #notConfirmed(shown) {
        return new external_common_js_namespaceObject.ActionError('not-confirmed', `${this.#client.displayName} accepted the creation of ${(0,external_common_js_namespaceObject.lowerFirst)(this.displayName)}, but then ${shown}.`, 'Find out in CloudTrail what else changes this key or its alias. Then run this again.');
    }
    #toActionError(reply, verb, needs) {
        return (0,external_aws_client_js_namespaceObject.toActionError)(reply, this.#client, `${verb} ${(0,external_common_js_namespaceObject.lowerFirst)(this.displayName)}`, needs);
    }
}
function isDenied({ error }) {
    return /^AccessDenied/.test(error);
}
function tagIn({ data }) {
    const tags = (Array.isArray(data.Tags) ? data.Tags : []).map(external_common_js_namespaceObject.membersOf);
    const tag = tags.find(({ TagKey: key }) => key === RUN_TAG)?.TagValue;
    return typeof tag === 'string' ? tag : undefined;
}
function leavesAccessToAccount(text, arn) {
    const { Statement: statements } = (0,external_common_js_namespaceObject.membersOf)((0,external_common_js_namespaceObject.parseJson)(text));
    const root = new RegExp(`^(?:arn:[\\w-]+:iam::)?${arn.split(':')[4]}(?::root)?$`);
    return [statements].flat().every(statement => {
        const { Effect: effect, Principal: principal, NotPrincipal: others } = (0,external_common_js_namespaceObject.membersOf)(statement);
        if (effect === 'Deny')
            return true;
        const { AWS: accounts, ...more } = (0,external_common_js_namespaceObject.membersOf)(principal);
        const isOwn = [accounts].flat().every(account => typeof account === 'string' && root.test(account));
        return isOwn && Object.keys(more).length === 0 && others === undefined;
    });
}
function referenceTo(arn) {
    return (0,external_key_store_actions_js_namespaceObject.formatKeyStoreUri)({ scheme: 'awskms', key: arn, pin: arn });
}

export { KmsStore as KmsStore, aws_kms_open as open };
