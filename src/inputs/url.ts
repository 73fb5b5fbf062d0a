import { invalid } from './invalid-input.ts'
import type { GetInput } from './raw-input.ts'
import { readTrimmed } from './read-input.ts'

/** Reads a base URL of GitHub's REST API, without the slash at its end. */
export function readApiUrl(getInput: GetInput, name: string): string {
  const url = readBaseUrl(getInput, name, '`https://api.github.com` or `https://HOST/api/v3`')
  if (/^https:\/\/(?:www\.)?github\.com$/.test(url)) {
    throw invalid(name, url, 'That is the web site, not the REST API', 'https://api.github.com')
  }
  return url
}

/**
 * Reads a base URL, without the slash at its end. Plain http is allowed only for this machine: it would show credentials to the
 * network, and let the network choose for whom the private key is sealed.
 * @param example a valid URL, in Markdown
 */
export function readBaseUrl(getInput: GetInput, name: string, example: string): string {
  const value = readTrimmed(getInput, name)
  const rule = `It must be an https URL, such as ${example}`
  let url: URL
  try {
    url = new URL(value)
  } catch {
    const meant = `https://${value}`
    const isMeant = /^[\w.-]+(?:\/[^?#@]*)?$/.test(value) && URL.canParse(meant)
    throw invalid(name, withoutSecrets(value), rule, isMeant ? meant : undefined)
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw invalid(name, withoutSecrets(value), rule)
  if (hasExtras(url)) {
    throw invalid(name, `${url.origin}${url.pathname}`, `${rule}, without user, query or fragment`)
  }
  if (isUnsafe(url)) {
    throw invalid(
      name,
      value,
      'Plain http is allowed only for this machine (localhost)',
      url.href.replace('http:', 'https:'),
    )
  }
  return baseOf(url)
}

/**
 * Reads the base URL that an environment variable holds, by the same rule. No error shows the value: it may hold a password.
 * @param invalid makes the error of a variable that is not such a URL, out of a clause that follows its name
 * @returns the URL without the slash at its end
 */
export function parseBaseUrl(value: string, example: string, invalid: (clause: string) => Error): string {
  const url = URL.parse(value.trim())
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') throw invalid(`is not an https URL, such as ${example}`)
  if (hasExtras(url)) throw invalid('must be a URL without user, query or fragment')
  if (isUnsafe(url)) throw invalid('is a plain http URL, which is allowed only for this machine (localhost)')
  return baseOf(url)
}

function hasExtras({ username, password, search, hash }: URL): boolean {
  return [username, password, search, hash].some(part => part !== '')
}

function isUnsafe({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && !/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)
}

function baseOf({ origin, pathname }: URL): string {
  return `${origin}${pathname}`.replace(/(?<!\/)\/+$/, '')
}

/** The text of a URL, or of something like it, without what may be a password: its user, its query, its fragment. */
function withoutSecrets(text: string): string {
  return text.replace(/^.*@/s, '...@').replace(/[?#].*/s, '...')
}
