import { randomInt } from 'node:crypto'
import type { LocalGitHub } from '../github/index.ts'
import { checkWorkflow } from './check-workflow.ts'
import { ConcurrencyGroups, readConcurrency } from './concurrency.ts'
import type { GitHubContext } from './contexts.ts'
import { githubContext } from './contexts.ts'
import type { Approve } from './gates.ts'
import { Gates } from './gates.ts'
import { dispatchInputs } from './inputs.ts'
import type { JobResult, Run, RunEvent } from './run.ts'
import { runJobs, worst } from './run-jobs.ts'
import { readAtQueue } from './secrets.ts'
import type { Sources } from './sources.ts'
import type { Attestation, InstalledApp } from './stand-ins.ts'
import type { Result } from './status.ts'
import type { StepControl } from './step.ts'
import { evaluateText } from './template.ts'
import { readWorkflow } from './workflow.ts'

export interface WorkflowRun {
  /** The checkout of the repository that holds the workflow. */
  root: string
  /** Relative to it: `.github/workflows/provision.yml`. */
  workflow: string
  /** Knows the repository, its environments, secrets and variables. */
  github: LocalGitHub
  /** `workflow_dispatch` by default. */
  event?: string
  /** Of a dispatch: text, as its form sends it. */
  inputs?: Record<string, string>
  /** What differs in the `github` context; `repository` says whose run it is, `actor` who started it. */
  context?: Partial<GitHubContext>
  /** Other repositories that workflows name, by `owner/name`: folders of their checkouts. */
  sources?: Sources
  /** GitHub Apps by client id, for actions/create-github-app-token. */
  apps?: Record<string, InstalledApp>
  runner?: Run['runner']
  /** Decides at gates. Without it nobody ever comes. */
  approve?: Approve
  onEvent?: (event: RunEvent) => void
  /** What a test decides about the process of a step. */
  control?: (at: { job: string; step: string }) => StepControl
  /** Cancels the run. */
  signal?: AbortSignal
}

export interface WorkflowResult {
  runId: number
  /** As the list of runs shows it: `run-name`, or the workflow's name. */
  name: string
  conclusion: Result
  /** In the order in which they ended; the jobs of called workflows among them. */
  jobs: JobResult[]
  /** The logs of all jobs. */
  log: string
  attestations: Attestation[]
}

/** The concurrency groups of each repository of each GitHub: runs at the same time share them. */
const groups = new WeakMap<LocalGitHub, Map<string, ConcurrencyGroups>>()

/**
 * Runs a workflow as GitHub does, jobs side by side, against a local GitHub.
 * @throws before anything runs: for workflows that are not valid or that this runner does not support, and for inputs that
 * GitHub would refuse. A run that fails is a result.
 */
export async function runWorkflow(options: WorkflowRun): Promise<WorkflowResult> {
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

  const runId = Number(options.context?.run_id ?? randomInt(10_000_000_000, 20_000_000_000))
  const texts = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, String(value)]))
  const github = githubContext({
    api_url: server.url,
    graphql_url: `${server.url}/graphql`,
    event_name: event,
    event: {
      ref: options.context?.ref ?? 'refs/heads/main',
      repository: { full_name: repository },
      sender: { login: options.context?.actor ?? 'octocat' },
      ...(event === 'workflow_dispatch' && { inputs: texts, workflow: options.workflow }),
    },
    repository_id: String(server.world.repository(repository).id),
    run_id: String(runId),
    workflow: workflow.name,
    workflow_ref: `${repository}/${options.workflow}@${options.context?.ref ?? 'refs/heads/main'}`,
    ...options.context,
  })
  checkWorkflow(workflow, sources)
  const queued = readAtQueue(server, repository)
  const contexts = { github, inputs, vars: queued.variables }
  const name = evaluateText(workflow.runName, { contexts }) || workflow.name
  const { runs } = server.world.repository(repository)
  if (!runs.has(runId)) runs.set(runId, [])

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
    gates: new Gates(server, { repository, runId, actor: github.triggering_actor }, approve),
    apps: options.apps ?? {},
    runner: options.runner ?? {},
    cancel,
    control: options.control ?? (() => ({})),
    emit,
    jobs: [],
    attestations: [],
  }
  const concurrency = readConcurrency(workflow.concurrency, { contexts })
  const slot = concurrency && (await run.groups.acquire(concurrency))
  try {
    if (concurrency && !slot) return { runId, name, conclusion: 'cancelled', jobs: [], log: '', attestations: [] }
    const ends = await runJobs(run, {
      workflow,
      inputs,
      secrets: queued.secrets,
      granted: undefined,
      callers: [],
      held: concurrency ? [concurrency.group.toLowerCase()] : [],
      cancel: slot ? AbortSignal.any([cancel, slot.signal]) : cancel,
    })
    return {
      runId,
      name,
      conclusion: worst(Object.values(ends).map(end => end.result)),
      jobs: run.jobs,
      log: run.jobs.map(job => job.log).join('\n'),
      attestations: run.attestations,
    }
  } finally {
    slot?.release()
  }
}

function groupsOf(server: LocalGitHub, repository: string): ConcurrencyGroups {
  const ofPlatform = groups.get(server) ?? new Map<string, ConcurrencyGroups>()
  groups.set(server, ofPlatform)
  const ofRepository = ofPlatform.get(repository) ?? new ConcurrencyGroups()
  ofPlatform.set(repository, ofRepository)
  return ofRepository
}
