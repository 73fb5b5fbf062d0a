// How a run ends, what it writes, and what it tells the runner.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Custody, Holding } from '../src/runner/journal.ts'
import { newListeners } from './in-process/listeners.ts'
import { failing } from './told.ts'

const SIGNALS = ['SIGINT', 'SIGTERM'] as const
const NOTHING: Holding = { state: 'unchanged', note: 'Nothing was done.' }

let action: typeof import('../src/runner/run-action.ts')
let ActionError: typeof import('../src/errors.ts').ActionError
let written: string

beforeEach(async () => {
  vi.resetModules()
  action = await import('../src/runner/run-action.ts')
  ;({ ActionError } = await import('../src/errors.ts'))
  written = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text, ...rest) => {
    written += text
    for (const done of rest) if (typeof done === 'function') done()
    return true
  })
  for (const name of ['GITHUB_SERVER_URL', 'GITHUB_ACTION_REPOSITORY', 'GITHUB_ACTION_REF']) vi.stubEnv(name, '')
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  vi.useRealTimers()
})

/** Runs a body to the end of the run; what it leaves behind in the process, as its process would take with it, is taken away. */
async function run(body: (custody: Custody) => Promise<void>, start: { holding: Holding; cure?: string }) {
  const signals = SIGNALS.map(signal => newListeners(process, signal))
  const readers = newListeners(process.stdout, 'error')
  const exited = new Promise(resolve => {
    vi.spyOn(process, 'exit').mockImplementation(code => resolve(code) as never)
  })
  const running = action.runAction(start, body)
  const code = await exited
  const listening = readers.added()
  for (const { remove } of [...signals, readers]) remove()
  return { code, running, listening }
}

const runToItsEnd = async (body: (custody: Custody) => Promise<void>) => {
  const { code, running } = await run(body, { holding: NOTHING })
  await running
  return code
}
const fail = () => Promise.reject(new ActionError('key-empty', 'It is empty.', 'Fill it.'))

describe('a run', () => {
  it('that ends well writes nothing by itself, and leaves nothing to wait for', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const listening = process.listenerCount('beforeExit')
    expect([await runToItsEnd(async () => {}), written]).toEqual([0, ''])
    expect([vi.getTimerCount(), process.listenerCount('beforeExit')]).toEqual([0, listening])
  })

  it('that fails says what happened, what that means for the key, and what to do', async () => {
    expect([await runToItsEnd(fail), written]).toEqual([
      1,
      '::error title=Nothing was changed::It is empty.%0ANothing was done.%0AFill it.%0A(key-empty, see docs/troubleshooting.md)\n',
    ])
  })

  it('that fails where nothing says how to find out the state does not say so either', async () => {
    const holding: Holding = { state: 'uncertain', place: 'The secret A', replaces: false }
    const { running } = await run(fail, { holding })
    await running
    expect(written).toMatchSnapshot()
  })

  it('that leaves something over says what to do about that', async () => {
    await runToItsEnd(async custody => {
      custody.leftover = 'Take it away.'
      await fail()
    })
    expect(written).toContain('Nothing was done.%0ATake it away.%0A(key-empty')
  })

  it.each(SIGNALS)('that is cancelled by %s says what holds then', async signal => {
    const listeners = newListeners(process, signal)
    const body = Promise.withResolvers<void>()
    const ended = run(
      async custody => {
        custody.stored.push('the secret A')
        const [cancel] = listeners.added()
        cancel?.(signal)
        await body.promise
      },
      { holding: NOTHING },
    )
    expect((await ended).code).toBe(1)
    const told = written
    body.resolve()
    await (await ended).running
    expect(told).toMatchSnapshot()
  })

  it('goes on where nobody reads its log any more', async () => {
    const { running, listening } = await run(async () => {}, { holding: NOTHING })
    await running
    expect(listening).toHaveLength(1)
    expect(listening[0]?.(new Error('EPIPE'))).toBeUndefined()
  })

  it.each([
    ['nothing is left to wait for', () => void process.emit('beforeExit', 0)],
    ['it takes longer than any run may', () => vi.advanceTimersByTimeAsync(118_000)],
  ])('that does not end by itself is told, because %s', async (_, happen) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const ending = Promise.withResolvers<void>()
    const ended = run(() => ending.promise, { holding: NOTHING })
    await happen()
    await ended
    const told = written
    ending.resolve()
    await (await ended).running
    expect(told).toMatchSnapshot()
  })
})

describe('an error that nobody expects', () => {
  it.each([
    [new TypeError('x is not a function'), 'x is not a function'],
    ['a text', 'a text'],
  ])('ends the run with what holds for the key, and without a stack trace: %s', async (error, message) => {
    const code = await runToItsEnd(async custody => {
      custody.stored.push('the secret A')
      custody.holding = { state: 'partial', missing: ['the secret B'] }
      throw error
    })
    expect(code).toBe(1)
    expect(written.split('\n').filter(line => !/^::error|^$/.test(line))).toEqual([])
    expect(written).toContain(
      `::error title=Some secrets were changed::Something happened that this action does not expect: ${message}.`,
    )
    expect(written).toContain('This run has stored: the secret A. Not stored, and as before: the secret B. ')
    expect(written).toContain('Please report it as a bug, with this message and without any secret.')
    expect(written).toContain('(internal-error, see docs/troubleshooting.md)')
    expect(written).not.toMatch(/\bat .+:\d+:\d+/)
  })
})

describe('the entry of a failure', () => {
  const ACTION = {
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_ACTION_REPOSITORY: 'octo/actions',
    GITHUB_ACTION_REF: 'v1',
  }

  it('is that at the commit of the action that runs', async () => {
    for (const [name, value] of Object.entries(ACTION)) vi.stubEnv(name, value)
    await runToItsEnd(fail)
    expect(written).toContain(
      '(key-empty, see https://github.com/octo/actions/blob/v1/docs/troubleshooting.md#key-empty)',
    )
  })

  it.each(Object.keys(ACTION))('is named alone where the runner does not set %s', async unset => {
    for (const [name, value] of Object.entries(ACTION)) if (name !== unset) vi.stubEnv(name, value)
    await runToItsEnd(fail)
    expect(written).toContain('(key-empty, see docs/troubleshooting.md)')
  })
})

describe('what is written', () => {
  /** The runner's files, those that a test does not break. */
  function commandFiles(): { output: string; summary: string; folder: string } {
    const folder = mkdtempSync(join(tmpdir(), 'action-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const [output, summary] = [join(folder, 'output'), join(folder, 'summary')]
    for (const path of [output, summary]) writeFileSync(path, '')
    vi.stubEnv('GITHUB_OUTPUT', output)
    vi.stubEnv('GITHUB_STEP_SUMMARY', summary)
    return { output, summary, folder }
  }

  /** What a failure says, without the folder, which differs each time. */
  function told(folder: string, writing: () => void) {
    const { code, message, next } = failing(writing)
    return { code, message: message.replace(folder, 'FOLDER').replaceAll('\\', '/'), next }
  }

  it('to the log is one line for one, whatever stands in it, and commands the runner nothing', () => {
    action.log('a\r\n::error::b\n\n\nc ##[group]d##[x]')
    expect(written.trimEnd()).toBe('a ::error::b c ## [group]d## [x]')
  })

  it('that is secret is masked; nothing is no value', () => {
    action.mask('hush', '', 'one\ntwo')
    expect(written.replaceAll('\r', '').trimEnd()).toMatchSnapshot()
  })

  it('goes to the runner’s files, which are there and can be written before there is anything to report', () => {
    const { output, summary } = commandFiles()
    action.requireCommandFiles()
    expect([readFileSync(output, 'utf8'), readFileSync(summary, 'utf8')]).toEqual(['', ''])
    action.setOutputs({ a: '1', b: 'two' })
    action.writeSummary('# page')
    action.writeSummary('more')
    expect(
      readFileSync(output, 'utf8')
        .replace(/ghadelimiter_[\w-]+/g, 'END')
        .split(/\r?\n/),
    ).toEqual(['a<<END', '1', 'END', 'b<<END', 'two', 'END', ''])
    expect(readFileSync(summary, 'utf8')).toBe('# page\nmore\n')
  })

  it.each(['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'])('needs the file that %s names', name => {
    const { folder } = commandFiles()
    for (const path of [join(folder, 'missing'), folder, undefined]) {
      vi.stubEnv(name, path)
      expect(told(folder, () => action.requireCommandFiles())).toMatchSnapshot(path === undefined ? 'unset' : 'set')
    }
  })

  it('is a failure where it cannot be', () => {
    const { folder } = commandFiles()
    vi.stubEnv('GITHUB_OUTPUT', join(folder, 'missing'))
    vi.stubEnv('GITHUB_STEP_SUMMARY', join(folder, 'missing', 'summary'))
    expect(told(folder, () => action.setOutputs({ a: '1' }))).toMatchSnapshot()
    expect(told(folder, () => action.writeSummary('# page'))).toMatchSnapshot()
    vi.stubEnv('GITHUB_STEP_SUMMARY', undefined)
    expect(told(folder, () => action.writeSummary('# page')).message).toMatch(
      /^The job summary could not be written \(ENOENT: .+\)\.$/,
    )
  })
})
