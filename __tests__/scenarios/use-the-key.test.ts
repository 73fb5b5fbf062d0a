import { execFile, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { p256 } from '@noble/curves/nist.js'
import { compactVerify, importJWK } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import type { OpenBao } from '../../local/openbao/index.ts'
import {
  encodePrivateKey,
  generateOperatorKey,
  type OperatorPublicKey,
  parsePublicKeyHex,
} from '../../src/key/operator-key.ts'
import { openKeyStore } from '../../src/stores/open.ts'
import { readKeyStoreUri } from '../../src/stores/uri.ts'
import { ACCOUNT, type Ministack, REGION, root, SKIPS_MINISTACK, sharedMinistack } from '../support/ministack.ts'
import { SKIPS_OPENBAO, sharedOpenBao } from '../support/openbao.ts'
import { listen } from '../support/proxy.ts'
import { storeContext } from '../support/store-context.ts'

const ROOT = join(import.meta.dirname, '../..')
const RECIPES = join(ROOT, 'examples/use-the-key')
const CHALLENGE = randomBytes(120)
/** Whether Python lacks one of these packages. CI has them all, and never skips. To look for one takes a tenth of its import. */
const skipsPython = (...packages: string[]) => {
  const look = 'import sys, importlib.util; sys.exit(None in map(importlib.util.find_spec, sys.argv[1:]))'
  return spawnSync('python3', ['-c', look, ...packages]).status !== 0 && !process.env.CI
}
const SKIPS_PYTHON = skipsPython('jwt', 'cryptography')

/** Runs a recipe in Python or TypeScript. Returns the JWS that it prints. */
async function runRecipe(file: string, args: string[], env: Record<string, string>): Promise<string> {
  const command = file.endsWith('.py') ? 'python3' : process.execPath
  const all = [join(RECIPES, file), CHALLENGE.toString('base64url'), ...args]
  const { PATH, NODE_COMPILE_CACHE } = process.env
  const given = { PATH, NODE_COMPILE_CACHE, PYTHONDONTWRITEBYTECODE: '1', ...env }
  const { stdout } = await promisify(execFile)(command, all, { env: given })
  return stdout.trim()
}

/** Checks what Ledger checks: the signature of the registered key over the challenge. */
async function expectSigned(jws: string, { jwk }: OperatorPublicKey): Promise<void> {
  const { payload, protectedHeader } = await compactVerify(jws, await importJWK({ ...jwk }, 'ES256'))
  expect(Buffer.from(payload)).toEqual(CHALLENGE)
  expect(protectedHeader).toEqual({ alg: 'ES256', typ: 'JWT' })
  // The header is the one that Ledger's own sample writes, byte by byte.
  expect(jws.split('.')[0]).toBe(Buffer.from('{"alg":"ES256","typ":"JWT"}').toString('base64url'))
}

/** A KMS whose signatures have an r of less than 32 bytes, as one in 500 has. */
async function startShortSigner() {
  const { BASE, Fn } = p256.Point
  const secretKey = p256.utils.randomSecretKey()
  let [nonce, point] = [1n, BASE]
  while (point.x >= 2n ** 247n) [nonce, point] = [nonce + 1n, point.add(BASE)]
  const server = createServer(async (request, response) => {
    const { Message } = JSON.parse(Buffer.concat(await request.toArray()).toString())
    const digest = Fn.create(BigInt(`0x${Buffer.from(Message, 'base64').toString('hex')}`))
    // FIPS 186-5 section 6.4.1
    const s = Fn.mul(Fn.inv(nonce), Fn.add(digest, Fn.mul(point.x, Fn.fromBytes(secretKey))))
    const der = new p256.Signature(point.x, s).toBytes('der')
    expect(der[3]).toBeLessThan(32)
    const body = JSON.stringify({ Signature: Buffer.from(der).toString('base64') })
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(body)
  })
  const url = `http://127.0.0.1:${await listen(server)}`
  return { url, publicKey: parsePublicKeyHex(Buffer.from(p256.getPublicKey(secretKey, false)).toString('hex')) }
}

/** A key, as a secret store keeps it. */
function newKey() {
  const { privateKeyPem, publicKey } = generateOperatorKey()
  const privateKey = encodePrivateKey(privateKeyPem, 'hex')
  return { privateKey, publicKey, operator: undefined, workspace: undefined }
}

const languages = (name: string) => [[`${name.replaceAll('-', '_')}.py`], [`${name}.ts`]]

describe('recipes for a secret or a file', () => {
  it.each(languages('sign-with-secret'))('%s signs a challenge with a key in hex and in PEM', async file => {
    if (file.endsWith('.py') && SKIPS_PYTHON) return
    const { privateKeyPem, publicKey } = generateOperatorKey()
    for (const encoding of ['hex', 'pem'] as const) {
      const env = { LEDGER_OPERATOR_PRIVATE_KEY: encodePrivateKey(privateKeyPem, encoding) }
      await expectSigned(await runRecipe(file, [], env), publicKey)
    }
  })
})

describe.skipIf(SKIPS_OPENBAO)('a recipe for Vault', () => {
  let bao: OpenBao
  beforeAll(async () => {
    bao = await sharedOpenBao()
    await bao.set('sys/mounts/ledger-transit', { type: 'transit' })
  })

  const open = (uri: string) => {
    const env = { VAULT_ADDR: bao.address, VAULT_TOKEN: bao.rootToken, GITHUB_RUN_ID: '16000000001' }
    return openKeyStore(
      readKeyStoreUri(() => uri, 'key-store'),
      storeContext(env),
    )
  }
  const envWith = async (policy: string) => ({
    VAULT_ADDR: bao.address,
    VAULT_TOKEN: await bao.createToken({ software: policy }),
  })

  it.each(languages('sign-with-vault-kv'))('%s signs a challenge with the approved version in KV', async file => {
    if (file.endsWith('.py') && SKIPS_PYTHON) return
    const path = `ledger/operators/${file.replace('.', '-')}`
    const store = await open(`vault://secret/${path}#pem`)
    if (store.kind !== 'secret') throw new Error('not a secret store')
    const approved = newKey()
    const { reference } = await store.store(approved, await store.read())
    await store.store(newKey(), await store.read())
    const env = await envWith(`path "secret/data/${path}" { capabilities = ["read"] }`)
    await expectSigned(await runRecipe(file, [reference], env), approved.publicKey)
    await expect(runRecipe(file, [reference.replace('version=1', '')], env)).rejects.toThrow()
  })

  it.each(languages('sign-with-transit'))('%s signs a challenge with a key in Transit', async file => {
    const store = await open('hashivault://operator?mount=ledger-transit')
    if (store.kind !== 'signing') throw new Error('not a signing store')
    const { stored, publicKey } = await store.create(await store.read())
    const env = await envWith(
      `path "ledger-transit/sign/${new URL(stored.reference).hostname}" { capabilities = ["update"] }`,
    )
    await expectSigned(await runRecipe(file, [stored.reference], env), publicKey)
    await expect(runRecipe(file, [stored.reference.replace('&version=1', '')], env)).rejects.toThrow()
  })
})

const SKIPS_BOTO3 = skipsPython('boto3', 'cryptography', 'jwt')

describe.skipIf(SKIPS_MINISTACK)('a recipe for AWS', () => {
  let aws: Ministack
  beforeAll(async () => {
    aws = await sharedMinistack()
  })

  const open = (uri: string) =>
    openKeyStore(
      readKeyStoreUri(() => uri, 'key-store'),
      storeContext(aws.env(root)),
    )
  const allowed = (Action: string, more: object) =>
    aws.createUser([{ Statement: [{ Effect: 'Allow', Action, ...more }] }])

  it.each(languages('sign-with-kms'))('%s signs challenges with a key in KMS that it may only use', async file => {
    if (file.endsWith('.py') && SKIPS_BOTO3) return
    const store = await open(`awskms:///alias/ledger-${file.replace('.', '-')}`)
    if (store.kind !== 'signing') throw new Error('not a signing store')
    const { stored, publicKey } = await store.create(await store.read())
    const arn = String(stored.reference).replace('awskms:///', '')
    const env = aws.env(await allowed('kms:Sign', { Resource: arn }))
    await expectSigned(await runRecipe(file, [stored.reference], env), publicKey)
  })

  it('sign-with-kms.ts signs a challenge if r is shorter than 32 bytes', async () => {
    const { url, publicKey } = await startShortSigner()
    const reference = `awskms:///arn:aws:kms:${REGION}:${ACCOUNT}:key/short`
    await expectSigned(
      await runRecipe('sign-with-kms.ts', [reference], { ...aws.env(root), AWS_ENDPOINT_URL: url }),
      publicKey,
    )
  })

  it.each(languages('sign-with-secrets-manager'))(
    '%s signs a challenge with the approved version in Secrets Manager',
    async file => {
      if (file.endsWith('.py') && SKIPS_BOTO3) return
      const name = `ledger/operators/${file.replace('.', '-')}`
      const store = await open(`awssecrets:///${name}`)
      if (store.kind !== 'secret') throw new Error('not a secret store')
      const approved = newKey()
      const { reference } = await store.store(approved, await store.read())
      await store.store(newKey(), await store.read())
      const env = aws.env(await allowed('secretsmanager:GetSecretValue', { Resource: '*' }))
      await expectSigned(await runRecipe(file, [reference], env), approved.publicKey)
    },
  )
})

it('docs/use-the-key.md shows each recipe unchanged', () => {
  const page = readFileSync(join(ROOT, 'docs/use-the-key.md'), 'utf8')
  for (const name of readdirSync(RECIPES).filter(name => /\.(?:py|ts)$/.test(name))) {
    const language = name.endsWith('.py') ? 'python' : 'ts'
    const text = readFileSync(join(RECIPES, name), 'utf8')
    expect(page, name).toContain(`\`\`\`${language}\n${text}\`\`\`\n`)
  }
})
