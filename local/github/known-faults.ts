import type { Fault } from './faults.ts'

/** A 403 of GitHub. Texts and headers as GitHub's documentation and public issues quote them. */
function forbidden(message: string, headers: Record<string, string> = {}): Fault {
  const body = { message, documentation_url: 'https://docs.github.com/rest', status: '403' }
  return { kind: 'status', status: 403, headers, body }
}

function page(status: number, title: string): Fault {
  const body = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`
  return { kind: 'status', status, headers: { 'content-type': 'text/html; charset=utf-8' }, body }
}

/** What real servers and networks do, as rows for tests: `github.faults.add({ when: 'before', do: knownFaults.htmlForbidden })`. */
export const knownFaults = {
  /** A proxy or firewall, not GitHub. */
  htmlForbidden: page(403, '403 Forbidden'),
  htmlUnavailable: page(503, '503 Service Unavailable'),
  /** A base URL that is not an API, such as `https://github.com`. */
  notAcceptable: page(406, 'Not Acceptable'),
  ssoRequired: forbidden(
    'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.',
    { 'x-github-sso': 'required; url=https://github.com/orgs/octo/sso?authorization_request=AAAA0000' },
  ),
  ipAllowList: forbidden(
    'Although you appear to have the correct authorization credentials, the `octo` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.',
  ),
  tokenLifetime: forbidden(
    "The 'octo' organization forbids access via a fine-grained personal access tokens if the token's lifetime is greater than 366 days. Please adjust your token's lifetime at the following URL: https://github.com/settings/personal-access-tokens/1234567",
  ),
  archived: forbidden('Repository was archived so is read-only.'),
  suspended: forbidden('This installation has been suspended'),
  oauthRestricted: forbidden(
    'Although you appear to have the correct authorization credentials, the `octo` organization has enabled OAuth App access restrictions, meaning that data access to third-parties is limited.',
  ),
  /** A secondary rate limit without any header. */
  abuseDetected: forbidden(
    'You have triggered an abuse detection mechanism. Please wait a few minutes before you try again.',
  ),
  blocked: { kind: 'status', status: 451, body: { message: 'Repository access blocked' } },
} satisfies Record<string, Fault>
