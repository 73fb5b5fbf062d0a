import { afterEach, describe, expect, it, vi } from 'vitest'
import { GitHubClient, githubMessage, type Reply } from '../../../src/github/client.ts'
import { RetryableError } from '../../../src/http/retry.ts'
import { actionErrorOf } from '../../support/errors.ts'
import { type ScriptedReply, scriptedGitHub } from '../../support/scripted-github.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const ROUTE = 'GET /repos/{owner}/{repo}/environments/{environment_name}'
const PARAMETERS = { owner: 'octo', repo: 'keys', environment_name: 'ledger/prod 1' }
const SENT = 'GET /repos/octo/keys/environments/ledger%2Fprod%201'
const PUT = 'PUT /orgs/{org}/actions/secrets/{secret_name}'
const SECRET = { org: 'octo', secret_name: 'KEY', key_id: '1', nothing: undefined }
const SENT_PUT = 'PUT /orgs/octo/actions/secrets/KEY'
const OK: ScriptedReply = { status: 200, data: { a: 1 }, headers: { etag: 'x' } }

async function requesting(...replies: ScriptedReply[]) {
  const github = scriptedGitHub({ [SENT]: replies })
  const outcome = await github.client.request(ROUTE, PARAMETERS).catch((error: unknown) => error)
  return { ...github, outcome }
}

async function writing(...replies: ScriptedReply[]) {
  const github = scriptedGitHub({ [SENT_PUT]: replies })
  const result = await github.client.write(PUT, SECRET, github.client.attempts(PUT, SECRET))
  return { ...github, result }
}

describe('request', () => {
  it('fills the route with percent-encoded parameters', async () => {
    const { routes } = await requesting(OK)
    expect(routes()).toEqual([SENT])
  })

  it('sends the token and the version of the API, and the other parameters as JSON', async () => {
    const { sent } = await writing({ status: 201 })
    expect(sent).toMatchObject([
      {
        route: SENT_PUT,
        headers: { authorization: 'token a token', 'x-github-api-version': '2022-11-28' },
      },
    ])
    expect(sent[0]?.body).toEqual({ key_id: '1' })
  })

  it('returns status, data and headers', async () => {
    const { outcome } = await requesting(OK)
    expect(outcome).toMatchObject({ status: 200, data: { a: 1 }, headers: { etag: 'x' } })
  })

  it.each([301, 304, 400, 401, 403, 404, 409, 422])('returns a refusal (%i) without another attempt', async status => {
    const { outcome, sent } = await requesting({ status, data: { message: 'No' }, headers: { etag: 'x' } }, OK)
    expect(outcome).toMatchObject({ status, data: { message: 'No' }, headers: { etag: 'x' } })
    expect(sent).toHaveLength(1)
  })

  it('returns a text that is no JSON as it is', async () => {
    const headers = { 'content-type': 'text/html' }
    const { outcome } = await requesting({ status: 404, data: '<html>', headers })
    expect(outcome).toMatchObject({ status: 404, data: '"<html>"' })
  })

  it('leaves Octokit’s warnings out of the log', async () => {
    const warn = vi.spyOn(console, 'warn')
    await requesting({ status: 200, headers: { deprecation: 'true', sunset: 'soon' } })
    expect(warn).not.toHaveBeenCalled()
  })

  it.each<[string, ScriptedReply, number]>([
    ['status 500', { status: 500 }, 250],
    ['status 503 with a time to wait', { status: 503, headers: { 'retry-after': '7' } }, 250],
    ['a lost connection', { fails: 'ECONNRESET' }, 250],
    ['no response', 'silence', 10_250],
    ['status 429', { status: 429, headers: { 'retry-after': '2' } }, 2_000],
    ['status 429 without a time', { status: 429 }, 60_000],
    ['status 403 with a time to wait', { status: 403, headers: { 'retry-after': '2' } }, 2_000],
    [
      'status 403 with no requests left',
      {
        status: 403,
        headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1', date: new Date().toUTCString() },
      },
      1_000,
    ],
    [
      'status 403 that speaks of a rate limit',
      { status: 403, data: { message: 'You have exceeded a secondary Rate Limit.' } },
      60_000,
    ],
  ])('sends the request again after %s', async (_, reply, at) => {
    const { outcome, sent } = await requesting(reply, OK)
    expect(outcome).toMatchObject({ status: 200 })
    expect(sent.map(({ at }) => at)).toEqual([0, at])
  })

  it.each<[string, ScriptedReply]>([
    ['of a missing permission', { status: 403, data: { message: 'Resource not accessible by integration' } }],
    [
      'with requests left',
      { status: 403, headers: { 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': '4102444800' } },
    ],
    ['without a message', { status: 403 }],
    ['that is no 403', { status: 404, data: { message: 'rate limit' }, headers: { 'retry-after': '1' } }],
  ])('takes a refusal %s for no rate limit', async (_, reply) => {
    const { sent } = await requesting(reply, OK)
    expect(sent).toHaveLength(1)
  })

  it('throws after the last attempt, and names the request', async () => {
    const { outcome, sent } = await requesting({ status: 500 })
    expect(sent).toHaveLength(5)
    expect(outcome).toMatchObject({
      code: 'github-unavailable',
      message: `GitHub failed with status 500 (5 attempts): ${SENT}.`,
    })
  })

  it('throws a defect as it is, without another attempt', async () => {
    const github = scriptedGitHub({})
    const defect = new TypeError('x is not a function')
    const request = vi.fn(() => Promise.reject(defect))
    await expect(new GitHubClient(request, github.network).request(ROUTE, PARAMETERS)).rejects.toBe(defect)
    expect(request).toHaveBeenCalledTimes(1)
  })

  it.each([
    ['no error', 'a text'],
    ['without a response', new Error('of some kind')],
    ['with an empty response', Object.assign(new Error('of some kind'), { response: undefined })],
  ])('takes what Octokit throws %s for no response', async (_, thrown) => {
    const { network } = scriptedGitHub({})
    await expect(new GitHubClient(() => Promise.reject(thrown), network).request(ROUTE, PARAMETERS)).rejects.toBe(
      thrown,
    )
  })

  it('shows each attempt in the timeline', async () => {
    const { timeline } = await requesting({ status: 500, afterMs: 3 }, OK)
    expect(timeline).toEqual([`GitHub: ${SENT}: 500 in 3 ms (attempt 1)`, `GitHub: ${SENT}: 200 in 0 ms (attempt 2)`])
  })
})

describe('write', () => {
  it.each([200, 201, 204, 299])('is applied if GitHub answers %i', async status => {
    const { result } = await writing({ status })
    expect(result).toMatchObject({ kind: 'applied', reply: { status } })
  })

  it.each<[string, ScriptedReply, Partial<Reply>]>([
    ['redirects', { status: 301 }, { status: 301 }],
    ['refuses', { status: 422, data: { message: 'No' } }, { status: 422, data: { message: 'No' } }],
  ])('is refused if GitHub %s', async (_, response, reply) => {
    const { result } = await writing(response)
    expect(result).toMatchObject({ kind: 'refused', reply })
  })

  it.each<[string, ScriptedReply, string]>([
    ['limits requests', { status: 429 }, 'rate-limited'],
    ['cannot be reached', { fails: 'ECONNREFUSED' }, 'unreachable'],
  ])('has failed if GitHub %s', async (_, reply, kind) => {
    const { result } = await writing(reply)
    expect(result).toMatchObject({ kind: 'failed', cause: { kind, indeterminate: false } })
  })

  it.each<[string, ScriptedReply, string]>([
    ['GitHub fails', { status: 500 }, 'unavailable'],
    ['the connection is lost', { fails: 'ECONNRESET' }, 'unreachable'],
    ['no response comes', 'silence', 'unavailable'],
  ])('is indeterminate if %s', async (_, reply, kind) => {
    const { result } = await writing(reply)
    expect(result).toMatchObject({ kind: 'indeterminate', cause: { kind, indeterminate: true } })
    expect('cause' in result && result.cause).toBeInstanceOf(RetryableError)
  })

  it.each<ScriptedReply>([{ status: 500 }, { status: 429 }, 'silence'])('sends the request once: %j', async reply => {
    expect((await writing(reply, { status: 201 })).sent).toHaveLength(1)
  })

  it('counts the attempts of its caller', async () => {
    const github = scriptedGitHub({ [SENT_PUT]: [{ status: 500 }] })
    const attempts = github.client.attempts(PUT, SECRET)
    const store = async () => {
      for (;;) {
        const result = await github.client.write(PUT, SECRET, attempts)
        if ('cause' in result && result.cause instanceof RetryableError) await attempts.wait(result.cause)
      }
    }
    expect(await actionErrorOf(store())).toMatchObject({
      code: 'github-unavailable',
      message: `GitHub failed with status 500 (5 attempts): ${SENT_PUT}.`,
    })
    expect(github.sent).toHaveLength(5)
    expect(github.timeline.at(-1)).toBe(`GitHub: ${SENT_PUT}: 500 in 0 ms (attempt 5)`)
  })
})

describe('githubMessage', () => {
  it.each([
    [{ message: 'Not Found' }, 'Not Found'],
    [{ message: 7 }, ''],
    [{}, ''],
    ['text', ''],
    [undefined, ''],
  ])('of %j is "%s"', (data, message) => {
    expect(githubMessage(data)).toBe(message)
  })
})
