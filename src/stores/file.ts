import { randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { ActionError } from '../errors.ts'
import { invalid } from '../inputs/invalid-input.ts'
import type { OperatorPublicKey } from '../key/operator-key.ts'
import { parsePrivateKey } from '../key/parse-private-key.ts'
import { displayName, lowerFirst } from '../text.ts'
import type {
  Deletion,
  KeySecret,
  KeyStoreContext,
  SecretStore,
  Snapshot,
  StoredKey,
  StoredPrivateKey,
} from './key-store.ts'
import { type FileUri, formatKeyStoreUri, withoutPin } from './uri.ts'

/** Distinguishes a file from one that replaced it. */
interface Identity {
  device: bigint
  inode: bigint
  modifiedNs: bigint
}

/** What the folder held before this run changed it. */
interface FileSnapshot extends Snapshot {
  identity: Identity | undefined
}

/** Larger than any private key in any form. */
const MAX_KEY_BYTES = 64 * 1024
/** Write permission of the group and of others. */
const OTHERS_MAY_WRITE = 0o022
/** Any permission of the group and of others. */
const OTHERS_MAY = 0o077
const STICKY = 0o1000
/** No run takes this long: a temporary file that is older was left by one that was killed. */
const LEFTOVER_MS = 10 * 60_000
const LOCK_ATTEMPTS = 20
const LOCK_PAUSE_MS = 100

/** @throws ActionError `input-invalid` if the runner keeps no files, or is not known to protect them */
export function open(uri: FileUri, context: KeyStoreContext): FileStore {
  const { RUNNER_ENVIRONMENT: environment } = context.env
  const text = formatKeyStoreUri(uri)
  if (environment !== 'self-hosted') {
    const rule = 'A file needs a self-hosted runner: one of GitHub is deleted after the job, and the key with it'
    throw invalid('key-store', text, rule)
  }
  if (process.platform === 'win32') {
    throw invalid(
      'key-store',
      text,
      'A file needs a runner on Linux or macOS: on Windows its permissions are not checked',
    )
  }
  return new FileStore(uri, context)
}

/**
 * A file of a self-hosted runner. It is never partial: the key is written to a temporary file in the same folder, which then gets
 * the final name in one step. All file operations of such a change run without a pause, so that only the death of the process or of
 * the machine can come between them.
 */
export class FileStore implements SecretStore {
  readonly kind = 'secret'
  readonly holdsApiAccess = false
  readonly displayName: string
  readonly claims: { uri: string; runner: string }
  readonly #uri: FileUri
  readonly #context: KeyStoreContext

  constructor(uri: FileUri, context: KeyStoreContext) {
    this.#uri = uri
    this.#context = context
    this.displayName = `The file ${displayName(uri.path)}`
    this.claims = { uri: formatKeyStoreUri(withoutPin(uri)), runner: context.env.RUNNER_NAME ?? '' }
  }

  async read(): Promise<FileSnapshot> {
    this.#requireSafeFolder()
    this.#attempt('stored', () => fs.accessSync(this.#folder, fs.constants.W_OK | fs.constants.X_OK))
    const file = this.#readFile()
    if (!file) return { updatedAt: undefined, identity: undefined }
    const publicKey = this.#publicKeyOf(file.text)
    if (!publicKey) {
      throw this.#unsafe(
        `${this.displayName} holds something other than an operator's private key, which must not be lost.`,
      )
    }
    this.#requirePrivate(file.stats)
    const { stats } = file
    return { updatedAt: timeOf(stats), identity: identityOf(stats), publicKey, reference: this.#referenceTo(publicKey) }
  }

  async store(secret: KeySecret, { identity }: FileSnapshot): Promise<StoredKey> {
    const { journal } = this.#context
    const place = this.displayName
    const bytes = Buffer.from(secret.privateKey)
    if (identity) await this.#locked(() => this.#write(bytes, identity))
    else this.#write(bytes, undefined)
    const file = this.#readFile()
    if (file?.text !== secret.privateKey) {
      throw new ActionError(
        'not-confirmed',
        `${place} does not hold the key that this run stored in it a moment ago: something else on this machine changed it.`,
        'Find out what writes to this file, choose another file or stop that. Then run this again with `if-exists: overwrite`.',
      )
    }
    const updatedAt = timeOf(file.stats)
    journal.append({ type: 'confirmed', place, updatedAt })
    return { updatedAt, reference: this.#referenceTo(secret.publicKey) }
  }

  async readPrivateKey(): Promise<StoredPrivateKey> {
    this.#requireSafeFolder()
    const file = this.#readFile()
    if (!file) {
      throw new ActionError('key-not-found', `${this.displayName} does not exist.`, this.#checkMachine())
    }
    this.#requirePrivate(file.stats)
    const { pin } = this.#uri
    if (pin !== undefined && this.#publicKeyOf(file.text)?.digest !== pin) throw this.#keyReplaced()
    return { text: file.text }
  }

  async delete(): Promise<Deletion> {
    this.#requireSafeFolder()
    const existed = await this.#locked(() => this.#unlink())
    return existed ? { existed } : { existed, elsewhere: this.#checkMachine() }
  }

  get #folder(): string {
    return dirname(this.#uri.path)
  }

  #referenceTo({ digest }: OperatorPublicKey): string {
    return formatKeyStoreUri({ ...this.#uri, pin: digest })
  }

  /** Writes the key: to a name that does not exist, or in place of the file that the snapshot has. */
  #write(bytes: Buffer, replaced: Identity | undefined): void {
    const { journal, signal } = this.#context
    signal.throwIfAborted()
    const { path } = this.#uri
    const place = this.displayName
    this.#removeLeftovers()
    const temporary = this.#hidden(`${randomBytes(16).toString('hex')}.tmp`)
    journal.append({ type: 'write-started', place, replaces: replaced !== undefined })
    try {
      this.#attempt('stored', () => {
        writeNew(temporary, bytes)
        if (replaced) {
          this.#requireUnchanged(replaced)
          fs.renameSync(temporary, path)
        } else {
          // Unlike rename, it never replaces a file.
          fs.linkSync(temporary, path)
        }
      })
    } catch (error) {
      fs.rmSync(temporary, { force: true })
      journal.append({ type: 'write-rejected' })
      throw error
    }
    journal.append({ type: 'applied', place })
    this.#attempt('stored', () => {
      fs.rmSync(temporary, { force: true })
      syncFolder(this.#folder)
    })
  }

  #unlink(): boolean {
    const { journal, signal } = this.#context
    signal.throwIfAborted()
    const place = this.displayName
    const file = this.#readFile()
    if (file) {
      if (this.#publicKeyOf(file.text)?.digest !== this.#uri.pin) throw this.#keyReplaced()
      journal.append({ type: 'delete-started', place })
      try {
        this.#attempt('deleted', () => {
          // A run that was killed may have left the same file under its temporary name, too.
          this.#removeLeftovers()
          fs.unlinkSync(this.#uri.path)
        })
      } catch (error) {
        journal.append({ type: 'delete-rejected' })
        throw error
      }
    }
    if (!file) return false
    journal.append({ type: 'deleted', place })
    this.#attempt('deleted', () => syncFolder(this.#folder))
    return true
  }

  /**
   * Lets one process at a time replace or delete the file. There is no waiting while it is locked, so a lock lasts for
   * milliseconds.
   */
  async #locked<T>(change: () => T): Promise<T> {
    const lock = this.#hidden('lock')
    for (let attempt = 1; !this.#attempt('locked', () => createLock(lock)); attempt++) {
      if (attempt === LOCK_ATTEMPTS) {
        throw new ActionError(
          'file-locked',
          `${this.displayName} is locked by ${displayName(lock)}, so nothing was changed: another run is changing the file, or was killed while it did.`,
          'If no other run uses this file, delete the lock. Then run this again.',
        )
      }
      await this.#context.sleep(LOCK_PAUSE_MS)
    }
    try {
      return change()
    } finally {
      fs.rmSync(lock, { force: true })
    }
  }

  /** @throws ActionError if the file is not the one that the snapshot has */
  #requireUnchanged(identity: Identity): void {
    const stats = this.#lstat()
    const now = stats && identityOf(stats)
    if (now?.device === identity.device && now.inode === identity.inode && now.modifiedNs === identity.modifiedNs)
      return
    throw new ActionError(
      'key-changed',
      `${this.displayName} has changed since this run read it: another run stored or deleted a key at the same time.`,
      'Make sure that only one run stores this key at a time (a `concurrency` group does that). Then run this again.',
    )
  }

  /** The file and its text, which is masked; undefined if it does not exist. */
  #readFile(): { text: string; stats: fs.BigIntStats } | undefined {
    return this.#attempt('read', () => {
      let descriptor: number
      try {
        descriptor = fs.openSync(
          this.#uri.path,
          fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW | fs.constants.O_NONBLOCK,
        )
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return undefined
        throw error
      }
      try {
        const stats = fs.fstatSync(descriptor, { bigint: true })
        this.#requireOwnFile(stats)
        if (stats.size > MAX_KEY_BYTES) throw this.#unsafe(`${this.displayName} is too large for a private key.`)
        const text = fs.readFileSync(descriptor, 'utf8')
        this.#context.mask(text)
        return { text, stats }
      } finally {
        fs.closeSync(descriptor)
      }
    })
  }

  #publicKeyOf(text: string): OperatorPublicKey | undefined {
    try {
      return parsePrivateKey(text).publicKey
    } catch (error) {
      // Anything else is a defect.
      if (!(error instanceof ActionError)) throw error
      return undefined
    }
  }

  /** Whoever may write to a folder on the way to the file could put another file in its place. */
  #requireSafeFolder(): void {
    const folder = this.#folder
    const real = this.#attempt('read', () => fs.realpathSync(folder))
    const { RUNNER_TEMP, RUNNER_WORKSPACE, GITHUB_WORKSPACE } = this.#context.env
    for (const temporary of [RUNNER_TEMP, RUNNER_WORKSPACE, GITHUB_WORKSPACE]) {
      if (temporary && isWithin(real, temporary)) {
        const rule = 'The runner deletes files in this folder between jobs. Use one outside its work folder'
        throw invalid('key-store', formatKeyStoreUri(this.#uri), rule)
      }
    }
    for (const ancestor of new Set([...ancestorsOf(folder), ...ancestorsOf(real)])) {
      const { uid, mode } = this.#attempt('read', () => fs.statSync(ancestor))
      const place = `The folder ${displayName(ancestor)}`
      if (uid !== process.getuid?.() && uid !== 0) {
        throw this.#unsafe(
          `${place} belongs to another user (uid ${uid}), who could replace ${lowerFirst(this.displayName)}.`,
          'Use a folder that belongs to the user of the runner, or to root.',
        )
      }
      // In a folder like /tmp nobody can replace what belongs to others.
      const isShared = (mode & STICKY) !== 0 && ancestor !== folder && ancestor !== real
      if (mode & OTHERS_MAY_WRITE && !isShared) {
        throw this.#unsafe(
          `Other users may write to ${lowerFirst(place)} (mode ${octal(mode)}), and so replace ${lowerFirst(this.displayName)}.`,
          'Take that permission away (`chmod go-w`), or use another folder.',
        )
      }
    }
  }

  #requireOwnFile(stats: fs.BigIntStats): void {
    if (!stats.isFile())
      throw this.#unsafe(`${this.displayName} is not a regular file, but a link or a folder, for example.`)
    if (Number(stats.uid) !== process.getuid?.()) {
      throw this.#unsafe(`${this.displayName} belongs to another user (uid ${stats.uid}).`)
    }
  }

  #requirePrivate({ mode }: fs.BigIntStats): void {
    if ((Number(mode) & OTHERS_MAY) === 0) return
    throw this.#unsafe(
      `Other users than its owner may use ${lowerFirst(this.displayName)} (mode ${octal(mode)}).`,
      'If anyone else could have read the key, treat it as leaked: discard it, and generate a new one. Otherwise set its mode to 0600.',
    )
  }

  #lstat(): fs.BigIntStats | undefined {
    return this.#attempt('read', () => fs.lstatSync(this.#uri.path, { bigint: true, throwIfNoEntry: false }))
  }

  /** A name beside the file that belongs to this program. */
  #hidden(end: string): string {
    return join(this.#folder, `.${basename(this.#uri.path)}.${end}`)
  }

  /** Removes temporary files of runs that were killed; each may hold a private key that no run has shown. */
  #removeLeftovers(): void {
    const start = `.${basename(this.#uri.path)}.`
    const current = this.#lstat()
    for (const name of this.#attempt('stored', () => fs.readdirSync(this.#folder))) {
      if (!name.startsWith(start) || !/^[0-9a-f]{32}\.tmp$/.test(name.slice(start.length))) continue
      const path = join(this.#folder, name)
      const stats = fs.lstatSync(path, { bigint: true, throwIfNoEntry: false })
      const isOld = stats && Date.now() - Number(stats.mtimeMs) > LEFTOVER_MS
      if (isOld || (stats && stats.ino === current?.ino)) fs.rmSync(path, { force: true })
    }
  }

  /** What to do if there is no file. */
  #checkMachine(): string {
    return (
      'Check the path, and that this job runs on the machine on which the key was stored ' +
      `(\`runs-on\`; this runner is ${displayName(this.claims.runner)}), with the same user, and in no container.`
    )
  }

  #keyReplaced(): ActionError {
    return new ActionError(
      'key-replaced',
      `${this.displayName} does not hold the key that \`key-store\` names, but another one, or none.`,
      'Do not register the key that `key-store` names. If no run of yours has replaced it, find out who did.',
    )
  }

  #unsafe(message: string, hint = OTHER_PATH): ActionError {
    return new ActionError('file-unsafe', message, hint)
  }

  /** Runs file operations. @throws ActionError `file-refused` for what the operating system refuses */
  #attempt<T>(done: string, operation: () => T): T {
    try {
      return operation()
    } catch (error) {
      const code = codeOf(error)
      if (code === undefined) throw error
      throw this.#refused(done, code, error)
    }
  }

  #refused(done: string, code: string, cause: unknown): ActionError {
    if (code === 'EEXIST') {
      return new ActionError(
        'key-exists',
        `${this.displayName} did not exist when this run started and does now: another run stored a key at the same time.`,
        'Leave it to that run. If you are sure that nothing uses its key, run this again with `if-exists: overwrite`.',
        cause,
      )
    }
    if (code === 'ELOOP') return this.#unsafe(`${this.displayName} is a symbolic link.`)
    const folder = displayName(this.#folder)
    const hints: Record<string, string> = {
      ENOENT: `Create the folder ${folder} for the user of the runner, with mode 0700.`,
      ENOTDIR: `Check the path: a part of ${folder} is a file.`,
      EACCES: `Let the user of the runner (uid ${process.getuid?.()}) read and write in ${folder}, or use another folder.`,
      EROFS: 'Use a folder on a file system that can be written.',
      ENOSPC: 'Free space on the disk, and run this again.',
      EDQUOT: 'Free space within the quota of the user of the runner, and run this again.',
      EPERM: 'Use a folder on a file system with hard links and POSIX permissions.',
      ENOTSUP: 'Use a folder on a file system with hard links and POSIX permissions.',
    }
    const hint = hints[code] ?? 'Check the disk and the file system of the runner.'
    return new ActionError('file-refused', `${this.displayName} could not be ${done} (${code}).`, hint, cause)
  }
}

const OTHER_PATH = 'Check the path. If it is right, find out who made this file, or use another path.'

/** Creates a file that only its owner can use, and waits until the disk has it. */
function writeNew(path: string, bytes: Buffer): void {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = fs.constants
  const descriptor = fs.openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
  try {
    // The umask may have taken the owner's own permissions.
    fs.fchmodSync(descriptor, 0o600)
    fs.writeFileSync(descriptor, bytes)
    fs.fsyncSync(descriptor)
  } finally {
    fs.closeSync(descriptor)
  }
}

/** Waits until the disk has the names in a folder. */
function syncFolder(folder: string): void {
  const descriptor = fs.openSync(folder, fs.constants.O_RDONLY | fs.constants.O_DIRECTORY)
  try {
    fs.fsyncSync(descriptor)
  } finally {
    fs.closeSync(descriptor)
  }
}

/** @returns whether the lock was free */
function createLock(path: string): boolean {
  try {
    fs.closeSync(fs.openSync(path, 'wx', 0o600))
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** A folder and all above it, from the root. */
function ancestorsOf(folder: string): string[] {
  const parent = dirname(folder)
  return parent === folder ? [folder] : [...ancestorsOf(parent), folder]
}

function isWithin(folder: string, other: string): boolean {
  return fs.existsSync(other) && `${folder}/`.startsWith(`${fs.realpathSync(other)}/`)
}

function identityOf({ dev, ino, mtimeNs }: fs.BigIntStats): Identity {
  return { device: dev, inode: ino, modifiedNs: mtimeNs }
}

function timeOf({ mtime }: fs.BigIntStats): string {
  return mtime.toISOString()
}

function octal(mode: number | bigint): string {
  return (Number(mode) & 0o7777).toString(8).padStart(4, '0')
}

/** The code of an error of the operating system; undefined for anything else. */
function codeOf(error: unknown): string | undefined {
  if (error instanceof ActionError || !(error instanceof Error) || !('syscall' in error)) return undefined
  return (error as NodeJS.ErrnoException).code
}
