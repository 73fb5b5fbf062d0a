import { ActionError, messageOf } from '../errors.ts'
import { membersOf } from '../http/json.ts'
import { type OperatorPublicKey, parsePublicKeyHex } from '../key/operator-key.ts'
import { lowerFirst } from '../runner/journal.ts'
import type { GitHubApi } from './client.ts'
import { audienceOf, type Destination, describeDestination, routeOf } from './destination.ts'
import { toActionError } from './errors.ts'

/** An Actions variable that carries the public key hex, at the level of the secret that holds the private key. */
export class PublicKeyVariable {
  readonly place: string
  readonly #api: GitHubApi
  readonly #destination: Destination
  readonly #name: string

  /** @param name the variable's name, upper-case */
  constructor(api: GitHubApi, destination: Destination, name: string) {
    this.#api = api
    this.#destination = destination
    this.#name = name
    this.place = `The variable ${name} of ${describeDestination(destination)}`
  }

  /**
   * The text that the variable holds; undefined where it does not exist.
   * @throws ActionError where GitHub refuses or does not answer
   */
  async look(): Promise<string | undefined> {
    const { base, parameters } = routeOf(this.#destination)
    const reply = await this.#api.send(`GET ${base}/variables/{name}`, { ...parameters, name: this.#name })
    if (reply.status === 404) return undefined
    if (reply.status !== 200)
      throw toActionError(reply, `read ${lowerFirst(this.place)}`, this.#destination, 'variable')
    const { value } = membersOf(reply.data)
    return typeof value === 'string' ? value : ''
  }

  /**
   * Reads a kept key's public half out of the variable's text.
   * @throws ActionError where it is not a public key
   */
  parse(text: string): OperatorPublicKey {
    try {
      return parsePublicKeyHex(text)
    } catch (error) {
      throw new ActionError(
        'variable-malformed',
        `The secret is kept, but ${lowerFirst(this.place)} holds no public key for it: its value ${messageOf(error)}.`,
        'Work the public key out of the stored key with the verify action, and set the variable to it.',
      )
    }
  }

  /**
   * Creates the variable or sets it anew.
   * @param exists whether the look found it; where that has changed since, the other request is sent
   * @throws ActionError where GitHub refuses or does not answer
   */
  async write(publicKey: OperatorPublicKey, exists: boolean): Promise<void> {
    const first = exists ? await this.#update(publicKey.hex) : await this.#create(publicKey.hex)
    const changedSince = first.status === (exists ? 404 : 409)
    const second = changedSince ? await (exists ? this.#create(publicKey.hex) : this.#update(publicKey.hex)) : first
    // GitHub that says now that it is there and now that it is not has refused the first request for another reason.
    const reply = second.status === (exists ? 409 : 404) ? first : second
    if (reply.status !== 201 && reply.status !== 204)
      throw toActionError(reply, `write ${lowerFirst(this.place)}`, this.#destination, 'variable')
  }

  /**
   * Deletes the variable; that it is gone already is success.
   * @throws ActionError where GitHub refuses or does not answer
   */
  async delete(): Promise<void> {
    const { base, parameters } = routeOf(this.#destination)
    const reply = await this.#api.send(`DELETE ${base}/variables/{name}`, { ...parameters, name: this.#name })
    if (reply.status !== 204 && reply.status !== 404)
      throw toActionError(reply, `delete ${lowerFirst(this.place)}`, this.#destination, 'variable')
  }

  #create(value: string) {
    const { base, parameters } = routeOf(this.#destination)
    const audience = audienceOf(this.#destination)
    return this.#api.send(`POST ${base}/variables`, { ...parameters, name: this.#name, value, ...audience })
  }

  #update(value: string) {
    const { base, parameters } = routeOf(this.#destination)
    // Octokit fills `{name}` from `name`, so the body does not repeat it; GitHub needs it only for a new name.
    const audience = audienceOf(this.#destination)
    return this.#api.send(`PATCH ${base}/variables/{name}`, { ...parameters, name: this.#name, value, ...audience })
  }
}
