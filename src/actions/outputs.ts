import type { OperatorPublicKey } from '../key/operator-key.ts'
import type { Output } from '../runner/output.ts'

/** Shows a public key in the log. */
export function logPublicKey({ hex, fingerprint }: OperatorPublicKey, output: Output): void {
  output.info(`Public key:  ${hex}`)
  output.info(`Fingerprint: ${fingerprint}`)
}

/** The outputs that show a public key, the same for every action. Their fingerprint is the digest: programs compare it. */
export function publicKeyOutputs({ hex, digest, jwk }: OperatorPublicKey): Record<string, string> {
  return { 'public-key-hex': hex, 'public-key-fingerprint': digest, 'public-key-jwk': JSON.stringify(jwk) }
}

/** The outputs of a key that this run has stored in a GitHub secret. */
export function storedKeyOutputs(
  publicKey: OperatorPublicKey,
  secretName: string,
  updatedAt: string,
  proof: string,
): Record<string, string> {
  return {
    ...publicKeyOutputs(publicKey),
    proof,
    'secret-name': secretName,
    'secret-updated-at': updatedAt,
    created: 'true',
  }
}
