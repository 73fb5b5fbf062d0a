import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A server that this process has started, and that ends with it at the latest. */
export interface ServerProcess {
  /** The exit code; null while the server runs. */
  readonly exitCode: number | null
  /** Ends the server, and removes its folder. */
  stop(): Promise<void>
}

/** Makes a folder for a server of this name. */
export function createHome(name: string): string {
  return mkdtempSync(join(tmpdir(), `${name}-`))
}

/**
 * Starts a server.
 * @param home its home and working folder, which is removed when it ends
 * @param env its environment, beside PATH and HOME
 */
export function startServer(
  command: string,
  args: string[],
  home: string,
  env: Record<string, string> = {},
): ServerProcess {
  const server = spawn(command, args, {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home, ...env },
    stdio: 'ignore',
  })
  const exited = once(server, 'exit')
  const kill = () => {
    server.kill('SIGKILL')
    rmSync(home, { recursive: true, maxRetries: 3 })
  }
  process.once('exit', kill)
  return {
    get exitCode() {
      return server.exitCode
    },
    stop: async () => {
      process.off('exit', kill)
      kill()
      await exited
    },
  }
}
