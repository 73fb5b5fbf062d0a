import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type JobClaims, type LocalIssuer, startIssuer } from '../../../local/oidc/index.ts'
import { type OpenBao, startOpenBao } from '../../../local/openbao/index.ts'
import { AUTH_PATH, applyPolicies } from '../../../local/openbao/policies.ts'
import { httpFetch } from '../../../src/http/fetch.ts'
import { encodePrivateKey, generateOperatorKey } from '../../../src/key/operator-key.ts'
import { openKeyStore } from '../../../src/stores/open.ts'
import { readKeyStoreUri } from '../../../src/stores/uri.ts'
import { actionErrorOf } from '../../support/errors.ts'
import { jobClaims } from '../../support/job-claims.ts'
import { SKIPS_OPENBAO } from '../../support/openbao.ts'
import { storeContext } from '../../support/store-context.ts'

const GATE = { environment: 'ledger-admins' }

describe.skipIf(SKIPS_OPENBAO)('a login with the OIDC token of a job', () => {
  let bao: OpenBao
  let issuer: LocalIssuer
  beforeAll(async () => {
    ;[bao, issuer] = await Promise.all([startOpenBao(), startIssuer()])
    await applyPolicies(bao, issuer, 'kv')
    await applyPolicies(bao, issuer, 'transit')
  })
  afterAll(async () => {
    await bao?.close()
    await issuer?.close()
  })

  /** A key store as a job of an example sees it. */
  const openAs = async (role: string, uri: string, claims: JobClaims, env: Record<string, string> = {}) => {
    const request = issuer.addJob(claims)
    const sent: string[] = []
    const context = storeContext(
      {
        VAULT_ADDR: bao.address,
        GITHUB_RUN_ID: claims.run_id,
        'INPUT_VAULT-ROLE': role,
        'INPUT_VAULT-AUTH-PATH': AUTH_PATH,
        'INPUT_VAULT-AUDIENCE': bao.address,
        ACTIONS_ID_TOKEN_REQUEST_URL: request.url,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: request.token,
        ...env,
      },
      (url, init) => {
        sent.push(init.headers?.['x-vault-token'] ?? '')
        return httpFetch(url, init)
      },
    )
    const store = await openKeyStore(
      readKeyStoreUri(() => uri, 'key-store'),
      context,
    )
    return { store, context, request, token: () => sent.findLast(token => token !== '') ?? '' }
  }
  const kv = (claims: Partial<JobClaims> = {}) => jobClaims('vault.yml', claims)
  const transit = (claims: Partial<JobClaims> = {}) => jobClaims('vault-transit.yml', claims)
  const newSecret = () => {
    const { privateKeyPem, publicKey } = generateOperatorKey()
    return { privateKey: encodePrivateKey(privateKeyPem, 'hex'), publicKey, operator: undefined, workspace: undefined }
  }
  const storeKey = async (path: string) => {
    const secret = newSecret()
    const opened = await openAs('ledger-kv-generate', `vault://secret/ledger/operators/${path}`, kv())
    if (opened.store.kind !== 'secret') throw new Error('not a secret store')
    const stored = await opened.store.store(secret, await opened.store.read())
    return { ...opened, store: opened.store, secret, reference: String(stored.reference) }
  }
  const createKey = async () => {
    const opened = await openAs('ledger-transit-generate', 'hashivault://operator?mount=ledger-transit', transit())
    if (opened.store.kind !== 'signing') throw new Error('not a signing store')
    const { stored, publicKey } = await opened.store.create(await opened.store.read())
    return {
      ...opened,
      store: opened.store,
      publicKey,
      name: new URL(stored.reference).hostname,
      reference: String(stored.reference),
    }
  }

  it('is masked, used for all requests, and revoked at the end', async () => {
    const { context, token, request } = await storeKey('masked')
    expect(context.masks).toEqual([request.token, issuer.tokens.at(-1), token()])
    expect(context.requests.filter(line => line.includes('/login'))).toHaveLength(1)
    expect((await bao.send('GET', 'secret/metadata/ledger/operators/masked', undefined, token())).status).toBe(200)
    await context.end()
    expect((await bao.send('GET', 'secret/metadata/ledger/operators/masked', undefined, token())).status).toBe(403)
    expect(context.requests.join('\n')).not.toContain(token())
  })

  it('before the gate can neither read, overwrite nor destroy a key in KV', async () => {
    const { store, token, reference } = await storeKey('first')
    expect((await actionErrorOf(store.readPrivateKey())).code).toBe('vault-forbidden')
    expect((await actionErrorOf(store.store(newSecret(), await store.read()))).code).toBe('vault-forbidden')
    const pinned = await openAs('ledger-kv-generate', reference, kv())
    expect((await actionErrorOf(pinned.store.delete())).code).toBe('vault-forbidden')
    const path = 'ledger/operators/first'
    for (const [method, target, body] of [
      ['GET', `secret/data/${path}`],
      ['GET', `secret/subkeys/${path}`],
      ['DELETE', `secret/data/${path}`],
      ['DELETE', `secret/metadata/${path}`],
      ['POST', `secret/metadata/${path}`, { max_versions: 1 }],
      ['POST', `secret/undelete/${path}`, { versions: [1] }],
      ['GET', 'secret/metadata/ledger/operators?list=true'],
      ['GET', 'auth/token/lookup-self'],
    ] as const) {
      expect((await bao.send(method, target, body, token())).status, `${method} ${target}`).toBe(403)
    }
  })

  it('behind the gate reads the key in KV', async () => {
    const { reference, secret } = await storeKey('second')
    const { store } = await openAs('ledger-kv-verify', reference, kv(GATE))
    if (store.kind !== 'secret') throw new Error('not a secret store')
    expect(await store.readPrivateKey()).toEqual({ text: secret.privateKey })
  })

  it('after a rejection destroys the version in KV, and cannot read it', async () => {
    const { reference } = await storeKey('third')
    const { store } = await openAs('ledger-kv-discard', reference, kv({ environment: 'ledger-discard' }))
    if (store.kind !== 'secret') throw new Error('not a secret store')
    expect((await actionErrorOf(store.readPrivateKey())).code).toBe('vault-forbidden')
    expect(await store.delete()).toMatchObject({ existed: true })
  })

  it('before the gate can create a key in Transit, and can neither sign, configure nor export', async () => {
    const { store, token, name, reference } = await createKey()
    expect((await actionErrorOf(store.sign(Buffer.from('proof')))).code).toBe('vault-forbidden')
    for (const [method, target, body] of [
      ['POST', `ledger-transit/sign/${name}`, { input: 'AAAA' }],
      ['GET', `ledger-transit/export/signing-key/${name}`],
      ['GET', `ledger-transit/backup/${name}`],
      ['POST', `ledger-transit/keys/${name}/config`, { exportable: true }],
      ['POST', `ledger-transit/keys/${name}/rotate`, {}],
      ['POST', 'ledger-transit/keys/exportable', { type: 'ecdsa-p256', exportable: true }],
      ['POST', 'ledger-transit/keys/imported/import', { type: 'ecdsa-p256', ciphertext: 'AAAA' }],
      ['DELETE', `ledger-transit/keys/${name}`],
    ] as const) {
      expect((await bao.send(method, target, body, token())).status, `${method} ${target}`).toBe(403)
    }
    const gate = await openAs('ledger-transit-verify', reference, transit(GATE))
    if (gate.store.kind !== 'signing') throw new Error('not a signing store')
    expect(await gate.store.sign(Buffer.from('proof'))).toHaveLength(64)
  })

  it('after a rejection deletes a key in Transit, once an admin allows it', async () => {
    const { reference, name } = await createKey()
    const { store } = await openAs('ledger-transit-discard', reference, transit({ environment: 'ledger-discard' }))
    expect((await actionErrorOf(store.delete())).code).toBe('deletion-not-allowed')
    await bao.set(`ledger-transit/keys/${name}/config`, { deletion_allowed: true })
    expect(await store.delete()).toMatchObject({ existed: true })
  })

  it.each<[string, string, JobClaims]>([
    ['a job without the environment', 'ledger-kv-verify', kv()],
    ['another environment', 'ledger-kv-verify', kv({ environment: 'ledger-admins-2' })],
    ['another repository', 'ledger-kv-verify', kv({ ...GATE, repository_id: '1296270' })],
    [
      'a workflow on another branch',
      'ledger-kv-verify',
      kv({ ...GATE, job_workflow_ref: 'octo/keys/.github/workflows/vault.yml@refs/heads/mine' }),
    ],
    ['another workflow', 'ledger-kv-generate', jobClaims('other.yml')],
    ['a role that does not exist', 'ledger-nothing', kv(GATE)],
  ])('is refused for %s', async (_, role, claims) => {
    const { store, context } = await openAs(role, 'vault://secret/ledger/operators/x', claims)
    const error = await actionErrorOf(store.read())
    expect(error.code).toBe('vault-login-refused')
    for (const secret of context.masks) expect(`${error.message} ${error.hint}`).not.toContain(secret)
  })

  it('is refused for another audience', async () => {
    const env = { 'INPUT_VAULT-AUDIENCE': 'other-audience' }
    const { store } = await openAs('ledger-kv-generate', 'vault://secret/ledger/operators/x', kv(), env)
    expect((await actionErrorOf(store.read())).code).toBe('vault-login-refused')
  })

  it('is refused at a path without an auth method', async () => {
    const env = { 'INPUT_VAULT-AUTH-PATH': 'github' }
    const { store } = await openAs('ledger-kv-generate', 'vault://secret/ledger/operators/x', kv(), env)
    const error = await actionErrorOf(store.read())
    expect(error.code).toBe('vault-login-refused')
    expect(error.message).toContain('`auth/github`')
  })

  it('needs the permission to ask for the token', async () => {
    const env = { ACTIONS_ID_TOKEN_REQUEST_URL: '' }
    const { store } = await openAs('ledger-kv-generate', 'vault://secret/ledger/operators/x', kv(), env)
    const error = await actionErrorOf(store.read())
    expect(error.code).toBe('id-token-permission-missing')
    expect(error.hint).toContain('`id-token: write`')
  })

  it('takes precedence over the token of the environment', async () => {
    const env = { VAULT_TOKEN: 'hvs.invalid' }
    const { store } = await openAs('ledger-kv-generate', 'vault://secret/ledger/operators/x', kv(), env)
    expect((await store.read()).updatedAt).toBeUndefined()
  })
})
