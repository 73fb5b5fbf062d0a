import type { IdTokenRequest } from '../../oidc/index.ts'
import type { GitHubContext, RunnerContext } from './contexts.ts'
import type { Folders } from './folders.ts'
import { Masker } from './masker.ts'

/** What the steps of a job share. */
export interface Job {
  folders: Folders
  masker: Masker
  github: GitHubContext
  runner: RunnerContext
  /** `env` of the workflow and the job. */
  env: Record<string, string>
  /** How its steps ask for an OIDC token, if they may. */
  idToken?: IdTokenRequest | undefined
}

/** Creates the masker of a job, which hides its secrets and its token, also in the form that git sends. */
export function createMasker(secrets: Record<string, string>, token: string): Masker {
  const masker = new Masker()
  for (const secret of Object.values(secrets)) masker.addSecret(secret)
  if (token !== '') {
    masker.addSecret(token)
    masker.addMask(Buffer.from(`x-access-token:${token}`).toString('base64'))
  }
  return masker
}

/** A job's outputs as GitHub keeps them: without empty ones, and without those that contain a masked string. */
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
