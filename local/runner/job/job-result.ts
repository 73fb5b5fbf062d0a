import type { Result } from '../expression/status.ts'
import type { StepResult } from '../step/step.ts'
import type { Permissions } from '../workflow/permissions.ts'
import type { LeftFile } from './folders.ts'
import type { Review } from './gates.ts'
import type { JobOutputs } from './job.ts'
import type { Annotation } from './log.ts'

export interface StepOutcome {
  id: string
  name: string
  conclusion: Result
  /** Absent if the step did not start. */
  result?: StepResult
}

export interface JobResult {
  id: string
  /** Its place within the run: `approve`, `call/make` in a called workflow, `test[0]` for a leg of a matrix. */
  path: string
  /** The attempt of the run in which it ran. */
  attempt: number
  /** `caller / job (leg)`, as GitHub shows it. */
  name: string
  result: Result
  outputs: JobOutputs
  steps: StepOutcome[]
  /** The masked summaries of its steps, as the run's page shows them. */
  summary: string
  log: string
  annotations: Annotation[]
  /** The permissions of its token. */
  permissions: Permissions
  /** Names of the secrets that its runner got. */
  secrets: string[]
  environment?: string
  review?: Review
  concurrency?: string
  /** The masked values at its end, and the files that its processes left. */
  masks: string[]
  files: LeftFile[]
}
