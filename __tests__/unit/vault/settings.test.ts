import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readVaultSettings } from '../../../src/vault/settings.ts'
import { actionErrorOf } from '../../support/errors.ts'

const ADDRESS = 'https://vault.example.com:8200'

describe('the settings of Vault and OpenBao', () => {
  it.each([
    [ADDRESS, ADDRESS],
    ['https://vault.example.com/', 'https://vault.example.com'],
    ['https://example.com/vault/', 'https://example.com/vault'],
    ['https://vault.example.com//', 'https://vault.example.com'],
    ['https://vault.example.com/v1', 'https://vault.example.com'],
    ['https://example.com/v1/vault', 'https://example.com/v1/vault'],
    [' https://vault.example.com\n', 'https://vault.example.com'],
    ['http://127.0.0.1:8200', 'http://127.0.0.1:8200'],
    ['http://[::1]:8200', 'http://[::1]:8200'],
    ['http://localhost:8200', 'http://localhost:8200'],
  ])('read the address %j as %s', (value, address) => {
    expect(readVaultSettings({ VAULT_ADDR: value }, 'Vault').address).toBe(address)
  })

  it.each([
    ['vault.company.example', 'is not an https URL'],
    ['vault.company.example:8200', 'is not an https URL'],
    ['ftp://vault.example.com', 'is not an https URL'],
    ['http://vault.example.com:8200', 'is a plain http URL'],
    ['http://127.0.0.1.example.com', 'is a plain http URL'],
    ['https://hunter2-hunter2@vault.example.com', 'without user, query or fragment'],
    ['https://:hunter2-hunter2@vault.example.com', 'without user, query or fragment'],
    ['https://vault.example.com?token=hunter2-hunter2', 'without user, query or fragment'],
    ['https://vault.example.com#hunter2-hunter2', 'without user, query or fragment'],
  ])('refuse the address %s without showing it', async (value, reason) => {
    const error = await actionErrorOf(() => readVaultSettings({ VAULT_ADDR: value }, 'Vault'))
    expect(error.code).toBe('vault-settings-invalid')
    expect(error.message).toMatch(/^The environment variable VAULT_ADDR (?:is|must)/)
    expect(error.message).toContain(reason)
    expect(error.message).not.toContain(value)
    expect(error.message).not.toContain('hunter2')
  })

  const both = {
    VAULT_ADDR: 'https://vault.example.com',
    VAULT_TOKEN: 'hvs.vault',
    VAULT_NAMESPACE: 'team',
    BAO_ADDR: 'https://bao.example.com',
    BAO_TOKEN: 's.bao',
  }
  it.each([
    ['Vault', both, { product: 'Vault', address: both.VAULT_ADDR, token: 'hvs.vault', namespace: 'team' }],
    ['OpenBao', both, { product: 'OpenBao', address: both.BAO_ADDR, token: 's.bao', namespace: undefined }],
    ['Vault', { BAO_ADDR: ADDRESS }, { product: 'OpenBao', prefix: 'BAO' }],
    ['OpenBao', { VAULT_ADDR: ADDRESS }, { product: 'Vault', prefix: 'VAULT' }],
    ['Vault', { BAO_ADDR: ADDRESS, VAULT_TOKEN: 'hvs.vault' }, { token: undefined }],
  ] as const)('come from one family of variables (%s first, case %#)', (first, env, expected) => {
    expect(readVaultSettings(env, first)).toMatchObject(expected)
  })

  it.each([
    ['//team/ledger//', 'team/ledger'],
    ['team-1/ledger', 'team-1/ledger'],
    ['/', undefined],
    ['', undefined],
  ])('read the namespace %j as %j', (value, namespace) => {
    expect(readVaultSettings({ VAULT_ADDR: ADDRESS, VAULT_NAMESPACE: value }, 'Vault')).toMatchObject({ namespace })
  })

  it('read a token without the white space around it', () => {
    expect(readVaultSettings({ VAULT_ADDR: ADDRESS, VAULT_TOKEN: ' hvs.x\n' }, 'Vault').token).toBe('hvs.x')
  })

  it.each([
    ['Vault', {}, 'vault-address-missing', 'Neither VAULT_ADDR nor BAO_ADDR is set'],
    ['OpenBao', { VAULT_ADDR: '' }, 'vault-address-missing', 'Neither BAO_ADDR nor VAULT_ADDR is set'],
    ['Vault', { VAULT_TOKEN: 'two words' }, 'vault-settings-invalid', 'VAULT_TOKEN contains white space'],
    ['Vault', { VAULT_NAMESPACE: 'a b' }, 'vault-settings-invalid', 'VAULT_NAMESPACE is not a path'],
    ['Vault', { VAULT_NAMESPACE: 'a/b c' }, 'vault-settings-invalid', 'VAULT_NAMESPACE is not a path'],
    [
      'Vault',
      { VAULT_CACERT: '/nowhere/ca.pem' },
      'vault-settings-invalid',
      'VAULT_CACERT names a file that cannot be read (ENOENT)',
    ],
    [
      'Vault',
      { VAULT_CACERT: '/etc/hostname' },
      'vault-settings-invalid',
      'VAULT_CACERT names a file without a certificate',
    ],
  ] as const)('of %s fail if they are %j: %s', async (first, env, code, message) => {
    const address = code === 'vault-address-missing' ? {} : { VAULT_ADDR: ADDRESS }
    const error = await actionErrorOf(() => readVaultSettings({ ...address, ...env }, first))
    expect(error.code).toBe(code)
    expect(error.message).toContain(message)
    expect(error.message).not.toContain('two words')
  })

  it('have the certificates of the file that VAULT_CACERT names', () => {
    const folder = mkdtempSync(join(tmpdir(), 'authority-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const path = join(folder, 'ca.pem')
    const pem = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'
    writeFileSync(path, pem)
    expect(readVaultSettings({ VAULT_ADDR: ADDRESS, VAULT_CACERT: path }, 'Vault').ca).toBe(pem)
  })
})
