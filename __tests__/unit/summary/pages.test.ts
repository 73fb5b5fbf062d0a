// The pages of the four actions, word for word: what changes in one is read where it changes.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { BranchRule } from '../../../src/github/environment-protection.ts'
import type { Destination } from '../../../src/inputs/destination.ts'
import { readWorkflowRun } from '../../../src/runner/workflow-run.ts'
import { discardedPage } from '../../../src/summary/discarded-page.ts'
import { dryRunPage } from '../../../src/summary/dry-run-page.ts'
import { generatedPage } from '../../../src/summary/generated-page.ts'
import { keptPage } from '../../../src/summary/kept-page.ts'
import { notPromotedPage, promotedPage } from '../../../src/summary/promoted-page.ts'
import type { KeyStoreSubject, PageProtection, SecretSubject } from '../../../src/summary/sections.ts'
import { type VerifiedKey, verifiedPage } from '../../../src/summary/verified-page.ts'
import { PUBLIC_KEY as publicKey } from '../../support/keys.ts'
import { ROOT } from '../../support/servers.ts'

const UPDATED_AT = '2026-01-31T12:00:00Z'
const EXPIRES_AT = '2026-03-31T12:00:00.000Z'
const RUN = readWorkflowRun({
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'octo/keys',
  GITHUB_RUN_ID: '42',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
  GITHUB_EVENT_NAME: 'workflow_dispatch',
  GITHUB_WORKFLOW_REF: 'octo/keys/.github/workflows/provision.yml@refs/heads/main',
  GITHUB_ACTOR: 'Alice',
  GITHUB_ACTOR_ID: '7',
  GITHUB_TRIGGERING_ACTOR: 'Alice',
  RUNNER_ENVIRONMENT: 'github-hosted',
})

const REPOSITORY: Destination = { level: 'repository', owner: 'octo', repo: 'keys' }
const ORGANIZATION: Destination = {
  level: 'organization',
  organization: 'octo',
  visibility: 'private',
  selectedRepositoryIds: [],
}
const STRONG = {
  id: 161,
  reviewers: ['alice', 'octo/admins'],
  preventsSelfReview: true,
  branchRule: { kind: 'patterns', patterns: ['main'] } as BranchRule,
  adminsMayBypass: false,
}
const WEAK = {
  id: 161,
  reviewers: [],
  preventsSelfReview: false,
  branchRule: { kind: 'none' } as BranchRule,
  adminsMayBypass: true,
}
const UNREADABLE = { unreadable: 'GitHub refused to read it (status 403).', hint: 'Grant it.' }

const SUBJECT: SecretSubject = {
  operator: 'payments_bot',
  workspace: 'minivault',
  destination: { level: 'environment', owner: 'octo', repo: 'keys', environment: 'prod' },
  secretName: 'LEDGER_OPERATOR_PRIVATE_KEY',
  run: RUN,
}
const IN_VAULT: KeyStoreSubject = {
  operator: 'payments_bot',
  workspace: 'minivault',
  keyStore: { uri: 'vault://secret/payments#private_key', server: 'https://vault.example' },
  access: 'Whoever may read this path gets the key.',
  gate: { level: 'environment', owner: 'octo', repo: 'keys', environment: 'prod' },
  run: RUN,
}
const NAMELESS: SecretSubject = { ...SUBJECT, operator: undefined, workspace: undefined }

/** A proof of that time; a page reads no more of it. */
const proofOf = (time: string) =>
  `e30.${Buffer.from(JSON.stringify({ iat: Date.parse(time) / 1000 })).toString('base64url')}.c2ln`
const MADE = proofOf('2026-01-31T11:59:59Z')
const VERIFIED = proofOf('2026-01-31T13:00:01Z')

/** A page without what is alike on all: the key in its three forms, the run, and the proof. */
const rest = (page: string) =>
  page
    .replace(/\n\n<details>[\s\S]*<\/details>$/, '')
    .replace(/(### Public key.*)[\s\S]*?\[SHA256\]-----\+\n```/, '$1 …')
    .replace(/\n\n(?:\|.*\n)+\| Run \|(?:.*\n\|)*.*/, ' …')

const generated = (
  subject: Partial<SecretSubject> | KeyStoreSubject = {},
  protection: PageProtection | 'none' = STRONG,
  replaced = false,
) =>
  generatedPage(
    'keyStore' in subject ? subject : { ...SUBJECT, ...subject },
    protection === 'none' ? undefined : protection,
    { publicKey, updatedAt: UPDATED_AT, replaced, proof: MADE },
  )

describe('the page of a new key', () => {
  it('reads so at a gate', () => {
    expect(generated()).toMatchSnapshot()
  })

  it.each<[what: string, page: () => string]>([
    ['a repository', () => generated({ destination: REPOSITORY }, 'none')],
    ['an organization, in place of an earlier key', () => generated({ destination: ORGANIZATION }, 'none', true)],
    ['an environment without reviewers', () => generated({}, WEAK)],
    ['an environment that cannot be read', () => generated({}, UNREADABLE)],
    ['a key without a name', () => generated(NAMELESS)],
    ['a key store behind a gate', () => generated(IN_VAULT)],
    ['a key store without a gate', () => generated({ ...IN_VAULT, gate: undefined }, 'none')],
  ])('reads so for %s', (_, page) => {
    expect(rest(page())).toMatchSnapshot()
  })

  it.each<[audience: SecretSubject['audience'], row: string | undefined]>([
    [undefined, undefined],
    [{ visibility: 'private', selectedRepositoryIds: undefined }, 'all private repositories of the organization'],
    [{ visibility: 'selected', selectedRepositoryIds: [7] }, '1 selected repository'],
  ])('says who may use the secret of an organization: %j', (audience, row) => {
    const page = generated({ destination: ORGANIZATION, audience }, 'none')
    expect(/\| Available to \| (.*) \|/.exec(page)?.[1]).toBe(row)
  })

  it('says that the protection was not read', () => {
    expect(generated({}, 'none')).toContain('**Unknown:** it was not read (`environment-protection: ignore`).')
  })

  it.each<[what: string, more: Partial<SecretSubject['run']>, rows: string[]]>([
    ['started it', {}, ['| Started by | "Alice" (id 7) |', '| Branch | "main" |']],
    ['re-ran it', { triggeringActor: 'bob' }, ['| Run again by | "bob" |']],
    ['started it from a tag', { workflowRef: 'octo/keys/.github/workflows/a.yml@refs/tags/v1' }, ['| Tag | "v1" |']],
    [
      'started it, from a file elsewhere',
      { workflowRef: 'a/.github/workflows/b/c@d' },
      ['"a/.github/workflows/b/c" |\n| Branch |'],
    ],
    ['started it, if the runner does not say from which file', { workflowRef: '' }, ['| Workflow file | "" |']],
    [
      'started it, if the runner does not say from which branch',
      { workflowRef: 'a.yml' },
      ['"a.yml" |\n| Branch | "" |'],
    ],
  ])('says who %s', (_, more, rows) => {
    const page = generated({ run: { ...RUN, ...more } })
    for (const row of rows) expect(page).toContain(row)
  })

  it.each(['Alice', ''])('names nobody who re-ran it if the runner names %j', triggeringActor => {
    expect(generated({ run: { ...RUN, triggeringActor } })).not.toContain('Run again by')
  })

  it.each<[protection: Partial<typeof STRONG>, says: string[]]>([
    [{ reviewers: ['a*b', '<c>'] }, ['"a&#42;b", "&#60;c&#62;"']],
    [{ preventsSelfReview: false }, ['| Self-review | allowed |', '**Weak:** Self-review']],
    [
      { branchRule: { kind: 'none' }, adminsMayBypass: true },
      ['| all |', '**Weak:** It has no branch rule', '**Weak:** Repository admins'],
    ],
    [
      { branchRule: { kind: 'patterns', patterns: ['main', '*'] } },
      ['| "main", "&#42;" |', '**Weak:** Its branch rule'],
    ],
    [{ branchRule: { kind: 'patterns', patterns: undefined } }, ['(not checked)']],
    [{ branchRule: { kind: 'protected' } }, ['| protected branches only |', '**Weak:** It is for protected branches']],
  ])('shows the protection and each weakness: %j', (protection, says) => {
    const page = generated({}, { ...STRONG, ...protection })
    for (const text of says) expect(page).toContain(text)
    expect(page.includes('**Weak:**')).toBe(says.some(text => text.includes('Weak')))
  })
})

describe('the page of a stored key', () => {
  const APPROVED = {
    approvedBy: [
      { login: 'bob', id: 8 },
      { login: 'carol', id: 9 },
    ],
    byAnother: true,
  }
  const KEY: VerifiedKey = {
    operator: SUBJECT.operator,
    workspace: SUBJECT.workspace,
    environment: 'prod',
    run: RUN,
    publicKey,
    compared: true,
    origin: { runAttempt: '1', proof: MADE },
    exposures: [],
    proof: VERIFIED,
    approvals: APPROVED,
    registered: 'unknown',
  }
  const verified = (more: Partial<VerifiedKey> = {}) => verifiedPage({ ...KEY, ...more })

  it('reads so if the key is to be registered', () => {
    expect(verified()).toMatchSnapshot()
  })

  it.each<[what: string, more: Partial<VerifiedKey>]>([
    ['is registered', { registered: 'registered' }],
    ['has no proof', { origin: undefined }],
    ['is in a key store that has the run on record', { origin: 'key-store', keyStore: IN_VAULT.keyStore }],
    [
      'is named by its reference',
      { origin: 'key-store', keyStore: IN_VAULT.keyStore, keyReference: 'vault://secret/payments?version=1' },
    ],
    [
      'is registered, but may be used by others',
      { registered: 'registered', exposures: ['A grant lets others use it.'] },
    ],
    ['is registered, but expires', { registered: 'registered', expiresAt: EXPIRES_AT }],
    ['expires', { keyStore: IN_VAULT.keyStore, expiresAt: EXPIRES_AT }],
    [
      'may be used by others, and expires',
      { origin: 'key-store', exposures: ['A grant lets others use the key.'], expiresAt: EXPIRES_AT },
    ],
    [
      'is registered, but may be used by others, and expires',
      { registered: 'registered', exposures: ['A grant lets others use it.'], expiresAt: EXPIRES_AT },
    ],
    ['may be used by others', { origin: 'key-store', exposures: ['A grant lets others use the key.'] }],
    [
      'has nothing: not compared, no proof, no environment, record not read',
      { compared: false, origin: undefined, environment: undefined, approvals: undefined },
    ],
  ])('reads so if the key %s', (_, more) => {
    expect(rest(verified(more))).toMatchSnapshot()
  })

  const ACTIVATED = 'that puts the key into service: '
  it.each([
    ['a GitHub secret', undefined, `${ACTIVATED}*Activate a Ledger operator key* (\`ledger-activate.yml\``],
    ['Vault', 'vault://secret/payments#private_key', `${ACTIVATED}\`vault-activate.yml\``],
    ['Transit of Vault', 'hashivault://payments', `${ACTIVATED}\`vault-transit-activate.yml\``],
    ['Transit of OpenBao', 'openbao://payments', `${ACTIVATED}\`vault-transit-activate.yml\``],
    ['AWS KMS', 'awskms:///alias/payments', `${ACTIVATED}\`aws-kms-activate.yml\``],
    ['AWS Secrets Manager', 'awssecrets:///payments', `${ACTIVATED}\`aws-secrets-manager-activate.yml\``],
    ['a file', 'file:///etc/ledger/operator.key', 'which is `ledger-monitor` in `file-monitor.yml`'],
  ])('says what activates a key in %s, and names files that exist', (_, uri, says) => {
    const page = verified({ keyStore: uri === undefined ? undefined : { uri } })
    const [, atGitHub = ''] = page.split('### At GitHub: what an admin of the repository does')
    expect(atGitHub).toContain(says)
    expect(atGitHub.includes(ACTIVATED)).toBe(uri?.startsWith('file:') !== true)
    const files = says.match(/[\w-]+\.yml/g)?.filter(name => name !== 'ledger-activate.yml') ?? []
    for (const name of files) expect(existsSync(join(ROOT, 'examples', name))).toBe(true)
  })

  const MISSING: [what: string, more: Partial<VerifiedKey>, says: string][] = [
    ['the comparison', { compared: false }, 'compared with no expected public key'],
    ['the proof', { origin: undefined }, 'Nothing shows that this run made the key'],
    ['a place that nobody else has', { exposures: ['The key was imported.'] }, '- The key was imported.\n'],
    [
      'a place that keeps it',
      { expiresAt: EXPIRES_AT },
      `- The vault deletes this version of the secret by itself on ${EXPIRES_AT} `,
    ],
    ['the environment', { environment: undefined }, 'No environment is named'],
    ['a look at the record', { approvals: undefined }, 'was not read'],
    ['a readable record', { approvals: UNREADABLE }, '**Unknown:** GitHub refused to read it'],
    ['any approval', { approvals: { approvedBy: [], byAnother: false } }, '**Nobody:**'],
    ['a record that can be read', { approvals: UNREADABLE }, "GitHub's record of approvals could not be read."],
    [
      'an approval by another',
      { approvals: { ...APPROVED, byAnother: false } },
      '**Weak:** they started or re-ran the run',
    ],
    [
      'a person who started the run',
      { approvals: { ...APPROVED, byAnother: false, bot: 'ci[bot]' } },
      '**Weak:** the bot "ci&#91;bot&#93;"',
    ],
  ]
  it.each(MISSING)('tells nobody to register the key without %s, and says so', (_, more, says) => {
    const page = verified(more)
    expect(page).not.toContain('Verified: register')
    expect(page).not.toContain('Self Managed')
    expect(page).toContain('### Do not register the key from this page')
    expect(page).toContain(says)
    for (const [, most] of MISSING) expect(verified({ ...most, ...more })).not.toContain('Self Managed')
  })

  it.each<[what: string, origin: VerifiedKey['origin'], proofs: string[]]>([
    ['the proof of the run that made it and its own', { runAttempt: '1', proof: MADE }, [MADE, VERIFIED]],
    ['its own proof alone if the key store has the run on record', 'key-store', [VERIFIED]],
    ['its own proof alone if no proof was given', undefined, [VERIFIED]],
  ])('ends in %s', (_, origin, proofs) => {
    const page = verified({ origin })
    const folded = page.slice(page.indexOf('<details>'))
    expect([...folded.matchAll(/`(.*)`/g)].map(([, proof]) => proof)).toEqual(proofs)
    expect(folded.includes('when this run made it, at 2026-01-31T11:59:59Z:')).toBe(proofs.includes(MADE))
    expect(folded).toContain('when this job verified it, at 2026-01-31T13:00:01Z:')
    expect(page.endsWith('\n\n</details>')).toBe(true)
  })

  it('asks for the API username if it has no operator name', () => {
    expect(verified({ operator: undefined, workspace: undefined })).toContain(
      '4. Enter the API username, and the public key above.',
    )
  })

  it.each([`${'ab'.repeat(16)} is the key`, '1. Enter', '`x`', '"', 'a\nb'])(
    'keeps names out of sentences: %j',
    operator => {
      const page = verified({ operator, workspace: operator, environment: operator })
      const plain = verified({ operator: 'plain', workspace: 'plain', environment: 'plain' })
      const changed = page.split('\n').filter((line, i) => line !== plain.split('\n')[i])
      expect(changed.map(line => /^\| (\w+) \| &?"/.exec(line)?.[1])).toEqual(['Operator', 'Workspace', 'Environment'])
    },
  )
})

describe('the page of what was done with a key, or not,', () => {
  const kept = (dryRun: boolean, key?: typeof publicKey) =>
    keptPage(SUBJECT, STRONG, { publicKey: key, updatedAt: UPDATED_AT, dryRun })
  const promoted = (subject: SecretSubject | KeyStoreSubject, registered: 'registered' | 'unknown') =>
    promotedPage(subject, { publicKey, updatedAt: UPDATED_AT, approvals: undefined, registered, proof: VERIFIED })
  const REFERENCE = 'vault://secret/payments?version=2#private_key'
  const discarded = (fate: Parameters<typeof discardedPage>[1]) =>
    discardedPage({ ...IN_VAULT, keyReference: REFERENCE.replace('2', '1') }, fate)

  it.each<[what: string, page: () => string]>([
    ['in service', () => promoted(SUBJECT, 'registered')],
    ['in service, unknown at Ledger', () => promoted(NAMELESS, 'unknown')],
    ['not promoted', () => notPromotedPage(SUBJECT, publicKey)],
    ['not promoted, of an unknown key', () => notPromotedPage(NAMELESS, undefined)],
    ['discarded', () => discardedPage(SUBJECT, { existed: true })],
    [
      'no secret to be discarded',
      () => discardedPage({ ...SUBJECT, destination: REPOSITORY }, { existed: false, elsewhere: 'Check the name.' }),
    ],
    ['already deleted', () => discarded({ existed: false })],
    ['kept', () => kept(false, publicKey)],
    ['kept, of an unknown key', () => kept(false)],
    ['would be kept', () => kept(true, publicKey)],
    ['kept in a key store', () => keptPage(IN_VAULT, STRONG, { publicKey, updatedAt: UPDATED_AT, dryRun: false })],
    ['not promoted in a key store', () => notPromotedPage({ ...IN_VAULT, gate: undefined }, publicKey)],
    ['discarded from a key store', () => discarded({ existed: true })],
    ['discarded for a later deletion', () => discarded({ existed: true, scheduledFor: '2026-03-31T12:00:00Z' })],
    ['to be deleted already', () => discarded({ existed: false, scheduledFor: '2026-03-31T12:00:00Z' })],
    ['not there to be discarded', () => discarded({ existed: false, elsewhere: 'Check the address.' })],
    [
      'discarded beside a newer version',
      () => discarded({ existed: true, otherVersions: [REFERENCE, 'vault://a`|b'] }),
    ],
    ['already deleted beside a newer version', () => discarded({ existed: false, otherVersions: [REFERENCE] })],
    ['a dry run', () => dryRunPage(SUBJECT, STRONG, 'A key would be stored as `KEY`.')],
  ])('reads so: %s', (_, page) => {
    expect(rest(page())).toMatchSnapshot()
  })

  it('ends in the proof, if the key has signed one', () => {
    const unsigned = generatedPage(SUBJECT, STRONG, {
      publicKey,
      updatedAt: UPDATED_AT,
      replaced: false,
      proof: undefined,
    })
    expect(unsigned).not.toContain('<details>')
    for (const [page, signed] of [
      [generated(), `when this run made it, at 2026-01-31T11:59:59Z:\n\n\`${MADE}\``],
      [promoted(SUBJECT, 'unknown'), `when this run put it into service, at 2026-01-31T13:00:01Z:\n\n\`${VERIFIED}\``],
    ] as const) {
      expect(page.slice(page.indexOf('<details>'))).toMatch(
        /^<details>\n<summary>For auditors: [^\n]*<\/summary>\n\nSave it/,
      )
      expect(page).toContain(`The key signed this ${signed}`)
      expect(page.endsWith('\n\n</details>')).toBe(true)
    }
  })

  it('names the key in service by its reference, and says that it was in its place before', () => {
    const reference = 'vault://secret/payments?version=2#private_key'
    const key = { publicKey, updatedAt: undefined, approvals: undefined, registered: 'unknown', proof: MADE } as const
    expect(promotedPage(IN_VAULT, { ...key, reference })).toContain(
      '| Key reference | "vault&#58;//secret/payments?version=2&#35;private&#95;key" |\n| Stored | earlier, in this place |',
    )
    expect(promotedPage(IN_VAULT, key)).not.toContain('Key reference')
  })

  it('shows the whole key', () => {
    for (const page of [promoted(SUBJECT, 'registered'), notPromotedPage(SUBJECT, publicKey), kept(false, publicKey)]) {
      expect(page).toContain(publicKey.hex)
    }
  })

  it('says that the vault will delete the key', () => {
    const key = { publicKey, updatedAt: UPDATED_AT, expiresAt: EXPIRES_AT }
    const pages = [
      generatedPage(IN_VAULT, STRONG, { ...key, replaced: false, proof: undefined }),
      keptPage(IN_VAULT, STRONG, { ...key, dryRun: false }),
      notPromotedPage({ ...IN_VAULT, gate: undefined }, publicKey, EXPIRES_AT),
      promotedPage(IN_VAULT, { ...key, approvals: undefined, registered: 'unknown', proof: MADE }),
    ]
    const title = '### The vault will delete this key'
    const says = `${title}\n\nThe vault deletes this version of the secret by itself on ${EXPIRES_AT} (\`delete_version_after\`)`
    for (const page of pages) expect(page).toContain(says)
    expect(generated(IN_VAULT)).not.toContain(title)
  })

  it('says who made a key only if this run did', () => {
    expect(generated()).toContain('Who and what made it')
    for (const page of [
      kept(false, publicKey),
      kept(true),
      dryRunPage(SUBJECT, STRONG, ''),
      notPromotedPage(SUBJECT, publicKey),
    ]) {
      expect(page).not.toContain('made it\n')
    }
  })
})
