import { ActionError, quote } from '../errors.ts'
import { type IdTokenContext, requestIdToken } from '../github/id-token.ts'
import { RetryableError, retrying } from '../http/retry.ts'
import { sendOnce } from '../http/send.ts'
import { invalidResponse, requireNoFault } from './errors.ts'
import type { AwsCredentials } from './settings.ts'

/** The claim `aud` that GitHub's identity provider has in IAM. */
const AUDIENCE = 'sts.amazonaws.com'
/** The shortest that AWS allows. A run takes two minutes at most. */
const LIFETIME_S = 900

/**
 * Assumes a role with the job's OIDC token. That token and the credentials are masked. AWS cannot revoke them; they expire after 15
 * minutes.
 * @param endpoint of AWS STS
 * @throws ActionError `id-token-permission-missing`, `id-token-refused`, `aws-role-refused`, `aws-invalid-response`
 */
export async function assumeRole(role: string, endpoint: string, context: IdTokenContext): Promise<AwsCredentials> {
  const token = await requestIdToken(context, AUDIENCE, 'aws-role')
  const body = new URLSearchParams({
    Action: 'AssumeRoleWithWebIdentity',
    Version: '2011-06-15',
    RoleArn: role,
    // It is in every event of CloudTrail.
    RoleSessionName: `ledger-operator-keys-${context.env.GITHUB_RUN_ID}`,
    WebIdentityToken: token,
    DurationSeconds: String(LIFETIME_S),
  }).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const attempts = context.retry.attempts('AWS', 'POST AssumeRoleWithWebIdentity')
  return retrying(attempts, async () => {
    const response = await sendOnce(context, attempts, signal =>
      context.fetch(`${endpoint}/`, { method: 'POST', headers, body, signal }),
    )
    const { status } = response
    const text = await response.text()
    const code = memberOf(text, 'Code') ?? ''
    requireNoFault(context, status, code, {})
    // AWS asks to retry this: it is often transient.
    if (code === 'IDPCommunicationError') {
      throw new RetryableError('unavailable', `AWS STS could not reach GitHub's identity provider (${code})`)
    }
    if (status !== 200) throw toActionError(role, status, code, memberOf(text, 'Message'))
    return credentialsIn(text, context)
  })
}

function credentialsIn(text: string, { mask }: IdTokenContext): AwsCredentials {
  const [accessKeyId, secretAccessKey, sessionToken] = ['AccessKeyId', 'SecretAccessKey', 'SessionToken'].map(name =>
    memberOf(text, name),
  )
  mask(...[accessKeyId, secretAccessKey, sessionToken].filter(value => value !== undefined))
  if (!accessKeyId || !secretAccessKey || !sessionToken) throw invalidResponse('AWS STS', 'it has no credentials')
  return { accessKeyId, secretAccessKey, sessionToken }
}

/** The text of an element of the XML that AWS STS answers with. Those that are read have no attributes and appear once. */
function memberOf(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]
}

function toActionError(role: string, status: number, code: string, said: string | undefined): ActionError {
  if (code === '') return invalidResponse('AWS STS', `it has the status ${status} and no error of AWS`)
  return new ActionError(
    'aws-role-refused',
    `AWS STS refused to let this job assume the role ${quote(role)} (${code}${said ? `: ${quote(said)}` : ''}).`,
    'Check that the account has the identity provider `token.actions.githubusercontent.com` with the audience `sts.amazonaws.com`, and that the trust policy of the role ' +
      'fits this job: repository_id, environment, job_workflow_ref. Compare it with those in examples/policies/aws, whose README says ' +
      'what to do if it fits and AWS still refuses.',
  )
}
