// npm start: runs provision.yml with the real bundles on this machine, or with --repository stores a key in the real GitHub.
import { parseArgs } from 'node:util'

const HELP = `npm start                          make a key on this machine, stop at the gate, verify it; needs no account
npm start -- --approve             or --reject: decide at the gate without asking

  --operator-name NAME             the API username (demo api user)
  --workspace NAME                 the Ledger Enterprise workspace (minivault)
  --environment NAME               the environment that is the gate and gets the key (ledger-admins)
  --if-exists fail|keep|overwrite  what to do if there is a key already (fail)

npm start -- --repository OWNER/NAME
                                   store a key in the real GitHub, after asking. Reads the token from GITHUB_TOKEN and the
                                   API's base URL from GITHUB_API_URL (https://api.github.com)

  --environment NAME               store an environment's secret instead of the repository's
  --secret-name NAME               (LEDGER_OPERATOR_PRIVATE_KEY)
  --yes                            do not ask
  and --operator-name, --workspace, --if-exists
`

const cancel = new AbortController()
process.on('SIGINT', () => {
  // The second Ctrl-C does not wait for the actions to end.
  if (cancel.signal.aborted) process.exit(130)
  cancel.abort()
})

try {
  process.exitCode = (await start()) ? 0 : 1
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n\nnpm start -- --help lists all options.`)
  process.exitCode = 1
}

async function start(): Promise<boolean> {
  const options = readOptions()
  if (options.help) {
    console.log(HELP)
    return true
  }
  const { repository, environment } = options
  const key = {
    operatorName: options['operator-name'],
    workspace: options.workspace,
    ifExists: options['if-exists'],
  }
  if (repository === undefined) {
    refuse(options, ['secret-name', 'yes'], 'needs --repository')
    if (options.approve && options.reject) throw new Error('--approve and --reject exclude each other.')
    const decision = options.approve ? 'approved' : options.reject ? 'rejected' : undefined
    const { provision } = await import('./demo/provision.ts')
    return provision({ ...key, environment: environment ?? 'ledger-admins', decision, cancel })
  }
  refuse(options, ['approve', 'reject'], 'does not go with --repository, which has no gate')
  const token = process.env.GITHUB_TOKEN
  if (!token) {
    throw new Error('GITHUB_TOKEN is not set. --repository needs a token that can write secrets. Nothing was done.')
  }
  const { store } = await import('./demo/store.ts')
  return store({
    ...key,
    token,
    // As `gh` and the runner name it.
    apiUrl: process.env.GITHUB_API_URL || 'https://api.github.com',
    repository,
    environment,
    secretName: options['secret-name'] ?? 'LEDGER_OPERATOR_PRIVATE_KEY',
    yes: options.yes === true,
    signal: cancel.signal,
  })
}

/** @throws for unknown options and missing values */
function readOptions() {
  const { values } = parseArgs({
    options: {
      approve: { type: 'boolean' },
      reject: { type: 'boolean' },
      repository: { type: 'string' },
      environment: { type: 'string' },
      'operator-name': { type: 'string', default: 'demo api user' },
      workspace: { type: 'string', default: 'minivault' },
      'secret-name': { type: 'string' },
      'if-exists': { type: 'string', default: 'fail' },
      yes: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  return values
}

type Options = ReturnType<typeof readOptions>

function refuse(options: Options, names: (keyof Options)[], why: string): void {
  const given = names.find(name => options[name] !== undefined)
  if (given) throw new Error(`--${given}: ${why}.`)
}
