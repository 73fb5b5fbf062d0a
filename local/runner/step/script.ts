import { randomUUID } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Job } from '../job/job.ts'

/** The command that runs the script of a `run` step. */
export interface ScriptCommand {
  command: string
  args: string[]
}

/**
 * Writes the script of a `run` step to a file in the runner's temporary folder.
 * @param shell `bash`, or undefined for the default of Linux runners, which is bash with fewer options
 */
export function writeScript(job: Job, script: string, shell: 'bash' | undefined): ScriptCommand {
  const path = join(job.folders.temp, `${randomUUID()}.sh`)
  writeFileSync(path, script)
  const options = shell === 'bash' ? ['--noprofile', '--norc', '-e', '-o', 'pipefail'] : ['-e']
  return { command: findBash(), args: [...options, path] }
}

/** Windows finds the bash of its Linux subsystem first, which has other paths. GitHub's runner uses the one of Git. */
export function findBash(platform: string = process.platform, programs = process.env.ProgramFiles): string {
  const ofGit = join(programs ?? '', 'Git', 'bin', 'bash.exe')
  return platform === 'win32' && programs && existsSync(ofGit) ? ofGit : 'bash'
}
