import { createPrivateKey, createPublicKey } from 'node:crypto'
import type { Destination, LocalGitHub } from '../github/index.ts'

/**
 * Opens a stored secret with native libsodium, as only GitHub can, and works out the public key of the private key in it. By
 * node:crypto alone, so that nothing of the action's own code stands between what it stored and what is said of it.
 * @returns X9.62 uncompressed point in hex, and the length of the stored text; undefined where there is no such secret
 * @throws where the secret holds no hex of a private key in PEM
 */
export function openVault(
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
