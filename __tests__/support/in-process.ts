import { basename } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Execute } from '../../local/runner/index.ts'
import { httpFetch } from '../../src/http/fetch.ts'
import type { Context } from '../../src/runner/context.ts'
import { type Output, toolkitOutput } from '../../src/runner/output.ts'
import { cancelled } from '../../src/runner/start.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** One reason for all runs: a DOMException with its stack would take longer than the rest of the end of a run. */
const ENDED = new Error('The run has ended.')

/**
 * Lets the local runner call `run(context)` of the source in the process of the test, instead of starting the bundle. The
 * environment is that of the process that the runner would start, time is virtual, and requests use the loopback interface.
 * The runner processes the output of the action as usual.
 * @param send instead of the network
 */
export function inProcess(clock: VirtualClock, send = httpFetch): Execute {
  return async ({ args, environment, cancel, onLine, onStart }) => {
    if (onStart) throw new Error('There is no process here that onStart could be given: start the bundle instead.')
    const action = basename(args.at(-1) ?? '', '.js')
    const { run }: { run: (context: Context) => Promise<0 | 1> } = await import(`../../src/actions/${action}.ts`)
    const interruption = new AbortController()
    const interrupt = () => interruption.abort(cancelled('SIGINT'))
    if (cancel.aborted) interrupt()
    cancel.addEventListener('abort', interrupt)

    // Ends the connections, timers and output of the run with it, as the end of a process does.
    const ended = new AbortController()
    onTestFinished(() => ended.abort(ENDED))
    let stdout = ''
    const write = (text: string) => {
      stdout += text
      for (const line of text.replace(/\r?\n$/, '').split(/\r\n|\n|\r/)) onLine(line)
    }
    const exitCode = await run({
      env: environment,
      clock,
      sleep: (ms, signal) => clock.sleep(ms, anyOf(ended.signal, signal)),
      fetch: async (url, init) => {
        const settle = clock.requests.send(`${init.method ?? 'GET'} ${url}`)
        try {
          return await send(url, { ...init, signal: anyOf(ended.signal, init.signal) })
        } finally {
          settle()
        }
      },
      output: stepOutput(environment, write, ended.signal),
      signal: interruption.signal,
    })
    ended.abort(ENDED)
    cancel.removeEventListener('abort', interrupt)
    return { exitCode, stdout, stderr: '' }
  }
}

function anyOf(a: AbortSignal, b: AbortSignal | undefined): AbortSignal {
  return b ? AbortSignal.any([a, b]) : a
}

/**
 * The output of an action in a process, for one of several runs in this process. During a method, `process` is that of the run;
 * the methods are synchronous.
 */
function stepOutput(environment: Record<string, string>, write: (text: string) => void, ended: AbortSignal): Output {
  const methods = Object.entries(toolkitOutput).map(([name, method]: [string, (...args: unknown[]) => void]) => {
    const inRun = (...args: unknown[]) => {
      if (ended.aborted) return
      const { env } = process
      const { write: original } = process.stdout
      process.env = environment
      process.stdout.write = (text: string | Uint8Array) => {
        write(String(text))
        return true
      }
      try {
        method(...args)
      } finally {
        process.env = env
        process.stdout.write = original
      }
    }
    return [name, inRun]
  })
  return Object.fromEntries(methods)
}
