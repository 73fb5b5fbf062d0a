import { ActionError } from '../errors.ts'
import type { OperatorPublicKey } from '../key/operator-key.ts'

/** @throws ActionError `key-mismatch` if the stored key is not the approved one */
export function requireApprovedKey(stored: OperatorPublicKey, approved: OperatorPublicKey): void {
  if (stored.hex === approved.hex) return
  throw new ActionError(
    'key-mismatch',
    `The stored private key is not the approved one: its public key has the fingerprint ${stored.fingerprint}, ` +
      `the approved one ${approved.fingerprint}.`,
    'Do not register or use either. Another person or run has replaced the secret: find out who (the audit log names them), and generate a new key.',
  )
}
