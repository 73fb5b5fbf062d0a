// The pages of the four actions, word for word: what changes in one is read where it changes.
import { describe, expect, it, vi } from 'vitest'
import type { ApprovalLook } from '../src/github/approvals.ts'
import type { Destination } from '../src/github/destination.ts'
import type { ProtectionLook } from '../src/github/environment-protection.ts'
import {
  discardedPage,
  dryRunPage,
  generatedPage,
  keptPage,
  notPromotedPage,
  type PageSubject,
  promotedPage,
  verifiedPage,
} from '../src/summary/pages.ts'
import { PUBLIC_KEY, RUN as RUN_AGAIN } from './told.ts'

const publicKey = PUBLIC_KEY
const UPDATED_AT = '2026-01-31T12:00:00Z'
const RUN = { ...RUN_AGAIN, triggeringActor: RUN_AGAIN.actor }

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
  branches: 'protected' as const,
  adminsMayBypass: false,
}
const WEAK = { id: 161, reviewers: [], preventsSelfReview: false, branches: 'any' as const, adminsMayBypass: true }
const UNREADABLE = { unreadable: 'GitHub answered 403 (`Resource not accessible`)' }

const SUBJECT: PageSubject = {
  operator: 'payments_bot',
  workspace: 'minivault',
  destination: { level: 'environment', owner: 'octo', repo: 'keys', environment: 'prod' },
  secretName: 'LEDGER_OPERATOR_PRIVATE_KEY',
  protection: STRONG,
  run: RUN,
}
const NAMELESS: PageSubject = { ...SUBJECT, operator: undefined, workspace: undefined }

/** A page without what stands alike on all: the key in its three forms, and the run. */
const rest = (page: string) =>
  page.replace(/(### Public key)[\s\S]*?\n[0-9a-f]{64}\n```/, '$1 …').replace(/(### Who .*)(?:\n\n?\|.*)+/, '$1 …')

describe('the page of a new key', () => {
  const generated = (subject: Partial<PageSubject>, replaced = false) =>
    generatedPage({ ...SUBJECT, ...subject }, { publicKey, updatedAt: UPDATED_AT, replaced })

  it('at a gate is this', () => {
    expect(generated({})).toMatchSnapshot()
  })

  it.each<[what: string, subject: Partial<PageSubject>, replaced: boolean]>([
    ['a repository', { destination: REPOSITORY, protection: undefined }, false],
    ['an organization, in place of another', { destination: ORGANIZATION, protection: undefined }, true],
    ['an environment that asks nobody', { protection: WEAK }, false],
    ['an environment that may not be looked at', { protection: UNREADABLE }, false],
    ['an environment that was not looked at', { protection: undefined }, false],
    ['nobody who is named', { operator: undefined, workspace: undefined }, false],
  ])('for %s differs in this', (_what, subject, replaced) => {
    expect(rest(generated(subject, replaced))).toMatchSnapshot()
  })

  it.each<[how: string, more: Partial<PageSubject['run']>]>([
    ['once', {}],
    ['again by another', { triggeringActor: 'bob' }],
    ['where the runner does not say by whom', { triggeringActor: '' }],
  ])('says who started the run, %s', (_how, more) => {
    expect(/\| Started by \|.*/.exec(generated({ run: { ...RUN, ...more } }))?.[0]).toMatchSnapshot()
  })
})

describe('the page of a stored key', () => {
  const RECORDS: Record<string, ApprovalLook | undefined> = {
    'not looked at': undefined,
    'not to be read': UNREADABLE,
    'of nobody': { approvedBy: [], byAnother: false },
    'of who started the run': { approvedBy: ['alice'], byAnother: false },
    'of others': { approvedBy: ['bob', 'carol'], byAnother: true },
  }
  const verified = (more: Partial<Parameters<typeof verifiedPage>[0]>) =>
    verifiedPage({
      operator: SUBJECT.operator,
      workspace: SUBJECT.workspace,
      environment: 'prod',
      run: RUN,
      publicKey,
      compared: true,
      approvals: RECORDS['of others'],
      registered: 'unknown',
      ...more,
    })

  it('that is approved and is to be registered is this', () => {
    expect(verified({})).toMatchSnapshot()
  })

  for (const [record, approvals] of Object.entries(RECORDS)) {
    for (const compared of [true, false]) {
      for (const registered of ['true', 'unknown'] as const) {
        const key = `${compared ? 'compared' : 'not compared'}, ${registered === 'true' ? 'registered' : 'not known at Ledger'}`
        it(`${key}, with a record of approvals ${record}, is this`, () => {
          expect(rest(verified({ approvals, compared, registered }))).toMatchSnapshot()
        })
      }
    }
  }

  it('tells nobody to register a key whose approval by another is not known', async () => {
    vi.resetModules()
    const { verifiedPage } = await import('../src/summary/pages.ts')
    const { operator, workspace } = SUBJECT
    const common = { operator, workspace, environment: 'prod', run: RUN, publicKey, compared: true }
    expect(verifiedPage({ ...common, approvals: undefined, registered: 'unknown' })).toContain(
      'No approval of this run by somebody else was found or looked for, so this page tells nobody to register the key. ' +
        'Where people approve elsewhere, they compare all of this public key there first.',
    )
  })

  it('names no operator, workspace or environment where none is given', () => {
    expect(rest(verified({ operator: undefined, workspace: undefined, environment: undefined }))).toMatchSnapshot()
    expect(rest(verified({ approvals: RECORDS['of nobody'], environment: undefined }))).toMatchSnapshot()
  })
})

describe('the page of what was done with a key, or not,', () => {
  const kept = (dryRun: boolean, key?: typeof publicKey) =>
    keptPage(SUBJECT, { publicKey: key, updatedAt: UPDATED_AT, dryRun })

  it.each<[what: string, page: () => string]>([
    ['in service', () => promotedPage(SUBJECT, { publicKey, registered: 'true', updatedAt: UPDATED_AT })],
    [
      'in service, not known at Ledger',
      () => promotedPage(NAMELESS, { publicKey, registered: 'unknown', updatedAt: UPDATED_AT }),
    ],
    ['not promoted', () => notPromotedPage(SUBJECT, publicKey)],
    ['not promoted, of a key that is not known', () => notPromotedPage(NAMELESS, undefined)],
    ['discarded', () => discardedPage({ ...SUBJECT, discarded: true })],
    ['gone already', () => discardedPage({ ...SUBJECT, destination: REPOSITORY, discarded: false })],
    ['kept', () => kept(false, publicKey)],
    ['kept, of a key that is not known', () => kept(false)],
    ['would be kept', () => kept(true, publicKey)],
    ['a dry run', () => dryRunPage(SUBJECT, 'A key would be stored as `KEY`.')],
  ])('is this: %s', (_what, page) => {
    expect(rest(page())).toMatchSnapshot()
  })

  it('shows the whole key', () => {
    expect(promotedPage(SUBJECT, { publicKey, registered: 'true', updatedAt: UPDATED_AT })).toContain(publicKey.hex)
    expect(notPromotedPage(SUBJECT, publicKey)).toContain(publicKey.hex)
    expect(kept(false, publicKey)).toContain(publicKey.hex)
  })

  it('says, of a key that is kept, where its public half is from', async () => {
    vi.resetModules()
    const { notPromotedPage } = await import('../src/summary/pages.ts')
    expect(notPromotedPage(SUBJECT, publicKey)).toContain(
      'This public key is what the variable says. Whether the secret holds the key to it, the verify action tells, which reads the secret.',
    )
  })
})

describe('the protection of the environment', () => {
  it.each<[protection: ProtectionLook]>([
    [{ ...STRONG, reviewers: ['a*b', '<c>'] }],
    [{ ...STRONG, preventsSelfReview: false }],
    [{ ...STRONG, branches: 'any', adminsMayBypass: true }],
  ])('is told, with each of its weaknesses: %j', protection => {
    const page = generatedPage({ ...SUBJECT, protection }, { publicKey, updatedAt: UPDATED_AT, replaced: false })
    expect(/### Protection[\s\S]*?(?=\n\n### Who)/.exec(page)?.[0]).toMatchSnapshot()
  })
})
