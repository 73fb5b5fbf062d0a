import { appendFileSync, closeSync, constants, openSync } from 'node:fs'
import * as core from '@actions/core'
import { ActionError, type ErrorCode, messageOf } from '../errors.ts'
import type { OperatorPublicKey } from '../key/operator-key.ts'
import type { Stored } from '../stores/key-store.ts'
import { type Custody, type Holding, meaningOf, titleOf } from './journal.ts'

/** Longer than all requests of a run may take together. */
const LIFE_LIMIT_MS = 118_000
const UNWRITABLE_NEXT = 'Look after the runner (a full disk, a file that only another user may write).'

/**
 * Runs an action's body and ends the process as the runner expects it: exit code 0, or 1 after one error annotation
 * that says what happened, what that means for the key, and what to do next. A cancelled run says so too, and so does
 * one that does not end by itself.
 * @param start what is known of the secret before the body has done anything, and the cure of a state that is not known
 * @param body does the work, and keeps the custody record true at every moment
 */
export async function runAction(
  start: { holding: Holding; cure?: string },
  body: (custody: Custody) => Promise<void>,
): Promise<void> {
  const custody: Custody = { cure: '', ...start, stored: [] }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      end(
        new ActionError('cancelled', `The run was cancelled (${signal}).`, 'Run this again if that was not meant.'),
        custody,
      )
    })
  }
  // Nets for what cannot be: a body that waits for something that never comes, with or without anything left to do.
  const stuck = () => end(unexpected('nothing more came of what this run waits for'), custody)
  process.once('beforeExit', stuck)
  const watchdog = setTimeout(stuck, LIFE_LIMIT_MS).unref()
  // Where nobody reads the log any more, the exit code still tells.
  process.stdout.on('error', () => {})
  try {
    await body(custody)
    exit(core.ExitCode.Success)
  } catch (error) {
    end(error instanceof ActionError ? error : unexpected(error), custody)
  } finally {
    clearTimeout(watchdog)
    process.off('beforeExit', stuck)
  }
}

/** Has the runner mask each value, and each line of it, in everything that the job shows from now on. */
export function mask(...values: string[]): void {
  for (const value of values) if (value) core.setSecret(value)
}

/**
 * Writes a line to the log. What others have named may stand in it: the runner obeys a command at the beginning of a
 * line, and one of its older form (`##[name]`) wherever it stands.
 */
export function log(line: string): void {
  core.info(line.replace(/[\r\n]+/g, ' ').replaceAll('##[', '## ['))
}

/**
 * Makes sure that the runner's files for outputs and summary can be written, before there is anything to report.
 * @throws ActionError where one is missing or not writable
 */
export function requireCommandFiles(): void {
  for (const name of ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY']) {
    try {
      // Opening finds out what asking for permission does not: a folder, a file system that is read-only.
      closeSync(openSync(process.env[name] ?? '', constants.O_WRONLY | constants.O_APPEND))
    } catch {
      throw new ActionError(
        'command-file-unwritable',
        `The file that the runner names in ${name} is missing or cannot be written, so the public key could not be reported.`,
        'Run this as a step of a GitHub Actions job, on a runner whose temporary folder the job may write.',
      )
    }
  }
}

/**
 * Sets the action's outputs.
 * @throws ActionError where the runner's file cannot be written
 */
export function setOutputs(outputs: Record<string, string>): void {
  try {
    for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value)
  } catch (error) {
    throw new ActionError(
      'outputs-unwritable',
      `The outputs could not be written (${messageOf(error)}).`,
      UNWRITABLE_NEXT,
    )
  }
}

/**
 * Adds a page to the job summary.
 * @throws ActionError where the runner's file cannot be written
 */
export function writeSummary(markdown: string): void {
  try {
    appendFileSync(process.env.GITHUB_STEP_SUMMARY ?? '', `${markdown}\n`)
  } catch (error) {
    throw new ActionError(
      'summary-unwritable',
      `The job summary could not be written (${messageOf(error)}).`,
      UNWRITABLE_NEXT,
    )
  }
}

/** The outputs that show a public key, the same for every action. */
export function publicKeyOutputs({ hex, fingerprint, jwk }: OperatorPublicKey): Record<string, string> {
  return { 'public-key-hex': hex, 'public-key-fingerprint': fingerprint, 'public-key-jwk': JSON.stringify(jwk) }
}

/** The outputs of a key that this run has stored. */
export function storedKeyOutputs(publicKey: OperatorPublicKey, stored: Stored, proof: string): Record<string, string> {
  return {
    ...publicKeyOutputs(publicKey),
    proof,
    'secret-name': stored.name,
    'secret-updated-at': stored.updatedAt,
    created: 'true',
  }
}

function end(failure: ActionError, custody: Custody): void {
  const next = custody.leftover ?? failure.next
  const parts = [failure.message, meaningOf(custody), next, `(${failure.code}, see ${troubleshooting(failure.code)})`]
  core.error(parts.join('\n'), { title: titleOf(custody) })
  exit(core.ExitCode.Failure)
}

/** Where a failure's entry is: in the repository and at the commit of the action that runs, where the runner names them. */
function troubleshooting(code: ErrorCode): string {
  const { GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref } = process.env
  const page = 'docs/troubleshooting.md'
  return server && repository && ref ? `${server}/${repository}/blob/${ref}/${page}#${code}` : page
}

/** Ends the process when what was written is out. Nothing else is waited for: no request, no connection kept alive. */
function exit(code: core.ExitCode): void {
  process.stdout.write('', () => process.exit(code))
}

function unexpected(error: unknown): ActionError {
  return new ActionError(
    'internal-error',
    `Something happened that this action does not expect: ${messageOf(error)}.`,
    'Please report it as a bug, with this message and without any secret.',
  )
}
