import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  codePointOf,
  displayName,
  escapeInvisible,
  findInvisible,
  foldAsciiCase,
  isSameName,
  lowerFirst,
} from '../../src/text.ts'
import { anyText } from '../support/any-text.ts'
import { INVISIBLE } from '../support/invisible.ts'

describe('escapeInvisible', () => {
  it.each(Object.entries(INVISIBLE))('escapes a %s', (_, character) => {
    const escaped = `\\u{${character.codePointAt(0)?.toString(16)}}`
    expect(escapeInvisible(`a${character}b${character}`)).toBe(`a${escaped}b${escaped}`)
    expect(findInvisible(`a${character}`)).toBe(character)
  })

  it('escapes all white space but U+0020, and every control, format and default-ignorable character', () => {
    const left: string[] = []
    for (let code = 0x21; code <= 0x10ffff; code++) {
      const character = String.fromCodePoint(code)
      const isHidden = /[\s\p{White_Space}\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/u.test(character)
      if (isHidden && escapeInvisible(character) === character) left.push(codePointOf(character))
    }
    expect(left).toEqual([])
  })

  it.each(['plain ASCII', 'é', 'ж', '鍵', '🔑', 'e\u{301}', ''])('leaves %j as it is', text => {
    expect(escapeInvisible(text)).toBe(text)
    expect(findInvisible(text)).toBeUndefined()
  })
})

describe('displayName', () => {
  it.each([
    ['prod', '"prod"'],
    ['a "b" \\c', '"a \\"b\\" \\\\c"'],
    [' prod ', '" prod "'],
    ['a\nb', '"a\\nb"'],
    ['Zürich-Łódź ÀÖØöøžŽ', '"Zürich-Łódź ÀÖØöøžŽ"'],
    ['pr\u{43e}d', '"pr\\u{43e}d"'],
    ['ı ſ × ÷ ĸ ĳ ŀ ŉ', '"\\u{131} \\u{17f} \\u{d7} \\u{f7} \\u{138} \\u{133} \\u{140} \\u{149}"'],
    ['🔑\u{a0}', '"\\u{1f511}\\u{a0}"'],
    ['\\u{43e}', '"\\\\u{43e}"'],
    ['\ud800', '"\\ud800"'],
  ])('shows %j as %s', (name, shown) => {
    expect(displayName(name)).toBe(shown)
  })

  it('shows two different names differently, in printable ASCII and accented letters', () => {
    const name = anyText({ maxLength: 4 })
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(displayName(a) === displayName(b)).toBe(a === b)
        expect(displayName(a)).toMatch(/^"[\x20-\x7eÀ-ž]*"$/)
      }),
    )
  })
})

describe('a comparison of names', () => {
  it('ignores the case of ASCII letters only', () => {
    expect(foldAsciiCase('AZ[ÀK\u{212a}')).toBe('az[Àk\u{212a}')
    expect(isSameName('Octo/KEYS', 'octo/keys')).toBe(true)
    for (const [a, b] of [
      ['k', '\u{212a}'],
      ['s', '\u{17f}'],
      ['é', 'É'],
      ['i', 'İ'],
      ['a', 'a '],
    ] as const)
      expect(isSameName(a, b)).toBe(false)
  })
})

it('codePointOf writes at least four digits', () => {
  expect(['!', '\u{a0}', '\u{1f511}'].map(codePointOf)).toEqual(['U+0021', 'U+00A0', 'U+1F511'])
})

it('lowerFirst turns a display name into one for the middle of a sentence', () => {
  expect(lowerFirst('The secret X')).toBe('the secret X')
})
