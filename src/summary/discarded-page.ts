import { page } from './markdown.ts'
import {
  type KeyStoreSubject,
  keyStoreRows,
  nameCell,
  placeRows,
  type Row,
  runSection,
  type SecretSubject,
  valueTable,
} from './sections.ts'

/**
 * The page of a key that was deleted.
 * @param scheduledFor when its store will delete it; undefined if it does not exist anymore
 */
export function discardedPage(
  subject: Pick<SecretSubject, 'destination' | 'secretName' | 'run'> | Pick<KeyStoreSubject, 'keyStore' | 'run'>,
  discarded: boolean,
  scheduledFor?: string,
): string {
  const [place, rows] =
    'keyStore' in subject
      ? (['The key', keyStoreRows(subject.keyStore)] as const)
      : (['The secret', secretRows(subject)] as const)
  const fate =
    scheduledFor === undefined
      ? `${place} does not exist anymore.`
      : `${place} cannot be used anymore, and will be deleted on ${scheduledFor}. Until then, an admin can cancel its deletion.`
  const already = scheduledFor === undefined ? 'deleted' : 'scheduled for deletion'
  return page(
    discarded ? '## The operator key was discarded' : `## The operator key was already ${already}`,
    `${fate} Do not register its public key; if it is registered already, suspend the operator.`,
    valueTable(rows),
    runSection(subject.run, 'Who and what discarded it'),
  )
}

function secretRows({ secretName, destination }: Pick<SecretSubject, 'destination' | 'secretName'>): Row[] {
  return [['Secret', nameCell(secretName)], ...placeRows(destination)]
}
