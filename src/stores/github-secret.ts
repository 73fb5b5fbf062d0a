import { ActionError, rethrow } from '../errors.ts'
import type { GitHubApi, Reply } from '../github/client.ts'
import { audienceOf, type Destination, describeDestination, routeOf } from '../github/destination.ts'
import { toActionError } from '../github/errors.ts'
import { loadSodium, type SealingKey } from '../github/sealed-box.ts'
import { SealingKeyCache } from '../github/sealing-key.ts'
import { awaitInOrder } from '../http/await-in-order.ts'
import { membersOf } from '../http/json.ts'
import { type Custody, duringChange, lowerFirst } from '../runner/journal.ts'
import { elapsedMs, parseTime } from '../time.ts'
import type { Found, KeyStore, Stored } from './key-store.ts'

/** What GitHub tells of a secret. */
interface Metadata {
  name: string
  /** RFC 3339 in whole seconds, by GitHub's clock. */
  updatedAt: string
  createdAt: string
}

/** What GitHub said to the request that stored, as far as the confirmation needs it. */
interface Acceptance {
  status: 201 | 204
  /** GitHub's clock when it answered, in ms since 1970; NaN where it did not say. */
  answeredAt: number
}

/** Metadata is read again where it is behind the store: a replica may not have it yet. */
const CONFIRM_ATTEMPTS = 4
const CONFIRM_PAUSE_MS = 500
/** Clocks of GitHub's machines, one of which dates the answer and one the secret, may differ by this much. */
const CLOCK_TOLERANCE_MS = 2_000
/** How long a look counts, before a store that must replace nothing. */
const FRESH_LOOK_MS = 2_000
/** A secret that nobody has changed since it was created has one time, or two on either side of a second's end. */
const CREATION_MS = 1_000

/** A GitHub Actions secret of a repository, an environment or an organization. */
export class SecretStore implements KeyStore {
  readonly place: string
  readonly #api: GitHubApi
  readonly #destination: Destination
  readonly #name: string
  readonly #sealer: SealingKeyCache

  /**
   * @param name the secret's name, upper-case
   * @param sealer of the same destination, where several secrets are stored there
   */
  constructor(api: GitHubApi, destination: Destination, name: string, sealer = new SealingKeyCache(api, destination)) {
    this.#api = api
    this.#destination = destination
    this.#name = name
    this.#sealer = sealer
    this.place = `The secret ${name} of ${describeDestination(destination)}`
  }

  async look(): Promise<Found> {
    // libsodium compiles while the answers are on the wire; any earlier it would only keep the requests back.
    const sodium = requestsAreWritten().then(loadSodium)
    const [, metadata] = await awaitInOrder(this.#sealer.key(), this.#metadata(), sodium)
    return { updatedAt: metadata?.updatedAt, lookedAt: elapsedMs() }
  }

  /** @throws ActionError where the secret was not found, and is there now: another run has stored it */
  async #lookAgain(found: Found): Promise<void> {
    const updatedAt = found.updatedAt === undefined ? (await this.#metadata())?.updatedAt : undefined
    if (updatedAt === undefined) return
    throw new ActionError(
      'secret-exists',
      `${this.place} did not exist when this run looked, and does now that it would store (last changed ${updatedAt}): another run stored a key meanwhile.`,
      'Leave it to that run; or run this again with `if-exists: overwrite` where you are sure that nothing uses that key.',
    )
  }

  async store(text: string, found: Found, custody: Custody): Promise<Stored> {
    // What was stored before it may have had to wait.
    if (elapsedMs() - found.lookedAt > FRESH_LOOK_MS) await this.#lookAgain(found)
    const acceptance = await this.#put(text, found, custody)
    return this.#confirm(acceptance, found)
  }

  async updatedAt(): Promise<string | undefined> {
    const metadata = await this.#metadata()
    // GitHub says 404 also of a place that the token may not see; there the secret may well exist.
    if (!metadata) await this.#sealer.keyAnew()
    return metadata?.updatedAt
  }

  async delete(storedAt: Date, custody: Custody): Promise<boolean> {
    if (!(await this.#isStill(storedAt))) return false
    const { base, parameters } = routeOf(this.#destination)
    // Another run may have stored a newer one since.
    const look = async () =>
      (await this.#isStill(storedAt)) ? undefined : { status: 204, data: undefined, headers: {} }
    await duringChange(custody, { state: 'deleting', place: this.place }, async () => {
      const name = { ...parameters, secret_name: this.#name }
      const reply = await this.#api.send(`DELETE ${base}/secrets/{secret_name}`, name, look)
      const { status, mayHaveActed } = reply
      const isRefused = status === 404 ? await this.#isStill(storedAt).catch(rethrow(mayHaveActed)) : status !== 204
      if (isRefused) throw toActionError(reply, `delete ${lowerFirst(this.place)}`, this.#destination)
    })
    return true
  }

  /**
   * Whether the secret is still the one that was stored at a time; not where it is gone.
   * @throws ActionError where it is another one
   */
  async #isStill(storedAt: Date): Promise<boolean> {
    const updatedAt = await this.updatedAt()
    if (updatedAt === undefined) return false
    const newerBy = Date.parse(updatedAt) - storedAt.getTime()
    if (newerBy === 0) return true
    const what = `${this.place} is not the one to delete: it was last changed at ${updatedAt}, and the key to delete was stored at ${storedAt.toISOString()}.`
    if (newerBy < 0) {
      throw new ActionError(
        'secret-older',
        what,
        'Check the place, the name and the time that this run was given: the key to delete may still be where it was stored.',
      )
    }
    throw new ActionError(
      'secret-newer',
      what,
      'If another run has stored its key there, the key that was to be deleted is gone already, and that run tells whether its own is in order. ' +
        'If none has, find out with the verify action which key it is, and delete it by hand if nobody may use it.',
    )
  }

  /** Sends the sealed box; returns once GitHub has said that it holds it. */
  async #put(text: string, found: Found, custody: Custody): Promise<Acceptance> {
    const sealingKey = await this.#sealer.key()
    let reply = await this.#putSealed(text, sealingKey, found, custody)
    let { mayHaveActed } = reply
    if (reply.status === 422) {
      // A sealing key that GitHub has replaced since the look: once, with the new one.
      const newer = await this.#sealer.keyAnew()
      if (newer.id !== sealingKey.id) {
        reply = await this.#putSealed(text, newer, found, custody)
        mayHaveActed ||= reply.mayHaveActed
      }
    }
    const { status } = reply
    if (status !== 201 && status !== 204)
      throw toActionError(reply, `store ${lowerFirst(this.place)}`, this.#destination)
    if (status === 204 && found.updatedAt === undefined && !mayHaveActed) {
      custody.holding = { state: 'collided', place: this.place }
      throw new ActionError(
        'concurrent-write',
        `${this.place} did not exist when this run looked, and did when it stored: another run stored a key in between, and this run has overwritten it.`,
        'Make sure that no other run is storing this secret (a `concurrency` group does that), then run this again with `if-exists: overwrite`.',
      )
    }
    custody.holding = { state: 'unconfirmed', place: this.place }
    return { status, answeredAt: Date.parse(String(reply.headers.date)) }
  }

  async #putSealed(text: string, sealingKey: SealingKey, found: Found, custody: Custody): Promise<Reply> {
    const { base, parameters } = routeOf(this.#destination)
    const encrypted = await this.#sealer.seal(text, sealingKey)
    const before = custody.holding
    const uncertain = { state: 'uncertain', place: this.place, replaces: found.updatedAt !== undefined } as const
    const reply = await duringChange(custody, uncertain, () =>
      this.#api.send(
        `PUT ${base}/secrets/{secret_name}`,
        {
          ...parameters,
          secret_name: this.#name,
          encrypted_value: encrypted,
          key_id: sealingKey.id,
          ...audienceOf(this.#destination),
        },
        // What is there after a request that may have taken effect may be this run's own.
        async mayHaveActed => {
          if (!mayHaveActed && before.state !== 'uncertain') await this.#lookAgain(found)
          return undefined
        },
      ),
    )
    if (reply.status >= 300 && !reply.mayHaveActed) custody.holding = before
    return reply
  }

  /** Reads the metadata until it shows the store; any other change that it shows is another run's. */
  async #confirm(acceptance: Acceptance, found: Found): Promise<Stored> {
    for (let attempt = 1; ; attempt++) {
      const metadata = await this.#metadata()
      const doubt = doubtOf(metadata, acceptance, found)
      if (!doubt && metadata) return { name: metadata.name, updatedAt: metadata.updatedAt }
      if (doubt?.final || attempt === CONFIRM_ATTEMPTS) {
        throw new ActionError(
          'not-confirmed',
          `GitHub answered ${acceptance.status} when this run stored its key, but now ${doubt?.shows}: ${lowerFirst(this.place)}.`,
          'Find out who changes this secret at the same time (the audit log names them), then run this again with `if-exists: overwrite`.',
        )
      }
      await new Promise(resolve => setTimeout(resolve, CONFIRM_PAUSE_MS * attempt))
    }
  }

  async #metadata(): Promise<Metadata | undefined> {
    const { base, parameters } = routeOf(this.#destination)
    const reply = await this.#api.send(`GET ${base}/secrets/{secret_name}`, { ...parameters, secret_name: this.#name })
    if (reply.status === 404) return undefined
    const doing = `say whether ${lowerFirst(this.place)} exists`
    if (reply.status !== 200) throw toActionError(reply, doing, this.#destination)
    const { name, updated_at: updatedAt, created_at: createdAt } = membersOf(reply.data)
    if (name !== this.#name || !isTime(updatedAt) || !isTime(createdAt)) {
      throw new ActionError(
        'github-invalid-response',
        `GitHub was asked to ${doing}, and its answer is no JSON object with this secret's \`name\`, \`created_at\` and \`updated_at\`.`,
        'Something between the runner and GitHub may change answers (a proxy, a wrong `github-api-url`). Run this again when that is mended.',
      )
    }
    return { name, updatedAt, createdAt }
  }
}

/** Two turns of the event loop: in the first connections are made, in the second requests are written. */
async function requestsAreWritten(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise(resolve => setImmediate(resolve))
}

/** What speaks against the stored key being this run's; undefined where nothing does. */
function doubtOf(
  metadata: Metadata | undefined,
  { status, answeredAt }: Acceptance,
  found: Found,
): { shows: string; final?: boolean } | undefined {
  if (!metadata) return { shows: 'says that the secret does not exist' }
  const updated = Date.parse(metadata.updatedAt)
  const changedSince = status === 201 && updated > Date.parse(metadata.createdAt) + CREATION_MS
  if (changedSince || updated > answeredAt + CLOCK_TOLERANCE_MS) {
    return { shows: `says that the secret was changed later, at ${metadata.updatedAt}`, final: true }
  }
  // A store within the second of the change before it leaves the time as it was. Without GitHub's clock that cannot be told.
  const soonAfter = answeredAt <= updated + CLOCK_TOLERANCE_MS
  if (status === 204 && metadata.updatedAt === found.updatedAt && !soonAfter) {
    return { shows: `shows no change of the secret since ${metadata.updatedAt}` }
  }
  return undefined
}

/** Whether a member of GitHub's answer is a time: it goes into the log and the page as it is. */
function isTime(value: unknown): value is string {
  return typeof value === 'string' && parseTime(value) !== undefined
}
