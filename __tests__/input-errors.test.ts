import { describe, expect, it, vi } from 'vitest'
import * as read from '../src/inputs/inputs.ts'
import { failing } from './told.ts'

const given = (inputs: Record<string, string>): read.GetInput => {
  const all: Record<string, string> = { visibility: 'private', ...inputs }
  return name => all[name] ?? ''
}

const READERS = {
  token: get => read.readToken(get, 'token'),
  flag: get => read.readBoolean(get, 'flag'),
  choice: get => read.readChoice(get, 'choice', ['hex', 'pem']),
  text: get => read.readText(get, 'text'),
  name: get => read.readName(get, 'name'),
  key: get => read.readPublicKey(get, 'key'),
  time: get => read.readTime(get, 'time'),
  events: get => read.readEvents(get, 'events'),
  url: get => read.readApiUrl(get, 'url'),
  destination: read.readDestination,
} satisfies Record<string, (getInput: read.GetInput) => unknown>

describe('an input that cannot be meant is told, with what was probably meant', () => {
  const long = 'x'.repeat(300)
  const organization = { organization: 'octo', visibility: 'all' }
  it.each<[what: keyof typeof READERS, inputs: Record<string, string>]>([
    ['token', { token: '' }],
    ['token', { token: 'ghs_a b' }],
    ['flag', { flag: 'TRue' }],
    ['flag', { flag: 'xtrue' }],
    ['flag', { flag: 'truex' }],
    ['flag', { flag: 'xfalse' }],
    ['flag', { flag: 'falsex' }],
    ['flag', { flag: 'ture' }],
    ['flag', { flag: '' }],
    ['choice', { choice: 'HEX' }],
    ['text', { text: long }],
    ['name', { name: 'my key--of/me' }],
    ['name', { name: 'github_github_key_github_x' }],
    ['name', { name: '2nd key 3' }],
    ['name', { name: '123' }],
    ['name', { name: 'my-github_key-1' }],
    ['key', { key: '02'.repeat(65) }],
    ['key', { key: '04'.repeat(64) }],
    ['key', { key: 'not hex' }],
    ['time', { time: 'noon' }],
    ['events', { events: ' , ' }],
    ['events', { events: 'workflow_call' }],
    ['events', { events: 'push, cron' }],
    ['url', { url: 'https://github.com' }],
    ['url', { url: 'https://www.github.com/' }],
    ['url', { url: 'api.github.com' }],
    ['url', { url: 'ghe.example/api/v3' }],
    ['url', { url: 'me:hush@host?token=a#b\nc' }],
    ['url', { url: 'ftp://me:hush@host/path?token=a' }],
    ['url', { url: 'https://me@host/api' }],
    ['url', { url: 'https://:hush@host/api' }],
    ['url', { url: 'https://host/api?a' }],
    ['url', { url: 'http://github.example/api/v3' }],
    ['url', { url: 'http://localhost.example' }],
    ['url', { url: 'http://not-localhost' }],
    ['destination', { repository: 'octo/keys', visibility: 'all' }],
    ['destination', { repository: 'octo/keys', 'selected-repository-ids': '1, 2' }],
    ['destination', { repository: 'keys' }],
    ['destination', { repository: 'octo/keys/more' }],
    ['destination', { repository: 'https://github.com/octo/keys' }],
    ['destination', { repository: 'git@github.com:octo/keys.git' }],
    ['destination', { repository: 'octo/keys.git' }],
    ['destination', { repository: 'octo/keys.GIT' }],
    ['destination', { repository: 'octo-/keys' }],
    ['destination', { repository: 'octo/k{}eys' }],
    ['destination', { repository: 'octo/..' }],
    ['destination', { repository: 'octo/.' }],
    ['destination', { repository: 'octo/keys', environment: '.' }],
    ['destination', { repository: 'octo/keys', environment: '..' }],
    ['destination', { repository: 'octo/keys', environment: 'a\nb' }],
    ['destination', { repository: '/' }],
    ['destination', { repository: 'octo/keys', environment: long }],
    ['destination', { ...organization, environment: 'prod' }],
    ['destination', { ...organization, organization: 'https://github.com/octo' }],
    ['destination', { ...organization, organization: 'oc--to' }],
    ['destination', { ...organization, organization: 'octo_' }],
    ['destination', { ...organization, visibility: 'selected' }],
    ['destination', { ...organization, 'selected-repository-ids': '1, 2' }],
    ['destination', { ...organization, visibility: 'selected', 'selected-repository-ids': '1, x2' }],
    ['destination', { ...organization, visibility: 'selected', 'selected-repository-ids': '2x' }],
    ['destination', { ...organization, visibility: 'selected', 'selected-repository-ids': '0' }],
    ['destination', { ...organization, visibility: 'selected', 'selected-repository-ids': '1e3' }],
    ['destination', { ...organization, visibility: 'selected', 'selected-repository-ids': '+1' }],
  ])('%s %j', (what, inputs) => {
    expect(failing(() => READERS[what](given(inputs)))).toMatchSnapshot()
  })

  it.each<[inputs: Record<string, string>, destination: object]>([
    [{ repository: 'octo/a.gitb' }, { level: 'repository', owner: 'octo', repo: 'a.gitb' }],
    [
      { organization: 'octo', visibility: 'selected', 'selected-repository-ids': '1,2,1' },
      { level: 'organization', organization: 'octo', visibility: 'selected', selectedRepositoryIds: [1, 2] },
    ],
    [
      { repository: 'octo/keys', environment: '...' },
      { level: 'environment', environment: '...' },
    ],
    [
      { repository: 'octo/keys', environment: '..a' },
      { level: 'environment', environment: '..a' },
    ],
    [
      { repository: 'octo/keys', environment: 'a..' },
      { level: 'environment', environment: 'a..' },
    ],
    [{ repository: `${'o'.repeat(39)}_corp/${'r'.repeat(100)}` }, { owner: `${'o'.repeat(39)}_corp` }],
    [{ repository: 'o-c-t/keys', environment: 'x'.repeat(255) }, { environment: 'x'.repeat(255) }],
  ])('unless it can: %j', (inputs, destination) => {
    expect(read.readDestination(given(inputs))).toMatchObject(destination)
  })

  it.each([
    'https://ghe.example/https://github.com',
    'https://github.company.example',
    'https://api.github.com',
    'http://127.10.200.30:8080/api/v3',
  ])('unless it is the base URL of an API (%s)', url => {
    expect(read.readApiUrl(() => url, 'url')).toBe(url)
  })

  it('unless it is a token, or a text that may be left out', () => {
    expect(read.readToken(() => 'ghs_1', 'token')).toBe('ghs_1')
    expect(read.readOptional(() => 'name', 'name', read.readName)).toBe('NAME')
    expect(read.readOptional(() => '', 'name', read.readName)).toBeUndefined()
  })

  it('unless it is the name of an owner and a repository as GitHub has them', async () => {
    vi.resetModules()
    const { readDestination } = await import('../src/inputs/inputs.ts')
    const reads = (repository: string) => {
      try {
        return readDestination(given({ repository })).level === 'repository'
      } catch {
        return false
      }
    }
    const names = ['o', 'o-1', 'a-b-c', '0', 'octo_corp', 'O-c_1'].map(owner => `${owner}/keys`)
    const others = ['-o', 'o-', 'o--c', 'o_', 'o_c_d', 'o-_c', 'ö', 'o.c', 'o'.repeat(40)].map(owner => `${owner}/keys`)
    names.push('octo/k', 'octo/.k', 'octo/k_.-1', `octo/${'k'.repeat(100)}`)
    others.push('octo/', 'octo/k k', 'octo/k{', 'octo/{k', 'octo/ké', `octo/${'k'.repeat(101)}`)
    expect(names.filter(name => !reads(name))).toEqual([])
    expect(others.filter(reads)).toEqual([])
  })
})

describe('a value that may be a secret at the wrong input', () => {
  const told = (what: keyof typeof READERS, inputs: Record<string, string>) =>
    (failing(() => READERS[what](given(inputs))) as { message: string }).message

  it('is shown whole or not at all', () => {
    const value = `${'x'.repeat(79)}-`
    expect(told('name', { name: value })).toContain(`is "${value}". `)
    expect(told('name', { name: `${value}-` })).toMatch(
      /^The input `name` is too long to be shown \(81 characters\)\. [^"]+$/,
    )
  })

  it.each([
    ['name', 'name', `key-9${'x'.repeat(15)}`, `KEY_9${'X'.repeat(15)}`],
    ['destination', 'organization', 'a/ok9/xxxxxxxxxxxxxx', 'a'],
    ['destination', 'repository', 'x:octo/keys9xxxxxxxx', 'octo/keys9xxxxxxxx'],
  ] as const)('is not taken apart for a guess where it is long and has digits: %s, %s', (what, input, value, guess) => {
    expect(value).toHaveLength(20)
    expect(told(what, { [input]: value })).toContain(`Did you mean "${guess}"?`)
    expect(told(what, { [input]: `${value}x` })).not.toContain('Did you mean')
    expect(told(what, { [input]: `${value.replace('9', 'x')}x` })).toContain('Did you mean')
  })

  it.each(['https://github.com/octo/keys2', 'http://github.com/octo/keys2', 'git@github.com:octo/keys2.git'])(
    'is no address of a repository: %s',
    repository => {
      expect(told('destination', { repository })).toContain('Did you mean "octo/keys2"?')
      expect(told('destination', { repository: `x${repository}` })).not.toContain('Did you mean')
    },
  )

  it('is no private key where the text is free', () => {
    expect(told('text', { text: 'a PRIVATE KEY-----' })).toContain('It holds a private key')
    expect(READERS.text(given({ text: 'a PRIVATE KEY' }))).toBe('a PRIVATE KEY')
  })
})
