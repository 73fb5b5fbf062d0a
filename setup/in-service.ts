import { membersOf } from '../src/http/json.ts'
import { readEnvironmentName, readLedgerName } from '../src/inputs/names.ts'
import { isInServiceName, type Options } from './command-line.ts'
import type { SetupContext } from './context.ts'
import type { Repository, Server } from './github.ts'
import { readText } from './text-file.ts'
import { ACTIVATE, findCheckout, holdsFile, workflowPath } from './workflow-file.ts'
import { wrap } from './wrap.ts'

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
  const text =
    root !== undefined && holdsFile(root, path) ? readText(root, path) : await readMerged(server, repository, path)
  if (text === undefined) return undefined
  const place = placeIn(text)
  if (place === undefined) {
    const remedy = 'Name them: --in-service ENVIRONMENT --workspace NAME.'
    context.print(
      wrap('note: ', `${path} does not name one environment and one workspace, so it is ignored. ${remedy}`),
    )
  }
  return place
}

/** @returns undefined if the default branch has no such file, or this token is not shown it */
async function readMerged(server: Server, { owner, repo, defaultBranch }: Repository, path: string) {
  const route = 'GET /repos/{owner}/{repo}/contents/{path}'
  const reply = await server.client().request(route, { owner, repo, path, ref: defaultBranch })
  const { content } = membersOf(reply.data)
  return reply.status === 200 && typeof content === 'string' ? Buffer.from(content, 'base64').toString() : undefined
}

/** What an activation workflow names; both are plain values in it. The workspace is there once for each job. */
function placeIn(text: string): Options['inService'] {
  const getInput = (key: string) => onlyValueOf(key, text)
  try {
    const environment = readEnvironmentName(getInput, 'destination-environment')
    return isInServiceName(environment) ? { environment, workspace: readLedgerName(getInput, 'workspace') } : undefined
  } catch {
    return undefined
  }
}

/** @returns the value of all lines with this key, without quotes and comment; '' if they differ, or there is none */
function onlyValueOf(key: string, text: string): string {
  const lines = text.matchAll(new RegExp(`^ +${key}: *(?:'([^'\\n]*)'|(.*?)) *(?: #.*)?\\r?$`, 'gm'))
  const [value = '', ...others] = new Set(Array.from(lines, ([, quoted, plain]) => quoted ?? plain ?? ''))
  return others.length === 0 ? value : ''
}
