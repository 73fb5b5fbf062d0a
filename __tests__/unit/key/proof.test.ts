import { sign } from 'node:crypto'
import fc from 'fast-check'
import { CompactSign, compactVerify, decodeProtectedHeader, importJWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { generateOperatorKey } from '../../../src/key/operator-key.ts'
import {
  type ExpectedProof,
  PROOF_TYPE,
  type ProofClaims,
  signedAt,
  signProof,
  signProofWith,
  verifyProof,
} from '../../../src/key/proof.ts'
import { anyText } from '../../support/any-text.ts'
import { actionErrorOf } from '../../support/errors.ts'

const key = generateOperatorKey()
const other = generateOperatorKey()
const { kid: _kid, ...jwk } = key.publicKey.jwk

const RUN = { repository: 'octo/keys', repository_id: '1296269', run_id: '42', run_attempt: '2' }
const CLAIMS: ProofClaims = {
  operator: 'demo api user',
  workspace: 'minivault',
  secret: { repository: 'octo/keys', environment: 'prod', name: 'LEDGER_OPERATOR_PRIVATE_KEY' },
  run: RUN,
  nonce: 'a-challenge',
}
const EXPECTED: ExpectedProof = {
  publicKey: key.publicKey,
  run: { repository: 'octo/keys', repositoryId: '1296269', runId: '42' },
  environment: 'prod',
  operator: 'demo api user',
  workspace: 'minivault',
}

const base64url = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
/** A JWS by jose, over any header and payload. */
async function signByJose(header: object, payload: unknown, signer = key): Promise<string> {
  return new CompactSign(Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'ES256', ...header })
    .sign(signer.privateKey)
}
const HEADER = { typ: PROOF_TYPE, jwk }
const PAYLOAD = {
  iat: 1769860800,
  public_key_hex: key.publicKey.hex,
  operator: 'demo api user',
  workspace: 'minivault',
  secret: CLAIMS.secret,
  ...RUN,
}

describe('signProof', () => {
  it('makes a JWS that jose verifies with nothing but the public key', async () => {
    const proof = signProof(key, CLAIMS, new Date('2026-01-31T12:00:00.999Z'))
    const { payload, protectedHeader } = await compactVerify(proof, await importJWK({ ...jwk }, 'ES256'))
    expect(protectedHeader).toEqual({ alg: 'ES256', typ: 'ledger-operator-key+jws', jwk })
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({ ...PAYLOAD, nonce: 'a-challenge' })
  })

  it('signs nothing but its own JSON under its own type, whatever the claims are', () => {
    const text = anyText()
    fc.assert(
      fc.property(text, text, text, (operator, workspace, nonce) => {
        const proof = signProof(key, { ...CLAIMS, operator, workspace, nonce })
        expect(decodeProtectedHeader(proof).typ).toBe('ledger-operator-key+jws')
        const parts = proof.split('.')
        expect(parts).toHaveLength(3)
        const payload = JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString())
        const run = ['repository', 'repository_id', 'run_id', 'run_attempt']
        expect(Object.keys(payload)).toEqual([
          'iat',
          'public_key_hex',
          'operator',
          'workspace',
          'secret',
          ...run,
          'nonce',
        ])
        expect(payload.public_key_hex).toBe(key.publicKey.hex)
        expect([payload.operator, payload.workspace, payload.nonce]).toEqual(
          [operator, workspace, nonce].map(text => text.toWellFormed()),
        )
      }),
    )
  })
})

describe('signProofWith', () => {
  const rawSignature = (bytes: Buffer, { privateKey } = key) =>
    sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' })
  const signedWith = (sign: (bytes: Buffer) => Buffer) =>
    signProofWith({ publicKey: key.publicKey, sign: async bytes => sign(bytes) }, CLAIMS, new Date(0))

  it('makes a JWS that jose verifies', async () => {
    const proof = await signedWith(rawSignature)
    const { payload, protectedHeader } = await compactVerify(proof, await importJWK({ ...jwk }, 'ES256'))
    expect(protectedHeader).toEqual({ alg: 'ES256', ...HEADER })
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({ ...PAYLOAD, iat: 0, nonce: 'a-challenge' })
  })

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['is by another key', bytes => rawSignature(bytes, other)],
    ['is of other bytes', () => rawSignature(Buffer.from('other bytes'))],
    ['is in DER', bytes => sign('sha256', bytes, key.privateKey)],
    ['has a byte more', bytes => Buffer.concat([rawSignature(bytes), Buffer.alloc(1)])],
  ])('refuses a signature that %s', async (_, sign) => {
    const { code, message, hint } = await actionErrorOf(signedWith(sign))
    expect({ code, message, hint }).toEqual({
      code: 'signature-invalid',
      message:
        'The signature of the key store does not verify with the public key that it shows: it signed other bytes, or with another key.',
      hint: 'Do not register this key. Check what is between the runner and the key store, and report this to those who run it.',
    })
  })
})

it('signedAt reads the time of a proof, to the second', () => {
  const proof = signProof(key, CLAIMS, new Date('2026-01-31T12:00:00.999Z'))
  expect(signedAt(proof)).toEqual(new Date('2026-01-31T12:00:00Z'))
})

describe('verifyProof', () => {
  const verdict = (proof: string, expected: Partial<ExpectedProof> = {}) =>
    actionErrorOf(() => verifyProof(proof, { ...EXPECTED, ...expected }))

  it('accepts what signProof makes, and says in which attempt', () => {
    const proof = signProof(key, CLAIMS)
    expect(verifyProof(proof, EXPECTED)).toEqual({ proof, runAttempt: '2' })
  })

  it('accepts what jose signs', async () => {
    const proof = await signByJose(HEADER, PAYLOAD)
    expect(verifyProof(proof, EXPECTED)).toEqual({ proof, runAttempt: '2' })
  })

  it.each<[what: string, claims: Partial<ProofClaims>, expected: Partial<ExpectedProof>]>([
    ['names of places in another case', {}, { run: { ...EXPECTED.run, repository: 'Octo/KEYS' }, environment: 'PROD' }],
    ['any operator and workspace if none is expected', {}, { operator: undefined, workspace: undefined }],
    [
      'any place if no environment is expected',
      { secret: { organization: 'octo', name: 'KEY' } },
      { environment: undefined },
    ],
    [
      'a key store instead of an environment',
      { secret: undefined, keyStore: { uri: 'openbao://key' } },
      { keyStore: 'openbao://key' },
    ],
  ])('accepts %s', (_, claims, expected) => {
    expect(verifyProof(signProof(key, { ...CLAIMS, ...claims }), { ...EXPECTED, ...expected })).toBeDefined()
  })

  it.each<[what: string, claims: Partial<ProofClaims>, reason: RegExp]>([
    ['another run', { run: { ...RUN, run_id: '43' } }, /another run/],
    ['no run', { run: { repository_id: '1296269' } }, /another run/],
    ['another repository', { run: { ...RUN, repository_id: '7' } }, /run of another repository/],
    ['a repository of the same name', { run: { repository: 'octo/keys', run_id: '42' } }, /run of another repository/],
    ['another operator', { operator: 'Demo api user' }, /another operator/],
    ['no operator', { operator: undefined }, /another operator/],
    ['another workspace', { workspace: 'maxivault' }, /another workspace/],
    [
      'another environment',
      { secret: { repository: 'octo/keys', environment: 'test' } },
      /not stored in the environment/,
    ],
    [
      'a look-alike of the environment',
      { secret: { repository: 'octo/keys', environment: 'pro\u0501' } },
      /not stored in the environment/,
    ],
    ['a repository secret', { secret: { repository: 'octo/keys', name: 'KEY' } }, /not stored in the environment/],
    ['no place', { secret: undefined }, /stored in another repository/],
    [
      "another repository's environment",
      { secret: { repository: 'octo/other', environment: 'prod' } },
      /stored in another repository/,
    ],
  ])('refuses the proof of %s', async (_, claims, reason) => {
    const { code, message } = await verdict(signProof(key, { ...CLAIMS, ...claims }))
    expect(code).toBe('proof-invalid')
    expect(message).toMatch(reason)
  })

  it.each<[string, Partial<ProofClaims>]>([
    ['another key store', { keyStore: { uri: 'openbao://other' } }],
    ['no key store', {}],
  ])('refuses the proof of %s', async (_, claims) => {
    const { code, message } = await verdict(signProof(key, { ...CLAIMS, ...claims }), { keyStore: 'openbao://key' })
    expect(code).toBe('proof-invalid')
    expect(message).toContain('It names a key that is not stored in the place that `key-store` names.')
  })

  const proof = signProof(key, CLAIMS)
  const [header = '', payload = '', signature = ''] = proof.split('.')
  it.each<[what: string, proof: string]>([
    ['an empty text', ''],
    ['a word', 'proof'],
    ['two parts', `${header}.${payload}`],
    ['four parts', `${proof}.${signature}`],
    ['no header', `.${payload}.${signature}`],
    ['no payload', `${header}..${signature}`],
    ['no signature', `${header}.${payload}.`],
    ['white space around it', ` ${proof}\n`],
    ['white space in it', `${header}.${payload}. ${signature}`],
    ['padding', `${header}.${payload}.${signature}==`],
    ['base64 instead of base64url', `${header}.${payload}.${Buffer.alloc(64, 0xff).toString('base64').slice(0, -2)}`],
    [
      'unused bits that are set',
      `${header}.${payload}.${signature.slice(0, -1)}${String.fromCharCode(signature.charCodeAt(85) + 1)}`,
    ],
    ['the JSON serialization', JSON.stringify({ payload, protected: header, signature })],
  ])('refuses %s, which is not a compact JWS', async (_, text) => {
    const { code, message } = await verdict(text)
    expect(code).toBe('proof-invalid')
    expect(message).toContain('It is not a compact JWS')
  })

  it.each<[what: string, proof: string]>([
    [
      'another JSON form of the header',
      `${base64url(JSON.stringify({ alg: 'ES256', ...HEADER }, null, 1))}.${payload}.${signature}`,
    ],
    [
      'a signature in DER',
      `${header}.${payload}.${Buffer.concat([Buffer.from('3044', 'hex'), Buffer.alloc(68)]).toString('base64url')}`,
    ],
    ['a signature of zeros', `${header}.${payload}.${Buffer.alloc(64).toString('base64url')}`],
    [
      'a signature cut short',
      `${header}.${payload}.${Buffer.from(signature, 'base64url').subarray(0, 63).toString('base64url')}`,
    ],
    [
      'a signature with a byte more',
      `${header}.${payload}.${Buffer.concat([Buffer.from(signature, 'base64url'), Buffer.alloc(1)]).toString('base64url')}`,
    ],
    ["another proof's signature", `${header}.${payload}.${signProof(key, { ...CLAIMS, nonce: 'x' }).split('.')[2]}`],
  ])('refuses %s', async (_, text) => {
    expect((await verdict(text)).code).toBe('proof-invalid')
  })

  it.each<[what: string, header: object, payload: unknown]>([
    ['another type', { ...HEADER, typ: 'JWT' }, PAYLOAD],
    ['no type', { jwk }, PAYLOAD],
    ['no key', { typ: PROOF_TYPE }, PAYLOAD],
    ['a key with more members', { typ: PROOF_TYPE, jwk: key.publicKey.jwk }, PAYLOAD],
    ['one more member', { ...HEADER, kid: 'x' }, PAYLOAD],
    [
      "another's key",
      { typ: PROOF_TYPE, jwk: { ...jwk, x: other.publicKey.jwk.x, y: other.publicKey.jwk.y } },
      PAYLOAD,
    ],
    ['another public key in its payload', HEADER, { ...PAYLOAD, public_key_hex: other.publicKey.hex }],
    ['no public key in its payload', HEADER, { ...PAYLOAD, public_key_hex: undefined }],
    ['numbers for ids', HEADER, { ...PAYLOAD, run_id: 42, repository_id: 1296269 }],
    ['a list for a payload', HEADER, [PAYLOAD]],
    ['a text for a payload', HEADER, 'not JSON'],
    ['null for a payload', HEADER, 'null'],
    ['a payload after a byte order mark', HEADER, `\uFEFF${JSON.stringify(PAYLOAD)}`],
  ])('refuses a JWS that the key signed with %s', async (_, header, payload) => {
    expect((await verdict(await signByJose(header, payload))).code).toBe('proof-invalid')
  })

  it.each([undefined, '1769860800', 1e300])('refuses a JWS that the key signed at the time %j', async iat => {
    const { code, message } = await verdict(await signByJose(HEADER, { ...PAYLOAD, iat }))
    expect(code).toBe('proof-invalid')
    expect(message).toContain('It does not say when it was signed.')
  })

  it('refuses a payload that is not UTF-8', async () => {
    const bytes = Buffer.from(JSON.stringify(PAYLOAD).replace('demo api user', 'demo?api user'))
    bytes[bytes.indexOf('?')] = 0xff
    const jws = await new CompactSign(bytes).setProtectedHeader({ alg: 'ES256', ...HEADER }).sign(key.privateKey)
    expect((await verdict(jws, { operator: undefined })).code).toBe('proof-invalid')
  })

  it('refuses another algorithm, none among them', async () => {
    for (const alg of ['none', 'HS256', 'ES384', 'es256']) {
      expect((await verdict(`${base64url({ alg, ...HEADER })}.${payload}.${signature}`)).code).toBe('proof-invalid')
    }
  })

  it("refuses a proof that another's key signed under this key's name", async () => {
    expect((await verdict(await signByJose(HEADER, PAYLOAD, other))).message).toContain('did not sign it')
    expect((await verdict(signProof(other, CLAIMS))).message).toContain('does not name the stored key')
  })

  it('refuses a proof in which any one character is another, as jose does', async () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ '
    const publicKey = await importJWK({ ...jwk }, 'ES256')
    const bytesOf = (jws: string) => jws.split('.').map(part => Buffer.from(part, 'base64url').toString('hex'))
    await fc.assert(
      fc.asyncProperty(fc.nat(proof.length - 1), fc.constantFrom(...alphabet), async (at, character) => {
        fc.pre(proof[at] !== character)
        const changed = proof.slice(0, at) + character + proof.slice(at + 1)
        expect((await verdict(changed)).code).toBe('proof-invalid')
        await expect(
          compactVerify(changed, publicKey).then(() => {
            // jose reads over bits that base64url does not use.
            expect(bytesOf(changed)).not.toEqual(bytesOf(proof))
          }),
        ).rejects.toThrow()
      }),
    )
  })

  it('refuses any other text with an error of its own', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          anyText(),
          fc.array(fc.base64String(), { maxLength: 4 }).map(parts => parts.join('.')),
        ),
        async text => {
          expect((await verdict(text)).code).toBe('proof-invalid')
        },
      ),
    )
  })

  it('shows nothing of a proof in its error', async () => {
    const { code, message, hint } = await verdict(`${header}.${payload}.AAAA`)
    expect({ code, message, hint }).toMatchSnapshot()
  })
})
