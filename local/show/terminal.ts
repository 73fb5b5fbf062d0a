import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

/** Styles text where the terminal shows colours: not where output is piped or NO_COLOR is set, always with FORCE_COLOR. */
export function paint(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout, validateStream: true })
}

/**
 * Renders the Markdown of a job summary for a terminal: what the actions write, not all that Markdown may be.
 * @param indent stands before each line
 */
export function renderTerminal(markdown: string, indent = ''): string {
  const lines: string[] = []
  let inCode = false
  const source = markdown.trimEnd().split('\n')
  for (let i = 0; i < source.length; i++) {
    const line = source[i] ?? ''
    if (line.startsWith('```')) inCode = !inCode
    else if (inCode) lines.push(`  ${paint('cyan', line)}`)
    else if (line.startsWith('|')) {
      const rows: string[][] = []
      for (; source[i]?.startsWith('|'); i++) rows.push(cells(source[i] ?? ''))
      i--
      lines.push(...table(rows))
    } else if (line.startsWith('#')) lines.push(paint(['bold', 'underline'], inline(line.replace(/^#+ /, ''))))
    else lines.push(inline(line.replace(/^- /, '• ')))
  }
  return lines.map(line => `${indent}${line}`.trimEnd()).join('\n')
}

/** Header and rows; the line of dashes between them is left out, the header set apart by its style. */
function table([header = [], , ...rows]: string[][]): string[] {
  const width = Math.max(...[header, ...rows].map(([left = '']) => left.length))
  const row = ([left = '', right = '']: string[], style: Style) => `${paint(style, left.padEnd(width))}  ${right}`
  return [row([header[0] ?? '', paint('dim', header[1] ?? '')], 'dim'), ...rows.map(cells => row(cells, 'bold'))]
}

function cells(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map(cell => inline(cell.trim()))
}

/** Bold, code, links and character references. */
function inline(text: string): string {
  return text
    .replace(/\*\*(.+?)\*\*/g, (_, bold: string) => paint('bold', bold))
    .replace(/`(.+?)`/g, (_, code: string) => paint('cyan', code))
    .replace(/\[(.+?)\]\((.+?)\)/g, (_, label: string, url: string) => `${label} ${paint('dim', `<${url}>`)}`)
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
}
