// Signs a challenge with a key in Transit of Vault or OpenBao, which never leaves it:
// node sign-with-transit.ts CHALLENGE 'hashivault://operator-16000000001-0123456789abcdef0123456789abcdef?mount=ledger-transit&version=1'
import { createHash } from 'node:crypto'

async function signChallenge(challenge: string, keyReference: string): Promise<string> {
  const { host: key, searchParams } = new URL(keyReference)
  const version = searchParams.get('version')
  if (!version) throw new Error('the key reference names no version')
  const header = Buffer.from('{"alg":"ES256","typ":"JWT"}').toString('base64url')
  const signingInput = `${header}.${Buffer.from(challenge, 'base64url').toString('base64url')}`
  const { VAULT_ADDR, VAULT_TOKEN = '', VAULT_NAMESPACE = '' } = process.env
  const response = await fetch(`${VAULT_ADDR}/v1/${searchParams.get('mount') ?? 'transit'}/sign/${key}`, {
    method: 'POST',
    headers: { 'x-vault-token': VAULT_TOKEN, 'x-vault-namespace': VAULT_NAMESPACE },
    body: JSON.stringify({
      input: createHash('sha256').update(signingInput).digest('base64'),
      prehashed: true,
      hash_algorithm: 'sha2-256',
      marshaling_algorithm: 'jws',
      key_version: Number(version),
    }),
    signal: AbortSignal.timeout(10_000),
  })
  if (!response.ok) throw new Error(`Vault answered ${response.status}`)
  const { data } = (await response.json()) as { data: { signature: string } }
  // vault:v1:SIGNATURE
  return `${signingInput}.${data.signature.split(':')[2]}`
}

const [challenge = '', keyReference = ''] = process.argv.slice(2)
console.log(await signChallenge(challenge, keyReference))
