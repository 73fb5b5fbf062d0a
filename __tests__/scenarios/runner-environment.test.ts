import { mkdirSync, rmSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { expectNothingChanged, failureOf, generate, generateBundle, run } from '../support/run-action.ts'
import { GATE, SECRET, startTestGitHub, storedPublicKey, TOKEN } from '../support/servers.ts'
import { ACTIONS, expectReported, PUBLIC_KEY_HEX, stageKey } from '../support/staged-key.ts'

describe('the command files', () => {
  const VALUES: [what: string, value: string | undefined][] = [
    ['is not set', undefined],
    ['does not exist', '/nowhere/at/all'],
    ['is a folder', import.meta.dirname],
  ]
  it.each(['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'].flatMap(name => VALUES.map(value => [name, ...value] as const)))(
    'generate sends no request if %s %s',
    async (name, _, value) => {
      const github = await startTestGitHub()
      const prepare = (environment: Record<string, string>) => {
        if (value === undefined) delete environment[name]
        else environment[name] = value
      }
      const result = await generate(github, {}, { prepare })
      expect(expectNothingChanged(result, github).code).toBe('command-file-unwritable')
      expect(github.exchanges).toEqual([])
    },
  )

  const withoutOutputs = {
    prepare: (environment: Record<string, string>) => {
      environment.GITHUB_OUTPUT = '/nowhere/at/all'
    },
  }

  it.each(ACTIONS)('%s sends no request if GITHUB_OUTPUT does not exist', async action => {
    const stage = await stageKey()
    const result = await stage.run(action, {}, withoutOutputs)
    expect(expectReported(action, result, stage).code).toBe('command-file-unwritable')
    expect([...stage.github.exchanges, ...stage.ledger.exchanges]).toEqual([])
  })

  const KEY_STORE = 'file:///nowhere/operator.key'
  const REFERENCE = `${KEY_STORE}?public-key=${'ab'.repeat(32)}`
  const ACCESS = { workspace: 'minivault', 'api-key-id': 'an-id-of-an-operator', 'api-key-secret': 'a-secret-of-it' }
  it.each([
    ['generate with a key store', '.', { 'key-store': KEY_STORE }],
    [
      'promote with a key store',
      'promote',
      { 'key-store': REFERENCE, 'public-key-hex': PUBLIC_KEY_HEX, 'github-token': TOKEN, ...ACCESS },
    ],
    ['discard with a key store', 'discard', { 'key-store': REFERENCE, 'if-approved': 'discard' }],
    ['preflight', 'preflight', { purpose: 'provision', environment: 'ledger-admins', 'operator-name': 'demo' }],
  ] as const)('%s reads nothing if GITHUB_OUTPUT does not exist', async (_, action, inputs) => {
    const github = await startTestGitHub()
    const runner = { environment: 'self-hosted' } as const
    const result = await run(action, github, inputs, { runner, ...withoutOutputs })
    expect(failureOf(result).code).toBe('command-file-unwritable')
    expect(github.exchanges).toEqual([])
  })

  it.each([
    ['GITHUB_OUTPUT', 'outputs-unwritable'],
    ['GITHUB_STEP_SUMMARY', 'summary-unwritable'],
  ])('the error shows the public key if %s breaks after the key is stored', async (name, expected) => {
    const github = await startTestGitHub()
    let file = ''
    // Even root cannot write to a folder as to a file.
    const effect = () => {
      rmSync(file)
      mkdirSync(file)
    }
    github.faults.add({ method: 'GET', path: /PRIVATE_KEY$/, skip: 1, when: 'before', do: { kind: 'run', effect } })
    const result = await generate(github, {}, { prepare: environment => (file = environment[name] ?? '') })
    const { title, code, message } = failureOf(result)
    expect([title, code]).toEqual(['The key is stored, the run is not complete', expected])
    expect(message).toContain(storedPublicKey(github, GATE))
    expect(message).toContain(
      '\nTake the public key from this message and check it with `verify`. A new run would stop because the secret exists. ' +
        'If a later job discards the key, as in provision.yml, nothing is left to do.\n',
    )
  })

  it.each([
    ['promote', 'The key is stored, the run is not complete'],
    ['discard', 'The secret is deleted, the run is not complete'],
  ] as const)(
    '%s names the runner as the cause if only the job summary cannot be written',
    async (action, headline) => {
      const stage = await stageKey()
      let file = ''
      const effect = () => {
        rmSync(file)
        mkdirSync(file)
      }
      stage.github.faults.add({ method: 'DELETE', when: 'before', do: { kind: 'run', effect } })
      const prepare = (environment: Record<string, string>) => (file = environment.GITHUB_STEP_SUMMARY ?? '')
      const result = await stage.run(action, {}, { prepare })
      const { title, code, message } = expectReported(action, result, stage)
      expect([title, code]).toEqual([headline, 'summary-unwritable'])
      expect(message).toContain('\nCheck the runner: ')
      expect(stage.github.secret(GATE, SECRET)).toBeUndefined()
    },
  )
})

describe('the process', () => {
  it('generate stores a key if nobody reads its log', async () => {
    const github = await startTestGitHub()
    const onStart = (child: { stdout: { destroy: () => void } | null }) => child.stdout?.destroy()
    const { exitCode, stderr, outputs } = await generateBundle(github, {}, { onStart })
    expect([exitCode, stderr]).toEqual([0, ''])
    expect(outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
  })

  it('generate stores a key if the clock of the runner is years off', async () => {
    const github = await startTestGitHub({ now: () => new Date('2031-05-05T05:05:05Z') })
    const result = await generate(github)
    expect(result.exitCode).toBe(0)
    expect(result.outputs['secret-updated-at']).toBe('2031-05-05T05:05:05Z')
  })

  it('generate stores a key if the workflow sets NODE_OPTIONS', async () => {
    const github = await startTestGitHub()
    const result = await generateBundle(github, {}, { env: { NODE_OPTIONS: '--no-deprecation' } })
    expect(result.exitCode).toBe(0)
    expect(result.outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
  })
})
