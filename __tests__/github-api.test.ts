// GitHub's answers, as Octokit brings them: which are taken, and which are faults that pass.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Answer, GitHubApi, githubMessage } from '../src/github/client.ts'
import { Patience } from '../src/http/retry.ts'
import { asOctokit } from './scripted-github.ts'

const NOW = Date.parse('2026-03-01T12:00:00Z')

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'Date'], now: NOW })
  vi.spyOn(process, 'uptime').mockImplementation(() => (Date.now() - NOW) / 1000)
  vi.spyOn(Math, 'random').mockReturnValue(0)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const ANSWER: Answer = { status: 200, data: { a: 1 }, headers: { etag: 'x' } }
const ROUTE = 'GET /repos/{owner}/{repo}/environments/{environment_name}'
const PLACE = { owner: 'octo', repo: 'keys', environment_name: 'ledger/prod 1' }

/** Sends one request; GitHub gives the answers or throws the errors, the last of them again and again. */
async function send(
  outcomes: (Partial<Answer> | Error | string)[],
  beforeRepeating?: () => Promise<Answer | undefined>,
) {
  const asked: [string, Record<string, unknown>][] = []
  const log: string[] = []
  const api = new GitHubApi(
    async (route, parameters) => {
      asked.push([route, parameters])
      const outcome = (outcomes.length > 1 ? outcomes.shift() : outcomes[0]) ?? {}
      if (outcome instanceof Error || typeof outcome === 'string') throw outcome
      return asOctokit(outcome)
    },
    new Patience(line => log.push(line)),
  )
  const sent = api.send(ROUTE, PLACE, beforeRepeating).catch((error: unknown) => error)
  await vi.runAllTimersAsync()
  return { outcome: await sent, asked, log }
}

describe('a request', () => {
  it('goes out with its parameters, the version of the API, and a signal that ends it', async () => {
    const { outcome, asked } = await send([ANSWER])
    expect(outcome).toEqual({ ...ANSWER, mayHaveActed: false })
    expect(asked).toEqual([
      [
        ROUTE,
        {
          ...PLACE,
          headers: { 'x-github-api-version': '2022-11-28' },
          request: { signal: expect.any(AbortSignal), log: { warn: expect.any(Function) } },
        },
      ],
    ])
  })

  it('is nothing that Octokit may warn of in the log: no reader of that could do anything about it', async () => {
    const api = new GitHubApi(
      async (_, { request }) => {
        const { log } = request as { log: { warn(text: string): unknown } }
        return { ...ANSWER, data: log.warn('deprecated') }
      },
      new Patience(() => {}),
    )
    expect((await api.send(ROUTE, PLACE)).data).toBeUndefined()
  })

  it('that may have taken effect is asked again, or answered by what was found out before', async () => {
    const repeated = await send([{ status: 500 }, ANSWER])
    expect(repeated.outcome).toEqual({ ...ANSWER, mayHaveActed: true })
    const asking = await send([{ status: 500 }, ANSWER], async () => undefined)
    expect(asking.outcome).toEqual({ ...ANSWER, mayHaveActed: true })
    expect(asking.asked).toHaveLength(2)
    const found = await send([{ status: 500 }, ANSWER], async () => ({ ...ANSWER, status: 204 }))
    expect(found.outcome).toEqual({ ...ANSWER, status: 204, mayHaveActed: true })
    expect(found.asked).toHaveLength(1)
  })

  it('is asked about before it is sent again: whether it may have taken effect', async () => {
    const before = vi.fn(async () => undefined)
    await send([ANSWER], before)
    expect(before).not.toHaveBeenCalled()
    await send([{ status: 429, headers: { 'retry-after': '1' } }, { status: 500 }, ANSWER], before)
    expect(before.mock.calls).toEqual([[false], [true]])
  })
})

describe('an answer', () => {
  it.each([500, 502, 503, 504, 599])('of status %s is a fault that passes', async status => {
    const { outcome, asked } = await send([{ status, data: '<html>' }])
    expect(asked).toHaveLength(5)
    expect(outcome).toMatchObject({
      code: 'github-unavailable',
      message: `GitHub failed with status ${status} (asked 5 times): GET /repos/octo/keys/environments/ledger%2Fprod%201.`,
      uncertain: true,
    })
  })

  const limits: Partial<Answer>[] = [
    { status: 429 },
    { status: 403, headers: { 'retry-after': '7200' } },
    { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1772373600' } },
    { status: 403, data: { message: 'You have exceeded a secondary Rate Limit.' } },
  ]
  it.each(limits)('is a limit: %j', async answer => {
    const { outcome } = await send([answer, { status: 429, headers: { 'retry-after': '7200' } }])
    expect(outcome).toMatchObject({ code: 'github-rate-limited', uncertain: false })
    expect(String((outcome as Error).message)).toMatch(
      /^GitHub limits requests \(status (?:429|403)\) and asks to wait 7200 s/,
    )
  })

  it('that is a limit of no told time is waited for a minute', async () => {
    const { log, outcome } = await send([
      { status: 429 },
      { status: 403, data: { message: 'You have exceeded a secondary rate limit' } },
      ANSWER,
    ])
    expect(outcome).toMatchObject({ code: 'github-rate-limited' })
    expect(log).toEqual(['GitHub limits requests (status 429) and does not say for how long. Asking again in 60 s.'])
  })

  const taken: Partial<Answer>[] = [
    { status: 499, data: 'text' },
    { status: 404, headers: { 'retry-after': '7200' } },
    { status: 404, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1772373600' } },
    { status: 404, data: { message: 'rate limit' } },
    { status: 403, data: { message: 'Resource not accessible' }, headers: { 'x-ratelimit-remaining': '1' } },
    { status: 403, data: { message: ['rate limit'] } },
    { status: 422, data: null },
    { status: 301, headers: { location: 'https://x' } },
  ]
  it.each(taken)('is taken as it is: %j', async answer => {
    const { outcome, asked } = await send([answer])
    expect(outcome).toEqual({ data: undefined, headers: {}, ...answer, mayHaveActed: false })
    expect(asked).toHaveLength(1)
  })

  it('says what GitHub says, where that is a text', () => {
    expect(githubMessage({ message: 'Not Found' })).toBe('Not Found')
    for (const data of [{ message: 7 }, {}, [], null, undefined, 'text', { message: null }]) {
      expect(githubMessage(data)).toBe('')
    }
  })
})

describe('what is no answer', () => {
  it.each([{}, { response: undefined }, { response: null }])('is a fault of the connection (%o)', async more => {
    const fault = Object.assign(new Error('ECONNREFUSED of some kind'), { code: 'ECONNREFUSED' }, more)
    const { outcome, asked } = await send([fault])
    expect(asked).toHaveLength(5)
    expect(outcome).toMatchObject({ code: 'github-unreachable', uncertain: false })
  })

  it.each([new TypeError('x is not a function'), 'a text'])(
    'may be a mistake, which is not hidden (%s)',
    async mistake => {
      const { outcome, asked } = await send([mistake])
      expect(outcome).toBe(mistake)
      expect(asked).toHaveLength(1)
    },
  )
})
