import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { partitionOf } from '../src/aws/partitions.ts'
import { messageOf } from '../src/errors.ts'
import { formatKeyStoreUri } from '../src/stores/uri.ts'
import { isSameName } from '../src/text.ts'
import type { KeyStoreOptions, Options } from './command-line.ts'
import type { SetupContext } from './context.ts'
import { SetupError } from './errors.ts'
import type { Repository, Server } from './github.ts'
import { describeDifference } from './line-difference.ts'
import type { Step } from './plan.ts'
import { fullNameOf, ROOT, type Source } from './source.ts'
import { readText } from './text-file.ts'

/** A file for a checkout, by its path in it. */
export interface TargetFile {
  path: string
  text: string
}

/** What an example has, and what takes its place. */
type Replacement = [from: string, to: string]

/** Each key store's example, the names of its policies, and what is filled in. */
interface KeyStoreExample {
  workflow: string
  policies?: { folder: string; prefix: string }
  replacements: Replacement[]
}

/** The names of the workflow files for GitHub secrets. */
export const PROVISION = 'ledger-operator-key'
export const ACTIVATE = 'ledger-activate'
const POLICY_FOLDER = 'ledger-policies'
/** Where the examples log in to a vault: a path of their own, so that nobody replaces another login. */
const VAULT_AUTH_PATH = 'ledger-github'
// In parts, because the linter takes the whole for a template literal.
const RUN_ID = '$' + '{{ github.run_id }}-$' + '{{ github.run_attempt }}'

/**
 * The files that a repository needs: the texts of the examples, with everything filled in.
 * @param options say which: for GitHub secrets, or for a key store
 */
export function filesFor(source: Source, server: Server, repository: Repository, options: Options): TargetFile[] {
  const pin: Replacement[] = [
    ['OWNER/ledger-operator-keys', source.copy],
    ['@COMMIT # v1.0.0', `@${source.commit}${source.version === undefined ? '' : ` # ${source.version}`}`],
  ]
  if (options.keyStore) return keyStoreFiles(options.keyStore, repository, pin, options.inService)
  // A server does not know `$/`, which the ready-made workflows use.
  const [provision, activate] = server.isEnterpriseServer
    ? ['enterprise-server', 'enterprise-server-activate']
    : ['provision', 'activate']
  const files = [file(provision, PROVISION, pin)]
  if (options.inService) {
    const { environment, workspace } = options.inService
    const place: Replacement[] = [['ledger-production', environment], workspaceOf(workspace)]
    files.push(file(activate, ACTIVATE, [...pin, ...place]))
  }
  return files
}

/** In quotes, because a name may look like a number. */
function workspaceOf(name: string): Replacement {
  return ['workspace: minivault', `workspace: '${name}'`]
}

function file(example: string, name: string, replacements: Replacement[]): TargetFile {
  return { path: workflowPath(name), text: fill(readExample(`${example}.yml`), replacements) }
}

export function workflowPath(name: string): string {
  return `.github/workflows/${name}.yml`
}

function keyStoreFiles(
  keyStore: KeyStoreOptions,
  repository: Repository,
  pin: Replacement[],
  inService: Options['inService'],
): TargetFile[] {
  const { workflow, policies, replacements } = exampleFor(keyStore)
  const about: Replacement[] = [
    ['REPOSITORY_ID', String(repository.id)],
    ['OWNER/REPOSITORY', `${repository.owner}/${repository.repo}`],
    ['@refs/heads/main', `@refs/heads/${repository.defaultBranch}`],
    ['VAULT_AUDIENCE', keyStore.vaultAddress ?? ''],
    ['REGION', keyStore.awsRegion ?? ''],
    ['ACCOUNT', keyStore.awsAccount ?? ''],
  ]
  const files = [file(workflow, workflow, [...pin, ...replacements])]
  if (keyStore.workspace !== undefined) {
    const name = `${workflow}-activate`
    const place: Replacement[] = inService ? [['ledger-production', inService.environment]] : []
    files.push(file(name, name, [...pin, ...replacements, ...place, workspaceOf(keyStore.workspace)]))
  }
  if (policies === undefined) return files
  const { folder, prefix } = policies
  const names = readdirSync(join(ROOT, 'examples/policies', folder)).filter(
    // The policy of a monitor is for one key, which does not exist yet.
    name => name.startsWith(`${prefix}-`) && !name.startsWith(`${prefix}-monitor`),
  )
  return [
    ...files,
    ...names.map(name => ({
      path: `${POLICY_FOLDER}/${name}`,
      text: fill(readExample(`policies/${folder}/${name}`), [...about, ...replacements]),
    })),
  ]
}

/** The workflow of a key store, its policies, and what is filled in. */
export function exampleFor(keyStore: KeyStoreOptions): KeyStoreExample {
  const { uri, awsAccount, awsRegion } = keyStore
  const place = formatKeyStoreUri(uri)
  const vault = vaultReplacements(keyStore)
  const aws: Replacement[] = [
    ['111122223333', awsAccount ?? ''],
    ['AWS_REGION: eu-west-1', `AWS_REGION: ${awsRegion}`],
    ['arn:aws:', `arn:${partitionOf(awsRegion ?? '')?.id}:`],
  ]
  switch (uri.scheme) {
    case 'file':
      return { workflow: 'file', replacements: [['file:///etc/ledger/operator.key', place]] }
    case 'vault': {
      const [path = '', field = ''] = place.split('#')
      return {
        workflow: 'vault',
        policies: { folder: 'vault', prefix: 'kv' },
        replacements: [
          ...vault,
          [
            `vault://secret/ledger/operators/${RUN_ID}`,
            `${path}/${RUN_ID}${field === 'private_key' ? '' : `#${field}`}`,
          ],
          ...['data', 'metadata', 'destroy'].map(
            (part): Replacement => [`"secret/${part}/ledger/operators/`, `"${uri.mount}/${part}/${uri.path}/`],
          ),
        ],
      }
    }
    case 'hashivault':
    case 'openbao':
      return {
        workflow: 'vault-transit',
        policies: { folder: 'vault', prefix: 'transit' },
        replacements: [
          ...vault,
          ['hashivault://operator?mount=ledger-transit', place],
          ['path "ledger-transit/', `path "${uri.mount}/`],
        ],
      }
    case 'awskms':
      return {
        workflow: 'aws-kms',
        policies: { folder: 'aws', prefix: 'kms' },
        replacements: [...aws, ['awskms:///alias/ledger-', `${place}-`], [':alias/ledger-*', `:${uri.key}-*`]],
      }
    case 'awssecrets': {
      const [path = '', field = ''] = place.split('#')
      return {
        workflow: 'aws-secrets-manager',
        policies: { folder: 'aws', prefix: 'secrets' },
        replacements: [
          ...aws,
          [
            `awssecrets:///ledger/operators/${RUN_ID}`,
            `${path}/${RUN_ID}${field === 'private_key' ? '' : `#${field}`}`,
          ],
          [':secret:ledger/operators/*', `:secret:${uri.name}/*`],
        ],
      }
    }
  }
}

/** The values are in quotes, because a path may look like a number. */
function vaultReplacements({ vaultAddress = '', vaultAuthPath, vaultNamespace }: KeyStoreOptions): Replacement[] {
  const address: Replacement = ['https://vault.example.com:8200', vaultAddress]
  const replacements = [address]
  if (vaultAuthPath !== undefined) {
    replacements.push([`vault-auth-path: ${VAULT_AUTH_PATH}`, `vault-auth-path: '${vaultAuthPath}'`])
  }
  if (vaultNamespace !== undefined) {
    const line = `VAULT_ADDR: ${address[0]}`
    replacements.push([line, `VAULT_NAMESPACE: '${vaultNamespace}'\n  VAULT_ADDR: ${vaultAddress}`])
  }
  return replacements
}

function readExample(name: string): string {
  return readFileSync(join(ROOT, 'examples', name), 'utf8')
}

/** Replaces all in one pass: a name that is filled in may itself look like something to replace. */
function fill(text: string, replacements: Replacement[]): string {
  const found = new Map(replacements)
  // The first that fits is taken, so the longest comes first.
  const longestFirst = [...found.keys()].toSorted((a, b) => b.length - a.length)
  const pattern = longestFirst.map(from => from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
  return text.replaceAll(new RegExp(pattern, 'g'), from => found.get(from) ?? from)
}

/**
 * Finds the checkout that gets the files: the folder given, or the user's, if that is one of the repository.
 * @returns the root of the checkout; undefined if there is none
 * @throws SetupError if the folder given is not a checkout
 */
export function findCheckout(
  context: SetupContext,
  server: Server,
  { owner, repo }: Repository,
  checkout: string | undefined,
): string | undefined {
  const folder = resolve(context.folder, checkout ?? '.')
  const root = existsSync(folder) ? context.run('git', ['rev-parse', '--show-toplevel'], folder) : undefined
  if (checkout !== undefined) {
    if (root === undefined)
      throw new SetupError(`--checkout ${checkout} is not a checkout.`, `Clone ${owner}/${repo}, and name its folder.`)
    return root
  }
  const remotes = root === undefined ? '' : (context.run('git', ['remote', '-v'], root) ?? '')
  const names = remotes.split('\n').map(line => fullNameOf(line.split(/\s+/)[1], server))
  return names.some(name => name !== undefined && isSameName(name, `${owner}/${repo}`)) ? root : undefined
}

/**
 * Whether a checkout has a file.
 * @throws SetupError if the file or one of its folders is a symbolic link
 */
export function holdsFile(root: string, path: string): boolean {
  requireNoLink(root, path)
  return existsSync(join(root, path))
}

/** Plans the files of a checkout. A file that differs is shown, and replaced only if the user says so. */
export function planFiles(context: SetupContext, root: string, files: TargetFile[], { yes }: Options): Step[] {
  return files.map(({ path, text }): Step => {
    const subject = `file ${path}`
    if (!holdsFile(root, path))
      return { kind: 'create', subject, text: `in ${root}`, apply: async () => write(root, path, text, 'wx') }
    const present = readText(root, path)
    if (present === text) return { kind: 'keep', subject, text: 'is as it should be' }
    const difference = describeDifference(present, text)
    if (yes) {
      return {
        kind: 'note',
        subject,
        text: `differs, and stays. To replace it, run this without --yes:\n${difference}`,
      }
    }
    const apply = async () => {
      if (!(await context.confirm?.(`Replace ${path} by the text above?`))) return 'left as it is'
      return write(root, path, text, 'w')
    }
    return { kind: 'change', subject, text: `differs, and is replaced if you agree:\n${difference}`, apply }
  })
}

/**
 * A checkout can have a link that leads to a file outside of it.
 * @throws SetupError if the file or one of its folders is a symbolic link
 */
function requireNoLink(root: string, path: string): void {
  let place = root
  for (const part of path.split('/')) {
    place = join(place, part)
    const found = lstatSync(place, { throwIfNoEntry: false })
    if (found?.isSymbolicLink()) {
      throw new SetupError(
        `${place} is a symbolic link, so ${path} is neither read nor written.`,
        'Find out who made it, and replace it with a real file or folder.',
      )
    }
    // Nothing is below a file, or what does not exist.
    if (!found?.isDirectory()) return
  }
}

/** @throws SetupError if the file cannot be written, or with `wx` exists by now */
function write(root: string, path: string, text: string, flag: 'w' | 'wx'): undefined {
  const target = join(root, path)
  requireNoLink(root, path)
  try {
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, text, { flag })
  } catch (error) {
    throw new SetupError(`The file ${target} cannot be written (${messageOf(error)}).`, '', error)
  }
}
