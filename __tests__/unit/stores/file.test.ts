import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs, {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { encodePrivateKey, generateOperatorKey } from '../../../src/key/operator-key.ts'
import { parsePrivateKey } from '../../../src/key/parse-private-key.ts'
import { open } from '../../../src/stores/file.ts'
import { readKeyStoreUri } from '../../../src/stores/uri.ts'
import { actionErrorOf } from '../../support/errors.ts'
import { keyStoreContext } from '../../support/key-store-context.ts'

/** In seconds since 1970. */
const TIME = 1_772_366_400
const isRoot = process.getuid?.() === 0

/** A path in a folder of its own, which only its owner may use. */
function newPath(name = 'operator.key'): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'key-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, name)
}

interface OpenOptions {
  pin?: string
  env?: Record<string, string>
  /** What happens while the store sleeps, which takes no time. */
  sleep?: (ms: number) => void
}

function openFile(path: string, { pin, env, sleep = () => {} }: OpenOptions = {}) {
  const run = keyStoreContext(env)
  return { ...run, store: open({ scheme: 'file', path, pin }, { ...run.context, sleep: async ms => sleep(ms) }) }
}

function newKey(encoding: 'hex' | 'pem' = 'hex') {
  const key = generateOperatorKey()
  const { publicKey } = key
  return {
    privateKey: encodePrivateKey(key.privateKeyPem, encoding),
    publicKey,
    operator: undefined,
    workspace: undefined,
  }
}

/** Stores a key in a file that does not exist. */
async function stored(path = newPath()) {
  const key = newKey()
  const run = openFile(path)
  const confirmed = await run.store.store(key, await run.store.read())
  return { path, key, confirmed, ...run }
}

const digestIn = (path: string) => parsePrivateKey(readFileSync(path, 'utf8')).publicKey.digest
const modeOf = (path: string) => lstatSync(path).mode & 0o7777
const namesIn = (path: string) => readdirSync(dirname(path))

describe('open', () => {
  it.each(['github-hosted', ''])('refuses a runner whose RUNNER_ENVIRONMENT is "%s"', async environment => {
    const error = await actionErrorOf(() => openFile('/k', { env: { RUNNER_ENVIRONMENT: environment } }))
    expect(error).toMatchObject({ code: 'input-invalid' })
    expect(error.message).toContain('The input `key-store` is "file:///k". A file needs a self-hosted runner')
  })

  it('refuses a runner on Windows', async () => {
    const { platform } = process
    onTestFinished(() => void Object.defineProperty(process, 'platform', { value: platform }))
    Object.defineProperty(process, 'platform', { value: 'win32' })
    const error = await actionErrorOf(() => openFile('/k'))
    expect(error).toMatchObject({ code: 'input-invalid' })
    expect(error.message).toContain('The input `key-store` is "file:///k". A file needs a runner on Linux or macOS')
  })

  it('claims an empty name of a runner that has none', () => {
    const { context } = keyStoreContext()
    const env = { RUNNER_ENVIRONMENT: 'self-hosted' }
    expect(open({ scheme: 'file', path: '/k', pin: undefined }, { ...context, env }).claims.runner).toBe('')
  })

  it('names the place and the runner', () => {
    const { store } = openFile('/srv/a b/клюc', { pin: 'ab'.repeat(32) })
    expect(store.displayName).toBe('The file "/srv/a b/\\u{43a}\\u{43b}\\u{44e}c"')
    expect(store.claims).toEqual({ uri: 'file:///srv/a%20b/%D0%BA%D0%BB%D1%8Ec', runner: 'signer-1' })
  })
})

describe('store', () => {
  it.each(['hex', 'pem'] as const)(
    'writes %s that only the owner can read, and returns a reference to the key',
    async encoding => {
      const path = newPath()
      const { store, journal, events } = openFile(path)
      const key = newKey(encoding)
      journal.append({ type: 'planned', places: [store.displayName], publicKey: key.publicKey })
      const snapshot = await store.read()
      expect(snapshot).toStrictEqual({ updatedAt: undefined, identity: undefined })
      const confirmed = await store.store(key, snapshot)
      expect(readFileSync(path, 'utf8')).toBe(key.privateKey)
      expect(modeOf(path)).toBe(0o600)
      expect(namesIn(path)).toEqual(['operator.key'])
      expect(confirmed).toEqual({
        updatedAt: lstatSync(path, { bigint: true }).mtime.toISOString(),
        reference: `file://${path}?public-key=${key.publicKey.digest}`,
      })
      expect(events).toEqual(['planned', 'write-started', 'applied', 'confirmed'])
      expect(journal.state).toMatchObject({ state: 'confirmed', publicKey: key.publicKey })
    },
  )

  it.each([0o000, 0o077, 0o777])('gives the file mode 0600 with umask %o', async mask => {
    const previous = process.umask(mask)
    onTestFinished(() => void process.umask(previous))
    const path = newPath('operator.key')
    chmodSync(dirname(path), 0o700)
    await stored(path)
    expect(modeOf(path)).toBe(0o600)
  })

  it('refuses with key-exists a file that appeared since the snapshot, and leaves it', async () => {
    const path = newPath()
    const { store, journal, events } = openFile(path)
    const snapshot = await store.read()
    const other = await stored(path)
    expect(await actionErrorOf(store.store(newKey(), snapshot))).toMatchObject({ code: 'key-exists' })
    expect(digestIn(path)).toBe(other.key.publicKey.digest)
    expect(namesIn(path)).toEqual(['operator.key'])
    expect(events).toEqual(['write-started', 'write-rejected'])
    expect(journal.state).toEqual({ state: 'unchanged' })
  })

  it('does not follow a dangling link that appeared since the snapshot', async () => {
    const path = newPath()
    const { store } = openFile(path)
    const snapshot = await store.read()
    symlinkSync(join(dirname(path), 'elsewhere'), path)
    expect(await actionErrorOf(store.store(newKey(), snapshot))).toMatchObject({ code: 'key-exists' })
    expect(namesIn(path)).toEqual(['operator.key'])
  })

  it('replaces the key that the snapshot has', async () => {
    const { path, key } = await stored()
    const { store, events } = openFile(path)
    const snapshot = await store.read()
    expect(snapshot).toMatchObject({
      updatedAt: lstatSync(path, { bigint: true }).mtime.toISOString(),
      publicKey: key.publicKey,
      reference: `file://${path}?public-key=${key.publicKey.digest}`,
    })
    const next = newKey()
    await store.store(next, snapshot)
    expect(digestIn(path)).toBe(next.publicKey.digest)
    expect(modeOf(path)).toBe(0o600)
    expect(namesIn(path)).toEqual(['operator.key'])
    expect(events).toEqual(['write-started', 'applied', 'confirmed'])
  })

  it.each([
    [
      'replaced',
      async (path: string) => {
        const other = openFile(path).store
        await other.store(newKey(), await other.read())
      },
    ],
    [
      'replaced by one of the same time',
      async (path: string) => {
        writeFileSync(`${path}.new`, newKey().privateKey, { mode: 0o600 })
        renameSync(`${path}.new`, path)
        utimesSync(path, TIME, TIME)
      },
    ],
    ['rewritten', async (path: string) => writeFileSync(path, newKey().privateKey)],
    ['deleted', async (path: string) => rmSync(path)],
  ])('refuses with key-changed to replace a key that was %s since the snapshot', async (_, change) => {
    const { path } = await stored()
    utimesSync(path, TIME, TIME)
    const { store, journal } = openFile(path)
    const snapshot = await store.read()
    await change(path)
    const before = namesIn(path)
    expect(await actionErrorOf(store.store(newKey(), snapshot))).toMatchObject({ code: 'key-changed' })
    expect(namesIn(path)).toEqual(before)
    expect(journal.state).toEqual({ state: 'unchanged' })
  })

  it('creates a key although there is a lock, which is for those who replace one', async () => {
    const path = newPath()
    writeFileSync(join(dirname(path), '.operator.key.lock'), '')
    await stored(path)
    expect(namesIn(path)).toContain('operator.key')
  })

  it('does not replace a key while another run has the lock, and names the lock', async () => {
    const { path } = await stored()
    const before = readFileSync(path)
    const sleeps: number[] = []
    const { store } = openFile(path, { sleep: ms => sleeps.push(ms) })
    writeFileSync(join(dirname(path), '.operator.key.lock'), '')
    const error = await actionErrorOf(store.store(newKey(), await store.read()))
    expect(error).toMatchObject({ code: 'file-locked' })
    expect(error.message).toContain('.operator.key.lock')
    expect(sleeps).toEqual(Array(19).fill(100))
    expect(readFileSync(path)).toEqual(before)
  })

  it('replaces a key once another run has released the lock', async () => {
    const { path } = await stored()
    const lock = join(dirname(path), '.operator.key.lock')
    const { store } = openFile(path, { sleep: () => rmSync(lock) })
    const next = newKey()
    writeFileSync(lock, '')
    await store.store(next, await store.read())
    expect(digestIn(path)).toBe(next.publicKey.digest)
    expect(namesIn(path)).toEqual(['operator.key'])
  })

  it('removes temporary files that runs left which were killed long ago, and no others', async () => {
    const path = newPath()
    const leftover = (name: string, ageMs: number) => {
      const file = join(dirname(path), name)
      writeFileSync(file, 'x', { mode: 0o600 })
      const time = (Date.now() - ageMs) / 1000
      utimesSync(file, time, time)
      return name
    }
    leftover(`.operator.key.${'a'.repeat(32)}.tmp`, 3_600_000)
    const kept = [
      leftover(`.operator.key.${'b'.repeat(32)}.tmp`, 1_000),
      leftover(`.other.key.${'a'.repeat(32)}.tmp`, 3_600_000),
      leftover('.operator.key.tmp', 3_600_000),
      leftover(`.operator.key.x${'a'.repeat(32)}.tmp`, 3_600_000),
      leftover(`.operator.key.${'a'.repeat(32)}.tmpx`, 3_600_000),
    ]
    await stored(path)
    expect(namesIn(path).sort()).toEqual([...kept, 'operator.key'].sort())
  })
})

describe('read', () => {
  it('allows a folder if a folder of the runner does not exist', async () => {
    const path = newPath()
    const { store } = openFile(path, { env: { RUNNER_TEMP: join(dirname(path), 'missing') } })
    expect(await store.read()).toStrictEqual({ updatedAt: undefined, identity: undefined })
  })

  it('allows a folder whose name begins like that of a folder of the runner', async () => {
    const folder = dirname(newPath())
    for (const name of ['work', 'work-2']) mkdirSync(join(folder, name), { mode: 0o700 })
    const { store } = openFile(join(folder, 'work-2', 'k'), { env: { RUNNER_TEMP: join(folder, 'work') } })
    expect((await store.read()).updatedAt).toBeUndefined()
  })

  it('passes on a defect of the parser', async () => {
    const { path } = await stored()
    const { store } = openFile(path)
    const search = vi.spyOn(String.prototype, 'search').mockImplementation(() => {
      throw new TypeError('a defect')
    })
    onTestFinished(() => search.mockRestore())
    await expect(store.read()).rejects.toThrow(new TypeError('a defect'))
  })

  const unsafe: [string, (path: string) => void, string][] = [
    ['whose folder the group may write', path => chmodSync(dirname(path), 0o770), '(mode 0770), and so replace'],
    ['whose folder others may write', path => chmodSync(dirname(path), 0o702), '(mode 0702), and so replace'],
    ['whose folder is shared like /tmp', path => chmodSync(dirname(path), 0o1777), '(mode 1777), and so replace'],
    ['that is a link', path => symlinkSync('/etc/passwd', path), 'is a symbolic link.'],
    ['that is a dangling link', path => symlinkSync('/nowhere', path), 'is a symbolic link.'],
    ['that is a folder', path => mkdirSync(path), 'is not a regular file'],
    [
      'that holds something else',
      path => writeFileSync(path, 'PASSWORD=x', { mode: 0o600 }),
      "holds something other than an operator's private key",
    ],
    [
      'that is too large for a key',
      path => writeFileSync(path, 'a'.repeat(65_537), { mode: 0o600 }),
      'is too large for a private key.',
    ],
    ['that others may read', path => writeFileSync(path, newKey().privateKey, { mode: 0o644 }), `may use the file "`],
    ['in a folder that does not exist', path => rmSync(dirname(path), { recursive: true }), 'be read (ENOENT).'],
    [
      'below a file',
      path => {
        rmSync(dirname(path), { recursive: true })
        writeFileSync(dirname(path), '')
      },
      'be stored (EACCES).',
    ],
  ]
  it.each(unsafe)('refuses a file %s', async (_, prepare, message) => {
    const path = newPath()
    prepare(path)
    const error = await actionErrorOf(openFile(path).store.read())
    expect(error.code).toBe(message.startsWith('be ') ? 'file-refused' : 'file-unsafe')
    expect(error.message).toContain(message)
  })

  it.runIf(isRoot).each([
    ['folder', (path: string) => chownSync(dirname(path), 12345, 12345)],
    ['file', (path: string) => chownSync(path, 12345, 12345)],
  ])('refuses a %s of another user', async (_, prepare) => {
    const { path } = await stored()
    prepare(path)
    const error = await actionErrorOf(openFile(path).store.read())
    expect(error).toMatchObject({ code: 'file-unsafe' })
    expect(error.message).toContain('uid 12345')
  })

  it('refuses a folder above which others may write, also by way of a link', async () => {
    const path = newPath()
    const inner = join(dirname(path), 'inner')
    mkdirSync(inner, { mode: 0o700 })
    const link = `${newPath('link')}`
    symlinkSync(inner, link)
    chmodSync(dirname(path), 0o777)
    for (const folder of [inner, link]) {
      expect(await actionErrorOf(openFile(join(folder, 'k')).store.read())).toMatchObject({ code: 'file-unsafe' })
    }
  })

  it.each(['RUNNER_TEMP', 'RUNNER_WORKSPACE', 'GITHUB_WORKSPACE'])(
    'refuses a file in %s, which the runner cleans',
    async name => {
      const path = newPath()
      const inner = join(dirname(path), 'a', 'b')
      mkdirSync(inner, { recursive: true })
      const error = await actionErrorOf(openFile(join(inner, 'k'), { env: { [name]: dirname(path) } }).store.read())
      expect(error).toMatchObject({ code: 'input-invalid' })
      const rule = 'The runner deletes files in this folder between jobs. Use one outside its work folder.'
      expect(error.message).toBe(`The input \`key-store\` is "file://${inner}/k". ${rule}`)
    },
  )

  it('masks the key that it reads', async () => {
    const { path, key } = await stored()
    const { store, masked } = openFile(path)
    await store.read()
    expect(masked).toEqual([key.privateKey])
  })
})

describe('readPrivateKey', () => {
  it('returns what was stored, by the path and by the reference', async () => {
    const { path, key, confirmed } = await stored()
    const { pin } = readKeyStoreUri(() => confirmed.reference ?? '', 'key-store') as { pin: string }
    for (const { store, masked } of [openFile(path), openFile(path, { pin })]) {
      expect(await store.readPrivateKey()).toEqual({ text: key.privateKey })
      expect(masked).toEqual([key.privateKey])
    }
  })

  it('refuses with key-replaced by the reference to another key', async () => {
    const { path, key } = await stored()
    const other = openFile(path).store
    await other.store(newKey(), await other.read())
    const { store } = openFile(path, { pin: key.publicKey.digest })
    expect(await actionErrorOf(store.readPrivateKey())).toMatchObject({ code: 'key-replaced' })
    writeFileSync(path, 'no key')
    expect(await actionErrorOf(store.readPrivateKey())).toMatchObject({ code: 'key-replaced' })
  })

  it.each([
    ['key-not-found', 'does not exist', (path: string) => rmSync(path)],
    ['file-unsafe', 'others may read', (path: string) => chmodSync(path, 0o640)],
    ['file-unsafe', 'others may replace', (path: string) => chmodSync(dirname(path), 0o770)],
    [
      'file-unsafe',
      'is a link',
      (path: string) => {
        rmSync(path)
        symlinkSync('/etc/hostname', path)
      },
    ],
  ])('refuses with %s a file that %s', async (code, _, prepare) => {
    const { path } = await stored()
    prepare(path)
    expect(await actionErrorOf(openFile(path).store.readPrivateKey())).toMatchObject({ code })
  })
})

describe('delete', () => {
  it('deletes the key that the URI pins', async () => {
    const { path, key } = await stored()
    const { store, events, journal } = openFile(path, { pin: key.publicKey.digest })
    expect(await store.delete()).toEqual({ existed: true })
    expect(namesIn(path)).toEqual([])
    expect(events).toEqual(['delete-started', 'deleted'])
    expect(journal.state.state).toBe('deleted')
  })

  it('says which machine to check if there is no file', async () => {
    const { path, key } = await stored()
    rmSync(path)
    const { store, events } = openFile(path, { pin: key.publicKey.digest })
    expect(await store.delete()).toEqual({
      existed: false,
      elsewhere:
        'Check the path, and that this job runs on the machine on which the key was stored (`runs-on`; this runner is "signer-1"), with the same user, and in no container.',
    })
    expect(events).toEqual([])
  })

  it('deletes the key under the name that a killed run left, too', async () => {
    const { path, key } = await stored()
    linkSync(path, join(dirname(path), `.operator.key.${'a'.repeat(32)}.tmp`))
    expect(await openFile(path, { pin: key.publicKey.digest }).store.delete()).toEqual({ existed: true })
    expect(namesIn(path)).toEqual([])
  })

  it('deletes a key that others may read', async () => {
    const { path, key } = await stored()
    chmodSync(path, 0o644)
    expect(await openFile(path, { pin: key.publicKey.digest }).store.delete()).toEqual({ existed: true })
  })

  it('refuses with key-replaced to delete another key', async () => {
    const { path } = await stored()
    const { store, events } = openFile(path, { pin: newKey().publicKey.digest })
    expect(await actionErrorOf(store.delete())).toMatchObject({ code: 'key-replaced' })
    writeFileSync(path, 'no key')
    expect(await actionErrorOf(store.delete())).toMatchObject({ code: 'key-replaced' })
    expect(namesIn(path)).toEqual(['operator.key'])
    expect(events).toEqual([])
  })

  it('refuses with file-unsafe to delete a key that others may replace', async () => {
    const { path, key } = await stored()
    chmodSync(dirname(path), 0o770)
    const { store } = openFile(path, { pin: key.publicKey.digest })
    expect(await actionErrorOf(store.delete())).toMatchObject({ code: 'file-unsafe' })
  })
})

describe('a run that has ended', () => {
  it('neither stores nor deletes a key afterwards', async () => {
    const path = newPath()
    const { store, run, events } = openFile(path, { pin: 'ab'.repeat(32) })
    const snapshot = await store.read()
    run.abort(new Error('the run has ended'))
    await expect(store.store(newKey(), snapshot)).rejects.toThrow('the run has ended')
    await expect(store.delete()).rejects.toThrow('the run has ended')
    expect(namesIn(path)).toEqual([])
    expect(events).toEqual([])
  })
})

type Operation = 'accessSync' | 'closeSync' | 'fsyncSync' | 'linkSync' | 'openSync' | 'unlinkSync'

/** Lets a function of node:fs do something else until the test ends. */
function replace<T extends Operation>(name: T, other: (...args: Parameters<(typeof fs)[T]>) => unknown): void {
  const original = fs[name]
  onTestFinished(() => {
    fs[name] = original
    syncBuiltinESMExports()
  })
  fs[name] = other as (typeof fs)[T]
  syncBuiltinESMExports()
}

it('every file that is opened is closed', async () => {
  const counts = { opened: 0, closed: 0 }
  const { closeSync, openSync } = fs
  replace('openSync', (...args) => {
    const descriptor = openSync(...args)
    counts.opened++
    return descriptor
  })
  replace('closeSync', descriptor => {
    counts.closed++
    closeSync(descriptor)
  })
  const { path } = await stored()
  const { store } = openFile(path)
  const key = newKey()
  await store.store(key, await store.read())
  await openFile(path, { pin: key.publicKey.digest }).store.delete()
  expect(counts.closed).toBe(counts.opened)
})

describe('an operation that the system refuses', () => {
  /** Lets a function of node:fs fail with a code. */
  function refuse(name: Operation, code: string): void {
    replace(name, () => {
      throw Object.assign(new Error(`${code}: refused`), { code, syscall: name })
    })
  }

  it.each([
    ['linkSync', 'EPERM', 'hard links'],
    ['linkSync', 'ENOTSUP', 'hard links'],
    ['linkSync', 'EACCES', 'Let the user of the runner'],
    ['linkSync', 'ENOTDIR', 'a part of "'],
    ['fsyncSync', 'EIO', 'Check the disk'],
    ['openSync', 'ENOSPC', 'Free space on the disk'],
    ['openSync', 'EDQUOT', 'Free space within the quota'],
    ['openSync', 'EROFS', 'file system that can be written'],
  ] as const)('(%s: %s) leaves nothing behind, and says why', async (name, code, hint) => {
    const path = newPath()
    const { store, journal } = openFile(path)
    const snapshot = await store.read()
    refuse(name, code)
    const error = await actionErrorOf(store.store(newKey(), snapshot))
    expect(error).toMatchObject({ code: 'file-refused' })
    expect(error.message).toBe(`${store.displayName} could not be stored (${code}).`)
    expect(error.hint).toContain(hint)
    expect(journal.state).toEqual({ state: 'unchanged' })
    expect(namesIn(path)).toEqual([])
  })

  it('leaves the key that it was to delete', async () => {
    const { path, key } = await stored()
    const { store, events } = openFile(path, { pin: key.publicKey.digest })
    refuse('unlinkSync', 'EACCES')
    expect((await actionErrorOf(store.delete())).message).toContain('could not be deleted (EACCES).')
    expect(events).toEqual(['delete-started', 'delete-rejected'])
  })

  it.each<[string, Operation, 'read' | 'readPrivateKey' | 'delete', string]>([
    ['a file cannot be read', 'openSync', 'readPrivateKey', 'read (EIO)'],
    ['the folder cannot be written', 'accessSync', 'read', 'stored (EIO)'],
    ['the disk does not confirm a deletion', 'fsyncSync', 'delete', 'deleted (EIO)'],
  ])('is reported as such if %s', async (_, name, operation, done) => {
    const { path, key } = await stored()
    const { store } = openFile(path, { pin: key.publicKey.digest })
    refuse(name, 'EIO')
    expect((await actionErrorOf(store[operation]())).message).toContain(`could not be ${done}.`)
  })

  it('is reported as such if the lock cannot be made', async () => {
    const { path, key } = await stored()
    refuse('openSync', 'EACCES')
    const { store } = openFile(path, { pin: key.publicKey.digest })
    const error = await actionErrorOf(store.delete())
    expect(error.message).toContain('could not be locked (EACCES)')
  })
})

it.each([
  ['changed', (path: string) => writeFileSync(path, newKey().privateKey)],
  ['deleted', (path: string) => rmSync(path)],
])('store does not confirm a file that something else %s at once', async (_, change) => {
  const path = newPath()
  const { store, journal } = openFile(path)
  const snapshot = await store.read()
  const { fsyncSync } = fs
  let calls = 0
  replace('fsyncSync', descriptor => {
    fsyncSync(descriptor)
    // The second one is of the folder.
    if (++calls === 2) change(path)
  })
  expect(await actionErrorOf(store.store(newKey(), snapshot))).toMatchObject({ code: 'not-confirmed' })
  expect(journal.state.state).toBe('unconfirmed')
})

/** Starts a process that stores a key. */
function startStore(...args: string[]) {
  const script = join(import.meta.dirname, '../../support/store-file.ts')
  const child = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines: string[] = []
  createInterface(child.stdout).on('line', line => lines.push(line))
  return { child, lines, ended: once(child, 'close') as Promise<[number | null, string | null]> }
}

describe('a process that stores a key and is killed', () => {
  it.each([
    ['-open', 'fail'],
    ['+open', 'fail'],
    ['+writeFile', 'fail'],
    ['-link', 'fail'],
    ['+link', 'fail'],
    ['+fsync', 'overwrite'],
    ['-rename', 'overwrite'],
    ['+rename', 'overwrite'],
  ])('at %s leaves no partial file (if-exists: %s)', async (place, ifExists) => {
    const path = newPath()
    const existing = ifExists === 'overwrite' ? (await stored(path)).key.publicKey.digest : undefined
    const { ended } = startStore(path, ifExists, place)
    expect((await ended)[1]).toBe('SIGKILL')
    const exists = namesIn(path).includes('operator.key')
    if (place === '+link' || place === '+rename') {
      expect(exists && digestIn(path)).not.toBe(existing)
      expect(modeOf(path)).toBe(0o600)
    } else {
      expect(exists ? digestIn(path) : undefined).toBe(existing)
    }
    for (const name of namesIn(path)) expect(modeOf(join(dirname(path), name)) & 0o077, name).toBe(0)
  })

  it('between link and unlink can be discarded whole', async () => {
    const path = newPath()
    await startStore(path, 'fail', '+link').ended
    expect(namesIn(path)).toHaveLength(2)
    expect(await openFile(path, { pin: digestIn(path) }).store.delete()).toEqual({ existed: true })
    expect(namesIn(path)).toEqual([])
  })
})

describe('six processes that store at the same time', () => {
  it.each([
    ['fail', 'key-exists'],
    ['overwrite', 'key-changed'],
  ])('have one winner (if-exists: %s)', async (ifExists, code) => {
    const path = newPath()
    if (ifExists === 'overwrite') await stored(path)
    const processes = Array.from({ length: 6 }, () => startStore(path, ifExists))
    await Promise.all(processes.map(({ child }) => once(child.stdout, 'data')))
    for (const { child } of processes) child.stdin.end('go\n')
    await Promise.all(processes.map(({ ended }) => ended))
    const outcomes = processes.map(({ lines }) => lines[1])
    expect(outcomes.filter(outcome => outcome === code)).toHaveLength(5)
    expect(outcomes).toContain(digestIn(path))
    expect(namesIn(path)).toEqual(['operator.key'])
  })
})
