import { vi } from 'vitest'
import { GitHubClient } from '../../src/github/client.ts'
import { connect } from '../../src/github/octokit.ts'
import type { HttpFetch } from '../../src/http/fetch.ts'
import { Retry } from '../../src/http/retry.ts'
import type { Network } from '../../src/http/send.ts'
import { VirtualClock } from './virtual-clock.ts'

/** A reply to one request. */
export type ScriptedReply =
  /** A response with `data` as JSON, after `afterMs` if given. */
  | { status: number; data?: unknown; headers?: Record<string, string>; afterMs?: number }
  /** The connection fails with this code. */
  | { fails: string; afterMs?: number }
  /** No response comes. */
  | 'silence'

/** Replies to one route, such as `GET /orgs/octo/actions/secrets/KEY`: each once, then the last one repeatedly. */
export type Script = Record<string, ScriptedReply[]>

export interface SentRequest {
  /** Milliseconds since the run began. */
  at: number
  /** Method and path, not decoded. */
  route: string
  headers: Record<string, string>
  /** The parsed JSON. */
  body: Record<string, unknown> | undefined
}

export const API_URL = 'https://github.example/api/v3'

/** A fetch that answers by a script and records its requests. */
export function scriptedFetch(clock: VirtualClock, script: Script): { fetch: HttpFetch; sent: SentRequest[] } {
  const replies = structuredClone(script)
  const sent: SentRequest[] = []
  const fetch: HttpFetch = async (url, { method = 'GET', headers = {}, body, signal }) => {
    const route = `${method} ${url.slice(API_URL.length)}`
    sent.push({ at: clock.elapsedMs(), route, headers, body: body === undefined ? undefined : JSON.parse(body) })
    const list = replies[route] ?? []
    const reply = list.length > 1 ? list.shift() : list[0]
    if (reply === undefined) throw new Error(`the script has no reply to ${route}`)
    if (reply === 'silence') return untilAborted(signal)
    if (reply.afterMs !== undefined) await clock.sleep(reply.afterMs, signal)
    if ('fails' in reply) throw Object.assign(new Error(`${reply.fails}: of some kind`), { code: reply.fails })
    const text = reply.data === undefined ? '' : JSON.stringify(reply.data)
    return {
      url,
      status: reply.status,
      statusText: '',
      headers: new Map(Object.entries({ 'content-type': 'application/json', ...reply.headers })),
      text: async () => text,
      arrayBuffer: async () => new TextEncoder().encode(text).buffer,
    }
  }
  return { fetch, sent }
}

function untilAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
}

/**
 * A client of a GitHub that answers by a script, through the real Octokit. Time is virtual, and there is no jitter: backoff
 * takes 250, 500, 1000 and 2000 ms.
 */
export function scriptedGitHub(script: Script) {
  vi.spyOn(Math, 'random').mockReturnValue(0)
  const clock = new VirtualClock()
  const { fetch, sent } = scriptedFetch(clock, script)
  const log: string[] = []
  const timeline: string[] = []
  const { sleep } = clock
  const retry = new Retry({ clock, sleep }, line => log.push(line))
  const network: Network = { clock, sleep, fetch, retry, debug: line => timeline.push(line) }
  const client = new GitHubClient(connect('a token', API_URL, fetch), network)
  /** Method and path of each request. */
  const routes = () => sent.map(({ route }) => route)
  return { client, clock, network, sent, routes, log, timeline }
}
