import { ActionError, messageOf, quote } from '../errors.ts'
import type { IdTokenContext } from '../github/id-token.ts'
import { isObject, membersOf, parseJson } from '../http/json.ts'
import { rateLimited } from '../http/rate-limit.ts'
import { type Attempts, RetryableError } from '../http/retry.ts'
import { type Network, sendOnce } from '../http/send.ts'
import { toWriteResult, type WriteResult } from '../http/write-result.ts'
import { type Login, logIn } from './login.ts'
import type { VaultReply } from './reply.ts'
import type { VaultSettings } from './settings.ts'

const DEFAULT_RATE_LIMIT_MS = 2_000

/** What talking to the server takes from the run. */
export interface VaultContext extends IdTokenContext {
  atEnd: (cleanUp: (network: Network) => Promise<void>) => void
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** The HTTP API of Vault and OpenBao, as one identity. It logs in with its first request, and out when the run ends. */
export class VaultClient {
  readonly settings: VaultSettings
  readonly #context: VaultContext
  readonly #login: Login | undefined
  #token: Promise<string> | undefined

  /** @param login how to log in with the job's OIDC token; undefined to use the token of the environment */
  constructor(settings: VaultSettings, login: Login | undefined, context: VaultContext) {
    if (!login && settings.token === undefined) throw tokenMissing(settings)
    if (settings.token !== undefined) context.mask(settings.token)
    this.settings = settings
    this.#login = login
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
   * @returns any response that another attempt would not change, refusals included
   * @throws ActionError if the server does not answer, keeps failing, is sealed, or refuses the login
   */
  async request(method: Method, path: string, body?: object): Promise<VaultReply> {
    const attempts = this.attempts(method, path)
    for (;;) {
      const outcome = await this.#sendOnce(method, path, body, attempts)
      if (!(outcome instanceof RetryableError)) return outcome
      await attempts.wait(outcome)
    }
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
    const outcome = await this.#sendOnce(method, path, body, attempts)
    return toWriteResult(outcome, ({ status }) => status < 300)
  }

  async #sendOnce(
    method: Method,
    path: string,
    body: object | undefined,
    attempts: Attempts,
  ): Promise<VaultReply | RetryableError> {
    this.#token ??= this.#logIn()
    const token = await this.#token
    try {
      return await send(this.#context, this.settings, { method, path, body, token }, attempts)
    } catch (error) {
      if (error instanceof RetryableError) return error
      throw error
    }
  }

  async #logIn(): Promise<string> {
    const login = this.#login
    if (!login) return String(this.settings.token)
    const context = this.#context
    const post = async (path: string, body: object) => {
      const attempts = this.attempts('POST', path)
      for (;;) {
        try {
          return await send(context, this.settings, { method: 'POST', path, body }, attempts)
        } catch (error) {
          if (!(error instanceof RetryableError)) throw error
          await attempts.wait(error)
        }
      }
    }
    const loggingIn = logIn(login, this.displayName, post, context)
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
  async #revoke(token: string, network: Network): Promise<void> {
    const path = 'auth/token/revoke-self'
    const attempts = network.retry.attempts('Vault', `POST /v1/${path}`)
    let reason: string
    try {
      const { status } = await send(network, this.settings, { method: 'POST', path, token }, attempts)
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

interface VaultRequest {
  method: Method
  path: string
  body?: object | undefined
  token?: string
}

/** @throws RetryableError, or ActionError `vault-invalid-response` */
async function send(
  network: Network,
  { address, namespace, ca, product }: VaultSettings,
  { method, path, body, token }: VaultRequest,
  attempts: Attempts,
): Promise<VaultReply> {
  const headers: Record<string, string> = { accept: 'application/json', 'x-vault-request': 'true' }
  if (token !== undefined) headers['x-vault-token'] = token
  if (namespace !== undefined) headers['x-vault-namespace'] = namespace
  if (body) headers['content-type'] = 'application/json'
  const { status, text, responseHeaders } = await sendOnce(
    network,
    'Vault',
    `${method} /v1/${path}`,
    attempts,
    async signal => {
      const options = { method, headers, signal, ca, ...(body && { body: JSON.stringify(body) }) }
      const response = await network.fetch(`${address}/v1/${path}`, options)
      return {
        status: response.status,
        text: await response.text(),
        responseHeaders: Object.fromEntries(response.headers),
      }
    },
  )
  const { data, auth, errors } = membersOf(parseJson(text))
  const reply: VaultReply = {
    status,
    data: membersOf(data),
    auth: membersOf(auth),
    errors: Array.isArray(errors) ? errors.filter(error => typeof error === 'string') : [],
  }
  if (status === 503 && reply.errors.some(error => /is sealed/.test(error))) {
    throw RetryableError.withoutEffect(
      new ActionError(
        'vault-sealed',
        `${product} at ${address} is sealed: it cannot read its storage, and does nothing until it is unsealed.`,
        'Ask whoever runs the server to unseal it (`vault operator unseal`), then run this again.',
      ),
    )
  }
  if (status === 429) throw rateLimited(network.clock, 'Vault', status, responseHeaders, DEFAULT_RATE_LIMIT_MS)
  // 412: a server of the cluster that is behind the one that gave the token.
  if (status >= 500 || status === 412) {
    throw new RetryableError('unavailable', `${product} at ${address} failed with status ${status}`, {
      indeterminate: status !== 412,
    })
  }
  if (status < 300 && text !== '' && !isObject(parseJson(text))) {
    throw invalidResponse(`${product} at ${address}`, 'its response is not a JSON object')
  }
  return reply
}

/** A path for a request: each segment percent-encoded. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}

/**
 * The error for a response that refuses.
 * @param action what was refused, to stand after "refused to"
 * @param needs what the policy must grant, in Markdown: `` `read` on `secret/metadata/ledger` ``
 */
export function refusal(
  { status, errors }: VaultReply,
  client: VaultClient,
  action: string,
  needs: string,
): ActionError {
  const says = errors.map(error => error.replace(/^1 error occurred:\s*\*\s*/, '').trim()).filter(Boolean)
  const said = says.length === 0 ? '' : `: ${quote(says.join('; '))}`
  if (status === 403) {
    return new ActionError(
      'vault-forbidden',
      `${client.displayName} refused to ${action} (status 403${said}).`,
      `The token is invalid or expired, or its policies lack ${needs}. Check the role or the token, and compare its policies with those in examples/policies.`,
    )
  }
  if (status === 404 && says.some(error => /no handler for route|namespace not found/.test(error))) {
    return mountMissing(client, says.join('; '))
  }
  return new ActionError(
    'vault-refused',
    `${client.displayName} refused to ${action} (status ${status}${said}).`,
    'Check the path in `key-store` and the configuration of the mount. Then run this again.',
  )
}

/** The error if there is no mount, or none that the token may know of. */
export function mountMissing(client: VaultClient, said: string): ActionError {
  const { prefix, namespace } = client.settings
  return new ActionError(
    'vault-mount-missing',
    `${client.displayName} has no secrets engine at the mount that \`key-store\` names, or none that the token may use: ${quote(said)}.`,
    `Check the mount in \`key-store\`, the namespace (${prefix}_NAMESPACE ${namespace === undefined ? 'is not set' : `is "${namespace}"`}), and the policies of the role or token.`,
  )
}

/** @param what is wrong, as a sentence without its full stop */
export function invalidResponse(displayName: string, what: string, cause?: unknown): ActionError {
  return new ActionError(
    'vault-invalid-response',
    `${displayName} gave a response that is not Vault's API: ${what}.`,
    'Check the address of the server, and what is between the runner and it (a proxy, a load balancer): it may change responses. Then run this again.',
    cause,
  )
}

function tokenMissing({ product, prefix }: VaultSettings): ActionError {
  return new ActionError(
    'vault-token-missing',
    `Neither the input \`vault-role\` nor the environment variable ${prefix}_TOKEN is set, so this run cannot log in to ${product}.`,
    `Set \`vault-role\` to log in with the job's OIDC token (and grant \`id-token: write\`), or ${prefix}_TOKEN in the \`env\` of this step.`,
  )
}

/**
 * Makes sure that a mount has the secrets engine that it must have. Any token that may use something of the mount may ask.
 * @param expected such as `KV version 2`
 * @param path of a secret below the mount. Only the server knows where the mount ends, because its name may have slashes.
 * @returns the name of the mount, which may begin like `mount` and end in `path`
 * @throws ActionError `vault-mount-missing`, `vault-wrong-engine`
 */
export async function requireEngine(
  client: VaultClient,
  mount: string,
  expected: 'KV version 2' | 'Transit',
  path?: string,
): Promise<string> {
  const describe = (path: string) => client.request('GET', `sys/internal/ui/mounts/${encodePath(path)}`)
  const isUnknown = ({ status, errors }: VaultReply) => status === 403 && errors.some(error => /preflight/.test(error))
  let reply = await describe(path === undefined ? mount : `${mount}/${path}`)
  // The policies may allow nothing at the path, but something else at the mount.
  if (path !== undefined && isUnknown(reply)) reply = await describe(mount)
  if (reply.status !== 200) {
    if (reply.status === 403 && !isUnknown(reply)) {
      throw refusal(reply, client, `describe the mount ${quote(mount)}`, 'anything on that mount')
    }
    throw mountMissing(client, reply.errors.join('; '))
  }
  const { type, options, path: found } = reply.data
  const name = typeof found === 'string' ? found.replace(/\/$/, '') : mount
  const version = membersOf(options).version
  const actual = type === 'kv' ? `KV version ${version ?? 1}` : type === 'transit' ? 'Transit' : String(type)
  if (actual === expected) return name
  const remedy =
    actual === 'KV version 1'
      ? 'Version 1 has no check-and-set, so two runs could overwrite each other. Upgrade the mount (`vault kv enable-versioning`), or name another one.'
      : `Name a mount of ${expected} in \`key-store\`.`
  throw new ActionError(
    'vault-wrong-engine',
    `The mount ${quote(name)} of ${client.displayName} is ${quote(actual)}, and this key store needs ${expected}.`,
    remedy,
  )
}
