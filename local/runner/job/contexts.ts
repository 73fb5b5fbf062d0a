import { arch } from 'node:os'
import type { Folders } from './folders.ts'

/** The `github` context. All values are strings but `event` and `ref_protected`. */
export interface GitHubContext {
  action: string
  actor: string
  actor_id: string
  api_url: string
  base_ref: string
  event: Record<string, unknown>
  event_name: string
  graphql_url: string
  head_ref: string
  job: string
  ref: string
  ref_name: string
  ref_protected: boolean
  ref_type: string
  repository: string
  repository_id: string
  repository_owner: string
  repository_owner_id: string
  repositoryUrl: string
  retention_days: string
  run_attempt: string
  run_id: string
  run_number: string
  secret_source: string
  server_url: string
  sha: string
  token: string
  triggering_actor: string
  workflow: string
  workflow_ref: string
  workflow_sha: string
}

/** The `runner` context. */
export interface RunnerContext {
  os: string
  arch: string
  name: string
  environment: 'github-hosted' | 'self-hosted'
  tool_cache: string
  temp: string
  workspace: string
  /** `1` with step debug logging. */
  debug?: '1'
}

/** Returns the `github` context of a run that was started by hand. `given` overrides the defaults. */
export function githubContext(given: Partial<GitHubContext> = {}): GitHubContext {
  const repository = given.repository ?? 'octo/keys'
  const owner = repository.split('/')[0] ?? ''
  const ref = given.ref ?? 'refs/heads/main'
  const actor = given.actor ?? 'octocat'
  const server = given.server_url ?? 'https://github.com'
  const sha = given.sha ?? '0123456789abcdef0123456789abcdef01234567'
  return {
    action: '__self',
    actor,
    actor_id: '583231',
    api_url: 'https://api.github.com',
    base_ref: '',
    event: {},
    event_name: 'workflow_dispatch',
    graphql_url: 'https://api.github.com/graphql',
    head_ref: '',
    job: 'job',
    ref,
    ref_name: ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    ref_protected: false,
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    repository,
    repository_id: '1296269',
    repository_owner: owner,
    repository_owner_id: '9919',
    repositoryUrl: `${server.replace(/^https?/, 'git')}/${repository}.git`,
    retention_days: '90',
    run_attempt: '1',
    run_id: '16000000001',
    run_number: '7',
    secret_source: 'Actions',
    server_url: server,
    sha,
    token: '',
    triggering_actor: actor,
    workflow: 'Provision',
    workflow_ref: `${repository}/.github/workflows/provision.yml@${ref}`,
    workflow_sha: sha,
    ...given,
  }
}

const systems: Partial<Record<NodeJS.Platform, string>> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' }
const architectures: Record<string, string> = { x64: 'X64', arm64: 'ARM64', ia32: 'X86', arm: 'ARM' }

/** Returns the `runner` context of this machine. `given` overrides the defaults. */
export function runnerContext(
  folders: Folders,
  given: { debug?: boolean; environment?: RunnerContext['environment']; name?: string } = {},
): RunnerContext {
  return {
    os: systems[process.platform] ?? 'Linux',
    arch: architectures[arch()] ?? 'X64',
    name: given.name ?? 'local',
    environment: given.environment ?? 'github-hosted',
    tool_cache: folders.toolCache,
    temp: folders.temp,
    workspace: folders.pipeline,
    ...(given.debug && { debug: '1' }),
  }
}
