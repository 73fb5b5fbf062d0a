import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { canRunCommands, commandsUnder } from '../support/doc-commands.ts'
import { REAL_TIME, ROOT } from '../support/servers.ts'
import { ADMIN_TOKEN, COMMIT, COMPANY, COPY, installApp, startCompany } from '../support/setup.ts'

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
