import fc from 'fast-check'

const characterAt = (n: number) => String.fromCodePoint(n < 0xd800 ? n : n + 0x800)

/** Every code point but surrogates, as `unit: 'binary'` has them. That one makes a table of a million characters first. */
const character = fc.nat({ max: 0x10ffff - 0x800 }).map(characterAt, given => {
  const code = String(given).codePointAt(0) ?? 0
  const n = code < 0xd800 ? code : code - 0x800
  if (characterAt(n) !== given) throw new Error('not one character')
  return n
})

/** Any text. */
export const anyText = (length: { minLength?: number; maxLength?: number } = {}) =>
  fc.string({ ...length, unit: character })
