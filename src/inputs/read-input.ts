import { ActionError } from '../errors.ts'
import { parseTime } from '../time.ts'
import { didYouMean } from './did-you-mean.ts'
import { invalid } from './invalid-input.ts'
import type { GetInput } from './raw-input.ts'

const MAX_TEXT_CHARACTERS = 256

/** Reads an input without the ASCII white space at its ends. Only names are read as they are. */
export function readTrimmed(getInput: GetInput, name: string): string {
  return trimAscii(getInput(name))
}

/**
 * Reads an input with `reader` if the workflow sets it. White space alone is a value: it must not pass for an input that is not set.
 * @returns undefined if the input is empty
 */
export function readOptional<T>(
  getInput: GetInput,
  name: string,
  reader: (getInput: GetInput, name: string) => T,
): T | undefined {
  return getInput(name) === '' ? undefined : reader(getInput, name)
}

/** @throws ActionError `token-missing` if the input is empty, `input-invalid` if no HTTP header can carry it */
export function readToken(getInput: GetInput, name: string): string {
  const token = readTrimmed(getInput, name)
  if (!token) {
    throw new ActionError(
      'token-missing',
      `The input \`${name}\` is empty.`,
      'Set it to a GitHub App installation token or a fine-grained personal access token. If it comes from a secret, check the name of the ' +
        'secret, and that the job names the environment that has it.',
    )
  }
  // The error shows no part of the token.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new ActionError(
      'input-invalid',
      `The input \`${name}\` contains white space or a character outside ASCII, which no token has.`,
      'Store the token again, without anything before, after or inside it.',
    )
  }
  return token
}

/** @throws ActionError `input-invalid` unless the input is one of the choices */
export function readChoice<const T extends string>(getInput: GetInput, name: string, choices: readonly T[]): T {
  const value = readTrimmed(getInput, name)
  const choice = choices.find(choice => choice === value)
  if (choice !== undefined) return choice
  throw notAllowed(name, value, choices)
}

/** Reads `true` or `false`, as YAML 1.2's core schema writes them. */
export function readBoolean(getInput: GetInput, name: string): boolean {
  const value = readTrimmed(getInput, name)
  if (/^(?:true|True|TRUE)$/.test(value)) return true
  if (/^(?:false|False|FALSE)$/.test(value)) return false
  throw notAllowed(name, value, ['true', 'false'])
}

/** Reads free text of at most 256 characters; undefined if it is empty. */
export function readText(getInput: GetInput, name: string): string | undefined {
  const value = readTrimmed(getInput, name)
  // The proof would publish it.
  if (value.includes('PRIVATE KEY-----')) throw invalid(name, value, 'It must not be a private key')
  if (value.length > MAX_TEXT_CHARACTERS) {
    throw invalid(name, value, `It must have at most ${MAX_TEXT_CHARACTERS} characters`)
  }
  return value || undefined
}

/** Reads a time in GitHub's format, such as `2026-01-31T12:00:00Z`. */
export function readTime(getInput: GetInput, name: string): Date {
  const value = readTrimmed(getInput, name)
  const time = parseTime(value)
  if (time) return time
  throw invalid(
    name,
    value,
    'It must be the output `secret-updated-at` of the run that stored the key, such as `2026-01-31T12:00:00Z`',
  )
}

/** Reads a list that is separated by commas or line ends; empty entries are left out. */
export function readList(getInput: GetInput, name: string): string[] {
  return getInput(name)
    .split(/[,\r\n]/)
    .map(trimAscii)
    .filter(entry => entry !== '')
}

function notAllowed(name: string, value: string, choices: readonly string[]): ActionError {
  const rule = `Allowed values: ${choices.map(choice => `\`${choice}\``).join(', ')}`
  return invalid(name, value, rule, didYouMean(value, choices))
}

/** Other white space is left in place, so that it is refused instead of being removed here and kept elsewhere. */
function trimAscii(text: string): string {
  return text.replace(/^[\t-\r ]+/, '').replace(/(?<![\t-\r ])[\t-\r ]+$/, '')
}
