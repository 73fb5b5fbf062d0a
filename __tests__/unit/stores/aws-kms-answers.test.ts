// What a key of AWS KMS makes of answers that a real server seldom gives.
import { createHash, sign } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import { generateOperatorKey } from '../../../src/key/operator-key.ts'
import { open } from '../../../src/stores/aws-kms.ts'
import { actionErrorOf } from '../../support/errors.ts'
import { type AwsScript, refusing, scriptedAws } from '../../support/scripted-aws.ts'

const ALIAS = 'alias/ledger'
const [OLD, NEW, OTHER] = ['old', 'new', 'other'].map(id => `arn:aws:kms:eu-west-1:111122223333:key/${id}`) as [
  string,
  string,
  string,
]
const CREATED = 1772366400
const TIME = '2026-03-01T12:00:00Z'
const UNKNOWN = 'a date that KMS does not show'
const { privateKeyPem, publicKey } = generateOperatorKey()
const SPKI = Buffer.concat([
  Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex'),
  Buffer.from(publicKey.hex, 'hex'),
]).toString('base64')

const KEY = {
  KeySpec: 'ECC_NIST_P256',
  KeyUsage: 'SIGN_VERIFY',
  CreationDate: CREATED,
  KeyState: 'Enabled',
  Origin: 'AWS_KMS',
  MultiRegion: false,
}
const key = (arn: string, change: object = {}): AwsScript => [200, { KeyMetadata: { ...KEY, Arn: arn, ...change } }]
const DELETED = { KeyState: 'PendingDeletion', DeletionDate: CREATED }
const OK: AwsScript = [200, {}]
const ABSENT = refusing('NotFoundException')
const DENIED = refusing('AccessDeniedException')
const INVALID_STATE = refusing('KMSInvalidStateException')
const EXISTS = refusing('AlreadyExistsException')

const allowing = (Principal: unknown, more: object = {}) => ({ Effect: 'Allow', Principal, Action: 'kms:*', ...more })
const policyOf = (...Statement: object[]): AwsScript => [200, { Policy: JSON.stringify({ Statement }) }]

const start = (script: Record<string, AwsScript[]>, pin?: string) => {
  const context = scriptedAws({
    // A key is there unless the script says otherwise.
    CreateKey: [key(NEW)],
    'DescribeKey key/old': [key(OLD)],
    'DescribeKey key/new': [key(NEW)],
    'GetPublicKey key/old': [[200, { KeyId: OLD, PublicKey: SPKI }]],
    'GetPublicKey key/new': [[200, { KeyId: NEW, PublicKey: SPKI }]],
    ScheduleKeyDeletion: [OK],
    GetKeyPolicy: [policyOf(allowing({ AWS: 'arn:aws:iam::111122223333:root' }))],
    ListGrants: [[200, { Grants: [], Truncated: false }]],
    ...script,
  })
  const store = open({ scheme: 'awskms', key: pin ?? ALIAS, pin }, context)
  context.journal.append({ type: 'planned', places: [store.displayName] })
  const count = (request: string) => context.sent.filter(sent => sent === request).length
  return { context, store, count }
}
const ABSENT_KEY = { updatedAt: undefined }
const OLD_KEY = { updatedAt: TIME, arn: OLD }

/** What to do about the new key, and about one whose creation was not answered. */
const OWN_KEY = `This run made the key ${NEW}. If no alias points to it, schedule its deletion.`
const LOST_KEY = expect.stringMatching(
  /lost\. If there is a key with the tag `ledger-operator-keys-run` = `7\/[0-9a-f]{32}`/,
)

describe('a key of AWS KMS', () => {
  it('is confirmed once servers that are behind show it', async () => {
    const { store, context, count } = start({
      CreateAlias: [OK],
      'DescribeKey key/new': [ABSENT, ABSENT, key(NEW)],
      'DescribeKey alias/ledger': [ABSENT, ABSENT, key(NEW)],
    })
    expect(await store.create(ABSENT_KEY)).toEqual({
      stored: { updatedAt: '2026-03-01T12:00:00Z', reference: `awskms:///${NEW}` },
      publicKey,
    })
    expect([count('DescribeKey key/new'), count('DescribeKey alias/ledger')]).toEqual([3, 3])
    expect(context.journal.state).toMatchObject({ state: 'confirmed', publicKey })
    expect(context.journal.remains).toEqual([])
  })

  it.each<[string, object, Record<string, AwsScript[]>]>([
    ['described', ABSENT_KEY, { 'DescribeKey key/new': [DENIED, ABSENT, DENIED, key(NEW)] }],
    ['shown', ABSENT_KEY, { 'GetPublicKey key/new': [DENIED, ABSENT, [200, { KeyId: NEW, PublicKey: SPKI }]] }],
    ['named', ABSENT_KEY, { CreateAlias: [DENIED, ABSENT, OK] }],
    ['named instead of another', OLD_KEY, { UpdateAlias: [DENIED, ABSENT, OK] }],
    ['shown by its alias', ABSENT_KEY, { 'DescribeKey alias/ledger': [DENIED, ABSENT, key(NEW)] }],
    [
      'shown by the alias of another',
      OLD_KEY,
      { UpdateAlias: [OK], 'DescribeKey alias/ledger': [DENIED, key(OLD), DENIED, key(NEW)] },
    ],
  ])('is %s once the policies know its tag', async (_, snapshot, script) => {
    const { store, context } = start({
      CreateAlias: [OK],
      'DescribeKey alias/ledger': snapshot === OLD_KEY ? [key(OLD), key(NEW)] : [key(NEW)],
      ...script,
    })
    expect((await store.create(snapshot as typeof OLD_KEY)).stored.reference).toBe(`awskms:///${NEW}`)
    expect(context.clock.elapsedMs()).toBe('DescribeKey key/new' in script ? 1_500 : 1_000)
  })

  it('is to be deleted once the policies know its tag', async () => {
    const { store, context } = start({
      'DescribeKey alias/ledger': [ABSENT],
      ScheduleKeyDeletion: [DENIED, ABSENT, OK],
    })
    expect((await actionErrorOf(store.create(OLD_KEY))).code).toBe('key-changed')
    expect(context.journal.remains).toEqual([])
    expect(context.clock.elapsedMs()).toBe(1_000)
  })

  it('says once in the log that it waits', async () => {
    const { store, context } = start({
      'DescribeKey key/new': [ABSENT, DENIED, key(NEW)],
      CreateAlias: [DENIED, OK],
      'DescribeKey alias/ledger': [key(NEW)],
    })
    await store.create(ABSENT_KEY)
    expect(context.log).toEqual([
      'AWS KMS in eu-west-1 does not know the new key or its tag yet (NotFoundException). Waiting for up to 90 s.',
    ])
  })

  it('waits for the policies once for all requests', async () => {
    const { store, context } = start({
      'DescribeKey key/new': [...Array(120).fill(DENIED), key(NEW)],
      CreateAlias: [DENIED],
      ScheduleKeyDeletion: [DENIED],
    })
    expect((await actionErrorOf(store.create(ABSENT_KEY))).code).toBe('aws-access-denied')
    expect(context.clock.elapsedMs()).toBe(90_000)
    expect(context.journal.remains).toEqual([
      `The key ${NEW} of this run has no alias, and its deletion could not be scheduled (AccessDeniedException). Schedule it.`,
    ])
  })

  const newKey = (change: object) => ({ 'DescribeKey key/new': [key(NEW, change)] })
  it.each<[string, string, Record<string, AwsScript[]>, string, number]>([
    ['KMS never shows it', 'may-remain', { 'DescribeKey key/new': [ABSENT] }, 'it has no such key', 90_000],
    ['it is disabled', 'may-remain', newKey({ KeyState: 'Disabled' }), 'not an enabled', 0],
    ['it was imported', 'may-remain', newKey({ Origin: 'EXTERNAL' }), 'made in KMS', 0],
    ['it is multi-Region', 'may-remain', newKey({ MultiRegion: true }), 'this region', 0],
    [
      'its alias is never shown',
      'unconfirmed',
      { 'DescribeKey alias/ledger': [ABSENT] },
      'does not point to the key',
      15_000,
    ],
    [
      'its alias points to another key',
      'unconfirmed',
      { 'DescribeKey alias/ledger': [key(OTHER)] },
      `the alias points to another key, \`${OTHER}\``,
      15_000,
    ],
  ])('is not confirmed if %s', async (_, state, script, message, waitMs) => {
    const { store, context } = start({ CreateAlias: [OK], ...script })
    const error = await actionErrorOf(store.create(ABSENT_KEY))
    expect(error.code).toBe('not-confirmed')
    expect(error.message).toContain(message)
    expect(context.clock.elapsedMs()).toBe(waitMs)
    expect(context.journal.state.state).toBe(state)
    expect(context.journal.remains).toEqual([OWN_KEY])
  })

  it('is not confirmed if its alias still points to the key that it replaces', async () => {
    const { store } = start({ UpdateAlias: [OK], 'DescribeKey alias/ledger': [key(OLD)] })
    const error = await actionErrorOf(store.create(OLD_KEY))
    expect(error).toMatchObject({
      code: 'not-confirmed',
      message: expect.stringContaining('does not point to the key'),
    })
  })

  describe('whose creation was not answered', () => {
    const TAGS: AwsScript = [200, { Tags: [{ TagKey: 'ledger-operator-keys-run', TagValue: '7/0' }] }]
    /** An account with two keys of others; the third is that of the lost request. */
    const lost = (script: Record<string, AwsScript[]>) => {
      let tag: unknown
      const notingTag =
        (answer: AwsScript): AwsScript =>
        body => {
          ;[tag] = body.Tags as object[]
          return typeof answer === 'function' ? answer(body) : answer
        }
      return start({
        ListKeys: [[200, { Keys: [{ KeyArn: OLD }, { KeyArn: OTHER }, { KeyArn: NEW }] }]],
        'ListResourceTags key/old': [DENIED],
        'ListResourceTags key/other': [TAGS],
        'ListResourceTags key/new': [() => [200, { Tags: [tag] }]],
        CreateAlias: [OK],
        'DescribeKey alias/ledger': [key(NEW)],
        ...script,
        CreateKey: (script.CreateKey ?? ['ECONNRESET', key(NEW)]).map(notingTag),
      })
    }

    it('is found by its tag', async () => {
      const { store, context, count } = lost({})
      expect((await store.create(ABSENT_KEY)).stored.reference).toBe(`awskms:///${NEW}`)
      expect(count('CreateKey')).toBe(1)
      expect(context.journal.remains).toEqual([])
      expect(context.bodies).toContain('{"Limit":1000}')
    })

    it.each<[string, Record<string, AwsScript[]>]>([
      ['no key has its tag', { 'ListResourceTags key/new': [[200, { Tags: [{ TagKey: 'a', TagValue: 'b' }] }]] }],
      [
        'its tag is no text',
        { 'ListResourceTags key/new': [[200, { Tags: [{ TagKey: 'ledger-operator-keys-run' }] }]] },
      ],
      ['this identity may not list keys', { ListKeys: [DENIED] }],
      [
        'the next request has no effect and this identity may not list keys',
        { CreateKey: ['ECONNRESET', 'ECONNREFUSED', key(NEW)], ListKeys: [DENIED] },
      ],
    ])('is created again if %s, and may remain', async (_, script) => {
      const { store, context, count } = lost(script)
      expect((await store.create(ABSENT_KEY)).stored.reference).toBe(`awskms:///${NEW}`)
      expect(count('CreateKey')).toBe(script.CreateKey?.length ?? 2)
      expect(context.journal.state.state).toBe('confirmed')
      expect(context.journal.remains).toEqual([LOST_KEY])
    })

    it.each<[string, Record<string, AwsScript[]>]>([
      ['the next key is not confirmed', { ListKeys: [DENIED], 'DescribeKey key/new': [ABSENT] }],
      [
        'only a later search finds one',
        { CreateKey: ['ECONNRESET'], ListKeys: [OK, [200, { Keys: [{ KeyArn: NEW }] }]], CreateAlias: [DENIED] },
      ],
    ])('may remain beside the next one if %s', async (_, script) => {
      const { store, context } = lost({ ScheduleKeyDeletion: [DENIED], ...script })
      await actionErrorOf(store.create(ABSENT_KEY))
      expect(context.journal.state.state).toBe('may-remain')
      expect(context.journal.remains).toEqual([LOST_KEY, expect.stringContaining(NEW)])
    })

    it.each<[string, string, string, AwsScript[]]>([
      ['aws-unreachable', 'no response comes', 'ECONNRESET (5 attempts): POST CreateKey.', ['ECONNRESET']],
      ['aws-access-denied', 'AWS refuses the next request', 'create the key', ['ECONNRESET', DENIED]],
    ])('is named by its tag (%s) if it is not found and %s', async (code, _, message, answers) => {
      const { store, context } = lost({ CreateKey: answers, ListKeys: [DENIED] })
      const error = await actionErrorOf(store.create(ABSENT_KEY))
      expect(error.code).toBe(code)
      expect(error.message).toContain(message)
      expect(context.journal.state.state).toBe('may-remain')
      expect(context.journal.remains).toEqual([LOST_KEY])
    })
  })

  it('is created once the server accepts connections again', async () => {
    const { store, count } = start({
      CreateKey: ['ECONNREFUSED', key(NEW)],
      CreateAlias: ['ECONNREFUSED', ABSENT, OK],
      'DescribeKey alias/ledger': [key(NEW)],
    })
    expect((await store.create(ABSENT_KEY)).stored.reference).toBe(`awskms:///${NEW}`)
    expect([count('CreateKey'), count('CreateAlias alias/ledger')]).toEqual([2, 3])
  })

  it('is moved once the server knows it', async () => {
    const { store, count } = start({
      UpdateAlias: ['ECONNREFUSED', ABSENT, OK],
      'DescribeKey alias/ledger': [key(OLD), key(NEW)],
    })
    expect((await store.create(OLD_KEY)).stored.reference).toBe(`awskms:///${NEW}`)
    expect(count('UpdateAlias alias/ledger')).toBe(3)
  })

  it('is created once if the response to the creation of its alias is lost', async () => {
    const { store, context } = start({
      CreateAlias: ['ECONNRESET', EXISTS],
      'DescribeKey alias/ledger': [ABSENT, key(NEW)],
    })
    expect((await store.create(ABSENT_KEY)).stored.reference).toBe(`awskms:///${NEW}`)
    expect(context.journal.state.state).toBe('confirmed')
  })

  it.each<[string, string, AwsScript[], number, string?]>([
    ['key-exists', 'another run was faster', [EXISTS], 1],
    ['key-exists', 'another run was faster, after a lost response', ['ECONNRESET', EXISTS], 2],
    ['key-exists', 'another run was faster, after two lost responses', ['ECONNRESET', 'ECONNRESET', EXISTS], 3],
    [
      'aws-access-denied',
      'a policy denies its alias',
      [DENIED],
      181,
      '`kms:CreateAlias` on the alias and on keys with the tag `ledger-operator-keys-run` (AWS may take five minutes to count a new tag), or',
    ],
    ['aws-refused', 'KMS never knows it', [ABSENT], 181],
  ])('fails with %s and is to be deleted if %s', async (code, _, answers, attempts, needs = '') => {
    const { store, context, count } = start({ CreateAlias: answers, 'DescribeKey alias/ledger': [key(OTHER)] })
    const error = await actionErrorOf(store.create(ABSENT_KEY))
    expect(error.code).toBe(code)
    expect(error.hint).toContain(needs)
    expect(count('CreateAlias alias/ledger')).toBe(attempts)
    expect(context.journal.state.state).toBe('unchanged')
    expect(count('ScheduleKeyDeletion key/new')).toBe(1)
  })

  it('is to be deleted if another run was faster whose key it may not describe', async () => {
    const { store, context, count } = start({ CreateAlias: [EXISTS], 'DescribeKey alias/ledger': [DENIED] })
    expect((await actionErrorOf(store.create(ABSENT_KEY))).code).toBe('key-exists')
    expect(context.clock.elapsedMs()).toBe(0)
    expect(count('ScheduleKeyDeletion key/new')).toBe(1)
    expect(context.journal.remains).toEqual([])
  })

  it('stays if its alias may be that of another run, which it may not describe', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    const { store, context, count } = start({
      CreateAlias: ['ECONNRESET', EXISTS],
      'DescribeKey alias/ledger': [DENIED],
    })
    expect((await actionErrorOf(store.create(ABSENT_KEY))).code).toBe('aws-access-denied')
    expect(context.clock.elapsedMs()).toBe(15_500)
    expect(context.journal.state).toMatchObject({ state: 'indeterminate', replaces: false })
    expect(context.journal.remains).toEqual([OWN_KEY])
    expect(count('ScheduleKeyDeletion key/new')).toBe(0)
  })

  it.each<[string, string, string, AwsScript[]]>([
    ['AWS refuses its alias after a lost response', 'aws-access-denied', 'create the alias', ['ECONNRESET', DENIED]],
    ['no response comes', 'aws-unreachable', 'ECONNRESET (5 attempts): POST CreateAlias.', ['ECONNRESET']],
  ])('stays, and is named in the journal, if %s', async (_, code, message, answers) => {
    const { store, context, count } = start({ CreateAlias: answers })
    const error = await actionErrorOf(store.create(ABSENT_KEY))
    expect(error.code).toBe(code)
    expect(error.message).toContain(message)
    expect(context.journal.state).toMatchObject({ state: 'indeterminate', replaces: false })
    expect(context.journal.remains).toEqual([OWN_KEY])
    expect(count('ScheduleKeyDeletion key/new')).toBe(0)
  })

  it('is not created if AWS refuses', async () => {
    const { store, context } = start({ CreateKey: [DENIED] })
    const error = await actionErrorOf(store.create(ABSENT_KEY))
    expect(error).toMatchObject({ code: 'aws-access-denied', hint: expect.stringContaining('`kms:TagResource`') })
    expect(context.journal.state.state).toBe('unchanged')
  })

  it('is not confirmed if its alias exists and points to no key', async () => {
    const { store } = start({ CreateAlias: ['ECONNRESET', EXISTS], 'DescribeKey alias/ledger': [ABSENT] })
    const error = await actionErrorOf(store.create(ABSENT_KEY))
    expect(error).toMatchObject({ code: 'not-confirmed', message: expect.stringContaining('points to no key') })
  })

  const UNMOVED = { state: 'unchanged' }
  const MAY_BE_MOVED = { state: 'indeterminate', replaces: true }
  const NEEDS_UPDATE = '`kms:UpdateAlias` on the alias and on both keys'
  it.each<[string, string, AwsScript[], number, object, number, string?]>([
    ['aws-access-denied', 'a policy denies it', [DENIED], 181, UNMOVED, 1, NEEDS_UPDATE],
    ['aws-access-denied', 'it denies it after a lost response', ['ECONNRESET', DENIED], 181, MAY_BE_MOVED, 0],
    ['aws-refused', 'KMS never knows it', [ABSENT], 181, UNMOVED, 1],
    ['aws-unreachable', 'no response comes', ['ECONNRESET'], 5, MAY_BE_MOVED, 0, '(5 attempts): POST UpdateAlias.'],
  ])(
    'is not moved (%s) if %s; the new key is deleted unless the alias may name it',
    async (code, _, answers, attempts, state, deletions, text = '') => {
      // Without jitter, the backoff is as long as the pause in which the key settles.
      vi.spyOn(Math, 'random').mockReturnValue(0.5)
      const { store, context, count } = start({ UpdateAlias: answers, 'DescribeKey alias/ledger': [key(OLD)] })
      const error = await actionErrorOf(store.create(OLD_KEY))
      expect(error.code).toBe(code)
      expect(error.message + error.hint).toContain(text)
      expect(count('UpdateAlias alias/ledger')).toBe(attempts)
      expect(context.journal.state).toMatchObject(state)
      expect(count('ScheduleKeyDeletion key/new')).toBe(deletions)
    },
  )

  it.each<[string, AwsScript, string | undefined]>([
    ['is to be deleted already', key(NEW, DELETED), undefined],
    ['stays', key(NEW), 'could not be scheduled (KMSInvalidStateException). Schedule it.'],
    ['is gone', ABSENT, 'could not be scheduled (KMSInvalidStateException). Schedule it.'],
  ])('that lost its race and %s is a follow-up only if someone has to act', async (_, shown, followUp) => {
    const { store, context } = start({
      'DescribeKey alias/ledger': [followUp === undefined ? ABSENT : key(OTHER)],
      'DescribeKey key/new': [key(NEW), shown],
      ScheduleKeyDeletion: [INVALID_STATE],
    })
    expect((await actionErrorOf(store.create(OLD_KEY))).code).toBe('key-changed')
    expect(context.journal.remains).toEqual(followUp === undefined ? [] : [expect.stringContaining(followUp)])
  })

  const NO_ARN = 'it has no ARN of a key in this region'
  it.each<[string, string, AwsScript, string]>([
    ['aws-invalid-response', 'has no metadata', OK, NO_ARN],
    ['aws-invalid-response', 'is of another region', key('arn:aws:kms:us-east-1:111122223333:key/old'), NO_ARN],
    ['key-unsupported', 'is of another curve', key(OLD, { KeySpec: 'ECC_SECG_P256K1' }), '"ECC_SECG_P256K1"'],
    ['key-unsupported', 'is for another usage', key(OLD, { KeyUsage: 'KEY_AGREEMENT' }), '"KEY_AGREEMENT"'],
    ['aws-access-denied', 'is not to be described', DENIED, '`kms:DescribeKey` on the key'],
  ])('is not read (%s) if it %s', async (code, _, answer, text) => {
    const { store } = start({ 'DescribeKey alias/ledger': [answer] })
    const error = await actionErrorOf(store.read())
    expect(error.code).toBe(code)
    expect(error.message + error.hint).toContain(text)
  })

  const NO_KEY = 'it has no P-256 public key of the key "alias/ledger"'
  it.each<[string, string, AwsScript, string]>([
    ['aws-invalid-response', 'it is of another key', [200, { KeyId: OTHER, PublicKey: SPKI }], NO_KEY],
    ['aws-invalid-response', 'it is no key', [200, { KeyId: OLD, PublicKey: 'AAAA' }], NO_KEY],
    ['aws-invalid-response', 'it is missing', [200, { KeyId: OLD }], NO_KEY],
    ['aws-access-denied', 'a policy denies it', DENIED, '`kms:GetPublicKey` on the key'],
  ])('shows no public key (%s) if %s', async (code, _, answer, text) => {
    const { store } = start({ 'DescribeKey alias/ledger': [key(OLD)], 'GetPublicKey key/old': [answer] })
    const error = await actionErrorOf(store.read())
    expect(error.code).toBe(code)
    expect(error.message + error.hint).toContain(text)
  })

  it.each<[string, AwsScript]>([
    ['is to be deleted', INVALID_STATE],
    ['is disabled', refusing('DisabledException')],
    ['is in a store that is not there', refusing('KeyUnavailableException')],
  ])('that %s is read as unusable, can be replaced, and cannot be described', async (_, answer) => {
    const shown = [key(OLD), key(OLD), key(OLD), key(NEW)]
    const { store } = start({
      'DescribeKey alias/ledger': shown,
      'GetPublicKey key/old': [answer],
      UpdateAlias: [OK],
    })
    const error = await actionErrorOf(store.describe())
    expect(error.code).toBe('key-unusable')
    expect(error.message).toMatch(/\((?:KMSInvalidState|Disabled|KeyUnavailable)Exception: "said"\)/)
    const snapshot = await store.read()
    expect(snapshot).toEqual({ ...OLD_KEY, reference: `awskms:///${OLD}`, unusable: error })
    expect((await store.create(snapshot)).stored.reference).toBe(`awskms:///${NEW}`)
  })

  it.each<[string, object, string]>([
    ['is disabled', { KeyState: 'Disabled' }, 'its state is "Disabled".'],
    ['is in a store that is not there', { KeyState: 'Unavailable' }, 'its state is "Unavailable".'],
    ['is to be deleted', DELETED, `it is to be deleted on ${TIME}.`],
    ['is to be deleted some day', { KeyState: 'PendingDeletion' }, `it is to be deleted on ${UNKNOWN}.`],
  ])('that %s is read as unusable if KMS shows that', async (_, change, shown) => {
    const { store, count } = start({ 'DescribeKey alias/ledger': [key(OLD, change)] })
    const { unusable } = await store.read()
    expect(unusable).toMatchObject({ code: 'key-unusable', message: expect.stringContaining(shown) })
    expect(count('GetPublicKey key/old')).toBe(0)
  })

  it('is read without a time that KMS does not show', async () => {
    const { store } = start({ 'DescribeKey alias/ledger': [key(OLD, { CreationDate: 'today' })] })
    expect(await store.read()).toMatchObject({ updatedAt: '', arn: OLD })
  })

  it.each<[string, object, AwsScript[], object]>([
    [
      'made by a run',
      {},
      [
        [
          200,
          {
            Tags: [
              { TagKey: 'team', TagValue: '1/0' },
              { TagKey: 'ledger-operator-keys-run', TagValue: '16000000001/0' },
            ],
          },
        ],
      ],
      { runId: '16000000001', isExportable: false, deletion: expect.stringMatching(/^not scheduled/) },
    ],
    [
      'made by a person who copied a part of a tag',
      {},
      [[200, { Tags: [{ TagKey: 'ledger-operator-keys-run', TagValue: 'x1/0' }] }]],
      { runId: undefined },
    ],
    ['made by a person', {}, [[200, { Tags: [] }]], { runId: undefined, isExportable: false }],
    ['made by a person, without tags', {}, [OK], { runId: undefined }],
    ['imported', { Origin: 'EXTERNAL' }, [OK], { origin: 'EXTERNAL', isExportable: true }],
    ['multi-Region', { MultiRegion: true }, [OK], { origin: 'AWS_KMS, multi-Region', isExportable: true }],
    ['of unknown Regions', { MultiRegion: undefined }, [OK], { isExportable: true }],
    ['to be deleted', DELETED, [OK], { deletion: 'scheduled for 2026-03-01T12:00:00Z' }],
    [
      'to be deleted some day',
      { KeyState: 'PendingDeletion' },
      [OK],
      { deletion: 'scheduled for a date that KMS does not show' },
    ],
    [
      'to be deleted with its replicas',
      { KeyState: 'PendingReplicaDeletion' },
      [OK],
      { deletion: 'scheduled for a date that KMS does not show' },
    ],
  ])('is described as %s', async (_, change, tags, expected) => {
    const { store } = start({ 'DescribeKey alias/ledger': [key(OLD, change)], ListResourceTags: tags })
    expect(await store.describe()).toMatchObject({
      type: 'ECC_NIST_P256',
      usage: 'SIGN_VERIFY',
      publicKey,
      ...expected,
    })
  })

  const NO_GRANTS: AwsScript = [200, { Grants: [], Truncated: false }]
  const GRANT: AwsScript = [
    200,
    { Grants: [{ GranteePrincipal: 'arn:aws:iam::111122223333:user/mallory' }], Truncated: false },
  ]
  const OWN = { AWS: 'arn:aws:iam::111122223333:root' }
  it.each<[string, AwsScript, AwsScript, boolean]>([
    ['the default policy', policyOf(allowing(OWN)), NO_GRANTS, false],
    ['the account by its number', policyOf(allowing({ AWS: ['111122223333'] })), NO_GRANTS, false],
    ['a policy that denies', policyOf(allowing(OWN), { Effect: 'Deny', Principal: '*' }), NO_GRANTS, false],
    ['a user', policyOf(allowing(OWN), allowing({ AWS: `${OWN.AWS.slice(0, -4)}user/x` })), NO_GRANTS, true],
    ['another account', policyOf(allowing({ AWS: [OWN.AWS, '444455556666'] })), NO_GRANTS, true],
    ['everyone', policyOf(allowing('*')), NO_GRANTS, true],
    ['a service', policyOf(allowing({ ...OWN, Service: 'ec2.amazonaws.com' })), NO_GRANTS, true],
    ['all but one', policyOf(allowing(undefined, { NotPrincipal: OWN })), NO_GRANTS, true],
    ['the account, but all but one', policyOf(allowing(OWN, { NotPrincipal: OWN })), NO_GRANTS, true],
    ['a policy that is no JSON', [200, { Policy: '{' }], NO_GRANTS, true],
    ['a grant', policyOf(allowing(OWN)), GRANT, true],
    ['no list of grants', policyOf(allowing(OWN)), [200, { Truncated: false }], true],
    [
      'a page of grants that is empty but not the last',
      policyOf(allowing(OWN)),
      [200, { Grants: [], Truncated: true }],
      true,
    ],
    ['a page of grants that may not be the last', policyOf(allowing(OWN)), [200, { Grants: [] }], true],
  ])('that %s lets use it is shared if others may, and its run is on record', async (_, policy, grants, isShared) => {
    const tags: AwsScript = [200, { Tags: [{ TagKey: 'ledger-operator-keys-run', TagValue: '7/0' }] }]
    const shown = { 'DescribeKey alias/ledger': [key(OLD)], ListResourceTags: [tags] }
    const { store, context } = start({ ...shown, GetKeyPolicy: [policy], ListGrants: [grants] })
    const { access = '', ...description } = await store.describe()
    expect(description).toMatchObject({ isShared, runId: '7' })
    const unshared = 'as the policies of the account say (default key policy, no grants)'
    expect(access).toEqual(isShared ? expect.stringMatching(/^others, too/) : unshared)
    const bodies = context.bodies.map(body => JSON.parse(body))
    expect(bodies).toContainEqual({ KeyId: OLD, PolicyName: 'default' })
    if (!isShared) expect(bodies).toContainEqual({ KeyId: OLD, Limit: 1 })
    expect(bodies.filter(body => body.KeyId === OLD).length).toBe(bodies.length - 1)
  })

  it.each<[what: string, code: string, script: Record<string, AwsScript[]>, permission?: string]>([
    ['its tags are denied', 'aws-access-denied', { ListResourceTags: [DENIED] }, '`kms:ListResourceTags`'],
    ['its policy is denied', 'aws-access-denied', { GetKeyPolicy: [DENIED] }, '`kms:GetKeyPolicy`'],
    ['its grants are denied', 'aws-access-denied', { ListGrants: [DENIED] }, '`kms:ListGrants`'],
    ['its policy is refused for another reason', 'aws-refused', { GetKeyPolicy: [ABSENT] }],
    ['its grants are refused for another reason', 'aws-refused', { ListGrants: [ABSENT] }],
  ])('is not described if %s', async (_, code, script, permission = '') => {
    const { store } = start({ 'DescribeKey alias/ledger': [key(OLD)], ListResourceTags: [OK], ...script })
    const error = await actionErrorOf(store.describe())
    expect(error.code).toBe(code)
    expect(error.hint).toContain(permission)
  })

  it('has its grants listed only once its policy is known to let nobody else create one', async () => {
    const policy = policyOf(allowing('*'))
    const { store, count } = start({
      'DescribeKey alias/ledger': [key(OLD)],
      ListResourceTags: [OK],
      GetKeyPolicy: [policy],
    })
    await store.describe()
    expect([count('GetKeyPolicy key/old'), count('ListGrants key/old')]).toEqual([1, 0])
  })

  it('signs by the ARN that it had at first, if its alias moves', async () => {
    const signature = sign('sha256', Buffer.from('proof'), privateKeyPem)
    const { store, context } = start({
      'DescribeKey alias/ledger': [key(OLD), key(OTHER)],
      ListResourceTags: [OK],
      'Sign key/old': [[200, { Signature: signature.toString('base64') }]],
    })
    await store.describe()
    expect(await store.sign(Buffer.from('proof'))).toHaveLength(64)
    expect(context.sent.at(-1)).toBe('Sign key/old')
    expect(JSON.parse(context.bodies.at(-1) ?? '')).toEqual({
      KeyId: OLD,
      Message: createHash('sha256').update('proof').digest('base64'),
      MessageType: 'DIGEST',
      SigningAlgorithm: 'ECDSA_SHA_256',
    })
  })

  it.each<[string, string, AwsScript, string?]>([
    ['key-not-found', 'it is gone', ABSENT],
    ['key-unusable', 'it is to be deleted', INVALID_STATE],
    ['key-unusable', 'it is disabled', refusing('DisabledException')],
    ['key-unusable', 'its store is not there', refusing('KeyUnavailableException')],
    ['aws-access-denied', 'a policy denies it', DENIED, '`kms:Sign` on the key'],
    ['aws-invalid-response', 'the signature is none', [200, { Signature: 'AAAA' }], 'no ECDSA signature of P-256'],
    ['aws-invalid-response', 'there is no signature', OK],
  ])('does not sign (%s) if %s', async (code, _, answer, text = '') => {
    const { store } = start({ 'DescribeKey alias/ledger': [key(OLD)], 'Sign key/old': [answer] })
    const error = await actionErrorOf(store.sign(Buffer.from('proof')))
    expect(error.code).toBe(code)
    expect(error.message + error.hint).toContain(text)
  })

  it('does not sign if there is no key', async () => {
    const { store } = start({ 'DescribeKey alias/ledger': [ABSENT] })
    expect((await actionErrorOf(store.sign(Buffer.from('proof')))).code).toBe('key-not-found')
    expect(await store.read()).toStrictEqual({ updatedAt: undefined })
  })

  describe('that is deleted by its ARN', () => {
    const remove = (script: Record<string, AwsScript[]>) =>
      start(
        {
          ListAliases: [[200, { Aliases: [{ AliasName: ALIAS }] }]],
          'DescribeKey alias/ledger': [key(OLD)],
          ...script,
        },
        OLD,
      )

    const IN_30_DAYS = '2026-03-31T12:00:00Z'
    const SCHEDULED: AwsScript = [200, { DeletionDate: CREATED + 30 * 86_400 }]
    it.each<[string, boolean, string, number, number, Record<string, AwsScript[]>]>([
      ['exists', true, IN_30_DAYS, 1, 1, { ScheduleKeyDeletion: [SCHEDULED], DeleteAlias: [OK] }],
      ['has an alias that another run deletes', true, UNKNOWN, 1, 1, { DeleteAlias: [ABSENT] }],
      ['has an alias that names another key now', true, UNKNOWN, 1, 0, { 'DescribeKey alias/ledger': [key(OTHER)] }],
      ['has an alias that is gone', true, UNKNOWN, 1, 0, { 'DescribeKey alias/ledger': [ABSENT] }],
      ['has no alias', true, UNKNOWN, 1, 0, { ListAliases: [OK] }],
      ['is to be deleted', false, TIME, 0, 1, { 'DescribeKey key/old': [key(OLD, DELETED)], DeleteAlias: [OK] }],
      [
        'is on a server that accepts connections again',
        true,
        IN_30_DAYS,
        2,
        1,
        { ScheduleKeyDeletion: ['ECONNREFUSED', SCHEDULED], DeleteAlias: [OK] },
      ],
      [
        'was scheduled by a request whose response was lost',
        true,
        TIME,
        2,
        1,
        {
          'DescribeKey key/old': [key(OLD), key(OLD, DELETED)],
          ScheduleKeyDeletion: ['ECONNRESET', INVALID_STATE],
          DeleteAlias: [OK],
        },
      ],
    ])('and %s is deleted (by this run: %s; on %s)', async (_, existed, scheduledFor, keys, aliases, script) => {
      const { store, context, count } = remove(script)
      expect(await store.delete()).toEqual({ existed, scheduledFor })
      expect(context.journal.state).toMatchObject({ state: 'deleted', scheduledFor })
      expect(context.journal.followUp).toBeUndefined()
      expect([count('ScheduleKeyDeletion key/old'), count('DeleteAlias alias/ledger')]).toEqual([keys, aliases])
    })

    it.each<[string, string, string, Record<string, AwsScript[]>, string?]>([
      [
        'aws-access-denied',
        'unchanged',
        'a policy denies it',
        { ScheduleKeyDeletion: [DENIED] },
        '`kms:ScheduleKeyDeletion` on the key',
      ],
      [
        'aws-access-denied',
        'deleting',
        'a policy denies it after a lost response',
        { ScheduleKeyDeletion: ['ECONNRESET', DENIED] },
      ],
      [
        'aws-unreachable',
        'deleting',
        'no response comes',
        { ScheduleKeyDeletion: ['ECONNRESET'] },
        '(5 attempts): POST ScheduleKeyDeletion.',
      ],
      ['aws-refused', 'unchanged', 'its state does not allow it', { ScheduleKeyDeletion: [INVALID_STATE] }],
      [
        'aws-refused',
        'unchanged',
        'it is gone when its state is read',
        { ScheduleKeyDeletion: [INVALID_STATE], 'DescribeKey key/old': [key(OLD), ABSENT] },
      ],
      [
        'aws-access-denied',
        'unchanged',
        'its aliases are not to be listed',
        { ListAliases: [DENIED] },
        '`kms:ListAliases`',
      ],
    ])('fails with %s (%s) if %s', async (code, state, _, script, text = '') => {
      const { store, context } = remove(script)
      const error = await actionErrorOf(store.delete())
      expect(error.code).toBe(code)
      expect(error.message + error.hint).toContain(text)
      expect(context.bodies).toContain(JSON.stringify({ KeyId: OLD, Limit: 100 }))
      expect(context.journal.state.state).toBe(state)
    })

    it('is not found if it does not exist: this action only schedules deletions', async () => {
      const { store, context } = remove({ 'DescribeKey key/old': [ABSENT] })
      const error = await actionErrorOf(store.delete())
      expect(error.code).toBe('key-not-found')
      expect(error.message).toContain(`The key "${OLD}" of AWS KMS in eu-west-1 does not exist in this account`)
      expect(error.message).toContain('for 30 days after discard')
      expect(error.hint).toContain('(now `eu-west-1`): the key may still exist elsewhere')
      expect(context.journal.state.state).toBe('unchanged')
      expect(context.sent).toEqual(['DescribeKey key/old'])
    })

    it.each<[string, string, AwsScript[], string]>([
      ['aws-access-denied', 'its first alias is not to be deleted', [DENIED], '"alias/ledger", "alias/second"'],
      ['aws-access-denied', 'its second alias is not to be deleted', [OK, DENIED], '"alias/second"'],
      ['aws-unreachable', 'no response comes', ['ECONNRESET'], '"alias/ledger", "alias/second"'],
    ])('is scheduled for deletion, and its aliases are a follow-up (%s), if %s', async (code, _, answers, left) => {
      const { store, context } = remove({
        ListAliases: [[200, { Aliases: [{ AliasName: ALIAS }, { AliasName: 'alias/second' }] }]],
        'DescribeKey alias/second': [key(OLD)],
        ScheduleKeyDeletion: [SCHEDULED],
        'DeleteAlias alias/ledger': answers.slice(0, 1),
        'DeleteAlias alias/second': answers.slice(1),
      })
      const error = await actionErrorOf(store.delete())
      expect(error.code).toBe(code)
      expect(context.journal.state).toMatchObject({ state: 'deleted', scheduledFor: IN_30_DAYS })
      expect(context.journal.followUp).toContain(`point to the key: ${left}. Run this again`)
      expect(context.journal.followUp).toContain('`kms:DeleteAlias` on the alias and on the key')
    })
  })
})
