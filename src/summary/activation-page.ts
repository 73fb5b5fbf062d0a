import type { Visibility } from '../github/destination.ts'
import { type ProtectionLook, weaknessesOf } from '../github/environment-protection.ts'
import { type RunContext, runUrl } from '../runner/workflow-run.ts'
import { isSameName } from '../text.ts'
import { link, literal, page, table } from './markdown.ts'

/** Where a key goes into service. */
export type ServicePlace =
  | { repository: string; environment: string | undefined }
  | { organization: string; visibility: Visibility | undefined; repositoryIds: number[] }

/** What admins are asked to approve when a key is put into service. */
export interface Activation {
  /** The environment that guards the staged key, and how it is protected. */
  gate: string
  protection: ProtectionLook
  place: ServicePlace
  /** How the environment that gets the key is protected; undefined if the key goes elsewhere, or this run may not read it. */
  placeProtection: ProtectionLook | undefined
  workspace: string
  /** What happens to a key that is in service there. */
  ifExists: 'fail' | 'keep' | 'overwrite'
  /** `url` is undefined for Ledger's own address. */
  ledgerApi: { version: string; url: string | undefined }
  run: RunContext
}

const EXISTING = {
  fail: 'stops the run: nothing is changed',
  keep: 'is kept: nothing is changed',
  overwrite: '**is replaced**',
}

/** The page at the gate of an activation: where the key goes, and what an admin compares before they approve. */
export function activationPage(activation: Activation): string {
  const { gate, place, workspace, ifExists, ledgerApi, run } = activation
  return page(
    '## An operator key waits to be put into service',
    'Approve only if each value is what you were told through another channel. By approving you confirm that this operator is registered at ' +
      'Ledger with the key of its verified page. If you reject, nothing is changed.',
    table('What', 'Value', [
      ['From the environment', quotedCell(gate)],
      ['of the repository', quotedCell(run.repository)],
      ...placeRows(place),
      ['A key that is in service there', EXISTING[ifExists]],
      ['Ledger workspace', quotedCell(workspace)],
      ['Version of the Ledger API', literal(ledgerApi.version)],
      ['Address of the Ledger API', ledgerApi.url === undefined ? "Ledger's own" : quotedCell(ledgerApi.url)],
      ['Started by', startedBy(run)],
      ['Workflow', quotedCell(run.workflowRef)],
      ['Run', `${link(run.runId, runUrl(run))}, attempt ${literal(run.runAttempt)}`],
    ]),
    protectionSection(activation),
    placeProtectionSection(activation),
    '### Before you approve',
    'A workflow on another branch can print a page that looks like this one. What it cannot do is wait for a review of this environment. So open the ' +
      "run from GitHub's own review request, and check on the run's page that it names the branch that you expect.",
  )
}

function placeRows(place: ServicePlace): [string, string][] {
  if ('organization' in place) {
    return [
      ['To the organization', quotedCell(place.organization)],
      ['for', audience(place)],
    ]
  }
  const repository = quotedCell(place.repository)
  if (place.environment === undefined) return [['To **every workflow** of the repository', repository]]
  return [
    ['To the environment', quotedCell(place.environment)],
    ['of the repository', repository],
  ]
}

function audience({ visibility, repositoryIds }: Extract<ServicePlace, { organization: string }>): string {
  switch (visibility) {
    case 'all':
      return '**all repositories**, public ones too'
    case 'private':
      return '**all private repositories**'
    case 'selected':
      return `the repositories with these ids: ${repositoryIds.join(', ')}`
    case undefined:
      return 'the repositories that may use the secret now; **all private repositories** if it does not exist'
  }
}

function protectionSection({ protection }: Activation): string {
  if ('unreadable' in protection) {
    return page(
      '### Protection of the environment that guards the key',
      `**Not known**, because ${literal(protection.unreadable)}.`,
    )
  }
  const { reviewers } = protection
  return page(
    '### Protection of the environment that guards the key',
    reviewers.length > 0 && `One of these must approve: ${reviewers.map(literal).join(', ')}.`,
    weaknessesOf(protection)
      .map(weakness => `- **Weak:** ${weakness}`)
      .join('\n'),
  )
}

function placeProtectionSection({ placeProtection }: Activation): string | undefined {
  if (!placeProtection || 'unreadable' in placeProtection || placeProtection.branches !== 'any') return undefined
  return page(
    '### Protection of the place where the key goes',
    '- **Weak:** it has no branch rule: workflows of any branch can read the key there.',
  )
}

function startedBy({ actor, actorId, triggeringActor }: RunContext): string {
  const actorText = `${literal(actor)} (id ${literal(actorId)})`
  const isRerun = triggeringActor !== '' && !isSameName(triggeringActor, actor)
  return isRerun ? `${actorText}, run again by ${literal(triggeringActor)}` : actorText
}

/** A name that somebody chose: quoted, and alone in its cell, so that it cannot look like a part of the page. */
function quotedCell(name: string): string {
  return literal(JSON.stringify(name))
}
