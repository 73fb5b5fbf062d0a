import { writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect, it, vi } from 'vitest'
import type { EnvironmentRules } from '../../local/github/index.ts'
import { canRunCommands, emptyFolder } from '../support/doc-commands.ts'
import { REPOSITORY, TOKEN } from '../support/servers.ts'
import {
  approvedBy,
  jobOf,
  rejectedBy,
  runRepositoryWorkflow,
  setRules,
  startWorkflowServers,
} from '../support/workflows.ts'

const GATES = ['smoke-inherit', 'smoke-named']

async function startTestRepository() {
  const { github } = await startWorkflowServers()
  for (const name of [...GATES, 'smoke-tokens']) github.addEnvironment(REPOSITORY, name)
  const reviewed: EnvironmentRules = {
    reviewers: ['alice'],
    preventSelfReview: true,
    branchPolicy: 'custom',
    branches: ['main'],
    adminsBypass: false,
  }
  for (const name of GATES) setRules(github, name, { ...reviewed })
  setRules(github, 'smoke-tokens', { branchPolicy: 'custom', branches: ['main'] })
  github.deleteSecret({ repository: REPOSITORY }, 'LEDGER_KEYS_TOKEN')
  github.putSecret({ repository: REPOSITORY, environment: 'smoke-tokens' }, 'LEDGER_KEYS_TOKEN', TOKEN)
  return github
}

/** Puts a `gh` first on the PATH that returns the approval of the run and one deployment of the gate. */
function installGh(): void {
  const bin = join(emptyFolder(), 'bin')
  const approvals = JSON.stringify([{ state: 'approved', environments: [{ name: 'smoke-inherit' }] }])
  const program = `#!/bin/sh
case $2 in
  */approvals) echo '${approvals}' ;;
  */deployments?environment=smoke-inherit*) echo 1 ;;
  */deployments*) echo 0 ;;
esac
`
  writeFileSync(join(bin, 'gh'), program, { mode: 0o755 })
  vi.stubEnv('PATH', [bin, process.env.PATH].join(delimiter))
}

/** The answers in the table of smoke.yml. */
const answersIn = (page: string) =>
  Object.fromEntries([...page.matchAll(/^\| (.+) \| (yes|no|unknown) \|$/gm)].map(([, what, holds]) => [what, holds]))

// The steps use jq.
it.runIf(canRunCommands)('smoke.yml reports what holds, and fails if something does not', async () => {
  installGh()
  const github = await startTestRepository()
  const result = await runRepositoryWorkflow('smoke.yml', { github, approve: approvedBy('alice') })
  vi.unstubAllEnvs()
  const { summary, result: conclusion } = jobOf(result, 'table')
  expect(answersIn(summary), result.log).toEqual({
    'A called workflow sees the secrets of its environments by `secrets: inherit`': 'yes',
    'A called workflow sees the secrets of its environments that its caller names': 'yes',
    'The record of approvals lists a review of a job that records its deployment': 'yes',
    'A gate records a deployment, and a job with `deployment: false` does not': 'yes',
    // The local runner does not say whether the repository is private, and has neither OIDC tokens nor archives of actions.
    '`$/` names the actions of a private repository': 'unknown',
    'The OIDC token of the job behind a gate names the environment': 'no',
    'The archive of an action leaves out what `.gitattributes` marks as `export-ignore`': 'unknown',
    'For information: a job sees a variable of its environment that an earlier job of the run has written': 'yes',
  })
  expect(conclusion).toBe('failure')
})

it.runIf(canRunCommands)('smoke.yml reports what does not hold if its reviewer rejects the gates', async () => {
  const github = await startTestRepository()
  const result = await runRepositoryWorkflow('smoke.yml', { github, approve: rejectedBy('alice') })
  const answers = Object.values(answersIn(jobOf(result, 'table').summary))
  expect(answers, result.log).not.toContain('yes')
  expect(answers).toHaveLength(8)
})
