import * as core from '@actions/core'
import { type ApprovalLook, approvalDoubt, lookAtApprovals, notApproved } from '../github/approvals.ts'
import { GitHubApi } from '../github/client.ts'
import { connectOnDemand } from '../github/octokit-on-demand.ts'
import { awaitInOrder } from '../http/await-in-order.ts'
import { Patience } from '../http/retry.ts'
import * as read from '../inputs/inputs.ts'
import { keyMismatch, parsePrivateKey } from '../key/parse-private-key.ts'
import { signProof } from '../key/proof.ts'
import { readRegistration, registrationOf } from '../ledger/registration.ts'
import {
  log,
  mask,
  publicKeyOutputs,
  requireCommandFiles,
  runAction,
  setOutputs,
  writeSummary,
} from '../runner/run-action.ts'
import { type RunContext, readRunContext, runClaims } from '../runner/workflow-run.ts'
import { verifiedPage } from '../summary/pages.ts'

function readInputs(getInput: read.GetInput) {
  const approval = read.readChoice(getInput, 'approval', ['require', 'warn', 'ignore'])
  return {
    approval,
    approved: read.readOptional(getInput, 'public-key-hex', read.readPublicKey),
    challenge: read.readText(getInput, 'proof-challenge'),
    operator: read.readText(getInput, 'operator-name'),
    workspace: read.readText(getInput, 'workspace'),
    environment: read.readText(getInput, 'environment'),
    token: approval === 'ignore' ? undefined : read.readToken(getInput, 'github-token'),
    apiUrl: read.readApiUrl(getInput, 'github-api-url'),
    registration: readRegistration(getInput, true),
  }
}

async function verify(): Promise<void> {
  const text = core.getInput('private-key')
  mask(text, core.getInput('api-key-id'), core.getInput('api-key-secret'), core.getInput('github-token'))
  const inputs = readInputs(core.getInput)
  const run = readRunContext(process.env)
  requireCommandFiles()

  const key = parsePrivateKey(text)
  mask(key.privateKeyPem)
  const { approved, approval, environment, token } = inputs
  if (approved && approved.hex !== key.publicKey.hex) throw keyMismatch(key.publicKey, approved)
  if (approved) {
    log('The stored key is the approved one.')
  } else {
    core.warning(
      'No `public-key-hex` is given, so the stored key was compared with none: this shows only which key it is.',
    )
  }

  const patience = new Patience(log)
  const [approvals, registered] = await awaitInOrder(
    token === undefined ? Promise.resolve(undefined) : readApprovals(token, inputs, run, patience),
    registrationOf(inputs.registration, key.publicKey, patience, mask),
  )
  const doubt = approvals && approvalDoubt(approvals, environment)
  if (approvals && doubt !== undefined) {
    if (approval === 'require') throw notApproved(approvals, doubt)
    core.warning(doubt)
  }
  if (registered === 'unknown' && inputs.registration) {
    core.warning('Ledger accepts the API access, but its token does not say which public key is registered.')
  }

  log(`Public key:  ${key.publicKey.hex}`)
  log(`Fingerprint: ${key.publicKey.fingerprint}`)
  const { operator, workspace, challenge } = inputs
  const approvedBy = approvals && 'approvedBy' in approvals ? approvals.approvedBy : []
  setOutputs({
    ...publicKeyOutputs(key.publicKey),
    proof: signProof(key, { operator, workspace, run: runClaims(run), nonce: challenge }),
    'approved-by': approvedBy.join(','),
    registered,
  })
  writeSummary(
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
  token: string,
  inputs: ReturnType<typeof readInputs>,
  run: RunContext,
  patience: Patience,
): Promise<ApprovalLook> {
  const request = await connectOnDemand(token, inputs.apiUrl)
  return lookAtApprovals(new GitHubApi(request, patience), run, inputs.environment)
}

void runAction(
  {
    holding: {
      state: 'unchanged',
      title: 'The key is not verified',
      note: 'Nothing was changed. Until this is cleared up, do not register this key and let nothing use it.',
    },
  },
  verify,
)
