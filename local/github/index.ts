import { LocalGitHub, type LocalGitHubOptions } from './server.ts'

export type { Grant } from './authorization.ts'
export type { Fault, FaultRule } from './faults.ts'
export { knownFaults } from './known-faults.ts'
export type { Exchange, LocalGitHub, LocalGitHubOptions } from './server.ts'
export type {
  ActionsPolicy,
  App,
  Branch,
  Destination,
  EnvironmentRules,
  Review,
  Run,
  RunOptions,
} from './state.ts'
export type { Secret, Variable } from './stored-values.ts'
export type { User } from './users.ts'

/** Starts a GitHub on a free port of 127.0.0.1. */
export function startGitHub(options: LocalGitHubOptions = {}): Promise<LocalGitHub> {
  return new LocalGitHub(options).listen()
}
