import { appendFileSync, closeSync, constants, openSync } from 'node:fs'
import * as core from '@actions/core'
import { ActionError, messageOf } from '../errors.ts'

const UNWRITABLE_HINT = 'Check the runner: a full disk, or a file that only another user may write.'

/** How an action reports: log lines, annotations, masks, outputs and the job summary. */
export interface Output {
  /** Writes a line to the log. */
  info(line: string): void
  /** Writes a line to the log if step debug logging is on. */
  debug(line: string): void
  /** Adds a warning annotation. */
  warning(message: string): void
  /** Adds the error annotation that ends a failed run. */
  error(message: string, title: string): void
  /** Makes the runner mask a value, and each of its lines, in everything that the job shows from now on. */
  mask(value: string): void
  /**
   * Checks that outputs and summary can be written, before there is anything to report.
   * @throws ActionError `command-file-unwritable`
   */
  requireWritable(): void
  /** @throws ActionError `outputs-unwritable` */
  setOutputs(outputs: Record<string, string>): void
  /**
   * Appends a page to the job summary.
   * @throws ActionError `summary-unwritable`
   */
  appendSummary(markdown: string): void
}

/**
 * The output of a step of GitHub Actions: workflow commands on standard output, and the files that the runner names in
 * `GITHUB_OUTPUT` and `GITHUB_STEP_SUMMARY`.
 */
export const toolkitOutput: Output = {
  info: line => core.info(withoutCommands(line)),
  debug: line => core.debug(line),
  warning: message => core.warning(message),
  error: (message, title) => core.error(message, { title }),
  mask: value => core.setSecret(value),
  requireWritable() {
    for (const name of ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY']) {
      try {
        // Opening finds what a permission check does not: a folder, or a read-only file system.
        closeSync(openSync(process.env[name] ?? '', constants.O_WRONLY | constants.O_APPEND))
      } catch {
        throw new ActionError(
          'command-file-unwritable',
          `The file that the runner names in ${name} is missing or cannot be written, so the public key could not be reported.`,
          'Run this as a step of a GitHub Actions job, on a runner whose temporary folder the job may write.',
        )
      }
    }
  },
  setOutputs(outputs) {
    try {
      for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value)
    } catch (error) {
      throw new ActionError(
        'outputs-unwritable',
        `The outputs could not be written (${messageOf(error)}).`,
        UNWRITABLE_HINT,
        error,
      )
    }
  },
  appendSummary(markdown) {
    try {
      appendFileSync(process.env.GITHUB_STEP_SUMMARY ?? '', `${markdown}\n`)
    } catch (error) {
      throw new ActionError(
        'summary-unwritable',
        `The job summary could not be written (${messageOf(error)}).`,
        UNWRITABLE_HINT,
        error,
      )
    }
  },
}

/** The runner obeys a command at the beginning of a line, and one of its older form (`##[name]`) anywhere in it. */
function withoutCommands(line: string): string {
  return line.replace(/[\r\n]+/g, ' ').replaceAll('##[', '## [')
}
