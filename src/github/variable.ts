import type { ActionError } from '../errors.ts'
import { membersOf } from '../http/json.ts'
import type { Destination } from '../inputs/destination.ts'
import { lowerFirst } from '../text.ts'
import { type Audience, audienceBody } from './audience.ts'
import type { GitHubClient, Reply } from './client.ts'
import { describeDestination, routeOf } from './destination.ts'
import { isNotFound, toActionError } from './errors.ts'

/** An Actions variable, at the level of the secrets that it belongs to: the public key hex, or the reference of a key. */
export class Variable {
  /** Begins a sentence: `The variable X of the environment "prod" of octo/keys`. */
  readonly displayName: string
  readonly #client: GitHubClient
  readonly #destination: Destination
  readonly #name: string

  /** @param name the variable's name, in upper case */
  constructor(client: GitHubClient, destination: Destination, name: string) {
    this.#client = client
    this.#destination = destination
    this.#name = name
    this.displayName = `The variable ${name} of ${describeDestination(destination)}`
  }

  /**
   * @returns the variable's value; undefined if it does not exist
   * @throws ActionError if GitHub refuses or does not answer
   */
  async read(): Promise<string | undefined> {
    return (await this.readWithTime())?.value
  }

  /** The same, with GitHub's own time of the last change (RFC 3339); empty if GitHub does not say. */
  async readWithTime(): Promise<{ value: string; updatedAt: string } | undefined> {
    const reply = await this.#send('GET')
    if (isNotFound(reply)) return undefined
    if (reply.status !== 200) throw this.#error(reply, 'read')
    const { value, updated_at: updatedAt } = membersOf(reply.data)
    return { value: typeof value === 'string' ? value : '', updatedAt: typeof updatedAt === 'string' ? updatedAt : '' }
  }

  /**
   * Creates the variable or updates it.
   * @param exists whether `read` found it; if that has changed since, the other request is sent
   * @param audience of an organization's variable; an existing one keeps its own unless the workflow sets `visibility`
   * @throws ActionError if GitHub refuses or does not answer
   */
  async write(value: string, exists: boolean, audience?: Audience): Promise<void> {
    const keepsAudience = this.#destination.level === 'organization' && this.#destination.visibility === undefined
    const send = (method: 'PATCH' | 'POST') =>
      this.#send(method, { value, ...(method === 'POST' || !keepsAudience ? audienceBody(audience) : {}) })
    const first = await send(exists ? 'PATCH' : 'POST')
    const hasChanged = first.status === (exists ? 404 : 409)
    const second = hasChanged ? await send(exists ? 'POST' : 'PATCH') : first
    // If GitHub says now that it exists and now that it does not, it refused the first request for another reason.
    const reply = second.status === (exists ? 409 : 404) ? first : second
    if (reply.status !== 201 && reply.status !== 204) throw this.#error(reply, 'write')
  }

  /**
   * Deletes the variable; succeeds if it does not exist.
   * @throws ActionError if GitHub refuses or does not answer
   */
  async delete(): Promise<void> {
    const reply = await this.#send('DELETE')
    if (reply.status !== 204 && !isNotFound(reply)) throw this.#error(reply, 'delete')
  }

  #send(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', body: Record<string, unknown> = {}): Promise<Reply> {
    const { base, parameters } = routeOf(this.#destination)
    const route = method === 'POST' ? `POST ${base}/variables` : `${method} ${base}/variables/{name}`
    // Octokit fills `{name}` from `name`, so that the body of PATCH does not repeat it; GitHub needs it only to rename.
    return this.#client.request(route, { ...parameters, name: this.#name, ...body })
  }

  #error(reply: Reply, verb: string): ActionError {
    return toActionError(reply, `${verb} ${lowerFirst(this.displayName)}`, this.#destination, 'variable')
  }
}
