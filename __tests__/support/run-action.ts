import { join } from 'node:path'
import { expect } from 'vitest'
import type { LocalGitHub } from '../../local/github/index.ts'
import { type ActionResult, type ActionRun, runAction } from '../../local/runner/index.ts'
import { inFolders } from './folder-pool.ts'
import { inProcess } from './in-process.ts'
import { formsOf, leaksIn, tracesOf } from './leaks.ts'
import { GATE, JOB_TOKEN, REPOSITORY, ROOT, SECRET, type TestGitHub, TOKEN } from './servers.ts'

export type Inputs = Record<string, string>
type ActionName = '.' | 'generate' | 'verify' | 'promote' | 'discard' | 'preflight'

/** Runs the source of an action in process and in virtual time, otherwise as the runner does. `.` is the root action. */
export async function run(
  action: ActionName,
  github: TestGitHub,
  inputs: Inputs,
  more: Partial<ActionRun> = {},
): Promise<ActionResult> {
  const { clock } = github
  // GitHub's times are whole seconds, so no run starts in a second in which another run or the test stored something.
  if (clock.sleeping === 0) clock.advance(1_000)
  return inFolders(more.github?.repository ?? REPOSITORY, folders =>
    runBundle(action, github, inputs, { execute: inProcess(clock), folders, ...more }),
  )
}

/** Runs the bundle of an action as the runner does: as a process, in real time. */
export async function runBundle(
  action: ActionName,
  github: LocalGitHub,
  inputs: Inputs,
  more: Partial<ActionRun> = {},
): Promise<ActionResult> {
  const result = await runAction({
    action: join(ROOT, action),
    with: inputs,
    ...more,
    github: { repository: REPOSITORY, api_url: github.url, token: JOB_TOKEN, ...more.github },
  })
  // These hold for every run.
  expect(github.violations).toEqual([])
  expect(result.stdout + result.stderr, 'no stack trace').not.toMatch(/^ +at .+:\d+:\d+\)?$/m)
  expect(result.stderr).toBe('')
  expect(result.jobOutputs.dropped, 'no output holds a masked text').toEqual([])
  // No trace of generate shows its key. The tests of the other actions search for the key that is their input.
  if (action === '.' || action === 'generate') {
    const traces = tracesOf(result, github)
    for (const pem of storedKeys(github, inputs['secret-name'] ?? SECRET))
      expect(leaksIn(traces, formsOf(pem))).toEqual([])
  }
  return result
}

/** Every private key that a GitHub holds under a name, as PEM. */
function storedKeys({ state }: LocalGitHub, name: string): string[] {
  const repositories = [...state.repositories.values()]
  const places = [...repositories, ...repositories.flatMap(({ environments }) => [...environments.values()])]
  const values = [...places, ...state.organizations.values()].map(({ values }) => values)
  return values
    .map(({ secrets }) => secrets.get(name.toUpperCase())?.value.toString() ?? '')
    .map(text => (/^[0-9a-f]+$/.test(text) ? Buffer.from(text, 'hex').toString() : text))
    .filter(text => text.startsWith('-----BEGIN EC PRIVATE KEY-----'))
}

/** Generates a key into the protected environment, unless the inputs set another place. */
export function generate(
  github: TestGitHub,
  inputs: Inputs = {},
  more: Partial<ActionRun> = {},
): Promise<ActionResult> {
  return run('.', github, generateInputs(inputs), more)
}

/** The same with the bundle, in real time. */
export function generateBundle(
  github: LocalGitHub,
  inputs: Inputs = {},
  more: Partial<ActionRun> = {},
): Promise<ActionResult> {
  return runBundle('.', github, generateInputs(inputs), more)
}

/** The inputs that let generate overwrite a secret of an environment. */
export const OVERWRITE = { 'if-exists': 'overwrite', 'environment-protection': 'require' }

function generateInputs(inputs: Inputs): Inputs {
  const destination = 'organization' in inputs || 'repository' in inputs ? {} : { environment: GATE.environment }
  return { 'github-token': TOKEN, ...destination, ...inputs }
}

/** Returns the only error annotation of a failed run, and expects exit code 1. */
export function failureOf(result: ActionResult): { title: string; message: string; code: string } {
  expect(result.exitCode).toBe(1)
  // The runner adds errors without a title if its files are broken.
  const errors = result.annotations.filter(({ level, title }) => level === 'error' && title !== undefined)
  expect(errors).toHaveLength(1)
  const { title = '', message = '' } = errors[0] ?? {}
  const code = /\(([a-z-]+), see \S*docs\/troubleshooting\.md(?:#\1)?\)$/.exec(message)?.[1] ?? ''
  expect(code, message).not.toBe('')
  return { title, message, code }
}

/** Expects a failure that changed nothing: no key, no output, no page, no write. */
export function expectNothingChanged(result: ActionResult, github: LocalGitHub): { message: string; code: string } {
  const failure = failureOf(result)
  expect(failure.title).toBe('Nothing was changed')
  expect(result.outputs).toEqual({})
  expect(result.summary).toBe('')
  const writes = github.exchanges.filter(({ method, status }) => method !== 'GET' && status < 300)
  expect(writes).toEqual([])
  return failure
}
