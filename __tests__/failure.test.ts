import { expect, it } from 'vitest'
import { ActionError, messageOf, quote, rethrow } from '../src/errors.ts'

it('a text of others is quoted, cut where it gets too long to read, and hides nothing', () => {
  expect(quote('a "b"\n\u202Ec')).toBe('"a \\"b\\"\\n\\u{202e}c"')
  expect(quote('x'.repeat(200))).toBe(`"${'x'.repeat(200)}"`)
  expect(quote('x'.repeat(201))).toBe(`"${'x'.repeat(200)}…"`)
})

it('whatever was thrown has a message', () => {
  expect([messageOf(new TypeError('a')), messageOf('b'), messageOf(undefined)]).toEqual(['a', 'b', 'undefined'])
})

it('what ends a run while an earlier request may have taken effect says so', () => {
  const failure = new ActionError('github-unavailable', 'what', 'next')
  const thrown = (mayHaveActed: boolean, error: unknown) => {
    try {
      rethrow(mayHaveActed)(error)
    } catch (error) {
      return error
    }
  }
  expect(thrown(false, failure)).toBe(failure)
  expect(thrown(true, failure)).toMatchObject({
    code: 'github-unavailable',
    message: 'what',
    next: 'next',
    uncertain: true,
  })
  const mistake = new TypeError('a')
  expect(thrown(true, mistake)).toBe(mistake)
})
