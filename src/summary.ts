import { appendFileSync } from 'node:fs'
import { type Destination, describeDestination, settingsUrl } from './destination.ts'
import { type ProtectionLook, weaknessesOf } from './environment.ts'
import { Failure, messageOf } from './failure.ts'
import type { Registration } from './ledger.ts'
import { codeBlock, inGroups, link, literal, page, table } from './markdown.ts'
import type { OperatorPublicKey } from './operator-key.ts'
import { type RunContext, runUrl } from './run-context.ts'

/** What every page says of where a key is and what it is for. */
export interface PageSubject {
  operator: string | undefined
  workspace: string | undefined
  destination: Destination
  secretName: string
  /** What was found out about the environment's protection; undefined where the destination is none or nobody asked. */
  protection: ProtectionLook | undefined
  run: RunContext
}

/** The page at the gate: what was made, and what an admin does with it. */
export function generatedPage(
  subject: PageSubject,
  key: { publicKey: OperatorPublicKey; updatedAt: string; replaced: boolean },
): string {
  return page(
    '## A new operator key waits for approval',
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

/** The page after the gate: which key is stored, who approved it, and what is still to do at Ledger. */
export function verifiedPage(subject: {
  operator: string | undefined
  workspace: string | undefined
  environment: string | undefined
  run: RunContext
  publicKey: OperatorPublicKey
  /** Whether the stored key was compared with an approved public key. */
  compared: boolean
  approvedBy: string[]
  registered: Registration
}): string {
  const { operator, workspace, publicKey, compared, approvedBy, registered } = subject
  const isRegistered = registered === 'true'
  return page(
    isRegistered
      ? '## This operator key is registered'
      : compared
        ? '## Verified: register this key'
        : '## The stored operator key',
    table('What', 'Value', [
      ['Operator', operator === undefined ? 'not given' : literal(operator)],
      ['Workspace', workspace === undefined ? 'not given' : literal(workspace)],
      [
        'Stored key',
        compared
          ? 'is the approved one: the private key was read and gives this public key'
          : 'was compared with no approved key',
      ],
      ['Approved by', approvedBy.length > 0 ? approvedBy.map(literal).join(', ') : "not read from GitHub's record"],
      [
        'Registered at Ledger',
        isRegistered ? "yes: Ledger's own token names this key" : 'not known: Ledger was not asked, or did not say',
      ],
    ]),
    publicKeySection(publicKey),
    originSection(subject.run, 'Who and what verified it'),
    compared && !isRegistered && '### What to do at Ledger',
    compared && !isRegistered && registrationSteps(operator),
  )
}

/** The guide's own steps, its buttons and pages by the names on Ledger's screens. */
function registrationSteps(operator: string | undefined): string {
  const username = operator === undefined ? 'the API username' : `the API username ${literal(operator)}`
  return [
    '1. Log in as an Admin to your Ledger Enterprise workspace.',
    '2. Navigate to the **Users** section and click **Invite User**.',
    '3. Select **Operator - Via Self Managed Key Pair**.',
    `4. Enter ${username} and the public key above. Compare all of it, not only its ends.`,
    '5. Confirm, and seek approval from other Admins. They compare with this page too.',
    "6. Visit the **Users** page and click **Generate API Access** next to the user. Copy the **API Key ID** and the **API Secret** into the environment's " +
      'secrets `LEDGER_API_KEY_ID` and `LEDGER_API_KEY_SECRET`.',
    '7. Include the new API user in the groups and account rules that it needs.',
  ].join('\n')
}

/** The page of a key that was put into service, or of one for which nothing was changed. */
export function promotedPage(
  subject: Omit<PageSubject, 'protection'> & { publicKey: OperatorPublicKey; registered: Registration },
  updatedAt: string | undefined,
): string {
  return page(
    updatedAt === undefined ? '## Nothing was promoted' : '## The operator key is in service',
    updatedAt === undefined && 'There are secrets at the destination, and `if-exists: keep` says to leave them.',
    subjectTable({ ...subject, protection: undefined }, [
      ['Stored', updatedAt ?? 'not by this run'],
      ['Registered at Ledger', subject.registered === 'true' ? "yes: Ledger's own token names this key" : 'not known'],
    ]),
    publicKeySection(subject.publicKey),
    originSection(subject.run, 'Who and what promoted it'),
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

/** The page of a run that kept the key it found. */
export function keptPage(
  subject: PageSubject,
  key: { publicKey: OperatorPublicKey | undefined; updatedAt: string },
): string {
  return page(
    '## The operator key was kept',
    'The secret exists, and `if-exists: keep` says to generate nothing.',
    subjectTable(subject, [['Stored', key.updatedAt]]),
    key.publicKey && publicKeySection(key.publicKey),
    key.publicKey &&
      'This public key is what the variable says. Whether the secret holds the key to it, the verify action tells, which reads the secret.',
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

/**
 * Adds a page to the job summary.
 * @throws Failure where the runner's summary file cannot be written
 */
export function writeSummary(markdown: string): void {
  try {
    appendFileSync(process.env.GITHUB_STEP_SUMMARY ?? '', `${markdown}\n`)
  } catch (error) {
    throw new Failure(
      'summary-unwritable',
      `The job summary could not be written (${messageOf(error)}).`,
      'Take the public key from this message, and look after the runner (a full disk, a file that only another user may write).',
    )
  }
}

function subjectTable(
  { operator, workspace, destination, secretName, run, protection }: PageSubject,
  more: [string, string][],
) {
  const id = protection && 'protection' in protection ? protection.protection.id : undefined
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
      `**Weak:** a ${destination.level} secret is there for every workflow that anybody with write access pushes to any branch. ` +
        'A secret of an environment with required reviewers and a branch rule is not.',
    )
  }
  if (!protection) return page('### Protection of the environment', 'Not looked at (`environment-protection: ignore`).')
  if ('unreadable' in protection) {
    return page('### Protection of the environment', `**Not known**, because ${literal(protection.unreadable)}.`)
  }
  const { reviewers } = protection.protection
  const weaknesses = weaknessesOf(protection.protection)
  return page(
    '### Protection of the environment',
    reviewers.length > 0 && `One of these must approve each job that uses it: ${reviewers.map(literal).join(', ')}.`,
    weaknesses.map(weakness => `- **Weak:** ${weakness}`).join('\n'),
  )
}

function originSection(run: RunContext, title = 'Who and what made it'): string {
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

function startedBy({ actor, actorId, triggeringActor }: RunContext): string {
  const actorText = `${literal(actor)} (id ${literal(actorId)})`
  const again = triggeringActor && triggeringActor !== actor
  return again ? `${actorText}, run again by ${literal(triggeringActor)}` : actorText
}

function nextSteps({ destination }: PageSubject): string {
  const verified = 'register only the public key that the verified page shows'
  if (destination.level === 'environment') {
    return (
      '1. Check that this operator, this place and the one who started the run are what you expect.\n' +
      `2. Approve the job that waits for the environment. It reads the stored key and shows a verified page.\n` +
      `3. After that, ${verified}. Do not register the key from this page: it says what was made, not yet what is stored.\n` +
      '4. If anything is not what you expect: reject the job. No key that nobody registers can do any harm.'
    )
  }
  return (
    '1. Check that this operator, this place and the one who started the run are what you expect.\n' +
    `2. Start a new run that verifies the stored key: a ${destination.level} secret is read when a run is queued, so no later job of this run can see it.\n` +
    `3. After that, ${verified}. Do not register the key from this page: it says what was made, not yet what is stored.`
  )
}
