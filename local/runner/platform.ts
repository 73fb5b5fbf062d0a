import type { Permissions } from './permissions.ts'

/** Where secrets and variables are kept. */
export type Level =
  | { repository: string }
  | { repository: string; environment: string }
  /** An organization's, as far as this repository may see them. */
  | { organizationOf: string }

export interface EnvironmentRules {
  /** Logins, one of whom must approve; none: no gate. */
  reviewers: string[]
  preventSelfReview: boolean
  /** Which branches may use it: all, those with branch protection, or those whose names fit one of these patterns. */
  branches: 'all' | 'protected' | string[]
  /** Minutes. */
  waitTimer: number
}

export interface Review {
  decision: 'approved' | 'rejected'
  by: string
  comment?: string
}

/** What a token may do: the one of a job (`job`), or of an App's installation. */
export interface TokenGrant {
  kind: 'job' | 'installation'
  /** `owner/name`, or all of the installation's. */
  repositories: string[] | 'all'
  permissions: Permissions
}

/** What the runner needs of a GitHub, beyond its REST API: what GitHub itself knows when it runs a workflow. */
export interface Platform {
  /** Base URL of the REST API. */
  readonly url: string
  /** Names in upper case, values as text. */
  secrets(level: Level): Record<string, string>
  variables(level: Level): Record<string, string>
  /** @returns undefined where there is no such environment. */
  environment(repository: string, name: string): EnvironmentRules | undefined
  /** A job that names an environment which does not exist creates it, without rules. */
  createEnvironment(repository: string, name: string): void
  addToken(token: string, grant: TokenGrant): void
  removeToken(token: string): void
  /** Makes a run known, so that its reviews can be asked for. */
  addRun(repository: string, runId: number): void
  addReview(repository: string, runId: number, environment: string, review: Review): void
}
