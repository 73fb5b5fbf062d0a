// What people do without the action, with what is installed here.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { commandFile, compare, FOLDER, HEADING, minimal, ROOT, startServer } from './process.ts'
import { environmentOf } from './subjects.ts'

const isInstalled = (program: string, argument: string) => spawnSync(program, [argument]).status === 0

export async function benchPeers(rounds: number): Promise<void> {
  const missing = [
    ['openssl', 'version'],
    ['gh', '--version'],
  ].flatMap(([program = '', argument = '']) => (isInstalled(program, argument) ? [] : program))
  console.log(
    '\nOther ways to make a key and store it in a secret of an environment, as a ratio to the minimal program',
  )
  console.log('  action      reads first, seals, stores, confirms, masks; proof, outputs, page; nothing in a file')
  console.log(
    '  openssl+gh  seals and stores; the key is in a file; nothing is read first, confirmed, masked or proved',
  )
  console.log('  minimal     stores, and reads back; seals, checks and shows nothing')
  if (missing.length > 0) {
    console.log(`  openssl+gh: skipped, because ${missing.join(' and ')} is not on the PATH`)
    return
  }
  let keys = 0
  for (const latency of [0, 50]) {
    const { url, server } = await startServer(latency)
    const env = (name: string) => environmentOf('generate', name, url, commandFile())
    // gh takes http only for this host, which the server stands for as its proxy.
    const peer = { GH_TOKEN: 'ghp_bench', GH_CONFIG_DIR: FOLDER, HTTP_PROXY: url, HOME: FOLDER, PATH: process.env.PATH }
    console.log(`\n${latency} ms a round trip\n${HEADING}`)
    await compare(
      'generate',
      {
        action: () => ({ args: [join(ROOT, 'dist/generate.js')], env: env(`KEY_${++keys}`) }),
        'openssl+gh': () => ({
          program: 'sh',
          args: [join(ROOT, 'bench/peer.sh'), `KEY_${++keys}`, join(FOLDER, 'peer.pem')],
          env: peer,
        }),
        minimal: () => ({ args: minimal('generate', url, `KEY_${++keys}`), env: env('') }),
      },
      rounds,
    )
    server.kill()
  }
}
