import { GitHubClient } from '../src/github/client.ts'
import { connect } from '../src/github/octokit.ts'
import { membersOf } from '../src/http/json.ts'
import { Retry } from '../src/http/retry.ts'
import { parseBaseUrl } from '../src/inputs/url.ts'
import type { SetupContext } from './context.ts'
import { refusal, SetupError } from './errors.ts'

const NETWORK_HINT = 'Check GITHUB_API_URL: on GitHub Enterprise Server it is https://HOST/api/v3.'

/** A GitHub, and the token for it. */
export interface Server {
  apiUrl: string
  /** Of the pages: `https://github.com`. */
  webUrl: string
  /** Whether it is a GitHub Enterprise Server. */
  isEnterpriseServer: boolean
  /** A client with the user's token, or another one. Its requests share one deadline, so each phase takes a new one. */
  client: (token?: string) => GitHubClient
}

/** @throws SetupError if there is no token, or GITHUB_API_URL is not a base URL */
export function connectTo(context: SetupContext): Server {
  const { env } = context
  const apiUrl = parseBaseUrl(
    env.GITHUB_API_URL || 'https://api.github.com',
    'https://HOST/api/v3',
    clause => new SetupError(`GITHUB_API_URL ${clause}.`, NETWORK_HINT),
  )
  const { hostname } = new URL(apiUrl)
  const host = hostname === 'api.github.com' ? [] : ['--hostname', hostname.replace(/^api\./, '')]
  const own = env.GITHUB_TOKEN || context.run('gh', ['auth', 'token', ...host])
  if (!own) {
    throw new SetupError(
      'There is no token: GITHUB_TOKEN is not set, and `gh auth token` prints none.',
      'Log in with `gh auth login`, as an admin of the repository.',
    )
  }
  return {
    apiUrl,
    webUrl: apiUrl.replace(/\/api\/v3$/, '').replace('://api.', '://'),
    isEnterpriseServer: apiUrl.endsWith('/api/v3'),
    client: (token = own) =>
      new GitHubClient(connect(token, apiUrl, context.fetch), {
        ...context,
        retry: new Retry(context, context.print),
        debug: () => {},
      }),
  }
}

/** What the set-up needs to know of a repository. */
export interface Repository {
  id: number
  owner: string
  repo: string
  isPrivate: boolean
  isArchived: boolean
  ownerIsOrganization: boolean
  defaultBranch: string
  /** Whether the token's owner is an admin; undefined if GitHub does not say. */
  isAdmin: boolean | undefined
  /** The scopes of the token; undefined for a fine-grained token or an App's. */
  scopes: string[] | undefined
}

/** @throws SetupError if the token may not see it */
export async function readRepository(client: GitHubClient, owner: string, repo: string): Promise<Repository> {
  const reply = await client.request('GET /repos/{owner}/{repo}', { owner, repo })
  const name = `${owner}/${repo}`
  if (reply.status !== 200) {
    throw refusal(reply, `show the repository ${name}`, { level: 'repository', owner, repo }, 'access to it')
  }
  const {
    id,
    full_name,
    private: isPrivate,
    archived,
    owner: owned,
    default_branch,
    permissions,
  } = membersOf(reply.data)
  if (typeof id !== 'number' || typeof full_name !== 'string' || typeof default_branch !== 'string') {
    throw new SetupError(`GitHub's answer is not the description of the repository ${name}.`, NETWORK_HINT)
  }
  const { admin } = membersOf(permissions)
  // As GitHub writes it, also in the claims of OIDC tokens, which policies compare.
  const [ownName = owner, ownRepo = repo] = full_name.split('/')
  const scopes = reply.headers['x-oauth-scopes']
  return {
    id,
    owner: ownName,
    repo: ownRepo,
    isPrivate: isPrivate === true,
    isArchived: archived === true,
    ownerIsOrganization: membersOf(owned).type === 'Organization',
    defaultBranch: default_branch,
    isAdmin: typeof admin === 'boolean' ? admin : undefined,
    scopes: scopes === undefined ? undefined : String(scopes).split(/, */).filter(Boolean),
  }
}
