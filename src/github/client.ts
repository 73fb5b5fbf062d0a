import { membersOf } from '../http/json.ts'
import { type ResponseHeaders, rateLimited } from '../http/rate-limit-error.ts'
import { type Attempts, RetryableError, retrying } from '../http/retry.ts'
import { type Network, sendOnce } from '../http/send.ts'
import { toWriteResult, type WriteResult } from '../http/write-result.ts'
import type { Clock } from '../time.ts'
import { isRateLimit } from './is-rate-limit.ts'

/** REST API version that github.com and every supported GitHub Enterprise Server know. */
const API_VERSION = '2022-11-28'

/** What GitHub's documentation asks for if a secondary rate limit names no time. */
const DEFAULT_RATE_LIMIT_MS = 60_000

/** A final response: retrying would not change it. */
export interface Reply {
  status: number
  /** The parsed JSON, or the text if it is not JSON. Not validated. */
  data: unknown
  headers: ResponseHeaders
}

/** Octokit's `request`: fills a route's `{names}` with percent-encoded parameters and sends the rest as JSON body. */
export type OctokitRequest = (route: string, parameters: Record<string, unknown>) => Promise<Reply>

type RouteParameters = Record<string, unknown>

/** GitHub's REST API. */
export class GitHubClient {
  readonly #request: OctokitRequest
  readonly #network: Network

  /** @param request as octokit.ts gives it */
  constructor(request: OctokitRequest, network: Network) {
    this.#request = request
    this.#network = network
  }

  /**
   * Sends a request that has the same effect however often it arrives, and retries it.
   * @param route such as `GET /orgs/{org}/actions/secrets/public-key`
   * @returns any final response, refusals included
   * @throws ActionError if GitHub does not answer, keeps failing, or limits requests for too long
   */
  async request(route: string, parameters: RouteParameters): Promise<Reply> {
    const attempts = this.attempts(route, parameters)
    return retrying(attempts, () => this.#sendOnce(route, parameters, attempts))
  }

  /** The attempts at a request that the caller sends by `write`. */
  attempts(route: string, parameters: RouteParameters): Attempts {
    return this.#network.retry.attempts('GitHub', fill(route, parameters))
  }

  /** Sends a request that changes something, once. */
  async write(route: string, parameters: RouteParameters, attempts: Attempts): Promise<WriteResult<Reply>> {
    return toWriteResult(this.#sendOnce(route, parameters, attempts), ({ status }) => status < 300)
  }

  /** @throws RetryableError if another attempt may bring another response */
  async #sendOnce(route: string, parameters: RouteParameters, attempts: Attempts): Promise<Reply> {
    const headers = { 'x-github-api-version': API_VERSION }
    const reply = await sendOnce(this.#network, attempts, async signal => {
      const options = { ...parameters, headers, request: { signal, log: { warn() {} } } }
      try {
        return await this.#request(route, options)
      } catch (error) {
        // Octokit throws responses from status 400 on, with the response inside; without one, the connection failed.
        const reply = replyIn(error)
        if (reply) return reply
        throw error
      }
    })
    const error = transientError(reply, this.#network.clock)
    if (error) throw error
    return reply
  }
}

/** A route with its parameters filled in. */
function fill(route: string, parameters: RouteParameters): string {
  return route.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(parameters[name])))
}

function replyIn(error: unknown): Reply | undefined {
  if (!(error instanceof Error) || !('response' in error) || !error.response) return undefined
  const { status, headers, data } = error.response as Reply
  return { status, headers, data }
}

/** The error that a reply stands for, if another attempt may change it. */
function transientError({ status, headers, data }: Reply, clock: Clock): RetryableError | undefined {
  if (status >= 500)
    return new RetryableError('unavailable', `GitHub failed with status ${status}`, { indeterminate: true })
  return isRateLimit(status, headers, data)
    ? rateLimited(clock, 'GitHub', status, headers, DEFAULT_RATE_LIMIT_MS)
    : undefined
}

/** What GitHub says in an error's JSON body; empty if it says nothing. */
export function githubMessage(data: unknown): string {
  const { message } = membersOf(data)
  return typeof message === 'string' ? message : ''
}
