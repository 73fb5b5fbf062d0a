/**
 * Reads an RFC 3339 time as GitHub writes it, such as `2026-01-31T12:00:00Z`. `Date.parse` alone takes nearly any text, takes
 * a time without a zone for one of this machine's, and makes the 3rd of March out of the 31st of February.
 * @returns undefined where the text is anything else
 */
export function parseTime(text: string): Date | undefined {
  const [, day] = /^\d{4}-\d\d-(\d\d)T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.exec(text) ?? []
  if (day === undefined) return undefined
  const time = new Date(text)
  const written = new Date(`${text.slice(0, 10)}T00:00:00Z`)
  return !Number.isNaN(time.getTime()) && written.getUTCDate() === Number(day) ? time : undefined
}

/** A clock that nobody sets, in ms; `performance` would be one too, and loading it takes longer than asking this one. */
export function elapsedMs(): number {
  return process.uptime() * 1000
}
