import { ActionError } from '../errors.ts'
import type { VerifiableKey } from './verifiable-key.ts'

/** Why others may sign with a key of a signing store, by what the store says of it. Each is a whole sentence. */
export function exposuresOf({ description }: VerifiableKey): string[] {
  const exposures: string[] = []
  if (description?.isExportable) exposures.push('The key was imported, or can be exported or replicated.')
  if (description?.isShared) exposures.push('The key policy or a grant lets others use the key.')
  return exposures
}

/** @param exposures what `exposuresOf` returned */
export function keyExposed(exposures: string[]): ActionError {
  return new ActionError(
    'key-exposed',
    `Others may sign with the stored key. ${exposures.join(' ')}`,
    'Do not register the key or put it into service. If it is registered, suspend its operator at Ledger, and find out who used it. Then generate another key.',
  )
}
