// The steps of generate that are the same wherever the key is stored.
import { type Protection, protectionWarning, requireGate } from '../github/environment-protection.ts'
import type { Unreadable } from '../github/unreadable.ts'
import { requireAllowedEvent } from '../inputs/allowed-events.ts'
import * as read from '../inputs/inputs.ts'
import type { GetInput } from '../inputs/raw-input.ts'
import type { Output } from '../runner/output.ts'

/**
 * Reads what generate takes wherever the key is stored.
 * @param hasEnvironment whether the key, or its gate, is in an environment
 */
export function readGeneration(getInput: GetInput, hasEnvironment: boolean) {
  return {
    ...readPolicy(getInput, hasEnvironment),
    encoding: read.readChoice(getInput, 'private-key-encoding', read.PRIVATE_KEY_ENCODINGS),
    operator: read.readOptional(getInput, 'operator-name', read.readLedgerName),
    workspace: read.readOptional(getInput, 'workspace', read.readLedgerName),
    allowedEvents: read.readAllowedEvents(getInput, 'allowed-events'),
    dryRun: read.readBoolean(getInput, 'dry-run'),
    apiUrl: read.readApiUrl(getInput, 'github-api-url'),
  }
}

/** Reads what happens to an existing key, and what protection the environment must have. */
function readPolicy(getInput: GetInput, hasEnvironment: boolean) {
  const ifExists = read.readChoice(getInput, 'if-exists', read.IF_EXISTS)
  const requiredProtection = read.readChoice(getInput, 'environment-protection', read.REQUIREMENTS)
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

/**
 * Stops a run whose event may not generate keys.
 * @throws ActionError `event-not-allowed`
 */
export function checkEvent(event: string, allowed: readonly string[], output: Output): void {
  // First: a misspelt name may be why the event is not allowed.
  const warning = read.unknownEventWarning('allowed-events', allowed)
  if (warning) output.warning(warning)
  requireAllowedEvent(event, allowed)
}

/**
 * Stops a run whose environment must be a gate and is not, or warns of how an environment is weak.
 * @throws ActionError `environment-unprotected`, `protection-unreadable`
 */
export function checkProtection(
  protection: Protection | Unreadable,
  environment: string,
  required: read.Requirement,
  output: Output,
): void {
  if (required === 'require') requireGate(protection, environment)
  const warning = protectionWarning(protection, environment)
  if (warning) output.warning(warning)
}

/** Reports a run that changes nothing, because it is a dry run. */
export function reportDryRun(displayName: string, outlook: string, page: string, output: Output): void {
  output.info(`${displayName}: ${outlook}`)
  output.setOutputs({ created: 'false', page })
  output.appendSummary(page)
}
