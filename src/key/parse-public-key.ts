import { decodeBase64 } from './base64.ts'
import { bitsOf, readOneDer, sequenceOf, TAG } from './der.ts'
import { type OperatorPublicKey, publicKeyOfPoint } from './operator-key.ts'

/** The content of an SPKI's algorithm: ecPublicKey, and the name of P-256 (RFC 5480 section 2.1.1). */
const EC_P256 = '06072a8648ce3d020106082a8648ce3d030107'

/**
 * Reads a P-256 public key as other programs write it: a point (uncompressed, compressed, hybrid, or x and y alone) or an
 * SPKI. Either may be in hex in either case, with or without `0x`, or in base64; the SPKI also in PEM. White space is ignored.
 * @returns undefined if the text is anything else
 */
export function parsePublicKey(text: string): OperatorPublicKey | undefined {
  const body = /-----BEGIN PUBLIC KEY-----([^-]*)-----END PUBLIC KEY-----/.exec(text)?.[1] ?? text
  const compact = body.replace(/\\n|\s/g, '')
  const hex = compact.replace(/^0x/i, '')
  const bytes = /^(?:[0-9a-f]{2})+$/i.test(hex) ? Buffer.from(hex, 'hex') : decodeBase64(compact)
  if (!bytes) return undefined
  if (bytes.length === 64) return publicKeyOfPoint(Buffer.concat([Buffer.of(4), bytes]))
  return publicKeyOfPoint(bytes) ?? publicKeyOfSpki(bytes)
}

/** Reads a SubjectPublicKeyInfo in DER (RFC 5480). */
function publicKeyOfSpki(der: Buffer): OperatorPublicKey | undefined {
  const [algorithm, key, ...more] = sequenceOf(readOneDer(der)) ?? []
  const point = more.length === 0 ? bitsOf(key) : undefined
  if (algorithm?.tag !== TAG.sequence || algorithm.content.toString('hex') !== EC_P256) return undefined
  return point && publicKeyOfPoint(point)
}
