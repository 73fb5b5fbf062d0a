/** A time of AWS, in seconds since 1970, as RFC 3339 has it; undefined for anything else. */
export function toRfc3339(seconds: unknown): string | undefined {
  return typeof seconds === 'number' ? new Date(seconds * 1000).toISOString().replace(/\.\d+Z/, 'Z') : undefined
}
