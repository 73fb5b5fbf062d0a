import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { messageOf } from '../src/errors.ts'
import { SetupError } from './errors.ts'

/**
 * Reads a file that the user names.
 * @param folder in which the user is
 * @throws SetupError if it cannot be read
 */
export function readText(folder: string, file: string): string {
  try {
    return readFileSync(resolve(folder, file), 'utf8')
  } catch (error) {
    throw new SetupError(
      `The file ${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? messageOf(error)}).`,
    )
  }
}
