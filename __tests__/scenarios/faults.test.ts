import { describe, expect, it } from 'vitest'
import type { Fault, FaultRule } from '../../local/github/index.ts'
import type { LedgerFault } from '../../local/ledger/index.ts'
import { failureOf, generate, generateBundle, OVERWRITE } from '../support/run-action.ts'
import { GATE, REAL_TIME, SECRET, storedPublicKey } from '../support/servers.ts'
import { sideBySide } from '../support/side-by-side.ts'
import { type Action, expectDone, expectNoLeak, expectReported, stageKey } from '../support/staged-key.ts'

const PATH = {
  sealingKey: /\/secrets\/public-key$/,
  secret: /\/secrets\/LEDGER_OPERATOR_PRIVATE_KEY$/,
  liveSecret: /\/environments\/open\/secrets\/LEDGER_OPERATOR_PRIVATE_KEY$/,
  stagedSecret: /\/environments\/ledger%20admins%2Fprod\/secrets\/LEDGER_OPERATOR_PRIVATE_KEY$/,
  environment: /\/environments\/[^/]+$/,
  patterns: /\/deployment-branch-policies\?/,
  variable: /\/variables/,
  approvals: /\/approvals$/,
}

type At = Omit<FaultRule, 'do' | 'when' | 'times'>

/** The requests of each action at which a fault may happen. */
const SUBJECTS: {
  title: string
  action: 'generate' | Action
  requests: Record<string, At | 'Ledger'>
  /** The request that is sent only if the secret is already deleted. */
  gone?: string
  /** The secret and the variable exist and are overwritten. */
  over?: true
}[] = [
  {
    title: 'generate',
    action: 'generate',
    requests: {
      'GET sealing key': { method: 'GET', path: PATH.sealingKey },
      'GET secret (read)': { method: 'GET', path: PATH.secret },
      'GET environment': { method: 'GET', path: PATH.environment },
      'GET branch patterns': { method: 'GET', path: PATH.patterns },
      'GET variable': { method: 'GET', path: PATH.variable },
      'PUT secret': { method: 'PUT', path: PATH.secret },
      'GET secret (confirm)': { method: 'GET', path: PATH.secret, skip: 1 },
      'POST variable': { method: 'POST', path: PATH.variable },
    },
  },
  {
    title: 'generate, over an existing secret and variable',
    action: 'generate',
    requests: {
      'PUT secret': { method: 'PUT', path: PATH.secret },
      'GET secret (confirm)': { method: 'GET', path: PATH.secret, skip: 1 },
      'PATCH variable': { method: 'PATCH', path: PATH.variable },
    },
    over: true,
  },
  {
    title: 'promote',
    action: 'promote',
    requests: {
      'GET sealing key': { method: 'GET', path: PATH.sealingKey },
      'GET secret (read)': { method: 'GET', path: PATH.liveSecret },
      'GET staged secret (read)': { method: 'GET', path: PATH.stagedSecret },
      'GET variable': { method: 'GET', path: PATH.variable },
      'GET approvals': { method: 'GET', path: PATH.approvals },
      'POST token (Ledger)': 'Ledger',
      'PUT API Key ID': { method: 'PUT', path: /KEY_ID$/ },
      'PUT API Secret': { method: 'PUT', path: /KEY_SECRET$/ },
      'PUT secret': { method: 'PUT', path: PATH.secret },
      'GET secret (confirm)': { method: 'GET', path: PATH.liveSecret, skip: 1 },
      'POST variable': { method: 'POST', path: PATH.variable },
      'GET staged secret (before deleting)': { method: 'GET', path: PATH.stagedSecret, skip: 1 },
      'DELETE staged secret': { method: 'DELETE', path: PATH.secret },
    },
  },
  {
    title: 'discard',
    action: 'discard',
    requests: {
      'GET approvals': { method: 'GET', path: PATH.approvals },
      'GET secret': { method: 'GET', path: PATH.secret },
      'GET sealing key (if the secret is deleted)': { method: 'GET', path: PATH.sealingKey },
      'DELETE secret': { method: 'DELETE', path: PATH.secret },
      'DELETE variable': { method: 'DELETE', path: PATH.variable },
    },
    gone: 'GET sealing key (if the secret is deleted)',
  },
  {
    title: 'verify',
    action: 'verify',
    requests: { 'GET approvals': { method: 'GET', path: PATH.approvals }, 'POST token (Ledger)': 'Ledger' },
  },
]

/** The permission that a 403 names. */
const PERMISSION = 'secrets=write; environments=write'
/** To follow the first would violate GitHub's description, and nobody listens at the second. */
const LOCATIONS = { 'the same origin': '/repositories/1296269/elsewhere', 'another origin': 'http://127.0.0.1:9/' }

const UPGRADE = { connection: 'Upgrade', upgrade: 'h2c' }

const json = (body: string): Fault => ({ kind: 'body', body })
const status = (status: number, headers: Record<string, string> = {}): Fault => ({
  kind: 'status',
  status,
  headers,
  body: { message: 'a fault' },
})

/** What goes wrong, when, and how often. */
const FAULTS: { name: string; fault: Pick<FaultRule, 'do' | 'when' | 'times'> }[] = [
  { name: '503 once', fault: { do: status(503), when: 'before' } },
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
  { name: 'a truncated response, once', fault: { do: { kind: 'truncate' }, when: 'after' } },
  { name: 'no response, once', fault: { do: { kind: 'hang' }, when: 'after' } },
  { name: 'a protocol switch (101), once', fault: { do: status(101, UPGRADE), when: 'after' } },
  { name: 'a rate limit of 1 s', fault: { do: status(403, { 'retry-after': '1' }), when: 'before' } },
  { name: 'a rate limit of an hour', fault: { do: status(429, { 'retry-after': '3600' }), when: 'before', times: 99 } },
  { name: '500 always', fault: { do: status(500), when: 'before', times: 99 } },
  { name: '500 after the effect, always', fault: { do: status(500), when: 'after', times: 99 } },
  { name: 'reset before the effect, always', fault: { do: { kind: 'reset' }, when: 'before', times: 99 } },
  { name: 'no response, always', fault: { do: { kind: 'hang' }, when: 'after', times: 99 } },
  { name: 'a protocol switch (101), always', fault: { do: status(101, UPGRADE), when: 'after', times: 99 } },
  { name: 'an undocumented success (299), always', fault: { do: status(299), when: 'after', times: 99 } },
  ...[401, 403, 404, 409, 422].map(code => ({
    name: `${code} always`,
    fault: { do: status(code), when: 'before' as const, times: 99 },
  })),
  {
    name: '403 that names the permission, always',
    fault: { do: status(403, { 'x-accepted-github-permissions': PERMISSION }), when: 'before', times: 99 },
  },
  ...Object.entries(LOCATIONS).map(([origin, location]) => ({
    name: `301 to ${origin}, always`,
    fault: { do: status(301, { location }), when: 'before' as const, times: 99 },
  })),
  { name: 'a truncated response, always', fault: { do: { kind: 'truncate' }, when: 'after', times: 99 } },
  {
    name: 'a response of more than 1 MiB, always',
    fault: { do: json('x'.repeat(2 ** 20 + 1)), when: 'after', times: 99 },
  },
  { name: 'an empty response, always', fault: { do: json(''), when: 'after', times: 99 } },
  { name: 'the response `{}`, always', fault: { do: json('{}'), when: 'after', times: 99 } },
  { name: 'a response that is no JSON, always', fault: { do: json('<html>'), when: 'after', times: 99 } },
]

/** Each kind of fault once with the bundle as a process, in real time. */
const BY_BUNDLE: { action: 'generate' | Action; name: string; request: string }[] = [
  { action: 'generate', name: '503 once', request: 'GET sealing key' },
  { action: 'generate', name: 'reset after the effect, once', request: 'PUT secret' },
  { action: 'generate', name: 'no response, once', request: 'PUT secret' },
  { action: 'generate', name: 'a protocol switch (101), always', request: 'GET environment' },
  { action: 'generate', name: '301 to another origin, always', request: 'PUT secret' },
  { action: 'promote', name: 'a truncated response, once', request: 'PUT API Secret' },
  { action: 'promote', name: 'a rate limit of 1 s', request: 'PUT secret' },
  { action: 'discard', name: 'a response of more than 1 MiB, always', request: 'GET secret' },
  { action: 'verify', name: 'a response that is no JSON, always', request: 'POST token (Ledger)' },
]

/** The same fault at Ledger, whose rate limits have a status of their own. */
function atLedger({ do: fault, times = 1 }: (typeof FAULTS)[number]['fault']): LedgerFault {
  switch (fault.kind) {
    case 'status': {
      const { headers = {}, body } = fault
      const limited = headers['retry-after'] !== undefined
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      return { times, status: limited ? 420 : fault.status, headers, body: text }
    }
    case 'reset':
      return { times, status: 200, connection: 'reset' }
    case 'hang':
      return { times, status: 200, connection: 'hang' }
    case 'truncate':
      return { times, status: 200, connection: 'truncate' }
    case 'body':
      return { times, status: 200, body: fault.body }
    default:
      throw new Error(`Ledger has no fault of the kind ${fault.kind}`)
  }
}

/** The outcome of a run, in the words of the table. */
async function outcomeOf(
  { action, requests, gone, over }: (typeof SUBJECTS)[number],
  request: string,
  fault: (typeof FAULTS)[number]['fault'],
  by: 'source' | 'bundle' = 'source',
): Promise<string> {
  const stage = await stageKey({ gone: request === gone }, by === 'bundle' ? REAL_TIME : {})
  const { github, ledger } = stage
  const at = requests[request]
  if (at === 'Ledger') ledger.addFault(atLedger(fault))
  else github.faults.add({ ...at, ...fault })
  if (action === 'generate' && !over) github.deleteSecret(GATE, SECRET)
  if (over) github.putVariable(GATE, 'NEW', 'old')
  const before = github.secret(GATE, SECRET)
  const [runGenerate, runOther] = by === 'source' ? [generate, stage.run] : [generateBundle, stage.runBundle]
  const result =
    action === 'generate'
      ? await runGenerate(github, { 'public-key-variable': 'NEW', ...(over && OVERWRITE) })
      : await runOther(action)
  expect(github.clock.elapsedMs()).toBeLessThan(120_000)
  expectNoLeak(result, stage)
  if (result.exitCode === 0) {
    if (action === 'generate') {
      expect(result.outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
      expect(github.variable(GATE, 'NEW')?.value).toBe(result.outputs['public-key-hex'])
      return 'done and confirmed'
    }
    // A 404 to a read, or for a variable, means that it does not exist.
    const saysGone = 'status' in fault.do && fault.do.status === 404
    if (!saysGone) expectDone(action, result, stage)
    return 'done and confirmed'
  }
  const { title, code, message } = action === 'generate' ? failureOf(result) : expectReported(action, result, stage)
  if (action === 'generate') {
    // A public key is shown only if its private key is stored and confirmed.
    if (result.outputs['public-key-hex']) expect(result.outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
    else expect(message).not.toMatch(/04[0-9a-f]{128}/)
    if (title === 'Nothing was changed') {
      expect(github.secret(GATE, SECRET)).toEqual(before)
      expect(result.outputs).toEqual({})
    }
  }
  const namesPermission = 'status' in fault.do && fault.do.headers?.['x-accepted-github-permissions'] !== undefined
  if (code === 'permission-missing') expect(message.includes(PERMISSION)).toBe(namesPermission)
  return `${title} (\`${code}\`)`
}

describe('faults', () => {
  it('each run reports the state that faults.md lists for its fault', { timeout: 300_000 }, async () => {
    const cells = SUBJECTS.flatMap(subject =>
      Object.keys(subject.requests).flatMap(request =>
        FAULTS.map(({ name, fault }) => ({ subject, request, name, fault })),
      ),
    )
    const outcomes = new Map<(typeof cells)[number], string>()
    await sideBySide(
      cells,
      ({ subject, request, name }) => `${name} at ${request} of ${subject.title}`,
      async cell => outcomes.set(cell, await outcomeOf(cell.subject, cell.request, cell.fault)),
    )
    const sections = SUBJECTS.map(({ title, requests }) => {
      const header = ['What goes wrong', ...Object.keys(requests).map(request => `at ${request}`)]
      const rows = FAULTS.map(({ name }) => [
        name,
        ...Object.keys(requests).map(request => {
          const cell = cells.find(
            ({ subject, ...cell }) => subject.title === title && cell.request === request && cell.name === name,
          )
          return cell && outcomes.get(cell)
        }),
      ])
      const lines = [header, header.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`)
      return `## ${title}\n\n${lines.join('\n')}\n`
    })
    const page = `# What happens when something goes wrong

A test writes this page (\`__tests__/scenarios/faults.test.ts\`): it causes each fault at a local GitHub and a local Ledger. "After the effect" means that the request was applied; "before the effect" means that it was not. [Faults](../../docs/faults.md) is the summary; [troubleshooting](../../docs/troubleshooting.md) explains the states.

${sections.join('\n')}`
    await expect(page).toMatchFileSnapshot('faults.md')
  })

  it('each kind of fault has the same outcome for the bundle as for the source', async () => {
    await sideBySide(BY_BUNDLE, JSON.stringify, async ({ action, name, request }) => {
      const subject = SUBJECTS.find(subject => subject.action === action)
      const fault = FAULTS.find(fault => fault.name === name)
      if (!subject || !fault) throw new Error('no such subject or fault')
      const bySource = await outcomeOf(subject, request, fault.fault)
      expect(await outcomeOf(subject, request, fault.fault, 'bundle')).toBe(bySource)
    })
  })
})
