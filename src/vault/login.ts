import { ActionError, quote } from '../errors.ts'
import { type IdTokenContext, requestIdToken } from '../github/id-token.ts'
import { encodePath } from './path.ts'
import type { VaultReply } from './reply.ts'

/** How to log in with the job's OIDC token. */
export interface Login {
  /** A role of the JWT auth method. */
  role: string
  /** Where that method is mounted: `jwt`. */
  authPath: string
  /** The claim `aud` of the token; undefined for GitHub's default. */
  audience: string | undefined
}

/**
 * Logs in with the job's OIDC token (`auth/PATH/login`). That token and the one of the login are masked.
 * @param displayName of the server
 * @param post sends a request without a token
 * @returns the token of the login
 * @throws ActionError `id-token-permission-missing`, `id-token-refused`, `vault-login-refused`
 */
export async function logIn(
  { role, authPath, audience }: Login,
  displayName: string,
  post: (path: string, body: object) => Promise<VaultReply>,
  context: IdTokenContext,
): Promise<string> {
  const jwt = await requestIdToken(context, audience, 'vault-role')
  const path = `auth/${encodePath(authPath)}/login`
  const reply = await post(path, { role, jwt })
  const token = reply.auth.client_token
  if (reply.status === 200 && typeof token === 'string' && token !== '') {
    context.mask(token)
    return token
  }
  const said = reply.errors.length === 0 ? '' : `: ${quote(reply.errors.join('; '))}`
  throw new ActionError(
    'vault-login-refused',
    `${displayName} refused the login of the role ${quote(role)} at \`auth/${authPath}\` (status ${reply.status}${said}).`,
    'Check that the JWT auth method is enabled at `vault-auth-path`, that the role exists, and that its bound claims and audiences fit this job: ' +
      'repository_id, environment, job_workflow_ref, and `vault-audience`. The log of the server says which claim did not.',
  )
}
