import { readOneDer, sequenceOf, TAG } from './der.ts'

/** The bytes of r, and of s, for P-256. */
const HALF_BYTES = 32

/**
 * Converts an ECDSA signature in DER (RFC 3279 section 2.2.3) to the form of a JWS (RFC 7518 section 3.4).
 * @returns r and s, 64 bytes; undefined if it is not a signature of P-256
 */
export function rawSignatureOf(der: Buffer): Buffer | undefined {
  const halves = sequenceOf(readOneDer(der)) ?? []
  const numbers = halves.map(({ tag, content }) => (tag === TAG.integer ? content : undefined))
  const [r, s] = numbers.map(number => number && paddedNumber(number))
  return halves.length === 2 && r && s ? Buffer.concat([r, s]) : undefined
}

/** A positive INTEGER in 32 bytes. */
function paddedNumber(content: Buffer): Buffer | undefined {
  const [first] = content
  if (first === undefined || first >= 0x80) return undefined
  const number = first === 0 ? content.subarray(1) : content
  return number.length > HALF_BYTES ? undefined : Buffer.concat([Buffer.alloc(HALF_BYTES - number.length), number])
}
