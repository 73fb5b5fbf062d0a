import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { onTestFinished } from 'vitest'

/** Lets a server listen on this machine until the end of the test. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** How a proxy fails: with a status or without an answer, or by ending or not answering only its first connection. */
export type Refusal = number | 'hangs' | 'hangs once' | 'ends once'

/** An HTTP proxy for encrypted connections. It connects each request to this machine, whatever its host. */
export async function startProxy(refuses?: Refusal) {
  const seen: string[] = []
  const server = createServer((_, response) => response.writeHead(405).end())
  server.on('connect', (request, socket) => {
    seen.push(`${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim())
    // A client that disconnects is no error of the proxy.
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
