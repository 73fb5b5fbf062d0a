// discard, if `key-store` is set.
import { connectGitHub } from '../github/connect.ts'
import * as read from '../inputs/inputs.ts'
import { type GetInput, inputsOf } from '../inputs/raw-input.ts'
import { type ActionContext, defineAction } from '../runner/run-action.ts'
import { readWorkflowRun, type WorkflowRun } from '../runner/workflow-run.ts'
import { openKeyStore } from '../stores/open.ts'
import { discardedPage } from '../summary/discarded-page.ts'
import { readKeyStore, requireOwnRepository } from './key-store-inputs.ts'
import { requireUnapproved } from './require-unapproved.ts'

const FOR_SECRETS = ['organization', 'secret-updated-at', 'public-key-variable']

function readInputs(getInput: GetInput, run: WorkflowRun) {
  const uri = readKeyStore(getInput, FOR_SECRETS)
  requireOwnRepository(getInput, run)
  if (uri.pin === undefined) {
    const rule = 'It must name the key to delete: the output `key-reference` of the run that stored it'
    throw read.invalid('key-store', getInput('key-store'), rule)
  }
  const ifApproved = read.readChoice(getInput, 'if-approved', ['keep', 'discard'])
  const environment = read.readOptional(getInput, 'environment', read.readEnvironmentName)
  return {
    uri,
    environment,
    token: ifApproved === 'keep' ? read.readToken(getInput, 'github-token') : undefined,
    apiUrl: read.readApiUrl(getInput, 'github-api-url'),
  }
}

async function discard(context: ActionContext): Promise<void> {
  const { env, output } = context
  const getInput = inputsOf(env)
  context.mask(read.readTrimmed(getInput, 'github-token'))
  const run = readWorkflowRun(env)
  const { uri, environment, token, apiUrl } = readInputs(getInput, run)
  output.requireWritable()

  const store = await openKeyStore(uri, context)
  if (token !== undefined) {
    const client = await connectGitHub(token, apiUrl, context)
    await requireUnapproved(client, run, environment)
  }
  const { existed, scheduledFor } = await store.delete()
  const fate =
    scheduledFor === undefined
      ? 'deleted.'
      : `scheduled for deletion on ${scheduledFor}. Until then, an admin can cancel that.`
  output.info(`${store.displayName} ${existed ? 'is' : 'was already'} ${fate}`)
  output.setOutputs({ discarded: String(existed) })
  output.appendSummary(discardedPage({ keyStore: store.claims, run }, existed, scheduledFor))
}

export const run = defineAction(
  { noun: 'stored key', unchangedTitle: 'Nothing was deleted', unchanged: 'Nothing was deleted.', recovery: '' },
  discard,
)
