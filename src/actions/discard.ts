import * as core from '@actions/core'
import { GitHubApi } from '../github/client.ts'
import { connect } from '../github/octokit.ts'
import { PublicKeyVariable } from '../github/public-key-variable.ts'
import { Patience } from '../http/retry.ts'
import * as read from '../inputs/inputs.ts'
import type { Custody } from '../runner/journal.ts'
import { log, mask, requireCommandFiles, runAction, setOutputs, writeSummary } from '../runner/run-action.ts'
import { readRunContext } from '../runner/workflow-run.ts'
import { SecretStore } from '../stores/github-secret.ts'
import { discardedPage } from '../summary/pages.ts'

function readInputs(getInput: read.GetInput) {
  return {
    token: read.readToken(getInput, 'github-token'),
    // Deleting needs no audience: an organization's secret is one, whoever may use it.
    destination: read.readDestination(name => (name === 'visibility' ? 'private' : getInput(name))),
    secretName: read.readName(getInput, 'secret-name'),
    storedAt: read.readTime(getInput, 'secret-updated-at'),
    variableName: read.readOptional(getInput, 'public-key-variable', read.readName),
    apiUrl: read.readApiUrl(getInput, 'github-api-url'),
  }
}

async function discard(custody: Custody): Promise<void> {
  mask(core.getInput('github-token'))
  const inputs = readInputs(core.getInput)
  requireCommandFiles()

  const api = new GitHubApi(connect(inputs.token, inputs.apiUrl), new Patience(log))
  const secret = new SecretStore(api, inputs.destination, inputs.secretName)
  const discarded = await secret.delete(inputs.storedAt, custody)
  log(discarded ? `${secret.place} is deleted.` : `${secret.place} is gone already.`)
  custody.holding = { state: 'deleted', place: secret.place }
  setOutputs({ discarded: String(discarded) })
  if (inputs.variableName) {
    const variable = new PublicKeyVariable(api, inputs.destination, inputs.variableName)
    custody.leftover = `${variable.place} may be there still: run this again.`
    await variable.delete()
    delete custody.leftover
    log(`${variable.place} is gone.`)
  }
  const { destination, secretName } = inputs
  writeSummary(discardedPage({ destination, secretName, discarded, run: readRunContext(process.env) }))
}

void runAction({ holding: { state: 'unchanged', title: 'Nothing was deleted', note: 'Nothing was deleted.' } }, discard)
