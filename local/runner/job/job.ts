import type { GitHubContext, RunnerContext } from './contexts.ts'
import type { Folders } from './folders.ts'
import { Masker } from './masker.ts'

/** What the steps of one job share. */
export interface Job {
  folders: Folders
  masker: Masker
  github: GitHubContext
  runner: RunnerContext
  /** Environment variables of the job, and what steps added to it by `GITHUB_ENV`. */
  env: Map<string, string>
  /** Folders that steps put in front of `PATH`, the newest last. */
  path: string[]
}

/** A masker that knows a job's secrets from its start: the job's token, also as git sends it, and the secrets given. */
export function createMasker(secrets: Record<string, string>, token: string): Masker {
  const masker = new Masker()
  for (const secret of Object.values(secrets)) masker.addSecret(secret)
  if (token !== '') {
    masker.addSecret(token)
    masker.addMask(Buffer.from(`x-access-token:${token}`).toString('base64'))
  }
  return masker
}

/** A job's outputs as GitHub keeps them: empty ones vanish, and one that holds a masked string is dropped. */
export interface JobOutputs {
  kept: Record<string, string>
  dropped: string[]
}

export function keepJobOutputs(outputs: Record<string, string>, masker: Masker): JobOutputs {
  const given = Object.entries(outputs).filter(([, value]) => value !== '')
  return {
    kept: Object.fromEntries(given.filter(([, value]) => !masker.hides(value))),
    dropped: given.filter(([, value]) => masker.hides(value)).map(([name]) => name),
  }
}
