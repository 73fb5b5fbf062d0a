// What KV makes of answers that a real server seldom gives.
import { describe, expect, it } from 'vitest'
import { encodePrivateKey, generateOperatorKey } from '../../../src/key/operator-key.ts'
import { open } from '../../../src/stores/vault-kv.ts'
import { lowerFirst } from '../../../src/text.ts'
import { actionErrorOf } from '../../support/errors.ts'
import { ABSENT, CHECK_MOUNT, lacking, SERVER, scriptedVault, type VaultScript } from '../../support/scripted-vault.ts'

const TIME = '2026-03-01T12:00:00.123456789Z'
const { privateKeyPem, publicKey } = generateOperatorKey()
const SECRET = {
  privateKey: encodePrivateKey(privateKeyPem, 'hex'),
  publicKey,
  operator: undefined,
  workspace: undefined,
}
const KV: VaultScript = [200, { data: { type: 'kv', options: { version: '2' } } }]
const VERSION = { created_time: TIME, deletion_time: '', destroyed: false }
const versions = (current: number, all: Record<number, object>): VaultScript => [
  200,
  { data: { current_version: current, versions: all } },
]
const STORED: VaultScript = [200, { data: { version: 1, created_time: TIME } }]

describe('a secret of KV', () => {
  const start = (script: Record<string, VaultScript[]>, pin?: number, env?: Record<string, string>) => {
    const context = scriptedVault({ [MOUNT]: [KV], ...script }, env)
    const store = open({ scheme: 'vault', mount: 'kv', path: 'a/b c', field: 'pem', pin }, context)
    const { bodies, events } = context
    return { context, store, bodies, events }
  }
  const MOUNT = 'GET sys/internal/ui/mounts/kv/a/b%20c'
  const METADATA = 'GET kv/metadata/a/b%20c'
  const READ = 'GET kv/data/a/b%20c'
  const WRITE = 'POST kv/data/a/b%20c'
  const DESTROY = 'PUT kv/destroy/a/b%20c'
  const PLACE = `The secret "kv/a/b c" of ${SERVER}`
  const PLACE_2 = `Version 2 of the secret "kv/a/b c" of ${SERVER}`
  const ONE = versions(1, { 1: VERSION })
  const CHECK_ADDRESS =
    'Check the address of the server, and what is between the runner and it (a proxy, a load balancer): it may change responses. Then run this again.'
  const started = (replaces = false) => ({ type: 'write-started', place: PLACE, replaces })
  const REJECTED = { type: 'write-rejected' }
  const APPLIED = { type: 'applied', place: PLACE }
  const CONFIRMED = { type: 'confirmed', place: PLACE, updatedAt: TIME }
  const DELETING = { type: 'delete-started', place: PLACE_2 }
  const DELETED = { type: 'deleted', place: PLACE_2 }

  it('names its namespace in the claims of the proof', () => {
    const { store } = start({}, undefined, { VAULT_NAMESPACE: '/team/' })
    expect(store.claims).toEqual({
      uri: 'vault://kv/a/b%20c#pem',
      address: 'https://vault.example.com',
      namespace: 'team',
    })
  })

  it('holds all that belongs to the key in a version that is stored by check-and-set', async () => {
    const { store, context, bodies, events } = start({ [METADATA]: [ABSENT, ONE], [WRITE]: [STORED] })
    expect(store.claims).toEqual({ uri: 'vault://kv/a/b%20c#pem', address: 'https://vault.example.com' })
    const secret = {
      ...SECRET,
      operator: 'demo',
      workspace: 'minivault',
      apiAccess: { apiKeyId: 'id', apiKeySecret: 'x' },
    }
    expect(await store.store(secret, await store.read())).toEqual({
      updatedAt: TIME,
      reference: 'vault://kv/a/b%20c?version=1#pem',
    })
    expect(context.sent).toEqual([METADATA, MOUNT, WRITE, METADATA])
    const data = {
      pem: SECRET.privateKey,
      public_key_hex: publicKey.hex,
      operator: 'demo',
      workspace: 'minivault',
      api_key_id: 'id',
      api_key_secret: 'x',
    }
    expect(bodies()).toEqual([{ options: { cas: 0 }, data }])
    expect(events).toEqual([started(), APPLIED, CONFIRMED])
  })

  it('replaces the version that exists', async () => {
    const { store, bodies, events } = start({
      [METADATA]: [ONE, versions(2, { 1: VERSION, 2: VERSION })],
      [WRITE]: [[200, { data: { version: 2, created_time: TIME } }]],
    })
    expect((await store.store(SECRET, await store.read())).reference).toBe('vault://kv/a/b%20c?version=2#pem')
    const data = { pem: SECRET.privateKey, public_key_hex: publicKey.hex }
    expect(bodies()).toEqual([{ options: { cas: 1 }, data }])
    expect(events).toEqual([started(true), APPLIED, CONFIRMED])
  })

  const LATER = { ...VERSION, deletion_time: '2026-03-31T12:00:00.123456789Z' }
  const AT = '2026-03-31T12:00:00.123Z'
  it('expires if the server deletes its version by itself', async () => {
    const { store } = start({
      [METADATA]: [ABSENT, versions(1, { 1: LATER })],
      [WRITE]: [STORED],
      [READ]: [[200, { data: { data: { pem: 'the key' }, metadata: LATER } }]],
    })
    expect(await store.store(SECRET, await store.read())).toEqual({
      updatedAt: TIME,
      reference: 'vault://kv/a/b%20c?version=1#pem',
      expiresAt: AT,
    })
    expect(await store.readPrivateKey()).toEqual({ text: 'the key', expiresAt: AT })
  })

  const [FIRST, SECOND] = [1, 2].map(version => ({
    updatedAt: `2026-03-0${version}T12:00:00Z`,
    reference: `vault://kv/a/b%20c?version=${version}#pem`,
    current: 2,
  }))
  it.each<[string, object, number | undefined, object | undefined]>([
    ['is of the newest version', {}, undefined, SECOND],
    ['is of the version that the URI pins', {}, 1, FIRST],
    ['is of no version that the URI pins and that does not exist', {}, 3, undefined],
    ['is of no version that is destroyed', { destroyed: true }, undefined, undefined],
    // The clock of the server may be five minutes ahead.
    ['is of no version that is deleted', { deletion_time: '2026-03-01T12:05:00.250Z' }, undefined, undefined],
    [
      'is of a version that will be deleted later',
      { deletion_time: '2026-03-01T12:05:00.251999999Z' },
      undefined,
      { ...SECOND, expiresAt: '2026-03-01T12:05:00.251Z' },
    ],
    ['is of a version whose time of deletion is no text', { deletion_time: 0 }, undefined, SECOND],
  ])('has a snapshot that %s', async (_, change, pin, expected = { updatedAt: undefined, current: 2 }) => {
    const [one, two] = [1, 2].map(day => ({ ...VERSION, created_time: `2026-03-0${day}T12:00:00Z` }))
    const { store } = start({ [METADATA]: [versions(2, { 1: { ...one }, 2: { ...two, ...change } })] }, pin)
    expect(await store.read()).toEqual(expected)
  })

  it('has no snapshot if only the metadata exists', async () => {
    const { store } = start({ [METADATA]: [versions(0, {})] })
    expect(await store.read()).toStrictEqual({ updatedAt: undefined, current: 0 })
  })

  it.each([
    ['a mount that is no part of it', 'other/'],
    ['a mount that ends within a part of it', 'kv/a/b/'],
    ['the mount that it has', 'kv/'],
  ])('stays where the URI says if the server names %s', async (_, path) => {
    const elsewhere: VaultScript = [200, { data: { path, type: 'kv', options: { version: '2' } } }]
    const { store, context } = start({ [MOUNT]: [elsewhere], [METADATA]: [ABSENT], [READ]: [ABSENT] })
    expect(await store.read()).toEqual({ updatedAt: undefined, current: 0 })
    expect((await actionErrorOf(store.readPrivateKey())).code).toBe('key-not-found')
    expect(context.sent).toEqual([METADATA, MOUNT, READ, MOUNT])
  })

  it.each([
    ['read', { updatedAt: TIME, current: 1, reference: 'vault://kv/a/b%20c?version=1#pem' }],
    ['readPrivateKey', { text: 'the key' }],
    ['delete', { existed: true, otherVersions: [] }],
  ] as const)('is found in a mount whose name has slashes (%s)', async (operation, expected) => {
    const inner: VaultScript = [200, { data: { path: 'kv/a/', type: 'kv', options: { version: '2' } } }]
    const { store, context } = start(
      {
        [MOUNT]: [inner],
        [METADATA]: [[403]],
        'GET kv/data/a/b%20c?version=1': [ABSENT],
        'GET kv/a/metadata/b%20c': [ONE, versions(1, { 1: { ...VERSION, destroyed: true } })],
        'GET kv/a/data/b%20c?version=1': [[200, { data: { data: { pem: 'the key' } } }]],
        'PUT kv/a/destroy/b%20c': [[204]],
      },
      1,
    )
    expect(await store[operation]()).toEqual(expected)
    expect(context.sent.filter(request => request === MOUNT)).toHaveLength(1)
  })

  it('is confirmed once a server that is behind shows it', async () => {
    const { store, context } = start({ [METADATA]: [ABSENT, ABSENT, ABSENT, ONE], [WRITE]: [STORED] })
    expect(await store.store(SECRET, await store.read())).toMatchObject({ updatedAt: TIME })
    expect(context.sent.filter(request => request === METADATA)).toHaveLength(4)
    expect(context.clock.elapsedMs()).toBe(1_000)
  })

  it.each<[string, VaultScript, string, number]>([
    ['is never shown', ABSENT, 'its metadata does not show version 1', 10_000],
    [
      'was replaced',
      versions(2, { 1: VERSION, 2: VERSION }),
      'another run stored version 2 after version 1 of this run',
      0,
    ],
    [
      'is another one',
      versions(1, { 1: { ...VERSION, created_time: '2026-03-01T11:00:00Z' } }),
      'its version 1 is another one, or was deleted',
      0,
    ],
    [
      'was deleted',
      versions(1, { 1: { ...VERSION, deletion_time: TIME } }),
      'its version 1 is another one, or was deleted',
      0,
    ],
    [
      'was destroyed',
      versions(1, { 1: { ...VERSION, destroyed: true } }),
      'its version 1 is another one, or was deleted',
      0,
    ],
  ])('is not confirmed if its version %s', async (_, metadata, shown, afterMs) => {
    const { store, context, events } = start({ [METADATA]: [ABSENT, metadata], [WRITE]: [STORED] })
    expect(await actionErrorOf(store.store(SECRET, await store.read()))).toMatchObject({
      code: 'not-confirmed',
      message: `${SERVER} accepted a change of ${lowerFirst(PLACE)}, but then ${shown}.`,
      hint: 'Find out in the audit log of the server what else changes this secret. Then run this again.',
    })
    expect(events).toEqual([started(), APPLIED])
    expect(context.clock.elapsedMs()).toBe(afterMs)
  })

  it('is stored once the server accepts connections again', async () => {
    const { store, context, events } = start({
      // The second attempt may have been applied, so the metadata is read before the third.
      [METADATA]: [ABSENT, ABSENT, ONE],
      [WRITE]: ['ECONNREFUSED', [503, 'Service Unavailable'], STORED],
    })
    expect((await store.store(SECRET, await store.read())).updatedAt).toBe(TIME)
    expect(context.sent).toEqual([METADATA, MOUNT, WRITE, WRITE, METADATA, MOUNT, WRITE, METADATA])
    expect(events).toEqual([started(), REJECTED, started(), started(), APPLIED, CONFIRMED])
  })

  const own: VaultScript = [200, { data: { data: { public_key_hex: publicKey.hex } } }]
  it.each<[string, VaultScript]>([
    ['', [400, { errors: ['check-and-set parameter did not match the current version'] }]],
    [' and the token may only create', [403]],
  ])('is found by a server that is behind if a response is lost%s', async (_, refusal) => {
    const { store, context, events } = start({
      [METADATA]: [...Array<VaultScript>(9).fill(ABSENT), ONE],
      [WRITE]: ['ECONNRESET', refusal],
      'GET kv/data/a/b%20c?version=1': [ABSENT, own],
    })
    expect((await store.store(SECRET, await store.read())).updatedAt).toBe(TIME)
    expect(context.sent.filter(request => request === WRITE)).toHaveLength(2)
    expect(events).toEqual([started(), started(), REJECTED, APPLIED, CONFIRMED])
  })

  const FASTER: VaultScript = [400, { errors: ['check-and-set'] }]
  it.each<[string, VaultScript[], VaultScript, string, number]>([
    ['as a server that is behind shows later', [ABSENT, ABSENT, ONE], FASTER, 'key-exists', 500],
    ['as no server shows', [ABSENT], FASTER, 'vault-refused', 10_000],
    ['and the token may only create', [ABSENT, ABSENT, ABSENT, ONE], [403], 'key-exists', 1_000],
    ['or the token may not create', [ABSENT], [403], 'vault-forbidden', 2_000],
  ])('is not stored if another run was faster, %s', async (_, metadata, answer, code, afterMs) => {
    const { store, context } = start({ [METADATA]: metadata, [WRITE]: [answer] })
    expect((await actionErrorOf(store.store(SECRET, await store.read()))).code).toBe(code)
    expect(context.clock.elapsedMs()).toBe(afterMs)
  })

  const OLD_VERSION = { ...VERSION, created_time: '2026-02-01T12:00:00Z' }
  const OLD = versions(1, { 1: OLD_VERSION })
  const theirs: VaultScript = [200, { data: { data: { public_key_hex: 'another' } } }]
  const LOST = `The response to the request that stores ${lowerFirst(PLACE)} was lost. Its version 1 exists since then, and only its content shows whether this run or another one stored it. This identity may not read that.`
  const exists = (before: string, now: number, at: string) => ({
    code: 'key-exists',
    message: `${PLACE} had ${before} when this run started and has version ${now} now (stored at ${at}): another run stored a key at the same time. Nothing was overwritten.`,
    hint: 'Leave it to that run. If you are sure that nothing uses its key, run this again with `if-exists: overwrite`.',
  })

  it.each<[string, VaultScript[], VaultScript, object | undefined, object[]]>([
    ['its own version', [ABSENT, ONE], own, undefined, [started(), APPLIED, CONFIRMED]],
    [
      'its own version after another one',
      [OLD, versions(2, { 1: OLD_VERSION, 2: VERSION })],
      own,
      undefined,
      [started(true), APPLIED, CONFIRMED],
    ],
    [
      'the version of another run',
      [ABSENT, ONE],
      theirs,
      exists('no version', 1, TIME),
      [started(), { type: 'not-applied' }],
    ],
    [
      'no version that the metadata has',
      [ABSENT, versions(2, { 2: VERSION })],
      own,
      exists('no version', 2, TIME),
      [started(), { type: 'not-applied' }],
    ],
    [
      'a version that it may not read',
      [ABSENT, ONE],
      [403],
      {
        code: 'not-confirmed',
        message: LOST,
        hint: 'Discard that version (`key-store: vault://kv/a/b%20c?version=1#pem`) if no other run stored a key at that time, and run this again.',
      },
      [started()],
    ],
  ])(
    'whose response was lost is searched by its public key: %s',
    async (_, metadata, data, expected, expectedEvents) => {
      const { store, context, events } = start({
        [METADATA]: metadata,
        [WRITE]: ['ECONNRESET'],
        'GET kv/data/a/b%20c?version=1': [data],
        'GET kv/data/a/b%20c?version=2': [data],
      })
      const storing = store.store(SECRET, await store.read())
      if (expected) expect(await actionErrorOf(storing)).toMatchObject(expected)
      else expect((await storing).updatedAt).toBe(TIME)
      expect(context.sent.filter(request => request === WRITE)).toHaveLength(1)
      expect(events).toEqual(expectedEvents)
    },
  )

  it.each<[string, VaultScript[], VaultScript[], object, object[]]>([
    [
      'another run was faster',
      [ABSENT, ONE],
      [[400, { errors: ['check-and-set parameter did not match'] }]],
      exists('no version', 1, TIME),
      [started(), REJECTED],
    ],
    [
      'another run replaced the same version',
      [ONE, versions(2, { 1: {}, 2: VERSION })],
      [[400, { errors: ['check-and-set parameter did not match'] }]],
      exists('version 1', 2, TIME),
      [started(true), REJECTED],
    ],
    [
      'another run was faster, after two lost responses',
      [ABSENT, ABSENT, ONE],
      ['ECONNRESET', 'ECONNRESET'],
      exists('no version', 1, TIME),
      [started(), started(), { type: 'not-applied' }],
    ],
    [
      'all responses are lost',
      [ABSENT],
      ['ECONNRESET'],
      {
        code: 'vault-unreachable',
        message: 'The connection to Vault failed: read ECONNRESET (5 attempts): POST /v1/kv/data/a/b%20c.',
      },
      Array(5).fill(started()),
    ],
    [
      'the server was sealed before the write',
      [ABSENT],
      [[503, { errors: ['Vault is sealed'] }]],
      { code: 'vault-sealed' },
      [started(), REJECTED],
    ],
    [
      'the token may not create it',
      [ABSENT],
      [[403]],
      {
        code: 'vault-forbidden',
        message: `${SERVER} refused to store ${lowerFirst(PLACE)} (status 403).`,
        hint: lacking('`create` on `kv/data/a/b c`'),
      },
      [started(), REJECTED],
    ],
    [
      'the server refuses to create it',
      [ABSENT],
      [[400, { errors: ['too large'] }]],
      { code: 'vault-refused' },
      [started(), REJECTED],
    ],
    [
      'the token may not replace it',
      [ONE],
      [[403]],
      { code: 'vault-forbidden', hint: lacking('`update` on `kv/data/a/b c`') },
      [started(true), REJECTED],
    ],
    [
      'the token may not create it again',
      [versions(1, { 1: { ...VERSION, destroyed: true } })],
      [[403]],
      {
        code: 'vault-forbidden',
        message: `${SERVER} refused to store ${lowerFirst(PLACE)} (status 403): all of its 1 versions are deleted, and the server counts a new one as an update, which this identity may not make.`,
        hint: 'Choose another path, or have an admin remove the deleted versions (`vault kv metadata delete`). Then run this again.',
      },
      [started(), REJECTED],
    ],
    [
      'the server refuses to create it again',
      [versions(1, { 1: { ...VERSION, destroyed: true } })],
      [[400, { errors: ['too large'] }]],
      {
        code: 'vault-refused',
        message: `${SERVER} refused to store ${lowerFirst(PLACE)} (status 400: "too large").`,
        hint: CHECK_MOUNT,
      },
      [started(), REJECTED],
    ],
    [
      'an earlier response was lost, and the write is refused then',
      [ABSENT],
      ['ECONNRESET', [403]],
      { code: 'vault-forbidden' },
      [started(), started(), REJECTED],
    ],
    [
      'the stored version has no number',
      [ABSENT],
      [[200, { data: { created_time: TIME } }]],
      invalidResponse('it has no `version` and `created_time` of the version that it stored'),
      [started(), APPLIED],
    ],
    [
      'the stored version has no time',
      [ABSENT],
      [[200, { data: { version: 1 } }]],
      { code: 'vault-invalid-response' },
      [started(), APPLIED],
    ],
  ])('is not stored if %s', async (_, metadata, writes, expected, expectedEvents) => {
    const { store, context, events } = start({
      [METADATA]: metadata,
      [WRITE]: writes,
      'GET kv/data/a/b%20c?version=1': [theirs],
    })
    expect(await actionErrorOf(store.store(SECRET, await store.read()))).toMatchObject(expected)
    expect(events).toEqual(expectedEvents)
    // One refusal is reported at once, unless another run may be its reason.
    const mayHaveLost = metadata[0] === ABSENT && writes[0]?.[0] === 403
    if (writes.length === 1 && writes[0] !== 'ECONNRESET') {
      expect(context.clock.elapsedMs()).toBe(mayHaveLost ? 2_000 : 0)
    }
  })

  it('is not stored if no time was left for the write', async () => {
    const { store, context, events } = start({ [METADATA]: [ABSENT] })
    const snapshot = await store.read()
    await context.sleep(110_000)
    expect((await actionErrorOf(store.store(SECRET, snapshot))).code).toBe('vault-unavailable')
    expect(events).toEqual([started(), REJECTED])
  })

  function invalidResponse(what: string) {
    const message = `${SERVER} gave a response that is not Vault's API: ${what}.`
    return { code: 'vault-invalid-response', message, hint: CHECK_ADDRESS }
  }

  it.each<[string, VaultScript, object]>([
    [
      'the token may not',
      [403],
      {
        code: 'vault-forbidden',
        message: `${SERVER} refused to read the metadata of ${lowerFirst(PLACE)} (status 403).`,
        hint: lacking('`read` on `kv/metadata/a/b c`'),
      },
    ],
    ['the server says why there is none', [404, { errors: ['gone'] }], { code: 'vault-refused' }],
    ['there is nothing, with another status', [400, { errors: [] }], { code: 'vault-refused' }],
    ...[{}, { current_version: -1 }, { current_version: 0.5 }, { current_version: '1' }].map<
      [string, VaultScript, object]
    >(data => [
      `its metadata is ${JSON.stringify(data)}`,
      [200, { data }],
      invalidResponse(`the metadata of ${lowerFirst(PLACE)} has no \`current_version\``),
    ]),
  ])('has no snapshot if %s', async (_, metadata, expected) => {
    const { store } = start({ [METADATA]: [metadata] })
    expect(await actionErrorOf(store.read())).toMatchObject(expected)
  })

  it('is masked when it is read', async () => {
    const { store, context } = start({ [READ]: [[200, { data: { data: { pem: 'the key' } } }]] })
    expect(await store.readPrivateKey()).toEqual({ text: 'the key' })
    expect(context.masks).toEqual(['hvs.token-of-a-test', 'the key'])
    expect(context.sent).toEqual([READ])
  })

  const CHECK_PLACE =
    'Check mount, path and version in `key-store`. An admin can restore a version that was deleted (`vault kv undelete`), but none that was destroyed: then generate a new key.'
  const NAME_FIELD = 'Name the field with the private key after `#` in `key-store`.'
  it.each<[string, VaultScript, string, string]>([
    ['does not exist', ABSENT, `${PLACE} does not exist.`, CHECK_PLACE],
    ['was destroyed', [404, { data: { data: null, metadata: VERSION } }], `${PLACE} was deleted.`, CHECK_PLACE],
    ...[{ private_key: 'x' }, { pem: '' }, { pem: 7 }].map<[string, VaultScript, string, string]>(data => [
      `holds ${JSON.stringify(data)}`,
      [200, { data: { data } }],
      `${PLACE} has no text in the field \`pem\`.`,
      NAME_FIELD,
    ]),
  ])('cannot be read if it %s', async (_, answer, message, hint) => {
    const { store } = start({ [READ]: [answer] })
    expect(await actionErrorOf(store.readPrivateKey())).toMatchObject({ code: 'key-not-found', message, hint })
  })

  it('cannot be read by a token that may not', async () => {
    const { store } = start({ [READ]: [[403]] })
    expect(await actionErrorOf(store.readPrivateKey())).toMatchObject({
      code: 'vault-forbidden',
      message: `${SERVER} refused to read ${lowerFirst(PLACE)} (status 403).`,
      hint: lacking('`read` on `kv/data/a/b c`'),
    })
  })

  const TWO = versions(2, { 1: VERSION, 2: VERSION })
  const GONE = versions(2, { 1: VERSION, 2: { ...VERSION, destroyed: true } })
  it.each<[string, VaultScript[], VaultScript[], boolean, object[]]>([
    ['is destroyed', [TWO, GONE], [[204]], true, [DELETING, DELETED]],
    [
      'is destroyed after a soft delete, which could be undone',
      [versions(2, { 1: VERSION, 2: { ...VERSION, deletion_time: TIME } }), GONE],
      [[204]],
      true,
      [DELETING, DELETED],
    ],
    ['is destroyed, as a server that is behind shows later', [TWO, TWO, TWO, GONE], [[204]], true, [DELETING, DELETED]],
    ['is destroyed with its metadata', [TWO, ABSENT], [[204]], true, [DELETING, DELETED]],
    [
      'is destroyed once the server answers',
      [TWO, GONE],
      ['ECONNREFUSED', [503], [204]],
      true,
      [DELETING, { type: 'delete-rejected' }, DELETING, DELETING, DELETED],
    ],
    ['need not be destroyed twice', [GONE], [], false, [DELETED]],
  ])('%s', async (_, metadata, answers, existed, expectedEvents) => {
    const { store, bodies, events } = start({ [METADATA]: metadata, [DESTROY]: answers }, 2)
    const otherVersions = metadata.at(-1) === ABSENT ? [] : ['vault://kv/a/b%20c?version=1#pem']
    expect(await store.delete()).toEqual({ existed, otherVersions })
    expect(bodies()).toEqual(answers.map(() => ({ versions: [2] })))
    expect(events).toEqual(expectedEvents)
  })

  it('is destroyed, and the versions are named that can still be read', async () => {
    const destroyed = { ...VERSION, destroyed: true }
    const others = { 1: destroyed, 3: VERSION, 4: { ...VERSION, deletion_time: TIME }, 5: VERSION }
    const { store } = start(
      {
        [METADATA]: [versions(5, { ...others, 2: VERSION }), versions(5, { ...others, 2: destroyed })],
        [DESTROY]: [[204]],
      },
      2,
    )
    const [three, five] = [3, 5].map(version => `vault://kv/a/b%20c?version=${version}#pem`)
    expect(await store.delete()).toEqual({ existed: true, otherVersions: [three, five] })
  })

  it.each<[string, VaultScript, string | undefined, string]>([
    ['has other versions only', ONE, undefined, 'VAULT_NAMESPACE is not set'],
    ['does not exist', ABSENT, 'team', 'VAULT_NAMESPACE is "team"'],
  ])('is searched elsewhere if the secret %s', async (_, metadata, namespace, expected) => {
    const { store, events } = start({ [METADATA]: [metadata] }, 2, namespace ? { VAULT_NAMESPACE: namespace } : {})
    expect(await actionErrorOf(store.delete())).toMatchObject({
      code: 'key-not-found',
      message: `${store.displayName} does not exist: its metadata does not show it, and would show a version that \`discard\` destroyed.`,
      hint:
        `Check mount, path and version in \`key-store\`, and the address (VAULT_ADDR is https://vault.example.com) and the namespace (${expected}): the key may still exist elsewhere. ` +
        'If an admin deleted the metadata, or the vault removed the version because there are newer ones (`max_versions`), nothing is left to do.',
    })
    expect(events).toEqual([])
  })

  it.each<[string, VaultScript[], object, object[]]>([
    [
      'the server only says so',
      [[204]],
      {
        code: 'not-confirmed',
        message: `${SERVER} accepted a change of ${lowerFirst(PLACE_2)}, but then its version 2 is still there after the server said that it is destroyed.`,
      },
      [DELETING],
    ],
    [
      'the token may not',
      [[403]],
      {
        code: 'vault-forbidden',
        message: `${SERVER} refused to destroy ${lowerFirst(PLACE_2)} (status 403).`,
        hint: lacking('`update` on `kv/destroy/a/b c`'),
      },
      [DELETING, { type: 'delete-rejected' }],
    ],
    [
      'all responses are lost',
      ['ECONNRESET'],
      {
        code: 'vault-unreachable',
        message: 'The connection to Vault failed: read ECONNRESET (5 attempts): PUT /v1/kv/destroy/a/b%20c.',
      },
      Array(5).fill(DELETING),
    ],
    [
      'an earlier response was lost, and the request is refused then',
      ['ECONNRESET', [403]],
      { code: 'vault-forbidden' },
      [DELETING, DELETING, { type: 'delete-rejected' }],
    ],
  ])('is not destroyed if %s', async (_, answers, expected, expectedEvents) => {
    const { store, events } = start({ [METADATA]: [TWO], [DESTROY]: answers }, 2)
    expect(await actionErrorOf(store.delete())).toMatchObject(expected)
    expect(events).toEqual(expectedEvents)
  })
})
