import { createHash, generateKeyPairSync, type KeyObject, randomBytes, randomUUID, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The claims of a job's token that say what runs, as GitHub's documentation lists them. */
export interface JobClaims {
  actor: string
  actor_id: string
  base_ref: string
  /** Absent if the job has no environment. */
  environment?: string
  event_name: string
  head_ref: string
  /** The workflow file that has the job: `octo/keys/.github/workflows/vault.yml@refs/heads/main`. */
  job_workflow_ref: string
  job_workflow_sha: string
  ref: string
  ref_protected: 'true' | 'false'
  ref_type: string
  repository: string
  repository_id: string
  repository_owner: string
  repository_owner_id: string
  repository_visibility: 'public' | 'private' | 'internal'
  run_attempt: string
  run_id: string
  run_number: string
  runner_environment: 'github-hosted' | 'self-hosted'
  sha: string
  workflow: string
  workflow_ref: string
  workflow_sha: string
}

/** What a step of a job finds in `ACTIONS_ID_TOKEN_REQUEST_URL` and `ACTIONS_ID_TOKEN_REQUEST_TOKEN`. */
export interface IdTokenRequest {
  url: string
  token: string
}

const LIFETIME_S = 300

/** GitHub's OIDC provider on this machine: discovery, keys, and tokens for jobs that may have one. */
export class LocalIssuer {
  /** Issued tokens, so that a test can search for them. */
  readonly tokens: string[] = []
  /** Requests that GitHub would refuse. */
  readonly violations: string[] = []
  /** The claim `iss`, and the base of the discovery document. */
  url = ''
  readonly #jobs = new Map<string, JobClaims>()
  readonly #server = createServer((request, response) => this.#serve(request, response))

  async listen(): Promise<this> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve))
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
    return this
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise(resolve => this.#server.close(resolve))
  }

  /** Lets a job ask for tokens with these claims, until {@link removeJob}. */
  addJob(claims: JobClaims): IdTokenRequest {
    const token = randomBytes(48).toString('base64url')
    this.#jobs.set(token, claims)
    // GitHub's URL has a query, too.
    return { url: `${this.url}/idtoken/${randomUUID()}?api-version=2.0`, token }
  }

  removeJob({ token }: IdTokenRequest): void {
    this.#jobs.delete(token)
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const { status, body } = this.#respond(request)
    if (status !== 200) this.violations.push(`${request.method} ${request.url}: ${JSON.stringify(body)}`)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

  #respond({ method, url, headers }: IncomingMessage): { status: number; body: object } {
    const { pathname, searchParams } = new URL(String(url), this.url)
    if (method !== 'GET') return { status: 405, body: { message: 'only GET' } }
    if (pathname === '/.well-known/openid-configuration') return { status: 200, body: this.#discovery() }
    if (pathname === '/.well-known/jwks') return { status: 200, body: { keys: [signingKey().jwk] } }
    if (!pathname.startsWith('/idtoken/')) return { status: 404, body: { message: 'not found' } }
    if (searchParams.get('api-version') !== '2.0') return { status: 400, body: { message: 'no api-version' } }
    const claims = this.#jobs.get(/^bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '')
    if (!claims) return { status: 401, body: { message: 'no job has this token' } }
    const value = this.#issue(claims, searchParams.get('audience'))
    return { status: 200, body: { count: value.length, value } }
  }

  #discovery(): object {
    return {
      issuer: this.url,
      jwks_uri: `${this.url}/.well-known/jwks`,
      subject_types_supported: ['public', 'pairwise'],
      response_types_supported: ['id_token'],
      id_token_signing_alg_values_supported: ['RS256'],
      scopes_supported: ['openid'],
    }
  }

  #issue(claims: JobClaims, audience: string | null): string {
    const now = Math.floor(Date.now() / 1000)
    const { repository, environment, ref } = claims
    const subject = environment === undefined ? `ref:${ref}` : `environment:${environment.replaceAll(':', '%3A')}`
    const payload = {
      jti: randomUUID(),
      sub: `repo:${repository}:${subject}`,
      aud: audience ?? `https://github.com/${claims.repository_owner}`,
      ...claims,
      iss: this.url,
      nbf: now - 300,
      exp: now + LIFETIME_S,
      iat: now,
    }
    const { privateKey, jwk } = signingKey()
    const header = { typ: 'JWT', alg: 'RS256', kid: jwk.kid }
    const input = [header, payload].map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
    const token = `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`
    this.tokens.push(token)
    return token
  }
}

let madeKey: { privateKey: KeyObject; jwk: Record<string, unknown> } | undefined

/** One key for all issuers of this process, because it takes long to make. */
function signingKey(): NonNullable<typeof madeKey> {
  if (madeKey) return madeKey
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = publicKey.export({ format: 'jwk' })
  const kid = createHash('sha256').update(String(jwk.n)).digest('hex').slice(0, 40).toUpperCase()
  madeKey = { privateKey, jwk: { ...jwk, kid, use: 'sig', alg: 'RS256' } }
  return madeKey
}

export function startIssuer(): Promise<LocalIssuer> {
  return new LocalIssuer().listen()
}
