import { ActionError } from '../errors.ts'
import { describeDestination, routeOf } from '../github/destination.ts'
import type { Destination } from '../inputs/destination.ts'
import * as read from '../inputs/inputs.ts'
import type { GetInput } from '../inputs/raw-input.ts'
import { readRegistration } from '../ledger/registration.ts'
import { environmentOf, repositoryOf, type WorkflowRun } from '../runner/workflow-run.ts'
import { isSameName } from '../text.ts'
import { readPublicKey } from './public-key-input.ts'

/** Reads the names of the secrets to store. They must differ, or one secret would overwrite another. */
export function readNames(getInput: GetInput) {
  const secretName = read.readSecretName(getInput, 'secret-name')
  const apiKeyIdName = read.readSecretName(getInput, 'api-key-id-name')
  const apiKeySecretName = read.readSecretName(getInput, 'api-key-secret-name')
  if (apiKeyIdName === secretName) {
    throw read.invalid('api-key-id-name', apiKeyIdName, 'It must differ from `secret-name`')
  }
  if (apiKeySecretName === secretName || apiKeySecretName === apiKeyIdName) {
    const other = apiKeySecretName === secretName ? 'secret-name' : 'api-key-id-name'
    throw read.invalid('api-key-secret-name', apiKeySecretName, `It must differ from \`${other}\``)
  }
  return [secretName, apiKeyIdName, apiKeySecretName] as const
}

/** Reads what promote takes wherever the key is stored. */
export function readPromotion(getInput: GetInput) {
  return {
    approved: readPublicKey(getInput, 'public-key-hex'),
    destination: read.readDestination(getInput),
    encoding: read.readChoice(getInput, 'private-key-encoding', read.PRIVATE_KEY_ENCODINGS),
    ifExists: read.readChoice(getInput, 'if-exists', read.IF_EXISTS),
    variableName: read.readOptional(getInput, 'public-key-variable', read.readVariableName),
    operator: read.readOptional(getInput, 'operator-name', read.readLedgerName),
    workspace: read.readOptional(getInput, 'workspace', read.readLedgerName),
    // If a workspace is given, empty API access must not pass for a check that nobody asked for.
    registration: readRegistration(getInput, getInput('workspace') !== ''),
    allowedBots: read.readAllowedBots(getInput, 'allowed-bots'),
    apiUrl: read.readApiUrl(getInput, 'github-api-url'),
  }
}

/** Reads where the staged secret is. It must not be one of the secrets to store. */
export function readStaged(getInput: GetInput, run: WorkflowRun, destination: Destination, names: string[]) {
  const name = read.readOptional(getInput, 'staged-secret-name', read.readSecretName)
  const environment = read.readOptional(getInput, 'staged-environment', read.readEnvironmentName)
  if (name === undefined) {
    if (environment !== undefined)
      throw read.invalid('staged-environment', environment, 'It must be set only with `staged-secret-name`')
    return undefined
  }
  // The staged secret is one of the repository that runs this.
  const staged: Destination =
    environment === undefined ? { level: 'repository', ...repositoryOf(run) } : environmentOf(run, environment)
  if (names.includes(name) && samePlace(staged, destination)) {
    throw new ActionError(
      'staged-is-destination',
      `The staged secret and the destination are the same: ${name} of ${describeDestination(destination)}.`,
      'Give another destination, or leave `staged-secret-name` out.',
    )
  }
  return { destination: staged, name }
}

/** Reads whether the run must be approved. By default it must if the key comes from an environment, which is its gate. */
export function readApproval(getInput: GetInput, staged: Destination | undefined) {
  const environment = staged?.level === 'environment' ? staged.environment : undefined
  const approval = read.readOptional(getInput, 'approval', (getInput, name) =>
    read.readChoice(getInput, name, read.REQUIREMENTS),
  )
  if (approval === 'ignore' || (approval === undefined && environment === undefined)) return undefined
  if (environment !== undefined) return { environment, isRequired: approval !== 'warn' }
  throw read.invalid('approval', getInput('approval'), 'It is about `staged-environment`, which is not set')
}

/** GitHub's names of owners, repositories and environments are the same in either case. */
function samePlace(a: Destination, b: Destination): boolean {
  return isSameName(JSON.stringify(routeOf(a)), JSON.stringify(routeOf(b)))
}
