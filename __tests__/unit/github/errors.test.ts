import { describe, expect, it } from 'vitest'
import type { Reply } from '../../../src/github/client.ts'
import { toActionError } from '../../../src/github/errors.ts'
import type { Destination } from '../../../src/inputs/destination.ts'
import { errorOf } from '../../support/errors.ts'

const ENVIRONMENT = { level: 'environment', owner: 'octo', repo: 'keys', environment: 'ledger/prod' } as const
const DESTINATIONS: Destination[] = [
  { level: 'repository', owner: 'octo', repo: 'keys' },
  ENVIRONMENT,
  { level: 'organization', organization: 'octo', visibility: 'private', selectedRepositoryIds: [] },
]

const reply = (status: number, message?: string, headers: Reply['headers'] = {}): Reply => ({
  status,
  data: message === undefined ? undefined : { message },
  headers,
})

const SSO_URL =
  'https://github.com/orgs/acme/sso?authorization_request=AZSCKtL4U8yX1H3sCQIVnVgmjmon5fWxks5YrqhJgah0b2tlbl9pZM4EuMz4'
const LIFETIME_URL = 'https://github.com/settings/personal-access-tokens/4277325'
const PERMISSIONS = { 'x-accepted-github-permissions': 'secrets=write' }

const page = (status: number, data: unknown = '<html><title> Access Denied </title></html>'): Reply => ({
  status,
  data,
  headers: {},
})

/** One row for each cause: the code, and what the hint must name. GitHub's messages are as its users have reported them. */
const CAUSES: [cause: string, refusal: Reply, code: string, hint: string][] = [
  ['an invalid token', reply(401, 'Bad credentials'), 'token-rejected', 'expired, revoked'],
  [
    'too many invalid tokens',
    reply(403, 'Maximum number of login attempts exceeded. Please try again later.'),
    'token-rejected',
    'wait some minutes',
  ],
  [
    'SAML single sign-on',
    reply(
      403,
      'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.',
      { ...PERMISSIONS, 'x-github-sso': `required; url=${SSO_URL}` },
    ),
    'token-not-authorized',
    `${SSO_URL} (the URL expires after one hour)`,
  ],
  [
    'SAML single sign-on behind a 404',
    reply(404, 'Not Found', { 'x-github-sso': `required; url=${SSO_URL}` }),
    'token-not-authorized',
    SSO_URL,
  ],
  [
    'SAML single sign-on without the header',
    reply(403, 'Resource protected by organization SAML enforcement. You must grant your OAuth token access.'),
    'token-not-authorized',
    'Configure SSO',
  ],
  [
    'SAML single sign-on with a URL that hides something',
    reply(403, undefined, { 'x-github-sso': 'required; url=https://github.com/\u202emoc' }),
    'token-not-authorized',
    'Configure SSO',
  ],
  [
    'an IP allow list',
    reply(
      403,
      'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.',
      PERMISSIONS,
    ),
    'access-blocked',
    "add the runner's address",
  ],
  [
    'a token that is valid for too long',
    reply(
      403,
      `The 'acme' organization forbids access via a fine-grained personal access tokens if the token's lifetime is greater than 366 days. Please adjust your token's lifetime at the following URL: ${LIFETIME_URL}`,
    ),
    'token-not-authorized',
    "the URL in GitHub's message",
  ],
  [
    'a classic token',
    reply(
      403,
      '`acme` forbids access via a personal access token (classic). Please use a GitHub App, OAuth App, or a personal access token with fine-grained permissions.',
    ),
    'token-not-authorized',
    'GitHub App',
  ],
  [
    'an OAuth App that is not approved',
    reply(
      403,
      'Although you appear to have the correct authorization credentials, the `acme` organization has enabled OAuth App access restrictions, meaning that data access to third-parties is limited.',
    ),
    'token-not-authorized',
    'approve the OAuth App',
  ],
  [
    'a managed user',
    reply(403, 'Unauthorized: As an Enterprise Managed User, you cannot access this content'),
    'token-not-authorized',
    'account with access',
  ],
  [
    'two-factor authentication',
    reply(403, 'The organization requires two-factor authentication.'),
    'token-not-authorized',
    'enable two-factor authentication',
  ],
  ['a suspended installation', reply(403, 'This installation has been suspended'), 'token-not-authorized', 'unsuspend'],
  [
    'an installation whose access its owner suspended',
    reply(403, 'This installation owned by octo suspended your access at 2026-08-28T16:32:59Z.'),
    'token-not-authorized',
    'unsuspend',
  ],
  ['a suspended account', reply(403, 'Sorry. Your account was suspended.'), 'token-not-authorized', 'another account'],
  [
    'an archived repository',
    reply(403, 'Repository was archived so is read-only.'),
    'repository-read-only',
    'Unarchive',
  ],
  ['a locked repository', reply(403, 'Repository has been locked for migration.'), 'repository-read-only', 'migration'],
  [
    'a repository that is blocked for legal reasons',
    {
      ...reply(451),
      data: {
        message: 'Repository access blocked',
        block: { reason: 'dmca', html_url: 'https://github.com/github/dmca' },
      },
    },
    'access-blocked',
    'The notice: https://github.com/github/dmca',
  ],
  ['a blocked repository', reply(403, 'Repository access blocked'), 'access-blocked', 'GitHub Support'],
  ['a page of a firewall', page(403), 'access-blocked', 'HTTPS_PROXY, NO_PROXY'],
  ['a text of a firewall', page(403, 'blocked by policy'), 'access-blocked', '`github-api-url`'],
  ['a binary body', page(403, new ArrayBuffer(3)), 'access-blocked', 'firewall'],
  ['a page of a login portal', page(401), 'github-invalid-response', 'a login page'],
  ['a page in place of the API', page(404), 'github-invalid-response', '`/api/v3`'],
  ['a list in place of an error', page(422, ['no']), 'github-invalid-response', '`github-api-url`'],
  ['406, as a wrong base URL gives it', page(406, ''), 'github-invalid-response', '`github-api-url`'],
  ['406 with a page', page(406), 'github-invalid-response', '`github-api-url`'],
  ['a redirect that is not by id', reply(302), 'github-invalid-response', '`/api/v3`'],
  [
    'a repository that has moved',
    reply(301, 'Moved', { location: 'https://api.github.com/repositories/1296269/actions/secrets' }),
    'destination-moved',
    '`gh api repositories/1296269 --jq .full_name`',
  ],
  [
    "the job's own token",
    reply(403, 'Resource not accessible by integration'),
    'permission-missing',
    'it can never write secrets',
  ],
  [
    'a missing permission',
    reply(403, 'Resource not accessible by personal access token', PERMISSIONS),
    'permission-missing',
    'Grant the token that permission',
  ],
  ['a missing role', reply(403, 'Must have admin rights to Repository.'), 'permission-missing', 'Grant'],
  ['a permission that only the header names', reply(403, undefined, PERMISSIONS), 'permission-missing', 'Grant'],
  ['a place that does not exist', reply(404, 'Not Found'), 'destination-not-found', 'Create the environment first'],
  ['an unknown message', reply(403, 'The moon is full.'), 'github-refused', "Follow GitHub's message."],
  ['another status', reply(409, 'Conflict'), 'github-refused', "Follow GitHub's message."],
  ['no reason', reply(403), 'github-refused', 'Run this again later; if it fails again, ask GitHub Support.'],
  ['an empty body', page(403, ''), 'github-refused', 'GitHub gives no reason'],
  [
    'no reason, with an ID',
    reply(422, '', { 'x-github-request-id': 'A:1' }),
    'github-refused',
    'name the request "A:1".',
  ],
  ['an undocumented success', reply(204), 'github-refused', 'check the proxy'],
]

const explain = (refusal: Reply, destination = ENVIRONMENT as Destination) => {
  const { code, message, hint } = errorOf(() => {
    throw toActionError(refusal, 'do THIS', destination)
  })
  return { code, message, hint }
}

describe('toActionError', () => {
  it.each(CAUSES)('names the cause and the remedy: %s', (_, refusal, code, hint) => {
    const error = explain(refusal)
    expect(error).toMatchObject({ code, hint: expect.stringContaining(hint) })
    expect(error.message).toMatch(/\bdo THIS\b/)
    expect(error.message).toContain(`(status ${refusal.status}`)
    // Only a missing permission is a reason to grant one, and nothing is a reason to weaken a gate.
    expect(/Grant the token|grant the App/.test(error.hint)).toBe(code === 'permission-missing')
    expect(error.message.includes('The token needs')).toBe(code === 'permission-missing')
    expect(error.message + error.hint).not.toMatch(/approval|environment-protection|warn/)
  })

  it.each(CAUSES)('shows what GitHub says in full: %s', (_, refusal) => {
    const { message } = refusal.data && typeof refusal.data === 'object' ? (refusal.data as { message?: string }) : {}
    if (refusal.status < 400 || !message) return
    expect(explain(refusal).message).toContain(JSON.stringify(message))
  })

  it('explains every level and thing', () => {
    for (const destination of DESTINATIONS) {
      for (const thing of ['secret', 'variable'] as const) {
        for (const refusal of [
          reply(403, 'Resource not accessible by integration', PERMISSIONS),
          reply(404, 'Not Found'),
        ]) {
          const { message, hint } = toActionError(refusal, 'do THIS', destination, thing)
          expect({ message, hint }).toMatchSnapshot(`${refusal.status} ${destination.level} ${thing}`)
        }
      }
    }
  })

  it('ignores single sign-on that refused nothing here', () => {
    const refusal = reply(404, 'Not Found', { 'x-github-sso': 'partial-results; organizations=21955855,20582480' })
    expect(explain(refusal).code).toBe('destination-not-found')
  })

  it('shows the title of a page, and no more of it', () => {
    expect(explain(page(403)).message).toContain(': "Access Denied")')
    expect(explain(page(403, '<p>secret of others</p>')).message).not.toContain('secret of others')
    expect(explain(page(403, 'x'.repeat(300))).message).toContain(`"${'x'.repeat(200)}…"`)
  })

  it.each([
    ['at its end', `${'a'.repeat(2000)} ${LIFETIME_URL}`, `${'a'.repeat(1000)}… ${LIFETIME_URL}`],
    ['across the limit', `${'a'.repeat(990)} ${LIFETIME_URL} b`, `${'a'.repeat(990)}… ${LIFETIME_URL}`],
    [
      'before the limit',
      `${LIFETIME_URL} ${'a'.repeat(2000)}`,
      `${LIFETIME_URL} ${'a'.repeat(1000 - LIFETIME_URL.length - 1)}…`,
    ],
    ['that no reader could use', `${'a'.repeat(990)} https://x/${'y'.repeat(3000)}`, `${'a'.repeat(990)}…`],
    [
      'among many',
      `${'a'.repeat(1001)} https://x/1 https://x/2 https://x/3 https://x/4`,
      `${'a'.repeat(1000)}… https://x/1 https://x/2 https://x/3`,
    ],
    ['of a message with 1000 characters', 'a'.repeat(1000), 'a'.repeat(1000)],
  ])('cuts a long message, but no URL: %s', (_, message, shown) => {
    expect(explain(reply(422, message)).message).toContain(`: "${shown}")`)
  })

  it('shows what could hide in a message', () => {
    expect(explain(reply(422, 'a\u202e\u001b[2J')).message).toContain('"a\\u{202e}\\u001b[2J"')
  })
})
