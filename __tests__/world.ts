import { createPrivateKey } from 'node:crypto'
import { dirname, join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { type Destination, type LocalGitHub, type LocalGitHubOptions, startGitHub } from '../local/github/index.ts'
import { type LocalLedger, startLedger } from '../local/ledger/index.ts'
import { type ActionResult, type ActionRun, runAction } from '../local/runner/index.ts'
import { publicKeyOf } from '../src/key/operator-key.ts'
import { formsOf, leaksIn, tracesOf } from './leak.ts'
import { inFolders } from './support/folder-pool.ts'
import { inProcess } from './support/in-process.ts'
import { VirtualClock } from './support/virtual-clock.ts'

export const ROOT = dirname(import.meta.dirname)
export const REPOSITORY = 'octo/keys'
export const GATE = { repository: REPOSITORY, environment: 'ledger admins/prod' }
export const SECRET = 'LEDGER_OPERATOR_PRIVATE_KEY'
/** The run of an action, unless a test names another. */
export const RUN_ID = 16000000001

/** Where nothing listens, and no server of another test will: theirs get ports that the system picks, which are never so low. */
export const NOBODY = 'http://127.0.0.1:9'

/** A token that may do everything that an action may ask for. */
export const TOKEN = 'github_pat_11AAAAAAA0aaaaaaaaaaaaaaaaaaaaaa'
/** The job's own token. */
export const JOB_TOKEN = 'ghs_jobjobjobjobjobjobjobjobjobjobjobjob'

/** For a GitHub whose requests come from processes, which have the time of this machine. */
export const REAL_TIME: LocalGitHubOptions = { now: () => new Date() }

/** A GitHub whose time is virtual, like that of the actions that run in process. */
export type TestGitHub = LocalGitHub & { clock: VirtualClock }

/** A GitHub with a repository, a well protected environment, an organization and tokens; closed when the test is over. */
export async function startWorld(options: LocalGitHubOptions = {}): Promise<TestGitHub> {
  const clock = new VirtualClock()
  const { sleep } = clock
  const server = await startGitHub({ now: () => clock.now(), sleep, ...options })
  const github = Object.assign(server, { clock })
  github.onPause = (method, url) => clock.requests.pause(`${method} ${url}`)
  onTestFinished(() => github.close())
  github.addRepository(REPOSITORY, { id: 1296269 })
  github.addRepository('octo/other', { id: 1296270 })
  github.addRun(REPOSITORY, RUN_ID)
  github.addEnvironment(REPOSITORY, GATE.environment, {
    reviewers: ['alice', 'bob'],
    preventSelfReview: true,
    branchPolicy: 'protected',
    adminsBypass: false,
  })
  github.addEnvironment(REPOSITORY, 'open')
  github.addOrganization('octo')
  github.addToken(TOKEN, {
    kind: 'fine-grained',
    repositories: [REPOSITORY, 'octo/other'],
    permissions: {
      actions: 'read',
      actions_variables: 'write',
      environments: 'write',
      organization_actions_variables: 'write',
      organization_secrets: 'write',
      secrets: 'write',
    },
  })
  github.addToken(JOB_TOKEN, {
    kind: 'job',
    repositories: [REPOSITORY],
    permissions: { actions: 'read', secrets: 'write' },
  })
  return github
}

/** A Ledger beside a GitHub whose clock it shares. */
export async function startLedgerWorld(github?: TestGitHub): Promise<LocalLedger> {
  const ledger = await startLedger()
  ledger.onPause = (method, url) => void github?.clock.requests.pause(`${method} ${url}`)
  onTestFinished(() => ledger.close())
  return ledger
}

export type Inputs = Record<string, string>
type ActionName = '.' | 'generate' | 'verify' | 'promote' | 'discard' | 'preflight'

/** Runs the source of an action in process, in virtual time, with all else as the runner has it; `.` is the root action. */
export async function run(
  action: ActionName,
  github: TestGitHub,
  inputs: Inputs,
  more: Partial<ActionRun> = {},
): Promise<ActionResult> {
  const { clock } = github
  // GitHub's times are whole seconds: no run begins in the second in which another one, or the test, has stored something.
  if (clock.sleeping === 0) clock.advance(1_000)
  return inFolders(more.github?.repository ?? REPOSITORY, folders =>
    runBundle(action, github, inputs, { execute: inProcess(clock), folders, ...more }),
  )
}

/** Runs the bundle of an action as the runner does: as a process, in real time. */
export async function runBundle(
  action: ActionName,
  github: LocalGitHub,
  inputs: Inputs,
  more: Partial<ActionRun> = {},
): Promise<ActionResult> {
  const result = await runAction({
    action: join(ROOT, action),
    with: inputs,
    ...more,
    github: { repository: REPOSITORY, api_url: github.url, token: JOB_TOKEN, ...more.github },
  })
  // What must hold whatever happens.
  expect(github.violations).toEqual([])
  expect(result.stdout + result.stderr, 'no stack trace').not.toMatch(/^ +at .+:\d+:\d+\)?$/m)
  expect(result.stderr).toBe('')
  expect(result.jobOutputs.dropped, 'no output holds a masked text').toEqual([])
  // A key that generate made is in no trace of its run; the other actions are given one, and have leak searches of their own.
  if (action === '.' || action === 'generate') {
    const traces = tracesOf(result, github)
    for (const pem of storedKeys(github, inputs['secret-name'] ?? SECRET))
      expect(leaksIn(traces, formsOf(pem))).toEqual([])
  }
  return result
}

/** Every private key that a GitHub holds under a name, as PEM. */
function storedKeys({ state }: LocalGitHub, name: string): string[] {
  const repositories = [...state.repositories.values()]
  const places = [...repositories, ...repositories.flatMap(({ environments }) => [...environments.values()])]
  const vaults = [...places, ...state.organizations.values()].map(({ vault }) => vault)
  return vaults
    .map(({ secrets }) => secrets.get(name.toUpperCase())?.value.toString() ?? '')
    .map(text => (/^[0-9a-f]+$/.test(text) ? Buffer.from(text, 'hex').toString() : text))
    .filter(text => text.startsWith('-----BEGIN EC PRIVATE KEY-----'))
}

/** Generates a key into the protected environment, unless the inputs say otherwise. */
export function generate(
  github: TestGitHub,
  inputs: Inputs = {},
  more: Partial<ActionRun> = {},
): Promise<ActionResult> {
  return run('.', github, generateInputs(inputs), more)
}

/** The same by the bundle, in real time. */
export function generateBundle(
  github: LocalGitHub,
  inputs: Inputs = {},
  more: Partial<ActionRun> = {},
): Promise<ActionResult> {
  return runBundle('.', github, generateInputs(inputs), more)
}

/** The inputs that let generate overwrite a secret of an environment. */
export const OVERWRITE = { 'if-exists': 'overwrite', 'environment-protection': 'require' }

function generateInputs(inputs: Inputs): Inputs {
  const destination = 'organization' in inputs || 'repository' in inputs ? {} : { environment: GATE.environment }
  return { 'github-token': TOKEN, ...destination, ...inputs }
}

/** Answers the first looks when all of them have come: sent one after the other they would wait for each other in vain. */
export function answerTogether(github: LocalGitHub, looks: number): void {
  const all = Promise.withResolvers<void>()
  let arrived = 0
  const effect = () => {
    if (++arrived === looks) all.resolve()
    return all.promise
  }
  github.faults.add({ method: 'GET', when: 'before', times: looks, do: { kind: 'run', effect } })
}

/** The text of a stored secret, as the C libsodium opened it. */
export function storedText(github: LocalGitHub, destination: Destination, name = SECRET): string {
  return github.secret(destination, name)?.value.toString() ?? ''
}

/** The public key of a stored secret in hex, computed by node:crypto from hex of the PEM or the PEM. */
export function storedPublicKey(github: LocalGitHub, destination: Destination, name = SECRET): string {
  const text = storedText(github, destination, name)
  return publicKeyOf(createPrivateKey(text.startsWith('-----') ? text : Buffer.from(text, 'hex').toString())).hex
}

/** The one error annotation of a run that failed as it should: exit code 1 and nothing given out. */
export function failureOf(result: ActionResult): { title: string; message: string; code: string } {
  expect(result.exitCode).toBe(1)
  // The runner adds errors of its own, without a title, where its files are broken.
  const errors = result.annotations.filter(({ level, title }) => level === 'error' && title !== undefined)
  expect(errors).toHaveLength(1)
  const { title = '', message = '' } = errors[0] ?? {}
  const code = /\(([a-z-]+), see \S*docs\/troubleshooting\.md(?:#\1)?\)$/.exec(message)?.[1] ?? ''
  expect(code, message).not.toBe('')
  return { title, message, code }
}

/** A failure after which everything is as it was: no key, no output, no page, nothing written. */
export function expectNothingChanged(result: ActionResult, github: LocalGitHub): { message: string; code: string } {
  const failure = failureOf(result)
  expect(failure.title).toBe('Nothing was changed')
  expect(result.outputs).toEqual({})
  expect(result.summary).toBe('')
  const writes = github.exchanges.filter(({ method, status }) => method !== 'GET' && status < 300)
  expect(writes).toEqual([])
  return failure
}

/** The requests as `METHOD path`, without what all have in common. */
export function requests(github: LocalGitHub): string[] {
  return github.exchanges.map(({ method, path }) => `${method} ${path}`)
}
