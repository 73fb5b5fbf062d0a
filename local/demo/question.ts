import { createInterface } from 'node:readline'

/** Whether somebody sits at a terminal who can be asked. */
export function canAsk(): boolean {
  return Boolean(process.stdin.isTTY && process.stdout.isTTY)
}

/**
 * Asks at the terminal until one of the answers is given, or the beginning of one.
 * @returns the answer; undefined where Ctrl-C, Ctrl-D or the signal ended the question
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
    // Without a listener readline only stops reading, and the question would stay open.
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
