import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type LocalIssuer, startIssuer } from '../../local/oidc/index.ts'
import { type OpenBao, startOpenBao } from '../../local/openbao/index.ts'
import { applyMonitor, applyPolicies, EXAMPLE_ADDRESS } from '../../local/openbao/policies.ts'
import { rerunWorkflow, type WorkflowResult, type WorkflowRun } from '../../local/runner/index.ts'
import { parsePrivateKey } from '../../src/key/parse-private-key.ts'
import { PRODUCTION, publicKeyIn, referenceIn, startActivation } from '../support/activation.ts'
import { bash, canRunCommands, commandsUnder } from '../support/doc-commands.ts'
import { formsOf, leaksIn } from '../support/leaks.ts'
import { SKIPS_OPENBAO } from '../support/openbao.ts'
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

describe.skipIf(SKIPS_OPENBAO)('the examples for Vault', () => {
  let bao: OpenBao
  let team: OpenBao
  let issuer: LocalIssuer
  let github: TestGitHub
  let folder: string
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'audit-'))
    ;[bao, issuer] = await Promise.all([startOpenBao({ auditLog: join(folder, 'audit.log') }), startIssuer()])
    await applyPolicies(bao, issuer, 'kv')
    await applyPolicies(bao, issuer, 'transit')
    team = await bao.createNamespace('team')
    await applyPolicies(team, issuer, 'kv')
  })
  afterAll(async () => {
    await bao?.close()
    await issuer?.close()
    rmSync(folder, { recursive: true })
  })
  beforeEach(async () => {
    github = await startTestGitHub()
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
    const text = readFileSync(join(ROOT, 'examples', name), 'utf8').replaceAll(EXAMPLE_ADDRESS, bao.address)
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
    if (name !== 'vault-transit-activate.yml') expectNoWrites(before)
    return result
  }
  /** The example for keys in the namespace. */
  const inTeam = (text: string) => text.replace(/^( *)VAULT_ADDR:/m, "$1VAULT_NAMESPACE: 'team'\n$&")
  /** Expects no token of a login, of the job or of the server in anything that the run let out. */
  const expectNoCredentials = (result: WorkflowResult) => {
    expect(issuer.violations).toEqual([])
    const traces = tracesOfRun(result, github)
    for (const secret of [...issuer.tokens, bao.rootToken]) {
      for (const [name, text] of traces) expect(text.includes(secret), name).toBe(false)
    }
    // Tokens of OpenBao and Vault begin like this.
    for (const [name, text] of traces) expect(text, name).not.toMatch(/\b(?:hv)?s\.[A-Za-z0-9]{20,}/)
  }
  /** Expects that no secret and no variable of GitHub was written since then. */
  const expectNoWrites = (before: number) =>
    expect(github.exchanges.slice(before).filter(({ method }) => method !== 'GET')).toEqual([])

  describe('vault.yml', () => {
    const dataOf = async (reference: string) => {
      const [, path, version] = /^vault:\/\/secret\/([\w/-]+)\?version=(\d+)#private_key$/.exec(reference) ?? []
      const { data } = await bao.send('GET', `secret/data/${path}?version=${version}`)
      return data.data as Record<string, string> | null
    }

    it('vault.yml stores a key that the admins approve, and proves it behind the gate', async () => {
      const result = await runExample('vault.yml')
      expect(resultsOf(result), result.log).toEqual({
        [GENERATE]: 'success',
        [APPROVE]: 'success',
        [DISCARD]: 'skipped',
      })
      const data = await dataOf(referenceIn(result))
      const pem = Buffer.from(data?.private_key ?? '', 'hex').toString()
      expect(parsePrivateKey(pem).publicKey.hex).toBe(publicKeyIn(result))
      expect(data).toMatchObject({
        public_key_hex: publicKeyIn(result),
        operator: 'demo api user',
        workspace: 'minivault',
      })
      const { summary, steps } = jobOf(result, APPROVE)
      expect(summary).toContain('## Verified: register this key')
      expectUnmasked(summary + jobOf(result, GENERATE).summary)
      expect(summary).toContain(publicKeyIn(result))
      const claims = await readProof(steps[0]?.result?.outputs.proof, publicKeyIn(result), github.clock.now())
      expect(claims.key_store).toMatchObject({ address: bao.address })
      expect(leaksIn(tracesOfRun(result, github), formsOf(pem))).toEqual([])
    })

    it('vault.yml destroys a key that the admins reject', async () => {
      const result = await runExample('vault.yml', { approve: rejectedBy('bob') })
      expect(resultsOf(result), result.log).toEqual({
        [GENERATE]: 'success',
        [APPROVE]: 'failure',
        [DISCARD]: 'success',
      })
      expect(await dataOf(referenceIn(result))).toBeNull()
    })

    it('vault.yml cannot be changed so that a job before the gate reads the key', async () => {
      const before = (text: string) => text.replace('    environment: ledger-admins # waits here', '    # waits here')
      const result = await runExample('vault.yml', {}, before)
      expect(codesOf(jobOf(result, APPROVE))).toEqual(['vault-login-refused'])
    })

    it('vault.yml fails on another branch', async () => {
      const result = await runExample('vault.yml', { context: { ref: 'refs/heads/mine' } })
      expect(codesOf(jobOf(result, GENERATE))).toEqual(['vault-login-refused'])
    })

    it('vault.yml fails with the missing permission', async () => {
      const without = (text: string) => text.replaceAll(/ +id-token: write.*\n/g, '')
      const result = await runExample('vault.yml', {}, without)
      expect(codesOf(jobOf(result, GENERATE))).toEqual(['id-token-permission-missing'])
    })
  })

  describe('vault-transit.yml', () => {
    const nameIn = (reference: string) => {
      const [, name = ''] = /^hashivault:\/\/([\w-]+)\?mount=ledger-transit&version=1$/.exec(reference) ?? []
      return name
    }

    it('vault-transit.yml creates a key that the admins approve, and signs the proof behind the gate', async () => {
      const result = await runExample('vault-transit.yml')
      expect(resultsOf(result), result.log).toEqual({
        [GENERATE]: 'success',
        [APPROVE]: 'success',
        [DISCARD]: 'skipped',
      })
      const name = nameIn(referenceIn(result))
      expect(name).toMatch(new RegExp(`^operator-${result.runId}-[0-9a-f]{32}$`))
      expect(jobOf(result, GENERATE).summary).toContain(name)
      const { summary, steps } = jobOf(result, APPROVE)
      expect(summary).toContain('## Verified: register this key')
      expectUnmasked(summary + jobOf(result, GENERATE).summary)
      expect(summary).toContain('| Key store: exportable | "no" |')
      await readProof(steps[0]?.result?.outputs.proof, publicKeyIn(result), github.clock.now())
    })

    it('vault-transit.yml says how to allow the deletion of a rejected key, and a re-run deletes it', async () => {
      const result = await runExample('vault-transit.yml', { approve: rejectedBy('bob') })
      expect(codesOf(jobOf(result, DISCARD))).toEqual(['deletion-not-allowed'])
      const name = nameIn(referenceIn(result))
      expect((await bao.send('GET', `ledger-transit/keys/${name}`)).status).toBe(200)
      await bao.set(`ledger-transit/keys/${name}/config`, { deletion_allowed: true })
      const again = await rerunWorkflow(result, { jobs: { job: DISCARD } })
      expect(jobOf(again, DISCARD).result, again.log).toBe('success')
      expect((await bao.send('GET', `ledger-transit/keys/${name}`)).status).toBe(404)
    })

    it('vault-transit.yml does not say "register" for a key that another run made', async () => {
      const first = await runExample('vault-transit.yml')
      const reuse = (text: string) =>
        text
          .replace(/\$\{\{ needs\.generate\.outputs\.key-reference \}\}/, referenceIn(first))
          .replace(/public-key-hex: \$\{\{ needs.*\n/, `public-key-hex: ${publicKeyIn(first)}\n`)
      const second = await runExample('vault-transit.yml', {}, reuse)
      expect(jobOf(second, APPROVE).result, second.log).toBe('success')
      expect(jobOf(second, APPROVE).summary).not.toContain('register this key')
    })
  })

  /** What software finds of a key in service: its reference or itself, and its API access. */
  const inService = {
    transit: async () => ({
      key: github.variable(PRODUCTION, 'LEDGER_OPERATOR_KEY')?.value,
      apiKeyId: storedText(github, PRODUCTION, API_KEY_ID),
    }),
    kv: async (reference: string) => {
      const [, path] = /^vault:\/\/secret\/([\w/-]+)/.exec(reference) ?? []
      const { data } = await bao.send('GET', `secret/data/${path}`)
      const { public_key_hex: key, api_key_id: apiKeyId } = data.data as Record<string, string>
      return { key, apiKeyId }
    },
  }

  it.each([
    ['vault.yml', 'kv'],
    ['vault-transit.yml', 'transit'],
  ] as const)('the activation example of %s puts a key into service in place of an old one', async (example, store) => {
    const { activate, putInService } = await startActivation(github, example, runExample)
    const [old, next] = [await runExample(example), await runExample(example)]
    const expectInService = async (provisioned: WorkflowResult, replace: boolean) => {
      const { apiKeyId } = await putInService(provisioned, replace)
      const key = store === 'transit' ? referenceIn(provisioned) : publicKeyIn(provisioned)
      expect(await inService[store](referenceIn(provisioned))).toEqual({ key, apiKeyId })
    }
    await expectInService(old, false)
    expect(codesOf(jobOf(await activate(next, true), 'Activate the key'))).toEqual(['another-key-registered'])
    await expectInService(next, true)
  })

  describe('vault-monitor.yml', () => {
    const watch = async (
      provisioned: WorkflowResult,
      store: 'kv' | 'transit',
      { publicKey = publicKeyIn(provisioned), reference = referenceIn(provisioned), server = bao } = {},
    ) => {
      const [, key = ''] = /([\w-]+)\?/.exec(reference) ?? []
      await applyMonitor(server, store, key)
      const ledger = await startTestLedger(github)
      const monitor = { repository: REPOSITORY, environment: 'ledger-monitor' }
      github.addEnvironment(REPOSITORY, monitor.environment, { branchPolicy: 'custom', branches: ['main'] })
      register(github, ledger, publicKeyIn(provisioned), monitor)
      return runExample('vault-monitor.yml', { event: 'schedule', inputs: {} }, text =>
        (server === team ? inTeam(text) : text)
          .replace('KEY-REFERENCE', reference)
          .replace('PUBLIC-KEY-HEX', publicKey)
          .replace('ledger-kv-monitor', `ledger-${store}-monitor`)
          .replace('workspace: minivault', `workspace: minivault\n          ledger-api-url: ${ledger.baseUrl('v2')}`),
      )
    }

    it.each([
      ['vault.yml', 'kv', /operators\/\d+-1\?version=2#private_key$/],
      ['vault-transit.yml', 'transit', /mount=ledger-transit&version=1$/],
    ] as const)('vault-monitor.yml accepts the key of %s that promote put into service', async (example, store, is) => {
      const provisioned = await runExample(example)
      const { reference } = await (await startActivation(github, example, runExample)).putInService(provisioned)
      expect(reference).toMatch(is)
      const result = await watch(provisioned, store, { reference })
      const { steps, result: conclusion } = jobOf(result, 'Check the key in service')
      expect(conclusion, result.log).toBe('success')
      expect(steps[0]?.result?.outputs.registered).toBe('true')
    })

    it('vault-monitor.yml accepts a key of vault.yml in a namespace, and does not find it in the root', async () => {
      const provisioned = await runExample('vault.yml', {}, inTeam)
      expect(codesOf(jobOf(await watch(provisioned, 'kv'), 'Check the key in service'))).toEqual(['key-not-found'])
      const result = await watch(provisioned, 'kv', { server: team })
      expect(jobOf(result, 'Check the key in service').result, result.log).toBe('success')
    })

    it('vault-monitor.yml may use no other key than the one in service', async () => {
      const [inService, other] = [await runExample('vault.yml'), await runExample('vault.yml')]
      await watch(inService, 'kv')
      const result = await runExample('vault-monitor.yml', { event: 'schedule', inputs: {} }, text =>
        text.replace('KEY-REFERENCE', referenceIn(other)).replace('PUBLIC-KEY-HEX', publicKeyIn(other)),
      )
      expect(codesOf(jobOf(result, 'Check the key in service'))).toEqual(['vault-forbidden'])
    })

    it('vault-monitor.yml fails if the key in service is not the approved one', async () => {
      const result = await watch(await runExample('vault.yml'), 'kv', { publicKey: foreignKey().publicKeyHex })
      expect(codesOf(jobOf(result, 'Check the key in service'))).toEqual(['key-mismatch'])
    })

    it.runIf(canRunCommands).each([
      ['the root', {}],
      ['a namespace', { 'vault-namespace': 'team' }],
    ])(
      'fleet.yml shows the result of vault-monitor.yml with a role for that workflow, for a key in %s',
      async (_, place) => {
        const isInTeam = 'vault-namespace' in place
        const provisioned = await runExample('vault.yml', {}, isInTeam ? inTeam : undefined)
        const reference = referenceIn(provisioned)
        await applyMonitor(isInTeam ? team : bao, 'kv', /([\w-]+)\?/.exec(reference)?.[1] ?? '', 'fleet.yml')
        const ledger = await startTestLedger(github)
        const environment = 'ledger-monitor'
        github.addEnvironment(REPOSITORY, environment, { branchPolicy: 'custom', branches: ['main'] })
        register(github, ledger, publicKeyIn(provisioned), { repository: REPOSITORY, environment })
        const [, operator] = JSON.parse(readFileSync(join(ROOT, 'examples/ledger-operators.json'), 'utf8'))
        const entry = {
          ...operator,
          ...place,
          environment,
          'key-store': reference,
          'vault-address': bao.address,
          'vault-audience': bao.address,
          'public-key-hex': publicKeyIn(provisioned),
        }
        const path = '.github/workflows/fleet.yml'
        const text = readFileSync(join(ROOT, 'examples/fleet.yml'), 'utf8')
        const result = await runRepositoryWorkflow(path, {
          root: checkoutOf({
            [path]: text.replace('api-key-id:', `ledger-api-url: ${ledger.baseUrl('v2')}\n          api-key-id:`),
            '.github/ledger-operators.json': JSON.stringify([entry]),
          }),
          sources: { 'OWNER/ledger-operator-keys': ROOT },
          event: 'schedule',
          issuer,
          github,
        })
        expect(jobOf(result, 'Write the page').summary, result.log).toContain(
          '## Drifted: 0. Not checked: 0. In order: 1.',
        )
      },
    )

    it('vault-monitor.yml fails if its file still has the placeholder of the key', async () => {
      const result = await runExample('vault-monitor.yml', { event: 'schedule', inputs: {} })
      expect(codesOf(jobOf(result, 'Check the key in service'))).toEqual(['input-invalid'])
    })
  })

  it.runIf(canRunCommands)(
    'the queries of docs/key-stores.md find who read, signed with and changed a key',
    async () => {
      const [stored, created] = [await runExample('vault.yml'), await runExample('vault-transit.yml')]
      const [, name] = /^hashivault:\/\/([\w-]+)/.exec(referenceIn(created)) ?? []
      await bao.set(`ledger-transit/keys/${name}/config`, { deletion_allowed: true })
      const found = bash(commandsUnder('docs/key-stores.md', 'Watching it'), {}, folder)
      const [read, signed] = [stored, created].map(({ runId }) => `\tledger-github-1296269\t${runId}\toctocat`)
      expect(found).toContain(`${read}\tsecret/data/ledger/operators/${stored.runId}-1\n`)
      expect(found).toContain(`${signed}\tledger-transit/sign/${name}\n`)
      expect(found).toContain(`\ttoken\t\t\tledger-transit/keys/${name}/config\t\n`)
    },
  )
})
