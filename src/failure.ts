import { visible } from './visible.ts'

/** The names of all failures. Each has an entry in docs/troubleshooting.md. */
export const FAILURE_CODES = [
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
  'github-limited',
  'github-down',
  'github-unreachable',
  'github-malformed',
  'sealing-key-unusable',
  'protection-unreadable',
  'environment-unprotected',
  'secret-exists',
  'another-run-stored',
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
  'key-damaged',
  'key-inconsistent',
  'key-mismatch',
  'approvals-unreadable',
  'not-approved',
  // Ledger
  'api-access-incomplete',
  'ledger-credentials-rejected',
  'ledger-refused',
  'ledger-malformed',
  'ledger-limited',
  'ledger-down',
  'ledger-unreachable',
  'wrong-workspace',
  'another-key-registered',
  'registration-unknown',
  // Moving and removing
  'staged-is-destination',
  'secret-newer',
  'secret-older',
] as const

export type FailureCode = (typeof FAILURE_CODES)[number]

/**
 * An expected end of a run: something that a person can do something about. `runAction` turns it into one error
 * annotation without a stack trace, and adds what it means for the key.
 */
export class Failure extends Error {
  /** A stable name of this failure; its entry in docs/troubleshooting.md stands under it. */
  readonly code: FailureCode
  /** What to do next, in one or more whole sentences. */
  readonly next: string
  /** Whether what was asked of a service may have taken effect all the same. */
  readonly uncertain: boolean

  /**
   * @param what what happened, to what, in whole sentences
   * @param next what to do next, in whole sentences
   * @param uncertain whether what was asked of a service may have taken effect all the same
   */
  constructor(code: FailureCode, what: string, next: string, uncertain = false) {
    super(what)
    this.code = code
    this.next = next
    this.uncertain = uncertain
  }
}

/** For `catch`: throws what was thrown; a failure says then, too, that an earlier request may have taken effect, if one may. */
export function rethrow(mayHaveActed: boolean): (error: unknown) => never {
  return error => {
    if (!mayHaveActed || !(error instanceof Failure)) throw error
    throw new Failure(error.code, error.message, error.next, true)
  }
}

/** More than a message of GitHub's has, and little enough that an error says what it means for the key, too. */
const MAX_QUOTED_CHARACTERS = 200

/** The text of others for an error: quoted, cut to a readable length, its control and direction characters made visible. */
export function quote(text: string): string {
  const cut = text.length > MAX_QUOTED_CHARACTERS ? `${text.slice(0, MAX_QUOTED_CHARACTERS)}…` : text
  return visible(JSON.stringify(cut))
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
