import { ActionError } from '../errors.ts'
import { httpFetch } from '../http/fetch.ts'
import type { Sleep } from '../time.ts'
import type { Context } from './context.ts'
import { toolkitOutput } from './output.ts'

/** Longer than all requests of a run may take together. */
const RUN_LIMIT_MS = 118_000

/** Runs an action as this process, and ends the process with its exit code. */
export function start(run: (context: Context) => Promise<0 | 1>): void {
  const interruption = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => interruption.abort(cancelled(signal)))
  }
  const stuck = () => interruption.abort(new Error('the action stopped making progress'))
  process.once('beforeExit', stuck)
  setTimeout(stuck, RUN_LIMIT_MS).unref()
  // The exit code still counts if nobody reads the log anymore.
  process.stdout.on('error', () => {})
  const { env } = process
  const clock = { now: () => new Date(), elapsedMs: () => process.uptime() * 1000 }
  void run({ env, clock, sleep, fetch: httpFetch, output: toolkitOutput, signal: interruption.signal }).then(code => {
    // Ends the process once its output is written; no connection that is kept alive is waited for.
    process.stdout.write('', () => process.exit(code))
  })
}

/** Why a run ends that the runner cancels by a signal. */
export function cancelled(signal: NodeJS.Signals): ActionError {
  const hint = 'Run this again if you did not mean to cancel it.'
  return new ActionError('cancelled', `The run was cancelled (${signal}).`, hint)
}

/** `setTimeout` as a promise; `node:timers/promises` takes longer to load. */
const sleep: Sleep = (ms, signal) =>
  new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const timer = setTimeout(resolve, ms)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })
