// DER and PEM of keys as other programs write them, built from their parts.
import { createPrivateKey } from 'node:crypto'

/** One value in DER. */
export function der(tag: number, ...content: Buffer[]): Buffer {
  const bytes = Buffer.concat(content)
  const size = bytes.length
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff]
  return Buffer.concat([Buffer.of(tag, ...length), bytes])
}

const fromHex = (hex: string) => Buffer.from(hex, 'hex')
export const sequence = (...content: Buffer[]) => der(0x30, ...content)
export const integer = (hex: string) => der(0x02, fromHex(hex))
export const octets = (...content: Buffer[]) => der(0x04, ...content)
export const bits = (...content: Buffer[]) => der(0x03, Buffer.of(0), ...content)
export const oid = (hex: string) => der(0x06, fromHex(hex))

export const OIDS = {
  ecPublicKey: '2a8648ce3d0201',
  p256: '2a8648ce3d030107',
  p384: '2b81040022',
  secp256k1: '2b8104000a',
  unknown: '2a0304',
  ed25519: '2b6570',
}

/** Of P-256, in hex: the prime, the coefficient b, and the generator as a compressed point. */
export const P = 'ffffffff00000001000000000000000000000000ffffffffffffffffffffffff'
export const B = '5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b'
export const GENERATOR = '036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296'

/** Explicit parameters of P-256 (SEC 2). Each member can be replaced. */
export function parameters(other: Partial<Record<string, Buffer>> = {}): Buffer {
  const members = {
    version: integer('01'),
    field: sequence(oid('2a8648ce3d0101'), integer(`00${P}`)),
    curve: sequence(
      octets(fromHex('ffffffff00000001000000000000000000000000fffffffffffffffffffffffc')),
      octets(fromHex(B)),
    ),
    generator: octets(fromHex(GENERATOR)),
    order: integer('00ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'),
    cofactor: integer('01'),
    ...other,
  }
  return sequence(...Object.values(members).filter(member => member !== undefined))
}

/** The parts of a P-256 key from which its structures are built. */
export function partsOf(pem: string) {
  const { d = '', x = '', y = '' } = createPrivateKey(pem).export({ format: 'jwk' })
  const [scalar, xs, ys] = [d, x, y].map(text => Buffer.from(text, 'base64url')) as [Buffer, Buffer, Buffer]
  return { scalar, point: Buffer.concat([Buffer.of(4), xs, ys]), jwk: { kty: 'EC', crv: 'P-256', x, y, d } }
}

interface Sec1 {
  version?: string
  scalar: Buffer
  curve?: Buffer | undefined
  point?: Buffer | undefined
}

/** ECPrivateKey (RFC 5915). */
export function sec1({ version = '01', scalar, curve = oid(OIDS.p256), point }: Sec1): Buffer {
  return sequence(integer(version), octets(scalar), ...sec1Tail(curve, point))
}

/** The same without a curve. */
export function sec1WithoutCurve({ version = '01', scalar, point }: Omit<Sec1, 'curve'>): Buffer {
  return sequence(integer(version), octets(scalar), ...sec1Tail(undefined, point))
}

function sec1Tail(curve: Buffer | undefined, point: Buffer | undefined): Buffer[] {
  return [...(curve ? [der(0xa0, curve)] : []), ...(point ? [der(0xa1, bits(point))] : [])]
}

interface Pkcs8 {
  version?: string
  algorithm?: Buffer[]
  inner: Buffer
  tail?: Buffer[]
}

/** OneAsymmetricKey (RFC 5958). */
export function pkcs8({
  version = '00',
  algorithm = [oid(OIDS.ecPublicKey), oid(OIDS.p256)],
  inner,
  tail = [],
}: Pkcs8): Buffer {
  return sequence(integer(version), sequence(...algorithm), octets(inner), ...tail)
}

export const spki = (...point: Buffer[]) => sequence(sequence(oid(OIDS.ecPublicKey), oid(OIDS.p256)), bits(...point))

/** A PEM block. */
export function pem(label: string, bytes: Buffer): string {
  return `-----BEGIN ${label}-----\n${bytes.toString('base64').replace(/.{64}(?=.)/g, '$&\n')}\n-----END ${label}-----\n`
}
