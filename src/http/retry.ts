import { ActionError, rethrow } from '../errors.ts'
import { elapsedMs } from '../time.ts'

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

/** Headers of an answer, their names in lower case. */
export type AnswerHeaders = Record<string, string | number | undefined>

/** What one attempt came to, where it did not bring an answer. */
export interface Setback {
  kind: 'rate-limited' | 'unavailable' | 'unreachable'
  /** What happened, to begin a sentence. */
  why: string
  /** How long to wait before asking again, where that is not for this run to choose. */
  waitMs?: number
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
   * @param beforeRepeating is asked before each further attempt; gets whether one may have taken effect already. What it
   * returns is the answer then, and where it throws that ends it
   * @returns the answer, and whether an attempt before it may have taken effect already (`mayHaveActed`)
   * @throws ActionError where the service gives no answer, however often it is asked
   */
  async ask<T extends object>(
    service: Service,
    request: string,
    attempt: (signal: AbortSignal) => Promise<T | Setback>,
    beforeRepeating?: (mayHaveActed: boolean) => Promise<T | undefined>,
  ): Promise<{ answer: T; mayHaveActed: boolean }> {
    let uncertain = false
    let faults = 0
    for (let waits = 0; ; ) {
      if (faults + waits > 0) {
        const instead = await beforeRepeating?.(uncertain).catch(rethrow(uncertain))
        if (instead) return { answer: instead, mayHaveActed: uncertain }
      }
      const limit = Math.min(REQUEST_LIMIT_MS, this.#remaining())
      if (limit <= 0) throw timeIsUp(service, request, uncertain)
      const outcome = await this.#once(service, attempt, limit)
      if (!isSetback(outcome)) return { answer: outcome, mayHaveActed: uncertain }
      uncertain ||= outcome.uncertain
      // Jitter keeps many runs, refused together, from coming back together.
      const wait =
        outcome.waitMs === undefined
          ? FIRST_BACKOFF_MS * 2 ** faults++ * (0.5 + Math.random())
          : outcome.waitMs + Math.random() * Math.min(1000 * 2 ** waits++, 10_000)
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
    try {
      return await attempt(AbortSignal.timeout(Math.ceil(limit)))
    } catch (error) {
      if (error instanceof ActionError) throw error
      return connectionSetback(service, error, limit)
    }
  }

  #remaining(): number {
    return this.#deadline - elapsedMs()
  }
}

/**
 * The setback of a rate limit.
 * @param headers of the answer, which may say when the limit ends
 * @param untoldMs how long to wait where they do not
 */
export function limited(service: Service, status: number, headers: AnswerHeaders, untoldMs: number): Setback {
  // The service's own clock, where it shows it: that of the runner may be years off.
  const now = Date.parse(String(headers.date)) || Date.now()
  const toldMs = toldWaitMs(headers, now)
  const waitMs = toldMs ?? untoldMs
  const ends = new Date(Math.min(now + waitMs, LAST_TIME_MS)).toISOString().replace(/\.\d+Z/, 'Z')
  const word =
    toldMs === undefined ? 'does not say for how long' : `asks to wait ${Math.ceil(waitMs / 1000)} s, until ${ends}`
  return {
    kind: 'rate-limited',
    why: `${service} limits requests (status ${status}) and ${word}`,
    waitMs,
    uncertain: false,
  }
}

/** How long a rate limit lasts by the answer's own headers; undefined where they do not say. */
function toldWaitMs(headers: AnswerHeaders, now: number): number | undefined {
  const retryAfter = headers['retry-after']
  if (retryAfter !== undefined) {
    // RFC 9110 section 10.2.3: seconds, or a date.
    const seconds = Number(retryAfter)
    const ms = Number.isNaN(seconds) ? Date.parse(String(retryAfter)) - now : seconds * 1000
    if (ms >= 0) return ms
  }
  const reset = Number(headers['x-ratelimit-reset'])
  return headers['x-ratelimit-remaining'] === '0' && reset > 0 ? Math.max(reset * 1000 - now, 0) : undefined
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
    return {
      kind: 'unavailable',
      why: `${service} did not answer within ${Math.round(limit / 1000)} s`,
      uncertain: true,
    }
  }
  // What a connection throws has a code. Anything else is a mistake of this program's, which asking again would hide.
  if (code === undefined) throw error
  const text = message.includes(code) ? message : `${message} (${code})`
  const why = `The connection to ${service} failed: ${text}`
  // A proxy that refused the tunnel: nothing went through it. One that failed may be well again in a moment.
  if (code === 'ERR_PROXY_TUNNEL') {
    return { kind: 'unreachable', why, uncertain: false, final: /HTTP\/1\.\d [34]\d\d/.test(message) }
  }
  // The request was understood, and the answer will not get smaller.
  if (code === 'ERR_ANSWER_TOO_LARGE')
    return { kind: 'unavailable', why: `${service}: ${message}`, uncertain: true, final: true }
  // What fails before a request can be sent, and would again. A fault of TLS itself (ERR_SSL) may come after it was sent.
  if (/^(?:ENOTFOUND|ERR_TLS|ERR_INVALID|CERT_|UNABLE_|DEPTH_|SELF_SIGNED_|HOSTNAME_)/.test(code)) {
    return { kind: 'unreachable', why, uncertain: false, final: true }
  }
  return { kind: 'unreachable', why, uncertain: code !== 'ECONNREFUSED' && code !== 'EAI_AGAIN' }
}

function timeIsUp(service: Service, request: string, uncertain: boolean): ActionError {
  return new ActionError(
    `${service.toLowerCase() as Lowercase<Service>}-unavailable`,
    `The time that all requests of a run may take together is up; not asked any more: ${request}.`,
    'Other requests took too long: the log says which. Run this again.',
    uncertain,
  )
}

function noAnswer(service: Service, request: string, setback: Setback, asked: number, uncertain: boolean): ActionError {
  const what = `${setback.why} (asked ${asked === 1 ? 'once' : `${asked} times`}): ${request}.`
  const name = service.toLowerCase() as Lowercase<Service>
  const next = {
    'rate-limited': 'Run this again when the limit has ended.',
    unavailable: `See ${service}'s status page, and run this again when it is well.`,
    unreachable: `Check \`${name}-api-url\`, the network of the runner, its proxy (HTTPS_PROXY, NO_PROXY) and certificate authority (NODE_EXTRA_CA_CERTS).`,
  }
  return new ActionError(`${name}-${setback.kind}`, what, next[setback.kind], uncertain)
}
