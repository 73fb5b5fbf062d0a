import { ActionError, messageOf } from '../errors.ts'
import { membersOf } from '../http/json.ts'
import type { GitHubApi } from './client.ts'
import { type Destination, describeDestination, routeOf } from './destination.ts'
import { toActionError } from './errors.ts'
import { parseSealingKey, type SealingKey, seal } from './sealed-box.ts'

/** The key for which GitHub opens the boxes of one destination, the same for all secrets there. */
export class SealingKeyCache {
  readonly #api: GitHubApi
  readonly #destination: Destination
  #key: Promise<SealingKey> | undefined

  constructor(api: GitHubApi, destination: Destination) {
    this.#api = api
    this.#destination = destination
  }

  /**
   * The sealing key; asked for once.
   * @throws ActionError where GitHub refuses, does not answer, or gives none
   */
  key(): Promise<SealingKey> {
    this.#key ??= this.#ask()
    return this.#key
  }

  /** The sealing key as GitHub has it now, to be used from now on. */
  keyAnew(): Promise<SealingKey> {
    this.#key = undefined
    return this.key()
  }

  /**
   * Seals a text with a key that `key` or `keyAnew` gave.
   * @returns what GitHub takes as `encrypted_value`
   * @throws ActionError where libsodium refuses the key
   */
  async seal(text: string, key: SealingKey): Promise<string> {
    try {
      return await seal(text, key)
    } catch (error) {
      throw this.#unusable(`libsodium refuses it (${messageOf(error)}), as it does for points of low order`)
    }
  }

  async #ask(): Promise<SealingKey> {
    const { base, parameters } = routeOf(this.#destination)
    const reply = await this.#api.send(`GET ${base}/secrets/public-key`, parameters)
    if (reply.status !== 200) {
      throw toActionError(
        reply,
        `hand out the sealing key of ${describeDestination(this.#destination)}`,
        this.#destination,
      )
    }
    const { key_id: id, key } = membersOf(reply.data)
    if (typeof id !== 'string' || !id || typeof key !== 'string') {
      throw this.#unusable('the answer is no JSON object with `key_id` and `key`')
    }
    try {
      return parseSealingKey(id, key)
    } catch (error) {
      throw this.#unusable(`it ${messageOf(error)}`)
    }
  }

  #unusable(why: string): ActionError {
    return new ActionError(
      'sealing-key-unusable',
      `The sealing key that GitHub gave for ${describeDestination(this.#destination)} cannot be used: ${why}.`,
      'Something between the runner and GitHub may change answers (a proxy, a wrong `github-api-url`): look there first. Then run this again.',
    )
  }
}
