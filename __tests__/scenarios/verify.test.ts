import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { LedgerFault, LocalLedger } from '../../local/ledger/index.ts'
import type { ActionResult, ActionRun } from '../../local/runner/index.ts'
import { fingerprintOf } from '../support/keys.ts'
import { formsOf, leaksIn, tracesOf, withoutMasks } from '../support/leaks.ts'
import { failureOf, type Inputs, run } from '../support/run-action.ts'
import { JOB_TOKEN, REPOSITORY, startTestGitHub, startTestLedger, type TestGitHub } from '../support/servers.ts'
import { foreignKey, ledgerTraces, pemOf, readProof, WORKSPACE } from '../support/workflows.ts'

const RUN_ID = '16000000001'
const key = foreignKey()
const other = foreignKey()

/** Verifies a key in a job that has it as a secret. */
function verify(github: TestGitHub, inputs: Inputs, more: Partial<ActionRun> = {}): Promise<ActionResult> {
  const secrets = Object.fromEntries(
    ['private-key', 'api-key-id', 'api-key-secret'].flatMap(name => (inputs[name] ? [[name, inputs[name]]] : [])),
  )
  return run('verify', github, inputs, { secrets, ...more })
}

/** A verification that failed as it should: without outputs, and with an error that says that nothing was changed. */
function refusalOf(result: ActionResult): { message: string; code: string } {
  const failure = failureOf(result)
  expect(failure.title).toBe('The key is not verified')
  expect(failure.message).toContain(
    'Nothing was changed. Do not register this key, and let nothing use it, until this is resolved.',
  )
  expect(result.outputs).toEqual({})
  expect(result.summary).toBe('')
  return failure
}

/** What the action itself printed: without the runner's header, and without the masks that the runner consumes. */
function printedBy(result: ActionResult): string {
  return withoutMasks(result.stdout)
}

const hexOf = (text: string) => Buffer.from(text).toString('hex')
/** Some of the forms in which a secret may hold a key. All of them are in unit/key/parse-private-key.test.ts. */
const FORMS: [form: string, write: (pem: string) => string][] = [
  ['hex of the PEM, as generate stores it', pem => hexOf(pem)],
  ['hex in lines and capitals', pem => hexOf(pem).toUpperCase().replace(/.{64}/g, '$&\r\n')],
  ['a PEM', pem => pem],
  ['a PEM with escaped line ends', pem => pem.replaceAll('\n', '\\n')],
  ['a PKCS #8 PEM', pem => createPrivateKey(pem).export({ type: 'pkcs8', format: 'pem' }).toString()],
]

describe('the log of verify', () => {
  const lines = (result: ActionResult) => printedBy(result).split('\n').filter(Boolean)
  const shown = [`Public key:  ${key.publicKeyHex}`, `Fingerprint: ${fingerprintOf(key.publicKeyHex)}`]

  it('the log says that the stored key is the expected one and shows its public key', async () => {
    const result = await verify(await startTestGitHub(), {
      'private-key': key.hex,
      'public-key-hex': key.publicKeyHex,
      approval: 'ignore',
    })
    expect(lines(result)).toEqual(['The stored key is the expected one.', ...shown])
  })

  it('the log warns if the stored key was compared with no expected key', async () => {
    const result = await verify(await startTestGitHub(), { 'private-key': key.hex, approval: 'ignore' })
    expect(lines(result)).toEqual([
      '::warning::`public-key-hex` is not set, so the stored key was compared with no expected public key.',
      ...shown,
    ])
  })

  it('the log shows no key if the runner’s command files are missing', async () => {
    const result = await verify(
      await startTestGitHub(),
      { 'private-key': key.hex, approval: 'ignore' },
      {
        prepare: environment => {
          environment.GITHUB_OUTPUT = '/nowhere/output'
        },
      },
    )
    expect(refusalOf(result).code).toBe('command-file-unwritable')
    expect(lines(result)).toHaveLength(1)
  })
})

describe('the form of a stored key', () => {
  it.each([
    ['hex of the PEM', hexOf(key.pem), undefined],
    ['the PEM', key.pem, undefined],
    ['base64 of the PEM', Buffer.from(key.pem).toString('base64'), 'it is in base64'],
    ['hex of the PEM in quotes', `"${hexOf(key.pem)}"`, 'there is more than hex digits in it'],
    [
      'base64 of a PEM of another label',
      Buffer.from(key.pem.replaceAll('EC PRIVATE', 'PRIVATE')).toString('base64'),
      'the label of its PEM is that of another format; it is in base64',
    ],
  ])('verify warns only if Ledger’s sample code cannot read the stored text: %s', async (_, text, why) => {
    const inputs = { 'private-key': text, 'public-key-hex': key.publicKeyHex, approval: 'ignore' }
    const result = await verify(await startTestGitHub(), inputs)
    expect(result.exitCode, result.log).toBe(0)
    expect(result.annotations.map(({ message }) => message)).toEqual(
      why === undefined
        ? []
        : [
            `Ledger's sample code cannot read the stored text: ${why}. The key is whole; \`promote\` stores it as that code reads it.`,
          ],
    )
  })

  // Zeros at the beginning are what encodings lose.
  const small = foreignKey(Buffer.concat([Buffer.alloc(2), key.scalar.subarray(2)]))
  it.each(FORMS)('verify reads a key from %s', async (_, write) => {
    const github = await startTestGitHub()
    const { pem, publicKeyHex } = small
    const result = await verify(github, { 'private-key': write(pem), 'public-key-hex': publicKeyHex })
    expect(result.exitCode, result.log).toBe(0)
    expect(result.outputs['public-key-hex']).toBe(publicKeyHex)
    expect(leaksIn(tracesOf(result), formsOf(pem))).toEqual([])
    expect(github.exchanges).toEqual([])
  })
})

describe('the public key', () => {
  it('verify returns the public key in the forms of generate: point, fingerprint, JWK', async () => {
    const github = await startTestGitHub()
    const { outputs, summary } = await verify(github, { 'private-key': key.hex, 'public-key-hex': key.publicKeyHex })
    expect(Object.keys(outputs).sort()).toEqual([
      'approved-by',
      'page',
      'proof',
      'public-key-fingerprint',
      'public-key-hex',
      'public-key-jwk',
      'registered',
    ])
    expect(outputs['approved-by']).toBe('')
    expect(outputs.registered).toBe('unknown')
    const jwk = JSON.parse(outputs['public-key-jwk'] ?? '')
    expect(`04${Buffer.from(jwk.x + jwk.y, 'base64url').toString('hex')}`.slice(0, 20)).toBe(
      key.publicKeyHex.slice(0, 20),
    )
    expect(summary).toContain(key.publicKeyHex)
    expect(summary).toContain(fingerprintOf(key.publicKeyHex))
    expect(`${outputs.page}\n`).toBe(summary)
    expect(summary).toContain(`\n\`${outputs.proof}\`\n`)
  })

  it('verify warns, and its page says nothing of registration, if public-key-hex is not set', async () => {
    const github = await startTestGitHub()
    const result = await verify(github, { 'private-key': key.hex })
    expect(result.exitCode).toBe(0)
    expect(result.annotations).toEqual([
      expect.objectContaining({
        level: 'warning',
        message: expect.stringContaining('compared with no expected public key'),
      }),
    ])
    expect(result.summary).toContain('## The stored operator key')
    expect(result.summary).not.toContain('register this key')
  })

  it('verify accepts public-key-hex in capitals', async () => {
    const github = await startTestGitHub()
    const result = await verify(github, { 'private-key': key.hex, 'public-key-hex': key.publicKeyHex.toUpperCase() })
    expect(result.exitCode).toBe(0)
    expect(result.outputs['public-key-hex']).toBe(key.publicKeyHex)
  })
})

/** The private half of one key with the public half of another. */
const torn = pemOf(
  'EC PRIVATE KEY',
  Buffer.concat([
    Buffer.from('30770201010420', 'hex'),
    key.scalar,
    Buffer.from('a00a06082a8648ce3d030107a144034200', 'hex'),
    Buffer.from(other.publicKeyHex, 'hex'),
  ]),
)
/** The lines of a PEM that are masked, each by itself. */
const PEM_LINES = key.pem.split('\n').slice(1, 4)

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const encrypted = { type: 'sec1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'a passphrase' } as const

/** A refusal for each code. All texts that are refused are in unit/key/parse-private-key.test.ts. */
const REFUSALS: [what: string, text: string, code: string, says: RegExp][] = [
  [
    'a key of another curve',
    generateKeyPairSync('ec', { namedCurve: 'secp256k1' })
      .privateKey.export({ type: 'sec1', format: 'pem' })
      .toString(),
    'key-unsupported',
    /curve secp256k1, and Ledger takes P-256 only/,
  ],
  [
    'hex of an encrypted key',
    hexOf(pair.privateKey.export(encrypted).toString()),
    'key-unsupported',
    /an encrypted private key/,
  ],
  [
    'hex of a public key',
    hexOf(pair.publicKey.export({ type: 'spki', format: 'pem' }).toString()),
    'key-public',
    /it is a public key/,
  ],
  ['a bare scalar', key.scalar.toString('hex'), 'key-format', /perhaps a bare private scalar/],
  ['a text that is no key', 'swordfish swordfish swordfish', 'key-format', /in none of the known forms/],
  [
    'the first half of the hex of a key',
    key.hex.slice(0, 230),
    'key-malformed',
    /lacks the line that begins or ends the key/,
  ],
  ['the halves of two keys', torn, 'key-inconsistent', /public half does not belong to its private half/],
]

describe('a refused key', () => {
  it.each(REFUSALS)('verify refuses %s by its code, and does not show it', async (_, text, code, says) => {
    const github = await startTestGitHub()
    const result = await verify(github, { 'private-key': text }, { runner: { debug: true } })
    const failure = refusalOf(result)
    expect(failure.code, failure.message).toBe(code)
    expect(failure.message).toMatch(says)
    for (const piece of text.match(/\S{8,16}/g) ?? []) {
      expect(printedBy(result)).not.toContain(piece)
    }
    expect(github.exchanges).toEqual([])
  })

  it.each(['', ' \n'])('verify refuses an empty secret (%j) and lists the likely reasons', async text => {
    const github = await startTestGitHub()
    const { code, message } = refusalOf(await verify(github, { 'private-key': text }))
    expect(code).toBe('key-empty')
    expect(message).toContain('the job does not name the environment whose secret it reads')
    expect(message).toContain('If this very run has stored it as a repository or organization secret')
    expect(message).toContain('there is no secret of that name')
  })

  it('verify refuses a key other than the expected one and shows both fingerprints', async () => {
    const github = await startTestGitHub()
    const result = await verify(github, { 'private-key': key.hex, 'public-key-hex': other.publicKeyHex })
    const { code, message } = refusalOf(result)
    expect(code).toBe('key-mismatch')
    expect(message).toContain(
      `the fingerprint ${fingerprintOf(key.publicKeyHex)}, the approved one ${fingerprintOf(other.publicKeyHex)}`,
    )
    expect(message).toContain('Do not register or use either.')
    expect(leaksIn(tracesOf(result, github), formsOf(key.pem))).toEqual([])
  })

  it.each([
    ['public-key-hex', 'the generate job handed over no public key', 'characters that are not hexadecimal'],
    ['approval', 'required', 'Did you mean "require"?'],
  ])('verify refuses an invalid %s after it has masked the secrets', async (name, value, says) => {
    const github = await startTestGitHub()
    const result = await verify(github, { 'private-key': key.hex, [name]: value })
    expect(refusalOf(result).code).toBe('input-invalid')
    expect(failureOf(result).message).toContain(says)
    expect(result.stdout).toMatch(/^::add-mask::/)
    expect(github.exchanges).toEqual([])
  })

  it('verify sends no request that writes', async () => {
    const github = await startTestGitHub()
    github.addRun(REPOSITORY, Number(RUN_ID), [])
    const inputs = { 'private-key': key.hex, 'public-key-hex': other.publicKeyHex, approval: 'require' }
    expect(refusalOf(await verify(github, inputs)).code).toBe('key-mismatch')
    expect(github.exchanges.filter(({ method }) => method !== 'GET')).toEqual([])
  })
})

describe('the masks of verify', () => {
  it('verify masks the key, API access and tokens before it prints anything else', async () => {
    const github = await startTestGitHub()
    const ledger = await startTestLedger(github)
    const access = ledger.addAccess(WORKSPACE, key.publicKeyHex)
    const inputs = {
      'private-key': key.pem,
      workspace: WORKSPACE,
      'api-key-id': access.apiKeyId,
      'api-key-secret': access.apiKeySecret,
      'ledger-api-url': ledger.baseUrl('v2'),
    }
    const result = await verify(github, inputs, { secrets: {} })
    expect(result.exitCode).toBe(0)
    const first = result.stdout.split('\n').findIndex(line => !line.startsWith('::add-mask::'))
    const masked = result.stdout.split('\n').slice(0, first).join('\n')
    // A mask command writes a line end as %0A.
    expect(masked).toContain(`::add-mask::${key.pem.trimEnd().replaceAll('\n', '%0A')}`)
    for (const secret of [access.apiKeyId, access.apiKeySecret, JOB_TOKEN]) {
      expect(masked).toContain(`::add-mask::${secret}`)
    }
    expect(ledger.tokens).toHaveLength(2)
    for (const token of ledger.tokens) expect(result.stdout).toContain(`::add-mask::${token}`)
    expect(result.masks).toEqual(expect.arrayContaining([...ledger.tokens, ...PEM_LINES]))
  })

  it('verify masks the PEM of a key that the secret holds in hex', async () => {
    const github = await startTestGitHub()
    const { masks } = await verify(github, { 'private-key': key.hex.toUpperCase() }, { secrets: {} })
    expect(masks).toEqual(expect.arrayContaining([key.hex.toUpperCase(), ...PEM_LINES]))
  })
})

describe('the proof of verify', () => {
  it('the proof names the key, the operator and the run', async () => {
    const github = await startTestGitHub()
    const { outputs } = await verify(github, {
      'private-key': key.hex,
      'operator-name': 'demo api user',
      workspace: WORKSPACE,
    })
    const claims = await readProof(outputs.proof, key.publicKeyHex, github.clock.now())
    expect(claims).toEqual({
      iat: claims.iat,
      public_key_hex: key.publicKeyHex,
      operator: 'demo api user',
      workspace: WORKSPACE,
      repository: REPOSITORY,
      repository_id: '1296269',
      repository_owner_id: '9919',
      run_id: RUN_ID,
      run_attempt: '1',
      sha: '0123456789abcdef0123456789abcdef01234567',
      workflow_ref: `${REPOSITORY}/.github/workflows/provision.yml@refs/heads/main`,
      workflow_sha: '0123456789abcdef0123456789abcdef01234567',
      actor: 'octocat',
      actor_id: '583231',
      runner_environment: 'github-hosted',
    })
  })

  it.each(['9b2f6c', '","public_key_hex":"', '\u202Eäöü 🔑 %0A::error::\\'])(
    'the proof holds the challenge %j unchanged',
    async challenge => {
      const github = await startTestGitHub()
      const { outputs } = await verify(github, { 'private-key': key.hex, 'proof-challenge': challenge })
      expect((await readProof(outputs.proof, key.publicKeyHex, github.clock.now())).nonce).toBe(challenge)
    },
  )
})

describe.each(['v1', 'v2'] as const)('the registration at Ledger, by API version %s', version => {
  interface Asked {
    registered?: string | undefined
    inputs?: Inputs
    fault?: LedgerFault
    prepare?: (ledger: LocalLedger) => void
  }
  const ask = async ({ registered, inputs = {}, fault, prepare }: Asked) => {
    const github = await startTestGitHub()
    const ledger = await startTestLedger(github)
    const access = ledger.addAccess(WORKSPACE, registered)
    if (fault) ledger.addFault(fault)
    prepare?.(ledger)
    const started = github.clock.elapsedMs()
    const result = await verify(github, {
      'private-key': key.hex,
      'public-key-hex': key.publicKeyHex,
      workspace: WORKSPACE,
      'api-key-id': access.apiKeyId,
      'api-key-secret': access.apiKeySecret,
      'ledger-api-version': version,
      'ledger-api-url': ledger.baseUrl(version),
      ...inputs,
    })
    // Key and tokens appear nowhere, and the API access only at Ledger.
    const secrets = formsOf(key.pem)
    expect(leaksIn(ledgerTraces(ledger), secrets)).toEqual([])
    for (const [i, token] of ledger.tokens.entries()) secrets.set(`token ${i}`, token)
    secrets.set('the API secret', access.apiKeySecret).set('the API key id', access.apiKeyId)
    expect(leaksIn(tracesOf(result, github), secrets)).toEqual([])
    expect(ledger.violations).toEqual([])
    return { github, ledger, access, result, seconds: (github.clock.elapsedMs() - started) / 1000 }
  }

  it('verify reports a registered key, after one request to Ledger', async () => {
    const { ledger, access, result } = await ask({ registered: key.publicKeyHex })
    expect(result.exitCode, result.log).toBe(0)
    expect([result.outputs.registered, result.annotations]).toEqual(['true', []])
    expect(result.summary).toContain('## This operator key is registered')
    expect(result.summary).not.toContain('Invite User')
    const [exchange] = ledger.exchanges
    expect(ledger.exchanges).toHaveLength(1)
    expect(exchange?.path).toBe(version === 'v1' ? '/auth/token' : '/v1/rest/auth/token')
    expect(exchange?.headers['x-ledger-workspace']).toBe(version === 'v1' ? WORKSPACE : undefined)
    expect(JSON.parse(exchange?.body ?? '')).toEqual(
      version === 'v1'
        ? { api_key_id: access.apiKeyId, api_key_secret: access.apiKeySecret }
        : { workspace: WORKSPACE, apiKeyId: access.apiKeyId, apiKeySecret: access.apiKeySecret },
    )
  })

  it('verify fails with both fingerprints if another key is registered', async () => {
    const { result } = await ask({ registered: other.publicKeyHex })
    const { code, message } = refusalOf(result)
    expect(code).toBe('another-key-registered')
    for (const { publicKeyHex } of [key, other]) expect(message).toContain(fingerprintOf(publicKeyHex))
    expect(message).toContain('This operator must not be used.')
  })

  it('verify warns, or fails with require-registered, if Ledger does not say which key is registered', async () => {
    const { result } = await ask({})
    expect(result.exitCode).toBe(0)
    expect(result.outputs.registered).toBe('unknown')
    expect(result.annotations[0]?.message).toContain('does not say which public key is registered')
    const { result: required } = await ask({ inputs: { 'require-registered': 'true' } })
    expect(refusalOf(required).code).toBe('registration-unknown')
  })

  it('verify fails if Ledger rejects the API access, and does not show it', async () => {
    const { result, access } = await ask({
      inputs: { 'api-key-secret': 'jI0X2n55EHnNaZasmzfOL36wXx6b4D7Wmw-riZCeGWE' },
    })
    const { code, message } = refusalOf(result)
    expect(code).toBe('ledger-credentials-rejected')
    expect(message).toContain(`the workspace "${WORKSPACE}" (status 401`)
    expect(message).not.toContain(access.apiKeyId)
  })

  it('verify fails if the API access belongs to another workspace', async () => {
    const claims = Buffer.from(JSON.stringify({ workspace: 'maxi\u202Evault', pub_key: key.publicKeyHex })).toString(
      'base64url',
    )
    const body = JSON.stringify(
      version === 'v1' ? { access_token: `e30.${claims}.c2ln` } : { accessToken: `e30.${claims}.c2ln` },
    )
    const { result } = await ask({ registered: key.publicKeyHex, fault: { status: 200, body } })
    const { code, message } = refusalOf(result)
    expect(code).toBe('wrong-workspace')
    expect(message).toContain(`expected was "${WORKSPACE}"`)
  })
})

it('verify shows the workspace on its page, and sends no request to Ledger, without API access', async () => {
  const github = await startTestGitHub()
  const result = await verify(github, { 'private-key': key.hex, workspace: WORKSPACE })
  expect(result.outputs.registered).toBe('unknown')
  expect(result.summary).toContain(WORKSPACE)
})
