import { describe, expect, it } from 'vitest'
import {
  code,
  codeBlock,
  details,
  inGroups,
  link,
  literal,
  literalName,
  page,
  table,
} from '../../../src/summary/markdown.ts'

describe('Markdown', () => {
  it('of a link contains nothing that could end the link', () => {
    expect(link('[a](b)', 'https://h/x(1)/a b|<c>')).toBe(
      '[&#91;a&#93;&#40;b&#41;](https://h/x%281%29/a%20b%7C%3Cc%3E)',
    )
  })

  it('of a table, a block and a page is what GitHub renders as these', () => {
    expect(
      table('a', 'b', [
        ['c', 'd'],
        ['e', 'f'],
      ]),
    ).toBe('| a | b |\n| --- | --- |\n| c | d |\n| e | f |')
    expect(code('text')).toBe('`text`')
    expect(codeBlock('text')).toBe('```text\ntext\n```')
    expect(details('a', 'b', 'c')).toBe('<details>\n<summary>a</summary>\n\nb\n\nc\n\n</details>')
    expect(page('a', undefined, false, '', 'b')).toBe('a\n\nb')
  })

  it('of a text has a character reference for each character that could be markup', () => {
    expect(literal('\\`*_[]()<>&|~:@$#!')).toBe([...'\\`*_[]()<>&|~:@$#!'].map(c => `&#${c.charCodeAt(0)};`).join(''))
    expect(literal('www.a.b WWW.c ww.d')).toBe('www&#46;a.b WWW&#46;c ww.d')
  })

  it('of a name is quoted, with look-alike and invisible characters escaped', () => {
    expect(literalName('Zürich *1*')).toBe('"Zürich &#42;1&#42;"')
    expect(literalName('pr\u{43e}d\u{a0}')).toBe('"pr&#92;u{43e}d&#92;u{a0}"')
  })

  it('of a key in groups has sixteen characters to a numbered line', () => {
    expect(inGroups('0123456789abcdef0123456789abcdef01')).toBe('1  0123 4567 89ab cdef\n2  0123 4567 89ab cdef\n3  01')
    expect(inGroups('0123456789abcdef')).toBe('1  0123 4567 89ab cdef')
  })
})
