import { Failure, messageOf } from './failure.ts'

/** REST API version that github.com and every supported GitHub Enterprise Server know. */
const API_VERSION = '2022-11-28'

/** How long one request may take. */
const REQUEST_LIMIT_MS = 10_000
/** How long all requests of a run together may take, waits included. */
const RUN_LIMIT_MS = 110_000
/** How often a request is sent when GitHub fails or does not answer. Told waits (rate limits) are bounded by time alone. */
const MAX_ATTEMPTS = 5
const FIRST_BACKOFF_MS = 500
/** What GitHub's documentation asks for where a secondary rate limit names no time. */
const UNTOLD_LIMIT_MS = 60_000
/** A wait that is worth a line in the log. */
const LONG_WAIT_MS = 3_000

/** An answer of GitHub's that is not worth repeating the request for, whatever its status. */
export interface Reply {
  status: number
  /** The parsed JSON, or the text where it is none. Not validated. */
  data: unknown
  headers: Record<string, string | number | undefined>
  /** An attempt before this one got no answer, so its effect may have taken place already. */
  repeated: boolean
}

/** GitHub gave no usable answer, however often it was asked. */
export class NoAnswer extends Failure {
  /** Whether the request may have taken effect all the same. */
  readonly uncertain: boolean

  constructor(code: string, what: string, next: string, uncertain: boolean) {
    super(code, what, next)
    this.uncertain = uncertain
  }
}

/** Octokit's `request`: fills a route's `{names}` with percent-encoded parameters and sends the rest as JSON body. */
export type OctokitRequest = (
  route: string,
  parameters: Record<string, unknown>,
) => Promise<{ status: number; data: unknown; headers: Record<string, string | number | undefined> }>

/** What one attempt came to, where it is worth another. */
interface Setback {
  /** What happened, to follow "GitHub" or to stand alone. */
  why: string
  /** GitHub's own word on how long to wait. */
  toldWaitMs?: number
  /** Whether the request may have taken effect. */
  uncertain: boolean
  /** Asking again cannot help. */
  final?: boolean
}

/**
 * GitHub's REST API with patience: passing faults are survived, told waits are kept, and everything ends in time.
 * A request that stores is repeated too: each of the operations used has the same effect however often it arrives.
 */
export class GitHubApi {
  readonly #request: OctokitRequest
  readonly #log: (line: string) => void
  readonly #deadline = performance.now() + RUN_LIMIT_MS

  /**
   * @param request Octokit's request function, with token and base URL
   * @param log gets one line for each wait that a reader of the log would wonder about
   */
  constructor(request: OctokitRequest, log: (line: string) => void) {
    this.#request = request
    this.#log = log
  }

  /**
   * Sends one request.
   * @param route such as `GET /orgs/{org}/actions/secrets/public-key`
   * @throws NoAnswer where GitHub did not answer, failed lastingly, or asks to wait longer than this run may
   */
  async send(route: string, parameters: Record<string, unknown>): Promise<Reply> {
    let uncertain = false
    let waits = 0
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.#attempt(route, parameters)
      if ('status' in outcome) return { ...outcome, repeated: uncertain }
      uncertain ||= outcome.uncertain
      const told = outcome.toldWaitMs !== undefined
      const patience = told || (!outcome.final && attempt - waits < MAX_ATTEMPTS)
      if (told) waits++
      // Jitter keeps many runs, refused together, from coming back together.
      const wait = told
        ? (outcome.toldWaitMs ?? 0) + Math.random() * Math.min(1000 * 2 ** waits, 10_000)
        : FIRST_BACKOFF_MS * 2 ** (attempt - waits - 1) * (0.5 + Math.random())
      if (!patience || wait > this.#remaining()) throw noAnswer(route, outcome, attempt, uncertain)
      if (wait >= LONG_WAIT_MS) this.#log(`${outcome.why}; asking again in ${Math.ceil(wait / 1000)} s.`)
      await new Promise(resolve => setTimeout(resolve, wait))
    }
  }

  #remaining(): number {
    return this.#deadline - performance.now()
  }

  async #attempt(route: string, parameters: Record<string, unknown>): Promise<Omit<Reply, 'repeated'> | Setback> {
    const limit = Math.min(REQUEST_LIMIT_MS, this.#remaining())
    if (limit <= 0) return { why: 'the time for this run is up', uncertain: false, final: true }
    try {
      return await this.#request(route, {
        ...parameters,
        headers: { 'x-github-api-version': API_VERSION },
        request: { signal: AbortSignal.timeout(limit), log: { warn() {} } },
      })
    } catch (error) {
      const response = responseOf(error)
      return response ? (setbackOf(response) ?? response) : connectionSetback(error, limit)
    }
  }
}

function responseOf(error: unknown): Omit<Reply, 'repeated'> | undefined {
  if (!(error instanceof Error) || !('response' in error) || !('status' in error)) return undefined
  const { response, status } = error as { response?: { headers?: Reply['headers']; data?: unknown }; status: number }
  return response && { status, headers: response.headers ?? {}, data: response.data }
}

/** Whether an answer is a passing fault, and which. */
function setbackOf({ status, headers, data }: Omit<Reply, 'repeated'>): Setback | undefined {
  if (status >= 500) return { why: `GitHub failed with status ${status}`, uncertain: true }
  const limited =
    status === 429 ||
    (status === 403 &&
      (headers['retry-after'] !== undefined ||
        headers['x-ratelimit-remaining'] === '0' ||
        /rate limit/i.test(githubMessage(data))))
  if (!limited) return undefined
  const toldWaitMs = limitWaitMs(headers)
  const ends = new Date(Date.now() + toldWaitMs).toISOString().slice(0, 19)
  return {
    why: `GitHub limits requests (status ${status}) and asks to wait ${Math.ceil(toldWaitMs / 1000)} s, until ${ends}Z`,
    toldWaitMs,
    uncertain: false,
  }
}

/** How long a rate limit lasts, by GitHub's own headers, measured on GitHub's own clock. */
function limitWaitMs(headers: Reply['headers']): number {
  const retryAfter = Number(headers['retry-after'])
  if (headers['retry-after'] !== undefined && retryAfter >= 0) return retryAfter * 1000
  const reset = Number(headers['x-ratelimit-reset'])
  if (headers['x-ratelimit-remaining'] === '0' && reset > 0) {
    const now = Date.parse(String(headers.date)) || Date.now()
    return Math.max(reset * 1000 - now, 0)
  }
  return UNTOLD_LIMIT_MS
}

/** What a request that got no answer came to. */
function connectionSetback(error: unknown, limit: number): Setback {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const name = cause instanceof Error ? cause.name : ''
  if (name === 'AbortError' || name === 'TimeoutError') {
    return { why: `GitHub did not answer within ${Math.round(limit / 1000)} s`, uncertain: true }
  }
  const text = code && !messageOf(cause).includes(code) ? `${messageOf(cause)} (${code})` : messageOf(cause)
  const why = `the connection failed: ${text}`
  if (/^(ENOTFOUND|ERR_|CERT_|UNABLE_|DEPTH_|SELF_SIGNED_|HOSTNAME_)/.test(code) || /tunneling socket/.test(text)) {
    return { why, uncertain: false, final: true }
  }
  return { why, uncertain: code !== 'ECONNREFUSED' && code !== 'EAI_AGAIN' }
}

function noAnswer(route: string, setback: Setback, attempts: number, uncertain: boolean): NoAnswer {
  const tries = attempts === 1 ? '' : ` (asked ${attempts} times)`
  const what = `${capitalise(setback.why)}${tries}: ${route}.`
  if (setback.toldWaitMs !== undefined) {
    return new NoAnswer('github-limited', what, 'Run this again when the limit has ended.', uncertain)
  }
  if (setback.why.startsWith('the connection')) {
    return new NoAnswer(
      'github-unreachable',
      what,
      'Check `github-api-url`, the network of the runner, its proxy (HTTPS_PROXY, NO_PROXY) and certificate authority (NODE_EXTRA_CA_CERTS).',
      uncertain,
    )
  }
  return new NoAnswer('github-down', what, "See GitHub's status page, and run this again when it is well.", uncertain)
}

/** What GitHub says in an error's JSON body; empty where it says nothing. */
export function githubMessage(data: unknown): string {
  if (typeof data !== 'object' || data === null || !('message' in data)) return ''
  return typeof data.message === 'string' ? data.message : ''
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
