import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fault, FaultRule } from '../../local/github/index.ts'
import type { LedgerFault } from '../../local/ledger/index.ts'
import type { ActionResult } from '../../local/runner/index.ts'
import { anyText } from '../support/any-text.ts'
import { expectNoCommand, HIDDEN, HOSTILE, LONG, refusal, structure } from '../support/hostile-text.ts'
import { GATE, SECRET } from '../support/servers.ts'
import { sideBySide } from '../support/side-by-side.ts'
import {
  type Action,
  expectDone,
  expectNoLeak,
  expectReported,
  PUBLIC_KEY_HEX,
  type StagedKey,
  stageKey,
} from '../support/staged-key.ts'

/** Each request that an action sends to GitHub. */
const REQUESTS: { action: Action; request: string; at: Omit<FaultRule, 'do' | 'when'>; gone?: true }[] = [
  { action: 'promote', request: 'the read of the sealing key', at: { path: /public-key$/ } },
  { action: 'promote', request: 'the read of the secret', at: { method: 'GET', path: /PRIVATE_KEY$/ } },
  { action: 'promote', request: 'the read of the variable', at: { method: 'GET', path: /variables/ } },
  { action: 'promote', request: 'the first store', at: { method: 'PUT' } },
  { action: 'promote', request: 'the last store', at: { method: 'PUT', path: /PRIVATE_KEY$/ } },
  { action: 'promote', request: 'the confirmation', at: { method: 'GET', path: /PRIVATE_KEY$/, skip: 1 } },
  { action: 'promote', request: 'the write of the variable', at: { method: 'POST' } },
  { action: 'promote', request: 'the delete of the staged secret', at: { method: 'DELETE' } },
  { action: 'discard', request: 'the read of the secret', at: { method: 'GET', path: /PRIVATE_KEY$/ } },
  { action: 'discard', request: 'the read of the sealing key', at: { path: /public-key$/ }, gone: true },
  { action: 'discard', request: 'the delete of the secret', at: { method: 'DELETE', path: /secrets/ } },
  { action: 'discard', request: 'the delete of the variable', at: { method: 'DELETE', path: /variables/ } },
  { action: 'verify', request: 'the read of the approvals', at: { path: /approvals$/ } },
]

/** An unexpected member of a response: a hostile text, or no text. */
const value = fc.oneof(
  fc.constantFrom(...HOSTILE, LONG),
  anyText({ maxLength: 40 }),
  fc.constantFrom<unknown>(null, true, 0, -1, 1e300, '', [], {}, [null], [[{}]], { toString: 1, length: -1 }),
)
/** Objects with every member that an action reads, each of them right, wrong or missing. */
const member = (right: unknown) => fc.option(fc.oneof(fc.constant(right), value), { nil: undefined })
const object = fc.record({
  id: member(1),
  key_id: member('1'),
  key: member(Buffer.alloc(32, 9).toString('base64')),
  name: member(SECRET),
  value: member(PUBLIC_KEY_HEX),
  created_at: member('2026-01-31T12:00:00Z'),
  updated_at: member('2026-01-31T12:00:00Z'),
  message: value,
  state: member('rejected'),
  user: fc.oneof(fc.record({ login: value }), value),
  environments: fc.oneof(fc.array(fc.record({ name: member(GATE.environment) }), { maxLength: 2 }), value),
})
const body = fc.oneof(
  { weight: 6, arbitrary: object.map(object => JSON.stringify(object)) },
  { weight: 2, arbitrary: fc.array(object, { maxLength: 3 }).map(list => JSON.stringify(list)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', 'null', '[', '{"key', '\u0000', '[['.repeat(20_000), '"text"', ...HOSTILE),
  },
)
const status = fc.constantFrom(200, 200, 200, 201, 202, 204, 206, 400, 403, 404, 409, 410, 418, 422, 451)
const response = fc.record({ kind: fc.constant('status' as const), status, body })

/** The same responses in every run of the tests. */
const sample = <T>(arbitrary: fc.Arbitrary<T>, count: number, seed: number) =>
  fc.sample(arbitrary, { numRuns: count, seed })

/** Expects one reported state that is true, and no command to the runner. */
function expectText(action: Action, result: ActionResult, stage: StagedKey): void {
  expectNoLeak(result, stage)
  if (result.exitCode === 0) {
    expectNoCommand(result, '', 0)
    return
  }
  const { message } = expectReported(action, result, stage)
  expectNoCommand(result, '', 1)
  expect(message.replaceAll('\n', '')).not.toMatch(HIDDEN)
  expect(result.summary).toBe('')
}

const brief = (response: object) => JSON.stringify(response).slice(0, 300)

describe('responses of GitHub', () => {
  const rows = REQUESTS.map((row, i) => [row.action, row.request, row, i] as const)

  it.each(rows)('%s reports a true state after an arbitrary response to %s', async (action, _, row, i) => {
    await sideBySide(sample(response, 5, i), brief, async response => {
      const stage = await stageKey(row)
      // A success means that the request was applied. Each attempt gets the same response.
      stage.github.faults.add({ ...row.at, when: response.status < 300 ? 'after' : 'before', times: 9, do: response })
      expectText(action, await stage.run(action), stage)
    })
  })

  it.each(rows)('%s quotes a hostile refusal of %s as text', async (action, _, row, i) => {
    const texts = [HOSTILE[(2 * i) % HOSTILE.length] ?? '', HOSTILE[(2 * i + 1) % HOSTILE.length] ?? '', LONG]
    await sideBySide(texts, JSON.stringify, async text => {
      const stage = await stageKey(row)
      stage.github.faults.add({ ...row.at, when: 'before', times: 9, do: refusal(text) })
      const result = await stage.run(action)
      expect(result.exitCode).toBe(1)
      expectText(action, result, stage)
    })
  })
})

describe('reviews', () => {
  it('verify shows hostile reviewers and environments of a review as text', async () => {
    const plain = await (await stageKey()).run('verify')
    await sideBySide(HOSTILE, JSON.stringify, async text => {
      const stage = await stageKey()
      const review = {
        state: 'approved',
        user: { login: text, id: 7, type: 'User' },
        environments: [{ name: GATE.environment }, { name: text }],
      }
      const fault: Fault = { kind: 'body', body: JSON.stringify([review, { ...review, state: text }]) }
      stage.github.faults.add({ path: /approvals$/, when: 'after', do: fault })
      const result = await stage.run('verify')
      expect(result.exitCode, result.log).toBe(0)
      expectText('verify', result, stage)
      expect(structure(result.summary)).toEqual(structure(plain.summary))
      expect(Object.keys(result.outputs)).toEqual(Object.keys(plain.outputs))
    })
  })
})

/** An access token whose claims are these. */
const tokenOf = (claims: unknown) =>
  ['{}', JSON.stringify(claims), ''].map(part => Buffer.from(part).toString('base64url')).join('.')

describe.each(['promote', 'verify'] as const)('responses of Ledger to %s', action => {
  const claims = fc.record({ pub_key: member(PUBLIC_KEY_HEX), workspace: member('minivault') })
  // A token is masked wherever it occurs, so no token may be a text of the page.
  const token = fc.oneof(claims.map(tokenOf), fc.constantFrom(...HOSTILE.filter(text => !/[\r\n]/.test(text))))
  const responses = fc.record({
    status: fc.constantFrom(200, 200, 200, 201, 301, 400, 401, 403, 404, 418, 422),
    body: fc.oneof(
      {
        weight: 6,
        arbitrary: fc
          .record({ accessToken: member(tokenOf({})), refreshToken: token, message: value })
          .map(object => JSON.stringify(object)),
      },
      {
        weight: 6,
        arbitrary: fc.record({ accessToken: token, refreshToken: token }).map(object => JSON.stringify(object)),
      },
      { weight: 1, arbitrary: fc.constantFrom('', 'null', '[]', '{"acc', '\u0000', '[['.repeat(20_000)) },
    ),
  })

  const run = async (fault: LedgerFault, more = {}) => {
    const stage = await stageKey()
    stage.ledger.addFault(fault)
    return { stage, result: await stage.run(action, more) }
  }

  it(`${action} reports a true state after an arbitrary response of Ledger`, async () => {
    await sideBySide(sample(responses, 16, 7), brief, async fault => {
      const { stage, result } = await run(fault, { 'require-registered': 'true' })
      expectText(action, result, stage)
      if (result.exitCode === 0) expectDone(action, result, stage)
      else expect(stage.github.exchanges.every(({ method }) => method === 'GET')).toBe(true)
    })
  })

  it(`${action} quotes a hostile refusal of Ledger as text`, async () => {
    await sideBySide(
      [...HOSTILE.filter((_, i) => i % 2 === (action === 'verify' ? 1 : 0)), LONG],
      JSON.stringify,
      async message => {
        const { stage, result } = await run({ status: 400, body: JSON.stringify({ message }) })
        expect(expectReported(action, result, stage).code).toBe('ledger-refused')
        expectText(action, result, stage)
      },
    )
  })
})

describe('responses of more than 1 MiB', () => {
  const large = 'x'.repeat(2 ** 20 + 1)

  it.each(['promote', 'verify'] as const)('%s reads no large response of Ledger to its end', async action => {
    const stage = await stageKey()
    stage.ledger.addFault({ times: 9, status: 200, body: large })
    const { code, message } = expectReported(action, await stage.run(action), stage)
    expect(code).toBe('ledger-unavailable')
    expect(message).toContain('Ledger: the response is larger than 1048576 bytes (1 attempt)')
    expect(stage.ledger.exchanges).toHaveLength(1)
  })

  it('promote does not retry a store with a large response, because it may be applied', async () => {
    const stage = await stageKey()
    const response = { kind: 'status', status: 201, body: large } as const
    stage.github.faults.add({ method: 'PUT', when: 'after', times: 9, do: response })
    const { title, message } = expectReported('promote', await stage.run('promote'), stage)
    expect(title).toBe('The secret may have been changed')
    expect(message).toContain('(1 attempt)')
    expect(stage.github.exchanges.filter(({ method }) => method === 'PUT')).toHaveLength(1)
  })
})
