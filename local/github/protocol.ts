import type { IncomingMessage } from 'node:http'
import { errorsOf, type Match } from './description.ts'
import { type Answer, refuse } from './response.ts'

/** What is wrong with a request's headers, though GitHub may let it pass; empty where nothing is. */
export function findHeaderFaults({ headers }: IncomingMessage): string[] {
  const faults: string[] = []
  if (!headers['user-agent']) faults.push('has no user-agent')
  if (headers['x-github-api-version'] !== '2022-11-28') {
    faults.push(`x-github-api-version is ${headers['x-github-api-version']}`)
  }
  if (!/^application\/(?:vnd\.github(?:\.v3)?\+json|json)/.test(headers.accept ?? '')) {
    faults.push(`accept is ${headers.accept}`)
  }
  if (headers.authorization !== undefined && tokenOf(headers) === undefined) {
    faults.push('authorization is neither `token X` nor `Bearer X`')
  }
  return faults
}

/** The token of a request, if it has one. */
export function tokenOf(headers: IncomingMessage['headers']): string | undefined {
  return /^(?:token|bearer) (\S+)$/i.exec(headers.authorization ?? '')?.[1]
}

/** What is wrong with a query; the operations here that know one take numbers and truth values. */
export function findQueryFaults({ operation }: Match, query: URLSearchParams): string[] {
  return [...query].flatMap(([name, value]) => {
    const described = operation.parameters.find(parameter => parameter.in === 'query' && parameter.name === name)
    if (!described) return [`the query has ${name}, which GitHub does not describe`]
    return errorsOf(described.schema, toType(described.schema, value)).map(error => `${name} in the query: ${error}`)
  })
}

/** Whether the parameters in the path are what GitHub describes, such as a number for `run_id`. */
export function fitsPath({ operation, parameters }: Match): boolean {
  return operation.parameters.every(({ name, in: place, schema }) => {
    const value = parameters[name] ?? ''
    return place !== 'path' || errorsOf(schema, toType(schema, value)).length === 0
  })
}

/**
 * Reads a body by the operation's schema.
 * @param violate is told what GitHub would let pass
 * @returns the body, or GitHub's refusal
 */
export function readBody(
  { operation }: Match,
  { headers }: IncomingMessage,
  text: string,
  violate: (what: string) => void,
): { body: Record<string, unknown> } | { refusal: Answer } {
  const schema = operation.body
  if (!schema) {
    if (text) violate('has a body')
    return { body: {} }
  }
  if (!/^application\/json\b/.test(headers['content-type'] ?? '')) violate(`content-type is ${headers['content-type']}`)
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
    if (!known.includes(name)) violate(`the body has ${name}, which GitHub does not describe`)
  }
  return { body }
}

/** What is wrong with an answer by GitHub's description; refusals are described only here and there. */
export function findAnswerFaults({ operation }: Match, { status, body }: Answer): string[] {
  if (!(status in operation.responses)) {
    return status >= 400 ? [] : [`this GitHub answers ${status}, which is not described`]
  }
  const schema = operation.responses[status]
  return schema ? errorsOf(schema, body).map(error => `this GitHub's answer: ${error}`) : []
}

/** The value that a text in a path or a query stands for; the text itself if it is none of the type. */
function toType({ type }: { type?: unknown }, text: string): unknown {
  if (type === 'integer' && /^\d+$/.test(text)) return Number(text)
  if (type === 'boolean' && /^(?:true|false)$/.test(text)) return text === 'true'
  return text
}
