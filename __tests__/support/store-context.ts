import { type HttpFetch, httpFetch } from '../../src/http/fetch.ts'
import { Retry } from '../../src/http/retry.ts'
import { Journal, type JournalEvent } from '../../src/runner/journal.ts'
import { Redaction, redactingFetch } from '../../src/runner/redaction.ts'
import type { KeyStoreContext } from '../../src/stores/key-store.ts'
import type { Clock, Sleep } from '../../src/time.ts'
import { VirtualClock } from './virtual-clock.ts'

/** The context of a key store, with what the store did to it. */
export interface TestStoreContext extends KeyStoreContext {
  /** The masked values. */
  masks: string[]
  /** The timeline of requests. */
  requests: string[]
  /** The lines in the log. */
  log: string[]
  /** What the store wrote to the journal. */
  events: JournalEvent[]
  /** Ends the run, and calls what the store registered for its end. */
  end: () => Promise<void>
}

const realClock = { now: () => new Date(), elapsedMs: () => performance.now() }
const realSleep: Sleep = (ms, signal) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })

/** A store context in virtual time that begins now, for a real server that checks times. The clock stands still during a request. */
export function virtualStoreContext(env: Record<string, string>, fetch = httpFetch): TestStoreContext {
  const clock = new VirtualClock(new Date().toISOString())
  const counted: HttpFetch = async (url, init) => {
    const settle = clock.requests.send(url)
    try {
      return await fetch(url, init)
    } finally {
      settle()
    }
  }
  return storeContext(env, counted, { clock, sleep: clock.sleep })
}

/**
 * A store context, in real time unless another clock is given.
 * @param fetch how requests are sent, before responses are redacted
 */
export function storeContext(
  env: Record<string, string>,
  fetch = httpFetch,
  { clock, sleep }: { clock: Clock; sleep: Sleep } = { clock: realClock, sleep: realSleep },
): TestStoreContext {
  const masks: string[] = []
  const requests: string[] = []
  const log: string[] = []
  const cleanUps: Parameters<KeyStoreContext['atEnd']>[0][] = []
  const redaction = new Redaction()
  const journal = new Journal()
  const events: JournalEvent[] = []
  const append = journal.append.bind(journal)
  journal.append = event => {
    events.push(event)
    append(event)
  }
  const network = () => ({
    clock,
    sleep,
    fetch: redactingFetch(fetch, redaction),
    retry: new Retry({ clock, sleep }, () => {}),
    debug: (line: string) => void requests.push(redaction.apply(line)),
  })
  return {
    ...network(),
    env,
    journal,
    output: { info: line => void log.push(line) },
    log,
    events,
    mask: (...values) => {
      for (const value of values.filter(Boolean)) {
        masks.push(value)
        redaction.add(value)
      }
    },
    signal: new AbortController().signal,
    atEnd: cleanUp => void cleanUps.push(cleanUp),
    masks,
    requests,
    end: async () => {
      for (const cleanUp of cleanUps.toReversed()) await cleanUp(network())
    },
  }
}
