import type { IncomingMessage } from 'node:http'
import { HttpClient } from '@actions/http-client'

/** More than any answer of the operations used; a larger one is not GitHub's. */
const MAX_ANSWER_BYTES = 1024 * 1024

/** Find the proxy for a URL as every action does, and keep connections for the next request. An agent serves one protocol. */
const agents = {
  http: new HttpClient(undefined, undefined, { keepAlive: true }),
  https: new HttpClient(undefined, undefined, { keepAlive: true }),
}

/**
 * The part of the fetch standard that Octokit uses, over node:http. Loading fetch or undici costs more time than making
 * and storing a key. Proxies are those that the toolkit's own client finds (HTTPS_PROXY, HTTP_PROXY, NO_PROXY); private
 * certificate authorities those of NODE_EXTRA_CA_CERTS. Redirects are not followed.
 * @throws what node:http throws (with `code`), and Error where the answer is too large or the time is up
 */
export async function httpFetch(
  url: string,
  init: { method?: string; headers?: Record<string, string>; body?: string; signal?: AbortSignal },
) {
  const { body, ...options } = init
  // An `import` of node:http would run all its getters, and one of them loads undici.
  const protocol = url.startsWith('https:') ? 'https' : 'http'
  const { request } = process.getBuiltinModule(`node:${protocol}`)
  const headers =
    body === undefined ? options.headers : { ...options.headers, 'content-length': Buffer.byteLength(body) }
  const agent = agents[protocol].getAgent(url)
  const message = await new Promise<IncomingMessage>((resolve, reject) => {
    request(url, { ...options, headers, agent }, resolve)
      .once('error', reject)
      .end(body)
  })
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_ANSWER_BYTES) throw new Error(`the answer is larger than ${MAX_ANSWER_BYTES} bytes`)
    chunks.push(chunk)
  }
  const bytes = Buffer.concat(chunks)
  const answerHeaders = new Map<string, string>()
  for (const [name, value] of Object.entries(message.headers)) {
    answerHeaders.set(name, Array.isArray(value) ? value.join(', ') : (value ?? ''))
  }
  return {
    url,
    status: message.statusCode ?? 0,
    statusText: message.statusMessage ?? '',
    headers: answerHeaders,
    text: async () => bytes.toString('utf8'),
    arrayBuffer: async () => new Uint8Array(bytes).buffer,
  }
}
