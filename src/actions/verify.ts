import { ActionError } from '../errors.ts'
import { type ApprovalRecord, readApprovals } from '../github/approvals.ts'
import { connectGitHub } from '../github/connect.ts'
import type { Unreadable } from '../github/unreadable.ts'
import { awaitInOrder } from '../http/await-in-order.ts'
import * as read from '../inputs/inputs.ts'
import { type GetInput, inputsOf } from '../inputs/raw-input.ts'
import { verifyProof } from '../key/proof.ts'
import { checkRegistration, readRegistration, registeredOutput } from '../ledger/registration.ts'
import { type ActionContext, defineAction } from '../runner/run-action.ts'
import { readWorkflowRun, runClaims, type WorkflowRun } from '../runner/workflow-run.ts'
import { verifiedPage } from '../summary/verified-page.ts'
import { warnOfExpiry } from './expiry.ts'
import { exposuresOf, keyExposed } from './exposures.ts'
import { logPublicKey, publicKeyOutputs } from './outputs.ts'
import { readPublicKey } from './public-key-input.ts'
import { requireApproved } from './require-approved.ts'
import { requireApprovedKey } from './require-approved-key.ts'
import { hasKeyStore, refuseOtherStores } from './store-inputs.ts'
import { keyInput, keyInStore, type VerifiableKey } from './verifiable-key.ts'

function readInputs(getInput: GetInput) {
  const approval = read.readChoice(getInput, 'approval', read.REQUIREMENTS)
  return {
    approval,
    approved: read.readOptional(getInput, 'public-key-hex', readPublicKey),
    proof: read.readTrimmed(getInput, 'proof') || undefined,
    challenge: read.readText(getInput, 'proof-challenge'),
    operator: read.readOptional(getInput, 'operator-name', read.readLedgerName),
    workspace: read.readOptional(getInput, 'workspace', read.readLedgerName),
    environment: read.readOptional(getInput, 'environment', read.readEnvironmentName),
    allowedBots: read.readAllowedBots(getInput, 'allowed-bots'),
    token: approval === 'ignore' ? undefined : read.readToken(getInput, 'github-token'),
    apiUrl: read.readApiUrl(getInput, 'github-api-url'),
    registration: readRegistration(getInput, true),
  }
}

/** Opens the key store that has the key; undefined if the input `private-key` holds it. */
async function openPlace(getInput: GetInput, context: ActionContext) {
  if (!hasKeyStore(getInput)) {
    refuseOtherStores(getInput, undefined)
    return undefined
  }
  if (getInput('private-key') !== '') {
    throw new ActionError(
      'input-invalid',
      'The inputs `private-key` and `key-store` are both set, and the stored key can be in one place only.',
      'Leave `private-key` out: the action reads the key from `key-store`.',
    )
  }
  const { formatKeyStoreUri, openKeyStore, readKeyStore } = await import('./key-store-actions.ts')
  const uri = readKeyStore(getInput, [])
  const reference = uri.pin === undefined ? undefined : formatKeyStoreUri(uri)
  return { store: await openKeyStore(uri, context), reference }
}

async function verify(context: ActionContext): Promise<void> {
  const { env, mask, output } = context
  const getInput = inputsOf(env)
  mask(...['private-key', 'api-key-id', 'api-key-secret', 'github-token'].map(name => read.readTrimmed(getInput, name)))
  const inputs = readInputs(getInput)
  const run = readWorkflowRun(env)
  output.requireWritable()

  const opened = await openPlace(getInput, context)
  const store = opened?.store
  const stored = store ? await keyInStore(store, context) : keyInput(read.readTrimmed(getInput, 'private-key'), context)
  const { publicKey, keyStore } = stored
  const { approved, approval, environment, operator, workspace, challenge } = inputs
  if (approved) {
    requireApprovedKey(publicKey, approved)
    output.info('The stored key is the expected one.')
  } else {
    output.warning('`public-key-hex` is not set, so the stored key was compared with no expected public key.')
  }
  const origin = originOf(stored, inputs, run)
  const exposures = exposuresOf(stored)
  if (exposures.length > 0 && inputs.registration?.required) throw keyExposed(exposures)
  if (origin) output.info(`${origin === 'key-store' ? 'The key store' : 'The proof'} shows that this run made the key.`)
  for (const exposure of exposures) output.warning(exposure)
  warnOfExpiry(stored.expiresAt, output)
  if (stored.deviations.length > 0) {
    const why = stored.deviations.join('; ')
    output.warning(
      `Ledger's sample code cannot read the stored text: ${why}. The key is whole; \`promote\` stores it as that code reads it.`,
    )
  }
  const [approvals, registered] = await awaitInOrder(
    inputs.token === undefined ? Promise.resolve(undefined) : approvalsOf(run, inputs.token, inputs, context),
    checkRegistration(inputs.registration, publicKey, context, mask),
  )
  requireApproved(approvals, environment, approval === 'require', output)
  if (registered === 'unknown' && inputs.registration) {
    output.warning('Ledger accepts the API access, but its token does not say which public key is registered.')
  }

  logPublicKey(publicKey, output)
  const claims = { operator, workspace, keyStore, run: runClaims(run), nonce: challenge }
  const proof = await stored.signProof(claims)
  const page = verifiedPage({
    operator,
    workspace,
    keyStore: keyStore && { ...keyStore, ...propertiesOf(stored) },
    keyReference: opened?.reference,
    environment,
    run,
    publicKey,
    compared: approved !== undefined,
    origin,
    exposures,
    expiresAt: stored.expiresAt,
    proof,
    approvals,
    registered,
  })
  output.setOutputs({
    ...publicKeyOutputs(publicKey),
    proof,
    'approved-by':
      approvals && 'approvedBy' in approvals ? approvals.approvedBy.map(({ login }) => login).join(',') : '',
    registered: registeredOutput(registered),
    page,
  })
  output.appendSummary(page)
}

/**
 * What shows that this run made the key: generate's proof or, for a key that is born in its store, the run that the store has on
 * record. Such a key cannot sign before the gate, so a proof of it does not show its origin; an invalid one still fails the run.
 * @throws ActionError `proof-invalid`
 */
function originOf(
  { publicKey, keyStore, description }: VerifiableKey,
  inputs: ReturnType<typeof readInputs>,
  run: WorkflowRun,
) {
  const { proof, environment, operator, workspace } = inputs
  const proven =
    proof === undefined
      ? undefined
      : verifyProof(proof, { publicKey, run, environment, keyStore: keyStore?.uri, operator, workspace })
  if (!description) return proven
  return description.runId === run.runId ? 'key-store' : undefined
}

/** What a signing store says of the key, for the page. */
function propertiesOf({ description }: VerifiableKey): Record<string, string> {
  if (!description) return {}
  const { type, usage, origin, isExportable, deletion, access } = description
  const exportable = isExportable ? 'yes, or it was imported' : 'no'
  return { type, usage, origin, exportable, deletion, ...(access !== undefined && { 'use by': access }) }
}

async function approvalsOf(
  run: WorkflowRun,
  token: string,
  { apiUrl, environment, allowedBots }: ReturnType<typeof readInputs>,
  context: ActionContext,
): Promise<ApprovalRecord | Unreadable> {
  const client = await connectGitHub(token, apiUrl, context)
  return readApprovals(client, run, { environment, allowedBots })
}

export const run = defineAction(
  {
    unchangedTitle: 'The key is not verified',
    unchanged: 'Nothing was changed. Do not register this key, and let nothing use it, until this is resolved.',
    recovery: '',
  },
  verify,
)
