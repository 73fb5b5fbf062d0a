import { createFolders, type Folders, type LeftFile, removeFolders } from '../../local/runner/index.ts'
import './worker-end.ts'

/** Folders that no run uses, by repository. To make and remove them takes longer than most runs. */
const free = new Map<string, Folders[]>()

process.once('exit', () => {
  for (const folders of [...free.values()].flat()) removeFolders(folders)
})

/** Gives a run the folders of a job. Later runs use them again, unless this run left files in them. */
export async function inFolders<T extends { files: LeftFile[] }>(
  repository: string,
  run: (folders: Folders) => Promise<T>,
): Promise<T> {
  const own = free.get(repository) ?? []
  free.set(repository, own)
  const folders = own.pop() ?? createFolders(repository)
  let isClean = false
  try {
    const result = await run(folders)
    isClean = result.files.length === 0
    return result
  } finally {
    if (isClean) own.push(folders)
    else removeFolders(folders)
  }
}
