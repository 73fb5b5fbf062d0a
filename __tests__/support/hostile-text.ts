import { expect } from 'vitest'
import { renderPage } from '../../local/demo/page.ts'
import type { Fault } from '../../local/github/index.ts'
import type { ActionResult } from '../../local/runner/index.ts'

/** Texts that are commands to the runner, or markup on a page, unless they are escaped. */
export const HOSTILE = [
  '::error::injected',
  '::add-path::/injected',
  '::set-output name=created::injected',
  '##[set-env name=A]injected',
  '##[warning]injected',
  'first\n::warning::injected',
  'first\r::warning::injected',
  'first%0A::warning::injected',
  'first%0D%0A::stop-commands::injected',
  'a<<EOF\ninjected=1\nEOF\ncreated=injected',
  '</td></tr></table><script>injected()</script>',
  '| injected |\n\n## injected\n',
  '```\ninjected\n```',
  '[injected](https://example.com) ![](https://example.com/x.png)',
  '\u202Edetcejni\u202C\u2028::warning::injected\u2029\u0085::warning::injected',
  'injected\uD800',
  'injected \u001B[31mred\u0007',
]

/** A long text with a command at its end. An environment variable of Windows holds at most 32 kB. */
export const LONG = `${'injected '.repeat(process.platform === 'win32' ? 3_000 : 11_000)}\n::warning::injected`

/** The elements of a page without their content. */
export const structure = (markdown: string) => renderPage(markdown, 'job').match(/<\/?[a-z][^>]*>/g)

/** Expects that the runner received only outputs, log and summary, and this number of annotations. */
export function expectNoCommand({ annotations, commandFiles }: ActionResult, text: string, allowed: number): void {
  expect(annotations, text).toHaveLength(allowed)
  expect(commandFiles, text).toMatchObject({ ENV: '', PATH: '', STATE: '' })
}

/** Characters that are invisible or change the direction of text. */
export const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

/** A refusal for a missing permission, with this message. */
export const refusal = (message: string): Fault => ({ kind: 'status', status: 403, body: { message } })
