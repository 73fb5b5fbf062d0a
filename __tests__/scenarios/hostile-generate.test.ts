import { describe, expect, it } from 'vitest'
import { expectNoCommand, HIDDEN, HOSTILE, refusal, structure } from '../support/hostile-text.ts'
import { failureOf, generate } from '../support/run-action.ts'
import { GATE, REPOSITORY, SECRET, startTestGitHub, storedPublicKey, type TestGitHub } from '../support/servers.ts'
import { sideBySide } from '../support/side-by-side.ts'

/** Runs a scenario with each text, each with its own GitHub. */
function withEach(scenario: (github: TestGitHub, text: string) => Promise<void>): Promise<unknown> {
  return Promise.all(HOSTILE.map(async text => scenario(await startTestGitHub(), text)))
}

/** Markup and mentions that consist of characters that a name may have. */
const MARKUP = ['_injected_', '@octo', 'www.example.com', 'octo@example.com', '- injected', '1. injected', '+ injected']

describe('hostile text of a workflow', () => {
  it('the page of generate shows markup in an operator or workspace name as text', async () => {
    const plain = await generate(await startTestGitHub(), { 'operator-name': 'x', workspace: 'x' })
    await sideBySide(
      MARKUP,
      text => text,
      async text => {
        const github = await startTestGitHub()
        const result = await generate(github, { 'operator-name': text, workspace: text })
        expect(result.exitCode, result.log).toBe(0)
        expectNoCommand(result, text, 0)
        expect(Object.keys(result.outputs)).toEqual(Object.keys(plain.outputs))
        expect(result.outputs['public-key-hex']).toBe(storedPublicKey(github, GATE))
        expect(structure(result.summary)).toEqual(structure(plain.summary))
      },
    )
  })

  it('generate refuses a hostile name with one annotation without invisible characters', async () => {
    const names = [
      'operator-name',
      'workspace',
      'secret-name',
      'repository',
      'organization',
      'if-exists',
      'allowed-events',
      'github-api-url',
    ]
    await withEach(async (github, text) => {
      const input = names[HOSTILE.indexOf(text) % names.length] ?? ''
      const result = await generate(github, { [input]: text })
      const { code, message } = failureOf(result)
      expect(code).toBe('input-invalid')
      expect(message).toContain(`\`${input}\``)
      expectNoCommand(result, text, 1)
      expect(result.outputs).toEqual({})
      expect(message.replaceAll('\n', '')).not.toMatch(HIDDEN)
      expect(github.exchanges).toEqual([])
    })
  })
})

describe('hostile text of a response', () => {
  it('generate quotes a hostile message of GitHub in one annotation', async () => {
    await withEach(async (github, text) => {
      github.faults.add({ path: /public-key$/, when: 'before', do: refusal(text) })
      const result = await generate(github)
      expect(failureOf(result).code).toBe('github-refused')
      expectNoCommand(result, text, 1)
      expect(result.outputs).toEqual({})
    })
  })

  it('generate shows a hostile reason for an unreadable environment as text in warning and page', async () => {
    const unreadable = async (github: TestGitHub, text: string) => {
      github.faults.add({ path: /environments\/[^/]+$/, when: 'before', do: refusal(text) })
      return generate(github)
    }
    const plain = await unreadable(await startTestGitHub(), 'x')
    await withEach(async (github, text) => {
      const result = await unreadable(github, text)
      expect(result.exitCode, result.log).toBe(0)
      expectNoCommand(result, text, 1)
      expect(structure(result.summary)).toEqual(structure(plain.summary))
    })
  })

  it('the page of generate shows hostile reviewers as text', async () => {
    const reviewedBy = async (github: TestGitHub, login: string) => {
      github.addEnvironment(REPOSITORY, GATE.environment, {
        reviewers: [login],
        preventSelfReview: true,
        branchPolicy: 'custom',
        branches: ['main'],
        adminsBypass: false,
      })
      return generate(github)
    }
    const plain = await reviewedBy(await startTestGitHub(), 'x')
    await withEach(async (github, text) => {
      const result = await reviewedBy(github, text)
      expect(result.exitCode, result.log).toBe(0)
      expectNoCommand(result, text, 0)
      expect(structure(result.summary)).toEqual(structure(plain.summary))
    })
  })

  it.each(['1 Jan 2026 (\n::warning::injected\n)', '2026-01-01T00:00:00Z (injected)', '2026-01-01'])(
    'generate rejects %j as the time of a secret',
    async time => {
      const github = await startTestGitHub()
      github.putSecret(GATE, SECRET)
      const body = JSON.stringify({ name: SECRET, created_at: '2026-01-01T00:00:00Z', updated_at: time })
      github.faults.add({ path: /KEY$/, when: 'after', do: { kind: 'body', body } })
      const result = await generate(github, { 'if-exists': 'keep' })
      expect(failureOf(result).code).toBe('github-invalid-response')
      expectNoCommand(result, time, 1)
      expect(result.log).not.toContain('injected')
      expect(result.summary).toBe('')
    },
  )
})
