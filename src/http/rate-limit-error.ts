import type { Clock } from '../time.ts'
import { RetryableError, type Service } from './retry.ts'

/** Headers of a response, their names in lower case. */
export type ResponseHeaders = Record<string, string | number | undefined>

/** The last time that a Date can hold. */
const LAST_TIME_MS = 8.64e15
/** The shortest wait: a limit that has just ended may not have reached every server. */
const MIN_WAIT_MS = 1_000

/**
 * The error of a rate limit.
 * @param clock of the run, for a service that does not show its own
 * @param headers of the response, which may say when the limit ends
 * @param defaultWaitMs how long to wait if they do not
 */
export function rateLimited(
  clock: Clock,
  service: Service,
  status: number,
  headers: ResponseHeaders,
  defaultWaitMs: number,
): RetryableError {
  // The service's own clock, if it shows it: that of the runner may be years off.
  const now = Date.parse(String(headers.date)) || clock.now().getTime()
  const askedMs = askedWaitMs(headers, now)
  const waitMs = Math.max(askedMs ?? defaultWaitMs, MIN_WAIT_MS)
  const end = new Date(Math.min(now + waitMs, LAST_TIME_MS)).toISOString().replace(/\.\d+Z/, 'Z')
  const duration =
    askedMs === undefined ? 'does not say for how long' : `asks to wait ${Math.ceil(waitMs / 1000)} s, until ${end}`
  return new RetryableError('rate-limited', `${service} limits requests (status ${status}) and ${duration}`, { waitMs })
}

/** How long a rate limit lasts by the response's own headers; undefined if they do not say. */
function askedWaitMs(headers: ResponseHeaders, now: number): number | undefined {
  const retryAfter = headers['retry-after']
  if (retryAfter !== undefined) {
    // RFC 9110 section 10.2.3: seconds, or a date.
    const seconds = Number(retryAfter)
    const ms = Number.isNaN(seconds) ? Date.parse(String(retryAfter)) - now : seconds * 1000
    if (ms >= 0) return ms
  }
  const reset = Number(headers['x-ratelimit-reset'])
  return String(headers['x-ratelimit-remaining']) === '0' && reset > 0 ? Math.max(reset * 1000 - now, 0) : undefined
}
