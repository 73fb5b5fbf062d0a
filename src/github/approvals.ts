import { ActionError, quote } from '../errors.ts'
import { membersOf } from '../http/json.ts'
import type { WorkflowRun } from '../runner/workflow-run.ts'
import { type GitHubClient, githubMessage } from './client.ts'
import { toActionError } from './errors.ts'

/** What GitHub has on record of who approved a run. */
export interface ApprovalRecord {
  /** Logins of those who approved, each once, as GitHub writes them. */
  approvedBy: string[]
  /** Whether one of them is another than who started the run. */
  byAnother: boolean
}

/** What asking for the record came to; `unreadable` says why, to stand after "because". */
export type ApprovalLook = ApprovalRecord | { unreadable: string }

/**
 * Reads who approved jobs of this run (`GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals`).
 * @param environment counts only approvals for this environment; any without it
 * @throws ActionError where GitHub refuses for another reason than a missing permission, or does not answer
 */
export async function lookAtApprovals(
  client: GitHubClient,
  run: WorkflowRun,
  environment: string | undefined,
): Promise<ApprovalLook> {
  const [owner = '', repo = ''] = run.repository.split('/')
  const reply = await client.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals', {
    owner,
    repo,
    run_id: run.runId,
  })
  if (reply.status === 403 || reply.status === 404) {
    return {
      unreadable: `GitHub refused to show this run's reviews (status ${reply.status}: ${quote(githubMessage(reply.data))}); the token needs "Actions": read`,
    }
  }
  if (reply.status !== 200) throw toActionError(reply, "show this run's reviews", { level: 'repository', owner, repo })
  if (!Array.isArray(reply.data)) return { unreadable: "GitHub's answer is not a list of reviews" }
  const logins = new Map<string, string>()
  for (const review of reply.data as unknown[]) {
    const { state, user, environments } = membersOf(review)
    const { login } = membersOf(user)
    if (state !== 'approved' || typeof login !== 'string') continue
    if (environment !== undefined && !namesOf(environments).includes(environment.toLowerCase())) continue
    logins.set(login.toLowerCase(), login)
  }
  const starters = [run.actor, run.triggeringActor].map(login => login.toLowerCase())
  return { approvedBy: [...logins.values()], byAnother: [...logins.keys()].some(login => !starters.includes(login)) }
}

/** The failure of a run that had to be approved, with what speaks against that. */
export function notApproved(look: ApprovalLook, doubt: string): ActionError {
  return new ActionError(
    'unreadable' in look ? 'approvals-unreadable' : 'not-approved',
    doubt,
    'unreadable' in look
      ? 'Give the job `permissions: actions: read`, or say `approval: warn` where people approve elsewhere.'
      : 'Do not register the key. Check that the environment still has required reviewers, that they may not review their own runs, and start over.',
  )
}

/** What speaks against the record as an approval, in a whole sentence; undefined where nothing does. */
export function approvalDoubt(look: ApprovalLook, environment: string | undefined): string | undefined {
  if ('unreadable' in look) return `Whether this run was approved is not known, because ${look.unreadable}.`
  if (look.byAnother) return undefined
  const where = environment === undefined ? '' : ` for the environment ${quote(environment)}`
  return look.approvedBy.length === 0
    ? `Nobody has approved this run${where}: GitHub has no approval on record.`
    : `This run was approved${where} only by who started it or ran it again (${look.approvedBy.join(', ')}).`
}

function namesOf(environments: unknown): string[] {
  return Array.isArray(environments)
    ? environments.map(environment => String(membersOf(environment).name).toLowerCase())
    : []
}
