import { createInterface } from 'node:readline'

/** How long a pipe is waited for: one that nobody writes to must not stop the demo. */
const PATIENCE_MS = 3_000

/** Returns whether there is a terminal to ask at. */
export function canAsk(): boolean {
  return Boolean(process.stdin.isTTY && process.stdout.isTTY)
}

/**
 * Asks at the terminal until the user types one of the answers, or its beginning.
 * @returns the answer, or undefined after Ctrl-C, Ctrl-D or the signal
 */
export function ask<Answer extends string>(
  question: string,
  answers: readonly Answer[],
  signal?: AbortSignal,
): Promise<Answer | undefined> {
  return new Promise(resolve => {
    const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: question })
    let chosen: Answer | undefined
    const close = () => terminal.close()
    // Without a listener, readline stops reading and the promise never settles.
    terminal.once('SIGINT', close)
    signal?.addEventListener('abort', close, { once: true })
    terminal.once('close', () => {
      signal?.removeEventListener('abort', close)
      if (!chosen) process.stdout.write('\n')
      resolve(chosen)
    })
    terminal.on('line', line => {
      chosen = match(line, answers)
      if (chosen) terminal.close()
      else terminal.prompt()
    })
    terminal.prompt()
  })
}

/**
 * Reads the answer from a standard input that is no terminal.
 * @returns undefined if there is none; the first line that is not empty if it is no answer
 */
export async function readAnswer<Answer extends string>(
  answers: readonly Answer[],
  signal: AbortSignal,
): Promise<Answer | { invalid: string } | undefined> {
  if (process.stdin.isTTY) return undefined
  const lines = createInterface({
    input: process.stdin,
    signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
  })
  for await (const line of lines) {
    if (line.trim() !== '') return match(line, answers) ?? { invalid: line }
  }
  return undefined
}

function match<Answer extends string>(line: string, answers: readonly Answer[]): Answer | undefined {
  const given = line.trim().toLowerCase()
  return given === '' ? undefined : answers.find(answer => answer.startsWith(given))
}
