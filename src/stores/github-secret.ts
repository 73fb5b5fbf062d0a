import { ActionError } from '../errors.ts'
import { type Audience, audienceAfter, audienceBody, readSelectedRepositoryIds } from '../github/audience.ts'
import type { GitHubClient, Reply } from '../github/client.ts'
import { describeDestination, routeOf } from '../github/destination.ts'
import { isNotFound, toActionError } from '../github/errors.ts'
import { loadSodium, type SealingKey } from '../github/sealed-box.ts'
import { DestinationSealingKey } from '../github/sealing-key.ts'
import { awaitInOrder } from '../http/await-in-order.ts'
import { membersOf } from '../http/json.ts'
import { requestsAreWritten } from '../http/requests-written.ts'
import type { Retry } from '../http/retry.ts'
import { type Destination, VISIBILITIES, type Visibility } from '../inputs/destination.ts'
import type { Journal } from '../runner/journal.ts'
import { lowerFirst } from '../text.ts'
import { type Clock, parseTime, type Sleep } from '../time.ts'
import type { Snapshot } from './key-store.ts'

/** What GitHub's API shows of a secret. */
interface Metadata {
  /** RFC 3339 in whole seconds, by GitHub's clock. */
  createdAt: string
  updatedAt: string
  /** Of an organization's secret. */
  audience: Audience | undefined
}

/** What GitHub showed of a secret before this run changed it. */
export interface SecretSnapshot extends Snapshot {
  /** When the first request of the snapshot was sent, by the run's clock. */
  readAt: number
  /** Which repositories may use the existing secret, if it is an organization's. */
  audience: Audience | undefined
}

/** What storing a secret takes from the run. */
export interface StoreContext {
  journal: Journal
  clock: Clock
  sleep: Sleep
  retry: Retry
}

/** How long a confirmation may take: GitHub may show a change only after seconds. */
const CONFIRM_LIMIT_MS = 30_000
const FIRST_CONFIRM_PAUSE_MS = 500
const MAX_CONFIRM_PAUSE_MS = 4_000
/** GitHub's times are whole seconds: a store within the second of the previous change does not change the time. */
const NEXT_SECOND_MS = 1_100
/** How long a snapshot counts before a store that must not replace anything. */
const FRESH_SNAPSHOT_MS = 2_000
/** A secret that was created and not changed since has one time, or two on either side of a second's end. */
const CREATION_MS = 1_000

/** A GitHub Actions secret of a repository, an environment or an organization. */
export class GitHubSecret {
  readonly displayName: string
  readonly #client: GitHubClient
  readonly #context: StoreContext
  readonly #destination: Destination
  readonly #name: string
  readonly #sealingKey: DestinationSealingKey

  /**
   * @param name the secret's name, in upper case
   * @param sealingKey of the destination, to share it among several secrets
   */
  constructor(
    client: GitHubClient,
    context: StoreContext,
    destination: Destination,
    name: string,
    sealingKey = new DestinationSealingKey(client, destination),
  ) {
    this.#client = client
    this.#context = context
    this.#destination = destination
    this.#name = name
    this.#sealingKey = sealingKey
    this.displayName = `The secret ${name} of ${describeDestination(destination)}`
  }

  /**
   * Checks that the secret could be stored, and whether it exists; changes nothing.
   * @throws ActionError if it could not be stored
   */
  async read(): Promise<SecretSnapshot> {
    // The sealing key may come long after the metadata, by which time that is old.
    const readAt = this.#context.clock.elapsedMs()
    // libsodium compiles while the requests are on the wire; any earlier it would only delay them.
    const sodium = requestsAreWritten().then(loadSodium)
    const [, metadata] = await awaitInOrder(this.#sealingKey.key(), this.#metadata(), sodium)
    const audience = await this.#audienceOf(metadata)
    return { updatedAt: metadata?.updatedAt, audience, readAt }
  }

  /** Which repositories may use the secret once it is stored; undefined if it is not an organization's. */
  audienceAfter({ audience }: SecretSnapshot): Audience | undefined {
    return audienceAfter(this.#destination, audience)
  }

  /**
   * Stores a text and confirms it.
   * @param snapshot what `read` returned
   * @returns when the secret was updated, by GitHub's own clock (RFC 3339)
   * @throws ActionError; the journal then says what the secret may hold
   */
  async store(text: string, snapshot: SecretSnapshot): Promise<string> {
    // The stores before this one may have had to wait.
    if (this.#context.clock.elapsedMs() - snapshot.readAt > FRESH_SNAPSHOT_MS) await this.#requireStillAbsent(snapshot)
    const status = await this.#put(text, snapshot)
    return this.#confirm(text, status, snapshot)
  }

  /**
   * @returns when the secret was updated, by GitHub's own clock; undefined if it does not exist
   * @throws ActionError if GitHub does not say
   */
  async updatedAt(): Promise<string | undefined> {
    const metadata = await this.#metadata()
    // GitHub also answers 404 for a place that the token may not see; the secret may well exist there.
    if (!metadata) await this.#sealingKey.refresh()
    return metadata?.updatedAt
  }

  /**
   * Deletes the secret that was stored at that time, and no other.
   * @param storedAt the time that GitHub gave when it confirmed that secret
   * @returns whether there was a secret to delete
   * @throws ActionError if another one exists now, or GitHub refuses or does not answer
   */
  async delete(storedAt: Date): Promise<boolean> {
    const { journal } = this.#context
    const place = this.displayName
    if (!(await this.#isUnchanged(storedAt))) return false
    const { base, parameters } = routeOf(this.#destination)
    const route = `DELETE ${base}/secrets/{secret_name}`
    const name = { ...parameters, secret_name: this.#name }
    const attempts = this.#client.attempts(route, name)
    for (;;) {
      journal.append({ type: 'delete-started', place })
      const result = await this.#client.write(route, name, attempts)
      if (result.kind === 'refused' || result.kind === 'failed') journal.append({ type: 'delete-rejected' })
      if ('reply' in result) {
        if (result.reply.status === 204) break
        // 404: deleted meanwhile, unless it is still there or the token may not see the place.
        if (isNotFound(result.reply) && !(await this.#isUnchanged(storedAt))) break
        throw this.#error(result.reply, 'delete')
      }
      await attempts.wait(result.cause)
      // Another run may have stored a newer key meanwhile.
      if (!(await this.#isUnchanged(storedAt))) break
    }
    journal.append({ type: 'deleted', place })
    return true
  }

  /** @throws ActionError if the secret did not exist, and does now: another run has stored it */
  async #requireStillAbsent(snapshot: SecretSnapshot): Promise<void> {
    const updatedAt = snapshot.updatedAt === undefined ? (await this.#metadata())?.updatedAt : undefined
    if (updatedAt === undefined) return
    throw new ActionError(
      'secret-exists',
      `${this.displayName} did not exist when this run started and does now (updated at ${updatedAt}): another run stored a key at the same time.`,
      'Leave it to that run. If you are sure that nothing uses its key, run this again with `if-exists: overwrite`.',
    )
  }

  /**
   * Whether the secret is still the one that was stored at a time; not if it does not exist.
   * @throws ActionError if it is another one
   */
  async #isUnchanged(storedAt: Date): Promise<boolean> {
    const updatedAt = await this.updatedAt()
    if (updatedAt === undefined) return false
    const newerByMs = Date.parse(updatedAt) - storedAt.getTime()
    if (newerByMs === 0) return true
    const what = `${this.displayName} is not the one to delete: it was updated at ${updatedAt}, and the key to delete was stored at ${storedAt.toISOString()}.`
    if (newerByMs < 0) {
      throw new ActionError(
        'secret-older',
        what,
        'Check the place, the name and the time that this run was given: the key to delete may still exist in another place.',
      )
    }
    throw new ActionError(
      'secret-newer',
      what,
      'If another run stored its key there, the key to delete is already gone. Otherwise run `verify` to find out which key it is, and delete it by hand if nobody may use it.',
    )
  }

  /** Sends the sealed box until GitHub has answered. Returns the status of its success. */
  async #put(text: string, snapshot: SecretSnapshot): Promise<201 | 204> {
    const sealingKey = await this.#sealingKey.key()
    let { reply, isLost } = await this.#putSealed(text, sealingKey, snapshot, false)
    if (reply.status === 422) {
      // GitHub may have replaced its sealing key since the snapshot: try the new one, once.
      const newKey = await this.#sealingKey.refresh()
      if (newKey.id !== sealingKey.id) ({ reply, isLost } = await this.#putSealed(text, newKey, snapshot, isLost))
    }
    const { status } = reply
    if (status !== 201 && status !== 204) throw this.#error(reply, 'store')
    if (status === 204 && snapshot.updatedAt === undefined && !isLost) {
      this.#context.journal.append({ type: 'conflict', place: this.displayName })
      throw new ActionError(
        'concurrent-write',
        `${this.displayName} did not exist when this run read it, and did when it stored: another run stored a key in between, and this run has overwritten it.`,
        'Make sure that only one run stores this secret at a time (a `concurrency` group does that). Then run this again with `if-exists: overwrite`.',
      )
    }
    this.#context.journal.append({ type: 'applied', place: this.displayName })
    return status
  }

  /** @param isLost whether an earlier request, whose response was lost, may have been applied */
  async #putSealed(
    text: string,
    sealingKey: SealingKey,
    snapshot: SecretSnapshot,
    isLost: boolean,
  ): Promise<{ reply: Reply; isLost: boolean }> {
    const { base, parameters } = routeOf(this.#destination)
    const route = `PUT ${base}/secrets/{secret_name}`
    const body = {
      ...parameters,
      secret_name: this.#name,
      encrypted_value: await this.#sealingKey.seal(text, sealingKey),
      key_id: sealingKey.id,
      ...audienceBody(this.audienceAfter(snapshot)),
    }
    const { journal } = this.#context
    const attempts = this.#client.attempts(route, body)
    for (;;) {
      journal.append({ type: 'write-started', place: this.displayName, replaces: snapshot.updatedAt !== undefined })
      const result = await this.#client.write(route, body, attempts)
      if (result.kind === 'applied') return { reply: result.reply, isLost }
      if (result.kind === 'indeterminate') isLost = true
      else journal.append({ type: 'write-rejected' })
      if (result.kind === 'refused') return { reply: result.reply, isLost }
      await attempts.wait(result.cause)
      // After a lost request, what exists may be this run's own.
      if (!isLost) await this.#requireStillAbsent(snapshot)
    }
  }

  /** Reads the metadata until it shows the store. */
  async #confirm(text: string, firstStatus: 201 | 204, snapshot: SecretSnapshot): Promise<string> {
    const { clock, sleep, journal, retry } = this.#context
    const deadline = clock.elapsedMs() + Math.min(CONFIRM_LIMIT_MS, retry.remainingMs())
    let status = firstStatus
    let isRepeated = false
    for (let pause = FIRST_CONFIRM_PAUSE_MS; ; pause = Math.min(pause * 2, MAX_CONFIRM_PAUSE_MS)) {
      const metadata = await this.#metadata()
      // Only times of GitHub's own are compared: any other clock, or that of a proxy, may be off.
      if (metadata && isLater(metadata.updatedAt, snapshot.updatedAt)) {
        const { createdAt, updatedAt } = metadata
        if (status === 201 && Date.parse(updatedAt) > Date.parse(createdAt) + CREATION_MS) {
          throw this.#notConfirmed(status, `it was changed again at ${updatedAt}`)
        }
        journal.append({ type: 'confirmed', place: this.displayName, updatedAt })
        return updatedAt
      }
      const shown = metadata
        ? `it was last updated at ${metadata.updatedAt}, before this run stored`
        : 'it does not exist'
      if (clock.elapsedMs() + pause > deadline) throw this.#notConfirmed(status, shown)
      if (metadata && !isRepeated) {
        isRepeated = true
        await sleep(NEXT_SECOND_MS)
        status = await this.#put(text, snapshot)
      } else {
        await sleep(pause)
      }
    }
  }

  #notConfirmed(status: 201 | 204, shown: string): ActionError {
    return new ActionError(
      'not-confirmed',
      `GitHub answered ${status} when this run stored ${lowerFirst(this.displayName)}, but then said that ${shown}.`,
      'GitHub may be slow (see its status page), something between the runner and GitHub may answer in its place, or another run may ' +
        'store the same secret (the audit log shows it). Then run this again with `if-exists: overwrite`.',
    )
  }

  async #metadata(): Promise<Metadata | undefined> {
    const { base, parameters } = routeOf(this.#destination)
    const reply = await this.#client.request(`GET ${base}/secrets/{secret_name}`, {
      ...parameters,
      secret_name: this.#name,
    })
    if (isNotFound(reply)) return undefined
    if (reply.status !== 200) throw this.#error(reply, 'read the metadata of')
    const { name, updated_at: updatedAt, created_at: createdAt, visibility } = membersOf(reply.data)
    // Without its visibility, a store could give an organization's secret to more repositories than before.
    const hasAudience = this.#destination.level !== 'organization' || isVisibility(visibility)
    if (name !== this.#name || !isTime(updatedAt) || !isTime(createdAt) || !hasAudience) {
      throw new ActionError(
        'github-invalid-response',
        `GitHub's response about ${lowerFirst(this.displayName)} is not a JSON object with its \`name\`, \`created_at\`, \`updated_at\` and, in an organization, \`visibility\`.`,
        'Check what is between the runner and GitHub (a proxy, a wrong `github-api-url`): it may change responses. Then run this again.',
      )
    }
    const audience = isVisibility(visibility) ? { visibility, selectedRepositoryIds: undefined } : undefined
    return { updatedAt, createdAt, audience }
  }

  /** The audience of an existing secret. Its repositories are read only if a store has to keep them. */
  async #audienceOf(metadata: Metadata | undefined): Promise<Audience | undefined> {
    const destination = this.#destination
    if (destination.level !== 'organization' || metadata?.audience?.visibility !== 'selected') return metadata?.audience
    const selectedRepositoryIds = await readSelectedRepositoryIds(this.#client, destination.organization, this.#name)
    return { visibility: 'selected', selectedRepositoryIds }
  }

  #error(reply: Reply, verb: string): ActionError {
    return toActionError(reply, `${verb} ${lowerFirst(this.displayName)}`, this.#destination)
  }
}

function isVisibility(value: unknown): value is Visibility {
  return VISIBILITIES.some(visibility => visibility === value)
}

/** Whether a secret was updated after a snapshot of it. A replica that lags behind may show an even older time. */
function isLater(updatedAt: string, before: string | undefined): boolean {
  return before === undefined || Date.parse(updatedAt) > Date.parse(before)
}

/** Whether a member of GitHub's response is a time. It goes into the log and the page as it is. */
function isTime(value: unknown): value is string {
  return typeof value === 'string' && parseTime(value) !== undefined
}
