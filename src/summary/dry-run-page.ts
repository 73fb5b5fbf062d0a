import { literal, page } from './markdown.ts'
import { type PageProtection, type PageSubject, protectionSection, runSection, subjectTable } from './sections.ts'

/**
 * The page of a dry run.
 * @param outlook what the run would have done, in whole sentences
 */
export function dryRunPage(subject: PageSubject, protection: PageProtection, outlook: string): string {
  return page(
    '## Dry run: no key was made',
    literal(outlook),
    subjectTable(subject, protection, []),
    protectionSection(subject, protection),
    runSection(subject.run, 'The dry run'),
  )
}
