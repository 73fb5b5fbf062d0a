import { describe, expect, it } from 'vitest'
import { requireEngine } from '../../../src/vault/mount.ts'
import { answering, connect } from '../../support/answering-vault.ts'
import { actionErrorOf } from '../../support/errors.ts'

const PREFIX = 'Vault at https://vault.example.com'

describe('requireEngine', () => {
  it.each([
    ['KV version 2', { type: 'kv', options: { version: '2' } }, undefined, ''],
    ['KV version 2', { type: 'kv', options: null }, '"KV version 1"', 'Upgrade the mount'],
    ['KV version 2', { type: 'transit' }, '"Transit"', 'Name a mount of KV version 2'],
    ['Transit', { type: 'transit' }, undefined, ''],
    ['Transit', { type: 'kv', options: { version: '2' } }, '"KV version 2"', 'Name a mount of Transit'],
    ['Transit', { type: 'pki' }, '"pki"', 'Name a mount of Transit'],
  ] as const)('names the engine that the mount has instead of %s (case %#)', async (expected, data, actual, hint) => {
    const fetch = answering({ status: 200, body: { data } })
    const check = requireEngine(connect(fetch).client, 'my mount', expected)
    if (actual) {
      const error = await actionErrorOf(check)
      expect(error.code).toBe('vault-wrong-engine')
      expect(error.message).toBe(
        `The mount "my mount" of ${PREFIX} is ${actual}, and this key store needs ${expected}.`,
      )
      expect(error.hint).toContain(hint)
    } else await check
    expect(fetch.urls).toEqual(['https://vault.example.com/v1/sys/internal/ui/mounts/my%20mount'])
  })

  it.each([
    ['team/kv', 'kv/', 'kv'],
    ['team', 'team/kv/', 'team/kv'],
    ['kv', undefined, 'kv'],
  ])('is none if %j is at the mount %j', async (mount, path, name) => {
    const fetch = answering({ status: 200, body: { data: { type: 'transit', path } } })
    expect(await requireEngine(connect(fetch).client, mount, 'Transit', 'a/b')).toBe(name)
    expect(fetch.urls).toEqual([`https://vault.example.com/v1/sys/internal/ui/mounts/${mount}/a/b`])
  })

  it('is none if only the mount can be described', async () => {
    const fetch = answering(
      { status: 403, body: { errors: ['preflight capability check returned 403'] } },
      { status: 200, body: { data: { type: 'transit' } } },
    )
    expect(await requireEngine(connect(fetch).client, 'mount', 'Transit', 'a')).toBe('mount')
    expect(fetch.urls.map(url => url.replace(/.*mounts/, ''))).toEqual(['/mount/a', '/mount'])
  })

  it.each([
    ['vault-forbidden', 403, ['permission denied'], 'refused to describe the mount "mount" (status 403'],
    ['vault-mount-missing', 403, ['x', 'preflight capability check returned 403'], '"x; preflight capability check'],
    ['vault-mount-missing', 404, ['x'], 'has no secrets engine at the mount'],
    ['vault-mount-missing', 404, [], 'or none that the token may use.'],
  ])('is %s if the mount cannot be described: %i %j', async (code, status, errors, message) => {
    const { client } = connect(answering({ status, body: { errors } }))
    const error = await actionErrorOf(requireEngine(client, 'mount', 'Transit'))
    expect(error.code).toBe(code)
    expect(error.message).toContain(message)
  })
})

it('the error for a mount that does not exist names the namespace', async () => {
  const fetch = answering({ status: 403, body: { errors: ['preflight capability check returned 403'] } })
  const { client } = connect(fetch, { VAULT_NAMESPACE: 'team' })
  const error = await actionErrorOf(requireEngine(client, 'mount', 'Transit'))
  expect(error.code).toBe('vault-mount-missing')
  expect(error.hint).toContain('VAULT_NAMESPACE is "team"')
})
