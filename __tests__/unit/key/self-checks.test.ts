// What must not happen, and must do no harm if it does.
import { generateKeyPairSync } from 'node:crypto'
import { afterEach, expect, it, vi } from 'vitest'
import { generateOperatorKey } from '../../../src/key/operator-key.ts'

afterEach(() => {
  vi.doUnmock('node:crypto')
  vi.resetModules()
})

/** Makes modules that are imported from now on use another function of node:crypto. */
function replaceInCrypto(other: object): void {
  vi.resetModules()
  vi.doMock('node:crypto', async original => ({ ...(await original<object>()), ...other }))
}

it('generateOperatorKey throws if the PEM reads back as another key', async () => {
  const another = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  replaceInCrypto({ createPrivateKey: () => another })
  const { generateOperatorKey } = await import('../../../src/key/operator-key.ts')
  expect(generateOperatorKey).toThrow('the PEM of the generated key does not hold the generated key')
})

it('signProof throws if the proof does not verify with its own public key', async () => {
  const key = generateOperatorKey()
  replaceInCrypto({ verify: () => false })
  const { signProof } = await import('../../../src/key/proof.ts')
  expect(() => signProof(key, { run: {} }, new Date())).toThrow(
    'the proof of possession does not verify with its own public key',
  )
})
