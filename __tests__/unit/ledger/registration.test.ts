import { describe, expect, it } from 'vitest'
import { readRegistration } from '../../../src/ledger/registration.ts'
import { errorOf } from '../../support/errors.ts'

const read = (inputs: Record<string, string>, needsAccess = true) =>
  readRegistration(
    name =>
      ({ 'ledger-api-version': 'v2', 'require-registered': 'true', ...inputs })[name as 'ledger-api-version'] ?? '',
    needsAccess,
  )
const ACCESS = { workspace: 'w', 'api-key-id': 'i', 'api-key-secret': 's' }
const V1 = { 'ledger-api-version': 'v1', 'require-registered': 'false' }

describe('readRegistration', () => {
  it('reads the whole API access', () => {
    expect(read({ workspace: 'w', 'api-key-id': ' i\n', 'api-key-secret': '\ts' })).toEqual({
      access: {
        version: 'v2',
        url: 'https://re.vault.ledger.com/v1/rest',
        workspace: 'w',
        apiKeyId: 'i',
        apiKeySecret: 's',
      },
      required: true,
    })
    expect(read({ ...ACCESS, ...V1 })).toMatchObject({
      access: { version: 'v1', url: 'https://api.vault.ledger.com' },
      required: false,
    })
    expect(read({ ...ACCESS, 'ledger-api-url': 'https://ledger.example/' })?.access.url).toBe('https://ledger.example')
    expect(errorOf(() => read({ ...ACCESS, 'ledger-api-url': 'ledger' }))).toMatchObject({ code: 'input-invalid' })
  })

  it('is undefined without API access, if none is needed', () => {
    expect(read({ workspace: 'w' }, false)).toBeUndefined()
    expect(read({ workspace: 'w', 'require-registered': 'false' })).toBeUndefined()
    expect(read(V1)).toBeUndefined()
  })

  const INCOMPLETE: [empty: string, inputs: Record<string, string>][] = [
    ['`workspace`, `api-key-id`, `api-key-secret` are', {}],
    ['`api-key-id`, `api-key-secret` are', { workspace: 'w' }],
    ['`api-key-secret` is', { workspace: 'w', 'api-key-id': 'i' }],
    ['`workspace` is', { 'api-key-id': 'i', 'api-key-secret': 's', 'require-registered': 'false' }],
    ['`api-key-id` is', { workspace: 'w', 'api-key-secret': 's', 'require-registered': 'false' }],
  ]
  it.each(INCOMPLETE)('refuses a part of API access: %s empty', (empty, inputs) => {
    expect(errorOf(() => read(inputs))).toMatchObject({
      code: 'api-access-incomplete',
      message: `The registration at Ledger cannot be checked: ${empty} empty.`,
      hint:
        'Set all three. If they come from secrets, the job must name the environment that has them. To skip the check, leave `api-key-id` and ' +
        '`api-key-secret` out and set `require-registered: false`.',
    })
  })

  it('refuses a workspace beyond ASCII for version 1, which sends it in a header', () => {
    for (const workspace of ['wörk', 'ö']) {
      expect(errorOf(() => read({ ...ACCESS, ...V1, workspace }))).toMatchObject({ code: 'input-invalid' })
      expect(read({ ...ACCESS, workspace })?.access.workspace).toBe(workspace)
    }
    expect(read({ ...ACCESS, ...V1, workspace: 'a b' })?.access.workspace).toBe('a b')
  })
})
