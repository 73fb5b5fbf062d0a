import type { ApprovalLook } from '../github/approvals.ts'
import { type Destination, describeDestination, settingsUrl } from '../github/destination.ts'
import { type ProtectionLook, weaknessesOf } from '../github/environment-protection.ts'
import type { OperatorPublicKey } from '../key/operator-key.ts'
import type { Registration } from '../ledger/client.ts'
import { runUrl, type WorkflowRun } from '../runner/workflow-run.ts'
import { codeBlock, inGroups, link, literal, page, table } from './markdown.ts'

const UNAPPROVED_NOTE =
  'No approval of this run by somebody else was found or looked for, so this page tells nobody to register the key. Where people ' +
  'approve elsewhere, they compare all of this public key there first.'
const KEPT_KEY_NOTE =
  'This public key is what the variable says. Whether the secret holds the key to it, the verify action tells, which reads the secret.'

/** What every page says of where a key is and what it is for. */
export interface PageSubject {
  operator: string | undefined
  workspace: string | undefined
  destination: Destination
  secretName: string
  /** What was found out about the environment's protection; undefined where the destination is none or nobody asked. */
  protection: ProtectionLook | undefined
  run: WorkflowRun
}

/** The page at the gate: what was made, and what an admin does with it. */
export function generatedPage(
  subject: PageSubject,
  key: { publicKey: OperatorPublicKey; updatedAt: string; replaced: boolean },
): string {
  return page(
    isGated(subject) ? '## A new operator key waits for approval' : '## A new operator key was made',
    subjectTable(subject, [
      ['Stored', `${key.updatedAt}, ${key.replaced ? 'in place of an earlier key' : 'as a new secret'}`],
    ]),
    publicKeySection(key.publicKey),
    protectionSection(subject),
    originSection(subject.run),
    '### What to do now',
    nextSteps(subject),
  )
}

/** What was found out of a stored key. */
interface Verified {
  operator: string | undefined
  workspace: string | undefined
  /** The environment whose approval counts; undefined where any does. */
  environment: string | undefined
  run: WorkflowRun
  publicKey: OperatorPublicKey
  /** Whether the stored key was compared with an approved public key. */
  compared: boolean
  /** What GitHub's record of approvals says; undefined where it was not looked at. */
  approvals: ApprovalLook | undefined
  registered: Registration
}

/** The page after the gate: which key is stored, who approved it, and what is still to do at Ledger. */
export function verifiedPage(subject: Verified): string {
  const { operator, workspace, environment, publicKey, compared, approvals, registered } = subject
  const isRegistered = registered === 'true'
  // Only what the gate let through may look like something to register: others can have this page made, too.
  const isApproved = compared && approvals !== undefined && 'byAnother' in approvals && approvals.byAnother
  return page(
    verifiedHeading(subject, isApproved),
    table('What', 'Value', [
      ['Operator', operator === undefined ? 'not given' : literal(operator)],
      ['Workspace', workspace === undefined ? 'not given' : literal(workspace)],
      [
        'Stored key',
        compared
          ? `is the ${isApproved ? 'approved' : 'expected'} one: the private key was read and gives this public key`
          : 'was compared with no approved key',
      ],
      ['Approved by', approvers(approvals, environment)],
      [
        'Registered at Ledger',
        isRegistered ? "yes: Ledger's own token names this key" : 'not known: Ledger was not asked, or did not say',
      ],
    ]),
    publicKeySection(publicKey),
    originSection(subject.run, 'Who and what verified it'),
    isApproved && !isRegistered && '### What to do at Ledger',
    isApproved && !isRegistered && registrationSteps(operator),
    compared && !isApproved && !isRegistered && UNAPPROVED_NOTE,
  )
}

function verifiedHeading({ compared, approvals, registered }: Verified, isApproved: boolean): string {
  if (registered === 'true') return '## This operator key is registered'
  if (isApproved) return '## Verified: register this key'
  if (!compared) return '## The stored operator key'
  return approvals
    ? '## The stored key is the expected one, its approval is not on record'
    : '## The stored key is the expected one'
}

function approvers(approvals: ApprovalLook | undefined, environment: string | undefined): string {
  if (!approvals) return "GitHub's record was not looked at (`approval: ignore`)"
  if ('unreadable' in approvals) return `**Not known**, because ${literal(approvals.unreadable)}`
  const { approvedBy, byAnother } = approvals
  const where = environment === undefined ? '' : `, for the environment ${literal(environment)}`
  if (approvedBy.length === 0) return `**Nobody**${where}: GitHub has no approval on record`
  return `${approvedBy.map(literal).join(', ')}${where}${byAnother ? '' : '. **Weak:** nobody but who started the run or ran it again'}`
}

/** The guide's own steps, its buttons and pages by the names on Ledger's screens. */
function registrationSteps(operator: string | undefined): string {
  const username = operator === undefined ? 'the API username' : `the API username ${literal(operator)}`
  return steps(
    'Log in as an Admin to your Ledger Enterprise workspace.',
    'Navigate to the **Users** section and click **Invite User**.',
    'Select **Operator - Via Self Managed Key Pair**.',
    `Enter ${username} and the public key above. Compare all of it, not only its ends.`,
    'Confirm, and seek approval from other Admins. They compare with this page too.',
    'Visit the **Users** page and click **Generate API Access** next to the user (a one-time action). Copy the **API Key ID** and the ' +
      "**API Secret** into the environment's secrets `LEDGER_API_KEY_ID` and `LEDGER_API_KEY_SECRET`.",
    'Include the new API user in the groups and account rules that it needs.',
  )
}

/** The page of a key that was put into service. */
export function promotedPage(
  subject: Omit<PageSubject, 'protection'>,
  key: { publicKey: OperatorPublicKey; registered: Registration; updatedAt: string },
): string {
  return page(
    '## The operator key is in service',
    subjectTable(subject, [
      ['Stored', key.updatedAt],
      ['Registered at Ledger', key.registered === 'true' ? "yes: Ledger's own token names this key" : 'not known'],
    ]),
    publicKeySection(key.publicKey),
    originSection(subject.run, 'Who and what promoted it'),
  )
}

/**
 * The page of a run that kept what it found at the destination.
 * @param publicKey of the key that was kept, as the variable beside it names it
 */
export function notPromotedPage(
  subject: Omit<PageSubject, 'protection'>,
  publicKey: OperatorPublicKey | undefined,
): string {
  return page(
    '## Nothing was promoted',
    'There are secrets at the destination, and `if-exists: keep` says to leave them.',
    subjectTable(subject, []),
    publicKey && publicKeySection(publicKey),
    publicKey && KEPT_KEY_NOTE,
    originSection(subject.run, 'Who and what kept it'),
  )
}

/** The page of a key that was taken away. */
export function discardedPage(
  subject: Pick<PageSubject, 'destination' | 'secretName' | 'run'> & { discarded: boolean },
): string {
  return page(
    subject.discarded ? '## The operator key was discarded' : '## The operator key was gone already',
    `The secret ${literal(subject.secretName)} of ${literal(describeDestination(subject.destination))} does not exist any more. ` +
      'Its public key must not be registered; where it is registered already, suspend the operator.',
    originSection(subject.run, 'Who and what discarded it'),
  )
}

/** The page of a run that kept the key it found, or would have. */
export function keptPage(
  subject: PageSubject,
  key: { publicKey: OperatorPublicKey | undefined; updatedAt: string; dryRun: boolean },
): string {
  return page(
    key.dryRun ? '## Dry run: the operator key would be kept' : '## The operator key was kept',
    'The secret exists, and `if-exists: keep` says to generate nothing.',
    subjectTable(subject, [['Stored', key.updatedAt]]),
    key.publicKey && publicKeySection(key.publicKey),
    key.publicKey && KEPT_KEY_NOTE,
    protectionSection(subject),
    originSection(subject.run),
  )
}

/** The page of a dry run. */
export function dryRunPage(subject: PageSubject, outlook: string): string {
  return page(
    '## Dry run: no key was made',
    literal(outlook),
    subjectTable(subject, []),
    protectionSection(subject),
    originSection(subject.run),
  )
}

function subjectTable(
  {
    operator,
    workspace,
    destination,
    secretName,
    run,
    protection,
  }: Omit<PageSubject, 'protection'> & Partial<PageSubject>,
  more: [string, string][],
): string {
  const id = protection && 'id' in protection ? protection.id : undefined
  const settings = link('settings', settingsUrl(destination, run.serverUrl, id))
  return table('What', 'Value', [
    ['Operator', operator === undefined ? 'not given' : literal(operator)],
    ['Workspace', workspace === undefined ? 'not given' : literal(workspace)],
    ['Secret', `${literal(secretName)} of ${literal(describeDestination(destination))} (${settings})`],
    ...more,
  ])
}

function publicKeySection({ hex, fingerprint }: OperatorPublicKey): string {
  return page(
    '### Public key',
    'X9.62 uncompressed point in hexadecimal, as Ledger registers it:',
    codeBlock(hex),
    'The same key for reading aloud:',
    codeBlock(inGroups(hex)),
    'SHA-256 fingerprint of its 65 bytes:',
    codeBlock(fingerprint),
  )
}

function protectionSection({ destination, protection }: PageSubject): string | undefined {
  if (destination.level !== 'environment') {
    return page(
      '### Protection',
      '**Weak:** it is there for every workflow that anybody with write access pushes to any branch. ' +
        'A secret of an environment with required reviewers and a branch rule is not.',
    )
  }
  if (!protection) return page('### Protection of the environment', 'Not looked at (`environment-protection: ignore`).')
  if ('unreadable' in protection) {
    return page('### Protection of the environment', `**Not known**, because ${literal(protection.unreadable)}.`)
  }
  const { reviewers } = protection
  const weaknesses = weaknessesOf(protection)
  return page(
    '### Protection of the environment',
    reviewers.length > 0 && `One of these must approve each job that uses it: ${reviewers.map(literal).join(', ')}.`,
    weaknesses.map(weakness => `- **Weak:** ${weakness}`).join('\n'),
  )
}

function originSection(run: WorkflowRun, title = 'Who and what made it'): string {
  return page(
    `### ${title}`,
    table('What', 'Value', [
      [
        'Run',
        `${link(run.runId, runUrl(run))}, attempt ${literal(run.runAttempt)}, started by ${literal(run.eventName)}`,
      ],
      ['Started by', startedBy(run)],
      ['Workflow', literal(run.workflowRef)],
      ['Commit', link(run.sha.slice(0, 12), `${run.serverUrl}/${run.repository}/commit/${run.sha}`)],
      ['Runner', literal(run.runnerEnvironment)],
    ]),
  )
}

function startedBy({ actor, actorId, triggeringActor }: WorkflowRun): string {
  const actorText = `${literal(actor)} (id ${literal(actorId)})`
  const again = triggeringActor && triggeringActor !== actor
  return again ? `${actorText}, run again by ${literal(triggeringActor)}` : actorText
}

/** Whether somebody has to approve a job that uses the key. Where nobody looked, that is not known. */
function isGated({ protection }: PageSubject): boolean {
  return protection !== undefined && 'reviewers' in protection && protection.reviewers.length > 0
}

function nextSteps(subject: PageSubject): string {
  const { destination } = subject
  const check = 'Check that this operator, this place and the one who started the run are what you expect.'
  const register =
    'After that, register only the public key that the verified page shows. Do not register the key from this page: it says what was made, not yet what is stored.'
  const reject = 'A key that is not registered can do no harm.'
  if (destination.level !== 'environment') {
    return steps(
      check,
      'Start a new run that verifies the stored key: only the secrets of environments are read when a job starts, all others when a run is queued.',
      register,
    )
  }
  if (isGated(subject)) {
    return steps(
      check,
      'Approve the job that waits for the environment. It reads the stored key and shows a verified page.',
      register,
      `If anything is not what you expect: reject the job. ${reject}`,
    )
  }
  return steps(
    check,
    'GitHub may ask nobody before it lets a job read this key, so approve the public key elsewhere: compare all of it with the page of the job that verifies the stored key.',
    register,
    `If anything is not what you expect: do not register the key. ${reject}`,
  )
}

/** A numbered list. */
function steps(...texts: string[]): string {
  return texts.map((text, i) => `${i + 1}. ${text}`).join('\n')
}
