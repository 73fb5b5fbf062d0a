// Markdown as GitHub renders it, made so that no text from outside can become markup.
import { escapeInvisible } from '../text.ts'

/** Sections one below the other; those that do not apply are left out. */
export function page(...sections: (string | undefined | false)[]): string {
  return sections.filter(Boolean).join('\n\n')
}

/** A table of two columns with a header; its cells are Markdown. */
export function table(left: string, right: string, rows: [string, string][]): string {
  return [`| ${left} | ${right} |`, '| --- | --- |', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join(
    '\n',
  )
}

/** A block whose text GitHub offers to copy. For text of our own making only: it is not escaped. */
export function codeBlock(text: string): string {
  return `\`\`\`text\n${text}\n\`\`\``
}

/** A link whose text is literal. */
export function link(text: string, url: string): string {
  return `[${literal(text)}](${encodeURI(url).replace(/[()]/g, c => `%${c.charCodeAt(0).toString(16)}`)})`
}

/**
 * Text as text, within a line: every character that GitHub's Markdown might read there becomes a character reference,
 * and every one that a reader could not see, or that changes the direction of reading, is spelt out. Other characters
 * stay as they are, so that the runner still finds what it has to mask.
 */
export function literal(text: string): string {
  return escapeInvisible(text).replace(/[\\`*_[\]()<>&|~:@$#!]|(?<=www)\./gi, c => `&#${c.charCodeAt(0)};`)
}

/** Groups of 4 characters, 4 to a numbered line: short enough for a phone, and for a voice. */
export function inGroups(hex: string): string {
  const lines = hex.replace(/.{16}(?=.)/g, '$&\n').split('\n')
  return lines.map((line, i) => `${i + 1}  ${line.replace(/.{4}(?=.)/g, '$& ')}`).join('\n')
}
