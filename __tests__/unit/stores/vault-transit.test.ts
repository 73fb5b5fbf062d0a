import { createPublicKey, verify } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { OpenBao } from '../../../local/openbao/index.ts'
import { type HttpFetch, httpFetch } from '../../../src/http/fetch.ts'
import { readKeyStoreUri } from '../../../src/stores/uri.ts'
import { open } from '../../../src/stores/vault-transit.ts'
import { actionErrorOf } from '../../support/errors.ts'
import { SKIPS_OPENBAO, sharedOpenBao } from '../../support/openbao.ts'
import { storeContext } from '../../support/store-context.ts'

/** What the job before the gate may do: with other parameters, a key could be exportable. */
const CREATE = `
path "transit/keys/+" {
  capabilities = ["update", "read"]
  allowed_parameters = { "type" = ["ecdsa-p256"] }
}`
const SIGN = `
path "transit/keys/+" { capabilities = ["read"] }
path "transit/sign/+" { capabilities = ["update"] }`

/** The connection breaks after the server has applied a request. */
function losing(method: string, path: RegExp, times: number): HttpFetch {
  let left = times
  return async (url, init) => {
    const response = await httpFetch(url, init)
    if (init.method !== method || !path.test(url) || left-- <= 0) return response
    throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
  }
}

describe.skipIf(SKIPS_OPENBAO)('a key of Transit', () => {
  let bao: OpenBao
  beforeAll(async () => {
    bao = await sharedOpenBao()
    await bao.set('sys/mounts/team-signing', { type: 'transit' })
  })

  const openStore = (uri: string, token: string, fetch?: HttpFetch) => {
    const env = { VAULT_ADDR: bao.address, VAULT_TOKEN: token, GITHUB_RUN_ID: '16000000001' }
    const context = storeContext(env, fetch)
    const parsed = readKeyStoreUri(() => uri, 'key-store')
    if (parsed.scheme !== 'hashivault' && parsed.scheme !== 'openbao') throw new Error(`not transit: ${uri}`)
    return { store: open(parsed, context), context }
  }
  const create = async (uri = 'hashivault://ledger-operator', token = bao.rootToken, fetch?: HttpFetch) => {
    const opened = openStore(uri, token, fetch)
    const created = await opened.store.create()
    return { ...opened, ...created, name: new URL(created.stored.reference).hostname }
  }

  it.each([
    ['hashivault://ledger-operator', 'transit', /^hashivault:\/\/ledger-operator-16000000001-[0-9a-f]{32}\?version=1$/],
    [
      'openbao://ledger-operator?mount=team-signing',
      'team-signing',
      /^openbao:\/\/ledger-operator-16000000001-[0-9a-f]{32}\?mount=team-signing&version=1$/,
    ],
  ])('is created by %s under a name of this run, never exportable', async (uri, mount, reference) => {
    const { name, stored, publicKey, context } = await create(uri)
    expect(stored.reference).toMatch(reference)
    const { data } = await bao.send('GET', `${mount}/keys/${name}`)
    expect(data).toMatchObject({ type: 'ecdsa-p256', exportable: false, allow_plaintext_backup: false })
    expect(context.journal.state).toMatchObject({ state: 'confirmed', updatedAt: stored.updatedAt, publicKey })
  })

  it('is created by an identity that may only create and read public keys', async () => {
    const token = await bao.createToken({ create: CREATE })
    const { name, store } = await create('hashivault://ledger-operator', token)
    for (const [method, path, body] of [
      ['POST', `transit/sign/${name}`, { input: 'AAAA' }],
      ['GET', `transit/export/signing-key/${name}`],
      ['GET', `transit/backup/${name}`],
      ['POST', `transit/keys/${name}/config`, { exportable: true }],
      ['POST', `transit/keys/${name}/rotate`, {}],
      ['POST', 'transit/keys/exportable', { type: 'ecdsa-p256', exportable: true }],
      ['DELETE', `transit/keys/${name}`],
    ] as const) {
      expect((await bao.send(method, path, body, token)).status, path).toBe(403)
    }
    expect((await actionErrorOf(store.sign(Buffer.from('proof')))).code).toBe('vault-forbidden')
  })

  it('gets another name with every creation', async () => {
    const [first, second] = [await create(), await create()]
    expect(first.name).not.toBe(second.name)
    expect(first.publicKey.hex).not.toBe(second.publicKey.hex)
  })

  it('signs with the version that the URI pins', async () => {
    const { name, stored, publicKey } = await create()
    await bao.set(`transit/keys/${name}/rotate`, {})
    const token = await bao.createToken({ sign: SIGN })
    const { store } = openStore(String(stored.reference), token)
    const key = createPublicKey({ key: { ...publicKey.jwk }, format: 'jwk' })
    for (const bytes of [Buffer.from('proof'), Buffer.alloc(0), Buffer.alloc(4096, 1)]) {
      const signature = await store.sign(bytes)
      expect(signature).toHaveLength(64)
      expect(verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true)
    }
    expect((await store.describe()).publicKey.hex).toBe(publicKey.hex)
  })

  it('describe says what a key of Transit is, and which run made it', async () => {
    const { stored, publicKey } = await create()
    const token = await bao.createToken({ sign: SIGN })
    expect(await openStore(String(stored.reference), token).store.describe()).toEqual({
      type: 'ecdsa-p256',
      usage: 'sign',
      origin: 'made in Transit',
      isExportable: false,
      isShared: false,
      deletion: 'not allowed until an admin sets `deletion_allowed`',
      runId: '16000000001',
      publicKey,
    })
  })

  it('a key of Transit that a person made is of no run, and is not adopted', async () => {
    await bao.set('transit/keys/by-hand', { type: 'ecdsa-p256', exportable: true })
    const { store } = openStore('hashivault://by-hand', bao.rootToken)
    const snapshot = await store.read()
    expect(snapshot).toMatchObject({ reference: 'hashivault://by-hand?version=1' })
    expect(await store.describe()).toMatchObject({ isExportable: true, runId: undefined })
    expect(snapshot.irreplaceable?.code).toBe('input-invalid')
  })

  it.each([
    [
      'exportable if it was made so later',
      'config',
      { exportable: true },
      { isExportable: true, runId: '16000000001' },
    ],
    ['of no run if it was rotated', 'rotate', {}, { isExportable: false, runId: undefined }],
  ])('is %s', async (_, operation, body, expected) => {
    const { name } = await create()
    await bao.set(`transit/keys/${name}/${operation}`, body)
    const { store } = openStore(`hashivault://${name}`, bao.rootToken)
    expect(await store.describe()).toMatchObject(expected)
  })

  it('is deleted only if its deletion is allowed', async () => {
    const { name, stored } = await create()
    const { store, context } = openStore(String(stored.reference), bao.rootToken)
    const error = await actionErrorOf(store.delete())
    expect(error.code).toBe('deletion-not-allowed')
    expect(error.hint).toContain(`transit/keys/${name}/config deletion_allowed=true`)
    expect(context.journal.state).toEqual({ state: 'unchanged' })
    await bao.set(`transit/keys/${name}/config`, { deletion_allowed: true })
    expect(await store.delete()).toEqual({ existed: true })
    expect(context.journal.state.state).toBe('deleted')
    expect(await store.delete()).toMatchObject({ existed: false, elsewhere: expect.stringContaining(bao.address) })
    expect((await bao.send('GET', `transit/keys/${name}`)).status).toBe(404)
  })

  it('is deleted once if the response is lost', async () => {
    const { name, stored } = await create()
    await bao.set(`transit/keys/${name}/config`, { deletion_allowed: true })
    const { store, context } = openStore(String(stored.reference), bao.rootToken, losing('DELETE', /\/keys\//, 1))
    expect(await store.delete()).toEqual({ existed: true })
    expect(context.journal.state.state).toBe('deleted')
  })

  it.each([
    ['vault-mount-missing', 'hashivault://ledger?mount=nothing', 'read'],
    ['vault-wrong-engine', 'hashivault://ledger?mount=secret', 'read'],
    ['vault-forbidden', 'hashivault://ledger?mount=team-signing', 'read'],
    ['key-not-found', 'hashivault://ledger', 'describe'],
    ['key-unsupported', 'hashivault://rsa', 'describe'],
    ['key-not-found', 'hashivault://by-hand?version=9', 'describe'],
  ] as const)('fails with %s for %s (%s)', async (code, uri, operation) => {
    await bao.set('transit/keys/rsa', { type: 'rsa-2048' })
    await bao.set('transit/keys/by-hand', { type: 'ecdsa-p256' })
    const token = await bao.createToken({
      create: CREATE,
      kv: 'path "secret/*" { capabilities = ["read"] }',
      other: 'path "team-signing/sign/*" { capabilities = ["update"] }',
    })
    expect((await actionErrorOf(openStore(uri, token).store[operation]())).code).toBe(code)
  })
})
