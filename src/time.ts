/**
 * Reads an RFC 3339 time as GitHub writes it, such as `2026-01-31T12:00:00Z`. `Date.parse` alone takes nearly any text, takes
 * a time without a zone for one of this machine's, and makes the 3rd of March out of the 31st of February.
 * @returns undefined if the text is anything else
 */
export function parseTime(text: string): Date | undefined {
  const [, day] = /^\d{4}-\d\d-(\d\d)T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.exec(text) ?? []
  if (day === undefined) return undefined
  const time = new Date(text)
  const written = new Date(`${text.slice(0, 10)}T00:00:00Z`)
  return !Number.isNaN(time.getTime()) && written.getUTCDate() === Number(day) ? time : undefined
}

/** Two clocks: the wall clock, and one that nobody sets. */
export interface Clock {
  now(): Date
  /** Milliseconds since some moment before the run. */
  elapsedMs(): number
}

/** Waits that many milliseconds. Rejects with the signal's reason once it is aborted. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>
