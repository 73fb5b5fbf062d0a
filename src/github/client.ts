import { membersOf } from '../http/json.ts'
import { type AnswerHeaders, limited, type Patience, type Setback } from '../http/retry.ts'

/** REST API version that github.com and every supported GitHub Enterprise Server know. */
const API_VERSION = '2022-11-28'

/** What GitHub's documentation asks for where a secondary rate limit names no time. */
const UNTOLD_LIMIT_MS = 60_000

/** An answer of GitHub's that asking again would not change. */
export interface Reply {
  status: number
  /** The parsed JSON, or the text where it is none. Not validated. */
  data: unknown
  headers: AnswerHeaders
  /** An attempt before the answered one got no answer, so its effect may have taken place already. */
  mayHaveActed: boolean
}

/** An answer by itself. */
export type Answer = Omit<Reply, 'mayHaveActed'>

/** Octokit's `request`: fills a route's `{names}` with percent-encoded parameters and sends the rest as JSON body. */
export type OctokitRequest = (route: string, parameters: Record<string, unknown>) => Promise<Answer>

/** GitHub's REST API, asked with patience. Each operation used has the same effect however often it arrives. */
export class GitHubApi {
  readonly #request: OctokitRequest
  readonly #patience: Patience

  /** @param request as octokit.ts gives it */
  constructor(request: OctokitRequest, patience: Patience) {
    this.#request = request
    this.#patience = patience
  }

  /**
   * Sends one request.
   * @param route such as `GET /orgs/{org}/actions/secrets/public-key`
   * @param beforeRepeating is asked before the request is sent again; gets whether an attempt may have taken effect. What it
   * returns is the answer then, and where it throws that ends it
   * @returns any answer that is not a passing fault, refusals among them
   * @throws ActionError where GitHub did not answer, failed lastingly, or asks to wait longer than this run may
   */
  async send(
    route: string,
    parameters: Record<string, unknown>,
    beforeRepeating?: (mayHaveActed: boolean) => Promise<Answer | undefined>,
  ): Promise<Reply> {
    const { answer, mayHaveActed } = await this.#patience.ask(
      'GitHub',
      fill(route, parameters),
      signal => this.#attempt(route, { ...parameters, request: { signal, log: { warn() {} } } }),
      beforeRepeating,
    )
    return { ...answer, mayHaveActed }
  }

  async #attempt(route: string, parameters: Record<string, unknown>): Promise<Answer | Setback> {
    try {
      return await this.#request(route, { ...parameters, headers: { 'x-github-api-version': API_VERSION } })
    } catch (error) {
      // Octokit throws answers from status 400 on, with the answer inside; without one, the connection failed.
      const answer = answerIn(error)
      if (!answer) throw error
      return setbackOf(answer) ?? answer
    }
  }
}

/** A route as it is asked for. */
function fill(route: string, parameters: Record<string, unknown>): string {
  return route.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(parameters[name])))
}

function answerIn(error: unknown): Answer | undefined {
  if (!(error instanceof Error) || !('response' in error) || !error.response) return undefined
  const { status, headers, data } = error.response as Answer
  return { status, headers, data }
}

/** Whether an answer is a passing fault, and which. */
function setbackOf({ status, headers, data }: Answer): Setback | undefined {
  if (status >= 500) return { kind: 'unavailable', why: `GitHub failed with status ${status}`, uncertain: true }
  const isLimit =
    status === 429 ||
    (status === 403 &&
      (headers['retry-after'] !== undefined ||
        headers['x-ratelimit-remaining'] === '0' ||
        /rate limit/i.test(githubMessage(data))))
  return isLimit ? limited('GitHub', status, headers, UNTOLD_LIMIT_MS) : undefined
}

/** What GitHub says in an error's JSON body; empty where it says nothing. */
export function githubMessage(data: unknown): string {
  const { message } = membersOf(data)
  return typeof message === 'string' ? message : ''
}
