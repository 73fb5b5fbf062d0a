import { expect } from 'vitest'
import type { LocalGitHubOptions, Secret } from '../../local/github/index.ts'
import type { LocalLedger } from '../../local/ledger/index.ts'
import type { ActionResult, ActionRun } from '../../local/runner/index.ts'
import { formsOf, leaksIn, tracesOf } from './leaks.ts'
import { failureOf, type Inputs, run, runBundle } from './run-action.ts'
import {
  GATE,
  REPOSITORY,
  RUN_ID,
  SECRET,
  startTestGitHub,
  startTestLedger,
  storedText,
  type TestGitHub,
  TOKEN,
} from './servers.ts'
import { API_KEY_ID, API_KEY_SECRET, foreignKey, WORKSPACE } from './workflows.ts'

/** The actions for a stored key. */
export const ACTIONS = ['promote', 'verify', 'discard'] as const
export type Action = (typeof ACTIONS)[number]

export const LIVE = { repository: REPOSITORY, environment: 'open' }
export const VARIABLE = 'PK'
/** The secrets that promote stores, in order. */
export const PROMOTED = [API_KEY_ID, API_KEY_SECRET, SECRET]

/** A key that is stored at the gate, approved by Alice and registered at Ledger, with all inputs of the actions. */
export interface StagedKey {
  github: TestGitHub
  ledger: LocalLedger
  /** The stored key before an action ran; undefined if it is already deleted. */
  staged: Secret | undefined
  /** Runs an action with everything that it can be given: API access, a variable, a staged secret, an approval. */
  run: (action: Action, more?: Inputs, control?: Partial<ActionRun>) => Promise<ActionResult>
  /** The same by the bundle, in real time. */
  runBundle: StagedKey['run']
}

/** Inputs that come from secrets. */
export const PRIVATE_INPUTS = ['github-token', 'private-key', 'api-key-id', 'api-key-secret']

const key = foreignKey()
export const { hex: KEY_HEX, publicKeyHex: PUBLIC_KEY_HEX } = key
/** The run that Alice approved. */
export const APPROVED_RUN_ID = 4711

export async function stageKey({ gone = false } = {}, options: LocalGitHubOptions = {}): Promise<StagedKey> {
  const github = await startTestGitHub(options)
  const ledger = await startTestLedger(github)
  github.putSecret(GATE, SECRET, key.hex)
  const updatedAt = github.secret(GATE, SECRET)?.updated_at ?? ''
  if (gone) github.deleteSecret(GATE, SECRET)
  github.putVariable(GATE, VARIABLE, key.publicKeyHex)
  github.addRun(REPOSITORY, APPROVED_RUN_ID, [
    { state: 'approved', user: 'alice', comment: '', environment: GATE.environment },
  ])
  const access = ledger.addAccess(WORKSPACE, key.publicKeyHex)
  const registered = {
    'private-key': key.hex,
    'public-key-hex': key.publicKeyHex,
    'operator-name': 'demo',
    workspace: WORKSPACE,
    'api-key-id': access.apiKeyId,
    'api-key-secret': access.apiKeySecret,
    'ledger-api-url': ledger.baseUrl('v2'),
  }
  const inputs: Record<Action, Inputs> = {
    promote: {
      ...registered,
      'github-token': TOKEN,
      environment: LIVE.environment,
      'public-key-variable': VARIABLE,
      'staged-secret-name': SECRET,
      'staged-environment': GATE.environment,
    },
    verify: { ...registered, approval: 'require', environment: GATE.environment },
    discard: {
      'github-token': TOKEN,
      environment: GATE.environment,
      'secret-updated-at': updatedAt,
      'public-key-variable': VARIABLE,
    },
  }
  const runBy =
    (start: typeof run): StagedKey['run'] =>
    (action, more = {}, control = {}) => {
      const given = { ...inputs[action], ...more }
      // The runner knows the job's secrets, and masks them from the start.
      const secrets = Object.fromEntries(PRIVATE_INPUTS.flatMap(name => (given[name] ? [[name, given[name]]] : [])))
      // A key that was approved is not discarded.
      const run_id = String(action === 'discard' ? RUN_ID : APPROVED_RUN_ID)
      return start(action, github, given, { github: { run_id }, secrets, ...control })
    }
  return { github, ledger, staged: github.secret(GATE, SECRET), run: runBy(run), runBundle: runBy(runBundle) }
}

/** Expects that an action succeeded and that its outputs are true. */
export function expectDone(action: Action, { exitCode, outputs, log }: ActionResult, { github }: StagedKey): void {
  expect(exitCode, log).toBe(0)
  if (action === 'discard') {
    expect(github.secret(GATE, SECRET)).toBeUndefined()
    expect(github.variable(GATE, VARIABLE)).toBeUndefined()
    return
  }
  expect(outputs).toMatchObject({ 'public-key-hex': PUBLIC_KEY_HEX, registered: 'true' })
  if (action === 'verify') expect(outputs['approved-by']).toBe('alice')
  else {
    expect(storedText(github, LIVE)).toBe(KEY_HEX)
    expect(github.variable(LIVE, VARIABLE)?.value).toBe(PUBLIC_KEY_HEX)
    expect(github.secret(GATE, SECRET)).toBeUndefined()
  }
}

/** Expects one error whose title and message are true for what is stored, and no false output. */
export function expectReported(
  action: Action,
  result: ActionResult,
  { github, staged }: StagedKey,
): { title: string; message: string; code: string } {
  const failure = failureOf(result)
  expect(failure.code).not.toBe('internal-error')
  const promoted = PROMOTED.filter(name => github.secret(LIVE, name))
  switch (failure.title) {
    case 'The key is not verified':
      expect(action).toBe('verify')
      expect(result.outputs).toEqual({})
      break
    case 'Nothing was changed':
      expect(promoted).toEqual([])
      expect(result.outputs).toEqual({})
      break
    case 'Nothing was deleted':
      expect(github.secret(GATE, SECRET)).toEqual(staged)
      expect(result.outputs).toEqual({})
      break
    case 'Some secrets were changed':
      expect(promoted).not.toContain(SECRET)
      for (const name of promoted) expect(failure.message).toContain(`the secret ${name} of the environment`)
      expect(result.outputs).toEqual({})
      break
    case 'The key is stored, the run is not complete':
      expect(storedText(github, LIVE)).toBe(KEY_HEX)
      expect(failure.message).toContain(PUBLIC_KEY_HEX)
      break
    case 'The secret is deleted, the run is not complete':
      expect(github.secret(GATE, SECRET)).toBeUndefined()
      expect(result.outputs).toEqual({ discarded: 'true' })
      break
    default:
      expect([
        'The secret may have been changed',
        'The secret was changed, no key may be registered',
        'The secret may have been deleted',
      ]).toContain(failure.title)
      expect(failure.message).toMatch(/[Tt]he secret [A-Z_]+ of the environment/)
      expect(result.outputs).toEqual({})
  }
  return failure
}

/** Expects no part of the private key, in any form, in what a run let out. */
export function expectNoLeak(result: ActionResult, { github }: StagedKey): void {
  expect(leaksIn(tracesOf(result, github), FORMS)).toEqual([])
}

const FORMS = formsOf(key.pem)
