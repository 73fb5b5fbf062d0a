// npm run screenshot: the pictures of README.md and docs/. Needs pngquant, and Chromium: `chromium` on the PATH, or CHROME_PATH.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { renderPage } from '../local/demo/page.ts'
import { setUp, TOKENS } from '../local/demo/set-up.ts'
import { startGitHub } from '../local/github/index.ts'
import { runWorkflow } from '../local/runner/index.ts'
import { COLUMNS, drawTerminal } from './draw-terminal.ts'

const ROOT = dirname(import.meta.dirname)
const IMAGES = join(ROOT, 'docs/images')
const WIDTH = 600

/** The lines of `npm start` that the picture shows, in this order. */
const STORY = [
  'provision.yml in ',
  'Job: Generate the key',
  'PUT ',
  'sealed box',
  'holds the new key',
  'confirmed by GitHub',
  'The gate: ',
  'alice: ',
  'Job: Approve the key',
  'The stored key is the expected one',
  'The proof shows that this run made the key',
  'The page of "Approve the key"',
  'Verified: register this key',
  'Approved by ',
  'What GitHub holds now',
  'opened by native libsodium',
]
const folder = mkdtempSync(join(tmpdir(), 'screenshot-'))

try {
  for (const { id, name, summary } of await provision()) {
    if (!summary) continue
    const picture = id === 'generate' ? 'summary' : 'verified'
    for (const theme of ['light', 'dark'] as const) {
      capture(renderPage(summary, name, theme), join(IMAGES, `${picture}-${theme}.png`), WIDTH)
    }
  }
  writeFileSync(join(IMAGES, 'start.svg'), drawTerminal(excerpt(runStart())))
} finally {
  rmSync(folder, { recursive: true })
}

async function provision() {
  const github = await startGitHub()
  const environment = 'ledger-admins'
  setUp(github, environment)
  const { jobs } = await runWorkflow({
    root: ROOT,
    workflow: '.github/workflows/provision.yml',
    github,
    inputs: { environment, 'operator-name': 'demo api user', workspace: 'minivault', 'token-environment': TOKENS },
    approve: async () => ({ decision: 'approved', by: 'alice' }),
  })
  await github.close()
  return jobs
}

/** A picture of a page, as high as the page is. */
function capture(html: string, path: string, width: number): void {
  const page = join(folder, 'page.html')
  // The page puts its height into its title, which Chromium prints with the page's text.
  writeFileSync(
    page,
    html.replace('</body>', '<script>document.title = document.documentElement.scrollHeight</script></body>'),
  )
  const dumped = chromium(width, 800, ['--dump-dom'], page)
  const height = /<title>(\d+)<\/title>/.exec(dumped)?.[1]
  if (height === undefined) throw new Error('Chromium did not print the height of the page')
  writeFileSync(page, html)
  chromium(width, Number(height), ['--force-device-scale-factor=2', `--screenshot=${path}`], page)
  execFileSync('pngquant', ['--force', '--strip', '--speed', '1', '--nofs', '--output', path, '32', path])
}

function chromium(width: number, height: number, args: string[], page: string): string {
  const quiet = [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ]
  return execFileSync(
    process.env.CHROME_PATH ?? 'chromium',
    [
      '--headless',
      '--no-sandbox',
      ...quiet,
      `--user-data-dir=${join(folder, 'profile')}`,
      '--hide-scrollbars',
      `--window-size=${width},${height}`,
      ...args,
      pathToFileURL(page).href,
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  )
}

/** What `npm start` prints, in colour. */
function runStart(): string {
  return execFileSync(process.execPath, [join(ROOT, 'local/start.ts'), '--approve'], {
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: '1', COLUMNS: String(COLUMNS) },
  })
}

/**
 * The lines of the story below the command, each heading after an empty line.
 * @throws Error if a line is missing
 */
function excerpt(output: string): string {
  const shown = ['$ npm start -- --approve']
  const lines = output.split('\n')
  for (const part of STORY) {
    const at = lines.findIndex(line => stripVTControlCharacters(line).includes(part))
    if (at < 0) throw new Error(`npm start does not print "${part}" in the picture's order`)
    const [line = ''] = lines.splice(0, at + 1).slice(at)
    if (/^\S/.test(stripVTControlCharacters(line))) shown.push('')
    shown.push(line)
  }
  return shown.join('\n')
}
