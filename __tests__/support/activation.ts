import { expect } from 'vitest'
import type { WorkflowResult, WorkflowRun } from '../../local/runner/index.ts'
import { literalName } from '../../src/summary/markdown.ts'
import { REPOSITORY, startTestLedger, type TestGitHub, TOKEN } from './servers.ts'
import { codesOf, jobOf, register, resultsOf } from './workflows.ts'

const GATE = { repository: REPOSITORY, environment: 'ledger-admins' }
export const PRODUCTION = { repository: REPOSITORY, environment: 'ledger-production' }
const ACTIVATED = {
  'Check the request': 'success',
  'Stop, because a secret hides a part of the page': 'skipped',
  'Activate the key': 'success',
}

/** The reference of the key that a run of an example made. */
export const referenceIn = (result: WorkflowResult) =>
  jobOf(result, 'Generate the key').outputs.kept['key-reference'] ?? ''
/** The public key that a run of an example made. */
export const publicKeyIn = (result: WorkflowResult) =>
  jobOf(result, 'Generate the key').outputs.kept['public-key-hex'] ?? ''

/**
 * What a key needs to be put into service by the activation example of the one that makes it.
 * @param example the one that makes keys: `vault.yml`
 */
export async function startActivation(
  github: TestGitHub,
  example: string,
  runExample: (
    name: string,
    options: Partial<WorkflowRun>,
    change: (text: string) => string,
  ) => Promise<WorkflowResult>,
) {
  const ledger = await startTestLedger(github)
  github.addEnvironment(REPOSITORY, PRODUCTION.environment, { branchPolicy: 'custom', branches: ['main'] })
  github.putSecret(GATE, 'LEDGER_KEYS_TOKEN', TOKEN)
  // A key that signs in its store shares the variables with the one before; the others have a place each.
  const mayReplace = /transit|kms/.test(example)
  const activate = (provisioned: WorkflowResult, replace = false) =>
    runExample(
      example.replace('.yml', '-activate.yml'),
      {
        inputs: {
          'operator-name': 'demo api user',
          'key-reference': referenceIn(provisioned),
          'public-key-hex': publicKeyIn(provisioned),
          ...(mayReplace && { replace: String(replace) }),
        },
      },
      text =>
        text.replaceAll(
          'workspace: minivault',
          `workspace: minivault\n          ledger-api-url: ${ledger.baseUrl('v2')}`,
        ),
    )
  const putInService = async (provisioned: WorkflowResult, replace = false) => {
    const { apiKeyId } = register(github, ledger, publicKeyIn(provisioned), GATE)
    if (mayReplace && replace) {
      const refused = jobOf(await activate(provisioned), 'Activate the key')
      expect(codesOf(refused)).toEqual(['key-exists'])
    }
    const result = await activate(provisioned, replace)
    expect(resultsOf(result), result.log).toEqual(ACTIVATED)
    const row = `| Key reference | ${literalName(referenceIn(provisioned))} |`
    expect(jobOf(provisioned, 'Approve the key').summary).toContain(row)
    const page = jobOf(result, 'Check the request').summary
    for (const shown of ['"demo api user"', row, publicKeyIn(provisioned)]) {
      expect(page).toContain(shown)
    }
    const reference = jobOf(result, 'Activate the key').steps.at(-1)?.result?.outputs['key-reference'] ?? ''
    return { apiKeyId, reference }
  }
  return { activate, putInService }
}
