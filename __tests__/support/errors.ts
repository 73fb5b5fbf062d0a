import { expect } from 'vitest'
import { type ActionError, ERROR_CODES } from '../../src/errors.ts'

/** Returns the ActionError of an operation. Rethrows any other error. */
export async function actionErrorOf(operation: Promise<unknown> | (() => unknown)): Promise<ActionError> {
  try {
    await (typeof operation === 'function' ? operation() : operation)
  } catch (error) {
    return expectActionError(error)
  }
  throw new Error('the operation succeeded')
}

/** The ActionError that a function throws at once; anything else that it throws is thrown on. */
export function errorOf(action: () => unknown): ActionError {
  try {
    action()
  } catch (error) {
    return expectActionError(error)
  }
  throw new Error('no error was thrown')
}

/** Sentences that were checked: tests of arbitrary inputs meet the same few thousands of times. */
const checked = new Set<string>()

/** What holds for every error: its code is documented, and it says what happened and what to do in whole sentences. */
function expectActionError(error: unknown): ActionError {
  // By its name, since a test may have imported the class again.
  if (!(error instanceof Error) || error.constructor.name !== 'ActionError') throw error
  const { code, message, hint } = error as ActionError
  expect(ERROR_CODES).toContain(code)
  for (const sentences of [message, hint].filter(sentences => !checked.has(sentences))) {
    expect(sentences).toMatch(/^[^\s.,:;].*(?:[.!?]| https:\/\/\S+)$/s)
    expect(sentences.replace(/"(?:[^"\\]|\\.)*"/g, '"…"')).not.toMatch(/undefined|\[object | {2}|Stryker was here/)
    checked.add(sentences)
  }
  return error as ActionError
}
