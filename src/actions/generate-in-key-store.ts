// generate, if `key-store` is set.
import { ActionError } from '../errors.ts'
import { connectGitHub } from '../github/connect.ts'
import { readProtection } from '../github/environment-protection.ts'
import { awaitInOrder } from '../http/await-in-order.ts'
import type { EnvironmentDestination } from '../inputs/destination.ts'
import * as read from '../inputs/inputs.ts'
import { type GetInput, inputsOf } from '../inputs/raw-input.ts'
import { encodePrivateKey, generateOperatorKey, type OperatorPublicKey } from '../key/operator-key.ts'
import { signProof } from '../key/proof.ts'
import { type ActionContext, defineAction } from '../runner/run-action.ts'
import { environmentOf, readWorkflowRun, runClaims, type WorkflowRun } from '../runner/workflow-run.ts'
import type { KeyStore, Snapshot, StoredKey } from '../stores/key-store.ts'
import { openKeyStore } from '../stores/open.ts'
import { dryRunPage } from '../summary/dry-run-page.ts'
import { generatedPage } from '../summary/generated-page.ts'
import { keptPage } from '../summary/kept-page.ts'
import type { PageProtection } from '../summary/sections.ts'
import { warnOfExpiry } from './expiry.ts'
import { checkEvent, checkProtection, readGeneration, reportDryRun } from './generation.ts'
import { accessTo, readKeyStore, refusePin, requireOwnRepository } from './key-store-inputs.ts'
import { logPublicKey, publicKeyOutputs } from './outputs.ts'

const FOR_SECRETS = ['organization', 'visibility', 'selected-repository-ids', 'public-key-variable']

function readInputs(getInput: GetInput, run: WorkflowRun) {
  const uri = readKeyStore(getInput, FOR_SECRETS)
  requireOwnRepository(getInput, run)
  refusePin(getInput, uri)
  const environment = read.readOptional(getInput, 'environment', read.readEnvironmentName)
  const generation = readGeneration(getInput, environment !== undefined)
  const readsProtection = environment !== undefined && generation.requiredProtection !== 'ignore'
  return {
    uri,
    gate: environment === undefined ? undefined : environmentOf(run, environment),
    ...generation,
    token: readsProtection ? readGateToken(getInput) : undefined,
  }
}

/** Reads the token that only has to read how the gate is protected. */
function readGateToken(getInput: GetInput): string {
  if (read.readTrimmed(getInput, 'github-token') !== '') return read.readToken(getInput, 'github-token')
  throw new ActionError(
    'token-missing',
    'The input `github-token` is empty, and the protection of `environment` cannot be read without it.',
    "Set it to the job's own token (`github.token`), and give the job `permissions: actions: read`.",
  )
}

async function generate(context: ActionContext): Promise<void> {
  const { env, journal, mask, output } = context
  const getInput = inputsOf(env)
  mask(read.readTrimmed(getInput, 'github-token'))
  const run = readWorkflowRun(env)
  const inputs = readInputs(getInput, run)
  checkEvent(run.eventName, inputs.allowedEvents, output)
  output.requireWritable()

  // Read the place and its gate at once.
  const { uri, gate, token, ifExists, requiredProtection, operator, workspace } = inputs
  const store = await openKeyStore(uri, context)
  const [snapshot, protection] = await awaitInOrder(
    store.read(),
    gate && token !== undefined ? protectionOf(gate, token, inputs.apiUrl, context) : Promise.resolve(undefined),
  )

  // Decide.
  if (gate && protection) checkProtection(protection, gate.environment, requiredProtection, output)
  const subject = { operator, workspace, run, keyStore: store.claims, access: accessTo(uri), gate }
  const { updatedAt: existing, unusable, irreplaceable } = snapshot
  if (unusable && ifExists !== 'overwrite') throw unusable
  if (irreplaceable && ifExists === 'overwrite') throw irreplaceable
  if (existing !== undefined && ifExists === 'fail') {
    throw keyExists(store.displayName, existing, irreplaceable === undefined)
  }
  if (existing !== undefined && ifExists === 'keep') {
    const { publicKey, reference, expiresAt } = snapshot
    const { dryRun } = inputs
    const kept = dryRun ? 'would be kept' : 'is kept'
    output.info(`${store.displayName} has a key (updated at ${existing}), which ${kept}. No key was made.`)
    warnOfExpiry(expiresAt, output)
    if (!publicKey) output.warning('The public key of the existing key is unknown. Run `verify` to read it.')
    const page = keptPage(subject, protection, { publicKey, updatedAt: existing, dryRun, expiresAt })
    output.setOutputs({
      ...(publicKey && publicKeyOutputs(publicKey)),
      ...(reference && { 'key-reference': reference }),
      created: 'false',
      page,
    })
    output.appendSummary(page)
    return
  }
  if (inputs.dryRun) {
    const change = existing === undefined ? 'stored here' : `stored in place of the key of ${existing}`
    const outlook = `Without \`dry-run\` a key would be generated and ${change}.`
    reportDryRun(store.displayName, outlook, dryRunPage(subject, protection, outlook), output)
    return
  }

  // Generate, mask, store, confirm.
  const { publicKey, stored, proof } = await createKey(store, snapshot, inputs, run, context)
  journal.append({
    type: 'follow-up',
    text:
      'Take the public key from this message and check it with `verify`; a new run would stop because the key exists. ' +
      'If a later job discards the key, nothing is left to do.',
  })

  // Report.
  output.info(`${store.displayName} holds the new key, confirmed by reading it back (${stored.updatedAt}).`)
  logPublicKey(publicKey, output)
  const { updatedAt, reference, expiresAt } = stored
  warnOfExpiry(expiresAt, output)
  // The name of a key that is born in its store is known only now.
  const page = generatedPage({ ...subject, keyStore: store.claims }, protection, {
    publicKey,
    updatedAt,
    replaced: existing !== undefined,
    expiresAt,
    proof,
  })
  output.setOutputs({
    ...publicKeyOutputs(publicKey),
    ...(proof && { proof }),
    'key-reference': reference,
    created: 'true',
    page,
  })
  output.appendSummary(page)
}

/** Makes a key and stores it, or lets the store make it. Only a key that was made here can sign a proof: a signing store signs behind the gate. */
async function createKey(
  store: KeyStore,
  snapshot: Snapshot,
  { encoding, operator, workspace }: ReturnType<typeof readInputs>,
  run: WorkflowRun,
  { journal, mask, clock }: ActionContext,
): Promise<{ publicKey: OperatorPublicKey; stored: StoredKey; proof?: string }> {
  const places = [store.displayName]
  if (store.kind === 'signing') {
    journal.append({ type: 'planned', places })
    return store.create(snapshot)
  }
  const key = generateOperatorKey()
  const { publicKey, privateKeyPem } = key
  mask(privateKeyPem, encodePrivateKey(privateKeyPem, 'hex'))
  journal.append({ type: 'planned', places, publicKey })
  const privateKey = encodePrivateKey(privateKeyPem, encoding)
  const stored = await store.store({ privateKey, publicKey, operator, workspace }, snapshot)
  const claims = { operator, workspace, keyStore: store.claims, run: runClaims(run) }
  return { publicKey, stored, proof: signProof(key, claims, clock.now()) }
}

async function protectionOf(
  gate: EnvironmentDestination,
  token: string,
  apiUrl: string,
  context: ActionContext,
): Promise<PageProtection> {
  const client = await connectGitHub(token, apiUrl, context)
  return readProtection(client, gate)
}

function keyExists(displayName: string, updatedAt: string, isReplaceable: boolean): ActionError {
  const overwriting = isReplaceable ? ', or `if-exists: overwrite` if you are sure that nothing uses it' : ''
  return new ActionError(
    'key-exists',
    `${displayName} already has a key (updated at ${updatedAt}), which may be in use.`,
    `Choose another place. Set \`if-exists: keep\` to keep the key${overwriting}.`,
  )
}

export const run = defineAction(
  {
    noun: 'stored key',
    unchanged: 'No key was stored, and nothing was changed.',
    unchangedWithKey: 'The new key pair was not stored: it existed only in this run and is gone. Nothing was changed.',
    recovery:
      'Do not register a public key for this place. Run `verify` to find out which key it holds, or start over with `if-exists: overwrite`.',
  },
  generate,
)
