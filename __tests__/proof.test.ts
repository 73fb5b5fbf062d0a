import fc from 'fast-check'
import { compactVerify, decodeProtectedHeader, importJWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { generateOperatorKey } from '../src/key/operator-key.ts'
import { type ProofClaims, signProof } from '../src/key/proof.ts'

const CLAIMS: ProofClaims = {
  operator: 'demo api user',
  workspace: 'minivault',
  secret: { repository: 'octo/keys', name: 'LEDGER_OPERATOR_PRIVATE_KEY' },
  run: { repository: 'octo/keys', run_id: '42' },
  nonce: 'a-challenge',
}

describe('a proof of possession', () => {
  it('is verified by jose with nothing but the public key, and says what it is about', async () => {
    const key = generateOperatorKey()
    const proof = signProof(key, CLAIMS, new Date('2026-01-31T12:00:00.999Z'))
    const { payload, protectedHeader } = await compactVerify(proof, await importJWK({ ...key.publicKey.jwk }, 'ES256'))
    const { kid: _, ...jwk } = key.publicKey.jwk
    expect(protectedHeader).toEqual({ alg: 'ES256', typ: 'ledger-operator-key+jws', jwk })
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({
      iat: 1769860800,
      public_key_hex: key.publicKey.hex,
      operator: 'demo api user',
      workspace: 'minivault',
      secret: { repository: 'octo/keys', name: 'LEDGER_OPERATOR_PRIVATE_KEY' },
      repository: 'octo/keys',
      run_id: '42',
      nonce: 'a-challenge',
    })
  })

  it('is not verified with another key, nor when a character of it is changed', async () => {
    const key = generateOperatorKey()
    const proof = signProof(key, CLAIMS)
    const other = await importJWK({ ...generateOperatorKey().publicKey.jwk }, 'ES256')
    await expect(compactVerify(proof, other)).rejects.toThrow()
    const [header, payload = '', signature] = proof.split('.')
    const changed = Buffer.from(payload, 'base64url').toString().replace('minivault', 'maxivault')
    const forged = [header, Buffer.from(changed).toString('base64url'), signature].join('.')
    await expect(compactVerify(forged, await importJWK({ ...key.publicKey.jwk }, 'ES256'))).rejects.toThrow()
  })

  it('signs no bytes that parse as anything but our JSON under our type, whatever the claims are', () => {
    const key = generateOperatorKey()
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        (operator, workspace, nonce) => {
          const proof = signProof(key, { ...CLAIMS, operator, workspace, nonce })
          expect(decodeProtectedHeader(proof).typ).toBe('ledger-operator-key+jws')
          const parts = proof.split('.')
          expect(parts).toHaveLength(3)
          const payload = JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString())
          expect(Object.keys(payload)).toEqual([
            'iat',
            'public_key_hex',
            'operator',
            'workspace',
            'secret',
            'repository',
            'run_id',
            'nonce',
          ])
          expect(payload.public_key_hex).toBe(key.publicKey.hex)
          expect([payload.operator, payload.workspace, payload.nonce]).toEqual(
            [operator, workspace, nonce].map(text => text.toWellFormed()),
          )
        },
      ),
    )
  })
})
