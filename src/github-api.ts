import { membersOf } from './json.ts'
import { limited, type Patience, type Setback } from './patience.ts'

/** REST API version that github.com and every supported GitHub Enterprise Server know. */
const API_VERSION = '2022-11-28'

/** What GitHub's documentation asks for where a secondary rate limit names no time. */
const UNTOLD_LIMIT_MS = 60_000

/** An answer of GitHub's that asking again would not change. */
export interface Reply {
  status: number
  /** The parsed JSON, or the text where it is none. Not validated. */
  data: unknown
  headers: Record<string, string | number | undefined>
  /** An attempt before this one got no answer, so its effect may have taken place already. */
  repeated: boolean
}

type Answer = Omit<Reply, 'repeated'>

/** Octokit's `request`: fills a route's `{names}` with percent-encoded parameters and sends the rest as JSON body. */
export type OctokitRequest = (route: string, parameters: Record<string, unknown>) => Promise<Answer>

/**
 * Connects to GitHub by the toolkit's Octokit.
 * @param baseUrl of the REST API, without a slash at its end
 */
export async function connectGitHub(token: string, baseUrl: string, patience: Patience): Promise<GitHubApi> {
  const { getOctokit, httpFetch } = await import(/* webpackIgnore: true */ './network.ts')
  return new GitHubApi(getOctokit(token, { baseUrl, request: { fetch: httpFetch } }).request, patience)
}

/** GitHub's REST API, asked with patience. Each operation used has the same effect however often it arrives. */
export class GitHubApi {
  readonly #request: OctokitRequest
  readonly #patience: Patience

  /** @param request Octokit's request function, with token and base URL */
  constructor(request: OctokitRequest, patience: Patience) {
    this.#request = request
    this.#patience = patience
  }

  /**
   * Sends one request.
   * @param route such as `GET /orgs/{org}/actions/secrets/public-key`
   * @returns any answer that is not a passing fault, refusals among them
   * @throws Failure where GitHub did not answer, failed lastingly, or asks to wait longer than this run may
   */
  async send(route: string, parameters: Record<string, unknown>): Promise<Reply> {
    const { answer, repeated } = await this.#patience.ask('GitHub', fill(route, parameters), signal =>
      this.#attempt(route, { ...parameters, request: { signal, log: { warn() {} } } }),
    )
    return { ...answer, repeated }
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
  if (status >= 500) return { kind: 'down', why: `GitHub failed with status ${status}`, uncertain: true }
  const isLimit =
    status === 429 ||
    (status === 403 &&
      (headers['retry-after'] !== undefined ||
        headers['x-ratelimit-remaining'] === '0' ||
        /rate limit/i.test(githubMessage(data))))
  return isLimit ? limited('GitHub', status, limitWaitMs(headers)) : undefined
}

/** How long a rate limit lasts by GitHub's own headers, measured on GitHub's own clock. */
function limitWaitMs(headers: Reply['headers']): number {
  const retryAfter = Number(headers['retry-after'])
  if (headers['retry-after'] !== undefined && retryAfter >= 0) return retryAfter * 1000
  const reset = Number(headers['x-ratelimit-reset'])
  if (headers['x-ratelimit-remaining'] === '0' && reset > 0) {
    const now = Date.parse(String(headers.date)) || Date.now()
    return Math.max(reset * 1000 - now, 0)
  }
  return UNTOLD_LIMIT_MS
}

/** What GitHub says in an error's JSON body; empty where it says nothing. */
export function githubMessage(data: unknown): string {
  const { message } = membersOf(data)
  return typeof message === 'string' ? message : ''
}
