// Reading answers that are not ours: whatever is taken out of them is checked member by member.

/** Whether a value is a JSON object, not a list and not null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The members of a JSON object; of anything else none. */
export function membersOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {}
}

/** The value of a JSON text; undefined if it is not JSON. */
export function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return undefined
  }
}
