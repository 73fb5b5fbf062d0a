import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as read from '../../../src/inputs/names.ts'
import { anyText } from '../../support/any-text.ts'
import { errorOf } from '../../support/errors.ts'
import { INVISIBLE } from '../../support/invisible.ts'
import { tries } from '../../support/mutation-test.ts'

const READERS = {
  environment: read.readEnvironmentName,
  operator: read.readLedgerName,
  secret: read.readSecretName,
  variable: read.readVariableName,
  repository: read.readRepository,
  organization: read.readOrganization,
}
const KINDS = Object.keys(READERS) as (keyof typeof READERS)[]

const reads = (kind: keyof typeof READERS, value: string) => READERS[kind](() => value, 'name')
const isRefused = (kind: keyof typeof READERS, value: string) => {
  try {
    reads(kind, value)
    return false
  } catch {
    return errorOf(() => reads(kind, value)).code === 'input-invalid'
  }
}

/** A name that each reader accepts. */
const VALID = {
  environment: 'prod',
  operator: 'prod',
  secret: 'PROD',
  variable: 'PROD',
  repository: 'octo/keys',
  organization: 'octo',
}

/** Texts that are nearly names: of ordinary, look-alike and invisible characters. */
const nearly = fc
  .array(
    fc.oneof(
      fc.constantFrom('a', 'Z', '0', 'f', '_', '-', '.', '@', '+', ' ', '  ', '/', 'é', 'ž', 'ı', 'ſ', 'о', '×', '🔑'),
      fc.constantFrom('0123456789abcdef', ...Object.values(INVISIBLE)),
      anyText({ maxLength: 2 }),
    ),
    { maxLength: 6 },
  )
  .map(pieces => pieces.join(''))

describe.each(KINDS)('the reader of a name (%s)', kind => {
  const valid = VALID[kind]

  it('accepts a plain name', () => {
    expect(isRefused(kind, valid)).toBe(false)
  })

  it('refuses a name with white space or an invisible character at either end', () => {
    const characters = { ...INVISIBLE, space: ' ', tab: '\t', 'carriage return': '\r' }
    const accepted = Object.entries(characters).filter(
      ([, character]) => ![character + valid, valid + character, character].every(value => isRefused(kind, value)),
    )
    expect(accepted).toEqual([])
  })

  it('refuses a name with an invisible character inside', () => {
    const accepted = Object.entries(INVISIBLE).filter(
      ([, character]) => !isRefused(kind, valid[0] + character + valid.slice(1)),
    )
    expect(accepted).toEqual([])
  })

  it('accepts no name that has white space at its ends or anything invisible', () => {
    fc.assert(
      fc.property(nearly, value => {
        if (isRefused(kind, value)) return
        expect(value).not.toMatch(/^\s|\s$/)
        expect(value).not.toMatch(/(?! )[\p{White_Space}\p{C}\p{Default_Ignorable_Code_Point}\u{2800}]/u)
      }),
      { numRuns: tries(500) },
    )
  })
})

describe('the reader of an operator or workspace name', () => {
  it('accepts any name of the documented characters', () => {
    const character = fc.constantFrom(...'AZaz09._-@+Àöøž')
    const word = fc.array(character, { minLength: 1, maxLength: 10 }).map(characters => characters.join(''))
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), words => {
        const name = words.join(' ')
        expect(reads('operator', name)).toBe(name)
      }),
    )
    expect(reads('operator', 'x'.repeat(64))).toHaveLength(64)
    expect(reads('operator', `${'0'.repeat(31)}-${'f'.repeat(31)}`)).toHaveLength(63)
  })

  it('accepts only names that are short, look like what they are, and cannot hold a key', () => {
    fc.assert(
      fc.property(nearly, value => {
        if (isRefused('operator', value)) return
        expect(value).toMatch(/^[\x20-\x7eÀ-ÖØ-öø-ž]{1,64}$/)
        expect(value).not.toMatch(/[ıſ]| {2}|[0-9a-fA-F]{32}|[|<>`*:;,!?"'()[\]{}]/)
      }),
      { numRuns: tries(1_000) },
    )
  })

  it.each([...'ıſ×÷ĸĳĲŀĿŉаﬁ１', 'e\u{301}', '🔑'])('refuses %s, which looks like another text', text => {
    expect(isRefused('operator', `a${text}`)).toBe(true)
  })
})

describe('the reader of an environment name', () => {
  it.each(['a/b', '100% & more?', '...', '..a', 'a..', 'прод', '鍵 🔑', 'x'.repeat(255), 'a  b'])(
    'accepts %j',
    name => {
      expect(reads('environment', name)).toBe(name)
    },
  )
})

describe('the reader of a repository or an organization', () => {
  it.each(['p-', 'gil--', '-Jerry-', 'o', '0', 'octo_corp', 'O-c_1', 'o'.repeat(100)])(
    'accepts the owner %s, which exists or could, whatever the rules for new names',
    owner => {
      expect(reads('organization', owner)).toBe(owner)
      expect(reads('repository', `${owner}/keys`)).toEqual({ owner, repo: 'keys' })
    },
  )

  it.each(['k', '.k', 'k_.-1', 'a.gitb', 'k'.repeat(100)])('accepts the repository %s', repo => {
    expect(reads('repository', `octo/${repo}`)).toEqual({ owner: 'octo', repo })
  })

  it.each(['ö', 'o.c', '..', 'o'.repeat(101), '', 'o/c', 'o%2fc'])('refuses the owner %j', owner => {
    expect(isRefused('organization', owner)).toBe(true)
    expect(isRefused('repository', `${owner}/keys`)).toBe(true)
  })

  it.each(['', 'k k', 'k{', '{k', 'ké', '.', '..', 'k.git', 'k.GIT', 'k/', 'k'.repeat(101)])(
    'refuses the repository %j',
    repo => {
      expect(isRefused('repository', `octo/${repo}`)).toBe(true)
    },
  )
})

describe('the reader of a secret or variable name', () => {
  it.each(['GITHUB_', 'github_x', 'GITHUB_GITHUB_', '1', 'A-B', 'A B', 'Ä', 'A.B', 'A\0', '\u{17f}', '\u{212a}'])(
    'refuses %j',
    name => {
      expect(isRefused('secret', name)).toBe(true)
    },
  )

  it('returns the name in upper case', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,254}$/), name => {
        fc.pre(!/^github_/i.test(name))
        expect(reads('secret', name)).toBe(name.toUpperCase())
      }),
    )
  })
})
