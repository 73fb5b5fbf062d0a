import { generateKeyPairSync, sign, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { rawSignatureOf } from '../../../src/key/der-signature.ts'

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

describe('rawSignatureOf', () => {
  it('converts what OpenSSL signs', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    // Enough for numbers that begin with zeros.
    for (let i = 0; i < 600; i++) {
      const bytes = Buffer.from(String(i))
      const raw = rawSignatureOf(sign('sha256', bytes, privateKey))
      expect(raw).toHaveLength(64)
      expect(verify('sha256', bytes, { key: publicKey, dsaEncoding: 'ieee-p1363' }, raw ?? Buffer.of())).toBe(true)
    }
  })

  it('pads short numbers', () => {
    expect(rawSignatureOf(hex('30 07 02 01 05 02 02 00 ff'))?.toString('hex')).toBe(
      `${'5'.padStart(64, '0')}${'ff'.padStart(64, '0')}`,
    )
  })

  it('keeps numbers of 32 bytes, with the zero that a high first bit needs', () => {
    const [r, s] = ['7f'.repeat(32), 'ff'.repeat(32)]
    expect(rawSignatureOf(hex(`30 45 02 20 ${r} 02 21 00 ${s}`))?.toString('hex')).toBe(r + s)
  })

  it.each([
    ['nothing', ''],
    ['a number that begins with the byte 80', '30 06 02 01 80 02 01 05'],
    ['no sequence', '02 01 05'],
    ['one number', '30 03 02 01 05'],
    ['three numbers', '30 09 02 01 05 02 01 05 02 01 05'],
    ['an octet string', '30 06 04 01 05 02 01 05'],
    ['a negative number', '30 06 02 01 85 02 01 05'],
    ['an empty number', '30 05 02 00 02 01 05'],
    ['a number of 33 bytes', `30 26 02 21 ${'11'.repeat(33)} 02 01 05`],
    ['bytes at its end', '30 06 02 01 05 02 01 05 00'],
  ])('refuses %s', (_, der) => {
    expect(rawSignatureOf(hex(der))).toBeUndefined()
  })
})
