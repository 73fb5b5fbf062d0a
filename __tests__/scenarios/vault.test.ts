// Whole actions with OpenBao behind a proxy that breaks connections and changes responses.
import { createCipheriv, publicEncrypt, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { OpenBao } from '../../local/openbao/index.ts'
import type { ActionResult } from '../../local/runner/index.ts'
import { generateOperatorKey } from '../../src/key/operator-key.ts'
import { formsOf, leaksIn, tracesOf } from '../support/leaks.ts'
import { SKIPS_OPENBAO, sharedOpenBao } from '../support/openbao.ts'
import { failureOf, type Inputs, run, runBundle } from '../support/run-action.ts'
import {
  GATE,
  JOB_TOKEN,
  REPOSITORY,
  RUN_ID,
  startTestGitHub,
  startTestLedger,
  type TestGitHub,
} from '../support/servers.ts'

/** What a proxy does with a request: passes it on, breaks the connection before or after it, or changes body or response. */
type Interference =
  | { when: 'lose-request' | 'lose-response' }
  | { when: 'change-request'; change: (body: string) => string }
  | { when: 'change-response'; change: (body: string) => string }

/** How a run reaches the server: directly, as root and in this process, unless a test sets another way. */
interface Connection {
  address?: string
  token?: string
  start?: typeof run
}

const { environment } = GATE
const NOT_OF_RUN = 'Nothing shows that this run made the key: neither `proof` nor the key store.'
const EXPORTABLE = 'The key was imported, or can be exported or replicated.'
const newPath = () => `ledger/${randomBytes(8).toString('hex')}`

describe.skipIf(SKIPS_OPENBAO)('with OpenBao', () => {
  let bao: OpenBao
  beforeAll(async () => {
    bao = await sharedOpenBao()
  })

  /** A proxy before the server that interferes with the first requests of a method and a path. */
  const startProxy = async (method: string, path: RegExp, interference: Interference, times = 1) => {
    let left = times
    const server = createServer(async (request, response) => {
      let body = Buffer.concat(await request.toArray()).toString()
      const { when, ...more } = interference
      const matches = request.method === method && path.test(String(request.url)) && left-- > 0
      if (matches && when === 'lose-request') return request.socket.destroy()
      if (matches && when === 'change-request' && 'change' in more) body = more.change(body)
      const answer = await fetch(`${bao.address}${request.url}`, {
        method: String(request.method),
        headers: { 'x-vault-token': String(request.headers['x-vault-token']) },
        ...(body && { body }),
      })
      let text = await answer.text()
      if (matches && when === 'lose-response') return request.socket.destroy()
      if (matches && when === 'change-response' && 'change' in more) text = more.change(text)
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text)
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  const runWith = async (
    action: Parameters<typeof run>[0],
    github: TestGitHub,
    inputs: Inputs,
    { address = bao.address, token = bao.rootToken, start = run }: Connection = {},
  ): Promise<ActionResult> => {
    const result = await start(action, github, inputs, {
      env: { VAULT_ADDR: address, VAULT_TOKEN: token },
      secrets: { VAULT_TOKEN: token },
      github: { run_id: String(RUN_ID), actor_id: String(github.state.users.get('octocat').id) },
    })
    for (const [name, text] of tracesOf(result, github)) expect(text.includes(token), name).toBe(false)
    return result
  }
  const generate = (github: TestGitHub, keyStore: string, how: Connection = {}, more = {}) =>
    runWith('.', github, { 'github-token': JOB_TOKEN, 'key-store': keyStore, environment, ...more }, how)
  const approve = (github: TestGitHub) => {
    const review = { user: 'alice', environment, state: 'approved', comment: '' } as const
    github.addRun(REPOSITORY, RUN_ID, [review], { actor: 'octocat' })
  }
  const verify = (github: TestGitHub, { outputs }: ActionResult, how: Connection = {}) =>
    runWith(
      'verify',
      github,
      {
        'key-store': outputs['key-reference'] ?? '',
        'public-key-hex': outputs['public-key-hex'] ?? '',
        environment,
        approval: 'require',
        'github-token': JOB_TOKEN,
      },
      how,
    )

  it('of six processes that store a key at the same time, exactly one succeeds', async () => {
    const github = await startTestGitHub()
    const path = newPath()
    const results = await Promise.all(
      Array.from({ length: 6 }, () => generate(github, `vault://secret/${path}`, { start: runBundle })),
    )
    const winners = results.filter(({ exitCode }) => exitCode === 0)
    expect(winners).toHaveLength(1)
    for (const loser of results.filter(({ exitCode }) => exitCode !== 0)) {
      expect(failureOf(loser)).toMatchObject({ code: 'key-exists', title: 'Nothing was changed' })
      expect(loser.outputs).toEqual({})
    }
    const { data } = await bao.send('GET', `secret/data/${path}`)
    const { public_key_hex, private_key = '' } = data.data as Record<string, string>
    expect(winners[0]?.outputs['public-key-hex']).toBe(public_key_hex)
    expect((data.metadata as Record<string, unknown>).version).toBe(1)
    const pem = Buffer.from(private_key, 'hex').toString()
    for (const result of results) expect(leaksIn(tracesOf(result, github), formsOf(pem))).toEqual([])
  })

  it.each(['lose-request', 'lose-response'] as const)(
    'generate stores one key in KV if the connection breaks (%s)',
    async when => {
      const github = await startTestGitHub()
      const path = newPath()
      const address = await startProxy('POST', /\/data\//, { when })
      const { exitCode, outputs, log } = await generate(github, `vault://secret/${path}`, { address })
      expect(exitCode, log).toBe(0)
      const { data } = await bao.send('GET', `secret/data/${path}`)
      expect(data).toMatchObject({ data: { public_key_hex: outputs['public-key-hex'] }, metadata: { version: 1 } })
    },
  )

  it('generate returns no public key, and names what to discard, if it cannot read what it stored', async () => {
    const github = await startTestGitHub()
    const path = newPath()
    const policy = `
      path "secret/data/ledger/*" { capabilities = ["create"] }
      path "secret/metadata/ledger/*" { capabilities = ["read"] }`
    const token = await bao.createToken({ create: policy })
    const address = await startProxy('POST', /\/data\//, { when: 'lose-response' })
    const result = await generate(github, `vault://secret/${path}`, { address, token })
    const { code, title, message } = failureOf(result)
    expect({ code, title }).toEqual({ code: 'not-confirmed', title: 'The stored key may have been changed' })
    expect(message).toContain(`vault://secret/${path}?version=1#private_key`)
    expect(result.outputs).toEqual({})
    // The error names what to discard, and discarding it works.
    const discarded = await runWith('discard', github, {
      'key-store': `vault://secret/${path}?version=1#private_key`,
      'if-approved': 'discard',
    })
    expect(discarded.outputs.discarded).toBe('true')
  })

  it('generate fails as unconfirmed if the stored version is replaced before it is confirmed', async () => {
    const github = await startTestGitHub()
    const path = newPath()
    const change = (text: string) => text.replace(/"created_time":"[^"]*"/, '"created_time":"2026-01-01T00:00:00Z"')
    const address = await startProxy('POST', /\/data\//, { when: 'change-response', change })
    const result = await generate(github, `vault://secret/${path}`, { address })
    expect(failureOf(result)).toMatchObject({
      code: 'not-confirmed',
      title: 'The stored key was changed, no key may be registered',
    })
  })

  it('each action warns of a version that the vault deletes by itself, until an admin keeps it', async () => {
    const github = await startTestGitHub()
    const path = newPath()
    await bao.set(`secret/metadata/${path}`, { delete_version_after: '24h' })
    const generated = await generate(github, `vault://secret/${path}`)
    const { data } = await bao.send('GET', `secret/data/${path}`)
    const { deletion_time } = data.metadata as Record<string, string>
    const warning = `##[warning]The vault deletes this version of the secret by itself on ${deletion_time?.slice(0, 23)}Z (\`delete_version_after\`)`
    const section = '### The vault will delete this key'
    const kept = await generate(github, `vault://secret/${path}`, {}, { 'if-exists': 'keep' })
    const private_key = { 'private-key': String((data.data as Record<string, unknown>).private_key) }
    const { 'key-reference': reference = '', 'public-key-hex': hex = '', proof = '' } = generated.outputs
    const ledger = await startTestLedger(github)
    const { apiKeyId, apiKeySecret } = ledger.addAccess('minivault', hex)
    const promotion: Inputs = {
      'key-store': `vault://secret/${path}`,
      ...private_key,
      'public-key-hex': hex,
      'api-key-id': apiKeyId,
      'api-key-secret': apiKeySecret,
      workspace: 'minivault',
      'ledger-api-url': ledger.baseUrl('v2'),
    }
    const notPromoted = await runWith('promote', github, { ...promotion, 'if-exists': 'keep' })
    const promoted = await runWith('promote', github, { ...promotion, 'if-exists': 'overwrite' })
    expect(notPromoted.outputs.created).toBe('false')
    for (const { log, summary } of [generated, kept, notPromoted]) {
      expect(log).toContain(warning)
      expect(summary).toContain(section)
    }
    expect(promoted.log).toContain('##[warning]The vault deletes this version')
    expect(promoted.summary).toContain(section)

    approve(github)
    const gate = { environment, approval: 'require', 'github-token': JOB_TOKEN } as const
    const inputs = { 'key-store': reference, 'public-key-hex': hex, proof, ...gate }
    const expiring = await runWith('verify', github, inputs)
    expect(expiring.log).toContain(warning)
    expect(expiring.summary).toContain('### Do not register the key from this page')
    await bao.set(`secret/metadata/${path}`, { delete_version_after: '0s' })
    await bao.set(`secret/undelete/${path}`, { versions: [1] })
    const staying = await runWith('verify', github, inputs)
    expect(staying.summary).toContain('## Verified: register this key')
  })

  it.each(['lose-request', 'lose-response'] as const)(
    'generate creates one key in Transit if the connection breaks (%s)',
    async when => {
      const github = await startTestGitHub()
      const address = await startProxy('POST', /\/keys\//, { when })
      const { exitCode, outputs, log } = await generate(github, 'hashivault://racing', { address })
      expect(exitCode, log).toBe(0)
      expect(outputs.proof).toBeUndefined()
      expect(outputs['key-reference']).toMatch(new RegExp(`^hashivault://racing-${RUN_ID}-[0-9a-f]{32}\\?version=1$`))
    },
  )

  it('generate never uses an existing key in Transit as its own', async () => {
    const github = await startTestGitHub()
    await bao.set('transit/keys/existing', { type: 'ecdsa-p256' })
    const exists = failureOf(await generate(github, 'hashivault://existing'))
    expect(exists).toMatchObject({ code: 'key-exists', title: 'Nothing was changed' })
    expect(exists.message).toContain('Choose another place. Set `if-exists: keep` to keep the key.\n')
    const kept = await generate(github, 'hashivault://existing', {}, { 'if-exists': 'keep' })
    expect(kept.outputs).toMatchObject({ created: 'false', 'key-reference': 'hashivault://existing?version=1' })
    const overwrite = { 'if-exists': 'overwrite', 'environment-protection': 'require' }
    for (const dryRun of ['true', 'false']) {
      const refused = failureOf(
        await generate(github, 'hashivault://existing', {}, { ...overwrite, 'dry-run': dryRun }),
      )
      expect(refused).toMatchObject({ code: 'input-invalid', title: 'Nothing was changed' })
    }
    expect((await bao.send('GET', 'transit/keys?list=true')).data.keys).not.toContainEqual(
      expect.stringMatching(/^existing-/),
    )
    const unused = await generate(github, 'hashivault://unused', {}, { ...overwrite, 'dry-run': 'true' })
    expect(unused.log).toContain('a key would be generated and stored here')
    approve(github)
    const verified = await verify(github, kept)
    expect(verified.exitCode, verified.log).toBe(0)
    expect(verified.summary).not.toContain('register this key')
  })

  /** The private key of someone as Transit imports it: wrapped by AES (RFC 5649), whose key is encrypted for the server. */
  const importable = async () => {
    const wrappingKey = await bao.send('GET', 'transit/wrapping_key')
    const aesKey = randomBytes(32)
    const cipher = createCipheriv('id-aes256-wrap-pad', aesKey, Buffer.from('a65959a6', 'hex'))
    const pkcs8 = generateOperatorKey().privateKey.export({ type: 'pkcs8', format: 'der' })
    const rsa = { key: String(wrappingKey.data.public_key), oaepHash: 'sha256' }
    const parts = [publicEncrypt(rsa, aesKey), cipher.update(pkcs8), cipher.final()]
    return { type: 'ecdsa-p256', hash_function: 'SHA256', ciphertext: Buffer.concat(parts).toString('base64') }
  }
  const created = ['', { type: 'ecdsa-p256' }] as const
  type Change = readonly [operation: string, body: object | (() => Promise<object>)]
  it.each<[what: string, runId: number, changes: Change[], reasons: string[]]>([
    ['that only this run used', RUN_ID, [created], []],
    ['of another run', 7, [created], [NOT_OF_RUN]],
    ['that was rotated', RUN_ID, [created, ['/rotate', {}]], [NOT_OF_RUN]],
    ['that was imported', RUN_ID, [['/import', importable]], [EXPORTABLE]],
    ['that can be exported', RUN_ID, [created, ['/config', { exportable: true }]], [EXPORTABLE]],
    ['that can be backed up', RUN_ID, [created, ['/config', { allow_plaintext_backup: true }]], [EXPORTABLE]],
  ])(
    'verify says whether to register a key in Transit %s, with and without a proof',
    async (_, runId, changes, reasons) => {
      const github = await startTestGitHub()
      approve(github)
      const name = `operator-${runId}-${randomBytes(16).toString('hex')}`
      for (const [operation, body] of changes) {
        await bao.set(`transit/keys/${name}${operation}`, typeof body === 'function' ? await body() : body)
      }
      const place = { 'key-store': `openbao://${name}` }
      const { outputs } = await runWith('verify', github, place)
      const gate = { environment, approval: 'require', 'github-token': JOB_TOKEN } as const
      for (const evidence of [{}, { proof: outputs.proof ?? '' }]) {
        const inputs = { ...place, ...gate, 'public-key-hex': outputs['public-key-hex'] ?? '', ...evidence }
        const { exitCode, summary } = await runWith('verify', github, inputs)
        expect([exitCode, summary.includes('register this key')]).toEqual([0, reasons.length === 0])
        expect([...summary.matchAll(/^- (.*)$/gm)].map(([, reason]) => reason)).toEqual(reasons)
      }
    },
  )

  it('verify says to register a key in Transit that this run made', async () => {
    const github = await startTestGitHub()
    const generated = await generate(github, 'openbao://operator')
    approve(github)
    const { exitCode, summary, outputs, log } = await verify(github, generated)
    expect(exitCode, log).toBe(0)
    expect(summary).toContain('## Verified: register this key')
    expect(outputs.proof).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
  })

  it('verify fails if the vault signed other bytes', async () => {
    const github = await startTestGitHub()
    const generated = await generate(github, 'hashivault://operator')
    // A service that hashes the hash again, as one emulator does.
    const change = (body: string) => JSON.stringify({ ...JSON.parse(body), prehashed: false })
    approve(github)
    const address = await startProxy('POST', /\/sign\//, { when: 'change-request', change })
    expect(failureOf(await verify(github, generated, { address })).code).toBe('signature-invalid')
  })

  it.each([
    ['vault://secret/ledger/x', 'vault-forbidden', 'hvs.AAAAAAAAAAAAAAAAAAAAAAAA'],
    ['hashivault://ledger', 'vault-forbidden', 'hvs.AAAAAAAAAAAAAAAAAAAAAAAA'],
    ['vault://nothing/ledger/x', 'vault-mount-missing', undefined],
    ['hashivault://ledger?mount=secret', 'vault-wrong-engine', undefined],
  ])('generate changes nothing with %s and reports %s', async (uri, code, token) => {
    const github = await startTestGitHub()
    const failure = failureOf(await generate(github, uri, token === undefined ? {} : { token }))
    expect(failure).toMatchObject({ code, title: 'Nothing was changed' })
  })
})
