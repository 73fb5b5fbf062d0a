/** A final response: retrying would not change it. */
export interface AwsReply {
  status: number
  /** The members of the JSON object. Not validated. */
  data: Record<string, unknown>
  /** The name of the error, such as `AccessDeniedException`; empty for a success. */
  error: string
  /** What AWS says is wrong. */
  message: string
}
