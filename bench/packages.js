// What the packages that the actions are built on cost by themselves, bundled and loaded as the actions' bundles are:
// `node packages.js generate|promote|discard` does what minimal.js does, with them, and seals. It checks nothing and retries
// nothing, so what an action takes beyond it is the price of its own promises. For verify it is packages-verify.js.
import { generateKeyPairSync } from 'node:crypto'
import * as core from '@actions/core'
import { connect } from '../dist/octokit.js'

async function run(what) {
  const token = core.getInput('github-token')
  core.setSecret(token)
  const request = connect(token, core.getInput('github-api-url'))
  const secrets = '/repos/{owner}/{repo}/environments/{environment_name}/secrets'
  const place = { owner: 'o', repo: 'r', environment_name: 'e' }
  const secret = { ...place, secret_name: core.getInput('secret-name') }
  if (what === 'discard') {
    await request(`GET ${secrets}/{secret_name}`, secret)
    await request(`DELETE ${secrets}/{secret_name}`, secret)
  } else {
    const looking = request(`GET ${secrets}/public-key`, place)
    await new Promise(resolve => setImmediate(() => setImmediate(resolve)))
    const { default: sodium } = await import(/* webpackIgnore: true */ './libsodium.js')
    await sodium.ready
    const { data: sealingKey } = await looking
    const pem =
      what === 'generate'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'sec1', format: 'pem' })
        : Buffer.from(core.getInput('private-key'), 'hex').toString()
    core.setSecret(pem)
    const box = sodium.crypto_box_seal(pem, Buffer.from(sealingKey.key, 'base64'))
    const encrypted_value = Buffer.from(box).toString('base64')
    await request(`PUT ${secrets}/{secret_name}`, { ...secret, encrypted_value, key_id: sealingKey.key_id })
    await request(`GET ${secrets}/{secret_name}`, secret)
  }
  core.setOutput('done', 'true')
  process.exit(0)
}

void run(process.argv[2])
