/**
 * A text with every character spelt out (`\u{202e}`) that a reader could not see, that a terminal would obey, or that changes
 * the direction of reading.
 */
export function escapeInvisible(text: string): string {
  // Most texts hold printable ASCII alone, and Unicode's classes take a millisecond to load.
  if (/^[\x20-\x7e]*$/.test(text)) return text
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, c => `\\u{${c.codePointAt(0)?.toString(16)}}`)
}
