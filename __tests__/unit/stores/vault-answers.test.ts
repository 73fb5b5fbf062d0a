// What KV and Transit make of answers that a real server seldom gives.
import { describe, expect, it } from 'vitest'
import { encodePrivateKey, generateOperatorKey } from '../../../src/key/operator-key.ts'
import { open as openTransit } from '../../../src/stores/transit.ts'
import { open as openKv } from '../../../src/stores/vault.ts'
import { actionErrorOf } from '../../support/errors.ts'
import { scriptedVault, type VaultScript } from '../../support/scripted-vault.ts'

const TIME = '2026-03-01T12:00:00.123456789Z'
const { privateKeyPem, publicKey } = generateOperatorKey()
const SECRET = {
  privateKey: encodePrivateKey(privateKeyPem, 'hex'),
  publicKey,
  operator: undefined,
  workspace: undefined,
}
const ABSENT: VaultScript = [404, { errors: [] }]
const KV: VaultScript = [200, { data: { type: 'kv', options: { version: '2' } } }]
const VERSION = { created_time: TIME, deletion_time: '', destroyed: false }
const versions = (current: number, all: Record<number, object>): VaultScript => [
  200,
  { data: { current_version: current, versions: all } },
]
const STORED: VaultScript = [200, { data: { version: 1, created_time: TIME } }]

describe('a secret of KV', () => {
  const start = (script: Record<string, VaultScript[]>, pin?: number, env?: Record<string, string>) => {
    const context = scriptedVault({ 'GET sys/internal/ui/mounts/kv/a/b%20c': [KV], ...script }, env)
    return { context, store: openKv({ scheme: 'vault', mount: 'kv', path: 'a/b c', field: 'pem', pin }, context) }
  }
  const METADATA = 'GET kv/metadata/a/b%20c'
  const WRITE = 'POST kv/data/a/b%20c'
  const DESTROY = 'PUT kv/destroy/a/b%20c'

  it('names its namespace in the claims of the proof', () => {
    const { store } = start({}, undefined, { VAULT_NAMESPACE: '/team/' })
    expect(store.claims).toEqual({
      uri: 'vault://kv/a/b%20c#pem',
      address: 'https://vault.example.com',
      namespace: 'team',
    })
  })

  it('stays where the URI says if the server names a mount that is no part of it', async () => {
    const elsewhere: VaultScript = [200, { data: { path: 'other/', type: 'kv', options: { version: '2' } } }]
    const { store } = start({ 'GET sys/internal/ui/mounts/kv/a/b%20c': [elsewhere], [METADATA]: [ABSENT] })
    expect(await store.read()).toEqual({ updatedAt: undefined, current: 0 })
  })

  it('is confirmed once a server that is behind shows it', async () => {
    const { store, context } = start({
      [METADATA]: [ABSENT, ABSENT, ABSENT, versions(1, { 1: VERSION })],
      [WRITE]: [STORED],
    })
    expect(await store.store(SECRET, await store.read())).toMatchObject({ updatedAt: TIME })
    expect(context.sent.filter(request => request === METADATA)).toHaveLength(4)
  })

  it.each<[string, VaultScript, string]>([
    ['is never shown', ABSENT, 'does not show version 1'],
    ['was replaced', versions(2, { 1: VERSION, 2: VERSION }), 'another run stored version 2'],
    ['is another one', versions(1, { 1: { ...VERSION, created_time: '2026-03-01T11:00:00Z' } }), 'is another one'],
    ['was deleted', versions(1, { 1: { ...VERSION, deletion_time: TIME } }), 'is another one, or was deleted'],
    ['was destroyed', versions(1, { 1: { ...VERSION, destroyed: true } }), 'is another one, or was deleted'],
  ])('is not confirmed if its version %s', async (_, metadata, message) => {
    const { store, context } = start({ [METADATA]: [ABSENT, metadata], [WRITE]: [STORED] })
    const error = await actionErrorOf(store.store(SECRET, await store.read()))
    expect(error.code).toBe('not-confirmed')
    expect(error.message).toContain(message)
    expect(context.journal.state.state).toBe('unconfirmed')
  })

  it('is confirmed if its version will be deleted later', async () => {
    const later = versions(1, { 1: { ...VERSION, deletion_time: '2027-01-01T00:00:00Z' } })
    const { store } = start({ [METADATA]: [ABSENT, later], [WRITE]: [STORED] })
    expect((await store.store(SECRET, await store.read())).updatedAt).toBe(TIME)
  })

  it('is stored once the server accepts connections again', async () => {
    const { store } = start({
      // The second attempt may have been applied, so the metadata is read before the third.
      [METADATA]: [ABSENT, ABSENT, versions(1, { 1: VERSION })],
      [WRITE]: ['ECONNREFUSED', [503, 'Service Unavailable'], STORED],
    })
    expect((await store.store(SECRET, await store.read())).updatedAt).toBe(TIME)
  })

  it('may hold the key if all responses are lost', async () => {
    const { store, context } = start({ [METADATA]: [ABSENT], [WRITE]: ['ECONNRESET'] })
    const error = await actionErrorOf(store.store(SECRET, await store.read()))
    expect(error.code).toBe('vault-unreachable')
    expect(context.journal.state.state).toBe('indeterminate')
  })

  it('is as before if the server was sealed before the write', async () => {
    const { store, context } = start({ [METADATA]: [ABSENT], [WRITE]: [[503, { errors: ['Vault is sealed'] }]] })
    expect((await actionErrorOf(store.store(SECRET, await store.read()))).code).toBe('vault-sealed')
    expect(context.journal.state.state).toBe('unchanged')
  })

  it('is as before if no time was left for the write', async () => {
    const { store, context } = start({ [METADATA]: [ABSENT] })
    const snapshot = await store.read()
    await context.sleep(110_000)
    expect((await actionErrorOf(store.store(SECRET, snapshot))).code).toBe('vault-unavailable')
    expect(context.journal.state.state).toBe('unchanged')
  })

  it('may hold the key if an earlier response was lost and the write is refused then', async () => {
    const { store, context } = start({
      [METADATA]: [ABSENT],
      [WRITE]: ['ECONNRESET', [403, { errors: ['permission denied'] }]],
    })
    expect((await actionErrorOf(store.store(SECRET, await store.read()))).code).toBe('vault-forbidden')
    expect(context.journal.state.state).toBe('indeterminate')
  })

  it.each([1, 2])('is as before if another run was faster, although %d responses were lost', async lost => {
    const theirs: VaultScript = [200, { data: { data: { public_key_hex: 'another' } } }]
    const { store, context } = start({
      [METADATA]: [...Array(lost).fill(ABSENT), versions(1, { 1: VERSION })],
      [WRITE]: Array(lost).fill('ECONNRESET'),
      'GET kv/data/a/b%20c?version=1': [theirs],
    })
    expect((await actionErrorOf(store.store(SECRET, await store.read()))).code).toBe('key-exists')
    expect(context.journal.state.state).toBe('unchanged')
  })

  it.each<[string, Record<string, VaultScript[]>]>([
    ['the metadata has no current version', { [METADATA]: [[200, { data: {} }]] }],
    ['the stored version has no number', { [METADATA]: [ABSENT], [WRITE]: [[200, { data: {} }]] }],
    ['the stored version has no time', { [METADATA]: [ABSENT], [WRITE]: [[200, { data: { version: 1 } }]] }],
  ])('is not stored if %s', async (_, script) => {
    const { store } = start(script)
    const error = await actionErrorOf(async () => store.store(SECRET, await store.read()))
    expect(error.code).toBe('vault-invalid-response')
  })

  it.each<[string, VaultScript, string]>([
    ['does not exist', ABSENT, 'does not exist'],
    ['was destroyed', [404, { data: { data: null, metadata: VERSION } }], 'was deleted'],
    ['has no such field', [200, { data: { data: { private_key: 'x' } } }], 'has no text in the field `pem`'],
    ['has an empty field', [200, { data: { data: { pem: '' } } }], 'has no text in the field `pem`'],
    ['has a field of another type', [200, { data: { data: { pem: 7 } } }], 'has no text in the field `pem`'],
  ])('cannot be read if it %s', async (_, answer, message) => {
    const { store } = start({ 'GET kv/data/a/b%20c': [answer] })
    const error = await actionErrorOf(store.readPrivateKey())
    expect(error.code).toBe('key-not-found')
    expect(error.message).toContain(message)
  })

  it('is not deleted if the server only says so', async () => {
    const { store, context } = start({ [METADATA]: [versions(1, { 1: VERSION })], [DESTROY]: [[204]] }, 1)
    expect((await actionErrorOf(store.delete())).code).toBe('not-confirmed')
    expect(context.journal.state.state).toBe('deleting')
  })

  it('may be deleted if an earlier response was lost and the request is refused then', async () => {
    const { store, context } = start(
      { [METADATA]: [versions(1, { 1: VERSION })], [DESTROY]: ['ECONNRESET', [403, { errors: [] }]] },
      1,
    )
    expect((await actionErrorOf(store.delete())).code).toBe('vault-forbidden')
    expect(context.journal.state.state).toBe('deleting')
  })
})

describe('a key of Transit', () => {
  const PEM = `-----BEGIN PUBLIC KEY-----\n${Buffer.concat([
    Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex'),
    Buffer.from(publicKey.hex, 'hex'),
  ]).toString('base64')}\n-----END PUBLIC KEY-----\n`
  const KEY = {
    type: 'ecdsa-p256',
    exportable: false,
    allow_plaintext_backup: false,
    deletion_allowed: true,
    latest_version: 1,
    keys: { 1: { public_key: PEM, creation_time: TIME } },
  }
  const shown = (change: object = {}): VaultScript => [200, { data: { ...KEY, ...change } }]
  /** Every key has the same answers: the nonce in the name is not known. */
  const start = (
    script: Record<string, VaultScript[]>,
    { pin, key = 'key', env }: { pin?: number; key?: string; env?: Record<string, string> } = {},
  ) => {
    const anyName = new Proxy(script, {
      get: (target, request: string) => target[request.replace(/key-7-[0-9a-f]{32}$/, 'new')],
    })
    const context = scriptedVault(anyName, env)
    return { context, store: openTransit({ scheme: 'openbao', mount: 'transit', key, pin }, context) }
  }
  const ENGINE = { 'GET sys/internal/ui/mounts/transit': [[200, { data: { type: 'transit' } }] as VaultScript] }

  it('names its namespace in the claims of the proof', () => {
    const { store } = start({}, { env: { VAULT_NAMESPACE: 'team' } })
    expect(store.claims).toEqual({
      uri: 'openbao://key',
      address: 'https://vault.example.com',
      namespace: 'team',
    })
  })

  it.each<[string, VaultScript, string]>([
    ['is not there', ABSENT, 'not-confirmed'],
    ['has two versions', shown({ latest_version: 2 }), 'not-confirmed'],
    ['was imported', shown({ imported_key: true }), 'not-confirmed'],
    ['is exportable', shown({ exportable: true }), 'key-exportable'],
    ['can be backed up', shown({ allow_plaintext_backup: true }), 'key-exportable'],
    ['has a public key of another curve', shown({ keys: { 1: { public_key: 'x' } } }), 'vault-invalid-response'],
    ['is of another type', shown({ type: 'ed25519' }), 'key-unsupported'],
  ])('is not given out if it %s after its creation', async (_, answer, code) => {
    const { store, context } = start({ ...ENGINE, 'POST transit/keys/new': [[204]], 'GET transit/keys/new': [answer] })
    expect((await actionErrorOf(store.create({ updatedAt: undefined }))).code).toBe(code)
    expect(context.journal.state.state).toBe('unconfirmed')
  })

  it('is created once the server accepts connections again', async () => {
    const { store } = start({
      ...ENGINE,
      'POST transit/keys/new': ['ECONNREFUSED', 'ECONNRESET', [204]],
      'GET transit/keys/new': [ABSENT, shown()],
    })
    expect((await store.create({ updatedAt: undefined })).publicKey).toEqual(publicKey)
  })

  it.each<[VaultScript[], string]>([
    [[[403, { errors: [] }]], 'unchanged'],
    [['ECONNRESET', [403, { errors: [] }]], 'indeterminate'],
  ])('is not created if the server refuses (case %#)', async (answers, state) => {
    const { store, context } = start({ ...ENGINE, 'POST transit/keys/new': answers, 'GET transit/keys/new': [ABSENT] })
    const error = await actionErrorOf(store.create({ updatedAt: undefined }))
    expect(error.code).toBe('vault-forbidden')
    expect(error.hint).toContain('`update` on `transit/keys/key-7-')
    expect(context.journal.state.state).toBe(state)
  })

  it('is not created under a name that is too long for the id and the nonce', async () => {
    const { store } = start({}, { key: 'k'.repeat(65) })
    expect((await actionErrorOf(store.create({ updatedAt: undefined }))).code).toBe('input-invalid')
  })

  it('is described as imported, and as one that can be deleted', async () => {
    const { store } = start({ 'GET transit/keys/key': [shown({ imported_key: true })] })
    expect(await store.describe()).toMatchObject({ origin: 'imported', isExportable: true })
    expect((await store.describe()).deletion).toMatch(/^allowed/)
  })

  it.each<[string, VaultScript, string]>([
    ['there is no key', [400, { errors: ['signing key not found'] }], 'key-not-found'],
    ['the version is too old', [400, { errors: ['less than the minimum'] }], 'vault-refused'],
    ['there is no signature', [200, { data: {} }], 'vault-invalid-response'],
    ['the signature is DER', [200, { data: { signature: 'vault:v2:MEUCIQ' } }], 'vault-invalid-response'],
    [
      'another version signed',
      [200, { data: { signature: `vault:v1:${Buffer.alloc(64).toString('base64url')}` } }],
      'vault-invalid-response',
    ],
  ])('does not sign if %s', async (_, answer, code) => {
    const { store } = start({ 'POST transit/sign/key': [answer] }, { pin: 2 })
    expect((await actionErrorOf(store.sign(Buffer.from('proof')))).code).toBe(code)
  })

  it.each<[VaultScript[], string]>([
    [[[403, { errors: [] }]], 'unchanged'],
    [['ECONNRESET', [403, { errors: [] }]], 'deleting'],
    [['ECONNRESET', [400, { errors: ['deletion is not allowed'] }]], 'deleting'],
  ])('is not deleted if the server refuses (case %#)', async (answers, state) => {
    const { store, context } = start(
      { 'GET transit/keys/key': [shown()], 'DELETE transit/keys/key': answers },
      { pin: 1 },
    )
    expect((await actionErrorOf(store.delete())).code).toMatch(/^vault-(?:forbidden|refused)$/)
    expect(context.journal.state.state).toBe(state)
  })
})
