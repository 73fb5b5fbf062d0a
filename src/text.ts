/**
 * Latin letters from À to ž, for a class in a regular expression. Left out: the signs × and ÷, and letters that look like other
 * text (ı, ĸ, the digraphs ĳ, ŀ and ŉ).
 */
export const ACCENTED_LETTERS = 'À-ÖØ-öø-İĴ-ķĹ-ľŁ-ňŊ-ž'

/**
 * Escapes every character that a reader cannot see, that a terminal obeys, or that changes the direction of reading.
 * @returns the text with each such character written as `\u{202e}`
 */
export function escapeInvisible(text: string): string {
  // Most texts are printable ASCII, and the tables of Unicode properties take a millisecond to load.
  return isPrintableAscii(text) ? text : text.replace(invisible(), escapeCharacter)
}

/** The first character of a text that `escapeInvisible` would escape; undefined if there is none. */
export function findInvisible(text: string): string | undefined {
  return isPrintableAscii(text) ? undefined : text.match(invisible())?.[0]
}

/**
 * A name as pages, errors and the log show it: quoted, so that its ends can be seen. Characters outside printable ASCII and the
 * accented Latin letters become `\u{430}`, so that two names that look the same are the same.
 */
export function displayName(name: string): string {
  const quoted = JSON.stringify(name)
  return isPrintableAscii(quoted)
    ? quoted
    : quoted.replace(new RegExp(`[^\\x20-\\x7e${ACCENTED_LETTERS}]`, 'gu'), escapeCharacter)
}

/** A display name, which begins a sentence, within one. */
export function lowerFirst(place: string): string {
  return place.charAt(0).toLowerCase() + place.slice(1)
}

/** A character's code point in Unicode's notation, such as `U+00A0`. */
export function codePointOf(character: string): string {
  return `U+${hexOf(character).toUpperCase().padStart(4, '0')}`
}

/** A text with the letters A to Z in lower case, and no others: `toLowerCase` would make a k of the Kelvin sign. */
export function foldAsciiCase(text: string): string {
  return text.replace(/[A-Z]/g, letter => letter.toLowerCase())
}

/** Whether two names are the same to GitHub, which ignores the case of ASCII letters only. */
export function isSameName(a: string, b: string): boolean {
  return foldAsciiCase(a) === foldAsciiCase(b)
}

function isPrintableAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text)
}

/**
 * Matches control, format, unassigned and private-use characters, white space other than U+0020, what Unicode lets a program
 * ignore (fillers, variation selectors, tags), and the characters whose glyphs are blank.
 */
function invisible(): RegExp {
  // V8 would compile a literal when this file is loaded, which takes longer than the rest of the file.
  const set = String.raw`\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u{2800}\u{2d7f}\u{1107f}\u{13441}\u{13442}\u{16fe4}\u{1d159}`
  return new RegExp(`(?! )[${set}]`, 'gu')
}

function escapeCharacter(character: string): string {
  return `\\u{${hexOf(character)}}`
}

function hexOf(character: string): string {
  return Number(character.codePointAt(0)).toString(16)
}
