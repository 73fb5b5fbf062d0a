import { ActionError, quote } from '../errors.ts'
import { isObject } from '../http/json.ts'
import { rateLimited } from '../http/rate-limit.ts'
import { RetryableError } from '../http/retry.ts'
import { type Network, sendOnce } from '../http/send.ts'
import { type OperatorPublicKey, parsePublicKeyHex } from '../key/operator-key.ts'

/** The versions of Ledger Enterprise's API, each with its own host and its own form of the same exchange. */
export type LedgerApiVersion = 'v1' | 'v2'

export const LEDGER_API_URLS: Record<LedgerApiVersion, string> = {
  v1: 'https://api.vault.ledger.com',
  v2: 'https://re.vault.ledger.com/v1/rest',
}

/** Where and as whom to ask Ledger. */
export interface LedgerAccess {
  version: LedgerApiVersion
  /** Base URL, without a slash at its end. */
  url: string
  workspace: string
  apiKeyId: string
  apiKeySecret: string
}

/** What the access token says of the operator to whom the API access belongs. */
export interface LedgerIdentity {
  /** The public key that the workspace has on file, as the token writes it; undefined where the token does not say. */
  publicKeyHex: string | undefined
  workspace: string | undefined
}

/** What asking Ledger came to: the key is registered there, or Ledger did not say. Anything else is a ActionError. */
export type Registration = 'true' | 'unknown'

const DEFAULT_RATE_LIMIT_MS = 10_000

/**
 * Exchanges API access for an access token (`POST /auth/token`) and reads what the token says. Its signature is not
 * checked: the token comes from Ledger over TLS, and that connection is what is trusted.
 * @param mask is given every token as soon as it has arrived
 * @throws ActionError, one for each way in which Ledger may refuse or not answer
 */
export async function askIdentity(
  access: LedgerAccess,
  network: Network,
  mask: (...values: string[]) => void,
): Promise<LedgerIdentity> {
  const answer = await requestToken(access, network)
  if (answer.status !== 200) throw refused(answer.status, answer.text, access)
  const body = objectIn(answer.text)
  if (!body) throw malformed('its answer is not a JSON object')
  const [token, refreshToken] =
    access.version === 'v1' ? [body.access_token, body.refresh_token] : [body.accessToken, body.refreshToken]
  if (typeof refreshToken === 'string') mask(refreshToken)
  if (typeof token !== 'string' || !token) throw malformed('its answer holds no access token')
  mask(token)
  // RFC 7519: header, claims and signature, each base64url. A token of another kind says nothing to us.
  const claims = objectIn(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) ?? {}
  const text = (name: string) => (typeof claims[name] === 'string' ? (claims[name] as string) : undefined)
  return { publicKeyHex: text('pub_key'), workspace: text('workspace') }
}

/**
 * Compares what Ledger says with the key and the workspace that are ours.
 * @throws ActionError where Ledger has another key or another workspace on file
 */
export function checkIdentity(identity: LedgerIdentity, publicKey: OperatorPublicKey, workspace: string): Registration {
  if (identity.workspace !== undefined && identity.workspace !== workspace) {
    throw new ActionError(
      'wrong-workspace',
      `The API access belongs to another workspace: Ledger says ${quote(identity.workspace)}, expected was ${quote(workspace)}.`,
      'Check the input `workspace` and which API Key ID and API Secret are stored.',
    )
  }
  if (identity.publicKeyHex === undefined) return 'unknown'
  if (identity.publicKeyHex.toLowerCase() === publicKey.hex) return 'true'
  throw new ActionError(
    'another-key-registered',
    `Ledger has another public key on file for this API access: its fingerprint is ${fingerprintOf(identity.publicKeyHex)}, ours is ${publicKey.fingerprint}.`,
    'This operator must not be used. If the API access belongs to another operator, store the right one; if not, suspend the operator in the ' +
      'workspace, find out who registered that key, and start over with a new operator.',
  )
}

/** @returns any response that another attempt would not change */
async function requestToken(access: LedgerAccess, network: Network): Promise<{ status: number; text: string }> {
  const { version, url, workspace, apiKeyId, apiKeySecret } = access
  const request = 'POST /auth/token'
  const init = {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(version === 'v1' && { 'x-ledger-workspace': workspace }),
    },
    body: JSON.stringify(
      version === 'v1' ? { api_key_id: apiKeyId, api_key_secret: apiKeySecret } : { workspace, apiKeyId, apiKeySecret },
    ),
  }
  const attempts = network.retry.attempts('Ledger', request)
  for (;;) {
    try {
      const response = await sendOnce(network, 'Ledger', request, attempts, signal =>
        network.fetch(`${url}/auth/token`, { ...init, signal }),
      )
      const { status, headers } = response
      // Ledger's own status for its rate limit is 420.
      if (status === 420 || status === 429) {
        throw rateLimited('Ledger', status, Object.fromEntries(headers), DEFAULT_RATE_LIMIT_MS)
      }
      if (status >= 500) throw new RetryableError('unavailable', `Ledger failed with status ${status}`)
      return { status, text: await response.text() }
    } catch (error) {
      if (!(error instanceof RetryableError)) throw error
      await attempts.wait(error)
    }
  }
}

function refused(status: number, text: string, { workspace }: LedgerAccess): ActionError {
  const message = objectIn(text)?.message
  const said = typeof message === 'string' ? `: ${quote(message)}` : ''
  if (status === 401 || status === 403) {
    return new ActionError(
      'ledger-credentials-rejected',
      `Ledger does not accept the API Key ID and API Secret for the workspace ${quote(workspace)} (status ${status}${said}).`,
      'Check that both were copied whole and belong to this workspace, and that the operator is neither suspended nor revoked. ' +
        'An admin can regenerate the API Secret (user permission settings).',
    )
  }
  return new ActionError(
    'ledger-refused',
    `Ledger refused to exchange the API access for a token (status ${status}${said}).`,
    'Check `workspace`, `ledger-api-version` and `ledger-api-url`.',
  )
}

function malformed(why: string): ActionError {
  return new ActionError(
    'ledger-invalid-response',
    `Ledger was asked for a token, and ${why}.`,
    'Check `ledger-api-url` and `ledger-api-version`; something between the runner and Ledger may change answers.',
  )
}

function fingerprintOf(hex: string): string {
  try {
    return parsePublicKeyHex(hex).fingerprint
  } catch {
    return 'not to be computed, since it is no P-256 point'
  }
}

/** The JSON object that a text holds; undefined where it holds anything else. */
function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
