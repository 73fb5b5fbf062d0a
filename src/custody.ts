import { Failure } from './failure.ts'
import type { OperatorPublicKey } from './operator-key.ts'

/**
 * What is known of a secret at a moment of the run. Whatever ends the run, now or by a signal, this is what it must
 * tell: nothing was changed, or the secret is or may be another.
 */
export type Holding =
  /** Nothing has been changed; the note says what that means for the key, in whole sentences. */
  | { state: 'unchanged'; title?: string; note: string }
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

/** A run's own record of what it has done to secrets so far. */
export interface Custody {
  /** The secret that is being worked on. */
  holding: Holding
  /** Places of other secrets that the run has changed before, each confirmed. */
  changed: string[]
  /** What beside the secret may have to be taken away yet, in a whole sentence. */
  left?: string
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
    if (error instanceof Failure && !error.uncertain) custody.holding = before
    throw error
  }
}

/** The headline of the error: it tells in which of its states the run ended. */
export function titleOf({ holding, changed }: Custody): string {
  switch (holding.state) {
    case 'unchanged':
      return changed.length > 0 ? 'Some secrets were changed' : (holding.title ?? 'Nothing was changed')
    case 'uncertain':
      return 'The secret may have been changed'
    case 'collided':
    case 'unconfirmed':
      return 'The secret was changed, no key may be registered'
    case 'confirmed':
      return 'The key is stored, the run is not complete'
    case 'deleting':
      return 'The secret may have been deleted'
  }
}

/** What the end of the run means for the key, in whole sentences. */
export function meaningOf({ holding, changed, left }: Custody): string {
  const before = changed.length > 0 && `Before that, this run changed: ${changed.join('; ')}.`
  return [meaningOfHolding(holding), before, left].filter(Boolean).join(' ')
}

function meaningOfHolding(holding: Holding): string {
  const findOut = 'What it holds, the verify action tells in a new run; `if-exists: overwrite` starts over.'
  switch (holding.state) {
    case 'unchanged':
      return holding.note
    case 'uncertain': {
      const otherwise = holding.replaces ? 'what was there before' : 'nothing, if the request never arrived'
      return `${holding.place} may hold what this run sent, or ${otherwise}. Do not register any public key for it yet. ${findOut}`
    }
    case 'collided':
      return (
        `${holding.place} holds what this run sent, and what the other run had stored there is gone: ` +
        'the public key of neither run may be registered.'
      )
    case 'unconfirmed':
      return (
        `GitHub accepted what this run sent for ${lowerFirst(holding.place)}, but did not confirm that it is still there. ` +
        `Do not register any public key for it yet. ${findOut}`
      )
    case 'confirmed':
      return (
        `${holding.place} holds this run's key (GitHub's time: ${holding.updatedAt}). ` +
        `Its public key is ${holding.publicKey.hex} (SHA-256 fingerprint ${holding.publicKey.fingerprint}).`
      )
    case 'deleting':
      return `${holding.place} may be deleted, or still there. Run this again: it deletes nothing but that same secret.`
  }
}

/** A place, which begins a sentence, within one. */
export function lowerFirst(place: string): string {
  return place.charAt(0).toLowerCase() + place.slice(1)
}
