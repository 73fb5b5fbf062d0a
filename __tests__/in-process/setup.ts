import { vi } from 'vitest'

/** How many times faster time goes by. Nothing in these tests is waited for but timers. */
const FASTER = 12

// Whatever starts an action's bundle as a process runs its source here instead.
vi.mock('../../local/runner/process.ts', () => import('./process.ts'))

const { setTimeout: wait } = globalThis
const { timeout } = AbortSignal
const { uptime } = process
const faster = (handler: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
  wait(handler, ms / FASTER, ...args)
globalThis.setTimeout = Object.assign(faster, wait) as typeof setTimeout
AbortSignal.timeout = ms => timeout.call(AbortSignal, Math.ceil(ms / FASTER))
process.uptime = () => uptime() * FASTER
