import { sign } from 'node:crypto'
import { expect, it } from 'vitest'
import { exposuresOf, keyExposed } from '../../../src/actions/exposures.ts'
import { keyInput, keyInStore, type VerifiableKey } from '../../../src/actions/verifiable-key.ts'
import { encodePrivateKey, generateOperatorKey } from '../../../src/key/operator-key.ts'
import { signedAt, verifyProof } from '../../../src/key/proof.ts'
import type { ActionContext } from '../../../src/runner/run-action.ts'
import type { SecretStore, SigningStore } from '../../../src/stores/key-store.ts'
import { actionErrorOf } from '../../support/errors.ts'

const { privateKey, privateKeyPem, publicKey } = generateOperatorKey()
const HEX = encodePrivateKey(privateKeyPem, 'hex')
const NOW = new Date('2026-03-01T12:00:00Z')
const KEY_STORE = { uri: 'file:///k' }

function recording() {
  const masked: string[] = []
  const mask = (...values: string[]) => void masked.push(...values)
  return { masked, context: { mask, clock: { now: () => NOW } } as unknown as ActionContext }
}

/** A proof of the key verifies, and has the time of the run. */
async function expectProof(key: VerifiableKey): Promise<void> {
  const run = { repository: 'octo/keys', repository_id: '1', run_id: '2', run_attempt: '3' }
  const proof = await key.signProof({ run, keyStore: KEY_STORE })
  const expected = { environment: undefined, keyStore: KEY_STORE.uri, operator: undefined, workspace: undefined }
  const ids = { repository: 'octo/keys', repositoryId: '1', runId: '2' }
  expect(verifyProof(proof, { publicKey, run: ids, ...expected }).runAttempt).toBe('3')
  expect(signedAt(proof)).toEqual(NOW)
}

it.each(['hex', 'pem'] as const)('keyInput masks both forms of a key that it gets as %s', async encoding => {
  const { masked, context } = recording()
  const key = keyInput(encodePrivateKey(privateKeyPem, encoding), context)
  expect(masked).toEqual([privateKeyPem, HEX])
  expect(key).toMatchObject({ publicKey, privateKeyPem, deviations: [] })
  await expectProof(key)
})

const holding = (text: string | undefined) =>
  ({
    kind: 'secret',
    claims: KEY_STORE,
    displayName: 'The file "/$&"',
    readPrivateKey: async () => ({ text, expiresAt: '2026-03-31T12:00:00.000Z' }),
  }) as unknown as SecretStore

it('keyInStore masks both forms of a key that it reads', async () => {
  const { masked, context } = recording()
  const key = await keyInStore(holding(`0x${HEX}`), context)
  expect(masked).toEqual([privateKeyPem, HEX])
  const deviations = ['there is more than hex digits in it']
  const expiresAt = '2026-03-31T12:00:00.000Z'
  expect(key).toMatchObject({ publicKey, privateKeyPem, deviations, keyStore: KEY_STORE, expiresAt })
  await expectProof(key)
})

it('keyInStore describes a key that signs in its store', async () => {
  const description = { type: 'ecdsa-p256', runId: '2' }
  const store = {
    kind: 'signing',
    claims: KEY_STORE,
    describe: async () => ({ ...description, publicKey }),
    sign: async (bytes: Buffer) => sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  } as unknown as SigningStore
  const key = await keyInStore(store, recording().context)
  expect(key).toEqual({ publicKey, deviations: [], keyStore: KEY_STORE, description, signProof: expect.any(Function) })
  await expectProof(key)
})

it.each([
  [
    '',
    'key-empty',
    'The file "/$&" is empty.',
    'Check `key-store`. If nothing else uses this place, generate a new key into it.',
  ],
  [
    'text',
    'key-format',
    'The content of the file "/$&" cannot be used: it is in none of the known forms (PEM, DER or JWK; as they are, in hex or in base64).',
    'Store the key as `generate` does: as hex of the SEC1 PEM text, or as the PEM itself.',
  ],
])('keyInStore names the place of "%s", which is no key', async (text, code, message, hint) => {
  expect(await actionErrorOf(keyInStore(holding(text), recording().context))).toMatchObject({ code, message, hint })
})

it('keyInStore passes on a defect, such as a store that returns no text', async () => {
  await expect(keyInStore(holding(undefined), recording().context)).rejects.toThrow(TypeError)
})

it('exposuresOf says who else may sign', () => {
  const EXPORTABLE = 'The key was imported, or can be exported or replicated.'
  const SHARED = 'The key policy or a grant lets others use the key.'
  const of = (description?: object) => exposuresOf({ description } as VerifiableKey)
  expect(of()).toEqual([])
  expect(of({ isExportable: false, isShared: false })).toEqual([])
  expect(of({ isExportable: true, isShared: false })).toEqual([EXPORTABLE])
  expect(of({ isExportable: false, isShared: true })).toEqual([SHARED])
  expect(keyExposed([EXPORTABLE, SHARED])).toMatchObject({
    code: 'key-exposed',
    message: `Others may sign with the stored key. ${EXPORTABLE} ${SHARED}`,
    hint: 'Do not register the key or put it into service. If it is registered, suspend its operator at Ledger, and find out who used it. Then generate another key.',
  })
})
