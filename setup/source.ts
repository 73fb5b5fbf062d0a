import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import packageJson from '../package.json' with { type: 'json' }
import type { GitHubClient, Reply } from '../src/github/client.ts'
import { isNotFound } from '../src/github/errors.ts'
import { membersOf } from '../src/http/json.ts'
import { isSameName } from '../src/text.ts'
import type { Options } from './command-line.ts'
import type { SetupContext } from './context.ts'
import { refusal, SetupError } from './errors.ts'
import { readRepository, type Server } from './github.ts'

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

/** The copy of this repository whose actions and workflows are used, and the commit to pin. */
export interface Source {
  /** OWNER/NAME. */
  copy: string
  commit: string
  /** `v1.0.0`, if the commit is that release's. */
  version: string | undefined
}

/**
 * The pin: by default the origin of this checkout, and its commit.
 * @throws SetupError if that is unknown, or the commit is not on the default branch of the copy
 */
export async function findSource(context: SetupContext, server: Server, options: Options): Promise<Source> {
  const git = (...args: string[]) => context.run('git', args, ROOT)
  const copy = options.actions ?? fullNameOf(git('remote', 'get-url', 'origin'), server)
  const commit = options.commit ?? git('rev-parse', 'HEAD')
  if (copy === undefined) {
    throw new SetupError(
      'It is unknown which copy of this repository your workflows use.',
      'Name it: --actions OWNER/NAME.',
    )
  }
  if (commit === undefined) {
    throw new SetupError('It is unknown which commit your workflows pin.', 'Name it: --commit SHA.')
  }
  const tag = `v${packageJson.version}`
  const isRelease = git('rev-parse', '--verify', '--quiet', `${tag}^{commit}`) === commit
  await requireCommit(server.client(), copy, commit)
  return { copy, commit, version: isRelease ? tag : undefined }
}

/**
 * Why a called workflow of a copy gets no secrets, in a sentence; undefined if it gets them.
 * GitHub: `secrets: inherit` is for workflows of the same organization or enterprise.
 */
export function inheritanceProblem(copy: string, owner: string): string | undefined {
  const copyOwner = copy.replace(/\/.*/, '')
  return isSameName(copyOwner, owner)
    ? undefined
    : `it belongs to ${copyOwner}, and a workflow of ${owner} can pass secrets to it only if both are in one enterprise`
}

/** A remote's URL, `https://HOST/OWNER/NAME` or `ssh://git@HOST/OWNER/NAME`, or git's short form `git@HOST:OWNER/NAME`. */
const REMOTE =
  /^(?:(?:https?|ssh):\/\/(?:[^@/]*@)?([\w.-]+)(?::\d+)?\/|(?:[\w.-]+@)?([\w.-]+):)([\w-]+\/[\w.-]+?)(?:\.git)?\/?$/

/** The repository of a remote's URL; undefined if it is not one of the server. */
export function fullNameOf(remote: string | undefined, { webUrl }: Server): string | undefined {
  const [, urlHost, shortHost, name] = REMOTE.exec(remote ?? '') ?? []
  const host = urlHost ?? shortHost ?? ''
  const { hostname } = new URL(webUrl)
  // GitHub also takes SSH on the port of HTTPS, under this name.
  return isSameName(host, hostname) || isSameName(host, `ssh.${hostname}`) ? name : undefined
}

/** Where a commit is: on the default branch of a repository, nowhere, or on another branch or only in a fork. */
export type CommitPlace = 'default' | 'nowhere' | 'elsewhere'

/**
 * Finds a commit. That GitHub shows it is not enough: a repository and its forks share their commits.
 * @returns GitHub's reply, if it refuses to compare
 */
export async function findCommit(
  client: GitHubClient,
  copy: string,
  branch: string,
  commit: string,
): Promise<CommitPlace | Reply> {
  const [owner = '', repo = ''] = copy.split('/')
  const reply = await client.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
    owner,
    repo,
    basehead: `${branch}...${commit}`,
    per_page: 1,
  })
  if (isNotFound(reply)) return 'nowhere'
  if (reply.status !== 200) return reply
  const { status } = membersOf(reply.data)
  return status === 'behind' || status === 'identical' ? 'default' : 'elsewhere'
}

/** @throws SetupError if the commit is not on the default branch of the copy, or the token may not see the copy */
async function requireCommit(client: GitHubClient, copy: string, commit: string): Promise<void> {
  const [owner = '', repo = ''] = copy.split('/')
  const { defaultBranch } = await readRepository(client, owner, repo)
  const found = await findCommit(client, copy, defaultBranch, commit)
  switch (found) {
    case 'default':
      return
    case 'nowhere':
      throw new SetupError(
        `${copy} does not have the commit ${commit}, so no workflow could use it.`,
        'Push it, or update the fork (`gh repo sync`), or name another one: --commit SHA.',
      )
    case 'elsewhere':
      throw new SetupError(
        `The commit ${commit} is not on the branch ${defaultBranch} of ${copy}. ${ELSEWHERE}`,
        `Name a commit of ${defaultBranch}: --commit SHA. Or bring this one there, by a reviewed pull request.`,
      )
    default:
      throw refusal(
        found,
        `show the commit ${commit} of ${copy}`,
        { level: 'repository', owner, repo },
        '"Contents": read',
      )
  }
}

/** What it means that a commit is not on the default branch. */
export const ELSEWHERE = 'It may be of a fork: GitHub shows the commits of forks as if they were of the copy.'
