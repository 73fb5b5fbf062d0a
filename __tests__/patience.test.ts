// The rules of patience by a clock of its own: how long is waited, how often is asked, and what a fault means.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ActionError } from '../src/errors.ts'
import { type AnswerHeaders, limited, Patience, type Service, type Setback } from '../src/http/retry.ts'

/** A time that has no full second, so that rounding shows. */
const NOW = Date.parse('2026-03-01T12:00:00.250Z')

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['setTimeout', 'Date'] })
  vi.spyOn(process, 'uptime').mockImplementation(() => (Date.now() - NOW) / 1000)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** When in the run the requests were sent, with what limit, and how it ended. */
interface Asked<T> {
  sentAt: number[]
  limits: number[]
  /** What each look before a repetition was told: whether an attempt may have taken effect. */
  mayHaveActed: boolean[]
  log: string[]
  outcome: T | ActionError
  endedAt: number
}

/** Asks with patience, by the given chances (0 to 1), until an answer or a failure. */
async function ask<T extends object>(
  attempt: (number: number) => T | Setback | Promise<T | Setback>,
  { chance = 0, service = 'GitHub' as Service, before = async (): Promise<T | undefined> => undefined } = {},
): Promise<Asked<{ answer: T; mayHaveActed: boolean }>> {
  vi.spyOn(Math, 'random').mockReturnValue(chance)
  const [sentAt, limits, mayHaveActed, log] = [[], [], [], []] as [number[], number[], boolean[], string[]]
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(ms => {
    limits.push(ms)
    return new AbortController().signal
  })
  const asked = new Patience(line => log.push(line))
    .ask(
      service,
      'GET /thing',
      async () => {
        sentAt.push(Date.now() - NOW)
        return attempt(sentAt.length)
      },
      may => {
        mayHaveActed.push(may)
        return before()
      },
    )
    .catch(error => {
      if (error instanceof ActionError) return error
      throw error
    })
  asked.catch(() => {})
  await vi.runAllTimersAsync()
  return { outcome: await asked, sentAt, limits, mayHaveActed, log, endedAt: Date.now() - NOW }
}

const ANSWER = { status: 200 }
const DOWN: Setback = { kind: 'unavailable', why: 'GitHub failed', uncertain: true }
const limitOf = (waitMs: number): Setback => ({
  kind: 'rate-limited',
  why: 'GitHub limits requests',
  waitMs,
  uncertain: false,
})

describe('a fault', () => {
  it.each([
    ['the shortest', 0, [0, 250, 750, 1750, 3750]],
    ['a middle', 0.5, [0, 500, 1500, 3500, 7500]],
  ])(
    'is met by five requests, the waits between them doubling from half a second (%s chance)',
    async (_, chance, at) => {
      const { sentAt, outcome, mayHaveActed, limits } = await ask(() => DOWN, { chance })
      expect(sentAt).toEqual(at)
      expect(mayHaveActed).toEqual([true, true, true, true])
      expect(limits).toEqual([10_000, 10_000, 10_000, 10_000, 10_000])
      expect(outcome).toMatchObject({
        code: 'github-unavailable',
        message: 'GitHub failed (asked 5 times): GET /thing.',
        next: "See GitHub's status page, and run this again when it is well.",
        uncertain: true,
      })
    },
  )

  it('that passes brings the answer, and whether an attempt before it may have acted', async () => {
    const certain = await ask(number => (number === 1 ? { ...DOWN, uncertain: false } : ANSWER))
    expect(certain.outcome).toEqual({ answer: ANSWER, mayHaveActed: false })
    const uncertain = await ask(number => (number === 1 ? DOWN : number === 2 ? { ...DOWN, uncertain: false } : ANSWER))
    expect(uncertain.outcome).toEqual({ answer: ANSWER, mayHaveActed: true })
  })

  it('is followed by a look, in which nothing of the next request’s time is lost, and which may be the answer', async () => {
    const slow = async () => {
      await new Promise(resolve => setTimeout(resolve, 15_000))
      return undefined
    }
    const repeated = await ask(number => (number === 1 ? DOWN : ANSWER), { before: slow })
    expect(repeated.outcome).toEqual({ answer: ANSWER, mayHaveActed: true })
    expect(repeated.sentAt).toEqual([0, 15_250])
    expect(repeated.limits).toEqual([10_000, 10_000])
    const found = await ask<object>(() => DOWN, { before: async () => ANSWER })
    expect(found.outcome).toEqual({ answer: ANSWER, mayHaveActed: true })
    expect(found.sentAt).toHaveLength(1)
  })

  it.each([
    [true, DOWN],
    [false, limitOf(1_000)],
  ])(
    'is ended by a look that fails, which says whether something may have been changed: %s',
    async (uncertain, fault) => {
      const before = async () => {
        throw new ActionError('token-rejected', 'what', 'next')
      }
      const { outcome, sentAt } = await ask<object>(() => fault, { before })
      expect(outcome).toMatchObject({ code: 'token-rejected', uncertain })
      expect(sentAt).toEqual([0])
    },
  )

  it('that is final is not asked again', async () => {
    const { sentAt, outcome } = await ask(() => ({ ...DOWN, uncertain: false, final: true }), { service: 'Ledger' })
    expect(sentAt).toEqual([0])
    expect(outcome).toMatchObject({
      code: 'ledger-unavailable',
      message: 'GitHub failed (asked once): GET /thing.',
      next: "See Ledger's status page, and run this again when it is well.",
      uncertain: false,
    })
  })

  it.each([{ kind: 'of person' }, { why: 'it is so' }])('is no answer that resembles one (%o)', async answer => {
    expect((await ask(() => answer)).outcome).toEqual({ answer, mayHaveActed: false })
  })
})

describe('a told wait', () => {
  it('is kept, and a little longer by chance: up to 1 s, 2 s, 4 s, 8 s, and then 10 s', async () => {
    const { sentAt } = await ask(number => (number <= 6 ? limitOf(1000) : ANSWER), { chance: 0.5 })
    expect(sentAt).toEqual([0, 1500, 3500, 6500, 11_500, 17_500, 23_500])
  })

  it('is told in the log from 3 s on', async () => {
    const { log } = await ask(number => [limitOf(2999), limitOf(3000), limitOf(3001)][number - 1] ?? ANSWER)
    expect(log).toEqual([
      'GitHub limits requests. Asking again in 3 s.',
      'GitHub limits requests. Asking again in 4 s.',
    ])
  })

  it('may fill the time of a run, which leaves none to ask in', async () => {
    const { sentAt, endedAt, outcome } = await ask(() => limitOf(110_000))
    expect([sentAt, endedAt]).toEqual([[0], 110_000])
    expect(outcome).toMatchObject({
      code: 'github-unavailable',
      message: 'The time that all requests of a run may take together is up; not asked any more: GET /thing.',
      next: 'Other requests took too long: the log says which. Run this again.',
      uncertain: false,
    })
  })

  it('beyond the time of a run is not waited for', async () => {
    const { sentAt, endedAt, outcome } = await ask(() => limitOf(110_001))
    expect([sentAt, endedAt]).toEqual([[0], 0])
    expect(outcome).toMatchObject({
      code: 'github-rate-limited',
      message: 'GitHub limits requests (asked once): GET /thing.',
      next: 'Run this again when the limit has ended.',
    })
  })

  it('counts with faults in what is told, and a fault before it is not forgotten', async () => {
    const { outcome } = await ask(number => (number === 1 ? DOWN : limitOf(number === 2 ? 1000 : 1e6)))
    expect(outcome).toMatchObject({ message: 'GitHub limits requests (asked 3 times): GET /thing.', uncertain: true })
  })
})

it('a request gets no more time than the run has left, in whole milliseconds', async () => {
  const { limits } = await ask(number => (number === 1 ? limitOf(103_999.5) : ANSWER))
  expect(limits).toEqual([10_000, 6001])
})

describe('a request that fails', () => {
  const thrown = (code: string, message = `${code} of some kind`) => Object.assign(new Error(message), { code })
  const next = (name: string) =>
    `Check \`${name}-api-url\`, the network of the runner, its proxy (HTTPS_PROXY, NO_PROXY) and certificate authority (NODE_EXTRA_CA_CERTS).`

  it.each([
    // What failed before the request was sent, and may be well in a moment.
    ['ECONNREFUSED', { asked: 5, uncertain: false }],
    ['EAI_AGAIN', { asked: 5, uncertain: false }],
    // What may have come after it arrived.
    ['ECONNRESET', { asked: 5, uncertain: true }],
    ['EPIPE', { asked: 5, uncertain: true }],
    ['ERR_SSL_BAD', { asked: 5, uncertain: true }],
    ['A_CERT_', { asked: 5, uncertain: true }],
    // What failed before it was sent, and would again.
    ['ENOTFOUND', { asked: 1, uncertain: false }],
    ['ERR_TLS_CERT_ALTNAME_INVALID', { asked: 1, uncertain: false }],
    ['ERR_INVALID_PROXY', { asked: 1, uncertain: false }],
    ['CERT_HAS_EXPIRED', { asked: 1, uncertain: false }],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', { asked: 1, uncertain: false }],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', { asked: 1, uncertain: false }],
    ['SELF_SIGNED_CERT_IN_CHAIN', { asked: 1, uncertain: false }],
    ['HOSTNAME_MISMATCH', { asked: 1, uncertain: false }],
  ])('by %s', async (code, { asked, uncertain }) => {
    const { sentAt, outcome } = await ask(() => Promise.reject(thrown(code)))
    expect(sentAt).toHaveLength(asked)
    const times = asked === 1 ? 'once' : '5 times'
    expect(outcome).toMatchObject({
      code: 'github-unreachable',
      message: `The connection to GitHub failed: ${code} of some kind (asked ${times}): GET /thing.`,
      next: next('github'),
      uncertain,
    })
  })

  it.each([
    ['refused', 'HTTP/1.1 407 Proxy Authentication Required', 1],
    ['refused', 'HTTP/1.0 306 Unused', 1],
    ['failed', 'HTTP/1.1 502 Bad Gateway', 5],
    ['failed', 'HTTP/1.1 4', 5],
  ])('by a proxy that %s (%s)', async (_, line, asked) => {
    const { sentAt, outcome } = await ask(() => Promise.reject(thrown('ERR_PROXY_TUNNEL', `${line}: no tunnel`)))
    expect(sentAt).toHaveLength(asked)
    expect(outcome).toMatchObject({
      code: 'github-unreachable',
      message: expect.stringContaining(`failed: ${line}: no tunnel (ERR_PROXY_TUNNEL) (asked`),
      uncertain: false,
    })
  })

  it.each(['AbortError', 'TimeoutError'])('by its time limit (%s), wherever that is thrown', async name => {
    const error = Object.assign(new Error('over'), { name })
    for (const thrown of [error, new Error('Octokit', { cause: error })]) {
      const { sentAt, outcome } = await ask(() => Promise.reject(thrown), { service: 'Ledger' })
      expect(sentAt).toHaveLength(5)
      expect(outcome).toMatchObject({
        code: 'ledger-unavailable',
        message: 'Ledger did not answer within 10 s (asked 5 times): GET /thing.',
        uncertain: true,
      })
    }
  })

  it('by an answer that is too large, which may have come after the effect', async () => {
    const { sentAt, outcome } = await ask(() => Promise.reject(thrown('ERR_ANSWER_TOO_LARGE', 'the answer is large')))
    expect(sentAt).toHaveLength(1)
    expect(outcome).toMatchObject({
      code: 'github-unavailable',
      message: 'GitHub: the answer is large (asked once): GET /thing.',
      uncertain: true,
    })
  })

  it('by a failure of the action’s own ends with that', async () => {
    const failure = new ActionError('secret-newer', 'It is newer.', 'Nothing.')
    const { sentAt, outcome } = await ask(() => Promise.reject(failure))
    expect(sentAt).toHaveLength(1)
    expect(outcome).toBe(failure)
  })

  it.each([[new TypeError('a mistake')], ['a text']])('by a mistake (%s) is not asked again', async mistake => {
    let asked = 0
    const failing = ask(() => {
      asked++
      return Promise.reject(mistake)
    })
    await expect(failing).rejects.toBe(mistake)
    expect(asked).toBe(1)
  })
})

describe('a rate limit', () => {
  const wait = (headers: AnswerHeaders) => {
    const { waitMs, why, ...rest } = limited('GitHub', 429, headers, 60_000)
    expect(rest).toEqual({ kind: 'rate-limited', uncertain: false })
    return { waitMs, why }
  }
  const DATE = 'Sun, 01 Mar 2026 13:00:00 GMT'

  it.each<[string, AnswerHeaders, number, string]>([
    ['seconds', { 'retry-after': '2' }, 2000, '12:00:02Z'],
    ['seconds by the clock of the service', { 'retry-after': '2', date: DATE }, 2000, '13:00:02Z'],
    ['a number', { 'retry-after': 7 }, 7000, '12:00:07Z'],
    ['no time at all', { 'retry-after': '0' }, 0, '12:00:00Z'],
    ['a date', { 'retry-after': 'Sun, 01 Mar 2026 13:00:09 GMT', date: DATE }, 9000, '13:00:09Z'],
    ['a reset', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1000 + 3.75) }, 3750, '12:00:04Z'],
    ['a reset that is past', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }, 0, '12:00:00Z'],
    [
      'a time that is past, and a reset',
      {
        'retry-after': '-5',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(NOW / 1000 + 8),
      },
      8000,
      '12:00:08Z',
    ],
  ])('that says %s', (_, headers, waitMs, ends) => {
    expect(wait(headers)).toEqual({
      waitMs,
      why: `GitHub limits requests (status 429) and asks to wait ${Math.ceil(waitMs / 1000)} s, until 2026-03-01T${ends}`,
    })
  })

  it.each<[string, AnswerHeaders]>([
    ['nothing', {}],
    ['a time that is none', { 'retry-after': 'soon' }],
    ['a time that is past', { 'retry-after': '-1' }],
    ['a reset of a limit that is not used up', { 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': '4102444800' }],
    ['a reset without what remains', { 'x-ratelimit-reset': '4102444800' }],
    ['nothing but what remains', { 'x-ratelimit-remaining': '0' }],
    ['a reset at 0', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '0' }],
  ])('that says %s is waited for as GitHub’s documentation has it', (_, headers) => {
    expect(wait(headers)).toEqual({
      waitMs: 60_000,
      why: 'GitHub limits requests (status 429) and does not say for how long',
    })
  })

  it('that ends after all time is told all the same', () => {
    expect(wait({ 'retry-after': '1e15' })).toEqual({
      waitMs: 1e18,
      why: `GitHub limits requests (status 429) and asks to wait 1000000000000000 s, until +275760-09-13T00:00:00Z`,
    })
  })
})
