import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findOperation } from '../../local/github/description.ts'
import { ROOT } from '../support/servers.ts'
import { COMPANY, FIRST, installApp, runSetup, startCompany } from '../support/setup.ts'

it('docs/security.md lists every request by which the set-up changes something, and no other', async () => {
  const github = await startCompany()
  github.addEnvironment(COMPANY, 'ledger-admins', { branchPolicy: 'custom', branches: ['*'] })
  for (const clientId of ['Iv23liFIRST', 'Iv23liSECOND']) {
    const { file } = installApp(github, { clientId })
    await runSetup(github, [...FIRST, '--yes', '--app-client-id', clientId, '--app-private-key', file])
  }
  const sent = github.exchanges
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${findOperation(method, path)?.operation.path}`)
  const [, , page = ''] = readFileSync(join(ROOT, 'docs/security.md'), 'utf8').split(/(?<=\n)(`npm run setup` runs on)/)
  const [section = ''] = page.split('\n## ')
  const listed = [...section.matchAll(/`((?:PUT|POST|PATCH|DELETE) [^`]+)`/g)].map(([, request = '']) => request)
  expect(listed.toSorted()).toEqual([...new Set(sent)].toSorted())
})

describe('a refused request ends the set-up with the permission that it needs', () => {
  const forbidden = { message: 'Resource not accessible by personal access token' }
  const at = (end: string) => new RegExp(`${end}$`)

  it.each<[method: string, path: RegExp, needs: string]>([
    ['GET', at('/octo/treasury'), 'access to it'],
    ['GET', at('/environments/ledger-admins'), '"Actions": read'],
    ['GET', /\/deployment-branch-policies\?/, '"Actions": read'],
    ['GET', /\/compare\//, '"Contents": read'],
    ['GET', /\/teams\//, '"Members" (organization permission): read'],
    ['GET', at('/secrets/LEDGER_KEYS_TOKEN'), '"Environments": write'],
    ['GET', /\/variables\//, '"Variables"'],
    ['PUT', at('/environments/ledger-admins'), '"Administration" (repository permission): write'],
    ['POST', /\/deployment-branch-policies/, '"Administration" (repository permission): write'],
    ['DELETE', /\/deployment-branch-policies/, '"Administration" (repository permission): write'],
    ['PUT', /\/secrets\//, '"Environments": write'],
    ['POST', /\/variables/, '"Variables"'],
  ])('a refused request ends the set-up with the permission that it needs: %s %s', async (method, path, needs) => {
    const github = await startCompany()
    github.addEnvironment(COMPANY, 'ledger-admins', { branchPolicy: 'custom', branches: ['*'] })
    github.addEnvironment(COMPANY, 'ledger-tokens', { branchPolicy: 'custom', branches: ['main'] })
    const { clientId, file } = installApp(github)
    github.faults.add({ method, path, when: 'before', do: { kind: 'status', status: 403, body: forbidden } })
    const app = ['--app-client-id', clientId, '--app-private-key', file]
    const { code, text } = await runSetup(github, [...FIRST, '--yes', ...app])
    expect(code).toBe(1)
    expect(text).toContain(`The token needs ${needs}`)
  })
})
