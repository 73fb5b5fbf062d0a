import type { HttpFetch } from '../http/fetch.ts'

/** Too short to be a secret: replacing it would only make texts unreadable. */
const MIN_CHARACTERS = 8

/** The secrets that a run knows. Whatever a service answers is redacted before any of it is cut, quoted or logged. */
export class Redaction {
  readonly #secrets = new Set<string>()
  /** Every form of a secret, and what is part of it in any notation. */
  readonly #forms = new Map<string, string>()

  /** Remembers a secret and each of its lines, also as JSON and URLs may write them, and in base64. */
  add(secret: string): void {
    this.#secrets.add(secret)
  }

  /** The text with `***` in place of every known secret. */
  apply(text: string): string {
    for (const secret of this.#secrets) this.#addForms(secret)
    this.#secrets.clear()
    const lowerCase = text.toLowerCase()
    let redacted = text
    for (const [form, word] of [...this.#forms].sort(([a], [b]) => b.length - a.length)) {
      // Compiling all patterns would take longer than a request.
      if (lowerCase.includes(word)) redacted = redacted.replace(patternOf(form), '***')
    }
    return redacted
  }

  /** Finds the forms of a secret. A run that redacts nothing does without. */
  #addForms(secret: string): void {
    for (const text of [secret, ...secret.split(/\r?\n/)].map(text => text.trim())) {
      if (text.length < MIN_CHARACTERS) continue
      for (const form of [text, ...base64FormsOf(text)]) this.#forms.set(form, longestWordOf(form).toLowerCase())
    }
  }
}

/** A fetch whose response texts are redacted. */
export function redactingFetch(fetch: HttpFetch, redaction: Redaction): HttpFetch {
  return async (url, init) => {
    const response = await fetch(url, init)
    return { ...response, text: async () => redaction.apply(await response.text()) }
  }
}

/** The part of a base64 text that is the same whatever stands before and after; it depends on where the text begins. */
function base64FormsOf(text: string): string[] {
  return [0, 1, 2].map(offset => {
    const bytes = Buffer.from(' '.repeat(offset) + text)
    return bytes.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6))
  })
}

/** The longest part of a text that no notation escapes. */
function longestWordOf(text: string): string {
  return text.split(/[^a-z0-9]+/i).reduce((longest, word) => (word.length > longest.length ? word : longest))
}

/** Finds a text, whichever of its characters JSON (also within JSON) or a URL escapes; hex in either case. */
function patternOf(text: string): RegExp {
  return new RegExp(text.replace(/[^a-z0-9]/gi, escapablePattern), 'gi')
}

const JSON_LETTERS: Record<string, string> = { '\b': '|b', '\t': '|t', '\n': '|n', '\f': '|f', '\r': '|r' }

/** A UTF-16 code unit as it is, after backslashes, as `\u002b`, `%2B`, or, if a space, `+`. */
function escapablePattern(unit: string): string {
  const code = unit.charCodeAt(0).toString(16).padStart(4, '0')
  const letter = JSON_LETTERS[unit] ?? ''
  const percent = [...Buffer.from(unit)].map(byte => `%(?:25){0,2}${byte.toString(16).padStart(2, '0')}`).join('')
  // Repetitions have bounds, so that no text takes long to search.
  return `(?:\\\\{0,7}(?:\\u${code}|u${code}${letter})|${percent}${unit === ' ' ? '|\\+' : ''})`
}
