// Signs a challenge with a private key in KV version 2 of Vault or OpenBao:
// node sign-with-vault-kv.ts CHALLENGE secret/data/ledger/operators/payments 2
import { signChallenge } from './sign-with-secret.ts'

/** Reads exactly the version that the admins approved: the one in `key-reference`. */
async function readPrivateKey(path: string, version: string): Promise<string> {
  const { VAULT_ADDR, VAULT_TOKEN = '' } = process.env
  const response = await fetch(`${VAULT_ADDR}/v1/${path}?version=${version}`, {
    headers: { 'x-vault-token': VAULT_TOKEN },
    signal: AbortSignal.timeout(10_000),
  })
  if (!response.ok) throw new Error(`Vault answered ${response.status}`)
  const { data } = (await response.json()) as { data: { data: { private_key: string } } }
  return data.data.private_key
}

const [challenge = '', path = '', version = ''] = process.argv.slice(2)
console.log(signChallenge(challenge, await readPrivateKey(path, version)))
