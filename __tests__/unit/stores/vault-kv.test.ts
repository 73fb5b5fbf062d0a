import { beforeAll, describe, expect, it } from 'vitest'
import type { OpenBao } from '../../../local/openbao/index.ts'
import type { HttpFetch } from '../../../src/http/fetch.ts'
import { httpFetch } from '../../../src/http/fetch.ts'
import { encodePrivateKey, generateOperatorKey } from '../../../src/key/operator-key.ts'
import type { KeySecret } from '../../../src/stores/key-store.ts'
import { readKeyStoreUri } from '../../../src/stores/uri.ts'
import { open } from '../../../src/stores/vault-kv.ts'
import { actionErrorOf } from '../../support/errors.ts'
import { SKIPS_OPENBAO, sharedOpenBao } from '../../support/openbao.ts'
import { storeContext } from '../../support/store-context.ts'

/** What the job before the gate may do. */
const CREATE = `
path "secret/data/ledger/*" { capabilities = ["create"] }
path "secret/metadata/ledger/*" { capabilities = ["read"] }`
const OVERWRITE = `
path "secret/data/ledger/*" { capabilities = ["create", "update"] }
path "secret/metadata/ledger/*" { capabilities = ["read"] }`
const DESTROY = `
path "secret/destroy/ledger/*" { capabilities = ["update"] }
path "secret/metadata/ledger/*" { capabilities = ["read"] }`

function newSecret(): KeySecret {
  const { privateKeyPem, publicKey } = generateOperatorKey()
  return { privateKey: encodePrivateKey(privateKeyPem, 'hex'), publicKey, operator: 'demo', workspace: 'minivault' }
}

/** The connection breaks after the server has applied a request. */
function losing(method: string, path: RegExp, times: number): HttpFetch {
  let left = times
  return async (url, init) => {
    const response = await httpFetch(url, init)
    if (init.method !== method || !path.test(url) || left-- <= 0) return response
    throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
  }
}

describe.skipIf(SKIPS_OPENBAO)('a secret of KV version 2', () => {
  let bao: OpenBao
  let number = 0
  beforeAll(async () => {
    bao = await sharedOpenBao()
  })

  const newPath = () => `ledger/operator-${++number}`
  const openStore = (uri: string, token: string, fetch?: HttpFetch) => {
    const context = storeContext({ VAULT_ADDR: bao.address, VAULT_TOKEN: token }, fetch)
    const parsed = readKeyStoreUri(() => uri, 'key-store')
    if (parsed.scheme !== 'vault') throw new Error(`not vault: ${uri}`)
    return { store: open(parsed, context), context }
  }
  const asCreator = () => bao.createToken({ create: CREATE })
  const planned = ({ store, context }: ReturnType<typeof openStore>, { publicKey }: KeySecret) =>
    context.journal.append({ type: 'planned', places: [store.displayName], publicKey })

  it('holds everything in one version, stored by a token that may only create', async () => {
    const path = newPath()
    const secret = { ...newSecret(), apiAccess: { apiKeyId: 'id', apiKeySecret: 'secret' } }
    const opened = openStore(`vault://secret/${path}`, await asCreator())
    const { store, context } = opened
    const snapshot = await store.read()
    expect(snapshot.updatedAt).toBeUndefined()
    planned(opened, secret)
    const stored = await store.store(secret, snapshot)
    const { data } = await bao.send('GET', `secret/data/${path}`)
    expect(data.data).toEqual({
      private_key: secret.privateKey,
      public_key_hex: secret.publicKey.hex,
      operator: 'demo',
      workspace: 'minivault',
      api_key_id: 'id',
      api_key_secret: 'secret',
    })
    expect(stored).toEqual({
      updatedAt: (data.metadata as Record<string, unknown>).created_time,
      reference: `vault://secret/${path}?version=1#private_key`,
    })
    expect(context.journal.state).toMatchObject({ state: 'confirmed', updatedAt: stored.updatedAt })
    expect(await store.read()).toMatchObject({ updatedAt: stored.updatedAt, reference: stored.reference })
  })

  it('is found in a mount whose name has slashes, by tokens that may only create, read or destroy', async () => {
    await bao.set('sys/mounts/team/kv', { type: 'kv', options: { version: '2' } })
    const inTeam = (policy: string) => policy.replaceAll('"secret/', '"team/kv/')
    const secret = newSecret()
    const creator = openStore('vault://team/kv/ledger/operator', await bao.createToken({ create: inTeam(CREATE) }))
    const stored = await creator.store.store(secret, await creator.store.read())
    expect(stored).toMatchObject({
      reference: 'vault://team/kv/ledger/operator?version=1#private_key',
    })
    const readOnly = 'path "team/kv/data/ledger/*" { capabilities = ["read"] }'
    const reader = openStore(stored.reference, await bao.createToken({ read: readOnly }))
    expect(await reader.store.readPrivateKey()).toEqual({ text: secret.privateKey })
    const destroyer = openStore(stored.reference, await bao.createToken({ destroy: inTeam(DESTROY) }))
    expect(await destroyer.store.delete()).toMatchObject({ existed: true })
    expect((await bao.send('GET', 'team/kv/data/ledger/operator')).data.data).toBeNull()
  })

  it('is not read without a policy for it, in a mount of any name', async () => {
    const token = await bao.createToken({ other: 'path "secret/data/other" { capabilities = ["read"] }' })
    for (const uri of ['vault://team/kv/ledger/operator', 'vault://secret/ledger/operator']) {
      expect((await actionErrorOf(openStore(uri, token).store.readPrivateKey())).code, uri).toMatch(
        /^vault-(?:forbidden|mount-missing)$/,
      )
    }
  })

  it.each([
    ['a token that may only create', CREATE],
    ['a token that may also update', OVERWRITE],
  ])('is not overwritten by a run that saw nothing there, with %s', async (_, policy) => {
    const path = newPath()
    const token = await bao.createToken({ racer: policy })
    const first = openStore(`vault://secret/${path}`, token)
    const second = openStore(`vault://secret/${path}`, token)
    const snapshots = [await first.store.read(), await second.store.read()] as const
    const secret = newSecret()
    await first.store.store(secret, snapshots[0])
    const error = await actionErrorOf(second.store.store(newSecret(), snapshots[1]))
    expect(error.code).toBe('key-exists')
    expect(second.context.journal.state).toEqual({ state: 'unchanged' })
    expect((await bao.send('GET', `secret/data/${path}`)).data.data).toMatchObject({ private_key: secret.privateKey })
  })

  it('is overwritten by check-and-set, and keeps its earlier versions', async () => {
    const path = newPath()
    const token = await bao.createToken({ overwrite: OVERWRITE })
    const [first, second] = [newSecret(), newSecret()]
    const { store } = openStore(`vault://secret/${path}`, token)
    const { reference } = await store.store(first, await store.read())
    const replaced = await store.store(second, await store.read())
    expect(replaced.reference).toBe(`vault://secret/${path}?version=2#private_key`)
    expect(await openStore(String(reference), bao.rootToken).store.readPrivateKey()).toEqual({ text: first.privateKey })
    expect(await openStore(`vault://secret/${path}`, bao.rootToken).store.readPrivateKey()).toEqual({
      text: second.privateKey,
    })
  })

  it('is not overwritten by a run that saw an older version', async () => {
    const path = newPath()
    const { store, context } = openStore(`vault://secret/${path}`, bao.rootToken)
    await store.store(newSecret(), await store.read())
    const snapshot = await store.read()
    await bao.set(`secret/data/${path}`, { data: { private_key: 'another' } })
    expect((await actionErrorOf(store.store(newSecret(), snapshot))).code).toBe('key-exists')
    expect(context.masks).toContain(bao.rootToken)
  })

  it('is not claimed after a lost response by a token that may not read it', async () => {
    const path = newPath()
    const opened = openStore(`vault://secret/${path}`, await asCreator(), losing('POST', /\/data\//, 1))
    const secret = newSecret()
    planned(opened, secret)
    const error = await actionErrorOf(opened.store.store(secret, await opened.store.read()))
    expect(error.code).toBe('not-confirmed')
    expect(error.hint).toContain(`vault://secret/${path}?version=1#private_key`)
    expect(opened.context.journal.state.state).toBe('indeterminate')
  })

  it('is read at exactly the version that the URI pins', async () => {
    const path = newPath()
    const { store } = openStore(`vault://secret/${path}#pem`, bao.rootToken)
    const [first, second] = [newSecret(), newSecret()]
    const { reference } = await store.store(first, await store.read())
    await store.store(second, await store.read())
    const pinned = openStore(String(reference), bao.rootToken)
    expect(await pinned.store.readPrivateKey()).toEqual({ text: first.privateKey })
    expect(pinned.context.masks).toContain(first.privateKey)
    await bao.send('PUT', `secret/destroy/${path}`, { versions: [1] })
    expect((await actionErrorOf(pinned.store.readPrivateKey())).code).toBe('key-not-found')
  })

  it('is destroyed at exactly the version that the URI pins', async () => {
    const path = newPath()
    const { store } = openStore(`vault://secret/${path}`, bao.rootToken)
    const { reference } = await store.store(newSecret(), await store.read())
    const newer = newSecret()
    await store.store(newer, await store.read())
    const destroyer = openStore(String(reference), await bao.createToken({ destroy: DESTROY }))
    const otherVersions = [`vault://secret/${path}?version=2#private_key`]
    expect(await destroyer.store.delete()).toEqual({ existed: true, otherVersions })
    expect(destroyer.context.journal.state.state).toBe('deleted')
    const { data } = await bao.send('GET', `secret/metadata/${path}`)
    expect(data.versions).toMatchObject({ 1: { destroyed: true }, 2: { destroyed: false } })
    expect(await openStore(`vault://secret/${path}`, bao.rootToken).store.readPrivateKey()).toEqual({
      text: newer.privateKey,
    })
    expect(await openStore(String(reference), bao.rootToken).store.delete()).toEqual({ existed: false, otherVersions })
  })

  it('is destroyed after a soft delete, which could be undone', async () => {
    const path = newPath()
    const { store } = openStore(`vault://secret/${path}`, bao.rootToken)
    const { reference } = await store.store(newSecret(), await store.read())
    await bao.send('DELETE', `secret/data/${path}`)
    expect(await openStore(String(reference), bao.rootToken).store.delete()).toMatchObject({ existed: true })
    expect((await bao.send('POST', `secret/undelete/${path}`, { versions: [1] })).status).toBe(204)
    expect((await bao.send('GET', `secret/data/${path}`)).status).toBe(404)
  })

  it('is destroyed once if the response is lost', async () => {
    const path = newPath()
    const { store } = openStore(`vault://secret/${path}`, bao.rootToken)
    const { reference } = await store.store(newSecret(), await store.read())
    const lossy = openStore(String(reference), bao.rootToken, losing('PUT', /\/destroy\//, 1))
    expect(await lossy.store.delete()).toMatchObject({ existed: true })
    expect(lossy.context.journal.state.state).toBe('deleted')
  })

  it('can be stored again after its only version was destroyed, by a token that may update', async () => {
    const path = newPath()
    const { store } = openStore(`vault://secret/${path}`, bao.rootToken)
    const { reference } = await store.store(newSecret(), await store.read())
    await openStore(String(reference), bao.rootToken).store.delete()
    expect((await store.read()).updatedAt).toBeUndefined()
    const creator = openStore(`vault://secret/${path}`, await asCreator())
    const error = await actionErrorOf(creator.store.store(newSecret(), await creator.store.read()))
    expect(error.message).toContain('all of its 1 versions are deleted')
    const again = await store.store(newSecret(), await store.read())
    expect(again.reference).toContain('?version=2')
  })

  it.each([
    ['vault-mount-missing', 'vault://nothing/ledger/x', 'read'],
    ['vault-wrong-engine', 'vault://kv1/ledger/x', 'read'],
    ['vault-wrong-engine', 'vault://cubbyhole/ledger/x', 'read'],
    ['vault-forbidden', 'vault://secret/elsewhere/x', 'read'],
    ['vault-forbidden', 'vault://secret/ledger/x', 'readPrivateKey'],
    ['vault-mount-missing', 'vault://nothing/ledger/x?version=1', 'delete'],
  ] as const)('fails with %s for %s (%s)', async (code, uri, operation) => {
    await bao.send('POST', 'sys/mounts/kv1', { type: 'kv', options: { version: '1' } })
    const token = await bao.createToken({
      create: CREATE,
      kv1: 'path "kv1/*" { capabilities = ["create", "read"] }',
      cubbyhole: 'path "cubbyhole/*" { capabilities = ["read"] }',
    })
    const { store, context } = openStore(uri, token)
    const error = await actionErrorOf(store[operation]())
    expect(error.code).toBe(code)
    expect(`${error.message} ${error.hint}`).not.toContain(token)
    expect(context.journal.state).toEqual({ state: 'unchanged' })
  })
})
