import type { PoolOptions, PoolWorker, WorkerRequest } from 'vitest/node'
import { ThreadsPoolWorker } from 'vitest/node'

type Listener = (message: unknown) => void

/** The thread of this process, from one run to the next. */
let thread: ThreadsPoolWorker | undefined

/** Ends the thread. The next run starts another one. */
export async function endThread(): Promise<void> {
  const ended = thread
  thread = undefined
  await ended?.stop()
}

/**
 * A worker of Vitest that stays when a run ends. Vitest starts a thread for each run, and loads itself and all packages in it. If each
 * mutant is a run, that takes several times as long as the tests.
 */
export class ReusedThread implements PoolWorker {
  readonly name = 'reused-thread'
  readonly #options: PoolOptions
  readonly #longestMs: number
  readonly #listeners: [event: string, listener: Listener][] = []
  #isNew = false
  #startedAt = 0
  /** Says which tests cover the mutant. */
  #config: unknown

  /** @param longestMs a run that takes longer may have left work behind, so its thread is not used again */
  constructor(options: PoolOptions, longestMs: number) {
    this.#options = options
    this.#longestMs = longestMs
  }

  async start(): Promise<void> {
    this.#startedAt = performance.now()
    this.#isNew = thread === undefined
    thread ??= new ThreadsPoolWorker(this.#options)
    if (this.#isNew) await thread.start()
  }

  /** A thread knows one start and one stop. It has the configuration of its start, unless a run brings another one. */
  send(request: WorkerRequest): void {
    if (request.type === 'start') this.#config = request.context.config
    if (request.type === 'start' && !this.#isNew) this.#reply('started')
    else if (request.type === 'stop') this.#reply('stopped')
    else if (request.type === 'run')
      thread?.send({ ...request, context: Object.assign(request.context, { config: this.#config }) })
    else thread?.send(request)
  }

  async stop(): Promise<void> {
    for (const [event, listener] of this.#listeners) thread?.off(event, listener)
    if (performance.now() - this.#startedAt > this.#longestMs) await endThread()
  }

  on(event: string, listener: Listener): void {
    this.#listeners.push([event, listener])
    thread?.on(event, listener)
  }

  off(event: string, listener: Listener): void {
    thread?.off(event, listener)
  }

  deserialize(data: unknown): unknown {
    return data
  }

  #reply(type: 'started' | 'stopped'): void {
    for (const [event, listener] of this.#listeners)
      if (event === 'message') queueMicrotask(() => listener({ __vitest_worker_response__: true, type }))
  }
}
