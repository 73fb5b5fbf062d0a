import type { ChildProcess } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import type { FaultRule } from '../local/github/index.ts'
import type { ActionResult } from '../local/runner/index.ts'
import { sideBySide } from './side-by-side.ts'
import {
  ACTIONS,
  type Action,
  expectDone,
  expectNoLeak,
  expectTold,
  LIVE,
  PROMOTED,
  type Stage,
  setStage,
} from './stage.ts'
import { failureOf, GATE, generate, IN_PROCESS, SECRET, startWorld, storedPublicKey } from './world.ts'

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
const idChanged = new RegExp(`This run has stored: the secret ${ID} of the environment "open" of octo/keys\\.`)
const bothChanged = new RegExp(`This run has stored: the secret ${ID} of .+; the secret ${API_SECRET} of `)
const stagedLeft = new RegExp(
  `The secret ${SECRET} of the environment "${GATE.environment}" .+, which was staged, may be there still`,
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
    { phase: 'while it looks', at: { method: 'GET', when: 'before' }, title: 'Nothing was deleted' },
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
      title: 'The secret is gone, the run is not complete',
      says: /The variable PK of .+ may be there still/,
    },
    {
      phase: 'after it deleted the variable',
      at: { path: /variables/, when: 'after' },
      title: 'The secret is gone, the run is not complete',
    },
  ],
}

const hang = { kind: 'hang' } as const

/** Brings a run to the moment at which nobody answers it, and has something done to its process then. */
async function interrupt(
  action: 'generate' | Action,
  { at, gone }: Omit<Phase, 'phase' | 'title'>,
  act: (child: ChildProcess) => unknown,
): Promise<{ stage: Stage; result: ActionResult; endedAfterMs: number }> {
  const stage = await setStage({ gone: gone ?? false })
  const { github, ledger } = stage
  if (at) github.faults.add({ ...at, do: hang })
  else ledger.addFault({ status: 200, connection: 'hang' })
  const standsStill = () =>
    at ? github.exchanges.some(({ faults }) => faults.includes('hang')) : ledger.exchanges.length > 0
  let acted = 0
  let endedAfterMs = Number.POSITIVE_INFINITY
  const onStart = (child: ChildProcess) => {
    const watch = setInterval(() => {
      if (!standsStill()) return
      clearInterval(watch)
      acted = performance.now()
      act(child)
    }, 10)
    child.once('exit', () => {
      clearInterval(watch)
      endedAfterMs = performance.now() - acted
    })
  }
  if (action === 'generate') github.deleteSecret(GATE, SECRET)
  const result =
    action === 'generate'
      ? await generate(github, { 'public-key-variable': 'NEW' }, { onStart })
      : await stage.run(action, {}, { onStart, github: { run_id: '4711' } })
  return { stage, result, endedAfterMs }
}

// Without a process of its own a run goes on after its end, where a signal is what ended it.
describe.skipIf(IN_PROCESS).each(Object.keys(PHASES) as (keyof typeof PHASES)[])('%s that is cancelled', action => {
  it.each(SIGNALS)('by %s in any of its phases says what holds for the secret, at once', async signal => {
    await sideBySide(
      PHASES[action],
      ({ phase }) => phase,
      async phase => {
        const { stage, result, endedAfterMs } = await interrupt(action, phase, child => child.kill(signal))
        const { title, code, message } = action === 'generate' ? failureOf(result) : expectTold(action, result, stage)
        expect([title, code]).toEqual([phase.title, 'cancelled'])
        expect(message).toMatch(phase.says ?? /./)
        expect(message).toContain(signal)
        expect(endedAfterMs).toBeLessThan(3_000)
        expectNoLeak(result, stage)
        expect(result.summary).toBe('')
        if (action !== 'generate') return
        const shown = result.outputs['public-key-hex'] ?? /04[0-9a-f]{128}/.exec(message)?.[0]
        expect(shown).toBe(title === INCOMPLETE ? storedPublicKey(stage.github, GATE) : undefined)
      },
      4,
    )
  })
})

describe.skipIf(IN_PROCESS || process.platform === 'win32')('a run that is cancelled', () => {
  it.each(ACTIONS)('before its first request changes nothing, and says so: %s', async action => {
    await sideBySide(
      [...SIGNALS],
      signal => signal,
      async signal => {
        const stage = await setStage()
        stage.github.faults.add({ when: 'before', times: 99, do: hang })
        stage.ledger.addFault({ status: 200, connection: 'hang' })
        // The first that is seen of an action are its masks.
        const onStart = (child: ChildProcess) => child.stdout?.once('data', () => child.kill(signal))
        const result = await stage.run(action, {}, { onStart })
        const { title, code } = expectTold(action, result, stage)
        expect([title, code]).toEqual([PHASES[action][0]?.title, 'cancelled'])
      },
    )
  })

  it.each(ACTIONS)('before it has begun asks for nothing: %s', async action => {
    const stage = await setStage()
    const result = await stage.run(action, {}, { onStart: child => child.kill('SIGTERM') })
    expect(result.signal).toBe('SIGTERM')
    expect(result.outputs).toEqual({})
    expect([...stage.github.exchanges, ...stage.ledger.exchanges]).toEqual([])
  })

  it.each(ACTIONS)('while its page is written is done, and does not say otherwise: %s', async action => {
    await sideBySide(
      [...SIGNALS],
      signal => signal,
      async signal => {
        const stage = await setStage()
        const result = await stage.run(action, {}, { env: { NODE_OPTIONS: `--import=${signalAtPage(signal)}` } })
        expectDone(action, result, stage)
        expect(result.annotations).toEqual([])
        expect(result.summary).toContain('## ')
      },
    )
  })

  it('while its page is written is done, and does not say otherwise: generate', async () => {
    const github = await startWorld()
    const result = await generate(github, {}, { env: { NODE_OPTIONS: `--import=${signalAtPage('SIGTERM')}` } })
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

describe.skipIf(IN_PROCESS)('a run that is killed', () => {
  const kill = (child: ChildProcess) => child.kill('SIGKILL')
  /** Nothing is left by the run itself: the event's payload is the runner's. */
  const leftBy = ({ files }: ActionResult) =>
    files.filter(({ path }) => !path.startsWith('work/_temp/_github_workflow'))

  it('leaves no file; generate, run again, says what it finds and how to go on', async () => {
    const { stage, result } = await interrupt('generate', { at: { method: 'PUT', when: 'after' } }, kill)
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
      const { stage, result } = await interrupt('promote', { at: { ...at, when: 'after' } }, kill)
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
    const { stage, result } = await interrupt(action, phase, kill)
    expect(result.outputs).toEqual(outputs)
    expect(leftBy(result)).toEqual([])
    expectNoLeak(result, stage)
    const again = await stage.run(action)
    expectDone(action, again, stage)
    expect(again.outputs).toMatchObject(outputsOfNext)
  })
})
