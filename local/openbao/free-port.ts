import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/**
 * A free port of this machine, for a program that cannot choose one by itself. It is below those that operating systems give to
 * other servers and to connections, so that none of them takes it before the program listens.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_768)
    const server = createServer()
    const isFree = await new Promise<boolean>(resolve => {
      server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true))
    })
    if (!isFree) continue
    await new Promise(resolve => server.close(resolve))
    return port
  }
}
