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

// EXPORTS


;// CONCATENATED MODULE: ./build/stores/open.js
async function openKeyStore(uri, context) {
    switch (uri.scheme) {
        case 'file': {
            const { open } = await import(/* webpackIgnore: true */ './file.js');
            return open(uri, context);
        }
        case 'vault': {
            const { open } = await import(/* webpackIgnore: true */ './vault-kv.js');
            return open(uri, context);
        }
        case 'hashivault':
        case 'openbao': {
            const { open } = await import(/* webpackIgnore: true */ './vault-transit.js');
            return open(uri, context);
        }
        case 'awskms': {
            const { open } = await import(/* webpackIgnore: true */ './aws-kms.js');
            return open(uri, context);
        }
        case 'awssecrets': {
            const { open } = await import(/* webpackIgnore: true */ './aws-secrets.js');
            return open(uri, context);
        }
    }
}

;// CONCATENATED MODULE: ./build/aws/partitions.js
const PARTITIONS = [
    { id: 'aws-cn', regions: /^cn-[a-z]+-\d{1,2}$/, dnsSuffix: 'amazonaws.com.cn' },
    { id: 'aws-us-gov', regions: /^us-gov-[a-z]+-\d{1,2}$/, dnsSuffix: 'amazonaws.com' },
    { id: 'aws-eusc', regions: /^eusc-[a-z]{2}-[a-z]+-\d{1,2}$/, dnsSuffix: 'amazonaws.eu' },
    { id: 'aws-iso', regions: /^us-iso-[a-z]+-\d{1,2}$/, dnsSuffix: 'c2s.ic.gov' },
    { id: 'aws-iso-b', regions: /^us-isob-[a-z]+-\d{1,2}$/, dnsSuffix: 'sc2s.sgov.gov' },
    { id: 'aws-iso-e', regions: /^eu-isoe-[a-z]+-\d{1,2}$/, dnsSuffix: 'cloud.adc-e.uk' },
    { id: 'aws-iso-f', regions: /^us-isof-[a-z]+-\d{1,2}$/, dnsSuffix: 'csp.hci.ic.gov' },
    { id: 'aws', regions: /^[a-z]{2}-[a-z]+-\d{1,2}$/, dnsSuffix: 'amazonaws.com' },
];
function partitionOf(region) {
    return PARTITIONS.find(({ regions }) => regions.test(region));
}
function isPartition(id) {
    return PARTITIONS.some(partition => partition.id === id);
}

;// CONCATENATED MODULE: external "./common.js"
var x = (y) => {
	var x = {}; __nccwpck_require__.d(x, y); return x
} 
var y = (x) => (() => (x))
const external_common_js_namespaceObject = __WEBPACK_EXTERNAL_MODULE__common_js_35b0a048__;
;// CONCATENATED MODULE: ./build/stores/version-content.js
const VALUES = {
    public_key_hex: ({ publicKey }) => publicKey.hex,
    operator: ({ operator }) => operator,
    workspace: ({ workspace }) => workspace,
    api_key_id: ({ apiAccess }) => apiAccess?.apiKeyId,
    api_key_secret: ({ apiAccess }) => apiAccess?.apiKeySecret,
};
function isOtherField(field) {
    return Object.keys(VALUES).includes(field);
}
function dataOf(secret, field) {
    const others = Object.entries(VALUES).map(([name, read]) => [name, read(secret)]);
    return { [field]: secret.privateKey, ...Object.fromEntries(others) };
}

;// CONCATENATED MODULE: ./build/stores/uri.js





const EXAMPLES = {
    file: 'file:///PATH',
    vault: 'vault://MOUNT/PATH#FIELD',
    hashivault: 'hashivault://KEY',
    openbao: 'openbao://KEY',
    awskms: 'awskms:///alias/NAME',
    awssecrets: 'awssecrets:///NAME#FIELD',
};
const PARSERS = {
    file: parseFile,
    vault: parseKv,
    hashivault: parts => ({ scheme: 'hashivault', ...parseTransit(parts) }),
    openbao: parts => ({ scheme: 'openbao', ...parseTransit(parts) }),
    awskms: parseKms,
    awssecrets: parseAwsSecret,
};
const DEFAULT_FIELD = 'private_key';
const DEFAULT_TRANSIT_MOUNT = 'transit';
function readKeyStoreUri(getInput, input) {
    const value = getInput(input);
    const [, name = '', body = '', query, fragment] = /^([a-z][a-z0-9+.-]*):\/\/([^?#]*)(?:\?([^#]*))?(?:#(.*))?/is.exec(value) ?? [];
    const known = Object.keys(PARSERS);
    const scheme = known.find(known => known === name);
    const shown = withoutSecrets(value);
    if (/^[^/]*@/.test(body)) {
        throw (0,external_common_js_namespaceObject.invalid)(input, shown, 'It must not contain a user or a password: pass credentials as the documentation says');
    }
    if (scheme === undefined) {
        const rule = `It must begin with one of ${known.map(known => `\`${EXAMPLES[known]}\``).join(', ')}`;
        throw (0,external_common_js_namespaceObject.invalid)(input, shown, rule, likelyUri(value, name, known));
    }
    const unwanted = /[^\x21-\x7e]|["<>\\^`{|}]/u.exec(value)?.[0];
    if (unwanted !== undefined) {
        const rule = 'It must be percent-encoded: it contains a character that a URI cannot have, such as a space (`%20`)';
        throw (0,external_common_js_namespaceObject.invalid)(input, shown, rule);
    }
    try {
        return PARSERS[scheme]({ shown, body, query: parseQuery(query), fragment });
    }
    catch (error) {
        if (error instanceof UriError)
            throw (0,external_common_js_namespaceObject.invalid)(input, shown, error.message, error.meant);
        throw error;
    }
}
function formatKeyStoreUri(uri) {
    switch (uri.scheme) {
        case 'file':
            return `file://${encodePath(uri.path)}${formatQuery({ 'public-key': uri.pin })}`;
        case 'vault':
            return `vault://${encodePath(`${uri.mount}/${uri.path}`)}${formatQuery({ version: uri.pin })}#${uri.field}`;
        case 'hashivault':
        case 'openbao': {
            const mount = uri.mount === DEFAULT_TRANSIT_MOUNT ? undefined : uri.mount;
            return `${uri.scheme}://${uri.key}${formatQuery({ mount, version: uri.pin })}`;
        }
        case 'awskms':
            return `awskms:///${uri.key}`;
        case 'awssecrets':
            return `awssecrets:///${encodePath(uri.name)}${formatQuery({ version: uri.pin })}#${uri.field}`;
    }
}
function regionOfArn(arn) {
    return arn.split(':')[3];
}
function withoutPin(uri) {
    return uri.scheme === 'awskms' ? uri : { ...uri, pin: undefined };
}
class UriError extends Error {
    meant;
    constructor(rule, meant) {
        super(rule);
        this.meant = meant;
    }
}
function parseFile({ body, query, fragment }) {
    if (!body.startsWith('/')) {
        throw new UriError('It must be `file:///PATH`: three slashes and an absolute path on the runner', `file:///${body}`);
    }
    if (fragment !== undefined)
        throw new UriError('A file has no fields: it must not contain `#` (a `#` in a name is `%23`)');
    allowParameters(query, ['public-key']);
    const pin = query.get('public-key');
    if (pin !== undefined && !/^[0-9a-f]{64}$/.test(pin)) {
        throw new UriError('`public-key` must be the SHA-256 of the 65 bytes of the public key: 64 hexadecimal digits in lower case');
    }
    return { scheme: 'file', path: `/${decodePath(body.slice(1))}`, pin };
}
function parseKv({ body, query, fragment }) {
    const [mount = '', ...rest] = body.split('/');
    if (mount === '' || rest.join('') === '')
        throw new UriError(`It must be \`${EXAMPLES.vault}\``);
    allowParameters(query, ['version']);
    const [path, field] = [decodePath(rest.join('/')), readField(fragment)];
    return { scheme: 'vault', mount: decodePath(mount), path, field, pin: readVersion(query) };
}
function readField(fragment) {
    const field = fragment?.replace(/^\//, '') || DEFAULT_FIELD;
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(field)) {
        throw new UriError('The field after `#` must have 1 to 64 letters, digits, `_` and `-`');
    }
    if (isOtherField(field))
        throw new UriError(`The field must not be \`${field}\`, which holds another value`);
    return field;
}
function parseTransit({ body, query, fragment }) {
    allowParameters(query, ['mount', 'version']);
    if (fragment !== undefined)
        throw new UriError('A key has no fields: it must not contain `#`');
    if (!/^\w(?:[\w.-]{0,126}\w)?$/.test(body)) {
        throw new UriError('The key must have 1 to 128 letters, digits, `_`, `-` and `.`; its mount is set by `?mount=`');
    }
    const mount = query.get('mount') ?? DEFAULT_TRANSIT_MOUNT;
    return { mount: decodePath(mount), key: body, pin: readVersion(query) };
}
function parseKms({ body, query, fragment }) {
    if (!body.startsWith('/')) {
        throw new UriError('It must be `awskms:///alias/NAME` or `awskms:///ARN`: three slashes', `awskms:///${body}`);
    }
    allowParameters(query, []);
    if (fragment !== undefined)
        throw new UriError('A key has no fields: it must not contain `#`');
    const id = body.slice(1);
    const [, partition, region = ''] = /^arn:([a-z-]+):kms:([a-z0-9-]+):\d{12}:key\/(?:mrk-)?[0-9a-f-]{32,36}$/.exec(id) ?? [];
    if (partition !== undefined && partition === partitionOf(region)?.id) {
        return { scheme: 'awskms', key: id, pin: id };
    }
    if (id.startsWith('arn:')) {
        throw new UriError('The ARN must be that of a key: `arn:aws:kms:REGION:ACCOUNT:key/ID`');
    }
    if (/^alias\/aws\//.test(id))
        throw new UriError('An alias must not begin with `alias/aws/`, which AWS keeps for itself');
    if (!/^alias\/[\w/-]{1,250}$/.test(id)) {
        throw new UriError('It must have `alias/` and a name of 1 to 250 letters, digits, `/`, `_` and `-`, or the ARN of a key');
    }
    return { scheme: 'awskms', key: id, pin: undefined };
}
function parseAwsSecret({ body, query, fragment }) {
    if (!body.startsWith('/')) {
        throw new UriError('It must be `awssecrets:///NAME#FIELD`: three slashes and the name', `awssecrets:///${body}`);
    }
    allowParameters(query, ['version']);
    const name = decodePath(body.slice(1));
    if (!/^[\w/+=.@-]{1,512}$/.test(name)) {
        throw new UriError('The name must have 1 to 512 letters, digits and characters of `/_+=.@-`');
    }
    const pin = query.get('version');
    if (pin !== undefined && !/^[\w-]{32,64}$/.test(pin)) {
        throw new UriError('`version` must be the id of a version: 32 to 64 letters, digits, `-` and `_`');
    }
    return { scheme: 'awssecrets', name, field: readField(fragment), pin };
}
function readVersion(query) {
    const version = query.get('version');
    if (version === undefined)
        return undefined;
    if (!/^[1-9][0-9]{0,8}$/.test(version))
        throw new UriError('`version` must be a number from 1');
    return Number(version);
}
function parseQuery(query) {
    const parameters = new Map();
    if (query === undefined)
        return parameters;
    for (const parameter of query.split('&')) {
        const end = parameter.indexOf('=');
        if (end < 1 || end === parameter.length - 1)
            throw new UriError('After `?` it must have `NAME=VALUE`');
        const name = parameter.slice(0, end);
        if (parameters.has(name))
            throw new UriError('It must not set a parameter twice');
        parameters.set(name, parameter.slice(end + 1));
    }
    return parameters;
}
function allowParameters(query, allowed) {
    if ([...query.keys()].every(name => allowed.includes(name)))
        return;
    if (allowed.length === 0)
        throw new UriError('It must not contain `?`');
    throw new UriError(`After \`?\` it may have only ${allowed.map(name => `\`${name}\``).join(' and ')}`);
}
function decodePath(encoded) {
    const segments = encoded.split('/').map(segment => {
        let text;
        try {
            text = decodeURIComponent(segment);
        }
        catch {
            throw new UriError('Its percent-encoding is not valid');
        }
        if (text === '')
            throw new UriError('It must not contain an empty part (`//`, or `/` at its end)');
        if (text === '.' || text === '..')
            throw new UriError('It must not contain `.` or `..` as a part of the path');
        if (text.includes('/'))
            throw new UriError('It must not contain a slash in percent-encoding (`%2F`)');
        if ((0,external_common_js_namespaceObject.findInvisible)(text) !== undefined)
            throw new UriError('It must not contain an invisible character');
        if (text !== text.trim())
            throw new UriError('No part of the path may begin or end with white space');
        return text;
    });
    return segments.join('/');
}
function encodePath(path) {
    return path.split('/').map(encodeSegment).join('/');
}
function encodeSegment(segment) {
    return encodeURIComponent(segment).replace(/%(?:40|3A|3D|2B|2C)/g, decodeURIComponent);
}
function formatQuery(parameters) {
    const set = Object.entries(parameters).filter(([, value]) => value !== undefined);
    return set.length === 0 ? '' : `?${set.map(([name, value]) => `${name}=${encodePath(String(value))}`).join('&')}`;
}
function likelyUri(value, name, known) {
    if (value.startsWith('/'))
        return `file://${value}`;
    if (/^file:\/[^/]/.test(value))
        return value.replace('file:', 'file://');
    const meant = (0,external_common_js_namespaceObject.didYouMean)(name, known);
    return meant && `${meant}${value.slice(name.length)}`;
}
function withoutSecrets(text) {
    return text.replace(/(?<=^[^/]*:\/\/)[^/]*@/s, '...@').replace(/\?[^#]*/s, '?...');
}

;// CONCATENATED MODULE: external "./deferred.js"
var external_deferred_js_x = (y) => {
	var x = {}; __nccwpck_require__.d(x, y); return x
} 
var external_deferred_js_y = (x) => (() => (x))
const external_deferred_js_namespaceObject = __WEBPACK_EXTERNAL_MODULE__deferred_js_356130b9__;
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

;// CONCATENATED MODULE: ./build/actions/key-store-inputs.js




const DEFAULT_SECRET_NAME = 'LEDGER_OPERATOR_PRIVATE_KEY';
function readKeyStore(getInput, forSecrets) {
    const uri = readKeyStoreUri(getInput, 'key-store');
    refuseOtherStores(getInput, uri.scheme);
    if (getInput('secret-name') !== DEFAULT_SECRET_NAME)
        refuseForSecrets(getInput, ['secret-name']);
    refuseForSecrets(getInput, forSecrets);
    return uri;
}
function refuseForSecrets(getInput, names) {
    for (const name of names) {
        if (getInput(name) !== '')
            throw notBeside(name, getInput(name));
    }
}
function requireOwnRepository(getInput, run) {
    const repository = getInput('repository');
    if (repository !== '' && !(0,external_common_js_namespaceObject.isSameName)(repository, run.repository))
        throw notBeside('repository', repository);
}
function refusePin(getInput, { pin }) {
    if (pin === undefined)
        return;
    throw external_common_js_namespaceObject.invalid('key-store', getInput('key-store'), 'It must name a place, not a key that is stored (`key-reference`)');
}
function requirePin(getInput, { pin }) {
    if (pin !== undefined)
        return;
    const rule = 'It must name one exact key: the output `key-reference` of the run that made it';
    throw external_common_js_namespaceObject.invalid('key-store', getInput('key-store'), rule);
}
function readActivatedKey(getInput, forSecrets) {
    const uri = readKeyStoreUri(getInput, 'key-store');
    requirePin(getInput, uri);
    const holdsApiAccess = uri.scheme === 'vault' || uri.scheme === 'awssecrets';
    if (holdsApiAccess)
        refuseForSecrets(getInput, forSecrets);
    return { reference: formatKeyStoreUri(uri), holdsApiAccess };
}
function accessTo({ scheme }) {
    return scheme === 'file'
        ? '**Weak:** every job on this runner can read this file, whether or not anyone approves. Restrict the runner to this workflow (a runner group).'
        : 'The policies of the key store decide who may read or use the key. This run did not check them.';
}
function notBeside(name, value) {
    return external_common_js_namespaceObject.invalid(name, value, 'It is for GitHub secrets, and must not be set together with `key-store`');
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

;// CONCATENATED MODULE: ./build/actions/discard-from-key-store.js











const FOR_SECRETS = ['organization', 'secret-updated-at', 'public-key-variable'];
function readInputs(getInput, run) {
    const uri = readKeyStore(getInput, FOR_SECRETS);
    requireOwnRepository(getInput, run);
    if (uri.pin === undefined) {
        const rule = 'It must name the key to delete: the output `key-reference` of the run that stored it';
        throw external_common_js_namespaceObject.invalid('key-store', getInput('key-store'), rule);
    }
    const ifApproved = external_common_js_namespaceObject.readChoice(getInput, 'if-approved', external_common_js_namespaceObject.IF_APPROVED);
    const environment = external_common_js_namespaceObject.readOptional(getInput, 'environment', external_common_js_namespaceObject.readEnvironmentName);
    return {
        uri,
        environment,
        token: ifApproved === 'keep' ? external_common_js_namespaceObject.readToken(getInput, 'github-token') : undefined,
        apiUrl: external_common_js_namespaceObject.readApiUrl(getInput, 'github-api-url'),
    };
}
async function discard(context) {
    const { env, output } = context;
    const getInput = (0,external_common_js_namespaceObject.inputsOf)(env);
    context.mask(external_common_js_namespaceObject.readTrimmed(getInput, 'github-token'));
    const run = (0,external_common_js_namespaceObject.readWorkflowRun)(env);
    const { uri, environment, token, apiUrl } = readInputs(getInput, run);
    output.requireWritable();
    const store = await openKeyStore(uri, context);
    if (token !== undefined) {
        const client = await (0,external_common_js_namespaceObject.connectGitHub)(token, apiUrl, context);
        await requireUnapproved(client, run, environment);
    }
    const deletion = await store.delete();
    report(deletion, store.displayName, output);
    output.setOutputs({ discarded: String(deletion.existed) });
    output.appendSummary((0,external_deferred_js_namespaceObject.discardedPage)({ keyStore: store.claims, keyReference: formatKeyStoreUri(uri), run }, deletion));
}
function report({ existed, scheduledFor, elsewhere, otherVersions = [] }, place, output) {
    if (elsewhere !== undefined) {
        output.warning(nothingToDelete(place, elsewhere));
        return;
    }
    const fate = scheduledFor === undefined
        ? 'deleted.'
        : `scheduled for deletion on ${scheduledFor}. Until then, an admin can cancel that.`;
    output.info(`${place} ${existed ? 'is' : 'was already'} ${fate}`);
    if (otherVersions.length > 0) {
        output.warning(`The secret has other versions that can be read: ${otherVersions.join(', ')}. Each may hold the same private key, because \`promote\` stores it again with its API access. ${external_deferred_js_namespaceObject.VERSIONS_REMEDY}`);
    }
}
const run = (0,external_common_js_namespaceObject.defineAction)({ noun: 'stored key', unchangedTitle: 'Nothing was deleted', unchanged: 'Nothing was deleted.', recovery: '' }, discard);

;// CONCATENATED MODULE: ./build/actions/expiry.js

function warnOfExpiry(expiresAt, output) {
    if (expiresAt !== undefined)
        output.warning(`${(0,external_deferred_js_namespaceObject.expiryOf)(expiresAt)} ${external_deferred_js_namespaceObject.EXPIRY_REMEDY}`);
}

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

;// CONCATENATED MODULE: ./build/actions/generate-in-key-store.js


















const generate_in_key_store_FOR_SECRETS = ['organization', 'visibility', 'selected-repository-ids', 'public-key-variable'];
function generate_in_key_store_readInputs(getInput, run) {
    const uri = readKeyStore(getInput, generate_in_key_store_FOR_SECRETS);
    requireOwnRepository(getInput, run);
    refusePin(getInput, uri);
    const environment = external_common_js_namespaceObject.readOptional(getInput, 'environment', external_common_js_namespaceObject.readEnvironmentName);
    const generation = readGeneration(getInput, environment !== undefined);
    const readsProtection = environment !== undefined && generation.requiredProtection !== 'ignore';
    return {
        uri,
        gate: environment === undefined ? undefined : (0,external_common_js_namespaceObject.environmentOf)(run, environment),
        ...generation,
        token: readsProtection ? readGateToken(getInput) : undefined,
    };
}
function readGateToken(getInput) {
    if (external_common_js_namespaceObject.readTrimmed(getInput, 'github-token') !== '')
        return external_common_js_namespaceObject.readToken(getInput, 'github-token');
    throw new external_common_js_namespaceObject.ActionError('token-missing', 'The input `github-token` is empty, and the protection of `environment` cannot be read without it.', "Set it to the job's own token (`github.token`), and give the job `permissions: actions: read`.");
}
async function generate(context) {
    const { env, journal, mask, output } = context;
    const getInput = (0,external_common_js_namespaceObject.inputsOf)(env);
    mask(external_common_js_namespaceObject.readTrimmed(getInput, 'github-token'));
    const run = (0,external_common_js_namespaceObject.readWorkflowRun)(env);
    const inputs = generate_in_key_store_readInputs(getInput, run);
    checkEvent(run.eventName, inputs.allowedEvents, output);
    output.requireWritable();
    const { uri, gate, token, ifExists, requiredProtection, operator, workspace } = inputs;
    const store = await openKeyStore(uri, context);
    const [snapshot, protection] = await (0,external_common_js_namespaceObject.awaitInOrder)(store.read(), gate && token !== undefined ? protectionOf(gate, token, inputs.apiUrl, context) : Promise.resolve(undefined));
    if (gate && protection)
        checkProtection(protection, gate.environment, requiredProtection, output);
    const subject = { operator, workspace, run, keyStore: store.claims, access: accessTo(uri), gate };
    const { updatedAt: existing, unusable, irreplaceable } = snapshot;
    if (unusable && ifExists !== 'overwrite')
        throw unusable;
    if (irreplaceable && ifExists === 'overwrite')
        throw irreplaceable;
    if (existing !== undefined && ifExists === 'fail') {
        throw keyExists(store.displayName, existing, irreplaceable === undefined);
    }
    if (existing !== undefined && ifExists === 'keep') {
        const { publicKey, reference, expiresAt } = snapshot;
        const { dryRun } = inputs;
        const kept = dryRun ? 'would be kept' : 'is kept';
        output.info(`${store.displayName} has a key (updated at ${existing}), which ${kept}. No key was made.`);
        warnOfExpiry(expiresAt, output);
        if (!publicKey)
            output.warning('The public key of the existing key is unknown. Run `verify` to read it.');
        const page = (0,external_deferred_js_namespaceObject.keptPage)(subject, protection, { publicKey, updatedAt: existing, dryRun, expiresAt });
        output.setOutputs({
            ...(publicKey && publicKeyOutputs(publicKey)),
            ...(reference && { 'key-reference': reference }),
            created: 'false',
            page,
        });
        output.appendSummary(page);
        return;
    }
    if (inputs.dryRun) {
        const change = existing === undefined ? 'stored here' : `stored in place of the key of ${existing}`;
        const outlook = `Without \`dry-run\` a key would be generated and ${change}.`;
        reportDryRun(store.displayName, outlook, (0,external_deferred_js_namespaceObject.dryRunPage)(subject, protection, outlook), output);
        return;
    }
    const { publicKey, stored, proof } = await createKey(store, snapshot, inputs, run, context);
    journal.append({
        type: 'follow-up',
        text: 'Take the public key from this message and check it with `verify`; a new run would stop because the key exists. ' +
            'If a later job discards the key, nothing is left to do.',
    });
    output.info(`${store.displayName} holds the new key, confirmed by reading it back (${stored.updatedAt}).`);
    logPublicKey(publicKey, output);
    const { updatedAt, reference, expiresAt } = stored;
    warnOfExpiry(expiresAt, output);
    const page = (0,external_deferred_js_namespaceObject.generatedPage)({ ...subject, keyStore: store.claims }, protection, {
        publicKey,
        updatedAt,
        replaced: existing !== undefined,
        expiresAt,
        proof,
    });
    output.setOutputs({
        ...publicKeyOutputs(publicKey),
        ...(proof && { proof }),
        'key-reference': reference,
        created: 'true',
        page,
    });
    output.appendSummary(page);
}
async function createKey(store, snapshot, { encoding, operator, workspace }, run, { journal, mask, clock }) {
    const places = [store.displayName];
    if (store.kind === 'signing') {
        journal.append({ type: 'planned', places });
        return store.create(snapshot);
    }
    const key = (0,external_deferred_js_namespaceObject.generateOperatorKey)();
    const { publicKey, privateKeyPem } = key;
    mask(privateKeyPem, (0,external_deferred_js_namespaceObject.encodePrivateKey)(privateKeyPem, 'hex'));
    journal.append({ type: 'planned', places, publicKey });
    const privateKey = (0,external_deferred_js_namespaceObject.encodePrivateKey)(privateKeyPem, encoding);
    const stored = await store.store({ privateKey, publicKey, operator, workspace }, snapshot);
    const claims = { operator, workspace, keyStore: store.claims, run: (0,external_common_js_namespaceObject.runClaims)(run) };
    return { publicKey, stored, proof: (0,external_deferred_js_namespaceObject.signProof)(key, claims, clock.now()) };
}
async function protectionOf(gate, token, apiUrl, context) {
    const client = await (0,external_common_js_namespaceObject.connectGitHub)(token, apiUrl, context);
    return (0,external_common_js_namespaceObject.readProtection)(client, gate);
}
function keyExists(displayName, updatedAt, isReplaceable) {
    const overwriting = isReplaceable ? ', or `if-exists: overwrite` if you are sure that nothing uses it' : '';
    return new external_common_js_namespaceObject.ActionError('key-exists', `${displayName} already has a key (updated at ${updatedAt}), which may be in use.`, `Choose another place. Set \`if-exists: keep\` to keep the key${overwriting}.`);
}
const generate_in_key_store_run = (0,external_common_js_namespaceObject.defineAction)({
    noun: 'stored key',
    unchanged: 'No key was stored, and nothing was changed.',
    unchangedWithKey: 'The new key pair was not stored: it existed only in this run and is gone. Nothing was changed.',
    recovery: 'Do not register a public key for this place. Run `verify` to find out which key it holds, or start over with `if-exists: overwrite`.',
}, generate);

;// CONCATENATED MODULE: ./build/stores/reference-variable.js




const CONFIRM_LIMIT_MS = 10_000;
class ReferenceVariable {
    displayName;
    #variable;
    #context;
    constructor(client, context, destination, name) {
        this.#variable = new external_common_js_namespaceObject.Variable(client, destination, name);
        this.#context = context;
        this.displayName = this.#variable.displayName;
    }
    read() {
        return this.#variable.read();
    }
    async store(reference, before, audience) {
        const { journal } = this.#context;
        const place = this.displayName;
        journal.append({ type: 'write-started', place, replaces: before !== undefined });
        await this.#variable.write(reference, before !== undefined, audience);
        journal.append({ type: 'applied', place });
        const read = () => this.#variable.readWithTime();
        const after = await (0,external_common_js_namespaceObject.settleWithin)(this.#context, CONFIRM_LIMIT_MS, read, after => after?.value === reference);
        if (after?.value !== reference)
            throw this.#notConfirmed(after?.value);
        journal.append({ type: 'confirmed', place, updatedAt: after.updatedAt });
    }
    #notConfirmed(value) {
        return new external_common_js_namespaceObject.ActionError('not-confirmed', `GitHub accepted a change of ${(0,external_common_js_namespaceObject.lowerFirst)(this.displayName)}, but then ${value === undefined ? 'showed no such variable' : 'showed another value'}.`, 'GitHub may be slow (see its status page), or another run may write the same variable (the audit log shows it). Then run this again with `if-exists: overwrite`.');
    }
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

;// CONCATENATED MODULE: ./build/actions/promote-in-key-store.js



























const REFERENCE_VARIABLE = 'LEDGER_OPERATOR_KEY';
const PUBLIC_KEY_VARIABLE = 'LEDGER_OPERATOR_PUBLIC_KEY';
function promote_in_key_store_readInputs(getInput, run) {
    const uri = readKeyStore(getInput, []);
    const isMoved = external_common_js_namespaceObject.readTrimmed(getInput, 'private-key') !== '';
    if (isMoved)
        refusePin(getInput, uri);
    const promotion = readPromotion(getInput);
    const referenceName = external_common_js_namespaceObject.readOptional(getInput, 'key-reference-variable', external_common_js_namespaceObject.readVariableName);
    const [, apiKeyIdName, apiKeySecretName] = readNames(getInput);
    const names = [apiKeyIdName, apiKeySecretName];
    const staged = isMoved ? readStaged(getInput, run, promotion.destination, names) : undefined;
    const approval = readApproval(getInput, isMoved ? staged?.destination : readGate(getInput, run));
    return { ...promotion, uri, isMoved, referenceName, apiKeyIdName, apiKeySecretName, staged, approval };
}
function readGate(getInput, run) {
    const secretName = getInput('staged-secret-name');
    if (secretName !== '') {
        throw external_common_js_namespaceObject.invalid('staged-secret-name', secretName, 'It must be set only with `private-key`, the value of that secret');
    }
    const environment = external_common_js_namespaceObject.readOptional(getInput, 'staged-environment', external_common_js_namespaceObject.readEnvironmentName);
    return environment === undefined ? undefined : (0,external_common_js_namespaceObject.environmentOf)(run, environment);
}
async function planWork(getInput, inputs, context) {
    const { uri, isMoved, registration, apiKeyIdName, apiKeySecretName, staged, approval } = inputs;
    const store = await openKeyStore(uri, context);
    const { variableName, referenceName } = readVariables(getInput, inputs, store);
    const holdsApiAccess = store.kind === 'secret' && store.holdsApiAccess;
    if (holdsApiAccess) {
        refuseForSecrets(getInput, ['environment', 'organization', 'selected-repository-ids', 'public-key-variable']);
    }
    const writesKey = isMoved || (holdsApiAccess && registration !== undefined);
    const access = holdsApiAccess ? undefined : registration?.access;
    if (!writesKey && !access && variableName === undefined) {
        throw new external_common_js_namespaceObject.ActionError('api-access-incomplete', `${store.displayName} holds the key already, and there is nothing else to store: \`api-key-id\` and \`api-key-secret\` are empty.`, 'Set `workspace`, `api-key-id` and `api-key-secret`, or `private-key` to store a key.');
    }
    const target = writesKey ? await openKeyStore(withoutPin(uri), context) : store;
    return {
        store: target,
        keyStore: writesKey && target.kind === 'secret' ? target : undefined,
        apiAccess: access
            ? [
                [apiKeyIdName, access.apiKeyId],
                [apiKeySecretName, access.apiKeySecret],
            ]
            : [],
        variableName,
        referenceName,
        needsGitHub: access !== undefined || [variableName, staged, approval].some(input => input !== undefined),
    };
}
function readVariables(getInput, { uri, isMoved, ...names }, store) {
    if (store.kind !== 'signing')
        return names;
    if (isMoved) {
        throw new external_common_js_namespaceObject.ActionError('input-invalid', 'The input `private-key` is set, and no key can be put into the place that `key-store` names: its keys are born there.', 'Leave `private-key` out: the key is in its place already.');
    }
    requirePin(getInput, uri);
    const { variableName = PUBLIC_KEY_VARIABLE, referenceName = REFERENCE_VARIABLE } = names;
    if (variableName === referenceName) {
        throw external_common_js_namespaceObject.invalid('public-key-variable', variableName, 'It must differ from `key-reference-variable`');
    }
    return { variableName, referenceName };
}
async function promote(context) {
    const { env, journal, mask, output } = context;
    const getInput = (0,external_common_js_namespaceObject.inputsOf)(env);
    mask(...['private-key', 'api-key-id', 'api-key-secret', 'github-token'].map(name => external_common_js_namespaceObject.readTrimmed(getInput, name)));
    const run = (0,external_common_js_namespaceObject.readWorkflowRun)(env);
    const inputs = promote_in_key_store_readInputs(getInput, run);
    const work = await planWork(getInput, inputs, context);
    const { store, keyStore } = work;
    const token = work.needsGitHub ? external_common_js_namespaceObject.readToken(getInput, 'github-token') : undefined;
    output.requireWritable();
    const { uri, isMoved, destination, registration, staged, approval, allowedBots, ifExists } = inputs;
    const keySnapshot = await keyStore?.read();
    if (keySnapshot && uri.pin !== undefined && keySnapshot.reference !== formatKeyStoreUri(uri)) {
        throw notNewest(store.displayName);
    }
    const key = isMoved ? keyInput(external_common_js_namespaceObject.readTrimmed(getInput, 'private-key'), context) : await keyInStore(store, context);
    const { publicKey, privateKeyPem } = key;
    requireApprovedKey(publicKey, inputs.approved);
    const exposures = exposuresOf(key);
    if (exposures.length > 0)
        throw keyExposed(exposures);
    const client = token === undefined ? undefined : await (0,external_common_js_namespaceObject.connectGitHub)(token, inputs.apiUrl, context);
    const secrets = client ? secretsFor(work.apiAccess, client, destination, context) : [];
    const variable = client && work.variableName ? new external_common_js_namespaceObject.Variable(client, destination, work.variableName) : undefined;
    const inService = client && work.referenceName ? new ReferenceVariable(client, context, destination, work.referenceName) : undefined;
    const stagedSecret = client && staged ? new external_common_js_namespaceObject.GitHubSecret(client, context, staged.destination, staged.name) : undefined;
    const [registered, snapshots, variableValue, referenceBefore, stagedAt, approvals] = await (0,external_common_js_namespaceObject.awaitInOrder)((0,external_deferred_js_namespaceObject.checkRegistration)(registration, publicKey, context, mask), (0,external_common_js_namespaceObject.awaitInOrder)(...secrets.map(async (each) => ({ ...each, snapshot: await each.secret.read() }))), variable ? variable.read() : Promise.resolve(undefined), inService ? inService.read() : Promise.resolve(undefined), stagedSecret ? stagedSecret.updatedAt() : Promise.resolve(undefined), client && approval ? (0,external_common_js_namespaceObject.readApprovals)(client, run, { ...approval, allowedBots }) : Promise.resolve(undefined));
    if (registered === 'unknown' && registration)
        output.warning('Ledger does not say whether this key is registered.');
    requireStaged(staged, stagedSecret, stagedAt);
    requireApproved(approvals, approval?.environment, approval?.isRequired === true, output);
    const { operator, workspace } = inputs;
    const subject = { operator, workspace, run, keyStore: store.claims, access: accessTo(uri), gate: undefined };
    const places = snapshots.map(({ secret, snapshot }) => [secret.displayName, snapshot.updatedAt]);
    if (isMoved && keySnapshot)
        places.push([store.displayName, keySnapshot.updatedAt]);
    if (inService)
        places.push([inService.displayName, referenceBefore]);
    if (keepsExisting(places, ifExists, 'key-exists', output)) {
        const isSameKey = !inService || referenceBefore === formatKeyStoreUri(uri);
        const kept = isMoved ? keySnapshot?.publicKey : isSameKey ? publicKey : undefined;
        const expiresAt = keySnapshot?.expiresAt;
        warnOfExpiry(expiresAt, output);
        const page = (0,external_deferred_js_namespaceObject.notPromotedPage)(subject, kept, expiresAt);
        output.setOutputs({ ...(kept && publicKeyOutputs(kept)), created: 'false', page });
        output.appendSummary(page);
        return;
    }
    for (const { secret, snapshot } of snapshots) {
        const widening = (0,external_common_js_namespaceObject.wideningWarning)(secret.displayName, snapshot.audience, secret.audienceAfter(snapshot));
        if (widening)
            output.warning(widening);
    }
    const proof = await key.signProof({ operator, workspace, keyStore: store.claims, run: (0,external_common_js_namespaceObject.runClaims)(run) });
    journal.append({
        type: 'planned',
        places: [
            ...secrets.map(({ secret }) => secret.displayName),
            ...(keyStore ? [keyStore.displayName] : []),
            ...(inService ? [inService.displayName] : []),
        ],
        ...(keyStore && { publicKey }),
    });
    let audience = (0,external_common_js_namespaceObject.audienceAfter)(destination, undefined);
    for (const { secret, value, snapshot } of snapshots) {
        const updatedAt = await secret.store(value, snapshot);
        audience = secret.audienceAfter(snapshot);
        output.info(`${secret.displayName} is stored, confirmed by GitHub (${updatedAt}).`);
    }
    let stored;
    if (keyStore && keySnapshot && privateKeyPem !== undefined) {
        const privateKey = (0,external_deferred_js_namespaceObject.encodePrivateKey)(privateKeyPem, inputs.encoding);
        const apiAccess = keyStore.holdsApiAccess ? registration?.access : undefined;
        stored = await keyStore.store({ privateKey, publicKey, operator, workspace, apiAccess }, keySnapshot);
        output.info(`${store.displayName} holds the key, confirmed by reading it back (${stored.updatedAt}).`);
        warnOfExpiry(stored.expiresAt, output);
    }
    const reference = stored?.reference ?? (uri.pin === undefined ? undefined : formatKeyStoreUri(uri));
    if (inService && reference) {
        await inService.store(reference, referenceBefore, audience);
        output.info(`${inService.displayName} names the key, confirmed by reading it back.`);
    }
    journal.append({ type: 'follow-up', text: RECOVERY });
    const page = (0,external_deferred_js_namespaceObject.promotedPage)(subject, {
        publicKey,
        updatedAt: stored?.updatedAt,
        reference,
        expiresAt: stored?.expiresAt,
        approvals,
        registered,
        proof,
    });
    output.setOutputs({
        ...publicKeyOutputs(publicKey),
        proof,
        ...(reference && { 'key-reference': reference }),
        created: String(stored !== undefined),
        registered: (0,external_deferred_js_namespaceObject.registeredOutput)(registered),
        page,
    });
    await variable?.write(publicKey.hex, variableValue !== undefined, audience);
    await deleteStaged(stagedSecret, stagedAt, context);
    journal.append({ type: 'follow-up', text: undefined });
    output.appendSummary(page);
}
function secretsFor(apiAccess, client, destination, context) {
    const sealingKey = new external_common_js_namespaceObject.DestinationSealingKey(client, destination);
    return apiAccess.map(([name, value]) => ({
        secret: new external_common_js_namespaceObject.GitHubSecret(client, context, destination, name, sealingKey),
        value,
    }));
}
function notNewest(displayName) {
    return new external_common_js_namespaceObject.ActionError('key-replaced', `${displayName} does not hold the key that \`key-store\` names, but another one, or none.`, 'Do not register or use the key that `key-store` names. If no run of yours has replaced it, find out who did.');
}
const promote_in_key_store_run = (0,external_common_js_namespaceObject.defineAction)({
    noun: 'stored key',
    unchanged: 'Nothing was changed: the staged key and the key in service are as they were.',
    recovery: RECOVERY,
}, promote);

;// CONCATENATED MODULE: ./build/actions/key-store-actions.js








export { dataOf as dataOf, run as discardFromKeyStore, formatKeyStoreUri as formatKeyStoreUri, generate_in_key_store_run as generateInKeyStore, isOtherField as isOtherField, openKeyStore as openKeyStore, promote_in_key_store_run as promoteInKeyStore, readActivatedKey as readActivatedKey, readKeyStore as readKeyStore, readKeyStoreUri as readKeyStoreUri, regionOfArn as regionOfArn, withoutPin as withoutPin };
