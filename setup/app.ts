import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { messageOf } from '../src/errors.ts'
import type { GitHubClient } from '../src/github/client.ts'
import { isNotFound } from '../src/github/errors.ts'
import { DestinationSealingKey } from '../src/github/sealing-key.ts'
import { Variable } from '../src/github/variable.ts'
import { membersOf } from '../src/http/json.ts'
import type { Options } from './command-line.ts'
import type { SetupContext } from './context.ts'
import { refusal, SetupError } from './errors.ts'
import type { Repository, Server } from './github.ts'
import type { Step } from './plan.ts'

/** What provision.yml and activate.yml ask of the App when they mint a token. */
export const APP_PERMISSIONS: Record<string, 'read' | 'write'> = { actions: 'read', environments: 'write' }
/** The names that the workflows read. */
export const CLIENT_ID = 'LEDGER_KEYS_APP_CLIENT_ID'
export const APP_KEY = 'LEDGER_KEYS_APP_PRIVATE_KEY'
export const TOKEN = 'LEDGER_KEYS_TOKEN'

/** GitHub's limit for the name of an App. */
const MAX_APP_NAME = 34
/** GitHub refuses a token that is valid for longer than ten minutes; clocks differ. */
const TOKEN_SECONDS = 540
const CLOCK_SKEW_SECONDS = 60

const ENVIRONMENT = '/repos/{owner}/{repo}/environments/{environment_name}'

/** The page that creates an App, with the form filled in. */
export function newAppUrl({ webUrl }: Server, { owner, repo, ownerIsOrganization }: Repository): string {
  const page = ownerIsOrganization ? `organizations/${owner}/settings/apps/new` : 'settings/apps/new'
  const parameters = new URLSearchParams({
    name: `${owner}-ledger-keys`.slice(-MAX_APP_NAME),
    url: `${webUrl}/${owner}/${repo}`,
    public: 'false',
    webhook_active: 'false',
    ...APP_PERMISSIONS,
  })
  return `${webUrl}/${page}?${parameters}`
}

/** What the workflows use to write secrets: an App's private key, or a token. */
interface Credential {
  secret: typeof APP_KEY | typeof TOKEN
  value: string
  file: string
}

/**
 * Plans what gives the workflows their token: the App's client id as a variable of the repository, and its private key, or a
 * token, as a secret of environments.
 * @param environments that get the secret
 * @throws SetupError if a file cannot be used, or the App is not what the workflows need
 */
export async function planCredential(
  context: SetupContext,
  server: Server,
  repository: Repository,
  options: Options,
  environments: string[],
): Promise<Step[]> {
  const { app } = options
  const client = server.client()
  const steps: Step[] = []
  const variable = { level: 'repository', owner: repository.owner, repo: repository.repo } as const
  const before = await new Variable(client, variable, CLIENT_ID).read()
  const isOtherApp = app !== undefined && before !== undefined && before !== app.clientId
  if (app?.privateKeyFile !== undefined) await checkApp(context, server, repository, app.clientId, app.privateKeyFile)
  if (app && isOtherApp && app.privateKeyFile === undefined) {
    throw new SetupError(
      `The variable ${CLIENT_ID} names another App, ${before}.`,
      'Give the private key of the new one, too: --app-private-key FILE.',
    )
  }
  const credential = readCredential(context, options)
  const present = new Map<string, Set<string>>()
  for (const environment of environments) {
    present.set(environment, await readSecretNames(client, repository, environment, [APP_KEY, TOKEN]))
  }
  for (const environment of environments) {
    const names = present.get(environment) ?? new Set()
    const subject = `secret ${credential?.secret ?? (app ? APP_KEY : TOKEN)} of ${environment}`
    const exists = credential && names.has(credential.secret)
    if (credential && (!exists || (isOtherApp && credential.secret === APP_KEY))) {
      steps.push({
        kind: exists ? 'change' : 'create',
        subject,
        text: `sealed, from ${credential.file}`,
        apply: () => storeSecret(server, repository, environment, credential),
      })
    } else if (credential) {
      steps.push({ kind: 'keep', subject, text: 'exists. To replace it, delete it first' })
    } else if (names.size > 0) {
      steps.push({ kind: 'keep', subject: `secret ${[...names].join(' and ')} of ${environment}`, text: 'exists' })
    }
  }
  if (app && before !== app.clientId) {
    steps.push({
      kind: before === undefined ? 'create' : 'change',
      subject: `variable ${CLIENT_ID}`,
      text: app.clientId,
      apply: () => new Variable(server.client(), variable, CLIENT_ID).write(app.clientId, before !== undefined),
    })
  } else if (before !== undefined) {
    steps.push({ kind: 'keep', subject: `variable ${CLIENT_ID}`, text: `is ${before}` })
  }
  const isMissing = !credential && environments.some(name => present.get(name)?.size === 0)
  if (isMissing) steps.push(credentialMissing(server, repository))
  return steps
}

function credentialMissing(server: Server, repository: Repository): Step {
  if (server.isEnterpriseServer) {
    const text = `the workflows need one for ${repository.owner}/${repository.repo}, with Environments: write and Actions: read. Save it to a file, and run this again with --token-file FILE`
    return { kind: 'todo', subject: 'fine-grained token', text }
  }
  const text = [
    'Create it with this link, which fills in the form:',
    newAppUrl(server, repository),
    `Generate a private key on its page, and install it on ${repository.repo} only. Then run this again with --app-client-id ID --app-private-key FILE.`,
  ].join('\n')
  return { kind: 'todo', subject: 'GitHub App', text }
}

function readCredential(context: SetupContext, { app, tokenFile }: Options): Credential | undefined {
  const file = app?.privateKeyFile ?? tokenFile
  if (file === undefined) return undefined
  const text = readText(context, file)
  if (app) return { secret: APP_KEY, value: text, file }
  const token = text.trim()
  if (!/^[\w-]{20,300}$/.test(token)) {
    throw new SetupError(`${file} does not hold a token.`, 'It must hold the token alone, such as github_pat_…')
  }
  return { secret: TOKEN, value: token, file }
}

function readText({ folder }: SetupContext, file: string): string {
  try {
    return readFileSync(resolve(folder, file), 'utf8')
  } catch (error) {
    throw new SetupError(
      `The file ${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? messageOf(error)}).`,
    )
  }
}

/**
 * Checks with the App's own key that it is installed on the repository and may do what the workflows ask for.
 * @throws SetupError if not
 */
async function checkApp(
  context: SetupContext,
  server: Server,
  repository: Repository,
  clientId: string,
  file: string,
): Promise<void> {
  const problem = await findAppProblem(context, server, repository, clientId, file)
  if (problem) throw new SetupError(problem.what, problem.remedy)
}

/** @returns what is wrong with an App, as its own key shows it; undefined if it is as the workflows need it */
export async function findAppProblem(
  context: SetupContext,
  server: Server,
  repository: Repository,
  clientId: string,
  file: string,
): Promise<{ what: string; remedy: string } | undefined> {
  const { owner, repo } = repository
  const key = parseAppKey(readText(context, file), file)
  const client = server.client(appToken(clientId, key, context.clock.now()))
  const reply = await client.request('GET /repos/{owner}/{repo}/installation', { owner, repo })
  if (reply.status === 401) {
    return {
      what: `GitHub does not accept ${file} as the private key of the App ${clientId}.`,
      remedy:
        "Compare the client id and the fingerprint of the key with the App's page, and the clock of this machine.",
    }
  }
  if (isNotFound(reply)) {
    return {
      what: `The App ${clientId} is not installed on ${owner}/${repo}.`,
      remedy: `Open the App's page, choose Install App, and select ${repo}.`,
    }
  }
  if (reply.status !== 200) {
    return {
      what: `GitHub refused to show the installation of the App ${clientId} (status ${reply.status}).`,
      remedy: "See the App's page, and whether its installation is suspended.",
    }
  }
  return describeInstallationProblem(membersOf(reply.data))
}

/** @returns what an installation lacks; undefined if it is as the workflows need it */
export function describeInstallationProblem(
  installation: Record<string, unknown>,
): { what: string; remedy: string } | undefined {
  if (installation.suspended_at) {
    return { what: 'The installation of the App is suspended.', remedy: 'Ask whoever suspended it to unsuspend it.' }
  }
  const granted = membersOf(installation.permissions)
  const missing = Object.entries(APP_PERMISSIONS).filter(
    ([name, level]) => granted[name] !== level && granted[name] !== 'write',
  )
  if (missing.length === 0) return undefined
  const names = missing.map(([name, level]) => `${name === 'actions' ? 'Actions' : 'Environments'}: ${level}`)
  return {
    what: `The App lacks ${names.join(' and ')}.`,
    remedy: "Add that on the App's page (Permissions & events), and accept it where the App is installed.",
  }
}

function parseAppKey(text: string, file: string): KeyObject {
  let key: KeyObject | undefined
  try {
    key = createPrivateKey(text)
  } catch {
    // The message of OpenSSL says nothing about what the file should be.
  }
  if (key?.asymmetricKeyType !== 'rsa') {
    throw new SetupError(
      `${file} does not hold the private key of a GitHub App.`,
      'It is the .pem file that GitHub downloads.',
    )
  }
  return key
}

/** The App's own token: a JSON Web Token by RS256 (GitHub: "Generating a JSON Web Token (JWT) for a GitHub App"). */
function appToken(clientId: string, key: KeyObject, now: Date): string {
  const iat = Math.floor(now.getTime() / 1000) - CLOCK_SKEW_SECONDS
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode({ iat, exp: iat + TOKEN_SECONDS, iss: clientId })}`
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`
}

/** Which of these secrets an environment has; none if the environment does not exist. */
export async function readSecretNames(
  client: GitHubClient,
  { owner, repo }: Repository,
  environment: string,
  names: string[],
): Promise<Set<string>> {
  const place = { level: 'environment', owner, repo, environment } as const
  const found = new Set<string>()
  for (const name of names) {
    const parameters = { owner, repo, environment_name: environment, secret_name: name }
    const reply = await client.request(`GET ${ENVIRONMENT}/secrets/{secret_name}`, parameters)
    if (reply.status === 200) found.add(name)
    else if (!isNotFound(reply))
      throw refusal(reply, `list the secrets of ${environment}`, place, '"Environments": write')
  }
  return found
}

async function storeSecret(
  server: Server,
  { owner, repo }: Repository,
  environment: string,
  { secret, value, file }: Credential,
): Promise<string> {
  const place = { level: 'environment', owner, repo, environment } as const
  const client = server.client()
  const sealing = new DestinationSealingKey(client, place)
  const key = await sealing.key()
  const reply = await client.request(`PUT ${ENVIRONMENT}/secrets/{secret_name}`, {
    owner,
    repo,
    environment_name: environment,
    secret_name: secret,
    encrypted_value: await sealing.seal(value, key),
    key_id: key.id,
  })
  if (reply.status !== 201 && reply.status !== 204) {
    throw refusal(reply, `store the secret ${secret} of ${environment}`, place, '"Environments": write')
  }
  return `now delete ${file}`
}
