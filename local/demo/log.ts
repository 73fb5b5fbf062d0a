import { escapeInvisible } from '../../src/text.ts'
import { paint } from './terminal.ts'

/**
 * Formats a line of a job's log as GitHub's page shows it: the titles of groups, errors and warnings with a word and a colour.
 * @returns undefined for a line that the page does not show
 */
export function describeLine(line: string): string | undefined {
  const [, command, text = ''] = /^##\[(group|endgroup|error|warning|notice|debug)\](.*)$/s.exec(line) ?? []
  switch (command) {
    case 'endgroup':
      return undefined
    case 'group':
      return `▼ ${escapeInvisible(text)}`
    case 'error':
      return paint('red', `Error: ${escapeInvisible(text)}`)
    case 'warning':
      return paint('yellow', `Warning: ${escapeInvisible(text)}`)
    case 'notice':
      return `Notice: ${escapeInvisible(text)}`
    case 'debug':
      return paint('dim', escapeInvisible(text))
    default:
      return escapeInvisible(line)
  }
}
