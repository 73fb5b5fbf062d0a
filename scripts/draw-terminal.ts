/** How wide the terminal is. */
const COLUMNS = 80
const LINE_HEIGHT = 17
const CHARACTER = 7.8
/** ANSI's escape sequence for a style; its code is kept. */
const ESCAPE = new RegExp(`${String.fromCharCode(27)}\\[(\\d+)m`)

/** Of the colours that styleText uses: the class of each code that begins a style. */
const CLASSES: Record<string, string> = {
  1: 'bold',
  2: 'dim',
  4: 'underline',
  31: 'red',
  32: 'green',
  33: 'yellow',
  34: 'blue',
  36: 'cyan',
}

/** The classes that a code ends. */
const ENDS: Record<string, string[]> = {
  22: ['bold', 'dim'],
  24: ['underline'],
  39: ['red', 'green', 'yellow', 'blue', 'cyan'],
}

const STYLE = `
  text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; white-space: pre; fill: #1f2328 }
  .frame { fill: #f6f8fa; stroke: #d1d9e0 }
  .bold { font-weight: 600 } .dim { fill: #59636e } .underline { text-decoration: underline }
  .red { fill: #cf222e } .green { fill: #1a7f37 } .yellow { fill: #9a6700 } .blue { fill: #0969da } .cyan { fill: #1b7c83 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .frame { fill: #0d1117; stroke: #3d444d } .dim { fill: #9198a1 }
    .red { fill: #f85149 } .green { fill: #3fb950 } .yellow { fill: #d29922 } .blue { fill: #4493f8 } .cyan { fill: #39c5cf }
  }`

/** Draws the coloured output of a terminal as an SVG of plain text, light and dark. */
export function drawTerminal(output: string): string {
  const rows = drawRows(output.trim())
  const width = Math.ceil(COLUMNS * CHARACTER + 32)
  const height = rows.length * LINE_HEIGHT + 32
  const texts = rows.map((row, i) => (row ? `<text x="16" y="${28 + i * LINE_HEIGHT}">${row}</text>\n` : ''))
  return `<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="What npm start prints">
<style>${STYLE}
</style>
<rect class="frame" x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="6"/>
${texts.join('')}</svg>
`
}

/** The rows of the screen, their styled pieces as spans. A line that is too long goes on in the next row; so does a style. */
function drawRows(output: string): string[] {
  const rows = ['']
  const classes = new Set<string>()
  let column = 0
  const next = () => {
    rows.push('')
    column = 0
  }
  for (const [i, piece] of output.split(ESCAPE).entries()) {
    if (i % 2 === 1) {
      switchStyle(classes, piece)
      continue
    }
    for (const [j, line] of piece.split('\n').entries()) {
      if (j > 0) next()
      let rest = line
      while (rest !== '') {
        if (column === COLUMNS) next()
        const text = rest.slice(0, COLUMNS - column)
        const shown =
          classes.size > 0 ? `<tspan class="${[...classes].join(' ')}">${literal(text)}</tspan>` : literal(text)
        rows.push(rows.pop() + shown)
        column += text.length
        rest = rest.slice(text.length)
      }
    }
  }
  return rows
}

function switchStyle(classes: Set<string>, code: string): void {
  const name = CLASSES[code]
  if (name) classes.add(name)
  for (const ended of ENDS[code] ?? []) classes.delete(ended)
}

function literal(text: string): string {
  return text.replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`)
}
