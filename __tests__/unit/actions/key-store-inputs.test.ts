import { describe, expect, it } from 'vitest'
import { readGeneration } from '../../../src/actions/generation.ts'
import {
  accessTo,
  readActivatedKey,
  readKeyStore,
  refusePin,
  requireOwnRepository,
  requirePin,
} from '../../../src/actions/key-store-inputs.ts'
import { hasKeyStore } from '../../../src/actions/store-inputs.ts'
import type { WorkflowRun } from '../../../src/runner/workflow-run.ts'
import { readKeyStoreUri } from '../../../src/stores/uri.ts'
import { errorOf } from '../../support/errors.ts'

const inputs =
  (values: Record<string, string>) =>
  (name: string): string =>
    values[name] ?? ''
const uriOf = (text: string) => readKeyStoreUri(() => text, 'key-store')
const RUN = { repository: 'octo/keys' } as WorkflowRun
const SECRETS_ONLY = 'It is for GitHub secrets, and must not be set together with `key-store`.'
const onlyWith = (...schemes: string[]) =>
  `It must be set only if \`key-store\` begins with one of ${schemes.map(scheme => `\`${scheme}://\``).join(', ')}.`
const VAULTS = onlyWith('vault', 'hashivault', 'openbao')
const AWS = onlyWith('awskms', 'awssecrets')
const SIGNING = onlyWith('hashivault', 'openbao', 'awskms')

describe('the inputs beside `key-store`', () => {
  it.each<[string, Record<string, string>]>([
    ['file:///k', { 'vault-auth-path': 'jwt', 'secret-name': 'LEDGER_OPERATOR_PRIVATE_KEY' }],
    ['vault://kv/k', { 'vault-role': 'r', 'vault-auth-path': 'a', 'vault-audience': 'b' }],
    [
      'hashivault://k',
      { 'vault-role': 'r', 'vault-auth-path': 'a', 'vault-audience': 'b', 'key-reference-variable': 'V' },
    ],
    [
      'openbao://k',
      { 'vault-role': 'r', 'vault-auth-path': 'a', 'vault-audience': 'b', 'key-reference-variable': 'V' },
    ],
    ['awskms:///alias/k', { 'aws-role': 'r', 'aws-region': 'eu-west-1', 'key-reference-variable': 'V' }],
    ['awssecrets:///k', { 'aws-role': 'r', 'aws-region': 'eu-west-1' }],
  ])('go with %s', (uri, more) => {
    expect(readKeyStore(inputs({ 'key-store': uri, ...more }), ['organization'])).toEqual(uriOf(uri))
  })

  it.each<[string, string, string, string]>([
    ['file:///k', 'organization', 'octo', SECRETS_ONLY],
    ['file:///k', 'secret-name', 'OTHER', SECRETS_ONLY],
    ['awskms:///alias/k', 'vault-role', 'r', VAULTS],
    ['awskms:///alias/k', 'vault-auth-path', 'a', VAULTS],
    ['awskms:///alias/k', 'vault-audience', 'a', VAULTS],
    ['file:///k', 'aws-role', 'r', AWS],
    ['vault://kv/k', 'aws-region', 'r', AWS],
    ['vault://kv/k', 'key-reference-variable', 'V', SIGNING],
  ])('of %s are without `%s`', (uri, name, value, rule) => {
    const error = errorOf(() => readKeyStore(inputs({ 'key-store': uri, [name]: value }), ['organization']))
    expect(error).toMatchObject({ code: 'input-invalid', message: `The input \`${name}\` is "${value}". ${rule}` })
  })

  it('name the repository of the run only', () => {
    for (const repository of ['', 'Octo/Keys'])
      expect(() => requireOwnRepository(inputs({ repository }), RUN)).not.toThrow()
    expect(errorOf(() => requireOwnRepository(inputs({ repository: 'octo/other' }), RUN)).message).toBe(
      `The input \`repository\` is "octo/other". ${SECRETS_ONLY}`,
    )
  })
})

describe('a reference to one exact key', () => {
  const [place, reference] = ['hashivault://k', 'hashivault://k?version=1']
  const given = (uri: string) => inputs({ 'key-store': uri })

  it('is refused where a key will be stored, and required where it is put into service', () => {
    expect(() => refusePin(given(place), uriOf(place))).not.toThrow()
    expect(() => requirePin(given(reference), uriOf(reference))).not.toThrow()
    expect(errorOf(() => refusePin(given(reference), uriOf(reference))).message).toBe(
      'The input `key-store` is "hashivault://k?version=1". It must name a place, not a key that is stored (`key-reference`).',
    )
    expect(errorOf(() => requirePin(given(place), uriOf(place))).message).toBe(
      'The input `key-store` is "hashivault://k". It must name one exact key: the output `key-reference` of the run that made it.',
    )
  })

  it.each([
    ['vault://kv/k?version=1#private_key', true],
    [`awssecrets:///k?version=${'0'.repeat(32)}#private_key`, true],
    [reference, false],
  ])('%s says where the API access is', (uri, holdsApiAccess) => {
    expect(readActivatedKey(given(uri), ['environment'])).toEqual({ reference: uri, holdsApiAccess })
    const beside = () => readActivatedKey(inputs({ 'key-store': uri, environment: 'prod' }), ['environment'])
    if (holdsApiAccess) expect(errorOf(beside).message).toBe(`The input \`environment\` is "prod". ${SECRETS_ONLY}`)
    else expect(beside).not.toThrow()
  })

  it('is required of a key to activate', () => {
    expect(errorOf(() => readActivatedKey(given(place), [])).code).toBe('input-invalid')
  })
})

it('hasKeyStore tells a key store from a GitHub secret', () => {
  expect([hasKeyStore(inputs({})), hasKeyStore(inputs({ 'key-store': 'x' }))]).toEqual([false, true])
})

it('accessTo warns of a file, which every job may read', () => {
  expect(accessTo(uriOf('file:///k'))).toBe(
    '**Weak:** every job on this runner can read this file, whether or not anyone approves. Restrict the runner to this workflow (a runner group).',
  )
  expect(accessTo(uriOf('vault://kv/k'))).toBe(
    'The policies of the key store decide who may read or use the key. This run did not check them.',
  )
})

describe('readGeneration', () => {
  const policy = (ifExists: string, protection: string) =>
    inputs({
      'if-exists': ifExists,
      'environment-protection': protection,
      'private-key-encoding': 'hex',
      'dry-run': 'false',
      'allowed-events': 'workflow_dispatch',
      'github-api-url': 'https://api.github.com',
    })

  it.each([
    ['fail', 'warn', false],
    ['overwrite', 'ignore', false],
    ['keep', 'ignore', true],
    ['overwrite', 'require', true],
  ])('reads %s and %s (with an environment: %s)', (ifExists, requiredProtection, hasEnvironment) => {
    const read = readGeneration(policy(ifExists, requiredProtection), hasEnvironment)
    expect(read).toMatchObject({ ifExists, requiredProtection })
  })

  it.each([
    ['fail', 'require', false, 'It is for environments, and `environment` is not set.'],
    ['overwrite', 'warn', true, 'With `if-exists: overwrite` and an `environment` it must be `require`.'],
    ['overwrite', 'ignore', true, 'With `if-exists: overwrite` and an `environment` it must be `require`.'],
  ])('refuses %s and %s (with an environment: %s)', (ifExists, protection, hasEnvironment, rule) => {
    expect(errorOf(() => readGeneration(policy(ifExists, protection), hasEnvironment)).message).toBe(
      `The input \`environment-protection\` is "${protection}". ${rule}`,
    )
  })
})
