import { describe, expect, it } from 'vitest'
import type { ActionError } from '../../../src/errors.ts'
import type { HttpFetch } from '../../../src/http/fetch.ts'
import { Retry } from '../../../src/http/retry.ts'
import type { Network } from '../../../src/http/send.ts'
import { generateOperatorKey } from '../../../src/key/operator-key.ts'
import {
  compareIdentity,
  exchangeToken,
  LEDGER_API_URLS,
  type LedgerAccess,
  readIdentity,
} from '../../../src/ledger/client.ts'
import { checkRegistration, registeredOutput } from '../../../src/ledger/registration.ts'
import { spki } from '../../support/der.ts'
import { errorOf } from '../../support/errors.ts'

const ACCESS: LedgerAccess = {
  version: 'v2',
  url: 'https://ledger.example/v1/rest',
  workspace: 'minivault',
  apiKeyId: 'the-id-of-the-api-key',
  apiKeySecret: 'the-secret-of-the-api-key',
}
const { publicKey } = generateOperatorKey()
const another = generateOperatorKey().publicKey

interface Answer {
  status: number
  body?: unknown
  headers?: Record<string, string>
}

/** A Ledger that gives these answers, the last of them again and again. Sleeping takes no time, but the clock goes on. */
function scriptedLedger(...answers: Answer[]) {
  const left = [...answers]
  const requests: { url: string; init: Parameters<HttpFetch>[1] }[] = []
  const waits: number[] = []
  const log: string[] = []
  let elapsed = 0
  const clock = { now: () => new Date(1_780_000_000_000 + elapsed), elapsedMs: () => elapsed }
  const sleep = async (ms: number, signal?: AbortSignal) => {
    // Only a request's time limit can be aborted, and no answer here takes longer.
    if (signal) return new Promise<void>(() => {})
    waits.push(ms)
    elapsed += ms
  }
  const fetch: HttpFetch = async (url, init) => {
    requests.push({ url, init })
    const { status, body, headers = {} } = (left.length > 1 ? left.shift() : left[0]) as Answer
    const text = typeof body === 'string' ? body : JSON.stringify(body ?? {})
    return {
      url,
      status,
      statusText: '',
      headers: new Map(Object.entries(headers)),
      text: async () => text,
      arrayBuffer: async () => new ArrayBuffer(0),
    }
  }
  const network: Network = {
    clock,
    sleep,
    fetch,
    retry: new Retry({ clock, sleep }, line => log.push(line)),
    debug: () => {},
  }
  return { network, requests, waits, log }
}

/** What an exchange comes to: the token or the error, and what was masked. */
async function exchange(answers: Answer[], access: Partial<LedgerAccess> = {}) {
  const ledger = scriptedLedger(...answers)
  const masked: string[] = []
  const outcome = await exchangeToken({ ...ACCESS, ...access }, ledger.network, (...values) => {
    masked.push(...values)
  }).then(
    token => ({ token, code: undefined, error: undefined }),
    (error: ActionError) => ({ token: undefined, code: error.code, error }),
  )
  return { ...ledger, ...outcome, masked }
}

const jwt = (claims: unknown) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`
const ACCESS_TOKEN = jwt({ pub_key: publicKey.hex, workspace: 'minivault' })
const REFRESH_TOKEN = 'a-token-to-refresh-with'

describe('exchangeToken', () => {
  it('sends what version 2 takes', async () => {
    const { token, masked, requests } = await exchange([
      { status: 200, body: { accessToken: ACCESS_TOKEN, refreshToken: REFRESH_TOKEN } },
    ])
    expect(token).toBe(ACCESS_TOKEN)
    expect(masked).toEqual([REFRESH_TOKEN, ACCESS_TOKEN])
    expect(requests).toHaveLength(1)
    const { body, signal, ...init } = requests[0]?.init ?? {}
    expect([requests[0]?.url, init]).toEqual([
      'https://ledger.example/v1/rest/auth/token',
      { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json' } },
    ])
    expect(JSON.parse(body ?? '')).toEqual({
      workspace: 'minivault',
      apiKeyId: ACCESS.apiKeyId,
      apiKeySecret: ACCESS.apiKeySecret,
    })
    expect(signal).toBeInstanceOf(AbortSignal)
  })

  it('sends what version 1 takes', async () => {
    const body = { access_token: ACCESS_TOKEN, refresh_token: REFRESH_TOKEN }
    const { token, masked, requests } = await exchange([{ status: 200, body }], { version: 'v1' })
    expect(token).toBe(ACCESS_TOKEN)
    expect(masked).toEqual([REFRESH_TOKEN, ACCESS_TOKEN])
    const init = requests[0]?.init
    expect(init?.headers).toEqual({
      'content-type': 'application/json',
      accept: 'application/json',
      'x-ledger-workspace': 'minivault',
    })
    expect(JSON.parse(init?.body ?? '')).toEqual({
      api_key_id: ACCESS.apiKeyId,
      api_key_secret: ACCESS.apiKeySecret,
    })
  })

  it('knows the hosts that Ledger documents', () => {
    expect(LEDGER_API_URLS).toEqual({
      v1: 'https://api.vault.ledger.com',
      v2: 'https://re.vault.ledger.com/v1/rest',
    })
  })

  it.each([undefined, null, 7])('passes over a refresh token that is %j', async refreshToken => {
    const { token, masked } = await exchange([{ status: 200, body: { accessToken: ACCESS_TOKEN, refreshToken } }])
    expect([token, masked]).toEqual([ACCESS_TOKEN, [ACCESS_TOKEN]])
  })

  const INVALID: [what: string, body: unknown, said: string][] = [
    ['no JSON', '<html>', 'The response is not a JSON object.'],
    ['nothing', '', 'The response is not a JSON object.'],
    ['null', 'null', 'The response is not a JSON object.'],
    ['a list', '[]', 'The response is not a JSON object.'],
    ['no access token', { refreshToken: REFRESH_TOKEN }, 'The response has no access token.'],
    ['the token of the other version', { access_token: ACCESS_TOKEN }, 'The response has no access token.'],
    ['an access token that is not text', { accessToken: { token: ACCESS_TOKEN } }, 'The response has no access token.'],
    ['an access token of 15 characters', { accessToken: 'x'.repeat(15) }, 'The response has no access token.'],
    ['an access token of two lines', { accessToken: `${ACCESS_TOKEN}\n}` }, 'The response has no access token.'],
    ['an access token with a space', { accessToken: `${ACCESS_TOKEN} a` }, 'The response has no access token.'],
    [
      'a refresh token of 15 characters',
      { accessToken: ACCESS_TOKEN, refreshToken: 'x'.repeat(15) },
      'The refresh token in the response is not one.',
    ],
    [
      'a refresh token of two characters',
      { accessToken: ACCESS_TOKEN, refreshToken: '04' },
      'The refresh token in the response is not one.',
    ],
    [
      'an empty refresh token',
      { accessToken: ACCESS_TOKEN, refreshToken: '' },
      'The refresh token in the response is not one.',
    ],
  ]
  it.each(INVALID)('refuses a response with %s', async (_, body, said) => {
    const { error, masked } = await exchange([{ status: 200, body }])
    expect(error).toMatchObject({
      code: 'ledger-invalid-response',
      message: `\`POST /auth/token\` did not get a valid response from Ledger's API. ${said}`,
      hint: 'Check `ledger-api-url` and `ledger-api-version`, and whether a proxy, a firewall or a login page answers in place of Ledger.',
    })
    // What is too short for a token would hide other text if it were masked.
    expect(masked).toEqual(JSON.stringify(body).includes(REFRESH_TOKEN) ? [REFRESH_TOKEN] : [])
  })

  it('masks tokens of 16 characters', async () => {
    const token = 'x'.repeat(16)
    const { masked } = await exchange([{ status: 200, body: { accessToken: token, refreshToken: token } }])
    expect(masked).toEqual([token, token])
  })

  const REJECTED: [body: unknown, said: string][] = [
    [{}, ''],
    [{ message: 5 }, ''],
    [{ message: 'suspended' }, ': "suspended"'],
    [{ message: '"no"' }, ': "\\"no\\""'],
  ]
  it.each(REJECTED)('reports rejected credentials if Ledger itself says %j', async (body, said) => {
    for (const status of [401, 403]) {
      const { error, requests } = await exchange([{ status, body }])
      expect(error).toMatchObject({
        code: 'ledger-credentials-rejected',
        message: `Ledger does not accept the API Key ID and API Secret for the workspace "minivault" (status ${status}${said}).`,
        hint:
          'Check that both were copied whole and belong to this workspace, and that the operator is neither suspended nor revoked. ' +
          'An admin can regenerate the API Secret (user permission settings).',
      })
      expect(requests).toHaveLength(1)
    }
  })

  it.each(['<!DOCTYPE html><html>Sign in</html>', 'Forbidden', '', '[]', '"no"', '{"message":'])(
    'blames what is in between, and not the credentials, if the refusal is %j',
    async body => {
      for (const status of [401, 403]) {
        const { error } = await exchange([{ status, body }])
        expect(error).toMatchObject({
          code: 'access-blocked',
          message:
            `\`POST /auth/token\` was refused with a body that is not JSON (status ${status}). ` +
            'A proxy, firewall or login page between the runner and Ledger refused it, not Ledger.',
        })
        expect(error?.hint).not.toMatch(/API Key|API Secret|credential|regenerate/i)
        expect(error?.hint).toContain('the proxy (HTTPS_PROXY, NO_PROXY), the firewall and `ledger-api-url`')
      }
    },
  )

  it.each([201, 302, 400, 404])('reports any other refusal (status %i) with the message of Ledger', async status => {
    expect((await exchange([{ status, body: '<html>' }])).error).toMatchObject({
      code: 'ledger-refused',
      message: `Ledger refused to exchange the API access for a token (status ${status}).`,
      hint: 'Check `workspace`, `ledger-api-version` and `ledger-api-url`.',
    })
    const { error } = await exchange([{ status, body: { message: 'no such workspace' } }])
    expect(error?.message).toContain(`(status ${status}: "no such workspace")`)
  })

  it.each([420, 429])('waits out a rate limit (status %i) that says how long it lasts', async status => {
    const { token, waits, log } = await exchange([
      { status, headers: { 'retry-after': '20' } },
      { status: 200, body: { accessToken: ACCESS_TOKEN } },
    ])
    expect(token).toBe(ACCESS_TOKEN)
    expect(waits).toEqual([expect.closeTo(20_500, -3)])
    expect(log).toHaveLength(1)
  })

  it('waits ten seconds if a rate limit does not say how long it lasts', async () => {
    const { token, waits } = await exchange([{ status: 429 }, { status: 200, body: { accessToken: ACCESS_TOKEN } }])
    expect([token, waits]).toEqual([ACCESS_TOKEN, [expect.closeTo(10_500, -3)]])
  })

  it('gives up after five failures', async () => {
    const { code, requests } = await exchange([{ status: 500 }])
    expect([code, requests.length]).toEqual(['ledger-unavailable', 5])
  })

  it('rethrows what is not a failure of the connection', async () => {
    const { network } = scriptedLedger({ status: 200 })
    const broken = { ...network, fetch: () => Promise.reject(new TypeError('a defect')) }
    await expect(exchangeToken(ACCESS, broken, () => {})).rejects.toThrow('a defect')
  })
})

describe('readIdentity', () => {
  it.each([
    ['that is no JWT', 'an-opaque-access-token'],
    ['whose claims are no JSON', `e30.${Buffer.from('pub_key').toString('base64url')}.c2ln`],
    ['whose claims are a list', jwt(['pub_key'])],
    ['without these claims', jwt({ azp: 'revault' })],
  ])('knows nothing from a token %s', (_, token) => {
    expect(readIdentity(token, ACCESS)).toEqual({ publicKey: undefined, workspace: undefined })
  })

  it.each([
    ['as Ledger writes it', publicKey.hex],
    ['after 0x, in capitals, with a line end', `0x${publicKey.hex.toUpperCase()}\n`],
    ['without 04', publicKey.hex.slice(2)],
    ['as SPKI in base64', spki(Buffer.from(publicKey.hex, 'hex')).toString('base64')],
  ])('reads the public key %s', (_, key) => {
    const identity = readIdentity(jwt({ pub_key: key, workspace: 'minivault' }), ACCESS)
    expect(identity).toEqual({ publicKey, workspace: 'minivault' })
    expect(compareIdentity(identity, publicKey, ACCESS)).toBe('registered')
  })

  it.each([
    ['none', '"none"'],
    ['', '""'],
    ['04ff', '"04ff"'],
    [4, '"4"'],
    [null, '"null"'],
    [{ x: 'a' }, '"{\\"x\\":\\"a\\"}"'],
    [`${'a'.repeat(190)}${ACCESS.apiKeySecret}`, `"${'a'.repeat(190)}***"`],
    [`${'a'.repeat(190)}${ACCESS.apiKeyId}`, `"${'a'.repeat(190)}***"`],
  ])('reports a public key in an unknown form (%j), which is no incident', (key, quoted) => {
    expect(errorOf(() => readIdentity(jwt({ pub_key: key }), ACCESS))).toMatchObject({
      code: 'ledger-key-unreadable',
      message: `Ledger's token names the registered public key in a form that this action does not know: ${quoted}.`,
      hint: 'This does not mean that it is another key. Compare the key in the workspace (Users page) with this one, and report the form as a bug.',
    })
  })

  it.each([['minivault'], 7, null, { name: 'minivault' }].map(workspace => [workspace]))(
    'refuses a workspace that is not text (%j)',
    workspace => {
      expect(errorOf(() => readIdentity(jwt({ pub_key: publicKey.hex, workspace }), ACCESS))).toMatchObject({
        code: 'ledger-invalid-response',
        message:
          "`POST /auth/token` did not get a valid response from Ledger's API. The claim `workspace` of its access token is not text.",
      })
    },
  )
})

describe('compareIdentity', () => {
  it('is unknown if the token does not say', () => {
    expect(compareIdentity({ publicKey: undefined, workspace: undefined }, publicKey, ACCESS)).toBe('unknown')
    expect(compareIdentity({ publicKey: undefined, workspace: 'minivault' }, publicKey, ACCESS)).toBe('unknown')
  })

  it('refuses another key, with both fingerprints', () => {
    const error = errorOf(() => compareIdentity({ publicKey: another, workspace: 'minivault' }, publicKey, ACCESS))
    expect(error).toMatchObject({
      code: 'another-key-registered',
      message: `Ledger has another public key on file for this API access: its fingerprint is ${another.fingerprint}, ours is ${publicKey.fingerprint}.`,
      hint:
        'This operator must not be used. If the API access belongs to another operator, store the right one. If not, suspend the operator in the ' +
        'workspace, find out who registered that key, and start over with a new operator.',
    })
  })

  it.each([
    ['maxivault', '"maxivault"'],
    ['', '""'],
    [`maxi\u202evault ${ACCESS.apiKeySecret}`, '"maxi\\u{202e}vault ***"'],
  ])('refuses another workspace (%j), also for the same key', (workspace, quoted) => {
    expect(errorOf(() => compareIdentity({ publicKey, workspace }, publicKey, ACCESS))).toMatchObject({
      code: 'wrong-workspace',
      message: `The API access belongs to another workspace: Ledger says ${quoted}, expected was "minivault".`,
      hint: 'Check the input `workspace`, and which API Key ID and API Secret are stored.',
    })
  })
})

describe('checkRegistration', () => {
  const check = (claims: object, required: boolean) => {
    const { network } = scriptedLedger({ status: 200, body: { accessToken: jwt(claims) } })
    return checkRegistration({ access: ACCESS, required }, publicKey, network, () => {})
  }

  it('asks nobody without a check', async () => {
    const { network, requests } = scriptedLedger({ status: 200 })
    expect(await checkRegistration(undefined, publicKey, network, () => {})).toBe('unknown')
    expect(requests).toEqual([])
  })

  it('is registered if Ledger has this key on file', async () => {
    expect(await check({ pub_key: publicKey.hex, workspace: 'minivault' }, true)).toBe('registered')
    await expect(check({ pub_key: another.hex }, false)).rejects.toMatchObject({ code: 'another-key-registered' })
    await expect(check({ workspace: 'maxivault' }, false)).rejects.toMatchObject({ code: 'wrong-workspace' })
  })

  it('fails if Ledger does not say and must', async () => {
    expect(await check({ azp: 'revault' }, false)).toBe('unknown')
    await expect(check({ azp: 'revault' }, true)).rejects.toMatchObject({
      code: 'registration-unknown',
      message: 'Ledger accepts the API access, but its token does not say which public key is registered.',
      hint: 'Compare the key in the workspace (Users page) by eye, then set `require-registered: false`.',
    })
  })

  it('gives the output `registered`', () => {
    expect([registeredOutput('registered'), registeredOutput('unknown')]).toEqual(['true', 'unknown'])
  })
})
