import { mkdirSync, rmSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { LocalGitHub } from '../local/github/index.ts'
import {
  failureOf,
  GATE,
  generate,
  IN_PROCESS,
  REPOSITORY,
  requests,
  run,
  SECRET,
  startWorld,
  storedPublicKey,
  storedText,
  TOKEN,
} from './world.ts'

const effect = (effect: () => void) => ({ kind: 'run' as const, effect })
const confirm = { method: 'GET', path: /LEDGER_OPERATOR_PRIVATE_KEY$/, skip: 1 }

describe('two runs at once', () => {
  it('are found out where a secret appears between look and store: no public key, and what now holds', async () => {
    const github = await startWorld()
    github.faults.add({
      method: 'PUT',
      when: 'before',
      do: effect(() => github.putSecret(GATE, SECRET, 'of another run')),
    })
    const result = await generate(github)
    const { title, code, message } = failureOf(result)
    expect(title).toBe('The secret was changed, no key may be registered')
    expect(code).toBe('another-run-stored')
    expect(message).toContain('the public key of neither run may be registered')
    expect(result.outputs).toEqual({})
    expect(message).not.toMatch(/04[0-9a-f]{128}/)
  })

  it('eight of them for one secret bring out one public key at the most, and the others say so', async () => {
    const github = await startWorld({ latency: 20 })
    const results = await Promise.all(Array.from({ length: 8 }, () => generate(github)))
    const shown = results.filter(({ exitCode }) => exitCode === 0)
    expect(shown.length).toBeLessThanOrEqual(1)
    for (const result of results) {
      if (result.exitCode === 0) continue
      expect(result.outputs).toEqual({})
      expect(['another-run-stored', 'not-confirmed', 'secret-exists']).toContain(failureOf(result).code)
    }
    // What is stored is one of the eight keys, whole.
    expect(storedPublicKey(github, GATE)).toMatch(/^04/)
  })

  it('with if-exists: overwrite too: whoever brings out a key that is not the stored one is stopped by verify', async () => {
    const github = await startWorld({ latency: 20 })
    github.putSecret(GATE, SECRET)
    const results = await Promise.all(Array.from({ length: 4 }, () => generate(github, { 'if-exists': 'overwrite' })))
    const stored = storedText(github, GATE)
    for (const { outputs } of results) {
      const hex = outputs['public-key-hex']
      if (!hex) continue
      const verified = await run(
        'verify',
        github,
        { 'private-key': stored, 'public-key-hex': hex },
        { secrets: { stored } },
      )
      expect(verified.exitCode === 0).toBe(hex === storedPublicKey(github, GATE))
    }
  })

  it.each([
    ['replaced long after', (github: LocalGitHub) => putLater(github, 60), 'changed later'],
    ['deleted', (github: LocalGitHub) => github.deleteSecret(GATE, SECRET), 'does not exist'],
  ])('are found out where the secret is %s between store and confirm', async (_, happen, said) => {
    const github = await startWorld()
    github.faults.add({ ...confirm, when: 'before', do: effect(() => happen(github)) })
    const result = await generate(github)
    const { title, code, message } = failureOf(result)
    expect(title).toBe('The secret was changed, no key may be registered')
    expect(code).toBe('not-confirmed')
    expect(message).toContain(said)
    expect(result.outputs).toEqual({})
  })

  it('are no reason to give up where a replica of GitHub is late to show the secret', async () => {
    const github = await startWorld()
    github.faults.add({
      ...confirm,
      when: 'after',
      times: 2,
      do: { kind: 'status', status: 404, body: { message: 'Not Found' } },
    })
    const result = await generate(github)
    expect(result.exitCode).toBe(0)
    expect(result.outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
  })

  it('are found out where GitHub goes on showing the secret as it was', async () => {
    let ahead = 0
    const github = await startWorld({ now: () => new Date(Date.now() + ahead) })
    github.putSecret(GATE, SECRET)
    const before = github.secret(GATE, SECRET)?.updated_at
    ahead = 60_000
    const body = JSON.stringify({ name: SECRET, created_at: before, updated_at: before })
    github.faults.add({ ...confirm, when: 'after', times: 4, do: { kind: 'body', body } })
    const result = await generate(github, { 'if-exists': 'overwrite' })
    const { title, code, message } = failureOf(result)
    expect([title, code]).toEqual(['The secret was changed, no key may be registered', 'not-confirmed'])
    expect(message).toContain(
      `GitHub answered 204 when this run stored its key, but now shows no change of the secret since ${before}`,
    )
    expect(result.outputs).toEqual({})
  })

  it('are found out where the environment is deleted in between', async () => {
    const github = await startWorld()
    github.faults.add({
      method: 'PUT',
      when: 'before',
      do: effect(() => github.removeEnvironment(REPOSITORY, GATE.environment)),
    })
    const result = await generate(github)
    expect(failureOf(result)).toMatchObject({ title: 'Nothing was changed', code: 'destination-not-found' })
    expect(result.outputs).toEqual({})
  })
})

describe('a stale sealing key', () => {
  it('is fetched anew, and the same key pair is sealed again, once', async () => {
    const github = await startWorld()
    github.faults.add({ method: 'PUT', when: 'before', do: effect(() => github.rotateSealingKey(GATE)) })
    const result = await generate(github)
    expect(result.exitCode).toBe(0)
    expect(result.outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
    expect(requests(github).filter(request => request.startsWith('PUT'))).toHaveLength(2)
  })

  it('that goes stale again ends the run with nothing changed', async () => {
    const github = await startWorld()
    github.faults.add({ method: 'PUT', when: 'before', times: 2, do: effect(() => github.rotateSealingKey(GATE)) })
    const result = await generate(github)
    expect(failureOf(result)).toMatchObject({ title: 'Nothing was changed', code: 'github-refused' })
    expect(requests(github).filter(request => request.startsWith('PUT'))).toHaveLength(2)
  })

  it.each([
    ['of a wrong size', Buffer.alloc(31, 7).toString('base64'), 'has 31 bytes'],
    ['that is not base64', '*'.repeat(44), 'is not base64'],
    ['of low order', Buffer.alloc(32).toString('base64'), 'low order'],
  ])('is told from one %s, which is never used', async (_, key, said) => {
    const github = await startWorld()
    const body = JSON.stringify({ key_id: '1', key })
    github.faults.add({ path: /public-key$/, when: 'after', do: { kind: 'body', body } })
    const result = await generate(github)
    const { title, code, message } = failureOf(result)
    expect([title, code]).toEqual(['Nothing was changed', 'sealing-key-unusable'])
    expect(message).toContain(said)
    expect(requests(github).some(request => request.startsWith('PUT'))).toBe(false)
  })
})

describe('rate limits', () => {
  it.skipIf(IN_PROCESS)(
    'let a hundred runs through, eight writes a second, each with its own key',
    { timeout: 180_000 },
    async () => {
      const github = await startWorld()
      const names = Array.from({ length: 100 }, (_, i) => `KEY_${i}`)
      github.limitWrites({ perSecond: 8 })
      const results = await Promise.all(names.map(name => generate(github, { 'secret-name': name })))
      const shown = results.map(({ outputs }) => outputs['public-key-hex'])
      expect(results.filter(({ exitCode }) => exitCode !== 0).map(({ log }) => log)).toEqual([])
      expect(shown).toEqual(names.map(name => storedPublicKey(github, GATE, name)))
      expect(new Set(shown).size).toBe(100)
    },
  )

  it('are told while they are waited for', async () => {
    const github = await startWorld()
    const reset = Math.floor(Date.now() / 1000) + 4
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) }
    github.faults.add({
      method: 'PUT',
      when: 'before',
      do: { kind: 'status', status: 403, headers, body: { message: 'API rate limit exceeded' } },
    })
    const { exitCode, log } = await generate(github)
    expect(exitCode).toBe(0)
    expect(log).toMatch(/GitHub limits requests \(status 403\) and asks to wait \d s, until .+Asking again in \d s\./)
  })

  it('that last longer than a run may wait end it at once, with the time of their end', async () => {
    const github = await startWorld()
    const headers = { 'retry-after': '3600' }
    github.faults.add({
      method: 'PUT',
      when: 'before',
      do: { kind: 'status', status: 429, headers, body: { message: 'slow down' } },
    })
    const started = performance.now()
    const { code, message } = failureOf(await generate(github))
    expect(performance.now() - started).toBeLessThan(5_000)
    expect(code).toBe('github-limited')
    expect(message).toMatch(/asks to wait 3600 s, until \d{4}-\d\d-\d\dT/)
  })
})

describe('a GitHub that never answers', () => {
  it('ends the run in time, with what it was asked', { timeout: 130_000 }, async () => {
    const github = await startWorld()
    github.faults.add({ path: /public-key$/, when: 'before', times: 99, do: { kind: 'hang' } })
    const started = performance.now()
    const { code, message } = failureOf(await generate(github))
    expect(performance.now() - started).toBeLessThan(120_000)
    expect(code).toBe('github-down')
    expect(message).toMatch(/GitHub did not answer within 10 s \(asked 5 times\): GET .+public-key/)
  })
})

describe('broken surroundings', () => {
  it.each(['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'])('without %s no key is made', async name => {
    const github = await startWorld()
    for (const value of [undefined, '/nowhere/at/all']) {
      const result = await generate(
        github,
        {},
        {
          prepare: environment => {
            if (value === undefined) delete environment[name]
            else environment[name] = value
          },
        },
      )
      expect(failureOf(result)).toMatchObject({ title: 'Nothing was changed', code: 'command-file-unwritable' })
    }
    expect(github.exchanges).toEqual([])
  })

  it.each([
    ['outputs', 'GITHUB_OUTPUT', 'outputs-unwritable'],
    ['summary', 'GITHUB_STEP_SUMMARY', 'summary-unwritable'],
  ])(
    'a file for the %s that breaks after the key is stored leaves its public key in the error',
    async (_, name, expected) => {
      const github = await startWorld()
      let file = ''
      github.faults.add({
        ...confirm,
        when: 'before',
        do: effect(() => {
          // Even root cannot write to a folder as to a file.
          rmSync(file)
          mkdirSync(file)
        }),
      })
      const result = await generate(github, {}, { prepare: environment => (file = environment[name] ?? '') })
      const { title, code, message } = failureOf(result)
      expect([title, code]).toEqual(['The key is stored, the run is not complete', expected])
      expect(message).toContain(storedPublicKey(github, GATE))
    },
  )

  it('a clock that is years off changes nothing', async () => {
    const github = await startWorld({ now: () => new Date('2031-05-05T05:05:05Z') })
    const result = await generate(github)
    expect(result.exitCode).toBe(0)
    expect(result.outputs['secret-updated-at']).toBe('2031-05-05T05:05:05Z')
  })

  it('NODE_OPTIONS and NODE_DEBUG of the workflow change nothing that is told of the key', async () => {
    const github = await startWorld()
    const result = await run(
      '.',
      github,
      { 'github-token': TOKEN, environment: GATE.environment },
      { env: { NODE_OPTIONS: '--no-deprecation' } },
    )
    expect(result.exitCode).toBe(0)
    expect(result.outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
  })
})

/** Another run's store, by a clock that has gone on. */
function putLater(github: LocalGitHub, seconds: number): void {
  github.putSecret(GATE, SECRET, 'of another run')
  const secret = github.secret(GATE, SECRET)
  if (secret) secret.updated_at = `${new Date(Date.now() + seconds * 1000).toISOString().slice(0, 19)}Z`
}
