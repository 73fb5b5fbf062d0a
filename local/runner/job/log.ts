import type { Masker } from './masker.ts'

export type Level = 'error' | 'warning' | 'notice'

/** An annotation of a run. GitHub masks the message, but not title, file and line. */
export interface Annotation {
  level: Level
  message: string
  title?: string
  file?: string
  line?: string
}

const annotationsPerLevel = 10
const annotationLength = 4096

/** The log of a step as GitHub shows it. Each line is masked when it is written. */
export class Log {
  readonly lines: string[] = []
  readonly annotations: Annotation[] = []
  readonly #masker: Masker
  readonly #debug: boolean
  readonly #onLine: ((line: string) => void) | undefined

  constructor(masker: Masker, debug: boolean, onLine?: (line: string) => void) {
    this.#masker = masker
    this.#debug = debug
    this.#onLine = onLine
  }

  /** The whole log, lines joined by `\n`. */
  get text(): string {
    return this.lines.join('\n')
  }

  write(text: string): void {
    for (const line of this.#masker.mask(text).split('\n')) {
      this.lines.push(line)
      this.#onLine?.(line)
    }
  }

  /** Writes lines only with step debug logging. */
  debug(text: string): void {
    if (!this.#debug) return
    for (const line of text.replaceAll('\r\n', '\n').split('\n')) this.write(`##[debug]${line}`)
  }

  /**
   * Writes a message to the log and keeps it as an annotation: at most 10 of each level, cut at 4096 characters. As in the
   * runner, the title is not masked.
   */
  annotate(level: Level, message: string, properties: { title?: string; file?: string; line?: string } = {}): void {
    const masked = this.#masker.mask(message).slice(0, annotationLength)
    if (this.annotations.filter(annotation => annotation.level === level).length < annotationsPerLevel) {
      this.annotations.push({ level, message: masked, ...properties })
    }
    if (masked !== '') this.write(`##[${level}]${masked}`)
  }

  error(message: string): void {
    this.annotate('error', message)
  }

  warning(message: string): void {
    this.annotate('warning', message)
  }
}
