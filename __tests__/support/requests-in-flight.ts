/**
 * The requests that servers in this process will answer by themselves. A virtual clock stands still while there are any.
 * Requests are known by method and URL.
 */
export class RequestsInFlight {
  readonly #requests = new Map<string, { sent: number; paused: number }>()
  #onIdle: (() => void)[] = []

  /** Counts a request. Call the returned function once it has been answered or has failed. */
  send(request: string): () => void {
    const count = this.#requests.get(request) ?? { sent: 0, paused: 0 }
    this.#requests.set(request, count)
    count.sent++
    return () => {
      count.sent--
      count.paused = Math.min(count.paused, count.sent)
      this.#check()
    }
  }

  /** Does not count a request that its server leaves unanswered: for good, or until the returned function is called. */
  pause(request: string): () => void {
    const count = this.#requests.get(request)
    if (!count || count.paused === count.sent) return () => {}
    count.paused++
    this.#check()
    return () => {
      count.paused = Math.max(count.paused - 1, 0)
    }
  }

  get isIdle(): boolean {
    return [...this.#requests.values()].every(({ sent, paused }) => sent === paused)
  }

  /** Resolves once no request is in flight. */
  idle(): Promise<void> {
    if (this.isIdle) return Promise.resolve()
    return new Promise(resolve => this.#onIdle.push(resolve))
  }

  #check(): void {
    if (!this.isIdle) return
    for (const resolve of this.#onIdle) resolve()
    this.#onIdle = []
  }
}
