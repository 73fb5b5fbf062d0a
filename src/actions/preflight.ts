import * as core from '@actions/core'
import { ActionError, quote } from '../errors.ts'
import { GitHubApi } from '../github/client.ts'
import {
  lookAtProtection,
  type ProtectionLook,
  protectionWarning,
  requireReviewers,
} from '../github/environment-protection.ts'
import { connectOnDemand } from '../github/octokit-on-demand.ts'
import { awaitInOrder } from '../http/await-in-order.ts'
import { Patience } from '../http/retry.ts'
import * as read from '../inputs/inputs.ts'
import { LEDGER_API_URLS } from '../ledger/client.ts'
import { log, mask, requireCommandFiles, runAction, setOutputs, writeSummary } from '../runner/run-action.ts'
import { type RunContext, readRunContext } from '../runner/workflow-run.ts'
import { activationPage, type ServicePlace } from '../summary/activation-page.ts'
import { isSameName } from '../text.ts'

const PURPOSES = ['provision', 'activate', 'check-access'] as const

function readInputs(getInput: read.GetInput, run: RunContext) {
  const purpose = read.readChoice(getInput, 'purpose', PURPOSES)
  const environment = read.readOptional(getInput, 'environment', read.readEnvironmentName)
  if (environment === undefined) throw read.invalid('environment', '', 'Name the environment that guards the key')
  const protection = read.readChoice(getInput, 'environment-protection', ['require', 'branches', 'warn', 'ignore'])
  const ifExists = read.readChoice(getInput, 'if-exists', ['fail', 'keep', 'overwrite'])
  if (purpose === 'provision' && ifExists === 'overwrite' && protection !== 'require') {
    const rule = 'It needs `environment-protection: require`: otherwise a key could be lost without anyone being asked'
    throw read.invalid('if-exists', ifExists, rule)
  }
  read.readText(getInput, 'operator-name')
  const workspace = read.readText(getInput, 'workspace')
  if (purpose !== 'provision' && workspace === undefined) {
    throw read.invalid('workspace', '', 'Without it Ledger is not asked whether the key is registered')
  }
  read.readOptional(getInput, 'public-key-hex', read.readPublicKey)
  const version = read.readChoice(getInput, 'ledger-api-version', ['v1', 'v2'])
  const ledgerUrl = read.readOptional(getInput, 'ledger-api-url', (getInput, name) =>
    read.readBaseUrl(getInput, name, `\`${LEDGER_API_URLS[version]}\``),
  )
  return {
    environment,
    protection,
    ifExists,
    workspace,
    tokenEnvironment: readTokenEnvironment(getInput, environment),
    place: purpose === 'activate' ? readServicePlace(getInput, run, environment) : undefined,
    ledgerApi: { version, url: ledgerUrl },
    token: read.readToken(getInput, 'github-token'),
    apiUrl: read.readApiUrl(getInput, 'github-api-url'),
  }
}

function readTokenEnvironment(getInput: read.GetInput, gate: string): string | undefined {
  const name = read.readOptional(getInput, 'token-environment', read.readEnvironmentName)
  // The job that names it would wait at the gate, and that approval, given before there is a key, would count as the approval of the key.
  if (name !== undefined && isSameName(name, gate)) {
    throw read.invalid('token-environment', name, 'It is the gate itself. Keep the token in another environment')
  }
  return name
}

/** Reads where the key goes. One token writes there and deletes the staged secret of this repository, so both have one owner. */
function readServicePlace(getInput: read.GetInput, run: RunContext, gate: string): ServicePlace {
  const environment = read.readOptional(getInput, 'destination-environment', read.readEnvironmentName)
  const repository = read.readOptional(getInput, 'destination-repository', read.readRepository)
  const organization = read.readOptional(getInput, 'destination-organization', read.readOrganization)
  const visibility = read.readOptional(getInput, 'visibility', (getInput, name) =>
    read.readChoice(getInput, name, ['all', 'private', 'selected']),
  )
  const repositoryIds = read.readRepositoryIds(getInput, 'selected-repository-ids')
  const [owner = '', repo = ''] = run.repository.split('/')
  if (organization !== undefined) {
    if (environment !== undefined || repository !== undefined) {
      const rule =
        'Give it alone: the secret is for repositories of the organization, not for one repository or environment'
      throw read.invalid('destination-organization', organization, rule)
    }
    requireOwner('destination-organization', organization, owner)
    if ((visibility === 'selected') !== repositoryIds.length > 0) {
      const rule = '`visibility: selected` and the ids of repositories go together'
      throw read.invalid('selected-repository-ids', repositoryIds.join(','), rule)
    }
    return { organization, visibility, repositoryIds }
  }
  if (visibility !== undefined) {
    throw read.invalid('visibility', visibility, 'It goes with `destination-organization`, which is not set')
  }
  if (repositoryIds.length > 0) {
    const rule = 'It goes with `destination-organization`, which is not set'
    throw read.invalid('selected-repository-ids', repositoryIds.join(','), rule)
  }
  if (environment === undefined && repository === undefined) {
    const rule = 'Give it, or `destination-repository`, or `destination-organization`'
    throw read.invalid('destination-environment', '', rule)
  }
  const place = repository ?? { owner, repo }
  const fullName = `${place.owner}/${place.repo}`
  requireOwner('destination-repository', fullName, owner)
  if (environment !== undefined && isSameName(environment, gate) && isSameName(fullName, run.repository)) {
    throw read.invalid(
      'destination-environment',
      environment,
      'It is the gate itself. Give the environment in which the software runs',
    )
  }
  return { repository: fullName, environment }
}

function requireOwner(name: string, value: string, owner: string): void {
  if (isSameName(value.split('/')[0] ?? '', owner)) return
  throw read.invalid(
    name,
    value,
    `It must belong to ${quote(owner)}, the owner of this repository: one token cannot reach two owners`,
  )
}

async function preflight(): Promise<void> {
  mask(core.getInput('github-token'))
  const run = readRunContext(process.env)
  // Names are read as they are: where an expression of the workflow uses one, nothing is trimmed either.
  const inputs = readInputs(name => core.getInput(name, { trimWhitespace: false }), run)
  requireCommandFiles()

  const { environment, tokenEnvironment, place } = inputs
  const destinationHere = place && environmentIn(place, run.repository)
  const api = new GitHubApi(await connectOnDemand(inputs.token, inputs.apiUrl), new Patience(log))
  const [owner = '', repo = ''] = run.repository.split('/')
  // GitHub creates an environment, without any protection, when a job names one that does not exist. So both must exist before that.
  const look = (name: string) => lookAtProtection(api, { level: 'environment', owner, repo, environment: name })
  const [protection, tokenProtection, placeProtection] = await awaitInOrder(
    look(environment),
    tokenEnvironment === undefined ? Promise.resolve(undefined) : look(tokenEnvironment),
    destinationHere === undefined ? Promise.resolve(undefined) : look(destinationHere),
  )

  if (inputs.protection === 'require') requireReviewers(protection, environment)
  if (inputs.protection === 'require' || inputs.protection === 'branches') requireBranchRule(protection, environment)
  if (inputs.protection === 'require' || inputs.protection === 'warn') {
    warn(protectionWarning(protection, environment))
    if (tokenProtection && tokenEnvironment !== undefined) warn(openTokenWarning(tokenProtection, tokenEnvironment))
  }
  log(`The environment ${quote(environment)} exists, and the request is valid.`)

  const { workspace = '', ifExists, ledgerApi } = inputs
  if (place === undefined) return
  const gate = environment
  const page = activationPage({ gate, protection, place, placeProtection, workspace, ifExists, ledgerApi, run })
  setOutputs({ page })
  writeSummary(page)
}

/** The environment that gets the key, if it is one of this repository: the job's own token can read no other. */
function environmentIn(place: ServicePlace, repository: string): string | undefined {
  return 'repository' in place && isSameName(place.repository, repository) ? place.environment : undefined
}

function requireBranchRule(look: ProtectionLook, environment: string): void {
  if ('unreadable' in look) {
    throw new ActionError(
      'protection-unreadable',
      `Whether the environment ${quote(environment)} has a branch rule is not known, because ${look.unreadable}.`,
      'Give the job `permissions: actions: read`.',
    )
  }
  if (look.branches === 'any') {
    throw new ActionError(
      'environment-unprotected',
      `The environment ${quote(environment)} has no branch rule, so a workflow of any branch reads its secrets.`,
      "Select the branch of your workflows under *Deployment branches and tags* in the environment's settings. Check the name of the " +
        'environment too: GitHub creates one, without rules, when a job names one that does not exist.',
    )
  }
}

/** What is weak in the environment of the token; undefined if nothing is. */
function openTokenWarning(look: ProtectionLook, environment: string): string | undefined {
  if ('unreadable' in look || look.branches !== 'any') return undefined
  return `The environment ${quote(environment)} has no branch rule, so a workflow of any branch reads the token for writing secrets.`
}

function warn(message: string | undefined): void {
  if (message !== undefined) core.warning(message)
}

void runAction({ holding: { state: 'unchanged', note: 'Nothing was changed, and nobody was asked.' } }, preflight)
