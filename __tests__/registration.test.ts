import { describe, expect, it, vi } from 'vitest'
import { checkIdentity } from '../src/ledger/client.ts'
import { failing, PUBLIC_KEY } from './told.ts'

describe('what Ledger has on file', () => {
  it('is the same key, another, or not told', () => {
    const check = (publicKeyHex?: string, workspace?: string) =>
      checkIdentity({ publicKeyHex, workspace }, PUBLIC_KEY, 'minivault')
    expect(check(PUBLIC_KEY.hex.toUpperCase(), 'minivault')).toBe('true')
    expect(check(PUBLIC_KEY.hex)).toBe('true')
    expect(check(undefined, 'minivault')).toBe('unknown')
    const another = `04${'6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5'}`
    expect(failing(() => check(another))).toMatchSnapshot()
    expect(failing(() => check('04ff'))).toMatchSnapshot()
    expect(failing(() => check(PUBLIC_KEY.hex, 'other'))).toMatchSnapshot()
  })

  it('is asked for with the whole of API access, or not at all', async () => {
    vi.resetModules()
    const { readRegistration } = await import('../src/ledger/registration.ts')
    const read = (inputs: Record<string, string>, needsAccess = true) =>
      readRegistration(
        name =>
          ({ 'ledger-api-version': 'v2', 'require-registered': 'true', ...inputs })[name as 'ledger-api-version'] ?? '',
        needsAccess,
      )
    const access = { workspace: 'w', 'api-key-id': 'i', 'api-key-secret': 's' }
    expect(read(access)).toEqual({
      access: {
        version: 'v2',
        url: 'https://re.vault.ledger.com/v1/rest',
        workspace: 'w',
        apiKeyId: 'i',
        apiKeySecret: 's',
      },
      required: true,
    })
    expect(read({ ...access, 'ledger-api-version': 'v1', 'require-registered': 'false' })).toMatchObject({
      access: { version: 'v1', url: 'https://api.vault.ledger.com' },
      required: false,
    })
    expect(read({ ...access, 'ledger-api-url': 'https://ledger.example/' })?.access.url).toBe('https://ledger.example')
    expect(read({ workspace: 'w' }, false)).toBeUndefined()
    expect(read({ workspace: 'w', 'require-registered': 'false' })).toBeUndefined()
    for (const inputs of [
      {},
      { workspace: 'w' },
      { workspace: 'w', 'api-key-id': 'i' },
      { 'api-key-id': 'i', 'api-key-secret': 's', 'require-registered': 'false' },
      { workspace: 'w', 'api-key-secret': 's', 'require-registered': 'false' },
    ]) {
      expect(failing(() => read(inputs))).toMatchSnapshot(JSON.stringify(inputs))
    }
    expect(failing(() => read({ ...access, 'ledger-api-url': 'ledger' }))).toMatchSnapshot()
    // The workspace is sent as a header by v1 alone.
    const v1 = { 'ledger-api-version': 'v1', 'require-registered': 'false' }
    for (const workspace of ['wörk', 'ö', 'work\nspace', 'w\u007f']) {
      expect(failing(() => read({ ...access, ...v1, workspace }))).toMatchSnapshot(encodeURIComponent(workspace))
      expect(read({ ...access, workspace })?.access.workspace).toBe(workspace)
    }
    expect(read({ ...access, ...v1, workspace: ' ~' })?.access.workspace).toBe(' ~')
    expect(read({ ...v1 })).toBeUndefined()
  })
})
