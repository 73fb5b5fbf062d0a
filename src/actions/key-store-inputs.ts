// What the actions have in common if `key-store` is set.
import * as read from '../inputs/inputs.ts'
import type { GetInput } from '../inputs/raw-input.ts'
import type { WorkflowRun } from '../runner/workflow-run.ts'
import { formatKeyStoreUri, type KeyStoreUri, readKeyStoreUri } from '../stores/uri.ts'
import { isSameName } from '../text.ts'
import { refuseOtherStores } from './store-inputs.ts'

/** What the action files set unless the workflow does. */
const DEFAULT_SECRET_NAME = 'LEDGER_OPERATOR_PRIVATE_KEY'

/**
 * Reads `key-store`, and refuses inputs that are about a GitHub secret.
 * @param forSecrets the inputs that an action has for GitHub secrets only, beside `secret-name`
 */
export function readKeyStore(getInput: GetInput, forSecrets: readonly string[]): KeyStoreUri {
  const uri = readKeyStoreUri(getInput, 'key-store')
  refuseOtherStores(getInput, uri.scheme)
  if (getInput('secret-name') !== DEFAULT_SECRET_NAME) refuseForSecrets(getInput, ['secret-name'])
  refuseForSecrets(getInput, forSecrets)
  return uri
}

/** Refuses inputs that are about GitHub secrets. */
export function refuseForSecrets(getInput: GetInput, names: readonly string[]): void {
  for (const name of names) {
    if (getInput(name) !== '') throw notBeside(name, getInput(name))
  }
}

/** Refuses a repository other than the one of the run: without a secret, only the gate is in a repository. */
export function requireOwnRepository(getInput: GetInput, run: WorkflowRun): void {
  const repository = getInput('repository')
  if (repository !== '' && !isSameName(repository, run.repository)) throw notBeside('repository', repository)
}

/** Refuses a URI that names one exact key, for an action that stores another. */
export function refusePin(getInput: GetInput, { pin }: KeyStoreUri): void {
  if (pin === undefined) return
  throw read.invalid(
    'key-store',
    getInput('key-store'),
    'It must name a place, not a key that is stored (`key-reference`)',
  )
}

/** Requires a URI that names one exact key, for an action that puts it into service. */
export function requirePin(getInput: GetInput, { pin }: KeyStoreUri): void {
  if (pin !== undefined) return
  const rule = 'It must name one exact key: the output `key-reference` of the run that made it'
  throw read.invalid('key-store', getInput('key-store'), rule)
}

/**
 * Reads the reference of a key that is to be put into service, and refuses a place for its API access if its key store holds that, too.
 * @param forSecrets the inputs that name such a place
 */
export function readActivatedKey(getInput: GetInput, forSecrets: readonly string[]) {
  const uri = readKeyStoreUri(getInput, 'key-store')
  requirePin(getInput, uri)
  const holdsApiAccess = uri.scheme === 'vault' || uri.scheme === 'awssecrets'
  if (holdsApiAccess) refuseForSecrets(getInput, forSecrets)
  return { reference: formatKeyStoreUri(uri), holdsApiAccess }
}

/** Who may use a key, whatever the gate: Markdown in whole sentences. */
export function accessTo({ scheme }: KeyStoreUri): string {
  return scheme === 'file'
    ? '**Weak:** every job on this runner can read this file, whether or not anyone approves. Restrict the runner to this workflow (a runner group).'
    : 'The policies of the key store decide who may read or use the key. This run did not check them.'
}

function notBeside(name: string, value: string) {
  return read.invalid(name, value, 'It is for GitHub secrets, and must not be set together with `key-store`')
}
