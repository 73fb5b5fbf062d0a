import * as core from '@actions/core'
import { log, mask, publicKeyOutputs, requireCommandFiles, runAction, setOutputs } from './action.ts'
import { type Custody, lowerFirst } from './custody.ts'
import { type Destination, describeDestination, destinationClaims, routeOf } from './destination.ts'
import { Failure } from './failure.ts'
import { connectGitHub } from './github-api.ts'
import { inOrder } from './in-order.ts'
import * as read from './inputs.ts'
import { encodePrivateKey } from './operator-key.ts'
import { Patience } from './patience.ts'
import { keyMismatch, parsePrivateKey } from './private-key-text.ts'
import { signProof } from './proof.ts'
import { PublicKeyVariable } from './public-key-variable.ts'
import { readRegistration, registrationOf } from './registration.ts'
import { readRunContext, runClaims } from './run-context.ts'
import { SecretStore } from './secret-store.ts'
import { promotedPage, writeSummary } from './summary.ts'

function readInputs(getInput: read.GetInput) {
  const destination = read.readDestination(getInput)
  const secretName = read.readName(getInput, 'secret-name')
  const apiKeyIdName = read.readName(getInput, 'api-key-id-name')
  const apiKeySecretName = read.readName(getInput, 'api-key-secret-name')
  if (new Set([secretName, apiKeyIdName, apiKeySecretName]).size < 3) {
    throw read.invalid('secret-name', secretName, 'The three secrets must have three names')
  }
  return {
    token: read.readToken(getInput, 'github-token'),
    approved: read.readPublicKey(getInput, 'public-key-hex'),
    destination,
    secretName,
    apiKeyIdName,
    apiKeySecretName,
    encoding: read.readChoice(getInput, 'private-key-encoding', ['hex', 'pem']),
    ifExists: read.readChoice(getInput, 'if-exists', ['fail', 'keep', 'overwrite']),
    variableName: read.readOptional(getInput, 'public-key-variable', read.readName),
    operator: read.readText(getInput, 'operator-name'),
    workspace: read.readText(getInput, 'workspace'),
    // Where a workspace is named, access that turns out to be empty must not pass for a check that nobody wanted.
    registration: readRegistration(getInput, getInput('workspace') !== ''),
    staged: readStaged(getInput, destination, [secretName, apiKeyIdName, apiKeySecretName]),
    apiUrl: read.readApiUrl(getInput, 'github-api-url'),
  }
}

/** Reads where the staged secret is; refuses to delete what is stored under one of the names. */
function readStaged(getInput: read.GetInput, destination: Destination, names: string[]) {
  const name = read.readOptional(getInput, 'staged-secret-name', read.readName)
  const environment = getInput('staged-environment')
  if (name === undefined) {
    if (environment)
      throw read.invalid('staged-environment', environment, 'It goes with `staged-secret-name`, which is not set')
    return undefined
  }
  // The staged secret is one of the repository that runs this.
  const { repository } = readRunContext(process.env)
  const inputs: Record<string, string> = { repository, environment, visibility: 'private' }
  const staged = read.readDestination(input => inputs[input] ?? '')
  if (names.includes(name) && samePlace(staged, destination)) {
    throw new Failure(
      'staged-is-destination',
      `The staged secret and the destination are the same: ${name} of ${describeDestination(destination)}.`,
      'Give another destination, or leave `staged-secret-name` out.',
    )
  }
  return { destination: staged, name }
}

/** GitHub's names of owners, repositories and environments are the same in either case. */
function samePlace(a: Destination, b: Destination): boolean {
  const key = (destination: Destination) => JSON.stringify(routeOf(destination)).toLowerCase()
  return key(a) === key(b)
}

async function promote(custody: Custody): Promise<void> {
  const text = core.getInput('private-key')
  mask(text, core.getInput('api-key-id'), core.getInput('api-key-secret'), core.getInput('github-token'))
  const inputs = readInputs(core.getInput)
  const run = readRunContext(process.env)
  requireCommandFiles()

  const key = parsePrivateKey(text)
  mask(key.privateKeyPem, encodePrivateKey(key.privateKeyPem, 'hex'))
  if (inputs.approved.hex !== key.publicKey.hex) throw keyMismatch(key.publicKey, inputs.approved)

  // Look, all at once: what Ledger has on file, and every place that would be written.
  const { destination, ifExists, registration, staged } = inputs
  const patience = new Patience(log)
  const api = await connectGitHub(inputs.token, inputs.apiUrl, patience)
  const secrets = [
    ...(registration
      ? [
          { store: new SecretStore(api, destination, inputs.apiKeyIdName), value: registration.access.apiKeyId },
          {
            store: new SecretStore(api, destination, inputs.apiKeySecretName),
            value: registration.access.apiKeySecret,
          },
        ]
      : []),
    // The key comes last: where it is, all that it needs is.
    {
      store: new SecretStore(api, destination, inputs.secretName),
      value: encodePrivateKey(key.privateKeyPem, inputs.encoding),
    },
  ]
  const variable = inputs.variableName ? new PublicKeyVariable(api, destination, inputs.variableName) : undefined
  const [registered, looks, variableText] = await inOrder(
    registrationOf(registration, key.publicKey, patience, mask),
    inOrder(...secrets.map(async secret => ({ ...secret, found: await secret.store.look() }))),
    variable ? variable.look() : Promise.resolve(undefined),
  )
  if (registered === 'unknown' && registration) core.warning('Ledger does not say whether this key is registered.')

  // Decide.
  const subject = { ...inputs, run, registered, publicKey: key.publicKey }
  const existing = looks.filter(({ found }) => found.updatedAt !== undefined).map(({ store }) => store.place)
  if (existing.length > 0 && ifExists === 'fail') throw secretsExist(existing)
  if (existing.length > 0 && ifExists === 'keep') {
    log(`Kept, and nothing was changed: ${existing.map(lowerFirst).join('; ')}.`)
    setOutputs({ ...publicKeyOutputs(key.publicKey), 'secret-name': inputs.secretName, created: 'false', registered })
    writeSummary(promotedPage(subject, undefined))
    return
  }

  // Store, one after the other, each confirmed before the next.
  let stored = { name: '', updatedAt: '' }
  for (const [i, { store, value, found }] of looks.entries()) {
    const before = custody.holding
    stored = await store.store(value, found, custody)
    log(`${store.place} is stored; GitHub confirms it (${stored.updatedAt}).`)
    if (i < looks.length - 1) {
      custody.changed.push(lowerFirst(store.place))
      custody.holding = before
    } else {
      custody.holding = {
        state: 'confirmed',
        place: store.place,
        updatedAt: stored.updatedAt,
        publicKey: key.publicKey,
      }
    }
  }

  // Tell, and only then take the staged secret away.
  const secret = { ...destinationClaims(destination), name: stored.name }
  setOutputs({
    ...publicKeyOutputs(key.publicKey),
    proof: signProof(key, { ...inputs, secret, run: runClaims(run) }),
    'secret-name': stored.name,
    'secret-updated-at': stored.updatedAt,
    created: 'true',
    registered,
  })
  await variable?.write(key.publicKey, variableText !== undefined)
  if (staged) {
    const stagedSecret = new SecretStore(api, staged.destination, staged.name)
    custody.left = `${stagedSecret.place}, which was staged, may be there still: delete it where it is.`
    await stagedSecret.delete()
    delete custody.left
    log(`${stagedSecret.place}, which was staged, is deleted.`)
  }
  writeSummary(promotedPage(subject, stored.updatedAt))
}

function secretsExist(places: string[]): Failure {
  return new Failure(
    'secret-exists',
    `${places.join('; ')}: there already, and perhaps in use.`,
    'Choose other names or another place; or say `if-exists: keep` to change nothing, or `if-exists: overwrite` to put this key into service in their stead.',
  )
}

void runAction(
  { state: 'unchanged', note: 'Nothing was changed: the staged key and what is in service are as they were.' },
  promote,
)
