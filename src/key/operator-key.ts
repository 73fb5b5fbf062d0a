import {
  createECDH,
  createHash,
  createPrivateKey,
  createPublicKey,
  ECDH,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto'

/** How a private key is written into the secret: `hex` is hex of the PEM text's bytes, what Ledger's samples read. */
export type PrivateKeyEncoding = 'hex' | 'pem'

/** The public half of an operator key, in every form in which people and programs compare it. */
export interface OperatorPublicKey {
  /** X9.62 uncompressed point (04, x, y): 130 lower-case hex characters. What Ledger registers. */
  hex: string
  /** SHA-256 of the point's 65 bytes: 64 lower-case hex characters. Programs compare it. */
  digest: string
  /** OpenSSH's fingerprint, for people: `SHA256:` and 43 characters of base64, over the key in OpenSSH's form (RFC 5656 section 3.1). */
  fingerprint: string
  /** The same point as a JWK (RFC 7517, 7518), its RFC 7638 thumbprint as `kid`. */
  jwk: OperatorJwk
}

export interface OperatorJwk {
  kty: 'EC'
  crv: 'P-256'
  x: string
  y: string
  kid: string
}

/** A P-256 key pair of an API operator. The private half is a secret in each of its forms. */
export interface OperatorKey {
  privateKey: KeyObject
  /** SEC1 (TraditionalOpenSSL) with a named curve and the public half, unencrypted, with a line end after the last line. */
  privateKeyPem: string
  publicKey: OperatorPublicKey
}

/** OpenSSL's name of P-256 (SECP256R1). */
const CURVE = 'prime256v1'
const POINT_BYTES = 65
/** How every P-256 key begins in OpenSSH's form; its point follows. */
const OPENSSH_PREFIX = Buffer.from('AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABB', 'base64')

/** Generates a P-256 key pair with OpenSSL's random generator. */
export function generateOperatorKey(): OperatorKey {
  return toOperatorKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)
}

/**
 * The key pair of a private scalar.
 * @param scalar a big-endian number of any length
 * @returns undefined if the number is not between 1 and the order of P-256 minus 1
 */
export function operatorKeyOfScalar(scalar: Buffer): OperatorKey | undefined {
  const ecdh = createECDH(CURVE)
  try {
    ecdh.setPrivateKey(scalar)
  } catch {
    return undefined
  }
  const { kty, crv, x, y } = describePoint(ecdh.getPublicKey()).jwk
  const d = ecdh.getPrivateKey('base64url')
  return toOperatorKey(createPrivateKey({ key: { kty, crv, x, y, d }, format: 'jwk' }))
}

/**
 * Adds the forms of a private key that are stored and shown. The PEM is read back and must give the same public key, so
 * that the stored key is always the one that is shown.
 */
function toOperatorKey(privateKey: KeyObject): OperatorKey {
  const privateKeyPem = privateKey.export({ type: 'sec1', format: 'pem' }) as string
  const publicKey = publicKeyOf(privateKey)
  if (publicKeyOf(createPrivateKey(privateKeyPem)).hex !== publicKey.hex) {
    throw new Error('the PEM of the generated key does not hold the generated key')
  }
  return { privateKey, privateKeyPem, publicKey }
}

/** The public half of a P-256 private key. */
export function publicKeyOf(privateKey: KeyObject): OperatorPublicKey {
  // In an SPKI of an EC key the point is the tail (RFC 5480 section 2).
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  return describePoint(spki.subarray(-POINT_BYTES))
}

/**
 * Reads a point of P-256 in any encoding of X9.62: uncompressed (04), compressed (02, 03) or hybrid (06, 07).
 * @returns undefined if it is not a point of the curve
 */
export function publicKeyOfPoint(point: Buffer): OperatorPublicKey | undefined {
  let uncompressed: Buffer
  try {
    uncompressed = ECDH.convertKey(point, CURVE, undefined, undefined, 'uncompressed') as Buffer
  } catch {
    return undefined
  }
  // The point at infinity is a single byte, and not a public key.
  return uncompressed.length === POINT_BYTES ? describePoint(uncompressed) : undefined
}

/**
 * Reads a public key as Ledger and this action write it.
 * @param hex 130 hex characters in either case: an X9.62 uncompressed point
 * @throws Error (a sentence without a full stop, to be put after a subject) if it is not a point of P-256
 */
export function parsePublicKeyHex(hex: string): OperatorPublicKey {
  if (!/^[0-9a-f]*$/i.test(hex)) throw new Error('holds characters that are not hexadecimal')
  if (hex.length !== 2 * POINT_BYTES) {
    throw new Error(`has ${hex.length} characters, an uncompressed P-256 point has ${2 * POINT_BYTES}`)
  }
  if (!hex.startsWith('04')) throw new Error(`starts with ${hex.slice(0, 2)}, an uncompressed point starts with 04`)
  const publicKey = publicKeyOfPoint(Buffer.from(hex, 'hex'))
  if (!publicKey) throw new Error('is not a point of the curve P-256')
  return publicKey
}

/** Writes a private key's PEM as the secret holds it: hex of the text's bytes in lower case, or the text itself. */
export function encodePrivateKey(pem: string, encoding: PrivateKeyEncoding): string {
  return encoding === 'hex' ? Buffer.from(pem).toString('hex') : pem
}

/** @param point an uncompressed point of the curve */
function describePoint(point: Buffer): OperatorPublicKey {
  const x = point.subarray(1, 33).toString('base64url')
  const y = point.subarray(33).toString('base64url')
  // RFC 7638 section 3: the required members only, in lexicographic order, without white space.
  const kid = sha256(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y })).toString('base64url')
  return {
    hex: point.toString('hex'),
    digest: sha256(point).toString('hex'),
    fingerprint: `SHA256:${sha256(Buffer.concat([OPENSSH_PREFIX, point]))
      .toString('base64')
      .replace('=', '')}`,
    jwk: { kty: 'EC', crv: 'P-256', x, y, kid },
  }
}

function sha256(data: string | Buffer): Buffer {
  return createHash('sha256').update(data).digest()
}
