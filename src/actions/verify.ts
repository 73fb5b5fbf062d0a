import { type ApprovalLook, approvalDoubt, lookAtApprovals, notApproved } from '../github/approvals.ts'
import { GitHubClient } from '../github/client.ts'
import { connectOnDemand } from '../github/octokit-on-demand.ts'
import { awaitInOrder } from '../http/await-in-order.ts'
import * as read from '../inputs/inputs.ts'
import { type GetInput, inputsOf } from '../inputs/raw-input.ts'
import { keyMismatch, parsePrivateKey } from '../key/parse-private-key.ts'
import { signProof } from '../key/proof.ts'
import { readRegistration, registrationOf } from '../ledger/registration.ts'
import { type ActionContext, defineAction } from '../runner/run-action.ts'
import { readWorkflowRun, runClaims, type WorkflowRun } from '../runner/workflow-run.ts'
import { verifiedPage } from '../summary/pages.ts'
import { publicKeyOutputs } from './outputs.ts'

function readInputs(getInput: GetInput) {
  const approval = read.readChoice(getInput, 'approval', ['require', 'warn', 'ignore'])
  return {
    approval,
    approved: read.readOptional(getInput, 'public-key-hex', read.readPublicKey),
    challenge: read.readText(getInput, 'proof-challenge'),
    operator: read.readOptional(getInput, 'operator-name', read.readLedgerName),
    workspace: read.readOptional(getInput, 'workspace', read.readLedgerName),
    environment: read.readOptional(getInput, 'environment', read.readEnvironmentName),
    token: approval === 'ignore' ? undefined : read.readToken(getInput, 'github-token'),
    apiUrl: read.readApiUrl(getInput, 'github-api-url'),
    registration: readRegistration(getInput, true),
  }
}

async function verify(context: ActionContext): Promise<void> {
  const { env, mask, output } = context
  const getInput = inputsOf(env)
  const text = read.readTrimmed(getInput, 'private-key')
  mask(text, ...['api-key-id', 'api-key-secret', 'github-token'].map(name => read.readTrimmed(getInput, name)))
  const inputs = readInputs(getInput)
  const run = readWorkflowRun(env)
  output.requireWritable()

  const key = parsePrivateKey(text)
  mask(key.privateKeyPem)
  const { approved, approval, environment, token } = inputs
  if (approved && approved.hex !== key.publicKey.hex) throw keyMismatch(key.publicKey, approved)
  if (approved) {
    output.info('The stored key is the approved one.')
  } else {
    output.warning('`public-key-hex` is not set, so the stored key was compared with no approved key.')
  }

  const [approvals, registered] = await awaitInOrder(
    token === undefined ? Promise.resolve(undefined) : readApprovals(context, token, inputs, run),
    registrationOf(inputs.registration, key.publicKey, context, mask),
  )
  const doubt = approvals && approvalDoubt(approvals, environment)
  if (approvals && doubt !== undefined) {
    if (approval === 'require') throw notApproved(approvals, doubt)
    output.warning(doubt)
  }
  if (registered === 'unknown' && inputs.registration) {
    output.warning('Ledger accepts the API access, but its token does not say which public key is registered.')
  }

  output.info(`Public key:  ${key.publicKey.hex}`)
  output.info(`Fingerprint: ${key.publicKey.fingerprint}`)
  const { operator, workspace, challenge } = inputs
  const approvedBy = approvals && 'approvedBy' in approvals ? approvals.approvedBy : []
  output.setOutputs({
    ...publicKeyOutputs(key.publicKey),
    proof: signProof(key, { operator, workspace, run: runClaims(run), nonce: challenge }, context.clock.now()),
    'approved-by': approvedBy.join(','),
    registered,
  })
  output.appendSummary(
    verifiedPage({
      operator,
      workspace,
      run,
      environment,
      approvals,
      compared: approved !== undefined,
      registered,
      publicKey: key.publicKey,
    }),
  )
}

async function readApprovals(
  context: ActionContext,
  token: string,
  { apiUrl, environment }: ReturnType<typeof readInputs>,
  run: WorkflowRun,
): Promise<ApprovalLook> {
  const client = new GitHubClient(await connectOnDemand(token, apiUrl, context.fetch), context)
  return lookAtApprovals(client, run, environment)
}

export const run = defineAction(
  {
    unchangedTitle: 'The key is not verified',
    unchanged: 'Nothing was changed. Do not register this key, and let nothing use it, until this is resolved.',
    recovery: '',
  },
  verify,
)
