// What a program would do at the least, written by hand: `node minimal.js generate|promote|discard|verify`. It seals nothing,
// checks nothing and retries nothing; for verify it only loads node:crypto. node:http comes by getBuiltinModule, since an
// import of it would run all its getters. With `seals` it seals by libsodium: what no action can do without.
import { createPrivateKey, generateKeyPairSync } from 'node:crypto'

const [, , what, base, name, confirms, seals] = process.argv

async function send(method, path, body) {
  const { request } = process.getBuiltinModule('node:http')
  return new Promise((resolve, reject) => {
    request(
      base + path,
      { method, headers: { authorization: `token ${process.env.TOKEN}`, 'user-agent': 'minimal' } },
      answer => {
        let text = ''
        answer.on('data', chunk => (text += chunk)).on('end', () => resolve(text))
      },
    )
      .once('error', reject)
      .end(body)
  })
}

/** As the actions load it: once the first request is written. */
async function loadSodium() {
  await new Promise(resolve => setImmediate(() => setImmediate(resolve)))
  const { default: sodium } = await import('../dist/libsodium.js')
  await sodium.ready
  return sodium
}

const secrets = '/repos/o/r/environments/e/secrets'
if (what === 'generate' || what === 'promote') {
  const text =
    what === 'generate'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256', privateKeyEncoding: { type: 'sec1', format: 'pem' } })
          .privateKey
      : createPrivateKey(Buffer.from(process.env.KEY, 'hex').toString()).export({ type: 'sec1', format: 'pem' })
  const looking = send('GET', `${secrets}/public-key`)
  const sodium = seals && (await loadSodium())
  const { key, key_id } = JSON.parse(await looking)
  const box = seals ? sodium.crypto_box_seal(text, Buffer.from(key, 'base64')) : text
  const encrypted_value = Buffer.from(box).toString('base64')
  await send('PUT', `${secrets}/${name}`, JSON.stringify({ encrypted_value, key_id }))
  if (confirms) await send('GET', `${secrets}/${name}`)
} else if (what === 'discard') {
  await send('GET', `${secrets}/OLD`)
  await send('DELETE', `${secrets}/OLD`)
}
