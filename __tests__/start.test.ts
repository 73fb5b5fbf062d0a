import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { formsOf, leaksIn } from './leak.ts'
import { GATE, REPOSITORY, ROOT, SECRET, startWorld, storedPublicKey, storedText, TOKEN } from './world.ts'

function start(args: string[], env: Record<string, string> = {}) {
  return new Promise<{ code: number | null; output: string }>(resolve => {
    const child = spawn(process.execPath, [join(ROOT, 'local/start.ts'), ...args], {
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', chunk => (output += chunk))
    child.stderr.on('data', chunk => (output += chunk))
    child.once('close', code => resolve({ code, output }))
  })
}

describe('npm start', () => {
  it('provisions a key without asking anything where nobody sits at a terminal, and ends well', async () => {
    const { code, output } = await start([])
    expect(code, output).toBe(0)
    expect(output).toContain(
      'PUT    /repos/octo/keys/environments/ledger-admins/secrets/LEDGER_OPERATOR_PRIVATE_KEY 201 sends encrypted_value: a sealed box of 502 bytes',
    )
    expect(output).toContain('A new operator key waits for approval')
    expect(output).toContain('Verified: register this key')
    expect(output).toMatch(/belongs to the verified public key: yes/)
    expect(output).not.toContain('BEGIN EC PRIVATE KEY')
    // Hex of "-----BEGIN": how a stored key begins.
    expect(output).not.toContain('2d2d2d2d2d424547494e')
    expect(output).not.toContain('github_pat_')
    expect(output).not.toContain(String.fromCharCode(27))
    for (const [, url = ''] of output.matchAll(/As GitHub would show it: (\S+)/g)) {
      expect(existsSync(fileURLToPath(url))).toBe(true)
      expect(readFileSync(fileURLToPath(url), 'utf8')).toMatch(/<h2>(?:A new operator key|Verified)/)
    }
  })

  it('takes the key away again where it is rejected', async () => {
    const { code, output } = await start(['--reject'])
    expect(code, output).toBe(0)
    expect(output).toContain('The operator key was discarded')
    expect(output).toContain('and no public key was given out: as it must be')
  })

  it('uses colours where it is told to', async () => {
    const { output } = await start(['--approve'], { FORCE_COLOR: '1' })
    expect(output).toContain(`${String.fromCharCode(27)}[1m`)
  })

  it('does not touch the real GitHub without --repository, or without a token, or without being asked', async () => {
    const github = await startWorld()
    const env = { GITHUB_API_URL: github.url }
    expect((await start(['--approve'], { ...env, GITHUB_TOKEN: TOKEN })).code).toBe(0)
    const withoutToken = await start(['--repository', REPOSITORY], env)
    expect([withoutToken.code, withoutToken.output]).toEqual([1, expect.stringContaining('GITHUB_TOKEN is not set')])
    const unasked = await start(['--repository', REPOSITORY], { ...env, GITHUB_TOKEN: TOKEN })
    expect([unasked.code, unasked.output]).toEqual([1, expect.stringContaining('say --yes')])
    expect(github.exchanges).toEqual([])
  })

  it('stores into the real GitHub with a token, --repository and --yes', async () => {
    const github = await startWorld()
    const args = ['--repository', REPOSITORY, '--environment', GATE.environment, '--yes']
    const { code, output } = await start(args, { GITHUB_API_URL: github.url, GITHUB_TOKEN: TOKEN })
    expect(code, output).toBe(0)
    expect(output).toContain(storedPublicKey(github, GATE, SECRET))
    expect(output).not.toContain(TOKEN)
    const pem = Buffer.from(storedText(github, GATE), 'hex').toString()
    expect(leaksIn(new Map([['the output', output]]), formsOf(pem))).toEqual([])
  })
})
