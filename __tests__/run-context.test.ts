import { describe, expect, it } from 'vitest'
import { readRunContext, runClaims, runUrl } from '../src/runner/workflow-run.ts'

describe('a run', () => {
  const names = [
    'GITHUB_SERVER_URL',
    'GITHUB_REPOSITORY',
    'GITHUB_REPOSITORY_ID',
    'GITHUB_REPOSITORY_OWNER_ID',
    'GITHUB_RUN_ID',
    'GITHUB_RUN_ATTEMPT',
    'GITHUB_SHA',
    'GITHUB_REF',
    'GITHUB_EVENT_NAME',
    'GITHUB_WORKFLOW_REF',
    'GITHUB_WORKFLOW_SHA',
    'GITHUB_ACTOR',
    'GITHUB_ACTOR_ID',
    'GITHUB_TRIGGERING_ACTOR',
    'RUNNER_ENVIRONMENT',
  ]

  it('is what the runner’s variables say, and is stated and shown so', () => {
    const run = readRunContext(Object.fromEntries(names.map(name => [name, `the ${name}`])))
    expect([run, runClaims(run), runUrl(run)]).toMatchSnapshot()
    expect(new Set(Object.values(run)).size).toBe(names.length)
    const { serverUrl, ...rest } = readRunContext({})
    expect(serverUrl).toBe('https://github.com')
    expect(new Set(Object.values(rest))).toEqual(new Set(['']))
  })
})
