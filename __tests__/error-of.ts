import { ActionError } from '../src/errors.ts'

/** The ActionError that a function throws; anything else that it throws is thrown on. */
export function errorOf(action: () => unknown): ActionError {
  try {
    action()
  } catch (error) {
    if (error instanceof ActionError) return error
    throw error
  }
  throw new Error('no error was thrown')
}
