import { ActionError } from '../errors.ts'
import { approvalError, readApprovers } from '../github/approvals.ts'
import type { GitHubClient } from '../github/client.ts'
import type { WorkflowRun } from '../runner/workflow-run.ts'
import { displayName } from '../text.ts'

/**
 * Stops if anyone but who started the run has approved the key in it, in whichever attempt: it may be registered, and even in use.
 * Who re-ran the run counts, unlike in verify: an approval of theirs may be of an earlier attempt, which others started.
 * @param environment of the run's repository, whose approvals count; those of any environment if undefined
 * @throws ActionError `key-approved`; `approvals-unreadable` if that is not known
 */
export async function requireUnapproved(
  client: GitHubClient,
  run: WorkflowRun,
  environment: string | undefined,
): Promise<void> {
  const approvers = await readApprovers(client, run, environment)
  if ('unreadable' in approvers) throw approvalError(approvers, environment)
  if (approvers.users.every(({ id }) => String(id) === run.actorId)) return
  const scope = environment === undefined ? '' : ` for the environment ${displayName(environment)} of ${run.repository}`
  throw new ActionError(
    'key-approved',
    `This run was approved${scope}, so its key may be registered.`,
    'If the key is registered, keep it. If it was not verified or must not be used, make sure that it is not registered. Then delete it by hand, ' +
      'or with a discard step of your own that has `if-approved: discard`.',
  )
}
