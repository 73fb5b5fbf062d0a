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

/** The page of a key that was deleted. */
export function discardedPage(
  subject: Pick<SecretSubject, 'destination' | 'secretName' | 'run'> | Pick<KeyStoreSubject, 'keyStore' | 'run'>,
  discarded: boolean,
): string {
  const [place, rows] =
    'keyStore' in subject
      ? (['The key', keyStoreRows(subject.keyStore)] as const)
      : (['The secret', secretRows(subject)] as const)
  return page(
    discarded ? '## The operator key was discarded' : '## The operator key was already deleted',
    `${place} does not exist anymore. Do not register its public key; if it is registered already, suspend the operator.`,
    valueTable(rows),
    runSection(subject.run, 'Who and what discarded it'),
  )
}

function secretRows({ secretName, destination }: Pick<SecretSubject, 'destination' | 'secretName'>): Row[] {
  return [['Secret', nameCell(secretName)], ...placeRows(destination)]
}
