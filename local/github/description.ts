import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import openapi from './openapi.json' with { type: 'json' }

type Json = Record<string, unknown>

/** An operation of GitHub's API description, and the parameters in the path of a request. */
export interface Match {
  operation: Operation
  /** Percent-decoded. */
  parameters: Record<string, string>
}

export interface Operation {
  id: string
  method: string
  path: string
  /** Of the path, in which a parameter is in braces. */
  segments: string[]
  parameters: { name: string; in: string; required?: boolean; schema: Json }[]
  body: Json | undefined
  /** Response schemas by status, undefined for a status without a body. */
  responses: Record<string, Json | undefined>
}

// The schemas are GitHub's. To check them too takes longer than to compile all that a run of an action needs.
const ajv = new Ajv2020({ strict: false, allErrors: true, coerceTypes: false, validateSchema: false })
;(addFormats as unknown as typeof addFormats.default)(ajv)
const compiled = new WeakMap<Json, ValidateFunction>()
/** Schemas of parameters by their JSON. Most are equal, and compiled once. */
const parameterSchemas = new Map<string, Json>()

const operations: Operation[] = Object.entries(openapi.paths as Record<string, Json>).flatMap(([path, methods]) =>
  Object.entries(methods as Record<string, Json>).map(([method, described]) => ({
    id: String(described.operationId),
    method: method.toUpperCase(),
    path,
    segments: path.split('/'),
    parameters: ((described.parameters ?? []) as Operation['parameters']).map(shareSchema),
    body: schemaOf(described.requestBody),
    responses: Object.fromEntries(
      Object.entries(described.responses as Json).map(([status, response]) => [status, schemaOf(response)]),
    ),
  })),
)

/**
 * Finds the operation for a request. Each segment of the path is percent-decoded by itself, as GitHub does it, so a slash
 * in a name must be encoded.
 */
export function findOperation(method: string, path: string): Match | undefined {
  const segments = path.split('/').map(decodeSegment)
  if (segments.includes(undefined)) return undefined
  const matches = operations.flatMap(operation => {
    const parameters = operation.method === method ? match(operation.segments, segments as string[]) : undefined
    return parameters ? [{ operation, parameters }] : []
  })
  // A literal path such as `secrets/public-key` takes precedence over one with a parameter.
  return matches.sort((a, b) => Object.keys(a.parameters).length - Object.keys(b.parameters).length)[0]
}

/** Validates a JSON value against a schema of the description. @returns the errors */
export function errorsOf(schema: Json, value: unknown): string[] {
  let validate = compiled.get(schema)
  if (!validate) {
    validate = ajv.compile(withoutNullable(schema) as Json)
    compiled.set(schema, validate)
  }
  return validate(value) ? [] : (validate.errors ?? []).map(describeError)
}

/** In GitHub's words, if they are known. */
function describeError({ keyword, params, instancePath, message }: ErrorObject): string {
  return keyword === 'required' ? `"${params.missingProperty}" wasn't supplied.` : `${instancePath || '/'} ${message}`
}

function match(template: string[], segments: string[]): Record<string, string> | undefined {
  if (template.length !== segments.length) return undefined
  const parameters: Record<string, string> = {}
  for (const [i, part] of template.entries()) {
    const segment = segments[i] ?? ''
    const name = /^\{(.+)\}$/.exec(part)?.[1]
    if (name === undefined ? part !== segment : segment === '') return undefined
    if (name !== undefined) parameters[name] = segment
  }
  return parameters
}

function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}

function schemaOf(part: unknown): Json | undefined {
  const content = (part as { content?: Record<string, { schema: Json }> } | undefined)?.content
  return content?.['application/json']?.schema
}

function shareSchema(parameter: Operation['parameters'][number]): Operation['parameters'][number] {
  const text = JSON.stringify(parameter.schema)
  const schema = parameterSchemas.get(text) ?? parameter.schema
  parameterSchemas.set(text, schema)
  return { ...parameter, schema }
}

/** Translates `nullable: true` of OpenAPI 3.0 to JSON Schema. */
function withoutNullable(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutNullable)
  if (typeof schema !== 'object' || schema === null) return schema
  const { nullable, ...rest } = Object.fromEntries(Object.entries(schema).map(([k, v]) => [k, withoutNullable(v)]))
  return nullable ? { anyOf: [rest, { type: 'null' }] } : rest
}
