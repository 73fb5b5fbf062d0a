import type { HttpFetch } from '../http/fetch.ts'

/** Too short to be a secret: replacing it would only make texts unreadable. */
const MIN_CHARACTERS = 8

/** The secrets that a run knows. Whatever a service answers is redacted before any of it is cut, quoted or logged. */
export class Redaction {
  readonly #forms = new Set<string>()

  /** Remembers a secret and each of its lines, also as JSON and URLs write them, and in base64. */
  add(secret: string): void {
    for (const text of [secret, ...secret.split(/\r?\n/)].map(text => text.trim())) {
      if (text.length < MIN_CHARACTERS) continue
      const base64 = Buffer.from(text).toString('base64').replace(/=+$/, '')
      for (const form of [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text), base64]) {
        this.#forms.add(form)
      }
    }
  }

  /** The text with `***` in place of every known secret. */
  apply(text: string): string {
    let redacted = text
    for (const form of [...this.#forms].sort((a, b) => b.length - a.length)) {
      redacted = redacted.replaceAll(form, '***')
    }
    return redacted
  }
}

/** A fetch whose response texts are redacted. */
export function redactingFetch(fetch: HttpFetch, redaction: Redaction): HttpFetch {
  return async (url, init) => {
    const response = await fetch(url, init)
    return { ...response, text: async () => redaction.apply(await response.text()) }
  }
}
