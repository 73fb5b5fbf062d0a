// What the tests of what people are told share.

import type { ActionError } from '../src/errors.ts'
import type { Reply } from '../src/github/client.ts'
import type { Destination } from '../src/github/destination.ts'
import { parsePrivateKey } from '../src/key/parse-private-key.ts'
import { readRunContext } from '../src/runner/workflow-run.ts'
import { LEDGER_SAMPLE_PEM } from './fixtures/ledger-sample-key.ts'
import { scriptedGitHub } from './scripted-github.ts'

export const ENVIRONMENT = { level: 'environment', owner: 'octo', repo: 'keys', environment: 'ledger/prod' } as const
export const DESTINATIONS: Destination[] = [
  { level: 'repository', owner: 'octo', repo: 'keys' },
  ENVIRONMENT,
  { level: 'organization', organization: 'octo', visibility: 'private', selectedRepositoryIds: [] },
]
export const RUN = readRunContext({
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'octo/keys',
  GITHUB_RUN_ID: '42',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
  GITHUB_EVENT_NAME: 'workflow_dispatch',
  GITHUB_WORKFLOW_REF: 'octo/keys/.github/workflows/provision.yml@refs/heads/main',
  GITHUB_ACTOR: 'Alice',
  GITHUB_ACTOR_ID: '7',
  GITHUB_TRIGGERING_ACTOR: 'bob',
  RUNNER_ENVIRONMENT: 'github-hosted',
})
export const PUBLIC_KEY = parsePrivateKey(LEDGER_SAMPLE_PEM).publicKey

/** By its name, since a test may have imported the class anew. */
const isActionError = (error: unknown): error is ActionError =>
  error instanceof Error && error.constructor.name === 'ActionError'

/** All that a failure says; what is not one is thrown on. */
export function failing(action: () => unknown) {
  try {
    action()
  } catch (error) {
    if (!isActionError(error)) throw error
    const { code, message, next, uncertain } = error
    return { code, message, next, uncertain }
  }
  throw new Error('nothing failed')
}

export async function failingAsync(promise: Promise<unknown>) {
  const outcome = await promise.then(
    () => undefined,
    error => () => {
      throw error
    },
  )
  return failing(outcome ?? (() => {}))
}

/** A GitHub that gives answers, the last of them again and again, and keeps what it was asked. */
export function answering(...answers: { status: number; data?: unknown; headers?: Reply['headers'] }[]) {
  const asked: unknown[] = []
  const api = scriptedGitHub((route, parameters) => {
    asked.push([route, parameters])
    return (answers.length > 1 ? answers.shift() : answers[0]) ?? {}
  })
  return { api, asked }
}

export const reply = (status: number, message?: string, headers: Reply['headers'] = {}): Reply => ({
  status,
  data: message === undefined ? undefined : { message },
  headers,
  mayHaveActed: false,
})
