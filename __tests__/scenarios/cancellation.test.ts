import type { ChildProcess } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import type { FaultRule } from '../../local/github/index.ts'
import type { ActionResult } from '../../local/runner/index.ts'
import { failureOf, generate, generateBundle } from '../support/run-action.ts'
import { GATE, SECRET, startTestGitHub, storedPublicKey } from '../support/servers.ts'
import {
  ACTIONS,
  type Action,
  expectDone,
  expectNoLeak,
  expectReported,
  LIVE,
  PROMOTED,
  type StagedKey,
  stageKey,
} from '../support/staged-key.ts'

/** Windows has no signals: child.kill() ends a process at once. */
const SIGNALS = process.platform === 'win32' ? [] : (['SIGINT', 'SIGTERM'] as const)

/** A moment of a run: the request at which it waits, and what the error says of the secret. */
interface Phase {
  phase: string
  /** The request to GitHub that gets no response; undefined for the request to Ledger. */
  at?: Omit<FaultRule, 'do'>
  title: string
  /** What else the error says of the secret. */
  says?: RegExp
  gone?: true
}

const KEY = /PRIVATE_KEY$/
const LIVE_KEY = /open\/secrets\/LEDGER_OPERATOR_PRIVATE_KEY$/
const [ID = '', API_SECRET = ''] = PROMOTED
const idChanged = new RegExp(`This run stored: the secret ${ID} of the environment "open" of octo/keys\\.`)
const bothChanged = new RegExp(`This run stored: the secret ${ID} of .+; the secret ${API_SECRET} of `)
const stagedLeft = new RegExp(
  `The staged key is in service, but the secret ${SECRET} of the environment "${GATE.environment}" .+ may still exist`,
)
const INDETERMINATE = 'The secret may have been changed'
const UNCONFIRMED = 'The secret was changed, no key may be registered'
const INCOMPLETE = 'The key is stored, the run is not complete'

const PHASES: Record<'generate' | Action, Phase[]> = {
  generate: [
    { phase: 'while it reads', at: { path: /public-key$/, when: 'before' }, title: 'Nothing was changed' },
    { phase: 'before its store is applied', at: { method: 'PUT', when: 'before' }, title: INDETERMINATE },
    { phase: 'before the response to its store', at: { method: 'PUT', when: 'after' }, title: INDETERMINATE },
    { phase: 'while it confirms', at: { method: 'GET', path: KEY, skip: 1, when: 'before' }, title: UNCONFIRMED },
    { phase: 'while it writes the variable', at: { method: 'POST', when: 'before' }, title: INCOMPLETE },
  ],
  promote: [
    { phase: 'while it reads', at: { path: /public-key$/, when: 'before' }, title: 'Nothing was changed' },
    { phase: 'while it waits for Ledger', title: 'Nothing was changed' },
    {
      phase: 'before its first store is applied',
      at: { method: 'PUT', when: 'before' },
      title: INDETERMINATE,
      says: new RegExp(ID),
    },
    {
      phase: 'before the response to its first store',
      at: { method: 'PUT', when: 'after' },
      title: INDETERMINATE,
      says: new RegExp(ID),
    },
    {
      phase: 'while it confirms its first store',
      at: { method: 'GET', path: /KEY_ID$/, skip: 1, when: 'before' },
      title: UNCONFIRMED,
      says: new RegExp(ID),
    },
    {
      phase: 'between its first and its second store',
      at: { method: 'PUT', path: /KEY_SECRET$/, when: 'before' },
      title: INDETERMINATE,
      says: idChanged,
    },
    {
      phase: 'between its second and its last store',
      at: { method: 'PUT', path: KEY, when: 'before' },
      title: INDETERMINATE,
      says: bothChanged,
    },
    {
      phase: 'before the response to its last store',
      at: { method: 'PUT', path: KEY, when: 'after' },
      title: INDETERMINATE,
      says: bothChanged,
    },
    {
      phase: 'while it confirms the key',
      at: { method: 'GET', path: LIVE_KEY, skip: 1, when: 'before' },
      title: UNCONFIRMED,
      says: bothChanged,
    },
    {
      phase: 'while it writes the variable',
      at: { method: 'POST', when: 'before' },
      title: INCOMPLETE,
      says: bothChanged,
    },
    {
      phase: 'before it deletes the staged secret',
      at: { method: 'DELETE', when: 'before' },
      title: INCOMPLETE,
      says: stagedLeft,
    },
    {
      phase: 'after it deletes the staged secret',
      at: { method: 'DELETE', when: 'after' },
      title: INCOMPLETE,
      says: stagedLeft,
    },
  ],
  verify: [
    {
      phase: 'while it reads approvals',
      at: { path: /approvals$/, when: 'before' },
      title: 'The key is not verified',
    },
    { phase: 'while it waits for Ledger', title: 'The key is not verified' },
  ],
  discard: [
    { phase: 'while it reads approvals', at: { path: /approvals$/, when: 'before' }, title: 'Nothing was deleted' },
    { phase: 'while it reads', at: { method: 'GET', path: KEY, when: 'before' }, title: 'Nothing was deleted' },
    {
      phase: 'while it reads the sealing key',
      at: { path: /public-key$/, when: 'before' },
      title: 'Nothing was deleted',
      gone: true,
    },
    {
      phase: 'before it deletes the secret',
      at: { method: 'DELETE', when: 'before' },
      title: 'The secret may have been deleted',
    },
    {
      phase: 'after it deletes the secret',
      at: { method: 'DELETE', when: 'after' },
      title: 'The secret may have been deleted',
    },
    {
      phase: 'before it deletes the variable',
      at: { path: /variables/, when: 'before' },
      title: 'The secret is deleted, the run is not complete',
      says: /The variable PK of .+ may still exist/,
    },
    {
      phase: 'after it deletes the variable',
      at: { path: /variables/, when: 'after' },
      title: 'The secret is deleted, the run is not complete',
    },
  ],
}

const hang = { kind: 'hang' } as const

type Moment = Omit<Phase, 'phase' | 'title'>

/** Servers at which a run of an action waits for a response at that moment. */
async function stageFor(action: 'generate' | Action, { at, gone }: Moment): Promise<StagedKey> {
  const stage = await stageKey({ gone: gone ?? false })
  const { github, ledger } = stage
  if (at) github.faults.add({ ...at, do: hang })
  else ledger.addFault({ status: 200, connection: 'hang' })
  if (action === 'generate') github.deleteSecret(GATE, SECRET)
  return stage
}

/** Calls a function when the run waits. */
function whenWaiting({ github, ledger }: StagedKey, act: () => void): void {
  for (const server of [github, ledger]) {
    const { onPause } = server
    server.onPause = (method, url) => {
      setImmediate(act)
      return onPause(method, url) ?? (() => {})
    }
  }
}

const INPUTS = { 'public-key-variable': 'NEW' }

/** Cancels a run in process at a moment. */
async function cancelAt(
  action: 'generate' | Action,
  moment: Moment,
): Promise<{ stage: StagedKey; result: ActionResult }> {
  const stage = await stageFor(action, moment)
  const { github } = stage
  const cancellation = new AbortController()
  const { signal } = cancellation
  let cancelledAt = Number.NaN
  whenWaiting(stage, () => {
    cancelledAt = github.clock.elapsedMs()
    cancellation.abort()
  })
  const result = await (action === 'generate'
    ? generate(github, INPUTS, { signal })
    : stage.run(action, {}, { signal }))
  expect(github.clock.elapsedMs()).toBe(cancelledAt)
  expect(github.clock.sleeping).toBe(0)
  return { stage, result }
}

/** Sends a signal to the process of the bundle at a moment. */
async function signalAt(
  action: 'generate' | Action,
  moment: Moment,
  signal: NodeJS.Signals,
): Promise<{ stage: StagedKey; result: ActionResult; endedAfterMs: number }> {
  const stage = await stageFor(action, moment)
  let signalledAt = 0
  let endedAfterMs = Number.POSITIVE_INFINITY
  const onStart = (child: ChildProcess) => {
    whenWaiting(stage, () => {
      signalledAt = performance.now()
      child.kill(signal)
    })
    child.once('exit', () => {
      endedAfterMs = performance.now() - signalledAt
    })
  }
  const result = await (action === 'generate'
    ? generateBundle(stage.github, INPUTS, { onStart })
    : stage.runBundle(action, {}, { onStart }))
  return { stage, result, endedAfterMs }
}

/** Expects the error of a run that was cancelled in a phase. */
function expectCancelled(action: 'generate' | Action, phase: Phase, stage: StagedKey, result: ActionResult): void {
  const { title, code, message } = action === 'generate' ? failureOf(result) : expectReported(action, result, stage)
  expect([title, code]).toEqual([phase.title, 'cancelled'])
  expect(message).toMatch(phase.says ?? /./)
  expectNoLeak(result, stage)
  expect(result.summary).toBe('')
  if (action !== 'generate') return
  const shown = result.outputs['public-key-hex'] ?? /04[0-9a-f]{128}/.exec(message)?.[0]
  expect(shown).toBe(title === INCOMPLETE ? storedPublicKey(stage.github, GATE) : undefined)
}

describe.each(Object.keys(PHASES) as (keyof typeof PHASES)[])('a cancelled run of %s', action => {
  it.each(PHASES[action].map(phase => [phase.phase, phase] as const))(
    `${action} reports at once what is stored if it is cancelled %s`,
    async (_, phase) => {
      const { stage, result } = await cancelAt(action, phase)
      expectCancelled(action, phase, stage, result)
    },
  )

  it.each(SIGNALS)(`a process of ${action} reports what is stored at %s`, async signal => {
    // If there is one, a phase in which the state is unknown.
    const phase = PHASES[action].findLast(({ title }) => title.includes('may have')) ?? PHASES[action][0]
    if (!phase) throw new Error('no phase')
    const { stage, result, endedAfterMs } = await signalAt(action, phase, signal)
    expectCancelled(action, phase, stage, result)
    expect(failureOf(result).message).toContain(signal)
    expect(endedAfterMs).toBeLessThan(3_000)
  })
})

describe.skipIf(process.platform === 'win32')('a process at an early or late signal', () => {
  it.each([
    ['promote', 'SIGINT'],
    ['verify', 'SIGTERM'],
    ['discard', 'SIGTERM'],
  ] as const)('%s changes nothing if %s arrives before its first request', async (action, signal) => {
    const stage = await stageKey()
    stage.github.faults.add({ when: 'before', times: 99, do: hang })
    stage.ledger.addFault({ status: 200, connection: 'hang' })
    // The first output of an action is its masks.
    const onStart = (child: ChildProcess) => child.stdout?.once('data', () => child.kill(signal))
    const result = await stage.runBundle(action, {}, { onStart })
    const { title, code } = expectReported(action, result, stage)
    expect([title, code]).toEqual([PHASES[action][0]?.title, 'cancelled'])
  })

  it.each(ACTIONS)('%s sends no request if SIGTERM arrives before it starts', async action => {
    const stage = await stageKey()
    const result = await stage.runBundle(action, {}, { onStart: child => child.kill('SIGTERM') })
    expect(result.signal).toBe('SIGTERM')
    expect(result.outputs).toEqual({})
    expect([...stage.github.exchanges, ...stage.ledger.exchanges]).toEqual([])
  })

  it.each([
    ['promote', 'SIGINT'],
    ['verify', 'SIGTERM'],
    ['discard', 'SIGTERM'],
  ] as const)('%s succeeds if %s arrives while it writes its page', async (action, signal) => {
    const stage = await stageKey()
    const result = await stage.runBundle(action, {}, { env: { NODE_OPTIONS: `--import=${signalAtPage(signal)}` } })
    expectDone(action, result, stage)
    expect(result.annotations).toEqual([])
    expect(result.summary).toContain('## ')
  })

  it('generate succeeds if SIGTERM arrives while it writes its page', async () => {
    const github = await startTestGitHub()
    const result = await generateBundle(github, {}, { env: { NODE_OPTIONS: `--import=${signalAtPage('SIGTERM')}` } })
    expect([result.exitCode, result.annotations]).toEqual([0, []])
    expect(result.outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
  })
})

/** A module that sends the process a signal when it writes its page. */
function signalAtPage(signal: NodeJS.Signals): string {
  const module = `
    import fs from 'node:fs'
    import { syncBuiltinESMExports } from 'node:module'
    const { appendFileSync } = fs
    fs.appendFileSync = (path, ...rest) => {
      if (path === process.env.GITHUB_STEP_SUMMARY) process.kill(process.pid, '${signal}')
      appendFileSync(path, ...rest)
    }
    syncBuiltinESMExports()`
  return `data:text/javascript,${encodeURIComponent(module)}`
}

describe('a killed process', () => {
  /** The files that the process left, without the event file of the runner. */
  const leftBy = ({ files }: ActionResult) =>
    files.filter(({ path }) => !path.startsWith('work/_temp/_github_workflow'))

  it('generate, killed at its store, leaves no file, and the next run reports the secret', async () => {
    const { stage, result } = await signalAt('generate', { at: { method: 'PUT', when: 'after' } }, 'SIGKILL')
    expect(result.outputs).toEqual({})
    expect(leftBy(result)).toEqual([])
    const { code, message } = failureOf(await generate(stage.github))
    expect(code).toBe('secret-exists')
    expect(message).toContain('if-exists: overwrite')
  })

  it.each([
    ['the first', { method: 'PUT' }, PROMOTED.slice(0, 1)],
    ['the last', { method: 'PUT', path: KEY }, PROMOTED],
  ] as const)(
    'promote, killed at %s of its stores, leaves no file, and the next run reports what is stored',
    async (_, at, stored) => {
      const { stage, result } = await signalAt('promote', { at: { ...at, when: 'after' } }, 'SIGKILL')
      expect(result.outputs).toEqual({})
      expect(leftBy(result)).toEqual([])
      expectNoLeak(result, stage)
      expect(PROMOTED.filter(name => stage.github.secret(LIVE, name))).toEqual(stored)
      const { title, code, message } = failureOf(await stage.run('promote'))
      expect([title, code]).toEqual(['Nothing was changed', 'secret-exists'])
      for (const name of stored) expect(message).toContain(`the secret ${name} of the environment "open"`)
      expect(message).toContain('if-exists: overwrite')
      expectDone('promote', await stage.run('promote', { 'if-exists': 'overwrite' }), stage)
    },
  )

  it.each([
    ['verify', 'its request to Ledger', {}, {}, {}],
    [
      'discard',
      'its delete before the effect',
      { at: { method: 'DELETE', when: 'before' } },
      {},
      { discarded: 'true' },
    ],
    ['discard', 'its delete after the effect', { at: { method: 'DELETE', when: 'after' } }, {}, { discarded: 'false' }],
    [
      'discard',
      'its delete of the variable',
      { at: { path: /variables/, when: 'before' } },
      { discarded: 'true' },
      { discarded: 'false' },
    ],
  ] as const)(
    '%s, killed at %s, leaves no file, and the next run does the rest',
    async (action, _, phase, outputs, outputsOfNext) => {
      const { stage, result } = await signalAt(action, phase, 'SIGKILL')
      expect(result.outputs).toEqual(outputs)
      expect(leftBy(result)).toEqual([])
      expectNoLeak(result, stage)
      const again = await stage.run(action)
      expectDone(action, again, stage)
      expect(again.outputs).toMatchObject(outputsOfNext)
    },
  )
})
