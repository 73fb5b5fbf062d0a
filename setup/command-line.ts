import { parseArgs } from 'node:util'
import { partitionOf } from '../src/aws/partitions.ts'
import { ActionError } from '../src/errors.ts'
import { didYouMean } from '../src/inputs/did-you-mean.ts'
import * as read from '../src/inputs/names.ts'
import { readBaseUrl } from '../src/inputs/url.ts'
import { type KeyStoreUri, readKeyStoreUri } from '../src/stores/uri.ts'
import { displayName } from '../src/text.ts'
import { SetupError } from './errors.ts'

export const HELP = `npm run setup -- --repository OWNER/NAME --admins alice,bob,team:treasury
    Sets up a repository whose workflow makes operator keys: the gate, the
    environment of the token, and the workflow file. Shows a plan and asks.

npm run setup -- --check --repository OWNER/NAME
    Shows what a run needs and whether it is there. Changes nothing.

  --admins A,B,team:SLUG       who approves at the gate: at most 6
  --in-service ENVIRONMENT     also set up activation, and the environment in
                               which the software runs; needs --workspace
  --workspace NAME             the Ledger Enterprise workspace
  --app-client-id ID           the GitHub App that writes the secrets
  --app-private-key FILE       its private key: sealed, and stored
  --token-file FILE            a fine-grained token instead of an App
  --key-store URI              keep keys there; needs no App. With --workspace
                               also set up activation. For keys that sign in
                               their store (Transit, KMS) that needs
                               --in-service and a token (--token-file), too
  --vault-address URL          with vault://, hashivault://, openbao://
  --vault-auth-path PATH       the same: where its JWT login for GitHub is
                               (ledger-github)
  --vault-namespace NAME       the same
  --aws-account ID             with awskms:///, awssecrets:///
  --aws-region REGION          the same
  --checkout DIR               the checkout that gets the workflow file
  --actions OWNER/NAME         your copy of this repository (its origin)
  --commit SHA                 the commit to pin (that of this checkout)
  --dry-run                    show the plan, change nothing
  --yes                        do not ask

The token is GITHUB_TOKEN, or the one that \`gh auth token\` prints.
GITHUB_API_URL names another server: https://HOST/api/v3.`

const AFTER_DASHES = 'npm run setup -- --help lists all options. Put them after `--`, or npm takes them for its own.'

const OPTIONS = {
  repository: { type: 'string' },
  admins: { type: 'string' },
  'in-service': { type: 'string' },
  workspace: { type: 'string' },
  'app-client-id': { type: 'string' },
  'app-private-key': { type: 'string' },
  'token-file': { type: 'string' },
  'key-store': { type: 'string' },
  'vault-address': { type: 'string' },
  'vault-auth-path': { type: 'string' },
  'vault-namespace': { type: 'string' },
  'aws-account': { type: 'string' },
  'aws-region': { type: 'string' },
  checkout: { type: 'string' },
  actions: { type: 'string' },
  commit: { type: 'string' },
  check: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  yes: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/** A person or a team that approves. */
export interface AdminName {
  kind: 'User' | 'Team'
  name: string
}

export interface KeyStoreOptions {
  uri: KeyStoreUri
  /** The URI as the user wrote it. */
  given: string
  /** At Ledger, for the workflow that activates a key; undefined without one. */
  workspace: string | undefined
  vaultAddress: string | undefined
  /** Where the login for GitHub's tokens is mounted, if not as in the examples. */
  vaultAuthPath: string | undefined
  vaultNamespace: string | undefined
  awsAccount: string | undefined
  awsRegion: string | undefined
}

export interface Options {
  owner: string
  repo: string
  admins: AdminName[]
  /** The environment of the jobs in which the software runs, and the workspace at Ledger. */
  inService: { environment: string; workspace: string } | undefined
  /** The App's client id; the file may be missing if its key is stored. */
  app: { clientId: string; privateKeyFile: string | undefined } | undefined
  tokenFile: string | undefined
  keyStore: KeyStoreOptions | undefined
  checkout: string | undefined
  actions: string | undefined
  commit: string | undefined
  check: boolean
  dryRun: boolean
  yes: boolean
}

/** GitHub's limit. */
export const MAX_REVIEWERS = 6

/**
 * Reads the command line.
 * @returns undefined if it asks for help
 * @throws SetupError for an unknown option, an invalid value, or options that exclude each other
 */
export function readCommandLine(args: string[]): Options | undefined {
  const values = parse(args)
  if (values.help) return undefined
  try {
    return readValues(values)
  } catch (error) {
    if (!(error instanceof ActionError)) throw error
    // The readers are those of the actions' inputs.
    throw new SetupError(error.message.replace(/^The input `([\w-]+)`/, '--$1'))
  }
}

function readValues(values: Values): Options {
  const getInput = (name: string) => (values as Record<string, string | undefined>)[name] ?? ''
  if (values.repository === undefined) {
    throw new SetupError('--repository OWNER/NAME is missing.', AFTER_DASHES)
  }
  const { owner, repo } = read.readRepository(getInput, 'repository')
  const clientId = values['app-client-id']
  const privateKeyFile = values['app-private-key']
  if (clientId !== undefined && !isClientId(clientId)) {
    throw new SetupError(
      '--app-client-id must be a client id, such as Iv23liABCDEFGHIJKLMN.',
      "It is on the App's page.",
    )
  }
  if (privateKeyFile !== undefined && clientId === undefined) {
    throw new SetupError('--app-private-key needs --app-client-id.', "The client id is on the App's page.")
  }
  if (clientId !== undefined && values['token-file'] !== undefined) {
    throw new SetupError('--token-file and --app-client-id exclude each other.')
  }
  if (values['key-store'] !== undefined) refuseBeside(values, 'key-store', ['app-client-id'])
  if (values.check) refuseBeside(values, 'check', ['admins', 'token-file', 'checkout', 'dry-run', 'yes'])
  if (values.commit !== undefined && !/^[0-9a-f]{40}$/.test(values.commit)) {
    throw new SetupError('--commit must be the whole commit: 40 hexadecimal digits.')
  }
  return {
    owner,
    repo,
    admins: readAdmins(values.admins),
    inService: readInService(values, getInput),
    app: clientId === undefined ? undefined : { clientId, privateKeyFile },
    tokenFile: values['token-file'],
    keyStore: readKeyStore(values, getInput),
    checkout: values.checkout,
    actions: values.actions === undefined ? undefined : fullName(read.readRepository(getInput, 'actions')),
    commit: values.commit,
    check: values.check === true,
    dryRun: values['dry-run'] === true,
    yes: values.yes === true,
  }
}

/** Whether a text has the form of the client id of a GitHub App. */
export function isClientId(text: string): boolean {
  return /^[\w.]{4,40}$/.test(text)
}

type Values = ReturnType<typeof parse>

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS }).values
  } catch (error) {
    const [, name = ''] = /Unknown option '--?([^']+)'/.exec((error as Error).message) ?? []
    const known = Object.keys(OPTIONS).map(option => option.replaceAll('-', '_'))
    const meant = didYouMean(name, known)?.replaceAll('_', '-')
    const [message = ''] = (error as Error).message.split(/\. (?:To specify|Did you)/)
    throw new SetupError(
      meant === undefined ? `${message}.` : `Unknown option --${name}. Did you mean --${meant}?`,
      AFTER_DASHES,
    )
  }
}

function refuseBeside(values: Values, option: string, others: (keyof typeof OPTIONS)[]): void {
  const other = others.find(name => values[name] !== undefined)
  if (other) throw new SetupError(`--${other} does not go with --${option}.`)
}

const PLAIN_NAME = /^[\w-]+$/

/** Whether a name can be that of the environment in which the software runs. */
export function isInServiceName(name: string): boolean {
  return PLAIN_NAME.test(name) && !/^ledger-(?:admins|tokens|discard)$/i.test(name)
}

function readInService(values: Values, getInput: (name: string) => string): Options['inService'] {
  if (values['in-service'] === undefined) {
    if (values.workspace !== undefined && values['key-store'] === undefined) {
      throw new SetupError('--workspace needs --in-service or --key-store.')
    }
    return undefined
  }
  const environment = read.readEnvironmentName(getInput, 'in-service')
  // It becomes a plain value in a workflow file.
  if (!PLAIN_NAME.test(environment)) throw new SetupError('--in-service may have letters, digits, `-` and `_`.')
  if (!isInServiceName(environment)) {
    throw new SetupError(
      `--in-service ${environment} has another purpose.`,
      'Name the environment in which the software runs.',
    )
  }
  if (values.check) return { environment, workspace: '' }
  if (values.workspace === undefined) {
    throw new SetupError(
      '--in-service needs --workspace NAME.',
      'It is the Ledger Enterprise workspace of the operator.',
    )
  }
  return { environment, workspace: read.readLedgerName(getInput, 'workspace') }
}

function fullName({ owner, repo }: { owner: string; repo: string }): string {
  return `${owner}/${repo}`
}

function readAdmins(list: string | undefined): AdminName[] {
  if (list === undefined) return []
  const names = list.split(',').map(each => each.trim())
  const admins = names.map(each => {
    const [, team, name = ''] = /^(team:)?([\w-]{1,100})$/.exec(each) ?? []
    if (name === '') {
      throw new SetupError(
        `--admins has ${JSON.stringify(each)}.`,
        'Give logins, and teams as team:SLUG, with commas between them.',
      )
    }
    return { kind: team ? 'Team' : 'User', name } as const
  })
  if (admins.length > MAX_REVIEWERS) {
    throw new SetupError(
      `--admins has ${admins.length} names. GitHub allows ${MAX_REVIEWERS} required reviewers.`,
      'Put people into a team, and name the team: team:SLUG.',
    )
  }
  return admins
}

/** The options that only the key stores of a service take. */
const OF_SERVICE = {
  vault: ['vault-address', 'vault-auth-path', 'vault-namespace'],
  aws: ['aws-account', 'aws-region'],
} as const

function readKeyStore(values: Values, getInput: (name: string) => string): KeyStoreOptions | undefined {
  const awsAccount = values['aws-account']
  const awsRegion = values['aws-region']
  if (values['key-store'] === undefined) {
    const extra = [...OF_SERVICE.vault, ...OF_SERVICE.aws].find(name => values[name] !== undefined)
    if (extra) throw new SetupError(`--${extra} needs --key-store.`)
    return undefined
  }
  const uri = readKeyStoreUri(getInput, 'key-store')
  if (uri.pin !== undefined) {
    throw new SetupError('--key-store names one version of a key.', 'Give the place for new keys.')
  }
  const path = uri.scheme === 'vault' ? `${uri.mount}/${uri.path}` : 'mount' in uri ? uri.mount : ''
  if (!/^[\w.@/-]*$/.test(path)) {
    throw new SetupError(
      `--key-store has ${displayName(path)}, and a policy reads some characters of it as a pattern.`,
      'Use letters, digits, `_`, `-`, `.` and `@` in the mount and the path.',
    )
  }
  const needs = { vault: ['vault-address'], aws: ['aws-account', 'aws-region'], file: [] } as const
  for (const name of needs[serviceOf(uri)]) {
    if (values[name] === undefined && !values.check)
      throw new SetupError(`--key-store ${uri.scheme}://… needs --${name}.`)
  }
  for (const service of ['vault', 'aws'] as const) {
    const other = service !== serviceOf(uri) && OF_SERVICE[service].find(name => values[name] !== undefined)
    if (other) throw new SetupError(`--${other} does not go with --key-store ${uri.scheme}://….`)
  }
  const vaultAddress = readVaultAddress(values, getInput)
  if (awsAccount !== undefined && !/^\d{12}$/.test(awsAccount)) {
    throw new SetupError('--aws-account must have 12 digits.')
  }
  if (awsRegion !== undefined && !partitionOf(awsRegion)) {
    throw new SetupError('--aws-region must be a region, such as eu-central-1.')
  }
  if (values.workspace !== undefined && uri.scheme === 'file') {
    throw new SetupError('--workspace does not go with a file.', 'There is no workflow that activates a key in a file.')
  }
  if (!signsInPlace(uri)) {
    const other = (['in-service', 'token-file'] as const).find(name => values[name] !== undefined)
    if (other) throw new SetupError(`--${other} does not go with --key-store ${uri.scheme}://….`)
  } else if (values['in-service'] === undefined) {
    const other = (['workspace', 'token-file'] as const).find(name => values[name] !== undefined)
    if (other) {
      throw new SetupError(
        `--${other} with --key-store ${uri.scheme}://… needs --in-service ENVIRONMENT.`,
        'Activation writes the key reference into a variable of the environment in which the software runs.',
      )
    }
  }
  const workspace = values.workspace === undefined ? undefined : read.readLedgerName(getInput, 'workspace')
  return {
    uri,
    given: values['key-store'],
    workspace,
    vaultAddress,
    // As the actions do.
    vaultAuthPath: readVaultPath(values, 'vault-auth-path')?.replace(/^auth\//, ''),
    vaultNamespace: readVaultPath(values, 'vault-namespace'),
    awsAccount,
    awsRegion,
  }
}

/** It becomes a value in a workflow file and a part of a command. */
function readVaultPath(values: Values, name: 'vault-auth-path' | 'vault-namespace'): string | undefined {
  const path = values[name]?.replace(/^\/+|\/+$/g, '')
  if (path !== undefined && !/^[\w.-]+(?:\/[\w.-]+)*$/.test(path)) {
    throw new SetupError(`--${name} must be a path of letters, digits, \`_\`, \`-\` and \`.\`.`)
  }
  return path
}

/** A URL of the vault, by the rule of the actions' own URLs: plain http only on this machine. */
function readVaultAddress(values: Values, getInput: (name: string) => string): string | undefined {
  if (values['vault-address'] === undefined) return undefined
  const address = readBaseUrl(getInput, 'vault-address', '`https://vault.example.com:8200`')
  if (!/^https?:\/\/[\w.:[\]-]+$/.test(address)) {
    throw new SetupError('--vault-address must be a URL without a path, such as https://vault.example.com:8200.')
  }
  return address
}

/** Whether keys never leave the store. Then activation writes to GitHub, too: a reference and the API access. */
export function signsInPlace({ scheme }: KeyStoreUri): boolean {
  return scheme === 'hashivault' || scheme === 'openbao' || scheme === 'awskms'
}

/** What runs a key store. */
export function serviceOf({ scheme }: KeyStoreUri): 'vault' | 'aws' | 'file' {
  if (scheme === 'file') return 'file'
  return scheme === 'awskms' || scheme === 'awssecrets' ? 'aws' : 'vault'
}
