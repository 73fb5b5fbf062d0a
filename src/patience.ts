import { Failure } from './failure.ts'

/** How long one request may take. */
const REQUEST_LIMIT_MS = 10_000
/** How long all requests of a run together may take, waits included. */
const RUN_LIMIT_MS = 110_000
/** How often a request is sent to a service that fails or does not answer. Told waits (rate limits) are bounded by time alone. */
const MAX_ATTEMPTS = 5
const FIRST_BACKOFF_MS = 500
/** A wait that is worth a line in the log. */
const LONG_WAIT_MS = 3_000

/** The last time that a Date can tell. */
const LAST_TIME_MS = 8.64e15

/** Whom a run asks. */
export type Service = 'GitHub' | 'Ledger'

/** What one attempt came to, where it did not bring an answer. */
export interface Setback {
  kind: 'limited' | 'down' | 'unreachable'
  /** What happened, to begin a sentence. */
  why: string
  /** The service's own word on how long to wait. */
  toldWaitMs?: number
  /** Whether the request may have taken effect. */
  uncertain: boolean
  /** Asking again cannot help. */
  final?: boolean
}

/**
 * The patience of a whole run: passing faults are survived, told waits are kept, and everything ends in time.
 * Whatever is asked with patience must have the same effect however often it arrives.
 */
export class Patience {
  readonly #deadline = elapsedMs() + RUN_LIMIT_MS
  readonly #log: (line: string) => void

  /** @param log gets one line for each wait that a reader of the log would wonder about */
  constructor(log: (line: string) => void) {
    this.#log = log
  }

  /**
   * Asks a service until it answers.
   * @param request the request in words, for errors
   * @param attempt sends the request once; gets the signal that ends it when its time is up
   * @returns the answer, and whether an attempt before it may have taken effect already
   * @throws Failure where the service gives no answer, however often it is asked
   */
  async ask<T extends object>(
    service: Service,
    request: string,
    attempt: (signal: AbortSignal) => Promise<T | Setback>,
  ): Promise<{ answer: T; repeated: boolean }> {
    let uncertain = false
    let faults = 0
    for (let waits = 0; ; ) {
      const limit = Math.min(REQUEST_LIMIT_MS, this.#remaining())
      const outcome = await this.#once(service, attempt, limit)
      if (!isSetback(outcome)) return { answer: outcome, repeated: uncertain }
      uncertain ||= outcome.uncertain
      // Jitter keeps many runs, refused together, from coming back together.
      const wait =
        outcome.toldWaitMs === undefined
          ? FIRST_BACKOFF_MS * 2 ** faults++ * (0.5 + Math.random())
          : outcome.toldWaitMs + Math.random() * Math.min(1000 * 2 ** waits++, 10_000)
      if (outcome.final || faults >= MAX_ATTEMPTS || wait > this.#remaining()) {
        throw noAnswer(service, request, outcome, faults + waits, uncertain)
      }
      if (wait >= LONG_WAIT_MS) this.#log(`${outcome.why}. Asking again in ${Math.ceil(wait / 1000)} s.`)
      await new Promise(resolve => setTimeout(resolve, wait))
    }
  }

  async #once<T>(
    service: Service,
    attempt: (signal: AbortSignal) => Promise<T | Setback>,
    limit: number,
  ): Promise<T | Setback> {
    if (limit <= 0) return { kind: 'down', why: 'The time for this run is up', uncertain: false, final: true }
    try {
      return await attempt(AbortSignal.timeout(Math.ceil(limit)))
    } catch (error) {
      return connectionSetback(service, error, limit)
    }
  }

  #remaining(): number {
    return this.#deadline - elapsedMs()
  }
}

/** A clock that nobody sets; `performance` would be one too, and loading it takes longer than asking this one. */
function elapsedMs(): number {
  return process.uptime() * 1000
}

/** The setback of a rate limit that tells, or does not tell, how long it lasts. */
export function limited(service: Service, status: number, waitMs: number): Setback {
  const ends = new Date(Math.min(Date.now() + waitMs, LAST_TIME_MS)).toISOString().replace(/\.\d+Z$/, 'Z')
  return {
    kind: 'limited',
    why: `${service} limits requests (status ${status}) and asks to wait ${Math.ceil(waitMs / 1000)} s, until ${ends}`,
    toldWaitMs: waitMs,
    uncertain: false,
  }
}

function isSetback(outcome: object): outcome is Setback {
  return 'kind' in outcome && 'why' in outcome
}

/** What a request that got no answer came to. */
function connectionSetback(service: Service, error: unknown, limit: number): Setback {
  // Octokit wraps what the connection threw.
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const { name, message, code }: NodeJS.ErrnoException = cause instanceof Error ? cause : new Error(String(cause))
  if (name === 'AbortError' || name === 'TimeoutError') {
    return { kind: 'down', why: `${service} did not answer within ${Math.round(limit / 1000)} s`, uncertain: true }
  }
  const text = code && !message.includes(code) ? `${message} (${code})` : message
  const why = `The connection to ${service} failed: ${text}`
  // A proxy that refused the tunnel: nothing went through it. One that failed may be well again in a moment.
  if (code === 'ERR_PROXY_TUNNEL') {
    return { kind: 'unreachable', why, uncertain: false, final: !/HTTP\/1\.\d 5\d\d/.test(message) }
  }
  // The request was understood, and the answer will not get smaller.
  if (code === 'ERR_ANSWER_TOO_LARGE')
    return { kind: 'down', why: `${service}: ${message}`, uncertain: true, final: true }
  if (/^(?:ENOTFOUND|ERR_TLS|ERR_SSL|ERR_INVALID|CERT_|UNABLE_|DEPTH_|SELF_SIGNED_|HOSTNAME_)/.test(String(code))) {
    return { kind: 'unreachable', why, uncertain: false, final: true }
  }
  return { kind: 'unreachable', why, uncertain: code !== 'ECONNREFUSED' && code !== 'EAI_AGAIN' }
}

function noAnswer(service: Service, request: string, setback: Setback, asked: number, uncertain: boolean): Failure {
  const what = `${setback.why} (asked ${asked === 1 ? 'once' : `${asked} times`}): ${request}.`
  const name = service.toLowerCase() as Lowercase<Service>
  const next = {
    limited: 'Run this again when the limit has ended.',
    down: `See ${service}'s status page, and run this again when it is well.`,
    unreachable: `Check \`${name}-api-url\`, the network of the runner, its proxy (HTTPS_PROXY, NO_PROXY) and certificate authority (NODE_EXTRA_CA_CERTS).`,
  }
  return new Failure(`${name}-${setback.kind}`, what, next[setback.kind], uncertain)
}
