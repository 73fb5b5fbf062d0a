import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import type { LedgerAccess } from '../src/ledger/client.ts'

const httpFetch = vi.hoisted(() => vi.fn())
vi.mock('../src/http/fetch.ts', () => ({ httpFetch }))
// Other tests may have loaded these over the real one, and must not get them over this one.
vi.resetModules()
afterAll(() => {
  vi.resetModules()
})
const { ActionError } = await import('../src/errors.ts')
const { askIdentity, LEDGER_API_URLS } = await import('../src/ledger/client.ts')
const { generateOperatorKey } = await import('../src/key/operator-key.ts')
const { Patience } = await import('../src/http/retry.ts')
const { registrationOf } = await import('../src/ledger/registration.ts')

const ACCESS: LedgerAccess = {
  version: 'v2',
  url: 'https://ledger.example/v1/rest',
  workspace: 'minivault',
  apiKeyId: 'the-id',
  apiKeySecret: 'the-secret',
}

afterEach(() => {
  httpFetch.mockReset()
  vi.useRealTimers()
})

interface Answer {
  status: number
  body?: unknown
  headers?: Record<string, string>
}

/** What asking Ledger comes to where it gives these answers, one after the other; waits are skipped. */
async function ask(answers: Answer[], access: Partial<LedgerAccess> = {}) {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  const left = [...answers]
  httpFetch.mockImplementation(async () => {
    const { status = 500, body, headers = {} } = left.shift() ?? {}
    const text = typeof body === 'string' ? body : JSON.stringify(body ?? {})
    return { status, headers: new Map(Object.entries(headers)), text: async () => text }
  })
  const masked: string[] = []
  const log: string[] = []
  const asked = askIdentity({ ...ACCESS, ...access }, new Patience(line => log.push(line)), (...values) =>
    masked.push(...values),
  ).catch((error: unknown) => {
    if (!(error instanceof ActionError)) throw error
    const { code, message, next, uncertain } = error
    return { code, message, next, uncertain }
  })
  const started = Date.now()
  let waited = 0
  const ended = asked.then(() => true)
  while (!(await Promise.race([ended, Promise.resolve(false)])) && Date.now() - started < 5_000) {
    await vi.advanceTimersByTimeAsync(500)
    if (left.length > 0 || httpFetch.mock.calls.length < answers.length) waited += 500
  }
  return { outcome: await asked, masked, log, waited, left: left.length }
}

const token = (claims: unknown) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`

describe('Ledger is asked for a token', () => {
  it('as its version 2 is', async () => {
    const accessToken = token({ pub_key: '04aa', workspace: 'minivault' })
    const { outcome, masked } = await ask([{ status: 200, body: { accessToken, refreshToken: 'refresh' } }])
    expect(outcome).toEqual({ publicKeyHex: '04aa', workspace: 'minivault' })
    expect(masked).toEqual(['refresh', accessToken])
    const [[url, { signal, body, ...init }]] = httpFetch.mock.calls as [[string, Record<string, unknown>]]
    expect(url).toBe('https://ledger.example/v1/rest/auth/token')
    expect(init).toEqual({
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
    })
    expect(JSON.parse(String(body))).toEqual({
      workspace: 'minivault',
      apiKeyId: 'the-id',
      apiKeySecret: 'the-secret',
    })
    expect(signal).toBeInstanceOf(AbortSignal)
  })

  it('as its version 1 is', async () => {
    const access_token = token({ pub_key: '04aa' })
    const body = { access_token, refresh_token: 'refresh' }
    const { outcome, masked } = await ask([{ status: 200, body }], { version: 'v1' })
    expect(outcome).toEqual({ publicKeyHex: '04aa', workspace: undefined })
    expect(masked).toEqual(['refresh', access_token])
    const [[, init]] = httpFetch.mock.calls as [[string, { headers: object; body: string }]]
    expect(init.headers).toEqual({
      'content-type': 'application/json',
      accept: 'application/json',
      'x-ledger-workspace': 'minivault',
    })
    expect(JSON.parse(init.body)).toEqual({ api_key_id: 'the-id', api_key_secret: 'the-secret' })
  })

  it('at the hosts that it documents', () => {
    expect(LEDGER_API_URLS).toEqual({
      v1: 'https://api.vault.ledger.com',
      v2: 'https://re.vault.ledger.com/v1/rest',
    })
  })
})

describe('a token', () => {
  it.each([
    ['with claims that are no text', token({ pub_key: 4, workspace: ['minivault'] })],
    ['with claims that are no object', token(['pub_key'])],
    ['with claims that are no JSON', `e30.${Buffer.from('pub_key').toString('base64url')}.c2ln`],
    ['that is none of RFC 7519', 'opaque'],
  ])('%s says nothing, and is masked', async (_, accessToken) => {
    const { outcome, masked } = await ask([{ status: 200, body: { accessToken, refreshToken: 7 } }])
    expect(outcome).toEqual({ publicKeyHex: undefined, workspace: undefined })
    expect(masked).toEqual([accessToken])
  })

  it.each([
    ['no JSON', '<html>'],
    ['no object', '[]'],
    ['no token', { refreshToken: 'refresh' }],
    ['an empty token', { accessToken: '' }],
    ['the token of the other version', { access_token: token({}) }],
    ['a token that is no text', { accessToken: { token: 1 } }],
  ])('is missing: %s', async (_, body) => {
    const { outcome } = await ask([{ status: 200, body }])
    expect(outcome).toMatchSnapshot()
  })
})

describe('Ledger refuses', () => {
  it.each([401, 403, 400, 404, 302])('with status %s, and is told with its own word', async status => {
    for (const body of ['<html>', {}, { message: 5 }, { message: '"no"' }, { message: 'x'.repeat(300) }]) {
      expect((await ask([{ status, body }])).outcome).toMatchSnapshot()
    }
  })

  it('for a time that it names', async () => {
    for (const status of [420, 429]) {
      const answers = [
        { status, headers: { 'retry-after': '20' } },
        { status: 200, body: { accessToken: 'a' } },
      ]
      const { outcome, log, waited } = await ask(answers)
      expect(outcome).toEqual({ publicKeyHex: undefined, workspace: undefined })
      expect(log).toEqual([expect.stringContaining(`Ledger limits requests (status ${status}) and asks to wait 20 s`)])
      expect(waited).toBeGreaterThanOrEqual(19_000)
    }
  })

  it.each([[undefined], ['-1'], ['soon']])('for ten seconds where it names no time (%j)', async header => {
    const headers = header === undefined ? {} : { 'retry-after': header }
    const { log } = await ask([
      { status: 429, headers },
      { status: 200, body: { accessToken: 'a' } },
    ])
    expect(log).toEqual([expect.stringMatching(/does not say for how long\. Asking again in 1[01] s\.$/)])
  })

  it('for no time at all', async () => {
    const { log, left } = await ask([
      { status: 429, headers: { 'retry-after': '0' } },
      { status: 200, body: { accessToken: 'a' } },
    ])
    expect([log, left]).toEqual([[], 0])
  })

  it('because it is down, and then nothing has changed there', async () => {
    const { outcome } = await ask([])
    expect(outcome).toEqual({
      code: 'ledger-unavailable',
      message: 'Ledger failed with status 500 (asked 5 times): POST /auth/token.',
      next: "See Ledger's status page, and run this again when it is well.",
      uncertain: false,
    })
    expect(httpFetch).toHaveBeenCalledTimes(5)
  })
})

describe('a registration', () => {
  it('that Ledger does not tell is a failure where it must be known', async () => {
    httpFetch.mockResolvedValue({ status: 200, headers: new Map(), text: async () => '{"accessToken":"a"}' })
    const { publicKey } = generateOperatorKey()
    const check = (required: boolean) =>
      registrationOf({ access: ACCESS, required }, publicKey, new Patience(() => {}), () => {})
    expect(await check(false)).toBe('unknown')
    await expect(check(true)).rejects.toMatchObject({
      code: 'registration-unknown',
      message: 'Ledger accepts the API access, but its token does not say which public key is registered.',
      next: 'Compare the key in the workspace (Users page) by eye, then say `require-registered: false`.',
    })
    expect(await registrationOf(undefined, publicKey, new Patience(() => {}), () => {})).toBe('unknown')
  })
})
