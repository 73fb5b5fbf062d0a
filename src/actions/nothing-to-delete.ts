import { lowerFirst } from '../text.ts'

/**
 * What discard logs if there is no such key, and its place does not show whether it had one.
 * @param elsewhere what to check, in whole sentences
 */
export function nothingToDelete(place: string, elsewhere: string): string {
  return `There is no such key here, so no key was deleted: ${lowerFirst(place)} does not exist. An earlier run may have deleted it, or it may exist elsewhere. ${elsewhere}`
}
