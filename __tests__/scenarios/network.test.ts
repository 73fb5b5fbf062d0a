import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Refusal, startProxy } from '../support/proxy.ts'
import { failureOf, generate, generateBundle } from '../support/run-action.ts'
import { GATE, NOBODY, startTestGitHub, storedPublicKey } from '../support/servers.ts'

/** A name that no name server knows: only a proxy leads there. */
const HOST = 'ghe.example'

/** Makes a self-signed certificate for this machine and for `HOST`. */
function makeCertificate() {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', `subjectAltName=IP:127.0.0.1,DNS:${HOST}`]
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '2',
      '-keyout',
      key,
      '-out',
      cert,
      ...subject,
    ],
    { stdio: 'ignore' },
  )
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8'), certPath: cert }
}

// A certificate needs the openssl command. CI has it and never skips.
const openssl =
  (process.env.CI !== undefined && process.platform === 'linux') || spawnSync('openssl', ['version']).status === 0

describe.runIf(openssl)('a proxy', () => {
  async function generateThrough(environment: (port: number) => Record<string, string>, refuses?: Refusal) {
    const { key, cert, certPath } = makeCertificate()
    const github = await startTestGitHub({ tls: { key, cert } })
    const proxy = await startProxy(refuses)
    const api_url = github.url.replace('127.0.0.1', HOST)
    const env = { NODE_EXTRA_CA_CERTS: certPath, ...environment(proxy.port) }
    return {
      github,
      proxy,
      host: new URL(api_url).host,
      result: await generateBundle(github, {}, { env, github: { api_url } }),
    }
  }

  it.each(['HTTPS_PROXY', 'https_proxy'])('generate uses the proxy of %s, with its user and password', async name => {
    const { github, proxy, host, result } = await generateThrough(port => ({
      [name]: `http://user:pass%40word@127.0.0.1:${port}`,
    }))
    expect(result.exitCode, result.log).toBe(0)
    expect(result.outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
    expect(new Set(proxy.seen)).toEqual(new Set([`${host} Basic ${Buffer.from('user:pass@word').toString('base64')}`]))
  })

  it.each([
    ['the host', 'elsewhere,.example'],
    ['the domain of the host', 'elsewhere, example'],
  ])('generate does not use the proxy if NO_PROXY contains %s', async (_, NO_PROXY) => {
    const { proxy, result } = await generateThrough(port => ({ HTTPS_PROXY: `http://127.0.0.1:${port}`, NO_PROXY }))
    expect(failureOf(result)).toMatchObject({ code: 'github-unreachable', message: expect.stringContaining(HOST) })
    expect(proxy.seen).toEqual([])
  })

  it('generate accepts a proxy without http://, as other programs do', async () => {
    const { github, proxy, host, result } = await generateThrough(port => ({ HTTPS_PROXY: ` 127.0.0.1:${port}` }))
    expect(result.exitCode, result.log).toBe(0)
    expect(result.outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
    expect(new Set(proxy.seen)).toEqual(new Set([host]))
  })

  it.each([
    ['closes the first connection', 'ends once'],
    ['does not answer the first request', 'hangs once'],
  ] as const)('generate tries again if the proxy %s', async (_, refuses) => {
    const { github, result } = await generateThrough(port => ({ HTTPS_PROXY: `http://127.0.0.1:${port}` }), refuses)
    expect(result.exitCode, result.log).toBe(0)
    expect(result.outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
  })

  it.each(['http://user:p#ss3cr3t@127.0.0.1:3128', 'socks5://user:ss3cr3t@127.0.0.1:1080'])(
    'generate fails at once and does not show the password if the proxy is invalid: %s',
    async url => {
      const { result } = await generateThrough(() => ({ HTTPS_PROXY: url }))
      const { title, code, message } = failureOf(result)
      expect([title, code]).toEqual(['Nothing was changed', 'github-unreachable'])
      expect(message).toContain('HTTPS_PROXY is not the URL of an HTTP proxy')
      expect(message).toContain('(1 attempt)')
      expect(result.stdout + result.stderr).not.toContain('ss3cr3t')
    },
  )

  it('generate reports GitHub as unreachable if the proxy refuses the connection', async () => {
    const { proxy, result } = await generateThrough(port => ({ HTTPS_PROXY: `http://127.0.0.1:${port}` }), 407)
    const { title, code, message } = failureOf(result)
    expect([title, code]).toEqual(['Nothing was changed', 'github-unreachable'])
    expect(message).toMatch(/HTTP\/1.1 407 Refused .+\(1 attempt\)/)
    expect(message).toContain('HTTPS_PROXY')
    expect(proxy.seen.length).toBeGreaterThan(0)
  })
})

describe('a private certificate authority', () => {
  it.runIf(openssl)('generate trusts the certificates of NODE_EXTRA_CA_CERTS', async () => {
    const { key, cert, certPath } = makeCertificate()
    const github = await startTestGitHub({ tls: { key, cert } })
    const result = await generateBundle(github, {}, { env: { NODE_EXTRA_CA_CERTS: certPath } })
    expect(result.exitCode, result.log).toBe(0)
    expect(result.outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
  })

  it.runIf(openssl)('generate refuses NODE_TLS_REJECT_UNAUTHORIZED=0 and sends no request', async () => {
    const { key, cert } = makeCertificate()
    const github = await startTestGitHub({ tls: { key, cert } })
    const result = await generateBundle(github, {}, { env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } })
    expect(failureOf(result)).toMatchObject({
      title: 'Nothing was changed',
      code: 'github-unreachable',
      message: expect.stringContaining('NODE_TLS_REJECT_UNAUTHORIZED=0'),
    })
    expect(github.exchanges).toEqual([])
  })

  it.runIf(openssl)('generate rejects an unknown certificate and names NODE_EXTRA_CA_CERTS', async () => {
    const { key, cert } = makeCertificate()
    const github = await startTestGitHub({ tls: { key, cert } })
    const result = await generateBundle(github)
    expect(failureOf(result)).toMatchObject({
      title: 'Nothing was changed',
      code: 'github-unreachable',
      message: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    })
  })
})

describe('an unreachable GitHub', () => {
  it('generate shows the cause if nothing listens at the address of GitHub', async () => {
    const github = await startTestGitHub()
    const result = await generate(github, {}, { github: { api_url: NOBODY } })
    expect(failureOf(result)).toMatchObject({
      title: 'Nothing was changed',
      code: 'github-unreachable',
      message: expect.stringContaining('ECONNREFUSED'),
    })
  })

  it('generate shows the host if its name cannot be resolved', async () => {
    const github = await startTestGitHub()
    const result = await generate(github, { 'github-api-url': 'https://github.invalid/api/v3' })
    expect(failureOf(result)).toMatchObject({
      code: 'github-unreachable',
      message: expect.stringContaining('github.invalid'),
    })
  })
})
