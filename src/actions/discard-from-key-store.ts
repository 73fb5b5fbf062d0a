// discard, if `key-store` is set.
import { connectGitHub } from '../github/connect.ts'
import * as read from '../inputs/inputs.ts'
import { type GetInput, inputsOf } from '../inputs/raw-input.ts'
import type { Output } from '../runner/output.ts'
import { type ActionContext, defineAction } from '../runner/run-action.ts'
import { readWorkflowRun, type WorkflowRun } from '../runner/workflow-run.ts'
import type { Deletion } from '../stores/key-store.ts'
import { openKeyStore } from '../stores/open.ts'
import { formatKeyStoreUri } from '../stores/uri.ts'
import { discardedPage, VERSIONS_REMEDY } from '../summary/discarded-page.ts'
import { readKeyStore, requireOwnRepository } from './key-store-inputs.ts'
import { nothingToDelete } from './nothing-to-delete.ts'
import { requireUnapproved } from './require-unapproved.ts'

const FOR_SECRETS = ['organization', 'secret-updated-at', 'public-key-variable']

function readInputs(getInput: GetInput, run: WorkflowRun) {
  const uri = readKeyStore(getInput, FOR_SECRETS)
  requireOwnRepository(getInput, run)
  if (uri.pin === undefined) {
    const rule = 'It must name the key to delete: the output `key-reference` of the run that stored it'
    throw read.invalid('key-store', getInput('key-store'), rule)
  }
  const ifApproved = read.readChoice(getInput, 'if-approved', read.IF_APPROVED)
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
  const deletion = await store.delete()
  report(deletion, store.displayName, output)
  output.setOutputs({ discarded: String(deletion.existed) })
  output.appendSummary(discardedPage({ keyStore: store.claims, keyReference: formatKeyStoreUri(uri), run }, deletion))
}

function report(
  { existed, scheduledFor, elsewhere, otherVersions = [] }: Deletion,
  place: string,
  output: Output,
): void {
  if (elsewhere !== undefined) {
    output.warning(nothingToDelete(place, elsewhere))
    return
  }
  const fate =
    scheduledFor === undefined
      ? 'deleted.'
      : `scheduled for deletion on ${scheduledFor}. Until then, an admin can cancel that.`
  output.info(`${place} ${existed ? 'is' : 'was already'} ${fate}`)
  if (otherVersions.length > 0) {
    output.warning(
      `The secret has other versions that can be read: ${otherVersions.join(', ')}. Each may hold the same private key, because \`promote\` stores it again with its API access. ${VERSIONS_REMEDY}`,
    )
  }
}

export const run = defineAction(
  { noun: 'stored key', unchangedTitle: 'Nothing was deleted', unchanged: 'Nothing was deleted.', recovery: '' },
  discard,
)
