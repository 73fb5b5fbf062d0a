import { randomBytes } from 'node:crypto'
import { posix } from 'node:path'
import type { EnvironmentRules } from '../../github/index.ts'
import type { JobClaims } from '../../oidc/index.ts'
import type { Contexts } from '../expression/expressions.ts'
import type { Scope } from '../expression/template.ts'
import { evaluate, evaluateText, evaluateTexts, expressionsIn, isMapping } from '../expression/template.ts'
import type { StepsEnd } from '../step/run-steps.ts'
import { runSteps } from '../step/run-steps.ts'
import { readConcurrency } from '../workflow/concurrency.ts'
import { defaultPermissions, toGrant } from '../workflow/permissions.ts'
import type { Run, WorkflowScope } from '../workflow/run.ts'
import { handedSecrets, readVault, withEnvironment } from '../workflow/secrets.ts'
import type { WorkflowFile } from '../workflow/sources.ts'
import type { JobDefinition, StepsDefinition } from '../workflow/workflow.ts'
import { runnerContext } from './contexts.ts'
import { createFolders, listFiles, removeFolders } from './folders.ts'
import type { Job, JobOutputs } from './job.ts'
import { createMasker, keepJobOutputs } from './job.ts'
import type { JobResult } from './job-result.ts'
import { Log } from './log.ts'
import type { Masker } from './masker.ts'

/** A job, or a leg of its matrix, whose `needs` have ended. */
export interface JobPlace {
  definition: JobDefinition
  scope: WorkflowScope
  name: string
  path: string
  attempt: number
  /** In a re-run, whether all jobs of the workflow that it calls run again. */
  isWhole: boolean
  /** `github`, `inputs`, `vars`, `needs`, and `strategy` and `matrix` of a leg. */
  contexts: Contexts
  cancel: AbortSignal
}

/** The result of a job that did not run. */
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

/** Waits for the job's concurrency group and its gate, runs its steps, and evaluates its outputs. */
export async function runJob(run: Run, place: JobPlace, work: StepsDefinition): Promise<JobResult> {
  const log = new Log(createMasker({}, ''), false)
  const refuse = (message: string, result: 'failure' | 'cancelled' = 'failure') => {
    log.error(message)
    return unstartedJob(place, result, log)
  }
  const concurrency = readConcurrency(work.concurrency, { contexts: place.contexts })
  const release = concurrency && (await run.groups.acquire(concurrency))
  if (concurrency && !release) {
    return refuse(`Canceling since a higher priority waiting request for '${concurrency.group}' exists`, 'cancelled')
  }
  try {
    const environment = readEnvironment(work, { contexts: place.contexts })
    const gate = environment === undefined ? {} : await passGate(run, place, environment)
    const about = { ...gate.about, ...(concurrency && { concurrency: concurrency.group }) }
    if (gate.refused !== undefined) return { ...refuse(gate.refused), ...about }
    if (place.cancel.aborted) return { ...unstartedJob(place, 'cancelled'), ...about }
    return { ...(await startJob(run, place, work, environment)), ...about }
  } finally {
    release?.()
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
  // GitHub creates an environment that does not exist, without rules.
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

/** In a repository without protected branches, the rule `protected` allows every branch. */
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
  const cleanUps: (() => void)[] = [() => server.removeToken(token)]
  const { issuer } = run
  const claims = jobClaims(run, scope.workflow.file, environment)
  const idToken = permissions['id-token'] === 'write' ? issuer?.addJob(claims) : undefined
  if (issuer && idToken) {
    masker.addSecret(idToken.token)
    cleanUps.push(() => issuer.removeJob(idToken))
  }
  const job: Job = { folders, masker, github, runner: runnerContext(folders, run.runner), env: {}, idToken }
  server.addToken(token, { kind: 'job', repositories: [repository], permissions: toGrant(permissions) })
  server.state.startJob(repository, Number(run.github.run_id), { path, name })
  server.state.audit(repository, 'workflows.prepared_workflow_job', {
    actor: claims.actor,
    environment_name: environment,
    job_name: name,
    job_workflow_ref: claims.job_workflow_ref,
    secrets_passed: Object.keys(secrets),
    workflow_run_id: Number(claims.run_id),
  })
  run.emit({ type: 'job-starts', job: name })
  try {
    for (const env of [scope.workflow.env, work.env]) {
      Object.assign(job.env, evaluateTexts(env, { contexts }))
    }
    refuseOtherRunners(evaluate(work.runsOn, { contexts }))
    const minutes = evaluate(work.timeoutMinutes, { contexts })
    const cancel = AbortSignal.any([place.cancel, AbortSignal.timeout(Number(minutes) * 60_000)])
    const end = await runSteps(work.steps, {
      run,
      job,
      name,
      file: scope.workflow.file,
      permissions,
      contexts,
      cancel,
      afterwards: cleanUp => cleanUps.push(cleanUp),
    })
    const outputs = evaluateOutputs(work, end, masker, log)
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

/** The claims of a job's OIDC token. @param file the workflow file that has the job */
function jobClaims({ github, runner }: Run, file: WorkflowFile, environment: string | undefined): JobClaims {
  const { repository, ref } = github
  const isOwn = file.repository === repository
  return {
    actor: github.actor,
    actor_id: github.actor_id,
    base_ref: github.base_ref,
    ...(environment !== undefined && { environment }),
    event_name: github.event_name,
    head_ref: github.head_ref,
    job_workflow_ref: `${file.repository}/${file.path}@${isOwn ? ref : file.ref}`,
    job_workflow_sha: isOwn ? github.sha : file.ref,
    ref,
    ref_protected: github.ref_protected ? 'true' : 'false',
    ref_type: github.ref_type,
    repository,
    repository_id: github.repository_id,
    repository_owner: github.repository_owner,
    repository_owner_id: github.repository_owner_id,
    repository_visibility: 'private',
    run_attempt: github.run_attempt,
    run_id: github.run_id,
    run_number: github.run_number,
    runner_environment: runner.environment ?? 'github-hosted',
    sha: github.sha,
    workflow: github.workflow,
    workflow_ref: github.workflow_ref,
    workflow_sha: github.workflow_sha,
  }
}

/** @returns the job's outputs, or undefined if they cannot be evaluated, which fails the job */
function evaluateOutputs(work: StepsDefinition, end: StepsEnd, masker: Masker, log: Log): JobOutputs | undefined {
  try {
    const outputs = keepJobOutputs(evaluateTexts(work.outputs, end.scope), masker)
    for (const output of outputs.dropped) log.warning(`Skip output '${output}' since it may contain secret.`)
    return outputs
  } catch (error) {
    log.error('Fail to evaluate job outputs')
    log.error(error instanceof Error ? error.message : String(error))
    return undefined
  }
}

/** This runner behaves as a Linux runner, hosted by GitHub or not. */
function refuseOtherRunners(runsOn: unknown): void {
  const other = [runsOn]
    .flat()
    .map(label => (typeof label === 'string' ? label : JSON.stringify(label)))
    .find(label => /^(windows|macos|\{)/i.test(label))
  if (other !== undefined) throw new Error(`runs-on: not supported by this local runner: ${other}`)
}
