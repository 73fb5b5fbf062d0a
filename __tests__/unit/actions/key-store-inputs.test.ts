import { expect, it } from 'vitest'
import { requireOwnRepository } from '../../../src/actions/key-store-inputs.ts'
import { inputsOf } from '../../../src/inputs/raw-input.ts'
import { readWorkflowRun } from '../../../src/runner/workflow-run.ts'
import { actionErrorOf } from '../../support/errors.ts'

const run = readWorkflowRun({ GITHUB_REPOSITORY: 'Octo/Keys' })
const requireOwn = (repository: string) => requireOwnRepository(inputsOf({ INPUT_REPOSITORY: repository }), run)

it.each(['', 'Octo/Keys', 'octo/keys'])('requireOwnRepository accepts %j for Octo/Keys', requireOwn)

it('requireOwnRepository refuses another repository', async () => {
  expect((await actionErrorOf(() => requireOwn('octo/other'))).code).toBe('input-invalid')
})
