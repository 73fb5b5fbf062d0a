// What cannot happen as far as is known, and must do no harm if it does.
import { generateKeyPairSync } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { runAction, writeSummary } from '../src/action.ts'
import type { Custody } from '../src/custody.ts'
import { Failure } from '../src/failure.ts'
import { GitHubApi } from '../src/github-api.ts'
import { generateOperatorKey } from '../src/operator-key.ts'
import { Patience } from '../src/patience.ts'
import { readRunContext } from '../src/run-context.ts'
import { keptPage } from '../src/summary.ts'
import { GATE, generate, IN_PROCESS, startWorld, storedPublicKey } from './world.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  vi.useRealTimers()
  vi.doUnmock('node:crypto')
  vi.resetModules()
})

/** A module of src/ over a node:crypto of which one function is another. */
async function withCrypto<T>(path: string, other: object): Promise<T> {
  vi.resetModules()
  vi.doMock('node:crypto', async original => ({ ...(await original<object>()), ...other }))
  return import(path)
}

describe('a key', () => {
  it('whose PEM reads back as another key is never used', async () => {
    const another = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    const { generateOperatorKey } = await withCrypto<typeof import('../src/operator-key.ts')>(
      '../src/operator-key.ts',
      { createPrivateKey: () => another },
    )
    expect(generateOperatorKey).toThrow('the PEM of the generated key does not hold the generated key')
  })

  it('whose proof does not verify proves nothing', async () => {
    const key = generateOperatorKey()
    const { signProof } = await withCrypto<typeof import('../src/proof.ts')>('../src/proof.ts', { verify: () => false })
    expect(() => signProof(key, { run: {} })).toThrow('the proof of possession does not verify with its own public key')
  })
})

describe('an error that nobody expects', () => {
  /** What a run writes before it ends, and its exit code. */
  async function runToItsEnd(body: (custody: Custody) => Promise<void>): Promise<{ written: string; code: unknown }> {
    let written = ''
    vi.spyOn(process.stdout, 'write').mockImplementation((text, ...rest) => {
      written += text
      for (const done of rest) if (typeof done === 'function') done()
      return true
    })
    const exited = new Promise(resolve => {
      vi.spyOn(process, 'exit').mockImplementation(code => resolve(code) as never)
    })
    const before = ['SIGINT', 'SIGTERM'].map(signal => process.listeners(signal as 'SIGINT'))
    await runAction({ holding: { state: 'unchanged', note: 'Nothing was done.' } }, body)
    const code = await exited
    for (const [i, signal] of ['SIGINT', 'SIGTERM'].entries()) {
      for (const listener of process.listeners(signal as 'SIGINT')) {
        if (!before[i]?.includes(listener)) process.removeListener(signal, listener)
      }
    }
    return { written, code }
  }

  it.each([
    [new TypeError('x is not a function'), 'x is not a function'],
    ['a text', 'a text'],
  ])('ends the run with what holds for the key, and without a stack trace: %s', async (error, message) => {
    const { written, code } = await runToItsEnd(async custody => {
      custody.stored.push('the secret A')
      custody.holding = { state: 'partial', missing: ['the secret B'] }
      throw error
    })
    expect(code).toBe(1)
    expect(written.split('\n').filter(line => !/^::error|^$/.test(line))).toEqual([])
    expect(written).toContain(
      `::error title=Some secrets were changed::Something happened that this action does not expect: ${message}.`,
    )
    expect(written).toContain('This run has stored: the secret A. Not stored, and as before: the secret B. ')
    expect(written).toContain('Please report it as a bug, with this message and without any secret.')
    expect(written).toContain('(internal-error, see docs/troubleshooting.md)')
    expect(written).not.toMatch(/\bat .+:\d+:\d+/)
  })

  it('does not hide one that somebody does', async () => {
    const { written, code } = await runToItsEnd(async () => {
      throw new Failure('key-empty', 'It is empty.', 'Fill it.')
    })
    expect([written, code]).toEqual([
      '::error title=Nothing was changed::It is empty.%0ANothing was done.%0AFill it.%0A(key-empty, see docs/troubleshooting.md)\n',
      1,
    ])
  })

  it.each([
    ['nothing is left to wait for', () => void process.emit('beforeExit', 0)],
    ['it takes longer than any run may', () => vi.advanceTimersByTimeAsync(118_000)],
  ])('is told where a run does not end by itself, because %s', async (_, happen) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const ending = Promise.withResolvers<void>()
    const told = runToItsEnd(() => ending.promise)
    await happen()
    ending.resolve()
    const { written } = await told
    expect(written).toContain('nothing more came of what this run waits for')
    expect(written).toContain('(internal-error, see docs/troubleshooting.md)')
  })

  it('leads to its entry at the commit of the action that runs', async () => {
    vi.stubEnv('GITHUB_SERVER_URL', 'https://github.com')
    vi.stubEnv('GITHUB_ACTION_REPOSITORY', 'octo/actions')
    vi.stubEnv('GITHUB_ACTION_REF', 'v1')
    const { written } = await runToItsEnd(() => Promise.reject(new Failure('key-empty', 'It is empty.', 'Fill it.')))
    expect(written).toContain(
      '(key-empty, see https://github.com/octo/actions/blob/v1/docs/troubleshooting.md#key-empty)',
    )
  })

  it.skipIf(IN_PROCESS)('is none where nobody reads the log any more', async () => {
    const github = await startWorld()
    const { exitCode, stderr, outputs } = await generate(github, {}, { onStart: child => child.stdout?.destroy() })
    expect([exitCode, stderr]).toEqual([0, ''])
    expect(outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
  })

  it('is none where there is none', async () => {
    expect(await runToItsEnd(async () => {})).toEqual({ written: '', code: 0 })
  })
})

describe('the summary', () => {
  it.each(['', undefined])('that the runner names no file for is a failure (%j)', file => {
    vi.stubEnv('GITHUB_STEP_SUMMARY', file)
    expect(() => writeSummary('# page')).toThrow(Failure)
    expect(() => writeSummary('# page')).toThrow(/^The job summary could not be written \(ENOENT: .+\)\.$/)
  })

  it('leads to the settings of the secret also where nobody looked at the environment', () => {
    const destination = { level: 'environment', owner: 'octo', repo: 'keys', environment: 'prod' } as const
    const subject = { destination, secretName: 'KEY', operator: undefined, workspace: undefined, protection: undefined }
    const page = keptPage(
      { ...subject, run: readRunContext({}) },
      { publicKey: undefined, updatedAt: '2026-01-31T12:00:00Z', dryRun: false },
    )
    expect(page).toContain('(https://github.com/octo/keys/settings/environments)')
  })
})

describe('patience', () => {
  const asked = (patience: Patience, attempt: () => Promise<object>) =>
    patience.ask('GitHub', 'GET /', attempt).then(
      ({ answer, mayHaveActed }) => ({ answer, mayHaveActed }),
      ({ code, message, uncertain }: Failure) => ({ code, message, uncertain }),
    )

  it('is at its end when its time is up, and then asks nobody', async () => {
    const patience = new Patience(() => {})
    const { uptime } = process
    vi.spyOn(process, 'uptime').mockImplementation(() => uptime.call(process) + 111)
    const attempt = vi.fn(async () => ({}))
    expect(await asked(patience, attempt)).toEqual({
      code: 'github-down',
      message: 'The time that all requests of a run may take together is up; not asked any more: GET /.',
      uncertain: false,
    })
    expect(attempt).not.toHaveBeenCalled()
  })

  it('keeps the minute that GitHub asks for where it names no time', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const log: string[] = []
    const answers = [{ status: 429 }, { status: 403, data: { message: 'You have exceeded a secondary rate limit' } }]
    const api = new GitHubApi(
      async () => {
        const answer = answers.shift()
        if (answer) throw Object.assign(new Error('no'), { response: { headers: {}, data: undefined, ...answer } })
        return { status: 200, data: 'done', headers: {} }
      },
      new Patience(line => log.push(line)),
    )
    const reply = api.send('GET /', {})
    await vi.advanceTimersByTimeAsync(59_999)
    expect(answers).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1_001)
    expect(answers).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(62_000)
    expect(await reply).toEqual({ status: 200, data: 'done', headers: {}, mayHaveActed: false })
    expect(log).toEqual([
      expect.stringMatching(
        /^GitHub limits requests \(status 429\) and does not say for how long\. Asking again in 6[01] s\.$/,
      ),
      expect.stringMatching(
        /^GitHub limits requests \(status 403\) and does not say for how long\. Asking again in 6[0-2] s\.$/,
      ),
    ])
  })

  it('measures a limit by the clock of this machine where GitHub does not say what time it is', async () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 3600) }
    const api = new GitHubApi(
      async () => {
        throw Object.assign(new Error('no'), { response: { status: 403, headers, data: undefined } })
      },
      new Patience(() => {}),
    )
    await expect(api.send('GET /', {})).rejects.toMatchObject({
      code: 'github-limited',
      message: expect.stringMatching(/^GitHub limits requests \(status 403\) and asks to wait 36\d\d s, until /),
    })
  })

  it('asks again after a fault of TLS, which may come after a request was sent', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const fault = Object.assign(new Error('bad record mac'), { code: 'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC' })
    const attempt = vi.fn(() => Promise.reject(fault))
    const outcome = asked(new Patience(() => {}), attempt)
    await vi.advanceTimersByTimeAsync(20_000)
    expect(await outcome).toMatchObject({ code: 'github-unreachable', uncertain: true })
    expect(attempt).toHaveBeenCalledTimes(5)
  })

  it.each([
    ['as a date', () => new Date(Date.now() + 3_600_000).toUTCString()],
    ['in a number beyond all dates', () => '1e99'],
  ])('waits for no limit that is told to last too long %s', async (_, value) => {
    const headers = { 'retry-after': value() }
    const api = new GitHubApi(
      async () => {
        throw Object.assign(new Error('no'), { response: { status: 429, headers, data: undefined } })
      },
      new Patience(() => {}),
    )
    await expect(api.send('GET /', {})).rejects.toMatchObject({
      code: 'github-limited',
      message: expect.stringMatching(/asks to wait .+ s, until .+Z \(asked once\)/),
    })
  })

  it.each([new TypeError('x is not a function'), 'a text'])('hides no mistake of this program (%s)', async mistake => {
    const attempt = vi.fn(() => Promise.reject(mistake))
    await expect(new Patience(() => {}).ask('GitHub', 'GET /', attempt)).rejects.toBe(mistake)
    expect(attempt).toHaveBeenCalledOnce()
  })
})
