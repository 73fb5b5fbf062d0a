import { createHash } from 'node:crypto'
import { parsePrivateKey } from '../../src/key/parse-private-key.ts'
import { LEDGER_SAMPLE_PEM } from './ledger-sample-key.ts'

/** The public key of the sample that Ledger publishes. */
export const PUBLIC_KEY = parsePrivateKey(LEDGER_SAMPLE_PEM).publicKey

/** A public key in OpenSSH's form: three strings, each after its length in 4 bytes (RFC 5656 section 3.1). */
export function openSshBlob(publicKeyHex: string): Buffer {
  const strings = [Buffer.from('ecdsa-sha2-nistp256'), Buffer.from('nistp256'), Buffer.from(publicKeyHex, 'hex')]
  return Buffer.concat(strings.flatMap(bytes => [Buffer.from([0, 0, 0, bytes.length]), bytes]))
}

/** The fingerprint that OpenSSH prints. */
export function fingerprintOf(publicKeyHex: string): string {
  return `SHA256:${createHash('sha256').update(openSshBlob(publicKeyHex)).digest('base64').replace('=', '')}`
}
