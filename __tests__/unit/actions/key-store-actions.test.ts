// The actions with key stores that answer by a script: what a run sends, reports and leaves at GitHub, in whole.
import { createPrivateKey } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { expect, it, onTestFinished, vi } from 'vitest'
import { type HttpFetch, httpFetch } from '../../../src/http/fetch.ts'
import { encodePrivateKey, generateOperatorKey } from '../../../src/key/operator-key.ts'
import { inProcess } from '../../support/in-process.ts'
import { PUBLIC_KEY } from '../../support/keys.ts'
import { LEDGER_SAMPLE_PEM } from '../../support/ledger-sample-key.ts'
import { type Inputs, run } from '../../support/run-action.ts'
import { type AwsScript, refusing, scriptedAws } from '../../support/scripted-aws.ts'
import { ABSENT, scriptedVault, type VaultReplies, type VaultScript } from '../../support/scripted-vault.ts'
import {
  GATE,
  REPOSITORY,
  RUN_ID,
  SECRET,
  startTestGitHub,
  startTestLedger,
  type TestGitHub,
  TOKEN,
} from '../../support/servers.ts'

interface Case {
  /** What the key store answers. Without it, it is not asked. */
  vault?: Record<string, VaultReplies>
  aws?: Record<string, AwsScript[]>
  inputs?: Inputs
  /** What is at GitHub before the run, and what goes wrong there. */
  github?: (github: TestGitHub) => void
  /** The key that Ledger has registered for the API access; null if it does not say. Without it, there is no API access. */
  registered?: string | null
  /** A file of the runner that breaks once the log has a line with this text. */
  breaks?: { file: 'GITHUB_OUTPUT' | 'GITHUB_STEP_SUMMARY'; after: string }
}

const TIME = '2026-03-01T11:00:00.5Z'
const SECONDS = 1772362800
const HEX = encodePrivateKey(LEDGER_SAMPLE_PEM, 'hex')
const OTHER = generateOperatorKey().publicKey.hex
const SPKI = Buffer.from(`3059301306072a8648ce3d020106082a8648ce3d030107034200${PUBLIC_KEY.hex}`, 'hex')
const PEM = `-----BEGIN PUBLIC KEY-----\n${SPKI.toString('base64')}\n-----END PUBLIC KEY-----\n`

/** Signs a digest as ECDSA with the nonce 1, which node:crypto cannot: r is the x of the generator, s = digest + r d. */
function signDigest(digest: unknown): { r: string; s: string } {
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
  const r = 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n
  const numberIn = (text: unknown, encoding: 'base64' | 'base64url') =>
    BigInt(`0x${Buffer.from(String(text), encoding).toString('hex')}`)
  const d = numberIn(createPrivateKey(LEDGER_SAMPLE_PEM).export({ format: 'jwk' }).d, 'base64url')
  const s = (numberIn(digest, 'base64') + r * d) % order
  return { r: r.toString(16), s: s.toString(16).padStart(64, '0') }
}

const TRANSIT = 'hashivault://operator?version=1'
const TRANSIT_KEY = {
  type: 'ecdsa-p256',
  exportable: false,
  allow_plaintext_backup: false,
  deletion_allowed: true,
  latest_version: 1,
  keys: { 1: { public_key: PEM, creation_time: TIME } },
}
const DENIED: VaultScript = [403, { errors: ['permission denied'] }]
const transit = (change: object = {}, more: Record<string, VaultReplies> = {}): Record<string, VaultReplies> => ({
  'GET transit/keys/operator': [[200, { data: { ...TRANSIT_KEY, ...change } }]],
  'GET sys/internal/ui/mounts/transit': [[200, { data: { type: 'transit' } }]],
  'POST transit/sign/operator': [
    ({ input }) => {
      const { r, s } = signDigest(input)
      return [200, { data: { signature: `vault:v1:${Buffer.from(r + s, 'hex').toString('base64url')}` } }]
    },
  ],
  ...more,
})

const KV = 'vault://kv/operator'
const KV_1 = `${KV}?version=1#private_key`
const versions = (count: number): VaultScript => {
  const all = Array.from({ length: count }, (_, index) => [index + 1, { created_time: TIME, destroyed: false }])
  return [200, { data: { current_version: count, versions: Object.fromEntries(all) } }]
}
/** A secret of KV with some versions. A new one is stored. */
const kv = (count: number, more: Record<string, VaultReplies> = {}): Record<string, VaultReplies> => {
  const content = { data: { data: { private_key: HEX, public_key_hex: PUBLIC_KEY.hex } } }
  return {
    'GET kv/metadata/operator': [count === 0 ? ABSENT : versions(count), versions(count + 1)],
    'GET sys/internal/ui/mounts/kv/operator': [[200, { data: { type: 'kv', options: { version: '2' } } }]],
    'GET kv/data/operator': [[200, content]],
    'GET kv/data/operator?version=1': [[200, content]],
    'POST kv/data/operator': [[200, { data: { version: count + 1, created_time: TIME } }]],
    'PUT kv/destroy/operator': [[204]],
    ...more,
  }
}

const OLD = '01234567-89ab-cdef-0123-456789abcdef'
const NEW = 'fedcba98-7654-3210-fedc-ba9876543210'
/** KV refuses to store the first version. */
const DENYING = { 'GET kv/metadata/operator': [ABSENT], 'POST kv/data/operator': [DENIED] }

const arnOf = (key: string) => `arn:aws:kms:eu-west-1:111122223333:key/${key}`
const KMS = `awskms:///${arnOf(OLD)}`
const kmsKey = (key: string, change: object = {}): AwsScript => {
  const about = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY', KeyState: 'Enabled', Origin: 'AWS_KMS' }
  return [200, { KeyMetadata: { ...about, Arn: arnOf(key), CreationDate: SECONDS, MultiRegion: false, ...change } }]
}
const policyOf = (account: string): AwsScript => {
  const statement = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*' }
  return [200, { Policy: JSON.stringify({ Statement: [statement] }) }]
}
/** A key of KMS, and one that a run makes. */
const kms = (more: Record<string, AwsScript[]> = {}): Record<string, AwsScript[]> => ({
  [`DescribeKey key/${OLD}`]: [kmsKey(OLD)],
  [`DescribeKey key/${NEW}`]: [kmsKey(NEW)],
  [`GetPublicKey key/${OLD}`]: [[200, { KeyId: arnOf(OLD), PublicKey: SPKI.toString('base64') }]],
  [`GetPublicKey key/${NEW}`]: [[200, { KeyId: arnOf(NEW), PublicKey: SPKI.toString('base64') }]],
  ListResourceTags: [[200, { Tags: [] }]],
  GetKeyPolicy: [policyOf('111122223333')],
  ListGrants: [[200, { Grants: [], Truncated: false }]],
  CreateKey: [kmsKey(NEW)],
  CreateAlias: [[200]],
  UpdateAlias: [[200]],
  ScheduleKeyDeletion: [[200, { DeletionDate: SECONDS + 30 * 86_400 }]],
  ListAliases: [[200, { Aliases: [], Truncated: false }]],
  Sign: [
    ({ Message }) => {
      const { r, s } = signDigest(Message)
      const integers = [r, s].map(hex => hex.replace(/^(?:00)+/, '').replace(/^[89a-f]/, '00$&'))
      const members = integers.map(hex => `02${hexLength(hex)}${hex}`).join('')
      const der = `30${hexLength(members)}${members}`
      return [200, { Signature: Buffer.from(der, 'hex').toString('base64') }]
    },
  ],
  ...more,
})
const hexLength = (hex: string) => (hex.length / 2).toString(16).padStart(2, '0')

const VARIABLE = 'LEDGER_OPERATOR_KEY'
const AT_REPOSITORY = { repository: REPOSITORY }
const putVariable = (value: string) => (github: TestGitHub) => github.putVariable(AT_REPOSITORY, VARIABLE, value)
/** Alice approves the gate's job in the run. */
function approve(github: TestGitHub): void {
  const review = { user: 'alice', environment: GATE.environment, state: 'approved', comment: '' } as const
  github.addRun(REPOSITORY, RUN_ID, [review], { actor: 'octocat' })
}
const refuse = (method: string, path: RegExp) => (github: TestGitHub) =>
  github.faults.add({ method, path, when: 'before', do: { kind: 'status', status: 403, body: {} } })

/** Runs an action. Returns all that it did, in which what is random has a name. */
async function act(action: '.' | 'promote' | 'discard', { vault, aws, inputs = {}, ...more }: Case) {
  // Without jitter, waits are the same each time.
  const random = vi.spyOn(Math, 'random').mockReturnValue(0)
  onTestFinished(() => random.mockRestore())
  const github = await startTestGitHub()
  more.github?.(github)
  const given: Inputs = { 'github-token': TOKEN, ...inputs }
  if (more.registered !== undefined) {
    const ledger = await startTestLedger(github)
    const access = ledger.addAccess('minivault', more.registered ?? undefined)
    given.workspace = 'minivault'
    given['api-key-id'] = access.apiKeyId
    given['api-key-secret'] = access.apiKeySecret
    given['ledger-api-url'] = ledger.baseUrl('v2')
  }
  // A new key of Transit gets a name with a nonce.
  const ofAnyNonce = new Proxy(vault ?? {}, {
    get: (script, request: string) => script[request.replace(/[0-9a-f]{32}$/, 'NONCE')],
  })
  const store = aws ? scriptedAws(aws) : scriptedVault(ofAnyNonce)
  const { GITHUB_RUN_ID: _, ...env } = store.env as Record<string, string>
  const requests: string[] = []
  const send: HttpFetch = (url, init) => {
    const isStore = !url.startsWith('http://127.0.0.1')
    const response = isStore ? store.fetch(url, init) : httpFetch(url, init)
    const body = init.method === 'GET' || init.method === undefined ? '' : ` ${init.body ?? ''}`
    requests.push(`${isStore ? store.sent.at(-1) : `${init.method} ${new URL(url).pathname}`}${body}`)
    return response
  }
  let brokenFile = ''
  const result = await run(action, github, given, {
    env,
    execute: inProcess(github.clock, send),
    github: { run_id: String(RUN_ID), actor_id: String(github.state.users.get('octocat').id) },
    prepare: environment => {
      brokenFile = environment[more.breaks?.file ?? ''] ?? ''
    },
    onLine: line => {
      if (!more.breaks || !line.includes(more.breaks.after)) return
      // Even root cannot write to a folder as to a file.
      rmSync(brokenFile)
      mkdirSync(brokenFile)
    },
  })
  const { proof = '', ...outputs } = result.outputs
  const summary = result.summary.trimEnd()
  const claims = proof && JSON.parse(Buffer.from(proof.split('.')[1] ?? '', 'base64url').toString())
  const { organizations, repositories } = github.state
  const owners = [...organizations.values(), ...repositories.values()]
  const all = [...owners, ...[...repositories.values()].flatMap(({ environments }) => [...environments.values()])]
  const held = all.flatMap(({ values: { secrets, variables } }) => [...secrets.values(), ...variables.values()])
  const [, log = ''] = result.log.split('##[endgroup]\n')
  const lines = {
    sends: sortReads(requests),
    logs: log.split('\n').filter(line => !line.startsWith('##[debug]')),
    returns: Object.entries(outputs).map(
      ([name, value]) => `${name} = ${value === summary ? 'SUMMARY' : value.split('\n', 1)}`,
    ),
    proves: Object.entries(claims)
      .filter(([name]) => PROVEN.includes(name))
      .map(([name, value]) => `${name} = ${JSON.stringify(value)}`),
    shows:
      summary
        .split('\n### ', 1)[0]
        ?.split('\n')
        .filter(line => !/^\| (?:What|---)/.test(line)) ?? [],
    fails: result.annotations.flatMap(({ title }) => title ?? []),
    leaves: held.map(({ name, value, visibility = '' }) => `${name} = ${value} ${visibility}`.trim()),
    masks: result.masks.map(mask => JSON.stringify(mask)),
  }
  return Object.entries(lines)
    .flatMap(([does, all]) => all.filter(Boolean).map(line => `${does}: ${withNames(line, given)}`))
    .filter(line => !line.startsWith('masks: ') || /"[A-Z_]+"$/.test(line))
    .join('\n')
}

const PROVEN = ['operator', 'workspace', 'key_store', 'public_key_hex', 'run_id']

/** Reads that are sent at once are sent in any order. */
function sortReads(requests: string[]): string[] {
  const isRead = (request = '') => /^(?:GET|Describe|Get|List|POST \/v1\/rest)/.test(request)
  const groups: string[][] = []
  for (const request of requests) {
    const group = groups.at(-1)
    if (group && isRead(group[0]) && isRead(request)) group.push(request)
    else groups.push([request])
  }
  return groups.flatMap(group => group.sort())
}

/** Replaces keys and everything random by names. */
function withNames(line: string, inputs: Inputs): string {
  const names: [string | RegExp | undefined, string][] = [
    [inputs['api-key-id'], 'API_KEY_ID'],
    [inputs['api-key-secret'], 'API_KEY_SECRET'],
    [TOKEN, 'TOKEN'],
    [OLD, 'OLD'],
    [NEW, 'NEW'],
    [/2d2d2d2d2d[0-9a-f]{444}/g, 'PRIVATE_KEY_HEX'],
    [PUBLIC_KEY.hex, 'PUBLIC_KEY'],
    [OTHER, 'OTHER_KEY'],
    [/\b04[0-9a-f]{128}\b/g, 'NEW_KEY'],
    [/-----BEGIN EC PRIVATE KEY-----[\w+/=\\\n]+-----END EC PRIVATE KEY-----(?:\\n)?/g, 'PRIVATE_KEY_PEM'],
    [/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, 'PROOF'],
    [/(?<=open ')[^']+/g, 'FILE'],
    [/SHA256:[\w+/]{43}/g, 'FINGERPRINT'],
    [/(?<=-fingerprint = )[0-9a-f]{64}/g, 'DIGEST'],
    [/(?<=-jwk = )\{[^}]+\}/g, 'JWK'],
    [/(?<=\d\/)[0-9a-f]{32}|(?<=-)[0-9a-f]{32}/g, 'NONCE'],
    [/"encrypted_value":"[^"]+","key_id":"\d+"/g, 'SEALED'],
    [/(?<="(?:input|Message)":")[^"]{44}/g, 'DIGEST'],
  ]
  return names.reduce((text, [from, to]) => (from ? text.replaceAll(from, to) : text), line)
}

/** As many cases as a test has time for, if a mutant slows it down. */
const CASES_OF_A_TEST = 12

/** Tests the cases of an action, several by one snapshot. A paragraph of it is what one case did. */
function eachOf(name: string, action: Parameters<typeof act>[0], cases: [does: string, Case][]): void {
  for (let first = 0; first < cases.length; first += CASES_OF_A_TEST) {
    const some = cases.slice(first, first + CASES_OF_A_TEST)
    it(`${name} does what its cases from ${first + 1} to ${first + some.length} say`, async () => {
      const paragraphs: string[] = []
      for (const [does, given] of some) paragraphs.push(`${name} ${does}\n${await act(action, given)}`)
      expect(paragraphs.join('\n\n')).toMatchSnapshot()
    })
  }
}

const PROMOTE: Inputs = { 'public-key-hex': PUBLIC_KEY.hex, 'require-registered': 'false' }
const OF_TRANSIT = { ...PROMOTE, 'key-store': TRANSIT }
const OF_KMS = { ...PROMOTE, 'key-store': KMS }
const INTO_KV = { ...PROMOTE, 'key-store': KV, 'private-key': HEX, 'github-token': '' }
const OF_KV = { ...PROMOTE, 'key-store': KV_1, 'github-token': '' }
const registered = PUBLIC_KEY.hex
const STAGED = { 'staged-secret-name': SECRET, 'staged-environment': GATE.environment, 'github-token': TOKEN }
const stage = (github: TestGitHub) => {
  github.putSecret(GATE, SECRET, HEX)
  approve(github)
}
const ORGANIZATION = { organization: 'octo' }

eachOf('promote', 'promote', [
  [
    'stores the API access, the reference and the public key of a key in Transit',
    {
      vault: transit(),
      inputs: { ...OF_TRANSIT, 'operator-name': 'payments', 'staged-environment': GATE.environment },
      github: approve,
      registered,
    },
  ],
  ['stores only variables without API access', { vault: transit(), inputs: { ...OF_TRANSIT, workspace: 'minivault' } }],
  [
    'writes the variables that are named',
    { vault: transit(), inputs: { ...OF_TRANSIT, 'public-key-variable': 'PK', 'key-reference-variable': 'REF' } },
  ],
  ['warns if Ledger does not name the key', { vault: transit(), inputs: OF_TRANSIT, registered: null }],
  [
    'gives variables of an organization the audience of its secrets, and warns if that is wider',
    {
      vault: transit(),
      inputs: { ...OF_TRANSIT, ...ORGANIZATION, visibility: 'all', 'if-exists': 'overwrite' },
      github: github => github.putSecret(ORGANIZATION, 'LEDGER_API_KEY_ID', 'x', { visibility: 'private' }),
      registered,
    },
  ],
  [
    'gives variables of an organization an audience without secrets',
    { vault: transit(), inputs: { ...OF_TRANSIT, ...ORGANIZATION, visibility: 'all' } },
  ],
  [
    'keeps the key of Transit in service',
    { vault: transit(), inputs: { ...OF_TRANSIT, 'if-exists': 'keep' }, github: putVariable(TRANSIT) },
  ],
  [
    'keeps another key of Transit, whose public key is unknown',
    { vault: transit(), inputs: { ...OF_TRANSIT, 'if-exists': 'keep' }, github: putVariable(`${TRANSIT}2`) },
  ],
  ['refuses to replace a key of Transit', { vault: transit(), inputs: OF_TRANSIT, github: putVariable(TRANSIT) }],
  ['refuses an exportable key', { vault: transit({ exportable: true }), inputs: OF_TRANSIT }],
  ['refuses another key', { vault: transit(), inputs: { ...OF_TRANSIT, 'public-key-hex': OTHER } }],
  ['refuses a place without a key', { inputs: { ...OF_TRANSIT, 'key-store': 'hashivault://operator' } }],
  ['refuses a private key for Transit', { inputs: { ...INTO_KV, 'key-store': 'hashivault://operator' } }],
  ['refuses one variable for two texts', { inputs: { ...OF_TRANSIT, 'public-key-variable': VARIABLE } }],
  ['needs a token for Transit', { inputs: { ...OF_TRANSIT, 'github-token': '' } }],
  ['needs an approval', { vault: transit(), inputs: { ...OF_TRANSIT, 'staged-environment': GATE.environment } }],
  [
    'warns of a missing approval',
    { vault: transit(), inputs: { ...OF_TRANSIT, 'staged-environment': GATE.environment, approval: 'warn' } },
  ],
  [
    'stores nothing if the key cannot sign',
    { vault: transit({}, { 'POST transit/sign/operator': [DENIED] }), inputs: OF_TRANSIT, registered },
  ],
  [
    'says what is stored if GitHub refuses a part of the API access',
    { vault: transit(), inputs: OF_TRANSIT, github: refuse('PUT', /KEY_SECRET$/), registered },
  ],
  [
    'says what is stored if GitHub refuses the reference',
    { vault: transit(), inputs: OF_TRANSIT, github: refuse('POST', /variables$/), registered },
  ],
  [
    'says what to do if GitHub refuses the public key',
    {
      vault: transit(),
      inputs: OF_TRANSIT,
      github: github => {
        github.putVariable(AT_REPOSITORY, 'LEDGER_OPERATOR_PUBLIC_KEY', OTHER)
        refuse('PATCH', /PUBLIC_KEY$/)(github)
      },
      registered,
    },
  ],
  [
    'stores the API access and the reference of a key in KMS',
    { aws: kms(), inputs: { ...OF_KMS, 'if-exists': 'overwrite' }, github: putVariable('x'), registered },
  ],
  [
    'refuses a key of KMS that others can use',
    {
      aws: kms({
        [`DescribeKey key/${OLD}`]: [kmsKey(OLD, { MultiRegion: true })],
        GetKeyPolicy: [policyOf('444455556666')],
      }),
      inputs: OF_KMS,
    },
  ],
  [
    'moves a staged key and its API access into KV',
    {
      vault: kv(0),
      inputs: { ...INTO_KV, ...STAGED, 'operator-name': 'payments', 'private-key-encoding': 'pem' },
      github: stage,
      registered,
    },
  ],
  ['stores a key in KV without GitHub and without API access', { vault: kv(0), inputs: INTO_KV }],
  ['replaces a key in KV', { vault: kv(1), inputs: { ...INTO_KV, 'if-exists': 'overwrite' } }],
  ['keeps a key in KV', { vault: kv(1), inputs: { ...INTO_KV, 'if-exists': 'keep' } }],
  ['refuses to replace a key in KV', { vault: kv(1), inputs: INTO_KV }],
  ['adds the API access to a key in KV', { vault: kv(1), inputs: OF_KV, registered }],
  ['adds the API access to the newest key in KV', { vault: kv(1), inputs: { ...OF_KV, 'key-store': KV }, registered }],
  ['adds no API access to an older key in KV', { vault: kv(2), inputs: OF_KV, registered }],
  ['refuses to store nothing in KV', { inputs: OF_KV }],
  ['refuses a key for a place with a key', { inputs: { ...INTO_KV, 'key-store': KV_1 } }],
  [
    'refuses a staged secret that gets the API access',
    { inputs: { ...INTO_KV, 'staged-secret-name': 'LEDGER_API_KEY_ID' } },
  ],
  ['refuses a person as a bot', { inputs: { ...OF_KV, 'allowed-bots': 'octocat' } }],
  [
    'needs API access for a workspace',
    { inputs: { ...OF_TRANSIT, workspace: 'minivault', 'require-registered': 'true' } },
  ],
  ['needs no API access without a workspace', { vault: kv(0), inputs: { ...INTO_KV, 'require-registered': 'true' } }],
  ['refuses a staged secret without its value', { inputs: { ...OF_KV, 'staged-secret-name': SECRET } }],
  ['needs the staged secret', { vault: kv(0), inputs: { ...INTO_KV, ...STAGED }, github: approve }],
  ['needs a token for a staged secret', { inputs: { ...INTO_KV, ...STAGED, 'github-token': '', approval: 'ignore' } }],
  ['needs a token for an approval', { inputs: { ...OF_KV, 'staged-environment': GATE.environment }, registered }],
  ['says that nothing is changed if KV refuses', { vault: kv(0, DENYING), inputs: INTO_KV, registered }],
  [
    'says that nothing is left to do if the summary breaks',
    {
      vault: kv(0),
      inputs: { ...INTO_KV, ...STAGED },
      github: stage,
      breaks: { file: 'GITHUB_STEP_SUMMARY', after: 'was staged and is deleted' },
    },
  ],
  [
    'says what to do if GitHub refuses to delete the staged secret',
    {
      vault: kv(0),
      inputs: { ...INTO_KV, ...STAGED },
      github: github => {
        stage(github)
        refuse('DELETE', /./)(github)
      },
    },
  ],
  ...Object.entries({
    environment: 'open',
    organization: 'octo',
    'selected-repository-ids': ',',
    'public-key-variable': 'PK',
  }).map(([name, value]): [string, Case] => [`refuses \`${name}\` for KV`, { inputs: { ...INTO_KV, [name]: value } }]),
])

const { environment } = GATE
const OVERWRITE = { 'if-exists': 'overwrite' }
const OF_ALIAS = { 'key-store': 'awskms:///alias/ledger', environment }
const FREE = { 'DescribeKey alias/ledger': [refusing('NotFoundException'), kmsKey(NEW)] }
const TAKEN = { 'DescribeKey alias/ledger': [kmsKey(OLD), kmsKey(OLD), kmsKey(NEW)] }
const NEW_OF_TRANSIT = {
  'GET transit/keys/operator': [ABSENT],
  [`POST transit/keys/operator-${RUN_ID}-NONCE`]: [[204]],
  [`GET transit/keys/operator-${RUN_ID}-NONCE`]: [[200, { data: TRANSIT_KEY }]],
} satisfies Record<string, VaultReplies>
const BREAKS_OUTPUTS = { file: 'GITHUB_OUTPUT', after: 'Fingerprint: ' } as const
const AT_TRANSIT = { 'key-store': 'hashivault://operator', environment }

eachOf('generate', '.', [
  [
    'creates a key in Transit',
    { vault: transit({}, NEW_OF_TRANSIT), inputs: { ...AT_TRANSIT, 'operator-name': 'payments', workspace: 'w' } },
  ],
  [
    'reads no protection without an environment',
    { vault: transit({}, NEW_OF_TRANSIT), inputs: { 'key-store': 'hashivault://operator', 'github-token': '' } },
  ],
  [
    'reads no protection if it is ignored',
    {
      vault: transit({}, NEW_OF_TRANSIT),
      inputs: { ...AT_TRANSIT, 'environment-protection': 'ignore', 'github-token': '' },
    },
  ],
  ['needs a token for the protection', { inputs: { ...AT_TRANSIT, 'github-token': ' ' } }],
  [
    'warns of an unprotected environment',
    { vault: transit({}, NEW_OF_TRANSIT), inputs: { ...AT_TRANSIT, environment: 'open' } },
  ],
  [
    'requires a protected environment',
    { vault: transit(), inputs: { ...AT_TRANSIT, environment: 'open', 'environment-protection': 'require' } },
  ],
  [
    'says what is created if the outputs break',
    { vault: transit({}, NEW_OF_TRANSIT), inputs: AT_TRANSIT, breaks: BREAKS_OUTPUTS },
  ],
  [
    'says that nothing is changed if Transit refuses',
    {
      vault: transit({}, { ...NEW_OF_TRANSIT, [`POST transit/keys/operator-${RUN_ID}-NONCE`]: [DENIED] }),
      inputs: AT_TRANSIT,
    },
  ],
  ['refuses another repository', { inputs: { ...AT_TRANSIT, repository: 'octo/other' } }],
  ['refuses a reference', { inputs: { ...AT_TRANSIT, 'key-store': TRANSIT } }],
  ['refuses an event', { inputs: { ...AT_TRANSIT, 'allowed-events': 'push, pushh' } }],
  ['says what is created in KMS if the outputs break', { aws: kms(FREE), inputs: OF_ALIAS, breaks: BREAKS_OUTPUTS }],
  ['creates a key in KMS', { aws: kms(FREE), inputs: OF_ALIAS }],
  [
    'replaces a key in KMS',
    { aws: kms(TAKEN), inputs: { ...OF_ALIAS, ...OVERWRITE, 'environment-protection': 'require' } },
  ],
  ['keeps a key in KMS', { aws: kms(TAKEN), inputs: { ...OF_ALIAS, 'if-exists': 'keep' } }],
  ['would keep a key in KMS', { aws: kms(TAKEN), inputs: { ...OF_ALIAS, 'if-exists': 'keep', 'dry-run': 'true' } }],
  ['refuses to replace a key in KMS', { aws: kms(TAKEN), inputs: OF_ALIAS }],
  [
    'does not keep a key of KMS that is disabled',
    {
      aws: kms({ 'DescribeKey alias/ledger': [kmsKey(OLD, { KeyState: 'Disabled' })] }),
      inputs: { ...OF_ALIAS, 'if-exists': 'keep' },
    },
  ],
  [
    'replaces a key of KMS that is disabled',
    {
      aws: kms({
        ...TAKEN,
        'DescribeKey alias/ledger': [kmsKey(OLD, { KeyState: 'Disabled' }), kmsKey(OLD), kmsKey(NEW)],
      }),
      inputs: { 'key-store': 'awskms:///alias/ledger', ...OVERWRITE },
    },
  ],
  ['would create a key in KMS', { aws: kms(FREE), inputs: { ...OF_ALIAS, 'dry-run': 'true' } }],
  [
    'would replace a key in KMS',
    { aws: kms(TAKEN), inputs: { 'key-store': 'awskms:///alias/ledger', ...OVERWRITE, 'dry-run': 'true' } },
  ],
  [
    'stores a key in KV',
    { vault: kv(0), inputs: { 'key-store': KV, 'operator-name': 'payments', workspace: 'minivault' } },
  ],
  ['stores a key in KV if there is none to keep', { vault: kv(0), inputs: { 'key-store': KV, 'if-exists': 'keep' } }],
  [
    'keeps a key in KV, whose public key is unknown',
    { vault: kv(1), inputs: { 'key-store': KV, 'if-exists': 'keep' } },
  ],
  ['replaces a key in KV', { vault: kv(1), inputs: { 'key-store': KV, ...OVERWRITE, 'private-key-encoding': 'pem' } }],
  ['says that nothing is changed if KV refuses', { vault: kv(0, DENYING), inputs: { 'key-store': KV } }],
  [
    'says that a key may be stored if KV does not confirm it',
    { vault: kv(0, { 'GET kv/metadata/operator': [ABSENT, versions(2)] }), inputs: { 'key-store': KV } },
  ],
  ...['organization', 'visibility', 'selected-repository-ids', 'public-key-variable'].map((name): [string, Case] => [
    `refuses \`${name}\` beside a key store`,
    { inputs: { 'key-store': KV, [name]: 'octo' } },
  ]),
])

const DISCARD_KV = { 'key-store': KV_1, 'if-approved': 'discard', 'github-token': '' }
const destroyedBeside = (current: number): VaultScript => {
  const others = { [current]: { created_time: TIME, destroyed: false } }
  return [
    200,
    { data: { current_version: current, versions: { ...others, 1: { created_time: TIME, destroyed: true } } } },
  ]
}
const destroyed = destroyedBeside(1)

eachOf('discard', 'discard', [
  [
    'destroys a version of KV',
    { vault: kv(1, { 'GET kv/metadata/operator': [versions(1), destroyed] }), inputs: DISCARD_KV },
  ],
  [
    'finds a destroyed version of KV',
    { vault: kv(1, { 'GET kv/metadata/operator': [destroyed] }), inputs: DISCARD_KV },
  ],
  [
    'destroys a version of KV beside one that may hold the same key',
    {
      vault: kv(1, { 'GET kv/metadata/operator': [versions(2), destroyedBeside(2)] }),
      inputs: DISCARD_KV,
    },
  ],
  ['finds no version of KV', { vault: kv(0), inputs: DISCARD_KV }],
  [
    'finds no key of Transit',
    {
      vault: transit({}, { 'GET transit/keys/operator': [ABSENT] }),
      inputs: { ...DISCARD_KV, 'key-store': 'openbao://operator?version=1' },
    },
  ],
  ['schedules the deletion of a key in KMS', { aws: kms(), inputs: { 'key-store': KMS, environment } }],
  [
    'finds a key of KMS that is to be deleted',
    {
      aws: kms({ [`DescribeKey key/${OLD}`]: [kmsKey(OLD, { KeyState: 'PendingDeletion', DeletionDate: SECONDS })] }),
      inputs: { 'key-store': KMS },
    },
  ],
  ['leaves an approved key', { inputs: { 'key-store': KMS, environment }, github: approve }],
  [
    'discards an approved key',
    { aws: kms(), inputs: { 'key-store': KMS, environment, 'if-approved': 'discard' }, github: approve },
  ],
  ['needs a token to read approvals', { inputs: { 'key-store': KMS, environment, 'github-token': '' } }],
  ['refuses a place', { inputs: { 'key-store': KV } }],
  ['refuses another repository', { inputs: { ...DISCARD_KV, repository: 'octo/other' } }],
  [
    'says that nothing is deleted if KV refuses',
    { vault: kv(1, { 'PUT kv/destroy/operator': [DENIED] }), inputs: DISCARD_KV },
  ],
  [
    'says that a key may be deleted if the connection to KV breaks',
    { vault: kv(1, { 'PUT kv/destroy/operator': ['ECONNRESET'] }), inputs: DISCARD_KV },
  ],
  ...['organization', 'secret-updated-at', 'public-key-variable'].map((name): [string, Case] => [
    `refuses \`${name}\` beside a key store`,
    { inputs: { ...DISCARD_KV, [name]: 'octo' } },
  ]),
])
