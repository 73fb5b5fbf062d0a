import { execFile, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { compactVerify, importJWK } from 'jose'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type OpenBao, startOpenBao } from '../../local/openbao/index.ts'
import { encodePrivateKey, generateOperatorKey, type OperatorPublicKey } from '../../src/key/operator-key.ts'
import { openKeyStore } from '../../src/stores/open.ts'
import { readKeyStoreUri } from '../../src/stores/uri.ts'
import { root, SKIPS_MINISTACK, startMinistack } from '../support/ministack.ts'
import { SKIPS_OPENBAO } from '../support/openbao.ts'
import { storeContext } from '../support/store-context.ts'

const ROOT = join(import.meta.dirname, '../..')
const RECIPES = join(ROOT, 'examples/use-the-key')
const CHALLENGE = randomBytes(120)
const SKIPS_PYTHON = spawnSync('python3', ['-c', 'import jwt, cryptography']).status !== 0 && !process.env.CI

/** Runs a recipe in Python or TypeScript. Returns the JWS that it prints. */
async function runRecipe(file: string, args: string[], env: Record<string, string>): Promise<string> {
  const command = file.endsWith('.py') ? 'python3' : process.execPath
  const all = [join(RECIPES, file), CHALLENGE.toString('base64url'), ...args]
  const { PATH = '' } = process.env
  const { stdout } = await promisify(execFile)(command, all, { env: { PATH, PYTHONDONTWRITEBYTECODE: '1', ...env } })
  return stdout.trim()
}

/** What Ledger checks: the signature, by the registered key, over the challenge. */
async function expectSigned(jws: string, { jwk }: OperatorPublicKey): Promise<void> {
  const { payload, protectedHeader } = await compactVerify(jws, await importJWK({ ...jwk }, 'ES256'))
  expect(Buffer.from(payload)).toEqual(CHALLENGE)
  expect(protectedHeader).toEqual({ alg: 'ES256', typ: 'JWT' })
  // The header is the one that Ledger's own sample writes, byte by byte.
  expect(jws.split('.')[0]).toBe(Buffer.from('{"alg":"ES256","typ":"JWT"}').toString('base64url'))
}

const languages = (name: string) => [[`${name.replaceAll('-', '_')}.py`], [`${name}.ts`]]

describe('a recipe for a secret or a file', () => {
  it.each(languages('sign-with-secret'))('signs a challenge with a key in hex and PEM: %s', async file => {
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
    bao = await startOpenBao()
    await bao.set('sys/mounts/ledger-transit', { type: 'transit' })
  })
  afterAll(() => bao?.close())

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

  it.each(languages('sign-with-vault-kv'))('signs a challenge with the approved version in KV: %s', async file => {
    if (file.endsWith('.py') && SKIPS_PYTHON) return
    const path = `ledger/operators/${file.replace('.', '-')}`
    const store = await open(`vault://secret/${path}`)
    if (store.kind !== 'secret') throw new Error('not a secret store')
    const newKey = () => {
      const { privateKeyPem, publicKey } = generateOperatorKey()
      const privateKey = encodePrivateKey(privateKeyPem, 'hex')
      return { privateKey, publicKey, operator: undefined, workspace: undefined }
    }
    const approved = newKey()
    await store.store(approved, await store.read())
    await store.store(newKey(), await store.read())
    const env = await envWith(`path "secret/data/${path}" { capabilities = ["read"] }`)
    await expectSigned(await runRecipe(file, [`secret/data/${path}`, '1'], env), approved.publicKey)
  })

  it.each(languages('sign-with-transit'))('signs a challenge with a key in Transit: %s', async file => {
    const store = await open('hashivault://operator?mount=ledger-transit')
    if (store.kind !== 'signing') throw new Error('not a signing store')
    const { stored, publicKey } = await store.create(await store.read())
    const env = await envWith(`path "ledger-transit/sign/${stored.name}" { capabilities = ["update"] }`)
    await expectSigned(await runRecipe(file, ['ledger-transit', stored.name, '1'], env), publicKey)
  })
})

const SKIPS_BOTOCORE = spawnSync('python3', ['-c', 'import botocore, cryptography']).status !== 0 && !process.env.CI

describe.skipIf(SKIPS_MINISTACK || SKIPS_BOTOCORE)('a recipe for AWS KMS', () => {
  it('signs a challenge with a key in KMS, as an identity that may only sign', async () => {
    const aws = await startMinistack()
    onTestFinished(() => aws.close())
    const store = await openKeyStore(
      readKeyStoreUri(() => 'awskms:///alias/ledger-operator', 'key-store'),
      storeContext(aws.env(root)),
    )
    if (store.kind !== 'signing') throw new Error('not a signing store')
    const { stored, publicKey } = await store.create(await store.read())
    const arn = String(stored.reference).replace('awskms:///', '')
    const software = await aws.createUser([{ Statement: [{ Effect: 'Allow', Action: 'kms:Sign', Resource: arn }] }])
    await expectSigned(await runRecipe('sign_with_kms.py', [arn], aws.env(software)), publicKey)
  })
})

it('every recipe is in the documentation as it stands', () => {
  const page = readFileSync(join(ROOT, 'docs/use-the-key.md'), 'utf8')
  for (const name of readdirSync(RECIPES).filter(name => /\.(?:py|ts)$/.test(name))) {
    const language = name.endsWith('.py') ? 'python' : 'ts'
    const text = readFileSync(join(RECIPES, name), 'utf8')
    expect(page, name).toContain(`\`\`\`${language}\n${text}\`\`\`\n`)
  }
})
