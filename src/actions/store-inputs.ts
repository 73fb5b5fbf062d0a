import * as read from '../inputs/inputs.ts'
import type { GetInput } from '../inputs/raw-input.ts'
import type { KeyStoreUri } from '../stores/uri.ts'

/** The inputs that only some key stores use, and their default in the action files. */
const STORE_INPUTS: readonly { name: string; schemes: readonly KeyStoreUri['scheme'][]; default?: string }[] = [
  { name: 'vault-role', schemes: ['vault', 'hashivault', 'openbao'] },
  { name: 'vault-auth-path', schemes: ['vault', 'hashivault', 'openbao'], default: 'jwt' },
  { name: 'vault-audience', schemes: ['vault', 'hashivault', 'openbao'] },
  { name: 'aws-role', schemes: ['awskms', 'awssecrets'] },
  { name: 'aws-region', schemes: ['awskms', 'awssecrets'] },
  { name: 'key-reference-variable', schemes: ['hashivault', 'openbao', 'awskms'] },
]

/** Whether the key is, or will be, in another place than a GitHub secret. */
export function hasKeyStore(getInput: GetInput): boolean {
  return getInput('key-store') !== ''
}

/**
 * Refuses inputs of key stores other than the one in use: a run that ignores them could put the key in another place than meant.
 * @param scheme of `key-store`; undefined for a GitHub secret
 */
export function refuseOtherStores(getInput: GetInput, scheme: KeyStoreUri['scheme'] | undefined): void {
  for (const { name, schemes, default: unset } of STORE_INPUTS) {
    const value = getInput(name)
    if (value === '' || value === unset || schemes.some(each => each === scheme)) continue
    const examples = schemes.map(each => `\`${each}://\``).join(', ')
    throw read.invalid(name, value, `It must be set only if \`key-store\` begins with one of ${examples}`)
  }
}
