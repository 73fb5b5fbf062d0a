import { ActionError } from '../errors.ts'
import type { Audience } from '../github/audience.ts'
import type { GitHubClient } from '../github/client.ts'
import { Variable } from '../github/variable.ts'
import { settleWithin } from '../http/settle.ts'
import type { Destination } from '../inputs/destination.ts'
import type { Journal } from '../runner/journal.ts'
import { lowerFirst } from '../text.ts'
import type { Clock, Sleep } from '../time.ts'

/** How long a confirmation may take: GitHub may show a change only after seconds. */
const CONFIRM_LIMIT_MS = 10_000

/** The Actions variable that says which key of a signing store is in service. Whoever can change it decides which key software uses. */
export class ReferenceVariable {
  readonly displayName: string
  readonly #variable: Variable
  readonly #context: { journal: Journal; clock: Clock; sleep: Sleep }

  /** @param name the variable's name, in upper case */
  constructor(
    client: GitHubClient,
    context: { journal: Journal; clock: Clock; sleep: Sleep },
    destination: Destination,
    name: string,
  ) {
    this.#variable = new Variable(client, destination, name)
    this.#context = context
    this.displayName = this.#variable.displayName
  }

  /** @returns the reference that the variable holds; undefined if it does not exist */
  read(): Promise<string | undefined> {
    return this.#variable.read()
  }

  /**
   * Writes a reference and confirms it by reading it back.
   * @param before what `read` returned
   * @param audience of an organization's variable
   * @throws ActionError; the journal then says what the variable may hold
   */
  async store(reference: string, before: string | undefined, audience: Audience | undefined): Promise<void> {
    const { journal } = this.#context
    const place = this.displayName
    journal.append({ type: 'write-started', place, replaces: before !== undefined })
    // If this throws, what the variable holds stays open: a refusal may follow a request whose response was lost.
    await this.#variable.write(reference, before !== undefined, audience)
    journal.append({ type: 'applied', place })
    const read = () => this.#variable.readWithTime()
    const after = await settleWithin(this.#context, CONFIRM_LIMIT_MS, read, after => after?.value === reference)
    if (after?.value !== reference) throw this.#notConfirmed(after?.value)
    journal.append({ type: 'confirmed', place, updatedAt: after.updatedAt })
  }

  #notConfirmed(value: string | undefined): ActionError {
    return new ActionError(
      'not-confirmed',
      `GitHub accepted a change of ${lowerFirst(this.displayName)}, but then ${value === undefined ? 'showed no such variable' : 'showed another value'}.`,
      'GitHub may be slow (see its status page), or another run may write the same variable (the audit log shows it). Then run this again with `if-exists: overwrite`.',
    )
  }
}
