import type { ActionError } from '../../src/errors.ts'

/** The ActionError that a function throws; anything else that it throws is thrown on. */
export function errorOf(action: () => unknown): ActionError {
  try {
    action()
  } catch (error) {
    // By its name, since a test may have imported the class again.
    if (error instanceof Error && error.constructor.name === 'ActionError') return error as ActionError
    throw error
  }
  throw new Error('no error was thrown')
}
