import { createPublicKey, sign, verify } from 'node:crypto'
import { ActionError } from '../errors.ts'
import { isObject, membersOf } from '../http/json.ts'
import { isSameName } from '../text.ts'
import type { OperatorKey, OperatorPublicKey } from './operator-key.ts'

/** Sets a proof apart from every other JWS that the key may ever sign, Ledger's approvals among them. */
export const PROOF_TYPE = 'ledger-operator-key+jws'

/** What a proof of possession says beside the key: what the key is for, its place, and what made it. */
export interface ProofClaims {
  operator?: string | undefined
  workspace?: string | undefined
  /** The place of the private key, if it is a GitHub secret. */
  secret?: Record<string, string> | undefined
  /** The place of the private key, if it is another key store; `uri` is its URI without a version. */
  keyStore?: Record<string, string> | undefined
  /** The run that signs, by names and by ids: names can be taken over, ids cannot. */
  run: Record<string, string>
  /** A value that a verifier chose, so that the proof must be newer than it. */
  nonce?: string | undefined
}

/** What a proof must say for a verifier to accept it. Members that are undefined may be anything. */
export interface ExpectedProof {
  /** The key that must have signed it. */
  publicKey: OperatorPublicKey
  /** The run that must have made the key. */
  run: { repository: string; repositoryId: string; runId: string }
  /** The environment of the run's repository in which the key must be stored, unless it is in another key store. */
  environment: string | undefined
  /** The URI of the key store, without a version. */
  keyStore?: string | undefined
  operator: string | undefined
  workspace: string | undefined
}

/** A proof that was verified, and what it says about the origin of the key. */
export interface ProofOrigin {
  proof: string
  /** The attempt of the run that made the key. */
  runAttempt: string
}

/** Signs with a key that may be out of reach: a service holds it. */
export interface Signer {
  publicKey: OperatorPublicKey
  /** Signs the SHA-256 of bytes. Returns r and s, 64 bytes. */
  sign(bytes: Buffer): Promise<Buffer>
}

/**
 * Signs a proof of possession: a compact JWS (RFC 7515), ES256 (RFC 7518 section 3.4), its public key in the header.
 * The key signs only this fixed JSON under this `typ`, never bytes that a caller supplies as they are.
 * @returns `header.payload.signature`, each base64url
 */
export function signProof(key: Pick<OperatorKey, 'privateKey' | 'publicKey'>, claims: ProofClaims, now = new Date()) {
  const signingInput = signingInputOf(key.publicKey, claims, now)
  const signature = sign('sha256', Buffer.from(signingInput), { key: key.privateKey, dsaEncoding: 'ieee-p1363' })
  // A fault in signing can give the private key away, and a key that does not match would prove nothing: check first.
  if (!isSignedBy(key.publicKey, signingInput, signature)) {
    throw new Error('the proof of possession does not verify with its own public key')
  }
  return `${signingInput}.${signature.toString('base64url')}`
}

/**
 * Signs a proof of possession, as `signProof` does, with a key that a service holds.
 * @throws ActionError `signature-invalid` if the service signs something else, or with another key
 */
export async function signProofWith({ publicKey, sign }: Signer, claims: ProofClaims, now: Date): Promise<string> {
  const signingInput = signingInputOf(publicKey, claims, now)
  const signature = await sign(Buffer.from(signingInput))
  if (!isSignedBy(publicKey, signingInput, signature)) {
    throw new ActionError(
      'signature-invalid',
      'The signature of the key store does not verify with the public key that it shows: it signed other bytes, or with another key.',
      'Do not register this key. Check what is between the runner and the key store, and report this to those who run it.',
    )
  }
  return `${signingInput}.${signature.toString('base64url')}`
}

/**
 * Verifies a proof of possession: the form that `signProof` writes and no other, signed by the expected key, about the
 * expected run and place.
 * @param proof a compact JWS
 * @throws ActionError `proof-invalid`
 */
export function verifyProof(proof: string, expected: ExpectedProof): ProofOrigin {
  const parts = proof.split('.')
  const [header = '', payload = ''] = parts
  const [headerBytes, claimBytes, signature] = parts.map(decodeBase64url)
  if (parts.length !== 3 || !headerBytes || !claimBytes || !signature) {
    throw invalidProof('It is not a compact JWS: three parts of base64url without padding, separated by dots.')
  }
  // Comparing the whole header leaves nothing to interpret: no other algorithm, type, key or member, and none twice.
  if (header !== encodeHeader(expected.publicKey)) {
    throw invalidProof(
      'Its header does not name the stored key: it is the proof of another key, or no proof of this action.',
    )
  }
  if (!isSignedBy(expected.publicKey, `${header}.${payload}`, signature)) {
    throw invalidProof('The stored key did not sign it.')
  }
  const claims = parseClaims(claimBytes)
  if (!claims) throw invalidProof('Its payload is not a JSON object.')
  const difference = findDifference(claims, expected)
  if (difference !== undefined) throw invalidProof(difference)
  return { proof, runAttempt: String(claims.run_attempt) }
}

/** When a proof of this action was signed, by the runner's clock: its claim `iat` is seconds since 1970 (RFC 7519 section 4.1.6). */
export function signedAt(proof: string): Date {
  const payload = proof.slice(proof.indexOf('.') + 1, proof.lastIndexOf('.'))
  return timeOf(JSON.parse(Buffer.from(payload, 'base64url').toString()))
}

function timeOf({ iat }: Record<string, unknown>): Date {
  return new Date(typeof iat === 'number' ? iat * 1000 : Number.NaN)
}

/** The first claim that is not as expected, in a whole sentence; undefined if all are. */
function findDifference(claims: Record<string, unknown>, expected: ExpectedProof): string | undefined {
  const { run, operator, workspace, keyStore } = expected
  const environment = keyStore === undefined ? expected.environment : undefined
  const secret = membersOf(claims.secret)
  if (Number.isNaN(timeOf(claims).getTime())) return 'It does not say when it was signed.'
  if (claims.public_key_hex !== expected.publicKey.hex) return 'It names another public key than the stored one.'
  if (claims.repository_id !== run.repositoryId) return 'It is from a run of another repository.'
  if (claims.run_id !== run.runId) return 'It is from another run.'
  if (environment !== undefined && !isSame(secret.repository, run.repository))
    return 'It names a key that is stored in another repository.'
  if (environment !== undefined && !isSame(secret.environment, environment))
    return 'It names a key that is not stored in the environment that `environment` names.'
  if (keyStore !== undefined && membersOf(claims.key_store).uri !== keyStore)
    return 'It names a key that is not stored in the place that `key-store` names.'
  if (operator !== undefined && claims.operator !== operator) return 'It is for another operator than `operator-name`.'
  if (workspace !== undefined && claims.workspace !== workspace) return 'It is for another workspace than `workspace`.'
  return undefined
}

function invalidProof(reason: string): ActionError {
  return new ActionError(
    'proof-invalid',
    `\`proof\` does not prove that this run made the stored key. ${reason}`,
    'Do not register this key. Pass the output `proof` of the generate step of the same run, with the same operator, workspace and ' +
      'environment. If the workflow does that already, find out who changed the secret, then start a new run.',
  )
}

function signingInputOf(publicKey: OperatorPublicKey, claims: ProofClaims, now: Date): string {
  const payload = {
    iat: Math.floor(now.getTime() / 1000),
    public_key_hex: publicKey.hex,
    operator: claims.operator,
    workspace: claims.workspace,
    secret: claims.secret,
    key_store: claims.keyStore,
    ...claims.run,
    nonce: claims.nonce,
  }
  return `${encodeHeader(publicKey)}.${base64url(payload)}`
}

function encodeHeader({ jwk: { kid: _, ...jwk } }: OperatorPublicKey): string {
  return base64url({ alg: 'ES256', typ: PROOF_TYPE, jwk })
}

/** @param signature r and s, 64 bytes; one of another size is not valid */
function isSignedBy({ jwk }: OperatorPublicKey, signingInput: string, signature: Buffer): boolean {
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' })
  return verify('sha256', Buffer.from(signingInput), { key, dsaEncoding: 'ieee-p1363' }, signature)
}

function parseClaims(payload: Buffer): Record<string, unknown> | undefined {
  try {
    const claims: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload))
    return isObject(claims) ? claims : undefined
  } catch {
    return undefined
  }
}

function isSame(claim: unknown, name: string): boolean {
  return typeof claim === 'string' && isSameName(claim, name)
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** undefined unless the text is exactly what base64url without padding makes of the bytes (RFC 7515 section 2). */
function decodeBase64url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text && text !== '' ? bytes : undefined
}
