import { createHash, randomBytes } from 'node:crypto'
import { ActionError, quote } from '../errors.ts'
import { membersOf } from '../http/json.ts'
import { settleWithin } from '../http/settle.ts'
import { invalid } from '../inputs/invalid-input.ts'
import type { OperatorPublicKey } from '../key/operator-key.ts'
import { parsePublicKey } from '../key/parse-public-key.ts'
import { displayName, lowerFirst } from '../text.ts'
import { SETTLE_LIMIT_MS, type VaultClient } from '../vault/client.ts'
import { chosenServer, invalidResponse, toActionError } from '../vault/errors.ts'
import { requireEngine } from '../vault/mount.ts'
import { openVault } from '../vault/open.ts'
import { encodePath } from '../vault/path.ts'
import type { VaultReply } from '../vault/reply.ts'
import type { Deletion, KeyDescription, KeyStoreContext, SigningStore, Snapshot, StoredKey } from './key-store.ts'
import { formatKeyStoreUri, type TransitUri, withoutPin } from './uri.ts'

const KEY_TYPE = 'ecdsa-p256'
/** r and s, 32 bytes each. */
const SIGNATURE_BYTES = 64
const NONCE_BYTES = 16
/** The end of the name of a key that a run made: the run's id and a nonce. */
const RUN_AND_NONCE = new RegExp(`-(\\d+)-[0-9a-f]{${2 * NONCE_BYTES}}$`)
/** With the run's id and the nonce, the name is still one that a URI can have. */
const MAX_NAME_CHARACTERS = 64

/** A key, as the engine shows it. */
interface TransitKey {
  isExportable: boolean
  isImported: boolean
  isDeletable: boolean
  latestVersion: number
  /** The versions that the engine still uses. */
  versions: Map<number, { publicKey: OperatorPublicKey; createdAt: string }>
}

/** @throws ActionError if the address or the credentials of the server are missing or invalid */
export function open(uri: TransitUri, context: KeyStoreContext): TransitStore {
  return new TransitStore(uri, openVault(context, uri.scheme === 'openbao' ? 'OpenBao' : 'Vault'), context)
}

/**
 * A key of the Transit secrets engine of Vault or OpenBao: made there, and never to be read. The engine does not say who made a
 * key, and accepts the creation of one that exists. So a new key gets a name that nothing else can have: that of the URI, the id of
 * the run, and a nonce.
 */
export class TransitStore implements SigningStore {
  readonly kind = 'signing'
  readonly #client: VaultClient
  readonly #context: KeyStoreContext
  #uri: TransitUri

  constructor(uri: TransitUri, client: VaultClient, context: KeyStoreContext) {
    this.#uri = uri
    this.#client = client
    this.#context = context
  }

  /** Once a key is created, with its whole name. */
  get displayName(): string {
    const { mount, key } = this.#uri
    return `The key ${displayName(`${mount}/${key}`)} of ${this.#client.displayName}`
  }

  get claims(): Record<string, string> {
    const { address, namespace } = this.#client.settings
    const uri = formatKeyStoreUri(withoutPin(this.#uri))
    return { uri, address, ...(namespace !== undefined && { namespace }) }
  }

  async read(): Promise<Snapshot> {
    const key = await this.#key()
    if (!key) return { updatedAt: undefined }
    const { number, publicKey, createdAt } = this.#versionOf(key)
    const rule = `${this.displayName} exists, and Transit cannot replace a key: use another name in \`key-store\``
    return {
      updatedAt: createdAt,
      publicKey,
      reference: this.#referenceTo(number),
      irreplaceable: invalid('if-exists', 'overwrite', rule),
    }
  }

  /** The new name is not that of any existing key, so nothing can be replaced. */
  async create(): Promise<{ stored: StoredKey; publicKey: OperatorPublicKey }> {
    const { journal } = this.#context
    this.#uri = withoutPin({ ...this.#uri, key: this.#newName() })
    const place = this.displayName
    // From now on the key has its whole name.
    journal.append({ type: 'planned', places: [place] })
    await this.#post()
    const key = await this.#keyOnce(key => key !== undefined)
    const version = key?.versions.get(1)
    if (!key || !version || key.latestVersion !== 1 || key.isImported) {
      throw new ActionError(
        'not-confirmed',
        `${this.#client.displayName} accepted the creation of ${lowerFirst(place)}, but then ${key ? 'showed another key under this name' : 'had no such key'}.`,
        'Find out in the audit log of the server what else changes keys of this mount. Then run this again: it makes another key.',
      )
    }
    if (key.isExportable) throw this.#exportable()
    const { publicKey, createdAt } = version
    journal.append({ type: 'confirmed', place, updatedAt: createdAt, publicKey })
    return { stored: { updatedAt: createdAt, reference: this.#referenceTo(1) }, publicKey }
  }

  async describe(): Promise<KeyDescription & { publicKey: OperatorPublicKey }> {
    const key = await this.#key()
    if (!key) throw this.#notFound()
    const { number, publicKey } = this.#versionOf(key)
    return {
      type: KEY_TYPE,
      usage: 'sign',
      origin: key.isImported ? 'imported' : 'made in Transit',
      isExportable: key.isExportable || key.isImported,
      isShared: false,
      deletion: key.isDeletable
        ? 'allowed (`deletion_allowed`) to identities with `delete` on the key'
        : 'not allowed until an admin sets `deletion_allowed`',
      // The run that the name carries made version 1. Others come from a rotation.
      runId: number === 1 ? RUN_AND_NONCE.exec(this.#uri.key)?.[1] : undefined,
      publicKey,
    }
  }

  async sign(bytes: Buffer): Promise<Buffer> {
    const { mount, key, pin } = this.#uri
    const reply = await this.#client.request('POST', this.#path('sign'), {
      input: createHash('sha256').update(bytes).digest('base64'),
      prehashed: true,
      hash_algorithm: 'sha2-256',
      // r and s as a JWS has them (RFC 7518 section 3.4), in base64url.
      marshaling_algorithm: 'jws',
      // The latest version, unless the URI pins one.
      key_version: pin,
    })
    if (reply.status !== 200) {
      if (reply.errors.some(error => /key not found/.test(error))) throw this.#notFound()
      throw this.#toActionError(reply, 'sign with', `\`update\` on \`${mount}/sign/${key}\``)
    }
    const [, version, text = ''] = /^vault:v(\d+):([\w-]+)$/.exec(String(reply.data.signature)) ?? []
    const signature = Buffer.from(text, 'base64url')
    if (signature.length !== SIGNATURE_BYTES || (pin !== undefined && Number(version) !== pin)) {
      throw invalidResponse(
        this.#client.displayName,
        'it has no signature of 64 bytes by the version of the key that was asked for',
      )
    }
    return signature
  }

  async delete(): Promise<Deletion> {
    const { journal } = this.#context
    const place = this.displayName
    const { mount, key: name, pin } = this.#uri
    const key = await this.#key()
    // Transit forgets a key that it deletes.
    if (!key) {
      return {
        existed: false,
        elsewhere: `Check the mount and the name in \`key-store\`, and ${chosenServer(this.#client)}.`,
      }
    }
    if (key.latestVersion !== pin) {
      throw new ActionError(
        'key-replaced',
        `${place} has version ${key.latestVersion} now, and \`key-store\` names version ${pin}: the key was rotated since. Transit deletes all versions together, so nothing was deleted.`,
        'Find out who rotated the key. Delete it by hand if nothing uses it.',
      )
    }
    if (!key.isDeletable) {
      throw new ActionError(
        'deletion-not-allowed',
        `${place} does not allow its deletion, which is the default of Transit. The key still exists.`,
        `Do not register its public key: nothing can come of the key then. To delete it, an admin sets \`vault write ${mount}/keys/${name}/config deletion_allowed=true\`; then run this again.`,
      )
    }
    await this.#deleteKey()
    journal.append({ type: 'deleted', place })
    return { existed: true }
  }

  /** Sends the creation until the engine has the key. Repeating is safe: no other key can have its name. */
  async #post(): Promise<void> {
    const { journal } = this.#context
    const place = this.displayName
    const path = this.#path('keys')
    const attempts = this.#client.attempts('POST', path)
    let isLost = false
    for (;;) {
      journal.append({ type: 'write-started', place, replaces: false })
      const result = await this.#client.write('POST', path, { type: KEY_TYPE }, attempts)
      if (result.kind === 'applied') break
      if (result.kind === 'indeterminate') isLost = true
      else journal.append({ type: 'write-rejected' })
      if (isLost && (await this.#key())) break
      if (result.kind === 'refused') {
        throw this.#toActionError(result.reply, 'create', `\`update\` on \`${this.#uri.mount}/keys/${this.#uri.key}\``)
      }
      await attempts.wait(result.cause)
    }
    journal.append({ type: 'applied', place })
  }

  async #deleteKey(): Promise<void> {
    const { journal } = this.#context
    const path = this.#path('keys')
    const attempts = this.#client.attempts('DELETE', path)
    for (;;) {
      journal.append({ type: 'delete-started', place: this.displayName })
      const result = await this.#client.write('DELETE', path, undefined, attempts)
      if (result.kind === 'applied') return
      if (result.kind !== 'indeterminate') journal.append({ type: 'delete-rejected' })
      if (result.kind === 'refused') {
        // Deleted by the request whose response was lost, or by another run.
        if (result.reply.status === 400 && !(await this.#keyOnce(key => !key))) return
        throw this.#toActionError(result.reply, 'delete', `\`delete\` on \`${this.#uri.mount}/keys/${this.#uri.key}\``)
      }
      await attempts.wait(result.cause)
    }
  }

  /** The key, as it is once the server shows an expected change. */
  #keyOnce(isExpected: (key: TransitKey | undefined) => boolean): Promise<TransitKey | undefined> {
    return settleWithin(this.#context, SETTLE_LIMIT_MS, () => this.#key(), isExpected)
  }

  /** @returns undefined if there is no such key */
  async #key(): Promise<TransitKey | undefined> {
    const reply = await this.#client.request('GET', this.#path('keys'))
    if (reply.status !== 200) {
      await requireEngine(this.#client, this.#uri.mount, 'Transit')
      if (reply.status === 404 && reply.errors.length === 0) return undefined
      throw this.#toActionError(reply, 'describe', `\`read\` on \`${this.#uri.mount}/keys/${this.#uri.key}\``)
    }
    return this.#keyIn(reply.data)
  }

  #keyIn(data: Record<string, unknown>): TransitKey {
    if (data.type !== KEY_TYPE) {
      throw new ActionError(
        'key-unsupported',
        `${this.displayName} is of the type ${quote(String(data.type))}, and Ledger takes \`${KEY_TYPE}\` only.`,
        'Name another key in `key-store`.',
      )
    }
    const versions: TransitKey['versions'] = new Map()
    for (const [number, version] of Object.entries(membersOf(data.keys))) {
      const { public_key: pem, creation_time: createdAt } = membersOf(version)
      versions.set(Number(number), { publicKey: this.#publicKeyIn(pem), createdAt: String(createdAt) })
    }
    return {
      // A backup holds the private key, too.
      isExportable: data.exportable !== false || data.allow_plaintext_backup !== false,
      isImported: data.imported_key === true,
      isDeletable: data.deletion_allowed === true,
      latestVersion: Number(data.latest_version),
      versions,
    }
  }

  #publicKeyIn(pem: unknown): OperatorPublicKey {
    const publicKey = parsePublicKey(String(pem))
    if (publicKey) return publicKey
    const what = `the public key of ${lowerFirst(this.displayName)} is not a P-256 key`
    throw invalidResponse(this.#client.displayName, what)
  }

  /** The version that the URI pins or, if it pins none, the latest. */
  #versionOf({ latestVersion, versions }: TransitKey): {
    number: number
    publicKey: OperatorPublicKey
    createdAt: string
  } {
    const number = this.#uri.pin ?? latestVersion
    const version = versions.get(number)
    if (!version) throw this.#notFound()
    return { number, ...version }
  }

  #newName(): string {
    const { key } = this.#uri
    if (key.length > MAX_NAME_CHARACTERS) {
      const rule = `The name of a key to create must have at most ${MAX_NAME_CHARACTERS} characters: the run's id and a nonce are added to it`
      throw invalid('key-store', formatKeyStoreUri(this.#uri), rule)
    }
    return `${key}-${this.#context.env.GITHUB_RUN_ID}-${randomBytes(NONCE_BYTES).toString('hex')}`
  }

  #notFound(): ActionError {
    const { pin } = this.#uri
    return new ActionError(
      'key-not-found',
      `${this.displayName} does not exist${pin === undefined ? '' : `, or has no version ${pin} anymore`}.`,
      'Check the name, the mount and the version in `key-store`: use the output `key-reference` of the run that made the key.',
    )
  }

  #exportable(): ActionError {
    return new ActionError(
      'key-exportable',
      `${this.displayName} can be exported, although this run did not ask for that.`,
      'Do not register its public key. Find out what changes keys of this mount.',
    )
  }

  #toActionError(reply: VaultReply, verb: string, needs: string): ActionError {
    return toActionError(reply, this.#client, `${verb} ${lowerFirst(this.displayName)}`, needs)
  }

  #path(kind: 'keys' | 'sign'): string {
    return `${encodePath(this.#uri.mount)}/${kind}/${encodePath(this.#uri.key)}`
  }

  #referenceTo(version: number): string {
    return formatKeyStoreUri({ ...this.#uri, pin: version })
  }
}
