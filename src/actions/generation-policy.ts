import * as read from '../inputs/inputs.ts'
import type { GetInput } from '../inputs/raw-input.ts'

/**
 * Reads what happens to an existing key, and what protection the environment must have.
 * @param hasEnvironment whether the key, or its gate, is in an environment
 */
export function readPolicy(getInput: GetInput, hasEnvironment: boolean) {
  const ifExists = read.readChoice(getInput, 'if-exists', ['fail', 'keep', 'overwrite'])
  const requiredProtection = read.readChoice(getInput, 'environment-protection', ['require', 'warn', 'ignore'])
  // Without an environment, a required protection would silently not be checked.
  if (requiredProtection === 'require' && !hasEnvironment) {
    throw read.invalid(
      'environment-protection',
      requiredProtection,
      'It is for environments, and `environment` is not set',
    )
  }
  // Otherwise whoever may start the workflow could destroy a key in service, and nobody would be asked.
  if (ifExists === 'overwrite' && requiredProtection !== 'require' && hasEnvironment) {
    const rule = 'With `if-exists: overwrite` and an `environment` it must be `require`'
    throw read.invalid('environment-protection', requiredProtection, rule)
  }
  return { ifExists, requiredProtection }
}
