import { createPrivateKey, createPublicKey, randomBytes, randomUUID } from 'node:crypto'
import { cpSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { LocalGitHub } from '../../github/index.ts'
import type { Job } from '../job/job.ts'
import type { Log } from '../job/log.ts'
import type { Access, Permissions } from '../workflow/permissions.ts'
import { findExcess, toGrant } from '../workflow/permissions.ts'
import type { StubbedAction } from '../workflow/sources.ts'

/** A GitHub App that is installed in the local GitHub. */
export interface InstalledApp {
  slug: string
  /** PEM; the action must be given the same key. */
  privateKey: string
  permissions: Permissions
  /** Repositories of the installation, `owner/name`. */
  repositories: string[]
}

/** A statement that somebody attested. */
export interface Attestation {
  subject: { name: string; digest: string }
  job: string
}

export interface ActionStubContext {
  job: Job
  log: Log
  server: LocalGitHub
  /** The environment variables of the step. */
  env: Record<string, string>
  /** The checkout of the repository that the run belongs to. */
  root: string
  /** Apps by client id. */
  apps: Record<string, InstalledApp>
  /** What the job's own token may do. */
  permissions: Permissions
  attest: (attestation: Attestation) => void
  /** Called when the job has ended. */
  afterwards: (cleanUp: () => void) => void
}

/**
 * Does what one of GitHub's own actions does, as far as a job here can see it. @returns its outputs.
 * @throws where an input is missing, unknown or not supported: the step fails with that message.
 */
export function runActionStub(
  action: StubbedAction,
  given: Record<string, string>,
  context: ActionStubContext,
): Record<string, string> {
  switch (action) {
    case 'actions/checkout':
      return checkout(given, context)
    case 'actions/create-github-app-token':
      return createAppToken(given, context)
    case 'actions/attest':
      return attest(given, context)
  }
}

/** Copies the repository into the workspace. */
function checkout(given: Record<string, string>, { job, root }: ActionStubContext): Record<string, string> {
  takeInputs(given, ['persist-credentials', 'fetch-depth', 'show-progress'])
  const left = new Set(['.git', 'node_modules'])
  cpSync(root, job.folders.workspace, { recursive: true, filter: source => !left.has(basename(source)) })
  return { ref: job.github.ref, commit: job.github.sha }
}

/** The permissions that the action has an input for; variables are not among them, for which a step sets `INPUT_PERMISSION-*`. */
const narrowable = new Set(
  `actions administration checks codespaces contents dependabot-secrets deployments email-addresses environments followers
  git-ssh-keys gpg-keys interaction-limits issues members metadata organization-administration
  organization-announcement-banners organization-copilot-seat-management organization-custom-org-roles
  organization-custom-properties organization-custom-roles organization-events organization-hooks organization-packages
  organization-personal-access-token-requests organization-personal-access-tokens organization-plan organization-projects
  organization-secrets organization-self-hosted-runners organization-user-blocking packages pages profile pull-requests
  repository-custom-properties repository-hooks repository-projects secret-scanning-alerts secrets security-events
  single-file starring statuses team-discussions vulnerability-alerts workflows`
    .split(/\s+/)
    .map(name => `permission-${name}`),
)

/** Mints a token of an App's installation, and revokes it when the job has ended. */
function createAppToken(given: Record<string, string>, context: ActionStubContext): Record<string, string> {
  const { job, server, apps } = context
  const wanted = Object.keys(given).filter(name => narrowable.has(name))
  const permissions = { ...pick(given, wanted), ...permissionsIn(context.env) }
  const known = ['client-id', 'app-id', 'private-key', 'owner', 'repositories', 'skip-token-revoke', 'github-api-url']
  const inputs = takeInputs(given, [...known, ...wanted])
  const id = inputs['client-id'] || inputs['app-id']
  if (!id) throw new Error('Input required and not supplied: client-id')
  if (inputs['app-id']) context.log.warning("Input 'app-id' has been deprecated with message: Use 'client-id' instead.")
  if (!inputs['private-key']) throw new Error('Input required and not supplied: private-key')
  const app = apps[id]
  if (!app || publicHalf(app.privateKey) !== publicHalf(inputs['private-key'].replaceAll('\\n', '\n'))) {
    throw new Error('A JSON web token could not be decoded')
  }
  const repositories = installationRepositories(inputs, job.github.repository)
  const missing = repositories === 'all' ? undefined : repositories.find(name => !app.repositories.includes(name))
  if (missing) throw new Error(`Not Found: the App is not installed in ${missing}`)

  // The action passes over empty values.
  const asked = Object.fromEntries(
    Object.entries(permissions)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [name.slice('permission-'.length).replaceAll('-', '_'), readAccess(name, value)]),
  )
  const excess = findExcess(asked, app.permissions)
  if (excess) throw new Error(`The permissions requested are not granted to this installation: ${excess}`)

  const token = `ghs_${randomBytes(27).toString('base64url').replace(/[-_]/g, 'x')}`
  job.masker.addMask(token)
  server.addToken(token, {
    kind: 'installation',
    repositories: repositories === 'all' ? app.repositories : repositories,
    permissions: toGrant(Object.keys(asked).length > 0 ? asked : app.permissions),
  })
  if (inputs['skip-token-revoke'] !== 'true') context.afterwards(() => server.removeToken(token))
  return { token, 'installation-id': '50000001', 'app-slug': app.slug }
}

/** The action reads its permissions from every variable that begins as those of its inputs do. */
function permissionsIn(env: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env)
      .filter(([name]) => name.startsWith('INPUT_PERMISSION-'))
      .map(([name, value]) => [name.slice('INPUT_'.length).toLowerCase(), value]),
  )
}

function pick(texts: Record<string, string>, names: string[]): Record<string, string> {
  return Object.fromEntries(names.map(name => [name, texts[name] ?? '']))
}

/** The action's rule: neither given means this repository, only `owner` means all of the installation. */
function installationRepositories(inputs: Record<string, string>, current: string): string[] | 'all' {
  const owner = inputs.owner || (current.split('/')[0] ?? '')
  const names = (inputs.repositories ?? '').split(/[\n,]/).map(name => name.trim())
  const named = names.filter(name => name !== '').map(name => `${owner}/${name.split('/').at(-1)}`)
  if (named.length > 0) return named
  return inputs.owner ? 'all' : [current]
}

function readAccess(name: string, value: string): Access {
  if (value === 'read' || value === 'write') return value
  throw new Error(`Input ${name}: '${value}' is not one of read, write`)
}

function publicHalf(privateKey: string): string {
  try {
    return createPublicKey(createPrivateKey(privateKey)).export({ type: 'spki', format: 'pem' }).toString()
  } catch {
    throw new Error('The private key of the App is not a PEM key')
  }
}

/** Records an attestation of a subject by its digest; the bundle is an unsigned in-toto statement. */
function attest(
  given: Record<string, string>,
  { job, permissions, attest: record }: ActionStubContext,
): Record<string, string> {
  const inputs = takeInputs(given, ['subject-name', 'subject-digest', 'github-token', 'show-summary'])
  for (const permission of ['id-token', 'attestations']) {
    if (permissions[permission] !== 'write') throw new Error(`missing "${permission}" permission: it must be write`)
  }
  const name = inputs['subject-name']
  const digest = inputs['subject-digest']
  if (!digest || !/^sha256:[0-9a-f]{64}$/.test(digest)) {
    throw new Error('subject-digest must be in the format "sha256:<hex-digest>"')
  }
  if (!name) throw new Error('subject-name must be provided when using subject-digest')
  record({ subject: { name, digest }, job: job.github.job })
  const path = join(job.folders.temp, 'attestation.json')
  const subject = [{ name, digest: { sha256: digest.slice('sha256:'.length) } }]
  writeFileSync(path, JSON.stringify({ _type: 'https://in-toto.io/Statement/v1', subject }))
  const id = randomUUID()
  const url = `${job.github.server_url}/${job.github.repository}/attestations/${id}`
  return { 'bundle-path': path, 'attestation-id': id, 'attestation-url': url }
}

function takeInputs(given: Record<string, string>, known: string[]): Record<string, string> {
  const unknown = Object.keys(given).filter(name => !known.includes(name))
  if (unknown.length > 0) throw new Error(`Inputs not supported by this stub: ${unknown.join(', ')}`)
  return given
}
