import { createPublicKey, ECDH, generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generateOperatorKey } from '../../../src/key/operator-key.ts'
import { parsePublicKey } from '../../../src/key/parse-public-key.ts'
import { anyText } from '../../support/any-text.ts'
import { bits, der, integer, OIDS, oid, parameters, pem, sequence, spki } from '../../support/der.ts'
import { tries } from '../../support/mutation-test.ts'

const { privateKey, publicKey } = generateOperatorKey()
const point = Buffer.from(publicKey.hex, 'hex')
const pointIn = (format: 'compressed' | 'hybrid') =>
  ECDH.convertKey(point, 'prime256v1', undefined, undefined, format) as Buffer
const isOdd = (point.at(-1) ?? 0) % 2 === 1
const spkiPem = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }) as string
const spkiDer = spki(point)
const withAlgorithm = (...algorithm: Buffer[]) => sequence(sequence(...algorithm), bits(point)).toString('hex')

const READ: [form: string, text: string][] = [
  ['130 hex characters, as Ledger writes it', publicKey.hex],
  ['hex in capitals', publicKey.hex.toUpperCase()],
  ['hex after 0x', `0x${publicKey.hex}`],
  ['hex after 0X, in capitals', `0X${publicKey.hex.toUpperCase()}`],
  ['hex with a line end', `${publicKey.hex}\n`],
  ['hex within white space', ` \t${publicKey.hex}\r\n `],
  ['hex in groups', publicKey.hex.replace(/.{8}/g, '$& ')],
  ['hex without 04', publicKey.hex.slice(2)],
  ['a compressed point in hex', pointIn('compressed').toString('hex')],
  ['a compressed point in hex after 0x', `0x${pointIn('compressed').toString('hex')}`],
  ['a hybrid point in hex', pointIn('hybrid').toString('hex')],
  ['a point in base64', point.toString('base64')],
  ['a compressed point in base64url', pointIn('compressed').toString('base64url')],
  ['SPKI in hex', spkiDer.toString('hex')],
  ['SPKI in base64', spkiDer.toString('base64')],
  ['SPKI in base64 without padding, in lines', spkiDer.toString('base64').replace(/=/g, '').replace(/.{64}/, '$&\n')],
  ['SPKI with a compressed point', spki(pointIn('compressed')).toString('hex')],
  ['SPKI in PEM', spkiPem],
  ['SPKI in PEM with CRLF and text around it', `The key:\r\n${spkiPem.replaceAll('\n', '\r\n')}.`],
  ['SPKI in PEM with escaped line ends', spkiPem.replaceAll('\n', '\\n')],
]

const otherCurve = generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey
const UNREADABLE: [what: string, text: string][] = [
  ['nothing', ''],
  ['text', 'none'],
  ['hex of something', '04ff'],
  ['hex with half a byte', publicKey.hex.slice(1)],
  ['hex with half a byte more', `${publicKey.hex}0`],
  ['hex with text after it', `${publicKey.hex}zz`],
  ['hex with 0x in it', publicKey.hex.replace(/^(.{8})/, '$10x')],
  ['a point that is not on the curve', `04${'11'.repeat(64)}`],
  ['x and y that are not on the curve', '11'.repeat(64)],
  ['the point at infinity', '00'],
  ['a hybrid point with the wrong parity', `${isOdd ? '06' : '07'}${publicKey.hex.slice(2)}`],
  ['SPKI of another curve', otherCurve.export({ type: 'spki', format: 'pem' }) as string],
  ['SPKI of another algorithm', withAlgorithm(oid(OIDS.ed25519))],
  ['SPKI with explicit parameters', withAlgorithm(oid(OIDS.ecPublicKey), parameters())],
  [
    'SPKI with another member',
    sequence(sequence(oid(OIDS.ecPublicKey), oid(OIDS.p256)), bits(point), integer('00')).toString('hex'),
  ],
  [
    'SPKI whose algorithm is not a sequence',
    sequence(der(0x31, oid(OIDS.ecPublicKey), oid(OIDS.p256)), bits(point)).toString('hex'),
  ],
  ['SPKI without a point', spki().toString('hex')],
  ['SPKI without a key', sequence(sequence(oid(OIDS.ecPublicKey), oid(OIDS.p256))).toString('hex')],
  ['SPKI with a byte after it', `${spkiDer.toString('hex')}00`],
  ['SPKI that is cut', spkiDer.subarray(0, -1).toString('hex')],
  ['a PEM of something else', pem('CERTIFICATE', spkiDer)],
]

describe('parsePublicKey', () => {
  it.each(READ)('reads %s', (_, text) => {
    expect(parsePublicKey(text)).toEqual(publicKey)
  })

  it.each(UNREADABLE)('does not read %s', (_, text) => {
    expect(parsePublicKey(text)).toBeUndefined()
  })

  it('reads a point or nothing, whatever it is given', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 100 }).map(bytes => Buffer.from(bytes)),
      fc.tuple(fc.constantFrom(point, spkiDer), fc.nat({ max: 90 }), fc.nat({ max: 255 })).map(([bytes, at, value]) => {
        const changed = Buffer.from(bytes)
        changed[at % changed.length] = value
        return changed
      }),
    )
    const text = fc.oneof(
      anyText(),
      bytes.map(bytes => bytes.toString('hex')),
      bytes.map(bytes => bytes.toString('base64')),
      bytes.map(bytes => pem('PUBLIC KEY', bytes)),
    )
    fc.assert(
      fc.property(text, text => {
        const read = parsePublicKey(text)
        if (read) expect(read.hex).toMatch(/^04[0-9a-f]{128}$/)
      }),
      { numRuns: tries(2_000) },
    )
  })
})
