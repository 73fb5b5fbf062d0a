import type { Exchange } from '../github/index.ts'
import { paint } from './terminal.ts'

/** One request and its answer in a line, with what the bodies hold in words: never a sealed or a private byte. */
export function describeExchange({ method, path, status, requestBody, responseBody }: Exchange): string {
  const colour = status < 300 ? 'green' : status === 404 ? 'yellow' : 'red'
  const sent = requestBody ? ` ${paint('dim', `sends ${describeBody(requestBody)}`)}` : ''
  const got =
    responseBody && status < 300 && responseBody !== '{}'
      ? ` ${paint('dim', `gets ${describeBody(responseBody)}`)}`
      : ''
  return `${paint('bold', method.padEnd(6))} ${decodeURI(path)} ${paint(colour, String(status))}${sent}${got}`
}

function describeBody(body: string): string {
  const value: unknown = JSON.parse(body)
  if (Array.isArray(value)) return `a list of ${value.length}`
  const members = Object.entries(value as object)
  const shown = members.slice(0, 4).map(([name, value]) => `${name}: ${describeValue(name, value)}`)
  return [...shown, ...(members.length > 4 ? ['…'] : [])].join(', ')
}

function describeValue(name: string, value: unknown): string {
  if (name === 'encrypted_value') return `a sealed box of ${Buffer.from(String(value), 'base64').length} bytes`
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 48 ? `${text.slice(0, 45)}…` : text
}
