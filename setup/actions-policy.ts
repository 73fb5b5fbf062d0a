import type { GitHubClient, Reply } from '../src/github/client.ts'
import { isNotFound } from '../src/github/errors.ts'
import { membersOf } from '../src/http/json.ts'
import { isSameName } from '../src/text.ts'
import type { Options } from './command-line.ts'
import type { SetupContext } from './context.ts'
import type { Repository, Server } from './github.ts'
import { type Row, unseen } from './row.ts'
import { ELSEWHERE, findCommit, fullNameOf, inheritanceProblem, ROOT } from './source.ts'

/** The one action of others that provision.yml and activate.yml use. */
const APP_TOKEN_ACTION = 'actions/create-github-app-token'

/** What a workflow file on the default branch uses of the copy of this repository. */
interface Uses {
  copy: string
  ref: string
  /** Whether it is a workflow that is called. */
  isWorkflow: boolean
}

interface CheckOptions extends Options {
  /** The workflow files. */
  paths: string[]
}

/** Checks the workflow files, the copy that they use, and the policies that could refuse them. */
export async function actionsRows(
  context: SetupContext,
  server: Server,
  repository: Repository,
  options: CheckOptions,
): Promise<Row[]> {
  const { owner, repo, ownerIsOrganization, defaultBranch } = repository
  const client = server.client()
  const rows: Row[] = []
  const uses: Uses[] = []
  // The login to a key store; a file needs none.
  const usesOidc = options.keyStore !== undefined && options.keyStore.uri.scheme !== 'file'
  for (const path of options.paths) {
    const reply = await client.request('GET /repos/{owner}/{repo}/contents/{path}', {
      owner,
      repo,
      path,
      ref: defaultBranch,
    })
    const { content } = membersOf(reply.data)
    const subject = `file ${path}`
    if (reply.status === 200 && typeof content === 'string') {
      const text = Buffer.from(content, 'base64').toString()
      const used = usesOf(text)
      uses.push(...used)
      rows.push(fileRow(subject, text, used, usesOidc))
    } else if (isNotFound(reply)) {
      const remedy = 'Let `npm run setup` write it, and merge it.'
      rows.push({ state: 'missing', subject, text: `not on ${defaultBranch}`, remedy })
    } else rows.push(unseen(subject, 'not shown to this token', 'The token needs "Contents": read.'))
  }
  const origin = () => fullNameOf(context.run('git', ['remote', 'get-url', 'origin'], ROOT), server)
  const copy = uses[0]?.copy ?? options.actions ?? origin()
  // Only a called workflow gets secrets passed; an action gets inputs.
  const passesSecrets = uses.some(({ isWorkflow }) => isWorkflow)
  const commit = uses.map(({ ref }) => ref).find(isCommit)
  if (copy !== undefined) rows.push(...(await copyRows(client, repository, copy, commit, passesSecrets)))
  const needs = options.keyStore ? [] : [APP_TOKEN_ACTION]
  // What belongs to the owner of the repository is always allowed.
  if (copy !== undefined && !isSameName(copy.replace(/\/.*/, ''), owner)) needs.push(copy)
  const isPinned = uses.every(({ ref }) => isCommit(ref))
  const atRepository = '/repos/{owner}/{repo}/actions/permissions'
  rows.push(await policyRow(client, 'policy of the repository', atRepository, { owner, repo }, needs, isPinned))
  if (ownerIsOrganization) {
    const subject = 'policy of the organization'
    rows.push(await policyRow(client, subject, '/orgs/{org}/actions/permissions', { org: owner }, needs, isPinned))
  }
  return rows
}

function fileRow(subject: string, text: string, uses: Uses[], usesOidc: boolean): Row {
  const refs = uses.map(({ ref }) => ref)
  if (refs.length === 0) {
    const remedy = 'Let `npm run setup` write it: its `uses:` lines name your copy.'
    return { state: 'missing', subject, text: 'uses nothing of a copy of this repository', remedy }
  }
  if (usesOidc && !/^\s+id-token: write\b/m.test(text)) {
    return {
      state: 'missing',
      subject,
      text: 'does not grant `id-token: write`',
      remedy: 'Add it to `permissions` of each job.',
    }
  }
  const loose = refs.find(ref => !isCommit(ref))
  if (loose !== undefined) {
    return {
      state: 'weak',
      subject,
      text: `uses @${loose}`,
      remedy: 'Pin a whole commit: a tag or a branch can be moved.',
    }
  }
  return { state: 'ok', subject, text: `pins ${refs[0]}` }
}

/** The lines `uses: OWNER/NAME…@REF` that name files of this project. */
function usesOf(text: string): Uses[] {
  const lines = [...text.matchAll(/^[\s-]*uses:\s*['"]?([\w-]+\/[\w.-]+)(\/[\w./-]+)?@([^\s'"#]+)/gm)]
  const isOurs = (path: string) =>
    /^\/(?:generate|verify|promote|discard|preflight|\.github\/workflows\/(?:provision|activate|check-access)\.yml)$/.test(
      path,
    )
  const copies = lines.filter(([, , path = '']) => isOurs(path)).map(([, name]) => name)
  return lines
    .filter(
      ([, name, path]) => copies.includes(name) || (path === undefined && name?.endsWith('/ledger-operator-keys')),
    )
    .map(([, copy = '', path = '', ref = '']) => ({ copy, ref, isWorkflow: path.endsWith('.yml') }))
}

function isCommit(ref: string): boolean {
  return /^[0-9a-f]{40}$/.test(ref)
}

/** Whether the copy can be used from the repository, and has the commit. */
async function copyRows(
  client: GitHubClient,
  repository: Repository,
  copy: string,
  commit: string | undefined,
  passesSecrets: boolean,
): Promise<Row[]> {
  const [owner = '', repo = ''] = copy.split('/')
  const subject = `copy ${copy}`
  const reply = await client.request('GET /repos/{owner}/{repo}', { owner, repo })
  if (reply.status !== 200) {
    const text = 'does not exist, or is not shown to this token'
    return [unseen(subject, text, 'Fork this repository, or mirror it: docs/platform-engineer.md says how.')]
  }
  const rows: Row[] = []
  if (commit !== undefined) {
    const branch = String(membersOf(reply.data).default_branch)
    const found = await findCommit(client, copy, branch, commit)
    if (found === 'nowhere') {
      const remedy = `gh repo sync ${copy}, or push it.`
      rows.push({ state: 'missing', subject, text: `does not have the commit ${commit}`, remedy })
    } else if (found === 'elsewhere') {
      const text = `does not have the commit ${commit} on ${branch}. ${ELSEWHERE}`
      rows.push({ state: 'weak', subject, text, remedy: `Pin a commit of ${branch}: \`npm run setup\` does.` })
    }
  }
  const problem = passesSecrets ? inheritanceProblem(copy, repository.owner) : undefined
  if (problem !== undefined) {
    rows.push(unseen(subject, problem, `Unless they are, use a copy that belongs to ${repository.owner}.`))
  }
  const isSame = isSameName(copy, `${repository.owner}/${repository.repo}`)
  if (membersOf(reply.data).private === true && !isSame) {
    const access = await client.request('GET /repos/{owner}/{repo}/actions/permissions/access', { owner, repo })
    const { access_level } = membersOf(access.data)
    if (access.status !== 200) {
      const text = 'is private; whether other repositories may use it is not shown to this token'
      rows.push(unseen(subject, text, 'See its Settings, Actions, General, Access.'))
    } else if (access_level === 'none') {
      const remedy = 'Let other repositories use it: its Settings, Actions, General, Access.'
      rows.push({ state: 'missing', subject, text: 'is private, and other repositories may not use it', remedy })
    }
  }
  return rows.length > 0 ? rows : [{ state: 'ok', subject, text: 'can be used' }]
}

/** Whether a policy lets the workflows run. */
async function policyRow(
  client: GitHubClient,
  subject: string,
  route: string,
  parameters: Record<string, string>,
  needs: string[],
  isPinned: boolean,
): Promise<Row> {
  const reply = await client.request(`GET ${route}`, parameters)
  if (reply.status !== 200) return policyUnseen(subject)
  const { enabled, enabled_repositories, allowed_actions, sha_pinning_required } = membersOf(reply.data)
  if (enabled === false || enabled_repositories === 'none') {
    return {
      state: 'missing',
      subject,
      text: 'GitHub Actions is switched off',
      remedy: 'Enable it (Settings, Actions, General).',
    }
  }
  if (sha_pinning_required === true && !isPinned) {
    const remedy = 'Pin a whole commit in the workflow file: `npm run setup` does.'
    return { state: 'missing', subject, text: 'requires whole commits, and the workflow file uses others', remedy }
  }
  const refused = await refusedBy(client, route, parameters, allowed_actions, needs)
  if (refused === undefined) return policyUnseen(subject)
  if (refused.length > 0) {
    const patterns = refused.flatMap(name => (name === APP_TOKEN_ACTION ? [`${name}@*`] : [`${name}@*`, `${name}/*`]))
    const remedy = `Add to the list of allowed actions, and remove what blocks them there (!): ${patterns.join(', ')}.`
    return { state: 'missing', subject, text: `does not allow ${refused.join(' and ')}`, remedy }
  }
  const pinning = sha_pinning_required === true ? ', requires whole commits' : ''
  return { state: 'ok', subject, text: `allows what the workflows use${pinning}` }
}

function policyUnseen(subject: string): Row {
  const text = 'which actions it allows is not shown to this token'
  return unseen(
    subject,
    text,
    'An owner sees it in Settings, Actions, General. For gh: gh auth refresh --scopes admin:org.',
  )
}

/** @returns the needed actions that the policy refuses; undefined if that cannot be seen */
async function refusedBy(
  client: GitHubClient,
  route: string,
  parameters: Record<string, string>,
  allowed: unknown,
  needs: string[],
): Promise<string[] | undefined> {
  if (allowed === 'local_only') return needs
  if (allowed !== 'selected') return []
  const reply: Reply = await client.request(`GET ${route}/selected-actions`, parameters)
  if (reply.status !== 200) return undefined
  const { github_owned_allowed, patterns_allowed } = membersOf(reply.data)
  const patterns = Array.isArray(patterns_allowed) ? patterns_allowed.map(String) : []
  const isListed = (name: string, prefix: string) =>
    patterns.some(pattern => pattern.startsWith(prefix) && covers(pattern.slice(prefix.length), name))
  // What is blocked stays so, whatever else allows it.
  const isAllowed = (name: string) =>
    !isListed(name, '!') && ((github_owned_allowed === true && name.startsWith('actions/')) || isListed(name, ''))
  return needs.filter(name => !isAllowed(name))
}

/** Whether a pattern of a list covers an action at some commit: `OWNER/*`, `OWNER/NAME@*`. A `!` before it blocks instead of allowing. */
function covers(pattern: string, name: string): boolean {
  const parts = pattern.split('*').map(part => part.replace(/[.+?^$(){}|[\]\\]/g, '\\$&'))
  const matches = new RegExp(`^${parts.join('.*')}$`, 'i')
  return matches.test(`${name}@0000000000000000000000000000000000000000`)
}
