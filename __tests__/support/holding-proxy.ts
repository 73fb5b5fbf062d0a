import { createServer, request as send } from 'node:http'
import { listen } from './proxy.ts'

/**
 * A proxy that holds one request for ever: before the server gets it, or before its response gets back.
 * @param target URL of the server
 * @param isHeld `METHOD /path` of a request to Vault, or its operation of AWS
 * @param onHold called once the request is held
 */
export async function startHoldingProxy(
  target: string,
  isHeld: RegExp,
  when: 'before' | 'after',
  onHold: () => void,
): Promise<string> {
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray())
    const { method, url: path, headers } = request
    const operation = String(headers['x-amz-target']).replace(/^.*\./, '')
    const held = isHeld.test(headers['x-amz-target'] ? operation : `${method} ${path}`)
    if (held && when === 'before') return onHold()
    // The header `host` is a part of AWS's signatures, so it stays as it is.
    const forwarded = send(`${target}${path}`, { method, headers }, async answer => {
      const text = Buffer.concat(await answer.toArray())
      if (held) return onHold()
      response.writeHead(answer.statusCode ?? 0, answer.headers).end(text)
    })
    forwarded.end(body)
  })
  return `http://127.0.0.1:${await listen(server)}`
}
