// Stands for local/runner/step/process.ts where coverage is taken and mutants are tested: neither is seen in another process. An
// action's source runs here, in the process of the tests, with the environment, the output and the end of a process of its own.
import { AsyncLocalStorage } from 'node:async_hooks'
import type { ChildProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { basename } from 'node:path'
import { vi } from 'vitest'
import type { ProcessOptions, ProcessResult } from '../../local/runner/step/process.ts'
import { newListeners } from './listeners.ts'

const actual = await vi.importActual<typeof import('../../local/runner/step/process.ts')>(
  '../../local/runner/step/process.ts',
)

/** The run that code belongs to: what has ended goes on here, unlike in a process, and must not be heard. */
const current = new AsyncLocalStorage<ProcessOptions>()

/** One run after the other: they share the process's environment and output. */
let last: Promise<unknown> = Promise.resolve()

export function runProcess(options: ProcessOptions): Promise<ProcessResult> {
  const main = options.args.at(-1) ?? ''
  if (!/[\\/]dist[\\/]\w+\.js$/.test(main)) return actual.runProcess(options)
  const run = last.then(() => runHere(basename(main, '.js'), options))
  last = run.catch(() => {})
  return run
}

async function runHere(action: string, options: ProcessOptions): Promise<ProcessResult> {
  using restore = new DisposableStack()
  const { env } = process
  process.env = { ...options.environment }
  restore.defer(() => {
    process.env = env
  })

  const onSignal = { SIGINT: newListeners(process, 'SIGINT'), SIGTERM: newListeners(process, 'SIGTERM') }
  for (const { remove } of [...Object.values(onSignal), newListeners(process.stdout, 'error')]) restore.defer(remove)

  let stdout = ''
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text, ...rest) => {
    if (current.getStore() === options) stdout += text
    const done = rest.find(argument => typeof argument === 'function')
    done?.()
    return true
  })
  restore.defer(() => write.mockRestore())

  const child = new EventEmitter()
  const ended = new Promise<number>(resolve => {
    const exit = vi.spyOn(process, 'exit').mockImplementation(code => {
      if (current.getStore() === options) resolve(Number(code))
      return undefined as never
    })
    restore.defer(() => exit.mockRestore())
  })
  const kill = (signal: keyof typeof onSignal) => {
    for (const listener of onSignal[signal].added()) current.run(options, () => listener(signal))
    return true
  }
  const cancel = () => kill('SIGINT')

  vi.resetModules()
  await current.run(options, () => import(`../../src/entry/${action}.ts`))
  options.onStart?.(Object.assign(child, { kill }) as unknown as ChildProcess)
  if (options.cancel.aborted) cancel()
  options.cancel.addEventListener('abort', cancel)
  restore.defer(() => options.cancel.removeEventListener('abort', cancel))
  const exitCode = await ended
  child.emit('exit', exitCode)

  const lines = stdout.split(/\r\n|\n|\r/)
  if (lines.at(-1) === '') lines.pop()
  for (const line of lines) options.onLine(line)
  return { exitCode, stdout, stderr: '' }
}
