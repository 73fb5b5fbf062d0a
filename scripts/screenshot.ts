// npm run screenshot: the pictures of README.md and docs/. Needs Chromium: `chromium` on the PATH, or CHROME_PATH.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { startGitHub } from '../local/github/index.ts'
import { runWorkflow } from '../local/runner/index.ts'
import { renderPage, type Theme } from '../local/show/page.ts'
import { drawTerminal } from './draw-terminal.ts'

const ROOT = dirname(import.meta.dirname)
const IMAGES = join(ROOT, 'docs/images')
const WIDTH = 720
const folder = mkdtempSync(join(tmpdir(), 'screenshot-'))

for (const { id, name, summary } of await provision()) {
  if (!summary) continue
  for (const theme of ['light', 'dark'] as const) {
    capture(
      renderPage(summary, name, theme),
      join(IMAGES, `${id === 'generate' ? 'summary' : 'verified'}-${theme}.png`),
      WIDTH,
    )
  }
  // The same on a phone, to be looked at; not kept.
  if (process.argv[2]) capture(renderPage(summary, name, 'light' as Theme), join(process.argv[2], `${id}-320.png`), 320)
}
writeFileSync(join(IMAGES, 'start.svg'), drawTerminal(runStart()))
rmSync(folder, { recursive: true })

async function provision() {
  const github = await startGitHub()
  const environment = 'ledger-admins'
  github.addRepository('octo/keys')
  github.addEnvironment('octo/keys', environment, {
    reviewers: ['alice', 'bob'],
    preventSelfReview: true,
    branchPolicy: 'custom',
    branches: ['main'],
  })
  github.addToken('github_pat_picture', {
    kind: 'fine-grained',
    repositories: 'all',
    permissions: { environments: 'write', actions: 'read' },
  })
  github.putSecret({ repository: 'octo/keys' }, 'LEDGER_KEYS_TOKEN', 'github_pat_picture')
  const { jobs } = await runWorkflow({
    root: ROOT,
    workflow: '.github/workflows/provision.yml',
    github,
    inputs: { environment, 'operator-name': 'demo api user', workspace: 'minivault' },
    approve: async () => ({ decision: 'approved', by: 'alice' }),
  })
  await github.close()
  return jobs
}

/** A picture of a page, as high as the page is. */
function capture(html: string, path: string, width: number): void {
  const page = join(folder, 'page.html')
  // The page tells its height by its title, which Chromium prints with the page's text.
  writeFileSync(
    page,
    html.replace('</body>', '<script>document.title = document.documentElement.scrollHeight</script></body>'),
  )
  const dumped = chromium(width, 800, ['--dump-dom'], page)
  const height = Number(/<title>(\d+)<\/title>/.exec(dumped)?.[1])
  writeFileSync(page, html)
  chromium(width, height, ['--force-device-scale-factor=1.5', `--screenshot=${path}`], page)
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
  return execFileSync(process.execPath, [join(ROOT, 'local/start.ts')], {
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: '1' },
    input: '',
  })
}
