import { ActionError, type ErrorCode, messageOf } from '../errors.ts'
import { Retry } from '../http/retry.ts'
import type { Network } from '../http/send.ts'
import type { Context } from './context.ts'
import { Journal, meaningOf, type StateTexts, titleOf } from './journal.ts'
import { Redaction, redactingFetch } from './redaction.ts'

/** What an action's body works with. */
export interface ActionContext extends Context, Network {
  journal: Journal
  /** Masks values in the job's log, and redacts them in every response. Empty values are ignored. */
  mask: (...values: string[]) => void
  /**
   * Registers what has to happen when the run ends, however it ends: the last registered first. A failure is a warning. The
   * network has time of its own, and sends requests even if the run was cancelled.
   */
  atEnd: (cleanUp: (network: Network) => Promise<void>) => void
}

/**
 * Makes `run` out of an action's body. A failed run ends with one error annotation: what happened, what that means for the
 * key, and what to do.
 * @returns a function that resolves to the exit code, 0 or 1, and never rejects
 */
export function defineAction(
  texts: StateTexts,
  body: (context: ActionContext) => Promise<void>,
): (context: Context) => Promise<0 | 1> {
  return async context => {
    const journal = new Journal()
    const redaction = new Redaction()
    const { output, signal } = context
    const mask = (...values: string[]) => {
      for (const value of values.filter(Boolean)) {
        output.mask(value)
        redaction.add(value)
      }
    }
    // The runner would drop these lines otherwise.
    const isDebugging = context.env.RUNNER_DEBUG === '1'
    const debug = (line: string) => {
      if (isDebugging) output.debug(redaction.apply(line))
    }
    const interrupted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
    const cleanUps: ((network: Network) => Promise<void>)[] = []
    const atEnd: ActionContext['atEnd'] = cleanUp => void cleanUps.push(cleanUp)
    try {
      signal.throwIfAborted()
      const fetch = redactingFetch(async (url, init) => {
        // The error says what has happened until then: nothing may happen afterwards.
        signal.throwIfAborted()
        return context.fetch(url, init)
      }, redaction)
      const retry = new Retry(context, output.info)
      const work = body({ ...context, fetch, debug, retry, journal, mask, atEnd })
      await Promise.race([work, interrupted])
      for (const text of journal.remains) output.warning(text)
      return 0
    } catch (error) {
      const failure = error instanceof ActionError ? error : unexpected(error)
      const stack = error instanceof Error ? [error.stack, causesOf(error)].join('\n') : String(error)
      debug(stack)
      const hint = journal.followUp ?? failure.hint
      const reference = `(${failure.code}, see ${troubleshootingPage(failure.code, context.env)})`
      const parts = [failure.message, meaningOf(journal, texts), ...journal.remains, hint, reference]
      output.error(parts.join('\n'), titleOf(journal.state, texts))
      return 1
    } finally {
      const { clock, sleep } = context
      const fetch = redactingFetch(context.fetch, redaction)
      const network: Network = { clock, sleep, fetch, debug, retry: new Retry(context, output.info) }
      for (const cleanUp of cleanUps.toReversed()) {
        await cleanUp(network).catch(error => output.warning(redaction.apply(messageOf(error))))
      }
    }
  }
}

/** The stacks of an error's causes, outermost first. */
function causesOf({ cause }: Error): string {
  if (!(cause instanceof Error)) return ''
  return `Caused by: ${cause.stack}\n${causesOf(cause)}`
}

/** The entry of an error: in the repository and at the commit of the running action, if the runner names them. */
function troubleshootingPage(code: ErrorCode, env: Context['env']): string {
  const { GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref } = env
  const page = 'docs/troubleshooting.md'
  return server && repository && ref ? `${server}/${repository}/blob/${ref}/${page}#${code}` : page
}

function unexpected(error: unknown): ActionError {
  return new ActionError(
    'internal-error',
    `An unexpected error occurred: ${messageOf(error)}.`,
    'Report it as a bug, with this message and without any secret.',
    error,
  )
}
