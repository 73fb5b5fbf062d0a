import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An operator's API access, as an admin generates it in a workspace. */
export interface ApiAccess {
  apiKeyId: string
  apiKeySecret: string
  workspace: string
  /** What the workspace has on file; undefined: the token does not say. */
  publicKeyHex: string | undefined
}

/** What goes wrong with the next requests. */
export interface LedgerFault {
  times?: number
  status: number
  headers?: Record<string, string>
  body?: string
  /** What becomes of the answer on its way: it never comes, the connection is reset, it breaks off in its body. */
  connection?: 'well' | 'hangs' | 'reset' | 'breaks-off'
}

/** One request, as it came. */
export interface LedgerExchange {
  method: string
  path: string
  headers: IncomingMessage['headers']
  body: string
  status: number
}

/**
 * Ledger's token exchange on this machine, versions 1 and 2 as documented: V1 under `url`, V2 under `url/v1/rest`.
 * Everything else is 404.
 */
export class LocalLedger {
  readonly exchanges: LedgerExchange[] = []
  readonly violations: string[] = []
  /** Tokens that were handed out, so that a test can search for them. */
  readonly tokens: string[] = []
  url = ''
  readonly #accesses: ApiAccess[] = []
  readonly #faults: Required<LedgerFault>[] = []
  readonly #server = createServer((request, response) => void this.#serve(request, response))

  async listen(): Promise<this> {
    // An idle connection outlasts a client's back-off.
    this.#server.keepAliveTimeout = 60_000
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve))
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
    return this
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise(resolve => this.#server.close(resolve))
  }

  /** The base URL of a version, as `ledger-api-url` takes it. */
  baseUrl(version: 'v1' | 'v2'): string {
    return version === 'v1' ? this.url : `${this.url}/v1/rest`
  }

  /** Generates API access, in the shapes of Ledger's own: 22 and 43 characters of base64url. */
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
    this.#faults.push({ times: 1, headers: {}, body: '', connection: 'well', ...fault })
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const chunk of request) body += chunk
    const { method = '', url: path = '', headers } = request
    const answer = this.#fault() ?? this.#answer(method, path, headers, body)
    this.exchanges.push({ method, path, headers, body, status: answer.status })
    const head = { 'content-type': 'application/json', ...answer.headers }
    switch (answer.connection) {
      case 'hangs':
        return
      case 'reset':
        response.socket?.resetAndDestroy()
        return
      case 'breaks-off':
        response.writeHead(answer.status, { ...head, 'content-length': '1000' }).write('{"acc')
        setTimeout(() => response.socket?.destroy(), 20)
        return
      default:
        response.writeHead(answer.status, head).end(answer.body)
    }
  }

  #fault(): LedgerFault | undefined {
    const fault = this.#faults.find(({ times }) => times > 0)
    if (fault) fault.times--
    return fault
  }

  #answer(method: string, path: string, headers: IncomingMessage['headers'], body: string): LedgerFault {
    const version = path === '/auth/token' ? 'v1' : path === '/v1/rest/auth/token' ? 'v2' : undefined
    if (!version || method !== 'POST') return json(404, { message: 'Not Found' })
    if (!/^application\/json\b/.test(headers['content-type'] ?? ''))
      this.violations.push(`content-type is ${headers['content-type']}`)
    let asked: Record<string, unknown>
    try {
      asked = JSON.parse(body)
    } catch {
      return json(400, { message: 'Bad Request', code: 'BAD_REQUEST' })
    }
    const expected = version === 'v1' ? ['api_key_id', 'api_key_secret'] : ['apiKeyId', 'apiKeySecret', 'workspace']
    const names = Object.keys(asked).sort()
    if (names.join() !== expected.join()) {
      this.violations.push(`the body of ${version} has ${names.join()}`)
      return json(400, { message: 'Bad Request', code: 'VALIDATION', issues: [] })
    }
    const [id, secret, workspace] =
      version === 'v1'
        ? [asked.api_key_id, asked.api_key_secret, headers['x-ledger-workspace']]
        : [asked.apiKeyId, asked.apiKeySecret, asked.workspace]
    const access = this.#accesses.find(({ apiKeyId }) => apiKeyId === id)
    if (!access || access.apiKeySecret !== secret || access.workspace !== workspace) {
      return version === 'v1'
        ? { status: 401, body: 'Unauthorized' }
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

  /** An access token as Ledger publishes one: a JWT of the workspace's realm. */
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

/** The realm's key, one for every Ledger here: it takes longer to make than all the rest, and nobody checks its signatures. */
function realmKey(): KeyObject {
  madeRealmKey ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  return madeRealmKey
}

function json(status: number, body: object): LedgerFault {
  return { status, body: JSON.stringify(body) }
}

/** Starts a Ledger on a port of 127.0.0.1. */
export function startLedger(): Promise<LocalLedger> {
  return new LocalLedger().listen()
}
