import * as core from '@actions/core'
import { log, mask, requireCommandFiles, runAction, setOutputs } from './action.ts'
import { type Custody, duringChange } from './custody.ts'
import { Failure } from './failure.ts'
import { connectGitHub } from './github-api.ts'
import * as read from './inputs.ts'
import { Patience } from './patience.ts'
import { PublicKeyVariable } from './public-key-variable.ts'
import { readRunContext } from './run-context.ts'
import { SecretStore } from './secret-store.ts'
import { discardedPage, writeSummary } from './summary.ts'

function readInputs(getInput: read.GetInput) {
  return {
    token: read.readToken(getInput, 'github-token'),
    // Deleting needs no audience: an organization's secret is one, whoever may use it.
    destination: read.readDestination(name => (name === 'visibility' ? 'private' : getInput(name))),
    secretName: read.readName(getInput, 'secret-name'),
    updatedAt: read.readTime(getInput, 'secret-updated-at'),
    variableName: read.readOptional(getInput, 'public-key-variable', read.readName),
    apiUrl: read.readApiUrl(getInput, 'github-api-url'),
  }
}

async function discard(custody: Custody): Promise<void> {
  mask(core.getInput('github-token'))
  const inputs = readInputs(core.getInput)
  requireCommandFiles()

  const api = await connectGitHub(inputs.token, inputs.apiUrl, new Patience(log))
  const secret = new SecretStore(api, inputs.destination, inputs.secretName)
  const updatedAt = await secret.updatedAt()
  if (updatedAt !== undefined && Date.parse(updatedAt) !== inputs.updatedAt.getTime())
    throw newerSecret(secret.place, updatedAt, inputs.updatedAt)

  if (updatedAt !== undefined) {
    await duringChange(custody, { state: 'deleting', place: secret.place }, () => secret.delete())
  }
  const discarded = updatedAt !== undefined
  log(discarded ? `${secret.place} is deleted.` : `${secret.place} is gone already.`)
  custody.holding = {
    state: 'unchanged',
    title: 'The secret is gone, the run is not complete',
    note: `${secret.place} is gone.`,
  }
  setOutputs({ discarded: String(discarded) })
  if (inputs.variableName) {
    const variable = new PublicKeyVariable(api, inputs.destination, inputs.variableName)
    custody.left = `${variable.place} may be there still: run this again.`
    await variable.delete()
    delete custody.left
    log(`${variable.place} is gone.`)
  }
  writeSummary(discardedPage({ ...inputs, discarded, run: readRunContext(process.env) }))
}

function newerSecret(place: string, updatedAt: string, expected: Date): Failure {
  return new Failure(
    'secret-newer',
    `${place} is not the one to discard: it was changed at ${updatedAt}, and the key to discard was stored at ${expected.toISOString()}.`,
    'Nothing needs to be done for the key that was to be discarded: it is overwritten already. Whether the newer one is in order, its own run tells.',
  )
}

void runAction({ state: 'unchanged', title: 'Nothing was deleted', note: 'Nothing was deleted.' }, discard)
