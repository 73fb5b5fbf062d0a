import { expect, it } from 'vitest'
import { keyInput, keyInStore } from '../../../src/actions/verifiable-key.ts'
import { encodePrivateKey, generateOperatorKey } from '../../../src/key/operator-key.ts'
import type { ActionContext } from '../../../src/runner/run-action.ts'
import type { SecretStore } from '../../../src/stores/key-store.ts'

it.each(['hex', 'pem'] as const)('keyInput masks both forms of a key that it gets as %s', encoding => {
  const { privateKeyPem } = generateOperatorKey()
  const masked: string[] = []
  const mask = (...values: string[]) => void masked.push(...values)
  keyInput(encodePrivateKey(privateKeyPem, encoding), { mask } as ActionContext)
  expect(masked).toEqual([privateKeyPem, encodePrivateKey(privateKeyPem, 'hex')])
})

it('keyInStore passes on a defect, such as a store that returns no text', async () => {
  const store = { kind: 'secret', claims: {}, displayName: 'The file', readPrivateKey: async () => undefined }
  await expect(keyInStore(store as unknown as SecretStore, {} as ActionContext)).rejects.toThrow(TypeError)
})
