import { afterEach, describe, expect, it, vi } from 'vitest'
import { ActionError } from '../../../src/errors.ts'
import { DestinationSealingKey } from '../../../src/github/sealing-key.ts'
import type { Destination } from '../../../src/inputs/destination.ts'
import { Journal, type JournalEvent } from '../../../src/runner/journal.ts'
import { GitHubSecret, type SecretSnapshot } from '../../../src/stores/github-secret.ts'
import { ENVIRONMENT, ORGANIZATION } from '../../support/destinations.ts'
import { actionErrorOf } from '../../support/errors.ts'
import { PUBLIC_KEY } from '../../support/keys.ts'
import { type ScriptedReply, scriptedGitHub } from '../../support/scripted-github.ts'
import { openSealedBox, sealingKeyPair } from '../../support/sealing-keys.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const SECRETS = '/repos/octo/keys/environments/ledger%2Fprod/secrets'
const ROUTES = {
  KEY: `GET ${SECRETS}/public-key`,
  GET: `GET ${SECRETS}/KEY`,
  PUT: `PUT ${SECRETS}/KEY`,
  DELETE: `DELETE ${SECRETS}/KEY`,
} as const
type Replies = Partial<Record<keyof typeof ROUTES, ScriptedReply[]>>

const pair = sealingKeyPair()
const sealingKey = (id = '1', key = pair.base64): ScriptedReply => ({ status: 200, data: { key_id: id, key } })

/** A time of GitHub's, as many seconds after noon; of a clock that is years from the run's. */
const at = (seconds: number) =>
  new Date(Date.parse('2031-05-06T12:00:00Z') + seconds * 1000).toISOString().replace('.000', '')
/** What GitHub says of a secret that was updated and created at these times. */
const secret = (updated: number, created = updated): ScriptedReply => ({
  status: 200,
  data: { name: 'KEY', created_at: at(created), updated_at: at(updated) },
})
const ABSENT: ScriptedReply = { status: 404, data: { message: 'Not Found' } }
const CREATED: ScriptedReply = { status: 201, data: {} }
const UPDATED: ScriptedReply = { status: 204 }
const FAILED: ScriptedReply = { status: 500 }
const LIMITED: ScriptedReply = { status: 429, headers: { 'retry-after': '30' } }
const REFUSED: ScriptedReply = { status: 401, data: { message: 'Bad credentials' } }

/** A secret at a GitHub that answers by a script: the last reply of each kind again and again. */
function scripted(replies: Replies) {
  const script = Object.entries({ KEY: [sealingKey()], ...replies })
  const github = scriptedGitHub(
    Object.fromEntries(script.map(([kind, list]) => [ROUTES[kind as keyof typeof ROUTES], list])),
  )
  const journal = new Journal()
  const append = vi.spyOn(journal, 'append')
  const { clock, network } = github
  const store = new GitHubSecret(github.client, { journal, ...network }, ENVIRONMENT, 'KEY')
  const kindOf = (route: string) => Object.entries(ROUTES).find(([, known]) => known === route)?.[0]
  /** The requests that were sent: their kind, and when. */
  const timed = () => github.sent.map(({ route, at }) => `${kindOf(route)} ${at}`)
  const sent = (kind: keyof typeof ROUTES) => github.sent.filter(({ route }) => route === ROUTES[kind])
  const events = () => append.mock.calls.map(([{ type }]: [JournalEvent]) => type)
  return { store, journal, clock, network, client: github.client, timed, sent, events }
}

const snapshotOf = (updatedAt: string | undefined, readAt = 0): SecretSnapshot => ({
  updatedAt,
  readAt,
  audience: undefined,
})

/** Stores a text over what a snapshot found: a secret that was updated at that time, or nothing. */
async function storing(found: number | undefined, replies: Replies) {
  const world = scripted(replies)
  const { store, journal, clock } = world
  journal.append({ type: 'planned', places: [store.displayName], publicKey: PUBLIC_KEY })
  const snapshot = snapshotOf(found === undefined ? undefined : at(found), clock.elapsedMs())
  const outcome = await store.store('the private key', snapshot).catch((error: unknown) => {
    if (error instanceof ActionError) return error
    throw error
  })
  return { ...world, outcome, state: journal.state, events: world.events().slice(1) }
}

async function deleting(replies: Replies) {
  const world = scripted(replies)
  const outcome = await world.store.delete(new Date(at(0))).catch((error: unknown) => {
    if (error instanceof ActionError) return error
    throw error
  })
  return { ...world, outcome, state: world.journal.state.state, events: world.events() }
}

const PLACE = 'The secret KEY of the environment "ledger/prod" of octo/keys'
const place = PLACE.replace('The', 'the')

it('displayName begins a sentence', () => {
  expect(scripted({}).store.displayName).toBe(PLACE)
})

describe('read', () => {
  it.each<[string, ScriptedReply, string | undefined]>([
    ['when the secret was updated', secret(-60, -90), at(-60)],
    ['undefined if the secret does not exist', ABSENT, undefined],
  ])('returns %s', async (_, reply, updatedAt) => {
    const { store, timed } = scripted({ GET: [reply] })
    expect(await store.read()).toEqual(snapshotOf(updatedAt))
    expect(timed()).toEqual(['KEY 0', 'GET 0'])
  })

  it('requests the sealing key once for several secrets of one destination', async () => {
    const { client, network, journal, timed } = scripted({ GET: [ABSENT] })
    const shared = new DestinationSealingKey(client, ENVIRONMENT)
    const secrets = [1, 2].map(() => new GitHubSecret(client, { journal, ...network }, ENVIRONMENT, 'KEY', shared))
    await Promise.all(secrets.map(secret => secret.read()))
    expect(timed()).toEqual(['KEY 0', 'GET 0', 'GET 0'])
  })

  it('counts the age of the snapshot from before the first request', async () => {
    const { store } = scripted({ GET: [ABSENT], KEY: [LIMITED, sealingKey()] })
    const snapshot = await store.read()
    expect(snapshot.readAt).toBe(0)
  })

  it('throws the error of the sealing key first, whichever came first', async () => {
    const { store } = scripted({ KEY: [{ ...REFUSED, afterMs: 50 } as ScriptedReply], GET: [{ status: 403 }] })
    expect(await actionErrorOf(store.read())).toMatchObject({ code: 'token-rejected' })
  })

  it.each<[string, unknown]>([
    ['is a list', []],
    ['has another name', { name: 'OTHER' }],
    ['has no time of the update', { updated_at: null }],
    ['has an invalid time of the update', { updated_at: 'yesterday' }],
    ['has a list as the time of the update', { updated_at: [at(0)] }],
    ['has a number as the time of the creation', { created_at: 7 }],
    ['has an invalid time of the creation', { created_at: '2026-02-31T12:00:00Z' }],
  ])('throws if the metadata %s', async (_, wrong) => {
    const valid = { name: 'KEY', created_at: at(0), updated_at: at(0) }
    const data = Array.isArray(wrong) ? wrong : { ...valid, ...(wrong as object) }
    const error = await actionErrorOf(scripted({ GET: [{ status: 200, data }] }).store.read())
    expect(error).toMatchObject({
      code: 'github-invalid-response',
      message: `GitHub's response about ${place} is not a JSON object with its \`name\`, \`created_at\`, \`updated_at\` and, in an organization, \`visibility\`.`,
    })
  })

  it('throws if a page in place of GitHub answers 404: the secret may exist', async () => {
    const page: ScriptedReply = { status: 404, data: '<html><title>Not found</title></html>' }
    expect(await actionErrorOf(scripted({ GET: [page] }).store.read())).toMatchObject({
      code: 'github-invalid-response',
    })
  })

  it('throws if GitHub refuses the metadata', async () => {
    const error = await actionErrorOf(scripted({ GET: [REFUSED] }).store.read())
    expect(error.code).toBe('token-rejected')
    expect(error.message).toContain(`read the metadata of ${place}`)
  })

  it('writes nothing to the journal', async () => {
    const { store, events } = scripted({ GET: [ABSENT] })
    await store.read()
    expect(events()).toEqual([])
  })
})

describe('store', () => {
  it('sends a box that only the holder of the sealing key opens, with the name of that key', async () => {
    const { outcome, sent } = await storing(undefined, { PUT: [CREATED], GET: [secret(0)] })
    expect(outcome).toEqual(at(0))
    const { encrypted_value, ...rest } = sent('PUT')[0]?.body ?? {}
    expect(rest).toEqual({ key_id: '1' })
    expect(openSealedBox(String(encrypted_value), pair)).toBe('the private key')
  })

  it.each<[string, number | undefined, ScriptedReply, ScriptedReply]>([
    ['creates a secret', undefined, CREATED, secret(0)],
    ['replaces a secret', -60, UPDATED, secret(0, -90)],
    ['creates a secret that was deleted since the snapshot', -60, CREATED, secret(0)],
  ])('%s and confirms it', async (_, found, reply, metadata) => {
    const { outcome, state, events, timed } = await storing(found, { PUT: [reply], GET: [metadata] })
    expect(outcome).toEqual(at(0))
    expect(events).toEqual(['write-started', 'applied', 'confirmed'])
    expect(state).toMatchObject({ state: 'confirmed', place: PLACE, updatedAt: at(0) })
    expect(timed()).toEqual(['KEY 0', 'PUT 0', 'GET 0'])
  })

  it.each([
    [false, undefined],
    [true, -60],
  ])('reports before it sends whether it replaces a value (%s)', async (replaces, found) => {
    const { state } = await storing(found, { PUT: ['silence'] })
    expect(state).toMatchObject({ state: 'indeterminate', place: PLACE, replaces })
  })

  it('reports a conflict if the secret has appeared since the snapshot', async () => {
    const { outcome, state, events, timed } = await storing(undefined, { PUT: [UPDATED] })
    expect(outcome).toMatchObject({
      code: 'concurrent-write',
      message: `${PLACE} did not exist when this run read it, and did when it stored: another run stored a key in between, and this run has overwritten it.`,
    })
    expect(events).toEqual(['write-started', 'conflict'])
    expect(state).toMatchObject({ state: 'conflict', place: PLACE })
    expect(timed()).toEqual(['KEY 0', 'PUT 0'])
  })

  it.each([301, 400, 401, 403, 404, 409])('changes nothing if GitHub refuses (%i)', async status => {
    const { outcome, state, events } = await storing(undefined, { PUT: [{ status, data: { message: 'No' } }] })
    expect(outcome).toBeInstanceOf(ActionError)
    expect(outcome).toHaveProperty('message', expect.stringContaining(`store ${place}`))
    expect(events).toEqual(['write-started', 'write-rejected'])
    expect(state).toEqual({ state: 'unchanged' })
  })

  it.each([200, 202])('leaves the state open after a success that GitHub does not document (%i)', async status => {
    const { outcome, state } = await storing(undefined, { PUT: [{ status }] })
    expect(outcome).toMatchObject({ code: 'github-refused' })
    expect(state).toMatchObject({ state: 'indeterminate' })
  })

  it('changes nothing if libsodium refuses the sealing key', async () => {
    const zeros = sealingKey('1', Buffer.alloc(32).toString('base64'))
    const { outcome, events, sent } = await storing(undefined, { KEY: [zeros] })
    expect(outcome).toMatchObject({ code: 'sealing-key-unusable' })
    expect(events).toEqual([])
    expect(sent('PUT')).toEqual([])
  })
})

describe('store, with an old snapshot', () => {
  async function storingAfter(ms: number, updatedAt: string | undefined, GET: ScriptedReply[], PUT: ScriptedReply) {
    const world = scripted({ GET, PUT: [PUT] })
    const { store, clock } = world
    const snapshot = snapshotOf(updatedAt, clock.elapsedMs())
    clock.advance(ms)
    const outcome = await store.store('the private key', snapshot).catch((error: unknown) => error)
    return { ...world, outcome }
  }

  it('trusts a snapshot of up to 2 s', async () => {
    const { outcome, timed } = await storingAfter(2_000, undefined, [secret(0)], CREATED)
    expect(outcome).toEqual(at(0))
    expect(timed()).toEqual(['KEY 2000', 'PUT 2000', 'GET 2000'])
  })

  it('leaves the key of another run alone that has appeared since', async () => {
    const { outcome, timed, journal } = await storingAfter(2_001, undefined, [secret(-1)], UPDATED)
    expect(outcome).toMatchObject({
      code: 'secret-exists',
      message: `${PLACE} did not exist when this run started and does now (updated at ${at(-1)}): another run stored a key at the same time.`,
    })
    expect(timed()).toEqual(['GET 2001'])
    expect(journal.state).toEqual({ state: 'unchanged' })
  })

  it('stores if there is still nothing', async () => {
    const { outcome, timed } = await storingAfter(2_001, undefined, [ABSENT, secret(0)], CREATED)
    expect(outcome).toEqual(at(0))
    expect(timed()).toEqual(['GET 2001', 'KEY 2001', 'PUT 2001', 'GET 2001'])
  })

  it('does not read again what it may replace', async () => {
    const { outcome, timed } = await storingAfter(2_001, at(-60), [secret(0, -60)], UPDATED)
    expect(outcome).toEqual(at(0))
    expect(timed()).toEqual(['KEY 2001', 'PUT 2001', 'GET 2001'])
  })

  it('does not trust a snapshot that took long itself', async () => {
    const { store, timed } = scripted({ KEY: [LIMITED, sealingKey()], GET: [ABSENT, secret(20)] })
    const snapshot = await store.read()
    expect(await actionErrorOf(store.store('the private key', snapshot))).toMatchObject({ code: 'secret-exists' })
    expect(timed()).toEqual(['KEY 0', 'GET 0', 'KEY 30000', 'GET 30000'])
  })
})

describe('store, if the request has to be sent again', () => {
  it('leaves the key of another run alone that appeared during a rate limit', async () => {
    const { outcome, state, events, timed } = await storing(undefined, { PUT: [LIMITED, UPDATED], GET: [secret(20)] })
    expect(outcome).toMatchObject({ code: 'secret-exists' })
    expect(timed()).toEqual(['KEY 0', 'PUT 0', 'GET 30000'])
    expect(events).toEqual(['write-started', 'write-rejected'])
    expect(state).toEqual({ state: 'unchanged' })
  })

  it.each<[string, ScriptedReply]>([
    ['a rate limit', LIMITED],
    ['a refused connection', { fails: 'ECONNREFUSED' }],
  ])('stores after %s if there is still nothing', async (_, reply) => {
    const { outcome, events, sent } = await storing(undefined, { PUT: [reply, CREATED], GET: [ABSENT, secret(31)] })
    expect(outcome).toEqual(at(31))
    expect(events).toEqual(['write-started', 'write-rejected', 'write-started', 'applied', 'confirmed'])
    expect(sent('GET')).toHaveLength(2)
  })

  it('does not read again what it may replace', async () => {
    const { outcome, timed } = await storing(-60, { PUT: [LIMITED, UPDATED], GET: [secret(31, -60)] })
    expect(outcome).toEqual(at(31))
    expect(timed()).toEqual(['KEY 0', 'PUT 0', 'PUT 30000', 'GET 30000'])
  })

  it('changes nothing if no request ever arrived', async () => {
    const { outcome, state, sent } = await storing(undefined, { PUT: [{ fails: 'ECONNREFUSED' }], GET: [ABSENT] })
    expect(outcome).toMatchObject({ code: 'github-unreachable' })
    expect(sent('PUT')).toHaveLength(5)
    expect(state).toEqual({ state: 'unchanged' })
  })

  it('changes nothing if GitHub refuses the read between the attempts', async () => {
    const { outcome, state, sent } = await storing(undefined, { PUT: [LIMITED, CREATED], GET: [REFUSED] })
    expect(outcome).toMatchObject({ code: 'token-rejected' })
    expect(sent('PUT')).toHaveLength(1)
    expect(state).toEqual({ state: 'unchanged' })
  })
})

describe('store, if a response was lost', () => {
  it.each<[string, ScriptedReply]>([
    ['status 500', FAILED],
    ['a lost connection', { fails: 'ECONNRESET' }],
    ['no response', 'silence'],
  ])('takes what exists afterwards for its own, and sends again (%s)', async (_, lost) => {
    const { outcome, events, sent } = await storing(undefined, { PUT: [lost, UPDATED], GET: [secret(0)] })
    expect(outcome).toEqual(at(0))
    expect(events).toEqual(['write-started', 'write-started', 'applied', 'confirmed'])
    expect(sent('GET')).toHaveLength(1)
  })

  it('creates the secret if the lost request was not applied', async () => {
    const { outcome } = await storing(undefined, { PUT: [FAILED, CREATED], GET: [secret(0)] })
    expect(outcome).toEqual(at(0))
  })

  it.each<[string, ScriptedReply[], string]>([
    ['another attempt is refused', [FAILED, { status: 409 }], 'github-refused'],
    [
      'another attempt meets a rate limit that is too long',
      [FAILED, { status: 429, headers: { 'retry-after': '999' } }],
      'github-rate-limited',
    ],
    ['no attempt brings a response', [FAILED], 'github-unavailable'],
    ['later attempts do not arrive', [FAILED, { fails: 'ECONNREFUSED' }], 'github-unreachable'],
    ['the sealing key is refused and no other exists', [FAILED, { status: 422 }], 'github-refused'],
  ])('leaves the state open if %s', async (_, PUT, code) => {
    const { outcome, state } = await storing(-60, { PUT })
    expect(outcome).toMatchObject({ code })
    expect(state).toMatchObject({ state: 'indeterminate', replaces: true })
  })

  it('does not read in between, since what exists may be its own', async () => {
    const { outcome, timed } = await storing(undefined, { PUT: [FAILED, LIMITED, UPDATED], GET: [secret(31, 0)] })
    expect(outcome).toEqual(at(31))
    expect(timed()).toEqual(['KEY 0', 'PUT 0', 'PUT 250', 'PUT 30250', 'GET 30250'])
  })

  it.each<[string, ScriptedReply[], number]>([
    ['before GitHub replaced its sealing key', [FAILED, { status: 422 }, UPDATED], 3],
    ['after GitHub replaced its sealing key', [{ status: 422 }, FAILED, UPDATED], 3],
    [
      'before GitHub replaced its sealing key, and a rate limit follows',
      [FAILED, { status: 422 }, LIMITED, UPDATED],
      4,
    ],
  ])('remembers it %s', async (_, PUT, count) => {
    const { outcome, sent } = await storing(undefined, { KEY: [sealingKey(), sealingKey('2')], PUT, GET: [secret(0)] })
    expect(outcome).toEqual(at(0))
    expect(sent('PUT')).toHaveLength(count)
  })
})

describe('store, if GitHub has replaced its sealing key', () => {
  const other = sealingKeyPair()

  it('seals to the new key and sends again, and so do other secrets', async () => {
    const { client, network, journal, sent, timed } = scripted({
      KEY: [sealingKey(), sealingKey('2', other.base64)],
      PUT: [{ status: 422 }, CREATED],
      GET: [secret(0)],
    })
    const shared = new DestinationSealingKey(client, ENVIRONMENT)
    for (let count = 0; count < 2; count++) {
      const store = new GitHubSecret(client, { journal, ...network }, ENVIRONMENT, 'KEY', shared)
      await store.store('the private key', snapshotOf(undefined))
    }
    expect(timed().map(request => request.split(' ')[0])).toEqual(['KEY', 'PUT', 'KEY', 'PUT', 'GET', 'PUT', 'GET'])
    const bodies = sent('PUT').map(({ body }) => body)
    expect(bodies.map(body => body?.key_id)).toEqual(['1', '2', '2'])
    expect(openSealedBox(String(bodies[1]?.encrypted_value), other)).toBe('the private key')
  })

  it('reports the first request as rejected', async () => {
    const KEY = [sealingKey(), sealingKey('2')]
    const { events } = await storing(undefined, { KEY, PUT: [{ status: 422 }, CREATED], GET: [secret(0)] })
    expect(events).toEqual(['write-started', 'write-rejected', 'write-started', 'applied', 'confirmed'])
  })

  it('does not send again if the key is the same', async () => {
    const { outcome, state, sent } = await storing(undefined, { PUT: [{ status: 422, data: { message: 'Bad box' } }] })
    expect(outcome).toMatchObject({ code: 'github-refused', message: expect.stringContaining('"Bad box"') })
    expect(sent('PUT')).toHaveLength(1)
    expect(state).toEqual({ state: 'unchanged' })
  })

  it('does not send a third time', async () => {
    const KEY = ['1', '2', '3'].map(id => sealingKey(id))
    const { outcome, sent } = await storing(undefined, { KEY, PUT: [{ status: 422 }] })
    expect(outcome).toMatchObject({ code: 'github-refused' })
    expect(sent('PUT')).toHaveLength(2)
  })

  it('changes nothing if the new key is refused', async () => {
    const { outcome, state } = await storing(undefined, { KEY: [sealingKey(), REFUSED], PUT: [{ status: 422 }] })
    expect(outcome).toMatchObject({ code: 'token-rejected' })
    expect(state).toEqual({ state: 'unchanged' })
  })

  it('reports a conflict if the secret has appeared meanwhile', async () => {
    const KEY = [sealingKey(), sealingKey('2')]
    const { outcome } = await storing(undefined, { KEY, PUT: [{ status: 422 }, UPDATED] })
    expect(outcome).toMatchObject({ code: 'concurrent-write' })
  })
})

describe('the confirmation of a store', () => {
  it.each<[string, number | undefined, ScriptedReply, ScriptedReply]>([
    ['a created secret with one time', undefined, CREATED, secret(0)],
    ['a created secret with times on either side of a second’s end', undefined, CREATED, secret(1, 0)],
    ['a replaced secret whose time is later by a second', -1, UPDATED, secret(0, -90)],
    ['a replaced secret whose time is later by hours', -7200, UPDATED, secret(0, -9000)],
  ])('accepts %s', async (_, found, reply, metadata) => {
    const { state, sent } = await storing(found, { PUT: [reply], GET: [metadata] })
    expect(state.state).toBe('confirmed')
    expect(sent('GET')).toHaveLength(1)
  })

  it('waits for a created secret that GitHub shows late: 0.5, 1, 2 and then 4 s', async () => {
    const GET = [...Array.from({ length: 6 }, () => ABSENT), secret(0)]
    const { outcome, timed } = await storing(undefined, { PUT: [CREATED], GET })
    expect(outcome).toEqual(at(0))
    expect(timed().slice(2)).toEqual([0, 500, 1500, 3500, 7500, 11_500, 15_500].map(ms => `GET ${ms}`))
  })

  it('accepts a secret that appears after 27.5 s', async () => {
    const GET = [...Array.from({ length: 9 }, () => ABSENT), secret(0)]
    const { outcome, sent } = await storing(undefined, { PUT: [CREATED], GET })
    expect(outcome).toEqual(at(0))
    expect(sent('GET').at(-1)?.at).toBe(27_500)
  })

  it.each<[string, 201 | 204]>([
    ['a proxy answers without passing the request on', 201],
    ['the secret is deleted at the same time', 204],
  ])('gives up within 30 s if %s (status %i)', async (_, status) => {
    const { outcome, state, clock, sent } = await storing(-60, { PUT: [{ status }], GET: [ABSENT] })
    expect(outcome).toMatchObject({
      code: 'not-confirmed',
      message: `GitHub answered ${status} when this run stored ${place}, but then said that it does not exist.`,
    })
    expect(clock.elapsedMs()).toBe(27_500)
    expect(sent('PUT')).toHaveLength(1)
    expect(state).toMatchObject({ state: 'unconfirmed', place: PLACE })
  })

  it('stores once more after 1.1 s if the time has not changed: the last update was in the same second', async () => {
    const { outcome, timed, events } = await storing(0, { PUT: [UPDATED], GET: [secret(0, -90), secret(1, -90)] })
    expect(outcome).toEqual(at(1))
    expect(timed()).toEqual(['KEY 0', 'PUT 0', 'GET 0', 'PUT 1100', 'GET 1100'])
    expect(events).toEqual(['write-started', 'applied', 'write-started', 'applied', 'confirmed'])
  })

  it('stores once more at most, and gives up within 30 s if a proxy answers without passing the request on', async () => {
    const { outcome, state, clock, sent } = await storing(-60, { PUT: [UPDATED], GET: [secret(-60, -90)] })
    expect(outcome).toMatchObject({
      code: 'not-confirmed',
      message: `GitHub answered 204 when this run stored ${place}, but then said that it was last updated at ${at(-60)}, before this run stored.`,
    })
    expect(sent('PUT')).toHaveLength(2)
    expect(clock.elapsedMs()).toBeLessThanOrEqual(30_000)
    expect(clock.elapsedMs()).toBeGreaterThan(25_000)
    expect(state).toMatchObject({ state: 'unconfirmed' })
  })

  it('accepts no time from before the snapshot, as a late replica shows it', async () => {
    const stale = secret(-90)
    const late = await storing(-60, { PUT: [UPDATED], GET: [stale, stale, secret(2, -90)] })
    expect(late.outcome).toEqual(at(2))
    const never = await storing(-60, { PUT: [UPDATED], GET: [stale] })
    expect(never.outcome).toMatchObject({ code: 'not-confirmed' })
  })

  it('rejects a created secret that was changed again', async () => {
    const { outcome, state, sent } = await storing(undefined, { PUT: [CREATED], GET: [secret(2, 0)] })
    expect(outcome).toMatchObject({
      code: 'not-confirmed',
      message: `GitHub answered 201 when this run stored ${place}, but then said that it was changed again at ${at(2)}.`,
    })
    expect(sent('GET')).toHaveLength(1)
    expect(state).toMatchObject({ state: 'unconfirmed' })
  })

  it('accepts a created secret that this run itself stored once more', async () => {
    const { outcome } = await storing(-60, { PUT: [CREATED, UPDATED], GET: [secret(-60), secret(2, 0)] })
    expect(outcome).toEqual(at(2))
  })

  it.each<[string, ScriptedReply, string]>([
    ['is refused', REFUSED, 'token-rejected'],
    ['is invalid', { status: 200, data: {} }, 'github-invalid-response'],
    ['does not come', FAILED, 'github-unavailable'],
  ])('ends as unconfirmed if the metadata %s', async (_, reply, code) => {
    const { outcome, state } = await storing(undefined, { PUT: [CREATED], GET: [reply] })
    expect(outcome).toMatchObject({ code })
    expect(state).toMatchObject({ state: 'unconfirmed' })
  })

  it.each<[string, ScriptedReply[], string, string]>([
    ['unconfirmed if the second store is refused', [UPDATED, REFUSED], 'token-rejected', 'unconfirmed'],
    ['indeterminate if the second store is lost', [UPDATED, FAILED], 'github-unavailable', 'indeterminate'],
  ])('ends as %s', async (_, PUT, code, state) => {
    const stored = await storing(0, { PUT, GET: [secret(0, -90)] })
    expect(stored.outcome).toMatchObject({ code })
    expect(stored.state.state).toBe(state)
  })

  it('gives up within the time that the run has left', async () => {
    const { store, clock, journal } = scripted({ PUT: [CREATED], GET: [ABSENT] })
    clock.advance(105_000)
    const error = await actionErrorOf(store.store('the private key', snapshotOf(undefined, clock.elapsedMs())))
    expect(error.code).toBe('not-confirmed')
    expect(clock.elapsedMs()).toBeLessThanOrEqual(110_000)
    expect(journal.state.state).toBe('unconfirmed')
  })
})

describe('updatedAt', () => {
  it('returns the time of the update', async () => {
    const { store, timed } = scripted({ GET: [secret(-60, -90)] })
    expect(await store.updatedAt()).toBe(at(-60))
    expect(timed()).toEqual(['GET 0'])
  })

  it('returns undefined if the secret does not exist and the token may see that', async () => {
    const { store, timed } = scripted({ GET: [ABSENT] })
    expect(await store.updatedAt()).toBeUndefined()
    expect(timed()).toEqual(['GET 0', 'KEY 0'])
  })

  it('throws if the token may not see the place, each time', async () => {
    const { store } = scripted({ GET: [ABSENT], KEY: [sealingKey(), ABSENT] })
    await store.updatedAt()
    expect(await actionErrorOf(store.updatedAt())).toMatchObject({ code: 'destination-not-found' })
  })
})

describe('delete', () => {
  it('deletes the secret that was stored at that time', async () => {
    const { outcome, state, events, timed, sent } = await deleting({ GET: [secret(0, -90)], DELETE: [UPDATED] })
    expect(outcome).toBe(true)
    expect(timed()).toEqual(['GET 0', 'DELETE 0'])
    expect(sent('DELETE')[0]?.body).toBeUndefined()
    expect(events).toEqual(['delete-started', 'deleted'])
    expect(state).toBe('deleted')
  })

  it('compares times, not texts', async () => {
    const metadata = { name: 'KEY', created_at: at(0), updated_at: at(0).replace('Z', '.000+00:00') }
    const { outcome } = await deleting({ GET: [{ status: 200, data: metadata }], DELETE: [UPDATED] })
    expect(outcome).toBe(true)
  })

  it('does nothing if the secret does not exist', async () => {
    const { outcome, state, events, timed } = await deleting({ GET: [ABSENT] })
    expect(outcome).toBe(false)
    expect(timed()).toEqual(['GET 0', 'KEY 0'])
    expect(events).toEqual([])
    expect(state).toBe('unchanged')
  })

  it('throws if the token may not see the place', async () => {
    const { outcome, state } = await deleting({ GET: [ABSENT], KEY: [ABSENT] })
    expect(outcome).toMatchObject({ code: 'destination-not-found' })
    expect(state).toBe('unchanged')
  })

  it.each<[string, number, string]>([
    ['newer', 1, 'secret-newer'],
    ['older', -1, 'secret-older'],
  ])('leaves a %s secret alone', async (_, seconds, code) => {
    const { outcome, state, sent } = await deleting({ GET: [secret(seconds, -90)] })
    expect(outcome).toMatchObject({
      code,
      message: `${PLACE} is not the one to delete: it was updated at ${at(seconds)}, and the key to delete was stored at ${new Date(at(0)).toISOString()}.`,
    })
    expect(sent('DELETE')).toEqual([])
    expect(state).toBe('unchanged')
  })

  it.each([301, 401, 403, 409, 422])('changes nothing if GitHub refuses (%i)', async status => {
    const { outcome, state, events } = await deleting({
      GET: [secret(0)],
      DELETE: [{ status, data: { message: 'No' } }],
    })
    expect(outcome).toBeInstanceOf(ActionError)
    expect(outcome).toHaveProperty('message', expect.stringContaining(`delete ${place}`))
    expect(events).toEqual(['delete-started', 'delete-rejected'])
    expect(state).toBe('unchanged')
  })

  it('leaves the state open after a success that GitHub does not document', async () => {
    const { outcome, state } = await deleting({ GET: [secret(0)], DELETE: [{ status: 200, data: {} }] })
    expect(outcome).toMatchObject({ code: 'github-refused' })
    expect(state).toBe('deleting')
  })

  it.each<[string, Replies]>([
    ['404 and the secret is gone', { GET: [secret(0), ABSENT], DELETE: [ABSENT] }],
    ['404 after a lost response', { GET: [secret(0), secret(0), ABSENT], DELETE: [FAILED, ABSENT] }],
    ['nothing the first time, and the secret is gone', { GET: [secret(0), ABSENT], DELETE: [FAILED] }],
    ['nothing the first time, and the secret is still there', { GET: [secret(0)], DELETE: [FAILED, UPDATED] }],
    ['with a rate limit, and the secret is still there', { GET: [secret(0)], DELETE: [LIMITED, UPDATED] }],
    ['with a rate limit, and the secret is gone', { GET: [secret(0), ABSENT], DELETE: [LIMITED] }],
  ])('succeeds if GitHub answers %s', async (_, replies) => {
    const { outcome, state, events } = await deleting(replies)
    expect(outcome).toBe(true)
    expect(events.at(-1)).toBe('deleted')
    expect(state).toBe('deleted')
  })

  it('throws if GitHub answers 404 and the secret is still there', async () => {
    const { outcome, state } = await deleting({ GET: [secret(0)], DELETE: [ABSENT] })
    expect(outcome).toMatchObject({ code: 'destination-not-found' })
    expect(state).toBe('unchanged')
  })

  it('leaves a newer secret alone that appeared during a rate limit', async () => {
    const { outcome, state, timed } = await deleting({ GET: [secret(0), secret(20)], DELETE: [LIMITED] })
    expect(outcome).toMatchObject({ code: 'secret-newer' })
    expect(timed()).toEqual(['GET 0', 'DELETE 0', 'GET 30000'])
    expect(state).toBe('unchanged')
  })

  it.each<[string, Replies, string]>([
    ['a newer secret appears', { GET: [secret(0), secret(1)], DELETE: [FAILED] }, 'secret-newer'],
    ['the next read is refused', { GET: [secret(0), REFUSED], DELETE: [FAILED] }, 'token-rejected'],
    [
      'the token may not see the place anymore',
      { GET: [secret(0), ABSENT], KEY: [REFUSED], DELETE: [FAILED] },
      'token-rejected',
    ],
    [
      'the next answer is 404 and the read after it is refused',
      { GET: [secret(0), secret(0), REFUSED], DELETE: [FAILED, ABSENT] },
      'token-rejected',
    ],
    ['the next attempt is refused', { GET: [secret(0)], DELETE: [FAILED, REFUSED] }, 'token-rejected'],
    [
      'the next attempt does not arrive',
      { GET: [secret(0)], DELETE: [FAILED, { fails: 'ENOTFOUND' }] },
      'github-unreachable',
    ],
    ['no response ever comes', { GET: [secret(0)], DELETE: [FAILED] }, 'github-unavailable'],
  ])('leaves the state open after a lost response if %s', async (_, replies, code) => {
    const { outcome, state } = await deleting(replies)
    expect(outcome).toMatchObject({ code })
    expect(state).toBe('deleting')
  })

  it('sends five requests at most, and reads before each', async () => {
    const { timed } = await deleting({ GET: [secret(0)], DELETE: [FAILED] })
    expect(timed()).toEqual([0, 250, 750, 1750, 3750].flatMap(ms => [`GET ${ms}`, `DELETE ${ms}`]))
  })
})

describe('the audience of an organization’s secret', () => {
  const ORG_SECRETS = '/orgs/octo/actions/secrets'
  const KEEP: Destination = { ...ORGANIZATION, visibility: undefined }
  const selected = (...ids: number[]): ScriptedReply => ({
    status: 200,
    data: { repositories: ids.map(id => ({ id })) },
  })

  /** Reads and stores a secret; returns its snapshot and what was sent to store it. */
  async function storingIn(
    destination: Destination,
    found: ScriptedReply,
    repositories: ScriptedReply = selected(1, 2),
  ) {
    const { client, network, sent } = scriptedGitHub({
      [`GET ${ORG_SECRETS}/public-key`]: [sealingKey()],
      [`GET ${ORG_SECRETS}/KEY`]: [found, existing('private', 0)],
      [`GET ${ORG_SECRETS}/KEY/repositories?per_page=100&page=1`]: [repositories],
      [`PUT ${ORG_SECRETS}/KEY`]: [{ status: found === ABSENT ? 201 : 204 }],
    })
    const store = new GitHubSecret(client, { journal: new Journal(), ...network }, destination, 'KEY')
    const snapshot = await store.read()
    await store.store('the private key', snapshot)
    const { encrypted_value, key_id, ...audience } = sent.find(({ route }) => route.startsWith('PUT'))?.body ?? {}
    const requests = sent.filter(({ route }) => route.includes('/repositories'))
    return { store, snapshot, audience, requests }
  }

  const existing = (visibility: unknown, updated = -60): ScriptedReply => ({
    status: 200,
    data: { name: 'KEY', created_at: at(updated === 0 ? 0 : -90), updated_at: at(updated), visibility },
  })

  it.each<[string, ScriptedReply, object]>([
    ['private for a new secret', ABSENT, { visibility: 'private' }],
    ['kept if all repositories may use it', existing('all'), { visibility: 'all' }],
    ['kept if private repositories may use it', existing('private'), { visibility: 'private' }],
    [
      'kept with the repositories that are selected',
      existing('selected'),
      { visibility: 'selected', selected_repository_ids: [1, 2] },
    ],
  ])('is %s', async (_, found, audience) => {
    expect((await storingIn(KEEP, found)).audience).toEqual(audience)
  })

  it.each([undefined, 'some'])(
    'stores nothing if GitHub does not say who may use the secret (%s)',
    async visibility => {
      expect((await actionErrorOf(storingIn(KEEP, existing(visibility)))).code).toBe('github-invalid-response')
    },
  )

  it('leaves the selection as it is if GitHub does not say which repositories are selected', async () => {
    const { audience, snapshot } = await storingIn(KEEP, existing('selected'), { status: 403 })
    expect(audience).toEqual({ visibility: 'selected' })
    expect(snapshot.audience).toEqual({ visibility: 'selected', selectedRepositoryIds: undefined })
  })

  it('is the one that the workflow asks for', async () => {
    const { audience, store, snapshot } = await storingIn({ ...ORGANIZATION, visibility: 'all' }, existing('private'))
    expect(audience).toEqual({ visibility: 'all' })
    expect(snapshot.audience).toEqual({ visibility: 'private', selectedRepositoryIds: undefined })
    expect(store.audienceAfter(snapshot)).toEqual({ visibility: 'all', selectedRepositoryIds: undefined })
  })

  it.each(['all', 'private'])('is read without the selection if it is %s', async visibility => {
    expect((await storingIn(KEEP, existing(visibility))).requests).toEqual([])
  })

  it('is none at other levels', () => {
    const { store } = scripted({})
    expect(store.audienceAfter(snapshotOf(undefined))).toBeUndefined()
  })

  it('is not read at other levels', async () => {
    const metadata = { name: 'KEY', created_at: at(0), updated_at: at(0), visibility: 'selected' }
    const { store, timed } = scripted({ GET: [{ status: 200, data: metadata }] })
    await store.read()
    expect(timed()).toEqual(['KEY 0', 'GET 0'])
  })
})
