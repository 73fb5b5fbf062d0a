import { ActionError } from '../src/errors.ts'
import type { Reply } from '../src/github/client.ts'
import { toActionError } from '../src/github/errors.ts'
import type { Destination } from '../src/inputs/destination.ts'

/** An expected end of the set-up: what happened, and what to do. */
export class SetupError extends Error {
  /** In whole sentences; empty if the message says it. */
  readonly hint: string

  constructor(message: string, hint = '', cause?: unknown) {
    super(message, { cause })
    this.hint = hint
  }
}

/**
 * Why GitHub refused.
 * @param doing what was refused, to follow "GitHub refused to"
 * @param needs the permission that a fine-grained token needs for it
 */
export function refusal(reply: Reply, doing: string, destination: Destination, needs: string): SetupError {
  const { code, message, hint } = toActionError(reply, doing, destination)
  switch (code) {
    case 'token-rejected':
      return new SetupError(message, 'Check GITHUB_TOKEN, or log in again with `gh auth login`.')
    case 'permission-missing':
    case 'destination-not-found':
      return new SetupError(
        `GitHub refused to ${doing} (status ${reply.status}).`,
        `The token needs ${needs}, and its owner must be an admin of the repository. GitHub also answers 404 if the token does not cover the repository.`,
      )
    default:
      return new SetupError(message, onThisMachine(hint))
  }
}

/** What to print of an error. @throws the error itself, if it is a defect */
export function describeError(error: unknown): string {
  if (error instanceof SetupError || error instanceof ActionError) {
    return [error.message, onThisMachine(error.hint)].filter(Boolean).join('\n')
  }
  throw error
}

/** The hint of an action, which runs on a runner with inputs, for a command on a person's machine. */
function onThisMachine(hint: string): string {
  return hint.replaceAll('`github-api-url`', 'GITHUB_API_URL').replaceAll('the runner', 'this machine')
}
