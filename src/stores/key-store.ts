import type { ActionError } from '../errors.ts'
import type { Network } from '../http/send.ts'
import type { OperatorPublicKey } from '../key/operator-key.ts'
import type { Journal } from '../runner/journal.ts'

/** What a key store takes from the run. */
export interface KeyStoreContext extends Network {
  env: Readonly<Record<string, string | undefined>>
  journal: Journal
  /** The log. */
  output: { info: (line: string) => void }
  /** Masks values in the job's log, and redacts them in every response. */
  mask: (...values: string[]) => void
  /** Aborted when the run ends before its work is done: nothing may be changed afterwards, because the run has reported its end. */
  signal: AbortSignal
  /** Registers what has to happen when the run ends, however it ends. */
  atEnd: (cleanUp: (network: Network) => Promise<void>) => void
}

/** What a key store held before any key was made. */
export interface Snapshot {
  /** When the existing key was stored, by the store's own clock (RFC 3339); undefined if no key exists. */
  updatedAt: string | undefined
  /** The URI that pins the existing key; absent if no key exists, or if this identity cannot know. */
  reference?: string | undefined
  /** The public half of the existing key; absent if no key exists, or if this identity cannot read it. */
  publicKey?: OperatorPublicKey | undefined
  /** When the store deletes the existing key by itself (ISO 8601); absent if it never does. */
  expiresAt?: string | undefined
  /** Set if the existing key cannot be used: the error of a run that would keep it. `overwrite` still replaces it. */
  unusable?: ActionError | undefined
  /** Set if the store cannot replace the existing key: the error of a run that would overwrite it. */
  irreplaceable?: ActionError | undefined
}

/** A key that its store has confirmed. */
export interface StoredKey {
  /** The store's own time of the change (RFC 3339). */
  updatedAt: string
  /** The URI that pins exactly this key, for `key-reference`. */
  reference: string
  /** When the store deletes the key by itself (ISO 8601); absent if it never does. */
  expiresAt?: string | undefined
}

/** A private key, as its store holds it. */
export interface StoredPrivateKey {
  /** Hex or PEM, as it was stored. */
  text: string
  /** When the store deletes the key by itself (ISO 8601); absent if it never does. */
  expiresAt?: string | undefined
}

/** What a secret store keeps. A store that holds only a text keeps the private key alone. */
export interface KeySecret {
  /** The private key as `private-key-encoding` says. */
  privateKey: string
  publicKey: OperatorPublicKey
  operator: string | undefined
  workspace: string | undefined
  /** Given only to a store that `holdsApiAccess`. */
  apiAccess?: { apiKeyId: string; apiKeySecret: string } | undefined
}

/** What a signing store says of a key. */
export interface KeyDescription {
  /** Type and curve: `ecdsa-p256`, `ECC_NIST_P256`. */
  type: string
  /** What the key may be used for: `SIGN_VERIFY`. */
  usage: string
  /** Where the key was made: `AWS_KMS`. */
  origin: string
  /** Whether the private key may be elsewhere, too: it was imported, or it can be exported or replicated. */
  isExportable: boolean
  /** Whether and when the key will be deleted, or who may delete it; Markdown. */
  deletion: string
  /** Who may use the key by a policy or grant of its own, beside those of the whole place; undefined if the store has none. */
  access?: string
  /** Whether that lets others use it. */
  isShared: boolean
  /** The run that made the key, as its name or its tag says; undefined if neither does. A tag can be copied: compare the public key, too. */
  runId: string | undefined
}

/** What became of a key that was to be deleted. */
export interface Deletion {
  /** Whether there was a key to delete: one that exists, and whose deletion was not scheduled yet. */
  existed: boolean
  /** When the store will delete the key (RFC 3339). Until then an admin can cancel that. Undefined if the key is gone. */
  scheduledFor?: string | undefined
  /**
   * What to check if there is no such key, in whole sentences: the place does not show whether it had one, so the key may exist
   * elsewhere. Undefined if the place shows that the key is deleted.
   */
  elsewhere?: string | undefined
  /** The URIs of other versions of the secret that can be read: each may hold the same key. */
  otherVersions?: string[] | undefined
}

interface CommonStore {
  /** The place; begins a sentence: `The file "/etc/ledger/operator.key"`. */
  readonly displayName: string
  /** The proof's member `key_store`: `uri`, without a pin, and what else identifies the place. Names and addresses, no secrets. */
  readonly claims: Record<string, string>
  /**
   * Checks that a key could be stored, and whether one exists; changes nothing.
   * @throws ActionError if no key could be stored
   */
  read(): Promise<Snapshot>
  /**
   * Deletes the key that the URI pins, and no other.
   * @throws ActionError if another key exists now, or none although the store would show a deleted one, or if the store refuses or
   * does not answer
   */
  delete(): Promise<Deletion>
}

/** A place that keeps a private key which this program made. It writes every step of a change to the journal. */
export interface SecretStore extends CommonStore {
  readonly kind: 'secret'
  /** Whether one version of the place holds the API access beside the key. */
  readonly holdsApiAccess: boolean
  /**
   * Stores a private key and confirms it. Replaces an existing key only if the snapshot has one.
   * @param snapshot what `read` returned
   * @throws ActionError; the journal then says what the place may hold
   */
  store(secret: KeySecret, snapshot: Snapshot): Promise<StoredKey>
  /**
   * The private key that the URI pins or, if it pins none, the newest.
   * @throws ActionError if no key exists, or another one than the URI pins
   */
  readPrivateKey(): Promise<StoredPrivateKey>
}

/** A place in which a key is born, and which signs with it. It writes every step of a change to the journal. */
export interface SigningStore extends CommonStore {
  readonly kind: 'signing'
  /**
   * Creates a key and confirms it. The journal's `confirmed` event carries the public key.
   * @param snapshot what `read` returned
   * @throws ActionError; the journal then says what the place may hold
   */
  create(snapshot: Snapshot): Promise<{ stored: StoredKey; publicKey: OperatorPublicKey }>
  /** @throws ActionError if the key does not exist, or is not a P-256 key for signatures */
  describe(): Promise<KeyDescription & { publicKey: OperatorPublicKey }>
  /**
   * Signs the SHA-256 of bytes. The caller verifies the signature.
   * @returns r and s, 64 bytes
   */
  sign(bytes: Buffer): Promise<Buffer>
}

export type KeyStore = SecretStore | SigningStore
