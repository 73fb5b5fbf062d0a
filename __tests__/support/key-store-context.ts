import { Retry } from '../../src/http/retry.ts'
import { Journal } from '../../src/runner/journal.ts'
import type { KeyStoreContext } from '../../src/stores/key-store.ts'

/** The context of a key store on a self-hosted runner, with its masks and its journal. */
export function keyStoreContext(env: Record<string, string> = {}) {
  const masked: string[] = []
  const events: string[] = []
  const clock = { now: () => new Date(), elapsedMs: () => performance.now() }
  const sleep = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))
  const journal = new Journal()
  const append = journal.append.bind(journal)
  journal.append = event => {
    events.push(event.type)
    append(event)
  }
  const run = new AbortController()
  const context: KeyStoreContext = {
    env: { RUNNER_ENVIRONMENT: 'self-hosted', RUNNER_NAME: 'signer-1', ...env },
    journal,
    output: { info: () => {} },
    clock,
    sleep,
    retry: new Retry({ clock, sleep }, () => {}),
    debug: () => {},
    fetch: () => Promise.reject(new Error('a file needs no request')),
    atEnd: () => {},
    signal: run.signal,
    mask: (...values) => masked.push(...values),
  }
  return { context, journal, masked, events, run }
}
