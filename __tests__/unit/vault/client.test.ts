import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { answering, connect, TOKEN } from '../../support/answering-vault.ts'
import { actionErrorOf } from '../../support/errors.ts'

describe('a request to Vault', () => {
  it('carries token and namespace', async () => {
    let headers: Record<string, string> = {}
    const { client, context } = connect(
      (url, init) => {
        headers = init.headers ?? {}
        return answering({ status: 200, body: { data: { x: 1 } } })(url, init)
      },
      { VAULT_NAMESPACE: 'team/ledger' },
    )
    expect((await client.request('GET', 'secret/metadata/x')).data).toEqual({ x: 1 })
    expect(headers).toMatchObject({ 'x-vault-token': TOKEN, 'x-vault-namespace': 'team/ledger' })
    expect(client.displayName).toBe('Vault at https://vault.example.com (namespace "team/ledger")')
    expect(context.masks).toEqual([TOKEN])
  })

  it.each([
    ['vault-sealed', 1, [{ status: 503, body: { errors: ['Vault is sealed'] } }]],
    ['vault-rate-limited', 8, [{ status: 429 }]],
    ['vault-invalid-response', 1, [{ status: 200, body: '[]' }]],
    ['vault-unavailable', 5, [{ status: 503, body: 'Service Unavailable' }]],
    ['vault-unavailable', 5, [{ status: 500, body: { errors: ['internal error'] } }]],
    ['vault-unavailable', 5, [{ status: 412, body: { errors: ['required index state not present'] } }]],
    ['vault-invalid-response', 1, [{ status: 200, body: '<html>Sign in</html>' }]],
  ] as const)('fails with %s after %i attempts (case %#)', async (code, attempts, responses) => {
    const fetch = answering(...responses)
    const error = await actionErrorOf(connect(fetch).client.request('GET', 'secret/metadata/x'))
    expect(error.code).toBe(code)
    expect(fetch.urls).toHaveLength(attempts)
    expect(`${error.message} ${error.hint}`).not.toContain(TOKEN)
  })

  const LOCATION = 'https://active.example.com:8200/v1/secret/data/x?state=a-secret'
  it.each([
    [300, { location: 'https://:' }, ''],
    [307, { location: LOCATION }, ': https://active.example.com:8200'],
    [399, { location: '/ui/' }, ': https://vault.example.com'],
  ])('does not follow a redirect, and names the variable to set: %i', async (status, headers, said) => {
    const fetch = answering({ status, headers })
    const { client } = connect(fetch, { VAULT_NAMESPACE: 'team' })
    const error = await actionErrorOf(client.request('GET', 'secret/data/x'))
    expect(error.code).toBe('vault-invalid-response')
    expect(error.message).toBe(
      `Vault at https://vault.example.com redirects to another address (status ${status}${said}).`,
    )
    expect(error.hint).toContain('set VAULT_ADDR to an address that reaches it')
    expect(fetch.urls).toHaveLength(1)
  })

  it('that writes and is redirected had no effect', async () => {
    const { client } = connect(answering({ status: 301 }))
    const attempts = client.attempts('POST', 'secret/data/x')
    expect((await client.write('POST', 'secret/data/x', {}, attempts)).kind).toBe('failed')
  })

  it('is retried when the server recovers', async () => {
    const fetch = answering({ status: 502 }, { status: 429 }, { status: 412 }, { status: 204 })
    expect((await connect(fetch).client.request('GET', 'secret/metadata/x')).status).toBe(204)
  })

  it.each([
    ['ECONNREFUSED', 'connect ECONNREFUSED', 'failed'],
    ['ECONNRESET', 'read ECONNRESET', 'indeterminate'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate in certificate chain', 'failed'],
  ])('that writes is known to have failed or not by %s', async (code, message, kind) => {
    const { client } = connect(async () => {
      throw Object.assign(new Error(message), { code })
    })
    const attempts = client.attempts('POST', 'secret/data/x')
    expect((await client.write('POST', 'secret/data/x', {}, attempts)).kind).toBe(kind)
  })

  it.each([
    [204, {}, 'applied'],
    [400, {}, 'refused'],
    [403, {}, 'refused'],
    // A standby that is behind did nothing.
    [412, {}, 'failed'],
    [429, {}, 'failed'],
    [500, { errors: ['internal error'] }, 'indeterminate'],
    [503, {}, 'indeterminate'],
  ])('that writes and is answered with %i is known to have failed or not', async (status, body, kind) => {
    const { client } = connect(answering({ status, body }))
    const attempts = client.attempts('POST', 'secret/data/x')
    expect((await client.write('POST', 'secret/data/x', {}, attempts)).kind).toBe(kind)
  })

  it('is answered with the errors that are texts', async () => {
    const { client } = connect(answering({ status: 400, body: { errors: ['Vault is sealed', 7, null] } }))
    expect((await client.request('GET', 'secret/x')).errors).toEqual(['Vault is sealed'])
  })

  it('names what to check if there is no connection', async () => {
    const { client } = connect(async () => {
      throw Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })
    })
    const error = await actionErrorOf(client.request('GET', 'secret/metadata/x'))
    expect(error.code).toBe('vault-unreachable')
    expect(error.hint).toMatch(/`VAULT_ADDR`.*HTTPS_PROXY.*VAULT_CACERT/)
  })

  const openssl = spawnSync('openssl', ['version']).status === 0 || process.env.CI !== undefined
  it.runIf(openssl)('trusts the authority of VAULT_CACERT, and no other', async () => {
    const authority = createCertificate()
    const server = createServer(authority, (_, response) => response.end('{"data":{}}'))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const env = { VAULT_ADDR: `https://127.0.0.1:${port}` }
    const trusting = connect(undefined, { ...env, VAULT_CACERT: authority.path })
    expect((await trusting.client.request('GET', 'sys/health')).status).toBe(200)
    for (const other of [env, { ...env, VAULT_CACERT: createCertificate().path }]) {
      const error = await actionErrorOf(connect(undefined, other).client.request('GET', 'sys/health'))
      expect(error.code).toBe('vault-unreachable')
    }
  })
})

describe('the inputs of a login', () => {
  it.each([
    ['vault-token-missing', { VAULT_TOKEN: '' }],
    ['input-invalid', { 'INPUT_VAULT-AUDIENCE': 'https://vault.example.com' }],
    ['input-invalid', { 'INPUT_VAULT-ROLE': 'ledger', 'INPUT_VAULT-AUTH-PATH': '../sys' }],
    ['input-invalid', { 'INPUT_VAULT-ROLE': 'ledger', 'INPUT_VAULT-AUTH-PATH': 'a b' }],
  ])('fail with %s before any request (case %#)', async (code, env) => {
    const fetch = answering({ status: 200 })
    expect((await actionErrorOf(() => connect(fetch, env))).code).toBe(code)
    expect(fetch.urls).toEqual([])
  })
})

/** A certificate for this machine that is its own authority. */
function createCertificate(): { key: string; cert: string; path: string } {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const [key, path] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const subject = ['-subj', '/CN=vault', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2', '-nodes']
  const files = ['-keyout', key, '-out', path]
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', ...subject, ...files],
    {
      stdio: 'ignore',
    },
  )
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(path, 'utf8'), path }
}
