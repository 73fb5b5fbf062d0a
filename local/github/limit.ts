import { type Answer, refuse } from './response.ts'

export interface WriteLimit {
  perSecond: number
  /** Seconds that a refused client is told to wait. */
  retryAfter?: number
}

/** GitHub's secondary limit on writes: so many in any second, the others are refused and told when to come back. */
export class WriteLimiter {
  readonly #limit: WriteLimit
  #times: number[] = []

  constructor(limit: WriteLimit) {
    this.#limit = limit
  }

  /** @returns GitHub's refusal; undefined where the write may go on */
  take(): Answer | undefined {
    const now = performance.now()
    this.#times = this.#times.filter(time => now - time < 1000)
    if (this.#times.length < this.#limit.perSecond) {
      this.#times.push(now)
      return undefined
    }
    return refuse(403, 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.', {
      'retry-after': String(this.#limit.retryAfter ?? 1),
    })
  }
}
