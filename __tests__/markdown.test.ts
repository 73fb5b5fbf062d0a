import { describe, expect, it } from 'vitest'
import { codeBlock, inGroups, link, literal, page, table } from '../src/summary/markdown.ts'

describe('Markdown', () => {
  it('of a link ends where the link ends, whatever stands in it', () => {
    expect(link('[a](b)', 'https://h/x(1)/a b|<c>')).toBe(
      '[&#91;a&#93;&#40;b&#41;](https://h/x%281%29/a%20b%7C%3Cc%3E)',
    )
  })

  it('of a table, a block and a page is what GitHub renders as such', () => {
    expect(
      table('a', 'b', [
        ['c', 'd'],
        ['e', 'f'],
      ]),
    ).toBe('| a | b |\n| --- | --- |\n| c | d |\n| e | f |')
    expect(codeBlock('text')).toBe('```text\ntext\n```')
    expect(page('a', undefined, false, '', 'b')).toBe('a\n\nb')
  })

  it('of a text is that text: a character that could be markup is written by its number', () => {
    expect(literal('\\`*_[]()<>&|~:@$#!')).toBe([...'\\`*_[]()<>&|~:@$#!'].map(c => `&#${c.charCodeAt(0)};`).join(''))
    expect(literal('www.a.b WWW.c ww.d')).toBe('www&#46;a.b WWW&#46;c ww.d')
  })

  it('of a key in groups has sixteen characters to a numbered line', () => {
    expect(inGroups('0123456789abcdef0123456789abcdef01')).toBe('1  0123 4567 89ab cdef\n2  0123 4567 89ab cdef\n3  01')
    expect(inGroups('0123456789abcdef')).toBe('1  0123 4567 89ab cdef')
  })
})
