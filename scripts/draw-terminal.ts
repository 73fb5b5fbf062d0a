const COLUMNS = 110
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

const STYLE = `
  text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; white-space: pre; fill: #1f2328 }
  .frame { fill: #f6f8fa; stroke: #d1d9e0 }
  .bold { font-weight: 600 } .dim { fill: #59636e } .underline { text-decoration: underline }
  .red { fill: #cf222e } .green { fill: #1a7f37 } .yellow { fill: #9a6700 } .blue { fill: #0969da } .cyan { fill: #1b7c83 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .frame { fill: #0d1117; stroke: #3d444d } .dim { fill: #9198a1 }
    .red { fill: #f85149 } .green { fill: #3fb950 } .yellow { fill: #d29922 } .blue { fill: #4493f8 } .cyan { fill: #39c5cf }
  }`

/** Draws the coloured output of a terminal as an SVG of plain text, light and dark. Lines that are too long are cut. */
export function drawTerminal(output: string): string {
  // Where the pages are is another folder each time.
  const lines = output
    .trim()
    .replace(/file:\/\/\S+\//g, 'file:///…/')
    .split('\n')
  const width = Math.ceil(COLUMNS * CHARACTER + 32)
  const height = lines.length * LINE_HEIGHT + 32
  const texts = lines.map((line, i) => `<text x="16" y="${28 + i * LINE_HEIGHT}">${spans(line)}</text>`)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="The output of npm start">
<style>${STYLE}
</style>
<rect class="frame" x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="6"/>
${texts.join('\n')}
</svg>
`
}

/** A line's pieces between ANSI escapes, each with the classes that hold there. */
function spans(line: string): string {
  const classes = new Set<string>()
  let room = COLUMNS
  let drawn = ''
  for (const [i, piece] of line.split(ESCAPE).entries()) {
    if (i % 2 === 1) {
      const name = CLASSES[piece]
      if (name) classes.add(name)
      else if (piece === '22') for (const weight of ['bold', 'dim']) classes.delete(weight)
      else if (piece === '24') classes.delete('underline')
      else if (piece === '39') for (const colour of ['red', 'green', 'yellow', 'blue', 'cyan']) classes.delete(colour)
      continue
    }
    const text = piece.length > room ? `${piece.slice(0, Math.max(room - 1, 0))}…` : piece
    if (room > 0 && text)
      drawn += classes.size > 0 ? `<tspan class="${[...classes].join(' ')}">${literal(text)}</tspan>` : literal(text)
    room -= piece.length
  }
  return drawn
}

function literal(text: string): string {
  return text.replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`)
}
