import { randomInt } from 'node:crypto'
import type { LocalGitHub } from '../../github/index.ts'
import type { LocalIssuer } from '../../oidc/index.ts'
import type { Result } from '../expression/status.ts'
import type { GitHubContext } from '../job/contexts.ts'
import { githubContext } from '../job/contexts.ts'
import type { Approve } from '../job/gates.ts'
import { Gates } from '../job/gates.ts'
import type { JobResult } from '../job/job-result.ts'
import type { Attestation, InstalledApp } from '../step/action-stubs.ts'
import type { StepControl } from '../step/step.ts'
import type { JobEnd, RerunJobs } from './attempt.ts'
import { Attempt } from './attempt.ts'
import { checkWorkflow } from './check-workflow.ts'
import { ConcurrencyGroups } from './concurrency.ts'
import type { InputValue } from './inputs.ts'
import { dispatchInputs } from './inputs.ts'
import type { Run, RunEvent } from './run.ts'
import { runJobs, worst } from './run-jobs.ts'
import { readAtQueue } from './secrets.ts'
import type { Sources } from './sources.ts'
import type { Workflow } from './workflow.ts'
import { readWorkflow } from './workflow.ts'

export interface WorkflowRun {
  /** The checkout of the repository that holds the workflow. */
  root: string
  /** Relative to it: `.github/workflows/provision.yml`. */
  workflow: string
  /** Has the repository, its environments, secrets and variables. */
  github: LocalGitHub
  /** `workflow_dispatch` by default. */
  event?: string
  /** Inputs of a dispatch, as strings. */
  inputs?: Record<string, string>
  /** Differences in the `github` context, for example `repository` and `actor`. */
  context?: Partial<GitHubContext>
  /** Checkouts of other repositories that workflows name, by `owner/name`. */
  sources?: Sources
  /** GitHub Apps by client id, for actions/create-github-app-token. */
  apps?: Record<string, InstalledApp>
  /** Issues OIDC tokens to jobs with the permission `id-token: write`. Without it no job gets one. */
  issuer?: LocalIssuer
  runner?: Run['runner']
  /** Reviews at gates. Without it nobody reviews. */
  approve?: Approve
  onEvent?: (event: RunEvent) => void
  /** Controls the process of a step. */
  control?: (at: { job: string; step: string }) => StepControl
  /** Cancels the run. */
  signal?: AbortSignal
}

export interface WorkflowResult {
  runId: number
  /** 1, and one more with each re-run. */
  attempt: number
  /** The workflow's name. */
  name: string
  conclusion: Result
  /**
   * In the order in which they ended; the jobs of called workflows among them. Jobs that a re-run did not run are those of
   * an earlier attempt.
   */
  jobs: JobResult[]
  /** The logs of all jobs of this attempt. */
  log: string
  attestations: Attestation[]
  /** What a re-run needs: how the run was started, and how its jobs ended, by path. */
  options: WorkflowRun
  ends: ReadonlyMap<string, JobEnd>
}

export interface Rerun extends Pick<WorkflowRun, 'runner' | 'approve' | 'onEvent' | 'control' | 'signal'> {
  /** `all` by default. */
  jobs?: RerunJobs
  /** Who re-runs it; by default who started the previous attempt. */
  actor?: string
}

/** The concurrency groups of each repository of each GitHub. Parallel runs share them. */
const groups = new WeakMap<LocalGitHub, Map<string, ConcurrencyGroups>>()

/**
 * Runs a workflow as GitHub does, with jobs in parallel, against a local GitHub.
 * @throws before any job runs, for invalid or unsupported workflows and for inputs that GitHub would refuse. A run that
 * fails is a result.
 */
export function runWorkflow(options: WorkflowRun): Promise<WorkflowResult> {
  return startAttempt(options)
}

/**
 * Runs a run again, as GitHub's "Re-run all jobs", "Re-run failed jobs" and `gh run rerun --job` do: the same run id, event
 * and actor, the next attempt. Jobs that do not run again keep their results and outputs. Secrets and variables are read
 * again, and gates need a new review. The record of reviews stays.
 * @throws if there is no such job, and as {@link runWorkflow}
 */
export function rerunWorkflow(
  previous: WorkflowResult,
  { jobs, actor, ...changed }: Rerun = {},
): Promise<WorkflowResult> {
  // A signal that cancelled the previous attempt says nothing about this one.
  const { signal: _, ...options } = previous.options
  return startAttempt({ ...options, ...changed }, { previous, jobs: jobs ?? 'all', actor })
}

async function startAttempt(
  options: WorkflowRun,
  rerun?: { previous: WorkflowResult; jobs: RerunJobs; actor: string | undefined },
): Promise<WorkflowResult> {
  const { github: server, sources = {} } = options
  const event = options.event ?? 'workflow_dispatch'
  const repository = options.context?.repository ?? 'octo/keys'
  const ref = githubContext(options.context).sha
  const workflow = await readWorkflow({ repository, root: options.root, ref, path: options.workflow }, sources)
  const filters = workflow.events[event]
  if (!filters) throw new Error(`${options.workflow} is not started by ${event}`)
  if (filters.length > 0) {
    throw new Error(`${options.workflow}: on.${event}: not supported by this local runner: ${filters.join(', ')}`)
  }
  const inputs = event === 'workflow_dispatch' ? dispatchInputs(workflow.dispatchInputs, options.inputs ?? {}) : {}

  const attempt = new Attempt(
    rerun ? rerun.previous.attempt + 1 : Number(options.context?.run_attempt ?? 1),
    rerun?.previous,
    rerun?.jobs,
  )
  const runId = rerun
    ? rerun.previous.runId
    : Number(options.context?.run_id ?? randomInt(10_000_000_000, 20_000_000_000))
  const recorded = server.state.repository(repository).runs.get(runId)
  const actor = recorded && rerun ? recorded.actor : server.state.users.get(options.context?.actor ?? 'octocat')
  const starter = rerun?.actor ?? (rerun && recorded?.triggeringActor.login)
  const github = runContext(options, workflow, inputs, {
    actor: actor.login,
    actor_id: String(actor.id),
    run_id: String(runId),
    run_attempt: String(attempt.number),
    ...(starter !== undefined && { triggering_actor: starter }),
  })
  checkWorkflow(workflow, sources)
  const queued = readAtQueue(server, repository)
  if (rerun) server.state.rerun(repository, runId, github.triggering_actor)
  else if (!recorded) {
    server.state.addRun(repository, runId, [], {
      actor: github.actor,
      triggeringActor: github.triggering_actor,
      attempt: attempt.number,
      title: workflow.name,
      event,
      branch: github.ref_name,
      sha: github.sha,
      workflow: options.workflow,
    })
  }

  const cancel = options.signal ?? new AbortController().signal
  const emit = options.onEvent ?? (() => {})
  const approve: Approve = options.approve ?? (async () => undefined)
  const run: Run = {
    server,
    github,
    root: options.root,
    sources,
    variables: queued.variables,
    groups: groupsOf(server, repository),
    gates: new Gates(server, { repository, runId, starter: server.state.users.get(github.triggering_actor) }, approve),
    apps: options.apps ?? {},
    issuer: options.issuer,
    runner: options.runner ?? {},
    cancel,
    control: options.control ?? (() => ({})),
    emit,
    jobs: [],
    attestations: [],
    attempt,
  }
  const ends = await runJobs(run, {
    workflow,
    inputs,
    secrets: queued.secrets,
    granted: undefined,
    callers: [],
    path: '',
    isWhole: false,
    cancel,
  })
  const conclusion = worst(Object.values(ends).map(({ result }) => result))
  server.state.endRun(repository, runId, conclusion)
  return {
    runId,
    attempt: attempt.number,
    name: workflow.name,
    conclusion,
    jobs: run.jobs,
    log: run.jobs.flatMap(job => (job.attempt === attempt.number ? [job.log] : [])).join('\n'),
    attestations: run.attestations,
    options,
    ends: attempt.ends,
  }
}

/** Returns the `github` context of an attempt. `own` takes precedence over the context that the run was started with. */
function runContext(
  { github: server, context = {}, ...options }: WorkflowRun,
  workflow: Workflow,
  inputs: Record<string, InputValue>,
  own: Partial<GitHubContext>,
): GitHubContext {
  const event = options.event ?? 'workflow_dispatch'
  const { repository, ref, ref_name } = githubContext(context)
  const { id, branches } = server.state.repository(repository)
  const sender = server.state.users.get(own.actor ?? '')
  const texts = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, String(value)]))
  return githubContext({
    api_url: server.url,
    graphql_url: `${server.url}/graphql`,
    event_name: event,
    event: {
      ref,
      repository: { id, full_name: repository },
      sender: { ...sender },
      ...(event === 'workflow_dispatch' && { inputs: texts, workflow: options.workflow }),
    },
    ref_protected:
      ref.startsWith('refs/heads/') && branches.some(branch => branch.name === ref_name && branch.protected),
    repository_id: String(id),
    workflow: workflow.name,
    workflow_ref: `${repository}/${options.workflow}@${ref}`,
    ...context,
    ...own,
  })
}

function groupsOf(server: LocalGitHub, repository: string): ConcurrencyGroups {
  const ofPlatform = groups.get(server) ?? new Map<string, ConcurrencyGroups>()
  groups.set(server, ofPlatform)
  const ofRepository = ofPlatform.get(repository) ?? new ConcurrencyGroups()
  ofPlatform.set(repository, ofRepository)
  return ofRepository
}
