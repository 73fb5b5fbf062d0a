import * as core from '@actions/core'
import { ActionError } from '../errors.ts'
import { GitHubApi } from '../github/client.ts'
import { type Destination, describeDestination, destinationClaims } from '../github/destination.ts'
import { lookAtProtection, protectionWarning, requireReviewers } from '../github/environment-protection.ts'
import { connect } from '../github/octokit.ts'
import { PublicKeyVariable } from '../github/public-key-variable.ts'
import { awaitInOrder } from '../http/await-in-order.ts'
import { Patience } from '../http/retry.ts'
import { requireAllowedEvent } from '../inputs/allowed-events.ts'
import * as read from '../inputs/inputs.ts'
import { encodePrivateKey, generateOperatorKey, type OperatorPublicKey } from '../key/operator-key.ts'
import { signProof } from '../key/proof.ts'
import type { Custody } from '../runner/journal.ts'
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
import { dryRunPage, generatedPage, keptPage, type PageSubject } from '../summary/pages.ts'

const UNSTORED = 'The new key pair was not stored: it existed only in this run and is gone. Nothing was changed.'

function readInputs(getInput: read.GetInput) {
  const token = read.readToken(getInput, 'github-token')
  const destination = read.readDestination(getInput)
  return {
    token,
    destination,
    secretName: read.readName(getInput, 'secret-name'),
    encoding: read.readChoice(getInput, 'private-key-encoding', ['hex', 'pem']),
    ifExists: read.readChoice(getInput, 'if-exists', ['fail', 'keep', 'overwrite']),
    requiredProtection: readProtection(getInput, destination),
    variableName: read.readOptional(getInput, 'public-key-variable', read.readName),
    operator: read.readText(getInput, 'operator-name'),
    workspace: read.readText(getInput, 'workspace'),
    allowedEvents: read.readEvents(getInput, 'allowed-events'),
    dryRun: read.readBoolean(getInput, 'dry-run'),
    apiUrl: read.readApiUrl(getInput, 'github-api-url'),
  }
}

/** Reads what an environment must have. Asked for where there is none, it must not pass for given. */
function readProtection(getInput: read.GetInput, { level }: Destination) {
  const required = read.readChoice(getInput, 'environment-protection', ['require', 'warn', 'ignore'])
  if (required === 'require' && level !== 'environment') {
    throw read.invalid('environment-protection', required, 'It is for environments, and `environment` is empty')
  }
  return required
}

async function generate(custody: Custody): Promise<void> {
  mask(core.getInput('github-token'))
  const inputs = readInputs(core.getInput)
  const run = readRunContext(process.env)
  requireAllowedEvent(run.eventName, inputs.allowedEvents)
  requireCommandFiles()

  // Look, all at once: the sealing key, the secret, the environment, the variable.
  const { destination, ifExists, requiredProtection } = inputs
  log(`Looking at ${describeDestination(destination)}.`)
  const api = new GitHubApi(connect(inputs.token, inputs.apiUrl), new Patience(log))
  const store = new SecretStore(api, destination, inputs.secretName)
  const variable = inputs.variableName ? new PublicKeyVariable(api, destination, inputs.variableName) : undefined
  const asksProtection = destination.level === 'environment' && requiredProtection !== 'ignore'
  const [found, protection, variableText] = await awaitInOrder(
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
  const { operator, workspace, secretName } = inputs
  const subject = { operator, workspace, destination, secretName, protection, run }
  const { updatedAt: earlier } = found
  if (earlier !== undefined && ifExists === 'fail') throw secretExists(store.place, earlier)
  if (earlier !== undefined && ifExists === 'keep') {
    const publicKey = variable && variableText !== undefined ? variable.parse(variableText) : undefined
    tellKept(subject, store.place, { publicKey, updatedAt: earlier, dryRun: inputs.dryRun })
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
  custody.leftover =
    'Take the public key from this message and prove it with the verify action; a new run would stop at the secret, which exists.' +
    (variable ? ` ${variable.place} may not hold the public key yet: set it.` : '') +
    ' If a later job discards the key, as in provision.yml, nothing is left to do.'

  // Tell.
  log(`${store.place} holds the new key; GitHub confirms it (${stored.updatedAt}).`)
  log(`Public key:  ${key.publicKey.hex}`)
  log(`Fingerprint: ${key.publicKey.fingerprint}`)
  if (destination.level !== 'environment') {
    log(
      'Verify it in a new run: only the secrets of environments are read when a job starts, all others when a run is queued.',
    )
  }
  const secret = { ...destinationClaims(destination), name: stored.name }
  const proof = signProof(key, { operator, workspace, secret, run: runClaims(run) })
  setOutputs(storedKeyOutputs(key.publicKey, stored, proof))
  await variable?.write(key.publicKey, variableText !== undefined)
  const { publicKey } = key
  writeSummary(generatedPage(subject, { publicKey, updatedAt: stored.updatedAt, replaced: earlier !== undefined }))
}

function tellKept(
  subject: PageSubject,
  place: string,
  kept: { publicKey: OperatorPublicKey | undefined; updatedAt: string; dryRun: boolean },
): void {
  const { publicKey, updatedAt, dryRun } = kept
  log(`${place} exists (last changed ${updatedAt}) and ${dryRun ? 'would be' : 'is'} kept. No key was made.`)
  if (!publicKey) core.warning('Which public key belongs to the kept key is not known here; the verify action tells.')
  setOutputs({
    ...(publicKey && publicKeyOutputs(publicKey)),
    'secret-name': subject.secretName,
    'secret-updated-at': updatedAt,
    created: 'false',
  })
  writeSummary(keptPage(subject, kept))
}

function tellDryRun(subject: PageSubject, place: string, earlier: string | undefined): void {
  const change = earlier === undefined ? 'created' : `overwritten (last changed ${earlier})`
  const outlook = `Without dry-run a key would be made and this secret be ${change}. Whether the token may write, GitHub tells only when it writes.`
  log(`${place}: ${outlook}`)
  setOutputs({ created: 'false' })
  writeSummary(dryRunPage(subject, outlook))
}

function secretExists(place: string, updatedAt: string): ActionError {
  return new ActionError(
    'secret-exists',
    `${place} exists already (last changed ${updatedAt}), and a key may be in use there.`,
    'Choose another `secret-name` or place; or say `if-exists: keep` to leave it, or `if-exists: overwrite` where you are sure that nothing uses it.',
  )
}

void runAction(
  {
    holding: { state: 'unchanged', note: 'No key was made, nothing was changed.' },
    cure:
      'Register no public key for it, of this run or of another: which key it holds, the verify action tells in a new run; ' +
      '`if-exists: overwrite` starts over.',
  },
  generate,
)
