import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { bash, canRunCommands, commandsUnder } from '../support/doc-commands.ts'
import { REAL_TIME, ROOT, type TestGitHub } from '../support/servers.ts'
import {
  ADMIN_TOKEN,
  COMMIT,
  COMPANY,
  COPY,
  emptyCheckout,
  fileWith,
  installApp,
  runSetup,
  startCompany,
} from '../support/setup.ts'

describe.runIf(canRunCommands)('the commands of the README', () => {
  /** Runs a command of the page, in a checkout of the copy, without a terminal. */
  function run(command: string, url: string): Promise<{ code: number; output: string }> {
    const env = { ...process.env, GITHUB_TOKEN: ADMIN_TOKEN, GITHUB_API_URL: url, NO_PROXY: '*' }
    return new Promise(resolve => {
      execFile('bash', ['-c', command], { cwd: ROOT, env, encoding: 'utf8' }, (error, stdout) => {
        resolve({ code: error ? Number(error.code) : 0, output: stdout })
      })
    })
  }

  it('the commands of the README set up a repository and check it', async () => {
    const github = await startCompany({ ...REAL_TIME })
    const app = installApp(github)
    const checkout = mkdtempSync(join(tmpdir(), 'checkout-'))
    onTestFinished(() => rmSync(checkout, { recursive: true }))
    execFileSync('git', ['init', '--quiet', checkout])
    const commands = commandsUnder('README.md', 'Set it up')
      .replaceAll('OWNER/NAME', COMPANY)
      .replaceAll('--checkout ../NAME', `--checkout ${checkout} --actions ${COPY} --commit ${COMMIT}`)
      .replace('--app-client-id ID', `--app-client-id ${app.clientId}`)
      .replace('--app-private-key FILE', `--app-private-key ${app.file}`)
      .trim()
      .split('\n')
    expect(commands).toHaveLength(3)
    const [first = '', second = '', check = ''] = commands

    const asked = await run(first, github.url)
    expect(asked.code, asked.output).toBe(1)
    expect(asked.output).toContain('There is no terminal to ask at. Nothing was changed.')
    // What the page says that the first command prints.
    const text = asked.output.replace(/\s+/g, ' ')
    expect(text).toContain(`${github.url}/organizations/octo/settings/apps/new?`)
    expect(text).toContain('Switch off "Allow administrators to bypass configured protection rules": http')
    for (const command of [first, second]) {
      const { code, output } = await run(`${command} --yes`, github.url)
      expect(code, output).toBe(0)
    }
    const path = '.github/workflows/ledger-operator-key.yml'
    expect((await run(check, github.url)).output).toContain(`${path}: not on main`)
    github.state.repository(COMPANY).files.set(path, readFileSync(join(checkout, path), 'utf8'))
    const checked = await run(check, github.url)
    expect(checked.code, checked.output).toBe(0)
    expect(github.violations).toEqual([])
  })
})

describe.runIf(canRunCommands)('the commands of the pages, each in one process', () => {
  /** The words that a shell hands to `npm run setup`. */
  function wordsOf(command: string): string[] {
    const [run, setup, dashes, ...args] = bash(`npm() { printf '%s\\0' "$@"; }\n${command}`).split('\0').slice(0, -1)
    expect([run, setup, dashes]).toEqual(['run', 'setup', '--'])
    return args
  }

  /** Runs a command as a reader does, who has filled in what is theirs. */
  async function runShown(github: TestGitHub, command: string, checkout: ReturnType<typeof emptyCheckout>) {
    const { clientId, file } = installApp(github)
    const fill: Record<string, string> = {
      'OWNER/NAME': COMPANY,
      '../NAME': checkout.folder,
      ID: clientId,
      FILE: file,
      'token.txt': fileWith('github_pat_11AAAAAAA0abcdefghij'),
    }
    const args = wordsOf(command).map(word => fill[word] ?? word)
    return runSetup(github, args.includes('--check') ? args : [...args, '--yes'], { programs: checkout.programs })
  }

  /** Merges what a set-up wrote, and lets nobody bypass the gate. */
  function merge(github: TestGitHub, { folder, read }: ReturnType<typeof emptyCheckout>): string[] {
    const path = '.github/workflows'
    const names = readdirSync(join(folder, path)).toSorted()
    for (const name of names) github.state.repository(COMPANY).files.set(`${path}/${name}`, read(`${path}/${name}`))
    return names
  }

  it.each([
    ['KV version 2', 0, ['vault-activate.yml', 'vault.yml']],
    ['Secrets Manager', 1, ['aws-secrets-manager-activate.yml', 'aws-secrets-manager.yml']],
    ['Transit', 2, ['vault-transit-activate.yml', 'vault-transit.yml']],
    ['KMS', 3, ['aws-kms-activate.yml', 'aws-kms.yml']],
    ['a file', 4, ['file.yml']],
  ])(
    'the command for %s sets up all that its workflows need, as the check that it prints says',
    async (_, nth, files) => {
      const github = await startCompany()
      const checkout = emptyCheckout()
      const { code, output } = await runShown(
        github,
        commandsUnder('docs/key-stores.md', 'Setting it up', nth),
        checkout,
      )
      expect(code, output).toBe(0)
      expect(merge(github, checkout)).toEqual(files)
      const [check = ''] = /^ +npm run setup -- --check .*$/m.exec(output) ?? []
      const checked = await runShown(github, check, checkout)
      expect(checked.code, checked.output).toBe(0)
      for (const file of files) expect(checked.text).toContain(`ok file .github/workflows/${file}: pins ${COMMIT}`)
    },
  )

  it('the commands of the README also set up activation, with the options that it names', async () => {
    const more = ' --in-service ledger-production --workspace minivault'
    expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toContain(
      `add \`${more.trim().replace('minivault', 'NAME')}\``,
    )
    const github = await startCompany()
    const checkout = emptyCheckout()
    const commands = commandsUnder('README.md', 'Set it up').trim().split('\n')
    for (const command of commands) {
      const { code, output } = await runShown(github, command + more, checkout)
      expect(code, output).toBe(0)
      merge(github, checkout)
    }
    const gate = { repository: COMPANY, environment: 'ledger-admins' }
    expect(github.secret(gate, 'LEDGER_KEYS_APP_PRIVATE_KEY')).toBeDefined()
  })

  it('the commands of the README store no secret before main is protected', async () => {
    const github = await startCompany()
    github.setBranch(COMPANY, 'main', { protected: false })
    const checkout = emptyCheckout()
    const [first = '', second = ''] = commandsUnder('README.md', 'Set it up').trim().split('\n')
    await runShown(github, first, checkout)
    expect((await runShown(github, second, checkout)).text).toContain('not stored, because whoever can change main')
    const tokens = { repository: COMPANY, environment: 'ledger-tokens' }
    expect(github.secret(tokens, 'LEDGER_KEYS_APP_PRIVATE_KEY')).toBeUndefined()
  })
})
