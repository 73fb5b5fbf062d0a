import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Job } from '../job/job.ts'
import type { Annotation, Log } from '../job/log.ts'
import { fillInputs, readAction } from './action.ts'
import type { CommandFile } from './command-files.ts'
import { createCommandFiles, processCommandFiles } from './command-files.ts'
import { Commands } from './commands.ts'
import type { Effects } from './effects.ts'
import { prependPath } from './effects.ts'
import { stepEnvironment } from './environment.ts'

import { runProcess } from './process.ts'

export type Conclusion = 'success' | 'failure' | 'cancelled'

/** What the caller of a step may decide about its process. */
export interface StepControl {
  /** Node.js that runs JavaScript actions; the one that runs this by default. */
  node?: string | undefined
  nodeOptions?: string[] | undefined
  /** Cancels the step as GitHub does: SIGINT, SIGTERM, kill. */
  signal?: AbortSignal | undefined
  /** Milliseconds after which the step is cancelled and fails. */
  timeoutMs?: number | undefined
  /** Milliseconds from SIGINT to SIGTERM, and from there to the kill. */
  patience?: { interrupt: number; terminate: number } | undefined
  /** Called when the process runs: a test may send it signals. */
  onStart?: ((child: ChildProcess) => void) | undefined
  /** Called with the process's environment before it starts: a test may take a variable away or break a file. */
  prepare?: ((environment: Record<string, string>) => void) | undefined
}

/** A step that runs an action. */
export interface ActionStep {
  /** Absolute path of the folder that holds action.yml. */
  folder: string
  /** How the workflow names the action, for the log. */
  uses: string
  /** The step's `id`, or what the runner calls a step without one. */
  id: string
  with: Record<string, string>
  env: Record<string, string>
  /** The repository and commit that the action comes from, unless it is the workspace. */
  origin?: { repository: string; ref: string } | undefined
}

export interface StepResult {
  conclusion: Conclusion
  exitCode: number
  /** The signal that ended the process. */
  signal?: NodeJS.Signals
  /** The log as GitHub shows it: masked, workflow commands consumed, in the form of the log files (`##[error]…`). */
  log: string
  /** What the process wrote, raw. */
  stdout: string
  stderr: string
  annotations: Annotation[]
  /** Raw, as later steps of the job read them. */
  outputs: Record<string, string>
  /** The job summary as GitHub shows it (masked), and as the step wrote it. */
  summary: string
  summaryRaw: string
  state: Record<string, string>
  /** What the step set by `GITHUB_ENV` and `GITHUB_PATH`, for later steps. */
  env: Record<string, string>
  path: string[]
  /** What the command files held, raw. */
  commandFiles: Record<CommandFile, string>
  durationMs: number
}

/** Runs an action as a step of a job. @throws where the action's manifest is not one that this runner can run. */
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
    command: control.node ?? process.execPath,
    args: [...(control.nodeOptions ?? []), action.main],
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
  /** The workspace by default. */
  cwd?: string
  /** A script that fails is reported by its exit code; an action reports for itself. */
  isScript?: boolean
  control: StepControl
}

/** Runs a step's process, obeys its commands, and keeps in the job what it set for later steps. */
export async function runStep(job: Job, log: Log, step: PreparedStep): Promise<StepResult> {
  const started = performance.now()
  const { control } = step
  const effects: Effects = {
    log,
    masker: job.masker,
    outputs: new Map(),
    state: new Map(),
    env: new Map(),
    path: [],
    commandFailed: false,
  }
  const files = createCommandFiles(job.folders.temp)
  const environment = stepEnvironment(job, step, files)
  control.prepare?.(environment)
  writeHeader(log, job, step)

  const commands = new Commands(effects, job.runner.debug === '1')
  const timeout = control.timeoutMs === undefined ? undefined : AbortSignal.timeout(control.timeoutMs)
  const cancel = AbortSignal.any([control.signal, timeout].filter(signal => signal !== undefined))
  const ended = await runProcess({
    command: step.command,
    args: step.args,
    cwd: step.cwd ?? job.folders.workspace,
    environment,
    onLine: line => commands.take(line),
    onStart: control.onStart,
    cancel,
    patience: control.patience ?? { interrupt: 7500, terminate: 2500 },
  })
  const contents = processCommandFiles(files, effects)

  const timedOut = timeout?.aborted === true && control.signal?.aborted !== true
  if (timedOut) log.error(`The action '${step.title}' has timed out after ${control.timeoutMs} milliseconds.`)
  else if (cancel.aborted) log.error('The operation was canceled.')
  else if (step.isScript && ended.exitCode !== 0) log.error(`Process completed with exit code ${ended.exitCode}.`)
  const failed = timedOut || ended.exitCode !== 0 || effects.commandFailed

  for (const [name, value] of effects.env) job.env.set(name, value)
  for (const folder of effects.path) prependPath(job.path, folder)
  return {
    ...emptyResult(log),
    ...ended,
    conclusion: cancel.aborted && !timedOut ? 'cancelled' : failed ? 'failure' : 'success',
    outputs: Object.fromEntries(effects.outputs),
    summary: contents.summary,
    summaryRaw: contents.raw.STEP_SUMMARY,
    state: Object.fromEntries(effects.state),
    env: Object.fromEntries(effects.env),
    path: effects.path,
    commandFiles: contents.raw,
    durationMs: performance.now() - started,
  }
}

/** The result of a step without a process, that has written its log. */
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
    state: {},
    env: {},
    path: [],
    commandFiles: { ENV: '', OUTPUT: '', PATH: '', STATE: '', STEP_SUMMARY: '' },
    durationMs: 0,
  }
}

function writeHeader(log: Log, job: Job, step: PreparedStep): void {
  log.write(`##[group]${step.title}`)
  const inputs = Object.entries(step.inputs).filter(([, value]) => value !== '')
  if (inputs.length > 0) log.write('with:')
  for (const [name, value] of inputs) log.write(`  ${name}: ${value}`)
  const env = Object.entries({ ...Object.fromEntries(job.env), ...step.env })
  if (env.length > 0) log.write('env:')
  for (const [name, value] of env) log.write(`  ${name}: ${value}`)
  log.write('##[endgroup]')
}
