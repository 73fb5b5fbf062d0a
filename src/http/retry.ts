import { ActionError } from '../errors.ts'
import type { Clock, Sleep } from '../time.ts'

/** How long one request may take. */
const REQUEST_LIMIT_MS = 10_000
/** How long all requests of a run may take together, waits included. */
const RUN_LIMIT_MS = 110_000
/** How often a request is sent to a service that fails or does not answer. */
const MAX_FAULTS = 5
/** How often a request is sent to a service that limits requests. */
const MAX_RATE_LIMITS = 8
const FIRST_BACKOFF_MS = 500
/** A wait that is worth a line in the log. */
const LONG_WAIT_MS = 3_000

export type Service = 'GitHub' | 'Ledger' | 'Vault' | 'AWS'

/** What says where a service is, in Markdown. */
const ADDRESSES: Record<Service, string> = {
  GitHub: '`github-api-url`',
  Ledger: '`ledger-api-url`',
  Vault: '`VAULT_ADDR`',
  AWS: '`aws-region` and AWS_ENDPOINT_URL',
}

/** Why an attempt got no final response. */
export class RetryableError extends Error {
  readonly kind: 'rate-limited' | 'unavailable' | 'unreachable'
  /** Whether the request may have been applied all the same. */
  readonly indeterminate: boolean
  /** How long the service asks to wait; undefined if it does not say. */
  readonly waitMs: number | undefined
  /** Whether another attempt cannot help. */
  readonly isFinal: boolean

  /** @param message what happened, to begin a sentence */
  constructor(
    kind: RetryableError['kind'],
    message: string,
    {
      indeterminate = false,
      isFinal = false,
      waitMs,
      cause,
    }: {
      indeterminate?: boolean
      isFinal?: boolean
      waitMs?: number | undefined
      cause?: unknown
    } = {},
  ) {
    super(message, { cause })
    this.kind = kind
    this.indeterminate = indeterminate
    this.isFinal = isFinal
    this.waitMs = waitMs
  }

  /** A request without effect, because it was not sent or the service refuses everything. It ends the run with this error. */
  static withoutEffect(error: ActionError): RetryableError {
    return new RetryableError('unavailable', error.message, { isFinal: true, cause: error })
  }
}

/** The attempts at one request. `retrying` uses them up; who sends by itself calls `wait` between two of them. */
export interface Attempts {
  readonly service: Service
  /** The request in words, for errors and the timeline: `GET /orgs/octo/actions/secrets/public-key`. */
  readonly request: string
  /** 1 for the first attempt. */
  readonly number: number
  /**
   * How long the next attempt may take.
   * @throws RetryableError if the deadline of the run has passed: the request is not sent
   */
  timeoutMs(): number
  /**
   * Waits before the next attempt: exponential backoff with jitter, or as long as the service asks.
   * @throws ActionError if there is no next attempt
   */
  wait(error: RetryableError): Promise<void>
}

/** Retrying within the deadline that all requests of a run share. */
export class Retry {
  readonly #clock: Clock
  readonly #sleep: Sleep
  readonly #info: (line: string) => void
  readonly #deadline: number

  /** @param info gets one line for each long wait */
  constructor({ clock, sleep }: { clock: Clock; sleep: Sleep }, info: (line: string) => void) {
    this.#clock = clock
    this.#sleep = sleep
    this.#info = info
    this.#deadline = clock.elapsedMs() + RUN_LIMIT_MS
  }

  /** How long the run may still send requests. */
  remainingMs(): number {
    return this.#deadline - this.#clock.elapsedMs()
  }

  /** @param request as `Attempts.request` has it */
  attempts(service: Service, request: string): Attempts {
    let number = 1
    let faults = 0
    let rateLimits = 0
    return {
      service,
      request,
      get number() {
        return number
      },
      timeoutMs: () => {
        const remaining = this.remainingMs()
        if (remaining <= 0) throw RetryableError.withoutEffect(deadlineExceeded(service, request))
        return Math.min(REQUEST_LIMIT_MS, remaining)
      },
      wait: async error => {
        // Jitter keeps many runs, refused together, from coming back together.
        let ms: number
        if (error.waitMs === undefined) {
          ms = FIRST_BACKOFF_MS * 2 ** faults * (0.5 + Math.random())
          faults++
        } else {
          ms = error.waitMs + Math.random() * Math.min(1000 * 2 ** rateLimits, 10_000)
          rateLimits++
        }
        const isLast = error.isFinal || faults >= MAX_FAULTS || rateLimits >= MAX_RATE_LIMITS
        if (isLast || ms > this.remainingMs()) throw noResponse(service, request, error, number)
        if (ms >= LONG_WAIT_MS) this.#info(`${error.message}. Retrying in ${Math.ceil(ms / 1000)} s.`)
        await this.#sleep(ms)
        number++
      },
    }
  }
}

/**
 * Sends a request until it gets a final response: retrying would not change it.
 * @param send one attempt; throws RetryableError if another may help
 * @throws ActionError if none does
 */
export async function retrying<T>(attempts: Attempts, send: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await send()
    } catch (error) {
      if (!(error instanceof RetryableError)) throw error
      await attempts.wait(error)
    }
  }
}

function deadlineExceeded(service: Service, request: string): ActionError {
  return new ActionError(
    `${lowerCase(service)}-unavailable`,
    `Deadline of ${RUN_LIMIT_MS / 1000} s exceeded; request skipped: ${request}.`,
    'Other requests took too long; the log names them. Run this again.',
  )
}

function noResponse(service: Service, request: string, error: RetryableError, attempts: number): ActionError {
  if (error.cause instanceof ActionError) return error.cause
  const name = lowerCase(service)
  const hint = {
    'rate-limited': 'Run this again when the rate limit has ended.',
    unavailable: `See ${service === 'Vault' ? 'the log of the server' : `${service}'s status page`}, and run this again when it has recovered.`,
    unreachable: `Check ${ADDRESSES[service]}, the network of the runner, its proxy (HTTPS_PROXY, NO_PROXY) and its certificate authority (${service === 'Vault' ? 'VAULT_CACERT, ' : ''}NODE_EXTRA_CA_CERTS).`,
  }
  const count = attempts === 1 ? '1 attempt' : `${attempts} attempts`
  return new ActionError(`${name}-${error.kind}`, `${error.message} (${count}): ${request}.`, hint[error.kind], error)
}

function lowerCase(service: Service): Lowercase<Service> {
  return service.toLowerCase() as Lowercase<Service>
}
