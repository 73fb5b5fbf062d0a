import { basename } from 'node:path'
import type { StepControl, StepResult } from '../step/step.ts'
import { runActionStep } from '../step/step.ts'
import type { GitHubContext, RunnerContext } from './contexts.ts'
import { githubContext, runnerContext } from './contexts.ts'
import type { LeftFile } from './folders.ts'
import { createFolders, listFiles, removeFolders } from './folders.ts'
import type { JobOutputs } from './job.ts'
import { createMasker, keepJobOutputs } from './job.ts'
import { Log } from './log.ts'

export interface ActionRun extends StepControl {
  /** Absolute path of the folder that holds action.yml. */
  action: string
  /** Inputs, as the workflow's expressions have made them: text, handed on as it is. */
  with?: Record<string, string>
  /** What differs from a `workflow_dispatch` run of `octo/keys` on `main`. */
  github?: Partial<GitHubContext>
  /** The secrets of the job: masked from the start. */
  secrets?: Record<string, string>
  runner?: { debug?: boolean; environment?: RunnerContext['environment']; name?: string }
  /** Environment variables of the workflow. */
  env?: Record<string, string>
  /** What earlier steps of the job masked. */
  maskedAlready?: string[]
  /** Called with each line of the log, masked, as it is written. */
  onLine?: ((line: string) => void) | undefined
}

export interface ActionResult extends StepResult {
  /** The outputs as they would leave the job, had the job an output for each. */
  jobOutputs: JobOutputs
  /** What was masked at the end, without encoded forms: secrets, and what the action masked. */
  masks: string[]
  /** Everything the process left below its temporary, home and workspace folders. */
  files: LeftFile[]
}

/**
 * Runs one JavaScript action as the only step of a job, in folders of its own that are removed afterwards.
 * @throws where the action cannot be started; an action that fails is a result.
 */
export async function runAction(run: ActionRun): Promise<ActionResult> {
  const github = githubContext(run.github)
  const folders = createFolders(github.repository)
  try {
    const masker = createMasker(run.secrets ?? {}, github.token)
    for (const mask of run.maskedAlready ?? []) masker.addMask(mask)
    const job = {
      folders,
      masker,
      github,
      runner: runnerContext(folders, run.runner),
      env: new Map(Object.entries(run.env ?? {})),
      path: [],
    }
    const uses = `./${basename(run.action)}`
    const step = { folder: run.action, uses, id: '__self', with: run.with ?? {}, env: {} }
    const log = new Log(masker, run.runner?.debug === true, run.onLine)
    const result = await runActionStep(job, log, step, run)
    return {
      ...result,
      jobOutputs: keepJobOutputs(result.outputs, masker),
      masks: masker.values,
      files: listFiles(folders),
    }
  } finally {
    removeFolders(folders)
  }
}
