import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { type Answer, refuse } from './answer.ts'
import { authorize, type Grant, requiredPermission } from './authorization.ts'
import { errorsOf, findOperation, type Match } from './description.ts'
import { Faults, type Mishap } from './faults.ts'
import { perform } from './operations.ts'
import { type Audience, SealingKeyPair, type Secret, type Variable } from './vault.ts'
import { type Destination, type EnvironmentRules, type Review, World } from './world.ts'

export type { Grant } from './authorization.ts'
export type { Fault, Mishap } from './faults.ts'
export type { Destination, EnvironmentRules } from './world.ts'

/** One request and what became of it, as it went over the wire. */
export interface Exchange {
  method: string
  /** Without the base, as it was sent. */
  path: string
  requestLine: string
  requestHeaders: IncomingMessage['headers']
  requestBody: string
  /** 0 where no answer was given. */
  status: number
  responseHeaders: Record<string, string>
  responseBody: string
  /** The kinds of mishaps that happened to it. */
  faults: Mishap['kind'][]
  startedAt: number
  endedAt: number
}

export interface LocalGitHubOptions {
  /** Serves https with this certificate. */
  tls?: { key: string; cert: string }
  /** `/api/v3` for a GitHub Enterprise Server. */
  basePath?: '' | '/api/v3'
  /** Milliseconds that each answer takes. */
  latency?: number
  now?: () => Date
}

/** GitHub's REST API on this machine, strict by GitHub's own description of it. */
export class LocalGitHub {
  readonly world: World
  readonly faults = new Faults()
  readonly exchanges: Exchange[] = []
  /** What GitHub would have let pass or could not have answered, and is wrong all the same; tests expect none. */
  readonly violations: string[] = []
  onExchange: (exchange: Exchange) => void = () => {}
  url = ''
  readonly #options: LocalGitHubOptions
  readonly #tokens = new Map<string, Grant>()
  readonly #server
  #writes: { perSecond: number; retryAfter: number; times: number[] } | undefined
  #requests = 0

  constructor(options: LocalGitHubOptions) {
    this.#options = options
    this.world = new World(options.now ?? (() => new Date()))
    const listener = (request: IncomingMessage, response: ServerResponse) => void this.#serve(request, response)
    this.#server = options.tls ? createTlsServer(options.tls, listener) : createServer(listener)
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
    this.world.addRepository(fullName, options)
  }
  renameRepository(from: string, to: string): void {
    this.world.renameRepository(from, to)
  }
  addEnvironment(fullName: string, name: string, rules?: EnvironmentRules): void {
    this.world.addEnvironment(fullName, name, rules)
  }
  removeEnvironment(fullName: string, name: string): void {
    this.world.removeEnvironment(fullName, name)
  }
  addOrganization(name: string): void {
    this.world.addOrganization(name)
  }
  addRun(fullName: string, runId: number, reviews?: Review[]): void {
    this.world.addRun(fullName, runId, reviews)
  }
  addToken(token: string, grant: Grant): void {
    this.#tokens.set(token, grant)
  }
  removeToken(token: string): void {
    this.#tokens.delete(token)
  }
  /** The secret as it is now, its value opened by the C libsodium when it was stored. */
  secret(destination: Destination, name: string): Secret | undefined {
    return this.world.vault(destination).secrets.get(name.toUpperCase())
  }
  /** Stores a secret as another run would. */
  putSecret(destination: Destination, name: string, value = 'another value', audience?: Audience): void {
    this.world.putSecret(this.world.vault(destination), name, Buffer.from(value), audience)
  }
  deleteSecret(destination: Destination, name: string): void {
    this.world.vault(destination).secrets.delete(name.toUpperCase())
  }
  variable(destination: Destination, name: string): Variable | undefined {
    return this.world.vault(destination).variables.get(name.toUpperCase())
  }
  putVariable(destination: Destination, name: string, value: string, audience?: Audience): void {
    this.world.putVariable(this.world.vault(destination), name, value, audience)
  }
  rotateSealingKey(destination: Destination): void {
    const vault = this.world.vault(destination)
    vault.sealingKey = new SealingKeyPair()
  }
  /** Refuses writes above a rate by a secondary limit, as GitHub does above about 80 a minute. */
  limitWrites(limit: { perSecond: number; retryAfter?: number } | undefined): void {
    this.#writes = limit && { perSecond: limit.perSecond, retryAfter: limit.retryAfter ?? 1, times: [] }
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = performance.now()
    const { method = '', url = '' } = request
    const base = this.#options.basePath ?? ''
    const path = url.startsWith(base) ? url.slice(base.length) : url
    let requestBody = ''
    try {
      for await (const chunk of request) requestBody += chunk
    } catch {
      // The client went away; what it asked for is not known and does not happen.
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
    if (this.#options.latency) await new Promise(resolve => setTimeout(resolve, this.#options.latency))
    const before = this.faults.take(request, path, 'before')
    let answer = await this.#befall(before, exchange, response, undefined)
    if (answer === 'silence') return
    if (!answer) {
      answer = base && !url.startsWith(`${base}/`) ? refuse(404, 'Not Found') : this.#answer(request, path, requestBody)
      const after = this.faults.take(request, path, 'after')
      const changed = await this.#befall(after, exchange, response, answer)
      if (changed === 'silence') return
      answer = changed ?? answer
    }
    this.#send(answer, exchange, response)
  }

  /** Lets mishaps happen; returns the answer that one of them makes, if any. */
  async #befall(
    mishaps: Mishap[],
    exchange: Exchange,
    response: ServerResponse,
    answer: Answer | undefined,
  ): Promise<Answer | undefined | 'silence'> {
    for (const mishap of mishaps) {
      exchange.faults.push(mishap.kind)
      switch (mishap.kind) {
        case 'run':
          await mishap.effect()
          break
        case 'delay':
          await new Promise(resolve => setTimeout(resolve, mishap.ms))
          break
        case 'hang':
          return 'silence'
        case 'reset':
          response.socket?.resetAndDestroy()
          return 'silence'
        case 'truncate':
          response.writeHead(answer?.status ?? 200, {
            'content-type': 'application/json; charset=utf-8',
            'content-length': '1000',
          })
          response.write('{"key')
          setTimeout(() => response.socket?.destroy(), 20)
          return 'silence'
        case 'status': {
          const { status, headers = {}, body = { message: 'Server Error' } } = mishap
          return { status, headers, body }
        }
        case 'body':
          return {
            status: answer?.status ?? 200,
            headers: { 'content-type': mishap.contentType ?? 'application/json; charset=utf-8' },
            body: mishap.body,
          }
      }
    }
    return undefined
  }

  /** GitHub's answer, once everything about the request has been checked. */
  #answer(request: IncomingMessage, path: string, body: string): Answer {
    const { method = '', headers } = request
    const said = `${method} ${path}`
    if (!headers['user-agent'])
      return refuse(
        403,
        'Request forbidden by administrative rules. Please make sure your request has a User-Agent header',
      )
    if (headers['x-github-api-version'] !== '2022-11-28')
      this.#violate(`${said}: x-github-api-version is ${headers['x-github-api-version']}`)
    if (!/^application\/(?:vnd\.github(?:\.v3)?\+json|json)/.test(headers.accept ?? ''))
      this.#violate(`${said}: accept is ${headers.accept}`)
    const token = /^(?:token|bearer) (\S+)$/i.exec(headers.authorization ?? '')?.[1]
    if (token === undefined) return refuse(401, 'Requires authentication')
    const grant = this.#tokens.get(token)
    if (!grant) return refuse(401, 'Bad credentials')
    const [pathname = '', query] = path.split('?')
    const moved = this.#moved(method, pathname)
    if (moved) return moved
    const match = findOperation(method, pathname)
    if (!match) {
      this.#violate(`${said}: GitHub describes no such operation`)
      return refuse(404, 'Not Found')
    }
    if (query !== undefined) this.#violate(`${said}: has a query`)
    const refused = authorize(this.world, match, grant) ?? this.#limited(method)
    if (refused) return refused
    const parsed = this.#parse(said, match, headers['content-type'], body)
    if ('status' in parsed) return parsed
    const answer = perform({ match, body: parsed.value, world: this.world, url: this.url })
    const required = requiredPermission(match)
    if (required) answer.headers['x-accepted-github-permissions'] ??= required.join('=')
    this.#checkAnswer(said, match, answer)
    return answer
  }

  #parse(
    said: string,
    match: Match,
    contentType: string | undefined,
    body: string,
  ): Answer | { value: Record<string, unknown> } {
    const schema = match.operation.body
    if (!schema) {
      if (body) this.#violate(`${said}: has a body`)
      return { value: {} }
    }
    if (!/^application\/json\b/.test(contentType ?? '')) this.#violate(`${said}: content-type is ${contentType}`)
    let value: Record<string, unknown>
    try {
      value = JSON.parse(body)
    } catch {
      return refuse(400, 'Problems parsing JSON')
    }
    const errors = errorsOf(schema, value)
    if (errors.length > 0) return refuse(422, 'Invalid request.', { errors })
    const known = Object.keys((schema.properties ?? {}) as object)
    for (const name of Object.keys(value)) {
      if (!known.includes(name)) this.#violate(`${said}: the body has ${name}, which GitHub does not describe`)
    }
    return { value }
  }

  #checkAnswer(said: string, { operation }: Match, { status, body }: Answer): void {
    if (status >= 400) return
    if (!(status in operation.responses)) {
      this.#violate(`${said}: this GitHub answers ${status}, which is not described`)
      return
    }
    const schema = operation.responses[status]
    if (!schema) return
    for (const error of errorsOf(schema, body)) this.#violate(`${said}: this GitHub's answer ${error}`)
  }

  /** Renamed repositories: GitHub redirects to the repository by its id. */
  #moved(method: string, pathname: string): Answer | undefined {
    const [, repos, owner, repo, ...rest] = pathname.split('/')
    const repository = repos === 'repos' ? this.world.renamed.get(`${owner}/${repo}`.toLowerCase()) : undefined
    if (!repository) return undefined
    const url = [`${this.url}/repositories/${repository.id}`, ...rest].join('/')
    const status = method === 'GET' ? 301 : 307
    const message = status === 301 ? 'Moved Permanently' : 'Temporary Redirect'
    return {
      status,
      headers: { location: url },
      body: { message, url, documentation_url: 'https://docs.github.com/rest' },
    }
  }

  #limited(method: string): Answer | undefined {
    if (!this.#writes || method === 'GET') return undefined
    const now = performance.now()
    this.#writes.times = this.#writes.times.filter(time => now - time < 1000)
    if (this.#writes.times.length < this.#writes.perSecond) {
      this.#writes.times.push(now)
      return undefined
    }
    return refuse(403, 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.', {
      headers: { 'retry-after': String(this.#writes.retryAfter) },
    })
  }

  #send({ status, headers, body }: Answer, exchange: Exchange, response: ServerResponse): void {
    const now = this.world.now()
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
    const all = {
      date: now.toUTCString(),
      'x-github-request-id': `0000:${(++this.#requests).toString(16).padStart(6, '0')}`,
      'x-github-api-version-selected': '2022-11-28',
      'x-github-media-type': 'github.v3; format=json',
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': String(5000 - this.#requests),
      'x-ratelimit-used': String(this.#requests),
      'x-ratelimit-reset': String(Math.floor(now.getTime() / 1000) + 3600),
      'x-ratelimit-resource': 'core',
      ...(text && {
        'content-type': 'application/json; charset=utf-8',
        'content-length': String(Buffer.byteLength(text)),
      }),
      ...headers,
    }
    Object.assign(exchange, { status, responseHeaders: all, responseBody: text, endedAt: performance.now() })
    response.writeHead(status, all).end(text)
    this.onExchange(exchange)
  }

  #violate(what: string): void {
    this.violations.push(what)
  }
}

/** Starts a GitHub on a port of 127.0.0.1. */
export function startGitHub(options: LocalGitHubOptions = {}): Promise<LocalGitHub> {
  return new LocalGitHub(options).listen()
}
