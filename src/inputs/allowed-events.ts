import { ActionError } from '../errors.ts'

/** The events that start a workflow run, as `github.event_name` names them (GitHub's documentation, "Events that trigger workflows"). */
export const EVENTS: readonly string[] = [
  'branch_protection_rule',
  'check_run',
  'check_suite',
  'create',
  'delete',
  'deployment',
  'deployment_status',
  'discussion',
  'discussion_comment',
  'dynamic',
  'fork',
  'gollum',
  'image_version',
  'issue_comment',
  'issues',
  'label',
  'merge_group',
  'milestone',
  'page_build',
  'public',
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment',
  'pull_request_target',
  'push',
  'registry_package',
  'release',
  'repository_dispatch',
  'schedule',
  'status',
  'watch',
  'workflow_dispatch',
  'workflow_run',
]

/**
 * Stops a run whose event may not generate keys.
 * @param event as `github.event_name` names it
 * @throws ActionError where it is none of the allowed ones
 */
export function requireAllowedEvent(event: string, allowed: readonly string[]): void {
  if (allowed.includes(event)) return
  throw new ActionError(
    'event-not-allowed',
    `This run was started by the event "${event}", and \`allowed-events\` lets only ${allowed.join(', ')} generate a key.`,
    'Start the workflow by an allowed event, or add this one to `allowed-events` if whoever can cause it may make keys.',
  )
}
