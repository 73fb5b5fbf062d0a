import { type Answer, GitHubApi } from '../src/github/client.ts'
import { Patience } from '../src/http/retry.ts'

/** A GitHub without a network: `answer` is given each route and its parameters, and Octokit's way with refusals is kept. */
export function scriptedGitHub(
  answer: (route: string, parameters: Record<string, unknown>) => Partial<Answer>,
): GitHubApi {
  return new GitHubApi(
    async (route, { request: _, headers: __, ...parameters }) => asOctokit(answer(route, parameters)),
    new Patience(() => {}),
  )
}

/** Octokit's way with an answer: it throws those from status 400 on, in an error that holds more of them. */
export function asOctokit(answer: Partial<Answer>): Answer {
  const whole: Answer = { status: 0, data: undefined, headers: {}, ...answer }
  if (whole.status >= 400) throw Object.assign(new Error('refused'), { response: { ...whole, url: 'https://x' } })
  return whole
}
