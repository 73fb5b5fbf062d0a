import * as core from '@actions/core'
import { type Destination, describeDestination, settingsUrl } from './destination.ts'
import { type ProtectionLook, weaknessesOf } from './environment.ts'
import { Failure, messageOf } from './failure.ts'
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
export async function writeSummary(markdown: string): Promise<void> {
  try {
    await core.summary.addRaw(markdown, true).write()
  } catch (error) {
    throw new Failure(
      'summary-unwritable',
      `The job summary could not be written (${messageOf(error)}).`,
      'Take the public key from this message, and look after the runner (a full disk, a file that only another user may write).',
    )
  }
}

function page(...sections: (string | undefined | false)[]): string {
  return `${sections.filter(Boolean).join('\n\n')}\n`
}

function subjectTable(
  { operator, workspace, destination, secretName, run, protection }: PageSubject,
  more: [string, string][],
) {
  const id = protection && 'protection' in protection ? protection.protection.id : undefined
  const settings = link('settings', settingsUrl(destination, run.serverUrl, id))
  return table('What', 'Value', [
    ['Operator (API username)', operator === undefined ? 'not given' : literal(operator)],
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
    codeBlock(groups(hex)),
    'SHA-256 fingerprint of its 65 bytes:',
    codeBlock(fingerprint),
  ).trimEnd()
}

/** Groups of 4 characters, 4 to a numbered line: short enough for a phone, and for a voice. */
function groups(hex: string): string {
  const lines = hex.match(/.{1,16}/g) ?? []
  return lines.map((line, i) => `${i + 1}  ${line.match(/.{1,4}/g)?.join(' ')}`).join('\n')
}

function protectionSection({ destination, protection }: PageSubject): string | undefined {
  if (destination.level !== 'environment') {
    return page(
      '### Protection',
      `**Weak:** a ${destination.level} secret is there for every workflow that anybody with write access pushes to any branch. ` +
        'A secret of an environment with required reviewers and a branch rule is not.',
    ).trimEnd()
  }
  if (!protection)
    return page('### Protection of the environment', 'Not looked at (`environment-protection: ignore`).').trimEnd()
  if ('unreadable' in protection) {
    return page(
      '### Protection of the environment',
      `**Not known**, because ${literal(protection.unreadable)}.`,
    ).trimEnd()
  }
  const { reviewers } = protection.protection
  const weaknesses = weaknessesOf(protection.protection)
  return page(
    '### Protection of the environment',
    reviewers.length > 0 && `One of these must approve each job that uses it: ${reviewers.map(literal).join(', ')}.`,
    weaknesses.map(weakness => `- **Weak:** ${weakness}`).join('\n'),
  ).trimEnd()
}

function originSection(run: RunContext): string {
  return page(
    '### Who and what made it',
    table('What', 'Value', [
      [
        'Run',
        `${link(run.runId, runUrl(run))}, attempt ${literal(run.runAttempt)}, started by ${literal(run.eventName)}`,
      ],
      ['Started by', startedBy(run)],
      ['Workflow', literal(run.workflowRef)],
      ['Commit', link(run.sha, `${run.serverUrl}/${run.repository}/commit/${run.sha}`)],
      ['Runner', literal(run.runnerEnvironment)],
    ]),
  ).trimEnd()
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

function table(left: string, right: string, rows: [string, string][]): string {
  return [`| ${left} | ${right} |`, '| --- | --- |', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join(
    '\n',
  )
}

/** A block whose text GitHub offers to copy. For text of our own making only: it is not escaped. */
function codeBlock(text: string): string {
  return `\`\`\`text\n${text}\n\`\`\``
}

function link(text: string, url: string): string {
  return `[${literal(text)}](${encodeURI(url).replace(/[()<>|]/g, c => `%${c.charCodeAt(0).toString(16)}`)})`
}

/**
 * Text as text: every character that Markdown or HTML might read becomes a character reference, and every one that a
 * reader could not see, or that changes the direction of reading, is spelt out.
 */
export function literal(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, c => `\\u{${c.codePointAt(0)?.toString(16)}}`)
    .replace(/[!-/:-@[-`{-~]/g, c => `&#${c.charCodeAt(0)};`)
}
