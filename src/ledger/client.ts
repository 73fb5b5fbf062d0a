import { ActionError, quote } from '../errors.ts'
import { isObject, membersOf, parseJson } from '../http/json.ts'
import { rateLimited } from '../http/rate-limit-error.ts'
import { RetryableError, retrying } from '../http/retry.ts'
import { type Network, sendOnce } from '../http/send.ts'
import type { OperatorPublicKey } from '../key/operator-key.ts'
import { parsePublicKey } from '../key/parse-public-key.ts'

/** The versions of Ledger Enterprise's API, each with its own host and its own form of the same exchange. */
export const LEDGER_API_VERSIONS = ['v1', 'v2'] as const
export type LedgerApiVersion = (typeof LEDGER_API_VERSIONS)[number]

export const LEDGER_API_URLS: Record<LedgerApiVersion, string> = {
  v1: 'https://api.vault.ledger.com',
  v2: 'https://re.vault.ledger.com/v1/rest',
}

/** The address of Ledger's API, and an operator's access to it. */
export interface LedgerAccess {
  version: LedgerApiVersion
  /** Base URL, without a slash at its end. */
  url: string
  workspace: string
  apiKeyId: string
  apiKeySecret: string
}

/** What an access token says of the operator to whom the API access belongs. */
export interface LedgerIdentity {
  /** The public key that the workspace has on file; undefined if the token does not say. */
  publicKey: OperatorPublicKey | undefined
  /** The workspace's name; undefined if the token does not say. */
  workspace: string | undefined
}

/** Whether Ledger has our key on file. If it has another one, that is an error. */
export type Registration = 'registered' | 'unknown'

/** How long to wait after a rate limit that does not say when it ends. */
const DEFAULT_RATE_LIMIT_MS = 10_000

/** One line that the runner can mask, and long enough to occur in nothing else. */
const TOKEN = /^[\x21-\x7e]{16,}$/

/**
 * Exchanges API access for an access token (`POST /auth/token`).
 * @param mask receives each token as soon as it has arrived
 * @returns the access token, at least 16 printable ASCII characters
 * @throws ActionError if Ledger refuses, cannot be reached, or responds with anything but tokens
 */
export async function exchangeToken(
  access: LedgerAccess,
  network: Network,
  mask: (...values: string[]) => void,
): Promise<string> {
  const response = await requestToken(access, network)
  if (response.status !== 200) throw refused(response.status, response.text, access)
  const body = parseJson(response.text)
  if (!isObject(body)) throw invalidResponse('The response is not a JSON object')
  const [token, refreshToken] =
    access.version === 'v1' ? [body.access_token, body.refresh_token] : [body.accessToken, body.refreshToken]
  if (typeof refreshToken === 'string') {
    if (!TOKEN.test(refreshToken)) throw invalidResponse('The refresh token in the response is not one')
    mask(refreshToken)
  }
  if (typeof token !== 'string' || !TOKEN.test(token)) throw invalidResponse('The response has no access token')
  mask(token)
  return token
}

/**
 * Reads the claims of an access token. Its signature is not checked: the token comes from Ledger over TLS, and that
 * connection is what is trusted.
 * @param token a JWT; any other token says nothing
 * @param access what got the token; no error repeats its secret parts
 * @throws ActionError if a claim is not what Ledger writes there
 */
export function readIdentity(token: string, access: LedgerAccess): LedgerIdentity {
  // RFC 7519: header, claims and signature, each base64url.
  const claims = parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
  const { pub_key: key, workspace } = membersOf(claims)
  if (workspace !== undefined && typeof workspace !== 'string') {
    throw invalidResponse('The claim `workspace` of its access token is not text')
  }
  if (key === undefined) return { publicKey: undefined, workspace }
  const publicKey = typeof key === 'string' ? parsePublicKey(key) : undefined
  if (!publicKey) throw unreadableKey(key, access)
  return { publicKey, workspace }
}

/**
 * Compares what Ledger has on file with our key and workspace.
 * @throws ActionError if Ledger has another key or another workspace on file
 */
export function compareIdentity(
  identity: LedgerIdentity,
  publicKey: OperatorPublicKey,
  access: LedgerAccess,
): Registration {
  if (identity.workspace !== undefined && identity.workspace !== access.workspace) {
    throw new ActionError(
      'wrong-workspace',
      `The API access belongs to another workspace: Ledger says ${quoteRedacted(identity.workspace, access)}, expected was ${quote(access.workspace)}.`,
      'Check the input `workspace`, and which API Key ID and API Secret are stored.',
    )
  }
  if (identity.publicKey === undefined) return 'unknown'
  if (identity.publicKey.hex === publicKey.hex) return 'registered'
  throw new ActionError(
    'another-key-registered',
    `Ledger has another public key on file for this API access: its fingerprint is ${identity.publicKey.fingerprint}, ours is ${publicKey.fingerprint}.`,
    'This operator must not be used. If the API access belongs to another operator, store the right one. If not, suspend the operator in the ' +
      'workspace, find out who registered that key, and start over with a new operator.',
  )
}

/** Sends the request until a final response comes. */
async function requestToken(access: LedgerAccess, network: Network): Promise<{ status: number; text: string }> {
  const { version, url, workspace, apiKeyId, apiKeySecret } = access
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
  const attempts = network.retry.attempts('Ledger', 'POST /auth/token')
  return retrying(attempts, async () => {
    const response = await sendOnce(network, attempts, signal =>
      network.fetch(`${url}/auth/token`, { ...init, signal }),
    )
    const { status, headers } = response
    // Ledger's own status for its rate limit is 420.
    if (status === 420 || status === 429) {
      throw rateLimited(network.clock, 'Ledger', status, Object.fromEntries(headers), DEFAULT_RATE_LIMIT_MS)
    }
    if (status >= 500) throw new RetryableError('unavailable', `Ledger failed with status ${status}`)
    return { status, text: await response.text() }
  })
}

function refused(status: number, text: string, { workspace }: LedgerAccess): ActionError {
  const body = parseJson(text)
  const { message } = membersOf(body)
  const said = typeof message === 'string' ? `: ${quote(message)}` : ''
  if (status !== 401 && status !== 403) {
    return new ActionError(
      'ledger-refused',
      `Ledger refused to exchange the API access for a token (status ${status}${said}).`,
      'Check `workspace`, `ledger-api-version` and `ledger-api-url`.',
    )
  }
  // Ledger itself answers in JSON. Anything else says nothing about the API access.
  if (!isObject(body)) {
    return new ActionError(
      'access-blocked',
      `\`POST /auth/token\` was refused with a body that is not JSON (status ${status}). ` +
        'A proxy, firewall or login page between the runner and Ledger refused it, not Ledger.',
      "Let the runner reach Ledger's API: check its network, the proxy (HTTPS_PROXY, NO_PROXY), the firewall and `ledger-api-url`.",
    )
  }
  return new ActionError(
    'ledger-credentials-rejected',
    `Ledger does not accept the API Key ID and API Secret for the workspace ${quote(workspace)} (status ${status}${said}).`,
    'Check that both were copied whole and belong to this workspace, and that the operator is neither suspended nor revoked. ' +
      'An admin can regenerate the API Secret (user permission settings).',
  )
}

function invalidResponse(what: string): ActionError {
  return new ActionError(
    'ledger-invalid-response',
    `\`POST /auth/token\` did not get a valid response from Ledger's API. ${what}.`,
    'Check `ledger-api-url` and `ledger-api-version`, and whether a proxy, a firewall or a login page answers in place of Ledger.',
  )
}

function unreadableKey(claim: unknown, access: LedgerAccess): ActionError {
  return new ActionError(
    'ledger-key-unreadable',
    `Ledger's token names the registered public key in a form that this action does not know: ${quoteRedacted(typeof claim === 'string' ? claim : JSON.stringify(claim), access)}.`,
    'This does not mean that it is another key. Compare the key in the workspace (Users page) with this one, and report the form as a bug.',
  )
}

/** Quotes a claim, without any API access in it: in the response it is base64, which redaction does not look into. */
function quoteRedacted(text: string, { apiKeyId, apiKeySecret }: LedgerAccess): string {
  return quote(text.replaceAll(apiKeySecret, '***').replaceAll(apiKeyId, '***'))
}
