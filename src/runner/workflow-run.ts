/** What the runner says about the run, from its `GITHUB_*` and `RUNNER_*` variables. */
export interface WorkflowRun {
  serverUrl: string
  repository: string
  repositoryId: string
  repositoryOwnerId: string
  runId: string
  runAttempt: string
  sha: string
  eventName: string
  workflowRef: string
  workflowSha: string
  actor: string
  actorId: string
  /** Who started this attempt; differs from the actor if someone else re-ran the run. */
  triggeringActor: string
  runnerEnvironment: string
}

/** Reads the run from the runner's variables; unset ones are empty, and the server is github.com. */
export function readWorkflowRun(env: Readonly<Record<string, string | undefined>>): WorkflowRun {
  const read = (name: string) => env[name] ?? ''
  return {
    serverUrl: read('GITHUB_SERVER_URL') || 'https://github.com',
    repository: read('GITHUB_REPOSITORY'),
    repositoryId: read('GITHUB_REPOSITORY_ID'),
    repositoryOwnerId: read('GITHUB_REPOSITORY_OWNER_ID'),
    runId: read('GITHUB_RUN_ID'),
    runAttempt: read('GITHUB_RUN_ATTEMPT'),
    sha: read('GITHUB_SHA'),
    eventName: read('GITHUB_EVENT_NAME'),
    workflowRef: read('GITHUB_WORKFLOW_REF'),
    workflowSha: read('GITHUB_WORKFLOW_SHA'),
    actor: read('GITHUB_ACTOR'),
    actorId: read('GITHUB_ACTOR_ID'),
    triggeringActor: read('GITHUB_TRIGGERING_ACTOR'),
    runnerEnvironment: read('RUNNER_ENVIRONMENT'),
  }
}

/** The run as the proof states it; the ids outlive the names. */
export function runClaims(run: WorkflowRun): Record<string, string> {
  return {
    repository: run.repository,
    repository_id: run.repositoryId,
    repository_owner_id: run.repositoryOwnerId,
    run_id: run.runId,
    run_attempt: run.runAttempt,
    sha: run.sha,
    workflow_ref: run.workflowRef,
    workflow_sha: run.workflowSha,
    actor: run.actor,
    actor_id: run.actorId,
    runner_environment: run.runnerEnvironment,
  }
}

/** The repository of the run, as the routes of GitHub's API name it. */
export function repositoryOf({ repository }: WorkflowRun): { owner: string; repo: string } {
  const slash = repository.indexOf('/')
  return { owner: repository.slice(0, slash), repo: repository.slice(slash + 1) }
}

/** An environment of the run's repository. */
export function environmentOf(run: WorkflowRun, environment: string) {
  return { level: 'environment', ...repositoryOf(run), environment } as const
}

/** The run's page on GitHub. */
export function runUrl(run: WorkflowRun): string {
  return `${run.serverUrl}/${run.repository}/actions/runs/${run.runId}`
}
