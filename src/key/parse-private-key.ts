import { ActionError } from '../errors.ts'
import { isObject } from '../http/json.ts'
import { decodeBase64 } from './base64.ts'
import { readDer } from './der.ts'
import { type DecodedKey, decodeDer, decodeJwk } from './ec-private-key.ts'
import { type OperatorKey, publicKeyOfPoint } from './operator-key.ts'
import { encrypted, malformed, notAKey, otherKind } from './private-key-errors.ts'

/** An operator key as a secret holds it. */
export interface StoredOperatorKey extends OperatorKey {
  /**
   * Each reason why Ledger's sample code (`bytes.fromhex`, then PyJWT with pyca/cryptography) cannot read the text, as a
   * clause; empty if it can, or if the text is the PEM that the sample makes hex of.
   */
  deviations: readonly string[]
}

/** A PEM block: what stands between its lines, up to the next line of any block. */
interface Block {
  label: string
  body: string
  /** Whether it has both the line that begins it and the line that ends it. */
  isWhole: boolean
}

/** The lines around a PEM block, however many dashes they have, and whichever dash an editor made of them. */
const BOUNDARY = /[-\u2010-\u2015\u2212] ?(BEGIN|END) ([A-Z0-9 ]{0,63}[A-Z0-9]) ?[-\u2010-\u2015\u2212]/g
const DASHES_AND_SPACE = /[-\u2010-\u2015\u2212\s]/g

/** A PEM block as every program reads it: each line on its own, and nothing else on it. */
const STRICT_BLOCK =
  /(?<=^|\n)-----BEGIN ([A-Z0-9 ]+)-----[ \t]*\r?\n(?:[A-Za-z0-9+/]+={0,2}[ \t]*\r?\n)+-----END \1-----[ \t]*(?=\r?\n|$)/g
/** Hex as Python's `bytes.fromhex` takes it: ASCII white space only, and none within a byte. */
const STRICT_HEX = /^(?:[ \t\n\v\f\r]*[0-9a-f]{2})+[ \t\n\v\f\r]*$/i

/** What blocks are called that hold no P-256 key that can be read, by their label. */
const OTHER_BLOCKS: Record<string, () => ActionError> = {
  'ENCRYPTED PRIVATE KEY': encrypted,
  'RSA PRIVATE KEY': () => otherKind('an RSA key'),
  'DSA PRIVATE KEY': () => otherKind('a DSA key'),
  'PGP PRIVATE KEY BLOCK': () => otherKind('a PGP key'),
  'OPENSSH PRIVATE KEY': () =>
    notAKey(
      'key-unsupported',
      "a private key in OpenSSH's format",
      'If it is the operator key, convert a copy of it with `ssh-keygen -p -m PEM`, and store the result.',
    ),
  CERTIFICATE: () => notAKey('key-unsupported', 'a certificate'),
}

/**
 * Reads an operator's private key in any form that is unambiguous: PEM (SEC1 or PKCS #8, among other blocks and text), DER or
 * JWK. Each may be in hex or base64, with quotes, a name or white space around it. No error shows any part of the text.
 * @returns the key, with the canonical PEM that generate and promote store
 * @throws ActionError that says what the text is instead, or what is wrong with the key
 */
export function parsePrivateKey(text: string): StoredOperatorKey {
  if (!text.trim()) throw emptySecret()
  const { key, deviations } = parseText(text)
  return { ...key, deviations }
}

/** @param isInner whether the text was encoded in another one */
function parseText(text: string, isInner = false): DecodedKey {
  if (text.search(BOUNDARY) >= 0) return parsePem(text)
  if (text.includes('PuTTY-User-Key-File')) throw notAKey('key-unsupported', "a private key in PuTTY's format")
  const bare = unwrap(text)
  if (bare.startsWith('{')) return decodeJwk(parseJwk(unescapeLines(bare).replace(/\\{1,4}"/g, '"')))

  const compact = unescapeLines(bare).replace(/\s/g, '')
  const hex = compact.replace(/^(?:0x|\\x)/i, '')
  if (/^[0-9a-f]+$/i.test(hex)) {
    // 100 digits are less than any key has, and more than what is rather something else.
    if (hex.length % 2 === 1) throw hex.length > 100 ? malformed('its hex has an odd number of digits') : unknownForm()
    const decoded = parseBytes(Buffer.from(hex, 'hex'))
    if (isInner) return deviating(decoded, 'it is encoded twice')
    return STRICT_HEX.test(text) ? decoded : deviating(decoded, 'there is more than hex digits in it')
  }
  const bytes = decodeBase64(compact)
  if (!bytes) throw unknownForm()
  return deviating(parseBytes(bytes), 'it is in base64')
}

function parseBytes(bytes: Buffer): DecodedKey {
  if (bytes.length === 32) {
    throw notAKey('key-format', 'a number of 32 bytes, perhaps a bare private scalar, or an API Secret')
  }
  if (publicKeyOfPoint(bytes)) throw notAKey('key-public', 'a public key')
  // A SEQUENCE that is whole, or that begins as a private key does.
  const isDer =
    bytes[0] === 0x30 && (readDer(bytes) || /^30(?:..|81..|82.{4})02010[01]/.test(bytes.toString('hex', 0, 7)))
  if (isDer) return deviating(decodeDer(bytes), 'it is DER')
  // Windows PowerShell writes files in UTF-16.
  return parseText(bytes.toString(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'utf8'), true)
}

function parsePem(text: string): DecodedKey {
  const lines = unescapeLines(text)
  const blocks = readBlocks(lines)
  const privateBlocks = blocks.filter(({ label }) => /PRIVATE KEY(?: BLOCK)?$/.test(label))
  const [first, ...more] = privateBlocks
  if (!first) throw noPrivateBlock(blocks)
  const decoded = more.length === 0 ? decodeBlock(first) : decodeEqual(privateBlocks)
  // A damaged block stops some programs, even if the key is in another one.
  const isStrict =
    text.match(STRICT_BLOCK)?.length === blocks.length &&
    !text.replace(STRICT_BLOCK, '').includes('---') &&
    blocks.every(isCanonical)
  if (!isStrict) deviating(decoded, 'its lines are not those of a PEM file')
  // PyJWT would take the public key.
  if (blocks.some(({ label }) => label.endsWith('PUBLIC KEY'))) deviating(decoded, 'a public key stands beside it')
  return decoded
}

function readBlocks(lines: string): Block[] {
  const boundaries = [...lines.matchAll(BOUNDARY)]
  return boundaries.flatMap(({ 0: text, 1: word, 2: label = '', index }, i) => {
    if (word === 'BEGIN') {
      const next = boundaries[i + 1]
      const body = lines.slice(index + text.length, next?.index)
      return [{ label, body, isWhole: next?.[1] === 'END' && next[2] === label }]
    }
    return boundaries[i - 1]?.[1] === 'BEGIN' ? [] : [{ label, body: '', isWhole: false }]
  })
}

function decodeBlock(block: Block): DecodedKey {
  const { label, body, isWhole } = block
  const other = OTHER_BLOCKS[label]
  if (other) throw other()
  // As OpenSSL encrypts SEC1.
  if (/Proc-Type: *4,ENCRYPTED/.test(body)) throw encrypted()
  if (!isWhole) throw malformed('it lacks the line that begins or ends the key')
  const der = decodeBase64(base64Of(block))
  if (!der) throw malformed('it holds characters that no PEM has')
  return decodeDer(der, label)
}

/** What a block holds in base64, without its headers (RFC 1421). */
function base64Of({ body }: Block): string {
  return body.replace(/^[\w-]{1,64}:.*/gm, '').replace(DASHES_AND_SPACE, '')
}

function isCanonical(block: Block): boolean {
  const base64 = base64Of(block)
  return base64.length % 4 === 0 && decodeBase64(base64) !== undefined
}

/** Several private keys are one key if all of them can be read and are the same. */
function decodeEqual(blocks: Block[]): DecodedKey {
  const [first, ...others] = blocks.map(block => {
    try {
      return decodeBlock(block)
    } catch {
      return undefined
    }
  })
  if (first && others.every(other => other?.key.publicKey.hex === first.key.publicKey.hex)) return first
  throw new ActionError(
    'key-ambiguous',
    `The input \`private-key\` holds ${blocks.length} private keys, and they are not all the same P-256 key.`,
    'Store only the operator key.',
  )
}

function noPrivateBlock(blocks: Block[]): ActionError {
  const labels = blocks.map(({ label }) => label)
  if (labels.some(label => label.endsWith('PUBLIC KEY'))) return notAKey('key-public', 'a public key')
  const other = labels.map(label => OTHER_BLOCKS[label]).find(error => error !== undefined)
  if (other) return other()
  return notAKey('key-unsupported', 'a PEM text, but not of a private key')
}

/** The text without what programs and people put around a value: quotes, and the name of a variable. */
function unwrap(text: string): string {
  const unquote = (value: string) =>
    value.trim().replace(/^b?["'`\u2018-\u201d]{1,4}|["'`\u2018-\u201d]{1,4}[,;]?$/g, '')
  return unquote(unquote(text).replace(/^(?:export |set |\$env:)?[A-Za-z_][\w.-]*\s*[:=]\s*(?=[^\s=])/, ''))
}

/** The text with line ends that are written as `\n`, `\r\n` or, escaped twice, `\\n`; and JSON's `\/`. */
function unescapeLines(text: string): string {
  return text.replace(/\\{1,4}[nr]/g, '\n').replace(/\\{1,4}\//g, '/')
}

function parseJwk(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (isObject(value) && 'kty' in value) return value
  } catch {
    // No JSON either.
  }
  throw unknownForm()
}

function deviating(decoded: DecodedKey, deviation: string): DecodedKey {
  decoded.deviations.push(deviation)
  return decoded
}

function unknownForm(): ActionError {
  return notAKey('key-format', 'in none of the known forms (PEM, DER or JWK; as they are, in hex or in base64)')
}

function emptySecret(): ActionError {
  return new ActionError(
    'key-empty',
    'The input `private-key` is empty.',
    'Likely reasons: the job does not name the environment whose secret it reads, or misspells it; or there is no secret of that name. ' +
      'If this very run has stored it as a repository or organization secret, verify it in a new run: those are read when a run is queued.',
  )
}
