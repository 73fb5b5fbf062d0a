import { describe, expect, it } from 'vitest'
import { readWorkflowRun } from '../../../src/runner/workflow-run.ts'
import { type Activation, activationPage } from '../../../src/summary/activation-page.ts'
import { PUBLIC_KEY as publicKey } from '../../support/keys.ts'

const STRONG = {
  id: 161,
  reviewers: ['alice'],
  preventsSelfReview: true,
  branchRule: { kind: 'patterns' as const, patterns: ['main'] },
  adminsMayBypass: false,
}
const ACTIVATION: Activation = {
  gate: { level: 'environment', owner: 'octo', repo: 'keys', environment: 'gate' },
  gateProtection: STRONG,
  place: { level: 'environment', owner: 'octo', repo: 'keys', environment: 'production' },
  placeProtection: undefined,
  keyReference: undefined,
  operator: 'payments_bot',
  publicKey,
  workspace: 'minivault',
  ifExists: 'fail',
  ledgerApi: { version: 'v2', url: undefined },
  run: readWorkflowRun({ GITHUB_REPOSITORY: 'octo/keys', GITHUB_RUN_ID: '42', GITHUB_ACTOR: 'alice' }),
}
const pageOf = (more: Partial<Activation> = {}) => activationPage({ ...ACTIVATION, ...more })

/** The rows between the one of the gate's repository and the one of the key in service: where the key goes. */
const destinationIn = (page: string) =>
  /\| From the repository .*\n([\s\S]*)\n\| A key that is in service/.exec(page)?.[1]?.split('\n')

describe('the page of an activation', () => {
  it('shows the gate, the place, the workspace and the API of Ledger', () => {
    expect(pageOf()).toMatchSnapshot()
  })

  it('says that the operator and the key were not given', () => {
    const page = pageOf({ operator: undefined, publicKey: undefined })
    expect(page).toContain('| Operator | not given |\n| Public key | **not given**: compare the key at Ledger')
    expect(page).not.toContain('### Public key')
  })

  it.each<[what: string, place: Activation['place'], rows: string[]]>([
    ['the key store', undefined, ['| API access to | a new version of the secret that has the key |']],
    [
      'GitHub secrets',
      ACTIVATION.place,
      [
        '| To the environment | "production" |',
        '| To the repository | "octo/keys" |',
        '| A key that is in service there | stops the run: nothing is changed |',
      ],
    ],
  ])('shows the key of a key store, and that its API access goes into %s', (_, place, rows) => {
    const page = pageOf({ keyReference: 'vault://secret/a?version=1', place })
    const shown = /\| Operator .*\n([\s\S]*)\n\| Ledger workspace/.exec(page)?.[1]?.split('\n')
    expect(shown).toEqual([
      '| Key reference | "vault&#58;//secret/a?version=1" |',
      '| API access from the environment | "gate" |',
      '| API access from the repository | "octo/keys" |',
      ...rows,
    ])
  })

  it.each<[place: Activation['place'], rows: string[]]>([
    [ACTIVATION.place, ['| To the environment | "production" |', '| To the repository | "octo/keys" |']],
    [
      { level: 'environment', owner: 'octo', repo: 'other', environment: 'production' },
      ['| To the environment | "production" |', '| To **another** repository | "octo/other" |'],
    ],
    [
      { level: 'repository', owner: 'Octo', repo: 'Keys' },
      ['| To **every workflow** of the repository | "Octo/Keys" |'],
    ],
    [
      { level: 'repository', owner: 'octo', repo: 'other' },
      ['| To **every workflow** of **another** repository | "octo/other" |'],
    ],
    [
      { level: 'organization', organization: 'octo', visibility: 'all', selectedRepositoryIds: [] },
      ['| To the organization | "octo" |', '| For | **all repositories**, public ones too |'],
    ],
    [
      { level: 'organization', organization: 'octo', visibility: 'private', selectedRepositoryIds: [] },
      ['| To the organization | "octo" |', '| For | **all private repositories** |'],
    ],
    [
      { level: 'organization', organization: 'octo', visibility: 'selected', selectedRepositoryIds: [7, 8] },
      ['| To the organization | "octo" |', '| For | the repositories with these ids: 7, 8 |'],
    ],
    [
      { level: 'organization', organization: 'octo', visibility: undefined, selectedRepositoryIds: [] },
      [
        '| To the organization | "octo" |',
        '| For | the repositories that may use the secret now; **all private repositories** if it does not exist |',
      ],
    ],
  ])('names the place that gets the key: %j', (place, rows) => {
    expect(destinationIn(pageOf({ place }))).toEqual(rows)
  })

  it.each([
    ['fail', 'stops the run: nothing is changed'],
    ['keep', 'is kept: nothing is changed'],
    ['overwrite', '**is replaced**'],
  ] as const)('says what happens to a key in service with if-exists: %s', (ifExists, happens) => {
    expect(pageOf({ ifExists })).toContain(`| A key that is in service there | ${happens} |`)
  })

  it.each([
    [undefined, "Ledger's own"],
    ['https://ledger.example', '"https&#58;//ledger.example"'],
  ])('shows the address of the Ledger API %s as %s', (url, shown) => {
    expect(pageOf({ ledgerApi: { version: 'v1', url } })).toContain(
      `| Version of the Ledger API | v1 |\n| Address of the Ledger API | ${shown} |`,
    )
  })

  it.each<[what: string, placeProtection: Activation['placeProtection'], says: string | undefined]>([
    ['is strong', STRONG, undefined],
    ['cannot be read', { unreadable: 'GitHub refused.', hint: '' }, undefined],
    ['was not read', undefined, undefined],
    ['has no branch rule', { ...STRONG, branchRule: { kind: 'none' } }, '- **Weak:** It has no branch rule'],
  ])('warns of the environment that gets the key only if it has no branch rule: it %s', (_, placeProtection, says) => {
    const page = pageOf({ placeProtection })
    const section = /### Protection of the environment that gets the key\n\n(.*)/.exec(page)?.[1]
    if (says === undefined) expect(section).toBeUndefined()
    else expect(section).toContain(says)
  })
})
