import type { ApprovalRecord } from '../github/approvals.ts'
import type { Unreadable } from '../github/unreadable.ts'
import type { OperatorPublicKey } from '../key/operator-key.ts'
import type { Registration } from '../ledger/client.ts'
import { expirySection } from './expiry.ts'
import { keptPublicKeySection, proofSection, publicKeySection } from './key-sections.ts'
import { page } from './markdown.ts'
import {
  approvalCell,
  nameCell,
  type PageSubject,
  type Row,
  registrationCell,
  runSection,
  subjectTable,
} from './sections.ts'

/** The page of a key that was put into service. */
export function promotedPage(
  subject: PageSubject,
  key: {
    publicKey: OperatorPublicKey
    /** When this run stored the key; undefined if the key was in its place already. */
    updatedAt: string | undefined
    /** The key in service as a URI, with its version; undefined for a GitHub secret. */
    reference?: string | undefined
    /** When the key's store deletes it by itself; undefined if it never does. */
    expiresAt?: string | undefined
    /** Undefined if the record was not read. */
    approvals: ApprovalRecord | Unreadable | undefined
    registered: Registration
    proof: string
  },
): string {
  return page(
    '## The operator key is in service',
    'Software now gets this key from the place below. If it replaced another operator there, suspend that one at Ledger once nothing uses it.',
    subjectTable(subject, undefined, [
      ...(key.reference === undefined ? [] : [['Key reference', nameCell(key.reference)] satisfies Row]),
      ['Stored', key.updatedAt ?? 'earlier, in this place'],
      ['Approved by', approvalCell(key.approvals)],
      ['Registered at Ledger', registrationCell(key.registered)],
    ]),
    expirySection(key.expiresAt),
    publicKeySection(key.publicKey),
    runSection(subject.run, 'Who and what promoted it'),
    proofSection([{ occasion: 'when this run put it into service', proof: key.proof }]),
  )
}

/**
 * The page of a run that kept what it found at the destination.
 * @param publicKey of the key that was kept: as the variable beside a secret says, or as another key store shows it
 * @param expiresAt when the kept key's store deletes it by itself; undefined if it never does
 */
export function notPromotedPage(
  subject: PageSubject,
  publicKey: OperatorPublicKey | undefined,
  expiresAt?: string | undefined,
): string {
  return page(
    '## Nothing was promoted',
    `${'keyStore' in subject ? 'A key or API access is' : 'Secrets are'} at the destination already, and \`if-exists: keep\` changes nothing.`,
    subjectTable(subject, undefined, []),
    expirySection(expiresAt),
    publicKey && ('keyStore' in subject ? publicKeySection(publicKey) : keptPublicKeySection(publicKey)),
    runSection(subject.run, 'The run that kept them'),
  )
}
