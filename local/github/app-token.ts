import { verify } from 'node:crypto'
import type { Grant } from './authorization.ts'
import type { GitHubState } from './state.ts'

/** GitHub refuses tokens that are valid for longer. */
const MAX_SECONDS = 600

/**
 * The App that a JSON Web Token is from.
 * @returns undefined if it is not such a token, or not valid: RS256 by the App's key, `iat` in the past, `exp` within ten minutes
 */
export function appOf(state: GitHubState, token: string): Grant | undefined {
  const parts = token.split('.')
  const [header = '', payload = '', signature = ''] = parts
  if (parts.length !== 3) return undefined
  const { alg } = decode(header)
  const { iss, iat, exp } = decode(payload)
  const app = state.apps.find(({ clientId }) => clientId === iss)
  const now = state.now().getTime() / 1000
  const isCurrent = Number(iat) <= now && Number(exp) > now && Number(exp) - now <= MAX_SECONDS
  if (!app || alg !== 'RS256' || !isCurrent) return undefined
  const isSigned = verify(
    'sha256',
    Buffer.from(`${header}.${payload}`),
    app.publicKey,
    Buffer.from(signature, 'base64url'),
  )
  return isSigned ? { kind: 'app', clientId: app.clientId } : undefined
}

function decode(part: string): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString())
  } catch {
    return {}
  }
}
