// Whole actions with AWS: the bundles, promote, and connections that fail.
import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ActionResult } from '../../local/runner/index.ts'
import { encodePrivateKey, generateOperatorKey } from '../../src/key/operator-key.ts'
import { formsOf, leaksIn, tracesOf } from '../support/leaks.ts'
import { type Ministack, root, SKIPS_MINISTACK, sharedMinistack } from '../support/ministack.ts'
import { failureOf, type Inputs, run, runBundle } from '../support/run-action.ts'
import {
  GATE,
  JOB_TOKEN,
  NOBODY,
  REAL_TIME,
  REPOSITORY,
  RUN_ID,
  startTestGitHub,
  startTestLedger,
  storedText,
  type TestGitHub,
  TOKEN,
} from '../support/servers.ts'

describe.skipIf(SKIPS_MINISTACK)('with AWS', () => {
  let aws: Ministack
  beforeAll(async () => {
    aws = await sharedMinistack()
  })

  /** A GitHub with the time of this machine, because AWS checks the times of signatures. */
  const startGitHubNow = async () => {
    const github = await startTestGitHub()
    github.clock.advance(Date.now() - github.clock.now().getTime())
    const review = { user: 'alice', environment: GATE.environment, state: 'approved', comment: '' } as const
    github.addRun(REPOSITORY, RUN_ID, [review], { actor: 'octocat' })
    return github
  }
  const runWith = (action: Parameters<typeof run>[0], github: TestGitHub, inputs: Inputs, env = {}) => {
    const actor_id = String(github.state.users.get('octocat').id)
    const context = { run_id: String(RUN_ID), actor_id }
    return run(action, github, inputs, { env: { ...aws.env(root), ...env }, github: context })
  }
  const newName = () => randomBytes(8).toString('hex')
  const contentOf = async (name: string) => {
    const { data } = await aws.send('secretsmanager', 'GetSecretValue', { SecretId: name })
    return JSON.parse(String(data.SecretString ?? 'null'))
  }
  /** A Ledger that has registered a key, and the inputs of promote for it. */
  const registered = async (github: TestGitHub, publicKey: string) => {
    const ledger = await startTestLedger(github)
    const access = ledger.addAccess('minivault', publicKey)
    return {
      'public-key-hex': publicKey,
      workspace: 'minivault',
      'api-key-id': access.apiKeyId,
      'api-key-secret': access.apiKeySecret,
      'ledger-api-url': ledger.baseUrl('v2'),
    }
  }
  const expectSuccess = ({ exitCode, log }: ActionResult) => expect(exitCode, log).toBe(0)

  it.each(['awskms:///alias/ledger-', 'awssecrets:///ledger/'])(
    'the bundles generate, verify and discard a key in %s',
    async start => {
      const github = await startTestGitHub(REAL_TIME)
      const more = { env: aws.env(root), github: { run_id: String(RUN_ID) } }
      const generated = await runBundle('.', github, { 'key-store': `${start}${newName()}` }, more)
      expectSuccess(generated)
      const { 'key-reference': reference = '', 'public-key-hex': publicKey = '' } = generated.outputs
      const inputs = { 'key-store': reference, 'public-key-hex': publicKey }
      const verified = await runBundle('verify', github, inputs, more)
      expectSuccess(verified)
      expect(verified.outputs.proof).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
      const discard = { 'key-store': reference, 'if-approved': 'discard' }
      expect((await runBundle('discard', github, discard, more)).outputs.discarded).toBe('true')
      expect((await runBundle('discard', github, discard, more)).outputs.discarded).toBe('false')
    },
  )

  it.each(['awskms:///alias/ledger-', 'awssecrets:///ledger/'])(
    'of six processes that store a key in %s at the same time, exactly one succeeds',
    async start => {
      const github = await startTestGitHub(REAL_TIME)
      const everything = { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }
      const credentials = await aws.createUser([everything])
      const { secretAccessKey } = credentials
      const secrets = { AWS_SECRET_ACCESS_KEY: secretAccessKey }
      const more = { env: aws.env(credentials), secrets, github: { run_id: String(RUN_ID) } }
      const name = newName()
      const results = await Promise.all(
        Array.from({ length: 6 }, () => runBundle('.', github, { 'key-store': `${start}${name}` }, more)),
      )
      const winners = results.filter(({ exitCode }) => exitCode === 0)
      expect(winners).toHaveLength(1)
      for (const loser of results.filter(({ exitCode }) => exitCode !== 0)) {
        expect(failureOf(loser)).toMatchObject({ code: 'key-exists', title: 'Nothing was changed' })
        expect(loser.outputs).toEqual({})
      }
      const { private_key = '' } = (await contentOf(`ledger/${name}`)) ?? {}
      const keys = private_key === '' ? [] : formsOf(Buffer.from(private_key, 'hex').toString())
      for (const traces of results.map(result => tracesOf(result, github))) {
        expect(leaksIn(traces, new Map([...keys, ['the secret access key', secretAccessKey]]))).toEqual([])
      }
    },
  )

  it('generate creates a key in KMS, keeps it, and replaces it, as `if-exists` says', async () => {
    const github = await startGitHubNow()
    const uri = `awskms:///alias/ledger-${newName()}`
    const inputs = { 'github-token': TOKEN, 'key-store': uri, environment: GATE.environment }
    const first = await runWith('.', github, inputs)
    expectSuccess(first)
    expect(first.outputs).toMatchObject({ created: 'true' })
    expect(first.outputs).not.toHaveProperty('proof')
    expect(failureOf(await runWith('.', github, inputs)).code).toBe('key-exists')
    const kept = await runWith('.', github, { ...inputs, 'if-exists': 'keep' })
    expect(kept.outputs).toMatchObject({ created: 'false', 'key-reference': first.outputs['key-reference'] })
    const overwrite = { 'if-exists': 'overwrite', 'environment-protection': 'require' }
    const second = await runWith('.', github, { ...inputs, ...overwrite })
    expectSuccess(second)
    expect(second.outputs['key-reference']).not.toBe(first.outputs['key-reference'])
  })

  const SHARED = 'The key policy or a grant lets others use the key.'
  const EXPORTABLE = 'The key was imported, or can be exported or replicated.'
  const NOT_OF_RUN = 'Nothing shows that this run made the key: neither `proof` nor the key store.'
  const MALLORY = 'arn:aws:iam::000000000000:user/mallory'
  const ALLOWING_MALLORY = { Statement: [{ Effect: 'Allow', Principal: { AWS: MALLORY }, Action: '*', Resource: '*' }] }
  /** Creates a key with the tag that the action gives to those of a run. */
  const createTagged = async (runId: number, more = {}) => {
    const Tags = [{ TagKey: 'ledger-operator-keys-run', TagValue: `${runId}/0` }]
    const request = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY', Tags, ...more }
    return (await aws.set('kms', 'CreateKey', request)) as { KeyMetadata: { Arn: string } }
  }
  const changing = (operation: string, change: object) => (KeyId: string) =>
    aws.set('kms', operation, { KeyId, ...change })
  it.each<[what: string, runId: number, key: object, change: (arn: string) => Promise<unknown>, reasons: string[]]>([
    ['that only this run used', RUN_ID, {}, async () => {}, []],
    ['of another run', 7, {}, async () => {}, [NOT_OF_RUN]],
    [
      'with a grant',
      RUN_ID,
      {},
      changing('CreateGrant', { GranteePrincipal: MALLORY, Operations: ['Sign'] }),
      [SHARED],
    ],
    [
      'with a policy for others',
      RUN_ID,
      {},
      changing('PutKeyPolicy', { PolicyName: 'default', Policy: JSON.stringify(ALLOWING_MALLORY) }),
      [SHARED],
    ],
    ['of several Regions', RUN_ID, { MultiRegion: true }, async () => {}, [EXPORTABLE]],
  ])(
    'verify says whether to register a key in KMS %s, with and without a proof',
    async (_, runId, key, change, reasons) => {
      const github = await startGitHubNow()
      const { Arn: arn } = (await createTagged(runId, key)).KeyMetadata
      await change(arn)
      const place = { 'key-store': `awskms:///${arn}` }
      const first = await runWith('verify', github, place)
      expectSuccess(first)
      const { proof = '', 'public-key-hex': publicKey = '' } = first.outputs
      const gate = { environment: GATE.environment, approval: 'require', 'github-token': JOB_TOKEN } as const
      for (const evidence of [{}, { proof }]) {
        const inputs = { ...place, ...gate, 'public-key-hex': publicKey, ...evidence }
        const { summary, annotations } = await runWith('verify', github, inputs)
        expect(summary.includes('register this key')).toBe(reasons.length === 0)
        expect([...summary.matchAll(/^- (.*)$/gm)].map(([, reason]) => reason)).toEqual(reasons)
        expect(annotations.map(({ message }) => message)).toEqual(reasons.filter(reason => reason !== NOT_OF_RUN))
      }
    },
  )

  it.each<[what: string, code: string, change: (arn: string) => Promise<unknown>]>([
    ['with a grant', 'key-exposed', changing('CreateGrant', { GranteePrincipal: MALLORY, Operations: ['Sign'] })],
    ['that is disabled', 'key-unusable', changing('DisableKey', {})],
    ['that is to be deleted', 'key-unusable', changing('ScheduleKeyDeletion', { PendingWindowInDays: 7 })],
  ])('promote and a check of a registered key refuse a key in KMS %s, and store nothing', async (_, code, change) => {
    const github = await startGitHubNow()
    const generated = await runWith('.', github, { 'key-store': `awskms:///alias/ledger-${newName()}` })
    const { 'key-reference': reference = '', 'public-key-hex': publicKey = '' } = generated.outputs
    const inputs = { ...(await registered(github, publicKey)), 'key-store': reference, 'github-token': TOKEN }
    const staged = { environment: 'open', 'staged-environment': GATE.environment }
    await change(reference.replace('awskms:///', ''))
    expect(failureOf(await runWith('promote', github, { ...inputs, ...staged }))).toMatchObject({
      code,
      title: 'Nothing was changed',
    })
    expect(github.variable({ repository: REPOSITORY, environment: 'open' }, 'LEDGER_OPERATOR_KEY')).toBeUndefined()
    const check = { ...inputs, approval: 'ignore', 'require-registered': 'true' }
    expect(failureOf(await runWith('verify', github, check)).code).toBe(code)
  })

  it.each<[what: string, change: (arn: string) => Promise<unknown>]>([
    ['is disabled', changing('DisableKey', {})],
    ['is to be deleted', changing('ScheduleKeyDeletion', { PendingWindowInDays: 7 })],
  ])('generate does not keep a key in KMS that %s, but replaces it', async (_, change) => {
    const github = await startGitHubNow()
    const place = { 'key-store': `awskms:///alias/ledger-${newName()}` }
    const { 'key-reference': reference = '' } = (await runWith('.', github, place)).outputs
    await change(reference.replace('awskms:///', ''))
    for (const ifExists of ['fail', 'keep'] as const) {
      for (const dryRun of ['true', 'false'] as const) {
        const result = await runWith('.', github, { ...place, 'if-exists': ifExists, 'dry-run': dryRun })
        expect(failureOf(result)).toMatchObject({ code: 'key-unusable', title: 'Nothing was changed' })
        expect([result.outputs, result.summary]).toEqual([{}, ''])
      }
    }
    const overwrite = { ...place, 'if-exists': 'overwrite' }
    expect((await runWith('.', github, { ...overwrite, 'dry-run': 'true' })).outputs.created).toBe('false')
    expect((await runWith('.', github, overwrite)).outputs.created).toBe('true')
  })

  it('verify shows on the page of a registered key in KMS why others may sign with it', async () => {
    const github = await startGitHubNow()
    const { Arn: arn } = (await createTagged(RUN_ID, { MultiRegion: true })).KeyMetadata
    const place = { 'key-store': `awskms:///${arn}`, approval: 'ignore' }
    const { outputs } = await runWith('verify', github, place)
    const access = await registered(github, outputs['public-key-hex'] ?? '')
    const { summary } = await runWith('verify', github, { ...place, ...access })
    expect(summary).toContain('## This operator key is registered, but others may use it')
    expect(summary).toContain(`- ${EXPORTABLE}`)
  })

  it('verify fails if it may not read the policy of a key in KMS', async () => {
    const github = await startGitHubNow()
    const { Arn: arn } = (await createTagged(RUN_ID)).KeyMetadata
    const allowed = ['kms:DescribeKey', 'kms:GetPublicKey', 'kms:ListResourceTags', 'kms:ListGrants', 'kms:Sign']
    const user = await aws.createUser([{ Statement: [{ Effect: 'Allow', Action: allowed, Resource: '*' }] }])
    const result = await runWith(
      'verify',
      github,
      { 'key-store': `awskms:///${arn}`, approval: 'ignore' },
      aws.env(user),
    )
    expect(failureOf(result).code).toBe('aws-access-denied')
    expect(result.summary).not.toContain('egister this key')
  })

  it('promote leaves a key in KMS, and stores its API access, its ARN and its public key in GitHub', async () => {
    const github = await startGitHubNow()
    const generated = await runWith('.', github, { 'key-store': `awskms:///alias/ledger-${newName()}` })
    const { 'key-reference': reference = '', 'public-key-hex': publicKey = '' } = generated.outputs
    const inputs = await registered(github, publicKey)
    const place = { 'key-store': reference, environment: 'open', 'github-token': TOKEN }
    const result = await runWith('promote', github, { ...inputs, ...place, 'staged-environment': GATE.environment })
    expectSuccess(result)
    expect(result.outputs).toMatchObject({ created: 'false', registered: 'true', 'key-reference': reference })
    const destination = { repository: REPOSITORY, environment: 'open' }
    expect(storedText(github, destination, 'LEDGER_API_KEY_SECRET')).toBe(inputs['api-key-secret'])
    const variables = ['LEDGER_OPERATOR_KEY', 'LEDGER_OPERATOR_PUBLIC_KEY']
    expect(variables.map(name => github.variable(destination, name)?.value)).toEqual([reference, publicKey])
  })

  it('promote stores a key and its API access in one version in Secrets Manager', async () => {
    const github = await startGitHubNow()
    const { privateKeyPem, publicKey } = generateOperatorKey()
    const privateKey = encodePrivateKey(privateKeyPem, 'hex')
    const name = `ledger/${newName()}`
    const inputs = await registered(github, publicKey.hex)
    const place = { 'key-store': `awssecrets:///${name}` }
    const result = await runWith('promote', github, { ...inputs, ...place, 'private-key': privateKey })
    expectSuccess(result)
    expect(await contentOf(name)).toEqual({
      private_key: privateKey,
      public_key_hex: publicKey.hex,
      workspace: 'minivault',
      api_key_id: inputs['api-key-id'],
      api_key_secret: inputs['api-key-secret'],
    })
  })

  it('promote adds the API access to the referenced key in Secrets Manager, and refuses a replaced one', async () => {
    const github = await startGitHubNow()
    const name = `ledger/${newName()}`
    const generated = await runWith('.', github, { 'key-store': `awssecrets:///${name}` })
    const { 'key-reference': reference = '', 'public-key-hex': publicKey = '' } = generated.outputs
    const before = await contentOf(name)
    const inputs = await registered(github, publicKey)
    const result = await runWith('promote', github, { ...inputs, 'key-store': reference })
    expectSuccess(result)
    expect(await contentOf(name)).toMatchObject({ ...before, api_key_id: inputs['api-key-id'] })
    expect(result.outputs['key-reference']).not.toBe(reference)
    expect(failureOf(await runWith('promote', github, { ...inputs, 'key-store': reference })).code).toBe('key-replaced')
  })

  it('discard refuses a key in Secrets Manager that promote stored again, and verify shows that the earlier version holds the same', async () => {
    const github = await startGitHubNow()
    const name = `ledger/${newName()}`
    const generated = await runWith('.', github, { 'key-store': `awssecrets:///${name}` })
    const { 'key-reference': earlier = '', 'public-key-hex': publicKey = '' } = generated.outputs
    const inputs = await registered(github, publicKey)
    const promoted = await runWith('promote', github, { ...inputs, 'key-store': earlier })
    const { 'key-reference': current = '' } = promoted.outputs
    const discarded = await runWith('discard', github, { 'key-store': current, 'if-approved': 'discard' })
    const { code, title, message } = failureOf(discarded)
    expect([code, title]).toEqual(['earlier-key-remains', 'Nothing was deleted'])
    const shown = /Use `([^`]+)` as `key-store` of `verify`/.exec(message)?.[1] ?? ''
    expect(shown).toBe(earlier)
    const verified = await runWith('verify', github, { 'key-store': shown })
    expectSuccess(verified)
    expect(verified.outputs['public-key-hex']).toBe(publicKey)
    expect(await contentOf(name)).toMatchObject({ api_key_id: inputs['api-key-id'] })
  })

  it.each<[what: string, code: string, inputs: Inputs, env: Record<string, string>]>([
    ['no region', 'aws-region-missing', {}, { AWS_REGION: '' }],
    ['no credentials', 'aws-credentials-missing', {}, { AWS_ACCESS_KEY_ID: '' }],
    ['an invalid endpoint', 'aws-settings-invalid', {}, { AWS_ENDPOINT_URL: 'http://kms.example.com' }],
    ['unknown credentials', 'aws-credentials-rejected', {}, { AWS_ACCESS_KEY_ID: 'AKIAAAAAAAAAAAAAAAAA' }],
    ['an endpoint without a server', 'aws-unreachable', {}, { AWS_ENDPOINT_URL: NOBODY }],
    [
      'a role but no permission `id-token`',
      'id-token-permission-missing',
      { 'aws-role': 'arn:aws:iam::000000000000:role/x' },
      {},
    ],
    ['a reserved alias', 'input-invalid', { 'key-store': 'awskms:///alias/aws/ledger' }, {}],
    ['an organization', 'input-invalid', { organization: 'octo' }, {}],
  ])('generate changes nothing with %s', async (_, code, inputs, env) => {
    const github = await startGitHubNow()
    const all = { 'key-store': `awskms:///alias/ledger-${newName()}`, ...inputs }
    const result = await runWith('.', github, all, env)
    expect(failureOf(result)).toMatchObject({ code, title: 'Nothing was changed' })
    expect(result.outputs).toEqual({})
  })
})
