// npm run screenshot: the pictures of README.md and docs/. Needs pngquant, and Chromium: `chromium` on the PATH, or CHROME_PATH.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { renderPage } from '../local/demo/page.ts'
import { REPOSITORY, setUp } from '../local/demo/set-up.ts'
import { addWorkflow, createCheckout, example } from '../local/demo/workflow-files.ts'
import { startGitHub } from '../local/github/index.ts'
import { runWorkflow } from '../local/runner/index.ts'
import { drawTerminal } from './draw-terminal.ts'

const ROOT = dirname(import.meta.dirname)
const IMAGES = join(ROOT, 'docs/images')
const WIDTH = 600

const folder = mkdtempSync(join(tmpdir(), 'screenshot-'))

try {
  for (const { id, name, summary } of await provision()) {
    if (!summary) continue
    const picture = id === 'generate' ? 'summary' : 'verified'
    for (const theme of ['light', 'dark'] as const) {
      capture(renderPage(summary, name, theme), join(IMAGES, `${picture}-${theme}.png`), WIDTH)
    }
  }
  writeFileSync(join(IMAGES, 'start.svg'), drawTerminal(runStart()))
} finally {
  rmSync(folder, { recursive: true })
}

/** Runs examples/provision.yml in a repository of its own. @returns its jobs */
async function provision() {
  const github = await startGitHub()
  setUp(github, 'ledger-admins')
  const root = createCheckout()
  const { jobs } = await runWorkflow({
    root,
    workflow: addWorkflow(root, example('provision.yml')),
    github,
    inputs: { 'operator-name': 'demo api user', workspace: 'minivault' },
    context: { repository: REPOSITORY },
    sources: { 'OWNER/ledger-operator-keys': ROOT },
    approve: async () => ({ decision: 'approved', by: 'alice' }),
  })
  rmSync(root, { recursive: true })
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

/** The command and what it prints, in colour. */
function runStart(): string {
  const printed = execFileSync(process.execPath, [join(ROOT, 'local/start.ts'), '--approve'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: undefined, FORCE_COLOR: '1' },
  })
  return `$ npm start -- --approve\n${printed}`
}
