import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { JobResult, WorkflowRun } from '../../local/runner/index.ts'
import {
  REPOSITORY,
  ROOT,
  SECRET,
  startTestGitHub,
  storedPublicKey,
  type TestGitHub,
  TOKEN,
} from '../support/servers.ts'
import {
  approvedBy,
  checkoutOf,
  codesOf,
  installApp,
  jobOf,
  rejectedBy,
  runRepositoryWorkflow,
  TOKENS,
  WORKSPACE,
} from '../support/workflows.ts'

const ADMINS = { repository: REPOSITORY, environment: 'ledger-admins' }
/** The workflows on a page, in order. */
const shownBy = (page: string) =>
  [...readFileSync(join(ROOT, page), 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text)

/** A repository as the README describes it: a gate, and an environment for the token. */
async function startReaders(): Promise<TestGitHub> {
  const github = await startTestGitHub()
  github.addEnvironment(REPOSITORY, ADMINS.environment, {
    reviewers: ['alice'],
    preventSelfReview: true,
    branchPolicy: 'custom',
    branches: ['main'],
    adminsBypass: false,
  })
  github.addEnvironment(REPOSITORY, TOKENS.environment, { branchPolicy: 'custom', branches: ['main'] })
  github.putSecret(TOKENS, 'LEDGER_KEYS_TOKEN', TOKEN)
  return github
}

async function runShown(workflow: string, github: TestGitHub, more: Partial<WorkflowRun> & { mayDrop?: boolean } = {}) {
  const path = '.github/workflows/shown.yml'
  const result = await runRepositoryWorkflow(path, {
    root: checkoutOf({ [path]: workflow }),
    sources: { 'OWNER/ledger-operator-keys': ROOT },
    approve: approvedBy('alice'),
    inputs: workflow.includes('\n    inputs:') ? { 'operator-name': 'demo api user', workspace: WORKSPACE } : {},
    ...more,
    github,
  })
  const [generate, approve, discard] = ['generate', 'approve', 'discard'].map(id => jobOf(result, id)) as [
    JobResult,
    JobResult,
    JobResult,
  ]
  return { result, results: [generate, approve, discard].map(job => job.result), generate, approve, discard }
}

const example = (name: string) => readFileSync(join(ROOT, 'examples', name), 'utf8')
const call = example('provision.yml')
const jobs = example('jobs.yml')

it('the workflow that the README shows makes a key', async () => {
  const github = await startReaders()
  const [workflow = '', ...others] = shownBy('README.md')
  expect(others).toEqual([])
  expect(workflow).toContain('          environment-protection: require')
  const path = '.github/workflows/shown.yml'
  const result = await runRepositoryWorkflow(path, {
    root: checkoutOf({ [path]: workflow }),
    sources: { 'OWNER/ledger-operator-keys': ROOT },
    github,
  })
  expect(jobOf(result, 'key').steps[0]?.result?.outputs['public-key-hex'], result.log).toBe(
    storedPublicKey(github, ADMINS, SECRET),
  )
})

describe.each([
  ['provision.yml', call],
  ['jobs.yml', jobs],
])('the example %s', (name, workflow) => {
  it(`the example ${name} makes a key, waits for an admin, verifies it, and shows both pages`, async () => {
    const github = await startReaders()
    const { result, results, generate, approve } = await runShown(workflow, github)
    expect(results, result.log).toEqual(['success', 'success', 'skipped'])
    expect(approve.review?.by).toBe('alice')
    expect(approve.steps[0]?.result?.outputs['public-key-hex']).toBe(storedPublicKey(github, ADMINS, SECRET))
    expect(generate.summary).toContain('## A new operator key waits for approval')
    expect(approve.summary).toContain('## Verified: register this key')
    for (const { summary } of [generate, approve]) {
      expect(summary).toContain('| Operator | "demo api user" |')
      expect(summary).toContain(`| Workspace | "${WORKSPACE}" |`)
    }
  })

  it(`the example ${name} deletes a key that an admin rejects`, async () => {
    const github = await startReaders()
    const { result, results } = await runShown(workflow, github, { approve: rejectedBy('alice') })
    expect(results, result.log).toEqual(['success', 'failure', 'success'])
    expect(github.secret(ADMINS, SECRET)).toBeUndefined()
  })
})

it('the example provision.yml accepts a GitHub App instead of a personal token', async () => {
  const github = await startReaders()
  const apps = installApp(github, { actions: 'read', environments: 'write' })
  github.deleteSecret({ repository: REPOSITORY }, 'LEDGER_KEYS_APP_PRIVATE_KEY')
  github.deleteSecret(TOKENS, 'LEDGER_KEYS_TOKEN')
  github.putSecret(TOKENS, 'LEDGER_KEYS_APP_PRIVATE_KEY', apps.Iv23local?.privateKey ?? '')
  const { result, results } = await runShown(call, github, { apps })
  expect(results, result.log).toEqual(['success', 'success', 'skipped'])
})

it('the example jobs.yml fails if the generate job returns no public key', async () => {
  const github = await startReaders()
  const handsOverNothing = jobs.replace(/^ +public-key-hex: .*steps\.key.*\n/m, '')
  const { result, results, approve, discard } = await runShown(handsOverNothing, github)
  expect(results, result.log).toEqual(['success', 'failure', 'failure'])
  expect(codesOf(approve)).toEqual(['input-invalid'])
  // The admin has approved the key, and a run does not discard an approved key.
  expect(codesOf(discard)).toEqual(['key-approved'])
})

it('the example jobs.yml asks for no review if a secret hides a part of the page', async () => {
  const github = await startReaders()
  github.putSecret(TOKENS, 'LEDGER_KEYS_TOKEN', `${TOKEN}\noctocat`)
  const hasToken = jobs.replace('secrets.LEDGER_KEYS_TOKEN }}', 'secrets.LEDGER_KEYS_TOKEN && vars.TOKEN }}')
  github.putVariable(TOKENS, 'TOKEN', TOKEN)
  const { result, approve } = await runShown(hasToken, github, { mayDrop: true })
  expect(jobOf(result, 'masked').result, result.log).toBe('failure')
  expect(approve.result).toBe('skipped')
})

it('the call in docs/platform-engineer.md runs provision.yml', async () => {
  const github = await startReaders()
  // The page does not say which secret holds the token.
  github.putSecret({ repository: REPOSITORY }, 'LEDGER_KEYS_TOKEN', TOKEN)
  const [shown = ''] = shownBy('docs/platform-engineer.md')
  const { result, results } = await runShown(`name: caller\non: workflow_dispatch\npermissions: {}\n${shown}`, github)
  expect(results, result.log).toEqual(['success', 'success', 'skipped'])
  expect(storedPublicKey(github, ADMINS, SECRET)).toMatch(/^04/)
})
