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
;// CONCATENATED MODULE: ./build/actions/load-deferred.js

async function loadDeferred() {
    await (0,external_common_js_namespaceObject.requestsAreWritten)();
    return import(/* webpackIgnore: true */ './deferred.js');
}

;// CONCATENATED MODULE: ./build/actions/nothing-to-delete.js

function nothingToDelete(place, elsewhere) {
    return `There is no such key here, so no key was deleted: ${(0,external_common_js_namespaceObject.lowerFirst)(place)} does not exist. An earlier run may have deleted it, or it may exist elsewhere. ${elsewhere}`;
}

;// CONCATENATED MODULE: ./build/actions/require-unapproved.js



async function requireUnapproved(client, run, environment) {
    const approvers = await (0,external_common_js_namespaceObject.readApprovers)(client, run, environment);
    if ('unreadable' in approvers)
        throw (0,external_common_js_namespaceObject.approvalError)(approvers, environment);
    if (approvers.users.every(({ id }) => String(id) === run.actorId))
        return;
    const scope = environment === undefined ? '' : ` for the environment ${(0,external_common_js_namespaceObject.displayName)(environment)} of ${run.repository}`;
    throw new external_common_js_namespaceObject.ActionError('key-approved', `This run was approved${scope}, so its key may be registered.`, 'If the key is registered, keep it. If it was not verified or must not be used, make sure that it is not registered. Then delete it by hand, ' +
        'or with a discard step of your own that has `if-approved: discard`.');
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

;// CONCATENATED MODULE: ./build/actions/discard.js












function readInputs(getInput) {
    refuseOtherStores(getInput, undefined);
    return {
        token: external_common_js_namespaceObject.readToken(getInput, 'github-token'),
        destination: external_common_js_namespaceObject.readDestination(getInput),
        secretName: external_common_js_namespaceObject.readSecretName(getInput, 'secret-name'),
        storedAt: external_common_js_namespaceObject.readTime(getInput, 'secret-updated-at'),
        ifApproved: external_common_js_namespaceObject.readChoice(getInput, 'if-approved', external_common_js_namespaceObject.IF_APPROVED),
        variableName: external_common_js_namespaceObject.readOptional(getInput, 'public-key-variable', external_common_js_namespaceObject.readVariableName),
        apiUrl: external_common_js_namespaceObject.readApiUrl(getInput, 'github-api-url'),
    };
}
async function discard(context) {
    const { env, journal, output } = context;
    const getInput = (0,external_common_js_namespaceObject.inputsOf)(env);
    context.mask(external_common_js_namespaceObject.readTrimmed(getInput, 'github-token'));
    const inputs = readInputs(getInput);
    output.requireWritable();
    const client = await (0,external_common_js_namespaceObject.connectGitHub)(inputs.token, inputs.apiUrl, context);
    const run = (0,external_common_js_namespaceObject.readWorkflowRun)(env);
    const loading = loadDeferred();
    const gate = gateOf(inputs.destination, run);
    if (inputs.ifApproved === 'keep' && gate !== undefined)
        await requireUnapproved(client, run, gate);
    const secret = new external_common_js_namespaceObject.GitHubSecret(client, context, inputs.destination, inputs.secretName);
    const existed = await secret.delete(inputs.storedAt);
    const elsewhere = existed ? undefined : `Check \`secret-name\` and \`${inputs.destination.level}\`.`;
    const { displayName } = secret;
    output.info(elsewhere === undefined ? `${displayName} is deleted.` : nothingToDelete(displayName, elsewhere));
    output.setOutputs({ discarded: String(existed) });
    if (inputs.variableName) {
        const variable = new external_common_js_namespaceObject.Variable(client, inputs.destination, inputs.variableName);
        journal.append({ type: 'follow-up', text: `${variable.displayName} may still exist: run this again.` });
        await variable.delete();
        journal.append({ type: 'follow-up', text: undefined });
        output.info(`${variable.displayName} is deleted.`);
    }
    const { destination, secretName } = inputs;
    const { discardedPage } = await loading;
    output.appendSummary(discardedPage({ destination, secretName, run }, { existed, elsewhere }));
}
function gateOf(destination, run) {
    if (destination.level !== 'environment')
        return undefined;
    return (0,external_common_js_namespaceObject.isSameName)(`${destination.owner}/${destination.repo}`, run.repository) ? destination.environment : undefined;
}
const discardSecret = (0,external_common_js_namespaceObject.defineAction)({ unchangedTitle: 'Nothing was deleted', unchanged: 'Nothing was deleted.', recovery: '' }, discard);
const run = async (context) => {
    if (!hasKeyStore((0,external_common_js_namespaceObject.inputsOf)(context.env)))
        return discardSecret(context);
    const { discardFromKeyStore } = await import(/* webpackIgnore: true */ './key-store-actions.js');
    return discardFromKeyStore(context);
};

;// CONCATENATED MODULE: ./build/entry/discard.js


(0,external_common_js_namespaceObject.start)(run);

