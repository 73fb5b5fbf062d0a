import type { ActionError } from '../../src/errors.ts'

/** Returns the ActionError that a function throws. Rethrows any other error. */
export function errorOf(action: () => unknown): ActionError {
  try {
    action()
  } catch (error) {
    // By name, because a test may have imported the class twice.
    if (error instanceof Error && error.constructor.name === 'ActionError') return error as ActionError
    throw error
  }
  throw new Error('no error was thrown')
}
