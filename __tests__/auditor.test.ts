import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { generateOperatorKey } from '../src/operator-key.ts'
import { signProof } from '../src/proof.ts'
import { ROOT } from './world.ts'

const page = readFileSync(join(ROOT, 'docs/auditor.md'), 'utf8')
/** The shell commands under a heading, as an auditor would copy them. */
const commandsUnder = (heading: string) =>
  new RegExp(`^## ${heading}$[\\s\\S]*?\`\`\`sh\\n([\\s\\S]*?)\`\`\``, 'm').exec(page)?.[1] ?? ''

function bash(commands: string, env: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'auditor-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return execFileSync('bash', ['--norc', '-euo', 'pipefail', '-c', commands], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', ...env },
    encoding: 'utf8',
  })
}

// The commands are for a shell with openssl and xxd; CI has them, and never skips. What Windows calls bash may be a door to another system.
const hasTools =
  process.platform !== 'win32' &&
  ['bash', 'openssl', 'xxd'].every(tool => spawnSync(tool, ['--version']).error === undefined)

describe.runIf(hasTools || (process.env.CI !== undefined && process.platform === 'linux'))(
  "the auditor's commands",
  () => {
    const key = generateOperatorKey()
    const proof = signProof(key, { operator: 'demo api user', workspace: 'minivault', run: { run_id: '42' } })

    it('compute the fingerprint', () => {
      expect(bash(commandsUnder('The fingerprint'), { PUBLIC_KEY_HEX: key.publicKey.hex })).toContain(
        key.publicKey.fingerprint,
      )
    })

    it('verify a proof by openssl alone, and print its claims', () => {
      for (let i = 0; i < 20; i++) {
        // Signatures whose numbers begin with zeros or a high bit are the ones that a conversion to DER gets wrong.
        const proof = signProof(key, { operator: `operator ${i}`, run: {} })
        const output = bash(commandsUnder('The proof'), { PUBLIC_KEY_HEX: key.publicKey.hex, PROOF: proof })
        expect(output).toContain('Verified OK')
        expect(output).toContain(`"operator":"operator ${i}"`)
      }
    })

    it('do not verify a proof of another key, nor one that was changed', () => {
      const other = generateOperatorKey()
      expect(() => bash(commandsUnder('The proof'), { PUBLIC_KEY_HEX: other.publicKey.hex, PROOF: proof })).toThrow()
      const [header, payload = '', signature] = proof.split('.')
      const changed = Buffer.from(Buffer.from(payload, 'base64url').toString().replace('demo', 'evil')).toString(
        'base64url',
      )
      expect(() =>
        bash(commandsUnder('The proof'), {
          PUBLIC_KEY_HEX: key.publicKey.hex,
          PROOF: [header, changed, signature].join('.'),
        }),
      ).toThrow()
    })
  },
)
