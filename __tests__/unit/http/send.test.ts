import { afterEach, describe, expect, it, vi } from 'vitest'
import { ActionError } from '../../../src/errors.ts'
import { Retry, RetryableError } from '../../../src/http/retry.ts'
import { type Network, sendOnce } from '../../../src/http/send.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

type Send = (signal: AbortSignal, clock: VirtualClock) => Promise<{ status: number }>

/** Sends one request by `sendOnce`; returns the response or what was thrown. */
async function sending(send: Send, { usedMs = 0, attempt = 1 } = {}) {
  vi.spyOn(Math, 'random').mockReturnValue(0)
  const clock = new VirtualClock()
  const { sleep } = clock
  const timeline: string[] = []
  const retry = new Retry({ clock, sleep }, () => {})
  const fetch = () => Promise.reject(new Error('not used'))
  const network: Network = { clock, sleep, fetch, retry, debug: line => timeline.push(line) }
  const attempts = retry.attempts('GitHub', 'PUT /thing')
  for (let number = 1; number < attempt; number++) await attempts.wait(new RetryableError('unavailable', 'It failed'))
  clock.advance(usedMs)
  const startedAt = clock.elapsedMs()
  const outcome = await sendOnce(network, attempts, signal => send(signal, clock)).catch((error: unknown) => error)
  return { outcome, timeline, tookMs: clock.elapsedMs() - startedAt, sleeping: clock.sleeping }
}

/** What a connection throws. */
const failure = (code: string, message = `${code}: of some kind`) => Object.assign(new Error(message), { code })

describe('sendOnce', () => {
  it('returns the response, and leaves no timer behind', async () => {
    const response = { status: 200 }
    const { outcome, sleeping } = await sending(async () => response)
    expect(outcome).toBe(response)
    expect(sleeping).toBe(0)
  })

  it('does not abort a request that was answered in time', async () => {
    let signal: AbortSignal | undefined
    await sending(async (given, clock) => {
      signal = given
      await clock.sleep(9_999)
      return { status: 200 }
    })
    expect(signal?.aborted).toBe(false)
  })

  it.each([
    ['10 s', 0, 10_000, '10 s'],
    ['the time that the run has left', 106_500, 3_500, '4 s'],
    ['less than a second', 109_900, 100, '1 s'],
  ])('ends a request that gets no response after %s', async (_, usedMs, tookMs, duration) => {
    const untilAborted: Send = signal =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    const sent = await sending(untilAborted, { usedMs })
    expect(sent.tookMs).toBe(tookMs)
    expect(sent.outcome).toBeInstanceOf(RetryableError)
    expect(sent.outcome).toMatchObject({
      kind: 'unavailable',
      message: `GitHub did not answer within ${duration}`,
      indeterminate: true,
      isFinal: false,
      cause: { name: 'TimeoutError', message: 'timed out' },
    })
  })

  it('calls it a timeout whatever the aborted request throws', async () => {
    const send: Send = signal =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(failure('ECONNRESET'))))
    expect((await sending(send)).outcome).toMatchObject({ kind: 'unavailable', cause: { code: 'ECONNRESET' } })
  })

  it('throws without sending if the deadline of the run has passed', async () => {
    const send = vi.fn<Send>()
    const { outcome, timeline } = await sending(send, { usedMs: 110_000 })
    expect(outcome).toMatchObject({ indeterminate: false, cause: { code: 'github-unavailable' } })
    expect(send).not.toHaveBeenCalled()
    expect(timeline).toEqual([])
  })
})

describe('the error of a connection', () => {
  const [retried, final] = [false, true]
  const [notApplied, indeterminate] = [false, true]

  it.each<[string, boolean, boolean]>([
    // What fails before the request is sent, and may recover in a moment.
    ['ECONNREFUSED', retried, notApplied],
    ['EAI_AGAIN', retried, notApplied],
    // What may come after the request arrived.
    ['ECONNRESET', retried, indeterminate],
    ['EPIPE', retried, indeterminate],
    ['ETIMEDOUT', retried, indeterminate],
    ['ERR_SSL_BAD', retried, indeterminate],
    ['A_CERT_', retried, indeterminate],
    // What fails before the request is sent, and would again.
    ['ENOTFOUND', final, notApplied],
    ['ERR_TLS_CERT_ALTNAME_INVALID', final, notApplied],
    ['ERR_INVALID_PROXY', final, notApplied],
    ['ERR_PROXY_SOMETHING', final, notApplied],
    ['CERT_HAS_EXPIRED', final, notApplied],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', final, notApplied],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', final, notApplied],
    ['SELF_SIGNED_CERT_IN_CHAIN', final, notApplied],
    ['HOSTNAME_MISMATCH', final, notApplied],
  ])('%s: final %s, indeterminate %s', async (code, isFinal, indeterminate) => {
    const error = failure(code)
    const { outcome } = await sending(() => Promise.reject(error))
    expect(outcome).toMatchObject({
      kind: 'unreachable',
      message: `The connection to GitHub failed: ${code}: of some kind`,
      isFinal,
      indeterminate,
      cause: error,
    })
  })

  it('shows the code if the message does not', async () => {
    const { outcome } = await sending(() => Promise.reject(failure('EPIPE', 'the pipe broke')))
    expect(outcome).toMatchObject({ message: 'The connection to GitHub failed: the pipe broke (EPIPE)' })
  })

  it.each([
    ['refused the tunnel', final, 'HTTP/1.1 407 Proxy Authentication Required'],
    ['refused the tunnel', final, 'HTTP/1.0 306 Unused'],
    ['failed to open the tunnel', retried, 'HTTP/1.1 502 Bad Gateway'],
    ['gave no status', retried, 'HTTP/1.1 4'],
  ])('a proxy that %s: final %s (%s)', async (_, isFinal, line) => {
    const { outcome } = await sending(() => Promise.reject(failure('ERR_PROXY_TUNNEL', line)))
    expect(outcome).toMatchObject({
      kind: 'unreachable',
      message: `The connection to GitHub failed: ${line} (ERR_PROXY_TUNNEL)`,
      isFinal,
      indeterminate: false,
    })
  })

  it('a response that is too large: final, indeterminate', async () => {
    const error = failure('ERR_ANSWER_TOO_LARGE', 'the answer is larger than 1 byte')
    expect((await sending(() => Promise.reject(error))).outcome).toMatchObject({
      kind: 'unavailable',
      message: 'GitHub: the answer is larger than 1 byte',
      isFinal: true,
      indeterminate: true,
      cause: error,
    })
  })

  it('is the one inside the error that Octokit throws', async () => {
    const cause = failure('ECONNREFUSED')
    const { outcome } = await sending(() => Promise.reject(new Error('Octokit', { cause })))
    expect(outcome).toMatchObject({ message: 'The connection to GitHub failed: ECONNREFUSED: of some kind', cause })
  })
})

describe('a defect of this program', () => {
  it.each([
    ['an error without a code', new TypeError('x is not a function')],
    ['an error inside another', new Error('Octokit', { cause: new TypeError('x is not a function') })],
    ['a text', 'a text'],
    ['an error whose cause is a text', new Error('Octokit', { cause: 'a text' })],
  ])('is thrown on: %s', async (_, defect) => {
    const { outcome, sleeping } = await sending(() => Promise.reject(defect))
    expect(outcome).toBe(defect)
    expect(sleeping).toBe(0)
  })
})

describe('an expected end of the run', () => {
  it('is thrown on, although it has a code', async () => {
    const error = new ActionError('cancelled', 'The run was cancelled.', 'Run this again.')
    for (const thrown of [error, new Error('Octokit', { cause: error })]) {
      expect((await sending(() => Promise.reject(thrown))).outcome).toBe(error)
    }
  })
})

describe('the timeline', () => {
  it.each<[string, Send, string]>([
    [
      'status and duration of a response',
      async (_, clock) => {
        await clock.sleep(123.4)
        return { status: 404 }
      },
      'GitHub: PUT /thing: 404 in 123 ms (attempt 1)',
    ],
    [
      'the error of a connection',
      async (_, clock) => {
        await clock.sleep(7)
        throw failure('EPIPE')
      },
      'GitHub: PUT /thing: The connection to GitHub failed: EPIPE: of some kind in 7 ms (attempt 1)',
    ],
    [
      'a timeout',
      signal => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      'GitHub: PUT /thing: GitHub did not answer within 10 s in 10000 ms (attempt 1)',
    ],
  ])('shows %s', async (_, send, line) => {
    expect((await sending(send)).timeline).toEqual([line])
  })

  it('numbers the attempts', async () => {
    const { timeline } = await sending(async () => ({ status: 200 }), { attempt: 3 })
    expect(timeline).toEqual(['GitHub: PUT /thing: 200 in 0 ms (attempt 3)'])
  })
})
