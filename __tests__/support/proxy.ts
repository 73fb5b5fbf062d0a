import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { onTestFinished } from 'vitest'

/** Has a server listen on this machine until the test is over. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** How a proxy refuses: with a status, by never answering, or for its first connection only, by not answering or by ending it. */
export type Refusal = number | 'hangs' | 'hangs once' | 'ends once'

/** An HTTP proxy for encrypted connections. Whatever host is asked for, it leads to this machine. */
export async function startProxy(refuses?: Refusal) {
  const seen: string[] = []
  const server = createServer((_, response) => response.writeHead(405).end())
  server.on('connect', (request, socket) => {
    seen.push(`${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim())
    // A client that goes away is no error of the proxy's.
    socket.on('error', () => socket.destroy())
    if (refuses === 'hangs' || (refuses === 'hangs once' && seen.length === 1)) return
    if (refuses === 'ends once' && seen.length === 1) {
      socket.end()
      return
    }
    if (typeof refuses === 'number') {
      socket.end(`HTTP/1.1 ${refuses} Refused\r\n\r\n`)
      return
    }
    const target = connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      target.pipe(socket).pipe(target)
    })
    target.on('error', () => socket.destroy())
    socket.on('close', () => target.destroy())
  })
  return { port: await listen(server), seen }
}
