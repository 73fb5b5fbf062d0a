import { beforeAll, describe, expect, it } from 'vitest'
import { type HttpFetch, httpFetch } from '../../../src/http/fetch.ts'
import { encodePrivateKey, generateOperatorKey } from '../../../src/key/operator-key.ts'
import { open } from '../../../src/stores/aws-secrets.ts'
import { readKeyStoreUri } from '../../../src/stores/uri.ts'
import { actionErrorOf } from '../../support/errors.ts'
import { losing } from '../../support/losing-fetch.ts'
import { type Ministack, REGION, root, SKIPS_MINISTACK, sharedMinistack } from '../../support/ministack.ts'
import { virtualStoreContext } from '../../support/store-context.ts'

/** CreateSecret as AWS has it: the version has the id of the request, and a repeated request succeeds. The server has neither. */
function creatingByToken(): HttpFetch {
  const tokens = new Map<string, string>()
  const created = new Map<string, string>()
  return async (url, init) => {
    const response = await httpFetch(url, init)
    let { status } = response
    let text = await response.text()
    if (init.headers?.['x-amz-target'] === 'secretsmanager.CreateSecret') {
      const { ClientRequestToken: token } = JSON.parse(String(init.body))
      if (status === 200) {
        tokens.set(JSON.parse(text).VersionId, token)
        created.set(token, text)
      } else if (created.has(token)) {
        status = 200
        text = String(created.get(token))
      }
    }
    for (const [id, token] of tokens) text = text.replaceAll(id, token)
    return { ...response, status, text: async () => text }
  }
}

describe.skipIf(SKIPS_MINISTACK)('a key in AWS Secrets Manager', () => {
  let aws: Ministack
  let names = 0
  beforeAll(async () => {
    aws = await sharedMinistack()
  })

  const openStore = (uri: string, fetch?: HttpFetch, env: Record<string, string> = {}) => {
    const context = virtualStoreContext({ ...aws.env(root), ...env }, fetch)
    const parsed = readKeyStoreUri(() => uri, 'key-store')
    if (parsed.scheme !== 'awssecrets') throw new Error(`not Secrets Manager: ${uri}`)
    const store = open(parsed, context)
    context.journal.append({ type: 'planned', places: [store.displayName] })
    return { store, context }
  }
  const newSecret = () => {
    const { privateKeyPem, publicKey } = generateOperatorKey()
    const privateKey = encodePrivateKey(privateKeyPem, 'hex')
    return { privateKey, publicKey, operator: 'trading-bot', workspace: undefined }
  }
  const newName = () => `ledger/operator-${++names}`
  const storeKey = async (name = newName(), fetch?: HttpFetch, field = 'private_key') => {
    const secret = newSecret()
    const opened = openStore(`awssecrets:///${name}#${field}`, fetch)
    const { store } = opened
    const stored = await store.store(secret, await store.read())
    return { ...opened, stored, secret, name, reference: String(stored.reference) }
  }
  const contentOf = async (name: string) => {
    const { data } = await aws.send('secretsmanager', 'GetSecretValue', { SecretId: name })
    return JSON.parse(String(data.SecretString))
  }
  const versionsOf = async (name: string) => {
    const { data } = await aws.send('secretsmanager', 'DescribeSecret', { SecretId: name })
    return data.VersionIdsToStages as Record<string, string[]>
  }
  const updateStage = (SecretId: string, change: object) =>
    aws.set('secretsmanager', 'UpdateSecretVersionStage', { SecretId, ...change })
  const versionIn = (reference: string) => /version=([\w-]+)#/.exec(reference)?.[1] ?? ''

  it('is one version with everything that belongs to it', async () => {
    const { stored, secret, name, reference, context } = await storeKey()
    expect(reference).toMatch(new RegExp(`^awssecrets:///${name}\\?version=[\\w-]{36}#private_key$`))
    expect(await contentOf(name)).toEqual({
      private_key: secret.privateKey,
      public_key_hex: secret.publicKey.hex,
      operator: 'trading-bot',
    })
    expect(context.journal.state).toMatchObject({ state: 'confirmed', updatedAt: stored.updatedAt })
    expect(await openStore(`awssecrets:///${name}`).store.read()).toMatchObject({
      updatedAt: stored.updatedAt,
      reference,
    })
    expect(context.requests.join('\n')).not.toContain(secret.privateKey)
  })

  it('is read from the field and the version that the URI names', async () => {
    const first = await storeKey(undefined, undefined, 'key')
    const second = await storeKey(first.name, undefined, 'key')
    expect(await openStore(first.reference).store.readPrivateKey()).toEqual({ text: first.secret.privateKey })
    const newest = openStore(`awssecrets:///${first.name}#key`)
    expect(await newest.store.readPrivateKey()).toEqual({ text: second.secret.privateKey })
    expect(newest.context.masks).toContain(second.secret.privateKey)
  })

  it('is stored with the API access in one version', async () => {
    const { store, name } = await storeKey()
    const secret = { ...newSecret(), apiAccess: { apiKeyId: 'id-1', apiKeySecret: 'secret-1' } }
    await store.store(secret, await store.read())
    expect(await contentOf(name)).toMatchObject({
      private_key: secret.privateKey,
      api_key_id: 'id-1',
      api_key_secret: 'secret-1',
    })
  })

  it('is stored by one of six racing runs', async () => {
    const name = newName()
    const runs = Array.from({ length: 6 }, () => openStore(`awssecrets:///${name}`))
    const snapshots = await Promise.all(runs.map(({ store }) => store.read()))
    const none = { updatedAt: undefined, exists: false, current: undefined }
    const results = await Promise.allSettled(runs.map(({ store }, i) => store.store(newSecret(), snapshots[i] ?? none)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const lost = results.filter(result => result.status === 'rejected')
    expect(lost.map(({ reason }) => reason.code)).toEqual(Array(5).fill('key-exists'))
    expect(Object.keys(await versionsOf(name))).toHaveLength(1)
  })

  it('is replaced by one of six racing runs, only if it is the version that was read', async () => {
    const { name, reference } = await storeKey()
    const runs = Array.from({ length: 6 }, () => openStore(`awssecrets:///${name}`))
    const snapshot = await openStore(`awssecrets:///${name}`).store.read()
    const results = await Promise.allSettled(runs.map(({ store }) => store.store(newSecret(), snapshot)))
    const won = results.filter(result => result.status === 'fulfilled')
    expect(won).toHaveLength(1)
    const lost = results.filter(result => result.status === 'rejected')
    expect(lost.map(({ reason }) => reason.code)).toEqual(Array(5).fill('key-exists'))
    expect(await versionsOf(name)).toEqual({
      [versionIn(String(won[0]?.value.reference))]: ['AWSCURRENT'],
      [versionIn(reference)]: ['AWSPREVIOUS'],
    })
    for (const [i, { status }] of results.entries()) {
      const { state, remains } = runs[i]?.context.journal ?? {}
      expect([state?.state, remains?.length]).toEqual(status === 'fulfilled' ? ['confirmed', 0] : ['may-remain', 1])
    }
  })

  it.each([
    ['CreateSecret', 'after'],
    ['CreateSecret', 'before'],
  ] as const)('is created once if the connection breaks in %s, %s it is applied', async (operation, when) => {
    const { name, secret, context } = await storeKey(undefined, losing({ [operation]: 1 }, when, creatingByToken()))
    expect((await contentOf(name)).private_key).toBe(secret.privateKey)
    expect(Object.keys(await versionsOf(name))).toHaveLength(1)
    expect(context.journal.state.state).toBe('confirmed')
  })

  it('is found if the repeated creation is refused', async () => {
    let repeats = 0
    const asAws = creatingByToken()
    const fetch: HttpFetch = async (url, init) => {
      const isCreate = init.headers?.['x-amz-target'] === 'secretsmanager.CreateSecret'
      if (!isCreate || repeats++ === 0) return asAws(url, init)
      return httpFetch(url, init)
    }
    const { name, secret, context } = await storeKey(undefined, losing({ CreateSecret: 1 }, 'after', fetch))
    expect((await contentOf(name)).private_key).toBe(secret.privateKey)
    expect(context.journal.state.state).toBe('confirmed')
  })

  it.each([
    ['PutSecretValue', 'after'],
    ['PutSecretValue', 'before'],
    ['UpdateSecretVersionStage', 'after'],
    ['UpdateSecretVersionStage', 'before'],
  ] as const)('is replaced once if the connection breaks in %s, %s it is applied', async (operation, when) => {
    const { name } = await storeKey()
    const { secret, context, reference } = await storeKey(name, losing({ [operation]: 1 }, when))
    expect((await contentOf(name)).private_key).toBe(secret.privateKey)
    const versions = await versionsOf(name)
    expect(Object.keys(versions)).toHaveLength(2)
    expect(versions[versionIn(reference)]).toEqual(['AWSCURRENT'])
    expect(context.journal.state.state).toBe('confirmed')
  })

  it('may have been stored if no response comes', async () => {
    const name = newName()
    const { store, context } = openStore(`awssecrets:///${name}`, losing({ CreateSecret: 99 }))
    const error = await actionErrorOf(
      store.store(newSecret(), { updatedAt: undefined, exists: false, current: undefined }),
    )
    expect(error.code).toBe('aws-unreachable')
    expect(context.journal.state.state).toBe('indeterminate')
  })

  it('is deleted only if its version is the current one', async () => {
    const first = await storeKey()
    const second = await storeKey(first.name)
    const error = await actionErrorOf(openStore(first.reference).store.delete())
    expect(error.code).toBe('key-replaced')
    expect((await contentOf(first.name)).private_key).toBe(second.secret.privateKey)
    await updateStage(first.name, { VersionStage: 'AWSPREVIOUS', RemoveFromVersionId: versionIn(first.reference) })
    const { store, context } = openStore(second.reference, losing({ DeleteSecret: 1 }))
    expect(await store.delete()).toMatchObject({ existed: true, scheduledFor: expect.stringMatching(/^20\d\d-/) })
    expect(context.journal.state.state).toBe('deleted')
    expect(await openStore(second.reference).store.delete()).toMatchObject({
      existed: false,
      scheduledFor: expect.stringMatching(/^20\d\d-/),
    })
    expect((await actionErrorOf(store.readPrivateKey())).code).toBe('key-not-found')
    expect((await actionErrorOf(openStore(`awssecrets:///${first.name}`).store.read())).code).toBe('key-unusable')
  })

  it('is not found in another region, and stays', async () => {
    const { reference, name, secret } = await storeKey()
    const { store } = openStore(reference, undefined, { AWS_REGION: 'us-east-1' })
    expect((await actionErrorOf(store.delete())).code).toBe('key-not-found')
    expect((await contentOf(name)).private_key).toBe(secret.privateKey)
  })

  it('is not deleted with the key that was in service before, which can be put back into service', async () => {
    const first = await storeKey()
    const second = await storeKey(first.name)
    const [before, rejected] = [first, second].map(({ reference }) => versionIn(reference))
    expect((await actionErrorOf(openStore(second.reference).store.delete())).code).toBe('earlier-key-remains')
    expect(await openStore(first.reference).store.readPrivateKey()).toEqual({ text: first.secret.privateKey })
    const move = { MoveToVersionId: before, RemoveFromVersionId: rejected }
    await updateStage(first.name, { VersionStage: 'AWSCURRENT', ...move })
    await updateStage(first.name, { VersionStage: 'AWSPREVIOUS', RemoveFromVersionId: rejected })
    expect((await contentOf(first.name)).private_key).toBe(first.secret.privateKey)
    expect((await versionsOf(first.name))[String(before)]).toEqual(['AWSCURRENT'])
    expect((await actionErrorOf(openStore(second.reference).store.delete())).code).toBe('key-replaced')
  })

  it('is missed if another version appears while it is deleted', async () => {
    const { name, reference } = await storeKey()
    const { store } = openStore(reference, async (url, init) => {
      if (init.headers?.['x-amz-target'] === 'secretsmanager.DeleteSecret') await storeKey(name)
      return httpFetch(url, init)
    })
    const error = await actionErrorOf(store.delete())
    expect(error.code).toBe('key-replaced')
    expect(error.message).toContain('restore-secret')
  })

  it.each([
    ['key-not-found', 'awssecrets:///ledger/missing', {}],
    ['key-not-found', `awssecrets:///ledger/plain?version=${'0'.repeat(32)}`, {}],
    ['key-not-found', 'awssecrets:///ledger/plain', {}],
    ['key-not-found', 'awssecrets:///ledger/plain', { AWS_REGION: 'us-east-1' }],
    [
      'aws-credentials-rejected',
      'awssecrets:///ledger/plain',
      { AWS_ACCESS_KEY_ID: 'AKIAAAAAAAAAAAAAAAAA', AWS_SECRET_ACCESS_KEY: 'x' },
    ],
  ] as const)('fails with %s for %s (case %#)', async (code, uri, env) => {
    await aws.send('secretsmanager', 'CreateSecret', { Name: 'ledger/plain', SecretString: 'a text' })
    const error = await actionErrorOf(openStore(uri, undefined, env).store.readPrivateKey())
    expect(error.code).toBe(code)
    if (uri.endsWith('missing')) expect(error.hint).toContain(REGION)
  })
})
