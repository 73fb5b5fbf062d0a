import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Folders of the checkouts of other repositories, by `owner/name`, which workflows name as `owner/name/path@ref`. */
export type Sources = Record<string, string>

/** A workflow file and its origin. `$/` in the file is this repository at this commit. */
export interface WorkflowFile {
  /** `owner/name` of its repository, and the folder of the checkout. */
  repository: string
  root: string
  /** The commit, or the ref in the caller's `uses`. */
  ref: string
  /** Relative to the root, with `/`. */
  path: string
}

/** The origin of a step's action. */
export type ActionSource =
  /** A folder of the workflow's own repository (`$/`) or of a named one. It exists before the job starts. */
  | { kind: 'folder'; folder: string; repository: string; ref: string }
  /** A folder of the job's workspace, which exists after a checkout. */
  | { kind: 'workspace'; path: string }
  /** One of GitHub's own actions that this runner has a stub for. */
  | { kind: 'stub'; action: StubbedAction }

export type StubbedAction = (typeof stubbedActions)[number]
const stubbedActions = [
  'actions/checkout',
  'actions/setup-node',
  'actions/create-github-app-token',
  'actions/attest',
] as const

/** Finds the workflow file of `jobs.<id>.uses`. @throws if it does not exist */
export function resolveWorkflow(uses: string, caller: WorkflowFile, sources: Sources): WorkflowFile {
  const local = /^(?:\.|\$)\/(\.github\/workflows\/[^/]+\.ya?ml)$/.exec(uses)
  const remote = /^([^/]+\/[^/]+)\/(\.github\/workflows\/[^/]+\.ya?ml)@(.+)$/.exec(uses)
  const ref = local ? caller.ref : remote?.[3]
  const repository = local ? caller.repository : remote?.[1]
  const path = local?.[1] ?? remote?.[2]
  if (!repository || !path || !ref) throw new Error(`uses: ${uses}: not the name of a reusable workflow`)
  const root = local ? caller.root : sources[repository]
  if (root === undefined)
    throw new Error(`uses: ${uses}: not supported by this local runner: ${repository} is not among the sources`)
  if (!existsSync(join(root, path))) throw new Error(`uses: ${uses}: no such workflow in ${repository}`)
  return { repository, root, ref, path }
}

/** Finds the action of a step's `uses`. @throws if this runner cannot run it */
export function resolveAction(uses: string, file: WorkflowFile, sources: Sources): ActionSource {
  if (uses.startsWith('docker://')) throw new Error(`uses: ${uses}: not supported by this local runner: containers`)
  if (uses.startsWith('./')) return { kind: 'workspace', path: uses.slice(2) }
  if (uses.startsWith('$/')) {
    const path = uses.slice(2)
    if (path === '') throw new Error(`uses: ${uses}: a path must follow $/; the root of a repository has no such name`)
    return checked({ kind: 'folder', folder: join(file.root, path), repository: file.repository, ref: file.ref }, uses)
  }
  const [, name, path, ref] = /^([^/@]+\/[^/@]+)(?:\/([^@]+))?@(.+)$/.exec(uses) ?? []
  if (!name || !ref) throw new Error(`uses: ${uses}: expected owner/name@ref, owner/name/path@ref, ./path or $/path`)
  const stubbed = path === undefined ? stubbedActions.find(known => known === name) : undefined
  if (stubbed) return { kind: 'stub', action: stubbed }
  const root = sources[name]
  if (root === undefined)
    throw new Error(`uses: ${uses}: not supported by this local runner: ${name} is not among the sources`)
  return checked({ kind: 'folder', folder: join(root, path ?? ''), repository: name, ref }, uses)
}

function checked(source: ActionSource & { kind: 'folder' }, uses: string): ActionSource {
  if (existsSync(join(source.folder, 'action.yml'))) return source
  throw new Error(`uses: ${uses}: no action.yml there`)
}
