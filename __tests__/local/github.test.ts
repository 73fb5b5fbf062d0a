import { request as httpRequest } from 'node:http'
import sodium from 'libsodium-wrappers'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import {
  type Grant,
  knownFaults,
  type LocalGitHub,
  type LocalGitHubOptions,
  startGitHub,
} from '../../local/github/index.ts'

const TOKEN = 'github_pat_writer'
const REPOSITORY = { repository: 'octo/keys' }
const ENVIRONMENT = { ...REPOSITORY, environment: 'ledger admins/prod' }
const ORGANIZATION = { organization: 'octo' }
const AT_REPOSITORY = '/repos/octo/keys/actions'
const AT_ENVIRONMENT = '/repos/octo/keys/environments/ledger%20admins%2Fprod'
const AT_ORGANIZATION = '/orgs/octo/actions'
const EVERYTHING = {
  actions: 'read',
  checks: 'read',
  contents: 'read',
  actions_variables: 'write',
  environments: 'write',
  organization_actions_variables: 'write',
  organization_administration: 'read',
  organization_secrets: 'write',
  secrets: 'write',
} as const

const PLACES = [
  { name: 'a repository', base: AT_REPOSITORY, destination: REPOSITORY, more: {} },
  { name: 'an environment', base: AT_ENVIRONMENT, destination: ENVIRONMENT, more: {} },
  { name: 'an organization', base: AT_ORGANIZATION, destination: ORGANIZATION, more: { visibility: 'private' } },
]

beforeAll(() => sodium.ready)

async function start(options: LocalGitHubOptions = {}): Promise<LocalGitHub> {
  const github = await startGitHub(options)
  onTestFinished(() => github.close())
  github.addRepository('octo/keys', { id: 1296269 })
  github.addEnvironment('octo/keys', 'ledger admins/prod', { reviewers: ['alice'], preventSelfReview: true })
  github.addOrganization('octo')
  github.addToken(TOKEN, { kind: 'fine-grained', repositories: ['octo/keys'], permissions: EVERYTHING })
  return github
}

const HEADERS = {
  accept: 'application/vnd.github+json',
  authorization: `Bearer ${TOKEN}`,
  'content-type': 'application/json',
  'user-agent': 'test',
  'x-github-api-version': '2022-11-28',
}

interface Got {
  status: number
  headers: Headers
  body: unknown
}

/** Sends a request as a good client does, but for the headers that are given. */
async function send(
  { url }: LocalGitHub,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Got> {
  const response = await fetch(url + path, {
    method,
    headers: { ...HEADERS, ...headers },
    redirect: 'manual',
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined }
}

async function seal(github: LocalGitHub, base: string, value: string | Uint8Array = 'a value') {
  const { body } = await send(github, 'GET', `${base}/secrets/public-key`)
  const { key, key_id } = body as { key: string; key_id: string }
  const box = sodium.crypto_box_seal(value, sodium.from_base64(key, sodium.base64_variants.ORIGINAL))
  return { encrypted_value: sodium.to_base64(box, sodium.base64_variants.ORIGINAL), key_id }
}

function clock(start = '2026-11-23T07:00:00.750Z') {
  let time = Date.parse(start)
  return {
    now: () => new Date(time),
    pass: (ms: number) => {
      time += ms
    },
  }
}

describe.each(PLACES)('a secret of $name', ({ name, base, destination, more }) => {
  it(`a secret of ${name} is opened by native libsodium, created with 201 and replaced with 204`, async () => {
    const github = await start()
    expect((await send(github, 'GET', `${base}/secrets/KEY`)).status).toBe(404)
    const created = await send(github, 'PUT', `${base}/secrets/KEY`, { ...(await seal(github, base)), ...more })
    expect(created).toMatchObject({ status: 201, body: {} })
    expect(github.secret(destination, 'key')?.value.toString()).toBe('a value')
    const replaced = await send(github, 'PUT', `${base}/secrets/key`, { ...(await seal(github, base, 'ü')), ...more })
    expect(replaced).toMatchObject({ status: 204, body: undefined })
    expect(github.secret(destination, 'KEY')?.value.toString()).toBe('ü')
    expect(github.violations).toEqual([])
  })

  it(`a secret of ${name} keeps created_at and moves updated_at, in whole seconds`, async () => {
    const { now, pass } = clock()
    const github = await start({ now })
    await send(github, 'PUT', `${base}/secrets/KEY`, { ...(await seal(github, base)), ...more })
    pass(90_000)
    await send(github, 'PUT', `${base}/secrets/KEY`, { ...(await seal(github, base)), ...more })
    const { body } = await send(github, 'GET', `${base}/secrets/key`)
    expect(body).toEqual({
      name: 'KEY',
      created_at: '2026-11-23T07:00:00Z',
      updated_at: '2026-11-23T07:01:30Z',
      ...more,
    })
    expect(github.violations).toEqual([])
  })

  it(`a secret of ${name} is not found after it is deleted`, async () => {
    const github = await start()
    github.putSecret(destination, 'KEY')
    expect((await send(github, 'DELETE', `${base}/secrets/KEY`)).status).toBe(204)
    expect((await send(github, 'DELETE', `${base}/secrets/KEY`)).status).toBe(404)
    expect(github.secret(destination, 'KEY')).toBeUndefined()
  })

  it.each([
    ['under the id of another key', (sealed: object) => ({ ...sealed, key_id: '12345' })],
    ['for another key', (sealed: object) => ({ ...sealed, encrypted_value: Buffer.alloc(60, 7).toString('base64') })],
    ['too short to be sealed', (sealed: object) => ({ ...sealed, encrypted_value: 'AAAA' })],
  ])(`a secret of ${name} is refused %s`, async (_, spoil) => {
    const github = await start()
    const { status, body } = await send(github, 'PUT', `${base}/secrets/KEY`, {
      ...spoil(await seal(github, base)),
      ...more,
    })
    expect(status).toBe(422)
    expect(body).toMatchObject({
      message: 'Bad request - validation failed due to an improperly encrypted secret',
      status: '422',
    })
    expect(github.secret(destination, 'KEY')).toBeUndefined()
  })

  it(`a secret of ${name} is refused if it is sealed for a rotated key`, async () => {
    const github = await start()
    const sealed = await seal(github, base)
    github.rotateSealingKey(destination)
    expect((await send(github, 'PUT', `${base}/secrets/KEY`, { ...sealed, ...more })).status).toBe(422)
    const again = await seal(github, base)
    expect((await send(github, 'PUT', `${base}/secrets/KEY`, { ...again, ...more })).status).toBe(201)
  })

  it.each(['1KEY', 'MY-KEY', 'GITHUB_KEY', 'github_key', 'MY%20KEY', 'KEY%0A'])(
    `a secret of ${name} is refused by the name %s`,
    async name => {
      const github = await start()
      const { status, body } = await send(github, 'PUT', `${base}/secrets/${name}`, {
        ...(await seal(github, base)),
        ...more,
      })
      expect(status).toBe(422)
      expect(body).toMatchObject({ message: expect.stringMatching(/^Secret names /) })
    },
  )

  it(`a secret of ${name} has at most 48 KB`, async () => {
    const github = await start()
    const [fits, tooMuch] = [48 * 1024, 48 * 1024 + 1].map(size => new Uint8Array(size))
    const put = async (value: Uint8Array | undefined) =>
      send(github, 'PUT', `${base}/secrets/KEY`, { ...(await seal(github, base, value)), ...more })
    expect((await put(fits)).status).toBe(201)
    expect((await put(tooMuch)).status).toBe(422)
  })

  it(`a secret of ${name} is refused above the limit of its level`, async () => {
    const github = await start()
    const most = 'organization' in destination ? 1000 : 100
    for (let i = 1; i < most; i++) github.putSecret(destination, `KEY_${i}`)
    const put = async (name: string) =>
      send(github, 'PUT', `${base}/secrets/${name}`, { ...(await seal(github, base)), ...more })
    expect((await put('LAST')).status).toBe(201)
    expect((await put('ONE_MORE')).status).toBe(422)
    expect((await put('LAST')).status).toBe(204)
  })
})

it('each repository, environment and organization has a sealing key of its own', async () => {
  const github = await start()
  github.addEnvironment('octo/keys', 'other')
  const keys = await Promise.all(
    [AT_REPOSITORY, AT_ENVIRONMENT, '/repos/octo/keys/environments/other', AT_ORGANIZATION].map(
      async base => (await send(github, 'GET', `${base}/secrets/public-key`)).body as { key: string; key_id: string },
    ),
  )
  expect(new Set(keys.map(({ key }) => key)).size).toBe(4)
  expect(new Set(keys.map(({ key_id }) => key_id)).size).toBe(4)
  for (const { key, key_id } of keys) {
    expect(Buffer.from(key, 'base64')).toHaveLength(32)
    expect(key_id).toMatch(/^\d{18}$/)
  }
})

describe('an organization', () => {
  it('an organization stores the visibility of a secret and its selected repositories', async () => {
    const github = await start()
    const sealed = await seal(github, AT_ORGANIZATION)
    const body = { ...sealed, visibility: 'selected', selected_repository_ids: [1296269] }
    expect((await send(github, 'PUT', `${AT_ORGANIZATION}/secrets/KEY`, body)).status).toBe(201)
    expect(github.secret(ORGANIZATION, 'KEY')).toMatchObject({
      visibility: 'selected',
      selected_repository_ids: [1296269],
    })
    expect((await send(github, 'GET', `${AT_ORGANIZATION}/secrets/KEY`)).body).toMatchObject({
      visibility: 'selected',
      selected_repositories_url: `${github.url}/orgs/octo/actions/secrets/KEY/repositories`,
    })
    expect(github.violations).toEqual([])
  })

  it.each([
    ['no visibility', {}, `"visibility" wasn't supplied.`],
    ['an unknown visibility', { visibility: 'public' }, 'Invalid request.'],
    [
      'an unknown repository',
      { visibility: 'selected', selected_repository_ids: [1] },
      'a selected repository does not exist',
    ],
    [
      'repositories for all',
      { visibility: 'all', selected_repository_ids: [1296269] },
      'goes with visibility selected',
    ],
  ])('an organization refuses %s', async (_, more, said) => {
    const github = await start()
    const sealed = await seal(github, AT_ORGANIZATION)
    const { status, body } = await send(github, 'PUT', `${AT_ORGANIZATION}/secrets/KEY`, { ...sealed, ...more })
    expect(status).toBe(422)
    expect(body).toMatchObject({ message: expect.stringContaining(said) })
  })
})

describe.each(PLACES)('a variable of $name', ({ name, base, destination, more }) => {
  it(`a variable of ${name} can be created once, changed, renamed, read and deleted`, async () => {
    const { now, pass } = clock()
    const github = await start({ now })
    const value = { name: 'key', value: 'one', ...more }
    expect((await send(github, 'PATCH', `${base}/variables/KEY`, { value: 'none' })).status).toBe(404)
    expect(await send(github, 'POST', `${base}/variables`, value)).toMatchObject({ status: 201, body: {} })
    const again = await send(github, 'POST', `${base}/variables`, value)
    expect(again).toMatchObject({ status: 409, body: { message: 'Already exists - Variable already exists' } })
    pass(2000)
    expect((await send(github, 'PATCH', `${base}/variables/Key`, { value: 'two' })).status).toBe(204)
    expect((await send(github, 'GET', `${base}/variables/KEY`)).body).toEqual({
      name: 'KEY',
      value: 'two',
      created_at: '2026-11-23T07:00:00Z',
      updated_at: '2026-11-23T07:00:02Z',
      ...more,
    })
    github.putVariable(destination, 'TAKEN', '')
    expect((await send(github, 'PATCH', `${base}/variables/KEY`, { name: 'taken' })).status).toBe(409)
    expect((await send(github, 'PATCH', `${base}/variables/KEY`, { name: 'OTHER' })).status).toBe(204)
    expect(github.variable(destination, 'KEY')).toBeUndefined()
    expect(github.variable(destination, 'OTHER')?.value).toBe('two')
    expect((await send(github, 'DELETE', `${base}/variables/OTHER`)).status).toBe(204)
    expect((await send(github, 'GET', `${base}/variables/OTHER`)).status).toBe(404)
    expect(github.violations).toEqual([])
  })

  it(`a variable of ${name} is refused with an invalid name, above 48 KB, and above the limit of its level`, async () => {
    const github = await start()
    const post = async (name: string, value = '') =>
      (await send(github, 'POST', `${base}/variables`, { name, value, ...more })).status
    expect(await post('GITHUB_KEY')).toBe(422)
    expect(await post('MY-KEY')).toBe(422)
    expect(await post('KEY', 'x'.repeat(48 * 1024 + 1))).toBe(422)
    const most = 'organization' in destination ? 1000 : 'environment' in destination ? 100 : 500
    for (let i = 0; i < most; i++) github.putVariable(destination, `KEY_${i}`, '')
    expect(await post('KEY')).toBe(422)
  })
})

describe('paths', () => {
  it('a path is decoded segment by segment, so a slash in a name must be encoded', async () => {
    const github = await start()
    expect((await send(github, 'GET', `${AT_ENVIRONMENT}/secrets/public-key`)).status).toBe(200)
    expect(github.violations).toEqual([])
    const raw = '/repos/octo/keys/environments/ledger%20admins/prod/secrets/public-key'
    expect((await send(github, 'GET', raw)).status).toBe(404)
    expect(github.violations).toHaveLength(1)
  })

  it.each([
    ['with bad percent-encoding', '/repos/octo/keys/environments/100%/secrets/public-key'],
    ['with an empty segment', '/repos//keys/actions/secrets/public-key'],
    ['with a text for a number', '/repos/octo/keys/actions/runs/latest/approvals'],
    ['that GitHub does not describe', '/repos/octo/keys/actions/secret'],
  ])('a path %s is not found and is a violation', async (_, path) => {
    const github = await start()
    expect(await send(github, 'GET', path)).toMatchObject({ status: 404, body: { message: 'Not Found' } })
    expect(github.violations).toEqual([`GET ${path}: GitHub describes no such operation`])
  })

  it('paths ignore the case of ASCII letters only', async () => {
    const github = await start()
    github.addEnvironment('octo/keys', 'kelvin')
    expect((await send(github, 'GET', '/repos/octo/keys/environments/KELVIN')).status).toBe(200)
    expect((await send(github, 'GET', '/repos/octo/keys/environments/\u212aelvin')).status).toBe(404)
  })

  it('paths accept names of owners, repositories, environments and organizations in either case', async () => {
    const github = await start()
    const paths = [
      '/repos/OCTO/Keys/actions/secrets/public-key',
      '/repos/octo/keys/environments/LEDGER%20Admins%2Fprod/secrets/public-key',
      '/orgs/Octo/actions/secrets/public-key',
    ]
    for (const path of paths) expect((await send(github, 'GET', path)).status).toBe(200)
  })

  it('the paths of a GitHub Enterprise Server start with its base path', async () => {
    const github = await start({ basePath: '/api/v3' })
    expect(github.url).toMatch(/\/api\/v3$/)
    expect((await send(github, 'GET', `${AT_REPOSITORY}/secrets/public-key`)).status).toBe(200)
    const { origin } = new URL(github.url)
    const { status } = await fetch(`${origin}${AT_REPOSITORY}/secrets/public-key`, { headers: HEADERS })
    expect(status).toBe(404)
  })

  it('the paths of a renamed repository redirect to its id, with 301 for GET and 307 for others', async () => {
    const github = await start()
    github.renameRepository('octo/keys', 'octo/locks')
    const moved = await send(github, 'GET', `${AT_REPOSITORY}/secrets/public-key`)
    const location = `${github.url}/repositories/1296269/actions/secrets/public-key`
    expect(moved).toMatchObject({ status: 301, body: { message: 'Moved Permanently', url: location } })
    expect(moved.headers.get('location')).toBe(location)
    expect((await fetch(location, { headers: HEADERS })).status).toBe(200)
    expect(await send(github, 'DELETE', `${AT_REPOSITORY}/secrets/KEY`)).toMatchObject({
      status: 307,
      body: { message: 'Temporary Redirect' },
    })
    github.addRepository('octo/keys')
    expect((await send(github, 'GET', `${AT_REPOSITORY}/secrets/public-key`)).status, 'the name is taken again').toBe(
      200,
    )
  })
})

describe('a request', () => {
  it.each([
    ['that is not JSON', '{"name":', 400, 'Problems parsing JSON'],
    ['that is empty', '', 400, 'Problems parsing JSON'],
    ['that is no object', '[]', 422, 'Invalid request.'],
    ['that lacks a field', '{"name":"KEY"}', 422, `Invalid request.\n\n"value" wasn't supplied.`],
    ['with a field of another type', '{"name":"KEY","value":1}', 422, 'Invalid request.'],
  ])('a request with a body %s is refused', async (_, body, status, said) => {
    const github = await start()
    const got = await send(github, 'POST', `${AT_REPOSITORY}/variables`, body)
    expect(got.status).toBe(status)
    expect(got.body).toMatchObject({ message: expect.stringContaining(said), status: String(status) })
    expect(github.variable(REPOSITORY, 'KEY')).toBeUndefined()
  })

  it('a request with a value that is not base64 is refused', async () => {
    const github = await start()
    const sealed = await seal(github, AT_REPOSITORY)
    const body = { ...sealed, encrypted_value: sealed.encrypted_value.replace(/.$/, '*') }
    expect((await send(github, 'PUT', `${AT_REPOSITORY}/secrets/KEY`, body)).status).toBe(422)
  })

  it.each<[string, string, string, unknown, Record<string, string>, string]>([
    ['an old API version', 'GET', '/rate_limit', undefined, { 'x-github-api-version': '2021-01-01' }, 'api-version'],
    ['an odd accept', 'GET', '/rate_limit', undefined, { accept: 'text/html' }, 'accept is text/html'],
    ['a token of another scheme', 'GET', '/rate_limit', undefined, { authorization: 'Basic eDp5' }, 'authorization is'],
    ['an unknown query', 'GET', '/rate_limit?access_token=x', undefined, {}, 'access_token'],
    ['a query of another type', 'GET', `${AT_REPOSITORY}/secrets?page=two`, undefined, {}, 'page in the query'],
    ['a body where none belongs', 'DELETE', `${AT_REPOSITORY}/secrets/KEY`, {}, {}, 'has a body'],
    [
      'a body that is not called JSON',
      'POST',
      `${AT_REPOSITORY}/variables`,
      { name: 'KEY', value: '' },
      { 'content-type': 'text/plain' },
      'content-type is text/plain',
    ],
    [
      'a field that GitHub does not know',
      'POST',
      `${AT_REPOSITORY}/variables`,
      { name: 'KEY', value: '', colour: 'red' },
      {},
      'the body has colour',
    ],
  ])('a request with %s is a violation', async (_, method, path, body, headers, said) => {
    const github = await start()
    await send(github, method, path, body, headers)
    expect(github.violations).toEqual([expect.stringContaining(said)])
  })

  it('a request without a user agent is refused and is a violation', async () => {
    const github = await start()
    const { 'user-agent': _, ...headers } = HEADERS
    const status = await new Promise(resolve => {
      httpRequest(`${github.url}/rate_limit`, { headers }, response => resolve(response.resume().statusCode)).end()
    })
    expect(status).toBe(403)
    expect(github.violations).toEqual(['GET /rate_limit: has no user-agent'])
  })

  it('a request is decoded correctly if a character arrives in two chunks', async () => {
    const github = await start()
    const body = Buffer.from('{"name":"KEY","value":"€"}')
    const middle = body.indexOf(Buffer.from('€')) + 1
    const status = await new Promise(resolve => {
      const options = { method: 'POST', headers: HEADERS }
      const request = httpRequest(`${github.url}${AT_REPOSITORY}/variables`, options, response =>
        resolve(response.resume().statusCode),
      )
      request.write(body.subarray(0, middle))
      setTimeout(() => request.end(body.subarray(middle)), 50)
    })
    expect(status).toBe(201)
    expect(github.variable(REPOSITORY, 'KEY')?.value).toBe('€')
  })
})

describe('a token', () => {
  async function ask(grant: Grant | undefined, method: string, path: string): Promise<Got> {
    const github = await start()
    github.addRepository('octo/public', { private: false })
    if (grant) github.addToken('t', grant)
    const got = await send(github, method, path, undefined, { authorization: 'token t' })
    expect(github.violations).toEqual([])
    return got
  }

  it('a token is required and must be known', async () => {
    expect(await ask(undefined, 'GET', '/rate_limit')).toMatchObject({
      status: 401,
      body: { message: 'Bad credentials', status: '401' },
    })
    const github = await start()
    const { authorization: _, ...headers } = HEADERS
    const response = await fetch(`${github.url}/rate_limit`, { headers })
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ message: 'Requires authentication' })
  })

  it('a token without access gets 404 for a private repository', async () => {
    const grant: Grant = { kind: 'fine-grained', repositories: ['octo/public'], permissions: EVERYTHING }
    const { status } = await ask(grant, 'GET', `${AT_REPOSITORY}/secrets/public-key`)
    expect(status).toBe(404)
  })

  it('a token without access gets 403 for a public repository', async () => {
    const grant: Grant = { kind: 'fine-grained', repositories: ['octo/keys'], permissions: EVERYTHING }
    expect((await ask(grant, 'GET', '/repos/octo/public/actions/secrets/public-key')).status).toBe(403)
  })

  it.each([
    ['GET', `${AT_REPOSITORY}/secrets/public-key`, 'secrets=read'],
    ['DELETE', `${AT_REPOSITORY}/secrets/KEY`, 'secrets=write'],
    ['GET', `${AT_REPOSITORY}/variables/KEY`, 'actions_variables=read'],
    ['DELETE', `${AT_REPOSITORY}/variables/KEY`, 'actions_variables=write'],
    ['GET', AT_ENVIRONMENT, 'actions=read'],
    ['GET', `${AT_ENVIRONMENT}/secrets/public-key`, 'environments=read'],
    ['DELETE', `${AT_ENVIRONMENT}/secrets/KEY`, 'environments=write'],
    ['DELETE', `${AT_ENVIRONMENT}/variables/KEY`, 'environments=write'],
    ['GET', `${AT_ORGANIZATION}/secrets/public-key`, 'organization_secrets=read'],
    ['DELETE', `${AT_ORGANIZATION}/secrets/KEY`, 'organization_secrets=write'],
    ['DELETE', `${AT_ORGANIZATION}/variables/KEY`, 'organization_actions_variables=write'],
    ['GET', '/repos/octo/keys/actions/runs/7/approvals', 'actions=read'],
    ['GET', '/repos/octo/keys/actions/runs/7', 'actions=read'],
    ['GET', `${AT_ENVIRONMENT}/deployment-branch-policies`, 'actions=read'],
    ['GET', '/repos/octo/keys/actions/runs/7/jobs', 'actions=read'],
    ['GET', '/repos/octo/keys/actions/workflows/provision.yml/runs', 'actions=read'],
    ['GET', '/repos/octo/keys/check-runs/7/annotations', 'checks=read'],
    ['GET', '/orgs/octo/audit-log', 'organization_administration=read'],
  ])('%s %s requires a permission, and the refusal names it: %s', async (method, path, needed) => {
    for (const [kind, by] of [
      ['fine-grained', 'personal access token'],
      ['installation', 'integration'],
    ] as const) {
      const [permission = '', level] = needed.split('=')
      const less: Grant['permissions'] = level === 'write' ? { [permission]: 'read' } : {}
      const refused = await ask({ kind, repositories: 'all', permissions: less }, method, path)
      expect(refused).toMatchObject({ status: 403, body: { message: `Resource not accessible by ${by}` } })
      expect(refused.headers.get('x-accepted-github-permissions')).toBe(needed)
      const granted = await ask({ kind, repositories: 'all', permissions: { [permission]: level } }, method, path)
      expect(granted.status).not.toBe(403)
      expect(granted.headers.get('x-accepted-github-permissions')).toBe(needed)
    }
  })

  it('the token of a job cannot access secrets and variables, whatever its permissions', async () => {
    const grant: Grant = { kind: 'job', repositories: ['octo/keys'], permissions: EVERYTHING }
    for (const base of [AT_REPOSITORY, AT_ENVIRONMENT, AT_ORGANIZATION]) {
      const { status, body } = await ask(grant, 'DELETE', `${base}/secrets/KEY`)
      expect(status).toBe(403)
      expect(body).toMatchObject({ message: 'Resource not accessible by integration' })
      expect((await ask(grant, 'DELETE', `${base}/variables/KEY`)).status).toBe(403)
    }
    expect((await ask(grant, 'GET', AT_ENVIRONMENT)).status).toBe(200)
  })

  it('a classic token has scopes instead of permissions', async () => {
    const { status, headers } = await ask({ kind: 'classic', repositories: 'all' }, 'GET', AT_ENVIRONMENT)
    expect(status).toBe(200)
    expect(headers.get('x-oauth-scopes')).toContain('repo')
    expect(headers.has('x-accepted-github-permissions')).toBe(false)
  })

  it('a token gets 404 for a repository, environment or organization that does not exist', async () => {
    const grant: Grant = { kind: 'installation', repositories: 'all', permissions: EVERYTHING }
    for (const base of ['/repos/octo/no/actions', '/repos/octo/keys/environments/no', '/orgs/no/actions']) {
      expect((await ask(grant, 'GET', `${base}/secrets/public-key`)).status).toBe(404)
    }
  })
})

describe('the audience of an organization’s secret or variable', () => {
  const selected = { visibility: 'selected', selected_repository_ids: [1296269] }

  async function list(github: LocalGitHub, path: string): Promise<string[]> {
    const { body } = await send(github, 'GET', `${AT_ORGANIZATION}/${path}/KEY/repositories`)
    return (body as { repositories: { full_name: string }[] }).repositories.map(repository => repository.full_name)
  }

  it('the latest PUT sets the audience of a secret, and keeps its list of repositories unless it has one', async () => {
    const github = await start()
    const put = async (audience: object) =>
      send(github, 'PUT', `${AT_ORGANIZATION}/secrets/KEY`, { ...(await seal(github, AT_ORGANIZATION)), ...audience })
    await put(selected)
    expect(await list(github, 'secrets')).toEqual(['octo/keys'])
    await put({ visibility: 'selected' })
    expect(await list(github, 'secrets')).toEqual(['octo/keys'])
    await put({ visibility: 'private' })
    expect(await list(github, 'secrets')).toEqual([])
    await put({ visibility: 'selected' })
    expect(await list(github, 'secrets')).toEqual([])
    expect((await put({})).status, 'visibility is required').toBe(422)
    expect(github.violations).toEqual([])
  })

  it('a PATCH without visibility keeps the audience of a variable', async () => {
    const github = await start()
    const variable = { name: 'KEY', value: 'one' }
    await send(github, 'POST', `${AT_ORGANIZATION}/variables`, { ...variable, ...selected })
    await send(github, 'PATCH', `${AT_ORGANIZATION}/variables/KEY`, { value: 'two' })
    expect(await list(github, 'variables')).toEqual(['octo/keys'])
    await send(github, 'PATCH', `${AT_ORGANIZATION}/variables/KEY`, { visibility: 'all' })
    expect(github.variable(ORGANIZATION, 'KEY')).toMatchObject({ value: 'two', visibility: 'all' })
    expect(await list(github, 'variables')).toEqual([])
    expect((await send(github, 'GET', `${AT_ORGANIZATION}/secrets/KEY/repositories`)).status).toBe(404)
    expect(github.violations).toEqual([])
  })
})

describe('reading', () => {
  it('GET of an environment returns its rules', async () => {
    const github = await start()
    github.addEnvironment('octo/keys', 'open')
    github.addEnvironment('octo/keys', 'guarded', {
      reviewers: ['alice', 'bob'],
      preventSelfReview: true,
      branchPolicy: 'protected',
      adminsBypass: false,
      waitTimer: 30,
    })
    expect((await send(github, 'GET', '/repos/octo/keys/environments/open')).body).toMatchObject({
      name: 'open',
      protection_rules: [],
      deployment_branch_policy: null,
      can_admins_bypass: true,
    })
    expect((await send(github, 'GET', '/repos/octo/keys/environments/guarded')).body).toMatchObject({
      protection_rules: [
        { type: 'wait_timer', wait_timer: 30 },
        {
          type: 'required_reviewers',
          prevent_self_review: true,
          reviewers: [
            { type: 'User', reviewer: { login: 'alice' } },
            { type: 'User', reviewer: { login: 'bob' } },
          ],
        },
        { type: 'branch_policy' },
      ],
      deployment_branch_policy: { protected_branches: true, custom_branch_policies: false },
      can_admins_bypass: false,
    })
    github.removeEnvironment('octo/keys', 'open')
    expect((await send(github, 'GET', '/repos/octo/keys/environments/open')).status).toBe(404)
    expect(github.violations).toEqual([])
  })

  it('GET of the reviews of a run returns users and environments', async () => {
    const github = await start()
    const environment = 'ledger admins/prod'
    github.addRun('octo/keys', 7, [{ state: 'approved', user: 'alice', comment: 'compared', environment }])
    expect((await send(github, 'GET', '/repos/octo/keys/actions/runs/7/approvals')).body).toMatchObject([
      { state: 'approved', comment: 'compared', user: { login: 'alice' }, environments: [{ name: environment }] },
    ])
    expect((await send(github, 'GET', '/repos/octo/keys/actions/runs/8/approvals')).status).toBe(404)
    expect(github.violations).toEqual([])
  })

  it('GET of a run returns who started it and its latest attempt, with user ids that a new login does not change', async () => {
    const github = await start()
    github.addUser({ login: 'ada', id: 7 })
    github.addRun('octo/keys', 7, [{ state: 'approved', user: 'ada', comment: '', environment: 'prod' }], {
      actor: 'ada',
      triggeringActor: 'deploy[bot]',
      attempt: 2,
    })
    github.renameUser('ada', 'lovelace')
    expect((await send(github, 'GET', '/repos/octo/keys/actions/runs/7')).body).toMatchObject({
      id: 7,
      run_attempt: 2,
      actor: { login: 'lovelace', id: 7, type: 'User' },
      triggering_actor: { login: 'deploy[bot]', type: 'Bot' },
      repository: { full_name: 'octo/keys' },
      status: 'in_progress',
    })
    expect((await send(github, 'GET', '/repos/octo/keys/actions/runs/7/approvals')).body).toMatchObject([
      { user: { login: 'lovelace', id: 7, type: 'User' } },
    ])
    expect((await send(github, 'GET', '/repos/octo/keys/actions/runs/8')).status).toBe(404)
    // Somebody else who takes the old login is another person.
    expect(github.state.users.get('ada').id).not.toBe(7)
    expect(() => github.addUser({ login: 'Lovelace' })).toThrow('the login Lovelace is taken')
    expect(() => github.addUser({ login: 'eve', id: 7 })).toThrow('the id 7 is taken')
    expect(github.violations).toEqual([])
  })

  it('GET of an attempt of a run returns who started that attempt', async () => {
    const github = await start()
    github.addRun('octo/keys', 7, [], { actor: 'alice' })
    github.state.endRun('octo/keys', 7, 'failure')
    github.state.rerun('octo/keys', 7, 'eve')
    const attempt = (number: number) => send(github, 'GET', `/repos/octo/keys/actions/runs/7/attempts/${number}`)
    const actor = { login: 'alice' }
    expect((await attempt(1)).body).toMatchObject({ run_attempt: 1, actor, triggering_actor: actor })
    expect((await attempt(1)).body).toMatchObject({ status: 'completed', conclusion: 'failure' })
    expect((await attempt(2)).body).toMatchObject({ run_attempt: 2, actor, triggering_actor: { login: 'eve' } })
    expect((await attempt(3)).status).toBe(404)
    expect(github.violations).toEqual([])
  })

  it('GET of the runs of a workflow returns the newest first, by event and status', async () => {
    const { now, pass } = clock()
    const github = await start({ now })
    for (const [id, event, conclusion] of [
      [1, 'schedule', 'success'],
      [2, 'schedule', 'failure'],
      [3, 'workflow_dispatch', 'success'],
      [4, 'schedule', ''],
    ] as const) {
      github.addRun('octo/keys', id, [], { event })
      if (conclusion) github.state.endRun('octo/keys', id, conclusion)
      pass(60_000)
    }
    const list = async (query = '') => {
      const { body } = await send(github, 'GET', `${AT_REPOSITORY}/workflows/provision.yml/runs${query}`)
      return (body as { workflow_runs: { id: number }[] }).workflow_runs.map(({ id }) => id)
    }
    expect(await list()).toEqual([4, 3, 2, 1])
    expect(await list('?event=schedule&status=success&per_page=1')).toEqual([1])
    expect(await list('?status=in_progress')).toEqual([4])
    expect(await list('?status=completed&per_page=2&page=2')).toEqual([1])
    expect((await send(github, 'GET', `${AT_REPOSITORY}/workflows/other.yml/runs`)).status).toBe(404)
    expect(github.violations).toEqual([])
  })

  it('GET of the jobs of a run returns the latest of each or those of every attempt, with annotations', async () => {
    const github = await start()
    github.addRun('octo/keys', 7)
    const end = (path: string, conclusion: 'success' | 'failure' | 'skipped', message = '') => {
      const annotations = message ? [{ level: 'error' as const, title: 'Wrong', message }] : []
      github.state.endJob('octo/keys', 7, { path, name: `Job ${path}`, conclusion, annotations })
    }
    github.state.startJob('octo/keys', 7, { path: 'a', name: 'Job a' })
    const jobs = async (query = '') => {
      const { body } = await send(github, 'GET', `${AT_REPOSITORY}/runs/7/jobs${query}`)
      return (body as { jobs: Record<string, unknown>[] }).jobs
    }
    expect(await jobs()).toMatchObject([{ name: 'Job a', status: 'in_progress', conclusion: null, run_attempt: 1 }])
    end('a', 'success')
    end('b', 'failure', 'This is why.')
    end('c', 'skipped')
    github.state.rerun('octo/keys', 7, 'octocat')
    end('b', 'success')
    const shown = (all: Record<string, unknown>[]) => all.map(job => `${job.name} ${job.run_attempt} ${job.conclusion}`)
    expect(shown(await jobs())).toEqual(['Job a 1 success', 'Job c 1 skipped', 'Job b 2 success'])
    const all = await jobs('?filter=all')
    expect(shown(all)).toEqual(['Job a 1 success', 'Job b 1 failure', 'Job c 1 skipped', 'Job b 2 success'])
    const why = await send(github, 'GET', `/repos/octo/keys/check-runs/${all[1]?.id}/annotations`)
    expect(why.body).toMatchObject([{ annotation_level: 'failure', title: 'Wrong', message: 'This is why.' }])
    expect((await send(github, 'GET', '/repos/octo/keys/check-runs/1/annotations')).status).toBe(404)
    expect((await send(github, 'GET', `${AT_REPOSITORY}/runs/8/jobs`)).status).toBe(404)
    expect(github.violations).toEqual([])
  })

  describe('the audit log', () => {
    const startWithLog = async () => {
      const { now, pass } = clock()
      const github = await start({ now })
      github.addOrganization('octo', { enterprise: true })
      github.addRepository('octo/other')
      for (const [repository, job] of [
        ['octo/keys', 'first'],
        ['octo/other', 'second'],
        ['octo/keys', 'third'],
      ] as const) {
        github.state.audit(repository, 'workflows.prepared_workflow_job', { job_name: job })
        github.state.audit(repository, 'repo.access', {})
        pass(60_000)
      }
      return github
    }
    const read = async (github: LocalGitHub, query: Record<string, string>) => {
      const { body, headers } = await send(github, 'GET', `/orgs/octo/audit-log?${new URLSearchParams(query)}`)
      return { jobs: (body as Record<string, unknown>[]).map(event => event.job_name), link: headers.get('link') ?? '' }
    }

    it.each([
      ['action:workflows.prepared_workflow_job', ['third', 'second', 'first']],
      ['action:workflows.prepared_workflow_job repo:octo/keys', ['third', 'first']],
      ['action:workflows.prepared_workflow_job repo:octo/keys repo:octo/other', ['third', 'second', 'first']],
      ['action:workflows.prepared_workflow_job created:>=2026-11-23T07:01:00+00:00', ['third', 'second']],
      ['created:>=2026-11-23T07:01:01+00:00', [undefined, 'third']],
    ])('the audit log returns the events of a phrase, newest first: %s', async (phrase, jobs) => {
      const github = await startWithLog()
      expect((await read(github, { phrase })).jobs).toEqual(jobs)
      expect((await read(github, { phrase, order: 'asc' })).jobs).toEqual(jobs.toReversed())
      expect(github.violations).toEqual([])
    })

    it('the audit log has pages with a cursor in the links to the next and the previous page', async () => {
      const github = await startWithLog()
      const linked = (link: string, relation: string) =>
        new RegExp(`<${github.url}([^>]+)>; rel="${relation}"`).exec(link)?.[1] ?? ''
      const first = await send(github, 'GET', '/orgs/octo/audit-log?per_page=4')
      const second = await send(github, 'GET', linked(first.headers.get('link') ?? '', 'next'))
      expect([first.body, second.body]).toMatchObject([{ length: 4 }, { length: 2 }])
      expect(linked(second.headers.get('link') ?? '', 'next')).toBe('')
      const again = await send(github, 'GET', linked(second.headers.get('link') ?? '', 'prev'))
      expect(again.body).toEqual(first.body)
      expect(github.violations).toEqual([])
    })

    it('the audit log is not found without GitHub Enterprise Cloud, and refuses an unknown phrase', async () => {
      const github = await start()
      expect((await send(github, 'GET', '/orgs/octo/audit-log')).status).toBe(404)
      github.addOrganization('octo', { enterprise: true })
      await expect(send(github, 'GET', '/orgs/octo/audit-log?phrase=actor:eve')).rejects.toThrow()
      expect(github.violations).toEqual([expect.stringContaining('not supported by this local GitHub: actor:eve')])
    })
  })

  it('GET of the branch policies of an environment returns the patterns of its rule', async () => {
    const github = await start()
    const path = (name: string) => `/repos/octo/keys/environments/${name}/deployment-branch-policies`
    github.addEnvironment('octo/keys', 'named', { branchPolicy: 'custom', branches: ['main', 'release/*'] })
    github.addEnvironment('octo/keys', 'protected', { branchPolicy: 'protected' })
    expect((await send(github, 'GET', path('named'))).body).toMatchObject({
      total_count: 2,
      branch_policies: [
        { name: 'main', type: 'branch' },
        { name: 'release/*', type: 'branch' },
      ],
    })
    expect((await send(github, 'GET', path('protected'))).body).toEqual({ total_count: 0, branch_policies: [] })
    expect((await send(github, 'GET', path('nowhere'))).status).toBe(404)
    const page = await send(github, 'GET', `${path('named')}?per_page=1`)
    expect(page.headers.get('link')).toContain(`${path('named')}?per_page=1&page=2`)
    expect(github.violations).toEqual([])
  })

  it('GET of a list of secrets returns pages', async () => {
    const github = await start()
    for (let i = 10; i < 45; i++) github.putSecret(REPOSITORY, `KEY_${i}`)
    const first = await send(github, 'GET', `${AT_REPOSITORY}/secrets`)
    expect(first.body).toMatchObject({ total_count: 35, secrets: { length: 30 } })
    const next = /<(.+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1]?.slice(github.url.length) ?? ''
    const second = await send(github, 'GET', next)
    expect(second.body).toMatchObject({ total_count: 35, secrets: { length: 5, 0: { name: 'KEY_40' } } })
    expect(second.headers.has('link')).toBe(false)
    expect(github.violations).toEqual([])
  })

  it('GET of a repository and of the rate limit returns them', async () => {
    const github = await start()
    const { body } = await send(github, 'GET', '/repos/octo/keys')
    expect(body).toMatchObject({ id: 1296269, full_name: 'octo/keys', private: true })
    expect((await send(github, 'GET', '/rate_limit')).body).toMatchObject({ resources: { core: { limit: 5000 } } })
    expect(github.violations).toEqual([])
  })

  it("each response has GitHub's headers", async () => {
    const github = await start({ now: clock().now })
    const { headers } = await send(github, 'GET', AT_ENVIRONMENT)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      date: 'Mon, 23 Nov 2026 07:00:00 GMT',
      etag: expect.stringMatching(/^W\/"[0-9a-f]{64}"$/),
      'x-github-api-version-selected': '2022-11-28',
      'x-github-media-type': 'github.v3; format=json',
      'x-github-request-id': expect.any(String),
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '4999',
      'x-ratelimit-resource': 'core',
      'x-ratelimit-used': '1',
    })
  })
})

describe('a fault', () => {
  const path = `${AT_REPOSITORY}/variables`
  const variable = { name: 'KEY', value: 'one' }

  it('a fault happens before or after the request is applied, a number of times', async () => {
    const github = await start()
    const fail = { kind: 'status', status: 502, headers: { 'content-type': 'text/html' }, body: '"down"' } as const
    github.faults.add({ method: 'POST', when: 'before', do: fail })
    expect((await send(github, 'POST', path, variable)).status).toBe(502)
    expect(github.variable(REPOSITORY, 'KEY')).toBeUndefined()
    github.faults.add({ path: /variables$/, when: 'after', do: fail })
    expect((await send(github, 'POST', path, variable)).status).toBe(502)
    expect(github.variable(REPOSITORY, 'KEY')?.value).toBe('one')
    expect((await send(github, 'POST', path, variable)).status).toBe(409)
    expect(github.exchanges.map(({ status, faults }) => [status, faults])).toEqual([
      [502, ['status']],
      [502, ['status']],
      [409, []],
    ])
  })

  it('a fault can skip requests, last forever, and be cleared', async () => {
    const github = await start()
    const times = Number.POSITIVE_INFINITY
    github.faults.add({ when: 'before', skip: 1, times, do: { kind: 'status', status: 500 } })
    const statuses = []
    for (let i = 0; i < 3; i++) statuses.push((await send(github, 'GET', '/rate_limit')).status)
    github.faults.clear()
    statuses.push((await send(github, 'GET', '/rate_limit')).status)
    expect(statuses).toEqual([200, 500, 500, 200])
  })

  it('a fault can reset, hang or truncate a response', async () => {
    const github = await start()
    for (const kind of ['reset', 'truncate'] as const) {
      github.faults.add({ when: 'after', do: { kind } })
      await expect(send(github, 'GET', '/rate_limit')).rejects.toThrow()
    }
    github.faults.add({ when: 'after', do: { kind: 'hang' } })
    const asked = fetch(`${github.url}/rate_limit`, { headers: HEADERS, signal: AbortSignal.timeout(200) })
    await expect(asked).rejects.toThrow('timeout')
    expect(github.exchanges.map(({ status, faults }) => [status, faults])).toEqual([
      [0, ['reset']],
      [0, ['truncate']],
      [0, ['hang']],
    ])
  })

  it('a fault can delay a response, replace its body, or run code', async () => {
    const github = await start()
    github.faults.add({ when: 'before', do: { kind: 'delay', ms: 120 } })
    github.faults.add({
      when: 'before',
      do: { kind: 'run', effect: () => github.putVariable(REPOSITORY, 'KEY', 'of another run') },
    })
    expect((await send(github, 'POST', path, variable)).status).toBe(409)
    const [{ startedAt = 0, endedAt = 0 } = {}] = github.exchanges
    expect(endedAt - startedAt).toBeGreaterThanOrEqual(115)
    github.faults.add({ when: 'after', do: { kind: 'body', body: 'null' } })
    expect(await send(github, 'GET', `${path}/KEY`)).toMatchObject({ status: 200, body: null })
  })

  it.each([
    ['htmlForbidden', 403, 'text/html; charset=utf-8'],
    ['htmlUnavailable', 503, 'text/html; charset=utf-8'],
    ['notAcceptable', 406, 'text/html; charset=utf-8'],
    ['ssoRequired', 403, 'application/json; charset=utf-8'],
    ['ipAllowList', 403, 'application/json; charset=utf-8'],
    ['abuseDetected', 403, 'application/json; charset=utf-8'],
    ['blocked', 451, 'application/json; charset=utf-8'],
  ] as const)('a fault responds as a real server does: %s', async (name, status, type) => {
    const github = await start()
    github.faults.add({ when: 'before', do: knownFaults[name] })
    const response = await fetch(`${github.url}/rate_limit`, { headers: HEADERS })
    expect([response.status, response.headers.get('content-type')]).toEqual([status, type])
    expect(response.headers.has('x-github-sso')).toBe(name === 'ssoRequired')
  })

  it('a fault can move the Date header, as a proxy with another clock does', async () => {
    const github = await start({ now: clock().now })
    const times = Number.POSITIVE_INFINITY
    github.faults.add({ when: 'after', times, do: { kind: 'date', seconds: -5 } })
    const { status, headers } = await send(github, 'GET', '/rate_limit')
    expect([status, headers.get('date')]).toEqual([200, 'Mon, 23 Nov 2026 06:59:55 GMT'])
  })

  it('a fault can delay when a stored secret is shown', async () => {
    const { now, pass } = clock()
    const github = await start({ now })
    const put = async (seconds: number) => {
      github.faults.add({ method: 'PUT', when: 'before', do: { kind: 'late', seconds } })
      return send(github, 'PUT', `${AT_REPOSITORY}/secrets/KEY`, await seal(github, AT_REPOSITORY))
    }
    const get = () => send(github, 'GET', `${AT_REPOSITORY}/secrets/KEY`)
    expect((await put(5)).status).toBe(201)
    expect((await get()).status).toBe(404)
    expect((await send(github, 'GET', `${AT_REPOSITORY}/secrets`)).body).toMatchObject({ total_count: 0 })
    pass(5000)
    const first = await get()
    expect(first.status).toBe(200)
    expect((await put(3)).status).toBe(204)
    expect((await get()).body).toEqual(first.body)
    pass(3000)
    expect((await get()).body).toMatchObject({ updated_at: '2026-11-23T07:00:05Z' })
    expect(github.violations).toEqual([])
  })

  it('a fault that throws is a violation and closes the connection', async () => {
    const github = await start()
    const effect = () => github.putVariable({ ...REPOSITORY, environment: 'no' }, 'KEY', '')
    github.faults.add({ when: 'before', do: { kind: 'run', effect } })
    await expect(send(github, 'GET', '/rate_limit')).rejects.toThrow()
    expect(github.violations).toEqual([expect.stringContaining('there is no environment no')])
  })
})

it('a response of the local GitHub that does not fit the description is a violation', async () => {
  const github = await start()
  const secret = { name: 'KEY', value: Buffer.from(''), created_at: 'yesterday', updated_at: '2026-11-23T07:00:00Z' }
  github.state.values(REPOSITORY).secrets.set('KEY', secret)
  await send(github, 'GET', `${AT_REPOSITORY}/secrets/KEY`)
  expect(github.violations).toEqual([expect.stringContaining("the local GitHub's response: /created_at")])
})

it('a limit of writes refuses writes with Retry-After, and no reads', async () => {
  const github = await start()
  github.limitWrites({ perSecond: 2, retryAfter: 3 })
  const writes = await Promise.all([1, 2, 3].map(() => send(github, 'DELETE', `${AT_REPOSITORY}/secrets/KEY`)))
  expect(writes.map(({ status }) => status).sort()).toEqual([403, 404, 404])
  const refused = writes.find(({ status }) => status === 403)
  expect(refused?.headers.get('retry-after')).toBe('3')
  expect(refused?.body).toMatchObject({ message: expect.stringContaining('secondary rate limit') })
  expect((await send(github, 'GET', '/rate_limit')).status).toBe(200)
})

it('each exchange is recorded as it was sent', async () => {
  const github = await start({ basePath: '/api/v3', latency: 50 })
  const seen: string[] = []
  github.onExchange = ({ method, path, status }) => void seen.push(`${method} ${path} ${status}`)
  const text = '{ "name": "KEY", "value": "x" }'
  await send(github, 'POST', `${AT_REPOSITORY}/variables`, text)
  expect(seen).toEqual([`POST ${AT_REPOSITORY}/variables 201`])
  const [exchange] = github.exchanges
  expect(exchange).toMatchObject({
    requestLine: `POST /api/v3${AT_REPOSITORY}/variables`,
    requestBody: text,
    responseBody: '{}',
    faults: [],
  })
  expect(exchange?.requestHeaders.authorization).toBe(`Bearer ${TOKEN}`)
  expect((exchange?.endedAt ?? 0) - (exchange?.startedAt ?? 0)).toBeGreaterThanOrEqual(45)
})
