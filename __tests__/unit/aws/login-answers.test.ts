// What a login to AWS makes of answers that a real server seldom gives.
import { describe, expect, it } from 'vitest'
import { openAws } from '../../../src/aws/open.ts'
import { actionErrorOf } from '../../support/errors.ts'
import { type AwsScript, refusing, scriptedAws } from '../../support/scripted-aws.ts'

const ROLE = 'arn:aws:iam::111122223333:role/ledger-generate'
const TOKEN: AwsScript = [200, { value: 'header.payload.signature' }]
const CREDENTIALS: AwsScript = [
  200,
  '<AccessKeyId>ASIA1</AccessKeyId><SecretAccessKey>secret-1</SecretAccessKey><SessionToken>session-1</SessionToken>',
]
const NO_PROVIDER: AwsScript = [400, '<Code>IDPCommunicationError</Code>']

describe('a login to AWS', () => {
  const start = (answers: AwsScript[], script: Record<string, AwsScript[]> = {}) => {
    const context = scriptedAws(
      { token: [TOKEN], AssumeRoleWithWebIdentity: answers, ListKeys: [[200, { Keys: [] }]], ...script },
      {
        'INPUT_AWS-ROLE': ROLE,
        AWS_ACCESS_KEY_ID: '',
        AWS_SECRET_ACCESS_KEY: '',
        ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.example.com/?v=1',
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'bearer-of-a-job',
      },
    )
    return { context, client: openAws('kms', context) }
  }

  it('asks once for credentials for 15 minutes, under the name of the run', async () => {
    const { context, client } = start([CREDENTIALS])
    await Promise.all([client.request('ListKeys', {}), client.request('ListKeys', {})])
    expect(context.sent).toEqual(['token', 'AssumeRoleWithWebIdentity', 'ListKeys', 'ListKeys'])
    expect(Object.fromEntries(new URLSearchParams(context.bodies[1]))).toEqual({
      Action: 'AssumeRoleWithWebIdentity',
      Version: '2011-06-15',
      RoleArn: ROLE,
      RoleSessionName: 'ledger-operator-keys-7',
      WebIdentityToken: 'header.payload.signature',
      DurationSeconds: '900',
    })
    expect(context.targets.slice(0, 3)).toEqual([
      'GET https://token.example.com/?v=1&audience=sts.amazonaws.com',
      'POST https://sts.eu-west-1.amazonaws.com/ application/x-www-form-urlencoded',
      'POST https://kms.eu-west-1.amazonaws.com/ application/x-amz-json-1.1',
    ])
    expect(context.masks).toEqual(['bearer-of-a-job', 'header.payload.signature', 'ASIA1', 'secret-1', 'session-1'])
    expect(context.requests.slice(0, 2)).toEqual([
      expect.stringContaining('GET the OIDC token of the job'),
      expect.stringContaining('POST AssumeRoleWithWebIdentity'),
    ])
  })

  it('succeeds once AWS STS recovers', async () => {
    const { context, client } = start(['ECONNRESET', [503], [400, '<Code>Throttling</Code>'], NO_PROVIDER, CREDENTIALS])
    expect((await client.request('ListKeys', {})).status).toBe(200)
    expect(context.sent.filter(request => request === 'AssumeRoleWithWebIdentity')).toHaveLength(5)
  })

  it.each<[string, string, AwsScript, string]>([
    ['aws-invalid-response', 'a page instead of credentials', [200, '<html>Sign in</html>'], 'it has no credentials'],
    [
      'aws-invalid-response',
      'credentials without a key',
      [200, '<SessionToken>session-1</SessionToken>'],
      'it has no cred',
    ],
    [
      'aws-invalid-response',
      'credentials without a token',
      [200, '<AccessKeyId>ASIA2</AccessKeyId><SecretAccessKey>secret-2</SecretAccessKey>'],
      'it has no cred',
    ],
    [
      'aws-invalid-response',
      'an error without a code',
      [403, '<Message>No</Message>'],
      'it has the status 403 and no error',
    ],
    ['aws-invalid-response', 'a page instead of an error', [403, 'Forbidden'], 'AWS STS gave a response that is not'],
    ['aws-unavailable', 'a failure', [503], 'AWS failed with status 503 (5 attempts)'],
    [
      'aws-unavailable',
      'a failure to reach GitHub',
      NO_PROVIDER,
      "AWS STS could not reach GitHub's identity provider (IDPCommunicationError) (5 attempts)",
    ],
    ['aws-unreachable', 'no response', 'ECONNRESET', 'ECONNRESET (5 attempts)'],
    [
      'aws-role-refused',
      'a refusal with a reason',
      [403, '<Code>AccessDenied</Code><Message>Not authorized</Message>'],
      '(AccessDenied: "Not authorized")',
    ],
    ['aws-role-refused', 'a refusal without a reason', [403, '<Code>AccessDenied</Code>'], '(AccessDenied).'],
  ])('fails with %s after %s', async (code, _, answer, message) => {
    const { client, context } = start([answer])
    const error = await actionErrorOf(client.request('ListKeys', {}))
    expect(error.code).toBe(code)
    expect(error.message).toContain(message)
    for (const secret of context.masks) expect(`${error.message} ${error.hint}`).not.toContain(secret)
  })

  it('has credentials that are named as expired, if the clock is wrong', async () => {
    const { client } = start([CREDENTIALS], { ListKeys: [refusing('ExpiredTokenException')] })
    const error = await actionErrorOf(client.request('ListKeys', {}))
    expect(error).toMatchObject({ code: 'aws-credentials-expired', hint: expect.stringContaining('clock') })
  })
})
