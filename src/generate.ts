import * as core from '@actions/core'
import { log, mask, publicKeyOutputs, requireCommandFiles, runAction, setOutputs } from './action.ts'
import type { Custody } from './custody.ts'
import { describeDestination, destinationClaims } from './destination.ts'
import { lookAtProtection, protectionWarning, requireReviewers } from './environment.ts'
import { refuseEvent } from './events.ts'
import { Failure } from './failure.ts'
import { connectGitHub } from './github-api.ts'
import { inOrder } from './in-order.ts'
import * as read from './inputs.ts'
import { encodePrivateKey, generateOperatorKey, type OperatorPublicKey } from './operator-key.ts'
import { Patience } from './patience.ts'
import { signProof } from './proof.ts'
import { PublicKeyVariable } from './public-key-variable.ts'
import { readRunContext, runClaims } from './run-context.ts'
import { SecretStore } from './secret-store.ts'
import { dryRunPage, generatedPage, keptPage, type PageSubject, writeSummary } from './summary.ts'

const UNSTORED = 'The new key pair was not stored: it existed only in this run and is gone. Nothing was changed.'

function readInputs(getInput: read.GetInput) {
  return {
    token: read.readToken(getInput, 'github-token'),
    destination: read.readDestination(getInput),
    secretName: read.readName(getInput, 'secret-name'),
    encoding: read.readChoice(getInput, 'private-key-encoding', ['hex', 'pem']),
    ifExists: read.readChoice(getInput, 'if-exists', ['fail', 'keep', 'overwrite']),
    requiredProtection: read.readChoice(getInput, 'environment-protection', ['require', 'warn', 'ignore']),
    variableName: read.readOptional(getInput, 'public-key-variable', read.readName),
    operator: read.readText(getInput, 'operator-name'),
    workspace: read.readText(getInput, 'workspace'),
    allowedEvents: read.readEvents(getInput, 'allowed-events'),
    dryRun: read.readBoolean(getInput, 'dry-run'),
    apiUrl: read.readApiUrl(getInput, 'github-api-url'),
  }
}

async function generate(custody: Custody): Promise<void> {
  mask(core.getInput('github-token'))
  const inputs = readInputs(core.getInput)
  const run = readRunContext(process.env)
  refuseEvent(run.eventName, inputs.allowedEvents)
  requireCommandFiles()

  // Look, all at once: the sealing key, the secret, the environment, the variable.
  const { destination, ifExists, requiredProtection } = inputs
  log(`Looking at ${describeDestination(destination)}.`)
  const api = await connectGitHub(inputs.token, inputs.apiUrl, new Patience(log))
  const store = new SecretStore(api, destination, inputs.secretName)
  const variable = inputs.variableName ? new PublicKeyVariable(api, destination, inputs.variableName) : undefined
  const asksProtection = destination.level === 'environment' && requiredProtection !== 'ignore'
  const [found, protection, variableText] = await inOrder(
    store.look(),
    asksProtection ? lookAtProtection(api, destination) : Promise.resolve(undefined),
    variable ? variable.look() : Promise.resolve(undefined),
  )

  // Decide.
  if (asksProtection && protection) {
    if (requiredProtection === 'require') requireReviewers(protection, destination.environment)
    const warning = protectionWarning(protection, destination.environment)
    if (warning) core.warning(warning)
  }
  const subject = { ...inputs, protection, run }
  const { updatedAt: earlier } = found
  if (earlier !== undefined && ifExists === 'fail') throw secretExists(store.place, earlier)
  if (earlier !== undefined && ifExists === 'keep') {
    const publicKey = variable && variableText !== undefined ? variable.parse(variableText) : undefined
    tellKept(subject, store.place, publicKey, earlier)
    return
  }
  if (inputs.dryRun) {
    tellDryRun(subject, store.place, earlier)
    return
  }

  // Generate, mask, seal, store, confirm.
  const key = generateOperatorKey()
  custody.holding = { state: 'unchanged', note: UNSTORED }
  mask(key.privateKeyPem, encodePrivateKey(key.privateKeyPem, 'hex'))
  const stored = await store.store(encodePrivateKey(key.privateKeyPem, inputs.encoding), found, custody)
  custody.holding = { state: 'confirmed', place: store.place, updatedAt: stored.updatedAt, publicKey: key.publicKey }

  // Tell.
  log(`${store.place} holds the new key; GitHub confirms it (${stored.updatedAt}).`)
  log(`Public key:  ${key.publicKey.hex}`)
  log(`Fingerprint: ${key.publicKey.fingerprint}`)
  if (destination.level !== 'environment') {
    log(
      `Verify it in a new run: a ${destination.level} secret is read when a run is queued, no later job of this run can see it.`,
    )
  }
  const secret = { ...destinationClaims(destination), name: stored.name }
  setOutputs({
    ...publicKeyOutputs(key.publicKey),
    proof: signProof(key, { ...inputs, secret, run: runClaims(run) }),
    'secret-name': stored.name,
    'secret-updated-at': stored.updatedAt,
    created: 'true',
  })
  await variable?.write(key.publicKey, variableText !== undefined)
  writeSummary(generatedPage(subject, { ...key, updatedAt: stored.updatedAt, replaced: earlier !== undefined }))
}

function tellKept(
  subject: PageSubject,
  place: string,
  publicKey: OperatorPublicKey | undefined,
  updatedAt: string,
): void {
  log(`${place} exists (last changed ${updatedAt}) and is kept. No key was made.`)
  if (!publicKey) core.warning(`Which public key belongs to the kept key is not known here; the verify action tells.`)
  setOutputs({
    ...(publicKey && publicKeyOutputs(publicKey)),
    'secret-name': subject.secretName,
    'secret-updated-at': updatedAt,
    created: 'false',
  })
  writeSummary(keptPage(subject, { publicKey, updatedAt }))
}

function tellDryRun(subject: PageSubject, place: string, earlier: string | undefined): void {
  const change = earlier === undefined ? 'be created' : `be overwritten (last changed ${earlier})`
  const outlook = `Without \`dry-run\` a key would be made and this secret would ${change}. Whether the token may write, GitHub tells only when it writes.`
  log(`${place}: ${outlook}`)
  setOutputs({ created: 'false' })
  writeSummary(dryRunPage(subject, outlook))
}

function secretExists(place: string, updatedAt: string): Failure {
  return new Failure(
    'secret-exists',
    `${place} exists already (last changed ${updatedAt}), and a key may be in use there.`,
    'Choose another `secret-name` or place; or say `if-exists: keep` to leave it, or `if-exists: overwrite` where you are sure that nothing uses it.',
  )
}

void runAction({ state: 'unchanged', note: 'No key was made, nothing was changed.' }, generate)
