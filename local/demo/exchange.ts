import { escapeInvisible } from '../../src/text.ts'
import type { Exchange } from '../github/index.ts'
import { hang, paint } from './terminal.ts'

/** Longer values are cut. */
const SHOWN = 48

/**
 * Describes a request, its response and their bodies. It shows the size of a sealed box only, and no headers, because they
 * contain the token.
 * @returns lines for a terminal
 */
export function describeExchange({ method, path, status, requestBody, responseBody }: Exchange): string {
  const isGood = status >= 200 && status < 300
  const colour = isGood ? 'green' : status === 404 ? 'yellow' : 'red'
  // The rest of an error's body is links. A 404 needs no message.
  const outcome =
    isGood || status === 404 ? `${status}` : `${status} ${escapeInvisible(messageOf(responseBody))}`.trim()
  const bodies = [
    { arrow: '→', held: describeBody(requestBody) },
    { arrow: '←', held: isGood ? describeBody(responseBody) : '' },
  ]
  return [
    ...hang(
      `    ${paint('bold', method.padEnd(6))} `,
      `${escapeInvisible(decodePath(path))} ${paint(colour, outcome)}`,
    ),
    ...bodies.filter(({ held }) => held).flatMap(({ arrow, held }) => hang(`           ${arrow} `, paint('dim', held))),
  ].join('\n')
}

/** The path of a request, below its repository and without its query. */
export function describePath(path: string): string {
  return decodePath(path)
    .replace(/^\/repos\/[^/]+\/[^/]+\//, '')
    .replace(/\?.*$/, '')
}

/** Percent-decodes a path, because names of environments are unreadable otherwise. A malformed path stays as it is. */
function decodePath(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}

function describeBody(body: string): string {
  if (body === '' || body === '{}') return ''
  const value = parse(body)
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value !== 'object' || value === null) return `${Buffer.byteLength(body)} bytes`
  const members = Object.entries(value)
  const shown = members.slice(0, 4).map(([name, value]) => escapeInvisible(`${name}: ${describeValue(name, value)}`))
  return [...shown, ...(members.length > 4 ? ['…'] : [])].join(', ')
}

function messageOf(body: string): string {
  const value = parse(body)
  return typeof value === 'object' && value !== null && 'message' in value ? String(value.message) : ''
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function describeValue(name: string, value: unknown): string {
  if (name === 'encrypted_value') return `sealed box, ${Buffer.from(String(value), 'base64').length} bytes`
  return cut(typeof value === 'string' ? value : JSON.stringify(value))
}

/** Cuts a text that is too long. */
export function cut(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text
}
