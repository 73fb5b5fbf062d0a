import { createPrivateKey } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { Fault, FaultRule, LocalGitHub } from '../../local/github/index.ts'
import { type ActionResult, type ActionRun, runAction } from '../../local/runner/index.ts'
import { encodePrivateKey, generateOperatorKey } from '../../src/key/operator-key.ts'
import { formsOf, leaksIn, tracesOf } from '../support/leaks.ts'
import { failureOf, generate, generateBundle } from '../support/run-action.ts'
import { GATE, REPOSITORY, ROOT, startTestGitHub, storedText, TOKEN } from '../support/servers.ts'

/** The PEM of the key that the local GitHub has opened last. */
function storedPem(github: LocalGitHub): string {
  const stored = storedText(github, GATE)
  expect(stored).not.toBe('')
  return stored.startsWith('-----') ? stored : Buffer.from(stored, 'hex').toString()
}

describe('the leak search', () => {
  it('looks into all that a run lets out: a key in any one of them is found', async () => {
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

  it('finds a key however a programmer might print it', () => {
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
    ]
    for (const text of printed) expect(leaksIn(new Map([['trace', text]]), forms), text.slice(0, 60)).not.toEqual([])
  })

  it('takes no public byte for a private one', () => {
    const { privateKeyPem, publicKey } = generateOperatorKey()
    const spki = createPrivateKey(privateKeyPem).export({ type: 'sec1', format: 'pem' }).toString().split('\n')[3] ?? ''
    const shown = [publicKey.hex, publicKey.fingerprint, JSON.stringify(publicKey.jwk), spki].join('\n')
    expect(leaksIn(new Map([['trace', shown]]), formsOf(privateKeyPem))).toEqual([])
  })
})

describe('no byte of the private key leaves, debug logging on,', () => {
  const put =
    (when: FaultRule['when'], fault: Fault, times = 1) =>
    (github: LocalGitHub) =>
      github.faults.add({ method: 'PUT', when, times, do: fault })
  const confirm =
    (fault: Fault, times = 9) =>
    (github: LocalGitHub) =>
      github.faults.add({ method: 'GET', path: /PRIVATE_KEY$/, skip: 1, when: 'after', times, do: fault })
  const status = (status: number, headers: Record<string, string> = {}): Fault => ({ kind: 'status', status, headers })

  /** Every way in which a run ends once there is a key; in each of them the local GitHub has opened the box. */
  const ENDS: [how: string, prepare: (github: LocalGitHub) => void, code: string][] = [
    ['where the token is refused', put('after', status(401)), 'token-rejected'],
    ['where the place is gone', put('after', status(404)), 'destination-not-found'],
    [
      'where the place has moved',
      put('after', status(301, { location: '/repositories/1/elsewhere' })),
      'destination-moved',
    ],
    ['where the box is refused', put('after', status(422)), 'github-refused'],
    ['where GitHub limits for an hour', put('after', status(429, { 'retry-after': '3600' })), 'github-rate-limited'],
    ['where GitHub is down', put('after', status(500), 99), 'github-unavailable'],
    ['where connections break', put('after', { kind: 'reset' }, 99), 'github-unreachable'],
    ['where the metadata is no JSON', confirm({ kind: 'body', body: '<html>' }), 'github-invalid-response'],
    ['where the metadata breaks off', confirm({ kind: 'truncate' }, 99), 'github-unreachable'],
    ['where the metadata is refused', confirm(status(403)), 'github-refused'],
    [
      'where another run stores later',
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
  ]

  it('however the run fails', async () => {
    await Promise.all(
      ENDS.map(async ([how, prepare, code]) => {
        const github = await startTestGitHub()
        prepare(github)
        const result = await generate(github, {}, { runner: { debug: true }, secrets: { TOKEN } })
        expect(failureOf(result).code, how).toBe(code)
        expect(leaksIn(tracesOf(result, github), formsOf(storedPem(github))), how).toEqual([])
        expect(result.outputs, how).toEqual({})
        expect(result.log, how).not.toContain(TOKEN)
      }),
    )
  })

  it.each(['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'])('where %s breaks after the key is stored', async name => {
    const github = await startTestGitHub()
    let file = ''
    const breakFile = () => {
      // Even root cannot write to a folder as to a file.
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
  })

  it.runIf(process.platform !== 'win32').each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    'where %s ends the run before the answer to the store',
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

  it('where a workflow has Node.js print all that it does', async () => {
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
})
