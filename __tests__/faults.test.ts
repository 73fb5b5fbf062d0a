import { describe, expect, it } from 'vitest'
import type { Fault, LocalGitHub, Mishap } from '../local/github/index.ts'
import type { ActionResult } from '../local/runner/index.ts'
import { encodePrivateKey, generateOperatorKey } from '../src/operator-key.ts'
import { failureOf, GATE, type Inputs, REPOSITORY, run, SECRET, startWorld, storedPublicKey, TOKEN } from './world.ts'

const PATH = {
  key: /\/secrets\/public-key$/,
  secret: /\/secrets\/LEDGER_OPERATOR_PRIVATE_KEY$/,
  id: /\/secrets\/LEDGER_API_KEY_ID$/,
  environment: /\/environments\/[^/]+$/,
  variable: /\/variables/,
  approvals: /\/approvals$/,
}
const LIVE = { repository: REPOSITORY, environment: 'open' }
const key = generateOperatorKey()
const keyHex = encodePrivateKey(key.privateKeyPem, 'hex')

interface Subject {
  action: 'generate' | 'promote' | 'discard' | 'verify'
  inputs: (github: LocalGitHub) => Inputs
  /** The requests at which something may go wrong. */
  requests: Record<string, Omit<Fault, 'do' | 'when' | 'times'>>
  /** What success must look like. */
  succeeded: (github: LocalGitHub, result: ActionResult) => void
}

const SUBJECTS: Subject[] = [
  {
    action: 'generate',
    inputs: () => ({ 'github-token': TOKEN, environment: GATE.environment, 'public-key-variable': 'PK' }),
    requests: {
      'GET sealing key': { method: 'GET', path: PATH.key },
      'GET secret (look)': { method: 'GET', path: PATH.secret },
      'GET environment': { method: 'GET', path: PATH.environment },
      'GET variable': { method: 'GET', path: PATH.variable },
      'PUT secret': { method: 'PUT', path: PATH.secret },
      'GET secret (confirm)': { method: 'GET', path: PATH.secret, skip: 1 },
      'POST variable': { method: 'POST', path: PATH.variable },
    },
    succeeded: (github, { outputs }) => {
      expect(outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
      expect(github.variable(GATE, 'PK')?.value).toBe(outputs['public-key-hex'])
    },
  },
  {
    action: 'promote',
    inputs: () => ({
      'github-token': TOKEN,
      environment: LIVE.environment,
      'private-key': keyHex,
      'public-key-hex': key.publicKey.hex,
      'staged-secret-name': SECRET,
      'staged-environment': GATE.environment,
    }),
    requests: {
      'GET sealing key': { method: 'GET', path: PATH.key },
      'PUT secret': { method: 'PUT', path: PATH.secret },
      'GET secret (confirm)': { method: 'GET', path: PATH.secret, skip: 1 },
      'DELETE staged secret': { method: 'DELETE', path: PATH.secret },
    },
    succeeded: (github, { outputs }) => {
      expect(outputs['public-key-hex']).toBe(storedPublicKey(github, LIVE))
      expect(github.secret(GATE, SECRET)).toBeUndefined()
    },
  },
  {
    action: 'discard',
    inputs: github => ({
      'github-token': TOKEN,
      environment: GATE.environment,
      'secret-updated-at': github.secret(GATE, SECRET)?.updated_at ?? '',
    }),
    requests: {
      'GET secret': { method: 'GET', path: PATH.secret },
      'DELETE secret': { method: 'DELETE', path: PATH.secret },
    },
    succeeded: github => expect(github.secret(GATE, SECRET)).toBeUndefined(),
  },
  {
    action: 'verify',
    inputs: github => {
      github.addRun(REPOSITORY, 4711, [
        { state: 'approved', user: 'alice', comment: '', environment: GATE.environment },
      ])
      github.addToken('ghs_reader', {
        kind: 'installation',
        repositories: [REPOSITORY],
        permissions: { actions: 'read' },
      })
      return {
        'github-token': 'ghs_reader',
        'private-key': keyHex,
        'public-key-hex': key.publicKey.hex,
        approval: 'require',
        environment: GATE.environment,
      }
    },
    requests: { 'GET approvals': { method: 'GET', path: PATH.approvals } },
    succeeded: (_, { outputs }) => expect(outputs['approved-by']).toBe('alice'),
  },
]

const json = (body: string): Mishap => ({ kind: 'body', body })
const status = (status: number, headers: Record<string, string> = {}): Mishap => ({
  kind: 'status',
  status,
  headers,
  body: { message: 'a fault' },
})

/** What goes wrong, when, and for how long. */
const FAULTS: { name: string; fault: Pick<Fault, 'do' | 'when' | 'times'> }[] = [
  ...[500, 503, 504].map(code => ({ name: `${code} once`, fault: { do: status(code), when: 'before' as const } })),
  {
    name: '502 with a page, once',
    fault: {
      when: 'before',
      do: { kind: 'status', status: 502, headers: { 'content-type': 'text/html' }, body: '<html><h1>502</h1></html>' },
    },
  },
  { name: 'reset before the effect, once', fault: { do: { kind: 'reset' }, when: 'before' } },
  { name: 'reset after the effect, once', fault: { do: { kind: 'reset' }, when: 'after' } },
  { name: '500 after the effect, once', fault: { do: status(500), when: 'after' } },
  { name: 'an answer that breaks off, once', fault: { do: { kind: 'truncate' }, when: 'after' } },
  { name: 'a limit of 1 s', fault: { do: status(403, { 'retry-after': '1' }), when: 'before' } },
  { name: 'a limit of an hour', fault: { do: status(429, { 'retry-after': '3600' }), when: 'before', times: 99 } },
  { name: '500 for good', fault: { do: status(500), when: 'before', times: 99 } },
  { name: '500 after the effect, for good', fault: { do: status(500), when: 'after', times: 99 } },
  { name: 'reset before the effect, for good', fault: { do: { kind: 'reset' }, when: 'before', times: 99 } },
  ...[401, 403, 404, 409, 422].map(code => ({
    name: `${code} for good`,
    fault: { do: status(code), when: 'before' as const, times: 99 },
  })),
  { name: 'an empty answer for good', fault: { do: json(''), when: 'after', times: 99 } },
  { name: 'the answer `null` for good', fault: { do: json('null'), when: 'after', times: 99 } },
  { name: 'the answer `[]` for good', fault: { do: json('[]'), when: 'after', times: 99 } },
  { name: 'an answer that is no JSON, for good', fault: { do: json('<html>'), when: 'after', times: 99 } },
]

/** How a run ended, in the words of the table. */
async function outcomeOf(subject: Subject, request: string, fault: (typeof FAULTS)[number]['fault']): Promise<string> {
  const github = await startWorld()
  if (subject.action !== 'generate') github.putSecret(GATE, SECRET, keyHex)
  const inputs = subject.inputs(github)
  github.faults.add({ ...subject.requests[request], ...fault })
  const started = performance.now()
  const result = await run(subject.action, github, inputs, { github: { run_id: '4711' } })
  expect(performance.now() - started).toBeLessThan(60_000)
  if (result.exitCode === 0) {
    // Where GitHub says that a secret is gone, it is gone.
    const saysGone = subject.action !== 'generate' && 'status' in fault.do && fault.do.status === 404
    if (!saysGone) subject.succeeded(github, result)
    return 'done and confirmed'
  }
  const { title, code, message } = failureOf(result)
  const stored = github.secret(subject.action === 'promote' ? LIVE : GATE, SECRET)
  if (subject.action === 'generate') {
    // No public key without its confirmed private key, and none that is not the stored one.
    if (result.outputs['public-key-hex']) expect(result.outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
    else expect(message).not.toMatch(/04[0-9a-f]{128}/)
  }
  if (title === 'Nothing was changed') {
    expect(stored === undefined).toBe(subject.action !== 'discard')
    expect(result.outputs).toEqual({})
  }
  if (title === 'Nothing was deleted') expect(stored).toBeDefined()
  return `${title} (\`${code}\`)`
}

/** Runs tasks, some at a time: most of their time is waiting. */
async function pool<T>(tasks: (() => Promise<T>)[], width: number): Promise<T[]> {
  const results: T[] = []
  const queue = tasks.entries()
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const [i, task] of queue) results[i] = await task()
    }),
  )
  return results
}

describe('whatever goes wrong', () => {
  it('every run ends in a told state: the table of docs/faults.md is what happens', { timeout: 600_000 }, async () => {
    const cells = SUBJECTS.flatMap(subject =>
      Object.keys(subject.requests).flatMap(request =>
        FAULTS.map(({ name, fault }) => ({ subject, request, name, fault })),
      ),
    )
    const outcomes = await pool(
      cells.map(
        ({ subject, request, fault }) =>
          () =>
            outcomeOf(subject, request, fault),
      ),
      12,
    )
    const sections = SUBJECTS.map(({ action, requests }) => {
      const header = ['What goes wrong', ...Object.keys(requests).map(request => `at ${request}`)]
      const rows = FAULTS.map(({ name }) => [
        name,
        ...Object.keys(requests).map(
          request =>
            outcomes[
              cells.findIndex(cell => cell.subject.action === action && cell.request === request && cell.name === name)
            ],
        ),
      ])
      const lines = [header, header.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`)
      return `## ${action}\n\n${lines.join('\n')}\n`
    })
    const page = `# What happens when something goes wrong

Written by the test that makes it happen (\`__tests__/faults.test.ts\`), against the local GitHub. "Before" and "after" say whether the request had
taken effect when its answer was lost. What the states mean is said in [troubleshooting](troubleshooting.md).

${sections.join('\n')}`
    await expect(page).toMatchFileSnapshot('../docs/faults.md')
  })
})
