import type { ActionError } from '../errors.ts'
import { decodeBase64 } from './base64.ts'
import { bitsOf, type DerValue, readOneDer, sequenceOf, TAG } from './der.ts'
import { type OperatorKey, type OperatorPublicKey, operatorKeyOfScalar, publicKeyOfPoint } from './operator-key.ts'
import { encrypted, inconsistent, malformed, notAKey, otherKind } from './private-key-errors.ts'

/** A private key as its structure gives it. */
export interface DecodedKey {
  key: OperatorKey
  /** Each reason why Ledger's sample code cannot read the structure, as a clause; empty if it can. */
  deviations: string[]
}

/** A curve, in words that follow "a key of". */
interface Curve {
  name: string
  isExplicit: boolean
}

const P256 = 'the curve P-256'

/** Algorithms of PKCS #8 by the content of their object identifier, in hex. */
const ALGORITHMS: Record<string, string> = {
  '2a864886f70d010101': 'an RSA key',
  '2a864886f70d01010a': 'an RSA key (PSS)',
  '2a8648ce380401': 'a DSA key',
  '2b656e': 'an X25519 key',
  '2b656f': 'an X448 key',
  '2b6570': 'an Ed25519 key',
  '2b6571': 'an Ed448 key',
}
const EC_PUBLIC_KEY = '2a8648ce3d0201'

const CURVES: Record<string, string> = {
  '2a8648ce3d030107': P256,
  '2a8648ce3d030101': 'the curve prime192v1',
  '2b8104000a': 'the curve secp256k1',
  '2b81040021': 'the curve secp224r1',
  '2b81040022': 'the curve secp384r1',
  '2b81040023': 'the curve secp521r1',
  '2b2403030208010107': 'the curve brainpoolP256r1',
}

/** The domain parameters of P-256 (SEC 2 section 2.4.2) in hex, as DER writes them. */
const PRIME_FIELD = '2a8648ce3d0101'
const P = '00ffffffff00000001000000000000000000000000ffffffffffffffffffffffff'
const A = 'ffffffff00000001000000000000000000000000fffffffffffffffffffffffc'
const B = '5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b'
const GENERATOR =
  '046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5'
const ORDER = '00ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'

/**
 * Reads a private key in DER: SEC1 (`ECPrivateKey`, RFC 5915) or PKCS #8 (`OneAsymmetricKey`, RFC 5958).
 * @param label of the PEM block that holds it, if one does
 * @throws ActionError that says what it is instead, or what is wrong with it
 */
export function decodeDer(der: Buffer, label?: string): DecodedKey {
  const members = sequenceOf(readOneDer(der))
  if (!members) throw malformed('its DER is incomplete or altered')
  const isSec1 = startsWith(members, TAG.integer, TAG.octetString)
  if (!isSec1 && !startsWith(members, TAG.integer, TAG.sequence, TAG.octetString)) throw otherStructure(members, label)
  const decoded = isSec1 ? decodeSec1(members) : decodePkcs8(members)
  if (label !== undefined && label !== (isSec1 ? 'EC PRIVATE KEY' : 'PRIVATE KEY')) {
    decoded.deviations.push('the label of its PEM is that of another format')
  }
  return decoded
}

/**
 * Reads a private key as a JWK (RFC 7517, RFC 7518 section 6.2).
 * @throws ActionError that says what it is instead, or what is wrong with it
 */
export function decodeJwk(jwk: Record<string, unknown>): DecodedKey {
  if (jwk.kty !== 'EC') throw otherKind('a JWK of another key type')
  if (jwk.crv !== 'P-256') throw otherKind('a JWK of another curve')
  if (jwk.d === undefined) throw notAKey('key-public', 'a public key')
  const d = bytesOf(jwk.d)
  if (d?.length !== 32) throw malformed('`d` of its JWK is not 32 bytes in base64url')
  const key = operatorKeyOfScalar(d)
  if (!key) throw outOfRange()
  for (const name of ['x', 'y'] as const) {
    const claimed = jwk[name]
    if (claimed !== undefined && numberOf(claimed) !== numberOf(key.publicKey.jwk[name])) throw halvesDiffer()
  }
  return { key, deviations: ['it is a JWK'] }
}

/** What a member of a JWK holds in base64url; undefined if it is anything else. */
function bytesOf(member: unknown): Buffer | undefined {
  return typeof member === 'string' ? decodeBase64(member) : undefined
}

/** A coordinate, which some programs write without the zeros that it begins with. */
function numberOf(member: unknown): bigint | undefined {
  const bytes = bytesOf(member)
  return bytes && BigInt(`0x0${bytes.toString('hex')}`)
}

function decodePkcs8([version, algorithm, privateKey, ...optional]: DerValue[]): DecodedKey {
  const [identifier, parameters] = sequenceOf(algorithm) ?? []
  const oid = hexOf(identifier, TAG.oid) ?? ''
  if (oid !== EC_PUBLIC_KEY) throw otherKind(ALGORITHMS[oid] ?? 'a key of another algorithm')
  const inner = privateKey && sequenceOf(readOneDer(privateKey.content))
  const known = inner && pick(optional, TAG.context0, TAG.primitive1)
  if (!known || !startsWith(inner, TAG.integer, TAG.octetString)) {
    throw malformed('the key within its PKCS #8 cannot be read')
  }
  const [, publicHalf] = known
  const outer = parameters && curveOf(parameters)
  const { key, deviations } = decodeSec1(inner, outer)
  if (publicHalf && publicHalfOf(publicHalf, TAG.primitive1)?.hex !== key.publicKey.hex) throw halvesDiffer()
  if (!isNumber(version, 0) || publicHalf) deviations.push('it is not of version 1 of PKCS #8')
  if (!outer) deviations.push('its PKCS #8 names no curve')
  return { key, deviations }
}

/** @param outer the curve that the PKCS #8 around it names */
function decodeSec1([version, scalar, ...optional]: DerValue[], outer?: Curve): DecodedKey {
  const known = pick(optional, TAG.context0, TAG.context1)
  if (!known || !scalar) throw malformed('its DER holds what no private key has')
  const [parameters, publicHalf] = known
  const inner = parameters && curveOf(readOneDer(parameters.content))
  if (outer && inner && outer.name !== inner.name) throw inconsistent('that names two different curves')
  const curve = outer ?? inner
  if (curve && curve.name !== P256) throw otherKind(`a key of ${curve.name}`)

  const key = operatorKeyOfScalar(scalar.content)
  const isOwnHalf = publicHalf && key && publicHalfOf(readOneDer(publicHalf.content))?.hex === key.publicKey.hex
  if (!curve && !isOwnHalf) throw otherKind('a key that names no curve')
  if (!key) throw outOfRange()
  if (publicHalf && !isOwnHalf) throw halvesDiffer()
  const deviations = [
    !isNumber(version, 1) && 'its version number is not 1',
    scalar.content.length !== 32 && 'its private number is not written in 32 bytes',
    !curve && 'it names no curve',
    (outer?.isExplicit || inner?.isExplicit) && 'its curve is given by explicit parameters',
  ]
  return { key, deviations: deviations.filter(text => typeof text === 'string') }
}

/** Reads what a key says of its curve; undefined if it leaves the curve to whoever reads it (`implicitCurve`). */
function curveOf(parameters: DerValue | undefined): Curve | undefined {
  switch (parameters?.tag) {
    case TAG.oid:
      return { name: CURVES[parameters.content.toString('hex')] ?? 'another curve', isExplicit: false }
    case TAG.sequence:
      return { name: isP256(parameters) ? P256 : 'a curve with other parameters than P-256', isExplicit: true }
    case TAG.null:
      return undefined
    default:
      throw malformed('its curve cannot be read')
  }
}

/**
 * Whether explicit parameters (`ECParameters`, RFC 3279 section 2.3.5) are exactly those of P-256. The generator counts:
 * with another one the same private key has another public key.
 */
function isP256(parameters: DerValue): boolean {
  const [, field, curve, generator, order, cofactor] = sequenceOf(parameters) ?? []
  const [fieldType, p] = sequenceOf(field) ?? []
  const [a, b] = sequenceOf(curve) ?? []
  return (
    hexOf(fieldType, TAG.oid) === PRIME_FIELD &&
    hexOf(p, TAG.integer) === P &&
    hexOf(a, TAG.octetString) === A &&
    hexOf(b, TAG.octetString) === B &&
    generator?.tag === TAG.octetString &&
    publicKeyOfPoint(generator.content)?.hex === GENERATOR &&
    hexOf(order, TAG.integer) === ORDER &&
    (cofactor === undefined || isNumber(cofactor, 1))
  )
}

/** The error of DER that is not a private key, by its structure. */
function otherStructure(members: DerValue[], label: string | undefined): ActionError {
  const [first, second] = members
  const is = (...tags: number[]) => members.length === tags.length && startsWith(members, ...tags)
  if (is(TAG.sequence, TAG.octetString)) return encrypted()
  if (is(TAG.sequence, TAG.bitString)) return notAKey('key-public', 'a public key')
  if (is(TAG.sequence, TAG.sequence, TAG.bitString)) return notAKey('key-unsupported', 'a certificate')
  if (isNumber(first, 3) && second?.tag === TAG.sequence) {
    return notAKey(
      'key-unsupported',
      'a PKCS #12 file',
      'Take the key out with `openssl pkcs12 -nodes`, and store its PEM.',
    )
  }
  // PKCS #1: a version and eight numbers. OpenSSL's form of DSA keys has five after the version.
  if (is(...Array(9).fill(TAG.integer))) return otherKind('an RSA key')
  if (is(...Array(6).fill(TAG.integer))) return otherKind('a DSA key')
  return label === undefined
    ? notAKey('key-format', 'DER of something other than a private key')
    : malformed('its DER is not that of a private key')
}

function outOfRange(): ActionError {
  return notAKey(
    'key-out-of-range',
    'a key whose private number is not between 1 and the order of P-256',
    'No program can use such a key. Make a key with `generate`.',
  )
}

function halvesDiffer(): ActionError {
  return inconsistent('whose public half does not belong to its private half')
}

/** The optional values with these tags, which stand in this order; undefined if there is anything else. */
function pick(values: DerValue[], ...tags: number[]): (DerValue | undefined)[] | undefined {
  const left = [...values]
  const picked = tags.map(tag => (left[0]?.tag === tag ? left.shift() : undefined))
  return left.length === 0 ? picked : undefined
}

/** The public key in a BIT STRING, which may have the tag of a member of PKCS #8. */
function publicHalfOf(value: DerValue | undefined, tag: number = TAG.bitString): OperatorPublicKey | undefined {
  const point = value?.tag === tag ? bitsOf(value) : undefined
  return point && publicKeyOfPoint(point)
}

/** The content of a value that has this tag. */
const hexOf = (value: DerValue | undefined, tag: number) =>
  value?.tag === tag ? value.content.toString('hex') : undefined
const isNumber = (value: DerValue | undefined, number: number) => hexOf(value, TAG.integer) === `0${number}`
const startsWith = (values: DerValue[], ...tags: number[]) => tags.every((tag, i) => values[i]?.tag === tag)
