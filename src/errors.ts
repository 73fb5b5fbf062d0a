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
  'token-not-authorized',
  'access-blocked',
  'repository-read-only',
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
  'key-out-of-range',
  'key-ambiguous',
  'key-mismatch',
  'proof-invalid',
  'approvals-unreadable',
  'not-approved',
  // Key stores
  'key-exists',
  'key-changed',
  'key-not-found',
  'key-replaced',
  'key-exportable',
  'key-exposed',
  'deletion-not-allowed',
  'earlier-key-remains',
  'signature-invalid',
  'key-unusable',
  'file-unsafe',
  'file-locked',
  'file-refused',
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
  'ledger-key-unreadable',
  'registration-unknown',
  // Vault and OpenBao
  'vault-address-missing',
  'vault-settings-invalid',
  'vault-audience-mismatch',
  'vault-token-missing',
  'id-token-permission-missing',
  'id-token-refused',
  'vault-login-refused',
  'vault-unavailable',
  'vault-unreachable',
  'vault-rate-limited',
  'vault-sealed',
  'vault-forbidden',
  'vault-mount-missing',
  'vault-wrong-engine',
  'vault-refused',
  'vault-invalid-response',
  // AWS
  'aws-region-missing',
  'aws-settings-invalid',
  'aws-credentials-missing',
  'aws-credentials-expired',
  'aws-credentials-rejected',
  'aws-wrong-region',
  'aws-role-refused',
  'aws-unavailable',
  'aws-unreachable',
  'aws-rate-limited',
  'aws-access-denied',
  'aws-refused',
  'aws-invalid-response',
  // Moving and removing
  'staged-is-destination',
  'staged-secret-missing',
  'key-approved',
  'secret-newer',
  'secret-older',
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

/**
 * An expected end of a run: something that a person can do something about. It becomes one error annotation without a stack
 * trace, with what it means for the key.
 */
export class ActionError extends Error {
  /** A stable name; docs/troubleshooting.md has an entry of this name. */
  readonly code: ErrorCode
  /** What to do, in one or more whole sentences. */
  readonly hint: string

  /**
   * @param message what happened, and where, in whole sentences
   * @param hint what to do, in whole sentences
   * @param cause the error behind it, printed if step debug logging is on
   */
  constructor(code: ErrorCode, message: string, hint: string, cause?: unknown) {
    super(message, { cause })
    this.code = code
    this.hint = hint
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
