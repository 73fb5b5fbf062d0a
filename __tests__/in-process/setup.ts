import { vi } from 'vitest'

/** How many times faster time goes by. Nothing in these tests is waited for but timers. */
const FASTER = 4

// Whatever starts an action's bundle as a process runs its source here instead.
vi.mock('../../local/runner/step/process.ts', () => import('./process.ts'))

// Once for each worker, which may run several files.
const { setTimeout: wait } = globalThis
if (wait.name !== faster.name) {
  const { timeout } = AbortSignal
  const { uptime } = process
  globalThis.setTimeout = Object.assign(faster, wait) as typeof setTimeout
  AbortSignal.timeout = ms => timeout.call(AbortSignal, Math.ceil(ms / FASTER))
  process.uptime = () => uptime() * FASTER
}

function faster(handler: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) {
  return wait(handler, ms / FASTER, ...args)
}
