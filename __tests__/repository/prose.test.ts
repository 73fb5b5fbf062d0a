import { describe, expect, it } from 'vitest'
import { check, sentencesOf } from '../../scripts/check-prose.ts'
import { proseOfMarkdown, proseOfTypeScript, proseOfYaml } from '../../scripts/extract-prose.ts'

const words = (count: number) => `Words ${'word '.repeat(count - 2)}end.`

describe('the prose check', () => {
  it.each([
    ['Make the key anew.', 'again'],
    ['Run this again when that is mended.', 'fix'],
    ['The verify action tells.', 'say'],
    ['Passing faults are survived.', 'retried'],
    ['A variable that is named by the input.', 'called'],
    ['An answer that is none.', 'invalid'],
    ['Refuse what cannot be meant.', 'invalid'],
    ['Nothing more came of what this run waits for.', 'what happened'],
    ['Which key it is is not known here.', 'unknown'],
    ['Asking again in 3 s.', 'retry'],
    ['Throws what was thrown.', 'rethrows'],
    ['Register no public key for it.', 'do not'],
    ['It is no secret any more.', 'is not a'],
    ['Delete what is staged.', 'a noun'],
    ['A look at the secret.', 'read'],
    ['Where it is missing, stop.', 'If'],
    ['It fails where a part is missing.', 'if'],
    ['Returns undefined where GitHub does not say.', 'if'],
    ['One of two; where a service failed, run it again.', 'if'],
  ])('the prose check finds "%s"', (text, better) => {
    expect(check({ line: 7, text })).toContainEqual({ line: 7, message: expect.stringContaining(`write ${better}`) })
  })

  it.each([
    'There is no public key in it.',
    'Undefined if there is none.',
    'What tells a file apart from its copy.',
    'Where is the key?',
    'Where things are',
    'Store the key where the software runs.',
    'The token is no longer valid.',
    'Run this again when the limit has ended.',
    'A recommendation is not mendacity.',
    words(35),
  ])('the prose check accepts "%s"', text => {
    expect(check({ line: 1, text })).toEqual([])
  })

  it('the prose check finds a sentence of more than 35 words', () => {
    expect(check({ line: 1, text: `Short. ${words(36)}` })).toEqual([
      { line: 1, message: expect.stringContaining('a sentence of 36 words') },
    ])
  })

  it.each([
    ['One. Two! Is it three? "Four."', ['One.', 'Two!', 'Is it three?', '"Four."']],
    ['Node.js 24.5 (e.g. Runner 2) runs it.', ['Node.js 24.5 (e.g. Runner 2) runs it.']],
    ['It says "no." Then it stops.', ['It says "no."', 'Then it stops.']],
  ])('the prose check splits "%s" into sentences', (text, sentences) => {
    expect(sentencesOf(text)).toEqual(sentences)
  })
})

describe('what is read', () => {
  it('the prose check reads paragraphs, headings, items and cells of Markdown, without code and markup', () => {
    const markdown = [
      '# A **head** with `code`',
      'One line',
      'and [a link](x.md) of it.',
      '',
      '- [x] item',
      '  goes on',
      '1. next',
      '',
      '| a cell | `b` |',
      '| --- | --- |',
      '```sh',
      'not this',
      '```',
      '<!-- nor',
      'this -->',
      '> quoted',
    ].join('\n')
    expect(proseOfMarkdown(markdown)).toEqual([
      { line: 1, text: 'A head with CODE' },
      { line: 2, text: 'One line and a link of it.' },
      { line: 5, text: 'item goes on' },
      { line: 7, text: 'next' },
      { line: 9, text: 'a cell' },
      { line: 9, text: 'CODE' },
      { line: 16, text: 'quoted' },
    ])
  })

  it('the prose check reads comments, names and descriptions of YAML', () => {
    const yaml = [
      '# One comment',
      '# of two lines.',
      'name: The name',
      'on: push # another comment',
      'inputs:',
      '  name:',
      '    description: >-',
      '      Two',
      '      lines',
      'jobs:',
      '  a:',
      '    run: echo "# not this one"',
    ].join('\n')
    expect(proseOfYaml(yaml).map(({ line, text }) => `${line} ${text}`)).toEqual([
      '1 One comment of two lines.',
      '3 The name',
      '4 another comment',
      '7 Two lines',
    ])
  })

  it('the prose check reads comments, docstrings and messages of TypeScript', () => {
    const source = [
      '/**',
      ' * Does one thing,',
      ' * and another.',
      ' * @param a the first `x`',
      ' * @returns what it',
      ' * made',
      ' */',
      "const a = 'two words' // and a comment",
      '// Two lines',
      '// of one.',
      '',
      '// Another.',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source text
      'const b = `It is ${c ? `a nested message here` : "not"} and ${d({ e: 1 })} so.`',
      "const f = 'First part, ' +",
      "  'second part.'",
      "const g = /[/'`]/.test(h) ? i / j / k : 'it isn\\'t so'",
    ].join('\n')
    expect(proseOfTypeScript(source).map(({ line, text }) => `${line} ${text}`)).toEqual([
      '2 Does one thing, and another.',
      '4 the first CODE',
      '5 what it made',
      '8 and a comment',
      '9 Two lines of one.',
      '12 Another.',
      '13 a nested message here',
      '13 It is CODE and CODE so.',
      '14 First part, second part.',
      "16 it isn't so",
    ])
  })
})
