// Signs a challenge with a private key in KV version 2 of Vault or OpenBao:
// node sign-with-vault-kv.ts CHALLENGE 'vault://secret/ledger/operators/payments?version=2#private_key'
import { signChallenge } from './sign-with-secret.ts'

/** Reads exactly the version that `key-reference` names. The name of the mount must have no slash. */
async function readPrivateKey(keyReference: string): Promise<string> {
  const { host, pathname, searchParams, hash } = new URL(keyReference)
  const version = searchParams.get('version')
  if (!version) throw new Error('the key reference names no version')
  const { VAULT_ADDR, VAULT_TOKEN = '', VAULT_NAMESPACE = '' } = process.env
  const response = await fetch(`${VAULT_ADDR}/v1/${host}/data${pathname}?version=${version}`, {
    headers: { 'x-vault-token': VAULT_TOKEN, 'x-vault-namespace': VAULT_NAMESPACE },
    signal: AbortSignal.timeout(10_000),
  })
  if (!response.ok) throw new Error(`Vault answered ${response.status}`)
  const { data } = (await response.json()) as { data: { data: Record<string, string> } }
  return data.data[hash.slice(1)] ?? ''
}

const [challenge = '', keyReference = ''] = process.argv.slice(2)
console.log(signChallenge(challenge, await readPrivateKey(keyReference)))
