import { ActionError, messageOf, quote } from '../errors.ts'
import type { Destination, Visibility } from '../github/destination.ts'
import { type OperatorPublicKey, parsePublicKeyHex } from '../key/operator-key.ts'
import { parseTime } from '../time.ts'
import { EVENTS } from './allowed-events.ts'
import { didYouMean } from './did-you-mean.ts'

import type { GetInput } from './raw-input.ts'

/** More than any name needs, and little enough for every page that shows it. */
const MAX_TEXT_CHARACTERS = 256
const MAX_SHOWN_CHARACTERS = 80
/** No secret that is worth one is as short. */
const MAX_WORD_CHARACTERS = 20

/** GitHub's rules for the names of people and organizations; those of managed users end in `_shortcode`. */
const OWNER = /^[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){0,38}(?:_[a-z0-9]+)?$/i
const REPOSITORY = /^[\w.-]{1,100}$/i

/** @throws ActionError where the input is empty or cannot be sent as an HTTP header */
export function readToken(getInput: GetInput, name: string): string {
  const token = getInput(name)
  if (!token) {
    throw new ActionError(
      'token-missing',
      `The input \`${name}\` is empty.`,
      'Set it to a GitHub App installation token or a fine-grained personal access token. Where it is set from a secret: the secret does ' +
        'not exist, has another name, or belongs to an environment that this job does not name.',
    )
  }
  // Nothing of the token is shown, not even where it is malformed.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new ActionError(
      'input-invalid',
      `The input \`${name}\` holds a character that no token has (a space, a line end or one beyond ASCII).`,
      'Store the token anew, without anything before, after or in it.',
    )
  }
  return token
}

/** @throws ActionError where the input is none of the choices */
export function readChoice<const T extends string>(getInput: GetInput, name: string, choices: readonly T[]): T {
  const value = getInput(name)
  const choice = choices.find(choice => choice === value)
  if (choice !== undefined) return choice
  throw invalid(name, value, `Allowed are ${list(choices)}`, didYouMean(value, choices))
}

/** Reads `true` or `false` as YAML 1.2's core schema writes them. */
export function readBoolean(getInput: GetInput, name: string): boolean {
  const value = getInput(name)
  if (/^(?:true|True|TRUE)$/.test(value)) return true
  if (/^(?:false|False|FALSE)$/.test(value)) return false
  throw invalid(name, value, `Allowed are ${list(['true', 'false'])}`, didYouMean(value, ['true', 'false']))
}

/** Reads free text, undefined where it is empty; it may hold anything but must end somewhere. */
export function readText(getInput: GetInput, name: string): string | undefined {
  const value = getInput(name)
  // It would go into the log, the page and the proof.
  if (value.includes('PRIVATE KEY-----')) throw invalid(name, value, 'It holds a private key')
  if (value.length > MAX_TEXT_CHARACTERS) {
    throw invalid(name, value, `It has ${value.length} characters, allowed are ${MAX_TEXT_CHARACTERS}`)
  }
  return value || undefined
}

/** Reads an input by `reader` where the workflow sets it. */
export function readOptional<T>(
  getInput: GetInput,
  name: string,
  reader: (getInput: GetInput, name: string) => T,
): T | undefined {
  return getInput(name) ? reader(getInput, name) : undefined
}

/**
 * Reads the name of a secret or a variable by GitHub's rules.
 * @returns the name in upper case, as GitHub keeps it
 */
export function readName(getInput: GetInput, name: string): string {
  const value = getInput(name)
  const valid = /^[a-z_][a-z0-9_]{0,254}$/i.test(value) && !/^github_/i.test(value)
  if (valid) return value.toUpperCase()
  const likely = value
    .toUpperCase()
    .replace(/[^A-Z0-9_]+/g, '_')
    .replace(/^(?:GITHUB_)+/, '')
    .replace(/^(?=[0-9])/, '_')
  const rule = 'A name has letters, digits and underscores (at most 255), starts with no digit and not with `GITHUB_`'
  throw invalid(name, value, rule, guess(value, /[A-Z]/.test(likely) ? likely : undefined))
}

/** Reads a public key hex: 130 characters in either case, a point of P-256. */
export function readPublicKey(getInput: GetInput, name: string): OperatorPublicKey {
  const value = getInput(name)
  try {
    return parsePublicKeyHex(value)
  } catch (error) {
    throw invalid(name, value, `It ${messageOf(error)}`)
  }
}

/** Reads a time as GitHub writes it, such as `2026-01-31T12:00:00Z`. */
export function readTime(getInput: GetInput, name: string): Date {
  const value = getInput(name)
  const time = parseTime(value)
  if (time) return time
  throw invalid(
    name,
    value,
    'It must be the output `secret-updated-at` of the run that stored the key, such as `2026-01-31T12:00:00Z`',
  )
}

/** Reads a list that is separated by commas or line ends; empty entries are passed over. */
function readList(getInput: GetInput, name: string): string[] {
  return getInput(name)
    .split(/[,\r\n]/)
    .map(entry => entry.trim())
    .filter(entry => entry !== '')
}

/** Reads names of events that start workflows. */
export function readEvents(getInput: GetInput, name: string): string[] {
  const events = readList(getInput, name)
  if (events.length === 0) throw invalid(name, '', 'It must name at least one event, such as `workflow_dispatch`')
  for (const event of events) {
    if (event === 'workflow_call') {
      throw invalid(name, event, "In a called workflow the event is its caller's, so name that", 'workflow_dispatch')
    }
    if (!EVENTS.includes(event)) {
      throw invalid(
        name,
        event,
        'No event has that name (commas or line ends separate names)',
        didYouMean(event, EVENTS),
      )
    }
  }
  return events
}

/** Reads a base URL of GitHub's REST API, without the slash at its end. */
export function readApiUrl(getInput: GetInput, name: string): string {
  const url = readBaseUrl(getInput, name, '`https://api.github.com` or `https://HOST/api/v3`')
  if (/^https:\/\/(?:www\.)?github\.com$/.test(url)) {
    throw invalid(name, url, 'That is the web site, not the REST API', 'https://api.github.com')
  }
  return url
}

/**
 * Reads a base URL, without the slash at its end. Plain http is for this machine alone: it would show credentials to the
 * network, and let the network choose for whom the private key is sealed.
 * @param example what a right one looks like, in Markdown
 */
export function readBaseUrl(getInput: GetInput, name: string, example: string): string {
  const value = getInput(name)
  const rule = `It must be an https URL such as ${example}`
  let url: URL
  try {
    url = new URL(value)
  } catch {
    const meant = `https://${value}`
    const isMeant = /^[\w.-]+(?:\/[^?#@]*)?$/.test(value) && URL.canParse(meant)
    throw invalid(name, withoutSecrets(value), rule, isMeant ? meant : undefined)
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw invalid(name, withoutSecrets(value), rule)
  if (url.username || url.password || url.search || url.hash) {
    throw invalid(name, `${url.origin}${url.pathname}`, `${rule}, without user, query or fragment`)
  }
  if (url.protocol === 'http:' && !/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname)) {
    throw invalid(
      name,
      value,
      'Plain http is allowed for this machine only (localhost)',
      url.href.replace('http:', 'https:'),
    )
  }
  return `${url.origin}${url.pathname}`.replace(/(?<!\/)\/+$/, '')
}

/** The text of a URL, or of something like it, without what may be a password: its user, its query, its fragment. */
function withoutSecrets(text: string): string {
  return text.replace(/^.*@/s, '…@').replace(/[?#].*/s, '…')
}

/** Reads where a secret goes: `repository`, `environment`, `organization`, `visibility`, `selected-repository-ids`. */
export function readDestination(getInput: GetInput): Destination {
  const organization = getInput('organization')
  const environment = getInput('environment')
  const visibility: Visibility = readChoice(getInput, 'visibility', ['all', 'private', 'selected'])
  const ids = readList(getInput, 'selected-repository-ids')
  if (!organization) {
    if (visibility !== 'private')
      throw invalid('visibility', visibility, 'It is for organization secrets, and `organization` is not set')
    if (ids.length > 0) {
      throw invalid(
        'selected-repository-ids',
        ids.join(','),
        'It is for organization secrets, and `organization` is not set',
      )
    }
    const [owner, repo] = readRepository(getInput)
    return environment
      ? { level: 'environment', owner, repo, environment: readEnvironmentName(getInput, 'environment') }
      : { level: 'repository', owner, repo }
  }
  if (environment) {
    throw invalid(
      'environment',
      environment,
      'A key goes to one place, and `organization` is set too: give one of the two',
    )
  }
  if (!OWNER.test(organization)) {
    throw invalid(
      'organization',
      organization,
      'It must be the name of an organization',
      guess(
        organization,
        organization.split('/').find(part => OWNER.test(part)),
      ),
    )
  }
  if (visibility === 'selected' && ids.length === 0) {
    throw invalid('selected-repository-ids', '', 'With `visibility: selected` it must name at least one repository id')
  }
  if (visibility !== 'selected' && ids.length > 0) {
    throw invalid(
      'selected-repository-ids',
      ids.join(','),
      `It goes with \`visibility: selected\`, and visibility is "${visibility}"`,
    )
  }
  return {
    level: 'organization',
    organization,
    visibility,
    selectedRepositoryIds: [...new Set(ids.map(checkRepositoryId))],
  }
}

function readRepository(getInput: GetInput): [owner: string, repo: string] {
  const value = getInput('repository')
  const [owner = '', repo = '', ...rest] = value.split('/')
  if (rest.length === 0 && OWNER.test(owner) && isRepositoryName(repo)) return [owner, repo]
  const [, likelyOwner = '', likelyRepo = ''] =
    // No match may begin within a name, or a long one would be looked at from each of its characters.
    /(?<![^/:@\s])([^/:@\s]+)\/([^/\s]+?)(?:\.git)?\/*$/.exec(value) ?? []
  const likely = OWNER.test(likelyOwner) && isRepositoryName(likelyRepo) ? `${likelyOwner}/${likelyRepo}` : undefined
  throw invalid(
    'repository',
    value,
    'It must be `owner/name`',
    /^(?:https?:\/\/|git@)/.test(value) ? likely : guess(value, likely),
  )
}

function isRepositoryName(name: string): boolean {
  // A dot or two would walk up the path of the request.
  return REPOSITORY.test(name) && name !== '.' && name !== '..' && !/\.git$/i.test(name)
}

/** Reads the name of an environment. */
export function readEnvironmentName(getInput: GetInput, name: string): string {
  const value = getInput(name)
  const rule =
    'The name of an environment has at most 255 characters, no control characters, and is neither `.` nor `..`'
  // A dot or two would walk up the path of the request: percent-encoding does not change them.
  if (value.length > 255 || /^\.{1,2}$/.test(value) || /[\p{Cc}\p{Cs}]/u.test(value)) throw invalid(name, value, rule)
  return value
}

function checkRepositoryId(text: string): number {
  const id = Number(text)
  if (/^[0-9]+$/.test(text) && id > 0 && Number.isSafeInteger(id)) return id
  throw invalid(
    'selected-repository-ids',
    text,
    'A repository id is a number, such as 1296269 (`gh api repos/OWNER/NAME --jq .id` shows it)',
  )
}

/**
 * The failure for an input that cannot be what the workflow's author meant. The value may be a secret, set there by mistake. The
 * runner masks one only where it is whole: so the value is shown whole or not at all.
 */
export function invalid(input: string, value: string, rule: string, meant?: string): ActionError {
  const isShown = value.length <= MAX_SHOWN_CHARACTERS
  const text = isShown ? quote(value) : `too long to be shown (${value.length} characters)`
  const given = value === '' ? 'is empty' : `is ${text}`
  const likely = meant === undefined || !isShown ? '' : ` Did you mean ${quote(meant)}?`
  return new ActionError(
    'input-invalid',
    `The input \`${input}\` ${given}. ${rule}.${likely}`,
    'Correct the workflow and run it again.',
  )
}

/** A guess made of a value's parts, which no mask covers: none where the value is as long as secrets are and has digits, as they have. */
function guess(value: string, meant: string | undefined): string | undefined {
  return value.length > MAX_WORD_CHARACTERS && /\d/.test(value) ? undefined : meant
}

function list(choices: readonly string[]): string {
  return choices.map(choice => `\`${choice}\``).join(', ')
}
