import type { GitHubClient } from '../src/github/client.ts'
import { routeOf } from '../src/github/destination.ts'
import { isNotFound } from '../src/github/errors.ts'
import { DestinationSealingKey } from '../src/github/sealing-key.ts'
import { Variable } from '../src/github/variable.ts'
import { displayName } from '../src/text.ts'
import { findAppProblem, newAppUrl } from './app.ts'
import { isClientId, type Options } from './command-line.ts'
import type { SetupContext } from './context.ts'
import { listNames } from './environment-rules.ts'
import type { EnvironmentPlan } from './environments.ts'
import { refusal, SetupError } from './errors.ts'
import type { Repository, Server } from './github.ts'
import type { Step } from './plan.ts'
import type { Row } from './row.ts'
import { readText } from './text-file.ts'

/** The names that the workflows read. */
export const CLIENT_ID = 'LEDGER_KEYS_APP_CLIENT_ID'
export const APP_KEY = 'LEDGER_KEYS_APP_PRIVATE_KEY'
export const TOKEN = 'LEDGER_KEYS_TOKEN'

/** What the workflows use to write secrets: an App's private key, or a token. */
interface Credential {
  secret: typeof APP_KEY | typeof TOKEN
  value: string
  file: string
}

/**
 * Plans what gives the workflows their token: the App's client id as a variable of the repository, and its private key, or a
 * token, as a secret of environments.
 * @param holders the environments that get the secret. None gets it while one of them is open to more than the default branch
 * @param unreviewed why a change may reach the default branch without a review. While there is a reason, no environment gets it
 * @throws SetupError if a file cannot be used, or the App is not what the workflows need
 */
export async function planCredential(
  context: SetupContext,
  server: Server,
  repository: Repository,
  options: Options,
  holders: EnvironmentPlan[],
  unreviewed: Row[],
): Promise<Step[]> {
  const { app, keyStore } = options
  const client = server.client()
  const steps: Step[] = []
  const variable = { level: 'repository', owner: repository.owner, repo: repository.repo } as const
  // The workflows of key stores take a token only.
  const before = keyStore ? undefined : await new Variable(client, variable, CLIENT_ID).read()
  const secrets = keyStore ? [TOKEN] : [APP_KEY, TOKEN]
  const isOtherApp = app !== undefined && before !== undefined && before !== app.clientId
  if (app?.privateKeyFile !== undefined) {
    const problem = await findAppProblem(context, server, repository, app.clientId, app.privateKeyFile)
    if (problem) throw new SetupError(problem.what, problem.remedy)
  }
  if (app && isOtherApp && app.privateKeyFile === undefined) {
    throw new SetupError(
      `The variable ${CLIENT_ID} names another App, ${displayName(before)}.`,
      'Give the private key of the new one, too: --app-private-key FILE.',
    )
  }
  const credential = readCredential(context, options)
  const environments = holders.map(({ name }) => name)
  const present = new Map<string, Set<string>>()
  for (const environment of environments) {
    present.set(environment, await readSecretNames(client, repository, environment, secrets))
  }
  const open = holders.filter(({ others }) => others.length > 0)
  // Another App needs its key everywhere; a stored token or key stays.
  const targets = environments.filter(name => credential && (isOtherApp || !present.get(name)?.has(credential.secret)))
  if (credential && targets.length > 0) {
    const reasons = open.map(
      ({ name, others }) =>
        `${name} also lets in ${listNames(others)}. Remove that from its branch rule, and run this again`,
    )
    if (unreviewed.length > 0) {
      const about = unreviewed.map(({ subject }) => `"${subject}"`).join(' and ')
      reasons.push(
        `whoever can change ${repository.defaultBranch} without a review could read it. First do what is listed above for ${about}, and then run this again`,
      )
    }
    const subject = `secret ${credential.secret} of ${environments.join(' and ')}`
    const todo = reasons.map((reason): Step => ({ kind: 'todo', subject, text: `not stored, because ${reason}` }))
    if (todo.length > 0) return todo
  }
  for (const environment of environments) {
    const names = present.get(environment) ?? new Set()
    const subject = `secret ${credential?.secret ?? (app ? APP_KEY : TOKEN)} of ${environment}`
    if (credential && targets.includes(environment)) {
      steps.push({
        kind: names.has(credential.secret) ? 'change' : 'create',
        subject,
        text: `sealed, from ${credential.file}`,
        apply: async () => {
          await storeSecret(server, repository, environment, credential)
          // Until the last one is stored, the file is needed.
          return environment === targets.at(-1) ? `now delete ${credential.file}` : undefined
        },
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
    steps.push(
      isClientId(before)
        ? { kind: 'keep', subject: `variable ${CLIENT_ID}`, text: `is ${before}` }
        : { kind: 'todo', subject: `variable ${CLIENT_ID}`, text: notClientId(before) },
    )
  }
  const isMissing = !credential && environments.some(name => present.get(name)?.size === 0)
  if (isMissing) steps.push(credentialMissing(server, repository, options))
  return steps
}

/** What is wrong with the variable, which everybody with write access can set. */
export function notClientId(value: string): string {
  return `is ${displayName(value)}, which is not a client id. Find out who changed it, and set it to the client id of your App`
}

function credentialMissing(server: Server, repository: Repository, { keyStore }: Options): Step {
  if (server.isEnterpriseServer || keyStore) {
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
  const text = readText(context.folder, file)
  if (app) return { secret: APP_KEY, value: text, file }
  const token = text.trim()
  if (!/^[\w-]{20,300}$/.test(token)) {
    throw new SetupError(`${file} does not hold a token.`, 'It must hold the token alone, such as github_pat_…')
  }
  return { secret: TOKEN, value: token, file }
}

/** Which of these secrets an environment has; none if the environment does not exist. */
async function readSecretNames(
  client: GitHubClient,
  { owner, repo }: Repository,
  environment: string,
  names: string[],
): Promise<Set<string>> {
  const place = { level: 'environment', owner, repo, environment } as const
  const { base, parameters } = routeOf(place)
  const found = new Set<string>()
  for (const name of names) {
    const reply = await client.request(`GET ${base}/secrets/{secret_name}`, { ...parameters, secret_name: name })
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
  { secret, value }: Credential,
): Promise<void> {
  const place = { level: 'environment', owner, repo, environment } as const
  const client = server.client()
  const sealing = new DestinationSealingKey(client, place)
  const key = await sealing.key()
  const { base, parameters } = routeOf(place)
  const reply = await client.request(`PUT ${base}/secrets/{secret_name}`, {
    ...parameters,
    secret_name: secret,
    encrypted_value: await sealing.seal(value, key),
    key_id: key.id,
  })
  if (reply.status !== 201 && reply.status !== 204) {
    throw refusal(reply, `store the secret ${secret} of ${environment}`, place, '"Environments": write')
  }
}
