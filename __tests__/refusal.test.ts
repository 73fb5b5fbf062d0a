import { describe, expect, it } from 'vitest'
import { toActionError } from '../src/github/errors.ts'
import { DESTINATIONS, ENVIRONMENT, reply } from './told.ts'

describe('where GitHub refuses, people are told', () => {
  it.each(DESTINATIONS)('what to do ($level)', destination => {
    for (const [status, message, headers] of [
      [401, 'Bad credentials'],
      [403, 'Resource not accessible by personal access token', { 'x-accepted-github-permissions': 'secrets=write' }],
      [403, 'Resource not accessible by integration'],
      [403, undefined],
      [404, 'Not Found'],
      [301, 'Moved Permanently'],
      [302],
      [307],
      [308],
      [409, 'Conflict'],
      [422, undefined],
    ] as const) {
      for (const thing of ['secret', 'variable'] as const) {
        const {
          code,
          message: what,
          next,
        } = toActionError(reply(status, message, headers), 'do THIS', destination, thing)
        expect({ code, what, next }).toMatchSnapshot(`${status} ${message} ${thing}`)
      }
    }
  })

  it('where a repository has moved to', () => {
    const moved = reply(301, 'Moved', { location: 'https://api.github.com/repositories/1296269/actions/secrets' })
    const { code, message, next } = toActionError(moved, 'do THIS', ENVIRONMENT)
    expect({ code, message, next }).toMatchSnapshot()
  })

  it('whether an attempt before may have taken effect', () => {
    expect(toActionError(reply(404), 'do', ENVIRONMENT).uncertain).toBe(false)
    expect(toActionError({ ...reply(404), mayHaveActed: true }, 'do', ENVIRONMENT).uncertain).toBe(true)
  })
})
