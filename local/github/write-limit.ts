import { type ApiResponse, refuse } from './response.ts'

export interface WriteLimit {
  perSecond: number
  /** Value of `Retry-After`, in seconds. */
  retryAfter?: number
}

/** GitHub's secondary rate limit: allows a number of writes per second and refuses the rest with `Retry-After`. */
export class WriteLimiter {
  readonly #limit: WriteLimit
  #times: number[] = []

  constructor(limit: WriteLimit) {
    this.#limit = limit
  }

  /** @returns the refusal, or undefined if the write is within the limit */
  take(at: Date): ApiResponse | undefined {
    const now = at.getTime()
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
