import { setImmediate } from 'node:timers/promises'
import type { Clock, Sleep } from '../../src/time.ts'
import { RequestsInFlight } from './requests-in-flight.ts'

/** More turns of the event loop than any code here needs before it sends or sleeps again. */
const QUIET_TURNS = 5

/**
 * A clock whose time passes only in sleeps. If nothing else is left to do and no request is in flight, the earliest sleep ends
 * at once. An aborted sleep takes no time.
 */
export class VirtualClock implements Clock {
  readonly requests = new RequestsInFlight()
  readonly #startedAt: number
  #elapsedMs = 0
  /** The sleepers, by their end. */
  readonly #sleepers = new Map<() => void, number>()
  #isPassing = false

  /** @param now the time at the start. The default is no full second, so that tests notice rounding. */
  constructor(now = '2026-03-01T12:00:00.250Z') {
    this.#startedAt = Date.parse(now)
  }

  now(): Date {
    return new Date(this.#startedAt + this.#elapsedMs)
  }

  elapsedMs(): number {
    return this.#elapsedMs
  }

  /** Lets time pass without a sleep, as long work does. */
  advance(ms: number): void {
    this.#elapsedMs += ms
  }

  /** The number of sleepers. A run that has ended leaves none. */
  get sleeping(): number {
    return this.#sleepers.size
  }

  readonly sleep: Sleep = (ms, signal) =>
    new Promise<void>((resolve, reject) => {
      signal?.throwIfAborted()
      this.#sleepers.set(resolve, this.#elapsedMs + ms)
      signal?.addEventListener('abort', () => {
        this.#sleepers.delete(resolve)
        reject(signal.reason)
      })
      if (!this.#isPassing) void this.#pass()
    })

  async #pass(): Promise<void> {
    this.#isPassing = true
    while (this.#sleepers.size > 0) {
      await this.#quiet()
      const [earliest] = [...this.#sleepers].sort(([, a], [, b]) => a - b)
      if (!earliest) break
      const [wake, until] = earliest
      this.#sleepers.delete(wake)
      this.#elapsedMs = Math.max(this.#elapsedMs, until)
      wake()
    }
    this.#isPassing = false
  }

  /** Waits until no request has been in flight for some turns of the event loop. */
  async #quiet(): Promise<void> {
    for (let turn = 0; turn < QUIET_TURNS; turn++) {
      await setImmediate()
      if (this.requests.isIdle) continue
      await this.requests.idle()
      turn = 0
    }
  }
}
