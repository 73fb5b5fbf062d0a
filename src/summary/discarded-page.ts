import { page } from './markdown.ts'
import { nameCell, type PageSubject, placeRows, runSection, valueTable } from './sections.ts'

/** The page of a key that was deleted. */
export function discardedPage(
  { destination, secretName, run }: Pick<PageSubject, 'destination' | 'secretName' | 'run'>,
  discarded: boolean,
): string {
  return page(
    discarded ? '## The operator key was discarded' : '## The operator key was already deleted',
    'The secret does not exist anymore. Do not register its public key; if it is registered already, suspend the operator.',
    valueTable([['Secret', nameCell(secretName)], ...placeRows(destination)]),
    runSection(run, 'Who and what discarded it'),
  )
}
