import { expect, it } from 'vitest'
import { keyInStore } from '../../../src/actions/stored-key.ts'
import type { ActionContext } from '../../../src/runner/run-action.ts'
import type { SecretStore } from '../../../src/stores/key-store.ts'

it('keyInStore passes on a defect, such as a store that returns no text', async () => {
  const store = { kind: 'secret', claims: {}, displayName: 'The file', readPrivateKey: async () => undefined }
  await expect(keyInStore(store as unknown as SecretStore, {} as ActionContext)).rejects.toThrow(TypeError)
})
