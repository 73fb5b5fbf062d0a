import { generateKeyPairSync } from 'node:crypto'
import { expect, it, vi } from 'vitest'

const another = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
vi.mock('node:crypto', async original => ({ ...(await original<object>()), createPrivateKey: () => another }))

it('generateOperatorKey throws if the PEM reads back as another key', async () => {
  const { generateOperatorKey } = await import('../../../src/key/operator-key.ts')
  expect(generateOperatorKey).toThrow('the PEM of the generated key does not hold the generated key')
})
