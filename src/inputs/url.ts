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
  if (url.username || url.password || url.search || url.hash) {
    throw invalid(name, `${url.origin}${url.pathname}`, `${rule}, without user, query or fragment`)
  }
  if (url.protocol === 'http:' && !isThisMachine(url)) {
    throw invalid(
      name,
      value,
      'Plain http is allowed only for this machine (localhost)',
      url.href.replace('http:', 'https:'),
    )
  }
  return `${url.origin}${url.pathname}`.replace(/(?<!\/)\/+$/, '')
}

/** Whether a URL leads to this machine, the only one to which plain http is allowed. */
export function isThisMachine({ hostname }: URL): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)
}

/** The text of a URL, or of something like it, without what may be a password: its user, its query, its fragment. */
function withoutSecrets(text: string): string {
  return text.replace(/^.*@/s, '...@').replace(/[?#].*/s, '...')
}
