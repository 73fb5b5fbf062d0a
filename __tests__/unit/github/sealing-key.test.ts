import { afterEach, describe, expect, it, vi } from 'vitest'
import { DestinationSealingKey } from '../../../src/github/sealing-key.ts'
import { ENVIRONMENT, ORGANIZATION, REPOSITORY } from '../../support/destinations.ts'
import { actionErrorOf } from '../../support/errors.ts'
import { type ScriptedReply, scriptedGitHub } from '../../support/scripted-github.ts'
import { openSealedBox, sealingKeyPair } from '../../support/sealing-keys.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const ROUTE = 'GET /repos/octo/keys/actions/secrets/public-key'
const pair = sealingKeyPair()
const reply = (data: unknown): ScriptedReply => ({ status: 200, data })
const VALID = reply({ key_id: '1', key: pair.base64 })

function sealingKeyOf(...replies: ScriptedReply[]) {
  const github = scriptedGitHub({ [ROUTE]: replies })
  return { ...github, sealingKey: new DestinationSealingKey(github.client, REPOSITORY) }
}

describe('key', () => {
  it.each([
    [REPOSITORY, ROUTE],
    [ENVIRONMENT, 'GET /repos/octo/keys/environments/ledger%2Fprod/secrets/public-key'],
    [ORGANIZATION, 'GET /orgs/octo/actions/secrets/public-key'],
  ])('requests the key of its destination ($level)', async (destination, route) => {
    const { client, routes } = scriptedGitHub({ [route]: [VALID] })
    expect(await new DestinationSealingKey(client, destination).key()).toEqual({ id: '1', bytes: pair.publicKey })
    expect(routes()).toEqual([route])
  })

  it('is requested once, whoever asks for it', async () => {
    const { sealingKey, sent } = sealingKeyOf(VALID)
    await Promise.all([sealingKey.key(), sealingKey.key()])
    await sealingKey.key()
    expect(sent).toHaveLength(1)
  })

  it('is the new one after a refresh', async () => {
    const { sealingKey, sent } = sealingKeyOf(VALID, reply({ key_id: '2', key: pair.base64 }))
    expect((await sealingKey.key()).id).toBe('1')
    expect((await sealingKey.refresh()).id).toBe('2')
    expect((await sealingKey.key()).id).toBe('2')
    expect(sent).toHaveLength(2)
  })

  it('throws if GitHub refuses', async () => {
    const { sealingKey } = sealingKeyOf({ status: 404, data: { message: 'Not Found' } })
    const error = await actionErrorOf(sealingKey.key())
    expect(error.code).toBe('destination-not-found')
    expect(error.message).toContain('return the sealing key of the repository octo/keys')
  })

  const INCOMPLETE = 'the response is not a JSON object with `key_id` and `key`'
  it.each([
    ['is a list', [], INCOMPLETE],
    ['has no key_id', { key: pair.base64 }, INCOMPLETE],
    ['has an empty key_id', { key_id: '', key: pair.base64 }, INCOMPLETE],
    ['has a number as key_id', { key_id: 1, key: pair.base64 }, INCOMPLETE],
    ['has no key', { key_id: '1' }, INCOMPLETE],
    ['has a key that is not base64', { key_id: '1', key: 'hex!' }, 'it is not base64'],
    ['has a key that is too short', { key_id: '1', key: 'AAAA' }, 'it has 3 bytes, an X25519 public key has 32'],
  ])('throws if the response %s', async (_, data, why) => {
    const error = await actionErrorOf(sealingKeyOf(reply(data)).sealingKey.key())
    expect(error).toMatchObject({
      code: 'sealing-key-unusable',
      message: `The sealing key that GitHub returned for the repository octo/keys is unusable: ${why}.`,
    })
  })
})

describe('seal', () => {
  it('seals a text to the key', async () => {
    const { sealingKey } = sealingKeyOf(VALID)
    expect(openSealedBox(await sealingKey.seal('the text', await sealingKey.key()), pair)).toBe('the text')
  })

  it('throws for a key that libsodium refuses, and keeps the cause', async () => {
    const { sealingKey } = sealingKeyOf(reply({ key_id: '1', key: Buffer.alloc(32).toString('base64') }))
    const error = await actionErrorOf(sealingKey.seal('the text', await sealingKey.key()))
    expect(error.code).toBe('sealing-key-unusable')
    expect(error.message).toMatch(/is unusable: libsodium refuses it \(.+\), as it does for points of low order\.$/)
    expect(error.cause).toBeInstanceOf(Error)
  })
})
