import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { HttpFetch, HttpResponse } from '../../../src/http/fetch.ts'
import { refusal, requireEngine } from '../../../src/vault/client.ts'
import { openVault } from '../../../src/vault/open.ts'
import { actionErrorOf } from '../../support/errors.ts'
import { storeContext } from '../../support/store-context.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

const TOKEN = 'hvs.CAESIAAAAAAAAAAAAAAAAAAAAAAAAAAAA'

/** A server that gives one response after another, and the last one from then on. */
function answering(...responses: { status: number; body?: object | string }[]): HttpFetch & { urls: string[] } {
  const urls: string[] = []
  const fetch = async (url: string): Promise<HttpResponse> => {
    urls.push(url)
    const { status, body = '' } = responses[Math.min(urls.length, responses.length) - 1] ?? { status: 500 }
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return {
      url,
      status,
      statusText: '',
      headers: new Map(),
      text: async () => text,
      arrayBuffer: async () => new ArrayBuffer(0),
    }
  }
  return Object.assign(fetch, { urls })
}

function connect(fetch?: HttpFetch, env: Record<string, string> = {}) {
  const clock = new VirtualClock()
  const settings = { VAULT_ADDR: 'https://vault.example.com', VAULT_TOKEN: TOKEN, ...env }
  const context = storeContext(settings, fetch, fetch && { clock, sleep: clock.sleep })
  return { client: openVault(context, 'Vault'), context }
}

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

  it('is retried when the server recovers', async () => {
    const fetch = answering({ status: 502 }, { status: 429 }, { status: 412 }, { status: 204 })
    expect((await connect(fetch).client.request('GET', 'secret/metadata/x')).status).toBe(204)
  })

  it.each([
    ['ECONNREFUSED', 'connect ECONNREFUSED', 'rejected'],
    ['ECONNRESET', 'read ECONNRESET', 'indeterminate'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate in certificate chain', 'rejected'],
  ])('that writes is known to have failed or not by %s', async (code, message, kind) => {
    const { client } = connect(async () => {
      throw Object.assign(new Error(message), { code })
    })
    const attempts = client.attempts('POST', 'secret/data/x')
    expect((await client.write('POST', 'secret/data/x', {}, attempts)).kind).toBe(kind)
  })

  it.each([
    [204, {}, 'applied'],
    [300, {}, 'rejected'],
    [403, {}, 'rejected'],
    // A standby that is behind did nothing.
    [412, {}, 'rejected'],
    [429, {}, 'rejected'],
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
      { status: 307, errors: [] },
      'vault-refused',
      `${PREFIX} refused to store the secret (status 307).`,
      'Check the path',
    ],
  ])('for the response %j is %s', (reply, code, message, hint) => {
    const { client } = connect(answering({ status: 200 }))
    const error = refusal({ data: {}, auth: {}, ...reply }, client, 'store the secret', '`create` on `x`')
    expect(error.code).toBe(code)
    expect(error.message).toContain(message)
    expect(error.hint).toContain(hint)
  })

  it.each([
    ['KV version 2', { type: 'kv', options: { version: '2' } }, undefined, ''],
    ['KV version 2', { type: 'kv', options: null }, '"KV version 1"', 'Upgrade the mount'],
    ['KV version 2', { type: 'transit' }, '"Transit"', 'Name a mount of KV version 2'],
    ['Transit', { type: 'transit' }, undefined, ''],
    ['Transit', { type: 'kv', options: { version: '2' } }, '"KV version 2"', 'Name a mount of Transit'],
    ['Transit', { type: 'pki' }, '"pki"', 'Name a mount of Transit'],
  ] as const)('names the engine that the mount has instead of %s (case %#)', async (expected, data, actual, hint) => {
    const fetch = answering({ status: 200, body: { data } })
    const check = requireEngine(connect(fetch).client, 'my mount', expected)
    if (actual) {
      const error = await actionErrorOf(check)
      expect(error.code).toBe('vault-wrong-engine')
      expect(error.message).toBe(
        `The mount "my mount" of ${PREFIX} is ${actual}, and this key store needs ${expected}.`,
      )
      expect(error.hint).toContain(hint)
    } else await check
    expect(fetch.urls).toEqual(['https://vault.example.com/v1/sys/internal/ui/mounts/my%20mount'])
  })

  it.each([
    ['team/kv', 'kv/', 'kv'],
    ['team', 'team/kv/', 'team/kv'],
    ['kv', undefined, 'kv'],
  ])('is none if %j is at the mount %j', async (mount, path, name) => {
    const fetch = answering({ status: 200, body: { data: { type: 'transit', path } } })
    expect(await requireEngine(connect(fetch).client, mount, 'Transit', 'a/b')).toBe(name)
    expect(fetch.urls).toEqual([`https://vault.example.com/v1/sys/internal/ui/mounts/${mount}/a/b`])
  })

  it('is none if only the mount can be described', async () => {
    const fetch = answering(
      { status: 403, body: { errors: ['preflight capability check returned 403'] } },
      { status: 200, body: { data: { type: 'transit' } } },
    )
    expect(await requireEngine(connect(fetch).client, 'mount', 'Transit', 'a')).toBe('mount')
    expect(fetch.urls.map(url => url.replace(/.*mounts/, ''))).toEqual(['/mount/a', '/mount'])
  })

  it.each([
    ['vault-forbidden', 403, ['permission denied'], 'refused to describe the mount "mount" (status 403'],
    ['vault-mount-missing', 403, ['x', 'preflight capability check returned 403'], '"x; preflight capability check'],
    ['vault-mount-missing', 404, ['x'], 'has no secrets engine at the mount'],
  ])('is %s if the mount cannot be described: %i %j', async (code, status, errors, message) => {
    const { client } = connect(answering({ status, body: { errors } }))
    const error = await actionErrorOf(requireEngine(client, 'mount', 'Transit'))
    expect(error.code).toBe(code)
    expect(error.message).toContain(message)
  })
})

it('the error for a mount that does not exist names the namespace', async () => {
  const fetch = answering({ status: 403, body: { errors: ['preflight capability check returned 403'] } })
  const { client } = connect(fetch, { VAULT_NAMESPACE: 'team' })
  const error = await actionErrorOf(requireEngine(client, 'mount', 'Transit'))
  expect(error.code).toBe('vault-mount-missing')
  expect(error.hint).toContain('VAULT_NAMESPACE is "team"')
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
