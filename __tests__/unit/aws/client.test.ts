import { describe, expect, it } from 'vitest'
import { toActionError } from '../../../src/aws/errors.ts'
import { openAws } from '../../../src/aws/open.ts'
import { signRequest } from '../../../src/aws/sign.ts'
import type { HttpFetch, HttpResponse } from '../../../src/http/fetch.ts'
import { actionErrorOf } from '../../support/errors.ts'
import { storeContext } from '../../support/store-context.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
const ENV = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: SECRET }

/** A server that gives one response after another, and the last one from then on. */
function answering(...responses: { status: number; body?: object | string; headers?: Record<string, string> }[]) {
  const requests: { url: string; headers: Record<string, string>; body: string }[] = []
  const fetch: HttpFetch = async (url, { headers = {}, body = '' }): Promise<HttpResponse> => {
    requests.push({ url, headers, body })
    const response = responses[Math.min(requests.length, responses.length) - 1]
    const { status, body: answer = '', headers: answered = {} } = response ?? { status: 500 }
    return {
      url,
      status,
      statusText: '',
      headers: new Map(Object.entries(answered)),
      text: async () => (typeof answer === 'string' ? answer : JSON.stringify(answer)),
      arrayBuffer: async () => new ArrayBuffer(0),
    }
  }
  return { fetch, requests }
}

function connect(fetch?: HttpFetch, env: Record<string, string> = {}) {
  const clock = new VirtualClock()
  const context = storeContext({ ...ENV, ...env }, fetch, { clock, sleep: clock.sleep })
  return { client: openAws('kms', context), context }
}

const failing = (type: string, message = 'said') => ({ status: 400, body: { __type: type, message } })

describe('a request to AWS', () => {
  it('is signed, and names its operation', async () => {
    const { fetch, requests } = answering({ status: 200, body: { Keys: [] } })
    const { client, context } = connect(fetch, { AWS_SESSION_TOKEN: 'session-token-of-a-role' })
    expect((await client.request('ListKeys', { Limit: 1 })).data).toEqual({ Keys: [] })
    const [request] = requests
    expect(request).toMatchObject({ url: 'https://kms.eu-west-1.amazonaws.com/', body: '{"Limit":1}' })
    expect(request?.headers).toMatchObject({
      Host: 'kms.eu-west-1.amazonaws.com',
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'TrentService.ListKeys',
      'X-Amz-Security-Token': 'session-token-of-a-role',
    })
    expect(request?.headers.Authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE\/\d{8}\/eu-west-1\/kms\/aws4_request, SignedHeaders=content-length;content-type;host;x-amz-date;x-amz-security-token;x-amz-target, Signature=[0-9a-f]{64}$/,
    )
    expect(context.masks).toEqual([ENV.AWS_ACCESS_KEY_ID, SECRET, 'session-token-of-a-role'])
    expect(client.displayName).toBe('AWS KMS in eu-west-1')
  })

  it("is signed as AWS's test suite has it (post-vanilla)", () => {
    const signed = signRequest(
      {
        url: 'https://example.amazonaws.com/',
        service: 'service' as 'kms',
        region: 'us-east-1',
        headers: {},
        body: '',
      },
      { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: SECRET, sessionToken: undefined },
      new Date('2015-08-30T12:36:00Z'),
    )
    expect(signed.Authorization).toBe(
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
    )
  })

  it.each([
    ['aws-credentials-expired', 1, failing('ExpiredTokenException'), 'have expired (ExpiredTokenException: "said")'],
    [
      'aws-credentials-expired',
      1,
      { status: 403, body: { __type: 'com.amazonaws.kms#ExpiredTokenException' } },
      'have expired (ExpiredTokenException).',
    ],
    ['aws-credentials-rejected', 1, failing('UnrecognizedClientException'), 'does not accept the credentials'],
    [
      'aws-credentials-rejected',
      1,
      failing('InvalidSignatureException', 'The request signature we calculated does not match'),
      'does not accept the credentials (InvalidSignatureException: "The request signature we calculated',
    ],
    [
      'aws-credentials-rejected',
      1,
      failing('InvalidSignatureException', 'Signature expired: 20260101T000000Z is now earlier'),
      'its time is more than five minutes off',
    ],
    [
      'aws-credentials-rejected',
      1,
      failing('SignatureDoesNotMatch', 'Signature not yet current'),
      'its time is more than five minutes off',
    ],
    [
      'aws-wrong-region',
      1,
      failing('InvalidSignatureException', 'Credential should be scoped to a valid region.'),
      'it is for another region',
    ],
    [
      'aws-unavailable',
      5,
      { status: 500, body: { __type: 'KMSInternalException' } },
      'status 500 (KMSInternalException)',
    ],
    ['aws-unavailable', 5, { status: 503, body: 'Service Unavailable' }, 'status 503 (5 attempts): POST ListKeys.'],
    ['aws-unavailable', 5, failing('DependencyTimeoutException'), 'status 400 (DependencyTimeoutException)'],
    ['aws-rate-limited', 8, failing('ThrottlingException', 'Rate exceeded'), 'AWS'],
    ['aws-rate-limited', 8, { status: 429, body: '' }, 'AWS'],
    ['aws-invalid-response', 1, { status: 200, body: '<html>Sign in</html>' }, 'it is not a JSON object'],
    [
      'aws-invalid-response',
      1,
      { status: 403, body: '<html>Blocked by policy</html>' },
      'it has the status 403 and no error of AWS',
    ],
    ['aws-invalid-response', 1, { status: 302, body: '' }, 'it has the status 302 and no error of AWS'],
    ['aws-invalid-response', 1, { status: 200, body: '' }, 'it is not a JSON object'],
  ] as const)('fails with %s after %i attempts (case %#)', async (code, attempts, response, message) => {
    const { fetch, requests } = answering(response)
    const error = await actionErrorOf(connect(fetch).client.request('ListKeys', {}))
    expect(error.code).toBe(code)
    expect(error.message).toMatch(/^AWS /)
    expect(error.message).toContain(message)
    expect(requests).toHaveLength(attempts)
    expect(`${error.message} ${error.hint}`).not.toContain(SECRET)
  })

  it.each([['NotExpiredToken'], ['ExpiredTokens'], ['AnInvalidSignature'], ['NoAccessDenied'], ['SomeThrottling']])(
    'is answered with any other error, such as %s',
    async type => {
      const { client } = connect(answering(failing(type, 'of a valid region, expired')).fetch)
      const reply = await client.request('ListKeys', {})
      expect(reply).toMatchObject({ status: 400, error: type })
      expect(toActionError(reply, client, 'list the keys', '`kms:ListKeys`').code).toBe('aws-refused')
    },
  )

  it.each([
    [{ __type: 'com.amazonaws.kms#NotFoundException:http://internal.amazon.com/' }, {}],
    [{}, { 'x-amzn-errortype': 'NotFoundException:' }],
  ])('is answered with the name of an error alone, of %j and %j', async (body, headers) => {
    const { fetch } = answering({ status: 400, body, headers })
    expect(await connect(fetch).client.request('DescribeKey', {})).toMatchObject({
      error: 'NotFoundException',
      message: '',
    })
  })

  it.each([
    ['CreateAlias', '<html>'],
    ['ListKeys', ''],
  ])('that %s answers with %j is answered by something else than AWS', async (operation, body) => {
    const { client } = connect(answering({ status: 200, body }).fetch)
    expect((await actionErrorOf(client.request(operation, {}))).code).toBe('aws-invalid-response')
  })

  it('is in the timeline', async () => {
    const { client, context } = connect(answering({ status: 200, body: {} }).fetch)
    await client.request('ListKeys', {})
    expect(context.requests.join()).toContain('POST ListKeys')
  })

  it.each([
    ['ExpiredToken', 'aws-actions/configure-aws-credentials shortly before'],
    ['InvalidClientTokenId', 'AWS_SESSION_TOKEN: they must come from one login'],
  ])('that is refused with %s says what to do', async (error, hint) => {
    expect(
      (await actionErrorOf(connect(answering(failing(error)).fetch).client.request('ListKeys', {}))).hint,
    ).toContain(hint)
  })

  it('may be empty where AWS has nothing to say', async () => {
    const { fetch } = answering({ status: 200, body: '' })
    expect(await connect(fetch).client.request('CreateAlias', {})).toMatchObject({ error: '', data: {} })
  })

  it('is retried when AWS recovers', async () => {
    const { fetch } = answering({ status: 500 }, failing('ThrottlingException'), { status: 200, body: {} })
    expect((await connect(fetch).client.request('ListKeys', {})).status).toBe(200)
  })

  it.each([
    ['ECONNREFUSED', 'connect ECONNREFUSED', 'failed'],
    ['ECONNRESET', 'read ECONNRESET', 'indeterminate'],
  ])('that writes is known to have failed or not by %s', async (code, message, kind) => {
    const { client } = connect(async () => {
      throw Object.assign(new Error(message), { code })
    })
    expect((await client.write('CreateKey', {}, client.attempts('CreateKey'))).kind).toBe(kind)
  })

  it.each([
    ['applied', 'a success', { status: 200, body: {} }],
    ['refused', 'a refusal', failing('LimitExceededException')],
    ['failed', 'a rate limit', failing('ThrottlingException')],
    ['indeterminate', 'a failure', { status: 500 }],
  ])('that writes is %s by %s', async (kind, _, response) => {
    const { fetch, requests } = answering(response)
    const { client } = connect(fetch)
    expect((await client.write('CreateKey', {}, client.attempts('CreateKey'))).kind).toBe(kind)
    expect(requests).toHaveLength(1)
  })

  it('names what to check if there is no connection', async () => {
    const { client } = connect(async () => {
      throw Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })
    })
    const error = await actionErrorOf(client.request('ListKeys', {}))
    expect(error.code).toBe('aws-unreachable')
    expect(error.hint).toMatch(/`aws-region`.*AWS_ENDPOINT_URL.*HTTPS_PROXY/)
  })

  it.each([
    ['aws-access-denied', 'AccessDeniedException', /No policy of this identity allows `kms:Sign`/],
    ['aws-refused', 'LimitExceededException', /quotas/],
  ])('that is refused gives %s for %s', async (code, error, hint) => {
    const { fetch } = answering(failing(error, 'User: x is not authorized'))
    const { client } = connect(fetch)
    const refused = toActionError(await client.request('Sign', {}), client, 'sign with the key', '`kms:Sign`')
    expect(refused.code).toBe(code)
    expect(refused.message).toBe(
      `AWS KMS in eu-west-1 refused to sign with the key (${error}: "User: x is not authorized").`,
    )
    expect(refused.hint).toMatch(hint)
  })

  it('that is refused without a reason names only the error', async () => {
    const { client } = connect(answering(failing('LimitExceededException', '')).fetch)
    const { message } = toActionError(await client.request('Sign', {}), client, 'sign with the key', '`kms:Sign`')
    expect(message).toBe('AWS KMS in eu-west-1 refused to sign with the key (LimitExceededException).')
  })
})
