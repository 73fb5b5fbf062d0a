import { describe, expect, it } from 'vitest'
import {
  Journal,
  type JournalEvent,
  type KeyState,
  meaningOf,
  type StateTexts,
  titleOf,
} from '../../../src/runner/journal.ts'
import { PUBLIC_KEY } from '../../support/keys.ts'

const [ID, KEY, STAGED] = [
  'The secret ID of octo/keys',
  'The secret KEY of octo/keys',
  'The secret STAGED of octo/keys',
]
const UPDATED_AT = '2026-01-31T12:00:00Z'

// Events, short enough for a table.
const planned: JournalEvent = { type: 'planned', places: [ID, KEY], publicKey: PUBLIC_KEY }
const bornThere: JournalEvent = { type: 'planned', places: [KEY] }
const writes = (place: string, replaces = false): JournalEvent => ({ type: 'write-started', place, replaces })
const rejected: JournalEvent = { type: 'write-rejected' }
const notApplied: JournalEvent = { type: 'not-applied' }
const applied = (place: string): JournalEvent => ({ type: 'applied', place })
const conflict = (place: string): JournalEvent => ({ type: 'conflict', place })
const confirmed = (place: string) => ({ type: 'confirmed', place, updatedAt: UPDATED_AT }) as const
const deletes = (place: string): JournalEvent => ({ type: 'delete-started', place })
const notDeleted: JournalEvent = { type: 'delete-rejected' }
const deleted = (place: string, scheduledFor?: string): JournalEvent => ({ type: 'deleted', place, scheduledFor })
const mayRemain = (key: string, text = `Remove ${key}.`): JournalEvent => ({ type: 'may-remain', key, text })
const notRemaining = (key: string): JournalEvent => ({ type: 'not-remaining', key })
const todo = (text?: string): JournalEvent => ({ type: 'follow-up', text })

const idStored = [planned, writes(ID), applied(ID), confirmed(ID)]
const bothStored = [...idStored, writes(KEY), applied(KEY), confirmed(KEY)]

function journalOf(events: JournalEvent[]): Journal {
  const journal = new Journal()
  for (const event of events) journal.append(event)
  return journal
}

describe('the state of the key', () => {
  const unchanged = { state: 'unchanged' }
  const partial = { state: 'partial', stored: [ID], missing: [KEY] }
  const inService = { state: 'confirmed', place: KEY, stored: [ID], updatedAt: UPDATED_AT, publicKey: PUBLIC_KEY }

  it.each<[string, JournalEvent[], object]>([
    ['unchanged before anything is done', [], unchanged],
    ['unchanged once a key is planned', [planned], unchanged],
    ['unchanged if a follow-up is all there is', [todo('Do this.')], unchanged],
    ['may-remain if a key may be left behind', [planned, mayRemain('1')], { state: 'may-remain' }],
    [
      'may-remain if one of two keys may be left behind',
      [mayRemain('1'), mayRemain('2'), writes(ID), rejected, notRemaining('1')],
      { state: 'may-remain' },
    ],
    ['unchanged once no key is left behind', [mayRemain('1'), mayRemain('1'), notRemaining('1')], unchanged],
    ['partial even if a key may be left behind', [...idStored, mayRemain('1')], partial],
    [
      'indeterminate while the first write is on its way',
      [planned, writes(ID)],
      { state: 'indeterminate', place: ID, replaces: false, stored: [] },
    ],
    [
      'indeterminate while a write that replaces a value is on its way',
      [planned, writes(ID, true)],
      { state: 'indeterminate', place: ID, replaces: true, stored: [] },
    ],
    ['unchanged after a rejected write', [planned, writes(ID), rejected], unchanged],
    [
      'indeterminate after a lost write, whatever later ones are rejected',
      [planned, writes(ID), writes(ID), rejected, writes(ID), rejected],
      { state: 'indeterminate', place: ID, replaces: false, stored: [] },
    ],
    [
      'unchanged once two lost writes are known to have had no effect',
      [planned, writes(ID), writes(ID), writes(ID), rejected, notApplied],
      unchanged,
    ],
    [
      'partial again once two lost writes of the second secret are known to have had no effect',
      [...idStored, writes(KEY), writes(KEY), notApplied],
      partial,
    ],
    [
      'unconfirmed after a write was applied',
      [planned, writes(ID), applied(ID)],
      { state: 'unconfirmed', place: ID, stored: [] },
    ],
    [
      'indeterminate while an applied write is repeated',
      [planned, writes(ID, true), applied(ID), writes(ID, true)],
      { state: 'indeterminate', place: ID, replaces: true, stored: [] },
    ],
    [
      'unconfirmed if the repetition is rejected',
      [planned, writes(ID, true), applied(ID), writes(ID, true), rejected],
      { state: 'unconfirmed', place: ID, stored: [] },
    ],
    [
      'a conflict after a write over a new value',
      [planned, writes(ID), conflict(ID)],
      { state: 'conflict', place: ID, stored: [] },
    ],
    ['partial once the first of two secrets is confirmed', idStored, partial],
    [
      'indeterminate while the second is on its way',
      [...idStored, writes(KEY, true)],
      { state: 'indeterminate', place: KEY, replaces: true, stored: [ID] },
    ],
    ['partial again after the second was rejected', [...idStored, writes(KEY), rejected], partial],
    [
      'unconfirmed after the second was applied',
      [...idStored, writes(KEY), applied(KEY)],
      { state: 'unconfirmed', place: KEY, stored: [ID] },
    ],
    [
      'a conflict after the second hit a new value',
      [...idStored, writes(KEY), conflict(KEY)],
      { state: 'conflict', place: KEY, stored: [ID] },
    ],
    ['confirmed once the last one is', bothStored, inService],
    [
      'confirmed with the public key of a key that was born in its store',
      [bornThere, writes(KEY), applied(KEY), { ...confirmed(KEY), publicKey: PUBLIC_KEY }],
      { ...inService, stored: [] },
    ],
    [
      'confirmed without a public key if the store did not say which',
      [bornThere, confirmed(KEY)],
      { ...inService, stored: [], publicKey: undefined },
    ],
    ['confirmed whatever becomes of a staged secret', [...bothStored, deletes(STAGED)], inService],
    ['confirmed after the staged secret is deleted', [...bothStored, deletes(STAGED), deleted(STAGED)], inService],
    ['deleting while the first delete is on its way', [deletes(STAGED)], { state: 'deleting', place: STAGED }],
    ['unchanged after a rejected delete', [deletes(STAGED), notDeleted], unchanged],
    [
      'deleting after a lost delete, whatever later ones are rejected',
      [deletes(STAGED), deletes(STAGED), notDeleted, deletes(STAGED), notDeleted],
      { state: 'deleting', place: STAGED },
    ],
    ['deleted after a delete was applied', [deletes(STAGED), deleted(STAGED)], { state: 'deleted', place: STAGED }],
    ['deleted if the secret was gone already', [deleted(STAGED)], { state: 'deleted', place: STAGED }],
  ])('is %s', (_, events, state) => {
    expect(journalOf(events).state).toEqual(state)
  })

  it('is the same if it is read twice', () => {
    const journal = journalOf(idStored)
    expect(journal.state).toEqual(journal.state)
  })
})

describe('the plan and the follow-up', () => {
  it('hasKey is true once the run has made a key itself', () => {
    expect(journalOf([writes(KEY)]).hasKey).toBe(false)
    expect(journalOf([bornThere]).hasKey).toBe(false)
    expect(journalOf([planned]).hasKey).toBe(true)
  })

  it.each([
    ['undefined without one', [planned], undefined],
    ['the last one', [todo('Do this.'), deletes(KEY), todo('Do that.'), deleted(KEY)], 'Do that.'],
    ['undefined once it is done', [todo('Do this.'), todo()], undefined],
  ])('followUp is %s', (_, events, text) => {
    expect(journalOf(events).followUp).toBe(text)
  })

  it('remains says of each key that may be left behind what was said of it last', () => {
    const events = [mayRemain('1'), mayRemain('2'), mayRemain('1', 'Look for 1.'), mayRemain('3'), notRemaining('2')]
    expect(journalOf(events).remains).toEqual(['Look for 1.', 'Remove 3.'])
  })
})

describe('the words for the state', () => {
  const TEXTS: StateTexts = { unchanged: 'All is as before.', recovery: 'Run this again.' }

  // The one place where the exact wording of titles and meanings is asserted.
  it.each<[KeyState['state'], JournalEvent[], string, string]>([
    ['unchanged', [planned], 'Nothing was changed', 'All is as before.'],
    [
      'may-remain',
      [planned, mayRemain('1')],
      'The key is not in place, but it may exist',
      'Software that uses this place finds there what it found before. But this run may have left a key behind.',
    ],
    [
      'partial',
      idStored,
      'Some secrets were changed',
      'This run stored: the secret ID of octo/keys. Not stored, and as before: the secret KEY of octo/keys. ' +
        'The secrets may not belong together, and software that uses them may fail. Run this again.',
    ],
    [
      'indeterminate',
      [writes(KEY)],
      'The secret may have been changed',
      'The secret KEY of octo/keys may hold what this run sent, or nothing. Run this again.',
    ],
    [
      'indeterminate',
      [...idStored, writes(KEY, true)],
      'The secret may have been changed',
      'This run stored: the secret ID of octo/keys. ' +
        'The secret KEY of octo/keys may hold what this run sent, or its previous value. Run this again.',
    ],
    [
      'conflict',
      [conflict(KEY)],
      'The secret was changed, no key may be registered',
      'The secret KEY of octo/keys holds what this run sent. What the other run stored there is lost. Run this again.',
    ],
    [
      'unconfirmed',
      [applied(KEY)],
      'The secret was changed, no key may be registered',
      "The secret KEY of octo/keys was stored, but it is not confirmed that it still holds this run's value. Run this again.",
    ],
    [
      'confirmed',
      bothStored,
      'The key is stored, the run is not complete',
      "This run stored: the secret ID of octo/keys. The secret KEY of octo/keys holds this run's key " +
        `(updated at ${UPDATED_AT}). Its public key is ${PUBLIC_KEY.hex} (fingerprint ${PUBLIC_KEY.fingerprint}).`,
    ],
    [
      'confirmed',
      [bornThere, confirmed(KEY)],
      'The key is stored, the run is not complete',
      `The secret KEY of octo/keys holds what this run stored (updated at ${UPDATED_AT}).`,
    ],
    [
      'deleting',
      [deletes(KEY)],
      'The secret may have been deleted',
      'The secret KEY of octo/keys may be deleted or may still exist. Run this again: it deletes only the same secret.',
    ],
    [
      'deleted',
      [deleted(KEY)],
      'The secret is deleted, the run is not complete',
      'The secret KEY of octo/keys is deleted.',
    ],
    [
      'deleted',
      [deleted(KEY, UPDATED_AT)],
      'The secret is scheduled for deletion, the run is not complete',
      `The secret KEY of octo/keys is scheduled for deletion on ${UPDATED_AT}.`,
    ],
  ])('describe %s', (state, events, title, meaning) => {
    const journal = journalOf(events)
    expect(journal.state.state).toBe(state)
    expect(titleOf(journal.state, TEXTS)).toBe(title)
    expect(meaningOf(journal, TEXTS)).toBe(meaning)
  })

  it('lists several secrets, each once', () => {
    const three = { ...planned, places: [ID, KEY, STAGED] }
    expect(meaningOf(journalOf([three, confirmed(ID), confirmed(KEY)]), TEXTS)).toContain(
      'This run stored: the secret ID of octo/keys; the secret KEY of octo/keys. Not stored, and as before: the secret STAGED of octo/keys.',
    )
  })

  it('use an action’s own title if nothing was changed', () => {
    const texts = { ...TEXTS, unchangedTitle: 'Nothing was deleted' }
    expect(titleOf({ state: 'unchanged' }, texts)).toBe('Nothing was deleted')
    expect(titleOf(journalOf([deleted(KEY)]).state, texts)).toBe('The secret is deleted, the run is not complete')
  })

  it('name what the action changes', () => {
    const texts = { ...TEXTS, noun: 'stored key' }
    expect(titleOf(journalOf([writes(KEY)]).state, texts)).toBe('The stored key may have been changed')
    expect(meaningOf(journalOf([deletes(KEY)]), texts)).toContain('it deletes only the same stored key.')
  })

  it('say what became of a planned key that was not stored', () => {
    const texts = { ...TEXTS, unchangedWithKey: 'The key pair is gone.' }
    expect(meaningOf(journalOf([]), texts)).toBe('All is as before.')
    expect(meaningOf(journalOf([planned]), texts)).toBe('The key pair is gone.')
  })
})
