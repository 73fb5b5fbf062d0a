import type { Effects } from './effects.ts'

interface Command {
  name: string
  /** By name in lower case. */
  properties: Map<string, string>
  data: string
}

/** Commands that step debug logging does not echo: they are secret, or shown in another form. */
const neverEchoed = new Set(['add-mask', 'debug', 'error', 'warning', 'notice'])

/** Processes the workflow commands in a step's output, as the runner's ActionCommandManager does. */
export class Commands {
  readonly #effects: Effects
  readonly #echo: boolean

  /** @param debug whether step debug logging is on: the runner then echoes commands */
  constructor(effects: Effects, debug: boolean) {
    this.#effects = effects
    this.#echo = debug
  }

  /** Takes one line of standard output or error, and processes its command or writes it to the log. */
  take(line: string): void {
    const command = parseCommand(line)
    if (command) this.#process(command, line)
    else this.#effects.log.write(line.replaceAll(/##\[(?=(?:start|end)-action)/g, '##[\\'))
  }

  #process(command: Command, line: string): void {
    const { log } = this.#effects
    const echoed = !neverEchoed.has(command.name)
    if (this.#echo && echoed) log.write(line)
    if (this.#echo && command.name === 'add-mask') log.write('::add-mask::***')
    try {
      handlers[command.name]?.(command, this.#effects)
    } catch (error) {
      log.error(`Unable to process command '${echoed ? line : command.name}' successfully.`)
      log.error(error instanceof Error ? error.message : String(error))
      this.#effects.commandFailed = true
    }
  }
}

type Handler = (command: Command, effects: Effects) => void

const handlers: Record<string, Handler> = Object.assign(Object.create(null), {
  'add-mask': ({ data }, { masker, log }) => {
    if (data.trim() === '') log.warning("Can't add secret mask for empty string in ##[add-mask] command.")
    else masker.addMask(data)
  },
  debug: ({ data }, { log }) => log.debug(data),
  error: annotate('error'),
  warning: annotate('warning'),
  notice: annotate('notice'),
  group: ({ data }, { log }) => log.write(`##[group]${data}`),
  endgroup: (_command, { log }) => log.write('##[endgroup]'),
  ...Object.fromEntries(
    ['add-matcher', 'add-path', 'echo', 'remove-matcher', 'save-state', 'set-env', 'set-output', 'stop-commands'].map(
      name => [name, refuse],
    ),
  ),
} satisfies Record<string, Handler>)

function annotate(level: 'error' | 'warning' | 'notice'): Handler {
  return ({ data, properties }, { log }) => {
    const title = properties.get('title')
    const file = properties.get('file')
    const line = properties.get('line')
    log.annotate(level, data, { ...(title && { title }), ...(file && { file }), ...(line && { line }) })
  }
}

/** No workflow here uses these, and the runner itself has disabled or deprecated most of them. */
function refuse({ name }: Command): void {
  throw new Error(`The command ${name} is not supported by this local runner.`)
}

/**
 * Parses `::name key=value,key=value::data` at the start of a line, after white space, or the older
 * `##[name key=value;key=value]data` anywhere in it. @returns undefined if the line has no known command
 */
function parseCommand(line: string): Command | undefined {
  const trimmed = line.trimStart()
  if (trimmed.startsWith('::')) {
    const end = trimmed.indexOf('::', 2)
    const name = end < 0 ? undefined : commandName(trimmed.slice(2, end))
    if (name !== undefined) {
      const info = trimmed.slice(2, end)
      return {
        name,
        properties: parseProperties(info, ',', propertyEscapes),
        data: decode(trimmed.slice(end + 2), dataEscapes),
      }
    }
  }
  const start = line.indexOf('##[')
  const end = start < 0 ? -1 : line.indexOf(']', start)
  if (end < 0) return undefined
  const info = line.slice(start + 3, end)
  const name = commandName(info)
  if (name === undefined) return undefined
  return {
    name,
    properties: parseProperties(info, ';', bracketEscapes),
    data: decode(line.slice(end + 1), bracketEscapes),
  }
}

function commandName(info: string): string | undefined {
  const name = (info.split(' ', 1)[0] ?? '').toLowerCase()
  return name in handlers ? name : undefined
}

function parseProperties(info: string, separator: string, escapes: Escapes): Map<string, string> {
  const properties = new Map<string, string>()
  const space = info.indexOf(' ')
  if (space <= 0) return properties
  for (const pair of info
    .slice(space + 1)
    .trim()
    .split(separator)) {
    // As .NET splits without empty entries: leading `=` do not belong to the name.
    const text = pair.replace(/^=+/, '')
    const equals = text.indexOf('=')
    if (equals < 0 || equals === text.length - 1) continue
    properties.set(text.slice(0, equals).toLowerCase(), decode(text.slice(equals + 1), escapes))
  }
  return properties
}

type Escapes = readonly (readonly [escaped: string, character: string])[]

// In the runner's order. %25 comes last, so that %250A becomes the text %0A.
const dataEscapes: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
]
const propertyEscapes: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%3A', ':'],
  ['%2C', ','],
  ['%25', '%'],
]
const bracketEscapes: Escapes = [
  ['%3B', ';'],
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%5D', ']'],
  ['%25', '%'],
]

function decode(text: string, escapes: Escapes): string {
  return escapes.reduce((result, [escaped, character]) => result.replaceAll(escaped, character), text)
}
