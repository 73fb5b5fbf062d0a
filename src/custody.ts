import type { OperatorPublicKey } from './operator-key.ts'

/**
 * What is known of the secret at a moment of the run. Whatever ends the run, now or by a signal, this is what it must
 * tell: nothing was changed, or the secret is or may be another.
 */
export type Holding =
  /** No key exists. */
  | { state: 'no-key' }
  /** A key exists in this process only. */
  | { state: 'unstored' }
  /** The request that stores is on its way, or its answer was lost. */
  | { state: 'uncertain'; place: string; replaces: boolean }
  /** GitHub accepted the key over one that appeared after this run had looked. */
  | { state: 'collided'; place: string }
  /** GitHub accepted the key; its metadata did not confirm it. */
  | { state: 'unconfirmed'; place: string }
  /** GitHub confirmed the key. */
  | { state: 'confirmed'; place: string; updatedAt: string; publicKey: OperatorPublicKey }

const FIND_OUT =
  'To find out what it holds, run the verify action on it in a new run; to start over, run this again with `if-exists: overwrite`.'

/** The run's own record of what it has done to the secret so far. */
export interface Custody {
  holding: Holding
}

/** The headline of the error: one of the three states in which a run may end. */
export function titleOf(holding: Holding): string {
  switch (holding.state) {
    case 'no-key':
    case 'unstored':
      return 'Nothing was changed'
    case 'uncertain':
      return 'The secret may have been changed'
    case 'collided':
    case 'unconfirmed':
      return 'The secret was changed, no key may be registered'
    case 'confirmed':
      return 'The key is stored, the run is not complete'
  }
}

/** What a failure now means for the key, in whole sentences. */
export function meaningOf(holding: Holding): string {
  switch (holding.state) {
    case 'no-key':
      return 'No key was made, nothing was changed.'
    case 'unstored':
      return 'The new key pair was not stored: it existed only in this run and is gone. Nothing was changed.'
    case 'uncertain': {
      const otherwise = holding.replaces ? 'the key that was there before' : 'nothing, if the request never arrived'
      return `${holding.place} may hold this run's key, or ${otherwise}. Do not register any public key for it yet. ${FIND_OUT}`
    }
    case 'collided':
      return (
        `${holding.place} holds this run's key now, and the key that the other run had stored there is gone: ` +
        'neither public key may be registered.'
      )
    case 'unconfirmed':
      return (
        `GitHub accepted this run's key for ${holding.place}, but did not confirm that it is still there. ` +
        `Do not register any public key for it yet. ${FIND_OUT}`
      )
    case 'confirmed':
      return (
        `${holding.place} holds this run's key (GitHub's time: ${holding.updatedAt}). ` +
        `Its public key is ${holding.publicKey.hex} (SHA-256 fingerprint ${holding.publicKey.fingerprint}).`
      )
  }
}
