import type { Log } from '../job/log.ts'
import type { Masker } from '../job/masker.ts'

/** What a step may change by commands on its output and by command files. */
export interface Effects {
  log: Log
  masker: Masker
  outputs: Map<string, string>
  state: Map<string, string>
  /** Environment of the job's later steps (`GITHUB_ENV`). */
  env: Map<string, string>
  /** Folders in front of the later steps' `PATH` (`GITHUB_PATH`), the newest last. */
  path: string[]
  /** A command that could not be processed fails the step, whatever its exit code. */
  commandFailed: boolean
}

/** Sets a value in a map whose names ignore case, as outputs and state do; the first spelling of a name stays. */
export function setIgnoringCase(map: Map<string, string>, name: string, value: string): void {
  const known = [...map.keys()].find(key => key.toUpperCase() === name.toUpperCase())
  map.set(known ?? name, value)
}

/** Puts a folder in front of `PATH`; a folder that is there already moves to the front. */
export function prependPath(path: string[], folder: string): void {
  const known = path.indexOf(folder)
  if (known >= 0) path.splice(known, 1)
  path.push(folder)
}
