import type { HttpFetch, HttpResponse } from '../../src/http/fetch.ts'
import { openVault } from '../../src/vault/open.ts'
import { storeContext } from './store-context.ts'
import { VirtualClock } from './virtual-clock.ts'

export const TOKEN = 'hvs.CAESIAAAAAAAAAAAAAAAAAAAAAAAAAAAA'

/** A server that gives one response after another, and the last one from then on. */
export function answering(
  ...responses: { status: number; body?: object | string; headers?: Record<string, string> }[]
): HttpFetch & { urls: string[] } {
  const urls: string[] = []
  const fetch = async (url: string): Promise<HttpResponse> => {
    urls.push(url)
    const {
      status,
      body = '',
      headers = {},
    }: (typeof responses)[number] = responses[Math.min(urls.length, responses.length) - 1] ?? { status: 500 }
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return {
      url,
      status,
      statusText: '',
      headers: new Map(Object.entries(headers)),
      text: async () => text,
      arrayBuffer: async () => new ArrayBuffer(0),
    }
  }
  return Object.assign(fetch, { urls })
}

/** A client whose requests this fetch answers in virtual time; without one, the network does. */
export function connect(fetch?: HttpFetch, env: Record<string, string> = {}) {
  const clock = new VirtualClock()
  const settings = { VAULT_ADDR: 'https://vault.example.com', VAULT_TOKEN: TOKEN, ...env }
  const context = storeContext(settings, fetch, fetch && { clock, sleep: clock.sleep })
  return { client: openVault(context, 'Vault'), context }
}
