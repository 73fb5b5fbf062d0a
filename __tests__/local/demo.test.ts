import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { formsOf, leaksIn } from '../support/leaks.ts'
import {
  GATE,
  REPOSITORY,
  ROOT,
  SECRET,
  startTestGitHub,
  storedPublicKey,
  storedText,
  TOKEN,
} from '../support/servers.ts'

/** Runs `npm start` without a terminal. */
function start(args: string[], env: Record<string, string> = {}, interruptAt?: string) {
  return new Promise<{ code: number | null; output: string }>(resolve => {
    const child = spawn(process.execPath, [join(ROOT, 'local/start.ts'), ...args], {
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk
      if (interruptAt !== undefined && output.includes(interruptAt)) {
        interruptAt = undefined
        child.kill('SIGINT')
      }
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.once('close', code => resolve({ code, output }))
  })
}

/** The HTML pages that the output names, one below the other. */
function pagesOf(output: string): string[] {
  const urls = [...output.matchAll(/As GitHub would show it: (\S+)/g)].map(([, url = '']) => url)
  return urls.map(url => readFileSync(fileURLToPath(url), 'utf8'))
}

describe('npm start', () => {
  it('provisions a key without asking if there is no terminal', async () => {
    const { code, output } = await start([])
    expect(code, output).toBe(0)
    expect(output).toContain(
      'PUT    /repos/octo/keys/environments/ledger-admins/secrets/LEDGER_OPERATOR_PRIVATE_KEY 201\n' +
        '           → encrypted_value: sealed box, 502 bytes, key_id: ',
    )
    expect(output).toContain('A new operator key waits for approval')
    expect(output).toContain('alice: approved (no terminal to ask at)')
    expect(output).toContain('Output public-key-fingerprint: ')
    expect(output).toContain('Verified: register this key')
    expect(output).toContain('The stored private key, opened by native libsodium, gives this public key: yes')
    expect(pagesOf(output)).toEqual([
      expect.stringContaining('<h2>A new operator key waits for approval</h2>'),
      expect.stringContaining('<h2>Verified: register this key</h2>'),
    ])
  })

  it('shows no private key, no token and no escape sequence, in its output or its pages', async () => {
    const { output } = await start(['--approve', '--operator-name', '\u001b[31mred\u0007'])
    const all = output + pagesOf(output).join('')
    expect(all).not.toContain('BEGIN EC PRIVATE KEY')
    // How the body of every such PEM begins, its hex, and the hex of "-----BEGIN".
    expect(all).not.toContain('MHcCAQEE')
    expect(all).not.toContain('4d48634341514545')
    expect(all).not.toContain('2d2d2d2d2d424547494e')
    expect(all).not.toContain('github_pat_')
    expect(all).not.toContain('\u001b')
    expect(all).not.toContain('\u0007')
    expect(output).toContain('\\u{1b}[31mred\\u{7}')
  })

  it('discards a rejected key', async () => {
    const { code, output } = await start(['--reject'])
    expect(code, output).toBe(0)
    expect(output).toContain('The operator key was discarded')
    expect(output).toContain('Secret LEDGER_OPERATOR_PRIVATE_KEY: none')
    expect(output).toContain('Variable LEDGER_OPERATOR_PUBLIC_KEY: none')
    expect(output).toContain('The key is deleted, and the workflow has no public key as output: yes')
  })

  it('fails if the workflow fails', async () => {
    const { code, output } = await start(['--operator-name', 'x'.repeat(10_000)])
    expect(code, output).toBe(1)
    expect(output).toContain('Check the request: failure')
    expect(output).toContain('No key was approved. Do not register one.')
  })

  // On Windows no process can send another a SIGINT.
  it.skipIf(process.platform === 'win32')('cancels the run at Ctrl-C and prints what is stored', async () => {
    const { code, output } = await start([], {}, 'Reading the environment')
    expect(code, output).toBe(1)
    expect(output).toContain('What GitHub holds now')
    expect(output).toMatch(/The run was cancelled\.\n$/)
  })

  it.each([
    [['--bogus'], "Unknown option '--bogus'"],
    [['extra'], "Unexpected argument 'extra'"],
    [['--if-exists', 'maybe'], "Input 'if-exists': unexpected value 'maybe', expected one of fail, overwrite"],
    [['--environment', ''], "Required input 'environment' not provided"],
    [['--approve', '--reject'], '--approve and --reject exclude each other.'],
    [['--secret-name', 'KEY'], '--secret-name: needs --repository.'],
    [['--repository', REPOSITORY, '--approve'], '--approve: does not go with --repository'],
  ])('names what is wrong with %j, and the help', async (args, message) => {
    const { code, output } = await start(args)
    expect(code).toBe(1)
    expect(output).toContain(message)
    expect(output).toContain('npm start -- --help')
    expect(output).not.toMatch(/^ +at /m)
  })

  it('lists all its options', async () => {
    const { code, output } = await start(['--help'])
    expect(code).toBe(0)
    for (const option of [
      'approve',
      'reject',
      'repository',
      'environment',
      'secret-name',
      'operator-name',
      'workspace',
    ])
      expect(output).toContain(`--${option}`)
  })
})

// A terminal to sit at is made by util-linux's script, which every Linux has.
describe.runIf(process.platform === 'linux' && spawnSync('script', ['--version']).status === 0)(
  'npm start at a terminal',
  () => {
    function answer(given: string) {
      return new Promise<{ code: number | null; output: string }>(resolve => {
        const child = spawn('script', ['-qec', `'${process.execPath}' local/start.ts`, '/dev/null'], { cwd: ROOT })
        let output = ''
        let isAsked = false
        child.stdout.on('data', chunk => {
          output += chunk
          if (isAsked || !output.includes('(approve or reject)')) return
          isAsked = true
          child.stdin.write(given)
        })
        child.once('close', code => resolve({ code, output }))
      })
    }

    it.each([
      ['an approval', 'approve\r', 0, 'gives this public key: '],
      ['a rejection, after an invalid answer', 'perhaps\rr\r', 0, 'The key is deleted'],
      ['Ctrl-C', '\u0003', 1, 'The run was cancelled.'],
    ])('stops at the gate, asks, and takes %s', async (_, given, code, end) => {
      const ended = await answer(given)
      expect(ended.code, ended.output).toBe(code)
      expect(ended.output).toContain('You are alice. Approve this key? (approve or reject)')
      expect(ended.output).toContain(end)
    })
  },
)

describe('npm start with the real GitHub', () => {
  it('sends no request without --repository, without a token, or without a terminal to ask at', async () => {
    const github = await startTestGitHub()
    const env = { GITHUB_API_URL: github.url }
    const here = await start(['--approve'], { ...env, GITHUB_TOKEN: TOKEN, FORCE_COLOR: '1' })
    expect(here.code, here.output).toBe(0)
    expect(here.output, 'uses colours with FORCE_COLOR').toContain('\u001b[1m')
    const withoutToken = await start(['--repository', REPOSITORY], env)
    expect([withoutToken.code, withoutToken.output]).toEqual([1, expect.stringContaining('GITHUB_TOKEN is not set')])
    const unasked = await start(['--repository', REPOSITORY], { ...env, GITHUB_TOKEN: TOKEN })
    expect([unasked.code, unasked.output]).toEqual([1, expect.stringContaining('Add --yes')])
    expect(github.exchanges).toEqual([])
  })

  it('stores a key there with a token, --repository and --yes, and shows nothing private', async () => {
    const github = await startTestGitHub()
    const args = ['--repository', REPOSITORY, '--environment', GATE.environment, '--yes']
    const { code, output } = await start(args, { GITHUB_API_URL: github.url, GITHUB_TOKEN: TOKEN })
    expect(code, output).toBe(0)
    expect(output).toContain(storedPublicKey(github, GATE, SECRET))
    expect(output).not.toContain('the job that waits')
    const pem = Buffer.from(storedText(github, GATE), 'hex').toString()
    const traces = new Map([
      ['the output', output],
      ['the page', pagesOf(output).join('')],
    ])
    expect(leaksIn(traces, formsOf(pem).set('the token', TOKEN))).toEqual([])
  })

  it('names no workflow run', async () => {
    const github = await startTestGitHub()
    const args = ['--repository', REPOSITORY, '--secret-name', 'KEY', '--yes']
    const { code, output } = await start(args, { GITHUB_API_URL: github.url, GITHUB_TOKEN: TOKEN })
    expect(code, output).toBe(0)
    expect(storedPublicKey(github, { repository: REPOSITORY }, 'KEY')).toMatch(/^04/)
    const [page = ''] = pagesOf(output)
    for (const shown of [output, page]) {
      expect(shown).toContain('No workflow run')
      expect(shown).not.toMatch(/octocat|github-hosted|provision\.yml|attempt|the job that waits|0{12}/)
    }
  })

  it('fails with the error of the action', async () => {
    const github = await startTestGitHub()
    const args = ['--repository', REPOSITORY, '--environment', 'nowhere', '--yes']
    const { code, output } = await start(args, { GITHUB_API_URL: github.url, GITHUB_TOKEN: TOKEN })
    expect(code).toBe(1)
    expect(output).toContain('Error: ')
    expect(output).toContain('docs/troubleshooting.md')
    expect(github.exchanges.every(({ method }) => method === 'GET')).toBe(true)
  })

  it('uses the proxy of the machine, and does not show its password', async () => {
    const args = ['--repository', REPOSITORY, '--yes']
    const env = {
      GITHUB_API_URL: 'https://api.ledger.invalid',
      GITHUB_TOKEN: TOKEN,
      HTTPS_PROXY: 'http://me:hush@127.0.0.1:9',
    }
    const { code, output } = await start(args, env)
    expect(code).toBe(1)
    expect(output).toContain('127.0.0.1:9')
    expect(output).not.toContain('hush')
  })
})
