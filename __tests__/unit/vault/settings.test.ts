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
    ['https://vault.example.com/v1', 'https://vault.example.com'],
    [' https://vault.example.com\n', 'https://vault.example.com'],
    ['http://127.0.0.1:8200', 'http://127.0.0.1:8200'],
    ['http://[::1]:8200', 'http://[::1]:8200'],
    ['http://localhost:8200', 'http://localhost:8200'],
  ])('read the address %j as %s', (value, address) => {
    expect(readVaultSettings({ VAULT_ADDR: value }, 'Vault').address).toBe(address)
  })

  it.each([
    ['vault.company.example'],
    ['vault.company.example:8200'],
    ['ftp://vault.example.com'],
    ['http://vault.example.com:8200'],
    ['http://127.0.0.1.example.com'],
    ['https://user:hunter2-hunter2@vault.example.com'],
    ['https://vault.example.com?token=hunter2-hunter2'],
    ['https://vault.example.com#hunter2-hunter2'],
  ])('refuse the address %s without showing it', async value => {
    const error = await actionErrorOf(() => readVaultSettings({ VAULT_ADDR: value }, 'Vault'))
    expect(error.code).toBe('vault-settings-invalid')
    expect(error.message).toContain('VAULT_ADDR')
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
    ['vault-address-missing', {}],
    ['vault-address-missing', { VAULT_ADDR: '' }],
    ['vault-settings-invalid', { VAULT_ADDR: ADDRESS, VAULT_TOKEN: 'two words' }],
    ['vault-settings-invalid', { VAULT_ADDR: ADDRESS, VAULT_NAMESPACE: 'a b' }],
    ['vault-settings-invalid', { VAULT_ADDR: ADDRESS, VAULT_CACERT: '/nowhere/ca.pem' }],
    ['vault-settings-invalid', { VAULT_ADDR: ADDRESS, VAULT_CACERT: '/etc/hostname' }],
  ] as const)('fail with %s (case %#)', async (code, env) => {
    const error = await actionErrorOf(() => readVaultSettings(env, 'Vault'))
    expect(error.code).toBe(code)
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
