// What must not happen, and must do no harm if it does.
import crypto, { generateKeyPairSync } from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { afterEach, expect, it, vi } from 'vitest'
import { generateOperatorKey } from '../../../src/key/operator-key.ts'
import { signProof } from '../../../src/key/proof.ts'

afterEach(() => {
  vi.restoreAllMocks()
  syncBuiltinESMExports()
})

it('generateOperatorKey throws if the PEM reads back as another key', () => {
  const another = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  vi.spyOn(crypto, 'createPrivateKey').mockReturnValue(another)
  syncBuiltinESMExports()
  expect(generateOperatorKey).toThrow('the PEM of the generated key does not hold the generated key')
})

it('signProof throws if the proof does not verify with its own public key', () => {
  const key = generateOperatorKey()
  vi.spyOn(crypto, 'verify').mockReturnValue(false as never)
  syncBuiltinESMExports()
  expect(() => signProof(key, { run: {} }, new Date())).toThrow(
    'the proof of possession does not verify with its own public key',
  )
})
