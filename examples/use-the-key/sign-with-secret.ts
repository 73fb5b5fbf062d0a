// Signs a challenge with the private key in LEDGER_OPERATOR_PRIVATE_KEY, which is hex or PEM. Needs nothing but Node.js.
import { sign } from 'node:crypto'

export function signChallenge(challenge: string, privateKey: string): string {
  const pem = privateKey.startsWith('-----') ? privateKey : Buffer.from(privateKey, 'hex').toString()
  const header = Buffer.from('{"alg":"ES256","typ":"JWT"}').toString('base64url')
  const signingInput = `${header}.${Buffer.from(challenge, 'base64url').toString('base64url')}`
  const signature = sign('sha256', Buffer.from(signingInput), { key: pem, dsaEncoding: 'ieee-p1363' })
  return `${signingInput}.${signature.toString('base64url')}`
}

if (import.meta.main) {
  const [challenge = ''] = process.argv.slice(2)
  console.log(signChallenge(challenge, process.env.LEDGER_OPERATOR_PRIVATE_KEY ?? ''))
}
