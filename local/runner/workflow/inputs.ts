import type { Scope } from '../expression/template.ts'
import { evaluate } from '../expression/template.ts'
import type { InputDefinition } from './workflow.ts'

export type InputValue = string | boolean

/**
 * The `inputs` of a workflow that is started by hand, from the strings that the form sends.
 * @throws as GitHub refuses: unknown inputs, missing required inputs, values of another type
 */
export function dispatchInputs(
  definitions: Record<string, InputDefinition>,
  given: Record<string, string>,
): Record<string, InputValue> {
  const unexpected = Object.keys(given).filter(name => !(name in definitions))
  if (unexpected.length > 0) throw new Error(`Unexpected inputs provided: ${unexpected.join(', ')}`)
  return Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => {
      const value = given[name] ?? evaluate(definition.default, { contexts: {} })
      if (definition.required && (value === null || value === ''))
        throw new Error(`Required input '${name}' not provided`)
      return [name, fromText(name, definition, value === null ? undefined : String(value))]
    }),
  )
}

function fromText(name: string, { type, options }: InputDefinition, value: string | undefined): InputValue {
  switch (type) {
    case 'boolean':
      if (value !== undefined && value !== 'true' && value !== 'false') throw mistyped(name, value, 'true or false')
      return value === 'true'
    case 'choice':
      if (value !== undefined && !options.includes(value)) throw mistyped(name, value, `one of ${options.join(', ')}`)
      return value ?? ''
    default:
      return value ?? ''
  }
}

/**
 * The `inputs` of a called workflow, from the evaluated `with` of the call. A boolean must not be a string.
 * @throws for unknown inputs, missing required inputs, values of another type
 */
export function callInputs(
  definitions: Record<string, InputDefinition>,
  given: Record<string, unknown>,
  scope: Scope,
): Record<string, InputValue> {
  const unexpected = Object.keys(given).filter(name => !(name in definitions))
  if (unexpected.length > 0)
    throw new Error(`Invalid input, ${unexpected.join(', ')} is not defined in the referenced workflow.`)
  return Object.fromEntries(
    Object.entries(definitions).map(([name, { type, required, default: fallback }]) => {
      if (required && !(name in given)) throw new Error(`Input ${name} is required, but not provided while calling.`)
      const value = given[name] ?? evaluate(fallback, scope)
      if (type === 'boolean') {
        if (value !== null && typeof value !== 'boolean') throw mistyped(name, String(value), 'a boolean')
        return [name, value ?? false]
      }
      if (typeof value === 'object' && value !== null) throw mistyped(name, JSON.stringify(value), 'a string')
      return [name, value === null ? '' : String(value)]
    }),
  )
}

function mistyped(name: string, value: string, expected: string): Error {
  return new Error(`Input '${name}': unexpected value '${value}', expected ${expected}`)
}
