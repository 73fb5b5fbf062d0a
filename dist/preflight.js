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
        throw read.invalid(name, value, `It must be set only if \`key-store\` begins with one of ${examples}`);
    }
}

;// CONCATENATED MODULE: ./build/actions/preflight.js













const PURPOSES = ['provision', 'activate', 'check-access'];
const PLACE_INPUTS = [
    'destination-environment',
    'destination-repository',
    'destination-organization',
    'visibility',
    'selected-repository-ids',
];
async function readInputs(getInput, run) {
    const purpose = external_common_js_namespaceObject.readChoice(getInput, 'purpose', PURPOSES);
    const environment = external_common_js_namespaceObject.readOptional(getInput, 'environment', external_common_js_namespaceObject.readEnvironmentName);
    if (environment === undefined)
        throw external_common_js_namespaceObject.invalid('environment', '', 'Name the environment that guards the key');
    const protection = readExactly(getInput, 'environment-protection', ['require', 'branches', 'warn', 'ignore']);
    if (protection === 'branches' && purpose !== 'check-access') {
        throw external_common_js_namespaceObject.invalid('environment-protection', protection, 'It is for `purpose: check-access`: a gate needs reviewers');
    }
    const ifExists = readExactly(getInput, 'if-exists', external_common_js_namespaceObject.IF_EXISTS);
    if (purpose === 'provision' && ifExists === 'overwrite' && protection !== 'require') {
        const rule = 'It needs `environment-protection: require`: otherwise a key could be lost without anyone being asked';
        throw external_common_js_namespaceObject.invalid('if-exists', ifExists, rule);
    }
    const operator = external_common_js_namespaceObject.readOptional(getInput, 'operator-name', external_common_js_namespaceObject.readLedgerName);
    if (purpose === 'provision' && operator === undefined) {
        throw external_common_js_namespaceObject.invalid('operator-name', '', 'Without it the admins do not see whose key they approve');
    }
    const workspace = external_common_js_namespaceObject.readOptional(getInput, 'workspace', external_common_js_namespaceObject.readLedgerName);
    if (purpose !== 'provision' && workspace === undefined) {
        throw external_common_js_namespaceObject.invalid('workspace', '', 'Without it Ledger is not asked whether the key is registered');
    }
    const tokenEnvironment = readTokenEnvironment(getInput, environment);
    const publicKey = external_common_js_namespaceObject.readOptional(getInput, 'public-key-hex', readPublicKey);
    const key = await readKeyInStore(getInput, purpose);
    if (key && publicKey === undefined) {
        throw external_common_js_namespaceObject.invalid('public-key-hex', '', 'Without it the admins do not see which key they approve');
    }
    const version = external_common_js_namespaceObject.readChoice(getInput, 'ledger-api-version', external_deferred_js_namespaceObject.LEDGER_API_VERSIONS);
    const ledgerUrl = external_common_js_namespaceObject.readOptional(getInput, 'ledger-api-url', (getInput, name) => external_common_js_namespaceObject.readBaseUrl(getInput, name, `\`${external_deferred_js_namespaceObject.LEDGER_API_URLS[version]}\``));
    const ledgerApi = { version, url: ledgerUrl };
    return {
        environment,
        protection,
        tokenEnvironment,
        allowedBots: external_common_js_namespaceObject.readAllowedBots(getInput, 'allowed-bots'),
        activation: purpose === 'activate' && workspace !== undefined
            ? {
                keyReference: key?.reference,
                operator,
                publicKey,
                place: key?.holdsApiAccess ? undefined : readServicePlace(getInput, run, environment),
                workspace,
                ifExists,
                ledgerApi,
            }
            : undefined,
        token: external_common_js_namespaceObject.readToken(getInput, 'github-token'),
        apiUrl: external_common_js_namespaceObject.readApiUrl(getInput, 'github-api-url'),
    };
}
async function readKeyInStore(getInput, purpose) {
    if (!hasKeyStore(getInput))
        return undefined;
    const { readActivatedKey } = await import(/* webpackIgnore: true */ './key-store-actions.js');
    const key = readActivatedKey(getInput, PLACE_INPUTS);
    if (purpose === 'activate')
        return key;
    throw external_common_js_namespaceObject.invalid('key-store', key.reference, 'It is for `purpose: activate`');
}
function readExactly(getInput, name, choices) {
    const choice = external_common_js_namespaceObject.readChoice(getInput, name, choices);
    if (choice === getInput(name))
        return choice;
    throw external_common_js_namespaceObject.invalid(name, getInput(name), 'It must not have white space at its ends', choice);
}
function readTokenEnvironment(getInput, gate) {
    const name = external_common_js_namespaceObject.readOptional(getInput, 'token-environment', external_common_js_namespaceObject.readEnvironmentName);
    if (name !== undefined && (0,external_common_js_namespaceObject.isSameName)(name, gate))
        throw tokenAtGate(name);
    return name;
}
function tokenAtGate(name) {
    return external_common_js_namespaceObject.invalid('token-environment', name, 'It is the gate itself. Keep the token in another environment');
}
function readServicePlace(getInput, run, gate) {
    const environment = external_common_js_namespaceObject.readOptional(getInput, 'destination-environment', external_common_js_namespaceObject.readEnvironmentName);
    const repository = external_common_js_namespaceObject.readOptional(getInput, 'destination-repository', external_common_js_namespaceObject.readRepository);
    const organization = external_common_js_namespaceObject.readOptional(getInput, 'destination-organization', external_common_js_namespaceObject.readOrganization);
    const visibility = external_common_js_namespaceObject.readOptional(getInput, 'visibility', (getInput, name) => external_common_js_namespaceObject.readChoice(getInput, name, external_common_js_namespaceObject.VISIBILITIES));
    const selectedRepositoryIds = external_common_js_namespaceObject.readRepositoryIds(getInput, 'selected-repository-ids');
    const { owner, repo } = (0,external_common_js_namespaceObject.repositoryOf)(run);
    if (organization !== undefined) {
        if (environment !== undefined || repository !== undefined) {
            const rule = 'Give it alone: the secret is for repositories of the organization, not for one repository or environment';
            throw external_common_js_namespaceObject.invalid('destination-organization', organization, rule);
        }
        requireOwner('destination-organization', organization, owner);
        if ((visibility === 'selected') !== selectedRepositoryIds.length > 0) {
            const rule = '`visibility: selected` and the ids of repositories go together';
            throw external_common_js_namespaceObject.invalid('selected-repository-ids', selectedRepositoryIds.join(','), rule);
        }
        return { level: 'organization', organization, visibility, selectedRepositoryIds };
    }
    if (visibility !== undefined) {
        throw external_common_js_namespaceObject.invalid('visibility', visibility, 'It goes with `destination-organization`, which is not set');
    }
    if (selectedRepositoryIds.length > 0) {
        const rule = 'It goes with `destination-organization`, which is not set';
        throw external_common_js_namespaceObject.invalid('selected-repository-ids', selectedRepositoryIds.join(','), rule);
    }
    if (environment === undefined && repository === undefined) {
        const rule = 'Give it, or `destination-repository`, or `destination-organization`';
        throw external_common_js_namespaceObject.invalid('destination-environment', '', rule);
    }
    const place = repository ?? { owner, repo };
    const fullName = `${place.owner}/${place.repo}`;
    requireOwner('destination-repository', fullName, owner);
    if (environment !== undefined && (0,external_common_js_namespaceObject.isSameName)(environment, gate) && (0,external_common_js_namespaceObject.isSameName)(fullName, run.repository)) {
        throw destinationAtGate(environment);
    }
    return environment === undefined ? { level: 'repository', ...place } : { level: 'environment', ...place, environment };
}
function destinationAtGate(environment) {
    const rule = 'It is the gate itself. Give the environment in which the software runs';
    return external_common_js_namespaceObject.invalid('destination-environment', environment, rule);
}
function requireOwner(input, fullName, owner) {
    if ((0,external_common_js_namespaceObject.isSameName)(fullName.replace(/\/.*/, ''), owner))
        return;
    throw external_common_js_namespaceObject.invalid(input, fullName, `It must belong to ${(0,external_common_js_namespaceObject.displayName)(owner)}, the owner of this repository: one token cannot reach two owners`);
}
async function preflight(context) {
    const { env, output } = context;
    const getInput = (0,external_common_js_namespaceObject.inputsOf)(env);
    context.mask(external_common_js_namespaceObject.readTrimmed(getInput, 'github-token'));
    const run = (0,external_common_js_namespaceObject.readWorkflowRun)(env);
    const inputs = await readInputs(getInput, run);
    output.requireWritable();
    const { environment, activation } = inputs;
    const bot = inputs.protection === 'require' ? (0,external_common_js_namespaceObject.unexpectedBot)(run, inputs.allowedBots) : undefined;
    if (bot !== undefined)
        throw (0,external_common_js_namespaceObject.startedByBot)(bot);
    const client = await (0,external_common_js_namespaceObject.connectGitHub)(inputs.token, inputs.apiUrl, context);
    const gate = (0,external_common_js_namespaceObject.environmentOf)(run, environment);
    const readNamed = async (name) => name === undefined ? undefined : { name, protection: await (0,external_common_js_namespaceObject.readProtection)(client, { ...gate, environment: name }) };
    const [gateProtection, tokenEnvironment, destination] = await (0,external_common_js_namespaceObject.awaitInOrder)((0,external_common_js_namespaceObject.readProtection)(client, gate), readNamed(inputs.tokenEnvironment), readNamed(activation && environmentIn(activation.place, run.repository)));
    const isGate = ({ protection }) => 'id' in protection && 'id' in gateProtection && protection.id === gateProtection.id;
    if (tokenEnvironment && isGate(tokenEnvironment))
        throw tokenAtGate(tokenEnvironment.name);
    if (destination && isGate(destination))
        throw destinationAtGate(destination.name);
    if (inputs.protection === 'require')
        (0,external_common_js_namespaceObject.requireGate)(gateProtection, environment);
    if (inputs.protection === 'branches')
        (0,external_common_js_namespaceObject.requireBranchRule)(gateProtection, environment);
    if (inputs.protection === 'require' || inputs.protection === 'warn') {
        const warnings = [(0,external_common_js_namespaceObject.protectionWarning)(gateProtection, environment), openTokenWarning(tokenEnvironment)];
        for (const warning of warnings)
            if (warning !== undefined)
                output.warning(warning);
    }
    output.info(`The environment ${(0,external_common_js_namespaceObject.displayName)(environment)} exists, and the request is valid.`);
    if (!activation)
        return;
    const page = (0,external_deferred_js_namespaceObject.activationPage)({ ...activation, gate, gateProtection, placeProtection: destination?.protection, run });
    output.setOutputs({ page });
    output.appendSummary(page);
}
function environmentIn(place, repository) {
    if (place?.level !== 'environment')
        return undefined;
    return (0,external_common_js_namespaceObject.isSameName)(`${place.owner}/${place.repo}`, repository) ? place.environment : undefined;
}
function openTokenWarning(named) {
    const weakness = named && 'branchRule' in named.protection && (0,external_common_js_namespaceObject.branchWeakness)(named.protection.branchRule);
    return weakness
        ? `The environment ${(0,external_common_js_namespaceObject.displayName)(named.name)}, which has the token for writing secrets, is open to every branch. ${weakness}`
        : undefined;
}
const run = (0,external_common_js_namespaceObject.defineAction)({ unchanged: 'Nothing was changed, and nobody was asked.', recovery: '' }, preflight);

;// CONCATENATED MODULE: ./build/entry/preflight.js


(0,external_common_js_namespaceObject.start)(run);

