import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { PAGES, withTables } from '../scripts/tables.ts'
import { type Holding, titleOf } from '../src/custody.ts'
import { FAILURE_CODES } from '../src/failure.ts'
import { encodePrivateKey, generateOperatorKey } from '../src/operator-key.ts'
import { approvedBy, checkoutOf, jobOf, runLife } from './life/setup.ts'
import { REPOSITORY, ROOT, SECRET, startWorld } from './world.ts'

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
/** The pages that people read. */
const MARKDOWN = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name}`),
]

describe('the docs', () => {
  it.each(PAGES)('%s has the tables that the action files have (npm run tables writes them)', page => {
    expect(read(page)).toBe(withTables(read(page)))
  })

  it('have an entry for every error, and none for an error that there is not', () => {
    const entries = [...read('docs/troubleshooting.md').matchAll(/^### `([a-z-]+)`$/gm)].map(match => match[1])
    expect(entries.toSorted()).toEqual([...FAILURE_CODES].toSorted())
  })

  it('say of every headline what it means for the secret', () => {
    const page = read('docs/troubleshooting.md')
    const place = 'The secret KEY'
    const { publicKey } = generateOperatorKey()
    const holdings: Holding[] = [
      { state: 'unchanged', note: '' },
      { state: 'uncertain', place, replaces: false },
      { state: 'collided', place },
      { state: 'unconfirmed', place },
      { state: 'confirmed', place, updatedAt: '', publicKey },
      { state: 'deleting', place },
      { state: 'deleted', place },
      { state: 'partial', missing: [place] },
    ]
    const titles = [
      ...holdings.map(holding => titleOf({ holding })),
      ...readdirSync(join(ROOT, 'src'))
        .flatMap(name => [...read(`src/${name}`).matchAll(/\btitle: '([^']+)'/g)])
        .map(([, title = '']) => title),
    ]
    expect(new Set(titles).size).toBeGreaterThan(8)
    for (const title of titles) expect(page).toContain(`*${title}*`)
  })

  it('say of every error its cause and its cure', () => {
    const [, ...entries] = read('docs/troubleshooting.md').split(/^### /m)
    for (const entry of entries) expect(entry).toMatch(/\*\*Cause:\*\* [\s\S]+\*\*Cure:\*\*\s/)
  })

  it('show a workflow that says which key a secret holds', async () => {
    const [, workflow = ''] = /```yaml\n([\s\S]*?)```/.exec(read('docs/troubleshooting.md')) ?? []
    const github = await startWorld()
    const environment = 'ledger-admins'
    github.addEnvironment(REPOSITORY, environment, { reviewers: ['alice'] })
    const { privateKeyPem, publicKey } = generateOperatorKey()
    github.putSecret({ repository: REPOSITORY, environment }, SECRET, encodePrivateKey(privateKeyPem, 'hex'))
    const path = '.github/workflows/which-key.yml'
    const result = await runLife(path, {
      root: checkoutOf({ [path]: workflow }),
      sources: { 'OWNER/ledger-operator-keys': ROOT },
      approve: approvedBy('alice'),
      github,
    })
    expect(jobOf(result, 'verify').summary, result.log).toContain(publicKey.hex)
  })

  it('have no link to a file or a heading that is not there', () => {
    for (const page of MARKDOWN) {
      for (const [, target = ''] of read(page).matchAll(/(?:\]\(|src(?:set)?=")([^)"\s]+)/g)) {
        if (/^https?:/.test(target)) continue
        const [file, anchor] = target.split('#')
        const path = file ? join(dirname(page), file) : page
        const text = read(path)
        if (anchor) expect(headings(text), `${page}: ${target}`).toContain(anchor)
      }
    }
  })

  it('name no command that there is not, and CONTRIBUTING.md names all', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const named = (page: string) =>
      [...read(page).matchAll(/npm (?:run ([\w-]+)|(start|test))/g)].map(m => m[1] ?? m[2])
    for (const page of MARKDOWN) for (const name of named(page)) expect(scripts, page).toHaveProperty([name ?? ''])
    const commands = Object.keys(scripts).filter(name => !name.startsWith('pre'))
    expect(named('CONTRIBUTING.md')).toEqual(expect.arrayContaining(commands))
  })

  it('can rely on it: the root action and generate/ are the same but for the path of main', () => {
    const root = read('action.yml')
    expect(read('generate/action.yml')).toBe(root.replace('main: dist/', 'main: ../dist/'))
    for (const folder of ['generate', 'verify', 'promote', 'discard']) {
      const { runs } = parse(read(`${folder}/action.yml`)) as { runs: { using: string; main: string } }
      expect(runs).toEqual({ using: 'node24', main: `../dist/${folder}.js` })
    }
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
