import { ActionError } from '../errors.ts'
import { membersOf } from '../http/json.ts'
import { settleWithin } from '../http/settle.ts'
import { displayName, lowerFirst } from '../text.ts'
import { SETTLE_LIMIT_MS, type VaultClient } from '../vault/client.ts'
import { chosenServer, invalidResponse, toActionError } from '../vault/errors.ts'
import { requireEngine } from '../vault/mount.ts'
import { openVault } from '../vault/open.ts'
import { encodePath } from '../vault/path.ts'
import type { VaultReply } from '../vault/reply.ts'
import type {
  Deletion,
  KeySecret,
  KeyStoreContext,
  SecretStore,
  Snapshot,
  StoredKey,
  StoredPrivateKey,
} from './key-store.ts'
import { formatKeyStoreUri, type KvUri, withoutPin } from './uri.ts'
import { dataOf } from './version-content.ts'

interface StoredVersion {
  number: number
  /** RFC 3339, by the server's clock. */
  createdAt: string
}

/** A version of the secret, as its metadata shows it. */
interface Version extends StoredVersion {
  /** Whether its value can be read: it is neither deleted nor destroyed. */
  isReadable: boolean
  isDestroyed: boolean
  /** When the server deletes it by itself (ISO 8601), or when it was deleted; undefined for neither. */
  expiresAt: string | undefined
}

interface Metadata {
  /** The number of the newest version; 0 if the secret does not exist. */
  current: number
  versions: Version[]
}

/** What the secret was before this run changed it. */
interface KvSnapshot extends Snapshot {
  /** What check-and-set compares: the number of the newest version, whether it can be read or not. */
  current: number
}

/** How long the version of another run may take to show after a refusal. Short, because a missing permission refuses, too. */
const REFUSAL_LIMIT_MS = 2_000
const CLOCK_DIFFERENCE_MS = 300_000

/** @throws ActionError if the address or the credentials of the server are missing or invalid */
export function open(uri: KvUri, context: KeyStoreContext): KvStore {
  return new KvStore(uri, openVault(context, 'Vault'), context)
}

/**
 * A secret of the KV secrets engine, version 2, of Vault or OpenBao. One version of it holds everything that belongs together. It
 * is written by check-and-set, so that of two runs only one can store; the server keeps the versions before it.
 */
export class KvStore implements SecretStore {
  readonly kind = 'secret'
  readonly holdsApiAccess = true
  readonly displayName: string
  readonly claims: Record<string, string>
  #uri: KvUri
  readonly #client: VaultClient
  readonly #context: KeyStoreContext

  constructor(uri: KvUri, client: VaultClient, context: KeyStoreContext) {
    this.#uri = uri
    this.#client = client
    this.#context = context
    const version = uri.pin === undefined ? 'The' : `Version ${uri.pin} of the`
    this.displayName = `${version} secret ${displayName(`${uri.mount}/${uri.path}`)} of ${client.displayName}`
    const { address, namespace } = client.settings
    this.claims = { uri: formatKeyStoreUri(withoutPin(uri)), address, ...(namespace !== undefined && { namespace }) }
  }

  async read(): Promise<KvSnapshot> {
    const { current, versions } = await this.#metadata()
    const pinned = this.#uri.pin ?? current
    const version = versions.find(({ number, isReadable }) => number === pinned && isReadable)
    if (!version) return { updatedAt: undefined, current }
    const { number, createdAt, expiresAt } = version
    return { updatedAt: createdAt, reference: this.#referenceTo(number), current, expiresAt }
  }

  async store(secret: KeySecret, snapshot: KvSnapshot): Promise<StoredKey> {
    const { number, createdAt } = await this.#write(secret, snapshot)
    const { expiresAt } = await this.#confirm(number, createdAt)
    return { updatedAt: createdAt, reference: this.#referenceTo(number), expiresAt }
  }

  async readPrivateKey(): Promise<StoredPrivateKey> {
    const { field, pin } = this.#uri
    const reply = await this.#readData(pin)
    const data = membersOf(reply.data.data)
    if (reply.status !== 200 && (await this.#findMount())) return this.readPrivateKey()
    if (reply.status === 404) {
      const isGone = Object.keys(membersOf(reply.data.metadata)).length > 0
      throw new ActionError(
        'key-not-found',
        `${this.displayName} ${isGone ? 'was deleted' : 'does not exist'}.`,
        'Check mount, path and version in `key-store`. An admin can restore a version that was deleted (`vault kv undelete`), but none that was destroyed: then generate a new key.',
      )
    }
    if (reply.status !== 200) throw this.#toActionError(reply, 'read', this.#needs('read', 'data'))
    const privateKey = data[field]
    if (typeof privateKey !== 'string' || privateKey === '') {
      throw new ActionError(
        'key-not-found',
        `${this.displayName} has no text in the field \`${field}\`.`,
        'Name the field with the private key after `#` in `key-store`.',
      )
    }
    this.#context.mask(privateKey)
    return { text: privateKey, expiresAt: timeOfDeletion(membersOf(reply.data.metadata)) }
  }

  /** Destroys the version that the URI pins: a deleted one could be restored. */
  async delete(): Promise<Deletion> {
    const { journal } = this.#context
    const place = this.displayName
    const pin = Number(this.#uri.pin)
    let metadata = await this.#metadata()
    const version = metadata.versions.find(({ number }) => number === pin)
    // The metadata also shows destroyed versions.
    if (!version) throw this.#missingToDelete()
    const existed = !version.isDestroyed
    if (existed) metadata = await this.#destroy(pin)
    journal.append({ type: 'deleted', place })
    const others = metadata.versions.filter(({ isReadable }) => isReadable)
    return { existed, otherVersions: others.map(({ number }) => this.#referenceTo(number)) }
  }

  /** Sends the version until the server has it. Repeating is safe: check-and-set applies it once at most. */
  async #write(secret: KeySecret, { current, updatedAt }: KvSnapshot): Promise<StoredVersion> {
    const { journal } = this.#context
    const place = this.displayName
    const path = this.#path('data')
    const body = { options: { cas: current }, data: dataOf(secret, this.#uri.field) }
    const attempts = this.#client.attempts('POST', path)
    let isLost = false
    for (;;) {
      journal.append({ type: 'write-started', place, replaces: updatedAt !== undefined })
      const result = await this.#client.write('POST', path, body, attempts)
      if (result.kind === 'applied') {
        journal.append({ type: 'applied', place })
        return this.#versionIn(result.reply)
      }
      if (result.kind === 'indeterminate') isLost = true
      else journal.append({ type: 'write-rejected' })
      if (isLost || result.kind === 'refused') {
        const limitMs = result.kind === 'refused' ? limitAfterRefusal(result.reply, isLost, current) : 0
        const metadata = await this.#metadataOnce(now => now.current > current, limitMs)
        if (metadata.current > current) {
          const own = isLost ? await this.#findOwn(current + 1, metadata, secret) : undefined
          if (!own) throw this.#concurrentWrite(current, metadata)
          journal.append({ type: 'applied', place })
          return own
        }
      }
      if (result.kind === 'refused') throw this.#writeRefused(result.reply, current, updatedAt !== undefined)
      await attempts.wait(result.cause)
    }
  }

  /**
   * Finds out whether a version, which appeared while the response to this run's write was lost, is this run's.
   * @returns undefined if it is another's
   * @throws ActionError `not-confirmed` if this identity may not read it
   */
  async #findOwn(number: number, { versions }: Metadata, { publicKey }: KeySecret): Promise<Version | undefined> {
    const read = () => this.#readData(number)
    const reply = await settleWithin(this.#context, SETTLE_LIMIT_MS, read, ({ status }) => status !== 404)
    if (reply.status !== 200) {
      throw new ActionError(
        'not-confirmed',
        `The response to the request that stores ${lowerFirst(this.displayName)} was lost. Its version ${number} exists since then, and only ` +
          'its content shows whether this run or another one stored it. This identity may not read that.',
        `Discard that version (\`key-store: ${this.#referenceTo(number)}\`) if no other run stored a key at that time, and run this again.`,
      )
    }
    const version = versions.find(version => version.number === number)
    if (version && membersOf(reply.data.data).public_key_hex === publicKey.hex) return version
    // Check-and-set never applies this run's write after another one.
    this.#context.journal.append({ type: 'not-applied' })
    return undefined
  }

  /** Reads the metadata until it shows the version. */
  async #confirm(number: number, createdAt: string): Promise<Version> {
    const { journal } = this.#context
    const versionIn = ({ versions }: Metadata) => versions.find(version => version.number === number)
    const metadata = await this.#metadataOnce(now => now.current > number || versionIn(now) !== undefined)
    if (metadata.current > number) {
      throw this.#notConfirmed(`another run stored version ${metadata.current} after version ${number} of this run`)
    }
    const version = versionIn(metadata)
    if (!version) throw this.#notConfirmed(`its metadata does not show version ${number}`)
    if (version.createdAt !== createdAt || !version.isReadable) {
      throw this.#notConfirmed(`its version ${number} is another one, or was deleted`)
    }
    journal.append({ type: 'confirmed', place: this.displayName, updatedAt: createdAt })
    return version
  }

  /** @returns the metadata without the version */
  async #destroy(number: number): Promise<Metadata> {
    const { journal } = this.#context
    const place = this.displayName
    const path = this.#path('destroy')
    const attempts = this.#client.attempts('PUT', path)
    for (;;) {
      journal.append({ type: 'delete-started', place })
      const result = await this.#client.write('PUT', path, { versions: [number] }, attempts)
      if (result.kind === 'applied') break
      if (result.kind !== 'indeterminate') journal.append({ type: 'delete-rejected' })
      if (result.kind === 'refused') {
        throw this.#toActionError(result.reply, 'destroy', this.#needs('update', 'destroy'))
      }
      await attempts.wait(result.cause)
    }
    const isLeft = ({ versions }: Metadata) =>
      versions.some(version => version.number === number && !version.isDestroyed)
    const metadata = await this.#metadataOnce(now => !isLeft(now))
    if (isLeft(metadata)) {
      throw this.#notConfirmed(`its version ${number} is still there after the server said that it is destroyed`)
    }
    return metadata
  }

  /** The metadata, as it is once the server shows an expected change. */
  #metadataOnce(isExpected: (metadata: Metadata) => boolean, limitMs = SETTLE_LIMIT_MS): Promise<Metadata> {
    return settleWithin(this.#context, limitMs, () => this.#metadata(), isExpected)
  }

  async #metadata(): Promise<Metadata> {
    const reply = await this.#client.request('GET', this.#path('metadata'))
    if (reply.status !== 200) {
      // KV version 1 also answers 404, and a mount that does not exist 403.
      if (await this.#findMount()) return this.#metadata()
      if (reply.status === 404 && reply.errors.length === 0) return { current: 0, versions: [] }
      throw this.#toActionError(reply, 'read the metadata of', this.#needs('read', 'metadata'))
    }
    const { current_version: current, versions } = reply.data
    if (!isVersionNumber(current)) {
      throw invalidResponse(
        this.#client.displayName,
        `the metadata of ${lowerFirst(this.displayName)} has no \`current_version\``,
      )
    }
    return {
      current,
      versions: Object.entries(membersOf(versions)).map(([number, version]) => {
        const members = membersOf(version)
        const { created_time: createdAt, destroyed } = members
        const isDestroyed = destroyed === true
        // A time in the future is when the version will be deleted. The clocks of server and runner may differ.
        const now = this.#context.clock.now().getTime() + CLOCK_DIFFERENCE_MS
        const expiresAt = timeOfDeletion(members)
        const isDeleted = expiresAt !== undefined && Date.parse(expiresAt) <= now
        return {
          number: Number(number),
          createdAt: String(createdAt),
          isDestroyed,
          isReadable: !isDestroyed && !isDeleted,
          expiresAt,
        }
      }),
    }
  }

  /**
   * Asks the server where the mount ends, and whether it is KV version 2.
   * @returns whether the path begins elsewhere than it was assumed
   */
  async #findMount(): Promise<boolean> {
    const { mount, path } = this.#uri
    const found = await requireEngine(this.#client, mount, 'KV version 2', path)
    const whole = `${mount}/${path}`
    if (found === mount || !whole.startsWith(`${found}/`)) return false
    this.#uri = { ...this.#uri, mount: found, path: whole.slice(found.length + 1) }
    return true
  }

  #readData(version: number | undefined): Promise<VaultReply> {
    return this.#client.request('GET', `${this.#path('data')}${version === undefined ? '' : `?version=${version}`}`)
  }

  #versionIn({ data }: VaultReply): StoredVersion {
    const { version: number, created_time: createdAt } = data
    if (!isVersionNumber(number) || typeof createdAt !== 'string') {
      throw invalidResponse(
        this.#client.displayName,
        'it has no `version` and `created_time` of the version that it stored',
      )
    }
    return { number, createdAt }
  }

  #concurrentWrite(before: number, { current, versions }: Metadata): ActionError {
    const createdAt = versions.find(({ number }) => number === current)?.createdAt
    return new ActionError(
      'key-exists',
      `${this.displayName} had ${before === 0 ? 'no version' : `version ${before}`} when this run started and has version ${current} now ` +
        `(stored at ${createdAt}): another run stored a key at the same time. Nothing was overwritten.`,
      'Leave it to that run. If you are sure that nothing uses its key, run this again with `if-exists: overwrite`.',
    )
  }

  #writeRefused(reply: VaultReply, current: number, replaces: boolean): ActionError {
    if (reply.status === 403 && current > 0 && !replaces) {
      return new ActionError(
        'vault-forbidden',
        `${this.#client.displayName} refused to store ${lowerFirst(this.displayName)} (status 403): all of its ${current} versions are deleted, ` +
          'and the server counts a new one as an update, which this identity may not make.',
        'Choose another path, or have an admin remove the deleted versions (`vault kv metadata delete`). Then run this again.',
      )
    }
    return this.#toActionError(reply, 'store', this.#needs(current === 0 ? 'create' : 'update', 'data'))
  }

  #missingToDelete(): ActionError {
    return new ActionError(
      'key-not-found',
      `${this.displayName} does not exist: its metadata does not show it, and would show a version that \`discard\` destroyed.`,
      `Check mount, path and version in \`key-store\`, and ${chosenServer(this.#client)}: the key may still exist elsewhere. ` +
        'If an admin deleted the metadata, or the vault removed the version because there are newer ones (`max_versions`), nothing is left to do.',
    )
  }

  #notConfirmed(shown: string): ActionError {
    return new ActionError(
      'not-confirmed',
      `${this.#client.displayName} accepted a change of ${lowerFirst(this.displayName)}, but then ${shown}.`,
      'Find out in the audit log of the server what else changes this secret. Then run this again.',
    )
  }

  #toActionError(reply: VaultReply, verb: string, needs: string): ActionError {
    return toActionError(reply, this.#client, `${verb} ${lowerFirst(this.displayName)}`, needs)
  }

  #needs(capability: string, kind: 'data' | 'metadata' | 'destroy'): string {
    return `\`${capability}\` on \`${this.#uri.mount}/${kind}/${this.#uri.path}\``
  }

  #path(kind: 'data' | 'metadata' | 'destroy'): string {
    return `${encodePath(this.#uri.mount)}/${kind}/${encodePath(this.#uri.path)}`
  }

  #referenceTo(version: number): string {
    return formatKeyStoreUri({ ...this.#uri, pin: version })
  }
}

/**
 * How long to wait for the version that may be the reason of a refusal.
 * @param isLost whether the response to an earlier write was lost
 * @param current the number of the newest version before the write
 */
function limitAfterRefusal({ status, errors }: VaultReply, isLost: boolean, current: number): number {
  if (isLost || errors.some(error => /check-and-set/.test(error))) return SETTLE_LIMIT_MS
  // A token that may only create gets 403, and not 400, if another run was faster.
  return status === 403 && current === 0 ? REFUSAL_LIMIT_MS : 0
}

/** The time in the members of a version, in ISO 8601; undefined if there is none. */
function timeOfDeletion({ deletion_time: text }: Record<string, unknown>): string | undefined {
  const ms = typeof text === 'string' ? Date.parse(text) : Number.NaN
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString()
}

function isVersionNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}
