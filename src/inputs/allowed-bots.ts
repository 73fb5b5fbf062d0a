import { invalid, suggestion } from './invalid-input.ts'
import type { GetInput } from './raw-input.ts'
import { readList } from './read-input.ts'

const BOT = /^[A-Za-z0-9_-]{1,100}\[bot\]$/

/**
 * Reads the logins of bots, such as `dependabot[bot]`, separated by commas or line ends.
 * @returns the logins as written, to be compared by `isSameName`; none if the input is empty
 * @throws ActionError `input-invalid` if an entry is not the login of a bot
 */
export function readAllowedBots(getInput: GetInput, name: string): string[] {
  const logins = readList(getInput, name)
  for (const login of logins) {
    if (BOT.test(login)) continue
    const meant = `${login}[bot]`
    throw invalid(
      name,
      login,
      'The login of a bot consists of letters, digits, `-` and `_`, and ends in `[bot]`',
      suggestion(login, BOT.test(meant) ? meant : undefined),
    )
  }
  return logins
}
