import { data, Lexer, Parser } from '@actions/expressions'
import type { Expr } from '@actions/expressions/ast'
import {
  Binary,
  ContextAccess,
  FunctionCall,
  Grouping,
  IndexAccess,
  Literal,
  Logical,
  Unary,
} from '@actions/expressions/ast'

const contexts = 'github inputs vars needs strategy matrix secrets steps job runner env jobs'.split(' ')
const functions = ['success', 'failure', 'cancelled', 'always'].map(name => ({ name, minArgs: 0, maxArgs: 0 }))

/**
 * Returns the names of the secrets in an expression, in upper case, or `all` if it computes a name or uses the whole context.
 */
export function secretNames(expression: string): string[] | 'all' {
  const names: string[] = []
  const { tokens } = new Lexer(expression).lex()
  return visit(new Parser(tokens, contexts, functions).parse(), names) ? names : 'all'
}

/** @returns false if the expression can refer to every secret */
function visit(expression: Expr, names: string[]): boolean {
  if (isSecrets(expression)) return false
  if (expression instanceof IndexAccess && isSecrets(expression.expr)) {
    const { index } = expression
    if (!(index instanceof Literal) || !(index.literal instanceof data.StringData)) return false
    names.push(index.literal.value.toUpperCase())
    return true
  }
  return childrenOf(expression).every(child => visit(child, names))
}

function isSecrets(expression: Expr): boolean {
  return expression instanceof ContextAccess && expression.name.lexeme.toLowerCase() === 'secrets'
}

function childrenOf(expression: Expr): Expr[] {
  if (expression instanceof IndexAccess) return [expression.expr, expression.index]
  if (expression instanceof Binary) return [expression.left, expression.right]
  if (expression instanceof Logical || expression instanceof FunctionCall) return expression.args
  if (expression instanceof Grouping) return [expression.group]
  return expression instanceof Unary ? [expression.expr] : []
}
