// promote, if `key-store` is set. With `private-key`, the staged key is stored there; without, the key is in its place already, and
// only its API access has to follow. If the key signs in its store, variables say which key is in service.
import { ActionError } from '../errors.ts'
import { readApprovals } from '../github/approvals.ts'
import { audienceAfter, wideningWarning } from '../github/audience.ts'
import type { GitHubClient } from '../github/client.ts'
import { connectGitHub } from '../github/connect.ts'
import { DestinationSealingKey } from '../github/sealing-key.ts'
import { Variable } from '../github/variable.ts'
import { awaitInOrder } from '../http/await-in-order.ts'
import * as read from '../inputs/inputs.ts'
import { type GetInput, inputsOf } from '../inputs/raw-input.ts'
import { encodePrivateKey } from '../key/operator-key.ts'
import { checkRegistration, registeredOutput } from '../ledger/registration.ts'
import { type ActionContext, defineAction } from '../runner/run-action.ts'
import { environmentOf, readWorkflowRun, runClaims, type WorkflowRun } from '../runner/workflow-run.ts'
import { GitHubSecret } from '../stores/github-secret.ts'
import type { KeyStore, SecretStore, StoredKey } from '../stores/key-store.ts'
import { openKeyStore } from '../stores/open.ts'
import { ReferenceVariable } from '../stores/reference-variable.ts'
import { formatKeyStoreUri, withoutPin } from '../stores/uri.ts'
import { notPromotedPage, promotedPage } from '../summary/promoted-page.ts'
import { warnOfExpiry } from './expiry.ts'
import { exposuresOf, keyExposed } from './exposures.ts'
import { accessTo, readKeyStore, refuseForSecrets, refusePin, requirePin } from './key-store-inputs.ts'
import { publicKeyOutputs } from './outputs.ts'
import { readApproval, readNames, readPromotion, readStaged } from './promote-inputs.ts'
import { deleteStaged, keepsExisting, type Place, RECOVERY, requireStaged } from './promotion.ts'
import { requireApproved } from './require-approved.ts'
import { requireApprovedKey } from './require-approved-key.ts'
import { keyInput, keyInStore } from './verifiable-key.ts'

/** The variables that say which key of a signing store is in service, unless the workflow names others. */
const REFERENCE_VARIABLE = 'LEDGER_OPERATOR_KEY'
const PUBLIC_KEY_VARIABLE = 'LEDGER_OPERATOR_PUBLIC_KEY'

function readInputs(getInput: GetInput, run: WorkflowRun) {
  const uri = readKeyStore(getInput, [])
  const isMoved = read.readTrimmed(getInput, 'private-key') !== ''
  if (isMoved) refusePin(getInput, uri)
  const promotion = readPromotion(getInput)
  const referenceName = read.readOptional(getInput, 'key-reference-variable', read.readVariableName)
  const [, apiKeyIdName, apiKeySecretName] = readNames(getInput)
  const names = [apiKeyIdName, apiKeySecretName]
  const staged = isMoved ? readStaged(getInput, run, promotion.destination, names) : undefined
  const approval = readApproval(getInput, isMoved ? staged?.destination : readGate(getInput, run))
  return { ...promotion, uri, isMoved, referenceName, apiKeyIdName, apiKeySecretName, staged, approval }
}

/** Reads the gate of a key that is in its place already: there is no staged secret, but the API access was staged in an environment. */
function readGate(getInput: GetInput, run: WorkflowRun) {
  const secretName = getInput('staged-secret-name')
  if (secretName !== '') {
    throw read.invalid(
      'staged-secret-name',
      secretName,
      'It must be set only with `private-key`, the value of that secret',
    )
  }
  const environment = read.readOptional(getInput, 'staged-environment', read.readEnvironmentName)
  return environment === undefined ? undefined : environmentOf(run, environment)
}

type Inputs = ReturnType<typeof readInputs>

/** What a run has to store. */
interface Work {
  store: KeyStore
  /** The same store, if a key or a new version of it is stored there. */
  keyStore: SecretStore | undefined
  /** The names and values of the GitHub secrets that get the API access. */
  apiAccess: [name: string, value: string][]
  /** The names of the variables that get the public key and the reference of the key. */
  variableName: string | undefined
  referenceName: string | undefined
  /** Whether GitHub has to be asked or to store anything. */
  needsGitHub: boolean
}

/** Decides what a run has to store, by the kind of the store. Sends no request. */
async function planWork(getInput: GetInput, inputs: Inputs, context: ActionContext): Promise<Work> {
  const { uri, isMoved, registration, apiKeyIdName, apiKeySecretName, staged, approval } = inputs
  const store = await openKeyStore(uri, context)
  const { variableName, referenceName } = readVariables(getInput, inputs, store)
  const holdsApiAccess = store.kind === 'secret' && store.holdsApiAccess
  if (holdsApiAccess) {
    // `visibility` needs `organization`.
    refuseForSecrets(getInput, ['environment', 'organization', 'selected-repository-ids', 'public-key-variable'])
  }
  const writesKey = isMoved || (holdsApiAccess && registration !== undefined)
  const access = holdsApiAccess ? undefined : registration?.access
  if (!writesKey && !access && variableName === undefined) {
    throw new ActionError(
      'api-access-incomplete',
      `${store.displayName} holds the key already, and there is nothing else to store: \`api-key-id\` and \`api-key-secret\` are empty.`,
      'Set `workspace`, `api-key-id` and `api-key-secret`, or `private-key` to store a key.',
    )
  }
  // A new version goes after the newest one; whether that is the one of the URI is checked.
  const target = writesKey ? await openKeyStore(withoutPin(uri), context) : store
  return {
    store: target,
    keyStore: writesKey && target.kind === 'secret' ? target : undefined,
    apiAccess: access
      ? [
          [apiKeyIdName, access.apiKeyId],
          [apiKeySecretName, access.apiKeySecret],
        ]
      : [],
    variableName,
    referenceName,
    needsGitHub: access !== undefined || [variableName, staged, approval].some(input => input !== undefined),
  }
}

/** The variables to write. For a signing store they take the place of the secret with the key. */
function readVariables(getInput: GetInput, { uri, isMoved, ...names }: Inputs, store: KeyStore) {
  if (store.kind !== 'signing') return names
  if (isMoved) {
    throw new ActionError(
      'input-invalid',
      'The input `private-key` is set, and no key can be put into the place that `key-store` names: its keys are born there.',
      'Leave `private-key` out: the key is in its place already.',
    )
  }
  requirePin(getInput, uri)
  const { variableName = PUBLIC_KEY_VARIABLE, referenceName = REFERENCE_VARIABLE } = names
  if (variableName === referenceName) {
    throw read.invalid('public-key-variable', variableName, 'It must differ from `key-reference-variable`')
  }
  return { variableName, referenceName }
}

async function promote(context: ActionContext): Promise<void> {
  const { env, journal, mask, output } = context
  const getInput = inputsOf(env)
  mask(...['private-key', 'api-key-id', 'api-key-secret', 'github-token'].map(name => read.readTrimmed(getInput, name)))
  const run = readWorkflowRun(env)
  const inputs = readInputs(getInput, run)
  const work = await planWork(getInput, inputs, context)
  const { store, keyStore } = work
  const token = work.needsGitHub ? read.readToken(getInput, 'github-token') : undefined
  output.requireWritable()

  // The snapshot comes before the key: a change in between is found by the store.
  const { uri, isMoved, destination, registration, staged, approval, allowedBots, ifExists } = inputs
  const keySnapshot = await keyStore?.read()
  if (keySnapshot && uri.pin !== undefined && keySnapshot.reference !== formatKeyStoreUri(uri)) {
    throw notNewest(store.displayName)
  }
  const key = isMoved ? keyInput(read.readTrimmed(getInput, 'private-key'), context) : await keyInStore(store, context)
  const { publicKey, privateKeyPem } = key
  requireApprovedKey(publicKey, inputs.approved)
  const exposures = exposuresOf(key)
  if (exposures.length > 0) throw keyExposed(exposures)

  // Read everything at once.
  const client = token === undefined ? undefined : await connectGitHub(token, inputs.apiUrl, context)
  const secrets = client ? secretsFor(work.apiAccess, client, destination, context) : []
  const variable = client && work.variableName ? new Variable(client, destination, work.variableName) : undefined
  const inService =
    client && work.referenceName ? new ReferenceVariable(client, context, destination, work.referenceName) : undefined
  const stagedSecret = client && staged ? new GitHubSecret(client, context, staged.destination, staged.name) : undefined
  const [registered, snapshots, variableValue, referenceBefore, stagedAt, approvals] = await awaitInOrder(
    checkRegistration(registration, publicKey, context, mask),
    awaitInOrder(...secrets.map(async each => ({ ...each, snapshot: await each.secret.read() }))),
    variable ? variable.read() : Promise.resolve(undefined),
    inService ? inService.read() : Promise.resolve(undefined),
    stagedSecret ? stagedSecret.updatedAt() : Promise.resolve(undefined),
    client && approval ? readApprovals(client, run, { ...approval, allowedBots }) : Promise.resolve(undefined),
  )
  if (registered === 'unknown' && registration) output.warning('Ledger does not say whether this key is registered.')

  // Decide.
  requireStaged(staged, stagedSecret, stagedAt)
  requireApproved(approvals, approval?.environment, approval?.isRequired === true, output)
  const { operator, workspace } = inputs
  const subject = { operator, workspace, run, keyStore: store.claims, access: accessTo(uri), gate: undefined }
  // A key that stays in its place does not count as an existing one.
  const places = snapshots.map(({ secret, snapshot }): Place => [secret.displayName, snapshot.updatedAt])
  if (isMoved && keySnapshot) places.push([store.displayName, keySnapshot.updatedAt])
  if (inService) places.push([inService.displayName, referenceBefore])
  if (keepsExisting(places, ifExists, 'key-exists', output)) {
    const isSameKey = !inService || referenceBefore === formatKeyStoreUri(uri)
    const kept = isMoved ? keySnapshot?.publicKey : isSameKey ? publicKey : undefined
    const expiresAt = keySnapshot?.expiresAt
    warnOfExpiry(expiresAt, output)
    const page = notPromotedPage(subject, kept, expiresAt)
    output.setOutputs({ ...(kept && publicKeyOutputs(kept)), created: 'false', page })
    output.appendSummary(page)
    return
  }
  for (const { secret, snapshot } of snapshots) {
    const widening = wideningWarning(secret.displayName, snapshot.audience, secret.audienceAfter(snapshot))
    if (widening) output.warning(widening)
  }

  // A key that cannot sign, because it is disabled or to be deleted, is found before anything is stored.
  const proof = await key.signProof({ operator, workspace, keyStore: store.claims, run: runClaims(run) })

  // Store one after the other, each confirmed before the next; the key comes last.
  journal.append({
    type: 'planned',
    places: [
      ...secrets.map(({ secret }) => secret.displayName),
      ...(keyStore ? [keyStore.displayName] : []),
      ...(inService ? [inService.displayName] : []),
    ],
    ...(keyStore && { publicKey }),
  })
  let audience = audienceAfter(destination, undefined)
  for (const { secret, value, snapshot } of snapshots) {
    const updatedAt = await secret.store(value, snapshot)
    audience = secret.audienceAfter(snapshot)
    output.info(`${secret.displayName} is stored, confirmed by GitHub (${updatedAt}).`)
  }
  let stored: StoredKey | undefined
  if (keyStore && keySnapshot && privateKeyPem !== undefined) {
    const privateKey = encodePrivateKey(privateKeyPem, inputs.encoding)
    const apiAccess = keyStore.holdsApiAccess ? registration?.access : undefined
    stored = await keyStore.store({ privateKey, publicKey, operator, workspace, apiAccess }, keySnapshot)
    output.info(`${store.displayName} holds the key, confirmed by reading it back (${stored.updatedAt}).`)
    warnOfExpiry(stored.expiresAt, output)
  }
  const reference = stored?.reference ?? (uri.pin === undefined ? undefined : formatKeyStoreUri(uri))
  if (inService && reference) {
    await inService.store(reference, referenceBefore, audience)
    output.info(`${inService.displayName} names the key, confirmed by reading it back.`)
  }
  journal.append({ type: 'follow-up', text: RECOVERY })

  // Report, and only then delete the staged secret.
  const page = promotedPage(subject, {
    publicKey,
    updatedAt: stored?.updatedAt,
    reference,
    expiresAt: stored?.expiresAt,
    approvals,
    registered,
    proof,
  })
  output.setOutputs({
    ...publicKeyOutputs(publicKey),
    proof,
    ...(reference && { 'key-reference': reference }),
    created: String(stored !== undefined),
    registered: registeredOutput(registered),
    page,
  })
  await variable?.write(publicKey.hex, variableValue !== undefined, audience)
  await deleteStaged(stagedSecret, stagedAt, context)
  journal.append({ type: 'follow-up', text: undefined })
  output.appendSummary(page)
}

function secretsFor(
  apiAccess: Work['apiAccess'],
  client: GitHubClient,
  destination: Inputs['destination'],
  context: ActionContext,
) {
  const sealingKey = new DestinationSealingKey(client, destination)
  return apiAccess.map(([name, value]) => ({
    secret: new GitHubSecret(client, context, destination, name, sealingKey),
    value,
  }))
}

function notNewest(displayName: string): ActionError {
  return new ActionError(
    'key-replaced',
    `${displayName} does not hold the key that \`key-store\` names, but another one, or none.`,
    'Do not register or use the key that `key-store` names. If no run of yours has replaced it, find out who did.',
  )
}

export const run = defineAction(
  {
    noun: 'stored key',
    unchanged: 'Nothing was changed: the staged key and the key in service are as they were.',
    recovery: RECOVERY,
  },
  promote,
)
