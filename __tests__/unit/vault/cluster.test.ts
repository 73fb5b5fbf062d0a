// Standbys of a cluster answer reads by what has reached them: a change that the active server has made may not show yet.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LocalIssuer, startIssuer } from '../../../local/oidc/index.ts'
import type { OpenBao } from '../../../local/openbao/index.ts'
import { encodePrivateKey, generateOperatorKey } from '../../../src/key/operator-key.ts'
import type { KeyStoreContext } from '../../../src/stores/key-store.ts'
import { open as openKv } from '../../../src/stores/vault-kv.ts'
import { open as openTransit } from '../../../src/stores/vault-transit.ts'
import { jobClaims } from '../../support/job-claims.ts'
import { SKIPS_OPENBAO } from '../../support/openbao.ts'
import { startCluster } from '../../support/openbao-cluster.ts'
import { storeContext } from '../../support/store-context.ts'

const POLICY = `
path "secret/*" { capabilities = ["create", "read", "update"] }
path "transit/*" { capabilities = ["read", "update"] }
path "auth/token/revoke-self" { capabilities = ["update"] }`

describe.skipIf(SKIPS_OPENBAO)('a standby', () => {
  let issuer: LocalIssuer
  let cluster: Awaited<ReturnType<typeof startCluster>>
  const setUp = async (bao: OpenBao) => {
    await bao.set('sys/mounts/secret', { type: 'kv', options: { version: '2' } })
    await bao.set('sys/mounts/transit', { type: 'transit' })
    await bao.set('sys/auth/jwt', { type: 'jwt' })
    await bao.set('auth/jwt/config', { oidc_discovery_url: issuer.url, bound_issuer: issuer.url })
    await bao.set('sys/policies/acl/all', { policy: POLICY })
    const role = { role_type: 'jwt', user_claim: 'sub', bound_audiences: ['vault'], token_policies: ['all'] }
    await bao.set('auth/jwt/role/all', role)
  }
  beforeAll(async () => {
    issuer = await startIssuer()
    cluster = await startCluster(setUp)
  }, 20_000)
  afterAll(async () => {
    await cluster?.close()
    await issuer?.close()
  })

  /** A run that logs in at the standby. */
  const startRun = () => {
    const request = issuer.addJob(jobClaims('vault.yml'))
    return storeContext({
      VAULT_ADDR: cluster.standby.address,
      GITHUB_RUN_ID: '7',
      'INPUT_VAULT-ROLE': 'all',
      'INPUT_VAULT-AUDIENCE': 'vault',
      ACTIONS_ID_TOKEN_REQUEST_URL: request.url,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: request.token,
    })
  }
  const openSecret = (context: KeyStoreContext, pin?: number) =>
    openKv({ scheme: 'vault', mount: 'secret', path: 'operator', field: 'private_key', pin }, context)

  it('confirms the creation of a key of Transit', async () => {
    const store = openTransit({ scheme: 'openbao', mount: 'transit', key: 'operator', pin: undefined }, startRun())
    const { stored, publicKey } = await store.create()
    expect((await store.read()).publicKey).toEqual(publicKey)
    expect(store.displayName).toContain(new URL(stored.reference).hostname)
  })

  it('confirms that a version of KV is stored, and that it is destroyed', async () => {
    const { privateKeyPem, publicKey } = generateOperatorKey()
    const privateKey = encodePrivateKey(privateKeyPem, 'hex')
    const context = startRun()
    const store = openSecret(context)
    const secret = { privateKey, publicKey, operator: undefined, workspace: undefined }
    const { updatedAt } = await store.store(secret, await store.read())
    expect((await store.read()).updatedAt).toBe(updatedAt)
    expect(await openSecret(context, 1).delete()).toMatchObject({ existed: true })
    expect((await store.read()).updatedAt).toBeUndefined()
  })
})
