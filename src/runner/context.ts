import type { HttpFetch } from '../http/fetch.ts'
import type { Clock, Sleep } from '../time.ts'
import type { Output } from './output.ts'

/** Everything that an action takes from its surroundings. The process gives the real ones (start.ts), a test its own. */
export interface Context {
  env: Readonly<Record<string, string | undefined>>
  clock: Clock
  sleep: Sleep
  fetch: HttpFetch
  output: Output
  /** Aborted, with an ActionError as its reason, when the run has to end before its work is done. */
  signal: AbortSignal
}
