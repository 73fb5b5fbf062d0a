import type { IncomingMessage } from 'node:http'

/** What goes wrong with a request. */
export type Fault =
  /** Responds with this status. A body that is an object is sent as JSON. */
  | { kind: 'status'; status: number; headers?: Record<string, string>; body?: string | object }
  /** Resets the connection. */
  | { kind: 'reset' }
  /** Never responds. */
  | { kind: 'hang' }
  | { kind: 'delay'; ms: number }
  /** Keeps the status and replaces the body. */
  | { kind: 'body'; body: string; contentType?: string }
  /** Closes the connection in the middle of the body. */
  | { kind: 'truncate' }
  /** Moves the `Date` header by seconds, as a reverse proxy with another clock does. */
  | { kind: 'date'; seconds: number }
  /** The secret that this request stores shows up in reads only after this time. Use it with `when: 'before'`. */
  | { kind: 'late'; seconds: number }
  /** Runs code at this moment, for example to store a secret as another run would. */
  | { kind: 'run'; effect: () => void | Promise<void> }

/** Which requests a fault happens to. */
export interface FaultRule {
  method?: string
  /** Tested against the path as it was sent, without the base path. */
  path?: RegExp
  /** Before or after the request has been carried out. */
  when: 'before' | 'after'
  /** How many requests, 1 by default. */
  times?: number
  /** How many matching requests pass first. */
  skip?: number
  do: Fault
}

/** The rules that still apply, in the order in which they were added. */
export class Faults {
  readonly #pending: { rule: FaultRule; skip: number; left: number }[] = []

  add(rule: FaultRule): void {
    this.#pending.push({ rule, skip: rule.skip ?? 0, left: rule.times ?? 1 })
  }

  clear(): void {
    this.#pending.length = 0
  }

  /** Returns the faults for a request at this moment, and counts them. */
  take(request: IncomingMessage, path: string, when: FaultRule['when']): Fault[] {
    const faults: Fault[] = []
    for (const entry of this.#pending) {
      const { rule } = entry
      if (rule.when !== when || entry.left <= 0) continue
      if (rule.method !== undefined && rule.method !== request.method) continue
      if (rule.path && !rule.path.test(path)) continue
      if (entry.skip-- > 0) continue
      entry.left--
      faults.push(rule.do)
    }
    return faults
  }
}
