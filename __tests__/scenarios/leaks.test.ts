import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { FaultRule, LocalGitHub } from '../../local/github/index.ts'
import { encodePrivateKey, generateOperatorKey } from '../../src/key/operator-key.ts'
import { formsOf, leaksIn, tracesOf } from '../support/leaks.ts'
import { generate, generateBundle, type Inputs, runBundle } from '../support/run-action.ts'
import { GATE, SECRET, startTestGitHub, startTestLedger, storedText, TOKEN } from '../support/servers.ts'

const pemOf = (stored: string) => (stored.startsWith('-----') ? stored : Buffer.from(stored, 'hex').toString())

describe('the leak search', () => {
  it('finds every form where it is planted, in every kind of trace', async () => {
    const github = await startTestGitHub()
    const result = await generate(github)
    const traces = tracesOf(result, github)
    const forms = formsOf(generateOperatorKey().privateKeyPem)
    expect(forms.size).toBeGreaterThan(30)
    expect(leaksIn(traces, forms)).toEqual([])
    for (const [form, text] of forms) {
      for (const [trace, content] of traces) {
        const planted = new Map([[trace, `${content.slice(0, 100)}${text}${content.slice(100)}`]])
        expect(leaksIn(planted, new Map([[form, text]]))).toEqual([`${form} in ${trace}`])
      }
    }
  })

  it('finds a key that is stored in the clear, in base64 or hex, whatever its alignment', () => {
    const { privateKeyPem } = generateOperatorKey()
    const forms = formsOf(privateKeyPem)
    const hex = encodePrivateKey(privateKeyPem, 'hex')
    for (const text of [privateKeyPem, hex, hex.toUpperCase()]) {
      expect(leaksIn(new Map([['trace', text]]), forms)).not.toEqual([])
      for (const prefix of ['', 'a', 'ab', '{"value":"']) {
        expect(leaksIn(new Map([['trace', Buffer.from(prefix + text).toString('base64')]]), forms)).not.toEqual([])
      }
    }
  })
})

describe('no byte of a private key leaves', () => {
  const put: Pick<FaultRule, 'method'> = { method: 'PUT' }
  const reset = { kind: 'reset' } as const
  /** Whatever happens after the key exists. `after` faults let the local GitHub open the box, so that the key is known. */
  const SCENARIOS: [what: string, inputs: Inputs, prepare: (github: LocalGitHub) => void][] = [
    ['a key in hex', {}, () => {}],
    ['a key in PEM', { 'private-key-encoding': 'pem' }, () => {}],
    ['a key with a variable', { 'public-key-variable': 'PK' }, () => {}],
    ['a lost answer', {}, github => github.faults.add({ ...put, when: 'after', do: reset })],
    [
      'a refusal to store',
      {},
      github => github.faults.add({ ...put, when: 'after', do: { kind: 'status', status: 403 } }),
    ],
    [
      'a collision',
      {},
      github =>
        github.faults.add({
          ...put,
          when: 'before',
          do: { kind: 'run', effect: () => github.putSecret(GATE, SECRET) },
        }),
    ],
    [
      'a stale sealing key',
      {},
      github =>
        github.faults.add({ ...put, when: 'before', do: { kind: 'run', effect: () => github.rotateSealingKey(GATE) } }),
    ],
    [
      'an invalid confirmation',
      {},
      github =>
        github.faults.add({ method: 'GET', path: /KEY$/, skip: 1, when: 'after', do: { kind: 'body', body: '{}' } }),
    ],
    [
      'a variable that cannot be written',
      { 'public-key-variable': 'PK' },
      github => github.faults.add({ method: 'POST', when: 'before', do: { kind: 'status', status: 403 } }),
    ],
  ]
  it.each(SCENARIOS)('with %s, debug logging on', async (_, inputs, prepare) => {
    const github = await startTestGitHub()
    prepare(github)
    const result = await generateBundle(github, inputs, { runner: { debug: true }, secrets: { TOKEN } })
    const pem = pemOf(storedText(github, GATE))
    expect(pem).toMatch(/^-----BEGIN EC PRIVATE KEY-----/)
    expect(leaksIn(tracesOf(result, github), formsOf(pem))).toEqual([])
    expect(leaksIn(tracesOf(result), new Map([['the token', TOKEN]]))).toEqual([])
    // Should another step print the key, the runner hides it: the hex, and each line of the PEM.
    expect(result.masks).toEqual(expect.arrayContaining([encodePrivateKey(pem, 'hex'), ...pem.trim().split('\n')]))
    // The masks come before anything else is said of the key.
    const lines = result.stdout.split('\n')
    expect(lines.findLastIndex(line => line.startsWith('::add-mask::'))).toBeLessThan(
      lines.findIndex(line => /holds|::error/.test(line)),
    )
  })

  it.each(['hex', 'pem'] as const)(
    'that comes as input in %s: verify and promote, with API access and tokens',
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
        // The header that the runner prints shows inputs, masked only where they are secrets; here they are none.
        const log = result.log.slice(result.log.indexOf('##[endgroup]'))
        expect(leaksIn(tracesOf({ ...result, log }, github), secrets)).toEqual([])
      }
      expect(github.exchanges.some(({ method }) => method === 'PUT')).toBe(true)
    },
  )

  it('in what a process could see of another: arguments and environment hold no key', async () => {
    const github = await startTestGitHub()
    let seen = ''
    github.onExchange = ({ method }) => {
      if (method === 'PUT' && process.platform === 'linux' && pid) {
        seen = ['cmdline', 'environ'].map(file => readFileSync(`/proc/${pid}/${file}`, 'latin1')).join('\n')
      }
    }
    let pid: number | undefined
    await generateBundle(github, {}, { onStart: child => (pid = child.pid) })
    expect(leaksIn(new Map([['the process', seen]]), formsOf(pemOf(storedText(github, GATE))))).toEqual([])
    if (process.platform === 'linux') expect(seen).toContain('INPUT_')
  })
})
