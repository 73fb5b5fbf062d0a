import { ActionError, quote } from '../errors.ts'
import type { VaultReply } from './reply.ts'
import type { VaultSettings } from './settings.ts'

/** What errors say of a server. */
interface VaultServer {
  displayName: string
  settings: VaultSettings
}

/**
 * The error for a response that refuses.
 * @param doing what was refused, to stand after "refused to"
 * @param needs what the policy must grant, in Markdown: `` `read` on `secret/metadata/ledger` ``
 */
export function toActionError(
  { status, errors }: VaultReply,
  server: VaultServer,
  doing: string,
  needs: string,
): ActionError {
  const says = errors.map(error => error.replace(/^1 error occurred:\s*\*\s*/, '').trim()).filter(Boolean)
  const said = says.length === 0 ? '' : `: ${quote(says.join('; '))}`
  if (status === 403) {
    return new ActionError(
      'vault-forbidden',
      `${server.displayName} refused to ${doing} (status 403${said}).`,
      `The token is invalid or expired, or its policies lack ${needs}. Check the role or the token, and compare its policies with those in examples/policies.`,
    )
  }
  if (status === 404 && says.some(error => /no handler for route|namespace not found/.test(error))) {
    return mountMissing(server, says.join('; '))
  }
  return new ActionError(
    'vault-refused',
    `${server.displayName} refused to ${doing} (status ${status}${said}).`,
    'Check the path in `key-store` and the configuration of the mount. Then run this again.',
  )
}

/** The error of a server that cannot read its storage. */
export function sealed(displayName: string): ActionError {
  return new ActionError(
    'vault-sealed',
    `${displayName} is sealed: it cannot read its storage, and does nothing until it is unsealed.`,
    'Ask whoever runs the server to unseal it (`vault operator unseal`), then run this again.',
  )
}

/**
 * The error for a redirect, which is not followed: the token would go to a server that no one chose.
 * @param origin of the other address; its path and query could hold secrets
 */
export function redirected(displayName: string, prefix: string, status: number, origin?: string): ActionError {
  return new ActionError(
    'vault-invalid-response',
    `${displayName} redirects to another address (status ${status}${origin === undefined ? '' : `: ${origin}`}).`,
    `If that is the active node of the same cluster, set ${prefix}_ADDR to an address that reaches it, or let the others forward requests. ` +
      'Otherwise check what is between the runner and the server: a proxy or a sign-in page.',
  )
}

/** The error if there is no mount, or none that the token may know of. */
export function mountMissing(server: VaultServer, said: string): ActionError {
  return new ActionError(
    'vault-mount-missing',
    `${server.displayName} has no secrets engine at the mount that \`key-store\` names, or none that the token may use${said === '' ? '' : `: ${quote(said)}`}.`,
    `Check the mount in \`key-store\`, ${chosenNamespace(server)}, and the policies of the role or token.`,
  )
}

/** The variables that choose the server, for a hint: "the address (VAULT_ADDR is …) and the namespace (VAULT_NAMESPACE is not set)". */
export function chosenServer(server: VaultServer): string {
  const { prefix, address } = server.settings
  return `the address (${prefix}_ADDR is ${address}) and ${chosenNamespace(server)}`
}

function chosenNamespace({ settings: { prefix, namespace } }: VaultServer): string {
  return `the namespace (${prefix}_NAMESPACE ${namespace === undefined ? 'is not set' : `is "${namespace}"`})`
}

/** @param what is wrong, as a sentence without its full stop */
export function invalidResponse(displayName: string, what: string): ActionError {
  return new ActionError(
    'vault-invalid-response',
    `${displayName} gave a response that is not Vault's API: ${what}.`,
    'Check the address of the server, and what is between the runner and it (a proxy, a load balancer): it may change responses. Then run this again.',
  )
}

/** The error if there is nothing to log in with. */
export function tokenMissing({ product, prefix }: VaultSettings): ActionError {
  return new ActionError(
    'vault-token-missing',
    `Neither the input \`vault-role\` nor the environment variable ${prefix}_TOKEN is set, so this run cannot log in to ${product}.`,
    `Set \`vault-role\` to log in with the job's OIDC token (and grant \`id-token: write\`), or ${prefix}_TOKEN in the \`env\` of this step.`,
  )
}
