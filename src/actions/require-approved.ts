import { type ApprovalRecord, approvalError } from '../github/approvals.ts'
import type { Unreadable } from '../github/unreadable.ts'
import type { Output } from '../runner/output.ts'

/**
 * Requires that another person approved the run, or warns.
 * @param approvals undefined if nobody asked for them
 * @param environment the one that `readApprovals` was asked for
 * @throws ActionError `not-approved`, `approvals-unreadable`
 */
export function requireApproved(
  approvals: ApprovalRecord | Unreadable | undefined,
  environment: string | undefined,
  isRequired: boolean,
  output: Output,
): void {
  const error = approvals && approvalError(approvals, environment)
  if (!error) return
  if (isRequired) throw error
  output.warning(error.message)
}
