import { ActionError } from '../errors.ts'
import { approvalError, readApprovals } from '../github/approvals.ts'
import { GitHubClient } from '../github/client.ts'
import { type Destination, describeDestination } from '../github/destination.ts'
import { connect } from '../github/octokit.ts'
import { PublicKeyVariable } from '../github/public-key-variable.ts'
import * as read from '../inputs/inputs.ts'
import { type GetInput, inputsOf } from '../inputs/raw-input.ts'
import { type ActionContext, defineAction } from '../runner/run-action.ts'
import { readWorkflowRun, type WorkflowRun } from '../runner/workflow-run.ts'
import { GitHubSecret } from '../stores/github-secret.ts'
import { discardedPage } from '../summary/discarded-page.ts'
import { isSameName } from '../text.ts'

function readInputs(getInput: GetInput) {
  return {
    token: read.readToken(getInput, 'github-token'),
    destination: read.readDestination(getInput),
    secretName: read.readSecretName(getInput, 'secret-name'),
    storedAt: read.readTime(getInput, 'secret-updated-at'),
    ifApproved: read.readChoice(getInput, 'if-approved', ['keep', 'discard']),
    variableName: read.readOptional(getInput, 'public-key-variable', read.readVariableName),
    apiUrl: read.readApiUrl(getInput, 'github-api-url'),
  }
}

async function discard(context: ActionContext): Promise<void> {
  const { env, journal, output } = context
  const getInput = inputsOf(env)
  context.mask(read.readTrimmed(getInput, 'github-token'))
  const inputs = readInputs(getInput)
  output.requireWritable()

  const client = new GitHubClient(connect(inputs.token, inputs.apiUrl, context.fetch), context)
  const run = readWorkflowRun(env)
  if (inputs.ifApproved === 'keep') await requireUnapproved(client, run, inputs.destination)
  const secret = new GitHubSecret(client, context, inputs.destination, inputs.secretName)
  const isDiscarded = await secret.delete(inputs.storedAt)
  output.info(`${secret.displayName} ${isDiscarded ? 'is deleted' : 'was already deleted'}.`)
  output.setOutputs({ discarded: String(isDiscarded) })
  if (inputs.variableName) {
    const variable = new PublicKeyVariable(client, inputs.destination, inputs.variableName)
    journal.append({ type: 'follow-up', text: `${variable.displayName} may still exist: run this again.` })
    await variable.delete()
    journal.append({ type: 'follow-up', text: undefined })
    output.info(`${variable.displayName} is deleted.`)
  }
  const { destination, secretName } = inputs
  output.appendSummary(discardedPage({ destination, secretName, run }, isDiscarded))
}

/**
 * Stops if anyone but who started the run has approved the key in it, in whichever attempt: it may be registered, and even in use.
 * Who re-ran the run counts, unlike in verify: an approval of theirs may be of an earlier attempt, which others started.
 * @throws ActionError `key-approved`; `approvals-unreadable` if that is not known
 */
async function requireUnapproved(client: GitHubClient, run: WorkflowRun, destination: Destination): Promise<void> {
  if (destination.level !== 'environment') return
  const { owner, repo, environment } = destination
  // In this run people can have approved only a gate of this repository.
  if (!isSameName(`${owner}/${repo}`, run.repository)) return
  const approvals = await readApprovals(client, run, { environment, allowedBots: 'any' })
  if ('unreadable' in approvals) throw approvalError(approvals, environment)
  if (approvals.approvedBy.every(({ id }) => String(id) === run.actorId)) return
  throw new ActionError(
    'key-approved',
    `This run was approved for ${describeDestination(destination)}, so its key may be registered.`,
    'If the key is registered, keep it. If it was not verified or must not be used, make sure that it is not registered, and run this again with ' +
      '`if-approved: discard`.',
  )
}

export const run = defineAction(
  { unchangedTitle: 'Nothing was deleted', unchanged: 'Nothing was deleted.', recovery: '' },
  discard,
)
