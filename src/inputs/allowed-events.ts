import { ActionError } from '../errors.ts'
import { displayName } from '../text.ts'
import { didYouMean } from './did-you-mean.ts'
import { invalid, suggestion } from './invalid-input.ts'
import type { GetInput } from './raw-input.ts'
import { readList } from './read-input.ts'

/** The known values of `github.event_name`, from GitHub's documentation, "Events that trigger workflows". */
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

/** Words of letters, digits and separators; anything else is a mistake, and may be a secret. */
const NAME = /^[a-z][a-z0-9_-]{0,49}$/i

/**
 * Reads the names of events, separated by commas or line ends. GitHub may add events, so an unknown name is not an error:
 * `unknownEventWarning` reports it.
 * @returns at least one name
 * @throws ActionError `input-invalid` if the list is empty or has an entry that cannot be the name of an event
 */
export function readAllowedEvents(getInput: GetInput, name: string): string[] {
  const events = readList(getInput, name)
  if (events.length === 0) throw invalid(name, '', 'It must name at least one event, such as `workflow_dispatch`')
  for (const event of events) {
    if (!NAME.test(event)) {
      const rule = 'It must list names of events, separated by commas or line ends'
      throw invalid(name, event, rule, suggestion(event, didYouMean(event, EVENTS)))
    }
    if (event === 'workflow_call') {
      const rule = 'A called workflow has the event of its caller, so allow that one'
      throw invalid(name, event, rule, 'workflow_dispatch')
    }
  }
  return events
}

/**
 * A warning about the names that are not those of known events, which may be misspelt.
 * @returns undefined if all names are known
 */
export function unknownEventWarning(input: string, events: readonly string[]): string | undefined {
  const unknown = events.filter(event => !EVENTS.includes(event))
  if (unknown.length === 0) return undefined
  const names = unknown.map(event => {
    const meant = didYouMean(event, EVENTS)
    return meant === undefined ? `"${event}"` : `"${event}" (did you mean "${meant}"?)`
  })
  return `The input \`${input}\` names ${names.length === 1 ? 'an unknown event' : 'unknown events'}: ${names.join(', ')}.`
}

/**
 * Stops a run whose event may not generate keys.
 * @param event the run's `github.event_name`
 * @throws ActionError `event-not-allowed` unless the event is one of the allowed ones
 */
export function requireAllowedEvent(event: string, allowed: readonly string[]): void {
  if (allowed.includes(event)) return
  throw new ActionError(
    'event-not-allowed',
    `The event ${displayName(event)} started this run, and \`allowed-events\` allows only ${allowed.join(', ')}.`,
    'Start the workflow by an allowed event. Add this event to `allowed-events` only if everyone who can trigger it may create keys.',
  )
}
