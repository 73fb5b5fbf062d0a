import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import type { App, Grant, LocalGitHubOptions } from '../../local/github/index.ts'
import type { SetupContext } from '../../setup/context.ts'
import { main } from '../../setup/main.ts'
import { httpFetch } from '../../src/http/fetch.ts'
import { startTestGitHub, type TestGitHub } from './servers.ts'

/** Of the local GitHub. */
export const HOST = '127.0.0.1'
export const COMPANY = 'octo/treasury'
export const COPY = 'octo/ledger-operator-keys'
export const COMMIT = 'c0ffee0123456789c0ffee0123456789c0ffee01'
export const ADMIN_TOKEN = 'gho_adminadminadminadminadminadminadmin'
/** How a reader of the README begins, in a checkout of the copy. */
export const FIRST = ['--repository', COMPANY, '--admins', 'alice,team:treasury']

/** A GitHub before a set-up: an organization with a repository and a copy of this one, its people, and an admin's token. */
export async function startCompany(
  options: LocalGitHubOptions & { plan?: 'team' | 'enterprise' } = {},
): Promise<TestGitHub> {
  const { plan = 'enterprise', ...rest } = options
  const github = await startTestGitHub(rest)
  github.addOrganization('octo', { enterprise: plan === 'enterprise' })
  github.addTeam('octo', 'treasury')
  for (const login of ['alice', 'bob', 'carol', 'dave', 'erin', 'frank', 'grace']) github.addUser({ login })
  github.addRepository(COMPANY, { id: 4711 })
  github.addRepository(COPY, { private: false })
  github.state.repository(COPY).commits.add(COMMIT)
  github.addToken(ADMIN_TOKEN, { kind: 'classic', repositories: 'all' })
  return github
}

export interface SetupRun {
  /** Answers, in order; without them there is no terminal. */
  answers?: boolean[]
  env?: Record<string, string>
  folder?: string
  grant?: Grant
  /** What `git` and `gh` print, by their arguments. */
  programs?: Record<string, string | undefined>
}

/** Runs the set-up in this process. */
export async function runSetup(
  github: TestGitHub,
  args: string[],
  { answers, env, folder, grant, programs }: SetupRun = {},
) {
  const printed: string[] = []
  const questions: string[] = []
  if (grant) github.addToken(ADMIN_TOKEN, grant)
  const { clock } = github
  const printedBy: Record<string, string | undefined> = {
    'git remote get-url origin': `https://${HOST}/${COPY}.git`,
    'git rev-parse HEAD': COMMIT,
    'git rev-parse --verify --quiet v1.0.0^{commit}': COMMIT,
    ...programs,
  }
  const context: SetupContext = {
    args,
    env: { GITHUB_TOKEN: ADMIN_TOKEN, GITHUB_API_URL: github.url, ...env },
    folder: folder ?? tmpdir(),
    clock,
    sleep: clock.sleep,
    fetch: async (url, init) => {
      const settle = clock.requests.send(`${init.method ?? 'GET'} ${url}`)
      try {
        return await httpFetch(url, init)
      } finally {
        settle()
      }
    },
    print: text => void printed.push(text),
    confirm:
      answers &&
      (async question => {
        questions.push(question)
        return answers.shift() ?? false
      }),
    run: (program, args) => printedBy[`${program} ${args.join(' ')}`],
  }
  const before = github.exchanges.length
  const code = await main(context)
  expect(github.violations).toEqual([])
  const writes = github.exchanges.slice(before).filter(({ method }) => method !== 'GET')
  return {
    code,
    output: printed.join('\n'),
    /** The output as if lines were not broken. */
    text: printed.join('\n').replace(/\s+/g, ' '),
    questions,
    writes: writes.map(({ method, path }) => `${method} ${path.replace(/^\/repos\/octo\/treasury/, '')}`),
  }
}

/** An empty checkout of the company's repository. */
export function emptyCheckout(): { folder: string; programs: Record<string, string>; read: (path: string) => string } {
  const folder = mkdtempSync(join(tmpdir(), 'checkout-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return {
    folder,
    programs: {
      'git rev-parse --show-toplevel': folder,
      'git remote -v': `origin\tgit@${HOST}:${COMPANY}.git (fetch)\n`,
    },
    read: path => readFileSync(join(folder, path), 'utf8'),
  }
}

const keyPairs = new Map<string, { publicKey: string; privateKey: string }>()

/** The RSA key pair of an App. It takes long to make, so each App has one for all tests. */
function keyPairOf(clientId: string): { publicKey: string; privateKey: string } {
  const pair =
    keyPairs.get(clientId) ??
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    })
  keyPairs.set(clientId, pair)
  return pair
}

/** A GitHub App that is installed for the company's repository, with the file of its private key. */
export function installApp(
  github: TestGitHub,
  options: Partial<App> = {},
): { clientId: string; file: string; pem: string } {
  const clientId = options.clientId ?? 'Iv23liABCDEFGHIJKLMN'
  const { publicKey, privateKey } = keyPairOf(clientId)
  github.installApp({
    clientId,
    slug: 'octo-ledger-keys',
    account: 'octo',
    repositories: [COMPANY],
    permissions: { actions: 'read', environments: 'write' },
    publicKey,
    ...options,
  })
  return { clientId, file: fileWith(privateKey), pem: privateKey }
}

export function fileWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'setup-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'file.pem')
  writeFileSync(file, text)
  return file
}
