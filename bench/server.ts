// A GitHub that costs almost nothing: fixed responses, after a fixed time. Prints its port.
// `node server.ts LATENCY [LIMIT WINDOW]`: of requests that store, it takes LIMIT in WINDOW seconds, and refuses others as GitHub's
// secondary rate limit does. `GET /stats` shows what it has counted.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

const [latency = 0, limit = Number.POSITIVE_INFINITY, windowS = 60] = process.argv.slice(2).map(Number)
/** A valid X25519 public key; nobody has its other half. */
const sealingKey = JSON.stringify({ key_id: '568250167242549743', key: 'hBT5WZEj8ZoOv6TYJsfWq7MxTEQopZO5/IT3ZCVQPzs=' })
const environment = JSON.stringify({
  id: 1,
  can_admins_bypass: false,
  deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
  protection_rules: [
    { type: 'required_reviewers', prevent_self_review: true, reviewers: [{ reviewer: { login: 'a' } }] },
  ],
})
const patterns = JSON.stringify({ total_count: 1, branch_policies: [{ id: 1, name: 'main', type: 'branch' }] })
const stored = new Map<string, string>()
const stats = { requests: 0, refused: 0, stored: 0 }
let window = { startedAt: 0, count: 0 }

createServer((request, response) => {
  stats.requests++
  request.resume().on('end', () => setTimeout(answer, latency))
  const json = (status: number, body: string | undefined, headers = {}) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)

  function answer(): void {
    // A client that takes this for its proxy sends whole URLs.
    const path = (request.url ?? '').replace(/^http:\/\/[^/]+/, '')
    const name = path.slice(path.lastIndexOf('/') + 1)
    if (path === '/stats') {
      stats.requests--
      json(200, JSON.stringify(stats))
    } else if (request.method === 'PUT') {
      const now = Date.now() / 1000
      if (now - window.startedAt >= windowS) window = { startedAt: now, count: 0 }
      if (++window.count > limit) {
        stats.refused++
        const wait = Math.ceil(window.startedAt + windowS - now)
        json(403, '{"message":"You have exceeded a secondary rate limit."}', { 'retry-after': wait })
        return
      }
      const status = stored.has(path) ? 204 : 201
      stored.set(path, metadata(name))
      stats.stored = stored.size
      json(status, status === 201 ? '{}' : undefined)
    } else if (request.method === 'DELETE') {
      response.writeHead(204).end()
    } else if (name === 'public-key') {
      json(200, sealingKey)
    } else if (path.includes('/deployment-branch-policies')) {
      json(200, patterns)
    } else if (path.includes('/secrets/')) {
      const body = name.startsWith('OLD') ? metadata(name, '2026-01-31T12:00:00Z') : stored.get(path)
      json(body ? 200 : 404, body ?? '{"message":"Not Found"}')
    } else {
      json(200, environment)
    }
  }
}).listen(0, '127.0.0.1', function (this: Server) {
  console.log((this.address() as AddressInfo).port)
})

function metadata(name: string, time = `${new Date().toISOString().slice(0, 19)}Z`): string {
  return JSON.stringify({ name, created_at: time, updated_at: time })
}
