import type { Scope, Template } from '../expression/template.ts'
import { evaluate } from '../expression/template.ts'

export interface Concurrency {
  group: string
  /** `max`: every job waits for its turn. `single`: only the newest job waits, and older ones are cancelled. */
  queue: 'single' | 'max'
}

/** Evaluates a `concurrency` key. @throws for `cancel-in-progress: true`, which this runner does not support */
export function readConcurrency(template: Template | undefined, scope: Scope): Concurrency | undefined {
  if (template === undefined) return undefined
  const value = evaluate(template, scope)
  const {
    group,
    'cancel-in-progress': cancel,
    queue,
  } = Object.assign(
    { group: value, 'cancel-in-progress': false, queue: 'single' },
    typeof value === 'object' ? value : {},
  )
  if (typeof group !== 'string' || group === '') throw new Error('concurrency: a group is missing')
  if (cancel !== false) throw new Error('concurrency: not supported by this local runner: cancel-in-progress: true')
  return { group, queue: queue === 'max' ? 'max' : 'single' }
}

interface Waiting {
  start: (release: () => void) => void
  cancel: () => void
}

/** The concurrency groups of a repository. At most one job of each group runs at a time. */
export class ConcurrencyGroups {
  readonly #running = new Set<string>()
  readonly #waiting = new Map<string, Waiting[]>()

  /**
   * Waits until no other job of the group runs.
   * @returns a function that lets the next job run, or undefined if a newer job took this one's place in the queue
   */
  acquire({ group, queue }: Concurrency): Promise<(() => void) | undefined> {
    const name = group.toLowerCase()
    if (!this.#running.has(name)) return Promise.resolve(this.#occupy(name))
    const waiting = this.#waiting.get(name) ?? []
    if (queue === 'single') for (const older of waiting.splice(0)) older.cancel()
    this.#waiting.set(name, waiting)
    return new Promise(resolve => {
      waiting.push({ start: resolve, cancel: () => resolve(undefined) })
    })
  }

  #occupy(name: string): () => void {
    this.#running.add(name)
    return () => {
      this.#running.delete(name)
      this.#waiting.get(name)?.shift()?.start(this.#occupy(name))
    }
  }
}
