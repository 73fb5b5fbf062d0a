import type { ActionError } from '../errors.ts'
import { startedByBot, unexpectedBot } from '../github/approvals.ts'
import { connectGitHub } from '../github/connect.ts'
import {
  branchWeakness,
  type Protection,
  protectionWarning,
  readProtection,
  requireBranchRule,
  requireGate,
} from '../github/environment-protection.ts'
import type { Unreadable } from '../github/unreadable.ts'
import { awaitInOrder } from '../http/await-in-order.ts'
import type { Destination } from '../inputs/destination.ts'
import * as read from '../inputs/inputs.ts'
import { type GetInput, inputsOf } from '../inputs/raw-input.ts'
import { LEDGER_API_URLS, LEDGER_API_VERSIONS } from '../ledger/client.ts'
import { type ActionContext, defineAction } from '../runner/run-action.ts'
import { environmentOf, readWorkflowRun, repositoryOf, type WorkflowRun } from '../runner/workflow-run.ts'
import { activationPage } from '../summary/activation-page.ts'
import { displayName, isSameName } from '../text.ts'
import { readPublicKey } from './public-key-input.ts'
import { hasKeyStore } from './store-inputs.ts'

const PURPOSES = ['provision', 'activate', 'check-access'] as const

/** The inputs that say where a key, or its API access, goes into service. */
const PLACE_INPUTS = [
  'destination-environment',
  'destination-repository',
  'destination-organization',
  'visibility',
  'selected-repository-ids',
]

async function readInputs(getInput: GetInput, run: WorkflowRun) {
  const purpose = read.readChoice(getInput, 'purpose', PURPOSES)
  const environment = read.readOptional(getInput, 'environment', read.readEnvironmentName)
  if (environment === undefined) throw read.invalid('environment', '', 'Name the environment that guards the key')
  const protection = readExactly(getInput, 'environment-protection', ['require', 'branches', 'warn', 'ignore'])
  if (protection === 'branches' && purpose !== 'check-access') {
    throw read.invalid(
      'environment-protection',
      protection,
      'It is for `purpose: check-access`: a gate needs reviewers',
    )
  }
  const ifExists = readExactly(getInput, 'if-exists', read.IF_EXISTS)
  if (purpose === 'provision' && ifExists === 'overwrite' && protection !== 'require') {
    const rule = 'It needs `environment-protection: require`: otherwise a key could be lost without anyone being asked'
    throw read.invalid('if-exists', ifExists, rule)
  }
  const operator = read.readOptional(getInput, 'operator-name', read.readLedgerName)
  if (purpose === 'provision' && operator === undefined) {
    throw read.invalid('operator-name', '', 'Without it the admins do not see whose key they approve')
  }
  const workspace = read.readOptional(getInput, 'workspace', read.readLedgerName)
  if (purpose !== 'provision' && workspace === undefined) {
    throw read.invalid('workspace', '', 'Without it Ledger is not asked whether the key is registered')
  }
  const tokenEnvironment = readTokenEnvironment(getInput, environment)
  const publicKey = read.readOptional(getInput, 'public-key-hex', readPublicKey)
  const key = await readKeyInStore(getInput, purpose)
  if (key && publicKey === undefined) {
    throw read.invalid('public-key-hex', '', 'Without it the admins do not see which key they approve')
  }
  const version = read.readChoice(getInput, 'ledger-api-version', LEDGER_API_VERSIONS)
  const ledgerUrl = read.readOptional(getInput, 'ledger-api-url', (getInput, name) =>
    read.readBaseUrl(getInput, name, `\`${LEDGER_API_URLS[version]}\``),
  )
  const ledgerApi = { version, url: ledgerUrl }
  return {
    environment,
    protection,
    tokenEnvironment,
    allowedBots: read.readAllowedBots(getInput, 'allowed-bots'),
    activation:
      purpose === 'activate' && workspace !== undefined
        ? {
            keyReference: key?.reference,
            operator,
            publicKey,
            place: key?.holdsApiAccess ? undefined : readServicePlace(getInput, run, environment),
            workspace,
            ifExists,
            ledgerApi,
          }
        : undefined,
    token: read.readToken(getInput, 'github-token'),
    apiUrl: read.readApiUrl(getInput, 'github-api-url'),
  }
}

/** Reads which key of a key store is to be put into service; undefined for a secret. */
async function readKeyInStore(getInput: GetInput, purpose: (typeof PURPOSES)[number]) {
  if (!hasKeyStore(getInput)) return undefined
  const { readActivatedKey } = await import('./key-store-actions.ts')
  const key = readActivatedKey(getInput, PLACE_INPUTS)
  if (purpose === 'activate') return key
  throw read.invalid('key-store', key.reference, 'It is for `purpose: activate`')
}

/** Reads a choice that the workflow's expressions compare, too: they do not remove white space. */
function readExactly<const T extends string>(getInput: GetInput, name: string, choices: readonly T[]): T {
  const choice = read.readChoice(getInput, name, choices)
  if (choice === getInput(name)) return choice
  throw read.invalid(name, getInput(name), 'It must not have white space at its ends', choice)
}

function readTokenEnvironment(getInput: GetInput, gate: string): string | undefined {
  const name = read.readOptional(getInput, 'token-environment', read.readEnvironmentName)
  // The job that names it would wait at the gate, and that approval, given before there is a key, would count as the approval of the key.
  if (name !== undefined && isSameName(name, gate)) throw tokenAtGate(name)
  return name
}

function tokenAtGate(name: string): ActionError {
  return read.invalid('token-environment', name, 'It is the gate itself. Keep the token in another environment')
}

/** Reads where the key goes. One token writes there and deletes the staged secret of this repository, so both have one owner. */
function readServicePlace(getInput: GetInput, run: WorkflowRun, gate: string): Destination {
  const environment = read.readOptional(getInput, 'destination-environment', read.readEnvironmentName)
  const repository = read.readOptional(getInput, 'destination-repository', read.readRepository)
  const organization = read.readOptional(getInput, 'destination-organization', read.readOrganization)
  const visibility = read.readOptional(getInput, 'visibility', (getInput, name) =>
    read.readChoice(getInput, name, read.VISIBILITIES),
  )
  const selectedRepositoryIds = read.readRepositoryIds(getInput, 'selected-repository-ids')
  const { owner, repo } = repositoryOf(run)
  if (organization !== undefined) {
    if (environment !== undefined || repository !== undefined) {
      const rule =
        'Give it alone: the secret is for repositories of the organization, not for one repository or environment'
      throw read.invalid('destination-organization', organization, rule)
    }
    requireOwner('destination-organization', organization, owner)
    if ((visibility === 'selected') !== selectedRepositoryIds.length > 0) {
      const rule = '`visibility: selected` and the ids of repositories go together'
      throw read.invalid('selected-repository-ids', selectedRepositoryIds.join(','), rule)
    }
    return { level: 'organization', organization, visibility, selectedRepositoryIds }
  }
  if (visibility !== undefined) {
    throw read.invalid('visibility', visibility, 'It goes with `destination-organization`, which is not set')
  }
  if (selectedRepositoryIds.length > 0) {
    const rule = 'It goes with `destination-organization`, which is not set'
    throw read.invalid('selected-repository-ids', selectedRepositoryIds.join(','), rule)
  }
  if (environment === undefined && repository === undefined) {
    const rule = 'Give it, or `destination-repository`, or `destination-organization`'
    throw read.invalid('destination-environment', '', rule)
  }
  const place = repository ?? { owner, repo }
  const fullName = `${place.owner}/${place.repo}`
  requireOwner('destination-repository', fullName, owner)
  if (environment !== undefined && isSameName(environment, gate) && isSameName(fullName, run.repository)) {
    throw destinationAtGate(environment)
  }
  return environment === undefined ? { level: 'repository', ...place } : { level: 'environment', ...place, environment }
}

function destinationAtGate(environment: string): ActionError {
  const rule = 'It is the gate itself. Give the environment in which the software runs'
  return read.invalid('destination-environment', environment, rule)
}

/** @param fullName an owner, or a repository with its owner */
function requireOwner(input: string, fullName: string, owner: string): void {
  if (isSameName(fullName.replace(/\/.*/, ''), owner)) return
  throw read.invalid(
    input,
    fullName,
    `It must belong to ${displayName(owner)}, the owner of this repository: one token cannot reach two owners`,
  )
}

async function preflight(context: ActionContext): Promise<void> {
  const { env, output } = context
  const getInput = inputsOf(env)
  context.mask(read.readTrimmed(getInput, 'github-token'))
  const run = readWorkflowRun(env)
  const inputs = await readInputs(getInput, run)
  output.requireWritable()

  const { environment, activation } = inputs
  const bot = inputs.protection === 'require' ? unexpectedBot(run, inputs.allowedBots) : undefined
  if (bot !== undefined) throw startedByBot(bot)
  const client = await connectGitHub(inputs.token, inputs.apiUrl, context)
  const gate = environmentOf(run, environment)
  // GitHub creates an environment, without any protection, when a job names one that does not exist. So all must exist before that.
  const readNamed = async (name: string | undefined) =>
    name === undefined ? undefined : { name, protection: await readProtection(client, { ...gate, environment: name }) }
  const [gateProtection, tokenEnvironment, destination] = await awaitInOrder(
    readProtection(client, gate),
    readNamed(inputs.tokenEnvironment),
    readNamed(activation && environmentIn(activation.place, run.repository)),
  )

  // GitHub decides which names are the same, and may fold more than the case of ASCII letters.
  const isGate = ({ protection }: NamedEnvironment) =>
    'id' in protection && 'id' in gateProtection && protection.id === gateProtection.id
  if (tokenEnvironment && isGate(tokenEnvironment)) throw tokenAtGate(tokenEnvironment.name)
  if (destination && isGate(destination)) throw destinationAtGate(destination.name)
  if (inputs.protection === 'require') requireGate(gateProtection, environment)
  if (inputs.protection === 'branches') requireBranchRule(gateProtection, environment)
  if (inputs.protection === 'require' || inputs.protection === 'warn') {
    const warnings = [protectionWarning(gateProtection, environment), openTokenWarning(tokenEnvironment)]
    for (const warning of warnings) if (warning !== undefined) output.warning(warning)
  }
  output.info(`The environment ${displayName(environment)} exists, and the request is valid.`)

  if (!activation) return
  const page = activationPage({ ...activation, gate, gateProtection, placeProtection: destination?.protection, run })
  output.setOutputs({ page })
  output.appendSummary(page)
}

/** An environment that the request names, and how it is protected. */
interface NamedEnvironment {
  name: string
  protection: Protection | Unreadable
}

/** The environment that gets the key, if it is one of this repository: the job's own token can read no other. */
function environmentIn(place: Destination | undefined, repository: string): string | undefined {
  if (place?.level !== 'environment') return undefined
  return isSameName(`${place.owner}/${place.repo}`, repository) ? place.environment : undefined
}

/** How the environment of the token is open to every branch; undefined if it is not, or if that is not known. */
function openTokenWarning(named: NamedEnvironment | undefined): string | undefined {
  const weakness = named && 'branchRule' in named.protection && branchWeakness(named.protection.branchRule)
  return weakness
    ? `The environment ${displayName(named.name)}, which has the token for writing secrets, is open to every branch. ${weakness}`
    : undefined
}

export const run = defineAction({ unchanged: 'Nothing was changed, and nobody was asked.', recovery: '' }, preflight)
