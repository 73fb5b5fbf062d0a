import { escapeInvisible } from './text.ts'

/** The names of all failures. Each has an entry in docs/troubleshooting.md. */
export const ERROR_CODES = [
  // Inputs, the runner, GitHub
  'token-missing',
  'input-invalid',
  'event-not-allowed',
  'command-file-unwritable',
  'token-rejected',
  'permission-missing',
  'destination-not-found',
  'destination-moved',
  'github-refused',
  'github-rate-limited',
  'github-unavailable',
  'github-unreachable',
  'github-invalid-response',
  'sealing-key-unusable',
  'protection-unreadable',
  'environment-unprotected',
  'secret-exists',
  'concurrent-write',
  'not-confirmed',
  'variable-malformed',
  'outputs-unwritable',
  'summary-unwritable',
  'cancelled',
  'internal-error',
  // The stored key and its approval
  'key-empty',
  'key-format',
  'key-public',
  'key-unsupported',
  'key-malformed',
  'key-inconsistent',
  'key-mismatch',
  'approvals-unreadable',
  'not-approved',
  // Ledger
  'api-access-incomplete',
  'ledger-credentials-rejected',
  'ledger-refused',
  'ledger-invalid-response',
  'ledger-rate-limited',
  'ledger-unavailable',
  'ledger-unreachable',
  'wrong-workspace',
  'another-key-registered',
  'registration-unknown',
  // Moving and removing
  'staged-is-destination',
  'secret-newer',
  'secret-older',
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

/**
 * An expected end of a run: something that a person can do something about. `runAction` turns it into one error
 * annotation without a stack trace, and adds what it means for the key.
 */
export class ActionError extends Error {
  /** A stable name of this failure; its entry in docs/troubleshooting.md stands under it. */
  readonly code: ErrorCode
  /** What to do next, in one or more whole sentences. */
  readonly next: string
  /** Whether what was asked of a service may have taken effect all the same. */
  readonly uncertain: boolean

  /**
   * @param what what happened, to what, in whole sentences
   * @param next what to do next, in whole sentences
   * @param uncertain whether what was asked of a service may have taken effect all the same
   */
  constructor(code: ErrorCode, what: string, next: string, uncertain = false) {
    super(what)
    this.code = code
    this.next = next
    this.uncertain = uncertain
  }
}

/** For `catch`: throws what was thrown; a failure says then, too, that an earlier request may have taken effect, if one may. */
export function rethrow(mayHaveActed: boolean): (error: unknown) => never {
  return error => {
    if (!mayHaveActed || !(error instanceof ActionError)) throw error
    throw new ActionError(error.code, error.message, error.next, true)
  }
}

/** More than a message of GitHub's has, and little enough that an error says what it means for the key, too. */
const MAX_QUOTED_CHARACTERS = 200

/** The text of others for an error: quoted, cut to a readable length, its control and direction characters made visible. */
export function quote(text: string): string {
  const cut = text.length > MAX_QUOTED_CHARACTERS ? `${text.slice(0, MAX_QUOTED_CHARACTERS)}…` : text
  return escapeInvisible(JSON.stringify(cut))
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
