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

;// CONCATENATED MODULE: external "./common.js"
var x = (y) => {
	var x = {}; __nccwpck_require__.d(x, y); return x
} 
var y = (x) => (() => (x))
const external_common_js_namespaceObject = __WEBPACK_EXTERNAL_MODULE__common_js_35b0a048__;
;// CONCATENATED MODULE: ./build/actions/generation.js



function readGeneration(getInput, hasEnvironment) {
    return {
        ...readPolicy(getInput, hasEnvironment),
        encoding: external_common_js_namespaceObject.readChoice(getInput, 'private-key-encoding', external_common_js_namespaceObject.PRIVATE_KEY_ENCODINGS),
        operator: external_common_js_namespaceObject.readOptional(getInput, 'operator-name', external_common_js_namespaceObject.readLedgerName),
        workspace: external_common_js_namespaceObject.readOptional(getInput, 'workspace', external_common_js_namespaceObject.readLedgerName),
        allowedEvents: external_common_js_namespaceObject.readAllowedEvents(getInput, 'allowed-events'),
        dryRun: external_common_js_namespaceObject.readBoolean(getInput, 'dry-run'),
        apiUrl: external_common_js_namespaceObject.readApiUrl(getInput, 'github-api-url'),
    };
}
function readPolicy(getInput, hasEnvironment) {
    const ifExists = external_common_js_namespaceObject.readChoice(getInput, 'if-exists', external_common_js_namespaceObject.IF_EXISTS);
    const requiredProtection = external_common_js_namespaceObject.readChoice(getInput, 'environment-protection', external_common_js_namespaceObject.REQUIREMENTS);
    if (requiredProtection === 'require' && !hasEnvironment) {
        throw external_common_js_namespaceObject.invalid('environment-protection', requiredProtection, 'It is for environments, and `environment` is not set');
    }
    if (ifExists === 'overwrite' && requiredProtection !== 'require' && hasEnvironment) {
        const rule = 'With `if-exists: overwrite` and an `environment` it must be `require`';
        throw external_common_js_namespaceObject.invalid('environment-protection', requiredProtection, rule);
    }
    return { ifExists, requiredProtection };
}
function checkEvent(event, allowed, output) {
    const warning = external_common_js_namespaceObject.unknownEventWarning('allowed-events', allowed);
    if (warning)
        output.warning(warning);
    (0,external_common_js_namespaceObject.requireAllowedEvent)(event, allowed);
}
function checkProtection(protection, environment, required, output) {
    if (required === 'require')
        (0,external_common_js_namespaceObject.requireGate)(protection, environment);
    const warning = (0,external_common_js_namespaceObject.protectionWarning)(protection, environment);
    if (warning)
        output.warning(warning);
}
function reportDryRun(displayName, outlook, page, output) {
    output.info(`${displayName}: ${outlook}`);
    output.setOutputs({ created: 'false', page });
    output.appendSummary(page);
}

;// CONCATENATED MODULE: ./build/actions/load-deferred.js

async function loadDeferred() {
    await (0,external_common_js_namespaceObject.requestsAreWritten)();
    return import(/* webpackIgnore: true */ './deferred.js');
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

;// CONCATENATED MODULE: ./build/actions/generate.js
















function readInputs(getInput) {
    refuseOtherStores(getInput, undefined);
    const token = external_common_js_namespaceObject.readToken(getInput, 'github-token');
    const destination = external_common_js_namespaceObject.readDestination(getInput);
    return {
        token,
        destination,
        secretName: external_common_js_namespaceObject.readSecretName(getInput, 'secret-name'),
        ...readGeneration(getInput, destination.level === 'environment'),
        variableName: external_common_js_namespaceObject.readOptional(getInput, 'public-key-variable', external_common_js_namespaceObject.readVariableName),
    };
}
async function generate(context) {
    const { env, journal, mask, output } = context;
    const getInput = (0,external_common_js_namespaceObject.inputsOf)(env);
    mask(external_common_js_namespaceObject.readTrimmed(getInput, 'github-token'));
    const inputs = readInputs(getInput);
    const run = (0,external_common_js_namespaceObject.readWorkflowRun)(env);
    checkEvent(run.eventName, inputs.allowedEvents, output);
    output.requireWritable();
    const { destination, ifExists, requiredProtection } = inputs;
    output.info(`Reading ${(0,external_common_js_namespaceObject.describeDestination)(destination)}.`);
    const client = await (0,external_common_js_namespaceObject.connectGitHub)(inputs.token, inputs.apiUrl, context);
    const store = new external_common_js_namespaceObject.GitHubSecret(client, context, destination, inputs.secretName);
    const variable = inputs.variableName ? new external_common_js_namespaceObject.Variable(client, destination, inputs.variableName) : undefined;
    const readsProtection = destination.level === 'environment' && requiredProtection !== 'ignore';
    const [snapshot, protection, variableValue, deferred] = await (0,external_common_js_namespaceObject.awaitInOrder)(store.read(), readsProtection ? (0,external_common_js_namespaceObject.readProtection)(client, destination) : Promise.resolve(undefined), variable ? variable.read() : Promise.resolve(undefined), loadDeferred());
    if (readsProtection && protection) {
        checkProtection(protection, destination.environment, requiredProtection, output);
    }
    const { operator, workspace, secretName } = inputs;
    const subject = { operator, workspace, destination, secretName, run };
    const { updatedAt: existing } = snapshot;
    if (existing !== undefined && ifExists === 'fail')
        throw secretExists(store.displayName, existing);
    if (existing !== undefined && ifExists === 'keep') {
        const publicKey = variable && variableValue !== undefined ? deferred.parseKeptPublicKey(variable, variableValue) : undefined;
        const kept = { publicKey, updatedAt: existing, dryRun: inputs.dryRun };
        const page = deferred.keptPage({ ...subject, audience: snapshot.audience }, protection, kept);
        reportKept(output, store.displayName, secretName, kept, page);
        return;
    }
    const audience = store.audienceAfter(snapshot);
    const widening = (0,external_common_js_namespaceObject.wideningWarning)(store.displayName, snapshot.audience, audience);
    if (widening)
        output.warning(widening);
    if (inputs.dryRun) {
        const change = existing === undefined ? 'created' : `overwritten (updated at ${existing})`;
        const outlook = `Without \`dry-run\` a key would be generated and this secret ${change}. Whether the token may write it is known only when GitHub is asked to.`;
        const page = deferred.dryRunPage({ ...subject, audience }, protection, outlook);
        reportDryRun(store.displayName, outlook, page, output);
        return;
    }
    const { encodePrivateKey, generatedPage, generateOperatorKey, signProof } = deferred;
    const key = generateOperatorKey();
    const { publicKey } = key;
    mask(key.privateKeyPem, encodePrivateKey(key.privateKeyPem, 'hex'));
    journal.append({ type: 'planned', places: [store.displayName], publicKey });
    const updatedAt = await store.store(encodePrivateKey(key.privateKeyPem, inputs.encoding), snapshot);
    const setVariable = variable ? ` ${variable.displayName} may not hold the public key yet: set it.` : '';
    journal.append({
        type: 'follow-up',
        text: `Take the public key from this message and check it with \`verify\`. A new run would stop because the secret exists.${setVariable} ` +
            'If a later job discards the key, as in provision.yml, nothing is left to do.',
    });
    output.info(`${store.displayName} holds the new key, confirmed by GitHub (${updatedAt}).`);
    logPublicKey(publicKey, output);
    if (destination.level !== 'environment') {
        output.info('Verify it in a new run: GitHub reads repository and organization secrets when a run is queued.');
    }
    const secret = { ...(0,external_common_js_namespaceObject.destinationClaims)(destination), name: secretName };
    const proof = signProof(key, { operator, workspace, secret, run: (0,external_common_js_namespaceObject.runClaims)(run) }, context.clock.now());
    const replaced = existing !== undefined;
    const page = generatedPage({ ...subject, audience }, protection, { publicKey, updatedAt, replaced, proof });
    output.setOutputs({ ...storedKeyOutputs(publicKey, secretName, updatedAt, proof), page });
    await variable?.write(publicKey.hex, variableValue !== undefined, audience);
    output.appendSummary(page);
}
function reportKept(output, displayName, secretName, kept, page) {
    const { publicKey, updatedAt, dryRun } = kept;
    output.info(`${displayName} exists (updated at ${updatedAt}) and ${dryRun ? 'would be' : 'is'} kept. No key was made.`);
    if (!publicKey)
        output.warning('The public key of the existing secret is unknown. Run `verify` to read it.');
    output.setOutputs({
        ...(publicKey && publicKeyOutputs(publicKey)),
        'secret-name': secretName,
        'secret-updated-at': updatedAt,
        created: 'false',
        page,
    });
    output.appendSummary(page);
}
function secretExists(displayName, updatedAt) {
    return new external_common_js_namespaceObject.ActionError('secret-exists', `${displayName} already exists (updated at ${updatedAt}), and its key may be in use.`, 'Choose another `secret-name` or place. Set `if-exists: keep` to keep the secret, or `if-exists: overwrite` if you are sure that nothing uses it.');
}
const generateSecret = (0,external_common_js_namespaceObject.defineAction)({
    unchanged: 'No key was made, and nothing was changed.',
    unchangedWithKey: 'The new key pair was not stored: it existed only in this run and is gone. Nothing was changed.',
    recovery: 'Do not register a public key for this secret. Run `verify` in a new run to find out which key it holds, or start over with `if-exists: overwrite`.',
}, generate);
const run = async (context) => {
    if (!hasKeyStore((0,external_common_js_namespaceObject.inputsOf)(context.env)))
        return generateSecret(context);
    const { generateInKeyStore } = await import(/* webpackIgnore: true */ './key-store-actions.js');
    return generateInKeyStore(context);
};

;// CONCATENATED MODULE: ./build/entry/generate.js


(0,external_common_js_namespaceObject.start)(run);

