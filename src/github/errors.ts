import { ActionError, type ErrorCode, quote } from '../errors.ts'
import { membersOf } from '../http/json.ts'
import type { Destination } from '../inputs/destination.ts'
import { escapeInvisible } from '../text.ts'
import { githubMessage, type Reply } from './client.ts'
import { describeDestination } from './destination.ts'

/**
 * Explains why GitHub refused.
 * @param doing what was refused, to follow "GitHub refused to": `read the sealing key of …`
 * @param thing whose permission the token needs if GitHub does not name it
 */
export function toActionError(
  reply: Reply,
  doing: string,
  destination: Destination,
  thing: 'secret' | 'variable' = 'secret',
): ActionError {
  const { status } = reply
  if (status < 300) {
    return new ActionError(
      'github-refused',
      `GitHub was asked to ${doing}, and answered with an undocumented success (status ${status}).`,
      'Something between the runner and GitHub may change responses: check the proxy and `github-api-url`.',
    )
  }
  if (status < 400) return redirected(reply, doing, destination)
  if (status === 406 || isForeign(reply)) return notGitHub(reply, doing)
  const message = githubMessage(reply.data)
  const refused = `GitHub refused to ${doing} (status ${status}${message ? `: ${quoteMessage(message)}` : ''}).`
  const cause = causeOf(reply)
  if (cause) {
    const { code, means, hint } = cause
    return new ActionError(code, `${refused} ${means}`, typeof hint === 'string' ? hint : hint(reply))
  }
  if (status === 401) {
    return new ActionError(
      'token-rejected',
      `${refused} The token is not valid.`,
      'Check the secret that `github-token` is set from: the token may be expired, revoked, or incompletely copied. ' +
        'The installation token of a GitHub App is valid for one hour: create it in the same job.',
    )
  }
  if (status === 404) return notFound(refused, destination)
  if (status === 403 && namesPermission(reply)) return permissionMissing(reply, refused, destination, thing)
  return new ActionError(
    'github-refused',
    refused,
    message
      ? "Follow GitHub's message."
      : `GitHub gives no reason. Run this again later; if it fails again, ask GitHub Support${requestId(reply)}.`,
  )
}

/** Whether GitHub says that something does not exist, or that the token may not see it. A proxy's page says nothing. */
export function isNotFound(reply: Reply): boolean {
  return reply.status === 404 && !isForeign(reply)
}

// Responses that are not GitHub's

/** Whether a refusal has a body that is not JSON. GitHub's API refuses in JSON, so a proxy, firewall or web page answered. */
function isForeign({ data }: Reply): boolean {
  if (typeof data === 'string') return data.trim() !== ''
  return data instanceof ArrayBuffer ? data.byteLength > 0 : Array.isArray(data)
}

function notGitHub(reply: Reply, doing: string): ActionError {
  const { status, data } = reply
  const text = typeof data === 'string' ? data.trim() : githubMessage(data)
  const excerpt = text.startsWith('<') ? /<title[^>]*>([^<]+)<\/title>/i.exec(text)?.[1]?.trim() : text
  const body = isForeign(reply) ? ' with a body that is not JSON' : ''
  const what = `The request to ${doing} was refused${body} (status ${status}${excerpt ? `: ${quote(excerpt)}` : ''}).`
  if (status === 403 || status === 451) {
    return new ActionError(
      'access-blocked',
      `${what} A proxy, firewall or login page between the runner and GitHub refused it, not GitHub.`,
      "Let the runner reach GitHub's API: check its network, the proxy (HTTPS_PROXY, NO_PROXY) and the firewall. " +
        'Check `github-api-url` too: on GitHub Enterprise Server it ends in `/api/v3`.',
    )
  }
  return new ActionError(
    'github-invalid-response',
    `${what} GitHub's API does not answer like this.`,
    'Check `github-api-url` (on GitHub Enterprise Server it ends in `/api/v3`), and whether a proxy or a login page ' +
      'answers in place of GitHub.',
  )
}

/** GitHub redirects requests for a renamed repository to the repository's id; any other redirect is not GitHub's. */
function redirected(reply: Reply, doing: string, destination: Destination): ActionError {
  const id = /\/repositories\/(\d+)\//.exec(String(reply.headers.location))?.[1]
  if (id === undefined) {
    return new ActionError(
      'github-invalid-response',
      `GitHub was asked to ${doing}, and the response redirects elsewhere (status ${reply.status}).`,
      'Check `github-api-url` (on GitHub Enterprise Server it ends in `/api/v3`), and whether a proxy or a login page ' +
        'answers in place of GitHub.',
    )
  }
  return new ActionError(
    'destination-moved',
    `GitHub refused to ${doing}: ${describeDestination(destination)} has moved (status ${reply.status}).`,
    `It was renamed or transferred; its id is ${id}. Use its new name, which \`gh api repositories/${id} --jq .full_name\` ` +
      'prints. This action does not follow redirects, because a key belongs only in the place that a person chose.',
  )
}

// Causes that GitHub names in a message or header

interface Cause {
  code: ErrorCode
  matches: (reply: Reply, message: string) => boolean
  /** The cause, as a sentence. */
  means: string
  hint: string | ((reply: Reply) => string)
}

const GITHUB_APP = 'the installation token of a GitHub App'

/** In this order: the first that matches is the cause. */
const CAUSES: readonly Cause[] = [
  {
    code: 'token-not-authorized',
    matches: (reply, message) => isSsoRequired(reply) || /SAML enforcement|SAML SSO|single sign-on/i.test(message),
    means: 'The organization requires SAML single sign-on, and the token is not authorized for it.',
    hint: reply => {
      const url = ssoUrl(reply)
      return url
        ? `Authorize the token at ${url} (the URL expires after one hour), or use ${GITHUB_APP}.`
        : `Authorize the token for the organization (Settings, Developer settings, Personal access tokens, Configure SSO), or use ${GITHUB_APP}.`
    },
  },
  {
    code: 'access-blocked',
    matches: (_, message) => /IP allow list|IP address is not permitted/i.test(message),
    means: "The organization has an IP allow list, and the runner's address is not on it.",
    hint:
      "Ask an owner of the organization to add the runner's address to the list, or use a runner whose address is on it. " +
      'Standard GitHub-hosted runners have no fixed addresses.',
  },
  {
    code: 'token-not-authorized',
    matches: (_, message) => /token['’]?s['’]? lifetime|lifetime is greater/i.test(message),
    means: 'The organization or enterprise limits the lifetime of tokens, and this one is valid for longer.',
    hint: `Shorten the token's lifetime at the URL in GitHub's message, or use ${GITHUB_APP}.`,
  },
  {
    code: 'token-not-authorized',
    matches: (_, message) => /forbids access via a .*personal access token/i.test(message),
    means: 'The organization or enterprise does not accept this kind of token.',
    hint: `Use ${GITHUB_APP}, or another kind of token that GitHub's message names.`,
  },
  {
    code: 'token-not-authorized',
    matches: (_, message) => /OAuth App access restrictions|third-party application restrictions/i.test(message),
    means: 'The organization restricts OAuth Apps, and the token is from one that it has not approved.',
    hint: `Use ${GITHUB_APP} or a fine-grained personal access token, or ask an owner of the organization to approve the OAuth App.`,
  },
  {
    code: 'token-not-authorized',
    matches: (_, message) => /managed user/i.test(message),
    means: 'The token belongs to a managed user, who has no access outside of its enterprise.',
    hint: `Use ${GITHUB_APP} that is installed there, or the token of an account with access.`,
  },
  {
    code: 'token-not-authorized',
    matches: (_, message) => /two[- ]factor|\b2FA\b/i.test(message),
    means: "The organization requires two-factor authentication, and the token's owner has not enabled it.",
    hint: `Let the token's owner enable two-factor authentication (Settings, Password and authentication), or use ${GITHUB_APP}.`,
  },
  {
    code: 'token-not-authorized',
    matches: (_, message) => /installation (?:has been|was|is) suspended|suspended your access/i.test(message),
    means: 'The installation of the GitHub App is suspended.',
    hint: 'Ask whoever suspended it, an owner of the organization or of the App, to unsuspend the installation.',
  },
  {
    code: 'token-not-authorized',
    matches: (_, message) => /account (?:has been |was |is )?suspended/i.test(message),
    means: "The account of the token's owner is suspended.",
    hint: `Use the token of another account, or ${GITHUB_APP}.`,
  },
  {
    code: 'token-rejected',
    matches: (_, message) => /login attempts exceeded/i.test(message),
    means: 'Too many requests with invalid credentials came before, so GitHub rejects even valid ones for some time.',
    hint: 'Find out what uses an invalid token of the same owner and stop it. Then wait some minutes, and run this again.',
  },
  {
    code: 'repository-read-only',
    matches: (_, message) => /\b(?:is|was|has been) archived\b/i.test(message),
    means: 'The repository is archived, so nothing in it can be changed.',
    hint: 'Unarchive the repository (Settings, General, Danger Zone), or use another one.',
  },
  {
    code: 'repository-read-only',
    matches: (_, message) => /repository\b.{0,40}\blocked\b/i.test(message),
    means: 'The repository is locked, usually because it is being migrated.',
    hint: 'Wait until the migration has ended, then use the repository in its new place; or ask whoever migrates it to unlock it.',
  },
  {
    code: 'access-blocked',
    matches: ({ status }, message) => status === 451 || /access blocked|trade controls/i.test(message),
    means: 'GitHub has blocked access to the repository, its owner, or the account of the token.',
    hint: reply => {
      const { html_url } = membersOf(membersOf(reply.data).block)
      const notice = typeof html_url === 'string' ? webUrl(html_url) : undefined
      return `Only GitHub can lift the block: contact GitHub Support, or use another repository.${notice ? ` The notice: ${notice}` : ''}`
    },
  },
]

function causeOf(reply: Reply): Cause | undefined {
  const message = githubMessage(reply.data)
  return CAUSES.find(({ matches }) => matches(reply, message))
}

/** `X-GitHub-SSO: required; url=URL`; `partial-results` does not refuse anything. */
function isSsoRequired({ headers }: Reply): boolean {
  return /^\s*required\b/i.test(String(headers['x-github-sso']))
}

function ssoUrl({ headers }: Reply): string | undefined {
  return webUrl(/\burl=(\S+)/i.exec(String(headers['x-github-sso']))?.[1])
}

// Missing permissions

/** The name of each level's permission in GitHub's settings. */
const PERMISSION = {
  secret: {
    repository: '"Secrets" (repository permission)',
    environment: '"Environments" (repository permission)',
    organization: '"Secrets" (organization permission)',
  },
  variable: {
    repository: '"Variables" (repository permission)',
    environment: '"Environments" (repository permission)',
    organization: '"Variables" (organization permission)',
  },
} as const

/** Whether GitHub speaks of permissions, in its message or by naming those that the request needs. */
function namesPermission({ headers, data }: Reply): boolean {
  return (
    /not accessible by|must have admin (?:rights|access)/i.test(githubMessage(data)) ||
    Boolean(headers['x-accepted-github-permissions'])
  )
}

function permissionMissing(
  reply: Reply,
  refused: string,
  destination: Destination,
  thing: 'secret' | 'variable',
): ActionError {
  const accepted = reply.headers['x-accepted-github-permissions']
  // For a read, GitHub names the permission to read. Whoever grants only that fails again at the write.
  const asked = accepted ? ` (GitHub asks for ${escapeInvisible(String(accepted))} here)` : ''
  const what = `${refused} The token needs ${PERMISSION[thing][destination.level]}: write${asked}.`
  const hint = /by integration/.test(githubMessage(reply.data))
    ? "If the token is the job's own GITHUB_TOKEN (`github.token`, `secrets.GITHUB_TOKEN`): it can never write secrets, whatever " +
      `\`permissions\` says. Use ${GITHUB_APP} or a fine-grained personal access token. If it is a GitHub App's: grant the App ` +
      'that permission, accept the change where the App is installed, and create a new token.'
    : 'Grant the token that permission (an organization may have to approve the change), and make sure that it covers ' +
      `${describeDestination(destination)}.`
  return new ActionError('permission-missing', what, hint)
}

function notFound(refused: string, destination: Destination): ActionError {
  const place = describeDestination(destination)
  const isEnvironment = destination.level === 'environment'
  const check = isEnvironment
    ? `Check the names. Create the environment first (Settings, Environments of ${destination.owner}/${destination.repo}): ` +
      'this action never does, because an environment without required reviewers would not be a gate.'
    : 'Check the name.'
  const covered = destination.level === 'organization' ? 'organization as its resource owner' : 'repository'
  return new ActionError(
    'destination-not-found',
    isEnvironment
      ? `${refused} The environment or its repository does not exist, or the token has no access to them: ${place}.`
      : `${refused} It does not exist, or the token has no access to it: ${place}.`,
    `${check} GitHub also answers 404 if the token has no access: a GitHub App must be installed there, a fine-grained token must ` +
      `name that ${covered}. A wrong \`github-api-url\` gives 404 too: on GitHub Enterprise Server it ends in \`/api/v3\`.`,
  )
}

// Text of others

/** More than any message of GitHub's. */
const MAX_MESSAGE_CHARACTERS = 1000
const MAX_URL_CHARACTERS = 2000
/** How many URLs of the part that was cut off are kept. */
const MAX_URLS = 3

/**
 * GitHub's message, quoted. A long one is cut, but no URL in it, because the URL is often what helps: it is shown whole, even if it
 * is in the part that was cut off.
 */
function quoteMessage(message: string): string {
  let end = MAX_MESSAGE_CHARACTERS
  const urls: string[] = []
  for (const { 0: url, index } of message.matchAll(/https?:\/\/\S+/g)) {
    if (index + url.length <= MAX_MESSAGE_CHARACTERS) continue
    end = Math.min(end, index)
    if (url.length <= MAX_URL_CHARACTERS && urls.length < MAX_URLS) urls.push(url)
  }
  const text = message.length > end ? [`${message.slice(0, end).trimEnd()}…`, ...urls].join(' ') : message
  return escapeInvisible(JSON.stringify(text))
}

/** The URL as it is, if it is one of the web and everything in it can be seen. */
function webUrl(text: string | undefined): string | undefined {
  return text && text.length <= MAX_URL_CHARACTERS && /^https?:\/\/[\x21-\x7e]+$/.test(text) ? text : undefined
}

function requestId({ headers }: Reply): string {
  const id = headers['x-github-request-id']
  return id ? ` and name the request ${quote(String(id))}` : ''
}
