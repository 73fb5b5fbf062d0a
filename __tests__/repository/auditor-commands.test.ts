import { spawn } from 'node:child_process'
import { createPublicKey } from 'node:crypto'
import { readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { LocalLedger } from '../../local/ledger/index.ts'
import { generateOperatorKey } from '../../src/key/operator-key.ts'
import { signProof } from '../../src/key/proof.ts'
import { randomart } from '../../src/summary/randomart.ts'
import { bash, canRunCommands, commandsUnder, emptyFolder, installGh } from '../support/doc-commands.ts'
import { ROOT, startTestLedger } from '../support/servers.ts'

const PAGE = 'docs/auditor.md'
const NOW = new Date('2026-01-31T12:00:00Z')

describe.runIf(canRunCommands)("the admin's commands", () => {
  const { privateKey, publicKey } = generateOperatorKey()
  const shown = `256 ${publicKey.fingerprint} no comment (ECDSA)\n${randomart(publicKey.fingerprint)}\n`

  it('the admin’s command draws the picture of a key from its hex', () => {
    expect(bash(commandsUnder('docs/admin.md', 'Comparing keys'), { PUBLIC_KEY_HEX: publicKey.hex })).toBe(shown)
  })

  it('the admin’s command draws the picture of a key from a PEM file', () => {
    const folder = emptyFolder()
    const pem = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' })
    writeFileSync(join(folder, 'public-key.pem'), pem)
    expect(bash(commandsUnder('docs/admin.md', 'Comparing keys', 1), {}, folder)).toBe(shown)
  })
})

describe.runIf(canRunCommands)("the auditor's commands", () => {
  const key = generateOperatorKey()
  const proof = signProof(key, { operator: 'demo api user', workspace: 'minivault', run: { run_id: '42' } }, NOW)

  it('the auditor’s command computes the digest of a key', () => {
    expect(bash(commandsUnder(PAGE, 'The fingerprint'), { PUBLIC_KEY_HEX: key.publicKey.hex })).toContain(
      key.publicKey.digest,
    )
  })

  /** A folder of an auditor who has installed jose. */
  function withJose(): string {
    const folder = emptyFolder()
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
    return folder
  }
  const node = { PATH: [dirname(process.execPath), process.env.PATH].join(delimiter) }

  describe.each([
    ['by jose', 0, withJose, 'ledger-operator-key+jws'],
    ['by openssl alone', 1, emptyFolder, 'Verified OK'],
  ])('the commands that verify a proof %s', (by, nth, folder, verified) => {
    /** Runs the commands, which must leave no files behind. */
    function verify(publicKeyHex: string, proof: string): string {
      const place = folder()
      const before = readdirSync(place)
      const env = { ...node, PUBLIC_KEY_HEX: publicKeyHex, PROOF: proof, TMPDIR: place }
      try {
        return bash(`set -euo pipefail; ${commandsUnder(PAGE, 'The proof', nth)}`, env, place)
      } finally {
        expect(readdirSync(place)).toEqual(before)
      }
    }

    it(`the commands verify a proof ${by} and print its type and claims`, () => {
      const output = verify(key.publicKey.hex, proof)
      expect(output).toContain(verified)
      expect(output).toContain('ledger-operator-key+jws')
      expect(output).toContain('demo api user')
      expect(output).toContain('2026-01-31T12:00:00')
    })

    it(`the commands reject ${by} a proof of another key and an altered proof`, () => {
      expect(() => verify(generateOperatorKey().publicKey.hex, proof)).toThrow()
      const [header, payload = '', signature] = proof.split('.')
      const text = Buffer.from(payload, 'base64url').toString().replace('demo', 'evil')
      const changed = [header, Buffer.from(text).toString('base64url'), signature].join('.')
      expect(() => verify(key.publicKey.hex, changed)).toThrow()
    })
  })

  // The numbers that a conversion to DER gets wrong.
  it.each<[string, (r: number, s: number) => boolean]>([
    ['r begins with a zero', r => r === 0],
    ['s begins with a zero', (_, s) => s === 0],
    ['r and s begin with a high bit', (r, s) => r >= 0x80 && s >= 0x80],
  ])('the openssl commands verify a signature if %s', (_, isMeant) => {
    let proof: string
    let signature: Buffer
    do {
      proof = signProof(key, { operator: 'demo', run: {} })
      signature = Buffer.from(proof.split('.')[2] ?? '', 'base64url')
    } while (!isMeant(signature.readUInt8(0), signature.readUInt8(32)))
    const output = bash(commandsUnder(PAGE, 'The proof', 1), { PUBLIC_KEY_HEX: key.publicKey.hex, PROOF: proof })
    expect(output).toContain('Verified OK')
    expect(output).toContain('"operator": "demo"')
  })

  it('the command for a run shows its workflow file and the workflows that it called, with their commits', () => {
    const folder = emptyFolder()
    const calls = installGh(folder)
    const run = {
      path: '.github/workflows/operator-key.yml',
      head_sha: 'c1',
      referenced_workflows: [{ path: 'octo/ledger-operator-keys/.github/workflows/provision.yml@c2', sha: 'c2' }],
    }
    const read = (answer: object) => bash(commandsUnder(PAGE, 'The code'), { ANSWER: JSON.stringify(answer) }, folder)
    expect(read(run)).toBe(`${run.path} c1\nocto/ledger-operator-keys/.github/workflows/provision.yml@c2 c2\n`)
    expect(read({ ...run, referenced_workflows: null })).toBe(`${run.path} c1\n`)
    expect(calls()[0]?.[1]).toBe('repos/OWNER/NAME/actions/runs/RUN_ID')
  })

  it('the commands for the approvals show who approved a run and who started each of its attempts, by id', () => {
    const folder = emptyFolder()
    installGh(folder)
    const [ada, bob, eve] = ['ada', 'bob', 'eve'].map((login, i) => ({ login, id: 7 + i, type: 'User' }))
    const environments = [{ name: 'ledger-admins' }]
    const run = 'repos/OWNER/NAME/actions/runs/RUN_ID'
    const ANSWERS = JSON.stringify({
      [`${run}/approvals`]: [
        { state: 'approved', user: bob, environments },
        { state: 'rejected', user: eve, environments },
      ],
      [run]: { run_attempt: 2 },
      [`${run}/attempts/1`]: { run_attempt: 1, actor: ada, triggering_actor: ada },
      [`${run}/attempts/2`]: { run_attempt: 2, actor: ada, triggering_actor: eve },
    })
    expect(bash(commandsUnder(PAGE, 'The approvals'), { ANSWERS }, folder)).toBe(
      'bob\t8\tUser\tledger-admins\n1\tada\t7\tada\t7\n2\tada\t7\teve\t9\n',
    )
  })

  const predicate = { page: '## Verified', approvals: [{ state: 'approved' }], attempts: [{ run_attempt: 1 }], proof }
  describe.each([
    ['an attestation', commandsUnder(PAGE, 'The attestation'), [], ''],
    [
      'archived evidence',
      commandsUnder(PAGE, 'The archived evidence'),
      ['--predicate-type', 'https://github.com/OWNER/ledger-operator-keys/evidence', '--format', 'json', '--jq'],
      `## Verified\n[\n  {\n    "state": "approved"\n  }\n]\n[\n  {\n    "run_attempt": 1\n  }\n]\n${proof}\n`,
    ],
  ])('the commands for %s', (what, commands, options, shown) => {
    const verify = (folder: string, more: Record<string, string> = {}) =>
      bash(`exec 2>&1; ${commands}`, { PUBLIC_KEY_HEX: key.publicKey.hex, TMPDIR: folder, ...more }, folder)

    it(`the commands for ${what} verify the key and the workflow on main that signed it, and leave no file`, () => {
      const folder = emptyFolder()
      const calls = installGh(folder)
      const ANSWER = JSON.stringify([{ verificationResult: { statement: { predicate } } }])
      const output = verify(folder, { ANSWER })
      expect(output).toContain(`Loaded digest sha256:${key.publicKey.digest} for `)
      expect(output.slice(output.indexOf('\n') + 1)).toBe(shown)
      const signed = ['--signer-workflow', 'OWNER/NAME/.github/workflows/FILE', '--source-ref', 'refs/heads/main']
      expect(calls()[0]?.slice(3, 9)).toEqual(['--repo', 'OWNER/NAME', ...signed])
      expect(calls()[0]?.slice(9, 14)).toEqual(options)
      expect(readdirSync(folder).sort()).toEqual(['bin', 'calls'])
    })

    it(`the commands for ${what} fail if it is not verified`, () => {
      const folder = emptyFolder()
      installGh(folder)
      expect(() => verify(folder, { FAILS: 'attestation' })).toThrow()
    })
  })

  describe.each([
    ['v2', 0, 'https://re.vault.ledger.com/v1/rest/'],
    ['v1', 1, 'https://api.vault.ledger.com/'],
  ] as const)('the commands for the key registered at Ledger %s', (version, nth, url) => {
    /** Runs the commands asynchronously, because the local Ledger is in this process. */
    function ask(ledger: LocalLedger, env: Record<string, string>): Promise<{ code: number | null; output: string }> {
      const commands = commandsUnder(PAGE, 'The registered key', nth)
      expect(commands).toContain(url)
      const child = spawn(
        'bash',
        ['--norc', '-o', 'pipefail', '-c', commands.replace(url, `${ledger.baseUrl(version)}/`)],
        {
          env: { PATH: process.env.PATH ?? '', ...env },
        },
      )
      let output = ''
      child.stdout.on('data', chunk => (output += chunk))
      return new Promise(resolve => child.once('close', code => resolve({ code, output })))
    }

    it(`the commands print the key that Ledger ${version} has registered`, async () => {
      const ledger = await startTestLedger()
      // Of several lengths, because base64url has no padding.
      for (const workspace of ['minivault', 'minivault-1', 'minivault-12']) {
        const { apiKeyId, apiKeySecret } = ledger.addAccess(workspace, key.publicKey.hex)
        const env = { WORKSPACE: workspace, API_KEY_ID: apiKeyId, API_KEY_SECRET: apiKeySecret }
        expect(await ask(ledger, env)).toEqual({ code: 0, output: `${workspace}\n${key.publicKey.hex}\n` })
      }
      expect(ledger.violations).toEqual([])
    })

    it(`the commands print null if Ledger ${version} names no key, and fail if it rejects the API access`, async () => {
      const ledger = await startTestLedger()
      const { apiKeyId, apiKeySecret } = ledger.addAccess('minivault', undefined)
      const env = { WORKSPACE: 'minivault', API_KEY_ID: apiKeyId, API_KEY_SECRET: apiKeySecret }
      expect(await ask(ledger, env)).toEqual({ code: 0, output: 'minivault\nnull\n' })
      expect((await ask(ledger, { ...env, API_KEY_SECRET: 'wrong' })).code).not.toBe(0)
    })
  })
})
