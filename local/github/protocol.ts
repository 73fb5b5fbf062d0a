import type { IncomingMessage } from 'node:http'
import { errorsOf, type Match } from './description.ts'
import { type ApiResponse, refuse } from './response.ts'

/** @returns what is wrong with a request's headers, including what GitHub would accept */
export function findHeaderErrors({ headers }: IncomingMessage): string[] {
  const errors: string[] = []
  if (!headers['user-agent']) errors.push('has no user-agent')
  if (headers['x-github-api-version'] !== '2022-11-28') {
    errors.push(`x-github-api-version is ${headers['x-github-api-version']}`)
  }
  if (!/^application\/(?:vnd\.github(?:\.v3)?\+json|json)/.test(headers.accept ?? '')) {
    errors.push(`accept is ${headers.accept}`)
  }
  if (headers.authorization !== undefined && tokenOf(headers) === undefined) {
    errors.push('authorization is neither `token X` nor `Bearer X`')
  }
  return errors
}

/** @returns the token of a request, or undefined if it has none */
export function tokenOf(headers: IncomingMessage['headers']): string | undefined {
  return /^(?:token|bearer) (\S+)$/i.exec(headers.authorization ?? '')?.[1]
}

/** @returns what is wrong with a query: undescribed parameters, values of another type */
export function findQueryErrors({ operation }: Match, query: URLSearchParams): string[] {
  return [...query].flatMap(([name, value]) => {
    const described = operation.parameters.find(parameter => parameter.in === 'query' && parameter.name === name)
    if (!described) return [`the query has ${name}, which GitHub does not describe`]
    return errorsOf(described.schema, toType(described.schema, value)).map(error => `${name} in the query: ${error}`)
  })
}

/** Returns whether the parameters in the path have the described types, such as a number for `run_id`. */
export function fitsPath({ operation, parameters }: Match): boolean {
  return operation.parameters.every(({ name, in: place, schema }) => {
    const value = parameters[name] ?? ''
    return place !== 'path' || errorsOf(schema, toType(schema, value)).length === 0
  })
}

/**
 * Validates a body against the operation's schema.
 * @param report receives what is wrong although GitHub would accept it
 * @returns the body, or GitHub's refusal
 */
export function readBody(
  { operation }: Match,
  { headers }: IncomingMessage,
  text: string,
  report: (what: string) => void,
): { body: Record<string, unknown> } | { refusal: ApiResponse } {
  const schema = operation.body
  if (!schema) {
    if (text) report('has a body')
    return { body: {} }
  }
  if (!/^application\/json\b/.test(headers['content-type'] ?? '')) report(`content-type is ${headers['content-type']}`)
  let body: Record<string, unknown>
  try {
    body = JSON.parse(text)
  } catch {
    return { refusal: refuse(400, 'Problems parsing JSON') }
  }
  const errors = errorsOf(schema, body)
  if (errors.length > 0) return { refusal: refuse(422, `Invalid request.\n\n${errors.join('\n')}`) }
  const known = Object.keys((schema.properties ?? {}) as object)
  for (const name of Object.keys(body)) {
    if (!known.includes(name)) report(`the body has ${name}, which GitHub does not describe`)
  }
  return { body }
}

/** @returns where a response differs from GitHub's description; most refusals are not described */
export function findResponseErrors({ operation }: Match, { status, body }: ApiResponse): string[] {
  if (!(status in operation.responses)) {
    return status >= 400 ? [] : [`the local GitHub's response: status ${status} is not described`]
  }
  const schema = operation.responses[status]
  return schema ? errorsOf(schema, body).map(error => `the local GitHub's response: ${error}`) : []
}

/** Converts a value of a path or a query to the schema's type. A value that does not fit stays a string. */
function toType({ type }: { type?: unknown }, text: string): unknown {
  if (type === 'integer' && /^\d+$/.test(text)) return Number(text)
  if (type === 'boolean' && /^(?:true|false)$/.test(text)) return text === 'true'
  return text
}
