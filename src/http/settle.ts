import type { Clock, Sleep } from '../time.ts'

const PAUSE_MS = 500

/**
 * Waits before another look at a change that takes a moment to reach all servers of a service.
 * @param deadlineMs by the clock of the run
 * @returns false, at once, if the deadline leaves no time for that
 */
export async function waitToSettle(
  { clock, sleep }: { clock: Clock; sleep: Sleep },
  deadlineMs: number,
): Promise<boolean> {
  if (clock.elapsedMs() + PAUSE_MS > deadlineMs) return false
  await sleep(PAUSE_MS)
  return true
}

/** Repeats a request until its result is the expected one, or a time has passed. @returns the last result */
export function settleWithin<T>(
  time: { clock: Clock; sleep: Sleep },
  limitMs: number,
  send: () => Promise<T>,
  isExpected: (result: T) => boolean,
): Promise<T> {
  return settle(time, time.clock.elapsedMs() + limitMs, send, isExpected)
}

/** Repeats a request until its result is the expected one, or the deadline comes. @returns the last result */
export async function settle<T>(
  time: { clock: Clock; sleep: Sleep },
  deadlineMs: number,
  send: () => Promise<T>,
  isExpected: (result: T) => boolean,
): Promise<T> {
  for (;;) {
    const result = await send()
    if (isExpected(result) || !(await waitToSettle(time, deadlineMs))) return result
  }
}
