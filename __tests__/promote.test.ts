import { describe, expect, it } from 'vitest'
import type { LocalGitHub } from '../local/github/index.ts'
import type { LocalLedger } from '../local/ledger/index.ts'
import { encodePrivateKey, generateOperatorKey } from '../src/operator-key.ts'
import {
  failureOf,
  GATE,
  type Inputs,
  REPOSITORY,
  requests,
  run,
  SECRET,
  startLedgerWorld,
  startWorld,
  storedText,
  TOKEN,
} from './world.ts'

const LIVE = { repository: REPOSITORY, environment: 'open' }
const ID = 'LEDGER_API_KEY_ID'
const API_SECRET = 'LEDGER_API_KEY_SECRET'
const key = generateOperatorKey()
const stored = encodePrivateKey(key.privateKeyPem, 'hex')
const other = generateOperatorKey()

function inputs(more: Inputs = {}): Inputs {
  return {
    'github-token': TOKEN,
    environment: LIVE.environment,
    'private-key': stored,
    'public-key-hex': key.publicKey.hex,
    'public-key-variable': 'PUBLIC_KEY',
    'staged-secret-name': SECRET,
    'staged-environment': GATE.environment,
    ...more,
  }
}

/** A world in which the key is staged at the gate, and an old operator is in service. */
async function staged() {
  const github = await startWorld()
  github.putSecret(GATE, SECRET, stored)
  github.putSecret(LIVE, SECRET, 'old key')
  github.putSecret(LIVE, ID, 'old id')
  github.putSecret(LIVE, API_SECRET, 'old secret')
  const ledger = await startLedgerWorld()
  return { github, ledger }
}

function withAccess(ledger: LocalLedger, publicKeyHex: string | undefined = key.publicKey.hex): Inputs {
  const access = ledger.addAccess('minivault', publicKeyHex)
  return {
    'if-exists': 'overwrite',
    workspace: 'minivault',
    'api-key-id': access.apiKeyId,
    'api-key-secret': access.apiKeySecret,
    'ledger-api-url': ledger.baseUrl('v2'),
  }
}

const live = (github: LocalGitHub) => [SECRET, ID, API_SECRET].map(name => storedText(github, LIVE, name))
const OLD = ['old key', 'old id', 'old secret']

describe('promote', () => {
  it('moves key and API access together, the key last, and takes the staged secret away when all is confirmed', async () => {
    const { github, ledger } = await staged()
    const access = withAccess(ledger)
    const result = await run('promote', github, inputs(access))
    expect(result.exitCode, result.log).toBe(0)
    expect(live(github)).toEqual([stored, access['api-key-id'], access['api-key-secret']])
    expect(github.variable(LIVE, 'PUBLIC_KEY')?.value).toBe(key.publicKey.hex)
    expect(github.secret(GATE, SECRET)).toBeUndefined()
    const changes = requests(github)
      .filter(request => !request.startsWith('GET'))
      .map(request => `${request.split(' ')[0]} ${request.split('/').at(-1)}`)
    expect(changes).toEqual([`PUT ${ID}`, `PUT ${API_SECRET}`, `PUT ${SECRET}`, 'POST variables', `DELETE ${SECRET}`])
    expect(result.outputs).toMatchObject({
      'public-key-hex': key.publicKey.hex,
      'secret-name': SECRET,
      'secret-updated-at': github.secret(LIVE, SECRET)?.updated_at,
      created: 'true',
      registered: 'true',
    })
    expect(result.summary).toContain('The operator key is in service')
  })

  it('asks Ledger before it writes anything: another registered key changes nothing', async () => {
    const { github, ledger } = await staged()
    const result = await run('promote', github, inputs(withAccess(ledger, other.publicKey.hex)))
    expect(failureOf(result)).toMatchObject({ title: 'Nothing was changed', code: 'another-key-registered' })
    expect(live(github)).toEqual(OLD)
    expect(storedText(github, GATE)).toBe(stored)
    expect(requests(github).every(request => request.startsWith('GET'))).toBe(true)
  })

  it('stops where Ledger does not say, unless the workflow takes the risk', async () => {
    const { github, ledger } = await staged()
    const silent = withAccess(ledger)
    ledger.addFault({ status: 200, body: '{"accessToken":"opaque"}', times: 2 })
    expect(failureOf(await run('promote', github, inputs(silent))).code).toBe('registration-unknown')
    expect(live(github)).toEqual(OLD)
    const result = await run('promote', github, inputs({ ...silent, 'require-registered': 'false' }))
    expect([result.exitCode, result.outputs.registered]).toEqual([0, 'unknown'])
    expect(storedText(github, LIVE)).toBe(stored)
  })

  it('stores nothing unless the private key is the approved one', async () => {
    const { github } = await staged()
    const result = await run(
      'promote',
      github,
      inputs({ 'public-key-hex': other.publicKey.hex, 'if-exists': 'overwrite' }),
    )
    expect(failureOf(result)).toMatchObject({ title: 'Nothing was changed', code: 'key-mismatch' })
    expect(github.exchanges).toEqual([])
  })

  it.each(['', 'none'])('needs an approved key: "%s" is none', async hex => {
    const { github } = await staged()
    expect(failureOf(await run('promote', github, inputs({ 'public-key-hex': hex }))).code).toBe('input-invalid')
  })

  it.each([SECRET, ID, API_SECRET])(
    'with if-exists: fail stops where %s is there, and changes none of the three',
    async name => {
      const github = await startWorld()
      const ledger = await startLedgerWorld()
      github.putSecret(LIVE, name, 'in use')
      const result = await run('promote', github, inputs({ ...withAccess(ledger), 'if-exists': 'fail' }))
      const { code, message } = failureOf(result)
      expect(code).toBe('secret-exists')
      expect(message).toContain(name)
      expect(requests(github).every(request => request.startsWith('GET'))).toBe(true)
    },
  )

  it('with if-exists: keep changes none of the three, and leaves what is staged', async () => {
    const { github, ledger } = await staged()
    github.deleteSecret(LIVE, SECRET)
    const result = await run('promote', github, inputs({ ...withAccess(ledger), 'if-exists': 'keep' }))
    expect([result.exitCode, result.outputs.created]).toEqual([0, 'false'])
    expect(live(github)).toEqual(['', 'old id', 'old secret'])
    expect(storedText(github, GATE)).toBe(stored)
  })

  it('without API access stores the key alone', async () => {
    const github = await startWorld()
    const result = await run('promote', github, inputs({ 'private-key-encoding': 'pem' }))
    expect([result.exitCode, result.outputs.registered]).toEqual([0, 'unknown'])
    expect(storedText(github, LIVE)).toBe(key.privateKeyPem)
    expect(github.secret(LIVE, ID)).toBeUndefined()
  })

  it.each([1, 2])(
    'that fails before write %s + 1 tells which of the three it has written; the old key is still in service',
    async written => {
      const { github, ledger } = await staged()
      github.faults.add({
        method: 'PUT',
        skip: written,
        when: 'before',
        do: { kind: 'status', status: 403, body: { message: 'no' } },
      })
      const result = await run('promote', github, inputs(withAccess(ledger)))
      const { title, message } = failureOf(result)
      expect(title).toBe('Some secrets were changed')
      expect(message).toContain(`Before that, this run changed: the secret ${ID}`)
      expect(message.split('Before that')[1]?.includes(`the secret ${API_SECRET}`)).toBe(written === 2)
      expect(storedText(github, LIVE)).toBe('old key')
      expect(storedText(github, GATE)).toBe(stored)
      expect(result.outputs).toEqual({})
    },
  )

  it.each([
    ['in the same environment', { environment: GATE.environment }],
    ['in the same environment in other letters', { environment: GATE.environment.toUpperCase() }],
    ['in the same repository', { environment: '', repository: 'OCTO/keys', 'staged-environment': '' }],
  ])('refuses to move a key to where it is: %s', async (_, more) => {
    const { github } = await staged()
    const result = await run('promote', github, inputs({ 'if-exists': 'overwrite', ...more }))
    expect(failureOf(result)).toMatchObject({ title: 'Nothing was changed', code: 'staged-is-destination' })
    expect(github.exchanges).toEqual([])
  })

  it('refuses one name for two secrets, and an environment of a staged secret without its name', async () => {
    const { github } = await staged()
    expect(failureOf(await run('promote', github, inputs({ 'api-key-id-name': SECRET }))).code).toBe('input-invalid')
    expect(failureOf(await run('promote', github, inputs({ 'staged-secret-name': '' }))).message).toContain(
      '`staged-environment`',
    )
  })

  it('takes one key to three places by three steps, the staged one away with the last', async () => {
    const github = await startWorld()
    github.putSecret(GATE, SECRET, stored)
    const places: Inputs[] = [
      { environment: '', repository: REPOSITORY },
      { environment: '', repository: 'octo/other' },
      { environment: '', organization: 'octo' },
    ]
    for (const [i, place] of places.entries()) {
      const last = i === places.length - 1
      const staging = last ? {} : { 'staged-secret-name': '', 'staged-environment': '' }
      const result = await run('promote', github, inputs({ ...place, ...staging }))
      expect(result.exitCode, result.log).toBe(0)
      expect(github.secret(GATE, SECRET) === undefined).toBe(last)
    }
    for (const place of [{ repository: REPOSITORY }, { repository: 'octo/other' }, { organization: 'octo' }]) {
      expect(storedText(github, place)).toBe(stored)
    }
  })
})
