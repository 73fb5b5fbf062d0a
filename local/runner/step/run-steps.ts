import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Result } from '../expression/status.ts'
import { stepStatus } from '../expression/status.ts'
import type { Scope } from '../expression/template.ts'
import { evaluateCondition, evaluateText, evaluateTexts } from '../expression/template.ts'
import type { Job } from '../job/job.ts'
import type { StepOutcome } from '../job/job-result.ts'
import { Log } from '../job/log.ts'
import type { Permissions } from '../workflow/permissions.ts'
import type { Run } from '../workflow/run.ts'
import type { WorkflowFile } from '../workflow/sources.ts'
import { resolveAction } from '../workflow/sources.ts'
import type { StepDefinition } from '../workflow/workflow.ts'
import type { ActionStubContext } from './action-stubs.ts'
import { runActionStub } from './action-stubs.ts'
import { writeScript } from './script.ts'
import type { StepControl, StepResult } from './step.ts'
import { emptyResult, runActionStep, runStep } from './step.ts'

/** What the steps of a job need to run. */
export interface StepsRun {
  run: Run
  job: Job
  name: string
  file: WorkflowFile
  permissions: Permissions
  /** Contexts of the job: `github`, `inputs`, `vars`, `needs`, `strategy`, `matrix`, `secrets`. */
  contexts: Record<string, unknown>
  /** Cancels the job: with the run or its matrix, or by its time limit. */
  cancel: AbortSignal
  afterwards: (cleanUp: () => void) => void
}

export interface StepsEnd {
  result: Result
  steps: StepOutcome[]
  /** For evaluating the job's outputs. */
  scope: Scope
}

/** Runs a job's steps one after another, each if its condition holds. */
export async function runSteps(steps: StepDefinition[], at: StepsRun): Promise<StepsEnd> {
  const outcomes: StepOutcome[] = []
  const known: Record<string, unknown> = {}
  let failed = false
  const status = (): Result => (at.cancel.aborted ? 'cancelled' : failed ? 'failure' : 'success')
  const scope = (env: Record<string, string>): Scope => ({
    contexts: {
      ...at.contexts,
      steps: known,
      env,
      runner: at.job.runner,
      job: {
        status: status(),
        workflow_repository: at.file.repository,
        workflow_sha: at.file.ref,
        workflow_file_path: at.file.path,
      },
    },
    functions: stepStatus(status()),
  })
  for (const step of steps) {
    const outcome = await runOne(step, at, scope, status)
    outcomes.push(outcome)
    at.run.emit({ type: 'step-ends', job: at.name, step: outcome })
    if (outcome.conclusion === 'failure') failed = true
    const { conclusion } = outcome
    if (!step.id.startsWith('__')) {
      known[step.id] = { outputs: outcome.result?.outputs ?? {}, outcome: conclusion, conclusion }
    }
  }
  return { result: status(), steps: outcomes, scope: scope(at.job.env) }
}

async function runOne(
  step: StepDefinition,
  at: StepsRun,
  scopeWith: (env: Record<string, string>) => Scope,
  status: () => Result,
): Promise<StepOutcome> {
  const { job, run } = at
  const title = stepTitle(step)
  const onLine = (line: string) => run.emit({ type: 'line', job: at.name, step: title, line })
  const log = new Log(job.masker, job.runner.debug === '1', onLine)
  const outcome = (conclusion: Result, result?: StepResult): StepOutcome => ({
    id: step.id,
    name: title,
    conclusion,
    ...(result && { result }),
  })
  try {
    const env = evaluateTexts(step.env, scopeWith(job.env))
    const scope = () => scopeWith({ ...job.env, ...env })
    if (!evaluateCondition(step.if, scope())) return outcome('skipped')
    run.emit({ type: 'step-starts', job: at.name, step: title })

    // Cancelling a job ends its running step, unless the step's condition still holds (`if: always()`).
    const controller = new AbortController()
    const onCancel = () => {
      if (!evaluateCondition(step.if, scope())) controller.abort()
    }
    if (status() !== 'cancelled') at.cancel.addEventListener('abort', onCancel)
    try {
      const own = run.control({ job: at.name, step: step.id })
      const control: StepControl = {
        ...own,
        signal: own.signal ? AbortSignal.any([controller.signal, own.signal]) : controller.signal,
      }
      const result = await startStep(step, at, { env, log, control, scope: scope(), title })
      return outcome(result.conclusion, result)
    } finally {
      at.cancel.removeEventListener('abort', onCancel)
    }
  } catch (error) {
    log.error(error instanceof Error ? error.message : String(error))
    return outcome('failure', { ...emptyResult(log), conclusion: 'failure', exitCode: 1 })
  }
}

async function startStep(
  step: StepDefinition,
  at: StepsRun,
  start: { env: Record<string, string>; log: Log; control: StepControl; scope: Scope; title: string },
): Promise<StepResult> {
  const { job, run } = at
  const { env, log, control, scope, title } = start
  if (step.action.kind === 'run') {
    const script = evaluateText(step.action.run, scope)
    return runStep(job, log, {
      isScript: true,
      title: `Run ${script.trim().split('\n')[0]}`,
      action: step.id,
      inputs: {},
      env,
      ...writeScript(job, script, step.action.shell),
      control,
    })
  }
  const given = evaluateTexts(step.action.with, scope)
  const source = resolveAction(step.action.uses, at.file, run.sources)
  if (source.kind === 'stub') {
    log.write(`##[group]${title}`)
    for (const [name, value] of Object.entries(given)) log.write(`  ${name}: ${value}`)
    log.write('##[endgroup]')
    const context: ActionStubContext = {
      job,
      log,
      server: run.server,
      root: run.root,
      env: { ...job.env, ...env },
      apps: run.apps,
      permissions: at.permissions,
      attest: attestation => run.attestations.push({ ...attestation, job: at.name }),
      afterwards: at.afterwards,
    }
    const outputs = runActionStub(source.action, given, context)
    return { ...emptyResult(log), outputs }
  }
  const folder = source.kind === 'folder' ? source.folder : join(job.folders.workspace, source.path)
  if (source.kind === 'workspace' && !existsSync(folder)) {
    throw new Error(
      `Can't find 'action.yml', 'action.yaml' or 'Dockerfile' under '${folder}'. Did you forget to run actions/checkout before running your local action?`,
    )
  }
  const origin = source.kind === 'folder' ? { repository: source.repository, ref: source.ref } : undefined
  return runActionStep(job, log, { folder, uses: step.action.uses, id: step.id, with: given, env, origin }, control)
}

function stepTitle(step: StepDefinition): string {
  if (typeof step.name === 'string') return step.name
  if (step.action.kind === 'uses') return `Run ${step.action.uses}`
  return typeof step.action.run === 'string' ? `Run ${step.action.run.trim().split('\n')[0]}` : step.id
}
