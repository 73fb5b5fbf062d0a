// npm start: shows the life of a key on this machine, or with --repository stores a key in the real GitHub.
import { parseArgs } from 'node:util'

const HELP = `npm start                     the life of a key on this machine; no account

  npm start -- --approve      decide at the gate without being asked,
  npm start -- --reject       or: echo reject | npm start
  --verbose                   every log line, request and page in the terminal
  --key-store file            the key in a file instead of a GitHub secret
  --key-store vault           in OpenBao (KV version 2); needs bao on the PATH
  --key-store transit         in OpenBao's Transit, which never gives it away
  --operator-name NAME        the API username (demo api user)
  --workspace NAME            the Ledger Enterprise workspace (minivault)
  --environment NAME          the gate, which gets the key (ledger-admins)

npm start -- --repository OWNER/NAME
                              store a key in the real GitHub, after asking;
                              needs a token in GITHUB_TOKEN, and takes another
                              server from GITHUB_API_URL
  --environment NAME          an environment's secret, not the repository's
  --secret-name NAME          (LEDGER_OPERATOR_PRIVATE_KEY)
  --if-exists HOW             fail, keep or overwrite (fail)
  --yes                       do not ask
  and --operator-name, --workspace
`

const OPTIONS = {
  approve: { type: 'boolean' },
  reject: { type: 'boolean' },
  verbose: { type: 'boolean' },
  'key-store': { type: 'string' },
  'operator-name': { type: 'string', default: 'demo api user' },
  workspace: { type: 'string', default: 'minivault' },
  environment: { type: 'string' },
  repository: { type: 'string' },
  'secret-name': { type: 'string' },
  'if-exists': { type: 'string' },
  yes: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

type Options = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values']

/** Options that mean something to npm itself, so that its configuration may have them anyway. */
const NPMS_OWN = ['help', 'verbose', 'workspace', 'yes']

const cancel = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    // The second Ctrl-C does not wait for the actions to end.
    if (cancel.signal.aborted) process.exit(130)
    cancel.abort()
  })
}

try {
  process.exitCode = (await start()) ? 0 : 1
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n\nnpm start -- --help lists all options.`)
  process.exitCode = 1
}

async function start(): Promise<boolean> {
  refuseSwallowed()
  const { values: options } = parseArgs({ options: OPTIONS })
  if (options.help) {
    console.log(HELP)
    return true
  }
  return options.repository === undefined ? showLife(options) : store(options, options.repository)
}

async function showLife(options: Options): Promise<boolean> {
  refuse(options, ['secret-name', 'yes', 'if-exists'], 'needs --repository')
  if (options.approve && options.reject) throw new Error('--approve and --reject exclude each other.')
  const { KEY_STORES } = await import('./demo/key-stores.ts')
  const given = options['key-store'] ?? 'github'
  const keyStore = KEY_STORES.find(name => name === given)
  if (!keyStore) throw new Error(`--key-store: expected one of ${KEY_STORES.join(', ')}, not ${JSON.stringify(given)}.`)
  if (keyStore !== 'github') refuse(options, ['environment'], 'does not go with --key-store')
  const life = await import('./demo/life.ts')
  return life.showLife({
    keyStore,
    environment: options.environment ?? 'ledger-admins',
    operatorName: options['operator-name'],
    workspace: options.workspace,
    decision: options.approve ? 'approved' : options.reject ? 'rejected' : undefined,
    verbose: options.verbose === true,
    cancel,
  })
}

async function store(options: Options, repository: string): Promise<boolean> {
  refuse(options, ['approve', 'reject', 'key-store', 'verbose'], 'does not go with --repository')
  const token = process.env.GITHUB_TOKEN
  if (!token) {
    throw new Error('GITHUB_TOKEN is not set. --repository needs a token that can write secrets. Nothing was done.')
  }
  const { store } = await import('./demo/store.ts')
  return store({
    token,
    // As `gh` and the runner name it.
    apiUrl: process.env.GITHUB_API_URL || 'https://api.github.com',
    repository,
    environment: options.environment,
    secretName: options['secret-name'] ?? 'LEDGER_OPERATOR_PRIVATE_KEY',
    operatorName: options['operator-name'],
    workspace: options.workspace,
    ifExists: options['if-exists'] ?? 'fail',
    yes: options.yes === true,
    signal: cancel.signal,
  })
}

/** @throws if npm has taken an option for itself, as in `npm start --reject` */
function refuseSwallowed(): void {
  const swallowed = Object.entries(OPTIONS).flatMap(([name, { type }]) => {
    const value = NPMS_OWN.includes(name) ? undefined : process.env[`npm_config_${name.replaceAll('-', '_')}`]
    return value === undefined ? [] : [{ type, text: value === 'true' ? `--${name}` : `--${name} ${value}` }]
  })
  if (swallowed.length === 0) return
  // npm leaves the value of an option that it does not know as an argument of its own.
  const texts = [
    ...swallowed.filter(({ type }) => type === 'boolean'),
    ...swallowed.filter(({ type }) => type === 'string'),
  ]
  const command = ['npm start --', ...texts.map(({ text }) => text), ...process.argv.slice(2)].join(' ')
  throw new Error(`npm took an option for itself, because \`--\` is missing. Run: ${command}`)
}

function refuse(options: Options, names: (keyof Options)[], why: string): void {
  const given = names.find(name => options[name] !== undefined)
  if (given) throw new Error(`--${given}: ${why}.`)
}
