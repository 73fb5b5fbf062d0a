// What several pages have in common.

import { type ApprovalRecord, describeApprover } from '../github/approvals.ts'
import { type Audience, describeAudience } from '../github/audience.ts'
import { settingsUrl } from '../github/destination.ts'
import { type BranchRule, type Protection, weaknessesOf } from '../github/environment-protection.ts'
import type { Unreadable } from '../github/unreadable.ts'
import type { Destination, EnvironmentDestination } from '../inputs/destination.ts'
import type { Registration } from '../ledger/client.ts'
import { runUrl, type WorkflowRun } from '../runner/workflow-run.ts'
import { link, literal, literalName, page, table } from './markdown.ts'

export type Row = [name: string, value: string]

interface CommonSubject {
  operator: string | undefined
  workspace: string | undefined
  run: WorkflowRun
}

/** What a page says about a key in a GitHub secret: its purpose and its place. */
export interface SecretSubject extends CommonSubject {
  destination: Destination
  secretName: string
  /** Who may use an organization's secret; undefined for any other. */
  audience?: Audience | undefined
}

/** What a page says about a key in another key store. */
export interface KeyStoreSubject extends CommonSubject {
  /** The claims of the store: its URI as `uri`, and what else identifies the place. */
  keyStore: Record<string, string>
  /** Who may use the key, whether or not anyone approves: Markdown in whole sentences. */
  access: string
  /** The environment that is the gate; undefined if none is given. */
  gate: EnvironmentDestination | undefined
}

export type PageSubject = SecretSubject | KeyStoreSubject

/** The environment whose reviewers approve; undefined if the key has none. */
export function gateOf(subject: PageSubject): EnvironmentDestination | undefined {
  if ('keyStore' in subject) return subject.gate
  return subject.destination.level === 'environment' ? subject.destination : undefined
}

/** How the environment is protected; undefined if it was not read, or if the destination is not an environment. */
export type PageProtection = Protection | Unreadable | undefined

/** A name, or that none was given. */
export function nameCell(name: string | undefined): string {
  return name === undefined ? 'not given' : literalName(name)
}

export function namesCell(names: readonly string[]): string {
  return names.map(nameCell).join(', ')
}

/** The table at the top of a page. */
export function subjectTable(subject: PageSubject, protection: PageProtection, more: Row[]): string {
  const { operator, workspace } = subject
  return valueTable([
    ['Operator', nameCell(operator)],
    ['Workspace', nameCell(workspace)],
    ...subjectRows(subject, protection),
    ...more,
  ])
}

function subjectRows(subject: PageSubject, protection: PageProtection): Row[] {
  const environmentId = protection && 'id' in protection ? protection.id : undefined
  const place = 'keyStore' in subject ? subject.gate : subject.destination
  const settings: Row[] = place
    ? [['Settings', link('see on GitHub', settingsUrl(place, subject.run.serverUrl, environmentId))]]
    : []
  if ('keyStore' in subject) {
    return [...keyStoreRows(subject.keyStore), ...(subject.gate ? placeRows(subject.gate) : []), ...settings]
  }
  const { audience } = subject
  return [
    ['Secret', nameCell(subject.secretName)],
    ...placeRows(subject.destination),
    ...(audience ? [['Available to', describeAudience(audience)] satisfies Row] : []),
    ...settings,
  ]
}

/** The place of a key in a key store: its URI, and what else identifies it. */
export function keyStoreRows({ uri, ...more }: Record<string, string>): Row[] {
  const rows = Object.entries(more).map(([name, value]): Row => [`Key store: ${literal(name)}`, nameCell(value)])
  return [['Key store', nameCell(uri)], ...rows]
}

export function valueTable(rows: Row[]): string {
  return table('What', 'Value', rows)
}

export function placeRows(destination: Destination): Row[] {
  switch (destination.level) {
    case 'repository':
      return [['Repository', nameCell(`${destination.owner}/${destination.repo}`)]]
    case 'environment':
      return [
        ['Environment', nameCell(destination.environment)],
        ['Repository', nameCell(`${destination.owner}/${destination.repo}`)],
      ]
    case 'organization':
      return [['Organization', nameCell(destination.organization)]]
  }
}

export function registrationCell(registered: Registration): string {
  return registered === 'registered'
    ? "yes: Ledger's own token names this key"
    : '**Unknown:** Ledger was not asked, or did not say'
}

export function approvalCell(approvals: ApprovalRecord | Unreadable | undefined): string {
  if (!approvals) return "**Unknown:** GitHub's record was not read"
  if ('unreadable' in approvals) return `**Unknown:** ${literal(approvals.unreadable)}`
  const { approvedBy, byAnother, bot } = approvals
  if (approvedBy.length === 0) return '**Nobody:** GitHub has no approval on record'
  const names = approvedBy.map(approver => literal(describeApprover(approver))).join(', ')
  if (byAnother) return names
  return bot === undefined
    ? `${names}. **Weak:** they started or re-ran the run, or are bots`
    : `${names}. **Weak:** the bot ${nameCell(bot)} started the run`
}

export function protectionSection(
  subject: Pick<SecretSubject, 'destination'> | Pick<KeyStoreSubject, 'keyStore' | 'access' | 'gate'>,
  protection: PageProtection,
): string {
  if ('keyStore' in subject) {
    return page('### Access to the key', subject.access, subject.gate && environmentSection(protection))
  }
  if (subject.destination.level !== 'environment') {
    return page(
      '### Protection',
      '**Weak:** every workflow that anyone with write access pushes to any branch can read this secret. ' +
        'Only an environment with required reviewers and a branch rule prevents that.',
    )
  }
  return environmentSection(protection)
}

function environmentSection(protection: PageProtection): string {
  const title = '### Protection of the environment'
  if (!protection) return page(title, '**Unknown:** it was not read (`environment-protection: ignore`).')
  if ('unreadable' in protection) return page(title, `**Unknown:** ${literal(protection.unreadable)}`)
  const { reviewers, preventsSelfReview, branchRule, adminsMayBypass } = protection
  return page(
    title,
    valueTable([
      ['Required reviewers (one must approve each job)', reviewers.length > 0 ? namesCell(reviewers) : 'none'],
      ['Self-review', preventsSelfReview ? 'prevented' : 'allowed'],
      ['Branches and tags', branchCell(branchRule)],
      ['Admins may bypass the rules', adminsMayBypass ? 'yes' : 'no'],
    ]),
    weaknessesOf(protection)
      .map(weakness => `- **Weak:** ${weakness}`)
      .join('\n'),
  )
}

function branchCell(rule: BranchRule): string {
  switch (rule.kind) {
    case 'none':
      return 'all'
    case 'protected':
      return 'protected branches only'
    case 'patterns':
      return rule.patterns ? namesCell(rule.patterns) : 'those that match its patterns (not checked)'
  }
}

/** Which run wrote the page. */
export function runSection(run: WorkflowRun, title: string): string {
  const isRerun = run.triggeringActor !== '' && run.triggeringActor !== run.actor
  return page(
    `### ${title}`,
    valueTable([
      ['Run', link(run.runId, runUrl(run))],
      ['Attempt', literal(run.runAttempt)],
      ['Event', literal(run.eventName)],
      ['Started by', `${nameCell(run.actor)} (id ${literal(run.actorId)})`],
      ...(isRerun ? [['Run again by', nameCell(run.triggeringActor)] satisfies Row] : []),
      ...sourceRows(run),
      ['Commit', link(run.sha.slice(0, 12), `${run.serverUrl}/${run.repository}/commit/${run.sha}`)],
      ['Runner', literal(run.runnerEnvironment)],
    ]),
  )
}

/** `octo/keys/.github/workflows/provision.yml@refs/heads/main` in three rows. GitHub's own page shows the last part of the path alone. */
function sourceRows({ workflowRef }: WorkflowRun): Row[] {
  const at = workflowRef.indexOf('@')
  const file = at < 0 ? workflowRef : workflowRef.slice(0, at)
  const ref = at < 0 ? '' : workflowRef.slice(at + 1)
  const [, repository, name] = /^(.+)\/\.github\/workflows\/([^/]+)$/.exec(file) ?? []
  const source: Row[] =
    name === undefined
      ? [['Workflow file', nameCell(file)]]
      : [
          ['Workflow file', nameCell(name)],
          ['Workflow repository', nameCell(repository)],
        ]
  return [
    ...source,
    ref.startsWith('refs/tags/')
      ? ['Tag', nameCell(ref.slice('refs/tags/'.length))]
      : ['Branch', nameCell(ref.replace(/^refs\/heads\//, ''))],
  ]
}

/**
 * How a reader recognizes an imitation of this page.
 * @param openedFrom how to get to the right run, a whole sentence
 */
export function authenticitySection(openedFrom: string): string {
  return page(
    '### Is this page genuine?',
    "Anyone with write access can push a workflow that prints a page like this one. They cannot change GitHub's own parts of the run's page, so check these:",
    steps(
      openedFrom,
      'GitHub shows the branch beside the name of whoever started the run. It must be the branch in the table above, and the one that the environment is for, usually `main`.',
      'GitHub shows the workflow file above the diagram of the jobs. It must be the file in the table above, and the one that you know.',
    ),
  )
}

/** A numbered list. */
export function steps(...texts: string[]): string {
  return texts.map((text, i) => `${i + 1}. ${text}`).join('\n')
}
