// generate with each key store that can run here: beside a minimal program that sends the same requests, or writes the same file.
import { once } from 'node:events'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { hasOpenBao, startOpenBao } from '../local/openbao/index.ts'
import { type Command, commandFile, compare, FOLDER, HEADING, minimal, ROOT, run } from './process.ts'
import { environmentOf } from './subjects.ts'

interface Sent {
  method: string
  path: string
  body: string
}

let keys = 0
const generate = (store: string, env: NodeJS.ProcessEnv = {}): Command => ({
  args: [join(ROOT, 'dist/generate.js')],
  env: { ...environmentOf('store', '', 'http://127.0.0.1:9', commandFile()), 'INPUT_KEY-STORE': store, ...env },
})

export async function benchStores(rounds: number): Promise<void> {
  console.log(
    `\ngenerate with a key store: whole processes as a ratio to a minimal program that does the same\n${HEADING}`,
  )
  const newFile = () => join(FOLDER, `key-${++keys}`)
  await compare(
    'file',
    {
      action: () => generate(`file://${newFile()}`, { RUNNER_ENVIRONMENT: 'self-hosted' }),
      minimal: () => ({ args: minimal('file', '', newFile()), env: {} }),
    },
    rounds,
  )
  if (!hasOpenBao()) {
    console.log('  vault, transit: skipped, because `bao` is not on the PATH')
    return
  }
  const bao = await startOpenBao()
  try {
    await bao.set('sys/mounts/transit', { type: 'transit' })
    for (const [title, uri] of [
      ['vault', 'vault://secret/NAME'],
      ['transit', 'openbao://NAME'],
    ] as const) {
      const env = {
        VAULT_TOKEN: bao.rootToken,
        VAULT_ADDR: bao.address,
        BAO_TOKEN: bao.rootToken,
        BAO_ADDR: bao.address,
      }
      const sent = await recordRequests(bao.address, address =>
        run(generate(uri.replace('NAME', 'first'), { ...env, VAULT_ADDR: address, BAO_ADDR: address })),
      )
      const replayed = (): Command => {
        const name = `minimal-${++keys}`
        const requests = sent.map(({ method, path, body }) => ({ method, path: path.replace('first', name), body }))
        return { args: minimal('replay', bao.address, ''), env: { ...env, REQUESTS: JSON.stringify(requests) } }
      }
      await compare(
        title,
        { action: () => generate(uri.replace('NAME', `action-${++keys}`), env), minimal: replayed },
        rounds,
      )
    }
  } finally {
    await bao.close()
  }
}

/** The requests that a run sends to a server. */
async function recordRequests(address: string, using: (address: string) => Promise<unknown>): Promise<Sent[]> {
  const sent: Sent[] = []
  const proxy: Server = createServer(async (incoming, outgoing) => {
    let body = ''
    for await (const chunk of incoming) body += chunk
    const { method = '', url: path = '', headers } = incoming
    sent.push({ method, path, body })
    request(address + path, { method, headers }, response => {
      outgoing.writeHead(response.statusCode ?? 0, response.headers)
      response.pipe(outgoing)
    }).end(body)
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  await using(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`)
  proxy.closeAllConnections()
  proxy.close()
  return sent
}
