import { page } from './markdown.ts'
import {
  type KeyStoreSubject,
  keyStoreRows,
  nameCell,
  namesCell,
  placeRows,
  type Row,
  runSection,
  type SecretSubject,
  valueTable,
} from './sections.ts'

/** What became of the key that was to be discarded. */
interface Fate {
  /** Whether this run deleted it. */
  existed: boolean
  /** When its store will delete it. */
  scheduledFor?: string | undefined
  /** Set if there is no such key, and its place does not show whether it had one. */
  elsewhere?: string | undefined
  /** The URIs of versions that can be read, and may hold the same key. */
  otherVersions?: string[] | undefined
}

type Subject =
  | Pick<SecretSubject, 'destination' | 'secretName' | 'run'>
  /** The URI names exactly the key that was to be deleted. */
  | (Pick<KeyStoreSubject, 'keyStore' | 'run'> & { keyReference: string })

/** The page of a key that was deleted, or was to be. */
export function discardedPage(subject: Subject, fate: Fate): string {
  const { otherVersions = [] } = fate
  const rows = 'keyStore' in subject ? storeRows(subject) : secretRows(subject)
  if (otherVersions.length > 0) rows.push(['Other versions', namesCell(otherVersions)])
  return page(
    `## ${headingOf(fate)}`,
    'keyStore' in subject
      ? fateOf(fate, 'The key', 'the place')
      : fateOf(fate, 'The secret', 'the secret and its place'),
    valueTable(rows),
    runSection(
      subject.run,
      fate.elsewhere === undefined ? 'Who and what discarded it' : 'The run that searched for it',
    ),
  )
}

/** What to do about other versions that can be read, in whole sentences. */
export const VERSIONS_REMEDY =
  'Use each as `key-store` of `verify` to see which key it holds. If this key was rejected, discard each version that holds it.'

const UNREGISTERED = 'Do not register its public key; if it is registered already, suspend the operator.'

function headingOf({ existed, scheduledFor, elsewhere, otherVersions = [] }: Fate): string {
  if (elsewhere !== undefined) return 'There is no such operator key here'
  const subject = otherVersions.length > 0 ? 'One version of the secret' : 'The operator key'
  if (existed) return `${subject} was discarded`
  return `${subject} was already ${scheduledFor === undefined ? 'deleted' : 'scheduled for deletion'}`
}

/** @param compared what tells apart the places in which the key may be */
function fateOf({ scheduledFor, elsewhere, otherVersions = [] }: Fate, place: string, compared: string): string {
  if (elsewhere !== undefined) {
    return (
      'This run deleted no key. An earlier run may have deleted the key, or it may exist elsewhere: ' +
      `compare ${compared} below with the page of the run that stored the key. ${UNREGISTERED}`
    )
  }
  if (otherVersions.length > 0) {
    return (
      'The version below cannot be read anymore. The secret has other versions, and each may hold the same private key: `promote` stores it again with its API access. ' +
      `${VERSIONS_REMEDY} Do not register its public key then; if it is registered already, suspend the operator.`
    )
  }
  return scheduledFor === undefined
    ? `${place} does not exist anymore. ${UNREGISTERED}`
    : `${place} cannot be used anymore, and will be deleted on ${scheduledFor}. Until then, an admin can cancel its deletion. ${UNREGISTERED}`
}

function storeRows({ keyStore, keyReference }: Extract<Subject, { keyStore: object }>): Row[] {
  return [...keyStoreRows(keyStore), ['Key reference', nameCell(keyReference)]]
}

function secretRows({ secretName, destination }: Pick<SecretSubject, 'destination' | 'secretName'>): Row[] {
  return [['Secret', nameCell(secretName)], ...placeRows(destination)]
}
