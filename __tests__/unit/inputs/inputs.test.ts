import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ActionError } from '../../../src/errors.ts'
import { EVENTS } from '../../../src/inputs/allowed-events.ts'
import * as read from '../../../src/inputs/inputs.ts'
import { anyText } from '../../support/any-text.ts'
import { tries } from '../../support/mutation-test.ts'

type Inputs = Record<string, string>

/** Inputs as the runner hands them over: empty if they are not set. */
const from =
  (inputs: Inputs): read.GetInput =>
  name =>
    inputs[name] ?? ''

/** Texts of every kind, and texts that are nearly valid. */
function nearly(...right: string[]) {
  const piece = fc.oneof(
    fc.constantFrom(...right),
    fc.constantFrom(
      '',
      '.',
      '..',
      '/',
      '-',
      '_',
      ',',
      ':',
      '%2e',
      ' ',
      '\n',
      '\r\n',
      '\0',
      '\u202E',
      '\uD800',
      'é',
      '🔑',
    ),
    anyText({ maxLength: 3 }),
  )
  return fc.oneof(
    fc.array(piece, { maxLength: 4 }).map(pieces => pieces.join('')),
    anyText(),
    fc.integer({ min: 200, max: 2_000 }).map(n => (right[0] ?? 'x').repeat(n)),
  )
}

/** The error of a reader, checked for what every such error must have; undefined if the reader accepts the value. */
function failureOf(
  input: string,
  value: string,
  reading: () => unknown,
): { message: string; meant?: string } | undefined {
  try {
    reading()
    return undefined
  } catch (error) {
    if (!(error instanceof ActionError)) throw error
    const { message, code, hint } = error
    expect(code).toBe('input-invalid')
    expect(message).toMatch(new RegExp(`^The input \`${input}\` is `))
    expect(hint).toBe('Correct the input and run the workflow again.')
    // Short enough to be read, with nothing invisible in it.
    expect(message.length).toBeLessThan(1_000)
    expect(message).toMatch(/^[\x20-\x7eÀ-ž]+$/)
    if (/^[\x20-\x7e]{1,80}$/.test(value)) expect(message).toMatch(/ is (?:empty|")/)
    const meant = /Did you mean ("(?:[^"\\]|\\.)*")\?$/.exec(message)?.[1]
    return meant === undefined ? { message } : { message, meant: JSON.parse(meant) }
  }
}

/**
 * Whatever is given, a reader accepts it or refuses it by the input's name, and accepts what it suggests.
 * @returns the share of the texts that it refused
 */
function expectNamedRefusals(input: string, texts: fc.Arbitrary<string>, reader: (value: string) => unknown): number {
  const numRuns = tries(300)
  let refused = 0
  fc.assert(
    fc.property(texts, text => {
      const failure = failureOf(input, text, () => reader(text))
      if (failure) refused++
      if (failure?.meant !== undefined && failure.meant.length < 80) {
        const { meant } = failure
        expect(() => reader(meant)).not.toThrow()
      }
    }),
    { numRuns },
  )
  return refused / numRuns
}

describe('the reader of a secret or variable name', () => {
  it('refuses whatever is not a name, and accepts what it suggests', () => {
    const reader = (value: string) => read.readSecretName(from({ name: value }), 'name')
    const texts = nearly('LEDGER_KEY', 'GITHUB_', 'github_', '1', 'a-b')
    expect(expectNamedRefusals('name', texts, reader)).toBeGreaterThan(0.5)
  })
})

describe('the reader of a destination', () => {
  const reader = (inputs: Inputs) => read.readDestination(from({ repository: 'octo/keys', ...inputs }))

  it('accepts no repository whose path leads elsewhere, and accepts what it suggests', () => {
    const texts = nearly('octo/keys', 'https://github.com/octo/keys', 'git@github.com:', 'octo', 'keys.git')
    expectNamedRefusals('repository', texts, repository => {
      const destination = reader({ repository })
      if (destination.level !== 'repository') throw new Error('a repository was given')
      // A URL parser resolves dots, even if they are percent-encoded.
      const path = `/repos/${encodeURIComponent(destination.owner)}/${encodeURIComponent(destination.repo)}/x`
      expect(new URL(path, 'https://h').pathname).toBe(path)
    })
  })

  it('accepts no environment whose path leads elsewhere', () => {
    expectNamedRefusals('environment', nearly('prod', 'a/b', '100%', '?', '#', ';'), environment => {
      const destination = reader({ environment })
      if (destination.level !== 'environment') return
      expect(destination.environment).toBe(environment)
      const path = `/environments/${encodeURIComponent(destination.environment)}/secrets`
      expect(new URL(path, 'https://h').pathname).toBe(path)
    })
  })

  it('accepts no organization that a path would encode', () => {
    expectNamedRefusals('organization', nearly('octo', 'octo/keys', 'https://github.com/'), organization => {
      const destination = reader({ organization })
      if (destination.level !== 'organization') return
      expect(encodeURIComponent(destination.organization)).toBe(destination.organization)
    })
  })

  it('reads each id of a selected repository once, separated by commas or line ends', () => {
    const ids = fc.array(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), { minLength: 1, maxLength: 20 })
    const separator = fc.constantFrom(',', ', ', '\n', '\r\n', ' ,\n', ',,')
    fc.assert(
      fc.property(ids, separator, (ids, separator) => {
        const text = ids.join(separator)
        const destination = reader({ organization: 'octo', visibility: 'selected', 'selected-repository-ids': text })
        expect(destination).toMatchObject({ selectedRepositoryIds: [...new Set(ids)] })
      }),
    )
  })

  it('accepts only ids of repositories', () => {
    const input = 'selected-repository-ids'
    expectNamedRefusals(input, nearly('1296269', '0', '-1', '1.5', '1e3', '0x10', 'keys'), ids => {
      const destination = reader({ organization: 'octo', visibility: 'selected', [input]: ids })
      if (destination.level !== 'organization') return
      expect(destination.selectedRepositoryIds.every(id => Number.isSafeInteger(id) && id > 0)).toBe(true)
    })
  })
})

describe('the reader of a choice', () => {
  const choices = ['fail', 'keep', 'overwrite'] as const
  const reader = (value: string) => read.readChoice(from({ choice: value }), 'choice', choices)

  it('accepts only the choices, and suggests one for a misspelling', () => {
    expectNamedRefusals('choice', nearly(...choices, 'Fail', 'over-write', 'overwrit'), reader)
    const slips = fc.tuple(fc.constantFrom(...choices), fc.nat({ max: 8 }), fc.constantFrom('', 'x'))
    fc.assert(
      fc.property(slips, ([choice, at, put]) => {
        const i = at % choice.length
        const slip = choice.slice(0, i) + put + choice.slice(i + 1)
        expect(failureOf('choice', slip, () => reader(slip))?.meant).toBe(choice)
        expect(failureOf('choice', choice.toUpperCase(), () => reader(choice.toUpperCase()))?.meant).toBe(choice)
      }),
    )
  })

  it('accepts booleans only as YAML writes them', () => {
    const boolean = (value: string) => read.readBoolean(from({ answer: value }), 'answer')
    expect(['true', 'True', 'TRUE'].map(boolean)).toEqual([true, true, true])
    expect(['false', 'False', 'FALSE'].map(boolean)).toEqual([false, false, false])
    const refused = expectNamedRefusals('answer', nearly('true', 'tRUE', 'yes', 'on', '1'), boolean)
    expect(refused).toBeGreaterThan(0.5)
  })
})

describe('the reader of allowed events', () => {
  const reader = (value: string) => read.readAllowedEvents(from({ events: value }), 'events')

  it('reads names that are separated by commas or line ends', () => {
    const names = fc.array(fc.constantFrom(...EVENTS, 'an_event_of_tomorrow'), { minLength: 1 })
    fc.assert(
      fc.property(names, fc.constantFrom(',', ' , ', '\n', '\r\n'), (names, separator) => {
        expect(reader(names.join(separator))).toEqual(names)
      }),
    )
  })

  it('accepts only words, and what it suggests', () => {
    expectNamedRefusals('events', nearly('push', 'workflow_dispatch', 'workflow_call', 'Push', 'pull-request'), reader)
  })

  it('suggests the event for a misspelling, in the warning', () => {
    for (const event of EVENTS) {
      const misspelt = event.replaceAll('_', '-').toUpperCase()
      expect(read.unknownEventWarning('events', reader(misspelt))).toContain(`"${misspelt}" (did you mean "${event}"?)`)
    }
  })
})

describe('the reader of a base URL', () => {
  const reader = (value: string) => read.readApiUrl(from({ url: value }), 'url')

  it('accepts https, and http for this machine, and returns the URL without a slash at its end', () => {
    for (const url of [
      'https://api.github.com',
      'https://ghe.example/api/v3',
      'http://localhost:8080',
      'http://127.0.0.1',
      'http://[::1]:1/x',
    ]) {
      for (const slashes of ['', '/', '///']) expect(reader(url + slashes)).toBe(url)
    }
  })

  it('accepts no URL that shows a token to the network, and shows no password in an error', () => {
    const texts = nearly(
      'https://api.github.com',
      'http://',
      'localhost',
      'ghe.example',
      'u:p4ssword@',
      '?q=p4ssword',
      '#p4ssword',
      'ftp://',
    )
    expectNamedRefusals('url', texts, value => {
      const url = new URL(reader(value))
      expect(url.protocol === 'https:' || /^(localhost|127\..*|\[::1\])$/.test(url.hostname)).toBe(true)
      expect(url.username + url.password + url.search + url.hash).toBe('')
    })
    for (const url of [
      'https://u:p4ssword@h',
      'https://h/?q=p4ssword',
      'https://h#p4ssword',
      'http://u:p4ssword@h',
      'u:p4ssword@h',
      'ghe.example/?q=p4ssword',
      'ghe.example#p4ssword',
      'ftp://u:p4ssword@h',
    ]) {
      expect(failureOf('url', url, () => reader(url))?.message).not.toContain('p4ssword')
    }
  })

  it('suggests https for http, however it is written', () => {
    for (const url of ['HTTP://ghe.example/api/v3', '\0http://ghe.example/api/v3', 'http:ghe.example/api/v3']) {
      expect(failureOf('url', url, () => reader(url))?.meant).toBe('https://ghe.example/api/v3')
    }
  })

  it.each([
    'http://127.0.0.1.example',
    'http://localhost.example',
    'http://[::2]',
    'http://10.0.0.1',
    'http://127.0.0.1@h',
  ])('refuses %s, which is not this machine', url => {
    expect(failureOf('url', url, () => reader(url))).toBeDefined()
  })
})

describe('the reader of a token', () => {
  const reader = (value: string) => read.readToken(from({ token: value }), 'token')

  it('accepts any token that a header can carry, and shows no part of another', () => {
    fc.assert(
      fc.property(anyText({ minLength: 1 }), text => {
        const token = text.replace(/^[\t-\r ]+|[\t-\r ]+$/g, '')
        fc.pre(token !== '')
        try {
          expect(reader(text)).toBe(token)
          expect(() => new Headers({ authorization: `token ${token}` })).not.toThrow()
        } catch (error) {
          if (!(error instanceof ActionError)) throw error
          for (const piece of token.match(/\S{4,}/g) ?? []) expect(error.message).not.toContain(piece)
        }
      }),
    )
    expect(() => reader(' ')).toThrow(expect.objectContaining({ code: 'token-missing' }))
  })
})

describe('the readers of other text', () => {
  it('accept a time only in the format of GitHub', () => {
    const reader = (value: string) => read.readTime(from({ time: value }), 'time')
    expect(reader('2026-01-31T12:00:00Z').getTime()).toBe(Date.UTC(2026, 0, 31, 12))
    const refused = expectNamedRefusals('time', nearly('2026-01-31T12:00:00Z', '2026-01-31', '1769860800', 'T'), reader)
    expect(refused).toBeGreaterThan(0.5)
  })
})

describe('a very long text', () => {
  it('takes no reader long, whatever it repeats', () => {
    const destination = (input: string, others: Inputs) => (getInput: read.GetInput) =>
      read.readDestination(from({ ...others, [input]: getInput(input) }))
    const readers: ((getInput: read.GetInput) => unknown)[] = [
      destination('repository', {}),
      destination('organization', {}),
      destination('environment', { repository: 'octo/keys' }),
      destination('selected-repository-ids', { organization: 'octo', visibility: 'selected' }),
      getInput => read.readSecretName(getInput, 'x'),
      getInput => read.readChoice(getInput, 'x', ['fail', 'keep', 'overwrite']),
      getInput => read.readAllowedEvents(getInput, 'x'),
      getInput => read.readAllowedBots(getInput, 'x'),
      getInput => read.readLedgerName(getInput, 'x'),
      getInput => read.readApiUrl(getInput, 'x'),
      getInput => read.readTime(getInput, 'x'),
      getInput => read.readText(getInput, 'x'),
    ]
    const started = performance.now()
    for (const unit of ['a', 'a-', 'a/', 'a:', '/', '.git', 'GITHUB_', '0', ' x', '\n', 'https://', 'https://h//']) {
      for (const end of ['', '/', ' ', 'x/']) {
        const text = unit.repeat(20_000 / unit.length) + end
        for (const reader of readers) failureOf('[a-z-]+', text, () => reader(() => text))
      }
    }
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})
