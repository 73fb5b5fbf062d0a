import { ActionError } from '../errors.ts'
import { wideningWarning } from '../github/audience.ts'
import { connectGitHub } from '../github/connect.ts'
import { describeDestination, destinationClaims } from '../github/destination.ts'
import { readProtection } from '../github/environment-protection.ts'
import { Variable } from '../github/variable.ts'
import { awaitInOrder } from '../http/await-in-order.ts'
import * as read from '../inputs/inputs.ts'
import { type GetInput, inputsOf } from '../inputs/raw-input.ts'
import type { OperatorPublicKey } from '../key/operator-key.ts'
import type { Output } from '../runner/output.ts'
import { type ActionContext, defineAction } from '../runner/run-action.ts'
import { readWorkflowRun, runClaims } from '../runner/workflow-run.ts'
import { GitHubSecret } from '../stores/github-secret.ts'
import { checkEvent, checkProtection, readGeneration, reportDryRun } from './generation.ts'
import { loadDeferred } from './load-deferred.ts'
import { logPublicKey, publicKeyOutputs, storedKeyOutputs } from './outputs.ts'
import { hasKeyStore, refuseOtherStores } from './store-inputs.ts'

function readInputs(getInput: GetInput) {
  refuseOtherStores(getInput, undefined)
  const token = read.readToken(getInput, 'github-token')
  const destination = read.readDestination(getInput)
  return {
    token,
    destination,
    secretName: read.readSecretName(getInput, 'secret-name'),
    ...readGeneration(getInput, destination.level === 'environment'),
    variableName: read.readOptional(getInput, 'public-key-variable', read.readVariableName),
  }
}

async function generate(context: ActionContext): Promise<void> {
  const { env, journal, mask, output } = context
  const getInput = inputsOf(env)
  mask(read.readTrimmed(getInput, 'github-token'))
  const inputs = readInputs(getInput)
  const run = readWorkflowRun(env)
  checkEvent(run.eventName, inputs.allowedEvents, output)
  output.requireWritable()

  // Read everything at once: the sealing key, the secret, the environment, the variable.
  const { destination, ifExists, requiredProtection } = inputs
  output.info(`Reading ${describeDestination(destination)}.`)
  const client = await connectGitHub(inputs.token, inputs.apiUrl, context)
  const store = new GitHubSecret(client, context, destination, inputs.secretName)
  const variable = inputs.variableName ? new Variable(client, destination, inputs.variableName) : undefined
  const readsProtection = destination.level === 'environment' && requiredProtection !== 'ignore'
  const [snapshot, protection, variableValue, deferred] = await awaitInOrder(
    store.read(),
    readsProtection ? readProtection(client, destination) : Promise.resolve(undefined),
    variable ? variable.read() : Promise.resolve(undefined),
    loadDeferred(),
  )

  // Decide.
  if (readsProtection && protection) {
    checkProtection(protection, destination.environment, requiredProtection, output)
  }
  const { operator, workspace, secretName } = inputs
  const subject = { operator, workspace, destination, secretName, run }
  const { updatedAt: existing } = snapshot
  if (existing !== undefined && ifExists === 'fail') throw secretExists(store.displayName, existing)
  if (existing !== undefined && ifExists === 'keep') {
    const publicKey =
      variable && variableValue !== undefined ? deferred.parseKeptPublicKey(variable, variableValue) : undefined
    const kept = { publicKey, updatedAt: existing, dryRun: inputs.dryRun }
    const page = deferred.keptPage({ ...subject, audience: snapshot.audience }, protection, kept)
    reportKept(output, store.displayName, secretName, kept, page)
    return
  }
  const audience = store.audienceAfter(snapshot)
  const widening = wideningWarning(store.displayName, snapshot.audience, audience)
  if (widening) output.warning(widening)
  if (inputs.dryRun) {
    const change = existing === undefined ? 'created' : `overwritten (updated at ${existing})`
    const outlook = `Without \`dry-run\` a key would be generated and this secret ${change}. Whether the token may write it is known only when GitHub is asked to.`
    const page = deferred.dryRunPage({ ...subject, audience }, protection, outlook)
    reportDryRun(store.displayName, outlook, page, output)
    return
  }

  // Generate, mask, seal, store, confirm.
  const { encodePrivateKey, generatedPage, generateOperatorKey, signProof } = deferred
  const key = generateOperatorKey()
  const { publicKey } = key
  mask(key.privateKeyPem, encodePrivateKey(key.privateKeyPem, 'hex'))
  journal.append({ type: 'planned', places: [store.displayName], publicKey })
  const updatedAt = await store.store(encodePrivateKey(key.privateKeyPem, inputs.encoding), snapshot)
  const setVariable = variable ? ` ${variable.displayName} may not hold the public key yet: set it.` : ''
  journal.append({
    type: 'follow-up',
    text:
      `Take the public key from this message and check it with \`verify\`. A new run would stop because the secret exists.${setVariable} ` +
      'If a later job discards the key, as in provision.yml, nothing is left to do.',
  })

  // Report.
  output.info(`${store.displayName} holds the new key, confirmed by GitHub (${updatedAt}).`)
  logPublicKey(publicKey, output)
  if (destination.level !== 'environment') {
    output.info('Verify it in a new run: GitHub reads repository and organization secrets when a run is queued.')
  }
  const secret = { ...destinationClaims(destination), name: secretName }
  const proof = signProof(key, { operator, workspace, secret, run: runClaims(run) }, context.clock.now())
  const replaced = existing !== undefined
  const page = generatedPage({ ...subject, audience }, protection, { publicKey, updatedAt, replaced, proof })
  output.setOutputs({ ...storedKeyOutputs(publicKey, secretName, updatedAt, proof), page })
  await variable?.write(publicKey.hex, variableValue !== undefined, audience)
  output.appendSummary(page)
}

function reportKept(
  output: Output,
  displayName: string,
  secretName: string,
  kept: { publicKey: OperatorPublicKey | undefined; updatedAt: string; dryRun: boolean },
  page: string,
): void {
  const { publicKey, updatedAt, dryRun } = kept
  output.info(
    `${displayName} exists (updated at ${updatedAt}) and ${dryRun ? 'would be' : 'is'} kept. No key was made.`,
  )
  if (!publicKey) output.warning('The public key of the existing secret is unknown. Run `verify` to read it.')
  output.setOutputs({
    ...(publicKey && publicKeyOutputs(publicKey)),
    'secret-name': secretName,
    'secret-updated-at': updatedAt,
    created: 'false',
    page,
  })
  output.appendSummary(page)
}

function secretExists(displayName: string, updatedAt: string): ActionError {
  return new ActionError(
    'secret-exists',
    `${displayName} already exists (updated at ${updatedAt}), and its key may be in use.`,
    'Choose another `secret-name` or place. Set `if-exists: keep` to keep the secret, or `if-exists: overwrite` if you are sure that nothing uses it.',
  )
}

const generateSecret = defineAction(
  {
    unchanged: 'No key was made, and nothing was changed.',
    unchangedWithKey: 'The new key pair was not stored: it existed only in this run and is gone. Nothing was changed.',
    recovery:
      'Do not register a public key for this secret. Run `verify` in a new run to find out which key it holds, or start over with `if-exists: overwrite`.',
  },
  generate,
)

export const run: typeof generateSecret = async context => {
  if (!hasKeyStore(inputsOf(context.env))) return generateSecret(context)
  const { generateInKeyStore } = await import('./key-store-actions.ts')
  return generateInKeyStore(context)
}
