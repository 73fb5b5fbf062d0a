import { createPrivateKey } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { Fault, FaultRule, LocalGitHub } from '../../local/github/index.ts'
import { type ActionResult, type ActionRun, runAction } from '../../local/runner/index.ts'
import { encodePrivateKey, generateOperatorKey } from '../../src/key/operator-key.ts'
import { formsOf, leaksIn, tracesOf } from '../support/leaks.ts'
import { failureOf, generate, generateBundle, type Inputs, runBundle } from '../support/run-action.ts'
import {
  GATE,
  REPOSITORY,
  ROOT,
  SECRET,
  startTestGitHub,
  startTestLedger,
  storedText,
  TOKEN,
} from '../support/servers.ts'

// Each run of generate in these tests is searched for its key (support/run-action.ts). Here debug logging is on.

/** The PEM of the key that the local GitHub has opened last. */
function storedPem(github: LocalGitHub): string {
  const stored = storedText(github, GATE)
  expect(stored).not.toBe('')
  return stored.startsWith('-----') ? stored : Buffer.from(stored, 'hex').toString()
}

describe('the leak search', () => {
  it('the leak search finds a key in each output of a run: log, streams, summary, outputs, files, requests', async () => {
    const github = await startTestGitHub()
    const result = await generate(github)
    const { privateKeyPem } = generateOperatorKey()
    const forms = formsOf(privateKeyPem)
    const hex = encodePrivateKey(privateKeyPem, 'hex')
    const text = { ...{ log: `${result.log}${hex}` }, stdout: `${hex}\n${result.stdout}`, stderr: hex, summaryRaw: hex }
    const leaky: Partial<ActionResult>[] = [
      ...Object.entries(text).map(([field, text]) => ({ [field]: text })),
      { outputs: { x: hex } },
      { outputs: { [hex]: 'x' } },
      { commandFiles: { ...result.commandFiles, ENV: hex } },
      { files: [...result.files, { ...result.files[0], path: 'home/x', content: Buffer.from(hex) } as never] },
    ]
    for (const planted of leaky) {
      expect(leaksIn(tracesOf({ ...result, ...planted }, github), forms), Object.keys(planted)[0]).not.toEqual([])
    }
    const put = github.exchanges.find(({ method }) => method === 'PUT')
    if (!put) throw new Error('nothing was stored')
    const requests = [
      { requestLine: `PUT /${hex} HTTP/1.1` },
      { requestHeaders: { 'user-agent': hex } },
      { requestBody: `{"note":"${hex}",${put.requestBody.slice(1)}` },
      { requestBody: put.requestBody.replace(/"key_id":"[^"]*"/, `"key_id":"${hex}"`) },
    ]
    for (const planted of requests) {
      const exchanges = github.exchanges.map(exchange => (exchange === put ? { ...put, ...planted } : exchange))
      const traces = tracesOf(result, { exchanges } as LocalGitHub)
      expect(leaksIn(traces, forms), Object.keys(planted)[0]).not.toEqual([])
    }
    // The two exceptions: what the runner consumes, and the sealed box.
    expect(leaksIn(tracesOf({ ...result, stdout: `::add-mask::${hex}\n` }, github), forms)).toEqual([])
  })

  it('the leak search finds a key in every common representation and encoding', () => {
    const { privateKeyPem, privateKey } = generateOperatorKey()
    const forms = formsOf(privateKeyPem)
    const sec1 = privateKey.export({ type: 'sec1', format: 'der' })
    const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' })
    const jwk = privateKey.export({ format: 'jwk' })
    const hex = encodePrivateKey(privateKeyPem, 'hex')
    const printed = [
      privateKeyPem,
      JSON.stringify({ privateKeyPem }),
      encodeURIComponent(privateKeyPem),
      inspect(privateKeyPem),
      inspect(sec1),
      hex,
      hex.slice(0, 230),
      hex.slice(-230 - 160),
      JSON.stringify(jwk),
      BigInt(`0x${Buffer.from(jwk.d ?? '', 'base64url').toString('hex')}`).toString(),
      ...[sec1, pkcs8].flatMap(der => [
        JSON.stringify(der),
        der.toString('hex'),
        der.toString('base64'),
        der.toString('base64url'),
        der.toString('latin1'),
      ]),
      privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      ...[privateKeyPem, hex, hex.toUpperCase()].flatMap(text =>
        ['', 'a', 'ab', '{"value":"'].map(prefix => Buffer.from(prefix + text).toString('base64')),
      ),
      hex.toUpperCase(),
    ]
    for (const text of printed) expect(leaksIn(new Map([['trace', text]]), forms), text.slice(0, 60)).not.toEqual([])
  })

  it('the leak search does not report the public key', () => {
    const { privateKeyPem, publicKey } = generateOperatorKey()
    const spki = createPrivateKey(privateKeyPem).export({ type: 'sec1', format: 'pem' }).toString().split('\n')[3] ?? ''
    const shown = [publicKey.hex, publicKey.fingerprint, JSON.stringify(publicKey.jwk), spki].join('\n')
    expect(leaksIn(new Map([['trace', shown]]), formsOf(privateKeyPem))).toEqual([])
  })
})

describe('a new key', () => {
  const put =
    (when: FaultRule['when'], fault: Fault, times = 1) =>
    (github: LocalGitHub) =>
      github.faults.add({ method: 'PUT', when, times, do: fault })
  const confirm =
    (fault: Fault, times = 9) =>
    (github: LocalGitHub) =>
      github.faults.add({ method: 'GET', path: /PRIVATE_KEY$/, skip: 1, when: 'after', times, do: fault })
  const status = (status: number, headers: Record<string, string> = {}): Fault => ({ kind: 'status', status, headers })

  /** The ways in which a run fails once a key exists. In each of them the local GitHub has opened the sealed box. */
  const ENDS: [how: string, prepare: (github: LocalGitHub) => void, code: string][] = [
    ['the token is rejected', put('after', status(401)), 'token-rejected'],
    ['the destination does not exist', put('after', status(404)), 'destination-not-found'],
    [
      'the repository has moved',
      put('after', status(301, { location: '/repositories/1/elsewhere' })),
      'destination-moved',
    ],
    ['the sealed box is rejected', put('after', status(422)), 'github-refused'],
    ['GitHub limits requests for an hour', put('after', status(429, { 'retry-after': '3600' })), 'github-rate-limited'],
    ['GitHub fails', put('after', status(500), 99), 'github-unavailable'],
    ['connections break', put('after', { kind: 'reset' }, 99), 'github-unreachable'],
    ['the metadata is no JSON', confirm({ kind: 'body', body: '<html>' }), 'github-invalid-response'],
    ['the metadata is truncated', confirm({ kind: 'truncate' }, 99), 'github-unreachable'],
    ['the metadata is refused', confirm(status(403)), 'github-refused'],
    [
      'another run stores a key afterwards',
      github =>
        confirm({
          kind: 'body',
          body: JSON.stringify({
            name: 'LEDGER_OPERATOR_PRIVATE_KEY',
            created_at: '2020-01-01T00:00:00Z',
            updated_at: '2100-01-01T00:00:00Z',
          }),
        })(github),
      'not-confirmed',
    ],
    [
      'another run stores a key at the same time',
      github => put('before', { kind: 'run', effect: () => github.putSecret(GATE, SECRET) })(github),
      'concurrent-write',
    ],
  ]

  it.each(ENDS)(
    'a run that fails because %s shows neither key nor token in its debug log',
    async (_, prepare, code) => {
      const github = await startTestGitHub()
      prepare(github)
      const result = await generate(github, {}, { runner: { debug: true }, secrets: { TOKEN } })
      expect(failureOf(result).code).toBe(code)
      expect(leaksIn(tracesOf(result, github), formsOf(storedPem(github)))).toEqual([])
      expect(result.outputs).toEqual({})
      expect(result.log).not.toContain(TOKEN)
    },
  )

  it.each(['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'])(
    'a run shows no key in its debug log if %s breaks after the key is stored',
    async name => {
      const github = await startTestGitHub()
      let file = ''
      // Even root cannot write to a folder as to a file.
      const breakFile = () => {
        rmSync(file)
        mkdirSync(file)
      }
      confirm({ kind: 'run', effect: breakFile }, 1)(github)
      const result = await generate(
        github,
        {},
        { runner: { debug: true }, prepare: environment => (file = environment[name] ?? '') },
      )
      failureOf(result)
      expect(leaksIn(tracesOf(result, github), formsOf(storedPem(github)))).toEqual([])
    },
  )

  it.runIf(process.platform !== 'win32').each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    'a process that %s ends while it stores the key shows no key in its debug log',
    async signal => {
      const github = await startTestGitHub()
      put('after', { kind: 'hang' })(github)
      const onStart: ActionRun['onStart'] = child => {
        github.onPause = () => {
          setImmediate(() => child.kill(signal))
          return () => {}
        }
      }
      const result = await generateBundle(github, {}, { runner: { debug: true }, onStart })
      expect(result.exitCode).not.toBe(0)
      expect(result.outputs).toEqual({})
      expect(leaksIn(tracesOf(result, github), formsOf(storedPem(github)))).toEqual([])
    },
  )

  it.each<[what: string, inputs: Inputs, prepare: (github: LocalGitHub) => void]>([
    ['a key in hex', {}, () => {}],
    ['a key in PEM and a variable', { 'private-key-encoding': 'pem', 'public-key-variable': 'PK' }, () => {}],
    ['a key whose first store is lost', {}, put('after', { kind: 'reset' })],
  ])('a process masks and does not show %s', async (_, inputs, prepare) => {
    const github = await startTestGitHub()
    prepare(github)
    const result = await generateBundle(github, inputs, { runner: { debug: true }, secrets: { TOKEN } })
    const pem = storedPem(github)
    expect(pem).toMatch(/^-----BEGIN EC PRIVATE KEY-----/)
    expect(leaksIn(tracesOf(result, github), formsOf(pem))).toEqual([])
    expect(leaksIn(tracesOf(result), new Map([['the token', TOKEN]]))).toEqual([])
    // If another step prints the key, the runner hides the hex and each line of the PEM.
    expect(result.masks).toEqual(expect.arrayContaining([encodePrivateKey(pem, 'hex'), ...pem.trim().split('\n')]))
    // The masks precede every line about the key.
    const lines = result.stdout.split('\n')
    expect(lines.findLastIndex(line => line.startsWith('::add-mask::'))).toBeLessThan(
      lines.findIndex(line => /holds|::error/.test(line)),
    )
  })

  it('a process shows neither key nor token if NODE_DEBUG makes Node.js print its work', async () => {
    const github = await startTestGitHub()
    put('before', { kind: 'reset' })(github)
    const result = await runAction({
      action: ROOT,
      with: { 'github-token': TOKEN, environment: GATE.environment, 'public-key-variable': 'PK' },
      github: { repository: REPOSITORY, api_url: github.url },
      runner: { debug: true },
      secrets: { TOKEN },
      env: { NODE_DEBUG: 'http,https,net,stream,tls,fs,child_process,timer,esm,module,crypto', DEBUG: '*' },
    })
    expect(result.exitCode).toBe(0)
    expect(result.stderr).toContain('HTTP')
    expect(leaksIn(tracesOf(result, github), formsOf(storedPem(github)))).toEqual([])
    // Node.js prints headers too, with the token in them.
    expect(result.log.includes(TOKEN)).toBe(false)
  })

  it('the arguments and the environment of a process hold no key', async () => {
    const github = await startTestGitHub()
    let seen = ''
    github.onExchange = ({ method }) => {
      if (method === 'PUT' && process.platform === 'linux' && pid) {
        seen = ['cmdline', 'environ'].map(file => readFileSync(`/proc/${pid}/${file}`, 'latin1')).join('\n')
      }
    }
    let pid: number | undefined
    await generateBundle(github, {}, { onStart: child => (pid = child.pid) })
    expect(leaksIn(new Map([['the process', seen]]), formsOf(storedPem(github)))).toEqual([])
    if (process.platform === 'linux') expect(seen).toContain('INPUT_')
  })
})

describe('a key that is an input', () => {
  it.each(['hex', 'pem'] as const)(
    'the processes of verify and promote show neither their key in %s nor API access in their debug logs',
    async encoding => {
      const github = await startTestGitHub()
      const ledger = await startTestLedger(github)
      const key = generateOperatorKey()
      const access = ledger.addAccess('minivault', key.publicKey.hex)
      const stored = encodePrivateKey(key.privateKeyPem, encoding)
      const inputs = {
        'private-key': stored,
        'public-key-hex': key.publicKey.hex,
        workspace: 'minivault',
        'api-key-id': access.apiKeyId,
        'api-key-secret': access.apiKeySecret,
        'ledger-api-url': ledger.baseUrl('v2'),
      }
      const more = { runner: { debug: true }, secrets: {} }
      const verified = await runBundle('verify', github, inputs, more)
      const promoted = await runBundle(
        'promote',
        github,
        { 'github-token': TOKEN, environment: 'open', ...inputs },
        more,
      )
      expect([verified.outputs.registered, promoted.outputs.registered]).toEqual(['true', 'true'])
      const secrets = new Map(formsOf(key.privateKeyPem))
      for (const [i, token] of ledger.tokens.entries()) secrets.set(`token ${i}`, token)
      secrets.set('the API secret', access.apiKeySecret).set('the API key id', access.apiKeyId)
      for (const result of [verified, promoted]) {
        // The header that the runner prints shows inputs, masked only if they are secrets. Here they are not.
        const log = result.log.slice(result.log.indexOf('##[endgroup]'))
        expect(leaksIn(tracesOf({ ...result, log }, github), secrets)).toEqual([])
      }
      expect(github.exchanges.some(({ method }) => method === 'PUT')).toBe(true)
    },
  )
})
