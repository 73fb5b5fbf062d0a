import fc from 'fast-check'
import sodium from 'sodium-native'
import { describe, expect, it } from 'vitest'
import { parseSealingKey, seal } from '../src/github/sealed-box.ts'

function keyPair() {
  const publicKey = Buffer.alloc(sodium.crypto_box_PUBLICKEYBYTES)
  const secretKey = sodium.sodium_malloc(sodium.crypto_box_SECRETKEYBYTES)
  sodium.crypto_box_keypair(publicKey, secretKey)
  return { publicKey, secretKey }
}

describe('a sealed box', () => {
  it('is opened by the C libsodium, and gives back every text', async () => {
    const { publicKey, secretKey } = keyPair()
    const key = parseSealingKey('1', publicKey.toString('base64'))
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async text => {
        const box = Buffer.from(await seal(text, key), 'base64')
        const opened = Buffer.alloc(box.length - sodium.crypto_box_SEALBYTES)
        expect(sodium.crypto_box_seal_open(opened, box, publicKey, secretKey)).toBe(true)
        expect(opened.toString()).toBe(text)
      }),
    )
  })

  it('is another one each time, since its key is ephemeral', async () => {
    const key = parseSealingKey('1', keyPair().publicKey.toString('base64'))
    expect(await seal('text', key)).not.toBe(await seal('text', key))
  })

  it('is refused for points of low order', async () => {
    for (const point of [Buffer.alloc(32), Buffer.concat([Buffer.from([1]), Buffer.alloc(31)])]) {
      await expect(seal('text', parseSealingKey('1', point.toString('base64')))).rejects.toThrow()
    }
  })
})

describe('a sealing key', () => {
  it('is 32 bytes of standard base64, and nothing else', () => {
    const bytes = keyPair().publicKey
    expect(Buffer.from(parseSealingKey('568250167242549743', bytes.toString('base64')).bytes)).toEqual(bytes)
    expect(() => parseSealingKey('1', bytes.subarray(1).toString('base64'))).toThrow('has 31 bytes')
    expect(() => parseSealingKey('1', Buffer.concat([bytes, bytes]).toString('base64'))).toThrow('has 64 bytes')
    expect(() => parseSealingKey('1', '')).toThrow('has 0 bytes')
    expect(() => parseSealingKey('1', `${bytes.toString('base64')}\n`)).toThrow('is not base64')
    expect(() => parseSealingKey('1', `${bytes.toString('base64').slice(0, -1)}`)).toThrow('is not base64')
  })
})
