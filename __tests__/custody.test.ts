import { describe, expect, it } from 'vitest'
import { ActionError } from '../src/errors.ts'
import { type Custody, duringChange, type Holding, meaningOf, titleOf } from '../src/runner/journal.ts'
import { PUBLIC_KEY } from './told.ts'

describe('the end of a run', () => {
  const place = 'The secret X of the environment "prod" of octo/keys'
  const holdings: Holding[] = [
    { state: 'unchanged', note: 'Nothing was done.' },
    { state: 'unchanged', title: 'Nothing at all', note: 'Nothing was done.' },
    { state: 'uncertain', place, replaces: false },
    { state: 'uncertain', place, replaces: true },
    { state: 'collided', place },
    { state: 'unconfirmed', place },
    { state: 'confirmed', place, updatedAt: '2026-01-31T12:00:00Z', publicKey: PUBLIC_KEY },
    { state: 'deleting', place },
    { state: 'deleted', place },
    { state: 'partial', missing: ['the secret C', 'the secret D'] },
  ]

  it.each(holdings)('says what holds for the secret ($state)', holding => {
    for (const stored of [[], ['the secret A', 'the secret B']]) {
      const custody = { holding, stored, cure: 'Cure it.' }
      expect([titleOf(custody), meaningOf(custody)]).toMatchSnapshot()
    }
  })

  it('keeps the record true while something is changed', async () => {
    const before: Holding = { state: 'unchanged', note: 'Nothing was done.' }
    const during: Holding = { state: 'deleting', place }
    const holdingAfter = async (change: () => Promise<string>) => {
      const custody: Custody = { holding: before, stored: [], cure: '' }
      const outcome = await duringChange(custody, during, () => {
        expect(custody.holding).toBe(during)
        return change()
      }).catch((error: Error) => error.message)
      return [outcome, custody.holding]
    }
    const fail = (uncertain: boolean) => () =>
      Promise.reject(new ActionError('github-unavailable', 'down', '', uncertain))
    expect(await holdingAfter(async () => 'done')).toEqual(['done', during])
    expect(await holdingAfter(fail(true))).toEqual(['down', during])
    expect(await holdingAfter(fail(false))).toEqual(['down', before])
    expect(await holdingAfter(() => Promise.reject(new Error('what')))).toEqual(['what', during])
  })
})
