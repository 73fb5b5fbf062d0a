import { ActionError, messageOf } from '../errors.ts'
import { membersOf } from '../http/json.ts'
import type { Destination } from '../inputs/destination.ts'
import type { GitHubClient } from './client.ts'
import { describeDestination, routeOf } from './destination.ts'
import { toActionError } from './errors.ts'
import { parseSealingKey, type SealingKey, seal } from './sealed-box.ts'

/** The public key to which GitHub's sealed boxes of one destination are sealed: the same for all secrets there. */
export class DestinationSealingKey {
  readonly #client: GitHubClient
  readonly #destination: Destination
  #key: Promise<SealingKey> | undefined

  constructor(client: GitHubClient, destination: Destination) {
    this.#client = client
    this.#destination = destination
  }

  /**
   * The sealing key; requested once.
   * @throws ActionError if GitHub refuses, does not answer, or gives no valid key
   */
  key(): Promise<SealingKey> {
    this.#key ??= this.#request()
    return this.#key
  }

  /** Requests the sealing key again; `key` returns the new one from now on. */
  refresh(): Promise<SealingKey> {
    this.#key = undefined
    return this.key()
  }

  /**
   * Seals a text.
   * @param key a key that `key` or `refresh` returned
   * @returns `encrypted_value`: standard base64 of the sealed box
   * @throws ActionError if libsodium refuses the key
   */
  async seal(text: string, key: SealingKey): Promise<string> {
    try {
      return await seal(text, key)
    } catch (error) {
      throw this.#unusable(`libsodium refuses it (${messageOf(error)}), as it does for points of low order`, error)
    }
  }

  async #request(): Promise<SealingKey> {
    const { base, parameters } = routeOf(this.#destination)
    const reply = await this.#client.request(`GET ${base}/secrets/public-key`, parameters)
    if (reply.status !== 200) {
      throw toActionError(
        reply,
        `return the sealing key of ${describeDestination(this.#destination)}`,
        this.#destination,
      )
    }
    const { key_id: id, key } = membersOf(reply.data)
    if (typeof id !== 'string' || !id || typeof key !== 'string') {
      throw this.#unusable('the response is not a JSON object with `key_id` and `key`')
    }
    try {
      return parseSealingKey(id, key)
    } catch (error) {
      throw this.#unusable(`it ${messageOf(error)}`, error)
    }
  }

  #unusable(why: string, cause?: unknown): ActionError {
    return new ActionError(
      'sealing-key-unusable',
      `The sealing key that GitHub returned for ${describeDestination(this.#destination)} is unusable: ${why}.`,
      'Check what is between the runner and GitHub (a proxy, a wrong `github-api-url`): it may change responses. Then run this again.',
      cause,
    )
  }
}
