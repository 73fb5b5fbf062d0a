import sodium from 'sodium-native'

/** An X25519 key pair for which clients seal secrets; GitHub has one for each repository, environment and organization. */
export class SealingKeyPair {
  readonly id: string
  readonly #publicKey = Buffer.alloc(sodium.crypto_box_PUBLICKEYBYTES)
  readonly #secretKey = Buffer.alloc(sodium.crypto_box_SECRETKEYBYTES)

  constructor() {
    sodium.crypto_box_keypair(this.#publicKey, this.#secretKey)
    // As GitHub's: a number of 18 digits.
    this.id = `5${Array.from({ length: 17 }, () => sodium.randombytes_uniform(10)).join('')}`
  }

  /** Standard base64 of 32 bytes. */
  get publicKey(): string {
    return this.#publicKey.toString('base64')
  }

  /**
   * Opens a sealed box with the C libsodium.
   * @returns undefined where it was not sealed for this key
   */
  open(box: Buffer): Buffer | undefined {
    if (box.length < sodium.crypto_box_SEALBYTES) return undefined
    const text = Buffer.alloc(box.length - sodium.crypto_box_SEALBYTES)
    return sodium.crypto_box_seal_open(text, box, this.#publicKey, this.#secretKey) ? text : undefined
  }
}

/** Who may use an organization's secret or variable. */
export interface Audience {
  visibility?: 'all' | 'private' | 'selected'
  selected_repository_ids?: number[]
}

export interface Secret extends Audience {
  /** As GitHub shows it: upper-case. */
  name: string
  /** The bytes that were sealed. */
  value: Buffer
  created_at: string
  updated_at: string
}

export interface Variable extends Audience {
  name: string
  value: string
  created_at: string
  updated_at: string
}

/** Secrets and variables of one repository, environment or organization. Names are upper-case. */
export class Vault {
  sealingKey = new SealingKeyPair()
  readonly secrets = new Map<string, Secret>()
  readonly variables = new Map<string, Variable>()
}

/** GitHub's times: ISO 8601 in whole seconds. */
export function timestamp(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z')
}
