import { createPublicKey, randomBytes, verify } from 'node:crypto'
import { rmSync } from 'node:fs'
import { type LocalGitHub, startGitHub } from '../github/index.ts'
import { type LocalLedger, startLedger } from '../ledger/index.ts'
import { type Gate, type Review, rerunWorkflow, runWorkflow, type WorkflowResult } from '../runner/index.ts'
import { type KeyStore, type KeyStoreName, openKeyStore, type ProvisionedKey } from './key-stores.ts'
import { ask, canAsk, readAnswer } from './question.ts'
import { LongScreen, type Screen, ShortScreen } from './screen.ts'
import { REPOSITORY, setUp } from './set-up.ts'
import { addWorkflow, createCheckout, ROOT, type Started } from './workflow-files.ts'

export interface LifeOptions {
  keyStore: KeyStoreName
  /** The gate. */
  environment: string
  operatorName: string
  workspace: string
  /** The decision at the gate. If undefined, the user is asked; without an answer the key is approved. */
  decision: Review['decision'] | undefined
  verbose: boolean
  /** Cancels the run. */
  cancel: AbortController
}

type Approve = (gate: Gate) => Promise<Review | undefined>

/**
 * Shows the life of a key on this machine: made, approved at the gate, verified, registered at Ledger, in service; or made,
 * rejected, discarded.
 * @returns whether it ended as the decision must lead to
 * @throws if the key store is not available
 */
export async function showLife(options: LifeOptions): Promise<boolean> {
  await using cleanup = new AsyncDisposableStack()
  const github = cleanup.adopt(await startGitHub(), server => server.close())
  const ledger = cleanup.adopt(await startLedger(), server => server.close())
  setUp(github, options.environment)
  const given = { ...options, github, ledgerUrl: ledger.baseUrl('v2') }
  const store = await openKeyStore(options.keyStore, given, cleanup)
  const root = cleanup.adopt(createCheckout(), folder => rmSync(folder, { recursive: true }))
  return await new Life(options, github, ledger, store, root).show()
}

class Life {
  readonly #options: LifeOptions
  readonly #github: LocalGitHub
  readonly #ledger: LocalLedger
  readonly #store: KeyStore
  /** The checkout of the repository. */
  readonly #root: string
  readonly #screen: Screen

  constructor(options: LifeOptions, github: LocalGitHub, ledger: LocalLedger, store: KeyStore, root: string) {
    this.#options = options
    this.#github = github
    this.#ledger = ledger
    this.#store = store
    this.#root = root
    this.#screen = options.verbose ? new LongScreen() : new ShortScreen()
  }

  async show(): Promise<boolean> {
    this.#screen.begin()
    let review: Review | undefined
    const run = await this.#run(this.#store.provision, this.#screen, async gate => {
      review = await this.#decide(gate)
      return review
    })
    const key = keyOf(run)
    const isGood = !review
      ? await this.#showUnapproved(run, key)
      : review.decision === 'rejected'
        ? await this.#showDiscarded(run, key)
        : await this.#showInService(key, review.by)
    const violations = [this.#github, this.#ledger, this.#store.issuer].flatMap(server => server?.violations ?? [])
    for (const violation of violations) this.#screen.say('result', `Not in the API's description: ${violation}`)
    return isGood && violations.length === 0
  }

  async #run(workflow: Started, screen: Screen, approve: Approve): Promise<WorkflowResult> {
    screen.say('octocat', `starts ${workflow.name} in ${REPOSITORY}${workflow.note ?? ''}`)
    this.#github.onExchange = exchange => screen.exchange(exchange)
    const result = await runWorkflow({
      root: this.#root,
      workflow: addWorkflow(this.#root, workflow),
      github: this.#github,
      inputs: workflow.inputs ?? {},
      context: { repository: REPOSITORY },
      sources: { 'OWNER/ledger-operator-keys': ROOT },
      ...(this.#store.issuer && { issuer: this.#store.issuer }),
      // Step debug logging names every request, also those to other servers than GitHub.
      runner: { debug: true, environment: this.#options.keyStore === 'file' ? 'self-hosted' : 'github-hosted' },
      signal: this.#options.cancel.signal,
      onEvent: event => screen.event(event),
      approve,
    })
    screen.end(result)
    return result
  }

  /** Takes the decision from the option, from the user, or from standard input. Without any the key is approved. */
  async #decide({ environment, reviewers }: Gate): Promise<Review | undefined> {
    const { decision, cancel } = this.#options
    const [by = ''] = reviewers
    const review = (decided: Review['decision'], because: string): Review => {
      this.#screen.say(by, `${decided === 'approved' ? 'approves' : 'rejects'} at the gate ${environment} (${because})`)
      return { decision: decided, by }
    }
    if (decision) return review(decision, 'as the option says')
    const answers = { approve: 'approved', reject: 'rejected' } as const
    const names = ['approve', 'reject'] as const
    if (canAsk()) {
      this.#screen.say('gate', `${environment} waits for ${reviewers.join(' or ')}. You are ${by}.`)
      const answer = await ask('         Approve this key? (approve or reject) ', names, cancel.signal)
      if (answer) return review(answers[answer], 'as you say')
      cancel.abort()
      return undefined
    }
    const answer = await readAnswer(names, cancel.signal)
    if (cancel.signal.aborted) return undefined
    if (answer === undefined) return review('approved', 'no answer, no terminal to ask at')
    if (typeof answer === 'string') return review(answers[answer], 'as standard input says')
    this.#screen.say('gate', `Standard input says ${JSON.stringify(answer.invalid)}, not approve or reject.`)
    return undefined
  }

  async #showUnapproved(run: WorkflowResult, key: ProvisionedKey): Promise<false> {
    const wasMade = outputOf(run, 'generate', 'public-key-hex') !== undefined
    const isStored = (await this.#store.sign(key.reference, randomBytes(32))) !== undefined
    if (isStored) this.#screen.say('result', 'A key is stored that nobody approved. Do not register it.')
    else this.#screen.say('result', wasMade ? 'The key was discarded. There is none to register.' : 'No key was made.')
    if (this.#options.cancel.signal.aborted) this.#screen.say('', 'The run was cancelled.')
    return false
  }

  /** Shows that a rejected key is gone. In some key stores somebody must allow that first. */
  async #showDiscarded(run: WorkflowResult, { reference }: ProvisionedKey): Promise<boolean> {
    if (this.#store.allowDiscard) {
      this.#screen.say('admin', await this.#store.allowDiscard(reference))
      this.#screen.say('octocat', 'runs the job "Discard the key" again')
      await rerunWorkflow(run, { jobs: { job: 'Discard the key' } })
    }
    const isGone = (await this.#store.sign(reference, randomBytes(32))) === undefined
    this.#screen.check('The rejected key is discarded, and there is none to register', isGone)
    return isGone
  }

  async #showInService(key: ProvisionedKey, by: string): Promise<boolean> {
    if (key.publicKeyHex === '') {
      this.#screen.say('result', 'The key was not verified. Do not register it.')
      return false
    }
    this.#register(key)
    const shortKey = `${key.publicKeyHex.slice(0, 10)}…${key.publicKeyHex.slice(-8)}`
    this.#screen.say(by, `registers ${shortKey} at Ledger, and stores the API access`)
    const screen = this.#options.verbose ? this.#screen : new ShortScreen({ counts: true })
    const run = await this.#run(await this.#store.activate(key), screen, async () => {
      screen.say(by, 'approves again: the key is registered')
      return { decision: 'approved', by }
    })
    // The run fails if Ledger does not say that this key is the registered one.
    const isRegistered = run.conclusion === 'success' && this.#ledger.tokens.length > 0
    const signs = isRegistered && (await this.#signsFor(key))
    this.#screen.check('Ledger has this key, and the stored private key signs for it', signs)
    return signs
  }

  /** What the admins do at Ledger and in the settings of the repository. */
  #register({ publicKeyHex }: ProvisionedKey): void {
    const { apiKeyId, apiKeySecret } = this.#ledger.addAccess(this.#options.workspace, publicKeyHex)
    const environment = { repository: REPOSITORY, environment: this.#store.accessEnvironment }
    this.#github.putSecret(environment, 'LEDGER_API_KEY_ID', apiKeyId)
    this.#github.putSecret(environment, 'LEDGER_API_KEY_SECRET', apiKeySecret)
  }

  async #signsFor({ publicKeyHex, reference }: ProvisionedKey): Promise<boolean> {
    const data = randomBytes(32)
    const signature = await this.#store.sign(reference, data)
    const point = Buffer.from(publicKeyHex, 'hex')
    const [x, y] = [point.subarray(1, 33), point.subarray(33)].map(coordinate => coordinate.toString('base64url'))
    const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }, format: 'jwk' })
    return signature !== undefined && verify('sha256', data, key, signature)
  }
}

/** The key that a run made, and its public half if the run verified it behind the gate. */
function keyOf(run: WorkflowResult): ProvisionedKey {
  return {
    publicKeyHex: outputOf(run, 'approve', 'public-key-hex') ?? '',
    reference: outputOf(run, 'generate', 'key-reference') ?? '',
  }
}

/** An output of a job's steps. */
function outputOf({ jobs }: WorkflowResult, jobId: string, name: string): string | undefined {
  const steps = jobs.filter(({ id }) => id === jobId).flatMap(({ steps }) => steps)
  return steps.map(({ result }) => result?.outputs[name]).find(value => value !== undefined)
}
