import { expect, it } from 'vitest'
import { readPublicKey } from '../../../src/actions/public-key-input.ts'
import { errorOf } from '../../support/errors.ts'
import { PUBLIC_KEY } from '../../support/keys.ts'

const { hex } = PUBLIC_KEY
const reader = (value: string) => readPublicKey(() => value, 'key')

it('accepts a public key in either case, and white space around it', () => {
  expect(reader(` ${hex.toUpperCase()}\n`)).toEqual(PUBLIC_KEY)
})

it.each<[value: string, message: string]>([
  ['not hex', 'is "not hex". It holds characters that are not hexadecimal.'],
  [
    '02'.repeat(65),
    'is not shown, because it has 130 characters. It starts with 02, an uncompressed point starts with 04.',
  ],
  [
    '04'.repeat(64),
    'is not shown, because it has 128 characters. It has 128 characters, an uncompressed P-256 point has 130.',
  ],
  // With another digit of y, the point is not on the curve.
  [
    hex.slice(0, -1) + (hex.endsWith('0') ? '1' : '0'),
    'is not shown, because it has 130 characters. It is not a point of the curve P-256.',
  ],
])('refuses %s', (value, message) => {
  expect(errorOf(() => reader(value))).toMatchObject({
    code: 'input-invalid',
    message: `The input \`key\` ${message}`,
  })
})
