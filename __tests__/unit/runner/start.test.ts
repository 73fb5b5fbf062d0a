import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { httpFetch } from '../../../src/http/fetch.ts'
import type { Context } from '../../../src/runner/context.ts'
import { toolkitOutput } from '../../../src/runner/output.ts'
import { start } from '../../../src/runner/start.ts'

/** What the process was asked to call, by event. */
let listeners: Map<string, (...given: unknown[]) => void>
let exit: Promise<number>
/** What the real standard output would tell those who wait for it. */
let onWritten: (() => void)[]

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  listeners = new Map()
  vi.spyOn(process, 'once').mockImplementation((event, listener) => {
    listeners.set(String(event), listener)
    return process
  })
  vi.spyOn(process.stdout, 'on').mockImplementation((event, listener) => {
    listeners.set(`stdout ${event}`, listener)
    return process.stdout
  })
  onWritten = []
  vi.spyOn(process.stdout, 'write').mockImplementation((_, done) => {
    if (typeof done === 'function') onWritten.push(done)
    return true
  })
  exit = new Promise(resolve => {
    vi.spyOn(process, 'exit').mockImplementation(code => resolve(Number(code)) as never)
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** Starts an action, and returns its context and a function that ends it. */
function started(): { context: Context; end: (code: 0 | 1) => Promise<void> } {
  const ended = Promise.withResolvers<0 | 1>()
  let context: Context | undefined
  start(given => {
    context = given
    return ended.promise
  })
  if (!context) throw new Error('the action did not start at once')
  return {
    context,
    end: async code => {
      ended.resolve(code)
      await ended.promise
      await Promise.resolve()
    },
  }
}

describe('the context of the process', () => {
  it('has the process’s environment, the real fetch and the runner’s output', () => {
    const { context } = started()
    expect(context.env).toBe(process.env)
    expect(context.fetch).toBe(httpFetch)
    expect(context.output).toBe(toolkitOutput)
    expect(context.signal.aborted).toBe(false)
  })

  it('has the real clocks', () => {
    const { context } = started()
    expect(Math.abs(context.clock.now().getTime() - Date.now())).toBeLessThan(1000)
    vi.spyOn(process, 'uptime').mockReturnValue(12.5)
    expect(context.clock.elapsedMs()).toBe(12_500)
  })

  it('sleeps as long as asked', async () => {
    const { sleep } = started().context
    const awake = vi.fn()
    const sleeping = sleep(500).then(awake)
    await vi.advanceTimersByTimeAsync(499)
    expect(awake).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    await sleeping
    expect(awake).toHaveBeenCalledOnce()
  })

  it('ends a sleep that is aborted, and its timer', async () => {
    const { sleep } = started().context
    const timers = vi.getTimerCount()
    const abort = new AbortController()
    const sleeping = sleep(500, abort.signal)
    expect(vi.getTimerCount()).toBe(timers + 1)
    abort.abort('the reason')
    await expect(sleeping).rejects.toBe('the reason')
    expect(vi.getTimerCount()).toBe(timers)
  })

  it('does not begin a sleep that is already aborted', async () => {
    const { sleep } = started().context
    const timers = vi.getTimerCount()
    await expect(sleep(500, AbortSignal.abort('the reason'))).rejects.toBe('the reason')
    expect(vi.getTimerCount()).toBe(timers)
  })
})

describe('the end of the process', () => {
  it.each([0, 1] as const)('has the exit code of the action (%i), once all output is written', async code => {
    await started().end(code)
    expect(process.exit).not.toHaveBeenCalled()
    expect(onWritten).toHaveLength(1)
    onWritten[0]?.()
    expect(await exit).toBe(code)
  })

  it('comes all the same if nobody reads the log anymore', () => {
    started()
    const onError = listeners.get('stdout error')
    expect(onError).toBeDefined()
    expect(onError?.(new Error('EPIPE'))).toBeUndefined()
  })
})

describe('an interruption', () => {
  it.each(['SIGINT', 'SIGTERM'])('aborts the signal of the context with what happened (%s)', signal => {
    const { context } = started()
    listeners.get(signal)?.()
    expect(context.signal.reason).toMatchObject({
      code: 'cancelled',
      message: `The run was cancelled (${signal}).`,
      hint: 'Run this again if you did not mean to cancel it.',
    })
  })

  it.each<[string, () => unknown]>([
    ['nothing is left to wait for', () => listeners.get('beforeExit')?.()],
    ['118 s are over', () => vi.advanceTimersByTime(118_000)],
  ])('comes if %s', (_, happen) => {
    const { context } = started()
    happen()
    expect(context.signal.reason).toEqual(new Error('the action stopped making progress'))
  })

  it('does not come before 118 s are over', () => {
    const { context } = started()
    vi.advanceTimersByTime(117_999)
    expect(context.signal.aborted).toBe(false)
  })

  it('is awaited by a timer that does not keep the process alive', () => {
    const unref = vi.fn()
    vi.spyOn(globalThis, 'setTimeout').mockReturnValue({ unref } as unknown as NodeJS.Timeout)
    started()
    expect(unref).toHaveBeenCalledOnce()
  })
})
