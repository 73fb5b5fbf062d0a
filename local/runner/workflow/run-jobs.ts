import type { Contexts } from '../expression/expressions.ts'
import type { Result } from '../expression/status.ts'
import { jobStatus } from '../expression/status.ts'
import type { Scope } from '../expression/template.ts'
import { evaluate, evaluateCondition, evaluateText, evaluateTexts } from '../expression/template.ts'
import type { JobResult } from '../job/job-result.ts'
import { Log } from '../job/log.ts'
import { Masker } from '../job/masker.ts'
import type { JobPlace } from '../job/run-job.ts'
import { runJob, unstartedJob } from '../job/run-job.ts'
import type { JobEnd } from './attempt.ts'
import { callInputs } from './inputs.ts'
import type { Leg } from './matrix.ts'
import { expandMatrix, legName } from './matrix.ts'
import { defaultPermissions } from './permissions.ts'
import type { Run, WorkflowScope } from './run.ts'
import type { SecretScope } from './secrets.ts'
import type { CallDefinition, JobDefinition } from './workflow.ts'

/** Runs the jobs of a workflow, each when its `needs` have ended. @returns their results and outputs by id */
export async function runJobs(run: Run, scope: WorkflowScope): Promise<Record<string, JobEnd>> {
  const { jobs } = scope.workflow
  const ends = new Map<string, Promise<JobEnd>>()
  const settled: Record<string, JobEnd> = {}
  const end = (definition: JobDefinition): Promise<JobEnd> => {
    const known = ends.get(definition.id)
    if (known) return known
    const started = (async () => {
      await Promise.all(jobs.filter(job => definition.needs.includes(job.id)).map(end))
      const ended = await runOrKeep(run, scope, definition, settled)
      settled[definition.id] = ended
      return ended
    })()
    ends.set(definition.id, started)
    return started
  }
  await Promise.all(jobs.map(end))
  return settled
}

async function runOrKeep(
  run: Run,
  scope: WorkflowScope,
  definition: JobDefinition,
  settled: Record<string, JobEnd>,
): Promise<JobEnd> {
  const path = scope.path + definition.id
  const needs = ancestorsOf(definition, scope.workflow.jobs).map(id => scope.path + id)
  const decision = scope.isWhole ? 'whole' : run.attempt.decide(path, needs)
  if (decision === 'keep') return keep(run, path)
  const end = await runDefinition(run, scope, definition, settled, { path, isWhole: decision === 'whole' })
  run.attempt.ends.set(path, end)
  return end
}

/** Takes result and outputs from an earlier attempt. */
function keep(run: Run, path: string): JobEnd {
  const { end, jobs } = run.attempt.kept(path)
  run.jobs.push(...jobs)
  return end
}

async function runDefinition(
  run: Run,
  scope: WorkflowScope,
  definition: JobDefinition,
  settled: Record<string, JobEnd>,
  { path, isWhole }: { path: string; isWhole: boolean },
): Promise<JobEnd> {
  const needs = Object.fromEntries(definition.needs.map(id => [id, settled[id]]))
  const contexts: Contexts = { github: run.github, inputs: scope.inputs, vars: run.variables, needs }
  // Cancelling a run ends jobs that run or wait, not one that starts afterwards (`if: always()`).
  const cancel = scope.cancel.aborted ? new AbortController().signal : scope.cancel
  const place = (leg?: StartedLeg): JobPlace => {
    const legContexts = leg
      ? { ...contexts, matrix: leg.matrix, strategy: leg.strategy }
      : { strategy: {}, matrix: {}, ...contexts }
    return {
      definition,
      scope,
      name: jobName(scope, definition, legContexts, leg?.matrix),
      path: leg?.path ?? path,
      attempt: run.attempt.number,
      isWhole: leg?.isWhole ?? isWhole,
      contexts: legContexts,
      cancel: leg?.cancel ?? cancel,
    }
  }
  try {
    const ancestors = ancestorsOf(definition, scope.workflow.jobs)
    const results = ancestors.map(id => settled[id]?.result ?? 'skipped')
    const functions = jobStatus(results, scope.cancel.aborted)
    if (!evaluateCondition(definition.if, { contexts, functions })) return finish(run, unstartedJob(place(), 'skipped'))
    if (!definition.strategy) return await runPlace(run, place())
    return await runMatrix(definition.strategy, { contexts }, cancel, async leg => {
      const legPath = `${path}[${leg.index}]`
      const decision = isWhole ? 'whole' : run.attempt.decide(legPath)
      if (decision === 'keep') return { end: keep(run, legPath), ran: false }
      const end = await runPlace(run, place({ ...leg, path: legPath, isWhole: decision === 'whole' }))
      run.attempt.ends.set(legPath, end)
      return { end, ran: true }
    })
  } catch (error) {
    return finish(run, failedJob(place(), error))
  }
}

function ancestorsOf(definition: JobDefinition, jobs: JobDefinition[]): string[] {
  const parents = jobs.filter(job => definition.needs.includes(job.id))
  return [...new Set(parents.flatMap(parent => [parent.id, ...ancestorsOf(parent, jobs)]))]
}

function jobName(scope: WorkflowScope, definition: JobDefinition, contexts: Contexts, leg: Leg | undefined): string {
  const plain = typeof definition.name !== 'object'
  const name = plain ? String(definition.name) : evaluateText(definition.name, { contexts })
  return [...scope.callers, leg && plain ? legName(name, leg) : name].join(' / ')
}

function finish(run: Run, job: JobResult): JobEnd {
  run.jobs.push(job)
  const { path, name, annotations, result: conclusion } = job
  const { repository, run_id } = run.github
  run.server.state.endJob(repository, Number(run_id), { path, name, annotations, conclusion })
  run.emit({ type: 'job-ends', job })
  // If only some jobs are re-run, GitHub keeps the outputs of an earlier attempt that a job does not set again (actions/runner#2598).
  return { result: job.result, outputs: { ...run.attempt.ends.get(path)?.outputs, ...job.outputs.kept } }
}

function failedJob(place: JobPlace, error: unknown): JobResult {
  const log = new Log(new Masker(), false)
  log.error(error instanceof Error ? error.message : String(error))
  return unstartedJob(place, 'failure', log)
}

/** A leg of a matrix that can start. */
interface ReadyLeg {
  index: number
  matrix: Leg
  strategy: Contexts
  cancel: AbortSignal
}

interface StartedLeg extends ReadyLeg {
  path: string
  isWhole: boolean
}

/** Runs the legs of a matrix in parallel. With fail-fast, a leg that fails cancels the others. */
async function runMatrix(
  strategy: NonNullable<JobDefinition['strategy']>,
  scope: Scope,
  cancel: AbortSignal,
  start: (leg: ReadyLeg) => Promise<{ end: JobEnd; ran: boolean }>,
): Promise<JobEnd> {
  const legs = strategy.matrix === null ? [{}] : expandMatrix(evaluate(strategy.matrix, scope))
  const failFast = evaluate(strategy.failFast, scope) !== false
  const failed = new AbortController()
  const ended: JobEnd[] = []
  const startLeg = async (matrix: Leg, index: number) => {
    const context = { 'fail-fast': failFast, 'job-index': index, 'job-total': legs.length, 'max-parallel': legs.length }
    const signal = AbortSignal.any([cancel, failed.signal])
    const { end, ran } = await start({ index, matrix, strategy: context, cancel: signal })
    ended.push(end)
    if (ran && end.result === 'failure' && failFast) failed.abort()
  }
  await Promise.all(legs.map(startLeg))
  // The last leg to set an output wins.
  return { result: worst(ended.map(end => end.result)), outputs: Object.assign({}, ...ended.map(end => end.outputs)) }
}

/** Combines results: a failure takes precedence, then a cancellation. The result is skipped if all are. */
export function worst(results: Result[]): Result {
  const order: Result[] = ['failure', 'cancelled', 'success']
  return order.find(result => results.includes(result)) ?? 'skipped'
}

async function runPlace(run: Run, place: JobPlace): Promise<JobEnd> {
  const { work } = place.definition
  if (place.cancel.aborted) return finish(run, unstartedJob(place, 'cancelled'))
  try {
    if (work.kind === 'call') return await callWorkflow(run, place, work)
    return finish(run, await runJob(run, place, work))
  } catch (error) {
    return finish(run, failedJob(place, error))
  }
}

/** Runs the jobs of a called workflow in place of the calling job. */
async function callWorkflow(run: Run, place: JobPlace, work: CallDefinition): Promise<JobEnd> {
  const { definition, scope } = place
  const given = evaluate(work.with, { contexts: place.contexts })
  const inputs = callInputs(work.workflow.call.inputs, Object.assign({}, given), {
    contexts: { github: run.github, inputs: {}, vars: run.variables },
  })
  const ends = await runJobs(run, {
    workflow: work.workflow,
    inputs,
    secrets: passSecrets(work, place),
    granted: definition.permissions ?? scope.workflow.permissions ?? scope.granted ?? defaultPermissions,
    callers: [place.name],
    path: `${place.path}/`,
    isWhole: place.isWhole,
    cancel: place.cancel,
  })
  const contexts = { github: run.github, inputs, vars: run.variables, jobs: ends }
  return {
    result: worst(Object.values(ends).map(end => end.result)),
    outputs: evaluateTexts(work.workflow.call.outputs, { contexts }),
  }
}

function passSecrets(work: CallDefinition, { scope, contexts }: JobPlace): SecretScope {
  if (work.secrets === 'inherit') return scope.secrets
  const values = evaluateTexts(work.secrets, { contexts: { ...contexts, secrets: scope.secrets.values } })
  return { values, named: true }
}
