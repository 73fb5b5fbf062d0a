import { describeRepository, describeUser, nodeId } from './describe.ts'
import type { JobAnnotation, Repository, Run, RunJob } from './state.ts'

/** The response of `GET …/actions/runs/{run_id}`, and of one of its attempts. */
export function describeRun(run: Run, repository: Repository, url: string, owner: Parameters<typeof describeUser>[0]) {
  const { id, attempt, actor, triggeringActor, sha, workflow, createdAt, updatedAt } = run
  const shownRepository = describeRepository(repository, owner, url)
  const at = `${shownRepository.url}/actions/runs/${id}`
  const workflowId = Number.parseInt(Buffer.from(workflow).toString('hex').slice(-8), 16)
  return {
    id,
    node_id: nodeId('WFR', id),
    name: run.title,
    display_title: run.title,
    path: workflow,
    event: run.event,
    head_branch: run.branch,
    head_sha: sha,
    run_number: 7,
    run_attempt: attempt,
    status: run.conclusion === null ? 'in_progress' : 'completed',
    conclusion: run.conclusion,
    workflow_id: workflowId,
    created_at: createdAt,
    updated_at: updatedAt,
    run_started_at: updatedAt,
    actor: describeUser(actor, url),
    triggering_actor: describeUser(triggeringActor, url),
    pull_requests: [],
    head_commit: {
      id: sha,
      tree_id: sha,
      message: 'Commit',
      timestamp: createdAt,
      author: { name: actor.login, email: 'author@example.com' },
      committer: { name: 'GitHub', email: 'noreply@github.com' },
    },
    repository: shownRepository,
    head_repository: shownRepository,
    url: at,
    html_url: `${shownRepository.html_url}/actions/runs/${id}`,
    jobs_url: `${at}/jobs`,
    logs_url: `${at}/logs`,
    check_suite_url: `${shownRepository.url}/check-suites/${id}`,
    artifacts_url: `${at}/artifacts`,
    cancel_url: `${at}/cancel`,
    rerun_url: `${at}/rerun`,
    previous_attempt_url: attempt > 1 ? `${at}/attempts/${attempt - 1}` : null,
    workflow_url: `${shownRepository.url}/actions/workflows/${workflowId}`,
  }
}

/** A job in the response of `GET …/actions/runs/{run_id}/jobs`. */
export function describeJob(job: RunJob, run: Run, repository: Repository, url: string) {
  const { id, name, attempt, conclusion, startedAt, completedAt } = job
  const path = `${repository.owner}/${repository.name}`
  const at = `${url}/repos/${path}`
  const ran = conclusion !== 'skipped'
  return {
    id,
    node_id: nodeId('CR', id),
    run_id: run.id,
    run_url: `${at}/actions/runs/${run.id}`,
    run_attempt: attempt,
    head_sha: run.sha,
    head_branch: run.branch,
    workflow_name: run.title,
    name,
    status: conclusion === null ? 'in_progress' : 'completed',
    conclusion,
    created_at: startedAt,
    started_at: startedAt,
    completed_at: completedAt,
    url: `${at}/actions/jobs/${id}`,
    html_url: `https://github.com/${path}/actions/runs/${run.id}/job/${id}`,
    check_run_url: `${at}/check-runs/${id}`,
    labels: ['ubuntu-latest'],
    runner_id: ran ? 1 : null,
    runner_name: ran ? 'GitHub Actions 1' : null,
    runner_group_id: ran ? 0 : null,
    runner_group_name: ran ? 'GitHub Actions' : null,
  }
}

/** An annotation in the response of `GET …/check-runs/{check_run_id}/annotations`. */
export function describeAnnotation(
  { level, message, title = '' }: JobAnnotation,
  { sha }: Run,
  repository: Repository,
) {
  return {
    path: '.github',
    start_line: 1,
    end_line: 1,
    start_column: null,
    end_column: null,
    annotation_level: level === 'error' ? 'failure' : level,
    title,
    message,
    raw_details: '',
    blob_href: `https://github.com/${repository.owner}/${repository.name}/blob/${sha}/.github`,
  }
}
