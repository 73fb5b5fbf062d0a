/**
 * The requests that servers in this process will answer. A virtual clock does not advance while there are any. A request is
 * identified by method and URL.
 */
export class RequestsInFlight {
  readonly #requests = new Map<string, { sent: number; paused: number }>()
  #onIdle: (() => void)[] = []

  /** Counts a request until the returned function is called, which means that it was answered or failed. */
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

  /** Stops counting a request that its server does not answer, until the returned function is called. */
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

  /** Resolves when no request is in flight. */
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
