import type { Scope, Template } from '../expression/template.ts'
import { evaluate } from '../expression/template.ts'

export interface Concurrency {
  group: string
  cancelInProgress: boolean
  /** `max`: everything waits its turn; `single`: only the newest waits, older ones are cancelled. */
  queue: 'single' | 'max'
}

/** Evaluates a `concurrency` key. */
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
  if (cancel === true && queue === 'max') {
    throw new Error("concurrency: 'queue: max' and 'cancel-in-progress: true' exclude each other")
  }
  return { group, cancelInProgress: cancel === true, queue: queue === 'max' ? 'max' : 'single' }
}

/** A place in a group: held until it is released; its signal says that a newer one wants it now. */
export interface Slot {
  signal: AbortSignal
  release: () => void
}

interface Waiting {
  start: (slot: Slot) => void
  cancel: () => void
}

/** The concurrency groups of one repository: in each at most one job or run at a time. */
export class ConcurrencyGroups {
  readonly #running = new Map<string, AbortController>()
  readonly #waiting = new Map<string, Waiting[]>()

  /** Waits for a place in a group. @returns undefined where a newer one took the place in the queue. */
  acquire({ group, cancelInProgress, queue }: Concurrency): Promise<Slot | undefined> {
    const name = group.toLowerCase()
    const running = this.#running.get(name)
    if (!running) return Promise.resolve(this.#occupy(name))
    if (cancelInProgress) running.abort()
    const waiting = this.#waiting.get(name) ?? []
    if (queue === 'single') for (const older of waiting.splice(0)) older.cancel()
    this.#waiting.set(name, waiting)
    return new Promise(resolve => {
      waiting.push({ start: resolve, cancel: () => resolve(undefined) })
    })
  }

  #occupy(name: string): Slot {
    const controller = new AbortController()
    this.#running.set(name, controller)
    const release = () => {
      this.#running.delete(name)
      this.#waiting.get(name)?.shift()?.start(this.#occupy(name))
    }
    return { signal: controller.signal, release }
  }
}
