import { ActionError } from '../errors.ts'
import type { Network } from '../http/send.ts'
import { invalid } from '../inputs/invalid-input.ts'
import { readLedgerName } from '../inputs/names.ts'
import type { GetInput } from '../inputs/raw-input.ts'
import { readBoolean, readChoice, readOptional, readTrimmed } from '../inputs/read-input.ts'
import { readBaseUrl } from '../inputs/url.ts'
import type { OperatorPublicKey } from '../key/operator-key.ts'
import { askIdentity, checkIdentity, LEDGER_API_URLS, type LedgerAccess, type Registration } from './client.ts'

/** How a key's registration at Ledger is to be checked. */
export interface RegistrationCheck {
  access: LedgerAccess
  /** Whether it is a failure that Ledger does not say which key is registered. */
  required: boolean
}

/**
 * Reads `workspace`, `api-key-id`, `api-key-secret`, `ledger-api-version`, `ledger-api-url` and `require-registered`.
 * @param needsAccess whether `require-registered` is a failure where no API access is given
 * @returns undefined where no API access is given
 * @throws ActionError where only a part of it is given
 */
export function readRegistration(getInput: GetInput, needsAccess: boolean): RegistrationCheck | undefined {
  const version = readChoice(getInput, 'ledger-api-version', ['v1', 'v2'])
  const required = readBoolean(getInput, 'require-registered')
  const workspace = readOptional(getInput, 'workspace', readLedgerName)
  const apiKeyId = readTrimmed(getInput, 'api-key-id')
  const apiKeySecret = readTrimmed(getInput, 'api-key-secret')
  const url = getInput('ledger-api-url')
    ? readBaseUrl(getInput, 'ledger-api-url', `\`${LEDGER_API_URLS[version]}\``)
    : LEDGER_API_URLS[version]
  if (version === 'v1' && workspace && !/^[\x20-\x7e]+$/.test(workspace)) {
    throw invalid(
      'workspace',
      workspace,
      'With `ledger-api-version: v1`, it must be ASCII, because an HTTP header carries it',
    )
  }
  const missing = [
    !workspace && '`workspace`',
    !apiKeyId && '`api-key-id`',
    !apiKeySecret && '`api-key-secret`',
  ].filter(name => name !== false)
  if (workspace && apiKeyId && apiKeySecret) {
    return { access: { version, url, workspace, apiKeyId, apiKeySecret }, required }
  }
  // A workspace alone is for the summary.
  if (!apiKeyId && !apiKeySecret && !(required && needsAccess)) return undefined
  throw new ActionError(
    'api-access-incomplete',
    `The registration at Ledger is to be checked, and ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} empty.`,
    'Set all three. Where they come from secrets: the job must name the environment that has them. With `require-registered: false` ' +
      'and none of the two secrets Ledger is not asked.',
  )
}

/**
 * Asks Ledger which key is registered, where that is to be checked.
 * @throws ActionError where it is another one, or Ledger does not say and must
 */
export async function registrationOf(
  check: RegistrationCheck | undefined,
  publicKey: OperatorPublicKey,
  network: Network,
  mask: (...values: string[]) => void,
): Promise<Registration> {
  if (!check) return 'unknown'
  const registered = checkIdentity(await askIdentity(check.access, network, mask), publicKey, check.access.workspace)
  if (registered === 'unknown' && check.required) {
    throw new ActionError(
      'registration-unknown',
      'Ledger accepts the API access, but its token does not say which public key is registered.',
      'Compare the key in the workspace (Users page) by eye, then say `require-registered: false`.',
    )
  }
  return registered
}
