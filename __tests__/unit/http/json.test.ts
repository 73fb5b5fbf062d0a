import { describe, expect, it } from 'vitest'
import { isObject, membersOf, parseJson } from '../../../src/http/json.ts'

describe('a value out of JSON', () => {
  it.each([[{}], [{ a: 1 }], [Object.create(null)]])('is an object with members: %o', value => {
    expect(isObject(value)).toBe(true)
    expect(membersOf(value)).toBe(value)
  })

  it.each([[null], [undefined], [[]], [[{ a: 1 }]], ['text'], [7], [true]])(
    'is no object and has no members: %o',
    value => {
      expect(isObject(value)).toBe(false)
      expect(membersOf(value)).toEqual({})
    },
  )
})

it.each<[unknown, unknown]>([
  ['{"a":1}', { a: 1 }],
  ['7', 7],
  ['', undefined],
  ['{', undefined],
  [undefined, undefined],
])('parseJson reads %j as %j', (text, value) => {
  expect(parseJson(text)).toEqual(value)
})
