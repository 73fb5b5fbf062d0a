import { expect, it } from 'vitest'
import { openKeyStore } from '../../../src/stores/open.ts'
import { readKeyStoreUri } from '../../../src/stores/uri.ts'
import { storeContext } from '../../support/store-context.ts'

const [VAULT, BAO] = ['https://vault.example.com', 'https://bao.example.com']
const ENV = {
  RUNNER_ENVIRONMENT: 'self-hosted',
  RUNNER_NAME: 'signer-1',
  VAULT_ADDR: VAULT,
  VAULT_TOKEN: 'token',
  BAO_ADDR: BAO,
  BAO_TOKEN: 'token',
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKIA',
  AWS_SECRET_ACCESS_KEY: 'secret',
}
const secret = (displayName: string, claims: object, holdsApiAccess = true) => ({
  kind: 'secret',
  holdsApiAccess,
  displayName,
  claims,
})
const signing = (displayName: string, claims: object) => ({ kind: 'signing', displayName, claims })

it.each<[string, object]>([
  ['file:///k', secret('The file "/k"', { runner: 'signer-1' }, false)],
  ['vault://kv/k#private_key', secret(`The secret "kv/k" of Vault at ${VAULT}`, { address: VAULT })],
  ['hashivault://k', signing(`The key "transit/k" of Vault at ${VAULT}`, { address: VAULT })],
  ['openbao://k', signing(`The key "transit/k" of OpenBao at ${BAO}`, { address: BAO })],
  ['awskms:///alias/k', signing('The key "alias/k" of AWS KMS in eu-west-1', { region: 'eu-west-1' })],
  [
    'awssecrets:///k#private_key',
    secret('The secret "k" of AWS Secrets Manager in eu-west-1', { region: 'eu-west-1' }),
  ],
])('opens the store of %s', async (uri, expected) => {
  const store = await openKeyStore(
    readKeyStoreUri(() => uri, 'key-store'),
    storeContext(ENV),
  )
  const { claims, ...rest } = expected as { claims: object }
  expect(store).toMatchObject(rest)
  expect(store.claims).toStrictEqual({ uri, ...claims })
})
