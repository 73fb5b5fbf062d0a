import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { ActionError } from '../../../src/errors.ts'
import {
  formatKeyStoreUri,
  type KeyStoreUri,
  readKeyStoreUri,
  regionOfArn,
  withoutPin,
} from '../../../src/stores/uri.ts'

const DIGEST = 'ab'.repeat(32)
const ARN = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
const EUSC_ARN = ARN.replace('aws:kms:eu-west-1', 'aws-eusc:kms:eusc-de-east-1')
const VERSION = '1234abcd-12ab-34cd-56ef-1234567890ab'

const parse = (value: string) => readKeyStoreUri(() => value, 'key-store')

/** The message of the error that a value gets. */
function refusalOf(value: string): string {
  try {
    parse(value)
  } catch (error) {
    if (error instanceof ActionError && error.code === 'input-invalid') return error.message
    throw error
  }
  throw new Error(`${value} was accepted`)
}

const VALID: [string, KeyStoreUri][] = [
  ['file:///etc/ledger/operator.key', { scheme: 'file', path: '/etc/ledger/operator.key', pin: undefined }],
  ['file:///srv/a%20b/k@1:x%23', { scheme: 'file', path: '/srv/a b/k@1:x#', pin: undefined }],
  ['file:///srv/cl%C3%A9', { scheme: 'file', path: '/srv/clé', pin: undefined }],
  [`file:///k?public-key=${DIGEST}`, { scheme: 'file', path: '/k', pin: DIGEST }],
  [
    'vault://secret/ledger/operator#private_key',
    { scheme: 'vault', mount: 'secret', path: 'ledger/operator', field: 'private_key', pin: undefined },
  ],
  [
    'vault://secret/ledger/operator?version=12#key',
    { scheme: 'vault', mount: 'secret', path: 'ledger/operator', field: 'key', pin: 12 },
  ],
  ['hashivault://operator', { scheme: 'hashivault', mount: 'transit', key: 'operator', pin: undefined }],
  [
    'openbao://operator-1?mount=team/keys&version=1',
    { scheme: 'openbao', mount: 'team/keys', key: 'operator-1', pin: 1 },
  ],
  ['awskms:///alias/ledger/payments-1', { scheme: 'awskms', key: 'alias/ledger/payments-1', pin: undefined }],
  ['awskms:///alias/x/alias/aws/y', { scheme: 'awskms', key: 'alias/x/alias/aws/y', pin: undefined }],
  [`awskms:///${ARN}`, { scheme: 'awskms', key: ARN, pin: ARN }],
  [`awskms:///${EUSC_ARN}`, { scheme: 'awskms', key: EUSC_ARN, pin: EUSC_ARN }],
  [
    'awssecrets:///ledger/payments@1#private_key',
    { scheme: 'awssecrets', name: 'ledger/payments@1', field: 'private_key', pin: undefined },
  ],
  [
    `awssecrets:///payments?version=${VERSION}#pem`,
    { scheme: 'awssecrets', name: 'payments', field: 'pem', pin: VERSION },
  ],
]

describe('readKeyStoreUri', () => {
  it('passes on a defect of a parser', () => {
    const trim = vi.spyOn(String.prototype, 'trim').mockImplementation(() => {
      throw new TypeError('a defect')
    })
    onTestFinished(() => trim.mockRestore())
    expect(() => parse('file:///k')).toThrow(new TypeError('a defect'))
  })

  it.each(VALID)('reads %s, and formatKeyStoreUri writes it', (text, uri) => {
    expect(parse(text)).toEqual(uri)
    expect(formatKeyStoreUri(uri)).toBe(text)
  })

  it.each([
    ['vault://secret/operator', 'vault://secret/operator#private_key'],
    ['vault://secret/operator#/key', 'vault://secret/operator#key'],
    ['hashivault://k?mount=transit', 'hashivault://k'],
    ['file:///%61', 'file:///a'],
    ['awssecrets:///payments#/pem', 'awssecrets:///payments#pem'],
    ['awssecrets:///payments', 'awssecrets:///payments#private_key'],
  ])('reads %s as %s', (text, canonical) => {
    expect(formatKeyStoreUri(parse(text))).toBe(canonical)
  })

  it.each([
    [
      'fil:///etc/key',
      'It must begin with one of `file:///PATH`, `vault://MOUNT/PATH#FIELD`, `hashivault://KEY`, `openbao://KEY`, `awskms:///alias/NAME`, `awssecrets:///NAME#FIELD`',
    ],
    ['1file:///k', 'It must begin with one of'],
    ['fil:///etc/key', 'Did you mean "file:///etc/key"?'],
    ['FILE:///etc/key', 'Did you mean "file:///etc/key"?'],
    ['/etc/key', 'Did you mean "file:///etc/key"?'],
    ['file:/etc/key', 'Did you mean "file:///etc/key"?'],
    ['file:///etc/key ', 'It must be percent-encoded'],
    ['file:///etc/k\\y', 'It must be percent-encoded'],
    ['file:///etc/kéy', 'It must be percent-encoded'],
    ['https://vault.example.com/v1/secret', 'It must begin with one of'],
    ['file://host/key', 'It must be `file:///PATH`: three slashes and an absolute path on the runner'],
    ['file://host/key', 'Did you mean "file:///host/key"?'],
    ['file:///', 'It must not contain an empty part'],
    ['file:///etc//key', 'It must not contain an empty part'],
    ['file:///etc/', 'It must not contain an empty part'],
    ['file:///etc/../key', 'It must not contain `.` or `..`'],
    ['file:///etc/%2e%2E/key', 'It must not contain `.` or `..`'],
    ['file:///etc/./key', 'It must not contain `.` or `..`'],
    ['file:///etc%2Fkey', 'It must not contain a slash in percent-encoding'],
    ['file:///etc/%00', 'It must not contain an invisible character'],
    ['file:///etc/%E2%80%AEkey', 'It must not contain an invisible character'],
    ['file:///etc/key%20', 'No part of the path may begin or end with white space'],
    ['file:///etc/%zz', 'Its percent-encoding is not valid'],
    ['file:///etc/%ff', 'Its percent-encoding is not valid'],
    ['file:///etc/key#field', 'A file has no fields'],
    ['file:///etc/key?mode=0600', 'After `?` it may have only `public-key`'],
    ['file:///etc/key?public-key=ABC', '`public-key` must be the SHA-256 of the 65 bytes'],
    [`file:///k?public-key=x${DIGEST}`, '`public-key` must be the SHA-256 of the 65 bytes'],
    [`file:///k?public-key=${DIGEST}0`, '`public-key` must be the SHA-256 of the 65 bytes'],
    ['file:///etc/key?public-key', 'After `?` it must have `NAME=VALUE`'],
    ['file:///etc/key?public-key=', 'After `?` it must have `NAME=VALUE`'],
    ['file:///etc/key?=public-key=0', 'After `?` it must have `NAME=VALUE`'],
    [`file:///k?public-key=${DIGEST}&public-key=${DIGEST}`, 'It must not set a parameter twice'],
    ['vault://secret', 'It must be `vault://MOUNT/PATH#FIELD`'],
    ['vault://secret//', 'It must be `vault://MOUNT/PATH#FIELD`'],
    ['vault:///operator', 'It must be `vault://MOUNT/PATH#FIELD`'],
    ['vault://secret/../sys', 'It must not contain `.` or `..`'],
    ['vault://secret/key#public_key_hex', 'The field must not be `public_key_hex`'],
    ...['operator', 'workspace', 'api_key_id', 'api_key_secret'].map(field => [
      `vault://secret/key#${field}`,
      `The field must not be \`${field}\`, which holds another value`,
    ]),
    ['vault://secret/key#a.b', 'The field after `#` must have'],
    ['vault://secret/key#a/b', 'The field after `#` must have'],
    ...['0', 'x1', '1x'].map(version => [`vault://secret/key?version=${version}`, '`version` must be a number from 1']),
    ['hashivault://a/b', 'The key must have 1 to 128 letters'],
    ['hashivault://', 'The key must have 1 to 128 letters'],
    ['hashivault://a?x=1', 'After `?` it may have only `mount` and `version`'],
    ['hashivault://a#b', 'A key has no fields'],
    ['awskms://alias/ledger', 'It must be `awskms:///alias/NAME` or `awskms:///ARN`: three slashes'],
    ['awskms://alias/ledger', 'Did you mean "awskms:///alias/ledger"?'],
    ['awskms:///alias/aws/ledger', 'An alias must not begin with `alias/aws/`'],
    ['awskms:///ledger', 'It must have `alias/` and a name'],
    ['awskms:///x/alias/ledger', 'It must have `alias/` and a name'],
    [`awskms:///x${ARN}`, 'It must have `alias/` and a name'],
    [`awskms:///${ARN}x`, 'The ARN must be that of a key'],
    ['awskms:///alias/', 'It must have `alias/` and a name'],
    ['awskms:///alias/a.b', 'It must have `alias/` and a name'],
    ['awskms:///arn:aws:kms:eu-west-1:111122223333:alias/ledger', 'The ARN must be that of a key'],
    ['awskms:///arn:aws:iam::111122223333:role/ledger', 'The ARN must be that of a key'],
    [`awskms:///${ARN.replace('aws', 'aws-cn')}`, 'The ARN must be that of a key'],
    [`awskms:///${ARN.replace('eu-west-1', 'mars')}`, 'The ARN must be that of a key'],
    ['awskms:///alias/ledger?version=1', 'It must not contain `?`'],
    ['awskms:///alias/ledger#key', 'A key has no fields'],
    ['awssecrets://ledger/payments', 'It must be `awssecrets:///NAME#FIELD`: three slashes and the name'],
    ['awssecrets://ledger/payments', 'Did you mean "awssecrets:///ledger/payments"?'],
    ['awssecrets:///', 'It must not contain an empty part'],
    ['awssecrets:///a/../b', 'It must not contain `.` or `..`'],
    ['awssecrets:///a%20b', 'The name must have 1 to 512 letters'],
    ...['1', `.${VERSION}`, `${VERSION}.`].map(version => [
      `awssecrets:///payments?version=${version}`,
      '`version` must be the id of a version',
    ]),
    ['awssecrets:///payments?stage=AWSPREVIOUS', 'After `?` it may have only `version`'],
    ['awssecrets:///payments#operator', 'The field must not be `operator`'],
    ['hashivault://a?mount=../sys', 'It must not contain `.` or `..`'],
  ])('refuses %s: %s', (value, rule) => {
    expect(refusalOf(value)).toContain(rule)
  })

  it('suggests nothing for a scheme that only ends in `file`', () => {
    expect(refusalOf('no-file:/k')).not.toContain('Did you mean')
  })

  it.each([
    ['vault://user:hvs.password@secret/key', 'vault://...@secret/key'],
    ['file://token-hvs.password@host/key', 'file://...@host/key'],
    ['vault://secret/key?token=hvs.password', 'vault://secret/key?...'],
    ['vault://secret/a://b@c?token=hvs.password#d', 'vault://secret/a://b@c?...#d'],
    ['https://vault.example.com/?token=hvs.password', 'https://vault.example.com/?...'],
    ['vault+x://hvs.password@secret/key', 'vault+x://...@secret/key'],
  ])('shows no credentials of %s', (value, shown) => {
    expect(refusalOf(value)).toContain(`The input \`key-store\` is "${shown}".`)
    expect(refusalOf(value)).not.toContain('hvs.password')
  })

  it('refuses credentials', () => {
    const rule = 'It must not contain a user or a password: pass credentials as the documentation says.'
    expect(refusalOf('vault://user@secret/key')).toContain(rule)
  })
})

it('withoutPin leaves the place', () => {
  expect(withoutPin(parse(`file:///k?public-key=${DIGEST}`))).toEqual(parse('file:///k'))
  expect(withoutPin(parse('vault://secret/key?version=3#f'))).toEqual(parse('vault://secret/key#f'))
  expect(withoutPin(parse(`awssecrets:///k?version=${VERSION}#f`))).toEqual(parse('awssecrets:///k#f'))
  expect(withoutPin(parse(`awskms:///${ARN}`))).toEqual(parse(`awskms:///${ARN}`))
})

it('regionOfArn returns the region of an ARN', () => {
  expect(regionOfArn(ARN)).toBe('eu-west-1')
  expect(regionOfArn('no ARN')).toBeUndefined()
})
