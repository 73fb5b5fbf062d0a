import * as core from '@actions/core'
import { ActionError } from '../errors.ts'
import { GitHubApi } from '../github/client.ts'
import { type Destination, describeDestination, destinationClaims, routeOf } from '../github/destination.ts'
import { connect } from '../github/octokit.ts'
import { PublicKeyVariable } from '../github/public-key-variable.ts'
import { SealingKeyCache } from '../github/sealing-key.ts'
import { awaitInOrder } from '../http/await-in-order.ts'
import { Patience } from '../http/retry.ts'
import * as read from '../inputs/inputs.ts'
import { encodePrivateKey } from '../key/operator-key.ts'
import { keyMismatch, parsePrivateKey } from '../key/parse-private-key.ts'
import { signProof } from '../key/proof.ts'
import { readRegistration, registrationOf } from '../ledger/registration.ts'
import { type Custody, lowerFirst } from '../runner/journal.ts'
import {
  log,
  mask,
  publicKeyOutputs,
  requireCommandFiles,
  runAction,
  setOutputs,
  storedKeyOutputs,
  writeSummary,
} from '../runner/run-action.ts'
import { readRunContext, runClaims } from '../runner/workflow-run.ts'
import { SecretStore } from '../stores/github-secret.ts'
import { notPromotedPage, promotedPage } from '../summary/pages.ts'

const AGAIN = 'Run this again with `if-exists: overwrite`: it stores all of it anew.'

function readInputs(getInput: read.GetInput) {
  const destination = read.readDestination(getInput)
  const [secretName, apiKeyIdName, apiKeySecretName] = readNames(getInput)
  return {
    token: read.readToken(getInput, 'github-token'),
    approved: read.readPublicKey(getInput, 'public-key-hex'),
    destination,
    secretName,
    apiKeyIdName,
    apiKeySecretName,
    encoding: read.readChoice(getInput, 'private-key-encoding', ['hex', 'pem']),
    ifExists: read.readChoice(getInput, 'if-exists', ['fail', 'keep', 'overwrite']),
    variableName: read.readOptional(getInput, 'public-key-variable', read.readName),
    operator: read.readText(getInput, 'operator-name'),
    workspace: read.readText(getInput, 'workspace'),
    // Where a workspace is named, access that turns out to be empty must not pass for a check that nobody wanted.
    registration: readRegistration(getInput, getInput('workspace') !== ''),
    staged: readStaged(getInput, destination, [secretName, apiKeyIdName, apiKeySecretName]),
    apiUrl: read.readApiUrl(getInput, 'github-api-url'),
  }
}

/** Reads the names of what is stored; one secret under two of them would overwrite the other. */
function readNames(getInput: read.GetInput) {
  const secretName = read.readName(getInput, 'secret-name')
  const apiKeyIdName = read.readName(getInput, 'api-key-id-name')
  const apiKeySecretName = read.readName(getInput, 'api-key-secret-name')
  if (apiKeyIdName === secretName) {
    throw read.invalid('api-key-id-name', apiKeyIdName, 'It must be another name than `secret-name`')
  }
  if (apiKeySecretName === secretName || apiKeySecretName === apiKeyIdName) {
    const other = apiKeySecretName === secretName ? 'secret-name' : 'api-key-id-name'
    throw read.invalid('api-key-secret-name', apiKeySecretName, `It must be another name than \`${other}\``)
  }
  return [secretName, apiKeyIdName, apiKeySecretName] as const
}

/** Reads where the staged secret is; refuses to delete what is stored under one of the names. */
function readStaged(getInput: read.GetInput, destination: Destination, names: string[]) {
  const name = read.readOptional(getInput, 'staged-secret-name', read.readName)
  const environment = read.readOptional(getInput, 'staged-environment', read.readEnvironmentName)
  if (name === undefined) {
    if (environment !== undefined)
      throw read.invalid('staged-environment', environment, 'It goes with `staged-secret-name`, which is not set')
    return undefined
  }
  // The staged secret is one of the repository that runs this.
  const [owner = '', repo = ''] = readRunContext(process.env).repository.split('/')
  const staged: Destination =
    environment === undefined
      ? { level: 'repository', owner, repo }
      : { level: 'environment', owner, repo, environment }
  if (names.includes(name) && samePlace(staged, destination)) {
    throw new ActionError(
      'staged-is-destination',
      `The staged secret and the destination are the same: ${name} of ${describeDestination(destination)}.`,
      'Give another destination, or leave `staged-secret-name` out.',
    )
  }
  return { destination: staged, name }
}

/** GitHub's names of owners, repositories and environments are the same in either case. */
function samePlace(a: Destination, b: Destination): boolean {
  const key = (destination: Destination) => JSON.stringify(routeOf(destination)).toLowerCase()
  return key(a) === key(b)
}

async function promote(custody: Custody): Promise<void> {
  const text = core.getInput('private-key')
  mask(text, core.getInput('api-key-id'), core.getInput('api-key-secret'), core.getInput('github-token'))
  const inputs = readInputs(core.getInput)
  const run = readRunContext(process.env)
  requireCommandFiles()

  const key = parsePrivateKey(text)
  mask(key.privateKeyPem, encodePrivateKey(key.privateKeyPem, 'hex'))
  if (inputs.approved.hex !== key.publicKey.hex) throw keyMismatch(key.publicKey, inputs.approved)

  // Look, all at once: what Ledger has on file, and every place that would be written.
  const { destination, ifExists, registration, staged } = inputs
  const patience = new Patience(log)
  const api = new GitHubApi(connect(inputs.token, inputs.apiUrl), patience)
  const sealer = new SealingKeyCache(api, destination)
  const toStore = (name: string, value: string) => ({ store: new SecretStore(api, destination, name, sealer), value })
  const secrets = [
    ...(registration
      ? [
          toStore(inputs.apiKeyIdName, registration.access.apiKeyId),
          toStore(inputs.apiKeySecretName, registration.access.apiKeySecret),
        ]
      : []),
    // The key comes last: where it is, all that it needs is.
    toStore(inputs.secretName, encodePrivateKey(key.privateKeyPem, inputs.encoding)),
  ]
  const variable = inputs.variableName ? new PublicKeyVariable(api, destination, inputs.variableName) : undefined
  const stagedSecret = staged && new SecretStore(api, staged.destination, staged.name)
  const [registered, looks, variableText, stagedAt] = await awaitInOrder(
    registrationOf(registration, key.publicKey, patience, mask),
    awaitInOrder(...secrets.map(async secret => ({ ...secret, found: await secret.store.look() }))),
    variable ? variable.look() : Promise.resolve(undefined),
    stagedSecret ? stagedSecret.updatedAt() : Promise.resolve(undefined),
  )
  if (registered === 'unknown' && registration) core.warning('Ledger does not say whether this key is registered.')

  // Decide.
  const { operator, workspace, secretName } = inputs
  const subject = { operator, workspace, destination, secretName, run }
  const existing = looks.filter(({ found }) => found.updatedAt !== undefined).map(({ store }) => store.place)
  const absent = looks.filter(({ found }) => found.updatedAt === undefined).map(({ store }) => store.place)
  if (existing.length > 0 && ifExists === 'fail') throw secretsExist(existing)
  if (existing.length > 0 && ifExists === 'keep') {
    if (absent.length > 0) throw nothingWholeToKeep(existing, absent)
    log(`Kept, and nothing was changed: ${existing.map(lowerFirst).join('; ')}.`)
    // The key that is kept is not this one: it is the one that the variable beside it names.
    const publicKey = variable && variableText !== undefined ? variable.parse(variableText) : undefined
    setOutputs({ ...(publicKey && publicKeyOutputs(publicKey)), 'secret-name': secretName, created: 'false' })
    writeSummary(notPromotedPage(subject, publicKey))
    return
  }

  // Store, one after the other, each confirmed before the next.
  let stored = { name: '', updatedAt: '' }
  for (const [i, { store, value, found }] of looks.entries()) {
    stored = await store.store(value, found, custody)
    log(`${store.place} is stored; GitHub confirms it (${stored.updatedAt}).`)
    const missing = looks.slice(i + 1).map(({ store }) => lowerFirst(store.place))
    if (missing.length > 0) custody.stored.push(lowerFirst(store.place))
    custody.holding =
      missing.length > 0
        ? { state: 'partial', missing }
        : { state: 'confirmed', place: store.place, updatedAt: stored.updatedAt, publicKey: key.publicKey }
  }
  custody.leftover = AGAIN

  // Tell, and only then take the staged secret away.
  const secret = { ...destinationClaims(destination), name: stored.name }
  const proof = signProof(key, { operator, workspace, secret, run: runClaims(run) })
  setOutputs({ ...storedKeyOutputs(key.publicKey, stored, proof), registered })
  await variable?.write(key.publicKey, variableText !== undefined)
  if (stagedSecret && stagedAt !== undefined) {
    custody.leftover = `${stagedSecret.place}, which was staged, may be there still: look, and delete it if it is not a newer key.`
    // What becomes of the staged key does not change what is known of the one in service.
    await stagedSecret.delete(new Date(stagedAt), { ...custody })
    delete custody.leftover
    log(`${stagedSecret.place}, which was staged, is deleted.`)
  }
  writeSummary(promotedPage(subject, { publicKey: key.publicKey, registered, updatedAt: stored.updatedAt }))
}

function secretsExist(places: string[]): ActionError {
  return new ActionError(
    'secret-exists',
    `These exist already, and may be in use: ${places.map(lowerFirst).join('; ')}.`,
    'Choose other names or another place; or say `if-exists: keep` to change nothing, or `if-exists: overwrite` to put this key into service in their stead.',
  )
}

/** What a run leaves that ended between its stores. */
function nothingWholeToKeep(existing: string[], absent: string[]): ActionError {
  return new ActionError(
    'secret-exists',
    `\`if-exists: keep\` keeps what is in service, and only a part is there. These exist: ${existing.map(lowerFirst).join('; ')}. ` +
      `These do not: ${absent.map(lowerFirst).join('; ')}.`,
    'Say `if-exists: overwrite` to put this key into service; or delete what is left of another, or correct the names.',
  )
}

void runAction(
  {
    holding: {
      state: 'unchanged',
      note: 'Nothing was changed: the staged key and what is in service are as they were.',
    },
    cure: AGAIN,
  },
  promote,
)
