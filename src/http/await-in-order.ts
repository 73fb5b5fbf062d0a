/**
 * Waits for promises that run side by side. If several fail, it throws the error of the first in the list, not of the first in
 * time, so that the same mistake always gets the same error.
 */
export async function awaitInOrder<const T extends readonly Promise<unknown>[]>(
  ...promises: T
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  // Those that fail while an earlier one is awaited are handled, not lost.
  for (const promise of promises) promise.catch(() => {})
  const values: unknown[] = []
  for (const promise of promises) values.push(await promise)
  return values as { -readonly [K in keyof T]: Awaited<T[K]> }
}
