import { describe, expect, it } from 'vitest'
import { type ResponseHeaders, rateLimited } from '../../../src/http/rate-limit-error.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

const clock = new VirtualClock()
const SECONDS = clock.now().getTime() / 1000
/** The time by the service's own clock: an hour ahead. */
const DATE = 'Sun, 01 Mar 2026 13:00:00 GMT'

const errorFor = (headers: ResponseHeaders) => rateLimited(clock, 'GitHub', 429, headers, 60_000)

describe('rateLimited', () => {
  it.each<[string, ResponseHeaders, number, string]>([
    ['seconds', { 'retry-after': '2' }, 2000, '12:00:02Z'],
    ['a number of seconds', { 'retry-after': 7 }, 7000, '12:00:07Z'],
    ['a part of a second more', { 'retry-after': '2.5' }, 2500, '12:00:02Z'],
    ['seconds by the service’s clock', { 'retry-after': '2', date: DATE }, 2000, '13:00:02Z'],
    ['seconds and shows no clock', { 'retry-after': '2', date: 'noon' }, 2000, '12:00:02Z'],
    ['a date', { 'retry-after': 'Sun, 01 Mar 2026 13:00:09 GMT', date: DATE }, 9000, '13:00:09Z'],
    ['less than a second', { 'retry-after': '0' }, 1000, '12:00:01Z'],
    ['a reset', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(SECONDS + 3.75) }, 3750, '12:00:04Z'],
    ['a reset that is past', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }, 1000, '12:00:01Z'],
    [
      'a date that is past, and a reset',
      {
        'retry-after': 'Sun, 01 Mar 2026 12:59:59 GMT',
        date: DATE,
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(Date.parse(DATE) / 1000 + 8),
      },
      8000,
      '13:00:08Z',
    ],
  ])('waits as long as the headers ask for if they give %s', (_, headers, waitMs, end) => {
    const error = errorFor(headers)
    expect(error.waitMs).toBe(waitMs)
    expect(error.message).toBe(
      `GitHub limits requests (status 429) and asks to wait ${Math.ceil(waitMs / 1000)} s, until 2026-03-01T${end}`,
    )
  })

  it.each<[string, ResponseHeaders]>([
    ['nothing', {}],
    ['a text that is no time', { 'retry-after': 'soon' }],
    ['negative seconds', { 'retry-after': '-1' }],
    ['a reset of a limit that is not used up', { 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': '4102444800' }],
    ['a reset without what remains', { 'x-ratelimit-reset': '4102444800' }],
    ['what remains without a reset', { 'x-ratelimit-remaining': '0' }],
    ['a reset at 0', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '0' }],
  ])('waits the default time if the headers give %s', (_, headers) => {
    const error = errorFor(headers)
    expect(error.waitMs).toBe(60_000)
    expect(error.message).toBe('GitHub limits requests (status 429) and does not say for how long')
  })

  it('never waits less than a second by default', () => {
    expect(rateLimited(clock, 'GitHub', 429, {}, 10).waitMs).toBe(1000)
  })

  it.each(['1e15', 'Infinity'])('survives an end after the last possible date (%s s)', seconds => {
    expect(errorFor({ 'retry-after': seconds }).message).toMatch(/, until \+275760-09-13T00:00:00Z$/)
  })

  it('returns an error of a request that was not applied and may be retried', () => {
    const error = rateLimited(clock, 'Ledger', 420, {}, 10_000)
    expect(error).toMatchObject({ kind: 'rate-limited', indeterminate: false, isFinal: false })
    expect(error.message).toMatch(/^Ledger limits requests \(status 420\)/)
  })
})
