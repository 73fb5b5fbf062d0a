import type { HttpFetch } from '../src/http/fetch.ts'
import type { Clock, Sleep } from '../src/time.ts'

/** Everything that the set-up takes from its surroundings. The process gives the real ones (start.ts), a test its own. */
export interface SetupContext {
  /** The arguments of the command line. */
  args: string[]
  env: Readonly<Record<string, string | undefined>>
  /** Where the user started the command. */
  folder: string
  clock: Clock
  sleep: Sleep
  fetch: HttpFetch
  /** Prints a line, or several. */
  print: (text: string) => void
  /** Asks at the terminal; undefined if there is none. */
  confirm: ((question: string) => Promise<boolean>) | undefined
  /**
   * Runs `git` or `gh`.
   * @returns its output without the line break at the end; undefined if it is not installed or fails
   */
  run: (program: 'git' | 'gh', args: string[], folder?: string) => string | undefined
}
