// What cannot happen as far as is known, and must do no harm if it does.
import { generateKeyPairSync } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { generateOperatorKey } from '../src/key/operator-key.ts'

afterEach(() => {
  vi.doUnmock('node:crypto')
  vi.resetModules()
})

/** A module of src/ over a node:crypto of which one function is another. */
async function withCrypto<T>(path: string, other: object): Promise<T> {
  vi.resetModules()
  vi.doMock('node:crypto', async original => ({ ...(await original<object>()), ...other }))
  return import(path)
}

describe('a key', () => {
  it('whose PEM reads back as another key is never used', async () => {
    const another = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    const { generateOperatorKey } = await withCrypto<typeof import('../src/key/operator-key.ts')>(
      '../src/key/operator-key.ts',
      { createPrivateKey: () => another },
    )
    expect(generateOperatorKey).toThrow('the PEM of the generated key does not hold the generated key')
  })

  it('whose proof does not verify proves nothing', async () => {
    const key = generateOperatorKey()
    const { signProof } = await withCrypto<typeof import('../src/key/proof.ts')>('../src/key/proof.ts', {
      verify: () => false,
    })
    expect(() => signProof(key, { run: {} })).toThrow('the proof of possession does not verify with its own public key')
  })
})
