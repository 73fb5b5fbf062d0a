import { describe, expect, it } from 'vitest'
import { toActionError } from '../../../src/vault/errors.ts'
import { answering, connect } from '../../support/answering-vault.ts'

describe('an error of Vault', () => {
  const PREFIX = 'Vault at https://vault.example.com'
  it.each([
    [
      { status: 403, errors: ['1 error occurred:\n\t* permission denied\n\n'] },
      'vault-forbidden',
      `${PREFIX} refused to store the secret (status 403: "permission denied").`,
      'its policies lack `create` on `x`',
    ],
    [{ status: 403, errors: [] }, 'vault-forbidden', `${PREFIX} refused to store the secret (status 403).`, 'expired'],
    [
      { status: 404, errors: ['no handler for route "x/y". route entry not found.'] },
      'vault-mount-missing',
      `${PREFIX} has no secrets engine at the mount that \`key-store\` names`,
      'VAULT_NAMESPACE is not set',
    ],
    [
      { status: 404, errors: ['', 'other', 'namespace not found'] },
      'vault-mount-missing',
      '"other; namespace not found"',
      'VAULT_NAMESPACE',
    ],
    [{ status: 404, errors: ['other'] }, 'vault-refused', '(status 404: "other")', 'Check the path in `key-store`'],
    [
      { status: 400, errors: ['no handler for route', 'x'] },
      'vault-refused',
      `${PREFIX} refused to store the secret (status 400: "no handler for route; x").`,
      'Check the path in `key-store`',
    ],
    [
      { status: 405, errors: [] },
      'vault-refused',
      `${PREFIX} refused to store the secret (status 405).`,
      'Check the path',
    ],
  ])('for the response %j is %s', (reply, code, message, hint) => {
    const { client } = connect(answering({ status: 200 }))
    const error = toActionError({ data: {}, auth: {}, ...reply }, client, 'store the secret', '`create` on `x`')
    expect(error.code).toBe(code)
    expect(error.message).toContain(message)
    expect(error.hint).toContain(hint)
  })
})
