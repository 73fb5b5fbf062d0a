import { writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { EnvironmentRules } from '../../local/github/index.ts'
import { startIssuer } from '../../local/oidc/index.ts'
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

/** Puts a `gh` first on the PATH that returns the approval of the run and one deployment of the gate. @returns its folder */
function installGh(): string {
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
  return bin
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

it.runIf(canRunCommands).each([
  ['yes', 'role/smoke'],
  ['no', 'role/other'],
])('smoke.yml reports whether AWS lets it assume a role, if there is one: %s', async (holds, role) => {
  const bin = installGh()
  // Accepts one role, and a token that is for AWS and names the gate.
  const program = `#!/bin/sh
case $* in *"sts assume-role-with-web-identity --region us-east-1 "*:role/smoke\\ *) ;; *) exit 1 ;; esac
for argument; do [ "$before" = --web-identity-token ] && token=$argument; before=$argument; done
claims='split(".")[1] | gsub("-"; "+") | gsub("_"; "/") | @base64d | fromjson'
printf %s "$token" | jq -Re "$claims | .aud == \\"sts.amazonaws.com\\" and .environment == \\"smoke-inherit\\"" >/dev/null
`
  writeFileSync(join(bin, 'aws'), program, { mode: 0o755 })
  const github = await startTestRepository()
  const issuer = await startIssuer()
  onTestFinished(() => issuer.close())
  const inputs = { 'aws-role': `arn:aws:iam::111122223333:${role}` }
  const result = await runRepositoryWorkflow('smoke.yml', { github, issuer, inputs, approve: approvedBy('alice') })
  vi.unstubAllEnvs()
  const answers = answersIn(jobOf(result, 'table').summary)
  expect(Object.keys(answers), result.log).toHaveLength(9)
  const row = 'AWS lets a job assume a role by the claims `repository_id`, `environment` and `job_workflow_ref`'
  expect(answers[row]).toBe(holds)
})

it.runIf(canRunCommands)('smoke.yml reports what does not hold if its reviewer rejects the gates', async () => {
  const github = await startTestRepository()
  const result = await runRepositoryWorkflow('smoke.yml', { github, approve: rejectedBy('alice') })
  const answers = Object.values(answersIn(jobOf(result, 'table').summary))
  expect(answers, result.log).not.toContain('yes')
  expect(answers).toHaveLength(8)
})
