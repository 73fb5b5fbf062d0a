import { readApprovals } from '../github/approvals.ts'
import { type Audience, wideningWarning } from '../github/audience.ts'
import { connectGitHub } from '../github/connect.ts'
import { destinationClaims } from '../github/destination.ts'
import { DestinationSealingKey } from '../github/sealing-key.ts'
import { Variable } from '../github/variable.ts'
import { awaitInOrder } from '../http/await-in-order.ts'
import * as read from '../inputs/inputs.ts'
import { type GetInput, inputsOf } from '../inputs/raw-input.ts'
import { encodePrivateKey } from '../key/operator-key.ts'
import { checkRegistration, registeredOutput } from '../ledger/registration.ts'
import { type ActionContext, defineAction } from '../runner/run-action.ts'
import { readWorkflowRun, runClaims, type WorkflowRun } from '../runner/workflow-run.ts'
import { GitHubSecret } from '../stores/github-secret.ts'
import { notPromotedPage, promotedPage } from '../summary/promoted-page.ts'
import { parseKeptPublicKey } from './kept-public-key.ts'
import { publicKeyOutputs, storedKeyOutputs } from './outputs.ts'
import { readApproval, readNames, readPromotion, readStaged } from './promote-inputs.ts'
import { deleteStaged, keepsExisting, type Place, RECOVERY, requireStaged } from './promotion.ts'
import { requireApproved } from './require-approved.ts'
import { requireApprovedKey } from './require-approved-key.ts'
import { hasKeyStore, refuseOtherStores } from './store-inputs.ts'
import { keyInput } from './verifiable-key.ts'

function readInputs(getInput: GetInput, run: WorkflowRun) {
  refuseOtherStores(getInput, undefined)
  const token = read.readToken(getInput, 'github-token')
  const promotion = readPromotion(getInput)
  const [secretName, apiKeyIdName, apiKeySecretName] = readNames(getInput)
  const staged = readStaged(getInput, run, promotion.destination, [secretName, apiKeyIdName, apiKeySecretName])
  const approval = readApproval(getInput, staged?.destination)
  return { ...promotion, token, secretName, apiKeyIdName, apiKeySecretName, staged, approval }
}

async function promote(context: ActionContext): Promise<void> {
  const { env, journal, mask, output } = context
  const getInput = inputsOf(env)
  const text = read.readTrimmed(getInput, 'private-key')
  mask(text, ...['api-key-id', 'api-key-secret', 'github-token'].map(name => read.readTrimmed(getInput, name)))
  const run = readWorkflowRun(env)
  const inputs = readInputs(getInput, run)
  output.requireWritable()

  const key = keyInput(text, context)
  const { publicKey } = key
  requireApprovedKey(publicKey, inputs.approved)

  // Read everything at once: which key Ledger has registered, and every place that would be written.
  const { destination, ifExists, registration, staged, approval, allowedBots } = inputs
  const client = await connectGitHub(inputs.token, inputs.apiUrl, context)
  const sealingKey = new DestinationSealingKey(client, destination)
  const toStore = (name: string, value: string) => ({
    store: new GitHubSecret(client, context, destination, name, sealingKey),
    value,
  })
  const secrets = [
    ...(registration
      ? [
          toStore(inputs.apiKeyIdName, registration.access.apiKeyId),
          toStore(inputs.apiKeySecretName, registration.access.apiKeySecret),
        ]
      : []),
    // The key comes last: once it is stored, everything that it needs is.
    toStore(inputs.secretName, encodePrivateKey(key.privateKeyPem, inputs.encoding)),
  ]
  const variable = inputs.variableName ? new Variable(client, destination, inputs.variableName) : undefined
  const stagedSecret = staged && new GitHubSecret(client, context, staged.destination, staged.name)
  const [registered, snapshots, variableValue, stagedAt, approvals] = await awaitInOrder(
    checkRegistration(registration, publicKey, context, mask),
    awaitInOrder(...secrets.map(async secret => ({ ...secret, snapshot: await secret.store.read() }))),
    variable ? variable.read() : Promise.resolve(undefined),
    stagedSecret ? stagedSecret.updatedAt() : Promise.resolve(undefined),
    approval ? readApprovals(client, run, { ...approval, allowedBots }) : Promise.resolve(undefined),
  )
  if (registered === 'unknown' && registration) output.warning('Ledger does not say whether this key is registered.')

  // Decide.
  requireStaged(staged, stagedSecret, stagedAt)
  requireApproved(approvals, approval?.environment, approval?.isRequired === true, output)
  const { operator, workspace, secretName } = inputs
  const subject = { operator, workspace, destination, secretName, run }
  const places = snapshots.map(({ store, snapshot }): Place => [store.displayName, snapshot.updatedAt])
  if (keepsExisting(places, ifExists, 'secret-exists', output)) {
    // The kept key is not this one: it is the one that the variable beside it holds.
    const kept = variable && variableValue !== undefined ? parseKeptPublicKey(variable, variableValue) : undefined
    const page = notPromotedPage(subject, kept)
    output.setOutputs({ ...(kept && publicKeyOutputs(kept)), 'secret-name': secretName, created: 'false', page })
    output.appendSummary(page)
    return
  }

  for (const { store, snapshot } of snapshots) {
    const widening = wideningWarning(store.displayName, snapshot.audience, store.audienceAfter(snapshot))
    if (widening) output.warning(widening)
  }

  // The proof is checked before anything is stored.
  const secret = { ...destinationClaims(destination), name: secretName }
  const proof = await key.signProof({ operator, workspace, secret, run: runClaims(run) })

  // Store one after the other, each confirmed before the next.
  journal.append({ type: 'planned', places: secrets.map(({ store }) => store.displayName), publicKey })
  let updatedAt = ''
  let audience: Audience | undefined
  for (const { store, value, snapshot } of snapshots) {
    updatedAt = await store.store(value, snapshot)
    audience = store.audienceAfter(snapshot)
    output.info(`${store.displayName} is stored, confirmed by GitHub (${updatedAt}).`)
  }
  journal.append({ type: 'follow-up', text: RECOVERY })

  // Report, and only then delete the staged secret.
  const page = promotedPage({ ...subject, audience }, { publicKey, updatedAt, approvals, registered, proof })
  output.setOutputs({
    ...storedKeyOutputs(publicKey, secretName, updatedAt, proof),
    registered: registeredOutput(registered),
    page,
  })
  await variable?.write(publicKey.hex, variableValue !== undefined, audience)
  await deleteStaged(stagedSecret, stagedAt, context)
  journal.append({ type: 'follow-up', text: undefined })
  output.appendSummary(page)
}

const promoteSecret = defineAction(
  {
    unchanged: 'Nothing was changed: the staged key and the key in service are as they were.',
    recovery: RECOVERY,
  },
  promote,
)

export const run: typeof promoteSecret = async context => {
  if (!hasKeyStore(inputsOf(context.env))) return promoteSecret(context)
  const { promoteInKeyStore } = await import('./key-store-actions.ts')
  return promoteInKeyStore(context)
}
