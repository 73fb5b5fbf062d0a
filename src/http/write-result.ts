import { RetryableError } from './retry.ts'

/** What became of a request that changes something. */
export type WriteResult<Reply> =
  /** The service answered with a success. */
  | { kind: 'applied'; reply: Reply }
  /** The request had no effect: the service refused it, or it never arrived. */
  | { kind: 'rejected'; cause: Reply | RetryableError }
  /** The response was lost: the request may or may not have been applied. */
  | { kind: 'indeterminate'; cause: RetryableError }

/**
 * Sorts what one attempt brought.
 * @param outcome a response that another attempt would not change, or the reason why there is none
 * @param isSuccess whether the service did what it was asked to
 */
export function toWriteResult<Reply extends object>(
  outcome: Reply | RetryableError,
  isSuccess: (reply: Reply) => boolean,
): WriteResult<Reply> {
  if (outcome instanceof RetryableError) {
    return { kind: outcome.indeterminate ? 'indeterminate' : 'rejected', cause: outcome }
  }
  return isSuccess(outcome) ? { kind: 'applied', reply: outcome } : { kind: 'rejected', cause: outcome }
}
