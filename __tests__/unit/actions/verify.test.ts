// What verify says of a key that signs in its store.
import { p256 } from '@noble/curves/nist.js'
import { expect, it } from 'vitest'
import { run } from '../../../src/actions/verify.ts'
import { parsePrivateKey } from '../../../src/key/parse-private-key.ts'
import { signProof } from '../../../src/key/proof.ts'
import { fingerprintOf } from '../../support/keys.ts'
import { recordedOutput } from '../../support/recorded-output.ts'
import { type AwsScript, scriptedAws } from '../../support/scripted-aws.ts'
import { scriptedVault, type VaultReplies } from '../../support/scripted-vault.ts'
import { foreignKey } from '../../support/workflows.ts'

const ALIAS = 'awskms:///alias/ledger'
const ARN = 'arn:aws:kms:eu-west-1:111122223333:key/12345678-90ab-cdef-1234-567890abcdef'
const key = foreignKey()
const SPKI = Buffer.from(`3059301306072a8648ce3d020106082a8648ce3d030107034200${key.publicKeyHex}`, 'hex').toString(
  'base64',
)
const RUN = {
  GITHUB_REPOSITORY: 'octo/keys',
  GITHUB_REPOSITORY_ID: '1',
  GITHUB_RUN_ID: '7',
  GITHUB_RUN_ATTEMPT: '2',
}

const sign = (digest: unknown, format: 'der' | 'compact') =>
  Buffer.from(p256.sign(Buffer.from(String(digest), 'base64'), key.scalar, { prehash: false, format }))

/** Runs verify with a store that answers by a script. @returns what it said and did */
async function verifyIn(
  open: (env: Record<string, string>) => ReturnType<typeof scriptedAws> | ReturnType<typeof scriptedVault>,
  inputs: Record<string, string>,
  env: Record<string, string>,
) {
  const given = {
    'public-key-hex': key.publicKeyHex,
    approval: 'ignore',
    'github-api-url': 'https://github.example',
    'ledger-api-version': 'v2',
    'require-registered': 'false',
    ...inputs,
  }
  const named = Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])
  const store = open({ ...RUN, ...Object.fromEntries(named), ...env })
  const { output, reports } = recordedOutput()
  const exitCode = await run({ ...store, output })
  const [, outputs = {}] = (reports.find(([method]) => method === 'setOutputs') ?? []) as [
    string,
    Record<string, string>,
  ]
  const log = reports.flatMap(([method, text]) => (/info|warning|error/.test(method) ? [`${method}: ${text}`] : []))
  return { exitCode, outputs, log, page: outputs.page ?? '', sent: store.sent }
}

/** Verifies a key of AWS KMS, which run 7 made, in run 7 unless the environment says otherwise. */
function verify(inputs: Record<string, string>, change: object = {}, policy = 'root', env = {}) {
  const shown = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY', CreationDate: 1772366400, KeyState: 'Enabled' }
  const metadata = { Arn: ARN, ...shown, Origin: 'AWS_KMS', MultiRegion: false, ...change }
  const statement = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::111122223333:${policy}` }, Action: 'kms:*' }
  const script: Record<string, AwsScript[]> = {
    DescribeKey: [[200, { KeyMetadata: metadata }]],
    GetPublicKey: [[200, { KeyId: ARN, PublicKey: SPKI }]],
    ListResourceTags: [[200, { Tags: [{ TagKey: 'ledger-operator-keys-run', TagValue: '7/0' }] }]],
    GetKeyPolicy: [[200, { Policy: JSON.stringify({ Statement: [statement] }) }]],
    ListGrants: [[200, { Grants: [], Truncated: false }]],
    Sign: [({ Message }) => [200, { Signature: sign(Message, 'der').toString('base64') }]],
  }
  return verifyIn(env => scriptedAws(script, env), { 'key-store': ALIAS, ...inputs }, env)
}

/** The rows of the first table of a page. */
const rowsOf = (page: string) =>
  Object.fromEntries(
    [...page.replace(/###.*/s, '').matchAll(/^\| (.+) \| (.+) \|$/gm)].map(([, name, value]) => [name, value]),
  )
const proofOf = (claims: object, runId = '7') =>
  signProof(parsePrivateKey(key.pem), {
    keyStore: { uri: ALIAS },
    run: { repository: 'octo/keys', repository_id: '1', run_id: runId, run_attempt: '1' },
    ...claims,
  })

const EXPECTED = 'info: The stored key is the expected one.'
const MADE = 'info: The key store shows that this run made the key.'
const SHOWN = [`info: Public key:  ${key.publicKeyHex}`, `info: Fingerprint: ${fingerprintOf(key.publicKeyHex)}`]
const IMPORTED = 'warning: The key was imported, or can be exported or replicated.'
const SHARED = 'warning: The key policy or a grant lets others use the key.'
const THIS_RUN = 'this run: the key store has its number on record'
const UNKNOWN = '**Unknown:** neither a proof nor the key store names this run'
const USE = 'as the policies of the account say &#40;default key policy, no grants&#41;'
const OTHER_RUN = { GITHUB_RUN_ID: '8' }
const NAMES = { 'operator-name': 'demo', workspace: 'minivault', environment: 'gate' }

it.each<[what: string, given: Parameters<typeof verify>, log: string[], rows: Record<string, string>]>([
  ['that the run made', [{}], [EXPECTED, MADE, ...SHOWN], {}],
  ['that another run made', [{}, {}, 'root', OTHER_RUN], [EXPECTED, ...SHOWN], { 'Made by': UNKNOWN }],
  ['with a proof of the run', [{ proof: proofOf({}) }], [EXPECTED, MADE, ...SHOWN], {}],
  [
    'with a proof of the run, of which the store knows another run',
    [{ proof: proofOf({}, '8') }, {}, 'root', OTHER_RUN],
    [EXPECTED, ...SHOWN],
    { 'Made by': UNKNOWN },
  ],
  [
    'that was imported',
    [{}, { Origin: 'EXTERNAL' }],
    [EXPECTED, MADE, IMPORTED, ...SHOWN],
    { 'Key store: origin': '"EXTERNAL"', 'Key store: exportable': '"yes, or it was imported"' },
  ],
  [
    'that others may use, and that was imported',
    [{}, { Origin: 'EXTERNAL' }, 'user/mallory'],
    [EXPECTED, MADE, IMPORTED, SHARED, ...SHOWN],
    {
      'Key store: origin': '"EXTERNAL"',
      'Key store: exportable': '"yes, or it was imported"',
      'Key store: use by': '"others, too &#40;the key policy names them&#41;"',
    },
  ],
  [
    'that is exactly the given one',
    [{ 'key-store': `awskms:///${ARN}` }],
    [EXPECTED, MADE, ...SHOWN],
    {
      'Key store': `"awskms&#58;///${ARN.replaceAll(':', '&#58;')}"`,
      'Key reference': `"awskms&#58;///${ARN.replaceAll(':', '&#58;')}"`,
    },
  ],
  [
    'of a named operator',
    [NAMES],
    [EXPECTED, MADE, ...SHOWN],
    { Operator: '"demo"', Workspace: '"minivault"', Environment: '"gate"' },
  ],
])('verify reports a key %s', async (_, given, log, rows) => {
  const result = await verify(...given)
  expect(result.log).toEqual(log)
  expect(rowsOf(result.page)).toEqual({
    What: 'Value',
    '---': '---',
    Operator: 'not given',
    Workspace: 'not given',
    'Key store': '"awskms&#58;///alias/ledger"',
    'Key store: region': '"eu-west-1"',
    'Key store: type': '"ECC&#95;NIST&#95;P256"',
    'Key store: usage': '"SIGN&#95;VERIFY"',
    'Key store: origin': '"AWS&#95;KMS"',
    'Key store: exportable': '"no"',
    'Key store: deletion': '"not scheduled; at least 7 days of waiting, in which it can be cancelled"',
    'Key store: use by': `"${USE}"`,
    Environment: 'not given',
    'Stored key': 'has the expected public key',
    'Made by': THIS_RUN,
    'Approved by': "**Unknown:** GitHub's record was not read",
    'Registered at Ledger': '**Unknown:** Ledger was not asked, or did not say',
    ...rows,
  })
})

it('verify reports a key of a store that knows no access of its own', async () => {
  const NAME = `ledger-7-${'0'.repeat(32)}`
  const script: Record<string, VaultReplies> = {
    [`GET transit/keys/${NAME}`]: [
      [
        200,
        {
          data: {
            type: 'ecdsa-p256',
            exportable: false,
            allow_plaintext_backup: false,
            deletion_allowed: false,
            latest_version: 1,
            keys: {
              1: {
                public_key: `-----BEGIN PUBLIC KEY-----\n${SPKI}\n-----END PUBLIC KEY-----\n`,
                creation_time: '2026-03-01T12:00:00Z',
              },
            },
          },
        },
      ],
    ],
    [`POST transit/sign/${NAME}`]: [
      ({ input }) => [200, { data: { signature: `vault:v1:${sign(input, 'compact').toString('base64url')}` } }],
    ],
  }
  const { log, page } = await verifyIn(env => scriptedVault(script, env), { 'key-store': `hashivault://${NAME}` }, {})
  expect(log).toEqual([EXPECTED, MADE, ...SHOWN])
  expect(Object.keys(rowsOf(page)).filter(name => name.startsWith('Key store: '))).toEqual(
    ['address', 'type', 'usage', 'origin', 'exportable', 'deletion'].map(name => `Key store: ${name}`),
  )
})

it('verify returns a proof of what it was given', async () => {
  const { outputs } = await verify({ ...NAMES, 'proof-challenge': 'abc' })
  expect(outputs).toMatchObject({ 'approved-by': '', registered: 'unknown' })
  expect(JSON.parse(Buffer.from(outputs.proof?.split('.')[1] ?? '', 'base64url').toString())).toMatchObject({
    operator: 'demo',
    workspace: 'minivault',
    key_store: { uri: ALIAS, region: 'eu-west-1' },
    run_id: '7',
    nonce: 'abc',
  })
})

const API_ACCESS = { workspace: 'minivault', 'api-key-id': 'id', 'api-key-secret': 'secret' }
const UNCHANGED = 'Nothing was changed. Do not register this key, and let nothing use it, until this is resolved.'
it.each<[what: string, given: Parameters<typeof verify>, log: string[], message: string[]]>([
  [
    'two places of the key',
    [{ 'private-key': key.hex }],
    [],
    [
      'The inputs `private-key` and `key-store` are both set, and the stored key can be in one place only.',
      'Leave `private-key` out: the action reads the key from `key-store`.',
    ],
  ],
  [
    'the role of a key store that is not set',
    [{ 'key-store': '', 'private-key': key.hex, 'aws-role': 'r' }],
    [],
    [
      'The input `aws-role` is "r". It must be set only if `key-store` begins with one of `awskms://`, `awssecrets://`.',
    ],
  ],
  [
    'a key that must be registered, without API access',
    [{ 'require-registered': 'true' }],
    [],
    ['The registration at Ledger cannot be checked: `workspace`, `api-key-id`, `api-key-secret` are empty.'],
  ],
  [
    'an exposed key that must be registered',
    [{ ...API_ACCESS, 'require-registered': 'true' }, { Origin: 'EXTERNAL' }],
    [EXPECTED],
    ['Others may sign with the stored key. The key was imported, or can be exported or replicated.'],
  ],
  [
    'a proof of another place',
    [{ proof: proofOf({ keyStore: { uri: 'awskms:///alias/other' } }) }],
    [EXPECTED],
    [
      '`proof` does not prove that this run made the stored key. It names a key that is not stored in the place that `key-store` names.',
    ],
  ],
])('verify refuses %s', async (_, given, log, [message, hint = expect.any(String)]) => {
  const result = await verify(...given)
  const error = result.log.pop()?.split('\n').slice(0, 3)
  expect(error).toEqual([`error: ${message}`, UNCHANGED, hint])
  expect([result.exitCode, result.outputs, result.log]).toEqual([1, {}, log])
  expect(result.sent.filter(request => /Sign|token/.test(request))).toEqual([])
})
