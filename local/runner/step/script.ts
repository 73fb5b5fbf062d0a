import { randomUUID } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Job } from '../job/job.ts'

/** What starts a `run` step: its command and arguments, the last of which is the script's file. */
export interface ScriptCommand {
  command: string
  args: string[]
}

const shells: Record<string, { args: string[]; extension: string }> = {
  bash: { args: ['--noprofile', '--norc', '-e', '-o', 'pipefail', '{0}'], extension: '.sh' },
  sh: { args: ['-e', '{0}'], extension: '.sh' },
}

/**
 * Writes a `run` step's script to a file of the runner's temporary folder.
 * @param shell `bash`, `sh`, a command line with `{0}` for the script's file, or empty for the default of Linux runners.
 * @throws for shells that this runner does not know.
 */
export function writeScript(job: Job, script: string, shell: string): ScriptCommand {
  const [command = '', ...words] = (shell === '' ? 'bash -e {0}' : shell).split(' ').filter(word => word !== '')
  const known = shells[command]
  const args = words.length > 0 ? words : known?.args
  if (!args?.includes('{0}')) throw new Error(`shell: not supported by this local runner: ${shell}`)
  const path = join(job.folders.temp, `${randomUUID()}${known?.extension ?? ''}`)
  writeFileSync(path, script)
  return { command: command === 'bash' ? findBash() : command, args: args.map(word => (word === '{0}' ? path : word)) }
}

/** Windows finds the bash of its Linux subsystem first, which sees other paths; GitHub's runner takes that of Git. */
export function findBash(platform: string = process.platform, programs = process.env.ProgramFiles): string {
  const ofGit = join(programs ?? '', 'Git', 'bin', 'bash.exe')
  return platform === 'win32' && programs && existsSync(ofGit) ? ofGit : 'bash'
}
