import { execFileSync, spawnSync } from 'node:child_process'
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { p256 } from '@noble/curves/nist.js'
import fc from 'fast-check'
import { calculateJwkThumbprint } from 'jose'
import { describe, expect, it } from 'vitest'
import {
  encodePrivateKey,
  generateOperatorKey,
  operatorKeyOfScalar,
  parsePublicKeyHex,
  publicKeyOf,
} from '../../../src/key/operator-key.ts'
import { SCALARS_OF_ZEROS } from '../../support/keys.ts'
import { LEDGER_SAMPLE_PEM } from '../../support/ledger-sample-key.ts'
import { isMutationTest, tries } from '../../support/mutation-test.ts'

const openssl = !isMutationTest && spawnSync('openssl', ['version']).status === 0

describe('an operator key', () => {
  it('has a public key that @noble/curves computes from the private scalar', () => {
    for (let i = 0; i < tries(50); i++) {
      const { privateKey, publicKey } = generateOperatorKey()
      const { d = '' } = privateKey.export({ format: 'jwk' })
      const point = p256.getPublicKey(Buffer.from(d, 'base64url'), false)
      expect(publicKey.hex).toBe(Buffer.from(point).toString('hex'))
    }
  })

  it.each(['d', 'x', 'y'] as const)('has the same sizes if its number %s begins with a zero', name => {
    const key = operatorKeyOfScalar(Buffer.from(SCALARS_OF_ZEROS[name], 'hex'))
    if (!key) throw new Error('no scalar of P-256')
    const { privateKey, privateKeyPem, publicKey } = key
    expect(Buffer.from(privateKey.export({ format: 'jwk' })[name] ?? '', 'base64url')[0]).toBe(0)
    expect(publicKey.hex).toMatch(/^04[0-9a-f]{128}$/)
    expect(publicKey.digest).toMatch(/^[0-9a-f]{64}$/)
    expect(publicKey.fingerprint).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/)
    expect(publicKey.jwk.x).toMatch(/^[\w-]{43}$/)
    expect(publicKey.jwk.y).toMatch(/^[\w-]{43}$/)
    // 121 bytes of SEC1 DER: version, 32 bytes of scalar, the curve's name, 65 bytes of point.
    expect(privateKeyPem.length).toBe(227)
    expect(encodePrivateKey(privateKeyPem, 'hex')).toMatch(/^[0-9a-f]{454}$/)
  })

  it('is SEC1 PEM, which TraditionalOpenSSL means, with one line end at its end', () => {
    const { privateKeyPem } = generateOperatorKey()
    const lines = privateKeyPem.split('\n')
    expect(lines[0]).toBe('-----BEGIN EC PRIVATE KEY-----')
    expect(lines.slice(1, 4).map(line => line.length)).toEqual([64, 64, 36])
    expect(lines.slice(4)).toEqual(['-----END EC PRIVATE KEY-----', ''])
  })

  it.runIf(openssl)('is read by the openssl command, which gives the same point', () => {
    const { privateKeyPem, publicKey } = generateOperatorKey()
    const der = execFileSync('openssl', ['ec', '-pubout', '-outform', 'DER', '-conv_form', 'uncompressed'], {
      input: privateKeyPem,
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    expect(der.subarray(-65).toString('hex')).toBe(publicKey.hex)
  })

  it('is stored as hex of the PEM text, in lower case', () => {
    const { privateKeyPem } = generateOperatorKey()
    const hex = encodePrivateKey(privateKeyPem, 'hex')
    expect(hex).toBe(hex.toLowerCase())
    expect(Buffer.from(hex, 'hex').toString()).toBe(privateKeyPem)
    expect(encodePrivateKey(privateKeyPem, 'pem')).toBe(privateKeyPem)
  })

  it('gives for the key that Ledger publishes the public key that belongs to it', () => {
    const { jwk: _, ...publicKey } = publicKeyOf(createPrivateKey(LEDGER_SAMPLE_PEM))
    expect(publicKey).toEqual({
      hex: '0475c227819ed7ed7e6c8a99c8b8fdebb75c3a9a0dd5f4b404e2dc66e5cc74b6f683c689fe5ba2b1081b5332f3c24790fd6bd35a6f670d123bca78f5b2cce1ea32',
      // By sha256sum and ssh-keygen.
      digest: '67bcdee68938eb6480f7025f3dc8da7905fee8961cd91789b27ccfc43a032da0',
      fingerprint: 'SHA256:TPsTOvxp2ZyjFbvjGq95ED4M40pPqZLA2KZHUa/lRrY',
    })
  })

  it('has a JWK whose kid is the RFC 7638 thumbprint that jose computes', async () => {
    const { publicKey } = generateOperatorKey()
    expect(publicKey.jwk.kid).toBe(await calculateJwkThumbprint({ ...publicKey.jwk }, 'sha256'))
    const spki = createPublicKey({ key: { ...publicKey.jwk }, format: 'jwk' }).export({ type: 'spki', format: 'der' })
    expect(spki.subarray(-65).toString('hex')).toBe(publicKey.hex)
  })
})

describe('parsing a public key hex', () => {
  it('reads back every point, in either case, as lower case', () => {
    for (let i = 0; i < tries(50); i++) {
      const { publicKey } = generateOperatorKey()
      expect(parsePublicKeyHex(publicKey.hex)).toEqual(publicKey)
      expect(parsePublicKeyHex(publicKey.hex.toUpperCase())).toEqual(publicKey)
    }
  })

  it('refuses whatever is not a point of P-256', () => {
    const { hex } = generateOperatorKey().publicKey
    expect(() => parsePublicKeyHex('')).toThrow('has 0 characters')
    expect(() => parsePublicKeyHex(hex.slice(2))).toThrow('has 128 characters, an uncompressed P-256 point has 130')
    expect(() => parsePublicKeyHex(`0x${hex}`)).toThrow('not hexadecimal')
    expect(() => parsePublicKeyHex(`02${hex.slice(2)}`)).toThrow('starts with 02, an uncompressed point starts with 04')
    expect(() => parsePublicKeyHex(`04${'0'.repeat(128)}`)).toThrow('not a point')
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), bytes => {
        // Of random pairs of numbers, one in 2^256 is a point.
        expect(() => parsePublicKeyHex(`04${Buffer.from(bytes).toString('hex')}`)).toThrow('not a point')
      }),
      { numRuns: tries(500) },
    )
  })

  it('refuses a point of which one bit is flipped', () => {
    const { hex } = generateOperatorKey().publicKey
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 519 }), bit => {
        const bytes = Buffer.from(hex, 'hex')
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        expect(() => parsePublicKeyHex(bytes.toString('hex'))).toThrow('not a point')
      }),
    )
  })
})
