import { describe, expect, it } from 'vitest'
import type { ActionRun } from '../../local/runner/index.ts'
import { leaksIn, tracesOf } from '../support/leaks.ts'
import { failureOf, generate, type Inputs, run } from '../support/run-action.ts'
import {
  GATE,
  JOB_TOKEN,
  REPOSITORY,
  requests,
  SECRET,
  startTestGitHub,
  storedText,
  TOKEN,
} from '../support/servers.ts'

async function rejected() {
  const github = await startTestGitHub()
  const { outputs } = await generate(github, { 'public-key-variable': 'PK' })
  github.exchanges.length = 0
  const discard = (more: Inputs = {}, prepare?: ActionRun['prepare']) => {
    const inputs = {
      'github-token': TOKEN,
      environment: GATE.environment,
      'secret-updated-at': outputs['secret-updated-at'] ?? '',
      'public-key-variable': 'PK',
      ...more,
    }
    return run('discard', github, inputs, { ...(prepare && { prepare }) })
  }
  return { github, discard }
}

describe('discard', () => {
  it('deletes the secret that the run stored, and the variable', async () => {
    const { github, discard } = await rejected()
    const result = await discard()
    expect([result.exitCode, result.outputs]).toEqual([0, { discarded: 'true' }])
    expect(github.secret(GATE, SECRET)).toBeUndefined()
    expect(github.variable(GATE, 'PK')).toBeUndefined()
    expect(result.summary).toContain('The operator key was discarded')
  })

  it("never deletes somebody else's newer key, nor its variable", async () => {
    const { github, discard } = await rejected()
    github.putSecret(GATE, SECRET, 'a newer key')
    const secret = github.secret(GATE, SECRET)
    if (secret) secret.updated_at = '2031-01-01T00:00:00Z'
    const { title, code, message } = failureOf(await discard())
    expect([title, code]).toEqual(['Nothing was deleted', 'secret-newer'])
    expect(message).toContain('2031-01-01T00:00:00Z')
    expect(storedText(github, GATE)).toBe('a newer key')
    expect(github.variable(GATE, 'PK')).toBeDefined()
    expect(requests(github).every(request => request.startsWith('GET'))).toBe(true)
  })

  it('succeeds where the secret is gone already, and takes the variable away', async () => {
    const { github, discard } = await rejected()
    github.deleteSecret(GATE, SECRET)
    const result = await discard()
    expect([result.exitCode, result.outputs]).toEqual([0, { discarded: 'false' }])
    expect(github.variable(GATE, 'PK')).toBeUndefined()
    expect((await discard()).exitCode).toBe(0)
  })

  it('succeeds where another run deletes it at the same moment', async () => {
    const { github, discard } = await rejected()
    github.faults.add({
      method: 'DELETE',
      when: 'before',
      do: { kind: 'run', effect: () => github.deleteSecret(GATE, SECRET) },
    })
    expect((await discard()).exitCode).toBe(0)
  })

  it.each(['before', 'after'] as const)('succeeds where the answer is lost, %s the secret was deleted', async when => {
    const { github, discard } = await rejected()
    github.faults.add({ method: 'DELETE', path: /secrets/, when, do: { kind: 'reset' } })
    const result = await discard()
    expect([result.exitCode, result.outputs]).toEqual([0, { discarded: 'true' }])
    expect(github.secret(GATE, SECRET)).toBeUndefined()
    const deletes = github.exchanges.filter(({ method, path }) => method === 'DELETE' && path.includes('/secrets/'))
    expect(deletes).toHaveLength(when === 'before' ? 2 : 1)
  })

  it('does not believe a 404 for a secret that is still there', async () => {
    const { github, discard } = await rejected()
    github.faults.add({ method: 'DELETE', when: 'before', do: { kind: 'status', status: 404 } })
    expect(failureOf(await discard())).toMatchObject({ title: 'Nothing was deleted', code: 'destination-not-found' })
    expect(github.secret(GATE, SECRET)).toBeDefined()
  })

  it('does not take a place that the token may not see for one where the key is gone', async () => {
    const { github, discard } = await rejected()
    github.addToken('github_pat_elsewhere', {
      kind: 'fine-grained',
      repositories: ['octo/other'],
      permissions: { environments: 'write' },
    })
    const result = await discard({ 'github-token': 'github_pat_elsewhere', 'if-approved': 'discard' })
    expect(failureOf(result)).toMatchObject({ title: 'Nothing was deleted', code: 'destination-not-found' })
    expect(github.secret(GATE, SECRET)).toBeDefined()
  })

  it.each(['', 'yesterday', '2026', '2026-02-31T12:00:00Z', '2026-02-28T12:00:00', '2026-02-28T25:00:00Z'])(
    'needs the time at which the key was stored: "%s" is none',
    async time => {
      const { github, discard } = await rejected()
      const { code, message } = failureOf(await discard({ 'secret-updated-at': time }))
      expect(code).toBe('input-invalid')
      expect(message).toContain('`secret-updated-at`')
      expect(github.exchanges).toEqual([])
    },
  )

  it.each([{ repository: REPOSITORY }, { organization: 'octo' }])('works for %j too', async destination => {
    const github = await startTestGitHub()
    const { outputs } = await generate(github, destination)
    const inputs = { 'github-token': TOKEN, 'secret-updated-at': outputs['secret-updated-at'] ?? '', ...destination }
    const result = await run('discard', github, inputs as Inputs)
    expect(result.outputs).toEqual({ discarded: 'true' })
    expect(github.secret(destination as { repository: string }, SECRET)).toBeUndefined()
  })
})

describe('discard touches nothing else', () => {
  it('of the same place, nor of the same name elsewhere', async () => {
    const { github, discard } = await rejected()
    const elsewhere = [
      { repository: REPOSITORY },
      { repository: REPOSITORY, environment: 'open' },
      { organization: 'octo' },
    ]
    for (const place of elsewhere) {
      github.putSecret(place, SECRET, 'another')
      github.putVariable(place, 'PK', 'another')
    }
    github.putSecret(GATE, 'LEDGER_API_KEY_ID', 'an id')
    github.putVariable(GATE, 'PK_2', 'another variable')
    expect((await discard()).exitCode).toBe(0)
    for (const place of elsewhere) {
      expect(storedText(github, place)).toBe('another')
      expect(github.variable(place, 'PK')?.value).toBe('another')
    }
    expect(storedText(github, GATE, 'LEDGER_API_KEY_ID')).toBe('an id')
    expect(github.variable(GATE, 'PK_2')?.value).toBe('another variable')
  })

  it('and leaves the variable where it is not told its name', async () => {
    const { github, discard } = await rejected()
    expect((await discard({ 'public-key-variable': '' })).exitCode).toBe(0)
    expect(github.variable(GATE, 'PK')).toBeDefined()
    expect(requests(github).filter(request => request.includes('/variables'))).toEqual([])
  })

  it('and reads the approvals and the secret before it deletes', async () => {
    const { github, discard } = await rejected()
    await discard()
    const sent = requests(github).map(request => `${request.split(' ')[0]} ${request.split('/').at(-1)}`)
    expect(sent).toEqual(['GET approvals', `GET ${SECRET}`, `DELETE ${SECRET}`, 'DELETE PK'])
  })
})

describe('discard tells', () => {
  it('in its log what is gone', async () => {
    const { discard } = await rejected()
    const place = 'LEDGER_OPERATOR_PRIVATE_KEY of the environment "ledger admins/prod" of octo/keys'
    const variable = 'The variable PK of the environment "ledger admins/prod" of octo/keys is deleted.'
    const lines = ({ log }: { log: string }) => log.split('\n')
    expect(lines(await discard())).toEqual(expect.arrayContaining([`The secret ${place} is deleted.`, variable]))
    expect(lines(await discard())).toEqual(
      expect.arrayContaining([`The secret ${place} was already deleted.`, variable]),
    )
  })

  it('before it deletes anything that the runner’s files are missing', async () => {
    const { github, discard } = await rejected()
    const result = await discard({}, environment => {
      environment.GITHUB_OUTPUT = '/nowhere/output'
    })
    expect(failureOf(result)).toMatchObject({
      title: 'Nothing was deleted',
      code: 'command-file-unwritable',
      message: expect.stringContaining('\nNothing was deleted.\n'),
    })
    expect(github.exchanges).toEqual([])
  })

  it.each([
    ['the secret', { path: /secrets\/[A-Z_]+$/ }, 'Nothing was deleted'],
    ['the variable', { path: /variables\/[A-Z_]+$/ }, 'The secret is deleted, the run is not complete'],
  ])('where %s cannot be deleted, what is gone and what is not', async (what, request, headline) => {
    const { github, discard } = await rejected()
    github.faults.add({ method: 'DELETE', ...request, when: 'before', do: { kind: 'status', status: 403, body: {} } })
    const { title, code, message } = failureOf(await discard())
    expect([title, code]).toEqual([headline, 'github-refused'])
    const left = 'The variable PK of the environment "ledger admins/prod" of octo/keys may still exist: run this again.'
    expect(message.includes(left)).toBe(what === 'the variable')
    expect(github.secret(GATE, SECRET) === undefined).toBe(what === 'the variable')
    expect(github.variable(GATE, 'PK')).toBeDefined()
    // And a second run ends what the first began.
    const again = await discard()
    expect([again.exitCode, again.outputs.discarded]).toEqual([0, String(what === 'the secret')])
    expect(github.variable(GATE, 'PK')).toBeUndefined()
  })

  it.each([
    ['the token', { 'github-token': '' }, 'token-missing'],
    ['the name', { 'secret-name': 'GITHUB_KEY' }, 'input-invalid'],
    ['the place', { organization: 'octo' }, 'input-invalid'],
    ['the token, which GitHub does not know,', { 'github-token': 'github_pat_gone' }, 'token-rejected'],
    ["the job's own token, which may not see secrets,", { 'github-token': JOB_TOKEN }, 'permission-missing'],
  ])('that %s is wrong, and deletes nothing', async (_, more: Inputs, code) => {
    const { github, discard } = await rejected()
    const failure = failureOf(await discard(more))
    expect([failure.title, failure.code]).toEqual(['Nothing was deleted', code])
    expect(github.secret(GATE, SECRET)).toBeDefined()
    expect(github.variable(GATE, 'PK')).toBeDefined()
  })

  it('nothing of the token, which it masks first', async () => {
    const { github, discard } = await rejected()
    const result = await discard()
    expect(result.stdout).toMatch(/^::add-mask::github_pat_/)
    const traces = new Map([...tracesOf({ ...result, log: '' })])
    expect(leaksIn(traces, new Map([['the token', TOKEN]]))).toEqual([])
    expect(github.exchanges.length).toBeGreaterThan(0)
  })
})
