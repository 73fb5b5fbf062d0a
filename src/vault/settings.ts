import { readFileSync } from 'node:fs'
import { ActionError } from '../errors.ts'
import { parseBaseUrl } from '../inputs/url.ts'

type Env = Readonly<Record<string, string | undefined>>

/** The address of the server, and how to reach it. */
export interface VaultSettings {
  product: 'Vault' | 'OpenBao'
  /** The beginning of the variables' names: `VAULT` or `BAO`. */
  prefix: string
  /** Base URL, without a slash at its end. */
  address: string
  /** Without slashes at its ends; undefined for the root namespace. */
  namespace: string | undefined
  /** Certificates in PEM, instead of the ones that Node.js trusts. */
  ca: string | undefined
  token: string | undefined
}

/**
 * Reads the variables that Vault's and OpenBao's own clients read. All come from one family, the one that has the address: a
 * token of one server must not be sent to the other.
 * @param first the product whose variables win if both are set
 * @throws ActionError `vault-address-missing`, `vault-settings-invalid`
 */
export function readVaultSettings(env: Env, first: VaultSettings['product']): VaultSettings {
  const products = first === 'OpenBao' ? (['OpenBao', 'Vault'] as const) : (['Vault', 'OpenBao'] as const)
  const [found] = products.flatMap(product => {
    const address = env[`${prefixOf(product)}_ADDR`]
    return address ? [{ product, address }] : []
  })
  if (!found) {
    throw new ActionError(
      'vault-address-missing',
      `Neither ${prefixOf(products[0])}_ADDR nor ${prefixOf(products[1])}_ADDR is set, so the address of the server is unknown.`,
      `Set \`${prefixOf(products[0])}_ADDR\` in the \`env\` of the job, to an address such as \`https://vault.example.com:8200\`.`,
    )
  }
  const { product, address } = found
  const prefix = prefixOf(product)
  const token = env[`${prefix}_TOKEN`]?.trim() || undefined
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token)) {
    throw invalidSetting(`${prefix}_TOKEN`, 'contains white space or a character outside ASCII, which no token has')
  }
  const namespace = env[`${prefix}_NAMESPACE`]?.replace(/^\/+|\/+$/g, '') || undefined
  if (namespace !== undefined && !/^[\w.-]+(?:\/[\w.-]+)*$/.test(namespace)) {
    throw invalidSetting(`${prefix}_NAMESPACE`, 'is not a path of letters, digits, `_`, `-` and `.`')
  }
  return {
    product,
    prefix,
    address: parseBaseUrl(address, '`https://vault.example.com:8200`', clause =>
      invalidSetting(`${prefix}_ADDR`, clause),
    ).replace(/\/v1$/, ''),
    namespace,
    ca: readAuthority(env[`${prefix}_CACERT`], `${prefix}_CACERT`),
    token,
  }
}

function prefixOf(product: VaultSettings['product']): string {
  return product === 'OpenBao' ? 'BAO' : 'VAULT'
}

function readAuthority(path: string | undefined, variable: string): string | undefined {
  if (!path) return undefined
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw invalidSetting(variable, `names a file that cannot be read (${(error as NodeJS.ErrnoException).code})`, error)
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----')) {
    throw invalidSetting(variable, 'names a file without a certificate in PEM')
  }
  return text
}

function invalidSetting(variable: string, what: string, cause?: unknown): ActionError {
  return new ActionError(
    'vault-settings-invalid',
    `The environment variable ${variable} ${what}.`,
    'Correct it in the `env` of the job, and run this again.',
    cause,
  )
}
