// What Transit makes of answers that a real server seldom gives.
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { generateOperatorKey } from '../../../src/key/operator-key.ts'
import { open } from '../../../src/stores/vault-transit.ts'
import { lowerFirst } from '../../../src/text.ts'
import { actionErrorOf } from '../../support/errors.ts'
import { ABSENT, CHECK_MOUNT, lacking, SERVER, scriptedVault, type VaultScript } from '../../support/scripted-vault.ts'

const TIME = '2026-03-01T12:00:00.123456789Z'
const { publicKey } = generateOperatorKey()

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
  const ENGINE: VaultScript = [200, { data: { type: 'transit' } }]
  const PLACE = `The key "transit/key" of ${SERVER}`
  /** A new key gets a name with a nonce. */
  const NEW = 'key-7-NONCE'
  const NEW_PLACE = `The key "transit/${NEW}" of ${SERVER}`
  const withoutNonce = (text: string) => text.replace(/(?<=key-7-)[0-9a-f]{32}/g, 'NONCE')
  const GET = 'GET transit/keys/key'
  const POST_NEW = `POST transit/keys/${NEW}`
  const GET_NEW = `GET transit/keys/${NEW}`
  const DELETE = 'DELETE transit/keys/key'
  const SIGN = 'POST transit/sign/key'
  const PLANNED = { type: 'planned', places: [NEW_PLACE] }
  const STARTED = { type: 'write-started', place: NEW_PLACE, replaces: false }
  const REJECTED = { type: 'write-rejected' }
  const APPLIED = { type: 'applied', place: NEW_PLACE }
  const DELETING = { type: 'delete-started', place: PLACE }
  const KEPT = { type: 'delete-rejected' }
  const DELETED = { type: 'deleted', place: PLACE }

  const start = (
    script: Record<string, VaultScript[]>,
    { pin, key = 'key', env }: { pin?: number; key?: string; env?: Record<string, string> } = {},
  ) => {
    const ofAnyNonce = new Proxy<typeof script>(
      { 'GET sys/internal/ui/mounts/transit': [ENGINE], ...script },
      { get: (target, request: string) => target[withoutNonce(request)] },
    )
    const context = scriptedVault(ofAnyNonce, env)
    const store = open({ scheme: 'openbao', mount: 'transit', key, pin }, context)
    const events = () => context.events.map(event => JSON.parse(withoutNonce(JSON.stringify(event))))
    return { context, store, bodies: context.bodies, events, sent: () => context.sent.map(withoutNonce) }
  }
  const errorIn = async (operation: Promise<unknown>) => {
    const { code, message, hint } = await actionErrorOf(operation)
    return { code, message: withoutNonce(message), hint: withoutNonce(hint) }
  }

  it('names its namespace in the claims of the proof', () => {
    const { store } = start({}, { env: { VAULT_NAMESPACE: 'team' }, pin: 1 })
    expect(store.claims).toEqual({ uri: 'openbao://key', address: 'https://vault.example.com', namespace: 'team' })
  })

  it('is created under a name of this run, and confirmed', async () => {
    const { store, sent, bodies, events } = start({ [POST_NEW]: [[204]], [GET_NEW]: [shown()] })
    expect(store.displayName).toBe(PLACE)
    const { stored, publicKey: created } = await store.create()
    expect(created).toEqual(publicKey)
    expect(stored).toEqual({
      updatedAt: TIME,
      reference: expect.stringMatching(/^openbao:\/\/key-7-[0-9a-f]{32}\?version=1$/),
    })
    expect(store.claims).toEqual({
      uri: stored.reference.replace('?version=1', ''),
      address: 'https://vault.example.com',
    })
    expect(sent()).toEqual([POST_NEW, GET_NEW])
    expect(bodies()).toEqual([{ type: 'ecdsa-p256' }])
    const { hex, jwk } = publicKey
    const confirmed = { type: 'confirmed', place: NEW_PLACE, updatedAt: TIME, publicKey: { hex, jwk } }
    expect(events()).toMatchObject([PLANNED, STARTED, APPLIED, confirmed])
  })

  const CHECK_LOG =
    'Find out in the audit log of the server what else changes keys of this mount. Then run this again: it makes another key.'
  const accepted = (then: string) => ({
    code: 'not-confirmed',
    message: `${SERVER} accepted the creation of ${lowerFirst(NEW_PLACE)}, but then ${then}.`,
    hint: CHECK_LOG,
  })
  const another = accepted('showed another key under this name')
  const exportable = {
    code: 'key-exportable',
    message: `${NEW_PLACE} can be exported, although this run did not ask for that.`,
    hint: 'Do not register its public key. Find out what changes keys of this mount.',
  }
  it.each<[string, VaultScript, object]>([
    ['is not there', ABSENT, accepted('had no such key')],
    ['has two versions', shown({ latest_version: 2 }), another],
    ['has no first version', shown({ keys: {} }), another],
    ['was imported', shown({ imported_key: true }), another],
    ['is exportable', shown({ exportable: true }), exportable],
    ['does not say whether it is exportable', shown({ exportable: undefined }), exportable],
    ['can be backed up', shown({ allow_plaintext_backup: true }), exportable],
    [
      'has a public key of another curve',
      shown({ keys: { 1: { public_key: 'x' } } }),
      {
        code: 'vault-invalid-response',
        message: `${SERVER} gave a response that is not Vault's API: the public key of ${lowerFirst(NEW_PLACE)} is not a P-256 key.`,
      },
    ],
    [
      'is of another type',
      shown({ type: 'ed25519' }),
      {
        code: 'key-unsupported',
        message: `${NEW_PLACE} is of the type "ed25519", and Ledger takes \`ecdsa-p256\` only.`,
        hint: 'Name another key in `key-store`.',
      },
    ],
  ])('is not given out if it %s after its creation', async (_, answer, expected) => {
    const { store, context, events } = start({ [POST_NEW]: [[204]], [GET_NEW]: [answer] })
    expect(await errorIn(store.create())).toMatchObject(expected)
    expect(events()).toEqual([PLANNED, STARTED, APPLIED])
    expect(context.clock.elapsedMs()).toBe(answer === ABSENT ? 10_000 : 0)
  })

  it('is confirmed once a server that is behind shows it', async () => {
    const { store, context } = start({ [POST_NEW]: [[204]], [GET_NEW]: [ABSENT, ABSENT, shown()] })
    expect((await store.create()).publicKey).toEqual(publicKey)
    expect(context.clock.elapsedMs()).toBe(1_000)
  })

  it('is created once the server accepts connections again', async () => {
    const { store, sent, events } = start({
      [POST_NEW]: ['ECONNREFUSED', 'ECONNRESET', 'ECONNREFUSED', [204]],
      [GET_NEW]: [ABSENT, ABSENT, shown()],
    })
    expect((await store.create()).publicKey).toEqual(publicKey)
    const looked = [GET_NEW, 'GET sys/internal/ui/mounts/transit']
    expect(sent()).toEqual([POST_NEW, POST_NEW, ...looked, POST_NEW, ...looked, POST_NEW, GET_NEW])
    const rejected = [STARTED, REJECTED]
    expect(events().slice(0, -1)).toEqual([PLANNED, ...rejected, STARTED, ...rejected, STARTED, APPLIED])
  })

  it('is created once if the response is lost', async () => {
    const { store, sent, events } = start({ [POST_NEW]: ['ECONNRESET'], [GET_NEW]: [shown()] })
    expect((await store.create()).publicKey).toEqual(publicKey)
    expect(sent()).toEqual([POST_NEW, GET_NEW, GET_NEW])
    expect(events().slice(0, -1)).toEqual([PLANNED, STARTED, APPLIED])
  })

  it('may be created if all responses are lost', async () => {
    const { store, events } = start({ [POST_NEW]: ['ECONNRESET'], [GET_NEW]: [ABSENT] })
    expect(await errorIn(store.create())).toMatchObject({
      code: 'vault-unreachable',
      message: `The connection to Vault failed: read ECONNRESET (5 attempts): POST /v1/transit/keys/${NEW}.`,
    })
    expect(events()).toEqual([PLANNED, ...Array(5).fill(STARTED)])
  })

  it.each<[VaultScript[], object[]]>([
    [[[403]], [PLANNED, STARTED, REJECTED]],
    [
      ['ECONNRESET', [403]],
      [PLANNED, STARTED, STARTED, REJECTED],
    ],
  ])('is not created if the server refuses (case %#)', async (answers, expectedEvents) => {
    const { store, events } = start({ [POST_NEW]: answers, [GET_NEW]: [ABSENT] })
    expect(await errorIn(store.create())).toEqual({
      code: 'vault-forbidden',
      message: `${SERVER} refused to create ${lowerFirst(NEW_PLACE)} (status 403).`,
      hint: lacking(`\`update\` on \`transit/keys/${NEW}\``),
    })
    expect(events()).toEqual(expectedEvents)
  })

  it('is not created under a name that is too long for the id and the nonce', async () => {
    const key = 'k'.repeat(65)
    const { store, context } = start({}, { key })
    expect(await errorIn(store.create())).toMatchObject({
      code: 'input-invalid',
      message: `The input \`key-store\` is "openbao://${key}". The name of a key to create must have at most 64 characters: the run's id and a nonce are added to it.`,
    })
    expect(context.sent).toEqual([])
  })

  it('is created under the longest name', async () => {
    const { store } = start({ [POST_NEW]: [[204]] }, { key: 'k'.repeat(64) })
    await expect(store.create()).rejects.toThrow('the script has no response to POST')
  })

  const OTHER_VERSION = { public_key: PEM, creation_time: '2026-03-02T12:00:00Z' }
  const ROTATED = shown({ latest_version: 2, keys: { 1: KEY.keys[1], 2: OTHER_VERSION } })
  it('has a snapshot of no key', async () => {
    const { store } = start({ [GET]: [ABSENT] })
    expect(await store.read()).toStrictEqual({ updatedAt: undefined })
  })

  it.each<[string, VaultScript, number | undefined, object]>([
    ['of the only version', shown(), undefined, { updatedAt: TIME, publicKey, reference: 'openbao://key?version=1' }],
    [
      'of the latest version',
      ROTATED,
      undefined,
      { updatedAt: '2026-03-02T12:00:00Z', publicKey, reference: 'openbao://key?version=2' },
    ],
    [
      'of the version that the URI pins',
      ROTATED,
      1,
      { updatedAt: TIME, publicKey, reference: 'openbao://key?version=1' },
    ],
  ])('has a snapshot %s', async (_, answer, pin, expected) => {
    const { store } = start({ [GET]: [answer] }, { ...(pin && { pin }) })
    const { irreplaceable, ...snapshot } = await store.read()
    expect(snapshot).toStrictEqual(expected)
    expect(irreplaceable).toMatchObject({
      code: 'input-invalid',
      message: `The input \`if-exists\` is "overwrite". ${PLACE} exists, and Transit cannot replace a key: use another name in \`key-store\`.`,
    })
  })

  it.each<[string, VaultScript, object]>([
    [
      'the token may not',
      [403],
      {
        code: 'vault-forbidden',
        message: `${SERVER} refused to describe ${lowerFirst(PLACE)} (status 403).`,
        hint: lacking('`read` on `transit/keys/key`'),
      },
    ],
    ['the server says why there is none', [404, { errors: ['gone'] }], { code: 'vault-refused' }],
    ['there is nothing, with another status', [400, { errors: [] }], { code: 'vault-refused' }],
  ])('has no snapshot if %s', async (_, answer, expected) => {
    const { store } = start({ [GET]: [answer] })
    expect(await errorIn(store.read())).toMatchObject(expected)
  })

  it('is looked for in an engine of Transit only', async () => {
    const { store } = start({
      [GET]: [ABSENT],
      'GET sys/internal/ui/mounts/transit': [[200, { data: { type: 'pki' } }]],
    })
    expect((await errorIn(store.read())).code).toBe('vault-wrong-engine')
  })

  const MADE = `key-7-${'a'.repeat(32)}`
  it.each<[string, string, object, object]>([
    ['made by the run in its name', MADE, {}, { runId: '7' }],
    ['of no run if its name goes on', `${MADE}a`, {}, { runId: undefined }],
    ['of no run if a person made it', 'key', {}, { runId: undefined }],
    ['of no run once it was rotated', MADE, { latest_version: 2, keys: { 2: OTHER_VERSION } }, { runId: undefined }],
    ['imported', MADE, { imported_key: true }, { origin: 'imported', isExportable: true }],
    ['exportable', MADE, { exportable: true }, { isExportable: true }],
    [
      'one that nobody can delete',
      MADE,
      { deletion_allowed: false },
      { deletion: 'not allowed until an admin sets `deletion_allowed`' },
    ],
  ])('is described as %s', async (_, key, change, expected) => {
    const { store } = start({ [`GET transit/keys/${withoutNonce(key)}`]: [shown(change)] }, { key })
    expect(await store.describe()).toEqual({
      type: 'ecdsa-p256',
      usage: 'sign',
      origin: 'made in Transit',
      isExportable: false,
      isShared: false,
      deletion: 'allowed (`deletion_allowed`) to identities with `delete` on the key',
      runId: '7',
      publicKey,
      ...expected,
    })
  })

  const NAME_KEY =
    'Check the name, the mount and the version in `key-store`: use the output `key-reference` of the run that made the key.'
  const notFound = (more = '') => ({
    code: 'key-not-found',
    message: `${PLACE} does not exist${more}.`,
    hint: NAME_KEY,
  })
  it.each<[string, VaultScript, number | undefined, object]>([
    ['does not exist', ABSENT, undefined, notFound()],
    ['has no such version', shown(), 2, notFound(', or has no version 2 anymore')],
  ])('is not described if it %s', async (_, answer, pin, expected) => {
    const { store } = start({ [GET]: [answer] }, { ...(pin && { pin }) })
    expect(await errorIn(store.describe())).toEqual(expected)
  })

  const SIGNATURE = Buffer.alloc(64, 0xfb)
  const SIGNED = `vault:v12:${SIGNATURE.toString('base64url')}`
  const signed = (signature?: string): VaultScript => [200, { data: { signature } }]
  it.each([undefined, 12])('signs the SHA-256 of bytes (version %s)', async pin => {
    const { store, bodies } = start({ [SIGN]: [signed(SIGNED)] }, { ...(pin && { pin }) })
    expect(await store.sign(Buffer.from('proof'))).toEqual(SIGNATURE)
    const request = {
      input: createHash('sha256').update('proof').digest('base64'),
      prehashed: true,
      hash_algorithm: 'sha2-256',
      marshaling_algorithm: 'jws',
    }
    expect(bodies()).toEqual([pin ? { ...request, key_version: 12 } : request])
  })

  const noSignature = {
    code: 'vault-invalid-response',
    message: `${SERVER} gave a response that is not Vault's API: it has no signature of 64 bytes by the version of the key that was asked for.`,
  }
  it.each<[string, VaultScript, object]>([
    ['there is no key', [400, { errors: ['no', 'signing key not found'] }], notFound(', or has no version 12 anymore')],
    [
      'the version is too old',
      [400, { errors: ['less than the minimum'] }],
      {
        code: 'vault-refused',
        message: `${SERVER} refused to sign with ${lowerFirst(PLACE)} (status 400: "less than the minimum").`,
        hint: CHECK_MOUNT,
      },
    ],
    ['the token may not', [403], { code: 'vault-forbidden', hint: lacking('`update` on `transit/sign/key`') }],
    ['there is no signature', signed(), noSignature],
    ['the signature is DER', signed('vault:v12:MEUCIQ'), noSignature],
    ['the signature has a prefix', signed(`x${SIGNED}`), noSignature],
    ['the signature has an end', signed(`${SIGNED}=`), noSignature],
    ['another version signed', signed(SIGNED.replace('12', '1')), noSignature],
  ])('does not sign if %s', async (_, answer, expected) => {
    const { store } = start({ [SIGN]: [answer] }, { pin: 12 })
    expect(await errorIn(store.sign(Buffer.from('proof')))).toMatchObject(expected)
  })

  it.each<[string, VaultScript[], VaultScript[], object[]]>([
    ['is deleted', [shown()], [[204]], [DELETING, DELETED]],
    [
      'is deleted once the server answers',
      [shown()],
      ['ECONNREFUSED', [503], [204]],
      [DELETING, KEPT, DELETING, DELETING, DELETED],
    ],
    [
      'is deleted by a request whose response is lost',
      [shown(), ABSENT],
      ['ECONNRESET', [400]],
      [DELETING, DELETING, KEPT, DELETED],
    ],
    [
      'is deleted by a request whose response is lost, as a server that is behind shows later',
      [shown(), shown(), ABSENT],
      ['ECONNRESET', [400]],
      [DELETING, DELETING, KEPT, DELETED],
    ],
  ])('%s', async (_, answers, deletions, expectedEvents) => {
    const { store, context, events } = start({ [GET]: answers, [DELETE]: deletions }, { pin: 1 })
    expect(await store.delete()).toEqual({ existed: true })
    expect(context.sent.filter(request => request === DELETE)).toHaveLength(deletions.length)
    expect(events()).toEqual(expectedEvents)
  })

  it('may exist elsewhere if there is none to delete', async () => {
    const { store, events } = start({ [GET]: [ABSENT] }, { pin: 1, env: { VAULT_NAMESPACE: 'team' } })
    expect(await store.delete()).toEqual({
      existed: false,
      elsewhere:
        'Check the mount and the name in `key-store`, and the address (VAULT_ADDR is https://vault.example.com) and the namespace (VAULT_NAMESPACE is "team").',
    })
    expect(events()).toEqual([])
  })

  it.each<[string, VaultScript[], VaultScript[], object, object[]]>([
    [
      'the token may not',
      [shown(), ABSENT],
      [[403]],
      {
        code: 'vault-forbidden',
        message: `${SERVER} refused to delete ${lowerFirst(PLACE)} (status 403).`,
        hint: lacking('`delete` on `transit/keys/key`'),
      },
      [DELETING, KEPT],
    ],
    [
      'all responses are lost',
      [shown()],
      ['ECONNRESET'],
      {
        code: 'vault-unreachable',
        message: 'The connection to Vault failed: read ECONNRESET (5 attempts): DELETE /v1/transit/keys/key.',
      },
      Array(5).fill(DELETING),
    ],
    [
      'a response is lost, and the token may not',
      [shown()],
      ['ECONNRESET', [403]],
      { code: 'vault-forbidden' },
      [DELETING, DELETING, KEPT],
    ],
    [
      'the engine refuses',
      [shown()],
      [[400, { errors: ['deletion is not allowed'] }]],
      { code: 'vault-refused' },
      [DELETING, KEPT],
    ],
    [
      'its deletion is not allowed',
      [shown({ deletion_allowed: false })],
      [],
      {
        code: 'deletion-not-allowed',
        message: `${PLACE} does not allow its deletion, which is the default of Transit. The key still exists.`,
        hint: 'Do not register its public key: nothing can come of the key then. To delete it, an admin sets `vault write transit/keys/key/config deletion_allowed=true`; then run this again.',
      },
      [],
    ],
    [
      'it was rotated',
      [ROTATED],
      [],
      {
        code: 'key-replaced',
        message: `${PLACE} has version 2 now, and \`key-store\` names version 1: the key was rotated since. Transit deletes all versions together, so nothing was deleted.`,
        hint: 'Find out who rotated the key. Delete it by hand if nothing uses it.',
      },
      [],
    ],
  ])('is not deleted if %s', async (_, answers, deletions, expected, expectedEvents) => {
    const { store, events } = start({ [GET]: answers, [DELETE]: deletions }, { pin: 1 })
    expect(await errorIn(store.delete())).toMatchObject(expected)
    expect(events()).toEqual(expectedEvents)
  })
})
