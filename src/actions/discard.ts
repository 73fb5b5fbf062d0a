import { connectGitHub } from '../github/connect.ts'
import { Variable } from '../github/variable.ts'
import type { Destination } from '../inputs/destination.ts'
import * as read from '../inputs/inputs.ts'
import { type GetInput, inputsOf } from '../inputs/raw-input.ts'
import { type ActionContext, defineAction } from '../runner/run-action.ts'
import { readWorkflowRun, type WorkflowRun } from '../runner/workflow-run.ts'
import { GitHubSecret } from '../stores/github-secret.ts'
import { isSameName } from '../text.ts'
import { loadDeferred } from './load-deferred.ts'
import { nothingToDelete } from './nothing-to-delete.ts'
import { requireUnapproved } from './require-unapproved.ts'
import { hasKeyStore, refuseOtherStores } from './store-inputs.ts'

function readInputs(getInput: GetInput) {
  refuseOtherStores(getInput, undefined)
  return {
    token: read.readToken(getInput, 'github-token'),
    destination: read.readDestination(getInput),
    secretName: read.readSecretName(getInput, 'secret-name'),
    storedAt: read.readTime(getInput, 'secret-updated-at'),
    ifApproved: read.readChoice(getInput, 'if-approved', read.IF_APPROVED),
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

  const client = await connectGitHub(inputs.token, inputs.apiUrl, context)
  const run = readWorkflowRun(env)
  const loading = loadDeferred()
  const gate = gateOf(inputs.destination, run)
  if (inputs.ifApproved === 'keep' && gate !== undefined) await requireUnapproved(client, run, gate)
  const secret = new GitHubSecret(client, context, inputs.destination, inputs.secretName)
  const existed = await secret.delete(inputs.storedAt)
  // GitHub does not show whether a secret has existed. No warning: a workflow may discard even if no key was stored.
  const elsewhere = existed ? undefined : `Check \`secret-name\` and \`${inputs.destination.level}\`.`
  const { displayName } = secret
  output.info(elsewhere === undefined ? `${displayName} is deleted.` : nothingToDelete(displayName, elsewhere))
  output.setOutputs({ discarded: String(existed) })
  if (inputs.variableName) {
    const variable = new Variable(client, inputs.destination, inputs.variableName)
    journal.append({ type: 'follow-up', text: `${variable.displayName} may still exist: run this again.` })
    await variable.delete()
    journal.append({ type: 'follow-up', text: undefined })
    output.info(`${variable.displayName} is deleted.`)
  }
  const { destination, secretName } = inputs
  const { discardedPage } = await loading
  output.appendSummary(discardedPage({ destination, secretName, run }, { existed, elsewhere }))
}

/** The environment that people can have approved in this run: it must be one of the run's repository. */
function gateOf(destination: Destination, run: WorkflowRun): string | undefined {
  if (destination.level !== 'environment') return undefined
  return isSameName(`${destination.owner}/${destination.repo}`, run.repository) ? destination.environment : undefined
}

const discardSecret = defineAction(
  { unchangedTitle: 'Nothing was deleted', unchanged: 'Nothing was deleted.', recovery: '' },
  discard,
)

export const run: typeof discardSecret = async context => {
  if (!hasKeyStore(inputsOf(context.env))) return discardSecret(context)
  const { discardFromKeyStore } = await import('./key-store-actions.ts')
  return discardFromKeyStore(context)
}
