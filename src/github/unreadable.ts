import { quote } from '../errors.ts'
import type { Destination } from '../inputs/destination.ts'
import { githubMessage, type Reply } from './client.ts'
import { toActionError } from './errors.ts'

/** Why something cannot be read and what to do about it, each in whole sentences. */
export interface Unreadable {
  unreadable: string
  hint: string
}

/**
 * The reason why GitHub refuses to show something (403, 404), with advice about permissions only if they are the reason.
 * @param doing what was refused, to stand after "GitHub refused to"
 * @param permissionHint how to grant what reading takes, in whole sentences
 */
export function refused(reply: Reply, doing: string, destination: Destination, permissionHint: string): Unreadable {
  const error = toActionError(reply, doing, destination)
  // GitHub answers 404, too, if a token may not see the repository.
  if (error.code !== 'permission-missing' && error.code !== 'destination-not-found') {
    return { unreadable: error.message, hint: error.hint }
  }
  const message = githubMessage(reply.data)
  const status = `status ${reply.status}${message && `: ${quote(message)}`}`
  return { unreadable: `GitHub refused to ${doing} (${status}).`, hint: permissionHint }
}

/** A response, or a variable of the runner, that is not what it is documented to be. */
export function malformed(unreadable: string): Unreadable {
  return {
    unreadable,
    hint: 'Check whether a proxy or a wrong `github-api-url` is between the runner and GitHub, then run this again.',
  }
}
