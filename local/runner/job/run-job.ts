import { randomBytes } from 'node:crypto'
import { posix } from 'node:path'
import type { EnvironmentRules } from '../../github/index.ts'
import type { Contexts } from '../expression/expressions.ts'
import type { Scope } from '../expression/template.ts'
import { evaluate, evaluateText, evaluateTexts, expressionsIn, isMapping } from '../expression/template.ts'
import type { StepsEnd } from '../step/run-steps.ts'
import { runSteps } from '../step/run-steps.ts'
import { readConcurrency } from '../workflow/concurrency.ts'
import { defaultPermissions, toGrant } from '../workflow/permissions.ts'
import type { JobResult, Run, WorkflowScope } from '../workflow/run.ts'
import { handedSecrets, readVault, withEnvironment } from '../workflow/secrets.ts'
import type { JobDefinition, StepsDefinition } from '../workflow/workflow.ts'
import { runnerContext } from './contexts.ts'
import { createFolders, listFiles, removeFolders } from './folders.ts'
import type { Job, JobOutputs } from './job.ts'
import { createMasker, keepJobOutputs } from './job.ts'
import { Log } from './log.ts'
import type { Masker } from './masker.ts'

/** One job, or one leg of a job's matrix, at the moment when the jobs that it needs have ended. */
export interface JobPlace {
  definition: JobDefinition
  scope: WorkflowScope
  name: string
  path: string
  attempt: number
  /** In a re-run, whether all jobs of the workflow that it calls run again. */
  isWhole: boolean
  /** `github`, `inputs`, `vars`, `needs`, and for a leg `strategy` and `matrix`. */
  contexts: Contexts
  cancel: AbortSignal
}

/** A job that did not run. */
export function unstartedJob(
  { definition, name, path, attempt }: JobPlace,
  result: JobResult['result'],
  log = new Log(createMasker({}, ''), false),
): JobResult {
  return {
    id: definition.id,
    path,
    attempt,
    name,
    result,
    outputs: { kept: {}, dropped: [] },
    steps: [],
    summary: '',
    log: log.text,
    annotations: log.annotations,
    permissions: {},
    secrets: [],
    masks: [],
    files: [],
  }
}

/** Waits for the job's concurrency group and gate, runs its steps, and decides about its outputs. */
export async function runJob(run: Run, place: JobPlace, work: StepsDefinition): Promise<JobResult> {
  const log = new Log(createMasker({}, ''), false)
  const refuse = (message: string, result: 'failure' | 'cancelled' = 'failure') => {
    log.error(message)
    return unstartedJob(place, result, log)
  }
  const concurrency = readConcurrency(place.definition.concurrency, { contexts: place.contexts })
  if (concurrency && place.scope.held.includes(concurrency.group.toLowerCase())) {
    return refuse(
      `Canceling since a deadlock for concurrency group '${concurrency.group}' was detected between a caller and '${place.name}'`,
      'cancelled',
    )
  }
  const slot = concurrency && (await run.groups.acquire(concurrency))
  if (concurrency && !slot) {
    return refuse(`Canceling since a higher priority waiting request for '${concurrency.group}' exists`, 'cancelled')
  }
  const cancel = slot ? AbortSignal.any([place.cancel, slot.signal]) : place.cancel
  try {
    const environment = readEnvironment(work, { contexts: place.contexts })
    const gate = environment === undefined ? {} : await passGate(run, { ...place, cancel }, environment)
    const about = { ...gate.about, ...(concurrency && { concurrency: concurrency.group }) }
    if (gate.refused !== undefined) return { ...refuse(gate.refused), ...about }
    if (cancel.aborted) return { ...unstartedJob(place, 'cancelled'), ...about }
    return { ...(await startJob(run, { ...place, cancel }, work, environment)), ...about }
  } finally {
    slot?.release()
  }
}

function readEnvironment(work: StepsDefinition, scope: Scope): string | undefined {
  if (work.environment === undefined) return undefined
  const name = evaluateText(isMapping(work.environment) ? work.environment.name : work.environment, scope)
  return name === '' ? undefined : name
}

async function passGate(
  run: Run,
  { name, cancel }: JobPlace,
  environment: string,
): Promise<{ about?: Partial<JobResult>; refused?: string }> {
  const { repository, ref_name, ref_protected } = run.github
  const { branches } = run.server.state.repository(repository)
  // A job that names an environment which does not exist creates it, without rules.
  const known = run.server.state.environment(repository, environment)
  const { rules } = known ?? run.server.state.addEnvironment(repository, environment)
  if (rules.waitTimer) throw new Error(`${environment}: not supported by this local runner: wait timers`)
  const hasProtected = branches.some(branch => branch.protected)
  if (!allowsBranch(rules, ref_name, ref_protected || !hasProtected)) {
    const refused = `Branch "${ref_name}" is not allowed to deploy to ${environment} due to environment protection rules.`
    return { about: { environment }, refused }
  }
  if (!rules.reviewers?.length) return { about: { environment } }
  run.emit({ type: 'job-waits', job: name, environment, reviewers: rules.reviewers })
  const review = await Promise.race([run.gates.wait(environment, rules, name), aborted(cancel)])
  if (cancel.aborted) return { about: { environment } }
  run.emit({ type: 'job-reviewed', job: name, review })
  const about = { environment, ...(review && { review }) }
  if (review?.decision === 'approved') return { about }
  const refused = review
    ? `The deployment was rejected by ${review.by}`
    : 'Nobody reviewed the deployment within 30 days'
  return { about, refused }
}

/** Without any protected branch, GitHub's rule "protected branches" lets every branch deploy. */
function allowsBranch(
  { branchPolicy, branches = [] }: EnvironmentRules,
  name: string,
  passesAsProtected: boolean,
): boolean {
  if (branchPolicy === 'custom') return branches.some(pattern => posix.matchesGlob(name, pattern))
  return branchPolicy !== 'protected' || passesAsProtected
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise(resolve => {
    if (signal.aborted) resolve(undefined)
    signal.addEventListener('abort', () => resolve(undefined))
  })
}

async function startJob(
  run: Run,
  place: JobPlace,
  work: StepsDefinition,
  environment: string | undefined,
): Promise<JobResult> {
  const { definition, scope, name, path, attempt } = place
  const { server } = run
  const { repository } = run.github
  const permissions = definition.permissions ?? scope.workflow.permissions ?? scope.granted ?? defaultPermissions
  const token = `ghs_${randomBytes(18).toString('hex')}`
  const stored = environment === undefined ? undefined : readVault(server, repository, environment)
  const seen = withEnvironment(scope.secrets, stored?.secrets ?? {})
  const secrets = handedSecrets(seen, [...definition.expressions, ...expressionsIn(scope.workflow.env)])
  const github = { ...run.github, job: definition.id, token }
  const contexts: Contexts = {
    strategy: {},
    matrix: {},
    ...place.contexts,
    github,
    vars: { ...run.variables, ...stored?.variables },
    secrets: { ...secrets, GITHUB_TOKEN: token },
  }
  const folders = createFolders(repository)
  const masker = createMasker(secrets, token)
  const log = new Log(masker, run.runner.debug === true)
  const job: Job = { folders, masker, github, runner: runnerContext(folders, run.runner), env: new Map(), path: [] }
  const cleanUps: (() => void)[] = [() => server.removeToken(token)]
  server.addToken(token, { kind: 'job', repositories: [repository], permissions: toGrant(permissions) })
  run.emit({ type: 'job-starts', job: name })
  try {
    const envContexts = { contexts }
    for (const env of [scope.workflow.env, work.env]) {
      for (const [key, value] of Object.entries(evaluateTexts(env, envContexts))) job.env.set(key, value)
    }
    refuseOtherRunners(evaluate(work.runsOn, { contexts }))
    const defaults = { ...scope.workflow.defaults, ...work.defaults }
    const minutes = evaluate(work.timeoutMinutes, { contexts })
    const cancel = AbortSignal.any([place.cancel, AbortSignal.timeout(Number(minutes) * 60_000)])
    const end = await runSteps(work.steps, {
      run,
      job,
      name,
      file: scope.workflow.file,
      defaults,
      permissions,
      contexts,
      cancel,
      afterwards: cleanUp => cleanUps.push(cleanUp),
    })
    const { outputs, environmentUrl } = evaluateEnd(work, end, masker, log)
    return {
      id: definition.id,
      path,
      attempt,
      name,
      result: outputs ? end.result : 'failure',
      outputs: outputs ?? { kept: {}, dropped: [] },
      steps: end.steps,
      summary: end.steps.map(step => step.result?.summary ?? '').join(''),
      log: [...end.steps.map(step => step.result?.log ?? ''), log.text].filter(text => text !== '').join('\n'),
      ...(environmentUrl !== undefined && { environmentUrl }),
      annotations: [...end.steps.flatMap(step => step.result?.annotations ?? []), ...log.annotations],
      permissions,
      secrets: Object.keys(secrets),
      masks: masker.values,
      files: listFiles(folders),
    }
  } finally {
    for (const cleanUp of cleanUps.toReversed()) cleanUp()
    removeFolders(folders)
  }
}

/** What is evaluated after the last step; where that fails, the job does, and has no outputs. */
function evaluateEnd(
  work: StepsDefinition,
  end: StepsEnd,
  masker: Masker,
  log: Log,
): { outputs?: JobOutputs; environmentUrl?: string } {
  try {
    const outputs = keepJobOutputs(evaluateTexts(work.outputs, end.scope), masker)
    for (const output of outputs.dropped) log.warning(`Skip output '${output}' since it may contain secret.`)
    if (!isMapping(work.environment) || work.environment.url === undefined) return { outputs }
    return { outputs, environmentUrl: masker.mask(evaluateText(work.environment.url, end.scope)) }
  } catch (error) {
    log.error('Fail to evaluate job outputs')
    log.error(error instanceof Error ? error.message : String(error))
    return {}
  }
}

/** This runner stands for Linux runners, GitHub's own and self-hosted ones. */
function refuseOtherRunners(runsOn: unknown): void {
  const { group, labels } = Object.assign(
    { group: undefined, labels: runsOn },
    typeof runsOn === 'object' ? runsOn : {},
  )
  if (group !== undefined) throw new Error('runs-on: not supported by this local runner: group')
  const other = [labels]
    .flat()
    .map(String)
    .find(label => /^(windows|macos)/i.test(label))
  if (other !== undefined) throw new Error(`runs-on: not supported by this local runner: ${other}`)
}
