import { membersOf } from '../http/json.ts'
import type { ResponseHeaders } from '../http/rate-limit.ts'

/** The shortest wait, however little GitHub asks for: its `x-ratelimit-reset` may already be past. */
const MIN_WAIT_MS = 1_000
/** The last time that a Date can hold. */
const LAST_TIME_MS = 8.64e15

/** What GitHub says in a 403 without headers: `You have exceeded a secondary rate limit`, `… an abuse detection mechanism`, … */
const MESSAGE = /rate limit|abuse detection mechanism|blocked from content creation/i

type Headers = Readonly<ResponseHeaders>

export interface RateLimit {
  /** How long GitHub asks to wait, at least 1 s; undefined if it does not say. */
  waitMs: number | undefined
  /** What happened, to begin a sentence. */
  description: string
}

/**
 * Recognizes a response that means a rate limit, primary or secondary. Only the response's own clock (`date`) is used: that of
 * the runner may be years off.
 * @param headers with lower-case names
 * @param data the parsed body
 * @returns undefined for any other response
 */
export function rateLimitOf(status: number, headers: Headers, data: unknown): RateLimit | undefined {
  const isLimit =
    status === 429 ||
    (status === 403 &&
      (headers['retry-after'] !== undefined ||
        String(headers['x-ratelimit-remaining']) === '0' ||
        MESSAGE.test(String(membersOf(data).message))))
  if (!isLimit) return undefined
  const now = Date.parse(String(headers.date))
  const askedMs = askedWaitMs(headers, now)
  const limit = `GitHub's rate limit is exceeded (status ${status})`
  if (askedMs === undefined) return { waitMs: undefined, description: `${limit}, and GitHub does not say for how long` }
  const waitMs = Math.max(askedMs, MIN_WAIT_MS)
  const until = Number.isNaN(now) ? '' : `, until ${secondsOf(new Date(Math.min(now + waitMs, LAST_TIME_MS)))}`
  return { waitMs, description: `${limit}, and GitHub asks to wait ${Math.ceil(waitMs / 1000)} s${until}` }
}

/** @param now the time of the response; NaN if it is unknown */
function askedWaitMs(headers: Headers, now: number): number | undefined {
  const retryAfter = String(headers['retry-after'] ?? '').trim()
  // RFC 9110 section 10.2.3: seconds, or a date.
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter) * 1000
  const end = / GMT$/.test(retryAfter)
    ? Date.parse(retryAfter)
    : String(headers['x-ratelimit-remaining']) === '0' && Number(headers['x-ratelimit-reset']) * 1000
  return end && !Number.isNaN(end - now) ? end - now : undefined
}

function secondsOf(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z')
}
