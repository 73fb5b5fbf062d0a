import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ActionError } from '../src/errors.ts'
import { EVENTS } from '../src/inputs/allowed-events.ts'
import * as read from '../src/inputs/inputs.ts'
import { generateOperatorKey } from '../src/key/operator-key.ts'

type Inputs = Record<string, string>

/** As the toolkit reads inputs: trimmed, and empty where they are not set. */
const from =
  (inputs: Inputs): read.GetInput =>
  name =>
    (inputs[name] ?? '').trim()

/** Text of every kind, and text that is nearly right. */
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
    fc.string({ unit: 'binary', maxLength: 3 }),
  )
  return fc.oneof(
    fc.array(piece, { maxLength: 4 }).map(pieces => pieces.join('')),
    fc.string({ unit: 'binary' }),
    fc.integer({ min: 200, max: 2_000 }).map(n => (right[0] ?? 'x').repeat(n)),
  )
}

/** The failure of a reader, with all that every failure for an input must have; undefined where it read a value. */
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
    const { message, code, next } = error
    expect(code).toBe('input-invalid')
    expect(message).toMatch(new RegExp(`^The input \`${input}\` (?:is |has )`))
    expect(next).toBe('Correct the workflow and run it again.')
    // Short enough to be read, and nothing in it is hidden or turns the direction of reading.
    expect(message.length).toBeLessThan(1_000)
    expect(message).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u)
    if (value.length <= 80) expect(message).toMatch(/ is (?:empty|")/)
    const meant = /Did you mean ("(?:[^"\\]|\\.)*")\?$/.exec(message)?.[1]
    return meant === undefined ? { message } : { message, meant: JSON.parse(meant) }
  }
}

/** Whatever is given, a reader takes it or refuses it by its name, and takes what it says was probably meant. */
function expectNamedRefusals(input: string, texts: fc.Arbitrary<string>, reader: (value: string) => unknown): number {
  let refused = 0
  fc.assert(
    fc.property(texts, text => {
      const failure = failureOf(input, text.trim(), () => reader(text))
      if (failure) refused++
      if (failure?.meant !== undefined && failure.meant.length < 80) {
        const { meant } = failure
        expect(() => reader(meant)).not.toThrow()
      }
    }),
    { numRuns: 300 },
  )
  return refused
}

describe('the name of a secret or a variable', () => {
  const reader = (value: string) => read.readName(from({ name: value }), 'name')

  it('is any that GitHub allows, in upper case as GitHub keeps it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,254}$/), name => {
        fc.pre(!/^github_/i.test(name))
        expect(reader(name)).toBe(name.toUpperCase())
      }),
    )
  })

  it('is nothing else, and what was probably meant is a name itself', () => {
    expect(expectNamedRefusals('name', nearly('LEDGER_KEY', 'GITHUB_', 'github_', '1', 'a-b'), reader)).toBeGreaterThan(
      150,
    )
  })

  it.each(['GITHUB_', 'github_x', 'GITHUB_GITHUB_', '1', 'A-B', 'A B', 'Ä', 'A.B', 'A\u0000', '\u017F', '\u212A'])(
    'is not %j',
    name => {
      expect(failureOf('name', name, () => reader(name))).toBeDefined()
    },
  )
})

describe('where a key goes', () => {
  const reader = (inputs: Inputs) =>
    read.readDestination(from({ repository: 'octo/keys', visibility: 'private', ...inputs }))

  it('is a repository by owner and name as GitHub allows them', () => {
    const owner = fc.stringMatching(/^[A-Za-z0-9](?:-?[A-Za-z0-9]){0,18}(?:_[a-z0-9]{1,8})?$/)
    const name = fc.stringMatching(/^[\w.-]{1,100}$/).filter(name => !/^\.\.?$|\.git$/i.test(name))
    fc.assert(
      fc.property(owner, name, (owner, repo) => {
        expect(reader({ repository: `${owner}/${repo}` })).toEqual({ level: 'repository', owner, repo })
      }),
    )
  })

  it('is never a path that leads elsewhere, and what was probably meant is a repository itself', () => {
    const texts = nearly('octo/keys', 'https://github.com/octo/keys', 'git@github.com:', 'octo', 'keys.git')
    expectNamedRefusals('repository', texts, repository => {
      const destination = reader({ repository })
      if (destination.level !== 'repository') throw new Error('a repository was given')
      // The URL parser of the web would walk dots up; here no path does.
      const path = `/repos/${encodeURIComponent(destination.owner)}/${encodeURIComponent(destination.repo)}/x`
      expect(new URL(path, 'https://h').pathname).toBe(path)
    })
  })

  it('is an environment by any name that survives its way through a path', () => {
    expectNamedRefusals('environment', nearly('prod', 'a/b', '100%', '?', '#', ';'), environment => {
      const destination = reader({ environment })
      if (destination.level !== 'environment') return
      expect(destination.environment).toBe(environment.trim())
      const path = `/environments/${encodeURIComponent(destination.environment)}/secrets`
      expect(new URL(path, 'https://h').pathname).toBe(path)
    })
  })

  it('is an organization by its name alone', () => {
    expectNamedRefusals('organization', nearly('octo', 'octo/keys', 'https://github.com/'), organization => {
      const destination = reader({ organization })
      if (destination.level !== 'organization') return
      expect(encodeURIComponent(destination.organization)).toBe(destination.organization)
    })
  })

  it('is, for selected repositories, each id once, by commas or lines', () => {
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

  it('is, for selected repositories, nothing that is no id', () => {
    const input = 'selected-repository-ids'
    expectNamedRefusals(input, nearly('1296269', '0', '-1', '1.5', '1e3', '0x10', 'keys'), ids => {
      const destination = reader({ organization: 'octo', visibility: 'selected', [input]: ids })
      if (destination.level !== 'organization') return
      expect(destination.selectedRepositoryIds.every(id => Number.isSafeInteger(id) && id > 0)).toBe(true)
    })
  })
})

describe('a choice', () => {
  const choices = ['fail', 'keep', 'overwrite'] as const
  const reader = (value: string) => read.readChoice(from({ choice: value }), 'choice', choices)

  it('is one of those that there are, and a slip is understood', () => {
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

  it('between true and false is as YAML writes it', () => {
    const boolean = (value: string) => read.readBoolean(from({ answer: value }), 'answer')
    expect(['true', 'True', 'TRUE'].map(boolean)).toEqual([true, true, true])
    expect(['false', 'False', 'FALSE'].map(boolean)).toEqual([false, false, false])
    const refused = expectNamedRefusals('answer', nearly('true', 'tRUE', 'yes', 'on', '1'), boolean)
    expect(refused).toBeGreaterThan(150)
  })
})

describe('the names of events', () => {
  const reader = (value: string) => read.readEvents(from({ events: value }), 'events')

  it('are all that start workflows, by commas or lines', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...EVENTS), { minLength: 1 }),
        fc.constantFrom(',', ' , ', '\n'),
        (names, s) => {
          expect(reader(names.join(s))).toEqual(names)
        },
      ),
    )
  })

  it('are nothing else, and a slip is understood', () => {
    expectNamedRefusals('events', nearly('push', 'workflow_dispatch', 'workflow_call', 'Push', 'pull-request'), reader)
    for (const event of EVENTS) {
      const slip = event.replaceAll('_', '-').toUpperCase()
      expect(failureOf('events', slip, () => reader(slip))?.meant).toBe(event)
    }
  })
})

describe('a base URL', () => {
  const reader = (value: string) => read.readApiUrl(from({ url: value }), 'url')

  it('is one of https, or of this machine; it is given back without a slash at its end', () => {
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

  it('is never one that shows a token to the network, or one that shows a password in an error', () => {
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

  it('that is refused for http is meant by https, however it is written', () => {
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
  ])('is not %s, which is not this machine', url => {
    expect(failureOf('url', url, () => reader(url))).toBeDefined()
  })
})

describe('a token', () => {
  const reader = (value: string) => read.readToken(from({ token: value }), 'token')

  it('is any text that a header can hold, and nothing of another is shown', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), text => {
        const token = text.trim()
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

describe('other text', () => {
  it('is taken as it is up to its limit', () => {
    const reader = (value: string) => read.readText(from({ text: value }), 'text')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(reader(text)).toBe(text.trim() || undefined)
      }),
    )
    expect(reader('x'.repeat(256))).toHaveLength(256)
    expect(failureOf('text', 'x'.repeat(257), () => reader('x'.repeat(257)))).toBeDefined()
  })

  it('that must be a public key is one, in either case', () => {
    const { hex } = generateOperatorKey().publicKey
    const reader = (value: string) => read.readPublicKey(from({ key: value }), 'key')
    expect(reader(hex.toUpperCase()).hex).toBe(hex)
    expectNamedRefusals('key', nearly(hex, hex.slice(0, 128), '04', '02'), reader)
    // Another digit of y is a point that is not on the curve.
    const other = hex.slice(0, -1) + (hex.endsWith('0') ? '1' : '0')
    expect(failureOf('key', other, () => reader(other))?.message).toContain('is not a point of the curve P-256')
  })

  it('that must be a time is one as GitHub writes it', () => {
    const reader = (value: string) => read.readTime(from({ time: value }), 'time')
    expect(reader('2026-01-31T12:00:00Z').getTime()).toBe(Date.UTC(2026, 0, 31, 12))
    const refused = expectNamedRefusals('time', nearly('2026-01-31T12:00:00Z', '2026-01-31', '1769860800', 'T'), reader)
    expect(refused).toBeGreaterThan(150)
  })
})

describe('a text without end', () => {
  it('takes no reader long, whatever it repeats', () => {
    const destination = (input: string, others: Inputs) => (getInput: read.GetInput) =>
      read.readDestination(from({ visibility: 'private', ...others, [input]: getInput(input) }))
    const readers: ((getInput: read.GetInput) => unknown)[] = [
      destination('repository', {}),
      destination('organization', {}),
      destination('environment', { repository: 'octo/keys' }),
      destination('selected-repository-ids', { organization: 'octo', visibility: 'selected' }),
      getInput => read.readName(getInput, 'x'),
      getInput => read.readChoice(getInput, 'x', ['fail', 'keep', 'overwrite']),
      getInput => read.readEvents(getInput, 'x'),
      getInput => read.readApiUrl(getInput, 'x'),
      getInput => read.readPublicKey(getInput, 'x'),
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
