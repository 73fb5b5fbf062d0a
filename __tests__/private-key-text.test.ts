import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto'
import { p256 } from '@noble/curves/nist.js'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { ActionError } from '../src/errors.ts'
import { encodePrivateKey, generateOperatorKey } from '../src/key/operator-key.ts'
import { keyMismatch, parsePrivateKey } from '../src/key/parse-private-key.ts'
import { failing, PUBLIC_KEY } from './told.ts'

const hexOf = (text: string) => Buffer.from(text).toString('hex')
const { privateKeyPem, publicKey } = generateOperatorKey()
const privateKeyHex = encodePrivateKey(privateKeyPem, 'hex')

/** White space in all the ways in which editors, terminals and clipboards add it. */
const blanks = fc.string({ unit: fc.constantFrom(' ', '\t', '\n', '\r\n'), maxLength: 6 })
const lineEnd = fc.constantFrom('\n', '\r\n', '\r', '\\n', '\\r\\n', ' \n', '\n    ', '\n\n', '\n\t')
const key = fc.nat({ max: 9 }).map(() => generateOperatorKey())

/** What parsing came to: the public key, or the failure with all that it says. */
function outcomeOf(text: string): { hex: string } | { code: string; said: string } {
  try {
    return { hex: parsePrivateKey(text).publicKey.hex }
  } catch (error) {
    if (!(error instanceof ActionError)) throw error
    return { code: error.code, said: `${error.message} ${error.next}` }
  }
}

/** Words of PEM that are no secret, and that an error may use. */
const withoutLabels = (text: string) => text.replace(/-----[A-Z0-9 ]+-----/g, '\n')

/** The failure of a text, which shows none of it: no 8 characters in a row, in whatever case. */
function expectSilentRefusal(text: string): string {
  const outcome = outcomeOf(text)
  if (!('code' in outcome)) throw new Error('a text was taken for a key that is none')
  const said = outcome.said.toLowerCase()
  const given = withoutLabels(text).toLowerCase()
  for (let i = 0; i + 8 <= given.length; i++) {
    const piece = given.slice(i, i + 8)
    if (/\S{8}/.test(piece) && said.includes(piece)) throw new Error(`the error shows ${JSON.stringify(piece)}`)
  }
  return outcome.code
}

describe('a private key is read', () => {
  it('from hex of its PEM in either case, whatever white space is around and in it', () => {
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
        },
      ),
    )
  })

  it('from its PEM with any line ends, escaped, indented or mixed, and from hex of that', () => {
    fc.assert(
      fc.property(key, fc.array(lineEnd, { minLength: 5, maxLength: 5 }), blanks, blanks, (key, ends, a, b) => {
        const lines = key.privateKeyPem.trimEnd().split('\n')
        const pem = a + lines.map((line, i) => line + ends[i]).join('') + b
        expect(parsePrivateKey(pem).publicKey).toEqual(key.publicKey)
        expect(parsePrivateKey(hexOf(pem)).publicKey).toEqual(key.publicKey)
      }),
    )
  })

  it('from PKCS #8 too, and is given back as the SEC1 PEM that is stored', () => {
    for (let i = 0; i < 50; i++) {
      const key = generateOperatorKey()
      const pkcs8 = key.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
      expect(parsePrivateKey(pkcs8).privateKeyPem).toBe(key.privateKeyPem)
      expect(parsePrivateKey(hexOf(pkcs8)).privateKeyPem).toBe(key.privateKeyPem)
    }
  })

  it('whatever its scalar, up to the first and the last of the curve', () => {
    const order = p256.Point.Fn.ORDER
    const edges = [1n, 2n, 255n, 256n, 1n << 128n, order - 2n, order - 1n]
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...edges), fc.bigInt({ min: 1n, max: order - 1n })), scalar => {
        const bytes = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex')
        const point = Buffer.from(p256.getPublicKey(bytes, false))
        const der = Buffer.concat([
          Buffer.from('30770201010420', 'hex'),
          bytes,
          Buffer.from('a00a06082a8648ce3d030107a144034200', 'hex'),
          point,
        ])
        const body = der.toString('base64').replace(/.{64}/g, '$&\n')
        const pem = `-----BEGIN EC PRIVATE KEY-----\n${body}\n-----END EC PRIVATE KEY-----\n`
        expect(parsePrivateKey(pem).publicKey.hex).toBe(point.toString('hex'))
        expect(parsePrivateKey(pem).privateKeyPem).toBe(pem)
      }),
    )
  })
})

describe('what is not the whole key', () => {
  it('is refused wherever the text was cut, at its start or at its end, in PEM and in hex', () => {
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
      expect(expectSilentRefusal(text)).toMatch(/^key-(malformed|format)$/)
    }
  })

  it('is never read as another key, whatever character of it is changed, left out or doubled', () => {
    const damage = fc.tuple(
      fc.constantFrom(privateKeyPem, privateKeyHex),
      fc.nat({ max: 453 }),
      fc.string({ unit: 'binary', maxLength: 2 }),
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
      { numRuns: 3_000 },
    )
    expect(refused).toBeGreaterThan(1_000)
  })

  it('is never read as another key, whatever bit of it is changed', () => {
    const der = Buffer.from(privateKeyPem.split('\n').slice(1, 4).join(''), 'base64')
    for (let bit = 0; bit < der.length * 8; bit++) {
      const changed = Buffer.from(der)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const pem = `-----BEGIN EC PRIVATE KEY-----\n${changed.toString('base64')}\n-----END EC PRIVATE KEY-----`
      const outcome = outcomeOf(pem)
      // OpenSSL passes over the version's number, and reads a point with the sign of its y before it.
      if ('hex' in outcome) expect([outcome.hex, [4, 55]]).toEqual([publicKey.hex, expect.arrayContaining([bit >> 3])])
      else expect(expectSilentRefusal(pem)).toMatch(/^key-(malformed|inconsistent|unsupported)$/)
    }
  })
})

describe('what is no key', () => {
  it('is refused with a name, whatever it is, and none of it is shown', () => {
    const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF'), maxLength: 600 })
    const label = fc.constantFrom(
      'EC PRIVATE KEY',
      'PRIVATE KEY',
      'EC PARAMETERS',
      'RSA PRIVATE KEY',
      'PUBLIC KEY',
      'X',
      '',
    )
    const pem = fc
      .tuple(label, fc.string({ unit: 'binary', maxLength: 200 }), label)
      .map(([begin, body, end]) => `-----BEGIN ${begin}-----${body}-----END ${end}-----`)
    const anything = fc.oneof(fc.string({ unit: 'binary' }), hex, hex.map(hexOf), pem, pem.map(hexOf))
    fc.assert(
      fc.property(anything, text => {
        expect(expectSilentRefusal(text)).toMatch(/^key-(empty|format|public|unsupported|malformed)$/)
      }),
      { numRuns: 3_000 },
    )
  })

  it('is refused where it is a key of another kind, of which nothing is shown', () => {
    const pems = [
      ...['P-384', 'P-521', 'secp256k1', 'prime192v1'].map(namedCurve => generateKeyPairSync('ec', { namedCurve })),
      generateKeyPairSync('rsa', { modulusLength: 2048 }),
      generateKeyPairSync('ed25519'),
      generateKeyPairSync('x25519'),
    ].flatMap(({ privateKey, publicKey }) => [
      privateKey.export({ type: 'pkcs8', format: 'pem' }),
      privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'p' }),
      publicKey.export({ type: 'spki', format: 'pem' }),
    ])
    for (const pem of pems) {
      for (const text of [pem.toString(), hexOf(pem.toString()), pem.toString().replaceAll('\n', '\r\n')]) {
        expect(expectSilentRefusal(text)).toMatch(/^key-(unsupported|public)$/)
      }
    }
  })

  it('takes no longer to refuse than to read, however long it is', () => {
    const started = performance.now()
    for (const unit of ['-', '-----BEGIN EC PRIVATE KEY-----', '-----BEGIN ', 'A', '0', '\\n', ' ', '\\r', '\n\t']) {
      const text = unit.repeat(100_000 / unit.length)
      for (const given of [text, `-----BEGIN EC PRIVATE KEY-----${text}-----END EC PRIVATE KEY-----`]) {
        expect(outcomeOf(given)).toHaveProperty('code')
      }
    }
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})

describe('what people are told', () => {
  it.each([
    ['', 'nothing'],
    ['ab'.repeat(32), 'a scalar'],
    [PUBLIC_KEY.hex, 'a public key'],
    ['abc', 'hex that is cut'],
    ['3077', 'DER'],
    ['text', 'text'],
    ['ab'.repeat(65), 'hex as long as a public key'],
    [`x${'a'.repeat(63)}`, 'nearly hex of 32 bytes'],
    [`${'a'.repeat(63)}x`, 'nearly hex of 32 bytes'],
    ['\uFEFF', 'nothing that can be seen'],
    ['-----BEGIN RSA PRIVATE KEY-----', 'RSA'],
    ['-----BEGIN DSA PRIVATE KEY-----', 'DSA'],
    ['-----BEGIN OPENSSH PRIVATE KEY-----', 'OpenSSH'],
    ['-----BEGIN ENCRYPTED PRIVATE KEY-----', 'PKCS #8 encrypted'],
    ['-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n', 'SEC1 encrypted'],
    ['-----BEGIN EC PRIVATE KEY-----\nProc-Type:4,ENCRYPTED\n', 'SEC1 encrypted'],
    ['-----BEGIN EC PRIVATE KEY-----\nProc-Type:  4,ENCRYPTED\n', 'SEC1 encrypted'],
    ['-----BEGIN PUBLIC KEY-----', 'SPKI'],
    ['-----BEGIN RSA PUBLIC KEY-----', 'RSA public'],
    ['-----BEGIN CERTIFICATE-----', 'a certificate'],
    ['-----BEGIN SOMETHING-----', 'something'],
    ['-----BEGIN EC PRIVATE KEY-----\nAAAA', 'no end'],
    ['-----BEGIN EC PRIVATE KEY-----\n!\n-----END EC PRIVATE KEY-----', 'no base64'],
    ['-----BEGIN EC PRIVATE KEY-----\n!AAAA\n-----END EC PRIVATE KEY-----', 'no base64 at its start'],
    ['-----BEGIN EC PRIVATE KEY-----\nAAAA!\n-----END EC PRIVATE KEY-----', 'no base64 at its end'],
    ['-----BEGIN EC PRIVATE KEY-----\nA===\n-----END EC PRIVATE KEY-----', 'no base64 at its end'],
    ['-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----', 'no key'],
    ['-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----', 'the end of another'],
    ['-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----', 'parameters alone'],
  ])('of %j says what it is instead (%s)', async text => {
    vi.resetModules()
    const { parsePrivateKey } = await import('../src/key/parse-private-key.ts')
    expect(failing(() => parsePrivateKey(text))).toMatchSnapshot()
  })

  it.each<[is: string, pair: KeyPairKeyObjectResult]>([
    ['a key of the curve secp384r1', generateKeyPairSync('ec', { namedCurve: 'P-384' })],
    ['a key of the curve secp256k1', generateKeyPairSync('ec', { namedCurve: 'secp256k1' })],
    ['a key of the type ED25519', generateKeyPairSync('ed25519')],
    ['a key of the type RSA', generateKeyPairSync('rsa', { modulusLength: 1024 })],
  ])('of %s says so', (is, { privateKey }) => {
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
    expect(failing(() => parsePrivateKey(pem))).toMatchObject({
      code: 'key-unsupported',
      message: `The input \`private-key\` is not an operator's private key: it is ${is}, and Ledger takes P-256 only.`,
      next: 'Store the key as generate does: hex of the SEC1 PEM text, or the PEM itself.',
    })
  })

  it('of a key whose halves do not belong together says what may have happened', () => {
    const der = (pem: string) => Buffer.from(pem.split('\n').slice(1, 4).join(''), 'base64')
    const another = der(generateOperatorKey().privateKeyPem)
    // The private scalar is at 7, the public point at the end.
    const mixed = Buffer.concat([der(privateKeyPem).subarray(0, -65), another.subarray(-65)]).toString('base64')
    const pem = `-----BEGIN EC PRIVATE KEY-----\n${mixed}\n-----END EC PRIVATE KEY-----`
    expect(failing(() => parsePrivateKey(pem))).toMatchSnapshot()
  })

  it('of a key that is another than the approved one says both fingerprints', () => {
    const { code, message, next } = keyMismatch({ fingerprint: 'aa' }, { fingerprint: 'bb' })
    expect({ code, message, next }).toMatchSnapshot()
  })
})
