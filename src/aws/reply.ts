import { RetryableError } from '../http/retry.ts'
import type { WriteResult } from '../http/write-result.ts'

/** A response that another attempt would not change. */
export interface AwsReply {
  status: number
  /** The members of the JSON object. Not validated. */
  data: Record<string, unknown>
  /** The name of the error, such as `AccessDeniedException`; empty for a success. */
  error: string
  /** What AWS says is wrong. */
  message: string
}

/** The response by which AWS refused a request that changes something; undefined if it did not. */
export function refusedBy(result: WriteResult<AwsReply>): AwsReply | undefined {
  return result.kind === 'rejected' && !(result.cause instanceof RetryableError) ? result.cause : undefined
}
