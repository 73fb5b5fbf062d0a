import { ActionError, quote } from '../errors.ts'
import { invalid } from '../inputs/invalid-input.ts'
import { inputsOf } from '../inputs/raw-input.ts'
import { readTrimmed } from '../inputs/read-input.ts'
import { VaultClient, type VaultContext } from './client.ts'
import { tokenMissing } from './errors.ts'
import type { Login } from './login.ts'
import { readVaultSettings, type VaultSettings } from './settings.ts'

/**
 * A client for the server that the environment names, as the role of the input `vault-role` or with the token of the environment.
 * @param first the product whose variables win if those of both are set
 * @throws ActionError before any request
 */
export function openVault(context: VaultContext, first: VaultSettings['product']): VaultClient {
  const settings = readVaultSettings(context.env, first)
  const login = readLogin(context)
  if (login?.audience !== undefined) requireSameOrigin(login.audience, settings)
  const auth = login ?? settings.token
  if (auth === undefined) throw tokenMissing(settings)
  return new VaultClient(settings, auth, context)
}

/**
 * Refuses to send a token for one server to another one, which could use it to log in at the first. Audiences other than web
 * addresses do not say where their server is.
 * @throws ActionError `vault-audience-mismatch`
 */
function requireSameOrigin(audience: string, { address, prefix }: VaultSettings): void {
  const url = URL.canParse(audience) ? new URL(audience) : undefined
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return
  if (url.origin === new URL(address).origin) return
  throw new ActionError(
    'vault-audience-mismatch',
    `${prefix}_ADDR is ${quote(address)}, and \`vault-audience\` is ${quote(audience)}, another server. The OIDC token of the job was not requested, because the first server could log in at the second with it.`,
    `Find out who set ${prefix}_ADDR, and do not set it from a variable of GitHub. ` +
      `Write the address of your server into the workflow file, as ${prefix}_ADDR and as \`vault-audience\`, and let the role bind it as audience.`,
  )
}

function readLogin({ env }: VaultContext): Login | undefined {
  const getInput = inputsOf(env)
  const role = readTrimmed(getInput, 'vault-role')
  const audience = readTrimmed(getInput, 'vault-audience') || undefined
  if (!role) {
    if (audience === undefined) return undefined
    throw invalid(
      'vault-audience',
      audience,
      'It is for a login with the OIDC token of the job, and `vault-role` is not set',
    )
  }
  const authPath = (readTrimmed(getInput, 'vault-auth-path') || 'jwt').replace(/^\/+|\/+$/g, '').replace(/^auth\//, '')
  if (!/^[\w.-]+(?:\/[\w.-]+)*$/.test(authPath) || /(?:^|\/)\.\.?(?:\/|$)/.test(authPath)) {
    throw invalid(
      'vault-auth-path',
      authPath,
      'It must be the path at which the JWT auth method is mounted, such as `jwt`',
    )
  }
  return { role, authPath, audience }
}
