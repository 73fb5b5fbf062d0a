import { createRemoteJWKSet, jwtVerify } from 'jose'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { type JobClaims, type LocalIssuer, startIssuer } from '../../local/oidc/index.ts'
import { jobClaims } from '../support/job-claims.ts'
import { REPOSITORY, startTestGitHub } from '../support/servers.ts'
import { checkoutOf, jobOf, runRepositoryWorkflow } from '../support/workflows.ts'

describe('the local OIDC issuer', () => {
  let issuer: LocalIssuer
  beforeEach(async () => {
    const started = await startIssuer()
    issuer = started
    onTestFinished(() => started.close())
  })
  const ask = async (url: string, authorization: string, method = 'GET') => {
    const response = await fetch(url, { method, headers: { authorization } })
    return { status: response.status, body: (await response.json()) as { value: string } }
  }
  const claimsOf = async (token: string, audience: string) => {
    const discovery = await fetch(`${issuer.url}/.well-known/openid-configuration`)
    const { issuer: name, jwks_uri } = (await discovery.json()) as { issuer: string; jwks_uri: string }
    const keys = createRemoteJWKSet(new URL(jwks_uri))
    const { payload, protectedHeader } = await jwtVerify(token, keys, { issuer: name, audience, algorithms: ['RS256'] })
    expect(protectedHeader).toMatchObject({ typ: 'JWT', alg: 'RS256' })
    return payload
  }

  it.each<[string, Partial<JobClaims>, string]>([
    ['without an environment', {}, 'repo:octo/keys:ref:refs/heads/main'],
    ['in an environment', { environment: 'prod:eu' }, 'repo:octo/keys:environment:prod%3Aeu'],
  ])('the local OIDC issuer gives a job %s a token that its published key verifies', async (_, claims, sub) => {
    const { url, token } = issuer.addJob(jobClaims('a.yml', claims))
    const { status, body } = await ask(`${url}&audience=vault`, `Bearer ${token}`)
    expect(status).toBe(200)
    const payload = await claimsOf(body.value, 'vault')
    expect(payload).toMatchObject({ ...jobClaims('a.yml', claims), sub })
    expect(Number(payload.exp) - Number(payload.iat)).toBe(300)
    expect(issuer.tokens).toEqual([body.value])
    expect(issuer.violations).toEqual([])
  })

  it("a token of the local OIDC issuer has the URL of the repository's owner as its default audience", async () => {
    const { url, token } = issuer.addJob(jobClaims('a.yml'))
    const { body } = await ask(url, `bearer ${token}`)
    expect((await claimsOf(body.value, 'https://github.com/octo')).aud).toBe('https://github.com/octo')
  })

  it('the local OIDC issuer refuses a wrong token, query, method or path, and a job that has ended', async () => {
    const request = issuer.addJob(jobClaims('a.yml'))
    const { url, token } = request
    expect((await ask(url, 'Bearer wrong')).status).toBe(401)
    expect((await ask(url.replace(/\?.*/, ''), `Bearer ${token}`)).status).toBe(400)
    expect((await ask(url, `Bearer ${token}`, 'POST')).status).toBe(405)
    expect((await ask(`${issuer.url}/other`, `Bearer ${token}`)).status).toBe(404)
    issuer.removeJob(request)
    expect((await ask(url, `Bearer ${token}`)).status).toBe(401)
    expect(issuer.violations).toHaveLength(5)
    expect(issuer.tokens).toEqual([])
  })

  it.each([
    [{ 'id-token': 'write' }, /^https?:\S+ set$/],
    [{ contents: 'read' }, /^unset unset$/],
  ])(
    'the steps of a job with the permissions %j see the issuer only if they contain id-token: write',
    async (permissions, expected) => {
      const github = await startTestGitHub()
      const path = '.github/workflows/a.yml'
      const run = [
        'url=$' + '{ACTIONS_ID_TOKEN_REQUEST_URL:-unset}',
        'token=$' + '{ACTIONS_ID_TOKEN_REQUEST_TOKEN:+set}',
        'echo "seen=$url $' + '{token:-unset}" >>"$GITHUB_OUTPUT"',
      ].join('\n')
      const steps = [{ id: 'see', shell: 'bash', run }]
      const outputs = { seen: '$' + '{{ steps.see.outputs.seen }}' }
      const workflow = {
        on: 'workflow_dispatch',
        permissions: {},
        jobs: { a: { 'runs-on': 'ubuntu-latest', permissions, outputs, steps } },
      }
      const root = checkoutOf({ [path]: JSON.stringify(workflow) })
      const result = await runRepositoryWorkflow(path, { root, github, issuer, context: { repository: REPOSITORY } })
      expect(jobOf(result, 'a').outputs.kept.seen, result.log).toMatch(expected)
    },
  )
})
