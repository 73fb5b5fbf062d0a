import { createPrivateKey, createPublicKey } from 'node:crypto'
import type { Destination, LocalGitHub } from '../github/index.ts'

/**
 * Reads a stored secret, which native libsodium has opened, and computes the public key of its private key. It uses
 * node:crypto and no code of the actions, so that it checks them.
 * @returns the X9.62 uncompressed point in hex and the length of the stored text, or undefined if there is no such secret
 * @throws if the secret is not the hex of a private key in PEM
 */
export function readStoredKey(
  github: LocalGitHub,
  destination: Destination,
  secretName: string,
): { publicKeyHex: string; length: number } | undefined {
  const stored = github.secret(destination, secretName)?.value
  if (!stored) return undefined
  const privateKey = createPrivateKey(Buffer.from(stored.toString(), 'hex').toString())
  const { x = '', y = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  const point = [x, y].map(coordinate => Buffer.from(coordinate, 'base64url').toString('hex'))
  return { publicKeyHex: `04${point.join('')}`, length: stored.length }
}
