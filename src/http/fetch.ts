import type { Agent, IncomingMessage } from 'node:http'

/** More than any answer of the operations used; a larger one is not GitHub's. */
const MAX_ANSWER_BYTES = 1024 * 1024

/** A response, read to its end. */
export interface HttpResponse {
  url: string
  status: number
  statusText: string
  /** Names in lower case. */
  headers: Map<string, string>
  text: () => Promise<string>
  arrayBuffer: () => Promise<ArrayBuffer>
}

/** The part of the fetch standard that Octokit uses. */
export type HttpFetch = (
  url: string,
  init: { method?: string; headers?: Record<string, string>; body?: string; signal?: AbortSignal },
) => Promise<HttpResponse>

type Protocol = 'http' | 'https'

/** One for each protocol, so that connections serve more than one request. */
const agents: Partial<Record<Protocol, Agent>> = {}

/**
 * The part of the fetch standard that Octokit uses, over node:http. Loading fetch or undici costs more time than making
 * and storing a key. Proxies are Node's own (since Node 24.5), for https only: plain http does not leave this machine.
 * Private certificate authorities are those of NODE_EXTRA_CA_CERTS. Redirects are not followed.
 * @throws Error with a `code` (what node:http throws, or one of the codes below), or the signal's reason
 */
export const httpFetch: HttpFetch = async (url, init) => {
  const { body, ...options } = init
  // An `import` of node:http would run all its getters, and one of them loads undici.
  const protocol: Protocol = url.startsWith('https:') ? 'https' : 'http'
  const { Agent, request } = process.getBuiltinModule(`node:${protocol}`)
  if (protocol === 'https') requireVerification()
  agents[protocol] ??= new Agent({ keepAlive: true, ...(protocol === 'https' && { proxyEnv: proxyOf(process.env) }) })
  const agent = agents[protocol]
  const { message, bytes } = await new Promise<{ message: IncomingMessage; bytes: Buffer }>((resolve, reject) => {
    // Node listens to the signal once the request has a connection, which a proxy may never give it.
    const { signal } = options
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
    let answered = false
    request(url, { ...options, agent }, message => {
      answered = true
      const chunks: Buffer[] = []
      let size = 0
      message
        .on('data', chunk => {
          size += chunk.length
          if (size > MAX_ANSWER_BYTES)
            message.destroy(coded('ERR_ANSWER_TOO_LARGE', `the answer is larger than ${MAX_ANSWER_BYTES} bytes`))
          chunks.push(chunk)
        })
        .once('end', () => resolve({ message, bytes: Buffer.concat(chunks) }))
        .once('error', reject)
    })
      .once('error', reject)
      // An answer that switches protocols is none, and Node says so in no other way.
      .once('close', () => answered || reject(coded('ECONNRESET', 'the connection ended without an answer')))
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

/** Node would take any certificate, and whoever is in between could choose for whom the private key is sealed. */
function requireVerification(): void {
  if (process.env.NODE_TLS_REJECT_UNAUTHORIZED !== '0') return
  throw coded('ERR_TLS_UNVERIFIED', 'NODE_TLS_REJECT_UNAUTHORIZED=0 switches the check of certificates off; unset it')
}

/**
 * The proxy that the environment names, as Node's agent takes it. As the toolkit has it, a proxy may be written without
 * `http://`, and an entry of NO_PROXY is for the host's subdomains too.
 * @throws Error with `ERR_INVALID_PROXY`, which shows nothing of the URL, since a password may be in it
 */
function proxyOf(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const proxy = (env.https_proxy || env.HTTPS_PROXY || '').trim()
  if (!proxy) return {}
  const hosts = (env.no_proxy || env.NO_PROXY || '').split(',').map(host => host.trim())
  try {
    const url = new URL(/^\w+:\/\//.test(proxy) ? proxy : `http://${proxy}`)
    decodeURIComponent(url.username + url.password)
    if (!/^https?:$/.test(url.protocol)) throw new Error('not the protocol of a proxy')
    return {
      HTTPS_PROXY: url.href,
      NO_PROXY: hosts.flatMap(host => (/^[\w-]/.test(host) ? [host, `.${host}`] : [host])).join(','),
    }
  } catch {
    throw coded(
      'ERR_INVALID_PROXY',
      'HTTPS_PROXY is not the URL of an HTTP proxy, such as http://proxy.example:3128 (a password in it has to be percent-encoded)',
    )
  }
}

function coded(code: string, message: string): NodeJS.ErrnoException {
  return Object.assign(new Error(message), { code })
}
