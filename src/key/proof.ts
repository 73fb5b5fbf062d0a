import { createPublicKey, sign, verify } from 'node:crypto'
import type { OperatorKey } from './operator-key.ts'

/** Sets a proof apart from every other JWS that the key may ever sign, Ledger's approvals among them. */
export const PROOF_TYPE = 'ledger-operator-key+jws'

/** What a proof of possession says beside the key: what the key is for, where it is stored, and what made it. */
export interface ProofClaims {
  operator?: string | undefined
  workspace?: string | undefined
  /** Where the private key is stored. */
  secret?: Record<string, string> | undefined
  /** The run that signs, by names and by ids: names can be taken over, ids cannot. */
  run: Record<string, string>
  /** A value that a verifier chose, so that the proof must be newer than it. */
  nonce?: string | undefined
}

/**
 * Signs a proof of possession: a compact JWS (RFC 7515), ES256 (RFC 7518 section 3.4), its public key in the header.
 * The key signs only this fixed JSON under this `typ`, never bytes that a caller supplies as they are.
 * @returns `header.payload.signature`, each base64url
 */
export function signProof(key: Pick<OperatorKey, 'privateKey' | 'publicKey'>, claims: ProofClaims, now = new Date()) {
  const { kid: _, ...jwk } = key.publicKey.jwk
  const header = { alg: 'ES256', typ: PROOF_TYPE, jwk }
  const payload = {
    iat: Math.floor(now.getTime() / 1000),
    public_key_hex: key.publicKey.hex,
    operator: claims.operator,
    workspace: claims.workspace,
    secret: claims.secret,
    ...claims.run,
    nonce: claims.nonce,
  }
  const signingInput = `${base64url(header)}.${base64url(payload)}`
  const signature = sign('sha256', Buffer.from(signingInput), { key: key.privateKey, dsaEncoding: 'ieee-p1363' })
  // A fault in signing can give the private key away, and a key that does not match would prove nothing: check first.
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' })
  if (!verify('sha256', Buffer.from(signingInput), { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)) {
    throw new Error('the proof of possession does not verify with its own public key')
  }
  return `${signingInput}.${signature.toString('base64url')}`
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
