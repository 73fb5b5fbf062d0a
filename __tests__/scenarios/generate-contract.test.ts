import { spawnSync } from 'node:child_process'
import { createPublicKey, verify } from 'node:crypto'
import { p256 } from '@noble/curves/nist.js'
import fc from 'fast-check'
import { decodeProtectedHeader } from 'jose'
import { describe, expect, it } from 'vitest'
import { renderPage } from '../../local/demo/page.ts'
import type { Destination } from '../../src/github/destination.ts'
import { generateOperatorKey } from '../../src/key/operator-key.ts'
import { readWorkflowRun } from '../../src/runner/workflow-run.ts'
import { dryRunPage } from '../../src/summary/dry-run-page.ts'
import { generatedPage } from '../../src/summary/generated-page.ts'
import { keptPage } from '../../src/summary/kept-page.ts'
import type { PageProtection } from '../../src/summary/sections.ts'
import { expectNothingChanged, generate, type Inputs } from '../support/run-action.ts'
import {
  GATE,
  JOB_TOKEN,
  REPOSITORY,
  requests,
  SECRET,
  startTestGitHub,
  storedPublicKey,
  storedText,
} from '../support/servers.ts'

const openssl = (args: string[], input: string | Buffer) => spawnSync('openssl', args, { input })
const hasOpenssl = process.env.CI !== undefined || openssl(['version'], '').status === 0

describe('the stored key', () => {
  it.runIf(hasOpenssl).each(['hex', 'pem'])(
    'in %s is one that the openssl command reads, checks and signs with',
    async encoding => {
      const github = await startTestGitHub()
      const { outputs } = await generate(github, { 'private-key-encoding': encoding })
      const stored = storedText(github, GATE)
      const pem = encoding === 'hex' ? Buffer.from(stored, 'hex').toString() : stored
      expect(openssl(['ec', '-check', '-noout'], pem)).toMatchObject({ status: 0 })
      const der = openssl(['ec', '-pubout', '-outform', 'DER'], pem).stdout
      expect(der.subarray(-65).toString('hex')).toBe(outputs['public-key-hex'])
    },
  )

  it('belongs to the proof by @noble/curves too, which knows neither OpenSSL nor jose', async () => {
    const github = await startTestGitHub()
    const { outputs } = await generate(github)
    const [header, payload, signature = ''] = outputs.proof?.split('.') ?? []
    const point = Buffer.from(outputs['public-key-hex'] ?? '', 'hex')
    const signed = Buffer.from(`${header}.${payload}`)
    expect(p256.verify(Buffer.from(signature, 'base64url'), signed, point, { lowS: false })).toBe(true)
    const { x, y } = JSON.parse(outputs['public-key-jwk'] ?? '')
    const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
    expect(verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))).toBe(true)
  })

  it('is another one each time', async () => {
    const github = await startTestGitHub()
    const names = Array.from({ length: 6 }, (_, i) => `KEY_${i}`)
    const results = await Promise.all(names.map(name => generate(github, { 'secret-name': name })))
    expect(new Set(results.map(({ outputs }) => outputs['public-key-hex'])).size).toBe(names.length)
    expect(results.map(({ outputs }) => outputs['public-key-hex'])).toEqual(
      names.map(name => storedPublicKey(github, GATE, name)),
    )
  })

  it('stays within the environment whose name was given, letter by letter', async () => {
    const github = await startTestGitHub()
    // The same letter in two forms of Unicode, and names that differ by what a path would make of them.
    const names = ['caf\u00e9', 'cafe\u0301', 'a/b', 'a%2Fb', 'a%252Fb', 'a+b', 'a b', 'a%20b', '...', 'a;b', 'a\\b']
    for (const name of names) github.addEnvironment(REPOSITORY, name, { reviewers: ['alice'] })
    const results = await Promise.all(names.map(environment => generate(github, { environment })))
    for (const [i, environment] of names.entries()) {
      const destination = { repository: REPOSITORY, environment }
      expect(results[i]?.outputs['public-key-hex'], environment).toBe(storedPublicKey(github, destination))
    }
  })

  it('replaces one of an organization with the audience that is given, not the one that was', async () => {
    const github = await startTestGitHub()
    const destination = { organization: 'octo' }
    await generate(github, { ...destination, visibility: 'all' })
    expect(github.secret(destination, SECRET)).toMatchObject({ visibility: 'all' })
    const inputs = {
      ...destination,
      visibility: 'selected',
      'selected-repository-ids': '1296270',
      'if-exists': 'overwrite',
    }
    const { outputs } = await generate(github, { ...inputs, 'public-key-variable': 'PK' })
    const audience = { visibility: 'selected', selected_repository_ids: [1296270] }
    expect(github.secret(destination, SECRET)).toMatchObject(audience)
    expect(github.variable(destination, 'PK')).toMatchObject({ ...audience, value: outputs['public-key-hex'] })
  })
})

describe('the outputs', () => {
  it('are all that action.yml names, and no others', async () => {
    const github = await startTestGitHub()
    const { outputs, jobOutputs } = await generate(github)
    expect(Object.keys(outputs).sort()).toEqual([
      'created',
      'page',
      'proof',
      'public-key-fingerprint',
      'public-key-hex',
      'public-key-jwk',
      'secret-name',
      'secret-updated-at',
    ])
    expect(Object.keys(jobOutputs.kept).sort()).toEqual(Object.keys(outputs).sort())
  })

  it('have a proof whose header is fixed and whose payload says no more than is promised', async () => {
    const github = await startTestGitHub()
    const run = { workflow_ref: 'octo/keys/.github/workflows/w.yml@refs/heads/x', workflow_sha: 'e'.repeat(40) }
    const { outputs } = await generate(github, { organization: 'octo' }, { github: run })
    const { jwk, ...header } = decodeProtectedHeader(outputs.proof ?? '')
    expect(header).toEqual({ alg: 'ES256', typ: 'ledger-operator-key+jws' })
    const { kid: _, ...shown } = JSON.parse(outputs['public-key-jwk'] ?? '')
    expect(jwk).toEqual(shown)
    const claims = JSON.parse(Buffer.from(outputs.proof?.split('.')[1] ?? '', 'base64url').toString())
    expect(claims).toMatchObject({ ...run, secret: { organization: 'octo', name: SECRET } })
    // Without operator, workspace and nonce, which were not given.
    expect(Object.keys(claims).sort()).toEqual([
      'actor',
      'actor_id',
      'iat',
      'public_key_hex',
      'repository',
      'repository_id',
      'repository_owner_id',
      'run_attempt',
      'run_id',
      'runner_environment',
      'secret',
      'sha',
      'workflow_ref',
      'workflow_sha',
    ])
  })
})

describe('a refusal', () => {
  it('tells the owner of an App which permission its installation lacks', async () => {
    const github = await startTestGitHub()
    github.addToken('ghs_app', { kind: 'installation', repositories: [REPOSITORY], permissions: { secrets: 'read' } })
    const { code, message } = expectNothingChanged(await generate(github, { 'github-token': 'ghs_app' }), github)
    expect(code).toBe('permission-missing')
    expect(message).toContain('environments=read')
    expect(message).toContain("If it is a GitHub App's: grant the App that permission")
  })
})

describe('a dry run', () => {
  const outcomes: { what: string; inputs: Inputs; code: string }[] = [
    {
      what: 'an environment without reviewers',
      inputs: { environment: 'open', 'environment-protection': 'require' },
      code: 'environment-unprotected',
    },
    { what: 'an environment that is not there', inputs: { environment: 'none' }, code: 'destination-not-found' },
    { what: "the job's own token", inputs: { 'github-token': JOB_TOKEN }, code: 'permission-missing' },
    { what: 'a token that nobody knows', inputs: { 'github-token': 'ghp_unknown' }, code: 'token-rejected' },
    { what: 'a secret that exists', inputs: { repository: REPOSITORY }, code: 'secret-exists' },
  ]
  it.each(outcomes)('stops as the run would: $what', async ({ inputs, code }) => {
    const github = await startTestGitHub()
    github.putSecret({ repository: REPOSITORY }, SECRET)
    const result = await generate(github, { 'dry-run': 'true', ...inputs })
    expect(expectNothingChanged(result, github).code).toBe(code)
    expect(requests(github).every(request => request.startsWith('GET'))).toBe(true)
  })

  it('shows a kept key as the run would', async () => {
    const github = await startTestGitHub()
    const { outputs: made } = await generate(github, { 'public-key-variable': 'PK' })
    const before = github.exchanges.length
    const inputs = { 'public-key-variable': 'PK', 'if-exists': 'keep' }
    const { outputs } = await generate(github, { ...inputs, 'dry-run': 'true' })
    expect(outputs).toMatchObject({ created: 'false', 'public-key-hex': made['public-key-hex'] })
    expect(
      requests(github)
        .slice(before)
        .every(request => request.startsWith('GET')),
    ).toBe(true)
  })

  it.each<[level: string, inputs: Inputs]>([
    ['repository', { repository: REPOSITORY }],
    ['organization', { organization: 'octo' }],
  ])('of a secret of the %s asks and says what it would do', async (_, inputs) => {
    const github = await startTestGitHub()
    const { exitCode, log } = await generate(github, { ...inputs, 'dry-run': 'true' })
    expect(exitCode).toBe(0)
    expect(log).toContain('a key would be generated and this secret created')
    expect(requests(github)).toHaveLength(2)
  })
})

describe('the page', () => {
  const { publicKey } = generateOperatorKey()
  const structure = (markdown: string) => renderPage(markdown, 'job').match(/<\/?[a-z][a-z0-9]*/g)
  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 })
  // Names as `readDestination` lets them through.
  const name = text.filter(text => !/^\.{1,2}$|[\p{Cc}\p{Cs}]/u.test(text))
  const markup = fc
    .array(
      fc.constantFrom(
        '<b>',
        '</td>',
        '|',
        '`',
        '```',
        '*',
        '_',
        '~~',
        '[x](y)',
        '![',
        '&lt;',
        '#',
        '- ',
        '\\',
        '@a',
        'http://a.b',
        ':+1:',
        '$x$',
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map(pieces => pieces.join(''))

  const pages = (destination: Destination, protection: PageProtection, given: string, env: NodeJS.ProcessEnv) => {
    const run = readWorkflowRun(env)
    const subject = { operator: given, workspace: given, destination, secretName: 'KEY', run }
    const updatedAt = '2026-01-31T12:00:00Z'
    return [
      generatedPage(subject, protection, { publicKey, updatedAt, replaced: true }),
      keptPage(subject, protection, { publicKey, updatedAt, dryRun: false }),
      dryRunPage(subject, protection, 'A key would be made.'),
    ]
  }
  const environment = (name: string): Destination => ({
    level: 'environment',
    owner: 'o',
    repo: 'r',
    environment: name,
  })
  const reviewedBy = (login: string): PageProtection => ({
    id: 1,
    reviewers: [login],
    preventsSelfReview: true,
    branchRule: { kind: 'none' },
    adminsMayBypass: true,
  })

  it('has the same structure whatever an environment, its reviewers and the run are called', () => {
    const env = (text: string) =>
      Object.fromEntries(
        ['REPOSITORY', 'SHA', 'REF', 'EVENT_NAME', 'WORKFLOW_REF', 'ACTOR', 'TRIGGERING_ACTOR'].map(name => [
          `GITHUB_${name}`,
          text,
        ]),
      )
    const plain = pages(environment('x'), reviewedBy('x'), 'x', env('x')).map(structure)
    fc.assert(
      fc.property(
        fc.oneof(name, markup),
        fc.oneof(text, markup),
        fc.oneof(text, markup),
        (environmentName, login, other) => {
          const made = pages(environment(environmentName), reviewedBy(login), other, env(other))
          expect(made.map(structure)).toEqual(plain)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('has the same structure whatever GitHub says when it refuses to describe the environment', () => {
    const plain = pages(environment('x'), { unreadable: 'x', hint: 'x' }, 'x', {}).map(structure)
    fc.assert(
      fc.property(fc.oneof(text, markup), unreadable => {
        expect(pages(environment('x'), { unreadable, hint: 'x' }, 'x', {}).map(structure)).toEqual(plain)
      }),
      { numRuns: 60 },
    )
  })

  it('leads to the settings of the server that the run belongs to', async () => {
    const github = await startTestGitHub({ basePath: '/api/v3' })
    const { summary } = await generate(github, {}, { github: { server_url: 'https://ghe.example' } })
    expect(summary).toMatch(/\]\(https:\/\/ghe\.example\/octo\/keys\/settings\/environments\/\d+\/edit\)/)
    expect(summary).not.toContain('github.com')
  })
})
