import { describe, expect, it } from 'vitest'
import { REPOSITORY, ROOT, SECRET, storedPublicKey, type TestGitHub } from '../support/servers.ts'
import {
  checkoutOf,
  codesOf,
  foreignKey,
  jobOf,
  runRepositoryWorkflow,
  startWorkflowServers,
} from '../support/workflows.ts'

/** A workflow that makes a key and verifies it in the same run. */
const workflow = (place: string) => `
on:
  workflow_dispatch:
    inputs: {generate: {type: boolean, default: true}}
permissions: {}
jobs:
  generate:
    if: inputs.generate
    runs-on: ubuntu-latest
    outputs: {public-key-hex: '\${{ steps.key.outputs.public-key-hex }}'}
    steps:
      - id: key
        uses: their/keys@v1
        with: {github-token: '\${{ secrets.LEDGER_KEYS_TOKEN }}', ${place}}
  verify:
    needs: generate
    if: always()
    runs-on: ubuntu-latest
    outputs: {public-key-hex: '\${{ steps.stored.outputs.public-key-hex }}'}
    steps:
      - id: stored
        uses: their/keys/verify@v1
        with:
          private-key: \${{ secrets.${SECRET} }}
          public-key-hex: \${{ needs.generate.outputs.public-key-hex }}`

const run = (github: TestGitHub, place: string, generate = 'true') =>
  runRepositoryWorkflow('.github/workflows/mine.yml', {
    github,
    root: checkoutOf({ '.github/workflows/mine.yml': workflow(place) }),
    sources: { 'their/keys': ROOT },
    inputs: { generate },
  })

describe.each([
  ['a repository secret', 'if-exists: overwrite', { repository: REPOSITORY }],
  ['an organization secret', 'organization: octo, if-exists: overwrite', { organization: 'octo' }],
] as const)('%s', (what, place, destination) => {
  it(`${what} can be verified only in the run after the one that stored it, and the error says so`, async () => {
    const { github } = await startWorkflowServers()
    const first = await run(github, place)
    expect(jobOf(first, 'generate').result).toBe('success')
    expect(jobOf(first, 'generate').log).toContain('Verify it in a new run')
    expect(codesOf(jobOf(first, 'verify'))).toEqual(['key-empty'])
    expect(jobOf(first, 'verify').log).toContain('verify it in a new run: those are read when a run is queued')

    const next = await run(github, place, 'false')
    expect(jobOf(next, 'generate').result).toBe('skipped')
    expect(jobOf(next, 'verify').result).toBe('success')
    const { 'public-key-hex': verified } = jobOf(next, 'verify').outputs.kept
    expect(verified).toBe(storedPublicKey(github, destination))
    expect(verified).toBe(jobOf(first, 'generate').outputs.kept['public-key-hex'])
  })

  it(`${what} still has its old value in the run that replaced it`, async () => {
    const { github } = await startWorkflowServers()
    github.putSecret(
      destination,
      SECRET,
      foreignKey().hex,
      'organization' in destination ? { visibility: 'private' } : {},
    )
    const first = await run(github, place)
    expect(jobOf(first, 'generate').result).toBe('success')
    expect(codesOf(jobOf(first, 'verify'))).toEqual(['key-mismatch'])
    expect(jobOf(await run(github, place, 'false'), 'verify').result).toBe('success')
  })
})

it('an environment secret can be verified in the run that stored it by a job with that environment', async () => {
  const { github } = await startWorkflowServers()
  const place = 'environment: open, environment-protection: ignore'
  const unnamed = await run(github, place)
  expect(codesOf(jobOf(unnamed, 'verify'))).toEqual(['key-empty'])
  expect(jobOf(unnamed, 'verify').log).toContain('the job does not name the environment whose secret it reads')

  const named = workflow(`${place}, if-exists: overwrite`).replace(
    '    needs: generate\n',
    '    needs: generate\n    environment: open\n',
  )
  const result = await runRepositoryWorkflow('.github/workflows/mine.yml', {
    github,
    root: checkoutOf({ '.github/workflows/mine.yml': named }),
    sources: { 'their/keys': ROOT },
  })
  expect(jobOf(result, 'verify').result).toBe('success')
  expect(jobOf(result, 'verify').outputs.kept['public-key-hex']).toBe(
    storedPublicKey(github, { repository: REPOSITORY, environment: 'open' }),
  )
})
