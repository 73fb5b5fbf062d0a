import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { p256 } from '@noble/curves/nist.js'
import { describe, expect, it } from 'vitest'
import type { LedgerFault, LocalLedger } from '../../local/ledger/index.ts'
import type { ActionResult, ActionRun } from '../../local/runner/index.ts'
import { fingerprintOf } from '../support/keys.ts'
import { formsOf, leaksIn, tracesOf, withoutMasks } from '../support/leaks.ts'
import { LEDGER_SAMPLE_PEM } from '../support/ledger-sample-key.ts'
import { failureOf, type Inputs, run } from '../support/run-action.ts'
import { JOB_TOKEN, NOBODY, REPOSITORY, startTestGitHub, startTestLedger, type TestGitHub } from '../support/servers.ts'
import { foreignKey, ledgerTraces, pemOf, readProof, WORKSPACE } from '../support/workflows.ts'

const RUN_ID = '16000000001'
const key = foreignKey()
const other = foreignKey()

/** Verifies a text as a job does that has it as a secret. */
function verify(github: TestGitHub, inputs: Inputs, more: Partial<ActionRun> = {}): Promise<ActionResult> {
  const secrets = Object.fromEntries(
    ['private-key', 'api-key-id', 'api-key-secret'].flatMap(name => (inputs[name] ? [[name, inputs[name]]] : [])),
  )
  return run('verify', github, inputs, { secrets, ...more })
}

/** A verification that failed as it should: nothing is given out, and the error says that nothing was changed. */
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

/** What the action itself said: without the runner's header, and without the masks that the runner consumes. */
function saidBy(result: ActionResult): string {
  return withoutMasks(result.stdout)
}

const openssl = (...args: string[]) => spawnSync('openssl', args, { encoding: 'utf8' })
const hasOpenssl = openssl('version').status === 0

const hexOf = (text: string) => Buffer.from(text).toString('hex')
const pkcs8 = (scalar: Buffer) => {
  const point = p256.getPublicKey(scalar, false)
  const head = Buffer.from('308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420', 'hex')
  return pemOf('PRIVATE KEY', Buffer.concat([head, scalar, Buffer.from('a144034200', 'hex'), point]))
}

/** How a secret may hold a key: as generate stored it, as a person pasted it, as another program wrote it. */
const FORMS: [form: string, write: (pem: string, scalar: Buffer) => string][] = [
  ['hex of the PEM, as generate stores it', pem => hexOf(pem)],
  ['hex in capitals', pem => hexOf(pem).toUpperCase()],
  ['hex with a line end', pem => `${hexOf(pem)}\n`],
  ['hex within white space', pem => `  \t${hexOf(pem)} \r\n\r\n`],
  ['hex in lines', pem => hexOf(pem).replace(/.{64}/g, '$&\r\n')],
  ['hex in groups', pem => hexOf(pem).replace(/.{8}/g, '$& ')],
  ['hex of a PEM with CRLF', pem => hexOf(pem.replaceAll('\n', '\r\n'))],
  ['hex of a PKCS #8 PEM', (_, scalar) => hexOf(pkcs8(scalar))],
  ['PEM', pem => pem],
  ['PEM without the last line end', pem => pem.trimEnd()],
  ['PEM with CRLF', pem => pem.replaceAll('\n', '\r\n')],
  ['PEM with CR alone', pem => pem.replaceAll('\n', '\r')],
  ['PEM with escaped line ends', pem => pem.replaceAll('\n', '\\n')],
  ['PEM with escaped CRLF', pem => pem.replaceAll('\n', '\\r\\n')],
  ['PEM with indented lines', pem => pem.replace(/^(?=.)/gm, '    ')],
  ['PEM with blanks at the ends of lines', pem => pem.replaceAll('\n', '  \n')],
  ['PEM in one line', pem => pem.replaceAll('\n', ' ')],
  ['PEM after a byte order mark', pem => `\uFEFF${pem}`],
  [
    'PEM after the curve’s parameters',
    pem => `-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n${pem}`,
  ],
  ['PKCS #8 PEM', (_, scalar) => pkcs8(scalar)],
  ['base64 of the PEM', pem => Buffer.from(pem).toString('base64')],
  ['hex of DER', pem => Buffer.from(pem.split('\n').slice(1, 4).join(''), 'base64').toString('hex')],
  ['hex in quotes, after a name', pem => `KEY="${hexOf(pem)}"`],
]

describe('the log of verify', () => {
  const lines = (result: ActionResult) =>
    saidBy(result)
      .split('\n')
      .filter(line => line && !line.startsWith('::debug::'))
  const shown = [`Public key:  ${key.publicKeyHex}`, `Fingerprint: ${fingerprintOf(key.publicKeyHex)}`]

  it('says that the stored key is the approved one, and which that is', async () => {
    const result = await verify(await startTestGitHub(), {
      'private-key': key.hex,
      'public-key-hex': key.publicKeyHex,
      approval: 'ignore',
    })
    expect(lines(result)).toEqual(['The stored key is the expected one.', ...shown])
  })

  it('warns where the stored key was compared with none', async () => {
    const result = await verify(await startTestGitHub(), { 'private-key': key.hex, approval: 'ignore' })
    expect(lines(result)).toEqual([
      '::warning::`public-key-hex` is not set, so the stored key was compared with no expected public key.',
      ...shown,
    ])
  })

  it('shows nothing where the runner’s files are missing', async () => {
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

describe('verify warns', () => {
  it.each([
    ['hex of the PEM', hexOf(key.pem), undefined],
    ['the PEM', key.pem, undefined],
    ['base64 of the PEM', Buffer.from(key.pem).toString('base64'), 'it is in base64'],
    ['hex of the PEM in quotes', `"${hexOf(key.pem)}"`, 'there is more than hex digits in it'],
  ])('if Ledger’s sample cannot read the stored text: %s', async (_, text, why) => {
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
})

describe('verify reads a key', () => {
  // Zeros at the beginning are what encodings lose.
  const small = foreignKey(Buffer.concat([Buffer.alloc(2), key.scalar.subarray(2)]))
  it.each(FORMS)('as %s', async (_, write) => {
    const github = await startTestGitHub()
    const { pem, scalar, publicKeyHex } = small
    const result = await verify(github, { 'private-key': write(pem, scalar), 'public-key-hex': publicKeyHex })
    expect(result.exitCode, result.log).toBe(0)
    expect(result.outputs['public-key-hex']).toBe(publicKeyHex)
    expect(leaksIn(tracesOf(result), formsOf(pem))).toEqual([])
    expect(github.exchanges).toEqual([])
  })

  it('that Ledger publishes, in hex and PEM, as Ledger’s own', async () => {
    const github = await startTestGitHub()
    for (const text of [LEDGER_SAMPLE_PEM, hexOf(LEDGER_SAMPLE_PEM)]) {
      const { outputs } = await verify(github, { 'private-key': text })
      const scalar = Buffer.from(LEDGER_SAMPLE_PEM.split('\n').slice(1, 4).join(''), 'base64').subarray(7, 39)
      expect(outputs['public-key-hex']).toBe(foreignKey(scalar).publicKeyHex)
    }
  })

  it.runIf(hasOpenssl)('that the openssl command made, in each of its forms', async () => {
    const github = await startTestGitHub()
    const traditional = openssl('ecparam', '-name', 'prime256v1', '-genkey').stdout
    const sec1 = spawnSync('openssl', ['ec'], { input: traditional, encoding: 'utf8' }).stdout
    const modern = openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256').stdout
    for (const text of [traditional, sec1, modern, hexOf(sec1)]) {
      const pem = text.startsWith('-') ? text : Buffer.from(text, 'hex').toString()
      const der = spawnSync('openssl', ['pkey', '-pubout', '-outform', 'DER'], { input: pem }).stdout
      const { outputs } = await verify(github, { 'private-key': text })
      expect(outputs['public-key-hex']).toBe(der.subarray(-65).toString('hex'))
    }
  })

  it('and says of it what generate said: point, fingerprint, JWK', async () => {
    const github = await startTestGitHub()
    const { outputs, summary } = await verify(github, { 'private-key': key.hex, 'public-key-hex': key.publicKeyHex })
    expect(Object.keys(outputs).sort()).toEqual(
      ['approved-by', 'proof', 'public-key-fingerprint', 'public-key-hex', 'public-key-jwk', 'registered'].sort(),
    )
    expect(outputs['approved-by']).toBe('')
    expect(outputs.registered).toBe('unknown')
    const jwk = JSON.parse(outputs['public-key-jwk'] ?? '')
    expect(`04${Buffer.from(jwk.x + jwk.y, 'base64url').toString('hex')}`.slice(0, 20)).toBe(
      key.publicKeyHex.slice(0, 20),
    )
    expect(summary).toContain(key.publicKeyHex)
    expect(summary).toContain(fingerprintOf(key.publicKeyHex))
  })

  it('and warns where no approved key is given to compare it with', async () => {
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

  it('and takes the approved key in capitals too', async () => {
    const github = await startTestGitHub()
    const result = await verify(github, { 'private-key': key.hex, 'public-key-hex': key.publicKeyHex.toUpperCase() })
    expect(result.exitCode).toBe(0)
    expect(result.outputs['public-key-hex']).toBe(key.publicKeyHex)
  })
})

const sec1 = (namedCurve: string) =>
  generateKeyPairSync('ec', { namedCurve }).privateKey.export({ type: 'sec1', format: 'pem' }).toString()
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const cipher = { cipher: 'aes-256-cbc', passphrase: 'a passphrase' }
const keyPair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const spki = keyPair.publicKey.export({ type: 'spki', format: 'pem' }).toString()
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
const lines = key.pem.split('\n')

const REFUSALS: [what: string, text: string, code: string, said: RegExp][] = [
  [
    'a key of the curve secp256k1',
    sec1('secp256k1'),
    'key-unsupported',
    /curve secp256k1, and Ledger takes P-256 only/,
  ],
  ['a key of the curve P-384', hexOf(sec1('P-384')), 'key-unsupported', /curve secp384r1/],
  ['an RSA key', rsa.export({ type: 'pkcs1', format: 'pem' }).toString(), 'key-unsupported', /it is an RSA key/],
  ['an RSA key in PKCS #8', rsa.export({ type: 'pkcs8', format: 'pem' }).toString(), 'key-unsupported', /an RSA key/],
  [
    'an Ed25519 key',
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    'key-unsupported',
    /an Ed25519 key/,
  ],
  [
    'an encrypted key in PKCS #8',
    keyPair.privateKey.export({ type: 'pkcs8', format: 'pem', ...cipher }).toString(),
    'key-unsupported',
    /an encrypted private key/,
  ],
  [
    'an encrypted key in SEC1',
    keyPair.privateKey.export({ type: 'sec1', format: 'pem', ...cipher }).toString(),
    'key-unsupported',
    /an encrypted private key/,
  ],
  [
    'hex of an encrypted key',
    hexOf(keyPair.privateKey.export({ type: 'sec1', format: 'pem', ...cipher }).toString()),
    'key-unsupported',
    /an encrypted private key/,
  ],
  ['a key of OpenSSH', pemOf('OPENSSH PRIVATE KEY', Buffer.alloc(200, 7)), 'key-unsupported', /in OpenSSH's format/],
  ['a certificate', pemOf('CERTIFICATE', Buffer.alloc(300, 7)), 'key-unsupported', /a certificate/],
  ['another PEM block', pemOf('DH PARAMETERS', Buffer.alloc(60, 7)), 'key-unsupported', /but not of a private key/],
  ['a public key', spki, 'key-public', /it is a public key/],
  ['hex of a public key', hexOf(spki), 'key-public', /it is a public key/],
  ['a public key hex', other.publicKeyHex, 'key-public', /it is a public key/],
  ['a bare number', key.scalar.toString('hex'), 'key-format', /perhaps a bare private scalar/],
  ['some text', 'swordfish swordfish swordfish', 'key-format', /in none of the known forms/],
  ['the runner’s own stars', '***', 'key-format', /in none of the known forms/],
  [
    'a PEM without its last line',
    lines.slice(0, 4).join('\n'),
    'key-malformed',
    /lacks the line that begins or ends the key/,
  ],
  ['the first half of the hex', key.hex.slice(0, 230), 'key-malformed', /lacks the line that begins or ends the key/],
  ['hex that lacks its last character', key.hex.slice(0, -1), 'key-malformed', /an odd number of digits/],
  ['hex that lacks its first character', key.hex.slice(1), 'key-malformed', /an odd number of digits/],
  [
    'a PEM with a line missing',
    [lines[0], lines[2], ...lines.slice(3)].join('\n'),
    'key-malformed',
    /DER is incomplete or altered/,
  ],
  ['a PEM without its body', [lines[0], lines[4]].join('\n'), 'key-malformed', /characters that no PEM has/],
  ['a PEM with a stray character', key.pem.replace('\nMHcCAQ', '\nMHcC*Q'), 'key-malformed', /characters that no PEM/],
  ['a key whose halves are of two keys', torn, 'key-inconsistent', /public half does not belong to its private half/],
]

describe('verify refuses by name, and never shows what it was given', () => {
  it.each(REFUSALS)('%s', async (_, text, code, said) => {
    const github = await startTestGitHub()
    const result = await verify(github, { 'private-key': text }, { runner: { debug: true } })
    const failure = refusalOf(result)
    expect(failure.code, failure.message).toBe(code)
    expect(failure.message).toMatch(said)
    // The lines around a PEM's body are no secret, and the error may use their words.
    for (const piece of text.replace(/-----[A-Z ]+-----/g, '').match(/\S{8,16}/g) ?? []) {
      expect(saidBy(result)).not.toContain(piece)
    }
    expect(github.exchanges).toEqual([])
  })

  it.each(['', ' ', '\n', '\r\n\t', '\uFEFF'])('an empty secret (%j), with the likely reasons', async text => {
    const github = await startTestGitHub()
    const { code, message } = refusalOf(await verify(github, { 'private-key': text }))
    expect(code).toBe('key-empty')
    expect(message).toContain('the job does not name the environment whose secret it reads')
    expect(message).toContain('If this very run has stored it as a repository or organization secret')
    expect(message).toContain('there is no secret of that name')
  })

  it('another key than the approved one, with both fingerprints', async () => {
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
    ['public-key-hex', key.publicKeyHex.slice(2), 'has 128 characters'],
    ['approval', 'required', 'Did you mean "require"?'],
    ['ledger-api-version', 'v3', 'Allowed values: `v1`, `v2`'],
    ['require-registered', 'yes', 'Allowed values: `true`, `false`'],
    ['ledger-api-url', 'http://ledger.example/v1', 'Plain http is allowed only for this machine'],
    ['proof-challenge', 'x'.repeat(257), 'at most 256 characters'],
  ])('a bad %s, and masks the secrets first all the same', async (name, value, said) => {
    const github = await startTestGitHub()
    const result = await verify(github, { 'private-key': key.hex, [name]: value })
    expect(refusalOf(result).code).toBe('input-invalid')
    expect(failureOf(result).message).toContain(said)
    expect(result.stdout).toMatch(/^::add-mask::/)
    expect(github.exchanges).toEqual([])
  })
})

describe('verify masks before it says anything', () => {
  it('the key, API access and tokens', async () => {
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
    expect(result.masks).toEqual(expect.arrayContaining([...ledger.tokens, ...lines.slice(1, 4)]))
  })

  it('the key as PEM too where the secret holds hex', async () => {
    const github = await startTestGitHub()
    const { masks } = await verify(github, { 'private-key': key.hex.toUpperCase() }, { secrets: {} })
    expect(masks).toEqual(expect.arrayContaining([key.hex.toUpperCase(), ...lines.slice(1, 4)]))
  })
})

describe('the proof of verify', () => {
  it('is verified by jose, and says who verified what, in which run', async () => {
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

  it.each([
    '9b2f6c',
    '{"alg":"none"}',
    '","public_key_hex":"',
    'eyJhbGciOiJFUzI1NiJ9.e30',
    '\u202Eäöü 🔑 %0A::error::',
    '\\',
  ])('carries the challenge %j as it is, and stays the JSON that it is', async challenge => {
    const github = await startTestGitHub()
    const { outputs } = await verify(github, { 'private-key': key.hex, 'proof-challenge': challenge })
    expect((await readProof(outputs.proof, key.publicKeyHex, github.clock.now())).nonce).toBe(challenge)
  })
})

describe.each(['v1', 'v2'] as const)('the registration at Ledger, by %s', version => {
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
    // Whatever came of it, neither the key nor the tokens get out, and the API access only to Ledger.
    const secrets = formsOf(key.pem)
    expect(leaksIn(ledgerTraces(ledger), secrets)).toEqual([])
    for (const [i, token] of ledger.tokens.entries()) secrets.set(`token ${i}`, token)
    secrets.set('the API secret', access.apiKeySecret).set('the API key id', access.apiKeyId)
    expect(leaksIn(tracesOf(result, github), secrets)).toEqual([])
    expect(ledger.violations).toEqual([])
    return { github, ledger, access, result, seconds: (github.clock.elapsedMs() - started) / 1000 }
  }

  it('is told: registered', async () => {
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

  it('is told: registered, in capitals', async () => {
    const { result } = await ask({ registered: key.publicKeyHex.toUpperCase() })
    expect(result.outputs.registered).toBe('true')
  })

  it('is told: another key, with both fingerprints', async () => {
    const { result } = await ask({ registered: other.publicKeyHex })
    const { code, message } = refusalOf(result)
    expect(code).toBe('another-key-registered')
    for (const { publicKeyHex } of [key, other]) expect(message).toContain(fingerprintOf(publicKeyHex))
    expect(message).toContain('This operator must not be used.')
  })

  it('is told: something that is no key', async () => {
    const { result } = await ask({ registered: 'none' })
    expect(refusalOf(result).message).toContain('in a form that this action does not know')
  })

  it('is told: Ledger does not say; a failure only where it must', async () => {
    const { result } = await ask({})
    expect(result.exitCode).toBe(0)
    expect(result.outputs.registered).toBe('unknown')
    expect(result.annotations[0]?.message).toContain('does not say which public key is registered')
    const { result: required } = await ask({ inputs: { 'require-registered': 'true' } })
    expect(refusalOf(required).code).toBe('registration-unknown')
  })

  it('is told: wrong credentials', async () => {
    const { result, access } = await ask({
      inputs: { 'api-key-secret': 'jI0X2n55EHnNaZasmzfOL36wXx6b4D7Wmw-riZCeGWE' },
    })
    const { code, message } = refusalOf(result)
    expect(code).toBe('ledger-credentials-rejected')
    expect(message).toContain(`the workspace "${WORKSPACE}" (status 401`)
    expect(message).not.toContain(access.apiKeyId)
  })

  it('is told: the access of another workspace, by a refusal or by the token', async () => {
    const { result } = await ask({ inputs: { workspace: 'maxivault' } })
    expect(refusalOf(result).code).toBe('ledger-credentials-rejected')
    const claims = Buffer.from(JSON.stringify({ workspace: 'maxi\u202Evault', pub_key: key.publicKeyHex })).toString(
      'base64url',
    )
    const body = JSON.stringify(
      version === 'v1' ? { access_token: `e30.${claims}.c2ln` } : { accessToken: `e30.${claims}.c2ln` },
    )
    const { result: told } = await ask({ registered: key.publicKeyHex, fault: { status: 200, body } })
    const { code, message } = refusalOf(told)
    expect(code).toBe('wrong-workspace')
    expect(message).toContain(`expected was "${WORKSPACE}"`)
  })

  it.each([420, 429])('survives a short limit (%s), and keeps the wait', async status => {
    const { result, ledger, seconds } = await ask({
      registered: key.publicKeyHex,
      fault: { status, headers: { 'retry-after': '1' } },
    })
    expect(result.outputs.registered).toBe('true')
    expect(ledger.exchanges).toHaveLength(2)
    expect(seconds).toBeGreaterThan(1)
  })

  it.each([420, 429])('ends at once where a limit lasts too long (%s), and says when it ends', async status => {
    const { result, ledger, seconds } = await ask({
      registered: key.publicKeyHex,
      fault: { status, headers: { 'retry-after': '3600' }, times: 9 },
    })
    const { code, message } = refusalOf(result)
    expect(code).toBe('ledger-rate-limited')
    expect(message).toContain(`Ledger limits requests (status ${status}) and asks to wait 3600 s, until `)
    expect(ledger.exchanges).toHaveLength(1)
    expect(seconds).toBeLessThan(30)
  })

  it('waits ten seconds where a limit names no time', async () => {
    const { result, seconds } = await ask({ registered: key.publicKeyHex, fault: { status: 429 } })
    expect(result.outputs.registered).toBe('true')
    expect(result.log).toContain('Ledger limits requests (status 429) and does not say for how long. Retrying in 1')
    expect(seconds).toBeGreaterThan(10)
  })

  it('survives a fault that passes', async () => {
    const { result } = await ask({ registered: key.publicKeyHex, fault: { status: 503, body: '<html>' } })
    expect(result.outputs.registered).toBe('true')
  })

  const ODD: [what: string, answer: LedgerFault, code: string][] = [
    ['no JSON', { status: 200, body: '<html>Sign in</html>' }, 'ledger-invalid-response'],
    ['nothing', { status: 200, body: '' }, 'ledger-invalid-response'],
    ['null', { status: 200, body: 'null' }, 'ledger-invalid-response'],
    ['a list', { status: 200, body: '[]' }, 'ledger-invalid-response'],
    ['no token', { status: 200, body: '{"accessToken":7,"access_token":""}' }, 'ledger-invalid-response'],
    ['a refusal of the request', { status: 400, body: '{"message":"nope","code":"X"}' }, 'ledger-refused'],
    ['a place that is not there', { status: 404, body: '' }, 'ledger-refused'],
    ['a redirection', { status: 302, headers: { location: 'https://example.com/' } }, 'ledger-refused'],
    ['no right', { status: 403, body: '{"message":"suspended","code":"X"}' }, 'ledger-credentials-rejected'],
  ]
  it.each(ODD)('is told where Ledger answers with %s', async (_, fault, code) => {
    const { result, ledger } = await ask({ registered: key.publicKeyHex, fault })
    expect(refusalOf(result).code).toBe(code)
    expect(ledger.exchanges).toHaveLength(1)
  })

  it.each(['not-a-jwt', 'a.b', 'a.!!!.c', `a.${Buffer.from('[]').toString('base64url')}.c`, '..', '{"a":1}'])(
    'is unknown where the token is no JWT: %s',
    async token => {
      const padded = token.padEnd(16, '.')
      const body = JSON.stringify({ access_token: padded, accessToken: padded })
      const { result } = await ask({ fault: { status: 200, body } })
      expect(result.exitCode).toBe(0)
      expect(result.outputs.registered).toBe('unknown')
    },
  )
})

describe('Ledger', () => {
  it('that is down ends the run in time, with the cause', async () => {
    const github = await startTestGitHub()
    const ledger = await startTestLedger(github)
    ledger.addFault({ status: 500, times: 99 })
    const result = await verify(github, {
      'private-key': key.hex,
      workspace: WORKSPACE,
      'api-key-id': 'an-id-of-an-operator',
      'api-key-secret': 'a-secret-of-an-operator',
      'ledger-api-url': ledger.baseUrl('v2'),
    })
    const { code, message } = refusalOf(result)
    expect(code).toBe('ledger-unavailable')
    expect(message).toContain('Ledger failed with status 500 (5 attempts)')
  })

  it('that nobody answers for is unreachable', async () => {
    const github = await startTestGitHub()
    const result = await verify(github, {
      'private-key': key.hex,
      workspace: WORKSPACE,
      'api-key-id': 'an-id-of-an-operator',
      'api-key-secret': 'a-secret-of-an-operator',
      'ledger-api-version': 'v1',
      'ledger-api-url': NOBODY,
    })
    expect(refusalOf(result).code).toBe('ledger-unreachable')
  })

  it.each([
    ['workspace', { 'api-key-id': 'id-id-id', 'api-key-secret': 'se-cr-et' }, '`workspace` is empty'],
    ['id', { workspace: 'w', 'api-key-secret': 'se-cr-et' }, '`api-key-id` is empty'],
    ['secret', { workspace: 'w', 'api-key-id': 'id-id-id' }, '`api-key-secret` is empty'],
    ['two', { 'api-key-id': 'id-id-id' }, '`workspace`, `api-key-secret` are empty'],
    [
      'all, where they are required',
      { 'require-registered': 'true' },
      '`workspace`, `api-key-id`, `api-key-secret` are empty',
    ],
  ])('is not asked where access lacks %s: a failure that says which', async (_, inputs: Inputs, said) => {
    const github = await startTestGitHub()
    const { code, message } = refusalOf(await verify(github, { 'private-key': key.hex, ...inputs }))
    expect(code).toBe('api-access-incomplete')
    expect(message).toContain(said)
  })

  it('is not asked where a workspace alone is given, which is for the page', async () => {
    const github = await startTestGitHub()
    const result = await verify(github, { 'private-key': key.hex, workspace: WORKSPACE })
    expect(result.outputs.registered).toBe('unknown')
    expect(result.summary).toContain(WORKSPACE)
  })
})

it('verify writes nothing anywhere', async () => {
  const github = await startTestGitHub()
  github.addRun(REPOSITORY, Number(RUN_ID), [])
  const result = await verify(github, {
    'private-key': key.hex,
    'public-key-hex': other.publicKeyHex,
    approval: 'require',
  })
  expect(failureOf(result).code).toBe('key-mismatch')
  expect(github.exchanges.filter(({ method }) => method !== 'GET')).toEqual([])
})
