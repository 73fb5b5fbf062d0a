import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderPage } from '../local/show/page.ts'
import { renderTerminal } from '../local/show/terminal.ts'
import { literal } from '../src/markdown.ts'
import { generateOperatorKey } from '../src/operator-key.ts'
import { generatedPage, type PageSubject, verifiedPage } from '../src/summary.ts'
import { generate, startWorld } from './world.ts'

const RUN: PageSubject['run'] = {
  serverUrl: 'https://github.com',
  repository: 'octo/keys',
  repositoryId: '1',
  repositoryOwnerId: '2',
  runId: '3',
  runAttempt: '1',
  sha: '0123456789abcdef0123456789abcdef01234567',
  ref: 'refs/heads/main',
  eventName: 'workflow_dispatch',
  workflowRef: 'octo/keys/.github/workflows/provision.yml@refs/heads/main',
  workflowSha: '0123456789abcdef0123456789abcdef01234567',
  actor: 'octocat',
  actorId: '4',
  triggeringActor: 'octocat',
  runnerEnvironment: 'github-hosted',
}
const { publicKey } = generateOperatorKey()
const page = (operator: string, more: Partial<PageSubject> = {}) =>
  generatedPage(
    {
      operator,
      workspace: 'minivault',
      destination: { level: 'environment', owner: 'octo', repo: 'keys', environment: 'prod' },
      secretName: 'KEY',
      protection: {
        protection: { id: 1, reviewers: ['alice'], preventsSelfReview: true, branches: 'any', adminsMayBypass: true },
      },
      run: RUN,
      ...more,
    },
    { publicKey, updatedAt: '2026-01-31T12:00:00Z', replaced: false },
  )

/** The elements of a page, without what they hold. */
const structure = (html: string) => html.slice(html.indexOf('<article>')).match(/<\/?[a-z][^>]*>/g)

const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '| a | b |',
  '**bold** _em_ ~~gone~~ `code`',
  '[a](https://evil.example) ![b](https://evil.example/x.png)',
  'https://evil.example www.evil.example me@evil.example',
  '# heading',
  '```\n## Register this key instead',
  '@octocat #1 :tada: $x$',
  '&lt;b&gt; &#60;b&#62;',
  'a\\|b\\',
  '\u202Eyek rehtona\u202C',
]

describe('the page that admins read', () => {
  it.each(HOSTILE)('shows %j as text, whatever it means in Markdown or HTML', text => {
    const html = renderPage(page(text), 'job')
    expect(structure(html)).toEqual(structure(renderPage(page('plain'), 'job')))
    expect(html).not.toContain('\u202E')
  })

  it('has the same structure whatever an operator, a workspace or an actor is called', () => {
    const plain = structure(
      renderPage(page('x', { workspace: 'x', run: { ...RUN, actor: 'x', triggeringActor: 'x' } }), 'job'),
    )
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1 }),
        fc.string({ minLength: 1 }),
        fc.string({ minLength: 1 }),
        (a, b, c) => {
          const html = renderPage(page(a, { workspace: b, run: { ...RUN, actor: c, triggeringActor: c } }), 'job')
          expect(structure(html)).toEqual(plain)
        },
      ),
    )
  })

  it('spells out what nobody could see', () => {
    expect(literal('a\u200Bb\u202Ec\nd')).toBe('a&#92;u{200b}b&#92;u{202e}c&#92;u{a}d')
  })

  it('keeps what the runner must mask as it is, but for characters of Markdown', () => {
    expect(literal('minivault-1.prod/eu')).toBe('minivault-1.prod/eu')
  })

  it('is well under the 1 MiB that GitHub takes, even with the longest inputs', async () => {
    const github = await startWorld()
    const { summaryRaw } = await generate(github, { 'operator-name': '|'.repeat(256), workspace: '<'.repeat(256) })
    expect(Buffer.byteLength(summaryRaw)).toBeLessThan(16 * 1024)
  })

  it('has the key in groups that make up the whole key', () => {
    const lines = [...page('x').matchAll(/^\d {2}([0-9a-f ]+)$/gm)].map(([, line = '']) => line.replaceAll(' ', ''))
    expect(lines.join('')).toBe(publicKey.hex)
  })

  it('is accessible: a language, a title, one main part, headings in order, header cells, nothing by colour alone', () => {
    for (const markdown of [
      page('demo api user'),
      verifiedPage({
        operator: 'demo',
        workspace: 'w',
        environment: 'e',
        run: RUN,
        publicKey,
        compared: true,
        approvedBy: ['alice'],
        registered: 'unknown',
      }),
    ]) {
      const html = renderPage(markdown, 'job')
      expect(html).toMatch(/<html lang="en">[\s\S]*<title>\S[\s\S]*<\/title>/)
      expect(html.match(/<main>/g)).toHaveLength(1)
      const levels = [...html.matchAll(/<h(\d)/g)].map(([, level]) => Number(level))
      expect(levels[0]).toBe(2)
      for (const [i, level] of levels.entries()) expect(level - (levels[i - 1] ?? 2)).toBeLessThanOrEqual(1)
      for (const table of html.match(/<table>[\s\S]*?<\/table>/g) ?? [])
        expect(table.match(/<th scope="col">/g)).toHaveLength(2)
      expect(html).toContain('width=device-width')
    }
    expect(page('x')).toContain('**Weak:**')
  })

  it('is the same text on a terminal, references and all, without colour where there is none', () => {
    const text = renderTerminal(page('a|b <c> *d*'))
    expect(text).toContain('a|b <c> *d*')
    expect(text).toContain(publicKey.hex)
    expect(text).not.toContain(String.fromCharCode(27))
  })
})
