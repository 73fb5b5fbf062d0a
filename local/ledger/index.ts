import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** API access of an operator in a workspace. */
export interface ApiAccess {
  apiKeyId: string
  apiKeySecret: string
  workspace: string
  /** The registered public key. If undefined, the token has no such claim. */
  publicKeyHex: string | undefined
}

/** What goes wrong with the next requests. */
export interface LedgerFault {
  times?: number
  status: number
  headers?: Record<string, string>
  body?: string
  /** `hang` never responds, `truncate` closes the connection in the middle of the body. */
  connection?: 'ok' | 'hang' | 'reset' | 'truncate'
}

/** One request and the status of its response. */
export interface LedgerExchange {
  method: string
  path: string
  headers: IncomingMessage['headers']
  body: string
  status: number
}

/**
 * Ledger's token exchange on this machine, as documented: version 1 under `url`, version 2 under `url/v1/rest`. Every other
 * path is 404.
 */
export class LocalLedger {
  readonly exchanges: LedgerExchange[] = []
  readonly violations: string[] = []
  /** Issued tokens, so that a test can search for them. */
  readonly tokens: string[] = []
  /** Called when a request is left without a response. */
  onPause: (method: string, url: string) => void = () => {}
  url = ''
  readonly #accesses: ApiAccess[] = []
  readonly #faults: Required<LedgerFault>[] = []
  readonly #server = createServer((request, response) => void this.#serve(request, response))

  async listen(): Promise<this> {
    // An idle connection must outlast a client's backoff.
    this.#server.keepAliveTimeout = 60_000
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve))
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
    return this
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise(resolve => this.#server.close(resolve))
  }

  /** The base URL of a version, for the input `ledger-api-url`. */
  baseUrl(version: 'v1' | 'v2'): string {
    return version === 'v1' ? this.url : `${this.url}/v1/rest`
  }

  /** Generates API access: as Ledger's, 22 and 43 characters of base64url. */
  addAccess(workspace: string, publicKeyHex: string | undefined): ApiAccess {
    const access = {
      apiKeyId: randomBytes(16).toString('base64url'),
      apiKeySecret: randomBytes(32).toString('base64url'),
      workspace,
      publicKeyHex,
    }
    this.#accesses.push(access)
    return access
  }

  addFault(fault: LedgerFault): void {
    this.#faults.push({ times: 1, headers: {}, body: '', connection: 'ok', ...fault })
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const chunk of request) body += chunk
    const { method = '', url: path = '', headers } = request
    const result = this.#fault() ?? this.#respond(method, path, headers, body)
    this.exchanges.push({ method, path, headers, body, status: result.status })
    const head = { 'content-type': 'application/json', ...result.headers }
    switch (result.connection) {
      case 'hang':
        this.onPause(method, `${this.url}${path}`)
        return
      case 'reset':
        response.socket?.resetAndDestroy()
        return
      case 'truncate':
        response.writeHead(result.status, { ...head, 'content-length': '1000' }).write('{"acc')
        setTimeout(() => response.socket?.destroy(), 20)
        return
      default:
        response.writeHead(result.status, head).end(result.body)
    }
  }

  #fault(): LedgerFault | undefined {
    const fault = this.#faults.find(({ times }) => times > 0)
    if (fault) fault.times--
    return fault
  }

  #respond(method: string, path: string, headers: IncomingMessage['headers'], body: string): LedgerFault {
    const version = path === '/auth/token' ? 'v1' : path === '/v1/rest/auth/token' ? 'v2' : undefined
    if (!version || method !== 'POST') return json(404, { message: 'Not Found' })
    if (!/^application\/json\b/.test(headers['content-type'] ?? ''))
      this.violations.push(`content-type is ${headers['content-type']}`)
    let credentials: Record<string, unknown>
    try {
      credentials = JSON.parse(body)
    } catch {
      return json(400, { message: 'Bad Request', code: 'BAD_REQUEST' })
    }
    const expected = version === 'v1' ? ['api_key_id', 'api_key_secret'] : ['apiKeyId', 'apiKeySecret', 'workspace']
    const names = Object.keys(credentials).sort()
    if (names.join() !== expected.join()) {
      this.violations.push(`the body of ${version} has ${names.join()}`)
      return json(400, { message: 'Bad Request', code: 'VALIDATION', issues: [] })
    }
    const [id, secret, workspace] =
      version === 'v1'
        ? [credentials.api_key_id, credentials.api_key_secret, headers['x-ledger-workspace']]
        : [credentials.apiKeyId, credentials.apiKeySecret, credentials.workspace]
    const access = this.#accesses.find(({ apiKeyId }) => apiKeyId === id)
    if (!access || access.apiKeySecret !== secret || access.workspace !== workspace) {
      return version === 'v1'
        ? json(401, { message: 'Unauthorized' })
        : json(401, { message: 'Unauthorized', code: 'UNAUTHORIZED' })
    }
    const token = this.#token(access)
    const refresh = this.#token({ ...access, publicKeyHex: undefined })
    return version === 'v1'
      ? json(200, {
          access_token: token,
          expires_in: 300,
          refresh_token: refresh,
          session_state: 's',
          token_type: 'Bearer',
        })
      : json(200, { accessToken: token, expiresInSeconds: 300, refreshToken: refresh, refreshExpiresInSeconds: 1800 })
  }

  /** An access token as Ledger documents it: a JWT of the workspace's realm. */
  #token({ workspace, publicKeyHex }: ApiAccess): string {
    const iat = Math.floor(Date.now() / 1000)
    const claims = {
      exp: iat + 300,
      iat,
      jti: randomBytes(16).toString('hex'),
      iss: `${this.url}/auth/realms/${workspace}`,
      sub: randomBytes(16).toString('hex'),
      azp: 'revault',
      scope: 'openid',
      workspace,
      ...(publicKeyHex !== undefined && { pub_key: publicKeyHex }),
    }
    const input = [{ alg: 'RS256', typ: 'JWT' }, claims]
      .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
    const token = `${input}.${sign('sha256', Buffer.from(input), realmKey()).toString('base64url')}`
    this.tokens.push(token)
    return token
  }
}

let madeRealmKey: KeyObject | undefined

/** The realm's key: one for all servers, and smaller than Ledger's, because nobody checks its signatures and each takes long. */
function realmKey(): KeyObject {
  madeRealmKey ??= generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
  return madeRealmKey
}

function json(status: number, body: object): LedgerFault {
  return { status, body: JSON.stringify(body) }
}

/** Starts a Ledger on a free port of 127.0.0.1. */
export function startLedger(): Promise<LocalLedger> {
  return new LocalLedger().listen()
}
