import type { HttpFetch } from '../../src/http/fetch.ts'
import { storeContext, type TestStoreContext } from './store-context.ts'
import { VirtualClock } from './virtual-clock.ts'

/** The status and the JSON or text of a response, or the code of a broken connection. */
export type VaultScript = [status: number, body?: object | string] | string
/** A response, or a function that returns one for the body of the request. */
export type VaultReplies = (VaultScript | ((body: Record<string, unknown>) => VaultScript))[]

export const SERVER = 'Vault at https://vault.example.com'
/** The server has nothing at a path. */
export const ABSENT: VaultScript = [404, { errors: [] }]
/** The hint of a refusal that is not about policies. */
export const CHECK_MOUNT = 'Check the path in `key-store` and the configuration of the mount. Then run this again.'
/** The hint if the token may not. */
export const lacking = (capability: string) =>
  `The token is invalid or expired, or its policies lack ${capability}. Check the role or the token, and compare its policies with those in examples/policies.`

interface ScriptedVault extends TestStoreContext {
  /** `METHOD path` of each request. */
  sent: string[]
  inits: Parameters<HttpFetch>[1][]
  /** The bodies of the requests that have one. */
  bodies: () => unknown[]
}

/**
 * A Vault that answers by a script, in virtual time.
 * @param script for each `METHOD path` the responses, one after another; the last one again and again
 */
export function scriptedVault(script: Record<string, VaultReplies>, env: Record<string, string> = {}): ScriptedVault {
  const sent: string[] = []
  const inits: Parameters<HttpFetch>[1][] = []
  const fetch: HttpFetch = async (url, init) => {
    const { method = 'GET' } = init
    inits.push(init)
    const request = `${method} ${url.replace(/^https:\/\/[^/]+\/(?:v1\/)?/, '')}`
    const nth = sent.filter(other => other === request).length
    sent.push(request)
    const responses = script[request]
    if (!responses) throw new Error(`the script has no response to ${request}`)
    const scripted = responses[Math.min(nth, responses.length - 1)] ?? ''
    const response = typeof scripted === 'function' ? scripted(JSON.parse(String(init.body))) : scripted
    if (typeof response === 'string') throw Object.assign(new Error(`read ${response}`), { code: response })
    const [status, body = ''] = response
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const arrayBuffer = async () => new TextEncoder().encode(text).buffer
    return { url, status, statusText: '', headers: new Map(), text: async () => text, arrayBuffer }
  }
  const clock = new VirtualClock()
  const { sleep } = clock
  const all = {
    VAULT_ADDR: 'https://vault.example.com',
    VAULT_TOKEN: 'hvs.token-of-a-test',
    GITHUB_RUN_ID: '7',
    ...env,
  }
  const context = storeContext(all, fetch, { clock, sleep })
  const bodies = () => inits.flatMap(({ body }) => (body === undefined ? [] : [JSON.parse(String(body))]))
  return Object.assign(context, { sent, inits, bodies })
}
