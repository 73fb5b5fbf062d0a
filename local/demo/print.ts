import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { escapeInvisible } from '../../src/text.ts'
import type { JobOutputs } from '../runner/index.ts'
import { cut } from './exchange.ts'
import { describeLine } from './log.ts'
import { renderPage } from './page.ts'
import { hang, paint, renderTerminal } from './terminal.ts'

export function printHeading(text: string): void {
  console.log(`\n${paint(['bold', 'blue'], escapeInvisible(text))}`)
}

/** Prints a masked line of a log. */
export function printLine(line: string): void {
  const shown = describeLine(line)
  const edge = `  ${paint('dim', '│')} `
  if (shown !== undefined) console.log(hang(edge, shown, undefined, edge).join('\n'))
}

/** Prints the outputs of a job. Long values are cut, the summaries show them whole. */
export function printOutputs({ kept, dropped }: JobOutputs): void {
  for (const [name, value] of Object.entries(kept))
    console.log(`  Output ${paint('bold', name)}: ${escapeInvisible(cut(value))}`)
  if (dropped.length > 0)
    console.log(paint('red', `  Outputs that were dropped because they contain a secret: ${dropped}`))
}

let pages: string | undefined

/** Prints a job's summary, and writes the page that GitHub would show to the system's temporary folder. */
export function printSummary(name: string, id: string, summary: string): void {
  if (summary === '') return
  pages ??= mkdtempSync(join(tmpdir(), 'ledger-operator-keys-'))
  const path = join(pages, `${id}.html`)
  writeFileSync(path, renderPage(summary, name))
  printHeading(`The page of "${name}"`)
  console.log(renderTerminal(summary, '  '))
  console.log(`\n  As GitHub would show it: ${paint('underline', pathToFileURL(path).href)}`)
}

/** Prints a statement and whether it is true, by a word and a colour. @returns whether it is true */
export function printCheck(statement: string, holds: boolean): boolean {
  console.log(`  ${statement}: ${holds ? paint('green', 'yes') : paint(['bold', 'red'], 'NO')}`)
  return holds
}
