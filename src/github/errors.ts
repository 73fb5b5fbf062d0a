import { ActionError, type ErrorCode, quote } from '../errors.ts'
import { githubMessage, type Reply } from './client.ts'
import { type Destination, describeDestination } from './destination.ts'

/** What each level's permission is called where a person grants it. */
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

/**
 * Turns an answer that refuses into a failure that says what to do.
 * @param doing what was refused, to stand after "GitHub refused to": `hand out the sealing key of …`
 * @param thing whose permission the token needs where GitHub does not name it
 */
export function toActionError(
  reply: Reply,
  doing: string,
  destination: Destination,
  thing: 'secret' | 'variable' = 'secret',
): ActionError {
  return new ActionError(...explain(reply, doing, destination, PERMISSION[thing][destination.level]))
}

type Explanation = [code: ErrorCode, what: string, next: string]

function explain(reply: Reply, doing: string, destination: Destination, permission: string): Explanation {
  const said = githubMessage(reply.data)
  const word = said ? `: ${quote(said)}` : ''
  if (reply.status < 300) {
    return [
      'github-refused',
      `GitHub was asked to ${doing}, and answered with a success that it does not document (status ${reply.status}).`,
      'Something between the runner and GitHub may change answers (a proxy, a wrong `github-api-url`): look there first.',
    ]
  }
  switch (reply.status) {
    case 401:
      return [
        'token-rejected',
        `GitHub refused to ${doing}, because it does not accept the token (status 401${word}).`,
        'Check the secret that `github-token` is set from: the token may have expired, been revoked, or been copied incompletely. ' +
          'A GitHub App installation token lives one hour: mint it in the same job.',
      ]
    case 403:
      return forbidden(reply, doing, destination, permission)
    case 404:
      return notFound(doing, destination)
    case 301:
    case 302:
    case 307:
    case 308:
      return redirected(reply, doing, destination)
    default:
      return [
        'github-refused',
        `GitHub refused to ${doing} (status ${reply.status}${word}).`,
        "Do what GitHub's message says; where it says nothing, run this again later.",
      ]
  }
}

/** GitHub sends requests for a renamed repository on to the repository by its id; any other redirect is not GitHub's. */
function redirected(reply: Reply, doing: string, destination: Destination): Explanation {
  const id = /\/repositories\/(\d+)\//.exec(String(reply.headers.location))?.[1]
  if (id === undefined) {
    return [
      'github-invalid-response',
      `GitHub was asked to ${doing}, and the answer leads elsewhere (status ${reply.status}).`,
      'Check `github-api-url` (on GitHub Enterprise Server it ends in `/api/v3`), and whether a proxy or a login page is in between.',
    ]
  }
  return [
    'destination-moved',
    `GitHub refused to ${doing}: ${describeDestination(destination)} has moved (status ${reply.status}).`,
    `It was renamed or transferred, and is the repository with the id ${id} now: give its new name, which ` +
      `\`gh api repositories/${id} --jq .full_name\` tells. This action does not follow, because a key belongs only where a person said.`,
  ]
}

function forbidden(reply: Reply, doing: string, destination: Destination, permission: string): Explanation {
  const said = githubMessage(reply.data)
  const accepted = reply.headers['x-accepted-github-permissions']
  // For a look GitHub names the permission to read; who grants only that is refused again when it comes to writing.
  const missing = `The token needs ${permission}: write${accepted ? ` (GitHub asks for ${accepted} here)` : ''}.`
  const what = `GitHub refused to ${doing} (status 403${said ? `: ${quote(said)}` : ''}). ${missing}`
  if (/by integration/.test(said)) {
    return [
      'permission-missing',
      what,
      "If the token is the job's own GITHUB_TOKEN (`github.token`, `secrets.GITHUB_TOKEN`): it can never write secrets, whatever " +
        '`permissions` says; give the installation token of a GitHub App or a fine-grained personal access token. ' +
        "If it is a GitHub App's: grant the App that permission, accept the change where the App is installed, and mint a new token.",
    ]
  }
  return [
    'permission-missing',
    what,
    'Grant the token that permission (an organization may have to approve the change), and make sure that it covers ' +
      `${describeDestination(destination)}.`,
  ]
}

function notFound(doing: string, destination: Destination): Explanation {
  const place = describeDestination(destination)
  const exists =
    destination.level === 'environment'
      ? `The environment or its repository does not exist, or the token may not see them`
      : `It does not exist, or the token may not see it`
  const elsewhere =
    ' A `github-api-url` that is not the base of the REST API (on GitHub Enterprise Server it ends in `/api/v3`) gives 404 too.'
  const next =
    destination.level === 'environment'
      ? `Check the names. Create the environment first (Settings, Environments of ${destination.owner}/${destination.repo}): ` +
        'this action never does, because one made without required reviewers would be no gate. '
      : 'Check the name. '
  return [
    'destination-not-found',
    `GitHub refused to ${doing} (status 404). ${exists}: ${place}.`,
    `${next}GitHub answers 404 also where a token has no access: a GitHub App must be installed there, a fine-grained token must name that ` +
      `${destination.level === 'organization' ? 'organization as its resource owner' : 'repository'}.${elsewhere}`,
  ]
}
