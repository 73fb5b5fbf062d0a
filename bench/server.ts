// A GitHub and a Ledger that cost almost nothing: fixed answers, after a fixed time. Prints its port.
import { createServer } from 'node:http'

const latency = Number(process.argv[2] ?? 0)
/** A valid X25519 public key; nobody has its other half. */
const sealingKey = JSON.stringify({ key_id: '568250167242549743', key: 'hBT5WZEj8ZoOv6TYJsfWq7MxTEQopZO5/IT3ZCVQPzs=' })
const environment = JSON.stringify({
  id: 1,
  can_admins_bypass: false,
  deployment_branch_policy: { protected_branches: true, custom_branch_policies: false },
  protection_rules: [
    { type: 'required_reviewers', prevent_self_review: true, reviewers: [{ reviewer: { login: 'a' } }] },
  ],
})
const stored = new Map<string, string>()

createServer((request, response) => {
  request.resume().on('end', () => setTimeout(answer, latency))
  function answer(): void {
    const { method = '', url = '' } = request
    const name = url.slice(url.lastIndexOf('/') + 1)
    if (method === 'PUT') {
      const status = stored.has(url) ? 204 : 201
      stored.set(url, metadata(name))
      response.writeHead(status, { 'content-type': 'application/json' }).end(status === 201 ? '{}' : undefined)
    } else if (method === 'DELETE') {
      response.writeHead(204).end()
    } else if (url.endsWith('/public-key')) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(sealingKey)
    } else if (url.includes('/secrets/')) {
      const body = name.startsWith('OLD') ? metadata(name, '2026-01-31T12:00:00Z') : stored.get(url)
      response
        .writeHead(body ? 200 : 404, { 'content-type': 'application/json' })
        .end(body ?? '{"message":"Not Found"}')
    } else {
      response.writeHead(200, { 'content-type': 'application/json' }).end(environment)
    }
  }
}).listen(0, '127.0.0.1', function (this: import('node:net').Server) {
  console.log((this.address() as import('node:net').AddressInfo).port)
})

function metadata(name: string, time = `${new Date().toISOString().slice(0, 19)}Z`): string {
  return JSON.stringify({ name, created_at: time, updated_at: time })
}
