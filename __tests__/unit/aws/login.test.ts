import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type JobClaims, type LocalIssuer, startIssuer } from '../../../local/oidc/index.ts'
import type { AwsCredentials } from '../../../src/aws/settings.ts'
import { encodePrivateKey, generateOperatorKey } from '../../../src/key/operator-key.ts'
import { openKeyStore } from '../../../src/stores/open.ts'
import { readKeyStoreUri } from '../../../src/stores/uri.ts'
import { applyAwsPolicies, isTrusted, roleArn } from '../../support/aws-policies.ts'
import { actionErrorOf } from '../../support/errors.ts'
import { jobClaims } from '../../support/job-claims.ts'
import { ACCOUNT, type Ministack, REGION, SKIPS_MINISTACK, startMinistack } from '../../support/ministack.ts'
import { virtualStoreContext } from '../../support/store-context.ts'

const GATE = { environment: 'ledger-admins' }
const KMS = 'aws-kms.yml'
const SECRETS = 'aws-secrets-manager.yml'

describe.skipIf(SKIPS_MINISTACK)('a login to AWS with the OIDC token of a job', () => {
  let aws: Ministack
  let issuer: LocalIssuer
  let names = 0
  beforeAll(async () => {
    ;[aws, issuer] = await Promise.all([startMinistack(), startIssuer()])
    await applyAwsPolicies(aws, issuer, 'kms')
    await applyAwsPolicies(aws, issuer, 'secrets')
  })
  afterAll(async () => {
    await aws?.close()
    await issuer?.close()
  })

  /** A key store as a job of an example sees it. */
  const openAs = async (role: string, uri: string, claims: JobClaims, env: Record<string, string> = {}) => {
    const request = issuer.addJob(claims)
    const context = virtualStoreContext({
      AWS_ENDPOINT_URL: aws.url,
      AWS_REGION: REGION,
      GITHUB_RUN_ID: claims.run_id,
      'INPUT_AWS-ROLE': roleArn(role),
      ACTIONS_ID_TOKEN_REQUEST_URL: request.url,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: request.token,
      ...env,
    })
    const store = await openKeyStore(
      readKeyStoreUri(() => uri, 'key-store'),
      context,
    )
    context.journal.append({ type: 'planned', places: [store.displayName] })
    const credentials = (): AwsCredentials => {
      const [accessKeyId = '', secretAccessKey = '', sessionToken] = context.masks.slice(-3)
      return { accessKeyId, secretAccessKey, sessionToken }
    }
    return { store, context, request, credentials }
  }
  const createKey = async (alias = `alias/ledger-${++names}`) => {
    const opened = await openAs('ledger-kms-generate', `awskms:///${alias}`, jobClaims(KMS))
    if (opened.store.kind !== 'signing') throw new Error('not a signing store')
    const { stored } = await opened.store.create(await opened.store.read())
    const reference = String(stored.reference)
    return { ...opened, store: opened.store, alias, reference, arn: reference.replace('awskms:///', '') }
  }
  const newSecret = () => {
    const { privateKeyPem, publicKey } = generateOperatorKey()
    return { privateKey: encodePrivateKey(privateKeyPem, 'hex'), publicKey, operator: undefined, workspace: undefined }
  }
  const storeKey = async () => {
    const name = `ledger/operators/${++names}`
    const secret = newSecret()
    const opened = await openAs('ledger-secrets-generate', `awssecrets:///${name}`, jobClaims(SECRETS))
    if (opened.store.kind !== 'secret') throw new Error('not a secret store')
    const stored = await opened.store.store(secret, await opened.store.read())
    return { ...opened, store: opened.store, name, secret, reference: String(stored.reference) }
  }
  const errorOf = async (
    service: 'kms' | 'secretsmanager',
    operation: string,
    body: object,
    credentials: AwsCredentials,
  ) => (await aws.send(service, operation, body, credentials)).data.__type

  it('asks once for credentials, and masks them with the token', async () => {
    const { context, request, credentials } = await createKey()
    const { accessKeyId, secretAccessKey, sessionToken } = credentials()
    expect(context.masks).toEqual([request.token, issuer.tokens.at(-1), accessKeyId, secretAccessKey, sessionToken])
    expect(accessKeyId).toMatch(/^ASIA/)
    expect(context.requests.filter(line => line.includes('AssumeRole'))).toHaveLength(1)
    for (const secret of context.masks) expect(context.requests.join('\n')).not.toContain(secret)
    const claims = JSON.parse(Buffer.from(String(issuer.tokens.at(-1)).split('.')[1] ?? '', 'base64url').toString())
    expect(claims.aud).toBe('sts.amazonaws.com')
  })

  it('before the gate can create a key in KMS, and can neither sign, move its alias nor change its policy', async () => {
    const { store, arn, alias, credentials } = await createKey()
    expect((await actionErrorOf(store.sign(Buffer.from('proof')))).code).toBe('aws-access-denied')
    const other = await aws.set('kms', 'CreateKey', { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' })
    const { Arn: untagged } = other.KeyMetadata as { Arn: string }
    for (const [operation, body] of [
      ['Sign', { KeyId: arn, Message: 'AAAA', SigningAlgorithm: 'ECDSA_SHA_256' }],
      ['UpdateAlias', { AliasName: alias, TargetKeyId: arn }],
      ['DeleteAlias', { AliasName: alias }],
      ['PutKeyPolicy', { KeyId: arn, PolicyName: 'default', Policy: '{}' }],
      ['CreateGrant', { KeyId: arn, GranteePrincipal: arn, Operations: ['Sign'] }],
      ['DisableKey', { KeyId: arn }],
      ['ScheduleKeyDeletion', { KeyId: untagged }],
      ['CancelKeyDeletion', { KeyId: arn }],
      ['CreateKey', { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }],
    ] as const) {
      expect(await errorOf('kms', operation, body, credentials()), operation).toBe('AccessDeniedException')
    }
  })

  it('before the gate schedules the deletion of its own key if another run was faster', async () => {
    const alias = `alias/ledger-${++names}`
    const slow = await openAs('ledger-kms-generate', `awskms:///${alias}`, jobClaims(KMS))
    if (slow.store.kind !== 'signing') throw new Error('not a signing store')
    const snapshot = await slow.store.read()
    await createKey(alias)
    expect((await actionErrorOf(slow.store.create(snapshot))).code).toBe('key-exists')
    expect(slow.context.journal.followUp).toBeUndefined()
  })

  it('behind the gate signs with a key in KMS that a run made, and with no other', async () => {
    const { reference } = await createKey()
    const { store } = await openAs('ledger-kms-verify', reference, jobClaims(KMS, GATE))
    if (store.kind !== 'signing') throw new Error('not a signing store')
    expect(await store.describe()).toMatchObject({ runId: '16000000001', isExportable: false })
    expect(await store.sign(Buffer.from('proof'))).toHaveLength(64)
    const { KeyMetadata: other } = (await aws.set('kms', 'CreateKey', {
      KeySpec: 'ECC_NIST_P256',
      KeyUsage: 'SIGN_VERIFY',
    })) as {
      KeyMetadata: { Arn: string }
    }
    const foreign = await openAs('ledger-kms-verify', `awskms:///${other.Arn}`, jobClaims(KMS, GATE))
    if (foreign.store.kind !== 'signing') throw new Error('not a signing store')
    expect((await actionErrorOf(foreign.store.describe())).code).toBe('aws-access-denied')
  })

  it('after a rejection schedules the deletion of a key in KMS, and cannot sign with it', async () => {
    const { reference, alias } = await createKey()
    const claims = jobClaims(KMS, { environment: 'ledger-discard' })
    const { store, credentials } = await openAs('ledger-kms-discard', reference, claims)
    expect(await store.delete()).toMatchObject({ existed: true })
    const { data } = await aws.send('kms', 'DescribeKey', { KeyId: alias })
    expect(data.__type).toBe('NotFoundException')
    const body = { KeyId: reference.replace('awskms:///', ''), Message: 'AAAA', SigningAlgorithm: 'ECDSA_SHA_256' }
    expect(await errorOf('kms', 'Sign', body, credentials())).toBe('AccessDeniedException')
  })

  it('before the gate can create a secret, and can neither read, replace nor delete it', async () => {
    const { store, name, credentials } = await storeKey()
    expect((await actionErrorOf(store.readPrivateKey())).code).toBe('aws-access-denied')
    expect((await actionErrorOf(store.store(newSecret(), await store.read()))).code).toBe('aws-access-denied')
    for (const [operation, body] of [
      ['GetSecretValue', { SecretId: name }],
      ['BatchGetSecretValue', { Filters: [{ Key: 'name', Values: [name] }] }],
      ['UpdateSecret', { SecretId: name, SecretString: '{}' }],
      ['DeleteSecret', { SecretId: name }],
      ['PutResourcePolicy', { SecretId: name, ResourcePolicy: '{}' }],
      ['CreateSecret', { Name: 'elsewhere', SecretString: '{}' }],
    ] as const) {
      const reply = await aws.send('secretsmanager', operation, body, credentials())
      expect(reply.data.SecretValues ?? reply.data.__type, operation).not.toHaveLength(1)
      if (operation !== 'BatchGetSecretValue') expect(reply.data.__type, operation).toBe('AccessDeniedException')
    }
  })

  it('behind the gate reads the secret', async () => {
    const { reference, secret } = await storeKey()
    const { store } = await openAs('ledger-secrets-verify', reference, jobClaims(SECRETS, GATE))
    if (store.kind !== 'secret') throw new Error('not a secret store')
    expect(await store.readPrivateKey()).toEqual({ text: secret.privateKey })
  })

  it('after a rejection schedules the deletion of the secret, and cannot read it', async () => {
    const { reference } = await storeKey()
    const claims = jobClaims(SECRETS, { environment: 'ledger-discard' })
    const { store } = await openAs('ledger-secrets-discard', reference, claims)
    if (store.kind !== 'secret') throw new Error('not a secret store')
    expect((await actionErrorOf(store.readPrivateKey())).code).toBe('aws-access-denied')
    expect(await store.delete()).toMatchObject({ existed: true })
  })

  it.each<[boolean, string, string, JobClaims]>([
    [true, 'ledger-kms-generate', 'the job before the gate', jobClaims(KMS)],
    [true, 'ledger-kms-verify', 'the job behind the gate', jobClaims(KMS, GATE)],
    [true, 'ledger-kms-activate', 'the job that activates', jobClaims('aws-kms-activate.yml', GATE)],
    [false, 'ledger-secrets-activate', 'the job that provisions', jobClaims(SECRETS, GATE)],
    [true, 'ledger-kms-monitor', 'the monitor', jobClaims('aws-monitor.yml', { environment: 'ledger-monitor' })],
    [false, 'ledger-secrets-monitor', 'a monitor without the environment', jobClaims('aws-monitor.yml')],
    [false, 'ledger-kms-verify', 'a job without the environment', jobClaims(KMS)],
    [false, 'ledger-kms-verify', 'another environment', jobClaims(KMS, { environment: 'ledger-admins-2' })],
    [false, 'ledger-kms-verify', 'another repository', jobClaims(KMS, { ...GATE, repository_id: '1296270' })],
    [
      false,
      'ledger-secrets-verify',
      'a workflow on another branch',
      jobClaims(SECRETS, {
        ...GATE,
        job_workflow_ref: 'octo/keys/.github/workflows/aws-secrets-manager.yml@refs/heads/mine',
      }),
    ],
    [false, 'ledger-secrets-verify', 'the workflow of the other store', jobClaims(KMS, GATE)],
    [false, 'ledger-secrets-discard', 'the environment of the gate', jobClaims(SECRETS, GATE)],
  ])('is trusted (%s) by %s for %s', (isExpected, role, _, claims) => {
    expect(isTrusted(role, claims)).toBe(isExpected)
  })

  it.each([
    ['a role that does not exist', { 'INPUT_AWS-ROLE': roleArn('ledger-nothing') }],
    [
      'a role of another account',
      { 'INPUT_AWS-ROLE': roleArn('ledger-kms-generate').replace(ACCOUNT, '1'.repeat(12)) },
    ],
  ])('is refused for %s, and shows no token', async (_, env) => {
    const { store, context } = await openAs('', 'awskms:///alias/ledger-x', jobClaims(KMS), env)
    const error = await actionErrorOf(store.read())
    expect(error.code).toBe('aws-role-refused')
    expect(error.message).toContain('AccessDenied')
    for (const secret of context.masks) expect(`${error.message} ${error.hint}`).not.toContain(secret)
  })

  it('needs the permission to ask for the token', async () => {
    const env = { ACTIONS_ID_TOKEN_REQUEST_URL: '' }
    const { store } = await openAs('ledger-kms-generate', 'awskms:///alias/ledger-x', jobClaims(KMS), env)
    const error = await actionErrorOf(store.read())
    expect(error.code).toBe('id-token-permission-missing')
    expect(error.message).toContain('`aws-role`')
  })

  it('takes precedence over the credentials of the environment', async () => {
    const env = { AWS_ACCESS_KEY_ID: 'AKIAAAAAAAAAAAAAAAAA', AWS_SECRET_ACCESS_KEY: 'invalid' }
    const { store } = await openAs('ledger-kms-generate', 'awskms:///alias/ledger-x', jobClaims(KMS), env)
    expect((await store.read()).updatedAt).toBeUndefined()
  })
})
