import { dirname } from 'node:path'
import { runAction } from '../runner/index.ts'
import { printHeading, printLine, printSummary } from './print.ts'
import { ask, canAsk } from './question.ts'

export interface Store {
  token: string
  /** `https://api.github.com`, or the base of another GitHub's REST API. */
  apiUrl: string
  repository: string
  environment: string | undefined
  secretName: string
  operatorName: string
  workspace: string
  ifExists: string
  /** Does not ask. */
  yes: boolean
  signal: AbortSignal
}

/** Proxy settings and certificates. A step gets no other variables of this machine. */
const NETWORK = [
  'HTTPS_PROXY',
  'https_proxy',
  'HTTP_PROXY',
  'http_proxy',
  'NO_PROXY',
  'no_proxy',
  'NODE_EXTRA_CA_CERTS',
]

/**
 * Runs the generate action with the user's token against the real GitHub, after asking.
 * @returns whether a key was stored, or kept with `if-exists: keep`
 */
export async function store(options: Store): Promise<boolean> {
  const { repository, environment, apiUrl } = options
  const place = environment === undefined ? repository : `the environment "${environment}" of ${repository}`
  if (!options.yes && !(await confirmStore(`${options.secretName} of ${place} (${apiUrl})`, options.signal)))
    return false

  printHeading(`generate for ${place} (${apiUrl})`)
  const result = await runAction({
    action: dirname(dirname(import.meta.dirname)),
    with: {
      'github-token': options.token,
      repository,
      environment: environment ?? '',
      'secret-name': options.secretName,
      'if-exists': options.ifExists,
      'operator-name': options.operatorName,
      workspace: options.workspace,
    },
    secrets: { GITHUB_TOKEN: options.token },
    github: { repository, api_url: apiUrl, ...noRun(apiUrl) },
    runner: { environment: 'self-hosted' },
    signal: options.signal,
    prepare: inheritNetwork,
    onLine: printLine,
  })
  if (result.summary !== '') printSummary('Generate the key', 'generate', withoutRun(result.summary))
  return result.exitCode === 0
}

const NO_RUN = `### No workflow run

\`npm start\` ran the action on this machine. There is no run to look up, no gate, and no record of who approved the key.

### What to do now

1. Check that the operator and the place of the secret are what you expect.
2. Let a workflow verify the stored key against this public key, as \`examples/repository-secret.yml\` does in its second run.
3. Register only the public key on the verified page. Do not register the key on this page: nothing has verified yet that it is the stored one.
4. If anything is not what you expect, delete the secret. A key that is not registered is harmless.`

/** Replaces the part of the action's page that names a workflow run. */
function withoutRun(summary: string): string {
  return summary.replace(/### Who and what made it\n[\s\S]*$/, NO_RUN)
}

/** Not set by `env`, which the log shows: a proxy's URL can contain a password. */
function inheritNetwork(environment: Record<string, string>): void {
  for (const name of NETWORK) {
    const value = process.env[name]
    if (value !== undefined) environment[name] = value
  }
}

async function confirmStore(what: string, signal: AbortSignal): Promise<boolean> {
  if (!canAsk()) {
    console.error(
      'This stores a key in the real GitHub, and there is no terminal to ask at. Add --yes. Nothing was done.',
    )
    return false
  }
  const answer = await ask(`Store a new key as ${what}? (yes or no) `, ['yes', 'no'], signal)
  if (answer !== 'yes') console.log('Nothing was done.')
  return answer === 'yes'
}

/** A context without a run: page and proof must not name one that does not exist. */
function noRun(apiUrl: string) {
  const none = 'none'
  return {
    server_url: apiUrl.replace(/\/api\/v3\/?$/, '').replace('://api.', '://'),
    run_id: '0',
    repository_id: '0',
    repository_owner_id: '0',
    actor: none,
    actor_id: '0',
    triggering_actor: none,
    sha: '0'.repeat(40),
    workflow_ref: none,
    workflow_sha: '0'.repeat(40),
  }
}
