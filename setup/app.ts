import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { isNotFound } from '../src/github/errors.ts'
import { membersOf } from '../src/http/json.ts'
import type { SetupContext } from './context.ts'
import { SetupError } from './errors.ts'
import type { Repository, Server } from './github.ts'
import { readText } from './text-file.ts'

/** What provision.yml and activate.yml ask of the App when they mint a token. */
const APP_PERMISSIONS: Record<string, 'read' | 'write'> = { actions: 'read', environments: 'write' }

/** GitHub's limit for the name of an App. */
const MAX_APP_NAME = 34
/** GitHub refuses a token that is valid for longer than ten minutes; clocks differ. */
const TOKEN_SECONDS = 540
const CLOCK_SKEW_SECONDS = 60

/** The page that creates an App, with the form filled in. */
export function newAppUrl({ webUrl }: Server, { owner, repo, ownerIsOrganization }: Repository): string {
  const page = ownerIsOrganization ? `organizations/${owner}/settings/apps/new` : 'settings/apps/new'
  const parameters = new URLSearchParams({
    name: `${owner}-ledger-keys`.slice(-MAX_APP_NAME),
    url: `${webUrl}/${owner}/${repo}`,
    public: 'false',
    webhook_active: 'false',
    ...APP_PERMISSIONS,
  })
  return `${webUrl}/${page}?${parameters}`
}

/** @returns what is wrong with an App, as its own key shows it; undefined if it is as the workflows need it */
export async function findAppProblem(
  context: SetupContext,
  server: Server,
  repository: Repository,
  clientId: string,
  file: string,
): Promise<{ what: string; remedy: string } | undefined> {
  const { owner, repo } = repository
  const key = parseAppKey(readText(context.folder, file), file)
  const client = server.client(appToken(clientId, key, context.clock.now()))
  const reply = await client.request('GET /repos/{owner}/{repo}/installation', { owner, repo })
  if (reply.status === 401) {
    return {
      what: `GitHub does not accept ${file} as the private key of the App ${clientId}.`,
      remedy:
        "Compare the client id and the fingerprint of the key with the App's page, and the clock of this machine.",
    }
  }
  if (isNotFound(reply)) {
    return {
      what: `The App ${clientId} is not installed on ${owner}/${repo}.`,
      remedy: `Open the App's page, choose Install App, and select ${repo}.`,
    }
  }
  if (reply.status !== 200) {
    return {
      what: `GitHub refused to show the installation of the App ${clientId} (status ${reply.status}).`,
      remedy: "See the App's page, and whether its installation is suspended.",
    }
  }
  return describeInstallationProblem(membersOf(reply.data))
}

/** @returns what an installation lacks; undefined if it is as the workflows need it */
export function describeInstallationProblem(
  installation: Record<string, unknown>,
): { what: string; remedy: string } | undefined {
  if (installation.suspended_at) {
    return { what: 'The installation of the App is suspended.', remedy: 'Ask whoever suspended it to unsuspend it.' }
  }
  const granted = membersOf(installation.permissions)
  const missing = Object.entries(APP_PERMISSIONS).filter(
    ([name, level]) => granted[name] !== level && granted[name] !== 'write',
  )
  if (missing.length === 0) return undefined
  const names = missing.map(([name, level]) => `${name === 'actions' ? 'Actions' : 'Environments'}: ${level}`)
  return {
    what: `The App lacks ${names.join(' and ')}.`,
    remedy: "Add that on the App's page (Permissions & events), and accept it where the App is installed.",
  }
}

function parseAppKey(text: string, file: string): KeyObject {
  let key: KeyObject | undefined
  try {
    key = createPrivateKey(text)
  } catch {
    // The message of OpenSSL says nothing about what the file should be.
  }
  if (key?.asymmetricKeyType !== 'rsa') {
    throw new SetupError(
      `${file} does not hold the private key of a GitHub App.`,
      'It is the .pem file that GitHub downloads.',
    )
  }
  return key
}

/** The App's own token: a JSON Web Token by RS256 (GitHub: "Generating a JSON Web Token (JWT) for a GitHub App"). */
function appToken(clientId: string, key: KeyObject, now: Date): string {
  const iat = Math.floor(now.getTime() / 1000) - CLOCK_SKEW_SECONDS
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode({ iat, exp: iat + TOKEN_SECONDS, iss: clientId })}`
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`
}
