import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type LocalIssuer, startIssuer } from '../../local/oidc/index.ts'
import type { WorkflowResult, WorkflowRun } from '../../local/runner/index.ts'
import { parsePrivateKey } from '../../src/key/parse-private-key.ts'
import { lowerFirst } from '../../src/text.ts'
import { PRODUCTION, publicKeyIn, referenceIn, startActivation } from '../support/activation.ts'
import { applyAwsMonitor, applyAwsPolicies } from '../support/aws-policies.ts'
import { bash, canRunCommands, commandsUnder, emptyFolder } from '../support/doc-commands.ts'
import { formsOf, leaksIn } from '../support/leaks.ts'
import { ACCOUNT, type Ministack, REGION, SKIPS_MINISTACK, startMinistack } from '../support/ministack.ts'
import { REPOSITORY, ROOT, startTestGitHub, startTestLedger, storedText, type TestGitHub } from '../support/servers.ts'
import {
  API_KEY_ID,
  approvedBy,
  checkoutOf,
  codesOf,
  expectUnmasked,
  foreignKey,
  jobOf,
  readProof,
  register,
  rejectedBy,
  resultsOf,
  runRepositoryWorkflow,
  tracesOfRun,
} from '../support/workflows.ts'

const GATE = 'ledger-admins'
const GENERATE = 'Generate the key'
const APPROVE = 'Approve the key'
const DISCARD = 'Discard the key'

describe.skipIf(SKIPS_MINISTACK)('the examples for AWS', () => {
  let aws: Ministack
  let issuer: LocalIssuer
  let github: TestGitHub
  beforeAll(async () => {
    ;[aws, issuer] = await Promise.all([startMinistack(), startIssuer()])
    await applyAwsPolicies(aws, issuer, 'kms')
    await applyAwsPolicies(aws, issuer, 'secrets')
  })
  afterAll(async () => {
    await aws?.close()
    await issuer?.close()
  })
  beforeEach(async () => {
    github = await startTestGitHub()
    // AWS checks the times of signatures.
    github.clock.advance(Date.now() - github.clock.now().getTime())
    const reviewers = { reviewers: ['alice', 'bob'], preventSelfReview: true }
    github.addEnvironment(REPOSITORY, GATE, {
      ...reviewers,
      branchPolicy: 'custom',
      branches: ['main'],
      adminsBypass: false,
    })
    github.addEnvironment(REPOSITORY, 'ledger-discard', { branchPolicy: 'custom', branches: ['main'] })
  })

  const runExample = async (name: string, options: Partial<WorkflowRun> = {}, change = (text: string) => text) => {
    const path = `.github/workflows/${name}`
    const before = github.exchanges.length
    const text = readFileSync(join(ROOT, 'examples', name), 'utf8')
      .replaceAll('111122223333', ACCOUNT)
      .replace('AWS_REGION: eu-west-1\n', `AWS_REGION: ${REGION}\n  AWS_ENDPOINT_URL: ${aws.url}\n`)
    const result = await runRepositoryWorkflow(path, {
      root: checkoutOf({ [path]: change(text) }),
      sources: { 'OWNER/ledger-operator-keys': ROOT },
      inputs: { 'operator-name': 'demo api user', workspace: 'minivault' },
      approve: approvedBy('alice'),
      runner: { debug: true },
      issuer,
      ...options,
      github,
    })
    expectNoCredentials(result)
    if (name !== 'aws-kms-activate.yml') expectNoWrites(before)
    return result
  }
  /** Expects no token and no credential of a role in anything that the run let out. */
  const expectNoCredentials = (result: WorkflowResult) => {
    expect(issuer.violations).toEqual([])
    for (const [name, text] of tracesOfRun(result, github)) {
      for (const token of issuer.tokens) expect(text.includes(token), name).toBe(false)
      expect(text, name).not.toMatch(/\bASIA[A-Z0-9]{8,}/)
    }
  }
  /** Expects that no secret and no variable of GitHub was written since then. */
  const expectNoWrites = (before: number) =>
    expect(github.exchanges.slice(before).filter(({ method }) => method !== 'GET')).toEqual([])
  const approved = { [GENERATE]: 'success', [APPROVE]: 'success', [DISCARD]: 'skipped' }
  const rejected = { [GENERATE]: 'success', [APPROVE]: 'failure', [DISCARD]: 'success' }

  it.each(['aws-kms.yml', 'aws-secrets-manager.yml'])('%s fails with the missing permission', async name => {
    const without = (text: string) => text.replaceAll(/ +id-token: write.*\n/g, '')
    const result = await runExample(name, {}, without)
    expect(codesOf(jobOf(result, GENERATE))).toEqual(['id-token-permission-missing'])
  })

  describe('aws-kms.yml', () => {
    const describeKey = async (reference: string) => {
      const { data } = await aws.send('kms', 'DescribeKey', { KeyId: reference.replace('awskms:///', '') })
      return data.KeyMetadata as Record<string, unknown>
    }

    it('aws-kms.yml creates a key that the admins approve, and signs the proof behind the gate', async () => {
      const result = await runExample('aws-kms.yml')
      expect(resultsOf(result), result.log).toEqual(approved)
      expect(await describeKey(referenceIn(result))).toMatchObject({ KeyState: 'Enabled', KeySpec: 'ECC_NIST_P256' })
      const { summary, steps } = jobOf(result, APPROVE)
      expect(summary).toContain('## Verified: register this key')
      expectUnmasked(summary + jobOf(result, GENERATE).summary)
      expect(summary).toContain('| Key store: exportable | "no" |')
      const claims = await readProof(steps[0]?.result?.outputs.proof, publicKeyIn(result), github.clock.now())
      expect(claims.key_store).toMatchObject({ uri: referenceIn(result), region: REGION })
    })

    it('aws-kms.yml schedules the deletion of a key that the admins reject', async () => {
      const result = await runExample('aws-kms.yml', { approve: rejectedBy('bob') })
      expect(resultsOf(result), result.log).toEqual(rejected)
      expect(await describeKey(referenceIn(result))).toMatchObject({ KeyState: 'PendingDeletion' })
      const alias = `alias/ledger-${result.runId}-1`
      expect((await aws.send('kms', 'DescribeKey', { KeyId: alias })).data.__type).toBe('NotFoundException')
    })

    it('aws-kms.yml does not say "register" for a key that another run made', async () => {
      const first = await runExample('aws-kms.yml')
      const reuse = (text: string) =>
        text
          .replace(/\$\{\{ needs\.generate\.outputs\.key-reference \}\}/, referenceIn(first))
          .replace(/public-key-hex: \$\{\{ needs.*\n/, `public-key-hex: ${publicKeyIn(first)}\n`)
      const second = await runExample('aws-kms.yml', {}, reuse)
      expect(jobOf(second, APPROVE).result, second.log).toBe('success')
      expect(jobOf(second, APPROVE).summary).not.toContain('register this key')
    })
  })

  describe('aws-secrets-manager.yml', () => {
    const contentOf = async (reference: string) => {
      const [, name = '', version] = /^awssecrets:\/\/\/([\w/-]+)\?version=([\w-]+)#private_key$/.exec(reference) ?? []
      const { data } = await aws.send('secretsmanager', 'GetSecretValue', { SecretId: name, VersionId: version })
      return JSON.parse(String(data.SecretString ?? 'null'))
    }

    it('aws-secrets-manager.yml stores a key that the admins approve, and proves it behind the gate', async () => {
      const result = await runExample('aws-secrets-manager.yml')
      expect(resultsOf(result), result.log).toEqual(approved)
      const content = await contentOf(referenceIn(result))
      const pem = Buffer.from(content.private_key, 'hex').toString()
      expect(parsePrivateKey(pem).publicKey.hex).toBe(publicKeyIn(result))
      expect(content).toMatchObject({ operator: 'demo api user', workspace: 'minivault' })
      const { summary, steps } = jobOf(result, APPROVE)
      expect(summary).toContain('## Verified: register this key')
      expectUnmasked(summary + jobOf(result, GENERATE).summary)
      await readProof(steps[0]?.result?.outputs.proof, publicKeyIn(result), github.clock.now())
      expect(leaksIn(tracesOfRun(result, github), formsOf(pem))).toEqual([])
    })

    it('aws-secrets-manager.yml schedules the deletion of a key that the admins reject', async () => {
      const result = await runExample('aws-secrets-manager.yml', { approve: rejectedBy('bob') })
      expect(resultsOf(result), result.log).toEqual(rejected)
      expect(await contentOf(referenceIn(result))).toBeNull()
    })
  })

  const idIn = (reference: string) => /(?:key\/|operators\/)([\w-]+)/.exec(reference)?.[1] ?? ''

  const inEnvironment = (environment: string) => ({ repository: REPOSITORY, environment })
  /** What software finds of a key in service: its reference or itself, and its API access. */
  const inService = {
    kms: async () => ({
      key: github.variable(PRODUCTION, 'LEDGER_OPERATOR_KEY')?.value,
      apiKeyId: storedText(github, PRODUCTION, API_KEY_ID),
    }),
    secrets: async (reference: string) => {
      const { data } = await aws.send('secretsmanager', 'GetSecretValue', {
        SecretId: `ledger/operators/${idIn(reference)}`,
      })
      const { public_key_hex: key, api_key_id: apiKeyId } = JSON.parse(String(data.SecretString))
      return { key, apiKeyId }
    },
  }

  describe.each([
    ['aws-kms.yml', 'kms'],
    ['aws-secrets-manager.yml', 'secrets'],
  ] as const)('a key of %s', (example, store) => {
    it(`the activation example of ${example} puts a registered key into service in place of an old one`, async () => {
      const { activate, putInService } = await startActivation(github, example, runExample)
      const [old, next] = [await runExample(example), await runExample(example)]
      const expectInService = async (provisioned: WorkflowResult, replace: boolean) => {
        const { apiKeyId } = await putInService(provisioned, replace)
        const key = store === 'kms' ? referenceIn(provisioned) : publicKeyIn(provisioned)
        expect(await inService[store](referenceIn(provisioned))).toEqual({ key, apiKeyId })
      }
      await expectInService(old, false)
      expect(codesOf(jobOf(await activate(next, true), 'Activate the key'))).toEqual(['another-key-registered'])
      await expectInService(next, true)
    })

    it(`aws-monitor.yml accepts the key of ${example} that promote put into service, and may use no other`, async () => {
      const [inService, other] = [await runExample(example), await runExample(example)]
      const { reference } = await (await startActivation(github, example, runExample)).putInService(inService)
      // KMS holds no API access, so promote makes no new version there.
      expect(reference === referenceIn(inService)).toBe(store === 'kms')
      await applyAwsMonitor(aws, issuer, store, idIn(reference))
      const ledger = await startTestLedger(github)
      github.addEnvironment(REPOSITORY, 'ledger-monitor', { branchPolicy: 'custom', branches: ['main'] })
      register(github, ledger, publicKeyIn(inService), inEnvironment('ledger-monitor'))
      const watch = (keyReference: string, publicKey = publicKeyIn(inService)) =>
        runExample('aws-monitor.yml', { event: 'schedule', inputs: {} }, text =>
          text
            .replace('KEY-REFERENCE', keyReference)
            .replace('PUBLIC-KEY-HEX', publicKey)
            .replace('ledger-kms-monitor', `ledger-${store}-monitor`)
            .replace('workspace: minivault', `workspace: minivault\n          ledger-api-url: ${ledger.baseUrl('v2')}`),
        )
      const job = jobOf(await watch(reference), 'Check the key in service')
      expect(job.steps[0]?.result?.outputs.registered, job.log).toBe('true')
      const replaced = await watch(reference, foreignKey().publicKeyHex)
      expect(codesOf(jobOf(replaced, 'Check the key in service'))).toEqual(['key-mismatch'])
      expect(codesOf(jobOf(await watch(referenceIn(other)), 'Check the key in service'))).toEqual(['aws-access-denied'])
    })
  })

  /** An `aws` that answers `cloudtrail lookup-events` with the events of the emulator, their parameters named as AWS does. */
  const installAws = async (folder: string, names: string[]) => {
    for (const name of names) {
      const attributes = [{ AttributeKey: 'EventName', AttributeValue: name }]
      const { Events } = await aws.set('cloudtrail', 'LookupEvents', { LookupAttributes: attributes })
      const events = (Events as { CloudTrailEvent: string }[]).map(event => {
        const { requestParameters, ...rest } = JSON.parse(event.CloudTrailEvent)
        const parameters = Object.entries(requestParameters).map(([key, value]) => [lowerFirst(key), value])
        return {
          ...event,
          CloudTrailEvent: JSON.stringify({ ...rest, requestParameters: Object.fromEntries(parameters) }),
        }
      })
      writeFileSync(join(folder, `${name}.json`), JSON.stringify({ Events: events }))
    }
    const program = `#!/bin/sh
[ "$1 $2 $3 $5 $6" = 'cloudtrail lookup-events --lookup-attributes --output json' ] || exit 2
cat "${folder}/\${4#AttributeKey=EventName,AttributeValue=}.json"
`
    writeFileSync(join(folder, 'bin/aws'), program, { mode: 0o755 })
  }

  it.runIf(canRunCommands)('the queries in the documentation find who signed, read and changed a key', async () => {
    const [created, stored] = [await runExample('aws-kms.yml'), await runExample('aws-secrets-manager.yml')]
    const arn = referenceIn(created).replace('awskms:///', '')
    await aws.set('kms', 'DisableKey', { KeyId: arn })
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: [] })
    await aws.set('kms', 'CreateKey', { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY', Policy: policy })
    const commands = commandsUnder('docs/key-stores.md', 'Watching AWS')
    const names = [...commands.matchAll(/events ((?:[A-Z]\w+ )+)/g)].flatMap(([, list = '']) => list.trim().split(' '))
    expect(names).toHaveLength(13)
    const folder = emptyFolder()
    await installAws(folder, names)
    const found = bash(commands, {}, folder)
    expect(found).toMatch(new RegExp(`Z\\tSign\\tarn:.*\\t127\\.0\\.0\\.1\\t${arn}\\t`))
    expect(found).toMatch(new RegExp(`Z\\tGetSecretValue\\tarn:.*\\tledger/operators/${stored.runId}-1\\t`))
    expect(found).toMatch(new RegExp(`Z\\tDisableKey\\tarn:.*\\t${arn}\\t`))
    expect(found.match(/^.*"Statement.*$/gm)).toHaveLength(1)
  })
})
