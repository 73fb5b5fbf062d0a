import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LocalIssuer, startIssuer } from '../../local/oidc/index.ts'
import { type OpenBao, startOpenBao } from '../../local/openbao/index.ts'
import { SKIPS_OPENBAO } from '../support/openbao.ts'
import { ROOT } from '../support/servers.ts'
import { COMPANY, COPY, emptyCheckout, FIRST, runSetup, startCompany } from '../support/setup.ts'
import { approvedBy, rejectedBy, resultsOf, runRepositoryWorkflow } from '../support/workflows.ts'

describe.skipIf(SKIPS_OPENBAO)('the workflow and the policies that the set-up writes for a vault', () => {
  let bao: OpenBao
  let issuer: LocalIssuer
  beforeAll(async () => {
    ;[bao, issuer] = await Promise.all([startOpenBao(), startIssuer()])
    await bao.set('sys/auth/jwt', { type: 'jwt' })
    await bao.set('auth/jwt/config', { oidc_discovery_url: issuer.url, bound_issuer: issuer.url })
    await bao.set('sys/mounts/kv', { type: 'kv', options: { version: '2' } })
    await bao.set('sys/mounts/keys', { type: 'transit' })
  })
  afterAll(async () => {
    await bao?.close()
    await issuer?.close()
  })

  it.each([
    ['vault://kv/teams/ledger', 'vault.yml'],
    ['openbao://treasury?mount=keys', 'vault-transit.yml'],
  ])('the workflows of a set-up make a key at %s, and let nobody use one that is rejected', async (uri, workflow) => {
    const github = await startCompany()
    const checkout = emptyCheckout()
    const store = ['--key-store', uri, '--vault-address', bao.address]
    const { code, output } = await runSetup(github, [...FIRST, '--yes', ...store], checkout)
    expect(code, output).toBe(0)
    for (const name of readdirSync(join(checkout.folder, 'ledger-policies'))) {
      const text = checkout.read(join('ledger-policies', name))
      const [kind = ''] = basename(name).split('.')
      if (name.endsWith('.hcl')) await bao.set(`sys/policies/acl/ledger-${kind}`, { policy: text })
      else await bao.set(`auth/jwt/role/ledger-${kind}`, JSON.parse(text))
    }
    const start = (approve: ReturnType<typeof approvedBy>) =>
      runRepositoryWorkflow(`.github/workflows/${workflow}`, {
        root: checkout.folder,
        sources: { [COPY]: ROOT },
        inputs: { 'operator-name': 'demo api user', workspace: 'minivault' },
        context: { repository: COMPANY },
        approve,
        issuer,
        github,
      })

    const approved = await start(approvedBy('alice'))
    expect(approved.conclusion, approved.log).toBe('success')
    const rejected = await start(rejectedBy('alice'))
    // Transit deletes a key only if an admin of the vault allows it.
    const discarded = workflow === 'vault.yml' ? 'success' : 'failure'
    expect(resultsOf(rejected), rejected.log).toEqual({
      'Generate the key': 'success',
      'Approve the key': 'failure',
      'Discard the key': discarded,
    })
  })
})
