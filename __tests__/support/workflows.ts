import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { p256 } from '@noble/curves/nist.js'
import { compactVerify, importJWK } from 'jose'
import { expect, onTestFinished } from 'vitest'
import type { Destination, EnvironmentRules, LocalGitHub, LocalGitHubOptions } from '../../local/github/index.ts'
import type { ApiAccess, LocalLedger } from '../../local/ledger/index.ts'
import {
  type ActionResult,
  type Approve,
  type JobResult,
  runWorkflow,
  type WorkflowResult,
  type WorkflowRun,
} from '../../local/runner/index.ts'
import { inProcess } from './in-process.ts'
import { tracesOf } from './leaks.ts'
import { GATE, REPOSITORY, ROOT, SECRET, startTestGitHub, startTestLedger, type TestGitHub, TOKEN } from './servers.ts'

/** The environment of the software. It has no reviewers, because they would be asked for each job. */
export const LIVE = { repository: REPOSITORY, environment: 'production' }
/** The environment with the token, for `token-environment`. */
export const TOKENS = { repository: REPOSITORY, environment: 'ledger-tokens' }
export const VARIABLE = 'LEDGER_OPERATOR_PUBLIC_KEY'
export const API_KEY_ID = 'LEDGER_API_KEY_ID'
export const API_KEY_SECRET = 'LEDGER_API_KEY_SECRET'
export const WORKSPACE = 'minivault'

/** A key pair that @noble/curves makes, with a PEM that is built from its bytes, independent of the actions. */
export interface ForeignKey {
  scalar: Buffer
  /** SEC1, as RFC 5915 describes it. */
  pem: string
  /** Hex of the PEM text: what generate stores. */
  hex: string
  publicKeyHex: string
}

export function foreignKey(scalar: Uint8Array = p256.utils.randomSecretKey()): ForeignKey {
  const point = p256.getPublicKey(scalar, false)
  const der = Buffer.concat([
    Buffer.from('30770201010420', 'hex'),
    scalar,
    Buffer.from('a00a06082a8648ce3d030107a144034200', 'hex'),
    point,
  ])
  const pem = pemOf('EC PRIVATE KEY', der)
  return {
    scalar: Buffer.from(scalar),
    pem,
    hex: Buffer.from(pem).toString('hex'),
    publicKeyHex: Buffer.from(point).toString('hex'),
  }
}

/** A PEM block by RFC 7468. */
export function pemOf(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return `${[`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n')}\n`
}

/** The PEM in the text of a secret, which is hex of it or the PEM itself. */
export function pemIn(text: string): string {
  return text.startsWith('-----') ? text : Buffer.from(text, 'hex').toString()
}

/**
 * The claims of a proof, verified by jose with the expected key instead of the one in its header.
 * @param now when the proof was made, give or take two minutes
 */
export async function readProof(
  proof: string | undefined,
  publicKeyHex: string,
  now: Date,
): Promise<Record<string, unknown>> {
  const point = Buffer.from(publicKeyHex, 'hex')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map(part => part.toString('base64url'))
  const key = await importJWK({ kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }, 'ES256')
  const { payload, protectedHeader } = await compactVerify(proof ?? '', key, { algorithms: ['ES256'] })
  expect(protectedHeader).toEqual({
    alg: 'ES256',
    typ: 'ledger-operator-key+jws',
    jwk: { kty: 'EC', crv: 'P-256', x, y },
  })
  const claims = JSON.parse(Buffer.from(payload).toString()) as Record<string, unknown>
  expect(claims.public_key_hex).toBe(publicKeyHex)
  expect(Math.abs(Number(claims.iat) - now.getTime() / 1000)).toBeLessThan(120)
  return claims
}

/** The servers of the ready-made workflows: a GitHub with a gate, an environment of the software and a token, and a Ledger. */
export async function startWorkflowServers(
  options: LocalGitHubOptions = {},
): Promise<{ github: TestGitHub; ledger: LocalLedger }> {
  const github = await startTestGitHub(options)
  github.addEnvironment(REPOSITORY, LIVE.environment, { branchPolicy: 'custom', branches: ['main'] })
  github.addEnvironment(REPOSITORY, TOKENS.environment, { branchPolicy: 'custom', branches: ['main'] })
  github.putSecret({ repository: REPOSITORY }, 'LEDGER_KEYS_TOKEN', TOKEN)
  return { github, ledger: await startTestLedger(github) }
}

/** Changes the rules of an environment, as an admin of the repository does in its settings. */
export function setRules(github: LocalGitHub, name: string, rules: EnvironmentRules): void {
  const environment = github.state.environment(REPOSITORY, name)
  if (!environment) throw new Error(`there is no environment ${name}`)
  environment.rules = rules
}

/** Expects that the runner masked nothing of a page. A row of the key's picture may have three stars by itself. */
export function expectUnmasked(page: string): void {
  expect(page.replace(/^\|.{17}\|$/gm, '')).not.toContain('***')
}

export const approvedBy =
  (by: string): Approve =>
  async () => ({ decision: 'approved', by })
export const rejectedBy =
  (by: string): Approve =>
  async () => ({ decision: 'rejected', by })

type WorkflowOptions = Partial<WorkflowRun> & {
  github: TestGitHub
  /** Whether a secret of the test may hide an output. */
  mayDrop?: boolean
}

/** Runs the actions of a workflow in process, in the virtual time of a GitHub. */
export function controlOf({ clock }: TestGitHub): NonNullable<WorkflowRun['control']> {
  const execute = inProcess(clock)
  return () => {
    // GitHub's times are whole seconds, so each action runs in a second of its own.
    if (clock.sleeping === 0) clock.advance(1_000)
    return { execute }
  }
}

/** Runs a workflow of this repository, by default one under `.github/workflows`, started by `octocat` on `main`. */
export async function runRepositoryWorkflow(
  workflow: string,
  { mayDrop = false, ...options }: WorkflowOptions,
): Promise<WorkflowResult> {
  const result = await runWorkflow({
    root: ROOT,
    workflow: workflow.includes('/') ? workflow : `.github/workflows/${workflow}`,
    control: controlOf(options.github),
    ...options,
    context: { repository: REPOSITORY, ref_protected: true, ...options.context },
  })
  expect(options.github.violations).toEqual([])
  for (const job of result.jobs) {
    if (!mayDrop) expect(job.outputs.dropped, `${job.name}: no output holds a masked text`).toEqual([])
    for (const { result } of job.steps) expect(result?.stderr ?? '').toBe('')
  }
  return result
}

/** Runs `provision.yml` for the gate's environment; alice approves unless the options say otherwise. */
export function provision(options: WorkflowOptions): Promise<WorkflowResult> {
  return runRepositoryWorkflow('provision.yml', {
    approve: approvedBy('alice'),
    ...options,
    inputs: {
      environment: GATE.environment,
      'operator-name': 'demo api user',
      workspace: WORKSPACE,
      ...options.inputs,
    },
  })
}

/** Does what admins do at Ledger: registers a key, generates API access, and stores it in the gate environment. */
export function register(
  github: LocalGitHub,
  ledger: LocalLedger,
  publicKeyHex: string | undefined,
  gate: Destination = GATE,
): ApiAccess {
  const access = ledger.addAccess(WORKSPACE, publicKeyHex)
  github.putSecret(gate, API_KEY_ID, access.apiKeyId)
  github.putSecret(gate, API_KEY_SECRET, access.apiKeySecret)
  return access
}

type Call = Omit<WorkflowOptions, 'inputs'> & { inputs?: Record<string, string | boolean> }

/** Runs a workflow of this repository through a caller, because its form does not take the address of Ledger. */
export function call(workflow: string, { inputs, ...options }: Call): Promise<WorkflowResult> {
  const path = '.github/workflows/caller.yml'
  const uses = `their/keys/.github/workflows/${workflow}@v1`
  const permissions = { actions: 'read', contents: 'read' }
  const caller = {
    on: 'workflow_dispatch',
    permissions: {},
    jobs: { call: { uses, permissions, secrets: 'inherit', with: inputs } },
  }
  // JSON is YAML too.
  const root = checkoutOf({ [path]: JSON.stringify(caller) })
  return runRepositoryWorkflow(path, { root, sources: { 'their/keys': ROOT }, ...options })
}

/** Calls `provision.yml` for the gate environment. A caller can set inputs that the form does not have. */
export function callProvision({ inputs, ...options }: Call): Promise<WorkflowResult> {
  return call('provision.yml', {
    approve: approvedBy('alice'),
    ...options,
    inputs: { environment: GATE.environment, 'operator-name': 'demo api user', workspace: WORKSPACE, ...inputs },
  })
}

/** Calls `activate.yml` from the gate's environment to that of the software, unless the inputs say otherwise. */
export function activate({ ledger, ...options }: Call & { ledger: LocalLedger }): Promise<WorkflowResult> {
  const elsewhere = Object.keys(options.inputs ?? {}).some(name => name.startsWith('destination-'))
  return call('activate.yml', {
    approve: approvedBy('alice'),
    ...options,
    inputs: {
      environment: GATE.environment,
      workspace: WORKSPACE,
      'ledger-api-url': ledger.baseUrl('v2'),
      ...(!elsewhere && { 'destination-environment': LIVE.environment }),
      ...options.inputs,
    },
  })
}

export function checkAccess({ ledger, ...options }: Call & { ledger: LocalLedger }): Promise<WorkflowResult> {
  return call('check-access.yml', {
    ...options,
    inputs: {
      environment: LIVE.environment,
      workspace: WORKSPACE,
      'ledger-api-url': ledger.baseUrl('v2'),
      ...options.inputs,
    },
  })
}

/** How each job ended, by name. */
export function resultsOf({ jobs }: WorkflowResult): Record<string, string> {
  return Object.fromEntries(jobs.map(({ name, result }) => [name, result]))
}

/** A job by the name that GitHub shows, or by its id in the file. */
export function jobOf({ jobs }: WorkflowResult, name: string): JobResult {
  const found = jobs.find(job => job.name === name) ?? jobs.find(job => job.id === name)
  if (!found) throw new Error(`no job ${name}: ${jobs.map(job => job.name).join(', ')}`)
  return found
}

/** The names of failures in a job's error annotations. */
export function codesOf(job: JobResult): string[] {
  return job.annotations
    .filter(({ level }) => level === 'error')
    .map(({ message }) => /\(([a-z-]+), see \S*docs\/troubleshooting\.md(?:#\1)?\)$/.exec(message)?.[1] ?? message)
}

/** Everything that a place holds, to compare it later. */
export function contentOf(github: LocalGitHub, destination: Destination): Record<string, string> {
  const { secrets, variables } = github.state.values(destination)
  const entries = [
    ...[...secrets.values()].map(({ name, value, updated_at }) => [name, `${value} of ${updated_at}`] as const),
    ...[...variables.values()].map(({ name, value, updated_at }) => [name, `${value} of ${updated_at}`] as const),
  ]
  return Object.fromEntries(entries)
}

/** An operator in service at a place: key, API access and public key, as an earlier activation left them. */
export function putInService(github: LocalGitHub, ledger: LocalLedger, destination: Destination): ForeignKey {
  const key = foreignKey()
  const access = ledger.addAccess(WORKSPACE, key.publicKeyHex)
  github.putSecret(destination, API_KEY_ID, access.apiKeyId)
  github.putSecret(destination, API_KEY_SECRET, access.apiKeySecret)
  github.putSecret(destination, SECRET, key.hex)
  github.putVariable(destination, VARIABLE, key.publicKeyHex)
  return key
}

let madeAppKey: string | undefined

/** One key for the Apps of all tests, because it takes long to make. */
export function appKey(): string {
  madeAppKey ??= generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs1', format: 'pem' })
    .toString()
  return madeAppKey
}

/** A GitHub App that is installed in the local GitHub, with its client id and private key where the workflows read them. */
export function installApp(
  github: LocalGitHub,
  permissions: Record<string, 'read' | 'write'>,
): NonNullable<WorkflowRun['apps']> {
  const pem = appKey()
  const here = { repository: REPOSITORY }
  github.deleteSecret(here, 'LEDGER_KEYS_TOKEN')
  github.putVariable(here, 'LEDGER_KEYS_APP_CLIENT_ID', 'Iv23local')
  github.putSecret(here, 'LEDGER_KEYS_APP_PRIVATE_KEY', pem)
  return {
    Iv23local: { slug: 'keys', privateKey: pem, permissions, repositories: [REPOSITORY, 'octo/other'] },
  }
}

/** A checkout of a repository with these files. It is removed after the test. */
export function checkoutOf(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'checkout-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return root
}

/** Everything that a whole run let out: of each step, of each job, and over the wire. */
export function tracesOfRun(result: WorkflowResult, github: LocalGitHub): Map<string, string> {
  const traces = new Map<string, string>([['the log of the run', result.log]])
  for (const job of result.jobs) {
    traces.set(`${job.name}: outputs`, JSON.stringify(job.outputs.kept))
    traces.set(`${job.name}: annotations`, JSON.stringify(job.annotations))
    for (const { path, content } of job.files) traces.set(`${job.name}: the file ${path}`, content.toString('latin1'))
    for (const [i, { result: step }] of job.steps.entries()) {
      if (!step) continue
      const action: ActionResult = { ...step, jobOutputs: job.outputs, masks: [], files: [] }
      for (const [name, text] of tracesOf(action)) traces.set(`${job.name}, step ${i}: ${name}`, text)
    }
  }
  for (const [i, { requestLine, requestHeaders, requestBody }] of github.exchanges.entries()) {
    const body = requestBody.replace(/"encrypted_value":"[^"]*"/, '')
    traces.set(`request ${i}, ${requestLine}`, [requestLine, JSON.stringify(requestHeaders), body].join('\n'))
  }
  return traces
}

/** The requests to Ledger without the exchange of API access for a token, which contains API access by design. */
export function ledgerTraces(ledger: LocalLedger): Map<string, string> {
  return new Map(ledger.exchanges.map((exchange, i) => [`request ${i} to Ledger`, JSON.stringify(exchange)]))
}
