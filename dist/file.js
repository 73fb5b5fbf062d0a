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
;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = process.getBuiltinModule("node:fs");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = process.getBuiltinModule("node:path");
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
;// CONCATENATED MODULE: external "./key-store-actions.js"
var external_key_store_actions_js_x = (y) => {
	var x = {}; __nccwpck_require__.d(x, y); return x
} 
var external_key_store_actions_js_y = (x) => (() => (x))
const external_key_store_actions_js_namespaceObject = __WEBPACK_EXTERNAL_MODULE__key_store_actions_js_b7aa461d__;
;// CONCATENATED MODULE: ./build/stores/file.js








const MAX_KEY_BYTES = 64 * 1024;
const OTHERS_MAY_WRITE = 0o022;
const OTHERS_MAY = 0o077;
const STICKY = 0o1000;
const LEFTOVER_MS = 10 * 60_000;
const LOCK_ATTEMPTS = 20;
const LOCK_PAUSE_MS = 100;
function file_open(uri, context) {
    const { RUNNER_ENVIRONMENT: environment } = context.env;
    const text = (0,external_key_store_actions_js_namespaceObject.formatKeyStoreUri)(uri);
    if (environment !== 'self-hosted') {
        const rule = 'A file needs a self-hosted runner: one of GitHub is deleted after the job, and the key with it';
        throw (0,external_common_js_namespaceObject.invalid)('key-store', text, rule);
    }
    if (process.platform === 'win32') {
        throw (0,external_common_js_namespaceObject.invalid)('key-store', text, 'A file needs a runner on Linux or macOS: on Windows its permissions are not checked');
    }
    return new FileStore(uri, context);
}
class FileStore {
    kind = 'secret';
    holdsApiAccess = false;
    displayName;
    claims;
    #uri;
    #context;
    constructor(uri, context) {
        this.#uri = uri;
        this.#context = context;
        this.displayName = `The file ${(0,external_common_js_namespaceObject.displayName)(uri.path)}`;
        this.claims = { uri: (0,external_key_store_actions_js_namespaceObject.formatKeyStoreUri)((0,external_key_store_actions_js_namespaceObject.withoutPin)(uri)), runner: context.env.RUNNER_NAME ?? '' };
    }
    async read() {
        this.#requireSafeFolder();
        this.#attempt('stored', () => external_node_fs_namespaceObject.accessSync(this.#folder, external_node_fs_namespaceObject.constants.W_OK | external_node_fs_namespaceObject.constants.X_OK));
        const file = this.#readFile();
        if (!file)
            return { updatedAt: undefined, identity: undefined };
        const publicKey = this.#publicKeyOf(file.text);
        if (!publicKey) {
            throw this.#unsafe(`${this.displayName} holds something other than an operator's private key, which must not be lost.`);
        }
        this.#requirePrivate(file.stats);
        const { stats } = file;
        return { updatedAt: timeOf(stats), identity: identityOf(stats), publicKey, reference: this.#referenceTo(publicKey) };
    }
    async store(secret, { identity }) {
        const { journal } = this.#context;
        const place = this.displayName;
        const bytes = Buffer.from(secret.privateKey);
        if (identity)
            await this.#locked(() => this.#write(bytes, identity));
        else
            this.#write(bytes, undefined);
        const file = this.#readFile();
        if (file?.text !== secret.privateKey) {
            throw new external_common_js_namespaceObject.ActionError('not-confirmed', `${place} does not hold the key that this run stored in it a moment ago: something else on this machine changed it.`, 'Find out what writes to this file, choose another file or stop that. Then run this again with `if-exists: overwrite`.');
        }
        const updatedAt = timeOf(file.stats);
        journal.append({ type: 'confirmed', place, updatedAt });
        return { updatedAt, reference: this.#referenceTo(secret.publicKey) };
    }
    async readPrivateKey() {
        this.#requireSafeFolder();
        const file = this.#readFile();
        if (!file) {
            throw new external_common_js_namespaceObject.ActionError('key-not-found', `${this.displayName} does not exist.`, this.#checkMachine());
        }
        this.#requirePrivate(file.stats);
        const { pin } = this.#uri;
        if (pin !== undefined && this.#publicKeyOf(file.text)?.digest !== pin)
            throw this.#keyReplaced();
        return { text: file.text };
    }
    async delete() {
        this.#requireSafeFolder();
        const existed = await this.#locked(() => this.#unlink());
        return existed ? { existed } : { existed, elsewhere: this.#checkMachine() };
    }
    get #folder() {
        return (0,external_node_path_namespaceObject.dirname)(this.#uri.path);
    }
    #referenceTo({ digest }) {
        return (0,external_key_store_actions_js_namespaceObject.formatKeyStoreUri)({ ...this.#uri, pin: digest });
    }
    #write(bytes, replaced) {
        const { journal, signal } = this.#context;
        signal.throwIfAborted();
        const { path } = this.#uri;
        const place = this.displayName;
        this.#removeLeftovers();
        const temporary = this.#hidden(`${(0,external_node_crypto_namespaceObject.randomBytes)(16).toString('hex')}.tmp`);
        journal.append({ type: 'write-started', place, replaces: replaced !== undefined });
        try {
            this.#attempt('stored', () => {
                writeNew(temporary, bytes);
                if (replaced) {
                    this.#requireUnchanged(replaced);
                    external_node_fs_namespaceObject.renameSync(temporary, path);
                }
                else {
                    external_node_fs_namespaceObject.linkSync(temporary, path);
                }
            });
        }
        catch (error) {
            external_node_fs_namespaceObject.rmSync(temporary, { force: true });
            journal.append({ type: 'write-rejected' });
            throw error;
        }
        journal.append({ type: 'applied', place });
        this.#attempt('stored', () => {
            external_node_fs_namespaceObject.rmSync(temporary, { force: true });
            syncFolder(this.#folder);
        });
    }
    #unlink() {
        const { journal, signal } = this.#context;
        signal.throwIfAborted();
        const place = this.displayName;
        const file = this.#readFile();
        if (file) {
            if (this.#publicKeyOf(file.text)?.digest !== this.#uri.pin)
                throw this.#keyReplaced();
            journal.append({ type: 'delete-started', place });
            try {
                this.#attempt('deleted', () => {
                    this.#removeLeftovers();
                    external_node_fs_namespaceObject.unlinkSync(this.#uri.path);
                });
            }
            catch (error) {
                journal.append({ type: 'delete-rejected' });
                throw error;
            }
        }
        if (!file)
            return false;
        journal.append({ type: 'deleted', place });
        this.#attempt('deleted', () => syncFolder(this.#folder));
        return true;
    }
    async #locked(change) {
        const lock = this.#hidden('lock');
        for (let attempt = 1; !this.#attempt('locked', () => createLock(lock)); attempt++) {
            if (attempt === LOCK_ATTEMPTS) {
                throw new external_common_js_namespaceObject.ActionError('file-locked', `${this.displayName} is locked by ${(0,external_common_js_namespaceObject.displayName)(lock)}, so nothing was changed: another run is changing the file, or was killed while it did.`, 'If no other run uses this file, delete the lock. Then run this again.');
            }
            await this.#context.sleep(LOCK_PAUSE_MS);
        }
        try {
            return change();
        }
        finally {
            external_node_fs_namespaceObject.rmSync(lock, { force: true });
        }
    }
    #requireUnchanged(identity) {
        const stats = this.#lstat();
        const now = stats && identityOf(stats);
        if (now?.device === identity.device && now.inode === identity.inode && now.modifiedNs === identity.modifiedNs)
            return;
        throw new external_common_js_namespaceObject.ActionError('key-changed', `${this.displayName} has changed since this run read it: another run stored or deleted a key at the same time.`, 'Make sure that only one run stores this key at a time (a `concurrency` group does that). Then run this again.');
    }
    #readFile() {
        return this.#attempt('read', () => {
            let descriptor;
            try {
                descriptor = external_node_fs_namespaceObject.openSync(this.#uri.path, external_node_fs_namespaceObject.constants.O_RDONLY | external_node_fs_namespaceObject.constants.O_NOFOLLOW | external_node_fs_namespaceObject.constants.O_NONBLOCK);
            }
            catch (error) {
                if (codeOf(error) === 'ENOENT')
                    return undefined;
                throw error;
            }
            try {
                const stats = external_node_fs_namespaceObject.fstatSync(descriptor, { bigint: true });
                this.#requireOwnFile(stats);
                if (stats.size > MAX_KEY_BYTES)
                    throw this.#unsafe(`${this.displayName} is too large for a private key.`);
                const text = external_node_fs_namespaceObject.readFileSync(descriptor, 'utf8');
                this.#context.mask(text);
                return { text, stats };
            }
            finally {
                external_node_fs_namespaceObject.closeSync(descriptor);
            }
        });
    }
    #publicKeyOf(text) {
        try {
            return (0,external_deferred_js_namespaceObject.parsePrivateKey)(text).publicKey;
        }
        catch (error) {
            if (!(error instanceof external_common_js_namespaceObject.ActionError))
                throw error;
            return undefined;
        }
    }
    #requireSafeFolder() {
        const folder = this.#folder;
        const real = this.#attempt('read', () => external_node_fs_namespaceObject.realpathSync(folder));
        const { RUNNER_TEMP, RUNNER_WORKSPACE, GITHUB_WORKSPACE } = this.#context.env;
        for (const temporary of [RUNNER_TEMP, RUNNER_WORKSPACE, GITHUB_WORKSPACE]) {
            if (temporary && isWithin(real, temporary)) {
                const rule = 'The runner deletes files in this folder between jobs. Use one outside its work folder';
                throw (0,external_common_js_namespaceObject.invalid)('key-store', (0,external_key_store_actions_js_namespaceObject.formatKeyStoreUri)(this.#uri), rule);
            }
        }
        for (const ancestor of new Set([...ancestorsOf(folder), ...ancestorsOf(real)])) {
            const { uid, mode } = this.#attempt('read', () => external_node_fs_namespaceObject.statSync(ancestor));
            const place = `The folder ${(0,external_common_js_namespaceObject.displayName)(ancestor)}`;
            if (uid !== process.getuid?.() && uid !== 0) {
                throw this.#unsafe(`${place} belongs to another user (uid ${uid}), who could replace ${(0,external_common_js_namespaceObject.lowerFirst)(this.displayName)}.`, 'Use a folder that belongs to the user of the runner, or to root.');
            }
            const isShared = (mode & STICKY) !== 0 && ancestor !== folder && ancestor !== real;
            if (mode & OTHERS_MAY_WRITE && !isShared) {
                throw this.#unsafe(`Other users may write to ${(0,external_common_js_namespaceObject.lowerFirst)(place)} (mode ${octal(mode)}), and so replace ${(0,external_common_js_namespaceObject.lowerFirst)(this.displayName)}.`, 'Take that permission away (`chmod go-w`), or use another folder.');
            }
        }
    }
    #requireOwnFile(stats) {
        if (!stats.isFile())
            throw this.#unsafe(`${this.displayName} is not a regular file, but a link or a folder, for example.`);
        if (Number(stats.uid) !== process.getuid?.()) {
            throw this.#unsafe(`${this.displayName} belongs to another user (uid ${stats.uid}).`);
        }
    }
    #requirePrivate({ mode }) {
        if ((Number(mode) & OTHERS_MAY) === 0)
            return;
        throw this.#unsafe(`Other users than its owner may use ${(0,external_common_js_namespaceObject.lowerFirst)(this.displayName)} (mode ${octal(mode)}).`, 'If anyone else could have read the key, treat it as leaked: discard it, and generate a new one. Otherwise set its mode to 0600.');
    }
    #lstat() {
        return this.#attempt('read', () => external_node_fs_namespaceObject.lstatSync(this.#uri.path, { bigint: true, throwIfNoEntry: false }));
    }
    #hidden(end) {
        return (0,external_node_path_namespaceObject.join)(this.#folder, `.${(0,external_node_path_namespaceObject.basename)(this.#uri.path)}.${end}`);
    }
    #removeLeftovers() {
        const start = `.${(0,external_node_path_namespaceObject.basename)(this.#uri.path)}.`;
        const current = this.#lstat();
        for (const name of this.#attempt('stored', () => external_node_fs_namespaceObject.readdirSync(this.#folder))) {
            if (!name.startsWith(start) || !/^[0-9a-f]{32}\.tmp$/.test(name.slice(start.length)))
                continue;
            const path = (0,external_node_path_namespaceObject.join)(this.#folder, name);
            const stats = external_node_fs_namespaceObject.lstatSync(path, { bigint: true, throwIfNoEntry: false });
            const isOld = stats && Date.now() - Number(stats.mtimeMs) > LEFTOVER_MS;
            if (isOld || (stats && stats.ino === current?.ino))
                external_node_fs_namespaceObject.rmSync(path, { force: true });
        }
    }
    #checkMachine() {
        return ('Check the path, and that this job runs on the machine on which the key was stored ' +
            `(\`runs-on\`; this runner is ${(0,external_common_js_namespaceObject.displayName)(this.claims.runner)}), with the same user, and in no container.`);
    }
    #keyReplaced() {
        return new external_common_js_namespaceObject.ActionError('key-replaced', `${this.displayName} does not hold the key that \`key-store\` names, but another one, or none.`, 'Do not register the key that `key-store` names. If no run of yours has replaced it, find out who did.');
    }
    #unsafe(message, hint = OTHER_PATH) {
        return new external_common_js_namespaceObject.ActionError('file-unsafe', message, hint);
    }
    #attempt(done, operation) {
        try {
            return operation();
        }
        catch (error) {
            const code = codeOf(error);
            if (code === undefined)
                throw error;
            throw this.#refused(done, code, error);
        }
    }
    #refused(done, code, cause) {
        if (code === 'EEXIST') {
            return new external_common_js_namespaceObject.ActionError('key-exists', `${this.displayName} did not exist when this run started and does now: another run stored a key at the same time.`, 'Leave it to that run. If you are sure that nothing uses its key, run this again with `if-exists: overwrite`.', cause);
        }
        if (code === 'ELOOP')
            return this.#unsafe(`${this.displayName} is a symbolic link.`);
        const folder = (0,external_common_js_namespaceObject.displayName)(this.#folder);
        const hints = {
            ENOENT: `Create the folder ${folder} for the user of the runner, with mode 0700.`,
            ENOTDIR: `Check the path: a part of ${folder} is a file.`,
            EACCES: `Let the user of the runner (uid ${process.getuid?.()}) read and write in ${folder}, or use another folder.`,
            EROFS: 'Use a folder on a file system that can be written.',
            ENOSPC: 'Free space on the disk, and run this again.',
            EDQUOT: 'Free space within the quota of the user of the runner, and run this again.',
            EPERM: 'Use a folder on a file system with hard links and POSIX permissions.',
            ENOTSUP: 'Use a folder on a file system with hard links and POSIX permissions.',
        };
        const hint = hints[code] ?? 'Check the disk and the file system of the runner.';
        return new external_common_js_namespaceObject.ActionError('file-refused', `${this.displayName} could not be ${done} (${code}).`, hint, cause);
    }
}
const OTHER_PATH = 'Check the path. If it is right, find out who made this file, or use another path.';
function writeNew(path, bytes) {
    const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = external_node_fs_namespaceObject.constants;
    const descriptor = external_node_fs_namespaceObject.openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
    try {
        external_node_fs_namespaceObject.fchmodSync(descriptor, 0o600);
        external_node_fs_namespaceObject.writeFileSync(descriptor, bytes);
        external_node_fs_namespaceObject.fsyncSync(descriptor);
    }
    finally {
        external_node_fs_namespaceObject.closeSync(descriptor);
    }
}
function syncFolder(folder) {
    const descriptor = external_node_fs_namespaceObject.openSync(folder, external_node_fs_namespaceObject.constants.O_RDONLY | external_node_fs_namespaceObject.constants.O_DIRECTORY);
    try {
        external_node_fs_namespaceObject.fsyncSync(descriptor);
    }
    finally {
        external_node_fs_namespaceObject.closeSync(descriptor);
    }
}
function createLock(path) {
    try {
        external_node_fs_namespaceObject.closeSync(external_node_fs_namespaceObject.openSync(path, 'wx', 0o600));
        return true;
    }
    catch (error) {
        if (codeOf(error) === 'EEXIST')
            return false;
        throw error;
    }
}
function ancestorsOf(folder) {
    const parent = (0,external_node_path_namespaceObject.dirname)(folder);
    return parent === folder ? [folder] : [...ancestorsOf(parent), folder];
}
function isWithin(folder, other) {
    return external_node_fs_namespaceObject.existsSync(other) && `${folder}/`.startsWith(`${external_node_fs_namespaceObject.realpathSync(other)}/`);
}
function identityOf({ dev, ino, mtimeNs }) {
    return { device: dev, inode: ino, modifiedNs: mtimeNs };
}
function timeOf({ mtime }) {
    return mtime.toISOString();
}
function octal(mode) {
    return (Number(mode) & 0o7777).toString(8).padStart(4, '0');
}
function codeOf(error) {
    if (error instanceof external_common_js_namespaceObject.ActionError || !(error instanceof Error) || !('syscall' in error))
        return undefined;
    return error.code;
}

export { FileStore as FileStore, file_open as open };
