import { describe, expect, it } from 'vitest'
import { isRateLimit } from '../../../src/github/is-rate-limit.ts'

const SECONDARY = 'You have exceeded a secondary rate limit and have been temporarily blocked from content creation.'

const limit = (status: number, headers: Record<string, string | number> = {}, message?: string) =>
  isRateLimit(status, headers, message === undefined ? undefined : { message })

describe('isRateLimit', () => {
  it.each<[what: string, status: number, headers: Record<string, string | number>, message?: string]>([
    ['429', 429, {}],
    ['retry-after', 403, { 'retry-after': '60' }],
    ['no requests left', 403, { 'x-ratelimit-remaining': '0' }],
    ['no requests left, as a number', 403, { 'x-ratelimit-remaining': 0 }],
    ['the primary limit', 403, {}, 'API rate limit exceeded for installation ID 8440595.'],
    [
      'a secondary limit',
      403,
      {},
      'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    ],
    ['content creation', 403, {}, SECONDARY],
    ['abuse detection', 403, {}, 'You have triggered an abuse detection mechanism. Please wait a few minutes.'],
    [
      'abuse detection of content creation',
      403,
      {},
      'You have triggered an abuse detection mechanism and have been temporarily blocked from content creation.',
    ],
  ])('recognizes a limit by %s', (_, status, headers, message) => {
    expect(limit(status, headers, message)).toBe(true)
  })

  it.each<[what: string, status: number, headers: Record<string, string | number>, message?: string]>([
    ['another 403', 403, { 'x-ratelimit-remaining': '4999' }, 'Resource not accessible by integration'],
    ['403 without a word', 403, {}],
    ['404', 404, { 'x-ratelimit-remaining': '0' }, 'Not Found'],
    ['422 that speaks of a limit', 422, {}, 'secondary rate limit'],
    ['a success', 200, { 'x-ratelimit-remaining': '0' }],
    ['503', 503, { 'retry-after': '60' }],
  ])('takes for no limit: %s', (_, status, headers, message) => {
    expect(limit(status, headers, message)).toBe(false)
  })

  it('reads no message of a page', () => {
    expect(isRateLimit(403, {}, 'API rate limit exceeded')).toBe(false)
  })
})
