import { createInterface } from 'node:readline'

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
      const given = line.trim().toLowerCase()
      chosen = given === '' ? undefined : answers.find(answer => answer.startsWith(given))
      if (chosen) terminal.close()
      else terminal.prompt()
    })
    terminal.prompt()
  })
}
