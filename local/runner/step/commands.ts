import type { Effects } from './effects.ts'
import { setIgnoringCase } from './effects.ts'

interface Command {
  name: string
  /** Names in lower case: they ignore case. */
  properties: Map<string, string>
  data: string
}

const deprecated = (name: string) =>
  `The \`${name}\` command is deprecated and will be disabled soon. Please upgrade to using Environment Files.`
const disabled = (name: string) => `The \`${name}\` command is disabled. Please upgrade to using Environment Files.`

/** Commands that `::echo::on` does not show: they must stay hidden or are shown anyway. */
const neverEchoed = new Set(['add-mask', 'debug', 'error', 'warning', 'notice', 'stop-commands'])

/** Understands the workflow commands in a step's output, as the runner's ActionCommandManager does. */
export class Commands {
  readonly #effects: Effects
  #echo: boolean
  #stopToken: string | undefined

  constructor(effects: Effects, debug: boolean) {
    this.#effects = effects
    this.#echo = debug
  }

  /** Takes one line of standard output or error: carries out its command, or writes it to the log. */
  take(line: string): void {
    if (this.#process(line)) return
    this.#effects.log.write(line.replaceAll(/##\[(?=(?:start|end)-action)/g, '##[\\'))
  }

  #process(line: string): boolean {
    const command = parseCommand(line, name => name === this.#stopToken || name in handlers)
    if (!command) return false
    const { log } = this.#effects
    if (this.#stopToken !== undefined) {
      if (command.name !== this.#stopToken) return false
      log.write(line)
      this.#stopToken = undefined
      return true
    }
    const echoed = !neverEchoed.has(command.name)
    if (this.#echo && echoed) log.write(line)
    if (this.#echo && command.name === 'add-mask') log.write('::add-mask::***')
    try {
      if (command.name === 'stop-commands') this.#stop(command.data, line)
      if (command.name === 'echo') this.#setEcho(command.data)
      handlers[command.name]?.(command, this.#effects)
    } catch (error) {
      log.error(`Unable to process command '${echoed ? line : command.name}' successfully.`)
      log.error(error instanceof Error ? error.message : String(error))
      this.#effects.commandFailed = true
    }
    return true
  }

  #stop(token: string, line: string): void {
    const name = token.toLowerCase()
    if (name === '' || name === 'pause-logging' || name in handlers) {
      throw new Error(
        "You cannot use a endToken that is an empty string, the string 'pause-logging', or another workflow command.",
      )
    }
    this.#stopToken = name
    if (token.length > 6) this.#effects.masker.addMask(token)
    this.#effects.log.write(line)
  }

  #setEcho(data: string): void {
    const value = data.trim().toLowerCase()
    if (value !== 'on' && value !== 'off') {
      throw new Error(`Invalid echo command value. Possible values can be: 'on', 'off'. Current value is: '${data}'.`)
    }
    this.#echo = value === 'on'
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
  echo: () => {},
  'stop-commands': (_command, { log }) => log.debug('Paused processing commands'),
  'set-output': (command, { outputs, log }) => {
    log.warning(deprecated('set-output'))
    const name = requireName(command)
    setIgnoringCase(outputs, name, command.data)
    log.debug(`${name}='${command.data}'`)
  },
  'save-state': (command, { state, log }) => {
    log.warning(deprecated('save-state'))
    const name = requireName(command)
    setIgnoringCase(state, name, command.data)
    log.debug(`Save intra-action state ${name} = ${command.data}`)
  },
  'set-env': refuse(disabled),
  'add-path': refuse(disabled),
  'add-matcher': refuse(name => `Problem matchers (\`${name}\`) are not supported by this local runner.`),
  'remove-matcher': refuse(name => `Problem matchers (\`${name}\`) are not supported by this local runner.`),
} satisfies Record<string, Handler>)

function annotate(level: 'error' | 'warning' | 'notice'): Handler {
  return ({ data, properties }, { log }) => {
    const title = properties.get('title')
    const file = properties.get('file')
    const line = properties.get('line')
    log.annotate(level, data, { ...(title && { title }), ...(file && { file }), ...(line && { line }) })
  }
}

function refuse(message: (name: string) => string): Handler {
  return ({ name }) => {
    throw new Error(message(name))
  }
}

function requireName({ name, properties }: Command): string {
  const given = properties.get('name')
  if (!given) throw new Error(`Required field 'name' is missing in ##[${name}] command.`)
  return given
}

/**
 * Reads `::name key=value,key=value::data` (at the start of the line, after white space) or the older
 * `##[name key=value;key=value]data` (anywhere in the line). @returns undefined where the line holds no known command.
 */
function parseCommand(line: string, isKnown: (name: string) => boolean): Command | undefined {
  const trimmed = line.trimStart()
  if (trimmed.startsWith('::')) {
    const end = trimmed.indexOf('::', 2)
    const name = end < 0 ? undefined : nameOf(trimmed.slice(2, end), isKnown)
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
  const name = nameOf(info, isKnown)
  if (name === undefined) return undefined
  return {
    name,
    properties: parseProperties(info, ';', bracketEscapes),
    data: decode(line.slice(end + 1), bracketEscapes),
  }
}

function nameOf(info: string, isKnown: (name: string) => boolean): string | undefined {
  const name = (info.split(' ', 1)[0] ?? '').toLowerCase()
  return isKnown(name) ? name : undefined
}

function parseProperties(info: string, separator: string, escapes: Escapes): Map<string, string> {
  const properties = new Map<string, string>()
  const space = info.indexOf(' ')
  if (space <= 0) return properties
  for (const pair of info
    .slice(space + 1)
    .trim()
    .split(separator)) {
    // .NET's split that drops empty entries: leading `=` are no part of the name.
    const text = pair.replace(/^=+/, '')
    const equals = text.indexOf('=')
    if (equals < 0 || equals === text.length - 1) continue
    properties.set(text.slice(0, equals).toLowerCase(), decode(text.slice(equals + 1), escapes))
  }
  return properties
}

type Escapes = readonly (readonly [escaped: string, character: string])[]

// In the runner's order: %25 last, so that %250A stays the text %0A.
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
