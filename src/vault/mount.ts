import { ActionError, quote } from '../errors.ts'
import { membersOf } from '../http/json.ts'
import type { VaultClient } from './client.ts'
import { mountMissing, toActionError } from './errors.ts'
import { encodePath } from './path.ts'
import type { VaultReply } from './reply.ts'

/**
 * Makes sure that a mount has the secrets engine that it must have. Any token that may use something of the mount may ask.
 * @param expected such as `KV version 2`
 * @param path of a secret below the mount. Only the server knows where the mount ends, because its name may have slashes.
 * @returns the name of the mount, which may begin like `mount` and end in `path`
 * @throws ActionError `vault-mount-missing`, `vault-wrong-engine`
 */
export async function requireEngine(
  client: VaultClient,
  mount: string,
  expected: 'KV version 2' | 'Transit',
  path?: string,
): Promise<string> {
  const describe = (path: string) => client.request('GET', `sys/internal/ui/mounts/${encodePath(path)}`)
  const isUnknown = ({ status, errors }: VaultReply) => status === 403 && errors.some(error => /preflight/.test(error))
  let reply = await describe(path === undefined ? mount : `${mount}/${path}`)
  // The policies may allow nothing at the path, but something else at the mount.
  if (path !== undefined && isUnknown(reply)) reply = await describe(mount)
  if (reply.status !== 200) {
    if (reply.status === 403 && !isUnknown(reply)) {
      throw toActionError(reply, client, `describe the mount ${quote(mount)}`, 'anything on that mount')
    }
    throw mountMissing(client, reply.errors.join('; '))
  }
  const { type, options, path: found } = reply.data
  const name = typeof found === 'string' ? found.replace(/\/$/, '') : mount
  const version = membersOf(options).version
  const actual = type === 'kv' ? `KV version ${version ?? 1}` : type === 'transit' ? 'Transit' : String(type)
  if (actual === expected) return name
  const remedy =
    actual === 'KV version 1'
      ? 'Version 1 has no check-and-set, so two runs could overwrite each other. Upgrade the mount (`vault kv enable-versioning`), or name another one.'
      : `Name a mount of ${expected} in \`key-store\`.`
  throw new ActionError(
    'vault-wrong-engine',
    `The mount ${quote(name)} of ${client.displayName} is ${quote(actual)}, and this key store needs ${expected}.`,
    remedy,
  )
}
