import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { releaseNotes } from '../../scripts/release-notes.ts'
import { SBOM_FILE, sbom } from '../../scripts/sbom.ts'
import { ROOT } from '../support/servers.ts'

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const isYaml = (name: string) => name.endsWith('.yml')
const filesIn = (folder: string) => readdirSync(join(ROOT, folder)).sort()
const sourceFiles = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter(name =>
  name.endsWith('.ts'),
)
/** CI on Linux has jq and never skips. */
const hasJq = spawnSync('jq', ['--version']).status === 0 || process.env.CI !== undefined
const { version } = JSON.parse(read('package.json')) as { version: string }

/** Every file of the repository, without what git ignores; slashes on every system. */
const ignored = new Set([
  '.git',
  ...read('.gitignore')
    .split('\n')
    .map(line => line.replace(/\/$/, '')),
])
const files = sources('')
function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter(({ name }) => !ignored.has(name))
    .flatMap(entry => (entry.isDirectory() ? sources(`${folder}${entry.name}/`) : `${folder}${entry.name}`))
}

describe('the workflows', () => {
  const workflows = filesIn('.github/workflows').map(name => `.github/workflows/${name}`)

  it.each(workflows)('%s grants no permission at its top', path => {
    expect(parse(read(path))).toHaveProperty('permissions', {})
  })

  // Dependabot does not read examples/, so the examples use the same commits as the workflows.
  const withExamples = [
    ...workflows,
    ...filesIn('examples')
      .filter(isYaml)
      .map(name => `examples/${name}`),
  ]

  it.each(withExamples)('%s pins each foreign action by commit, with its version beside it', path => {
    for (const [line, action = ''] of read(path).matchAll(/^ *(?:- )?uses: (\S+).*$/gm)) {
      if (action.startsWith('$/') || action.startsWith('OWNER/')) continue
      expect(line).toMatch(/uses: [\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+( |$)/)
    }
  })

  it('workflows and examples use the same commit of an action', () => {
    const commits = new Map<string, Set<string>>()
    for (const path of withExamples) {
      for (const [, name = '', pin = ''] of read(path).matchAll(
        /uses: (\w[\w.-]*\/[\w.-]+)[\w./-]*@(.+?)(?: # zizmor.*)?$/gm,
      )) {
        commits.set(name, (commits.get(name) ?? new Set()).add(pin))
      }
    }
    expect(commits.size).toBeGreaterThan(4)
    for (const pins of commits.values()) expect([...pins]).toHaveLength(1)
  })

  it('no job that may write runs npm packages', () => {
    for (const path of workflows) {
      const { jobs } = parse(read(path)) as {
        jobs: Record<string, { permissions?: Record<string, string>; steps?: { run?: string }[] }>
      }
      for (const { permissions = {}, steps = [] } of Object.values(jobs)) {
        if (!Object.values(permissions).includes('write')) continue
        for (const { run = '' } of steps) expect(run).not.toMatch(/\b(npm|npx|node|\.ci\/run)\b/)
      }
    }
  })

  it('each workflow that runs .ci/run gives it 90 minutes', () => {
    const times = workflows.flatMap(path => {
      const { jobs } = parse(read(path)) as {
        jobs: Record<string, { 'timeout-minutes'?: number; steps?: { run?: string }[] }>
      }
      return Object.values(jobs)
        .filter(({ steps = [] }) => steps.some(({ run = '' }) => run.includes('.ci/run')))
        .map(job => job['timeout-minutes'])
    })
    expect(times).toEqual([90, 90])
  })
})

describe('a release', () => {
  const changelog = '# Changes\n\n## 1.2.0 (2027-01-31)\n\n- New.\n\n## 1.1.0 (2026-12-01)\n\n- Old.\n'

  it('releaseNotes returns the notes of the version only', () => {
    expect(releaseNotes('v1.2.0', '1.2.0', changelog)).toBe('- New.')
    expect(releaseNotes('v1.1.0', '1.1.0', changelog)).toBe('- Old.')
  })

  it('releaseNotes throws if tag, version and changelog do not match', () => {
    expect(() => releaseNotes('v1.2.1', '1.2.0', changelog)).toThrow('The tag is v1.2.1')
    expect(() => releaseNotes('1.2.0', '1.2.0', changelog)).toThrow('The tag is 1.2.0')
    expect(() => releaseNotes('v1.3.0', '1.3.0', changelog)).toThrow('no section for 1.3.0')
    expect(() => releaseNotes('v1.2.0', '1.2.0', '## 1.2.0 (unreleased)\n\n- New.\n')).toThrow('date of the release')
    expect(() => releaseNotes('v1.2.0', '1.2.0', '## 1.2.0 (2027-01-31)\n\n')).toThrow('says nothing')
  })

  it('the changelog has a section for this version', () => {
    expect(read('CHANGELOG.md')).toContain(`\n## ${version} (`)
  })
})

// The steps are shell scripts for Linux runners.
describe.runIf(hasJq && process.platform === 'linux')('the release workflow', () => {
  interface Release {
    tagName: string
    isDraft: boolean
    immutable: boolean
    assets: { name: string }[]
  }
  interface Repository {
    releases: Release[]
  }

  /** A `gh` that keeps a repository in a file. */
  const GH = `#!${process.execPath}
const { execFileSync } = require('node:child_process')
const { readFileSync, writeFileSync } = require('node:fs')
const state = JSON.parse(readFileSync(process.env.STATE, 'utf8'))
const args = process.argv.slice(2)
const after = option => args[args.indexOf(option) + 1]
const answer = value =>
  args.includes('--jq') && process.stdout.write(execFileSync('jq', ['-r', after('--jq')], { input: JSON.stringify(value) }))
const [command, verb, tag] = args
if (command === 'api') {
  const path = args.find(arg => arg.startsWith('repos/'))
  answer(state.releases.find(({ tagName, isDraft }) => !isDraft && path === 'repos/octo/keys/releases/tags/' + tagName))
} else if (verb === 'list') answer(state.releases)
else if (verb === 'delete') state.releases = state.releases.filter(({ tagName }) => tagName !== tag)
else if (verb === 'create') {
  if (state.releases.some(({ tagName }) => tagName === tag)) process.exit(1)
  state.releases.push({ tagName: tag, isDraft: args.includes('--draft'), immutable: false, assets: [{ name: 'sbom.cdx.json' }] })
} else for (const release of state.releases) if (release.tagName === tag) Object.assign(release, { isDraft: false, immutable: process.env.IMMUTABLE === 'true' })
writeFileSync(process.env.STATE, JSON.stringify(state))
`

  /** Runs the steps of one of its jobs for v1.2.0. */
  function run(
    job: string,
    repository: Repository,
    immutable = true,
  ): { succeeded: boolean; repository: Repository; summary: string } {
    const folder = mkdtempSync(join(tmpdir(), 'release '))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    writeFileSync(join(folder, 'gh'), GH, { mode: 0o755 })
    writeFileSync(join(folder, 'state.json'), JSON.stringify(repository))
    const { jobs } = parse(read('.github/workflows/release.yml')) as {
      jobs: Record<string, { steps: { run?: string }[] }>
    }
    const env = {
      PATH: `${folder}:${process.env.PATH}`,
      STATE: join(folder, 'state.json'),
      IMMUTABLE: String(immutable),
      GH_REPO: 'octo/keys',
      TAG: 'v1.2.0',
      NOTES: '- New.',
      GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
    }
    const succeeded = (jobs[job]?.steps ?? []).every(
      ({ run: script }) =>
        script === undefined || spawnSync('bash', ['--norc', '-e', '-c', script], { env }).status === 0,
    )
    return {
      succeeded,
      repository: JSON.parse(readFileSync(env.STATE, 'utf8')) as Repository,
      summary: succeeded ? readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8') : '',
    }
  }

  const draft: Release = { tagName: 'v1.2.0', isDraft: true, immutable: false, assets: [] }
  const published: Release = {
    tagName: 'v1.2.0',
    isDraft: false,
    immutable: true,
    assets: [{ name: 'sbom.cdx.json' }],
  }

  it.each([
    ['in its first run', []],
    ['after a run that left a draft', [draft]],
    ['after a run that published it', [published]],
  ])('the release workflow publishes one complete, immutable release %s', (_, releases) => {
    expect(run('release', { releases })).toMatchObject({ succeeded: true, repository: { releases: [published] } })
  })

  it('the release workflow fails if the release is not immutable or lacks its file', () => {
    expect(run('release', { releases: [] }, false).succeeded).toBe(false)
    expect(run('release', { releases: [{ ...published, assets: [] }] }).succeeded).toBe(false)
  })

  const release = (tagName: string): Release => ({ ...published, tagName })
  const newerDraft: Release = { ...draft, tagName: 'v1.10.0' }
  const MOVE = 'Now move the tag v1:\n\n    git push origin +v1.2.0^{commit}:refs/tags/v1\n'

  it.each([
    ['how to move the major tag', [release('v1.1.9')], MOVE],
    ['how to move the major tag beside another major version', [release('v10.0.0')], MOVE],
    ['how to move the major tag beside a newer draft', [newerDraft], MOVE],
    [
      'that the major tag stays at a newer version',
      [release('v1.10.0')],
      'The tag v1 stays: v1.10.0 is newer than v1.2.0.\n',
    ],
  ])('the release workflow reports %s', (_, others, summary) => {
    const ended = run('release', { releases: [published, ...others] })
    expect(ended).toMatchObject({ succeeded: true, summary })
  })

  it('the release workflow refuses a commit that is not on the main branch', () => {
    const folder = mkdtempSync(join(tmpdir(), 'release '))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: folder, encoding: 'utf8' })
    const commit = () => {
      git('commit', '--quiet', '--allow-empty', '--message=m')
      return git('rev-parse', 'HEAD').trim()
    }
    git('init', '--quiet')
    const merged = commit()
    git('update-ref', 'refs/remotes/origin/main', commit())
    const { jobs } = parse(read('.github/workflows/release.yml')) as {
      jobs: { notes: { steps: { name?: string; run?: string }[] } }
    }
    const { run: script = '' } = jobs.notes.steps.find(({ name }) => name?.startsWith('Refuse')) ?? {}
    const judge = (sha: string) =>
      spawnSync('bash', ['--norc', '-e', '-c', script], {
        cwd: folder,
        env: { PATH: process.env.PATH, GITHUB_SHA: sha, GITHUB_REF_NAME: 'v1.2.0', MAIN: 'origin/main' },
        encoding: 'utf8',
      })
    expect(judge(merged)).toMatchObject({ status: 0, stdout: '' })
    expect(judge(commit())).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(
        /^::error title=Not on the main branch::v1\.2\.0 names a commit that main does not/,
      ),
    })
  })
})

describe('the actions', () => {
  const manifests = files.filter(path => /^(?:\w+\/)?action\.yml$/.test(path))

  it.each(manifests)('%s has a description of less than 125 characters, as the Marketplace requires', path => {
    const { description, name, branding } = parse(read(path)) as Record<string, string>
    expect(description?.trim().length).toBeLessThan(125)
    expect([name, branding]).not.toContain(undefined)
  })

  it('there are six action files for five actions', () => {
    expect(manifests).toHaveLength(6)
  })
})

it.each(['generate', 'discard'])('%s.js loads the code for keys and pages only when it needs it', name => {
  expect(read(`dist/${name}.js`)).not.toMatch(/^import .* from "\.\/deferred\.js"/m)
})

it('the bundles import only what the other bundles export', () => {
  let count = 0
  for (const bundle of filesIn('dist').filter(name => name.endsWith('.js'))) {
    const code = read(`dist/${bundle}`)
    for (const [, imported, other] of code.matchAll(/^import \* as (\w+) from "\.\/([\w-]+\.js)";$/gm)) {
      const [, namespace] = new RegExp(`^const (\\w+) = ${imported};$`, 'm').exec(code) ?? []
      const names = [...code.matchAll(new RegExp(`\\b${namespace}\\.(\\w+)`, 'g'))].map(([, name]) => name)
      const [, exported = ''] = /^export \{ (.*) \};$/m.exec(read(`dist/${other}`)) ?? []
      const offered = exported.split(', ').map(each => each.replace(/^.* as /, ''))
      expect(offered, `${bundle} imports from ${other}`).toEqual(expect.arrayContaining(names))
      count += names.length
    }
  }
  expect(count).toBeGreaterThan(500)
})

describe('the bill of materials', () => {
  interface Component {
    name: string
    version: string
    licenses: { license: { id: string } }[]
    evidence: { occurrences: { location: string }[] }
  }
  const { components } = JSON.parse(read(`dist/${SBOM_FILE}`)) as { components: Component[] }
  const namesIn = (bundle: string) =>
    components
      .filter(({ evidence }) => evidence.occurrences.some(({ location }) => location === bundle))
      .map(({ name }) => name)

  it('the bill of materials is the one of these bundles', () => {
    expect(read(`dist/${SBOM_FILE}`)).toBe(sbom(join(ROOT, 'dist')))
  })

  it('the bill of materials has the format, version and serial number that actions/attest requires', () => {
    expect(JSON.parse(read(`dist/${SBOM_FILE}`))).toMatchObject({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      serialNumber: expect.stringMatching(
        /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      ),
    })
  })

  it.each(filesIn('dist').filter(name => name.endsWith('.js')))(
    'the bill of materials lists the packages in %s, and no other',
    bundle => {
      const modules = read(`dist/${bundle}`).matchAll(
        /^;?\/\/ [A-Z]+ MODULE: \.\/node_modules\/((?:@[^/]+\/)?[^/\n]+)/gm,
      )
      expect(namesIn(bundle)).toEqual([...new Set([...modules].map(([, name]) => name))].sort())
    },
  )

  it('each package of the bill of materials is in a list of licences', () => {
    for (const list of filesIn('dist').filter(name => name.endsWith('.licenses.txt'))) {
      // Above each text are two lines: the name of the package and its licence.
      const heads = [...read(`dist/${list}`).matchAll(/(?:^|\n\n)(@?[a-z][\w./-]*)\n([A-Za-z0-9.-]+)\n/g)]
      expect(heads.map(([, name]) => name).sort()).toEqual(namesIn(list.slice(0, -'.licenses.txt'.length)))
    }
  })

  const SHIPPED = ['Apache-2.0', 'ISC', 'MIT']

  it('the bill of materials names the installed versions and permissive licences', () => {
    for (const { name, version, licenses } of components) {
      expect(JSON.parse(read(`node_modules/${name}/package.json`))).toMatchObject({ name, version })
      expect(SHIPPED).toContain(licenses[0]?.license.id)
    }
  })

  it('dependency-review.yml allows the licences of the bill of materials', () => {
    const [, allowed = ''] = /allow-licenses: (.+)/.exec(read('.github/workflows/dependency-review.yml')) ?? []
    expect(allowed.split(', ')).toEqual(SHIPPED)
  })
})

describe('docs/security.md', () => {
  // The requests of `npm run setup` have a table and a test of their own.
  const [page = ''] = read('docs/security.md').split('\n`npm run setup` runs on')

  it('docs/security.md lists each request that an action sends, and no other', () => {
    const texts = sourceFiles.map(name => read(`src/${name}`).replace(/\/\*\*[\s\S]*?\*\//g, ''))
    const sent = texts
      .flatMap(source => [...source.matchAll(/['`]([A-Z]+|\$\{method\}) ((?:\$\{base\}|\/)[^'`\\]+)\\?['`]/g)])
      .flatMap(([, method = '', route = '']) =>
        (/^[A-Z]+$/.test(method) ? [method] : ['GET', 'PATCH', 'DELETE']).map(
          verb => `${verb} ${route.replace(/^\$\{base\}/, 'BASE')}`,
        ),
      )
    const listed = [...page.matchAll(/`((?:GET|PUT|POST|PATCH|DELETE) [^`]+)`/g)].map(([, request = '']) => request)
    // The sources assemble the paths of a vault from parts.
    const isWhole = (request: string) => !request.includes(' /v1/')
    expect(listed.filter(isWhole).sort()).toEqual([...new Set(sent)].filter(isWhole).sort())
  })
})

describe('the repository', () => {
  it.each(['package-lock.json', '.ci/mutation/package-lock.json'])(
    '%s names no registry, and a digest for each package',
    lockfile => {
      const { packages } = JSON.parse(read(lockfile)) as { packages: Record<string, Record<string, unknown>> }
      for (const [path, entry] of Object.entries(packages)) {
        expect(entry, path).not.toHaveProperty('resolved')
        if (path !== '') expect(entry.integrity, path).toMatch(/^sha512-/)
      }
    },
  )

  it('the repository holds no private key except Ledger’s published sample', () => {
    const pem = /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----(?:\s|\\[nr])+[A-Za-z0-9+/]{32}/
    const hexOfPem = /(?:2d){5}424547494e(?:[0-9a-f]{2}){1,20}50524956415445204b4559(?:2d){5}/i
    expect(files.filter(path => [pem, hexOfPem].some(key => key.test(read(path))))).toEqual([
      '__tests__/support/ledger-sample-key.ts',
    ])
  })

  it('each text file ends with a line feed and contains no carriage return before one', () => {
    for (const path of files.filter(path => !path.endsWith('.png'))) {
      const text = read(path)
      expect(text.endsWith('\n'), path).toBe(true)
      expect(text.includes('\r\n'), path).toBe(false)
    }
  })
})
