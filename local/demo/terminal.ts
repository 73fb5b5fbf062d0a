import { stripVTControlCharacters, styleText } from 'node:util'
import { escapeInvisible } from '../../src/text.ts'

type Style = Parameters<typeof styleText>[0]

/** Styles text if the terminal shows colours: not if output is piped or NO_COLOR is set, always with FORCE_COLOR. */
export function paint(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout, validateStream: true })
}

/** A link that the terminal opens, or without a terminal its text. */
export function link(text: string, url: string): string {
  return process.stdout.isTTY ? `\u001b]8;;${url}\u0007${text}\u001b]8;;\u0007` : text
}

/** Columns of the terminal, else COLUMNS, else no limit. A terminal that does not know its size says 0. */
function terminalWidth(): number {
  return process.stdout.columns || Number(process.env.COLUMNS) || Number.POSITIVE_INFINITY
}

/**
 * Renders the Markdown of a job summary for a terminal. It supports what the actions write, not all of Markdown.
 * Lines break between words. Keys and URLs are not broken, so that they can be copied.
 * @param indent the beginning of each line
 */
export function renderTerminal(markdown: string, indent = '', width = terminalWidth()): string {
  const room = width - indent.length
  const lines: string[] = []
  let inCode = false
  const source = markdown.trimEnd().split('\n').map(escapeInvisible)
  for (let i = 0; i < source.length; i++) {
    const line = source[i] ?? ''
    if (line.startsWith('```')) inCode = !inCode
    else if (/^<\/?details>$/.test(line)) continue
    else if (line.startsWith('<summary>')) lines.push(paint('bold', line.replace(/<\/?summary>/g, '')))
    else if (inCode) lines.push(`  ${paint('cyan', line)}`)
    else if (line.startsWith('|')) {
      const rows: string[][] = []
      for (; source[i]?.startsWith('|'); i++) rows.push(cells(source[i] ?? ''))
      i--
      lines.push(...table(rows, room))
    } else if (line.startsWith('#')) lines.push(paint(['bold', 'underline'], inline(line.replace(/^#+ /, ''))))
    else {
      const [, marker = '', text = ''] = /^(- |\d+\. |)(.*)$/.exec(line) ?? []
      lines.push(...hang(marker === '- ' ? '• ' : marker, inline(text), room))
    }
  }
  return lines.map(line => `${indent}${line}`.trimEnd()).join('\n')
}

/** Renders a table. Its style marks the header, so the line of dashes is left out. */
function table([header = [], , ...rows]: string[][], room: number): string[] {
  const width = Math.max(...[header, ...rows].map(([name = '']) => columns(name)))
  const row = ([name = '', value = '']: string[], style: Style) =>
    hang(`${paint(style, name)}${' '.repeat(width - columns(name) + 2)}`, value, room)
  return [...row([header[0] ?? '', paint('dim', header[1] ?? '')], 'dim'), ...rows.flatMap(cells => row(cells, 'bold'))]
}

/**
 * Renders a text beside a marker, with line breaks between words.
 * @param below the beginning of each line but the first
 */
export function hang(
  marker: string,
  text: string,
  room = terminalWidth(),
  below = ' '.repeat(columns(marker)),
): string[] {
  const [first = '', ...rest] = wrap(text, room - columns(marker))
  return [`${marker}${first}`, ...rest.map(line => `${below}${line}`)]
}

function wrap(text: string, room: number): string[] {
  const [start = '', ...words] = text.split(' ')
  const lines: string[] = []
  let line = start
  for (const word of words) {
    if (line.trim() !== '' && columns(line) + 1 + columns(word) > room) {
      lines.push(line.trimEnd())
      line = word
    } else line += ` ${word}`
  }
  return [...lines, line]
}

/** The width of a text on the terminal, with one column for each visible character. */
function columns(text: string): number {
  return [...stripVTControlCharacters(text)].length
}

function cells(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map(cell => inline(cell.trim()))
}

/** Renders bold, code, links, and character references. These come last, because their characters are not Markdown. */
function inline(text: string): string {
  return text
    .replace(/\*\*(.+?)\*\*/g, (_, bold: string) => paint('bold', bold))
    .replace(/`(.+?)`/g, (_, code: string) => paint('cyan', code))
    .replace(/\[(.+?)\]\((.+?)\)/g, (_, label: string, url: string) => `${label} ${paint('dim', `<${url}>`)}`)
    .replace(/&#(\d+);/g, (_, code: string) => escapeInvisible(String.fromCharCode(Number(code))))
}
