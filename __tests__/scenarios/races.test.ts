import { mkdirSync, rmSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Destination } from '../../local/github/index.ts'
import type { ActionResult } from '../../local/runner/index.ts'
import { encodePrivateKey, generateOperatorKey } from '../../src/key/operator-key.ts'
import { failureOf, generate, generateBundle, OVERWRITE, run } from '../support/run-action.ts'
import {
  GATE,
  REAL_TIME,
  REPOSITORY,
  requests,
  SECRET,
  startTestGitHub,
  storedPublicKey,
  storedText,
  type TestGitHub,
} from '../support/servers.ts'
import { LIVE, PROMOTED, stageKey, VARIABLE } from '../support/staged-key.ts'
import { WORKSPACE } from '../support/workflows.ts'

const effect = (effect: () => void | Promise<void>) => ({ kind: 'run' as const, effect })
const [ID = ''] = PROMOTED
const confirm = { method: 'GET', path: /LEDGER_OPERATOR_PRIVATE_KEY$/, skip: 1 }

describe('two runs at once', () => {
  it('are found out where a secret appears between look and store: no public key, and what now holds', async () => {
    const github = await startTestGitHub()
    github.faults.add({
      method: 'PUT',
      when: 'before',
      do: effect(() => github.putSecret(GATE, SECRET, 'of another run')),
    })
    const result = await generate(github)
    const { title, code, message } = failureOf(result)
    expect(title).toBe('The secret was changed, no key may be registered')
    expect(code).toBe('concurrent-write')
    expect(message).toContain('Do not register a public key for this secret.')
    expect(result.outputs).toEqual({})
    expect(message).not.toMatch(/04[0-9a-f]{128}/)
  })

  it('eight of them for one secret bring out one public key at the most, and the others say so', async () => {
    const github = await startTestGitHub({ ...REAL_TIME, latency: 20 })
    const results = await Promise.all(Array.from({ length: 8 }, () => generateBundle(github)))
    const shown = results.filter(({ exitCode }) => exitCode === 0)
    expect(shown.length).toBeLessThanOrEqual(1)
    for (const result of results) {
      if (result.exitCode === 0) continue
      expect(result.outputs).toEqual({})
      expect(['concurrent-write', 'not-confirmed', 'secret-exists']).toContain(failureOf(result).code)
    }
    // What is stored is one of the eight keys, whole.
    expect(storedPublicKey(github, GATE)).toMatch(/^04/)
  })

  it('with if-exists: overwrite too: whoever brings out a key that is not the stored one is stopped by verify', async () => {
    const github = await startTestGitHub({ ...REAL_TIME, latency: 20 })
    github.putSecret(GATE, SECRET)
    const results = await Promise.all(Array.from({ length: 8 }, () => generateBundle(github, OVERWRITE)))
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
    ['replaced long after', (github: TestGitHub) => putLater(github, 60), 'it was changed again at'],
    ['replaced two seconds after', (github: TestGitHub) => putLater(github, 2), 'it was changed again at'],
    ['deleted', (github: TestGitHub) => github.deleteSecret(GATE, SECRET), 'it does not exist'],
  ])('are found out where the secret is %s between store and confirm', async (_, happen, said) => {
    const github = await startTestGitHub()
    github.faults.add({ ...confirm, when: 'before', do: effect(() => happen(github)) })
    const result = await generate(github)
    const { title, code, message } = failureOf(result)
    expect(title).toBe('The secret was changed, no key may be registered')
    expect(code).toBe('not-confirmed')
    expect(message).toContain(said)
    expect(result.outputs).toEqual({})
  })

  it('are no reason to give up where a replica of GitHub is late to show the secret', async () => {
    const github = await startTestGitHub()
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
    const github = await startTestGitHub()
    github.putSecret(GATE, SECRET)
    const before = github.secret(GATE, SECRET)?.updated_at
    const body = JSON.stringify({ name: SECRET, created_at: before, updated_at: before })
    github.faults.add({ ...confirm, when: 'after', times: 99, do: { kind: 'body', body } })
    const result = await generate(github, OVERWRITE)
    const { title, code, message } = failureOf(result)
    expect([title, code]).toEqual(['The secret was changed, no key may be registered', 'not-confirmed'])
    expect(message).toContain(
      `GitHub answered 204 when this run stored the secret ${SECRET} of the environment "ledger admins/prod" of octo/keys, ` +
        `but then said that it was last updated at ${before}, before this run stored.`,
    )
    expect(result.outputs).toEqual({})
  })

  it('are not seen where GitHub rotates its sealing key after an answer was lost: what is there is this run’s own', async () => {
    const github = await startTestGitHub()
    github.faults.add({ method: 'PUT', when: 'after', do: { kind: 'reset' } })
    const rotate = effect(() => github.rotateSealingKey(GATE))
    github.faults.add({ method: 'PUT', skip: 1, when: 'before', do: rotate })
    const result = await generate(github)
    expect(result.exitCode, result.log).toBe(0)
    expect(result.outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
    expect(github.exchanges.filter(({ method }) => method === 'PUT').map(({ status }) => status)).toContain(422)
  })

  it('generate repeats a store once if it was within the second of the previous change', async () => {
    const github = await startTestGitHub()
    const store = effect(() => github.putSecret(GATE, SECRET, 'an old key'))
    github.faults.add({ method: 'GET', path: /LEDGER_OPERATOR_PRIVATE_KEY$/, when: 'before', do: store })
    const result = await generate(github, OVERWRITE)
    expect(result.exitCode, result.log).toBe(0)
    expect(result.outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
    expect(requests(github).filter(request => request.startsWith('PUT'))).toHaveLength(2)
  })

  it('generate confirms nothing if the time that was there before does not change', async () => {
    const github = await startTestGitHub()
    github.putSecret(GATE, SECRET, 'an old key')
    const before = github.secret(GATE, SECRET)
    github.faults.add({ method: 'PUT', when: 'before', times: 2, do: { kind: 'status', status: 204, body: '' } })
    const result = await generate(github, OVERWRITE)
    expect(failureOf(result).code).toBe('not-confirmed')
    expect(result.outputs).toEqual({})
    expect(github.secret(GATE, SECRET)).toEqual(before)
    expect(requests(github).filter(request => request.startsWith('PUT'))).toHaveLength(2)
  })

  it.each([
    ['look and store', { method: 'PUT' }, 'Nothing was changed', 'destination-not-found'],
    ['store and confirm', confirm, 'The secret was changed, no key may be registered', 'not-confirmed'],
  ])('are found out where the environment is deleted between %s', async (_, at, title, code) => {
    const github = await startTestGitHub()
    const remove = effect(() => github.removeEnvironment(REPOSITORY, GATE.environment))
    github.faults.add({ ...at, when: 'before', do: remove })
    const result = await generate(github)
    expect(failureOf(result)).toMatchObject({ title, code })
    expect(result.outputs).toEqual({})
  })
})

describe('what others do while promote runs', () => {
  const confirmOf = (name: string) => ({ method: 'GET', path: new RegExp(`/open/.+${name}$`), skip: 1 })

  it.each([
    ['the key is deleted', SECRET, (github: TestGitHub) => github.deleteSecret(LIVE, SECRET), 'it does not exist'],
    ['the key is replaced', SECRET, (github: TestGitHub) => putLater(github, 60, LIVE), 'it was changed again at'],
    ['the API Key ID is deleted', ID, (github: TestGitHub) => github.deleteSecret(LIVE, ID), 'it does not exist'],
    [
      'its environment is deleted',
      ID,
      (github: TestGitHub) => github.removeEnvironment(REPOSITORY, 'open'),
      'it does not exist',
    ],
  ])('is found out where %s between store and confirm; what is staged stays', async (_, name, happen, said) => {
    const stage = await stageKey()
    const { github } = stage
    github.faults.add({ ...confirmOf(name), when: 'before', do: effect(() => happen(github)) })
    const result = await stage.run('promote')
    const { title, code, message } = failureOf(result)
    expect([title, code]).toEqual(['The secret was changed, no key may be registered', 'not-confirmed'])
    expect(message).toContain(said)
    expect(message).toContain(`the secret ${name} of the environment "open" of octo/keys`)
    expect(message.includes('This run stored')).toBe(name === SECRET)
    expect(result.outputs).toEqual({})
    expect(github.secret(GATE, SECRET)).toEqual(stage.staged)
  })

  it('is found out where a key appears between look and store', async () => {
    const stage = await stageKey()
    const { github } = stage
    const appear = effect(() => github.putSecret(LIVE, SECRET, 'of another run'))
    github.faults.add({ method: 'PUT', path: new RegExp(`${SECRET}$`), when: 'before', do: appear })
    const result = await stage.run('promote')
    const { title, code, message } = failureOf(result)
    expect([title, code]).toEqual(['The secret was changed, no key may be registered', 'concurrent-write'])
    expect(message).toContain(`This run stored: the secret ${ID}`)
    expect(result.outputs).toEqual({})
    expect(github.secret(GATE, SECRET)).toEqual(stage.staged)
  })

  it('brings a key of another operator: one of the two is done at the most, and verify tells which belong together', async () => {
    const { github, ledger, run } = await stageKey()
    const other = generateOperatorKey()
    const access = ledger.addAccess(WORKSPACE, other.publicKey.hex)
    const results = await Promise.all([
      run('promote'),
      run('promote', {
        'private-key': encodePrivateKey(other.privateKeyPem, 'hex'),
        'public-key-hex': other.publicKey.hex,
        'api-key-id': access.apiKeyId,
        'api-key-secret': access.apiKeySecret,
      }),
    ])
    expect(results.filter(({ exitCode }) => exitCode === 0).length).toBeLessThanOrEqual(1)
    for (const result of results.filter(({ exitCode }) => exitCode !== 0)) {
      expect(['concurrent-write', 'not-confirmed', 'secret-exists']).toContain(failureOf(result).code)
      expect(result.outputs).toEqual({})
    }
    const [apiKeyId = '', apiKeySecret = '', key = ''] = PROMOTED.map(name => storedText(github, LIVE, name))
    if (key === '') return
    const publicKey = storedPublicKey(github, LIVE)
    const ofOther = [
      apiKeyId === access.apiKeyId,
      apiKeySecret === access.apiKeySecret,
      publicKey === other.publicKey.hex,
    ]
    const stored = { 'private-key': key, 'api-key-id': apiKeyId, 'api-key-secret': apiKeySecret }
    const verified = await run('verify', { ...stored, 'public-key-hex': publicKey })
    expect(verified.exitCode === 0).toBe(new Set(ofOther).size === 1)
  })
})

describe('what is staged', () => {
  it.each([
    ['before promote looks again', { method: 'GET', path: /prod.*PRIVATE_KEY$/, skip: 1, when: 'before' as const }],
    ['while promote stores', { method: 'PUT', when: 'before' as const }],
  ])('and replaced by a newer key %s is left alone, and the run says so', async (_, at) => {
    const stage = await stageKey()
    const { github } = stage
    github.faults.add({ ...at, do: effect(() => putLater(github, 60)) })
    const result = await stage.run('promote')
    const { title, code, message } = failureOf(result)
    expect([title, code]).toEqual(['The key is stored, the run is not complete', 'secret-newer'])
    expect(message).toContain('may still exist')
    expect(storedText(github, GATE)).toBe('of another run')
  })

  it('where the token sees nothing stops promote before it writes', async () => {
    const stage = await stageKey()
    const { github } = stage
    github.addToken('github_pat_elsewhere', {
      kind: 'fine-grained',
      repositories: ['octo/other'],
      permissions: { environments: 'write', secrets: 'write', actions_variables: 'write' },
    })
    const more = { 'github-token': 'github_pat_elsewhere', repository: 'octo/other', environment: '' }
    const result = await stage.run('promote', more)
    expect(failureOf(result)).toMatchObject({ title: 'Nothing was changed', code: 'destination-not-found' })
    expect(github.secret({ repository: 'octo/other' }, SECRET)).toBeUndefined()
    expect(github.secret(GATE, SECRET)).toEqual(stage.staged)
  })

  it('and does not exist in its environment stops promote before it writes', async () => {
    const stage = await stageKey({ gone: true })
    const result = await stage.run('promote')
    expect(failureOf(result)).toMatchObject({ title: 'Nothing was changed', code: 'staged-secret-missing' })
    expect(stage.github.exchanges.every(({ method }) => method === 'GET')).toBe(true)
  })
})

describe('a key that is stored while discard runs', () => {
  it('after a delete whose answer was lost is left alone', async () => {
    const { github, run } = await stageKey()
    github.faults.add({ method: 'DELETE', when: 'after', do: effect(() => putLater(github, 60)) })
    github.faults.add({ method: 'DELETE', when: 'after', do: { kind: 'reset' } })
    const result = await run('discard')
    expect(failureOf(result)).toMatchObject({ title: 'The secret may have been deleted', code: 'secret-newer' })
    expect(storedText(github, GATE)).toBe('of another run')
  })

  it('before its look is left alone: it is not the one to discard', async () => {
    const { github, run } = await stageKey()
    const store = effect(() => putLater(github, 60))
    github.faults.add({ method: 'GET', path: new RegExp(`${SECRET}$`), when: 'before', do: store })
    const result = await run('discard')
    expect(failureOf(result)).toMatchObject({ title: 'Nothing was deleted', code: 'secret-newer' })
    expect(storedText(github, GATE)).toBe('of another run')
    expect(github.variable(GATE, VARIABLE)).toBeDefined()
  })

  it('and is confirmed after its delete is found out by its own run', async () => {
    const { github, run } = await stageKey()
    let discarded: ActionResult | undefined
    const discard = async () => {
      // GitHub's times have a resolution of one second: in the next one the overwritten secret would be spared.
      discarded = await run('discard', { 'secret-updated-at': github.secret(GATE, SECRET)?.updated_at ?? '' })
    }
    github.faults.add({ method: 'GET', path: new RegExp(`${SECRET}$`), skip: 1, when: 'before', do: effect(discard) })
    const result = await generate(github, OVERWRITE)
    expect(discarded?.outputs).toEqual({ discarded: 'true' })
    expect(failureOf(result).code).toBe('not-confirmed')
    expect(result.outputs).toEqual({})
  })

  it('between its look and its delete is deleted too, since GitHub deletes without a condition; verify stops that', async () => {
    const { github, run } = await stageKey()
    let newer: ActionResult | undefined
    const store = async () => {
      newer = await generate(github, OVERWRITE)
    }
    github.faults.add({ method: 'DELETE', path: /secrets/, when: 'before', do: effect(store) })
    expect((await run('discard')).outputs).toEqual({ discarded: 'true' })
    const publicKeyHex = newer?.outputs['public-key-hex'] ?? ''
    expect(publicKeyHex).toMatch(/^04/)
    const verified = await run('verify', { 'private-key': storedText(github, GATE), 'public-key-hex': publicKeyHex })
    expect(failureOf(verified).code).toBe('key-empty')
  })
})

describe('the variable of a public key', () => {
  const inputs = { 'public-key-variable': 'PK', ...OVERWRITE }
  const write = { path: /variables(\/PK)?$/, when: 'before' as const }

  it('that appears or goes between look and write is written all the same', async () => {
    const github = await startTestGitHub()
    github.faults.add({ ...write, method: 'POST', do: effect(() => github.putVariable(GATE, 'PK', 'of another run')) })
    const first = await generate(github, inputs)
    expect(github.variable(GATE, 'PK')?.value).toBe(first.outputs['public-key-hex'])
    github.faults.add({ ...write, method: 'PATCH', do: effect(() => github.deleteVariable(GATE, 'PK')) })
    const second = await generate(github, inputs)
    expect(github.variable(GATE, 'PK')?.value).toBe(second.outputs['public-key-hex'])
    expect(second.outputs['public-key-hex']).not.toBe(first.outputs['public-key-hex'])
  })

  it('that may not be written is told, with the key that is stored', async () => {
    const github = await startTestGitHub()
    for (const method of ['POST', 'PATCH']) {
      github.faults.add({ ...write, method, do: { kind: 'status', status: 403, body: { message: 'no' } } })
      const { title, code, message } = failureOf(await generate(github, inputs))
      expect([title, code]).toEqual(['The key is stored, the run is not complete', 'github-refused'])
      expect(message).toContain(storedPublicKey(github, GATE))
      github.putVariable(GATE, 'PK', 'there')
    }
  })
})

describe('a stale sealing key', () => {
  it('is fetched anew, and the same key pair is sealed again, once', async () => {
    const github = await startTestGitHub()
    github.faults.add({ method: 'PUT', when: 'before', do: effect(() => github.rotateSealingKey(GATE)) })
    const result = await generate(github)
    expect(result.exitCode).toBe(0)
    expect(result.outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
    expect(requests(github).filter(request => request.startsWith('PUT'))).toHaveLength(2)
  })

  it('that goes stale again ends the run with nothing changed', async () => {
    const github = await startTestGitHub()
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
    const github = await startTestGitHub()
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
  it('let a hundred runs through, eight writes a second, each with its own key', async () => {
    const github = await startTestGitHub()
    github.limitWrites({ perSecond: 8 })
    const names = Array.from({ length: 100 }, (_, i) => `KEY_${i}`)
    const results = await Promise.all(names.map(name => generate(github, { 'secret-name': name })))
    const shown = results.map(({ outputs }) => outputs['public-key-hex'])
    expect(results.filter(({ exitCode }) => exitCode !== 0).map(({ log }) => log)).toEqual([])
    expect(shown).toEqual(names.map(name => storedPublicKey(github, GATE, name)))
    expect(new Set(shown).size).toBe(100)
    // No run asks more often than it may be refused.
    const puts = requests(github).filter(request => request.startsWith('PUT'))
    expect(puts.length).toBeLessThanOrEqual(8 * names.length)
  })

  it('are told while they are waited for', async () => {
    const github = await startTestGitHub()
    const reset = Math.floor(github.clock.now().getTime() / 1000) + 8
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) }
    github.faults.add({
      method: 'PUT',
      when: 'before',
      do: { kind: 'status', status: 403, headers, body: { message: 'API rate limit exceeded' } },
    })
    const { exitCode, log } = await generate(github)
    expect(exitCode).toBe(0)
    expect(log).toMatch(/GitHub limits requests \(status 403\) and asks to wait \d s, until .+\. Retrying in \d+ s\./)
  })

  it('that last longer than a run may wait end it at once, with the time of their end', async () => {
    const github = await startTestGitHub()
    const headers = { 'retry-after': '3600' }
    github.faults.add({
      method: 'PUT',
      when: 'before',
      do: { kind: 'status', status: 429, headers, body: { message: 'slow down' } },
    })
    const { code, message } = failureOf(await generate(github))
    expect(github.clock.elapsedMs()).toBeLessThan(5_000)
    expect(code).toBe('github-rate-limited')
    expect(message).toMatch(/asks to wait 3600 s, until \d{4}-\d\d-\d\dT/)
  })
})

describe('a GitHub that never answers', () => {
  it('ends the run in time, with what it was asked', async () => {
    const github = await startTestGitHub()
    github.faults.add({ path: /public-key$/, when: 'before', times: 99, do: { kind: 'hang' } })
    const { code, message } = failureOf(await generate(github))
    expect(github.clock.elapsedMs()).toBeLessThan(120_000)
    expect(code).toBe('github-unavailable')
    expect(message).toMatch(/GitHub did not answer within 10 s \(5 attempts\): GET .+public-key/)
  })
})

describe('broken surroundings', () => {
  it.each(['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'])('without %s no key is made', async name => {
    const github = await startTestGitHub()
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
      const github = await startTestGitHub()
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
      expect(message).toContain(
        '\nTake the public key from this message and check it with `verify`. A new run would stop because the secret exists. ' +
          'If a later job discards the key, as in provision.yml, nothing is left to do.\n',
      )
    },
  )

  it('a log that nobody reads any more changes nothing', async () => {
    const github = await startTestGitHub()
    const { exitCode, stderr, outputs } = await generateBundle(
      github,
      {},
      { onStart: child => child.stdout?.destroy() },
    )
    expect([exitCode, stderr]).toEqual([0, ''])
    expect(outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
  })

  it('a clock that is years off changes nothing', async () => {
    const github = await startTestGitHub({ now: () => new Date('2031-05-05T05:05:05Z') })
    const result = await generate(github)
    expect(result.exitCode).toBe(0)
    expect(result.outputs['secret-updated-at']).toBe('2031-05-05T05:05:05Z')
  })

  it('NODE_OPTIONS of the workflow change nothing that is told of the key', async () => {
    const github = await startTestGitHub()
    const result = await generateBundle(github, {}, { env: { NODE_OPTIONS: '--no-deprecation' } })
    expect(result.exitCode).toBe(0)
    expect(result.outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
  })
})

/** Another run's store, by a clock that has gone on. */
function putLater(github: TestGitHub, seconds: number, destination: Destination = GATE): void {
  github.putSecret(destination, SECRET, 'of another run')
  const secret = github.secret(destination, SECRET)
  const time = github.clock.now().getTime() + seconds * 1000
  if (secret) secret.updated_at = `${new Date(time).toISOString().slice(0, 19)}Z`
}
