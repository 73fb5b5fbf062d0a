import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Other repositories that a workflow may name (`owner/name/path@ref`), by `owner/name`: the folder of their checkout. */
export type Sources = Record<string, string>

/** A workflow file and where it comes from: `$/` in it means this repository at this commit. */
export interface WorkflowFile {
  /** `owner/name` of the repository that holds it, and the folder where that is checked out. */
  repository: string
  root: string
  /** The commit, or what a caller named instead of it. */
  ref: string
  /** Relative to the root, with `/`. */
  path: string
}

/** Where a step's action comes from. */
export type ActionSource =
  /** A folder that is there before the job starts: of the workflow's own repository (`$/`), or of a named one. */
  | { kind: 'folder'; folder: string; repository: string; ref: string }
  /** A folder of the job's workspace: there after a checkout. */
  | { kind: 'workspace'; path: string }
  /** An action that this runner has a stub for. */
  | { kind: 'stub'; action: StubbedAction }

export type StubbedAction = (typeof stubbedActions)[number]
const stubbedActions = ['actions/checkout', 'actions/create-github-app-token', 'actions/attest'] as const

/** The workflow file that `jobs.<id>.uses` names. @throws where this runner has no such file. */
export function resolveWorkflow(uses: string, caller: WorkflowFile, sources: Sources): WorkflowFile {
  const local = /^(?:\.|\$)\/(\.github\/workflows\/[^/]+\.ya?ml)$/.exec(uses)
  const remote = /^([^/]+\/[^/]+)\/(\.github\/workflows\/[^/]+\.ya?ml)@(.+)$/.exec(uses)
  const ref = local ? caller.ref : remote?.[3]
  const repository = local ? caller.repository : remote?.[1]
  const path = local?.[1] ?? remote?.[2]
  if (!repository || !path || !ref) throw new Error(`uses: ${uses}: not the name of a reusable workflow`)
  const root = local ? caller.root : sources[repository]
  if (root === undefined)
    throw new Error(`uses: ${uses}: not supported by this local runner: ${repository} is not here`)
  if (!existsSync(join(root, path))) throw new Error(`uses: ${uses}: no such workflow in ${repository}`)
  return { repository, root, ref, path }
}

/** Where the action comes from that a step's `uses` names. @throws where this runner cannot run it. */
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
  if (root === undefined) throw new Error(`uses: ${uses}: not supported by this local runner: ${name} is not here`)
  return checked({ kind: 'folder', folder: join(root, path ?? ''), repository: name, ref }, uses)
}

function checked(source: ActionSource & { kind: 'folder' }, uses: string): ActionSource {
  if (['action.yml', 'action.yaml'].some(name => existsSync(join(source.folder, name)))) return source
  throw new Error(`uses: ${uses}: no action.yml there`)
}
