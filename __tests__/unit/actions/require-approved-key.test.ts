import { expect, it } from 'vitest'
import { requireApprovedKey } from '../../../src/actions/require-approved-key.ts'
import { generateOperatorKey } from '../../../src/key/operator-key.ts'
import { errorOf } from '../../support/errors.ts'
import { PUBLIC_KEY } from '../../support/keys.ts'

it('requireApprovedKey accepts the approved key', () => {
  expect(requireApprovedKey(PUBLIC_KEY, { ...PUBLIC_KEY })).toBeUndefined()
})

it('requireApprovedKey shows the fingerprints of two keys that differ', () => {
  const { publicKey } = generateOperatorKey()
  const { code, message, hint } = errorOf(() => requireApprovedKey(PUBLIC_KEY, publicKey))
  expect(code).toBe('key-mismatch')
  expect(message).toBe(
    `The stored private key is not the approved one: its public key has the fingerprint ${PUBLIC_KEY.fingerprint}, ` +
      `the approved one ${publicKey.fingerprint}.`,
  )
  expect(hint).toMatch(/^Do not register or use either\. .* generate a new key\.$/)
})
