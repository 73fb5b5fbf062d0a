import { requestsAreWritten } from '../http/requests-written.ts'

/** Loads what an action needs once the first responses have arrived, while its first requests are on the wire. */
export async function loadDeferred() {
  await requestsAreWritten()
  return import('./deferred.ts')
}
