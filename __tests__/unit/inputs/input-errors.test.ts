import { describe, expect, it } from 'vitest'
import * as read from '../../../src/inputs/inputs.ts'
import { errorOf } from '../../support/errors.ts'

type Inputs = Record<string, string>
const given =
  (inputs: Inputs): read.GetInput =>
  name =>
    inputs[name] ?? ''

const READERS = {
  token: get => read.readToken(get, 'token'),
  flag: get => read.readBoolean(get, 'flag'),
  choice: get => read.readChoice(get, 'choice', ['hex', 'pem']),
  text: get => read.readText(get, 'text'),
  environment: get => read.readEnvironmentName(get, 'environment'),
  operator: get => read.readLedgerName(get, 'operator'),
  secret: get => read.readSecretName(get, 'secret'),
  repository: get => read.readRepository(get, 'repository'),
  organization: get => read.readOrganization(get, 'organization'),
  time: get => read.readTime(get, 'time'),
  events: get => read.readAllowedEvents(get, 'events'),
  bots: get => read.readAllowedBots(get, 'bots'),
  url: get => read.readApiUrl(get, 'url'),
} satisfies Record<string, (getInput: read.GetInput) => unknown>
type Reader = keyof typeof READERS

const messageOf = (reader: Reader, value: string) => errorOf(() => READERS[reader](() => value)).message
const accepts = (reader: Reader, value: string) => expect(() => READERS[reader](() => value)).not.toThrow()

/** Every message of a reader, after "The input `…`". */
const INVALID: [reader: Reader, value: string, message: string][] = [
  ['token', '', 'is empty.'],
  ['token', 'ghs_a b', 'contains white space or a character outside ASCII, which no token has.'],
  ['flag', 'TRue', 'is "TRue". Allowed values: `true`, `false`. Did you mean "true"?'],
  ['flag', 'xtrue', 'is "xtrue". Allowed values: `true`, `false`. Did you mean "true"?'],
  ['flag', 'truex', 'is "truex". Allowed values: `true`, `false`. Did you mean "true"?'],
  ['flag', 'xfalse', 'is "xfalse". Allowed values: `true`, `false`. Did you mean "false"?'],
  ['flag', 'falsex', 'is "falsex". Allowed values: `true`, `false`. Did you mean "false"?'],
  ['flag', 'ture', 'is "ture". Allowed values: `true`, `false`. Did you mean "true"?'],
  ['flag', '', 'is empty. Allowed values: `true`, `false`.'],
  ['choice', 'HEX', 'is "HEX". Allowed values: `hex`, `pem`. Did you mean "hex"?'],
  ['choice', 'h\u{435}x', 'is not shown, because it contains U+0435. Allowed values: `hex`, `pem`.'],
  ['choice', 'whatever', 'is "whatever". Allowed values: `hex`, `pem`.'],
  ['text', 'x'.repeat(300), 'is not shown, because it has 300 characters. It must have at most 256 characters.'],
  ['text', 'a PRIVATE KEY-----', 'is "a PRIVATE KEY-----". It must not be a private key.'],
  ['environment', '', 'is empty. It must be set.'],
  ['environment', '.', 'is ".". It must not be `.` or `..`.'],
  ['environment', '..', 'is "..". It must not be `.` or `..`.'],
  ['environment', 'x'.repeat(256), 'is not shown, because it has 256 characters. It must have at most 255 characters.'],
  ['environment', ' prod', 'is " prod". It must not start with white space (U+0020).'],
  ['environment', 'prod\u{a}', 'is "prod\\n". It must not end with white space (U+000A).'],
  ['environment', '\u{a0}', 'is not shown, because it contains U+00A0. It must not start with white space (U+00A0).'],
  ['environment', 'prod\u{a0}', 'is not shown, because it contains U+00A0. It must not end with white space (U+00A0).'],
  [
    'environment',
    'a\u{200b}b',
    'is not shown, because it contains U+200B. It must not contain U+200B (position 2). Allowed are visible characters and spaces (U+0020).',
  ],
  [
    'environment',
    'a\u{7}b',
    'is "a\\u0007b". It must not contain U+0007 (position 2). Allowed are visible characters and spaces (U+0020).',
  ],
  [
    'operator',
    'x'.repeat(65),
    'is "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx". It must have at most 64 characters.',
  ],
  [
    'operator',
    'demo!',
    'is "demo!". It must not contain "!" (U+0021, position 5). Allowed are Latin letters (A to Z, À to ž), digits, spaces and `. _ - @ +`.',
  ],
  [
    'operator',
    '"',
    'is "\\"". It must not contain "\\"" (U+0022, position 1). Allowed are Latin letters (A to Z, À to ž), digits, spaces and `. _ - @ +`.',
  ],
  [
    'operator',
    'demo\u{200b}',
    'is not shown, because it contains U+200B. It must not contain U+200B (position 5). Allowed are Latin letters (A to Z, À to ž), digits, spaces and `. _ - @ +`.',
  ],
  [
    'operator',
    'dem\u{43e}',
    'is not shown, because it contains U+043E. It must not contain U+043E (position 4). Allowed are Latin letters (A to Z, À to ž), digits, spaces and `. _ - @ +`.',
  ],
  ['operator', 'a  b', 'is "a  b". It must not contain two spaces in a row.'],
  ['operator', ' demo', 'is " demo". It must not start with white space (U+0020).'],
  [
    'operator',
    '0123456789abcdef0123456789ABCDEF',
    'is "0123456789abcdef0123456789ABCDEF". It must not contain 32 or more hexadecimal digits in a row: a name is not a key.',
  ],
  ['secret', '', 'is empty. It must be set.'],
  [
    'secret',
    'my key--of/me',
    'is "my key--of/me". It must not contain U+0020 (position 3). Allowed are at most 255 letters, digits and underscores, not starting with a digit or `GITHUB_`. Did you mean "MY_KEY_OF_ME"?',
  ],
  [
    'secret',
    'github_github_key_github_x',
    'is "github_github_key_github_x". Allowed are at most 255 letters, digits and underscores, not starting with a digit or `GITHUB_`. Did you mean "KEY_GITHUB_X"?',
  ],
  [
    'secret',
    '2nd key 3',
    'is "2nd key 3". It must not contain U+0020 (position 4). Allowed are at most 255 letters, digits and underscores, not starting with a digit or `GITHUB_`. Did you mean "_2ND_KEY_3"?',
  ],
  [
    'secret',
    '2ND',
    'is "2ND". Allowed are at most 255 letters, digits and underscores, not starting with a digit or `GITHUB_`. Did you mean "_2ND"?',
  ],
  [
    'secret',
    '123',
    'is "123". Allowed are at most 255 letters, digits and underscores, not starting with a digit or `GITHUB_`.',
  ],
  [
    'secret',
    'my-github_key-1',
    'is "my-github_key-1". It must not contain "-" (U+002D, position 3). Allowed are at most 255 letters, digits and underscores, not starting with a digit or `GITHUB_`. Did you mean "MY_GITHUB_KEY_1"?',
  ],
  [
    'secret',
    'K'.repeat(256),
    'is not shown, because it has 256 characters. Allowed are at most 255 letters, digits and underscores, not starting with a digit or `GITHUB_`.',
  ],
  [
    'secret',
    'A\u{a}B',
    'is "A\\nB". It must not contain U+000A (position 2). Allowed are at most 255 letters, digits and underscores, not starting with a digit or `GITHUB_`. Did you mean "A_B"?',
  ],
  ['repository', 'keys', 'is "keys". It must be `owner/name`.'],
  ['repository', 'octo/keys/more', 'is "octo/keys/more". It must be `owner/name`. Did you mean "keys/more"?'],
  [
    'repository',
    'https://github.com/octo/keys',
    'is "https://github.com/octo/keys". It must be `owner/name`. Did you mean "octo/keys"?',
  ],
  [
    'repository',
    'git@github.com:octo/keys.git',
    'is "git@github.com:octo/keys.git". It must be `owner/name`. Did you mean "octo/keys"?',
  ],
  ['repository', 'octo/keys.git', 'is "octo/keys.git". It must be `owner/name`. Did you mean "octo/keys"?'],
  [
    'repository',
    'octo/k{}eys',
    'is "octo/k{}eys". It must not contain "{" (U+007B, position 7). It must be `owner/name`.',
  ],
  ['repository', 'octo/..', 'is "octo/..". It must be `owner/name`.'],
  ['repository', '/', 'is "/". It must be `owner/name`.'],
  ['repository', ' octo/keys', 'is " octo/keys". It must not start with white space (U+0020).'],
  [
    'repository',
    'oct\u{43e}/keys',
    'is not shown, because it contains U+043E. It must not contain U+043E (position 4). It must be `owner/name`.',
  ],
  [
    'organization',
    'https://github.com/octo',
    'is "https://github.com/octo". It must be the name of an organization: letters, digits, `-` and `_`, at most 100. Did you mean "octo"?',
  ],
  [
    'organization',
    'o.cto',
    'is "o.cto". It must not contain "." (U+002E, position 2). It must be the name of an organization: letters, digits, `-` and `_`, at most 100.',
  ],
  [
    'organization',
    'octo/keys',
    'is "octo/keys". It must be the name of an organization: letters, digits, `-` and `_`, at most 100. Did you mean "octo"?',
  ],
  [
    'time',
    'noon',
    'is "noon". It must be the output `secret-updated-at` of the run that stored the key, such as `2026-01-31T12:00:00Z`.',
  ],
  ['events', ' , ', 'is empty. It must name at least one event, such as `workflow_dispatch`.'],
  [
    'events',
    'workflow_call',
    'is "workflow_call". A called workflow has the event of its caller, so allow that one. Did you mean "workflow_dispatch"?',
  ],
  [
    'events',
    'workflow_dispatch push',
    'is "workflow_dispatch push". It must list names of events, separated by commas or line ends. Did you mean "workflow_dispatch"?',
  ],
  ['events', 'push, *', 'is "*". It must list names of events, separated by commas or line ends.'],
  [
    'bots',
    'dependabot',
    'is "dependabot". The login of a bot consists of letters, digits, `-` and `_`, and ends in `[bot]`. Did you mean "dependabot[bot]"?',
  ],
  ['bots', 'a b', 'is "a b". The login of a bot consists of letters, digits, `-` and `_`, and ends in `[bot]`.'],
  [
    'bots',
    'app[bot], \u{430}pp[bot]',
    'is not shown, because it contains U+0430. The login of a bot consists of letters, digits, `-` and `_`, and ends in `[bot]`.',
  ],
  [
    'url',
    'https://github.com',
    'is "https://github.com". That is the web site, not the REST API. Did you mean "https://api.github.com"?',
  ],
  [
    'url',
    'https://www.github.com/',
    'is "https://www.github.com". That is the web site, not the REST API. Did you mean "https://api.github.com"?',
  ],
  [
    'url',
    'api.github.com',
    'is "api.github.com". It must be an https URL, such as `https://api.github.com` or `https://HOST/api/v3`. Did you mean "https://api.github.com"?',
  ],
  [
    'url',
    'ghe.example/api/v3',
    'is "ghe.example/api/v3". It must be an https URL, such as `https://api.github.com` or `https://HOST/api/v3`. Did you mean "https://ghe.example/api/v3"?',
  ],
  [
    'url',
    'me:hush@host?token=a#b\u{a}c',
    'is "...@host...". It must be an https URL, such as `https://api.github.com` or `https://HOST/api/v3`.',
  ],
  [
    'url',
    'ftp://me:hush@host/path?token=a',
    'is "...@host/path...". It must be an https URL, such as `https://api.github.com` or `https://HOST/api/v3`.',
  ],
  [
    'url',
    'https://me@host/api',
    'is "https://host/api". It must be an https URL, such as `https://api.github.com` or `https://HOST/api/v3`, without user, query or fragment.',
  ],
  [
    'url',
    'https://:hush@host/api',
    'is "https://host/api". It must be an https URL, such as `https://api.github.com` or `https://HOST/api/v3`, without user, query or fragment.',
  ],
  [
    'url',
    'https://host/api?a',
    'is "https://host/api". It must be an https URL, such as `https://api.github.com` or `https://HOST/api/v3`, without user, query or fragment.',
  ],
  [
    'url',
    'http://github.example/api/v3',
    'is "http://github.example/api/v3". Plain http is allowed only for this machine (localhost). Did you mean "https://github.example/api/v3"?',
  ],
  [
    'url',
    'http://localhost.example',
    'is "http://localhost.example". Plain http is allowed only for this machine (localhost). Did you mean "https://localhost.example/"?',
  ],
  [
    'url',
    'http://not-localhost',
    'is "http://not-localhost". Plain http is allowed only for this machine (localhost). Did you mean "https://not-localhost/"?',
  ],
  ['url', '', 'is empty. It must be an https URL, such as `https://api.github.com` or `https://HOST/api/v3`.'],
]

/** Inputs of a destination that are invalid together. */
const INVALID_DESTINATIONS: [inputs: Inputs, message: string][] = [
  [
    { repository: 'octo/keys', visibility: 'private' },
    'The input `visibility` is "private". It is for organization secrets, and `organization` is not set.',
  ],
  [
    { repository: 'octo/keys', 'selected-repository-ids': '1, 2' },
    'The input `selected-repository-ids` is "1,2". It is for organization secrets, and `organization` is not set.',
  ],
  [
    { organization: 'octo', environment: 'prod' },
    'The input `environment` is "prod". It must not be set together with `organization`: a key has one place.',
  ],
  [
    { organization: 'octo', visibility: 'selected' },
    'The input `selected-repository-ids` is empty. With `visibility: selected`, it must list at least one repository id.',
  ],
  [
    { organization: 'octo', 'selected-repository-ids': '1, 2' },
    'The input `selected-repository-ids` is "1,2". It must be set only with `visibility: selected`.',
  ],
  [
    { organization: 'octo', visibility: 'all', 'selected-repository-ids': '1' },
    'The input `selected-repository-ids` is "1". It must be set only with `visibility: selected`.',
  ],
  ...['x2', '2x', '0', '1e3', '+1', '99999999999999999999'].map((id): [Inputs, string] => [
    { organization: 'octo', visibility: 'selected', 'selected-repository-ids': `1, ${id}` },
    `The input \`selected-repository-ids\` is "${id}". A repository id is a number, such as 1296269; \`gh api repos/OWNER/NAME --jq .id\` prints it.`,
  ]),
]

describe('an invalid input', () => {
  it.each(INVALID)('of the reader of a %s is refused: %j', (reader, value, message) => {
    const error = errorOf(() => READERS[reader](() => value))
    expect(error.message).toBe(`The input \`${reader}\` ${message}`)
    expect(error.code).toBe(reader === 'token' && value === '' ? 'token-missing' : 'input-invalid')
    if (reader !== 'token') expect(error.hint).toBe('Correct the input and run the workflow again.')
  })

  it.each(INVALID_DESTINATIONS)('of a destination is refused: %j', (inputs, message) => {
    expect(errorOf(() => read.readDestination(given(inputs)))).toMatchObject({ code: 'input-invalid', message })
  })

  it('of the reader of a token gets advice that fits', () => {
    expect(errorOf(() => read.readToken(() => '', 'token')).hint).toBe(
      'Set it to a GitHub App installation token or a fine-grained personal access token. If it comes from a secret, check the name of the secret, and that the job names the environment that has it.',
    )
    expect(errorOf(() => read.readToken(() => 'a b', 'token')).hint).toBe(
      'Store the token again, without anything before, after or inside it.',
    )
  })
})

describe('white space around an input', () => {
  it.each<[reader: Reader, value: string, result: unknown]>([
    ['token', 'ghs_1', 'ghs_1'],
    ['flag', 'true', true],
    ['choice', 'pem', 'pem'],
    ['text', 'a challenge', 'a challenge'],
    ['events', 'push', ['push']],
    ['bots', 'app[bot]', ['app[bot]']],
    ['url', 'https://api.github.com', 'https://api.github.com'],
    ['time', '2026-01-31T12:00:00Z', new Date('2026-01-31T12:00:00Z')],
  ])('is removed by the reader of a %s if it is ASCII, and refused otherwise', (reader, value, result) => {
    for (const [before, after] of [
      ['', ''],
      [' ', '\n'],
      ['\t\r\n', ' \t'],
    ])
      expect(READERS[reader](() => before + value + after)).toEqual(result)
    if (reader === 'text') return
    expect(errorOf(() => READERS[reader](() => `${value}\u{a0}`)).code).toBe('input-invalid')
    expect(errorOf(() => READERS[reader](() => `\u{feff}${value}`)).code).toBe('input-invalid')
  })

  it('alone does not count as an input that is not set', () => {
    const destination = { repository: 'octo/keys', environment: '\u{a0}' }
    expect(errorOf(() => read.readDestination(given(destination))).code).toBe('input-invalid')
    expect(errorOf(() => read.readOptional(() => ' ', 'secret', read.readSecretName)).code).toBe('input-invalid')
    expect(read.readOptional(() => '', 'secret', read.readSecretName)).toBeUndefined()
  })

  it('is part of what the runner hands over', () => {
    const get = read.inputsOf({ 'INPUT_SECRET-NAME': ' A\n', INPUT_TWO_WORDS: 'x' })
    expect([get('secret-name'), get('two words'), get('other')]).toEqual([' A\n', 'x', ''])
  })
})

describe('a destination', () => {
  const organization = { level: 'organization', organization: 'octo' }
  it.each<[inputs: Inputs, destination: object]>([
    [{ repository: 'octo/keys' }, { level: 'repository', owner: 'octo', repo: 'keys' }],
    [
      { repository: 'octo/keys', environment: 'a/b' },
      { level: 'environment', owner: 'octo', repo: 'keys', environment: 'a/b' },
    ],
    [{ organization: 'octo' }, { ...organization, visibility: undefined, selectedRepositoryIds: [] }],
    [
      { organization: 'octo', repository: 'octo/keys', visibility: 'all' },
      { ...organization, visibility: 'all', selectedRepositoryIds: [] },
    ],
    [
      { organization: 'octo', visibility: 'selected', 'selected-repository-ids': '1,2\n 1' },
      { ...organization, visibility: 'selected', selectedRepositoryIds: [1, 2] },
    ],
  ])('is read from %j', (inputs, destination) => {
    expect(read.readDestination(given(inputs))).toEqual(destination)
  })
})

describe('the events that may generate a key', () => {
  it('may have an unknown name, which is a warning', () => {
    const events = READERS.events(() => 'push, brand_new_thing\nworkflow-dispatch')
    expect(events).toEqual(['push', 'brand_new_thing', 'workflow-dispatch'])
    expect(read.unknownEventWarning('allowed-events', events)).toBe(
      'The input `allowed-events` names unknown events: "brand_new_thing", "workflow-dispatch" (did you mean "workflow_dispatch"?).',
    )
    expect(read.unknownEventWarning('allowed-events', ['schedul'])).toBe(
      'The input `allowed-events` names an unknown event: "schedul" (did you mean "schedule"?).',
    )
    expect(read.unknownEventWarning('allowed-events', ['push', 'schedule'])).toBeUndefined()
  })

  it('have names of at most 50 characters', () => {
    accepts('events', 'e'.repeat(50))
    expect(messageOf('events', 'e'.repeat(51))).toContain('It must list names of events')
  })
})

it('the allowed bots may be none or several', () => {
  expect(READERS.bots(() => ' ')).toEqual([])
  expect(READERS.bots(() => 'Release-App[bot], dependabot[bot]\n')).toEqual(['Release-App[bot]', 'dependabot[bot]'])
})

it.each([
  'https://ghe.example/https://github.com',
  'https://github.company.example',
  'https://api.github.com',
  'http://127.10.200.30:8080/api/v3',
])('%s is the base URL of an API', url => {
  expect(READERS.url(() => url)).toBe(url)
})

describe('a value that may be a secret at the wrong input', () => {
  it('is shown whole or not at all', () => {
    const value = `${'x'.repeat(79)}-`
    expect(messageOf('secret', value)).toContain(`is "${value}". `)
    expect(messageOf('secret', `${value}-`)).toContain('is not shown, because it has 81 characters. ')
    // The runner masks a secret and its JSON form.
    expect(messageOf('secret', 'pass\nword "é" \\')).toContain('is "pass\\nword \\"é\\" \\\\". ')
    for (const other of ['\u{a0}', '\u{7f}', 'ж', '×']) {
      expect(messageOf('secret', `password${other}`)).not.toContain('password')
    }
  })

  it.each([
    ['secret', `key-9${'x'.repeat(15)}`, `KEY_9${'X'.repeat(15)}`],
    ['organization', 'a/ok9/xxxxxxxxxxxxxx', 'a'],
    ['repository', 'x:octo/keys9xxxxxxxx', 'octo/keys9xxxxxxxx'],
    ['bots', 'xxxxx-xxxxx-xxxxx-x9', 'xxxxx-xxxxx-xxxxx-x9[bot]'],
    ['events', 'workflow_dispatch_9?', 'workflow_dispatch'],
  ] as const)('is not used for a suggestion if it is long and has digits: %s, %s', (reader, value, meant) => {
    expect(value).toHaveLength(20)
    expect(messageOf(reader, value)).toContain(`Did you mean "${meant}"?`)
    expect(messageOf(reader, `${value}x`)).not.toContain('Did you mean')
    expect(messageOf(reader, `${value.replace('9', 'x')}x`)).toContain('Did you mean')
  })

  it.each(['https://github.com/octo/keys2', 'http://github.com/octo/keys2', 'git@github.com:octo/keys2.git'])(
    'is not the address of a repository: %s',
    repository => {
      expect(messageOf('repository', repository)).toContain('Did you mean "octo/keys2"?')
      expect(messageOf('repository', `x${repository}`)).not.toContain('Did you mean')
    },
  )

  it('is a private key', () => {
    accepts('text', 'a PRIVATE KEY')
    accepts('text', 'x'.repeat(256))
    expect(messageOf('text', 'x'.repeat(257))).toContain('at most 256')
  })
})
