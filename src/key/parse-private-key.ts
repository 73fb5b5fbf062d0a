import { createECDH, createPrivateKey, type KeyObject } from 'node:crypto'
import { ActionError, type ErrorCode } from '../errors.ts'
import { type OperatorKey, publicKeyOf } from './operator-key.ts'

const AS_STORED = 'Store the key as generate does: hex of the SEC1 PEM text, or the PEM itself.'

/** What other PEM blocks are called in an error. Whatever is not here is no key at all. */
const OTHER_BLOCKS: Record<string, string> = {
  'ENCRYPTED PRIVATE KEY': 'an encrypted private key',
  'RSA PRIVATE KEY': 'an RSA key',
  'DSA PRIVATE KEY': 'a DSA key',
  'OPENSSH PRIVATE KEY': 'a private key in the format of OpenSSH',
  'PUBLIC KEY': 'a public key',
  'RSA PUBLIC KEY': 'an RSA public key',
  CERTIFICATE: 'a certificate',
}

/**
 * Reads an operator's private key as a secret may hold it: hex of the PEM text, or the PEM itself (SEC1 or PKCS #8), with
 * stray white space, CRLF, escaped line ends (`\n` as two characters), indented lines, or hex in capitals.
 * No error shows anything of what was given.
 * @throws Failure with one code for each thing that it may be instead
 */
export function parsePrivateKey(text: string): OperatorKey {
  // White space here is a byte order mark, too.
  const compact = text.replace(/\s+/g, '')
  if (!compact) throw emptySecret()
  return parsePem(/^[0-9a-f]+$/i.test(compact) ? pemOfHex(compact) : text)
}

function pemOfHex(hex: string): string {
  if (hex.length === 64) throw notAKey('key-format', 'a number of 32 bytes, perhaps a bare private scalar')
  if (hex.length === 130 && hex.startsWith('04')) throw notAKey('key-public', 'a public key')
  // Ledger's sample (`bytes.fromhex`) cannot read it either, even where only the last line end is cut.
  if (hex.length % 2 === 1) throw truncated('its hex has an odd number of characters')
  const bytes = Buffer.from(hex, 'hex')
  if (bytes[0] === 0x30) throw notAKey('key-format', "hex of DER, and Ledger's samples read hex of PEM")
  return bytes.toString('latin1')
}

function parsePem(text: string): OperatorKey {
  const lines = text.replace(/\\r\\n|\\n|\\r/g, '\n')
  const labels = [...lines.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----/g)].map(([, label]) => label)
  // OpenSSL's `ecparam -genkey` writes the curve's parameters before the key.
  const label = labels.find(label => label !== 'EC PARAMETERS')
  if (label === undefined) throw notAKey('key-format', 'neither hex of a PEM text nor a PEM text')
  if (label !== 'EC PRIVATE KEY' && label !== 'PRIVATE KEY') {
    throw notAKey(
      label.includes('PUBLIC') ? 'key-public' : 'key-unsupported',
      OTHER_BLOCKS[label] ?? 'a PEM text, but of no private key',
    )
  }
  const body = new RegExp(`-----BEGIN ${label}-----([^-]*)-----END ${label}-----`).exec(lines)?.[1]
  if (body === undefined) {
    if (/Proc-Type: *4,ENCRYPTED/.test(lines)) throw notAKey('key-unsupported', 'an encrypted private key')
    throw truncated('it has no line that ends the key')
  }
  const base64 = body.replace(/\s+/g, '')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) throw truncated('it holds characters that no PEM has')
  const pem = `-----BEGIN ${label}-----\n${base64}\n-----END ${label}-----\n`
  let privateKey: KeyObject
  try {
    privateKey = createPrivateKey(pem)
  } catch {
    // OpenSSL's message is not shown: it tells nothing more that a person could use.
    throw truncated('OpenSSL cannot read it')
  }
  return checkedKey(privateKey)
}

/** Makes sure that a key is a P-256 key whose two halves belong together. */
function checkedKey(privateKey: KeyObject): OperatorKey {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = privateKey
  if (type !== 'ec')
    throw notAKey('key-unsupported', `a key of the type ${type?.toUpperCase()}, and Ledger takes P-256 only`)
  if (details?.namedCurve !== 'prime256v1') {
    throw notAKey('key-unsupported', `a key of the curve ${details?.namedCurve}, and Ledger takes P-256 only`)
  }
  const publicKey = publicKeyOf(privateKey)
  // A PEM may carry a public half of its own, and OpenSSL takes it as it is.
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(Buffer.from(String(privateKey.export({ format: 'jwk' }).d), 'base64url'))
  if (ecdh.getPublicKey('hex') !== publicKey.hex) {
    throw new ActionError(
      'key-inconsistent',
      'The input `private-key` holds a key whose public half does not belong to its private half.',
      'Somebody or something has changed the secret. Do not use it; generate a new operator key.',
    )
  }
  return { privateKey, privateKeyPem: privateKey.export({ type: 'sec1', format: 'pem' }) as string, publicKey }
}

function emptySecret(): ActionError {
  return new ActionError(
    'key-empty',
    'The input `private-key` is empty.',
    'Likely reasons: the job does not name the environment whose secret it reads; the secret is a repository or organization secret that this ' +
      'very run has stored (those are read when a run is queued: verify it in a new run); or there is no secret of that name.',
  )
}

function notAKey(code: ErrorCode, is: string): ActionError {
  return new ActionError(code, `The input \`private-key\` is not an operator's private key: it is ${is}.`, AS_STORED)
}

function truncated(why: string): ActionError {
  return new ActionError(
    'key-malformed',
    `The input \`private-key\` holds a damaged or truncated private key: ${why}.`,
    AS_STORED,
  )
}

/** The failure of a stored key that is not the approved one. */
export function keyMismatch(stored: { fingerprint: string }, approved: { fingerprint: string }): ActionError {
  return new ActionError(
    'key-mismatch',
    `The stored private key is not the one that was approved: its public key has the fingerprint ${stored.fingerprint}, ` +
      `the approved one ${approved.fingerprint}.`,
    'Do not register or use either. Somebody or some other run has replaced the secret since; find out who (the audit log names them), and generate a new key.',
  )
}
