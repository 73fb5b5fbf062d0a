import { registerHooks } from 'node:module'
import type { WorkflowJob } from '@actions/workflow-parser/model/workflow-template'
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/index'
import type { Template } from '../expression/template.ts'
import { Expression } from '../expression/template.ts'

// The parser imports its JSON schemas without the import attribute that Node needs.
registerHooks({
  resolve(specifier, context, nextResolve) {
    const resolved = nextResolve(specifier, context)
    return resolved.url.endsWith('.min.json') ? { ...resolved, importAttributes: { type: 'json' } } : resolved
  },
})
const parser = await import('@actions/workflow-parser')

/** A parsed workflow: the tree of its keys, and its jobs with explicit conditions and step ids. */
export interface ParsedWorkflow {
  root: Template
  jobs: WorkflowJob[]
}

/** By name and content: tests run a file many times, and parsing it takes longer than running it. */
const parsedBefore = new Map<string, Promise<ParsedWorkflow>>()

/**
 * Parses a workflow file with GitHub's own parser, which checks the schema, the contexts and the `needs`.
 * @throws with all errors of the parser
 */
export function parseWorkflow(name: string, content: string): Promise<ParsedWorkflow> {
  const key = `${name}\n${content}`
  const known = parsedBefore.get(key) ?? parse(name, content)
  parsedBefore.set(key, known)
  return known
}

async function parse(name: string, content: string): Promise<ParsedWorkflow> {
  const parsed = parser.parseWorkflow({ name, content }, new parser.NoOperationTraceWriter())
  if (!parsed.value) throw invalid(name, parsed.context.errors.getErrors())
  const converted = await parser.convertWorkflowTemplate(parsed.context, parsed.value)
  const errors = parsed.context.errors.getErrors()
  if (errors.length > 0) throw invalid(name, errors)
  return { root: toTemplate(parsed.value), jobs: converted.jobs }
}

function invalid(name: string, errors: { message: string }[]): Error {
  return new Error(`Invalid workflow file ${name}:\n${errors.map(error => `  ${error.message}`).join('\n')}`)
}

function toTemplate(token: TemplateToken): Template {
  if (parser.isBasicExpression(token)) return new Expression(token.expression)
  if (parser.isString(token) || parser.isBoolean(token) || parser.isNumber(token)) return token.value
  if (parser.isSequence(token)) return Array.from(token, toTemplate)
  if (parser.isMapping(token)) {
    return Object.fromEntries(
      Array.from(token, ({ key, value }) => {
        if (!parser.isString(key)) throw new Error(`Not supported by this local runner: the key ${key.toString()}`)
        return [key.value, toTemplate(value)]
      }),
    )
  }
  if (parser.isLiteral(token)) return null
  throw new Error(`Not supported by this local runner: ${token.typeName()} in a workflow`)
}
