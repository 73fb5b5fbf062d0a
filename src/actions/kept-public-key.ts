import { ActionError, messageOf } from '../errors.ts'
import type { Variable } from '../github/variable.ts'
import { type OperatorPublicKey, parsePublicKeyHex } from '../key/operator-key.ts'
import { lowerFirst } from '../text.ts'

/**
 * Parses the public key of an existing secret from the value of its variable.
 * @throws ActionError `variable-malformed` if it is not a public key
 */
export function parseKeptPublicKey({ displayName }: Variable, value: string): OperatorPublicKey {
  try {
    return parsePublicKeyHex(value)
  } catch (error) {
    throw new ActionError(
      'variable-malformed',
      `The existing secret is kept, but ${lowerFirst(displayName)} does not hold its public key: the value ${messageOf(error)}.`,
      'Run `verify` to read the public key of the stored key, and set the variable to it.',
      error,
    )
  }
}
