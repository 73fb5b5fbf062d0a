import { describe, expect, it } from 'vitest'
import { ActionError, ERROR_CODES, messageOf, quote } from '../../src/errors.ts'

describe('ActionError', () => {
  it('holds a code, a message, a hint and a cause', () => {
    const cause = new TypeError('below')
    const error = new ActionError('key-empty', 'It is empty.', 'Fill it.', cause)
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({ code: 'key-empty', message: 'It is empty.', hint: 'Fill it.', cause })
    expect(new ActionError('key-empty', 'It is empty.', 'Fill it.').cause).toBeUndefined()
  })

  it('has codes that are unique and can be anchors of a page', () => {
    expect(new Set(ERROR_CODES).size).toBe(ERROR_CODES.length)
    for (const code of ERROR_CODES) expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/)
  })
})

describe('quote', () => {
  it.each([
    ['quotes a text', 'text', '"text"'],
    ['escapes quotes, line ends and direction characters', 'a "b"\n\u202Ec', '"a \\"b\\"\\n\\u{202e}c"'],
    ['keeps 200 characters', 'x'.repeat(200), `"${'x'.repeat(200)}"`],
    ['cuts after 200 characters', 'x'.repeat(201), `"${'x'.repeat(200)}…"`],
  ])('%s', (_, text, quoted) => {
    expect(quote(text)).toBe(quoted)
  })
})

describe('messageOf', () => {
  it.each([
    ['an error', new TypeError('a'), 'a'],
    ['a text', 'b', 'b'],
    ['nothing', undefined, 'undefined'],
  ])('returns the message of %s', (_, thrown, message) => {
    expect(messageOf(thrown)).toBe(message)
  })
})
