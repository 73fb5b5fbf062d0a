import { type Answer, GitHubApi } from '../src/github-api.ts'
import { Patience } from '../src/patience.ts'

/** A GitHub without a network: `answer` is given each route and its parameters, and Octokit's way with refusals is kept. */
export function scriptedGitHub(
  answer: (route: string, parameters: Record<string, unknown>) => Partial<Answer>,
): GitHubApi {
  return new GitHubApi(
    async (route, { request: _, headers: __, ...parameters }) => {
      const reply: Answer = { status: 0, data: undefined, headers: {}, ...answer(route, parameters) }
      if (reply.status >= 400) throw Object.assign(new Error('refused'), { response: reply })
      return reply
    },
    new Patience(() => {}),
  )
}
