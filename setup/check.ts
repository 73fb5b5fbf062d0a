import { ActionError } from '../src/errors.ts'
import type { GitHubClient } from '../src/github/client.ts'
import { routeOf, settingsUrl } from '../src/github/destination.ts'
import { branchWeakness, type Protection, readProtection } from '../src/github/environment-protection.ts'
import { isNotFound } from '../src/github/errors.ts'
import type { Unreadable } from '../src/github/unreadable.ts'
import { membersOf } from '../src/http/json.ts'
import { actionsRows } from './actions-policy.ts'
import { describeInstallationProblem, findAppProblem, newAppUrl } from './app.ts'
import { reviewRows } from './branch-protection.ts'
import { isClientId, type Options, serviceOf } from './command-line.ts'
import type { SetupContext } from './context.ts'
import { APP_KEY, CLIENT_ID, notClientId, TOKEN } from './credential.ts'
import { admitsDefaultBranch, isDefaultBranch, listNames, readPatterns } from './environment-rules.ts'
import { DISCARD_ENVIRONMENT, GATE, OTHERS_PROBLEM, TOKEN_ENVIRONMENT } from './environments.ts'
import type { Repository, Server } from './github.ts'
import { printRows, type Row, unseen } from './row.ts'
import { ACTIVATE, exampleFor, PROVISION, workflowPath } from './workflow-file.ts'

const SETUP_REMEDY = 'Run `npm run setup` without --check: it shows what it would do, and asks.'
/** The names of plans that have required reviewers in private repositories. */
const ENTERPRISE = /^(?:enterprise|business_plus)/

/**
 * Shows what a run needs, and whether it is there.
 * @returns the exit code: 1 if a run would fail
 */
export async function check(
  context: SetupContext,
  server: Server,
  repository: Repository,
  options: Options,
): Promise<0 | 1> {
  const { keyStore, inService } = options
  const client = server.client()
  const checker = new Checker(client, server, repository)
  const rows: Row[] = [tokenRow(repository)]
  const gate = await checker.protection(GATE)
  rows.push(
    ...(await checker.planRows(gate)),
    ...(await reviewRows(client, repository)),
    ...(await checker.gateRows(gate)),
  )
  if (keyStore) {
    if (serviceOf(keyStore.uri) !== 'file') rows.push(...(await checker.environmentRows(DISCARD_ENVIRONMENT, 'weak')))
    if (inService) {
      rows.push(...(await checker.environmentRows(inService.environment, 'weak')))
      rows.push(...(await checker.secretRows(TOKEN, [GATE], subject => tokenMissing(subject, options))))
    }
  } else {
    rows.push(...(await checker.environmentRows(TOKEN_ENVIRONMENT, 'weak')))
    // check-access.yml refuses an environment that is open to every branch.
    if (inService) rows.push(...(await checker.environmentRows(inService.environment, 'missing')))
    rows.push(...(await checker.credentialRows(options)))
    const clientId = await checker.clientId()
    if (clientId !== undefined && isClientId(clientId)) rows.push(await checker.appRow(context, clientId, options))
  }
  const workflow = keyStore ? exampleFor(keyStore).workflow : PROVISION
  const activate = keyStore ? `${workflow}-activate` : ACTIVATE
  const files = inService || keyStore?.workspace !== undefined ? [workflow, activate] : [workflow]
  const paths = files.map(workflowPath)
  rows.push(...(await actionsRows(context, server, repository, { ...options, paths })))
  if (inService || (keyStore && keyStore.uri.scheme !== 'file')) rows.push(await checker.apiAccessRow())
  context.print(`${repository.owner}/${repository.repo} at ${server.webUrl}\n`)
  return printRows(rows, context.print)
}

function tokenRow({ scopes, isAdmin }: Repository): Row {
  const subject = 'your token'
  if (isAdmin === false) {
    const text = 'its owner is not an admin of the repository, so much of this cannot be seen'
    return unseen(subject, text, 'Run this with the token of an admin.')
  }
  if (scopes === undefined) return { state: 'ok', subject, text: "a fine-grained token, or an App's" }
  return { state: 'ok', subject, text: `scopes ${scopes.join(', ') || 'none'}` }
}

function tokenMissing(subject: string, options: Options): Row {
  return { state: 'missing', subject, text: 'does not exist', remedy: runWith('--token-file FILE', options) }
}

/** How to store what is missing. Without `--in-service`, the set-up stores nothing at the gate. */
function runWith(credential: string, { inService }: Options): string {
  const place = inService ? ` --in-service ${inService.environment} --workspace NAME` : ''
  return `Run \`npm run setup\` with ${credential}${place}.`
}

type Found = Protection | Unreadable | 'missing'

/** Reads what a repository has, and says what is wrong with it. */
class Checker {
  readonly #client: GitHubClient
  readonly #server: Server
  readonly #repository: Repository
  #clientId: Promise<string | undefined> | undefined

  constructor(client: GitHubClient, server: Server, repository: Repository) {
    this.#client = client
    this.#server = server
    this.#repository = repository
  }

  async protection(environment: string): Promise<Found> {
    try {
      return await readProtection(this.#client, this.#place(environment))
    } catch (error) {
      if (error instanceof ActionError && error.code === 'destination-not-found') return 'missing'
      throw error
    }
  }

  /** Whether the plan of the owner has required reviewers for this repository. */
  async planRows(gate: Found): Promise<Row[]> {
    const { isPrivate, isArchived, ownerIsOrganization, owner } = this.#repository
    const subject = 'repository'
    if (isArchived)
      return [{ state: 'missing', subject, text: 'is archived', remedy: 'Unarchive it (Settings, General).' }]
    if (!isPrivate) return [{ state: 'ok', subject, text: 'public: every plan has required reviewers' }]
    const isProved = gate !== 'missing' && 'reviewers' in gate && gate.reviewers.length > 0
    if (this.#server.isEnterpriseServer || isProved)
      return [{ state: 'ok', subject, text: 'private, with required reviewers' }]
    const remedy =
      'Required reviewers of private repositories need GitHub Enterprise. See examples/without-required-reviewers.yml.'
    if (!ownerIsOrganization) {
      return [{ state: 'missing', subject, text: `private, and ${owner} is a user without GitHub Enterprise`, remedy }]
    }
    const reply = await this.#client.request('GET /orgs/{org}', { org: owner })
    const { name } = membersOf(membersOf(reply.data).plan)
    if (typeof name !== 'string')
      return [unseen(subject, `private; the plan of ${owner} is not shown to this token`, remedy)]
    return ENTERPRISE.test(name)
      ? [{ state: 'ok', subject, text: `private, plan ${name}` }]
      : [{ state: 'missing', subject, text: `private, and the plan of ${owner} is ${name}`, remedy }]
  }

  async gateRows(gate: Found): Promise<Row[]> {
    const subject = `environment ${GATE}`
    if (gate === 'missing' || 'unreadable' in gate) return [this.#noEnvironment(subject, gate)]
    const { reviewers, preventsSelfReview, adminsMayBypass, id } = gate
    const rows: Row[] = [
      reviewers.length > 0
        ? { state: 'ok', subject, text: `required reviewers ${reviewers.join(', ')}` }
        : { state: 'missing', subject, text: 'no required reviewers', remedy: `Add --admins. ${SETUP_REMEDY}` },
    ]
    if (!preventsSelfReview) {
      rows.push({ state: 'weak', subject, text: 'whoever starts a run may approve it', remedy: SETUP_REMEDY })
    }
    rows.push(...(await this.#branchRows(GATE, gate, 'missing')))
    if (adminsMayBypass) {
      const page = settingsUrl(this.#place(GATE), this.#server.webUrl, id)
      rows.push({ state: 'weak', subject, text: 'admins may bypass its rules', remedy: `Switch that off: ${page}` })
    }
    return rows
  }

  /** @param open what it means if the environment is open to every branch */
  async environmentRows(name: string, open: 'weak' | 'missing'): Promise<Row[]> {
    const subject = `environment ${name}`
    const found = await this.protection(name)
    if (found === 'missing' || 'unreadable' in found) return [this.#noEnvironment(subject, found)]
    const rows = await this.#branchRows(name, found, open)
    if (found.reviewers.length > 0) {
      const text = `every job that uses it waits for ${found.reviewers.join(', ')}`
      rows.push({ state: 'weak', subject, text, remedy: 'Remove its required reviewers, unless you want that.' })
    }
    return rows
  }

  async #branchRows(name: string, { branchRule, id }: Protection, open: 'weak' | 'missing'): Promise<Row[]> {
    const subject = `environment ${name}`
    const { defaultBranch } = this.#repository
    if (branchRule.kind !== 'patterns' || branchWeakness(branchRule) !== undefined) {
      const text = branchRule.kind === 'protected' ? 'its branch rule names no branch' : 'open to every branch'
      return [{ state: open, subject, text, remedy: SETUP_REMEDY }]
    }
    if (branchRule.patterns === undefined) {
      return [unseen(subject, 'its branch rule is not shown to this token', 'The token needs "Actions": read.')]
    }
    const patterns = await readPatterns(this.#client, this.#place(name))
    const others = patterns.filter(pattern => !isDefaultBranch(pattern, this.#repository))
    const rows: Row[] = []
    if (!patterns.some(pattern => admitsDefaultBranch(pattern, this.#repository))) {
      const remedy = `Add ${defaultBranch} to its branch rule, where the workflow runs.`
      rows.push({ state: 'missing', subject, text: `does not let ${defaultBranch} in`, remedy })
    }
    if (others.length > 0) {
      const page = settingsUrl(this.#place(name), this.#server.webUrl, id)
      const remedy = `${OTHERS_PROBLEM} Remove that: ${page}`
      rows.push({ state: 'weak', subject, text: `also lets in ${listNames(others)}`, remedy })
    }
    return rows.length > 0 ? rows : [{ state: 'ok', subject, text: `for ${defaultBranch} only` }]
  }

  #noEnvironment(subject: string, found: 'missing' | Unreadable): Row {
    return found === 'missing'
      ? { state: 'missing', subject, text: 'does not exist', remedy: SETUP_REMEDY }
      : unseen(subject, found.unreadable, found.hint)
  }

  /** The App's client id that the workflows read; undefined if there is none, or it cannot be seen. */
  clientId(): Promise<string | undefined> {
    this.#clientId ??= this.#readClientId()
    return this.#clientId
  }

  async #readClientId(): Promise<string | undefined> {
    for (const environment of [undefined, TOKEN_ENVIRONMENT]) {
      const found = await this.#readValue(environment, 'variables', CLIENT_ID)
      if (typeof found === 'object') return String(found.value)
    }
    return undefined
  }

  /** The App's private key, or a token, in environments. */
  async credentialRows(options: Options): Promise<Row[]> {
    const environments = options.inService ? [TOKEN_ENVIRONMENT, GATE] : [TOKEN_ENVIRONMENT]
    const clientId = await this.clientId()
    const secret = clientId === undefined ? TOKEN : APP_KEY
    const rows: Row[] = []
    if (clientId !== undefined) {
      const subject = `variable ${CLIENT_ID}`
      rows.push(
        isClientId(clientId)
          ? { state: 'ok', subject, text: clientId }
          : {
              state: 'missing',
              subject,
              text: notClientId(clientId),
              remedy: 'Settings, Secrets and variables, Actions.',
            },
      )
    }
    const missing = (subject: string) => this.#credentialMissing(subject, clientId, options)
    return [...rows, ...(await this.secretRows(secret, environments, missing))]
  }

  /** A secret that environments need, and the repository should not have. */
  async secretRows(secret: string, environments: string[], missing: (subject: string) => Row): Promise<Row[]> {
    const rows: Row[] = []
    const isAtRepository = typeof (await this.#readValue(undefined, 'secrets', secret)) === 'object'
    for (const environment of environments) {
      const subject = `secret ${secret} of ${environment}`
      const found = await this.#readValue(environment, 'secrets', secret)
      if (typeof found === 'object') rows.push({ state: 'ok', subject, text: `stored ${String(found.updated_at)}` })
      else if (found === 'unseen') {
        rows.push(unseen(subject, 'not shown to this token', 'The token needs "Environments": read, of an admin.'))
      } else if (!isAtRepository) rows.push(missing(subject))
    }
    if (isAtRepository) {
      const text = 'every workflow of every branch can read it'
      const remedy = `Keep it in ${environments.join(' and ')} only, and delete this one.`
      rows.push({ state: 'weak', subject: `secret ${secret} of the repository`, text, remedy })
    }
    return rows
  }

  #credentialMissing(subject: string, clientId: string | undefined, options: Options): Row {
    if (clientId !== undefined) {
      // A reader copies the command, and others can set the variable: its value does not belong there.
      const remedy = runWith('--app-client-id ID --app-private-key FILE', options)
      return { state: 'missing', subject, text: 'does not exist', remedy }
    }
    if (this.#server.isEnterpriseServer) return tokenMissing(subject, options)
    const text = `does not exist, and neither does the variable ${CLIENT_ID} of an App`
    const remedy = `Create an App: ${newAppUrl(this.#server, this.#repository)}`
    return { state: 'missing', subject, text, remedy }
  }

  /** Whether the App is installed on the repository, with what the workflows ask for. */
  async appRow(context: SetupContext, clientId: string, { app }: Options): Promise<Row> {
    const { owner, ownerIsOrganization } = this.#repository
    const subject = `GitHub App ${clientId}`
    const remedy = 'Add --app-client-id ID --app-private-key FILE: the App can see it itself.'
    if (app?.privateKeyFile !== undefined) {
      const problem = await findAppProblem(context, this.#server, this.#repository, app.clientId, app.privateKeyFile)
      return problem
        ? { state: 'missing', subject, text: problem.what, remedy: problem.remedy }
        : { state: 'ok', subject, text: 'installed, with the permissions that are needed' }
    }
    if (!ownerIsOrganization) return unseen(subject, 'its installation is not shown to this token', remedy)
    const reply = await this.#client.request('GET /orgs/{org}/installations', { org: owner, per_page: 100 })
    const { installations } = membersOf(reply.data)
    if (reply.status !== 200 || !Array.isArray(installations)) {
      return unseen(subject, 'its installation is not shown to this token (scope admin:org)', remedy)
    }
    const installation = installations.map(membersOf).find(each => each.client_id === clientId)
    if (!installation) {
      return { state: 'missing', subject, text: `not installed in ${owner}`, remedy: 'Choose Install App on its page.' }
    }
    const problem = describeInstallationProblem(installation)
    if (problem) return { state: 'missing', subject, text: problem.what, remedy: problem.remedy }
    return installation.repository_selection === 'all'
      ? { state: 'ok', subject, text: 'installed on all repositories, with the permissions that are needed' }
      : unseen(subject, 'has the permissions; the repositories that it is installed on are not shown', remedy)
  }

  /** What admins store when they have registered an operator. */
  async apiAccessRow(): Promise<Row> {
    const names = ['LEDGER_API_KEY_ID', 'LEDGER_API_KEY_SECRET']
    const subject = `API access of ${GATE}`
    const found = await Promise.all(names.map(name => this.#readValue(GATE, 'secrets', name)))
    if (found.includes('unseen'))
      return unseen(subject, 'not shown to this token', 'The token needs "Environments": read.')
    return found.includes('missing')
      ? {
          state: 'later',
          subject,
          text: `for activation: admins store ${names.join(' and ')} there when they have registered the operator`,
        }
      : { state: 'ok', subject, text: 'stored' }
  }

  /** @param environment undefined for the repository */
  async #readValue(
    environment: string | undefined,
    kind: 'secrets' | 'variables',
    name: string,
  ): Promise<Record<string, unknown> | 'missing' | 'unseen'> {
    const { owner, repo, isAdmin } = this.#repository
    const place = environment === undefined ? ({ level: 'repository', owner, repo } as const) : this.#place(environment)
    const { base, parameters } = routeOf(place)
    const reply = await this.#client.request(`GET ${base}/${kind}/{name}`, { ...parameters, name })
    if (reply.status === 200) return membersOf(reply.data)
    // To others than admins, GitHub may answer as if there was nothing.
    return isNotFound(reply) && isAdmin !== false ? 'missing' : 'unseen'
  }

  #place(environment: string) {
    const { owner, repo } = this.#repository
    return { level: 'environment', owner, repo, environment } as const
  }
}
