import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runBundle } from '../support/run-action.ts'
import {
  GATE,
  REAL_TIME,
  ROOT,
  SECRET,
  startTestGitHub,
  storedPublicKey,
  storedText,
  TOKEN,
} from '../support/servers.ts'

/** What a job may download for an action, compressed, with all key stores. */
const MAX_BYTES = 330_000

/** The archive of HEAD that GitHub gives to a runner. */
const archive = execFileSync('git', ['archive', '--format=tar', 'HEAD'], { cwd: ROOT, maxBuffer: 2 ** 26 })
const folder = mkdtempSync(join(tmpdir(), 'archive-'))
const unpacked = join(folder, 'unpacked')
beforeAll(() => {
  mkdirSync(unpacked)
  execFileSync('tar', ['-x', '-C', unpacked], { input: archive })
})
afterAll(() => rmSync(folder, { recursive: true }))

it('the archive for a runner holds what the actions need, and nothing else', () => {
  const files = ['LICENSE', 'README.md', 'SECURITY.md', 'action.yml', 'package.json']
  const folders = ['discard', 'dist', 'generate', 'preflight', 'promote', 'verify']
  expect(readdirSync(unpacked).sort()).toEqual([...files, ...folders].sort())
})

it(`the archive for a runner has at most ${MAX_BYTES / 1000} KB`, () => {
  expect(gzipSync(archive).length).toBeLessThan(MAX_BYTES)
})

/** A NODE_OPTIONS that makes a process write the names of the bundles that it loads to a file. */
function recording(file: string): string {
  const hook = `
    import { appendFileSync } from 'node:fs'
    import { registerHooks } from 'node:module'
    registerHooks({
      load(url, context, next) {
        if (url.startsWith('file:')) appendFileSync(${JSON.stringify(file)}, url + '\\n')
        return next(url, context)
      },
    })`
  return `--import=data:text/javascript,${encodeURIComponent(hook)}`
}

const bundlesIn = (file: string) =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map(url => basename(url))
    .sort()

/** The bundles that every run of generate loads. */
const ALWAYS = ['common.js', 'generate.js', 'deferred.js']

it('generate and verify run from the archive, and load no key store for a GitHub secret', async () => {
  const github = await startTestGitHub(REAL_TIME)
  const [first, second] = [join(folder, 'generate'), join(folder, 'verify')]
  const generated = await runBundle(
    'generate',
    github,
    { 'github-token': TOKEN, environment: GATE.environment },
    { action: join(unpacked, 'generate'), env: { NODE_OPTIONS: recording(first) } },
  )
  expect(generated.exitCode, generated.stdout).toBe(0)
  expect(bundlesIn(first)).toEqual([...ALWAYS, 'libsodium.js', 'octokit.js'].sort())

  const verified = await runBundle(
    'verify',
    github,
    { 'private-key': storedText(github, GATE, SECRET) ?? '', approval: 'ignore' },
    { action: join(unpacked, 'verify'), env: { NODE_OPTIONS: recording(second) } },
  )
  expect(verified.exitCode, verified.stdout).toBe(0)
  expect(verified.outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
  expect(bundlesIn(second)).toEqual(['common.js', 'deferred.js', 'verify.js'])
})

it('generate from the archive loads the bundles of the one key store that it uses', async () => {
  const github = await startTestGitHub(REAL_TIME)
  const file = join(folder, 'key-store')
  const generated = await runBundle(
    'generate',
    github,
    { 'key-store': `file://${join(folder, 'operator.key')}` },
    {
      action: join(unpacked, 'generate'),
      env: { NODE_OPTIONS: recording(file) },
      runner: { environment: 'self-hosted' },
    },
  )
  expect(generated.exitCode, generated.stdout).toBe(0)
  expect(bundlesIn(file)).toEqual([...ALWAYS, 'file.js', 'key-store-actions.js'].sort())
})
