import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Job } from '../job/job.ts'
import type { Annotation, Log } from '../job/log.ts'
import { fillInputs, readAction } from './action.ts'
import type { CommandFile } from './command-files.ts'
import { createCommandFiles, processCommandFiles } from './command-files.ts'
import { Commands } from './commands.ts'
import type { Effects } from './effects.ts'
import { stepEnvironment } from './environment.ts'
import type { ProcessOptions, ProcessResult } from './process.ts'
import { runProcess } from './process.ts'

export type Conclusion = 'success' | 'failure' | 'cancelled'

/** Runs the command of a step to its end. */
export type Execute = (options: ProcessOptions) => Promise<ProcessResult>

/** How a test controls the process of a step. */
export interface StepControl {
  /** Runs actions; as processes unless given. */
  execute?: Execute | undefined
  /** Cancels the step as GitHub does: SIGINT, SIGTERM, kill. */
  signal?: AbortSignal | undefined
  /** Milliseconds from SIGINT to SIGTERM, and from there to the kill. */
  patience?: { interrupt: number; terminate: number } | undefined
  /** Called when the process has started, for example to send it signals. */
  onStart?: ((child: ChildProcess) => void) | undefined
  /** Called with the environment of the process before it starts, for example to remove a variable. */
  prepare?: ((environment: Record<string, string>) => void) | undefined
}

/** A step that runs an action. */
export interface ActionStep {
  /** Absolute path of the folder that holds action.yml. */
  folder: string
  /** The name of the action in the workflow, for the log. */
  uses: string
  /** The step's `id`, or the runner's name for a step without one. */
  id: string
  with: Record<string, string>
  env: Record<string, string>
  /** The repository and commit of the action, unless it is in the workspace. */
  origin?: { repository: string; ref: string } | undefined
}

export interface StepResult {
  conclusion: Conclusion
  exitCode: number
  /** The signal that ended the process. */
  signal?: NodeJS.Signals
  /** The log as GitHub stores it: masked, with workflow commands in the form `##[error]…`. */
  log: string
  /** Output of the process, unmasked. */
  stdout: string
  stderr: string
  annotations: Annotation[]
  /** Unmasked, as later steps of the job read them. */
  outputs: Record<string, string>
  /** The job summary, masked as GitHub shows it, and as the step wrote it. */
  summary: string
  summaryRaw: string
  /** Contents of the command files, unmasked. */
  commandFiles: Record<CommandFile, string>
  durationMs: number
}

/** Runs an action as a step of a job. @throws if this runner does not support the action's manifest */
export async function runActionStep(job: Job, log: Log, step: ActionStep, control: StepControl): Promise<StepResult> {
  const action = readAction(step.folder)
  if (!existsSync(action.main)) throw new Error(`File not found: '${action.main}'`)
  const contexts = { github: job.github, runner: job.runner, job: { status: 'success' }, strategy: {}, matrix: {} }
  const inputs = fillInputs(action, step.with, contexts, log)
  return runStep(job, log, {
    title: `Run ${step.uses}`,
    action: step.id,
    inputs,
    env: step.env,
    origin: step.origin,
    command: process.execPath,
    args: [action.main],
    control,
  })
}

/** A step whose command is known. */
export interface PreparedStep {
  title: string
  /** `GITHUB_ACTION`. */
  action: string
  inputs: Record<string, string>
  env: Record<string, string>
  origin?: { repository: string; ref: string } | undefined
  command: string
  args: string[]
  /** The runner logs the exit code of a script that fails. An action logs its own error. */
  isScript?: boolean
  control: StepControl
}

/** Runs a step's process and processes its commands. */
export async function runStep(job: Job, log: Log, step: PreparedStep): Promise<StepResult> {
  const started = performance.now()
  const { control } = step
  const effects: Effects = {
    log,
    masker: job.masker,
    outputs: new Map(),
    commandFailed: false,
  }
  const files = createCommandFiles(job.folders.temp)
  const environment = stepEnvironment(job, step, files)
  control.prepare?.(environment)
  writeHeader(log, job, step)

  const commands = new Commands(effects, job.runner.debug === '1')
  const cancel = control.signal ?? new AbortController().signal
  const execute = (!step.isScript && control.execute) || runProcess
  const ended = await execute({
    command: step.command,
    args: step.args,
    cwd: job.folders.workspace,
    environment,
    onLine: line => commands.take(line),
    onStart: control.onStart,
    cancel,
    patience: control.patience ?? { interrupt: 7500, terminate: 2500 },
  })
  const contents = processCommandFiles(files, effects)

  if (cancel.aborted) log.error('The operation was canceled.')
  else if (step.isScript && ended.exitCode !== 0) log.error(`Process completed with exit code ${ended.exitCode}.`)
  const failed = ended.exitCode !== 0 || effects.commandFailed
  return {
    ...emptyResult(log),
    ...ended,
    conclusion: cancel.aborted ? 'cancelled' : failed ? 'failure' : 'success',
    outputs: Object.fromEntries(effects.outputs),
    summary: contents.summary,
    summaryRaw: contents.raw.STEP_SUMMARY,
    commandFiles: contents.raw,
    durationMs: performance.now() - started,
  }
}

/** The result of a step that has no process. */
export function emptyResult(log: Log): StepResult {
  return {
    conclusion: 'success',
    exitCode: 0,
    log: log.text,
    stdout: '',
    stderr: '',
    annotations: log.annotations,
    outputs: {},
    summary: '',
    summaryRaw: '',
    commandFiles: { ENV: '', OUTPUT: '', PATH: '', STATE: '', STEP_SUMMARY: '' },
    durationMs: 0,
  }
}

function writeHeader(log: Log, job: Job, step: PreparedStep): void {
  log.write(`##[group]${step.title}`)
  const inputs = Object.entries(step.inputs).filter(([, value]) => value !== '')
  if (inputs.length > 0) log.write('with:')
  for (const [name, value] of inputs) log.write(`  ${name}: ${value}`)
  const env = Object.entries({ ...job.env, ...step.env })
  if (env.length > 0) log.write('env:')
  for (const [name, value] of env) log.write(`  ${name}: ${value}`)
  log.write('##[endgroup]')
}
