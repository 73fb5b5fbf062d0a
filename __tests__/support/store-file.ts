// A process that stores a new key in a file, as generate does: `node store-file.ts PATH [if-exists] [kill-at]`. It prints the
// digest of the key that it stored, or the code of its error.
import type * as fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { ActionError } from '../../src/errors.ts'
import { encodePrivateKey, generateOperatorKey } from '../../src/key/operator-key.ts'
import { open } from '../../src/stores/file.ts'
import { keyStoreContext } from './key-store-context.ts'

const [path = '', ifExists = 'fail', killAt = ''] = process.argv.slice(2)
const store = open({ scheme: 'file', path, pin: undefined }, keyStoreContext().context)
const snapshot = await store.read()
if (killAt) dieAt(killAt)
// The processes of a race start together.
process.stdout.write('ready\n')
if (process.stdin.readable && !killAt) await new Promise(resolve => process.stdin.once('data', resolve))
try {
  if (snapshot.updatedAt !== undefined && ifExists === 'fail') throw new Error('the file exists already')
  const key = generateOperatorKey()
  const { publicKey } = key
  const privateKey = encodePrivateKey(key.privateKeyPem, 'hex')
  await store.store({ privateKey, publicKey, operator: undefined, workspace: undefined }, snapshot)
  process.stdout.write(`${publicKey.digest}\n`)
} catch (error) {
  if (!(error instanceof ActionError)) throw error
  process.stdout.write(`${error.code}\n`)
}
process.exit()

/** Kills the process before (`-link`) or after (`+link`) its first call of a function of node:fs. */
function dieAt(place: string): void {
  const name = `${place.slice(1)}Sync` as 'linkSync'
  const module = process.getBuiltinModule('node:fs') as typeof fs
  const original = module[name] as (...args: unknown[]) => unknown
  module[name] = ((...args: unknown[]) => {
    if (place.startsWith('-')) process.kill(process.pid, 'SIGKILL')
    const result = original(...args)
    process.kill(process.pid, 'SIGKILL')
    return result
  }) as never
  syncBuiltinESMExports()
}
