import { createHash } from 'node:crypto'
import { parsePrivateKey } from '../../src/key/parse-private-key.ts'
import { LEDGER_SAMPLE_PEM } from './ledger-sample-key.ts'

/** The public key of the sample that Ledger publishes. */
export const PUBLIC_KEY = parsePrivateKey(LEDGER_SAMPLE_PEM).publicKey

/** Private scalars: one that begins with a zero, and those of points whose x, or y, begins with one. */
export const SCALARS_OF_ZEROS = {
  d: '00328ce57bbc14b33bd6695bc8eb32cdf2fb5f3a7d89ec14a42825e15d39df60',
  x: '031b4af5197ec30a926f48cf40e11a7dbc470048a21e4003b7a3c07c5dab1baa',
  y: '6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b',
}

/** A public key in OpenSSH's form: three strings, each after its length in 4 bytes (RFC 5656 section 3.1). */
export function openSshBlob(publicKeyHex: string): Buffer {
  const strings = [Buffer.from('ecdsa-sha2-nistp256'), Buffer.from('nistp256'), Buffer.from(publicKeyHex, 'hex')]
  return Buffer.concat(strings.flatMap(bytes => [Buffer.from([0, 0, 0, bytes.length]), bytes]))
}

/** The fingerprint that OpenSSH prints. */
export function fingerprintOf(publicKeyHex: string): string {
  return `SHA256:${createHash('sha256').update(openSshBlob(publicKeyHex)).digest('base64').replace('=', '')}`
}
