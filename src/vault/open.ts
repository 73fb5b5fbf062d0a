import { invalid } from '../inputs/invalid-input.ts'
import { inputsOf } from '../inputs/raw-input.ts'
import { readTrimmed } from '../inputs/read-input.ts'
import { VaultClient, type VaultContext } from './client.ts'
import type { Login } from './login.ts'
import { readVaultSettings, type VaultSettings } from './settings.ts'

/**
 * A client for the server that the environment names, as the role of the input `vault-role` or with the token of the environment.
 * @param first the product whose variables win if those of both are set
 * @throws ActionError before any request
 */
export function openVault(context: VaultContext, first: VaultSettings['product']): VaultClient {
  return new VaultClient(readVaultSettings(context.env, first), readLogin(context), context)
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
