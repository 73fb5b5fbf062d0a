import { randomBytes } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { freePort } from './free-port.ts'
import { createHome, startServer } from './server-process.ts'

/** Whether `bao` is on the PATH. */
export function hasOpenBao(): boolean {
  const folders = process.env.PATH?.split(delimiter) ?? []
  return folders.some(folder => ['bao', 'bao.exe'].some(name => existsSync(join(folder, name))))
}

/** What the server answers. */
export interface BaoReply {
  status: number
  data: Record<string, unknown>
  auth: Record<string, unknown>
  errors: string[]
}

/** An OpenBao in development mode: unsealed, in memory, with KV version 2 at `secret/`. */
export class OpenBao {
  readonly address: string
  readonly rootToken: string
  readonly #stop: () => Promise<void>
  readonly #namespace: string

  constructor(address: string, rootToken: string, stop: () => Promise<void>, namespace = '') {
    this.address = address
    this.rootToken = rootToken
    this.#stop = stop
    this.#namespace = namespace
  }

  /** Makes a namespace, which has KV version 2 at `secret/` too. @returns the same server, for requests in the namespace */
  async createNamespace(name: string): Promise<OpenBao> {
    await this.set(`sys/namespaces/${name}`, {})
    const created = new OpenBao(this.address, this.rootToken, this.#stop, name)
    await created.set('sys/mounts/secret', { type: 'kv', options: { version: '2' } })
    return created
  }

  /** Sends a request as root, unless another token is given. */
  async send(method: string, path: string, body?: object, token = this.rootToken): Promise<BaoReply> {
    const response = await fetch(`${this.address}/v1/${path}`, {
      method,
      headers: { 'x-vault-token': token, 'x-vault-namespace': this.#namespace },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const { data, auth, errors } = text === '' ? {} : JSON.parse(text)
    return { status: response.status, data: data ?? {}, auth: auth ?? {}, errors: errors ?? [] }
  }

  /** Sends a request as root that sets something up. @throws if it is refused */
  async set(path: string, body: object): Promise<BaoReply> {
    const reply = await this.send('POST', path, body)
    if (reply.status >= 300) throw new Error(`${path}: ${reply.status} ${reply.errors.join('; ')}`)
    return reply
  }

  /** A token with these policies alone. */
  async createToken(policies: Record<string, string>): Promise<string> {
    for (const [name, policy] of Object.entries(policies)) await this.set(`sys/policies/acl/${name}`, { policy })
    const { auth } = await this.set('auth/token/create', {
      policies: Object.keys(policies),
      no_default_policy: true,
      ttl: '10m',
    })
    return String(auth.client_token)
  }

  close(): Promise<void> {
    return this.#stop()
  }
}

/**
 * Starts a server on a free port of this machine. It ends with this process at the latest.
 * @param auditLog a file to which it writes its audit log
 */
export async function startOpenBao({ auditLog }: { auditLog?: string } = {}): Promise<OpenBao> {
  const home = createHome('openbao')
  const rootToken = `root-${randomBytes(12).toString('hex')}`
  const port = await freePort()
  const config = join(home, 'config.hcl')
  writeFileSync(
    config,
    auditLog === undefined ? '' : `audit "file" "log" {\n  options = { file_path = ${JSON.stringify(auditLog)} }\n}\n`,
  )
  const args = [
    'server',
    '-dev',
    `-config=${config}`,
    `-dev-root-token-id=${rootToken}`,
    `-dev-listen-address=127.0.0.1:${port}`,
    '-dev-no-store-token',
  ]
  const server = startServer('bao', args, home)
  const bao = new OpenBao(`http://127.0.0.1:${port}`, rootToken, server.stop)
  for (let attempt = 1; attempt <= 200; attempt++) {
    if (server.exitCode !== null) throw new Error(`bao ended with ${server.exitCode}`)
    const isReady = await bao.send('GET', 'sys/mounts/secret').then(
      ({ status }) => status === 200,
      () => false,
    )
    if (isReady) return bao
    await setTimeout(50)
  }
  await server.stop()
  throw new Error('bao did not start')
}
