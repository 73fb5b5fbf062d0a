import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { ROOT } from './servers.ts'

/** Shell commands that a page shows as a block. */
export interface CommandBlock {
  heading: string
  commands: string
}

/** Every block of shell commands on a page, with the heading that it stands under. */
export function blocksOf(page: string): CommandBlock[] {
  const text = readFileSync(join(ROOT, page), 'utf8')
  return [...text.matchAll(/^( *)```sh\n([\s\S]*?)^\1```$/gm)].map(({ index, 1: indent = '', 2: block = '' }) => ({
    heading: [...text.slice(0, index).matchAll(/^##+ (.+)$/gm)].at(-1)?.[1] ?? '',
    commands: block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }))
}

/**
 * The shell commands under a heading of a page, as a reader copies them.
 * @param nth which block of them, from 0
 * @throws if there is none
 */
export function commandsUnder(page: string, heading: string, nth = 0): string {
  const block = blocksOf(page).filter(each => each.heading === heading)[nth]
  if (!block) throw new Error(`${page} shows no such commands under "${heading}"`)
  return block.commands
}

const has = (tool: string) => spawnSync(tool, ['--version']).error === undefined

/**
 * Whether the commands can run here. CI on Linux has all programs and never skips. On Windows, `bash` may be that of another
 * system.
 */
export const canRunCommands =
  (process.platform !== 'win32' && ['bash', 'curl', 'git', 'jq', 'openssl', 'ssh-keygen', 'xxd'].every(has)) ||
  (process.env.CI !== undefined && process.platform === 'linux')

/** An empty folder with an empty folder for programs. It is removed after the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'commands '))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'bin'))
  return folder
}

/**
 * Runs shell commands as a reader's shell does, which continues after a failure. The programs in `bin` of the folder precede
 * those of the machine.
 * @returns what they print
 * @throws if the last of them fails
 */
export function bash(commands: string, env: Record<string, string> = {}, folder: string = emptyFolder()): string {
  return execFileSync('bash', ['--norc', '-c', commands], {
    cwd: folder,
    env: { PATH: [join(folder, 'bin'), process.env.PATH].join(delimiter), HOME: folder, ...env },
    encoding: 'utf8',
    stdio: 'pipe',
  })
}

/** The commands of `gh` that the pages show, and which of their options. */
const GH_COMMANDS = {
  api: ['--method', '--paginate', '--jq', '-F', '-f'],
  'auth token': [],
  'attestation verify': [
    '--deny-self-hosted-runners',
    '--format',
    '--jq',
    '--predicate-type',
    '--repo',
    '--signer-workflow',
    '--source-digest',
    '--source-ref',
  ],
  'release verify': ['--repo'],
  'repo sync': [],
  'run rerun': ['--job'],
  'run view': ['--log', '--repo'],
  'repo view': ['--json'],
  'secret delete': ['--env', '--repo'],
  'secret list': ['--env', '--repo'],
  'secret set': ['--env', '--repo'],
  'variable set': ['--env', '--repo'],
}

/**
 * Puts a `gh` into a folder's `bin`. It accepts only the commands and options above. It fails if its arguments contain the
 * text of `FAILS`, and answers each `api` with the JSON of `ANSWER`, or the member of `ANSWERS` for its path, filtered by `--jq`.
 * @returns the arguments of each call so far
 */
export function installGh(folder: string): () => string[][] {
  const calls = join(folder, 'calls')
  writeFileSync(calls, '')
  const program = `#!${process.execPath}
const { execFileSync } = require('node:child_process')
const { createHash } = require('node:crypto')
const { appendFileSync, readFileSync } = require('node:fs')
const args = process.argv.slice(2)
const commands = ${JSON.stringify(GH_COMMANDS)}
const command = Object.keys(commands).find(name => args.join(' ').startsWith(name)) ?? process.exit(2)
if (args.some(arg => arg.startsWith('-') && !commands[command].includes(arg))) process.exit(2)
appendFileSync(${JSON.stringify(calls)}, JSON.stringify(args) + '\\n')
if (process.env.FAILS && args.join(' ').includes(process.env.FAILS)) process.exit(1)
if (command === 'attestation verify') {
  const digest = createHash('sha256').update(readFileSync(args[2])).digest('hex')
  process.stderr.write('Loaded digest sha256:' + digest + ' for file://' + args[2] + '\\n')
}
const at = args.indexOf('--jq')
const { ANSWER, ANSWERS } = process.env
const answer = ANSWERS ? JSON.stringify(JSON.parse(ANSWERS)[args[1]] ?? process.exit(1)) : ANSWER
if (command === 'api' || at > 0) {
  process.stdout.write(at < 0 ? answer : execFileSync('jq', ['-r', args[at + 1]], { input: answer }))
}
`
  writeFileSync(join(folder, 'bin', 'gh'), program, { mode: 0o755 })
  return () =>
    readFileSync(calls, 'utf8')
      .trim()
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line) as string[])
}
