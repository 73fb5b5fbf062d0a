import { messageOf } from '../errors.ts'
import type { IdTokenContext } from '../github/id-token.ts'
import { isObject, membersOf, parseJson } from '../http/json.ts'
import { rateLimited } from '../http/rate-limit-error.ts'
import { type Attempts, RetryableError, retrying } from '../http/retry.ts'
import { type Network, sendOnce } from '../http/send.ts'
import { settle } from '../http/settle.ts'
import { toWriteResult, type WriteResult } from '../http/write-result.ts'
import { invalidResponse, redirected, sealed } from './errors.ts'
import { type Login, logIn } from './login.ts'
import type { VaultReply } from './reply.ts'
import type { VaultSettings } from './settings.ts'

const DEFAULT_RATE_LIMIT_MS = 2_000
/** How long a change may take to show: the servers of a cluster may be behind the one that made it. */
export const SETTLE_LIMIT_MS = 10_000
/** How long servers of a cluster may not know the token of a login: they are behind the one that made it. */
const NEW_TOKEN_LIMIT_MS = 3_000

interface Token {
  text: string
  /** When all servers know it, by the clock of the run. */
  knownByMs: number
}

/** What talking to the server takes from the run. */
export interface VaultContext extends IdTokenContext {
  atEnd: (cleanUp: (network: Network) => Promise<void>) => void
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** The HTTP API of Vault and OpenBao, as one identity. It logs in with its first request, and out when the run ends. */
export class VaultClient {
  readonly settings: VaultSettings
  readonly #context: VaultContext
  readonly #auth: Login | string
  #token: Promise<Token> | undefined

  /** @param auth how to log in with the job's OIDC token, or a token */
  constructor(settings: VaultSettings, auth: Login | string, context: VaultContext) {
    if (settings.token !== undefined) context.mask(settings.token)
    this.settings = settings
    this.#auth = auth
    this.#context = context
  }

  /** `Vault at https://vault.example.com (namespace "team")` */
  get displayName(): string {
    const { product, address, namespace } = this.settings
    return `${product} at ${address}${namespace === undefined ? '' : ` (namespace "${namespace}")`}`
  }

  /**
   * Sends a request that has the same effect however often it arrives, and retries it.
   * @param path below `/v1/`, percent-encoded
   * @returns any final response, refusals included
   * @throws ActionError if the server does not answer, keeps failing, is sealed, or refuses the login
   */
  async request(method: Method, path: string, body?: object): Promise<VaultReply> {
    const attempts = this.attempts(method, path)
    return retrying(attempts, () => this.#sendOnce(method, path, body, attempts))
  }

  /** The attempts at a request that the caller sends by `write`. */
  attempts(method: Method, path: string): Attempts {
    return this.#context.retry.attempts('Vault', `${method} /v1/${path}`)
  }

  /** Sends a request that changes something, once. */
  async write(
    method: Method,
    path: string,
    body: object | undefined,
    attempts: Attempts,
  ): Promise<WriteResult<VaultReply>> {
    return toWriteResult(this.#sendOnce(method, path, body, attempts), ({ status }) => status < 300)
  }

  async #sendOnce(method: Method, path: string, body: object | undefined, attempts: Attempts): Promise<VaultReply> {
    this.#token ??= this.#logIn()
    const token = await this.#token
    return this.#sendAs(token, this.#context, { method, path, body }, attempts)
  }

  /** Sends a request again if the server does not know a new token yet: then it had no effect. */
  #sendAs(
    { text, knownByMs }: Token,
    network: Network,
    request: VaultRequest,
    attempts: Attempts,
  ): Promise<VaultReply> {
    const sending = () => send(network, this.settings, { ...request, token: text }, attempts)
    return settle(network, knownByMs, sending, reply => !isTokenUnknown(reply))
  }

  async #logIn(): Promise<Token> {
    const auth = this.#auth
    if (typeof auth === 'string') return { text: auth, knownByMs: 0 }
    const context = this.#context
    const post = (path: string, body: object) => {
      const attempts = this.attempts('POST', path)
      return retrying(attempts, () => send(context, this.settings, { method: 'POST', path, body }, attempts))
    }
    const loggingIn = logIn(auth, this.displayName, post, context).then(text => ({
      text,
      knownByMs: context.clock.elapsedMs() + NEW_TOKEN_LIMIT_MS,
    }))
    // A run that is cancelled may end before the response comes.
    context.atEnd(network =>
      loggingIn.then(
        token => this.#revoke(token, network),
        () => {},
      ),
    )
    return loggingIn
  }

  /** Revokes the token of a login. */
  async #revoke(token: Token, network: Network): Promise<void> {
    const path = 'auth/token/revoke-self'
    const attempts = network.retry.attempts('Vault', `POST /v1/${path}`)
    let reason: string
    try {
      const { status } = await this.#sendAs(token, network, { method: 'POST', path }, attempts)
      if (status < 300) return
      reason = `status ${status}`
    } catch (error) {
      reason = messageOf(error)
    }
    throw new Error(
      `The token of this run's login to ${this.displayName} could not be revoked (${reason}). It expires by itself.`,
    )
  }
}

/** A token that may not do something is refused with a list of errors instead. */
function isTokenUnknown({ status, errors }: VaultReply): boolean {
  return status === 403 && errors.some(error => error === 'permission denied' || /invalid token/.test(error))
}

interface VaultRequest {
  method: Method
  path: string
  body?: object | undefined
  token?: string
}

/** @throws RetryableError, or ActionError `vault-invalid-response` */
async function send(
  network: Network,
  { address, namespace, ca, product, prefix }: VaultSettings,
  { method, path, body, token }: VaultRequest,
  attempts: Attempts,
): Promise<VaultReply> {
  const headers: Record<string, string> = { accept: 'application/json', 'x-vault-request': 'true' }
  if (token !== undefined) headers['x-vault-token'] = token
  if (namespace !== undefined) headers['x-vault-namespace'] = namespace
  if (body) headers['content-type'] = 'application/json'
  const init = { method, headers, ca, ...(body && { body: JSON.stringify(body) }) }
  const response = await sendOnce(network, attempts, signal =>
    network.fetch(`${address}/v1/${path}`, { ...init, signal }),
  )
  const { status } = response
  const text = await response.text()
  const responseHeaders = Object.fromEntries(response.headers)
  const displayName = `${product} at ${address}`
  if (status >= 300 && status < 400) {
    const { location = '' } = responseHeaders
    const origin = URL.canParse(location, address) ? new URL(location, address).origin : undefined
    throw RetryableError.withoutEffect(redirected(displayName, prefix, status, origin))
  }
  const json = parseJson(text)
  const { data, auth, errors } = membersOf(json)
  const reply: VaultReply = {
    status,
    data: membersOf(data),
    auth: membersOf(auth),
    errors: Array.isArray(errors) ? errors.filter(error => typeof error === 'string') : [],
  }
  if (status === 503 && reply.errors.some(error => /is sealed/.test(error))) {
    throw RetryableError.withoutEffect(sealed(displayName))
  }
  if (status === 429) throw rateLimited(network.clock, 'Vault', status, responseHeaders, DEFAULT_RATE_LIMIT_MS)
  // 412: a server of the cluster that is behind the one that gave the token.
  if (status >= 500 || status === 412) {
    throw new RetryableError('unavailable', `${displayName} failed with status ${status}`, {
      indeterminate: status !== 412,
    })
  }
  if (status < 300 && text !== '' && !isObject(json)) {
    throw invalidResponse(displayName, 'its response is not a JSON object')
  }
  return reply
}
