import { dirname } from 'node:path'
import { escapeInvisible } from '../../src/text.ts'
import { type LocalGitHub, startGitHub } from '../github/index.ts'
import { type Gate, type JobResult, type Review, type RunEvent, runWorkflow } from '../runner/index.ts'
import { describeExchange } from './exchange.ts'
import { printCheck, printHeading, printLine, printOutputs, printSummary } from './print.ts'
import { ask, canAsk } from './question.ts'
import { REPOSITORY, setUp, TOKENS } from './set-up.ts'
import { openVault } from './stored-key.ts'
import { paint } from './terminal.ts'

/** The names are provision.yml's own. */
const SECRET = 'LEDGER_OPERATOR_PRIVATE_KEY'
const VARIABLE = 'LEDGER_OPERATOR_PUBLIC_KEY'

export interface Provision {
  environment: string
  operatorName: string
  workspace: string
  ifExists: string
  /** What to decide at the gate; undefined asks, or approves where nobody sits at a terminal. */
  decision: Review['decision'] | undefined
  /** Cancels the run. */
  cancel: AbortController
}

/**
 * Runs provision.yml on this machine and shows all of it; afterwards looks into the vault, where only GitHub could look.
 * @returns whether everything is as it must be
 * @throws for inputs that GitHub would not let a run start with
 */
export async function provision(options: Provision): Promise<boolean> {
  const { environment, cancel } = options
  const github = await startGitHub()
  try {
    setUp(github, environment)
    github.onExchange = exchange => console.log(describeExchange(exchange))
    printHeading(`provision.yml in ${REPOSITORY}, on a GitHub on this machine (${github.url})`)

    let review: Review | undefined
    const result = await runWorkflow({
      root: dirname(dirname(import.meta.dirname)),
      workflow: '.github/workflows/provision.yml',
      github,
      inputs: {
        environment,
        'operator-name': options.operatorName,
        workspace: options.workspace,
        'if-exists': options.ifExists,
        'token-environment': TOKENS,
      },
      context: { repository: REPOSITORY },
      signal: cancel.signal,
      onEvent: printEvent,
      approve: async gate => {
        review = await decide(gate, options)
        return review
      },
    })
    const isGood = printVault(github, environment, result.jobs, review)
    if (cancel.signal.aborted) console.log('\n  The run was cancelled.')
    return isGood && !cancel.signal.aborted
  } finally {
    await github.close()
  }
}

function printEvent(event: RunEvent): void {
  if (event.type === 'job-starts') printHeading(`Job: ${event.job}`)
  else if (event.type === 'step-starts') console.log(paint('bold', `  ${escapeInvisible(event.step)}`))
  else if (event.type === 'line') printLine(event.line)
  else if (event.type === 'job-ends') printEnd(event.job)
}

function printEnd({ id, name, result, steps, log, outputs, summary }: JobResult): void {
  if (result === 'skipped') return
  // What happened to a job that did not start stands in its log alone.
  if (steps.length === 0) for (const line of log.split('\n').filter(Boolean)) printLine(line)
  printOutputs(outputs)
  console.log(`  ${escapeInvisible(name)}: ${paint(result === 'success' ? 'green' : 'red', result)}`)
  printSummary(name, id, summary)
}

/** Decides as told, or asks; approves where nobody can be asked. Where the question is broken off, the run is cancelled. */
async function decide(gate: Gate, { decision, cancel }: Provision): Promise<Review | undefined> {
  const [by = ''] = gate.reviewers
  printHeading(`The gate: ${gate.environment} waits for one of ${gate.reviewers.join(', ')}`)
  if (decision || !canAsk()) {
    const review: Review = { decision: decision ?? 'approved', by }
    console.log(
      `  ${by}: ${paint('bold', review.decision)} (${decision ? 'as the option says' : 'nobody sits at a terminal to be asked'})`,
    )
    return review
  }
  const answer = await ask(
    `  You are ${by}. Approve this key? (approve or reject) `,
    ['approve', 'reject'],
    cancel.signal,
  )
  if (!answer) {
    cancel.abort()
    return undefined
  }
  return { decision: answer === 'approve' ? 'approved' : 'rejected', by }
}

/** Shows what is stored now, and whether that is what must be after this review. */
function printVault(github: LocalGitHub, environment: string, jobs: JobResult[], review: Review | undefined): boolean {
  printHeading('What GitHub holds now')
  const destination = { repository: REPOSITORY, environment }
  const verified = jobs.find(({ id }) => id === 'approve')?.outputs.kept['public-key-hex']
  const variable = github.variable(destination, VARIABLE)?.value
  const opened = openVault(github, destination, SECRET)
  console.log(`  Secret ${SECRET}: ${opened ? `${opened.length} characters` : 'none'}`)
  console.log(`  Variable ${VARIABLE}: ${variable ?? 'none'}`)
  for (const violation of github.violations) console.log(paint('red', `  Not as GitHub describes it: ${violation}`))
  const isClean = github.violations.length === 0
  if (review?.decision === 'approved') {
    console.log(`  The verified public key: ${verified ?? 'none'}`)
    const isSame = opened !== undefined && opened.publicKeyHex === verified && verified === variable
    return printCheck('The stored private key, opened by native libsodium, gives this public key', isSame) && isClean
  }
  if (!review) {
    console.log('  Nobody approved a key: none may be registered.')
    return false
  }
  const isGone = !opened && variable === undefined && verified === undefined
  return printCheck('The key is gone, and the workflow gave out no public key', isGone) && isClean
}
