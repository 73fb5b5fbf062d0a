// The rules for names. Names are read untrimmed, and refused if they have white space at their ends: a shell, GitHub and JavaScript
// trim differently, so a trimmed name could be checked as one place and used as another.
import { ACCENTED_LETTERS, codePointOf, displayName, findInvisible } from '../text.ts'
import { invalid, suggestion } from './invalid-input.ts'
import type { GetInput } from './raw-input.ts'

/** The characters of owners' names. Today's rules for new names are stricter, but older names such as `-octo-` still exist. */
const OWNER = /^[A-Za-z0-9_-]{1,100}$/
const REPOSITORY = /^[A-Za-z0-9_.-]{1,100}$/
const MAX_ENVIRONMENT_CHARACTERS = 255
const MAX_LEDGER_CHARACTERS = 64

/**
 * Reads the name of an environment.
 * @returns 1 to 255 visible characters and spaces (U+0020), with no space at the ends
 * @throws ActionError `input-invalid`
 */
export function readEnvironmentName(getInput: GetInput, input: string): string {
  const value = readUntrimmed(getInput, input)
  if (value.length > MAX_ENVIRONMENT_CHARACTERS) {
    throw invalid(input, value, `It must have at most ${MAX_ENVIRONMENT_CHARACTERS} characters`)
  }
  // They would walk up the path of the request: percent-encoding does not change them.
  if (value === '.' || value === '..') throw invalid(input, value, 'It must not be `.` or `..`')
  const invisible = findInvisible(value)
  if (invisible !== undefined) {
    const rule = 'Allowed are visible characters and spaces (U+0020)'
    throw invalid(input, value, `It must not contain ${locate(invisible, value)}. ${rule}`)
  }
  return value
}

/**
 * Reads the name of an operator or a workspace at Ledger. The form of a workflow fills it in, and a page that admins trust shows it, so
 * it has no room for a sentence or a key.
 * @returns 1 to 64 characters: letters A to Z and À to ž, digits, single spaces and `. _ - @ +`; fewer than 32 hex digits in a row
 * @throws ActionError `input-invalid`
 */
export function readLedgerName(getInput: GetInput, input: string): string {
  const value = readUntrimmed(getInput, input)
  if (value.length > MAX_LEDGER_CHARACTERS) {
    throw invalid(input, value, `It must have at most ${MAX_LEDGER_CHARACTERS} characters`)
  }
  const allowed = new RegExp(`[A-Za-z0-9${ACCENTED_LETTERS} ._@+-]`)
  const allowedText = 'Allowed are Latin letters (A to Z, À to ž), digits, spaces and `. _ - @ +`'
  refuseOtherCharacters(input, value, allowed, allowedText)
  if (value.includes('  ')) throw invalid(input, value, 'It must not contain two spaces in a row')
  if (/[0-9a-f]{32}/i.test(value)) {
    throw invalid(input, value, 'It must not contain 32 or more hexadecimal digits in a row: a name is not a key')
  }
  return value
}

/**
 * Reads the name of a secret or a variable; GitHub has one rule for both.
 * @returns the name in upper case, as GitHub stores it
 * @throws ActionError `input-invalid`
 */
export function readSecretName(getInput: GetInput, input: string): string {
  const value = readUntrimmed(getInput, input)
  if (/^[A-Za-z_][A-Za-z0-9_]{0,254}$/.test(value) && !/^GITHUB_/i.test(value)) return value.toUpperCase()
  const likely = value
    .toUpperCase()
    .replace(/[^A-Z0-9_]+/g, '_')
    .replace(/^(?:GITHUB_)+/, '')
    .replace(/^(?=[0-9])/, '_')
  const meant = suggestion(value, /[A-Z]/.test(likely) ? likely : undefined)
  const rule = 'Allowed are at most 255 letters, digits and underscores, not starting with a digit or `GITHUB_`'
  refuseOtherCharacters(input, value, /\w/, rule, meant)
  throw invalid(input, value, rule, meant)
}

/** Reads the name of a variable, by the rule of secrets. */
export const readVariableName = readSecretName

/**
 * Reads a repository's name with its owner.
 * @throws ActionError `input-invalid`
 */
export function readRepository(getInput: GetInput, input: string): { owner: string; repo: string } {
  const value = readUntrimmed(getInput, input)
  const [owner = '', repo = '', ...rest] = value.split('/')
  if (rest.length === 0 && OWNER.test(owner) && isRepositoryName(repo)) return { owner, repo }
  const rule = 'It must be `owner/name`'
  if (rest.length === 0 && owner && repo && owner.length <= 100 && repo.length <= 100 && !value.includes(':')) {
    refuseOtherCharacters(input, value, /[\w./-]/, rule)
  }
  const [, likelyOwner = '', likelyRepo = ''] =
    // A match starts only at the start of a name: otherwise a long name would be searched from each of its characters.
    /(?<![^/:@\s])([^/:@\s]+)\/([^/\s]+?)(?:\.git)?\/*$/.exec(value) ?? []
  const likely = OWNER.test(likelyOwner) && isRepositoryName(likelyRepo) ? `${likelyOwner}/${likelyRepo}` : undefined
  throw invalid(input, value, rule, /^(?:https?:\/\/|git@)/.test(value) ? likely : suggestion(value, likely))
}

/**
 * Reads the name of an organization.
 * @throws ActionError `input-invalid`
 */
export function readOrganization(getInput: GetInput, input: string): string {
  const value = readUntrimmed(getInput, input)
  if (OWNER.test(value)) return value
  const rule = 'It must be the name of an organization: letters, digits, `-` and `_`, at most 100'
  const likely = value.split('/').find(part => OWNER.test(part))
  if (value.length <= 100 && !value.includes('/')) refuseOtherCharacters(input, value, /[\w-]/, rule)
  throw invalid(input, value, rule, suggestion(value, likely))
}

function isRepositoryName(name: string): boolean {
  // A dot or two would walk up the path of the request.
  return REPOSITORY.test(name) && name !== '.' && name !== '..' && !/\.git$/i.test(name)
}

function readUntrimmed(getInput: GetInput, input: string): string {
  const value = getInput(input)
  if (value === '') throw invalid(input, value, 'It must be set')
  for (const [where, space] of [
    ['start', /^\s/.exec(value)?.[0]],
    ['end', /\s$/.exec(value)?.[0]],
  ] as const) {
    if (space) throw invalid(input, value, `It must not ${where} with white space (${codePointOf(space)})`)
  }
  return value
}

/**
 * @param allowed matches one character that the name may have
 * @param rule says which those are
 */
function refuseOtherCharacters(input: string, value: string, allowed: RegExp, rule: string, meant?: string): void {
  const other = [...value].find(character => !allowed.test(character))
  if (other !== undefined) throw invalid(input, value, `It must not contain ${locate(other, value)}. ${rule}`, meant)
}

/** A character by its code point and its position, counted from 1: `"!" (U+0021, position 3)`. */
function locate(character: string, value: string): string {
  const codePoint = codePointOf(character)
  const position = `position ${[...value].indexOf(character) + 1}`
  return /^[\x21-\x7e]$/.test(character)
    ? `${displayName(character)} (${codePoint}, ${position})`
    : `${codePoint} (${position})`
}
