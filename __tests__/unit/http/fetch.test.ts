// Requests over a real connection: what is sent, what is read, and whom a proxy is asked for.
import { createServer, type RequestListener } from 'node:http'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { httpFetch } from '../../../src/http/fetch.ts'
import { listen, startProxy } from '../../support/proxy.ts'

const MIB = 1024 * 1024
const PROXY_VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy']

beforeEach(() => {
  for (const name of PROXY_VARIABLES) vi.stubEnv(name, undefined)
})
afterEach(() => {
  vi.unstubAllEnvs()
})

async function serve(answer: RequestListener) {
  let connections = 0
  const server = createServer(answer).on('connection', () => connections++)
  const port = await listen(server)
  return { server, url: `http://127.0.0.1:${port}/path?q`, connections: () => connections }
}

const thrown = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    ({ code, message }: NodeJS.ErrnoException) => ({ code, message }),
  )

describe('a request', () => {
  it('is sent as it is, with the length of its body in bytes', async () => {
    const { url } = await serve(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      const { method, url, headers } = request
      response.end(JSON.stringify({ method, url, headers, body: Buffer.concat(chunks).toString() }))
    })
    const answer = await httpFetch(url, { method: 'PUT', headers: { accept: 'x/y' }, body: '{"clé":"🔑"}' })
    const seen = JSON.parse(await answer.text())
    expect(seen).toMatchObject({ method: 'PUT', url: '/path?q', body: '{"clé":"🔑"}' })
    expect(seen.headers).toMatchObject({ accept: 'x/y', 'content-length': '15' })
    const bare = JSON.parse(await (await httpFetch(url, { headers: { accept: 'x/y' } })).text())
    expect([bare.method, bare.headers.accept, bare.headers['content-length']]).toEqual(['GET', 'x/y', undefined])
  })

  it('after another goes over the same connection', async () => {
    const { url, connections } = await serve((_, response) => response.end('x'))
    await httpFetch(url, {})
    await httpFetch(url, {})
    expect(connections()).toBe(1)
  })

  it('ends with what its signal says, whenever it does', async () => {
    const { url } = await serve(() => {})
    const reason = new Error('over')
    const later = new AbortController()
    const waiting = httpFetch(url, { signal: later.signal })
    setTimeout(() => later.abort(reason), 20)
    await expect(waiting).rejects.toBe(reason)
  })
})

describe('an answer', () => {
  it('has status, headers and body, of which the same header twice is one', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(418, 'A teapot', [
        ['x-one', 'a'],
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2'],
      ] as unknown as string[])
      response.end('clé')
    })
    const answer = await httpFetch(url, {})
    expect(answer).toMatchObject({ url, status: 418, statusText: 'A teapot' })
    expect([answer.headers.get('x-one'), answer.headers.get('set-cookie')]).toEqual(['a', 'a=1, b=2'])
    expect(await answer.text()).toBe('clé')
    expect(Buffer.from(await answer.arrayBuffer()).toString()).toBe('clé')
  })

  it('may be as large as 1 MiB, and is not read any further', async () => {
    const { url } = await serve((request, response) => response.end(Buffer.alloc(Number(request.headers['x-size']))))
    const sized = (size: number) => httpFetch(url, { headers: { 'x-size': String(size) } })
    expect(await (await sized(MIB)).text()).toHaveLength(MIB)
    expect(await thrown(sized(MIB + 1))).toEqual({
      code: 'ERR_ANSWER_TOO_LARGE',
      message: 'the response is larger than 1048576 bytes',
    })
  })

  it('httpFetch rejects a response that ends early', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 10 }).write('half')
      setTimeout(() => response.destroy(), 20)
    })
    expect(await thrown(httpFetch(url, {}))).toEqual({ code: 'ECONNRESET', message: 'aborted' })
  })

  it('httpFetch rejects a response that switches protocols', async () => {
    const { url, server } = await serve(() => {})
    server.on('upgrade', (_, socket) =>
      socket.write('HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
    )
    const headers = { upgrade: 'x', connection: 'upgrade' }
    expect(await thrown(httpFetch(url, { headers }))).toEqual({
      code: 'ECONNRESET',
      message: 'the connection ended without a response',
    })
  })
})

describe('the check of certificates', () => {
  it('may not be switched off, and plain http does not need it', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    const { url } = await serve((_, response) => response.end('x'))
    expect((await httpFetch(url, {})).status).toBe(200)
    expect(await thrown(httpFetch(url.replace('http:', 'https:'), {}))).toEqual({
      code: 'ERR_TLS_UNVERIFIED',
      message: 'NODE_TLS_REJECT_UNAUTHORIZED=0 turns off the verification of certificates; unset it',
    })
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '1')
    expect((await thrown(httpFetch(url.replace('http:', 'https:'), {})))?.code).toMatch(
      /^(?:EPROTO|ERR_SSL|ECONNRESET)/,
    )
  })
})

describe('a proxy', () => {
  /** What the proxy is asked for by one request, with these variables. */
  async function askedFor(variables: (host: string) => Record<string, string>, url = 'https://localhost:9/x') {
    const { seen, port } = await startProxy(403)
    for (const [name, value] of Object.entries(variables(`127.0.0.1:${port}`))) vi.stubEnv(name, value)
    const error = await thrown(httpFetch(url, {}))
    return { seen, code: error?.code }
  }

  it.each<[how: string, variables: (host: string) => Record<string, string>]>([
    ['HTTPS_PROXY', host => ({ HTTPS_PROXY: `http://${host}` })],
    ['https_proxy, which goes first', host => ({ https_proxy: `http://${host}`, HTTPS_PROXY: 'http://x.invalid' })],
    ['a host alone', host => ({ HTTPS_PROXY: host })],
    ['a host with white space around', host => ({ HTTPS_PROXY: ` ${host}\n` })],
  ])('is asked as %s names it', async (_, variables) => {
    expect(await askedFor(variables)).toEqual({ seen: ['localhost:9'], code: 'ERR_PROXY_TUNNEL' })
  })

  it('gets its user and password', async () => {
    const { seen } = await askedFor(host => ({ HTTPS_PROXY: `http://us%20er:p%40ss@${host}` }))
    expect(seen).toEqual([`localhost:9 Basic ${Buffer.from('us er:p@ss').toString('base64')}`])
  })

  it('is not asked for a host that NO_PROXY names', async () => {
    const { seen, code } = await askedFor(host => ({ HTTPS_PROXY: host, NO_PROXY: 'localhost' }))
    expect([seen, code === 'ERR_PROXY_TUNNEL']).toEqual([[], false])
  })

  it('that never answers is given up where the signal says so', async () => {
    const { seen, port } = await startProxy('hangs')
    vi.stubEnv('HTTPS_PROXY', `127.0.0.1:${port}`)
    const reason = new Error('over')
    const controller = new AbortController()
    const waiting = httpFetch('https://localhost:9', { signal: controller.signal })
    waiting.catch(() => {})
    await vi.waitFor(() => expect(seen).toEqual(['localhost:9']))
    controller.abort(reason)
    await expect(waiting).rejects.toBe(reason)
  })

  it('is for https alone', async () => {
    const { seen, port } = await startProxy(403)
    const { url } = await serve((_, response) => response.end('direct'))
    for (const name of ['HTTPS_PROXY', 'HTTP_PROXY']) vi.stubEnv(name, `http://127.0.0.1:${port}`)
    expect(await (await httpFetch(url, {})).text()).toBe('direct')
    expect(seen).toEqual([])
    vi.stubEnv('HTTPS_PROXY', 'socks5://x')
    expect(await (await httpFetch(url, {})).text()).toBe('direct')
  })

  it('that cannot be one stops the request', async () => {
    vi.stubEnv('HTTPS_PROXY', 'socks5://user:hush@127.0.0.1:1080')
    expect(await thrown(httpFetch('https://localhost:9', {}))).toMatchObject({ code: 'ERR_INVALID_PROXY' })
  })
})
