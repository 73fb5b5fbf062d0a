import { ActionError } from '../errors.ts'
import { membersOf, parseJson } from '../http/json.ts'
import { RetryableError, retrying } from '../http/retry.ts'
import { type Network, sendOnce } from '../http/send.ts'

/** What asking for an OIDC token takes from the run. */
export interface IdTokenContext extends Network {
  env: Readonly<Record<string, string | undefined>>
  mask: (...values: string[]) => void
}

/**
 * Asks GitHub for the job's OIDC token. The token is masked.
 * @param audience the token's claim `aud`; GitHub's default, the URL of the repository's owner, if it is undefined
 * @param input the input that makes the token necessary, for errors
 * @returns a compact JWS (RFC 7519)
 * @throws ActionError `id-token-permission-missing` if the job may not have one, `id-token-refused`, or as `Retry` does
 */
export async function requestIdToken(
  context: IdTokenContext,
  audience: string | undefined,
  input: string,
): Promise<string> {
  const { env, mask, retry } = context
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = env
  if (!url || !bearer) {
    throw new ActionError(
      'id-token-permission-missing',
      `The input \`${input}\` is set, and GitHub gives this job no OIDC token to log in with.`,
      'Add `id-token: write` to the `permissions` of the job, and of the job that calls its workflow if there is one. GitHub gives no such token to pull requests from forks.',
    )
  }
  mask(bearer)
  const target = new URL(url)
  if (audience !== undefined) target.searchParams.set('audience', audience)
  const headers = { accept: 'application/json', authorization: `Bearer ${bearer}` }
  const attempts = retry.attempts('GitHub', 'GET the OIDC token of the job')
  return retrying(attempts, async () => {
    const response = await sendOnce(context, attempts, signal => context.fetch(target.href, { headers, signal }))
    const { status } = response
    if (status >= 500 || status === 429) throw new RetryableError('unavailable', `GitHub failed with status ${status}`)
    const token = status === 200 ? tokenIn(await response.text()) : undefined
    if (token !== undefined) {
      mask(token)
      return token
    }
    throw new ActionError(
      'id-token-refused',
      `GitHub gave no OIDC token for this job (status ${status}).`,
      'Run this again. If it fails again, see the status page of GitHub, and what is between the runner and GitHub (a proxy).',
    )
  })
}

function tokenIn(text: string): string | undefined {
  const { value } = membersOf(parseJson(text))
  return typeof value === 'string' && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(value) ? value : undefined
}
