// Markdown for GitHub. No text from outside can become markup.
import { displayName, escapeInvisible } from '../text.ts'

/** Joins sections; those that do not apply are left out. */
export function page(...sections: (string | undefined | false)[]): string {
  return sections.filter(Boolean).join('\n\n')
}

/** A table of two columns with a header; its cells are Markdown. */
export function table(left: string, right: string, rows: [string, string][]): string {
  return [`| ${left} | ${right} |`, '| --- | --- |', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join(
    '\n',
  )
}

/** A long value in a paragraph: it wraps, while a block would cut it at the edge of the page. The text is not escaped, so it must be our own. */
export function code(text: string): string {
  return `\`${text}\``
}

/** A block whose lines stay as they are. The text is not escaped, so it must be our own. */
export function codeBlock(text: string): string {
  return `\`\`\`text\n${text}\n\`\`\``
}

/** A block that GitHub shows folded, as one line. */
export function details(summary: string, ...content: string[]): string {
  return page(`<details>\n<summary>${summary}</summary>`, ...content, '</details>')
}

/** A link whose text is literal. */
export function link(text: string, url: string): string {
  return `[${literal(text)}](${encodeURI(url).replace(/[()]/g, c => `%${c.charCodeAt(0).toString(16)}`)})`
}

/**
 * Text that is shown literally, within a line. Each character that GitHub's Markdown might interpret becomes a character reference,
 * and each one that is invisible or changes the direction of reading is escaped. All others stay as they are, so that the
 * runner still finds what it has to mask.
 */
export function literal(text: string): string {
  return escapeInvisible(text).replace(/[\\`*_[\]()<>&|~:@$#!]|(?<=www)\./gi, c => `&#${c.charCodeAt(0)};`)
}

/**
 * A name that somebody chose, for a table cell of its own: quoted, and with every character escaped that may look like another. Never
 * put one into a sentence, which it could continue.
 */
export function literalName(name: string): string {
  return literal(displayName(name))
}

/** Groups of 4 characters, 4 groups to a numbered line: short enough for a phone, and to be read aloud. */
export function inGroups(hex: string): string {
  const lines = hex.replace(/.{16}(?=.)/g, '$&\n').split('\n')
  return lines.map((line, i) => `${i + 1}  ${line.replace(/.{4}(?=.)/g, '$& ')}`).join('\n')
}
