// What a login makes of answers that real servers seldom give.
import { describe, expect, it } from 'vitest'
import { requestIdToken } from '../../../src/github/id-token.ts'
import { openVault } from '../../../src/vault/open.ts'
import { actionErrorOf } from '../../support/errors.ts'
import { scriptedVault, type VaultScript } from '../../support/scripted-vault.ts'

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2lnbmF0dXJl'
const ENV = {
  VAULT_TOKEN: '',
  'INPUT_VAULT-ROLE': 'ledger',
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://github.example/idtoken?api-version=2.0',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token-of-a-test',
}
const BAO_ELSEWHERE = { VAULT_ADDR: '', BAO_ADDR: 'https://evil.example' }
const ID_TOKEN = 'GET idtoken?api-version=2.0'
const LOGIN = 'POST auth/jwt/login'
const REVOKE = 'POST auth/token/revoke-self'
const GIVEN: VaultScript = [200, { value: JWT }]
const LOGGED_IN: VaultScript = [200, { auth: { client_token: 'hvs.token-of-the-login' } }]

describe('the OIDC token of a job', () => {
  const ask = (answers: VaultScript[], audience?: string) => {
    const request = audience === undefined ? ID_TOKEN : `${ID_TOKEN}&audience=${encodeURIComponent(audience)}`
    const context = scriptedVault({ [request]: answers }, ENV)
    return { context, token: requestIdToken(context, audience, 'vault-role') }
  }

  it.each([[undefined], ['https://vault.example.com:8200']])(
    'is asked for the audience %s, and masked',
    async audience => {
      const { context, token } = ask([GIVEN], audience)
      expect(await token).toBe(JWT)
      expect(context.masks).toEqual([ENV.ACTIONS_ID_TOKEN_REQUEST_TOKEN, JWT])
    },
  )

  it('is asked for again if GitHub fails', async () => {
    expect(await ask([[503], [429], 'ECONNRESET', GIVEN]).token).toBe(JWT)
  })

  it.each<[VaultScript]>([
    [[401]],
    [[200, '<html>']],
    [[200, { value: 7 }]],
    [[200, { value: 'no token' }]],
    [[200, { value: `${JWT} ` }]],
    [[200, { value: `x ${JWT}` }]],
    [[200, { value: 'header.payload' }]],
    [[201, { value: JWT }]],
    [[200, []]],
  ])('is missing in the answer %j', async answer => {
    const error = await actionErrorOf(ask([answer]).token)
    expect(error.code).toBe('id-token-refused')
    expect(error.message).toContain(`(status ${answer[0]})`)
  })

  it.each(['ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'])(
    'needs a permission, if there is no %s',
    async name => {
      const error = await actionErrorOf(
        requestIdToken(scriptedVault({}, { ...ENV, [name]: '' }), undefined, 'vault-role'),
      )
      expect(error.code).toBe('id-token-permission-missing')
      expect(error.message).toContain('The input `vault-role` is set')
      expect(error.hint).toContain('`id-token: write`')
    },
  )

  it.each<[VaultScript, string]>([
    [[500], 'GitHub failed with status 500 (5 attempts): GET the OIDC token of the job.'],
    [[429], 'GitHub failed with status 429 (5 attempts): GET the OIDC token of the job.'],
  ])('is not given by a GitHub that fails: %j', async (answer, message) => {
    expect(await actionErrorOf(ask([answer]).token)).toMatchObject({ code: 'github-unavailable', message })
  })

  it('is not given by a GitHub that cannot be reached', async () => {
    expect((await actionErrorOf(ask(['ENOTFOUND']).token)).code).toBe('github-unreachable')
  })
})

describe('a login', () => {
  const start = (script: Record<string, VaultScript[]>, env: Record<string, string> = {}) => {
    const context = scriptedVault(
      { [ID_TOKEN]: [GIVEN], 'GET sys/health': [[200, {}]], [REVOKE]: [[204]], ...script },
      { ...ENV, ...env },
    )
    return { context, client: openVault(context, 'Vault') }
  }

  it.each([
    ['jwt', 'jwt'],
    ['', 'jwt'],
    ['auth/github', 'github'],
    ['//team/auth/jwt//', 'team/auth/jwt'],
  ])('at the path %j posts the role and the OIDC token to auth/%s/login', async (input, path) => {
    const { context, client } = start({ [`POST auth/${path}/login`]: [LOGGED_IN] }, { 'INPUT_VAULT-AUTH-PATH': input })
    await client.request('GET', 'sys/health')
    expect(context.sent).toEqual([ID_TOKEN, `POST auth/${path}/login`, 'GET sys/health'])
    const [idToken, login, request] = context.inits
    expect(idToken?.headers).toEqual({
      accept: 'application/json',
      authorization: `Bearer ${ENV.ACTIONS_ID_TOKEN_REQUEST_TOKEN}`,
    })
    expect(JSON.parse(login?.body ?? '')).toEqual({ role: 'ledger', jwt: JWT })
    expect(login?.headers).toEqual({
      accept: 'application/json',
      'x-vault-request': 'true',
      'content-type': 'application/json',
    })
    expect(request?.headers).toEqual({
      accept: 'application/json',
      'x-vault-request': 'true',
      'x-vault-token': 'hvs.token-of-the-login',
    })
    expect(context.masks).toContain('hvs.token-of-the-login')
    expect(context.requests.join('\n')).toMatch(/POST \/v1\/auth\/.*\n.*GET \/v1\/sys\/health/)
  })

  it.each(['a b', 'a/b c', '.', '..', '../sys', 'a/../sys', 'a/..'])(
    'is refused before any request at the path %j',
    async authPath => {
      const env = { ...ENV, 'INPUT_VAULT-AUTH-PATH': authPath }
      const error = await actionErrorOf(() => openVault(scriptedVault({}, env), 'Vault'))
      expect(error.code).toBe('input-invalid')
      expect(error.message).toContain(`The input \`vault-auth-path\` is "${authPath}". It must be the path at which`)
    },
  )

  it('needs a role for its audience', async () => {
    const env = { 'INPUT_VAULT-AUDIENCE': 'https://vault.example.com' }
    const error = await actionErrorOf(() => openVault(scriptedVault({}, env), 'Vault'))
    expect(error.code).toBe('input-invalid')
    expect(error.message).toContain('The input `vault-audience` is "https://vault.example.com". It is for a login')
  })

  it.each<[string, string | undefined, Record<string, string>?]>([
    ['https://vault.example.com', undefined],
    ['https://vault.example.com:443/', undefined],
    ['https://VAULT.example.com/v1', undefined],
    ['vault', undefined],
    ['vault.example.com:8200', undefined],
    ['https://vault.example.com:8200', 'VAULT_ADDR is "https://vault.example.com"'],
    ['http://vault.example.com', 'VAULT_ADDR is "https://vault.example.com"'],
    ['https://vault.example.com.evil.example', 'VAULT_ADDR is "https://vault.example.com"'],
    ['https://vault.example.com', 'VAULT_ADDR is "https://evil.example"', { VAULT_ADDR: 'https://evil.example' }],
    ['https://vault.example.com', 'BAO_ADDR is "https://evil.example"', BAO_ELSEWHERE],
  ])(
    'with the audience %s is refused before any request only at another server: %s',
    async (audience, refusal, env) => {
      const context = scriptedVault({ [LOGIN]: [LOGGED_IN] }, { ...ENV, 'INPUT_VAULT-AUDIENCE': audience, ...env })
      if (refusal === undefined) {
        expect(openVault(context, 'Vault').displayName).toBe('Vault at https://vault.example.com')
      } else {
        const error = await actionErrorOf(() => openVault(context, 'Vault'))
        expect(error.code).toBe('vault-audience-mismatch')
        expect(error.message).toContain(`${refusal}, and \`vault-audience\` is "${audience}", another server.`)
      }
      expect(context.sent).toEqual([])
    },
  )

  it('is not asked for if a token is set, which is masked', async () => {
    const context = scriptedVault({ 'GET sys/health': [[200]] }, { VAULT_TOKEN: 'hvs.token' })
    await openVault(context, 'Vault').request('GET', 'sys/health')
    expect(context.sent).toEqual(['GET sys/health'])
    expect(context.masks).toEqual(['hvs.token'])
  })

  it('is repeated if the server fails, and happens once for all requests', async () => {
    const { context, client } = start({ [LOGIN]: [[502], 'ECONNREFUSED', LOGGED_IN] })
    await Promise.all([client.request('GET', 'sys/health'), client.request('GET', 'sys/health')])
    expect(context.sent.filter(request => request === LOGIN)).toHaveLength(3)
    await context.end()
    expect(context.sent.at(-1)).toBe(REVOKE)
  })

  it.each<[VaultScript, string]>([
    [[403, {}], '(status 403)'],
    [[400, { errors: ['error validating claims'] }], '(status 400: "error validating claims")'],
    [[200, { auth: {} }], '(status 200)'],
    [[200, { auth: { client_token: '' } }], '(status 200)'],
  ])('is refused by the answer %j', async (answer, message) => {
    const { context, client } = start({ [LOGIN]: [answer] })
    const error = await actionErrorOf(client.request('GET', 'sys/health'))
    expect(error.code).toBe('vault-login-refused')
    expect(error.message).toContain(message)
    await context.end()
    expect(context.sent).not.toContain(REVOKE)
  })

  it('is revoked if its response comes when the run has ended', async () => {
    const { context, client } = start({ [LOGIN]: [LOGGED_IN] })
    const request = client.request('GET', 'sys/health')
    // The request for an OIDC token is under way.
    await context.end()
    expect(context.sent).toContain(REVOKE)
    await request
  })

  const UNKNOWN: VaultScript = [403, { errors: ['permission denied'] }]
  const VAULT_UNKNOWN: VaultScript = [
    403,
    { errors: ['2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n'] },
  ]
  const DENIED: VaultScript = [403, { errors: ['1 error occurred:\n\t* permission denied\n\n'] }]
  const HEALTH = 'GET sys/health'
  it.each<[string, VaultScript[], number, number]>([
    ['until a server that is behind knows it', [UNKNOWN, VAULT_UNKNOWN, [200]], 200, 1_000],
    ['for three seconds', [UNKNOWN], 403, 3_000],
    ['not if a policy refuses', [DENIED, [200]], 403, 0],
    ['not if the server does not say why', [[403], [200]], 403, 0],
    ['not if the server refuses in another way', [[400, { errors: ['permission denied'] }], [200]], 400, 0],
  ])('has a token with which a request is sent again %s', async (_, answers, status, afterMs) => {
    const { context, client } = start({ [LOGIN]: [LOGGED_IN], [HEALTH]: answers })
    expect((await client.request('GET', 'sys/health')).status).toBe(status)
    expect(context.clock.elapsedMs()).toBe(afterMs)
  })

  it('has a token with which a write is sent again, and a request to revoke it', async () => {
    const WRITE = 'PUT secret/data/x'
    const { context, client } = start({
      [LOGIN]: [LOGGED_IN],
      [WRITE]: [UNKNOWN, [204]],
      [REVOKE]: [UNKNOWN, [204]],
    })
    const writing = client.write('PUT', 'secret/data/x', {}, client.attempts('PUT', 'secret/data/x'))
    expect((await writing).kind).toBe('applied')
    await context.end()
    expect(context.sent.slice(2)).toEqual([WRITE, WRITE, REVOKE, REVOKE])
  })

  it('has a token that each server knows three seconds later', async () => {
    const { context, client } = start({ [LOGIN]: [LOGGED_IN], [HEALTH]: [[200], UNKNOWN, [200]] })
    await client.request('GET', 'sys/health')
    await context.sleep(3_000)
    expect((await client.request('GET', 'sys/health')).status).toBe(403)
  })

  it('is not waited for if the environment has the token', async () => {
    const { context, client } = start({ [HEALTH]: [UNKNOWN] }, { VAULT_TOKEN: 'hvs.token', 'INPUT_VAULT-ROLE': '' })
    expect((await client.request('GET', 'sys/health')).status).toBe(403)
    expect(context.clock.elapsedMs()).toBe(0)
  })

  it('fails if the server is sealed', async () => {
    const { client } = start({ [LOGIN]: [[503, { errors: ['Vault is sealed'] }]] })
    expect((await actionErrorOf(client.request('GET', 'sys/health'))).code).toBe('vault-sealed')
  })

  it.each<[VaultScript, string]>([
    [[403, {}], 'status 403'],
    ['ECONNRESET', 'ECONNRESET'],
  ])('whose token cannot be revoked says so: %j', async (answer, reason) => {
    const { context, client } = start({ [LOGIN]: [LOGGED_IN], [REVOKE]: [answer] })
    await client.request('GET', 'sys/health')
    await expect(context.end()).rejects.toThrow(new RegExp(`could not be revoked \\(.*${reason}.*\\)\\. It expires`))
  })
})
