import { expect, it } from 'vitest'
import { parseKeptPublicKey } from '../../../src/actions/kept-public-key.ts'
import type { Variable } from '../../../src/github/variable.ts'
import { errorOf } from '../../support/errors.ts'
import { PUBLIC_KEY } from '../../support/keys.ts'

const variable = { displayName: 'The variable PK of octo/keys' } as Variable

it('returns the public key that the variable holds', () => {
  expect(parseKeptPublicKey(variable, PUBLIC_KEY.hex)).toEqual(PUBLIC_KEY)
})

it('throws for any other text, and keeps the cause', () => {
  expect(errorOf(() => parseKeptPublicKey(variable, '04ff'))).toMatchObject({
    code: 'variable-malformed',
    message:
      'The existing secret is kept, but the variable PK of octo/keys does not hold its public key: ' +
      'the value has 4 characters, an uncompressed P-256 point has 130.',
    cause: expect.any(Error),
  })
})
