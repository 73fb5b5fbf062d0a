import { messageOf } from '../errors.ts'
import * as read from '../inputs/inputs.ts'
import type { GetInput } from '../inputs/raw-input.ts'
import { type OperatorPublicKey, parsePublicKeyHex } from '../key/operator-key.ts'

/** Reads a public key: an uncompressed point of P-256 as 130 hex characters, in either case. */
export function readPublicKey(getInput: GetInput, name: string): OperatorPublicKey {
  const value = read.readTrimmed(getInput, name)
  try {
    return parsePublicKeyHex(value)
  } catch (error) {
    throw read.invalid(name, value, `It ${messageOf(error)}`)
  }
}
