import { data, Evaluator, Lexer, Parser } from '@actions/expressions'
import type { FunctionInfo } from '@actions/expressions/funcs/info'

/** The contexts of an expression, such as `github` and `inputs`, as JSON values. */
export type Contexts = Record<string, unknown>

export type FunctionDefinition = FunctionInfo & { call: (...args: data.ExpressionData[]) => data.ExpressionData }

/**
 * Evaluates one expression (without `${{ }}`) with GitHub's own evaluator.
 * @throws for syntax errors, and for names that are neither a context nor a function
 */
export function evaluateExpression(
  expression: string,
  contexts: Contexts,
  functions: FunctionDefinition[] = [],
): data.ExpressionData {
  const { tokens } = new Lexer(expression).lex()
  const tree = new Parser(tokens, Object.keys(contexts), functions).parse()
  // To convert a context takes longer than to evaluate most expressions, which name one or none.
  const text = expression.toLowerCase()
  const named = Object.entries(contexts).filter(([key]) => text.includes(key.toLowerCase()))
  const context = new data.Dictionary(...named.map(([key, value]) => ({ key, value: toData(value) })))
  return new Evaluator(tree, context, new Map(functions.map(info => [info.name.toLowerCase(), info]))).evaluate()
}

/** Replaces each `${{ expression }}` in a text by its value. @throws as {@link evaluateExpression} */
export function fillTemplate(template: string, contexts: Contexts, functions: FunctionDefinition[] = []): string {
  let filled = ''
  let index = 0
  for (;;) {
    const start = template.indexOf('${{', index)
    if (start < 0) return filled + template.slice(index)
    const end = expressionEnd(template, start + 3)
    const expression = template.slice(start + 3, end)
    filled += template.slice(index, start) + evaluateExpression(expression, contexts, functions).coerceString()
    index = end + 2
  }
}

/** Returns the index of the `}}` that ends an expression. One in a quoted string does not. */
function expressionEnd(template: string, start: number): number {
  let quoted = false
  for (let index = start; index < template.length; index++) {
    if (template[index] === "'") quoted = !quoted
    else if (!quoted && template.startsWith('}}', index)) return index
  }
  throw new Error(`The expression is not closed: ${template}`)
}

/** Converts a JSON value to GitHub's expression data, and undefined to null. */
export function toData(value: unknown): data.ExpressionData {
  if (typeof value === 'string') return new data.StringData(value)
  if (typeof value === 'number') return new data.NumberData(value)
  if (typeof value === 'boolean') return new data.BooleanData(value)
  if (Array.isArray(value)) return new data.Array(...value.map(toData))
  if (typeof value === 'object' && value !== null) {
    return new data.Dictionary(...Object.entries(value).map(([key, item]) => ({ key, value: toData(item) })))
  }
  return new data.Null()
}
