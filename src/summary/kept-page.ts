import type { OperatorPublicKey } from '../key/operator-key.ts'
import { expirySection } from './expiry.ts'
import { keptPublicKeySection, publicKeySection } from './key-sections.ts'
import { page } from './markdown.ts'
import { type PageProtection, type PageSubject, protectionSection, runSection, subjectTable } from './sections.ts'

/**
 * The page of a run that kept the key it found, or would have.
 * @param key the public key of a secret is what the variable says, if it says anything; that of another key store is its own
 */
export function keptPage(
  subject: PageSubject,
  protection: PageProtection,
  key: { publicKey: OperatorPublicKey | undefined; updatedAt: string; dryRun: boolean; expiresAt?: string | undefined },
): string {
  return page(
    key.dryRun ? '## Dry run: the operator key would be kept' : '## The operator key was kept',
    `${'keyStore' in subject ? 'The key' : 'The secret'} exists, and \`if-exists: keep\` leaves it as it is. This run made no key, and it does not know who made this one.`,
    subjectTable(subject, protection, [['Stored', key.updatedAt]]),
    expirySection(key.expiresAt),
    key.publicKey && ('keyStore' in subject ? publicKeySection(key.publicKey) : keptPublicKeySection(key.publicKey)),
    protectionSection(subject, protection),
    runSection(subject.run, 'The run that kept it'),
  )
}
