// What a secret of AWS Secrets Manager makes of answers that a real server seldom gives.
import { describe, expect, it } from 'vitest'
import { encodePrivateKey, generateOperatorKey } from '../../../src/key/operator-key.ts'
import { open } from '../../../src/stores/aws-secrets.ts'
import { actionErrorOf } from '../../support/errors.ts'
import { type AwsScript, refusing, scriptedAws } from '../../support/scripted-aws.ts'

const NAME = 'ledger/operator'
const [OLD, OTHER, THIRD] = ['0'.repeat(32), '1'.repeat(32), '2'.repeat(32)] as const
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
/** The metadata of a secret whose versions have these labels. */
const versioned = (versions: Record<string, unknown>) => shown(undefined, { VersionIdsToStages: versions })
const labelOf = (version: string) => `ledger-operator-keys-${version}`
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

/** The code of an error, and its text. */
async function errorIn(operation: Promise<unknown>): Promise<[string, string]> {
  const { code, message, hint } = await actionErrorOf(operation)
  return [code, `${message} ${hint}`]
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
    const { store, context } = start({ DescribeSecret: [answer] })
    expect(await store.read()).toMatchObject(snapshot)
    expect(context.sent).toEqual([`DescribeSecret ${NAME}`])
  })

  it.each<[string, string, AwsScript, string]>([
    ['key-unusable', 'is to be deleted', shown(OLD, { DeletedDate: CHANGED }), `is to be deleted on ${TIME}`],
    ['aws-access-denied', 'is not to be described', DENIED, '`secretsmanager:DescribeSecret` on the secret'],
  ])('is not read (%s) if it %s', async (code, _, answer, text) => {
    const { store } = start({ DescribeSecret: [answer] })
    expect(await errorIn(store.read())).toEqual([code, expect.stringContaining(text)])
  })

  it.each<[string, AwsScript[]]>([
    ['servers that are behind show it', []],
    ['the server accepts connections again', ['ECONNREFUSED', refusing('ThrottlingException'), [503]]],
  ])('is confirmed once %s', async (_, failures) => {
    const { store, context, ownId } = start({
      CreateSecret: [...failures, CREATED],
      DescribeSecret: [ABSENT, shown(undefined), () => shown(ownId())],
    })
    const apiAccess = { apiKeyId: 'id', apiKeySecret: 'x' }
    expect(await store.store({ ...SECRET, operator: 'demo', workspace: 'minivault', apiAccess }, NONE)).toEqual({
      updatedAt: TIME,
      reference: `awssecrets:///${NAME}?version=${ownId()}#private_key`,
    })
    const { SecretString: stored } = JSON.parse(context.bodies[0] ?? '')
    expect(JSON.parse(stored)).toEqual({
      private_key: SECRET.privateKey,
      public_key_hex: publicKey.hex,
      operator: 'demo',
      workspace: 'minivault',
      api_key_id: 'id',
      api_key_secret: 'x',
    })
    expect(context.journal.state.state).toBe('confirmed')
  })

  it.each<[string, AwsScript, string, number]>([
    ['is never shown', ABSENT, 'its current version is missing, and not', 10_000],
    ['is not the current one', shown(OTHER), `its current version is ${OTHER}, and not`, 10_000],
    ['is to be deleted', shown(OTHER, { DeletedDate: CHANGED }), `its deletion was scheduled for ${TIME}`, 0],
  ])('is not confirmed if its version %s', async (_, answer, message, afterMs) => {
    const { store, context } = start({ DescribeSecret: [answer] })
    const error = await actionErrorOf(store.store(SECRET, NONE))
    expect(error).toMatchObject({ code: 'not-confirmed', message: expect.stringContaining(message) })
    expect(context.clock.elapsedMs()).toBe(afterMs)
    expect(context.journal.state.state).toBe('unconfirmed')
  })

  it('is found if the response to its creation was lost', async () => {
    const { store, context, count } = start({ CreateSecret: ['ECONNRESET', EXISTS] })
    expect((await store.store(SECRET, NONE)).updatedAt).toBe(TIME)
    expect(context.journal.state.state).toBe('confirmed')
    expect(count('CreateSecret')).toBe(2)
  })

  const APPEARED = 'did not exist when this run started and does now: another run stored a key'
  it.each<[string, string, string, AwsScript[], AwsScript, string]>([
    ['key-exists', 'unchanged', 'another run created it', [EXISTS], shown(OTHER), APPEARED],
    [
      'key-exists',
      'unchanged',
      'another run created it, after a lost response',
      ['ECONNRESET', EXISTS],
      shown(OTHER),
      APPEARED,
    ],
    [
      'key-exists',
      'unchanged',
      'another run created it, after two',
      ['ECONNRESET', 'ECONNRESET', EXISTS],
      shown(OTHER),
      APPEARED,
    ],
    ['key-exists', 'unchanged', 'another run created and deleted it', [EXISTS], ABSENT, APPEARED],
    [
      'aws-access-denied',
      'unchanged',
      'a policy denies it',
      [DENIED],
      ABSENT,
      '`secretsmanager:CreateSecret` on the secret',
    ],
    [
      'aws-access-denied',
      'indeterminate',
      'a policy denies it, after a lost response',
      ['ECONNRESET', DENIED],
      ABSENT,
      '`secretsmanager:CreateSecret` on the secret',
    ],
    [
      'aws-unreachable',
      'indeterminate',
      'no response comes',
      ['ECONNRESET'],
      ABSENT,
      '(5 attempts): POST CreateSecret.',
    ],
    [
      'aws-credentials-expired',
      'unchanged',
      'its credentials have expired',
      [refusing('ExpiredTokenException')],
      ABSENT,
      'they have expired',
    ],
    [
      'aws-invalid-response',
      'unconfirmed',
      'AWS shows no version',
      [OK],
      ABSENT,
      'it has no id of the version that it stored',
    ],
  ])('is not created with %s (%s) if %s', async (code, state, _, answers, metadata, text) => {
    const { store, context } = start({ CreateSecret: answers, DescribeSecret: [metadata] })
    expect(await errorIn(store.store(SECRET, NONE))).toEqual([code, expect.stringContaining(text)])
    expect(context.journal.state).toMatchObject(state === 'indeterminate' ? { state, replaces: false } : { state })
  })

  it.each([
    ['its current version', FIRST, { RemoveFromVersionId: OLD }],
    ['no version', EMPTY, {}],
  ])('with %s gets a version in place of what was read, and no other label stays', async (_, snapshot, replaced) => {
    const { store, context, ownId } = start({})
    await store.store(SECRET, snapshot)
    const [put, move, unlabel] = context.bodies.map(body => JSON.parse(body))
    const [label] = put.VersionStages
    expect(label).toBe(`ledger-operator-keys-${ownId()}`)
    expect(move).toEqual({ SecretId: NAME, VersionStage: 'AWSCURRENT', MoveToVersionId: ownId(), ...replaced })
    expect(unlabel).toEqual({ SecretId: NAME, VersionStage: label, RemoveFromVersionId: ownId() })
    expect(context.journal.state.state).toBe('confirmed')
    expect(context.journal.remains).toEqual([])
  })

  const removal = (id: string) =>
    `Remove the label: \`aws secretsmanager update-secret-version-stage --secret-id ${NAME} --version-stage ledger-operator-keys-${id} --remove-from-version-id ${id}\`.`
  /** The metadata of the secret, whose current version still has its own label. */
  const labelled = (id: string) =>
    shown(undefined, { VersionIdsToStages: { [id]: ['AWSCURRENT', `ledger-operator-keys-${id}`] } })

  it.each<[string, AwsScript[], (ownId: string) => [status: number, body: object]]>([
    ['no response to its removal comes', ['ECONNRESET'], shown],
    ['a policy denies its removal', [DENIED], shown],
    ['AWS refuses its removal and shows it', [INVALID], labelled],
  ])('is replaced even if its version keeps its label, because %s', async (_, answers, metadata) => {
    const { store, context, ownId } = start({
      UpdateSecretVersionStage: [OK, ...answers],
      DescribeSecret: [() => metadata(ownId())],
    })
    expect((await store.store(SECRET, FIRST)).updatedAt).toBe(TIME)
    expect(context.journal.remains).toEqual([
      `Version ${ownId()} of the secret "${NAME}" is stored and may still have the label ledger-operator-keys-${ownId()}. ` +
        `With it, AWS keeps the version even after the key is replaced. ${removal(ownId())}`,
    ])
  })

  it.each(['InvalidParameterException', 'InvalidRequestException'])(
    'has no label left if %s refuses to remove what a lost request has removed',
    async error => {
      const { store, context } = start({ UpdateSecretVersionStage: [OK, 'ECONNRESET', refusing(error)] })
      expect((await store.store(SECRET, FIRST)).updatedAt).toBe(TIME)
      expect(context.journal.remains).toEqual([])
    },
  )

  it.each<[string, AwsScript]>([
    ['its metadata is not to be read', DENIED],
    ['it is gone', ABSENT],
  ])('may have a label left if AWS refuses to remove it and %s', async (_, metadata) => {
    const { store, context, ownId } = start({
      UpdateSecretVersionStage: [OK, INVALID],
      DescribeSecret: [metadata, () => shown(ownId())],
    })
    expect((await store.store(SECRET, FIRST)).updatedAt).toBe(TIME)
    expect(context.journal.remains).toEqual([expect.stringContaining(removal(ownId()))])
  })

  const ACCESS = { apiKeyId: 'id', apiKeySecret: 'x' }
  it.each<[string, boolean, object, AwsScript[], AwsScript | undefined]>([
    ['without its label', false, {}, [DENIED, OK], undefined],
    ['without its label, with API access', false, { apiAccess: ACCESS }, [DENIED, OK], undefined],
    ['without its label, which a lost request removed', false, {}, [DENIED, 'ECONNRESET', INVALID], shown(OLD)],
    ['with its label', true, {}, [DENIED], undefined],
    ['with its label, with API access', true, { apiAccess: ACCESS }, [DENIED], undefined],
  ])(
    'that does not become the current one is left %s, and can still be read',
    async (_, isLabelled, more, answers, metadata) => {
      const { store, context, ownId } = start({
        UpdateSecretVersionStage: answers,
        ...(metadata && { DescribeSecret: [metadata] }),
      })
      await actionErrorOf(store.store({ ...SECRET, ...more }, FIRST))
      const [content, renewal] =
        'apiAccess' in more
          ? ['private key and the API access', ', and renew the API access at Ledger']
          : ['private key', '']
      expect(context.journal.remains).toEqual([
        `Version ${ownId()} of the secret "${NAME}" may hold the ${content} of this run. ` +
          'Those who may read the secret can read it by its ID: AWS may keep it until the secret has more than 100 versions, or is deleted. ' +
          `Unless the current version holds the same key, never register the key of this version${renewal}.` +
          (isLabelled ? ` AWS deletes no version that has a label. ${removal(ownId())}` : ''),
      ])
      expect(context.journal.state.state).toBe('may-remain')
    },
  )

  it.each(['InvalidParameterException', 'InvalidRequestException'])(
    'is replaced if %s refuses what a lost request has done',
    async error => {
      const { store, context } = start({ UpdateSecretVersionStage: ['ECONNRESET', refusing(error), OK] })
      expect((await store.store(SECRET, FIRST)).updatedAt).toBe(TIME)
      expect(context.events.map(({ type }) => type)).toEqual([
        'planned',
        'may-remain',
        'write-started',
        'write-started',
        'write-rejected',
        'applied',
        'may-remain',
        'not-remaining',
        'confirmed',
      ])
    },
  )

  it.each<[string, string, string, object, Record<string, AwsScript[]>, string]>([
    [
      'aws-access-denied',
      'unchanged',
      'a version is not to be added',
      FIRST,
      { PutSecretValue: [DENIED] },
      '`secretsmanager:PutSecretValue` on the secret',
    ],
    [
      'aws-access-denied',
      'unchanged',
      'a version is not to be added, once AWS accepts connections',
      FIRST,
      { PutSecretValue: ['ECONNREFUSED', DENIED] },
      '`secretsmanager:PutSecretValue` on the secret',
    ],
    [
      'aws-access-denied',
      'may-remain',
      'a version is not to be added, after a lost response',
      FIRST,
      { PutSecretValue: ['ECONNRESET', DENIED] },
      '`secretsmanager:PutSecretValue` on the secret',
    ],
    [
      'aws-unreachable',
      'may-remain',
      'all responses are lost',
      FIRST,
      { PutSecretValue: ['ECONNRESET'] },
      '(5 attempts): POST PutSecretValue.',
    ],
    [
      'aws-access-denied',
      'may-remain',
      'no label is to be moved or removed',
      FIRST,
      { UpdateSecretVersionStage: [DENIED] },
      '`secretsmanager:UpdateSecretVersionStage` on the secret',
    ],
    [
      'aws-access-denied',
      'may-remain',
      'the label is not to be moved',
      FIRST,
      { UpdateSecretVersionStage: [DENIED, OK] },
      '`secretsmanager:UpdateSecretVersionStage` on the secret',
    ],
    [
      'aws-access-denied',
      'indeterminate',
      'the label is not to be moved, after a lost response',
      FIRST,
      { UpdateSecretVersionStage: ['ECONNRESET', DENIED, OK] },
      'store the secret',
    ],
    [
      'aws-refused',
      'may-remain',
      'AWS refuses, though the version is the one that was read',
      FIRST,
      { UpdateSecretVersionStage: [INVALID, OK], DescribeSecret: [shown(OLD)] },
      'store the secret',
    ],
    [
      'key-exists',
      'may-remain',
      'another run stored a version',
      FIRST,
      { UpdateSecretVersionStage: [INVALID, OK], DescribeSecret: [shown(OTHER)] },
      `had version ${OLD} when this run started and has version ${OTHER} now`,
    ],
    [
      'key-exists',
      'may-remain',
      'another run stored the first version, after a lost response',
      EMPTY,
      { UpdateSecretVersionStage: ['ECONNRESET', INVALID, OK], DescribeSecret: [shown(OTHER)] },
      `had no version when this run started and has version ${OTHER} now`,
    ],
    [
      'aws-access-denied',
      'unchanged',
      'the first version is not to be added',
      EMPTY,
      { PutSecretValue: [DENIED] },
      '`secretsmanager:PutSecretValue` on the secret',
    ],
    [
      'aws-unreachable',
      'unchanged',
      'AWS accepts no connection for its first version',
      EMPTY,
      { PutSecretValue: ['ECONNREFUSED'] },
      '(5 attempts): POST PutSecretValue.',
    ],
    [
      'aws-access-denied',
      'indeterminate',
      'the first version is not to be added, after a lost response',
      EMPTY,
      { PutSecretValue: ['ECONNRESET', DENIED] },
      '`secretsmanager:PutSecretValue` on the secret',
    ],
    [
      'aws-unreachable',
      'indeterminate',
      'all responses about the first version are lost',
      EMPTY,
      { PutSecretValue: ['ECONNRESET'] },
      '(5 attempts): POST PutSecretValue.',
    ],
    [
      'aws-access-denied',
      'indeterminate',
      'AWS has made the first version the current one, and no label is to be moved',
      EMPTY,
      { UpdateSecretVersionStage: [DENIED] },
      '`secretsmanager:UpdateSecretVersionStage` on the secret',
    ],
    [
      'aws-access-denied',
      'indeterminate',
      'the label is not to be moved to the first version, after a lost response',
      EMPTY,
      { UpdateSecretVersionStage: ['ECONNRESET', DENIED, OK] },
      'store the secret',
    ],
    [
      'aws-refused',
      'indeterminate',
      'AWS does not move the label, and shows no current version',
      EMPTY,
      { UpdateSecretVersionStage: [INVALID, OK], DescribeSecret: [shown(undefined)] },
      'store the secret',
    ],
    [
      'key-exists',
      'may-remain',
      'another run stored the first version',
      EMPTY,
      { UpdateSecretVersionStage: [INVALID, OK], DescribeSecret: [shown(OTHER)] },
      `had no version when this run started and has version ${OTHER} now`,
    ],
    [
      'key-exists',
      'may-remain',
      'another run deleted it',
      FIRST,
      { UpdateSecretVersionStage: [INVALID, OK], DescribeSecret: [ABSENT] },
      `had version ${OLD} when this run started and has no version now`,
    ],
  ])('is not replaced with %s (%s) if %s', async (code, state, _, snapshot, script, text) => {
    const { store, context } = start(script)
    const storing = store.store(SECRET, { ...NONE, ...snapshot })
    expect(await errorIn(storing)).toEqual([code, expect.stringContaining(text)])
    const replaces = snapshot === FIRST
    expect(context.journal.state).toMatchObject(state === 'indeterminate' ? { state, replaces } : { state })
  })

  it('is confirmed if AWS has made its first version the current one, and refuses to do so again', async () => {
    const { store, context, ownId } = start({ UpdateSecretVersionStage: [INVALID, OK] })
    expect((await store.store(SECRET, EMPTY)).reference).toContain(ownId())
    expect(context.events.map(({ type }) => type)).toEqual([
      'planned',
      'may-remain',
      'write-started',
      'write-started',
      'write-rejected',
      'applied',
      'may-remain',
      'not-remaining',
      'confirmed',
    ])
  })

  it.each<[string | undefined, AwsScript]>([
    [undefined, [200, { VersionId: OLD, SecretString: '{"private_key":"key-1"}' }]],
    [OLD, [200, { VersionId: OLD, SecretString: '{"private_key":"key-1"}' }]],
  ])('gives the private key of version %s, which is masked', async (pin, answer) => {
    const { store, context } = start({ GetSecretValue: [answer] }, pin)
    expect(await store.readPrivateKey()).toEqual({ text: 'key-1' })
    expect(context.masks).toContain('key-1')
    const version = pin === undefined ? { VersionStage: 'AWSCURRENT' } : { VersionId: pin }
    expect(JSON.parse(context.bodies.at(-1) ?? '')).toEqual({ SecretId: NAME, ...version })
  })

  const NO_FIELD = `Version ${OLD} of the secret "${NAME}" of AWS Secrets Manager in eu-west-1 is not a JSON object with a text in the field \`private_key\`.`
  it.each<[string, string, AwsScript, string]>([
    ['key-not-found', 'does not exist', ABSENT, 'does not exist.'],
    [
      'key-not-found',
      'is to be deleted',
      refusing('InvalidRequestException', 'it was marked for deletion.'),
      'is to be deleted.',
    ],
    ['aws-refused', 'is in another state', refusing('InvalidRequestException', 'no'), 'refused to read version'],
    [
      'aws-access-denied',
      'is not to be read',
      refusing('AccessDeniedException', 'deletion'),
      '`secretsmanager:GetSecretValue`, or the key that encrypts the secret does not allow `kms:Decrypt` on the secret',
    ],
    [
      'aws-invalid-response',
      'is of another version',
      [200, { VersionId: OTHER, SecretString: '{}' }],
      'it is of another version than the one that was asked for',
    ],
    ['key-not-found', 'is no JSON', [200, { VersionId: OLD, SecretString: 'a text' }], NO_FIELD],
    ['key-not-found', 'is binary', [200, { VersionId: OLD, SecretBinary: 'AAAA' }], NO_FIELD],
    ['key-not-found', 'is no JSON object', [200, { VersionId: OLD, SecretString: '["key-1"]' }], NO_FIELD],
    ['key-not-found', 'has no such field', [200, { VersionId: OLD, SecretString: '{"pem":"key-1"}' }], NO_FIELD],
    ['key-not-found', 'has an empty field', [200, { VersionId: OLD, SecretString: '{"private_key":""}' }], NO_FIELD],
  ])('gives no private key (%s) if it %s', async (code, _, answer, text) => {
    const { store } = start({ GetSecretValue: [answer] }, OLD)
    expect(await errorIn(store.readPrivateKey())).toEqual([code, expect.stringContaining(text)])
  })

  const UPDATE = `aws secretsmanager update-secret-version-stage --secret-id ${NAME} --version-stage`
  it.each<[string, Record<string, unknown>, string, string]>([
    ['the key before', { [OTHER]: ['AWSPREVIOUS'], [OLD]: ['AWSCURRENT'] }, `version ${OTHER} (AWSPREVIOUS)`, OTHER],
    [
      'two others',
      { [OTHER]: ['blue', labelOf(OTHER)], [THIRD]: [labelOf(THIRD), 'AWSPREVIOUS'], [OLD]: ['AWSCURRENT'] },
      `version ${OTHER} (blue, ${labelOf(OTHER)}) and version ${THIRD} (${labelOf(THIRD)}, AWSPREVIOUS)`,
      THIRD,
    ],
    [
      'one that has the label of another',
      { [OLD]: ['AWSCURRENT'], [OTHER]: [labelOf(THIRD)] },
      `version ${OTHER} (${labelOf(THIRD)})`,
      OTHER,
    ],
  ])('is not deleted with %s', async (_, versions, others, earlier) => {
    const { store, context } = start({ DescribeSecret: [versioned(versions)] }, OLD)
    expect(await actionErrorOf(store.delete())).toMatchObject({
      code: 'earlier-key-remains',
      message: `Version ${OLD} of the secret "${NAME}" of AWS Secrets Manager in eu-west-1 is the current one, but software may use the key of ${others}. AWS deletes all versions of a secret together.`,
      hint:
        `Find out which key is in service. Version ${earlier} may hold the key to discard, too, because \`promote\` stores a key again with its API access. ` +
        `Use \`awssecrets:///${NAME}?version=${earlier}#private_key\` as \`key-store\` of \`verify\` to see which key it holds. ` +
        `If it holds another key, and that is in service, let an admin make it the current version again: \`${UPDATE} AWSCURRENT --move-to-version-id ${earlier} --remove-from-version-id ${OLD}\`. ` +
        `Then remove the label that this moves to the other one: \`${UPDATE} AWSPREVIOUS --remove-from-version-id ${OLD}\`. ` +
        'Until then, software that reads the current version gets the key to discard. ' +
        `If nothing uses another key of this secret, let an admin delete the secret: \`aws secretsmanager delete-secret --secret-id ${NAME} --recovery-window-in-days 30\`.`,
    })
    expect(context.sent).toEqual([`DescribeSecret ${NAME}`])
    expect(context.journal.state.state).toBe('unchanged')
  })

  const IN_30_DAYS = '2026-03-31T12:00:00Z'
  const SCHEDULED: AwsScript = [200, { DeletionDate: CHANGED + 30 * 86_400 }]
  it.each<[string, boolean, string, number, Record<string, AwsScript[]>]>([
    ['exists', true, IN_30_DAYS, 1, { DescribeSecret: [shown(OLD)], DeleteSecret: [SCHEDULED] }],
    [
      'exists beside versions that no run has put into service',
      true,
      IN_30_DAYS,
      1,
      {
        DescribeSecret: [versioned({ [OLD]: ['own', 'AWSCURRENT'], [OTHER]: [labelOf(OTHER)], [THIRD]: null })],
        DeleteSecret: [SCHEDULED],
      },
    ],
    ['is gone at once', true, IN_30_DAYS, 1, { DescribeSecret: [shown(OLD), ABSENT], DeleteSecret: [SCHEDULED] }],
    [
      'is on a server that accepts connections again',
      true,
      'a date that AWS does not show',
      2,
      { DescribeSecret: [shown(OLD)], DeleteSecret: ['ECONNREFUSED', OK] },
    ],
    [
      'was scheduled by a request whose response was lost',
      true,
      TIME,
      2,
      {
        DescribeSecret: [shown(OLD), shown(OLD, { DeletedDate: CHANGED })],
        DeleteSecret: ['ECONNRESET', INVALID],
      },
    ],
    ['is to be deleted already', false, TIME, 0, { DescribeSecret: [shown(OLD, { DeletedDate: CHANGED })] }],
  ])('that %s is deleted (by this run: %s; on %s)', async (_, existed, scheduledFor, requests, script) => {
    const { store, context, count } = start(script, OLD)
    expect(await store.delete()).toEqual({ existed, scheduledFor })
    expect(context.journal.state).toMatchObject({ state: 'deleted', scheduledFor })
    expect(count('DeleteSecret')).toBe(requests)
  })

  it.each<[string, string, string, Record<string, AwsScript[]>, string?]>([
    [
      'key-not-found',
      'unchanged',
      'it does not exist, because this action only schedules deletions',
      { DescribeSecret: [ABSENT] },
      'does not exist in this account, or was deleted. AWS still shows a key for 30 days after discard. ' +
        'Check `key-store`, the account of the credentials, and the region (now `eu-west-1`): the key may still exist elsewhere.',
    ],
    ['key-replaced', 'unchanged', 'another version is the current one', { DescribeSecret: [shown(OTHER)] }],
    [
      'key-replaced',
      'unchanged',
      'no version is the current one',
      { DescribeSecret: [shown(undefined)] },
      'which is missing',
    ],
    [
      'key-replaced',
      'deleting',
      'another version appears meanwhile',
      { DescribeSecret: [shown(OLD), shown(OTHER)], DeleteSecret: [OK] },
    ],
    [
      'aws-access-denied',
      'unchanged',
      'a policy denies it',
      { DescribeSecret: [shown(OLD), shown(OLD, { DeletedDate: CHANGED })], DeleteSecret: [DENIED] },
      '`secretsmanager:DeleteSecret` on the secret',
    ],
    [
      'aws-unreachable',
      'deleting',
      'no response comes',
      { DeleteSecret: ['ECONNRESET'] },
      '(5 attempts): POST DeleteSecret.',
    ],
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
  ])('is not deleted with %s (%s) if %s', async (code, state, _, script, text = '') => {
    const { store, context } = start({ DescribeSecret: [shown(OLD)], ...script }, OLD)
    expect(await errorIn(store.delete())).toEqual([code, expect.stringContaining(text)])
    expect(context.journal.state.state).toBe(state)
  })
})
