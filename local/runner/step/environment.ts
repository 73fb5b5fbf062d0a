import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Job } from '../job/job.ts'
import type { CommandFile } from './command-files.ts'

/** The variables of this machine that a process needs to start. A step gets no others. */
const inherited = ['PATH', 'SystemRoot', 'SystemDrive', 'windir', 'ComSpec', 'PATHEXT', 'NUMBER_OF_PROCESSORS', 'OS']

/** The `github` values that become `GITHUB_*` variables (GitHubContext of the runner). */
const exposed = [
  'action',
  'actor',
  'actor_id',
  'api_url',
  'base_ref',
  'event_name',
  'graphql_url',
  'head_ref',
  'job',
  'ref',
  'ref_name',
  'ref_protected',
  'ref_type',
  'repository',
  'repository_id',
  'repository_owner',
  'repository_owner_id',
  'retention_days',
  'run_attempt',
  'run_id',
  'run_number',
  'server_url',
  'sha',
  'triggering_actor',
  'workflow',
  'workflow_ref',
  'workflow_sha',
] as const

/**
 * Returns the environment of a step's process. In order of precedence, lowest first: this machine, `env` of workflow, job
 * and step, inputs, `GITHUB_*`, `RUNNER_*`. Writes the event's payload to `GITHUB_EVENT_PATH`.
 */
export function stepEnvironment(
  job: Job,
  step: {
    action: string
    inputs: Record<string, string>
    env: Record<string, string>
    origin?: { repository: string; ref: string } | undefined
  },
  files: Record<CommandFile, string>,
): Record<string, string> {
  const { folders, github, runner } = job
  const environment: Record<string, string> = {}
  for (const name of inherited) {
    const value = process.env[name]
    if (value !== undefined) environment[name] = value
  }
  const home = folders.home
  Object.assign(environment, { HOME: home, USERPROFILE: home, APPDATA: home, LOCALAPPDATA: home })
  const temp = folders.systemTemp
  Object.assign(environment, { TMPDIR: temp, TMP: temp, TEMP: temp, GITHUB_ACTIONS: 'true', CI: 'true' })
  Object.assign(environment, job.env, step.env)
  for (const [name, value] of Object.entries(step.inputs)) {
    environment[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] = value
  }
  for (const name of exposed) environment[`GITHUB_${name.toUpperCase()}`] = String(github[name])
  for (const [name, path] of Object.entries(files)) environment[`GITHUB_${name}`] = path
  environment.GITHUB_ACTION = step.action
  environment.GITHUB_ACTION_REF = step.origin?.ref ?? ''
  environment.GITHUB_ACTION_REPOSITORY = step.origin?.repository ?? ''
  environment.GITHUB_EVENT_PATH = writeEvent(job)
  if (job.idToken) {
    environment.ACTIONS_ID_TOKEN_REQUEST_URL = job.idToken.url
    environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN = job.idToken.token
  }
  environment.GITHUB_WORKSPACE = folders.workspace
  for (const [name, value] of Object.entries(runner)) environment[`RUNNER_${name.toUpperCase()}`] = value
  return environment
}

function writeEvent({ folders, github }: Job): string {
  const folder = join(folders.temp, '_github_workflow')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'event.json')
  writeFileSync(path, JSON.stringify(github.event, undefined, 2))
  return path
}
