// The rules of storing, confirming and deleting, against a GitHub that follows a script.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ActionError } from '../src/errors.ts'
import type { Answer } from '../src/github/client.ts'
import { SealingKeyCache } from '../src/github/sealing-key.ts'
import type { Custody } from '../src/runner/journal.ts'
import { SecretStore } from '../src/stores/github-secret.ts'
import type { Found } from '../src/stores/key-store.ts'
import { elapsedMs } from '../src/time.ts'
import { scriptedGitHub } from './scripted-github.ts'

const DESTINATION = { level: 'environment', owner: 'octo', repo: 'keys', environment: 'prod' } as const
const NOON = Date.parse('2026-03-01T12:00:00Z')
/** The X25519 public key of RFC 7748 section 6.1 (Alice's). */
const SEALING_KEY = 'hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo='

beforeEach(() => {
  vi.useFakeTimers({ now: NOON, toFake: ['setTimeout', 'Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** RFC 3339, as many seconds after noon. */
const at = (seconds: number) => new Date(NOON + seconds * 1000).toISOString().replace('.000', '')

type Script = Partial<Record<'KEY' | 'GET' | 'PUT' | 'DELETE', Partial<Answer>[]>>

const key = (data: unknown = { key_id: '1', key: SEALING_KEY }, status = 200) => ({ status, data })
const metadata = (updated: number, created = updated, more = {}) => ({
  status: 200,
  data: { name: 'KEY', created_at: at(created), updated_at: at(updated), ...more },
})
const missing = { status: 404, data: { message: 'Not Found' } }
/** Answered as many seconds after noon by GitHub's clock; without one where they are not given. */
const put = (status: number, seconds?: number) => ({
  status,
  headers: seconds === undefined ? {} : { date: new Date(NOON + seconds * 1000).toUTCString() },
})

/** A secret at a GitHub that gives the answers of a script, each once, the last of each again and again. */
function scripted(script: Script) {
  const sent: { what: string; at: number; parameters: Record<string, unknown> }[] = []
  const answers = structuredClone({ KEY: [key()], ...script })
  const api = scriptedGitHub((route, parameters) => {
    const [method = ''] = route.split(' ')
    const what = (route.endsWith('/public-key') ? 'KEY' : method) as keyof Script
    sent.push({ what, at: Date.now() - NOON, parameters })
    const list = answers[what] ?? []
    const answer = list.length > 1 ? list.shift() : list[0]
    if (!answer) throw new Error(`the script has no answer for ${route}`)
    return answer
  })
  const custody: Custody = { holding: { state: 'unchanged', note: 'As before.' }, stored: [], cure: 'Cure it.' }
  const store = new SecretStore(api, DESTINATION, 'KEY')
  /** The outcome of an operation, with all that is waited for in it. */
  const run = async <T>(operation: Promise<T>) => {
    let ended = false
    const outcome = operation
      .catch(error => {
        if (!(error instanceof ActionError)) throw error
        const { code, message, next, uncertain } = error
        return { code, message, next, uncertain }
      })
      .finally(() => {
        ended = true
      })
    outcome.catch(() => {})
    while (!ended) {
      await new Promise(resolve => setImmediate(resolve))
      await vi.advanceTimersToNextTimerAsync()
    }
    return outcome
  }
  return {
    api,
    store,
    custody,
    sent,
    run,
    asked: (what: keyof Script) => sent.filter(request => request.what === what),
  }
}

/** Stores over what a look found (in seconds after noon; undefined where nothing was there). */
async function storing(found: number | undefined, script: Script) {
  const world = scripted({ GET: [found === undefined ? missing : metadata(found)], ...script })
  const look = { updatedAt: found === undefined ? undefined : at(found), lookedAt: elapsedMs() }
  const outcome = await world.run(world.store.store('the key', look, world.custody))
  return { ...world, outcome }
}

describe('a store is confirmed', () => {
  it.each<[string, number | undefined, Partial<Answer>, ReturnType<typeof metadata>]>([
    ['by the time of the answer', undefined, put(201, 0), metadata(0)],
    ['where a secret was made before and after the end of a second', undefined, put(201, 0), metadata(1, 0)],
    ['where GitHub’s clocks differ by two seconds', undefined, put(201, 0), metadata(2)],
    ['where no clock is shown and nothing changed since', undefined, put(201), metadata(0)],
    ['long after the change before it', -60, put(204, 0), metadata(0, -90)],
    ['where it came within the second of the change before it', 0, put(204, 0), metadata(0, -90)],
    ['within two seconds of the change before it, by the clocks', 0, put(204, 2), metadata(0, -90)],
    ['where the answer came long after', -60, put(204, 30), metadata(0, -90)],
    ['where no clock is shown, and it changed', -60, put(204), metadata(0, -90)],
    ['where a secret was deleted and is made anew', -60, put(201, 30), metadata(-60)],
  ])('%s', async (_, found, answer, confirmation) => {
    const { outcome, custody, asked } = await storing(found, { PUT: [answer], GET: [confirmation] })
    expect(outcome).toEqual({ name: 'KEY', updatedAt: confirmation.data.updated_at })
    expect(asked('GET')).toHaveLength(1)
    expect(custody.holding.state).toBe('unconfirmed')
  })

  it('by a replica that is late, asked again after half a second, one, and one and a half', async () => {
    const late = [missing, metadata(-60, -90), metadata(-60, -90), metadata(0, -90)]
    const { outcome, asked } = await storing(-60, { PUT: [put(204, 0)], GET: late })
    expect(outcome).toEqual({ name: 'KEY', updatedAt: at(0) })
    expect(asked('GET').map(({ at }) => at)).toEqual([0, 500, 1500, 3000])
  })
})

describe('a store is not confirmed', () => {
  it.each<[string, number | undefined, Partial<Answer>, Partial<Answer>, number]>([
    ['a secret that is gone', undefined, put(201, 0), missing, 4],
    ['a secret that changed after it was made', undefined, put(201, 9), metadata(2, 0), 1],
    ['a secret that changed later than the answer', -60, put(204, 0), metadata(3, -90), 1],
    ['a secret that shows no change', -60, put(204, 0), metadata(-60, -90), 4],
    ['a secret that shows no change, by more than two seconds', 0, put(204, 3), metadata(0, -90), 4],
    ['a secret that shows no change, where no clock is shown', 0, put(204), metadata(0, -90), 4],
  ])('by %s', async (_, found, answer, confirmation, times) => {
    const { outcome, custody, asked } = await storing(found, { PUT: [answer], GET: [confirmation] })
    expect(outcome).toMatchSnapshot()
    expect(asked('GET')).toHaveLength(times)
    expect(custody.holding.state).toBe('unconfirmed')
  })

  it.each([
    ['no object', []],
    ['another name', { name: 'OTHER' }],
    ['no time of the change', { updated_at: null }],
    ['a time of the change that is none', { updated_at: 'yesterday' }],
    ['no time of its creation', { created_at: 7 }],
    ['a list of times', { updated_at: [at(0)] }],
  ])('by what is no answer: %s', async (_, wrong) => {
    const { data } = metadata(0)
    const answer = { status: 200, data: Array.isArray(wrong) ? wrong : { ...data, ...wrong } }
    const { outcome } = await storing(undefined, { PUT: [put(201, 0)], GET: [answer] })
    expect(outcome).toMatchObject({ code: 'github-invalid-response' })
    expect(outcome).toMatchSnapshot()
  })

  it('by a refusal', async () => {
    const { outcome } = await storing(undefined, { PUT: [put(201, 0)], GET: [{ status: 409 }] })
    expect(outcome).toMatchSnapshot()
  })
})

describe('a store', () => {
  it('sends the box with the name of the sealing key, to the secret of the environment', async () => {
    const { asked, sent } = await storing(undefined, { PUT: [put(201, 0)], GET: [metadata(0)] })
    expect(sent.map(({ what }) => what)).toEqual(['KEY', 'PUT', 'GET'])
    const { encrypted_value, ...rest } = asked('PUT')[0]?.parameters ?? {}
    expect(rest).toEqual({ owner: 'octo', repo: 'keys', environment_name: 'prod', secret_name: 'KEY', key_id: '1' })
    expect(Buffer.from(String(encrypted_value), 'base64')).toHaveLength('the key'.length + 48)
  })

  it('over a secret that nobody saw has overwritten another run’s', async () => {
    const { outcome, custody } = await storing(undefined, { PUT: [put(204, 0)] })
    expect(outcome).toMatchSnapshot()
    expect(custody.holding).toMatchObject({ state: 'collided' })
  })

  it.each([300, 301, 404, 409, 418])('that is refused (%i) has changed nothing', async status => {
    const { outcome, custody } = await storing(-60, { PUT: [{ status }] })
    expect(outcome).toMatchSnapshot()
    expect(custody.holding).toMatchObject({ state: 'unchanged' })
  })

  it('is sent once more where GitHub has another sealing key by now, and others use that one too', async () => {
    const keys = [key(), key({ key_id: '2', key: SEALING_KEY })]
    const world = scripted({ KEY: keys, PUT: [{ status: 422 }, put(201, 0)], GET: [metadata(0)] })
    const sealer = new SealingKeyCache(world.api, DESTINATION)
    for (let i = 0; i < 2; i++) {
      const store = new SecretStore(world.api, DESTINATION, 'KEY', sealer)
      await world.run(store.store('the key', { updatedAt: undefined, lookedAt: elapsedMs() }, world.custody))
    }
    expect(world.sent.map(({ what }) => what)).toEqual(['KEY', 'PUT', 'KEY', 'PUT', 'GET', 'PUT', 'GET'])
    expect(world.asked('PUT').map(({ parameters }) => parameters.key_id)).toEqual(['1', '2', '2'])
  })

  it('is not sent again where the sealing key is the same', async () => {
    const { outcome, asked } = await storing(undefined, { PUT: [{ status: 422, data: { message: 'Bad box' } }] })
    expect(asked('PUT')).toHaveLength(1)
    expect(outcome).toMatchSnapshot()
  })

  it('is sent no more than twice', async () => {
    const keys = ['1', '2', '3'].map(key_id => key({ key_id, key: SEALING_KEY }))
    const { outcome, asked } = await storing(undefined, { KEY: keys, PUT: [{ status: 422 }] })
    expect(asked('PUT')).toHaveLength(2)
    expect(outcome).toMatchObject({ code: 'github-refused' })
  })
})

describe('a store whose answer was lost', () => {
  it('may have changed the secret, although it is refused when it is sent again', async () => {
    const { outcome, custody } = await storing(-60, { PUT: [{ status: 500 }, { status: 409 }] })
    expect(outcome).toMatchObject({ code: 'github-refused', uncertain: true })
    expect(custody.holding).toMatchObject({ state: 'uncertain', replaces: true })
  })

  it.each([
    ['before GitHub had another sealing key', [{ status: 500 }, { status: 422 }, put(204, 0)]],
    ['after that', [{ status: 422 }, { status: 500 }, put(204, 0)]],
  ])('%s finds its own secret, not another run’s', async (_, PUT) => {
    const KEY = [key(), key({ key_id: '2', key: SEALING_KEY })]
    const { outcome, asked } = await storing(undefined, { KEY, PUT, GET: [metadata(0)] })
    expect(asked('PUT')).toHaveLength(3)
    expect(outcome).toEqual({ name: 'KEY', updatedAt: at(0) })
  })
})

describe('a store that had to wait', () => {
  const limited = { status: 429, headers: { 'retry-after': '30' } }

  it('leaves alone what another run has stored meanwhile, and has changed nothing', async () => {
    const { outcome, custody, asked } = await storing(undefined, { PUT: [limited, put(204, 31)], GET: [metadata(20)] })
    expect(outcome).toMatchSnapshot()
    expect(asked('PUT')).toHaveLength(1)
    expect(custody.holding).toEqual({ state: 'unchanged', note: 'As before.' })
  })

  it('goes on where nothing is there yet, or where it may replace what is there', async () => {
    const first = await storing(undefined, { PUT: [limited, put(201, 31)], GET: [missing, metadata(31)] })
    expect(first.outcome).toEqual({ name: 'KEY', updatedAt: at(31) })
    const over = await storing(-60, { PUT: [limited, put(204, 31)], GET: [metadata(31, -60)] })
    expect(over.outcome).toEqual({ name: 'KEY', updatedAt: at(31) })
    expect(over.asked('GET')).toHaveLength(1)
  })

  it('does not take its own key for that of another run where an answer was lost', async () => {
    const { outcome, asked } = await storing(undefined, { PUT: [{ status: 500 }, put(204, 1)], GET: [metadata(0)] })
    expect(outcome).toEqual({ name: 'KEY', updatedAt: at(0) })
    expect(asked('PUT')).toHaveLength(2)
  })

  it('nor where one was lost before GitHub asked for another sealing key', async () => {
    const { outcome, asked } = await storing(undefined, {
      KEY: [key(), key({ key_id: '2', key: SEALING_KEY })],
      PUT: [{ status: 500 }, { status: 422 }, limited, put(204, 31)],
      GET: [metadata(31, 0)],
    })
    expect(outcome).toEqual({ name: 'KEY', updatedAt: at(31) })
    expect(asked('PUT')).toHaveLength(4)
  })

  it.each([
    [2_000, 0],
    [2_001, 1],
  ])('looks again %i ms after its look: %i times', async (elapsed, looks) => {
    const uptime = vi.spyOn(process, 'uptime').mockReturnValue(100)
    const { store, run, custody, asked } = scripted({ GET: [missing, metadata(1)], PUT: [put(201, 1)] })
    const found = await run(store.look())
    uptime.mockReturnValue(100 + elapsed / 1000)
    const outcome = await run(store.store('the key', found as Found, custody))
    expect(asked('PUT')).toHaveLength(1 - looks)
    if (looks > 0) expect(outcome).toMatchObject({ code: 'secret-exists', uncertain: false })
    else expect(outcome).toEqual({ name: 'KEY', updatedAt: at(1) })
    uptime.mockRestore()
  })
})

describe('a look', () => {
  it.each([
    [missing, undefined],
    [metadata(-60, -90), at(-60)],
  ])('tells when the secret was changed, and asks once for the sealing key', async (answer, updatedAt) => {
    const { store, run, sent } = scripted({ GET: [answer] })
    expect(await run(Promise.all([store.look(), store.look()]))).toMatchObject([{ updatedAt }, { updatedAt }])
    expect(sent.map(({ what }) => what)).toEqual(['KEY', 'GET', 'GET'])
  })

  it.each([
    ['is refused', key({ message: 'no' }, 409)],
    ['is no object', key([])],
    ['has no name', key({ key: SEALING_KEY })],
    ['has an empty name', key({ key_id: '', key: SEALING_KEY })],
    ['has a number for a name', key({ key_id: 1, key: SEALING_KEY })],
    ['has no bytes', key({ key_id: '1' })],
    ['is no base64', key({ key_id: '1', key: 'hex!' })],
    ['is too short', key({ key_id: '1', key: 'AAAA' })],
  ])('fails where the sealing key %s', async (_, answer) => {
    const { store, run } = scripted({ KEY: [answer], GET: [missing] })
    expect(await run(store.look())).toMatchSnapshot()
  })

  it('does not find out that libsodium refuses the sealing key; the store does, before it is sent', async () => {
    const zeros = key({ key_id: '1', key: Buffer.alloc(32).toString('base64') })
    const { outcome, asked } = await storing(undefined, { KEY: [zeros] })
    expect(outcome).toMatchSnapshot()
    expect(asked('PUT')).toHaveLength(0)
  })
})

describe('a delete', () => {
  const storedAt = new Date(at(0))

  it('takes away the secret that was stored then', async () => {
    const { store, run, custody, asked } = scripted({ GET: [metadata(0)], DELETE: [{ status: 204 }] })
    expect(await run(store.delete(storedAt, custody))).toBe(true)
    expect(asked('DELETE').map(({ parameters }) => parameters)).toEqual([
      { owner: 'octo', repo: 'keys', environment_name: 'prod', secret_name: 'KEY' },
    ])
    expect(custody.holding).toEqual({ state: 'deleting', place: store.place })
  })

  it('does nothing where it is gone, if the token may see that', async () => {
    const { store, run, custody, sent } = scripted({ GET: [missing] })
    expect(await run(store.delete(storedAt, custody))).toBe(false)
    expect(sent.map(({ what }) => what)).toEqual(['GET', 'KEY'])
    expect(custody.holding.state).toBe('unchanged')
    const blind = scripted({ GET: [missing], KEY: [missing] })
    expect(await blind.run(blind.store.delete(storedAt, custody))).toMatchObject({ code: 'destination-not-found' })
  })

  it('leaves a newer secret alone', async () => {
    const { store, run, custody, asked } = scripted({ GET: [metadata(1, 0)] })
    expect(await run(store.delete(storedAt, custody))).toMatchSnapshot()
    expect(asked('DELETE')).toHaveLength(0)
  })

  it('leaves an older secret alone: it is another, and the one to delete may be elsewhere', async () => {
    const { store, run, custody, asked } = scripted({ GET: [metadata(-1)] })
    expect(await run(store.delete(storedAt, custody))).toMatchSnapshot()
    expect(asked('DELETE')).toHaveLength(0)
  })

  it('that had to wait leaves a newer secret alone, and has deleted nothing', async () => {
    const limited = { status: 429, headers: { 'retry-after': '30' } }
    const { store, run, custody, asked } = scripted({ GET: [metadata(0), metadata(20)], DELETE: [limited] })
    expect(await run(store.delete(storedAt, custody))).toMatchObject({ code: 'secret-newer', uncertain: false })
    expect(asked('DELETE')).toHaveLength(1)
    expect(custody.holding.state).toBe('unchanged')
  })

  const lost = { status: 500 }
  const refused = { status: 401, data: { message: 'Bad credentials' } }
  it.each<[string, Script, string]>([
    ['the look before the next finds a newer one', { GET: [metadata(0), metadata(1)], DELETE: [lost] }, 'secret-newer'],
    ['the look before the next is refused', { GET: [metadata(0), refused], DELETE: [lost] }, 'token-rejected'],
    [
      'what is gone may only be out of sight',
      { GET: [metadata(0), missing], KEY: [refused], DELETE: [lost] },
      'token-rejected',
    ],
    [
      'the next is answered with 404, and the look after it is refused',
      { GET: [metadata(0), metadata(0), refused], DELETE: [lost, missing] },
      'token-rejected',
    ],
    ['the next is refused', { GET: [metadata(0)], DELETE: [lost, { status: 403 }] }, 'github-refused'],
  ])('whose answer was lost may have deleted, where %s', async (_, script, code) => {
    const { store, run, custody } = scripted(script)
    expect(await run(store.delete(storedAt, custody))).toMatchObject({ code, uncertain: true })
    expect(custody.holding).toEqual({ state: 'deleting', place: store.place })
  })

  it.each([403, 404, 409, 200])('that is refused (%i) says so', async status => {
    const answer = { status, data: { message: 'no' } }
    const { store, run, custody } = scripted({ GET: [metadata(0)], DELETE: [answer] })
    expect(await run(store.delete(storedAt, custody))).toMatchSnapshot()
  })

  it('that is answered with 404 is done where it is gone', async () => {
    const { store, run, custody } = scripted({ GET: [metadata(0), missing], DELETE: [missing] })
    expect(await run(store.delete(storedAt, custody))).toBe(true)
  })
})
