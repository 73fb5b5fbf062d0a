import { administration } from './administration.ts'
import { auditLog } from './audit-log.ts'
import { isAdmin } from './authorization.ts'
import { describeEnvironment, describePattern, describeRepository, describeUser } from './describe.ts'
import { foldCase } from './names.ts'
import { listPage, type OperationCall } from './operation-call.ts'
import { type ApiResponse, refuse, respond } from './response.ts'
import { describeAnnotation, describeJob, describeRun } from './runs.ts'
import type { RunJob } from './state.ts'
import { timestamp } from './stored-values.ts'
import { onValues } from './values.ts'

/** Operations by id; every other one is about secrets or variables. */
const operations: Record<string, (call: OperationCall) => ApiResponse> = {
  'rate-limit/get': rateLimit,
  'actions/get-workflow-run': workflowRun,
  'actions/get-workflow-run-attempt': workflowRun,
  'actions/get-reviews-for-run': reviews,
  'actions/list-jobs-for-workflow-run': jobs,
  'actions/list-workflow-runs': workflowRuns,
  'checks/list-annotations': annotations,
  'orgs/get-audit-log': auditLog,
  'repos/get-environment': environment,
  'repos/list-deployment-branch-policies': branchPolicies,
  'repos/get': repository,
  ...administration,
}

/** Carries out an operation as GitHub documents it. */
export function performOperation(call: OperationCall): ApiResponse {
  return (operations[call.match.operation.id] ?? onValues)(call)
}

function repository({ match: { parameters }, state, url, grant }: OperationCall): ApiResponse {
  const found = state.repository(`${parameters.owner}/${parameters.repo}`)
  const isOrganization = state.organizations.has(foldCase(found.owner))
  const { owner, ...rest } = describeRepository(found, state.users.get(found.owner), url)
  const admin = isAdmin(grant)
  return respond(200, {
    ...rest,
    owner: { ...owner, type: isOrganization ? 'Organization' : 'User' },
    archived: false,
    permissions: { admin, maintain: admin, push: true, triage: true, pull: true },
  })
}

function environment({ match: { parameters }, state, url }: OperationCall): ApiResponse {
  const { owner, repo, environment_name = '' } = parameters
  const found = state.environment(`${owner}/${repo}`, environment_name)
  if (!found) return refuse(404, 'Not Found')
  return respond(200, describeEnvironment(found, { fullName: `${owner}/${repo}`, url, state }))
}

/** The branch patterns of an environment. Only the rule `custom` has patterns. */
function branchPolicies(call: OperationCall): ApiResponse {
  const { owner, repo, environment_name = '' } = call.match.parameters
  const found = call.state.environment(`${owner}/${repo}`, environment_name)
  if (!found) return refuse(404, 'Not Found')
  const { branchPolicy, branches = [] } = found.rules
  const policies = (branchPolicy === 'custom' ? branches : []).map(pattern => describePattern(found, pattern))
  return listPage(call, policies, shown => ({ total_count: policies.length, branch_policies: shown }))
}

/** The latest attempt of a run, or the one that is asked for. */
function workflowRun({ match: { parameters }, state, url }: OperationCall): ApiResponse {
  const repository = state.repository(`${parameters.owner}/${parameters.repo}`)
  const latest = repository.runs.get(Number(parameters.run_id))
  const wanted = Number(parameters.attempt_number ?? latest?.attempt)
  const run = latest && [...latest.earlierAttempts, latest].find(({ attempt }) => attempt === wanted)
  return run
    ? respond(200, describeRun(run, repository, url, state.users.get(repository.owner)))
    : refuse(404, 'Not Found')
}

/** The runs of a workflow file, newest first. */
function workflowRuns(call: OperationCall): ApiResponse {
  const { match, query, state, url } = call
  const { owner, repo, workflow_id } = match.parameters
  const repository = state.repository(`${owner}/${repo}`)
  const unsupported = [...query.keys()].find(name => !['event', 'status', 'per_page', 'page'].includes(name))
  if (unsupported) throw new Error(`not supported by this local GitHub: ${unsupported} in a list of runs`)
  const wanted = (name: string, values: (string | null)[]) => !query.has(name) || values.includes(query.get(name))
  const ofFile = [...repository.runs.values()].filter(run => run.workflow === `.github/workflows/${workflow_id}`)
  if (ofFile.length === 0) return refuse(404, 'Not Found')
  const found = ofFile
    .filter(({ event }) => wanted('event', [event]))
    .filter(({ conclusion }) => wanted('status', conclusion ? ['completed', conclusion] : ['in_progress']))
    .toReversed()
  return listPage(call, found, shown => ({
    total_count: found.length,
    workflow_runs: shown.map(run => describeRun(run, repository, url, state.users.get(repository.owner))),
  }))
}

/** The jobs of a run: by default of each job the latest, `all` of every attempt. */
function jobs(call: OperationCall): ApiResponse {
  const { match, query, state, url } = call
  const { owner, repo, run_id } = match.parameters
  const repository = state.repository(`${owner}/${repo}`)
  const run = repository.runs.get(Number(run_id))
  if (!run) return refuse(404, 'Not Found')
  const isLatest = (job: RunJob) => !run.jobs.some(({ path, attempt }) => path === job.path && attempt > job.attempt)
  const found = query.get('filter') === 'all' ? run.jobs : run.jobs.filter(isLatest)
  return listPage(call, found, shown => ({
    total_count: found.length,
    jobs: shown.map(job => describeJob(job, run, repository, url)),
  }))
}

/** What a job said. Each job is a check run with the same id. */
function annotations(call: OperationCall): ApiResponse {
  const { owner, repo, check_run_id } = call.match.parameters
  const repository = call.state.repository(`${owner}/${repo}`)
  for (const run of repository.runs.values()) {
    const job = run.jobs.find(({ id }) => id === Number(check_run_id))
    if (job)
      return listPage(call, job.annotations, shown => shown.map(each => describeAnnotation(each, run, repository)))
  }
  return refuse(404, 'Not Found')
}

function reviews({ match: { parameters }, state, url }: OperationCall): ApiResponse {
  const fullName = `${parameters.owner}/${parameters.repo}`
  const found = state.repositories.get(foldCase(fullName))?.runs.get(Number(parameters.run_id))
  if (!found) return refuse(404, 'Not Found')
  return respond(
    200,
    found.reviews.map(review => {
      const environment = state.environment(fullName, review.environment)
      const { id, node_id, name, created_at, updated_at, ...rest } = environment
        ? describeEnvironment(environment, { fullName, url, state })
        : {
            id: 0,
            node_id: '',
            name: review.environment,
            url: '',
            html_url: '',
            created_at: timestamp(state.now()),
            updated_at: timestamp(state.now()),
          }
      return {
        state: review.state,
        comment: review.comment,
        user: describeUser(review.user, url),
        environments: [{ id, node_id, name, url: rest.url, html_url: rest.html_url, created_at, updated_at }],
      }
    }),
  )
}

function rateLimit({ state }: OperationCall): ApiResponse {
  const limit = { limit: 5000, used: 0, remaining: 5000, reset: Math.floor(state.now().getTime() / 1000) + 3600 }
  return respond(200, { resources: { core: limit, search: limit }, rate: limit })
}
