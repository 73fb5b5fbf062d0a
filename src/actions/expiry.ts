import type { Output } from '../runner/output.ts'
import { EXPIRY_REMEDY, expiryOf } from '../summary/expiry.ts'

/** @param expiresAt when the key's store deletes it by itself; undefined if it never does */
export function warnOfExpiry(expiresAt: string | undefined, output: Output): void {
  if (expiresAt !== undefined) output.warning(`${expiryOf(expiresAt)} ${EXPIRY_REMEDY}`)
}
