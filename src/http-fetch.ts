import type { Agent, IncomingMessage } from 'node:http'

/** More than any answer of the operations used; a larger one is not GitHub's. */
const MAX_ANSWER_BYTES = 1024 * 1024

type Protocol = 'http' | 'https'

/** One for each protocol, so that connections serve more than one request. */
const agents: Partial<Record<Protocol, Agent>> = {}

/**
 * The part of the fetch standard that Octokit uses, over node:http. Loading fetch or undici costs more time than making
 * and storing a key. Proxies are Node's own (HTTPS_PROXY, HTTP_PROXY, NO_PROXY; since Node 24.5), private certificate
 * authorities those of NODE_EXTRA_CA_CERTS. Redirects are not followed.
 * @throws what node:http throws (with `code`), and Error with `ERR_ANSWER_TOO_LARGE`
 */
export async function httpFetch(
  url: string,
  init: { method?: string; headers?: Record<string, string>; body?: string; signal?: AbortSignal },
) {
  const { body, ...options } = init
  // An `import` of node:http would run all its getters, and one of them loads undici.
  const protocol: Protocol = url.startsWith('https:') ? 'https' : 'http'
  const { Agent, request } = process.getBuiltinModule(`node:${protocol}`)
  const headers =
    body === undefined ? options.headers : { ...options.headers, 'content-length': Buffer.byteLength(body) }
  agents[protocol] ??= new Agent({ keepAlive: true, proxyEnv: process.env })
  const agent = agents[protocol]
  const { message, bytes } = await new Promise<{ message: IncomingMessage; bytes: Buffer }>((resolve, reject) => {
    request(url, { ...options, headers, agent }, message => {
      const chunks: Buffer[] = []
      let size = 0
      message
        .on('data', chunk => {
          size += chunk.length
          if (size > MAX_ANSWER_BYTES) message.destroy(tooLarge())
          chunks.push(chunk)
        })
        .once('end', () => resolve({ message, bytes: Buffer.concat(chunks) }))
        .once('error', reject)
    })
      .once('error', reject)
      .end(body)
  })
  const answerHeaders = new Map<string, string>()
  for (const [name, value] of Object.entries(message.headers)) {
    answerHeaders.set(name, [value].flat().join(', '))
  }
  return {
    url,
    status: Number(message.statusCode),
    statusText: String(message.statusMessage),
    headers: answerHeaders,
    text: async () => bytes.toString('utf8'),
    arrayBuffer: async () => new Uint8Array(bytes).buffer,
  }
}

function tooLarge(): NodeJS.ErrnoException {
  const message = `the answer is larger than ${MAX_ANSWER_BYTES} bytes`
  return Object.assign(new Error(message), { code: 'ERR_ANSWER_TOO_LARGE' })
}
