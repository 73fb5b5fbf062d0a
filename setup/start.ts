// npm run setup: sets up a repository, or checks it.
import { execFileSync } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { httpFetch } from '../src/http/fetch.ts'
import { main } from './main.ts'

process.exitCode = await main({
  args: process.argv.slice(2),
  env: process.env,
  // npm runs a script in the folder of package.json, and says where the user was.
  folder: process.env.INIT_CWD ?? process.cwd(),
  clock: { now: () => new Date(), elapsedMs: () => performance.now() },
  sleep: (ms, signal) => setTimeout(ms, undefined, { ...(signal && { signal }) }),
  fetch: httpFetch,
  print: text => console.log(text),
  confirm: process.stdin.isTTY && process.stdout.isTTY ? confirm : undefined,
  run: (program, args, folder) => {
    try {
      return execFileSync(program, args, {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trimEnd()
    } catch {
      return undefined
    }
  },
})
// Connections are kept alive; nothing waits for them.
process.exit()

/** @returns whether the answer is yes; without an answer (Ctrl-C, Ctrl-D) it is not */
function confirm(question: string): Promise<boolean> {
  return new Promise(resolve => {
    const terminal = createInterface({ input: process.stdin, output: process.stdout })
    const close = () => terminal.close()
    // Without a listener, readline stops reading and the promise never settles.
    terminal.once('SIGINT', close)
    let isAnswered = false
    terminal.once('close', () => {
      if (!isAnswered) console.log()
      resolve(false)
    })
    terminal.question(`${question} (yes or no) `, answer => {
      isAnswered = true
      resolve(/^y(?:es)?$/i.test(answer.trim()))
      close()
    })
  })
}
