import { type HttpFetch, httpFetch } from '../../src/http/fetch.ts'

/**
 * A fetch whose connection breaks around operations of AWS: before the request arrives, or after it was applied.
 * @param operations each with how often it is to break
 */
export function losing(
  operations: Record<string, number>,
  when: 'before' | 'after' = 'after',
  fetch: HttpFetch = httpFetch,
): HttpFetch {
  const left = new Map(Object.entries(operations))
  return async (url, init) => {
    const operation = String(init.headers?.['x-amz-target']).replace(/^.*\./, '')
    const times = left.get(operation) ?? 0
    if (times > 0) left.set(operation, times - 1)
    if (times === 0) return fetch(url, init)
    if (when === 'after') await (await fetch(url, init)).text()
    throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
  }
}
