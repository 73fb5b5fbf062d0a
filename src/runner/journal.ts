import type { OperatorPublicKey } from '../key/operator-key.ts'
import { lowerFirst } from '../text.ts'

/**
 * What a run has done to stored keys, as it happens. A place is a display name that begins a sentence:
 * `The secret X of the environment "prod" of octo/keys`.
 */
export type JournalEvent =
  /**
   * The run is about to store secrets that belong together, in this order; the last one is the private key. Its public key is not
   * known yet if the key is born in its store.
   */
  | { type: 'planned'; places: string[]; publicKey?: OperatorPublicKey }
  /** The request that stores is on its way. */
  | { type: 'write-started'; place: string; replaces: boolean }
  /** The latest such request had no effect. What became of an earlier one, whose response was lost, is still open. */
  | { type: 'write-rejected' }
  /** None of the requests that store had an effect, lost ones included, and none can have one anymore. */
  | { type: 'not-applied' }
  /** The request was applied, over a value that had appeared since this run read the place. */
  | { type: 'conflict'; place: string }
  /** The request was applied. */
  | { type: 'applied'; place: string }
  /** The place showed the change, and the public key of a key that was born there. */
  | { type: 'confirmed'; place: string; updatedAt: string; publicKey?: OperatorPublicKey }
  /** The request that deletes is on its way. */
  | { type: 'delete-started'; place: string }
  /** The latest such request had no effect; an earlier one, whose response was lost, may have had. */
  | { type: 'delete-rejected' }
  /** The secret does not exist anymore, or its place will delete it at this time (RFC 3339). */
  | { type: 'deleted'; place: string; scheduledFor?: string | undefined }
  /** What is left to do if the run ends now, in whole sentences; undefined if nothing is. */
  | { type: 'follow-up'; text: string | undefined }
  /** The run may leave this key behind, beside the place that it was made for: its name, and in whole sentences what to do. */
  | { type: 'may-remain'; key: string; text: string }
  /** That key does not exist, is to be deleted, or is the one that the place holds. */
  | { type: 'not-remaining'; key: string }

/** What a run knows about the key when it ends. */
export type KeyState =
  /** Nothing was changed. */
  | { state: 'unchanged' }
  /** No place was changed, but a key that the run made for one may exist. */
  | { state: 'may-remain' }
  /** Some of the secrets that belong together are stored, each confirmed; the others are as they were. */
  | { state: 'partial'; stored: string[]; missing: string[] }
  /** The response to the request that stores was lost, or has not come yet. */
  | { state: 'indeterminate'; place: string; replaces: boolean; stored: string[] }
  /** The value was stored over one that another run had stored at the same time. */
  | { state: 'conflict'; place: string; stored: string[] }
  /** The value was accepted, and its metadata did not confirm it. */
  | { state: 'unconfirmed'; place: string; stored: string[] }
  /** The key is stored and confirmed. */
  | { state: 'confirmed'; place: string; stored: string[]; updatedAt: string; publicKey: OperatorPublicKey | undefined }
  /** The response to the request that deletes was lost, or has not come yet. */
  | { state: 'deleting'; place: string }
  /** The secret does not exist anymore, or its place will delete it at this time (RFC 3339). */
  | { state: 'deleted'; place: string; scheduledFor: string | undefined }

/**
 * An append-only list of what a run has done to stored keys. Only the error message and the signal handler read it: nothing
 * decides by it what to do next.
 */
export class Journal {
  readonly #events: JournalEvent[] = []

  append(event: JournalEvent): void {
    this.#events.push(event)
  }

  /** Whether the run itself had a key to store: one that is born in its store is not the run's to lose. */
  get hasKey(): boolean {
    return this.#plan?.publicKey !== undefined
  }

  /** What is left to do if the run ends now. */
  get followUp(): string | undefined {
    return this.#events.findLast(event => event.type === 'follow-up')?.text
  }

  /** What the run may leave behind if it ends now: for each such key, in whole sentences, what to do. */
  get remains(): string[] {
    const remains = new Map<string, string>()
    for (const event of this.#events) {
      if (event.type === 'may-remain') remains.set(event.key, event.text)
      else if (event.type === 'not-remaining') remains.delete(event.key)
    }
    return [...remains.values()]
  }

  /** What the run knows about the key now. */
  get state(): KeyState {
    const state = this.#stateOfPlaces
    return state.state === 'unchanged' && this.remains.length > 0 ? { state: 'may-remain' } : state
  }

  get #stateOfPlaces(): KeyState {
    const plan = this.#plan
    const places = plan?.places ?? []
    const stored: string[] = []
    let state: KeyState = { state: 'unchanged' }
    /** The state before the latest request; a rejection restores it. */
    let before: KeyState = state
    /** Before all requests whose outcome is open. */
    let settled: KeyState = state
    for (const event of this.#events) {
      switch (event.type) {
        case 'write-started':
          before = state
          if (state.state !== 'indeterminate') settled = state
          state = { state: 'indeterminate', place: event.place, replaces: event.replaces, stored }
          break
        case 'delete-started':
          before = state
          state = { state: 'deleting', place: event.place }
          break
        case 'write-rejected':
        case 'delete-rejected':
          state = before
          break
        case 'not-applied':
          state = settled
          break
        case 'conflict':
          state = { state: 'conflict', place: event.place, stored }
          break
        case 'applied':
          state = { state: 'unconfirmed', place: event.place, stored }
          break
        case 'deleted':
          state = { state: 'deleted', place: event.place, scheduledFor: event.scheduledFor }
          break
        case 'confirmed': {
          const { place, updatedAt, publicKey = plan?.publicKey } = event
          // What becomes of a staged secret afterwards does not change what is known of the key in service.
          if (plan && place === places.at(-1)) {
            return { state: 'confirmed', place, stored, updatedAt, publicKey }
          }
          stored.push(place)
          state = { state: 'partial', stored, missing: places.filter(place => !stored.includes(place)) }
        }
      }
    }
    return state
  }

  get #plan() {
    return this.#events.findLast(event => event.type === 'planned')
  }
}

/** What an action says about the states that mean something else for each action. */
export interface StateTexts {
  /** The title of an error after which nothing was changed; `Nothing was changed` unless given. */
  unchangedTitle?: string
  /** What the action changes, for titles; `secret` unless given. */
  noun?: string
  /** What it means for the key that nothing was changed, in whole sentences. */
  unchanged: string
  /** The same, once the run had a new key to store. */
  unchangedWithKey?: string
  /** How to recover from a state that is not known, in whole sentences. */
  recovery: string
}

/** The title of the error annotation. */
export function titleOf(state: KeyState, texts: Pick<StateTexts, 'unchangedTitle' | 'noun'>): string {
  const { noun = 'secret' } = texts
  switch (state.state) {
    case 'unchanged':
      return texts.unchangedTitle ?? 'Nothing was changed'
    case 'may-remain':
      return 'The key is not in place, but it may exist'
    case 'partial':
      return 'Some secrets were changed'
    case 'indeterminate':
      return `The ${noun} may have been changed`
    case 'conflict':
    case 'unconfirmed':
      return `The ${noun} was changed, no key may be registered`
    case 'confirmed':
      return 'The key is stored, the run is not complete'
    case 'deleting':
      return `The ${noun} may have been deleted`
    case 'deleted':
      return `The ${noun} is ${state.scheduledFor === undefined ? 'deleted' : 'scheduled for deletion'}, the run is not complete`
  }
}

/** What the end of the run means for the key, in whole sentences. */
export function meaningOf(journal: Journal, texts: StateTexts): string {
  const { state } = journal
  const stored = 'stored' in state && state.stored.length > 0 ? `This run stored: ${list(state.stored)}. ` : ''
  return stored + meaningOfState(state, journal.hasKey, texts)
}

function meaningOfState(state: KeyState, hasKey: boolean, texts: StateTexts): string {
  const { recovery } = texts
  switch (state.state) {
    case 'unchanged':
      return (hasKey ? texts.unchangedWithKey : undefined) ?? texts.unchanged
    case 'may-remain':
      return 'Software that uses this place finds there what it found before. But this run may have left a key behind.'
    case 'partial':
      return (
        `Not stored, and as before: ${list(state.missing)}. The secrets may not belong together, ` +
        `and software that uses them may fail. ${recovery}`
      )
    case 'indeterminate': {
      const otherwise = state.replaces ? 'its previous value' : 'nothing'
      return `${state.place} may hold what this run sent, or ${otherwise}. ${recovery}`
    }
    case 'conflict':
      return `${state.place} holds what this run sent. What the other run stored there is lost. ${recovery}`
    case 'unconfirmed':
      return `${state.place} was stored, but it is not confirmed that it still holds this run's value. ${recovery}`
    case 'confirmed': {
      const { place, updatedAt, publicKey } = state
      if (!publicKey) return `${place} holds what this run stored (updated at ${updatedAt}).`
      const key = `Its public key is ${publicKey.hex} (fingerprint ${publicKey.fingerprint}).`
      return `${place} holds this run's key (updated at ${updatedAt}). ${key}`
    }
    case 'deleting':
      return `${state.place} may be deleted or may still exist. Run this again: it deletes only the same ${texts.noun ?? 'secret'}.`
    case 'deleted':
      return state.scheduledFor === undefined
        ? `${state.place} is deleted.`
        : `${state.place} is scheduled for deletion on ${state.scheduledFor}.`
  }
}

function list(places: string[]): string {
  return places.map(lowerFirst).join('; ')
}
