import { escapeInvisible } from '../src/text.ts'
import { reviewRows } from './branch-protection.ts'
import { check } from './check.ts'
import { HELP, type KeyStoreOptions, type Options, readCommandLine, serviceOf, signsInPlace } from './command-line.ts'
import type { SetupContext } from './context.ts'
import { planCredential } from './credential.ts'
import { DISCARD_ENVIRONMENT, GATE, planEnvironment, TOKEN_ENVIRONMENT } from './environments.ts'
import { describeError, SetupError } from './errors.ts'
import { connectTo, type Repository, readRepository, type Server } from './github.ts'
import { findInService } from './in-service.ts'
import { applyPlan, changesOf, describePlan, type Step } from './plan.ts'
import { findReviewers } from './reviewers.ts'
import { findSource, inheritanceProblem } from './source.ts'
import { filesFor, findCheckout, planFiles } from './workflow-file.ts'
import { wrap } from './wrap.ts'

/**
 * Sets up a repository, or checks it.
 * @returns the exit code: 1 if something failed, was declined, or would make a run fail
 */
export async function main(surroundings: SetupContext): Promise<0 | 1> {
  const context = withSafeTerminal(surroundings)
  try {
    const given = readCommandLine(context.args)
    if (given === undefined) {
      context.print(HELP)
      return 0
    }
    const server = connectTo(context)
    const repository = await readRepository(server.client(), given.owner, given.repo)
    const found =
      given.inService || given.keyStore ? undefined : await findInService(context, server, repository, given)
    const options = found ? { ...given, inService: found } : given
    return options.check
      ? await check(context, server, repository, options)
      : await setUp(context, server, repository, options)
  } catch (error) {
    context.print(describeError(error))
    return 1
  }
}

/** Much of what is printed was written by others. A terminal must not obey it, and a line break in it must be seen. */
function withSafeTerminal(context: SetupContext): SetupContext {
  const { confirm } = context
  const escapeLines = (text: string) => text.split('\n').map(escapeInvisible).join('\n')
  return {
    ...context,
    print: text => context.print(escapeLines(text)),
    confirm: confirm && (question => confirm(escapeLines(question))),
  }
}

async function setUp(context: SetupContext, server: Server, repository: Repository, options: Options): Promise<0 | 1> {
  const { print, confirm } = context
  requireAdmin(repository)
  const steps = await makePlan(context, server, repository, options)
  const changes = changesOf(steps)
  print(`${repository.owner}/${repository.repo} at ${server.webUrl}\n`)
  print(describePlan(steps))
  if (changes.length === 0) {
    const isDone = steps.every(({ kind }) => kind !== 'todo')
    print(isDone ? '\nNothing to do.' : '\nNothing to change. What is listed as "to do" is left.')
    return 0
  }
  if (options.dryRun) {
    print('\nNothing was changed (--dry-run).')
    return 0
  }
  if (!options.yes) {
    if (!confirm) {
      throw new SetupError('\nThere is no terminal to ask at. Nothing was changed.', 'Add --yes to apply this plan.')
    }
    const count = changes.length === 1 ? 'this change' : `these ${changes.length} changes`
    if (!(await confirm(`\nMake ${count}?`))) {
      print('Nothing was changed.')
      return 1
    }
  }
  print('')
  try {
    await applyPlan(steps, print)
  } catch (error) {
    print(describeError(error))
    print('What is listed as done stays. Run the same command again when that is corrected: it makes the rest.')
    return 1
  }
  print(`\n${nextSteps(server, repository, options, steps)}`)
  return 0
}

function requireAdmin({ owner, repo, isAdmin, isArchived }: Repository): void {
  if (isArchived)
    throw new SetupError(`${owner}/${repo} is archived, so nothing in it can be changed.`, 'Unarchive it first.')
  if (isAdmin === false) {
    throw new SetupError(
      `The owner of the token is not an admin of ${owner}/${repo}.`,
      'Ask an admin of the repository to run this, or to make you one.',
    )
  }
}

async function makePlan(
  context: SetupContext,
  server: Server,
  repository: Repository,
  options: Options,
): Promise<Step[]> {
  const client = server.client()
  const { keyStore, inService } = options
  if (server.isEnterpriseServer && options.app) {
    throw new SetupError(
      'The workflows for GitHub Enterprise Server do not mint tokens of an App.',
      'Give a fine-grained token instead: --token-file FILE.',
    )
  }
  const source = await findSource(context, server, options)
  const reviewers = await findReviewers(client, repository, options.admins)
  const environments = [await planEnvironment(server, repository, { name: GATE, reviewers })]
  for (const name of environmentsBesideGate(options)) {
    environments.push(await planEnvironment(server, repository, { name, reviewers: undefined }))
  }
  const steps = environments.flatMap(environment => environment.steps)
  const unreviewed = (await reviewRows(client, repository)).filter(({ state }) => state !== 'ok')
  for (const { subject, text, remedy } of unreviewed) steps.push({ kind: 'todo', subject, text: `${text}. ${remedy}` })
  // Behind the gate, the workflow that activates a key writes with a token, too.
  const names = [...(keyStore ? [] : [TOKEN_ENVIRONMENT]), ...(inService ? [GATE] : [])]
  if (names.length > 0) {
    const holders = names.flatMap(name => environments.filter(environment => environment.name === name))
    steps.push(...(await planCredential(context, server, repository, options, holders, unreviewed)))
  }
  const root = findCheckout(context, server, repository, options.checkout)
  const files = filesFor(source, server, repository, options)
  if (root === undefined) {
    const text = `not written: this is not a checkout of ${repository.owner}/${repository.repo}. Add --checkout DIR`
    steps.push(...files.map(({ path }): Step => ({ kind: 'todo', subject: `file ${path}`, text })))
  } else {
    steps.push(...planFiles(context, root, files, options))
  }
  const problem = keyStore || server.isEnterpriseServer ? undefined : inheritanceProblem(source.copy, repository.owner)
  if (problem !== undefined) {
    const text = `${problem}. If they are not, get a copy into ${repository.owner} (docs/platform-engineer.md says how), and name it: --actions ${repository.owner}/NAME`
    steps.push({ kind: 'todo', subject: `copy ${source.copy}`, text })
  }
  if (keyStore && keyStore.workspace === undefined && keyStore.uri.scheme !== 'file') {
    const more = signsInPlace(keyStore.uri) ? ' --in-service ENVIRONMENT --token-file FILE' : ''
    const text = `this writes no workflow that puts a registered key into service. To get one, run this again with --workspace NAME${more}`
    steps.push({ kind: 'note', subject: 'activation', text })
  }
  if (source.version === undefined) {
    const text = `${source.commit} of ${source.copy}. It is not known as the commit of a release. To pin one, check it out here (git checkout v1.0.0), or name it: --commit SHA`
    steps.push({ kind: 'note', subject: 'pinned commit', text })
  }
  return steps
}

/** The environments that need a branch rule and no reviewers. */
function environmentsBesideGate({ keyStore, inService }: Options): string[] {
  const live = inService ? [inService.environment] : []
  if (!keyStore) return [TOKEN_ENVIRONMENT, ...live]
  return serviceOf(keyStore.uri) === 'file' ? [] : [DISCARD_ENVIRONMENT, ...live]
}

function nextSteps(server: Server, repository: Repository, options: Options, plan: Step[]): string {
  const { keyStore, inService, actions } = options
  const { owner, repo, defaultBranch } = repository
  const service = keyStore && serviceOf(keyStore.uri)
  const command = [
    `npm run setup -- --check --repository ${owner}/${repo}`,
    inService && `--in-service ${inService.environment}`,
    keyStore && `--key-store ${quote(keyStore.given)}`,
    keyStore?.workspace !== undefined && !inService && `--workspace ${quote(keyStore.workspace)}`,
    actions !== undefined && `--actions ${actions}`,
  ].filter(Boolean)
  const namespace =
    keyStore?.vaultNamespace === undefined
      ? ''
      : `, with VAULT_NAMESPACE: '${keyStore.vaultNamespace}' beside its VAULT_ADDR`
  const steps = [
    plan.some(({ kind }) => kind === 'todo') && 'Do what the plan above lists as "to do".',
    `Bring the files onto ${defaultBranch} of ${owner}/${repo}, by a reviewed pull request.`,
    keyStore && service !== 'file' && `Let an admin of the key store ${applyingPolicies(keyStore)}.`,
    `Check what a run needs:\n${command.join(' ')}`,
    `Start the workflow: ${server.webUrl}/${owner}/${repo}/actions`,
    `When a key is in service, let ${monitorOf(server, service)} check it every day${namespace}. ${MONITOR_PAGES[service ?? 'github']}`,
  ].filter(step => typeof step === 'string')
  const lines = steps.map((step, i) => {
    const [text = '', ...commands] = step.split('\n')
    // A command stays on one line, to be copied.
    return [wrap(`${i + 1}. `, text), ...commands.map(each => `   ${each}`)].join('\n')
  })
  return `What to do now:\n${lines.join('\n')}`
}

function applyingPolicies({ uri, vaultAuthPath, vaultNamespace }: KeyStoreOptions): string {
  const settings = [
    vaultAuthPath !== undefined && `auth=${vaultAuthPath}`,
    vaultNamespace !== undefined && `VAULT_NAMESPACE=${vaultNamespace}`,
  ].filter(Boolean)
  const place = settings.length > 0 ? `, with ${settings.join(' and ')}` : ''
  return `apply ledger-policies/, as examples/policies/${serviceOf(uri)}/README.md says${place}`
}

/** The example that checks a key in service. */
function monitorOf({ isEnterpriseServer }: Server, service: 'vault' | 'aws' | 'file' | undefined): string {
  const name = service ? `${service}-monitor` : isEnterpriseServer ? 'enterprise-server-monitor' : 'monitor'
  return `examples/${name}.yml`
}

/** Where each check's environment and policy are explained. */
const MONITOR_PAGES = {
  github: 'docs/platform-engineer.md says what to fill in.',
  file: 'It needs the environment ledger-monitor: docs/key-stores.md says what for.',
  vault: 'It needs a policy and the environment ledger-monitor: examples/policies/vault/README.md explains both.',
  aws: 'It needs a policy and the environment ledger-monitor: examples/policies/aws/README.md explains both.',
}

/** A text as one word of a shell command. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
