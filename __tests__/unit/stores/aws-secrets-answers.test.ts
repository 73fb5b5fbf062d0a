// What a secret of AWS Secrets Manager makes of answers that a real server seldom gives.
import { describe, expect, it } from 'vitest'
import { encodePrivateKey, generateOperatorKey } from '../../../src/key/operator-key.ts'
import { open } from '../../../src/stores/aws-secrets.ts'
import { actionErrorOf } from '../../support/errors.ts'
import { type AwsScript, refusing, scriptedAws } from '../../support/scripted-aws.ts'

const NAME = 'ledger/operator'
const [OLD, OTHER] = ['0'.repeat(32), '1'.repeat(32)]
const CHANGED = 1772366400
const TIME = '2026-03-01T12:00:00Z'
const { privateKeyPem, publicKey } = generateOperatorKey()
const SECRET = {
  privateKey: encodePrivateKey(privateKeyPem, 'hex'),
  publicKey,
  operator: undefined,
  workspace: undefined,
}
const OK: AwsScript = [200, {}]
const CREATED: AwsScript = body => [200, { VersionId: body.ClientRequestToken }]
const ABSENT = refusing('ResourceNotFoundException')
const DENIED = refusing('AccessDeniedException')
const EXISTS = refusing('ResourceExistsException')
const INVALID = refusing('InvalidRequestException')
/** The metadata of the secret, whose current version is this one, if it has one. */
const shown = (version: string | undefined, change: object = {}): [status: number, body: object] => [
  200,
  { LastChangedDate: CHANGED, VersionIdsToStages: version && { [version]: ['AWSCURRENT'] }, ...change },
]
const NONE = { updatedAt: undefined, exists: false, current: undefined }
const EMPTY = { ...NONE, exists: true }
const FIRST = { updatedAt: TIME, exists: true, current: OLD }

/** A secret with these answers; unless they say otherwise, AWS stores the version of this run, and shows it as the current one. */
const start = (script: Record<string, AwsScript[]>, pin?: string) => {
  let ownId = ''
  const notingId =
    (answer: AwsScript): AwsScript =>
    body => {
      ownId = String(body.ClientRequestToken)
      return typeof answer === 'function' ? answer(body) : answer
    }
  const context = scriptedAws({
    DescribeSecret: [() => shown(ownId)],
    UpdateSecretVersionStage: [OK],
    ...script,
    CreateSecret: (script.CreateSecret ?? [CREATED]).map(notingId),
    PutSecretValue: (script.PutSecretValue ?? [OK]).map(notingId),
  })
  const store = open({ scheme: 'awssecrets', name: NAME, field: 'private_key', pin }, context)
  context.journal.append({ type: 'planned', places: [store.displayName] })
  const count = (operation: string) => context.sent.filter(sent => sent.startsWith(`${operation} `)).length
  return { context, store, count, ownId: () => ownId }
}

describe('a secret of AWS Secrets Manager', () => {
  it.each<[string, AwsScript, object]>([
    ['that does not exist', ABSENT, NONE],
    ['without a version', shown(undefined), EMPTY],
    ['whose versions have no labels', [200, { VersionIdsToStages: { [OLD]: null } }], EMPTY],
    ['with a current version', shown(OLD), FIRST],
    ['that was never changed', shown(OLD, { LastChangedDate: null, CreatedDate: CHANGED }), FIRST],
    ['without any time', shown(OLD, { LastChangedDate: null }), { ...FIRST, updatedAt: '' }],
  ])('%s is read', async (_, answer, snapshot) => {
    const { store } = start({ DescribeSecret: [answer] })
    expect(await store.read()).toMatchObject(snapshot)
  })

  it.each<[string, string, AwsScript]>([
    ['key-unusable', 'is to be deleted', shown(OLD, { DeletedDate: CHANGED })],
    ['aws-access-denied', 'is not to be described', DENIED],
  ])('is not read (%s) if it %s', async (code, _, answer) => {
    const { store } = start({ DescribeSecret: [answer] })
    expect((await actionErrorOf(store.read())).code).toBe(code)
  })

  it.each<[string, AwsScript[]]>([
    ['servers that are behind show it', []],
    ['the server accepts connections again', ['ECONNREFUSED', refusing('ThrottlingException'), [503]]],
  ])('is confirmed once %s', async (_, failures) => {
    const { store, context, ownId } = start({
      CreateSecret: [...failures, CREATED],
      DescribeSecret: [ABSENT, shown(undefined), () => shown(ownId())],
    })
    expect(await store.store(SECRET, NONE)).toEqual({
      name: NAME,
      updatedAt: TIME,
      reference: `awssecrets:///${NAME}?version=${ownId()}#private_key`,
    })
    expect(context.journal.state.state).toBe('confirmed')
  })

  it.each<[string, AwsScript, string]>([
    ['is never shown', ABSENT, 'its current version is missing'],
    ['is not the current one', shown(OTHER), `its current version is ${OTHER}`],
    ['is to be deleted', shown(OTHER, { DeletedDate: CHANGED }), `its deletion was scheduled for ${TIME}`],
  ])('is not confirmed if its version %s', async (_, answer, message) => {
    const { store, context } = start({ DescribeSecret: [answer] })
    const error = await actionErrorOf(store.store(SECRET, NONE))
    expect(error).toMatchObject({ code: 'not-confirmed', message: expect.stringContaining(message) })
    expect(context.journal.state.state).toBe('unconfirmed')
  })

  it('is found if the response to its creation was lost', async () => {
    const { store, context, count } = start({ CreateSecret: ['ECONNRESET', EXISTS] })
    expect((await store.store(SECRET, NONE)).updatedAt).toBe(TIME)
    expect(context.journal.state.state).toBe('confirmed')
    expect(count('CreateSecret')).toBe(2)
  })

  it.each<[string, string, string, AwsScript[], AwsScript]>([
    ['key-exists', 'unchanged', 'another run created it', [EXISTS], shown(OTHER)],
    ['key-exists', 'unchanged', 'another run created it, after a lost response', ['ECONNRESET', EXISTS], shown(OTHER)],
    [
      'key-exists',
      'unchanged',
      'another run created it, after two',
      ['ECONNRESET', 'ECONNRESET', EXISTS],
      shown(OTHER),
    ],
    ['key-exists', 'unchanged', 'another run created and deleted it', [EXISTS], ABSENT],
    ['aws-access-denied', 'unchanged', 'a policy denies it', [DENIED], ABSENT],
    ['aws-access-denied', 'indeterminate', 'a policy denies it, after a lost response', ['ECONNRESET', DENIED], ABSENT],
    ['aws-unreachable', 'indeterminate', 'no response comes', ['ECONNRESET'], ABSENT],
    [
      'aws-credentials-expired',
      'unchanged',
      'its credentials have expired',
      [refusing('ExpiredTokenException')],
      ABSENT,
    ],
    ['aws-invalid-response', 'unconfirmed', 'AWS shows no version', [OK], ABSENT],
  ])('is not created with %s (%s) if %s', async (code, state, _, answers, metadata) => {
    const { store, context } = start({ CreateSecret: answers, DescribeSecret: [metadata] })
    expect((await actionErrorOf(store.store(SECRET, NONE))).code).toBe(code)
    expect(context.journal.state.state).toBe(state)
  })

  it.each([
    ['its current version', FIRST, { RemoveFromVersionId: OLD }],
    ['no version', EMPTY, {}],
  ])('with %s gets a version in place of what was read, and no other label stays', async (_, snapshot, replaced) => {
    const { store, context, ownId } = start({})
    await store.store(SECRET, snapshot)
    const [put, move, unlabel] = context.bodies.map(body => JSON.parse(body))
    const [label] = put.VersionStages
    expect(move).toEqual({ SecretId: NAME, VersionStage: 'AWSCURRENT', MoveToVersionId: ownId(), ...replaced })
    expect(unlabel).toEqual({ SecretId: NAME, VersionStage: label, RemoveFromVersionId: ownId() })
    expect(context.journal.state.state).toBe('confirmed')
    expect(context.journal.remains).toEqual([])
  })

  it.each<[string, AwsScript]>([
    ['the response to its removal is lost', 'ECONNRESET'],
    ['a policy denies its removal', DENIED],
  ])('is replaced even if its version keeps its label, because %s', async (_, answer) => {
    const { store, context, ownId } = start({ UpdateSecretVersionStage: [OK, answer] })
    expect((await store.store(SECRET, FIRST)).updatedAt).toBe(TIME)
    const label = `ledger-operator-keys-${ownId()}`
    expect(context.journal.remains).toEqual([
      `Version ${ownId()} of the secret "${NAME}" may hold the private key of this run, and AWS keeps it as long as it has the label ${label}. ` +
        `Remove the label: \`aws secretsmanager update-secret-version-stage --secret-id ${NAME} --version-stage ${label} --remove-from-version-id ${ownId()}\`.`,
    ])
  })

  it.each(['InvalidParameterException', 'InvalidRequestException'])(
    'is replaced if %s refuses what a lost request has done',
    async error => {
      const { store, context } = start({ UpdateSecretVersionStage: ['ECONNRESET', refusing(error), OK] })
      expect((await store.store(SECRET, FIRST)).updatedAt).toBe(TIME)
      expect(context.journal.state.state).toBe('confirmed')
    },
  )

  it.each<[string, string, string, object, Record<string, AwsScript[]>]>([
    ['aws-access-denied', 'unchanged', 'a version is not to be added', FIRST, { PutSecretValue: [DENIED] }],
    [
      'aws-access-denied',
      'unchanged',
      'a version is not to be added, once AWS accepts connections',
      FIRST,
      { PutSecretValue: ['ECONNREFUSED', DENIED] },
    ],
    [
      'aws-access-denied',
      'may-remain',
      'a version is not to be added, after a lost response',
      FIRST,
      { PutSecretValue: ['ECONNRESET', DENIED] },
    ],
    ['aws-unreachable', 'may-remain', 'all responses are lost', FIRST, { PutSecretValue: ['ECONNRESET'] }],
    [
      'aws-access-denied',
      'may-remain',
      'no label is to be moved or removed',
      FIRST,
      { UpdateSecretVersionStage: [DENIED] },
    ],
    [
      'aws-access-denied',
      'unchanged',
      'the label is not to be moved',
      FIRST,
      { UpdateSecretVersionStage: [DENIED, OK] },
    ],
    [
      'aws-access-denied',
      'indeterminate',
      'the label is not to be moved, after a lost response',
      FIRST,
      { UpdateSecretVersionStage: ['ECONNRESET', DENIED, OK] },
    ],
    [
      'aws-refused',
      'unchanged',
      'AWS refuses, though the version is the one that was read',
      FIRST,
      { UpdateSecretVersionStage: [INVALID, OK], DescribeSecret: [shown(OLD)] },
    ],
    [
      'key-exists',
      'unchanged',
      'another run stored a version',
      FIRST,
      { UpdateSecretVersionStage: [INVALID, OK], DescribeSecret: [shown(OTHER)] },
    ],
    [
      'key-exists',
      'unchanged',
      'another run stored the first version, after a lost response',
      EMPTY,
      { UpdateSecretVersionStage: ['ECONNRESET', INVALID, OK], DescribeSecret: [shown(OTHER)] },
    ],
    [
      'key-exists',
      'unchanged',
      'another run deleted it',
      FIRST,
      { UpdateSecretVersionStage: [INVALID, OK], DescribeSecret: [ABSENT] },
    ],
  ])('is not replaced with %s (%s) if %s', async (code, state, _, snapshot, script) => {
    const { store, context } = start(script)
    expect((await actionErrorOf(store.store(SECRET, { ...NONE, ...snapshot }))).code).toBe(code)
    expect(context.journal.state.state).toBe(state)
  })

  it.each<[string | undefined, AwsScript]>([
    [undefined, [200, { VersionId: OLD, SecretString: '{"private_key":"key-1"}' }]],
    [OLD, [200, { VersionId: OLD, SecretString: '{"private_key":"key-1"}' }]],
  ])('gives the private key of version %s, which is masked', async (pin, answer) => {
    const { store, context } = start({ GetSecretValue: [answer] }, pin)
    expect(await store.readPrivateKey()).toBe('key-1')
    expect(context.masks).toContain('key-1')
    const version = pin === undefined ? { VersionStage: 'AWSCURRENT' } : { VersionId: pin }
    expect(JSON.parse(context.bodies.at(-1) ?? '')).toEqual({ SecretId: NAME, ...version })
  })

  it.each<[string, string, AwsScript]>([
    ['key-not-found', 'does not exist', ABSENT],
    ['key-not-found', 'is to be deleted', refusing('InvalidRequestException', 'it was marked for deletion.')],
    ['aws-refused', 'is in another state', refusing('InvalidRequestException', 'no')],
    ['aws-access-denied', 'is not to be read', DENIED],
    ['aws-invalid-response', 'is of another version', [200, { VersionId: OTHER, SecretString: '{}' }]],
    ['key-not-found', 'is no JSON', [200, { VersionId: OLD, SecretString: 'a text' }]],
    ['key-not-found', 'is binary', [200, { VersionId: OLD, SecretBinary: 'AAAA' }]],
    ['key-not-found', 'is no JSON object', [200, { VersionId: OLD, SecretString: '["key-1"]' }]],
    ['key-not-found', 'has no such field', [200, { VersionId: OLD, SecretString: '{"pem":"key-1"}' }]],
    ['key-not-found', 'has an empty field', [200, { VersionId: OLD, SecretString: '{"private_key":""}' }]],
  ])('gives no private key (%s) if it %s', async (code, _, answer) => {
    const { store } = start({ GetSecretValue: [answer] }, OLD)
    expect((await actionErrorOf(store.readPrivateKey())).code).toBe(code)
  })

  it.each<[string, boolean, number, Record<string, AwsScript[]>]>([
    ['exists', true, 1, { DescribeSecret: [shown(OLD)], DeleteSecret: [OK] }],
    ['is gone at once', true, 1, { DescribeSecret: [shown(OLD), ABSENT], DeleteSecret: [OK] }],
    [
      'is on a server that accepts connections again',
      true,
      2,
      { DescribeSecret: [shown(OLD)], DeleteSecret: ['ECONNREFUSED', OK] },
    ],
    [
      'was scheduled by a request whose response was lost',
      true,
      2,
      {
        DescribeSecret: [shown(OLD), shown(OLD, { DeletedDate: CHANGED })],
        DeleteSecret: ['ECONNRESET', INVALID],
      },
    ],
    ['is to be deleted already', false, 0, { DescribeSecret: [shown(OLD, { DeletedDate: CHANGED })] }],
    ['does not exist', false, 0, { DescribeSecret: [ABSENT] }],
  ])('that %s is deleted (by this run: %s)', async (_, isDeleted, requests, script) => {
    const { store, context, count } = start(script, OLD)
    expect(await store.delete()).toBe(isDeleted)
    expect(context.journal.state.state).toBe('deleted')
    expect(count('DeleteSecret')).toBe(requests)
  })

  it.each<[string, string, string, Record<string, AwsScript[]>]>([
    ['key-replaced', 'unchanged', 'another version is the current one', { DescribeSecret: [shown(OTHER)] }],
    ['key-replaced', 'unchanged', 'no version is the current one', { DescribeSecret: [shown(undefined)] }],
    [
      'key-replaced',
      'deleting',
      'another version appears meanwhile',
      { DescribeSecret: [shown(OLD), shown(OTHER)], DeleteSecret: [OK] },
    ],
    ['aws-access-denied', 'unchanged', 'a policy denies it', { DeleteSecret: [DENIED] }],
    [
      'aws-access-denied',
      'deleting',
      'a policy denies it, after a lost response',
      { DeleteSecret: ['ECONNRESET', DENIED] },
    ],
    ['aws-refused', 'unchanged', 'its state does not allow it', { DeleteSecret: [INVALID] }],
    [
      'aws-refused',
      'unchanged',
      'it is gone when its state is read',
      { DescribeSecret: [shown(OLD), ABSENT], DeleteSecret: [INVALID] },
    ],
  ])('is not deleted with %s (%s) if %s', async (code, state, _, script) => {
    const { store, context } = start({ DescribeSecret: [shown(OLD)], ...script }, OLD)
    expect((await actionErrorOf(store.delete())).code).toBe(code)
    expect(context.journal.state.state).toBe(state)
  })
})
