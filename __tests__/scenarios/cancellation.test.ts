import type { ChildProcess } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import type { FaultRule } from '../../local/github/index.ts'
import type { ActionResult } from '../../local/runner/index.ts'
import { failureOf, generate, generateBundle } from '../support/run-action.ts'
import { GATE, SECRET, startTestGitHub, storedPublicKey } from '../support/servers.ts'
import { sideBySide } from '../support/side-by-side.ts'
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

/** Windows has no signals; what stands for them ends a process at once. */
const SIGNALS = process.platform === 'win32' ? [] : (['SIGINT', 'SIGTERM'] as const)

/** A moment of a run: the request at which it stands still, and what is to be told of the secret then. */
interface Phase {
  phase: string
  /** The request to GitHub whose answer never comes; undefined: the one to Ledger. */
  at?: Omit<FaultRule, 'do'>
  title: string
  /** What the error says of the secret beside that. */
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
const UNCERTAIN = 'The secret may have been changed'
const UNCONFIRMED = 'The secret was changed, no key may be registered'
const INCOMPLETE = 'The key is stored, the run is not complete'

const PHASES: Record<'generate' | Action, Phase[]> = {
  generate: [
    { phase: 'while it looks', at: { path: /public-key$/, when: 'before' }, title: 'Nothing was changed' },
    { phase: 'before the store took effect', at: { method: 'PUT', when: 'before' }, title: UNCERTAIN },
    { phase: 'before the answer to the store', at: { method: 'PUT', when: 'after' }, title: UNCERTAIN },
    { phase: 'while it confirms', at: { method: 'GET', path: KEY, skip: 1, when: 'before' }, title: UNCONFIRMED },
    { phase: 'while it writes the variable', at: { method: 'POST', when: 'before' }, title: INCOMPLETE },
  ],
  promote: [
    { phase: 'while it looks', at: { path: /public-key$/, when: 'before' }, title: 'Nothing was changed' },
    { phase: 'while it asks Ledger', title: 'Nothing was changed' },
    {
      phase: 'before its first store took effect',
      at: { method: 'PUT', when: 'before' },
      title: UNCERTAIN,
      says: new RegExp(ID),
    },
    {
      phase: 'before the answer to its first store',
      at: { method: 'PUT', when: 'after' },
      title: UNCERTAIN,
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
      title: UNCERTAIN,
      says: idChanged,
    },
    {
      phase: 'between its second and its last store',
      at: { method: 'PUT', path: KEY, when: 'before' },
      title: UNCERTAIN,
      says: bothChanged,
    },
    {
      phase: 'before the answer to its last store',
      at: { method: 'PUT', path: KEY, when: 'after' },
      title: UNCERTAIN,
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
      phase: 'before it deleted the staged secret',
      at: { method: 'DELETE', when: 'before' },
      title: INCOMPLETE,
      says: stagedLeft,
    },
    {
      phase: 'after it deleted the staged secret',
      at: { method: 'DELETE', when: 'after' },
      title: INCOMPLETE,
      says: stagedLeft,
    },
  ],
  verify: [
    {
      phase: 'while it asks for approvals',
      at: { path: /approvals$/, when: 'before' },
      title: 'The key is not verified',
    },
    { phase: 'while it asks Ledger', title: 'The key is not verified' },
  ],
  discard: [
    { phase: 'while it reads approvals', at: { path: /approvals$/, when: 'before' }, title: 'Nothing was deleted' },
    { phase: 'while it looks', at: { method: 'GET', path: KEY, when: 'before' }, title: 'Nothing was deleted' },
    {
      phase: 'while it looks a second time',
      at: { path: /public-key$/, when: 'before' },
      title: 'Nothing was deleted',
      gone: true,
    },
    {
      phase: 'before it deleted the secret',
      at: { method: 'DELETE', when: 'before' },
      title: 'The secret may have been deleted',
    },
    {
      phase: 'after it deleted the secret',
      at: { method: 'DELETE', when: 'after' },
      title: 'The secret may have been deleted',
    },
    {
      phase: 'before it deleted the variable',
      at: { path: /variables/, when: 'before' },
      title: 'The secret is deleted, the run is not complete',
      says: /The variable PK of .+ may still exist/,
    },
    {
      phase: 'after it deleted the variable',
      at: { path: /variables/, when: 'after' },
      title: 'The secret is deleted, the run is not complete',
    },
  ],
}

const hang = { kind: 'hang' } as const

type Moment = Omit<Phase, 'phase' | 'title'>

/** A stage at which a run of an action stands still at that moment, waiting for an answer. */
async function stageFor(action: 'generate' | Action, { at, gone }: Moment): Promise<StagedKey> {
  const stage = await stageKey({ gone: gone ?? false })
  const { github, ledger } = stage
  if (at) github.faults.add({ ...at, do: hang })
  else ledger.addFault({ status: 200, connection: 'hang' })
  if (action === 'generate') github.deleteSecret(GATE, SECRET)
  return stage
}

/** Calls a function when the run stands still. */
function whenStill({ github, ledger }: StagedKey, act: () => void): void {
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
  whenStill(stage, () => {
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
    whenStill(stage, () => {
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

/** What holds for a run that was cancelled in a phase. */
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

describe.each(Object.keys(PHASES) as (keyof typeof PHASES)[])('%s', action => {
  it.each(PHASES[action])('that is cancelled $phase says at once what it means for the key', async phase => {
    const { stage, result } = await cancelAt(action, phase)
    expectCancelled(action, phase, stage, result)
  })

  it.each(SIGNALS)('says the same as a process that gets %s', async signal => {
    // One in which the state is not known.
    const phase = PHASES[action].findLast(({ title }) => title.includes('may have')) ?? PHASES[action][0]
    if (!phase) throw new Error('no phase')
    const { stage, result, endedAfterMs } = await signalAt(action, phase, signal)
    expectCancelled(action, phase, stage, result)
    expect(failureOf(result).message).toContain(signal)
    expect(endedAfterMs).toBeLessThan(3_000)
  })
})

describe.skipIf(process.platform === 'win32')('a run that is cancelled', () => {
  it.each(ACTIONS)('before its first request changes nothing, and says so: %s', async action => {
    await sideBySide(
      [...SIGNALS],
      signal => signal,
      async signal => {
        const stage = await stageKey()
        stage.github.faults.add({ when: 'before', times: 99, do: hang })
        stage.ledger.addFault({ status: 200, connection: 'hang' })
        // The first that is seen of an action are its masks.
        const onStart = (child: ChildProcess) => child.stdout?.once('data', () => child.kill(signal))
        const result = await stage.runBundle(action, {}, { onStart })
        const { title, code } = expectReported(action, result, stage)
        expect([title, code]).toEqual([PHASES[action][0]?.title, 'cancelled'])
      },
    )
  })

  it.each(ACTIONS)('before it has begun asks for nothing: %s', async action => {
    const stage = await stageKey()
    const result = await stage.runBundle(action, {}, { onStart: child => child.kill('SIGTERM') })
    expect(result.signal).toBe('SIGTERM')
    expect(result.outputs).toEqual({})
    expect([...stage.github.exchanges, ...stage.ledger.exchanges]).toEqual([])
  })

  it.each(ACTIONS)('while its page is written is done, and does not say otherwise: %s', async action => {
    await sideBySide(
      [...SIGNALS],
      signal => signal,
      async signal => {
        const stage = await stageKey()
        const result = await stage.runBundle(action, {}, { env: { NODE_OPTIONS: `--import=${signalAtPage(signal)}` } })
        expectDone(action, result, stage)
        expect(result.annotations).toEqual([])
        expect(result.summary).toContain('## ')
      },
    )
  })

  it('while its page is written is done, and does not say otherwise: generate', async () => {
    const github = await startTestGitHub()
    const result = await generateBundle(github, {}, { env: { NODE_OPTIONS: `--import=${signalAtPage('SIGTERM')}` } })
    expect([result.exitCode, result.annotations]).toEqual([0, []])
    expect(result.outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
  })
})

/** A module that has the process signalled at the moment at which it writes its page. */
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

describe('a run that is killed', () => {
  /** Nothing is left by the run itself: the event's payload is the runner's. */
  const leftBy = ({ files }: ActionResult) =>
    files.filter(({ path }) => !path.startsWith('work/_temp/_github_workflow'))

  it('leaves no file; generate, run again, says what it finds and how to go on', async () => {
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
    'leaves no file; promote, killed at %s of its stores and run again, says what it finds',
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
    ['verify', {}, {}, {}],
    ['discard', { at: { method: 'DELETE', when: 'before' } }, {}, { discarded: 'true' }],
    ['discard', { at: { method: 'DELETE', when: 'after' } }, {}, { discarded: 'false' }],
    ['discard', { at: { path: /variables/, when: 'before' } }, { discarded: 'true' }, { discarded: 'false' }],
  ] as const)('leaves no file; %s, run again, does the rest', async (action, phase, outputs, outputsOfNext) => {
    const { stage, result } = await signalAt(action, phase, 'SIGKILL')
    expect(result.outputs).toEqual(outputs)
    expect(leftBy(result)).toEqual([])
    expectNoLeak(result, stage)
    const again = await stage.run(action)
    expectDone(action, again, stage)
    expect(again.outputs).toMatchObject(outputsOfNext)
  })
})
