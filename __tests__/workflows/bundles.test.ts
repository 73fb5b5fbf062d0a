import { expect, it } from 'vitest'
import { GATE, REAL_TIME, storedPublicKey } from '../support/servers.ts'
import { activate, checkAccess, LIVE, provision, register, startWorkflowServers } from '../support/workflows.ts'

it('the bundles provision a key, put it into service and check its access', async () => {
  const { github, ledger } = await startWorkflowServers(REAL_TIME)
  const bundles = { github, control: () => ({}) }
  const provisioned = await provision(bundles)
  const publicKey = storedPublicKey(github, GATE)
  expect(provisioned.conclusion, provisioned.log).toBe('success')
  register(github, ledger, publicKey)
  const activated = await activate({ ...bundles, ledger })
  expect(activated.conclusion, activated.log).toBe('success')
  expect(storedPublicKey(github, LIVE)).toBe(publicKey)
  const checked = await checkAccess({ ...bundles, ledger })
  expect(checked.conclusion, checked.log).toBe('success')
})
