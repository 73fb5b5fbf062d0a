import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import packageJson from '../package.json' with { type: 'json' }
import type { GitHubClient } from '../src/github/client.ts'
import { isSameName } from '../src/text.ts'
import type { Options } from './command-line.ts'
import type { SetupContext } from './context.ts'
import { refusal, SetupError } from './errors.ts'
import type { Server } from './github.ts'

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
 * @throws SetupError if that is unknown, or the copy does not have the commit
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

/** @throws SetupError if the copy does not have the commit, or the token may not see the copy */
async function requireCommit(client: GitHubClient, copy: string, commit: string): Promise<void> {
  const [owner = '', repo = ''] = copy.split('/')
  const reply = await client.request('GET /repos/{owner}/{repo}/commits/{ref}', { owner, repo, ref: commit })
  if (reply.status === 200) return
  if (reply.status === 422) {
    throw new SetupError(
      `${copy} does not have the commit ${commit}, so no workflow could use it.`,
      'Push it, or update the fork (`gh repo sync`), or name another one: --commit SHA.',
    )
  }
  throw refusal(reply, `show the commit ${commit} of ${copy}`, { level: 'repository', owner, repo }, '"Contents": read')
}
