import type { Custody } from '../runner/journal.ts'

/** What a look at a place found, before any key exists. */
export interface Found {
  /** When the key that is there already was stored, as the place tells it; undefined where there is none. */
  updatedAt: string | undefined
  /** When the look was, by the clock of `elapsedMs`. */
  lookedAt: number
}

/** A key that its place has confirmed. */
export interface Stored {
  /** The name under which the place has it. */
  name: string
  /** The place's own time of the change. */
  updatedAt: string
}

/**
 * A place where a private key can be kept. A GitHub secret is the only one so far; another one is another file with
 * this interface.
 */
export interface KeyStore {
  /** The place in words that begin a sentence: `The secret X of the environment "prod" of octo/keys`. */
  readonly place: string
  /**
   * Looks whether a key could be stored and whether one is there; changes nothing.
   * @throws ActionError where a key could not be stored
   */
  look(): Promise<Found>
  /**
   * Stores a private key and has the place confirm it.
   * @param text the encoded private key
   * @param found what `look` found
   * @param custody is told, at each moment, what the place may hold
   * @throws ActionError; `custody` then says what that means
   */
  store(text: string, found: Found, custody: Custody): Promise<Stored>
  /**
   * When the key that is there was stored, as the place tells it; undefined where there is none.
   * @throws ActionError where the place does not say
   */
  updatedAt(): Promise<string | undefined>
  /**
   * Deletes the key that was stored at a time, and no other.
   * @param storedAt the time that the place told when that key was stored
   * @param custody is told, at each moment, what the place may hold
   * @returns whether there was anything to delete
   * @throws ActionError where another key is there now, or the place refuses or does not answer
   */
  delete(storedAt: Date, custody: Custody): Promise<boolean>
}
