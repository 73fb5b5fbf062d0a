import { mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'

/** The folders of a job. All are below `root`, so that a test finds every file that a step leaves. */
export interface Folders {
  root: string
  /** `RUNNER_WORKSPACE`: the folder around the workspace. */
  pipeline: string
  /** `GITHUB_WORKSPACE`. */
  workspace: string
  /** `RUNNER_TEMP`. */
  temp: string
  toolCache: string
  home: string
  /** The temporary folder of the operating system for the step. */
  systemTemp: string
}

/** A file that a step left. */
export interface LeftFile {
  /** Relative to the job's folder, with `/`. */
  path: string
  /** The target of a symbolic link. */
  content: Buffer
}

/** Creates the folders of a job for a repository `owner/name`. */
export function createFolders(repository: string): Folders {
  const name = repository.split('/').at(-1) || 'repository'
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'runner-')))
  const folders: Folders = {
    root,
    pipeline: join(root, 'work', name),
    workspace: join(root, 'work', name, name),
    temp: join(root, 'work', '_temp'),
    toolCache: join(root, 'work', '_tool'),
    home: join(root, 'home'),
    systemTemp: join(root, 'tmp'),
  }
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true })
  return folders
}

export function removeFolders(folders: Folders): void {
  rmSync(folders.root, { recursive: true, force: true, maxRetries: 5 })
}

/** Lists every file in a job's folders, except the runner's event file. */
export function listFiles(folders: Folders): LeftFile[] {
  return readdirSync(folders.root, { recursive: true, withFileTypes: true })
    .filter(entry => !entry.isDirectory())
    .map(entry => {
      const path = join(entry.parentPath, entry.name)
      const content = entry.isFile()
        ? readFileSync(path)
        : Buffer.from(entry.isSymbolicLink() ? readlinkSync(path) : '')
      return { path: relative(folders.root, path).split(sep).join('/'), content }
    })
    .filter(({ path }) => path !== 'work/_temp/_github_workflow/event.json')
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}
