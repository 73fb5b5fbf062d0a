import { dirname } from 'node:path'
import { escapeInvisible } from '../../src/text.ts'
import { type LocalGitHub, startGitHub } from '../github/index.ts'
import { type Gate, type JobResult, type Review, type RunEvent, runWorkflow } from '../runner/index.ts'
import { describeExchange } from './exchange.ts'
import { printCheck, printHeading, printLine, printOutputs, printSummary } from './print.ts'
import { ask, canAsk } from './question.ts'
import { REPOSITORY, setUp, TOKENS } from './set-up.ts'
import { readStoredKey } from './stored-key.ts'
import { paint } from './terminal.ts'

/** The names in provision.yml. */
const SECRET = 'LEDGER_OPERATOR_PRIVATE_KEY'
const VARIABLE = 'LEDGER_OPERATOR_PUBLIC_KEY'

export interface Provision {
  environment: string
  operatorName: string
  workspace: string
  ifExists: string
  /** The decision at the gate. If undefined, the user is asked; without a terminal the key is approved. */
  decision: Review['decision'] | undefined
  /** Cancels the run. */
  cancel: AbortController
}

/**
 * Runs provision.yml on this machine and prints everything. Then opens the stored secret, as only GitHub can.
 * @returns whether the stored key and the outputs are as expected
 * @throws for inputs that GitHub would refuse
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
    const isGood = printStored(github, environment, result.jobs, review)
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
  // A job that did not start has no steps, only a log.
  if (steps.length === 0) for (const line of log.split('\n').filter(Boolean)) printLine(line)
  printOutputs(outputs)
  console.log(`  ${escapeInvisible(name)}: ${paint(result === 'success' ? 'green' : 'red', result)}`)
  printSummary(name, id, summary)
}

/** Takes the decision from the option, from the user, or approves without a terminal. Ctrl-C cancels the run. */
async function decide(gate: Gate, { decision, cancel }: Provision): Promise<Review | undefined> {
  const [by = ''] = gate.reviewers
  printHeading(`The gate: ${gate.environment} waits for one of ${gate.reviewers.join(', ')}`)
  if (decision || !canAsk()) {
    const review: Review = { decision: decision ?? 'approved', by }
    console.log(
      `  ${by}: ${paint('bold', review.decision)} (${decision ? 'as the option says' : 'no terminal to ask at'})`,
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

/** Prints what is stored, and whether it is what this review must lead to. */
function printStored(github: LocalGitHub, environment: string, jobs: JobResult[], review: Review | undefined): boolean {
  printHeading('What GitHub holds now')
  const destination = { repository: REPOSITORY, environment }
  const verified = jobs.find(({ id }) => id === 'approve')?.outputs.kept['public-key-hex']
  const variable = github.variable(destination, VARIABLE)?.value
  const opened = readStoredKey(github, destination, SECRET)
  console.log(`  Secret ${SECRET}: ${opened ? `${opened.length} characters` : 'none'}`)
  console.log(`  Variable ${VARIABLE}: ${variable ?? 'none'}`)
  for (const violation of github.violations)
    console.log(paint('red', `  Does not fit GitHub's API description: ${violation}`))
  const isClean = github.violations.length === 0
  if (review?.decision === 'approved') {
    console.log(`  The verified public key: ${verified ?? 'none'}`)
    const isSame = opened !== undefined && opened.publicKeyHex === verified && verified === variable
    return printCheck('The stored private key, opened by native libsodium, gives this public key', isSame) && isClean
  }
  if (!review) {
    console.log('  No key was approved. Do not register one.')
    return false
  }
  const isGone = !opened && variable === undefined && verified === undefined
  return printCheck('The key is deleted, and the workflow has no public key as output', isGone) && isClean
}
