import type { LocalGitHub } from '../../github/index.ts'
import type { LocalIssuer } from '../../oidc/index.ts'
import type { GitHubContext } from '../job/contexts.ts'
import type { Gates, Review } from '../job/gates.ts'
import type { JobResult, StepOutcome } from '../job/job-result.ts'
import type { Attestation, InstalledApp } from '../step/action-stubs.ts'
import type { StepControl } from '../step/step.ts'
import type { Attempt } from './attempt.ts'
import type { ConcurrencyGroups } from './concurrency.ts'
import type { InputValue } from './inputs.ts'
import type { Permissions } from './permissions.ts'
import type { SecretScope, Texts } from './secrets.ts'
import type { Sources } from './sources.ts'
import type { Workflow } from './workflow.ts'

/** What the jobs of a run share. */
export interface Run {
  server: LocalGitHub
  /** The `github` context. */
  github: GitHubContext
  /** The checkout of the run's repository. */
  root: string
  sources: Sources
  /** Of the repository and its organization, read when the run was queued. */
  variables: Texts
  groups: ConcurrencyGroups
  gates: Gates
  apps: Record<string, InstalledApp>
  issuer: LocalIssuer | undefined
  runner: { debug?: boolean; environment?: 'github-hosted' | 'self-hosted' }
  cancel: AbortSignal
  control: (at: { job: string; step: string }) => StepControl
  emit: (event: RunEvent) => void
  jobs: JobResult[]
  attestations: Attestation[]
  attempt: Attempt
}

/** What the jobs of a workflow file share, whether it was started or called. */
export interface WorkflowScope {
  workflow: Workflow
  inputs: Record<string, InputValue>
  secrets: SecretScope
  /** The most that the caller grants to the jobs' tokens; undefined for the workflow that was started. */
  granted: Permissions | undefined
  /** The names of the calling jobs, outermost first. */
  callers: string[]
  /** Path of the calling job and a slash; empty for the workflow that was started. */
  path: string
  /** Whether all its jobs run in this attempt because the calling job does. */
  isWhole: boolean
  cancel: AbortSignal
}

/** The events of a run, in order. */
export type RunEvent =
  | { type: 'job-waits'; job: string; environment: string; reviewers: string[] }
  | { type: 'job-reviewed'; job: string; review: Review | undefined }
  | { type: 'job-starts'; job: string }
  | { type: 'step-starts'; job: string; step: string }
  | { type: 'line'; job: string; step: string; line: string }
  | { type: 'step-ends'; job: string; step: StepOutcome }
  | { type: 'job-ends'; job: JobResult }
