import { ActionError } from '../errors.ts'
import type { Network } from '../http/send.ts'
import { invalid } from '../inputs/invalid-input.ts'
import { readLedgerName } from '../inputs/names.ts'
import type { GetInput } from '../inputs/raw-input.ts'
import { readBoolean, readChoice, readOptional, readTrimmed } from '../inputs/read-input.ts'
import { readBaseUrl } from '../inputs/url.ts'
import type { OperatorPublicKey } from '../key/operator-key.ts'
import {
  compareIdentity,
  exchangeToken,
  LEDGER_API_URLS,
  LEDGER_API_VERSIONS,
  type LedgerAccess,
  type Registration,
  readIdentity,
} from './client.ts'

/** How to check a key's registration at Ledger. */
export interface RegistrationCheck {
  access: LedgerAccess
  /** Whether it is an error if Ledger does not say which key is registered. */
  required: boolean
}

/**
 * Reads `workspace`, `api-key-id`, `api-key-secret`, `ledger-api-version`, `ledger-api-url` and `require-registered`.
 * @param needsAccess whether `require-registered` without API access is an error
 * @returns undefined without API access: Ledger is not asked
 * @throws ActionError if only a part of it is given
 */
export function readRegistration(getInput: GetInput, needsAccess: boolean): RegistrationCheck | undefined {
  const version = readChoice(getInput, 'ledger-api-version', LEDGER_API_VERSIONS)
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
    `The registration at Ledger cannot be checked: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} empty.`,
    'Set all three. If they come from secrets, the job must name the environment that has them. To skip the check, leave `api-key-id` and ' +
      '`api-key-secret` out and set `require-registered: false`.',
  )
}

/**
 * Asks Ledger which public key is registered for the API access, and compares it with ours.
 * @param check undefined to skip the check
 * @param mask receives each token as soon as it has arrived
 * @throws ActionError if it is another key, if Ledger does not say and must, or if Ledger cannot be asked
 */
export async function checkRegistration(
  check: RegistrationCheck | undefined,
  publicKey: OperatorPublicKey,
  network: Network,
  mask: (...values: string[]) => void,
): Promise<Registration> {
  if (!check) return 'unknown'
  const { access, required } = check
  const identity = readIdentity(await exchangeToken(access, network, mask), access)
  const registration = compareIdentity(identity, publicKey, access)
  if (registration === 'unknown' && required) {
    throw new ActionError(
      'registration-unknown',
      'Ledger accepts the API access, but its token does not say which public key is registered.',
      'Compare the key in the workspace (Users page) by eye, then set `require-registered: false`.',
    )
  }
  return registration
}

/** The output `registered`: `true` or `unknown`. */
export function registeredOutput(registration: Registration): string {
  return registration === 'registered' ? 'true' : registration
}
