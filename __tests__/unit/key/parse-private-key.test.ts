import { execFileSync, spawnSync } from 'node:child_process'
import { ECDH, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { p256 } from '@noble/curves/nist.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ActionError } from '../../../src/errors.ts'
import { encodePrivateKey, generateOperatorKey, operatorKeyOfScalar } from '../../../src/key/operator-key.ts'
import { parsePrivateKey } from '../../../src/key/parse-private-key.ts'
import { anyText } from '../../support/any-text.ts'
import {
  B,
  bits,
  der,
  GENERATOR,
  integer,
  OIDS,
  octets,
  oid,
  P,
  parameters,
  partsOf,
  pem,
  pkcs8,
  sec1,
  sec1WithoutCurve,
  sequence,
  spki,
} from '../../support/der.ts'
import { errorOf } from '../../support/errors.ts'
import { SCALARS_OF_ZEROS } from '../../support/keys.ts'
import { LEDGER_SAMPLE_PEM } from '../../support/ledger-sample-key.ts'
import { isMutationTest, tries } from '../../support/mutation-test.ts'

const hexOf = (text: string | Buffer) => Buffer.from(text).toString('hex')
const base64Of = (text: string | Buffer) => Buffer.from(text).toString('base64')
const generated = generateOperatorKey()
const { privateKeyPem, publicKey } = generated
const privateKeyHex = encodePrivateKey(privateKeyPem, 'hex')
const { scalar, point, jwk } = partsOf(privateKeyPem)
const pkcs8Pem = pem('PRIVATE KEY', pkcs8({ inner: sec1WithoutCurve({ scalar, point }) }))
const sec1Der = sec1({ scalar, point })
const anotherPem = generateOperatorKey().privateKeyPem
const anotherPoint = partsOf(anotherPem).point
const pointIn = (format: 'compressed' | 'hybrid') =>
  ECDH.convertKey(point, 'prime256v1', undefined, undefined, format) as Buffer
const certificate = pem('CERTIFICATE', sequence(sequence(integer('01')), sequence(oid(OIDS.unknown)), bits(point)))
const publicPem = pem('PUBLIC KEY', spki(point))
const withEcLabel = (bytes: Buffer) => pem('EC PRIVATE KEY', bytes)

/** What Ledger's sample cannot read, in the words of the warning. */
const LINES = 'its lines are not those of a PEM file'
const MORE_THAN_HEX = 'there is more than hex digits in it'
const BASE64 = 'it is in base64'
const DER = 'it is DER'
const LABEL = 'the label of its PEM is that of another format'
const EXPLICIT = 'its curve is given by explicit parameters'
const PUBLIC_BESIDE = 'a public key stands beside it'
const NO_CURVE = 'it names no curve'
const VERSION = 'its version number is not 1'
const LENGTH = 'its private number is not written in 32 bytes'
const PKCS8_VERSION = 'it is not of version 1 of PKCS #8'
const PKCS8_NO_CURVE = 'its PKCS #8 names no curve'

/** Every form in which a key is read, and why Ledger's sample would not read it. */
const READ: [form: string, text: string, deviations: string[]][] = [
  // What Ledger's sample reads
  ['hex of the SEC1 PEM, as generate stores it', privateKeyHex, []],
  ['hex in capitals', privateKeyHex.toUpperCase(), []],
  ['hex in lines of bytes', privateKeyHex.replace(/.{64}/g, '$&\r\n'), []],
  ['hex in lines with vertical tabs', `${privateKeyHex.replace(/.{64}/g, '$&\v')}\v`, []],
  ['hex of the PEM without its last line end', hexOf(privateKeyPem.trimEnd()), []],
  ['hex of the PEM with CRLF', hexOf(privateKeyPem.replaceAll('\n', '\r\n')), []],
  ['hex of the PKCS #8 PEM', hexOf(pkcs8Pem), []],
  ['the SEC1 PEM', privateKeyPem, []],
  ['the SEC1 PEM with CRLF and blanks at the ends of lines', privateKeyPem.replaceAll('\n', ' \t\r\n'), []],
  ['the PKCS #8 PEM', pkcs8Pem, []],
  ['PKCS #8 with attributes', pem('PRIVATE KEY', pkcs8({ inner: sec1Der, tail: [der(0xa0)] })), []],
  ['PKCS #8 that names the curve twice', pem('PRIVATE KEY', pkcs8({ inner: sec1Der })), []],
  ['a compressed public half', withEcLabel(sec1({ scalar, point: pointIn('compressed') })), []],
  ['a hybrid public half', withEcLabel(sec1({ scalar, point: pointIn('hybrid') })), []],
  ['no public half', withEcLabel(sec1({ scalar })), []],
  ['PKCS #8 without a public half', pem('PRIVATE KEY', pkcs8({ inner: sec1WithoutCurve({ scalar }) })), []],
  ['the curve in a block before it', pem('EC PARAMETERS', oid(OIDS.p256)) + privateKeyPem, []],
  ['a certificate before it', certificate + privateKeyPem, []],
  ['a certificate after it', privateKeyPem + certificate, []],
  ['attributes before it, as openssl pkcs12 writes them', `Bag Attributes\n    friendlyName: küche\n${pkcs8Pem}`, []],
  ['text after it', `${privateKeyPem}\nThe key of the operator.`, []],
  ['the same key twice, in two formats', privateKeyPem + pkcs8Pem, []],
  // Wrapped
  ['hex within white space of other kinds', `\uFEFF${privateKeyHex}\u00a0`, [MORE_THAN_HEX]],
  ['hex with white space within a byte', privateKeyHex.replace(/^(...)/, '$1 '), [MORE_THAN_HEX]],
  ['hex after 0x', `0x${privateKeyHex}`, [MORE_THAN_HEX]],
  ['hex after \\x, as PostgreSQL writes it', `\\x${privateKeyHex}`, [MORE_THAN_HEX]],
  ['hex in double quotes', `"${privateKeyHex}"`, [MORE_THAN_HEX]],
  ['hex in single quotes, with a comma', `'${privateKeyHex}',`, [MORE_THAN_HEX]],
  ['hex in three quotes', `"""${privateKeyHex}"""`, [MORE_THAN_HEX]],
  ['hex in typographic quotes', `\u201c${privateKeyHex}\u201d`, [MORE_THAN_HEX]],
  ["hex as Python's bytes", `b'${privateKeyHex}'`, [MORE_THAN_HEX]],
  ['hex after a name', `PRIVATE_KEY=${privateKeyHex}`, [MORE_THAN_HEX]],
  ['hex after a name, in quotes', `export PRIVATE_KEY="${privateKeyHex}"`, [MORE_THAN_HEX]],
  ['a name and hex in quotes', `"PRIVATE_KEY = ${privateKeyHex}"`, [MORE_THAN_HEX]],
  ['hex as YAML', `private-key: ${privateKeyHex}`, [MORE_THAN_HEX]],
  ['hex with an escaped line end', `${privateKeyHex}\\n`, [MORE_THAN_HEX]],
  ['hex of hex', hexOf(privateKeyHex), ['it is encoded twice']],
  ['the PEM in quotes', `"${privateKeyPem}"`, [LINES]],
  ['the PEM after a name', `KEY=${privateKeyPem}`, [LINES]],
  ['the PEM with CR alone', privateKeyPem.replaceAll('\n', '\r'), [LINES]],
  ['the PEM with escaped line ends', privateKeyPem.replaceAll('\n', '\\n'), [LINES]],
  ['the PEM with escaped CRLF', privateKeyPem.replaceAll('\n', '\\r\\n'), [LINES]],
  ['the PEM with line ends that are escaped twice', privateKeyPem.replaceAll('\n', '\\\\n'), [LINES]],
  ['the PEM in JSON with escaped slashes', JSON.stringify({ key: privateKeyPem }).replaceAll('/', '\\/'), [LINES]],
  [
    'the PEM in JSON with slashes that are escaped twice',
    JSON.stringify(privateKeyPem).replaceAll('/', '\\\\/'),
    [LINES],
  ],
  ['hex of the PEM with escaped line ends', hexOf(privateKeyPem.replaceAll('\n', '\\n')), [LINES]],
  ['the PEM with indented lines', privateKeyPem.replace(/^(?=.)/gm, '    '), [LINES]],
  ['the PEM with empty lines', privateKeyPem.replaceAll('\n', '\n\n'), [LINES]],
  ['the PEM in one line', privateKeyPem.replaceAll('\n', ' '), [LINES]],
  ['the PEM with dashes of an editor', privateKeyPem.replaceAll('-----', '\u2014'), [LINES]],
  ['the PEM with a header', privateKeyPem.replace('\n', '\nComment: of the operator\n\n'), [LINES]],
  [
    'the PEM without padding',
    withEcLabel(sec1Der.subarray()).replace(/=+\n/, '\n'),
    base64Of(sec1Der).endsWith('=') ? [LINES] : [],
  ],
  ['a damaged block beside it', pem('CERTIFICATE', point).replace('B', '*') + privateKeyPem, [LINES]],
  [
    'a certificate beside it whose last bits are not zero',
    `${pem('CERTIFICATE', Buffer.of(0)).replace('AA==', 'AB==')}${privateKeyPem}`,
    [LINES],
  ],
  ['the end of another block before it', `-----END CERTIFICATE-----\n${privateKeyPem}`, [LINES]],
  ['a public key before it', publicPem + privateKeyPem, [PUBLIC_BESIDE]],
  ['a public key after it', privateKeyPem + publicPem, [PUBLIC_BESIDE]],
  ['base64 of the PEM', base64Of(privateKeyPem), [BASE64]],
  ['base64 of the PEM without padding, after a name', `KEY=${base64Of(privateKeyPem).replace(/=+$/, '')}`, [BASE64]],
  ['base64 of the PEM in lines', base64Of(privateKeyPem).replace(/.{76}/g, '$&\n'), [BASE64]],
  ['base64url of hex', Buffer.from(privateKeyHex).toString('base64url'), ['it is encoded twice', BASE64]],
  ['base64 of the PEM in UTF-16', base64Of(Buffer.from(`\uFEFF${privateKeyPem}`, 'utf16le')), [LINES, BASE64]],
  ['SEC1 DER in base64', base64Of(sec1Der), [DER, BASE64]],
  ['SEC1 DER in base64url', sec1Der.toString('base64url'), [DER, BASE64]],
  ['SEC1 DER in hex', hexOf(sec1Der), [DER]],
  ['PKCS #8 DER in base64', base64Of(pkcs8({ inner: sec1WithoutCurve({ scalar, point }) })), [DER, BASE64]],
  ['PKCS #8 DER in hex', hexOf(pkcs8({ inner: sec1Der })), [DER]],
  ['a JWK', JSON.stringify(jwk), ['it is a JWK']],
  ['a JWK in lines, with other members', JSON.stringify({ kid: 'a', alg: 'ES256', ...jwk }, null, 2), ['it is a JWK']],
  ['a JWK without x and y', JSON.stringify({ ...jwk, x: undefined, y: undefined }), ['it is a JWK']],
  ['a JWK as a JSON text', JSON.stringify(JSON.stringify(jwk)), ['it is a JWK']],
  ['a JWK whose quotes are escaped twice', JSON.stringify(jwk).replaceAll('"', '\\\\"'), ['it is a JWK']],
  ['a JWK in base64', base64Of(JSON.stringify(jwk)), ['it is a JWK', BASE64]],
  // Structures that some programs write
  ['explicit parameters', withEcLabel(sec1({ scalar, point, curve: parameters() })), [EXPLICIT]],
  [
    'explicit parameters without a cofactor, in PKCS #8',
    pem(
      'PRIVATE KEY',
      pkcs8({
        algorithm: [oid(OIDS.ecPublicKey), parameters({ cofactor: undefined as unknown as Buffer })],
        inner: sec1Der,
      }),
    ),
    [EXPLICIT],
  ],
  ['PKCS #8 with the label of SEC1', withEcLabel(pkcs8({ inner: sec1Der })), [LABEL]],
  ['SEC1 with the label of PKCS #8', pem('PRIVATE KEY', sec1Der), [LABEL]],
  ['SEC1 with a label of its own', pem('ECDSA PRIVATE KEY', sec1Der), [LABEL]],
  ['no curve, with a public half', withEcLabel(sec1WithoutCurve({ scalar, point })), [NO_CURVE]],
  ['a curve that is left open, with a public half', withEcLabel(sec1({ scalar, point, curve: der(0x05) })), [NO_CURVE]],
  ['another version', withEcLabel(sec1({ version: '02', scalar, point })), [VERSION]],
  ['zeros before the scalar', withEcLabel(sec1({ scalar: Buffer.concat([Buffer.alloc(1), scalar]), point })), [LENGTH]],
  ['PKCS #8 of another version', pem('PRIVATE KEY', pkcs8({ version: '01', inner: sec1Der })), [PKCS8_VERSION]],
  [
    'PKCS #8 with a public key of its own',
    pem('PRIVATE KEY', pkcs8({ version: '01', inner: sec1Der, tail: [der(0x81, Buffer.of(0), point)] })),
    [PKCS8_VERSION],
  ],
  [
    'PKCS #8 that names the curve within only',
    pem('PRIVATE KEY', pkcs8({ algorithm: [oid(OIDS.ecPublicKey)], inner: sec1Der })),
    [PKCS8_NO_CURVE],
  ],
]

const LEDGER_TAKES = 'and Ledger takes P-256 only'
const UNKNOWN = 'in none of the known forms (PEM, DER or JWK; as they are, in hex or in base64)'
const SCALAR = 'a number of 32 bytes, perhaps a bare private scalar, or an API Secret'
const ENCRYPTED = 'an encrypted private key'
const HALVES = 'whose public half does not belong to its private half'
const ORDER = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'
const pkcs8Of = (algorithm: string) => pkcs8({ algorithm: [oid(algorithm)], inner: octets(scalar) })
const generatedAs = (type: 'ed25519' | 'x25519' | 'ed448' | 'x448') =>
  generateKeyPairSync(type as 'ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 })
const numbers = (count: number) => sequence(...Array.from({ length: count }, () => integer('00')))
const encryptedPem = generated.privateKey.export({
  type: 'pkcs8',
  format: 'pem',
  cipher: 'aes-256-cbc',
  passphrase: 'p',
}) as string

/** What is refused, with which code, and how it is called. */
const REFUSED: [what: string, text: string, code: string, is: string][] = [
  // Nothing that is known
  ['text', 'swordfish swordfish swordfish', 'key-format', UNKNOWN],
  ["the runner's stars", '***', 'key-format', UNKNOWN],
  ['a name alone', 'KEY=', 'key-format', UNKNOWN],
  ['quotes alone', '""', 'key-format', UNKNOWN],
  ['half a byte in hex', 'abc', 'key-format', UNKNOWN],
  ['hex of 101 digits of text', '0'.repeat(101), 'key-malformed', 'its hex has an odd number of digits'],
  ['hex of 99 digits', '0'.repeat(99), 'key-format', UNKNOWN],
  ['hex of text', hexOf('swordfish'), 'key-format', UNKNOWN],
  ['hex of white space', '2020', 'key-format', UNKNOWN],
  ['hex of the beginning of some DER', '3077', 'key-format', UNKNOWN],
  ['JSON of something else', '{"a":1}', 'key-format', UNKNOWN],
  ['what begins like JSON', '{', 'key-format', UNKNOWN],
  ['base64 whose last bits are not zero', `${base64Of(sec1Der).slice(0, -3)}h==`, 'key-format', UNKNOWN],
  ['DER of something else', hexOf(sequence(integer('05'))), 'key-format', 'DER of something other than a private key'],
  ['hex with 0x in it', privateKeyHex.replace(/^(.{8})/, '$10x'), 'key-format', UNKNOWN],
  ...[
    sequence(integer('03'), bits(point)),
    sequence(integer('03')),
    sequence(sequence(), bits(point), integer('00')),
  ].map((bytes): [string, string, string, string] => [
    `other DER (${hexOf(bytes).slice(0, 10)})`,
    hexOf(bytes),
    'key-format',
    'DER of something other than a private key',
  ]),
  ['32 bytes in hex', hexOf(scalar), 'key-format', SCALAR],
  ['32 bytes in hex after 0x, in quotes', `"0x${hexOf(scalar)}"`, 'key-format', SCALAR],
  ['32 bytes in base64url, as an API Secret has', scalar.toString('base64url'), 'key-format', SCALAR],
  // Public keys
  ['a public key as a point', publicKey.hex, 'key-public', 'a public key'],
  ['a public key as a compressed point', hexOf(pointIn('compressed')), 'key-public', 'a public key'],
  ['a public key in PEM', publicPem, 'key-public', 'a public key'],
  ['a public key in PEM, with a certificate', certificate + publicPem, 'key-public', 'a public key'],
  ['an RSA public key in PEM', pem('RSA PUBLIC KEY', numbers(2)), 'key-public', 'a public key'],
  ['a public key in DER', hexOf(spki(point)), 'key-public', 'a public key'],
  ['a public JWK', JSON.stringify({ ...jwk, d: undefined }), 'key-public', 'a public key'],
  // Keys of other kinds
  ['a certificate', certificate, 'key-unsupported', 'a certificate'],
  ['a certificate in base64', certificate.split('\n').slice(1, -2).join('\n'), 'key-unsupported', 'a certificate'],
  [
    'a certificate after something else',
    pem('DH PARAMETERS', scalar) + certificate,
    'key-unsupported',
    'a certificate',
  ],
  ['a PEM of something else', pem('DH PARAMETERS', scalar), 'key-unsupported', 'a PEM text, but not of a private key'],
  [
    'the parameters of the curve alone',
    pem('EC PARAMETERS', oid(OIDS.p256)),
    'key-unsupported',
    'a PEM text, but not of a private key',
  ],
  ['an encrypted PKCS #8 PEM', encryptedPem, 'key-unsupported', ENCRYPTED],
  ['hex of an encrypted PKCS #8 PEM', hexOf(encryptedPem), 'key-unsupported', ENCRYPTED],
  ['encrypted PKCS #8 DER', hexOf(sequence(sequence(oid(OIDS.unknown)), octets(scalar))), 'key-unsupported', ENCRYPTED],
  [
    'an encrypted SEC1 PEM',
    privateKeyPem.replace('\n', '\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\n'),
    'key-unsupported',
    ENCRYPTED,
  ],
  [
    'an encrypted SEC1 PEM that is cut',
    '-----BEGIN EC PRIVATE KEY-----\nProc-Type:4,ENCRYPTED',
    'key-unsupported',
    ENCRYPTED,
  ],
  ['a key of OpenSSH', pem('OPENSSH PRIVATE KEY', scalar), 'key-unsupported', "a private key in OpenSSH's format"],
  ['a key of PuTTY', 'PuTTY-User-Key-File-3: ecdsa', 'key-unsupported', "a private key in PuTTY's format"],
  ['a PGP key', pem('PGP PRIVATE KEY BLOCK', scalar), 'key-unsupported', `a PGP key, ${LEDGER_TAKES}`],
  [
    'a PKCS #12 file',
    base64Of(sequence(integer('03'), sequence(oid('2a864886f70d010701')))),
    'key-unsupported',
    'a PKCS #12 file',
  ],
  ['an RSA key', pem('RSA PRIVATE KEY', numbers(9)), 'key-unsupported', `an RSA key, ${LEDGER_TAKES}`],
  ['an RSA key in DER', base64Of(numbers(9)), 'key-unsupported', `an RSA key, ${LEDGER_TAKES}`],
  [
    'an RSA key in PKCS #8',
    rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    'key-unsupported',
    `an RSA key, ${LEDGER_TAKES}`,
  ],
  [
    'an RSA-PSS key in PKCS #8',
    pem('PRIVATE KEY', pkcs8Of('2a864886f70d01010a')),
    'key-unsupported',
    `an RSA key (PSS), ${LEDGER_TAKES}`,
  ],
  ['a DSA key', pem('DSA PRIVATE KEY', numbers(6)), 'key-unsupported', `a DSA key, ${LEDGER_TAKES}`],
  ['a DSA key in DER', base64Of(numbers(6)), 'key-unsupported', `a DSA key, ${LEDGER_TAKES}`],
  [
    'a DSA key in PKCS #8',
    pem('PRIVATE KEY', pkcs8Of('2a8648ce380401')),
    'key-unsupported',
    `a DSA key, ${LEDGER_TAKES}`,
  ],
  ['an Ed25519 key', generatedAs('ed25519'), 'key-unsupported', `an Ed25519 key, ${LEDGER_TAKES}`],
  ['an Ed448 key', generatedAs('ed448'), 'key-unsupported', `an Ed448 key, ${LEDGER_TAKES}`],
  ['an X25519 key', generatedAs('x25519'), 'key-unsupported', `an X25519 key, ${LEDGER_TAKES}`],
  ['an X448 key', generatedAs('x448'), 'key-unsupported', `an X448 key, ${LEDGER_TAKES}`],
  [
    'a key of an unknown algorithm',
    hexOf(pkcs8Of(OIDS.unknown)),
    'key-unsupported',
    `a key of another algorithm, ${LEDGER_TAKES}`,
  ],
  [
    'a key without an algorithm',
    hexOf(pkcs8({ algorithm: [], inner: sec1Der })),
    'key-unsupported',
    `a key of another algorithm, ${LEDGER_TAKES}`,
  ],
  ...(
    [
      ['prime192v1', 'the curve prime192v1'],
      ['secp224r1', 'the curve secp224r1'],
      ['secp384r1', 'the curve secp384r1'],
      ['secp521r1', 'the curve secp521r1'],
      ['secp256k1', 'the curve secp256k1'],
      ['brainpoolP256r1', 'the curve brainpoolP256r1'],
      ['brainpoolP384r1', 'another curve'],
    ] as const
  ).map(([namedCurve, is]): [string, string, string, string] => [
    `a key of ${namedCurve}`,
    generateKeyPairSync('ec', { namedCurve }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    'key-unsupported',
    `a key of ${is}, ${LEDGER_TAKES}`,
  ]),
  ...(
    [
      ['field', sequence(oid('2a8648ce3d0102'), integer('05'))],
      ['field', sequence(oid('2a8648ce3d0101'), integer('05'))],
      ['curve', sequence(octets(Buffer.of(5)), octets(Buffer.of(5)))],
      [
        'curve',
        sequence(
          octets(Buffer.from('ffffffff00000001000000000000000000000000fffffffffffffffffffffffc', 'hex')),
          octets(Buffer.of(5)),
        ),
      ],
      // Each member alone, beside the right ones.
      ['field', sequence(oid('2a8648ce3d0102'), integer(`00${P}`))],
      ['curve', sequence(octets(Buffer.of(6)), octets(Buffer.from(B, 'hex')))],
      ['generator', der(0x0c, Buffer.from(GENERATOR, 'hex'))],
      ['generator', octets(Buffer.of(7))],
      ['field', integer('05')],
      ['curve', integer('06')],
      ['generator', octets(point)],
      ['generator', bits(point)],
      ['order', integer('05')],
      ['cofactor', integer('02')],
    ] as const
  ).map(([name, other]): [string, string, string, string] => [
    `explicit parameters of another curve (${name} ${hexOf(other).slice(0, 8)})`,
    withEcLabel(sec1({ scalar, point, curve: parameters({ [name]: other }) })),
    'key-unsupported',
    `a key of a curve with other parameters than P-256, ${LEDGER_TAKES}`,
  ]),
  [
    'explicit parameters that cannot be read',
    withEcLabel(sec1({ scalar, point, curve: der(0x30, Buffer.of(2)) })),
    'key-unsupported',
    `a key of a curve with other parameters than P-256, ${LEDGER_TAKES}`,
  ],
  [
    'a key that names no curve and has no public half',
    withEcLabel(sec1WithoutCurve({ scalar })),
    'key-unsupported',
    `a key that names no curve, ${LEDGER_TAKES}`,
  ],
  [
    'a key that names no curve, with a public half that is not of P-256',
    withEcLabel(sec1WithoutCurve({ scalar, point: anotherPoint })),
    'key-unsupported',
    `a key that names no curve, ${LEDGER_TAKES}`,
  ],
  [
    'a JWK of another type',
    JSON.stringify({ kty: 'OKP' }),
    'key-unsupported',
    `a JWK of another key type, ${LEDGER_TAKES}`,
  ],
  [
    'a JWK of another curve',
    JSON.stringify({ ...jwk, crv: 'P-384' }),
    'key-unsupported',
    `a JWK of another curve, ${LEDGER_TAKES}`,
  ],
  // Keys that cannot be used
  ...['', '00', '00'.repeat(32), ORDER, 'ff'.repeat(32), '01'.repeat(33)].map(
    (number): [string, string, string, string] => [
      `the private number 0x${number.slice(0, 8)}… of ${number.length / 2} bytes`,
      withEcLabel(sec1({ scalar: Buffer.from(number, 'hex'), point })),
      'key-out-of-range',
      'a key whose private number is not between 1 and the order of P-256',
    ],
  ),
  [
    'a JWK with the private number 0',
    JSON.stringify({ ...jwk, d: Buffer.alloc(32).toString('base64url') }),
    'key-out-of-range',
    'a key whose private number is not between 1 and the order of P-256',
  ],
  ['two different keys', privateKeyPem + anotherPem, 'key-ambiguous', 'they are not all the same P-256 key'],
  [
    'a key twice, and another one',
    privateKeyPem + privateKeyPem + anotherPem,
    'key-ambiguous',
    'they are not all the same P-256 key',
  ],
  [
    'a key and a damaged one',
    privateKeyPem + anotherPem.slice(9),
    'key-ambiguous',
    'they are not all the same P-256 key',
  ],
  ['a damaged key and a whole one', withEcLabel(scalar) + privateKeyPem, 'key-ambiguous', 'they are not all the same'],
  ['a key and an encrypted one', privateKeyPem + encryptedPem, 'key-ambiguous', 'they are not all the same P-256 key'],
  ['two halves of two keys', withEcLabel(sec1({ scalar, point: anotherPoint })), 'key-inconsistent', HALVES],
  ['a public half that is not a point', withEcLabel(sec1({ scalar, point: scalar })), 'key-inconsistent', HALVES],
  [
    'a public half with unused bits',
    withEcLabel(
      sequence(integer('01'), octets(scalar), der(0xa0, oid(OIDS.p256)), der(0xa1, der(3, Buffer.of(1), point))),
    ),
    'key-inconsistent',
    HALVES,
  ],
  [
    'a public half in another type',
    withEcLabel(
      sequence(integer('01'), octets(scalar), der(0xa0, oid(OIDS.p256)), der(0xa1, octets(Buffer.of(0), point))),
    ),
    'key-inconsistent',
    HALVES,
  ],
  [
    'PKCS #8 with the public key of another',
    pem('PRIVATE KEY', pkcs8({ inner: sec1Der, tail: [der(0x81, Buffer.of(0), anotherPoint)] })),
    'key-inconsistent',
    HALVES,
  ],
  [
    'PKCS #8 with a public key that is not a point',
    pem('PRIVATE KEY', pkcs8({ inner: sec1Der, tail: [der(0x81, Buffer.of(0), scalar)] })),
    'key-inconsistent',
    HALVES,
  ],
  ['a JWK with the x of another', JSON.stringify({ ...jwk, x: jwk.y }), 'key-inconsistent', HALVES],
  ['a JWK with the y of another', JSON.stringify({ ...jwk, y: jwk.x }), 'key-inconsistent', HALVES],
  ['a JWK with an x that is not text', JSON.stringify({ ...jwk, x: 5 }), 'key-inconsistent', HALVES],
  [
    'PKCS #8 whose two curves differ',
    pem('PRIVATE KEY', pkcs8({ inner: sec1({ scalar, point, curve: oid(OIDS.p384) }) })),
    'key-inconsistent',
    'that names two different curves',
  ],
  [
    'PKCS #8 of another curve around a P-256 key',
    pem('PRIVATE KEY', pkcs8({ algorithm: [oid(OIDS.ecPublicKey), oid(OIDS.secp256k1)], inner: sec1Der })),
    'key-inconsistent',
    'that names two different curves',
  ],
  // Damaged
  ['hex that lacks its last digit', privateKeyHex.slice(0, -1), 'key-malformed', 'its hex has an odd number of digits'],
  [
    'the first half of the hex',
    privateKeyHex.slice(0, 230),
    'key-malformed',
    'it lacks the line that begins or ends the key',
  ],
  [
    'a PEM without its last line',
    privateKeyPem.slice(0, 190),
    'key-malformed',
    'it lacks the line that begins or ends the key',
  ],
  [
    'a PEM with the end of another',
    privateKeyPem.replace('END EC', 'END'),
    'key-malformed',
    'it lacks the line that begins or ends the key',
  ],
  [
    'a PEM without its first line',
    privateKeyPem.slice(31),
    'key-malformed',
    'it lacks the line that begins or ends the key',
  ],
  [
    'a PEM without its body',
    pem('EC PRIVATE KEY', Buffer.alloc(0)),
    'key-malformed',
    'it holds characters that no PEM has',
  ],
  [
    'a PEM with a stray character',
    privateKeyPem.replace('MHcC', 'MH*C'),
    'key-malformed',
    'it holds characters that no PEM has',
  ],
  ['a PEM with a line missing', privateKeyPem.replace(/\n.*/, ''), 'key-malformed', 'its DER is incomplete or altered'],
  ['DER that is cut', hexOf(sec1Der.subarray(0, -1)), 'key-malformed', 'its DER is incomplete or altered'],
  [
    'PKCS #8 DER that is cut',
    base64Of(pkcs8({ inner: sec1Der }).subarray(0, 99)),
    'key-malformed',
    'its DER is incomplete or altered',
  ],
  [
    'DER with a byte after it',
    withEcLabel(Buffer.concat([sec1Der, Buffer.of(0)])),
    'key-malformed',
    'its DER is incomplete or altered',
  ],
  ['a PEM of other DER', withEcLabel(sequence(integer('01'))), 'key-malformed', 'its DER is not that of a private key'],
  [
    'a PEM of other DER, with an OCTET STRING',
    withEcLabel(octets(scalar)),
    'key-malformed',
    'its DER is incomplete or altered',
  ],
  ['a PEM of three numbers', withEcLabel(numbers(3)), 'key-malformed', 'its DER is not that of a private key'],
  [
    'SEC1 with another member',
    withEcLabel(sequence(integer('01'), octets(scalar), integer('01'))),
    'key-malformed',
    'its DER holds what no private key has',
  ],
  [
    'SEC1 with a curve that cannot be read',
    withEcLabel(sec1({ scalar, point, curve: integer('01') })),
    'key-malformed',
    'its curve cannot be read',
  ],
  [
    'SEC1 with two curves',
    withEcLabel(sec1({ scalar, point, curve: Buffer.concat([oid(OIDS.p256), oid(OIDS.p256)]) })),
    'key-malformed',
    'its curve cannot be read',
  ],
  [
    'PKCS #8 without a key in it',
    hexOf(pkcs8({ inner: scalar })),
    'key-malformed',
    'the key within its PKCS #8 cannot be read',
  ],
  [
    'PKCS #8 with another structure in it',
    hexOf(pkcs8({ inner: numbers(2) })),
    'key-malformed',
    'the key within its PKCS #8 cannot be read',
  ],
  [
    'PKCS #8 with another member',
    hexOf(pkcs8({ inner: sec1Der, tail: [integer('01')] })),
    'key-malformed',
    'the key within its PKCS #8 cannot be read',
  ],
  [
    'a JWK whose d is not 32 bytes',
    JSON.stringify({ ...jwk, d: jwk.d.slice(4) }),
    'key-malformed',
    '`d` of its JWK is not 32 bytes in base64url',
  ],
  ['a JWK whose d is not text', JSON.stringify({ ...jwk, d: 5 }), 'key-malformed', '`d` of its JWK is not 32 bytes'],
]

/** White space in all the ways in which editors, terminals and clipboards add it. */
const blanks = fc.string({ unit: fc.constantFrom(' ', '\t', '\n', '\r\n'), maxLength: 6 })
const lineEnd = fc.constantFrom('\n', '\r\n', '\r', '\\n', '\\r\\n', '\\\\n', ' \n', '\n    ', '\n\n', '\n\t')
const key = fc.nat({ max: 9 }).map(() => generateOperatorKey())

/** The outcome of parsing: the public key, or the error with all that it says. Anything else that is thrown is thrown on. */
function outcomeOf(text: string): { hex: string } | { code: string; said: string } {
  let hex = ''
  try {
    hex = parsePrivateKey(text).publicKey.hex
  } catch (error) {
    const { code } = errorOf(() => {
      throw error
    })
    return { code, said: saidBy(error as ActionError) }
  }
  return { hex }
}

/** All that an error says. */
const saidBy = ({ code, message, hint }: ActionError) => [code, message, hint].join('\n')

/** Words of PEM that are no secret, and that an error may use. */
const withoutLabels = (text: string) =>
  text.replace(/-----[A-Z0-9 ]+-----/g, '\n').replace(/Proc-Type.*|PuTTY.*/g, '\n')

/** The error of a text, none of which it shows: no 8 characters in a row, in either case. */
function expectSilentRefusal(text: string): string {
  const outcome = outcomeOf(text)
  if (!('code' in outcome)) throw new Error('a key was read from a text that has none')
  const said = outcome.said.toLowerCase()
  const given = withoutLabels(text).toLowerCase()
  for (let i = 0; i + 8 <= given.length; i++) {
    const piece = given.slice(i, i + 8)
    if (/\S{8}/.test(piece) && said.includes(piece)) throw new Error(`the error shows ${JSON.stringify(piece)}`)
  }
  return outcome.code
}

describe('parsePrivateKey reads', () => {
  it.each(READ)('%s', (_, text, deviations) => {
    const read = parsePrivateKey(text)
    expect(read.publicKey).toEqual(publicKey)
    // Whatever the form, what is stored next is the canonical PEM of the key that signs.
    expect(read.privateKeyPem).toBe(privateKeyPem)
    expect(read.privateKey.equals(generated.privateKey)).toBe(true)
    expect(read.deviations).toEqual(deviations)
  })

  it('the key that Ledger publishes, in hex and as PEM', () => {
    for (const text of [LEDGER_SAMPLE_PEM, hexOf(LEDGER_SAMPLE_PEM)]) {
      expect(parsePrivateKey(text)).toMatchObject({ privateKeyPem: LEDGER_SAMPLE_PEM, deviations: [] })
    }
  })

  it('hex of a PEM in either case, whatever white space is around and in it', () => {
    fc.assert(
      fc.property(
        key,
        fc.boolean(),
        blanks,
        blanks,
        fc.integer({ min: 1, max: 120 }),
        blanks,
        (key, upper, a, b, n, c) => {
          const hex = encodePrivateKey(key.privateKeyPem, 'hex')
          const lines = (upper ? hex.toUpperCase() : hex).match(new RegExp(`.{1,${n}}`, 'g')) ?? []
          const read = parsePrivateKey(a + lines.join(c) + b)
          expect(read.publicKey).toEqual(key.publicKey)
          expect(read.privateKeyPem).toBe(key.privateKeyPem)
          // `bytes.fromhex` passes over white space between bytes only.
          expect(read.deviations).toEqual(n % 2 === 1 && lines.length > 1 && c ? [MORE_THAN_HEX] : [])
        },
      ),
    )
  })

  it('a PEM with any line ends, escaped, indented or mixed, and hex of that', () => {
    fc.assert(
      fc.property(key, fc.array(lineEnd, { minLength: 5, maxLength: 5 }), blanks, blanks, (key, ends, a, b) => {
        const lines = key.privateKeyPem.trimEnd().split('\n')
        const pem = a + lines.map((line, i) => line + ends[i]).join('') + b
        expect(parsePrivateKey(pem).publicKey).toEqual(key.publicKey)
        expect(parsePrivateKey(hexOf(pem)).publicKey).toEqual(key.publicKey)
      }),
    )
  })

  it.each(['x', 'y'] as const)('a JWK whose %s is written without the zero that it begins with', name => {
    const key = operatorKeyOfScalar(Buffer.from(SCALARS_OF_ZEROS[name], 'hex'))
    const { jwk } = partsOf(key?.privateKeyPem ?? '')
    const bytes = Buffer.from(jwk[name], 'base64url')
    expect(bytes[0]).toBe(0)
    const text = JSON.stringify({ ...jwk, [name]: bytes.subarray(1).toString('base64url') })
    expect(parsePrivateKey(text)).toMatchObject({ publicKey: key?.publicKey, deviations: ['it is a JWK'] })
  })

  it('any scalar, from the first to the last of the curve', () => {
    const order = p256.Point.Fn.ORDER
    const edges = [1n, 2n, 255n, 256n, 1n << 128n, order - 2n, order - 1n]
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...edges), fc.bigInt({ min: 1n, max: order - 1n })), number => {
        const scalar = Buffer.from(number.toString(16).padStart(64, '0'), 'hex')
        const point = Buffer.from(p256.getPublicKey(scalar, false))
        const text = withEcLabel(sec1({ scalar, point }))
        expect(parsePrivateKey(text).publicKey.hex).toBe(point.toString('hex'))
        expect(parsePrivateKey(text).privateKeyPem).toBe(text)
        // Programs that do not pad the scalar lose nothing of it.
        const short = sec1({ scalar: Buffer.from(number.toString(16).replace(/^(?=(?:..)*.$)/, '0'), 'hex'), point })
        expect(parsePrivateKey(hexOf(short)).privateKeyPem).toBe(text)
      }),
    )
  })
})

describe('parsePrivateKey refuses', () => {
  it.each(REFUSED)('%s', (_, text, code, is) => {
    const error = errorOf(() => parsePrivateKey(text))
    expect(error.code).toBe(code)
    expect(error.message).toContain(is)
    expect(expectSilentRefusal(text)).toBe(code)
  })

  it.each(['', ' ', '\uFEFF', '\r\n\t'])('an empty text (%j)', text => {
    expect(outcomeOf(text)).toMatchObject({ code: 'key-empty' })
  })

  it('a text that was cut anywhere, at its start or at its end, in PEM and in hex', () => {
    const ends = privateKeyPem.trimEnd().length
    for (let n = 1; n < ends; n++) {
      expectCut(privateKeyPem.slice(0, n))
      expectCut(privateKeyPem.slice(n))
    }
    // The last two characters of the hex are the line end after the PEM.
    for (let n = 1; n < privateKeyHex.length - 2; n++) {
      expectCut(privateKeyHex.slice(0, n))
      expectCut(privateKeyHex.slice(n))
    }
    function expectCut(text: string): void {
      // A line of dashes that is short of a few still is one, and the key is whole.
      const outcome = outcomeOf(text)
      if ('hex' in outcome)
        expect([outcome.hex, /BEGIN.*END/s.test(text + Buffer.from(text, 'hex'))]).toEqual([publicKey.hex, true])
      else expect(expectSilentRefusal(text)).toMatch(/^key-(malformed|format)$/)
    }
  })

  it('DER and a JWK that were cut anywhere', () => {
    for (const bytes of [sec1Der, pkcs8({ inner: sec1Der })]) {
      for (let n = 1; n < bytes.length; n++) {
        expect(expectSilentRefusal(hexOf(bytes.subarray(0, n)))).toMatch(/^key-(malformed|format)$/)
        expect(expectSilentRefusal(base64Of(bytes.subarray(0, n)))).toMatch(/^key-(malformed|format)$/)
      }
    }
    const text = JSON.stringify(jwk)
    for (let n = 1; n < text.length; n++) expect(expectSilentRefusal(text.slice(0, n))).toBe('key-format')
  })
})

describe('parsePrivateKey never reads another key', () => {
  it('from a text of which a character is changed, left out or doubled', () => {
    const texts = [
      privateKeyPem,
      privateKeyHex,
      pkcs8Pem,
      base64Of(privateKeyPem),
      base64Of(sec1Der),
      JSON.stringify(jwk),
      `KEY="${privateKeyHex}"`,
      withEcLabel(sec1({ scalar, point, curve: parameters() })),
    ]
    const damage = fc.tuple(
      fc.constantFrom(...texts),
      fc.nat({ max: 453 }),
      anyText({ maxLength: 2 }),
      fc.nat({ max: 2 }),
    )
    let refused = 0
    fc.assert(
      fc.property(damage, ([text, at, put, taken]) => {
        const i = at % text.length
        const outcome = outcomeOf(text.slice(0, i) + put + text.slice(i + taken))
        // White space, or what a character was before, does no damage.
        if ('hex' in outcome) expect(outcome.hex).toBe(publicKey.hex)
        else refused++
      }),
      { numRuns: tries(1_500) },
    )
    expect(refused).toBeGreaterThan(1_000)
  })

  it('from DER of which a bit is changed', () => {
    for (const bytes of [sec1Der, pkcs8({ inner: sec1WithoutCurve({ scalar, point }) })]) {
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        const changed = Buffer.from(bytes)
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        const outcome = outcomeOf(hexOf(changed))
        // A version does not change a key, and a point may be written with the parity of its y.
        if ('hex' in outcome) expect(outcome.hex).toBe(publicKey.hex)
        else expect(outcome.code).toMatch(/^key-(malformed|inconsistent|unsupported|public|format)$/)
      }
    }
  })
})

it('parsePrivateKey ends in a key or an ActionError that shows nothing, whatever it is given', () => {
  const value = fc.letrec<{ value: Buffer }>(tie => ({
    value: fc
      .tuple(
        fc.oneof(fc.constantFrom(0x02, 0x03, 0x04, 0x05, 0x06, 0x30, 0x81, 0xa0, 0xa1), fc.nat({ max: 255 })),
        fc.oneof(
          { depthSize: 'small' },
          fc.constantFrom(...Object.values(OIDS)).map(hex => Buffer.from(hex, 'hex')),
          fc.constantFrom(scalar, point, Buffer.of(0), Buffer.of(1), Buffer.concat([Buffer.of(0), point])),
          fc.uint8Array({ maxLength: 40 }).map(bytes => Buffer.from(bytes)),
          fc.array(tie('value'), { maxLength: 5 }).map(values => Buffer.concat(values)),
        ),
      )
      .map(([tag, content]) => der(tag, content)),
  })).value
  const bytes = fc.oneof(
    value,
    fc.uint8Array({ maxLength: 200 }).map(bytes => Buffer.from(bytes)),
    fc.constantFrom('', '0', 'ff'.repeat(32), ORDER).map(hex => sec1({ scalar: Buffer.from(hex, 'hex') })),
  )
  const member = fc.oneof(fc.constantFrom(...Object.values(jwk), 'P-384', '', 'A', '===='), fc.jsonValue())
  const label = fc.constantFrom(
    'EC PRIVATE KEY',
    'PRIVATE KEY',
    'EC PARAMETERS',
    'RSA PRIVATE KEY',
    'PUBLIC KEY',
    'X',
    '',
  )
  const plain = fc.oneof(
    anyText({ maxLength: 300 }),
    fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF'), maxLength: 600 }),
    fc
      .record({ kty: member, crv: member, d: member, x: member, y: member }, { requiredKeys: [] })
      .map(value => JSON.stringify(value)),
    fc.jsonValue().map(value => JSON.stringify({ kty: 'EC', crv: 'P-256', d: value })),
    fc
      .array(
        fc.tuple(label, bytes).map(([label, bytes]) => pem(label, bytes)),
        { maxLength: 3 },
      )
      .map(blocks => blocks.join('')),
    fc
      .tuple(label, anyText({ maxLength: 200 }), label)
      .map(([begin, body, end]) => `-----BEGIN ${begin}-----${body}-----END ${end}-----`),
    bytes.map(hexOf),
    bytes.map(base64Of),
  )
  const text = fc.oneof(
    plain,
    plain.map(hexOf),
    plain.map(base64Of),
    plain.map(text => `KEY="${text}"`),
    plain.map(text => JSON.stringify(text)),
  )
  fc.assert(
    fc.property(text, text => {
      if (!('hex' in outcomeOf(text))) expectSilentRefusal(text)
    }),
    { numRuns: tries(3_000) },
  )
})

it('parsePrivateKey takes no longer to refuse than to read, however long the text is', () => {
  const started = performance.now()
  const units = [
    '-',
    '-----BEGIN EC PRIVATE KEY-----',
    '-----BEGIN ',
    '-BEGIN A',
    'A',
    '0',
    '\\n',
    '\\',
    ' ',
    '\\r',
    '\n\t',
    '"',
    "'",
    'a:',
    '=',
    '0\n',
  ]
  for (const unit of units) {
    const text = unit.repeat(100_000 / unit.length)
    for (const given of [
      text,
      `${text}!`,
      `a${text}!`,
      `-----BEGIN EC PRIVATE KEY-----${text}-----END EC PRIVATE KEY-----`,
    ]) {
      expect(outcomeOf(given)).toHaveProperty('code')
    }
  }
  expect(performance.now() - started).toBeLessThan(10_000)
})

const openssl = (input: string | Buffer, ...args: string[]) =>
  execFileSync('openssl', args, { input, stdio: ['pipe', 'pipe', 'ignore'] })
const hasOpenssl = !isMutationTest && spawnSync('openssl', ['version']).status === 0

describe.runIf(hasOpenssl)('parsePrivateKey reads what openssl writes', () => {
  const ways = ['compressed', 'uncompressed', 'hybrid'].flatMap(form =>
    ['named_curve', 'explicit'].map(curve => [form, curve] as const),
  )
  it.each(ways)('with -conv_form %s -param_enc %s', (form, curve) => {
    const ec = ['ec', '-conv_form', form, '-param_enc', curve]
    const explicit = curve === 'explicit' ? [EXPLICIT] : []
    const texts: [text: string, deviations: string[]][] = [
      [openssl(privateKeyPem, ...ec).toString(), explicit],
      [openssl(privateKeyPem, ...ec, '-outform', 'DER').toString('base64'), [...explicit, DER, BASE64]],
      [openssl(openssl(privateKeyPem, ...ec), 'pkcs8', '-topk8', '-nocrypt').toString(), explicit],
    ]
    for (const [text, deviations] of texts) {
      expect(parsePrivateKey(text)).toMatchObject({ publicKey, privateKeyPem, deviations })
      expect(parsePrivateKey(hexOf(text))).toMatchObject({ publicKey, privateKeyPem })
    }
  })

  it('without a public half', () => {
    const text = openssl(privateKeyPem, 'ec', '-no_public').toString()
    expect(parsePrivateKey(text)).toMatchObject({ publicKey, privateKeyPem, deviations: [] })
  })

  it('with the text of the key before it', () => {
    const text = openssl(privateKeyPem, 'ec', '-text').toString()
    expect(parsePrivateKey(text)).toMatchObject({ publicKey, privateKeyPem, deviations: [] })
  })

  it('with the parameters of the curve before it', () => {
    const text = openssl('', 'ecparam', '-name', 'prime256v1', '-genkey').toString()
    expect(text).toContain('EC PARAMETERS')
    expect(parsePrivateKey(text).privateKeyPem).toBe(text.slice(text.indexOf('-----BEGIN EC PRIVATE')))
  })

  it('out of a PKCS #12 file, with its certificate and attributes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pkcs12-'))
    try {
      const [keyFile, certificateFile, file] = ['key.pem', 'certificate.pem', 'all.p12'].map(name =>
        join(folder, name),
      ) as [string, string, string]
      writeFileSync(keyFile, privateKeyPem, { mode: 0o600 })
      openssl('', 'req', '-x509', '-new', '-key', keyFile, '-subj', '/CN=operator', '-out', certificateFile)
      openssl(
        '',
        'pkcs12',
        '-export',
        '-inkey',
        keyFile,
        '-in',
        certificateFile,
        '-name',
        'operator',
        '-passout',
        'pass:p',
        '-out',
        file,
      )
      const text = openssl('', 'pkcs12', '-in', file, '-nodes', '-passin', 'pass:p').toString()
      expect(text).toMatch(/Bag Attributes[\s\S]*BEGIN CERTIFICATE[\s\S]*BEGIN PRIVATE KEY/)
      expect(parsePrivateKey(text)).toMatchObject({ publicKey, privateKeyPem, deviations: [] })
      expect(
        expectSilentRefusal(base64Of(openssl('', 'pkcs12', '-in', file, '-nodes', '-passin', 'pass:p', '-nokeys'))),
      ).toBe('key-unsupported')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('but not encrypted, of another curve or of another algorithm', () => {
    const others = [
      openssl(privateKeyPem, 'ec', '-aes128', '-passout', 'pass:p'),
      openssl(privateKeyPem, 'pkcs8', '-topk8', '-passout', 'pass:p'),
      openssl('', 'ecparam', '-name', 'secp384r1', '-genkey'),
      openssl('', 'ecparam', '-name', 'secp256k1', '-genkey', '-param_enc', 'explicit'),
      openssl('', 'genrsa', '-traditional', '1024'),
      openssl('', 'genpkey', '-algorithm', 'ed25519'),
    ]
    for (const text of others) expect(expectSilentRefusal(text.toString())).toBe('key-unsupported')
  })
})

describe('an error about a key says what to do', () => {
  it.each([
    ['nothing', ''],
    ['no known form', 'text'],
    ['a scalar', hexOf(scalar)],
    ['a public key', publicKey.hex],
    ['RSA', '-----BEGIN RSA PRIVATE KEY-----'],
    ['OpenSSH', '-----BEGIN OPENSSH PRIVATE KEY-----'],
    ['encrypted', '-----BEGIN ENCRYPTED PRIVATE KEY-----'],
    ['cut', '-----BEGIN EC PRIVATE KEY-----\nAAAA'],
    ['PKCS #12', base64Of(sequence(integer('03'), sequence()))],
    ['two keys', privateKeyPem + anotherPem],
    ['halves of two keys', withEcLabel(sec1({ scalar, point: anotherPoint }))],
    ['zero', withEcLabel(sec1({ scalar: Buffer.alloc(32) }))],
  ])('of %s', (_, text) => {
    expect(saidBy(errorOf(() => parsePrivateKey(text)))).toMatchSnapshot()
  })
})
