import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { generateOperatorKey } from '../../../src/key/operator-key.ts'
import { randomart } from '../../../src/summary/randomart.ts'
import { openSshBlob, PUBLIC_KEY } from '../../support/keys.ts'

/** CI has it, and never skips. */
const hasSshKeygen = !spawnSync('ssh-keygen', ['-?']).error || process.env.CI !== undefined

it('draws the sample key of Ledger as OpenSSH 9.2 does', () => {
  expect(PUBLIC_KEY.fingerprint).toBe('SHA256:TPsTOvxp2ZyjFbvjGq95ED4M40pPqZLA2KZHUa/lRrY')
  expect(randomart(PUBLIC_KEY.fingerprint).split('\n')).toEqual([
    '+---[ECDSA 256]---+',
    '|                 |',
    '|    .            |',
    '|   . .  .        |',
    '|  .   =oo..      |',
    '| + . * oS*...    |',
    '|. * . E.+o=. o   |',
    '| + . + =+ +*o.   |',
    '|. . o o .ooBB.   |',
    '| .   .   .B*+o   |',
    '+----[SHA256]-----+',
  ])
})

it.runIf(hasSshKeygen)('gives random keys the fingerprints and pictures that ssh-keygen prints', () => {
  const folder = mkdtempSync(join(tmpdir(), 'randomart-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const keys = Array.from({ length: 300 }, () => generateOperatorKey().publicKey)
  writeFileSync(
    join(folder, 'keys'),
    keys.map(({ hex }) => `ecdsa-sha2-nistp256 ${openSshBlob(hex).toString('base64')}\n`).join(''),
  )
  const printed = execFileSync('ssh-keygen', ['-lv', '-f', join(folder, 'keys')], { encoding: 'utf8' })
  const ours = keys.map(({ fingerprint }) => `256 ${fingerprint} no comment (ECDSA)\n${randomart(fingerprint)}\n`)
  expect(printed).toBe(ours.join(''))
})

it('stays in a corner, marks where it ends, and counts 14 visits at most', () => {
  const digest = Buffer.alloc(32)
  const picture = (last: number) => {
    digest[31] = last
    return randomart(`SHA256:${digest.toString('base64')}`)
      .split('\n')
      .slice(1, 6)
  }
  expect(picture(0)[0]).toBe('|E....            |')
  expect(picture(0xff)).toEqual([
    '|^....            |',
    '| .   .           |',
    '|  .   .          |',
    '|   .   .         |',
    '|    E   S        |',
  ])
})
