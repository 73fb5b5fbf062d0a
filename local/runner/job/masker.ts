/** Replaces registered values and their encoded forms by `***`, as the runner's SecretMasker does. */
export class Masker {
  readonly #originals = new Set<string>()
  readonly #forms = new Set<string>()

  /** The registered values, without their encoded forms, in the order in which they were added. */
  get values(): string[] {
    return [...this.#originals]
  }

  /** Registers a value and each of its lines, as `::add-mask::` does. */
  addMask(value: string): void {
    this.#add(value)
    for (const line of value.split(/[\r\n]/)) this.#add(line.trim())
  }

  /** Registers a secret of the job, which is trimmed first. */
  addSecret(value: string): void {
    this.addMask(value.trim())
  }

  /** Masks a text. Overlapping and adjacent matches become one `***`. */
  mask(text: string): string {
    const matches = [...this.#forms].flatMap(form => positions(text, form)).sort((a, b) => a.start - b.start)
    let masked = ''
    let end = 0
    let open: { start: number; end: number } | undefined
    for (const match of matches) {
      if (open && match.start <= open.end) {
        open.end = Math.max(open.end, match.end)
        continue
      }
      if (open) {
        masked += `${text.slice(end, open.start)}***`
        end = open.end
      }
      open = { ...match }
    }
    if (open) {
      masked += `${text.slice(end, open.start)}***`
      end = open.end
    }
    return masked + text.slice(end)
  }

  /** Returns whether masking would change a text. The runner drops such a job output. */
  hides(text: string): boolean {
    return [...this.#forms].some(form => text.includes(form))
  }

  #add(value: string): void {
    if (value === '' || this.#originals.has(value)) return
    this.#originals.add(value)
    this.#forms.add(value)
    for (const encode of encoders) {
      const encoded = encode(value)
      if (encoded !== '') this.#forms.add(encoded)
    }
  }
}

function positions(text: string, form: string): { start: number; end: number }[] {
  const found = []
  for (let start = text.indexOf(form); start >= 0; start = text.indexOf(form, start + 1)) {
    found.push({ start, end: start + form.length })
  }
  return found
}

/** The forms that the runner registers for each value: ValueEncoders, in the order of HostContext. */
const encoders: ((value: string) => string)[] = [
  value => base64From(value, 0),
  value => base64From(value, 1),
  value => base64From(value, 2),
  value => value.replaceAll('"', '\\"'),
  value => value.replaceAll("'", "''"),
  jsonEscape,
  uriEscape,
  xmlEscape,
  trimDoubleQuotes,
  beforeAmpersand,
  afterAmpersand,
]

function base64From(value: string, shift: number): string {
  const bytes = Buffer.from(value)
  return bytes.subarray(bytes.length > shift ? shift : 0).toString('base64')
}

/** Newtonsoft.Json escapes three line separators that JSON.stringify does not. */
function jsonEscape(value: string): string {
  return JSON.stringify(value)
    .slice(1, -1)
    .replace(/[\u0085\u2028\u2029]/g, separator => `\\u${separator.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Escapes all but the unreserved characters of RFC 3986. */
function uriEscape(value: string): string {
  return encodeURIComponent(value.toWellFormed()).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

const xmlEntities: Record<string, string> = { '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '&': '&amp;' }

function xmlEscape(value: string): string {
  return value.replace(/[<>"'&]/g, character => xmlEntities[character] ?? character)
}

function trimDoubleQuotes(value: string): string {
  return value.length > 8 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : ''
}

/** PowerShell prints a command line in sections that end at `&`. Sections under 6 characters are not masked. */
function beforeAmpersand(value: string): string {
  const plus = value.indexOf('&+')
  const section = plus >= 0 ? value.slice(0, plus + 2) : value.slice(0, value.lastIndexOf('&') + 1)
  return section.length >= 6 ? section : ''
}

function afterAmpersand(value: string): string {
  if (!value.includes('&')) return ''
  const plus = value.indexOf('&+')
  const section = plus >= 0 ? value.slice(plus + 3) : value.slice(value.lastIndexOf('&') + 1)
  return section.length >= 6 ? section : ''
}
