import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { authorize, type Grant, permissionHeaders } from './authorization.ts'
import { findOperation } from './description.ts'
import { Faults, type Mishap } from './faults.ts'
import { type WriteLimit, WriteLimiter } from './limit.ts'
import { perform } from './operations.ts'
import { findAnswerFaults, findHeaderFaults, findQueryFaults, fitsPath, readBody, tokenOf } from './protocol.ts'
import { type Answer, refuse } from './response.ts'
import { type Destination, type EnvironmentRules, type Review, type RunOptions, World } from './state.ts'
import type { User } from './users.ts'
import { type Audience, SealingKeyPair, type Secret, type Variable } from './vault.ts'

export type { Grant } from './authorization.ts'
export type { Fault, Mishap } from './faults.ts'
export type { Branch, Destination, EnvironmentRules, Review, Run, RunOptions } from './state.ts'
export type { User } from './users.ts'

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
  #writes: WriteLimiter | undefined
  #requests = 0

  constructor(options: LocalGitHubOptions) {
    this.#options = options
    this.world = new World(options.now ?? (() => new Date()))
    const listener = (request: IncomingMessage, response: ServerResponse) => {
      this.#serve(request, response).catch(error => {
        this.violations.push(`${request.method} ${request.url}: this GitHub broke down: ${error}`)
        response.destroy()
      })
    }
    this.#server = options.tls ? createTlsServer(options.tls, listener) : createServer(listener)
    // As GitHub does: an idle connection outlasts a client's back-off.
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
    this.world.addRepository(fullName, options)
  }
  renameRepository(from: string, to: string): void {
    this.world.renameRepository(from, to)
    // A token is for the repository, whatever its name.
    for (const grant of this.#tokens.values()) {
      if (Array.isArray(grant.repositories) && grant.repositories.some(name => isSame(name, from))) {
        grant.repositories = [...grant.repositories, to]
      }
    }
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
  /** Sets a branch, or changes whether it is protected. A new repository has `main`, protected. */
  setBranch(fullName: string, name: string, options: { protected: boolean }): void {
    this.world.setBranch(fullName, name, options.protected)
  }
  removeBranch(fullName: string, name: string): void {
    this.world.removeBranch(fullName, name)
  }
  /** Adds a user with an id and a type of its own; every other login that is named gets a user by itself. */
  addUser(user: { login: string; id?: number; type?: User['type'] }): User {
    return this.world.users.add(user)
  }
  /** The user keeps the id; reviews and required reviewers follow. */
  renameUser(from: string, to: string): void {
    this.world.renameUser(from, to)
  }
  addRun(fullName: string, runId: number, reviews?: Review[], options?: RunOptions): void {
    this.world.addRun(fullName, runId, reviews, options)
  }
  addToken(token: string, grant: Grant): void {
    this.#tokens.set(token, { ...grant })
  }
  removeToken(token: string): void {
    this.#tokens.delete(token)
  }
  /** The secret as it is now, its value opened by the C libsodium when it was stored. */
  secret(destination: Destination, name: string): Secret | undefined {
    return this.world.vault(destination).secrets.get(name.toUpperCase())
  }
  /** Stores a secret as another run would. */
  putSecret(destination: Destination, name: string, value = 'another value', audience = audienceAt(destination)): void {
    this.world.putSecret(this.world.vault(destination), name, Buffer.from(value), audience)
  }
  deleteSecret(destination: Destination, name: string): void {
    this.world.vault(destination).secrets.delete(name.toUpperCase())
  }
  variable(destination: Destination, name: string): Variable | undefined {
    return this.world.vault(destination).variables.get(name.toUpperCase())
  }
  putVariable(destination: Destination, name: string, value: string, audience = audienceAt(destination)): void {
    this.world.putVariable(this.world.vault(destination), name, value, audience)
  }
  deleteVariable(destination: Destination, name: string): void {
    this.world.vault(destination).variables.delete(name.toUpperCase())
  }
  rotateSealingKey(destination: Destination): void {
    const vault = this.world.vault(destination)
    vault.sealingKey = new SealingKeyPair()
  }
  /** Refuses writes above a rate by a secondary limit, as GitHub does above about 80 a minute. */
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
  #answer(request: IncomingMessage, path: string, text: string): Answer {
    const { method = '', headers } = request
    const violate = (what: string) => void this.violations.push(`${method} ${path}: ${what}`)
    for (const fault of findHeaderFaults(request)) violate(fault)
    if (!headers['user-agent']) {
      return refuse(
        403,
        'Request forbidden by administrative rules. Please make sure your request has a User-Agent header',
      )
    }
    const token = tokenOf(headers)
    if (token === undefined) return refuse(401, 'Requires authentication')
    const grant = this.#tokens.get(token)
    if (!grant) return refuse(401, 'Bad credentials')
    const [pathname = '', search] = path.split('?')
    const query = new URLSearchParams(search)
    const moved = this.#moved(method, pathname)
    if (moved) return moved
    const match = findOperation(method, this.world.pathByName(pathname))
    if (!match || !fitsPath(match)) {
      violate('GitHub describes no such operation')
      return refuse(404, 'Not Found')
    }
    for (const fault of findQueryFaults(match, query)) violate(fault)
    const refused = authorize(this.world, match, grant) ?? (method === 'GET' ? undefined : this.#writes?.take())
    if (refused) return refused
    const read = readBody(match, request, text, violate)
    const answer =
      'refusal' in read ? read.refusal : perform({ match, query, body: read.body, world: this.world, url: this.url })
    Object.assign(answer.headers, permissionHeaders(match, grant))
    for (const fault of findAnswerFaults(match, answer)) violate(fault)
    return answer
  }

  /** Renamed repositories: GitHub redirects to the repository by its id. */
  #moved(method: string, pathname: string): Answer | undefined {
    const [, repos, owner, repo, ...rest] = pathname.split('/')
    const fullName = `${owner}/${repo}`.toLowerCase()
    const repository = repos === 'repos' ? this.world.renamed.get(fullName) : undefined
    if (!repository || this.world.repositories.has(fullName)) return undefined
    const url = [`${this.url}/repositories/${repository.id}`, ...rest].join('/')
    const status = method === 'GET' ? 301 : 307
    const message = status === 301 ? 'Moved Permanently' : 'Temporary Redirect'
    return {
      status,
      headers: { location: url },
      body: { message, url, documentation_url: 'https://docs.github.com/rest' },
    }
  }

  #send({ status, headers, body }: Answer, exchange: Exchange, response: ServerResponse): void {
    const now = this.world.now()
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
    const all = {
      date: now.toUTCString(),
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

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

/** What an organization's secret or variable has where nobody said otherwise. */
function audienceAt(destination: Destination): Audience {
  return 'organization' in destination ? { visibility: 'private' } : {}
}

/** Starts a GitHub on a port of 127.0.0.1. */
export function startGitHub(options: LocalGitHubOptions = {}): Promise<LocalGitHub> {
  return new LocalGitHub(options).listen()
}
