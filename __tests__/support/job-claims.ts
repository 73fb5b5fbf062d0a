import type { JobClaims } from '../../local/oidc/index.ts'

/** The claims of a job of an example, in the repository that the roles name. */
export function jobClaims(workflow: string, claims: Partial<JobClaims> = {}): JobClaims {
  const path = `octo/keys/.github/workflows/${workflow}@refs/heads/main`
  const sha = '0123456789abcdef0123456789abcdef01234567'
  return {
    actor: 'octocat',
    actor_id: '583231',
    base_ref: '',
    event_name: 'workflow_dispatch',
    head_ref: '',
    job_workflow_ref: path,
    job_workflow_sha: sha,
    ref: 'refs/heads/main',
    ref_protected: 'true',
    ref_type: 'branch',
    repository: 'octo/keys',
    repository_id: '1296269',
    repository_owner: 'octo',
    repository_owner_id: '9919',
    repository_visibility: 'private',
    run_attempt: '1',
    run_id: '16000000001',
    run_number: '7',
    runner_environment: 'github-hosted',
    sha,
    workflow: 'Provision',
    workflow_ref: path,
    workflow_sha: sha,
    ...claims,
  }
}
