import { describe, expect, it } from 'vitest'
import type { Fault, FaultRule } from '../../local/github/index.ts'
import type { ActionResult } from '../../local/runner/index.ts'
import { expectNothingChanged, failureOf, generate, type Inputs, OVERWRITE } from '../support/run-action.ts'
import {
  answerTogether,
  GATE,
  requests,
  SECRET,
  startTestGitHub,
  storedPublicKey,
  type TestGitHub,
} from '../support/servers.ts'

const json = (body: unknown): Fault => ({ kind: 'body', body: JSON.stringify(body) })
const status = (
  status: number,
  headers: Record<string, string> = {},
  body: object = { message: 'a fault' },
): Fault => ({
  kind: 'status',
  status,
  headers,
  body,
})
const SEALING_KEY = /public-key$/
const METADATA = /PRIVATE_KEY$/
const ENVIRONMENT = /environments\/[^/]+$/
const TIME = '2026-01-31T12:00:00Z'
const KEY = { key_id: '1', key: Buffer.alloc(32, 9).toString('base64') }

/** Runs generate once for each row, all side by side, each in a world of its own. */
async function eachOf<Row extends { what: string }>(
  rows: Row[],
  scenario: (row: Row, github: TestGitHub) => Promise<void>,
): Promise<void> {
  await Promise.all(
    rows.map(async row => {
      try {
        await scenario(row, await startTestGitHub())
      } catch (error) {
        throw new Error(`with ${row.what}`, { cause: error })
      }
    }),
  )
}

/** A key that was stored must be known, and one that is not confirmed must not be shown. */
function expectNoPublicKey(result: ActionResult): void {
  expect(result.outputs).toEqual({})
  expect(result.summary).toBe('')
  expect(result.log).not.toMatch(/04[0-9a-f]{128}/)
}

describe('an answer that is not what GitHub describes', () => {
  const rows: { what: string; path: RegExp; do: Fault; code: string }[] = [
    { what: 'a sealing key without id', path: SEALING_KEY, do: json({ key: KEY.key }), code: 'sealing-key-unusable' },
    { what: 'an empty id', path: SEALING_KEY, do: json({ ...KEY, key_id: '' }), code: 'sealing-key-unusable' },
    {
      what: 'an id that is a number',
      path: SEALING_KEY,
      do: json({ ...KEY, key_id: 1 }),
      code: 'sealing-key-unusable',
    },
    { what: 'no sealing key', path: SEALING_KEY, do: json({ key_id: '1' }), code: 'sealing-key-unusable' },
    { what: 'a null sealing key', path: SEALING_KEY, do: json({ ...KEY, key: null }), code: 'sealing-key-unusable' },
    { what: 'an empty sealing key', path: SEALING_KEY, do: json({ ...KEY, key: '' }), code: 'sealing-key-unusable' },
    {
      what: 'a sealing key in base64url without padding',
      path: SEALING_KEY,
      do: json({ ...KEY, key: Buffer.alloc(32, 0xff).toString('base64url') }),
      code: 'sealing-key-unusable',
    },
    {
      what: 'a sealing key of 33 bytes',
      path: SEALING_KEY,
      do: json({ ...KEY, key: Buffer.alloc(33, 9).toString('base64') }),
      code: 'sealing-key-unusable',
    },
    { what: 'a list for the sealing key', path: SEALING_KEY, do: json([KEY]), code: 'sealing-key-unusable' },
    { what: 'a sealing key refused as 204', path: SEALING_KEY, do: status(204), code: 'github-refused' },
    {
      what: 'metadata of another secret',
      path: METADATA,
      do: json({ name: 'X', created_at: TIME, updated_at: TIME }),
      code: 'github-invalid-response',
    },
    {
      what: 'metadata without a name',
      path: METADATA,
      do: json({ created_at: TIME, updated_at: TIME }),
      code: 'github-invalid-response',
    },
    {
      what: 'metadata without a time',
      path: METADATA,
      do: json({ name: SECRET, created_at: TIME }),
      code: 'github-invalid-response',
    },
    {
      what: 'metadata with a time as number',
      path: METADATA,
      do: json({ name: SECRET, created_at: TIME, updated_at: 1 }),
      code: 'github-invalid-response',
    },
    { what: 'text for metadata', path: METADATA, do: json('a text'), code: 'github-invalid-response' },
  ]

  it('before the key exists ends the run with nothing changed', async () => {
    await eachOf(rows, async ({ path, do: fault, code }, github) => {
      github.putSecret(GATE, SECRET)
      github.faults.add({ method: 'GET', path, when: 'after', do: fault })
      const result = await generate(github, OVERWRITE)
      expect(expectNothingChanged(result, github).code).toBe(code)
      expect(requests(github).some(request => request.startsWith('PUT'))).toBe(false)
    })
  })

  it('to the question for confirmation never brings out a public key', async () => {
    await eachOf(
      rows.filter(({ path }) => path === METADATA),
      async ({ do: fault, code }, github) => {
        github.faults.add({ method: 'GET', path: METADATA, skip: 1, when: 'after', do: fault })
        const result = await generate(github)
        expect(failureOf(result)).toMatchObject({ title: 'The secret was changed, no key may be registered', code })
        expectNoPublicKey(result)
      },
    )
  })

  it('about the environment is not taken for protection', async () => {
    const answers: { what: string; answer: unknown }[] = [
      { what: 'no id', answer: { name: 'x', protection_rules: [{ type: 'required_reviewers', reviewers: [{}] }] } },
      { what: 'a list', answer: [] },
      { what: 'null', answer: null },
      { what: 'a text', answer: 'required_reviewers' },
      { what: 'rules that are no list', answer: { id: 1, protection_rules: 'required_reviewers' } },
      { what: 'rules of nothing', answer: { id: 1, protection_rules: [null, 1, 'required_reviewers', []] } },
      { what: 'no reviewers', answer: { id: 1, protection_rules: [{ type: 'required_reviewers', reviewers: [] }] } },
      {
        what: 'reviewers that are no list',
        answer: { id: 1, protection_rules: [{ type: 'required_reviewers', reviewers: 3 }] },
      },
      {
        what: 'another rule',
        answer: { id: 1, protection_rules: [{ type: 'wait_timer', reviewers: [{ reviewer: { login: 'a' } }] }] },
      },
    ]
    await eachOf(answers, async ({ answer }, github) => {
      github.faults.add({ path: ENVIRONMENT, when: 'after', times: 2, do: json(answer) })
      const result = await generate(github, { 'environment-protection': 'require' })
      expect(['environment-unprotected', 'protection-unreadable']).toContain(expectNothingChanged(result, github).code)
      const warned = await generate(github)
      expect(warned.exitCode).toBe(0)
      expect(warned.annotations).toMatchObject([{ level: 'warning' }])
      expect(warned.summary).toMatch(/\*\*(Weak|Unknown):\*\*/)
    })
  })

  it('that says nothing of admins who may bypass it is taken for the worse', async () => {
    const github = await startTestGitHub()
    const reviewer = { type: 'User', reviewer: { login: 'alice' } }
    const rule = { id: 1, type: 'required_reviewers', prevent_self_review: true, reviewers: [reviewer] }
    github.faults.add({ path: ENVIRONMENT, when: 'after', do: json({ id: 1, protection_rules: [rule] }) })
    const { annotations } = await generate(github)
    expect(annotations[0]?.message).toContain('admins may bypass')
  })

  it('to the store, with another success than 201 or 204, leaves the state open', async () => {
    const rows = [200, 202, 206].map(code => ({ what: `status ${code}`, code }))
    await eachOf(rows, async ({ code }, github) => {
      github.faults.add({ method: 'PUT', when: 'after', do: status(code) })
      const result = await generate(github)
      expect(failureOf(result)).toMatchObject({ title: 'The secret may have been changed', code: 'github-refused' })
      expectNoPublicKey(result)
    })
  })

  it('that is larger than any of GitHub’s is not read to its end', async () => {
    const github = await startTestGitHub()
    github.faults.add({
      path: SEALING_KEY,
      when: 'after',
      times: 99,
      do: json({ ...KEY, more: 'x'.repeat(2_000_000) }),
    })
    const { message } = expectNothingChanged(await generate(github), github)
    expect(message).toContain('GitHub: the response is larger than 1048576 bytes (1 attempt)')
  })

  it('that is a success in another type, and a notice of deprecation, change nothing', async () => {
    const github = await startTestGitHub()
    const body = JSON.stringify(KEY)
    github.faults.add({
      path: SEALING_KEY,
      when: 'after',
      do: { kind: 'body', body, contentType: 'application/x-octets' },
    })
    expect(expectNothingChanged(await generate(github), github).code).toBe('sealing-key-unusable')
    const notice = {
      deprecation: 'Sat, 01 Jan 2028 00:00:00 GMT',
      link: '<https://docs.example/changes>; rel="deprecation"',
      'set-cookie': 'a=b',
    }
    github.faults.add({ path: METADATA, when: 'after', do: status(404, notice) })
    const { exitCode, stdout } = await generate(github)
    expect(exitCode).toBe(0)
    expect(stdout).not.toContain('docs.example')
  })

  it('to the look at the variable holds no public key', async () => {
    const github = await startTestGitHub()
    const inputs = { 'public-key-variable': 'PK', 'if-exists': 'keep' }
    await generate(github, inputs)
    github.faults.add({ path: /variables\/PK$/, when: 'after', do: json({ name: 'PK', value: 4 }) })
    expect(failureOf(await generate(github, inputs)).code).toBe('variable-malformed')
  })
})

describe('a redirect', () => {
  const rows: { what: string; at: Pick<FaultRule, 'method' | 'path' | 'skip'>; title: string }[] = [
    { what: 'the look', at: { path: SEALING_KEY }, title: 'Nothing was changed' },
    { what: 'the look at the secret', at: { path: METADATA }, title: 'Nothing was changed' },
    { what: 'the look at the environment', at: { path: ENVIRONMENT }, title: 'Nothing was changed' },
    { what: 'the store', at: { method: 'PUT' }, title: 'Nothing was changed' },
    {
      what: 'the confirmation',
      at: { path: METADATA, method: 'GET', skip: 1 },
      title: 'The secret was changed, no key may be registered',
    },
    { what: 'the variable', at: { method: 'POST' }, title: 'The key is stored, the run is not complete' },
  ]
  it.each([301, 302, 307, 308])('(%s) is never followed, so that neither token nor key go elsewhere', async code => {
    const elsewhere = await startTestGitHub()
    await eachOf(rows, async ({ at, title }, github) => {
      const location = `${elsewhere.url}/repositories/1/actions/secrets/${SECRET}`
      github.faults.add({ ...at, when: 'before', do: status(code, { location }) })
      const result = await generate(github, { 'public-key-variable': 'PK' })
      expect(failureOf(result)).toMatchObject({ title, code: 'destination-moved' })
    })
    expect(elsewhere.exchanges).toEqual([])
  })

  it('for a renamed repository is told with what tells its new name', async () => {
    const github = await startTestGitHub()
    github.renameRepository('octo/keys', 'octo/vault-keys')
    const { code, message } = failureOf(await generate(github))
    expect(code).toBe('destination-moved')
    expect(message).toContain('`gh api repositories/1296269 --jq .full_name`')
  })

  it('that leads elsewhere, as to a login page, is not taken for a rename', async () => {
    const github = await startTestGitHub()
    github.faults.add({ path: SEALING_KEY, when: 'before', do: status(302, { location: '/login?return_to=%2F' }) })
    const { title, code, message } = failureOf(await generate(github))
    expect([title, code]).toEqual(['Nothing was changed', 'github-invalid-response'])
    expect(message).toContain('`github-api-url`')
  })
})

describe('a store whose answer is lost', () => {
  it('is repeated with the same key pair and the same box, however often', async () => {
    const github = await startTestGitHub()
    const stored: string[] = []
    const note: Fault = { kind: 'run', effect: () => void stored.push(storedPublicKey(github, GATE)) }
    for (const fault of [status(500), { kind: 'reset' }, status(503)] as Fault[]) {
      github.faults.add({ method: 'PUT', when: 'after', do: fault })
    }
    github.faults.add({ method: 'GET', path: METADATA, skip: 1, when: 'before', do: note })
    const result = await generate(github)
    expect(result.exitCode, result.log).toBe(0)
    const puts = github.exchanges.filter(({ method }) => method === 'PUT')
    expect(new Set(puts.map(({ requestBody }) => requestBody)).size).toBe(1)
    expect(stored).toEqual([result.outputs['public-key-hex']])
    expect(storedPublicKey(github, GATE)).toBe(result.outputs['public-key-hex'])
  })

  it('after 10 s without any answer is repeated too, whether it arrived or not', async () => {
    const rows = (['before', 'after'] as const).map(when => ({ what: `its effect ${when}`, when }))
    await eachOf(rows, async ({ when }, github) => {
      github.faults.add({ method: 'PUT', when, do: { kind: 'hang' } })
      const startedAt = github.clock.elapsedMs()
      const result = await generate(github)
      expect(result.exitCode, result.log).toBe(0)
      expect(result.outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
      expect(github.clock.elapsedMs() - startedAt).toBeGreaterThan(10_000)
      expect(github.clock.elapsedMs() - startedAt).toBeLessThan(15_000)
    })
  })

  it('and then refused leaves the state open: it may have arrived', async () => {
    const rows = [401, 403, 404, 409, 422].map(code => ({ what: `status ${code}`, code }))
    await eachOf(rows, async ({ code }, github) => {
      github.faults.add({ method: 'PUT', when: 'after', do: { kind: 'reset' } })
      github.faults.add({ method: 'PUT', when: 'before', skip: 1, times: 2, do: status(code) })
      const result = await generate(github)
      expect(failureOf(result).title).toBe('The secret may have been changed')
      expect(github.secret(GATE, SECRET)).toBeDefined()
      expectNoPublicKey(result)
    })
  })

  it('is reported if a run is cancelled before it retries', async () => {
    const github = await startTestGitHub()
    github.faults.add({ method: 'PUT', when: 'after', times: 99, do: status(500) })
    const cancellation = new AbortController()
    github.onExchange = ({ method }) => {
      const puts = github.exchanges.filter(exchange => exchange.method === 'PUT')
      if (method === 'PUT' && puts.length === 2) setImmediate(() => cancellation.abort())
    }
    const result = await generate(github, {}, { signal: cancellation.signal })
    expect(failureOf(result)).toMatchObject({ title: 'The secret may have been changed', code: 'cancelled' })
    expect(github.exchanges.filter(({ method }) => method === 'PUT')).toHaveLength(2)
    expect(github.clock.sleeping).toBe(0)
  })
})

describe('a limit', () => {
  it('is measured by GitHub’s clock, not by the runner’s', async () => {
    const now = () => new Date('2033-05-05T05:05:05Z')
    const github = await startTestGitHub({ now })
    const reset = String(Math.floor(now().getTime() / 1000) + 3)
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }
    github.faults.add({
      method: 'PUT',
      when: 'before',
      do: status(403, headers, { message: 'API rate limit exceeded' }),
    })
    const startedAt = github.clock.elapsedMs()
    const result = await generate(github)
    expect(result.exitCode, result.log).toBe(0)
    expect(github.clock.elapsedMs() - startedAt).toBeGreaterThan(1_000)
    expect(github.clock.elapsedMs() - startedAt).toBeLessThan(10_000)
  })

  it('that has ended already, or takes no time, is no reason to wait long', async () => {
    const rows: { what: string; headers: Record<string, string> }[] = [
      { what: 'a reset in the past', headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' } },
      { what: 'retry-after: 0', headers: { 'retry-after': '0' } },
    ]
    await eachOf(rows, async ({ headers }, github) => {
      github.faults.add({ method: 'PUT', when: 'before', do: status(429, headers) })
      const startedAt = github.clock.elapsedMs()
      const result = await generate(github)
      expect(result.exitCode, result.log).toBe(0)
      expect(github.clock.elapsedMs() - startedAt).toBeLessThan(5_000)
    })
  })

  it('at every request in turn is survived', async () => {
    const github = await startTestGitHub()
    for (const at of [
      { path: SEALING_KEY },
      { path: METADATA },
      { path: ENVIRONMENT },
      { method: 'PUT' },
      { method: 'POST' },
    ]) {
      github.faults.add({ ...at, when: 'before', do: status(429, { 'retry-after': '1' }) })
    }
    const result = await generate(github, { 'public-key-variable': 'PK' })
    expect(result.exitCode, result.log).toBe(0)
    expect(github.variable(GATE, 'PK')?.value).toBe(storedPublicKey(github, GATE))
  })
})

describe('every request', () => {
  it('names the API version that every server knows, and has the token in its one header alone', async () => {
    const inputs: Inputs = { 'public-key-variable': 'PK' }
    const github = await startTestGitHub()
    await generate(github, inputs)
    await generate(github, { ...inputs, ...OVERWRITE })
    expect(new Set(github.exchanges.map(({ method }) => method))).toEqual(new Set(['GET', 'PUT', 'POST', 'PATCH']))
    for (const { requestLine, requestHeaders, requestBody } of github.exchanges) {
      const { authorization, ...others } = requestHeaders
      expect(authorization).toMatch(/^(token|Bearer) github_pat_/)
      expect(requestHeaders['x-github-api-version']).toBe('2022-11-28')
      expect(requestHeaders.accept).toBe('application/vnd.github.v3+json')
      expect(requestHeaders['user-agent']).toBeTruthy()
      expect(requestLine + JSON.stringify(others) + requestBody).not.toContain('github_pat_')
    }
  })

  it('reads the variable with the rest and writes it last', async () => {
    const github = await startTestGitHub()
    answerTogether(github, 4)
    expect((await generate(github, { environment: 'open', 'public-key-variable': 'PK' })).exitCode).toBe(0)
    const methods = requests(github).map(request => request.split(' ')[0])
    expect(methods).toEqual(['GET', 'GET', 'GET', 'GET', 'PUT', 'GET', 'POST'])
    const looks = github.exchanges.slice(0, 4)
    const lastStart = Math.max(...looks.map(({ startedAt }) => startedAt))
    expect(lastStart).toBeLessThan(Math.min(...looks.map(({ endedAt }) => endedAt)))
  })
})
