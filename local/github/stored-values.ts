import sodium from 'sodium-native'

/** The X25519 key pair that clients seal secrets for. Each repository, environment and organization has its own. */
export class SealingKeyPair {
  readonly id: string
  readonly #publicKey = Buffer.alloc(sodium.crypto_box_PUBLICKEYBYTES)
  readonly #secretKey = Buffer.alloc(sodium.crypto_box_SECRETKEYBYTES)

  constructor() {
    sodium.crypto_box_keypair(this.#publicKey, this.#secretKey)
    // 18 digits, as GitHub's.
    this.id = `5${Array.from({ length: 17 }, () => sodium.randombytes_uniform(10)).join('')}`
  }

  /** Standard base64 of 32 bytes. */
  get publicKey(): string {
    return this.#publicKey.toString('base64')
  }

  /** Opens a sealed box with the C libsodium. @returns undefined if it was sealed for another key */
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
  /** Upper-case. */
  name: string
  /** The opened value. */
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

/** The secrets and variables of a repository, an environment or an organization, by upper-case name. */
export class StoredValues {
  #sealingKey: SealingKeyPair | undefined
  readonly secrets = new Map<string, Secret>()
  readonly #late = new Map<string, { until: number; before: Secret | undefined }>()
  readonly variables = new Map<string, Variable>()

  /** Made when it is first used: most places of a test never have a secret. */
  get sealingKey(): SealingKeyPair {
    this.#sealingKey ??= new SealingKeyPair()
    return this.#sealingKey
  }

  rotateSealingKey(): void {
    this.#sealingKey = undefined
  }

  /**
   * Stores a secret.
   * @param visibleAt the time in milliseconds until which reads show the secret as it was before
   */
  putSecret(secret: Secret, visibleAt: number): void {
    this.#late.set(secret.name, { until: visibleAt, before: this.secrets.get(secret.name) })
    this.secrets.set(secret.name, secret)
  }

  /** Returns a secret as reads show it at a time. */
  visibleSecret(name: string, now: number): Secret | undefined {
    const late = this.#late.get(name)
    return late && now < late.until ? late.before : this.secrets.get(name)
  }
}

/** The audience after a write. Without `visibility` it stays. A list of repositories that is not given stays, too. */
export function nextAudience(before: Audience, given: Audience): Audience {
  if (given.visibility === undefined) return audienceOf(before)
  if (given.visibility !== 'selected') return { visibility: given.visibility }
  return {
    visibility: 'selected',
    selected_repository_ids: given.selected_repository_ids ?? before.selected_repository_ids ?? [],
  }
}

function audienceOf({ visibility, selected_repository_ids }: Audience): Audience {
  return {
    ...(visibility !== undefined && { visibility }),
    ...(selected_repository_ids !== undefined && { selected_repository_ids }),
  }
}

/** ISO 8601 in whole seconds, as GitHub's times. */
export function timestamp(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z')
}
