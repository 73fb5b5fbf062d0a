import type { ChildProcess } from 'node:child_process'
import { spawn, spawnSync } from 'node:child_process'
import { constants } from 'node:os'
import type { Readable } from 'node:stream'

export interface ProcessOptions {
  command: string
  args: string[]
  cwd: string
  environment: Record<string, string>
  /** One line of standard output or error, without its end. */
  onLine: (line: string) => void
  onStart?: ((child: ChildProcess) => void) | undefined
  /** Sends SIGINT, then SIGTERM, then kills the process group. */
  cancel: AbortSignal
  /** Milliseconds from SIGINT to SIGTERM, and from SIGTERM to the kill. The real runner's are 7500 and 2500. */
  patience: { interrupt: number; terminate: number }
}

export interface ProcessResult {
  /** 128 plus the signal's number if a signal ended the process. */
  exitCode: number
  signal?: NodeJS.Signals
  stdout: string
  stderr: string
}

/** Running processes. They are killed when this process exits. */
const alive = new Set<ChildProcess>()
process.once('exit', () => alive.forEach(killGroup))

/** Runs a process to its end, as the runner's ProcessInvoker does. @throws if the command cannot be started */
export async function runProcess(options: ProcessOptions): Promise<ProcessResult> {
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: options.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    // A process group of its own, so that child processes can be killed with it.
    detached: process.platform !== 'win32',
  })
  alive.add(child)
  const output = { stdout: '', stderr: '' }
  collectLines(child.stdout, options.onLine, text => (output.stdout += text))
  collectLines(child.stderr, options.onLine, text => (output.stderr += text))

  const timers: NodeJS.Timeout[] = []
  const cancel = () => {
    child.kill('SIGINT')
    const { interrupt, terminate } = options.patience
    timers.push(
      setTimeout(() => child.kill('SIGTERM'), interrupt),
      setTimeout(killGroup, interrupt + terminate, child),
    )
  }
  try {
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject)
      child.once('spawn', () => {
        options.onStart?.(child)
        if (options.cancel.aborted) cancel()
        else options.cancel.addEventListener('abort', cancel)
      })
      // A child process can keep the pipes open after the process has exited. The runner waits 5 s for it.
      child.once('exit', () => timers.push(setTimeout(killGroup, 5000, child)))
      child.once('close', () => resolve())
    })
  } finally {
    options.cancel.removeEventListener('abort', cancel)
    alive.delete(child)
    for (const timer of timers) clearTimeout(timer)
  }
  const signal = child.signalCode
  if (signal === null) return { exitCode: child.exitCode ?? 1, ...output }
  return { exitCode: 128 + constants.signals[signal], signal, ...output }
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'])
    else process.kill(-child.pid, 'SIGKILL')
  } catch {
    // The group has exited already.
  }
}

/** Splits a stream into lines as .NET's ReadLine does: at CRLF, LF, and CR. */
function collectLines(stream: Readable, onLine: (line: string) => void, onText: (text: string) => void): void {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (text: string) => {
    onText(text)
    // A CR at the end can be the first half of a CRLF.
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line)
  })
  stream.on('end', () => {
    if (rest !== '') onLine(rest.replace(/\r$/, ''))
  })
}
