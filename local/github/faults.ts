import type { IncomingMessage } from 'node:http'

/** What goes wrong. */
export type Mishap =
  | { kind: 'status'; status: number; headers?: Record<string, string>; body?: string | object }
  /** The connection is reset. */
  | { kind: 'reset' }
  /** No answer ever comes. */
  | { kind: 'hang' }
  | { kind: 'delay'; ms: number }
  /** The status stays, the body is another. */
  | { kind: 'body'; body: string; contentType?: string }
  /** The answer breaks off in the middle of its body. */
  | { kind: 'truncate' }
  /** Something else happens at this moment, such as another run that stores a secret. */
  | { kind: 'run'; effect: () => void | Promise<void> }

export interface Fault {
  method?: string
  /** Tested on the path without the base, as it was sent. */
  path?: RegExp
  /** Before or after the request has taken effect. */
  when: 'before' | 'after'
  /** How often; Infinity for good. */
  times?: number
  /** Lets this many matching requests through first. */
  skip?: number
  do: Mishap
}

/** The faults that are still to happen, in the order in which they were added. */
export class Faults {
  readonly #pending: { fault: Fault; skip: number; left: number }[] = []

  add(fault: Fault): void {
    this.#pending.push({ fault, skip: fault.skip ?? 0, left: fault.times ?? 1 })
  }

  clear(): void {
    this.#pending.length = 0
  }

  /** Takes the mishaps that happen to a request at this moment. */
  take(request: IncomingMessage, path: string, when: Fault['when']): Mishap[] {
    const mishaps: Mishap[] = []
    for (const entry of this.#pending) {
      const { fault } = entry
      if (fault.when !== when || entry.left <= 0) continue
      if (fault.method !== undefined && fault.method !== request.method) continue
      if (fault.path && !fault.path.test(path)) continue
      if (entry.skip-- > 0) continue
      entry.left--
      mishaps.push(fault.do)
    }
    return mishaps
  }
}
