import type { Log } from '../job/log.ts'
import type { Masker } from '../job/masker.ts'

/** What a step changes by workflow commands and command files. */
export interface Effects {
  log: Log
  masker: Masker
  outputs: Map<string, string>
  /** A command that cannot be processed fails the step, whatever its exit code. */
  commandFailed: boolean
}

/** Sets an output. Names ignore case, and the first spelling of a name stays. */
export function setOutput({ outputs }: Effects, name: string, value: string): void {
  const known = [...outputs.keys()].find(key => key.toUpperCase() === name.toUpperCase())
  outputs.set(known ?? name, value)
}
