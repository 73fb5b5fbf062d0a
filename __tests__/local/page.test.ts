import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeExchange } from '../../local/demo/exchange.ts'
import { renderPage } from '../../local/demo/page.ts'
import { renderTerminal } from '../../local/demo/terminal.ts'
import { generateOperatorKey } from '../../src/key/operator-key.ts'
import { signProof } from '../../src/key/proof.ts'
import { readWorkflowRun } from '../../src/runner/workflow-run.ts'
import { discardedPage } from '../../src/summary/discarded-page.ts'
import { dryRunPage } from '../../src/summary/dry-run-page.ts'
import { generatedPage } from '../../src/summary/generated-page.ts'
import { keptPage } from '../../src/summary/kept-page.ts'
import { notPromotedPage, promotedPage } from '../../src/summary/promoted-page.ts'
import type { PageProtection, PageSubject } from '../../src/summary/sections.ts'
import { verifiedPage } from '../../src/summary/verified-page.ts'
import { escapeInvisible } from '../../src/text.ts'
import { anyText } from '../support/any-text.ts'
import { generate } from '../support/run-action.ts'
import { ROOT, startTestGitHub } from '../support/servers.ts'

const key = generateOperatorKey()
const { publicKey } = key
const PROOF = signProof(key, { run: {} })
const RUN = readWorkflowRun({
  GITHUB_REPOSITORY: 'octo/keys',
  GITHUB_RUN_ID: '42',
  GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
  GITHUB_WORKFLOW_REF: 'octo/keys/.github/workflows/provision.yml@refs/heads/main',
  GITHUB_ACTOR: 'alice',
  GITHUB_ACTOR_ID: '7',
  GITHUB_TRIGGERING_ACTOR: 'bob',
})
const SUBJECT: PageSubject = {
  operator: 'demo',
  workspace: 'minivault',
  destination: { level: 'environment', owner: 'octo', repo: 'keys', environment: 'prod' },
  secretName: 'KEY',
  run: RUN,
}
const PROTECTION: PageProtection = {
  id: 1,
  reviewers: ['alice'],
  preventsSelfReview: true,
  branchRule: { kind: 'none' },
  adminsMayBypass: true,
}
const UPDATED_AT = '2026-01-31T12:00:00Z'
const page = (operator: string, more: Partial<PageSubject> = {}, protection: PageProtection = PROTECTION) =>
  generatedPage({ ...SUBJECT, operator, ...more }, protection, {
    publicKey,
    updatedAt: UPDATED_AT,
    replaced: false,
    proof: PROOF,
  })

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
  '</details>\n<details>\n<summary>Approved</summary>\n',
  'a\\|b\\',
  '\u202Eyek rehtona\u202C',
]

describe('a job summary as a page', () => {
  it.each(HOSTILE)('the page shows %j as text', text => {
    const html = renderPage(page(text), 'job')
    expect(structure(html)).toEqual(structure(renderPage(page('plain'), 'job')))
    expect(html).not.toContain('\u202E')
  })

  const text = anyText({ minLength: 1, maxLength: 60 })
  // The names that an environment may have.
  const environmentName = text.filter(text => !/^\.{1,2}$|[\p{Cc}\p{Cs}]/u.test(text))
  const markup = fc
    .array(
      fc.constantFrom(
        ...['<b>', '</td>', '<details>', '|', '`', '```', '*', '_', '~~', '[x](y)', '![', '&lt;', '#', '- '],
        ...['\\', '@a'],
        ...['http://a.b', ':+1:', '$x$'],
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map(pieces => pieces.join(''))

  it('the pages before the gate have the same elements whatever text they show', () => {
    const pages = (environment: string, given: string, said: string) => {
      const destination = { level: 'environment', owner: 'o', repo: 'r', environment } as const
      const names = ['REPOSITORY', 'SHA', 'REF', 'EVENT_NAME', 'WORKFLOW_REF', 'ACTOR', 'TRIGGERING_ACTOR']
      const run = readWorkflowRun(Object.fromEntries(names.map(name => [`GITHUB_${name}`, given])))
      const subject = { operator: given, workspace: given, destination, secretName: 'KEY', run }
      const reviewed: PageProtection = { ...PROTECTION, reviewers: [said] }
      const unreadable: PageProtection = { unreadable: said, hint: 'x' }
      return [
        generatedPage(subject, reviewed, { publicKey, updatedAt: UPDATED_AT, replaced: true, proof: undefined }),
        keptPage(subject, reviewed, { publicKey, updatedAt: UPDATED_AT, dryRun: false }),
        dryRunPage(subject, unreadable, 'A key would be made.'),
      ].map(markdown => renderPage(markdown, 'job').match(/<\/?[a-z][a-z0-9]*/g))
    }
    const plain = pages('x', 'x', 'x')
    fc.assert(
      fc.property(
        fc.oneof(environmentName, markup),
        fc.oneof(text, markup),
        fc.oneof(text, markup),
        (environment, given, said) => {
          expect(pages(environment, given, said)).toEqual(plain)
        },
      ),
      { numRuns: 25 },
    )
  })

  it('the page has less than 16 KiB with the longest inputs, far below GitHub’s limit of 1 MiB', async () => {
    const github = await startTestGitHub()
    const { summaryRaw } = await generate(github, { 'operator-name': '|'.repeat(256), workspace: '<'.repeat(256) })
    expect(Buffer.byteLength(summaryRaw)).toBeLessThan(16 * 1024)
  })

  it.each<[PageProtection]>([
    [{ id: 1, reviewers: [], preventsSelfReview: false, branchRule: { kind: 'none' }, adminsMayBypass: true }],
    [{ unreadable: 'GitHub refused.', hint: '' }],
  ])('the page mentions no waiting job if the environment has no known reviewers: %j', protection => {
    const markdown = page('x', {}, protection)
    expect(markdown).toContain('## A new operator key was made')
    expect(markdown).toContain('approve the public key elsewhere')
    expect(markdown).not.toMatch(/waits|reject the job/)
  })

  it('the groups of digits on the page add up to the public key', () => {
    const lines = [...page('x').matchAll(/^\d {2}([0-9a-f ]+)$/gm)].map(([, line = '']) => line.replaceAll(' ', ''))
    expect(lines.join('')).toBe(publicKey.hex)
  })

  it('each page is accessible: a language, a title, one main element, headings in order, header cells', () => {
    for (const markdown of [
      page('demo api user'),
      verifiedPage({
        operator: 'demo',
        workspace: 'w',
        environment: 'e',
        run: RUN,
        publicKey,
        compared: true,
        origin: { runAttempt: '1', proof: PROOF },
        exposures: [],
        proof: PROOF,
        approvals: { approvedBy: [{ login: 'carol', id: 9 }], byAnother: true },
        registered: 'unknown',
      }),
      keptPage(SUBJECT, PROTECTION, { publicKey, updatedAt: UPDATED_AT, dryRun: false }),
      dryRunPage(SUBJECT, PROTECTION, 'A key would be made.'),
      promotedPage(SUBJECT, {
        publicKey,
        updatedAt: UPDATED_AT,
        approvals: undefined,
        registered: 'registered',
        proof: PROOF,
      }),
      notPromotedPage(SUBJECT, publicKey),
      discardedPage(SUBJECT, { existed: true }),
    ]) {
      const html = renderPage(markdown, 'job')
      expect(html).toMatch(/<html lang="en">[\s\S]*<title>\S[\s\S]*<\/title>/)
      expect(html.match(/<main>/g)).toHaveLength(1)
      const levels = [...html.matchAll(/<h(\d)/g)].map(([, level]) => Number(level))
      expect(levels.filter(level => level === 1)).toHaveLength(1)
      for (const [i, level] of levels.entries()) expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1)
      for (const table of html.match(/<table>[\s\S]*?<\/table>/g) ?? []) {
        expect(table.match(/<th scope="col">/g)).toHaveLength(2)
        expect(table.match(/<th\b/g)).toHaveLength(2)
      }
      expect(html).toContain('width=device-width')
    }
    expect(page('x')).toContain('**Weak:**')
  })

  it('header cells have a scope in columns of any alignment', () => {
    const html = renderPage('| a | b |\n| :-: | --: |\n| c | d |', 'job')
    expect(html.match(/<th [^>]*scope="col"/g)).toHaveLength(2)
    expect(html).toContain('<thead>')
  })

  it('renderPage folds the proof, as a text that wraps, at the end of the page', () => {
    const html = renderPage(page('x'), 'job')
    expect(html).toMatch(/<details>\s*<summary>For auditors[^<]*<\/summary>/)
    const [, folded = '', after = ''] = html.split(/<\/?details>/)
    expect(folded).toContain(`<p><code>${PROOF}</code></p>`)
    expect(after.trim()).toMatch(/^<\/article>/)
    expect(renderTerminal(page('x'))).not.toMatch(/<\/?(?:details|summary)>/)
  })

  it('renderPage shows HTML and links to scripts as text', () => {
    const html = renderPage(
      '<script>alert(1)</script>\n\n[a](javascript:alert%281%29) <b onclick="x">b</b>',
      '<i>job</i>',
    )
    expect(html.slice(html.indexOf('</style>'))).not.toMatch(/<script|<b |<i>|href="javascript/)
  })

  it('renderPage follows the colour scheme of the reader unless one is given', () => {
    expect(renderPage(page('x'), 'job')).toMatch(/:root { color-scheme: light dark; }/)
    expect(renderPage(page('x'), 'job', 'dark')).toMatch(/:root { color-scheme: dark; }/)
  })

  it('the page loads nothing from the network', () => {
    const html = renderPage(page('x'), 'job')
    expect(html).not.toMatch(/<(?:script|link|img|iframe)\b|@import|url\((?!["']?data:)/)
  })
})

describe('a job summary on a terminal', () => {
  it('renderTerminal decodes character references, and uses no colour without a terminal', () => {
    const text = renderTerminal(page('a|b <c> *d*'))
    expect(text).toContain('a|b <c> *d*')
    expect(text).toContain(publicKey.hex)
    expect(text).not.toContain(String.fromCharCode(27))
  })

  it('renderTerminal wraps lines between words and aligns them, but never wraps a key', () => {
    const lines = renderTerminal(page('demo api user'), '  ', 60).split('\n')
    for (const line of lines.filter(line => line.length > 60)) expect(line.trim()).toMatch(/^(?:\w+ {2,})?\S+$/)
    expect(lines).toContain(`  ${publicKey.hex}`)
    const step = lines.findIndex(line => line.startsWith('  1. Check that'))
    expect(lines[step + 1]).toMatch(/^ {5}\S/)
    const rows = renderTerminal(
      '| What | Value |\n| --- | --- |\n| Secret | one two three four five |',
      '  ',
      30,
    ).split('\n')
    const cell = rows.findIndex(line => line.startsWith('  Secret  one'))
    expect(rows[cell + 1]).toMatch(/^ {10}\S/)
  })

  it('renderTerminal does not wrap on a terminal of unknown width', () => {
    const { columns } = process.stdout
    try {
      process.stdout.columns = 0
      expect(renderTerminal('1. as long as it is')).toBe('1. as long as it is')
    } finally {
      process.stdout.columns = columns
    }
  })

  it('renderTerminal escapes control characters and invisible characters', () => {
    expect(renderTerminal('&#27;[31m&#7; \u001b[31m')).toBe('\\u{1b}[31m\\u{7} \\u{1b}[31m')
    expect(escapeInvisible('a\u202eb\u2066c\u200bd\u2028e')).toBe('a\\u{202e}b\\u{2066}c\\u{200b}d\\u{2028}e')
  })
})

describe('describeExchange', () => {
  const exchange = {
    method: 'PUT',
    path: '/repos/octo/keys/environments/ledger%20admins/secrets/KEY',
    requestLine: 'PUT /repos/octo/keys/environments/ledger%20admins/secrets/KEY HTTP/1.1',
    requestHeaders: { authorization: 'token github_pat_x' },
    requestBody: JSON.stringify({ encrypted_value: Buffer.alloc(502, 7).toString('base64'), key_id: '1' }),
    status: 201,
    responseHeaders: {},
    responseBody: '',
    faults: [],
    startedAt: 0,
    endedAt: 1,
  }

  it('describeExchange shows the size of a sealed box, and no headers', () => {
    expect(describeExchange(exchange)).toBe(
      '    PUT    /repos/octo/keys/environments/ledger admins/secrets/KEY 201\n           → encrypted_value: sealed box, 502 bytes, key_id: 1',
    )
  })

  it('describeExchange accepts every response, and shows no escape sequence', () => {
    const answers = ['', 'null', '"text"', '<html>', '[1]', '{"message":"Bad \\u001b[31m"}', '{"a":null,"b":{"c":1}}']
    for (const responseBody of answers) {
      for (const status of [0, 200, 404, 502]) {
        const text = describeExchange({ ...exchange, path: '/%E0%A4%A', status, responseBody })
        expect(text).toContain('/%E0%A4%A')
        expect(text).not.toContain('\u001b')
      }
    }
    expect(
      describeExchange({ ...exchange, status: 403, responseBody: '{"message":"Resource not accessible"}' }),
    ).toContain('403 Resource not accessible')
  })
})

describe('the pictures in docs/', () => {
  const folder = join(ROOT, 'docs/images')

  it('each picture is smaller than 300 kB', () => {
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size, name).toBeLessThan(300_000)
  })

  it('the picture of npm start shows a successful run on one screen', () => {
    const drawn = readFileSync(join(folder, 'start.svg'), 'utf8')
    expect(drawn).toMatch(/signs for it: <tspan class="green">yes</)
    expect(drawn.match(/<text /g)?.length).toBeLessThanOrEqual(30)
  })

  it('the README or docs/admin.md shows each picture', () => {
    const pages = ['README.md', 'docs/admin.md'].map(page => readFileSync(join(ROOT, page), 'utf8')).join('')
    for (const name of readdirSync(folder)) expect(pages).toContain(`images/${name}"`)
  })
})
