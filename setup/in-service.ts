import { membersOf } from '../src/http/json.ts'
import { isInServiceName, type Options } from './command-line.ts'
import type { SetupContext } from './context.ts'
import type { Repository, Server } from './github.ts'
import { readText } from './text-file.ts'
import { ACTIVATE, findCheckout, holdsFile, workflowPath } from './workflow-file.ts'

/**
 * Finds where the software runs in the activation workflow that an earlier set-up wrote: in the checkout, or on the default branch.
 * So no command needs to repeat `--in-service`, and none forgets that the gate needs the token, too.
 * @returns undefined if there is no such file, or it names no single place
 */
export async function findInService(
  context: SetupContext,
  server: Server,
  repository: Repository,
  { checkout, check }: Options,
): Promise<Options['inService']> {
  const path = workflowPath(ACTIVATE)
  const root = check ? undefined : findCheckout(context, server, repository, checkout)
  if (root !== undefined && holdsFile(root, path)) return placeIn(readText(root, path))
  const { owner, repo, defaultBranch } = repository
  const route = 'GET /repos/{owner}/{repo}/contents/{path}'
  const reply = await server.client().request(route, { owner, repo, path, ref: defaultBranch })
  const { content } = membersOf(reply.data)
  return reply.status === 200 && typeof content === 'string'
    ? placeIn(Buffer.from(content, 'base64').toString())
    : undefined
}

/** What an activation workflow names; both are plain values in it. */
function placeIn(text: string): Options['inService'] {
  const [, environment = ''] = /^ +destination-environment: ([\w-]+)(?: #.*)?$/m.exec(text) ?? []
  const [, workspace = ''] = /^ +workspace: '?([^'"#$\n]+?)'?(?: #.*)?$/m.exec(text) ?? []
  return isInServiceName(environment) && workspace !== '' ? { environment, workspace } : undefined
}
