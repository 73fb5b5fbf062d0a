import { ActionError } from '../errors.ts'
import type { Clock, Sleep } from '../time.ts'
import type { HttpFetch } from './fetch.ts'
import { type Attempts, type Retry, RetryableError, type Service } from './retry.ts'

/** What sending requests takes from the run's context. */
export interface Network {
  clock: Clock
  sleep: Sleep
  fetch: HttpFetch
  retry: Retry
  /** Gets one line for each request: method, path, status, duration and attempt. */
  debug: (line: string) => void
}

/**
 * Sends a request once, within the time that the attempt has.
 * @param send sends it; the signal ends it when its time is up
 * @throws RetryableError if no response came
 */
export async function sendOnce<T extends { status: number }>(
  { clock, sleep, debug }: Network,
  attempts: Attempts,
  send: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { service, request } = attempts
  const timeoutMs = attempts.timeoutMs()
  const startedAt = clock.elapsedMs()
  const trace = (outcome: string | number) => {
    const ms = Math.round(clock.elapsedMs() - startedAt)
    debug(`${service}: ${request}: ${outcome} in ${ms} ms (attempt ${attempts.number})`)
  }
  const timeout = new AbortController()
  const timer = new AbortController()
  // The timer is stopped once a response has come.
  sleep(timeoutMs, timer.signal).then(
    () => timeout.abort(new DOMException('timed out', 'TimeoutError')),
    () => {},
  )
  try {
    const response = await send(timeout.signal)
    trace(response.status)
    return response
  } catch (error) {
    const failure = timeout.signal.aborted
      ? new RetryableError('unavailable', `${service} did not answer within ${Math.ceil(timeoutMs / 1000)} s`, {
          indeterminate: true,
          cause: error,
        })
      : connectionError(service, error)
    trace(failure.message)
    throw failure
  } finally {
    timer.abort('stopped')
  }
}

/**
 * Classifies what a connection threw.
 * @throws the error itself, if it is the end of the run or a defect of this program
 */
function connectionError(service: Service, error: unknown): RetryableError {
  // Octokit wraps what the connection threw.
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (cause instanceof ActionError) throw cause
  const { message, code }: NodeJS.ErrnoException = cause instanceof Error ? cause : new Error(String(cause))
  // What a connection throws has a code. Anything else is a defect, which another attempt would hide.
  if (code === undefined) throw error
  const text = message.includes(code) ? message : `${message} (${code})`
  const what = `The connection to ${service} failed: ${text}`
  // A proxy that refused the tunnel: nothing went through it. One that failed may recover in a moment.
  if (code === 'ERR_PROXY_TUNNEL') {
    return new RetryableError('unreachable', what, { isFinal: /HTTP\/1\.\d [34]\d\d/.test(message), cause })
  }
  // The request was understood, and the response will not get smaller.
  if (code === 'ERR_ANSWER_TOO_LARGE') {
    return new RetryableError('unavailable', `${service}: ${message}`, { indeterminate: true, isFinal: true, cause })
  }
  // What fails before a request can be sent, and would again. An ERR_SSL may come after it was sent.
  if (/^(?:ENOTFOUND|ERR_TLS|ERR_INVALID|ERR_PROXY|CERT_|UNABLE_|DEPTH_|SELF_SIGNED_|HOSTNAME_)/.test(code)) {
    return new RetryableError('unreachable', what, { isFinal: true, cause })
  }
  return new RetryableError('unreachable', what, {
    indeterminate: code !== 'ECONNREFUSED' && code !== 'EAI_AGAIN',
    cause,
  })
}
