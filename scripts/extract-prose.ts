// Takes what people read out of Markdown, YAML and TypeScript.
import { isMap, isScalar, LineCounter, parseAllDocuments, type Scalar, visit } from 'yaml'

/** A paragraph, a table cell, a comment or a message, in one line. */
export interface Prose {
  line: number
  text: string
}

/** One word that stands for code in a sentence. */
const CODE = 'CODE'

/** Paragraphs, headings, list items and table cells, without code blocks, markup and HTML comments. */
export function proseOfMarkdown(markdown: string): Prose[] {
  const text = markdown
    .replace(/^( *)(```|~~~)[\s\S]*?^ *\2.*$/gm, blank)
    .replace(/<!--[\s\S]*?-->/g, blank)
    .replace(/^---\n[\s\S]*?\n---$/, blank)
  const found: Prose[] = []
  let paragraph: Prose | undefined
  const end = () => {
    if (paragraph) found.push({ ...paragraph, text: withoutMarkup(paragraph.text) })
    paragraph = undefined
  }
  for (const [index, source] of text.split('\n').entries()) {
    const line = index + 1
    const content = source.trim()
    if (content.startsWith('|')) {
      end()
      if (/^[|\s:-]+$/.test(content)) continue
      for (const cell of content.split(/(?<!\\)\|/)) found.push({ line, text: withoutMarkup(cell.trim()) })
      continue
    }
    const isNewBlock = /^(?:#{1,6} |[-*+] |\d+\. |> )/.test(content)
    if (content === '' || isNewBlock) end()
    if (content !== '') {
      const words = content.replace(/^(?:#{1,6} |[-*+] (?:\[[ x]\] )?|\d+\. |> )/, '')
      paragraph = paragraph ? { ...paragraph, text: `${paragraph.text} ${words}` } : { line, text: words }
    }
    if (/^#{1,6} /.test(content)) end()
  }
  end()
  return found.filter(({ text }) => /\p{L}/u.test(text))
}

/** The same lines, empty. */
function blank(text: string): string {
  return text.replace(/[^\n]+/g, '')
}

function withoutMarkup(text: string): string {
  return text
    .replace(/(`+).*?\1/g, CODE)
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^>]+>/g, '')
    .replace(/\*\*?|__/g, '')
    .trim()
}

/** Keys of YAML whose values people read. */
const READ_KEYS = new Set(['name', 'description', 'label', 'value', 'placeholder', 'run-name'])

/** Comments, and the names and descriptions of actions, workflows, jobs, steps and inputs. */
export function proseOfYaml(yaml: string): Prose[] {
  const found = commentBlocks(
    yaml.split('\n').map((source, index) => {
      const comment = /^(\s*)#(.*)$|\s#\s(.*)$/.exec(source)
      return { line: index + 1, isWhole: comment?.[2] !== undefined, text: (comment?.[2] ?? comment?.[3])?.trim() }
    }),
  )
  const lines = new LineCounter()
  for (const document of parseAllDocuments(yaml, { lineCounter: lines })) {
    visit(document, {
      Pair(_, { key, value }, path) {
        if (!isScalar(key) || !isScalar(value) || typeof value.value !== 'string') return
        if (!READ_KEYS.has(String(key.value)) || !isMap(path.at(-1))) return
        const { line } = lines.linePos((value as Scalar & { range: [number, number, number] }).range[0])
        found.push({ line, text: withoutMarkup(value.value.replace(/\$\{\{.*?\}\}/g, CODE).replace(/\s+/g, ' ')) })
      },
    })
  }
  return found.sort((a, b) => a.line - b.line)
}

/** Joins the comments of lines that follow one another and hold nothing else. */
function commentBlocks(lines: { line: number; isWhole: boolean; text: string | undefined }[]): Prose[] {
  const blocks: Prose[] = []
  let isOpen = false
  for (const { line, isWhole, text } of lines) {
    const last = blocks.at(-1)
    if (text && isOpen && isWhole && last) last.text += ` ${withoutMarkup(text)}`
    else if (text) blocks.push({ line, text: withoutMarkup(text) })
    isOpen = Boolean(text) && isWhole
  }
  return blocks
}

/** After one of these, a slash begins a regular expression and not a division. */
const BEFORE_REGEXP = /(?:^|[(,=:[!&|?{};+\n]|=>|\breturn|\bcase|\btypeof)\s*$/

/** Comments, and string literals of at least three words; pieces joined by `+` are one. */
export function proseOfTypeScript(source: string): Prose[] {
  const comments: { line: number; isWhole: boolean; text: string | undefined }[] = []
  const strings: (Prose & { end: number })[] = []
  const lineAt = (index: number) => source.slice(0, index).split('\n').length
  const addString = (start: number, end: number, text: string) => {
    const last = strings.at(-1)
    if (last && /^\s*\+\s*$/.test(source.slice(last.end, start))) Object.assign(last, { end, text: last.text + text })
    else strings.push({ line: lineAt(start), text, end })
  }
  let blocks: Prose[] = []
  let index = 0
  /** Reads code up to the end, or up to the brace that ends a `${…}`. */
  const readCode = (isNested: boolean) => {
    let depth = 0
    while (index < source.length) {
      const rest = source.slice(index, index + 2)
      const start = index
      if (rest === '//') {
        const end = source.indexOf('\n', index)
        index = end < 0 ? source.length : end
        const isWhole = /(?:^|\n)\s*$/.test(source.slice(0, start))
        comments.push({ line: lineAt(start), isWhole, text: source.slice(start + 2, index).trim() })
      } else if (rest === '/*') {
        index = source.indexOf('*/', index) + 2
        blocks = blocks.concat(blockComment(source.slice(start, index), lineAt(start)))
      } else if (rest[0] === "'" || rest[0] === '"') {
        const [literal = ''] = /^(['"])(?:\\[\s\S]|(?!\1)[^\\])*\1/.exec(source.slice(index)) ?? ["'"]
        index += literal.length
        addString(start, index, unescaped(literal.slice(1, -1)))
      } else if (rest[0] === '`') {
        readTemplate()
      } else if (rest[0] === '/' && BEFORE_REGEXP.test(source.slice(Math.max(0, index - 20), index))) {
        const [literal = '/'] = /^\/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[\n])+\//.exec(source.slice(index)) ?? []
        index += literal.length
      } else {
        if (rest[0] === '{') depth++
        if (rest[0] === '}' && isNested && depth-- === 0) return
        index++
      }
    }
  }
  const readTemplate = () => {
    const start = index
    let text = ''
    for (index++; index < source.length && source[index] !== '`'; ) {
      if (source[index] === '\\') {
        text += unescaped(source.slice(index, index + 2))
        index += 2
      } else if (source.startsWith('${', index)) {
        index += 2
        // The strings in the expression are found by themselves, before the template that holds them.
        readCode(true)
        index++
        text += CODE
      } else text += source[index++]
    }
    index++
    addString(start, index, text)
  }
  readCode(false)
  const messages = strings
    .filter(({ text }) => text.trim().split(/\s+/).length > 2)
    .map(({ line, text }) => ({ line, text: withoutMarkup(text.replace(/\s+/g, ' ')) }))
  return [...wholeLines(comments), ...blocks, ...messages].sort((a, b) => a.line - b.line)
}

/** Line comments, each with the lines between them, so that only neighbours are joined. */
function wholeLines(comments: { line: number; isWhole: boolean; text: string | undefined }[]): Prose[] {
  return commentBlocks(
    comments.flatMap((comment, index) => {
      const previous = comments[index - 1]
      const gap = { line: comment.line - 1, isWhole: false, text: undefined }
      return previous && previous.line < comment.line - 1 ? [gap, comment] : [comment]
    }),
  )
}

/** The parts of a docstring: its text, and that of each tag. */
function blockComment(comment: string, line: number): Prose[] {
  const lines = comment
    .slice(2, -2)
    .split('\n')
    .map(text => text.replace(/^\s*\* ?/, '').trim())
  const parts: Prose[] = []
  for (const [offset, text] of lines.entries()) {
    const last = parts.at(-1)
    const isNew = text.startsWith('@') || text.startsWith('- ') || !last || lines[offset - 1] === ''
    const words = text.replace(/^@(?:param [\w.]+|throws|returns) ?/, '').replace(/^\*? ?/, '')
    if (isNew) parts.push({ line: line + offset, text: words })
    else last.text += ` ${words}`
  }
  return parts.filter(({ text }) => text.trim() !== '').map(part => ({ ...part, text: withoutMarkup(part.text) }))
}

function unescaped(text: string): string {
  return text.replace(/\\n/g, ' ').replace(/\\(.)/g, '$1')
}
