import { ActionError } from '../../src/errors.ts'

/** Returns the ActionError of an operation. Rethrows any other error. */
export async function actionErrorOf(operation: Promise<unknown> | (() => unknown)): Promise<ActionError> {
  try {
    await (typeof operation === 'function' ? operation() : operation)
  } catch (error) {
    if (error instanceof ActionError) return error
    throw error
  }
  throw new Error('the operation succeeded')
}
