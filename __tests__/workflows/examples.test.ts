import { createHash, createPrivateKey } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { compactVerify, importJWK } from 'jose'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parse, parseDocument } from 'yaml'
import type { Destination, EnvironmentRules } from '../../local/github/index.ts'
import type { LocalLedger } from '../../local/ledger/index.ts'
import { rerunWorkflow, type WorkflowResult, type WorkflowRun } from '../../local/runner/index.ts'
import { parsePublicKeyHex, publicKeyOf } from '../../src/key/operator-key.ts'
import { canRunCommands } from '../support/doc-commands.ts'
import { formsOf, leaksIn } from '../support/leaks.ts'
import {
  REPOSITORY,
  ROOT,
  SECRET,
  startTestGitHub,
  startTestLedger,
  storedPublicKey,
  storedText,
  type TestGitHub,
  TOKEN,
} from '../support/servers.ts'
import {
  API_KEY_ID,
  API_KEY_SECRET,
  approvedBy,
  checkoutOf,
  codesOf,
  contentOf,
  foreignKey,
  jobOf,
  ledgerTraces,
  pemIn,
  putInService,
  readProof,
  register,
  rejectedBy,
  resultsOf,
  runRepositoryWorkflow,
  tracesOfRun,
  VARIABLE,
  WORKSPACE,
} from '../support/workflows.ts'

const EXAMPLES = join(ROOT, 'examples')
const ADMINS = { repository: REPOSITORY, environment: 'ledger-admins' }
const PRODUCTION = { repository: REPOSITORY, environment: 'ledger-production' }
const VAULT = { repository: REPOSITORY, environment: 'ledger-vault' }
/** What the form of an example that makes a key asks for. */
const NEW_KEY = { 'operator-name': 'demo api user', workspace: WORKSPACE }
const tested = new Set<string>()

/** A repository with the environments that docs/platform-engineer.md describes. */
async function startCompany(options: Parameters<typeof startTestGitHub>[0] = {}): Promise<TestGitHub> {
  const github = await startTestGitHub(options)
  const reviewed: EnvironmentRules = {
    reviewers: ['alice', 'bob'],
    preventSelfReview: true,
    branchPolicy: 'custom',
    branches: ['main'],
    adminsBypass: false,
  }
  const main: EnvironmentRules = { branchPolicy: 'custom', branches: ['main'], adminsBypass: false }
  for (const name of ['ledger-admins', 'ledger-payments', 'ledger-staking', 'ledger-treasury']) {
    github.addEnvironment(REPOSITORY, name, reviewed)
  }
  for (const name of ['ledger-tokens', 'ledger-production', 'ledger-vault'])
    github.addEnvironment(REPOSITORY, name, main)
  github.putSecret({ repository: REPOSITORY, environment: 'ledger-tokens' }, 'LEDGER_KEYS_TOKEN', TOKEN)
  return github
}

interface ExampleRun extends Partial<WorkflowRun> {
  /** The values that a user changes in the example, by the path of their key. */
  changes?: [path: (string | number)[], value: unknown][]
  /** What the repository has beside the workflow. */
  files?: Record<string, string>
}

/** Runs an example with the given changes in its own repository. OWNER's repository is this one. */
function runExample(name: string, github: TestGitHub, { changes = [], files = {}, ...options }: ExampleRun = {}) {
  tested.add(name)
  const path = `.github/workflows/${name}`
  const file = parseDocument(readFileSync(join(EXAMPLES, name), 'utf8'))
  for (const [key, value] of changes) file.setIn(key, value)
  return runRepositoryWorkflow(path, {
    root: checkoutOf({
      ...files,
      [path]: changes.length > 0 ? file.toString() : readFileSync(join(EXAMPLES, name), 'utf8'),
    }),
    sources: { 'OWNER/ledger-operator-keys': ROOT },
    approve: approvedBy('alice'),
    runner: { debug: true },
    ...options,
    github,
  })
}

/** Expects no part of the keys that are stored at these places in anything that the runs let out. */
function expectNoLeak(github: TestGitHub, places: Destination[], runs: WorkflowResult[], ledger?: LocalLedger): void {
  for (const place of places) {
    const forms = formsOf(pemIn(storedText(github, place)))
    for (const run of runs) expect(leaksIn(tracesOfRun(run, github), forms)).toEqual([])
    if (ledger) expect(leaksIn(ledgerTraces(ledger), forms)).toEqual([])
  }
}

describe('the examples', () => {
  const names = readdirSync(EXAMPLES).filter(name => name.endsWith('.yml'))
  const text = (name: string) => readFileSync(join(EXAMPLES, name), 'utf8')

  it.each(names)('%s begins with its purpose, grants no permission at its top, and pins its actions', name => {
    expect(text(name)).toMatch(/^(?:# .+\n){2,4}name: /)
    expect(parse(text(name)).permissions).toEqual({})
    const uses = [...text(name).matchAll(/uses: (\S+)(.*)/g)]
    expect(uses).not.toHaveLength(0)
    for (const [, used = '', comment] of uses) {
      expect(used).toMatch(/^OWNER\/ledger-operator-keys(?:\/\S+)?@COMMIT$|^actions\/[a-z-]+@[0-9a-f]{40}$/)
      expect(comment).toMatch(/^ # v\d+\.\d+\.\d+$/)
    }
  })

  interface Part {
    name?: string
    uses?: string
    with?: Record<string, string | boolean>
    permissions?: Record<string, string>
    steps?: Part[]
    concurrency?: { group: string }
    'runs-on'?: unknown
    'timeout-minutes'?: number
  }
  const jobsOf = (name: string) => Object.values(parse(text(name)).jobs as Record<string, Part>)

  it.each(names)('%s limits the time of its jobs, and shares the locks of the ready-made workflows', name => {
    for (const job of jobsOf(name)) {
      if (job['runs-on'] !== undefined) expect(job['timeout-minutes']).toBeLessThanOrEqual(30)
      if (job.concurrency && !/monitor|readers|sign/.test(name)) {
        expect(job.concurrency.group).toMatch(/^ledger-operator-keys\/[\w-]+$/)
      }
    }
  })

  /** The permissions of a job's token, each with what needs it, in JSON. */
  const NEEDS: [permission: string, level: string, what: RegExp][] = [
    ['actions', 'read', /"\$\{\{ github\.token \}\}"|\/preflight@|"approval":"require"|\/\.github\/workflows\//],
    ['attestations', 'write', /"actions\/attest@/],
    ['checks', 'read', /check-runs/],
    ['contents', 'read', /"actions\/checkout@|\/\.github\/workflows\//],
    ['id-token', 'write', /"(?:vault|aws)-role":"|"actions\/attest@/],
  ]

  it.each(names)('%s grants each job the permissions that its steps need, and no others', name => {
    for (const { permissions = {}, ...job } of jobsOf(name)) {
      const needed = NEEDS.filter(([, , what]) => what.test(JSON.stringify(job))).map(([key, level]) => [key, level])
      expect(permissions, job.name).toEqual(Object.fromEntries(needed))
    }
  })

  it.each(names)('%s gives the workspace and the operator that its form asks for wherever they are shown', name => {
    const ours = jobsOf(name)
      .flatMap(job => [job, ...(job.steps ?? [])])
      .filter(({ uses = '' }) => uses.startsWith('OWNER/') && !uses.includes('/discard@'))
    for (const { uses, with: inputs = {} } of ours) {
      expect(inputs.workspace, uses).toBeDefined()
      if ('operator-name' in inputs) expect(inputs['operator-name']).toMatch(/^\$\{\{ (?:inputs|matrix)\./)
      if (uses?.includes('/check-access.yml@')) expect(inputs['require-registered'], uses).toBe(true)
    }
  })
})

describe.each([
  ['repository-secret.yml', { repository: REPOSITORY }],
  ['organization-secret.yml', { organization: 'octo' }],
] as const)('%s', (name, destination) => {
  it(`${name} makes a key in one run and verifies it behind the gate in the next`, async () => {
    const github = await startCompany()
    const first = await runExample(name, github, { inputs: NEW_KEY })
    expect(resultsOf(first), first.log).toEqual({ 'Generate the key': 'success', 'Verify the key': 'skipped' })
    const publicKey = storedPublicKey(github, destination)
    const { summary } = jobOf(first, 'Generate the key')
    expect(summary).toContain(publicKey)
    expect(summary).toContain('Start a new run that verifies the stored key')

    const inputs = { ...NEW_KEY, 'public-key-hex': publicKey }
    const second = await runExample(name, github, { inputs })
    expect(resultsOf(second), second.log).toEqual({ 'Generate the key': 'skipped', 'Verify the key': 'success' })
    // No proof ties this run to the one that made the key, so its page does not say that the key is to be registered.
    const verified = jobOf(second, 'Verify the key').summary
    expect(verified).toContain('## The stored key is the expected one')
    expect(verified).toContain('### Do not register the key from this page')
    expect(verified).toContain(`| Workspace | "${WORKSPACE}" |`)
    expect(verified).toContain('| Approved by | "alice" &#40;id ')
    expectNoLeak(github, [destination], [first, second])
  })

  it(`${name} fails at another key than the approved one, at a closed gate, and if a key exists`, async () => {
    const github = await startCompany()
    await runExample(name, github, { inputs: NEW_KEY })
    const inputs = { ...NEW_KEY, 'public-key-hex': foreignKey().publicKeyHex }
    expect(codesOf(jobOf(await runExample(name, github, { inputs }), 'Verify the key'))).toEqual(['key-mismatch'])
    const publicKey = { ...NEW_KEY, 'public-key-hex': storedPublicKey(github, destination) }
    const shut = await runExample(name, github, { inputs: publicKey, approve: async () => undefined })
    expect(shut.conclusion).toBe('failure')
    expect(codesOf(jobOf(await runExample(name, github, { inputs: NEW_KEY }), 'Generate the key'))).toEqual([
      'secret-exists',
    ])
  })

  it(`${name} verifies the key that was stored when the second run was queued`, async () => {
    const github = await startCompany()
    await runExample(name, github, { inputs: NEW_KEY })
    const inputs = { ...NEW_KEY, 'public-key-hex': storedPublicKey(github, destination) }
    const theirs = foreignKey()
    const result = await runExample(name, github, {
      inputs,
      approve: async () => {
        github.putSecret(destination, SECRET, theirs.hex)
        return { decision: 'approved', by: 'alice' }
      },
    })
    expect(result.conclusion).toBe('success')
    // Only a later run reads the other key.
    expect(codesOf(jobOf(await runExample(name, github, { inputs }), 'Verify the key'))).toEqual(['key-mismatch'])
  })
})

it('organization-secret.yml stores the key only for the selected repositories', async () => {
  const github = await startCompany()
  await runExample('organization-secret.yml', github, { inputs: NEW_KEY })
  expect(github.secret({ organization: 'octo' }, SECRET)).toMatchObject({
    visibility: 'selected',
    selected_repository_ids: [1296269],
  })
})

describe('many-operators.yml', () => {
  it('many-operators.yml provisions each operator independently, so a rejection does not affect the others', async () => {
    const github = await startCompany()
    const asked: string[] = []
    const rejected = Promise.withResolvers<void>()
    const result = await runExample('many-operators.yml', github, {
      onEvent: event => {
        if (event.type === 'job-ends' && event.job.name.endsWith('Discard the key') && event.job.result === 'success') {
          rejected.resolve()
        }
      },
      // The others are approved after the rejected one has ended.
      approve: async ({ environment }) => {
        asked.push(environment)
        if (environment === 'ledger-staking') return { decision: 'rejected', by: 'bob' }
        await rejected.promise
        await setTimeout(50)
        return { decision: 'approved', by: 'bob' }
      },
    })
    expect(asked.toSorted()).toEqual(['ledger-payments', 'ledger-staking', 'ledger-treasury'])
    const of = (environment: string) => ({ repository: REPOSITORY, environment })
    expect(github.secret(of('ledger-staking'), SECRET)).toBeUndefined()
    expect(github.variable(of('ledger-staking'), VARIABLE)).toBeUndefined()
    const kept = ['ledger-payments', 'ledger-treasury'].map(of)
    const keys = kept.map(place => storedPublicKey(github, place))
    expect(new Set(keys).size).toBe(2)
    expect(kept.map(place => github.variable(place, VARIABLE)?.value)).toEqual(keys)
    const pages = result.jobs.filter(({ name }) => name.endsWith('Approve the key')).map(({ summary }) => summary)
    for (const key of keys) expect(pages.filter(page => page.includes(key))).toHaveLength(1)
    const ends = result.jobs.filter(({ name }) => name.endsWith('Discard the key')).map(({ result }) => result)
    expect(ends.toSorted()).toEqual(['skipped', 'skipped', 'success'])
    expectNoLeak(github, kept, [result])
  })
})

describe('rotation.yml', () => {
  const options = (ledger: LocalLedger): ExampleRun => ({
    inputs: { 'operator-name': 'demo api user 2', workspace: WORKSPACE },
    changes: ['activate', 'check'].map(job => [['jobs', job, 'with', 'ledger-api-url'], ledger.baseUrl('v2')]),
  })
  const start = async () => {
    const github = await startCompany()
    const ledger = await startTestLedger()
    github.putSecret(ADMINS, 'LEDGER_KEYS_TOKEN', TOKEN)
    const old = putInService(github, ledger, PRODUCTION)
    return { github, ledger, old, before: contentOf(github, PRODUCTION) }
  }

  it('rotation.yml replaces the old operator after two approvals, in its last step', async () => {
    const { github, ledger, old, before } = await start()
    let gates = 0
    let access = { apiKeyId: '', apiKeySecret: '' }
    let publicKey = ''
    const result = await runExample('rotation.yml', github, {
      ...options(ledger),
      onEvent: event => {
        const done = event.type === 'step-ends' && event.job.startsWith('activate') && event.step.id === 'promoted'
        const later =
          'job' in event && String(typeof event.job === 'string' ? event.job : event.job.name).startsWith('check')
        if (!done && !later && event.type !== 'job-ends' && event.type !== 'line') {
          expect(contentOf(github, PRODUCTION)).toEqual(before)
        }
      },
      approve: async () => {
        expect(contentOf(github, PRODUCTION)).toEqual(before)
        if (++gates === 2) {
          // Meanwhile admins have registered the key of the verified page, and stored the new API access.
          publicKey = storedPublicKey(github, ADMINS)
          access = register(github, ledger, publicKey, ADMINS)
        }
        return { decision: 'approved', by: 'alice' }
      },
    })
    expect(resultsOf(result), result.log).toEqual({
      'provision / Check the request': 'success',
      'provision / Generate the key': 'success',
      'provision / Stop, because a secret hides a part of the page': 'skipped',
      'provision / Approve the key': 'success',
      'provision / Discard the key': 'skipped',
      'activate / Check the request': 'success',
      'activate / Stop, because a secret hides a part of the page': 'skipped',
      'activate / Activate the key': 'success',
      'check / Check the request': 'success',
      'check / Check that only the environment has the key': 'success',
      'check / Check the key in service': 'success',
    })
    expect(gates).toBe(2)
    expect(publicKey).not.toBe(old.publicKeyHex)
    expect(storedPublicKey(github, PRODUCTION)).toBe(publicKey)
    expect(storedText(github, PRODUCTION, API_KEY_ID)).toBe(access.apiKeyId)
    expect(storedText(github, PRODUCTION, API_KEY_SECRET)).toBe(access.apiKeySecret)
    expect(github.variable(PRODUCTION, VARIABLE)?.value).toBe(publicKey)
    expect(github.secret(ADMINS, SECRET)).toBeUndefined()
    const { registered, proof } = jobOf(result, 'check / Check the key in service').outputs.kept
    expect(registered).toBe('true')
    expect((await readProof(proof, publicKey, github.clock.now())).run_id).toBe(String(result.runId))
    expectNoLeak(github, [PRODUCTION], [result], ledger)
  })

  it('rotation.yml leaves the old operator in service if the new one is not registered', async () => {
    const { github, ledger, before } = await start()
    const result = await runExample('rotation.yml', github, options(ledger))
    expect(codesOf(jobOf(result, 'activate'))).toEqual(['api-access-incomplete'])
    expect(jobOf(result, 'check').result).toBe('skipped')
    expect(contentOf(github, PRODUCTION)).toEqual(before)
    // The key is still staged, so activate.yml can be started when the operator is registered.
    expect(github.secret(ADMINS, SECRET)).toBeDefined()
  })
})

describe('activate.yml', () => {
  const JOB = 'activate / Activate the key'
  const start = async () => {
    const github = await startCompany()
    const ledger = await startTestLedger()
    github.putSecret(ADMINS, 'LEDGER_KEYS_TOKEN', TOKEN)
    const provisioned = await runExample('attest.yml', github, { inputs: NEW_KEY })
    expect(provisioned.conclusion, provisioned.log).toBe('success')
    const publicKey = storedPublicKey(github, ADMINS)
    const access = register(github, ledger, publicKey, ADMINS)
    const changes: ExampleRun['changes'] = ['activate', 'check'].map(job => [
      ['jobs', job, 'with', 'ledger-api-url'],
      ledger.baseUrl('v2'),
    ])
    const inputs = { 'operator-name': 'demo api user', 'public-key-hex': publicKey }
    return { github, ledger, publicKey, access, inputs, changes }
  }

  it('activate.yml puts the key of a first operator into service after it checked the registration at Ledger', async () => {
    const { github, ledger, publicKey, access, inputs, changes } = await start()
    const result = await runExample('activate.yml', github, { inputs, changes })
    expect(resultsOf(result), result.log).toEqual({
      'activate / Check the request': 'success',
      'activate / Stop, because a secret hides a part of the page': 'skipped',
      [JOB]: 'success',
      'check / Check the request': 'success',
      'check / Check that only the environment has the key': 'success',
      'check / Check the key in service': 'success',
    })
    expect(jobOf(result, JOB).review?.by).toBe('alice')
    const page = jobOf(result, 'activate / Check the request').summary
    expect(page).toContain('| Operator | "demo api user" |')
    expect(page).toContain(`\`${publicKey}\``)
    expect(storedPublicKey(github, PRODUCTION)).toBe(publicKey)
    expect(storedText(github, PRODUCTION, API_KEY_SECRET)).toBe(access.apiKeySecret)
    expect(github.secret(ADMINS, SECRET)).toBeUndefined()
    expect(jobOf(result, 'check / Check the key in service').outputs.kept.registered).toBe('true')
    expectNoLeak(github, [PRODUCTION], [result], ledger)
  })

  it.runIf(canRunCommands)('archive-evidence.yml has a job that archives an activation, too', async () => {
    const { github, publicKey, inputs, changes } = await start()
    const example = readFileSync(join(EXAMPLES, 'archive-evidence.yml'), 'utf8')
    const { archive } = parse(example.replaceAll('needs.key.', 'needs.activate.')).jobs
    const result = await runExample('activate.yml', github, {
      inputs,
      changes: [...changes, [['jobs', 'archive'], { ...archive, needs: 'activate' }]],
    })
    const [attestation] = result.attestations
    const { page, proof } = (attestation?.predicate?.content ?? {}) as { page: string; proof: string }
    expect(page).toBe(jobOf(result, JOB).summary.trimEnd())
    expect(page).toContain(proof)
    expect(await readProof(proof, publicKey, github.clock.now())).toMatchObject({
      secret: { environment: 'ledger-production' },
    })
  })

  it('activate.yml replaces an operator in service only if *replace* is ticked', async () => {
    const { github, ledger, publicKey, inputs, changes } = await start()
    putInService(github, ledger, PRODUCTION)
    const before = contentOf(github, PRODUCTION)
    const result = await runExample('activate.yml', github, { inputs, changes })
    expect(codesOf(jobOf(result, JOB))).toEqual(['secret-exists'])
    expect(contentOf(github, PRODUCTION)).toEqual(before)
    expect(github.secret(ADMINS, SECRET)).toBeDefined()
    const again = await runExample('activate.yml', github, { inputs: { ...inputs, replace: 'true' }, changes })
    expect(again.conclusion, again.log).toBe('success')
    expect(storedPublicKey(github, PRODUCTION)).toBe(publicKey)
  })
})

describe('sign.yml', () => {
  const inputs = { 'request-id': 'request-7' }
  const program = (print: string) => `
    if (process.env.LEDGER_OPERATOR_PRIVATE_KEY !== undefined) throw new Error('has the private key')
    console.log(${print})`
  const files = {
    'approve/fetch.ts': program(
      "Buffer.from(process.env.REQUEST_ID + process.env.LEDGER_API_KEY_ID).toString('base64url')",
    ),
    'approve/sign-with-secret.ts': readFileSync(join(EXAMPLES, 'use-the-key/sign-with-secret.ts'), 'utf8'),
    'approve/send.ts': `import { readFileSync, writeFileSync } from 'node:fs'
      writeFileSync('sent.jws', readFileSync(0))
      ${program("'sent ' + process.env.REQUEST_ID")}`,
  }

  it.each([
    ['can be sent', 'success', ''],
    ['cannot be sent', 'failure', '\nprocess.exit(1)'],
  ])(
    'sign.yml signs the challenge of a request with the key in service, and shows no approval if it %s',
    async (_, conclusion, end) => {
      const github = await startCompany()
      const { publicKeyHex } = putInService(github, await startTestLedger(github), PRODUCTION)
      const sending = { ...files, 'approve/send.ts': files['approve/send.ts'] + end }
      const result = await runExample('sign.yml', github, { inputs, files: sending })
      expect(result.conclusion, result.log).toBe(conclusion)
      const isSent = ({ path }: { path: string }) => path.endsWith('/sent.jws')
      const { files: left } = jobOf(result, 'Approve the request')
      const jws = left.find(isSent)?.content.toString().trim() ?? ''
      const { payload } = await compactVerify(jws, await importJWK({ ...parsePublicKeyHex(publicKeyHex).jwk }, 'ES256'))
      expect(Buffer.from(payload).toString()).toBe(`request-7${storedText(github, PRODUCTION, API_KEY_ID)}`)
      expect(result.log).toContain('sent request-7')
      // Who reads the run, or runs a later job on this machine, finds no approval that is not spent.
      const [, , signature = ''] = jws.split('.')
      expect(JSON.stringify(result)).not.toContain(signature)
      expect(left.filter(file => !isSent(file) && file.content.includes(signature))).toEqual([])
      expectNoLeak(github, [PRODUCTION], [result])
    },
  )

  it('sign.yml signs nothing from another branch, and nothing if its program refuses the request', async () => {
    const github = await startCompany()
    putInService(github, await startTestLedger(github), PRODUCTION)
    const context = { ref: 'refs/heads/mine', ref_protected: false }
    const other = await runExample('sign.yml', github, { inputs, files, context })
    expect(jobOf(other, 'Approve the request').log).toContain('is not allowed to deploy')
    const refusing = { ...files, 'approve/fetch.ts': 'process.exit(1)' }
    const refused = await runExample('sign.yml', github, { inputs, files: refusing })
    expect(refused.conclusion).toBe('failure')
    expect(refused.log).not.toContain('sent')
  })

  it('sign.yml is an entry of the list of readers', () => {
    const list = JSON.parse(readFileSync(join(EXAMPLES, 'ledger-readers.json'), 'utf8'))
    const { environment } = parse(readFileSync(join(EXAMPLES, 'sign.yml'), 'utf8')).jobs.approve
    expect(list).toContainEqual({
      repo: 'octo/keys',
      environment_name: environment,
      job_workflow_ref: 'octo/keys/.github/workflows/sign.yml@refs/heads/main',
    })
  })
})

describe('monitor.yml', () => {
  const JOB = 'check / Check the key in service'
  const start = async () => {
    const github = await startCompany()
    const ledger = await startTestLedger()
    const key = putInService(github, ledger, PRODUCTION)
    const watch = (options: Partial<WorkflowRun> = {}, approved = key.publicKeyHex) =>
      runExample('monitor.yml', github, {
        ...options,
        changes: [
          [['jobs', 'check', 'with', 'public-key-hex'], approved],
          [['jobs', 'check', 'with', 'ledger-api-url'], ledger.baseUrl('v2')],
        ],
      })
    return { github, ledger, watch }
  }

  it.each(['schedule', 'workflow_dispatch'])(
    'monitor.yml finds the approved key in service and at Ledger, by %s',
    async event => {
      const { github, ledger, watch } = await start()
      const result = await watch({ event })
      expect(resultsOf(result), result.log).toEqual({
        'check / Check the request': 'success',
        'check / Check that only the environment has the key': 'success',
        [JOB]: 'success',
      })
      expect(jobOf(result, JOB).outputs.kept.registered).toBe('true')
      expectNoLeak(github, [PRODUCTION], [result], ledger)
    },
  )

  it('monitor.yml fails if secret, variable and API access are replaced together', async () => {
    const { github, ledger, watch } = await start()
    putInService(github, ledger, PRODUCTION)
    expect(codesOf(jobOf(await watch({ event: 'schedule' }), JOB))).toEqual(['key-mismatch'])
  })

  it('monitor.yml fails without API access, and if its file still has the placeholder of the key', async () => {
    const { github, watch } = await start()
    expect(codesOf(jobOf(await watch({}, 'PUBLIC-KEY-HEX'), 'check / Check the request'))).toEqual(['input-invalid'])
    for (const name of [API_KEY_ID, API_KEY_SECRET]) github.deleteSecret(PRODUCTION, name)
    expect(codesOf(jobOf(await watch({ event: 'schedule' }), JOB))).toEqual(['api-access-incomplete'])
  })

  it('the placeholder of monitor.yml is no public key', () => {
    const { jobs } = parse(readFileSync(join(EXAMPLES, 'monitor.yml'), 'utf8'))
    expect(jobs.check.with['public-key-hex']).toBe('PUBLIC-KEY-HEX')
  })
})

describe('attest.yml', () => {
  it('attest.yml attests the approved key by the SHA-256 digest of its 65 bytes', async () => {
    const github = await startCompany()
    const result = await runExample('attest.yml', github, { inputs: NEW_KEY })
    expect(result.conclusion, result.log).toBe('success')
    const point = Buffer.from(storedPublicKey(github, ADMINS), 'hex')
    const digest = `sha256:${createHash('sha256').update(point).digest('hex')}`
    expect(result.attestations).toEqual([
      { subject: { name: 'ledger-operator-key', digest }, job: 'Attest the public key' },
    ])
    expect(jobOf(result, 'Attest the public key').permissions).toEqual({ attestations: 'write', 'id-token': 'write' })
    expectNoLeak(github, [ADMINS], [result])
  })

  it('attest.yml attests nothing if the key is rejected', async () => {
    const github = await startCompany()
    const result = await runExample('attest.yml', github, {
      inputs: NEW_KEY,
      approve: async () => ({ decision: 'rejected', by: 'alice' }),
    })
    expect(result.attestations).toEqual([])
    expect(github.secret(ADMINS, SECRET)).toBeUndefined()
  })
})

describe('archive-evidence.yml', () => {
  const inputs = NEW_KEY
  // Its step uses jq and curl.
  it.runIf(canRunCommands)(
    'archive-evidence.yml attests the page, the proof, the approvals and the attempts of an approved key',
    async () => {
      const github = await startCompany()
      const result = await runExample('archive-evidence.yml', github, { inputs })
      expect(result.conclusion, result.log).toBe('success')
      const [attestation] = result.attestations
      const key = storedPublicKey(github, ADMINS)
      const digest = createHash('sha256').update(Buffer.from(key, 'hex')).digest('hex')
      expect(attestation?.subject.digest).toBe(`sha256:${digest}`)
      expect(attestation?.predicate?.type).toBe('https://github.com/OWNER/ledger-operator-keys/evidence')
      const evidence = attestation?.predicate?.content as Record<'page' | 'proof', string> &
        Record<'approvals' | 'attempts', unknown>
      expect(evidence.page).toBe(jobOf(result, 'key / Approve the key').summary.trimEnd())
      expect(evidence.page).toContain(evidence.proof)
      expect(await readProof(evidence.proof, key, github.clock.now())).toMatchObject({
        operator: 'demo api user',
        workspace: WORKSPACE,
      })
      expect(evidence.approvals).toMatchObject([
        { state: 'approved', user: { login: 'alice' }, environments: [{ name: 'ledger-admins' }] },
      ])
      const actor = { login: 'octocat', id: github.state.users.get('octocat').id }
      const first = { run_attempt: 1, actor, triggering_actor: actor }
      expect(evidence.attempts).toMatchObject([first])
      const again = await rerunWorkflow(result, { jobs: { job: 'Archive the evidence' }, actor: 'eve' })
      expect(again.attestations[0]?.predicate?.content).toMatchObject({
        attempts: [first, { run_attempt: 2, actor, triggering_actor: { login: 'eve' } }],
      })
      expectNoLeak(github, [ADMINS], [result])
    },
  )

  it.each(['PAGE', 'PROOF'])(
    'archive-evidence.yml attests nothing if the runner dropped the output for %s',
    async name => {
      const changes: ExampleRun['changes'] = [[['jobs', 'archive', 'steps', 0, 'env', name], '']]
      const result = await runExample('archive-evidence.yml', await startCompany(), { inputs, changes })
      expect(result.attestations).toEqual([])
      expect(jobOf(result, 'Archive the evidence').annotations).toMatchObject([
        { level: 'error', title: 'The page cannot be trusted' },
        {},
      ])
    },
  )

  it('archive-evidence.yml attests nothing if the key is rejected', async () => {
    const github = await startCompany()
    const result = await runExample('archive-evidence.yml', github, { inputs, approve: rejectedBy('alice') })
    expect(result.attestations).toEqual([])
  })
})

describe('enterprise-server.yml', () => {
  const inputs = NEW_KEY
  const context = { server_url: 'https://github.example' }

  it('enterprise-server.yml provisions a key on a GitHub Enterprise Server without `$/`', async () => {
    const github = await startCompany({ basePath: '/api/v3' })
    expect(readFileSync(join(EXAMPLES, 'enterprise-server.yml'), 'utf8')).not.toMatch(/uses: \$\/|deployment: false/)
    const result = await runExample('enterprise-server.yml', github, { inputs, context })
    expect(resultsOf(result), result.log).toEqual({
      'Generate the key': 'success',
      'Stop, because a secret hides a part of the page': 'skipped',
      'Approve the key': 'success',
      'Discard the key': 'skipped',
    })
    const publicKey = storedPublicKey(github, ADMINS)
    expect(jobOf(result, 'Approve the key').summary).toContain(publicKey)
    expect(github.variable(ADMINS, VARIABLE)?.value).toBe(publicKey)
    expect(jobOf(result, 'Generate the key').summary).toContain(
      'https://github.example/octo/keys/settings/environments',
    )
    for (const { requestLine } of github.exchanges) expect(requestLine).toMatch(/^[A-Z]+ \/api\/v3\//)
    expectNoLeak(github, [ADMINS], [result])
  })

  it('enterprise-server.yml deletes a rejected key', async () => {
    const github = await startCompany({ basePath: '/api/v3' })
    const result = await runExample('enterprise-server.yml', github, {
      inputs,
      context,
      approve: async () => ({ decision: 'rejected', by: 'bob' }),
    })
    expect(jobOf(result, 'Discard the key').result).toBe('success')
    expect(github.secret(ADMINS, SECRET)).toBeUndefined()
    expect(github.variable(ADMINS, VARIABLE)).toBeUndefined()
  })
})

describe('enterprise-server-activate.yml', () => {
  const name = 'enterprise-server-activate.yml'
  const start = async () => {
    const github = await startCompany({ basePath: '/api/v3' })
    const ledger = await startTestLedger()
    github.putSecret(ADMINS, 'LEDGER_KEYS_TOKEN', TOKEN)
    const old = putInService(github, ledger, PRODUCTION)
    await runExample('enterprise-server.yml', github, { inputs: NEW_KEY })
    const changes: ExampleRun['changes'] = ['request', 'activate'].map(job => [
      ['jobs', job, 'steps', 0, 'with', 'ledger-api-url'],
      ledger.baseUrl('v2'),
    ])
    const publicKey = storedPublicKey(github, ADMINS)
    const inputs = { 'operator-name': 'demo api user', 'public-key-hex': publicKey, replace: 'true' }
    return { github, ledger, old, publicKey, options: { inputs, changes } }
  }

  it('enterprise-server-activate.yml puts the key of enterprise-server.yml into service if it is registered', async () => {
    const { github, ledger, old, options, publicKey } = await start()
    expect(readFileSync(join(EXAMPLES, name), 'utf8')).not.toMatch(/uses: \$\/|deployment: false|queue:/)
    const early = await runExample(name, github, options)
    expect(codesOf(jobOf(early, 'activate'))).toEqual(['api-access-incomplete'])
    expect(storedPublicKey(github, PRODUCTION)).toBe(old.publicKeyHex)

    const access = register(github, ledger, publicKey, ADMINS)
    const unticked = await runExample(name, github, { ...options, inputs: { ...options.inputs, replace: 'false' } })
    expect(codesOf(jobOf(unticked, 'activate'))).toEqual(['secret-exists'])
    const result = await runExample(name, github, options)
    expect(result.conclusion, result.log).toBe('success')
    const page = jobOf(result, 'request').summary
    for (const shown of [
      '| Operator | "demo api user" |',
      `\`${publicKey}\``,
      '| To the environment | "ledger-production" |',
    ]) {
      expect(page).toContain(shown)
    }
    expect(jobOf(result, 'activate').review?.by).toBe('alice')
    expect(storedPublicKey(github, PRODUCTION)).toBe(publicKey)
    expect(storedText(github, PRODUCTION, API_KEY_ID)).toBe(access.apiKeyId)
    expect(github.variable(PRODUCTION, VARIABLE)?.value).toBe(publicKey)
    expect(github.secret(ADMINS, SECRET)).toBeUndefined()
    expectNoLeak(github, [PRODUCTION], [early, result], ledger)
  })

  it('enterprise-server-activate.yml changes nothing if the admins reject it', async () => {
    const { github, options } = await start()
    const before = [contentOf(github, ADMINS), contentOf(github, PRODUCTION)]
    await runExample(name, github, { ...options, approve: async () => ({ decision: 'rejected', by: 'bob' }) })
    expect([contentOf(github, ADMINS), contentOf(github, PRODUCTION)]).toEqual(before)
  })
})

describe('enterprise-server-monitor.yml', () => {
  const name = 'enterprise-server-monitor.yml'
  const start = async () => {
    const github = await startCompany({ basePath: '/api/v3' })
    const ledger = await startTestLedger()
    const { publicKeyHex } = putInService(github, ledger, PRODUCTION)
    const watch = async (approved = publicKeyHex) => {
      const step = ['jobs', 'check', 'steps', 0, 'with']
      const changes: ExampleRun['changes'] = [
        [[...step, 'public-key-hex'], approved],
        [[...step, 'ledger-api-url'], ledger.baseUrl('v2')],
      ]
      return runExample(name, github, { event: 'schedule', changes })
    }
    return { github, ledger, watch }
  }

  it('enterprise-server-monitor.yml accepts the approved key in service, and fails if another takes its place', async () => {
    const { github, ledger, watch } = await start()
    expect(readFileSync(join(EXAMPLES, name), 'utf8')).not.toMatch(/uses: \$\/|deployment: false|queue:/)
    const result = await watch()
    expect(result.conclusion, result.log).toBe('success')
    expect(jobOf(result, 'check').steps[0]?.result?.outputs.registered).toBe('true')
    expectNoLeak(github, [PRODUCTION], [result], ledger)
    expect(codesOf(jobOf(await watch('PUBLIC-KEY-HEX'), 'check'))).toEqual(['input-invalid'])
    putInService(github, ledger, PRODUCTION)
    expect(codesOf(jobOf(await watch(), 'check'))).toEqual(['key-mismatch'])
  })

  it('enterprise-server-monitor.yml checks nothing if the repository has a secret of the same name, or the environment no branch rule', async () => {
    const { github, watch } = await start()
    github.putSecret({ repository: REPOSITORY }, SECRET, foreignKey().hex)
    const result = await watch()
    expect(jobOf(result, 'fallback').annotations[0]).toMatchObject({ level: 'error', title: 'The key is not verified' })
    expect(jobOf(result, 'check').result).toBe('skipped')
    github.addEnvironment(REPOSITORY, 'ledger-production')
    expect(codesOf(jobOf(await watch(), 'request'))).toEqual(['environment-unprotected'])
  })
})

describe('without-required-reviewers.yml', () => {
  const name = 'without-required-reviewers.yml'
  const by = (actor: string, publicKey?: string): Partial<WorkflowRun> => ({
    context: { actor, triggering_actor: actor },
    inputs: { ...NEW_KEY, ...(publicKey !== undefined && { 'public-key-hex': publicKey }) },
  })

  it('without-required-reviewers.yml verifies the key if an admin starts the second run with the public key of the first', async () => {
    const github = await startCompany()
    const first = await runExample(name, github, by('octocat'))
    expect(resultsOf(first), first.log).toEqual({ 'Generate the key': 'success', 'Verify the key': 'skipped' })
    expect(first.log).toContain('has no required reviewers')
    const publicKey = storedPublicKey(github, VAULT)
    const second = await runExample(name, github, by('ADMIN-1', publicKey))
    expect(resultsOf(second), second.log).toEqual({ 'Generate the key': 'skipped', 'Verify the key': 'success' })
    const { summary, steps } = jobOf(second, 'Verify the key')
    expect(summary).toContain(publicKey)
    // People approve elsewhere: the page tells nobody to register the key.
    expect(summary).toContain('## The stored key is the expected one\n')
    expect(summary).not.toContain('Self Managed')
    const claims = await readProof(steps[0]?.result?.outputs.proof, publicKey, github.clock.now())
    expect(claims.actor).toBe('ADMIN-1')
    expectNoLeak(github, [VAULT], [first, second])
  })

  it('without-required-reviewers.yml does not let admins generate, nor others verify', async () => {
    const github = await startCompany()
    const generated = await runExample(name, github, by('ADMIN-2'))
    expect(resultsOf(generated), generated.log).toEqual({ 'Generate the key': 'skipped', 'Verify the key': 'skipped' })
    await runExample(name, github, by('octocat'))
    const verified = await runExample(name, github, by('octocat', storedPublicKey(github, VAULT)))
    expect(resultsOf(verified), verified.log).toEqual({ 'Generate the key': 'skipped', 'Verify the key': 'skipped' })
    // A re-run counts as started by the user who re-runs it.
    const again = await runExample(name, github, {
      ...by('ADMIN-1', storedPublicKey(github, VAULT)),
      context: { actor: 'ADMIN-1', triggering_actor: 'octocat' },
    })
    expect(jobOf(again, 'Verify the key').result).toBe('skipped')
  })

  it('without-required-reviewers.yml refuses another key and another branch', async () => {
    const github = await startCompany()
    await runExample(name, github, by('octocat'))
    const other = await runExample(name, github, by('ADMIN-1', foreignKey().publicKeyHex))
    expect(codesOf(jobOf(other, 'Verify the key'))).toEqual(['key-mismatch'])
    const branch = await runExample(name, github, {
      ...by('octocat'),
      context: { actor: 'octocat', ref: 'refs/heads/mine', ref_protected: false },
    })
    expect(jobOf(branch, 'Generate the key').log).toContain('is not allowed to deploy')
  })
})

describe('file.yml', () => {
  const GENERATE = 'Generate the key'
  const APPROVE = 'Approve the key'
  const DISCARD = 'Discard the key'

  /** Runs the example with a file in a folder of its own. */
  async function runWithFile(approveWith: (path: string) => WorkflowRun['approve']) {
    const github = await startCompany()
    const folder = mkdtempSync(join(realpathSync(tmpdir()), 'key-store-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const path = join(folder, 'operator.key')
    const approve = approveWith(path)
    const result = await runExample('file.yml', github, {
      changes: [[['jobs', 'generate', 'steps', 0, 'with', 'key-store'], `file://${path}`]],
      inputs: NEW_KEY,
      runner: { environment: 'self-hosted' },
      ...(approve && { approve }),
    })
    // No token may write anything.
    expect(github.exchanges.filter(({ method }) => method !== 'GET')).toEqual([])
    return { result, github, path }
  }

  it('file.yml makes a key in a file and verifies it behind the gate', async () => {
    const { result, github, path } = await runWithFile(() => approvedBy('alice'))
    expect(resultsOf(result), result.log).toEqual({ [GENERATE]: 'success', [APPROVE]: 'success', [DISCARD]: 'skipped' })
    const pem = pemIn(readFileSync(path, 'utf8'))
    const publicKey = publicKeyOf(createPrivateKey(pem)).hex
    const { summary, steps } = jobOf(result, APPROVE)
    expect(summary).toContain('## Verified: register this key')
    expect(summary).toContain(publicKey)
    const claims = await readProof(steps[0]?.result?.outputs.proof, publicKey, github.clock.now())
    expect(claims.key_store).toMatchObject({ uri: `file://${path}` })
    expect(leaksIn(tracesOfRun(result, github), formsOf(pem))).toEqual([])
  })

  it('file-monitor.yml accepts the key of file.yml and fails after it is replaced', async () => {
    const { result, github, path } = await runWithFile(() => approvedBy('alice'))
    const ledger = await startTestLedger(github)
    const { 'key-reference': reference = '', 'public-key-hex': publicKey = '' } = jobOf(result, GENERATE).outputs.kept
    github.addEnvironment(REPOSITORY, 'ledger-monitor', { branchPolicy: 'custom', branches: ['main'] })
    register(github, ledger, publicKey, { repository: REPOSITORY, environment: 'ledger-monitor' })
    const watch = async () => {
      const inputs = { 'key-store': reference, 'public-key-hex': publicKey, 'ledger-api-url': ledger.baseUrl('v2') }
      const changes: ExampleRun['changes'] = Object.entries(inputs).map(([name, value]) => [
        ['jobs', 'check', 'steps', 0, 'with', name],
        value,
      ])
      const options = { event: 'schedule', runner: { environment: 'self-hosted' as const } }
      return jobOf(await runExample('file-monitor.yml', github, { changes, ...options }), 'Check the key in service')
    }
    expect((await watch()).steps[0]?.result?.outputs.registered).toBe('true')
    writeFileSync(path, foreignKey().hex)
    expect(codesOf(await watch())).toEqual(['key-replaced'])
  })

  it('file.yml discards a key that the admins reject', async () => {
    const { result, path } = await runWithFile(() => rejectedBy('bob'))
    expect(resultsOf(result), result.log).toEqual({ [GENERATE]: 'success', [APPROVE]: 'failure', [DISCARD]: 'success' })
    expect(existsSync(path)).toBe(false)
  })

  it('file.yml does not discard an approved key that was replaced before it was verified', async () => {
    const other = foreignKey().hex
    const { result, path } = await runWithFile(path => async () => {
      writeFileSync(path, other)
      return { decision: 'approved', by: 'alice' }
    })
    expect(codesOf(jobOf(result, APPROVE))).toEqual(['key-replaced'])
    expect(codesOf(jobOf(result, DISCARD))).toEqual(['key-approved'])
    expect(readFileSync(path, 'utf8')).toBe(other)
  })
})

it('the examples that make a key in a key store name no secret, so nobody can have their pages masked', () => {
  const isProvisioning = (text: string) => /uses: OWNER\/ledger-operator-keys@[\s\S]+? key-store: /.test(text)
  const examples = readdirSync(EXAMPLES)
    .filter(name => name.endsWith('.yml'))
    .map(name => readFileSync(join(EXAMPLES, name), 'utf8'))
    .filter(isProvisioning)
  expect(examples).toHaveLength(5)
  for (const text of examples) expect(text).not.toMatch(/\$\{\{[^}]*\bsecrets\b|secrets: inherit/)
})

it('the examples that log in with an OIDC token read no variables, so whoever may write cannot redirect the token', () => {
  const examples = readdirSync(EXAMPLES)
    .filter(name => name.endsWith('.yml'))
    .map(name => readFileSync(join(EXAMPLES, name), 'utf8'))
    .filter(text => text.includes('-role: '))
  expect(examples).toHaveLength(11)
  for (const text of examples) expect(text).not.toMatch(/\$\{\{[^}]*\bvars\b/)
})

it('each example is run by a test', () => {
  const others = [
    'provision.yml',
    'jobs.yml',
    'fleet.yml',
    'watch-readers.yml',
    'vault.yml',
    'vault-transit.yml',
    'vault-monitor.yml',
    'aws-kms.yml',
    'aws-secrets-manager.yml',
    'vault-activate.yml',
    'vault-transit-activate.yml',
    'aws-kms-activate.yml',
    'aws-secrets-manager-activate.yml',
    'aws-monitor.yml',
  ]
  expect([...tested, ...others].toSorted()).toEqual(
    readdirSync(EXAMPLES)
      .filter(name => name.endsWith('.yml'))
      .toSorted(),
  )
})
