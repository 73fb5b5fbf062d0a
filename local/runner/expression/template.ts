import { data } from '@actions/expressions'
import type { Contexts, FunctionDefinition } from './expressions.ts'
import { evaluateExpression, toData } from './expressions.ts'

/** A `${{ … }}` of a workflow. The parser has made the text around it a part of the expression, as `format(…)`. */
export class Expression {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** A part of a workflow file: values and expressions. */
export type Template = string | number | boolean | null | Expression | Template[] | { [key: string]: Template }

/** Contexts and functions for evaluating expressions. */
export interface Scope {
  contexts: Contexts
  functions?: FunctionDefinition[]
}

/** Evaluates the expressions in a template. @returns JSON values */
export function evaluate(template: Template | undefined, scope: Scope): unknown {
  if (template instanceof Expression)
    return fromData(evaluateExpression(template.text, scope.contexts, scope.functions))
  if (Array.isArray(template)) return template.map(item => evaluate(item, scope))
  if (isMapping(template)) {
    return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, evaluate(value, scope)]))
  }
  return template ?? null
}

/** Evaluates to a string as GitHub does. null is an empty string. */
export function evaluateText(template: Template | undefined, scope: Scope): string {
  return toData(evaluate(template, scope)).coerceString()
}

/** Evaluates a mapping of strings, such as `env`. */
export function evaluateTexts(template: Template | undefined, scope: Scope): Record<string, string> {
  const value = evaluate(template, scope)
  if (value === null) return {}
  if (typeof value !== 'object' || Array.isArray(value)) throw new Error('A mapping was expected')
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toData(item).coerceString()]))
}

/** Evaluates a condition by GitHub's rules of truth. */
export function evaluateCondition(expression: string, scope: Scope): boolean {
  const value = fromData(evaluateExpression(expression, scope.contexts, scope.functions))
  return value !== null && value !== false && value !== 0 && value !== '' && !Number.isNaN(value)
}

export function isMapping(template: Template | undefined): template is { [key: string]: Template } {
  return (
    typeof template === 'object' && template !== null && !Array.isArray(template) && !(template instanceof Expression)
  )
}

/** Returns every expression in a template, at any depth. */
export function expressionsIn(template: Template | undefined): string[] {
  if (template instanceof Expression) return [template.text]
  if (Array.isArray(template)) return template.flatMap(expressionsIn)
  return isMapping(template) ? Object.values(template).flatMap(expressionsIn) : []
}

function fromData(value: data.ExpressionData): unknown {
  if (value instanceof data.NumberData || value instanceof data.StringData || value instanceof data.BooleanData) {
    return value.value
  }
  return JSON.parse(JSON.stringify(value, data.replacer))
}
