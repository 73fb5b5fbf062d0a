import type { KeySecret } from './key-store.ts'

/** What a version of a secret holds beside the private key, by the names of the fields. */
const VALUES: Record<string, (secret: KeySecret) => string | undefined> = {
  public_key_hex: ({ publicKey }) => publicKey.hex,
  operator: ({ operator }) => operator,
  workspace: ({ workspace }) => workspace,
  api_key_id: ({ apiAccess }) => apiAccess?.apiKeyId,
  api_key_secret: ({ apiAccess }) => apiAccess?.apiKeySecret,
}

/** Whether this field of a version does not hold the private key. */
export function isOtherField(field: string): boolean {
  return Object.keys(VALUES).includes(field)
}

/** The fields of a version. Those that are undefined are left out of its JSON. */
export function dataOf(secret: KeySecret, field: string): Record<string, string | undefined> {
  const others = Object.entries(VALUES).map(([name, read]) => [name, read(secret)])
  return { [field]: secret.privateKey, ...Object.fromEntries(others) }
}
