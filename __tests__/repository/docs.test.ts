import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { PAGES, withTables } from '../../scripts/tables.ts'
import { ERROR_CODES } from '../../src/errors.ts'
import { encodePrivateKey, generateOperatorKey } from '../../src/key/operator-key.ts'
import { signProof } from '../../src/key/proof.ts'
import { type KeyState, titleOf } from '../../src/runner/journal.ts'
import { readWorkflowRun, runClaims } from '../../src/runner/workflow-run.ts'
import { bash, blocksOf, canRunCommands, commandsUnder, emptyFolder, installGh } from '../support/doc-commands.ts'
import { REPOSITORY, ROOT, SECRET, startTestGitHub } from '../support/servers.ts'
import { approvedBy, checkoutOf, jobOf, runRepositoryWorkflow } from '../support/workflows.ts'

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
/** The pages of the documentation. */
const MARKDOWN = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  'examples/README.md',
  'examples/policies/vault/README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name}`),
]

describe('the docs', () => {
  it.each(PAGES)('%s has the tables that npm run tables writes', page => {
    expect(read(page)).toBe(withTables(read(page)))
  })

  it('docs/troubleshooting.md has an entry for each error code, and no other', () => {
    const entries = [...read('docs/troubleshooting.md').matchAll(/^### `([a-z-]+)`$/gm)].map(match => match[1])
    expect(entries.toSorted()).toEqual([...ERROR_CODES].toSorted())
  })

  it('docs/troubleshooting.md explains each title of an error', () => {
    const page = read('docs/troubleshooting.md')
    const [place, stored] = ['The secret KEY of octo/keys', []]
    const scheduled: KeyState = { state: 'deleted', place, scheduledFor: '2026-03-31T12:00:00Z' }
    const states: Record<KeyState['state'], KeyState> = {
      unchanged: { state: 'unchanged' },
      'may-remain': { state: 'may-remain' },
      partial: { state: 'partial', stored, missing: [place] },
      indeterminate: { state: 'indeterminate', place, stored, replaces: false },
      conflict: { state: 'conflict', place, stored },
      unconfirmed: { state: 'unconfirmed', place, stored },
      confirmed: { state: 'confirmed', place, stored, updatedAt: '', publicKey: undefined },
      deleting: { state: 'deleting', place },
      deleted: { state: 'deleted', place, scheduledFor: undefined },
    }
    const titles = [
      ...Object.values(states).flatMap(state => [titleOf(state, {}), titleOf(state, { noun: 'stored key' })]),
      titleOf(scheduled, { noun: 'stored key' }),
      ...readdirSync(join(ROOT, 'src/actions'))
        .flatMap(name => [...read(`src/actions/${name}`).matchAll(/\bunchangedTitle: '([^']+)'/g)])
        .map(([, title = '']) => title),
    ]
    expect(new Set(titles).size).toBeGreaterThan(8)
    for (const title of titles) expect(page).toContain(`*${title}*`)
  })

  it('each entry of docs/troubleshooting.md has a cause and a fix', () => {
    const [, ...entries] = read('docs/troubleshooting.md').split(/^### /m)
    for (const entry of entries) expect(entry).toMatch(/\*\*Cause:\*\* [\s\S]+\*\*Fix:\*\*\s/)
  })

  it('the workflow in docs/troubleshooting.md shows which key a secret holds', async () => {
    const [, workflow = ''] = /```yaml\n([\s\S]*?)```/.exec(read('docs/troubleshooting.md')) ?? []
    const github = await startTestGitHub()
    const environment = 'ledger-admins'
    github.addEnvironment(REPOSITORY, environment, { reviewers: ['alice'] })
    const { privateKeyPem, publicKey } = generateOperatorKey()
    github.putSecret({ repository: REPOSITORY, environment }, SECRET, encodePrivateKey(privateKeyPem, 'hex'))
    const path = '.github/workflows/which-key.yml'
    const result = await runRepositoryWorkflow(path, {
      root: checkoutOf({ [path]: workflow }),
      sources: { 'OWNER/ledger-operator-keys': ROOT },
      approve: approvedBy('alice'),
      github,
    })
    expect(jobOf(result, 'verify').summary, result.log).toContain(publicKey.hex)
  })

  it('each link in the documents leads to an existing file and heading', () => {
    for (const page of [...MARKDOWN, ...['aws', 'vault'].map(name => `examples/policies/${name}/README.md`)]) {
      for (const [, target = ''] of read(page).matchAll(/(?:\]\(|src(?:set)?=")([^)"\s]+)/g)) {
        // GitHub resolves `../../actions/…` to a page of the repository.
        if (/^https?:|^\.\.\/\.\.\/actions\//.test(target)) continue
        const [file, anchor] = target.split('#')
        const path = file ? join(dirname(page), file) : page
        expect(existsSync(join(ROOT, path)), `${page}: ${target}`).toBe(true)
        if (anchor) expect(headings(read(path)), `${page}: ${target}`).toContain(anchor)
      }
    }
  })

  it('the documents contain only existing npm commands, and CONTRIBUTING.md contains all of them', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const named = (page: string) =>
      [...read(page).matchAll(/npm (?:run ([\w:-]+)|(start|test))/g)].map(m => m[1] ?? m[2])
    for (const page of MARKDOWN) for (const name of named(page)) expect(scripts, page).toHaveProperty([name ?? ''])
    const commands = Object.keys(scripts).filter(name => !name.startsWith('pre'))
    expect(named('CONTRIBUTING.md')).toEqual(expect.arrayContaining(commands))
  })

  it('the reference lists the claims of a proof in their order', () => {
    const section =
      read('docs/reference.md')
        .split('\n## ')
        .find(text => text.startsWith('The proof\n')) ?? ''
    const cells = [...section.matchAll(/^\| (`.*?) \|/gm)].map(([, cell = '']) => cell)
    const run = runClaims(readWorkflowRun({}))
    const claims = { operator: 'o', workspace: 'w', secret: {}, keyStore: {}, run, nonce: 'n' }
    const [, payload = ''] = signProof(generateOperatorKey(), claims).split('.')
    const signed: object = JSON.parse(Buffer.from(payload, 'base64url').toString())
    expect(cells.flatMap(cell => cell.match(/\w+/g))).toEqual(Object.keys(signed))
  })

  it('the root action and generate/ differ only in the path of main', () => {
    const root = read('action.yml')
    expect(read('generate/action.yml')).toBe(root.replace('main: dist/', 'main: ../dist/'))
    for (const folder of ['generate', 'verify', 'promote', 'discard', 'preflight']) {
      const { runs } = parse(read(`${folder}/action.yml`)) as { runs: { using: string; main: string } }
      expect(runs).toEqual({ using: 'node24', main: `../dist/${folder}.js` })
    }
  })
})

describe('what to replace in the examples', () => {
  const [, section = ''] = read('examples/README.md').split('\n## What to replace\n')
  const wordsIn = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word)
  const examples = readdirSync(join(ROOT, 'examples'))
    .filter(name => name.endsWith('.yml'))
    .map(name => ({ name, text: read(`examples/${name}`) }))
  const rows = [...section.matchAll(/^\| (`.*?) \| .* \| (.*?) \|$/gm)].map(([, words = '', files = '']) => ({
    words: wordsIn(words),
    files,
  }))
  const replaced = rows.flatMap(({ words }) => words)
  const [kept = ''] = /^If you make the environments.*/m.exec(section) ?? []
  const listed = [...replaced, ...wordsIn(kept)]

  it('the table has each text, with the examples that have it', () => {
    let before: string[] = []
    for (const { words, files } of rows) {
      const named = files === 'the same' ? before : wordsIn(files)
      for (const word of words) {
        const found = examples.filter(({ text }) => text.includes(word)).map(({ name }) => name)
        if (files === 'most') expect(found.length, word).toBeGreaterThan(10)
        else expect(named.toSorted(), word).toEqual(found)
      }
      before = named
    }
  })

  it.each(examples)('the example $name has nothing else that a company must replace', ({ text }) => {
    const placeholders = text.match(/\b(?:[A-Z]+(?:-[A-Z0-9]+)+|[A-Z]*OWNER|COMMIT|\d{12})\b|\S*\.example\b\S*/g) ?? []
    const { env, jobs } = parse(text) as { env: unknown; jobs: Record<string, Record<string, unknown>> }
    const values = [env, ...Object.values(jobs)].flatMap(part => valuesOf(part))
    const owned = [...placeholders, ...values].filter(value => !listed.some(word => value.includes(word)))
    expect(owned).toEqual([])
  })

  /** The values that name something of a company, without those that an expression fills in. */
  function valuesOf(part: unknown, key = ''): string[] {
    if (typeof part === 'object' && part !== null) {
      return Object.entries(part).flatMap(([name, each]) => valuesOf(each, Array.isArray(part) ? key : name))
    }
    const isOwn =
      /^(?:.*environment|key-store|vault-a.*|aws-.*|AWS_.*|VAULT_.*|workspace|operator-name|public-key-hex|runs-on)$/.test(
        key,
      )
    const isOfGitHub = key === 'runs-on' && ['self-hosted', 'ubuntu-latest'].includes(String(part))
    return isOwn && !isOfGitHub && !/^\$\{\{[^}]+\}\}$/.test(String(part)) ? [String(part)] : []
  }
})

describe('the commands that the docs show', () => {
  it('each command in the documents is run by a test or by CI', () => {
    const tests = [
      'repository/docs',
      'repository/auditor-commands',
      'setup/key-store',
      'setup/process',
      'workflows/aws',
      'workflows/vault',
    ]
      .map(name => read(`__tests__/${name}.test.ts`))
      .join('')
    const ci = read('.github/workflows/ci.yml')
    for (const page of MARKDOWN) {
      for (const { heading, commands } of blocksOf(page)) {
        const isRunByCi = commands.split('&&').every(command => ci.includes(` run: ${command.trim()}\n`))
        const calls = [
          `commandsUnder('${page}', '${heading}'`,
          page === 'docs/auditor.md' && `commandsUnder(PAGE, '${heading}'`,
        ]
        const isRunHere = calls.some(call => call && tests.includes(call))
        expect(isRunByCi || isRunHere, `${page}, ${heading}`).toBe(true)
      }
    }
  })

  describe.runIf(canRunCommands)('run as a reader copies them', () => {
    it('the command for the commit of a release prints it', () => {
      const folder = emptyFolder()
      const calls = installGh(folder)
      expect(bash(commandsUnder('docs/security.md', 'Pinning'), { ANSWER: '{"sha":"c1"}' }, folder)).toBe('c1\n')
      expect(calls()[0]).toContain('repos/UPSTREAM/ledger-operator-keys/commits/v1.0.0')
    })

    it('the command for the audit log lists the jobs that were given a key', () => {
      const folder = emptyFolder()
      const calls = installGh(folder)
      const job = (...secrets: string[]) => ({
        '@timestamp': Date.UTC(2027, 0, 31),
        action: 'workflows.prepared_workflow_job',
        environment_name: 'ledger-production',
        job_workflow_ref: 'octo/keys/.github/workflows/sign.yml@refs/heads/main',
        workflow_run_id: 42,
        secrets_passed: secrets,
      })
      const { '@timestamp': _, secrets_passed: __, ...bare } = job()
      const log = [job('NPM_TOKEN'), job('NPM_TOKEN', 'LEDGER_API_KEY_SECRET'), job(), bare]
      expect(bash(commandsUnder('docs/security.md', 'Watching it'), { ANSWER: JSON.stringify(log) }, folder)).toBe(
        '2027-01-31T00:00:00Z\tledger-production\tocto/keys/.github/workflows/sign.yml@refs/heads/main\t42\tNPM_TOKEN,LEDGER_API_KEY_SECRET\n',
      )
      expect(calls()[0]).toContain('phrase=action:workflows.prepared_workflow_job repo:ORGANIZATION/NAME')
    })

    /** A checkout with bundles, of a commit. */
    function checkout(): { folder: string; commit: string; git: (...args: string[]) => string } {
      const folder = emptyFolder()
      const git = (...args: string[]) =>
        execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: folder, encoding: 'utf8' })
      mkdirSync(join(folder, 'dist'))
      for (const name of ['generate.js', 'verify.js']) writeFileSync(join(folder, 'dist', name), name)
      git('init', '--quiet', '--initial-branch=main')
      git('add', 'dist')
      git('commit', '--quiet', '--message=m')
      return { folder, commit: git('rev-parse', 'HEAD').trim(), git }
    }

    it('the commands for a release verify its tag, and that each bundle comes from this commit', () => {
      const { folder, commit } = checkout()
      const calls = installGh(folder)
      const output = bash(commandsUnder('docs/security.md', 'Verifying a release'), {}, folder)
      expect(output).toBe(`Verified: every bundle of ${commit}\n`)
      const [release, ...bundles] = calls()
      expect(release).toEqual(['release', 'verify', 'v1.0.0', '--repo', 'UPSTREAM/ledger-operator-keys'])
      expect(bundles.map(args => args[2])).toEqual(['dist/generate.js', 'dist/verify.js'])
      for (const args of bundles) {
        expect(args).toEqual(expect.arrayContaining(['--source-digest', commit, '--deny-self-hosted-runners']))
        expect(args).toContain('UPSTREAM/ledger-operator-keys/.github/workflows/release.yml')
      }
    })

    it.each(['release verify', 'dist/generate.js', 'dist/verify.js'])(
      'the commands for a release fail if %s is not verified',
      fails => {
        const { folder } = checkout()
        installGh(folder)
        expect(() => bash(commandsUnder('docs/security.md', 'Verifying a release'), { FAILS: fails }, folder)).toThrow()
      },
    )

    it('the commands for a release fail outside of a checkout', () => {
      const folder = emptyFolder()
      installGh(folder)
      expect(() =>
        bash(commandsUnder('docs/security.md', 'Verifying a release'), { GIT_DIR: folder }, folder),
      ).toThrow()
    })

    it('the command for a build fails if the bundles differ', () => {
      const { folder } = checkout()
      const npm = (build: string) =>
        writeFileSync(
          join(folder, 'bin/npm'),
          `#!/bin/sh\ncase "$*" in 'ci --ignore-scripts') ;; 'run build') ${build} ;; *) exit 2 ;; esac\n`,
          { mode: 0o755 },
        )
      const rebuild = () => bash(commandsUnder('docs/security.md', 'Verifying a release', 1), {}, folder)
      npm(':')
      rebuild()
      npm('echo other >dist/verify.js')
      expect(rebuild).toThrow()
    })

    it('the commands for a stored secret list and delete it', () => {
      const folder = emptyFolder()
      const calls = installGh(folder)
      bash(commandsUnder('docs/troubleshooting.md', 'Which key is stored?'), {}, folder)
      expect(calls()).toEqual([
        ['secret', 'list', '--repo', 'OWNER/NAME', '--env', 'ledger-admins'],
        ['secret', 'delete', SECRET, '--repo', 'OWNER/NAME', '--env', 'ledger-admins'],
      ])
    })

    it('the commands for a tag sign it, push it, and move the tag of the major version', () => {
      const { folder, commit, git } = checkout()
      const origin = emptyFolder()
      execFileSync('git', ['init', '--quiet', '--bare', origin])
      git('remote', 'add', 'origin', origin)
      git('config', 'user.name', 'a')
      git('config', 'user.email', 'a@b')
      // git expects a signature from gpg, and a status line.
      const gpg = join(folder, 'bin', 'gpg')
      writeFileSync(gpg, '#!/bin/sh\ncat >/dev/null\necho signature\necho "[GNUPG:] SIG_CREATED D" >&2\n', {
        mode: 0o755,
      })
      bash(commandsUnder('docs/releasing.md', 'Each release').replaceAll('vX.Y.Z', 'v1.2.0'), {}, folder)
      const inOrigin = (...args: string[]) => execFileSync('git', args, { cwd: origin, encoding: 'utf8' })
      expect(inOrigin('rev-parse', 'v1.2.0^{commit}').trim()).toBe(commit)
      expect(inOrigin('cat-file', 'tag', 'v1.2.0')).toContain('signature')
      const move = commandsUnder('docs/releasing.md', 'Each release', 1)
        .replaceAll('vX.Y.Z', 'v1.2.0')
        .replaceAll('vX', 'v1')
      for (const _ of ['first', 'again']) {
        bash(move, {}, folder)
        expect(inOrigin('rev-parse', 'v1').trim()).toBe(commit)
      }
    })

    it('the commands of gh within sentences exist', () => {
      const folder = emptyFolder()
      const calls = installGh(folder)
      const inline = MARKDOWN.flatMap(page => [
        ...read(page)
          .replace(/```[\s\S]*?```/g, '')
          .matchAll(/`(gh [a-z]+ [^`]+)`/g),
      ]).map(([, command = '']) => command.replaceAll('\n', ' '))
      expect(inline.length).toBeGreaterThan(3)
      for (const command of inline) bash(command, { ANSWER: '{"id":1,"owner":{"id":2}}' }, folder)
      expect(calls()).toHaveLength(inline.length)
    })
  })
})

/** Anchors as GitHub makes them of headings. */
function headings(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}
