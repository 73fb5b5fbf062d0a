import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSealingKey, seal } from '../../../src/github/sealed-box.ts'
import { openSealedBox, sealingKeyPair } from '../../support/sealing-keys.ts'

describe('seal', () => {
  it('makes a box that the C libsodium opens, for every text', async () => {
    const pair = sealingKeyPair()
    const key = parseSealingKey('1', pair.base64)
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async text => {
        expect(openSealedBox(await seal(text, key), pair)).toBe(text)
      }),
    )
  })

  it('makes another box each time', async () => {
    const key = parseSealingKey('1', sealingKeyPair().base64)
    expect(await seal('text', key)).not.toBe(await seal('text', key))
  })

  it('returns standard base64 of a box that is 48 bytes longer than the text', async () => {
    const box = await seal('täxt', parseSealingKey('1', sealingKeyPair().base64))
    const bytes = Buffer.from(box, 'base64')
    expect(bytes).toHaveLength(5 + 48)
    expect(bytes.toString('base64')).toBe(box)
  })

  it.each([0, 1])('throws for a point of low order (%i)', async first => {
    const point = Buffer.alloc(32)
    point[0] = first
    await expect(seal('text', parseSealingKey('1', point.toString('base64')))).rejects.toThrow()
  })
})

describe('parseSealingKey', () => {
  const { base64 } = sealingKeyPair()
  const bytes = Buffer.from(base64, 'base64')

  it('returns the id and the 32 bytes', () => {
    const key = parseSealingKey('568250167242549743', base64)
    expect(key.id).toBe('568250167242549743')
    expect(Buffer.from(key.bytes)).toEqual(bytes)
  })

  it.each([
    ['31 bytes', bytes.subarray(1).toString('base64'), 'has 31 bytes, an X25519 public key has 32'],
    ['64 bytes', Buffer.concat([bytes, bytes]).toString('base64'), 'has 64 bytes, an X25519 public key has 32'],
    ['an empty text', '', 'has 0 bytes, an X25519 public key has 32'],
    ['a line end after it', `${base64}\n`, 'is not base64'],
    ['no padding', base64.slice(0, -1), 'is not base64'],
    ['base64url', Buffer.alloc(32, 0xff).toString('base64url'), 'is not base64'],
    ['hex', bytes.toString('hex'), 'has 48 bytes, an X25519 public key has 32'],
  ])('throws for %s', (_, text, message) => {
    expect(() => parseSealingKey('1', text)).toThrow(message)
  })
})
