import { ActionError } from '../errors.ts'
import type { OperatorPublicKey } from '../key/operator-key.ts'

/**
 * What is known of a secret at a moment of the run. Whatever ends the run, now or by a signal, this is what it must
 * tell: nothing was changed, or the secret is or may be another.
 */
export type Holding =
  /** Nothing has been changed; the note says what that means for the key, in whole sentences. */
  | { state: 'unchanged'; title?: string; note: string }
  /** Some of the secrets that belong together are stored, each confirmed, and the others are as they were. */
  | { state: 'partial'; missing: string[] }
  /** The request that stores is on its way, or its answer was lost. */
  | { state: 'uncertain'; place: string; replaces: boolean }
  /** GitHub accepted the value over one that appeared after this run had looked. */
  | { state: 'collided'; place: string }
  /** GitHub accepted the value; its metadata did not confirm it. */
  | { state: 'unconfirmed'; place: string }
  /** GitHub confirmed the key. */
  | { state: 'confirmed'; place: string; updatedAt: string; publicKey: OperatorPublicKey }
  /** The request that deletes is on its way, or its answer was lost. */
  | { state: 'deleting'; place: string }
  /** GitHub deleted the secret, or had none. */
  | { state: 'deleted'; place: string }

/** A run's own record of what it has done to secrets so far. */
export interface Custody {
  /** The secret that is being worked on. */
  holding: Holding
  /** Which of several secrets that belong together were stored before that one, each confirmed. */
  stored: string[]
  /** What brings a secret into order whose state is not known, in whole sentences. */
  cure: string
  /** What is left to do once the secret itself is in order, in whole sentences; told in place of what the failure advises. */
  leftover?: string
}

/**
 * Sends what changes a secret: until it is answered, the record says so; where it failed without any effect, the record
 * is what it was.
 * @throws what `change` throws
 */
export async function duringChange<T>(custody: Custody, holding: Holding, change: () => Promise<T>): Promise<T> {
  const before = custody.holding
  custody.holding = holding
  try {
    return await change()
  } catch (error) {
    if (error instanceof ActionError && !error.uncertain) custody.holding = before
    throw error
  }
}

/** The headline of the error: it tells in which of its states the run ended. */
export function titleOf({ holding }: Pick<Custody, 'holding'>): string {
  switch (holding.state) {
    case 'unchanged':
      return holding.title ?? 'Nothing was changed'
    case 'partial':
      return 'Some secrets were changed'
    case 'uncertain':
      return 'The secret may have been changed'
    case 'collided':
    case 'unconfirmed':
      return 'The secret was changed, no key may be registered'
    case 'confirmed':
      return 'The key is stored, the run is not complete'
    case 'deleting':
      return 'The secret may have been deleted'
    case 'deleted':
      return 'The secret is gone, the run is not complete'
  }
}

/** What the end of the run means for the key, in whole sentences. */
export function meaningOf({ holding, stored, cure }: Custody): string {
  const before = stored.length > 0 ? `This run has stored: ${stored.join('; ')}. ` : ''
  return before + meaningOfHolding(holding, cure)
}

function meaningOfHolding(holding: Holding, cure: string): string {
  switch (holding.state) {
    case 'unchanged':
      return holding.note
    case 'partial':
      return (
        `Not stored, and as before: ${holding.missing.join('; ')}. What is there now may not belong together, ` +
        `and software that uses it may fail. ${cure}`
      )
    case 'uncertain': {
      const otherwise = holding.replaces ? 'what was there before' : 'nothing, if the request never arrived'
      return `${holding.place} may hold what this run sent, or ${otherwise}. ${cure}`
    }
    case 'collided':
      return `${holding.place} holds what this run sent, and what the other run had stored there is gone. ${cure}`
    case 'unconfirmed':
      return (
        `GitHub accepted what this run sent for ${lowerFirst(holding.place)}, but did not confirm that it is still there. ` +
        cure
      )
    case 'confirmed':
      return (
        `${holding.place} holds this run's key (GitHub's time: ${holding.updatedAt}). ` +
        `Its public key is ${holding.publicKey.hex} (SHA-256 fingerprint ${holding.publicKey.fingerprint}).`
      )
    case 'deleting':
      return `${holding.place} may be deleted, or still there. Run this again: it deletes nothing but that same secret.`
    case 'deleted':
      return `${holding.place} is gone.`
  }
}

/** A place, which begins a sentence, within one. */
export function lowerFirst(place: string): string {
  return place.charAt(0).toLowerCase() + place.slice(1)
}
