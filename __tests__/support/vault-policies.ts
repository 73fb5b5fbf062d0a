import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JobClaims, LocalIssuer } from '../../local/oidc/index.ts'
import type { OpenBao } from './openbao.ts'

const POLICIES = join(import.meta.dirname, '../../examples/policies/vault')
export const AUDIENCE = 'https://vault.example.com:8200'
const JOBS = ['generate', 'verify', 'discard'] as const

/** Sets a server up for an example as examples/policies/vault/README.md says, for GitHub's tokens of this issuer. */
export async function applyPolicies(bao: OpenBao, issuer: LocalIssuer, store: 'kv' | 'transit'): Promise<void> {
  const { data } = await bao.send('GET', 'sys/auth')
  if (!('jwt/' in data)) {
    await bao.set('sys/auth/jwt', { type: 'jwt' })
    await bao.set('auth/jwt/config', { oidc_discovery_url: issuer.url, bound_issuer: issuer.url })
    await bao.set('sys/mounts/ledger-transit', { type: 'transit' })
  }
  for (const job of JOBS) await applyPolicy(bao, `${store}-${job}`)
}

/** Lets the daily check use a key in service. */
export function applyMonitor(bao: OpenBao, store: 'kv' | 'transit', key: string): Promise<void> {
  return applyPolicy(bao, `${store}-monitor`, key)
}

async function applyPolicy(bao: OpenBao, name: string, key = ''): Promise<void> {
  const policy = readFileSync(join(POLICIES, `${name}.hcl`), 'utf8').replaceAll('/KEY"', `/${key}"`)
  const role = readFileSync(join(POLICIES, `${name}.role.json`), 'utf8')
    .replace('REPOSITORY_ID', '1296269')
    .replace('OWNER/REPOSITORY', 'octo/keys')
    .replace('VAULT_AUDIENCE', AUDIENCE)
  await bao.set(`sys/policies/acl/ledger-${name}`, { policy })
  await bao.set(`auth/jwt/role/ledger-${name}`, JSON.parse(role))
}

/** The claims of a job of an example, in the repository that the roles name. */
export function jobClaims(workflow: string, claims: Partial<JobClaims> = {}): JobClaims {
  const path = `octo/keys/.github/workflows/${workflow}@refs/heads/main`
  const sha = '0123456789abcdef0123456789abcdef01234567'
  return {
    actor: 'octocat',
    actor_id: '583231',
    base_ref: '',
    event_name: 'workflow_dispatch',
    head_ref: '',
    job_workflow_ref: path,
    job_workflow_sha: sha,
    ref: 'refs/heads/main',
    ref_protected: 'true',
    ref_type: 'branch',
    repository: 'octo/keys',
    repository_id: '1296269',
    repository_owner: 'octo',
    repository_owner_id: '9919',
    repository_visibility: 'private',
    run_attempt: '1',
    run_id: '16000000001',
    run_number: '7',
    runner_environment: 'github-hosted',
    sha,
    workflow: 'Provision',
    workflow_ref: path,
    workflow_sha: sha,
    ...claims,
  }
}
