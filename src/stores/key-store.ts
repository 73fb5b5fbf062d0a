/** What a key store held before any key was made. */
export interface Snapshot {
  /** When the existing key was stored, by the store's own clock; undefined if there is none. */
  updatedAt: string | undefined
  /** When the snapshot was taken, by the run's clock. */
  readAt: number
}

/** A key that its store has confirmed. */
export interface StoredKey {
  /** The name of the key in its store. */
  name: string
  /** The store's own time of the change. */
  updatedAt: string
}

/** A place that holds a private key. It writes every step of a change to the journal. */
export interface KeyStore {
  /** The place; begins a sentence: `The secret X of the environment "prod" of octo/keys`. */
  readonly displayName: string
  /**
   * Checks that a key could be stored, and whether one exists; changes nothing.
   * @throws ActionError if no key could be stored
   */
  read(): Promise<Snapshot>
  /**
   * Stores a private key and confirms it.
   * @param text the encoded private key
   * @param snapshot what `read` returned
   * @throws ActionError; the journal then says what the place may hold
   */
  store(text: string, snapshot: Snapshot): Promise<StoredKey>
  /**
   * @returns when the existing key was stored, by the store's own clock; undefined if there is none
   * @throws ActionError if the store does not say
   */
  updatedAt(): Promise<string | undefined>
  /**
   * Deletes the key that was stored at that time, and no other.
   * @param storedAt the time that the store gave when it confirmed that key
   * @returns whether there was a key to delete
   * @throws ActionError if another key exists now, or the store refuses or does not answer
   */
  delete(storedAt: Date): Promise<boolean>
}
