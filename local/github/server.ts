import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { appOf } from './app-token.ts'
import { authorize, type Grant, permissionHeaders } from './authorization.ts'
import { findOperation } from './description.ts'
import { type Fault, Faults } from './faults.ts'
import { foldCase } from './names.ts'
import { performOperation } from './operations.ts'
import { findHeaderErrors, findQueryErrors, findResponseErrors, fitsPath, readBody, tokenOf } from './protocol.ts'
import { type ApiResponse, refuse } from './response.ts'
import {
  type App,
  type Branch,
  type Destination,
  type EnvironmentRules,
  GitHubState,
  type Review,
  type RunOptions,
} from './state.ts'
import type { Audience, Secret, Variable } from './stored-values.ts'
import type { User } from './users.ts'
import { type WriteLimit, WriteLimiter } from './write-limit.ts'

/** One request and its response, as they went over the wire. */
export interface Exchange {
  method: string
  /** As it was sent, without the base path. */
  path: string
  requestLine: string
  requestHeaders: IncomingMessage['headers']
  requestBody: string
  /** 0 if there was no response. */
  status: number
  responseHeaders: Record<string, string>
  responseBody: string
  faults: Fault['kind'][]
  /** Milliseconds, as `performance.now()` counts them. */
  startedAt: number
  endedAt: number
}

export interface LocalGitHubOptions {
  /** Serves https with this certificate. */
  tls?: { key: string; cert: string }
  /** `/api/v3` for a GitHub Enterprise Server. */
  basePath?: '' | '/api/v3'
  /** Milliseconds that each response takes. */
  latency?: number
  now?: () => Date
  /** Waits for `latency` and delays; in real time unless given. */
  sleep?: (ms: number) => Promise<void>
}

/** How faults change a request that is carried out all the same. */
interface FaultEffects {
  /** Milliseconds to add to the `Date` header. */
  dateOffset: number
  /** Milliseconds until a stored secret shows up. */
  late: number
}

/** GitHub's REST API on this machine. It checks every request and every response against GitHub's own API description. */
export class LocalGitHub {
  readonly state: GitHubState
  readonly faults = new Faults()
  readonly exchanges: Exchange[] = []
  /**
   * What is wrong although GitHub would accept it, such as an undescribed member of a body, and responses of this server
   * that do not fit the description. Tests expect none.
   */
  readonly violations: string[] = []
  onExchange: (exchange: Exchange) => void = () => {}
  /** Called when a request is left without a response: for good, or until the returned function is called. */
  onPause: (method: string, url: string) => () => void = () => () => {}
  url = ''
  readonly #options: LocalGitHubOptions
  readonly #tokens = new Map<string, Grant>()
  readonly #server
  #writes: WriteLimiter | undefined
  #requests = 0

  constructor(options: LocalGitHubOptions) {
    this.#options = options
    this.state = new GitHubState(options.now ?? (() => new Date()))
    const listener = (request: IncomingMessage, response: ServerResponse) => {
      this.#serve(request, response).catch(error => {
        this.violations.push(`${request.method} ${request.url}: the local GitHub failed: ${error}`)
        response.destroy()
      })
    }
    this.#server = options.tls ? createTlsServer(options.tls, listener) : createServer(listener)
    // An idle connection must outlast a client's backoff, as GitHub's do.
    this.#server.keepAliveTimeout = 60_000
  }

  async listen(): Promise<this> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve))
    const { port } = this.#server.address() as AddressInfo
    this.url = `http${this.#options.tls ? 's' : ''}://127.0.0.1:${port}${this.#options.basePath ?? ''}`
    return this
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise(resolve => this.#server.close(resolve))
  }

  addRepository(fullName: string, options?: { private?: boolean; id?: number }): void {
    this.state.addRepository(fullName, options)
  }
  renameRepository(from: string, to: string): void {
    this.state.renameRepository(from, to)
    // A token is for the repository, whatever its name.
    for (const grant of this.#tokens.values()) {
      if (Array.isArray(grant.repositories) && grant.repositories.some(name => foldCase(name) === foldCase(from))) {
        grant.repositories = [...grant.repositories, to]
      }
    }
  }
  addEnvironment(fullName: string, name: string, rules?: EnvironmentRules): void {
    this.state.addEnvironment(fullName, name, rules)
  }
  removeEnvironment(fullName: string, name: string): void {
    this.state.removeEnvironment(fullName, name)
  }
  /** Adds an organization. Only one with GitHub Enterprise Cloud has an audit log. */
  addOrganization(name: string, options?: { enterprise?: boolean }): void {
    this.state.addOrganization(name, options)
  }
  addTeam(organization: string, slug: string): void {
    this.state.addTeam(organization, slug)
  }
  /** Installs a GitHub App. Tokens that its private key signs are its own. */
  installApp(app: App): void {
    this.state.apps.push(app)
  }
  /** Adds a branch or changes its protection. A new repository has one branch, `main`, which is protected. */
  setBranch(fullName: string, name: string, options: Omit<Branch, 'name'>): void {
    this.state.setBranch(fullName, { name, ...options })
  }
  /** Adds a user with a chosen id or type. Any other login that is used becomes a user by itself. */
  addUser(user: { login: string; id?: number; type?: User['type'] }): User {
    return this.state.users.add(user)
  }
  /** Changes a login. Id, reviews and membership of required reviewers stay. */
  renameUser(from: string, to: string): void {
    this.state.renameUser(from, to)
  }
  addRun(fullName: string, runId: number, reviews?: Review[], options?: RunOptions): void {
    this.state.addRun(fullName, runId, reviews, options)
  }
  addToken(token: string, grant: Grant): void {
    this.#tokens.set(token, { ...grant })
  }
  removeToken(token: string): void {
    this.#tokens.delete(token)
  }
  /** The stored secret with its value, opened by the C libsodium when it was stored. */
  secret(destination: Destination, name: string): Secret | undefined {
    return this.state.values(destination).secrets.get(name.toUpperCase())
  }
  /** Stores a secret as another run would. */
  putSecret(destination: Destination, name: string, value = 'another value', audience = audienceAt(destination)): void {
    this.state.putSecret(this.state.values(destination), name, Buffer.from(value), audience)
  }
  deleteSecret(destination: Destination, name: string): void {
    this.state.values(destination).secrets.delete(name.toUpperCase())
  }
  variable(destination: Destination, name: string): Variable | undefined {
    return this.state.values(destination).variables.get(name.toUpperCase())
  }
  putVariable(destination: Destination, name: string, value: string, audience = audienceAt(destination)): void {
    this.state.putVariable(this.state.values(destination), name, value, audience)
  }
  deleteVariable(destination: Destination, name: string): void {
    this.state.values(destination).variables.delete(name.toUpperCase())
  }
  rotateSealingKey(destination: Destination): void {
    this.state.values(destination).rotateSealingKey()
  }
  /** Refuses writes above a rate, as GitHub does above about 80 a minute. */
  limitWrites(limit: WriteLimit | undefined): void {
    this.#writes = limit && new WriteLimiter(limit)
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = performance.now()
    const { method = '', url = '' } = request
    const base = this.#options.basePath ?? ''
    const path = url.startsWith(base) ? url.slice(base.length) : url
    let requestBody = ''
    request.setEncoding('utf8')
    try {
      for await (const chunk of request) requestBody += chunk
    } catch {
      // The client closed the connection before the whole request had arrived.
      return
    }
    const exchange: Exchange = {
      method,
      path,
      requestLine: `${method} ${url}`,
      requestHeaders: request.headers,
      requestBody,
      status: 0,
      responseHeaders: {},
      responseBody: '',
      faults: [],
      startedAt,
      endedAt: startedAt,
    }
    this.exchanges.push(exchange)
    if (this.#options.latency) await this.#delay(exchange, this.#options.latency)
    const effects: FaultEffects = { dateOffset: 0, late: 0 }
    const before = this.faults.take(request, path, 'before')
    let result = await this.#applyFaults(before, effects, exchange, response, undefined)
    if (result === 'no-response') return
    if (!result) {
      const answer =
        base && !url.startsWith(`${base}/`)
          ? refuse(404, 'Not Found')
          : this.#handle(request, path, requestBody, effects)
      const after = this.faults.take(request, path, 'after')
      result = await this.#applyFaults(after, effects, exchange, response, answer)
      if (result === 'no-response') return
    }
    if (result) this.#send(result, effects, exchange, response)
  }

  /** @returns what to send instead of `current` */
  async #applyFaults(
    faults: Fault[],
    effects: FaultEffects,
    exchange: Exchange,
    response: ServerResponse,
    current: ApiResponse | undefined,
  ): Promise<ApiResponse | undefined | 'no-response'> {
    for (const fault of faults) {
      exchange.faults.push(fault.kind)
      switch (fault.kind) {
        case 'run':
          await this.#pause(exchange, fault.effect)
          break
        case 'date':
          effects.dateOffset = fault.seconds * 1000
          break
        case 'late':
          effects.late = fault.seconds * 1000
          break
        case 'delay':
          await this.#delay(exchange, fault.ms)
          break
        case 'hang':
          this.#onPause(exchange)
          return 'no-response'
        case 'reset':
          response.socket?.resetAndDestroy()
          return 'no-response'
        case 'truncate':
          response.writeHead(current?.status ?? 200, {
            'content-type': 'application/json; charset=utf-8',
            'content-length': '1000',
          })
          response.write('{"key')
          setTimeout(() => response.socket?.destroy(), 20)
          return 'no-response'
        case 'status': {
          const { status, headers = {}, body = { message: 'Server Error' } } = fault
          return { status, headers, body }
        }
        case 'body':
          return {
            status: current?.status ?? 200,
            headers: { 'content-type': fault.contentType ?? 'application/json; charset=utf-8' },
            body: fault.body,
          }
      }
    }
    return current
  }

  #delay(exchange: Exchange, ms: number): Promise<void> {
    const { sleep = ms => new Promise<void>(resolve => setTimeout(resolve, ms)) } = this.#options
    return this.#pause(exchange, () => sleep(ms))
  }

  async #pause(exchange: Exchange, wait: () => void | Promise<void>): Promise<void> {
    const resume = this.#onPause(exchange)
    await wait()
    resume()
  }

  #onPause({ method, path }: Exchange): () => void {
    return this.onPause(method, `${this.url}${path}`)
  }

  /** Checks a request and carries it out. */
  #handle(request: IncomingMessage, path: string, text: string, { late }: FaultEffects): ApiResponse {
    const { method = '', headers } = request
    const report = (what: string) => void this.violations.push(`${method} ${path}: ${what}`)
    for (const error of findHeaderErrors(request)) report(error)
    if (!headers['user-agent']) {
      return refuse(
        403,
        'Request forbidden by administrative rules. Please make sure your request has a User-Agent header',
      )
    }
    const token = tokenOf(headers)
    if (token === undefined) return refuse(401, 'Requires authentication')
    const grant = this.#tokens.get(token) ?? appOf(this.state, token)
    if (!grant) return refuse(401, 'Bad credentials')
    const [pathname = '', search] = path.split('?')
    const query = new URLSearchParams(search)
    const redirect = this.#redirect(method, pathname)
    if (redirect) return redirect
    const match = findOperation(method, this.state.pathByName(pathname))
    if (!match || !fitsPath(match)) {
      report('GitHub describes no such operation')
      return refuse(404, 'Not Found')
    }
    for (const error of findQueryErrors(match, query)) report(error)
    const refusal =
      authorize(this.state, match, grant) ?? (method === 'GET' ? undefined : this.#writes?.take(this.state.now()))
    if (refusal) return refusal
    const read = readBody(match, request, text, report)
    const response =
      'refusal' in read
        ? read.refusal
        : performOperation({ match, query, body: read.body, grant, state: this.state, url: this.url, late })
    Object.assign(response.headers, permissionHeaders(match, grant))
    for (const error of findResponseErrors(match, response)) report(error)
    return response
  }

  /** A renamed repository: GitHub redirects to its id. */
  #redirect(method: string, pathname: string): ApiResponse | undefined {
    const [, repos, owner, repo, ...rest] = pathname.split('/')
    const fullName = foldCase(`${owner}/${repo}`)
    const repository = repos === 'repos' ? this.state.renamed.get(fullName) : undefined
    if (!repository || this.state.repositories.has(fullName)) return undefined
    const url = [`${this.url}/repositories/${repository.id}`, ...rest].join('/')
    const status = method === 'GET' ? 301 : 307
    const message = status === 301 ? 'Moved Permanently' : 'Temporary Redirect'
    return {
      status,
      headers: { location: url },
      body: { message, url, documentation_url: 'https://docs.github.com/rest' },
    }
  }

  #send(
    { status, headers, body }: ApiResponse,
    { dateOffset }: FaultEffects,
    exchange: Exchange,
    response: ServerResponse,
  ): void {
    const now = this.state.now()
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
    const all = {
      date: new Date(now.getTime() + dateOffset).toUTCString(),
      'x-github-request-id': `0000:${(++this.#requests).toString(16).toUpperCase().padStart(6, '0')}`,
      'x-github-api-version-selected': '2022-11-28',
      'x-github-media-type': 'github.v3; format=json',
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': String(Math.max(0, 5000 - this.#requests)),
      'x-ratelimit-used': String(Math.min(5000, this.#requests)),
      'x-ratelimit-reset': String(Math.floor(now.getTime() / 1000) + 3600),
      'x-ratelimit-resource': 'core',
      ...(text && {
        'content-type': 'application/json; charset=utf-8',
        'content-length': String(Buffer.byteLength(text)),
      }),
      ...(exchange.method === 'GET' &&
        status === 200 && { etag: `W/"${createHash('sha256').update(text).digest('hex')}"` }),
      ...headers,
    }
    Object.assign(exchange, { status, responseHeaders: all, responseBody: text, endedAt: performance.now() })
    response.writeHead(status, all).end(text)
    this.onExchange(exchange)
  }
}

/** The default audience of an organization's secret or variable. */
function audienceAt(destination: Destination): Audience {
  return 'organization' in destination ? { visibility: 'private' } : {}
}
