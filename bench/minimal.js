// What a program would do at the least, written by hand: `node minimal.js generate|promote|discard|verify URL NAME`. It checks nothing and
// retries nothing; for verify it only loads node:crypto. It seals nothing, except with `seals`: by libsodium, which no action can do
// without. `file` makes a key and stores it in a file; `replay` makes a key and sends the requests in the environment variable REQUESTS.
// node:http comes by getBuiltinModule, since an import of it would run all its getters.
import { createPrivateKey, generateKeyPairSync } from 'node:crypto'

const [, , what, base, name, seals] = process.argv

async function send(method, path, body, headers = { authorization: `token ${process.env.TOKEN}` }) {
  const { request } = process.getBuiltinModule('node:http')
  return new Promise((resolve, reject) => {
    request(base + path, { method, headers: { ...headers, 'user-agent': 'minimal' } }, answer => {
      let text = ''
      answer.on('data', chunk => (text += chunk)).on('end', () => resolve(text))
    })
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

function generateKey() {
  const privateKeyEncoding = { type: 'sec1', format: 'pem' }
  return generateKeyPairSync('ec', { namedCurve: 'P-256', privateKeyEncoding }).privateKey
}

const secrets = '/repos/o/r/environments/e/secrets'
if (what === 'generate' || what === 'promote') {
  const text =
    what === 'generate'
      ? generateKey()
      : createPrivateKey(Buffer.from(process.env.KEY, 'hex').toString()).export({ type: 'sec1', format: 'pem' })
  const reading = send('GET', `${secrets}/public-key`)
  const sodium = seals && (await loadSodium())
  const { key, key_id } = JSON.parse(await reading)
  const box = seals ? sodium.crypto_box_seal(text, Buffer.from(key, 'base64')) : text
  const encrypted_value = Buffer.from(box).toString('base64')
  await send('PUT', `${secrets}/${name}`, JSON.stringify({ encrypted_value, key_id }))
  await send('GET', `${secrets}/${name}`)
} else if (what === 'discard') {
  await send('GET', `${secrets}/OLD`)
  await send('DELETE', `${secrets}/OLD`)
} else if (what === 'file') {
  const { closeSync, fsyncSync, openSync, readFileSync, writeSync } = process.getBuiltinModule('node:fs')
  const file = openSync(name, 'wx', 0o600)
  writeSync(file, generateKey())
  fsyncSync(file)
  closeSync(file)
  readFileSync(name)
} else if (what === 'replay') {
  generateKey()
  const headers = { 'x-vault-token': process.env.VAULT_TOKEN }
  for (const { method, path, body } of JSON.parse(process.env.REQUESTS)) await send(method, path, body, headers)
}
