import { createPrivateKey } from 'node:crypto'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Destination, type LocalGitHub, type LocalGitHubOptions, startGitHub } from '../../local/github/index.ts'
import { type LocalLedger, startLedger } from '../../local/ledger/index.ts'
import { publicKeyOf } from '../../src/key/operator-key.ts'
import { VirtualClock } from './virtual-clock.ts'

export const ROOT = join(import.meta.dirname, '../..')
export const REPOSITORY = 'octo/keys'
export const GATE = { repository: REPOSITORY, environment: 'ledger admins/prod' }
export const SECRET = 'LEDGER_OPERATOR_PRIVATE_KEY'
/** The run of an action, unless a test sets another. */
export const RUN_ID = 16000000001

/** An address without a server. The servers of other tests get ports from the system, which are higher. */
export const NOBODY = 'http://127.0.0.1:9'

/** A token with every permission that an action may need. */
export const TOKEN = 'github_pat_11AAAAAAA0aaaaaaaaaaaaaaaaaaaaaa'
/** The job's own token. */
export const JOB_TOKEN = 'ghs_jobjobjobjobjobjobjobjobjobjobjobjob'

/** Options of a GitHub for processes, which have the time of this machine. */
export const REAL_TIME: LocalGitHubOptions = { now: () => new Date() }

/** A GitHub in virtual time, as the actions that run in process. */
export type TestGitHub = LocalGitHub & { clock: VirtualClock }

/** A GitHub with a repository, a well protected environment, an organization and tokens. It is closed after the test. */
export async function startTestGitHub(options: LocalGitHubOptions = {}): Promise<TestGitHub> {
  const clock = new VirtualClock()
  const { sleep } = clock
  const server = await startGitHub({ now: () => clock.now(), sleep, ...options })
  const github = Object.assign(server, { clock })
  github.onPause = (method, url) => clock.requests.pause(`${method} ${url}`)
  onTestFinished(() => github.close())
  github.addRepository(REPOSITORY, { id: 1296269 })
  github.addRepository('octo/other', { id: 1296270 })
  github.addRun(REPOSITORY, RUN_ID)
  github.addEnvironment(REPOSITORY, GATE.environment, {
    reviewers: ['alice', 'bob'],
    preventSelfReview: true,
    branchPolicy: 'custom',
    branches: ['main'],
    adminsBypass: false,
  })
  github.addEnvironment(REPOSITORY, 'open')
  github.addOrganization('octo')
  github.addToken(TOKEN, {
    kind: 'fine-grained',
    repositories: [REPOSITORY, 'octo/other'],
    permissions: {
      actions: 'read',
      actions_variables: 'write',
      environments: 'write',
      organization_actions_variables: 'write',
      organization_secrets: 'write',
      secrets: 'write',
    },
  })
  github.addToken(JOB_TOKEN, {
    kind: 'job',
    repositories: [REPOSITORY],
    permissions: { actions: 'read', secrets: 'write' },
  })
  return github
}

/** A Ledger that shares the clock of a GitHub. */
export async function startTestLedger(github?: TestGitHub): Promise<LocalLedger> {
  const ledger = await startLedger()
  ledger.onPause = (method, url) => void github?.clock.requests.pause(`${method} ${url}`)
  onTestFinished(() => ledger.close())
  return ledger
}

/** Answers the first reads only when all of them have arrived, so reads that are sent one by one get no answer. */
export function answerTogether(github: LocalGitHub, reads: number): void {
  const all = Promise.withResolvers<void>()
  let arrived = 0
  const effect = () => {
    if (++arrived === reads) all.resolve()
    return all.promise
  }
  github.faults.add({ method: 'GET', when: 'before', times: reads, do: { kind: 'run', effect } })
}

/** The text of a stored secret, as the C libsodium opened it. */
export function storedText(github: LocalGitHub, destination: Destination, name = SECRET): string {
  return github.secret(destination, name)?.value.toString() ?? ''
}

/** The public key of a stored secret in hex, computed by node:crypto from hex of the PEM or the PEM. */
export function storedPublicKey(github: LocalGitHub, destination: Destination, name = SECRET): string {
  const text = storedText(github, destination, name)
  return publicKeyOf(createPrivateKey(text.startsWith('-----') ? text : Buffer.from(text, 'hex').toString())).hex
}

/** The requests as `METHOD path`. */
export function requests(github: LocalGitHub): string[] {
  return github.exchanges.map(({ method, path }) => `${method} ${path}`)
}
