import { describe, expect, it } from 'vitest'
import * as read from '../src/inputs.ts'
import { failing } from './told.ts'

describe('an input that cannot be meant is told, with what was probably meant', () => {
  const long = 'x'.repeat(300)
  const organization = { organization: 'octo', visibility: 'all' }
  it.each<[reader: (getInput: read.GetInput) => unknown, inputs: Record<string, string>]>([
    [get => read.readToken(get, 'token'), { token: '' }],
    [get => read.readToken(get, 'token'), { token: 'ghs_a b' }],
    ...['TRue', 'xtrue', 'truex', 'xfalse', 'falsex', 'ture', ''].map(
      flag =>
        [get => read.readBoolean(get, 'flag'), { flag }] as [(getInput: read.GetInput) => unknown, { flag: string }],
    ),
    [get => read.readChoice(get, 'choice', ['hex', 'pem']), { choice: 'HEX' }],
    [get => read.readText(get, 'text'), { text: long }],
    [get => read.readName(get, 'name'), { name: 'my key--of/me' }],
    [get => read.readName(get, 'name'), { name: 'github_github_key_github_x' }],
    [get => read.readName(get, 'name'), { name: '2nd key 3' }],
    [get => read.readName(get, 'name'), { name: '123' }],
    [get => read.readTime(get, 'time'), { time: 'noon' }],
    [get => read.readEvents(get, 'events'), { events: ' , ' }],
    [get => read.readEvents(get, 'events'), { events: 'workflow_call' }],
    [get => read.readEvents(get, 'events'), { events: 'push, cron' }],
    [get => read.readApiUrl(get, 'url'), { url: 'https://github.com' }],
    [get => read.readApiUrl(get, 'url'), { url: 'https://www.github.com/' }],
    [get => read.readApiUrl(get, 'url'), { url: 'api.github.com' }],
    [get => read.readApiUrl(get, 'url'), { url: 'me:hush@host?token=a#b\nc' }],
    [get => read.readApiUrl(get, 'url'), { url: 'ftp://me:hush@host/path?token=a' }],
    [get => read.readApiUrl(get, 'url'), { url: 'https://me@host/api' }],
    [get => read.readApiUrl(get, 'url'), { url: 'https://:hush@host/api' }],
    [get => read.readApiUrl(get, 'url'), { url: 'https://host/api?a' }],
    [get => read.readApiUrl(get, 'url'), { url: 'http://github.example/api/v3' }],
    [get => read.readApiUrl(get, 'url'), { url: 'http://localhost.example' }],
    [get => read.readApiUrl(get, 'url'), { url: 'http://not-localhost' }],
    [read.readDestination, { repository: 'octo/keys', visibility: 'all' }],
    [read.readDestination, { repository: 'octo/keys', 'selected-repository-ids': '1, 2' }],
    [read.readDestination, { repository: 'keys' }],
    [read.readDestination, { repository: 'octo/keys/more' }],
    [read.readDestination, { repository: 'https://github.com/octo/keys' }],
    [read.readDestination, { repository: 'git@github.com:octo/keys.git' }],
    [read.readDestination, { repository: 'octo/keys.git' }],
    [read.readDestination, { repository: 'octo/keys.GIT' }],
    [read.readDestination, { repository: 'octo-/keys' }],
    [read.readDestination, { repository: 'octo/k{}eys' }],
    [read.readDestination, { repository: 'octo/..' }],
    [read.readDestination, { repository: '/' }],
    [read.readDestination, { repository: 'octo/keys', environment: `${long}` }],
    [read.readDestination, { ...organization, environment: 'prod' }],
    [read.readDestination, { ...organization, organization: 'https://github.com/octo' }],
    [read.readDestination, { ...organization, organization: 'oc--to' }],
    [read.readDestination, { ...organization, organization: 'octo_' }],
    [read.readDestination, { ...organization, visibility: 'selected' }],
    [read.readDestination, { ...organization, 'selected-repository-ids': '1, 2' }],
    [read.readDestination, { ...organization, visibility: 'selected', 'selected-repository-ids': '1, x2' }],
    [read.readDestination, { ...organization, visibility: 'selected', 'selected-repository-ids': '2x' }],
    [read.readDestination, { ...organization, visibility: 'selected', 'selected-repository-ids': '0' }],
  ])('%# %o', (reader, inputs) => {
    const all: Record<string, string> = { visibility: 'private', ...inputs }
    expect(failing(() => reader(name => all[name] ?? ''))).toMatchSnapshot()
  })

  it.each([
    [{ repository: 'octo/a.gitb' }, { repo: 'a.gitb' }],
    [{ repository: `${'o'.repeat(39)}_corp/${'r'.repeat(100)}` }, { owner: `${'o'.repeat(39)}_corp` }],
    [{ repository: 'o-c-t/keys', environment: 'x'.repeat(255) }, { environment: 'x'.repeat(255) }],
  ])('unless it can (%o)', (inputs, destination) => {
    const all: Record<string, string> = { visibility: 'private', ...inputs }
    expect(read.readDestination(name => all[name] ?? '')).toMatchObject(destination)
  })
})
