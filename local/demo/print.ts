import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { escapeInvisible } from '../../src/text.ts'
import type { JobOutputs } from '../runner/index.ts'
import { cut } from './exchange.ts'
import { describeLine } from './log.ts'
import { renderPage } from './page.ts'
import { hang, link, paint, renderTerminal } from './terminal.ts'
import { ROOT } from './workflow-files.ts'

/** Each run writes its pages over those of the last one. */
const PAGES = join(ROOT, 'build/demo')

export function printHeading(text: string): void {
  console.log(`\n${paint(['bold', 'blue'], escapeInvisible(text))}`)
}

/** Prints a masked line of a log. */
export function printLine(line: string): void {
  const shown = describeLine(line)
  const edge = `  ${paint('dim', '│')} `
  if (shown !== undefined) console.log(hang(edge, shown, undefined, edge).join('\n'))
}

/** Prints the outputs of a job. Long values are cut, but for the proof, which no page of GitHub shows after the run. */
export function printOutputs({ kept, dropped }: JobOutputs): void {
  for (const [name, value] of Object.entries(kept)) {
    console.log(`  Output ${paint('bold', name)}: ${escapeInvisible(name === 'proof' ? value : cut(value))}`)
  }
  if (dropped.length > 0)
    console.log(paint('red', `  Outputs that were dropped because they contain a secret: ${dropped}`))
}

/** Writes the page that GitHub would show for a job. @returns the path of the file */
export function writePage(name: string, id: string, summary: string): string {
  mkdirSync(PAGES, { recursive: true })
  const path = join(PAGES, `${id}.html`)
  writeFileSync(path, renderPage(summary, name))
  return path
}

/** Prints a job's summary, and where its page is. @returns the path of the page */
export function printSummary(name: string, id: string, summary: string): string {
  const path = writePage(name, id, summary)
  printHeading(`The page of "${name}"`)
  console.log(renderTerminal(summary, '  '))
  console.log(`\n  As GitHub would show it: ${linkTo(path)}`)
  return path
}

/** A file as a link whose text is its path from here. */
export function linkTo(path: string): string {
  return link(relative(process.cwd(), path), pathToFileURL(path).href)
}
