import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

const ROOT = dirname(import.meta.dirname)

export interface ActRun {
  /** A file of .github/workflows/. */
  workflow: string
  inputs?: Record<string, string>
  secrets?: Record<string, string>
  variables?: Record<string, string>
  env: Record<string, string>
}

/**
 * A copy of this repository in a form that act 0.2.89 can run. What it cannot run is rewritten in the copy, and stays
 * untested there:
 * - `$/name` becomes `./name` after a checkout: act does not know it;
 * - `deployment: false` and `queue: max` go: act knows neither, has no environments' secrets anyway, and runs once at a time;
 * - `check-access.yml` does not look for a secret of the same name elsewhere: act has no other secrets than the repository's;
 * - steps that mint a GitHub App's token go: act fetches such an action even where its `if` is false.
 * Gates do not exist in act, and it reads all secrets at its start, so the order of gate and secret is untested too.
 */
export class ActRepository {
  readonly #folder = mkdtempSync(join(tmpdir(), 'act-'))

  constructor(extraWorkflows: Record<string, string> = {}) {
    const left = new Set(['node_modules', '.git'])
    cpSync(ROOT, this.#folder, { recursive: true, filter: source => !left.has(basename(source)) })
    const workflows = join(this.#folder, '.github/workflows')
    for (const name of readdirSync(workflows)) {
      const path = join(workflows, name)
      writeFileSync(path, forAct(readFileSync(path, 'utf8')))
    }
    for (const [name, text] of Object.entries(extraWorkflows)) writeFileSync(join(workflows, name), text)
  }

  /** Prepares the copy as the checkout that act asks git about. */
  async init(): Promise<this> {
    const identity = ['-c', 'user.name=act', '-c', 'user.email=act@localhost']
    for (const args of [
      ['init', '-q', '-b', 'main'],
      ['add', '-A'],
      [...identity, 'commit', '-qm', 'copy'],
    ]) {
      const { code, output } = await run('git', args, this.#folder, {})
      if (code !== 0) throw new Error(`git ${args.join(' ')}: ${output}`)
    }
    return this
  }

  /** Runs a workflow as a dispatch on this machine, without containers. */
  act({ workflow, inputs = {}, secrets = {}, variables = {}, env }: ActRun): Promise<{ code: number; output: string }> {
    const pairs = (flag: string, values: Record<string, string>) =>
      Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`])
    const args = [
      'workflow_dispatch',
      ...['-W', `.github/workflows/${workflow}`],
      ...['-P', 'ubuntu-latest=-self-hosted'],
      '--no-cache-server',
      ...pairs('--input', inputs),
      ...pairs('--var', variables),
      ...pairs('--env', env),
      // Named without a value, act takes secrets from its environment: no key stands among arguments.
      ...Object.keys(secrets).flatMap(name => ['--secret', name]),
    ]
    return run('act', args, this.#folder, secrets)
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

function forAct(workflow: string): string {
  return workflow
    .replace(/^ {6}- id: app[\w-]*\n {8}name: Mint a token.*\n(?: {8}.*\n)+/gm, '')
    .replace(/^ {6}(?:deployment: false|queue: max\b.*)\n/gm, '')
    .replace(/^( +ELSEWHERE: ).*$/gm, "$1'false'")
    .replace(/uses: \$\//g, 'uses: ./')
    .replace(/^ {4}steps:\n/gm, '    steps:\n      - uses: actions/checkout@v7\n')
}

function run(command: string, args: string[], cwd: string, env: Record<string, string>) {
  return new Promise<{ code: number; output: string }>((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', chunk => (output += chunk))
    child.stderr.on('data', chunk => (output += chunk))
    child.once('error', reject).once('close', code => resolve({ code: code ?? -1, output }))
  })
}
