/** A final response: retrying would not change it. */
export interface VaultReply {
  status: number
  /** The member `data` of the JSON object; empty if it is missing. Not validated. */
  data: Record<string, unknown>
  /** The member `auth`, of a login. */
  auth: Record<string, unknown>
  /** What the server says is wrong. */
  errors: string[]
}
