import { ActionError, quote } from '../errors.ts'
import { type ResponseHeaders, rateLimited } from '../http/rate-limit-error.ts'
import { RetryableError } from '../http/retry.ts'
import type { Clock } from '../time.ts'
import type { AwsReply } from './reply.ts'

const DEFAULT_RATE_LIMIT_MS = 1_000

/** @throws RetryableError if another attempt could change the response */
export function requireNoFault(
  { clock }: { clock: Clock },
  status: number,
  error: string,
  headers: ResponseHeaders,
): void {
  if (status === 429 || /^(?:Throttl|RequestLimitExceeded|TooManyRequests)/.test(error)) {
    throw rateLimited(clock, 'AWS', status, headers, DEFAULT_RATE_LIMIT_MS)
  }
  // KMS: a dependency did not answer in time; the request may have been applied.
  if (status >= 500 || error === 'DependencyTimeoutException') {
    throw new RetryableError('unavailable', `AWS failed with status ${status}${error && ` (${error})`}`, {
      indeterminate: true,
    })
  }
}

/** The error if AWS does not accept the credentials, whatever was asked. */
export function credentialsRefused(
  { error, message }: AwsReply,
  { displayName, region }: { displayName: string; region: string },
  role: string | undefined,
): ActionError | undefined {
  const said = message === '' ? error : `${error}: ${quote(message)}`
  if (/^Expired(?:Token|TokenException)$/.test(error)) {
    return new ActionError(
      'aws-credentials-expired',
      `${displayName} refused the credentials, because they have expired (${said}).`,
      role === undefined
        ? 'Run aws-actions/configure-aws-credentials shortly before this step, in the same job, or set `aws-role` instead.'
        : 'Check the clock of the runner. Then run this again.',
    )
  }
  if (/^InvalidSignature|^SignatureDoesNotMatch|^IncompleteSignature/.test(error)) {
    if (/valid region|region/i.test(message)) {
      return new ActionError(
        'aws-wrong-region',
        `${displayName} refused the request, because it is for another region (${said}).`,
        `Check \`aws-region\` (now \`${region}\`), and the endpoint if AWS_ENDPOINT_URL is set.`,
      )
    }
    if (/expired|not yet current/i.test(message)) {
      return new ActionError(
        'aws-credentials-rejected',
        `${displayName} refused the signature, because its time is more than five minutes off (${said}).`,
        'Set the clock of the runner. Then run this again.',
      )
    }
  }
  if (
    !/^(?:InvalidSignature|SignatureDoesNotMatch|IncompleteSignature|UnrecognizedClient|InvalidClientTokenId|MissingAuthenticationToken)/.test(
      error,
    )
  ) {
    return undefined
  }
  return new ActionError(
    'aws-credentials-rejected',
    `${displayName} does not accept the credentials (${said}).`,
    'Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN: they must come from one login, for this partition of AWS, and a region that the account has enabled.',
  )
}

/**
 * The error for a response that refuses.
 * @param doing what was refused, to stand after "refused to"
 * @param needs what the policy must allow, in Markdown: `` `kms:Sign` on the key ``
 */
export function toActionError(
  { error, message }: AwsReply,
  { displayName }: { displayName: string },
  doing: string,
  needs: string,
): ActionError {
  const said = message === '' ? error : `${error}: ${quote(message)}`
  if (/^AccessDenied/.test(error)) {
    return new ActionError(
      'aws-access-denied',
      `${displayName} refused to ${doing} (${said}).`,
      `No policy of this identity allows ${needs}, or one denies it. Compare its policies with those in examples/policies/aws.`,
    )
  }
  return new ActionError(
    'aws-refused',
    `${displayName} refused to ${doing} (${said}).`,
    'Check `key-store` and `aws-region`, and the quotas of the account. Then run this again.',
  )
}

/**
 * The error if there is nothing to delete in this account and region. It is not the work of an earlier discard, whose deletion is
 * scheduled, and shown for that time.
 * @param place begins a sentence
 */
export function missingToDelete(place: string, { region }: { region: string }, days: number): ActionError {
  return new ActionError(
    'key-not-found',
    `${place} does not exist in this account, or was deleted. AWS still shows a key for ${days} days after discard.`,
    `Check \`key-store\`, the account of the credentials, and the region (now \`${region}\`): the key may still exist elsewhere. If an admin deleted it, or ${days} days have passed, nothing is left to do.`,
  )
}

/** @param what is wrong, as a sentence without its full stop */
export function invalidResponse(displayName: string, what: string): ActionError {
  return new ActionError(
    'aws-invalid-response',
    `${displayName} gave a response that is not AWS's API: ${what}.`,
    'Check what is between the runner and AWS (a proxy, AWS_ENDPOINT_URL): it may change responses. Then run this again.',
  )
}
