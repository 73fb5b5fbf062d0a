import type { Agent, IncomingMessage } from 'node:http'
import { proxyFor } from './proxy.ts'

/** More than any response of the operations used: no service that an action uses sends one. */
const MAX_RESPONSE_BYTES = 1024 * 1024

/** A whole response. */
export interface HttpResponse {
  url: string
  status: number
  statusText: string
  /** Names in lower case; repeated headers are joined by `, `. */
  headers: Map<string, string>
  text: () => Promise<string>
  arrayBuffer: () => Promise<ArrayBuffer>
}

/** What the fetch standard and `ca` say of a request. The signal aborts it. */
interface RequestOptions {
  method?: string
  headers?: Record<string, string>
  signal?: AbortSignal
  /** Certificates in PEM of the authorities to trust, instead of the usual ones. */
  ca?: string | undefined
}

/** The part of the fetch standard that Octokit uses, and `ca`. */
export type HttpFetch = (url: string, init: RequestOptions & { body?: string }) => Promise<HttpResponse>

/** By protocol, proxy and authorities. Agents are kept, so that connections serve more than one request. */
const agents = new Map<string, Agent>()

/**
 * Fetches over node:http, because loading fetch or undici takes longer than creating and storing a key. Requests over https use the
 * proxy that the environment names; requests over http never use one, because they do not leave this machine. Certificates are
 * verified; NODE_EXTRA_CA_CERTS adds private authorities. Redirects are not followed.
 * @throws Error with a `code` (of node:http, of `proxyFor`, or one of this file), or the signal's reason
 */
export const httpFetch: HttpFetch = async (url, { body, ...options }) => {
  const { message, bytes } = await send(url, options, body)
  const headers = new Map<string, string>()
  for (const [name, value] of Object.entries(message.headers)) headers.set(name, [value].flat().join(', '))
  return {
    url,
    status: Number(message.statusCode),
    statusText: String(message.statusMessage),
    headers,
    text: async () => bytes.toString('utf8'),
    arrayBuffer: async () => new Uint8Array(bytes).buffer,
  }
}

async function send(
  url: string,
  { ca, signal, ...options }: RequestOptions,
  body: string | undefined,
): Promise<{ message: IncomingMessage; bytes: Buffer }> {
  signal?.throwIfAborted()
  const protocol = url.startsWith('https:') ? 'https' : 'http'
  if (protocol === 'https') requireVerification()
  const agent = agentFor(protocol, protocol === 'https' ? proxyFor(url, process.env) : undefined, ca)
  return new Promise((resolve, reject) => {
    let responded = false
    const request = builtin(protocol)
      .request(url, { ...options, agent }, message => {
        responded = true
        const chunks: Buffer[] = []
        let size = 0
        message
          .on('data', chunk => {
            size += chunk.length
            if (size > MAX_RESPONSE_BYTES) {
              message.destroy(coded('ERR_ANSWER_TOO_LARGE', `the response is larger than ${MAX_RESPONSE_BYTES} bytes`))
            }
            chunks.push(chunk)
          })
          .once('end', () => resolve({ message, bytes: Buffer.concat(chunks) }))
          .once('error', reject)
      })
      .once('error', reject)
      // If the server switches protocols, Node closes the request without a response and without an error.
      .once('close', () => responded || reject(coded('ECONNRESET', 'the connection ended without a response')))
      .end(body)
    // node:http would listen to the signal only once the request has a connection, which a proxy may never give it.
    const abort = () => {
      reject(signal?.reason)
      request.destroy()
    }
    signal?.addEventListener('abort', abort, { once: true })
  })
}

function agentFor(protocol: 'http' | 'https', proxy = '', ca = ''): Agent {
  const name = `${protocol} ${proxy} ${ca}`
  const agent =
    agents.get(name) ??
    new (builtin(protocol).Agent)({
      keepAlive: true,
      ...(ca && { ca }),
      ...(proxy && { proxyEnv: { HTTPS_PROXY: proxy } }),
    })
  agents.set(name, agent)
  return agent
}

/** An `import` of node:http would run all its getters, and one of them loads undici. */
function builtin(protocol: 'http' | 'https') {
  return process.getBuiltinModule(`node:${protocol}`)
}

/** Without verification, whoever is between the runner and GitHub could choose for whom the private key is sealed. */
function requireVerification(): void {
  if (process.env.NODE_TLS_REJECT_UNAUTHORIZED !== '0') return
  throw coded(
    'ERR_TLS_UNVERIFIED',
    'NODE_TLS_REJECT_UNAUTHORIZED=0 turns off the verification of certificates; unset it',
  )
}

function coded(code: string, message: string): NodeJS.ErrnoException {
  return Object.assign(new Error(message), { code })
}
