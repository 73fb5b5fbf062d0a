import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { freePort } from '../../local/openbao/free-port.ts'
import { OpenBao } from '../../local/openbao/index.ts'
import { createHome, startServer } from '../../local/openbao/server-process.ts'

interface Cluster {
  /** Answers reads by what has reached it, and hands changes to the active server. */
  standby: OpenBao
  close(): Promise<void>
}

/**
 * Starts an active server of OpenBao and a standby, which share their data by Raft.
 * @param setUp sets the active server up before the standby joins it
 */
export async function startCluster(setUp: (active: OpenBao) => Promise<void>): Promise<Cluster> {
  const servers = await Promise.all(['active', 'standby'].map(startMember))
  const close = async () => {
    await Promise.all(servers.map(({ stop }) => stop()))
  }
  const [active = '', standby = ''] = servers.map(({ address }) => address)
  try {
    const { keys_base64, root_token } = await until(`${active}/v1/sys/init`, { secret_shares: 1, secret_threshold: 1 })
    const [key] = keys_base64 as string[]
    await until(`${active}/v1/sys/unseal`, { key })
    await until(`${active}/v1/sys/health`)
    await setUp(new OpenBao(active, String(root_token), close))
    await until(`${standby}/v1/sys/storage/raft/join`, { leader_api_addr: active })
    await until(`${standby}/v1/sys/unseal`, { key })
    await until(`${standby}/v1/sys/health?standbyok=true`)
    return { standby: new OpenBao(standby, String(root_token), close), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function startMember(name: string): Promise<{ address: string; stop: () => Promise<void> }> {
  const address = `127.0.0.1:${await freePort()}`
  const cluster_address = `127.0.0.1:${await freePort()}`
  const home = createHome('openbao')
  const config = {
    storage: { raft: { path: home, node_id: name, performance_multiplier: 1 } },
    listener: { tcp: { address, cluster_address, tls_disable: true } },
    api_addr: `http://${address}`,
    cluster_addr: `https://${cluster_address}`,
  }
  const file = join(home, 'config.json')
  writeFileSync(file, JSON.stringify(config))
  // Without it, the standby is for 10 s no voter, which hears of a change before the active server has committed it.
  const { stop } = startServer('bao', ['server', `-config=${file}`], home, { BAO_RAFT_AUTOPILOT_DISABLE: 'true' })
  return { address: config.api_addr, stop }
}

/** Sends a request until it succeeds, and the server is not sealed. */
async function until(url: string, body?: object): Promise<Record<string, unknown>> {
  for (let attempt = 1; attempt <= 400; attempt++) {
    const response = await fetch(url, body && { method: 'PUT', body: JSON.stringify(body) }).catch(() => undefined)
    const reply = (await response?.json()) as Record<string, unknown>
    // A server that joins a cluster may need its key more than once.
    if (response?.ok && reply.sealed !== true) return reply
    await setTimeout(25)
  }
  throw new Error(`${url} does not answer`)
}
