// npm start: the real provision.yml with the real bundles, on this machine. With GITHUB_TOKEN and --repository: the real GitHub.
import { createPrivateKey } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { publicKeyOf } from '../src/operator-key.ts'
import { type LocalGitHub, startGitHub } from './github/index.ts'
import { type Gate, type JobResult, type Review, type RunEvent, runAction, runWorkflow } from './runner/index.ts'
import { renderPage } from './show/page.ts'
import { paint, renderTerminal } from './show/terminal.ts'
import { describeExchange } from './show/wire.ts'

const HELP = `npm start                            provision a key on this machine, stop at the gate
npm start -- --approve, --reject     decide at the gate without asking
npm start -- --operator-name NAME --workspace NAME --environment NAME
GITHUB_TOKEN=… npm start -- --repository OWNER/NAME [--environment NAME] [--secret-name NAME] [--if-exists fail|keep|overwrite] [--yes]
                                     store a key into the real GitHub, after asking (--yes: without)
`

const ROOT = dirname(import.meta.dirname)
const REPOSITORY = 'octo/keys'
const SECRET = 'LEDGER_OPERATOR_PRIVATE_KEY'
const pages = mkdtempSync(join(tmpdir(), 'ledger-operator-keys-'))
const isTerminal = Boolean(process.stdin.isTTY && process.stdout.isTTY)

const { values: options } = parseArgs({
  options: {
    approve: { type: 'boolean' },
    reject: { type: 'boolean' },
    repository: { type: 'string' },
    environment: { type: 'string' },
    'operator-name': { type: 'string', default: 'demo api user' },
    workspace: { type: 'string', default: 'minivault' },
    'secret-name': { type: 'string', default: SECRET },
    'if-exists': { type: 'string', default: 'fail' },
    yes: { type: 'boolean' },
    help: { type: 'boolean' },
  },
})

if (options.help) console.log(HELP)
else if (options.repository === undefined) process.exitCode = (await provisionHere()) ? 0 : 1
else process.exitCode = (await storeForReal(options.repository)) ? 0 : 1

/** Runs provision.yml against a GitHub on this machine, and opens what it has stored. */
async function provisionHere(): Promise<boolean> {
  const github = await startGitHub()
  try {
    const gate = { repository: REPOSITORY, environment: options.environment ?? 'ledger-admins' }
    const token = 'github_pat_onlyonthismachine'
    github.addRepository(REPOSITORY)
    github.addEnvironment(REPOSITORY, gate.environment, {
      reviewers: ['alice'],
      preventSelfReview: true,
      branchPolicy: 'custom',
      branches: ['main'],
      adminsBypass: false,
    })
    github.addToken(token, {
      kind: 'fine-grained',
      repositories: [REPOSITORY],
      permissions: { environments: 'write', actions: 'read' },
    })
    github.putSecret({ repository: REPOSITORY }, 'LEDGER_KEYS_TOKEN', token)
    github.onExchange = exchange => console.log(`    ${describeExchange(exchange)}`)

    heading(`provision.yml in ${REPOSITORY}, on a GitHub on this machine (${github.url})`)
    const cancel = new AbortController()
    process.once('SIGINT', () => cancel.abort())
    const ended: JobResult[] = []
    const showPages = () => {
      for (const job of ended.splice(0)) showSummary(job)
    }
    const result = await runWorkflow({
      root: ROOT,
      workflow: '.github/workflows/provision.yml',
      github,
      inputs: {
        environment: gate.environment,
        'operator-name': options['operator-name'],
        workspace: options.workspace,
        'if-exists': options['if-exists'],
      },
      context: { repository: REPOSITORY },
      signal: cancel.signal,
      onEvent: event => {
        if (event.type === 'job-ends') ended.push(event.job)
        showEvent(event)
      },
      approve: async seen => {
        showPages()
        return review(seen)
      },
    })
    showPages()
    return showVault(github, gate, result.jobs)
  } finally {
    await github.close()
  }
}

/** Asks whoever sits at the terminal; decides as told, or approves, where nobody does. */
async function review({ environment, reviewers, refused }: Gate): Promise<Review | undefined> {
  heading(`The gate: ${environment} waits for one of ${reviewers.join(', ')}`)
  if (refused) console.log(`  ${refused}.`)
  const by = reviewers[0] ?? ''
  if (options.reject) return say({ decision: 'rejected', by }, '--reject')
  if (options.approve) return say({ decision: 'approved', by }, '--approve')
  if (!isTerminal) return say({ decision: 'approved', by }, 'nobody sits at a terminal')
  const answer = await ask('  Approve this key? (approve or reject) ', /^(?:a|approve|r|reject)$/i)
  return { decision: answer.toLowerCase().startsWith('a') ? 'approved' : 'rejected', by }
}

function say(review: Review, because: string): Review {
  console.log(`  ${review.by}: ${paint('bold', review.decision)} (${because})`)
  return review
}

async function ask(question: string, valid: RegExp): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    for (;;) {
      const answer = (await terminal.question(question)).trim()
      if (valid.test(answer)) return answer
    }
  } finally {
    terminal.close()
  }
}

function showEvent(event: RunEvent): void {
  if (event.type === 'job-starts') heading(`Job: ${event.job}`)
  else if (event.type === 'step-starts') console.log(paint('bold', `  ${event.step}`))
  else if (event.type === 'line') console.log(`  ${paint('dim', '│')} ${event.line}`)
  else if (event.type === 'job-ends' && event.job.result === 'failure')
    console.log(paint('red', `  ${event.job.name}: failure`))
}

/** Shows a job's summary, and writes it as the page that GitHub would show. */
function showSummary({ name, id, summary }: Pick<JobResult, 'name' | 'id' | 'summary'>): void {
  if (!summary) return
  const path = join(pages, `${id}.html`)
  writeFileSync(path, renderPage(summary, name))
  heading(`The page of "${name}"`)
  console.log(renderTerminal(summary, '  '))
  console.log(`\n  As GitHub would show it: ${paint('underline', pathToFileURL(path).href)}`)
}

/** Opens the stored secret with the C libsodium and compares it with what the workflow gave out. */
function showVault(github: LocalGitHub, gate: { repository: string; environment: string }, jobs: JobResult[]): boolean {
  heading('What GitHub holds now')
  if (github.violations.length > 0)
    console.log(paint('red', `  Requests that GitHub does not describe: ${github.violations.join('; ')}`))
  const stored = github.secret(gate, SECRET)
  const outputs = jobs.find(({ id }) => id === 'approve')?.outputs.kept ?? {}
  const approved = outputs['public-key-hex']
  if (!stored) {
    console.log(
      `  No secret ${SECRET}, and no public key was given out: ${approved === undefined ? paint('green', 'as it must be') : paint('red', 'WRONG')}`,
    )
    return approved === undefined && github.violations.length === 0
  }
  const pem = Buffer.from(stored.value.toString(), 'hex').toString()
  const { hex } = publicKeyOf(createPrivateKey(pem))
  const same = hex === approved
  console.log(`  Secret ${SECRET} of ${gate.environment}, ${stored.value.length} characters, opened by the C libsodium`)
  console.log(`  Its public key:      ${hex}`)
  console.log(`  The verified output: ${approved ?? 'none'}`)
  console.log(
    `  The stored private key belongs to the verified public key: ${same ? paint('green', 'yes') : paint('red', 'NO')}`,
  )
  return same && github.violations.length === 0
}

/** Runs the generate action with the user's own token against the real GitHub, after a question. */
async function storeForReal(repository: string): Promise<boolean> {
  const token = process.env.GITHUB_TOKEN
  if (!token) {
    console.error(
      'GITHUB_TOKEN is not set: a token that may write secrets is needed for --repository. Nothing was done.',
    )
    return false
  }
  const place =
    options.environment === undefined ? repository : `the environment "${options.environment}" of ${repository}`
  const apiUrl = process.env.GITHUB_API_URL ?? 'https://api.github.com'
  if (!options.yes) {
    if (!isTerminal) {
      console.error(
        'This stores a key into the real GitHub, and nobody sits at a terminal to be asked: say --yes. Nothing was done.',
      )
      return false
    }
    const answer = await ask(
      `Store a new key as ${options['secret-name']} of ${place} (${apiUrl})? (yes or no) `,
      /^(?:y|yes|n|no)$/i,
    )
    if (!answer.toLowerCase().startsWith('y')) return false
  }
  const result = await runAction({
    action: ROOT,
    with: {
      'github-token': token,
      repository,
      environment: options.environment ?? '',
      'secret-name': options['secret-name'],
      'if-exists': options['if-exists'],
      'operator-name': options['operator-name'],
      workspace: options.workspace,
    },
    secrets: { GITHUB_TOKEN: token },
    github: { repository, api_url: apiUrl },
    onLine: line => console.log(`  ${paint('dim', '│')} ${line}`),
  })
  showSummary({ id: 'generate', name: 'Generate the key', summary: result.summary })
  return result.exitCode === 0
}

function heading(text: string): void {
  console.log(`\n${paint(['bold', 'blue'], text)}`)
}
