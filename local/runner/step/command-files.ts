import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Effects } from './effects.ts'
import { setOutput } from './effects.ts'

/** The command files of a step, by the name of their environment variable after `GITHUB_`. */
export type CommandFile = 'ENV' | 'OUTPUT' | 'PATH' | 'STATE' | 'STEP_SUMMARY'

const prefixes: Record<CommandFile, string> = {
  ENV: 'set_env_',
  OUTPUT: 'set_output_',
  PATH: 'add_path_',
  STATE: 'save_state_',
  STEP_SUMMARY: 'step_summary_',
}
const names = Object.keys(prefixes) as CommandFile[]

const summaryLimit = 1024 * 1024

/** Creates empty command files for a step below the runner's temporary folder. @returns their paths */
export function createCommandFiles(temp: string): Record<CommandFile, string> {
  const folder = join(temp, '_runner_file_commands')
  mkdirSync(folder, { recursive: true })
  const suffix = randomUUID()
  const paths = { ...prefixes }
  for (const name of names) {
    paths[name] = join(folder, prefixes[name] + suffix)
    writeFileSync(paths[name], '')
  }
  return paths
}

/** The contents of the command files. */
export interface CommandFileContents {
  raw: Record<CommandFile, string>
  /** The job summary as GitHub shows it: masked line by line, empty if it was over 1 MiB. */
  summary: string
}

/**
 * Processes and removes a step's command files, as the runner's FileCommandManager does.
 * A malformed file is an error in the log and fails the step; entries before the malformed one count.
 */
export function processCommandFiles(files: Record<CommandFile, string>, effects: Effects): CommandFileContents {
  const contents: CommandFileContents = {
    raw: { ENV: '', OUTPUT: '', PATH: '', STATE: '', STEP_SUMMARY: '' },
    summary: '',
  }
  for (const name of names) {
    try {
      if (!existsSync(files[name])) continue
      const bytes = readFileSync(files[name])
      contents.raw[name] = bytes.toString()
      if (name === 'STEP_SUMMARY') contents.summary = readSummary(bytes, effects)
      else processors[name](contents.raw[name].replace(/^\uFEFF/, ''), effects)
    } catch (error) {
      effects.log.error(`Unable to process file command '${name.toLowerCase()}' successfully.`)
      effects.log.error(error instanceof Error ? error.message : String(error))
      effects.commandFailed = true
    }
    rmSync(files[name], { recursive: true, force: true })
  }
  return contents
}

const processors: Record<Exclude<CommandFile, 'STEP_SUMMARY'>, (text: string, effects: Effects) => void> = {
  ENV: refuse,
  OUTPUT(text, effects) {
    for (const [name, value] of readPairs(text)) {
      if (name === '') throw new Error("Value cannot be null. (Parameter 'name')")
      setOutput(effects, name, value)
      effects.log.debug(`Set output ${name} = ${value}`)
    }
  },
  PATH: refuse,
  STATE: refuse,
}

/** No workflow here uses these files. */
function refuse(text: string): void {
  if (text !== '') throw new Error('This file command is not supported by this local runner.')
}

/** A summary over the limit is an error in the log. It is not shown, but the step does not fail. */
function readSummary(bytes: Buffer, { masker, log }: Effects): string {
  if (bytes.length > summaryLimit) {
    const [limit, size] = [summaryLimit, bytes.length].map(length => Math.trunc(length / 1024))
    log.error(`$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of ${limit}k, got ${size}k.`)
    return ''
  }
  const lines = bytes.toString().split(/\r\n|\r|\n/)
  if (lines.at(-1) === '') lines.pop()
  return lines.map(line => `${masker.mask(line)}\n`).join('')
}

/** Yields the pairs of `name=value` lines and `name<<delimiter` blocks. @throws at the first malformed one, as the runner does */
function* readPairs(text: string): Generator<[name: string, value: string]> {
  const reader = new LineReader(text)
  for (let line = reader.next(); line; line = reader.next()) {
    if (line.text === '') continue
    const equals = line.text.indexOf('=')
    const heredoc = line.text.indexOf('<<')
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      yield [line.text.slice(0, equals), line.text.slice(equals + 1)]
    } else if (heredoc >= 0) {
      const name = line.text.slice(0, heredoc)
      const delimiter = line.text.slice(heredoc + 2)
      if (name === '' || delimiter === '') {
        throw new Error(`Invalid format '${line.text}'. Name must not be empty and delimiter must not be empty`)
      }
      yield [name, readBlock(reader, delimiter)]
    } else {
      throw new Error(`Invalid format '${line.text}'`)
    }
  }
}

function readBlock(reader: LineReader, delimiter: string): string {
  const start = reader.index
  let end = start
  for (;;) {
    const line = reader.next()
    if (!line) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`)
    if (line.text === delimiter) return reader.text.slice(start, end)
    if (line.newline === '') throw new Error('Invalid value. EOF marker missing new line.')
    end = reader.index - line.newline.length
  }
}

class LineReader {
  readonly text: string
  index = 0

  constructor(text: string) {
    this.text = text
  }

  /** @returns the next line without its end, which is LF, on Windows also CRLF */
  next(): { text: string; newline: string } | undefined {
    if (this.index >= this.text.length) return undefined
    const start = this.index
    const end = this.text.indexOf('\n', start)
    if (end < 0) {
      this.index = this.text.length
      return { text: this.text.slice(start), newline: '' }
    }
    this.index = end + 1
    const newline = process.platform === 'win32' && end > start && this.text[end - 1] === '\r' ? '\r\n' : '\n'
    return { text: this.text.slice(start, end + 1 - newline.length), newline }
  }
}
