import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { Duplex } from 'node:stream'

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** An HTTP proxy for requests to this machine: tunnels by CONNECT, forwards what names a whole URL. */
export class LocalProxy {
  /** What passed or was refused, in order: `CONNECT 127.0.0.1:443`, `GET http://127.0.0.1:80/path`. */
  readonly requests: string[] = []
  url = ''
  readonly #refusal: number | undefined
  readonly #sockets = new Set<Duplex>()
  readonly #server = createServer((incoming, response) => this.#forward(incoming, response))

  /** @param refusal a status that every request gets, such as 407 or 502 */
  constructor(refusal?: number) {
    this.#refusal = refusal
    this.#server.on('connect', (incoming, socket, head) => this.#tunnel(incoming, socket, head))
  }

  async listen(): Promise<this> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve))
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
    return this
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.closeAllConnections()
    await new Promise(resolve => this.#server.close(resolve))
  }

  #tunnel({ url = '' }: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.requests.push(`CONNECT ${url}`)
    this.#keep(socket)
    const target = targetOf(`http://${url}`)
    const refusal = this.#refusal ?? (target ? undefined : 403)
    if (refusal !== undefined || !target) {
      socket.end(
        `HTTP/1.1 ${refusal} Refused\r\n${authenticate(refusal)}content-length: 0\r\nconnection: close\r\n\r\n`,
      )
      return
    }
    const upstream = connect(Number(target.port || 80), bare(target), () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.write(head)
      socket.pipe(upstream).pipe(socket)
    })
    this.#keep(upstream)
    upstream.on('close', () => socket.destroy())
    socket.on('close', () => upstream.destroy())
  }

  #forward(incoming: IncomingMessage, response: ServerResponse): void {
    const { method = '', url = '', headers } = incoming
    this.requests.push(`${method} ${url}`)
    const target = targetOf(url)
    const refusal = this.#refusal ?? (target ? undefined : 403)
    if (refusal !== undefined || !target) {
      response.writeHead(refusal ?? 403, refusal === 407 ? { 'proxy-authenticate': 'Basic realm="proxy"' } : {}).end()
      return
    }
    const onward = request(target, { method, headers }, answer => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    incoming.pipe(onward)
  }

  /** Keeps a socket until it closes, so that none outlives the proxy; a reset on one side is no error here. */
  #keep(socket: Duplex): void {
    this.#sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.#sockets.delete(socket))
  }
}

/** Starts a proxy on a port of 127.0.0.1. */
export function startProxy(refusal?: number): Promise<LocalProxy> {
  return new LocalProxy(refusal).listen()
}

/** The URL of a request, if it leads to this machine. */
function targetOf(url: string): URL | undefined {
  const target = URL.canParse(url) ? new URL(url) : undefined
  return target && LOOPBACK.has(target.hostname) ? target : undefined
}

function bare({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1')
}

function authenticate(status: number | undefined): string {
  return status === 407 ? 'proxy-authenticate: Basic realm="proxy"\r\n' : ''
}
