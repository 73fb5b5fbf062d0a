import { ActionError } from '../../src/errors.ts'

/** The ActionError with which an operation ends; anything else that it throws is thrown on. */
export async function actionErrorOf(operation: Promise<unknown> | (() => unknown)): Promise<ActionError> {
  try {
    await (typeof operation === 'function' ? operation() : operation)
  } catch (error) {
    if (error instanceof ActionError) return error
    throw error
  }
  throw new Error('the operation succeeded')
}
