import { basename } from 'node:path'
import type { StepControl, StepResult } from '../step/step.ts'
import { runActionStep } from '../step/step.ts'
import type { GitHubContext, RunnerContext } from './contexts.ts'
import { githubContext, runnerContext } from './contexts.ts'
import type { Folders, LeftFile } from './folders.ts'
import { createFolders, listFiles, removeFolders } from './folders.ts'
import type { JobOutputs } from './job.ts'
import { createMasker, keepJobOutputs } from './job.ts'
import { Log } from './log.ts'

export interface ActionRun extends StepControl {
  /** Absolute path of the folder that holds action.yml. */
  action: string
  /** Inputs, already evaluated. */
  with?: Record<string, string>
  /** Differences from a `workflow_dispatch` run of `octo/keys` on `main`. */
  github?: Partial<GitHubContext>
  /** The secrets of the job, which are masked. */
  secrets?: Record<string, string>
  runner?: { debug?: boolean; environment?: RunnerContext['environment']; name?: string }
  /** Environment variables of the workflow. */
  env?: Record<string, string>
  /** Called with each masked line of the log. */
  onLine?: ((line: string) => void) | undefined
  /** The job's folders; new ones unless given, which are removed afterwards. */
  folders?: Folders | undefined
}

export interface ActionResult extends StepResult {
  /** The outputs that a job would have that passes on each of them. */
  jobOutputs: JobOutputs
  /** The secrets and what the action masked, without encoded forms. */
  masks: string[]
  /** Files that the process left in its temporary, home and workspace folders. */
  files: LeftFile[]
}

/**
 * Runs a JavaScript action as the only step of a job.
 * @throws if the action cannot be started. An action that fails is a result.
 */
export async function runAction(run: ActionRun): Promise<ActionResult> {
  const github = githubContext(run.github)
  const folders = run.folders ?? createFolders(github.repository)
  try {
    const masker = createMasker(run.secrets ?? {}, github.token)
    const job = {
      folders,
      masker,
      github,
      runner: runnerContext(folders, run.runner),
      env: run.env ?? {},
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
    if (!run.folders) removeFolders(folders)
  }
}
