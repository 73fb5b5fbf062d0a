import type { OperatorPublicKey } from '../key/operator-key.ts'
import { expirySection } from './expiry.ts'
import { proofSection, publicKeySection } from './key-sections.ts'
import { page } from './markdown.ts'
import {
  authenticitySection,
  gateOf,
  type PageProtection,
  type PageSubject,
  protectionSection,
  runSection,
  steps,
  subjectTable,
} from './sections.ts'

/** The page at the gate: what was made, and what an admin does with it. */
export function generatedPage(
  subject: PageSubject,
  protection: PageProtection,
  key: {
    publicKey: OperatorPublicKey
    updatedAt: string
    replaced: boolean
    /** When the key's store deletes it by itself; undefined if it never does. */
    expiresAt?: string | undefined
    /** Undefined if the key cannot sign before the gate. */
    proof: string | undefined
  },
): string {
  const waits = protection !== undefined && 'reviewers' in protection && protection.reviewers.length > 0
  const isNew = 'keyStore' in subject ? 'as a new key' : 'as a new secret'
  return page(
    waits ? '## A new operator key waits for approval' : '## A new operator key was made',
    waits &&
      `${'keyStore' in subject ? '' : 'Nobody can use this key yet. '}Decide whether it may act in your Ledger Enterprise workspace: check this page, then follow the steps at its end.`,
    subjectTable(subject, protection, [
      ['Stored', `${key.updatedAt}, ${key.replaced ? 'in place of an earlier key' : isNew}`],
    ]),
    expirySection(key.expiresAt),
    publicKeySection(key.publicKey),
    protectionSection(subject, protection),
    runSection(subject.run, 'Who and what made it'),
    authenticitySection(
      waits
        ? "Open the run from GitHub's review request, its notification or the list of runs, not from a link in a message."
        : "Open the run from the repository's list of runs, not from a link in a message.",
    ),
    '### What to do now',
    nextSteps(subject, waits),
    key.proof !== undefined && proofSection([{ occasion: 'when this run made it', proof: key.proof }]),
  )
}

function nextSteps(subject: PageSubject, waits: boolean): string {
  const check = 'Check that the operator, the place and whoever started the run are what you expect.'
  const notYet = 'Do not register the key from this page: it shows what was made, not what is stored.'
  const reject =
    'If anything is not what you expect, do not register the key. A key that is not registered can do no harm.'
  if ('keyStore' in subject && !waits) {
    return steps(
      check,
      'Nobody may have to approve the job that verifies the stored key, so approve the public key elsewhere: compare all of it with the page of that job.',
      notYet,
      reject,
    )
  }
  if (!gateOf(subject)) {
    return steps(
      check,
      'Start a new run that verifies the stored key: GitHub reads secrets other than those of environments when a run is queued, so this run cannot.',
      `${notYet} The page of that run cannot show who made the key: compare the whole public key with the one above.`,
      reject,
    )
  }
  if (waits) {
    return steps(
      check,
      'Approve the job that waits: **Review deployments**, tick the environment, **Approve and deploy**. The job reads the stored key and shows a verified page.',
      `Register only the public key of the page **Verified: register this key**. ${notYet}`,
      'If anything is not what you expect, reject the job. A key that is not registered can do no harm.',
    )
  }
  return steps(
    check,
    'GitHub may let jobs read this key without asking anyone, so approve the public key elsewhere: compare all of it with the page of the job that verifies the stored key.',
    notYet,
    reject,
  )
}
