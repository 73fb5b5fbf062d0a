import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readAction } from '../../local/runner/index.ts'
import { expectNoCommand, HIDDEN, HOSTILE, LONG, structure } from '../support/hostile-text.ts'
import { withoutMasks } from '../support/leaks.ts'
import { GATE, REPOSITORY, ROOT, SECRET } from '../support/servers.ts'
import { sideBySide } from '../support/side-by-side.ts'
import {
  ACTIONS,
  APPROVED_RUN_ID,
  expectNoLeak,
  expectReported,
  KEY_HEX,
  PRIVATE_INPUTS,
  stageKey,
} from '../support/staged-key.ts'

describe.each(ACTIONS)('hostile inputs of %s', action => {
  const inputs = Object.keys(readAction(join(ROOT, action)).inputs)
  // Each input gets two of the texts in turn, and the long one.
  const rows = inputs.flatMap((input, i) =>
    [HOSTILE[(2 * i) % HOSTILE.length] ?? '', HOSTILE[(2 * i + 1) % HOSTILE.length] ?? '', LONG].map(text => ({
      input,
      text,
    })),
  )

  it(`${action} treats hostile text at each input as text: it succeeds, or fails with one visible error`, async () => {
    const plain = await (await stageKey()).run(action)
    await sideBySide(
      rows,
      ({ input, text }) => `${input}: ${JSON.stringify(text.slice(0, 60))}`,
      async ({ input, text }) => {
        const stage = await stageKey()
        const result = await stage.run(action, { [input]: text })
        expectNoLeak(result, stage)
        const printed = withoutMasks(result.stdout)
        if (PRIVATE_INPUTS.includes(input)) expect(printed).not.toContain('injected')
        if (result.exitCode === 0) {
          expectNoCommand(result, text, 0)
          expect(Object.keys(result.outputs)).toEqual(Object.keys(plain.outputs))
          expect(structure(result.summary)).toEqual(structure(plain.summary))
          return
        }
        const { message } = expectReported(action, result, stage)
        expectNoCommand(result, text, 1)
        expect(result.summary).toBe('')
        expect(message.length).toBeLessThan(2_000)
        expect(message.replaceAll('\n', '')).not.toMatch(HIDDEN)
        expect(stage.github.exchanges.filter(({ method, status }) => method !== 'GET' && status < 300)).toEqual([])
      },
    )
  })
})

describe('hostile names of environments', () => {
  // GitHub's environments have no control characters in their names, and at most 255 characters.
  const names = HOSTILE.filter(name => !/[\p{Cc}\p{Cs}]/u.test(name))

  it.each(['promote', 'discard'] as const)('%s shows a hostile name of its environment as text', async action => {
    const plain = await (await stageKey()).run(action)
    await sideBySide(
      names,
      name => JSON.stringify(name),
      async name => {
        const { github, run } = await stageKey()
        github.addEnvironment(REPOSITORY, name)
        const there = { repository: REPOSITORY, environment: name }
        if (action === 'discard') github.putSecret(there, SECRET)
        const stored = github.secret(there, SECRET)
        const result = await run(action, {
          environment: name,
          ...(stored && { 'secret-updated-at': stored.updated_at }),
        })
        expect(result.exitCode, result.log).toBe(0)
        expectNoCommand(result, name, 0)
        expect(structure(result.summary)).toEqual(structure(plain.summary))
      },
    )
  })

  it('verify shows a hostile name of its environment as text in warnings and pages', async () => {
    await sideBySide(
      names,
      name => JSON.stringify(name),
      async name => {
        const stage = await stageKey()
        const refused = await stage.run('verify', { environment: name })
        expect(expectReported('verify', refused, stage).code).toBe('not-approved')
        expectNoCommand(refused, name, 1)
        const warned = await stage.run('verify', { environment: name, approval: 'warn' })
        expect(warned.exitCode, warned.log).toBe(0)
        expectNoCommand(warned, name, 1)
      },
    )
  })

  it('promote shows a hostile name of the gate as text', async () => {
    await sideBySide(
      names,
      name => JSON.stringify(name),
      async name => {
        const { github, run } = await stageKey()
        const gate = { repository: REPOSITORY, environment: name }
        github.addEnvironment(REPOSITORY, name)
        github.putSecret(gate, SECRET, KEY_HEX)
        github.state.addReview(REPOSITORY, APPROVED_RUN_ID, {
          user: 'alice',
          state: 'approved',
          comment: '',
          environment: name,
        })
        const result = await run('promote', { 'staged-environment': name })
        expect(result.exitCode, result.log).toBe(0)
        expectNoCommand(result, name, 0)
        expect(github.secret(gate, SECRET)).toBeUndefined()
        expect(github.secret(GATE, SECRET)).toBeDefined()
      },
    )
  })
})
