import { describe, expect, it } from 'vitest'
import type { Destination, FaultRule } from '../../local/github/index.ts'
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

// The cases of one store are in unit/stores/github-secret.test.ts: here the actions report them.

const effect = (effect: () => void | Promise<void>) => ({ kind: 'run' as const, effect })
const [ID = ''] = PROMOTED
const store = { method: 'PUT' }
const confirm = { method: 'GET', path: /LEDGER_OPERATOR_PRIVATE_KEY$/, skip: 1 }
const NOT_REGISTERED = 'The secret was changed, no key may be registered'

/** Another run's store, some seconds later. */
function putLater(github: TestGitHub, seconds: number, destination: Destination = GATE): void {
  github.putSecret(destination, SECRET, 'of another run')
  const secret = github.secret(destination, SECRET)
  const time = github.clock.now().getTime() + seconds * 1000
  if (secret) secret.updated_at = `${new Date(time).toISOString().slice(0, 19)}Z`
}

describe('generate while others write', () => {
  const deleteEnvironment = (github: TestGitHub) => github.removeEnvironment(REPOSITORY, GATE.environment)

  it.each<[what: string, at: Omit<FaultRule, 'do' | 'when'>, (github: TestGitHub) => void, string, string, string]>([
    [
      'another run creates the secret before this one stores',
      store,
      github => github.putSecret(GATE, SECRET, 'of another run'),
      NOT_REGISTERED,
      'concurrent-write',
      'Do not register a public key for this secret.',
    ],
    [
      'another run replaces the secret two seconds after this one stored',
      confirm,
      github => putLater(github, 2),
      NOT_REGISTERED,
      'not-confirmed',
      'it was changed again at',
    ],
    [
      'the secret is deleted before it is confirmed',
      confirm,
      github => github.deleteSecret(GATE, SECRET),
      NOT_REGISTERED,
      'not-confirmed',
      'it does not exist',
    ],
    [
      'the environment is deleted before the secret is stored',
      store,
      deleteEnvironment,
      'Nothing was changed',
      'destination-not-found',
      '',
    ],
    [
      'the environment is deleted before the secret is confirmed',
      confirm,
      deleteEnvironment,
      NOT_REGISTERED,
      'not-confirmed',
      '',
    ],
  ])('generate fails without a public key if %s', async (_, at, happen, title, code, says) => {
    const github = await startTestGitHub()
    github.faults.add({ ...at, when: 'before', do: effect(() => happen(github)) })
    const result = await generate(github)
    const failure = failureOf(result)
    expect(failure).toMatchObject({ title, code, message: expect.stringContaining(says) })
    expect(failure.message).not.toMatch(/04[0-9a-f]{128}/)
    expect(result.outputs).toEqual({})
  })

  it('generate quotes the time of the secret if GitHub keeps showing the time from before the store', async () => {
    const github = await startTestGitHub()
    github.putSecret(GATE, SECRET)
    const before = github.secret(GATE, SECRET)?.updated_at
    const body = JSON.stringify({ name: SECRET, created_at: before, updated_at: before })
    github.faults.add({ ...confirm, when: 'after', times: 99, do: { kind: 'body', body } })
    const result = await generate(github, OVERWRITE)
    const { title, code, message } = failureOf(result)
    expect([title, code]).toEqual([NOT_REGISTERED, 'not-confirmed'])
    expect(message).toContain(
      `GitHub answered 204 when this run stored the secret ${SECRET} of the environment "ledger admins/prod" of octo/keys, ` +
        `but then said that it was last updated at ${before}, before this run stored.`,
    )
    expect(result.outputs).toEqual({})
  })

  it('generate stores the same key again if GitHub rotates its sealing key while a response is lost', async () => {
    const github = await startTestGitHub()
    github.faults.add({ ...store, when: 'after', do: { kind: 'reset' } })
    github.faults.add({ ...store, skip: 1, when: 'before', do: effect(() => github.rotateSealingKey(GATE)) })
    const result = await generate(github)
    expect(result.exitCode, result.log).toBe(0)
    expect(result.outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
    expect(github.exchanges.filter(({ method }) => method === 'PUT').map(({ status }) => status)).toContain(422)
  })

  it('of eight processes that generate the same secret, at most one returns a public key', async () => {
    const github = await startTestGitHub({ ...REAL_TIME, latency: 20 })
    const results = await Promise.all(Array.from({ length: 8 }, () => generateBundle(github)))
    const succeeded = results.filter(({ exitCode }) => exitCode === 0)
    expect(succeeded.length).toBeLessThanOrEqual(1)
    for (const result of results) {
      if (result.exitCode === 0) continue
      expect(result.outputs).toEqual({})
      expect(['concurrent-write', 'not-confirmed', 'secret-exists']).toContain(failureOf(result).code)
    }
    // What is stored is one of the eight keys, whole.
    expect(storedPublicKey(github, GATE)).toMatch(/^04/)
  })

  it('of eight processes that overwrite the same secret, verify accepts only the public key of the stored key', async () => {
    const github = await startTestGitHub({ ...REAL_TIME, latency: 20 })
    github.putSecret(GATE, SECRET)
    const results = await Promise.all(Array.from({ length: 8 }, () => generateBundle(github, OVERWRITE)))
    const stored = storedText(github, GATE)
    for (const { outputs } of results) {
      const hex = outputs['public-key-hex']
      if (!hex) continue
      const inputs = { 'private-key': stored, 'public-key-hex': hex }
      const verified = await run('verify', github, inputs, { secrets: { stored } })
      expect(verified.exitCode === 0).toBe(hex === storedPublicKey(github, GATE))
    }
  })

  it('fifty runs of generate store their own keys if GitHub accepts eight writes a second', async () => {
    const github = await startTestGitHub()
    github.limitWrites({ perSecond: 8 })
    const names = Array.from({ length: 50 }, (_, i) => `KEY_${i}`)
    const results = await Promise.all(names.map(name => generate(github, { 'secret-name': name })))
    const publicKeys = results.map(({ outputs }) => outputs['public-key-hex'])
    expect(results.filter(({ exitCode }) => exitCode !== 0).map(({ log }) => log)).toEqual([])
    expect(publicKeys).toEqual(names.map(name => storedPublicKey(github, GATE, name)))
    expect(new Set(publicKeys).size).toBe(names.length)
    // No run sends more requests than it may retry.
    const puts = requests(github).filter(request => request.startsWith('PUT'))
    expect(puts.length).toBeLessThanOrEqual(8 * names.length)
  })

  it('generate writes the variable even if another run creates or deletes it meanwhile', async () => {
    const github = await startTestGitHub()
    const inputs = { 'public-key-variable': 'PK', ...OVERWRITE }
    const write = { path: /variables(\/PK)?$/, when: 'before' as const }
    github.faults.add({ ...write, method: 'POST', do: effect(() => github.putVariable(GATE, 'PK', 'of another run')) })
    const first = await generate(github, inputs)
    expect(github.variable(GATE, 'PK')?.value).toBe(first.outputs['public-key-hex'])
    github.faults.add({ ...write, method: 'PATCH', do: effect(() => github.deleteVariable(GATE, 'PK')) })
    const second = await generate(github, inputs)
    expect(github.variable(GATE, 'PK')?.value).toBe(second.outputs['public-key-hex'])
    expect(second.outputs['public-key-hex']).not.toBe(first.outputs['public-key-hex'])
  })
})

describe('promote while others write', () => {
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
  ])(
    'promote fails and leaves the staged secret if %s between store and confirmation',
    async (_, name, happen, says) => {
      const stage = await stageKey()
      const { github } = stage
      github.faults.add({ ...confirmOf(name), when: 'before', do: effect(() => happen(github)) })
      const result = await stage.run('promote')
      const { title, code, message } = failureOf(result)
      expect([title, code]).toEqual([NOT_REGISTERED, 'not-confirmed'])
      expect(message).toContain(says)
      expect(message).toContain(`the secret ${name} of the environment "open" of octo/keys`)
      expect(message.includes('This run stored')).toBe(name === SECRET)
      expect(result.outputs).toEqual({})
      expect(github.secret(GATE, SECRET)).toEqual(stage.staged)
    },
  )

  it('promote fails and leaves the staged secret if another run creates the key before this one stores', async () => {
    const stage = await stageKey()
    const { github } = stage
    const appear = effect(() => github.putSecret(LIVE, SECRET, 'of another run'))
    github.faults.add({ method: 'PUT', path: new RegExp(`${SECRET}$`), when: 'before', do: appear })
    const result = await stage.run('promote')
    const { title, code, message } = failureOf(result)
    expect([title, code]).toEqual([NOT_REGISTERED, 'concurrent-write'])
    expect(message).toContain(`This run stored: the secret ${ID}`)
    expect(result.outputs).toEqual({})
    expect(github.secret(GATE, SECRET)).toEqual(stage.staged)
  })

  it('of two runs that promote different operators, at most one succeeds, and verify rejects a mixture', async () => {
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

  it.each([
    ['before promote reads it again', { method: 'GET', path: /prod.*PRIVATE_KEY$/, skip: 1, when: 'before' as const }],
    ['while promote stores', { method: 'PUT', when: 'before' as const }],
  ])('promote does not delete the staged secret if a newer key replaces it %s', async (_, at) => {
    const stage = await stageKey()
    const { github } = stage
    github.faults.add({ ...at, do: effect(() => putLater(github, 60)) })
    const result = await stage.run('promote')
    const { title, code, message } = failureOf(result)
    expect([title, code]).toEqual(['The key is stored, the run is not complete', 'secret-newer'])
    expect(message).toContain('may still exist')
    expect(storedText(github, GATE)).toBe('of another run')
  })
})

describe('discard while others write', () => {
  const outcomes = [
    [
      'after a delete whose response was lost',
      [
        { method: 'DELETE', when: 'after' },
        { method: 'DELETE', when: 'after', do: { kind: 'reset' } },
      ],
      'The secret may have been deleted',
    ],
    [
      'before discard reads it',
      [{ method: 'GET', path: new RegExp(`${SECRET}$`), when: 'before' }],
      'Nothing was deleted',
    ],
  ] satisfies [string, (Omit<FaultRule, 'do'> & Partial<FaultRule>)[], string][]
  it.each(outcomes)('discard does not delete a newer key that is stored %s', async (_, faults, title) => {
    const { github, run } = await stageKey()
    for (const fault of faults) github.faults.add({ do: effect(() => putLater(github, 60)), ...fault })
    const result = await run('discard')
    expect(failureOf(result)).toMatchObject({ title, code: 'secret-newer' })
    expect(storedText(github, GATE)).toBe('of another run')
    expect(github.variable(GATE, VARIABLE)).toBeDefined()
  })

  it('generate fails as unconfirmed if discard deletes the key that it has just stored', async () => {
    const { github, run } = await stageKey()
    let discarded: ActionResult | undefined
    const discard = async () => {
      discarded = await run('discard', { 'secret-updated-at': github.secret(GATE, SECRET)?.updated_at ?? '' })
    }
    github.faults.add({ ...confirm, when: 'before', do: effect(discard) })
    const result = await generate(github, OVERWRITE)
    expect(discarded?.outputs).toEqual({ discarded: 'true' })
    expect(failureOf(result).code).toBe('not-confirmed')
    expect(result.outputs).toEqual({})
  })

  it('verify rejects a key that was stored between the read and the delete of discard, and so was deleted', async () => {
    const { github, run } = await stageKey()
    let newer: ActionResult | undefined
    const storeNewer = async () => {
      newer = await generate(github, OVERWRITE)
    }
    // GitHub has no conditional delete.
    github.faults.add({ method: 'DELETE', path: /secrets/, when: 'before', do: effect(storeNewer) })
    expect((await run('discard')).outputs).toEqual({ discarded: 'true' })
    const publicKeyHex = newer?.outputs['public-key-hex'] ?? ''
    expect(publicKeyHex).toMatch(/^04/)
    const verified = await run('verify', { 'private-key': storedText(github, GATE), 'public-key-hex': publicKeyHex })
    expect(failureOf(verified).code).toBe('key-empty')
  })
})
