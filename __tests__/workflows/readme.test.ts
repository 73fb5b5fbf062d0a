import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { approvedBy, checkoutOf, jobOf, resultsOf, runLife } from '../life/setup.ts'
import { REPOSITORY, ROOT, SECRET, startWorld, storedPublicKey, TOKEN } from '../world.ts'

const ADMINS = { repository: REPOSITORY, environment: 'ledger-admins' }
const firstYaml = (page: string) => /```yaml\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, page), 'utf8'))?.[1] ?? ''

async function runShown(workflow: string) {
  const github = await startWorld()
  github.addEnvironment(REPOSITORY, ADMINS.environment, {
    reviewers: ['alice'],
    preventSelfReview: true,
    branchPolicy: 'protected',
    adminsBypass: false,
  })
  github.putSecret({ repository: REPOSITORY }, 'LEDGER_KEYS_TOKEN', TOKEN)
  const path = '.github/workflows/shown.yml'
  const result = await runLife(path, {
    root: checkoutOf({ [path]: workflow }),
    sources: { 'OWNER/ledger-operator-keys': ROOT },
    approve: approvedBy('alice'),
    github,
  })
  return { github, result }
}

it('the workflow that the README shows makes a key, waits for an admin, and verifies it', async () => {
  const { github, result } = await runShown(firstYaml('README.md'))
  expect(resultsOf(result), result.log).toEqual({ generate: 'success', approve: 'success' })
  const { steps, review } = jobOf(result, 'approve')
  expect(review?.by).toBe('alice')
  expect(steps[0]?.result?.outputs['public-key-hex']).toBe(storedPublicKey(github, ADMINS, SECRET))
})

it('the call that the page for platform engineers shows runs all of provision.yml', async () => {
  const caller = `name: caller\non: workflow_dispatch\npermissions: {}\n${firstYaml('docs/platform-engineer.md')}`
  const { github, result } = await runShown(caller)
  expect(Object.values(resultsOf(result)), result.log).toEqual(['success', 'success', 'skipped'])
  expect(storedPublicKey(github, ADMINS, SECRET)).toMatch(/^04/)
})
