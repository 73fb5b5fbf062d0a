import { createPublicKey, verify } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { signRequest } from '../../../src/aws/sign.ts'
import { type HttpFetch, httpFetch } from '../../../src/http/fetch.ts'
import { signProofWith } from '../../../src/key/proof.ts'
import { open } from '../../../src/stores/aws-kms.ts'
import { readKeyStoreUri } from '../../../src/stores/uri.ts'
import { actionErrorOf } from '../../support/errors.ts'
import { losing } from '../../support/losing-fetch.ts'
import { ACCOUNT, type Ministack, REGION, root, SKIPS_MINISTACK, sharedMinistack } from '../../support/ministack.ts'
import { virtualStoreContext } from '../../support/store-context.ts'

const MISSING_ARN = `arn:aws:kms:${REGION}:${ACCOUNT}:key/00000000-0000-0000-0000-000000000000`

/** Changes what the server answers to an operation. */
function answering(operation: string, change: (data: Record<string, unknown>) => object): HttpFetch {
  return async (url, init) => {
    const response = await httpFetch(url, init)
    if (!init.headers?.['x-amz-target']?.endsWith(`.${operation}`)) return response
    return { ...response, text: async () => JSON.stringify(change(JSON.parse(await response.text()))) }
  }
}

/** Refuses an operation, as AWS does if a policy or a quota does not allow it. */
function refusing(operation: string, error: string): HttpFetch {
  return async (url, init) => {
    if (!init.headers?.['x-amz-target']?.endsWith(`.${operation}`)) return httpFetch(url, init)
    const text = async () => JSON.stringify({ __type: error, message: 'no' })
    return { url, status: 400, statusText: '', headers: new Map(), text, arrayBuffer: async () => new ArrayBuffer(0) }
  }
}

describe.skipIf(SKIPS_MINISTACK)('a key of AWS KMS', () => {
  let aws: Ministack
  let aliases = 0
  beforeAll(async () => {
    aws = await sharedMinistack()
  })

  const openStore = (uri: string, fetch?: HttpFetch, env: Record<string, string> = {}) => {
    const context = virtualStoreContext({ ...aws.env(root), ...env }, fetch)
    const parsed = readKeyStoreUri(() => uri, 'key-store')
    if (parsed.scheme !== 'awskms') throw new Error(`not KMS: ${uri}`)
    const store = open(parsed, context)
    context.journal.append({ type: 'planned', places: [store.displayName] })
    return { store, context }
  }
  const newAlias = () => `alias/ledger-${++aliases}`
  const create = async (alias = newAlias(), fetch?: HttpFetch) => {
    const opened = openStore(`awskms:///${alias}`, fetch)
    const result = await opened.store.create(await opened.store.read())
    return { ...opened, ...result, alias, arn: arnIn(result.stored.reference) }
  }
  const arnIn = (reference: string | undefined) => String(reference).replace('awskms:///', '')
  const describeKey = async (id: string) => {
    const { data } = await aws.send('kms', 'DescribeKey', { KeyId: id })
    return (data.KeyMetadata ?? {}) as Record<string, unknown>
  }
  /** The keys that are neither to be deleted nor named by an alias. */
  const strays = async () => {
    const { Keys: keys } = (await aws.set('kms', 'ListKeys', { Limit: 1000 })) as { Keys: { KeyId: string }[] }
    const { Aliases: aliases } = (await aws.set('kms', 'ListAliases', {})) as { Aliases: { TargetKeyId: string }[] }
    const named = new Set(aliases.map(({ TargetKeyId }) => TargetKeyId))
    const unnamed = keys.filter(({ KeyId }) => !named.has(KeyId))
    const described = await Promise.all(unnamed.map(({ KeyId }) => describeKey(KeyId)))
    return described.filter(({ KeyState }) => KeyState === 'Enabled').map(({ Arn }) => Arn)
  }

  it('is created with an alias and the id of its run', async () => {
    const { stored, publicKey, context, alias, arn } = await create()
    expect(stored).toMatchObject({ reference: `awskms:///${arn}` })
    expect(await describeKey(alias)).toMatchObject({
      Arn: arn,
      KeySpec: 'ECC_NIST_P256',
      KeyUsage: 'SIGN_VERIFY',
      MultiRegion: false,
    })
    expect(context.journal.state).toMatchObject({ state: 'confirmed', updatedAt: stored.updatedAt, publicKey })
    expect(context.journal.remains).toEqual([])
    expect(await openStore(`awskms:///${arn}`).store.describe()).toEqual({
      type: 'ECC_NIST_P256',
      usage: 'SIGN_VERIFY',
      origin: 'AWS_KMS',
      isExportable: false,
      access: 'as the policies of the account say (default key policy, no grants)',
      isShared: false,
      deletion: 'not scheduled; at least 7 days of waiting, in which it can be cancelled',
      runId: '16000000001',
      publicKey,
    })
    expect(await openStore(`awskms:///${alias}`).store.read()).toMatchObject({
      updatedAt: stored.updatedAt,
      publicKey,
      reference: stored.reference,
    })
  })

  it('signs by its alias or its ARN', async () => {
    const { publicKey, alias, arn } = await create()
    const key = createPublicKey({ key: { ...publicKey.jwk }, format: 'jwk' })
    for (const id of [alias, arn]) {
      const { store } = openStore(`awskms:///${id}`)
      for (const bytes of [Buffer.from('proof'), Buffer.alloc(0), Buffer.alloc(4096, 1)]) {
        const signature = await store.sign(bytes)
        expect(signature).toHaveLength(64)
        expect(verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true)
      }
    }
  })

  it.each(['hashes twice', 'signs with another key'])('makes no proof if KMS %s', async what => {
    const { arn, publicKey } = await create()
    const change = what === 'hashes twice' ? { MessageType: 'RAW' } : { KeyId: (await create()).arn }
    const { store } = openStore(`awskms:///${arn}`, (url, init) => {
      const { body, headers = {}, ...rest } = init
      if (!headers['x-amz-target']?.endsWith('.Sign')) return httpFetch(url, init)
      return signedAsRoot(url, headers, JSON.stringify({ ...JSON.parse(String(body)), ...change }), rest)
    })
    const signer = { publicKey, sign: (bytes: Buffer) => store.sign(bytes) }
    expect((await actionErrorOf(signProofWith(signer, { run: {} }, new Date()))).code).toBe('signature-invalid')
  })

  /** Signs a changed request again, as a KMS that does what it wants. */
  const signedAsRoot = async (url: string, headers: Record<string, string>, body: string, rest: object) => {
    const { 'content-type': type = '', 'x-amz-target': target = '' } = headers
    const request = {
      url,
      service: 'kms' as const,
      region: REGION,
      headers: { 'content-type': type, 'x-amz-target': target },
      body,
    }
    return httpFetch(url, { ...rest, headers: signRequest(request, root, new Date()), body })
  }

  it('gets its name from one of six racing runs; the keys of the others are to be deleted', async () => {
    const alias = newAlias()
    const before = await strays()
    const runs = Array.from({ length: 6 }, () => openStore(`awskms:///${alias}`))
    const snapshots = await Promise.all(runs.map(({ store }) => store.read()))
    const results = await Promise.allSettled(
      runs.map(({ store }, i) => store.create(snapshots[i] ?? { updatedAt: undefined })),
    )
    const won = results.filter(result => result.status === 'fulfilled')
    const lost = results.filter(result => result.status === 'rejected')
    expect(won).toHaveLength(1)
    expect(lost.map(({ reason }) => reason.code)).toEqual(Array(5).fill('key-exists'))
    expect((await describeKey(alias)).Arn).toBe(arnIn(won[0]?.value.stored.reference))
    expect(await strays()).toEqual(before)
    for (const [i, { status }] of results.entries()) {
      expect(runs[i]?.context.journal.state.state).toBe(status === 'fulfilled' ? 'confirmed' : 'unchanged')
      expect(runs[i]?.context.journal.remains).toEqual([])
    }
  })

  it('is replaced by moving the alias; the old key stays', async () => {
    const first = await create()
    const second = await create(first.alias)
    expect(second.arn).not.toBe(first.arn)
    expect((await describeKey(first.alias)).Arn).toBe(second.arn)
    expect((await describeKey(first.arn)).KeyState).toBe('Enabled')
    await aws.set('kms', 'ScheduleKeyDeletion', { KeyId: first.arn })
  })

  it('is not replaced if the alias has moved since it was read', async () => {
    const { alias, store } = await create()
    const snapshot = await store.read()
    const { arn } = await create(alias)
    const second = openStore(`awskms:///${alias}`)
    expect((await actionErrorOf(second.store.create(snapshot))).code).toBe('key-changed')
    expect((await describeKey(alias)).Arn).toBe(arn)
    expect(second.context.journal.state).toEqual({ state: 'unchanged' })
  })

  it.each([
    ['CreateKey', 'after', 0],
    ['CreateKey', 'before', 1],
    ['CreateAlias', 'after', 0],
    ['CreateAlias', 'before', 0],
  ] as const)('is created once if the connection breaks in %s, %s it is applied', async (operation, when, remains) => {
    const before = await strays()
    const { arn, alias, context } = await create(undefined, losing({ [operation]: 1 }, when))
    expect((await describeKey(alias)).Arn).toBe(arn)
    expect(await strays()).toEqual(before)
    expect(context.journal.state.state).toBe('confirmed')
    expect(context.journal.remains).toHaveLength(remains)
  })

  it('is moved once if the connection breaks in UpdateAlias', async () => {
    const { alias } = await create()
    const { arn } = await create(alias, losing({ UpdateAlias: 1 }))
    expect((await describeKey(alias)).Arn).toBe(arn)
  })

  it('is named in the journal if the run ends before it has its alias', async () => {
    const alias = newAlias()
    const { store, context } = openStore(`awskms:///${alias}`, losing({ CreateAlias: 99 }, 'before'))
    expect((await actionErrorOf(store.create(await store.read()))).code).toBe('aws-unreachable')
    const [arn] = (await strays()).slice(-1)
    expect(context.journal.state.state).toBe('indeterminate')
    expect(context.journal.remains).toEqual([expect.stringContaining(String(arn))])
  })

  it('is deleted by its ARN, with the alias that points to it', async () => {
    const { alias, arn } = await create()
    const { store, context } = openStore(`awskms:///${arn}`)
    expect(await store.delete()).toMatchObject({ existed: true, scheduledFor: expect.stringMatching(/^20\d\d-/) })
    expect(context.journal.state.state).toBe('deleted')
    expect((await describeKey(arn)).KeyState).toBe('PendingDeletion')
    expect(await describeKey(alias)).toEqual({})
    const again = openStore(`awskms:///${arn}`)
    expect(await again.store.delete()).toMatchObject({
      existed: false,
      scheduledFor: expect.stringMatching(/^20\d\d-/),
    })
    expect((await again.store.describe()).deletion).toMatch(/^scheduled for 20\d\d-/)
    expect((await actionErrorOf(again.store.sign(Buffer.from('proof')))).code).toBe('key-unusable')
  })

  it('is deleted without its alias if that names another key now', async () => {
    const first = await create()
    const second = await create(first.alias)
    expect(await openStore(`awskms:///${first.arn}`).store.delete()).toMatchObject({
      existed: true,
      scheduledFor: expect.stringMatching(/^20\d\d-/),
    })
    expect((await describeKey(first.alias)).Arn).toBe(second.arn)
    expect((await describeKey(second.arn)).KeyState).toBe('Enabled')
  })

  it('is deleted once if the response is lost', async () => {
    const { arn } = await create()
    const { store, context } = openStore(`awskms:///${arn}`, losing({ ScheduleKeyDeletion: 1, DeleteAlias: 1 }))
    expect(await store.delete()).toMatchObject({ existed: true, scheduledFor: expect.stringMatching(/^20\d\d-/) })
    expect(context.journal.state.state).toBe('deleted')
  })

  it('a key of KMS that a person made is of no run', async () => {
    const { KeyMetadata: key } = (await aws.set('kms', 'CreateKey', {
      KeySpec: 'ECC_NIST_P256',
      KeyUsage: 'SIGN_VERIFY',
    })) as {
      KeyMetadata: { Arn: string }
    }
    expect((await openStore(`awskms:///${key.Arn}`).store.describe()).runId).toBeUndefined()
    await aws.set('kms', 'ScheduleKeyDeletion', { KeyId: key.Arn })
  })

  it.each([
    ['imported', { Origin: 'EXTERNAL' }],
    ['multi-Region', { MultiRegion: true }],
  ])('counts as exportable if it is %s', async (_, members) => {
    const { arn } = await create()
    const fetch = answering('DescribeKey', ({ KeyMetadata }) => ({
      KeyMetadata: { ...Object(KeyMetadata), ...members },
    }))
    expect((await openStore(`awskms:///${arn}`, fetch).store.describe()).isExportable).toBe(true)
  })

  it.each([
    ['key-not-found', 'awskms:///alias/missing', 'describe', {}],
    ['key-not-found', `awskms:///${MISSING_ARN}`, 'describe', {}],
    ['key-unsupported', 'awskms:///alias/rsa', 'describe', {}],
    ['key-unsupported', 'awskms:///alias/rsa', 'read', {}],
    ['key-not-found', 'awskms:///alias/rsa', 'describe', { AWS_REGION: 'us-east-1' }],
    [
      'aws-credentials-rejected',
      'awskms:///alias/rsa',
      'read',
      { AWS_SECRET_ACCESS_KEY: 'x', AWS_ACCESS_KEY_ID: 'AKIAAAAAAAAAAAAAAAAA' },
    ],
  ] as const)('fails with %s for %s (%s)', async (code, uri, operation, env) => {
    const { data } = await aws.send('kms', 'DescribeKey', { KeyId: 'alias/rsa' })
    if (!('KeyMetadata' in data)) {
      const created = (await aws.set('kms', 'CreateKey', { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' })) as {
        KeyMetadata: { Arn: string }
      }
      await aws.set('kms', 'CreateAlias', { AliasName: 'alias/rsa', TargetKeyId: created.KeyMetadata.Arn })
    }
    const error = await actionErrorOf(openStore(uri, undefined, env).store[operation]())
    expect(error.code).toBe(code)
    if (code === 'key-not-found') expect(error.hint).toContain('AWS_REGION' in env ? env.AWS_REGION : REGION)
  })

  it.each([
    ['create', 'CreateKey', 'AccessDeniedException', 'aws-access-denied'],
    ['create', 'CreateAlias', 'LimitExceededException', 'aws-refused'],
    ['create', 'DescribeKey', 'AccessDeniedException', 'aws-access-denied'],
    ['create', 'GetPublicKey', 'AccessDeniedException', 'aws-access-denied'],
    ['replace', 'UpdateAlias', 'AccessDeniedException', 'aws-access-denied'],
    ['describe', 'GetPublicKey', 'KMSInvalidStateException', 'key-unusable'],
    ['describe', 'ListResourceTags', 'AccessDeniedException', 'aws-access-denied'],
    ['sign', 'Sign', 'AccessDeniedException', 'aws-access-denied'],
    ['sign', 'Sign', 'NotFoundException', 'key-not-found'],
    ['sign', 'Sign', 'DisabledException', 'key-unusable'],
    ['delete', 'ListAliases', 'AccessDeniedException', 'aws-access-denied'],
    ['delete', 'ScheduleKeyDeletion', 'AccessDeniedException', 'aws-access-denied'],
    ['delete', 'DeleteAlias', 'AccessDeniedException', 'aws-access-denied'],
  ] as const)('that AWS refuses to %s (%s: %s) fails with %s', async (action, operation, error, code) => {
    const { alias, arn } = await create()
    const id = action === 'create' ? newAlias() : action === 'replace' ? alias : arn
    const { store, context } = openStore(`awskms:///${id}`, refusing(operation, error))
    const read = { updatedAt: undefined, ...(action === 'replace' && { arn }) }
    const attempt = {
      create: () => store.create(read),
      replace: () => store.create(read),
      describe: () => store.describe(),
      sign: () => store.sign(Buffer.from('proof')),
      delete: () => store.delete(),
    }
    expect((await actionErrorOf(attempt[action]())).code).toBe(code)
    const isLeft = action === 'create' && /^(?:DescribeKey|GetPublicKey)$/.test(operation)
    const state = operation === 'DeleteAlias' ? 'deleted' : isLeft ? 'may-remain' : 'unchanged'
    expect(context.journal.state.state).toBe(state)
  })

  it('refuses a region other than that of the ARN before any request', async () => {
    const error = await actionErrorOf(() =>
      openStore(`awskms:///${MISSING_ARN}`, undefined, { 'INPUT_AWS-REGION': 'us-east-1' }),
    )
    expect(error.code).toBe('input-invalid')
  })

  it('masks the credentials, and shows them in no request line', async () => {
    const { accessKeyId, secretAccessKey } = await aws.createUser([
      { Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] },
    ])
    const { store, context } = openStore('awskms:///alias/none', undefined, {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    })
    expect((await store.read()).updatedAt).toBeUndefined()
    expect(context.masks).toEqual([accessKeyId, secretAccessKey])
    expect(context.requests.join('\n')).not.toContain(secretAccessKey)
  })
})
