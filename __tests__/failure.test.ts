import { expect, it } from 'vitest'
import { messageOf, quote } from '../src/failure.ts'

it('a text of others is quoted, cut where it gets too long to read, and hides nothing', () => {
  expect(quote('a "b"\n\u202Ec')).toBe('"a \\"b\\"\\n\\u{202e}c"')
  expect(quote('x'.repeat(200))).toBe(`"${'x'.repeat(200)}"`)
  expect(quote('x'.repeat(201))).toBe(`"${'x'.repeat(200)}…"`)
  expect([quote('abc', 3), quote('abcd', 3)]).toEqual(['"abc"', '"abc…"'])
})

it('whatever was thrown has a message', () => {
  expect([messageOf(new TypeError('a')), messageOf('b'), messageOf(undefined)]).toEqual(['a', 'b', 'undefined'])
})
