import { describe, expect, it } from 'vitest'
import { environmentOf, readWorkflowRun, repositoryOf, runClaims, runUrl } from '../../../src/runner/workflow-run.ts'

const VARIABLES = {
  serverUrl: 'GITHUB_SERVER_URL',
  repository: 'GITHUB_REPOSITORY',
  repositoryId: 'GITHUB_REPOSITORY_ID',
  repositoryOwnerId: 'GITHUB_REPOSITORY_OWNER_ID',
  runId: 'GITHUB_RUN_ID',
  runAttempt: 'GITHUB_RUN_ATTEMPT',
  sha: 'GITHUB_SHA',
  eventName: 'GITHUB_EVENT_NAME',
  workflowRef: 'GITHUB_WORKFLOW_REF',
  workflowSha: 'GITHUB_WORKFLOW_SHA',
  actor: 'GITHUB_ACTOR',
  actorId: 'GITHUB_ACTOR_ID',
  triggeringActor: 'GITHUB_TRIGGERING_ACTOR',
  runnerEnvironment: 'RUNNER_ENVIRONMENT',
}
/** Each variable holds its own name. */
const ENV = Object.fromEntries(Object.values(VARIABLES).map(name => [name, name]))

describe('readWorkflowRun', () => {
  it('reads each member from the runner’s variable of that name', () => {
    expect(readWorkflowRun(ENV)).toEqual(VARIABLES)
  })

  it.each([undefined, ''])('takes github.com for the server if that is %j', GITHUB_SERVER_URL => {
    expect(readWorkflowRun({ ...ENV, GITHUB_SERVER_URL }).serverUrl).toBe('https://github.com')
  })

  it('makes unset variables empty', () => {
    const { serverUrl, ...others } = readWorkflowRun({})
    expect(Object.keys(others)).toHaveLength(13)
    expect(new Set(Object.values(others))).toEqual(new Set(['']))
  })
})

it('runClaims states the run by names and ids', () => {
  expect(runClaims(readWorkflowRun(ENV))).toEqual({
    repository: 'GITHUB_REPOSITORY',
    repository_id: 'GITHUB_REPOSITORY_ID',
    repository_owner_id: 'GITHUB_REPOSITORY_OWNER_ID',
    run_id: 'GITHUB_RUN_ID',
    run_attempt: 'GITHUB_RUN_ATTEMPT',
    sha: 'GITHUB_SHA',
    workflow_ref: 'GITHUB_WORKFLOW_REF',
    workflow_sha: 'GITHUB_WORKFLOW_SHA',
    actor: 'GITHUB_ACTOR',
    actor_id: 'GITHUB_ACTOR_ID',
    runner_environment: 'RUNNER_ENVIRONMENT',
  })
})

it('repositoryOf has the owner and the name of the repository', () => {
  expect(repositoryOf(readWorkflowRun({ GITHUB_REPOSITORY: 'octo/keys' }))).toEqual({ owner: 'octo', repo: 'keys' })
})

it('environmentOf is an environment of the repository of the run', () => {
  const environment = environmentOf(readWorkflowRun({ GITHUB_REPOSITORY: 'octo/keys' }), 'gate')
  expect(environment).toEqual({ level: 'environment', owner: 'octo', repo: 'keys', environment: 'gate' })
})

it('runUrl is the run’s page', () => {
  const run = readWorkflowRun({ GITHUB_REPOSITORY: 'octo/keys', GITHUB_RUN_ID: '42' })
  expect(runUrl(run)).toBe('https://github.com/octo/keys/actions/runs/42')
})
