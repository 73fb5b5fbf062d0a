/**
 * An expected end of a run: something that a person can do something about. The action file turns it into one error
 * annotation without a stack trace, and adds what it means for the key.
 */
export class Failure extends Error {
  /** A stable name of this failure; its entry in docs/troubleshooting.md stands under it. */
  readonly code: string
  /** What to do next, in one or more whole sentences. */
  readonly next: string

  /**
   * @param code stable name in kebab-case
   * @param what what happened, to what, in whole sentences
   * @param next what to do next, in whole sentences
   */
  constructor(code: string, what: string, next: string) {
    super(what)
    this.name = 'Failure'
    this.code = code
    this.next = next
  }
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
