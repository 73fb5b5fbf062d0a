import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LocalIssuer } from '../oidc/index.ts'
import type { OpenBao } from './index.ts'

const POLICIES = join(import.meta.dirname, '../../examples/policies/vault')
/** The server's address in the examples, which is the audience of its tokens, too. */
export const EXAMPLE_ADDRESS = 'https://vault.example.com:8200'
/** The path of the login in the examples. */
export const AUTH_PATH = 'ledger-github'
/** The repository whose jobs may log in. */
export const REPOSITORY = { name: 'octo/keys', id: 1296269 }
const JOBS = ['generate', 'verify', 'activate', 'discard'] as const

/** Sets a server up for an example as examples/policies/vault/README.md says, for GitHub's tokens of this issuer. */
export async function applyPolicies(bao: OpenBao, issuer: LocalIssuer, store: 'kv' | 'transit'): Promise<void> {
  const { data } = await bao.send('GET', 'sys/auth')
  if (!(`${AUTH_PATH}/` in data)) {
    await bao.set(`sys/auth/${AUTH_PATH}`, { type: 'jwt' })
    await bao.set(`auth/${AUTH_PATH}/config`, { oidc_discovery_url: issuer.url, bound_issuer: issuer.url })
    await bao.set('sys/mounts/ledger-transit', { type: 'transit' })
  }
  for (const job of JOBS) await applyPolicy(bao, `${store}-${job}`)
}

/** Lets the daily check use a key in service. @param workflow which file of examples/ makes the check */
export function applyMonitor(
  bao: OpenBao,
  store: 'kv' | 'transit',
  key: string,
  workflow = 'vault-monitor.yml',
): Promise<void> {
  return applyPolicy(bao, `${store}-monitor`, { key, workflow })
}

async function applyPolicy(bao: OpenBao, name: string, { key = '', workflow = '' } = {}): Promise<void> {
  const policy = readFileSync(join(POLICIES, `${name}.hcl`), 'utf8').replaceAll('/KEY"', `/${key}"`)
  const role = readFileSync(join(POLICIES, `${name}.role.json`), 'utf8')
    .replace('REPOSITORY_ID', String(REPOSITORY.id))
    .replace('OWNER/REPOSITORY', REPOSITORY.name)
    .replace('VAULT_AUDIENCE', bao.address)
    .replace('vault-monitor.yml', workflow)
  await bao.set(`sys/policies/acl/ledger-${name}`, { policy })
  await bao.set(`auth/${AUTH_PATH}/role/ledger-${name}`, JSON.parse(role))
}
