import { membersOf } from '../http/json.ts'
import type { ResponseHeaders } from '../http/rate-limit-error.ts'

/** What GitHub says in a 403 without headers: `You have exceeded a secondary rate limit`, `… an abuse detection mechanism`, … */
const MESSAGE = /rate limit|abuse detection mechanism|blocked from content creation/i

/**
 * Whether a response means a rate limit, primary or secondary.
 * @param headers with lower-case names
 * @param data the parsed body
 */
export function isRateLimit(status: number, headers: Readonly<ResponseHeaders>, data: unknown): boolean {
  if (status === 429) return true
  return (
    status === 403 &&
    (headers['retry-after'] !== undefined ||
      String(headers['x-ratelimit-remaining']) === '0' ||
      MESSAGE.test(String(membersOf(data).message)))
  )
}
