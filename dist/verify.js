import * as __WEBPACK_EXTERNAL_MODULE__common_js_35b0a048__ from "./common.js";
import * as __WEBPACK_EXTERNAL_MODULE__deferred_js_356130b9__ from "./deferred.js";
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
;// CONCATENATED MODULE: ./build/actions/expiry.js

function warnOfExpiry(expiresAt, output) {
    if (expiresAt !== undefined)
        output.warning(`${(0,external_deferred_js_namespaceObject.expiryOf)(expiresAt)} ${external_deferred_js_namespaceObject.EXPIRY_REMEDY}`);
}

;// CONCATENATED MODULE: ./build/actions/exposures.js

function exposuresOf({ description }) {
    const exposures = [];
    if (description?.isExportable)
        exposures.push('The key was imported, or can be exported or replicated.');
    if (description?.isShared)
        exposures.push('The key policy or a grant lets others use the key.');
    return exposures;
}
function keyExposed(exposures) {
    return new external_common_js_namespaceObject.ActionError('key-exposed', `Others may sign with the stored key. ${exposures.join(' ')}`, 'Do not register the key or put it into service. If it is registered, suspend its operator at Ledger, and find out who used it. Then generate another key.');
}

;// CONCATENATED MODULE: ./build/actions/outputs.js
function logPublicKey({ hex, fingerprint }, output) {
    output.info(`Public key:  ${hex}`);
    output.info(`Fingerprint: ${fingerprint}`);
}
function publicKeyOutputs({ hex, digest, jwk }) {
    return { 'public-key-hex': hex, 'public-key-fingerprint': digest, 'public-key-jwk': JSON.stringify(jwk) };
}
function storedKeyOutputs(publicKey, secretName, updatedAt, proof) {
    return {
        ...publicKeyOutputs(publicKey),
        proof,
        'secret-name': secretName,
        'secret-updated-at': updatedAt,
        created: 'true',
    };
}

;// CONCATENATED MODULE: ./build/actions/public-key-input.js



function readPublicKey(getInput, name) {
    const value = external_common_js_namespaceObject.readTrimmed(getInput, name);
    try {
        return (0,external_deferred_js_namespaceObject.parsePublicKeyHex)(value);
    }
    catch (error) {
        throw external_common_js_namespaceObject.invalid(name, value, `It ${(0,external_common_js_namespaceObject.messageOf)(error)}`);
    }
}

;// CONCATENATED MODULE: ./build/actions/require-approved.js

function requireApproved(approvals, environment, isRequired, output) {
    const error = approvals && (0,external_common_js_namespaceObject.approvalError)(approvals, environment);
    if (!error)
        return;
    if (isRequired)
        throw error;
    output.warning(error.message);
}

;// CONCATENATED MODULE: ./build/actions/require-approved-key.js

function requireApprovedKey(stored, approved) {
    if (stored.hex === approved.hex)
        return;
    throw new external_common_js_namespaceObject.ActionError('key-mismatch', `The stored private key is not the approved one: its public key has the fingerprint ${stored.fingerprint}, ` +
        `the approved one ${approved.fingerprint}.`, 'Do not register or use either. Another person or run has replaced the secret: find out who (the audit log names them), and generate a new key.');
}

;// CONCATENATED MODULE: ./build/actions/store-inputs.js

const STORE_INPUTS = [
    { name: 'vault-role', schemes: ['vault', 'hashivault', 'openbao'] },
    { name: 'vault-auth-path', schemes: ['vault', 'hashivault', 'openbao'], default: 'jwt' },
    { name: 'vault-audience', schemes: ['vault', 'hashivault', 'openbao'] },
    { name: 'aws-role', schemes: ['awskms', 'awssecrets'] },
    { name: 'aws-region', schemes: ['awskms', 'awssecrets'] },
    { name: 'key-reference-variable', schemes: ['hashivault', 'openbao', 'awskms'] },
];
function hasKeyStore(getInput) {
    return getInput('key-store') !== '';
}
function refuseOtherStores(getInput, scheme) {
    for (const { name, schemes, default: unset } of STORE_INPUTS) {
        const value = getInput(name);
        if (value === '' || value === unset || schemes.some(each => each === scheme))
            continue;
        const examples = schemes.map(each => `\`${each}://\``).join(', ');
        throw external_common_js_namespaceObject.invalid(name, value, `It must be set only if \`key-store\` begins with one of ${examples}`);
    }
}

;// CONCATENATED MODULE: ./build/actions/verifiable-key.js





function keyInput(text, context) {
    return readableKey((0,external_deferred_js_namespaceObject.parsePrivateKey)(text), context);
}
function readableKey(key, context) {
    const { publicKey, privateKeyPem, deviations } = key;
    context.mask(privateKeyPem, (0,external_deferred_js_namespaceObject.encodePrivateKey)(privateKeyPem, 'hex'));
    return {
        publicKey,
        privateKeyPem,
        deviations,
        signProof: async (claims) => (0,external_deferred_js_namespaceObject.signProof)(key, claims, context.clock.now()),
    };
}
async function keyInStore(store, context) {
    if (store.kind === 'secret') {
        const { text, expiresAt } = await store.readPrivateKey();
        const key = parseStored(text, store.displayName);
        return { ...readableKey(key, context), keyStore: store.claims, expiresAt };
    }
    const { publicKey, ...description } = await store.describe();
    const signer = { publicKey, sign: (bytes) => store.sign(bytes) };
    return {
        publicKey,
        deviations: [],
        keyStore: store.claims,
        description,
        signProof: claims => (0,external_deferred_js_namespaceObject.signProofWith)(signer, claims, context.clock.now()),
    };
}
function parseStored(text, displayName) {
    try {
        return (0,external_deferred_js_namespaceObject.parsePrivateKey)(text);
    }
    catch (error) {
        if (!(error instanceof external_common_js_namespaceObject.ActionError))
            throw error;
        const { code, message, hint } = error;
        if (code === 'key-empty') {
            throw new external_common_js_namespaceObject.ActionError(code, `${displayName} is empty.`, 'Check `key-store`. If nothing else uses this place, generate a new key into it.');
        }
        throw new external_common_js_namespaceObject.ActionError(code, message.replace('The input `private-key`', () => `The content of ${(0,external_common_js_namespaceObject.lowerFirst)(displayName)}`), hint);
    }
}

;// CONCATENATED MODULE: ./build/actions/verify.js



















function readInputs(getInput) {
    const approval = external_common_js_namespaceObject.readChoice(getInput, 'approval', external_common_js_namespaceObject.REQUIREMENTS);
    return {
        approval,
        approved: external_common_js_namespaceObject.readOptional(getInput, 'public-key-hex', readPublicKey),
        proof: external_common_js_namespaceObject.readTrimmed(getInput, 'proof') || undefined,
        challenge: external_common_js_namespaceObject.readText(getInput, 'proof-challenge'),
        operator: external_common_js_namespaceObject.readOptional(getInput, 'operator-name', external_common_js_namespaceObject.readLedgerName),
        workspace: external_common_js_namespaceObject.readOptional(getInput, 'workspace', external_common_js_namespaceObject.readLedgerName),
        environment: external_common_js_namespaceObject.readOptional(getInput, 'environment', external_common_js_namespaceObject.readEnvironmentName),
        allowedBots: external_common_js_namespaceObject.readAllowedBots(getInput, 'allowed-bots'),
        token: approval === 'ignore' ? undefined : external_common_js_namespaceObject.readToken(getInput, 'github-token'),
        apiUrl: external_common_js_namespaceObject.readApiUrl(getInput, 'github-api-url'),
        registration: (0,external_deferred_js_namespaceObject.readRegistration)(getInput, true),
    };
}
async function openPlace(getInput, context) {
    if (!hasKeyStore(getInput)) {
        refuseOtherStores(getInput, undefined);
        return undefined;
    }
    if (getInput('private-key') !== '') {
        throw new external_common_js_namespaceObject.ActionError('input-invalid', 'The inputs `private-key` and `key-store` are both set, and the stored key can be in one place only.', 'Leave `private-key` out: the action reads the key from `key-store`.');
    }
    const { formatKeyStoreUri, openKeyStore, readKeyStore } = await import(/* webpackIgnore: true */ './key-store-actions.js');
    const uri = readKeyStore(getInput, []);
    const reference = uri.pin === undefined ? undefined : formatKeyStoreUri(uri);
    return { store: await openKeyStore(uri, context), reference };
}
async function verify(context) {
    const { env, mask, output } = context;
    const getInput = (0,external_common_js_namespaceObject.inputsOf)(env);
    mask(...['private-key', 'api-key-id', 'api-key-secret', 'github-token'].map(name => external_common_js_namespaceObject.readTrimmed(getInput, name)));
    const inputs = readInputs(getInput);
    const run = (0,external_common_js_namespaceObject.readWorkflowRun)(env);
    output.requireWritable();
    const opened = await openPlace(getInput, context);
    const store = opened?.store;
    const stored = store ? await keyInStore(store, context) : keyInput(external_common_js_namespaceObject.readTrimmed(getInput, 'private-key'), context);
    const { publicKey, keyStore } = stored;
    const { approved, approval, environment, operator, workspace, challenge } = inputs;
    if (approved) {
        requireApprovedKey(publicKey, approved);
        output.info('The stored key is the expected one.');
    }
    else {
        output.warning('`public-key-hex` is not set, so the stored key was compared with no expected public key.');
    }
    const origin = originOf(stored, inputs, run);
    const exposures = exposuresOf(stored);
    if (exposures.length > 0 && inputs.registration?.required)
        throw keyExposed(exposures);
    if (origin)
        output.info(`${origin === 'key-store' ? 'The key store' : 'The proof'} shows that this run made the key.`);
    for (const exposure of exposures)
        output.warning(exposure);
    warnOfExpiry(stored.expiresAt, output);
    if (stored.deviations.length > 0) {
        const why = stored.deviations.join('; ');
        output.warning(`Ledger's sample code cannot read the stored text: ${why}. The key is whole; \`promote\` stores it as that code reads it.`);
    }
    const [approvals, registered] = await (0,external_common_js_namespaceObject.awaitInOrder)(inputs.token === undefined ? Promise.resolve(undefined) : approvalsOf(run, inputs.token, inputs, context), (0,external_deferred_js_namespaceObject.checkRegistration)(inputs.registration, publicKey, context, mask));
    requireApproved(approvals, environment, approval === 'require', output);
    if (registered === 'unknown' && inputs.registration) {
        output.warning('Ledger accepts the API access, but its token does not say which public key is registered.');
    }
    logPublicKey(publicKey, output);
    const claims = { operator, workspace, keyStore, run: (0,external_common_js_namespaceObject.runClaims)(run), nonce: challenge };
    const proof = await stored.signProof(claims);
    const page = (0,external_deferred_js_namespaceObject.verifiedPage)({
        operator,
        workspace,
        keyStore: keyStore && { ...keyStore, ...propertiesOf(stored) },
        keyReference: opened?.reference,
        environment,
        run,
        publicKey,
        compared: approved !== undefined,
        origin,
        exposures,
        expiresAt: stored.expiresAt,
        proof,
        approvals,
        registered,
    });
    output.setOutputs({
        ...publicKeyOutputs(publicKey),
        proof,
        'approved-by': approvals && 'approvedBy' in approvals ? approvals.approvedBy.map(({ login }) => login).join(',') : '',
        registered: (0,external_deferred_js_namespaceObject.registeredOutput)(registered),
        page,
    });
    output.appendSummary(page);
}
function originOf({ publicKey, keyStore, description }, inputs, run) {
    const { proof, environment, operator, workspace } = inputs;
    const proven = proof === undefined
        ? undefined
        : (0,external_deferred_js_namespaceObject.verifyProof)(proof, { publicKey, run, environment, keyStore: keyStore?.uri, operator, workspace });
    if (!description)
        return proven;
    return description.runId === run.runId ? 'key-store' : undefined;
}
function propertiesOf({ description }) {
    if (!description)
        return {};
    const { type, usage, origin, isExportable, deletion, access } = description;
    const exportable = isExportable ? 'yes, or it was imported' : 'no';
    return { type, usage, origin, exportable, deletion, ...(access !== undefined && { 'use by': access }) };
}
async function approvalsOf(run, token, { apiUrl, environment, allowedBots }, context) {
    const client = await (0,external_common_js_namespaceObject.connectGitHub)(token, apiUrl, context);
    return (0,external_common_js_namespaceObject.readApprovals)(client, run, { environment, allowedBots });
}
const run = (0,external_common_js_namespaceObject.defineAction)({
    unchangedTitle: 'The key is not verified',
    unchanged: 'Nothing was changed. Do not register this key, and let nothing use it, until this is resolved.',
    recovery: '',
}, verify);

;// CONCATENATED MODULE: ./build/entry/verify.js


(0,external_common_js_namespaceObject.start)(run);

