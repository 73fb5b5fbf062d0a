import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
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
