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
;// CONCATENATED MODULE: ./build/actions/kept-public-key.js



function parseKeptPublicKey({ displayName }, value) {
    try {
        return (0,external_deferred_js_namespaceObject.parsePublicKeyHex)(value);
    }
    catch (error) {
        throw new external_common_js_namespaceObject.ActionError('variable-malformed', `The existing secret is kept, but ${(0,external_common_js_namespaceObject.lowerFirst)(displayName)} does not hold its public key: the value ${(0,external_common_js_namespaceObject.messageOf)(error)}.`, 'Run `verify` to read the public key of the stored key, and set the variable to it.', error);
    }
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

;// CONCATENATED MODULE: ./build/actions/promote-inputs.js







function readNames(getInput) {
    const secretName = external_common_js_namespaceObject.readSecretName(getInput, 'secret-name');
    const apiKeyIdName = external_common_js_namespaceObject.readSecretName(getInput, 'api-key-id-name');
    const apiKeySecretName = external_common_js_namespaceObject.readSecretName(getInput, 'api-key-secret-name');
    if (apiKeyIdName === secretName) {
        throw external_common_js_namespaceObject.invalid('api-key-id-name', apiKeyIdName, 'It must differ from `secret-name`');
    }
    if (apiKeySecretName === secretName || apiKeySecretName === apiKeyIdName) {
        const other = apiKeySecretName === secretName ? 'secret-name' : 'api-key-id-name';
        throw external_common_js_namespaceObject.invalid('api-key-secret-name', apiKeySecretName, `It must differ from \`${other}\``);
    }
    return [secretName, apiKeyIdName, apiKeySecretName];
}
function readPromotion(getInput) {
    return {
        approved: readPublicKey(getInput, 'public-key-hex'),
        destination: external_common_js_namespaceObject.readDestination(getInput),
        encoding: external_common_js_namespaceObject.readChoice(getInput, 'private-key-encoding', external_common_js_namespaceObject.PRIVATE_KEY_ENCODINGS),
        ifExists: external_common_js_namespaceObject.readChoice(getInput, 'if-exists', external_common_js_namespaceObject.IF_EXISTS),
        variableName: external_common_js_namespaceObject.readOptional(getInput, 'public-key-variable', external_common_js_namespaceObject.readVariableName),
        operator: external_common_js_namespaceObject.readOptional(getInput, 'operator-name', external_common_js_namespaceObject.readLedgerName),
        workspace: external_common_js_namespaceObject.readOptional(getInput, 'workspace', external_common_js_namespaceObject.readLedgerName),
        registration: (0,external_deferred_js_namespaceObject.readRegistration)(getInput, getInput('workspace') !== ''),
        allowedBots: external_common_js_namespaceObject.readAllowedBots(getInput, 'allowed-bots'),
        apiUrl: external_common_js_namespaceObject.readApiUrl(getInput, 'github-api-url'),
    };
}
function readStaged(getInput, run, destination, names) {
    const name = external_common_js_namespaceObject.readOptional(getInput, 'staged-secret-name', external_common_js_namespaceObject.readSecretName);
    const environment = external_common_js_namespaceObject.readOptional(getInput, 'staged-environment', external_common_js_namespaceObject.readEnvironmentName);
    if (name === undefined) {
        if (environment !== undefined)
            throw external_common_js_namespaceObject.invalid('staged-environment', environment, 'It must be set only with `staged-secret-name`');
        return undefined;
    }
    const staged = environment === undefined ? { level: 'repository', ...(0,external_common_js_namespaceObject.repositoryOf)(run) } : (0,external_common_js_namespaceObject.environmentOf)(run, environment);
    if (names.includes(name) && samePlace(staged, destination)) {
        throw new external_common_js_namespaceObject.ActionError('staged-is-destination', `The staged secret and the destination are the same: ${name} of ${(0,external_common_js_namespaceObject.describeDestination)(destination)}.`, 'Give another destination, or leave `staged-secret-name` out.');
    }
    return { destination: staged, name };
}
function readApproval(getInput, staged) {
    const environment = staged?.level === 'environment' ? staged.environment : undefined;
    const approval = external_common_js_namespaceObject.readOptional(getInput, 'approval', (getInput, name) => external_common_js_namespaceObject.readChoice(getInput, name, external_common_js_namespaceObject.REQUIREMENTS));
    if (approval === 'ignore' || (approval === undefined && environment === undefined))
        return undefined;
    if (environment !== undefined)
        return { environment, isRequired: approval !== 'warn' };
    throw external_common_js_namespaceObject.invalid('approval', getInput('approval'), 'It is about `staged-environment`, which is not set');
}
function samePlace(a, b) {
    return (0,external_common_js_namespaceObject.isSameName)(JSON.stringify((0,external_common_js_namespaceObject.routeOf)(a)), JSON.stringify((0,external_common_js_namespaceObject.routeOf)(b)));
}

;// CONCATENATED MODULE: ./build/actions/promotion.js


const OVERWRITE = 'a new run (a re-run keeps its inputs) with `if-exists: overwrite`; if the form has *replace*, tick that.';
const RECOVERY = `Start ${OVERWRITE} It stores everything again.`;
function requireStaged(staged, secret, stagedAt) {
    if (!secret || stagedAt !== undefined || staged?.destination.level !== 'environment')
        return;
    throw new external_common_js_namespaceObject.ActionError('staged-secret-missing', `${secret.displayName} does not exist, so \`private-key\` comes from another place.`, 'Check `staged-environment` and `staged-secret-name`. If an earlier run has put the key into service, nothing is left to do.');
}
function keepsExisting(places, ifExists, code, output) {
    const namesOf = (exists) => places
        .filter(([, before]) => (before !== undefined) === exists)
        .map(([displayName]) => (0,external_common_js_namespaceObject.lowerFirst)(displayName))
        .join('; ');
    const [existing, absent] = [namesOf(true), namesOf(false)];
    if (existing === '' || ifExists === 'overwrite')
        return false;
    if (ifExists === 'fail') {
        throw new external_common_js_namespaceObject.ActionError(code, `These already exist and may be in use: ${existing}.`, absent === ''
            ? 'Choose other names or another place. Set `if-exists: keep` to change nothing, or `if-exists: overwrite` to put this key into service instead.'
            : `If an earlier run stopped before it had stored everything, start ${OVERWRITE} Otherwise choose other names or another place.`);
    }
    if (absent !== '') {
        throw new external_common_js_namespaceObject.ActionError(code, `\`if-exists: keep\` keeps a key that is in service, but only a part of one exists. These exist: ${existing}. These do not: ${absent}.`, 'Set `if-exists: overwrite` to put this key into service; or delete what is left of another one, or correct the names.');
    }
    output.info(`Kept, and nothing was changed: ${existing}.`);
    return true;
}
async function deleteStaged(secret, stagedAt, { journal, output }) {
    if (!secret || stagedAt === undefined)
        return;
    const { displayName } = secret;
    const text = `The staged key is in service, but ${(0,external_common_js_namespaceObject.lowerFirst)(displayName)} may still exist: delete it, unless it holds a newer key.`;
    journal.append({ type: 'follow-up', text });
    await secret.delete(new Date(stagedAt));
    output.info(`${displayName} was staged and is deleted.`);
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
        signProof: claims => signProofWith(signer, claims, context.clock.now()),
    };
}
function parseStored(text, displayName) {
    try {
        return parsePrivateKey(text);
    }
    catch (error) {
        if (!(error instanceof ActionError))
            throw error;
        const { code, message, hint } = error;
        if (code === 'key-empty') {
            throw new ActionError(code, `${displayName} is empty.`, 'Check `key-store`. If nothing else uses this place, generate a new key into it.');
        }
        throw new ActionError(code, message.replace('The input `private-key`', () => `The content of ${lowerFirst(displayName)}`), hint);
    }
}

;// CONCATENATED MODULE: ./build/actions/promote.js























function readInputs(getInput, run) {
    refuseOtherStores(getInput, undefined);
    const token = external_common_js_namespaceObject.readToken(getInput, 'github-token');
    const promotion = readPromotion(getInput);
    const [secretName, apiKeyIdName, apiKeySecretName] = readNames(getInput);
    const staged = readStaged(getInput, run, promotion.destination, [secretName, apiKeyIdName, apiKeySecretName]);
    const approval = readApproval(getInput, staged?.destination);
    return { ...promotion, token, secretName, apiKeyIdName, apiKeySecretName, staged, approval };
}
async function promote(context) {
    const { env, journal, mask, output } = context;
    const getInput = (0,external_common_js_namespaceObject.inputsOf)(env);
    const text = external_common_js_namespaceObject.readTrimmed(getInput, 'private-key');
    mask(text, ...['api-key-id', 'api-key-secret', 'github-token'].map(name => external_common_js_namespaceObject.readTrimmed(getInput, name)));
    const run = (0,external_common_js_namespaceObject.readWorkflowRun)(env);
    const inputs = readInputs(getInput, run);
    output.requireWritable();
    const key = keyInput(text, context);
    const { publicKey } = key;
    requireApprovedKey(publicKey, inputs.approved);
    const { destination, ifExists, registration, staged, approval, allowedBots } = inputs;
    const client = await (0,external_common_js_namespaceObject.connectGitHub)(inputs.token, inputs.apiUrl, context);
    const sealingKey = new external_common_js_namespaceObject.DestinationSealingKey(client, destination);
    const toStore = (name, value) => ({
        store: new external_common_js_namespaceObject.GitHubSecret(client, context, destination, name, sealingKey),
        value,
    });
    const secrets = [
        ...(registration
            ? [
                toStore(inputs.apiKeyIdName, registration.access.apiKeyId),
                toStore(inputs.apiKeySecretName, registration.access.apiKeySecret),
            ]
            : []),
        toStore(inputs.secretName, (0,external_deferred_js_namespaceObject.encodePrivateKey)(key.privateKeyPem, inputs.encoding)),
    ];
    const variable = inputs.variableName ? new external_common_js_namespaceObject.Variable(client, destination, inputs.variableName) : undefined;
    const stagedSecret = staged && new external_common_js_namespaceObject.GitHubSecret(client, context, staged.destination, staged.name);
    const [registered, snapshots, variableValue, stagedAt, approvals] = await (0,external_common_js_namespaceObject.awaitInOrder)((0,external_deferred_js_namespaceObject.checkRegistration)(registration, publicKey, context, mask), (0,external_common_js_namespaceObject.awaitInOrder)(...secrets.map(async (secret) => ({ ...secret, snapshot: await secret.store.read() }))), variable ? variable.read() : Promise.resolve(undefined), stagedSecret ? stagedSecret.updatedAt() : Promise.resolve(undefined), approval ? (0,external_common_js_namespaceObject.readApprovals)(client, run, { ...approval, allowedBots }) : Promise.resolve(undefined));
    if (registered === 'unknown' && registration)
        output.warning('Ledger does not say whether this key is registered.');
    requireStaged(staged, stagedSecret, stagedAt);
    requireApproved(approvals, approval?.environment, approval?.isRequired === true, output);
    const { operator, workspace, secretName } = inputs;
    const subject = { operator, workspace, destination, secretName, run };
    const places = snapshots.map(({ store, snapshot }) => [store.displayName, snapshot.updatedAt]);
    if (keepsExisting(places, ifExists, 'secret-exists', output)) {
        const kept = variable && variableValue !== undefined ? parseKeptPublicKey(variable, variableValue) : undefined;
        const page = (0,external_deferred_js_namespaceObject.notPromotedPage)(subject, kept);
        output.setOutputs({ ...(kept && publicKeyOutputs(kept)), 'secret-name': secretName, created: 'false', page });
        output.appendSummary(page);
        return;
    }
    for (const { store, snapshot } of snapshots) {
        const widening = (0,external_common_js_namespaceObject.wideningWarning)(store.displayName, snapshot.audience, store.audienceAfter(snapshot));
        if (widening)
            output.warning(widening);
    }
    const secret = { ...(0,external_common_js_namespaceObject.destinationClaims)(destination), name: secretName };
    const proof = await key.signProof({ operator, workspace, secret, run: (0,external_common_js_namespaceObject.runClaims)(run) });
    journal.append({ type: 'planned', places: secrets.map(({ store }) => store.displayName), publicKey });
    let updatedAt = '';
    let audience;
    for (const { store, value, snapshot } of snapshots) {
        updatedAt = await store.store(value, snapshot);
        audience = store.audienceAfter(snapshot);
        output.info(`${store.displayName} is stored, confirmed by GitHub (${updatedAt}).`);
    }
    journal.append({ type: 'follow-up', text: RECOVERY });
    const page = (0,external_deferred_js_namespaceObject.promotedPage)({ ...subject, audience }, { publicKey, updatedAt, approvals, registered, proof });
    output.setOutputs({
        ...storedKeyOutputs(publicKey, secretName, updatedAt, proof),
        registered: (0,external_deferred_js_namespaceObject.registeredOutput)(registered),
        page,
    });
    await variable?.write(publicKey.hex, variableValue !== undefined, audience);
    await deleteStaged(stagedSecret, stagedAt, context);
    journal.append({ type: 'follow-up', text: undefined });
    output.appendSummary(page);
}
const promoteSecret = (0,external_common_js_namespaceObject.defineAction)({
    unchanged: 'Nothing was changed: the staged key and the key in service are as they were.',
    recovery: RECOVERY,
}, promote);
const run = async (context) => {
    if (!hasKeyStore((0,external_common_js_namespaceObject.inputsOf)(context.env)))
        return promoteSecret(context);
    const { promoteInKeyStore } = await import(/* webpackIgnore: true */ './key-store-actions.js');
    return promoteInKeyStore(context);
};

;// CONCATENATED MODULE: ./build/entry/promote.js


(0,external_common_js_namespaceObject.start)(run);

