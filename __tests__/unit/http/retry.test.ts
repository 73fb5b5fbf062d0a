import { afterEach, describe, expect, it, vi } from 'vitest'
import { ActionError } from '../../../src/errors.ts'
import { type Attempts, Retry, RetryableError, retrying, type Service } from '../../../src/http/retry.ts'
import { actionErrorOf } from '../../support/errors.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const down = () => new RetryableError('unavailable', 'GitHub failed with status 500')
const limited = (waitMs: number) => new RetryableError('rate-limited', 'GitHub limits requests', { waitMs })

/**
 * Retries as a caller does: asks for the time of each attempt, and waits after each error.
 * @param errors of the attempts, one after the other; the attempt after the last one succeeds
 * @param random what Math.random returns
 */
async function attempting(errors: RetryableError[], { random = 0, service = 'GitHub' as Service } = {}) {
  vi.spyOn(Math, 'random').mockReturnValue(random)
  const clock = new VirtualClock()
  // A run does not begin at zero.
  clock.advance(5_000)
  const log: string[] = []
  const retry = new Retry({ clock, sleep: clock.sleep }, line => log.push(line))
  const attempts = retry.attempts(service, 'GET /thing')
  const sentAt: number[] = []
  const timeouts: number[] = []
  const send = async () => {
    for (const error of [...errors, undefined]) {
      try {
        timeouts.push(attempts.timeoutMs())
      } catch (error) {
        await attempts.wait(error as RetryableError)
      }
      sentAt.push(clock.elapsedMs() - 5_000)
      if (error === undefined) return
      await attempts.wait(error)
    }
  }
  const error = await send().then(
    () => undefined,
    (error: ActionError) => error,
  )
  return { error, sentAt, timeouts, log, endedAt: clock.elapsedMs() - 5_000, number: attempts.number }
}

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)

describe('wait, after a fault', () => {
  it.each([
    ['shortest', 0, [0, 250, 750, 1750, 3750]],
    ['middle', 0.5, [0, 500, 1500, 3500, 7500]],
    ['longest', 1, [0, 750, 2250, 5250, 11_250]],
  ])('backs off exponentially from half a second, with jitter of a half (%s)', async (_, random, sentAt) => {
    expect(await attempting(times(4, down), { random })).toMatchObject({ sentAt, error: undefined, number: 5 })
  })

  it('gives up after the fifth attempt, without another wait', async () => {
    const { error, sentAt, endedAt } = await attempting(times(5, down))
    expect(sentAt).toHaveLength(5)
    expect(endedAt).toBe(sentAt[4])
    expect(error).toMatchObject({
      code: 'github-unavailable',
      message: 'GitHub failed with status 500 (5 attempts): GET /thing.',
    })
  })

  it('gives up at once if another attempt cannot help', async () => {
    const { error, sentAt, endedAt } = await attempting([
      new RetryableError('unreachable', 'No such host', { isFinal: true }),
    ])
    expect([sentAt, endedAt]).toEqual([[0], 0])
    expect(error).toMatchObject({ code: 'github-unreachable', message: 'No such host (1 attempt): GET /thing.' })
  })

  it('keeps the error as the cause', async () => {
    const cause = new RetryableError('unavailable', 'It failed', { isFinal: true, cause: new Error('deep') })
    const { error } = await attempting([cause])
    expect(error?.cause).toBe(cause)
    expect(cause.cause).toEqual(new Error('deep'))
  })
})

describe('wait, at a rate limit', () => {
  it('waits as long as the service asks', async () => {
    const { sentAt } = await attempting([limited(7_000), limited(1_500)])
    expect(sentAt).toEqual([0, 7_000, 8_500])
  })

  it('adds jitter of at most 1, 2, 4, 8 and then 10 s', async () => {
    const { sentAt } = await attempting(
      times(6, () => limited(1_000)),
      { random: 1 },
    )
    expect(sentAt).toEqual([0, 2_000, 5_000, 10_000, 19_000, 30_000, 41_000])
  })

  it('waits seven times at most', async () => {
    expect((await attempting(times(7, () => limited(1_000)))).error).toBeUndefined()
    const { error, sentAt } = await attempting(times(8, () => limited(1_000)))
    expect(sentAt).toHaveLength(8)
    expect(error).toMatchObject({
      code: 'github-rate-limited',
      message: 'GitHub limits requests (8 attempts): GET /thing.',
    })
  })

  it('counts rate limits and faults each by its own', async () => {
    const errors = [...times(4, down), ...times(7, () => limited(1_000))]
    expect((await attempting(errors)).error).toBeUndefined()
    expect((await attempting([...errors, down()])).error).toMatchObject({ code: 'github-unavailable' })
  })

  it('backs off by faults alone, whatever limits come between', async () => {
    const { sentAt } = await attempting([down(), limited(1_000), down()])
    expect(sentAt).toEqual([0, 250, 1_250, 1_750])
  })
})

describe('the deadline of 110 s', () => {
  it('lets a wait fill the time of the run, and then no request be sent', async () => {
    const { error, sentAt, endedAt } = await attempting([limited(110_000)])
    expect([sentAt, endedAt]).toEqual([[0], 110_000])
    expect(error).toMatchObject({
      code: 'github-unavailable',
      message: 'Deadline of 110 s exceeded; request skipped: GET /thing.',
      hint: 'Other requests took too long; the log names them. Run this again.',
    })
  })

  it('gives up at once if the wait would be longer than the time that is left', async () => {
    const { error, endedAt } = await attempting([limited(100_000), limited(10_001)])
    expect(endedAt).toBe(100_000)
    expect(error).toMatchObject({
      code: 'github-rate-limited',
      message: 'GitHub limits requests (2 attempts): GET /thing.',
    })
  })

  it('counts from the start of the run, for all requests together', async () => {
    const clock = new VirtualClock()
    const retry = new Retry({ clock, sleep: clock.sleep }, () => {})
    expect(retry.remainingMs()).toBe(110_000)
    clock.advance(109_999)
    expect(retry.remainingMs()).toBe(1)
    expect(retry.attempts('Ledger', 'POST /auth/token').timeoutMs()).toBe(1)
    clock.advance(1)
    expect(() => retry.attempts('Ledger', 'POST /auth/token').timeoutMs()).toThrow(
      'Deadline of 110 s exceeded; request skipped: POST /auth/token.',
    )
  })

  it('leaves 10 s to a request, or what the run has left', async () => {
    const { timeouts } = await attempting([limited(90_000), limited(13_999.5)])
    expect(timeouts).toEqual([10_000, 10_000, 6_000.5])
  })
})

describe('the log', () => {
  it('names each wait of 3 s or longer, rounded up', async () => {
    const { log } = await attempting([limited(2_999), limited(3_000), limited(3_001), ...times(4, down)])
    expect(log).toEqual(['GitHub limits requests. Retrying in 3 s.', 'GitHub limits requests. Retrying in 4 s.'])
  })

  it('says nothing of a wait that does not begin', async () => {
    expect((await attempting([limited(200_000)])).log).toEqual([])
  })
})

describe('the error after the last attempt', () => {
  it.each<[RetryableError['kind'], Service, string, string]>([
    ['rate-limited', 'GitHub', 'github-rate-limited', 'Run this again when the rate limit has ended.'],
    [
      'unavailable',
      'Ledger',
      'ledger-unavailable',
      "See Ledger's status page, and run this again when it has recovered.",
    ],
    [
      'unreachable',
      'Ledger',
      'ledger-unreachable',
      'Check `ledger-api-url`, the network of the runner, its proxy (HTTPS_PROXY, NO_PROXY) and its certificate authority (NODE_EXTRA_CA_CERTS).',
    ],
    [
      'unavailable',
      'Vault',
      'vault-unavailable',
      'See the log of the server, and run this again when it has recovered.',
    ],
    [
      'unreachable',
      'Vault',
      'vault-unreachable',
      'Check `VAULT_ADDR`, the network of the runner, its proxy (HTTPS_PROXY, NO_PROXY) and its certificate authority (VAULT_CACERT, NODE_EXTRA_CA_CERTS).',
    ],
  ])('says what to do (%s)', async (kind, service, code, hint) => {
    const { error } = await attempting([new RetryableError(kind, 'What happened', { isFinal: true })], { service })
    expect(error).toMatchObject({ code, hint })
  })
})

it.each<[Service, string]>([
  ['GitHub', '`github-api-url`'],
  ['AWS', '`aws-region` and AWS_ENDPOINT_URL'],
])('the error of %s that cannot be reached names what says where it is: %s', async (service, address) => {
  const { error } = await attempting([new RetryableError('unreachable', 'No such host', { isFinal: true })], {
    service,
  })
  expect(error?.hint).toContain(`Check ${address}, the network`)
})

describe('RetryableError', () => {
  it('was not applied, may be retried and asks for no wait by default', () => {
    expect(new RetryableError('unavailable', 'It failed')).toMatchObject({
      kind: 'unavailable',
      message: 'It failed',
      indeterminate: false,
      isFinal: false,
      waitMs: undefined,
      cause: undefined,
    })
  })
})

it('attempts of different requests are counted each by its own', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0)
  const clock = new VirtualClock()
  const retry = new Retry({ clock, sleep: clock.sleep }, () => {})
  const exhaust = async (attempts: Attempts) => {
    for (;;) await attempts.wait(down())
  }
  expect((await actionErrorOf(exhaust(retry.attempts('GitHub', 'GET /a')))).message).toContain('(5 attempts): GET /a.')
  expect((await actionErrorOf(exhaust(retry.attempts('GitHub', 'GET /b')))).message).toContain('(5 attempts): GET /b.')
})

describe('retrying', () => {
  const begin = () => {
    const clock = new VirtualClock()
    return new Retry({ clock, sleep: clock.sleep }, () => {}).attempts('GitHub', 'GET /thing')
  }

  it('sends until there is a response', async () => {
    const attempts = begin()
    const send = vi.fn<() => Promise<string>>().mockRejectedValueOnce(limited(1)).mockResolvedValue('a response')
    expect(await retrying(attempts, send)).toBe('a response')
    expect(send).toHaveBeenCalledTimes(2)
    expect(attempts.number).toBe(2)
  })

  it('ends with what it cannot retry', async () => {
    const [attempts, ended] = [begin(), new Error('cancelled')]
    await expect(retrying(attempts, () => Promise.reject(ended))).rejects.toBe(ended)
    expect(attempts.number).toBe(1)
  })

  it('ends with the error of a request without effect', async () => {
    const sealed = new ActionError('vault-sealed', 'It is sealed.', 'Unseal it.')
    const send = vi.fn(() => Promise.reject(RetryableError.withoutEffect(sealed)))
    await expect(retrying(begin(), send)).rejects.toBe(sealed)
    expect(send).toHaveBeenCalledTimes(1)
  })
})
