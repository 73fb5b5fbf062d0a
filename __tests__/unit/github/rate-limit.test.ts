import { describe, expect, it } from 'vitest'
import { rateLimitOf } from '../../../src/github/rate-limit.ts'

const DATE = 'Fri, 27 Nov 2026 12:00:00 GMT'
const NOW = Date.parse(DATE) / 1000
const SECONDARY = 'You have exceeded a secondary rate limit and have been temporarily blocked from content creation.'

const limit = (status: number, headers: Record<string, string | number> = {}, message?: string) =>
  rateLimitOf(status, headers, message === undefined ? undefined : { message })

describe('rateLimitOf', () => {
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
    expect(limit(status, headers, message)).toBeDefined()
  })

  it.each<[what: string, status: number, headers: Record<string, string | number>, message?: string]>([
    ['another 403', 403, { 'x-ratelimit-remaining': '4999' }, 'Resource not accessible by integration'],
    ['403 without a word', 403, {}],
    ['404', 404, { 'x-ratelimit-remaining': '0' }, 'Not Found'],
    ['422 that speaks of a limit', 422, {}, 'secondary rate limit'],
    ['a success', 200, { 'x-ratelimit-remaining': '0' }],
    ['503', 503, { 'retry-after': '60' }],
  ])('takes for no limit: %s', (_, status, headers, message) => {
    expect(limit(status, headers, message)).toBeUndefined()
  })

  it('reads no message of a page', () => {
    expect(rateLimitOf(403, {}, 'API rate limit exceeded')).toBeUndefined()
  })

  it.each<[what: string, headers: Record<string, string | number>, waitMs: number | undefined]>([
    ['no header', {}, undefined],
    ['seconds', { 'retry-after': '7' }, 7_000],
    [
      'seconds before the reset',
      { 'retry-after': '7', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': NOW + 30 },
      7_000,
    ],
    ['seconds as a number', { 'retry-after': 7 }, 7_000],
    ['no second', { 'retry-after': '0' }, 1_000],
    ['a date', { 'retry-after': 'Fri, 27 Nov 2026 12:00:20 GMT' }, 20_000],
    ['a date in the past', { 'retry-after': 'Fri, 27 Nov 2026 11:00:00 GMT' }, 1_000],
    ['a negative number', { 'retry-after': '-5' }, undefined],
    ['no number', { 'retry-after': 'soon' }, undefined],
    [
      'no number of seconds, but a reset',
      { 'retry-after': '', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': NOW + 30 },
      30_000,
    ],
    ['a reset', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW + 30) }, 30_000],
    ['a reset now', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW) }, 1_000],
    ['a reset in the past', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW - 3600) }, 1_000],
    ['a reset with requests left', { 'x-ratelimit-remaining': '9', 'x-ratelimit-reset': String(NOW + 30) }, undefined],
    ['no reset', { 'x-ratelimit-remaining': '0' }, undefined],
    ['an empty reset', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '' }, undefined],
    ['a reset that is no number', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'soon' }, undefined],
  ])('says how long to wait by %s', (_, headers, waitMs) => {
    expect(limit(429, { date: DATE, ...headers })?.waitMs).toBe(waitMs)
  })

  it('uses no clock but the date of the response', () => {
    const reset = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW + 30) }
    for (const date of [{}, { date: 'today' }]) expect(limit(429, { ...date, ...reset })?.waitMs).toBeUndefined()
    expect(limit(429, { 'retry-after': 'Fri, 27 Nov 2026 12:00:20 GMT' })?.waitMs).toBeUndefined()
    expect(limit(429, { date: 'Mon, 01 Jan 2001 00:00:00 GMT', 'retry-after': '7' })?.waitMs).toBe(7_000)
  })

  it.each<[what: string, headers: Record<string, string>, words: string]>([
    ['how long', { 'retry-after': '7' }, ', and GitHub asks to wait 7 s'],
    ['until when', { date: DATE, 'retry-after': '7' }, ', and GitHub asks to wait 7 s, until 2026-11-27T12:00:07Z'],
    ['until when at most', { date: DATE, 'retry-after': '9'.repeat(15) }, 's, until +275760-09-13T00:00:00Z'],
    ['what is not said', {}, ', and GitHub does not say for how long'],
  ])('describes %s', (_, headers, words) => {
    const { description } = limit(403, headers, SECONDARY) ?? {}
    expect(description).toMatch(/^GitHub's rate limit is exceeded \(status 403\)/)
    expect(description).toContain(words)
  })
})
