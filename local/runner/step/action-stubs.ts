import { createPrivateKey, createPublicKey, randomBytes, randomUUID } from 'node:crypto'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
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
  /** PEM. The action must get the same key. */
  privateKey: string
  permissions: Permissions
  /** Repositories of the installation, `owner/name`. */
  repositories: string[]
}

/** An attestation that a step made. */
export interface Attestation {
  subject: { name: string; digest: string }
  /** Undefined for a provenance, which is the default. */
  predicate?: { type: string; content: unknown }
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
  /** The permissions of the job's token. */
  permissions: Permissions
  attest: (attestation: Attestation) => void
  /** Registers what to do when the job ends. */
  afterwards: (cleanUp: () => void) => void
}

/**
 * Stands in for one of GitHub's own actions, with the inputs that workflows here use. @returns its outputs
 * @throws if an input is missing, unknown or not supported, which fails the step
 */
export function runActionStub(
  action: StubbedAction,
  given: Record<string, string>,
  context: ActionStubContext,
): Record<string, string> {
  switch (action) {
    case 'actions/checkout':
      return checkout(given, context)
    case 'actions/setup-node':
      return setUpNode(given)
    case 'actions/create-github-app-token':
      return createAppToken(given, context)
    case 'actions/attest':
      return attest(given, context)
  }
}

/** Copies the repository into the workspace. */
function checkout(given: Record<string, string>, { job, root }: ActionStubContext): Record<string, string> {
  takeInputs(given, ['persist-credentials'])
  const excluded = new Set(['.git', 'node_modules'])
  cpSync(root, job.folders.workspace, { recursive: true, filter: source => !excluded.has(basename(source)) })
  return { ref: job.github.ref, commit: job.github.sha }
}

/** Steps find the Node.js of this process, which must have the version. */
function setUpNode(given: Record<string, string>): Record<string, string> {
  const { 'node-version': wanted } = takeInputs(given, ['node-version', 'package-manager-cache'])
  const [major = ''] = process.versions.node.split('.')
  if (wanted !== major) throw new Error(`Unable to find Node version '${wanted}': this stub has ${major}`)
  return { 'node-version': process.version }
}

/** The inputs for permissions that workflows here use. The action has none for variables. */
const permissionInputs = [
  'actions',
  'environments',
  'organization-administration',
  'organization-secrets',
  'secrets',
].map(name => `permission-${name}`)

/** Creates an installation token of an App, and revokes it when the job ends. */
function createAppToken(given: Record<string, string>, context: ActionStubContext): Record<string, string> {
  const { job, server, apps } = context
  const inputs = takeInputs(given, ['client-id', 'private-key', 'owner', 'repositories', ...permissionInputs])
  const id = inputs['client-id']
  if (!id) throw new Error('Input required and not supplied: client-id')
  if (!inputs['private-key']) throw new Error('Input required and not supplied: private-key')
  const app = apps[id]
  if (!app || publicHalf(app.privateKey) !== publicHalf(inputs['private-key'].replaceAll('\\n', '\n'))) {
    throw new Error('A JSON web token could not be decoded')
  }
  const repositories = installationRepositories(inputs, job.github.repository)
  const missing = repositories === 'all' ? undefined : repositories.find(name => !app.repositories.includes(name))
  if (missing) throw new Error(`Not Found: the App is not installed in ${missing}`)

  const asked = askedPermissions(inputs, context.env)
  const excess = findExcess(asked, app.permissions)
  if (excess) throw new Error(`The permissions requested are not granted to this installation: ${excess}`)

  const token = `ghs_${randomBytes(27).toString('base64url').replace(/[-_]/g, 'x')}`
  job.masker.addMask(token)
  server.addToken(token, {
    kind: 'installation',
    repositories: repositories === 'all' ? app.repositories : repositories,
    permissions: toGrant(Object.keys(asked).length > 0 ? asked : app.permissions),
  })
  context.afterwards(() => server.removeToken(token))
  return { token, 'installation-id': '50000001', 'app-slug': app.slug }
}

/**
 * The permissions to narrow a token to. The action reads each variable `INPUT_PERMISSION-*`, so that a step's `env` can name
 * permissions that have no input. It ignores empty values.
 */
function askedPermissions(inputs: Record<string, string>, env: Record<string, string>): Permissions {
  const variables = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value] as const)
  return Object.fromEntries(
    [...variables, ...Object.entries(env)].flatMap(([name, value]) => {
      const [, permission] = /^INPUT_PERMISSION-(.+)$/.exec(name) ?? []
      if (permission === undefined || value === '') return []
      return [[permission.toLowerCase().replaceAll('-', '_'), readAccess(name, value)]]
    }),
  )
}

/** Without inputs the token is for this repository, with only `owner` for all repositories of the installation. */
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

/** Records an attestation of a subject and its digest. The bundle is an unsigned in-toto statement. */
function attest(
  given: Record<string, string>,
  { job, permissions, attest: record }: ActionStubContext,
): Record<string, string> {
  const inputs = takeInputs(given, ['subject-name', 'subject-digest', 'predicate-type', 'predicate-path'])
  for (const permission of ['id-token', 'attestations']) {
    if (permissions[permission] !== 'write') throw new Error(`missing "${permission}" permission: it must be write`)
  }
  const name = inputs['subject-name']
  const digest = inputs['subject-digest']
  if (!digest || !/^sha256:[0-9a-f]{64}$/.test(digest)) {
    throw new Error('subject-digest must be in the format "sha256:<hex-digest>"')
  }
  if (!name) throw new Error('subject-name must be provided when using subject-digest')
  const predicate = readPredicate(inputs)
  record({ subject: { name, digest }, ...(predicate && { predicate }), job: job.github.job })
  const path = join(job.folders.temp, 'attestation.json')
  const subject = [{ name, digest: { sha256: digest.slice('sha256:'.length) } }]
  writeFileSync(path, JSON.stringify({ _type: 'https://in-toto.io/Statement/v1', subject }))
  const id = randomUUID()
  const url = `${job.github.server_url}/${job.github.repository}/attestations/${id}`
  return { 'bundle-path': path, 'attestation-id': id, 'attestation-url': url }
}

function readPredicate(inputs: Record<string, string>): Attestation['predicate'] {
  const type = inputs['predicate-type']
  const path = inputs['predicate-path']
  if (!type && !path) return undefined
  if (!type) throw new Error('predicate-type must be provided when using a predicate')
  if (!path) throw new Error('One of predicate-path or predicate must be provided')
  return { type, content: JSON.parse(readFileSync(path, 'utf8')) }
}

function takeInputs(given: Record<string, string>, known: string[]): Record<string, string> {
  const unknown = Object.keys(given).filter(name => !known.includes(name))
  if (unknown.length > 0) throw new Error(`Inputs not supported by this stub: ${unknown.join(', ')}`)
  return given
}
