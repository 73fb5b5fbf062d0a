import { RetryableError } from './retry.ts'

/** What became of a request that changes something. */
export type WriteResult<Reply> =
  /** The service answered with a success. */
  | { kind: 'applied'; reply: Reply }
  /** The service refused the request, which had no effect. */
  | { kind: 'refused'; reply: Reply }
  /** The request had no effect, and another attempt may have one. */
  | { kind: 'failed'; cause: RetryableError }
  /** The response was lost: the request may or may not have been applied. */
  | { kind: 'indeterminate'; cause: RetryableError }

/**
 * Waits for one attempt, and says what became of it.
 * @param sending resolves to a final response
 * @param isSuccess whether the service did what it was asked to
 */
export async function toWriteResult<Reply>(
  sending: Promise<Reply>,
  isSuccess: (reply: Reply) => boolean,
): Promise<WriteResult<Reply>> {
  try {
    const reply = await sending
    return isSuccess(reply) ? { kind: 'applied', reply } : { kind: 'refused', reply }
  } catch (cause) {
    if (!(cause instanceof RetryableError)) throw cause
    return { kind: cause.indeterminate ? 'indeterminate' : 'failed', cause }
  }
}
